"""Worker processes that are stopped at limits of time and memory, whatever they are doing, and replaced.

A task that takes longer than most leaves the others its place: its worker goes on with the lowest priority, and another one is
started for the tasks that wait. So a query without end costs the others next to nothing until it is stopped. Where there are
twice as many such tasks as workers, a further one is refused as soon as others wait for its place.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections import Counter
from contextlib import suppress
from subprocess import DEVNULL
from typing import TYPE_CHECKING

from radkg import processes
from radkg.errors import RadkgError
from radkg.questions import confined
from radkg.questions.confined import Stopped
from radkg.serve.messages import Message, received

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Awaitable, Callable, Coroutine

LONG = 0.5  # seconds of processor time, after which a task of a stranger leaves the others its place
LONG_OWN = 5.0  # the same, after which a task of radkg's own does
_LOOK = 0.25  # seconds between two looks at a task that is at work
_READY = 120.0  # seconds in which a worker opens what it works on
_GROWN = 128.0  # megabytes by which a worker may have grown when it has answered, or it is replaced
_LOWEST = 19  # priority
_LANES = 2  # tasks that take long, for each worker
_WAITING = 256  # tasks that may wait for a worker


class Busy(Exception):
    """Too many tasks wait for a worker."""


class CannotStart(RadkgError):
    """A worker cannot open what it is to work on."""


class _Worker:
    """A process that does one task after the other."""

    def __init__(self, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.process, self.reader, self.writer = process, reader, writer
        self.megabytes = 0.0
        self.is_warm = False  # whether it has made what answers are made from
        self.begun = asyncio.get_running_loop().time()

    def resident(self) -> float:
        """Return how many megabytes of it are in memory; 0 where the system does not say."""
        try:
            with open(f"/proc/{self.process.pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except (OSError, IndexError):  # not Linux; or it has just ended
            return 0.0

    def processor(self) -> float:
        """Return how many seconds of processor time it has taken; the time of the clock where the system does not say."""
        try:
            with open(f"/proc/{self.process.pid}/stat", "rb") as file:
                user, system = file.read().rpartition(b")")[2].split()[11:13]
        except (OSError, ValueError):
            return asyncio.get_running_loop().time()
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    async def warm(self) -> None:
        """Wait until it has made what answers are made from."""
        await received(self.reader)
        self.is_warm = True

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        self.writer.close()


class Pool:
    """Workers of one kind.

    After a task of a stranger that took long, a worker is replaced. One that does own work is kept, for what it has made
    ready.

    Args:
        function: The function of `radkg.serve.workers` that they run.
        setup: The first message to each.
        size: How many there are, beside those whose task takes long, of which there are `_LANES` times as many at the
            most.
        megabytes: How much memory a worker may take beyond what it has at its start.
        is_own: Whether they do radkg's own work, and no stranger's.
    """

    def __init__(self, function: str, setup: Message, size: int, megabytes: float, *, is_own: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self._function, self._setup, self._size, self._megabytes = function, setup, size, megabytes
        self._is_own, self._patience = is_own, LONG_OWN if is_own else LONG
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._starting = self._long = self._waiting = 0
        self._free = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: Exception | None = None
        self._closed = False

    async def start(self) -> None:
        """Start the workers, and wait until all are ready.

        Raises:
            CannotStart: One cannot open what it is to work on.
        """
        started = [self._start() for _ in range(self._size)]
        await asyncio.gather(*started)
        if self._failure is not None:
            raise self._failure

    def figures(self) -> dict[str, int]:
        """Return how many workers there are, how many are idle, how many do what takes long, and how many tasks wait."""
        return {"workers": len(self._all), "idle": len(self._idle), "long": self._long, "waiting": self._waiting}

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in list(self._all):
            worker.end()
        for worker in list(self._all):
            await asyncio.to_thread(worker.process.wait)
        self._all.clear()

    async def ask(self, task: Message, seconds: float, is_given_up: Callable[[], Awaitable[bool]] | None = None) -> Message:
        """Have a worker do a task, and return its answer.

        Args:
            task: The task.
            seconds: How long it may take, without the time that it waits, for a worker that is idle or that gets ready, each of
                which may be as long again.
            is_given_up: Says whether nobody waits for the answer any more.

        Raises:
            Busy: Too many tasks wait, it waits too long, or it takes long while others do as well.
            Stopped: It went beyond a bound.
        """
        worker = await self._taken(seconds)
        worker.writer.write(task.packed())
        if not worker.is_warm:
            await self._until_warm(worker, seconds)
        is_long = done = False
        try:
            answer = asyncio.ensure_future(received(worker.reader))
            loop = asyncio.get_running_loop()
            begun, worked = loop.time(), worker.processor()
            try:
                while not (await asyncio.wait({answer}, timeout=min(_LOOK, seconds)))[0]:
                    taken = loop.time() - begun
                    if taken >= seconds:
                        raise Stopped("time")
                    if worker.resident() > worker.megabytes + self._megabytes:
                        raise Stopped("memory")
                    if not is_long and worker.processor() - worked >= self._patience:
                        if self._long < _LANES * self._size:
                            is_long = True
                            self._make_room(worker)
                        elif self._waiting and not self._is_own:
                            self.counts["crowded out"] += 1
                            raise Busy
                    if is_given_up is not None and await is_given_up():
                        raise Stopped("interest")
                frame = answer.result()
            except (asyncio.IncompleteReadError, OSError):
                raise Stopped(await self._why_ended(worker)) from None
            finally:
                answer.cancel()
            done = frame.header.get("stopped") is None
            if not done:
                raise Stopped(str(frame.header["stopped"]))
            return frame
        except Stopped as stopped:
            self.counts[stopped.bound] += 1
            raise
        finally:
            self._long -= is_long
            grown = self._megabytes / 2 if self._is_own else _GROWN
            keep = done and (self._is_own or not is_long) and worker.resident() <= worker.megabytes + grown
            await self._give_back(worker, keep=keep, replace=not is_long)

    async def _until_warm(self, worker: _Worker, seconds: float) -> None:
        """Wait until a worker with a task has got ready, or leave it to that: ended and begun anew, it might never be."""
        warming = asyncio.ensure_future(worker.warm())
        try:
            await asyncio.wait({warming}, timeout=seconds)
        finally:
            if not worker.is_warm:
                self._soon(self._finish(worker, warming, seconds))
        if not worker.is_warm:
            self.counts["busy"] += 1
            raise Busy

    async def _finish(self, worker: _Worker, warming: asyncio.Future[None], seconds: float) -> None:
        """Let a worker get ready and do its task, for whose answer nobody waits any more."""
        try:
            await asyncio.wait_for(warming, _READY)
            await asyncio.wait_for(received(worker.reader), seconds)
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            await self._give_back(worker, keep=False, replace=True)
        else:
            await self._give_back(worker, keep=True, replace=True)

    async def _taken(self, seconds: float) -> _Worker:
        """Return a worker that is idle, which is not any more."""
        if self._waiting >= _WAITING:
            self.counts["busy"] += 1
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds), self._free:
                await self._free.wait_for(lambda: bool(self._idle) or self._closed)
                if self._closed:
                    raise Busy
                worker = self._idle.pop()
            if worker.process.poll() is None:
                return worker
            await self._end(worker)  # somebody has ended it
            self._start_soon()
            return await self._taken(seconds)
        except TimeoutError:
            self.counts["busy"] += 1
            raise Busy from None
        finally:
            self._waiting -= 1

    async def _give_back(self, worker: _Worker, *, keep: bool, replace: bool) -> None:
        if keep and worker.process.poll() is None:
            async with self._free:
                self._idle.append(worker)
                self._free.notify()
            if len(self._all) - self._long > self._size and self._idle:  # one has been started in its place
                await self._end(self._idle.pop(self._idle.index(max(self._idle, key=lambda one: one.begun))))
            return
        await self._end(worker)
        if replace:
            self._start_soon()

    async def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.end()
        await asyncio.to_thread(worker.process.wait)

    def _make_room(self, worker: _Worker) -> None:
        """Start another worker in the place of one, which goes on with the lowest priority where its task is a stranger's."""
        self._long += 1
        self.counts["long"] += 1
        if not self._is_own:
            with suppress(AttributeError, OSError):  # Windows; or it has just ended
                os.setpriority(os.PRIO_PROCESS, worker.process.pid, _LOWEST)
        self._start_soon()

    def _start_soon(self) -> None:
        self._soon(self._start())

    def _soon(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self) -> None:
        if self._closed:
            return
        ours, its = socket.socketpair()
        with its:
            command = confined.command("radkg.serve.workers", self._function)
            process = processes.start(command, stdin=its, stdout=DEVNULL, stderr=DEVNULL, env=confined.environment())
        reader, writer = await asyncio.open_connection(sock=ours)
        worker = _Worker(process, reader, writer)
        self._all.add(worker)
        writer.write(self._setup.packed())
        try:
            async with asyncio.timeout(_READY):
                await received(reader)
        except (TimeoutError, asyncio.IncompleteReadError):
            self._all.discard(worker)
            worker.end()
            self._failure = CannotStart("a worker process ended before it was ready; is there enough memory?")
            return
        worker.megabytes = worker.resident()
        async with self._free:
            self._idle.append(worker)
            self._free.notify()

    @staticmethod
    async def _why_ended(worker: _Worker) -> str:
        """Return which bound has ended a worker."""
        code = await asyncio.to_thread(worker.process.wait)
        bounds = {-getattr(signal, "SIGXCPU", 0): "processor", -signal.SIGSEGV: "depth"}
        return bounds.get(code, "memory")
