"""A store in a folder: one that is damaged is called so and left alone, one whose making was cut short is finished."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from radkg.stores import load
from radkg.stores.errors import UnusableFolder
from stores.small_release import RELEASE

IN_USE_OR_NOT = ("in use", "name another folder")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store, of which all is in files of the last kind."""
    folder = tmp_path_factory.mktemp("loaded") / "db"
    load(f"oxigraph:{folder}", RELEASE, parts=["pictures"])
    store = ox.Store(str(folder))
    store.optimize()
    store.flush()
    return folder


def files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    assert found
    return found


def spoil(folder: Path, pattern: str) -> None:
    for path in files(folder, pattern):
        content = path.read_bytes()
        path.write_bytes(bytes(byte ^ 0x55 for byte in content[: len(content) // 2]) + content[len(content) // 2 :])


def remove(folder: Path, pattern: str) -> None:
    for path in files(folder, pattern):
        path.unlink()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "blocks are overwritten": lambda folder: spoil(folder, "*.sst"),
    "blocks are cut off": lambda folder: [path.write_bytes(path.read_bytes()[:30]) for path in files(folder, "*.sst")],
    "blocks are missing": lambda folder: remove(folder, "*.sst"),
    "the manifest is missing": lambda folder: remove(folder, "MANIFEST-*"),
    "the manifest is empty": lambda folder: [path.write_bytes(b"") for path in files(folder, "MANIFEST-*")],
    "what names the manifest is missing": lambda folder: remove(folder, "CURRENT"),
    "what names the manifest is empty": lambda folder: (folder / "CURRENT").write_bytes(b""),
}


@pytest.mark.parametrize("dry_run", [False, True], ids=["load", "dry run"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_called_damaged(loaded: Path, tmp_path: Path, damage: str, dry_run: bool) -> None:
    folder = tmp_path / "a lock on the space"  # words that must not be taken for the fault
    shutil.copytree(loaded, folder)
    DAMAGES[damage](folder)
    before = {path.name for path in folder.iterdir() if not path.name.startswith("LOG")}
    with pytest.raises(UnusableFolder, match=r": damaged \(.*\); move it away and run the command again") as refused:
        load(f"oxigraph:{folder}", RELEASE, parts=["pictures"], dry_run=dry_run)
    assert not any(wrong in str(refused.value) for wrong in IN_USE_OR_NOT)
    assert before <= {path.name for path in folder.iterdir()}


def cut_short(folder: Path, size: int) -> None:
    """Make a store in a folder, up to where a file has ``size`` bytes."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    code = f"{limit}; import sys, pyoxigraph as ox; ox.Store(sys.argv[1])"
    assert subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize(
    ("size", "made"),
    [(10, {"LOCK"}), (200, {"CURRENT", "IDENTITY", "LOCK"}), (2000, {"CURRENT", "IDENTITY", "LOCK"})],
    ids=["nothing is named", "half the tables are there", "all of them are"],
)
def test_a_store_whose_making_was_cut_short_is_finished(tmp_path: Path, size: int, made: set[str]) -> None:
    folder = tmp_path / "db"
    cut_short(folder, size)
    assert {path.name for path in folder.iterdir()} & {"CURRENT", "IDENTITY", "LOCK"} == made
    would = load(f"oxigraph:{folder}", RELEASE, parts=["pictures"], dry_run=True)
    assert [graph.state for graph in would.graphs] == ["new"]
    assert load(f"oxigraph:{folder}", RELEASE, parts=["pictures"]).verified
    assert len(ox.Store.read_only(str(folder))) > 0


def test_the_rest_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "LOCK").touch()
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UnusableFolder, match="has other files in it and no Oxigraph store"):
        load(f"oxigraph:{tmp_path}", RELEASE, parts=["pictures"])
    assert {path.name for path in tmp_path.iterdir()} == {"LOCK", "thesis.docx"}
