"""Rows of statements, read from a table or a text of any size one by one. A row that cannot be used says why, and is kept."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, NamedTuple, NoReturn

from radkg.errors import UnreadableFile
from radkg.many.names import USUAL
from radkg.rdf.guards import COMPRESSED, encoding_of
from radkg.resources import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

#: Suffixes of files, each with the form that it stands for; a text has one statement a line.
SUFFIXES = {
    ".tsv": "tsv",
    ".tab": "tsv",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "text",
    ".text": "text",
}
STDIN = "-"

LONGEST_ROW = 2**20  # bytes
LONGEST_LINE = 2**26  # bytes, of a row that cannot be used; what goes on has no lines, such as /dev/zero
_SHOWN = 200  # bytes of a row that is longer
_LOOKED_THROUGH = 1000  # rows without an object in them, until nothing is taken for JSON lines
_MARK = codecs.BOM_UTF8
_LOST = "�"
_TO_CLOSING_MARK = re.compile(r'(?>(?:[^"]++|"")*)"')


class StatementRow(NamedTuple):
    """A row of the input.

    Attributes:
        number: Its number, from 1; a line that is empty is no row.
        statement: The statement in it.
        own: What it has, by column; the statement as well. What is beyond the columns of a table stands in the last one.
        fault: Why it cannot be checked; empty where it can.
        end: Bytes of the file up to its end.
    """

    number: int
    statement: str
    own: Mapping[str, Any]
    fault: str
    end: int


class StatementTable(NamedTuple):
    """A file of statements.

    Attributes:
        path: The file as the user named it.
        form: One of `radkg.many.names.FORMS`.
        columns: The names of its columns; of JSON lines those of the first row.
        column: That with the statements.
        rows: The rows, which are read while they are taken.
        size: Bytes of the file; 0 where that is not known.
    """

    path: str
    form: str
    columns: tuple[str, ...]
    column: str
    rows: Iterator[StatementRow]
    size: int


class _Line(NamedTuple):
    """A line, or several that a quoted cell holds together."""

    number: int
    text: str
    fault: str
    end: int


def open_table(
    path: str, form: str | None = None, column: str | None = None, read: Callable[[int], bytes] | None = None
) -> StatementTable:
    """Open a file of statements.

    Args:
        path: The file; `STDIN` for standard input.
        form: One of `radkg.many.names.FORMS`; by the suffix where not given.
        column: The column with the statements; the first of `radkg.many.names.USUAL` that is there where not given.
        read: Reads from standard input.

    Raises:
        UnreadableFile: The file is missing, no text in UTF-8 from its start, of a form that is not known, or has no such
            column.
    """
    form = form or _form_of(path)
    if form == "text" and column is not None:
        raise UnreadableFile(
            path, "a text has no columns", remedy="leave --column out, or say --input-format tsv, csv or jsonl"
        )
    name, file, size = _opened(path, read)
    lines = _lines(name, file, empty=form == "csv")  # a quoted cell may have an empty line in it
    if form == "text":
        rows = (_row_of_text(number, line) for number, line in enumerate(lines, 1))
        return StatementTable(name, form, USUAL[:1], USUAL[0], rows, size)
    if form == "jsonl":
        return _json_lines(name, lines, column, size)
    return _table(name, form, lines, column, size)


def _form_of(path: str) -> str:
    suffix = os.path.splitext(path)[1].lower()
    if path == STDIN or not suffix:
        return "text"
    if suffix not in SUFFIXES:
        remedy = f"name it {', '.join(SUFFIXES)}, or say what it is with --input-format"
        raise UnreadableFile(path, f"the suffix {suffix} says no form that is known", remedy=remedy)
    return SUFFIXES[suffix]


def _opened(path: str, read: Callable[[int], bytes] | None) -> tuple[str, IO[bytes], int]:
    """Return what to call the file, the file, and its size."""
    if path == STDIN:
        return "<stdin>", _piped(read or (lambda size: b"")), 0
    try:
        state = os.stat(path)
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableFile(path, "a folder", remedy="name a file in it")
        return path, open_file(path), state.st_size if stat.S_ISREG(state.st_mode) else 0  # as long as rows are read
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from None


# -- lines


def _lines(path: str, file: IO[bytes], *, empty: bool) -> Iterator[_Line]:
    """Yield the lines, those that are empty as well where they are asked for.

    Raises:
        UnreadableFile: The file is of a kind that has no lines in UTF-8; it cannot be read to its end.
    """
    number = end = 0
    try:
        with file:
            while piece := file.readline(LONGEST_ROW + 1):
                number += 1
                if number == 1:
                    _refuse(path, piece)
                long = len(piece) > LONGEST_ROW and not piece.endswith(b"\n")
                end += len(piece) + (_skip(file, path, number) if long else 0)
                data = piece.removeprefix(_MARK) if number == 1 else piece
                if long:
                    yield _Line(number, _decoded(data[:_SHOWN])[0] + "…", f"longer than {LONGEST_ROW:,} bytes", end)
                elif (data := data.rstrip(b"\r\n")) or empty:
                    yield _Line(number, *_decoded(data), end)
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower(), line=number + 1) from None


def _skip(file: IO[bytes], path: str, number: int) -> int:
    """Read to the end of a line, and return the number of bytes.

    Raises:
        UnreadableFile: It has no end.
    """
    skipped = 0
    while piece := file.readline(2**16):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
        if skipped > LONGEST_LINE:
            raise UnreadableFile(path, f"a line does not end within {LONGEST_LINE:,} bytes", line=number)
    return skipped


def _refuse(path: str, start: bytes) -> None:
    if encoding := encoding_of(start):
        raise UnreadableFile(path, f"not UTF-8 but {encoding}", remedy="save it as UTF-8")
    if start.startswith(COMPRESSED):
        raise UnreadableFile(path, "compressed", remedy="unpack it first")


def _decoded(data: bytes) -> tuple[str, str]:
    """Return text, with a sign in the place of what is none, and what is wrong with it."""
    try:
        text, fault = data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        fault = f"not UTF-8: the byte 0x{data[error.start]:02X} stands at place {error.start + 1} of the row"
    if "\0" in text:
        return text.replace("\0", _LOST), fault or "it has the character NUL (U+0000)"
    return text, fault


def _where(line: _Line, fault: str) -> str:
    return f"line {line.number}: {fault}"


def _row_of_text(number: int, line: _Line) -> StatementRow:
    fault = line.fault if line.text.strip() else "the line is blank"
    return StatementRow(number, line.text, {USUAL[0]: line.text}, _where(line, fault) if fault else "", line.end)


# -- tables


def _table(path: str, form: str, lines: Iterator[_Line], column: str | None, size: int) -> StatementTable:
    records = _records(lines) if form == "csv" else lines
    head = next(records, None)
    if head is None:
        raise UnreadableFile(path, "empty", remedy="write the names of the columns into its first line")
    columns, fault = _cells(head.text, form)
    if fault := head.fault or fault:
        raise UnreadableFile(path, fault, line=head.number)
    if twice := [name for name in columns if columns.count(name) > 1]:
        raise UnreadableFile(path, f"two columns are called {twice[0]!r}", line=head.number, remedy="rename one")
    found = _column(path, columns, column, head.number)
    place = columns.index(found)
    rows = (_row_of_table(number, line, form, columns, place) for number, line in enumerate(records, 1))
    return StatementTable(path, form, tuple(columns), found, rows, size)


def _column(path: str, columns: Iterable[str], wanted: str | None, line: int) -> str:
    """Return the name of the column with the statements."""
    names = list(columns)
    if wanted is not None:
        if wanted in names:
            return wanted
        missing = f"no column {wanted!r}"
    else:
        folded = {name.strip().casefold(): name for name in reversed(names)}
        for name in USUAL:
            if name in folded:
                return folded[name]
        missing = f"no column {', '.join(USUAL[:-1])} or {USUAL[-1]}"
    shown = ", ".join(map(repr, names[:20])) + (", …" if len(names) > 20 else "")
    raise UnreadableFile(path, f"{missing}; there are: {shown}", line=line, remedy="name one with --column")


def _cells(text: str, form: str) -> tuple[list[str], str]:
    """Return the cells of a record, and what is wrong with it.

    A tab-separated record has no quoting: a quotation mark is one, and no cell has more than one line.
    """
    if form == "tsv":
        return text.split("\t"), ""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
    try:
        return next(csv.reader([text])), ""
    except csv.Error as error:
        return [text], f"no CSV: {error}"


def _row_of_table(number: int, line: _Line, form: str, columns: list[str], place: int) -> StatementRow:
    cells, fault = _cells(line.text, form)
    fault = line.fault or fault
    if len(cells) > len(columns):
        hint = "" if form == "tsv" else "; a cell with a comma in it stands in quotation marks"
        fault = fault or f"{len(cells)} cells, where there are {len(columns)} columns{hint}"
        beyond = ("\t" if form == "tsv" else ",").join(cells[len(columns) - 1 :])
        cells = [*cells[: len(columns) - 1], beyond]
    missing = len(cells) <= place
    cells += [""] * (len(columns) - len(cells))
    statement = cells[place]
    if not fault and not statement.strip():
        fault = f"{'no' if missing else 'an empty'} cell in the column {columns[place]!r}"
    own = dict(zip(columns, cells, strict=True))
    return StatementRow(number, statement, own, _where(line, fault) if fault else "", line.end)


def _records(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Yield the records of a CSV file: one goes on over several lines where a quoted cell is open at the end of a line.

    A mark that is not closed within `LONGEST_ROW` is a fault of its line alone: the lines after it are records of their own.
    """
    ahead: deque[_Line] = deque()

    def following() -> _Line | None:
        return ahead.popleft() if ahead else next(lines, None)

    while (line := following()) is not None:
        parts, length, open_ = [line], len(line.text), not line.fault and is_open(line.text)
        while open_ and length <= LONGEST_ROW and (more := following()) is not None:
            parts.append(more)
            length += len(more.text)
            open_ = is_open(more.text, open_=True)
        if open_:
            yield line._replace(fault="a quotation mark is not closed")
            ahead.extendleft(reversed(parts[1:]))
        elif text := "\n".join(part.text for part in parts):
            faults = [part.fault for part in parts if part.fault]
            yield _Line(line.number, text, faults[0] if faults else "", parts[-1].end)


def is_open(text: str, *, open_: bool = False) -> bool:
    """Return whether a quoted cell is open at the end of a line.

    Args:
        text: The line.
        open_: Whether one is open at its start.
    """
    place = 0
    while True:
        if open_ or text.startswith('"', place):
            closing = _TO_CLOSING_MARK.match(text, place + (not open_))
            if closing is None:
                return True
            open_, place = False, closing.end()
        place = text.find(",", place) + 1
        if place == 0:
            return False


# -- JSON lines


def _json_lines(path: str, lines: Iterator[_Line], column: str | None, size: int) -> StatementTable:
    """Open JSON lines: the first object says which columns there are."""
    objects = (_object(line) for line in lines)
    first: list[tuple[_Line, Mapping[str, Any] | None, str]] = []
    for found in objects:
        first.append(found)
        if found[1] is not None:
            break
        if len(first) == _LOOKED_THROUGH:
            line, _, fault = first[0]
            raise UnreadableFile(path, f"{fault}, and so are the next {_LOOKED_THROUGH - 1:,} rows", line=line.number)
    name = column or USUAL[0]
    columns: tuple[str, ...] = (name,)
    if first and first[-1][1] is not None:
        columns = tuple(first[-1][1])
        name = _column(path, columns, column, first[-1][0].number)
    rows = (_row_of_object(number, name, *found) for number, found in enumerate(chain(first, objects), 1))
    return StatementTable(path, "jsonl", columns, name, rows, size)


def _object(line: _Line) -> tuple[_Line, Mapping[str, Any] | None, str]:
    """Return a line with the object in it, or with what is wrong."""
    if line.fault:
        return line, None, line.fault
    try:
        value = json.loads(line.text, parse_constant=_no_number, object_pairs_hook=_each_once)
        if "\\u" in line.text:
            json.dumps(value, ensure_ascii=False).encode()  # half a pair of surrogates is no character
    except RecursionError:
        return line, None, "nested too deeply"
    except UnicodeEncodeError:
        return line, None, "it has half a character (a surrogate without the other)"
    except json.JSONDecodeError as error:
        return line, None, f"no JSON: {error.msg.lower()} at place {error.colno}"
    except _Twice as error:
        return line, None, str(error)
    except ValueError as error:
        return line, None, f"no JSON: {error}"
    if not isinstance(value, dict):
        return line, None, "no JSON object"
    return line, value, ""


class _Twice(ValueError):
    """An object has two values of one name."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON: of two values of one name it is not known which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Twice(f"{twice[:80]!r} stands there more than once")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _row_of_object(number: int, column: str, line: _Line, value: Mapping[str, Any] | None, fault: str) -> StatementRow:
    if value is None:
        return StatementRow(number, line.text, {column: line.text}, _where(line, fault), line.end)
    statement = value.get(column)
    if isinstance(statement, str) and statement.strip():
        return StatementRow(number, statement, value, "", line.end)
    fault = f"no {column!r} in it" if column not in value else f"{column!r} is {'empty' if statement == '' else 'no text'}"
    return StatementRow(number, statement if isinstance(statement, str) else "", value, _where(line, fault), line.end)


# -- standard input


def _piped(read: Callable[[int], bytes]) -> IO[bytes]:
    """Return what a function reads as a file."""
    import io

    class Piped(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            data = read(len(buffer))
            buffer[: len(data)] = data
            return len(data)

    return io.BufferedReader(Piped(), 2**16)
