"""Rates in a population as people write them, as a number per million: "1 in 2 million people", "3 per 100,000 a year"."""

from __future__ import annotations

import re

from radkg.model.english import compiled

_MILLION = 1_000_000
_SMALLEST = 1_000  # people in which a rate is counted; fewer make a share of cases
_WORDS = {"thousand": 1_000, "million": _MILLION, "hundred thousand": 100_000}
_NUMBER = r"\d+(?:\.\d+)?"
_PEOPLE = r"(?:people|persons?|individuals|inhabitants|children|births|newborns|live births|population|adults|person-years)"
_RATE = re.compile(
    rf"(?P<about>(?:about|around|approximately|roughly|some|nearly|almost) )?(?P<low>{_NUMBER}|one|two|three)"
    rf"(?: ?(?:-|to) ?(?P<high>{_NUMBER}))?"
    rf"(?: (?:new )?(?:cases?|patients|{_PEOPLE}))? (?:per|in|out of|for every|in every|of every|/) (?:every |each )?(?:an? )?"
    rf"(?P<of>\d{{1,3}}(?:[ ,]\d{{3}})+|\d+(?:\.\d+)?|one|two)?(?P<word> ?(?:hundred thousand|thousand|million)(?:s|\b))?"
    rf"(?P<people> {_PEOPLE}\b(?![- ]years?\b))?"
)
_YEARLY = r",?(?: and| per| a| each| every)? (?:year|annum)\b| person[- ]years?\b|,? (?:annually|yearly)\b"
_AS_NUMBER = {"one": 1.0, "two": 2.0, "three": 3.0}
_ABOUT = 0.1  # a tenth of the number
_ANNUAL = re.compile(r"\b(?:annual|yearly) (?=incidence\b)")


def in_millions(text: str) -> str:
    """Return ``text``, in lower case, with its rates as numbers per million.

    A rate by the year is one "and year"; one that is called a rough one is a range.

    >>> in_millions("it strikes about 1 in 2 million people")
    'it strikes 0.45 to 0.55 per million'
    >>> in_millions("an annual incidence of 2 to 3 per 100,000")
    'an incidence of 20 to 30 per million and year'
    """
    if "million" not in text and "thousand" not in text and not compiled(r"\d[ ,]?000\b").search(text):
        return text
    # new cases are counted by the year where nothing else is said
    is_annual = bool(compiled(r"\bincidence (?!ratio)").search(text)) and "birth" not in text
    found = _RATE.search(text)
    while found and (of := _population(found)) < _SMALLEST:
        found = _RATE.search(text, found.end())
    if not found:
        return text
    low = _AS_NUMBER.get(found["low"]) or float(found["low"])
    high = float(found["high"] or low)
    if found["about"]:
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    low, high = low * _MILLION / of, high * _MILLION / of
    behind = text[found.end() :]
    if yearly := compiled(_YEARLY).match(behind):
        behind = behind[yearly.end() :]
    number = f"{low:.12g}" if low == high else f"{low:.12g} to {high:.12g}"
    people = found["people"] if found["people"] and found["people"].strip() in ("children", "adults") else ""
    year = " and year" if yearly or is_annual else ""
    before = _ANNUAL.sub("", text[: found.start()])
    return f"{before}{number} per million{people if year else ''}{year}{behind}"


def _population(found: re.Match[str]) -> float:
    """Return in how many people a rate was counted; 0 where it is none."""
    word = (found["word"] or "").strip().rstrip("s")
    of = found["of"]
    if of is None:
        return float(_WORDS.get(word, 0))
    number = _AS_NUMBER.get(of) or float(compiled("[ ,]").sub("", of))
    return number * _WORDS.get(word, 1)
