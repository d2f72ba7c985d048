"""The share of cases that a fact states, and facts that count the same in several studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.model.lookups import texts
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact


class Share(NamedTuple):
    """The share of cases that a fact states, in percent.

    Attributes:
        text: In words: "6 of 29 (21 %)", "up to 40 %".
        low: Its lower bound.
        high: Its upper bound.
        interval: The bounds of its 95 % interval, where it was counted.
    """

    text: str
    low: float
    high: float
    interval: tuple[float, float] | None = None

    @property
    def words(self) -> str:
        """The share with its interval, for who does not see the bar."""
        if self.interval is None:
            return self.text
        return f"{self.text}, 95 % interval {short(self.interval[0])}–{short(self.interval[1])} %"


def share_of(fact: Fact, known: Knowledge) -> Share | None:
    """Return the share of cases that a fact states; ``None`` where it states none."""
    count, total, low, high = (
        fact.numbers.get(RADKG + name) for name in ("count", "total", "frequencyMinimum", "frequencyMaximum")
    )
    bounds = [texts(known.store, fact.iri, RADKG + name) for name in ("confidenceMinimum", "confidenceMaximum")]
    interval = (float(bounds[0][0]), float(bounds[1][0])) if all(bounds) else None
    if count is not None and total:
        percent = 100 * count / total
        return Share(f"{short(count)} of {short(total)} ({short(percent)} %)", percent, percent, interval)
    if low is None and high is None:
        return None
    if low is None or high is None:
        words = f"up to {short(high)} %" if high is not None else f"at least {short(low or 0)} %"
        return Share(words, low or 0.0, 100.0 if high is None else high, interval)
    return Share(f"{short(low)} %" if low == high else f"{short(low)}–{short(high)} %", low, high, interval)


def short(number: float) -> str:
    """Return a number with one decimal, or none where that is a zero."""
    return f"{number:.1f}".removesuffix(".0")
