"""What somebody asks in words is pointed to the named question that answers it, and its parameters are those that are meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

import radkg
from radkg.questions.arising import first_those_of, of_what_arises, origins
from radkg.questions.narrowed import first_those_naming
from radkg.questions.openness import is_open
from radkg.questions.pointing import answers, nearest, what_is_known
from radkg.questions.said import first_those_saying, remarks
from radkg.questions.unknown import no_such_term, unknown_name

ASKED = {
    "Which disease spares the rectus femoris?": ("diseases-of-muscle", {"muscle": "rectus femoris", "only": "spared"}),
    "How often does calcinosis occur in systemic sclerosis?": (
        "how-often",
        {"finding": "calcinosis", "disease": "systemic sclerosis"},
    ),
    "Where does calcinosis occur in systemic sclerosis?": (
        "sites-of-finding",
        {"finding": "calcinosis", "disease": "systemic sclerosis"},
    ),
    "What does eosinophilic fasciitis look like on MRI?": (
        "signs-of-disease",
        {"disease": "eosinophilic fasciitis", "modality": "magnetic resonance imaging"},
    ),
    "Which drugs help calcinosis?": ("what-helps", {"target": "calcinosis"}),
    "Which thigh muscles light up on STIR in dermatomyositis?": (
        "muscles-of-disease",
        {"disease": "dermatomyositis", "part": "thigh", "only": "affected", "on": "short tau inversion recovery"},
    ),
    "What are the criteria of Bohan and Peter?": ("items-of-criteria", {"criteria": "bohan and peter"}),
    "Which treatments of calcinosis were tried, and in which kind of study?": ("what-helps", {"target": "calcinosis"}),
}

#: As people look things up: terms beside each other, and a word or two.
LOOKED_UP = {
    "dermatomyositis MRI muscles": (
        "muscles-of-disease",
        {"disease": "dermatomyositis", "on": "magnetic resonance imaging"},
    ),
    "calcific myonecrosis X-ray appearance": (
        "signs-of-disease",
        {"disease": "calcific myonecrosis", "modality": "radiography"},
    ),
    "stipple sign rhabdomyolysis": (
        "facts-joining",
        {"one": "stippled muscle enhancement", "other": "rhabdomyolysis"},
    ),
    "anti-SRP vs anti-HMGCR differences": (
        "what-tells-apart",
        {"disease": "anti-SRP myopathy", "other": "anti-HMGCR myopathy", "down": "6"},
    ),
    "calcinosis JDM treatment options": (
        "what-helps",
        {"target": "calcinosis", "disease": "juvenile dermatomyositis"},
    ),
}

#: Yes or no would answer them, and rows say more.
OF_YES_OR_NO = {
    "Can exercise make myositis worse?": (
        "facts-joining",
        {"one": "inflammatory myopathy", "other": "exercise training"},
    ),
    "Is anti-cN1A useful?": ("accuracy-of-signs", {"sign": "anti-cN-1A antibody"}),
    "Does dermatomyositis mean I have cancer?": ("risks-of-disease", {"disease": "dermatomyositis"}),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_is_pointed_to_its_named_question(kg: radkg.KnowledgeGraph, asked: str) -> None:
    assert is_open(asked)
    command = nearest(asked, kg.knowledge)
    assert command is not None
    assert (command.question.name, command.given, command.left) == (*ASKED[asked], ())


@pytest.mark.parametrize("asked", LOOKED_UP | OF_YES_OR_NO)
def test_words_that_are_no_open_question_are_pointed_to_one(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command = nearest(asked, kg.knowledge)
    assert command is not None
    assert (command.question.name, command.given) == (LOOKED_UP | OF_YES_OR_NO)[asked]
    assert command.has_rows(kg.knowledge)


#: What is asked at once: the question and what it is asked of, for each part.
AT_ONCE = {
    "sarcoid myopathy - how does it present and how's it treated?": [
        ("findings-of-disease", {"disease": "muscular sarcoidosis"}),
        ("treatments-of-disease", {"disease": "muscular sarcoidosis"}),
    ],
    "Which muscles are affected in inclusion body myositis, and which are spared?": [
        ("muscles-of-disease", {"disease": "inclusion body myositis", "only": "affected"}),
        ("muscles-of-disease", {"disease": "inclusion body myositis", "only": "spared"}),
    ],
    "Which sequences show fat infiltration and which show edema in myositis?": [
        ("modalities-for-disease", {"disease": "fatty replacement of muscle", "on": "magnetic resonance imaging"}),
        (
            "modalities-for-disease",
            {"disease": "inflammatory myopathy", "sign": "soft tissue edema", "on": "magnetic resonance imaging"},
        ),
    ],
    "Duchenne and Becker: which muscles go first?": [
        ("muscles-of-disease", {"disease": "Duchenne muscular dystrophy", "only": "affected"}),
        ("muscles-of-disease", {"disease": "Becker muscular dystrophy", "only": "affected"}),
    ],
    "My daughter has juvenile dermatomyositis. Will she grow out of it?": [
        ("prognosis-of-disease", {"disease": "juvenile dermatomyositis"}),
    ],
    "Early myositis ossificans looks like a sarcoma. How do I avoid calling it one?": [
        ("what-tells-apart", {"disease": "myositis ossificans", "other": "sarcoma", "down": "6"}),
    ],
    "Should patients with necrotizing myopathy be screened for cancer and is it hereditary?": [
        ("screening-for", {"disease": "immune-mediated necrotizing myopathy", "risk": "malignancy"}),
        ("nature-of-disease", {"sought": "immune-mediated necrotizing myopathy", "wanted": "genetic disease"}),
    ],
    "How often does scleroderma cause pulmonary hypertension, and what screening is recommended?": [
        ("how-often", {"finding": "Pulmonary arterial hypertension", "disease": "systemic sclerosis"}),
        ("screening-for", {"disease": "systemic sclerosis", "risk": "Pulmonary arterial hypertension"}),
    ],
    "Anti-Jo-1 vs anti-PL-12: which one has worse lungs?": [
        ("what-predicts", {"finding": "pulmonary involvement", "by": "anti-PL-12 antibody"}),
        ("what-predicts", {"finding": "pulmonary involvement", "by": "anti-Jo-1 antibody"}),
    ],
}


@pytest.mark.parametrize("asked", AT_ONCE)
def test_each_part_of_what_is_asked_at_once_has_its_command(kg: radkg.KnowledgeGraph, asked: str) -> None:
    assert [(command.question.name, command.given) for command in answers(asked, kg.knowledge)] == AT_ONCE[asked]


#: Kinds of questions as people ask them: the question that is meant, and what it is given.
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    # a risk asked for children is one of the form that children have
    "Is my child with JDM at risk of cancer?": ("risks-of-disease", {"disease": "juvenile dermatomyositis"}),
    "Do children with dermatomyositis get cancer?": ("risks-of-disease", {"disease": "juvenile dermatomyositis"}),
    "Cancer in children with dermatomyositis?": ("risks-of-disease", {"disease": "juvenile dermatomyositis"}),
    # what will come of it, and not whether it is inherited
    "What is the outlook for someone with a hereditary muscle disease such as FSHD?": (
        "prognosis-of-disease",
        {"disease": "facioscapulohumeral dystrophy"},
    ),
    "What happens over time in FSHD?": ("prognosis-of-disease", {"disease": "facioscapulohumeral dystrophy"}),
    "Will dermatomyositis get better?": ("prognosis-of-disease", {"disease": "dermatomyositis"}),
    # what is set aside
    "What else could it be if it isn't dermatomyositis?": ("mimics-of-disease", {"disease": "dermatomyositis"}),
    "My patient has soft tissue calcification but not systemic sclerosis: what else might it be?": (
        "differential-of-signs",
        {"sign": "soft tissue calcification", "without": "systemic sclerosis"},
    ),
    "Thigh muscle edema on MRI, not polymyositis - what else could it be?": (
        "differential-of-signs",
        {"sign": "thigh muscle edema", "modality": "magnetic resonance imaging", "without": "polymyositis"},
    ),
    # a sign with its place is one sign
    "Muscle edema in the calf - differential?": ("diseases-with-finding", {"finding": "muscle edema", "place": "calf"}),
    # a modality with a part of the body
    "Thigh MRI findings in dermatomyositis?": (
        "signs-of-disease",
        {"disease": "dermatomyositis", "modality": "magnetic resonance imaging", "place": "thigh"},
    ),
    "What does chest CT show in antisynthetase syndrome?": (
        "signs-of-disease",
        {"disease": "antisynthetase syndrome", "modality": "computed tomography", "place": "chest"},
    ),
    "What is seen on hand X-ray in systemic sclerosis?": (
        "signs-of-disease",
        {"disease": "systemic sclerosis", "modality": "radiography", "place": "hand"},
    ),
    # the best test
    "What is the best test for inclusion body myositis?": ("modalities-for-disease", {"disease": "inclusion body myositis"}),
    "Which scan is best for myositis ossificans?": ("modalities-for-disease", {"disease": "myositis ossificans"}),
    "Best imaging modality for calcinosis in JDM?": (
        "modalities-for-disease",
        {"disease": "juvenile dermatomyositis", "sign": "calcinosis"},
    ),
    # how to follow it
    "Which imaging is used to monitor dermatomyositis?": ("advice", {"disease": "dermatomyositis", "what": "imaging modality"}),
    "How do I follow a patient with juvenile dermatomyositis on MRI?": (
        "advice",
        {"disease": "juvenile dermatomyositis", "what": "magnetic resonance imaging"},
    ),
    "How do I monitor interstitial lung disease in antisynthetase syndrome?": (
        "screening-for",
        {"disease": "antisynthetase syndrome", "risk": "interstitial lung disease"},
    ),
    # the form of children and that of adults
    "How does juvenile dermatomyositis differ from the adult form?": (
        "what-tells-apart",
        {"disease": "juvenile dermatomyositis", "other": "adult dermatomyositis"},
    ),
    "Juvenile versus adult dermatomyositis": (
        "what-tells-apart",
        {"disease": "juvenile dermatomyositis", "other": "adult dermatomyositis"},
    ),
    "Compare dermatomyositis in children and adults": (
        "what-tells-apart",
        {"disease": "juvenile dermatomyositis", "other": "adult dermatomyositis"},
    ),
    # what it is taken for
    "Which diseases get mistaken for polymyositis?": ("mimics-of-disease", {"disease": "polymyositis"}),
    "What can inclusion body myositis be confused with?": ("mimics-of-disease", {"disease": "inclusion body myositis"}),
    "What looks like myositis ossificans on imaging?": ("mimics-of-disease", {"disease": "myositis ossificans"}),
    # the skin
    "What does the rash of dermatomyositis look like?": (
        "findings-of-disease",
        {"disease": "dermatomyositis", "sort": "cutaneous manifestation"},
    ),
    "What skin changes are typical of dermatomyositis?": (
        "findings-of-disease",
        {"disease": "dermatomyositis", "sort": "cutaneous manifestation"},
    ),
    "Which skin signs are seen in systemic sclerosis?": (
        "findings-of-disease",
        {"disease": "systemic sclerosis", "sort": "cutaneous manifestation"},
    ),
    # antibodies
    "Which antibodies occur in dermatomyositis?": ("antibodies-for-finding", {"finding": "dermatomyositis"}),
    # signs by themselves, with the age and the sex of whoever has them
    "asymmetric scapular winging and facial weakness": (
        "differential-of-signs",
        {"sign": "Scapular winging; Weakness of facial musculature"},
    ),
    "62 year old man with finger flexor weakness and falls": (
        "differential-of-signs",
        {"sign": "finger flexor weakness; falls", "age": "62", "sex": "male"},
    ),
    "man, 70, dysphagia and finger flexor weakness": (
        "differential-of-signs",
        {"sign": "dysphagia; finger flexor weakness", "age": "70", "sex": "male"},
    ),
    "sheet-like calcification in the thigh of a child": (
        "differential-of-signs",
        {"sign": "sheet-like calcification; thigh", "sex": "child"},
    ),
    "My daughter is 7 and has a purple rash on her eyelids and trouble climbing stairs, what could it be?": (
        "differential-of-signs",
        {"sign": "heliotrope rash; Difficulty climbing stairs", "age": "7"},
    ),
    # what is set aside, or not there, is no sign
    "Fascial edema but not eosinophilic fasciitis, what could it be?": (
        "differential-of-signs",
        {"sign": "fascial edema", "without": "eosinophilic fasciitis"},
    ),
    "calcinosis but not dermatomyositis": (
        "diseases-with-finding",
        {"finding": "calcinosis", "without": "dermatomyositis"},
    ),
    "High CK but no weakness and a normal MRI, what next?": ("differential-of-signs", {"sign": "elevated creatine kinase"}),
    # what is told of somebody is not what is asked
    "My son has juvenile dermatomyositis, will he grow out of it?": (
        "prognosis-of-disease",
        {"disease": "juvenile dermatomyositis"},
    ),
    "Is cardiac MRI needed in patients with myositis who have a raised troponin?": (
        "advice",
        {"disease": "inflammatory myopathy", "what": "cardiac magnetic resonance imaging"},
    ),
    # a disease called after an antibody, with what it is a kind of behind it
    "How is anti-SRP necrotizing myopathy treated first line?": ("treatments-of-disease", {"disease": "anti-SRP myopathy"}),
    "cancer screening anti-TIF1 gamma positive dermatomyositis": ("screening-for", {"disease": "anti-TIF1 dermatomyositis"}),
    # a name alone
    "anti-NXP2 antibodies": ("antibodies-of-diseases", {"antibody": "anti-NXP2 antibody"}),
    "perifascicular atrophy": ("diseases-with-finding", {"finding": "perifascicular atrophy"}),
    "inclusion body myositis": ("findings-of-disease", {"disease": "inclusion body myositis"}),
    # a part of the body with how it is imaged, beside what is asked
    "What conditions mimic dermatomyositis on thigh MRI?": ("mimics-on-mri", {"disease": "dermatomyositis"}),
    "anti-HMGCR myopathy MRI appearance": (
        "signs-of-disease",
        {"disease": "anti-HMGCR myopathy", "modality": "magnetic resonance imaging"},
    ),
    # which of several is meant
    "Which inflammatory myopathy is most likely to cause dysphagia?": (
        "how-often",
        {"finding": "dysphagia", "disease": "inflammatory myopathy"},
    ),
    "who gets dermatomyositis age sex": ("who-gets-disease", {"disease": "dermatomyositis"}),
    "dark urine, should I worry": ("diseases-with-finding", {"finding": "dark urine"}),
    # a fact that names all of it
    "calcinosis on ultrasound in systemic sclerosis": (
        "facts-naming",
        {"term": "calcinosis; ultrasonography; systemic sclerosis"},
    ),
    "juvenile dermatomyositis vs adult: calcification": (
        "facts-naming",
        {"term": "juvenile dermatomyositis; adult dermatomyositis; soft tissue calcification"},
    ),
    # what is spared is a sign as well, and an age with a sex may be written in letters
    "45F, symmetric muscle edema, tensor fascia lata involved, sartorius spared. What is it?": (
        "differential-of-signs",
        {
            "sign": "symmetric muscle edema; tensor fasciae latae; sparing of the sartorius",
            "age": "45",
            "sex": "female",
        },
    ),
    "Which myopathy spares the sartorius and gracilis but affects the semimembranosus?": (
        "differential-of-signs",
        {"sign": "sparing of the sartorius; sparing of the gracilis; semimembranosus"},
    ),
    "Which muscle disease involves the tongue and the paraspinal muscles?": (
        "differential-of-signs",
        {"sign": "tongue; spine extensor"},
    ),
    "MRI: fatty replacement of the biceps femoris, gracilis and sartorius preserved, boy of 8. Differential?": (
        "differential-of-signs",
        {
            "sign": "fatty replacement of muscle; biceps femoris; sparing of the gracilis; sparing of the sartorius",
            "age": "8",
            "sex": "boy",
            "modality": "magnetic resonance imaging",
        },
    ),
    # a part of the body that is a word in which something is asked, is no sign
    "Rim enhancement in a thigh muscle with fever - abscess or infarction?": (
        "differential-of-signs",
        {"sign": "rim enhancement; thigh; fever"},
    ),
    # sequences are asked for, and not signs
    "What is the best MRI sequence to detect active myositis?": (
        "modalities-for-disease",
        {"disease": "inflammatory myopathy", "on": "magnetic resonance imaging"},
    ),
    "Which MRI sequences are used in juvenile dermatomyositis?": (
        "modalities-for-disease",
        {"disease": "juvenile dermatomyositis", "on": "magnetic resonance imaging"},
    ),
    "T1 or STIR for fatty infiltration?": (
        "modalities-for-disease",
        {"disease": "fatty replacement of muscle", "on": "T1-weighted imaging"},
    ),
    # one of two, with what is seen
    "Myositis ossificans or osteosarcoma: peripheral calcification with a lucent center?": (
        "what-tells-apart",
        {"disease": "myositis ossificans", "other": "osteosarcoma", "down": "6"},
    ),
    # a normal scan
    "A normal thigh MRI in a patient with suspected dermatomyositis - what does it mean?": (
        "how-often",
        {"finding": "normal muscle signal on MRI", "disease": "dermatomyositis"},
    ),
    # a muscle that nothing is known of: the muscles that something is known of
    "Are paraspinal muscles involved in immune-mediated necrotizing myopathy?": (
        "muscles-of-disease",
        {"disease": "immune-mediated necrotizing myopathy"},
    ),
    # criteria are no term
    "Does the 2017 EULAR/ACR classification include MRI?": ("items-of-criteria", {"criteria": "eular/acr"}),
    # an antibody with a finding or an organ is no sign of a patient
    "anti-MDA5 lungs": ("facts-joining", {"one": "anti-MDA5 antibody", "other": "lung"}),
    "anti-PM/Scl lungs": ("antibodies-of-diseases", {"antibody": "anti-PM-Scl antibody"}),
    "Which antibodies speak against cancer in dermatomyositis?": (
        "antibodies-for-finding",
        {"finding": "malignancy", "within": "dermatomyositis"},
    ),
    "anti-SRP heart": ("facts-joining", {"one": "anti-SRP antibody", "other": "heart"}),
    "does anti-NXP2 go with calcinosis": ("what-predicts", {"finding": "calcinosis", "by": "anti-NXP2 antibody"}),
    "Does anti-TIF1 gamma mean cancer in children?": (
        "what-predicts",
        {"finding": "malignancy", "by": "anti-TIF1-gamma antibody"},
    ),
    "Which myositis antibodies carry a cancer risk?": (
        "antibodies-for-finding",
        {"finding": "malignancy", "within": "inflammatory myopathy"},
    ),
    # whether to take a biopsy, and where
    "Where should I biopsy in suspected dermatomyositis?": (
        "muscles-of-disease",
        {"disease": "dermatomyositis", "only": "affected"},
    ),
    "Can FOP be diagnosed without biopsy?": (
        "facts-joining",
        {"one": "fibrodysplasia ossificans progressiva", "other": "biopsy"},
    ),
    # whether it may be normal, what it means, whether it is dangerous, what else, and how
    "Can the MRI be normal in inclusion body myositis?": (
        "how-often",
        {"finding": "muscle involvement on imaging", "disease": "inclusion body myositis"},
    ),
    "Can CK be normal in dermatomyositis?": (
        "how-often",
        {"finding": "elevated creatine kinase", "disease": "dermatomyositis"},
    ),
    "What does sheet-like calcification mean when found on a radiograph?": (
        "diseases-with-finding",
        {"finding": "sheet-like calcification", "modality": "radiography"},
    ),
    "What causes muscle edema with a normal CK?": ("diseases-with-finding", {"finding": "muscle edema"}),
    "Is myositis ossificans dangerous?": ("prognosis-of-disease", {"disease": "myositis ossificans"}),
    "What are the complications of calcinosis?": ("prognosis-of-disease", {"disease": "calcinosis"}),
    "What else should I image in antisynthetase syndrome?": (
        "advice",
        {"disease": "antisynthetase syndrome", "what": "imaging modality"},
    ),
    "When should I repeat the MRI in myositis ossificans?": ("modalities-for-disease", {"disease": "myositis ossificans"}),
    "red flags for malignancy in dermatomyositis in men": (
        "what-predicts",
        {"finding": "malignancy", "disease": "dermatomyositis"},
    ),
    "gadolinium needed for myositis MRI?": (
        "facts-joining",
        {"one": "inflammatory myopathy", "other": "contrast-enhanced T1-weighted imaging"},
    ),
    "GNE myopathy quadriceps sparing": (
        "muscles-of-disease",
        {"disease": "GNE myopathy", "part": "quadriceps femoris", "only": "spared"},
    ),
    "difference between calcinosis circumscripta and universalis": (
        "what-tells-apart",
        {"disease": "calcinosis circumscripta", "other": "calcinosis universalis", "down": "6"},
    ),
    "FOP: should lumps be operated on?": (
        "facts-joining",
        {"one": "fibrodysplasia ossificans progressiva", "other": "surgical excision"},
    ),
    "prognosis of overlap myositis in women": ("prognosis-of-disease", {"disease": "overlap myositis"}),
    "Can children get inclusion body myositis?": ("who-gets-disease", {"disease": "inclusion body myositis"}),
    # what is to be avoided is not what is advised, and what rests on a kind of source is not the rest
    "What should be avoided in fibrodysplasia ossificans progressiva?": (
        "advice",
        {"disease": "fibrodysplasia ossificans progressiva", "only": "against"},
    ),
    # what becomes of a finding in a disease, and of somebody with it
    "Will my son's calcium lumps in JDM ever disappear?": (
        "prognosis-of-disease",
        {"disease": "soft tissue calcification", "within": "juvenile dermatomyositis"},
    ),
    "will I end up in a wheelchair with inclusion body myositis?": (
        "prognosis-of-disease",
        {"disease": "inclusion body myositis", "outcome": "wheelchair use"},
    ),
    "my dad has inclusion body myositis, will I get it too?": (
        "nature-of-disease",
        {"sought": "inclusion body myositis", "wanted": "genetic disease"},
    ),
    "is dermatomyositis contagious or hereditary?": ("nature-of-disease", {"sought": "dermatomyositis"}),
    # plain words, and a drug beforehand
    "My pee is dark and my muscles hurt, what is it?": ("differential-of-signs", {"sign": "dark urine; myalgia"}),
    "why are my legs weak after the statin?": ("facts-about", {"term": "statin use"}),
    # what curators ask
    "What is the MONDO id of inclusion body myositis?": ("xrefs", {"disease": "inclusion body myositis", "in": "MONDO"}),
    "What are the Bohan and Peter criteria?": ("items-of-criteria", {"criteria": "bohan and peter"}),
    "What should be given for calcinosis that does not respond to diltiazem?": ("what-helps", {"target": "calcinosis"}),
    # how often something is, by an examination that is asked about, and at the end of life
    "Risk of cancer in anti-TIF1 gamma dermatomyositis over 40": (
        "how-often",
        {"finding": "malignancy", "disease": "anti-TIF1 dermatomyositis"},
    ),
    "Is PET-CT recommended for cancer screening in dermatomyositis?": (
        "advice",
        {"disease": "dermatomyositis", "what": "FDG-PET-CT"},
    ),
    "How many patients with polymyositis die within five years?": (
        "prognosis-of-disease",
        {"disease": "polymyositis", "outcome": "survival at five years"},
    ),
    # names that people use
    "muscles affected in dysferlinopathy?": ("muscles-of-disease", {"disease": "dysferlinopathy", "only": "affected"}),
    # what radkg is, allows and holds
    "can I use this commercially?": ("about", {"what": "licence"}),
    "are there pictures of calcinosis?": ("about", {"what": "images", "of": "calcinosis"}),
    "how many cases does it contain?": ("about", {"what": "cases"}),
    # people who are implied by a disease are no name beside it
    "how do I treat a child with JDM and calcinosis?": (
        "what-helps",
        {"target": "calcinosis", "disease": "juvenile dermatomyositis"},
    ),
    # how something comes about
    "how does myositis ossificans form?": ("causes-of-finding", {"sought": "myositis ossificans"}),
    # what is normal, where it is known how often that is abnormal, and a muscle to take a biopsy of
    "Is a normal CK compatible with inclusion body myositis?": (
        "how-often",
        {"finding": "elevated creatine kinase", "disease": "inclusion body myositis"},
    ),
    "Can muscle MRI be normal in polymyositis?": (
        "how-often",
        {"finding": "muscle involvement on imaging", "disease": "polymyositis"},
    ),
    "Which muscle should be biopsied in inclusion body myositis?": (
        "muscles-of-disease",
        {"disease": "inclusion body myositis", "only": "affected"},
    ),
    # "or" between two places leaves no choice between a finding and a disease
    "Is the contrast enhancement in diabetic myonecrosis peripheral or central?": (
        "facts-joining",
        {"one": "contrast enhancement", "other": "diabetic muscle infarction"},
    ),
    # what nothing is known of: the findings, or the list further down
    "complications of Emery-Dreifuss": ("findings-of-disease", {"disease": "Emery-Dreifuss muscular dystrophy"}),
    "Becker versus limb girdle dystrophy": (
        "what-tells-apart",
        {"disease": "Becker muscular dystrophy", "other": "limb-girdle muscular dystrophy", "down": "6"},
    ),
}


@pytest.mark.parametrize("asked", KINDS)
def test_a_kind_of_question_has_its_command(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command = nearest(asked, kg.knowledge)
    assert command is not None
    assert (command.question.name, command.given) == KINDS[asked]
    assert command.has_rows(kg.knowledge)


def test_what_narrows_a_question_so_that_nothing_is_left_is_left_out_and_said(kg: radkg.KnowledgeGraph) -> None:
    command, other = answers("Radiographic clues to FOP in a child with a neck lump", kg.knowledge)
    assert command.question.name == "signs-of-disease"
    assert command.given["modality"] == "radiography"
    assert command.empty == ("soft tissue mass", "neck")
    assert command.left == ("child",)
    # what is left out of the first is asked of by another
    assert {"soft tissue mass", "neck"} <= set(other.given.values())


#: What narrows a question and is taken by no parameter: the rows that name it come first.
NARROWED = {
    "Which dystrophy spares the gracilis?": "muscular dystrophy",
    "What causes muscle edema with a normal CK?": "normal creatine kinase",
    "thigh MRI symmetric edema statins": "symmetric",
}


@pytest.mark.parametrize("asked", NARROWED)
def test_rows_that_name_what_narrows_a_question_come_first(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command = nearest(asked, kg.knowledge)
    assert command is not None
    term = kg.knowledge.find(NARROWED[asked])
    assert term in command.besides
    rows = kg.query(command.question.name, **command.given)
    ordered, counts = first_those_naming(kg.knowledge, rows, [term])
    assert counts[term] > 0
    assert sorted(map(str, ordered.rows)) == sorted(map(str, rows.rows))
    named = [first_those_naming(kg.knowledge, replace(ordered, rows=(row,)), [term])[1][term] for row in ordered.rows]
    assert named == sorted(named, reverse=True)


#: Words that are no terms: how many rows say them, whether all or none, and what is remarked where none does.
SAYING = {
    "What are the earliest MRI findings in pyomyositis?": ("they come first", ""),
    "What dose of prednisone is used in polymyositis?": ("60 mg a day", ""),
    "How asymmetric is the fatty replacement of FSHD on CT?": (
        "of “facioscapulohumeral dystrophy”, other facts say",
        "no row says “asymmetric”",
    ),
    "What is the cost of whole-body MRI in myositis?": ("nothing is held", "that says “cost”"),
    "When do MRI changes appear after denervation?": ("after the first two weeks", "no row says a time (“when”)"),
}


@pytest.mark.parametrize("asked", SAYING)
def test_rows_that_say_a_word_come_first_and_where_none_does_it_is_said(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command = nearest(asked, kg.knowledge)
    assert command is not None
    rows = kg.query(command.question.name, **command.given)
    wanted = command.sought(kg.knowledge, ())
    ordered, _ = first_those_saying(kg.knowledge, rows, wanted)
    assert sorted(map(str, ordered.rows)) == sorted(map(str, rows.rows))
    said = "\n".join(remarks(kg.knowledge, ordered, wanted, command.terms(kg.knowledge), command.others(kg.knowledge)))
    for one in SAYING[asked]:
        assert one in said


def test_what_no_fact_joins_is_said(kg: radkg.KnowledgeGraph) -> None:
    command = nearest("Is statin use linked to eosinophilic fasciitis?", kg.knowledge)
    assert command is not None
    assert command.unjoined(kg.knowledge) == ["statin use"]


def test_what_is_first_is_answered_by_where_it_begins(kg: radkg.KnowledgeGraph) -> None:
    asked = "Which muscle is the first to be affected in fibrodysplasia ossificans progressiva?"
    assert "onset-and-spread" in {command.question.name for command in answers(asked, kg.knowledge)}


#: In whom, when or on what something is: said to be left out, where no parameter takes it.
RESTRICTED = {
    "What does calpainopathy look like in children?": {"child"},
    "What are the MRI findings of dermatomyositis in elderly patients?": {"elderly adult"},
    "Which muscles are affected early in oculopharyngeal dystrophy?": {"early stage"},
    "When do calcifications appear in juvenile dermatomyositis?": {"when"},
    "Where should I biopsy in suspected polymyositis?": {"biopsy"},
    "Can the MRI be normal in polymyositis?": {"normal"},
    "Which sequence shows active disease in JDM?": {"cases with active disease"},
    "Which drugs make calcinosis worse?": {"worse"},
    "inflammatory myopathy in men over 60 with quadriceps weakness": {"male", "60"},
}


@pytest.mark.parametrize("asked", RESTRICTED)
def test_what_restricts_a_question_and_is_not_taken_is_said(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command, *others = answers(asked, kg.knowledge)
    said = {name for other in others for value in other.given.values() for name in value.split("; ")}
    assert RESTRICTED[asked] <= {*command.left, *said}


#: Words that are misspelt, and words that are not, although they are like one of a name.
MISSPELT = {
    "myositis osificans vs osteosarcoma": (("osificans", "ossificans"),),
    "mixed connective tisue disease calcinosis": (("tisue", "tissue"),),
    "MRI for Duchenne carriers": (),
    "Can an injection cause muscle edema?": (),
}


@pytest.mark.parametrize("asked", MISSPELT)
def test_a_misspelt_word_is_read_as_the_one_that_is_meant(kg: radkg.KnowledgeGraph, asked: str) -> None:
    command = nearest(asked, kg.knowledge)
    assert command is not None
    assert command.respelt == MISSPELT[asked]


def test_what_is_not_known_of_a_disease_is_asked_of_the_broader_one(kg: radkg.KnowledgeGraph) -> None:
    command = nearest("Which cancers occur in anti-TIF1 dermatomyositis?", kg.knowledge)
    assert command is not None
    assert command.given == {"disease": "dermatomyositis"}
    assert command.instead == ("dermatomyositis", "anti-TIF1 dermatomyositis")


def test_a_word_that_is_no_name_by_itself_is_offered_the_names_that_have_it(kg: radkg.KnowledgeGraph) -> None:
    assert "“proliferative myositis”" in what_is_known("is it proliferative", kg.knowledge)
    assert what_is_known("best pizza in town", kg.knowledge) == ""


def test_what_is_left_of_a_comparison_is_asked_besides(kg: radkg.KnowledgeGraph) -> None:
    first, other = answers("Duchenne vs Becker genetics", kg.knowledge)
    assert first.question.name == "what-tells-apart"
    assert "genetics" in first.left
    assert (other.question.name, other.given["by"]) == ("causes-of-finding", "pathogenic gene variant")


def test_facts_that_name_all_of_what_is_asked_come_first_where_no_row_does(kg: radkg.KnowledgeGraph) -> None:
    first, *_ = kg.answer(lambda known: answers("Does a normal CK rule out myositis?", known))
    assert (first.question.name, first.given) == ("facts-naming", {"term": "normal creatine kinase; inflammatory myopathy"})


def test_facts_that_name_some_of_what_is_left_out_are_asked_for_besides(kg: radkg.KnowledgeGraph) -> None:
    first, other = kg.answer(lambda known: answers("pseudohypertrophy of the calf in Duchenne, MRI", known))
    assert (first.question.name, other.question.name) == ("signs-of-disease", "facts-naming")
    assert "muscle pseudohypertrophy" in first.left


def test_rows_of_a_broader_disease_alone_are_told_from_those_of_what_is_asked(kg: radkg.KnowledgeGraph) -> None:
    first, *_ = kg.answer(lambda known: answers("Is anti-MDA5 dermatomyositis associated with calcinosis?", known))
    assert kg.answer(first.of_broader_only) == ["anti-MDA5 dermatomyositis"]
    first, *_ = kg.answer(lambda known: answers("Is dermatomyositis associated with calcinosis?", known))
    assert kg.answer(first.of_broader_only) == []


#: What somebody is, has or takes, with a sign, and the disease that arises in it, whose rows come first.
ARISING = {
    "Can statins cause muscle edema on MRI?": ("statin use", "statin myopathy"),
    "on pembrolizumab with ptosis and weakness, what could it be?": (
        "checkpoint inhibitor use",
        "checkpoint-inhibitor myositis",
    ),
    "Diabetic with acute thigh pain and swelling - what could it be?": ("Diabetes mellitus", "diabetic muscle infarction"),
    "Lump in a muscle after a football injury": ("injury", "myositis ossificans"),
}


@pytest.mark.parametrize("asked", ARISING)
def test_rows_of_what_arises_in_what_is_told_come_first(kg: radkg.KnowledgeGraph, asked: str) -> None:
    term, disease = ARISING[asked]
    (origin,) = kg.answer(lambda known: origins(asked, known))
    assert origin.term == kg.knowledge.find(term)
    assert kg.knowledge.find(disease) in origin.diseases
    command = nearest(asked, kg.knowledge)
    assert command is not None
    rows, counts = first_those_of(kg.knowledge, kg.query(command.question.name, **command.given), [origin])
    at = rows.columns.index("disease")
    of_it = [origin.has(kg.knowledge, row[at]) for row in rows.rows]
    assert of_it == [True] * counts[origin] + [False] * (len(of_it) - counts[origin])
    assert of_it[0]


def test_what_arises_is_asked_of_where_a_command_leaves_out_in_what(kg: radkg.KnowledgeGraph) -> None:
    asked = "Which calcifications do dialysis patients get?"
    commands = kg.answer(lambda known: of_what_arises(asked, answers(asked, known), known))
    assert {command.given["disease"] for command in commands} == {"calciphylaxis", "uremic tumoral calcinosis"}


#: What is asked for, and whether radkg has a term of that name.
ASKED_FOR = {
    "What is the yo-yo sign?": "yo-yo sign",
    "blurgh disease": "blurgh disease",
    "tell me about xyzumab": "xyzumab",
    "What is the dark star sign?": "",
    "What is calsinosis?": "",
    "What is myositis workup?": "",
    "dermatomyositis MRI muscles": "",
}


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_a_name_that_radkg_has_for_nothing_is_said(kg: radkg.KnowledgeGraph, asked: str) -> None:
    assert kg.answer(lambda known: unknown_name(asked, known)) == ASKED_FOR[asked]


def test_near_names_are_offered_for_an_unknown_one(kg: radkg.KnowledgeGraph) -> None:
    assert kg.answer(lambda known: no_such_term("groove line sign", known)).startswith(
        "radkg has no term “groove line sign”; the nearest"
    )


def test_what_a_command_leaves_out_is_said(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("Which disease shows a central shadow in the rectus femoris?")
    assert "without “central” and “shadow”" in verdict.because


#: What is asked, and what of it the command leaves out: a question, what was told, what is not there, a word.
LEFT_OUT = {
    "What is the role of whole body MRI in myositis and does it change management?": "does it change management",
    "What conditions mimic dermatomyositis on MRI, and which findings help exclude them?": "which findings help exclude them",
    "I took a statin and my legs are weak, what should be tested?": "statin use",
    "fever and muscle abscess, no rash": "rash",
}


@pytest.mark.parametrize("asked", LEFT_OUT)
def test_what_of_a_question_is_not_answered_is_said(kg: radkg.KnowledgeGraph, asked: str) -> None:
    first, *others = answers(asked, kg.knowledge)
    assert LEFT_OUT[asked] in first.left
    assert others == []


@pytest.mark.parametrize("asked", ["How old is the moon?", "asdf qwer", "best pizza in town"])
def test_what_is_about_something_else_is_pointed_to_nothing(kg: radkg.KnowledgeGraph, asked: str) -> None:
    assert answers(asked, kg.knowledge) == ()
