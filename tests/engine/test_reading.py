"""Files of others: what is wrong is said in one line, with the line it is on, before it can do harm."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from effort import within
from radkg.errors import UnreadableFile
from radkg.rdf import reading
from radkg.rdf.guards import DEEPEST_NESTING as DEEPEST
from radkg.rdf.reading import FORMATS, LARGEST_FILE, parse, read

TURTLE, JSON, XML = ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML
DOCTYPE, CONTEXT, NESTED, ADDRESS = "document type", "@context that is", "nested deeper", "not a web address"
TRIPLE = "<https://example.org/a> <https://example.org/b> "
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
SAME = {
    "a.ttl": f'{TRIPLE} "c" .',
    "a.nt": f'{TRIPLE} "c" .',
    "a.nq": f'{TRIPLE} "c" <https://example.org/g> .',
    "a.trig": f'<https://example.org/g> {{ {TRIPLE} "c" }}',
    "a.jsonld": '{"@id": "https://example.org/a", "https://example.org/b": "c"}',
    "a.json": '[{"@id": "https://example.org/a", "https://example.org/b": [{"@value": "c"}]}]',
    "a.rdf": f'{RDF}<rdf:Description rdf:about="https://example.org/a"><e:b>c</e:b></rdf:Description></rdf:RDF>',
    "a.owl": f'{RDF}<rdf:Description rdf:about="https://example.org/a" e:b="c"/></rdf:RDF>',
    "a.xml": f'<?xml version="1.0"?>\n{RDF}<rdf:Description rdf:about="https://example.org/a" e:b="c"/></rdf:RDF>',
}


def test_every_format_has_an_example() -> None:
    assert {os.path.splitext(name)[1] for name in SAME} == set(FORMATS)


@pytest.mark.parametrize("name", SAME)
def test_the_same_triple_in_every_format(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(SAME[name])
    (quad,) = read(str(tmp_path / name)).quads
    assert (quad.subject.value, quad.predicate.value, quad.object.value) == (  # type: ignore[union-attr]
        "https://example.org/a", "https://example.org/b", "c",
    )  # fmt: skip


def entity_bomb(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY e0 "x">{entities}]>\n{RDF}<e:b>&e{levels};</e:b></rdf:RDF>'


HOSTILE: dict[str, tuple[ox.RdfFormat, str | bytes, str, int | None]] = {
    "entity bomb of 6 levels": (XML, entity_bomb(6), DOCTYPE, 2),
    "entity bomb of 9 levels": (XML, entity_bomb(9), DOCTYPE, 2),
    "quadratic entities": (XML, f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>{RDF}{"&a;" * 20_000}</rdf:RDF>', DOCTYPE, 1),
    "external entity": (XML, f'\n<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n{RDF}&a;</rdf:RDF>', DOCTYPE, 2),
    "external DTD": (XML, f'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/a.dtd">\n{RDF}</rdf:RDF>', DOCTYPE, 1),
    "remote context": (JSON, '{\n"@context": "http://127.0.0.1:9/context.jsonld", "@id": "https://a.org/"}', CONTEXT, 2),
    "file context": (JSON, '{\n"@context": ["file:///etc/passwd"], "@id": "https://a.org/"}', CONTEXT, 2),
    "deep Turtle lists": (TURTLE, f"{TRIPLE}\n{'(' * 100_000}{')' * 100_000} .", NESTED, 2),
    "deep Turtle nodes": (TURTLE, TRIPLE + "[ <https://e.org/p> \n" * 100_000 + "]" * 100_000 + " .", NESTED, DEEPEST + 1),
    "deep JSON": (JSON, '{"https://a.org/b":' * 100_000 + "1" + "}" * 100_000, NESTED, 1),
    "deep JSON lists": (JSON, '{"https://a.org/b":' + "[" * 100_000 + "]" * 100_000 + "}", NESTED, 1),
    "deep XML": (XML, RDF + "<rdf:Description><e:p>\n" * 50_000, NESTED, DEEPEST // 2),
    "deep XML with misleading attributes": (XML, RDF + '<rdf:Description e:c="/>"><e:p>\n' * 50_000, NESTED, DEEPEST // 2),
    "bad UTF-8": (TURTLE, b"\n" + TRIPLE.encode() + b'"\xff" .', "not UTF-8", 2),
    "UTF-16": (TURTLE, f'{TRIPLE} "c" .'.encode("utf-16"), "not UTF-8 but UTF-16; save it as UTF-8", None),
    "UTF-16 without a mark": (TURTLE, f'{TRIPLE} "c" .'.encode("utf-16-be"), "not UTF-8 but UTF-16", None),
    "UTF-32": (TURTLE, f'{TRIPLE} "c" .'.encode("utf-32"), "not UTF-8 but UTF-32", None),
    "NUL": (TURTLE, f'\n\n{TRIPLE} "a\0b" .', "control character (U+0000)", 3),
    "bidirectional override": (TURTLE, f'\n{TRIPLE} "a\u202eb" .', "bidirectional control character (U+202E)", 2),
    "lone surrogate in JSON": (JSON, '{"@id": "https://a.org/",\n"https://a.org/b": "\\uD800"}', "half a character", 2),
    "lone surrogate in Turtle": (TURTLE, f'\n{TRIPLE} "\\uD800" .', "not a valid unicode character", 2),
    "relative IRI": (TURTLE, f"{TRIPLE}\n<scorch> .", "<scorch> is relative", 2),
    "javascript IRI": (TURTLE, f"{TRIPLE}\n\n<javascript:alert(1)> .", ADDRESS, 3),
    "file IRI": (TURTLE, f"{TRIPLE} <file:///etc/passwd> .", ADDRESS, 1),
    "data IRI in JSON": (JSON, '{"@id": "https://a.org/",\n"https://a.org/b": {"@id": "data:text/html,x"}}', ADDRESS, 2),
    "malformed IRI": (TURTLE, f"{TRIPLE}\n<https://a.org/b c> .", "Invalid IRI", 2),
    "undeclared prefix": (TURTLE, f"{TRIPLE}\nradkg:Leaf .", "prefix radkg: has not been declared", 2),
    "Turtle that ends too early": (TURTLE, f'{TRIPLE}\n"c', "Unexpected end", 2),
    "JSON that ends too early": (JSON, '{"@id": "https://a.org/",\n"https://a.org/b": "c', "Unexpected end", 2),
    "XML that ends too early": (XML, f'{RDF}\n<rdf:Description rdf:about="https://a.org/"><e:p>x', "no element found", 2),
    "XML with crossed tags": (XML, f"{RDF}\n<rdf:Description><e:p></rdf:Description></e:p></rdf:RDF>", "mismatched tag", 2),
    "a text of 17 MB": (TURTLE, f'{TRIPLE} "{"a" * 17 * 2**20}" .', "a text of more than 16 MB", None),
    "a text that does not end": (TURTLE, f'{TRIPLE} "{"a" * 2**20}', "Unexpected end", 1),
    "quotes by the million": (TURTLE, TRIPLE + '"""' + 'a" ' * 2**20, "Unexpected end", 1),
    "empty file": (TURTLE, "", "empty", None),
    "blank file": (JSON, " \n\t\n", "empty", None),
    "XML called Turtle": (TURTLE, f'{RDF}</rdf:RDF>', "it looks like RDF/XML: name it .rdf", 1),
    "JSON called Turtle": (TURTLE, SAME["a.jsonld"], "it looks like JSON-LD: name it .jsonld", 1),
    "Turtle called XML": (XML, "@prefix a: <https://a.org/> .\na:b a a:C .", "it looks like Turtle: name it .ttl", 1),
    "Turtle called JSON": (JSON, "@prefix a: <https://a.org/> .\na:b a a:C .", "it looks like Turtle: name it .ttl", 1),
    "web page": (TURTLE, "<!DOCTYPE html>\n<html><body>Not found</body></html>", "it looks like an HTML page", 1),
    "gzip": (TURTLE, gzip.compress(b"\0" * 10_000_000), "compressed; unpack it first", None),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_is_refused_with_its_place(case: str) -> None:
    rdf_format, text, reason, line = HOSTILE[case]
    data = text if isinstance(text, bytes) else text.encode()
    with within(seconds=10), pytest.raises(UnreadableFile) as caught:
        parse(data, rdf_format, "mine.ttl")
    message = str(caught.value)
    assert reason in message
    assert caught.value.line == line
    assert message.startswith("mine.ttl")
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("rdf_format", "text"),
    [
        (TURTLE, f'{TRIPLE} "{"[(" * 500}" .'),
        (TURTLE, f"{TRIPLE} '{'{' * 500}' ."),
        (TURTLE, f'{TRIPLE} """{"[" * 500}\n"{"(" * 500}""" .'),
        (TURTLE, f'# {"(" * 500}\n{TRIPLE} "c" .'),
        (TURTLE, f"{TRIPLE} <https://a.org/#{'(' * 500}> ."),
        (JSON, '{"@id": "https://a.org/", "https://a.org/b": "' + "[{" * 500 + '"}'),
        (TURTLE, f"{TRIPLE} {'(' * 150}{')' * 150} ."),
    ],
)
def test_brackets_in_text_are_no_nesting(rdf_format: ox.RdfFormat, text: str) -> None:
    assert parse(text.encode(), rdf_format).quads


def test_letters_from_right_to_left_are_welcome() -> None:
    (quad,) = parse(f'{TRIPLE} "التهاب الجلد والعضل"@ar .'.encode(), TURTLE).quads
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.language == "ar"


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b"\xef\xbb\xbf" + f'{TRIPLE} "c" .'.encode(), TURTLE).quads


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere.ttl", "no such file"), ("folder.ttl", "not a regular file"), ("facts.docx", "unknown file name suffix '.docx'"),
     ("facts.ttl.gz", "unknown file name suffix '.gz'"), ("pipe.ttl", "not a regular file"), ("nul\0.ttl", "null byte")],
)  # fmt: skip
def test_what_is_no_file_of_rdf(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "facts.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "facts.ttl.gz").write_bytes(b"\x1f\x8b")
    os.mkfifo(tmp_path / "pipe.ttl")
    with pytest.raises(UnreadableFile, match=reason):
        read(str(tmp_path / name))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.ttl"
    with open(path, "wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableFile, match="larger than 25 MB; split it"):
        read(str(path))


def test_blank_nodes_of_two_files_are_two() -> None:
    text = b'_:a <https://example.org/b> "c" .'
    one, two = (parse(text, TURTLE).quads[0].subject for _ in range(2))
    assert one != two


def test_the_line_of_an_iri() -> None:
    document = parse(b"@prefix m: <https://m.org/> .\nm:a m:b m:c .\n<https://m.org/d> m:b m:a .", TURTLE)
    assert document.line_of("https://m.org/a") == 2
    assert document.line_of("https://m.org/a", after=2) == 3
    assert document.line_of("https://m.org/d") == 3
    assert document.line_of("https://m.org/nowhere") is None


def test_the_suffix_is_read_in_either_case(tmp_path: Path) -> None:
    path = tmp_path / "FACTS.TTL"
    path.write_text(SAME["a.ttl"])
    assert reading.read(str(path)).format == TURTLE


@pytest.mark.parametrize("written", ["//evil.example.org/x", "../../etc/passwd", "/etc/passwd", "x", "#x", "?x", ""])
def test_a_relative_iri_is_told_as_it_is_written(written: str) -> None:
    """The parser makes it absolute; one that begins with two slashes would be the address of another server."""
    with pytest.raises(UnreadableFile, match=re.escape(f"a.ttl:2: the IRI <{written}> is relative; write it in full")):
        parse(f"\n{TRIPLE} <{written}> .".encode(), TURTLE, "a.ttl")
