"""A term or a fact as text, for reading in a terminal or a file."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

from radkg.namespaces import compact
from radkg.show.parts import (
    Citations,
    associations,
    by_relation,
    by_section,
    citation_of,
    denied,
    fact_rows,
    in_brief,
    is_named,
    kind_of,
    left_open,
    sentence,
    taken_over,
    term_rows,
)
from radkg.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.records import Evidence
    from radkg.show.described import FactDescription, ShownFact, TermDescription
    from radkg.show.parts import Section
    from radkg.styles import Paint

_INDENT = "  "
_SHOWN = 15  # findings, sentences or conflicts in one group, where not one section was asked for; to_dict has all
_WAYS = 4  # ways of saying one thing of one finding
_COLOURS = {"excluded": "red", "hedged": "yellow", "": ""}
_NARROWEST, _WIDEST = 60, 120  # columns


def term(view: TermDescription, width: int, paint: Paint) -> str:
    """Return what is known about a term."""
    page = _Page(width, paint)
    page.term(view)
    return "\n".join(page.lines)


def brief(view: TermDescription, width: int, paint: Paint) -> str:
    """Return what is known about a term in a few lines, without sources."""
    page = _Page(width, paint)
    page.brief(view)
    return "\n".join(page.lines)


def fact(view: FactDescription, width: int, paint: Paint) -> str:
    """Return what a fact says and rests on."""
    page = _Page(width, paint)
    page.fact(view)
    return "\n".join(page.lines)


class _Page:
    """A view as text; sources are numbered in the order in which they are first cited."""

    def __init__(self, width: int, paint: Paint) -> None:
        self.width, self.paint = max(_NARROWEST, min(_WIDEST, width)), paint
        self.lines: list[str] = []
        self.citations = Citations()
        self.most = _SHOWN

    def term(self, view: TermDescription) -> None:
        self.head(view)
        if view.only:
            self.most = sys.maxsize
        if not view.only:
            if view.definition:
                self.wrapped(f"{view.definition}{self.marks(view.sources)}", 1)
            if view.note:
                self.wrapped(f"Note: {view.note}", 1)
            self.rows(term_rows(view))
        for name, title, facts in by_section(view):
            self.by_relation(name, title, facts)
        for section in associations(view):
            self.section(section)
        self.imported(view)
        for section in (*denied(view), *left_open(view)):
            self.section(section)
        if view.conflicts:
            self.heading("In conflict", len(view.conflicts), "yellow")
            for conflict in view.conflicts[: self.most]:
                self.wrapped(self.sentence(conflict.one), 1)
                self.wrapped(f"against: {self.sentence(conflict.other)}", 2)
                self.wrapped(conflict.words, 2)
            self.left_out(len(view.conflicts) - self.most, 1)
        if not is_named(view):
            self.lines.append(_INDENT + _nothing(view))
        self.sources()

    def head(self, view: TermDescription) -> None:
        self.lines.append(
            f"{self.paint(shown(view.label), 'bold')}  {view.kind}  {self.paint(shown(compact(view.iri)), 'dim')}"
        )

    def brief(self, view: TermDescription) -> None:
        self.head(view)
        if view.definition and not view.only:
            self.wrapped(view.definition, 1)
        called = [row for row in term_rows(view)[:2] if row[0] in ("also called", "a kind of")]
        self.rows([] if view.only else called)
        for title, relations in in_brief(view):
            self.lines.append(_INDENT + self.paint(shown(title), "bold"))
            for words in relations:
                self.wrapped(words, 2)
        counts = [(title.partition(":")[0].lower(), len(facts)) for title, facts, _ in (*denied(view), *left_open(view))] + [
            ("in conflict", len(view.conflicts)),
            ("facts of other resources", len(view.imported)),
        ]
        told = [f"{number} {what}" for what, number in counts if number]
        if told:
            self.wrapped(f"besides: {', '.join(told)}", 1)
        if not is_named(view):
            self.lines.append(_INDENT + _nothing(view))

    def fact(self, view: FactDescription) -> None:
        fact = view.shown.fact
        kind = self.paint("EXCLUDED", "bold", "red") if fact.kind == "excluded" else kind_of(fact.kind)
        self.lines.append(f"{self.paint(shown(fact.label), 'bold')}  {kind}  {self.paint(shown(compact(fact.iri)), 'dim')}")
        rests_on = [("rests on", f"{citation_of(e)}  {e.identifier}") for e in fact.evidence]
        against = [("against", f"{self.sentence(c.other)}: {c.words}") for c in view.conflicts]
        self.rows((*fact_rows(view), *rests_on, *against))
        self.sources()

    def by_relation(self, name: str, title: str, facts: list[ShownFact]) -> None:
        self.heading(title, len(facts))
        for relation, objects in by_relation(facts):
            self.lines.append(f"{_INDENT}{relation}")
            for object_, ways in objects[: self.most]:
                texts = [(words + self.marks(evidence)).strip() for words, evidence in ways[:_WAYS]]
                more = f", … {len(ways) - _WAYS} more" if len(ways) > _WAYS else ""
                self.wrapped(f"{object_} {', '.join(texts)}{more}", 2)
            self.left_out(len(objects) - self.most, 2, f"--section {name}")

    def imported(self, view: TermDescription) -> None:
        """Add what other resources say of the term, the findings of one relation and band in one line."""
        for title, count, listings in taken_over(view):
            self.heading(title, count)
            for listing in listings:
                more = f", … {len(listing.names) - self.most} more" if len(listing.names) > self.most else ""
                text = f"{listing.relation}: {', '.join(listing.names[: self.most])}{more}"
                self.wrapped(text + self.marks(listing.evidence), 1)

    def left_out(self, count: int, level: int, what: str = "--format json") -> None:
        if count > 0:
            self.wrapped(f"… {count} more; {what} gives all", level)

    def section(self, section: Section) -> None:
        self.heading(section.title, len(section.facts), _COLOURS[section.tone])
        for one in section.facts[: self.most]:
            self.wrapped(self.sentence(one), 1)
        self.left_out(len(section.facts) - self.most, 1)

    def sentence(self, one: ShownFact) -> str:
        return sentence(one) + self.marks(one.fact.evidence)

    def heading(self, title: str, count: int, colour: str = "") -> None:
        self.lines.append(f"\n{self.paint(shown(title), 'bold', *([colour] if colour else []))} ({count})")

    def rows(self, rows: Iterable[tuple[str, str]]) -> None:
        kept = list(rows)
        size = max((len(name) for name, _ in kept), default=0)
        for name, text in kept:
            self.wrapped(f"{name:{size}}  {text}", 1, hang=size + 2)

    def marks(self, evidence: Iterable[Evidence]) -> str:
        numbers = self.citations.numbers(evidence)
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def sources(self) -> None:
        cited = list(self.citations.sources())
        if cited:
            self.lines.append(f"\n{self.paint('Sources', 'bold')}")
        for citation, identifier, places in cited:
            alone = f"[{places[0][1]}] " if len(places) == 1 and not places[0][0] else ""
            self.lines.append(f"{_INDENT}{alone}{shown(citation)}  {self.paint(shown(identifier), 'dim')}")
            for section, number in places if not alone else ():
                self.wrapped(f"[{number}] {section or 'as a whole'}", 2, hang=5)

    def wrapped(self, text: str, level: int, hang: int = 2) -> None:
        first = _INDENT * level
        lines = textwrap.wrap(
            shown(text, lines=True),
            self.width,
            initial_indent=first,
            subsequent_indent=first + " " * hang,
            break_long_words=False,
        )
        self.lines.append("\n".join(lines))


def _nothing(view: TermDescription) -> str:
    return f"No fact about “{shown(view.only)}” names it." if view.only else "No fact names it."
