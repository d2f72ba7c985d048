"""A command in a process of its own, which is stopped at a limit of time or memory whatever it is doing.

The process is forked when the arguments have been read: it has the same streams, and what it prints and its exit code are those
of the command. The one that was started waits for it. Where the system has no fork (Windows), the command runs without limits.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from radkg.cli import streams
from radkg.cli.codes import EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_NOT_USABLE
from radkg.verbs.calls import LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from radkg.verbs import Parameter, Verb

MEGABYTES = 4096  # that may be resident, where RADKG_MEGABYTES does not say otherwise
FEWEST_MEGABYTES = 64
_REPORTING = 10.0  # seconds more, where --timeout is for a part of the work: to read before it, and to answer after it
_LOOK = 0.1  # seconds between two looks at the memory
_TERMINAL = 0.5  # seconds in which a process ends that a terminal has interrupted as well
_TIDYING = 2.0  # seconds for an interrupted process to remove what it had for the time being
_LIFTED = b"-"

_parent: int | None = None  # in the process that is supervised: a pipe to the one that waits


def begin(verb: Verb, values: Mapping[str, Any]) -> int | None:
    """Go on in a process with limits, where a command reads what others wrote.

    Args:
        verb: What was asked.
        values: The values of its parameters.

    Returns:
        In the process that was started: the exit code, when the other one has ended. In the other one, and where there is no
        need of one: ``None``.

    Raises:
        InvalidOption: RADKG_MEGABYTES is no number of megabytes.
    """
    megabytes = _megabytes()
    if not hasattr(os, "fork") or not any(_is_foreign(p, values[p.name]) for p in verb.parameters):
        return None
    timeout = next(parameter for parameter in verb.parameters if parameter.name == "timeout")
    seconds, is_for_a_part = values["timeout"], timeout.to == "call"
    if seconds is None or (is_for_a_part and seconds == timeout.default):
        return _fork(LIMIT, megabytes, is_liftable=True)
    return _fork(seconds + _REPORTING * is_for_a_part, megabytes, is_liftable=is_for_a_part)


def lift() -> None:
    """Lift the limit of time, unless it was asked for: what others wrote has been read; the work takes as long as it takes."""
    if _parent is not None:
        os.write(_parent, _LIFTED)


def is_limited() -> bool:
    """Return whether this process is one that is stopped at a limit."""
    return _parent is not None


def _is_foreign(parameter: Parameter, value: object) -> bool:
    if parameter.kind in ("file", "folder"):
        return bool(value)
    return parameter.positional and isinstance(value, str) and (value == "-" or os.path.exists(value))


def _megabytes() -> int:
    given = os.environ.get("RADKG_MEGABYTES")
    if not given:
        return MEGABYTES
    if not (given.isascii() and given.isdecimal() and int(given[:9]) >= FEWEST_MEGABYTES):
        from radkg.errors import InvalidOption

        raise InvalidOption(f"RADKG_MEGABYTES is a whole number of at least {FEWEST_MEGABYTES}, not {given[:80]!r}")
    return int(given[:9])


def _fork(seconds: float, megabytes: int, *, is_liftable: bool) -> int | None:
    global _parent
    from radkg.processes import kill_at_hangup

    sys.stdout.flush()
    sys.stderr.flush()
    tied, held = os.pipe()
    life, alive = os.pipe()
    started_by = os.getpid()
    process = os.fork()
    if process:
        os.close(tied)
        os.close(alive)
        return _Supervisor(process, life, seconds, megabytes, is_liftable=is_liftable).wait()
    os.close(held)
    os.close(life)
    kill_at_hangup(tied, os.getpid())
    if os.getppid() != started_by:  # it ended before the line above
        os._exit(EXIT_NOT_USABLE)
    _parent = alive
    return None


class _Ended(BaseException):
    """Somebody ends the process that waits."""

    def __init__(self, number: int) -> None:
        self.number = number


class _Supervisor:
    """The process that waits for the other one.

    Args:
        process: The number of the other one.
        life: A pipe, of which the other one holds the writing end as long as it lives.
        seconds: The limit of time.
        megabytes: The limit of memory.
        is_liftable: Whether the other one may lift the limit of time.
    """

    def __init__(self, process: int, life: int, seconds: float, megabytes: int, *, is_liftable: bool) -> None:
        self._process, self._life, self._seconds, self._megabytes = process, life, seconds, megabytes
        self._is_liftable, self._is_lifted, self._is_ended = is_liftable, False, False

    def wait(self) -> int:
        """Wait for the other process, stop it where need be, and return its exit code."""
        signals = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) == signal.SIG_DFL]
        for number in signals:
            signal.signal(number, _raise)
        try:
            why = self._watch()
        except KeyboardInterrupt:
            self._end(by_terminal=True)
            code = self._code()
            return code if code >= 0 else EXIT_INTERRUPTED
        except _Ended as ended:
            self._end()
            self._code()
            _end_by(ended.number)
        if not why:
            return self._code()
        self._end(at_once="memory" in why)
        self._code()
        streams.remark(why)
        return EXIT_NOT_USABLE

    def _watch(self) -> str:
        """Return why the other process is to be stopped; empty where it has ended."""
        from time import monotonic

        deadline = monotonic() + self._seconds
        while True:
            if self._is_over(min(_LOOK, max(deadline - monotonic(), 0))):
                return ""
            if monotonic() >= deadline:
                if self._is_lifted:
                    deadline = float("inf")
                    continue
                return f"stopped after {self._seconds:g} s; give it less to read, or more time with --timeout"
            if self._resident() > self._megabytes:
                return (
                    f"stopped: it takes more than {self._megabytes} MB of memory; give it less to read, or more memory with "
                    "RADKG_MEGABYTES"
                )

    def _is_over(self, seconds: float) -> bool:
        """Return whether the other process ends within some time."""
        from select import select

        if not select([self._life], [], [], seconds)[0]:
            return False
        if not os.read(self._life, 1):
            return True
        self._is_lifted = self._is_liftable
        return False

    def _resident(self) -> float:
        """Return how many megabytes of the other process are in memory; 0 where the system does not say."""
        try:
            with open(f"/proc/{self._process}/statm", "rb") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except (OSError, IndexError):  # not Linux; or it has just ended
            return 0

    def _end(self, *, by_terminal: bool = False, at_once: bool = False) -> None:
        """End the other process: it is interrupted, so that it tidies up, and killed where it does not end by that."""
        self._is_ended = True
        try:
            if not at_once:
                if by_terminal and self._is_over(_TERMINAL):
                    return
                os.kill(self._process, signal.SIGINT)
                if self._is_over(_TIDYING):
                    return
        except (KeyboardInterrupt, _Ended):  # asked for a second time
            pass
        os.kill(self._process, signal.SIGKILL)

    def _code(self) -> int:
        """Return the exit code of the other process, and say why where a signal has ended it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        if code >= 0 or self._is_ended:
            return code
        name = signal.Signals(-code).name
        if -code in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
            why = f"ended by {name}" + ("; the system does that where memory is short" if -code == signal.SIGKILL else "")
            streams.remark(why)
            return 128 - code
        why = f"a defect of radkg's own: {name}\n  Please report it, with the command."
        streams.remark(why)
        return EXIT_DEFECT


def _raise(number: int, frame: object) -> NoReturn:
    raise _Ended(number)


def _end_by(number: int) -> NoReturn:
    """End by a signal, so that whoever sent it sees that."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(128 + number)
