"""The answer of criteria: what they make of a patient's findings, and which criteria there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn, TypedDict

from radkg.criteria.data import Criteria
from radkg.criteria.result import ABSENT, MISSING, PRESENT, ColumnAnswer, ColumnResult, ItemAnswer, ItemResult
from radkg.criteria.text import Page, listing, performance_in_words, score_in_words, title_of, what_is_open
from radkg.errors import no_truth
from radkg.styles import Paint, html_table, plain


class CriteriaNameAnswer(TypedDict):
    """Which criteria were computed.

    Attributes:
        iri: Their IRI.
        label: What they are called.
        year: When they were published.
        classifies: Labels of the diseases.
    """

    iri: str
    label: str
    year: int
    classifies: list[str]


class CriteriaSourceAnswer(TypedDict):
    """A source of the criteria.

    Attributes:
        source: Its IRI.
        citation: How it is cited.
        identifier: Its DOI, PMID or address.
    """

    source: str
    citation: str
    identifier: str


class CriteriaAnswer(TypedDict):
    """What criteria make of findings.

    Attributes:
        criteria: Which criteria.
        biopsy: Whether a biopsy was done, or something was stated that only a biopsy shows.
        age: Age at onset in completed years; null where it is not stated.
        result: By the column that applies.
        other: By the other column, where there are two.
        items: The items and what is known of them.
        not_counted: Findings stated that the criteria do not count.
        remarks: What to know besides.
        preconditions: What the criteria presuppose.
        not_computed: What of the criteria is not computed.
        sources: What they rest on.
    """

    criteria: CriteriaNameAnswer
    biopsy: bool
    age: int | None
    result: ColumnAnswer
    other: ColumnAnswer | None
    items: list[ItemAnswer]
    not_counted: list[str]
    remarks: list[str]
    preconditions: list[str]
    not_computed: list[str]
    sources: list[CriteriaSourceAnswer]


class ListedCriteriaAnswer(TypedDict):
    """Criteria that there are.

    Attributes:
        iri: Their IRI.
        label: What they are called.
        names: All that they may be called by.
        year: When they were published.
        classifies: Labels of the diseases.
        items: How many items they have.
        definition: What they are, in words.
    """

    iri: str
    label: str
    names: list[str]
    year: int
    classifies: list[str]
    items: int
    definition: str


class CriteriaList(tuple[Criteria, ...]):
    """The criteria that there are, the latest first."""

    __slots__ = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg criteria --list`: 0."""
        return 0

    def to_dict(self) -> list[ListedCriteriaAnswer]:
        """Return the list as `radkg criteria --list --format json` gives it."""
        return [
            {
                "iri": c.iri,
                "label": c.label,
                "names": list(c.names),
                "year": c.year,
                "classifies": list(c.classifies),
                "items": len(c.items),
                "definition": c.definition,
            }
            for c in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the list for reading; ``width`` is not heeded."""
        return "\n".join(listing(self, paint))

    def html(self) -> str:
        """Return the list as a table in HTML."""
        rows: list[tuple[object, ...]] = [(c.label, c.year, ", ".join(c.classifies), c.definition) for c in self]
        return html_table(("criteria", "year", "classify", "definition"), rows)

    def _repr_html_(self) -> str:
        return self.html()


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

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "result.result.is_case, or result.result.outcome")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.result.headline}: by the {title_of(self.criteria, self.result)}>"

    def __str__(self) -> str:
        return self.text()

    def state(self, state: str) -> tuple[ItemResult, ...]:
        """Return the items that are ``present``, ``absent`` or ``missing``."""
        return tuple(item for item in self.items if item.state == state)

    def to_dict(self) -> CriteriaAnswer:
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

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg criteria`: 0, whatever the outcome is."""
        return 0

    def text(self, width: int = 100, paint: Paint = plain) -> str:
        """Return the result for reading, in lines of about ``width`` characters."""
        page, column = Page(width, paint), self.result.column
        return "\n".join(
            [
                *page.head(self.criteria, self.result),
                *page.items("Counted", self.state(PRESENT), column),
                *page.items("Absent", self.state(ABSENT), column),
                *page.items("Missing: not stated", self.state(MISSING), column),
                *(page.other(self.other) if self.other is not None else ()),
                *page.notes(self.criteria, self.result, self.not_counted, self.remarks),
            ]
        )

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the result as HTML, for a notebook or a page."""
        from html import escape

        columns = "".join(
            f"<p><b>{escape(column.headline)}</b> by {escape(title_of(self.criteria, column))}<br>"
            + "<br>".join(escape(line) for line in (score_in_words(column), what_is_open(column)) if line)
            + "".join(f"<br>{escape(performance_in_words(performance))}" for performance in column.performance)
            + "</p>"
            for column in (self.result, self.other)
            if column is not None
        )
        cells = ((item.state, item.scores.get(self.result.column, ""), item.label) for item in self.items)
        rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in cells)
        return f"{columns}<table>{rows}</table>"
