"""List the mappings to other vocabularies, or hold them against a release of one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from radkg.cli.options import add_ontology, add_with, ontology_of, open_graph
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from radkg.mappings import Index, MappingSet
    from radkg.mappings.verify.corrected import Corrected
    from radkg.mappings.verify.findings import Candidate, MappingVerification, Merge

_SHOWN = 20  # of each kind of finding; --all and --format json give all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions and options of ``radkg mappings``."""
    import argparse

    actions = parser.add_subparsers(dest="action", metavar="list|verify", required=True)
    listing = actions.add_parser("list", help="the mapping sets, how many rows each has, and of which releases")
    verifying = actions.add_parser("verify", help="hold the mappings against a release of the other ontology")
    verifying.add_argument("file", metavar="FILE", help="the release: .obo, .owl, .ttl, .json (OBO Graph), …; .gz and .zst too")
    verifying.add_argument("--corrected", metavar="DIR", help="write the mapping sets as the release says they should be")
    verifying.add_argument(
        "--merge",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="compute what merging the release would change (it is by default)",
    )
    verifying.add_argument("--all", action="store_true", help=f"print all findings, not only the first {_SHOWN} of a kind")
    add_with(verifying)
    add_ontology(listing)
    for action in (listing, verifying):
        action.add_argument("--mappings", metavar="DIR", help="a folder with mapping sets of your own, in the place of radkg's")
        action.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: argparse.Namespace) -> int:
    """List or verify; return 0, or 1 where there is something to report."""
    from radkg.mappings import Index

    index = Index.of_folder(arguments.mappings) if arguments.mappings else ontology_of(arguments).mapping_index()
    if arguments.action == "list":
        if arguments.format == "json":
            print_json([_set(one) for one in index.sets])
        else:
            print("\n".join(map(_line, index.sets)))
        return 0
    return _verify(arguments, index)


def _verify(arguments: argparse.Namespace, index: Index) -> int:
    from radkg.cli.progress import progress_bar
    from radkg.mappings.verify.corrected import correct
    from radkg.mappings.verify.report import verify

    with progress_bar(f"reading {os.path.basename(arguments.file)}") as progress:
        kg = open_graph(arguments)
        found = verify(kg.knowledge, kg.written, arguments.file, merge=arguments.merge, index=index, progress=progress)
    written = correct(index.sets, found, arguments.corrected) if arguments.corrected else []
    if arguments.format == "json":
        print_json({**found.to_dict(), "corrected": [one._asdict() for one in written]})
    else:
        print("\n".join([*_report(found, None if arguments.all else _SHOWN), *map(_written, written)]))
    return 0 if found.clean else 1


def _versions(one: MappingSet) -> list[str]:
    return sorted({row.object_version for row in one.mappings if row.object_version})


def _set(one: MappingSet) -> dict[str, object]:
    found = sum(row.found for row in one.mappings)
    return {"name": one.name, "rows": len(one.mappings), "found": found, "versions": _versions(one), "metadata": one.metadata}


def _line(one: MappingSet) -> str:
    without = sum(not row.found for row in one.mappings)
    none = f", {without} of them without a counterpart" if without else ""
    versions = ", ".join(_versions(one)[:3]) or "no version"
    return f"{one.name:20}  {len(one.mappings):5} rows{none}  ({versions})"


def _report(found: MappingVerification, most: int | None) -> Iterator[str]:
    name = found.ontology or os.path.basename(found.path)
    yield paint(f"{name}  {found.version or 'without a version'}", "bold")
    looked_up = f", looked up in {', '.join(found.versions)}" if found.versions else ""
    yield f"  {found.terms:,} terms {found.prefix}:…; {found.mappings} mappings to them{looked_up}"
    yield from _kind(
        "renamed", "red", [f"{f.mapping.object} “{f.mapping.object_label}” is now “{f.label}”" for f in found.renamed], most
    )
    yield from _kind(
        "obsolete",
        "red",
        [
            f"{f.mapping.object} {f.mapping.object_label} ({f.mapping.subject_label}): "
            + ("replaced by " + ", ".join(map(str, f.replaced_by)) if f.replaced_by else "no replacement")
            + ("; consider " + ", ".join(map(str, f.consider)) if f.consider else "")
            for f in found.obsolete
        ],
        most,
    )
    yield from _kind(
        "missing",
        "red",
        [f"{f.mapping.object} {f.mapping.object_label} ({f.mapping.subject_label})" for f in found.missing],
        most,
    )
    yield from _kind(
        "better matched elsewhere?", "yellow", [f"{_offer(f)}; mapped to {', '.join(f.mapped_to)}" for f in found.better], most
    )
    yield from _kind("candidates for terms without a mapping", "yellow", list(map(_offer, found.candidates)), most)
    if found.merge:
        if found.parents_are != "subClassOf" and found.merge.subsumptions:
            yield "this file does not tell what a term is a kind of from what it is part of: for certainty take OWL or OBO"
        yield from _merge(found.merge, most)
    if found.clean:
        yield paint("nothing to report", "green", "bold")


def _kind(title: str, colour: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    if lines:
        yield f"{paint(title, colour, 'bold')}  {len(lines)}"
        yield from (f"  {line}" for line in lines[:most])
        if most is not None and len(lines) > most:
            yield f"  … and {len(lines) - most} more; --all prints them"


def _offer(found: Candidate) -> str:
    called = "" if found.name == found.candidate.label else f" “{found.name}”"
    none = "; the mappings say that there is none" if found.said_to_be_none else ""
    return f"{found.label}: {found.candidate}{called}  {found.score:.2f} ({found.why}){none}"


def _merge(merge: Merge, most: int | None) -> Iterator[str]:
    title = f"were the {merge.exact_matches} exact matches equivalent, these would be kinds of those"
    if not merge.subsumptions:
        yield "merging would make no term a kind of another that it is not already"
        return
    lines = []
    for one in merge.subsumptions:
        chain = "; ".join(map(str, one.chain)) or "both match the same term"
        clash = f" — {paint(one.clash, 'red')}" if one.clash else ""
        lines.append(f"{one.subject_label} → {one.object_label}{clash}\n      {paint(chain, 'dim')}")
    yield from _kind(title, "yellow", lines, most)
    more = f"; {merge.left_out} more were not" if merge.left_out else ""
    yield from _kind(
        f"verdicts that would turn, of {merge.compared} statements compared{more}",
        "yellow",
        [f"{t.statement}: {t.before} → {t.after}\n      {paint(t.because, 'dim')}" for t in merge.turned],
        most,
    )
    if not merge.turned:
        yield f"no verdict would turn, of {merge.compared} statements compared{more}"


def _written(one: Corrected) -> str:
    return f"wrote {one.path}: {one.renamed} labels renewed, {one.replaced} obsolete replaced, {one.left} left to decide"
