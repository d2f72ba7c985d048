"""What is written in somebody's file, in a name or on the command line neither steers a terminal nor hides what it says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.cli import main
from radkg.shown import in_json, shown

TESTS = Path(__file__).parent.parent
MINI = TESTS / "mini"
Command = Callable[..., Any]

#: What clears a screen and writes a verdict; and what turns a line around, breaks it, or hides in it.
FORGED = "\x1b[2J\x1b[HCONTRADICTED\x1b[8m"
UNSEEN = (
    "\x07",
    "\x1b",
    "\x7f",
    "\x9b2J",
    "\xad",
    "\u061c",
    "\u200b",
    "\u2028",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffe",
    "\U000e0041",
)
#: What is no character, in the Unicode of any Python.
UNASSIGNED = ("\u05f5", "\U0001fffe")

RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\U000e0000-\U000e0fff]"
)

TEXTS = ("skos:definition", "skos:scopeNote", "rdfs:comment", "radkg:doubt", "dcterms:description")
LINES = ("dcterms:title", "dcterms:identifier", "radkg:heading", "skos:prefLabel")
PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
FACT = """
my:fact a radkg:Association ; rdfs:label "leaf scorch shows linear necrosis"@en ;
    radkg:subject radkg:LeafScorch ; radkg:relation radkg:hasImagingSign ; radkg:object radkg:LinearNecrosis ;
    radkg:certainty radkg:Stated ; radkg:evidence my:e .
my:e a radkg:Evidence ; dcterms:source my:study .
my:study a radkg:Source ; rdfs:label "Nobody 2019"@en ; dcterms:identifier "doi:10.1000/nobody.2019" .
"""


def escapes(text: str) -> str:
    """Return a text as Turtle writes it in ASCII: the raw characters do not pass the reader."""
    return "".join(c if " " <= c <= "~" else f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in text)


@pytest.fixture
def own_facts(tmp_path: Path) -> Path:
    """Write facts of one's own with a property that radkg knows nothing about."""
    path = tmp_path / "own.ttl"
    path.write_text(f'{PREFIXES}{FACT}my:fact my:remark "{escapes(FORGED)}\\nsecond line" .\n')
    return path


# -- one function


@pytest.mark.parametrize("character", [*UNSEEN, *UNASSIGNED], ids=lambda c: escapes(c))
def test_what_nobody_sees_is_shown_as_an_escape(character: str) -> None:
    assert shown(f"a{character}b") == f"a{escapes(character)}b"
    assert json.loads(in_json(json.dumps(f"a{character}b", ensure_ascii=False))) == f"a{character}b"
    assert not RAW.search(in_json(json.dumps(f"a{character}b", ensure_ascii=False)))


def test_what_people_write_is_shown_as_it_is() -> None:
    for text in ("naïve, 5 ± 2 % (n\u202f=\u202f7)", "Ödem – „schwer“", "皮膚筋炎", "التهاب", "♥️", "a\u00a0b"):
        assert shown(text) == text
    assert shown("a\nb\tc\r\n", lines=True) == "a\nb\tc\r\n"
    assert shown("a\nb\rc") == "a\\u000Ab\\u000Dc"
    assert shown("over\rwritten", lines=True) == "over\\u000Dwritten"
    assert shown("half a pair \ud800") == "half a pair \\uD800"


# -- files of one's own


def test_each_text_that_is_shown_is_held_to_plain_text(tmp_path: Path, mini_command: Command) -> None:
    path = tmp_path / "forged.ttl"
    said = "".join(f'my:fact {name} "{escapes(FORGED)}" .\n' for name in (*TEXTS, *LINES))
    path.write_text(f"{PREFIXES}{FACT}{said}")
    found = json.loads(mini_command("validate", str(path), "--format", "json").out)["results"]
    checks = {(result["check"].rpartition("/")[2], result["path"]) for result in found}
    iris = dict(re.findall(r"@prefix (\w+): <(.*)>", PREFIXES))
    for name in (*TEXTS, *LINES):
        prefix, _, local = name.partition(":")
        assert ("shown-text" if name in TEXTS else "shown-line", iris[prefix] + local) in checks
    done = mini_command("validate", str(path))
    assert done.code == 1
    assert not RAW.search(done.out + done.err)
    refused = mini_command("check", "leaf scorch shows linear necrosis", "--with", str(path))
    assert (refused.code, refused.out) == (2, "")
    assert not RAW.search(refused.err)


def test_a_text_may_have_several_lines_and_a_title_may_not(tmp_path: Path, mini_command: Command) -> None:
    path = tmp_path / "lines.ttl"
    path.write_text(f'{PREFIXES}{FACT}my:fact rdfs:comment "one\\ntwo\\tthree"@en .\n')
    assert mini_command("validate", str(path)).code == 0
    path.write_text(f'{PREFIXES}{FACT}my:study dcterms:title "one\\nCONTRADICTED"@en .\n')
    assert "one\\u000ACONTRADICTED" in mini_command("validate", str(path)).out


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_literal_of_ones_own_in_a_query(form: str, own_facts: Path, mini_command: Command) -> None:
    query = "SELECT ?o { <https://example.org/my/fact> <https://example.org/my/remark> ?o }"
    done = mini_command("query", "-", "--with", str(own_facts), "--format", form, stdin=query)
    assert done.code == 0
    assert "CONTRADICTED" in done.out
    assert bool(RAW.search(done.out.replace("\r\n", "\n"))) == (form == "csv")  # CSV has no escapes, and programs read it
    if form == "csv":
        assert FORGED + "\nsecond line" in done.out


def test_on_a_terminal_data_are_escaped_as_well_and_styles_cannot_be_forged(
    mini_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    query = 'SELECT ?o { BIND("x\u202ey" AS ?o) }'
    assert mini_command("query", "-", "--format", "csv", stdin=query).out == "o\r\nx\\u202Ey\r\n"
    told = mini_command("check", "leaf scorch shows yellowing").out
    assert told.startswith("\033[1;32mSUPPORTED")
    assert "\033" not in mini_command("check", "leaf scorch shows \x1b[32m yellowing").out


def test_an_ontology_of_somebody_else(tmp_path: Path, command: Command) -> None:
    """No shape has seen it: whatever is shown of it stands in its place, and is harmless."""
    folder = tmp_path / "other"
    shutil.copytree(MINI, folder)
    properties = "skos:definition|radkg:heading|dcterms:title|dcterms:identifier"
    shown_texts = re.compile(rf'(?:rdfs:label "leaf scorch|(?:{properties}) "(?:[^"\\\n]|\\.)*)(?=")')
    for path in (folder / "ontology").rglob("*.ttl"):
        if path.parent.name != "shapes":
            path.write_text(shown_texts.sub(lambda found: f"{found[0]}{escapes(FORGED)}\\nSUPPORTED\\u202E", path.read_text()))
    for words in (["show", "radkg:LeafScorch"], ["sources", "list"], ["criteria", "--list"]):
        done = command(*words, "--ontology", str(folder))
        assert "SUPPORTED" in done.out
        assert not RAW.search(done.out + done.err)
        assert not re.search(r"^\s*SUPPORTED", done.out + done.err, re.MULTILINE)


def test_turtle_says_the_same_with_escapes(mini_command: Command) -> None:
    triples = mini_command("query", "-", stdin='CONSTRUCT { <urn:a> <urn:b> ?o } { BIND("x\u202ey\u200b" AS ?o) }').out
    assert triples.endswith('"x\\u202Ey\\u200B" .\n')
    (quad,) = ox.parse(triples.encode(), format=ox.RdfFormat.TURTLE)
    assert quad.object == ox.Literal("x\u202ey\u200b")


# -- names of files, addresses, options


@pytest.mark.parametrize(
    "words",
    [
        ["validate", "{name}.ttl"],
        ["validate", "--shapes", "{name}.ttl"],
        ["check", "x", "--with", "{name}.ttl"],
        ["check", "--file", "{name}.csv"],
        ["check", "--text", "{name}.txt"],
        ["check", "leaf scorch shows {name}"],
        ["show", "{name}"],
        ["query", "{name}"],
        ["query", "{name}.rq"],
        ["query", "conflicts", "-p", "{name}=x"],
        ["mappings", "verify", "{name}.obo"],
        ["mappings", "list", "--mappings", "{name}"],
        ["sources", "verify", "{name}.txt"],
        ["criteria", "{name}"],
        ["quality", "--only", "{name}"],
        ["load", "oxigraph:{name}", "--part", "schema"],
        ["load", "http://localhost:9/{name}", "--tries", "1"],
        ["load", "fuseki:{name}", "--tries", "1"],
        ["import", "{name}"],
        ["{name}"],
        ["show", "x", "--{name}"],
        ["show", "x", "--format", "{name}"],
        ["show", "x", "--ontology", "{name}"],
    ],
    ids=lambda words: " ".join(words),
)
def test_a_name_with_controls_is_shown_with_escapes(
    words: list[str], tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    of_mini = [] if len(words) == 1 or "--ontology" in words else ["--ontology", str(MINI)]
    done = command(*(word.format(name=f"e{FORGED}\nSUPPORTED\u202e") for word in words), *of_mini)
    assert done.code == 2 or words[0] in ("check", "load")
    assert not RAW.search(done.out + done.err)
    assert not re.search(r"^SUPPORTED", done.out + done.err, re.MULTILINE)


def test_names_of_files_that_are_written(tmp_path: Path, mini_command: Command) -> None:
    folder = tmp_path / "a\x1b[2J\nSUPPORTED"
    done = mini_command("build", "--only", "csv", "--output", str(folder))
    assert done.code == 0
    assert "a\\u001B[2J\\u000ASUPPORTED" in done.out
    assert not RAW.search(done.out)


def test_labels_of_mapping_sets_of_ones_own(tmp_path: Path, command: Command) -> None:
    testo = (MINI / "ontology" / "mappings" / "testo.sssom.tsv").read_text()
    forged = re.sub(r"(?m)^(radkg:\S+\t[^\t]*\tskos:\w+\tTESTO:\d+\t)", rf"\g<1>{FORGED}", testo)
    (tmp_path / "testo.sssom.tsv").write_text(forged)
    release = TESTS / "mappings" / "invented" / "testo.obo"
    sets = ("--mappings", str(tmp_path), "--no-merge", "--ontology", str(MINI))
    done = command("mappings", "verify", str(release), *sets)
    assert "CONTRADICTED" in done.out  # each label is another than the release has
    assert not RAW.search(done.out + done.err)


def test_a_bad_byte_on_the_command_line_or_no_iri(mini_command: Command) -> None:
    """A shell hands on what is no UTF-8, and Python makes half a pair of surrogates of it."""
    for words in (
        ["query", "terms-by-name", "-p", "text=\udcff"],
        ["query", "diseases-with-finding", "-p", "finding=http://x\udcff"],
        ["query", "diseases-with-finding", "-p", "finding=http://["],
        ["show", "http://x\udcff"],
        ["show", "radkg:a%zz"],
        ["check", "http://x\udcff is seen in saplings"],
        ["check", "http://[x] is seen in saplings"],
        ["check", "leaf scorch \udcff"],
    ):
        done = mini_command(*words)
        assert (done.code, done.out) == (2, ""), words
        assert done.err.count("\n") == 1
    told = mini_command("query", "terms-by-name", "-p", "text=\udcff").err
    assert told == "radkg: text: '\\udcff' has half a character in it; remove it\n"


def test_main_gives_the_code_of_a_wrong_option() -> None:
    assert main(["show", "--nope"]) == 2
