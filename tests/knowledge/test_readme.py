"""The README tells the truth: its Python examples run, it shows what is printed, and its commands are those there are."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import draw_signs
import radkg
import write_transcripts
from radkg.cli import main
from radkg.cli.services import SERVICES
from radkg.verbs import COMMANDS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.docs
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands of the README read, as the current one."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "answers.tsv").write_text("answer\ndermatomyositis is seen in children\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands() -> Iterator[ParameterSet]:
    """Yield every command of the README; those that take long run with the documentation."""
    for command in dict.fromkeys(re.findall(r"^    \$ ((?:echo .* )?radkg .*)$", README, re.MULTILINE)):
        is_long = command.startswith(("radkg build", "radkg load", "radkg validate", "radkg check --with"))
        yield pytest.param(command, marks=[pytest.mark.docs] * is_long, id=command.partition("  ")[0])


@pytest.mark.parametrize("command", list(commands()))
def test_every_command_of_the_readme_runs(command: str, folder: Path) -> None:
    session = write_transcripts.Session()
    session.command(command)
    assert session.code in (0, 1, 4)


def test_the_picture_of_the_readme_is_up_to_date(kg: radkg.KnowledgeGraph) -> None:
    assert "(docs/signs.svg)" in README
    assert draw_signs.PICTURE.read_text(encoding="utf-8") == draw_signs.drawn(draw_signs.pictures(kg))


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `radkg (\w+)", README, re.MULTILINE))
    assert named == {*COMMANDS, *SERVICES}
