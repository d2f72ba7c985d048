"""Write the release files: the whole ontology in Turtle, RDF/XML, JSON-LD, N-Triples and TriG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.output import print_json

if TYPE_CHECKING:
    import argparse

    import pyoxigraph as ox

    from radkg.exchange.release import ReleaseFile

_FORMATS = ("ttl", "owl", "jsonld", "nt", "trig")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``radkg build``."""
    parser.add_argument("--output", metavar="DIR", default="release", help="where to write the files (release)")
    parser.add_argument("--only", choices=_FORMATS, action="append", help="write this format only; may be given more than once")
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
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the list of files (text)")


def run(arguments: argparse.Namespace) -> int:
    """Write the files, print what was written, and return 0."""
    from dataclasses import asdict

    from radkg.exchange.release import build

    formats = tuple(dict.fromkeys(arguments.only)) if arguments.only else _FORMATS
    files = build(arguments.output, formats=formats, check=arguments.check, enrichment=_enrichment(arguments))
    if arguments.format == "json":
        print_json([asdict(file) for file in files])
    else:
        print(_table(files))
    return 0


def _enrichment(arguments: argparse.Namespace) -> list[ox.Triple]:
    if not arguments.enrich:
        return []
    import os

    from radkg.cli.progress import progress_bar
    from radkg.exchange.enrichment import enrich
    from radkg.mappings import Index

    index = Index.of_folder(arguments.mappings) if arguments.mappings else Index()
    triples: list[ox.Triple] = []
    for path in arguments.enrich:
        with progress_bar(f"reading {os.path.basename(path)}") as progress:
            triples += enrich(path, index, progress=progress)
    return triples


def _table(files: list[ReleaseFile]) -> str:
    rows = [("file", "triples", "facts", "terms", "bytes")]
    rows += [(f.path, f"{f.triples:,}", f"{f.facts:,}", f"{f.terms:,}", f"{f.bytes:,}") for f in files]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )
