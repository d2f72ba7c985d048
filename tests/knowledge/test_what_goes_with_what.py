"""Sentences that say, in whatever order, what goes with what, how much of it a study found, or what is not there."""

from __future__ import annotations

import pytest

import radkg

SUPPORTED = {
    "a link in either order": "In dermatomyositis, calcinosis is linked with anti-NXP2 antibodies",
    "a poorer outcome": "One study ties anti-TIF1-gamma antibodies to a less favourable outcome in dermatomyositis",
    "those who have it": "Patients with checkpoint-inhibitor myositis who also have myasthenia gravis do worse",
    "odds as times": "PM/DM patients positive for anti-MDA5 have about twenty times the odds of rapidly progressive ILD",
    "a benefit as a noun": "There is a report of partial improvement of JDM-associated calcinosis with abatacept",
    "all but one": "MRI revealed abscesses inside the muscle in rather more than half of people with pyomyositis",
    "a dozen": "Half of a dozen patients with sarcoidosis of muscle had fatty replacement of muscle",
    "a study that shows it": "Scottish data show a higher risk of lung cancer in people who have dermatomyositis",
    "more often than expected": "Lung cancer was seen more often than expected in patients with dermatomyositis in Scotland",
    "a part that has it": "The muscles can look oedematous on MRI in systemic sclerosis",
    "diseased to a degree": "MRI reveals a badly affected vastus lateralis in inclusion body myositis",
    "spared in a share": "About 40 % of patients with antisynthetase syndrome have relatively preserved thigh adductors on MRI",
    "occasionally": "Subcutaneous edema is occasionally visible on MRI in eosinophilic fasciitis",
    "most have none": "Most patients with eosinophilic fasciitis have no Raynaud phenomenon",
    "seen, without a disease": "Respiratory failure is something that can be recognised on clinical examination",
}
CONTRADICTED = {
    "opposite": "A good outcome is linked to malignancy in dermatomyositis",
    "denied link": "Anti-TIF1-gamma antibodies are not linked to a poor outcome in dermatomyositis",
    "none of so many": "Not one of 74 patients with idiopathic inflammatory myopathy had calcinosis",
    "absent in all": "Arthritis was absent in all 20 patients with inflammatory myopathy and anti-U1-RNP antibodies",
    "none of as few": "MRI revealed no fascial edema of the lower limbs in any of 4 patients with AMA-positive myositis",
    "almost never": "Bilateral lower-lobe consolidation is virtually never seen on HRCT in patients with myositis and ILD",
    "usually spared": "The soleus is typically spared on MRI in facioscapulohumeral dystrophy type 2",
    "spared from it": "On ultrasound, the lower limbs are spared from muscle atrophy in polymyositis",
    "normal": "Muscle strength stays intact in juvenile polymyositis",
    "in any patient": "MRI showed no subcutaneous edema in any patient with myonecrosis",
    "free of": "Miyoshi myopathy leaves the posterior thigh free of fatty replacement",
}
UNDECIDED = {
    "exchanged": "Dermatomyositis was found more often than expected among patients with lung cancer in Scotland",
    "the drug is no patient": "Calcinosis improved diltiazem in systemic sclerosis",
    "whose outcome": "Patients with malignancy who have inflammatory myopathy fared worse",
    "a word for most beside a benefit": "Diltiazem helped most patients with calcinosis of systemic sclerosis",
    "a normal share denies no other": "Strength is preserved in most patients with dermatomyositis",
    "some without it": "Half of patients with pyomyositis had no intramuscular abscess on MRI",
    "more than a count says": "Most patients with systemic sclerosis have edematous muscles on MRI",
    "of people without the disease": "The muscles of patients without systemic sclerosis are edematous on MRI",
    "seldom, of what is only implied not to be": "Interstitial lung disease is rare in inclusion body myositis",
    "two things that one does": "dermatomyositis causes dysphagia causes aspiration",
}


@pytest.mark.parametrize("sentence", SUPPORTED.values(), ids=SUPPORTED)
def test_what_is_so_is_borne_out(sentence: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict == "supported"


@pytest.mark.parametrize("sentence", CONTRADICTED.values(), ids=CONTRADICTED)
def test_what_is_not_so_is_denied(sentence: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict == "contradicted"


@pytest.mark.parametrize("sentence", UNDECIDED.values(), ids=UNDECIDED)
def test_what_a_sentence_does_not_say_is_not_read_into_it(sentence: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict in ("unknown", "not understood")
