"""Snapshots: opened instead of computed, with the same answers, never stale, and in nobody's way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import radkg
from radkg.model import snapshot
from radkg.model.knowledge import Knowledge
from radkg.model.ontology import Ontology
from radkg.model.opening import computed, open_knowledge
from radkg.model.store import Written
from radkg.questions import limited
from radkg.verdict.answer import VerdictAnswer

STATEMENTS = (
    "leaf scorch affects the leaves",
    "leaf scorch shows corking",
    "root rot shows yellowing",
    "xyzzy is seen in trees",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of the user's cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(snapshot.VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    """A cache with the snapshot of the small ontology."""
    folder = tmp_path_factory.mktemp("made") / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(snapshot.VARIABLE, str(folder))
        open_knowledge(Written(Ontology.at(mini_folder)))
    return folder


@pytest.fixture
def filled(cache: Path, made: Path) -> Path:
    """The place of the user's cache, with a copy of that snapshot in it: what was made is not made for each test anew."""
    return Path(shutil.copytree(made, cache))


@pytest.fixture
def copy(tmp_path: Path, mini_folder: Path) -> Path:
    """A copy of the small ontology that may be changed."""
    return Path(shutil.copytree(mini_folder, tmp_path / "mini"))


def snapshots_in(cache: Path) -> list[str]:
    """Return what is in a cache folder, without the remembered names; see test_snapshot_keys.py."""
    return sorted(path.name for path in cache.iterdir() if path.suffix != ".key") if cache.exists() else []


def command(ontology: Path, statement: str, cache: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `radkg check` as a process of its own, with its snapshots in ``cache``."""
    return subprocess.run(
        [sys.executable, "-m", "radkg.cli", "check", "--ontology", str(ontology), statement],
        env={**os.environ, snapshot.VARIABLE: str(cache), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def verdicts(known: Knowledge) -> list[VerdictAnswer]:
    from radkg.verdict import check

    return [check(known, statement).to_dict() for statement in STATEMENTS]


def test_the_second_time_it_is_opened(cache: Path, mini_folder: Path) -> None:
    written = Written(Ontology.at(mini_folder))
    first = open_knowledge(written)
    (name,) = snapshots_in(cache)
    second = snapshot.open_snapshot(written.ontology, name)
    assert second is not None
    assert verdicts(first) == verdicts(second)


def test_all_statements_have_the_same_verdict_from_a_snapshot(cache: Path, mini_folder: Path) -> None:
    from radkg.verdict import check

    written = Written(Ontology.at(mini_folder))
    anew = computed(written)
    open_knowledge(written)
    opened = open_knowledge(written)
    lines = (mini_folder / "statements.tsv").read_text(encoding="utf-8").splitlines()[1:]
    statements = [line.split("\t")[0] for line in lines]
    assert len(statements) > 100
    assert [check(opened, s).to_dict() for s in statements] == [check(anew, s).to_dict() for s in statements]


def test_a_snapshot_says_what_the_computed_store_says(cache: Path, mini_folder: Path) -> None:
    written = Written(Ontology.at(mini_folder))
    anew = {str(quad) for quad in computed(written).store if "_:" not in str(quad)}
    open_knowledge(written)
    assert {str(quad) for quad in open_knowledge(written).store if "_:" not in str(quad)} == anew


def one_of_each_kind(folder: Path) -> Iterator[Path]:
    """Yield a file of each kind that goes into a snapshot."""
    yield folder / "ontology" / "radkg.ttl"
    yield folder / "ontology" / "schema.ttl"
    for name in ("terms", "facts", "imported", "criteria", "sources"):
        yield next(iter(sorted((folder / "ontology" / name).rglob("*.ttl"))))
    yield next(iter(sorted((folder / "ontology" / "mappings").glob("*.sssom.tsv"))))
    yield folder / "ontology" / "mappings" / "prefixes.tsv"


def test_one_byte_makes_another_snapshot(copy: Path) -> None:
    ontology = Ontology.at(copy)
    names = [snapshot.key_of(ontology)]
    for path in one_of_each_kind(copy):
        before = path.stat()
        data = path.read_bytes()
        place = data.rindex(b" ")
        path.write_bytes(data[:place] + b"\n" + data[place + 1 :])  # one byte, and the size stays
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # and so does the time
        names.append(snapshot.key_of(ontology))
    assert len(set(names)) == len(names) == 10


def test_a_query_that_derives_makes_another_snapshot(copy: Path) -> None:
    ontology = Ontology.at(copy)
    before = snapshot.key_of(ontology)
    shutil.copytree(ontology.query_folder("derive"), copy / "queries" / "derive")
    assert snapshot.key_of(ontology) == before  # the same queries in another place
    query = sorted((copy / "queries" / "derive").glob("*.rq"))[0]
    query.write_text(query.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert snapshot.key_of(ontology) != before


def test_another_engine_makes_another_snapshot(mini_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot.key_of(Ontology.at(mini_folder))
    monkeypatch.setattr("pyoxigraph.__version__", "0.0.0")
    assert snapshot.key_of(Ontology.at(mini_folder)) != before


def test_a_changed_fact_is_seen_by_the_next_command(cache: Path, copy: Path) -> None:
    assert command(copy, "leaf scorch shows corking", cache).returncode == 0
    for path in (copy / "ontology" / "facts").glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        start = text.find("\nfact:leaf-scorch-shows-corking a radkg:Association")
        if start >= 0:
            end = text.index(" .\n", start) + 3
            path.write_text(text[:start] + text[end:], encoding="utf-8")
    changed = command(copy, "leaf scorch shows corking", cache)
    assert changed.returncode == 3, changed.stdout
    assert len(snapshots_in(cache)) == 2


@pytest.mark.parametrize("where", ["off", "", "/proc/radkg"])
def test_where_there_is_no_cache_everything_is_computed(where: str, mini_folder: Path) -> None:
    done = command(mini_folder, "leaf scorch shows corking", where)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_home_everything_is_computed(mini_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.delenv(snapshot.VARIABLE, raising=False)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file" / "home"))
    assert open_knowledge(Written(Ontology.at(mini_folder))).facts
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert snapshot.cache_folder() == ""


def test_the_cache_is_where_the_system_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(snapshot.VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert snapshot.cache_folder() == str(tmp_path / ".cache" / "radkg")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert snapshot.cache_folder() == str(tmp_path / "other" / "radkg")


def test_a_folder_that_others_can_write_to_is_left_alone(cache: Path, mini_folder: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    open_knowledge(Written(Ontology.at(mini_folder)))
    assert snapshots_in(cache) == []


def test_a_snapshot_in_a_folder_that_others_can_write_to_is_not_opened(filled: Path, mini_folder: Path) -> None:
    ontology = Ontology.at(mini_folder)
    (name,) = snapshots_in(filled)
    assert snapshot.open_snapshot(ontology, name) is not None
    filled.chmod(0o777)
    assert snapshot.open_snapshot(ontology, name) is None


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    "damage", ["cut words", "no words", "other words", "cut facts", "no engine files", "cut manifest", "empty"]
)
def test_a_damaged_snapshot_is_computed_anew(filled: Path, mini: radkg.KnowledgeGraph, mini_folder: Path, damage: str) -> None:
    folder = filled / snapshots_in(filled)[0]
    if damage == "cut words":
        (folder / "words").write_bytes((folder / "words").read_bytes()[:-100])
    elif damage == "no words":
        (folder / "words").unlink()
    elif damage == "other words":
        (folder / "words").write_bytes(b"something else\n")
    elif damage == "cut facts":
        (folder / "facts").write_bytes(b"")
    elif damage == "no engine files":
        shutil.rmtree(folder / "store")
    elif damage == "cut manifest":
        next(folder.glob("store/MANIFEST*")).write_bytes(b"")
    else:
        shutil.rmtree(folder)
        folder.mkdir()
    done = command(mini_folder, "leaf scorch shows corking", filled)
    assert (done.returncode, done.stderr) == (0, "")
    assert verdicts(open_knowledge(Written(Ontology.at(mini_folder)))) == verdicts(mini.knowledge)


def damage(path: Path) -> None:
    """Change every 64th byte of the first half of a file, and leave its size and its times as they are."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    for place in range(0, len(data) // 2, 64):
        data[place] ^= 0xFF
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.in_part(5)
@pytest.mark.parametrize("number", range(5))
def test_a_snapshot_whose_triples_are_damaged_is_computed_anew(
    filled: Path, mini: radkg.KnowledgeGraph, mini_folder: Path, number: int
) -> None:
    """The engine finds it when it reads the triples: in the middle of an answer."""
    damage(sorted(filled.glob("*/store/*.sst"))[number])
    kg = radkg.load(ontology=mini_folder)
    assert [kg.check(statement).to_dict() for statement in STATEMENTS] == verdicts(mini.knowledge)
    assert len(kg.query("SELECT ?fact { ?fact a radkg:Association }")) > 10
    done = command(mini_folder, "leaf scorch shows corking", filled)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_query_in_a_process_of_its_own_gets_over_a_damaged_snapshot(cache: Path, mini_folder: Path) -> None:
    written = Written(Ontology.at(mini_folder))
    query = "SELECT ?certainty { fact:leaf-scorch-shows-corking radkg:certainty ?certainty }"
    expected = limited.query(query, "query", written)
    for path in cache.glob("*/store/*.sst"):
        if path.stat().st_size > 10_000:  # the triples, and not what the engine reads when it opens the folder
            damage(path)
    assert limited.query(query, "query", written) == expected


@pytest.mark.parametrize("number", range(5))
def test_a_snapshot_that_somebody_has_written_to_is_not_opened(filled: Path, mini_folder: Path, number: int) -> None:
    ontology = Ontology.at(mini_folder)
    (name,) = snapshots_in(filled)
    path = sorted(filled.glob("*/store/*.sst"))[number]
    path.write_bytes(path.read_bytes())
    assert snapshot.open_snapshot(ontology, name) is None


@pytest.mark.servers
def test_processes_that_make_it_at_once_leave_one_whole_snapshot(cache: Path, mini_folder: Path) -> None:
    arguments = [sys.executable, "-m", "radkg.cli", "check", "--ontology", str(mini_folder), "leaf scorch shows corking"]
    running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = {process.communicate() for process in running}
    assert {process.returncode for process in running} == {0}
    assert len(outputs) == 1
    assert len(snapshots_in(cache)) == 1
    assert snapshot.open_snapshot(Ontology.at(mini_folder), snapshots_in(cache)[0]) is not None


def test_a_writer_that_is_killed_leaves_nothing_that_is_opened(cache: Path, mini_folder: Path) -> None:
    stopping = (
        "import os, sys, signal; from radkg.model import snapshot, words; import radkg\n"
        "snapshot.write_words = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "radkg.load(ontology=sys.argv[1])"
    )
    killed = subprocess.run([sys.executable, "-c", stopping, str(mini_folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = snapshots_in(cache)
    assert left.startswith(".")
    done = command(mini_folder, "leaf scorch shows corking", cache)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(snapshots_in(cache)) == 2
    long_ago = time.time() - 7200
    os.utime(cache / left, (long_ago, long_ago))
    name = next(name for name in snapshots_in(cache) if name != left)
    shutil.rmtree(cache / name)
    open_knowledge(Written(Ontology.at(mini_folder)))
    assert snapshots_in(cache) == [name]


def test_snapshots_that_were_not_used_for_long_are_removed(cache: Path, mini_folder: Path) -> None:
    written = Written(Ontology.at(mini_folder))
    key = snapshot.key_of(written.ontology)
    long_ago, others = time.time() - 7200, ("something else", "f" * 32)
    for number in range(12):
        folder = cache / f"{number:032x}"
        (folder / "store").mkdir(parents=True)
        os.utime(folder, (long_ago + number, long_ago + number))
    for name in others:
        (cache / name).mkdir()
        os.utime(cache / name, (long_ago, long_ago))
    cache.chmod(0o700)
    open_knowledge(written)
    kept = [f"{number:032x}" for number in range(5, 12)]
    assert snapshots_in(cache) == sorted([*kept, key, *others])


def test_threads_may_share_a_graph(cache: Path, mini_folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    radkg.load(ontology=mini_folder)
    kg = radkg.load(ontology=mini_folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda statement: str(kg.check(statement).to_dict()), STATEMENTS * 20))
    assert set(found) == {str(kg.check(statement).to_dict()) for statement in STATEMENTS}
    assert len(set(found)) == len(STATEMENTS)


def test_what_is_a_users_own_is_in_no_snapshot(cache: Path, mini_folder: Path) -> None:
    kg = radkg.load(ontology=mini_folder)
    name = snapshots_in(cache)
    kg.store.update("DELETE WHERE { fact:leaf-scorch-shows-corking ?p ?o }", prefixes=radkg.namespaces.PREFIXES)
    assert kg.check("leaf scorch shows corking").verdict == "unknown"
    assert snapshots_in(cache) == name
    assert radkg.load(ontology=mini_folder).check("leaf scorch shows corking").verdict == "supported"
