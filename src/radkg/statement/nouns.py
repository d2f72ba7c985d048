"""Noun phrases: a head, and the words before and after the head that narrow it."""

from __future__ import annotations

from itertools import product

from radkg.model.knowledge import Knowledge
from radkg.model.records import Pair
from radkg.model.words import TERM
from radkg.namespaces import RADKG
from radkg.statement.chunks import AGE, COMMA, PREPOSITION, THAN, Chunk
from radkg.statement.utterance import Phrase

POPULATION, DISEASE = RADKG + "Population", RADKG + "Disease"
IN_POPULATION, IN_DISEASE = RADKG + "inPopulation", RADKG + "inDisease"
ANATOMY, FINDING, TREATMENT = RADKG + "AnatomicalStructure", RADKG + "Finding", RADKG + "Treatment"
MODALITY = RADKG + "ImagingModality"
_THINGS = frozenset({POPULATION, DISEASE, ANATOMY, MODALITY})
SUBGROUP, STAGE = RADKG + "Subgroup", RADKG + "Stage"
LIKENESS = frozenset({RADKG + "Pattern", RADKG + "Distribution", RADKG + "Quality"})
_BEHIND = LIKENESS | {STAGE, SUBGROUP}  # may stand behind the head: "X at onset"
LAYER, HAS_SITE, HAS_LAYER = RADKG + "TissueLayer", RADKG + "hasSite", RADKG + "hasLayer"
_COMPARING = ("than", "from")
_AGENT = ("by", "with")

#: The terms behind one preposition; those before the first preposition have an empty one.
Segment = tuple[str, list[str]]


class NounReader:
    """Reads noun phrases.

    Args:
        known: The knowledge with the terms and qualifiers.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self._phrases: dict[tuple[Chunk, ...], list[Phrase]] = {}

    def phrases(self, row: list[Chunk]) -> list[Phrase]:
        """Return what the chunks may mean as one noun phrase; nothing where they are none.

        "Children with X" are a population with a disease, and stand for X in that population: both are returned.
        """
        # each relation that a verb may say, and each noun phrase on its other side, asks again
        chunks = tuple(row)
        found = self._phrases.get(chunks)
        if found is None:
            found = self._phrases[chunks] = self._read_phrases(row)
        return found

    def _read_phrases(self, row: list[Chunk]) -> list[Phrase]:
        if self._lists(row):
            return []
        row = [item for item in row if item.kind != COMMA]
        if any(item.kind not in (TERM, AGE, PREPOSITION, THAN) for item in row):
            return []
        choices = [item.entries if item.kind == TERM else (None,) for item in row]
        found: list[Phrase] = []
        for chosen in product(*choices):
            terms = [entry.iri if entry else None for entry in chosen]
            for phrase in self._read(list(zip(row, terms, strict=True))):
                if phrase not in found:
                    found.append(phrase)
        return found

    def _lists(self, row: list[Chunk]) -> bool:
        """Return whether a comma stands between things ("lungs, heart"), and not between qualities of one thing."""
        return any(
            comma.kind == COMMA and TERM == before.kind == after.kind and self.known.is_kind(entry.iri, _THINGS)
            for before, comma, after in zip(row, row[1:], row[2:], strict=False)
            for entry in before.entries
        )

    def modifiers(self, row: list[Chunk]) -> tuple[Pair, ...] | None:
        """Return the qualifiers that "in children", "on MRI" in front of a sentence set; ``None`` where they set none."""
        if any(item.kind not in (TERM, AGE, PREPOSITION, COMMA) for item in row):
            return None
        pairs = []
        for item in row:
            if item.kind == TERM:
                pair = self.qualifier(item.entries[0].iri)
                if pair is None:
                    return None
                pairs.append(pair)
        return tuple(pairs)

    def compared(self, row: list[Chunk]) -> Phrase | None:
        """Return what the chunks, "than" the first of them, compare with; ``None`` where they are no comparison."""
        terms = [item.entries[0].iri if item.kind == TERM else None for item in row]
        segments = self._segments(list(zip(row, terms, strict=True)))
        return self._compared(segments[1:]) if len(segments) > 1 and not segments[0][1] else None

    def qualifier(self, term: str) -> Pair | None:
        """Return the qualifier that ``term`` sets as a modifier, the most general one where several take it."""
        qualifier = self.known.modified.get(term)
        return (qualifier, term) if qualifier else None

    def _qualifiers(self, terms: list[str]) -> tuple[Pair, ...] | None:
        """Return the qualifiers that the terms set as modifiers; ``None`` where one of them sets none."""
        pairs = [self.qualifier(term) for term in terms]
        return None if None in pairs else tuple(pair for pair in pairs if pair is not None)

    def _read(self, row: list[tuple[Chunk, str | None]]) -> list[Phrase]:
        segments = self._segments(row)
        of_age = bool(row) and row[0][0].kind == AGE
        if not segments[0][1] or (of_age and all(self.known.is_kind(term, {STAGE}) for term in segments[0][1])):
            # an age alone ("in a 7-year-old"), or one at a stage, stands for the people of that age
            if not of_age:
                return []
            pairs = self._qualifiers([term for _, terms in segments for term in terms])
            return [] if pairs is None else [Phrase(POPULATION, pairs)]
        head, modifiers = self._head(segments[0][1])
        compared: Phrase | None = None
        for index, (preposition, terms) in enumerate(segments[1:], 1):
            if preposition in _COMPARING:
                compared = self._compared(segments[index:])
                if compared is None:
                    return []
                break
            modifiers += terms
        pairs = self._qualifiers(modifiers)
        if pairs is None:
            return []
        return [
            Phrase(head, pairs, compared),
            *self._disease_of_people(head, pairs, compared),
            *self._site_in_direction(segments),
            *self._part_of_site(segments),
            *self._subgroup_of_disease(segments),
            *self._layer_of_site(head, pairs, compared),
        ]

    def _segments(self, row: list[tuple[Chunk, str | None]]) -> list[Segment]:
        """Return the terms by the preposition that they stand behind, those of the head first."""
        segments: list[Segment] = [("", [])]
        for item, term in row:
            if item.kind in (PREPOSITION, THAN):
                segments.append((item.text, []))
            elif term is not None:
                segments[-1][1].append(term)
        if not segments[0][1] and len(segments) > 1:
            return self._headed_by_agent(segments)
        return segments

    def _head(self, terms: list[str]) -> tuple[str, list[str]]:
        """Return the head and its modifiers: the last term, or the one in front of what may stand behind a head."""
        at = len(terms) - 1
        for index in range(at, 0, -1):
            if not self.known.is_kind(terms[index], _BEHIND):
                break
            if self._may_head(terms[index - 1], terms[index]):
                at = index - 1
        if self.known.is_kind(terms[at], {ANATOMY}):
            # "swollen hands", of a finding in front of a site
            at = next((index for index in range(at) if self.known.is_kind(terms[index], {FINDING})), at)
        return terms[at], terms[:at] + terms[at + 1 :]

    def _may_head(self, term: str, behind: str) -> bool:
        """Return whether ``term`` may be the head of what stands behind it: a disease only of its own subgroups."""
        return self.qualifier(term) is None or (self.known.is_kind(term, {DISEASE}) and self.known.is_kind(behind, {SUBGROUP}))

    def _disease_of_people(self, head: str, pairs: tuple[Pair, ...], compared: Phrase | None) -> list[Phrase]:
        """Return "children with X" as X in children."""
        diseases = [value for property_, value in pairs if property_ == IN_DISEASE]
        if POPULATION not in self.known.kinds.get(head, ()) or len(diseases) != 1:
            return []
        others = tuple(pair for pair in pairs if pair[0] != IN_DISEASE)
        people = () if head == POPULATION else ((IN_POPULATION, head),)
        return [Phrase(diseases[0], (*people, *others), compared)]

    def _site_in_direction(self, segments: list[Segment]) -> list[Phrase]:
        """Return "down to the back" as a site with a direction; it is a direction with a site as well."""
        if [preposition for preposition, _ in segments] != ["", "to"] or len(segments[1][1]) != 1:
            return []
        pairs = self._qualifiers(segments[0][1])
        return [] if pairs is None else [Phrase(segments[1][1][0], pairs)]

    def _part_of_site(self, segments: list[Segment]) -> list[Phrase]:
        """Return "distal parts of the limbs" as the limbs, with that distribution."""
        if [preposition for preposition, _ in segments] != ["", "of"] or len(segments[0][1]) != 1 or len(segments[1][1]) != 1:
            return []
        (likeness,), (site,) = segments[0][1], segments[1][1]
        if not self.known.is_kind(likeness, LIKENESS) or not self.known.is_kind(site, {ANATOMY}):
            return []
        pairs = self._qualifiers([likeness])
        return [] if pairs is None else [Phrase(site, pairs)]

    def _subgroup_of_disease(self, segments: list[Segment]) -> list[Phrase]:
        """Return "the early form of X" as X, in that subgroup."""
        if [preposition for preposition, _ in segments] != ["", "of"] or len(segments[0][1]) != 1 or len(segments[1][1]) != 1:
            return []
        (group,), (disease,) = segments[0][1], segments[1][1]
        if not self.known.is_kind(group, {SUBGROUP}) or not self.known.is_kind(disease, {DISEASE}):
            return []
        pairs = self._qualifiers([group])
        return [] if pairs is None else [Phrase(disease, pairs)]

    def _layer_of_site(self, head: str, pairs: tuple[Pair, ...], compared: Phrase | None) -> list[Phrase]:
        """Return "the skin of the face" as the face, in that layer."""
        sites = [value for property_, value in pairs if property_ == HAS_SITE]
        if not self.known.is_kind(head, {LAYER}) or len(sites) != 1:
            return []
        others = tuple(pair for pair in pairs if pair[0] != HAS_SITE)
        return [Phrase(sites[0], ((HAS_LAYER, head), *others), compared)]

    def _headed_by_agent(self, segments: list[Segment]) -> list[Segment]:
        """Return "from Y by Z", of "is distinguished from Y by Z", as Z from Y."""
        agent = next((segment for segment in segments[1:] if segment[0] in _AGENT and segment[1]), None)
        if agent is None or not any(preposition in _COMPARING for preposition, _ in segments):
            return segments
        return [("", agent[1]), *(segment for segment in segments[1:] if segment is not agent)]

    def _compared(self, segments: list[Segment]) -> Phrase | None:
        """Return what the segments from "than" or "from" on compare with; ``None`` where they are no noun phrase."""
        terms = [term for _, some in segments for term in some]
        # "than in within X": two prepositions between are no noun phrase
        named = next((some for _, some in segments[:2] if some), None)
        if named is None:
            return None
        head = named[-1]
        if not segments[0][1] and segments[1][0] == "of" and self.known.is_kind(head, {ANATOMY}):
            # "than that of the calf": of what is compared, which the sentence names on its other side
            there = self._qualifiers(terms)
            return None if there is None else Phrase("", there)
        pairs = self._qualifiers([term for term in terms if term != head])
        return None if pairs is None else Phrase(head, pairs)
