"""`radkg new fact`: from a sentence or its parts to Turtle in its place, judged before it is written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.curating.given import NUMBERS, TERMS
from radkg.curating.new_fact import CannotWriteFact
from radkg.errors import InvalidOption, RadkgError, UnknownTerm, UnreadableFile
from radkg.imports.sentences import digest
from radkg.namespaces import FACT, RADKG
from radkg.rdf.reading import read
from radkg.statement import NotUnderstood

ROOT = Path(__file__).parents[2]
MINI = ROOT / "tests" / "mini"
PAPER = {"source": "10.5555/Trees.1", "title": "Trees that yellow: a series", "year": 2020, "source_kind": "case series"}
QUOTE = "Yellowing was seen in 3 of 5 trees."

sys.path.append(str(ROOT / "tools"))
from format_turtle import formatted  # noqa: E402


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.ttl"


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """An ontology of one's own."""
    return Path(shutil.copytree(MINI / "ontology", tmp_path / "ontology"))


def new(kg: radkg.KnowledgeGraph, *sentence: str, **given: Any) -> Any:
    return kg.new_fact(*sentence, **{**PAPER, **given})


# -- from a sentence to a file


def test_a_sentence_becomes_a_fact_that_its_label_is_read_as(mini: radkg.KnowledgeGraph, own: Path) -> None:
    sentence = "root rot shows yellowing of the leaf margin on thermography in 3 of 5 trees"
    done = new(mini, sentence, file=own, locator="abstract", quote=QUOTE, address="https://example.org/1", read_on="2026-11-30")
    assert (done.written, done.exit_code, done.before, done.after) == (True, 0, "unknown", "supported")
    assert done.read_as == "root rot shows on imaging yellowing (in 3 of 5; site leaf margin; seen on thermography)"
    assert (
        own.read_text(encoding="utf-8")
        == f"""\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:root-rot-shows-on-imaging-yellowing a radkg:Association ;
    rdfs:label "{sentence}"@en ;
    radkg:subject radkg:RootRot ;
    radkg:relation radkg:hasImagingSign ;
    radkg:object radkg:Yellowing ;
    radkg:hasSite radkg:LeafMargin ;
    radkg:seenOn radkg:Thermography ;
    radkg:count 3 ;
    radkg:total 5 ;
    radkg:certainty radkg:Stated ;
    radkg:evidence my:root-rot-shows-on-imaging-yellowing-e1 .

my:root-rot-shows-on-imaging-yellowing-e1 a radkg:Evidence ;
    dcterms:source my:doi-10-5555-trees-1 ;
    radkg:locator "abstract" ;
    radkg:sentenceDigest "{digest(QUOTE)}" ;
    radkg:textAddress "https://example.org/1" ;
    radkg:textDate "2026-11-30" ;
    radkg:evidenceType obo:ECO_0000302 .

my:doi-10-5555-trees-1 a radkg:Source ;
    rdfs:label "Trees that yellow, 2020"@en ;
    dcterms:title "Trees that yellow: a series"@en ;
    dcterms:identifier "doi:10.5555/trees.1" ;
    radkg:sourceKind radkg:CaseSeries ;
    radkg:year 2020 .
"""
    )
    assert QUOTE not in own.read_text(encoding="utf-8")


def test_what_is_written_is_canonical_conforms_and_decides(mini: radkg.KnowledgeGraph, own: Path) -> None:
    first = new(mini, "root rot shows yellowing in 3 of 5 cases", file=own)
    second = new(mini, "root rot does not show corking", source="doi:10.5555/TREES.1", file=own)
    assert [first.written, second.written] == [True, True]
    text = own.read_text(encoding="utf-8")
    assert formatted(text) == text
    kg = radkg.load([own], ontology=MINI)
    assert kg.validate(strict=True).exit_code == 0
    assert kg.check("root rot shows corking").verdict == "contradicted"
    assert kg.check("root rot shows yellowing").facts[0].iri == first.fact


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({}, "root rot shows yellowing"),
        ({"count": 3, "total": 5}, "root rot shows yellowing in 3 of 5"),
        ({"frequency_max": 40.5}, "root rot shows yellowing in up to 40.5 %"),
        ({"frequency_min": 20, "frequency_max": 40}, "root rot shows yellowing in 20–40 %"),
        ({"site": ["leaf margin"], "age_min": 3, "age_max": 7}, "root rot shows yellowing of the leaf margin"),
        ({"excluded": True, "site": ["leaf margin"]}, "root rot does not show yellowing of the leaf margin"),
        ({"certainty": "possible", "modality": ["thermography"]}, "root rot may show yellowing on thermography"),
        ({"null_result": True}, "root rot does not significantly show yellowing"),
        ({"frequency_word": ["rarely"]}, "root rot rarely shows yellowing"),
        ({"population": ["saplings"], "stage": ["late stage"]}, "root rot shows yellowing at the late stage"),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, dict) else "",
)
def test_a_fact_in_parts_gets_a_label_that_is_read_as_it(
    given: dict[str, Any], label: str, mini: radkg.KnowledgeGraph, own: Path
) -> None:
    done = new(mini, subject="root rot", relation="shows", object="yellowing", file=own, dry_run=True, **given)
    assert done.label.startswith(label)
    assert (done.exit_code, done.after, done.remarks) == (0, "supported", ())
    assert not own.exists()


@pytest.mark.parametrize(("certainty", "kind"), [("stated", "302"), ("possible", "302"), ("implied", "305")])
def test_what_is_implied_is_the_inference_of_the_curator(
    certainty: str, kind: str, mini: radkg.KnowledgeGraph, own: Path
) -> None:
    parts = {"subject": "root rot", "relation": "shows", "object": "yellowing"}
    done = new(mini, file=own, dry_run=True, certainty=certainty, **parts)
    assert f"radkg:evidenceType obo:ECO_0000{kind}" in done.turtle


def test_what_is_given_by_name_takes_the_place_of_what_the_sentence_says(mini: radkg.KnowledgeGraph, own: Path) -> None:
    done = new(mini, "root rot shows yellowing of the leaf margin", site=["leaf veins"], file=own, dry_run=True)
    assert "radkg:hasSite radkg:LeafVein ;" in done.turtle
    assert "LeafMargin" not in done.turtle
    assert done.label == "root rot shows yellowing of the leaf vein"


def test_the_parameters_for_qualifiers_are_those_of_the_schema(mini: radkg.KnowledgeGraph) -> None:
    keys = {qualifier.key for qualifier in mini.knowledge.qualifiers.values()}
    assert set(NUMBERS.values()) | set(TERMS.values()) <= keys


def test_any_other_qualifier_is_given_by_its_key(mini: radkg.KnowledgeGraph, own: Path) -> None:
    done = new(mini, "root rot shows yellowing", file=own, dry_run=True, quality="purple", cohortSize=30)
    assert "radkg:hasQuality radkg:Purple ;" in done.turtle
    assert "radkg:cohortSize 30 ;" in done.turtle
    assert done.remarks == ("the label does not say: cohortSize 30",)


# -- verdicts


def test_a_fact_that_denies_another_says_whose_verdict_it_changes(mini: radkg.KnowledgeGraph, own: Path) -> None:
    done = new(mini, "leaf scorch shows no corking", file=own, dry_run=True)
    assert (done.before, done.after) == ("contradicted", "disputed")
    changed = {change.fact: (change.before, change.after) for change in done.changed}
    assert changed[FACT + "leaf-scorch-shows-corking"] == ("supported", "disputed")
    assert FACT + "leaf-scorch-shows-corking" in {conflict.fact for conflict in done.conflicts}
    assert "“leaf scorch shows corking”: supported → disputed" in done.text()


def test_the_same_by_the_same_source_is_refused_with_its_name(mini: radkg.KnowledgeGraph, own: Path) -> None:
    assert new(mini, "root rot shows yellowing", file=own).written
    before = own.read_bytes()
    again = new(mini, "root rot shows yellowing", source="https://doi.org/10.5555/trees.1", file=own)
    assert (again.exit_code, again.written, again.duplicate) == (1, False, "https://example.org/my/root-rot-shows-yellowing")
    assert "https://example.org/my/root-rot-shows-yellowing says the same by the same source" in again.text()
    assert own.read_bytes() == before
    narrower = new(mini, "root rot shows yellowing of the leaf margin", source="10.5555/trees.1", file=own)
    assert narrower.exit_code == 0
    assert narrower.remarks[0].startswith("the same source says this triple in other qualifiers: ")
    other = new(mini, "root rot shows yellowing", source="PMID:77", file=own)
    assert (other.exit_code, other.fact) == (0, "https://example.org/my/root-rot-shows-yellowing-2")


def test_what_does_not_conform_is_not_written(mini: radkg.KnowledgeGraph, own: Path) -> None:
    done = new(mini, subject="root rot", relation="shows", object="male tree", file=own)
    assert (done.exit_code, done.written, own.exists()) == (1, False, False)
    assert any("takes as object: finding" in finding.message for finding in done.findings)


# -- into an ontology


def test_a_fact_goes_to_those_of_its_disease_and_its_source_to_the_sources(ontology: Path) -> None:
    done = new(radkg.load(ontology=ontology), "leaf scorch shows yellowing of the bark", file=None)
    assert done.exit_code == 0, done.text()
    written = [Path(path).relative_to(ontology).as_posix() for path in done.files]
    assert written == ["facts/leaf-scorch.ttl", "sources/vocabularies.ttl"]
    for name in written:
        text, old = ((folder / name).read_text(encoding="utf-8") for folder in (ontology, MINI / "ontology"))
        assert formatted(text) == text
        assert {q.triple for q in read(str(MINI / "ontology" / name)).quads} <= {
            q.triple for q in read(str(ontology / name)).quads
        }
        assert len(text) > len(old)
    kg = radkg.load(ontology=ontology)
    assert kg.check(done.label).facts[0].iri == done.fact == FACT + "leaf-scorch-shows-yellowing"
    assert kg.validate().exit_code == 0
    assert kg.quality().exit_code == 0


def test_a_new_file_is_entered_where_files_are_listed(ontology: Path) -> None:
    (ontology / "facts" / "root-rot.ttl").unlink()
    for name in ("radkg.ttl", "catalog-v001.xml"):
        lines = (ontology / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (ontology / name).write_text("".join(line for line in lines if "facts/root-rot" not in line), encoding="utf-8")
    done = new(radkg.load(ontology=ontology), "root rot shows corking", file=None)
    assert done.exit_code == 0, done.text()
    assert done.file == str(ontology / "facts" / "root-rot.ttl")
    text = (ontology / "facts" / "root-rot.ttl").read_text(encoding="utf-8")
    assert formatted(text) == text
    assert 'dcterms:title "radkg: facts, root rot"@en' in text
    assert "/facts/root-rot>" in (ontology / "radkg.ttl").read_text(encoding="utf-8")
    assert 'uri="facts/root-rot.ttl"/>' in (ontology / "catalog-v001.xml").read_text(encoding="utf-8")
    kg = radkg.load(ontology=ontology)
    assert (kg.check("root rot shows corking").verdict, kg.quality().exit_code) == ("supported", 0)


def test_an_ontology_that_nobody_named_is_not_written_to(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(InvalidOption, match="the ontology that radkg carries is not written to; give --file"):
        radkg.load().new_fact("dermatomyositis affects the thigh", source="PMID:1")


# -- into a file that is there


def test_prefixes_and_text_of_a_file_that_is_there_are_kept(mini: radkg.KnowledgeGraph, own: Path) -> None:
    own.write_text(
        "# Mine.\n@prefix radkg: <https://example.org/other#> .\n@prefix r: <https://w3id.org/radkg/> .\n", encoding="utf-8"
    )
    done = new(mini, "root rot shows corking", file=own, namespace="https://example.org/facts#")
    assert done.exit_code == 0
    text = own.read_text(encoding="utf-8")
    assert "# Mine.\n" in text
    assert "my:root-rot-shows-corking a r:Association ;" in text
    assert "@prefix my: <https://example.org/facts#> ." in text
    assert (
        new(mini, "root rot affects the bark", file=own, source="10.5555/trees.1").fact
        == "https://example.org/facts#root-rot-affects-bark"
    )


def test_a_file_with_a_fault_is_told_and_left_as_it_is(mini: radkg.KnowledgeGraph, own: Path) -> None:
    own.write_text("@prefix radkg: <https://w3id.org/radkg/> .\nradkg:X a ;\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"own\.ttl:2"):
        new(mini, "root rot shows corking", file=own)
    assert own.read_text(encoding="utf-8").endswith("radkg:X a ;\n")


# -- wrong input


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"count": 5, "total": 3}, InvalidOption, "the count, 5, is greater than the total, 3"),
        ({"count": 5}, InvalidOption, "give --total as well"),
        ({"total": 0, "count": 0}, InvalidOption, "the total is at least 1"),
        ({"frequency_min": 60, "frequency_max": 40}, InvalidOption, "is greater than"),
        ({"frequency_max": 140}, InvalidOption, "at most 100"),
        ({"frequency_min": float("nan")}, InvalidOption, "is a number from 0 on"),
        ({"source": ""}, InvalidOption, "a fact needs a source"),
        ({"source": "nowhere"}, UnknownTerm, "no source is called 'nowhere'"),
        ({"title": ""}, InvalidOption, "describe it: give --title"),
        ({"year": 20}, InvalidOption, "a year is one from 1800 to 2100"),
        ({"source_kind": "rumour"}, UnknownTerm, "no kind of source is called 'rumour'"),
        ({"evidence_type": "much"}, InvalidOption, "write it like ECO:0000302"),
        ({"certainty": "sure"}, UnknownTerm, "no certainty is called 'sure'; nearest: .*stated"),
        ({"site": ["corking"]}, InvalidOption, "'corking' is no anatomical structure, and site takes one"),
        ({"colour": "red"}, UnknownTerm, "no qualifier is called 'colour'"),
        ({"quote": "It is so."}, InvalidOption, "--address is the address of the page"),
        ({"quote": "It is so.", "address": "https://a.b/", "read_on": "today"}, InvalidOption, "is a day such as"),
        ({"address": "https://a.b/"}, InvalidOption, "give --quote"),
        ({"excluded": True, "null_result": True}, InvalidOption, "and not both"),
        ({"object": "xyzzy"}, UnknownTerm, "no term is called 'xyzzy'"),
        ({"relation": "shws"}, UnknownTerm, "no relation is called 'shws'; nearest: shows"),
        ({"relation": ""}, InvalidOption, "give --relation"),
        ({"namespace": "my"}, InvalidOption, "is the beginning of an IRI"),
        ({"bears_on": ["colour"]}, UnknownTerm, "no qualifier is called 'colour'"),
        ({"passage": "p99"}, UnknownTerm, "no passage is called 'p99'"),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, dict) else "",
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    given: dict[str, Any], error: type[RadkgError], words: str, mini: radkg.KnowledgeGraph, own: Path
) -> None:
    with pytest.raises(error, match=words):
        new(mini, **{"subject": "root rot", "relation": "shows", "object": "yellowing", "file": own, **given})
    assert not own.exists()


@pytest.mark.parametrize("sentence", ["xyzzy shows corking", "root rot shows corking and yellowing", "root rot"])
def test_a_sentence_that_is_not_one_fact_is_not_understood(sentence: str, mini: radkg.KnowledgeGraph, own: Path) -> None:
    with pytest.raises(NotUnderstood):
        new(mini, sentence, file=own)
    assert not own.exists()


@pytest.mark.parametrize("name", ["none/own.ttl", "own.txt", "folder.ttl"])
def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_asked(
    name: str, mini: radkg.KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(RadkgError, match=r"cannot be written to|no Turtle file|not a regular file|unknown file name"):
        new(mini, file=tmp_path / name, ask=lambda question: pytest.fail("it was asked"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(mini: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWriteFact, match="permission denied; nothing has changed"):
        new(mini, "root rot shows corking", file=tmp_path / "own.ttl")


def test_where_the_disk_refuses_nothing_has_changed(ontology: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(one: str, other: str) -> None:
        raise OSError(28, "No space left on device")

    kg = radkg.load(ontology=ontology)
    before = {path: path.read_bytes() for path in ontology.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CannotWriteFact, match="no space left on device; nothing has changed"):
        new(kg, "root rot shows corking", file=None)
    assert {path: path.read_bytes() for path in ontology.rglob("*") if path.is_file()} == before


# -- the dialogue


def answering(answers: Sequence[str]) -> tuple[Callable[[str], str], list[str]]:
    """Return what answers questions one after the other, and the questions."""
    asked: list[str] = []
    given: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        asked.append(question)
        return next(given)

    return ask, asked


def test_a_sentence_is_shown_as_it_was_read_and_what_is_missing_is_asked(mini: radkg.KnowledgeGraph, own: Path) -> None:
    answers = ["root rot shows xyzzy", "root rot shows yellowing", "", "site=leaf margin", "", "", "10.5555/1", "", "Trees"]
    ask, asked = answering([*answers, "20", "2020", "case series", "abstract"])
    said: list[str] = []
    done = mini.new_fact(file=own, ask=ask, remark=said.append)
    assert done.exit_code == 0
    assert "radkg:hasSite radkg:LeafMargin" in done.turtle
    assert said[0].startswith("radkg does not know 'xyzzy'")
    assert said[1] == "read as: root rot shows yellowing"
    assert "a year is one from 1800 to 2100, not '20'" in said
    assert asked[0].startswith("The fact as a sentence")


def test_a_fact_is_asked_for_in_parts(mini: radkg.KnowledgeGraph, own: Path) -> None:
    ask, _ = answering(["", "root rot", "shws", "shows", "corking", "x", "?", "", "", "test-page", "page"])
    said: list[str] = []
    done = mini.new_fact(file=own, ask=ask, remark=said.append, passage="test-page-p01", dry_run=True)
    assert done.label == "root rot does not show corking"
    assert any(line.startswith("qualifiers are adjustment, ") for line in said)


def test_nothing_is_asked_where_everything_is_given(mini: radkg.KnowledgeGraph, own: Path) -> None:
    assert new(mini, "root rot shows corking", file=own, ask=lambda question: pytest.fail(question)).written


def test_whoever_answers_wrongly_for_ever_is_not_asked_for_ever(mini: radkg.KnowledgeGraph, own: Path) -> None:
    with pytest.raises(InvalidOption, match="no answer to “Source"):
        mini.new_fact("root rot shows corking", file=own, ask=lambda question: "xyzzy")


def test_the_classes_of_a_fact_are_those_of_the_schema(mini: radkg.KnowledgeGraph) -> None:
    for flag, name in ((True, "ExcludedAssociation"), (False, "Association")):
        done = new(mini, subject="root rot", relation="shows", object="corking", excluded=flag, file="own.ttl", dry_run=True)
        assert f" a radkg:{name} ;" in done.turtle
        assert RADKG + name in {
            quad.object.value for quad in mini.store.quads_for_pattern(None, None, None) if "rdf-syntax" in quad.predicate.value
        }
