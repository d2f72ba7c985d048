"""What criteria make of findings as text, and the list of criteria: for reading in a terminal or a file."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from radkg.criteria.data import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.criteria.data import Criteria, Performance
    from radkg.criteria.result import ColumnResult, ItemResult
    from radkg.styles import Paint

_INDENT = "  "
_NARROWEST, _WIDEST = 60, 120  # columns


def listing(every: Iterable[Criteria], paint: Paint) -> Iterator[str]:
    """Yield what criteria are called, when they are from, and what they classify."""
    for criteria in every:
        what = ", ".join(criteria.classifies)
        yield f"{paint(criteria.label, 'bold')}  {criteria.year}; {what}; {len(criteria.items)} items"
        yield f"{_INDENT}{criteria.definition}"


class Page:
    """What criteria make of findings, in lines of about ``width`` characters."""

    def __init__(self, width: int, paint: Paint) -> None:
        self.width, self.paint = max(_NARROWEST, min(_WIDEST, width)), paint

    def head(self, criteria: Criteria, column: ColumnResult) -> Iterator[str]:
        """Yield the outcome, the score, and what missing items could change."""
        title = criteria.label if column.column == ITEMS else f"{criteria.label}, {column.column}"
        colour, verdict = "green" if column.is_case else "blue", column.outcome.upper()
        if not column.settled and not column.is_case:  # "ruled out" would be wrong for a patient whose findings are not known
            colour, verdict = "yellow", "OPEN: too little is stated to say"
        yield f"{self.paint(verdict, 'bold', colour)}  by the {title}"
        yield from self._lines(_score(column), _open(column))

    def items(self, state: str, items: Iterable[ItemResult], column: str) -> Iterator[str]:
        """Yield the items of one state that ``column`` counts."""
        counted = [item for item in items if column == ITEMS or column in item.scores]
        if counted:
            yield f"\n{self.paint(f'{state} ({len(counted)})', 'bold')}"
            yield from (self._wrapped(_item(item, column)) for item in counted)

    def other(self, column: ColumnResult) -> Iterator[str]:
        """Yield the outcome by the column that does not apply."""
        yield f"\n{self.paint(column.column.capitalize(), 'bold')}"
        yield from self._lines(f"{column.outcome}; {_score(column)}", _open(column))

    def notes(
        self, criteria: Criteria, column: ColumnResult, not_counted: Iterable[str], remarks: Iterable[str]
    ) -> Iterator[str]:
        """Yield what to know besides, and the sources."""
        notes = [
            *(f"Not counted by these criteria: {label}" for label in not_counted),
            *(f"Note: {remark}" for remark in remarks),
            *([f"Note: {column.note}"] if column.note else []),
            *(f"Presupposes: {text}" for text in criteria.preconditions),
            *(_performance(performance) for performance in column.performance),
            *(f"Not computed: {text}" for text in criteria.not_computed),
            *(f"Remark: {text}" for text in criteria.remarks),
        ]
        yield f"\n{self.paint('Notes', 'bold')}"
        yield from map(self._wrapped, notes)
        yield f"\n{self.paint('Sources', 'bold')}"
        yield from (f"{_INDENT}{source.citation}  {self.paint(source.identifier, 'dim')}" for source in criteria.sources)

    def _lines(self, *lines: str) -> Iterator[str]:
        yield from (f"{_INDENT}{line}" for line in lines if line)

    def _wrapped(self, text: str) -> str:
        return fill(text, self.width, initial_indent=_INDENT, subsequent_indent=_INDENT * 3, break_long_words=False)


def _score(column: ColumnResult) -> str:
    if column.score is None:
        return f"{column.items_present} items present, {column.items_missing} missing"
    probability = f"; probability {column.probability}" if column.probability else ""
    return f"score {column.score:g}{probability}"


def _open(column: ColumnResult) -> str:
    if not column.items_missing:
        return "no item is missing"
    what = "were all missing items present" if column.items_missing > 1 else "were the missing item present"
    score = "" if column.score_maximum is None else f"score {column.score_maximum:g}, "
    if column.settled:
        return f"{what}: {score}the same outcome"
    return f"missing items are taken as absent; {what}: {score}{column.outcome_at_most}"


def _item(item: ItemResult, column: str) -> str:
    points = f"{item.scores[column]:g}  " if column in item.scores else ""
    remarks = []
    if item.state == "missing" and item.because:
        remarks.append(f"stated to be absent: {', '.join(item.because)}; not stated: {', '.join(item.open)}")
    elif item.because and list(item.because) != [item.label]:
        remarks.append(", ".join(item.because))
    if item.condition and item.state != "absent":
        remarks.append(f"asked for: {item.condition}")
    return points + item.label + (f" ({'; '.join(remarks)})" if remarks else "")


def _performance(performance: Performance) -> str:
    return (
        f"Performance at this outcome or a firmer one: sensitivity {_share(performance.sensitivity)}, "
        f"specificity {_share(performance.specificity)}"
    )


def _share(share: tuple[float, float | None, float | None]) -> str:
    value, lower, upper = share
    bounds = "" if lower is None or upper is None else f" (95 % interval {lower:g} to {upper:g})"
    return f"{value:g} %{bounds}"
