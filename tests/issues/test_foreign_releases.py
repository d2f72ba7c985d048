"""Releases of other ontologies as people have them: what can be read is read, and what is left out is said.

The numbers are those of the reports, in the trackers of other projects, of the symptom that a test answers to.
"""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest

from radkg.errors import UnreadableFile
from radkg.mappings.prefixes import Prefix, Prefixes
from radkg.mappings.release import Release, Term
from radkg.mappings.release.json_forms import in_whole_characters

HP = "http://purl.obolibrary.org/obo/HP_"
PREFIXES = Prefixes((Prefix("HP", HP, (), (), "hp", "Human Phenotype Ontology"),))
GRAPH = (
    '{"graphs": [{"id": "http://purl.obolibrary.org/obo/hp.owl", "nodes": [{"id": "'
    + HP
    + '0000001", "lbl": "All", "type": "CLASS", "meta": {"x": %s}}]}]}'
)


def terms(path: Path, content: str | bytes) -> list[Term]:
    """The terms of a release with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(Release(path, PREFIXES).terms())


# -- JSON

NUMBERS = {
    "998 digits and an exponent of 900": f"0.{'9' * 998}e{'9' * 900}",
    "a large exponent": "1e999999999",
    "an exponent that Decimal has not": "1e-999999999999999999999",
    "999 digits": "1" * 999,
    "a fraction of 400 digits with an exponent of 500": f"{'1' * 400}.{'1' * 400}E-{'1' * 500}",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_nobody_needs_may_be_of_any_size(number: str, tmp_path: Path) -> None:
    (term,) = terms(tmp_path / "hp.json", GRAPH % NUMBERS[number])
    assert (term.id, term.label) == ("HP:0000001", "All")
    steps = f'{{"HP:0000001": {{"label": "All", "ancestors": {{"HP:0000002": {NUMBERS[number]}, "HP:0000003": 1}}}}}}'
    (term,) = terms(tmp_path / "cellxgene.json", steps)
    assert term.parents == ("HP:0000003",)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "+1", "01", "0x1", "1_000"])
def test_a_number_that_is_none_of_json_is_told(number: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"hp\.json: not well-formed JSON: .*; fetch it again"):
        terms(tmp_path / "hp.json", GRAPH % number)


def test_half_a_character_is_read_as_one_that_cannot_be_shown(tmp_path: Path) -> None:
    r"""A lone ``\udc00`` is what JavaScript writes of a text that was cut within a character."""
    for half in (r"\udc00\ud800", r"\ud800", r"\uDBFFx"):
        (term,) = terms(tmp_path / "hp.json", (GRAPH % "1").replace("All", f"A {half} \\ud83e\\uddb4 \\\\ud800"))
        assert term.label.startswith("A \ufffd")
        assert term.label.endswith(" 🦴 \\ud800")


def test_pieces_may_end_within_an_escape() -> None:
    class Drip(BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(random.randrange(1, 9))

    random.seed(14)
    text = rb'"\ud83d\ude00\ud800x\\ud800\udc00\udc00\n\\\ud83d"' + rb"\\" * 9 + rb"\ud83d\ude00\u00e9"
    once = b"".join(in_whole_characters(BytesIO(text)))
    assert once.count(rb"\ufffd") == 4
    assert all(b"".join(in_whole_characters(Drip(text))) == once for _ in range(100))


def test_of_a_key_that_is_written_twice_the_last_counts(tmp_path: Path) -> None:
    (term,) = terms(tmp_path / "hp.json", (GRAPH % "1").replace('"lbl":', '"lbl": "first", "lbl":'))
    assert term.label == "All"
