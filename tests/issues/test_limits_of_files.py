"""What is no file is refused, and not waited for: a pipe by its name, a device, a socket. `sources verify FIFO` hung."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from radkg.errors import UnreadableFile
from radkg.many.tables import open_table

MINI = str(Path(__file__).parent.parent / "mini")
Command = Callable[..., Any]

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")


@pytest.fixture(params=["pipe", "socket", "/dev/zero", "/dev/tty0"])
def special(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The path of something that is no file, under a name as files have it."""
    path = tmp_path / "file"
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    if request.param == "pipe":
        os.mkfifo(path)
        yield str(path)
    elif request.param == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("file")
            yield str(path)
    elif os.path.exists(request.param):
        path.symlink_to(request.param)
        yield str(path)
    else:
        pytest.skip("the system has no such device")


@pytest.mark.parametrize(
    "words",
    [
        "validate {}.ttl",
        "show scorch --with {}.ttl",
        "query {}",
        "check --file {}.tsv",
        "check --text {}",
        "sources verify {}",
        "mappings verify {}.obo",
        "mappings list --mappings {}-folder",
        "import test-source-1 {}.tsv",
    ],
)
def test_it_is_refused(words: str, special: str, command: Command) -> None:
    folder = Path(special).parent
    (folder / "file-folder").mkdir()
    for name in ("file.ttl", "file.tsv", "file.obo", "file-folder/own.sssom.tsv"):
        (folder / name).symlink_to(special)
    outcome = command(*words.format(special).split(), "--ontology", MINI)
    assert (outcome.code, outcome.out) == (2, "")
    assert "not a regular file" in outcome.err


def test_a_pipe_that_the_shell_hands_over_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"leaf scorch is seen in saplings\n")
    os.close(writing)
    command = [sys.executable, "-m", "radkg.cli", "check", "--ontology", MINI, "--text", f"/dev/fd/{reading}"]
    done = subprocess.run(command, pass_fds=(reading,), capture_output=True, text=True, check=False)
    os.close(reading)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("more", ["", " --resume"])
def test_results_are_not_written_into_a_pipe_that_nobody_reads(more: str, tmp_path: Path, command: Command) -> None:
    os.mkfifo(tmp_path / "verdicts.tsv")
    (tmp_path / "statements.txt").write_text("leaf scorch shows corking\n")
    words = f"check --file {tmp_path}/statements.txt --output {tmp_path}/verdicts.tsv{more} --jobs 1"
    outcome = command(*words.split(), "--ontology", MINI)
    assert (outcome.code, outcome.out) == (2, "")
    assert "verdicts.tsv: " in outcome.err


def test_a_stream_without_lines_has_an_end() -> None:
    """`check --file - < /dev/zero` ran for ever."""
    table = open_table("-", read=bytes)
    with pytest.raises(UnreadableFile, match="a line does not end within 67,108,864 bytes"):
        list(table.rows)
