"""What is known about a term: definition, kinds, facts with their sources, what is excluded, what is in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from radkg.cli.options import add_with
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from radkg.records import Evidence
    from radkg.show import FactView, ShownFact, TermView

Key = TypeVar("Key")
_INDENT = "  "
_SHOWN = 15  # findings, sentences or conflicts in one group; --format json gives all
_WAYS = 4  # ways of saying one thing of one finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``radkg show``."""
    parser.add_argument("term", nargs="+", help="a label, synonym, abbreviation, prefixed name or IRI")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_with(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the view and return 0."""
    from radkg.graph import load
    from radkg.show import FactView

    view = load(extra=arguments.extra).show(" ".join(arguments.term))
    if arguments.format == "json":
        print_json(view.to_dict())
    elif isinstance(view, FactView):
        _Page().fact(view)
    else:
        _Page().term(view)
    return 0


class _Page:
    """A view as text; sources are numbered in the order in which they are first cited."""

    def __init__(self) -> None:
        import shutil

        self.width = max(60, min(120, shutil.get_terminal_size((100, 24)).columns))
        self.cited: dict[tuple[str, str], int] = {}
        self.identifiers: dict[str, str] = {}

    def term(self, view: TermView) -> None:
        from radkg.namespaces import compact

        print(f"{paint(view.label, 'bold')}  {view.kind}  {paint(compact(view.iri), 'dim')}")
        if view.definition:
            self.wrapped(f"{view.definition}{self.marks(view.sources)}", 1)
        if view.note:
            self.wrapped(f"Note: {view.note}", 1)
        rows = [
            ("also called", view.synonyms),
            ("a kind of", view.broader),
            ("kinds of it", view.narrower),
            ("part of", view.part_of),
            ("parts", view.parts),
            *view.structure.items(),
        ]
        self.rows((name, ", ".join(values)) for name, values in rows if values)
        self.by_relation("Facts", view.facts)
        self.sentences(f"Said of findings in {view.label}", view.said_of)
        self.sentences("Named in", view.named_in)
        self.sentences("Cited by", view.cited_by)
        self.imported(view)
        self.sentences("Excluded: known not to hold", tuple(s for s in view.excluded if not s.hedged), "red")
        self.sentences("Excluded with a reservation: decides nothing", tuple(s for s in view.excluded if s.hedged), "yellow")
        if view.conflicts:
            self.heading("In conflict", len(view.conflicts), "yellow")
            for conflict in view.conflicts[:_SHOWN]:
                self.wrapped(self.sentence(conflict.one), 1)
                self.wrapped(f"against: {self.sentence(conflict.other)}", 2)
                self.wrapped(f"because {conflict.why}", 2)
            self.left_out(len(view.conflicts) - _SHOWN, 1)
        if not (view.facts or view.said_of or view.named_in or view.cited_by or view.excluded or view.imported):
            print(f"{_INDENT}No fact names it.")
        self.sources()

    def fact(self, view: FactView) -> None:
        from radkg.namespaces import compact

        shown = view.shown
        said = paint("EXCLUDED", "bold", "red") if shown.fact.kind == "excluded" else "association"
        print(f"{paint(shown.fact.label, 'bold')}  {said}  {paint(compact(shown.fact.iri), 'dim')}")
        rows = [
            ("subject", shown.subject),
            ("relation", shown.relation),
            ("object", shown.object),
            ("qualifiers", shown.words),
            ("certainty", shown.fact.certainty),
            *(("remark", remark) for remark in view.remarks),
            *(("rests on", f"{_place(e)}  {e.identifier}") for e in shown.fact.evidence),
            *(("against", f"{self.sentence(c.other)}: {c.why}") for c in view.conflicts),
        ]
        self.rows((name, text) for name, text in rows if text)
        self.sources()

    def by_relation(self, title: str, facts: tuple[ShownFact, ...]) -> None:
        if facts:
            self.heading(title, len(facts))
        for relation, some in _grouped(facts, lambda shown: shown.relation):
            print(f"{_INDENT}{relation}")
            objects = _grouped(some, lambda shown: shown.object)
            for object_, same in objects[:_SHOWN]:
                # what several sources say of one object, each with its numbers, stands together
                ways = _grouped(same, _details)
                said = [
                    (f"({details})" if details else "") + self.marks(e for shown in alike for e in shown.fact.evidence)
                    for details, alike in ways[:_WAYS]
                ]
                more = f", … {len(ways) - _WAYS} more" if len(ways) > _WAYS else ""
                self.wrapped(f"{object_} {', '.join(text.strip() for text in said)}{more}", 2)
            self.left_out(len(objects) - _SHOWN, 2)

    def imported(self, view: TermView) -> None:
        """Print what other resources say of the term: by resource, relation and band, the findings in one line."""
        for citation, facts in _grouped(view.imported, lambda shown: shown.fact.evidence[0].citation):
            self.heading(f"Taken over from {citation}", len(facts))
            for (relation, turned, details), some in _grouped(
                facts, lambda shown: (shown.relation, shown.subject != view.label, _details(shown))
            ):
                names = list(dict.fromkeys(shown.subject if turned else shown.object for shown in some))
                more = f", … {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
                head = f"{'… ' if turned else ''}{relation}{f' {view.label}' if turned else ''}"
                said = f"{head}{f' ({details})' if details else ''}: {', '.join(names[:_SHOWN])}{more}"
                self.wrapped(said + self.marks(e for shown in some for e in shown.fact.evidence), 1)

    def left_out(self, count: int, level: int) -> None:
        if count > 0:
            self.wrapped(f"… {count} more; --format json gives all", level)

    def sentences(self, title: str, facts: tuple[ShownFact, ...], colour: str = "") -> None:
        if facts:
            self.heading(title, len(facts), colour)
        for shown in facts[:_SHOWN]:
            self.wrapped(self.sentence(shown), 1)
        self.left_out(len(facts) - _SHOWN, 1)

    def sentence(self, shown: ShownFact) -> str:
        hedge = f" ({shown.fact.certainty})" if shown.fact.certainty != "stated" else ""
        return f"{shown.fact.label}{hedge}{self.marks(shown.fact.evidence)}"

    def heading(self, title: str, count: int, colour: str = "") -> None:
        print(f"\n{paint(title, 'bold', *([colour] if colour else []))} ({count})")

    def rows(self, rows: Iterable[tuple[str, str]]) -> None:
        kept = list(rows)
        size = max((len(name) for name, _ in kept), default=0)
        for name, text in kept:
            self.wrapped(f"{name:{size}}  {text}", 1, hang=size + 2)

    def marks(self, evidence: Iterable[Evidence]) -> str:
        numbers = []
        for e in evidence:
            number = self.cited.setdefault((e.citation, e.section), len(self.cited) + 1)
            self.identifiers[e.citation] = e.identifier
            numbers.append(number)
        return f" [{', '.join(map(str, sorted(set(numbers))))}]" if numbers else ""

    def sources(self) -> None:
        if self.cited:
            print(f"\n{paint('Sources', 'bold')}")
        for citation, identifier in self.identifiers.items():
            places = [(section, number) for (cited, section), number in self.cited.items() if cited == citation]
            alone = f"[{places[0][1]}] " if places[0][0] == "" and len(places) == 1 else ""
            print(f"{_INDENT}{alone}{citation}  {paint(identifier, 'dim')}")
            for section, number in places if not alone else ():
                self.wrapped(f"[{number}] {_shortened(section, citation) or 'as a whole'}", 2, hang=5)

    def wrapped(self, text: str, level: int, hang: int = 2) -> None:
        import textwrap

        first = _INDENT * level
        lines = textwrap.wrap(
            text, self.width, initial_indent=first, subsequent_indent=first + " " * hang, break_long_words=False
        )
        print("\n".join(lines))


def _details(shown: ShownFact) -> str:
    return "; ".join(filter(None, (shown.words, shown.fact.certainty if shown.fact.certainty != "stated" else "")))


def _grouped(facts: Iterable[ShownFact], key: Callable[[ShownFact], Key]) -> list[tuple[Key, list[ShownFact]]]:
    groups: dict[Key, list[ShownFact]] = {}
    for shown in facts:
        groups.setdefault(key(shown), []).append(shown)
    return list(groups.items())


def _place(evidence: Evidence) -> str:
    section = _shortened(evidence.section, evidence.citation)
    return f"{evidence.citation}, {section}" if section else evidence.citation


def _shortened(section: str, citation: str) -> str:
    """Return ``section`` without the title of the source, which stands before it."""
    return section.removeprefix(citation).lstrip(", ")
