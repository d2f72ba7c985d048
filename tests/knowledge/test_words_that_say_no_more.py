"""Sentences whose other words say no more than that something is there, or is not, in whatever order they stand."""

from __future__ import annotations

import pytest

import radkg

SUPPORTED = (
    "FSHD muscles can be bright on STIR",
    "Muscles are bright on STIR in FSHD",
    "The fascia is bright on STIR in eosinophilic fasciitis",
    "In dermatomyositis the thigh muscles light up on STIR",
    "In dermatomyositis, the fascia lights up on fluid-sensitive sequences",
    "In eosinophilic fasciitis the fascia enhances",
    "Muscle enhances after gadolinium in rhabdomyolysis",
    "In Duchenne, the adductor magnus is increasingly replaced by fat",
    "The subscapularis is relatively spared on MRI in FSHD2",
    "In FSHD2, the subscapularis is comparatively well preserved on MRI",
    "dermatomyositis shows rash seen in children",
    "weakness is lacking in clinically amyopathic dermatomyositis",
    "Raynaud phenomenon is generally absent in Shulman disease",
    "fibrodysplasia ossificans progressiva is a very rare disease",
    "juvenile dermatomyositis is a rare illness",
    "muscular sarcoidosis has a nodular form",
    "dermatomyositis has an amyopathic form",
    "anti-SRP antibodies are closely linked with immune-mediated necrotizing myopathy",
)
CONTRADICTED = (
    "The vastus medialis looks normal on MRI in inclusion body myositis",
    "Finger flexor weakness is nowhere to be seen in inclusion body myositis",
    "Inclusion body myositis affects women roughly twice as often as men",
)
UNDECIDED = {
    "of people without the disease": "Patients without dermatomyositis show muscle edema",
    "of those that are spared, and not that they are": "The relatively spared muscles are weak in FSHD2",
    "of some of the disease": "Severe dermatomyositis shows calcinosis",
    "what is said to be there": "Reported muscle weakness is seen in clinically amyopathic dermatomyositis",
    "what seems to be there": "Apparent muscle weakness is seen in clinically amyopathic dermatomyositis",
    "the disease itself is like that": "Inclusion body myositis is bright on STIR",
    "a stage is no form": "dermatomyositis has an early form",
    "it is more than is known": "Polymyositis is strongly associated with HLA-DR3",
    "some cases without a finding are no denial of it": "Dermatomyositis is seen in children without rash",
    "people are in no disease": "Children occur in dermatomyositis",
    "a denial where none belongs": "Dermatomyositis is seen in not children",
    "it does nothing to a disease": "The heart sees dermatomyositis",
    "those who have a finding need not have the disease": "Patients with proximal muscle weakness usually have dermatomyositis",
    "a sentence without its end": "Muscle edema is seen in dermatomyositis of those with",
}


@pytest.mark.parametrize("sentence", SUPPORTED)
def test_what_is_there_is_borne_out(sentence: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict == "supported"


@pytest.mark.parametrize("sentence", CONTRADICTED)
def test_what_is_not_there_is_denied(sentence: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict == "contradicted"


@pytest.mark.parametrize("kind", UNDECIDED)
def test_what_says_another_thing_is_not_decided(kind: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(UNDECIDED[kind]).verdict in ("unknown", "not understood")


def test_what_may_be_a_cause_bears_out_that_it_may_and_not_that_it_is(kg: radkg.KnowledgeGraph) -> None:
    assert kg.check("eosinophilic fasciitis may be caused by strenuous exercise").verdict == "supported"
    assert kg.check("eosinophilic fasciitis is caused by strenuous exercise").verdict == "unknown"
    assert kg.check("dermatomyositis is caused by sunlight").verdict == "unknown"
