"""The README tells the truth: its Python examples run, it shows what is printed, and its commands are those there are."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from radkg.cli import main
from radkg.verbs import COMMANDS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_of_the_readme_run() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 4
    assert failed == 0


def transcripts() -> Iterator[ParameterSet]:
    """Yield the commands of the README whose output is printed below them, with that output."""
    for block in re.findall(r"(?:^    .*\n)+", README, re.MULTILINE):
        lines = [line[4:] for line in block.splitlines()]
        if lines[0].startswith("$ ") and len(lines) > 1 and not lines[1].startswith("$ "):
            yield pytest.param(lines[0][2:], "\n".join(lines[1:]), id=lines[0])


@pytest.mark.parametrize(("command", "output"), list(transcripts()))
def test_what_the_readme_shows_is_what_is_printed(command: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(shlex.split(command)[1:])
    assert capsys.readouterr().out.strip() == output.strip()


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `radkg (\w+)", README, re.MULTILINE))
    assert named == set(COMMANDS)
