"""What became of a fact that was to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypedDict

from radkg.errors import no_truth
from radkg.namespaces import compact
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain
from radkg.validation.finding import Finding, FindingAnswer


class VerdictChangeAnswer(TypedDict):
    """A statement whose verdict the new fact changes.

    Attributes:
        fact: IRI of the fact whose label it is.
        statement: The statement.
        before: The verdict without the new fact.
        after: The verdict with it.
    """

    fact: str
    statement: str
    before: str
    after: str


class ConflictingAnswer(TypedDict):
    """A fact that the new one is in conflict with.

    Attributes:
        fact: Its IRI.
        label: Its label.
        kind: What kind of conflict it is.
        because: Why, in one sentence.
    """

    fact: str
    label: str
    kind: str
    because: str


class NewFactAnswer(TypedDict):
    """A fact that was written, or was not.

    Attributes:
        fact: Its IRI.
        label: Its label, which is read as it.
        read_as: How the sentence was read that it was made from; empty where there was none.
        written: Whether it was written.
        file: The file that it went into, or would.
        files: All files that changed, or would.
        turtle: The fact, its evidence and a new source as Turtle.
        before: The verdict on its label without it.
        after: The verdict on its label with it.
        changed: Labels of other facts whose verdict it changes.
        conflicts: Facts that it is in conflict with.
        findings: What the shapes and checks found.
        duplicate: IRI of the fact that says the same by the same source; null where there is none.
        problems: Why it was not written, beside findings.
        remarks: What a curator should know.
    """

    fact: str
    label: str
    read_as: str
    written: bool
    file: str
    files: list[str]
    turtle: str
    before: str
    after: str
    changed: list[VerdictChangeAnswer]
    conflicts: list[ConflictingAnswer]
    findings: list[FindingAnswer]
    duplicate: str | None
    problems: list[str]
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A statement whose verdict the new fact changes.

    Attributes:
        fact: IRI of the fact whose label it is.
        statement: The statement.
        before: The verdict without the new fact.
        after: The verdict with it.
    """

    fact: str
    statement: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """A fact that the new one is in conflict with.

    Attributes:
        fact: Its IRI.
        label: Its label.
        kind: What kind of conflict it is.
        because: Why, in one sentence.
    """

    fact: str
    label: str
    kind: str
    because: str


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact that was written, or was not.

    Attributes:
        fact: Its IRI.
        label: Its label, which is read as it.
        read_as: How the sentence was read that it was made from; empty where there was none.
        written: Whether it was written.
        dry_run: Whether it was not to be written.
        file: The file that it went into, or would.
        files: All files that changed, or would.
        turtle: The fact, its evidence and a new source as Turtle.
        before: The verdict on its label without it.
        after: The verdict on its label with it.
        changed: Labels of other facts whose verdict it changes.
        conflicts: Facts that it is in conflict with.
        findings: What the shapes and checks found.
        duplicate: IRI of the fact that says the same by the same source; empty where there is none.
        problems: Why it was not written, beside findings.
        remarks: What a curator should know.
    """

    fact: str
    label: str
    read_as: str = ""
    written: bool = False
    dry_run: bool = False
    file: str = ""
    files: tuple[str, ...] = ()
    turtle: str = ""
    before: str = ""
    after: str = ""
    changed: tuple[VerdictChange, ...] = ()
    conflicts: tuple[Conflicting, ...] = ()
    findings: tuple[Finding, ...] = ()
    duplicate: str = ""
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "new.written")

    @property
    def is_refused(self) -> bool:
        """Whether it does not conform, says what is known already, or cannot be put back as a sentence."""
        return bool(self.problems) or any(finding.fails for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg new fact`: 0 where it was written or would be, else 1."""
        return int(self.is_refused)

    def to_dict(self) -> NewFactAnswer:
        """Return it as `radkg new fact --format json` gives it."""
        return {
            "fact": self.fact,
            "label": self.label,
            "read_as": self.read_as,
            "written": self.written,
            "file": self.file,
            "files": list(self.files),
            "turtle": self.turtle,
            "before": self.before,
            "after": self.after,
            "changed": [{"fact": c.fact, "statement": c.statement, "before": c.before, "after": c.after} for c in self.changed],
            "conflicts": [{"fact": c.fact, "label": c.label, "kind": c.kind, "because": c.because} for c in self.conflicts],
            "findings": [finding.to_dict() for finding in self.findings],
            "duplicate": self.duplicate or None,
            "problems": list(self.problems),
            "remarks": list(self.remarks),
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return what became of it, its Turtle and what it changes; ``width`` is not heeded, as Turtle keeps its lines."""
        return "\n".join(self._lines(paint))

    def _lines(self, paint: Paint) -> Iterator[str]:
        if self.read_as:
            yield f"read as: {shown(self.read_as)}"
        if self.is_refused:
            yield paint("not written", "red", "bold") + f"  {shown(self.label)}"
            yield from (f"  {shown(problem)}" for problem in self.problems)
            yield from (finding.text(paint) for finding in self.findings)
        else:
            done = "would be written" if self.dry_run else "written"
            place = shown(self.file) if self.file else "no file"
            yield paint(done, "green", "bold") + f"  {shown(compact(self.fact))} into {place}"
            others = [file for file in self.files if file != self.file]
            yield from (f"  and {shown(file)}" for file in others)
        yield ""
        yield from (shown(line) for line in self.turtle.split("\n"))
        if self.after:
            yield ""
            yield f"“{shown(self.label)}”: {self.before} → {self.after}"
        yield from (f"“{shown(c.statement)}”: {c.before} → {c.after}" for c in self.changed)
        yield from (f"{shown(c.kind)}: {shown(c.because)} ({shown(compact(c.fact))})" for c in self.conflicts)
        if self.after and not self.is_refused and not self.changed:
            yield "No verdict on another fact's label changes."
        yield from (f"note: {shown(remark)}" for remark in self.remarks)

    def html(self) -> str:
        """Return what became of it, and the verdicts that change, as a table in HTML."""
        rows: list[tuple[object, ...]] = [(compact(self.fact), self.label, self.before, self.after)]
        rows += [(compact(c.fact), c.statement, c.before, c.after) for c in self.changed]
        return html_table(("fact", "statement", "before", "after"), rows)

    def _repr_html_(self) -> str:
        return self.html()
