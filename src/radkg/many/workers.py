"""Processes that share the work: each opens the knowledge once, and is asked for one chunk of statements after the other."""

from __future__ import annotations

import os
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from radkg.errors import RadkgError
from radkg.questions.kept import Ended, Kept

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


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
        self._setup = (written, work.__module__, work.__name__)
        self._workers: list[Kept] = []
        self._idle: deque[Kept] = deque()
        self._stopped = False

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, statements: Sequence[str]) -> list[Any]:
        """Return what a worker makes of statements.

        Raises:
            WorkerEnded: It has ended before its work was done.
        """
        if not statements:
            return []
        try:
            worker = self._idle.pop()
        except IndexError:  # there are never more threads than there may be workers
            worker = Kept(__name__, serve.__name__, self._setup)
            self._workers.append(worker)
            if self._stopped:
                worker.stop()
        try:
            found: list[Any] = worker.ask(statements)
        except Ended as ended:
            raise WorkerEnded(f"a process that shares the work has ended ({ended})") from None
        self._idle.append(worker)
        return found

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        self._stopped = True
        for worker in self._workers:
            worker.stop()


def serve() -> NoReturn:
    """Do the work of a worker, until standard input is closed; the child process runs this."""
    from radkg.questions.kept import answer_all

    answer_all(lambda setup: _opened(*setup))


def _opened(written: Written, module: str, function: str) -> Callable[[Sequence[str]], list[Any]]:
    from importlib import import_module

    from radkg.model import opening

    known: Knowledge | None = None
    work: Work = getattr(import_module(module), function)

    def do(statements: Sequence[str]) -> list[Any]:
        nonlocal known
        known = known or opening.open_knowledge(written)
        found, known = opening.answer(known, written, lambda known: work(known, statements))
        return found

    return do
