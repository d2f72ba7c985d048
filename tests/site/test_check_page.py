"""The check page: what lies on the site for it is what `radkg check` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import radkg
from radkg.site.checking import SHARDS, normalised, sentences_of, shard_of


def _answer(mini_site: Path, sentence: str) -> list[object] | None:
    form = normalised(sentence)
    entries = json.loads((mini_site / "data" / "verdicts" / f"{shard_of(form)}.json").read_text(encoding="utf-8"))
    found: list[object] | None = entries.get(form)
    return found


def test_every_sentence_has_the_verdict_of_radkg_check(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    sentences = sentences_of(mini.knowledge)
    assert {fact.label for fact in mini.knowledge.facts.values() if not fact.imported} <= set(sentences)
    seen = set()
    for sentence in sentences:
        verdict, answer = mini.check(sentence), _answer(mini_site, sentence)
        if verdict.verdict == "not understood":
            assert answer is None
            continue
        assert answer is not None
        assert answer[:5] == [sentence, verdict.verdict, verdict.headline, verdict.added, verdict.because]
        seen.add(verdict.verdict)
    assert {"supported", "disputed"} <= seen


def test_what_was_not_checked_has_no_verdict(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    """Where a wording is not among the sentences, the page says so: it has nothing to make a verdict of."""
    (label, *_) = (fact.label for fact in mini.knowledge.facts.values())
    assert _answer(mini_site, f"it is not so that {label}") is None


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("  Leaf   SCORCH is seen in\u00a0young trees. ", "leaf scorch is seen in young trees"),
        ("sheet-like, “net-like”", "sheet like net like"),
        ("a ratio of 1.5", "a ratio of 1.5"),
        ("5–10 years", "5 10 years"),
        ("in > 5 %", "in > 5 %"),
    ],
)
def test_capital_letters_blanks_and_punctuation_do_not_matter(typed: str, form: str) -> None:
    assert normalised(typed) == form


def test_a_file_is_found_by_a_hash_that_a_page_can_compute() -> None:
    """FNV-1a of 32 bits; its authors give 0xa430d84680aabd0b for 64 bits, and 0x4f9f2cab for 32, as the hash of "hello"."""
    assert shard_of("hello") == 0x4F9F2CAB % SHARDS


def test_without_scripts_the_page_says_what_to_do(mini_site: Path) -> None:
    text = (mini_site / "check" / "index.html").read_text(encoding="utf-8")
    assert "<code>pip install radkg</code>, then <code>radkg check" in text
