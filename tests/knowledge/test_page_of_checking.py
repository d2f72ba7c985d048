"""docs/checking.md: what it shows is what comes out."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "checking.md"
ANSWERS = re.compile(r"    \$ cat answers.tsv\n((?:    \w+\t.*\n)+)")
COMMAND = re.compile(r"    \$ radkg (check --file answers.tsv .*)\n    (.*)\n")


def test_python_gives_what_the_page_shows() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert (failed, tried) == (0, 4)


def test_commands_give_what_the_page_shows(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    [answers] = ANSWERS.findall(page)
    Path("answers.tsv").write_text(answers.replace("    ", ""), encoding="utf-8")
    commands = COMMAND.findall(page)
    assert len(commands) == 2
    for words, shown in commands:
        assert command(*shlex.split(words)).out == f"{shown}\n"
    rows = [line.split("\t") for line in Path("verdicts.tsv").read_text(encoding="utf-8").splitlines()]
    assert "".join(f"    {row[0]}\t{row[3]}\t{row[4]}\n" for row in rows) in page
