"""What is kept of a release: for each term its label, its parents and whether it is obsolete, a hundred bytes or two."""

from __future__ import annotations

from array import array
from collections import Counter, deque
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from radkg.errors import UnreadableFile
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from radkg.mappings.release import ReleaseHeader, Term

MOST_TERMS = 10_000_000  # the NCBI's tree of life has three
MOST_LINKS = 8  # for each term, at that number
LONGEST_LABEL = 2000  # letters
_DECLARED, _OBSOLETE = 1, 2


class SubclassAxiom(NamedTuple):
    """A subclass axiom of theirs, with labels; ``relation`` is "subClassOf", or says that the file does not tell."""

    subject: str
    subject_label: str
    object: str
    object_label: str
    relation: str

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_label} {self.relation} {self.object} {self.object_label}"


class Ledger:
    """The terms of a release.

    Args:
        path: The file, to be named in errors.
        header: Its header.

    Attributes:
        path: The file.
        replaced_by: Id of an obsolete term to what takes its place.
        consider: Id of an obsolete term to what may take its place.
    """

    def __init__(self, path: str, header: ReleaseHeader) -> None:
        self.path, self.header = path, header
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._flags = bytearray()
        self._labels = bytearray()
        self._label_at = array("q")  # where a label begins and ends; two places for each term
        self._last_link = array("i")  # of each term: where in the two below its parents begin, -1 for none
        self._parents = array("i")
        self._next_link = array("i")
        self.replaced_by: dict[str, tuple[str, ...]] = {}
        self.consider: dict[str, tuple[str, ...]] = {}

    def add(self, term: Term) -> None:
        """Keep a term, or what a record adds to it.

        Raises:
            UnreadableFile: The release has more than any ontology.
        """
        number = self._number(term.id)
        if term.declared:
            self._flags[number] |= _DECLARED
        if term.obsolete:
            self._flags[number] |= _OBSOLETE
        if term.label and self._label_at[2 * number] == self._label_at[2 * number + 1]:
            self._label_at[2 * number] = len(self._labels)
            self._labels += one_line(term.label[:LONGEST_LABEL]).encode()
            self._label_at[2 * number + 1] = len(self._labels)
        for parent in term.parents:
            above = self._number(parent)
            self._parents.append(above)
            self._next_link.append(self._last_link[number])
            self._last_link[number] = len(self._parents) - 1
        if term.replaced_by:
            self.replaced_by[term.id] = tuple(dict.fromkeys((*self.replaced_by.get(term.id, ()), *term.replaced_by)))[:20]
        if term.consider:
            self.consider[term.id] = tuple(dict.fromkeys((*self.consider.get(term.id, ()), *term.consider)))[:20]
        for merged in term.alternative_ids:
            self._flags[self._number(merged)] |= _OBSOLETE
            self.replaced_by.setdefault(merged, (term.id,))
        if len(self._ids) > MOST_TERMS or len(self._parents) > MOST_LINKS * MOST_TERMS:
            raise UnreadableFile(self.path, f"more than {MOST_TERMS:,} terms", remedy="take a part of the ontology")

    def _number(self, id_: str) -> int:
        number = self._numbers.get(id_)
        if number is None:
            number = self._numbers[id_] = len(self._ids)
            self._ids.append(id_)
            self._flags.append(0)
            self._last_link.append(-1)
            self._label_at.append(0)
            self._label_at.append(0)
        return number

    def _flag(self, id_: str) -> int:
        number = self._numbers.get(id_)
        return 0 if number is None else self._flags[number]

    def has(self, id_: str) -> bool:
        """Return whether there is such a term, obsolete or not."""
        return self._flag(id_) != 0

    def is_obsolete(self, id_: str) -> bool:
        """Return whether a term is obsolete, or was merged into another."""
        return bool(self._flag(id_) & _OBSOLETE)

    def is_current(self, id_: str) -> bool:
        """Return whether there is such a term, and it is not obsolete."""
        return self._flag(id_) == _DECLARED

    def label(self, id_: str) -> str:
        """Return a term's label; empty where it has none."""
        number = self._numbers.get(id_)
        if number is None:
            return ""
        return self._labels[self._label_at[2 * number] : self._label_at[2 * number + 1]].decode()

    def prefixes(self) -> Counter[str]:
        """Return how many terms there are with each prefix."""
        return Counter(
            id_.partition(":")[0]
            for id_, flag in zip(self._ids, self._flags, strict=True)
            if flag & _DECLARED and "://" not in id_
        )

    def count(self, prefix: str) -> int:
        """Return how many terms with a prefix there are, obsolete ones left out."""
        current = (id_ for id_, flag in zip(self._ids, self._flags, strict=True) if flag == _DECLARED)
        return sum(id_.startswith(f"{prefix}:") for id_ in current)

    def home(self) -> str:
        """Return the prefix of the release's own terms: the one it is named after, or else the one most terms have."""
        counts = self.prefixes()
        name = self.header.iri.rstrip("/#").rpartition("/")[2].partition(".")[0].casefold()
        named = [prefix for prefix in counts if prefix.casefold() == name]
        return named[0] if named else max(counts, key=lambda prefix: (counts[prefix], prefix), default="")

    def parents(self, id_: str) -> list[str]:
        """Return what a term is said to be a kind of."""
        number = self._numbers.get(id_)
        found = set()
        link = -1 if number is None else self._last_link[number]
        while link >= 0:
            found.add(self._ids[self._parents[link]])
            link = self._next_link[link]
        return sorted(found)

    def above(self, id_: str, stop: Collection[str] = ()) -> Iterator[tuple[str, tuple[SubclassAxiom, ...]]]:
        """Yield the ancestors of a term, the nearest first, each with the shortest chain of axioms that leads to it.

        Args:
            stop: Ids above which is not looked.
        """
        waiting: deque[tuple[str, tuple[str, ...]]] = deque([(id_, (id_,))])
        seen = {id_}
        while waiting:
            at, way = waiting.popleft()
            if at != id_:
                said = self.header.parents_are
                yield at, tuple(SubclassAxiom(a, self.label(a), b, self.label(b), said) for a, b in pairwise(way))
                if at in stop:
                    continue
            for parent in self.parents(at):
                if parent not in seen:
                    seen.add(parent)
                    waiting.append((parent, (*way, parent)))
