"""Shapes of a user's own are run as SHACL has them, and reported as the W3C's report has it.

The same shapes and data are given to plain pySHACL: what `radkg validate` reports of them in Turtle is the same graph.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, SH

from radkg.errors import UnreadableFile
from radkg.model.ontology import Ontology
from radkg.rdf import sparql
from radkg.rdf.rdflib_view import to_term
from radkg.validation import Finding, ValidationReport, patterns, shacl_process, validate
from radkg.validation.conversion import empty_graph
from radkg.validation.finding import SHAPES

ONTOLOGY = Ontology.at(Path(__file__).parent.parent / "mini")
FIXTURES = Path(__file__).parent / "validation"
FACT = FIXTURES / "valid" / "fact.ttl"
MY = "https://example.org/my/"
PREFIXES = f"""
@prefix my: <{MY}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Command = Callable[..., Any]  # which returns what it did, as in conftest.py
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes Turtle, with the prefixes above, into a file."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / f"{name}.ttl"
        path.write_text(PREFIXES + text, encoding="utf-8")
        return path

    return written


def validated(*paths: Path, shapes: Sequence[Path], **options: Any) -> ValidationReport:
    return validate(paths, shapes=shapes, ontology=ONTOLOGY, **options)


def by_the_shapes(report: ValidationReport) -> list[Finding]:
    """What shapes of the user's own found."""
    return [finding for finding in report.findings if finding.result]


def lookover(report: ValidationReport) -> dict[str, str]:
    """What radkg says of the shapes themselves: its check to its severity."""
    return {f.check.removeprefix(SHAPES): f.severity for f in report.findings if not f.result}


# ---- the same as plain pySHACL

#: What is wrong to shapes and data.
BOOK = {
    "a text that a property has is the focus node": (
        "my:S sh:targetObjectsOf my:label ; sh:languageIn ( 'en' 'de' ) ; sh:maxLength 20 .",
        "my:a my:label 'dermatomyosite avec calcinose'@fr , 'short'@en , 'no language' .",
    ),
    "a node that is only named is the focus node": (
        "my:S sh:targetObjectsOf my:reviewer ; sh:nodeKind sh:IRI ; sh:property [ sh:path my:name ; sh:minCount 1 ] .",
        "my:a my:reviewer my:nobody , _:unknown , 'Nobody' .",
    ),
    "targets that no data have": (
        "my:S sh:targetNode my:absent , 'text' , 7 , true ; sh:datatype xsd:integer ; sh:nodeKind sh:Literal .",
        "my:a my:p 1 .",
    ),
    "several rules that one value breaks": (
        "my:S sh:targetSubjectsOf my:label ;"
        "  sh:property [ sh:path my:label ; sh:maxLength 3 ; sh:pattern '^[A-Z]' , '[0-9]$' ; sh:languageIn ( 'de' ) ] .",
        "my:a my:label 'a long label'@en .",
    ),
    "one result for each language and each pair": (
        "my:S sh:targetSubjectsOf my:label ; sh:property [ sh:path my:label ; sh:uniqueLang true ] ,"
        "  [ sh:path my:from ; sh:lessThan my:to ] , [ sh:path my:from ; sh:disjoint my:to ; sh:equals my:to ] .",
        "my:a my:label 'a'@en , 'b'@en , 'c'@de , 'd'@de ; my:from 3 , 5 ; my:to 3 , 4 .",
    ),
    "messages in all languages, and severities": (
        "my:S sh:targetSubjectsOf my:p ; sh:property my:P , my:Q , my:R ."
        "my:P sh:path my:p ; sh:maxCount 1 ; sh:message 'zu viele'@de , 'too many'@en ; sh:severity my:Advice ."
        "my:Q sh:path my:q ; sh:minCount 1 ; sh:severity sh:Warning ."
        "my:R sh:path my:r ; sh:minCount 1 ; sh:severity sh:Info .",
        "my:a my:p 1 , 2 .",
    ),
    "paths of every kind": (
        "my:S sh:targetNode my:a ;"
        "  sh:property [ sh:path ( my:p my:q ) ; sh:maxCount 0 ] , [ sh:path [ sh:inversePath my:p ] ; sh:minCount 1 ] ,"
        "    [ sh:path [ sh:alternativePath ( my:p my:q ) ] ; sh:nodeKind sh:Literal ] ,"
        "    [ sh:path ( [ sh:zeroOrMorePath my:p ] [ sh:zeroOrOnePath my:q ] ) ; sh:nodeKind sh:Literal ] ,"
        "    [ sh:path [ sh:oneOrMorePath [ sh:inversePath my:q ] ] ; sh:minCount 4 ] .",
        "my:a my:p my:b . my:b my:p my:c ; my:q 'end' , my:a .",
    ),
    "terms as they are written": (
        "my:S sh:targetSubjectsOf my:p ; sh:property [ sh:path my:p ; sh:maxCount 0 ; sh:hasValue my:no ] ,"
        "  [ sh:path my:p ; sh:in ( 1 ) ] .",
        "my:a my:p 07 , 1.50 , 'x'@en-gb , 'y'^^my:unit , 'seven'^^xsd:integer , [ my:q 1 ] , <a:b> .",
    ),
    "datatypes that do not fit, and ranges": (
        "my:S sh:targetSubjectsOf my:p ; sh:property"
        "  [ sh:path my:p ; sh:datatype xsd:integer ; sh:minInclusive 3 ; sh:maxExclusive 9 ] ,"
        "  [ sh:path my:p ; sh:or ( [ sh:datatype xsd:string ] [ sh:datatype xsd:boolean ] ) ] .",
        "my:a my:p 1 , 9 , 5 , 'seven'^^xsd:integer , 'x' , '5' , '2000-01-01'^^xsd:date , my:b , [] .",
    ),
    "shapes within shapes": (
        "my:S sh:targetClass my:C ; sh:node my:Named ; sh:property [ sh:path my:part ; sh:node my:Named ;"
        "    sh:qualifiedValueShape my:Named ; sh:qualifiedMinCount 2 ] ;"
        "  sh:not [ sh:path my:name ; sh:maxCount 5 ] ; sh:xone ( my:Named [ sh:nodeKind sh:IRI ] ) ;"
        "  sh:and ( my:Named my:Closed ) ."
        "my:Named sh:property [ sh:path my:name ; sh:minCount 1 ] ."
        "my:Closed a sh:NodeShape ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path my:name ] .",
        "my:C a owl:Class . my:D rdfs:subClassOf my:C . my:a a my:D ; my:part my:b , my:c , [] . my:b my:name 'b' .",
    ),
    "a class that is a shape": (
        "my:C a owl:Class , sh:NodeShape ; sh:property [ sh:path my:p ; sh:class my:D ; sh:minCount 1 ] .",
        "my:a a my:C . my:b a my:C ; my:p my:a , 1 .",
    ),
    "a length of an IRI of another scheme": (
        "my:S sh:targetNode <a:b> , my:long ; sh:minLength 4 ; sh:maxLength 8 .",
        "<a:b> my:p 1 .",
    ),
    "a query": (
        "my: a owl:Ontology ; sh:declare [ sh:prefix 'my' ; sh:namespace 'https://example.org/my/'^^xsd:anyURI ] ."
        "my:S sh:targetSubjectsOf my:p ; sh:sparql [ sh:prefixes my: ; sh:message 'beside {?value}' ;"
        "  sh:select 'SELECT $this ?value { $this my:p ?value . FILTER(?value > 1)"
        "    FILTER NOT EXISTS { $this my:q ?value } }' ] .",
        "my:a my:p 1 , 2 , 3 ; my:q 3 .",
    ),
    "a constraint component of one's own": (
        "my:Language a sh:ConstraintComponent ; sh:parameter [ sh:path my:language ] ;"
        "  sh:validator [ a sh:SPARQLAskValidator ; sh:message 'not {$language}'@en ;"
        "    sh:ask 'ASK { FILTER(LANG($value) = $language) }' ] ."
        "my:S sh:targetSubjectsOf my:p ; sh:property [ sh:path my:p ; my:language 'de' ] .",
        "my:a my:p 'ja'@de , 'yes'@en .",
    ),
    "targets that a query finds": (
        "my:S sh:target [ a sh:SPARQLTarget ;"
        "    sh:select 'SELECT ?this { ?this <https://example.org/my/p> ?p FILTER(?p > 1) }' ] ;"
        "  sh:property [ sh:path my:q ; sh:minCount 1 ] .",
        "my:a my:p 1 . my:b my:p 2 .",
    ),
    "what is switched off": (
        "my:S sh:targetSubjectsOf my:p ; sh:property [ sh:path my:p ; sh:maxCount 0 ; sh:deactivated true ] ."
        "my:T sh:targetSubjectsOf my:p ; sh:deactivated true ; sh:nodeKind sh:Literal .",
        "my:a my:p 1 .",
    ),
}  # fmt: skip


def of_the_shapes(report: rdflib.Graph) -> rdflib.Graph:
    """A report without radkg's own results, and without the places, for which SHACL has no name."""
    results = rdflib.Graph()
    todo = [r for r in report.subjects(RDF.type, SH.ValidationResult) if SHAPES not in str(report.value(r, SH.sourceShape))]
    seen = set(todo)
    while todo:
        for _, predicate, value in report.triples((node := todo.pop(), None, None)):
            if predicate != RDFS.comment:
                results.add((node, predicate, value))
            if isinstance(value, rdflib.BNode) and value not in seen:
                seen.add(value)
                todo.append(value)
    return results


def without_prefixes(turtle: str) -> rdflib.Graph:
    """The terms are as they are written. pySHACL's own messages have prefixes where a graph has some."""
    graph = empty_graph()
    for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE):
        graph.add((to_term(quad.subject), to_term(quad.predicate), to_term(quad.object)))
    return graph


@pytest.mark.in_part(4)
@pytest.mark.parametrize(("shapes", "data"), BOOK.values(), ids=BOOK)
def test_the_report_is_that_of_pyshacl(shapes: str, data: str, write: Write) -> None:
    _, plain, _ = pyshacl.validate(
        without_prefixes(PREFIXES + data), shacl_graph=without_prefixes(PREFIXES + shapes), advanced="sh:SPARQLTarget" in shapes
    )
    report = validated(write("data", data), shapes=[write("shapes", shapes)])
    ours = of_the_shapes(without_prefixes(report.to_turtle()))
    theirs = of_the_shapes(plain)
    assert isomorphic(ours, theirs), f"{ours.serialize()}\n\nplain pySHACL:\n{theirs.serialize()}"
    assert len(by_the_shapes(report)) == len(set(plain.objects(None, SH.result)))


def test_the_book_is_one_of_findings() -> None:
    """So that the test above can fail: no case but the last one conforms."""
    for name, (shapes, data) in BOOK.items():
        conforms, *_ = pyshacl.validate(
            rdflib.Graph().parse(data=PREFIXES + data, format="turtle"),
            shacl_graph=rdflib.Graph().parse(data=PREFIXES + shapes, format="turtle"),
            inference="none",
            advanced=True,
        )
        assert conforms == (name == "what is switched off"), name


def test_a_report_in_turtle_is_the_same_every_time(write: Write) -> None:
    shapes, data = BOOK["paths of every kind"]
    held_against, looked_at = write("shapes", shapes), write("data", data)
    first, second = (validated(looked_at, shapes=[held_against]).to_turtle() for _ in range(2))
    assert first == second


def test_terms_are_reported_as_they_are_written(write: Write) -> None:
    shapes = write("shapes", "my:S sh:targetSubjectsOf my:p ; sh:property [ sh:path my:p ; sh:maxLength 0 ] .")
    data = write("data", "my:a my:p 07 , 1.50 , 'x'@en-gb , 'y'^^my:unit , 'seven'^^xsd:integer , '''two\nlines''' .")
    report = validated(data, shapes=[shapes])
    written = {quad.object for quad in ox.parse(path=data)}
    assert {finding.value_node for finding in by_the_shapes(report)} == written
    told = {quad.object for quad in ox.parse(report.to_turtle().encode(), format=ox.RdfFormat.TURTLE)}
    assert written <= told
    assert '"x"@en-gb' in {finding.to_dict()["value_term"] for finding in report.findings}


def test_a_message_of_a_query_keeps_its_language(write: Write) -> None:
    """pySHACL drops it."""
    shapes = write(
        "shapes",
        "my:S sh:targetSubjectsOf my:p ; sh:sparql [ sh:message '{?value} (je)'@de , '{?value} (each)'@en ;"
        "  sh:select 'SELECT $this ?value { $this <https://example.org/my/p> ?value }' ] .",
    )
    report = validated(write("data", "my:a my:p '(.*' ."), shapes=[shapes])
    assert [finding.message for finding in by_the_shapes(report)] == ["(.* (each)"]
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    assert {("(.* (je)", "de"), ("(.* (each)", "en")} <= {(str(m), m.language) for m in graph.objects(None, SH.resultMessage)}  # type: ignore[attr-defined]


# ---- what is the user's, and what is radkg's


def test_what_the_ontology_alone_has_is_left_out(write: Write) -> None:
    shapes = write("shapes", "my:S sh:targetClass owl:Class ; sh:property [ sh:path my:code ; sh:minCount 1 ] .")
    data = write("data", "my:Term a owl:Class . my:a my:about radkg:LeafScorch .")
    found = by_the_shapes(validated(data, shapes=[shapes]))
    assert {finding.focus for finding in found} == {MY + "Term", "https://w3id.org/radkg/LeafScorch"}
    assert {finding.file for finding in found} == {str(data)}


def test_what_a_shape_names_as_its_target_is_not_left_out(write: Write) -> None:
    shapes = write("shapes", "my:S sh:targetNode radkg:LinearNecrosis ; sh:property [ sh:path my:code ; sh:minCount 1 ] .")
    (finding,) = by_the_shapes(validated(FACT, write("data", "my:x my:code 1 ."), shapes=[shapes]))
    assert finding.focus == "https://w3id.org/radkg/LinearNecrosis"


def test_shapes_see_the_whole_ontology(write: Write) -> None:
    """The class of a term that a fact names stands in the ontology alone."""
    shapes = write(
        "shapes", "my:S sh:targetClass radkg:Association ; sh:property [ sh:path radkg:object ; sh:class owl:Class ] ."
    )
    assert validated(FACT, shapes=[shapes]).findings == ()


# ---- severities and the exit code


@pytest.mark.in_part(4)
@pytest.mark.parametrize(("severity", "code"), [("sh:Violation", 1), ("sh:Warning", 0), ("sh:Info", 0), ("my:Advice", 1)])
def test_the_exit_code_is_that_of_the_severity(severity: str, code: int, write: Write, mini_command: Command) -> None:
    shapes = write(
        "shapes",
        "my:S sh:targetClass radkg:Association ;"
        f"  sh:property [ sh:path radkg:sampleSize ; sh:minCount 1 ; sh:severity {severity} ; sh:message 'how many?' ] .",
    )
    done = mini_command("validate", str(FACT), "--shapes", str(shapes), "--format", "json")
    assert done.code == code
    answer = json.loads(done.out)
    assert answer["conforms"] is False  # as SHACL has it: there is a result
    (result,) = answer["results"]
    assert result["severity"] == severity.replace("sh:", "").replace("my:", MY)
    assert mini_command("validate", str(FACT), "--shapes", str(shapes), "--strict").code == 1


def test_a_warning_counts_in_python_too_where_it_is_asked_for(write: Write) -> None:
    shapes = write(
        "shapes",
        "my:S sh:targetClass radkg:Association ;"
        "  sh:property [ sh:path radkg:sampleSize ; sh:minCount 1 ; sh:severity sh:Warning ] .",
    )
    assert validated(FACT, shapes=[shapes]).exit_code == 0
    assert validated(FACT, shapes=[shapes], strict=True).exit_code == 1


def test_a_severity_of_ones_own_in_words_and_in_turtle(write: Write) -> None:
    shapes = write(
        "shapes",
        "my:S sh:targetNode my:fact ; sh:property [ sh:path my:p ; sh:minCount 1 ; sh:severity my:Advice ] ,"
        "  [ sh:path my:q ; sh:minCount 1 ; sh:severity sh:Info ] .",
    )
    report = validated(FACT, shapes=[shapes])
    assert [f.severity for f in by_the_shapes(report)] == ["Info", f"{MY}Advice"]
    assert report.text().splitlines()[-1].endswith(f"1 info, 1 of severity {MY}Advice")
    assert f"sh:resultSeverity <{MY}Advice>" in report.to_turtle()


def test_warnings_alone_are_told_as_no_violation(write: Write) -> None:
    shapes = write(
        "shapes", "my:S sh:targetNode my:fact ; sh:property [ sh:path rdfs:comment ; sh:minCount 1 ; sh:severity sh:Warning ] ."
    )
    assert validated(FACT, shapes=[shapes]).text().splitlines()[-1].startswith("no violation; 1 fact and 0 terms")


# ---- several files


TWO_FILES = ("my:S sh:targetClass radkg:Association ; sh:property my:P .", "my:P sh:path radkg:sampleSize ; sh:minCount 1 .")


def test_all_files_are_one_shapes_graph(write: Write) -> None:
    files = [write(f"shapes-{number}", text) for number, text in enumerate(TWO_FILES)]
    (finding,) = validated(FACT, shapes=files).findings
    assert finding.check == MY + "P"


def test_blank_nodes_of_two_files_are_two(write: Write) -> None:
    files = [
        write(
            "one", "my:S sh:targetClass radkg:Association ; sh:property _:p . _:p sh:path radkg:sampleSize ; sh:minCount 1 ."
        ),
        write("two", "my:T sh:targetClass radkg:Association ; sh:property _:p . _:p sh:path radkg:total ; sh:minCount 1 ."),
    ]
    assert [finding.check for finding in validated(FACT, shapes=files).findings] == [MY + "S", MY + "T"]


def test_a_fault_of_shapes_names_its_file(write: Write) -> None:
    files = [write("good", TWO_FILES[0] + TWO_FILES[1]), write("bad", "my:S sh:rule [ sh:order 1 ] .")]
    (finding,) = validated(FACT, shapes=files).findings
    assert (finding.check, finding.file) == (SHAPES + "code-in-shape", str(files[1]))


def test_an_import_among_the_files_is_no_fault(write: Write) -> None:
    files = [
        write("one", f"my:one a owl:Ontology ; owl:imports my:two , <http://www.w3.org/ns/shacl#> . {TWO_FILES[0]}"),
        write("two", f"my:two a owl:Ontology . {TWO_FILES[1]}"),
    ]
    assert lookover(validated(FACT, shapes=files)) == {}
    alone = validated(FACT, shapes=[write("alone", f"my:one owl:imports my:two . {TWO_FILES[0]} {TWO_FILES[1]}")])
    assert lookover(alone) == {"import": "Warning"}
    assert len(by_the_shapes(alone)) == 1


def test_a_file_without_shapes_beside_others_is_told(write: Write) -> None:
    files = [write("good", TWO_FILES[0] + TWO_FILES[1]), write("facts", "my:x my:p 1 .")]
    assert lookover(validated(FACT, shapes=files)) == {"no-shape": "Warning"}


# ---- what radkg says of the shapes


@pytest.mark.in_part(4)
@pytest.mark.parametrize(
    ("shapes", "told"),
    {
        "nobody is looked at": ("my:S a sh:NodeShape ; sh:nodeKind sh:IRI .", {"idle-shape"}),
        "a target without a query": ("my:S sh:target [ a sh:SPARQLTarget ] ; sh:nodeKind sh:IRI .", {"idle-shape"}),
        "a slip in a name": (
            "my:S sh:targetNode my:fact ; sh:property [ sh:path rdfs:label ; sh:minCont 1 ] .",
            {"unknown-shacl-name"},
        ),
        "a property of nobody": (
            "my:S sh:targetNode my:fact ; sh:property [ sh:path my:nothing ; sh:maxCount 1 ] .",
            {"unknown-in-data"},
        ),
        "switched off": ("my:S sh:targetNode my:fact ; sh:deactivated true ; sh:nodeKind sh:Literal .", set()),
        "a report beside the shapes": (
            "my:S sh:targetNode my:fact ; sh:nodeKind sh:IRI . [] a sh:ValidationReport ; sh:conforms false ;"
            "  sh:result [ a sh:ValidationResult ; sh:focusNode my:x ; sh:resultSeverity sh:Info ; sh:resultPath my:p ;"
            "    sh:sourceShape my:S ; sh:value 1 ; sh:sourceConstraintComponent sh:InConstraintComponent ;"
            "    sh:resultMessage '' ] .",
            set(),
        ),
    }.values(),
)  # fmt: skip
def test_what_is_only_suspicious_is_a_warning(shapes: str, told: set[str], write: Write) -> None:
    report = validated(FACT, shapes=[write("shapes", shapes)])
    assert lookover(report) == dict.fromkeys(told, "Warning")
    assert report.exit_code == 0
    assert by_the_shapes(report) == []


# ---- what is run, and what is not

QUERY = "my:S sh:targetNode my:fact ; sh:sparql [ sh:select '''{}''' ] ."


@pytest.mark.as_users_start_it
def test_a_query_that_does_not_end_is_stopped(write: Write) -> None:
    endless = "SELECT $this { $this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?q }"
    report = validated(FACT, shapes=[write("shapes", QUERY.format(endless))], timeout=4)
    assert lookover(report) == {"bound": "Violation"}
    assert "stopped after 4 s" in report.findings[0].message
    assert report.exit_code == 1


@pytest.mark.as_users_start_it
def test_a_pattern_that_does_not_end_is_stopped_and_named(write: Write) -> None:
    shapes = write("shapes", "my:S sh:targetObjectsOf my:p ; sh:pattern '^(([a-z ])+.)+[A-Z]([a-z ])+$' , '^[a-z]$' .")
    report = validated(FACT, write("data", f"my:fact my:p '{'abc ' * 30}' ."), shapes=[shapes], timeout=4)
    assert lookover(report) == {"bound": "Violation", "pattern": "Violation"}
    (pattern,) = (finding for finding in report.findings if finding.check == SHAPES + "pattern")
    assert pattern.value.startswith("^(([a-z ])+.)+")
    assert pattern.line == 9


@pytest.mark.as_users_start_it
def test_an_ordinary_pattern_with_repeats_is_run(write: Write) -> None:
    """A repeat of what has a repeat may take for ever on some texts, and takes no time on others."""
    shapes = write(
        "shapes",
        "my:S sh:targetClass radkg:Association ; sh:property [ sh:path rdfs:label ; sh:pattern '^[a-z]+( [a-z]+)*$' ] .",
    )
    assert validated(FACT, shapes=[shapes]).findings == ()


REFUSED = {
    "another server": (QUERY.format("SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"), "SERVICE is refused"),
    "a file": (QUERY.format("SELECT $this FROM <file:///etc/passwd> { $this ?p ?o }"), "FROM is refused"),
    "an update": (QUERY.format("LOAD <http://127.0.0.1:9/>"), "LOAD is refused"),
    "a service in disguise": (
        QUERY.format(r"SELECT $this { \\u0053ERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"),
        "write the character",
    ),
    "a service in an ask": (
        "my:C a sh:ConstraintComponent ; sh:parameter [ sh:path my:c ] ;"
        "  sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }' ] .",
        "SERVICE is refused",
    ),
    "a service in a namespace": (
        "my: a owl:Ontology ; sh:declare [ sh:prefix 'x' ;"
        "  sh:namespace 'http://x/> SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #' ] .",
        "no namespace",
    ),
    "a service in a prefix": (
        "my: a owl:Ontology ; sh:declare [ sh:prefix 'x: <http://x/> SELECT * { } #' ; sh:namespace 'http://x/' ] .",
        "no prefix",
    ),
    "a rule": ("my:S sh:rule [ a sh:SPARQLRule ; sh:construct 'CONSTRUCT { ?s ?p 1 } { ?s ?p ?o }' ] .", "is not run"),
    "a program": (
        "my:S sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL <http://127.0.0.1:9/> ] ] .",
        "is not run",
    ),
    "a function": ("my:f a sh:SPARQLFunction ; sh:select 'SELECT (1 AS ?x) { }' .", "is not run"),
}  # fmt: skip


@pytest.mark.parametrize(("shapes", "why"), REFUSED.values(), ids=REFUSED)
def test_what_reaches_outside_is_refused(shapes: str, why: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise AssertionError("the shapes were run")

    monkeypatch.setattr(shacl_process, "report", run)
    report = validated(FACT, shapes=[write("shapes", shapes)])
    assert lookover(report)["code-in-shape"] == "Violation"
    assert any(why in finding.message for finding in report.findings)
    assert report.exit_code == 1


@pytest.mark.as_users_start_it
def test_even_a_query_that_got_past_the_reader_opens_no_connection(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    monkeypatch.setattr(sparql, "refuse", lambda text, name: None)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    # with a word before it that pySHACL's own look for SERVICE does not see
    query = f"SELECT $this {{ {{ SELECT ?a {{ SERVICE\t<{address}> {{ ?a ?p ?o }} }} }} $this ?q ?r }}"
    report = validated(FACT, shapes=[write("shapes", QUERY.format(query))])
    assert set(lookover(report)) == {"ill-formed-shape"}
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.as_users_start_it
def test_functions_of_queries_need_no_further_file(write: Write) -> None:
    """The process may open none: what they import is there before."""
    functions = """
        STRLEN(SHA512(STR($this))) > 0 && STRUUID() != "" && TIMEZONE(NOW()) != ""
        && STRBEFORE(ENCODE_FOR_URI("a b"), "%") = "a"
        && <http://www.w3.org/2001/XMLSchema#dateTime>("2020-01-01T00:00:00Z") < NOW() && REPLACE("aa", "a", "b") = "bb"
        && <http://www.w3.org/2001/XMLSchema#decimal>("1.5") + CEIL(1.2) + ABS(-1) > 0 && DATATYPE(1) != STRLANG("a", "en")
        && "P1D"^^<http://www.w3.org/2001/XMLSchema#duration> != 1 && UCASE(CONCAT("a", "b")) IN ("AB") && !ISBLANK($this)
        && COALESCE(IF(BOUND(?none), 1, 2), 3) = 2"""
    shapes = write("shapes", QUERY.format(f"SELECT $this {{ $this a ?type FILTER({functions}) }}"))
    report = validated(FACT, shapes=[shapes])
    assert lookover(report) == {}
    assert len(by_the_shapes(report)) == 1


def test_shapes_that_cannot_be_used_are_a_finding(write: Write) -> None:
    report = validated(FACT, shapes=[write("shapes", QUERY.format("SELECT $this WHERE { $this ?p"))])
    assert lookover(report) == {"ill-formed-shape": "Violation"}


# ---- patterns

XPATH = {
    r"^\p{L}+( \p{L}+)*$": ("leaf scorch", "Blattbräune", "leaf 1"),
    r"^\p{Lu}\P{Lu}*$": ("Ödem", "Oedem", "ödem"),
    r"^[a-z-[aeiou]]+$": ("xyz", "bcd", "abc"),
    r"^\i\c*$": ("name", "_a-1", "1a"),
    r"^\d{4}$": ("2019", "0000", "19"),
    r"^(?=leaf)": ("leaf scorch", "leaf", "scorch"),  # Python's, not XPath's
}


@pytest.mark.in_part(4)
@pytest.mark.parametrize(("pattern", "texts"), XPATH.items(), ids=XPATH)
def test_patterns_of_xpath_and_of_python(pattern: str, texts: tuple[str, str, str], write: Write) -> None:
    shapes = write("shapes", f"my:S sh:targetObjectsOf my:p ; sh:pattern {json.dumps(pattern)} .")
    data = write("data", "my:a my:p " + " , ".join(map(json.dumps, texts)) + " .")
    report = validated(data, shapes=[shapes])
    (finding,) = by_the_shapes(report)
    assert finding.focus == texts[2]
    assert finding.message == f"Value does not match pattern '{pattern}'"
    assert pattern.replace("\\", "\\\\") in report.to_turtle()


def test_an_unreadable_pattern_is_a_finding(write: Write) -> None:
    report = validated(FACT, shapes=[write("shapes", r"my:S sh:targetNode my:fact ; sh:pattern '\\p{Nonsense}' .")])
    assert lookover(report) == {"pattern": "Violation"}
    with pytest.raises(ValueError, match="Nonsense"):
        patterns.for_python(r"\p{Nonsense}")


# ---- IRIs of any scheme


def test_an_iri_of_another_scheme_is_a_name_like_any_other(write: Write) -> None:
    report = validated(FACT, write("data", "my:fact rdfs:seeAlso <file:///etc/passwd> , <a:b> ."), shapes=[])
    assert lookover(report) == {"unusual-iri": "Warning"}
    assert "root:" not in report.to_turtle()


@pytest.mark.parametrize("iri", ["radkg:LeafScorch", "mine:LeafScorch"])
def test_a_prefixed_name_in_angle_brackets_is_a_violation(iri: str, write: Write) -> None:
    data = write("data", f"@prefix mine: <{MY}> . my:fact rdfs:seeAlso <{iri}> .")
    (finding,) = validated(FACT, data, shapes=[]).findings
    assert (finding.severity, finding.check) == ("Violation", SHAPES + "unusual-iri")
    assert "leave out the angle brackets" in finding.remedy


def test_a_relative_iri_is_still_refused(write: Write) -> None:
    with pytest.raises(UnreadableFile, match="relative"):
        validated(write("data", "my:a my:p <b> ."), shapes=[])


# ---- SARIF


def test_sarif_has_a_rule_for_each_check_and_a_place_for_each_result(write: Write, mini_command: Command) -> None:
    shapes = write(
        "shapes",
        "my:S sh:targetClass radkg:Association ; sh:property my:P ,"
        "  [ sh:path radkg:total ; sh:minCount 1 ; sh:severity sh:Warning ] ,"
        "  [ sh:path radkg:count ; sh:minCount 1 ; sh:severity my:Advice ] ."
        "my:P sh:path radkg:sampleSize ; sh:minCount 1 ; sh:severity sh:Info ;"
        "  sh:message 'how many?' ; sh:description 'Count them.' .",
    )
    broken = FIXTURES / "invalid" / "age-upside-down.ttl"
    done = mini_command("validate", str(broken), "--shapes", str(shapes), "--format", "sarif")
    assert done.code == 1
    log = json.loads(done.out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert {rule["id"] for rule in rules} == {"FactAgeOrder", MY + "S", MY + "P"}
    assert {(result["ruleId"], result["level"]) for result in results} == {
        ("FactAgeOrder", "error"), (MY + "S", "warning"), (MY + "S", "error"), (MY + "P", "note"),
    }  # fmt: skip
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("age-upside-down.ttl")
        assert place["region"]["startLine"] > 1
        assert result["message"]["text"]
    assert len({result["partialFingerprints"]["radkg/v1"] for result in results}) == len(results)
    (described,) = (rule for rule in rules if rule["id"] == MY + "P")
    assert described["help"]["text"] == "Count them."
    assert [result["properties"] for result in results if "properties" in result] == [{"severity": MY + "Advice"}]


def test_sarif_names_a_file_as_code_hosts_do(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shapes = write("shapes", "my:S sh:targetNode my:a ; sh:property [ sh:path my:p ; sh:maxCount 0 ] .")
    data = write("with a blank", "my:a my:p 1 .")

    def uris() -> set[str]:
        (run,) = json.loads(validated(data, shapes=[shapes]).to_sarif())["runs"]
        return {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}

    monkeypatch.chdir(tmp_path)
    assert uris() == {"with%20a%20blank.ttl"}
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert uris() == {data.as_uri()}


def test_sarif_of_what_conforms_has_no_result() -> None:
    (run,) = json.loads(validated(FACT, shapes=[]).to_sarif())["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


# ---- what is no RDF 1.1


def test_a_triple_about_a_triple_is_told(write: Write) -> None:
    shapes = write("shapes", "my:S sh:targetNode my:fact ; sh:property [ sh:path my:says ; sh:maxCount 0 ] .")
    report = validated(FACT, write("data", "my:fact my:says <<( my:a my:p my:b )>> , 1 ."), shapes=[shapes])
    assert lookover(report) == {"triple-about-triple": "Warning"}
    assert len(by_the_shapes(report)) == 1
