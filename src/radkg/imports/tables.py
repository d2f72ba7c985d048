"""Tab-separated tables: read whole, with the line of every row, or refused with the reason."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import TextIOWrapper

from radkg.errors import UnreadableFile
from radkg.resources import open_file

_LARGEST = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name, and its line in the file, counted from 1."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        path: The file.
        columns: The names of the columns, from line 1.
        rows: The rows.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The file's name without its suffix, which is the name of its module as well."""
        return os.path.splitext(os.path.basename(self.path))[0]

    def error(self, row: Row, reason: str, remedy: str) -> UnreadableFile:
        """Return the error for a row that cannot be read: the reason, and what to do about it."""
        return UnreadableFile(self.path, reason, line=row.line, remedy=remedy)


def read_table(path: str) -> Table:
    """Read the table in the file ``path``.

    Raises:
        UnreadableFile: It is missing, too large, not UTF-8 text, or a row has not as many cells as there are columns.
    """
    try:
        if os.path.getsize(path) > _LARGEST:
            raise UnreadableFile(path, "it is larger than 50 MB", remedy="name a table of annotations")
        with TextIOWrapper(open_file(path), encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UnreadableFile(path, reason, remedy="name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "it is not UTF-8 text", remedy="save it as UTF-8") from error
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    columns = tuple(lines[0].split("\t"))
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns):
            reason = f"the row has {len(cells)} cells where there are {len(columns)} columns"
            raise UnreadableFile(path, reason, line=number, remedy="separate the cells by single tabs")
        rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return Table(path, columns, tuple(rows))
