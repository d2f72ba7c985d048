"""The ontology conforms to its shapes and checks, and what users add to it is held against what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.errors import InvalidFacts
from radkg.validation import validate

FILES = Path(__file__).parent / "validation"

Command = Callable[..., Any]  # which returns what it did, as in conftest.py


@pytest.mark.sweep  # half a minute, and `radkg validate` is what whoever changes a fact runs
def test_the_ontology_conforms() -> None:
    report = validate()
    assert report.findings == ()
    assert report.facts > 100
    assert report.terms > 100
    assert report.shapes > 40


def test_what_is_said_in_terms_of_the_ontology_conforms() -> None:
    assert validate([FILES / "fact.ttl", FILES / "criteria.ttl"]).findings == ()


def test_a_fault_is_one_beside_this_ontology_too(command: Command) -> None:
    done = command("validate", "--format", "json", str(FILES / "fact-without-evidence.ttl"))
    assert done.code == 1
    (finding,) = json.loads(done.out)["results"]
    assert (finding["severity"], finding["line"]) == ("Violation", 7)
    assert finding["label"] == "dermatomyositis shows linear calcification"
    with pytest.raises(InvalidFacts, match=r"fact-without-evidence\.ttl:7: dermatomyositis shows linear calcification"):
        radkg.load(extra=[FILES / "fact-without-evidence.ttl"])


def test_what_the_teaching_page_excludes_is_a_warning_that_names_both_sources() -> None:
    (finding,) = validate([FILES / "contradicts-ours.ttl"]).findings
    assert finding.severity == "Warning"
    assert "polymyositis is not seen in children" in finding.message
    assert "Nobody 2019" in finding.message
    assert "LearningRadiology, Case of the Week 207" in finding.message


@pytest.mark.sweep  # it takes everything into memory; a contradiction of the small ontology is let in each time
def test_what_the_teaching_page_excludes_is_let_in() -> None:
    kg = radkg.load(extra=[FILES / "contradicts-ours.ttl"])
    assert "https://example.org/my/fact" in kg.knowledge.facts
