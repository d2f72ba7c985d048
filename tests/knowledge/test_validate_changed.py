"""The hook of pre-commit that validates what changed: faults stop a commit, a contradiction between sources does not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import validate_changed
from validate_changed import main

INVALID = validate_changed.ROOT / "tests/knowledge/validation"


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of facts, which is empty here; what is in the ontology stays where it is."""
    monkeypatch.setattr(validate_changed, "FACTS", tmp_path)
    return tmp_path


def test_a_fault_is_named_with_file_and_line(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shutil.copy(INVALID / "fact-without-evidence.ttl", facts)
    assert main([str(path)]) == 1
    first, remedy, *_ = capsys.readouterr().out.splitlines()
    assert "fact-without-evidence.ttl:7: Violation: dermatomyositis shows linear calcification: " in first
    assert remedy.startswith("  ")


def test_a_contradiction_is_counted_and_let_in(facts: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = shutil.copy(INVALID / "contradicts-ours.ttl", facts)
    assert main([str(path)]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == "contradictions with other facts: 1; see `radkg query conflicts`"


def test_a_file_that_cannot_be_read_is_two(facts: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = facts / "broken.ttl"
    path.write_text("<s> <p>")
    assert main([str(path)]) == 2
    assert "broken.ttl:1: " in capfd.readouterr().err


def test_where_more_than_facts_changed_the_whole_is_validated(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is then found in the whole, test_ontology_conforms.py looks at."""
    started: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 0, '{"results": []}')

    monkeypatch.setattr(subprocess, "run", run)
    path = shutil.copy(INVALID / "fact-without-evidence.ttl", facts)
    assert main([str(path), str(validate_changed.ROOT / "ontology/sources.ttl")]) == 0
    assert main([str(path)]) == 0
    whole, changed = started
    assert whole[1:] == ["-m", "radkg.cli", "validate", "--format", "json"]
    assert changed == [*whole, os.path.relpath(path)]
