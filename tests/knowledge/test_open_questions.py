"""Open questions in somebody's words are pointed to the named question that answers them."""

from __future__ import annotations

import pytest

import radkg
from radkg.questions.openness import is_open
from radkg.questions.pointing import nearest

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
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_is_pointed_to_its_named_question(kg: radkg.KnowledgeGraph, asked: str) -> None:
    assert is_open(asked)
    command = nearest(asked, kg.knowledge)
    assert command is not None
    assert (command.question.name, command.given, command.left) == (*ASKED[asked], ())


def test_what_a_command_leaves_out_is_said(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("Which disease shows a central shadow in the rectus femoris?")
    assert "without “central” and “shadow”" in verdict.because
