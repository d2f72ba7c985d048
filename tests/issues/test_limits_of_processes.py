"""What a command starts ends with it, and a command that reads what others wrote ends in time, within its memory.

A query that was killed computed on in its child, and HermiT would have. `timeout 5 radkg …`, systemd and containers end
commands so.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

MINI = str(Path(__file__).parent.parent / "mini")
LONGEST = 60.0  # seconds that a process is waited for: no test measures them
LOOKS = 3000  # at what soon is so, with a rest between them

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not list its processes in /proc")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS_SHAPE = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix radkg: <https://w3id.org/radkg/> .
<https://example.org/Endless> a sh:NodeShape ; sh:targetClass radkg:Association ;
    sh:sparql [ sh:select "{ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "SELECT $this")}" ] .
"""
FACT = """
@prefix radkg: <https://w3id.org/radkg/> .
<https://example.org/fact> a radkg:Association ; radkg:subject radkg:LeafScorch ; radkg:relation radkg:isSeenIn ;
    radkg:object radkg:Sapling .
"""


def below(process: int) -> set[int]:
    """Return the processes that a process has started, and those that these have started, as long as they are alive."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:  # it has just ended
                continue
            if state != "Z":
                parents[int(entry.name)] = int(parent)
    found, new = set(), {process}
    while new:
        new = {child for child, parent in parents.items() if parent in new}
        found |= new
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(fact: Callable[[], bool], what: str) -> None:
    for _ in range(LOOKS):
        if fact():
            return
        time.sleep(0.02)
    pytest.fail(what)


def heed_signals() -> None:
    """Take the signals that a run of the tests in the background ignores, which a command would ignore after it."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def start(*arguments: str, stdin: str = "", **environment: str) -> subprocess.Popen[bytes]:
    """Start a command of radkg's on the small ontology, in a process group of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "radkg.cli", *arguments, "--ontology", MINI],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
        start_new_session=True,
        preexec_fn=heed_signals,
    )
    assert process.stdin is not None
    process.stdin.write(stdin.encode())
    process.stdin.close()
    return process


def end_by(number: signal.Signals, process: subprocess.Popen[bytes], started: int) -> int:
    """Send a signal to a command that has started some processes, and return its code when it and all of them have ended."""
    wait_for(lambda: len(below(process.pid)) >= started, "it has not started them")
    of_it = below(process.pid)
    process.send_signal(number)
    code = process.wait(LONGEST)
    wait_for(lambda: not any(map(is_alive, of_it)), "one lives on")
    assert process.stderr is not None
    process.stderr.close()
    return code


@pytest.mark.in_part(4)
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGHUP, -signal.SIGHUP),
        (signal.SIGKILL, -signal.SIGKILL),
        (signal.SIGINT, 130),
    ],
)
def test_a_query_that_is_ended_leaves_nothing_running(number: signal.Signals, code: int) -> None:
    assert end_by(number, start("query", "-", stdin=ENDLESS), started=2) == code


@pytest.mark.in_part(2)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_validation_that_is_ended_leaves_no_shapes_running(tmp_path: Path, number: signal.Signals) -> None:
    facts, shapes = tmp_path / "facts.ttl", tmp_path / "shapes.ttl"
    facts.write_text(FACT)
    shapes.write_text(ENDLESS_SHAPE)
    assert end_by(number, start("validate", str(facts), "--shapes", str(shapes)), started=2) == -number


@pytest.mark.in_part(2)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_check_of_many_that_is_ended_leaves_no_worker(tmp_path: Path, number: signal.Signals) -> None:
    many = tmp_path / "many.txt"
    many.write_text("leaf scorch is seen in saplings\n" * 500_000)
    assert end_by(number, start("check", "--file", str(many), "--jobs", "2"), started=3) == -number


@pytest.mark.servers
def test_hermit_ends_with_the_command_that_waits_for_it() -> None:
    assert end_by(signal.SIGKILL, start("reason"), started=2) == -signal.SIGKILL


# ---- limits


def outcome(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Return the code of a command, and what it said on standard error."""
    assert process.stderr is not None
    with process.stderr as file:
        said = file.read().decode()
    return process.wait(LONGEST), said


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file whose reading takes a while, and some memory."""
    path = tmp_path_factory.mktemp("limits") / "large.nt"
    one = "<https://example.org/{}> <https://example.org/p> <https://example.org/{}> .\n"
    path.write_text("".join(one.format(number, number + 1) for number in range(100_000)))
    return str(path)


@pytest.mark.in_part(3)
@pytest.mark.parametrize("command", ["validate {}", "show scorch --with {}", "quality {}"])
def test_a_command_is_stopped_at_its_limit_of_memory(command: str, large: str) -> None:
    process = start(*command.format(large).split(), RADKG_MEGABYTES="64")
    stopped = "radkg: stopped: it takes more than 64 MB of memory; give it less to read, or more memory with RADKG_MEGABYTES\n"
    assert outcome(process) == (2, stopped)


@pytest.mark.in_part(4)
@pytest.mark.parametrize("command", ["show scorch --with {}", "quality {}", "check --text {}", "check --file {} --column 1"])
def test_a_command_is_stopped_at_its_limit_of_time(command: str, large: str) -> None:
    process = start(*command.format(large).split(), "--timeout", "0.01")
    code, said = outcome(process)
    assert code == 2
    # what it has found by then may stand before it
    assert said.endswith("radkg: stopped after 0.01 s; give it less to read, or more time with --timeout\n")


@pytest.mark.parametrize("megabytes", ["much", "63", "1e3", "٩٩٩"])
def test_a_limit_of_memory_is_a_number_of_megabytes(megabytes: str, large: str) -> None:
    code, said = outcome(start("validate", large, RADKG_MEGABYTES=megabytes))
    assert (code, said.partition(" is ")[2]) == (2, f"a whole number of at least 64, not {megabytes!r}\n")


ENDS_BY = """
import os, sys
from radkg.cli import program
from radkg.verbs import VERBS
VERBS["show"] = VERBS["show"]._replace(call=lambda face, **values: os.kill(os.getpid(), {}))
sys.argv = ["radkg", "show", "scorch", "--ontology", {!r}]
program()
"""


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGSEGV, 70, "a defect of radkg's own: SIGSEGV"),
        (signal.SIGKILL, 137, "ended by SIGKILL; the system does that where memory is short"),
    ],
)
def test_how_a_process_ended_is_said(number: signal.Signals, code: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDS_BY.format(int(number), MINI)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.splitlines()[0]) == (code, f"radkg: {said}")


def test_a_command_with_limits_prints_and_ends_as_ever() -> None:
    query = "SELECT ?s WHERE { ?s radkg:isSeenIn radkg:Sapling } ORDER BY ?s LIMIT 1"
    command = [sys.executable, "-m", "radkg.cli", "query", "-", "--ontology", MINI, "--format", "csv"]
    done = subprocess.run(command, input=query, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "s\nhttps://w3id.org/radkg/Flagging\n", "")
