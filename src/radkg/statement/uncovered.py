"""What a sentence says that radkg has no relation for: "X resorbs Y", where X and Y are things that may be told of."""

from __future__ import annotations

import re

from radkg.model.english import ARTICLES, DETERMINERS, PREPOSITIONS, compiled, is_noun, is_small, key, plain
from radkg.model.knowledge import Knowledge
from radkg.model.words import CERTAINTY, FREQUENCY, OPENING, RELATION, TERM, UNCOVERED, Entry
from radkg.statement.chunks import (
    AGE,
    CARRIER,
    COMMA,
    CONJUNCTION,
    COPULA,
    NOT,
    NUMBER,
    PREPOSITION,
    UNKNOWN,
    Chunk,
    segment,
)
from radkg.statement.nouns import DISEASE, FINDING, LIKENESS, POPULATION, STAGE, TREATMENT

_LONGEST_PHRASE = 6  # words
#: What a noun phrase is made of, with the small words that stand between it and a verb.
_OF_PHRASE = frozenset(
    [TERM, OPENING, UNKNOWN, AGE, NUMBER, PREPOSITION, CARRIER, COMMA, CONJUNCTION, COPULA, NOT, CERTAINTY, FREQUENCY]
)
_MEDICAL = frozenset([DISEASE, FINDING, TREATMENT])
_NO_THINGS = frozenset([POPULATION, STAGE, *LIKENESS])
#: What stands in front of a verb in its plain form: "may", "does not".
_BEFORE_PLAIN_FORM = frozenset([CERTAINTY, NOT])
_PARTICIPLES = frozenset(["found", "seen", "made", "given", "taken", "known", "held", "kept", "left", "lost", "felt", "grown"])
_PARTICLES = frozenset(
    [
        *("up", "out", "off", "away", "down", "back", "about", "after", "before", "against", "into", "through", "across"),
        *("around", "between", "without", "until", "towards", "toward", "beyond", "behind", "beside", "above", "below"),
        *("over", "onto", "upon", "near"),
    ]
)
_AUXILIARIES = frozenset(["has", "have", "had", "do", "does", "did", "can", "may", "might", "could", "cannot"])
_MOST_COMMAS = 2  # of a sentence whose words are all known: more make a list
_FEWEST = 2  # things that a sentence tells of
_SIGNS = frozenset(["%", "+"])
_SMALL = r"(?:of|in|with|by|for|at|from|to|on|than|as)"
#: An order of words that no sentence has: "the of", "in is".
_DISORDER = re.compile(
    rf"\b(?:the|a|an) (?:{_SMALL}|is|are|was|were|and|or|not|the|a|an)\b|\b{_SMALL} (?:of|is|are|was|were)\b"
    r"|\b(?:the|a|an|of|than|as|and|or|from|with|to|by|is|are|was|were)$|[^\w\s,;:.()%'/+-]"
)
_ASKED = re.compile(
    r"(?:what|which|who|whom|whose|why|how|where)\b|when (?:is|are|was|were|do|does|did|can|should)\b|whether\b"
)
#: How a sentence begins that tells somebody to do something.
_ORDER = re.compile(
    r"(?:please|see|note|consider|refer|ignore|forget|remember|look|ask|tell|show|give|take|let|use|avoid|do not|never|thank"
    r"|thanks|stop|start|try|list|explain|describe|write|drop|select|treat|i|we|my)\b"
)


class Uncovered:
    """Finds the words of a sentence for which there is no relation.

    Args:
        known: The knowledge whose words it is read with.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known

    def tells_of_something_known(self, text: str) -> bool:
        """Return whether a text names a term of radkg's."""
        return any(item.kind == TERM and not self._is_verb(item) for item in next(segment(plain(text), self.known.lexicon), []))

    def phrase(self, claim: str) -> tuple[str, ...]:
        """Return the words that relate something known to something else, for which radkg has no relation, and unknown nouns.

        They are those of radkg:uncoveredPhrase. Nothing where there are none, or no noun phrase on either side of them.

        Args:
            claim: A sentence in lower case, without the frame around it.
        """
        words = claim.split()
        keys = list(map(key, words))
        for first in range(1, len(words)):
            for last, found in self.known.lexicon.from_longest(keys, first, _LONGEST_PHRASE):
                phrase = " ".join(words[first:last])
                entries = [entry for entry in found if entry.kind == UNCOVERED]
                if not entries or (entries[0].closing and last == len(words)):
                    continue
                if entries[0].closing and words[last] in PREPOSITIONS:
                    continue
                before, behind = self._nouns(self._row(words[:first])), self._nouns(self._row(words[last:]))
                if not before or behind is None or not any(map(self._is_of_medicine, before + behind)):
                    continue
                return (phrase, *(item.text for item in before + behind if item.kind == UNKNOWN))
        return ()

    def verb(self, claim: str) -> tuple[str, ...]:
        """Return an unknown verb between two noun phrases that tell of something known, and the unknown nouns in them.

        Nothing where there is no such verb, or where the things on both sides of it are too few to be told of.

        Args:
            claim: A sentence in lower case, without the frame around it.
        """
        row = self._row(claim.split())
        for index, item in enumerate(row):
            if item.kind != UNKNOWN or not index or not _is_verb_in(row, index):
                continue
            last = index + 1
            while last < len(row) and last < index + 3 and row[last].text in _PARTICLES:
                last += 1
            before, behind = self._nouns(row[:index]), self._nouns(row[last:])
            if before and behind and self._are_told_of([item for item in before + behind if item.kind == TERM]):
                phrase = " ".join(item.text for item in row[index:last])
                return (phrase, *(item.text for item in before + behind if item.kind == UNKNOWN))
        return ()

    def misfit(self, claim: str) -> tuple[str, ...]:
        """Return the verb of a sentence that radkg has a relation for, but not between things such as those beside it.

        Nothing where the relation stands between them the other way round: "the sign shows the disease" is nonsense.

        Args:
            claim: A sentence in lower case, without the frame around it.
        """
        row = self._row(claim.split())
        verbs = [index for index, item in enumerate(row) if item.kind == RELATION]
        if len(verbs) != 1:
            return ()
        before, behind = self._nouns(row[: verbs[0]]), self._nouns(row[verbs[0] + 1 :])
        if not before or not behind or any(item.kind == UNKNOWN for item in before + behind):
            return ()
        if not (self._things(before) and self._things(behind) and self._are_told_of(before + behind)):
            return ()
        entries = row[verbs[0]].entries
        if any(self._fits(before, entry, behind) or self._fits(behind, entry, before) for entry in entries):
            return ()
        return (row[verbs[0]].text,)

    def told(self, sentence: str, claim: str, *, understood: bool) -> tuple[str, ...] | None:
        """Return the words of a sentence that are beyond radkg, where it tells of something known; ``None`` where it does not.

        It has a verb, the order of words of a sentence, a term of medicine and something else that is told of it. A question or
        an order tells of nothing.

        Args:
            sentence: The sentence in lower case.
            claim: The same without the frame around it.
            understood: Whether the reader knows what it says, so that one thing to tell of is enough.
        """
        row = self._row(claim.split())
        unknown = [item.text for item in row if item.kind == UNKNOWN and item.text not in _SIGNS]
        nouns = tuple(word for word in unknown if is_noun(word))
        if not all(word[0].isalpha() for word in unknown) or _ORDER.match(sentence) or _is_no_sentence(claim, unknown):
            return None
        things = self._things([item for item in row if item.kind == TERM])
        known = len({item.entries for item in things})
        verbs = [item for item in row if item.kind in (RELATION, COPULA)]
        has_verb = bool(verbs) or not _AUXILIARIES.isdisjoint(claim.split())
        # behind an unknown verb stands what it is done to
        is_verb_unknown = not has_verb and any(
            item.kind == UNKNOWN and index and _is_verb_in(row, index) and any(map(_is_thing, row[index + 1 :]))
            for index, item in enumerate(row)
        )
        if is_verb_unknown and not any(map(is_small, claim.split())):
            return None  # of another language
        if not (has_verb or is_verb_unknown) or not any(map(self._is_of_medicine, things)):
            return None
        if known + len(nouns) - is_verb_unknown < (1 if understood else _FEWEST):
            return None
        if nouns:
            return nouns
        if unknown:
            return () if any(_is_adverb(word) or len(word) == 1 for word in unknown) else tuple(unknown)
        # all words are known: with as many things, there is no telling which is said of which
        relations = [item.text for item in verbs if item.kind == RELATION]
        if claim.count(",") > _MOST_COMMAS:
            return ()
        is_plain = len(relations) == 1 and bool(compiled(r",| (?:in|than|who) ").search(claim))
        is_plain = is_plain or (len(relations) == _FEWEST and bool(compiled(r",| who ").search(claim)))
        return tuple(relations) if known > _FEWEST and is_plain else ()

    def _fits(self, left: list[Chunk], entry: Entry, right: list[Chunk]) -> bool:
        """Return whether a relation may stand between any of the things on its left and any of those on its right."""
        rule = self.known.relations[entry.iri]
        subjects, objects = (right, left) if entry.inverse else (left, right)
        return self._is_any(subjects, rule.subject_kinds) and self._is_any(objects, rule.object_kinds)

    def _is_any(self, items: list[Chunk], kinds: frozenset[str]) -> bool:
        return not kinds or any(self.known.is_kind(entry.iri, kinds) for item in items for entry in item.entries)

    def _row(self, words: list[str]) -> list[Chunk]:
        return next(segment(" ".join(words), self.known.lexicon), []) if words else []

    def _nouns(self, row: list[Chunk]) -> list[Chunk] | None:
        """Return the terms and unknown nouns of chunks that are a noun phrase; ``None`` where they are none."""
        row = [item for item in row if item.kind != UNKNOWN or item.text not in DETERMINERS]
        unknown = [item.text for item in row if item.kind == UNKNOWN]
        if (
            any(item.kind not in _OF_PHRASE or self._is_verb(item) for item in row)
            or not all(map(is_noun, unknown))
            or any(map(is_small, unknown))
        ):
            return None
        return [item for item in row if item.kind in (TERM, UNKNOWN)]

    def _things(self, nouns: list[Chunk]) -> list[Chunk]:
        """Return what something may be told of: no people, and nothing that only says what another thing is like."""
        return [item for item in nouns if item.kind == UNKNOWN or not self._is_any([item], _NO_THINGS)]

    def _are_told_of(self, nouns: list[Chunk]) -> bool:
        """Return whether nouns are of enough things, one of them of medicine."""
        return len(self._things(nouns)) >= _FEWEST and any(map(self._is_of_medicine, nouns))

    def _is_verb(self, item: Chunk) -> bool:
        """Return whether the words of a name or an unknown word may say a relation as well."""
        entries = self.known.lexicon.entries.get(key(item.text)) or ()
        return item.kind in (TERM, UNKNOWN) and any(entry.kind in (RELATION, UNCOVERED) for entry in entries)

    def _is_of_medicine(self, item: Chunk) -> bool:
        return any(self.known.is_kind(entry.iri, _MEDICAL) for entry in item.entries)


def _is_verb_in(row: list[Chunk], index: int) -> bool:
    """Return whether an unknown word has the form of a verb, behind what stands in front of one."""
    word, before = row[index].text, row[index - 1]
    if not is_noun(word):
        return False
    if before.kind == COPULA:
        return word.endswith(("ed", "ing")) or word in _PARTICIPLES
    if before.kind in _BEFORE_PLAIN_FORM:
        return not word.endswith(("ing", "ly"))
    if word.endswith("ed") or compiled(r"[^siu]s$").search(word):
        return True
    return before.kind in (TERM, CARRIER) and bool(compiled(r"[^siu]s$").search(before.text)) and not word.endswith("ing")


def _is_no_sentence(claim: str, unknown: list[str]) -> bool:
    """Return whether words are no sentence that tells of something: a question, an order, or words in no order."""
    if _DISORDER.search(claim) or _ASKED.match(claim) or _ORDER.match(claim):
        return True
    first, *rest = claim.split() or [""]
    # "ignore the …"
    return first in unknown and is_noun(first) and not first.endswith("s") and bool(rest) and rest[0] in ARTICLES | DETERMINERS


def _is_thing(item: Chunk) -> bool:
    return item.kind == TERM or (item.kind == UNKNOWN and is_noun(item.text))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in ("maybe", "perhaps")
