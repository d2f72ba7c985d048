"""tools/locate_sentences.py finds the sentence that has all numbers of a fact, and no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from radkg.model.records import Fact
from radkg.namespaces import RADKG

sys.path.append(str(Path(__file__).parents[2] / "tools"))
from locate_sentences import has_numbers, numbers_in, sentences

COUNTED = {"count": 12, "total": 20}


def fact(**numbers: float) -> Fact:
    named = {RADKG + name: number for name, number in numbers.items()}
    return Fact(RADKG + "fact/f", "", False, "", "", "", RADKG + "Stated", (), named)


def test_sentences_end_at_full_stops_and_not_at_abbreviations_and_numbers() -> None:
    text = "It was more common (37.5% vs. 4.8%). Twelve had it.\nNone died."
    assert sentences(text) == ["It was more common (37.5% vs. 4.8%).", "Twelve had it.", "None died."]


def test_numbers_are_read_in_digits_and_in_words() -> None:
    assert numbers_in("1,290 of five patients (24.7%), 9·5") == {1290, 5, 24.7, 9.5}


@pytest.mark.parametrize(
    ("numbers", "sentence", "has"),
    [
        (COUNTED, "It was seen in 12 of 20 patients.", True),
        (COUNTED, "It was seen in twelve patients (60%).", True),
        (COUNTED, "It was seen in 12 patients.", False),
        (COUNTED, "It was seen in 13 of 20 patients.", False),
        ({"frequencyMaximum": 40}, "It was seen in up to 40 %.", True),
        ({"effectValue": 3.2, "effectMinimum": 1.1}, "The odds ratio was 3.2 (1.1-8.9).", True),
        ({"effectValue": 3.2, "effectMinimum": 1.1}, "The odds ratio was 3.2.", False),
        ({"sampleSize": 20}, "We looked at 20 patients.", False),
    ],
)
def test_a_sentence_must_have_every_number_of_the_fact(numbers: dict[str, float], sentence: str, has: bool) -> None:
    assert has_numbers(fact(**numbers), sentence) is has
