"""The facts about a term in clinical order: sections of rows, the rare ones apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from radkg.namespaces import RADKG
from radkg.show.order import SectionOrder
from radkg.show.shares import Share, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.records import Fact
    from radkg.show.described import ShownFact, TermDescription

_FEW_CASES = 3  # patients; a fact of no more is told of single cases
_REPORTED = RADKG + "Reported"


class FactRow(NamedTuple):
    """A fact in a table.

    Attributes:
        shown: The fact, as it is shown.
        fact: The fact, with IRIs.
        share: Its share of cases, where it states one.
    """

    shown: ShownFact
    fact: Fact
    share: Share | None


@dataclass(slots=True)
class SameStatement:
    """Facts that state the same in different studies or of different people.

    Attributes:
        subject: IRI of their subject.
        relation: IRI of their relation.
        object: IRI of their object.
        rows: The facts.
    """

    subject: str
    relation: str
    object: str
    rows: list[FactRow] = field(default_factory=list)

    @property
    def has_share(self) -> bool:
        """Whether one of the facts states a share of cases."""
        return any(row.share for row in self.rows)

    @property
    def order(self) -> tuple[float, str, str]:
        """What is most often seen comes first."""
        shares = [(row.share.low + row.share.high) / 2 for row in self.rows if row.share]
        return -max(shares, default=-1.0), self.rows[0].shown.object, self.rows[0].shown.fact.label


class ClinicalSection(NamedTuple):
    """A section of the page of a term.

    Attributes:
        anchor: Its anchor on the page.
        title: Its title.
        groups: Its facts.
        rare: Those that are said of few cases, which are folded.
        number: How many facts there are in all.
    """

    anchor: str
    title: str
    groups: list[SameStatement]
    rare: list[SameStatement]
    number: int


class Order(SectionOrder):
    """Facts in the order of sections, each with the share of cases that it states."""

    def sections(self, view: TermDescription) -> list[ClinicalSection]:
        """Return the facts that a view of a term states, in clinical order."""
        common: dict[str, dict[tuple[str, str, str], SameStatement]] = {anchor: {} for anchor in self.titles}
        rare: dict[str, dict[tuple[str, str, str], SameStatement]] = {anchor: {} for anchor in self.titles}
        for row in map(self.row, (*view.facts, *view.said_of, *view.named_in)):
            key = row.fact.subject, row.fact.relation, row.fact.object
            groups = (rare if self._is_rare(row) else common)[self.section_of(row.fact.relation)]
            groups.setdefault(key, SameStatement(*key)).rows.append(row)
        return [
            ClinicalSection(anchor, title, _sorted(common[anchor]), _sorted(rare[anchor]), _count(common[anchor], rare[anchor]))
            for anchor, title in self.titles.items()
            if common[anchor] or rare[anchor]
        ]

    def groups(self, facts: Iterable[ShownFact]) -> list[SameStatement]:
        """Return facts, those that state the same together."""
        found: dict[tuple[str, str, str], SameStatement] = {}
        for row in map(self.row, facts):
            key = row.fact.subject, row.fact.relation, row.fact.object
            found.setdefault(key, SameStatement(*key)).rows.append(row)
        return _sorted(found)

    def row(self, shown: ShownFact) -> FactRow:
        """Return a fact as it stands in a table."""
        fact = self._known.facts[shown.fact.iri]
        return FactRow(shown, fact, share_of(fact, self._known))

    def _is_rare(self, row: FactRow) -> bool:
        """Return whether a fact is said of few cases, by its word or by how many there were."""
        if row.fact.certainty == _REPORTED or not self._known.few.isdisjoint(row.fact.frequency_words):
            return True
        patients = row.shown.fact.strength.patients
        return patients is not None and patients <= _FEW_CASES


def _sorted(groups: dict[tuple[str, str, str], SameStatement]) -> list[SameStatement]:
    return sorted(groups.values(), key=lambda group: group.order)


def _count(*some: dict[tuple[str, str, str], SameStatement]) -> int:
    return sum(len(group.rows) for groups in some for group in groups.values())
