"""How many patients a statement is about and over what time, as people write it, found before the words are."""

from __future__ import annotations

import re

from radkg.model.english import compiled
from radkg.model.records import Interval
from radkg.statement.numbers import IN_LETTERS, ORDINALS, has_number, number_of
from radkg.statement.utterance import NotUnderstood

_LETTERS = "|".join(IN_LETTERS[1:])
_NUMBER = rf"(\d{{1,6}}(?:\.\d+)?|{_LETTERS})"
_NO_SHARE = "".join(f"(?<!{word} )" for word in ("[0-9]", *IN_LETTERS[1:]))  # "one in four patients" is one
_PEOPLE = r"(?:patient|case|people|person|individual|child|adult|wom[ae]n|m[ae]n|girl|boy|infant)"
_OTHER_WORDS = ("study of", "n =", "n=", " one ", " single ")  # what gives a size without a digit or in letters

#: Letters without which the pattern need not be tried, the pattern, what is left of it.
_SIZES = (
    ("=", r"[,;]? ?\(? ?\bn ?= ?(\d{1,7})\b ?\)?", ""),
    ("study of ", rf"[,;]? ?\b(?:by|in|from|of) (?:a|one|the) (?:\w+ )?study of {_NUMBER}\b(?: {_PEOPLE}\w*)?", ""),
    # "3 % of 119 children", and not "3 of 119", which is a share
    (" of ", rf"(?<=[%tfdr])(?<!out) of {_NUMBER}(?= (?:{_PEOPLE}|\w+ {_PEOPLE}))", " of"),
    ("in ", rf"{_NO_SHARE}\bin (a single|{_LETTERS}|\d{{1,6}})(?= {_PEOPLE})", "in"),
)

_NTH = "|".join(ORDINALS)
_UNIT = r"[ -](day|week|month|year)s?\b"
_MONTHS = {"day": 12 / 365.25, "week": 84 / 365.25, "month": 1.0, "year": 12.0}
_SURVIVAL = (
    r"\b((?:alive|surviv\w+)(?: (?:at|for|after|of))? )?(\d|10)(?=[- ]years?\b)(?(1)|(?=[- ]years? (?:survival|mortality)))"
)
_START = r"(?:the )?(?:disease )?(?:onset|diagnosis)"
_SINCE = rf"(?: (?:after|from|since|following|of) {_START})"
_LATER = rf"(?:{_SINCE}| (?:later|afterwards|before(?:hand)?|earlier)\b)"
_TO = r" ?(?:-|to) ?"
_ABOUT = r"(?:(?:about|around|approximately|roughly|a mean of|a median of) )?"
_AFTER_ONSET = rf"\b{_ABOUT}{_NUMBER}(?:{_TO}{_NUMBER})?{_UNIT}{_SINCE}"
#: What the time is, letters without which the pattern need not be tried, the pattern.
_TIMES = (
    ("from onset", "from ", rf"\bfrom {_START} (?:up )?to {_NUMBER}{_UNIT}{_LATER}?"),
    ("up to", "t", rf"\b(?:by )?(?:up to|at most) {_NUMBER}{_UNIT}{_LATER}?(?! old| of age)"),
    ("within", "th", rf"\b(?:within|(?:in|during) the first) (?:the first )?{_NUMBER}{_UNIT}{_LATER}?(?! of life)"),
    (
        "ordinal",
        " the ",
        rf"\b(?:in|during|within) the ({_NTH}) (month|year)\b(?: of (?:the )?(?:disease|follow-?up))?(?! of life)",
    ),
    ("at least", "after ", rf"\bafter (?:at least )?{_NUMBER}{_UNIT} of (?:the )?(?:disease|illness|follow-?up)"),
    (
        "under",
        "after ",
        rf"\bafter {_NUMBER}{_UNIT} of(?= \w)",
    ),  # "after 6 months of a drug": of a treatment, and of nothing else
    ("after ordinal", "after ", rf"\bafter the ({_NTH}) (month|year)\b"),
    ("at least", "after ", rf"\bafter (?:at least )?({_LETTERS})[ -](month|year)s?\b"),
)


def take_size(text: str) -> tuple[str, int | None]:
    """Take the number of patients out of ``text``: "by a study of 69", "(n = 12)", "3 % of 119 children", "in one patient".

    Returns:
        The text without the number, and the number; ``None`` where the text has none.

    Raises:
        NotUnderstood: There are two numbers of patients.
    """
    if not has_number(text) and not any(words in f" {text} " for words in _OTHER_WORDS):
        return text, None
    found: list[int] = []
    for sign, pattern, replacement in _SIZES:
        if sign not in text:
            continue
        found += [1 if match[1] == "a single" else int(number_of(match[1]) or 0) for match in compiled(pattern).finditer(text)]
        text = compiled(pattern).sub(replacement, text)
    if len(set(found)) > 1:
        raise NotUnderstood("the statement gives two numbers of patients; leave one out", final=True)
    return text, found[0] if found else None


def take_times(text: str) -> tuple[str, Interval | None]:
    """Take the time out of ``text``: "within 12 months", "in the second year", "1 to 3 years after onset".

    What a time after onset is about stays in the text as its number of months: "34.8 months from onset".

    Returns:
        The text, and the time in months from the onset of the disease, or from what goes before; ``None`` where there is none.

    Raises:
        NotUnderstood: There are two times, or one that is upside down.
    """
    if not any(unit in text for unit in _MONTHS):
        return text, None
    # the time is part of the name of an outcome, which has it in letters
    text = compiled(_SURVIVAL).sub(lambda match: f"{match[1] or ''}{IN_LETTERS[int(match[2])]}", text)
    found: list[Interval] = []
    for kind, sign, pattern in _TIMES:
        if sign not in text:
            continue
        found += [_time(kind, match) for match in compiled(pattern).finditer(text)]
        text = compiled(pattern).sub(" under" if kind == "under" else "", text)
    for match in compiled(_AFTER_ONSET).finditer(text):
        low, high = (_months(number, match[3]) for number in (match[1], match[2] or match[1]))
        if low > high:
            raise NotUnderstood(f"the time {match[0].strip()!r} is upside down; give the shorter time first")
        found.append((low, high))
        number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        text = text.replace(match[0], f"{number} months from onset")
    if len(found) > 1:
        raise NotUnderstood("the statement gives two times; make one statement of each", final=True)
    return text, found[0] if found else None


def _time(kind: str, match: re.Match[str]) -> Interval:
    if kind == "ordinal":
        nth = ORDINALS.index(match[1])
        return nth * _MONTHS[match[2]], (nth + 1) * _MONTHS[match[2]]
    if kind == "after ordinal":
        return (ORDINALS.index(match[1]) + 1) * _MONTHS[match[2]], float("inf")
    time = _months(match[1], match[2])
    if kind == "under":
        return time, time
    return (time, float("inf")) if kind == "at least" else (0.0, time)


def _months(number: str, unit: str) -> float:
    return round((number_of(number) or 0) * _MONTHS[unit], 4)
