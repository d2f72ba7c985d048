"""The small ontology of the engine's tests has radkg's model, to the byte: a test on it is a test of this model."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
OURS, MINI = TESTS.parent / "ontology", TESTS / "mini" / "ontology"
SHAPES = sorted(path.relative_to(OURS) for path in (OURS / "shapes").glob("*.ttl"))
COPIES = [Path("schema.ttl"), Path("criteria/model.ttl"), *SHAPES]


@pytest.mark.parametrize("path", COPIES, ids=str)
def test_a_file_of_the_model_is_the_same(path: Path) -> None:
    assert (MINI / path).read_bytes() == (OURS / path).read_bytes(), f"cp ontology/{path} tests/mini/ontology/{path}"


def test_there_are_no_other_shapes() -> None:
    assert sorted(path.relative_to(MINI) for path in (MINI / "shapes").iterdir()) == SHAPES
