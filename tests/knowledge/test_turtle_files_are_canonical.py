"""Every Turtle file of the repository that is written by hand has the canonical form of tools/format_turtle.py."""

from __future__ import annotations

import pytest

import format_turtle
from format_turtle import formatted

FILES = format_turtle.hand_written()
PARTS = 4


@pytest.mark.in_part(PARTS)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_files_of_the_repository_are_canonical(part: int) -> None:
    texts = {path.relative_to(format_turtle.ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES[part::PARTS]}
    assert [name for name, text in texts.items() if formatted(text) != text] == []


def test_the_knowledge_is_among_them_and_what_is_generated_is_not() -> None:
    names = {path.relative_to(format_turtle.ROOT).as_posix() for path in FILES}
    assert {"ontology/radkg.ttl", "ontology/facts/dermatomyositis.ttl", "ontology/shapes/facts.ttl"} <= names
    assert not [name for name in names if name.startswith(format_turtle.EXEMPT)]
