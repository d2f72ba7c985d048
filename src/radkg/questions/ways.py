"""The ways in which people ask a named question, as its header writes them, and where the words of one stand.

There is a line ``# asked:`` for each way. The words are compared in singular, wherever they stand: ``|`` parts those of which
one is enough, ``_`` joins those that follow one another, ``*`` is any ending. ``{name}`` says that a parameter is to be named,
``{name}!`` that it is the last name that fits, ``{name:Class}`` that it is a term of that class, although the parameter takes
others too, and ``name=value`` gives it a value, with ``_`` for spaces; ``{name}+`` and ``name=value!`` say that without it
something else would be answered, so that nothing is. ``~`` behind words says that the question has no answer
to them itself, so that they are named as left out: where to take a biopsy, of which muscles are affected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from radkg.questions.asked import Asked


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask a question.

    Attributes:
        groups: Groups of words of which one each is to be there.
        named: The parameters that are to be named.
        last: Those of which the last name that fits is meant.
        given: Parameters with their values.
        of: Parameters with the IRI of the class that they are to be of.
        kept: Parameters without whose value something else than what is asked is answered.
        unanswered: Which of the groups the question has no answer to.
    """

    groups: tuple[tuple[tuple[str, ...], ...], ...]
    named: frozenset[str]
    last: frozenset[str]
    given: tuple[tuple[str, str], ...]
    of: tuple[tuple[str, str], ...]
    kept: frozenset[str]
    unanswered: frozenset[int]


@cache
def way(written: str) -> Way:
    """Return a way to ask as a line of the header writes it."""
    groups: list[tuple[tuple[str, ...], ...]] = []
    named: list[str] = []
    last: list[str] = []
    given: list[tuple[str, str]] = []
    of: list[tuple[str, str]] = []
    kept: list[str] = []
    unanswered: list[int] = []
    for item in written.split():
        name, equals, value = item.partition("=")
        if equals:
            given.append((name, value.rstrip("!").replace("_", " ")))
            if value.endswith("!"):
                kept.append(name)
        elif item.startswith("{"):
            name, _, kind = item.strip("{}!+").partition(":")
            named.append(name)
            if item.endswith("+"):
                kept.append(name)
            if item.endswith("!"):
                last.append(name)
            if kind:
                of.append((name, RADKG + kind))
        else:
            if item.endswith("~"):
                unanswered.append(len(groups))
            groups.append(tuple(tuple(one.split("_")) for one in item.rstrip("~").split("|")))
    return Way(
        tuple(groups), frozenset(named), frozenset(last), tuple(given), tuple(of), frozenset(kept), frozenset(unanswered)
    )


def places(sought: Sequence[str], asked: Asked) -> Iterator[range]:
    """Yield where words stand that are looked for; not in a longer name, but as the first word of "muscle of the thigh"."""
    for start in range(len(asked.words) - len(sought) + 1):
        place = range(start, start + len(sought))
        if all(
            is_word(one, asked.words[at]) and not asked.is_relative(at) for one, at in zip(sought, place, strict=True)
        ) and not any(
            at in place
            and name.end - name.start > len(sought)
            and not (at == name.start and "of" in asked.words[at : name.end])
            for name in asked.names
            for at in range(name.start, name.end)
        ):
            yield place


def is_word(sought: str, word: str) -> bool:
    """Return whether a word is the one that is looked for."""
    return word.startswith(sought[:-1]) if sought.endswith("*") else word == english.fold(sought)
