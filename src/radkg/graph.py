"""The knowledge graph: an ontology in an embedded store, with what follows from it, and a method for each verb."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from radkg.exchange.formats import ENDPOINT
from radkg.model import opening
from radkg.model.ontology import Ontology
from radkg.model.store import Written

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    import rdflib

    from radkg.changes.report import Comparison
    from radkg.criteria import CriteriaList, CriteriaResult
    from radkg.curating.answer import NewFact
    from radkg.exchange.built import ReleaseFiles
    from radkg.exchange.export import Export
    from radkg.imports import Modules
    from radkg.imports.cited import SourceList, SourceVerification
    from radkg.many.report import CheckedFile, CheckedRows
    from radkg.mappings import Index, MappingSets
    from radkg.mappings.verify.verification import MappingVerification
    from radkg.model.knowledge import Knowledge
    from radkg.questions.listing import QuestionDescription, QuestionList
    from radkg.rdf.editing import EditableStore
    from radkg.rdf.reading import Document
    from radkg.rdf.results import QueryResult
    from radkg.reasoning.result import ProfileReport, Reasoning
    from radkg.show.views import FactView, TermView
    from radkg.site.built import Site
    from radkg.stores import LoadReport
    from radkg.validation import ValidationReport
    from radkg.validation.quality import QualityChecks, QualityReport
    from radkg.verdict import Verdict
    from radkg.verdict.text import TextVerdict

    Progress = Callable[[int, int], None]
    Counting = Callable[[int, int, int], None]


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
        self._in_graphs: tuple[Knowledge, ox.Store] | None = None
        self._owl: Any = None
        self._base = opening.open_knowledge(self._written)
        self._is_named = ontology is not None

    def __repr__(self) -> str:
        files = f", with {', '.join(map(repr, self.extra))}" if self.extra else ""
        return f"<{type(self).__name__} of {self.ontology.root!r}{files}>"

    @property
    def store(self) -> EditableStore:
        """The store with everything in it, what is derived and mappings to other vocabularies included: a copy in memory.

        It has the methods of a `pyoxigraph.Store`. What is added to it or removed from it, the graph's methods heed.
        """
        if self._editable is None:
            from radkg.rdf.editing import EditableStore

            self._editable = EditableStore(self.answer(lambda known: _copied(known.store)))
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

    def answer(self, work: Callable[[Knowledge], Answer]) -> Answer:
        """Return what ``work`` makes of the knowledge.

        A snapshot that turns out to be damaged while it is read is given up: then the knowledge is computed, and asked again.
        """
        found, self._base = opening.answer(self.knowledge, self._written, work)
        return found

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
        self._base = opening.open_knowledge(self._written)
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

        return self.answer(lambda known: to_rdflib(known.store))

    @property
    def owl(self) -> Any:
        """The ontology as an `owlready2.Ontology`, in a world of its own: made when first asked for, and yours to change.

        Raises:
            NotForOwlready: There are files or changes of your own in the graph, or its ontology is not radkg's: owlready2 runs
                any Python module that RDF names.
        """
        from radkg.reasoning.world import refuse_what_is_not_ours, world_of

        refuse_what_is_not_ours(self.written)
        if self._owl is None:
            self._owl = self.answer(lambda known: world_of(known.store))
        return self._owl

    def query(self, query: str | os.PathLike[str], /, **parameters: object) -> QueryResult:
        """Run a competency question or any SPARQL query.

        A query with GRAPH is asked of the named graphs that `load_into` makes in a store (docs/triple-stores.md); what stands
        outside of GRAPH asks all of them.

        Args:
            query: The name of a question (see `questions`), the path of a file, or SPARQL. `radkg.namespaces.PREFIXES`
                need no declaration.
            parameters: The question's parameters: a term by label, synonym, abbreviation, prefixed name or IRI; a whole
                number; a word. One that takes several values takes a list of them, or one text with semicolons or commas.

        Raises:
            InvalidQuery: The question is unknown, a parameter wrong or missing, or the SPARQL not well formed or refused
                (SERVICE, FROM, updates). It runs to its end: a query that may run long belongs into
                `radkg.questions.limited.query`.
            UnknownTerm: No term is called as a parameter says.
            UnreadableFile: The file is missing or not text.
        """
        from radkg.questions.catalogue import run

        return self.answer(lambda known: run(known, query, parameters, self._named_graphs))

    def _named_graphs(self, known: Knowledge) -> ox.Store:
        """Return a store with each part in its named graph; it is kept for the next query."""
        if self._in_graphs is None or self._in_graphs[0] is not known:
            from radkg.stores.parts import in_graphs

            store = ox.Store()
            store.bulk_load(input=in_graphs(known, self._written), format=ox.RdfFormat.N_QUADS)
            self._in_graphs = known, store
        return self._in_graphs[1]

    def questions(self, word: str = "", /) -> QuestionList:
        """Return the competency questions that there are.

        Args:
            word: A word, to have those that are about it.
        """
        from radkg.questions.listing import QuestionList

        return QuestionList.of(self.ontology, word)

    def question(self, query: str | os.PathLike[str], /) -> QuestionDescription:
        """Return what a question asks, and which parameters it takes.

        Args:
            query: See `query`.

        Raises:
            InvalidQuery: The question is unknown, or its header cannot be read.
            UnreadableFile: The file is missing or not text.
        """
        from radkg.questions.catalogue import open_query
        from radkg.questions.listing import QuestionDescription

        return QuestionDescription(open_query(self.ontology, query))

    def show(self, name: str, /, *, section: str | None = None) -> TermView | FactView:
        """Return everything that is known about what is called ``name``.

        Args:
            name: A label, synonym, abbreviation, prefixed name or IRI of a term, relation or fact.
            section: Name or title of the one section that is asked for: "who", "imaging", "treatment", …

        Raises:
            UnknownTerm: Nothing is called so.
            InvalidOption: There is no such section, or the name is that of a fact, which has none.
            TypeError: The name is no text.
        """
        from radkg.show.views import show

        _refuse_no_text("name", name)
        return self.answer(lambda known: show(known, name, self.ontology, section))

    def validate(
        self,
        *paths: str | os.PathLike[str],
        shapes: Sequence[str | os.PathLike[str]] = (),
        strict: bool = False,
        timeout: float = 60.0,
    ) -> ValidationReport:
        """Hold files of a user's own, with what is loaded beside the ontology, against the shapes and against what is known.

        Args:
            paths: The files. Where there is none, and nothing is loaded beside it, the ontology itself is validated.
            shapes: Files with SHACL shapes to hold them against besides radkg's own; see `radkg.validation.validate`.
            strict: Whether anything that is found makes the report's ``exit_code`` 1, and not only a Violation.
            timeout: Seconds after which the shapes are stopped; that they were is a finding.

        Raises:
            UnreadableFile: A file is missing or not well formed.
        """
        from radkg.validation import read_documents, validate_documents

        documents = [*self._own_documents(), *read_documents(paths)]
        written = self.written._replace(added=())
        return validate_documents(documents, read_documents(shapes), written, strict=strict, timeout=timeout)

    def quality(self, *paths: str | os.PathLike[str], only: Sequence[str] = ()) -> QualityReport:
        """Run the quality checks of the ontology, on it, on what is loaded beside it and on more files.

        Files with faults are looked at, not refused: faults are what is looked for.

        Args:
            paths: The files.
            only: Names of checks (see `quality_checks`), to run these alone; all, and the mapping sets, where none is given.

        Raises:
            UnreadableFile: A file is missing or not well formed.
            UnknownTerm: No check is called as one of ``only`` says.
        """
        from radkg.rdf.reading import read
        from radkg.validation.quality import examine

        documents = [*self._own_documents(), *(read(os.fspath(path)) for path in paths)]
        return examine(self.written._replace(added=()), documents, only)

    def quality_checks(self) -> QualityChecks:
        """Return the quality checks of the ontology; as text they are the page docs/checks.md."""
        from radkg.validation.quality import QualityChecks

        return QualityChecks.of(self.ontology)

    def reason(self, *, timeout: float = 120.0) -> Reasoning:
        """Let HermiT reason over what is written: is it consistent, can every class have members, what follows.

        Args:
            timeout: Seconds after which it gives up.

        Raises:
            NoJava: There is no Java runtime.
            JavaFailed: HermiT was not done in time, ran out of memory, or refused an axiom that OWL 2 DL does not allow.
            UnsupportedDatatype: A value is of a type that OWL 2 does not have.
        """
        from radkg.reasoning.hermit import reason_over

        written = self.written
        suspects = {triple.subject.value for triple in written.added if isinstance(triple.subject, ox.NamedNode)}
        return reason_over(written, suspects=suspects, seconds=timeout)

    def owl_profile(self, *, timeout: float = 120.0) -> ProfileReport:
        """Return whether what is written is OWL 2 DL.

        Args:
            timeout: Seconds after which it gives up.

        Raises:
            NoJava: There is no Java runtime, or it is older than Java 25.
            JavaFailed: The check was not done in time, or could not read the graph.
        """
        from radkg.reasoning.profile import profile_of

        return profile_of(self.written, seconds=timeout)

    def sources(self) -> SourceList:
        """Return the sources, and which passages of them are cited."""
        from radkg.imports.passages import read_sources

        return self.answer(lambda known: read_sources(known.store))

    def verify_source(self, path: str | os.PathLike[str], /, *, source: str | None = None) -> SourceVerification:
        """Hold your copy of a source against the passages that are cited from it.

        Args:
            path: The copy, as UTF-8 text.
            source: Which source it is: an IRI, a prefixed name, or the end of one; the only one that has passages where not
                given.

        Raises:
            UnknownSource: There is no such source, or it is not said which of several it is.
            UnreadableFile: The copy is missing, a folder, too large, empty, or not UTF-8.
        """
        from radkg.imports.passages import verify_file

        return self.answer(lambda known: verify_file(known.store, os.fspath(path), source))

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

        return self.answer(lambda known: export(Material(known), form))

    def build(
        self,
        folder: str | os.PathLike[str] = "release",
        /,
        *,
        formats: Sequence[str] = (),
        check: bool = False,
        enrich: Sequence[str | os.PathLike[str]] = (),
        index: Index | str | os.PathLike[str] | None = None,
        endpoint: str = ENDPOINT,
        watch: Callable[[str], AbstractContextManager[Progress | None]] | None = None,
        remark: Callable[[str], None] | None = None,
    ) -> ReleaseFiles:
        """Write the release files of the graph, a user's own facts included, into ``folder``.

        Args:
            folder: Where to; it is made if need be.
            formats: Which of `radkg.exchange.formats.ALL`; those in RDF and the shapes where none is given.
            check: Run the quality checks first, and write nothing if one finds an error.
            enrich: Releases of other ontologies: what they say of the terms that radkg's are mapped to.
            index: For ``enrich``: mappings of your own, or the folder or file of their sets; the ontology's where not given.
            endpoint: The address of the SPARQL endpoint that descriptions name.
            watch: Called with what is being done, where it takes a while; see `radkg.verbs.Face`.
            remark: Called with what of a release could not be read as it is written.

        Returns:
            The files, each with what is in it and what is not.

        Raises:
            CannotWrite: The folder cannot be made or written to. No file of an earlier build has changed.
            NotReleasable: A quality check found an error; nothing is written.
            IncompleteHeader: The ontology's header lacks what descriptions say; nothing is written.
            NothingToDescribe: Of all formats, only ``dcat`` is asked for, which describes the others.
            UnusableEndpoint: The endpoint is no address, or has a password in it; nothing is written.
        """
        from radkg.exchange.formats import DEFAULT
        from radkg.exchange.release import build

        return build(
            os.fspath(folder),
            self.written,
            formats=tuple(dict.fromkeys(formats)) or DEFAULT,
            check=check,
            enrichment=self._enrichment(enrich, index, watch, remark) if enrich else (),
            endpoint=endpoint,
        )

    def site(
        self,
        folder: str | os.PathLike[str] = "site",
        /,
        *,
        documentation: str = "",
        watch: Callable[[str], AbstractContextManager[Progress | None]] | None = None,
    ) -> Site:
        """Write the graph, a user's own facts included, as a static site: a page for each term, fact and source.

        Args:
            folder: Where to; it is made if need be, and an older site in it is replaced.
            documentation: Where the head of each page leads to the documentation: a path within the site, such as ``docs/``, to
                which you copy it, or an https address; there is no such link where it is not given.
            watch: Called with what is being done; see `radkg.verbs.Face`.

        Returns:
            How many pages of each kind there are.

        Raises:
            CannotWriteSite: The folder cannot be written to, or has other files in it. Nothing is written.
            InvalidOption: The documentation is at no path and no https address.
            MissingPackage: Jinja2 is not installed.
        """
        from contextlib import nullcontext

        from radkg.site import write

        with watch(f"writing {os.fspath(folder)}") if watch else nullcontext() as progress:
            return self.answer(
                lambda known: write(os.fspath(folder), known, self.ontology, self.check_many, progress, documentation)
            )

    def _enrichment(
        self,
        paths: Sequence[str | os.PathLike[str]],
        index: Index | str | os.PathLike[str] | None,
        watch: Callable[[str], AbstractContextManager[Progress | None]] | None,
        remark: Callable[[str], None] | None,
    ) -> list[ox.Triple]:
        from contextlib import nullcontext

        from radkg.exchange.enrichment import enrich

        mappings, triples = self._index(index), list[ox.Triple]()
        for path in paths:
            with watch(f"reading {os.path.basename(path)}") if watch else nullcontext() as progress:
                triples += enrich(path, mappings, progress=progress, remark=remark)
        return triples

    def _index(self, index: Index | str | os.PathLike[str] | None) -> Index:
        """Return mappings of a user's own, those in a folder, or the ontology's."""
        from radkg.mappings import Index

        if index is None:
            return self.knowledge.mappings
        return index if isinstance(index, Index) else Index.of_folder(os.fspath(index), self.knowledge.mappings.prefixes)

    def mapping_sets(self, *, index: Index | str | os.PathLike[str] | None = None) -> MappingSets:
        """Return the mapping sets: how many rows each has, and of which releases.

        Args:
            index: Mappings of your own, or the folder or file of their sets; the ontology's where not given.

        Raises:
            UnreadableFile: There is no mapping set in the folder, or one is not readable.
        """
        from radkg.mappings import MappingSets

        return MappingSets(self._index(index).sets)

    def verify_mappings(
        self,
        path: str | os.PathLike[str],
        /,
        *,
        corrected: str | os.PathLike[str] | None = None,
        merge: bool = True,
        index: Index | str | os.PathLike[str] | None = None,
        progress: Progress | None = None,
    ) -> MappingVerification:
        """Hold the mappings to another ontology against a release of it.

        Args:
            path: The release: OBO, OWL or other RDF, OBO Graph JSON; plain, .gz or .zst.
            corrected: A folder to write the mapping sets into, as the release says they should be.
            merge: Compute what merging it would change, too.
            index: Mappings of your own, or the folder or file of their sets; the ontology's where not given.
            progress: Called now and then with the bytes of the file that have been read, and how many there are.

        Raises:
            UnreadableFile: The release is missing, not well formed, or hostile.
            MissingPackage: It needs a package that is not installed.
            CannotWriteSets: The corrected sets cannot be written.
        """
        from radkg.mappings.verify.report import verify

        mappings = self._index(index)
        found = self.answer(lambda known: verify(known, self.written, path, merge=merge, index=mappings, progress=progress))
        if corrected is None:
            return found
        from dataclasses import replace

        from radkg.mappings.verify.corrected import correct

        return replace(found, corrected=tuple(correct(mappings, found, os.fspath(corrected))))

    def load_into(
        self,
        target: str,
        /,
        *,
        parts: Sequence[str] = (),
        dry_run: bool = False,
        stage: bool = False,
        query: str | None = None,
        update: str | None = None,
        tries: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        remark: Callable[[str], None] | None = None,
    ) -> LoadReport:
        """Load the graph, with what is loaded beside the ontology, into a triple store, in the place of an older release.

        Args:
            target: ``oxigraph:DIR``, ``fuseki:http://localhost:3030/ds``, … (``radkg load --help``).
            parts: Which parts; all but ``shapes`` where not given.
            dry_run: Say what would change, and change nothing.
            stage: Write the graphs beside the old ones first, also where the store could take all of them in one update.
            query: Where the store takes queries, if the target does not say.
            update: Where it takes updates, if the target does not say.
            tries: How often to try what may be repeated.
            timeout: Seconds that the store may be silent; a request with all its tries may take ten times as long.
            progress: Called with how many bytes are written and read, and how many there are.
            remark: Called with what a user should know while it goes on.

        Raises:
            StoreError: The store cannot be used, refuses, or has not what was sent; the message says what to do.
            IncompleteHeader: The ontology's header lacks what descriptions say.
        """
        from radkg.stores import load

        return load(
            target,
            self.written,
            parts=parts,
            stage=stage,
            dry_run=dry_run,
            query=query,
            update=update,
            tries=tries,
            timeout=timeout,
            progress=progress,
            remark=remark,
        )

    def remove_from(
        self,
        target: str,
        /,
        *,
        parts: Sequence[str] = (),
        dry_run: bool = False,
        query: str | None = None,
        update: str | None = None,
        tries: int | None = None,
        timeout: float | None = None,
        remark: Callable[[str], None] | None = None,
    ) -> LoadReport:
        """Remove radkg's graphs from a triple store, and no other graph; parameters and errors are those of `load_into`."""
        from radkg.stores import remove

        return remove(
            target,
            self.ontology,
            parts=parts,
            dry_run=dry_run,
            query=query,
            update=update,
            tries=tries,
            timeout=timeout,
            remark=remark,
        )

    def diff(
        self,
        before: str | os.PathLike[str],
        after: str | os.PathLike[str] | None = None,
        *,
        verdicts: bool = True,
        every: bool = False,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Comparison:
        """Return what differs between two releases: facts, terms, mappings, sources, and the verdicts that change.

        Args:
            before: The older one: the folder of an ontology or of a checkout, a release that was built or one of its files, an
                archive, a wheel, or "installed", which is this graph's ontology.
            after: The newer one; this graph, with what has been added to it, where not given.
            verdicts: Whether to ask the sentences of all facts of both of either, and say which verdicts change.
            every: Whether to compute every verdict anew, also where nothing that matters to it has changed.
            jobs: How many processes share that: one for each core where not given.
            progress: Called with how many verdicts are computed, and how many have to be.

        Raises:
            UnreadableFile: One of the two is missing, not well formed, or has nothing of radkg's model in it.
            InvalidFacts: Blank nodes of one of them cannot be told apart.
            InvalidQuery: A query of one of them would reach outside or change something.
            WorkerEnded: A process that shares the work was ended by somebody.
            ValueError: There is less than one job.
        """
        from radkg.changes.compare import compare
        from radkg.changes.sides import INSTALLED, Side

        _refuse_no_job(jobs)
        name = INSTALLED if self.ontology.is_carried else self.ontology.root
        own = ", ".join(self.extra) or ("changes of its own" if self.written.added or self.written.removed else "")
        this = Side(f"{name} with {own}" if own else name, self.written, known=self.knowledge)
        return compare(
            os.fspath(before),
            this if after is None else os.fspath(after),
            verdicts=verdicts,
            every=every,
            jobs=jobs,
            installed=self.ontology,
            progress=progress,
        )

    def import_tables(
        self, source: str, /, *tables: str | os.PathLike[str], into: str | os.PathLike[str] | None = None
    ) -> Modules:
        """Write annotations of another resource as facts of their own, beside radkg's; this graph does not take them in.

        Args:
            source: Name of the record that the facts rest on, such as "orphanet-2025-12-09".
            tables: Tab-separated files, each known by its columns.
            into: Folder to write to; the ontology's ``imported`` where not given.

        Raises:
            UnreadableFile: A table cannot be read or is of no kind that is known, or a file cannot be written.
            UnknownTerm: The ontology has no such source, or none with title, version and licence.
        """
        from radkg.imports import import_tables

        return import_tables(
            source, [os.fspath(path) for path in tables], self.ontology, None if into is None else os.fspath(into)
        )

    def new_fact(
        self,
        statement: str = "",
        /,
        *,
        subject: str = "",
        relation: str = "",
        object: str = "",
        excluded: bool = False,
        null_result: bool = False,
        certainty: str = "",
        count: int | None = None,
        total: int | None = None,
        frequency_min: float | None = None,
        frequency_max: float | None = None,
        age_min: int | None = None,
        age_max: int | None = None,
        sample_size: int | None = None,
        site: Sequence[str] = (),
        layer: Sequence[str] = (),
        pattern: Sequence[str] = (),
        distribution: Sequence[str] = (),
        modality: Sequence[str] = (),
        stage: Sequence[str] = (),
        population: Sequence[str] = (),
        disease: Sequence[str] = (),
        frequency_word: Sequence[str] = (),
        source: str = "",
        title: str = "",
        year: int | None = None,
        source_kind: str = "",
        cite_as: str = "",
        passage: str = "",
        locator: str = "",
        evidence_type: str = "",
        bears_on: Sequence[str] = (),
        quote: str = "",
        address: str = "",
        read_on: str = "",
        label: str = "",
        file: str | os.PathLike[str] | None = None,
        namespace: str = "",
        dry_run: bool = False,
        ask: Callable[[str], str] | None = None,
        remark: Callable[[str], None] | None = None,
        **qualifiers: object,
    ) -> NewFact:
        """Write a fact of your own with its evidence, as Turtle in its place; this graph does not take it in.

        It is put into words that are read as it, held against the shapes and against what is known, and written whole or not
        at all. See docs/curating.md.

        Args:
            statement: The fact as one sentence; what is given by name takes the place of what it says.
            subject: Label, synonym, prefixed name or IRI of the subject.
            relation: Label of, or phrase for, the relation.
            object: Label, synonym, prefixed name or IRI of the object.
            excluded: Whether the source says that no case shows it.
            null_result: Whether the source looked and found no significant difference.
            certainty: How firmly the source says it: "stated", "possible", "reported", …
            count: Cases in which it was found.
            total: Cases that were looked at.
            frequency_min: Least share of cases, in percent.
            frequency_max: Greatest share of cases, in percent.
            age_min: Lowest age, in completed years.
            age_max: Highest age, in completed years.
            sample_size: Patients that the source looked at.
            site: Where in the body.
            layer: In which layer of tissue.
            pattern: In which pattern.
            distribution: How it is spread.
            modality: On which images it is seen.
            stage: At which stage.
            population: In whom.
            disease: In which disease, of a fact about two findings.
            frequency_word: How often, in the source's own word.
            source: DOI, PMID, address, IRI or name of the source.
            title: Title of a source that is not known yet.
            year: Its year.
            source_kind: Its kind: "cohort study", "case series", …
            cite_as: How it is cited; made of title and year where not given.
            passage: The passage of the source that says it, where the source has passages.
            locator: Where in the source it stands: "abstract", "table 2".
            evidence_type: A class of the Evidence and Conclusion Ontology. Where not given: ECO:0000302, an author's statement,
                or ECO:0000305, the curator's inference, where the certainty is implied.
            bears_on: The qualifiers that the source supports, where it does not support all of the fact.
            quote: The sentence of the source that says it. Its SHA-256 is written, and not the sentence.
            address: Where that was read.
            read_on: When it was, as "2026-11-30"; today where not given.
            label: The label; made where not given.
            file: A Turtle file of your own, which need not be there; the graph's ontology where not given.
            namespace: What names of facts begin with; as that of others in the file where not given.
            dry_run: Whether to write nothing.
            ask: Shows a question and returns the answer: what is missing is asked for.
            remark: Called with what a user should know while it goes on.
            qualifiers: Any other qualifier of the schema by its key, with a value or several.

        Returns:
            What was written, or why it was not; and what it changes in verdicts.

        Raises:
            InvalidOption: Something is missing, or does not go with the rest; or there is neither a file nor an ontology of
                your own.
            UnknownTerm: A name stands for nothing; the error offers the nearest names.
            NotUnderstood: The sentence cannot be read as one fact.
            UnreadableFile: The file is there and is not well formed.
            InvalidFacts: The facts that are in the file do not conform.
            CannotWriteFact: The file or a folder cannot be written to. Nothing has changed.
        """
        named = {
            name: value
            for name, value in locals().items()
            if name not in ("self", "file", "namespace", "dry_run", "ask", "remark", "qualifiers")
        }
        from radkg.curating.new_fact import as_given, new_fact
        from radkg.rdf.reading import read

        path = "" if file is None else os.fspath(file)
        document = read(path) if path and os.path.lexists(path) and path.lower().endswith(".ttl") else None
        beside = self
        if document and document.quads and path not in self.extra:
            beside = KnowledgeGraph(extra=(*self.extra, path), ontology=self.ontology)
        return beside.answer(
            lambda known: new_fact(
                as_given(named, qualifiers),
                known,
                beside.written,
                is_named=self._is_named,
                file=path,
                document=document,
                namespace=namespace,
                dry_run=dry_run,
                ask=ask,
                say=remark,
            )
        )

    def all_criteria(self) -> CriteriaList:
        """Return the classification criteria that there are, the latest first."""
        from radkg.criteria import CriteriaList, all_criteria

        return self.answer(lambda known: CriteriaList(all_criteria(known)))

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
            TypeError: One name is given where a sequence of names is asked for.
        """
        from radkg.criteria import compute, find_criteria

        for names in (findings, without):
            if isinstance(names, str):
                raise TypeError(f"findings are a sequence of names; write [{names!r}]")
        return self.answer(lambda known: compute(known, find_criteria(known, name), findings, without, age, biopsy))

    def check(self, statement: str) -> Verdict:
        """Return the verdict on ``statement``.

        A sentence that makes several claims has a verdict on each in ``parts``. A statement that cannot be read has a verdict
        as well, "not understood"; it names the words and what comes near them, and an open question the query that answers it.

        Args:
            statement: One sentence, as people write it.

        Returns:
            The verdict, which is neither true nor false: ``if kg.check(…)`` raises TypeError; compare ``.verdict``.

        Raises:
            TypeError: The statement is no text.
        """
        from radkg.verdict import check

        _refuse_no_text("statement", statement)
        return self.answer(lambda known: check(known, statement))

    def check_text(self, text: str) -> TextVerdict:
        """Return the claims that ``text`` makes, each with its place in it and a verdict.

        Findings of one patient are no general claims, and are left unchecked, as are questions and what cannot be read.

        Args:
            text: A text in English: an answer, an abstract, a report, a leaflet.

        Returns:
            The claims, and what was not checked with the reason; ``html()`` marks up the text.

        Raises:
            TypeError: It is no text.
            NotUnderstood: It has more than a million characters.
        """
        from radkg.verdict.text import check_text

        _refuse_no_text("text", text)
        return self.answer(lambda known: check_text(known, text))

    def check_many(self, statements: Iterable[str], jobs: int | None = None) -> Iterator[Verdict]:
        """Return an iterator of the verdicts on ``statements``, in their order, which are checked while it is asked.

        Args:
            statements: The statements, which may be without end. With one job, each is taken when its verdict is asked for;
                with more, some hundred are taken ahead for each job.
            jobs: How many processes share the work: one for each core where not given. A few statements are checked in this
                process in any case.

        Raises:
            TypeError: The statements are one text. While the iterator is asked: a statement is no text.
            ValueError: There is less than one job.
            WorkerEnded: While the iterator is asked: a process that shares the work was ended by somebody.
        """
        from radkg.many.run import check_many

        if isinstance(statements, str):
            raise TypeError(f"statements are several; write [{statements!r:.80}]")
        _refuse_no_job(jobs)
        return check_many(statements, self.written, self.answer, jobs)

    def check_file(
        self,
        path: str | os.PathLike[str],
        /,
        *,
        output: str | os.PathLike[str] | None = None,
        column: str | None = None,
        input_format: str | None = None,
        jobs: int | None = None,
        resume: bool = False,
        fail_on: Sequence[str] = (),
        read: Callable[[int], bytes] | None = None,
        watch: Callable[[str], AbstractContextManager[Counting | None]] | None = None,
        remark: Callable[[str], None] | None = None,
    ) -> CheckedFile | CheckedRows:
        """Check each statement of a file of any size; see docs/checking.md.

        A row that cannot be used is "not understood", with the reason, and ends nothing.

        Args:
            path: The file: .tsv, .csv, .jsonl, or .txt with one statement a line.
            output: Where to write the rows with their verdicts: .tsv, .csv, .jsonl, .json, .txt or .parquet.
            column: The column with the statements; ``statement``, ``sentence``, ``claim`` or ``text`` where not given.
            input_format: The form of the file, where its suffix does not say it: "tsv", "csv", "jsonl" or "text".
            jobs: How many processes share the work: one for each core where not given.
            resume: Whether to go on after the last row that is in ``output``.
            fail_on: Verdicts that make the ``exit_code`` 1 where a row has one of them.
            read: Reads a number of bytes from standard input, for the path ``-``.
            watch: Called with what is being done; gives what is called with the bytes that are done, all bytes (0 where that is
                not known) and the rows that are done.
            remark: Called with what a user should know while it goes on.

        Returns:
            How many rows have each verdict; without ``output`` the rows themselves, which are checked while they are taken.

        Raises:
            UnreadableFile: The file is missing, not UTF-8 from its start, or has no such column.
            InvalidOption: The options do not go together, or a suffix or a verdict is not known.
            CannotWriteResults: The results cannot be written; the rows before are whole.
            NotResumable: What is in ``output`` is not the beginning of the results.
            MissingPackage: Parquet needs pyarrow.
            WorkerEnded: A process that shares the work was ended by somebody; the rows before are whole.
            ValueError: There is less than one job.
        """
        from radkg.many.run import check_file

        _refuse_no_job(jobs)
        return check_file(
            os.fspath(path),
            self.written,
            self.answer,
            output=None if output is None else os.fspath(output),
            form=input_format,
            column=column,
            jobs=jobs,
            resume=resume,
            fail_on=fail_on,
            read=read,
            watch=watch,
            remark=remark or (lambda text: None),
        )


def _refuse_no_text(what: str, given: object) -> None:
    if not isinstance(given, str):
        raise TypeError(f"a {what} is text, and this is of type {type(given).__name__}: {given!r:.80}")


def _refuse_no_job(jobs: int | None) -> None:
    if jobs is not None and jobs < 1:
        raise ValueError(f"there must be a job, and {jobs} are given")


def _copied(store: ox.Store) -> ox.Store:
    copy = ox.Store()
    copy.bulk_extend(store)
    return copy
