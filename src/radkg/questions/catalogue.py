"""The catalogue of competency questions: SPARQL files whose header says what is asked and with which parameters.

A question runs as it stands in any SPARQL 1.1 store, with its example. A parameter is bound by one marked line, such as
``VALUES ?disease { radkg:Example } # parameter``. A value of the user's replaces the example. It is a typed RDF term in the
engine's own spelling, and so data whatever it contains. A parameter may take several values, which stand in its line one after
another; one that is optional and not given is ``UNDEF`` there.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import InvalidQuery, UnknownTerm
from radkg.model.english import an
from radkg.model.lookups import node
from radkg.namespaces import RADKG, RDF, RDFS, SKOS, XSD, compact, expand
from radkg.questions.header import read_header
from radkg.rdf import sparql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.rdf.results import QueryResult

_PARAMETER = re.compile(
    r"(?P<name>[a-z][A-Za-z0-9]*) \((?P<kind>integer|word|terms?)"
    r"(?:(?<=integer) from (?P<minimum>-?\d{1,9}) to (?P<maximum>-?\d{1,9})|(?<=[ms]) of (?P<of>[^\s,]+(?: or [^\s,]+)*))?, "
    r"(?:required|(?P<optional>optional)|default (?P<default>[^)]+))\) — (?P<about>[^;]+); example: (?P<example>.+)"
)
_BINDING = re.compile(r"VALUES \?(\w+) \{ ([^{}]*) \}(?= # parameter)")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_GIVEN = "UNDEF"
_MOST_VALUES = 50  # of one parameter
SUFFIXES = (".rq", ".sparql")


@dataclass(frozen=True, slots=True)
class QuestionParameter:
    """A value that a question needs.

    Attributes:
        name: Its name, that of the variable it binds.
        kind: ``term``, ``integer`` or ``word``.
        of: The IRIs of the classes whose subclasses or members it may name, where ``kind`` is ``term``; none for any term.
        default: The value where none is given, as a person would write it; ``None`` where there is none.
        about: What it is, in words.
        example: A value to try, or several with a semicolon between them.
        several: Whether it takes several values.
        optional: Whether it may be left out although it has no default.
        minimum: The least that an integer may be.
        maximum: The most that an integer may be.
    """

    name: str
    kind: str
    of: tuple[str, ...]
    default: str | None
    about: str
    example: str
    several: bool = False
    optional: bool = False
    minimum: int | None = None
    maximum: int | None = None

    @property
    def is_needed(self) -> bool:
        """Whether a value must be given."""
        return self.default is None and not self.optional


@dataclass(frozen=True, slots=True)
class Question:
    """A query with a header.

    Attributes:
        name: Its name, or the path of a user's file.
        title: What it is called.
        question: What it asks.
        keywords: Words to find it by.
        parameters: Its parameters.
        sparql: The query as it is in the file.
        in_table: The columns that a table for reading has, where it is not to have all.
        catalogued: Whether it is of the catalogue, and not a user's own.
        asked: The ways in which people ask it; see `radkg.questions.pointing`.
    """

    name: str
    title: str
    question: str
    keywords: tuple[str, ...]
    parameters: tuple[QuestionParameter, ...]
    sparql: str
    in_table: tuple[str, ...] = ()
    catalogued: bool = False
    asked: tuple[str, ...] = ()

    def bindings(self) -> dict[str, str]:
        """Return the parameters that the query binds, each with the values in its line, as SPARQL writes them."""
        return {match[1]: match[2] for match in _BINDING.finditer(self.sparql)}

    def with_values(self, values: Mapping[str, Sequence[ox.NamedNode | ox.Literal]]) -> str:
        """Return the SPARQL with each parameter bound to its values, or to none."""

        def bound(line: re.Match[str]) -> str:
            return f"VALUES ?{line[1]} {{ {' '.join(map(str, values[line[1]])) or _NOT_GIVEN} }}"

        return _BINDING.sub(bound, self.sparql)


def catalogue(ontology: Ontology) -> dict[str, Question]:
    """Return the competency questions of an ontology by name."""
    return {q.name: q for q in (_of_catalogue(ontology, path) for path in ontology.query_files("competency"))}


def names(ontology: Ontology) -> list[str]:
    """Return the names of the competency questions, without reading them."""
    return [_stem(path) for path in ontology.query_files("competency")]


def is_name(text: str) -> bool:
    """Return whether ``text`` can only be meant as the name of a question."""
    return _NAME.fullmatch(text.lower()) is not None


def find_question(ontology: Ontology, name: str) -> Question:
    """Return the competency question called ``name``, in whichever case.

    Raises:
        InvalidQuery: There is none.
    """
    paths = {_stem(path): path for path in ontology.query_files("competency")}
    if name.lower() in paths:
        return _of_catalogue(ontology, paths[name.lower()])
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), paths, 3, 0.5)
    hint = f"; nearest: {', '.join(near)}" if near else "; `radkg query --list` lists them"
    raise InvalidQuery(f"there is no question {name!r}{hint}")


def read_question(text: str, name: str, *, catalogued: bool = False) -> Question:
    """Read the header of a query; a query without header is a question without parameters.

    Args:
        text: The query.
        name: What to call the question.
        catalogued: Whether it is of the catalogue, and not a user's own.

    Raises:
        InvalidQuery: A ``# parameter:`` line cannot be read, or the query has no line that binds the parameter.
    """
    header = read_header(text)
    question = Question(
        name=name,
        title=header.get("title", [name])[0],
        question=header.get("question", [""])[0],
        keywords=_listed(header, "keywords"),
        parameters=tuple(_parameter(line, name) for line in header.get("parameter", [])),
        sparql=text,
        in_table=_listed(header, "table"),
        catalogued=catalogued,
        asked=tuple(header.get("asked", ())),
    )
    declared, bound = {p.name for p in question.parameters}, set(question.bindings())
    if declared != bound:
        odd = ", ".join(sorted(declared ^ bound))
        raise InvalidQuery(
            f"{name}: parameter {odd} needs both a line `# parameter: …` in the header and a line "
            "`VALUES ?name { … } # parameter` in the query"
        )
    return question


def _listed(header: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    """Return what a line of the header lists with commas."""
    return tuple(word.strip() for word in header.get(name, [""])[0].split(",") if word.strip())


def bind(known: Knowledge, question: Question, given: Mapping[str, object]) -> str:
    """Return the question's SPARQL with ``given`` as its parameters.

    Args:
        known: The knowledge in which terms are looked up.
        question: The question.
        given: Value by name of parameter, in whichever case: a term's label, synonym, abbreviation, prefixed name or IRI; a
            whole number; a word. Where a parameter takes several values: a list of them, or one text with semicolons or commas
            between them.

    Raises:
        InvalidQuery: A parameter is unknown, missing, or of another type.
        UnknownTerm: No term is called so.
    """
    declared = {parameter.name.casefold(): parameter.name for parameter in question.parameters}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name.casefold() not in declared:
            takes = f"its parameters are: {', '.join(sorted(declared.values()))}" if declared else "it takes none"
            raise InvalidQuery(f"{question.name} has no parameter {name!r}; {takes}")
        if declared[name.casefold()] in values:
            raise InvalidQuery(f"parameter {declared[name.casefold()]} is given twice; ask once for each value")
        values[declared[name.casefold()]] = value
    return question.with_values({p.name: _values(known, question, p, values.get(p.name)) for p in question.parameters})


def _values(known: Knowledge, question: Question, p: QuestionParameter, given: object) -> tuple[ox.NamedNode | ox.Literal, ...]:
    """Return the values of a parameter, each once."""
    written = [p.default] if given is None else [str(one) for one in given] if isinstance(given, list | tuple) else [str(given)]
    if written == [None] or not written:
        if p.optional:
            return ()
        raise InvalidQuery(f"{question.name} needs {p.name}: {p.about}; for example {p.name}={p.example!r}")
    if not p.several and len(written) > 1:
        often = "twice" if len(written) == 2 else f"{len(written)} times"
        raise InvalidQuery(f"parameter {p.name} is given {often}; ask once for each value")
    texts = [text for text in written if text is not None]
    if p.several:
        texts = [name for text in texts for name in names_in(known, p, text)]
        if not texts:
            raise InvalidQuery(f"{p.name} is empty; for example {p.name}={p.example!r}")
        if len(texts) > _MOST_VALUES:
            raise InvalidQuery(f"{p.name} has {len(texts)} values, and {_MOST_VALUES} are the most that may be asked at once")
    return tuple(dict.fromkeys(_value(known, p, text) for text in texts))


def names_in(known: Knowledge, parameter: QuestionParameter, text: str) -> list[str]:
    """Return the names that a text gives to a parameter that takes several; the text itself to one that does not.

    They are parted by semicolons, and by commas where what stands between semicolons is no name itself.
    """
    if not parameter.several:
        return [text]
    pieces: list[str] = []
    for piece in filter(None, map(str.strip, text.split(";"))):
        if "," in piece and not _is_name(known, piece, parameter.of):
            pieces.extend(filter(None, map(str.strip, piece.split(","))))
        else:
            pieces.append(piece)
    return pieces


def _is_name(known: Knowledge, name: str, kinds: Sequence[str]) -> bool:
    try:
        find(known, name, kinds)
    except UnknownTerm:
        return False
    return True


def _value(known: Knowledge, p: QuestionParameter, written: str) -> ox.NamedNode | ox.Literal:
    if p.kind == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", written.strip()):
            raise InvalidQuery(f"{p.name} is a whole number, and {written[:80]!r} is none; for example {p.example}")
        number = int(written)
        if p.minimum is not None and p.maximum is not None and not p.minimum <= number <= p.maximum:
            raise InvalidQuery(f"{p.name} is from {p.minimum} to {p.maximum}, not {number}; for example {p.example}")
        return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))
    if p.kind == "word":
        try:
            return ox.Literal(written)
        except ValueError:  # a byte of the command line that is no UTF-8
            raise InvalidQuery(f"{p.name}: {written[:80]!r} has half a character in it; remove it") from None
    iri = find(known, written, p.of)
    if p.of and not any(_is_one_of(known.store, iri, kind) for kind in p.of):
        takes = " or ".join(an(_label(known.store, kind)) for kind in p.of)
        raise InvalidQuery(f"{p.name} takes {takes}, and {_label(known.store, iri)!r} is none; for example {p.example!r}")
    return ox.NamedNode(iri)


def find(known: Knowledge, name: str, kinds: Sequence[str] = ()) -> str:
    """Return the IRI of a term, or of a member of a class.

    Args:
        known: The knowledge.
        name: A label, synonym, abbreviation, prefixed name or IRI.
        kinds: IRIs of the classes, such as that of certainties, passages or facts; none for a term.

    Raises:
        UnknownTerm: Nothing is called so.
    """
    iri = expand(name)
    about = node(iri) if iri is not None else None
    if about is not None and any(known.store.quads_for_pattern(about, None, None)):
        return about.value
    named = {label: iri for kind in kinds for label, iri in members(known.store, kind).items()}
    if not named:
        return known.find(name)
    if name.strip().lower() in named:
        return named[name.strip().lower()]
    from difflib import get_close_matches

    raise UnknownTerm(name, tuple(get_close_matches(name.lower(), named, 3, 0.5)))


def members(store: ox.Store, kind: str) -> dict[str, str]:
    """Return the members of the class ``kind`` by label and by other names, in lower case."""
    broader = (ox.NamedNode(RADKG + "isOrIsKindOf"), ox.NamedNode(kind))
    classes = [quad.subject for quad in store.quads_for_pattern(None, *broader)]
    found = [q.subject for class_ in classes for q in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), class_)]
    named = [member for member in found if isinstance(member, ox.NamedNode)]
    also = [quad for member in named for quad in store.quads_for_pattern(member, ox.NamedNode(SKOS + "altLabel"), None)]
    labels = {_label(store, member.value).lower(): member.value for member in named}
    return {
        quad.object.value.lower(): quad.subject.value
        for quad in also
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    } | labels


def _is_one_of(store: ox.Store, iri: str, kind: str) -> bool:
    broader = (ox.NamedNode(RADKG + "isOrIsKindOf"), ox.NamedNode(kind))
    types = [quad.object for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)]
    nodes = [ox.NamedNode(iri), *(node for node in types if isinstance(node, ox.NamedNode))]
    return any(any(store.quads_for_pattern(node, *broader)) for node in nodes)


def _label(store: ox.Store, iri: str) -> str:
    for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return compact(iri)


def _parameter(line: str, name: str) -> QuestionParameter:
    match = _PARAMETER.fullmatch(line)
    of = [expand(written) for written in match["of"].split(" or ")] if match and match["of"] else []
    if match is None or None in of:
        raise InvalidQuery(
            f"{name}: cannot read `# parameter: {line[:80]}`; write it as in `disease (term of radkg:Disease, required) — "
            "the disease asked about; example: …`"
        )
    several = match["kind"] == "terms"
    minimum, maximum = (None if match[side] is None else int(match[side]) for side in ("minimum", "maximum"))
    return QuestionParameter(
        name=match["name"],
        kind="term" if several else match["kind"],
        of=tuple(iri for iri in of if iri is not None),
        default=match["default"],
        about=match["about"],
        example=match["example"],
        several=several,
        optional=match["optional"] is not None,
        minimum=minimum,
        maximum=maximum,
    )


def _of_catalogue(ontology: Ontology, path: str) -> Question:
    return read_question(ontology.query_text(path), _stem(path), catalogued=True)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def run(
    known: Knowledge,
    query: str | os.PathLike[str],
    given: Mapping[str, object],
    in_graphs: Callable[[Knowledge], ox.Store] | None = None,
) -> QueryResult:
    """Run a question by name, a query in a file, or SPARQL.

    Args:
        known: The knowledge.
        query: The name of a question, the path of a file, or SPARQL.
        given: Value by name of parameter; see `bind`.
        in_graphs: Returns the knowledge with each part in its named graph, for a query that asks for graphs.

    Raises:
        InvalidQuery: There is no such question, a parameter is wrong, or the query is refused or not well formed.
        UnknownTerm: No term is called as a parameter says.
        UnreadableFile: The file is missing or not text.
    """
    question = open_query(known.ontology, query)
    text = bind(known, question, given)
    if not question.catalogued:
        sparql.refuse(text, question.name)
        if len(text) > sparql.LONGEST_HERE:
            raise InvalidQuery(
                f"{question.name}: longer than {sparql.LONGEST_HERE} characters; run it with radkg.questions.limited.query"
            )
    if in_graphs is not None and sparql.asks_graphs(text):
        result = sparql.evaluate(in_graphs(known), text, question.name, union=True)
    else:
        result = sparql.evaluate(known.store, text, question.name)
    return replace(result, in_table=question.in_table)


def open_query(ontology: Ontology, query: str | os.PathLike[str]) -> Question:
    """Return a question.

    Args:
        ontology: The ontology with the catalogue.
        query: The name of a question, the path of a file, or SPARQL.

    Raises:
        InvalidQuery: There is no question of that name, or the text is empty.
        UnreadableFile: The file is missing or not text.
    """
    text = os.fspath(query)
    if not text.strip():
        raise InvalidQuery("the query is empty; name a question, a file, or write SPARQL")
    if isinstance(query, str) and is_name(text) and not os.path.isfile(text):
        return find_question(ontology, text)
    if isinstance(query, str) and re.search(r"[\s{]", text) and not text.endswith(SUFFIXES):
        return read_question(text, "query")
    remedy = "check the name, or see `radkg query --list` for the questions"
    return read_question(sparql.read_query_file(text, remedy), text)
