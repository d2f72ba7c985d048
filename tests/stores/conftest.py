"""The triple stores as fixtures: each is started once a run, when a test first asks for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from stores.server import Server, running
from stores.servers import Fuseki, Missing, Oxigraph, Rdf4j, Virtuoso


def started(factory: pytest.TempPathFactory, make: Callable[..., Server], **options: str) -> Iterator[Server]:
    """Run a store for as long as the fixture lives; where its program is missing, fail in CI and skip elsewhere."""
    try:
        server = make(factory.mktemp("store"), **options)
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
    with running(server):
        yield server


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Oxigraph server."""
    yield from started(tmp_path_factory, Oxigraph)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso."""
    yield from started(tmp_path_factory, Virtuoso)


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Apache Jena Fuseki, open to everybody."""
    yield from started(tmp_path_factory, Fuseki)


@pytest.fixture(scope="session")
def guarded_fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Apache Jena Fuseki with basic authentication."""
    yield from started(tmp_path_factory, Fuseki, password="a secret: of colons")


@pytest.fixture(scope="session")
def rdf4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """RDF4J server."""
    yield from started(tmp_path_factory, Rdf4j)
