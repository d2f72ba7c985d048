"""What in a query of one's own can match nothing is said beside its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Command = Callable[..., Any]  # which returns what it did, as in conftest.py


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        (
            "SELECT ?s { ?s radkg:isSeenInn radkg:Sapling }",
            "radkg:isSeenInn is no name of radkg's; the nearest is radkg:isSeenIn",
        ),
        ("SELECT ?s { ?s a radkg:Zzz }", "radkg:Zzz is no name of radkg's"),
        ('SELECT ?s { ?s rdfs:label "leaf scorch" }', 'texts have a language: write "leaf scorch"@en'),
        ("SELECT ?s { ?s rdfs:label 'leaf scorch' }", 'texts have a language: write "leaf scorch"@en'),
    ],
)
def test_a_remark_names_it(mini_command: Command, query: str, remark: str) -> None:
    outcome = mini_command("query", "-", stdin=query)
    assert outcome.code == 0
    assert f"radkg: {remark}\n" in outcome.err


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s radkg:isSeenIn radkg:Sapling } # radkg:isSeenInn",
        'SELECT ?s { ?s rdfs:label "leaf scorch"@en }',
        'SELECT ?s { ?s rdfs:label ?label FILTER(STR(?label) = "leaf scorch") }',
        'SELECT ?s { ?s rdfs:label ?label FILTER(CONTAINS(?label, "radkg:isSeenInn")) }',
        "SELECT ?s { ?s <https://w3id.org/radkg/isSeenIn> radkg:Sapling }",
    ],
)
def test_nothing_is_said_of_what_is_right(mini_command: Command, query: str) -> None:
    assert "nearest" not in mini_command("query", "-", stdin=query).err
    assert "language" not in mini_command("query", "-", stdin=query).err
