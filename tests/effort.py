"""What something takes: of the processor's time, whatever other processes take, and of modules, whatever measures coverage."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes more of the processor's time in this process.

    Args:
        seconds: A bound many times what it takes on a slow machine under coverage, and far below what it would take if the
            work grew with the square of the input.
    """
    started = time.process_time()
    yield
    taken = time.process_time() - started
    assert taken < seconds, f"took {taken:.1f} s of the processor's time"


def unmeasured() -> dict[str, str]:
    """Return this process's environment without what makes a child measure coverage: measuring imports modules."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
