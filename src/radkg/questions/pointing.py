"""From an open question in somebody's words to the named question that answers it: "Which drugs treat X?".

A question says in its header in which words people ask it, a line ``# asked:`` for each way. They are compared in singular,
wherever they stand: ``|`` parts those of which one is enough, ``_`` joins those that follow one another, ``*`` is any ending.
``{name}`` says that a parameter is to be named, ``name=value`` gives it one, with ``_`` for spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.model.words import TERM
from radkg.questions.catalogue import bind, catalogue, members
from radkg.questions.openness import TELLING, is_open
from radkg.rdf import sparql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question, QuestionParameter

_LONGEST_NAME = 12  # words
_MOST_TRIED, _NEAR = 3, 0.75  # commands that may have no rows, and how much less near than the nearest
_WELL = 1.5  # how near a command is that is named though something else is asked
_REVERSED = 0.1
#: What a small word counts, a word that is not looked for, and a term that is not given.
_SMALL, _LEFT_OVER, _NOT_TAKEN = 0.25, 0.5, 1.5
_LIGHT = english.ASKING | english.ARTICLES | english.COPULAS | english.AUXILIARIES | english.PREPOSITIONS
_AGE = re.compile(r"\b(\d{1,3})[- ](?:years?|yrs?)(?:[- ]old)?\b|\b(?:aged?|at(?: the age of)?) (\d{1,3})\b(?! ?%)")
_CLAIMED = re.compile(
    r"^\W*\w+ (?:\w+ ){0,3}?(?:source|evidence|study|proof|paper|literature)s? .*?\bthat (\w+ .*\w)\W*$", re.IGNORECASE
)
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
class Command:
    """A question with what its parameters are given, and how near it comes to what is asked and what terms it leaves out."""

    question: Question
    given: dict[str, str]
    nearness: float
    left: tuple[str, ...]
    used: frozenset[int]

    @property
    def written(self) -> tuple[str, ...]:
        """The command in parts."""
        values = (f'-p {p.name}="{self.given[p.name]}"' for p in self.question.parameters if p.name in self.given)
        return ("radkg query", self.question.name, *values)

    def has_rows(self, known: Knowledge) -> bool:
        """Return whether something is known of it; taken for granted where several are asked of at once, which takes long."""
        if any(parameter.several for parameter in self.question.parameters):
            return True
        answer = sparql.evaluate(known.store, bind(known, self.question, self.given), self.question.name)
        return bool(answer.rows)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asks: its words, the same in singular, where the small ones are, the names among them, and an age."""

    written: tuple[str, ...]
    words: tuple[str, ...]
    small: frozenset[int]
    names: tuple[_Named, ...]
    age: str


def why_no_verdict(asked: str, known: Knowledge, reason: str = "") -> str:
    """Return why an open question has no verdict, with the command that answers it; empty where none does.

    Args:
        asked: A question, such as "Which drugs help X?".
        known: The knowledge.
        reason: Why it cannot be read, where that is known already; another than an open question has it, with what comes near.
    """
    if not is_open(asked):
        if not reason or not asked.rstrip().endswith("?") or (near := nearest(asked, known)) is None or near.nearness < _WELL:
            return reason
        return f"{reason}; `{' '.join(near.written)}` comes near"
    if claimed := _CLAIMED.search(asked):
        return f'it asks who says so; `radkg check "{claimed[1]}"` names the sources'
    command = nearest(asked, known)
    if command is not None:
        left = f", without {' and '.join(f'“{term}”' for term in command.left)}" if command.left else ""
        return f"it asks for more than yes or no; `{' '.join(command.written)}` answers that{left}"
    if names := _read(asked, known).names:
        return f'it asks for more than yes or no; `radkg show "{known.label(names[0].terms[0])}"` says what is known of it'
    return reason


def nearest(asked: str, known: Knowledge) -> Command | None:
    """Return the named question that comes nearest to what is asked and has rows; ``None`` where none comes near.

    Args:
        asked: An open question.
        known: The knowledge, whose terms are given to the parameters of the question.
    """
    read = _read(asked, known)
    questions = list(catalogue(known.ontology).values())
    classes = frozenset(kind for question in questions for parameter in question.parameters for kind in parameter.of)
    found: dict[tuple[str, ...], Command] = {}
    for question in questions:
        for way in question.asked:
            for order in (1, -1):
                command = _command(question, _way(way), read, known, classes, order)
                if command is not None and (command.written not in found or command.nearness > found[command.written].nearness):
                    found[command.written] = command
    ranked = sorted(found.values(), key=lambda one: (-one.nearness, len(one.question.parameters), one.question.name))
    if not ranked:
        return None
    near = [
        command
        for command in ranked[:_MOST_TRIED]
        if command.nearness >= ranked[0].nearness - _NEAR and ranked[0].used - command.used <= read.small
    ]
    first = near[0] if len(near) == 1 else next((command for command in near if command.has_rows(known)), near[0])
    return replace(first, left=(*first.left, *_unknown(read, first, questions)))


def _unknown(asked: _Asked, command: Command, questions: Sequence[Question]) -> list[str]:
    """Return the words of what is asked that a command leaves out, and that no named question has in what it says of itself."""
    said = {
        english.fold(word) for one in questions for word in english.words(f"{one.title} {one.question} {one.keywords}".lower())
    }
    sought = {word for one in questions for way in one.asked for group in _way(way).groups for words in group for word in words}
    return [
        asked.written[at]
        for at, word in enumerate(asked.words)
        if at not in command.used | asked.small
        and word not in said | TELLING
        and not any(_is_word(one, word) for one in sought)
    ]


def _read(asked: str, known: Knowledge) -> _Asked:
    """Return the words of what is asked, the longest name at each place, and an age."""
    words = english.words(asked.lower())
    names: list[_Named] = []
    at = 0
    while at < len(words):
        for end in range(0 if words[at] in english.ARTICLES else min(len(words), at + _LONGEST_NAME), at, -1):
            if terms := _called(words[at:end], known):
                names.append(_Named(at, end, terms))
                at = end
                break
        else:
            at += 1
    age = _AGE.search(asked.lower())
    small = frozenset(at for at, word in enumerate(words) if english.is_small(word) or word.isdigit())
    return _Asked(
        tuple(words), tuple(map(english.fold, words)), small, tuple(names), next(filter(None, age.groups()), "") if age else ""
    )


def _called(words: list[str], known: Knowledge) -> tuple[str, ...]:
    """Return the terms that some words are a name of; "tail of the cat" is one of "cat tail" as well."""
    written = [" ".join(words)]
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        written.append(" ".join(words[at + 1 :] + words[:at]))
    entries = [entry for name in written for entry in known.lexicon.entries.get(english.key(name)) or ()]
    return tuple(dict.fromkeys(entry.iri for entry in entries if entry.kind == TERM))


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


def _command(
    question: Question, way: _Way, asked: _Asked, known: Knowledge, classes: frozenset[str], order: int
) -> Command | None:
    """Return the command for a way to ask; ``None`` where it is not asked so.

    Args:
        question: The question.
        way: A way in which people ask it.
        asked: What somebody asks.
        known: The knowledge.
        classes: The classes of which the parameters of questions take terms.
        order: Whether a parameter takes the first name that fits, or the last (-1), which is rarer.
    """
    used: set[int] = set()
    nearness = 0.0 if order > 0 else -_REVERSED
    for group in way.groups:
        places = [place for one in group for place in _places(one, asked)]
        if not places:
            return None
        nearness += max(sum(_SMALL if asked.words[at] in _LIGHT else 1.0 for at in place) for place in places)
        used.update(at for place in places for at in place)
    names = [name for name in asked.names[::order] if not used.issuperset(range(name.start, name.end))]
    given = dict(way.given)
    # what need not be given, or may be any term, is of what is left
    for parameter in sorted(question.parameters, key=lambda one: (not one.is_needed, not one.of)):
        if parameter.name not in given and (taken := _taken(parameter, names, asked, used, known, classes)):
            given[parameter.name] = taken
            nearness += taken.count(";") + 1.0
    if (
        any(parameter.is_needed and parameter.name not in given for parameter in question.parameters)
        or way.named - given.keys()
    ):
        return None
    out = [name for name in names if classes.isdisjoint(name.terms) and used.isdisjoint(range(name.start, name.end))]
    taken_or_out = [name for name in asked.names if name not in names or name in out]
    used.update(at for name in taken_or_out for at in range(name.start, name.end))
    left = sum(at not in used | asked.small for at in range(len(asked.words)))
    nearness -= _LEFT_OVER * left + _NOT_TAKEN * len(out)
    return Command(question, given, nearness, tuple(known.label(name.terms[0]) for name in out), frozenset(used))


def _places(sought: Sequence[str], asked: _Asked) -> Iterator[range]:
    """Yield where words stand that are looked for; not in a longer name, but as the first word of "muscle of the thigh"."""
    for start in range(len(asked.words) - len(sought) + 1):
        place = range(start, start + len(sought))
        if all(_is_word(one, asked.words[at]) for one, at in zip(sought, place, strict=True)) and not any(
            at in place
            and name.end - name.start > len(sought)
            and not (at == name.start and "of" in asked.words[at : name.end])
            for name in asked.names
            for at in range(name.start, name.end)
        ):
            yield place


def _is_word(sought: str, word: str) -> bool:
    return word.startswith(sought[:-1]) if sought.endswith("*") else word == english.fold(sought)


def _taken(
    parameter: QuestionParameter, names: list[_Named], asked: _Asked, used: set[int], known: Knowledge, classes: frozenset[str]
) -> str:
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
        if term and term not in classes
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
