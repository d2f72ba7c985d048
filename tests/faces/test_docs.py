"""The documentation tells the truth: its Python examples run, and its commands are those that there are."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from radkg import namespaces
from radkg.cli import VERBS, main
from radkg.model import english

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_of_the_readme_run():
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 4
    assert failed == 0


@pytest.mark.parametrize("module", [english, namespaces])
def test_the_examples_in_docstrings_run(module):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


def transcripts():
    """Yield the commands of the README whose output is printed below them, with that output."""
    for block in re.findall(r"(?:^    .*\n)+", README, re.MULTILINE):
        lines = [line[4:] for line in block.splitlines()]
        if lines[0].startswith("$ ") and len(lines) > 1 and not lines[1].startswith("$ "):
            yield pytest.param(lines[0][2:], "\n".join(lines[1:]), id=lines[0])


@pytest.mark.parametrize(("command", "output"), list(transcripts()))
def test_what_the_readme_shows_is_what_is_printed(command, output, capsys):
    main(shlex.split(command)[1:])
    assert capsys.readouterr().out.strip() == output.strip()


def test_the_readme_names_every_command_and_no_other():
    named = set(re.findall(r"^\| `radkg (\w+)", README, re.MULTILINE))
    assert named == set(VERBS)


def test_every_command_has_a_help_that_shows_an_example(capsys):
    for verb in VERBS:
        with pytest.raises(SystemExit) as stopped:
            main([verb, "--help"])
        assert stopped.value.code == 0
        assert f"radkg {verb} " in capsys.readouterr().out
