"""Tables of other resources, taken over in bulk into ``ontology/imported``.

Each row becomes a fact marked as theirs, or is left out for a reason that the file's header counts. Which of our terms a
name or identifier of theirs stands for is said in ``ontology/terms/imports.ttl``; nothing here knows a disease or a
finding. The same tables and terms give the same bytes.
"""

from __future__ import annotations

from radkg.imports.module import Module, Modules
from radkg.imports.run import import_tables

__all__ = ["Module", "Modules", "import_tables"]
