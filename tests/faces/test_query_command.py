"""``radkg query`` and `KnowledgeGraph.query`: named questions, results in every format, SPARQL of one's own."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import InvalidQuery, MissingPackage, UnreadableFile
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG, compact
from radkg.questions.catalogue import catalogue
from radkg.rdf.results import QueryResult

MINI = Path(__file__).parent.parent / "mini"
SAPLING = "SELECT ?s WHERE { ?s radkg:isSeenIn radkg:Sapling } ORDER BY ?s"

Command = Callable[..., Any]  # which returns what it did, as in conftest.py


# ---- named questions


def test_list_names_every_question_and_says_what_it_takes(mini_command: Command) -> None:
    outcome = mini_command("query", "--list")
    assert outcome.code == 0
    listed = [line.split()[0] for line in outcome.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert sorted(listed) == sorted(catalogue(Ontology.at(MINI)))
    words = " ".join(outcome.out.split())
    assert "Which diseases show this finding, or a kind of it? (finding=…)" in words
    assert "(disease=… population=…)" in words
    assert "([modality=…])" in words


def test_list_has_the_questions_by_who_asks_them(mini_command: Command) -> None:
    keywords = {question.keywords[0] for question in catalogue(Ontology.at(MINI)).values()}
    heads = [line for line in mini_command("query", "--list").out.splitlines() if line and line[0] != " "]
    assert sorted(heads) == sorted(f"{word[:1].upper()}{word[1:]}" for word in keywords)


def test_list_with_a_word_lists_what_is_about_it(mini_command: Command) -> None:
    lines = mini_command("query", "--list", "disease").out.splitlines()
    assert [line.split()[0] for line in lines if line[0] != " "] == [
        "diseases-at-age",
        "diseases-with-all",
        "diseases-with-finding",
        "facts-as-triples",
        "is-seen-in",
        "shown-by-modality",
        "strength-of-evidence",
    ]


@pytest.mark.knowledge
def test_a_question_is_found_by_the_people_it_is_about(command: Command) -> None:
    names = command("query", "--list", "Children").out
    for name in ("diseases-at-age", "facts-about-population", "who-gets-disease"):
        assert name in names


def test_the_name_of_a_question_and_its_parameter_may_be_in_any_case(mini_command: Command) -> None:
    asked = mini_command("query", "diseases-with-finding", "-p", "finding=necrosis")
    assert mini_command("query", "Diseases-With-Finding", "-p", "FINDING=necrosis").out == asked.out
    assert mini_command("query", "diseases-with-finding", "-p", "finding=galls", "-p", "Finding=necrosis").err == (
        "radkg: parameter finding is given twice; ask once for each value\n"
    )


def test_a_value_may_stand_alone_where_a_question_needs_one(mini_command: Command) -> None:
    asked = mini_command("query", "is-seen-in", "-p", "disease=leaf scorch", "-p", "population=sapling")
    assert mini_command("query", "-p", "population=sapling", "is-seen-in", "leaf", "scorch").out == asked.out != ""
    alone = mini_command("query", "is-seen-in", "leaf scorch")
    assert (alone.code, alone.out) == (2, "")
    assert "it needs 2 parameters more: disease, population; give them as -p NAME=VALUE" in alone.err
    assert "it takes no parameter more" in mini_command("query", "conflicts", "leaf scorch").err


def test_a_value_that_stands_alone_is_the_first_where_a_question_needs_none(mini_command: Command) -> None:
    named = mini_command("query", "strength-of-evidence", "-p", "disease=leaf blotch")
    assert mini_command("query", "strength-of-evidence", "leaf blotch").out == named.out != ""
    assert named.out != mini_command("query", "strength-of-evidence").out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_limit_gives_the_first_rows_and_says_so(form: str, mini_command: Command) -> None:
    words = ("query", "conflicts", "--format", form)
    short = mini_command(*words, "--limit", "2")
    assert len(short.out) < len(mini_command(*words).out)
    assert re.fullmatch(r"radkg: the first 2 of \d+ rows\n", short.err)
    whole = mini_command(*words, "--limit", "1000")
    assert (whole.out, whole.err) == (mini_command(*words).out, "")
    assert mini_command(*words, "--limit", "0").code == 2
    if form == "json":
        assert len(json.loads(short.out)["results"]["bindings"]) == 2


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_no_table_breaks_an_iri(columns: str, mini_command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ask = "SELECT ?fact ?label ?source { ?fact radkg:evidence/dcterms:source ?source ; rdfs:label ?label }"
    rows = json.loads(mini_command("query", "-", "--format", "json", stdin=ask).out)["results"]["bindings"]
    table = mini_command("query", "-", stdin=ask).out.split()
    iris = {compact(row[name]["value"]) for row in rows for name in ("fact", "source")}
    assert iris
    assert iris <= set(table)


def test_rows_are_one_below_the_other_where_a_table_has_no_room(mini_command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = "SELECT ?fact ?evidence ?nothing { ?fact radkg:evidence ?evidence } ORDER BY ?fact ?evidence"
    monkeypatch.setenv("COLUMNS", "60")
    out = mini_command("query", "-", "--limit", "2", stdin=ask).out
    assert re.fullmatch(r"(fact      fact:\S+\nevidence  \S+\n\n?){2}", out)
    monkeypatch.setenv("COLUMNS", "200")
    assert mini_command("query", "-", "--limit", "2", stdin=ask).out.startswith("fact  ")


def test_a_notebook_shows_labels_as_links(mini: radkg.KnowledgeGraph) -> None:
    rows = mini.query("diseases-with-finding", finding="necrosis")
    assert re.fullmatch(r"<QueryResult of \d+ rows: disease, diseaseLabel, .*>", repr(rows))
    assert str(rows) == rows.text()
    assert '<td><a href="https://w3id.org/radkg/LeafScorch" rel="noreferrer">leaf scorch</a></td>' in rows.html()
    assert "diseaseLabel" not in rows.html()
    assert str(mini.query("SELECT ?x { ?x radkg:relation radkg:Fact }")) == "no rows"


def test_without_pandas_it_is_said_what_to_install(mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPackage, match=r"pip install 'radkg\[pandas\]'"):
        mini.query("conflicts").to_pandas()


def test_list_as_json_gives_questions_and_sparql(mini_command: Command) -> None:
    questions = json.loads(mini_command("query", "--list", "--format", "json").out)
    shown = next(question for question in questions if question["name"] == "diseases-with-finding")
    assert shown["parameters"][0]["of"] == [RADKG + "Finding"]
    assert "SELECT" in shown["sparql"]


def test_describe_says_question_parameters_and_example(mini_command: Command) -> None:
    out = mini_command("query", "is-seen-in", "--describe").out
    assert "disease (term of radkg:Disease, required): the disease asked about" in out
    assert "-p disease='leaf scorch'" in out


@pytest.mark.parametrize(
    "name", ["gum flow", "gummosis", "GumFlow", "radkg:GumFlow", "<https://w3id.org/radkg/GumFlow>", "HP:9999902"]
)
def test_a_term_is_named_by_label_synonym_prefixed_name_iri_or_identifier(mini_command: Command, name: str) -> None:
    out = mini_command("query", "diseases-with-finding", "--param", f"finding={name}").out
    assert "leaf scorch   leaf scorch rarely shows gum flow" in out


def test_default_of_a_parameter(mini: radkg.KnowledgeGraph) -> None:
    assert len(mini.query("shown-by-modality")) > len(mini.query("shown-by-modality", modality="thermography")) > 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["disease-with-finding"], "there is no question 'disease-with-finding'; nearest: diseases-with-finding"),
        (["diseases-with-finding"], "diseases-with-finding needs finding: the finding seen; for example finding='necrosis'"),
        (["diseases-with-finding", "-p", "sign=x"], "has no parameter 'sign'; its parameters are: finding"),
        (["diseases-with-finding", "-p", "finding"], "not of the form name=value"),
        (["diseases-with-finding", "-p", "finding=gall", "-p", "finding=wilting"], "parameter finding is given twice"),
        (["diseases-with-finding", "-p", "finding=necrossis"], "no term is called 'necrossis'; nearest: necrosis"),
        (["diseases-with-finding", "-p", "finding=root rot"], "finding takes a finding, and 'root rot' is none"),
        (["diseases-at-age", "-p", "age=seven"], "age is a whole number, and 'seven' is none; for example 5"),
        (["facts-by-certainty", "-p", "certainty=possibel"], "nearest: possibly, possible"),
        (["conflicts", "-p", "x=1"], "conflicts has no parameter 'x'; it takes none"),
        (["conflicts", "--format", "turtle"], "only CONSTRUCT and DESCRIBE give Turtle"),
        (["conflicts", "--timeout", "0"], "--timeout is between 0 and 86400"),
        (["  "], "the query is empty"),
        ([], "name a question, a file, or - for standard input"),
        (["no/such/file.rq"], "no/such/file.rq: no such file or directory"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(mini_command: Command, arguments: list[str], message: str) -> None:
    outcome = mini_command("query", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("radkg: ")
    assert outcome.err.count("\n") == 1
    assert message in outcome.err


def test_no_rows_is_said_and_is_no_failure(mini_command: Command) -> None:
    outcome = mini_command("query", "diseases-with-finding", "-p", "finding=vein necrosis")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "radkg: no rows\n")


# ---- formats


def test_formats_hold_the_same_rows(mini_command: Command) -> None:
    written = {
        f: mini_command("query", "terms-by-name", "-p", "text=scorch", "--format", f).out for f in ("csv", "tsv", "json")
    }
    from_csv = [row["name"] for row in csv.DictReader(io.StringIO(written["csv"]))]
    from_tsv = [line.split("\t")[2].removesuffix("@en").strip('"') for line in written["tsv"].splitlines()[1:]]
    from_json = [row["name"]["value"] for row in json.loads(written["json"])["results"]["bindings"]]
    assert "leaf scorch" in from_csv
    assert from_csv == from_tsv == from_json


def test_json_is_what_the_w3c_format_says(mini: radkg.KnowledgeGraph) -> None:
    result = mini.query("diseases-at-age", age=5)
    again = ox.parse_query_results(result.to_json().encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(again, ox.QuerySolutions)
    assert tuple(tuple(solution) for solution in again) == result.rows


def test_turtle_of_a_construct_is_the_default_and_parses(mini_command: Command) -> None:
    out = mini_command("query", "facts-as-triples", "-p", "disease=leaf blotch").out
    assert out.startswith("@prefix ")
    triples = {quad.triple for quad in ox.parse(out.encode(), format=ox.RdfFormat.TURTLE)}
    fact = ox.NamedNode(RADKG + "fact/leaf-blotch-not-seen-in-saplings")
    assert ox.Triple(fact, ox.NamedNode(RADKG + "object"), ox.NamedNode(RADKG + "Sapling")) in triples


def test_table_shows_the_label_in_the_place_of_the_term(mini_command: Command) -> None:
    head, _, *rows = mini_command("query", "shown-by-modality").out.splitlines()
    assert head.split() == ["used", "finding", "fact"]
    assert "sonic tomography" in {row.split("  ")[0] for row in rows}


def test_table_keeps_to_its_width(mini: radkg.KnowledgeGraph) -> None:
    result = mini.query("conflicts")
    assert max(map(len, result.to_table(100).splitlines())) <= 110  # one long word may stand out
    assert max(map(len, result.to_table(400).splitlines())) > 110


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0\r\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
)
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
    monkeypatch.setitem(sys.modules, "pandas", frame)
    QueryResult(("n",), ((ox.Literal(5),),)).to_pandas()
    assert given == [[{"n": 5}], ["n"]]


# ---- SPARQL of one's own


def test_sparql_from_standard_input_with_prefixes_predeclared(mini_command: Command) -> None:
    outcome = mini_command("query", "-", "--format", "csv", stdin=SAPLING)
    head, *found = outcome.out.split()
    assert head == "s"
    assert RADKG + "LeafScorch" in found


def test_sparql_from_a_file_and_in_python(mini: radkg.KnowledgeGraph, tmp_path: Path, mini_command: Command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(SAPLING)
    assert mini.query(SAPLING).rows == mini.query(file).rows == mini.query(str(file)).rows
    assert mini_command("query", str(file), "--format", "json").out == mini.query(SAPLING).to_json()


def test_ask(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    # an excluded fact gives no edge
    assert mini.query("ASK { radkg:LeafBlotch radkg:isKindOf radkg:LeafScorch }").records() == [{"answer": False}]
    assert json.loads(mini_command("query", "-", "--format", "json", stdin="ASK { ?s ?p ?o }").out) == {
        "head": {},
        "boolean": True,
    }


def test_a_file_of_ones_own_may_have_parameters(tmp_path: Path, mini_command: Command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "# title: mine\n# parameter: who (term of radkg:Population, required) — the trees; example: sapling\n"
        "SELECT ?s WHERE {\n  VALUES ?who { radkg:Sapling } # parameter\n  ?s radkg:isMoreCommonIn ?who }"
    )
    assert "radkg:LeafScorch" in mini_command("query", str(file), "-p", "who=female tree").out
    assert "needs who: the trees" in mini_command("query", str(file)).err
    file.write_text(file.read_text().replace("# parameter\n", "\n"))
    assert "parameter who needs both a line" in mini_command("query", str(file), "-p", "who=female tree").err


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path, mini_command: Command) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?s WHERE {\n  ?s ?p ) }")
    outcome = mini_command("query", str(file))
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
def test_a_syntax_error_is_found_where_it_is(mini: radkg.KnowledgeGraph, query: str, message: str) -> None:
    with pytest.raises(InvalidQuery) as error:
        mini.query(query)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("data", "message"), [(b"\xff\xfe", "not UTF-8"), (b"", "not well-formed SPARQL"), (b"\x00", "not well-formed SPARQL")]
)
def test_a_file_that_is_no_query(tmp_path: Path, mini_command: Command, data: bytes, message: str) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(data)
    outcome = mini_command("query", str(file))
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_folder_and_a_file_too_large_are_refused(mini: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a directory"):
        mini.query(tmp_path)
    large = tmp_path / "large.rq"
    large.write_bytes(b" " * (5 * 2**20))
    with pytest.raises(UnreadableFile, match="larger than 4 MB"):
        mini.query(large)


def test_named_graphs_are_those_of_a_loaded_store(mini_command: Command) -> None:
    asked = "SELECT DISTINCT ?g WHERE { GRAPH ?g { radkg:LeafScorch a owl:Class } }"
    outcome = mini_command("query", "-", "--format", "csv", stdin=asked)
    assert outcome.out.split() == ["g", "https://w3id.org/radkg/graph/terms"]


def test_a_name_that_begins_with_graph_is_no_named_graph(mini_command: Command) -> None:
    """What is asked for stands in no named graph where the word is a prefix, a variable, a comment or a text."""
    asked = """PREFIX graph: <https://w3id.org/radkg/graph/>
        SELECT ?graph { VALUES ?graph { graph:facts "GRAPH" } } # GRAPH"""
    outcome = mini_command("query", "-", "--format", "csv", stdin=asked)
    assert outcome.out.split() == ["graph", "https://w3id.org/radkg/graph/facts", "GRAPH"]
