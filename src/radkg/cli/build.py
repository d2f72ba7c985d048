"""Write the release files: the ontology in Turtle, RDF/XML, JSON-LD, N-Triples and TriG, and in the forms that others read;
and descriptions of them that machines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.options import add_with, ontology_of, open_graph
from radkg.cli.output import print_json
from radkg.exchange.formats import ALL, DESCRIPTIONS, ENDPOINT, RDF

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    import pyoxigraph as ox

    from radkg.exchange.release import ReleaseFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``radkg build``."""
    parser.add_argument("--output", metavar="DIR", default="release", help="where to write the files (release)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--only",
        choices=ALL,
        action="append",
        metavar="FORMAT",
        help=f"write this format only; may be given more than once: {', '.join(ALL)}",
    )
    which.add_argument("--all", action="store_true", help="write all formats, and not only those in RDF")
    parser.add_argument(
        "--check", action="store_true", help="run the quality checks first, and write nothing if one finds an error"
    )
    parser.add_argument(
        "--enrich",
        metavar="FILE",
        action="append",
        default=[],
        help="a release of another ontology: what it says of the terms that radkg's are mapped to; may be given more than once",
    )
    parser.add_argument("--mappings", metavar="DIR", help="with --enrich: mapping sets of your own, in the place of radkg's")
    parser.add_argument(
        "--endpoint",
        metavar="URL",
        default=ENDPOINT,
        help=f"the SPARQL endpoint that {', '.join(DESCRIPTIONS[1:-1])} and {DESCRIPTIONS[-1]} name ({ENDPOINT})",
    )
    add_with(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the list of files (text)")


def run(arguments: argparse.Namespace) -> int:
    """Write the files, print what was written, and return 0."""
    from dataclasses import asdict

    formats = tuple(dict.fromkeys(arguments.only)) if arguments.only else ALL if arguments.all else RDF
    files = open_graph(arguments).build(
        arguments.output, formats=formats, check=arguments.check, enrichment=_enrichment(arguments), endpoint=arguments.endpoint
    )
    if arguments.format == "json":
        print_json([asdict(file) for file in files])
    else:
        print("\n".join([_table(files), *_account(files)]))
    return 0


def _enrichment(arguments: argparse.Namespace) -> list[ox.Triple]:
    if not arguments.enrich:
        return []
    import os

    from radkg.cli.progress import progress_bar
    from radkg.exchange.enrichment import enrich
    from radkg.mappings import Index

    index = Index.of_folder(arguments.mappings) if arguments.mappings else ontology_of(arguments).mapping_index()
    triples: list[ox.Triple] = []
    for path in arguments.enrich:
        with progress_bar(f"reading {os.path.basename(path)}") as progress:
            triples += enrich(path, index, progress=progress)
    return triples


def _table(files: list[ReleaseFile]) -> str:
    rows = [("file", "triples", "facts", "terms", "bytes")]
    rows += [(f.path, f"{f.triples:,}", _facts(f), f"{f.terms:,}", f"{f.bytes:,}") for f in files]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _facts(file: ReleaseFile) -> str:
    return f"{file.facts:,}" if file.facts == file.facts_in else f"{file.facts:,} of {file.facts_in:,}"


def _account(files: list[ReleaseFile]) -> list[str]:
    """Return for each export what is not in it, and what has no place in it of the facts that are; the most first."""
    lines: dict[str, None] = {}  # files of one form share an account
    for file in files:
        for why, number in _most_first(file.left_out):
            lines[f"{file.format}: {_number_of_facts(number)} left out: {why}"] = None
        for what, number in _most_first(file.lost):
            lines[f"{file.format}: no place in {_number_of_facts(number)} for {what}"] = None
    return ["", *lines] if lines else []


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _number_of_facts(number: int) -> str:
    return f"{number:,} fact" if number == 1 else f"{number:,} facts"
