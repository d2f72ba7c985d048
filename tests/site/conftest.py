"""The sites that tests look at."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import radkg


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of the files that are asked for."""


@pytest.fixture(scope="session")
def mini_site(tmp_path_factory: pytest.TempPathFactory, mini: radkg.KnowledgeGraph) -> Path:
    """The folder of the site of the small ontology."""
    folder = tmp_path_factory.mktemp("small") / "site"
    mini.site(folder)
    return folder


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Have one process at a time do what is in the block; who ends gives way, however it ends."""
    import fcntl  # here, for Windows has none, and none of the tests that need the whole site

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory, kg: radkg.KnowledgeGraph) -> Path:
    """The folder of the site of radkg's own ontology, written once for all processes of a run, in minutes.

    Beside it, ``pages.json`` has how many pages of each kind were written.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "whole-site"
    with _alone(folder.with_suffix(".lock")):
        if not folder.exists():
            written = kg.site(folder)
            folder.with_name("pages.json").write_text(json.dumps(dict(written.pages)), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(whole_site: Path) -> Iterator[str]:
    """The address at which that site is served, as `python -m http.server` does it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=whole_site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
