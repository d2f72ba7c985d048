"""What a validation finds, as Python objects, and as the report that the W3C's SHACL recommendation defines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn, TypedDict

import pyoxigraph as ox

from radkg.errors import no_truth
from radkg.namespaces import PREFIXES, RDF, RDFS, SH, XSD, compact
from radkg.rdf.writing import serialized
from radkg.styles import Paint, plain

SEVERITIES = ("Violation", "Warning", "Info")
SHAPES = "https://w3id.org/radkg/shapes/"
_COLOURS = {"Violation": "red", "Warning": "yellow", "Info": "blue"}
_LONGEST_VALUE = 200  # characters of a value that are shown; one may be 100,000 digits long


class FindingAnswer(TypedDict):
    """One thing that does not conform.

    Attributes:
        severity: "Violation", "Warning" or "Info".
        message: What is wrong.
        remedy: What to do.
        label: Label of the fact or term; empty where it has none.
        focus: Its IRI, ``_:…`` for a blank node; empty where a whole file is meant.
        path: IRI of the property in question; empty where it is none.
        value: The value in question: an IRI, or the text of a literal, shortened.
        file: The file it is written in; empty where that is not known.
        line: The line, counted from 1; null where it was not found.
        check: IRI of the shape or check that found it.
        datatype: The datatype of a value that is a literal, where it has one.
        component: IRI of the SHACL constraint component.
    """

    severity: str
    message: str
    remedy: str
    label: str
    focus: str
    path: str
    value: str
    file: str
    line: int | None
    check: str
    datatype: str
    component: str


class ValidationAnswer(TypedDict):
    """The outcome of a validation.

    Attributes:
        conforms: Whether nothing was found.
        files: The files that were validated; empty where it was the ontology itself.
        facts: How many facts were looked at.
        terms: How many terms were looked at.
        shapes: How many shapes they were held against.
        checks: How many checks over several facts were run.
        results: What was found, in the order of the files and lines.
    """

    conforms: bool
    files: list[str]
    facts: int
    terms: int
    shapes: int
    checks: int
    results: list[FindingAnswer]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not conform.

    Attributes:
        severity: ``Violation``, ``Warning`` or ``Info``.
        label: The label of the fact or term, empty where it has none.
        focus: Its IRI (``_:…`` for a blank node), empty where a whole file is meant.
        path: The IRI of the property in question, or empty.
        value: The value in question: an IRI, or the text of a literal, shortened.
        datatype: The datatype of a value that is a literal, where it has one.
        message: What is wrong.
        remedy: What to do.
        file: The file it is written in, or empty.
        line: The line of the value, else of the fact, counted from 1; ``None`` where it was not found.
        check: The IRI of the shape or check that found it.
        component: The IRI of the SHACL constraint component.
    """

    severity: str
    message: str
    remedy: str = ""
    label: str = ""
    focus: str = ""
    path: str = ""
    value: str = ""
    file: str = ""
    line: int | None = None
    check: str = ""
    datatype: str = ""
    component: str = SH + "SPARQLConstraintComponent"

    def __str__(self) -> str:
        """Return it in one line: severity, place, of what, and what is wrong."""
        who = named(self.focus, self.label) if self.focus else self.label
        where = f"{self.place}: " if self.place else ""
        value = f" ({shortened(self.value)})" if self.value else ""
        return f"{self.severity} {where}{who}: {self.message}{value}"

    @property
    def place(self) -> str:
        """``file:line``, as far as known."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def to_dict(self) -> FindingAnswer:
        """Return it as JSON gives it."""
        return {
            "severity": self.severity,
            "message": self.message,
            "remedy": self.remedy,
            "label": self.label,
            "focus": self.focus,
            "path": self.path,
            "value": self.value,
            "file": self.file,
            "line": self.line,
            "check": self.check,
            "datatype": self.datatype,
            "component": self.component,
        }

    def text(self, paint: Paint) -> str:
        """Return it for reading: of what, where, what is wrong, what to do."""
        severity = paint(self.severity.upper(), _COLOURS[self.severity], "bold")
        short = compact(self.focus) if self.focus and not self.focus.startswith("_:") else ""
        who = self.label or short or self.file
        lines = [f"{severity}  {who}" + (f"  ({short})" if short and self.label else "")]
        if self.place:
            lines.append(f"  {self.place}")
        of = " ".join(part for part in (compact(self.path) if self.path else "", _quoted(self.value)) if part)
        lines.append(f"  {self.message}" + (f"  [{of}]" if of else ""))
        if self.remedy:
            lines.append(paint(f"  → {self.remedy}", "dim"))
        return "\n".join(lines)


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
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    facts: int
    terms: int
    shapes: int
    checks: int

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "report.conforms")

    @property
    def conforms(self) -> bool:
        """True where nothing was found."""
        return not self.findings

    @property
    def summary(self) -> str:
        """One line: what was looked at, and what was found."""
        counts = ", ".join(
            _count(n, severity.lower()) for severity in SEVERITIES if (n := sum(f.severity == severity for f in self.findings))
        )
        looked = f"{_count(self.facts, 'fact')} and {_count(self.terms, 'term')}"
        against = f"{_count(self.shapes, 'shape')} and {_count(self.checks, 'check')}"
        return f"{looked} checked against {against}: {counts or 'nothing found'}"

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg validate`: 0 where nothing was found, else 1."""
        return 0 if self.conforms else 1

    def to_dict(self) -> ValidationAnswer:
        """Return the report as plain Python values, for JSON."""
        return {
            "conforms": self.conforms,
            "files": list(self.files),
            "facts": self.facts,
            "terms": self.terms,
            "shapes": self.shapes,
            "checks": self.checks,
            "results": [finding.to_dict() for finding in self.findings],
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the report for reading; ``width`` is not heeded, as places and IRIs stay in one line."""
        summary = ("conforms" if self.conforms else "does not conform") + f"; {self.summary}"
        blocks = [finding.text(paint) for finding in self.findings]
        return "\n\n".join([*blocks, paint(summary, "green" if self.conforms else "bold")])

    def to_turtle(self) -> str:
        """Return a ``sh:ValidationReport`` (https://www.w3.org/TR/shacl/#validation-report) in Turtle.

        The place of a result stands in ``rdfs:comment``, since SHACL has no name for it.
        """
        report = ox.BlankNode("report")
        triples = [
            _triple(report, RDF + "type", ox.NamedNode(SH + "ValidationReport")),
            _triple(report, SH + "conforms", ox.Literal(self.conforms)),
        ]
        for number, finding in enumerate(self.findings, 1):
            result = ox.BlankNode(f"result{number}")
            triples.append(_triple(report, SH + "result", result))
            triples += [_triple(result, predicate, value) for predicate, value in _result(finding)]
        prefixes = {**PREFIXES, "shape": SHAPES}
        lines = serialized(triples, ox.RdfFormat.TURTLE, prefixes).decode().splitlines(keepends=True)
        # The prefixes come in no order, and a report must be the same every time.
        return "".join(sorted(lines, key=lambda line: (not line.startswith("@prefix"), line if line.startswith("@") else "")))

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the report as HTML, for a notebook or a page."""
        from html import escape

        cells = ((f.severity, f.label, f.place, f.message, f.remedy) for f in self.findings)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        return f"<p>{escape(self.summary)}</p>" + (f"<table>{rows}</table>" if rows else "")


def shortened(words: str) -> str:
    """Return ``words`` without line breaks and control characters, and not longer than a line of a report can bear."""
    clean = "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in words)
    return clean if len(clean) <= _LONGEST_VALUE else f"{clean[:_LONGEST_VALUE]}… ({len(words)} characters)"


def text(term: object) -> str:
    """Return an IRI, the text of a literal, or ``_:…`` for a blank node; nothing for ``None``."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


def is_iri(words: str) -> bool:
    """Whether a text reads as an IRI."""
    return words.startswith(("http://", "https://", "urn:")) and not any(c in words for c in ' <>"{}|\\^`…\n')


def named(iri: str, label: str) -> str:
    """Return ``label`` with the short form of ``iri``, or that alone."""
    short = shortened(compact(iri))
    return f"{label} ({short})" if label else short


def _quoted(value: str) -> str:
    """Return an IRI in short form, a blank node as it is, and other text in quotation marks."""
    return compact(value) if value.startswith("http") else value if value.startswith("_:") or not value else f"“{value}”"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _triple(subject: ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)


def _result(finding: Finding) -> list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]]:
    message = f"{finding.message}. {finding.remedy}".rstrip(". ") + "."
    parts: list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]] = [
        (RDF + "type", ox.NamedNode(SH + "ValidationResult")),
        (SH + "resultSeverity", ox.NamedNode(SH + finding.severity)),
        (SH + "resultMessage", ox.Literal(message, language="en")),
        (SH + "sourceConstraintComponent", ox.NamedNode(finding.component)),
        (SH + "focusNode", _node(finding.focus) if finding.focus else ox.Literal(finding.file)),
    ]
    if finding.check:
        parts.append((SH + "sourceShape", ox.NamedNode(finding.check)))
    if finding.path:
        parts.append((SH + "resultPath", ox.NamedNode(finding.path)))
    if finding.value:
        datatype = ox.NamedNode(finding.datatype) if finding.datatype else None
        value = ox.Literal(finding.value, datatype=datatype) if datatype else _node(finding.value)
        parts.append((SH + "value", value))
    if finding.place:
        parts.append((RDFS + "comment", ox.Literal(finding.place, datatype=ox.NamedNode(XSD + "string"))))
    return parts


def _node(words: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if words.startswith("_:"):
        return ox.BlankNode(words[2:])
    return ox.NamedNode(words) if is_iri(words) else ox.Literal(words)
