"""Noun phrases: a head and the words before and after that narrow it."""

from __future__ import annotations

from itertools import product

from radkg.model.knowledge import Knowledge
from radkg.model.words import TERM
from radkg.namespaces import RADKG
from radkg.statement.chunks import AGE, COMMA, PREPOSITION, THAN, Chunk
from radkg.statement.utterance import Phrase

POPULATION, DISEASE = RADKG + "Population", RADKG + "Disease"
IN_POPULATION, IN_DISEASE = RADKG + "inPopulation", RADKG + "inDisease"
_THINGS = frozenset({POPULATION, DISEASE, RADKG + "AnatomicalStructure", RADKG + "ImagingModality"})
_LIKENESS = frozenset({RADKG + "Pattern", RADKG + "Distribution", RADKG + "Quality"})
_COMPARING = ("than", "from")
_STATING = ("by", "with")


class NounReader:
    """Reads noun phrases with the terms and qualifiers of ``known``."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self._modifiers = [q for q in known.qualifiers.values() if q.reads_modifier and q.value_kind]

    def phrases(self, row: list[Chunk]) -> list[Phrase]:
        """Return what the items may mean as one noun phrase; nothing where they are none.

        "Children with X" are children, and are X in children: both are returned.
        """
        if self._lists(row):
            return []
        row = [item for item in row if item.kind != COMMA]
        if any(item.kind not in (TERM, AGE, PREPOSITION, THAN) for item in row):
            return []
        choices = [item.entries if item.kind == TERM else (None,) for item in row]
        found = []
        for chosen in product(*choices):
            terms = [entry.iri if entry else None for entry in chosen]
            for phrase in self._read(list(zip(row, terms, strict=True))):
                if phrase not in found:
                    found.append(phrase)
        return found

    def _lists(self, row: list[Chunk]) -> bool:
        """Return whether a comma stands between things ("lungs, heart"), and not between what they are like."""
        return any(
            comma.kind == COMMA and TERM == before.kind == after.kind and self.known.is_kind(entry.iri, _THINGS)
            for before, comma, after in zip(row, row[1:], row[2:], strict=False)
            for entry in before.entries
        )

    def modifiers(self, row: list[Chunk]) -> tuple[tuple[str, str], ...] | None:
        """Return the qualifiers that "in children", "on MRI" in front of a sentence set; ``None`` where they set none."""
        pairs = []
        for item in row:
            if item.kind == TERM:
                pair = self.qualifier(item.entries[0].iri)
                if pair is None:
                    return None
                pairs.append(pair)
        return tuple(pairs)

    def qualifier(self, term: str) -> tuple[str, str] | None:
        """Return the qualifier that ``term`` sets as a modifier, the most general one where several take it."""
        kinds = self.known.kinds.get(term, frozenset())
        fitting = [q.iri for q in self._modifiers if q.value_kind in kinds]
        if not fitting:
            return None
        return min(fitting, key=lambda iri: len(self.known.properties[iri])), term

    def _read(self, row: list[tuple[Chunk, str | None]]) -> list[Phrase]:
        segments: list[tuple[str, list[str]]] = [("", [])]
        for item, term in row:
            if item.kind in (PREPOSITION, THAN):
                segments.append((item.text, []))
            elif term is not None:
                segments[-1][1].append(term)
        if not segments[0][1] and len(segments) > 1:
            segments = self._headed_by_agent(segments)
        if not segments[0][1]:
            # an age alone ("in a 7-year-old") stands for the people of that age
            return [Phrase(POPULATION)] if any(item.kind == AGE for item, _ in row) and len(segments) == 1 else []
        *before, head = segments[0][1]
        if before and self.known.is_kind(head, _LIKENESS) and self.qualifier(before[-1]) is None:
            before[-1], head = head, before[-1]  # "X without Y" is X
        qualifiers = [self.qualifier(term) for term in before]
        compared: Phrase | None = None
        for place, (preposition, terms) in enumerate(segments[1:], 1):
            if preposition in _COMPARING:
                rest = segments[place:]
                compared = self._compared(rest)
                if compared is None:
                    return []
                break
            qualifiers += [self.qualifier(term) for term in terms]
        if None in qualifiers:
            return []
        pairs = tuple(pair for pair in qualifiers if pair is not None)
        phrases = [Phrase(head, pairs, compared)]
        diseases = [value for property_, value in pairs if property_ == IN_DISEASE]
        if POPULATION in self.known.kinds.get(head, ()) and len(diseases) == 1:
            rest_pairs = tuple(pair for pair in pairs if pair[0] != IN_DISEASE)
            phrases.append(Phrase(diseases[0], ((IN_POPULATION, head), *rest_pairs), compared))
        if [preposition for preposition, _ in segments] == ["", "to"] and len(segments[1][1]) == 1:
            # "down to the back" is a place in a direction, as well as a direction at a place
            leading = [self.qualifier(term) for term in segments[0][1]]
            if None not in leading:
                phrases.append(Phrase(segments[1][1][0], tuple(pair for pair in leading if pair is not None)))
        return phrases

    def _headed_by_agent(self, segments: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
        """In "is distinguished from Y by Z" the noun phrase is Z, from Y."""
        agent = next((s for s in segments[1:] if s[0] in _STATING and s[1]), None)
        if agent is None or not any(preposition in _COMPARING for preposition, _ in segments):
            return segments
        return [("", agent[1]), *(s for s in segments[1:] if s is not agent)]

    def _compared(self, segments: list[tuple[str, list[str]]]) -> Phrase | None:
        terms = [term for _, some in segments for term in some]
        if not terms:
            return None
        first = segments[0][1] or segments[1][1]
        head = first[-1]
        pairs = [self.qualifier(term) for term in terms if term != head]
        return None if None in pairs else Phrase(head, tuple(p for p in pairs if p is not None))
