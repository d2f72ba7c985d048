"""From an open question in somebody's words to the named question that answers it: "Which drugs treat X?"."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.model.words import TERM
from radkg.questions.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question

_ENOUGH = 1.5  # of the weight that words in common have: one word that few questions have, or two that more have
_LONGEST_NAME = 8  # words
_STEM = 5  # letters
_OPEN, _LEFT_OPEN = "…", 0.5
_ASKING = frozenset(["which", "what", "who", "whom", "whose", "why", "how", "when", "where"])


def command_for(asked: str, known: Knowledge) -> str:
    """Return the command with the named question that comes nearest to what is asked; empty where none comes near.

    Args:
        asked: An open question, such as "Which drugs help X?".
        known: The knowledge, whose terms are given to the parameters of the question.
    """
    if _ASKING.isdisjoint(english.words(asked.lower())[:2]):
        return ""
    questions = catalogue(known.ontology)
    # "which diseases" names what is asked for, and gives no parameter
    classes = {kind for question in questions.values() for parameter in question.parameters for kind in parameter.of}
    terms = [term for term in _terms(asked, known) if term not in classes]
    meant = [term for term in terms if known.is_kind(term, classes)]
    names = {_stem(word) for term in meant for word in english.words(known.label(term).lower())}
    stems = {_stem(word) for word in english.words(asked.lower()) if not english.is_small(word)} - names
    commands = {name: _command(question, list(terms), known) for name, question in questions.items()}
    best = max(_weighed(stems, questions, commands).items(), key=lambda row: row[1], default=("", 0.0))
    return " ".join(commands[best[0]]) if best[1] >= _ENOUGH else ""


def _command(question: Question, terms: list[str], known: Knowledge) -> list[str]:
    """Return the command with a question, its parameters given from the terms as far as they fit."""
    command = ["radkg query", question.name]
    for parameter in question.parameters:
        # what may be any term is named last: "which drugs help X"
        candidates = terms if parameter.of else terms[::-1] if parameter.kind == "term" else []
        fitting = [term for term in candidates if not parameter.of or known.is_kind(term, set(parameter.of))]
        for term in fitting if parameter.several else fitting[:1]:
            terms.remove(term)
            command.append(f'-p {parameter.name}="{known.label(term)}"')
        if not fitting and parameter.is_needed:
            command.append(f"-p {parameter.name}={_OPEN}")
    return command


def _weighed(stems: set[str], questions: Mapping[str, Question], commands: Mapping[str, list[str]]) -> dict[str, float]:
    """Return how much of what is asked each question has: words that few questions have weigh most.

    A question with a parameter that is left open comes less near.
    """
    words = {name: _words(question) for name, question in questions.items()}
    having = Counter(stem for found in words.values() for stem in found)
    return {
        name: sum(found[stem] * log(1 + len(words) / having[stem]) for stem in stems if stem in found)
        * _LEFT_OPEN ** sum(part.endswith(_OPEN) for part in commands[name])
        for name, found in words.items()
    }


def _words(question: Question) -> dict[str, float]:
    """Return the words of a question: those of its name count twice, those of its keywords half."""
    weighted: dict[str, float] = {}
    for text, weight in (
        (" ".join(question.keywords), 0.5),
        (f"{question.title} {question.question}", 1.0),
        (question.name, 2.0),
    ):
        weighted |= {_stem(word): weight for word in english.words(text.lower()) if not english.is_small(word)}
    return weighted


def _stem(word: str) -> str:
    """Return the beginning of a word, which "treat", "treated" and "treatment" have in common."""
    return english.fold(word)[:_STEM]


def _terms(text: str, known: Knowledge) -> list[str]:
    """Return the terms that a text names, the longest name at each place, in its order."""
    words = english.words(text.lower())
    found: list[str] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
            entries = known.lexicon.entries.get(english.key(" ".join(words[at:end]))) or ()
            if term := next((entry.iri for entry in entries if entry.kind == TERM), ""):
                found.append(term)
                at = end
                break
        else:
            at += 1
    return found
