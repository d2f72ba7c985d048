"""Classification criteria as the ontology has them, read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnknownCriteria
from radkg.model.lookups import values
from radkg.namespaces import RADKG, RDF, RDFS, SKOS, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Evidence

#: The columns of a table of scores, and the one column of criteria that only count items.
WITHOUT_BIOPSY, WITH_BIOPSY, ITEMS = "without biopsy", "with biopsy", "items"


@dataclass(frozen=True, slots=True)
class CriteriaItem:
    """An item of criteria: a finding, or an age at onset.

    Attributes:
        iri: Its IRI.
        label: Its label.
        group: IRI of its group; empty for none.
        findings: IRIs of the findings of which one makes the item present; none where the item is an age.
        ages: The lowest and highest age at onset in completed years; ``None`` where the item is a finding.
        condition: A further condition that the source sets for the finding; empty for none.
        scores: Column to points.
    """

    iri: str
    label: str
    group: str
    findings: tuple[str, ...]
    ages: tuple[float, float] | None
    condition: str
    scores: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of criteria, with the conditions that the findings must meet.

    Attributes:
        iri: Its IRI.
        label: Its label.
        note: A remark of the source; empty for none.
        precedence: Its rank: the outcomes are tried from the lowest on.
        classifies_as: Labels of the diseases that the patient counts as a case of; none where the patient is no case.
        score_minimum: Column to the least sum of points.
        probability: The published probability of that sum, in percent.
        required: IRIs of items that must be present.
        group: IRI of the group whose present items are counted; empty for none.
        count: The least number of these items.
    """

    iri: str
    label: str
    note: str
    precedence: int
    classifies_as: tuple[str, ...]
    score_minimum: dict[str, Decimal]
    probability: Decimal | None
    required: frozenset[str]
    group: str
    count: int

    @property
    def is_conditional(self) -> bool:
        """Whether it asks for something; an outcome that does not is left where no other holds."""
        return bool(self.score_minimum or self.required or self.count)


@dataclass(frozen=True, slots=True)
class Performance:
    """The performance of criteria in telling cases from comparators.

    Sensitivity and specificity are in percent, each with the bounds of its 95 % interval where these are known.

    Attributes:
        outcomes: IRIs of the outcomes at which it was measured: these and firmer ones counted as cases.
        cut_off: The labels of these outcomes, with the least sum of points where the criteria have scores, in words.
        column: The column of scores with which it was measured; empty where criteria have none.
        sensitivity: Sensitivity, lower bound, upper bound.
        specificity: Specificity, lower bound, upper bound.
        note: A remark of the source; empty for none.
    """

    outcomes: tuple[str, ...]
    cut_off: str
    column: str
    sensitivity: tuple[float, float | None, float | None]
    specificity: tuple[float, float | None, float | None]
    note: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """Classification criteria.

    Attributes:
        iri: Their IRI.
        label: Their label.
        names: Label, synonyms and last part of the IRI.
        definition: Their definition.
        year: Year of publication.
        classifies: Labels of the diseases.
        columns: The columns of scores, or `ITEMS`.
        items: The items.
        group_labels: IRI of a group of items to its label.
        exclusive: IRIs of the groups of which the item with most points counts alone.
        biopsy_groups: IRIs of the groups with findings that only a biopsy shows.
        outcomes: The outcomes, in the order in which they are tried.
        performances: The performances, where they were measured.
        biopsy_unless: IRIs of items. The source recommends a biopsy where none of them is present.
        preconditions: What the criteria presuppose.
        not_computed: What the source asks for and radkg does not compute.
        remarks: Remarks of the curator.
        sample: Numbers of cases and of comparators in the derivation; ``None`` where they are not known.
        sources: What the criteria rest on.
    """

    iri: str
    label: str
    names: tuple[str, ...]
    definition: str
    year: int
    classifies: tuple[str, ...]
    columns: tuple[str, ...]
    items: tuple[CriteriaItem, ...]
    group_labels: dict[str, str]
    exclusive: frozenset[str]
    biopsy_groups: frozenset[str]
    outcomes: tuple[Outcome, ...]
    performances: tuple[Performance, ...]
    biopsy_unless: tuple[str, ...]
    preconditions: tuple[str, ...]
    not_computed: tuple[str, ...]
    remarks: tuple[str, ...]
    sample: tuple[int, int] | None
    sources: tuple[Evidence, ...]


def all_criteria(known: Knowledge) -> tuple[Criteria, ...]:
    """Return the criteria of the graph, the latest first."""
    type_, kind = ox.NamedNode(RDF + "type"), ox.NamedNode(RADKG + "ClassificationCriteria")
    found = [q.subject.value for q in known.store.quads_for_pattern(None, type_, kind) if isinstance(q.subject, ox.NamedNode)]
    return tuple(sorted((_Reader(known).criteria(iri) for iri in found), key=lambda c: (-c.year, c.iri)))


def find_criteria(known: Knowledge, name: str | None) -> Criteria:
    """Return the criteria called ``name``; the latest where it is ``None``.

    Raises:
        UnknownCriteria: No criteria have that name.
    """
    from radkg.model.english import key

    every = all_criteria(known)
    if name is None and every:
        return every[0]
    wanted = name or ""
    for criteria in every:
        if criteria.iri == expand(wanted) or (key(wanted) and key(wanted) in map(key, criteria.names)):
            return criteria
    raise UnknownCriteria(wanted, tuple(criteria.label for criteria in every))


class _Reader:
    """Reads criteria, items, outcomes and performances from the store."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known

    def values(self, iri: str, name: str) -> list[str]:
        """Return the IRIs and texts that ``iri`` has for a property, an IRI or the local name of one of radkg's, sorted."""
        return values(self.known.store, iri, name if "://" in name else RADKG + name)

    def text(self, iri: str, name: str) -> str:
        """Return the texts that ``iri`` has for a property, joined by spaces."""
        return " ".join(self.values(iri, name))

    def number(self, iri: str, name: str) -> Decimal | None:
        """Return the number that ``iri`` has for a property; ``None`` where it has none."""
        for value in self.values(iri, name):
            try:
                return Decimal(value)
            except InvalidOperation:  # in a user's own criteria: a finding of validation
                continue
        return None

    def labels(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the labels of ``iris``, sorted without regard to letter case."""
        return tuple(sorted(map(self.known.label, iris), key=str.casefold))

    def by_column(self, iri: str, name: str) -> dict[str, Decimal]:
        """Return the numbers of a property that has one form for each column of scores, by column."""
        found = {WITHOUT_BIOPSY: self.number(iri, f"{name}WithoutBiopsy"), WITH_BIOPSY: self.number(iri, f"{name}WithBiopsy")}
        return {column: number for column, number in found.items() if number is not None}

    def criteria(self, iri: str) -> Criteria:
        """Return the criteria ``iri``."""
        items = tuple(self.item(item) for item in self.values(iri, "hasItem"))
        groups = {item.group for item in items if item.group}
        scored = {column for item in items for column in item.scores}
        cases, others = self.number(iri, "caseCount"), self.number(iri, "comparatorCount")
        label = self.known.label(iri)
        return Criteria(
            iri=iri,
            label=label,
            names=(label, *self.values(iri, SKOS + "altLabel"), iri.rsplit("/", 1)[-1]),
            definition=self.text(iri, SKOS + "definition"),
            year=int(self.number(iri, "year") or 0),
            classifies=self.labels(self.values(iri, "classifies")),
            columns=tuple(column for column in (WITHOUT_BIOPSY, WITH_BIOPSY) if column in scored) or (ITEMS,),
            items=tuple(sorted(items, key=lambda item: (item.group, item.ages or (0.0, 0.0), item.label))),
            group_labels={group: self.known.label(group) for group in sorted(groups)},
            exclusive=frozenset(group for group in groups if self.values(group, "isExclusive") == ["true"]),
            biopsy_groups=frozenset(group for group in groups if self.values(group, "isFromBiopsy") == ["true"]),
            outcomes=tuple(sorted(map(self.outcome, self.values(iri, "givesOutcome")), key=lambda o: (o.precedence, o.iri))),
            performances=tuple(map(self.performance, self.values(iri, "hasPerformance"))),
            biopsy_unless=tuple(self.values(iri, "recommendsBiopsyWithout")),
            preconditions=tuple(self.values(iri, "precondition")),
            not_computed=tuple(self.values(iri, "notComputed")),
            remarks=tuple(self.values(iri, RDFS + "comment")),
            sample=(int(cases), int(others)) if cases is not None and others is not None else None,
            sources=self.sources(iri, *(item.iri for item in items)),
        )

    def item(self, iri: str) -> CriteriaItem:
        """Return the item ``iri``."""
        findings = tuple(sorted(self.values(iri, "countsFinding"), key=self.known.label))
        group = next(iter(self.values(iri, "inItemGroup")), "")
        lower, upper = self.number(iri, "ageMinimum"), self.number(iri, "ageMaximum")
        ages = None
        if lower is not None or upper is not None:
            ages = (float(lower or 0), float("inf") if upper is None else float(upper))
        words = _alternatives(self.labels(findings)) or f"{self.known.label(group)}: {_span(ages)}"
        return CriteriaItem(iri, words, group, findings, ages, self.text(iri, "itemCondition"), self.by_column(iri, "score"))

    def outcome(self, iri: str) -> Outcome:
        """Return the outcome ``iri``."""
        return Outcome(
            iri,
            self.known.label(iri),
            self.text(iri, SKOS + "scopeNote"),
            int(self.number(iri, "precedence") or 0),
            self.labels(self.values(iri, "classifiesAs")),
            self.by_column(iri, "scoreMinimum"),
            self.number(iri, "probabilityMinimum"),
            frozenset(self.values(iri, "requiresItem")),
            next(iter(self.values(iri, "countsItemGroup")), ""),
            int(self.number(iri, "itemCountMinimum") or 0),
        )

    def performance(self, iri: str) -> Performance:
        """Return the performance ``iri``."""
        column = {"true": WITH_BIOPSY, "false": WITHOUT_BIOPSY}.get(self.text(iri, "isWithBiopsy"), "")
        outcomes = self.values(iri, "atOutcome")
        return Performance(
            tuple(outcomes),
            self.cut_off(outcomes, column),
            column,
            self.interval(iri, "sensitivity"),
            self.interval(iri, "specificity"),
            self.text(iri, RDFS + "comment"),
        )

    def cut_off(self, outcomes: Iterable[str], column: str) -> str:
        """Return in words where a study drew the line between cases and others."""
        words = []
        for iri in sorted(outcomes, key=self.known.label):
            least = self.by_column(iri, "scoreMinimum").get(column)
            words.append(self.known.label(iri) + (f" (score {least:g} or more, {column})" if least is not None else ""))
        return _alternatives(tuple(words))

    def interval(self, iri: str, name: str) -> tuple[float, float | None, float | None]:
        """Return value, lower and upper bound of a property; a bound that is not known is ``None``."""
        value, lower, upper = (self.number(iri, name + end) for end in ("", "Minimum", "Maximum"))
        return (float(value or 0), None if lower is None else float(lower), None if upper is None else float(upper))

    def sources(self, *nodes: str) -> tuple[Evidence, ...]:
        """Return the evidence of ``nodes``, once for each source."""
        return tuple({cited.source: cited for node in nodes for cited in self.known.evidence(node)}.values())


def _alternatives(labels: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def _span(ages: tuple[float, float] | None) -> str:
    if ages is None:
        return ""
    lower, upper = ages
    if upper == float("inf"):
        return f"{lower:g} years or more"
    return f"up to {upper:g} years" if lower <= 0 else f"{lower:g} to {upper:g} years"
