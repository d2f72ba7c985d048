"""English as radkg reads it: spelling, plurals and the small words. What the medical words mean stands in the ontology."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ARTICLES = frozenset(["a", "an", "the", "its", "their", "his", "her", "this", "these", "those", "both"])
COPULAS = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "remain", "remains", "become", "becomes", "seems", "seem"]
)
AUXILIARIES = frozenset(["do", "does", "did"])
NEGATIONS = frozenset(["not", "never", "no"])
PREPOSITIONS = frozenset(
    ["in", "on", "of", "at", "with", "by", "to", "from", "for", "among", "under", "over", "during", "within", "as"]
)
CARRIERS = frozenset(
    [
        "patient",
        "patients",
        "case",
        "cases",
        "individual",
        "individuals",
        "sufferer",
        "sufferers",
        "people",
        "person",
        "persons",
        "subject",
        "subjects",
        "someone",
        "anyone",
        "those",
        "everybody",
    ]
)
#: Words that can be left out without a change of meaning.
FILLERS = frozenset(["also", "that", "which", "who", "there"])
CONJUNCTIONS = frozenset(["and", "or", "nor", "but", "while", "whereas"])

#: Negatives of many forms, each in plain words.
_PLAIN_NEGATIVES = (
    # "can not be" denies flatly, unlike "may not be"
    (r"\b(?:cannot|can not|(?:ca|wo)n['’]t)\b", "not"),
    (r"n['’]t\b", " not"),
    (r"\b(?:is|are) (?:absent|missing) (?:in|from)\b", "is not seen in"),
    (r"\blacks?\b", "does not have"),
    (r"\bspares\b", "does not affect"),
    (r"\b(?:is|are) free (?:of|from)\b", "does not have"),
    (r"\bwithout exception\b", "always"),
)
_TYPOGRAPHIC = str.maketrans("‘’‐‑‒–−⁄", "''-----/")
_SIGNS = (
    (r" *& *", " and "),
    (r"(?:≥|>=) *(?=\d)", "at least "),
    (r"(?:≤|<=) *(?=\d)", "at most "),
    (r"> *(?=\d)", "more than "),
    (r"< *(?=\d)", "less than "),
)
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "feet": "foot",
    "teeth": "tooth",
    "phalanges": "phalanx",
    "metastases": "metastasis",
    "has": "have",
    "had": "have",
    "having": "have",
    "goes": "go",
}


def plain(text: str) -> str:
    """Return ``text`` in lower case, without typographic quotes and dashes, and with negatives written out.

    >>> plain("It isn’t bone")
    'it is not bone'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = text.translate(_TYPOGRAPHIC)
    if not frozenset("&≥≤<>").isdisjoint(text):
        for sign, words_ in _SIGNS:
            text = re.sub(sign, words_, text)
    for pattern, replacement in _PLAIN_NEGATIVES:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"'s\b|s'(?=\s|$)", lambda m: "s" if m[0].startswith("s'") else "", text)


@cache
def fold(word: str) -> str:
    """Return the form in which ``word`` is compared: singular, American spelling, without accents.

    The rules are applied to both words of a comparison, so that a result need not be a word of English.

    >>> fold("oesophageal"), fold("tumours"), fold("arteries"), fold("hypnoses"), fold("children")
    ('esophageal', 'tumor', 'artery', 'hypnosis', 'child')
    """
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _singular(_IRREGULAR.get(word, word)).replace("ae", "e").replace("oe", "e")
    return _BRITISH.sub(lambda match: match.lastgroup or "", word) if len(word) > 4 else word


_BRITISH = re.compile(
    r"(?P<or>our(?=$|ed$|ing$|ful$|able$|s$))|(?P<iz>is(?=(?:e|ed|ing|ation)$))|(?P<er>(?<=[bt])re$)"
    r"|(?P<ling>lling$)|(?P<led>lled$)"
)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    for plural, singular in (("oses", "osis"), ("itides", "itis"), ("ies", "y")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + singular
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def key(phrase: str) -> str:
    """Return the key that ``phrase`` is looked up by: its folded words without articles, run together.

    >>> key("the four-legged animals") == key("fourlegged animal")
    True
    """
    return "".join([fold(word) for word in words(phrase.lower()) if word not in ARTICLES])


_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|%")


def words(text: str) -> list[str]:
    """Return the words and numbers of ``text``."""
    return _WORD.findall(text)
