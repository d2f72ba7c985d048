"""Procedures that show a finding: one row names a finding and what it is observed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.imports.module import Module
from radkg.imports.ours import iri_of
from radkg.namespaces import FACT, OBO, RADKG

if TYPE_CHECKING:
    from radkg.imports.ours import Ours
    from radkg.imports.tables import Row, Table

COLUMNS = frozenset({"hpo_id", "hpo_label", "relation", "maxo_id", "maxo_label", "curator"})
NOTICES = [
    "Labels and identifiers of procedures are those of the Medical Action Ontology, CC BY 4.0, unaltered. Only findings that",
    "radkg has or has taken over are here.",
]
_OBSERVED = ("is_observable_through", "is_prenatally_observable_through")


def convert(table: Table, ours: Ours, source: dict[str, str]) -> Module:
    """Return the facts of a table of procedures.

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
        subject = ours.match(finding) or (finding if ours.placed(finding) else None)
        if subject is None:
            module.left_out["the finding has no term here"] += 1
        elif reason := ours.value(procedure, RADKG + "notImported"):
            module.left_out[reason] += 1
        else:
            evidence = f"{FACT}maxo-e{curators.index(row['curator']) + 1}"
            module.add_evidence(evidence, source["iri"], *_credit(row["curator"]))
            object_ = _object(module, ours, procedure, row)
            when = "before birth " if row["relation"] == _OBSERVED[1] else ""
            label = f"{ours.labels[subject]} is observable {when}by {ours.labels.get(object_, row['maxo_label'])} ({publisher})"
            iri = f"{FACT}maxo-{row['maxo_id'][5:]}-{row['hpo_id'].replace(':', '-').lower()}"
            module.add_fact(iri, label, (subject, RADKG + "isDemonstratedBy", object_), evidence)
    return module


def _object(module: Module, ours: Ours, procedure: str, row: Row) -> str:
    """Return our term for a procedure, or the procedure itself, declared."""
    kinds = (RADKG + "DiagnosticProcedure", RADKG + "ImagingModality")
    named = ours.called(row["maxo_label"])
    fitting = (term for term in named if any(ours.is_kind(term, kind) for kind in kinds))
    same = ours.match(procedure) or next(fitting, None)
    if same is not None:
        module.add_match(same, procedure, "" if named else row["maxo_label"])
        return same
    module.add_term(procedure, row["maxo_label"], "" if ours.placed(procedure) else kinds[0], OBO + "maxo.owl")
    return procedure


def _credit(curator: str) -> list[str]:
    prefix, _, number = curator.partition(":")
    return [f"dcterms:creator <https://orcid.org/{number}>"] if prefix == "ORCID" else []
