"""The sites that tests look at."""

from __future__ import annotations

from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory, kg: radkg.KnowledgeGraph) -> Path:
    """The folder of the site of radkg's own ontology."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    kg.site(folder)
    return folder


@pytest.fixture(scope="session")
def address(whole_site: Path) -> Iterator[str]:
    """The address at which that site is served, as `python -m http.server` does it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=whole_site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
