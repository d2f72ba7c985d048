"""What a validation finds, as Python objects, and as the report that the W3C's SHACL recommendation defines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NoReturn, TypedDict

import pyoxigraph as ox

from radkg.errors import no_truth
from radkg.namespaces import PREFIXES, RDF, SH, compact
from radkg.rdf.writing import serialized
from radkg.styles import Paint, plain

Term = ox.NamedNode | ox.BlankNode | ox.Literal

SEVERITIES = ("Violation", "Warning", "Info")
SHAPES = "https://w3id.org/radkg/shapes/"
_COLOURS = {"Violation": "red", "Warning": "yellow", "Info": "blue"}
_LONGEST_VALUE = 200  # characters of a value that are shown; one may be 100,000 digits long


class FindingAnswer(TypedDict):
    """One thing that does not conform.

    Attributes:
        severity: "Violation", "Warning" or "Info"; a severity of one's own is its IRI.
        message: What is wrong.
        remedy: What to do.
        label: Label of the fact or term; empty where it has none.
        focus: Its IRI, ``_:…`` for a blank node, the text where it is a literal; empty where a whole file is meant.
        path: IRI of the property in question, the first where it is a path of several; empty where it is none.
        value: The value in question: an IRI, or the text of a literal, shortened.
        file: The file it is written in; empty where that is not known.
        line: The line, counted from 1; null where it was not found.
        check: IRI of the shape or check that found it.
        datatype: The datatype of a value that is a literal, where it has one.
        component: IRI of the SHACL constraint component.
        property_path: A path of several properties, as SPARQL writes it; else empty.
        focus_term: Of what a shape of one's own finds: the focus node as N-Triples write it; else empty.
        value_term: The same of the value.
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
    property_path: str
    focus_term: str
    value_term: str


class ValidationAnswer(TypedDict):
    """The outcome of a validation.

    Attributes:
        conforms: Whether nothing was found at all, as SHACL defines it: with a warning alone, it is false and the exit code 0.
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
        severity: ``Violation``, ``Warning`` or ``Info``; a severity of one's own is its IRI.
        label: The label of the fact or term, empty where it has none.
        focus: Its IRI (``_:…`` for a blank node, the text for a literal), empty where a whole file is meant.
        path: The IRI of the property in question, the first where it is a path of several, or empty.
        value: The value in question: an IRI, or the text of a literal, shortened.
        datatype: The datatype of a value that is a literal, where it has one.
        message: What is wrong.
        remedy: What to do.
        file: The file it is written in, or empty.
        line: The line of the value, else of the fact, counted from 1; ``None`` where it was not found.
        check: The IRI of the shape or check that found it.
        component: The IRI of the SHACL constraint component.
        property_path: A path of several properties, as SPARQL writes it, or empty.
        result: What a shape of a user's own finds, as pySHACL gives it: the triples of a ``sh:ValidationResult``, which is the
            subject of the first one, and of the nodes without IRI that it leads to.
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
    property_path: str = ""
    result: tuple[ox.Triple, ...] = ()

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

    @property
    def rank(self) -> int:
        """The place of its severity in an order, from 0; one of a user's own comes after the three of SHACL."""
        return SEVERITIES.index(self.severity) if self.severity in SEVERITIES else len(SEVERITIES)

    @property
    def fails(self) -> bool:
        """Whether its severity is a Violation or one of a user's own."""
        return self.severity not in ("Warning", "Info")

    @property
    def focus_node(self) -> Term | None:
        """Of what a shape of a user's own finds: the focus node, as it is written."""
        return self._given("focusNode")

    @property
    def value_node(self) -> Term | None:
        """Of what a shape of a user's own finds: the value, as it is written."""
        return self._given("value")

    @property
    def node(self) -> ox.NamedNode | ox.BlankNode | None:
        """The focus node; ``None`` where it is a literal, or a whole file is meant."""
        if self.result:
            return None if isinstance(self.focus_node, ox.Literal) else self.focus_node
        if self.focus.startswith("_:"):
            return ox.BlankNode(self.focus[2:])
        return ox.NamedNode(self.focus) if self.focus else None

    def _given(self, name: str) -> Term | None:
        about = (t for t in self.result if t.subject == self.result[0].subject and t.predicate.value == SH + name)
        return next((t.object for t in about if not isinstance(t.object, ox.Triple)), None)

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
            "property_path": self.property_path,
            "focus_term": _n_triples(self.focus_node),
            "value_term": _n_triples(self.value_node),
        }

    def text(self, paint: Paint) -> str:
        """Return it for reading: of what, where, what is wrong, what to do."""
        named = self.severity.upper() if self.severity in SEVERITIES else self.severity
        severity = paint(named, _COLOURS.get(self.severity, "red"), "bold")
        is_text = isinstance(self.focus_node, ox.Literal)
        short = f"“{shortened(self.focus)}”" if is_text else "" if self.focus.startswith("_:") else compact(self.focus)
        who = self.label or short or self.file
        lines = [f"{severity}  {who}" + (f"  ({short})" if short and self.label else "")]
        if self.place:
            lines.append(f"  {self.place}")
        of = " ".join(part for part in (self.property_path or compact(self.path), _quoted(self.value)) if part)
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
        strict: Whether anything that was found makes the exit code 1.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    facts: int
    terms: int
    shapes: int
    checks: int
    strict: bool = False

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
        looked = f"{_count(self.facts, 'fact')} and {_count(self.terms, 'term')}"
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
        from radkg.validation.results import result_triples

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
        from radkg.validation.sarif import as_sarif

        return as_sarif(self)

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


def _n_triples(term: Term | None) -> str:
    return "" if term is None else str(term)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _triple(subject: ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
