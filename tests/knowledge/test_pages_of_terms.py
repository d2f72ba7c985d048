"""What ``radkg show`` tells of terms of the ontology: what a reader who looks a disease up must find."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import radkg
from radkg.namespaces import RADKG
from radkg.show.views import TermView

Command = Callable[..., Any]
Shown = Callable[[str], str]


@pytest.fixture(scope="module")
def _shown() -> dict[str, str]:
    return {}


@pytest.fixture
def shown(_shown: dict[str, str], command: Command) -> Shown:
    """Give what is printed of a term; it is asked for once."""
    return lambda term: _shown.get(term) or _shown.setdefault(term, command("show", term).out)


def test_dermatomyositis_has_names_and_facts_in_words(shown: Shown) -> None:
    out = shown("DM")
    assert out.startswith("dermatomyositis  disease  radkg:Dermatomyositis\n")
    for start in (
        "  also called    dermatopolymyositis, DM",
        "  a kind of      connective tissue disease, idiopathic inflammatory myopathy",
        "    rash (in up to 40 %; teaching page; possible) [",
        "    child (age 5–10 years; teaching page; implied) [",
        "    spontaneous remission (in up to 20 %; teaching page; reported) [",
    ):
        assert any(line.startswith(start) for line in out.splitlines()), start
    _, _, hedged = out.partition("Excluded with a reservation: decides nothing (")
    assert "\n  dermatomyositis does not usually increase the risk of malignancy in children (" in hedged


def test_what_orphanet_says_of_dermatomyositis_stands_apart(shown: Shown) -> None:
    ours, _, theirs = shown("DM").partition("\nTaken over from Orphanet, release ")
    assert "(Orphanet" not in ours
    assert "\n  shows (in 30–79 %): " in theirs


def test_what_orphanet_excludes_is_said_to_be_excluded(shown: Shown) -> None:
    _, _, theirs = shown("pseudohypoparathyroidism type 1B").partition("\nTaken over from Orphanet")
    denied = " ".join(theirs.split())
    assert "known not to hold: shows: Ectopic calcification, autoantibody, calcinosis [" in denied


def test_that_polymyositis_is_not_seen_in_children_stands_apart_and_is_disputed(command: Command, shown: Shown) -> None:
    _, _, excluded = shown("PM").partition("\nExcluded: known not to hold (")
    assert "\n  polymyositis is not seen in children (teaching page) [" in excluded
    fact = json.loads(command("show", "fact:polymyositis-not-seen-in-children", "--format", "json").out)
    against = {other["label"]: (other["conflict"], other["why"]) for other in fact["conflicts"]}
    said = ("contradiction", "one source states what the other denies")
    assert against["polymyositis is seen in children"] == said


@pytest.mark.parametrize(
    ("term", "because"),
    [
        ("PM", "contradiction: one source states what the other denies"),
        ("PM", "heterogeneity: one source looked and found no significant association where the other states one"),
        ("DM", "contradiction: painless excludes painful"),
        ("DM", "report against denial: a report of a few cases stands against a denial"),
        ("systemic sclerosis", "heterogeneity: the 95 % intervals of the two counts, 21–25 % and 34–42 %, do not overlap"),
        ("systemic sclerosis", "heterogeneity: the two shares of cases, 11–13 % and 34–42 %, do not overlap"),
        ("myositis ossificans", "heterogeneity: the two shares of cases, up to 20 % and at least 40 %, do not overlap"),
    ],
)
def test_a_conflict_says_of_which_kind_it_is_and_why(shown: Shown, term: str, because: str) -> None:
    _, _, conflicts = shown(term).partition("\nIn conflict (")
    assert because in " ".join(conflicts.split())


def test_every_conflict_has_a_kind_and_a_reason(kg: radkg.KnowledgeGraph) -> None:
    known = kg.knowledge
    conflicts = [(fact, conflict) for fact in known.facts for conflict in known.conflicts(fact)]
    assert len(conflicts) > 40
    assert {(fact, conflict.other) for fact, conflict in conflicts} == {
        (fact, other) for fact in known.facts for other in known.conflicts_of(fact)
    }
    assert all(conflict.reason and known.is_labelled(conflict.kind) for _, conflict in conflicts)


def test_a_disease_with_many_facts_stays_readable(shown: Shown) -> None:
    out = shown("DM")
    assert len(out.splitlines()) < 600
    assert " more; --format json gives all" in out


def test_where_fibrodysplasia_begins_is_in_json_with_its_source(command: Command) -> None:
    view = json.loads(command("show", "FOP", "--format", "json").out)
    assert view["iri"] == RADKG + "FibrodysplasiaOssificansProgressiva"
    begins = next(fact for fact in view["facts"] if fact["relation"] == "begins in" and fact["object"] == "neck")
    assert begins["evidence"][0]["citation"] == "LearningRadiology, Case of the Week 207"


def test_the_passage_on_ages_shows_what_rests_on_it(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("source:learningradiology-case-207-p07")
    assert isinstance(view, TermView)
    labels = {shown.fact.label for shown in view.cited_by}
    assert {"dermatomyositis is seen in children", "polymyositis is not seen in children"} <= labels


def test_a_wrong_spelling_of_dermatomyositis_brings_it(command: Command) -> None:
    assert "nearest: dermatomyositis" in command("show", "dermatomyosits").err


def test_what_is_excluded_by_implication_stands_among_what_decides(shown: Shown) -> None:
    _, _, excluded = shown("inclusion body myositis").partition("\nExcluded: known not to hold (")
    deciding, _, _ = excluded.partition("\nExcluded with a reservation")
    assert "inclusion body myositis shows no interstitial lung disease (narrative review; implied)" in deciding
