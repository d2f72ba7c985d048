"""Epidemiology of diseases: one row gives a rate in a region, or an age at which the disease begins."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from radkg.imports.module import Module
from radkg.imports.vocabulary import iri_of
from radkg.namespaces import FACT, RADKG, compact

if TYPE_CHECKING:
    from radkg.imports.tables import Row, Table
    from radkg.imports.vocabulary import ImportVocabulary

COLUMNS = frozenset({"orpha_id", "label", "kind", "value", "qualification", "geographic", "source"})
NOTICES = [
    "A rate is the class that the publisher sorted it into (1-9 / 100 000), given per million; the publications named",
    "beside it are theirs and were not read.",
]
_ONSET = "AverageAgeOfOnset"
_NO_RATE = ("Unknown", "no data", "Not yet documented", "")
_CLASS = re.compile(r"([<>]?)(\d+)(?:-(\d+))? ?/ ?(\d[\d ]*)")
_PUBMED = re.compile(r"(\d+)\[PMID\]")


def read_rate(value: str) -> tuple[str | None, str | None] | None:
    """Return the bounds of a class of rates, per million; ``None`` where the text is none.

    >>> read_rate("1-9 / 100 000")
    ('10', '90')
    >>> read_rate("<1 / 1 000 000")
    (None, '1')
    """
    rate = _CLASS.fullmatch(value)
    if rate is None:
        return None
    sign, low, high, denominator = rate.groups()
    factor = Fraction(1_000_000, int(denominator.replace(" ", "")))
    least, most = (_number(factor * int(number)) for number in (low, high or low))
    return (None if sign == "<" else least), (None if sign == ">" else most)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):f}".rstrip("0")


def convert(table: Table, vocabulary: ImportVocabulary, source: dict[str, str]) -> Module:
    """Return the facts of a table of epidemiology.

    Args:
        table: The table.
        vocabulary: The terms that its names and identifiers stand for.
        source: The source that the facts rest on; see `ImportVocabulary.source`.

    Raises:
        UnreadableFile: An identifier or rate is not of the form that is read.
    """
    module = Module(table.name, len(table.rows))
    publisher = source["label"].partition(",")[0]
    for row in table.rows:
        disease = iri_of(row["orpha_id"])
        if disease is None:
            raise table.error(row, f"{row['orpha_id']!r} is no identifier that is read", "write it as ORPHA:221")
        subject = vocabulary.match(disease)
        if subject is None:
            module.left_out["the disease has no term here"] += 1
            continue
        number = row["orpha_id"].partition(":")[2]
        stem = f"{FACT}orphanet-{number}-epidemiology"
        reason = _add(module, vocabulary, table, row, subject, stem, publisher)
        if reason:
            module.left_out[reason] += 1
        else:
            page = f"rdfs:seeAlso <https://www.orpha.net/en/disease/detail/{number}>"
            module.add_evidence(f"{stem}-e1", source["iri"], page)
    return module


def _add(
    module: Module, vocabulary: ImportVocabulary, table: Table, row: Row, subject: str, stem: str, publisher: str
) -> str | None:
    """Add the fact of one row to the module, or return why the row gives none."""
    name, kind, evidence = vocabulary.labels[subject], vocabulary.named.get(row["kind"]), f"{stem}-e1"
    if row["kind"] == _ONSET:
        population = vocabulary.named.get(row["value"])
        if population is None:
            return "the age of onset has no term here"
        iri = f"{stem}-onset-{_slug(row['value'])}"
        label = f"{name} begins in the age group {vocabulary.labels[population]} ({publisher})"
        triple = (subject, RADKG + "isSeenIn", population)
        module.add_fact(iri, label, triple, evidence, "radkg:atStage radkg:Onset")
        return None
    if kind is None:
        return f"{row['kind']} is not epidemiology"
    if row["value"] in _NO_RATE:
        return "no rate is given"
    bounds = read_rate(row["value"])
    if bounds is None:
        raise table.error(row, f"{row['value']!r} is no class of rates", "write it as 1-9 / 100 000")
    region = vocabulary.named.get(row["geographic"])
    if region is None:
        return "the region has no term here"
    measure = vocabulary.value(kind, RADKG + "rateMeasure")
    if measure is None:
        return "its rate has no measure here"
    iri = f"{stem}-{_slug(row['kind'])}-{_slug(row['geographic'])}"
    if iri in module.facts:
        return "it says the same as another row"
    least, most = bounds
    pieces = [f"radkg:inRegion {compact(region)} ; radkg:effectMeasure {compact(measure)}"]
    pieces += [f"radkg:effectMinimum {least}"] * (least is not None)
    pieces += [f"radkg:effectMaximum {most}"] * (most is not None)
    pieces += [f"rdfs:seeAlso <https://pubmed.ncbi.nlm.nih.gov/{n}>" for n in dict.fromkeys(_PUBMED.findall(row["source"]))]
    label = f"{name} has a measured {vocabulary.labels[kind]} of {row['value']} in {vocabulary.labels[region]} ({publisher})"
    module.add_fact(iri, label, (subject, RADKG + "hasRate", kind), evidence, *pieces)
    return None


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
