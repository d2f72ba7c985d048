"""What a sentence says by the way: what else the patients have, what is compared, what was counted, who says so."""

from __future__ import annotations

from typing import NamedTuple

from radkg.model.english import key
from radkg.model.knowledge import Knowledge
from radkg.model.records import Pair
from radkg.model.words import CERTAINTY, FREQUENCY, INTRODUCER, KIND_OF_SOURCE, RELATION, TERM, UNIT, Entry
from radkg.namespaces import RADKG
from radkg.statement.chunks import COMMA, CONJUNCTION, COPULA, NOT, PREPOSITION, SHARE, THAN, Chunk
from radkg.statement.nouns import DISEASE, IN_POPULATION, POPULATION

TOGETHER_WITH, RELATIVE_TO, COUNTED_UNIT = RADKG + "togetherWith", RADKG + "relativeTo", RADKG + "countedUnit"
_POPULATION = frozenset([POPULATION])
_DISEASE, _FINDING, _SUBGROUP = frozenset([DISEASE]), frozenset([RADKG + "Finding"]), frozenset([RADKG + "Subgroup"])
_NAMING = ("by", "in", "of", "from")  # "by a case report"
_ENDS_A_NOUN = (RELATION, COPULA, NOT, FREQUENCY, CERTAINTY, COMMA, INTRODUCER, SHARE)


class Asides(NamedTuple):
    """What is said by the way.

    Attributes:
        pairs: Qualifiers of the whole.
        source_kinds: The kinds of source that are named.
    """

    pairs: tuple[Pair, ...] = ()
    source_kinds: tuple[str, ...] = ()


def take_asides(row: list[Chunk], known: Knowledge) -> tuple[list[Chunk], Asides]:
    """Take what is said by the way out of the chunks.

    Args:
        row: The chunks.
        known: The knowledge.

    Returns:
        The chunks that are left, and what was said.
    """
    row, kinds = _take_kinds_of_source(row)
    row, units = _take_units(_joined_subgroups(row, known), known)
    row, introduced = _take_introduced(row, known)
    row, conditions = _take_conditions(row, known)
    return row, Asides((*units, *introduced, *conditions), kinds)


def _take_kinds_of_source(row: list[Chunk]) -> tuple[list[Chunk], tuple[str, ...]]:
    """Take "by a case report" and "in a meta-analysis"."""
    if all(item.kind != KIND_OF_SOURCE for item in row):
        return row, ()
    kept: list[Chunk] = []
    kinds: list[str] = []
    for item in row:
        naming = kept[-1] if kept else None
        # "by a case report with review" names two
        named = naming is not None and _is(naming, (*_NAMING, "with") if kinds else _NAMING)
        if item.kind == KIND_OF_SOURCE and named:
            kinds += [entry.iri for entry in item.entries]
            kept.pop()
            if kept and kept[-1].kind == COMMA:
                kept.pop()
        else:
            kept.append(item)
    return kept, tuple(sorted(set(kinds)))


def _take_units(row: list[Chunk], known: Knowledge) -> tuple[list[Chunk], tuple[Pair, ...]]:
    """Take what was counted, which stands behind a share of cases: "in 29 of 31 feet"."""
    if all(item.kind != SHARE for item in row):
        return row, ()
    kept: list[Chunk] = []
    pairs: list[Pair] = []
    for item in row:
        behind = [other for other in kept[-3:] if not _is(other, ("of",))]
        # a unit that is a name as well, "feet", stands right behind the share; another behind a noun: "6 of 6 MRI examinations"
        near = behind[-1:] if item.kind == TERM else behind[-2:] if item.kind == UNIT else []
        units = _units(item, known) if any(other.kind == SHARE for other in near) else []
        if units:
            pairs.append((COUNTED_UNIT, units[0].iri))
            if _is(kept[-1], ("of",)):
                kept.pop()
        else:
            kept.append(item)
    return kept, tuple(pairs)


def _joined_subgroups(row: list[Chunk], known: Knowledge) -> list[Chunk]:
    """Leave out "and" between two subgroups, which are said of the same cases: "without X and other than Y"."""
    return [
        item
        for index, item in enumerate(row)
        if not (
            0 < index < len(row) - 1
            and item.kind == CONJUNCTION
            and item.text == "and"
            and _is_a(row[index - 1], _SUBGROUP, known)
            and _is_a(row[index + 1], _SUBGROUP, known)
        )
    ]


def _units(item: Chunk, known: Knowledge) -> list[Entry]:
    return [entry for entry in known.lexicon.entries.get(key(item.text)) or () if entry.kind == UNIT]


def _take_introduced(row: list[Chunk], known: Knowledge) -> tuple[list[Chunk], tuple[Pair, ...]]:
    """Take the values of qualifiers that words of their own introduce: "together with X", "compared with Y"."""
    kept: list[Chunk] = []
    pairs: list[Pair] = []
    rest = list(row)
    if all(item.kind != INTRODUCER for item in row):
        return row, ()
    while rest:
        item = rest.pop(0)
        if item.kind != INTRODUCER:
            kept.append(item)
            continue
        behind = 1 if rest and rest[0].kind == PREPOSITION else 0
        property_ = item.entries[0].iri
        kind = known.qualifiers[property_].value_kind
        value = rest[behind] if len(rest) > behind else None
        if value is None or value.kind != TERM or (kind and not _is_a(value, frozenset([kind]), known)):
            kept.append(item)
            continue
        pairs.append((property_, rest[behind].entries[0].iri))
        del rest[: behind + 1]
        while kind and len(rest) > 1 and _is(rest[0], ("with", "and")) and _is_a(rest[1], frozenset([kind]), known):
            pairs.append((property_, rest[1].entries[0].iri))
            del rest[:2]
    return kept, tuple(pairs)


def _take_conditions(row: list[Chunk], known: Knowledge) -> tuple[list[Chunk], tuple[Pair, ...]]:
    """Take what else the patients with a disease have: "patients with X and Y", "X with Y"."""
    kept: list[Chunk] = []
    pairs: list[Pair] = []
    index = 0
    while index < len(row):
        condition = row[index + 1] if index + 1 < len(row) and _joins(row, index, known) else None
        if condition is None:
            kept.append(row[index])
            index += 1
            continue
        named = _people_with(condition, known)
        pairs.append((IN_POPULATION, named[0]) if named else (TOGETHER_WITH, condition.entries[0].iri))
        index += 2
    return kept, tuple(pairs)


def _people_with(condition: Chunk, known: Knowledge) -> list[str]:
    """Return the populations that are named for a condition: "patients with X"."""
    people = known.lexicon.entries.get(key(f"patient with {condition.text}")) or ()
    return [entry.iri for entry in people if entry.kind == TERM and known.is_kind(entry.iri, {POPULATION})]


def _joins(row: list[Chunk], index: int, known: Knowledge) -> bool:
    """Return whether "and" or "with" at ``index`` joins a finding to a disease."""
    if index < 1 or not _is(row[index], ("and", "with")):
        return False
    joint, disease, finding = row[index], row[index - 1], row[index + 1]
    before = row[index - 2] if index > 1 else None
    after = row[index + 2] if index + 2 < len(row) else None
    if not _is_a(finding, _FINDING, known):
        return False
    if not _is_a(disease, _DISEASE, known) and not (_is_a(disease, _POPULATION, known) and _people_with(finding, known)):
        return False
    if after is not None and after.kind not in _ENDS_A_NOUN:
        return False
    if joint.kind == CONJUNCTION:
        return joint.text == "and" and before is not None and before.kind == PREPOSITION and before.text == "with"
    against = before is not None and (before.kind == THAN or (before.kind == PREPOSITION and before.text == "from"))
    return joint.kind == PREPOSITION and joint.text == "with" and not against


def _is(item: Chunk, words: tuple[str, ...]) -> bool:
    return item.kind in (PREPOSITION, CONJUNCTION) and item.text in words


def _is_a(item: Chunk, kinds: frozenset[str], known: Knowledge) -> bool:
    return item.kind == TERM and all(known.is_kind(entry.iri, kinds) for entry in item.entries)
