"""A long answer on a terminal is shown by a pager, as git and man do it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from radkg.cli import streams, supervised


def may_page() -> bool:
    """Return whether somebody reads along, on a terminal that can be steered.

    A process with limits has no pager: its time would run while somebody reads.
    """
    return sys.stdout.isatty() and not streams.is_dumb() and not supervised.is_limited()


def page(text: str) -> bool:
    """Show a text in the pager of RADKG_PAGER or PAGER, or in ``less``; return whether it was shown.

    It is not where it fits on the screen, where there is no pager, and where its name is empty or ``cat``.

    Args:
        text: What is shown, as a terminal takes it.
    """
    import shlex
    import shutil
    import subprocess

    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    named = next((os.environ[name] for name in ("RADKG_PAGER", "PAGER") if name in os.environ), "less")
    words = shlex.split(named)
    if not words or words == ["cat"] or shutil.which(words[0]) is None:
        return False
    streams.clear_line()
    environment = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}  # colours as they are, and no screen of its own
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    assert process.stdin is not None
    with suppress(OSError):  # who has read enough ends the pager
        process.stdin.write(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
        process.stdin.close()
    while process.poll() is None:
        with suppress(KeyboardInterrupt):  # it is for the pager
            process.wait()
    return True
