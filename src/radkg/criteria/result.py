"""What criteria make of findings, item by item and column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from radkg.criteria.data import Performance

PRESENT, ABSENT, MISSING = "present", "absent", "missing"
OPEN, NO_OUTCOME = "open", "no outcome"


class ProbabilityAnswer(TypedDict):
    """The probability of the disease, in percent.

    Attributes:
        minimum: The published probability of the cut-off that the score reaches; 0 where it reaches none.
        maximum: That of the next cut-off; 100 where there is none.
        estimate: Interpolated between the two; null outside the outermost published points.
    """

    minimum: float
    maximum: float
    estimate: float | None


class PerformanceAnswer(TypedDict):
    """How well criteria told cases from others, in percent: the value, and the bounds of its 95 % interval where known.

    Attributes:
        cut_off: The outcome that the study counted as a case, and firmer ones with it: its label, and its least sum of points.
        sensitivity: Share of the cases that they found.
        specificity: Share of the others that they left out.
        note: What the source says besides.
    """

    cut_off: str
    sensitivity: list[float | None]
    specificity: list[float | None]
    note: str


class ItemAnswer(TypedDict):
    """One item and what is known of it.

    Attributes:
        iri: Its IRI.
        label: What it counts.
        group: Label of the group that it is in; empty where it is in none.
        condition: What the source asks besides of whoever states the finding.
        state: "present", "absent" or "missing".
        scores: Column to points.
        because: What was stated that decides it.
        open: Of several findings, those that were not stated, where the item is missing.
    """

    iri: str
    label: str
    group: str
    condition: str
    state: str
    scores: dict[str, float]
    because: list[str]
    open: list[str]


class ColumnAnswer(TypedDict):
    """The result by one column of scores, or by the count of items.

    Attributes:
        column: "with biopsy", "without biopsy" or "items".
        score: The sum of points, missing items taken as absent; null where items are only counted.
        score_maximum: The sum if all missing items were present.
        items_present: How many items are present.
        items_missing: How many more could be.
        outcome: Label of the outcome that what is stated reaches, whatever the missing items are; "open" where it reaches none.
        outcome_iri: Its IRI; empty while the outcome is open.
        is_case: Whether it is a case.
        classifies_as: Labels of the diseases that the patient counts as a case of.
        outcome_at_least: The outcome whose conditions are met, were no missing item present; empty where none's are.
        outcome_at_most: The outcome if all missing items were present.
        settled: Whether no missing item could change the outcome.
        probability: The probability of the disease, missing items taken as absent; null where the criteria have none, or the
            outcome is open.
        performance: How well the criteria did at this very outcome, where that was measured.
    """

    column: str
    score: float | None
    score_maximum: float | None
    items_present: int
    items_missing: int
    outcome: str
    outcome_iri: str
    is_case: bool
    classifies_as: list[str]
    outcome_at_least: str
    outcome_at_most: str
    settled: bool
    probability: ProbabilityAnswer | None
    performance: list[PerformanceAnswer]


@dataclass(frozen=True, slots=True)
class Probability:
    """The probability of the disease, in percent.

    Attributes:
        minimum: The published probability of the cut-off that the score reaches; 0 where it reaches none.
        maximum: That of the next cut-off, which the score does not reach; 100 where there is none.
        estimate: Interpolated between the two published points; none outside the outermost points.
    """

    minimum: float
    maximum: float
    estimate: float | None

    def __str__(self) -> str:
        if self.minimum == 0:
            return f"below {self.maximum:g} %"
        if self.maximum == 100:
            return f"{self.minimum:g} % or more"
        about = "" if self.estimate in (None, self.minimum) else f", about {self.estimate:.0f} % by interpolation"
        return f"{self.minimum:g} % to below {self.maximum:g} %{about}"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item and what is known of it.

    Attributes:
        state: ``present``, ``absent`` or ``missing``: not stated, or not stated in full.
        because: What was stated that decides it.
        open: Of several findings, those that were not stated, where the item is missing.
    """

    iri: str
    label: str
    group: str
    condition: str
    scores: dict[str, float]
    state: str
    because: tuple[str, ...]
    open: tuple[str, ...]

    def to_dict(self) -> ItemAnswer:
        """Return the item as JSON gives it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "group": self.group,
            "condition": self.condition,
            "state": self.state,
            "scores": self.scores,
            "because": list(self.because),
            "open": list(self.open),
        }


@dataclass(frozen=True, slots=True)
class ColumnResult:
    """The result by one column of scores, or by the count of items.

    Attributes:
        score: The sum of points, missing items taken as absent; none where items are only counted.
        score_maximum: The sum if all missing items were present.
        items_present: How many items are present, and ``items_missing`` how many more could be.
        outcome: The label of the outcome that what is stated reaches, whatever the missing items are; "open" where it reaches
            none. ``is_case`` says whether that is a case.
        outcome_at_least: The outcome whose conditions are met, were no missing item present; "" where none's are.
        outcome_at_most: The outcome if all missing items were present.
        settled: Whether no missing item could change the outcome.
        probability: The probability of the disease, missing items taken as absent; none while the outcome is open.
        performance: How well the criteria did at this very outcome, where that was measured.
    """

    column: str
    score: float | None
    score_maximum: float | None
    items_present: int
    items_missing: int
    outcome: str
    outcome_iri: str
    note: str
    is_case: bool
    classifies_as: tuple[str, ...]
    outcome_at_least: str
    outcome_at_most: str
    settled: bool
    probability: Probability | None
    performance: tuple[Performance, ...]

    @property
    def is_open(self) -> bool:
        """Whether what is stated reaches no outcome: items that were not asked for could still lead to one or another."""
        return self.outcome == OPEN and not self.settled

    @property
    def headline(self) -> str:
        """The outcome, or that it is open, in words."""
        return f"{OPEN}: too little is stated to say" if self.is_open else self.outcome

    def to_dict(self) -> ColumnAnswer:
        """Return the result as JSON gives it."""
        probability = self.probability
        return {
            "column": self.column,
            "score": self.score,
            "score_maximum": self.score_maximum,
            "items_present": self.items_present,
            "items_missing": self.items_missing,
            "outcome": self.outcome,
            "outcome_iri": self.outcome_iri,
            "is_case": self.is_case,
            "classifies_as": list(self.classifies_as),
            "outcome_at_least": self.outcome_at_least,
            "outcome_at_most": self.outcome_at_most,
            "settled": self.settled,
            "probability": None
            if probability is None
            else {"minimum": probability.minimum, "maximum": probability.maximum, "estimate": probability.estimate},
            "performance": [
                {
                    "cut_off": p.cut_off,
                    "sensitivity": list(p.sensitivity),
                    "specificity": list(p.specificity),
                    "note": p.note,
                }
                for p in self.performance
            ],
        }
