"""Where results go: a file of text, or one in Parquet. A run that was ended leaves whole rows, and another can go on there."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from radkg.errors import MissingPackage, RadkgError
from radkg.many import forms
from radkg.many.columns import AddedColumns, Checked, not_checked
from radkg.many.forms import Heading, RowResult
from radkg.resources import open_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from radkg.many.tables import StatementRow

_PART_ROWS = 10_000  # rows of Parquet that are written at once
_PARTS, _PART, _WAITING = ".parts", "part-", "waiting"


class CannotWriteResults(RadkgError):
    """The file of results cannot be written. What was written before stands as it is, in whole rows.

    Args:
        path: The file.
        error: What the system says.
        begun: Whether something was written.
    """

    def __init__(self, path: str, error: OSError, *, begun: bool = True) -> None:
        reason = (error.strerror or str(error)).lower()
        remedy = "; the rows in it are whole, and the same command with --resume goes on after them" if begun else ""
        super().__init__(f"{path}: {reason}{remedy}")


class NotResumable(RadkgError):
    """Results that a run cannot go on from: they are not those of the rows that are checked."""


class Sink(Protocol):
    """A file of results.

    Attributes:
        done: Rows in it.
        verdicts: How many of them have each verdict.
    """

    done: int
    verdicts: Counter[str]

    def is_of(self, row: StatementRow) -> bool:
        """Return whether the last row that was there before is the result on a row of the input."""

    def begin(self) -> None:
        """Make ready for more rows: until then, what is there is as it was.

        Raises:
            CannotWriteResults: The file cannot be written.
        """

    def add(self, results: Sequence[RowResult]) -> None:
        """Write rows behind the others."""

    def close(self) -> None:
        """Finish the file."""

    def abandon(self) -> None:
        """Let go of a file that is not finished."""


def open_sink(path: str, form: str, heading: Heading, *, resume: bool) -> Sink:
    """Return a file for results.

    Args:
        path: The file. What was in it is lost when it is begun, unless a run goes on from it.
        form: One of `forms.SUFFIXES`.
        heading: The columns of the results.
        resume: Whether to go on behind the rows that are in it.

    Raises:
        CannotWriteResults: The file is there, but cannot be read.
        NotResumable: There are results in it, but of other columns, or in a form that cannot be gone on from.
        MissingPackage: It is one of Parquet, and pyarrow is not installed.
    """
    try:
        return ParquetFile(path, heading, resume=resume) if form == "parquet" else TextFile(path, form, heading, resume=resume)
    except OSError as error:
        raise CannotWriteResults(path, error, begun=False) from None


class TextFile:
    """Results as text.

    Rows are added in one step, so that whoever ends the process ends it between two steps. Where the machine itself goes down,
    a part of a row may be there: who goes on takes it away.
    """

    def __init__(self, path: str, form: str, heading: Heading, *, resume: bool) -> None:
        self.done, self.verdicts = 0, Counter[str]()
        self._path, self._form, self._heading = path, form, heading
        self._last, self._file = "", -1
        self._place = self._read() if resume and os.path.exists(path) else 0

    def _read(self) -> int:
        """Count the rows that are there, and return the place behind the last."""
        form, heading, place = self._form, self._heading, 0
        if form == "text":
            raise NotResumable(f"{self._path}: text for reading cannot be gone on from; write tsv, csv, jsonl, json or parquet")
        head = forms.end(form, heading, empty=True).removesuffix("\n") if form in ("tsv", "csv") else ""
        with open_file(self._path) as file:
            for number, (line, end) in enumerate(forms.rows_in(file, form)):
                if number == 0 and head:
                    if line != head:
                        raise NotResumable(f"{self._path}: other columns than the results would have; name another file")
                    place = end
                    continue
                row = forms.read_row(line, form, heading)
                if row is None and form == "json" and (line in ("[\n", "]\n", "[]\n") or not line.endswith("\n")):
                    continue
                if row is None:
                    raise NotResumable(f"{self._path}:{number + 1}: no row of results; name another file")
                self.done, self._last, place = self.done + 1, line, end
                self.verdicts[str(row[heading.verdict])] += 1
        return place if self.done else 0

    def is_of(self, row: StatementRow) -> bool:
        """See `Sink.is_of`."""
        again = forms.written(self._form, [RowResult(row, Checked(not_checked("")))], self._heading, first=False)
        one, other = (
            forms.read_row(line.strip("\n").removeprefix(",\n"), self._form, self._heading) or {}
            for line in (again, self._last)
        )
        return all(one.get(name) == other.get(name) for name in (*self._heading.own, self._heading.number))

    def begin(self) -> None:
        """See `Sink.begin`."""
        try:
            # a pipe that nobody reads is not waited for
            flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
            self._file = os.open(self._path, flags, 0o666)
            os.ftruncate(self._file, self._place)
            os.lseek(self._file, self._place, os.SEEK_SET)
        except OSError as error:
            raise CannotWriteResults(self._path, error, begun=False) from None

    def add(self, results: Sequence[RowResult]) -> None:
        """See `Sink.add`."""
        self._write(forms.written(self._form, results, self._heading, first=self._place == 0))
        self.done += len(results)
        self.verdicts.update(result.checked.columns.verdict for result in results)

    def close(self) -> None:
        """See `Sink.close`."""
        self._write(forms.end(self._form, self._heading, empty=self._place == 0))
        os.close(self._file)

    def abandon(self) -> None:
        """See `Sink.abandon`."""
        if self._file >= 0:
            os.close(self._file)

    def _write(self, text: str) -> None:
        data = memoryview(text.encode("utf-8", "replace"))
        try:
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
        except OSError as error:  # a part of a row may be there
            with suppress(OSError):
                os.ftruncate(self._file, self._place)
            raise CannotWriteResults(self._path, error) from None
        self._place += len(data)


class ParquetFile:
    """Results in Parquet.

    Such a file cannot be read before its end is written. So rows are written into parts beside it, each whole or not at all, of
    which the file is made at the end. Where a run goes on from a file that is whole, that is the part before the first.
    """

    def __init__(self, path: str, heading: Heading, *, resume: bool) -> None:
        self.done, self.verdicts = 0, Counter[str]()
        self._path, self._heading = path, heading
        self._arrow, self._parquet = _pyarrow()
        self._schema = _schema(self._arrow, heading)
        self._folder, self._parts, self._waiting = path + _PARTS, list[str](), list[RowResult]()
        self._last: dict[str, Any] = {}
        parts = [name for name in self._leftovers() if name.startswith(_PART)] if resume else []
        for part in [path] * (resume and os.path.exists(path)) + [os.path.join(self._folder, name) for name in parts]:
            self._read(part)

    def _leftovers(self) -> list[str]:
        """Return the names of the files of ours in the folder of parts."""
        there = os.listdir(self._folder) if os.path.isdir(self._folder) else []
        return sorted(name for name in there if name.startswith((_PART, _WAITING)))

    def begin(self) -> None:
        """See `Sink.begin`."""
        try:
            for path in [self._path, *(os.path.join(self._folder, name) for name in self._leftovers())]:
                if path not in self._parts and os.path.exists(path):
                    os.unlink(path)
            if not os.path.isdir(self._folder):
                os.mkdir(self._folder)
        except OSError as error:
            raise CannotWriteResults(self._path, error, begun=False) from None

    def _read(self, path: str) -> None:
        with self._parquet.ParquetFile(path) as file:
            if not file.schema_arrow.equals(self._schema):
                raise NotResumable(f"{self._path}: other columns than the results would have; name another file")
            for batch in file.iter_batches(columns=[self._heading.verdict]):
                self.verdicts.update(batch.column(0).to_pylist())
            self.done += file.metadata.num_rows
            if file.metadata.num_rows:
                self._last = file.read_row_group(file.num_row_groups - 1).to_pylist()[-1]
        self._parts.append(path)

    def is_of(self, row: StatementRow) -> bool:
        """See `Sink.is_of`."""
        cells = forms.cells_of(RowResult(row, Checked(not_checked(""))), self._heading)
        names = (*self._heading.own, self._heading.number)
        return all(self._last.get(name) == cell for name, cell in zip(names, cells, strict=False))

    def add(self, results: Sequence[RowResult]) -> None:
        """See `Sink.add`."""
        self._waiting += results
        self.done += len(results)
        self.verdicts.update(result.checked.columns.verdict for result in results)
        if len(self._waiting) >= _PART_ROWS:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        columns = zip(*(forms.cells_of(result, self._heading) for result in self._waiting), strict=True)
        arrays = [self._arrow.array(list(column), field.type) for column, field in zip(columns, self._schema, strict=True)]
        waiting = os.path.join(self._folder, _WAITING)
        part = os.path.join(self._folder, f"{_PART}{len(self._parts):06}.parquet")
        try:
            self._parquet.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema), waiting)
            os.replace(waiting, part)
        except OSError as error:
            raise CannotWriteResults(self._path, error) from None
        self._parts.append(part)
        self._waiting.clear()

    def close(self) -> None:
        """See `Sink.close`."""
        self._flush()
        waiting = os.path.join(self._folder, _WAITING)
        try:
            with self._parquet.ParquetWriter(waiting, self._schema) as writer:
                for part in self._parts:
                    with self._parquet.ParquetFile(part) as file:
                        for number in range(file.num_row_groups):
                            writer.write_table(file.read_row_group(number))
            os.replace(waiting, self._path)
            for part in self._parts:
                if part != self._path:
                    os.unlink(part)
            with suppress(OSError):  # somebody else may have put something into it
                os.rmdir(self._folder)
        except OSError as error:
            raise CannotWriteResults(self._path, error) from None

    def abandon(self) -> None:
        """See `Sink.abandon`."""
        self._flush()
        with suppress(OSError):  # it is not there, or there is something in it
            os.rmdir(self._folder)


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    from importlib import import_module

    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingPackage("writing Parquet", "parquet") from None


def _schema(arrow: ModuleType, heading: Heading) -> Any:
    """Return the types of the columns: those of the input are text."""
    types = dict.fromkeys(heading.names, arrow.string())
    types[heading.number] = arrow.int64()
    for name, field in zip(heading.added, AddedColumns._fields, strict=True):
        if field in ("facts", "citations"):
            types[name] = arrow.list_(arrow.string())
    return arrow.schema(list(types.items()))
