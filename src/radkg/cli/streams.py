"""Standard input, output and error as they are found: closed, full, broken, or in an encoding that lacks letters.

An exit code is a verdict. Whatever becomes of what is printed must not change it by accident.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from radkg.errors import InvalidOption, UnreadableFile
from radkg.questions import confined
from radkg.shown import shown, without_passwords

if TYPE_CHECKING:
    from collections.abc import Callable

CLEAR_LINE = "\r\033[K"
_UNWRITABLE = (OSError, ValueError)  # the latter of a stream that somebody has closed
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class OutputFailed(Exception):
    """Standard output takes no more.

    Args:
        error: What was raised.
    """

    def __init__(self, error: OSError | ValueError) -> None:
        number = error.errno if isinstance(error, OSError) else None
        # Windows calls a pipe that nobody reads an invalid argument
        self.is_pipe = number == errno.EPIPE or (os.name == "nt" and number == errno.EINVAL)
        reason = ((error.strerror if isinstance(error, OSError) else None) or str(error)).lower()
        super().__init__(f"cannot write the output: {reason}; {'make room' if number in _FULL else 'send it elsewhere'}")


def get_ready() -> None:
    """Have what is closed go nowhere, and what an encoding lacks stand as an escape.

    A closed standard input stays ``None``: that nothing can be read is told where it matters.
    """
    confined.open_closed_streams()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (it stays open)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def asker() -> Callable[[str], str] | None:
    """Return what asks on a terminal: the question on standard error, the answer from standard input.

    Returns:
        What shows a question and returns the answer; ``None`` where standard input is no terminal.
    """
    return _ask if sys.stdin is not None and sys.stdin.isatty() else None


def _ask(question: str) -> str:
    say(question.rstrip(), end=" ")
    answer = sys.stdin.readline()
    if not answer:
        raise InvalidOption("the answers have ended; nothing is written")
    return answer.rstrip("\r\n")


def write(text: str) -> None:
    """Write to standard output, at once.

    Args:
        text: What is written, as it is.

    Raises:
        OutputFailed: It cannot be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except _UNWRITABLE as error:
        raise OutputFailed(error) from None


def say(text: str, end: str = "\n") -> None:
    """Write to standard error, where that takes it: what stands there is beside the answer.

    Args:
        text: What is said; characters that nobody sees are escaped, and passwords in addresses are left out.
        end: What ends it, as it is.
    """
    with suppress(*_UNWRITABLE):
        sys.stderr.write(shown(without_passwords(text), lines=True) + end)
        sys.stderr.flush()


def is_dumb() -> bool:
    """Return whether the terminal says of itself that it cannot be steered."""
    return os.environ.get("TERM") == "dumb"


def columns(usual: int) -> int:
    """Return how many columns standard output has: what COLUMNS or the terminal says, and else the number that is given."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS", "").isdecimal():
        return usual
    import shutil

    return shutil.get_terminal_size((usual, 24)).columns


def clear_line() -> None:
    """Clear the line of a terminal on which a progress bar may be."""
    if sys.stderr.isatty() and not is_dumb():
        say("", CLEAR_LINE)


def remark(text: str) -> None:
    """Write a remark to standard error, over the progress bar where there may be one.

    Args:
        text: The remark, as `say` takes it.
    """
    clear_line()
    say(f"radkg: {text}")


def read(size: int) -> bytes:
    """Return so many bytes of standard input.

    Raises:
        UnreadableFile: It is closed, or is nothing that can be read.
    """
    if sys.stdin is None:
        raise UnreadableFile("<stdin>", "standard input is closed", remedy="pipe something into it, or name a file")
    try:
        return sys.stdin.buffer.read(size)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile("<stdin>", reason, remedy="pipe something into it, or name a file") from None


def let_go() -> None:
    """Have what is still buffered go nowhere, so that the interpreter does not fail on it at its end."""
    with suppress(*_UNWRITABLE):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
