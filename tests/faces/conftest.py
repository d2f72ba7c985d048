"""The small ontology in tests/mini, which tests of the faces use in the place of radkg's own. It must be left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import radkg

MINI = Path(__file__).parent.parent / "mini"


@pytest.fixture(scope="session")
def mini() -> radkg.KnowledgeGraph:
    """The small ontology as a knowledge graph."""
    return radkg.load(ontology=MINI)
