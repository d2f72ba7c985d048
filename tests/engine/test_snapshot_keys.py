"""The key of a snapshot is computed from every file, or remembered where no file has changed since."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from radkg import resources
from radkg.model import snapshot
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere no key is remembered")

SETTLED = snapshot._SETTLED


@pytest.fixture
def ontology(mini_folder: Path, tmp_path: Path) -> Ontology:
    """A small ontology that a test may change."""
    shutil.copytree(mini_folder, tmp_path / "mini")
    return Ontology.at(tmp_path / "mini")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, in which keys are remembered of files that have just been written."""
    monkeypatch.setenv(snapshot.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(snapshot, "_SETTLED", 0)
    return tmp_path / "cache"


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that have been read, in order."""
    paths: list[str] = []
    read = resources.read_bytes
    monkeypatch.setattr(resources, "read_bytes", lambda path: (paths.append(path), read(path))[1])
    return paths


def test_a_remembered_key_is_the_digest_of_the_files_and_reads_none_of_them(ontology, cache, files_read):
    key = snapshot.remembered_key_of(ontology)
    assert len(files_read) > len(ontology.files())
    files_read.clear()
    assert snapshot.remembered_key_of(ontology) == key == snapshot.key_of(ontology)
    assert files_read[0].startswith(str(cache))
    assert files_read[1] in ontology.files()  # of key_of, which remembers nothing


def test_one_changed_byte_is_seen_though_size_and_time_are_as_before(ontology):
    before = snapshot.remembered_key_of(ontology)
    path = Path(ontology.files()[0])
    status, text = path.stat(), path.read_bytes()
    path.write_bytes(text.replace(b"a", b"b", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert snapshot.remembered_key_of(ontology) == snapshot.key_of(ontology) != before


@pytest.mark.parametrize("folder", ["facts", "mappings"])
def test_a_file_that_is_new_or_gone_is_seen(ontology, folder):
    before = snapshot.remembered_key_of(ontology)
    new = Path(ontology.path(folder, "new.ttl" if folder == "facts" else "new.sssom.tsv"))
    new.write_text("# nothing\n", encoding="utf-8")
    assert snapshot.remembered_key_of(ontology) != before
    new.unlink()
    assert snapshot.remembered_key_of(ontology) == before


def test_nothing_is_remembered_of_a_file_that_has_just_been_written(ontology, cache, monkeypatch):
    """It might be written again before the clock of the disk ticks."""
    monkeypatch.setattr(snapshot, "_SETTLED", SETTLED)
    latest = max(os.stat(path).st_ctime_ns for path in ontology.files())
    monkeypatch.setattr(time, "time_ns", lambda: latest + 10**9)
    assert snapshot.remembered_key_of(ontology) == snapshot.key_of(ontology)
    assert not cache.exists()


def test_nothing_is_remembered_of_files_whose_times_were_set_by_who_made_the_disk(ontology, cache, monkeypatch):
    """An image that is made again with other files and the same times looks the same."""
    stat = os.stat

    def on_an_image(path: str) -> SimpleNamespace:
        status = stat(path)
        told = {name: getattr(status, name) for name in dir(status) if name.startswith("st_")}
        return SimpleNamespace(**told | {"st_ctime_ns": 1_700_000_000 * 10**9})

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", on_an_image)
        key = snapshot.remembered_key_of(ontology)
    assert key == snapshot.key_of(ontology)
    assert not cache.exists()


def test_a_file_that_changes_while_it_is_read_is_not_remembered(ontology, cache, monkeypatch):
    path, read = Path(ontology.files()[-1]), resources.read_bytes

    def read_while_another_writes(name: str) -> bytes:
        data = read(name)
        if name == str(path):
            path.write_bytes(data + b"\n# more\n")
        return data

    with monkeypatch.context() as patched:
        patched.setattr(resources, "read_bytes", read_while_another_writes)
        snapshot.remembered_key_of(ontology)
    assert not cache.exists()


def test_a_snapshot_of_files_that_changed_while_they_were_read_is_not_kept(ontology, cache):
    key, known = snapshot.key_of(ontology), computed(Written(ontology))
    with open(ontology.files()[0], "a", encoding="utf-8") as file:
        file.write("\n# more\n")
    snapshot.keep(known, key)
    assert not cache.exists()
    snapshot.keep(known, snapshot.key_of(ontology))
    assert [path.name for path in cache.iterdir()] == [snapshot.key_of(ontology)]


def test_what_others_could_have_written_is_not_believed(ontology, cache):
    key = snapshot.remembered_key_of(ontology)
    (remembered,) = cache.iterdir()
    remembered.write_text("0" * len(key), encoding="utf-8")
    assert snapshot.remembered_key_of(ontology) == "0" * len(key)
    cache.chmod(0o777)
    assert snapshot.remembered_key_of(ontology) == key


def test_a_key_that_was_cut_off_is_computed_anew(ontology, cache):
    key = snapshot.remembered_key_of(ontology)
    (remembered,) = cache.iterdir()
    remembered.write_text(key[:7], encoding="utf-8")
    assert snapshot.remembered_key_of(ontology) == key
    assert remembered.read_text(encoding="utf-8") == key


def test_only_the_last_keys_are_kept(ontology, cache):
    for number in range(12):
        Path(ontology.files()[0]).write_text(f"# {number}\n", encoding="utf-8")
        snapshot.remembered_key_of(ontology)
    assert len(list(cache.iterdir())) == 8
