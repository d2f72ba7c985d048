"""What a reasoner says of an ontology, and whether it is OWL 2 DL: as values, as text, for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn, TypedDict

from radkg.errors import no_truth
from radkg.namespaces import compact
from radkg.reasoning.axioms import Axiom
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain

PROFILE = "OWL 2 DL"
_MOST_INFERRED = 20  # lines; to_dict has all


class NamedClassAnswer(TypedDict):
    """A class.

    Attributes:
        iri: Its IRI.
        label: Its label; empty where it has none.
    """

    iri: str
    label: str


class InferredAnswer(TypedDict):
    """That a class is a kind of another.

    Attributes:
        subclass: The narrower class.
        superclass: The broader class.
    """

    subclass: NamedClassAnswer
    superclass: NamedClassAnswer


class AxiomAnswer(TypedDict):
    """An axiom.

    Attributes:
        text: What it says, as a sentence.
        names: The IRIs in it.
    """

    text: str
    names: list[str]


#: ``class`` is a word of Python's.
BlameAnswer = TypedDict(
    "BlameAnswer",
    {"class": NamedClassAnswer | None, "complete": bool, "axioms": list[AxiomAnswer]},
)
BlameAnswer.__doc__ = """Axioms that cannot all be true: without any one of them the contradiction is gone.

    Attributes:
        class: The class that they keep from having members; null if they make the whole ontology inconsistent.
        complete: False where time ran out before all were found.
        axioms: The axioms.
    """


class ReasoningAnswer(TypedDict):
    """What HermiT says of an ontology.

    Attributes:
        consistent: Whether it can be true at all.
        classes: The number of named classes.
        unsatisfiable: The classes that cannot have members.
        inferred: What follows and is not asserted.
        blame: What causes an inconsistency or an unsatisfiable class.
    """

    consistent: bool
    classes: int
    unsatisfiable: list[NamedClassAnswer]
    inferred: list[InferredAnswer]
    blame: list[BlameAnswer]


class ProfileAnswer(TypedDict):
    """Whether an ontology is in a profile of OWL 2.

    Attributes:
        profile: "OWL 2 DL".
        conforms: Whether it is.
        violations: What in it is not, one sentence each.
    """

    profile: str
    conforms: bool
    violations: list[str]


@dataclass(frozen=True, slots=True)
class Blame:
    """Axioms that cannot all be true: without any one of them the contradiction is gone.

    Attributes:
        of: The class that they keep from having members; ``None`` if they make the whole ontology inconsistent.
        axioms: The axioms.
        complete: False where time ran out before all were found.
    """

    of: str | None
    axioms: tuple[Axiom, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What HermiT says of an ontology.

    Attributes:
        consistent: Whether it can be true at all.
        classes: The number of named classes.
        unsatisfiable: The classes that cannot have members, sorted.
        inferred: Pairs of class and broader class that follow and are not asserted, sorted.
        blame: What causes an inconsistency or an unsatisfiable class.
        labels: IRI to label, of what may be named.
    """

    consistent: bool
    classes: int
    unsatisfiable: tuple[str, ...] = ()
    inferred: tuple[tuple[str, str], ...] = ()
    blame: tuple[Blame, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "reasoning.consistent, or not reasoning.unsatisfiable")

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg reason`: 0 where all is consistent and every class can have members, else 1."""
        return 0 if self.consistent and not self.unsatisfiable else 1

    def to_dict(self) -> ReasoningAnswer:
        """Return it as `radkg reason --format json` gives it."""
        return {
            "consistent": self.consistent,
            "classes": self.classes,
            "unsatisfiable": [self._named(iri) for iri in self.unsatisfiable],
            "inferred": [
                {"subclass": self._named(narrow), "superclass": self._named(broad)} for narrow, broad in self.inferred
            ],
            "blame": [
                {
                    "class": None if blame.of is None else self._named(blame.of),
                    "complete": blame.complete,
                    "axioms": [{"text": a.words(self.labels), "names": sorted(a.names)} for a in blame.axioms],
                }
                for blame in self.blame
            ],
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return it for reading, with the first of what follows; ``width`` is not heeded."""
        return "\n".join([*self._head(paint), *self._causes(), *self._consequences()])

    def html(self) -> str:
        """Return it as HTML, for a notebook or a page."""
        from html import escape

        head, *rest = [*self._head(plain), *self._causes()]
        following: list[tuple[object, ...]] = [(self._name(narrow), self._name(broad)) for narrow, broad in self.inferred]
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in rest if line)
        return f"<p><b>{escape(head)}</b></p>{paragraphs}" + html_table(("class", "is a kind of, as follows"), following)

    def _repr_html_(self) -> str:
        return self.html()

    def _head(self, paint: Paint) -> Iterator[str]:
        if not self.consistent:
            yield paint("INCONSISTENT", "red", "bold") + "  these cannot all be true:"
        elif self.unsatisfiable:
            yield paint("consistent, but classes cannot have members:", "red", "bold")
            yield from (f"  {self._name(iri)}" for iri in self.unsatisfiable)
        else:
            yield f"{paint('consistent', 'green', 'bold')}  {self.classes} classes, each can have members"

    def _causes(self) -> Iterator[str]:
        for blame in self.blame:
            if blame.of is not None:
                yield ""
                yield f"{self._name(blame.of)} cannot have members because"
            yield from (f"  {shown(axiom.words(self.labels))}" for axiom in blame.axioms)
            if not blame.complete:
                yield "  … and more that the time given did not allow to find; allow more with --timeout"

    def _consequences(self) -> Iterator[str]:
        if self.consistent:
            yield f"{len(self.inferred)} subclass relations follow that are not asserted"
            for narrow, broad in self.inferred[:_MOST_INFERRED]:
                yield f"  {self._name(narrow)} is a kind of {self._name(broad)}"
            if len(self.inferred) > _MOST_INFERRED:
                yield f"  … {len(self.inferred) - _MOST_INFERRED} more; --format json gives all"

    def _name(self, iri: str) -> str:
        return shown(f"“{self.labels[iri]}” ({compact(iri)})" if iri in self.labels else compact(iri))

    def _named(self, iri: str) -> NamedClassAnswer:
        return {"iri": iri, "label": self.labels.get(iri, "")}


class ProfileReport(NamedTuple):
    """Whether an ontology is OWL 2 DL.

    Attributes:
        violations: What in it is not, one sentence each, sorted.
    """

    violations: tuple[str, ...]

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "report.conforms")

    @property
    def conforms(self) -> bool:
        """Whether all of it is."""
        return not self.violations

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg reason --profile`: 0 where it conforms, else 1."""
        return 0 if self.conforms else 1

    def to_dict(self) -> ProfileAnswer:
        """Return it as `radkg reason --profile --format json` gives it."""
        return {"profile": PROFILE, "conforms": self.conforms, "violations": list(self.violations)}

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return a line, and one for each violation; ``width`` is not heeded."""
        head = paint(PROFILE, "green", "bold") if self.conforms else paint(f"not {PROFILE}", "red", "bold")
        return "\n".join([head, *(f"  {shown(line)}" for line in self.violations)])

    def html(self) -> str:
        """Return it as a table in HTML."""
        return html_table((PROFILE if self.conforms else f"not {PROFILE}",), [(line,) for line in self.violations])

    def _repr_html_(self) -> str:
        return self.html()
