"""What is the matter with a file or a query is told as it is, once, with what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg import resources, validation
from radkg.model.ontology import Ontology
from radkg.questions.misspelt import remarks
from radkg.validation import patterns

Command = Callable[..., Any]
PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
FACT = """
my:fact a radkg:Association ; rdfs:label "leaf scorch shows linear necrosis"@en ; radkg:certainty radkg:Stated ;
    radkg:subject radkg:LeafScorch ; radkg:relation radkg:hasImagingSign ; radkg:object radkg:LinearNecrosis ;
    radkg:evidence my:e .
my:e a radkg:Evidence ; dcterms:source my:study .
my:study a radkg:Source ; rdfs:label "Nobody 2019"@en ; dcterms:identifier "doi:10.1000/nobody.2019" .
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    """Write a file, and return its path."""

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(PREFIXES + text)
        return str(tmp_path / name)

    return write


@pytest.mark.parametrize("share", ["40%", "40,5"])
def test_hpo_348_a_share_with_a_percent_sign_is_no_share_of_nought(share: str, write: Any, mini_command: Command) -> None:
    """obophenotype/human-phenotype-ontology#348, obophenotype/upheno#56: a percentage as text."""
    path = write("share.ttl", f'{FACT}my:fact radkg:frequencyMaximum "{share}" .\n')
    (finding,) = json.loads(mini_command("validate", path, "--format", "json").out)["results"]
    assert finding["check"].endswith("/FactFrequencyMaximum")
    assert "0 %" not in finding["message"]


@pytest.mark.parametrize("tag", ["de-AT", "DE", "de-at"])
def test_sparq_1119_qlever_2108_a_language_tag_in_capitals_is_remarked_on(tag: str, mini: radkg.KnowledgeGraph) -> None:
    """sparq-org/sparq#1119, ad-freiburg/qlever#2108, comunica/comunica#1469: engines spell tags in lower case."""
    query = f'SELECT ?c {{ ?s rdfs:comment ?c FILTER(LANG(?c) = "{tag}") }}'
    told = list(mini.answer(lambda known: tuple(remarks(query, known, has_rows=False))))
    advice = f'language tags are in lower case here: write "{tag.lower()}", or FILTER(langMatches(LANG(…), "{tag}"))'
    assert told == ([] if tag == "de-at" else [advice])
    assert list(remarks(query, mini.knowledge, has_rows=True)) == []
    assert list(remarks(f'SELECT ?c {{ ?c ?p ?o FILTER(?o = "{tag}") }}', mini.knowledge, has_rows=False)) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("words", [["validate", "{}.ttl"], ["query", "{}.rq"], ["check", "--text", "{}.txt"]], ids=" ".join)
def test_a_file_in_another_encoding_of_unicode_is_told_as_such(
    words: list[str], encoding: str, tmp_path: Path, mini_command: Command
) -> None:
    paths = [word.format(tmp_path / "file") for word in words]
    Path(paths[-1]).write_bytes((PREFIXES + FACT).encode(encoding))
    done = mini_command(*paths)
    assert (done.code, done.out) == (2, "")
    assert f": not UTF-8 but {encoding[:6].upper()}; save it as UTF-8" in done.err


def test_what_has_neither_label_nor_name_has_no_colon_of_its_own(write: Any, mini_command: Command) -> None:
    done = mini_command("show", "leaf scorch", "--with", write("nothing.ttl", "my:a my:b my:c .\n"))
    assert done.code == 2
    assert "nothing.ttl: there is no fact, no term" in done.err


@pytest.mark.parametrize(("flags", "finds"), [("mi", False), ("qzZ", True), ("s", True)])
def test_flags_of_a_pattern_that_nobody_heeds_are_told(flags: str, finds: bool, write: Any, mini_command: Command) -> None:
    shape = (
        f'my:S sh:targetClass radkg:Association ; sh:property [ sh:path rdfs:label ; sh:pattern "L" ; sh:flags "{flags}" ] .'
    )
    done = mini_command("validate", write("fact.ttl", FACT), "--shapes", write("shapes.ttl", shape))
    assert done.code == int(finds)
    assert ("of the flags of a pattern i and m are heeded, and no other" in done.out) == finds


@pytest.mark.as_users_start_it
def test_what_the_engine_of_shapes_logs_is_not_printed(write: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """pySHACL logs what it refuses, and Python warns of patterns, with paths of its sources."""
    two_counts = "my:S sh:targetClass radkg:Association ; sh:property [ sh:path rdfs:label ; sh:minCount 1 , 2 ] ."
    classes = 'my:T sh:targetClass radkg:Association ; sh:property [ sh:path rdfs:label ; sh:pattern "[[:alpha:]]+" ] .'
    shapes = [write("counts.ttl", two_counts), write("classes.ttl", classes)]
    mini = Ontology.at(Path(__file__).parent.parent / "mini")
    report = validation.validate([write("fact.ttl", FACT)], shapes=shapes, ontology=mini)
    assert not report.conforms
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("pattern", ["((a*)*)*", "(((a+)+)+)+", "(a|b|(c*)*)*" * 5])
def test_repeats_of_repeats_have_more_ways_than_can_be_tried(pattern: str) -> None:
    assert patterns.steps(pattern, 1000) > patterns.MOST_STEPS


IN_XML = """<?xml version="1.0"{}?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:my="https://example.org/my/">
  <rdf:Description rdf:about="https://example.org/a"/>
  {}
</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("declared", "element", "line", "why"),
    [
        ("", "<rdf:Description rdf:about='a b'/>", 4, "while parsing IRI"),
        ("", "<rdf:Description\n rdf:ID='x'/>\n\n<rdf:Description rdf:ID='x'/>", 7, "already been used"),
        ("", "<your:thing/>", 4, "prefix your:"),
        (" encoding='ISO-8859-1'", "", 1, "declared to be in ISO-8859-1, and not in UTF-8; save it as UTF-8"),
        ("", "<my:thing " + " ".join(f"my:a{n}='x'" for n in range(3000)) + "/>", 4, "more than 2,000 attributes"),
    ],
    ids=["space", "used twice", "prefix", "encoding", "attributes"],
)
def test_rdf_xml_that_is_refused_is_refused_with_a_line(
    declared: str, element: str, line: int, why: str, mini_command: Command, tmp_path: Path
) -> None:
    """The parser knows no lines of RDF/XML, and took 13 s for 100,000 attributes (1.6 MB)."""
    path = tmp_path / "facts.rdf"
    path.write_text(IN_XML.format(declared, element))
    outcome = mini_command("validate", str(path))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"radkg: {path}:{line}: ")
    assert why in outcome.err


def test_a_folder_of_everything_is_no_ontology(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: Command) -> None:
    """`--ontology /` looked through the whole system for Turtle."""
    monkeypatch.setattr(resources, "MOST_FOLDERS", 3)
    for name in "abcd":
        (tmp_path / name).mkdir()
    outcome = command("show", "leaf scorch", "--ontology", str(tmp_path))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"radkg: {tmp_path}: more than 3 folders are below it; name one with less in it\n"
