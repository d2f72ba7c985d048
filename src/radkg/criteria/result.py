"""What criteria make of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from radkg.criteria.data import Criteria, Performance

PRESENT, ABSENT, MISSING = "present", "absent", "missing"


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

    def to_dict(self) -> dict[str, Any]:
        """Return the item as JSON gives it."""
        names = ("iri", "label", "group", "condition", "state")
        return {
            **{name: getattr(self, name) for name in names},
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
        outcome: The label of the outcome, missing items taken as absent; ``is_case`` whether that is a case.
        outcome_at_most: The outcome if all missing items were present.
        performance: How well the criteria did at this outcome or one less firm, where that is known.
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
    outcome_at_most: str
    probability: Probability | None
    performance: tuple[Performance, ...]

    @property
    def settled(self) -> bool:
        """Whether no missing item could change the outcome."""
        return self.outcome == self.outcome_at_most

    def to_dict(self) -> dict[str, Any]:
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
            "outcome_at_most": self.outcome_at_most,
            "settled": self.settled,
            "probability": None
            if probability is None
            else {"minimum": probability.minimum, "maximum": probability.maximum, "estimate": probability.estimate},
            "performance": [
                {"sensitivity": list(p.sensitivity), "specificity": list(p.specificity), "note": p.note}
                for p in self.performance
            ],
        }


@dataclass(frozen=True, slots=True)
class CriteriaResult:
    """What criteria make of findings.

    Attributes:
        biopsy: Whether a biopsy was done, or something was stated that only a biopsy shows.
        result: The column that applies; ``other`` is the other one, where there are two.
        not_counted: Findings stated that the criteria do not count.
        remarks: What to know besides: findings too broad to decide, a biopsy that the source recommends.
    """

    criteria: Criteria
    biopsy: bool
    age: int | None
    result: ColumnResult
    other: ColumnResult | None
    items: tuple[ItemResult, ...]
    not_counted: tuple[str, ...]
    remarks: tuple[str, ...]

    def state(self, state: str) -> tuple[ItemResult, ...]:
        """Return the items that are ``present``, ``absent`` or ``missing``."""
        return tuple(item for item in self.items if item.state == state)

    def to_dict(self) -> dict[str, Any]:
        """Return the result as ``radkg criteria --format json`` gives it."""
        criteria = self.criteria
        return {
            "criteria": {
                "iri": criteria.iri,
                "label": criteria.label,
                "year": criteria.year,
                "classifies": list(criteria.classifies),
            },
            "biopsy": self.biopsy,
            "age": self.age,
            "result": self.result.to_dict(),
            "other": self.other.to_dict() if self.other else None,
            "items": [item.to_dict() for item in self.items],
            "not_counted": list(self.not_counted),
            "remarks": list(self.remarks),
            "preconditions": list(criteria.preconditions),
            "not_computed": list(criteria.not_computed),
            "sources": [{"source": e.source, "citation": e.citation, "identifier": e.identifier} for e in criteria.sources],
        }

    def _repr_html_(self) -> str:
        from html import escape

        cells = ((item.state, item.scores.get(self.result.column, ""), item.label) for item in self.items)
        rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in cells)
        score = "" if self.result.score is None else f", score {self.result.score:g}"
        head = f"<b>{escape(self.result.outcome)}</b> by {escape(self.criteria.label)}{score}"
        return f"<p>{head}</p><table>{rows}</table>"
