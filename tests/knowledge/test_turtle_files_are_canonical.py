"""Every Turtle file of the repository that is written by hand has the canonical form of tools/format_turtle.py."""

from __future__ import annotations

from pathlib import Path

import pytest

import format_turtle
from format_turtle import formatted

FILES = format_turtle.hand_written()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(format_turtle.ROOT).as_posix())
def test_the_files_of_the_repository_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text


def test_the_knowledge_is_among_them_and_what_is_generated_is_not() -> None:
    names = {path.relative_to(format_turtle.ROOT).as_posix() for path in FILES}
    assert {"ontology/radkg.ttl", "ontology/facts/dermatomyositis.ttl", "ontology/shapes/facts.ttl"} <= names
    assert not [name for name in names if name.startswith(format_turtle.EXEMPT)]
