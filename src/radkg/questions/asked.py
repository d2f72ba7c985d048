"""What somebody asks, as it is read: the words, the names among them and what each may be the name of, and an age."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.model.words import TERM
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.questions.parts import Subquestion

LONGEST_NAME = 12  # words
_DISEASE, _PEOPLE, _STAGE = RADKG + "Disease", RADKG + "Population", RADKG + "Stage"
#: Kinds of terms that a question is about; one that names none goes on about what was named before it.
_WHAT_IT_IS_ABOUT = frozenset([RADKG + "Disease", RADKG + "Finding"])
_FOUND, _AFFECTED = ("raised", "abnormal"), "involvement"
_AILING = frozenset(["disease", "problem", "problems", "trouble", "troubles", "damage"])
_DISEASE_OF_IT = "disease"  # behind the name of an antibody or a gene, it names the disease of those who have that
_JOINING = frozenset(["and", "or", "versus", "vs", "plus", "with"])
_CHOOSING = frozenset(["or", "versus", "vs"])
_MOST_BETWEEN = 2  # words that join two names
_CUT_SHORT = frozenset(["ve", "re", "ll"])
_AGE = re.compile(
    r"\b(\d{1,3})[- ](?:years?|yrs?)(?:[- ]old)?\b"
    r"|\b(?:aged?|at(?: the age of)?|over|under|above|below|after|before|beyond|past|(?:older|younger) than) (\d{1,3})\b"
    r"(?! ?(?:%|percent|per|of|in|out))"
)
_LIGHT = frozenset(
    (english.ASKING - {"why", "when", "where"})
    | english.ARTICLES
    | english.COPULAS
    | english.AUXILIARIES
    | english.PREPOSITIONS
    | {"it"}
)
_SMALL, _CHOICE = 0.25, 2.5  # what a small word counts that is looked for, and one that leaves a choice between two names


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        terms: What it may be the name of.
        diseases: Diseases that are called after that.
        are_people: Whether it names people.
        is_stage: Whether it names a stage, such as "early".
    """

    start: int
    end: int
    terms: tuple[str, ...]
    diseases: tuple[str, ...] = ()
    are_people: bool = False
    is_stage: bool = False

    def fit(self, kinds: Sequence[str], known: Knowledge) -> tuple[tuple[int, bool], str] | None:
        """Return the term that is of one of some kinds, or is just a term where there are none, and how well it fits.

        A kind that stands first is meant before the others, and what is called so before a disease that is called after it.
        """
        if not kinds:
            return (0, False), self.terms[0]
        for place, kind in enumerate(kinds):
            for is_after, terms in ((False, self.terms), (True, self.diseases)):
                if term := next((one for one in terms if known.is_kind(one, {kind})), ""):
                    return (place, is_after), term
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks.

    Attributes:
        written: Its words.
        words: The same in singular.
        small: Where the small ones are.
        names: The names among them, each once.
        age: An age.
        own: How many of the words it has itself; the others were said before.
    """

    written: tuple[str, ...]
    words: tuple[str, ...]
    small: frozenset[int]
    names: tuple[Mention, ...]
    age: str
    own: int

    def is_told(self, name: Mention) -> bool:
        """Return whether a name need not be taken: it was said before, or says only when or in whom something is."""
        return name.start >= self.own or name.is_stage or (name.are_people and self.words[name.end : name.end + 1] == ("with",))

    def is_joined(self, name: Mention) -> bool:
        """Return whether a name is joined to the one before it: "cats and dogs"."""
        between = next((self.words[one.end : name.start] for one in reversed(self.names) if one.end <= name.start), None)
        return between is not None and _JOINING.issuperset(between) and len(between) <= _MOST_BETWEEN

    def says(self, at: int) -> bool:
        """Return whether a word says something by itself."""
        return self.words[at] not in _LIGHT

    def weight(self, at: int) -> float:
        """Return what a word counts that is looked for."""
        return _CHOICE if self.chooses(at, self.names) else 1.0 if self.says(at) else _SMALL

    def chooses(self, at: int, names: Sequence[Mention]) -> bool:
        """Return whether a word leaves a choice between two of some names, or between one of them and another."""
        if self.words[at] not in _CHOOSING:
            return False
        around = [name for name in self.names if at in (name.end, name.start - 1)]
        return len(around) > 1 and any(name in names for name in around)


def read(asked: str, known: Knowledge) -> Asked:
    """Return what somebody asks, with the longest name at each place."""
    words = english.words(asked.lower())
    names: dict[tuple[str, ...], Mention] = {}
    at = 0
    while at < len(words):
        if terms := _shared(words, at, known):
            names.setdefault(terms, Mention(at, at + 1, terms))
            at += 2
            continue
        for end in range(0 if words[at] in english.ARTICLES else min(len(words), at + LONGEST_NAME), at, -1):
            ways = (words[at:end], *_in_other_words(words[at:end]))
            if terms := next(filter(None, (_called(way, known) for way in ways)), ()):
                kinds = [any(known.is_kind(term, {kind}) for term in terms) for kind in (_PEOPLE, _STAGE)]
                names.setdefault(terms, Mention(at, end, terms, _diseases_of(words[at:end], terms, known), *kinds))
                at = end
                break
        else:
            at += 1
    age = _AGE.search(asked.lower())
    # "isn't" and "what's" are two words here
    cut = {at for at, word in enumerate(words) if len(word) == 1 or word in _CUT_SHORT}
    cut |= {at - 1 for at in cut if words[at] == "t" and at}
    return Asked(
        written=tuple(words),
        words=tuple(map(english.fold, words)),
        small=frozenset(at for at, word in enumerate(words) if at in cut or english.is_small(word) or word.isdigit()),
        names=tuple(names.values()),
        age=next(filter(None, age.groups()), "") if age else "",
        own=len(words),
    )


def read_part(part: Subquestion, known: Knowledge) -> Asked:
    """Return what a part asks, with the names of what was told before, and of what was asked where it goes on about that."""
    asked = read(part.text, known)
    about = {
        term for name in read(part.question, known).names for term in name.terms if known.is_kind(term, set(_WHAT_IT_IS_ABOUT))
    }
    goes_on = part.points_back or about <= _WHAT_IT_IS_ABOUT
    before = [read(text, known) for text in (part.before, part.asked_before if goes_on else "") if text]
    own = [name.terms for name in asked.names]
    names = [" ".join(one.written[name.start : name.end]) for one in before for name in one.names if name.terms not in own]
    return replace(read(" in ".join([part.text, *names]), known), own=len(asked.words)) if names else asked


def _in_other_words(words: list[str]) -> list[list[str]]:
    """Return how else something is named: what is found by what is looked at, and that an organ is affected."""
    if len(words) > 1 and words[-1] in _AILING:
        return [[*words[:-1], _AFFECTED]]
    return [[found, *words] for found in _FOUND]


def _shared(words: list[str], at: int, known: Knowledge) -> tuple[str, ...]:
    """Return the terms of a word that shares the end of the name behind the next word: "hind" in "hind and front legs"."""
    if at + 3 < len(words) and words[at + 1] in _JOINING and not english.is_small(words[at]):
        for end in range(min(len(words), at + 2 + LONGEST_NAME), at + 3, -1):
            if _called(words[at + 2 : end], known):
                return _called([words[at], *words[at + 3 : end]], known)
    return ()


def _called(words: list[str], known: Knowledge) -> tuple[str, ...]:
    """Return the terms that some words are a name of; "tail of the cat" is one of "cat tail" as well."""
    written = [" ".join(words)]
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        written.append(" ".join(words[at + 1 :] + words[:at]))
    entries = [entry for name in written for entry in known.lexicon.entries.get(english.key(name)) or ()]
    return tuple(dict.fromkeys(entry.iri for entry in entries if entry.kind == TERM))


def _diseases_of(words: list[str], terms: Sequence[str], known: Knowledge) -> tuple[str, ...]:
    """Return the diseases that are called after something, such as an antibody; none after what is a disease itself."""
    if any(known.is_kind(term, {_DISEASE}) for term in terms):
        return ()
    shorter = words[:-1] if len(words) > 1 and words[-1].endswith(("antibody", "antibodies")) else words
    return tuple(term for term in _called([*shorter, _DISEASE_OF_IT], known) if known.is_kind(term, {_DISEASE}))
