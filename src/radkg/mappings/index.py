"""Mappings by subject and by object: from terms of radkg's to other vocabularies, and back."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile
from radkg.mappings.prefixes import Prefixes
from radkg.mappings.sets import SUFFIXES, Mapping, MappingSet, expand_in, mapping_files, read_set

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT = "skos:exactMatch"
#: What sets of others write for it as well.
_EXACTLY = frozenset([EXACT, "http://www.w3.org/2004/02/skos/core#exactMatch", "owl:equivalentClass", "owl:sameAs"])


class Index:
    """The mappings by either side.

    Args:
        sets: The mapping sets.
        prefixes: The prefixes to write identifiers with, whatever the sets write; those that the sets declare where not given.
        differences: Where others map otherwise: a term of radkg's, as a CURIE, and the difference in words.

    Attributes:
        sets: The mapping sets.
        differences: Where others map otherwise.
        prefixes: The prefixes: those given, and what the sets declare besides.
        by_subject: IRI of a term of radkg's to its mappings, exact ones first. What a row denies is none.
        by_object: CURIE of another vocabulary's term, as the prefixes write it, to the mappings that lead to it,
            exact ones first.
    """

    def __init__(
        self, sets: Iterable[MappingSet], prefixes: Prefixes | None = None, differences: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.sets, self.differences = tuple(sets), tuple(differences)
        declared = Prefixes.declared({prefix: iri for one in self.sets for prefix, iri in one.prefixes.items()})
        self.prefixes = prefixes.with_others(declared) if prefixes else declared
        self._written = {id(one): _Written(one, self.prefixes) for one in self.sets}
        self._subjects: dict[Mapping, str] = {}
        self.by_subject: dict[str, list[Mapping]] = defaultdict(list)
        self.by_object: dict[str, list[Mapping]] = defaultdict(list)
        rows = ((row, one) for one in self.sets for row in one.mappings if row.subject and not row.negated)
        for row, one in sorted(rows, key=lambda pair: (pair[0].predicate != EXACT, pair[0])):
            self._subjects[row] = expand_in(one, row.subject) or row.subject
            self.by_subject[self._subjects[row]].append(row)
            if row.links:
                self.by_object[self.curie(row.object, one)].append(row)

    @classmethod
    def of_folder(cls, folder: str, prefixes: Prefixes | None = None) -> Index:
        """Return the mapping sets in a folder, or in one file.

        Args:
            folder: The folder, or a single mapping set.
            prefixes: See `Index`.

        Raises:
            UnreadableFile: The folder has no mapping set, or one cannot be read.
            MissingPackage: The metadata of one need a package that is not installed.
        """
        files = mapping_files(folder) if os.path.isdir(folder) else [folder]
        if not files:
            remedy = f"name a folder with files that end in {', '.join(SUFFIXES)}, or one file"
            raise UnreadableFile(folder, "no mapping set in it", remedy=remedy)
        return cls(map(read_set, files), prefixes)

    def curie(self, name: str, one: MappingSet) -> str:
        """Return how the prefixes write an identifier of a set; the identifier where they know none."""
        return self._written[id(one)].curie(name)

    def spelt(self, curie: str, like: str, one: MappingSet) -> str:
        """Return a CURIE as a set would write it.

        Args:
            curie: The CURIE, as the prefixes write it.
            like: How the set writes another term of the same vocabulary.
            one: The set.
        """
        if "://" in like:
            try:
                return self.prefixes.iri(curie)
            except KeyError:
                return curie
        prefix, _, local = curie.partition(":")
        other, _, rest = self.curie(like, one).partition(":")
        return like.removesuffix(rest) + local if prefix == other and like.endswith(rest) else curie

    def same_as(self, rows: Iterable[Mapping]) -> str | None:
        """Return the IRI of the subject of the first exact match among ``rows``; ``None`` where there is none."""
        exact = (self._subjects[row] for row in rows if row.predicate == EXACT)
        return next(exact, None)

    def terms(self, name: str) -> list[Mapping] | None:
        """Return the mappings whose object a CURIE or an IRI of another vocabulary names, exact matches first.

        Returns ``None`` where ``name`` is no CURIE or IRI, or is of no vocabulary that radkg knows.
        """
        curie = self.prefixes.curie(name)
        return None if curie is None else self.by_object.get(curie, [])


class _Written:
    """The identifiers of a set as the prefixes write them: a set may call ORPHA Orphanet, or write IRIs."""

    def __init__(self, one: MappingSet, prefixes: Prefixes) -> None:
        self._set, self._prefixes = one, prefixes
        self._known = {prefix: written for prefix, iri in one.prefixes.items() if (written := prefixes.of_namespace(iri))}

    def curie(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._known:
            return f"{self._known[prefix]}:{local}"
        iri = expand_in(self._set, name)
        return (iri and self._prefixes.curie(iri)) or self._prefixes.curie(name) or name


def is_exact(row: Mapping) -> bool:
    """Return whether a row says that two entities are the same, in whatever words."""
    return row.links and row.predicate in _EXACTLY
