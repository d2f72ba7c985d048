"""What a study measured, as people write it: "with an odds ratio of 15.5 (4.1–58.9)", "9.6 per million and year"."""

from __future__ import annotations

from typing import NamedTuple

from radkg.model.english import key
from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval
from radkg.model.words import MEASURE, RELATION, TERM, Entry
from radkg.statement.chunks import COMMA, NUMBER, PREPOSITION, SHARE, Chunk
from radkg.statement.utterance import NotUnderstood, Share

_BEHIND = ("of", "at", "to", "in")  # "an odds ratio of 2"
_BEFORE = ("with", "by", "at", "of", "in", "as")  # "by 2.3 to one", "with an odds ratio"


class Effect(NamedTuple):
    """An effect measure with its number.

    Attributes:
        measure: IRI of the effect measure.
        values: The number, or the range, in the unit of the measure.
        confidence: The interval given with the number; ``None`` where there is none.
    """

    measure: str
    values: Interval
    confidence: Interval | None = None


def take_effect(row: list[Chunk], shares: tuple[Share, ...], known: Knowledge) -> tuple[list[Chunk], Effect | None]:
    """Take an effect measure and its number out of the chunks.

    A name that is a term as well ("incidence") stays in the row as that term. A measure without a number stays as it is.

    Args:
        row: The chunks.
        shares: The shares of cases, by the number of their placeholder: "a sensitivity of 72 %".
        known: The knowledge with the names of the measures.

    Raises:
        NotUnderstood: There are two measures, or numbers that cannot belong together.
    """
    found: Effect | None = None
    if all(item.kind not in (NUMBER, SHARE) for item in row):
        return row, found
    index = 0
    while index < len(row):
        measure = _measure(row[index], known)
        span = _numbers_behind(row, index) or _numbers_before(row, index) if measure else None
        if not measure or not span:
            index += 1
            continue
        if found:
            raise NotUnderstood("the statement gives two effect measures; make one statement of each", final=True)
        first, last = span
        values, confidence = _values(row[first:last], shares)
        found = Effect(measure, values, confidence)
        kept = _counted(row, index, measure, known) if row[index].kind == MEASURE else [row[index]]
        start, end = min(first, index), max(last, index + 1)
        while start > 0 and (row[start - 1].kind == COMMA or (not kept and _is(row[start - 1], _BEFORE))):
            start -= 1
        row = [*row[:start], *kept, *row[end:]]
        index = start + len(kept)
    return row, found


def _counted(row: list[Chunk], index: int, measure: str, known: Knowledge) -> list[Chunk]:
    """Return what a measure counts where a verb has it as its object: "has a standardized mortality ratio of 2"."""
    aspects = known.rates.get(measure, ())
    if len(aspects) != 1 or not index or row[index - 1].kind != RELATION:
        return []
    return [Chunk(TERM, row[index].text, (Entry(TERM, aspects[0]),))]


def _measure(chunk: Chunk, known: Knowledge) -> str:
    entries = chunk.entries if chunk.kind == MEASURE else ()
    if not entries and chunk.entries:
        entries = tuple(known.lexicon.entries.get(key(chunk.text), ()))
    return next((entry.iri for entry in entries if entry.kind == MEASURE), "")


def _is(chunk: Chunk, prepositions: tuple[str, ...]) -> bool:
    return chunk.kind == PREPOSITION and chunk.text in prepositions


def _numbers_behind(row: list[Chunk], index: int) -> tuple[int, int] | None:
    """Return where the numbers behind a measure stand."""
    first = index + 1
    while first < len(row) and _is(row[first], _BEHIND):
        first += 1
    last = first
    while last < len(row) and (row[last].kind in (NUMBER, SHARE) or (last > first and _joins(row, last))):
        last += 1
    return (first, last) if last > first else None


def _numbers_before(row: list[Chunk], index: int) -> tuple[int, int] | None:
    """Return where the numbers in front of a measure stand."""
    first = index
    while first > 0 and (row[first - 1].kind in (NUMBER, SHARE) or (first < index and _joins(row, first - 1))):
        first -= 1
    return (first, index) if first < index else None


def _joins(row: list[Chunk], index: int) -> bool:
    """Return whether a chunk joins two numbers: "2 to 4", "15.5, 4.1 to 58.9"."""
    between = 0 < index < len(row) - 1 and {row[index - 1].kind, row[index + 1].kind} <= {NUMBER, SHARE}
    return between and (_is(row[index], ("to",)) or row[index].kind == COMMA)


def _values(chunks: list[Chunk], shares: tuple[Share, ...]) -> tuple[Interval, Interval | None]:
    if [chunk.kind for chunk in chunks] == [SHARE]:
        return shares[int(chunks[0].number)][0], None
    numbers = [chunk.number for chunk in chunks if chunk.kind == NUMBER]
    written = " ".join(chunk.text for chunk in chunks)
    if any(chunk.kind == SHARE for chunk in chunks) or len(numbers) > 4:
        raise NotUnderstood(f"{written!r} is no number with its interval; write “2.5 (1.8–3.4)”", final=True)
    value = (numbers[0], numbers[1 - len(numbers) % 2])
    confidence = (numbers[-2], numbers[-1]) if len(numbers) > 2 else None
    if value[0] > value[1] or (confidence and not confidence[0] <= value[0] <= value[1] <= confidence[1]):
        raise NotUnderstood(f"{written!r} is no number with its interval; write “2.5 (1.8–3.4)”", final=True)
    return value, confidence
