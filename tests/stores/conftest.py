"""The triple stores as fixtures: each is started once a run, when a test first asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stores.server import Server
from stores.servers import Fuseki, Oxigraph, Rdf4j, Virtuoso, started


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
