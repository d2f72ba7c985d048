"""The ages at which a disease is seen, as a timeline: a bar for each thing that facts say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from radkg.namespaces import RADKG
from radkg.show.figures import WIDTH, Figure, broken, listed, paragraph, words
from radkg.show.shares import short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact, Interval
    from radkg.show.described import ShownFact

_SEEN_IN, _PEAK = RADKG + "isSeenIn", RADKG + "peaksAtAgeIn"
#: That it is more common in some compares them, and says of no age that it is that of the disease.
_OF_AGES = (_SEEN_IN, _PEAK)
_OLDEST = 90  # years, the end of the axis; what has no upper bound goes on beyond it
_STEP = 10
_LEFT, _RIGHT = 8.0, 20.0  # margins of the axis
_LINE, _BAR = 12.5, 11.0
_BLUE, _GREY = "#2f7fb5", "#d55e00"


class AgeRow(NamedTuple):
    """What facts say of an age.

    Attributes:
        text: In words, with the ages.
        low: The lower bound, in completed years.
        high: The upper bound; infinity where there is none.
        is_peak: Whether it is where most cases are.
        is_denied: Whether it is denied.
        facts: IRIs of the facts that say so.
    """

    text: str
    low: float
    high: float
    is_peak: bool
    is_denied: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Figure):
    """The ages at which a disease is seen.

    Attributes:
        rows: What facts say, the lowest ages first, what is denied last.
    """

    rows: tuple[AgeRow, ...]

    @property
    def kind(self) -> str:
        """ "ages"."""
        return "ages"

    @property
    def description(self) -> str:
        """What each bar says."""
        return listed(row.text for row in self.rows)

    def drawn(self) -> tuple[float, list[str]]:
        """Return the bars over an axis of years, each below its words."""
        y, lines = paragraph(13, self.title, strong=True, size=12)
        top = y + 1
        parts: list[str] = []
        for row in self.rows:
            for text in broken(row.text, WIDTH - 12):
                parts.append(words(_LEFT, y + 8, text))
                y += _LINE
            parts += self._bar(row, y + 1)
            y += _BAR + 7
        return y + 30, [*lines, self._pattern(), *self._axis(top, y), *parts]

    def _bar(self, row: AgeRow, y: float) -> list[str]:
        """Return a bar; a peak is full, a range pale, and what is denied hatched and crossed out."""
        low = _at(row.low)
        width = max(_at(row.high + 1) - low, 2.0)  # completed years: five to ten goes on until the eleventh birthday
        fill = (
            f'fill="url(#{self.name}-denied)"'
            if row.is_denied
            else f'fill="{_BLUE}" fill-opacity="{0.9 if row.is_peak else 0.35}"'
        )
        ages = f'data-low="{row.low:g}" data-high="{row.high:g}"'
        edge = 'stroke-dasharray="3 2"' if row.is_denied else ""
        found = [
            f'<g><title>{escape(row.text)}</title><rect x="{low:.1f}" y="{y:g}" width="{width:.1f}" height="{_BAR:g}" {ages} '
            f'{fill} stroke="currentColor" stroke-width="0.8" {edge}/></g>'
        ]
        if math.isinf(row.high):
            end = low + width
            found.append(
                f'<path d="M{end + 2:.1f} {y:g}l6 {_BAR / 2:g}l-6 {_BAR / 2:g}" stroke="currentColor" stroke-width="1.4"/>'
            )
        return found

    def _pattern(self) -> str:
        if not any(row.is_denied for row in self.rows):
            return ""
        return (
            f'<defs><pattern id="{self.name}-denied" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<path d="M0 6L6 0M0 0L6 6" stroke="{_GREY}" stroke-width="0.9"/></pattern></defs>'
        )

    def _axis(self, top: float, bottom: float) -> list[str]:
        marks = range(0, _OLDEST + 1, _STEP)
        grid = "".join(f"M{_at(age):.1f} {top:g}V{bottom + 3:g}" for age in marks)
        found = [
            f'<path d="{grid}" stroke="currentColor" stroke-opacity="0.18" stroke-width="0.8"/>',
            f'<path d="M{_at(0):.1f} {bottom + 3:g}H{_at(_OLDEST):.1f}" stroke="currentColor" stroke-width="0.8"/>',
        ]
        found += [words(_at(age), bottom + 14, str(age), anchor="middle", size=9.5) for age in marks]
        return [*found, words(WIDTH / 2, bottom + 26, "age in years", anchor="middle", quiet=True, size=9.5)]


def _at(age: float) -> float:
    return _LEFT + min(age, _OLDEST) / _OLDEST * (WIDTH - _LEFT - _RIGHT)


def timeline(
    known: Knowledge, iri: str, stated: Iterable[ShownFact], denied: Iterable[ShownFact], name: str
) -> Timeline | None:
    """Return the ages that facts give for a disease; ``None`` where no fact gives more than that there are adults, or children.

    Args:
        known: The knowledge.
        iri: IRI of the disease.
        stated: What is stated of it.
        denied: What is denied.
        name: What the name of the picture begins with.
    """
    found: dict[tuple[str, float, float, bool], list[ShownFact]] = {}
    own = False
    for shown in (*stated, *(shown for shown in denied if not shown.hedged)):
        fact = known.facts[shown.fact.iri]
        ages = _ages(fact, known)
        if fact.subject != iri or ages is None or fact.relation not in _OF_AGES:
            continue
        own |= ages != known.bounds.get(fact.object)
        found.setdefault((_words(fact, shown, ages, known), *ages, fact.excluded), []).append(shown)
    if not own:
        return None
    rows = [
        AgeRow(
            text + (f", {len(some)} facts" if len(some) > 1 else ""),
            low,
            high,
            any(known.facts[shown.fact.iri].relation == _PEAK for shown in some),
            is_denied,
            tuple(shown.fact.iri for shown in some),
        )
        for (text, low, high, is_denied), some in found.items()
    ]
    rows.sort(key=lambda row: (row.is_denied, row.low, row.high, row.text))
    facts = tuple(fact for row in rows for fact in row.facts)
    return Timeline(f"{known.label(iri)}: ages", f"{name}-ages", facts, tuple(rows))


def _ages(fact: Fact, known: Knowledge) -> Interval | None:
    """Return the ages of a fact, else those of the population that it names."""
    low, high = (fact.numbers.get(RADKG + side) for side in ("ageMinimum", "ageMaximum"))
    if low is None and high is None:
        bounds = known.bounds.get(fact.object)
        return bounds if bounds and fact.object in known.kinds else None
    return low or 0.0, math.inf if high is None else high


def _words(fact: Fact, shown: ShownFact, ages: Interval, known: Knowledge) -> str:
    """Return what a fact says of an age, with the ages and what else limits it."""
    low, high = ages
    years = (
        f"{short(low)} years and over"
        if math.isinf(high)
        else f"{short(low)}–{short(high)} years"
        if low != high
        else f"{short(low)} years"
    )
    more = [known.label(value) for _, value in fact.qualifiers]
    hedge = [] if fact.certainty in known.firm else [known.label(fact.certainty)]
    size = shown.fact.strength.patients
    sized = [f"n = {size}"] if size is not None else []
    denied = "not: " if fact.excluded else ""
    return f"{denied}{shown.relation} {shown.object}: {', '.join((years, *more, *hedge, *sized))}"
