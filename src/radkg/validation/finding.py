"""One thing that a validation finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

import pyoxigraph as ox

from radkg.namespaces import SH, compact
from radkg.shown import shown
from radkg.styles import Paint

Term = ox.NamedNode | ox.BlankNode | ox.Literal

SEVERITIES = ("Violation", "Warning", "Info")
SHAPES = "https://w3id.org/radkg/shapes/"
_COLOURS = {"Violation": "red", "Warning": "yellow", "Info": "blue"}


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
    result: tuple[ox.Triple, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Return it in one line: severity, place, of what, and what is wrong."""
        who = named(self.focus, self.label) if self.focus else self.label
        where = f"{self.place}: " if self.place else ""
        value = f" ({shortened(self.value)})" if self.value else ""
        return shown(f"{self.severity} {where}{who}: {self.message}{value}")

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
        severity = paint(shown(named), _COLOURS.get(self.severity, "red"), "bold")
        is_text = isinstance(self.focus_node, ox.Literal)
        short = f"“{shortened(self.focus)}”" if is_text else "" if self.focus.startswith("_:") else _iri(self.focus)
        who = self.label or short or self.file
        lines = [f"{severity}  {shown(who)}" + (f"  ({shown(short)})" if short and self.label else "")]
        if self.place:
            lines.append(f"  {shown(self.place)}")
        of = " ".join(part for part in (self.property_path or _iri(self.path), _quoted(self.value)) if part)
        lines.append(shown(f"  {self.message}" + (f"  [{of}]" if of else "")))
        if self.remedy:
            lines.append(paint(shown(f"  → {self.remedy}"), "dim"))
        return "\n".join(lines)


def shortened(words: str, longest: int = 200) -> str:
    """Return ``words`` in one line, as it may be printed, and not longer than a line of a report can bear.

    Args:
        words: A value or a message; a value may be 100,000 digits long.
        longest: How many characters are shown.
    """
    clean = shown(words)
    return clean if len(clean) <= longest else f"{clean[:longest]}… ({len(words)} characters)"


def text(term: object) -> str:
    """Return an IRI, the text of a literal, or ``_:…`` for a blank node; nothing for ``None``."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


def datatype_of(term: object) -> str:
    """Return the IRI of the datatype of a literal without a language; nothing for another term."""
    return term.datatype.value if isinstance(term, ox.Literal) and not term.language else ""


def is_iri(words: str) -> bool:
    """Whether a text reads as an IRI."""
    return words.startswith(("http://", "https://", "urn:")) and not any(c in words for c in ' <>"{}|\\^`…\n')


def named(iri: str, label: str) -> str:
    """Return ``label`` with the short form of ``iri``, or that alone."""
    short = _iri(iri)
    return f"{label} ({short})" if label else short


def _iri(iri: str) -> str:
    """Return the short form of an IRI, as long as a line of a report can bear."""
    return shortened(compact(iri))


def _quoted(value: str) -> str:
    """Return an IRI in short form, a blank node as it is, and other text in quotation marks."""
    return _iri(value) if value.startswith("http") else value if value.startswith("_:") or not value else f"“{value}”"


def _n_triples(term: Term | None) -> str:
    return "" if term is None else str(term)
