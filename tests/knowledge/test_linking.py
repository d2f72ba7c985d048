"""docs/linking.md runs as it stands: on small stand-ins of the other ontologies, in the formats they are published in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

import radkg
import write_recipes
from radkg.namespaces import PREFIXES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "linking.md").read_text(encoding="utf-8")
QUERIES = dict(write_recipes.recipes(PAGE))
BRANCH = "https://example.org/invented-branch"
OBO = "http://purl.obolibrary.org/obo/"


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """What the lines of Python on the page make, where the stand-ins are."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    made: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "tests" / "linking")
        exec(compile(code, "docs/linking.md", "exec"), made)
    kind_of = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    made["store"].add(ox.Quad(ox.NamedNode(OBO + "HP_0003701"), kind_of, ox.NamedNode(BRANCH)))
    return made


def answer(page: dict[str, Any], number: int, **other: str) -> set[tuple[str, ...]]:
    """Return the rows of a question, with a group of another name where it is asked for."""
    (query,) = (query for question, query in QUERIES.items() if question.startswith(f"{number}. "))
    for old, new in other.items():
        query, count = re.subn(rf"obo:{old}\b", new, query)
        assert count
    solutions = page["ask"](query)
    return {tuple(row[variable].value for variable in solutions.variables) for row in solutions}


def test_there_are_five() -> None:
    assert [int(question.partition(".")[0]) for question in QUERIES] == [1, 2, 3, 4, 5]


def test_an_annotation_belongs_to_the_disease_that_is_mapped_exactly(page: dict[str, Any]) -> None:
    """Neither a NOT, nor what is no phenotype, nor another database's disease of the same number is one."""
    assert answer(page, 1) == {("dermatomyositis", "Calcinosis")}


def test_findings_in_a_part_are_those_that_we_have_in_it(page: dict[str, Any], kg: radkg.KnowledgeGraph) -> None:
    found = {label for (label,) in answer(page, 2)}
    own = """SELECT DISTINCT ?label { VALUES ?site { radkg:Thigh radkg:LowerLimb }
        { ?finding radkg:hasSite ?site } UNION { ?finding radkg:isLocatedIn ?site }
        ?finding a owl:Class ; rdfs:label ?label }"""
    assert found == {str(row["label"]) for row in kg.query(own).records()}
    assert found


def test_a_finding_under_a_branch_is_found_by_its_match_or_as_it_is(page: dict[str, Any]) -> None:
    assert answer(page, 3, HP_0003011=f"<{BRANCH}>") == {("proximal muscle weakness", OBO + "HP_0003701")}


def test_risks_are_those_of_the_diseases_in_the_group(page: dict[str, Any], kg: radkg.KnowledgeGraph) -> None:
    found = answer(page, 4)
    assert {disease for disease, _ in found} == {"dermatomyositis", "polymyositis", "idiopathic inflammatory myopathy"}
    for disease in ("dermatomyositis", "polymyositis", "idiopathic inflammatory myopathy"):
        risks = {
            str(row["riskLabel"])
            for row in kg.query("risks-of-disease", disease=disease).records()
            if row["kind"] == "asserted"
        }
        assert {risk for one, risk in found if one == disease} <= risks


def test_the_autoimmune_diseases_have_no_such_facts(page: dict[str, Any]) -> None:
    """As the page says beside it."""
    assert answer(page, 4, MONDO_0600023="obo:MONDO_0007179") == set()


def test_what_is_annotated_is_not_lacking(page: dict[str, Any]) -> None:
    lacking = answer(page, 5)
    assert ("dermatomyositis", "proximal muscle weakness") in lacking
    assert ("dermatomyositis", "calcinosis") not in lacking
    assert {disease for disease, _ in lacking} == {"dermatomyositis"}  # of the others, nothing is annotated


# -- a vocabulary of one's own, and new releases


@pytest.mark.docs
def test_a_vocabulary_of_ones_own_in_ten_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (table,) = re.findall(r"```\{code-block\} text\n(.*?)```", PAGE, re.DOTALL)
    (code,) = re.findall(r"```\{code-block\} python\n(.*?)```", PAGE, re.DOTALL)
    assert len(code.splitlines()) <= 10
    (tmp_path / "codes.sssom.tsv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made: dict[str, Any] = {}
    exec(compile(code, "docs/linking.md", "exec"), made)
    assert made["kg"].check(f"{made['disease']} shows {made['sign']}").verdict == "supported"
    ask = "ASK { <https://w3id.org/radkg/Dermatomyositis> skos:exactMatch <https://example.org/codes/4711> }"
    assert made["store"].query(ask, prefixes=PREFIXES)


def test_the_numbers_of_mappings_on_the_page_are_those_that_there_are(kg: radkg.KnowledgeGraph) -> None:
    sets = kg.mapping_sets()
    rows = [row for one in sets for row in one.mappings]
    without = sum(not row.found for row in rows)
    assert f"{len(rows):,} rows of SSSOM, {without} of which say that a vocabulary\nhas no such term" in PAGE
    assert f"Orphanet and {len(sets) - 4} other vocabularies" in PAGE


def test_the_workflow_that_follows_releases_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kg: radkg.KnowledgeGraph
) -> None:
    """Its steps are run as they stand, with a release in the place of the newest one, and a gh that notes what it is told."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "follow-releases.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["verify"]
    assert job["strategy"]["matrix"]["ontology"] == ["mondo", "hp", "uberon"]
    verify, tell = (step for step in job["steps"] if "\n" in step.get("run", ""))
    assert tell["if"] == "steps.verify.outputs.code == '1'"
    (tmp_path / "gh").write_text('#!/bin/sh\necho "$@" >> told\n[ "$2" = list ] && echo 0\nexit 0\n')
    (tmp_path / "radkg").write_text(f'#!/bin/sh\nexec {sys.executable} -m radkg.cli "$@"\n')
    for name in ("gh", "radkg"):
        (tmp_path / name).chmod(0o755)
    (tmp_path / "hp.owl").write_text((ROOT / "tests" / "linking" / "hp.owl").read_text(encoding="utf-8"), encoding="utf-8")
    environment = {**os.environ, "ONTOLOGY": "hp", "GITHUB_OUTPUT": "out", "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def run(step: dict[str, str]) -> None:
        subprocess.run(["bash", "-e", "-c", step["run"]], check=True, capture_output=True, cwd=tmp_path, env=environment)

    run(verify)
    assert (tmp_path / "out").read_text() == "code=1\n"
    run(tell)
    told = (tmp_path / "told").read_text()
    assert "issue create --title Mappings: http://purl.obolibrary.org/obo/hp.owl" in told
    assert "HP:" in (tmp_path / "body.md").read_text()
