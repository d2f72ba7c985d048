"""The parts of what somebody asks: several questions at once, and what is said before them or at the head of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from radkg.model import english
from radkg.questions.openness import TELLING

_MODALS = frozenset(["can", "could", "should", "shall", "will", "would", "may", "might", "must", "has", "have", "had"])
_BEGINS_A_QUESTION = english.AUXILIARIES | english.COPULAS | _MODALS | TELLING
WHICH = frozenset(["which", "what"])  #: What stands behind one is asked for, and is not told.
_LONGEST_NOUN = 3  # words
_FAR_IN = 3  # words of a part, of which one asks
_ASKS = "|".join(sorted(english.ASKING | english.AUXILIARIES | english.COPULAS | _MODALS))
_SENTENCE = re.compile(r"(?<=[.?!;])\s+(?=\w)")
_HEAD = re.compile(r"\s+[-–—]+\s+|:\s+")
_NEXT = re.compile(
    rf",?\s+(?:and|but)\s+(?=(?:(?:for|in|on|to|at|from|with)\s+)?(?:{_ASKS})\b)|,\s+(?=(?:{_ASKS})\b)", re.IGNORECASE
)
#: What follows is told, and not asked.
_GIVEN = re.compile(r"(?<!\bwhat)(?<!\bas),?\s+(?:if|unless|although|though|because(?! of))\s+", re.IGNORECASE)
#: A clause that tells of somebody, and does not ask: what follows asks about that.
_TELLS = re.compile(
    r"^(?:i|we|he|she|they|my|our|his|her|mom|mum|mother|dad|father|grandma|grandpa|granny|grandad)\b"
    r"|^(?:[\w-]+ ){0,4}?(?:patient|man|woman|child|boy|girl|old)\b.* (?:has|have|had|is|was|presents|presented|takes|took)\b",
    re.IGNORECASE,
)
#: Verbs that go on with what is told, where nobody follows of whom they ask: "my cat is old and has a lump".
_GOING_ON = frozenset(["has", "have", "had", "is", "are", "was", "were"])
_OF_WHOM = english.listed("i you we it he she they that this there these those anyone anybody anything")
_POINTING_BACK = english.listed("it its that they them their this these those he she him her his each one ones so")


@dataclass(frozen=True, slots=True)
class Subquestion:
    """One of the questions that somebody asks.

    Attributes:
        question: The question.
        head: What stands at the head of it.
        before: What is told before it.
        asked_before: What is asked before it.
        behind: What is told behind it, where it is the last.
    """

    question: str
    head: str = ""
    before: str = ""
    asked_before: str = ""
    behind: str = ""

    @property
    def text(self) -> str:
        """The question with its head."""
        return f"{self.question.rstrip('?')} {self.head}" if self.head else self.question

    @property
    def points_back(self) -> bool:
        """Whether a word of the question stands for what was named before."""
        return not _POINTING_BACK.isdisjoint(english.words(self.question.lower()))


def parts(asked: str) -> list[Subquestion]:
    """Return the questions in what somebody asks; the whole of it, where no part asks by itself.

    >>> [part.text for part in parts("Cats and dogs: which bark, and how loud? Do they bite?")]
    ['which bark Cats and dogs', 'how loud Cats and dogs', 'Do they bite?']
    >>> [part.text for part in parts("Which old cats like fish, and which like milk?")]
    ['Which old cats like fish', 'which old cats like milk?']
    >>> [(part.text, part.before) for part in parts("My cat sings. Is that usual?")]
    [('Is that usual?', 'My cat sings.')]
    >>> [(part.text, part.before) for part in parts("My cat is old and has a lump, is that usual?")]
    [('is that usual?', 'My cat is old and has a lump')]
    """
    found: list[Subquestion] = []
    told = ""
    earlier = ""
    for sentence in _SENTENCE.split(asked.strip()):
        head, questions = _of_sentence(sentence)
        if not questions:
            told = f"{told} {sentence}".strip()
        elif _TELLS.search(head):
            told, head = f"{told} {head}".strip(), ""
        for asking in questions:
            question, *given = _GIVEN.split(asking)
            told = " ".join([told, *given]).strip()
            found.append(Subquestion(question, head, told, earlier))
            earlier = f"{earlier} {question} {head}".strip()
    if found:
        found[-1] = replace(found[-1], behind=told.removeprefix(found[-1].before).strip())
    return found or [Subquestion(asked.strip())]


def _of_sentence(sentence: str) -> tuple[str, list[str]]:
    """Return what stands at the head of a sentence, and the questions of it."""
    pieces = [one for each in _HEAD.split(sentence) for one in _NEXT.split(each) if one.strip()]
    head: list[str] = []
    questions: list[str] = []
    for piece in pieces:
        piece = _with_noun_of(questions[-1], piece) if questions else piece
        (questions if _asks(piece, goes_on=bool(head) and not questions) else head).append(piece)
    if not questions:
        return "", [sentence] if sentence.rstrip().endswith("?") else []
    return " and ".join(head), questions


def _with_noun_of(before: str, piece: str) -> str:
    """Return a question with the noun of the one before it, where both ask alike: "which cats sing and which sing loud"."""
    (asks, *rest), (verb, *behind) = before.split(" ", 1), piece.split(" ", 2)[:2]
    nouns = rest[0].split(" ") if rest else []
    at = nouns.index(behind[0]) if behind and behind[0] in nouns else 0
    if asks.lower() != verb.lower() or verb.lower() not in WHICH or not 0 < at <= _LONGEST_NOUN:
        return piece
    return " ".join([verb, *nouns[:at], *piece.split(" ")[1:]])


def _asks(piece: str, *, goes_on: bool) -> bool:
    words = english.words(piece.lower())
    if goes_on and words and words[0] in _GOING_ON and _OF_WHOM.isdisjoint(words[1:2]):
        return False
    return bool(words) and (words[0] in _BEGINS_A_QUESTION or not english.ASKING.isdisjoint(words[:_FAR_IN]))
