"""What somebody asks for by a name that radkg has for nothing: "what is the yo-yo sign?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from radkg.model import english
from radkg.namespaces import RADKG
from radkg.questions.asked import read
from radkg.questions.pointing import is_sought

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge

_WHAT_IS = re.compile(
    r"^\W*(?:what(?:['’]?s| is| are| was)|who is|define|explain|describe|tell me about|what do you know about)\s+"
    r"(?P<name>[^?!,;.]+?)(?:\s+mean)?[\s?!.]*$",
    re.IGNORECASE,
)
_STANDS_FOR_ANY = frozenset([RADKG + "Disease", RADKG + "Finding"])  # what every one of them is: "blurgh disease"
_MOST_WORDS, _MOST_ALONE = 5, 3  # of a name that is asked for, and of one that stands alone
_MOST_NEAR, _TRIED = 3, 9  # names of terms that are told, and looked at


def asked_for(asked: str) -> str:
    """Return the name of what is asked for, where somebody asks what that is or names nothing else; empty otherwise.

    >>> asked_for("What is the yo-yo sign?"), asked_for("blurgh disease"), asked_for("What is the cause of the noise?")
    ('yo-yo sign', 'blurgh disease', '')
    """
    found = _WHAT_IS.match(asked)
    words = (found["name"] if found else asked).strip(" ?.!").split()
    while words and words[0].lower() in english.ARTICLES:
        words = words[1:]
    is_name = 0 < len(words) <= (_MOST_WORDS if found else _MOST_ALONE) and not any(map(english.is_small, words))
    return " ".join(words) if is_name and english.ASKING.isdisjoint(map(str.lower, words)) else ""


def unknown_name(asked: str, known: Knowledge) -> str:
    """Return the name that is asked for, where a word of it stands in no name that radkg has; empty otherwise."""
    name = asked_for(asked)
    if not name:
        return ""
    reading = read(name, known)
    is_named = any(not _STANDS_FOR_ANY.issuperset(one.terms) for one in reading.names)
    if is_named and not _WHAT_IS.match(asked):
        return ""
    named = {at for one in reading.names for at in range(one.start, one.end)}
    is_unknown = any(
        word.isalpha() and not known.lexicon.is_spelt(word) and not known.lexicon.near_spellings(word)
        for at, word in enumerate(reading.written)
        if at not in named | reading.small and not is_sought(word, known)
    )
    return name if is_unknown else ""


def no_such_term(name: str, known: Knowledge) -> str:
    """Return in words that radkg has no term of a name, with the nearest of those that have a word of it in theirs."""
    words = {word for word in english.words(name.lower()) if not english.is_small(word)}
    near = [label for label in known.lexicon.nearest(name, _TRIED) if words & set(english.words(label.lower()))][:_MOST_NEAR]
    says = f"radkg has no term “{name}”"
    are = "are" if len(near) > 1 else "is"
    return f"{says}; the nearest {are} {english.quoted(near)}" if near else says
