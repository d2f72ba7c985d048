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
        "The main symptom is muscle weakness.",
    ],
)
def test_words_that_can_be_wrong_by_themselves_are_not_left_out(kg: radkg.KnowledgeGraph, sentence: str) -> None:
    found = kg.check_text(f"Dermatomyositis affects the skin. {sentence}")
    assert [claim.verdict for claim in found.claims[1:]] in ([], ["unknown"])


def test_a_finding_is_borne_out_beside_the_whole_that_is_not(kg: radkg.KnowledgeGraph) -> None:
    """Adjectives that are not known leave the whole open; that the finding is there follows from it."""
    found = kg.check_text("Dermatomyositis affects the skin. Large dense calcifications are seen in dermatomyositis.")
    assert {claim.statement: claim.verdict for claim in found.claims[1:]} == {
        "calcifications are seen in dermatomyositis": "supported",
        "Large dense calcifications are seen in dermatomyositis": "unknown",
    }


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


@pytest.mark.parametrize(
    "text",
    [
        "Diabetes mellitus (DM) is common. DM affects the lungs.",
        "DM stands for diabetes mellitus here. DM affects the lungs.",
        "Myotonic dystrophy, or DM, affects the face. DM affects the lungs.",
        "Type 2 DM is common. DM affects the lungs.",
        "Abbreviations: DM, diabetes mellitus. DM affects the lungs.",
        "Dermatomyositis is common, FOP is not. It affects the lungs.",
        "Dermatomyositis and FOP are different. It affects the lungs.",
        "Diabetes mellitus affects the kidneys. The disease affects the skin.",
        "Parkinson disease affects the brain. It affects the skin.",
        "Dermatomyositis\n\nDiabetes mellitus\n\n- increases the risk of malignancy",
        f"Dermatomyositis is mild.\n\nIn contrast, {FOP} is a genetic disease. The lungs are affected.",
        "FOP resists prednisone, whereas dermatomyositis does well. It shows interstitial lung disease.",
        "- Dysphagia: dermatomyositis no, polymyositis yes",
        "Differential diagnosis of dermatomyositis:\n- polymyositis\n- dysphagia",
    ],
)
def test_a_text_may_have_gone_on_to_something_else(kg: radkg.KnowledgeGraph, text: str) -> None:
    assert {claim.verdict for claim in kg.check_text(text).claims[-1:]} <= {"unknown"}


@pytest.mark.parametrize(
    "text",
    [
        "Dermatomyositis (DM) is common. DM affects the lungs.",
        "Dermatomyositis affects the skin. The disease affects the lungs.",
        f"{FOP} is genetic.\n\nIn contrast, dermatomyositis affects the skin. The lungs are affected.",
        "Dermatomyositis\n- affects the lungs",
        "Dermatomyositis is treated with:\n- prednisone",
    ],
)
def test_a_text_goes_on_about_its_disease(kg: radkg.KnowledgeGraph, text: str) -> None:
    assert kg.check_text(text).claims[-1].verdict == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "Dermatomyositis is sometimes amyopathic. These patients show no muscle weakness.",
        "Some patients with dermatomyositis have calcinosis. They do not have dysphagia.",
        "My daughter has juvenile dermatomyositis. It does not affect the skin.",
        "Between flares of dermatomyositis the muscle is quiet. The skin is not affected.",
        "MRI of the thighs: dermatomyositis. No muscle edema.",
        "We excluded patients with dermatomyositis. Dysphagia is absent.",
        "With treatment, muscle edema of dermatomyositis disappears. There is no muscle edema on MRI.",
        "A 70-year-old man has inclusion body myositis. Interstitial lung disease was found.",
        "Null hypothesis: dermatomyositis does not increase the risk of malignancy.",
    ],
)
def test_what_is_not_said_of_all_is_not_denied(kg: radkg.KnowledgeGraph, text: str) -> None:
    assert "contradicted" not in {claim.verdict for claim in kg.check_text(text).claims}


@pytest.mark.parametrize(
    "text",
    [
        "Dermatomyositis affects the skin. These patients show no muscle weakness.",
        "Dermatomyositis affects the skin. The lungs are never affected.",
        "Juvenile dermatomyositis affects girls. It does not affect the skin.",
        "Inclusion body myositis affects the elderly. Interstitial lung disease is a feature of the disease.",
    ],
)
def test_what_is_said_of_all_is_denied(kg: radkg.KnowledgeGraph, text: str) -> None:
    assert "contradicted" in {claim.verdict for claim in kg.check_text(text).claims}


def test_alternatives_of_a_sentence_in_a_text_are_bounded(kg: radkg.KnowledgeGraph) -> None:
    names = "anti-Mi-2 or anti-Jo-1 or anti-SRP or anti-NXP2 or anti-MDA5 "
    behind = "antibody is a marker of dermatomyositis and polymyositis and FOP or not, unless, except and/or " * 3
    found = kg.check_text(names * 3 + behind)
    assert not [claim for claim in found.claims if claim.verdict != "unknown"]
