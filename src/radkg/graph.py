"""The knowledge graph: the ontology's modules in an embedded store, with what follows from them."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.model.intervals import derive_intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    import rdflib

    from radkg.criteria import CriteriaResult
    from radkg.exchange.export import Export
    from radkg.mappings import Index
    from radkg.mappings.verify.findings import Verification as MappingVerification
    from radkg.model.knowledge import Knowledge
    from radkg.rdf.reading import Document
    from radkg.rdf.results import QueryResult
    from radkg.show.views import FactView, TermView
    from radkg.stores import LoadReport
    from radkg.validation import ValidationReport
    from radkg.verdict import Verdict


def load(extra: Sequence[str | os.PathLike[str]] = ()) -> KnowledgeGraph:
    """Load the knowledge graph that radkg carries.

    Args:
        extra: Files with facts and terms of your own (Turtle, JSON-LD, RDF/XML, …) to load beside it. They are validated on
            the way in.

    Returns:
        The graph, with closures, normal forms, direct edges and conflicts derived.

    Raises:
        UnreadableFile: A file is missing or not well formed.
        InvalidFacts: A file's facts do not conform.
    """
    return KnowledgeGraph(extra=extra)


def derive(store: ox.Store) -> list[ox.Triple]:
    """Add to ``store`` what follows from its default graph by the queries in queries/derive/, and return it."""
    derived = derive_intervals(store)
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in derived)
    for path in resources.derive_queries():
        result = store.query(resources.read_text(path))
        assert isinstance(result, ox.QueryTriples)
        new = list(result)
        derived += new
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)
    return derived


def fill_in(store: ox.Store) -> None:
    """Add to ``store`` what `derive` does, without a list of it: the triples stay in the engine, in a fifth less time."""
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in derive_intervals(store))
    for path in resources.derive_queries():
        store.update(resources.read_text(path).replace("CONSTRUCT {", "INSERT {", 1))


def written(documents: Iterable[Document] = ()) -> ox.Store:
    """Return a store with what is written, in the ontology and in files of a user's own, all in the default graph."""
    store = ox.Store()
    for path in resources.ontology_files():
        store.load(path=path, format=ox.RdfFormat.TURTLE)  # bulk_load is slower on files of this size
    for document in documents:
        store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in document.quads)
    return store


class KnowledgeGraph:
    """The ontology in an embedded SPARQL store, and what is derived from it.

    Args:
        extra: See `load`.
    """

    def __init__(self, *, extra: Sequence[str | os.PathLike[str]] = ()) -> None:
        self.extra = tuple(os.fspath(path) for path in extra)
        self._documents: list[Document] = []
        if self.extra:
            from radkg.validation import read_valid

            self._documents = read_valid(self.extra)
        self._store = written(self._documents)
        fill_in(self._store)

    @cached_property
    def store(self) -> ox.Store:
        """The store with everything in it, mappings to other vocabularies included.

        Verdicts need no mappings, and reading them takes as long as a verdict: they are added when the store is asked for.
        """
        from radkg.mappings.triples import triples

        self._store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(self.knowledge.mappings))
        return self._store

    @cached_property
    def derived(self) -> tuple[ox.Triple, ...]:
        """The triples that no file holds: closures, normal forms, direct edges, conflicts; derived anew when asked for."""
        return tuple(derive(written(self._documents)))

    @cached_property
    def knowledge(self) -> Knowledge:
        """Terms, relations and facts as Python objects, read from the store when first asked for."""
        from radkg.model.knowledge import Knowledge

        return Knowledge(self._store)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The whole graph, derived triples included, as an rdflib graph; a copy, made when first asked for."""
        from radkg.rdf.rdflib_view import to_rdflib

        return to_rdflib(self.store)

    def query(self, query: str | os.PathLike[str], /, **parameters: object) -> QueryResult:
        """Run a competency question or any SPARQL query.

        Args:
            query: The name of a question (``radkg query --list``), the path of a file, or SPARQL. `radkg.namespaces.PREFIXES`
                need no declaration.
            parameters: The question's parameters: a term by label, synonym, abbreviation, prefixed name or IRI; a whole
                number; a word.

        Raises:
            InvalidQuery: The question is unknown, a parameter wrong or missing, or the SPARQL not well formed or refused
                (SERVICE, FROM, updates). It runs to its end: a query that may run long belongs into
                `radkg.questions.limited.query`.
            UnknownTerm: No term is called as a parameter says.
            UnreadableFile: The file is missing or not text.
        """
        from radkg.questions.catalogue import run

        return run(self, query, parameters)

    def show(self, name: str, /) -> TermView | FactView:
        """Return everything that is known about what is called ``name``.

        Args:
            name: A label, synonym, abbreviation, prefixed name or IRI of a term, relation or fact.

        Raises:
            UnknownTerm: Nothing is called so.
        """
        from radkg.show.views import show

        return show(self.knowledge, name)

    def validate(self, *paths: str | os.PathLike[str], shapes: Sequence[str | os.PathLike[str]] = ()) -> ValidationReport:
        """Hold files of a user's own, with those loaded beside the ontology, against the shapes and against what is known.

        Args:
            paths: The files. Where there is none, and none was loaded, the ontology itself is validated.
            shapes: Files with SHACL Core shapes to hold them against besides radkg's own.

        Raises:
            UnreadableFile: A file is missing or not well formed.
        """
        from radkg.validation import validate

        return validate([*self.extra, *paths], shapes=shapes)

    def export(self, form: str, /) -> list[Export]:
        """Return the files of an export, in which a user's own facts loaded beside the ontology are as well.

        Args:
            form: One of `radkg.exchange.formats.EXPORTS`: ``kgx``, ``hpoa``, ``obo``, ``obograph``, ``rdf12``, ``csv``, ….

        Returns:
            Each file with its name, its content and the account of what is not in it.

        Raises:
            UnknownFormat: There is no export of this name.
        """
        from radkg.exchange.export import export
        from radkg.exchange.material import Content

        return export(Content(self.store), form)

    def verify_mappings(
        self, path: str | os.PathLike[str], /, *, merge: bool = True, index: Index | None = None
    ) -> MappingVerification:
        """Hold the mappings to another ontology against a release of it.

        Args:
            path: The release: OBO, OWL or other RDF, OBO Graph JSON; plain, .gz or .zst.
            merge: Compute what merging it would change, too.
            index: Mappings of your own; radkg's where not given.

        Raises:
            UnreadableFile: The release is missing, not well formed, or hostile.
            MissingPackage: It needs a package that is not installed.
        """
        from radkg.mappings.verify.report import verify

        return verify(self, path, merge=merge, index=index)

    def load_into(self, target: str, /, **options: Any) -> LoadReport:
        """Load the graph, with the files loaded beside it, into a triple store, in the place of an older release.

        Args:
            target: ``oxigraph:DIR``, ``fuseki:http://localhost:3030/ds``, … (``radkg load --help``).
            options: Those of `radkg.stores.load`: ``parts``, ``dry_run``, ….

        Raises:
            StoreError: The store cannot be used, refuses, or has not what was sent; the message says what to do.
        """
        from radkg.stores import load

        return load(target, extra=self.extra, **options)

    def criteria(
        self,
        name: str | None = None,
        /,
        *,
        findings: Sequence[str] = (),
        without: Sequence[str] = (),
        age: int | None = None,
        biopsy: bool = False,
    ) -> CriteriaResult:
        """Return what classification criteria make of a patient's findings.

        Args:
            name: What the criteria are called; the latest ones where not given.
            findings: Names of findings that the patient has.
            without: Names of findings that the patient does not have. What is in neither is missing, not absent.
            age: Age at onset of the first symptom, in completed years.
            biopsy: Whether a biopsy was done. It is taken as done where a finding is stated that only a biopsy shows.

        Raises:
            UnknownCriteria: No criteria are called so.
            UnknownTerm: No finding is called so.
            InvalidFindings: A name is not that of a finding, the same is both present and absent, or nobody has the age.
        """
        from radkg.criteria import compute, find_criteria

        return compute(self.knowledge, find_criteria(self.knowledge, name), findings, without, age, biopsy)

    def check(self, statement: str) -> Verdict:
        """Return the verdict on ``statement``, written as people write it.

        Raises:
            NotUnderstood: The statement, or a word of it, cannot be read.
        """
        from radkg.verdict import check

        return check(self.knowledge, statement)
