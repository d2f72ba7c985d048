"""Processes that keep a graph open and answer for a server, each of which is stopped at limits of time and memory.

An engine at work cannot be interrupted from Python, and a thread cannot be stopped. A process can: the next one opens the
graph anew.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from radkg.errors import RadkgError
from radkg.questions import confined
from radkg.questions.kept import Ended, Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from radkg.graph import KnowledgeGraph

    Work = Callable[..., Any]

SECONDS = 30.0  # for an answer
MEGABYTES = 1024  # beyond the graph
MEGABYTES_TO_LOAD = 4096  # of which files of a user's take some
MOST_WAITING = 64  # that wait for a process, for each there is


class Refused(RadkgError):
    """What is asked cannot be answered; the message is that of the error, which another process has raised.

    Args:
        kind: The name of the error.
        message: What it says.
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class Stopped(RadkgError):
    """An answer would have taken more time or memory than there is for one.

    Args:
        bound: "time", "memory" or "depth"; see `radkg.questions.confined.Stopped`.
        message: What to do.
    """

    def __init__(self, bound: str, message: str) -> None:
        self.bound = bound
        super().__init__(message)


class Busy(RadkgError):
    """So many wait for an answer that no more are let in."""


class Cancelled(RadkgError):
    """Whoever has asked does not want the answer any more."""


class Ticket:
    """Who asks, as long as they wait for the answer; any thread may cancel it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._end: Callable[[], None] | None = None
        self.is_cancelled = False

    def cancel(self) -> None:
        """Have the process that works on the answer end; the answer is not waited for."""
        with self._lock:
            self.is_cancelled = True
            if self._end is not None:
                self._end()

    def held_by(self, end: Callable[[], None] | None) -> None:
        """Say how the process that works on the answer is ended; ``None`` where none does any more."""
        with self._lock:
            self._end = end
            if self.is_cancelled and end is not None:
                end()


class _Failed(NamedTuple):
    """What a process answers where the work raises an error of the user's, or there is no memory for it."""

    kind: str
    message: str


class Crew:
    """Processes with a graph each. Threads may share it.

    Args:
        work: A function of a module, which takes the graph and what is asked; what it returns can be pickled.
        extra: Files to load beside the ontology; see `radkg.load`.
        ontology: The folder of another ontology; see `radkg.load`.
        size: How many processes.
        seconds: How long an answer may take, once a process works on it.
        megabytes: How much memory it may take beyond the graph.
    """

    def __init__(
        self,
        work: Work,
        extra: Sequence[str] = (),
        ontology: str | None = None,
        *,
        size: int = 2,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._setup = (work.__module__, work.__name__, tuple(map(os.path.abspath, extra)), ontology, megabytes)
        self.size, self.seconds, self.megabytes = size, seconds, megabytes
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: deque[Kept] = deque()
        self._all: set[Kept] = set()
        self._waiting, self._stopped = 0, False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def ask(self, *asked: Any, ticket: Ticket | None = None) -> Any:
        """Return what a process answers.

        Args:
            asked: What the work takes besides the graph.
            ticket: By which it may be cancelled.

        Raises:
            Refused: The work raised a `RadkgError`.
            Stopped: It went beyond a limit.
            Busy: Too many wait.
            Cancelled: It was cancelled, or the crew was stopped.
            RuntimeError: The work failed by a defect.
        """
        ticket = ticket or Ticket()
        with self._lock:
            if self._waiting >= self.size * MOST_WAITING:
                raise Busy(f"{self._waiting} others wait for an answer; ask again in a moment")
            self._waiting += 1
        try:
            self._free.acquire()
        finally:
            with self._lock:
                self._waiting -= 1
        try:
            return self._asked(asked, ticket)
        finally:
            self._free.release()

    def _asked(self, asked: tuple[Any, ...], ticket: Ticket) -> Any:
        if ticket.is_cancelled or self._stopped:
            raise Cancelled("it is not wanted any more")
        process = self._take()
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        clock = threading.Timer(self.seconds, end)
        clock.daemon = True
        clock.start()
        try:
            ticket.held_by(process.kill)
            found = process.ask(asked)
        except Ended as ended:
            self._drop(process)
            raise self._why(ended, ticket, is_late=is_late.is_set()) from None
        except RuntimeError:
            self._give_back(process)
            raise
        finally:
            ticket.held_by(None)
            clock.cancel()
        if not isinstance(found, _Failed):
            self._give_back(process)
            return found
        if found.kind == "memory":
            self._drop(process)
            raise self._too_large()
        self._give_back(process)
        raise Refused(*found)

    def _why(self, ended: Ended, ticket: Ticket, *, is_late: bool) -> RadkgError:
        if ticket.is_cancelled or self._stopped:
            return Cancelled("it is not wanted any more")
        if is_late:
            return Stopped("time", f"stopped after {self.seconds:g} s; ask for less at once")
        bound = confined.bound_of(ended.code)
        if bound == "depth":
            return Stopped(bound, "stopped: it is too long or too deeply nested; split it")
        return self._too_large()

    def _too_large(self) -> Stopped:
        return Stopped("memory", f"stopped: it takes more than {self.megabytes} MB of memory; ask for less at once")

    def _take(self) -> Kept:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            process = Kept(__name__, serve.__name__, self._setup)
            self._all.add(process)
            return process

    def _give_back(self, process: Kept) -> None:
        with self._lock:
            if not self._stopped:
                self._idle.append(process)

    def _drop(self, process: Kept) -> None:
        with self._lock:
            self._all.discard(process)
        process.stop()

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self._stopped = True
            processes = list(self._all)
        for process in processes:
            process.kill()
        for process in processes:
            process.stop()


def serve() -> NoReturn:
    """Answer for a crew until nobody asks any more; the child process runs this."""
    from radkg.questions.kept import answer_all

    answer_all(lambda setup: _opened(*setup))


def _opened(
    module: str, function: str, extra: Sequence[str], ontology: str | None, megabytes: int
) -> Callable[[tuple[Any, ...]], Any]:
    from importlib import import_module

    from radkg.graph import load

    work: Work = getattr(import_module(module), function)
    graph: KnowledgeGraph | None = None

    def do(asked: tuple[Any, ...]) -> Any:
        nonlocal graph
        try:
            if graph is None:
                confined.limit_memory(MEGABYTES_TO_LOAD)
                graph = load(extra, ontology=ontology)
                confined.limit_memory(megabytes)
            return work(graph, *asked)
        except RadkgError as error:
            return _Failed(type(error).__name__, str(error))
        except MemoryError:
            return _Failed("memory", "")

    return do
