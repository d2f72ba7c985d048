"""Forest plots: the shares that several studies counted of the same, each with its 95 % interval, and nothing pooled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from radkg.show.figures import WIDTH, Figure, broken, listed, paragraph, words
from radkg.show.shares import Share, share_of, short
from radkg.verdict.wording import qualifiers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact
    from radkg.show.described import ShownFact

_TEXT, _PLOT = 196.0, 132.0  # widths: of the words on the left, of the axis on the right
_ZERO = WIDTH - _PLOT - 18  # where the axis begins
_LINE = 12.2
_BLUE = "#2f7fb5"
_MARKS = (0, 25, 50, 75, 100)  # percent


class CountedRow(NamedTuple):
    """What one study counted.

    Attributes:
        study: The study.
        text: What it counted, in words.
        share: The share, with its interval.
        fact: The fact.
    """

    study: str
    text: str
    share: Share
    fact: ShownFact

    @property
    def words(self) -> str:
        """The study, what it counted, and the interval."""
        assert self.share.interval is not None, "what has none is in no row"
        low, high = map(short, self.share.interval)
        return f"{self.study}: {self.text}, 95 % interval {low}–{high} %"


@dataclass(frozen=True, slots=True)
class ForestPlot(Figure):
    """What several studies counted of the same.

    Attributes:
        rows: The studies that counted, the largest first.
        beside: What sources state of the same without the number of patients, of which there is no interval.
        limits: Of whom, where and on which images, in words; empty where nothing limits it.
        differs: Whether two of them differ by more than chance: their 95 % intervals do not overlap.
    """

    rows: tuple[CountedRow, ...]
    beside: str
    limits: str
    differs: bool

    @property
    def kind(self) -> str:
        """ "shares"."""
        return "shares"

    @property
    def description(self) -> str:
        """What each study counted, and whether they agree."""
        limits, beside = ([text] if text else [] for text in (self.limits, self.beside))
        return listed((*limits, *(row.words for row in self.rows), *beside, self.verdict))

    @property
    def verdict(self) -> str:
        """Whether the studies agree."""
        overlap = "Heterogeneous: not all of the 95 % intervals overlap." if self.differs else "The 95 % intervals overlap."
        return f"{overlap} Nothing is pooled, and studies may share patients."

    def drawn(self) -> tuple[float, list[str]]:
        """Return a line for each study: its name and numbers, and its share with the interval over an axis of percent."""
        y, lines = paragraph(13, self.title, strong=True, size=12)
        if self.limits:
            y, more = paragraph(y, self.limits, quiet=True)
            lines += more
        top = y
        for row in self.rows:
            named, told = broken(row.study, _TEXT, strong=True), broken(row.text, _TEXT)
            for number, text in enumerate((*named, *told)):
                lines.append(words(4, round(y + 8 + number * _LINE, 1), text, strong=number < len(named)))
            high = (len(named) + len(told)) * _LINE
            lines += self._mark(row.share, y + high / 2 - 1)
            y += high + 7
        lines += self._axis(top - 4, y)
        y += 32
        for note in filter(None, (self.beside, self.verdict)):
            y, told = paragraph(y, note, quiet=True)
            lines += told
        return y - 4, lines

    def _mark(self, share: Share, y: float) -> list[str]:
        """Return a square on its interval."""
        assert share.interval is not None, "what has none is in no row"
        low, high = share.interval
        path = f"M{_at(low):.1f} {y:.1f}H{_at(high):.1f}M{_at(low):.1f} {y - 4:.1f}v8M{_at(high):.1f} {y - 4:.1f}v8"
        data = f'data-share="{share.low:.1f}" data-interval="{low:.1f} {high:.1f}"'
        return [
            f'<rect x="{_at(share.low) - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{_BLUE}" {data}/>',
            f'<path d="{path}" stroke="currentColor" stroke-width="1.1"/>',
        ]

    def _axis(self, top: float, bottom: float) -> list[str]:
        grid = "".join(f"M{_at(mark):.1f} {top:g}V{bottom + 2:g}" for mark in _MARKS)
        found = [
            f'<path d="{grid}" stroke="currentColor" stroke-opacity="0.18" stroke-width="0.8"/>',
            f'<path d="M{_at(0):.1f} {bottom + 2:g}H{_at(100):.1f}" stroke="currentColor" stroke-width="0.8"/>',
        ]
        found += [
            words(_at(mark), bottom + 13, f"{mark} %" if mark == 100 else str(mark), anchor="middle", size=9) for mark in _MARKS
        ]
        return found


def _at(percent: float) -> float:
    return _ZERO + percent / 100 * _PLOT


def forest_plots(known: Knowledge, shown: Iterable[ShownFact], name: str) -> list[ForestPlot]:
    """Return a forest plot for each share that two studies or more counted, of the same statement within the same limits.

    Args:
        known: The knowledge.
        shown: Facts.
        name: What the names of the pictures begin with.
    """
    groups: dict[tuple[object, ...], list[tuple[ShownFact, Share]]] = defaultdict(list)
    for one in shown:
        fact = known.facts[one.fact.iri]
        if not fact.excluded and not fact.is_null and (share := share_of(fact, known)):
            groups[_same(fact, known)].append((one, share))
    plots: list[ForestPlot] = []
    for some in groups.values():
        if len({_study(one) for one, share in some if share.interval}) > 1:
            plots.append(_plot(known, some, f"{name}-shares-{len(plots) + 1}"))
    return plots


def _same(fact: Fact, known: Knowledge) -> tuple[object, ...]:
    """Return what two facts have in common whose shares are of the same: as the conflict of cohorts that differ has it."""
    telling = known.limits | known.likens | {q.iri for q in known.qualifiers.values() if q.single_valued}
    pairs = frozenset(pair for pair in fact.qualifiers if pair[0] in telling)
    numbers = frozenset((name, number) for name, number in fact.numbers.items() if name in telling)
    return fact.subject, fact.relation, fact.object, pairs, numbers


def _plot(known: Knowledge, some: list[tuple[ShownFact, Share]], name: str) -> ForestPlot:
    rows = [CountedRow(_study(one), _text(one, share), share, one) for one, share in some if share.interval]
    rows.sort(key=lambda row: (-(row.fact.fact.strength.patients or 0), row.study, row.fact.fact.iri))
    uncounted = [(one, share) for one, share in some if not share.interval]
    stated = "; ".join(f"{share.text} ({_study(one)})" for one, share in uncounted)
    shown, fact = rows[0].fact, known.facts[rows[0].fact.fact.iri]
    limits = [f"{known.qualifiers[p].label} {known.label(v)}" for p, v in fact.qualifiers if p in known.limits | known.likens]
    numbers = {known.qualifiers[p].key: number for p, number in fact.numbers.items() if p in known.limits}
    if numbers:
        limits.append(qualifiers_in_words(numbers, known))
    intervals = [row.share.interval for row in rows if row.share.interval]
    return ForestPlot(
        title=f"{shown.subject} {shown.relation} {shown.object}: what {len({row.study for row in rows})} studies counted",
        name=name,
        facts=(*(row.fact.fact.iri for row in rows), *(one.fact.iri for one, _ in uncounted)),
        rows=tuple(rows),
        beside=f"Stated without the number of patients: {stated}." if stated else "",
        limits="; ".join(limits),
        differs=max(low for low, _ in intervals) > min(high for _, high in intervals),
    )


def _text(shown: ShownFact, share: Share) -> str:
    """Return a share with the number of patients, which a share in percent does not have in it."""
    size = shown.fact.qualifiers.get("sampleSize")
    return share.text if size is None else f"{share.text}, n = {size}"


def _study(shown: ShownFact) -> str:
    return "; ".join(dict.fromkeys(e.citation for e in shown.fact.evidence)) or shown.fact.label
