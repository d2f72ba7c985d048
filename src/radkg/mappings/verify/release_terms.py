"""The terms of a release: label, parents and obsolescence of each, in a hundred bytes or two."""

from __future__ import annotations

from array import array
from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from radkg.errors import UnreadableFile
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from radkg.mappings.release import ReleaseHeader, Term

MOST_TERMS = 10_000_000  # the NCBI taxonomy has three million
MOST_LINKS = 8  # parents of a term, on average of the most terms
LONGEST_LABEL = 2000  # characters
MOST_REPLACEMENTS = 1000  # followed from one obsolete term
LONGEST_CHAIN = 100  # axioms; the deepest ontologies have some forty levels
_DECLARED, _OBSOLETE = 1, 2


class SubclassAxiom(NamedTuple):
    """A subclass axiom of a release.

    Attributes:
        subject: Id of the narrower term.
        subject_label: Its label.
        object: Id of the broader term.
        object_label: Its label.
        relation: One of `radkg.mappings.release.term.KINDS` and `KINDS_OR_PARTS`.
    """

    subject: str
    subject_label: str
    object: str
    object_label: str
    relation: str

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_label} {self.relation} {self.object} {self.object_label}"


class ReleaseTerms:
    """The terms of a release.

    Args:
        path: The file, to be named in errors.
        header: What the release says of itself.

    Attributes:
        path: The file.
        header: What the release says of itself.
        replaced_by: Id of an obsolete term to what takes its place.
        consider: Id of an obsolete term to what may take its place.
    """

    def __init__(self, path: str, header: ReleaseHeader) -> None:
        self.path, self.header = path, header
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._flags = bytearray()
        self._labels = bytearray()
        self._label_at = array("q")  # two entries for each term: the offsets at which its label begins and ends
        # The parents of a term are a linked list: each link has a parent and the index of the next link, -1 for none.
        self._last_link = array("i")  # for each term, the index of its first link, -1 for none
        self._parents = array("i")
        self._next_link = array("i")
        self.replaced_by: dict[str, tuple[str, ...]] = {}
        self.consider: dict[str, tuple[str, ...]] = {}

    def add(self, term: Term) -> None:
        """Add a record of a term; several records of one term are joined.

        Raises:
            UnreadableFile: The release has more terms or parents than any ontology.
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
        """Return whether the release has a term, obsolete or not."""
        return self._flag(id_) != 0

    def is_obsolete(self, id_: str) -> bool:
        """Return whether a term is obsolete, or was merged into another."""
        return bool(self._flag(id_) & _OBSOLETE)

    def is_current(self, id_: str) -> bool:
        """Return whether the release has a term that is not obsolete."""
        return self._flag(id_) == _DECLARED

    def replacements(self, id_: str) -> tuple[list[str], list[str]]:
        """Return what takes the place of an obsolete term in the end, and the obsolete terms on the way there.

        There is no end where the last term on the way is obsolete without replacement, or is replaced by an earlier one.

        Args:
            id_: Id of the term.
        """
        ends, way, waiting, seen = list[str](), list[str](), deque(self.replaced_by.get(id_, ())), {id_}
        while waiting and len(seen) < MOST_REPLACEMENTS:
            if (other := waiting.popleft()) in seen:
                continue
            seen.add(other)
            if self.is_obsolete(other):
                way.append(other)
                waiting.extend(self.replaced_by.get(other, ()))
            else:
                ends.append(other)
        return ends, way

    def goes_round(self, id_: str) -> bool:
        """Return whether the replacements of an obsolete term lead back to one of them.

        Args:
            id_: Id of the term.
        """
        way: list[str] = []
        # each of the terms on the way, with those that are still to be followed from it
        waiting = [iter((id_,))]
        done: set[str] = set()
        while waiting:
            other = next(waiting[-1], None)
            if other is None:
                waiting.pop()
                if way:
                    done.add(way.pop())
            elif other in way:
                return True
            elif other not in done and len(done) + len(way) < MOST_REPLACEMENTS:
                way.append(other)
                waiting.append(iter(self.replaced_by.get(other, ())))
        return False

    def label(self, id_: str) -> str:
        """Return a term's label; empty where it has none."""
        number = self._numbers.get(id_)
        if number is None:
            return ""
        return self._labels[self._label_at[2 * number] : self._label_at[2 * number + 1]].decode()

    def prefixes(self) -> Counter[str]:
        """Return the number of terms with each prefix."""
        return Counter(
            id_.partition(":")[0]
            for id_, flag in zip(self._ids, self._flags, strict=True)
            if flag & _DECLARED and "://" not in id_
        )

    def count(self, prefix: str) -> int:
        """Return the number of terms with a prefix, without obsolete ones."""
        current = (id_ for id_, flag in zip(self._ids, self._flags, strict=True) if flag == _DECLARED)
        return sum(id_.startswith(f"{prefix}:") for id_ in current)

    def home(self) -> str:
        """Return the prefix of the release's own terms: that of the ontology's name, or else that of most terms."""
        counts = self.prefixes()
        name = self.header.iri.rstrip("/#").rpartition("/")[2].partition(".")[0].casefold()
        named = [prefix for prefix in counts if prefix.casefold() == name]
        return named[0] if named else max(counts, key=lambda prefix: (counts[prefix], prefix), default="")

    def parents(self, id_: str) -> list[str]:
        """Return the ids of the parents of a term, sorted."""
        number = self._numbers.get(id_)
        found = set()
        link = -1 if number is None else self._last_link[number]
        while link >= 0:
            found.add(self._ids[self._parents[link]])
            link = self._next_link[link]
        return sorted(found)

    def above(self, id_: str, stop: Collection[str] = ()) -> dict[str, str]:
        """Return the ancestors of a term, the nearest first, each with the term below it on the shortest way to it.

        Args:
            id_: Id of the term.
            stop: Ids of ancestors whose own ancestors are left out.
        """
        below: dict[str, str] = {}
        waiting = deque([id_])
        while waiting:
            ancestor = waiting.popleft()
            if ancestor in stop and ancestor != id_:
                continue
            for parent in self.parents(ancestor):
                if parent not in below and parent != id_:
                    below[parent] = ancestor
                    waiting.append(parent)
        return below

    def chain(self, below: Mapping[str, str], ancestor: str) -> tuple[tuple[SubclassAxiom, ...], int]:
        """Return the axioms on the shortest way to an ancestor, and how many in the middle of a long way are left out.

        Args:
            below: What `above` returns for the term.
            ancestor: Id of the ancestor.
        """
        steps = []
        while (narrower := below.get(ancestor)) is not None:
            steps.append((narrower, ancestor))
            ancestor = narrower
        steps.reverse()
        left_out = max(len(steps) - LONGEST_CHAIN, 0)
        if left_out:
            steps[LONGEST_CHAIN // 2 : -LONGEST_CHAIN // 2] = []
        return tuple(self._axiom(*step) for step in steps), left_out

    def _axiom(self, narrower: str, broader: str) -> SubclassAxiom:
        return SubclassAxiom(narrower, self.label(narrower), broader, self.label(broader), self.header.parents_are)
