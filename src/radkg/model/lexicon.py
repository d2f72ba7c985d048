"""The words of the ontology, by the key they are looked up with: labels and synonyms of terms, phrases of relations."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from radkg.errors import UnknownTerm
from radkg.model import english
from radkg.model.english import fold, is_small, key
from radkg.model.lookups import literals, pairs, texts
from radkg.model.words import (
    CERTAINTY,
    CLOSING,
    EXCLUSIVE,
    FREQUENCY,
    GENERAL,
    INTRODUCER,
    KIND_OF_SOURCE,
    MEASURE,
    OPENING,
    REFUSED,
    RELATION,
    STRONGER,
    TERM,
    UNCOVERED,
    UNIT,
    Entry,
)
from radkg.namespaces import RADKG, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from radkg.model.terms import Terms
    from radkg.model.words import WordIndex

ELLIPSIS = "…"
_SYNONYMS = (SKOS + "altLabel", SKOS + "hiddenLabel", RADKG + "plainName")
_REMEMBERED = 1000  # unknown words
_SHORTEST_MISSPELT = 4  # letters: shorter words are abbreviations, which are near to many others
_OPPOSITES = ("hyper", "hypo")
_LETTERS, _CLOSE = 2, 0.85  # of a misspelling: letters more or less; difflib's ratio, which is one letter of seven


class Lexicon:
    """All words of the ontology.

    Args:
        known: The terms.
        words: The entries by key, from a snapshot; collected from the terms where not given.

    Attributes:
        entries: Key to the entries that it may stand for.
        begins: Whether some key begins with what it is given.
        cuts: What has been cut into chunks, by its tokens; of the reader of statements.
        keys: What keys stand for, by kind; likewise.
        readings: What texts may mean, or why they cannot be read; likewise.
    """

    def __init__(self, known: Terms, words: WordIndex | None = None) -> None:
        self.known = known
        self.entries: Mapping[str, list[Entry]] = collected(known) if words is None else words
        self.begins: Callable[[str], bool] = self._begins if words is None else words.begins
        self.cuts: dict[tuple[str, ...], Any] = {}
        self.keys: dict[str, Any] = {}
        self.readings: dict[str, Any] = {}
        # an unknown word is looked up anew in each segmentation and each rewording of a statement
        self._nearest = lru_cache(_REMEMBERED)(self._search)
        self._respelled = lru_cache(_REMEMBERED)(self._search_spelling)

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Every term with its label and synonyms, as written."""
        names: dict[str, list[str]] = defaultdict(list)
        for term, name in _names(self.known):
            names[term].append(name)
        return names

    def _begins(self, beginning: str) -> bool:
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.entries)

    def from_longest(self, keys: list[str], first: int, most: int) -> Iterator[tuple[int, list[Entry]]]:
        """Yield what may stand at a word, the longest first: the place behind its last word, and its entries.

        Args:
            keys: The keys of the words of a text.
            first: The place of the word.
            most: Words at most.
        """
        joined, found = "", []
        for last in range(first + 1, min(len(keys), first + most) + 1):
            joined += keys[last - 1]
            if not self.begins(joined):
                break
            if entries := self.entries.get(joined):
                found.append((last, entries))
        yield from reversed(found)

    def find(self, name: str) -> str:
        """Return the IRI of the term that ``name``, a label, synonym or abbreviation, stands for.

        Of several, it is the one that the others are kinds of.

        Raises:
            UnknownTerm: Nothing has that name, or several things have; the error offers the nearest names.
        """
        found = {e.iri for e in self.entries.get(key(name), ()) if e.kind == TERM}
        broadest = [iri for iri in found if all(self.known.is_within(other, iri) for other in found)]
        if len(broadest) == 1:
            return broadest[0]
        if found:
            raise UnknownTerm(name, tuple(sorted(compact(iri) for iri in found)))
        raise UnknownTerm(name, self.nearest(name))

    def nearest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Return the labels of the terms whose names come nearest to ``name``."""
        return self._nearest(key(name), count)

    def is_spelt(self, word: str) -> bool:
        """Return whether a word stands in some name or phrase."""
        return fold(word.lower()) in self._folded

    def near_spellings(self, word: str, count: int = 3) -> tuple[str, ...]:
        """Return the words of the ontology that ``word`` may be a misspelling of, the nearest first.

        None for a word that stands in some name or phrase: it is spelled right, and means nothing alone.
        """
        return self._respelled(word.lower(), count)

    def _search_spelling(self, word: str, count: int) -> tuple[str, ...]:
        from difflib import get_close_matches

        if len(word) < _SHORTEST_MISSPELT or is_small(word) or fold(word) in self._folded:
            return ()
        letters = frozenset(word)
        alike = [
            other
            for length in range(len(word) - _LETTERS, len(word) + _LETTERS + 1)
            for other, its in self._by_beginning.get((word[0], length), ())
            if _may_be_close(letters, len(word), its, length)
        ]
        # "hyper-" is no misspelling of "hypo-"
        alike = [other for other in alike if all(other.startswith(one) == word.startswith(one) for one in _OPPOSITES)]
        exchanged = [other for other in alike if sorted(other) == sorted(word)]
        return tuple(dict.fromkeys([*exchanged, *get_close_matches(word, alike, count, _CLOSE)]))[:count]

    @cached_property
    def _spelled(self) -> frozenset[str]:
        """The words in names and phrases, in lower case."""
        phrases = (phrase for rule in self.known.relations.values() for phrase in (*rule.phrases, *rule.inverse_phrases))
        names = (name for of_term in self.names.values() for name in of_term)
        return frozenset(word for text in (*names, *phrases) for word in english.words(text.lower()) if word.isalpha())

    @cached_property
    def _by_beginning(self) -> dict[tuple[str, int], list[tuple[str, frozenset[str]]]]:
        """First letter and number of letters to the words that are so spelled, each with its letters."""
        found: dict[tuple[str, int], list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for word in sorted(self._spelled):
            found[word[0], len(word)].append((word, frozenset(word)))
        return found

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self._spelled))

    @cached_property
    def _names_by_key(self) -> dict[str, str]:
        return {k: e.iri for k, entries in self.entries.items() for e in entries if e.kind == TERM}

    def _search(self, wanted: str, count: int) -> tuple[str, ...]:
        from difflib import SequenceMatcher, get_close_matches

        by_key = self._names_by_key
        if not wanted:
            return ()
        close = get_close_matches(wanted, by_key, count * 3, 0.6)
        close += sorted(
            (k for k in by_key if wanted in k or (len(k) > 3 and k in wanted)),
            key=lambda k: -SequenceMatcher(None, wanted, k).ratio(),
        )
        labels = dict.fromkeys(self.known.label(by_key[k]) for k in close)
        return tuple(labels)[:count]


def _may_be_close(letters: frozenset[str], length: int, others: frozenset[str], other_length: int) -> bool:
    """Return whether words with these letters may be as like as misspellings are: by the letters that both of them have."""
    common = min(length - len(letters - others), other_length - len(others - letters))
    return 2 * common >= _CLOSE * (length + other_length)


def _names(known: Terms) -> Iterator[tuple[str, str]]:
    """Yield every term with its label, then every term with each of its synonyms."""
    for iri in sorted(known.vocabulary):  # the vocabulary, as most labels in the store are those of facts
        yield iri, known.label(iri)
    for property_ in _SYNONYMS:
        for iri, words in literals(known.store, property_):
            if iri in known.vocabulary:
                yield iri, words


class _Entries:
    """The entries that are collected, each once for its key."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Entry]] = defaultdict(list)

    def add(self, words: str, entry: Entry) -> None:
        """Add an entry for the key of ``words``."""
        entries = self.by_key[key(words)]
        if entry not in entries:
            entries.append(entry)

    def add_labels(self, known: Terms) -> None:
        """Add the labels of terms and frequency words."""
        for iri in sorted(known.vocabulary):  # the vocabulary, as most labels in the store are those of facts
            self.add(known.label(iri), Entry(TERM, iri))
        for iri in sorted(known.frequency_words):
            self.add(known.label(iri), Entry(FREQUENCY, iri))

    def add_synonyms(self, known: Terms) -> None:
        """Add the synonyms of terms, frequency words and certainties."""
        kinds = ((TERM, known.vocabulary), (FREQUENCY, known.frequency_words), (CERTAINTY, known.certainties))
        for property_ in _SYNONYMS:
            for iri, words in literals(known.store, property_):
                kind = next((kind for kind, members in kinds if iri in members), None)
                if kind is not None:
                    self.add(words, Entry(kind, iri))

    def add_phrases(self, known: Terms) -> None:
        """Add the phrases of relations, and those that say a relation together with the value of a qualifier."""
        general = set(literals(known.store, RADKG + "generalPhrase"))

        def manner_of(iri: str, phrase: str) -> str:
            return GENERAL if (iri, phrase) in general else ""

        for relation in known.relations.values():
            for phrases, inverse in ((relation.phrases, False), (relation.inverse_phrases, True)):
                for phrase in phrases:
                    self._add_phrase(phrase, Entry(RELATION, relation.iri, inverse, manner=manner_of(relation.iri, phrase)))
        for property_, inverse in ((RADKG + "strongerPhrase", False), (RADKG + "inverseStrongerPhrase", True)):
            for iri, phrase in literals(known.store, property_):
                self._add_phrase(phrase, Entry(RELATION, iri, inverse, manner=STRONGER))
        for value, iri in pairs(known.store, RADKG + "phraseFor"):
            for property_, inverse in ((RADKG + "valuePhrase", False), (RADKG + "inverseValuePhrase", True)):
                for phrase in texts(known.store, value, property_):
                    manner = manner_of(value, phrase)
                    self._add_phrase(phrase, Entry(RELATION, iri, inverse, value=value, manner=manner))

    def _add_phrase(self, phrase: str, entry: Entry) -> None:
        """Add a phrase; ellipses stand for the terms where words come before the first or behind the second."""
        if phrase.startswith(ELLIPSIS):
            phrase, _, closing = phrase.removeprefix(ELLIPSIS).partition(ELLIPSIS)
            self.add(closing, Entry(CLOSING))
            self.add(phrase, entry._replace(closing=key(closing)))
            return
        opening, ellipsis, rest = phrase.partition(ELLIPSIS)
        if ellipsis:
            self.add(opening, Entry(OPENING))
            self.add(rest, entry._replace(opening=key(opening)))
        else:
            self.add(phrase, entry)

    def add_words_of_studies(self, known: Terms) -> None:
        """Add the names of effect measures, counted units and kinds of sources."""
        for kind, class_ in ((MEASURE, "EffectMeasure"), (UNIT, "CountedUnit")):
            for iri in sorted(known.instances(RADKG + class_)):
                for name in (known.label(iri), *texts(known.store, iri, SKOS + "altLabel")):
                    self.add(name, Entry(kind, iri))
        for iri in sorted({kind for _, kind in pairs(known.store, RADKG + "sourceKind")}):
            # a kind is a word, or a thing that has a name
            names = (known.label(iri), *texts(known.store, iri, SKOS + "altLabel")) if "://" in iri else (iri,)
            for name in names:
                self.add(name, Entry(KIND_OF_SOURCE, iri))

    def add_introducers(self, known: Terms) -> None:
        """Add the words that the value of a qualifier stands behind."""
        for qualifier, words in literals(known.store, RADKG + "introducedBy"):
            self.add(words, Entry(INTRODUCER, qualifier))

    def add_refused_words(self, known: Terms) -> None:
        """Add the words that no statement may have, and those that say that something is so of nobody else."""
        for property_, kind in (("refusedWord", REFUSED), ("exclusiveWord", EXCLUSIVE)):
            for _, word in literals(known.store, RADKG + property_):
                self.add(word, Entry(kind))

    def add_uncovered_phrases(self, known: Terms) -> None:
        """Add the words for which there is no relation."""
        for _, words in literals(known.store, RADKG + "uncoveredPhrase"):
            phrase, ellipsis, _ = words.partition(ELLIPSIS)
            self.add(phrase, Entry(UNCOVERED, closing=ellipsis))


def collected(known: Terms) -> dict[str, list[Entry]]:
    """Return the entries of every key, read from the store; the keys in the order in which they are offered as nearest."""
    entries = _Entries()
    entries.add_labels(known)
    entries.add_synonyms(known)
    entries.add_phrases(known)
    entries.add_words_of_studies(known)
    entries.add_introducers(known)
    entries.add_refused_words(known)
    entries.add_uncovered_phrases(known)
    return _without_imported_twins(entries.by_key)


def _without_imported_twins(by_key: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """Return the entries without imported terms that have the name of a term of radkg's own."""
    kept = dict(by_key)
    for name, entries in by_key.items():
        own = [e for e in entries if e.kind != TERM or e.iri.startswith(RADKG)]
        if len(own) < len(entries) and any(e.kind == TERM for e in own):
            kept[name] = own
    return kept
