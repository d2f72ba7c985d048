"""Tables for reading on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from radkg.shown import shown

_GAP = 2
_NARROWEST = 10  # no column is made narrower than this to fit the width
_BREAKS = str.maketrans("\t\n\r", "   ")  # a cell is wrapped where its column ends


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return a table whose cells are wrapped.

    Args:
        heads: The heads of the columns.
        rows: The rows, one cell a column.
        width: Characters that a line may have, where the words allow.
    """
    import textwrap

    table = [list(heads), *[[shown(cell.translate(_BREAKS)) for cell in row] for row in rows]]
    widths = _fit([max(len(row[i]) for row in table) for i in range(len(heads))], width)
    lines = []
    for number, row in enumerate(table):
        cells = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
        for part in range(max(map(len, cells), default=0)):
            pieces = [c[part] if part < len(c) else "" for c in cells]
            line = (" " * _GAP).join(f"{piece:{size}}" for piece, size in zip(pieces, widths, strict=True))
            lines.append(line.rstrip())
        if number == 0:
            lines.append((" " * _GAP).join("-" * size for size in widths))
    return "\n".join(lines) + "\n"


def _fit(widths: list[int], width: int) -> list[int]:
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return [max(size, 1) for size in widths]
