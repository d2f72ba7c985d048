"""Hold facts and terms of your own, or radkg's, against the shapes and against what radkg knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.options import add_ontology, ontology_of
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse

    from radkg.validation import Finding

_COLOURS = {"Violation": "red", "Warning": "yellow", "Info": "blue"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``radkg validate``."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="facts and terms of your own; none: the ontology itself")
    parser.add_argument(
        "--shapes", metavar="FILE", action="append", default=[], help="SHACL shapes of your own; may be given more than once"
    )
    add_ontology(parser)
    parser.add_argument("--format", choices=("text", "json", "ttl"), default="text", help="how to print (text)")


def run(arguments: argparse.Namespace) -> int:
    """Validate, print the report, and return 0 where nothing was found, else 1."""
    import sys

    from radkg.validation import validate

    report = validate(arguments.files, shapes=arguments.shapes, ontology=ontology_of(arguments))
    if arguments.format == "json":
        print_json(report.to_dict())
    elif arguments.format == "ttl":
        print(report.to_turtle(), end="")
    else:
        for finding in report.findings:
            print(_block(finding) + "\n")
        summary = ("conforms" if report.conforms else "does not conform") + f"; {report.summary}"
        print(paint(summary, "green" if report.conforms else "bold"))
    if arguments.format != "text":
        print(report.summary, file=sys.stderr)
    return 0 if report.conforms else 1


def _block(finding: Finding) -> str:
    from radkg.namespaces import compact

    severity = paint(finding.severity.upper(), _COLOURS[finding.severity], "bold")
    short = compact(finding.focus) if finding.focus and not finding.focus.startswith("_:") else ""
    who = finding.label or short or finding.file
    lines = [f"{severity}  {who}" + (f"  ({short})" if short and finding.label else "")]
    if finding.place:
        lines.append(f"  {finding.place}")
    said = " ".join(part for part in (compact(finding.path) if finding.path else "", _shown(finding.value)) if part)
    lines.append(f"  {finding.message}" + (f"  [{said}]" if said else ""))
    if finding.remedy:
        lines.append(paint(f"  → {finding.remedy}", "dim"))
    return "\n".join(lines)


def _shown(value: str) -> str:
    from radkg.namespaces import compact

    return compact(value) if value.startswith("http") else value if value.startswith("_:") or not value else f"“{value}”"
