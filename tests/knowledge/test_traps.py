"""Sentences that fooled the reader once: each has words of ours in an order that says something else.

They are by somebody who looked for wrong verdicts with some 6,300 sentences. What each must not be is the verdict that it had.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import radkg

pytestmark = pytest.mark.knowledge
TRAPS: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _line in Path(__file__).with_name("traps.tsv").read_text(encoding="utf-8").splitlines()[1:]:
    _kind, _statement, _wrong = _line.split("\t")
    TRAPS[_kind].append((_statement, _wrong))


def test_there_are_traps_of_many_kinds() -> None:
    assert len(TRAPS) >= 20
    assert sum(map(len, TRAPS.values())) >= 180


@pytest.mark.parametrize("kind", TRAPS)
def test_nobody_is_fooled(kg: radkg.KnowledgeGraph, kind: str) -> None:
    assert [statement for statement, wrong in TRAPS[kind] if kg.check(statement).verdict == wrong] == []
