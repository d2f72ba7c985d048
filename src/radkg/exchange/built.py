"""The release files that a build wrote, and what is in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from radkg.shown import shown
from radkg.styles import Paint, html_table, plain


class ReleaseFileAnswer(TypedDict):
    """A release file.

    Attributes:
        path: Where it is.
        format: Its format, by the name that it is asked for.
        variant: "base", "full" or "enriched"; empty for an export or a description.
        triples: Triples in it, or rows, annotations or terms where it is not RDF.
        facts: Facts in it.
        terms: Terms in it.
        bytes: Its size.
        facts_in: Facts that there were to write.
        left_out: Why the others are not in it: reason to number of facts.
        lost: What the facts in it lack there: what to number of facts.
    """

    path: str
    format: str
    variant: str
    triples: int
    facts: int
    terms: int
    bytes: int
    facts_in: int
    left_out: dict[str, int]
    lost: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A release file and what is in it.

    Attributes:
        path: Where it is.
        format: One of `radkg.exchange.formats.ALL`.
        variant: ``base`` or ``full``; empty for an export or a description.
        triples: Triples in it, or rows, annotations or terms where it is not RDF.
        facts: Facts in it.
        terms: Terms in it.
        bytes: Its size.
        facts_in: Facts that there were to write.
        left_out: Why the others are not in it: reason to number of facts.
        lost: What the facts in it lack there: what to number of facts.
    """

    path: str
    format: str
    variant: str
    triples: int
    facts: int
    terms: int
    bytes: int
    facts_in: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> ReleaseFileAnswer:
        """Return it as JSON gives it."""
        return {
            "path": self.path,
            "format": self.format,
            "variant": self.variant,
            "triples": self.triples,
            "facts": self.facts,
            "terms": self.terms,
            "bytes": self.bytes,
            "facts_in": self.facts_in,
            "left_out": dict(self.left_out),
            "lost": dict(self.lost),
        }


class ReleaseFiles(tuple[ReleaseFile, ...]):
    """The files that a build wrote, in the order of the formats."""

    __slots__ = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg build`: 0."""
        return 0

    def to_dict(self) -> list[ReleaseFileAnswer]:
        """Return the files as `radkg build --format json` gives them."""
        return [file.to_dict() for file in self]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return a table of the files, and what is not in the exports; neither ``width`` nor ``paint`` is heeded."""
        return "\n".join([_table(self), *_account(self)])

    def html(self) -> str:
        """Return the files as a table in HTML."""
        rows: list[tuple[object, ...]] = [(f.path, f"{f.triples:,}", _facts(f), f"{f.terms:,}", f"{f.bytes:,}") for f in self]
        return html_table(("file", "triples", "facts", "terms", "bytes"), rows)

    def _repr_html_(self) -> str:
        return self.html()


def _table(files: Sequence[ReleaseFile]) -> str:
    rows = [("file", "triples", "facts", "terms", "bytes")]
    rows += [(shown(f.path), f"{f.triples:,}", _facts(f), f"{f.terms:,}", f"{f.bytes:,}") for f in files]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _facts(file: ReleaseFile) -> str:
    return f"{file.facts:,}" if file.facts == file.facts_in else f"{file.facts:,} of {file.facts_in:,}"


def _account(files: Sequence[ReleaseFile]) -> list[str]:
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
