"""The same statement in another order of words, for what the small grammar cannot read as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from radkg.english import key
from radkg.knowledge import Knowledge
from radkg.lexicon import FREQUENCY
from radkg.statement.reading import Reading

Accepts = Callable[[Reading], bool]

_FRONTED = re.compile(r"((?:in|on|at) [^,]+), ?([^,]+)|(in [^,]*\d[^,]* (?:patients|cases|people)),? (?!(?:with|of)\b)([^,]+)")
_JOINED = re.compile(r"(?P<one>.+?) and (?P<other>.+?) (?:is|are)? ?(?P<said>.+?)(?: (?:each other|one another))?")
_MORE_OFTEN = re.compile(r" (more (?:often|frequently|commonly))(?= than )")
_BARE_AGE = re.compile(r" (?=(?:between|from|under|below|over|above|before|after) (?:the )?(?:ages? |\d))")
_LINKS = ("to", "with", "")
_QUESTION = re.compile(r"(?:which|what|who|whom|whose|why|how|when|where|whether)\b")
# "not" belongs behind a verb; in front of a noun it denies that noun and not the statement
_MISPLACED_NOT = re.compile(r"(?:^|[,;(] ?|\b(?:in|on|of|at|with|by|to|from|for|as) )not\b(?! (?:all|every|always)\b)")
_SUPERLATIVE = re.compile(r"\bthe (?:most|least)\b(?! (?:of|cases|patients|people)\b)")
_EQUALITY = re.compile(r"\bas \w+(?: \w+){0,3} as\b|\bas (?:much|many|well) as\b")
_NEGATIVE_NUMBER = re.compile(r"(?:^|(?<![\d%]) )-\d")


def why_unreadable(text: str) -> tuple[str, str] | None:
    """Return the words in ``text`` that no statement has, and what to do about them; ``None`` where there are none."""
    for pattern, remedy in (
        (_QUESTION, "asks a question; write a statement, or see `radkg query --list` for questions"),
        (_MISPLACED_NOT, "denies a part of the statement; deny the whole, as in “X is not seen in Y”"),
        (_SUPERLATIVE, "compares with everything else; leave it out"),
        (_EQUALITY, "says that two are equal, which single facts cannot decide; leave it out"),
        (_NEGATIVE_NUMBER, "is no number that can be meant here"),
    ):
        if found := pattern.search(text) if pattern is not _QUESTION else pattern.match(text):
            return found[0].strip(), remedy
    return None


def rewordings(text: str, known: Knowledge) -> Iterator[tuple[str, Accepts]]:
    """Yield ``text`` in other orders of words that mean the same, and what a reading of each must be like."""
    if fronted := _FRONTED.fullmatch(text):
        yield f"{fronted[2] or fronted[4]} {fronted[1] or fronted[3]}", _any
    if _BARE_AGE.search(text):
        yield _BARE_AGE.sub(" at ", text), _any
    words = text.split()
    for place, word in enumerate(words[1:-1], 1):
        if any(entry.kind == FREQUENCY for entry in known.lexicon.entries.get(key(word), ())):
            yield " ".join([*words[:place], *words[place + 1 :], word]), _any
    if often := _MORE_OFTEN.search(text):
        # "affects X more often than Y" is "more often affects X than Y"
        before, after = text[: often.start()].split(), text[often.end() :]
        for place in range(1, len(before)):
            yield " ".join([*before[:place], often[1], *before[place:], after]), _compares
    if (joined := _JOINED.fullmatch(text)) and " and " not in joined["other"]:
        for link in _LINKS:
            said = " ".join(f"{joined['one']} {joined['said']} {link} {joined['other']}".split())
            yield said, lambda reading: known.relations[reading.relation].symmetric


def _compares(reading: Reading) -> bool:
    return bool(reading.subject.compared or reading.object.compared)


def _any(_: Reading) -> bool:
    return True
