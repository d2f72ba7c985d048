"""Fixtures of the tests of the server."""

from serve_fixtures import served, starting
from stores.conftest import fuseki, guarded_fuseki, oxigraph, rdf4j, virtuoso

__all__ = ["fuseki", "guarded_fuseki", "oxigraph", "rdf4j", "served", "starting", "virtuoso"]
