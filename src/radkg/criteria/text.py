"""What criteria make of findings as text, and the list of criteria: for reading in a terminal or a file."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from radkg.criteria.data import ITEMS
from radkg.shown import shown

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
        yield f"{paint(shown(criteria.label), 'bold')}  {criteria.year}; {shown(what)}; {len(criteria.items)} items"
        yield f"{_INDENT}{shown(criteria.definition)}"


class Page:
    """What criteria make of findings, in lines of about ``width`` characters."""

    def __init__(self, width: int, paint: Paint) -> None:
        self.width, self.paint = max(_NARROWEST, min(_WIDEST, width)), paint

    def head(self, criteria: Criteria, column: ColumnResult) -> Iterator[str]:
        """Yield the outcome, the score, and what missing items could change."""
        outcome, colon, reason = column.headline.partition(":")
        colour = "yellow" if column.is_open else "green" if column.is_case else "blue"
        yield f"{self.paint(outcome.upper() + colon + reason, 'bold', colour)}  by the {title_of(criteria, column)}"
        yield from self._lines(score_in_words(column), what_is_open(column))

    def items(self, state: str, items: Iterable[ItemResult], column: str) -> Iterator[str]:
        """Yield the items of one state that ``column`` counts."""
        counted = [item for item in items if column == ITEMS or column in item.scores]
        if counted:
            yield f"\n{self.paint(f'{state} ({len(counted)})', 'bold')}"
            yield from (self._wrapped(_item(item, column)) for item in counted)

    def other(self, column: ColumnResult) -> Iterator[str]:
        """Yield the outcome by the column that does not apply."""
        yield f"\n{self.paint(column.column.capitalize(), 'bold')}"
        yield from self._lines(f"{column.headline}; {score_in_words(column)}", what_is_open(column))

    def notes(
        self, criteria: Criteria, column: ColumnResult, not_counted: Iterable[str], remarks: Iterable[str]
    ) -> Iterator[str]:
        """Yield what to know besides, and the sources."""
        notes = [
            *(f"Not counted by these criteria: {label}" for label in not_counted),
            *(f"Note: {remark}" for remark in remarks),
            *([f"Note: {column.note}"] if column.note else []),
            *(f"Presupposes: {text}" for text in criteria.preconditions),
            *map(performance_in_words, column.performance),
            *(f"Not computed: {text}" for text in criteria.not_computed),
            *(f"Remark: {text}" for text in criteria.remarks),
        ]
        yield f"\n{self.paint('Notes', 'bold')}"
        yield from map(self._wrapped, notes)
        yield f"\n{self.paint('Sources', 'bold')}"
        yield from (
            f"{_INDENT}{shown(source.citation)}  {self.paint(shown(source.identifier), 'dim')}" for source in criteria.sources
        )

    def _lines(self, *lines: str) -> Iterator[str]:
        yield from (f"{_INDENT}{line}" for line in lines if line)

    def _wrapped(self, text: str) -> str:
        text = shown(text, lines=True)
        return fill(text, self.width, initial_indent=_INDENT, subsequent_indent=_INDENT * 3, break_long_words=False)


def title_of(criteria: Criteria, column: ColumnResult) -> str:
    """Return what the criteria are called, with the column of scores where there are several."""
    return criteria.label if column.column == ITEMS else f"{criteria.label}, {column.column}"


def score_in_words(column: ColumnResult) -> str:
    """Return the sum of points with the probability, or how many items are present."""
    if column.score is None:
        return f"{column.items_present} items present, {column.items_missing} missing"
    probability = f"; probability {column.probability}" if column.probability else ""
    return f"score {column.score:g}{probability}"


def what_is_open(column: ColumnResult) -> str:
    """Return what the missing items could still change."""
    if not column.items_missing:
        return "no item is missing"
    present = "were all missing items present" if column.items_missing > 1 else "were the missing item present"
    score = "" if column.score_maximum is None else f"score {column.score_maximum:g}, "
    if column.settled:
        return f"{present}: {score}the same outcome"
    most = f"{present}: {score}{column.outcome_at_most}"
    if not column.is_open:
        return f"missing items are taken as absent; {most}"
    return f"were none present: {column.outcome_at_least}; {most}" if column.outcome_at_least else most


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


def performance_in_words(performance: Performance) -> str:
    """Return sensitivity and specificity with the cut-off that they were measured at."""
    shares = f"sensitivity {_share(performance.sensitivity)}, specificity {_share(performance.specificity)}"
    note = f". {performance.note}" if performance.note else ""
    return f"Performance where {performance.cut_off} or a firmer outcome counts as a case: {shares}{note}"


def _share(share: tuple[float, float | None, float | None]) -> str:
    value, lower, upper = share
    bounds = "" if lower is None or upper is None else f" (95 % interval {lower:g} to {upper:g})"
    return f"{value:g} %{bounds}"
