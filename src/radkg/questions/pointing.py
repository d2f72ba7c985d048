"""From an open question in somebody's words to the named question that answers it: "Which drugs treat X?".

The header of a question says in which words people ask it, in a line ``# asked:`` for each way. Its words are compared in singular,
wherever they stand: ``|`` parts those of which one is enough, ``_`` joins those that follow one another, ``*`` stands for an ending.
``{name}`` says that a parameter is to be named, ``name=value`` gives it one, with ``_`` for spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.model.words import TERM
from radkg.questions.catalogue import catalogue, members

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question, QuestionParameter

_LONGEST_NAME = 12  # words
_FAR_IN = 4  # words of a question, of which one asks
_SMALL, _LEFT_OVER, _NOT_TAKEN = 0.25, 0.5, 1.5  # what a small word counts, a word that is not looked for, a term that is not given
_ASKING = frozenset(["which", "what", "who", "whom", "whose", "why", "how", "when", "where"])
_TELLING = frozenset(["list", "name", "give", "show", "compare", "tell", "explain", "describe", "find"])
_CHOICE = frozenset(["or", "versus", "vs"])
_NO_CHOICE = english.AUXILIARIES | english.COPULAS  # "is it X or Y" is answered by yes or no
_AGE = re.compile(r"\b(\d{1,3})[- ](?:years?|yrs?)(?:[- ]old)?\b|\b(?:aged?|at(?: the age of)?) (\d{1,3})\b(?! ?%)")
_FITS_AN_AGE = "age"  # the name of a parameter


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a question: where it begins and ends, and what it may be the name of."""

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to ask a question: groups of words of which one each is to be there, and what it says of the parameters."""

    groups: tuple[tuple[tuple[str, ...], ...], ...]
    named: frozenset[str]
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asks: the words, the names among them, and an age."""

    words: tuple[str, ...]
    names: tuple[_Named, ...]
    age: str


def is_open(asked: str) -> bool:
    """Return whether something is asked that yes or no does not answer.

    >>> is_open("Which animals have tails?"), is_open("A bird sings: which is it?"), is_open("Do birds sing?")
    (True, True, False)
    """
    words = english.words(asked.lower())
    if not words or not asked.rstrip().endswith("?"):
        return bool(words) and words[0] in _ASKING | _TELLING
    if not (_ASKING | _TELLING).isdisjoint(words[:1]) or not _ASKING.isdisjoint(words[:_FAR_IN]):
        return True
    last = english.words(re.split(r"[:;,.] ", asked.lower())[-1])
    return not _ASKING.isdisjoint(last[:2]) or (not _CHOICE.isdisjoint(words) and words[0] not in _NO_CHOICE)


def command_for(asked: str, known: Knowledge) -> str:
    """Return the command with the named question that comes nearest to what is asked, or with what is known of a term in it.

    Args:
        asked: An open question, such as "Which drugs help X?".
        known: The knowledge, whose terms are given to the parameters of the question.

    Returns:
        The command; empty where no question comes near and no term is named.
    """
    if not is_open(asked):
        return ""
    read = _read(asked, known)
    found = [
        (nearness, -len(question.parameters), command)
        for question in catalogue(known.ontology).values()
        for way in question.asked
        if (nearest := _command(question, _way(way), read, known)) is not None
        for nearness, command in [nearest]
    ]
    if found:
        return max(found, key=lambda one: one[:2])[2]
    return f'radkg show "{known.label(read.names[0].terms[0])}"' if read.names else ""


def _read(asked: str, known: Knowledge) -> _Asked:
    """Return the words of what is asked, the longest name at each place, and an age."""
    words = english.words(asked.lower())
    names: list[_Named] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
            entries = known.lexicon.entries.get(english.key(" ".join(words[at:end]))) or ()
            if terms := tuple(dict.fromkeys(entry.iri for entry in entries if entry.kind == TERM)):
                names.append(_Named(at, end, terms))
                at = end
                break
        else:
            at += 1
    age = _AGE.search(asked.lower())
    return _Asked(tuple(map(english.fold, words)), tuple(names), next(filter(None, age.groups()), "") if age else "")


def _way(written: str) -> _Way:
    """Return a way to ask as a line of the header writes it."""
    groups, named, given = [], set(), []
    for item in written.split():
        name, equals, value = item.partition("=")
        if equals:
            given.append((name, value.replace("_", " ")))
        elif item.startswith("{"):
            named.add(item.strip("{}"))
        else:
            groups.append(tuple(tuple(one.split("_")) for one in item.split("|")))
    return _Way(tuple(groups), frozenset(named), tuple(given))


def _command(question: Question, way: _Way, asked: _Asked, known: Knowledge) -> tuple[float, str] | None:
    """Return how near a way to ask comes to what is asked, and the command; ``None`` where it is not asked so."""
    used: set[int] = set()
    nearness = 0.0
    for group in way.groups:
        places = [place for one in group for place in _places(one, asked)]
        if not places:
            return None
        nearness += max(sum(_SMALL if english.is_small(asked.words[at]) else 1.0 for at in place) for place in places)
        used.update(at for place in places for at in place)
    names = [name for name in asked.names if not used.issuperset(range(name.start, name.end))]
    given = dict(way.given)
    for parameter in question.parameters:
        if parameter.name not in given and (taken := _taken(parameter, names, asked, used, known)):
            given[parameter.name] = taken
            nearness += taken.count(";") + 1.0
    if any(parameter.is_needed and parameter.name not in given for parameter in question.parameters) or way.named - given.keys():
        return None
    used.update(at for name in asked.names for at in range(name.start, name.end))
    left = sum(at not in used and not english.is_small(word) and not word.isdigit() for at, word in enumerate(asked.words))
    classes = {kind for one in catalogue(known.ontology).values() for parameter in one.parameters for kind in parameter.of}
    nearness -= _LEFT_OVER * left + _NOT_TAKEN * sum(classes.isdisjoint(name.terms) for name in names)
    written = [f'-p {p.name}="{given[p.name]}"' for p in question.parameters if p.name in given]
    return nearness, " ".join(["radkg query", question.name, *written])


def _places(sought: Sequence[str], asked: _Asked) -> Iterator[range]:
    """Yield where words stand that are looked for; not those in a name that is longer than they are."""
    for start in range(len(asked.words) - len(sought) + 1):
        place = range(start, start + len(sought))
        if all(_is_word(one, asked.words[at]) for one, at in zip(sought, place, strict=True)) and not any(
            at in place and name.end - name.start > len(sought) for name in asked.names for at in range(name.start, name.end)
        ):
            yield place


def _is_word(sought: str, word: str) -> bool:
    return word.startswith(sought[:-1]) if sought.endswith("*") else word == english.fold(sought)


def _taken(parameter: QuestionParameter, names: list[_Named], asked: _Asked, used: set[int], known: Knowledge) -> str:
    """Return what a parameter is given of what is asked, and take it from the names; empty where nothing fits."""
    if parameter.kind == "integer":
        return asked.age if parameter.name == _FITS_AN_AGE else ""
    if parameter.kind != "term":
        return ""
    fitting = [
        (name, term)
        # what may be any term is named last: "which drugs help X"
        for name in (names if parameter.of else names[::-1])
        for term in [next((one for one in name.terms if not parameter.of or known.is_kind(one, set(parameter.of))), "")]
        if term and term not in parameter.of
    ]
    for name, _ in fitting if parameter.several else fitting[:1]:
        names.remove(name)
    if fitting:
        return "; ".join(known.label(term) for _, term in (fitting if parameter.several else fitting[:1]))
    return _member(parameter, asked, used, known)


def _member(parameter: QuestionParameter, asked: _Asked, used: set[int], known: Knowledge) -> str:
    """Return the member of the classes of a parameter that is named, such as a source; empty where none is."""
    there = {
        tuple(map(english.fold, english.words(label))): label for kind in parameter.of for label in members(known.store, kind)
    }
    for length in range(min(_LONGEST_NAME, len(asked.words)), 0, -1):
        for start in range(len(asked.words) - length + 1):
            if label := there.get(asked.words[start : start + length]):
                used.update(range(start, start + length))
                return label
    return ""
