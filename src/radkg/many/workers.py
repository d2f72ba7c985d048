"""Processes that share the work: each opens the knowledge once, and is asked for one chunk of statements after the other.

A worker is started as a command, and not as a fork of this process or by `multiprocessing`, which would run the user's own
script again in each worker. It ends with whoever started it, however that ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from radkg.errors import RadkgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

    Work = Callable[[Knowledge, Sequence[str]], list[Any]]

CHUNK = 64  # statements that a worker is given at once
_AHEAD = 3  # chunks for each worker that are under way or wait for their turn
_WORTH_A_PROCESS = 4  # chunks; fewer are done before a worker has opened the knowledge

Item = TypeVar("Item")


class WorkerEnded(RadkgError):
    """A worker has ended before its work was done: somebody killed it, or there was no memory for it."""


class _Failed(NamedTuple):
    """What a worker answers where the work raises an error."""

    trace: str


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def are_worth_while(chunks: int, jobs: int | None = None) -> bool:
    """Return whether `in_order` starts workers for so many chunks."""
    return chunks >= _WORTH_A_PROCESS and (jobs or cores()) > 1


def in_order(
    chunks: Iterable[Item],
    statements: Callable[[Item], Sequence[str]],
    work: Work,
    written: Written,
    here: Callable[[Callable[[Knowledge], list[Any]]], list[Any]],
    jobs: int | None = None,
) -> Iterator[tuple[Item, list[Any]]]:
    """Yield each chunk with what the work makes of its statements, in the order of the chunks. A few are read ahead.

    Args:
        chunks: Of any kind.
        statements: Returns the statements of a chunk.
        work: A function of a module, which a worker imports.
        written: What the workers open.
        here: Does work in this process, where workers would not be worth the while.
        jobs: How many workers; one for each core where not given. With one, all is done in this process, and nothing read
            ahead.

    Raises:
        WorkerEnded: A worker has ended before its work was done.
        RuntimeError: The work raised an error in a worker.
    """
    jobs = jobs or cores()
    chunks = iter(chunks)
    first = list(islice(chunks, _WORTH_A_PROCESS)) if jobs > 1 else []
    if len(first) < _WORTH_A_PROCESS:
        for chunk in chain(first, chunks):
            asked = statements(chunk)
            yield chunk, here(lambda known, asked=asked: work(known, asked)) if asked else []  # type: ignore[misc]
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: deque[tuple[Item, Future[list[Any]]]] = deque()
    crew = _Crew(work, written)
    # each thread waits for one worker at a time
    with crew, ThreadPoolExecutor(jobs, thread_name_prefix="radkg") as pool:
        try:
            for chunk in chain(first, chunks):
                waiting.append((chunk, pool.submit(crew.ask, statements(chunk))))
                if len(waiting) > jobs * _AHEAD:
                    yield waiting[0][0], waiting[0][1].result()
                    waiting.popleft()
            while waiting:
                yield waiting[0][0], waiting[0][1].result()
                waiting.popleft()
        finally:  # whoever asked may have had enough: the threads must not wait for workers that have nothing to say
            for _, future in waiting:
                future.cancel()
            crew.stop()


class _Crew:
    """The workers, each started when there is a chunk for it. A worker is idle or is asked by one thread.

    Args:
        work: What they do.
        written: What they open.
    """

    def __init__(self, work: Work, written: Written) -> None:
        self._setup = pickle.dumps((written, work.__module__, work.__name__))
        self._workers: list[_Worker] = []
        self._idle: deque[_Worker] = deque()
        self._stopped = False

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, statements: Sequence[str]) -> list[Any]:
        """Return what a worker makes of statements."""
        if not statements:
            return []
        try:
            worker = self._idle.pop()
        except IndexError:  # there are never more threads than there may be workers
            worker = _Worker(self._setup)
            self._workers.append(worker)
            if self._stopped:
                worker.stop()
        found = worker.ask(statements)
        self._idle.append(worker)
        return found

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        self._stopped = True
        for worker in self._workers:
            worker.stop()


class _Worker:
    """A process that does the work."""

    def __init__(self, setup: bytes) -> None:
        from subprocess import PIPE

        from radkg import processes
        from radkg.questions import confined

        self._process = processes.start(
            confined.command(__name__, serve.__name__),
            env=confined.environment(),
            stdin=PIPE,
            stdout=PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._setup, self._stopped = setup, False

    def ask(self, statements: Sequence[str]) -> list[Any]:
        """Return what it makes of statements."""
        try:
            self._to.write(self._setup + pickle.dumps(statements))
            self._setup = b""
            self._to.flush()
            found = pickle.load(self._from)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            raise WorkerEnded(f"a process that shares the work has ended ({self._ended()})") from None
        if isinstance(found, _Failed):
            raise RuntimeError(found.trace)
        return list(found)

    def _ended(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"by {name}" + ("; the system does that where memory is short" if name == "SIGKILL" else "")

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if not self._stopped:
            self._stopped = True
            self._process.kill()
            self._process.wait()
            for pipe in (self._to, self._from):
                try:
                    pipe.close()
                except OSError:  # what was still to be sent to it is lost with it
                    continue


def serve() -> None:
    """Do the work of a worker, until standard input is closed; the child process runs this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, which then stops it
    from radkg.questions import confined

    confined.open_closed_streams()  # who started this one may have no standard error
    # what is kept of statements grows, and the collector would look through all of it again and again; it finds next to nothing
    gc.set_threshold(50_000, 20, 100)
    tasks = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed by mistake must not stand among the answers
    try:
        written, module, function = pickle.load(tasks)
        ask = _opened(written, module, function)
        while True:
            answers.write(pickle.dumps(ask(pickle.load(tasks))))
            answers.flush()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):  # nobody asks any more
        os._exit(0)


def _opened(written: Written, module: str, function: str) -> Callable[[Sequence[str]], list[Any] | _Failed]:
    from importlib import import_module

    from radkg.model import opening

    known: Knowledge | None = None
    work: Work = getattr(import_module(module), function)

    def ask(statements: Sequence[str]) -> list[Any] | _Failed:
        nonlocal known
        try:
            if known is None:
                known = opening.open_knowledge(written)
                gc.freeze()  # what is loaded stays
            found, known = opening.answer(known, written, lambda known: work(known, statements))
        except Exception:
            import traceback

            return _Failed(traceback.format_exc())
        return found

    return ask
