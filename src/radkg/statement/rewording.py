"""A statement in another order of words, for statements that the small grammar cannot read as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from radkg.model.english import key
from radkg.model.knowledge import Knowledge
from radkg.model.words import FREQUENCY
from radkg.statement.utterance import Reading

Accepts = Callable[[Reading], bool]

# Patterns are compiled when they are first needed, which for most statements is never.
_FRONTED = r"((?:in|on|at) [^,]+), ?([^,]+)|(in [^,]*\d[^,]* (?:patients|cases|people)),? (?!(?:with|of)\b)([^,]+)"
_JOINED = r"(?P<one>.+?) and (?P<other>.+?) (?:is|are)? ?(?P<relation>.+?)(?: (?:each other|one another))?"
_MORE_OFTEN = r" (more (?:often|frequently|commonly))(?= than )"
_BARE_AGE = r" (?=(?:between|from|under|below|over|above|before|after) (?:the )?(?:ages? |\d))"
_LINKS = ("to", "with", "")

_QUESTIONS = frozenset(["which", "what", "who", "whom", "whose", "why", "how", "when", "where", "whether"])
_NEVER_LAST = frozenset(["in", "of", "at", "with", "by", "to", "from", "for", "among", "during", "as", "on", "without"])
#: What no statement has: letters without which the pattern need not be tried, the pattern, what to do.
_UNREADABLE = (
    (
        # "not" belongs behind a verb; in front of a noun it denies that noun and not the statement
        "not",
        r"(?:^|[,;(] ?|\b(?:in|on|of|at|with|by|to|from|for|as) )not\b(?! (?:all|every|always)\b)",
        "denies a part of the statement; deny the whole, as in “X is not seen in Y”",
    ),
    ("the ", r"\bthe (?:most|least)\b(?! (?:of|cases|patients|people)\b)", "compares with everything else; leave it out"),
    (
        "as ",
        r"\bas \w+(?: \w+){0,3} as\b|\bas (?:much|many|well) as\b",
        "says that two are equal, which single facts cannot decide; leave it out",
    ),
    ("-", r"(?:^|(?<![\d%]) )-\d", "is no number that can be meant here"),
)


def why_unreadable(text: str) -> tuple[str, str] | None:
    """Return the words in ``text`` that no statement has, and what to do about them; ``None`` where there are none."""
    first, last = text.partition(" ")[0], text.rpartition(" ")[2]
    if first in _QUESTIONS:
        return first, "asks a question; write a statement, or see `radkg query --list` for questions"
    if last in _NEVER_LAST:
        return last, "stands at the end; finish the statement"
    for sign, pattern, remedy in _UNREADABLE:
        if sign in text and (found := re.search(pattern, text)):
            return found[0].strip(), remedy
    return None


def rewordings(text: str, known: Knowledge) -> Iterator[tuple[str, Accepts]]:
    """Yield ``text`` in other orders of words that mean the same, each with the test that its readings must pass."""
    if fronted := re.fullmatch(_FRONTED, text):
        yield f"{fronted[2] or fronted[4]} {fronted[1] or fronted[3]}", _any
    if re.search(_BARE_AGE, text):
        yield re.sub(_BARE_AGE, " at ", text), _any
    words = text.split()
    for index, word in enumerate(words[1:-1], 1):
        if any(entry.kind == FREQUENCY for entry in known.lexicon.entries.get(key(word), ())):
            yield " ".join([*words[:index], *words[index + 1 :], word]), _any
    if often := re.search(_MORE_OFTEN, text):
        # "affects X more often than Y" is "more often affects X than Y"
        before, after = text[: often.start()].split(), text[often.end() :]
        for index in range(1, len(before)):
            yield " ".join([*before[:index], often[1], *before[index:], after]), _compares
    if (joined := re.fullmatch(_JOINED, text)) and " and " not in joined["other"]:
        for link in _LINKS:
            reworded = " ".join(f"{joined['one']} {joined['relation']} {link} {joined['other']}".split())
            yield reworded, lambda reading: known.relations[reading.relation].symmetric


def _compares(reading: Reading) -> bool:
    return bool(reading.subject.compared or reading.object.compared)


def _any(_: Reading) -> bool:
    return True
