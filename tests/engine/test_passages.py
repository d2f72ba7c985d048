"""A copy of a source is held against the passages that are cited. The source here is made up; so is its text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.imports.passages import UnknownSource, choose, read_copy, read_sources, verify, verify_file
from radkg.imports.sentences import digest

PARTS = ["A rash – on the hands.\n", "Weakness of 𝛼 and β.\n", "The end."]
TEXT = "".join(PARTS)
MINI = Path(__file__).parent.parent / "mini"
NAME = "a-made-up-page"
Command = Callable[..., Any]  # which returns what it did, as in conftest.py


def turtle(name: str = NAME) -> str:
    def digest(text: str) -> str:
        return sha256(text.encode()).hexdigest()

    described = f"""@prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix radkg: <https://w3id.org/radkg/> .
    @prefix source: <https://w3id.org/radkg/source/> .
    source:{name} a radkg:Source ; dcterms:title "A made-up page"@en ; dcterms:identifier "https://example.org/page" ;
        radkg:length {len(TEXT)} ; radkg:digest "{digest(TEXT)}" .
    """
    start = 0
    for number, part in enumerate(PARTS, 1):
        described += f"""source:{name}-p{number:02} a radkg:Passage ;
        radkg:ofSource source:{name} ; radkg:heading "Part {number}"@en ;
        radkg:startOffset {start} ; radkg:endOffset {start + len(part)} ; radkg:digest "{digest(part)}" .
        """
        start += len(part)
    return described


@pytest.fixture
def sources(tmp_path: Path, command: Command) -> Command:
    """``radkg sources`` in this process, on an ontology that cites the source beside those that the small one cites."""
    another_ontology = Path(shutil.copytree(MINI / "ontology", tmp_path / "ontology"))
    (another_ontology / "sources" / "made-up.ttl").write_text(turtle(), encoding="utf-8")
    return lambda action, *more: command("sources", action, *more, "--ontology", str(another_ontology))


@pytest.fixture
def verified(sources: Command, page: Path) -> Command:
    """``radkg sources verify`` on the copy."""
    return partial(sources, "verify", str(page), "--source", NAME)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A copy of the source."""
    copy = tmp_path / "copy.txt"
    copy.write_bytes(TEXT.encode())
    return copy


def test_a_faithful_copy_matches(verified: Command) -> None:
    done = verified()
    assert (done.code, done.out, done.err) == (0, "matches  source:a-made-up-page: 3 of 3 passages as cited\n", "")


def test_a_changed_passage_is_named_and_those_after_it_are_found_further_on(page: Path, verified: Command) -> None:
    page.write_bytes(TEXT.replace("Weakness", "Weaknesses").encode())
    done = verified()
    assert done.code == 1
    assert done.out.splitlines() == [
        f"{page}: 54 code points, cited are 52",
        f"{page}:2: source:a-made-up-page-p02 “Part 2” is not at 23–44",
        f"{page}:2: source:a-made-up-page-p03 “Part 3” is not at 44–52, but 2 later",
        "does not match  source:a-made-up-page: 1 of 3 passages as cited",
    ]


def test_a_copy_cut_short_says_which_passages_are_missing(page: Path, verified: Command) -> None:
    page.write_bytes("".join(PARTS[:2]).encode())
    done = verified("--format", "json")
    result = json.loads(done.out)
    assert done.code == 1
    assert result["matches"] is False
    assert result["length"] == {"cited": 52, "found": 44}
    assert [(p["matches"], p["found_at"], p["line"]) for p in result["passages"]] == [
        (True, None, 1),
        (True, None, 2),
        (False, None, None),
    ]


def test_text_after_the_last_passage_is_a_mismatch_too(page: Path, verified: Command) -> None:
    page.write_bytes((TEXT + "\n").encode())
    done = verified()
    assert done.code == 1
    assert done.out.endswith("does not match  source:a-made-up-page: 3 of 3 passages as cited\n")


def test_windows_line_ends_and_a_byte_order_mark_are_named_as_the_cause(page: Path, verified: Command) -> None:
    page.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    done = verified()
    assert done.code == 1
    assert done.out.endswith("It would match without its byte order mark and its Windows line ends: save it as plain UTF-8.\n")


def test_offsets_count_code_points_and_not_bytes() -> None:
    store = ox.Store()
    store.bulk_load(input=turtle(), format=ox.RdfFormat.TURTLE)
    (source,) = read_sources(store)
    assert source.length == len(TEXT) < len(TEXT.encode())
    assert verify(source, TEXT).matches
    assert not verify(source, TEXT.replace("–", "-")).matches


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"good line\n\xff\xfe", ":2: not UTF-8"), (None, "no such file or directory")],
)
def test_an_unreadable_copy_is_one_line_and_exit_2(page: Path, data: bytes | None, reason: str, verified: Command) -> None:
    page.unlink()
    if data is not None:
        page.write_bytes(data)
    done = verified()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"radkg: {page}")
    assert reason in done.err
    assert done.err.count("\n") == 1


def test_a_folder_is_no_copy(tmp_path: Path, sources: Command) -> None:
    assert sources("verify", str(tmp_path), "--source", NAME).code == 2


def test_which_source_is_meant_must_be_said_where_there_are_several(page: Path, sources: Command) -> None:
    done = sources("verify", str(page))
    assert done.code == 2
    assert done.err.startswith("radkg: it is not said which source this is; --source takes one of: source:")
    assert f"source:{NAME}" in done.err
    done = sources("verify", str(page), "--source", "nobody")
    assert done.code == 2
    assert "no source with passages or sentences is called 'nobody'; --source takes one of: " in done.err


def test_the_only_source_with_passages_need_not_be_named() -> None:
    store = ox.Store()
    store.bulk_load(input=turtle(), format=ox.RdfFormat.TURTLE)
    sources = read_sources(store)
    assert choose(sources, None) == choose(sources, f"source:{NAME}") == choose(sources, NAME) == sources[0]
    with pytest.raises(UnknownSource, match="takes one of: none"):
        choose([], None)


def test_the_list_names_every_source_and_its_passages(sources: Command) -> None:
    done = sources("list", "--format", "json")
    assert done.code == 0
    listed = {source["iri"].rpartition("/")[2]: source for source in json.loads(done.out)}
    assert listed[NAME] == {
        "iri": f"https://w3id.org/radkg/source/{NAME}",
        "title": "A made-up page",
        "identifier": "https://example.org/page",
        "length": 52,
        "passages": 3,
        "sentences": 0,
    }
    done = sources("list")
    assert done.code == 0
    assert f"source:{NAME}  A made-up page  3 passages\n  https://example.org/page" in done.out


def test_the_page_of_the_small_ontology_is_what_its_passages_cite(command: Command) -> None:
    done = command("sources", "verify", str(MINI / "page.txt"), "--ontology", str(MINI))
    assert (done.code, done.out) == (0, "matches  source:test-page: 11 of 11 passages as cited\n")


def test_a_copy_keeps_its_line_ends_when_read(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes(b"a\r\nb\rc\n")
    assert read_copy(str(tmp_path / "copy.txt")) == "a\r\nb\rc\n"


# -- sentences by their digest

SENTENCES = ("Edema was seen in 12 of 20 patients (60%; 95% CI 39–78).", "Fat was “rare”.")
ABSTRACT = f"BACKGROUND We looked. RESULTS: {SENTENCES[0]} {SENTENCES[1]} CONCLUSIONS Edema is common\n"


def sentences_turtle() -> str:
    evidence = "".join(
        f"""fact:f{number} a radkg:Association ; rdfs:label "fact {number}"@en ; radkg:evidence fact:f{number}-e1 .
        fact:f{number}-e1 a radkg:Evidence ; dcterms:source source:a-made-up-abstract ; radkg:locator "abstract" ;
            radkg:sentenceDigest "{digest(sentence)}" ;
            radkg:textAddress "https://example.org/1" ; radkg:textDate "2026-11-30" .
        """
        for number, sentence in enumerate(SENTENCES, 1)
    )
    return f"""@prefix dcterms: <http://purl.org/dc/terms/> . @prefix radkg: <https://w3id.org/radkg/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix fact: <https://w3id.org/radkg/fact/> .
    @prefix source: <https://w3id.org/radkg/source/> .
    source:a-made-up-abstract a radkg:Source ; dcterms:title "Made up"@en ; dcterms:identifier "doi:10.5555/1" .
    {evidence}"""


@pytest.fixture
def described() -> ox.Store:
    store = ox.Store()
    store.bulk_load(input=sentences_turtle(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    "copy",
    [
        ABSTRACT,
        ABSTRACT.replace("–", "-").replace("%", " %").replace("“rare”", '"rare"').upper(),
        ABSTRACT.replace("patients", "pati-\nents").replace(" ", "\r\n"),
        ABSTRACT.replace("seen", "se\u00aden").replace("12", "１２").replace(" ", "\u2009"),
    ],
    ids=[
        "as it was read",
        "other dashes, quotation marks, spaces and case",
        "short lines",
        "soft hyphen, wide digits, thin space",
    ],
)
def test_a_sentence_is_found_in_any_copy_and_its_source_with_it(copy: str, described: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "abstract.txt"
    path.write_text(copy, encoding="utf-8", newline="")
    found = verify_file(described, str(path))
    assert (found.matches, found.exit_code) == (True, 0)
    assert [check.found for check in found.evidence] == [True, True]
    assert found.text().endswith("matches  source:a-made-up-abstract: 2 of 2 evidences found by their sentences")


@pytest.mark.parametrize("other", ["12 of 21", "13 of 20", "Edema was not"])
def test_a_sentence_with_another_number_or_word_is_not_found(other: str, described: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "abstract.txt"
    path.write_text(
        ABSTRACT.replace(other.replace("21", "20").replace("13", "12").replace(" not", ""), other), encoding="utf-8"
    )
    found = verify_file(described, str(path))
    assert found.exit_code == 1
    assert (
        f"{path}: fact:f1-e1 “fact 1” (abstract) is not there; it was read on 2026-11-30 at https://example.org/1"
        in found.text()
    )
    assert f"{path}:1: fact:f2-e1 “fact 2” (abstract) is there" in found.text()
    assert [(check["found"], check["lines"]) for check in found.to_dict()["evidence"]] == [(False, []), (True, [1])]


def test_a_long_text_that_has_none_of_the_sentences_has_no_source(described: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Nothing of that. " * 3000, encoding="utf-8")
    with pytest.raises(UnknownSource, match="it is not said which source this is"):
        verify_file(described, str(path))
    assert verify_file(described, str(path), "a-made-up-abstract").exit_code == 1
