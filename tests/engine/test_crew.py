"""Processes that answer for a server: one is stopped at each limit, and the next question is answered all the same."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.verbs import crew
from radkg.verbs.crew import Busy, Cancelled, Crew, Refused, Stopped, Ticket

HERE = Path(__file__).parent
MINI = str(HERE.parent / "mini")


def work(graph: radkg.KnowledgeGraph, what: str, given: Any) -> Any:
    """Do what is asked; a process imports this module for it."""
    if what == "check":
        return graph.check(given).verdict
    if what == "show":
        return graph.show(given).exit_code
    if what == "sleep":
        time.sleep(given)
    if what == "fill":
        return len(bytes(given))
    if what == "fail":
        raise ValueError(given)
    return what


@pytest.fixture(scope="module")
def one() -> Iterator[Crew]:
    """A crew of one process, which has three seconds and 200 MB for an answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]))
        patch.setattr(work, "__module__", Path(__file__).stem)
        with Crew(work, ontology=MINI, size=1, seconds=3, megabytes=200) as made:
            yield made


def is_well(crew: Crew) -> bool:
    return bool(crew.ask("check", "leaf scorch shows yellowing") == "supported")


def test_what_a_graph_answers_comes_back(one: Crew) -> None:
    assert is_well(one)


def test_an_error_of_the_users_is_told_by_its_name(one: Crew) -> None:
    with pytest.raises(Refused, match="no term is called 'leaf scorhc'; nearest: leaf scorch") as caught:
        one.ask("show", "leaf scorhc")
    assert caught.value.kind == "UnknownTerm"
    assert is_well(one)


def test_a_defect_is_told_with_its_trace(one: Crew) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*ValueError: of ours"):
        one.ask("fail", "of ours")
    assert is_well(one)


def test_what_takes_too_long_is_stopped(one: Crew) -> None:
    with pytest.raises(Stopped, match="stopped after 3 s; ask for less at once") as caught:
        one.ask("sleep", 60)
    assert caught.value.bound == "time"
    assert is_well(one)


def test_what_takes_too_much_memory_is_stopped(one: Crew) -> None:
    with pytest.raises(Stopped, match="more than 200 MB of memory") as caught:
        one.ask("fill", 2**30)
    assert caught.value.bound == "memory"
    assert is_well(one)


def test_an_answer_that_nobody_waits_for_any_more_is_given_up(one: Crew) -> None:
    ticket = Ticket()
    threading.Timer(0.2, ticket.cancel).start()
    with pytest.raises(Cancelled):
        one.ask("sleep", 2, ticket=ticket)
    with pytest.raises(Cancelled):  # and one that was not begun is not begun
        one.ask("check", "x", ticket=ticket)
    assert is_well(one)


def test_no_more_wait_than_may(one: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MOST_WAITING", 0)
    with pytest.raises(Busy, match="ask again in a moment"):
        one.ask("check", "x")


def test_a_crew_that_is_stopped_answers_nothing() -> None:
    stopped = Crew(work, ontology=MINI)
    stopped.stop()
    with pytest.raises(Cancelled):
        stopped.ask("check", "x")
