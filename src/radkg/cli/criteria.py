"""Classification criteria computed from findings: score, probability, outcome, and what missing findings could change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.options import add_with, open_graph
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from radkg.criteria import ColumnResult, Criteria, CriteriaResult, ItemResult, Performance

_INDENT = "  "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``radkg criteria``."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="what the criteria are called; the latest if left out")
    parser.add_argument("--list", action="store_true", help="list the criteria that there are")
    parser.add_argument(
        "--finding", action="append", default=[], metavar="FINDING", help="a finding that the patient has (repeatable)"
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="FINDING",
        help="a finding looked for and not found (repeatable)",
    )
    parser.add_argument("--age", metavar="YEARS", help="age at onset of the first symptom, in completed years")
    parser.add_argument("--biopsy", action="store_true", help="a biopsy was done: the scores with biopsy apply")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_with(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the list or the result and return 0."""
    kg = open_graph(arguments)
    if arguments.list:
        from radkg.criteria import all_criteria

        _print_list(all_criteria(kg.knowledge), arguments.format)
        return 0
    result = kg.criteria(
        arguments.name,
        findings=arguments.finding,
        without=arguments.without,
        age=_age(arguments.age),
        biopsy=arguments.biopsy,
    )
    if arguments.format == "json":
        print_json(result.to_dict())
    else:
        _print(result)
    return 0


def _age(text: str | None) -> int | None:
    from radkg.errors import InvalidFindings

    if text is None:
        return None
    digits = text.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise InvalidFindings(f"age {text!r}: the age at onset is given in completed years, such as 45")
    return int(text)


def _print_list(every: Iterable[Criteria], form: str) -> None:
    if form == "json":
        print_json(
            [
                {
                    "iri": c.iri,
                    "label": c.label,
                    "names": list(c.names),
                    "year": c.year,
                    "classifies": list(c.classifies),
                    "items": len(c.items),
                    "definition": c.definition,
                }
                for c in every
            ]
        )
        return
    for criteria in every:
        what = ", ".join(criteria.classifies)
        print(f"{paint(criteria.label, 'bold')}  {criteria.year}; {what}; {len(criteria.items)} items")
        print(f"{_INDENT}{criteria.definition}")


def _print(result: CriteriaResult) -> None:
    criteria, column = result.criteria, result.result
    title = criteria.label if column.column == "items" else f"{criteria.label}, {column.column}"
    colour = "green" if column.is_case else "blue"
    verdict = column.outcome.upper()
    if not column.settled and not column.is_case:  # "ruled out" would be said of a patient nobody has examined
        colour, verdict = "yellow", "OPEN: too little is stated to say"
    print(f"{paint(verdict, 'bold', colour)}  by the {title}")
    for line in (_score(column), _open(column)):
        if line:
            print(f"{_INDENT}{line}")
    for state, heading in (("present", "Counted"), ("absent", "Absent"), ("missing", "Missing: not stated")):
        items = [item for item in result.state(state) if column.column == "items" or column.column in item.scores]
        if items:
            print(f"\n{paint(f'{heading} ({len(items)})', 'bold')}")
            for item in items:
                _print_wrapped(_item(item, column.column))
    if result.other is not None:
        print(f"\n{paint(result.other.column.capitalize(), 'bold')}")
        for line in (f"{result.other.outcome}; {_score(result.other)}", _open(result.other)):
            if line:
                print(f"{_INDENT}{line}")
    _print_notes(result)


def _score(column: ColumnResult) -> str:
    if column.score is None:
        return f"{column.items_present} items present, {column.items_missing} missing"
    probability = f"; probability {column.probability}" if column.probability else ""
    return f"score {column.score:g}{probability}"


def _open(column: ColumnResult) -> str:
    if not column.items_missing:
        return "no item is missing"
    what = "were all missing items present" if column.items_missing > 1 else "were the missing item present"
    score = "" if column.score_maximum is None else f"score {column.score_maximum:g}, "
    if column.settled:
        return f"{what}: {score}the same outcome"
    return f"missing items are taken as absent; {what}: {score}{column.outcome_at_most}"


def _item(item: ItemResult, column: str) -> str:
    points = f"{item.scores[column]:g}  " if column in item.scores else ""
    said = []
    if item.state == "missing" and item.because:
        said.append(f"stated to be absent: {', '.join(item.because)}; not stated: {', '.join(item.open)}")
    elif item.because and list(item.because) != [item.label]:
        said.append(", ".join(item.because))
    if item.condition and item.state != "absent":
        said.append(f"asked for: {item.condition}")
    return points + item.label + (f" ({'; '.join(said)})" if said else "")


def _print_notes(result: CriteriaResult) -> None:
    criteria = result.criteria
    notes = [
        *(f"Not counted by these criteria: {label}" for label in result.not_counted),
        *(f"Note: {remark}" for remark in result.remarks),
        *([f"Note: {result.result.note}"] if result.result.note else []),
        *(f"Presupposes: {text}" for text in criteria.preconditions),
        *(_performance(performance) for performance in result.result.performance),
        *(f"Not computed: {text}" for text in criteria.not_computed),
        *(f"Remark: {text}" for text in criteria.remarks),
    ]
    print(f"\n{paint('Notes', 'bold')}")
    for note in notes:
        _print_wrapped(note)
    print(f"\n{paint('Sources', 'bold')}")
    for source in criteria.sources:
        print(f"{_INDENT}{source.citation}  {paint(source.identifier, 'dim')}")


def _print_wrapped(text: str) -> None:
    from shutil import get_terminal_size
    from textwrap import fill

    width = max(60, min(120, get_terminal_size((100, 24)).columns))
    print(fill(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT * 3, break_long_words=False))


def _performance(performance: Performance) -> str:
    return (
        f"Performance at this outcome or a firmer one: sensitivity {_share(performance.sensitivity)}, "
        f"specificity {_share(performance.specificity)}"
    )


def _share(share: tuple[float, float | None, float | None]) -> str:
    value, lower, upper = share
    bounds = "" if lower is None or upper is None else f" (95 % interval {lower:g} to {upper:g})"
    return f"{value:g} %{bounds}"
