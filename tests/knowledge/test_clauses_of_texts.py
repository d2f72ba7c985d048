"""Sentences of texts whose claims stand beside words that are not read, and their opposites, which no fact bears out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import radkg
from radkg.verdict.text import check_text

with (Path(__file__).parent / "clauses-of-texts.tsv").open(encoding="utf-8", newline="") as file:
    PASSAGES = {row["text"]: row["decided"].split() for row in csv.DictReader(file, delimiter="\t")}


@pytest.mark.parametrize("text", PASSAGES)
def test_what_a_passage_claims(kg: radkg.KnowledgeGraph, text: str) -> None:
    found = check_text(kg.knowledge, text)
    decided = [claim.verdict for claim in found.claims if claim.verdict != "unknown"]
    assert decided == PASSAGES[text], [(claim.statement, claim.verdict) for claim in found.claims]
    assert all(0 <= claim.start < claim.end <= len(text) for claim in found.claims)
