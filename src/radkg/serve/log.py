"""What a server says on standard error. Where that is full or broken, nothing is said, and what was asked is answered."""

from __future__ import annotations

import sys
from contextlib import suppress

from radkg.shown import shown


def say(line: str) -> None:
    """Write a line to standard error, where that takes it.

    Args:
        line: The line, be there in it what somebody else wrote.
    """
    with suppress(OSError, ValueError):  # the latter of a stream that is closed
        print(shown(line), file=sys.stderr, flush=True)
