"""Procedures that show a finding: one row names a finding and what it is observed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.imports.module import Module
from radkg.imports.vocabulary import iri_of
from radkg.namespaces import FACT, OBO, RADKG, compact

if TYPE_CHECKING:
    from radkg.imports.tables import Row, Table
    from radkg.imports.vocabulary import ImportVocabulary

COLUMNS = frozenset({"hpo_id", "hpo_label", "relation", "maxo_id", "maxo_label", "curator"})
NOTICES = [
    "Labels and identifiers of procedures are those of the Medical Action Ontology, CC BY 4.0, unaltered. Only findings that",
    "radkg has or has taken over are here.",
]
_PLAIN = "is_observable_through"
_OBSERVED = (_PLAIN, "is_prenatally_observable_through")


def convert(table: Table, vocabulary: ImportVocabulary, source: dict[str, str]) -> Module:
    """Return the facts of a table of procedures.

    Args:
        table: The table.
        vocabulary: The terms that its names and identifiers stand for.
        source: The source that the facts rest on; see `ImportVocabulary.source`.

    Raises:
        UnreadableFile: An identifier or relation is not of the form that is read.
    """
    module = Module(table.name, len(table.rows))
    publisher = source["label"].partition(" ")[0]
    curators = sorted({row["curator"] for row in table.rows})
    for row in table.rows:
        finding, procedure = iri_of(row["hpo_id"]), iri_of(row["maxo_id"])
        if finding is None or procedure is None:
            wrong = row["maxo_id"] if finding else row["hpo_id"]
            raise table.error(row, f"{wrong!r} is no identifier that is read", "write it as HP:0002015 or MAXO:0000595")
        if row["relation"] not in _OBSERVED:
            raise table.error(row, f"{row['relation']!r} is no relation that is read", f"write {' or '.join(_OBSERVED)}")
        subject = vocabulary.match(finding) or (finding if vocabulary.is_classified(finding) else None)
        if subject is None:
            module.left_out["the finding has no term here"] += 1
        elif reason := vocabulary.value(procedure, RADKG + "notImported"):
            module.left_out[reason] += 1
        elif (stage := vocabulary.named.get(row["relation"])) is None and row["relation"] != _PLAIN:
            module.left_out["the stage at which it is observable has no term here"] += 1
        else:
            evidence = f"{FACT}maxo-e{curators.index(row['curator']) + 1}"
            module.add_evidence(evidence, source["iri"], *_credit(row["curator"]))
            object_ = _object(module, vocabulary, procedure, row)
            when = f"in {vocabulary.labels[stage]} " if stage else ""
            limits = [f"radkg:atStage {compact(stage)}"] if stage else []
            procedure_label = vocabulary.labels.get(object_, row["maxo_label"])
            label = f"{vocabulary.labels[subject]} is observable {when}by {procedure_label} ({publisher})"
            iri = f"{FACT}maxo-{row['maxo_id'][5:]}-{row['hpo_id'].replace(':', '-').lower()}"
            module.add_fact(iri, label, (subject, RADKG + "isDemonstratedBy", object_), evidence, *limits)
    return module


def _object(module: Module, vocabulary: ImportVocabulary, procedure: str, row: Row) -> str:
    """Return radkg's term for a procedure, or else the procedure, which is declared in the module."""
    kinds = (RADKG + "DiagnosticProcedure", RADKG + "ImagingModality")
    named = vocabulary.called(row["maxo_label"])
    fitting = (term for term in named if any(vocabulary.is_kind(term, kind) for kind in kinds))
    same = vocabulary.match(procedure) or next(fitting, None)
    if same is not None:
        module.add_match(same, procedure, "" if named else row["maxo_label"])
        return same
    module.add_term(procedure, row["maxo_label"], "" if vocabulary.is_classified(procedure) else kinds[0], OBO + "maxo.owl")
    return procedure


def _credit(curator: str) -> list[str]:
    prefix, _, number = curator.partition(":")
    return [f"dcterms:creator <https://orcid.org/{number}>"] if prefix == "ORCID" else []
