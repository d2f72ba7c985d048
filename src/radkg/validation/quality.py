"""The quality of an ontology: its checks and mapping sets, run on what is written and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

import pyoxigraph as ox

from radkg.errors import UnknownTerm, UnreadableFile
from radkg.mappings.triples import triples
from radkg.mappings.verify.checks import check_sets
from radkg.model.knowledge import Knowledge
from radkg.styles import Paint, html_table, plain
from radkg.validation import checks
from radkg.validation.data import ValidationData, ontology_documents
from radkg.validation.engine import finished
from radkg.validation.finding import SHAPES, Finding
from radkg.validation.report import ValidationReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written
    from radkg.rdf.reading import Document


@dataclass(frozen=True, slots=True)
class QualityReport(ValidationReport):
    """What the quality checks find."""


def examine(written: Written, documents: Sequence[Document] = (), only: Sequence[str] = ()) -> QualityReport:
    """Run the checks of an ontology, and hold its mapping sets against its terms.

    Files with faults are not refused: the checks look for faults.

    Args:
        written: The ontology.
        documents: Files of a user's own, checked together with the ontology.
        only: Names of checks, to run these alone; all, and the mapping sets, where none is given.

    Raises:
        UnknownTerm: No check is called as one of ``only`` says.
        UnreadableFile: A mapping set cannot be read.
    """
    selected = _selected(written.ontology, only)
    with ValidationData([*ontology_documents(written), *documents], written, is_ontology=True) as data:
        _add_mappings(data.complete, written.ontology, strict=bool(only))
        found = [finding for check in selected for finding in checks.run(check, data.complete)]
        if not only:
            found = [*mapping_findings(data.complete, written.ontology), *found]
        return QualityReport(
            findings=tuple(finished(found, data, data.documents)),
            files=tuple(document.path for document in documents),
            facts=sum(data.is_fact(node) for node in data.subjects),
            terms=sum(data.is_term(node) for node in data.subjects),
            shapes=0,
            checks=len(selected),
        )


def _add_mappings(store: ox.Store, ontology: Ontology, strict: bool) -> None:
    """Add the mappings of what the store has to it; what is wrong with the others, `mapping_findings` says.

    Args:
        store: The store.
        ontology: The ontology with the mapping sets.
        strict: Whether a row that no triple can be made of is an error.
    """
    try:
        mapped = triples(ontology.mapping_index())
    except UnreadableFile:
        if strict:
            raise
        return
    store.extend([ox.Quad(*triple) for triple in mapped if any(store.quads_for_pattern(triple.subject, None, None))])


def _selected(ontology: Ontology, only: Sequence[str]) -> list[checks.Check]:
    known = {check.name: check for check in checks.quality_checks(ontology)}
    for name in only:
        if name not in known:
            from difflib import get_close_matches

            raise UnknownTerm(name, tuple(get_close_matches(name, known, 3)), kind="check")
    return [known[name] for name in only] if only else list(known.values())


def mapping_findings(store: ox.Store, ontology: Ontology) -> Iterator[Finding]:
    """Hold the ontology's mapping sets against the terms of a store as `radkg.validation.checks.run` takes it."""
    for problem in check_sets(ontology.mapping_sets(), Knowledge(store, ontology), ontology.prefixes()):
        yield Finding(
            "Violation",
            problem.message,
            f"Mend it in ontology/mappings/{problem.set}.sssom.tsv.",
            label=problem.row,
            file=f"{problem.set}.sssom.tsv",
            check=f"{SHAPES}mapping-{problem.check}",
        )


def faults(store: ox.Store, ontology: Ontology) -> list[Finding]:
    """Return what keeps an ontology from being released: what its checks find of severity Violation, with labels."""
    known = Knowledge(store, ontology)
    found: Iterable[Finding] = (f for check in checks.quality_checks(ontology) for f in checks.run(check, store))
    return [
        replace(finding, label=known.label(finding.focus) if finding.focus.startswith("http") else "")
        for finding in found
        if finding.severity == "Violation"
    ]


class CheckAnswer(TypedDict):
    """A quality check.

    Attributes:
        name: What it is called.
        severity: "Violation", "Warning" or "Info".
        title: What it finds.
        problem: Why that matters.
        solution: What to do.
    """

    name: str
    severity: str
    title: str
    problem: str
    solution: str


class QualityChecks(tuple[checks.Check, ...]):
    """The quality checks of an ontology; as text they are the page docs/checks.md."""

    __slots__ = ()

    @classmethod
    def of(cls, ontology: Ontology) -> QualityChecks:
        """Return those of an ontology, sorted by name."""
        return cls(checks.quality_checks(ontology))

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg quality --docs`: 0."""
        return 0

    def to_dict(self) -> list[CheckAnswer]:
        """Return the checks as `radkg quality --docs --format json` gives them."""
        return [
            {"name": c.name, "severity": c.severity, "title": c.title, "problem": c.problem, "solution": c.solution}
            for c in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the page that lists the checks, in Markdown; neither ``width`` nor ``paint`` is heeded."""
        lines = [
            "# Quality checks",
            "",
            "Each check is a query in `queries/checks/` that finds nothing in a sound ontology; `radkg quality` runs them all.",
            "A Violation stops a release. This page is made by `radkg quality --docs`.",
            "",
            "| check | severity | finds | why it matters | what to do |",
            "|---|---|---|---|---|",
        ]
        lines += [f"| `{c.name}` | {c.severity} | {c.title} | {c.problem} | {c.solution} |" for c in self]
        return "\n".join(lines)

    def html(self) -> str:
        """Return the checks as a table in HTML."""
        rows: list[tuple[object, ...]] = [(c.name, c.severity, c.title, c.problem, c.solution) for c in self]
        return html_table(("check", "severity", "finds", "why it matters", "what to do"), rows)

    def _repr_html_(self) -> str:
        return self.html()


def as_markdown(ontology: Ontology) -> str:
    """Return the page that lists the checks, made from the headers of their queries."""
    return QualityChecks.of(ontology).text() + "\n"
