"""What people reported of CSV and TSV: a text with quotation marks, tabs and line ends breaks the rows."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox

from radkg.rdf.results import QueryResult

TEXT = 'a "quoted" word,\tand\r\nlines\rof\nall; kinds'
RESULT = QueryResult(("text", "number"), ((ox.Literal(TEXT, language="en"), ox.Literal(5)),))


def test_csv_is_read_back_to_the_letter() -> None:
    """ad-freiburg/qlever#3055 and #3064, eclipse-rdf4j/rdf4j#747 (RFC 4180)."""
    assert list(csv.reader(io.StringIO(RESULT.to_csv(), newline=""))) == [["text", "number"], [TEXT, "5"]]


def test_tsv_is_read_back_to_the_letter() -> None:
    """ad-freiburg/qlever#3055: text stands in TSV as Turtle writes it, in one line."""
    head, row = RESULT.to_tsv().splitlines()
    assert head == "?text\t?number"
    text, _ = row.split("\t")
    (read,) = ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.TURTLE)
    assert read.object == ox.Literal(TEXT, language="en")
