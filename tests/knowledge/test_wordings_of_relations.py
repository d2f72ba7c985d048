"""Wordings of relations that stand in no list by themselves: each kind with a true and a false sentence, and its siblings."""

from __future__ import annotations

import pytest

import radkg


@pytest.mark.parametrize(
    "statement",
    [
        # who looks, and how easily, adds nothing
        "Foot X-rays are able to show an abnormality of the first metatarsal.",
        "Spinal plain films are a way of documenting hyperlordosis.",
        "Muscle biopsy is one means of demonstrating ragged-red fibres.",
        "Pain in the hip is something a clinician can establish by assessing the patient.",
        "Clinicians may recognise clinodactyly at a clinical evaluation.",
        "Blocked conduction in a bundle branch may be read from the electrocardiogram.",
        "Pelvic X-rays may reveal that the obturator foramen is narrow.",
        "Blood chemistry can tell that C-reactive protein is raised.",
        # a procedure by its site and its stage of life
        "A short third metacarpal is visible on X-rays of the hand.",
        "Brachydactyly of the fetus is seen on ultrasound.",
        "Hip X-rays show the sedimentation sign in tumoral calcinosis.",
        # a sign that is named after the images
        "Rice-grain calcifications in the lower limbs are an X-ray sign of cysticercosis.",
        "The three stripes sign is a sonographic sign of nodular muscular sarcoidosis.",
        # what tells two apart
        "Myocarditis is a clue that separates checkpoint-inhibitor-related myositis from necrotizing autoimmune myopathy.",
        "Iliopsoas edema on STIR is of use in distinguishing dermatomyositis and polymyositis.",
        # how it is inherited
        "Inheritance of Becker dystrophy is X-linked.",
        "BMD is passed on via the X chromosome.",
        "Autosomal recessive inheritance occurs in limb-girdle dystrophy.",
        "Muscular dystrophies have a genetic cause.",
        # what it calls for, and what it is treated with
        "A CBC should be obtained in IIM.",
        "A CT scan of the neck can be indicated in patients with myositis.",
        "Training programmes have a place in the care of children with JDM.",
        "Rituximab is an option for PM.",
        "Diltiazem is possibly of benefit for calcinosis of systemic sclerosis.",
        # what goes with what
        "JDM patients with anti-NXP2 are prone to calcinosis.",
        "There is a resemblance between Shulman disease and the fasciitis of chronic graft-versus-host disease.",
        # where it is above all
        "In Miyoshi myopathy fatty replacement is located especially in the posterior thigh.",
        "AMA-positive myositis shows subcutaneous edema of the legs on MRI.",
        "In LGMD R12 it is the back of the thigh in particular that is replaced by fat.",
        # when
        "Late in the course of GNE myopathy the rectus femoris is replaced by fat.",
        "In the late stage of GNE myopathy, the rectus femoris is replaced by fat.",
        # whom it helped, in British spelling
        "Topical sodium thiosulphate helped nine of 28 patients with subcutaneous calcification.",
    ],
)
def test_a_true_sentence_in_other_words_is_supported(statement: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(statement).verdict == "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "Foot X-rays are unable to show an abnormality of the first metatarsal.",
        "Clinical assessment is incapable of revealing increased susceptibility to fractures.",
        "Asymmetry of the upper limbs is impossible to see on fetal ultrasound.",
        "Osteolysis is invisible on radiography.",
        "Muscle ache escapes clinical assessment altogether.",
        "Pelvic MRI does not allow atrophy of the pelvic girdle muscles to be seen.",
        "A fetal ultrasound cannot show that the neck is short.",
        "Brachydactyly is not detectable in the fetus on ultrasound.",
        "Radiographs of the legs do not show rice-grain calcifications in cysticercosis.",
        "Myocarditis is of no use in telling checkpoint-inhibitor myositis from immune-mediated necrotizing myopathy.",
        "Iliopsoas oedema on STIR is useless for distinguishing dermatomyositis from polymyositis.",
        "Systemic lupus erythematosus has no autoimmune basis.",
        "There is no need for a blood count in idiopathic inflammatory myopathy.",
        "Exercise training has no role in juvenile dermatomyositis.",
        "In juvenile dermatomyositis, anti-NXP2 antibodies are linked to an absence of subcutaneous edema.",
        "Chronic graft-versus-host fasciitis bears no likeness to eosinophilic fasciitis.",
        # words for how often against each other
        "Most children with juvenile dermatomyositis develop milk-of-calcium collections.",
        "Juvenile dermatomyositis often shows milk of calcium.",
        "Topical sodium thiosulphate did not help any of 28 patients with subcutaneous calcification.",
        "It is the posterior thigh that is spared in LGMD R12.",
    ],
)
def test_a_false_sentence_in_other_words_is_contradicted(statement: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(statement).verdict == "contradicted"


@pytest.mark.parametrize(
    "statement",
    [
        # that some of a kind are seldom so says nothing of the rest, and what is above all there may be seldom there
        "Muscle lymphoma rarely affects the thigh.",
        "Dermatomyositis rarely affects the heart.",
        # what calls for a test is not treated with it
        "Idiopathic inflammatory myopathy is treated with a blood count.",
        # hands are not feet
        "A short third metacarpal is visible on X-rays of the foot.",
        "Becker muscular dystrophy is not inherited in an autosomal manner by some people.",
        "Early in the course of GNE myopathy the rectus femoris is replaced by fat.",
        "It is not the posterior thigh that is replaced by fat in LGMD R12.",
    ],
)
def test_what_no_fact_decides_is_not_decided(statement: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(statement).verdict not in ("supported", "contradicted", "disputed")
