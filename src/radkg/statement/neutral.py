"""What a sentence says of a disease where its verb says no more than that there is something: "in X you come upon Y".

Between a disease and a finding, or a part of the body, or people, stands one plain relation. Where all other words of a
sentence say neither more nor less than that something is there, it is that relation, in whatever order the words are. Any
other word in the sentence, one that denies, compares, doubts or measures, and the sentence is none of these. A verb that one
thing does to another has a direction, and is none of these words.
"""

from __future__ import annotations

from collections.abc import Iterator

from radkg.model import english
from radkg.model.knowledge import Knowledge
from radkg.model.words import CERTAINTY, FREQUENCY, RELATION, TERM
from radkg.namespaces import RADKG
from radkg.statement.chunks import AGE, CARRIER, COMMA, COPULA, NOT, PREPOSITION, UNKNOWN, Span, segment_with_spans
from radkg.statement.nouns import ANATOMY, DISEASE, FINDING, POPULATION, TREATMENT

#: Words that say of two things no more than that one is there with the other.
_VERBS = english.listed(
    """
    see sees saw seen seeing find finds found notice notices noticed observe observes observed occur occurs occurred occurring
    happen happens happened crop crops cropped meet meets met encounter encounters encountered encountering belong belongs
    come comes came coming appear appears appeared arise arises arose exist exists existed visible evident noted detect detects
    detected describe describes described recognize recognizes recognized recognise recognises recognised turn turns turned
    """
)
#: Words beside such a verb that say no more either.
_BESIDE = english.listed(
    """
    finding findings presence up out part parcel picture pictures feature features sign signs symptom symptoms manifestation
    manifestations know knows known there here one ones you we they doctors doctor radiologist radiologists clinician clinicians
    physician physicians thing things problem problems trouble troubles complaint complaints place places site sites spot spots
    somebody anybody sufferer sufferers course time life upon list lists account accounts
    """
)
_NEUTRAL = _VERBS | _BESIDE
_MODIFIERS = frozenset(
    RADKG + name for name in ("ImagingModality", "Quality", "Pattern", "Distribution", "TissueLayer", "Stage", "Direction")
)
_KEPT = frozenset([TERM, AGE, PREPOSITION])
_DROPPED = frozenset([COPULA, CARRIER])
#: Prepositions that say where or with whom something is there; "from" and "by" say whence it comes.
_IN = frozenset(["in", "on", "of", "at", "with", "among", "during", "within"])
_LEFT = english.PREPOSITIONS


def plainly(text: str, known: Knowledge) -> Iterator[str]:
    """Yield "X shows Y", "X affects Y" or "X is seen in Y" for a sentence that says no more than that of a disease.

    Args:
        text: A statement in lower case.
        known: The knowledge.
    """
    spans = segment_with_spans(text, known.lexicon)
    diseases = [index for index, span in enumerate(spans) if _is(span, DISEASE, known)]
    if len(diseases) != 1 or not any(span.chunk.text in _VERBS for span in spans):
        return
    if not all(_may_stand(span, known) for span in spans):
        return
    if not all(_is_passive(index, spans) for index in range(len(spans))):
        return
    if any(_does_it_to(index, spans, known) for index in range(1, len(spans) - 1)):
        return
    if not all(_is_noun_phrase(index, spans, text, known) for index in range(len(spans))):
        return
    commas = [index for index, span in enumerate(spans) if span.chunk.kind == COMMA]
    if len(commas) > 1 or (commas and spans[0].chunk.kind != PREPOSITION):
        return
    denied = sum(span.chunk.kind == NOT for span in spans)
    words = [text[span.start : span.end] for span in spans if span.chunk.kind == FREQUENCY]
    hedges = [text[span.start : span.end] for span in spans if span.chunk.kind == CERTAINTY]
    if denied > 1 or len(words) > 1 or len(hedges) > 1 or (denied and (words or hedges)):
        return
    rest = _without_disease(spans, diseases[0])
    noun = _joined(rest, text)
    verb = _verb(rest, known)
    if not noun or not verb:
        return
    disease = text[spans[diseases[0]].start : spans[diseases[0]].end]
    said = " ".join([*words, *hedges])
    yield " ".join(f"{disease} {said} {'does not ' if denied else ''}{verb} {noun}".split())


def _may_stand(span: Span, known: Knowledge) -> bool:
    """Return whether a chunk may stand in a sentence that says no more than that something is there."""
    chunk = span.chunk
    if chunk.kind in (UNKNOWN, RELATION):
        return chunk.text in (_NEUTRAL if chunk.kind == UNKNOWN else _VERBS)
    if chunk.kind == PREPOSITION:
        return chunk.text in _IN
    if chunk.kind == TERM:
        return chunk.text in _NEUTRAL or not _is(span, TREATMENT, known)
    return chunk.kind in (*_KEPT, *_DROPPED, COMMA, NOT, FREQUENCY, CERTAINTY)


def _is_passive(index: int, spans: list[Span]) -> bool:
    """Return whether "is" belongs to a word that says that something is there: "X is Y" says another thing."""
    if spans[index].chunk.kind != COPULA:
        return True
    behind = [span.chunk for span in spans[index + 1 : index + 3] if span.chunk.kind not in (NOT, FREQUENCY)]
    return bool(behind) and behind[0].text in _NEUTRAL


def _does_it_to(index: int, spans: list[Span], known: Knowledge) -> bool:
    """Return whether a finding does to a disease what a verb says: "the sign sees the disease" is nonsense."""
    before, verb, behind = spans[index - 1 : index + 2]
    acts = _is(before, FINDING, known) or _is(before, ANATOMY, known)
    return verb.chunk.text in _VERBS and acts and _is(behind, DISEASE, known)


def _is_noun_phrase(index: int, spans: list[Span], text: str, known: Knowledge) -> bool:
    """Return whether a part of the body has a preposition or an article in front of it: "it comes back" tells of none."""
    span, before = spans[index], spans[index - 1] if index else None
    if before is None or not _is(span, ANATOMY, known) or before.chunk.kind in (PREPOSITION, COMMA, TERM):
        return True
    return bool(text[before.end : span.start].strip()) or text[span.start : span.end].endswith("s")


def _is(span: Span, kind: str, known: Knowledge) -> bool:
    chunk = span.chunk
    return chunk.kind == TERM and any(entry.iri != kind and known.is_kind(entry.iri, {kind}) for entry in chunk.entries)


def _without_disease(spans: list[Span], at: int) -> list[Span]:
    """Return the chunks that are left of a sentence without its disease, and without the preposition in front of that."""
    kept = []
    for index, span in enumerate(spans):
        before_disease = index == at - 1 and span.chunk.kind == PREPOSITION
        is_word = span.chunk.kind == TERM and span.chunk.text in _NEUTRAL
        if index != at and not before_disease and span.chunk.kind in _KEPT and not is_word:
            kept.append(span)
    return kept


def _joined(rest: list[Span], text: str) -> str:
    """Return the words of what is left as a noun phrase: no preposition at its ends, and no two beside each other."""
    words: list[str] = []
    for span in rest:
        word = text[span.start : span.end]
        is_small = span.chunk.kind == PREPOSITION
        if is_small and (not words or words[-1] in _LEFT):
            continue
        words.append(word)
    while words and words[-1] in _LEFT:
        words.pop()
    return " ".join(words)


def _verb(rest: list[Span], known: Knowledge) -> str:
    """Return the verb that stands between a disease and what is left; empty where there is none that is plain."""
    terms = [span for span in rest if span.chunk.kind == TERM]
    findings = [span for span in terms if _is(span, FINDING, known)]
    sites = [span for span in terms if _is(span, ANATOMY, known)]
    people = [span for span in terms if _is(span, POPULATION, known)]
    others = [span for span in terms if span not in findings and span not in sites and span not in people]
    if any(not any(_is(span, kind, known) for kind in _MODIFIERS) for span in others):
        return ""
    if len(findings) == 1:
        return "shows"
    if findings:
        return ""
    if sites:
        return "affects" if len(sites) == 1 and not people else ""
    return "is seen in" if len(people) == 1 and not others else ""
