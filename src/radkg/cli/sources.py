"""List the sources, or hold your copy of one against the passages that radkg cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.options import add_with, open_graph
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse

    from radkg.imports.passages import PassageCheck, Source, SourceVerification


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions and options of ``radkg sources``."""
    actions = parser.add_subparsers(dest="action", metavar="list|verify", required=True)
    listing = actions.add_parser("list", help="the sources and how many passages of each are cited")
    verifying = actions.add_parser("verify", help="hold a copy of a source against its passages")
    verifying.add_argument("file", metavar="FILE", help="your copy of the source, as UTF-8 text")
    verifying.add_argument("--source", metavar="NAME", help="which source it is, if several have passages")
    for action in (listing, verifying):
        add_with(action)
        action.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: argparse.Namespace) -> int:
    """List or verify; return 0, or 1 where a passage does not match."""
    from radkg.imports.passages import choose, read_copy, read_sources, verify, would_match_as_plain_text

    sources = read_sources(open_graph(arguments).knowledge.store)
    if arguments.action == "list":
        if arguments.format == "json":
            print_json([_source(source) for source in sources])
        else:
            print("\n".join(map(_line, sources)))
        return 0
    source, text = choose(sources, arguments.source), read_copy(arguments.file)
    result = verify(source, text)
    if arguments.format == "json":
        print_json(_as_dict(result))
    else:
        print("\n".join(_report(result, arguments.file)))
        if not result.matches and would_match_as_plain_text(source, text):
            print("  It would match without its byte order mark and its Windows line ends: save it as plain UTF-8.")
    return 0 if result.matches else 1


def _source(source: Source) -> dict[str, object]:
    return {
        "iri": source.iri,
        "title": source.title,
        "identifier": source.identifier,
        "length": source.length,
        "passages": len(source.passages),
    }


def _line(source: Source) -> str:
    from radkg.namespaces import compact

    passages = f"  {len(source.passages)} passages" if source.passages else ""
    return f"{compact(source.iri)}  {source.title}{passages}\n  {source.identifier}"


def _report(result: SourceVerification, path: str) -> list[str]:
    from radkg.namespaces import compact

    lines = []
    if result.length != result.source.length:
        lines.append(f"{path}: {result.length} code points, cited are {result.source.length}")
    elif not result.digest_matches:
        lines.append(f"{path}: of the right length, but not the text that is cited")
    lines += [f"{path}{_place(check)}" for check in result.passages if not check.matches]
    good = sum(check.matches for check in result.passages)
    verdict = paint("matches", "green", "bold") if result.matches else paint("does not match", "red", "bold")
    return [*lines, f"{verdict}  {compact(result.source.iri)}: {good} of {len(result.passages)} passages as cited"]


def _place(check: PassageCheck) -> str:
    from radkg.namespaces import compact

    passage = check.passage
    line = f":{check.line}" if check.line is not None else ""
    said = f"{line}: {compact(passage.iri)} “{passage.heading}” is not at {passage.start}–{passage.end}"
    if check.found_at is not None:
        return f"{said}, but {abs(check.found_at - passage.start)} {'later' if check.found_at > passage.start else 'earlier'}"
    return said


def _as_dict(result: SourceVerification) -> dict[str, object]:
    return {
        "source": result.source.iri,
        "matches": result.matches,
        "length": {"cited": result.source.length, "found": result.length},
        "digest_matches": result.digest_matches,
        "passages": [
            {
                "iri": check.passage.iri,
                "heading": check.passage.heading,
                "start": check.passage.start,
                "end": check.passage.end,
                "matches": check.matches,
                "found_at": check.found_at,
                "line": check.line,
            }
            for check in result.passages
        ],
    }
