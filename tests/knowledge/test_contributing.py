"""What is said to contributors is true: the tasks and files that are named are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAID = [ROOT / "CONTRIBUTING.md", ROOT / ".github/pull_request_template.md"]
RECIPE = re.compile(r"^([a-z][a-z-]*)(?: [^:\n]*)?:(?!=)", re.MULTILINE)


def unknown_tasks(text: str) -> set[str]:
    """Return the tasks of just that a text names and the justfile does not have."""
    return set(re.findall(r"`just ([a-z][a-z-]*)", text)) - set(RECIPE.findall((ROOT / "justfile").read_text(encoding="utf-8")))


def missing_files(text: str) -> set[str]:
    """Return the paths below the top of the repository that a text names and that are not there."""
    named = re.findall(r"`((?:\.ci|\.devcontainer|\.github|docs|ontology|queries|src|tests|tools)/[^`\s]*|[A-Z]+\.md)`", text)
    return {path for path in named if not re.search("[<…]", path) and not list(ROOT.glob(path.rstrip("/")))}


def test_every_task_that_is_named_is_in_the_justfile() -> None:
    assert {path.name: unknown_tasks(path.read_text(encoding="utf-8")) for path in SAID} == {path.name: set() for path in SAID}


def test_every_file_that_is_named_is_there() -> None:
    assert {path.name: missing_files(path.read_text(encoding="utf-8")) for path in SAID} == {path.name: set() for path in SAID}


def test_what_is_not_there_is_found() -> None:
    assert unknown_tasks("Run `just test-engine`, then `just dance`.") == {"dance"}
    assert missing_files("`ontology/facts/`, `ontology/facts/<disease>.ttl`, `tools/no_such.py`, `NONE.md`") == {
        "tools/no_such.py",
        "NONE.md",
    }
