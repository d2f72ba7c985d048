"""Tables of other resources, taken over in bulk into ``ontology/imported``.

Each row becomes a fact that is marked as imported, or is left out for a reason that the file's header counts. Which term of
radkg's a name or an identifier stands for is stated in ``ontology/terms/imports.ttl``: the code knows no disease and no
finding. The same tables and terms give the same bytes.
"""

from __future__ import annotations

from radkg.imports.module import Module, Modules
from radkg.imports.run import import_tables

__all__ = ["Module", "Modules", "import_tables"]
