"""A file of statements is read, checked on all cores, and written, row by row and in its order."""

from __future__ import annotations

import os
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING

from radkg.errors import InvalidOption
from radkg.many import forms, workers
from radkg.many.columns import Checked, checked, not_checked, text_of_row
from radkg.many.forms import Heading, RowResult
from radkg.many.report import CheckedFile, CheckedRows, Tally
from radkg.many.sinks import NotResumable, Sink, open_sink
from radkg.many.tables import STDIN, StatementRow, StatementTable, open_table
from radkg.verdict import check
from radkg.verdict.result import EXIT_CODES, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

    Here = Callable[[Callable[[Knowledge], list[Any]]], list[Any]]
    Watch = Callable[[str], AbstractContextManager[Callable[[int, int, int], None] | None]]


# -- what workers do


def verdicts(known: Knowledge, statements: Sequence[str]) -> list[Verdict]:
    """Return the verdict on each statement."""
    return [check(known, statement) for statement in statements]


def columns(known: Knowledge, statements: Sequence[str]) -> list[Checked]:
    """Return what is added to the row of each statement."""
    return [checked(known, statement) for statement in statements]


def texts(known: Knowledge, statements: Sequence[str]) -> list[Checked]:
    """Return the same, with the verdict for reading."""
    return [checked(known, statement, text=True) for statement in statements]


# -- statements


def check_many(statements: Iterable[str], written: Written, here: Here, jobs: int | None = None) -> Iterator[Verdict]:
    """Yield the verdict on each statement, in their order.

    Args:
        statements: The statements. With one job none is taken before the verdict on the one before it has been; with more, some
            hundred are taken ahead for each.
        written: What workers open.
        here: Does work in this process.
        jobs: See `radkg.many.workers.in_order`.

    Raises:
        TypeError: A statement is no text.
        WorkerEnded: A process that shares the work was ended by somebody.
    """
    jobs = jobs or workers.cores()
    texts = (_text(statement) for statement in statements)
    for _, found in workers.in_order(
        _chunks(texts, 1 if jobs == 1 else workers.CHUNK), lambda c: c, verdicts, written, here, jobs
    ):
        yield from found


def _text(statement: object) -> str:
    if not isinstance(statement, str):
        raise TypeError(f"a statement is text, and this is of type {type(statement).__name__}: {statement!r:.80}")
    return statement


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    items = iter(items)
    while chunk := list(islice(items, size)):
        yield chunk


# -- files


def check_file(
    path: str,
    written: Written,
    here: Here,
    *,
    output: str | None = None,
    form: str | None = None,
    column: str | None = None,
    jobs: int | None = None,
    resume: bool = False,
    fail_on: Sequence[str] = (),
    read: Callable[[int], bytes] | None = None,
    watch: Watch | None = None,
    remark: Callable[[str], None] = lambda text: None,
) -> CheckedFile | CheckedRows:
    """Check the statements in a file.

    Args:
        path: The file, as for `radkg.many.tables.open_table`.
        written: What workers open.
        here: Does work in this process.
        output: Where results go, in the form that its suffix says; where not given, they are yielded.
        form: The form of the file.
        column: The column with the statements.
        jobs: See `radkg.many.workers.in_order`.
        resume: Whether to go on behind the rows that are in ``output``.
        fail_on: Verdicts that make the exit code 1.
        read: Reads from standard input.
        watch: Called with what is being done; gives what is called with the bytes that are done, all bytes (0 where that is
            not known) and the rows that are done.
        remark: Called with what a user should know.

    Returns:
        What was written; where there is no ``output``, the rows, which are checked while they are taken.

    Raises:
        UnreadableFile: See `radkg.many.tables.open_table`.
        InvalidOption: The options do not go together, or there is no such verdict.
        CannotWriteResults, NotResumable, MissingPackage: See `radkg.many.sinks.open_sink`.
        WorkerEnded: A process that shares the work was ended. What was written before is whole.
    """
    failing = tuple(_verdict(name) for name in fail_on)
    written_as = _form_of(output) if output is not None else ""
    if resume and output is None:
        raise InvalidOption("--resume goes on with a file; name it with --output")
    if output is not None and path != STDIN and _is_same(path, output):
        raise InvalidOption(f"{output} is the file with the statements; name another for the results")
    table = open_table(path, form, column, read)
    heading, tally = Heading.of(table), Tally(failing)

    def results(name: str, rows: Iterable[StatementRow], *, text: bool) -> Iterator[list[RowResult]]:
        with watch(f"checking {os.path.basename(name)}") if watch else nullcontext() as progress:
            for batch in _results(rows, written, here, jobs, text=text):
                tally.add(batch)
                yield batch
                if progress is not None:
                    progress(batch[-1].row.end, table.size, tally.checked)

    if output is None:
        opened = [table]

        def again(text: bool) -> Iterator[list[RowResult]]:
            tally.clear()
            now = opened.pop() if opened else open_table(path, form, column, read)
            return results(now.path, now.rows, text=text)

        return CheckedRows(heading, again, tally)
    sink = open_sink(output, written_as, heading, resume=resume)
    tally.start(sink.verdicts)
    try:
        rows = _behind(sink, table, output)
        sink.begin()
        for batch in results(table.path, rows, text=written_as == "text"):
            sink.add(batch)
    except BaseException as error:
        sink.abandon()
        there = f"{output} has {sink.done:,} whole rows"
        there += "" if written_as == "text" else ", and the same command with --resume goes on after them"
        if isinstance(error, KeyboardInterrupt):
            remark(f"stopped; {there}")
        if isinstance(error, workers.WorkerEnded):
            raise workers.WorkerEnded(f"{error}; {there}") from None
        raise
    sink.close()
    return CheckedFile(table.path, output, tally)


def _is_same(path: str, output: str) -> bool:
    try:
        return os.path.samefile(path, output)
    except OSError:  # one of them is not there
        return False


def _form_of(output: str) -> str:
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in forms.SUFFIXES:
        raise InvalidOption(f"{output}: the suffix says in which form results are written; name it {', '.join(forms.SUFFIXES)}")
    return forms.SUFFIXES[suffix]


def _verdict(name: str) -> str:
    verdict = name.strip().replace("-", " ").replace("_", " ").casefold()
    if verdict not in EXIT_CODES:
        raise InvalidOption(f"--fail-on: there is no verdict {name!r}; there are: {', '.join(EXIT_CODES)}")
    return verdict


def _results(
    rows: Iterable[StatementRow], written: Written, here: Here, jobs: int | None, *, text: bool
) -> Iterator[list[RowResult]]:
    def statements(chunk: list[StatementRow]) -> list[str]:
        return [row.statement for row in chunk if not row.fault]

    work = texts if text else columns
    for chunk, found in workers.in_order(_chunks(rows, workers.CHUNK), statements, work, written, here, jobs):
        answers = iter(found)
        yield [RowResult(row, _not_usable(row, text=text) if row.fault else next(answers)) for row in chunk]


def _not_usable(row: StatementRow, *, text: bool) -> Checked:
    found = not_checked(row.fault)
    return Checked(found, text_of_row(row.statement, found) if text else "")


def _behind(sink: Sink, table: StatementTable, output: str) -> Iterator[StatementRow]:
    """Return the rows behind those that are in a sink.

    Raises:
        NotResumable: The last of these is not the result on the row of the table that has its number.
    """
    last = None
    for _ in range(sink.done):
        last = next(table.rows, None)
    if sink.done and (last is None or not sink.is_of(last)):
        raise NotResumable(
            f"{output}: row {sink.done:,} in it is not that of {table.path}; without --resume it is written anew"
        )
    return table.rows
