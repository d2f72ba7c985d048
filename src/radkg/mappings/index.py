"""Mappings by subject and by object: from terms of radkg's to other vocabularies, and back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile
from radkg.mappings.prefixes import Prefixes
from radkg.mappings.sets import SUFFIX, Mapping, MappingSet, expand_in, mapping_files, read_set

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT = "skos:exactMatch"


class Index:
    """The mappings by either side.

    Args:
        sets: The mapping sets.
        prefixes: The prefixes; those that the sets declare where not given.

    Attributes:
        sets: The mapping sets.
        prefixes: The prefixes.
        by_subject: IRI of a term of radkg's to its mappings, exact ones first.
        by_object: CURIE of another vocabulary's term to the mappings that lead to it, exact ones first.
    """

    def __init__(self, sets: Iterable[MappingSet], prefixes: Prefixes | None = None) -> None:
        self.sets = tuple(sets)
        self.prefixes = prefixes or Prefixes.declared(
            {prefix: iri for one in self.sets for prefix, iri in one.prefixes.items()}
        )
        self._subjects: dict[Mapping, str] = {}
        self.by_subject: dict[str, list[Mapping]] = defaultdict(list)
        self.by_object: dict[str, list[Mapping]] = defaultdict(list)
        rows = sorted(
            ((row, expand_in(one, row.subject)) for one in self.sets for row in one.mappings),
            key=lambda pair: (pair[0].predicate != EXACT, pair[0]),
        )
        for row, subject in rows:
            self._subjects[row] = subject or row.subject
            self.by_subject[self._subjects[row]].append(row)
            if row.found:
                self.by_object[row.object].append(row)

    @classmethod
    def of_folder(cls, folder: str) -> Index:
        """Return the mapping sets in a folder, with the prefixes that they declare.

        Raises:
            UnreadableFile: The folder has no mapping set, or one cannot be read.
        """
        files = mapping_files(folder)
        if not files:
            raise UnreadableFile(folder, "no mapping set in it", remedy=f"name a folder with files that end in {SUFFIX}")
        return cls(map(read_set, files))

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
