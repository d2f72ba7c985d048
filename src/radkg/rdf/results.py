"""What a query returns: a table of typed cells that a notebook shows, pandas takes and a file holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NotRequired, TypeAlias, TypedDict

import pyoxigraph as ox

from radkg.errors import InvalidQuery, MissingPackage
from radkg.namespaces import PREFIXES, XSD, compact
from radkg.rdf.writing import serialized
from radkg.styles import Paint, html_link, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

#: One cell: an IRI, a blank node, a literal, a quoted triple, or nothing where the variable is unbound.
Cell: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

FORMATS = ("table", "csv", "tsv", "json", "turtle")
#: Spreadsheets take a cell that begins with one of these for a formula, some in its wide form or behind blanks and line breaks
#: as well; in CSV such text is preceded by an apostrophe.
_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBERS = {XSD + n for n in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}
_DECIMALS = {XSD + n for n in ("decimal", "double", "float")}


_NARROWEST = 60  # columns of a table

#: ``xml:lang`` is no name in Python.
CellAnswer = TypedDict(
    "CellAnswer",
    {"type": str, "value": "str | TripleAnswer", "datatype": NotRequired[str], "xml:lang": NotRequired[str]},
)
CellAnswer.__doc__ = """A cell of the SPARQL 1.1 results in JSON.

    Attributes:
        type: "uri", "bnode", "literal" or "triple".
        value: The IRI, the text of the literal, the name of the blank node, or the parts of the quoted triple.
        datatype: IRI of a literal's type, where it is not text.
        xml:lang: A text's language, where it has one.
    """


class TripleAnswer(TypedDict):
    """A quoted triple.

    Attributes:
        subject: Its subject.
        predicate: Its predicate.
        object: Its object.
    """

    subject: CellAnswer
    predicate: CellAnswer
    object: CellAnswer


class HeadAnswer(TypedDict):
    """The head of the SPARQL 1.1 results in JSON.

    Attributes:
        vars: The names of the columns; not there where the query was an ASK.
    """

    vars: NotRequired[list[str]]


class BindingsAnswer(TypedDict):
    """The body of the SPARQL 1.1 results in JSON.

    Attributes:
        bindings: The rows: name of the column to cell; a column without a value is not in the row.
    """

    bindings: list[dict[str, CellAnswer]]


class RowsAnswer(TypedDict):
    """The rows that a query gives, in SPARQL 1.1 results JSON.

    Attributes:
        head: The columns.
        results: The rows.
    """

    head: HeadAnswer
    results: BindingsAnswer


class BooleanAnswer(TypedDict):
    """What an ASK gives, in SPARQL 1.1 results JSON.

    Attributes:
        head: Empty.
        boolean: The answer.
    """

    head: HeadAnswer
    boolean: bool


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The rows that a query gives.

    Attributes:
        columns: The names of the columns, without question marks. ``subject``, ``predicate`` and ``object`` where the query
            was a CONSTRUCT or DESCRIBE, ``answer`` where it was an ASK.
        rows: The rows, one cell a column.
        kind: ``solutions``, ``triples`` or ``boolean``.
        in_table: The columns that a table for reading has, where it is not to have all.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "solutions"
    in_table: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """Whether there are rows; of an ASK, its answer."""
        return self.rows[0] == (ox.Literal(True),) if self.kind == "boolean" else bool(self.rows)

    def __repr__(self) -> str:
        rows = f"{len(self.rows)} row{'s' * (len(self.rows) != 1)}"
        return f"<{type(self).__name__} of {rows}: {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return self.text() or "no rows"

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.records())

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain Python values: IRIs and text as ``str``, numbers as numbers."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame.

        Raises:
            MissingPackage: pandas is not installed (``pip install 'radkg[pandas]'``).
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingPackage("a data frame", "pandas") from None
        return pd.DataFrame(self.records(), columns=list(self.columns))

    def write(self, form: str) -> str:
        """Return the rows as text in one of `FORMATS`.

        Raises:
            InvalidQuery: The form is unknown, or is ``turtle`` and the query was not a CONSTRUCT or DESCRIBE.
        """
        match form:
            case "table":
                return self.to_table()
            case "csv":
                return self.to_csv()
            case "tsv":
                return self.to_tsv()
            case "json":
                return self.to_json()
            case "turtle":
                return self.to_turtle()
        raise InvalidQuery(f"there is no format {form!r}; choose one of {', '.join(FORMATS)}")

    def to_table(self, width: int = 120) -> str:
        """Return a table for reading, at most ``width`` columns wide where the words allow.

        Where a term's label stands in a column of its own (``disease`` and ``diseaseLabel``), the table shows the label
        in the term's place; the other formats keep both.
        """
        from radkg.rdf.tables import aligned

        heads = [self.columns[i] for i in self.read_columns]
        return aligned(heads, self._read_rows(self._readable), width)

    def _read_rows(self, written: Callable[[tuple[Cell, ...], int], str]) -> list[tuple[str, ...]]:
        """Return the rows as ``written`` gives their cells; of those that differ in left out columns only, one."""
        rows = [tuple(written(row, i) for i in self.read_columns) for row in self.rows]
        return list(dict.fromkeys(rows)) if self.in_table else rows

    def first(self, number: int, *, as_read: bool = False) -> QueryResult:
        """Return the first rows.

        Args:
            number: How many.
            as_read: Whether rows that a table for reading gives as one are counted as one.
        """
        if not as_read:
            return replace(self, rows=self.rows[:number])
        seen: set[tuple[Cell, ...]] = set()
        kept = 0
        for row in self.rows:
            seen.add(tuple(row[i] for i in self.read_columns))
            if len(seen) > number:
                break
            kept += 1
        return replace(self, rows=self.rows[:kept])

    @property
    def read_columns(self) -> list[int]:
        """The places of the columns that a table for reading has: no column of labels beside what they name."""
        wanted = self.in_table or self.columns
        return [i for i, name in enumerate(self.columns) if name in wanted and not self._labels(name)]

    def _labels(self, name: str) -> bool:
        return name.endswith("Label") and name.removesuffix("Label") in self.columns

    def _readable(self, row: tuple[Cell, ...], index: int) -> str:
        label = self.columns[index] + "Label"
        cell = row[self.columns.index(label)] if label in self.columns else None
        return readable(row[index] if cell is None else cell)

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg query`: 0, whether there are rows or not."""
        return 0

    @property
    def usual_form(self) -> str:
        """The form in which the rows are written where none is asked for: ``turtle`` for triples, else ``table``."""
        return "turtle" if self.kind == "triples" else "table"

    def text(self, width: int = 120, paint: Paint = plain) -> str:
        """Return a table for reading, empty where there is no row; ``paint`` is not heeded. See `to_table`."""
        return self.to_table(max(width, _NARROWEST)).removesuffix("\n") if self.rows else ""

    def to_dict(self) -> RowsAnswer | BooleanAnswer:
        """Return the rows as SPARQL 1.1 results JSON has them."""
        if self.kind == "boolean":
            return {"head": {}, "boolean": bool(python_value(self.rows[0][0]))}
        bindings = [
            {name: _json_cell(cell) for name, cell in zip(self.columns, row, strict=True) if cell is not None}
            for row in self.rows
        ]
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}

    def to_csv(self) -> str:
        """Return SPARQL 1.1 results CSV; text that a spreadsheet would run as a formula is preceded by an apostrophe."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out)  # RFC 4180: lines end in CR LF
        writer.writerow(self.columns)
        writer.writerows([_csv_cell(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 results TSV: every cell as Turtle writes it, so text stands in quotation marks."""
        lines = ["\t".join(f"?{name}" for name in self.columns)]
        lines += ["\t".join("" if c is None else str(c).replace("\t", "\\t") for c in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return SPARQL 1.1 results JSON."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=None if self.kind == "boolean" else 2) + "\n"

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle.

        Raises:
            InvalidQuery: The query was a SELECT or ASK.
        """
        if self.kind != "triples":
            raise InvalidQuery("only CONSTRUCT and DESCRIBE give Turtle; choose table, csv, tsv or json for this query")
        used = {part.value for row in self.rows for part in row if isinstance(part, ox.NamedNode)}
        prefixes = {p: ns for p, ns in PREFIXES.items() if any(iri.startswith(ns) for iri in used)}
        triples = [ox.Triple(*row) for row in self.rows]  # type: ignore[arg-type]
        return serialized(triples, ox.RdfFormat.TURTLE, prefixes).decode()

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the rows as a table in HTML: a term by its label, where that is a column of its own, as a link to its IRI."""
        from html import escape

        head = "".join(f"<th>{escape(self.columns[i])}</th>" for i in self.read_columns)
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in self._read_rows(self._linked))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _linked(self, row: tuple[Cell, ...], index: int) -> str:
        from html import escape

        cell, text = row[index], self._readable(row, index)
        return html_link(cell.value, text) if isinstance(cell, ox.NamedNode) else escape(text)


def of_engine(result: object) -> QueryResult:
    """Return what the embedded store, or a parser of SPARQL results, gave as a `QueryResult`."""
    if isinstance(result, ox.QueryBoolean):
        return QueryResult(("answer",), ((ox.Literal(bool(result)),),), "boolean")
    if isinstance(result, ox.QuerySolutions):
        names = tuple(variable.value for variable in result.variables)
        return QueryResult(names, tuple(tuple(solution) for solution in result))
    assert isinstance(result, ox.QueryTriples | Sequence)
    rows = sorted(((t.subject, t.predicate, t.object) for t in result), key=str)
    return QueryResult(("subject", "predicate", "object"), tuple(rows), "triples")


def python_value(cell: Cell) -> Any:
    """Return a cell as a plain Python value: ``str``, ``int``, ``float``, ``bool`` or ``None``."""
    if cell is None or isinstance(cell, ox.Triple):
        return cell if cell is None else str(cell)
    if isinstance(cell, ox.Literal):
        kind = cell.datatype.value
        try:
            if kind in _NUMBERS:
                return int(cell.value)
            if kind in _DECIMALS:
                return float(cell.value)
        except ValueError:  # "many"^^xsd:integer is no number: the text is returned
            return cell.value
        return cell.value in ("true", "1") if kind == XSD + "boolean" else cell.value
    return cell.value


def readable(cell: Cell) -> str:
    """Return a cell for reading: IRIs as prefixed names, text without quotation marks."""
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        return compact(cell.value)
    return cell.value if isinstance(cell, ox.Literal) else str(cell)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, ox.Literal):
        is_number = cell.datatype.value in _NUMBERS | _DECIMALS and isinstance(python_value(cell), int | float)
        return "'" + cell.value if _FORMULA.match(cell.value) and not is_number else cell.value
    return cell.value if isinstance(cell, ox.NamedNode) else str(cell)


def _json_cell(cell: Cell) -> CellAnswer:
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, ox.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if isinstance(cell, ox.Literal):
        value: CellAnswer = {"type": "literal", "value": cell.value}
        if cell.language:
            value["xml:lang"] = cell.language
        elif cell.datatype.value != XSD + "string":
            value["datatype"] = cell.datatype.value
        return value
    assert isinstance(cell, ox.Triple)
    subject, predicate, object_ = map(_json_cell, (cell.subject, cell.predicate, cell.object))
    return {"type": "triple", "value": {"subject": subject, "predicate": predicate, "object": object_}}
