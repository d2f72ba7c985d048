"""Checks: one query each, with the columns ``?entity ?property ?value``, that has no row where all is well.

``radkg quality`` runs the checks of queries/checks/ on the ontology. ``radkg validate`` runs the checks that
queries/validate/profile.tsv names on facts of a user's own: rules over several facts, which no shape of SHACL Core can say.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.errors import InvalidQuery, UnreadableFile
from radkg.questions.header import read_header
from radkg.rdf.sparql import select
from radkg.validation.finding import SEVERITIES, SHAPES, Finding, datatype_of, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.model.ontology import Ontology

_PROFILE = "profile.tsv"
_COLUMNS = {"checks": ("check", "severity"), "validate": ("check", "severity", "scope")}
_HEADER = ("title", "problem", "solution")


@dataclass(frozen=True, slots=True)
class Check:
    """A query with the columns ``?entity ?property ?value``, and ``?message`` where the title alone would not say enough.

    Attributes:
        name: The name of its file without suffix.
        severity: One of `radkg.validation.finding.SEVERITIES`.
        title: What it finds.
        problem: Why that matters.
        solution: What to do.
        query: The SPARQL.
    """

    name: str
    severity: str
    title: str
    problem: str
    solution: str
    query: str

    @property
    def iri(self) -> str:
        """The IRI that a report names as source of the check's findings."""
        return SHAPES + self.name


def quality_checks(ontology: Ontology) -> list[Check]:
    """Return every check of ``queries/checks``, sorted by name, with the severity that its profile gives it.

    Raises:
        InvalidQuery: A check lacks a line of its header, or its severity; or the profile names a check that is not there.
        UnreadableFile: There is no profile.
    """
    paths = {os.path.basename(path).removesuffix(".rq"): path for path in ontology.query_files("checks")}
    severities = dict(_profile(ontology, "checks"))
    if unknown := severities.keys() ^ paths.keys():
        raise InvalidQuery(f"{', '.join(sorted(unknown))}: a check needs a file and a line in {_PROFILE}; add what is missing")
    return [_read(ontology, path, severities[name]) for name, path in paths.items()]


def validation_checks(ontology: Ontology, *, of_ontology: bool) -> list[Check]:
    """Return the checks of validation, in the order of their profile.

    Args:
        ontology: The ontology.
        of_ontology: Whether the ontology itself is validated; else facts of a user's own are.

    Raises:
        InvalidQuery: A check lacks a line of its header, or its severity.
        UnreadableFile: There is no profile.
    """
    found = []
    for name, severity, scope in _profile(ontology, "validate"):
        if not (of_ontology and scope == "extra"):
            path = os.path.join(ontology.query_folder("validate"), f"{name}.rq")
            if not os.path.exists(path):
                path = os.path.join(ontology.query_folder("checks"), f"{name}.rq")
            found.append(_read(ontology, path, severity))
    return found


def _profile(ontology: Ontology, kind: str) -> list[list[str]]:
    path = os.path.join(ontology.query_folder(kind), _PROFILE)
    try:
        _, *rows = resources.read_text(path).splitlines()
    except (OSError, ValueError):  # missing, empty or not UTF-8
        raise UnreadableFile(path, "no table of checks and their severities", remedy="write one, as radkg has it") from None
    width = len(_COLUMNS[kind])
    if wrong := next((number for number, row in enumerate(rows, 2) if row.count("\t") != width - 1), None):
        raise UnreadableFile(path, f"a row has not {width} cells", line=wrong, remedy=f"write {', '.join(_COLUMNS[kind])}")
    return [row.split("\t") for row in rows]


def _read(ontology: Ontology, path: str, severity: str) -> Check:
    query = ontology.query_text(path)
    header = read_header(query)
    if not all(len(header.get(name, ())) == 1 for name in _HEADER) or severity not in SEVERITIES:
        raise InvalidQuery(f"{path}: needs title, problem and solution, and a severity in {_PROFILE}")
    name = os.path.basename(path).removesuffix(".rq")
    title, problem, solution = (header[part][0] for part in _HEADER)
    return Check(name, severity, title, problem, solution, query)


def run(check: Check, store: ox.Store) -> Iterator[Finding]:
    """Run a check and yield its findings, sorted.

    Args:
        check: The check.
        store: A store whose default graph has what is written and what follows from it.

    Raises:
        InvalidQuery: The check is no SELECT.
    """
    rows = select(store, check.query, check.name)
    columns = {variable.value for variable in rows.variables}
    found: dict[Finding, None] = {}
    for row in rows:
        entity, path, value = row["entity"], row["property"], row["value"]
        message = row["message"].value if "message" in columns and row["message"] is not None else check.title
        finding = Finding(
            check.severity,
            message,
            check.solution,
            focus=text(entity),
            path=text(path),
            value=text(value),
            datatype=datatype_of(value),
            check=check.iri,
        )
        found[finding] = None
    yield from sorted(found, key=lambda finding: (finding.focus, finding.path, finding.value, finding.message))
