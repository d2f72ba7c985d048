"""What the verbs do. What each needs, it imports when it is called."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from radkg.errors import InvalidOption
from radkg.exchange.formats import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.graph import KnowledgeGraph
    from radkg.mappings import Index
    from radkg.model.ontology import Ontology
    from radkg.model.store import Written
    from radkg.questions.catalogue import Question
    from radkg.questions.pointing import Command
    from radkg.rdf.results import QueryResult
    from radkg.verbs.contract import Face, Result

LONGEST = 86400  # seconds that a command may be given: a day
LIMIT = 300.0  # seconds for a command, where nothing else is said


def _ontology(face: Face, folder: str | None) -> Ontology:
    if face.graph is not None:
        return face.graph.ontology
    from radkg.model.ontology import Ontology

    return Ontology.carried() if folder is None else Ontology.at(folder)


def _graph(face: Face, ontology: str | None, extra: Sequence[str]) -> KnowledgeGraph:
    if face.graph is not None:
        return face.graph
    from radkg.graph import load

    return load(extra, ontology=ontology)


def check(
    face: Face,
    *,
    statement: str | None,
    file: str | None,
    text: str | None,
    input_format: str | None,
    column: str | None,
    output: str | None,
    resume: bool,
    fail_on: Sequence[str],
    jobs: int | None,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Return the verdict on a statement, what becomes of a file of them, or the claims of a text."""
    if text is not None:
        if face.form not in ("", "text", "json", "html"):
            raise InvalidOption(f"--format {face.form} is for --file; the claims of a text are printed as text, json or html")
        return _graph(face, ontology, extra).check_text(_text(face, text))
    if face.form == "html":
        raise InvalidOption("--format html is for --text")
    if file is None:
        if face.form not in ("", "text", "json"):
            raise InvalidOption(f"--format {face.form} is for --file; a verdict is printed as text or as json")
        return _graph(face, ontology, extra).check(statement or "")
    if output is not None and face.form not in ("", "text", "json"):
        raise InvalidOption(f"--format {face.form} is for standard output; with --output, the suffix of the file says its form")
    graph = _graph(face, ontology, extra)
    face.lift()
    return graph.check_file(
        file,
        output=output,
        column=column,
        input_format=input_format,
        jobs=jobs if face.graph is None else 1,  # who is asked by many at once shares the work out itself
        resume=resume,
        fail_on=fail_on,
        read=face.read,
        watch=face.progress,
        remark=face.remark,
    )


def _text(face: Face, path: str) -> str:
    """Return the text of a file, or of standard input where the path is ``-``."""
    from radkg.imports.passages import LARGEST_FILE, decoded, read_copy

    return decoded(face.read(LARGEST_FILE + 1), "<stdin>") if path == "-" else read_copy(path)


def remark_on_verdict(result: Any, form: str) -> str:
    """Return why a statement was not understood, or how many rows of a file have each verdict."""
    if hasattr(result, "to_jsonl"):  # the rows of a file
        return f"radkg: {result.tally}"
    return f"radkg: {result.because}" if form == "text" and getattr(result, "verdict", "") == "not understood" else ""


def show(face: Face, *, name: str, section: str | None, ontology: str | None, extra: Sequence[str]) -> Result:
    """Return what is known about a term or a fact."""
    return _graph(face, ontology, extra).show(name, section=section)


def query(
    face: Face,
    *,
    query: str | None,
    value: str | None,
    parameters: Mapping[str, str] | Sequence[str],
    list: bool,
    describe: bool,
    limit: int | None,
    timeout: float,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Return the rows of a query, the questions that there are, or what one of them asks."""
    from dataclasses import replace

    from radkg.errors import InvalidQuery
    from radkg.questions.listing import QuestionDescription, QuestionList

    opened = _ontology(face, ontology)
    if list:
        return QuestionList.of(opened, " ".join(filter(None, (query, value))))
    if query is None:
        raise InvalidQuery("name a question, a file, or - for standard input; `radkg query --list` lists the questions")
    # to answer what is asked in words, the same graph is looked at many times
    graph = cache(partial(_graph, face, ontology, extra))
    asked = _in_words(face, query, graph)
    question = asked.question if asked else _question(face, opened, query)
    if describe:
        return QuestionDescription(question)
    if not 0 < timeout <= LONGEST:
        raise InvalidQuery(f"--timeout is between 0 and {LONGEST} seconds, not {timeout:g}")
    given = {**(asked.given if asked else {}), **_given(parameters)}
    rows = _rows(face, question, given if value is None else _with_value(question, value, given), timeout, ontology, extra)
    rows = replace(rows, in_table=question.in_table)
    if question.catalogued:
        rows = _compared(face, question, given, asked, rows, graph())
    if asked:
        rows = _as_asked(face, query, asked, rows, graph())
    if not question.catalogued:
        from radkg.questions.misspelt import remarks

        for remark in graph().answer(lambda known: tuple(remarks(question.sparql, known, has_rows=bool(rows.rows)))):
            face.remark(remark)
    if limit is None:
        return rows
    first = rows.first(limit, as_read=face.form in ("", "table"))
    if len(first) < len(rows):
        face.remark(f"the first {len(first)} of {len(rows)} rows")
    return first


def _in_words(face: Face, query: str, graph: Callable[[], KnowledgeGraph]) -> Command | None:
    """Return the named question that answers what is asked in somebody's words; ``None`` where it is not asked in words.

    Raises:
        InvalidQuery: No named question answers it.
    """
    from radkg.questions.catalogue import SUFFIXES
    from radkg.questions.openness import is_in_words

    if face.graph is not None or not is_in_words(query) or query.endswith(SUFFIXES) or os.path.isfile(query):
        return None
    from radkg.errors import InvalidQuery
    from radkg.model import english
    from radkg.questions.arising import of_what_arises
    from radkg.questions.pointing import answers, what_is_known
    from radkg.questions.unknown import asked_for, no_such_term, unknown_name

    kg = graph()
    if unknown := kg.answer(partial(unknown_name, query)):
        raise InvalidQuery(kg.answer(partial(no_such_term, unknown)))
    commands = kg.answer(lambda known: of_what_arises(query, answers(query, known), known))
    if not commands:
        known = kg.answer(lambda known: what_is_known(query, known))
        unread = "that is not understood: no named question answers it"
        name = asked_for(query)
        said = kg.answer(partial(no_such_term, name)) if name and not known else ""
        raise InvalidQuery(said or f"{unread}; {known or '`radkg query --list` lists them'}")
    first, *more = commands
    for word, other in first.respelt:
        face.remark(f"“{word}” is read as “{other}”")
    asked_of = kg.answer(lambda known: [known.label(term) for term in first.terms(known)])
    for broader in kg.answer(first.of_broader_only):
        others = [one for one in asked_of if one != broader]
        if others and not kg.answer(partial(first.is_joined, disease=broader)):
            face.remark(f"nothing is held that joins “{broader}” itself with {english.quoted(others)}")
        face.remark(f"no row names “{broader}” itself; they are of what it is a kind of")
    unjoined = kg.answer(first.unjoined)
    if unjoined:
        face.remark(f"nothing is held that joins {english.quoted(unjoined)} with {english.quoted(asked_of)}")
    left = f", without {english.quoted(first.left)}" if first.left else ""
    face.remark(f"asked as `{' '.join(first.written)}`{left}")
    if unshared := kg.answer(first.unshared):
        face.remark(f"no row shares {english.quoted(unshared)}")
    if empty := [one for one in first.empty if one not in unjoined]:
        face.remark(f"nothing is known with {english.quoted(empty)}")
    instead, named = first.instead
    if named:
        face.remark(f"nothing is known of “{named}” itself; “{instead}” is what it is a kind of")
    for command in more:
        facts = kg.answer(command.first_facts)
        says = f": {'; '.join(facts)}" if facts else ""
        face.remark(f"and `{' '.join(command.written)}` answers the rest{says}")
    return first


def _in_order(face: Face, asked: Command, rows: QueryResult, kg: KnowledgeGraph) -> QueryResult:
    """Return the rows of what is asked in words with those first that name what the question does not take; say how many."""
    from radkg.questions.compared import orders
    from radkg.questions.narrowed import first_those_naming
    from radkg.questions.said import first_those_saying, remarks

    besides = kg.answer(lambda known: orders(known, rows, asked.besides))
    rows, counts = kg.answer(lambda known: first_those_naming(known, rows, besides))
    named = kg.answer(lambda known: {known.label(term): n for term, n in counts.items() if 0 < n < len(rows)})
    for label, count in named.items():
        face.remark(f"{count} of {len(rows)} rows name “{label}”; they come first")
    wanted = kg.answer(lambda known: asked.sought(known, [term for term, count in counts.items() if count]))
    rows, _ = kg.answer(lambda known: first_those_saying(known, rows, wanted))
    for remark in kg.answer(lambda known: remarks(known, rows, wanted, asked.terms(known), asked.others(known))):
        face.remark(remark)
    return rows


def _as_asked(face: Face, query: str, asked: Command, rows: QueryResult, kg: KnowledgeGraph) -> QueryResult:
    """Return the rows of what is asked in words in the order that it asks for; say what comes first, or that there are none."""
    from radkg.questions.pointing import what_is_known

    if not rows.rows and (known := kg.answer(lambda known: what_is_known(query, known))):
        face.remark(f"nothing is known of that; {known}")
    # what belongs to a disease stays together where the rows are those of several diseases
    if not any(parameter.several for parameter in asked.question.parameters):
        rows = _in_order(face, asked, rows, kg)
    return _arising(face, query, asked, rows, kg)


def _arising(face: Face, query: str, asked: Command, rows: QueryResult, kg: KnowledgeGraph) -> QueryResult:
    """Return the rows of what is asked in words with those first of the diseases that arise in what it names; say which."""
    from radkg.questions.arising import first_those_of, origins
    from radkg.questions.pointing import answers

    found = kg.answer(lambda known: origins(query, known))
    rows, counts = kg.answer(lambda known: first_those_of(known, rows, found))
    for origin, count in counts.items():
        said, labels = kg.answer(origin.said), kg.answer(origin.labels)
        if count:
            face.remark(f"{said}: {count} of {len(rows)} rows are of that and come first")
        elif set(labels) & set(asked.given.values()):
            face.remark(said)
        else:
            tells = [f"`{' '.join(one.written)}`" for one in kg.answer(partial(answers, labels[0]))[:1]]
            face.remark("; ".join([f"{said}, of which no row is", *(f"{one} says what is known of it" for one in tells)]))
    return rows


def _compared(
    face: Face,
    question: Question,
    given: Mapping[str, str | list[str]],
    asked: Command | None,
    rows: QueryResult,
    kg: KnowledgeGraph,
) -> QueryResult:
    """Return the rows of a comparison, in turn where it is asked in words; say of which of the two there is nothing."""
    from radkg.questions.compared import gaps, in_turn, sides

    compared = kg.answer(lambda known: sides(known, question, given))
    if compared is None:
        return rows
    for gap in kg.answer(lambda known: gaps(known, compared, rows, asked.besides if asked else ())):
        face.remark(gap)
    return kg.answer(lambda known: in_turn(known, compared, rows)) if asked else rows


def _question(face: Face, ontology: Ontology, query: str) -> Question:
    from radkg.questions.catalogue import find_question, open_query, read_question

    if face.graph is not None:  # who asks from elsewhere names no file
        return find_question(ontology, query)
    if query != "-":
        return open_query(ontology, query)
    from radkg.rdf.sparql import LARGEST_FILE, decode

    return read_question(decode(face.read(LARGEST_FILE + 1), "<stdin>"), "<stdin>")


def _given(parameters: Mapping[str, str] | Sequence[str]) -> Mapping[str, str | list[str]]:
    """Return parameters of a question by name; those written as NAME=VALUE are read, and one may be given more than once."""
    from radkg.errors import InvalidQuery

    if isinstance(parameters, Mapping):
        return parameters
    given: dict[str, str | list[str]] = {}
    for pair in parameters:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InvalidQuery(f"--param {pair[:80]!r} is not of the form name=value")
        earlier = given.get(name)
        given[name] = value if earlier is None else [*([earlier] if isinstance(earlier, str) else earlier), value]
    return given


def _with_value(question: Question, value: str, given: Mapping[str, str | list[str]]) -> Mapping[str, str | list[str]]:
    """Return parameters with the value of the one that is needed and not given by its name, or where none is, of the first."""
    from radkg.errors import InvalidQuery

    named = {name.casefold() for name in given}
    unnamed = [p for p in question.parameters if p.name.casefold() not in named]
    needed = [p.name for p in unnamed if p.is_needed] or [p.name for p in unnamed[:1]]
    if len(needed) != 1:
        needs = f"it needs {len(needed)} parameters more: {', '.join(needed)}" if needed else "it takes no parameter more"
        raise InvalidQuery(f"{question.name} cannot be asked of {value[:80]!r} alone: {needs}; give them as -p NAME=VALUE")
    return {**given, needed[0]: value}


def _rows(
    face: Face,
    question: Question,
    given: Mapping[str, str | list[str]],
    timeout: float,
    ontology: str | None,
    extra: Sequence[str],
) -> QueryResult:
    """Run a question here, and a query of somebody's own in a process that can be stopped."""
    from radkg.questions import limited
    from radkg.questions.catalogue import bind
    from radkg.rdf import sparql

    if not question.catalogued:
        sparql.refuse(question.sparql, question.name)
    asks_graphs = sparql.asks_graphs(question.sparql)
    if not question.catalogued and not question.parameters and not given and not asks_graphs:
        return limited.query(question.sparql, question.name, _written(face, ontology, extra), timeout)
    kg = _graph(face, ontology, extra)
    if question.catalogued:
        return kg.query(question.name, **given)
    text = kg.answer(lambda known: bind(known, question, given))
    if not asks_graphs:
        return limited.query(text, question.name, kg.written, timeout)
    from radkg.stores.parts import in_graphs

    quads = kg.answer(lambda known: in_graphs(known, kg.written))
    return limited.query(text, question.name, kg.written, timeout, in_graphs=quads)


def solve(graph: KnowledgeGraph, sparql: str, seconds: float) -> QueryResult:
    """Return the rows of SPARQL of somebody's own over a graph that is open, from a process that can be stopped.

    Args:
        graph: The graph.
        sparql: The query.
        seconds: The time limit.

    Raises:
        InvalidQuery: It is refused, not well formed, or was stopped at a bound.
    """
    from radkg.questions.catalogue import read_question
    from radkg.verbs.contract import Face

    return _rows(Face(graph=graph), read_question(sparql, "query"), {}, seconds, None, ())


def _written(face: Face, ontology: str | None, extra: Sequence[str]) -> Written:
    """Return what a graph is made from, without deriving anything."""
    if face.graph is not None:
        return face.graph.written
    from radkg.model.store import Written

    opened = _ontology(face, ontology)
    if not extra:
        return Written(opened)
    from radkg.validation import read_valid

    documents = read_valid(extra, opened)
    return Written(opened, tuple(quad.triple for document in documents for quad in document.quads))


def remark_on_rows(result: Any, form: str) -> str:
    """Return that there is no row, or no question."""
    if hasattr(result, "rows"):
        return "" if result.rows else "radkg: no rows"
    none = form != "json" and hasattr(result, "word") and not result
    return f"radkg: no question is about {result.word!r}" if none else ""


def validate(
    face: Face, *, paths: Sequence[str], shapes: Sequence[str], strict: bool, timeout: float, ontology: str | None
) -> Result:
    """Return what the shapes and the checks find."""
    from radkg import validation

    if face.graph is not None:
        return face.graph.validate(*paths, shapes=shapes, strict=strict, timeout=timeout)
    with face.progress("validating") as progress:
        if progress is not None:
            progress(0, 1)  # nobody can say how far it is; that it works, one sees
        return validation.validate(paths, shapes=shapes, strict=strict, timeout=timeout, ontology=_ontology(face, ontology))


def remark_on_findings(report: Any, form: str) -> str:
    """Return how many things were found, beside a form that programs read."""
    return report.summary if form != "text" and hasattr(report, "summary") else ""


def quality(face: Face, *, paths: Sequence[str], only: Sequence[str], docs: bool, ontology: str | None) -> Result:
    """Return what the quality checks find, or the checks."""
    from radkg.model.store import Written
    from radkg.rdf.reading import read
    from radkg.validation.quality import QualityChecks, examine

    if face.graph is not None:
        return face.graph.quality_checks() if docs else face.graph.quality(*paths, only=only)
    opened = _ontology(face, ontology)
    if docs:
        return QualityChecks.of(opened)
    return examine(Written(opened), [read(path) for path in paths], only)


def reason(face: Face, *, profile: bool, timeout: float, ontology: str | None, extra: Sequence[str]) -> Result:
    """Return what HermiT says, or whether all is OWL 2 DL."""
    if face.graph is not None:
        return face.graph.owl_profile(timeout=timeout) if profile else face.graph.reason(timeout=timeout)
    # Not KnowledgeGraph: it derives what a reasoner need not be told, and refuses a faulty file before its fault is explained.
    import pyoxigraph as ox

    from radkg.model.store import Written
    from radkg.rdf import reading

    quads = [quad for path in extra for quad in reading.read(path).quads]
    written = Written(_ontology(face, ontology), tuple(quad.triple for quad in quads))
    if profile:
        from radkg.reasoning.profile import profile_of

        return profile_of(written, seconds=timeout)
    from radkg.reasoning.hermit import reason_over

    suspects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    face.notice("HermiT is reasoning …")
    return reason_over(written, suspects=suspects, seconds=timeout)


def criteria(
    face: Face,
    *,
    name: str | None,
    list: bool,
    findings: Sequence[str],
    without: Sequence[str],
    age: str | int | None,
    biopsy: bool,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Return what criteria make of findings, or the criteria that there are."""
    from radkg.criteria import years

    kg = _graph(face, ontology, extra)
    if list:
        return kg.all_criteria()
    return kg.criteria(name, findings=findings, without=without, age=years(age), biopsy=biopsy)


def sources(face: Face, *, ontology: str | None, extra: Sequence[str]) -> Result:
    """Return the sources."""
    return _graph(face, ontology, extra).sources()


def verify_source(face: Face, *, path: str, source: str | None, ontology: str | None, extra: Sequence[str]) -> Result:
    """Return whether a copy has the passages that are cited."""
    return _graph(face, ontology, extra).verify_source(path, source=source)


def mapping_sets(face: Face, *, index: str | None, ontology: str | None) -> Result:
    """Return the mapping sets."""
    from radkg.mappings import MappingSets

    return MappingSets(_index(face, index, ontology).sets)


def _index(face: Face, folder: str | None, ontology: str | None) -> Index:
    from radkg.mappings import Index

    opened = _ontology(face, ontology)
    return Index.of_folder(folder, opened.prefixes()) if folder else opened.mapping_index()


def verify_mappings(
    face: Face,
    *,
    path: str,
    corrected: str | None,
    merge: bool,
    index: str | None,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Return what a release says of the mappings to it."""
    import os

    opened = _index(face, index, ontology)
    with face.progress(f"verifying with {os.path.basename(path)}") as progress:
        kg = _graph(face, ontology, extra)
        return kg.verify_mappings(path, corrected=corrected, merge=merge, index=opened, progress=progress)


def diff(
    face: Face,
    *,
    before: str,
    after: str | None,
    verdicts: bool,
    every: bool,
    jobs: int | None,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Return what differs between two releases."""
    if after is not None and extra:
        raise InvalidOption("--with adds to what is installed; leave out B to compare with that")
    with face.progress("asking both for verdicts") as progress:
        asked: dict[str, Any] = {"verdicts": verdicts, "every": every, "jobs": jobs, "progress": progress}
        if after is None:
            return _graph(face, ontology, extra).diff(before, **asked)
        from radkg.changes.compare import compare

        return compare(before, after, installed=_ontology(face, ontology), **asked)


def build(
    face: Face,
    *,
    folder: str,
    formats: Sequence[str],
    all: bool,
    check: bool,
    enrich: Sequence[str],
    index: str | None,
    endpoint: str,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Write the release files, and return them."""
    return _graph(face, ontology, extra).build(
        folder,
        formats=ALL if all else formats,
        check=check,
        enrich=enrich,
        index=index,
        endpoint=endpoint,
        watch=face.progress,
        remark=face.remark,
    )


def site(face: Face, *, folder: str, documentation: str, ontology: str | None, extra: Sequence[str]) -> Result:
    """Write the site, and return what is in it."""
    return _graph(face, ontology, extra).site(folder, documentation=documentation, watch=face.progress)


def load(
    face: Face,
    *,
    target: str,
    parts: Sequence[str],
    dry_run: bool,
    remove: bool,
    stage: bool,
    query: str | None,
    update: str | None,
    tries: int | None,
    timeout: float | None,
    ontology: str | None,
    extra: Sequence[str],
) -> Result:
    """Load into a store, or remove from it, and return what was done."""
    from radkg import stores

    with face.progress(f"loading into {target}") as progress:
        common: dict[str, Any] = {
            "parts": parts,
            "dry_run": dry_run,
            "query": query,
            "update": update,
            "tries": tries,
            "timeout": timeout,
            "remark": face.remark,
        }
        if remove:  # what is to be removed, the ontology says: nothing need be derived
            face.lift()
            return stores.remove(target, _ontology(face, ontology), **common)
        graph = _graph(face, ontology, extra)
        face.lift()
        return graph.load_into(target, stage=stage, progress=progress, **common)


def import_tables(face: Face, *, source: str, tables: Sequence[str], into: str | None, ontology: str | None) -> Result:
    """Write tables of another resource as facts, and return the files."""
    from radkg import imports

    return imports.import_tables(source, tables, _ontology(face, ontology), into)


def new_fact(
    face: Face,
    *,
    statement: str | None,
    subject: str,
    relation: str,
    object: str,
    excluded: bool,
    null_result: bool,
    certainty: str,
    count: int | None,
    total: int | None,
    frequency_min: float | None,
    frequency_max: float | None,
    age_min: int | None,
    age_max: int | None,
    sample_size: int | None,
    site: Sequence[str],
    layer: Sequence[str],
    pattern: Sequence[str],
    distribution: Sequence[str],
    modality: Sequence[str],
    stage: Sequence[str],
    population: Sequence[str],
    disease: Sequence[str],
    frequency_word: Sequence[str],
    source: str,
    title: str,
    year: int | None,
    source_kind: str,
    cite_as: str,
    passage: str,
    locator: str,
    evidence_type: str,
    bears_on: Sequence[str],
    quote: str,
    address: str,
    read_on: str,
    label: str,
    namespace: str,
    dry_run: bool,
    qualifiers: Sequence[str],
    file: str | None,
    ontology: str | None,
) -> Result:
    """Write a fact, and return what became of it."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in locals().items()
        if name not in ("face", "statement", "qualifiers", "file", "ontology")
    }
    graph = _graph(face, ontology, ())
    face.lift()  # a dialogue takes as long as it takes
    for pair in qualifiers:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value.strip():
            raise InvalidOption(f"--qualifier {pair[:80]!r} is not of the form NAME=VALUE")
        if given.get(name) not in (None, (), False, "") and not isinstance(given[name], list):
            raise InvalidOption(f"{name} is given twice: by --qualifier, and by an option of its own")
        given[name] = [*(given.get(name) or ()), value.strip()]
    return graph.new_fact(statement or "", file=file, ask=face.ask, remark=face.remark, **given)
