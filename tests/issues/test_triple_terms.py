"""Triples about triples (RDF 1.2) in somebody's file: each command reads them, or says where one is and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnreadableFile
from radkg.rdf.guards import DEEPEST_NESTING
from radkg.rdf.reading import parse

Command = Callable[..., Any]

FACT = (Path(__file__).parents[1] / "engine" / "validation" / "valid" / "fact.ttl").read_text()
A, B, C = ("<https://example.org/my/" + name + ">" for name in "abc")
TRIPLE = f"{A} {B} {C}"
FORMS = {
    "a reified triple as a subject": f"<< {TRIPLE} >> {B} {C} .",
    "a reified triple without spaces": f"<<{A}{B}{C}>>{B}{C}.",
    "a reified triple with a name": f"<< {TRIPLE} ~ {C} >> {B} {C} .",
    "an annotation": f"{TRIPLE} {{| {B} {C} |}} .",
    "a name for a triple": f"{TRIPLE} ~ {C} .",
    "a triple term as a value": f"{A} {B} <<( {TRIPLE} )>> .",
    "one in another": f"{A} {B} <<( {A} {B} <<( {TRIPLE} )>> )>> .",
    "a reified triple in another": f"<< << {TRIPLE} >> {B} {C} >> {B} {C} .",
}
TOLD = "a triple about a triple (RDF 1.2) is not looked at by shapes"


@pytest.mark.in_part(4)
@pytest.mark.parametrize("form", FORMS)
def test_beside_a_fact_it_is_told_with_its_line_and_the_fact_is_used(form: str, mini_command: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(f"{FACT}\n{FORMS[form]}\n")
    validated = mini_command("validate", str(path))
    assert TOLD in validated.out
    assert f"mine.ttl:{path.read_text().count(chr(10))}\n" in validated.out
    assert validated.code == 0
    assert validated.out.splitlines()[-1].startswith("no violation; 1 fact ")
    checked = mini_command("check", "leaf scorch shows linear necrosis", "--with", str(path))
    assert (checked.code, checked.err) == (0, "")


def test_n_triples_have_them_as_well(mini_command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(f"{A} {B} <<( {TRIPLE} )>> .\n")
    told = mini_command("validate", str(tmp_path / "a.nt"))
    assert told.code == 1
    assert "a.nt:1\n  " + TOLD in told.out


def test_a_triple_as_the_subject_of_a_fact_is_a_finding(mini_command: Command, tmp_path: Path) -> None:
    for written in (f"<< {TRIPLE} >>", f"<<( {TRIPLE} )>>"):
        (tmp_path / "mine.ttl").write_text(FACT.replace("radkg:subject radkg:LeafScorch", f"radkg:subject {written}"))
        told = mini_command("validate", str(tmp_path / "mine.ttl"))
        assert told.code == 1
        assert "a fact has exactly one subject" in told.out


@pytest.mark.sweep  # a whole release
def test_the_rdf_1_2_that_radkg_writes_is_read(mini_command: Command, tmp_path: Path) -> None:
    mini_command("build", "--only", "rdf12", "--output", str(tmp_path))
    for name in ("radkg-rdf12.nt", "radkg-rdf12.ttl"):
        told = mini_command("validate", str(tmp_path / name))
        assert (told.code, TOLD in told.out) == (0, False)


def test_in_a_shape_it_is_told_and_the_shapes_are_not_run(mini_command: Command, tmp_path: Path) -> None:
    shapes, facts = tmp_path / "shapes.ttl", tmp_path / "mine.ttl"
    facts.write_text(FACT)
    shapes.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{A} sh:targetClass {B} ; sh:property [ sh:path {B} ;\n"
        f"  sh:hasValue <<( {TRIPLE} )>> ] .\n"
    )
    told = mini_command("validate", str(facts), "--shapes", str(shapes))
    assert told.code == 1
    assert "shapes.ttl:3\n  a triple as a value (RDF 1.2), which no SHACL engine here can use" in told.out


def test_the_rdflib_graph_has_all_other_triples(mini_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(f"{FACT}\n{TRIPLE} {{| {B} {C} |}} .\n")
    mine = radkg.load([tmp_path / "mine.ttl"], ontology=mini_folder).graph
    assert any(str(s) == A[1:-1] for s in mine.subjects())
    assert not [p for p in mine.predicates() if str(p).endswith("#reifies")]


@pytest.mark.parametrize(
    "opening",
    ["<<(<urn:a><urn:b>", "<<(<urn:a> <urn:b> ", "<< <urn:a> <urn:b> ", "<<<urn:a><urn:b>", "<<", "{| <urn:a> <urn:b> "],
)
def test_deep_ones_are_refused_before_the_parser_sees_them(opening: str) -> None:
    """100,000 of them, without a space, brought the process down."""
    data = "<urn:s> <urn:p> " + opening * 100_000
    with pytest.raises(UnreadableFile, match=f"a.ttl:1: nested deeper than {DEEPEST_NESTING} levels; flatten it"):
        parse(data.encode(), ox.RdfFormat.TURTLE, "a.ttl")


def test_many_in_a_row_are_not_deep() -> None:
    data = f"<< {A}{B}{C}>> {B} << {A}{B}{C} >>, <<({A}{B}{C})>> .\n" * (2 * DEEPEST_NESTING)
    assert len(parse(data.encode(), ox.RdfFormat.TURTLE, "a.ttl").quads) == 4 * 2 * DEEPEST_NESTING
