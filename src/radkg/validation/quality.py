"""Quality checks: each is one SPARQL file that finds nothing in a sound ontology.

``python -m radkg.validation.quality`` runs them on radkg's own ontology, or on that ontology with the files named beside it,
and holds radkg's mapping sets against its terms.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.model.ontology import Ontology
from radkg.model.store import Written, fill_in
from radkg.namespaces import RDFS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: How much a finding weighs, heaviest first. An ERROR stops a release.
LEVELS = ("ERROR", "WARN", "INFO")

_HEADER = re.compile(r"^# (title|problem|solution): (.+)$", re.MULTILINE)
_LABEL = ox.NamedNode(RDFS + "label")


@dataclass(frozen=True, slots=True)
class Check:
    """One quality check: a query with the columns ``?entity ?property ?value`` that must find nothing."""

    name: str
    level: str
    title: str
    problem: str
    solution: str
    query: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a check: what is wrong with which entity, and where it is written (``file:line``, or empty)."""

    check: Check
    entity: str
    label: str
    property: str
    value: str
    place: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        named = f" “{self.label}”" if self.label else ""
        said = " ".join(part for part in (self.property, self.value) if part)
        return f"{self.check.level} {where}{self.entity}{named}: {self.check.title}" + (f" ({said})" if said else "")


def checks(ontology: Ontology) -> tuple[Check, ...]:
    """Return every check of ``queries/checks``, sorted by name, with the level that ``profile.tsv`` gives it.

    Raises:
        ValueError: A check lacks a line of its header, or its level; or the profile names a check that is not there.
    """
    folder = ontology.query_folder("checks")
    rows = resources.read_text(os.path.join(folder, "profile.tsv")).splitlines()[1:]
    levels = dict(row.split("\t") for row in rows)
    found = []
    for path in ontology.query_files("checks"):
        name = os.path.basename(path).removesuffix(".rq")
        query = ontology.query_text(path)
        header = dict(_HEADER.findall(query))
        if len(header) != 3 or levels.get(name) not in LEVELS:
            raise ValueError(f"{path}: needs title, problem and solution, and a level in profile.tsv")
        found.append(Check(name, levels.pop(name), header["title"], header["problem"], header["solution"], query))
    if levels:
        raise ValueError(f"profile.tsv names checks that are not there: {', '.join(levels)}")
    return tuple(found)


def run_checks(store: ox.Store, selected: Iterable[Check]) -> list[Finding]:
    """Run checks on a store that holds an ontology with what is derived from it.

    Args:
        store: The triples, in the default graph.
        selected: The checks to run.

    Returns:
        What was found, errors first.
    """
    findings = []
    for check in selected:
        rows = store.query(check.query)
        assert isinstance(rows, ox.QuerySolutions)
        texts = {tuple(_text(row[column]) for column in ("entity", "property", "value")): row["entity"] for row in rows}
        findings += [
            Finding(check, entity, _label(store, texts[entity, name, value]), name, value)
            for entity, name, value in sorted(texts)
        ]
    return sorted(findings, key=lambda finding: LEVELS.index(finding.check.level))


def run_mapping_checks(store: ox.Store, ontology: Ontology) -> list[Finding]:
    """Hold the ontology's mapping sets against the terms of a store as `run_checks` takes it."""
    from radkg.mappings.verify.checks import check_sets
    from radkg.model.knowledge import Knowledge

    found = []
    for problem in check_sets(ontology.mapping_sets(), Knowledge(store, ontology), ontology.prefixes()):
        remedy = f"Mend it in ontology/mappings/{problem.set}.sssom.tsv."
        check = Check(f"mapping-{problem.check}", "ERROR", problem.message, problem.message, remedy, "")
        found.append(Finding(check, problem.row, "", "", ""))
    return found


def with_places(findings: Sequence[Finding], files: Sequence[str]) -> list[Finding]:
    """Return ``findings`` with the file and line that begins the description of each one's entity."""
    wanted = {finding.entity for finding in findings}
    places: dict[str, str] = {}
    for path in files:
        for number, line in enumerate(resources.read_text(path).splitlines(), 1):
            first = compact(line.split(maxsplit=1)[0].strip("<>")) if line[:1].strip() else ""
            if first in wanted:
                places.setdefault(first, f"{os.path.relpath(path)}:{number}")
    return [Finding(f.check, f.entity, f.label, f.property, f.value, places.get(f.entity, "")) for f in findings]


def as_markdown(ontology: Ontology) -> str:
    """Return the page that lists the checks, made from the headers of their queries."""
    lines = [
        "# Quality checks",
        "",
        "Each check is a query in `queries/checks/` that finds nothing in a sound ontology;",
        "`python -m radkg.validation.quality` runs them all. An ERROR stops a release. This page is made by",
        "`python -m radkg.validation.quality --docs`.",
        "",
        "| check | level | finds | why it matters | what to do |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| `{c.name}` | {c.level} | {c.title} | {c.problem} | {c.solution} |" for c in checks(ontology)]
    return "\n".join(lines) + "\n"


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if isinstance(term, ox.Literal):
        return f'"{term.value}"' + (f"@{term.language}" if term.language else "")
    return "" if term is None else str(term)


def _label(store: ox.Store, entity: object) -> str:
    if not isinstance(entity, ox.NamedNode):
        return ""
    labels = sorted(q.object.value for q in store.quads_for_pattern(entity, _LABEL, None) if isinstance(q.object, ox.Literal))
    return labels[0] if labels else ""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the checks from the command line: 0 if no error was found, 1 if one was, 2 if a file cannot be read."""
    import argparse

    from radkg.errors import RadkgError

    parser = argparse.ArgumentParser(prog="python -m radkg.validation.quality", description="Run the quality checks.")
    parser.add_argument("files", metavar="FILE", nargs="*", help="RDF to check beside radkg's own")
    parser.add_argument("--only", metavar="CHECK", action="append", help="run this check only (repeatable)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--docs", action="store_true", help="print the page that describes the checks, and run none")
    arguments = parser.parse_args(argv)
    if arguments.docs:
        print(as_markdown(Ontology.carried()), end="")
        return 0
    try:
        return _report(arguments.files, arguments.only, arguments.format)
    except RadkgError as error:
        print(f"radkg: {error}", file=sys.stderr)
        return 2


def _report(files: Sequence[str], only: Sequence[str] | None, output: str) -> int:
    from radkg.errors import UnknownTerm

    ontology = Ontology.carried()
    known = {check.name: check for check in checks(ontology)}
    for name in only or ():
        if name not in known:
            from difflib import get_close_matches

            raise UnknownTerm(name, tuple(get_close_matches(name, known, 3)))
    selected = [known[name] for name in only] if only else list(known.values())
    store = _store(files, ontology)
    findings = with_places(run_checks(store, selected), [*_texts(files), *ontology.files()])
    if not only:
        findings = run_mapping_checks(store, ontology) + findings
    if output == "json":
        from radkg.cli.output import print_json

        print_json(
            [
                {
                    "check": f.check.name,
                    "level": f.check.level,
                    "entity": f.entity,
                    "label": f.label,
                    "property": f.property,
                    "value": f.value,
                    "place": f.place,
                    "title": f.check.title,
                    "solution": f.check.solution,
                }
                for f in findings
            ]
        )
    else:
        for finding in findings:
            print(f"{finding} [{finding.check.name}]\n  {finding.check.solution}")
    counts = ", ".join(f"{sum(f.check.level == level for f in findings)} {level}" for level in LEVELS)
    print(f"{len(selected)} checks: {counts}", file=sys.stderr)
    return int(any(finding.check.level == "ERROR" for finding in findings))


def _texts(files: Sequence[str]) -> list[str]:
    return [path for path in files if path.lower().endswith(".ttl")]


def _store(files: Sequence[str], ontology: Ontology) -> ox.Store:
    # Not KnowledgeGraph(extra=…): that refuses files with faults, and faults are what is looked for here.
    from radkg.rdf import reading

    store = Written(ontology, tuple(quad.triple for path in files for quad in reading.read(path).quads)).store()
    fill_in(store, ontology)
    return store


if __name__ == "__main__":
    sys.exit(main())
