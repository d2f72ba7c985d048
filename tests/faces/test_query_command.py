"""``radkg query`` and `KnowledgeGraph.query`: named questions, results in every format, SPARQL of one's own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import InvalidQuery, UnreadableFile
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG
from radkg.questions.catalogue import catalogue
from radkg.rdf.results import QueryResult

CHILD = "SELECT ?s WHERE { ?s radkg:isSeenIn radkg:Child } ORDER BY ?s"


# ---- named questions


def test_list_names_every_question_and_says_what_it_takes(command) -> None:
    outcome = command("query", "--list")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == len(catalogue(Ontology.carried()))
    assert "How is this disease treated, and with which class of drug?  (disease=…)" in outcome.out
    assert "(disease=… other=…)" in outcome.out
    assert "([modality=…])" in outcome.out


def test_list_with_a_word_lists_what_is_about_it(command) -> None:
    names = [line.split()[0] for line in command("query", "--list", "treatment").out.splitlines()]
    assert names == ["treatments-of-disease", "what-helps"]


def test_list_as_json_gives_questions_and_sparql(command) -> None:
    questions = json.loads(command("query", "--list", "--format", "json").out)
    mimics = next(question for question in questions if question["name"] == "mimics-of-disease")
    assert mimics["parameters"][0]["of"] == RADKG + "Disease"
    assert "SELECT" in mimics["sparql"]


def test_describe_says_question_parameters_and_example(command) -> None:
    out = command("query", "what-tells-apart", "--describe").out
    assert "disease (term of radkg:Disease, required): the disease thought of" in out
    assert "-p other='fibrodysplasia ossificans progressiva'" in out


@pytest.mark.parametrize(
    "name", ["dermatomyositis", "DM", "Dermatomyositis", "radkg:Dermatomyositis", "<https://w3id.org/radkg/Dermatomyositis>"]
)
def test_a_term_is_named_by_label_abbreviation_prefixed_name_or_iri(command, name: str) -> None:
    out = command("query", "treatments-of-disease", "--param", f"disease={name}").out
    assert "methotrexate     cytotoxic agent  stated" in out


def test_default_of_a_parameter(kg: radkg.KnowledgeGraph) -> None:
    assert len(kg.query("shown-by-modality")) > len(kg.query("shown-by-modality", modality="CT")) > 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["treatment-of-disease"], "there is no question 'treatment-of-disease'; nearest: treatments-of-disease"),
        (
            ["mimics-of-disease"],
            "mimics-of-disease needs disease: the disease asked about; for example disease='dermatomyositis'",
        ),
        (["mimics-of-disease", "-p", "sign=x"], "has no parameter 'sign'; its parameters are: disease"),
        (["mimics-of-disease", "-p", "disease"], "not of the form name=value"),
        (["mimics-of-disease", "-p", "disease=DM", "-p", "disease=PM"], "--param disease is given twice"),
        (["mimics-of-disease", "-p", "disease=dermatomyosits"], "no term is called 'dermatomyosits'; nearest: dermatomyositis"),
        (["mimics-of-disease", "-p", "disease=rash"], "disease takes a disease, and 'rash' is none"),
        (["diseases-at-age", "-p", "age=seven"], "age is a whole number, and 'seven' is none; for example 7"),
        (["facts-by-certainty", "-p", "certainty=possibel"], "nearest: possible"),
        (["comparisons", "-p", "x=1"], "comparisons has no parameter 'x'; it takes none"),
        (["comparisons", "--format", "turtle"], "only CONSTRUCT and DESCRIBE give Turtle"),
        (["comparisons", "--timeout", "0"], "--timeout is between 0 and 86400"),
        (["  "], "the query is empty"),
        ([], "name a question, a file, or - for standard input"),
        (["no/such/file.rq"], "no/such/file.rq: no such file or directory"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(command, arguments: list[str], message: str) -> None:
    outcome = command("query", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("radkg: ")
    assert outcome.err.count("\n") == 1
    assert message in outcome.err


def test_no_rows_is_said_and_is_no_failure(command) -> None:
    outcome = command("query", "treatments-of-disease", "-p", "disease=FOP")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "radkg: no rows\n")


# ---- formats


def test_formats_hold_the_same_rows(command) -> None:
    written = {f: command("query", "synonyms", "-p", "term=FOP", "--format", f).out for f in ("csv", "tsv", "json")}
    from_csv = [row["name"] for row in csv.DictReader(io.StringIO(written["csv"]))]
    from_tsv = [line.split("\t")[2].strip('"') for line in written["tsv"].splitlines()[1:]]
    from_json = [row["name"]["value"] for row in json.loads(written["json"])["results"]["bindings"]]
    assert "stone man syndrome" in from_csv
    assert from_csv == from_tsv == from_json


def test_json_is_what_the_w3c_format_says(kg: radkg.KnowledgeGraph) -> None:
    result = kg.query("facts-with-numbers")
    again = ox.parse_query_results(result.to_json().encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(again, ox.QuerySolutions)
    assert tuple(tuple(solution) for solution in again) == result.rows


def test_turtle_of_a_construct_is_the_default_and_parses(command) -> None:
    out = command("query", "facts-as-triples", "-p", "disease=PM").out
    assert out.startswith("@prefix ")
    triples = {quad.triple for quad in ox.parse(out.encode(), format=ox.RdfFormat.TURTLE)}
    fact = ox.NamedNode(RADKG + "fact/polymyositis-not-seen-in-children")
    assert ox.Triple(fact, ox.NamedNode(RADKG + "object"), ox.NamedNode(RADKG + "Child")) in triples


def test_table_shows_the_label_in_the_place_of_the_term(command) -> None:
    head, _, *rows = command("query", "treatments-of-disease", "-p", "disease=DM").out.splitlines()
    assert head.split() == ["treatment", "class", "certainty", "fact"]
    assert "cytotoxic agent" in {row.split("  ")[0] for row in rows}


def test_table_keeps_to_its_width(kg: radkg.KnowledgeGraph) -> None:
    result = kg.query("signs-of-disease", disease="DM")
    assert max(map(len, result.to_table(100).splitlines())) <= 110  # one long word may stand out
    assert max(map(len, result.to_table(400).splitlines())) > 110


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cell_is_never_a_formula(text: str) -> None:
    result = QueryResult(("a", "b"), ((ox.Literal(text), ox.Literal(-5)),))
    row = list(csv.reader(io.StringIO(result.to_csv(), newline="")))[1]
    assert row == ["'" + text, "-5"]


def test_terminal_is_not_steered_by_text_of_others() -> None:
    table = QueryResult(("a",), ((ox.Literal("\x1b[2Jx\ny"),),)).to_table()
    assert "\x1b" not in table
    assert len(table.splitlines()) == 3


def test_html_of_a_result_escapes_what_it_shows() -> None:
    html = QueryResult(("a",), ((ox.Literal("<script>alert(1)</script>"),),))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_records_are_plain_python_values() -> None:
    cells = (
        ox.NamedNode("https://e.org/x"),
        ox.Literal(5),
        ox.Literal(0.5),
        ox.Literal(True),
        ox.Literal("t", language="en"),
        None,
    )
    assert list(QueryResult(tuple("abcdef"), (cells,)).records()[0].values()) == ["https://e.org/x", 5, 0.5, True, "t", None]


def test_to_pandas_hands_over_columns_and_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """pandas is an extra; what it is given is what counts here."""
    import sys
    import types

    given: list[object] = []
    frame = types.SimpleNamespace(DataFrame=lambda rows, columns: given.extend([rows, columns]))
    monkeypatch.setitem(sys.modules, "pandas", frame)  # type: ignore[arg-type]
    QueryResult(("n",), ((ox.Literal(5),),)).to_pandas()
    assert given == [[{"n": 5}], ["n"]]


# ---- SPARQL of one's own


def test_sparql_from_standard_input_with_prefixes_predeclared(command) -> None:
    outcome = command("query", "-", "--format", "csv", stdin=CHILD)
    head, *found = outcome.out.split()
    assert head == "s"
    assert {RADKG + "CalcinosisUniversalis", RADKG + "Dermatomyositis"} <= set(found)


def test_sparql_from_a_file_and_in_python(kg: radkg.KnowledgeGraph, tmp_path: Path, command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(CHILD)
    assert kg.query(CHILD).rows == kg.query(file).rows == kg.query(str(file)).rows
    assert command("query", str(file), "--format", "json").out == kg.query(CHILD).to_json()


def test_ask(kg: radkg.KnowledgeGraph, command) -> None:
    # an excluded fact gives no edge
    assert kg.query("ASK { radkg:CalcinosisUniversalis radkg:isKindOf radkg:Ossification }").records() == [{"answer": False}]
    assert json.loads(command("query", "-", "--format", "json", stdin="ASK { ?s ?p ?o }").out) == {"head": {}, "boolean": True}


def test_a_file_of_ones_own_may_have_parameters(tmp_path: Path, command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "# title: mine\n# parameter: who (term of radkg:Population, required) — the people; example: child\n"
        "SELECT ?s WHERE {\n  VALUES ?who { radkg:Child } # parameter\n  ?s radkg:isMoreCommonIn ?who }"
    )
    assert "radkg:Dermatomyositis" in command("query", str(file), "-p", "who=women").out
    assert "needs who: the people" in command("query", str(file)).err
    file.write_text(file.read_text().replace("# parameter\n", "\n"))
    assert "parameter who needs both a line" in command("query", str(file), "-p", "who=women").err


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path, command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?s WHERE {\n  ?s ?p ) }")
    outcome = command("query", str(file))
    assert (outcome.code, outcome.err) == (2, f"radkg: {file}:2:9: not well-formed SPARQL: unexpected ')'\n")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s { ?s radkg:isSeenIn ?o", "query:1:33: not well-formed SPARQL: unexpected end of the query"),
        ("SELECT ?s {\n ?s isSeenIn ?o }", "query:2:5: not well-formed SPARQL: unexpected 'isSeenIn'"),
        ("SELECT ?s { ?s ?p 'é ü' ;; # }\n ) }", "query:2:2: not well-formed SPARQL: unexpected ')'"),
        ("SELEC ?s { ?s ?p ?o }", "query:1:1: not well-formed SPARQL: unexpected 'SELEC'"),
        ("SELECT ?s ?x { ?s ?p ?o } GROUP BY ?s", "The SELECT contains a variable that is unbound"),
        ("SELECT * {\n ?s a foaf:Person }", "query:2:7: not well-formed SPARQL: a prefix that is not declared"),
    ],
)
def test_a_syntax_error_is_found_where_it_is(kg: radkg.KnowledgeGraph, query: str, message: str) -> None:
    with pytest.raises(InvalidQuery) as error:
        kg.query(query)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("data", "message"), [(b"\xff\xfe", "not UTF-8"), (b"", "not well-formed SPARQL"), (b"\x00", "not well-formed SPARQL")]
)
def test_a_file_that_is_no_query(tmp_path: Path, command, data: bytes, message: str) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(data)
    outcome = command("query", str(file))
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_folder_and_a_file_too_large_are_refused(kg: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a directory"):
        kg.query(tmp_path)
    large = tmp_path / "large.rq"
    large.write_bytes(b" " * (5 * 2**20))
    with pytest.raises(UnreadableFile, match="larger than 4 MB"):
        kg.query(large)
