"""On Spark: the verdicts of one machine, each once, whatever becomes of an executor."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import radkg
from programs import needed
from radkg.many.columns import checked

pytestmark = [pytest.mark.servers, pytest.mark.engine]

ROOT = Path(__file__).parent.parent.parent
MINI = ROOT / "tests" / "mini"
COPIES = 3


@pytest.fixture(scope="module")
def statements() -> list[str]:
    """The statements of the small ontology."""
    return [line.split("\t")[0] for line in (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()[1:]]


@pytest.fixture(scope="module")
def on_spark(statements: list[str], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What two executors make of them, one of which is killed."""
    path = tmp_path_factory.mktemp("spark") / "statements.txt"
    path.write_text("".join(f"{statement}\n" for statement in statements), encoding="utf-8")
    script = Path(__file__).with_name("lose_an_executor.py")
    done = subprocess.run(
        [needed("RADKG_SPARK_PYTHON"), str(script), str(MINI), str(path), str(COPIES)],
        cwd=path.parent,  # Spark's workers write there
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "RADKG_CACHE": str(path.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_is_lost_or_doubled_where_an_executor_is_killed(on_spark: Any, statements: list[str]) -> None:
    assert len(on_spark["killed"]) == 1
    assert sorted(row["number"] for row in on_spark["rows"]) == list(range(COPIES * len(statements)))


def test_verdicts_are_those_of_one_machine(on_spark: Any, statements: list[str], mini: radkg.KnowledgeGraph) -> None:
    expected = mini.answer(lambda known: {statement: checked(known, statement).columns for statement in statements})
    for row in on_spark["rows"]:
        columns = expected[row["statement"]]
        assert (row["verdict"], row["because"], tuple(row["facts"])) == (columns.verdict, columns.because, columns.facts), row


def test_a_column_without_text_is_refused(on_spark: Any) -> None:
    assert on_spark["refused"] == "there is no column 'large' with text; there are: claim, verdict"


def test_columns_have_types_and_those_that_were_there_are_kept(on_spark: Any) -> None:
    assert on_spark["kept"]
    assert on_spark["types"][-6:] == [
        "verdict string",
        "radkg_verdict string",
        "because string",
        "facts array<string>",
        "citations array<string>",
        "read_as string",
    ]
    assert on_spark["beside"][1] == ["not understood", "there is no text in this row"]
