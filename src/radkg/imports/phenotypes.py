"""Phenotypes of diseases: one row says that a disease shows a finding, and in which share of patients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from radkg.imports.module import Module
from radkg.imports.vocabulary import iri_of
from radkg.namespaces import FACT, OBO, RADKG

if TYPE_CHECKING:
    from radkg.imports.tables import Row, Table
    from radkg.imports.vocabulary import ImportVocabulary

COLUMNS = frozenset({"disease_id", "disease_name", "qualifier", "hpo_id", "hpo_label", "frequency", "onset", "sex", "modifier"})
NOTICES = [
    "Labels and identifiers of findings are those of the Human Phenotype Ontology, https://hpo.jax.org, unaltered; its",
    "licence: https://hpo.jax.org/app/license. A finding that radkg has a term for is that term, with the identifier matched.",
]
_BAND = re.compile(r"([A-Z][a-z ]+) \((?:(\d{1,3})|<?(\d{1,3})-(\d{1,3}))%\)")
_NARROWING = ("qualifier", "onset", "sex", "modifier")


def read_band(frequency: str) -> tuple[str, int, int] | None:
    """Return the word, least and greatest percent of a frequency band; ``None`` where the text is none.

    >>> read_band("Very rare (<4-1%)")
    ('very rare', 1, 4)
    >>> read_band("Obligate (100%)")
    ('obligate', 100, 100)
    """
    band = _BAND.fullmatch(frequency)
    if band is None:
        return None
    numbers = sorted(int(number) for number in band.groups()[1:] if number)
    return band[1].lower(), numbers[0], numbers[-1]


def convert(table: Table, vocabulary: ImportVocabulary, source: dict[str, str]) -> Module:
    """Return the facts of a table of phenotypes.

    Args:
        table: The table.
        vocabulary: The terms that its names and identifiers stand for.
        source: The source that the facts rest on; see `ImportVocabulary.source`.

    Raises:
        UnreadableFile: An identifier or frequency is not of the form that is read.
    """
    module = Module(table.name, len(table.rows))
    publisher = source["label"].partition(",")[0]
    stated: set[tuple[str, str, str]] = set()
    for row in table.rows:
        disease, finding = iri_of(row["disease_id"]), iri_of(row["hpo_id"])
        if disease is None or finding is None:
            wrong = row["hpo_id"] if disease else row["disease_id"]
            raise table.error(row, f"{wrong!r} is no identifier that is read", "write it as ORPHA:221 or HP:0002015")
        band = read_band(row["frequency"])
        if band is None:
            raise table.error(row, f"{row['frequency']!r} is no frequency band", "write it as Frequent (79-30%)")
        subject = vocabulary.match(disease)
        if subject is None:
            module.left_out["the disease has no term here"] += 1
        elif any(row[column] for column in _NARROWING):
            module.left_out["it is narrowed in a way that is not taken over"] += 1
        elif (object_ := _object(module, vocabulary, finding, row)) is None:
            module.left_out["the finding's name is that of a disease here"] += 1
        elif (subject, object_, row["frequency"]) in stated:
            module.left_out["it says the same as another row"] += 1
        else:
            stem = f"{FACT}{row['disease_id'].replace(':', '-').lower().replace('orpha', 'orphanet')}"
            evidence = f"{stem}-e1"
            number = row["disease_id"].partition(":")[2]
            page = f"rdfs:seeAlso <https://www.orpha.net/en/disease/detail/{number}>"
            module.add_evidence(evidence, source["iri"], page)
            word, least, most = band
            verb = "shows no" if most == 0 else "shows"
            finding_label = vocabulary.labels.get(object_, row["hpo_label"])
            label = f"{vocabulary.labels[subject]} {verb} {finding_label} ({publisher}: {word})"
            iri = f"{stem}-{row['hpo_id'].replace(':', '-').lower()}"
            numbers = [] if most == 0 else [f"radkg:frequencyMinimum {least} ; radkg:frequencyMaximum {most}"]
            triple = (subject, RADKG + "hasManifestation", object_)
            module.add_fact(iri, label, triple, evidence, *numbers, excluded=most == 0)
            stated.add((subject, object_, row["frequency"]))
    return module


def _object(module: Module, vocabulary: ImportVocabulary, finding: str, row: Row) -> str | None:
    """Return radkg's term for a finding, or else the finding, which is declared in the module.

    ``None`` where the name of the finding is that of a term that is no finding.
    """
    named = vocabulary.called(row["hpo_label"])
    same = vocabulary.match(finding) or next((term for term in named if vocabulary.is_kind(term, RADKG + "Finding")), None)
    if same is not None:
        module.add_match(same, finding, "" if named else row["hpo_label"])
        return same
    if named:
        return None
    module.add_term(finding, row["hpo_label"], RADKG + "Finding", OBO + "hp.owl")
    return finding
