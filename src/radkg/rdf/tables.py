"""Tables for reading on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from radkg.shown import shown

_GAP = 2
_NARROWEST = 10  # no column is made narrower than this to fit the width
_LONGEST = 40  # characters of a word that is no IRI; a longer one may be broken
_BREAKS = str.maketrans("\t\n\r", "   ")  # a cell is wrapped where its column ends
_IRI = re.compile(r"[^\s:]*:\S+")


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return a table whose cells are wrapped; one row below the other, where it would have to break an IRI or a word.

    Args:
        heads: The heads of the columns.
        rows: The rows, one cell a column.
        width: Characters that a line may have, where the words allow.
    """
    table = [list(heads), *[[shown(cell.translate(_BREAKS)) for cell in row] for row in rows]]
    columns = [[row[number] for row in table] for number in range(len(heads))]
    least = [max(max(map(_least, cells)), min(_NARROWEST, max(map(len, cells)))) for cells in columns]
    if sum(least) + _GAP * (len(heads) - 1) > width and len(heads) > 1:
        return _records(table, width)
    widths = _fit([max(map(len, cells)) for cells in columns], least, width)
    lines = []
    for number, row in enumerate(table):
        cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        for part in range(max(map(len, cells), default=0)):
            pieces = [c[part] if part < len(c) else "" for c in cells]
            line = (" " * _GAP).join(f"{piece:{size}}" for piece, size in zip(pieces, widths, strict=True))
            lines.append(line.rstrip())
        if number == 0:
            lines.append((" " * _GAP).join("-" * size for size in widths))
    return "\n".join(lines) + "\n"


def _records(table: list[list[str]], width: int) -> str:
    """Return the rows one below the other: each cell that is not empty begins a line, the head of its column in front."""
    heads, *rows = table
    size = max(map(len, heads))
    records = []
    for row in rows:
        lines = []
        for head, cell in zip(heads, row, strict=True):
            parts = _wrapped(cell, max(width - size - _GAP, _NARROWEST)) if cell else []
            lines += [f"{head if number == 0 else '':{size}}{' ' * _GAP}{part}" for number, part in enumerate(parts)]
        records.append("\n".join(lines) + "\n")
    return "\n".join(records)


def _least(cell: str) -> int:
    """Return how many columns the longest part of a cell has that is not to be broken."""
    return max((len(word) if _IRI.fullmatch(word) else min(len(word), _LONGEST) for word in cell.split()), default=1)


def _wrapped(cell: str, size: int) -> list[str]:
    """Return the lines of a cell; no IRI is broken, and no other word that has room."""
    lines: list[str] = []
    for word in cell.split():
        if lines and len(lines[-1]) + 1 + len(word) <= size:
            lines[-1] += f" {word}"
        elif _IRI.fullmatch(word) or len(word) <= size:
            lines.append(word)
        else:
            lines += [word[start : start + size] for start in range(0, len(word), size)]
    return lines or [""]


def _fit(widths: list[int], least: list[int], width: int) -> list[int]:
    """Return widths of columns that fit, the widest made narrower first."""
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and (wide := [i for i in range(len(widths)) if widths[i] > least[i]]):
        widths[max(wide, key=lambda i: widths[i])] -= 1
    return widths
