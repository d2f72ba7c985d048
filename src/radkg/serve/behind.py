"""A store behind the server: SPARQL is read here as always, and answered there.

Before the server starts, the store is looked at once: which of radkg's graphs it holds, and whether it holds anything else.
Then each query goes to it from a worker that is stopped at the limits of any other; what comes back is read, counted, and
written anew in the form that a client wants.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pyoxigraph as ox

from radkg.errors import InvalidQuery
from radkg.graph import KnowledgeGraph
from radkg.namespaces import OWL, RADKG, RDF
from radkg.questions import limited
from radkg.rdf import sparql
from radkg.rdf.engines import for_engine
from radkg.rdf.results import QueryResult, of_engine
from radkg.stores.errors import AnswerTooLarge, Refused
from radkg.stores.http import TRIES, Http
from radkg.stores.parts import ON_REQUEST, graph_of, parts_of
from radkg.stores.remote import RemoteStore
from radkg.stores.target import read_endpoint

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    from radkg.model.ontology import Ontology

Made = TypeVar("Made")

_RESULTS, _N_TRIPLES = "application/sparql-results+json", "application/n-triples"
_VERSION = OWL + "versionIRI"
_QUICK_TRIES = 2  # of a query that somebody waits for
_LARGEST = limited.LARGEST_ANSWER
_LARGEST_LOOK = 1 << 28  # bytes of the one answer by which it is seen whether the store cuts answers
_WAIT = 30.0  # seconds that the store may be silent while it is looked at


class Behind(NamedTuple):
    """What a store was found to be.

    Attributes:
        target: It, as it was named.
        graphs: IRIs of the named graphs that it holds of radkg's; none where all of it is radkg's in the default graph.
        is_all: Whether its default graph has what these graphs have, and nothing else.
        rows: How many rows an answer may have so that it is certainly whole; 0 for any number.
    """

    target: str
    graphs: tuple[str, ...]
    is_all: bool
    rows: int

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON, from which `of_json` has it in another process."""
        return self._asdict()

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Behind:
        """Return what `as_json` has said."""
        return cls(said["target"], tuple(said["graphs"]), said["is_all"], said["rows"])


def look_at(text: str, ontology: Ontology, remark: Callable[[str], None]) -> Behind:
    """Return what a store is found to be.

    Args:
        text: It, as `radkg.stores.target.read_endpoint` reads it.
        ontology: The ontology that is served.
        remark: Called with what a user should know.

    Raises:
        InvalidTarget: It is none.
        StoreError: It does not answer, or holds nothing of radkg's.
    """
    target = read_endpoint(text)
    assert target.query is not None
    if target.untried:
        remark(target.untried)
    store = RemoteStore(target, Http(target.query, tries=TRIES, timeout=_WAIT, remark=remark))
    try:
        names = [graph_of(part) for part in (*parts_of(ontology), *ON_REQUEST)]
        triples = {name: count for name in names if (count := store.count(name))}
        of_default = store.count()
        in_all = sum(triples.values())
        facts = f"SELECT ?fact WHERE {{ ?fact <{RDF}type> <{RADKG}Association> }} LIMIT 1"
        if not triples and not (of_default and store.select(facts)):
            raise Refused(f"{target.query}: holds nothing of radkg's; `radkg load {text}` loads it")
        largest = max(triples, key=lambda name: triples[name], default="")
        whole = triples.get(largest, of_default)
        cut = _seen(store, largest) if target.preset.cuts or not target.preset.name else whole
        _compare_versions(store, largest, ontology, remark)
    finally:
        store.close()
    if cut < whole:
        remark(
            f"{target.query} answers with {cut} rows at the most and does not say when it has more; with as many, it is refused"
        )
    return Behind(text, tuple(triples), of_default == in_all, cut - 1 if cut < whole else 0)


def _seen(store: RemoteStore, graph: str) -> int:
    """Return how many triples of a graph a query for all of them is answered with."""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    answer = store.ask(f"SELECT ?p WHERE {{ {pattern} }}", "text/csv", _LARGEST_LOOK)
    return answer.count(b"\n") - 1


def _compare_versions(store: RemoteStore, graph: str, ontology: Ontology, remark: Callable[[str], None]) -> None:
    """Remark where the store holds another version than the one that everything else is answered from."""
    iri = ontology.iri()
    of_own = [quad.object for quad in ontology.parse(ontology.main_file()) if quad.predicate.value == _VERSION]
    own = {version.value.rpartition("/")[2] for version in of_own if isinstance(version, ox.NamedNode)}
    if not iri or not own:
        return
    pattern = f"VALUES ?ontology {{ <{iri}> <{iri}/full> }} ?ontology <{_VERSION}> ?version"
    pattern = f"GRAPH <{graph_of('header')}> {{ {pattern} }}" if graph else pattern
    rows = store.select(f"SELECT ?version WHERE {{ {pattern} }} LIMIT 10")
    there = {row["version"].rpartition("/")[2] for row in rows if "version" in row}
    if there and not there & own:
        remark(f"the store holds version {', '.join(sorted(there))}, pages and verdicts are of {', '.join(sorted(own))}")


class StoreBehind:
    """The store, in a worker.

    Args:
        behind: What it was found to be.
        seconds: How long it may be silent.
    """

    def __init__(self, behind: Behind, seconds: float) -> None:
        target = read_endpoint(behind.target)
        assert target.query is not None
        self._behind = behind
        self._store = RemoteStore(target, Http(target.query, tries=_QUICK_TRIES, timeout=seconds, remark=lambda text: None))
        self._nothing = ox.Store()

    def answer(
        self,
        query: str,
        name: str,
        write: Callable[[ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]], Made],
        default: Sequence[str] = (),
        named: Sequence[str] = (),
    ) -> Made:
        """Return the answer to a query, which is held against the bounds here, as ``write`` writes it.

        Args:
            query: The query; radkg's prefixes are predeclared.
            name: What to call the query in errors.
            write: Makes of the answer what is returned.
            default: IRIs of the graphs that together are asked outside of GRAPH; all of radkg's where neither these nor others
                are given.
            named: IRIs of the graphs that GRAPH can ask.

        Raises:
            InvalidQuery: It is refused, not well formed, or its answer is too large.
            StoreError: The store does not answer it.
        """
        sparql.refuse(query, name)
        asked = for_engine(query, name)
        kind = type(sparql.solve(self._nothing, query, name))  # read here: nothing but a query goes on
        sparql.refuse_unknown_graphs((*default, *named), self._behind.graphs)
        if not default and not named and not self._behind.is_all:
            default = named = self._behind.graphs
        form = _N_TRIPLES if kind is ox.QueryTriples else _RESULTS
        try:
            body = self._store.ask(asked, form, _LARGEST, default=default, named=named)
        except AnswerTooLarge:
            raise InvalidQuery(f"{name}: the answer is larger than {_LARGEST // 2**20} MB; add a LIMIT") from None
        try:
            return write(_read(body, kind))  # rows are read while they are written
        except (SyntaxError, ValueError):
            raise Refused(f"its answer is not {form}; is it a SPARQL endpoint?") from None


def _read(body: bytes, kind: type) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
    """Return an answer to a query of a kind."""
    if kind is ox.QueryTriples:
        return [quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if kind is ox.QueryBoolean and isinstance(found, ox.QuerySolutions):  # of Virtuoso 7.2.5: a table, empty for no
        return _yes_or_no(next(iter(found), None) is not None)
    return found


def _yes_or_no(yes: bool) -> ox.QueryBoolean:
    """Return the answer to an ASK, as the engine has it."""
    found = ox.parse_query_results(b'{"head":{},"boolean":%s}' % str(yes).lower().encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QueryBoolean)
    return found


class GraphBefore(KnowledgeGraph):
    """A graph whose named questions a store answers.

    Args:
        extra: See `radkg.load`.
        ontology: The ontology.
        store: The store.
    """

    def __init__(self, *, extra: Sequence[str], ontology: Ontology, store: StoreBehind) -> None:
        super().__init__(extra=extra, ontology=ontology)
        self._store_behind = store

    def query(self, query: str | os.PathLike[str], /, **parameters: object) -> QueryResult:
        """Return what the store answers to a question; see `radkg.KnowledgeGraph.query`."""
        from radkg.questions.catalogue import bind, open_query

        question = open_query(self.ontology, query)
        text = self.answer(lambda known: bind(known, question, parameters))
        return replace(self._store_behind.answer(text, question.name, of_engine), in_table=question.in_table)
