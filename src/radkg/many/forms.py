"""The forms that rows of results are written in, and read again in, so that a run can go on where another was ended."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from radkg.many.columns import AddedColumns, Checked, free_names
from radkg.many.tables import StatementRow, StatementTable, is_open

#: Suffixes of files of results, each with the form that it stands for.
SUFFIXES = {
    ".tsv": "tsv",
    ".tab": "tsv",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".txt": "text",
    ".parquet": "parquet",
}
_NUMBER, _MORE = "row", "more"
#: What a cell of a tab-separated file cannot hold.
_BREAKS = {**dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " "), 0: "�"}
_FACTS, _CITATIONS = (AddedColumns._fields.index(name) for name in ("facts", "citations"))


class RowResult(NamedTuple):
    """A row with what became of it."""

    row: StatementRow
    checked: Checked


class Heading(NamedTuple):
    """The columns of results.

    Attributes:
        own: Those of the input.
        number: That with the number of the row.
        added: Those that a verdict adds, in the order of `AddedColumns`.
        more: That with what a row of JSON lines has beyond ``own``, as JSON; empty where all rows have the same columns.
    """

    own: tuple[str, ...]
    number: str
    added: tuple[str, ...]
    more: str

    @classmethod
    def of(cls, table: StatementTable) -> Heading:
        """Return the columns of the results on a table."""
        number, more, *added = free_names(table.columns, (_NUMBER, _MORE, *AddedColumns._fields))
        return cls(table.columns, number, tuple(added), more if table.form == "jsonl" else "")

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in their order."""
        return (*self.own, self.number, *self.added, *filter(None, [self.more]))

    @property
    def verdict(self) -> str:
        """That with the verdict."""
        return self.added[0]


def cells_of(result: RowResult, heading: Heading) -> list[Any]:
    """Return the cells of a row of a table: text, a number, lists of text."""
    own = result.row.own
    cells = [*(_as_text(own.get(name)) for name in heading.own), result.row.number, *result.checked.columns]
    if heading.more:
        rest = {name: value for name, value in own.items() if name not in heading.own}
        cells.append(json.dumps(rest, ensure_ascii=False) if rest else "")
    return cells


def object_of(result: RowResult, heading: Heading) -> dict[str, Any]:
    """Return a row as JSON gives it: what it has keeps its type. What would hide a column that is added stands in ``more``."""
    hidden = {heading.number, *heading.added, heading.more}.difference(heading.own)
    found = {name: value for name, value in result.row.own.items() if name not in hidden}
    found |= {heading.number: result.row.number}
    found |= zip(heading.added, (list(v) if isinstance(v, tuple) else v for v in result.checked.columns), strict=True)
    if rest := {name: value for name, value in result.row.own.items() if name in hidden}:
        found[heading.more] = rest
    return found


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def words_of(result: RowResult, heading: Heading) -> list[str]:
    """Return the cells of a row as text; IRIs have no blanks in them."""
    cells, first = cells_of(result, heading), len(heading.own) + 1
    cells[first + _FACTS] = " ".join(cells[first + _FACTS])
    cells[first + _CITATIONS] = " | ".join(cells[first + _CITATIONS])
    return [str(cell) for cell in cells]


# -- text, piece by piece


def written(form: str, results: Sequence[RowResult], heading: Heading, *, first: bool) -> str:
    """Return rows in a form.

    Args:
        form: One of the forms of `SUFFIXES`, but not Parquet.
        results: The rows.
        heading: Their columns.
        first: Whether no row stands before them.
    """
    if form == "tsv":
        lines = ["\t".join(cell.translate(_BREAKS) for cell in words_of(result, heading)) for result in results]
        return "".join(f"{line}\n" for line in ([_tsv_head(heading)] if first else []) + lines)
    if form == "csv":
        return _csv([heading.names] if first else [], *(words_of(result, heading) for result in results))
    if form == "text":
        return ("" if first else "\n") + "\n".join(result.checked.text + "\n" for result in results)
    lines = [json.dumps(object_of(result, heading), ensure_ascii=False) for result in results]
    if form == "jsonl":
        return "".join(f"{line}\n" for line in lines)
    return ("[\n" if first else ",\n") + ",\n".join(lines)


def end(form: str, heading: Heading, *, empty: bool) -> str:
    """Return what stands at the end.

    Args:
        form: See `written`.
        heading: The columns.
        empty: Whether there was no row.
    """
    if form == "json":
        return "[]\n" if empty else "\n]\n"
    if not empty or form not in ("tsv", "csv"):
        return ""
    return _csv([heading.names]) if form == "csv" else _tsv_head(heading) + "\n"


def _tsv_head(heading: Heading) -> str:
    return "\t".join(name.translate(_BREAKS) for name in heading.names)


def _csv(head: Sequence[Sequence[str]], *rows: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*head, *rows])
    return text.getvalue()


# -- and back


def rows_in(file: IO[bytes], form: str) -> Iterator[tuple[str, int]]:
    """Yield the lines that are whole, that with the names of columns among them, each with the place of the byte behind it.

    In JSON the last row has neither comma nor end of line until another is written: it may not be whole.

    Args:
        file: Results, from their start.
        form: "tsv", "csv", "jsonl" or "json".
    """
    place, record, open_ = 0, b"", False
    for line in file:
        place += len(line)
        if form == "json":
            yield line.decode("utf-8", "replace"), place - (len(line) - len(line.rstrip(b",\n")))
            continue
        if not line.endswith(b"\n"):
            return
        record += line
        open_ = form == "csv" and is_open(line.decode("utf-8", "replace"), open_=open_)
        if not open_:
            yield record.decode("utf-8", "replace").removesuffix("\n"), place
            record = b""


def read_row(line: str, form: str, heading: Heading) -> Mapping[str, Any] | None:
    """Return a row of results by column; ``None`` where it is none, or is not whole.

    Args:
        line: A line of `rows_in`.
        form: Its form.
        heading: The columns.
    """
    if form in ("json", "jsonl"):
        try:
            value = json.loads(line.rstrip("\n").removesuffix(","))
        except ValueError:
            return None
        return value if isinstance(value, dict) and heading.verdict in value else None
    cells = line.split("\t") if form == "tsv" else next(csv.reader([line]), [])
    return dict(zip(heading.names, cells, strict=True)) if len(cells) == len(heading.names) else None
