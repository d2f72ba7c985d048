"""Mapping sets as tables: SSSOM's TSV, and CSV, with whatever columns in whatever order."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile
from radkg.mappings import header, slots
from radkg.mappings.header import SetHeader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_CELL = 2**20  # characters


def read(text: str, path: str) -> tuple[SetHeader, list[dict[str, str]]]:
    """Return what a table says of itself, and its rows: slot to value, without what is empty.

    Args:
        text: The text of the file.
        path: The file, to be named in errors.

    Raises:
        UnreadableFile: It is no table, lacks a column that SSSOM requires, or a row has too many cells.
        MissingPackage: Its metadata needs PyYAML, which is not installed.
    """
    # str.splitlines would end a line at characters that cells may have, such as U+2028
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if len(lines) == 1:
        lines = lines[0].split("\r")
    start = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    inside = header.read_lines([line.rstrip() for line in lines[:start] if line.startswith("#")], path)
    beside = header.read_beside(path)
    said = inside.over(beside) if beside else inside
    # a line may have nothing but an empty cell in quotation marks
    rows = _cells(lines[start:], start, path, "," if start < len(lines) and _is_csv(lines[start], path) else "\t")
    line, columns = next(rows, (min(start + 1, len(lines)), ()))
    if not columns:
        raise UnreadableFile(path, "no table in it", line=line, remedy=f"write one with the columns {_and(slots.REQUIRED)}")
    columns = tuple(column.strip() for column in columns)
    _check_columns(columns, said, line, path)
    return said, [_row(cells, columns, said, line, path) for line, cells in rows]


def write(said: SetHeader, rows: Iterable[dict[str, str]]) -> str:
    """Return the text of a table: SSSOM's columns in the order of its model, then others; columns without a value are left out.

    Args:
        said: What the set says of itself.
        rows: Slot to value.
    """
    rows = list(rows)
    used = dict.fromkeys(slot for row in rows for slot, value in row.items() if value)
    known = [slot for slot in slots.OF_ROWS if slot in used or slot in slots.REQUIRED]
    columns = [*known, *(slot for slot in used if slot not in slots.OF_ROWS)]
    lines = (columns, *([row.get(column, "") for column in columns] for row in rows))
    return "\n".join([*header.write(said), *("\t".join(map(_cell, cells)) for cells in lines)]) + "\n"


def _is_csv(first: str, path: str) -> bool:
    return "\t" not in first and ("," in first or path.lower().endswith(".csv"))


def _cells(lines: Sequence[str], before: int, path: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a table without those that are empty, each with its line."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    line = before + 1
    try:
        for cells in reader:
            if any(cells):
                yield line, tuple(cells)
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(path, f"no table: {error}", line=line, remedy="close the quotation marks") from None


def _check_columns(columns: tuple[str, ...], said: SetHeader, line: int, path: str) -> None:
    lacking = [column for column in slots.REQUIRED if column not in columns and not _is_text(column, {}, said)]
    if lacking:
        remedy = _remedy(columns, lacking)
        raise UnreadableFile(path, f"no table of mappings: it has no column {_and(lacking)}", line=line, remedy=remedy)
    if twice := [column for number, column in enumerate(columns) if column and column in columns[:number]]:
        raise UnreadableFile(path, f"the column {twice[0]} stands in it twice", line=line, remedy="leave one out")


def _remedy(columns: tuple[str, ...], lacking: Sequence[str]) -> str:
    """Return what to do about columns that are lacking."""
    if len(columns) == 1 and ";" in columns[0]:
        return "put tabs between the cells, or commas"
    renamed = [f"{slot} for {column}" for column in columns if (slot := slots.meant(column)) in lacking]
    return f"write {_and(renamed)}" if renamed else "add what SSSOM requires"


def _row(cells: tuple[str, ...], columns: tuple[str, ...], said: SetHeader, line: int, path: str) -> dict[str, str]:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        reason, remedy = f"{len(cells)} cells where {len(columns)} are due", "put a cell with a separator in quotation marks"
        raise UnreadableFile(path, reason, line=line, remedy=remedy)
    pairs = zip(columns, cells, strict=False)
    row = {column: cell for column, cell in pairs if column and not slots.is_nothing(column, cell)}
    if bad := next((slot for slot in slots.SHARES if not slots.is_share(row.get(slot, "0"))), None):
        raise UnreadableFile(path, f"{bad} is {row[bad]!r}", line=line, remedy="write a number from 0 to 1, as 0.9")
    for column in slots.REQUIRED:
        if not row.get(column, "").strip() and not _is_text(column, row, said):
            raise UnreadableFile(path, f"a row without {column}", line=line, remedy="fill the cell, or leave the row out")
    return row


def _is_text(column: str, row: dict[str, str], said: SetHeader) -> bool:
    """Return whether a column may be empty, as the entity is a text: it has a label in the place of an identifier."""
    type_ = column.replace("_id", "_type")
    return column in ("subject_id", "object_id") and (row.get(type_) or said.metadata.get(type_)) == slots.LITERAL


def _and(columns: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(columns[:-1]), columns[-1]]))


def _cell(value: str) -> str:
    """Return a value in quotation marks where it would else not be read as it is."""
    quoted = any(sign in value for sign in '"\t\n\r') or value.startswith("#")
    return '"' + value.replace('"', '""') + '"' if quoted else value
