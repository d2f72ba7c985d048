"""What a command says while it runs, on standard error: a progress bar where that is a terminal, and remarks."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from radkg.cli import streams
from radkg.shown import shown
from radkg.verbs import Face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from radkg.verbs import Progress

_WIDTH = 30
_OFTEN = 0.2  # seconds between two drawings of the same percentage
_EARLY = 2.0  # seconds in which nobody can say how long it takes


def command_line(form: str | None = None, lift: Callable[[], None] = lambda: None, *, quiet: bool = False) -> Face:
    """Return what the command line offers a verb that runs.

    Args:
        form: The form that the answer will be printed in.
        lift: Lifts the limit of time.
        quiet: Whether nothing is said beside the answer.
    """
    if quiet:
        return Face(read=streams.read, form=form or "", lift=lift, ask=streams.asker())
    return Face(progress_bar, _remark, _notice, streams.read, form or "", lift, ask=streams.asker())


@contextmanager
def progress_bar(what: str) -> Iterator[Progress | None]:
    """Give what is called with how much is done, how much there is, and how many; ``None`` where nobody looks."""
    if not sys.stderr.isatty() or streams.is_dumb():
        yield None
        return
    bar = _Bar(what)
    try:
        yield bar.show
    finally:
        streams.clear_line()


class _Bar:
    """A bar with how much is done; with how many a second, where they are counted; with the time left, where it can be said."""

    def __init__(self, what: str) -> None:
        from time import monotonic

        self._what, self._clock = shown(what), monotonic
        self._percent, self._drawn, self._length = -1, 0.0, 0
        self._start: tuple[float, int, int] | None = None

    def show(self, done: int, of: int, count: int = 0) -> None:
        """Draw it, where it has changed."""
        now = self._clock()
        self._start = self._start or (now, done, count)
        percent = min(100, 100 * done // of) if of else 100
        if percent == self._percent and (not count or now - self._drawn < _OFTEN):
            return
        self._percent, self._drawn = percent, now
        filled = _WIDTH * percent // 100
        bar = f"{'█' * filled}{'░' * (_WIDTH - filled)} {percent:3d} %" if of or not count else f"{count:,}"
        line = f"{self._what}  {bar}{self._pace(now, done, of, count)}"
        streams.say("", ("\r" if len(line) >= self._length else streams.CLEAR_LINE) + line)
        self._length = len(line)

    def _pace(self, now: float, done: int, of: int, count: int) -> str:
        assert self._start is not None
        started, done_before, count_before = self._start  # who goes on with something does not begin at nothing
        seconds, pace = now - started, ""
        if seconds > 0 and count > count_before:
            pace = f"  {(count - count_before) / seconds:,.0f} a second"
        if seconds > _EARLY and done_before < done < of:
            left = round(seconds * (of - done) / (done - done_before))
            pace += f"  {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
        return pace


def _remark(text: str) -> None:
    """Print a remark with words of others, in one line."""
    streams.remark(shown(text))


def _notice(text: str) -> None:
    streams.say(text)
