"""Counts of a study in its own text, "11 patients (23 %)", as shares of those whom it says that it studied."""

from __future__ import annotations

import re
from typing import NamedTuple

from radkg.statement.numbers import COUNT_IN_LETTERS, count_of
from radkg.statement.prose import rewritten
from radkg.statement.texts import Referred

_PEOPLE = r"(?:patients|children|adults|subjects|cases|individuals|women|men|girls|boys)"
_COUNT = rf"(\d{{1,6}}|{COUNT_IN_LETTERS})"
_PERCENT = r" ?\((\d+(?:\.\d+)?) ?(?:%|per ?cent)\)"
_STUDIED = re.compile(
    r"\b(?:included?|includes|including|enrol\w+|review\w*|stud(?:y|ies|ied)|analy[sz]ed|evaluated|examined|compris\w+|recruited"
    r"|underwent|retrospective\w*|cohort|records|investigated|assessed|imaged|scanned|consecutive|images? of|followed|read by"
    r"|described)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    rf"(?<!\d of )(?<!\d )\b{_COUNT} (?:(?!of\b|with\b)[\w-]+ ){{0,3}}?({_PEOPLE})\b"
    r"(?: with (.+?)(?= (?:were|was|underwent|in|at|from|who|had|have|seen|treated|followed|diagnosed|between)\b|[,.;(:]|$))?",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    rf"^(?i:of) (?:these|them|those|the(?:se|m)? {_PEOPLE}|this cohort|the cohort), {_COUNT}(?:{_PERCENT})?(?= )"
)
_SOME = re.compile(
    rf"\b(?<! of )(?<! of the )(?<!/){_COUNT} ({_PEOPLE})(?:{_PERCENT})?(?! (?:with|aged|under|over|of)\b)", re.I
)
_IN_SOME = re.compile(rf"\bin {_COUNT}(?:{_PERCENT})?(?= and\b|[,;]|$)", re.IGNORECASE)
_PERCENT_OF = re.compile(rf"\b{_COUNT} ({_PEOPLE}){_PERCENT}", re.IGNORECASE)
_NEAR = 1.0  # percent between a share and its count
_NOBODY = re.compile(
    rf"^(?i:no|none of the|not one|not a single) (?:{_PEOPLE}|patient|child|adult|subject|case|one|deaths?|relapses?)\b"
)


class Cohort(NamedTuple):
    """Those whom a study studied.

    Attributes:
        size: How many they are.
        people: What they are called: "children".
        condition: What they have; empty where the text does not say it with them.
    """

    size: int
    people: str
    condition: str = ""


def cohort_of(sentence: str) -> Cohort | None:
    """Return whom a study studied, where a sentence says so: "The records of 48 children were reviewed"."""
    if "%" in sentence or not _STUDIED.search(sentence) or not (match := _SIZE.search(sentence)):
        return None
    size = count_of(match[1])
    return Cohort(size, match[2].lower(), match[3] or "") if size > 1 else None


def is_of_nobody(sentence: str) -> bool:
    """Return whether a sentence says of a study's own patients that none was so: "No patient died"."""
    return bool(_NOBODY.match(sentence))


def with_shares(given: Referred, cohort: Cohort | None) -> Referred:
    """Return a sentence with its counts as shares of the cohort, where they can be.

    Args:
        given: The sentence.
        cohort: Those whom the study studied; ``None`` where its text does not say.
    """
    if not any(char.isdigit() for char in given.text) and cohort is None:
        return given
    if cohort is not None:
        given = rewritten(given, _OF_THESE, lambda match: _share(match[1], cohort.people, match[2], cohort))
        given = rewritten(given, _SOME, lambda match: _share(match[1], match[2], match[3], cohort))
        given = rewritten(given, _IN_SOME, lambda match: _in_share(match[1], match[2], cohort))
    return rewritten(given, _PERCENT_OF, lambda match: f"{match[3]} % of {match[2]}")


def _share(count: str, people: str, percent: str | None, cohort: Cohort) -> str | None:
    """Return "11 of 48 patients"; ``None`` where the count, or the percent behind it, cannot be of the cohort."""
    number = count_of(count)
    if number > cohort.size or (percent and abs(100 * number / cohort.size - float(percent)) > _NEAR):
        return None
    return f"{number} of {cohort.size} {people}"


def _in_share(count: str, percent: str | None, cohort: Cohort) -> str | None:
    share = _share(count, cohort.people, percent, cohort)
    return f"in {share}" if share else None
