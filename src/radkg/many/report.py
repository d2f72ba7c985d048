"""What became of a file of statements."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, TypedDict

from radkg.errors import no_truth
from radkg.many import forms
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain
from radkg.verdict.result import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import NoReturn

    from radkg.many.forms import Heading, RowResult

_SHOWN = 100  # rows in HTML
_DEFECT = 70  # the exit code of a defect of radkg's own


class CheckedFileAnswer(TypedDict):
    """A file of statements that was checked.

    Attributes:
        file: The file.
        output: The file with the results.
        rows: Rows in the results.
        resumed: How many of them were there before.
        verdicts: How many rows have each verdict; a row that could not be checked is "not understood".
        defects: Rows on which radkg itself failed; they are "not understood" as well.
    """

    file: str
    output: str
    rows: int
    resumed: int
    verdicts: dict[str, int]
    defects: int


class CheckedRowAnswer(TypedDict):
    """A row with the verdict on its statement. It has the columns of the input as well. A field that is called like one of them
    has `radkg_` before its name.

    Attributes:
        row: The number of the row, from 1.
        verdict: "supported", "contradicted", "unknown", "disputed" or "not understood".
        because: How the facts decide, or why the row could not be checked.
        facts: IRIs of the facts that decide.
        citations: What these rest on.
        read_as: What the statement was understood to say, as a sentence; empty where it was not understood.
    """

    row: int
    verdict: str
    because: str
    facts: list[str]
    citations: list[str]
    read_as: str


class Tally:
    """How many rows have each verdict.

    Args:
        failing: Verdicts that make the exit code 1.
    """

    def __init__(self, failing: Sequence[str] = ()) -> None:
        self.failing = tuple(failing)
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.verdicts, self.resumed, self.checked, self.defects = Counter[str](), 0, 0, 0

    def start(self, verdicts: Mapping[str, int]) -> None:
        """Count rows that are there already."""
        self.verdicts.update(verdicts)
        self.resumed = sum(verdicts.values())

    def add(self, results: Sequence[RowResult]) -> None:
        """Count rows that have been checked."""
        self.checked += len(results)
        self.defects += sum(result.checked.defect for result in results)
        self.verdicts.update(result.checked.columns.verdict for result in results)

    @property
    def rows(self) -> int:
        """How many there are."""
        return self.resumed + self.checked

    @property
    def exit_code(self) -> int:
        """70 where radkg itself failed on a row, 1 where a row has one of the verdicts that fail, 0 elsewhere."""
        return _DEFECT if self.defects else int(any(self.verdicts[verdict] for verdict in self.failing))

    def by_verdict(self) -> dict[str, int]:
        """Return how many rows have each verdict, each in its place."""
        return {verdict: self.verdicts[verdict] for verdict in EXIT_CODES}

    def __str__(self) -> str:
        counts = ", ".join(f"{number:,} {verdict}" for verdict, number in self.by_verdict().items() if number)
        before = f", {self.resumed:,} of them from before" if self.resumed else ""
        defects = f"; radkg itself failed on {self.defects:,}, which is a defect: please report it" if self.defects else ""
        return f"{self.rows:,} row{'s' * (self.rows != 1)}{before}" + (f": {counts}" if counts else "") + defects


class CheckedFile:
    """A file of statements whose results have been written to another.

    Attributes:
        file: The file.
        output: The file with the results.
        tally: How many rows have each verdict.
    """

    def __init__(self, file: str, output: str, tally: Tally) -> None:
        self.file, self.output, self.tally = file, output, tally

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.output!r}: {self.tally}>"

    def __bool__(self) -> NoReturn:
        """Raise TypeError: rows that are contradicted would pass for true, as any value does."""
        raise no_truth(self, "file.exit_code == 0")

    @property
    def exit_code(self) -> int:
        """See `Tally.exit_code`."""
        return self.tally.exit_code

    def to_dict(self) -> CheckedFileAnswer:
        """Return what became of the file as `radkg check --file … --output … --format json` gives it."""
        tally = self.tally
        return {
            "file": self.file,
            "output": self.output,
            "rows": tally.rows,
            "resumed": tally.resumed,
            "verdicts": tally.by_verdict(),
            "defects": tally.defects,
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return how many rows there are, and where; see `radkg.verbs.Result.text`."""
        return f"{paint(shown(self.output), 'bold')}  {self.tally}"

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return how many rows have each verdict, as HTML."""
        return html_table(("verdict", "rows"), [(name, str(number)) for name, number in self.tally.by_verdict().items()])


class CheckedRows:
    """The rows of a file of statements, each with the verdict on its statement. They are checked while they are taken.

    Who goes through them again has the file read and checked again, which standard input cannot be.

    Attributes:
        tally: How many of the rows that have been taken have each verdict.
    """

    def __init__(self, heading: Heading, results: Callable[[bool], Iterator[list[RowResult]]], tally: Tally) -> None:
        self._heading, self._results, self.tally = heading, results, tally

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with the columns {', '.join(self._heading.names)}>"

    def __bool__(self) -> NoReturn:
        """Raise TypeError: rows that are contradicted would pass for true, as any value does."""
        raise no_truth(self, "rows.exit_code == 0, once they have been taken")

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for batch in self._results(False):
            yield from (forms.object_of(result, self._heading) for result in batch)

    @property
    def exit_code(self) -> int:
        """See `Tally.exit_code`; of the rows that have been taken."""
        return self.tally.exit_code

    def to_dict(self) -> list[CheckedRowAnswer]:
        """Return all rows as `radkg check --file … --format json` gives them."""
        return list(self)  # type: ignore[arg-type]  # they have the columns of the input as well

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return all verdicts for reading; see `radkg.verbs.Result.text`."""
        return "".join(self.to_text()).rstrip("\n")

    def to_text(self) -> Iterator[str]:
        """Yield the verdicts for reading, some at once."""
        return self._written("text")

    def to_tsv(self) -> Iterator[str]:
        """Yield the rows as tab-separated values, some at once."""
        return self._written("tsv")

    def to_csv(self) -> Iterator[str]:
        """Yield the rows as comma-separated values, some at once."""
        return self._written("csv")

    def to_jsonl(self) -> Iterator[str]:
        """Yield the rows as lines of JSON, some at once."""
        return self._written("jsonl")

    def to_json(self) -> Iterator[str]:
        """Yield the rows as a list in JSON, a row a line, some at once."""
        return self._written("json")

    def _written(self, form: str) -> Iterator[str]:
        first = True
        for batch in self._results(form == "text"):
            yield forms.written(form, batch, self._heading, first=first)
            first = False
        yield forms.end(form, self._heading, empty=first)

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the first rows as HTML."""
        first = islice((result for batch in self._results(False) for result in batch), _SHOWN)
        rows: list[tuple[object, ...]] = [tuple(forms.words_of(result, self._heading)) for result in first]
        return html_table(self._heading.names, rows)
