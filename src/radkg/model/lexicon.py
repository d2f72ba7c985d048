"""The words of the ontology, by the key they are looked up with: labels and synonyms of terms, phrases of relations."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import NamedTuple

from radkg.errors import UnknownTerm
from radkg.model.english import key
from radkg.model.knowledge import Knowledge, literals
from radkg.namespaces import RADKG, SKOS, compact

TERM, RELATION, OPENING, CERTAINTY, FREQUENCY, REFUSED = (
    "term",
    "relation",
    "opening",
    "certainty",
    "frequency",
    "refused",
)
ELLIPSIS = "…"
_REMEMBERED = 1000  # unknown words


class Entry(NamedTuple):
    """What a key may stand for.

    Attributes:
        kind: One of the constants above.
        iri: The term, relation, certainty or frequency word; empty for a refused word.
        inverse: Of a relation: the words say it from object to subject.
        opening: Of a relation: the key of words that must come before the first term ("prognosis of … depends on").
    """

    kind: str
    iri: str = ""
    inverse: bool = False
    opening: str = ""


class Lexicon:
    """All words of the ontology.

    Attributes:
        entries: Key to what it may stand for.
        names: Term to its label and synonyms, as written.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.names: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(known.vocabulary):  # not every label: most are those of facts
            self._add_name(iri, known.label(iri))
        for iri in known.frequency_words:
            self._add(known.label(iri), Entry(FREQUENCY, iri))
        for property_ in (SKOS + "altLabel", SKOS + "hiddenLabel"):
            for iri, words in literals(known.store, property_):
                if iri in known.vocabulary:
                    self._add_name(iri, words)
                elif iri in known.frequency_words:
                    self._add(words, Entry(FREQUENCY, iri))
                elif iri in known.certainties:
                    self._add(words, Entry(CERTAINTY, iri))
        for relation in known.relations.values():
            for phrase in relation.phrases:
                self._add_phrase(phrase, relation.iri, inverse=False)
            for phrase in relation.inverse_phrases:
                self._add_phrase(phrase, relation.iri, inverse=True)
        for _, word in literals(known.store, RADKG + "refusedWord"):
            self._add(word, Entry(REFUSED))
        self._prefer_own_terms()
        self.longest = max(map(len, self.entries), default=0)
        # a word is looked for again in each way to cut the statement, and in each order of its words
        self._nearest = lru_cache(_REMEMBERED)(self._search)

    def _prefer_own_terms(self) -> None:
        """Leave out a term taken over from elsewhere where one of radkg's own has the same name."""
        several = [name for name, entries in self.entries.items() if len(entries) > 1]
        for name in several:
            entries = self.entries[name]
            own = [e for e in entries if e.kind != TERM or e.iri.startswith(RADKG)]
            if len(own) < len(entries) and any(e.kind == TERM for e in own):
                self.entries[name] = own

    def _add_name(self, term: str, name: str) -> None:
        self.names[term].append(name)
        self._add(name, Entry(TERM, term))

    def _add(self, words: str, entry: Entry) -> None:
        entries = self.entries[key(words)]
        if entry not in entries:
            entries.append(entry)

    def _add_phrase(self, phrase: str, relation: str, *, inverse: bool) -> None:
        opening, ellipsis, rest = phrase.partition(ELLIPSIS)
        if ellipsis:
            self._add(opening, Entry(OPENING))
            self._add(rest, Entry(RELATION, relation, inverse, key(opening)))
        else:
            self._add(phrase, Entry(RELATION, relation, inverse))

    def find(self, name: str) -> str:
        """Return the IRI of the term, relation or fact that ``name`` stands for.

        Args:
            name: A label, synonym or abbreviation; a prefixed name or an IRI, of radkg's or of a vocabulary that it is
                mapped to.

        Raises:
            UnknownTerm: Nothing has that name, or several things have; the error offers the nearest names.
        """
        if ":" in name:
            from radkg.model.names import resolve

            if iri := resolve(name, self.known):
                return iri
        found = {e.iri for e in self.entries.get(key(name), ()) if e.kind == TERM}
        if len(found) == 1:
            return found.pop()
        if found:
            raise UnknownTerm(name, tuple(sorted(compact(iri) for iri in found)))
        raise UnknownTerm(name, self.nearest(name))

    def nearest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Return the labels of the terms whose names come nearest to ``name``."""
        return self._nearest(key(name), count)

    @cached_property
    def _names_by_key(self) -> dict[str, str]:
        return {k: e.iri for k, es in self.entries.items() for e in es if e.kind == TERM}

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
