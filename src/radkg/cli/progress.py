"""What a command says while it runs, on standard error: a progress bar where that is a terminal, and remarks."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from radkg.verbs import Face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 30
_CLEAR_LINE = "\r\033[K"


def command_line() -> Face:
    """Return what the command line offers a verb that runs."""
    return Face(progress_bar, _remark, _notice, lambda size: sys.stdin.buffer.read(size))


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what is called with how much is done, and how much there is; ``None`` where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = -1

    def show(done: int, of: int) -> None:
        nonlocal shown
        percent = min(100, 100 * done // of) if of else 100
        if percent != shown:
            shown = percent
            filled = _WIDTH * percent // 100
            sys.stderr.write(f"\r{what}  {'█' * filled}{'░' * (_WIDTH - filled)} {percent:3d} %")
            sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write(_CLEAR_LINE)
        sys.stderr.flush()


def _remark(text: str) -> None:
    """Print a remark, over the progress bar where there may be one."""
    print(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}radkg: {text}", file=sys.stderr)


def _notice(text: str) -> None:
    print(text, file=sys.stderr)
