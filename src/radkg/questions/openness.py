"""Whether a question is open: whether yes or no does not answer it. What answers it is found by `radkg.questions.pointing`.

It stands by itself, since each question that is checked is looked at, and most are answered by yes or no.
"""

from __future__ import annotations

import re

from radkg.model import english
from radkg.model.english import ASKING

#: Words that tell somebody to answer, as a question does.
TELLING = frozenset(["list", "name", "give", "show", "compare", "tell", "explain", "describe", "find"])
_FAR_IN = 4  # words of a question, of which one asks
_AHEAD = frozenset(["will"])  # what facts do not decide
_CHOICE = frozenset(["or", "versus", "vs"])
_NO_CHOICE = english.AUXILIARIES | english.COPULAS  # "is it X or Y" is answered by yes or no
#: What a statement is put up for to be judged, or named to be spoken of: "true or false?", "what about X in Y?".
_YES_OR_NO = re.compile(
    r"\b(?:true|right|correct|yes) or (?:false|wrong|incorrect|not?)\b|^\W*(?:what|how) about\b", re.IGNORECASE
)


def is_open(asked: str) -> bool:
    """Return whether something is asked that yes or no does not answer.

    >>> is_open("Which animals have tails?"), is_open("A bird sings: which is it?"), is_open("Birds sing: true or false?")
    (True, True, False)
    """
    asked = _YES_OR_NO.sub("", asked)
    words = english.words(asked.lower())
    if not words or not asked.rstrip().endswith("?"):
        return bool(words) and words[0] in ASKING | TELLING
    if not (ASKING | TELLING | _AHEAD).isdisjoint(words[:1]) or not ASKING.isdisjoint(words[:_FAR_IN]):
        return True
    last = english.words(re.split(r"[:;,.] ", asked.lower())[-1])
    return not ASKING.isdisjoint(last[:2]) or (not _CHOICE.isdisjoint(words) and words[0] not in _NO_CHOICE)


#: How SPARQL begins, and what no sentence has in it.
_SPARQL = re.compile(r"^\s*(?:#|(?:prefix|base|select|ask|construct|insert|delete)\b|describe\s+\S*[:<?*])|[{}]", re.IGNORECASE)


def is_in_words(asked: str) -> bool:
    """Return whether something is asked in words, and not in SPARQL or by the name of a question or a file.

    >>> is_in_words("Which animals have tails?"), is_in_words("tails of cats")
    (True, True)
    >>> is_in_words("tail-of-cat"), is_in_words("ASK { ?s ?p ?o }")
    (False, False)
    """
    return len(asked.split()) > 1 and bool(english.words(asked)) and _SPARQL.search(asked) is None
