"""Load radkg into a triple store, each part in a named graph of its own, in the place of an older release; read it back."""

from __future__ import annotations

import sys
from shlex import quote
from typing import TYPE_CHECKING

from radkg.cli.options import add_with, ontology_of, open_graph, seconds
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from radkg.stores.report import LoadReport

_OVER_THE_BAR = "\r\033[K"
_SHOWN = 10  # facts of each kind; --all and --format json give all
_MARKS = (("added", "+", "green"), ("removed", "-", "red"), ("altered", "~", "yellow"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``radkg load``."""
    parser.add_argument("target", metavar="TARGET", help="oxigraph:DIR, NAME:http://… or the address of a graph store")
    parser.add_argument(
        "--part",
        metavar="PART",
        action="append",
        default=[],
        help="load these parts only (facts,mappings,derived); all where not given",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    what.add_argument("--remove", action="store_true", help="remove radkg's graphs, and no other graph")
    parser.add_argument("--staged", action="store_true", help="write the graphs beside the old ones first, in any case")
    parser.add_argument("--query", metavar="URL", help="where the store takes queries, if TARGET does not say")
    parser.add_argument("--update", metavar="URL", help="where the store takes updates, if TARGET does not say")
    parser.add_argument("--tries", metavar="N", type=_whole, help="how often to try what may be repeated (5)")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, help="how long to wait for a sign of life (300)")
    parser.add_argument("--all", action="store_true", help=f"print all facts that change, not only {_SHOWN} of a kind")
    add_with(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def _whole(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        import argparse

        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 100")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Load, or remove, print what was done, and return 0."""
    from radkg.cli.progress import progress_bar
    from radkg.stores import load, remove

    parts = [name.strip() for names in arguments.part for name in names.split(",") if name.strip()]
    with progress_bar(f"loading into {arguments.target}") as progress:

        def remark(text: str) -> None:
            print(f"{_OVER_THE_BAR if progress else ''}radkg: {text}", file=sys.stderr)

        common = {
            "parts": parts,
            "dry_run": arguments.dry_run,
            "query": arguments.query,
            "update": arguments.update,
            "tries": arguments.tries,
            "timeout": arguments.timeout,
            "remark": remark,
        }
        if arguments.remove:
            report = remove(arguments.target, ontology_of(arguments), **common)
        else:
            written = open_graph(arguments).written
            report = load(arguments.target, written, **common, stage=arguments.staged, progress=progress)
    if arguments.format == "json":
        print_json(report.to_dict())
    else:
        print("\n".join(_lines(report, None if arguments.all else _SHOWN, removing=arguments.remove)))
    return 0


def _lines(report: LoadReport, most: int | None, *, removing: bool) -> Iterator[str]:
    what = "" if removing else f"radkg {report.version} → "
    yield f"{paint(f'{what}{report.target}', 'bold')}  ({report.store}; {report.how})"
    rows = [(g.part, f"{g.triples:,}", g.state, g.graph) for g in report.graphs]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    for part, triples, state, graph in rows:
        yield f"  {part:{widths[0]}}  {triples:>{widths[1]}} triples  {state:{widths[2]}}  {graph}"
    yield from _changes(report, most)
    if not rows:
        yield "  no graph of radkg's is there"
    elif report.dry_run:
        yield "nothing was changed: a dry run"
    elif removing:
        yield "verified: they are gone; every other graph is as it was"
    else:
        yield f"verified: {report.triples:,} triples read back, in number and value the same"
        if report.folder:
            yield f"serve it: oxigraph serve-read-only --location {quote(report.folder)} --union-default-graph"


def _changes(report: LoadReport, most: int | None) -> Iterator[str]:
    """Return how many facts change, and which; those of a first load need no list."""
    first = all(graph.state == "new" for graph in report.graphs)
    for name, mark, colour in _MARKS:
        facts = getattr(report.facts, name)
        if not facts:
            continue
        yield f"{len(facts):,} {'fact' if len(facts) == 1 else 'facts'} {name}"
        shown = facts[:0] if first and most is not None else facts[:most]
        yield from (paint(f"  {mark} {iri}", colour) for iri in shown)
        if shown and len(facts) > len(shown):
            yield f"  {mark} … and {len(facts) - len(shown):,} more; --all prints them"
