"""What a validation finds, as Python objects, and as the report that the W3C's SHACL recommendation defines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NoReturn, TypedDict

import pyoxigraph as ox

from radkg.errors import no_truth
from radkg.namespaces import PREFIXES, RDF, SH
from radkg.rdf.writing import serialized
from radkg.styles import Paint, plain
from radkg.validation.finding import SEVERITIES, SHAPES, Finding, FindingAnswer
from radkg.validation.results import result_triples
from radkg.validation.sarif import as_sarif


class ValidationAnswer(TypedDict):
    """The outcome of a validation.

    Attributes:
        conforms: Whether nothing was found at all, as SHACL defines it: with a warning alone, it is false and the exit code 0.
        files: The files that were validated; empty where it was the ontology itself.
        facts: How many facts were looked at.
        terms: How many terms were looked at.
        patients: How many patients were looked at.
        triples: How many plain triples, which state a relation without a fact, were looked at.
        shapes: How many shapes they were held against.
        checks: How many checks over several facts were run.
        results: What was found, in the order of the files and lines.
    """

    conforms: bool
    files: list[str]
    facts: int
    terms: int
    patients: int
    triples: int
    shapes: int
    checks: int
    results: list[FindingAnswer]


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome of a validation.

    Attributes:
        findings: What was found, in the order of the files and lines.
        files: The files that were validated; empty where it was the ontology itself.
        facts: How many facts were looked at.
        terms: How many terms were looked at.
        shapes: How many shapes they were held against.
        checks: How many checks over several facts were run.
        patients: How many patients were looked at.
        triples: How many plain triples, which state a relation without a fact, were looked at.
        strict: Whether anything that was found makes the exit code 1.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    facts: int
    terms: int
    shapes: int
    checks: int
    patients: int = 0
    triples: int = 0
    strict: bool = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.summary}>"

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "report.conforms")

    @property
    def conforms(self) -> bool:
        """True where nothing was found at all, as SHACL defines it; where there are warnings alone, see `exit_code`."""
        return not self.findings

    @property
    def summary(self) -> str:
        """One line: what was looked at, and what was found."""
        found = Counter(f.severity for f in self.findings)
        own = sorted(found.keys() - set(SEVERITIES))
        counts = [_count(found[severity], severity.lower()) for severity in SEVERITIES if severity in found]
        counts += [f"{found[severity]:,} of severity {severity}" for severity in own]
        also = [_count(n, what) for n, what in ((self.triples, "plain triple"), (self.patients, "patient")) if n]
        *first, last = [_count(self.facts, "fact"), _count(self.terms, "term"), *also]
        looked = f"{', '.join(first)} and {last}"
        against = f"{_count(self.shapes, 'shape')} and {_count(self.checks, 'check')}"
        return f"{looked} checked against {against}: {', '.join(counts) or 'nothing found'}"

    @property
    def exit_code(self) -> int:
        """The exit code of the command: 1 where there is a Violation or a severity of a user's own, or anything if `strict`."""
        return int(any(self.strict or finding.fails for finding in self.findings))

    def to_dict(self) -> ValidationAnswer:
        """Return the report as plain Python values, for JSON."""
        return {
            "conforms": self.conforms,
            "files": list(self.files),
            "facts": self.facts,
            "terms": self.terms,
            "patients": self.patients,
            "triples": self.triples,
            "shapes": self.shapes,
            "checks": self.checks,
            "results": [finding.to_dict() for finding in self.findings],
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the report for reading; ``width`` is not heeded, as places and IRIs stay in one line."""
        fails = any(finding.fails for finding in self.findings)
        outcome = "conforms" if self.conforms else "does not conform" if fails else "no violation"
        blocks = [finding.text(paint) for finding in self.findings]
        return "\n\n".join([*blocks, paint(f"{outcome}; {self.summary}", "bold" if self.findings else "green")])

    def to_turtle(self) -> str:
        """Return a ``sh:ValidationReport`` (https://www.w3.org/TR/shacl/#validation-report) in Turtle.

        What a shape of a user's own finds is there as pySHACL gives it. The place of a result stands in ``rdfs:comment``, since
        SHACL has no name for it.
        """
        report = ox.BlankNode("report")
        triples = [
            _triple(report, RDF + "type", ox.NamedNode(SH + "ValidationReport")),
            _triple(report, SH + "conforms", ox.Literal(self.conforms)),
        ]
        for result, about in result_triples(self.findings):
            triples += [_triple(report, SH + "result", result), *about]
        prefixes = {**PREFIXES, "shape": SHAPES}
        lines = serialized(triples, ox.RdfFormat.TURTLE, prefixes).decode().splitlines(keepends=True)
        # The prefixes come in no order, and a report must be the same every time.
        return "".join(sorted(lines, key=lambda line: (not line.startswith("@prefix"), line if line.startswith("@") else "")))

    def to_sarif(self) -> str:
        """Return the report in SARIF 2.1.0 (JSON), which code hosts show beside the lines of a file."""
        return as_sarif(self.findings, self.files)

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the report as HTML, for a notebook or a page."""
        from html import escape

        cells = ((f.severity, f.label, f.place, f.message, f.remedy) for f in self.findings)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        return f"<p>{escape(self.summary)}</p>" + (f"<table>{rows}</table>" if rows else "")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _triple(subject: ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
