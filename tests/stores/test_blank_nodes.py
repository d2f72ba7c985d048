"""Blank nodes that look alike and hang together: what would take hours to name is refused, what takes a moment is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.rdf.blank_nodes import cannot_be_told_apart
from radkg.stores import load
from radkg.stores.canonical import Content
from stores.fake_store import fake_store
from stores.small_release import OF_MY_OWN, RELEASE, node, written_in


def pairs(*edges: tuple[int, int], prefix: str = "n") -> list[ox.Triple]:
    """Return a triple for each pair of blank nodes."""
    return [
        ox.Triple(ox.BlankNode(f"{prefix}{a}"), ox.NamedNode("https://example.org/to"), ox.BlankNode(f"{prefix}{b}"))
        for a, b in edges
    ]


def each_to_each(number: int) -> list[ox.Triple]:
    return pairs(*((a, b) for a in range(number) for b in range(number) if a != b))


def chain(number: int) -> list[ox.Triple]:
    return pairs(*((a, a + 1) for a in range(number)))


def document(triples: Iterable[ox.Triple]) -> bytes:
    return b"".join(f"{triple} .\n".encode() for triple in triples)


@pytest.mark.parametrize(
    "poison",
    [
        each_to_each(9),
        chain(1000),
        pairs(*((a, (a + step) % 20) for a in range(20) for step in (1, 2))),
        pairs(*((a, 100 + b) for a in range(9) for b in range(9))),
    ],
    ids=["each to each", "a chain", "a ring of two threads", "two groups"],
)
def test_what_would_take_hours_is_seen(poison: list[ox.Triple]) -> None:
    assert cannot_be_told_apart(poison)
    assert cannot_be_told_apart(reversed(poison))


@pytest.mark.parametrize(
    "harmless",
    [
        [],
        each_to_each(3),
        chain(100),
        pairs(*((0, leaf) for leaf in range(1, 1000))),
        [ox.Triple(ox.BlankNode(str(n)), ox.NamedNode("x:p"), ox.NamedNode("x:same")) for n in range(2_000)],
        [*chain(1000), *(ox.Triple(ox.BlankNode(f"n{n}"), ox.NamedNode("x:p"), ox.Literal(n)) for n in range(1001))],
    ],
    ids=["none", "three", "a short chain", "a star", "many that are alone", "a chain of which each member says which it is"],
)
def test_what_takes_a_moment_is_named(harmless: list[ox.Triple]) -> None:
    assert not cannot_be_told_apart(harmless)
    content = Content.of(document(harmless))
    assert not content.nameless
    assert content.triples == len(harmless)


def test_a_store_with_such_a_graph_is_loaded_all_the_same() -> None:
    with fake_store() as store:
        store.data.load(input=document(each_to_each(9)), format=ox.RdfFormat.N_TRIPLES, to_graph=node("schema"))
        report = load(store.target, RELEASE, parts=["schema"], tries=1)
        assert [graph.state for graph in report.graphs] == ["replaced"]
        assert store.graph(node("schema").value) == written_in("schema")


@pytest.mark.parametrize("verb", [("build", "--only", "nt", "--output"), ("load", "--part", "own"), ("site", "--output")])
def test_in_files_of_ones_own_it_is_refused(mini_command: Callable[..., Any], tmp_path: Path, verb: tuple[str, ...]) -> None:
    mine = tmp_path / "mine.ttl"
    seen_from_the_source = b"<https://example.org/my/study> <https://example.org/of> _:n0 .\n"
    mine.write_text(OF_MY_OWN + (seen_from_the_source + document(chain(300))).decode(), encoding="utf-8")
    target = f"oxigraph:{tmp_path / 'db'}" if verb[0] == "load" else str(tmp_path / "out")
    refused = mini_command(*verb, target, "--with", str(mine))
    assert refused.code == 2
    assert "its blank nodes look alike and hang together" in refused.err
    assert "give them IRIs" in refused.err
