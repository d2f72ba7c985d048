"""Sites that several processes of a run look at: one of them writes each, and the others wait for it."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import radkg
from radkg.site.built import Site


def shared(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a place for a folder that all processes of a run of the tests have in common."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name


def written_once(kg: radkg.KnowledgeGraph, folder: Path) -> Site:
    """Write the site of a graph, or wait for the process that does, and return what was written."""
    told = folder.with_suffix(".pickle")
    with _alone(folder.with_suffix(".lock")):
        if not told.exists():
            told.write_bytes(pickle.dumps(kg.site(folder)))
        site: Site = pickle.loads(told.read_bytes())
    return site


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Have one process at a time do what is in the block; however it ends, it gives way."""
    with path.open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
