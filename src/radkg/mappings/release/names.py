"""IRIs and CURIEs of other ontologies as the CURIEs that radkg writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from radkg.namespaces import OBO
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    from radkg.mappings.prefixes import Prefixes

LONGEST_ID = 500  # characters
_IRI = re.compile(rf"[\w:/#?&=.,;~%+@!$'()*-]{{1,{LONGEST_ID}}}")
_CURIE = re.compile(r"[A-Za-z][\w.-]*:[\w.,;~%+/#()'*-]{1,300}", re.ASCII)
_OBO_LOCAL = re.compile(r"([A-Za-z]+)_(\w+)", re.ASCII)


class Namer:
    """Turns the IRIs and CURIEs of a release into the CURIEs that radkg writes.

    A release has millions of IRIs. So the namespace of an IRI is looked up as a whole, and not tried prefix by prefix.

    Args:
        prefixes: The prefixes to write.
    """

    def __init__(self, prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        spaces = {iri: p.prefix for p in prefixes.prefixes for iri in (p.iri, *p.other_iris)}
        # a namespace within another one, "…/RID/RID" in "…/RID/", cannot be looked up: it is left to `Prefixes.curie`
        self._spaces = {iri: p for iri, p in spaces.items() if not any(o != iri and o.startswith(iri) for o in spaces)}
        self._known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI where no prefix fits."""
        if not _IRI.fullmatch(iri):
            return one_line(iri)[:LONGEST_ID]
        cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind("_")) + 1
        prefix = self._spaces.get(iri[:cut])
        if prefix is not None and cut < len(iri):
            return f"{prefix}:{iri[cut:]}"
        if curie := self._prefixes.curie(iri):
            return curie
        obo = _OBO_LOCAL.fullmatch(iri, len(OBO)) if iri.startswith(OBO) else None
        return f"{obo[1]}:{obo[2]}" if obo else iri

    def curie(self, name: str) -> str:
        """Return the CURIE of a CURIE or an IRI; any other text is returned as it is, in one line."""
        if "://" in name:
            return self.iri(name)
        prefix, colon, local = name.partition(":")
        if not colon or not _CURIE.fullmatch(name):
            return one_line(name)[:LONGEST_ID]
        written = self._known.get(prefix)
        if written is None:
            known = self._prefixes.by_name.get(prefix.casefold())
            written = known.prefix if known else prefix
            if len(self._known) < 1000:
                self._known[prefix] = written
        return f"{written}:{local}"
