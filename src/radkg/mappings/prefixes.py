"""The prefixes of other vocabularies, as people write them: ontology/mappings/prefixes.tsv."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg import resources
from radkg.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping


class Prefix(NamedTuple):
    """One vocabulary's prefix.

    Attributes:
        prefix: As Bioregistry prefers it, and as radkg writes it.
        iri: The namespace that it stands for.
        synonyms: Other spellings that are in use; letter case does not matter.
        other_iris: Other namespaces in which the same terms are published.
        bioregistry: The vocabulary's key in Bioregistry; empty where it has none.
        title: What the vocabulary is called.
    """

    prefix: str
    iri: str
    synonyms: tuple[str, ...]
    other_iris: tuple[str, ...]
    bioregistry: str
    title: str


class Prefixes:
    """All prefixes. They turn a CURIE in any spelling, or an IRI, into the CURIE that radkg writes.

    Args:
        prefixes: The prefixes.
    """

    def __init__(self, prefixes: tuple[Prefix, ...]) -> None:
        self.prefixes = prefixes
        self.by_name = {name.casefold(): p for p in prefixes for name in (p.prefix, *p.synonyms)}
        spaces = [(_bare(iri), p) for p in prefixes for iri in (p.iri, *p.other_iris)]
        self._spaces = sorted(spaces, key=lambda pair: -len(pair[0]))  # the longest namespace that fits is meant
        self._of_space = {iri: p.prefix for iri, p in reversed(self._spaces)}

    @classmethod
    def read(cls, path: str) -> Prefixes:
        """Return the prefixes of a table such as ontology/mappings/prefixes.tsv.

        Raises:
            UnreadableFile: It is missing, not UTF-8, or a row has too few or too many cells.
        """
        try:
            _, *lines = resources.read_text(path).splitlines()
        except (OSError, ValueError) as error:
            reason = "not a table in UTF-8" if isinstance(error, ValueError) else (error.strerror or str(error)).lower()
            raise UnreadableFile(path, reason) from None
        rows = [line.split("\t") for line in lines]
        for number, cells in enumerate(rows, 2):
            if len(cells) != len(Prefix._fields):
                raise UnreadableFile(path, f"{len(cells)} cells where {len(Prefix._fields)} are due", line=number)
        return cls(tuple(map(_prefix, rows)))

    @classmethod
    def declared(cls, prefixes: Mapping[str, str]) -> Prefixes:
        """Return the prefixes that mapping sets declare.

        Args:
            prefixes: Prefix to namespace.
        """
        return cls(tuple(Prefix(prefix, iri, (), (), "", prefix) for prefix, iri in prefixes.items()))

    def curie(self, name: str) -> str | None:
        """Return the CURIE that a CURIE in any known spelling, or an IRI, stands for.

        Returns ``None`` where no prefix fits.
        """
        name = name.strip().removeprefix("<").removesuffix(">")
        if "://" in name:
            bare = _bare(name)
            fits = next(((iri, p) for iri, p in self._spaces if bare.startswith(iri) and bare != iri), None)
            return f"{fits[1].prefix}:{bare[len(fits[0]) :]}" if fits else None
        prefix, colon, local = name.partition(":")
        if not colon:  # the local name of a term in a file, such as HP_0000001
            prefix, _, local = name.partition("_")
            local = local if local[:1].isdigit() else ""
        known = self.by_name.get(prefix.casefold()) if local else None
        if known is None:
            return None
        again, underscore, rest = local.partition("_")  # ORDO:Orphanet_221 says twice what it is of
        if underscore and rest and self.by_name.get(again.casefold()) is known:
            local = rest
        return f"{known.prefix}:{local}"

    def of_namespace(self, iri: str) -> str | None:
        """Return the prefix of a namespace; ``None`` where it is of none."""
        return self._of_space.get(_bare(iri))

    def with_others(self, others: Prefixes) -> Prefixes:
        """Return these prefixes, and those of others of which neither the name nor the namespace is known here."""
        new = (p for p in others.prefixes if p.prefix.casefold() not in self.by_name and not self.of_namespace(p.iri))
        return Prefixes((*self.prefixes, *new))

    def iri(self, curie: str) -> str:
        """Return the IRI that a CURIE stands for.

        Raises:
            KeyError: Its prefix is not known.
        """
        prefix, _, local = curie.partition(":")
        return self.by_name[prefix.casefold()].iri + local


def _prefix(cells: list[str]) -> Prefix:
    prefix, iri, synonyms, other_iris, bioregistry, title = cells
    return Prefix(prefix, iri, _several(synonyms), _several(other_iris), bioregistry, title)


def _bare(iri: str) -> str:
    """Return an IRI without http:// or https://: people write both for one term."""
    return iri.partition("://")[2] or iri


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
