"""Sentences whose words may come in any order, and rates in whatever unit people write them."""

from __future__ import annotations

import pytest

import radkg
from radkg.statement.rates import in_millions


@pytest.mark.parametrize(
    "sentence",
    [
        "Corking crops up in leaf scorch",
        "You come upon corking in leaf scorch",
        "In leaf scorch you meet corking",
        "Doctors notice corking in leaf scorch",
    ],
)
def test_words_that_say_no_more_than_that_something_is_there_may_come_in_any_order(
    mini: radkg.KnowledgeGraph, sentence: str
) -> None:
    found = mini.check(sentence)
    assert (found.verdict, found.read_as) == ("supported", "leaf scorch shows corking")
    assert mini.check(f"It is not so that {sentence[0].lower()}{sentence[1:]}").verdict == "contradicted"


@pytest.mark.parametrize(
    "sentence",
    [
        "Corking shows leaf scorch",  # a verb that says a relation keeps its direction
        "The branch affects leaf scorch",
        "Corking crops up after leaf scorch",
        "Corking crops up without leaf scorch",
        "Corking and leaf scorch are unlike each other",
        "Leaf scorch is rarer than corking",
        "You come upon less corking in leaf scorch",
        "You come upon leaf blotch and corking in leaf scorch",
    ],
)
def test_any_other_word_keeps_the_order_fixed(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    assert mini.check(sentence).verdict in ("unknown", "not understood")


@pytest.mark.parametrize(
    ("written", "per_million"),
    [
        ("an incidence of 3 per million a year", "an incidence of 3 per million and year"),
        ("an annual incidence of 3 per 100,000", "an incidence of 30 per million and year"),
        ("an incidence of 2 to 4 per million children per year", "an incidence of 2 to 4 per million children and year"),
        ("a prevalence of 1 in 2 million", "a prevalence of 0.5 per million"),
        ("a prevalence of about 1 in 50 000 people", "a prevalence of 18 to 22 per million"),
        ("a prevalence of two in a hundred thousand", "a prevalence of 20 per million"),
        ("seen in 3 of 9 patients", "seen in 3 of 9 patients"),
        ("seen in 300 of 1305 patients", "seen in 300 of 1305 patients"),
    ],
)
def test_a_rate_is_read_in_any_unit(written: str, per_million: str) -> None:
    assert in_millions(written) == per_million


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(9.5, "supported"), (20, "unknown"), (3, "unknown"), (300, "contradicted"), (0.1, "contradicted")],
)
def test_a_rate_is_denied_where_it_is_far_from_all_that_are_known(
    mini: radkg.KnowledgeGraph, rate: float, verdict: str
) -> None:
    assert mini.check(f"leaf scorch has an incidence of {rate} per million and year").verdict == verdict
