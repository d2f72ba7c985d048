"""The knowledge graph: an ontology in an embedded store, with what follows from it, and a method for each verb."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.ontology import Ontology
from radkg.model.opening import open_knowledge
from radkg.model.store import Written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import rdflib

    from radkg.criteria import CriteriaResult
    from radkg.exchange.export import Export
    from radkg.exchange.release import ReleaseFile
    from radkg.mappings import Index
    from radkg.mappings.verify.findings import MappingVerification
    from radkg.model.knowledge import Knowledge
    from radkg.rdf.editing import EditableStore
    from radkg.rdf.reading import Document
    from radkg.rdf.results import QueryResult
    from radkg.show.views import FactView, TermView
    from radkg.stores import LoadReport
    from radkg.validation import ValidationReport
    from radkg.verdict import Verdict


def load(
    extra: Sequence[str | os.PathLike[str]] = (), *, ontology: str | os.PathLike[str] | Ontology | None = None
) -> KnowledgeGraph:
    """Load a knowledge graph: the one that radkg carries, or that of another ontology of the same model.

    Args:
        extra: Files with facts and terms of your own (Turtle, JSON-LD, RDF/XML, …) to load beside it. They are validated on
            the way in.
        ontology: The folder of another ontology; see `radkg.model.ontology.Ontology.at`.

    Returns:
        The graph, with closures, normal forms, direct edges and conflicts derived.

    Raises:
        UnreadableFile: A file or the folder is missing, or a file not well formed.
        InvalidFacts: The facts of a file of ``extra`` do not conform.
    """
    return KnowledgeGraph(extra=extra, ontology=ontology)


class KnowledgeGraph:
    """An ontology in an embedded SPARQL store, and what is derived from it.

    A graph is not changed by its methods, and threads may share it. Who adds triples to its `store`, or removes some, has the
    next method answer from what is there then, with all that follows derived anew.

    Args:
        extra: See `load`.
        ontology: See `load`.
    """

    def __init__(
        self,
        *,
        extra: Sequence[str | os.PathLike[str]] = (),
        ontology: str | os.PathLike[str] | Ontology | None = None,
    ) -> None:
        if ontology is None:
            self.ontology = Ontology.carried()
        else:
            self.ontology = ontology if isinstance(ontology, Ontology) else Ontology.at(ontology)
        self.extra = tuple(os.fspath(path) for path in extra)
        self._documents: list[Document] = []
        if self.extra:
            from radkg.validation import read_valid

            self._documents = read_valid(self.extra, self.ontology)
        self._written = Written(self.ontology, tuple(q.triple for d in self._documents for q in d.quads))
        self._editable: EditableStore | None = None
        self._answered = 0  # the revision of the editable store that the answers are from
        self._base = open_knowledge(self._written)

    @property
    def store(self) -> EditableStore:
        """The store with everything in it, what is derived and mappings to other vocabularies included: a copy in memory.

        It has the methods of a `pyoxigraph.Store`. What is added to it or removed from it, the graph's methods heed.
        """
        if self._editable is None:
            from radkg.rdf.editing import EditableStore

            copy = ox.Store()
            copy.bulk_extend(self._base.store)
            self._editable = EditableStore(copy)
        self._heed_changes()
        return self._editable

    @property
    def written(self) -> Written:
        """What the graph says without what follows from it: the ontology, and what is a user's own."""
        self._heed_changes()
        return self._written

    @property
    def knowledge(self) -> Knowledge:
        """Terms, relations and facts as Python objects, read from the store when they are first asked for."""
        self._heed_changes()
        return self._base

    def _heed_changes(self) -> None:
        """Derive anew what follows, where the store has been changed since this was last done."""
        if self._editable is None or self._editable.revision == self._answered:
            return
        now = {quad.triple for quad in self._editable}
        before = {quad.triple for quad in self._base.store}
        new, gone = now - before, before - now
        added = (set(self._written.added) | (new - self._written.removed)) - gone  # what is put back is the ontology's again
        removed = (self._written.removed | gone) - new
        self._written = self._written._replace(added=tuple(sorted(added, key=str)), removed=frozenset(removed))
        self._base = open_knowledge(self._written)
        store = self._editable.raw
        store.clear()
        store.bulk_extend(self._base.store)
        self._answered = self._editable.revision

    def _own_documents(self) -> list[Document]:
        """Return the files loaded beside the ontology, and what was added to the store as one more."""
        from radkg.rdf.reading import as_document

        read = {quad.triple for document in self._documents for quad in document.quads}
        more = [triple for triple in self.written.added if triple not in read]
        return [*self._documents, *([as_document(more, "added to the store")] if more else [])]

    @property
    def derived(self) -> tuple[ox.Triple, ...]:
        """The triples that no file holds: closures, normal forms, direct edges, conflicts; derived anew when asked for."""
        from radkg.model.store import derive

        return tuple(derive(self.written.store(), self.ontology))

    @property
    def graph(self) -> rdflib.Graph:
        """The whole graph, derived triples included, as an rdflib graph: a copy, which may be changed."""
        from radkg.rdf.rdflib_view import to_rdflib

        return to_rdflib(self.knowledge.store)

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

        return run(self.knowledge, query, parameters)

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
        """Hold files of a user's own, with what is loaded beside the ontology, against the shapes and against what is known.

        Args:
            paths: The files. Where there is none, and nothing is loaded beside it, the ontology itself is validated.
            shapes: Files with SHACL Core shapes to hold them against besides radkg's own.

        Raises:
            UnreadableFile: A file is missing or not well formed.
        """
        from radkg.rdf.reading import read
        from radkg.validation import validate_documents

        documents = [*self._own_documents(), *(read(os.fspath(path)) for path in paths)]
        held_against = [read(os.fspath(path)) for path in shapes]
        return validate_documents(documents, held_against, self.written._replace(added=()))

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
        from radkg.exchange.material import Material

        return export(Material(self.knowledge), form)

    def build(self, folder: str | os.PathLike[str], /, **options: Any) -> list[ReleaseFile]:
        """Write the release files of the graph, a user's own facts included, into ``folder``.

        Args:
            folder: Where to; it is made if need be.
            options: Those of `radkg.exchange.release.build`: ``formats``, ``check``, ….

        Raises:
            CannotWrite: The folder cannot be made or written to. No file of an earlier build has changed.
            InvalidFacts: What was added to the store does not conform.
        """
        from radkg.exchange.release import build

        self._refuse_invalid()
        return build(os.fspath(folder), self.written, **options)

    def verify_mappings(
        self, path: str | os.PathLike[str], /, *, merge: bool = True, index: Index | None = None
    ) -> MappingVerification:
        """Hold the mappings to another ontology against a release of it.

        Args:
            path: The release: OBO, OWL or other RDF, OBO Graph JSON; plain, .gz or .zst.
            merge: Compute what merging it would change, too.
            index: Mappings of your own; the ontology's where not given.

        Raises:
            UnreadableFile: The release is missing, not well formed, or hostile.
            MissingPackage: It needs a package that is not installed.
        """
        from radkg.mappings.verify.report import verify

        return verify(self.knowledge, self.written, path, merge=merge, index=index)

    def load_into(self, target: str, /, **options: Any) -> LoadReport:
        """Load the graph, with what is loaded beside the ontology, into a triple store, in the place of an older release.

        Args:
            target: ``oxigraph:DIR``, ``fuseki:http://localhost:3030/ds``, … (``radkg load --help``).
            options: Those of `radkg.stores.load`: ``parts``, ``dry_run``, ….

        Raises:
            StoreError: The store cannot be used, refuses, or has not what was sent; the message says what to do.
            InvalidFacts: What was added to the store does not conform.
        """
        from radkg.stores import load

        self._refuse_invalid()
        return load(target, self.written, **options)

    def _refuse_invalid(self) -> None:
        """Refuse what was added to the store where it does not conform; files were validated when they were read."""
        added = self._own_documents()[len(self._documents) :]
        if added:
            from radkg.validation import refuse_invalid

            refuse_invalid([*self._documents, *added], self.written._replace(added=()))

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

        known = self.knowledge
        return compute(known, find_criteria(known, name), findings, without, age, biopsy)

    def check(self, statement: str) -> Verdict:
        """Return the verdict on ``statement``, written as people write it.

        A statement that cannot be read has a verdict as well, "not understood"; it names the words and what comes near them.
        """
        from radkg.verdict import check

        return check(self.knowledge, statement)
