"""Ages and shares as people write them, found before the words are."""

from __future__ import annotations

import re
from functools import lru_cache

from radkg.model.english import compiled
from radkg.model.records import Interval
from radkg.statement.utterance import CLOSED, NotUnderstood, Share

OLDEST = 130  # years
_REMEMBERED = 1000  # texts
_N = r"(\d{1,3})"
_TO = r"-? ?(?:-|to|through|until) ?"
_AND = r"-? ?(?:-|to|and|through|until) ?"  # only behind "between": "at 7 and 55" are two ages
_NO_AGE = r" ?%| percent| per cent| ?/| (?:patients|cases|people)"
_YEARS = r"(?:[- ]?(?:years?|yrs?|yo|y/o)\b(?:[- ]?(?:olds?\b|of age\b))?)"
_DECADES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_COUNTS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}

_AGE_PATTERNS = (
    ("from birth", rf"\b(?:between|from) birth{_AND}(?:the )?(?:age of )?{_N}{_YEARS}?"),
    ("range", rf"\b(?:the )?(?:ages? |aged )?between (?:the )?(?:ages? )?(?:of )?{_N}{_AND}{_N}{_YEARS}"),
    ("range", rf"\b(?:the )?(?:(?:ages?|aged) between|between (?:the )?ages?(?: of)?) {_N}{_AND}{_N}"),
    ("range", rf"\bbetween {_N}{_AND}{_N}\b(?!{_NO_AGE})"),
    ("range", rf"\b(?:from )?(?:the )?(?:ages?|aged)(?: of| from)? {_N}{_TO}{_N}{_YEARS}?"),
    ("range", rf"\b(?:from (?:age )?)?{_N}{_TO}{_N}{_YEARS}"),
    (
        "under",
        rf"\b(?:under|below|younger than|less than|before)(?: the)?(?: age)?(?: of)? {_N}{_YEARS}?(?! ?%| ?percent)",
    ),
    ("over", rf"\b(?:over|above|older than|after|past|beyond)(?: the)?(?: age)?(?: of)? {_N}{_YEARS}?(?! ?%| ?percent)"),
    ("from", rf"\b(?:(?:the )?(?:ages?|aged)(?: of)? )?{_N}{_YEARS}? (?:or|and) (?:older|over|above)\b"),
    ("months", r"\b(\d{1,3})[- ]months?[- ]?(?:olds?|of age)\b"),
    ("point", rf"\b(?:the )?(?:ages?|aged)(?: of)? {_N}{_YEARS}?"),
    ("point", rf"\b{_N}{_YEARS}"),
    ("decade", r"\b(?:the )?(?:early |mid |late )?(\d)0'?s\b"),
    ("named decade", rf"\b({'|'.join(_DECADES)})\b"),
    ("life decade", rf"\b(?:the )?({'|'.join(ORDINALS)}) decade(?: of life)?\b"),
)

_ABOVE, _BELOW = ("more than", "over", "above"), ("less than", "fewer than", "under", "below")
_BY_LITTLE = r"(?:just|only just|slightly|a little|a bit|somewhat|marginally)"
_BY_MUCH = r"(?:well|far|much|considerably|substantially)"
_BOUND = (
    rf"(?:(up to|at most|no more than|not more than|at least|(?:(?:{_BY_LITTLE}|{_BY_MUCH}) )?(?:{'|'.join(_ABOVE + _BELOW)})"
    r"|about|around|approximately|roughly|some|nearly|almost|close to|circa|ca) )?"
)
_WORD_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ONE_TO_TEN = "|".join(["one", *_WORD_NUMBERS])
_SHARE = r"(\d{1,9}(?:\.\d+)?)"
_PERCENT = r" ?(?:%|percent\b|per cent\b)"
_OF = r"(?: of(?: all| the)?(?= (?:patient|case|people|person|individual|sufferer|those|subject|child|adult|wom|men)))?"
_PEOPLE = r" (?:patient|case|people|person|individual|sufferer|those|subject|child|adult|wom|men)"
_FREQUENCY_PATTERNS = (
    ("range", rf"\b(?:between )?{_SHARE}(?:{_PERCENT})? ?(?:-|to|and) ?{_SHARE}{_PERCENT}{_OF}"),
    ("percent", rf"\b{_BOUND}{_SHARE}{_PERCENT}{_OF}"),
    ("fraction", rf"\b{_BOUND}(\d{{1,9}}) ?(?:/|in|out of|of) ?(\d{{1,9}})\b{_OF}"),
    ("part", rf"\b{_BOUND}({'|'.join(_COUNTS)})[ -]({'|'.join(_PARTS)})s?\b{_OF}"),
    ("half", rf"\b{_BOUND}(?:one |a )?half\b{_OF}"),
    ("one in", rf"\b{_BOUND}({_ONE_TO_TEN}) (?:in|of|out of)(?: every)? ({'|'.join(_WORD_NUMBERS)}|\d+)\b{_OF}"),
    ("all of", rf"\b()all (?:of )?(?:the )?(\d{{1,9}})(?={_PEOPLE})"),
)
_ROUGHLY = ("about", "around", "approximately", "roughly", "some")
_NEARLY_THERE = ("nearly", "almost", "close to")
_NEARLY = 10  # a tenth of a share: "nearly 40 %" is 36 to 40 %
_IN_WORDS = 6.25  # about a sixth of a share that is said in words
_POINTS = 5.0  # percent
#: Where none of n had it, the share may be 3/n with a confidence of 95 % (Hanley and Lippman-Hand, JAMA 1983;249:1743).
_NONE_OF = 300.0  # percent
IN_LETTERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBERS = {word: number for number, word in enumerate(IN_LETTERS) if number}

_TENS = {
    word: 10 * tens
    for tens, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ABOVE_TEN = _TENS | {word: number for number, word in enumerate(_TEENS, 11)}
_SPELLED = _NUMBERS | _ABOVE_TEN
_SPELLED_COUNT = rf"\b({'|'.join(_NUMBERS)}) (?=(?:out )?of (?:the )?\d)"
_NUMBER_WORDS = frozenset(
    [*list(_NUMBERS)[1:], *_DECADES, "decade", *_PARTS, *(f"{part}s" for part in _PARTS), *_ABOVE_TEN, "hundred"]
)
_UNITS = "|".join(_NUMBERS)
_SMALL = rf"(\d+|{_UNITS})"
_PERSON = "patient|case|person|individual|sufferer|child|adult|woman|man|girl|boy"
_MORE_SIGNS = ("every ", "one p", "none ")  # of numbers without one of those words
#: Numbers in words up to ten that are ages or shares, each with what stands around it.
_SMALL_NUMBERS = (
    rf"\b()({_UNITS})(?= ?(?:%|percent\b|per cent\b))",
    rf"\b()({_UNITS})(?= (?:to|and|or) \d+ ?(?:%|percent\b|per cent\b))",
    rf"\b()({_UNITS})(?=(?: (?:to|or|and) {_SMALL})?[- ]years?(?:[- ]olds?| of age| (?:and|or) (?:older|over|above))\b)",
    rf"\b((?:aged?|ages|age of|ages of|between|from)(?: between)? )({_UNITS})(?= (?:and|to) {_SMALL} years?\b)",
    rf"\b(between \d+ and )({_UNITS})(?= years?\b)",
    rf"\b((?:age|ages|aged|age of|ages of)(?: between| from)? )({_UNITS})\b(?![- ](?:percent|in|of|out)\b)",
    rf"\b(\d+ (?:to|and) )({_UNITS})(?=[- ]years?\b)",
    rf"\b(ages? (?:of |between |from )*\d+ (?:and|to) )({_UNITS})\b",
    rf"\b()({_UNITS})(?= (?:years?|months?) (?:after|from|before)\b)",
    rf"\b((?:under|over|below|above|before|after) )({_UNITS})(?= years? old\b)",
    rf"\b(all (?:of )?(?:the )?)({_UNITS})(?= (?:{_PERSON}|patients|people|children|women|men))",
)


def upper_end_of_none(total: float) -> float:
    """Return the share of cases, in percent, that something may have of which none was found in ``total``."""
    return _NONE_OF / total


def in_digits(text: str) -> str:
    """Return ``text`` with numbers in digits that are written in words: all above ten, and those up to ten that count.

    >>> in_digits("fifty-six percent of those aged seven")
    '56 percent of those aged 7'
    """
    if _NUMBER_WORDS.isdisjoint(re.split(r"[ ,-]", text)) and not any(sign in text for sign in _MORE_SIGNS):
        return text
    text = compiled(rf"\b({'|'.join(_TENS)})(?:[- ]({_UNITS}))?\b(?! decade)").sub(
        lambda match: str(_TENS[match[1]] + _NUMBERS.get(match[2] or "", 0)),
        text,
    )
    text = compiled(rf"\b({'|'.join(_TEENS)})\b").sub(lambda match: str(_ABOVE_TEN[match[1]]), text)
    text = compiled(r"\b(?:a|one) hundred\b").sub("100", text)
    part = f"(?:an?|one) ({'|'.join(_PARTS)})"
    text = compiled(rf"\b(?:(?:about|around|roughly|some|approximately) )?{part} (?:to|or) {part}\b").sub(
        _from_part_to_part, text
    )
    # "one patient in three" is one in three patients, and "every third patient" is as well
    text = compiled(rf"\b{_SMALL} ({_PERSON}) (?:in|out of)(?: every)? {_SMALL}\b").sub(r"\1 in \3 \2s", text)
    text = compiled(rf"\bevery (other|{'|'.join(ORDINALS[1:])}) ({_PERSON})\b").sub(
        lambda match: f"one in {'two' if match[1] == 'other' else IN_LETTERS[ORDINALS.index(match[1]) + 1]} {match[2]}s",
        text,
    )
    text = compiled(rf"^of (?:the )?{_SMALL} ([^,]+), (none|{_UNITS}) (?=\w)").sub(
        lambda match: f"{_NUMBERS.get(match[3], 0)} of {_NUMBERS.get(match[1], match[1])} {match[2]} ",
        text,
    )
    text = compiled(rf"\bnone of (?:the |these |all )?{_SMALL} ").sub(
        lambda match: f"0 of {_NUMBERS.get(match[1], match[1])} ", text
    )
    text = compiled(rf"\bonly (?={_SMALL} in (?:\d|{_UNITS}))").sub("", text)
    for pattern in _SMALL_NUMBERS:
        text = compiled(pattern).sub(lambda match: f"{match[1]}{_NUMBERS[match[2]]}", text)
    return text


def _from_part_to_part(match: re.Match[str]) -> str:
    """Return "a fifth to a quarter" in percent; as it stands where the first is not less."""
    low, high = (100 / _PARTS[match[index]] for index in (1, 2))
    return f"{low:.3g} to {high:.3g} %" if low < high else match[0]


PLACEHOLDER = re.compile(r"⟦(age|share)(\d+)⟧")


def number_of(word: str) -> float | None:
    """Return the number that ``word`` stands for, in digits or in letters up to ten; ``None`` where it stands for none."""
    if word[0].isdecimal():
        return float(word.replace(",", "."))
    return _NUMBERS.get(word)


def take_shares(text: str) -> tuple[str, tuple[Share, ...]]:
    """Replace the shares of cases in ``text`` by placeholders.

    Returns:
        The text, and the shares as intervals in percent with their open ends, numbered as the placeholders are.

    Raises:
        NotUnderstood: A share cannot be (9/7, 120 %).
    """
    if not has_number(text):
        return text, ()
    text = compiled(rf"({_PERCENT}) ?\(95 ?% ?(?:ci|confidence interval)[:,]? ?[\d.]+ ?%? ?(?:-|to) ?[\d.]+ ?%?\)").sub(
        r"\1", text
    )
    text = compiled(r"\b95 ?% ?(?:ci\b|confidence interval\b):?").sub("", text)
    text = _in_digits(text)
    text = _said_once(text)
    found: list[Share] = []
    for kind, pattern in _FREQUENCY_PATTERNS:
        for match in list(compiled(pattern).finditer(text))[::-1]:
            found.append(_share(kind, match))
            end = match.end()
            start = match.start()
            if (
                text[max(0, start - 3) : start] == "in "
                and not match[0].endswith(" of")
                and not compiled(r" of(?: all| the)?$").search(match[0])
                and not compiled(rf" of\b|(?: \w+)?{_PEOPLE}").match(text[end:])
            ):
                start -= 3
            # "20 % of DM patients": at the head of a sentence nothing is left for "of" to join
            rest = text[end:] if text[:start].strip() else compiled(r"^ of\b").sub("", text[end:])
            text = f"{text[:start]} ⟦share{len(found) - 1}⟧ {rest}"
    return text, tuple(found)


#: The pattern of a count in letters, "eleven" or "twenty-nine".
COUNT_IN_LETTERS = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_NUMBERS)[:9])})|{'|'.join(_SPELLED)})"


def count_of(words: str) -> int:
    """Return the count that is written in digits or in letters; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    return sum(_SPELLED.get(word, 0) for word in re.split("[- ]", words.lower()))


def _in_digits(text: str) -> str:
    """Return ``text`` with counts in digits: "nine of 48", "ten of the 17 patients"."""
    text = compiled(_SPELLED_COUNT).sub(lambda match: f"{_SPELLED[match[1]]} ", text)
    return compiled(r"\b(\d+) (out of|of) the (?=\d)").sub(r"\1 \2 ", text)


#: A share that stands in brackets behind another way to write it: "29.5 % of patients (38/129)", "half of them (49 %)".
_IN_BRACKETS = rf" ?\(({_SHARE}{_PERCENT}|\d+ ?(?:/|of|out of) ?\d+)\)"
_APART = 1.0  # percent between two ways to write one share


def _said_once(text: str) -> str:
    """Return ``text`` without a share that another one, in brackets or in front of them, says again."""
    bracket = compiled(_IN_BRACKETS).search(text)
    if bracket is None:
        return text
    first, second = (_first_share(part) for part in (text[: bracket.start()], bracket[1]))
    if first is None or second is None:
        return text
    (low, high), (other, _) = _share(*first)[0], _share(*second)[0]
    if not low - _APART <= other <= high + _APART:
        return text
    without = text[: bracket.start()] + text[bracket.end() :]
    if any(char.isdigit() for char in first[1][0]):
        return without
    # "half of the patients (49 %)": the number in brackets is the exact one
    of = " of" if first[1][0].rstrip().endswith(" of") else ""
    return f"{without[: first[1].start()]}{bracket[1]}{of}{without[first[1].end() :]}"


def _first_share(text: str) -> tuple[str, re.Match[str]] | None:
    """Return the first way to write a share in ``text``, with its kind."""
    found = ((kind, match) for kind, pattern in _FREQUENCY_PATTERNS for match in compiled(pattern).finditer(text))
    return next(found, None)


def only_share(text: str) -> tuple[int, int] | None:
    """Return where the only share of cases in ``text`` stands, offsets of its first character and of the one behind its last.

    ``None`` where there is none, or more than one.
    """
    found = _first_share(text) if has_number(text) else None
    if found is None or _first_share(f"{text[: found[1].start()]} {text[found[1].end() :]}"):
        return None
    return found[1].span()


def _share(kind: str, match: re.Match[str]) -> Share:
    if kind == "range":
        low, high = float(match[1]), float(match[2])
        if low > high or high > 100:
            raise NotUnderstood(f"{match[0].strip()!r} is no share of cases; give the smaller number first, up to 100 %")
        return (low, high), CLOSED
    whole_or_half = {"half": 50.0, "all of": 100.0}
    if kind == "percent":
        share = float(match[2])
    elif kind in whole_or_half:
        share = whole_or_half[kind]
    else:
        part = float(_COUNTS.get(match[2], 0) or _WORD_NUMBERS.get(match[2], 0) or match[2])
        whole = float(_PARTS.get(match[3], 0) or _WORD_NUMBERS.get(match[3], 0) or match[3])
        share = 100 * part / whole if whole else float("inf")
        if kind == "fraction" and not part and not match[1]:
            return (0.0, min(upper_end_of_none(whole), 100.0)), CLOSED
    if share > 100:
        raise NotUnderstood(f"{match[0].strip()!r} is more than all cases; a share is between 0 and 100 %")
    bound = match[1] or ""
    if share == 100 and not bound:
        return (share, share), CLOSED  # "six of six" is no rough number, in words either
    if kind in ("half", "part") and (not bound or bound in _ROUGHLY):
        # "a third", "about half": nobody means 33.3
        return (share - share / _IN_WORDS, min(share + share / _IN_WORDS, 100.0)), CLOSED
    if bound in _ROUGHLY or not (bound or any(char.isdigit() for char in match[0]) or kind == "all of"):
        margin = max(share / _NEARLY, min(_POINTS, share / 8) if bound else 0)
        return (share - margin, min(share + margin, 100.0)), CLOSED
    return _bounded(bound, share, share / (_IN_WORDS if kind in ("half", "part") else _NEARLY))


def _bounded(bound: str, share: float, near: float) -> Share:
    """Return a share with the word in front of it, "at least 40 %"; what is just below or over it lies within ``near``."""
    if bound in ("up to", "at most", "no more than", "not more than"):
        return (0.0, share), CLOSED
    if bound == "at least":
        return (share, 100.0), CLOSED
    by_little = compiled(rf"{_BY_LITTLE}\b").match(bound)
    if bound in _NEARLY_THERE or (by_little and bound.endswith(_BELOW)):
        return (share - near, share), CLOSED
    if by_little:
        return (share, min(share + near, 100.0)), CLOSED
    if bound.endswith(_BELOW):
        return (0.0, share), (False, True)
    if bound.endswith(_ABOVE):
        return (share, 100.0), (True, False)
    return (share, share), CLOSED


_WOMEN, _MEN = "(?:females?|wom[ae]n|girls?|f)", "(?:males?|m[ae]n|boys?|m)"
_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_OF_SEXES = (
    rf"\b({_WOMEN}|{_MEN})((?: ?[-/:] ?| )(?:to(?:-| ))?)({_WOMEN}|{_MEN})\b((?: [a-z][\w-]*|,| =| ?:){{0,12}}? ?)"
    rf"({_NUMBER})(?: ?(?::| to |/) ?({_NUMBER}))?(?!\w)(?! ?(?:%|years))"
)


def upright_ratio(text: str) -> str:
    """Return ``text`` with a ratio of the sexes that is below one turned around, with the sexes.

    Raises:
        NotUnderstood: The two are equal, so that neither has more.

    >>> upright_ratio("has a female-to-male ratio of 1:3")
    'has a male-to-female ratio of 3:1'
    """

    def turned(match: re.Match[str]) -> str:
        first, joined, second, between, one, other = match.groups()
        if (
            bool(compiled(_WOMEN).fullmatch(first)) == bool(compiled(_WOMEN).fullmatch(second))
            or "ratio" not in joined + between + text
        ):
            return match[0]
        more, less = float(one), float(other or 1)
        if more == less:
            raise NotUnderstood("a ratio of one says that neither sex has more", final=True, undecidable=True)
        if more > less:
            return match[0]
        turned = f"{other}:{one}" if other else f"{less / more:.3g}"
        return f"{second}{joined}{first}{between}{turned}" if more else match[0]

    return compiled(_OF_SEXES).sub(turned, text) if has_number(text) else text


def without_about(text: str) -> str:
    """Return ``text`` without the word that says that a number is a rough one: "about two to one"."""
    if not has_number(text):
        return text
    return compiled(rf"\b(?:about|around|approximately|roughly) (?=\d|(?:{'|'.join(_NUMBERS)})\b)").sub("", text)


def take_ages(text: str) -> tuple[str, tuple[Interval, ...]]:
    """Replace the ages in ``text`` by placeholders.

    Returns:
        The text, and the ages as intervals in completed years, numbered as the placeholders are.

    Raises:
        NotUnderstood: An age range is upside down or above `OLDEST`.
    """
    if not has_number(text):
        return text, ()
    ages: list[Interval] = []

    def replace(kind: str, match: re.Match[str]) -> str:
        ages.append(_age(kind, match))
        return f" ⟦age{len(ages) - 1}⟧ "

    for kind, pattern in _AGE_PATTERNS:
        text = compiled(pattern).sub(lambda match, kind=kind: replace(kind, match), text)  # type: ignore[misc]
    return text, tuple(ages)


@lru_cache(_REMEMBERED)
def has_number(text: str) -> bool:
    """Return whether ``text`` has a number at all: the patterns take longer to compile than a whole verdict."""
    return any(map(str.isdigit, text)) or not _NUMBER_WORDS.isdisjoint(re.split(r"[ ,-]", text))


def _age(kind: str, match: re.Match[str]) -> Interval:
    if kind == "named decade":
        low = 10 * (_DECADES.index(match[1]) + 2)
        return low, low + 9
    if kind == "life decade":
        low = 10 * ORDINALS.index(match[1])
        return low, low + 9
    first = int(match[1])
    if kind == "from birth":
        return 0, first
    if kind == "range" and first > int(match[2]):
        raise NotUnderstood(f"the age range {match[0].strip()!r} is upside down; give the lower age first")
    if kind == "months":
        return first // 12, first // 12
    interval: Interval
    if kind == "range":
        interval = first, int(match[2])
    elif kind == "under":
        interval = 0, first - 1
    elif kind == "over":
        interval = first + 1, float("inf")
    elif kind == "from":
        interval = first, float("inf")
    elif kind == "decade":
        interval = 10 * first, 10 * first + 9
    else:
        interval = first, first
    if first > OLDEST or OLDEST < interval[1] < float("inf"):
        raise NotUnderstood(f"{match[0].strip()!r} is no age of a person; ages go up to {OLDEST} years")
    return interval
