"""Finding radkg's terms by what other vocabularies call them, and the other way round."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from radkg import resources
from radkg.errors import UnreadableFile
from radkg.mappings.prefixes import Prefix, Prefixes
from radkg.mappings.sets import SUFFIX, Mapping, MappingSet, read_set, read_sets
from radkg.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT = "skos:exactMatch"


class Index:
    """The mappings by either side.

    Args:
        sets: The mapping sets; those that radkg carries where not given.
        prefixes: The prefixes; those that radkg carries where not given.

    Attributes:
        by_subject: IRI of a term of radkg's to its mappings, exact ones first.
        by_object: CURIE of another vocabulary's term to the mappings that lead to it, exact ones first.
    """

    def __init__(self, sets: Iterable[MappingSet] | None = None, prefixes: Prefixes | None = None) -> None:
        self.sets = read_sets() if sets is None else tuple(sets)
        self.prefixes = prefixes or Prefixes.read()
        self.by_subject: dict[str, list[Mapping]] = defaultdict(list)
        self.by_object: dict[str, list[Mapping]] = defaultdict(list)
        rows = sorted((row for one in self.sets for row in one.mappings), key=lambda row: (row.predicate != EXACT, row))
        for row in rows:
            self.by_subject[expand(row.subject) or row.subject].append(row)
            if row.found:
                self.by_object[row.object].append(row)

    @classmethod
    def of_folder(cls, folder: str) -> Index:
        """Return the mapping sets in a folder, with the prefixes that they themselves declare.

        Raises:
            UnreadableFile: There is none, or one is not readable.
        """
        files = resources.files_under(folder, SUFFIX)
        if not files:
            raise UnreadableFile(folder, "no mapping set in it", remedy=f"name a folder with files that end in {SUFFIX}")
        sets = tuple(map(read_set, files))
        declared = {prefix: iri for one in sets for prefix, iri in one.prefixes.items()}
        return cls(sets, Prefixes(tuple(Prefix(prefix, iri, (), (), "", prefix) for prefix, iri in declared.items())))

    def terms(self, name: str) -> list[Mapping] | None:
        """Return the mappings to what a CURIE or an IRI of another vocabulary names, exact ones first.

        Returns ``None`` where ``name`` is neither, or of no vocabulary that radkg knows.
        """
        curie = self.prefixes.curie(name)
        return None if curie is None else self.by_object.get(curie, [])
