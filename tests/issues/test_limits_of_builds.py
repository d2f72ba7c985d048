"""A build that cannot replace a file leaves no mixture of two releases, and one that was killed is finished by the next.

A folder in the way of the third file, or a file that is open in Excel on Windows, left two new files beside four old ones.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from radkg.rdf import whole

Command = Callable[..., Any]

OLD = {"a": b"old a", "c": b"old c"}
NEW = {"a": b"new a", "b": b"new b", "c": b"new c", "d": b"new d"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of an earlier build."""
    whole.write_files(str(tmp_path / "release"), OLD)
    return tmp_path / "release"


def fail_at(number: int, monkeypatch: pytest.MonkeyPatch, *, then_always: bool = False) -> None:
    """Have the n-th renaming fail, and those after it where that is asked for."""
    done, replace = [], os.replace

    def replace_or_fail(source: str, target: str) -> None:
        done.append(target)
        if len(done) == number or (then_always and len(done) > number):
            raise PermissionError(13, "Permission denied", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", replace_or_fail)


@pytest.mark.parametrize("number", range(1, len(NEW) + 1))
def test_what_was_replaced_is_put_back_where_a_file_cannot_be(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a").unlink()
    (folder / "a").symlink_to("c")
    fail_at(number, monkeypatch)
    with pytest.raises(PermissionError):
        whole.write_files(str(folder), NEW)
    assert content(folder) == OLD | {"a": b"old c"}
    assert (folder / "a").is_symlink()


def test_files_that_are_new_are_named_where_they_cannot_be_put_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(3, monkeypatch, then_always=True)
    with pytest.raises(whole.NotPutBack, match="Permission denied; of the new files, these are there: a"):
        whole.write_files(str(folder), NEW)
    assert content(folder) == OLD | {"a": b"new a"}


def test_a_folder_in_the_way_is_told_before_anything_changes(tmp_path: Path, mini_command: Command) -> None:
    (tmp_path / "radkg-rdf12.nt").mkdir()
    outcome = mini_command("build", "--output", str(tmp_path), "--only", "rdf12")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"radkg: {tmp_path / 'radkg-rdf12.nt'}: is a directory; ")
    assert os.listdir(tmp_path) == ["radkg-rdf12.nt"]


KILLED = """
import os, signal, sys
from radkg.rdf import whole
replace, done = os.replace, []
def killed(source, target):
    done.append(target)
    if len(done) == {number}: os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
os.replace = killed
whole.write_files({folder!r}, {new!r})
"""


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.skipif(sys.platform == "win32", reason="there, what was left is found when it is old")
def test_what_a_killed_build_began_the_next_writing_finishes(number: int, folder: Path) -> None:
    code = KILLED.format(number=number, folder=str(folder), new=NEW)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    whole.write_files(str(folder), {"another": b"file"})
    assert content(folder) == NEW | {"another": b"file"}


def test_a_writing_that_goes_on_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def meanwhile(source: str, target: str) -> None:
        if target.endswith("d"):
            monkeypatch.setattr(os, "replace", replace)
            whole.write_files(str(folder), {"another": b"file"})
        replace(source, target)

    monkeypatch.setattr(os, "replace", meanwhile)
    whole.write_files(str(folder), NEW)
    assert content(folder) == NEW | {"another": b"file"}
