"""Terms of another ontology that are called as radkg's are."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from radkg.mappings.release import BROAD, EXACT, LABEL, NARROW, RELATED
from radkg.model import english
from radkg.namespaces import RADKG
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.mappings.release import Term
    from radkg.model.knowledge import Knowledge

SHORTEST = 4  # letters; two or three are an abbreviation, and stand for many things
_KEPT = 40  # candidates for one term; a hostile file may have millions
_THEIRS = {
    LABEL: (0.0, "label"),
    EXACT: (0.05, "exact synonym"),
    RELATED: (0.25, "related synonym"),
    NARROW: (0.35, "narrow synonym"),
    BROAD: (0.35, "broad synonym"),
}
_OURS = {True: (0.0, "label"), False: (0.05, "synonym")}
_ALIKE, _NORMALISED, _REORDERED = (0.0, ""), (0.03, "plural or spelling"), (0.1, "word order")

# The engine's own cache keeps every word for good, which is right for its own few, and not for the millions of a release.
_fold = lru_cache(maxsize=2**16)(english.fold.__wrapped__)


class LexicalMatch(NamedTuple):
    """A name of theirs that is a name of ours.

    Attributes:
        id: Theirs.
        score: 1 for two equal labels; less for synonyms, by their scope, and for names that are not written alike.
        why: "label = exact synonym, plural or spelling".
        name: The name, as they write it.
    """

    id: str
    score: float
    why: str
    name: str


class _Name(NamedTuple):
    term: str
    text: str
    is_label: bool


class Matcher:
    """Collects the terms of a release that are called as radkg's own terms are.

    Args:
        known: The knowledge whose terms they are.
    """

    def __init__(self, known: Knowledge) -> None:
        self._by_key: dict[str, list[_Name]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        self._found: dict[str, dict[str, LexicalMatch]] = defaultdict(dict)
        for term, texts in known.lexicon.names.items():
            if term.startswith(RADKG):
                for text in dict.fromkeys(texts):
                    self._add(_Name(term, text, text == known.label(term)))
        self._beginnings = frozenset(key[:SHORTEST] for key in self._by_key)
        self._words = frozenset(word for words in self._by_words for word in words)

    def _add(self, name: _Name) -> None:
        key = english.key(name.text)
        if len(key) >= SHORTEST:
            self._by_key[key].append(name)
        if len(words := _content(name.text)) > 1:
            self._by_words[words].append(name)

    def take(self, term: Term) -> None:
        """See whether one of a term's names is one of ours."""
        if term.label:
            self._take(term.id, term.label, LABEL)
        for text, scope in term.synonyms:
            self._take(term.id, text, scope)

    def _take(self, id_: str, text: str, scope: str) -> None:
        for name, (cost, how) in self._names(text):
            (ours, our_kind), (theirs, their_kind) = _OURS[name.is_label], _THEIRS[scope]
            why = f"{our_kind} = {their_kind}" + (f", {how}" if how else "")
            match = LexicalMatch(id_, round(1 - ours - theirs - cost, 2), why, one_line(text[:1000]))
            found = self._found[name.term]
            if id_ not in found or match.score > found[id_].score:
                found[id_] = match
            if len(found) > _KEPT:
                del found[min(found, key=lambda other: (found[other].score, other))]

    def _names(self, text: str) -> Iterator[tuple[_Name, tuple[float, str]]]:
        """Yield our names that are the same as ``text``, with what it costs and how."""
        first = _first_word(text)
        may_begin = first[:SHORTEST] in self._beginnings or len(first) < SHORTEST
        if may_begin and (names := self._by_key.get(english.key(text[:1000]))):
            alike = text.casefold()
            yield from ((name, _ALIKE if name.text.casefold() == alike else _NORMALISED) for name in names)
            return
        if first in self._words:
            yield from ((name, _REORDERED) for name in self._by_words.get(_content(text[:1000]), ()))

    def matches(self, term: str) -> list[LexicalMatch]:
        """Return what is called as ``term`` is, the best first."""
        return sorted(self._found.get(term, {}).values(), key=lambda match: (-match.score, match.id))


def _first_word(text: str) -> str:
    for word in english.words(text[:100].lower()):
        if word not in english.ARTICLES:
            return _fold(word)
    return ""


def _content(text: str) -> tuple[str, ...]:
    """Return the words that say something, sorted: "the shape of a leaf" has those of "leaf shape"."""
    small = english.ARTICLES | english.PREPOSITIONS
    return tuple(sorted(_fold(word) for word in english.words(text.lower()) if word not in small))
