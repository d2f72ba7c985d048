"""An exit code is that of the answer, whatever the streams are: closed, full, broken, or in an encoding that lacks letters."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

from effort import unmeasured
from radkg.cli import codes, main

TESTS = Path(__file__).parent.parent
MINI = str(TESTS / "mini")
WRONG = str(TESTS / "engine" / "validation" / "invalid" / "fact-without-certainty.ttl")
HP = str(TESTS / "mappings" / "extracts" / "hp.obo")

#: A call of every verb that has one on the small ontology, with its exit code when nothing is amiss; and calls that go wrong.
CALLS = {
    "check": ("check leaf blotch is seen in saplings", 4),
    "check --file": ("check --file {statements} --jobs 1 --fail-on unknown", 1),
    "check --text": ("check --text {text}", 0),
    "show": ("show leaf scorch", 0),
    "query": ("query conflicts", 0),
    "validate": ("validate " + WRONG, 1),
    "quality": ("quality --only missing-label", 0),
    "reason": ("reason --timeout 60", 0),
    "criteria": ("criteria --list", 0),
    "sources list": ("sources list", 0),
    "sources verify": (f"sources verify {MINI}/page.txt", 0),
    "new fact": (
        "new fact root rot shows yellowing --source source:test-page --passage test-page-p01 --file {tmp}/own.ttl --dry-run",
        0,
    ),
    "mappings list": ("mappings list", 0),
    "mappings verify": (f"mappings verify {HP} --no-merge", 1),
    "diff": (f"diff {MINI}", 0),
    "build": ("build --output {tmp}/release --only ttl", 0),
    "load": ("load oxigraph:{tmp}/db --part schema", 0),
    "not understood": ("check leaf scorch frobnicates", 2),
    "no such term": ("show xyzzy", 2),
    "no such file": ("validate {tmp}/none.ttl", 2),
    "no such option": ("check x --nope", 2),
}
SILENT = {"not understood", "no such term", "no such file", "no such option"}  # nothing of these goes to standard output
TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Refusing(io.RawIOBase):
    """A stream that takes nothing."""

    def __init__(self, number: int) -> None:
        self.number = number

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raise OSError(self.number, os.strerror(self.number))


class Streams(NamedTuple):
    """How standard output and error are: an encoding where they work; "full", "broken", or "closed"."""

    out: str
    err: str


class Run(NamedTuple):
    """What a command did, and what it printed where it could."""

    code: int
    out: str
    err: str


def stream(how: str) -> io.TextIOWrapper | None:
    """Return a stream as the interpreter makes it."""
    if how == "closed":
        return None
    if how in ("full", "broken"):
        raw = Refusing(errno.ENOSPC if how == "full" else errno.EPIPE)
        return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", line_buffering=True)
    return io.TextIOWrapper(io.BytesIO(), encoding=how, line_buffering=True)


def printed(stream: io.TextIOWrapper | None) -> str:
    """Return what has gone into a stream."""
    buffer = getattr(stream, "buffer", None)
    return buffer.getvalue().decode(stream.encoding) if stream and isinstance(buffer, io.BytesIO) else ""


def run(call: str, streams: Streams, tmp: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Run:
    """Run a command in this process."""
    statements = tmp / "statements.txt"
    statements.write_text("leaf scorch shows yellowing\nleaf scorch shows yellowing of the midrib\n")
    text = tmp / "text.txt"
    text.write_text("Leaf scorch shows yellowing.\n")
    words = [word.format(tmp=tmp, statements=statements, text=text) for word in call.split()]
    out, err = stream(streams.out), stream(streams.err)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        code = main([*words, "--ontology", MINI, *more])
    return Run(code, printed(out), printed(err))


PAIRS = [Streams("full", "latin-1"), Streams("ascii", "closed"), Streams("cp1252", "full"), Streams("closed", "ascii")]
#: Commands that take half a second and more: they have the first pair in each run, and the others where all is gone over.
SLOW = {"validate", "quality", "reason", "build", "load"}


def each_with_pairs() -> Iterator[ParameterSet]:
    for name in CALLS:
        for streams in PAIRS:
            rarely = name in SLOW and streams != PAIRS[0]
            yield pytest.param(name, streams, id=f"{streams.out}-{streams.err}-{name}", marks=[pytest.mark.sweep] * rarely)


@pytest.mark.in_part(3)
@pytest.mark.parametrize(("name", "streams"), list(each_with_pairs()))
def test_the_exit_code_is_that_of_the_answer(
    name: str, streams: Streams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, code = CALLS[name]
    done = run(call, streams, tmp_path, monkeypatch)
    cannot_print = streams.out == "full" and name not in SILENT
    assert done.code == (codes.EXIT_NOT_USABLE if cannot_print else code)
    if cannot_print:
        assert done.err.endswith("radkg: cannot write the output: no space left on device; make room\n")
    assert "Traceback" not in done.out + done.err
    assert not TERMINAL.search(done.out + done.err)


@pytest.mark.in_part(3)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", ["check", "show", "validate", "sources list"])
def test_json_is_json_in_every_encoding(name: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call, code = CALLS[name]
    plain, other = (run(call, Streams(how, "utf-8"), tmp_path, monkeypatch, "--format", "json") for how in ("utf-8", encoding))
    assert plain.code == other.code == code
    assert json.loads(plain.out) == json.loads(other.out)


def test_what_an_encoding_lacks_is_written_as_the_form_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of CSV and TSV have no such way, so that is said."""
    query = tmp_path / "arrow.rq"
    query.write_text('SELECT ?label { VALUES ?label { "a → b ä"@en } }', encoding="utf-8")
    triples = tmp_path / "arrow-triples.rq"
    triples.write_text('CONSTRUCT { <urn:a> <urn:b> "a → b ä 𝔞" } { }', encoding="utf-8")
    arrow = f"query {query}"
    table = run(arrow, Streams("cp1252", "utf-8"), tmp_path, monkeypatch)
    assert table == (0, "label\n----------\na \\u2192 b ä\n".replace("----------", "-" * len("a → b ä")), "")
    csv = run(arrow, Streams("cp1252", "utf-8"), tmp_path, monkeypatch, "--format", "csv")
    assert csv.out.splitlines() == ["label", "a \\u2192 b ä"]
    assert "standard output is in cp1252, which lacks characters of the table" in csv.err
    turtle = run(f"query {triples}", Streams("latin-1", "utf-8"), tmp_path, monkeypatch)
    assert turtle.out.endswith('"a \\u2192 b \\u00E4 \\U0001D51E" .\n')
    html = run("show leaf scorch", Streams("ascii", "utf-8"), tmp_path, monkeypatch, "--format", "html")
    assert html.code == 0
    assert "\\u" not in html.out


def test_a_reader_that_has_had_enough_is_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for call in (CALLS["check"][0], CALLS["check --file"][0], "check --help"):
        assert run(call, Streams("broken", "utf-8"), tmp_path, monkeypatch) == (codes.EXIT_BROKEN_PIPE, "", "")


def test_standard_input_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Unreadable(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Unreadable())))
    for words in (["query", "-"], ["check", "--text", "-"], ["check", "--file", "-"]):
        assert main([*words, "--ontology", MINI]) == codes.EXIT_NOT_USABLE
        out, err = capsys.readouterr()
        assert out == ""
        assert "is a directory; pipe something into it, or name a file\n" in err


def test_the_systems_limits_are_no_defect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files", "a\x1b[2Jb")

    monkeypatch.setattr("radkg.verbs.calls._graph", refuse)
    done = run("show leaf scorch", Streams("utf-8", "utf-8"), tmp_path, monkeypatch)
    assert done.code == codes.EXIT_NOT_USABLE
    assert done.err.startswith("radkg: the system refuses: [Errno 24] Too many open files")
    assert not TERMINAL.search(done.err)


# -- processes of their own, since a test has no descriptors to close


def process(redirections: str, *words: str, debug: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell starts it."""
    shell = ["sh", "-c", f'exec "$@" {redirections}', "sh", sys.executable, "-m", "radkg.cli", *words, "--ontology", MINI]
    environment = unmeasured() | ({"RADKG_DEBUG": "1"} if debug else {})
    return subprocess.run(shell, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL)


@pytest.mark.in_part(3)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is always full")
@pytest.mark.parametrize(
    ("redirections", "words", "code", "out", "err"),
    [
        ("2>&-", "check leaf blotch is seen in saplings", 4, "DISPUTED", ""),
        (">&-", "check leaf blotch is seen in saplings", 4, "", ""),
        ("<&- >&- 2>&-", "check leaf scorch shows yellowing", 0, "", ""),
        (">/dev/full 2>/dev/full", "check leaf scorch shows yellowing", 2, "", ""),
        (">/dev/full", "query --help", 2, "", "radkg: cannot write the output: no space left on device"),
        ("2>/dev/full", "check flubber", 2, "", ""),
        ("2>&-", "check --nope", 2, "", ""),
        ("<&-", "query -", 2, "", "radkg: <stdin>: standard input is closed; pipe something into it, or name a file"),
        ("2>&-", f"validate {WRONG}", 1, "VIOLATION", ""),
    ],
)
def test_closed_and_full_descriptors(redirections: str, words: str, code: int, out: str, err: str) -> None:
    done = process(redirections, *words.split())
    assert done.returncode == code
    assert done.stdout.startswith(out)
    assert done.stderr.startswith(err)
    assert bool(done.stderr) == bool(err)


def test_workers_need_no_standard_error(tmp_path: Path) -> None:
    statements = tmp_path / "statements.txt"
    statements.write_text("leaf scorch shows yellowing\n" * 300)
    done = process("2>&-", "check", "--file", str(statements), "--jobs", "2", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(",supported,") == 300


def test_what_is_asked_for_with_a_defect_exits_with_70(tmp_path: Path) -> None:
    broken = (
        "import radkg.verbs.calls as calls\ndef fail(*_, **__): raise ZeroDivisionError('a\\x1b[2Jb')\ncalls._graph = fail\n"
        "from radkg.cli import program\nprogram()"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, "show", "x"],
        capture_output=True,
        text=True,
        check=False,
        env={**unmeasured(), "RADKG_DEBUG": "1"},
    )
    assert (done.returncode, done.stdout) == (codes.EXIT_DEFECT, "")
    assert done.stderr.endswith("ZeroDivisionError: a\\u001B[2Jb\n")


def test_the_next_file_does_not_take_the_place_of_a_stream(tmp_path: Path) -> None:
    """What a library printed would go into it."""
    code = (
        "import os, sys\nfrom radkg.questions.confined import open_closed_streams\nos.close(1); os.close(2)\n"
        "open_closed_streams()\nplace = os.open(os.environ['TO'] + 'x', os.O_CREAT | os.O_WRONLY)\n"
        "print(place, file=open(os.environ['TO'], 'w'))"
    )
    told = tmp_path / "told"
    subprocess.run([sys.executable, "-c", code], check=True, env={**unmeasured(), "TO": str(told)})
    assert int(told.read_text()) > 2
