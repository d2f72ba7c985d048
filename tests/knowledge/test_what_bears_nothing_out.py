"""What a text says beside something true is not borne out with it: how rare, severe or benign it is, or of which disease."""

from __future__ import annotations

import pytest

import radkg

pytestmark = pytest.mark.knowledge


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a painless disease.",
        "Dermatomyositis is a rare finding.",
        "Dermatomyositis is a benign disease.",
        "Dermatomyositis is a serious disease.",
        "Dermatomyositis causes severe dysphagia.",
        "Gottron papules are a rare finding.",
        "Muscle weakness is a rare symptom of this disease.",
        "Large dense calcifications are seen in dermatomyositis.",
        "The main symptom is muscle weakness.",
    ],
)
def test_words_that_can_be_wrong_by_themselves_are_not_left_out(kg: radkg.KnowledgeGraph, sentence: str) -> None:
    found = kg.check_text(f"Dermatomyositis affects the skin. {sentence}")
    assert [claim.verdict for claim in found.claims[1:]] in ([], ["unknown"])


def test_a_disease_is_rare_beside_its_kind(kg: radkg.KnowledgeGraph) -> None:
    found = kg.check_text("Juvenile dermatomyositis is a rare disease of childhood.")
    assert [claim.verdict for claim in found.claims] == ["supported"]


FOP = "Fibrodysplasia ossificans progressiva"


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        (f"{FOP} spares the diaphragm, and the skin shows no ossification", "supported"),
        (f"{FOP} spares the diaphragm, and the skin shows ossification", "contradicted"),
        ("Dermatomyositis affects the skin, and the skin shows ossification", "unknown"),
        ("Dermatomyositis affects the skin, and the skin shows no ossification", "unknown"),
        ("The skin shows ossification", "supported"),
    ],
)
def test_a_clause_without_a_disease_is_about_the_one_before_it(kg: radkg.KnowledgeGraph, statement: str, verdict: str) -> None:
    found = kg.check(statement)
    assert (found.parts[-1] if found.parts else found).verdict == verdict


@pytest.mark.parametrize(("denied", "verdict"), [("no ", "supported"), ("", "contradicted")])
def test_a_sentence_without_a_disease_is_about_the_one_of_its_text(kg: radkg.KnowledgeGraph, denied: str, verdict: str) -> None:
    found = kg.check_text(f"{FOP} affects children. The skin shows {denied}ossification.")
    assert found.claims[-1].verdict == verdict
