"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 30


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
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
