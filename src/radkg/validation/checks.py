"""The rules over several facts: one query each, in queries/validate/ or shared with the quality checks in queries/checks/."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.validation.report import SHAPES, Finding, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.model.ontology import Ontology
    from radkg.validation.data import Data

_HEADER = re.compile(r"^# (title|problem|solution): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """A query with the columns ``?entity ?property ?value``, and ``?message`` where the title alone would not say enough."""

    name: str
    severity: str
    title: str
    problem: str
    solution: str
    query: str

    @property
    def iri(self) -> str:
        """What a report names as source of its findings."""
        return SHAPES + self.name


def checks(ontology: Ontology, *, of_ontology: bool) -> list[Check]:
    """Return the checks that queries/validate/profile.tsv names: for the ontology itself, or for facts that come beside it."""
    folder = ontology.query_folder("validate")
    found = []
    for row in resources.read_text(os.path.join(folder, "profile.tsv")).splitlines()[1:]:
        name, severity, scope = row.split("\t")
        if of_ontology and scope == "extra":
            continue
        path = os.path.join(folder, f"{name}.rq")
        if not os.path.exists(path):
            path = os.path.join(ontology.query_folder("checks"), f"{name}.rq")
        query = ontology.query_text(path)
        found.append(Check(name, severity, query=query, **dict(_HEADER.findall(query))))
    return found


def run(check: Check, data: Data) -> Iterator[Finding]:
    """Run one check, and yield what it finds in the documents under validation."""
    rows = data.complete.query(check.query)
    assert isinstance(rows, ox.QuerySolutions)
    columns = {variable.value for variable in rows.variables}
    seen = set()
    for row in rows:
        entity, path, value = row["entity"], row["property"], row["value"]
        message = row["message"].value if "message" in columns and row["message"] is not None else check.title
        if entity not in data.subjects or (entity, path, value, message) in seen:
            continue
        seen.add((entity, path, value, message))
        yield Finding(
            check.severity,
            message,
            check.solution,
            focus=text(entity),
            path=text(path),
            value=text(value),
            datatype=value.datatype.value if isinstance(value, ox.Literal) and not value.language else "",
            check=check.iri,
        )
