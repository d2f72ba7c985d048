"""The sites that tests look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import radkg
from radkg.site.built import Site
from sites import shared, written_once


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of the files that are asked for."""


@pytest.fixture(scope="session")
def mini_site(written_mini_site: Site) -> Path:
    """The folder of the site of the small ontology."""
    return Path(written_mini_site.folder)


@pytest.fixture(scope="session")
def written_whole_site(tmp_path_factory: pytest.TempPathFactory, kg: radkg.KnowledgeGraph) -> Site:
    """The site of radkg's own ontology, which takes minutes."""
    return written_once(kg, shared(tmp_path_factory, "whole-site"))


@pytest.fixture(scope="session")
def whole_site(written_whole_site: Site) -> Path:
    """The folder of the site of radkg's own ontology."""
    return Path(written_whole_site.folder)


@pytest.fixture(scope="session")
def address(whole_site: Path) -> Iterator[str]:
    """The address at which that site is served, as `python -m http.server` does it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=whole_site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
