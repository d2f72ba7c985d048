"""The descriptions as files of a release."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.exchange.description.counting import Columns
from radkg.exchange.description.dcat import Rights, describe_files
from radkg.exchange.description.examples import example_queries
from radkg.exchange.description.header import Header
from radkg.exchange.description.service import describe_service
from radkg.exchange.description.vocabulary import turtle
from radkg.exchange.description.void import describe_data
from radkg.exchange.export import Export
from radkg.exchange.formats import DESCRIPTIONS, ENDPOINT
from radkg.rdf.addresses import is_web_address, masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from radkg.model.ontology import Ontology

#: The descriptions for which the data are counted.
COUNTED = frozenset({"void", "service"})


class NothingToDescribe(RadkgError):
    """A catalogue of files was asked for, but no file that it could describe."""


class UnusableEndpoint(RadkgError):
    """The address of an endpoint is no address, or has a password."""


def describe_release(
    names: Sequence[str], quads: Iterable[ox.Quad], files: Mapping[str, bytes], ontology: Ontology, endpoint: str
) -> list[tuple[str, Export]]:
    """Return the files that describe a release, by the names of their formats.

    Args:
        names: Some of `radkg.exchange.formats.DESCRIPTIONS`.
        quads: The quads of the release, each part in its named graph; needed for those of `COUNTED`.
        files: The other files of the build.
        ontology: The ontology that is released.
        endpoint: The address of the SPARQL endpoint that serves the release.
    """
    graphs = _columns(quads) if COUNTED & set(names) else {}
    header = Header.read(ontology)
    described: list[tuple[str, Export]] = []
    for name in (name for name in DESCRIPTIONS if name in names):
        if name == "void":
            triples = describe_data(graphs, header, ontology.prefixes())
        elif name == "service":
            triples = describe_service(graphs, endpoint, union=True)
        elif name == "examples":
            triples = example_queries(ontology, endpoint)
        else:
            other_files = {**files, **{export.name: export.data for _, export in described}}
            if not other_files:
                raise NothingToDescribe(
                    "dcat describes the files that are written with it; add others with --only, or take --all"
                )
            triples = describe_files(other_files, header, endpoint, Rights.read(ontology))
        distinct = set(triples)
        described.append((name, Export(f"radkg-{name}.ttl", turtle(distinct), len(distinct))))
    return described


def refuse(formats: Sequence[str], endpoint: str) -> None:
    """Refuse descriptions that cannot be made, before the work begins.

    Args:
        formats: All formats that are to be written.
        endpoint: The address of the SPARQL endpoint that descriptions name.

    Raises:
        NothingToDescribe: ``dcat``, which describes other files, is the only format.
        UnusableEndpoint: The endpoint is no address, or the address has a user or a password, which the files would publish.
    """
    from urllib.parse import urlsplit

    if set(formats) == {"dcat"}:
        raise NothingToDescribe("dcat describes the files that are written with it; add others with --only, or take --all")
    if not is_web_address(endpoint) or "#" in endpoint:
        raise UnusableEndpoint(f"{masked(endpoint)[:80]!r} is no address of an endpoint; it looks like {ENDPOINT}")
    parts = urlsplit(endpoint)
    if "@" in parts.netloc or "%40" in parts.netloc:
        raise UnusableEndpoint("the endpoint's address goes into files: give it without user and password")


def _columns(quads: Iterable[ox.Quad]) -> dict[str, Columns]:
    """Return the triples by named graph; the empty name stands for the default graph."""
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""].append(quad.triple)
    return {graph: Columns.of(triples) for graph, triples in graphs.items()}
