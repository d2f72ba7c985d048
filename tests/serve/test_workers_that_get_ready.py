"""A worker that gets ready is waited for, and not begun anew: on a slow machine none would ever be ready."""

from __future__ import annotations

import asyncio
import sys

import pytest

from radkg.questions import confined
from radkg.serve.messages import Message
from radkg.serve.pool import Busy, Pool

#: A worker that gets ready for some seconds, and then answers what it is asked.
SLOW = """
import time
from radkg.serve import workers
channel = workers._channel()
channel.receive()
workers._serve(channel, lambda task: ({"answer": task.header["asked"]}, b""), lambda: time.sleep(3))
"""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Pool:
    """A pool of one such worker."""
    monkeypatch.setattr(confined, "command", lambda *_: [sys.executable, "-c", SLOW])
    return Pool("", Message({}), 1, 1000.0, is_own=True)


async def asked_until_there_is_an_answer(pool: Pool, seconds: float) -> tuple[list[str], set[int], Message]:
    """What was said before, the workers that there were, and the answer."""
    await pool.start()
    await asyncio.sleep(0.5)  # it has begun to get ready
    said: list[str] = []
    workers: set[int] = set()
    try:
        for number in range(100):
            workers |= {worker.process.pid for worker in pool._all}
            try:
                return said, workers, await pool.ask(Message({"asked": number}), seconds)
            except Busy:
                said.append("busy")
    finally:
        await pool.close()
    raise AssertionError


def test_it_is_not_ended_while_it_gets_ready(slow: Pool) -> None:
    """With `--timeout 8` on a machine with much else to do, pages that are not there were 504 again and again."""
    said, workers, answer = asyncio.run(asked_until_there_is_an_answer(slow, 0.4))
    assert said  # who is not served within the time is told to come again
    assert len(workers) == 1
    assert answer.header["answer"] == len(said)  # and not the answer to what was asked before


def test_the_time_of_a_task_begins_when_it_is_ready(slow: Pool) -> None:
    said, workers, answer = asyncio.run(asked_until_there_is_an_answer(slow, 30.0))
    assert (said, len(workers), answer.header["answer"]) == ([], 1, 0)
