"""The verdict on a statement, with the facts and sources that decide."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from radkg.cli.options import add_with, open_graph
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse

    from radkg.model.knowledge import Knowledge
    from radkg.verdict import DecidingFact, Verdict

_COLOURS = {"supported": "green", "contradicted": "red", "disputed": "yellow", "unknown": "blue"}
_SHOWN = 4  # deciding facts printed; --format json gives all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``radkg check``."""
    parser.add_argument("statement", nargs="+", help='one sentence, such as "X is seen in children"')
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the verdict")
    add_with(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict and return its exit code."""
    kg = open_graph(arguments)
    verdict = kg.check(" ".join(arguments.statement))
    if arguments.format == "json":
        print_json(verdict.to_dict())
    elif verdict.verdict == "not understood":
        print(f"radkg: {verdict.because}", file=sys.stderr)
    else:
        _print(verdict, kg.knowledge)
    return verdict.exit_code


def _print(verdict: Verdict, known: Knowledge) -> None:
    from radkg.verdict.wording import added_words

    said = set((verdict.reading or {}).get("qualifiers", {}))
    added = added_words(verdict.facts, said, known) if verdict.verdict == "supported" else ""
    name = paint(verdict.verdict.upper(), "bold", _COLOURS[verdict.verdict])
    print(f"{name}  {verdict.statement.strip()}" + (f" ({added})" if added else ""))
    shown = verdict.facts if verdict.verdict == "disputed" else verdict.facts[:_SHOWN]
    for fact in shown:
        _print_fact(fact, known)
    if len(verdict.facts) > len(shown):
        print(f"  … and {len(verdict.facts) - len(shown)} more; --format json gives all")
    for fact in verdict.nearest:
        _print_fact(fact, known)
    print(f"  {paint(verdict.because, 'dim')}")


def _print_fact(fact: DecidingFact, known: Knowledge) -> None:
    from radkg.verdict.wording import qualifiers_in_words

    mark = {"supports": "+", "contradicts": "-"}.get(fact.side, "~")
    details = [fact.certainty] if fact.certainty not in ("", "stated") else []
    if fact.kind != "asserted":
        details.append({"excluded": "excluded", "axiom": "by definition"}[fact.kind])
    rest = {key: value for key, value in fact.qualifiers.items() if key != "comparedWith"}  # the label names it
    if words := qualifiers_in_words(rest, known):
        details.append(words)
    print(f"  {mark} {fact.label}" + (f" ({'; '.join(details)})" if details else ""))
    for evidence in fact.evidence:
        section = f", {evidence.section}" if evidence.section else ""
        print(f"    {paint(f'{evidence.citation}{section}', 'dim')}")
