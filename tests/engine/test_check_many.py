"""Many statements: in their order, on several processes, from files of any form, with nothing lost whatever happens."""

from __future__ import annotations

import codecs
import csv
import errno
import gzip
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.errors import InvalidOption, MissingPackage, UnreadableFile
from radkg.many import sinks, workers
from radkg.many.run import verdicts
from radkg.many.sinks import CannotWriteResults, NotResumable
from radkg.many.workers import WorkerEnded
from radkg.verdict import check

Command = Callable[..., Any]

MINI = Path(__file__).parent.parent / "mini"
STATEMENTS = [line.split("\t")[0] for line in (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()[1:]]
#: A statement of each verdict.
ONE_OF_EACH = {
    "leaf scorch is seen in saplings": "supported",
    "leaf blotch affects root tips": "contradicted",
    "root rot increases the risk of leaf scorch": "unknown",
    "leaf blotch is seen in saplings": "disputed",
    "leaf scorch frobnicates xyzzy": "not understood",
}
NEEDS_PYARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
ADDED = ["row", "verdict", "because", "facts", "citations", "read_as"]
FORMS = ["tsv", "csv", "jsonl", "json", pytest.param("parquet", marks=NEEDS_PYARROW)]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def answers(file: Callable[..., Path]) -> Path:
    """A table with a statement of each verdict, in the middle column."""
    rows = [f"{number}\t{statement}\tnote {number}" for number, statement in enumerate(ONE_OF_EACH, 7)]
    return file("answers.tsv", "\n".join(["id\tclaim\tnote", *rows]) + "\n")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of results; lists in a cell are taken apart."""
    text = "" if path.suffix == ".parquet" else path.read_text(encoding="utf-8")
    match path.suffix:
        case ".json":
            return list(json.loads(text))
        case ".jsonl":
            return [json.loads(line) for line in text.splitlines()]
        case ".parquet":
            import pyarrow.parquet

            return list(pyarrow.parquet.read_table(path).to_pylist())
    reader = csv.reader(io.StringIO(text, newline="")) if path.suffix == ".csv" else (x.split("\t") for x in text.splitlines())
    head, *rows = reader
    found: list[dict[str, Any]] = [dict(zip(head, row, strict=True)) for row in rows]
    for row in found:
        row |= {
            "row": int(row["row"]),
            "facts": row["facts"].split(),
            "citations": [c for c in row["citations"].split(" | ") if c],
        }
    return found


# -- in Python


def test_verdicts_come_in_order_and_are_those_of_one_process(mini: radkg.KnowledgeGraph) -> None:
    some = STATEMENTS[:300]
    expected = [mini.check(statement) for statement in some]
    assert list(mini.check_many(some, jobs=2)) == expected
    assert list(mini.check_many(some[:20], jobs=1)) == expected[:20]


def test_an_open_question_names_its_command_on_every_way(
    file: Callable[..., Path], mini: radkg.KnowledgeGraph, tmp_path: Path
) -> None:
    asked = "which disease shows galls"
    command = """radkg query diseases-with-all -p sign="gall\""""
    assert command in mini.check(asked).because
    assert [command in verdict.because for verdict in mini.check_many([asked])] == [True]
    mini.check_file(file("asked.txt", f"{asked}\n"), output=tmp_path / "answers.jsonl")
    assert command in json.loads((tmp_path / "answers.jsonl").read_text(encoding="utf-8"))["because"]


def test_statements_are_taken_while_verdicts_are_asked_for(mini: radkg.KnowledgeGraph) -> None:
    taken: list[str] = []

    def endless() -> Iterator[str]:
        for statement in itertools.cycle(ONE_OF_EACH):
            taken.append(statement)
            yield statement

    some = mini.check_many(endless(), jobs=1)
    assert taken == []
    assert [next(some).verdict for _ in range(3)] == ["supported", "contradicted", "unknown"]
    assert len(taken) == 3

    many = mini.check_many(endless(), jobs=2)
    assert [verdict.verdict for verdict in itertools.islice(many, 500)] == list(ONE_OF_EACH.values()) * 100
    assert len(taken) < 2000


def test_workers_end_when_nobody_asks_any_more(mini: radkg.KnowledgeGraph) -> None:
    before = children()
    many = mini.check_many(itertools.cycle(ONE_OF_EACH), jobs=2)
    next(many)
    assert len(children() - before) == 2
    many.close()  # type: ignore[attr-defined]
    assert children() == before


def test_facts_of_ones_own_are_known_to_the_workers(file: Callable[..., Path]) -> None:
    own = file("own.ttl", OWN_FACT)
    kg = radkg.load([own], ontology=MINI)
    statements = ["root rot shows corking"] * 300
    assert {verdict.verdict for verdict in radkg.load(ontology=MINI).check_many(statements, jobs=2)} == {"unknown"}
    assert {verdict.facts[0].iri for verdict in kg.check_many(statements, jobs=2)} == {"https://example.org/my/fact"}


def test_what_is_no_statement_is_refused(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match=r"statements are several; write \['leaf"):
        mini.check_many("leaf scorch shows corking")
    with pytest.raises(ValueError, match="there must be a job"):
        mini.check_many([], jobs=0)
    with pytest.raises(TypeError, match="a statement is text, and this is of type int: 7"):
        list(mini.check_many(["leaf scorch shows corking", 7]))  # type: ignore[list-item]


def test_a_defect_in_a_worker_is_told_with_its_place(mini: radkg.KnowledgeGraph) -> None:
    crew = workers._Crew(verdicts, mini.written)
    with crew, pytest.raises(RuntimeError, match=r"(?s)in verdicts.*AttributeError"):
        crew.ask([7])  # type: ignore[list-item]


# -- results


@pytest.mark.parametrize("form", FORMS)
def test_a_row_keeps_what_it_has_and_gets_the_verdict(
    form: str, answers: Path, mini: radkg.KnowledgeGraph, mini_command: Command
) -> None:
    output = answers.with_suffix(f".{form}") if form != "tsv" else answers.with_name("verdicts.tsv")
    outcome = mini_command("check", "--file", str(answers), "--output", str(output))
    counts = "1 supported, 1 contradicted, 1 unknown, 1 disputed, 1 not understood"
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"{output}  5 rows: {counts}\n"
    rows = rows_of(output)
    assert [list(row) for row in rows] == [["id", "claim", "note", *ADDED]] * 5
    for number, (row, (statement, name)) in enumerate(zip(rows, ONE_OF_EACH.items(), strict=True), 1):
        verdict = mini.check(statement)
        assert (row["id"], row["claim"], row["note"]) == (str(number + 6), statement, f"note {number + 6}")
        assert (row["row"], row["verdict"], row["because"]) == (number, name, verdict.because)
        assert row["facts"] == [fact.iri for fact in verdict.facts]
        assert {e.citation for fact in verdict.facts for e in fact.evidence} <= {
            c.partition(", passage")[0] for c in row["citations"]
        }
    assert rows[0]["read_as"] == "leaf scorch is seen in sapling"
    assert rows[4]["read_as"] == ""


@pytest.mark.parametrize("form", ["tsv", "csv", "jsonl", "json"])
def test_rows_are_printed_where_no_file_is_named(form: str, answers: Path, mini_command: Command) -> None:
    output = answers.with_name(f"verdicts.{form}")
    mini_command("check", "--file", str(answers), "--output", str(output))
    outcome = mini_command("check", "--file", str(answers), "--format", form)
    assert outcome.out == output.read_text(encoding="utf-8")
    assert outcome.err == "radkg: 5 rows: 1 supported, 1 contradicted, 1 unknown, 1 disputed, 1 not understood\n"


def test_text_is_what_a_single_statement_gives(answers: Path, mini_command: Command) -> None:
    outcome = mini_command("check", "--file", str(answers))
    blocks = outcome.out.split("\n\n")
    assert blocks[0] + "\n" == mini_command("check", "leaf scorch is seen in saplings").out
    assert blocks[4].startswith("NOT UNDERSTOOD  leaf scorch frobnicates xyzzy\n  radkg does not know 'frobnicates', 'xyzzy'")
    output = answers.with_name("verdicts.txt")
    mini_command("check", "--file", str(answers), "--output", str(output))
    assert output.read_text(encoding="utf-8") == outcome.out


def test_a_file_without_rows_has_results_without_rows(file: Callable[..., Path], mini_command: Command) -> None:
    path = file("none.tsv", "id\tclaim\n")
    expected = {"tsv": "\t".join(["id", "claim", *ADDED]) + "\n", "csv": ",".join(["id", "claim", *ADDED]) + "\n"}
    for form, text in (expected | {"jsonl": "", "json": "[]\n", "text": ""}).items():
        assert mini_command("check", "--file", str(path), "--format", form).out == text, form


def test_a_name_that_is_taken_is_not_taken_again(file: Callable[..., Path], mini: radkg.KnowledgeGraph) -> None:
    path = file("again.jsonl", '{"claim": "leaf scorch shows corking", "Verdict": "yes", "radkg_verdict": 1, "row": [2]}\n')
    [row] = mini.check_file(path)  # type: ignore[misc]
    assert (row["Verdict"], row["radkg_verdict"], row["row"]) == ("yes", 1, [2])
    assert (row["radkg_radkg_verdict"], row["radkg_row"]) == ("supported", 1)


def test_what_only_later_rows_of_json_have_is_kept(
    file: Callable[..., Path], mini: radkg.KnowledgeGraph, tmp_path: Path
) -> None:
    rows = [{"claim": "leaf scorch shows corking"}, {"claim": "x", "id": {"a": [1.5, None]}, "verdict": "mine"}]
    path = file("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    one, other = mini.check_file(path)  # type: ignore[misc]
    assert "more" not in one
    assert (other["id"], other["more"], other["verdict"]) == ({"a": [1.5, None]}, {"verdict": "mine"}, "not understood")
    mini.check_file(path, output=tmp_path / "rows.tsv")
    cells = [json.loads(row["more"] or "null") for row in rows_of(tmp_path / "rows.tsv")]
    assert cells == [None, {"id": {"a": [1.5, None]}, "verdict": "mine"}]


def test_cells_with_breaks_stay_in_their_cell(file: Callable[..., Path], mini: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    path = file("breaks.csv", 'claim,note\nleaf scorch shows corking,"one\n\ntwo\tthree, ""four"""\n')
    note = 'one\n\ntwo\tthree, "four"'
    for form in ("csv", "json"):
        mini.check_file(path, output=tmp_path / f"out.{form}")
        assert [row["note"] for row in rows_of(tmp_path / f"out.{form}")] == [note], form
    mini.check_file(path, output=tmp_path / "out.tsv")
    assert [row["note"] for row in rows_of(tmp_path / "out.tsv")] == ['one  two three, "four"']


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--fail-on", "contradicted"], 1),
        (["--fail-on", "unknown, Not-Understood"], 1),
        (["--fail-on", "disputed", "--fail-on", "unknown"], 1),
    ],
)
def test_the_exit_code_is_0_whatever_the_verdicts_unless_one_is_named(
    options: list[str], code: int, answers: Path, mini_command: Command
) -> None:
    assert mini_command("check", "--file", str(answers), *options).code == code
    assert mini_command("check", "--file", str(answers), *options, "--output", str(answers) + ".jsonl").code == code


def test_a_verdict_that_no_row_has_does_not_fail(file: Callable[..., Path], mini_command: Command) -> None:
    path = file("one.txt", "leaf scorch shows corking\n")
    assert mini_command("check", "--file", str(path), "--fail-on", "contradicted,disputed,unknown,not understood").code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--fail-on", "wrong"], "--fail-on: there is no verdict 'wrong'; there are: supported, contradicted, unknown"),
        (["--resume"], "--resume goes on with a file; name it with --output"),
        (["--output", "x.xlsx"], "x.xlsx: the suffix says in which form results are written; name it .tsv"),
        (["--output", "x.tsv", "--format", "jsonl"], "--format jsonl is for standard output"),
        (["--output", "no/such/folder/x.tsv"], "no/such/folder/x.tsv: no such file or directory"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], message: str, answers: Path, mini_command: Command) -> None:
    outcome = mini_command("check", "--file", str(answers), *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"radkg: {message}")


def test_a_single_statement_is_printed_as_text_or_json(mini_command: Command) -> None:
    outcome = mini_command("check", "leaf scorch shows corking", "--format", "tsv")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--format tsv is for --file" in outcome.err


def test_the_statements_are_not_written_over(answers: Path, mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(InvalidOption, match="is the file with the statements"):
        mini.check_file(answers, output=answers)


def test_rows_and_files_are_neither_true_nor_false(answers: Path, mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match="exit_code == 0"):
        bool(mini.check_file(answers))
    with pytest.raises(TypeError, match="exit_code == 0"):
        bool(mini.check_file(answers, output=answers.with_name("out.tsv")))


def test_a_defect_on_one_row_ends_nothing_and_is_told(
    answers: Path, mini: radkg.KnowledgeGraph, mini_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(known: Any, statement: str) -> Any:
        return check(known, statement) if "root" not in statement else 1 / 0

    monkeypatch.setattr("radkg.many.columns.check", fail)
    outcome = mini_command("check", "--file", str(answers), "--format", "tsv", "--fail-on", "contradicted")
    assert outcome.code == 70
    assert outcome.err.endswith("radkg itself failed on 2, which is a defect: please report it\n")
    assert len(outcome.out.splitlines()) == 6
    assert "a defect of radkg's own, please report it: ZeroDivisionError: division by zero" in outcome.out
    assert "\n  a defect of radkg's own" in mini_command("check", "--file", str(answers)).out


# -- what is read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.tsv", "statement\tid\nleaf scorch shows corking\t1\n"),
        ("x.TSV", "id\tStatement\n1\tleaf scorch shows corking\n"),
        ("x.tab", "text\tsentence\nx\tleaf scorch shows corking\n"),
        ("x.csv", 'id,claim\n1,"leaf scorch shows corking"\n'),
        ("x.jsonl", '{"text": "leaf scorch shows corking"}\n'),
        ("x.ndjson", '\n{"id": 1, "claim": "leaf scorch shows \\u0063orking"}'),
        ("x.txt", "leaf scorch shows corking"),
        ("x", "\n\nleaf scorch shows corking\n\n"),
        ("crlf.tsv", "claim\tid\r\n\r\nleaf scorch shows corking\t1\r\n"),
        ("bom.csv", codecs.BOM_UTF8 + b"claim,id\nleaf scorch shows corking,1\n"),
        ("bom.txt", codecs.BOM_UTF8 + b"leaf scorch shows corking\n"),
        ("bom.jsonl", codecs.BOM_UTF8 + b'{"claim": "leaf scorch shows corking"}\n'),
    ],
)
def test_forms_by_their_suffix(name: str, content: str | bytes, file: Callable[..., Path], mini: radkg.KnowledgeGraph) -> None:
    [row] = mini.check_file(file(name, content))  # type: ignore[misc]
    assert (row["row"], row["verdict"]) == (1, "supported")


def test_standard_input_is_text_unless_it_is_said_to_be_something_else(mini_command: Command) -> None:
    text = mini_command("check", "--file", "-", "--format", "jsonl", stdin="leaf scorch shows corking\n\nxyzzy\n")
    assert [json.loads(line)["verdict"] for line in text.out.splitlines()] == ["supported", "not understood"]
    table = ("check", "--file", "-", "--input-format", "tsv", "--column", "b", "--format", "jsonl")
    assert json.loads(mini_command(*table, stdin="a\tb\nx\tleaf scorch shows corking\n").out)["verdict"] == "supported"
    missing = mini_command(*table, stdin="a\tc\nx\tleaf scorch shows corking\n")
    assert missing.err == "radkg: <stdin>:1: no column 'b'; there are: 'a', 'c'; name one with --column\n"


LONG = "x" * (2 * 2**20)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.txt", b"leaf scorch \xe9", "line 2: not UTF-8: the byte 0xE9 stands at place 13 of the row"),
        ("x.txt", "leaf\0scorch", "line 2: it has the character NUL (U+0000)"),
        ("x.txt", LONG, "line 2: longer than 1,048,576 bytes"),
        ("x.txt", "   ", "line 2: the line is blank"),
        ("x.tsv", "7", "line 2: no cell in the column 'claim'"),
        ("x.tsv", "7\t ", "line 2: an empty cell in the column 'claim'"),
        ("x.tsv", "7\tx\ty\tz", "line 2: 4 cells, where there are 2 columns"),
        ("x.tsv", b"\xff\tx", "line 2: not UTF-8: the byte 0xFF stands at place 1 of the row"),
        ("x.tsv", f"7\t{LONG}", "line 2: longer than 1,048,576 bytes"),
        ("x.csv", "7,affects leaf, root", "line 2: 3 cells, where there are 2 columns; a cell with a comma in it stands in"),
        ("x.csv", '7,"never closed', "line 2: a quotation mark is not closed"),
        ("x.csv", "7,a\rb", "line 2: no CSV: new-line character seen in unquoted field"),
        ("x.csv", f'7,"{LONG}', "line 2: longer than 1,048,576 bytes"),
        ("x.jsonl", '{"claim": "x"', "line 2: no JSON: expecting ',' delimiter at place 14"),
        ("x.jsonl", '{"claim": 7}', "line 2: 'claim' is no text"),
        ("x.jsonl", '{"claim": ""}', "line 2: 'claim' is empty"),
        ("x.jsonl", '{"id": 7}', "line 2: no 'claim' in it"),
        ("x.jsonl", '["x"]', "line 2: no JSON object"),
        ("x.jsonl", '{"claim": "x", "claim": "y"}', "line 2: 'claim' stands there more than once"),
        ("x.jsonl", '{"claim": "x", "n": NaN}', "line 2: no JSON: NaN is no number of JSON"),
        ("x.jsonl", '{"claim": "\\ud800"}', "line 2: it has half a character"),
        ("x.jsonl", "[" * 100_000, "line 2: nested too deeply"),
        ("x.jsonl", '{"n": ' + "1" * 5000 + "}", "line 2: no JSON: Exceeds the limit"),
        ("x.jsonl", b'{"claim": "\xff"}', "line 2: not UTF-8"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_a_bad_row_is_a_row_and_ends_nothing(
    name: str, content: str | bytes, reason: str, file: Callable[..., Path], mini: radkg.KnowledgeGraph
) -> None:
    head = {".tsv": "id\tclaim", ".csv": "id,claim", ".jsonl": '{"id": 1, "claim": "xyzzy"}', ".txt": "xyzzy"}[name[1:]]
    last = {".tsv": "9\tleaf scorch shows corking", ".csv": "9,leaf scorch shows corking"}.get(
        name[1:], '{"id": 9, "claim": "leaf scorch shows corking"}' if name == "x.jsonl" else "leaf scorch shows corking"
    )
    middle = content if isinstance(content, bytes) else content.encode()
    path = file(name, b"\n".join([head.encode(), middle, last.encode()]) + b"\n")
    rows = list(mini.check_file(path))  # type: ignore[arg-type]
    bad, good = rows[-2:]
    assert bad["verdict"] == "not understood"
    assert bad["because"].startswith(reason)
    assert good["verdict"] == "supported"
    assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))
    for form in ("tsv", "csv", "jsonl", "json"):
        mini.check_file(path, output=path.with_name(f"out.{form}"))
        assert [row["because"] for row in rows_of(path.with_name(f"out.{form}"))] == [row["because"] for row in rows], form


def test_a_mark_that_is_not_closed_takes_no_other_row_with_it(file: Callable[..., Path], mini: radkg.KnowledgeGraph) -> None:
    lines = ['1,"leaf scorch', *(f'{number},"leaf scorch shows corking"' for number in range(2, 100))]
    rows = list(mini.check_file(file("x.csv", "\n".join(["id,claim", *lines]))))  # type: ignore[arg-type]
    # the second line closes the first's mark; what is behind that is no row of two cells
    assert len(rows) >= 98
    assert {row["verdict"] for row in rows[1:]} == {"supported"}
    far = "\n".join(["id,claim", '1,"leaf scorch', *["2,leaf scorch shows corking"] * 99])
    rows = list(mini.check_file(file("y.csv", far)))  # type: ignore[arg-type]
    assert [row["because"] for row in rows if row["verdict"] != "supported"] == ["line 2: a quotation mark is not closed"]
    assert len(rows) == 100


@pytest.mark.parametrize(
    ("name", "content", "column", "message"),
    [
        ("x.tsv", "", None, "empty; write the names of the columns into its first line"),
        ("x.tsv", "a\tb\nx\ty\n", None, ":1: no column statement, sentence, claim or text; there are: 'a', 'b'; name one with"),
        ("x.tsv", "a\tclaim\n", "Claim", ":1: no column 'Claim'; there are: 'a', 'claim'"),
        ("x.tsv", "a\tclaim\ta\n", None, ":1: two columns are called 'a'; rename one"),
        ("x.csv", 'a,"claim\n', None, ":1: a quotation mark is not closed"),
        ("x.jsonl", '{"id": 7}\n', None, ":1: no column statement, sentence, claim or text; there are: 'id'"),
        ("x.jsonl", "x\n" * 1001, None, ":1: no JSON: expecting value at place 1, and so are the next 999 rows"),
        ("x.txt", "x\n", "claim", "a text has no columns; leave --column out"),
        ("x.txt", codecs.BOM_UTF16_LE + "x\n".encode("utf-16-le"), None, "not UTF-8 but UTF-16; save it as UTF-8"),
        ("x.txt", gzip.compress(b"x", mtime=0), None, "compressed; unpack it first"),
        ("x.xlsx", "", None, "the suffix .xlsx says no form that is known; name it .tsv, .tab, .csv"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    name: str, content: str | bytes, column: str | None, message: str, file: Callable[..., Path], mini: radkg.KnowledgeGraph
) -> None:
    path = file(name, content)
    with pytest.raises(UnreadableFile) as error:
        list(mini.check_file(path, column=column))  # type: ignore[arg-type]
    assert message in str(error.value)
    assert str(error.value).startswith(str(path))


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path, mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnreadableFile, match="no such file or directory"):
        mini.check_file(tmp_path / "nowhere.tsv")
    with pytest.raises(UnreadableFile, match="a folder; name a file in it"):
        mini.check_file(tmp_path, input_format="text")


# -- going on


@pytest.mark.parametrize("form", ["tsv", "csv", "jsonl", "json"])
def test_a_run_goes_on_wherever_another_was_ended(form: str, answers: Path, mini: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    mini.check_file(answers, output=output)
    whole = output.read_bytes()
    assert mini.check_file(answers, output=output, resume=True).to_dict()["resumed"] == 5  # type: ignore[call-overload]
    assert output.read_bytes() == whole
    for place in {*range(0, len(whole), 97), *range(len(whole) - 4, len(whole))}:
        output.write_bytes(whole[:place])
        resumed = mini.check_file(answers, output=output, resume=True, fail_on=["contradicted"])
        assert output.read_bytes() == whole, place
        assert resumed.to_dict()["verdicts"] == dict.fromkeys(resumed.to_dict()["verdicts"], 1), place  # type: ignore[call-overload]
        assert resumed.exit_code == 1, place


@pytest.mark.parametrize("form", ["tsv", "csv", "jsonl", "json", pytest.param("parquet", marks=NEEDS_PYARROW)])
def test_a_run_goes_on_where_the_file_has_grown_meanwhile(form: str, answers: Path, mini: radkg.KnowledgeGraph) -> None:
    output, expected = answers.with_name(f"out.{form}"), answers.with_name(f"expected.{form}")
    mini.check_file(answers, output=output)
    mini.check_file(answers, output=output)  # which has it written anew
    with answers.open("a") as file:
        file.write("99\tleaf scorch shows corking\tlater\n")
    mini.check_file(answers, output=expected)
    grown = mini.check_file(answers, output=output, resume=True)
    assert (grown.tally.resumed, grown.tally.checked) == (5, 1)
    assert rows_of(output) == rows_of(expected)
    assert sorted(path.name for path in answers.parent.iterdir()) == sorted({"answers.tsv", output.name, expected.name})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("out.tsv", "other\tcolumns\n", "other columns than the results would have"),
        ("out.csv", "a,b\n1,2\n", "other columns than the results would have"),
        ("out.jsonl", '{"my": "notes"}\n', "out.jsonl:1: no row of results; name another file"),
        ("out.json", '{"my":\n"notes"}\n', "out.json:1: no row of results; name another file"),
        ("out.txt", "", "text for reading cannot be gone on from"),
    ],
)
def test_what_is_no_beginning_of_the_results_is_left_alone(
    name: str, content: str, message: str, answers: Path, file: Callable[..., Path], mini: radkg.KnowledgeGraph
) -> None:
    output = file(name, content)
    with pytest.raises(NotResumable) as error:
        mini.check_file(answers, output=output, resume=True)
    assert message in str(error.value)
    assert output.read_text() == content


@pytest.mark.parametrize("form", FORMS)
def test_results_on_other_rows_are_not_gone_on_from(
    form: str, answers: Path, file: Callable[..., Path], mini: radkg.KnowledgeGraph
) -> None:
    output = answers.with_name(f"out.{form}")
    mini.check_file(answers, output=output)
    before = output.read_bytes()
    for other in (answers.read_text().replace("note 11", "note 12"), "id\tclaim\tnote\n"):
        with pytest.raises(NotResumable, match="row 5 in it is not that of"):
            mini.check_file(file("other.tsv", other), output=output, resume=True)
        assert output.read_bytes() == before


def test_a_full_disk_leaves_whole_rows(answers: Path, mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 1)
    output, written, write = answers.with_name("out.tsv"), [0], os.write

    def full(file: int, data: memoryview) -> int:
        written[0] += 1
        if written[0] == 3:
            return write(file, data[:10])
        if written[0] > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWriteResults, match="no space left on device; the rows in it are whole"):
        mini.check_file(answers, output=output, jobs=1)
    monkeypatch.undo()
    assert [row["row"] for row in rows_of(output)] == [1, 2]
    assert mini.check_file(answers, output=output, resume=True).tally.resumed == 2
    assert [row["row"] for row in rows_of(output)] == [1, 2, 3, 4, 5]


# -- processes


def children(of: int | None = None) -> set[int]:
    """Return the processes that one has started."""
    path = Path(f"/proc/{of or os.getpid()}/task")
    return {int(word) for task in path.iterdir() for word in (task / "children").read_text().split()}


def workers_of(command: subprocess.Popen[str]) -> set[int]:
    """Return the processes that share the work of a command, which itself works in a process of its own."""
    return {worker for working in children(command.pid) for worker in children(working)}


def is_there(process: int) -> bool:
    """Return whether a process runs."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def wait_until(done: Callable[[], bool]) -> None:
    """Look some thousand times, with a rest between them, for something that comes soon."""
    for _ in range(6000):
        if done():
            return
        time.sleep(0.01)
    pytest.fail("it has not come")


def numbered(rows: int) -> str:
    """Return a table of so many statements of the small ontology, each with its number."""
    statements = itertools.islice(itertools.cycle(STATEMENTS), rows)
    return "claim\tn\n" + "".join(f"{statement}\t{number}\n" for number, statement in enumerate(statements))


ENDLESS = 30_000  # rows: a run on them is ended long before it is through


@pytest.fixture
def endless_file(file: Callable[..., Path]) -> Path:
    """A file on which a run is ended."""
    return file("endless.tsv", numbered(ENDLESS))


def cut_short(path: Path, rows: int) -> None:
    """Leave so many rows of a file: a run that goes on needs not check the rest."""
    path.write_text(numbered(rows), encoding="utf-8")


def started(path: Path, output: Path) -> subprocess.Popen[str]:
    """Start a check with two workers, and return it when it has written some rows."""
    words = ["check", "--file", str(path), "--output", str(output), "--jobs", "2", "--ontology", str(MINI)]
    process = subprocess.Popen(
        [sys.executable, "-m", "radkg.cli", *words],
        stderr=subprocess.PIPE,
        text=True,
        # a run of the tests in the background ignores it, and a command would after it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_until(lambda: output.exists() and output.stat().st_size > 0 and len(workers_of(process)) == 2)
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("form", ["tsv", "jsonl"])
def test_a_killed_run_goes_on_behind_whole_rows(form: str, endless_file: Path, mini: radkg.KnowledgeGraph) -> None:
    output = endless_file.with_name(f"out.{form}")
    process = started(endless_file, output)
    theirs = workers_of(process)
    process.kill()
    process.communicate()
    # the system may stop a process within a write: what stands behind the last end of a line is not a row
    before = output.read_bytes().count(b"\n") - (form == "tsv")
    assert 0 < before < ENDLESS
    wait_until(lambda: not any(is_there(worker) for worker in theirs))
    cut_short(endless_file, before + 100)
    resumed = mini.check_file(endless_file, output=output, resume=True, jobs=1)
    assert resumed.tally.resumed == before
    assert [row["n"] for row in rows_of(output)] == [str(n) for n in range(before + 100)]


@pytest.mark.servers
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_worker_is_an_error_and_nothing_is_lost(endless_file: Path, mini: radkg.KnowledgeGraph) -> None:
    output = endless_file.with_name("out.tsv")
    process = started(endless_file, output)
    os.kill(min(workers_of(process)), signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    rows = rows_of(output)
    assert process.returncode == 2
    assert err == (
        "radkg: a process that shares the work has ended (by SIGKILL; the system does that where memory is short); "
        f"{output} has {len(rows):,} whole rows, and the same command with --resume goes on after them\n"
    )
    cut_short(endless_file, len(rows) + 300)
    mini.check_file(endless_file, output=output, resume=True, jobs=2)
    assert [row["n"] for row in rows_of(output)] == [str(n) for n in range(len(rows) + 300)]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_says_how_to_go_on(endless_file: Path) -> None:
    output = endless_file.with_name("out.tsv")
    process = started(endless_file, output)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    there = f"{output} has {len(rows_of(output)):,} whole rows"
    assert err == f"radkg: stopped; {there}, and the same command with --resume goes on after them\n"


def test_a_worker_that_is_killed_is_an_error_in_python_too(mini: radkg.KnowledgeGraph) -> None:
    before = children()
    many = mini.check_many(itertools.cycle(STATEMENTS), jobs=2)
    next(many)
    for worker in children() - before:
        os.kill(worker, signal.SIGKILL)
    with pytest.raises(WorkerEnded, match="by SIGKILL"):
        list(many)
    assert children() == before


# -- progress


def test_a_bar_with_rate_and_time_left_is_drawn_for_a_terminal(
    file: Callable[..., Path], mini_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from radkg.cli import progress

    long_file = file("long.tsv", numbered(300))
    output = str(long_file.with_name("out.tsv"))
    assert mini_command("check", "--file", "-", "--output", output, stdin="xyzzy\n" * 100).err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(progress, "_EARLY", 0.0)
    monkeypatch.setattr(progress, "_OFTEN", 0.0)
    err = mini_command("check", "--file", str(long_file), "--output", output, "--jobs", "1").err
    assert err.startswith("\rchecking long.tsv  ")
    assert err.endswith("\r\033[K")
    assert " % " in err
    assert " a second  0:00:0" in err
    assert " left" in err
    piped = mini_command("check", "--file", "-", "--output", output, stdin="xyzzy\n" * 100).err
    assert piped.startswith("\rchecking <stdin>  64")


# -- Parquet


@NEEDS_PYARROW
def test_parquet_is_written_in_parts_and_gone_on_from_there(
    file: Callable[..., Path], mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sinks, "_PART_ROWS", 50)
    long_file = file("long.tsv", numbered(600))
    output, folder = long_file.with_name("out.parquet"), long_file.with_name("out.parquet.parts")
    add = sinks.ParquetFile.add

    def stop(sink: sinks.ParquetFile, results: Any) -> None:
        if sink.done > 250:
            raise KeyboardInterrupt
        add(sink, results)

    monkeypatch.setattr(sinks.ParquetFile, "add", stop)
    with pytest.raises(KeyboardInterrupt):
        mini.check_file(long_file, output=output, jobs=1)
    monkeypatch.setattr(sinks.ParquetFile, "add", add)
    assert not output.exists()
    assert len(list(folder.iterdir())) >= 4
    (folder / "waiting").write_bytes(b"half a part")
    resumed = mini.check_file(long_file, output=output, resume=True, jobs=1)
    assert resumed.tally.resumed > 250
    assert [row["n"] for row in rows_of(output)] == [str(n) for n in range(600)]
    assert not folder.exists()


def test_parquet_needs_a_package(answers: Path, mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackage, match=r"writing Parquet needs a package more; `pip install 'radkg\[parquet\]'`"):
        mini.check_file(answers, output=answers.with_name("out.parquet"))


# -- packed for another machine


def test_what_is_packed_gives_the_same_verdicts(file: Callable[..., Path], tmp_path: Path) -> None:
    from radkg.model.snapshot import packed, unpacked

    kg = radkg.load([file("own.ttl", OWN_FACT)], ontology=MINI)
    data = kg.answer(packed)
    known = unpacked(data, str(tmp_path / "there"))
    again = unpacked(b"it is there already", str(tmp_path / "there"))
    for statement in ["root rot shows corking", *STATEMENTS[::10]]:
        assert check(known, statement) == kg.check(statement)
    assert check(again, "root rot shows corking").verdict == "supported"


OWN_FACT = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:fact a radkg:Association ;
    rdfs:label "root rot shows corking"@en ;
    radkg:subject radkg:RootRot ;
    radkg:relation radkg:hasManifestation ;
    radkg:object radkg:Corking ;
    radkg:certainty radkg:Stated ;
    radkg:evidence my:fact-e1 .

my:fact-e1 a radkg:Evidence ; dcterms:source my:study ; radkg:evidenceType obo:ECO_0000302 .

my:study a radkg:Source ; rdfs:label "Nobody 2019"@en ; radkg:year 2019 ; dcterms:identifier "https://example.org/nobody" .
"""
