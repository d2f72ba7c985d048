"""The documentation tells the truth: examples in docstrings run, and every command's help shows an example of it."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from radkg.cli import main
from radkg.verbs import COMMANDS

SOURCES = Path(__file__).parent.parent.parent / "src"
WITH_EXAMPLES = sorted(path for path in SOURCES.rglob("*.py") if ">>>" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_in_docstrings_run(path: Path) -> None:
    module = import_module(".".join(path.relative_to(SOURCES).with_suffix("").parts))
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_the_help_of_a_command_shows_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    assert f"radkg {verb} " in capsys.readouterr().out


def test_the_page_on_validation_has_all_options_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    page = (SOURCES.parent / "docs" / "validation.md").read_text(encoding="utf-8")
    assert main(["validate", "--help"]) == 0
    usage = capsys.readouterr().out.partition("\n\n")[0]
    options = set(re.findall(r"--[a-z]+", usage))
    assert set(re.findall(r"--[a-z]+", page)) == options - {"--ontology"}
