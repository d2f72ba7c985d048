"""Servers in this process that answer from the small ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

import radkg
from agents.talking import HOSTILE, Talk


@pytest.fixture(scope="session")
def talk(mini: radkg.KnowledgeGraph) -> Talk:
    """The small ontology's server, asked by a client."""
    return Talk(mini)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Talk:
    """The same with facts of a user's own that try to give orders."""
    file = tmp_path_factory.mktemp("hostile") / "odd.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    return Talk(radkg.load([file], ontology=mini_folder))
