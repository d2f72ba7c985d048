"""What `radkg diff` answers: what differs between two sides, as text, JSON, HTML and, for release notes, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn, TypedDict

from radkg.changes.entities import EntityChange, EntityChangeAnswer
from radkg.changes.facts import FactChanges, FactChangesAnswer
from radkg.changes.files import FileChange, FileChangeAnswer
from radkg.changes.matches import MappingChange, MappingChangeAnswer
from radkg.changes.values import Alteration, AlterationAnswer
from radkg.changes.verdicts import LackingAnswer, TurnedVerdict, TurnedVerdictAnswer, TurnedVerdicts
from radkg.errors import no_truth
from radkg.namespaces import compact
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain

_SHOWN = 10  # of each kind of change; the whole text and to_dict have all
_LONGEST = 320  # characters of a line below a change; JSON has the whole
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


class AxiomsAnswer(TypedDict):
    """Axioms of no single term, such as that classes are disjoint.

    Attributes:
        added: Those that are new.
        removed: Those that are gone.
    """

    added: list[str]
    removed: list[str]


class SideAnswer(TypedDict):
    """One side of the comparison.

    Attributes:
        name: The side as it was named.
        version: The version that it gives itself; empty where it gives none.
    """

    name: str
    version: str


class ComparisonAnswer(TypedDict):
    """What differs between two sides.

    Attributes:
        before: The old side.
        after: The new side.
        same: Whether nothing differs.
        facts: The facts that differ.
        terms: The terms that differ, and whatever else is described; with the change in KGCL.
        axioms: Axioms of no single term.
        mappings: The mappings that differ.
        sources: The sources and passages that differ.
        header: What is said otherwise of the ontology as a whole.
        files: Shapes, queries and other files that differ.
        verdicts: The sentences whose verdict changes; null where that was not asked for.
        compared: How many sentences were asked of both sides; 0 where nothing differs, or verdicts were not asked for.
        lacking: What the model of a side lacks, which is older than the radkg that asks.
    """

    before: SideAnswer
    after: SideAnswer
    same: bool
    facts: FactChangesAnswer
    terms: list[EntityChangeAnswer]
    axioms: AxiomsAnswer
    mappings: list[MappingChangeAnswer]
    sources: list[EntityChangeAnswer]
    header: list[AlterationAnswer]
    files: list[FileChangeAnswer]
    verdicts: list[TurnedVerdictAnswer] | None
    compared: int
    lacking: list[LackingAnswer]


class _Item(NamedTuple):
    """One change: its line, and lines below it."""

    mark: str
    name: str
    identifier: str
    more: tuple[str, ...] = ()


class _Section(NamedTuple):
    """The changes of one kind."""

    title: str
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two sides.

    Attributes:
        before: The old side, as it was named.
        after: The new side.
        version_before: The version that the old side gives itself; empty where it gives none.
        version_after: That of the new side.
        facts: The facts that differ.
        terms: The terms that differ, and whatever else is described.
        axioms: Axioms of no single term that are gone, and those that are new.
        mappings: The mappings that differ.
        sources: The sources and passages that differ.
        header: What is said otherwise of the ontology as a whole.
        files: Shapes, queries and other files that differ.
        asked_of_both: The sentences whose verdict changes, and how many were asked.
        asked: Whether verdicts were asked for.
    """

    before: str
    after: str
    version_before: str
    version_after: str
    facts: FactChanges
    terms: tuple[EntityChange, ...]
    axioms: tuple[tuple[str, ...], tuple[str, ...]]
    mappings: tuple[MappingChange, ...]
    sources: tuple[EntityChange, ...]
    header: tuple[Alteration, ...]
    files: tuple[FileChange, ...]
    asked_of_both: TurnedVerdicts
    asked: bool

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "comparison.same")

    @property
    def verdicts(self) -> tuple[TurnedVerdict, ...]:
        """The sentences whose verdict changes."""
        return self.asked_of_both.changes

    @property
    def compared(self) -> int:
        """How many sentences were asked of both sides."""
        return self.asked_of_both.compared

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return (
            not (self.facts or self.terms or any(self.axioms) or self.mappings or self.sources or self.header or self.files)
            and not self.verdicts
        )

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg diff`: 0 where nothing differs, else 1."""
        return 0 if self.same else 1

    @property
    def kgcl(self) -> tuple[str, ...]:
        """The changes of terms and mappings in the Knowledge Graph Change Language, in the order of the report."""
        return tuple(command for changes in (self.terms, self.mappings) for change in changes for command in change.kgcl)

    def to_dict(self) -> ComparisonAnswer:
        """Return the comparison as ``--format json`` gives it."""
        return {
            "before": {"name": self.before, "version": self.version_before},
            "after": {"name": self.after, "version": self.version_after},
            "same": self.same,
            "facts": self.facts.to_dict(),
            "terms": [one.to_dict() for one in self.terms],
            "axioms": {"added": list(self.axioms[1]), "removed": list(self.axioms[0])},
            "mappings": [one.to_dict() for one in self.mappings],
            "sources": [one.to_dict() for one in self.sources],
            "header": [one.to_dict() for one in self.header],
            "files": [one.to_dict() for one in self.files],
            "verdicts": [one.to_dict() for one in self.verdicts] if self.asked else None,
            "compared": self.compared,
            "lacking": [one.to_dict() for one in self.asked_of_both.lacking],
        }

    def text(self, width: int = 0, paint: Paint = plain, *, whole: bool = False) -> str:
        """Return the comparison for reading.

        Args:
            width: Not heeded: each change stands in a line, and what it consists of in lines below.
            paint: Puts words into styles.
            whole: Give all changes, not only the first ones of a kind.
        """
        return "\n".join(self._lines(paint, None if whole else _SHOWN))

    def _lines(self, paint: Paint, most: int | None) -> Iterator[str]:
        yield paint(shown(self._heading), "bold")
        if self.same:
            yield paint("nothing differs", "green")
            return
        for section in self._sections():
            yield f"{paint(section.title, 'bold')}  {len(section.items):,}"
            for item in section.items[:most]:
                identifier = f"  {item.identifier}" if item.identifier and item.identifier != item.name else ""
                yield paint(shown(f"  {item.mark} {item.name}"), _COLOURS[item.mark]) + paint(shown(identifier), "dim")
                yield from (shown(f"      {line}") for line in item.more)
            if most is not None and len(section.items) > most:
                yield f"  … and {len(section.items) - most:,} more; --all prints them"
        if self.compared and not self.verdicts:
            yield f"no verdict changes, of {self.compared:,} sentences asked of both"
        elif self.compared:
            yield f"{self.compared:,} sentences were asked of both"
        yield from map(shown, self._remarks())

    def _remarks(self) -> Iterator[str]:
        """Yield what could not be compared."""
        for one in self.asked_of_both.lacking:
            sentences = f"{one.sentences:,} sentence{'s' * (one.sentences != 1)}"
            yield f"{sentences} cannot be asked of {one.side}, an older model without {compact(one.iri)}"

    @property
    def _heading(self) -> str:
        sides = ((self.before, self.version_before), (self.after, self.version_after))
        return " → ".join(f"{name} ({version})" if version else name for name, version in sides)

    def _sections(self) -> Iterator[_Section]:
        """Yield the changes by their kind, those that matter most first."""
        sections = (
            ("verdicts that change", (_of_verdict(one) for one in self.verdicts if not one.is_new)),
            ("facts added", (_Item("+", fact.label, compact(fact.iri)) for fact in self.facts.added)),
            ("facts removed", (_Item("-", fact.label, compact(fact.iri)) for fact in self.facts.removed)),
            (
                "facts altered",
                (_Item("~", fact.label, compact(fact.iri), _clipped(fact.alterations)) for fact in self.facts.altered),
            ),
            *((f"terms {title}", _in_state(self.terms, state)) for state, title in _STATES.items()),
            ("axioms added", (_Item("+", axiom, "") for axiom in self.axioms[1])),
            ("axioms removed", (_Item("-", axiom, "") for axiom in self.axioms[0])),
            *(
                (f"mappings {state}", map(_of_mapping, [one for one in self.mappings if one.state == state]))
                for state in ("added", "removed", "altered")
            ),
            *((f"sources {title}", _in_state(self.sources, state)) for state, title in _STATES.items()),
            ("about the ontology", (_Item("~", str(one), compact(one.node)) for one in self.header)),
            ("verdicts on what is new", (_of_verdict(one) for one in self.verdicts if one.is_new)),
            ("files", (_Item(_MARKS[one.state], f"{one.kind} {one.name}", "") for one in self.files)),
        )
        for title, items in sections:
            if found := tuple(items):
                yield _Section(title, found)

    def to_kgcl(self) -> str:
        """Return the changes that the Knowledge Graph Change Language has words for, a line each."""
        return "".join(f"{shown(command)}\n" for command in self.kgcl)

    def to_markdown(self) -> str:
        """Return the comparison as Markdown, for release notes: all changes, and those of terms in KGCL as well."""
        return "\n".join(self._markdown()) + "\n"

    def _markdown(self) -> list[str]:
        lines = [f"# {_md(self._heading)}", ""]
        if self.same:
            return [*lines, "Nothing differs."]
        sections = list(self._sections())
        lines += [f"- {section.title}: {len(section.items):,}" for section in sections]
        if self.compared:
            lines.append(f"- sentences asked of both: {self.compared:,}")
        lines += [f"- {_md(remark)}" for remark in self._remarks()]
        for section in sections:
            lines += ["", f"## {section.title[0].upper()}{section.title[1:]}", ""]
            for item in section.items:
                identifier = f" ({_code(item.identifier)})" if item.identifier and item.identifier != item.name else ""
                lines.append(f"- {_md(item.name)}{identifier}")
                lines += [f"  - {_md(line)}" for line in item.more]
        if self.kgcl:
            fence = "`" * max([3, *(len(run) + 1 for command in self.kgcl for run in re.findall("`+", command))])
            lines += ["", "## In KGCL", "", f"{fence}text", *map(shown, self.kgcl), fence]
        return lines

    def html(self) -> str:
        """Return the comparison as a table in HTML."""
        rows: list[tuple[object, ...]] = [
            (section.title, item.name, "; ".join(item.more)) for section in self._sections() for item in section.items
        ]
        return html_table((self._heading, "nothing differs" if self.same else "", ""), rows)

    def _repr_html_(self) -> str:
        return self.html()


_MARKS = {"new": "+", "added": "+", "gone": "-", "removed": "-", "obsolete": "-", "reinstated": "+", "altered": "~"}
_COLOURS = {"+": "green", "-": "red", "~": "yellow", "!": "red"}
#: State of a term or source to what a report calls those in it.
_STATES = {
    "new": "new",
    "gone": "gone",
    "obsolete": "made obsolete",
    "reinstated": "no longer obsolete",
    "altered": "altered",
}
#: What of a new term or source is told: the rest is what one looks up.
_OF_NEW = ("definition", "parent", "synonym")


def _of_verdict(change: TurnedVerdict) -> _Item:
    name = f"{change.statement}: {change.before.upper()} → {change.after.upper()}"
    deciding = f"what decides differs in {', '.join(map(compact, change.deciding))}" if change.deciding else ""
    more = (f"before: {change.because_before}", f"now: {change.because_after}", deciding)
    return _Item("!", name, "", tuple(_cut(line) for line in more if line))


def _of_entity(change: EntityChange) -> _Item:
    name = change.label or compact(change.iri)
    told = [one for one in change.alterations if change.state != "new" or one.what in _OF_NEW]
    more = _clipped(told, new=change.state == "new")
    if change.replaced_by:
        more = (*more, f"replaced by {', '.join(map(compact, change.replaced_by))}")
    return _Item(_MARKS[change.state], name, compact(change.iri), more)


def _in_state(changes: Iterable[EntityChange], state: str) -> Iterator[_Item]:
    return (_of_entity(one) for one in changes if one.state == state)


def _of_mapping(change: MappingChange) -> _Item:
    ends = " · ".join(filter(None, (change.label or change.subject, change.object, change.set)))
    if change.state != "altered":
        predicates = ", ".join(str(value) for one in change.alterations for value in (*one.old, *one.new))
        return _Item(_MARKS[change.state], f"{ends}: {predicates}", "")
    return _Item("~", ends, "", _clipped(change.alterations))


def _clipped(alterations: Iterable[Alteration], *, new: bool = False) -> tuple[str, ...]:
    """Return alterations as lines, long values cut."""
    return tuple(_cut(one.told(new=new)) for one in alterations)


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _md(text: str) -> str:
    """Return a text as Markdown that means what it says: what others wrote is no markup."""
    return _MARKDOWN.sub(r"\\\1", shown(" ".join(text.split())))


def _code(text: str) -> str:
    return f"`{shown(text)}`" if "`" not in text else _md(text)
