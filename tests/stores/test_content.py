"""What a graph holds is compared by value, whatever a store makes of the spelling."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from radkg.stores.canonical import EMPTY, Content

XSD = "http://www.w3.org/2001/XMLSchema#"


def content(*objects: str) -> Content:
    return Content.of("".join(f"<http://a.example/s> <http://a.example/p> {o} .\n" for o in objects).encode())


@pytest.mark.parametrize(
    ("sent", "read_back"),
    [
        (f'"0.50"^^<{XSD}decimal>', f'"0.5"^^<{XSD}decimal>'),  # Virtuoso, Oxigraph
        (f'"7"^^<{XSD}decimal>', f'"7.0"^^<{XSD}decimal>'),  # Jena's TDB2
        (f'"007"^^<{XSD}integer>', f'"7"^^<{XSD}integer>'),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>'),
        (f'"plain"^^<{XSD}string>', '"plain"'),
        ('"words"@en-GB', '"words"@en-gb'),
        ('"\\u00E9\\u000A"', '"é\\n"'),
        ('"two"', '"two"'),
    ],
)
def test_values_are_the_same_in_another_spelling(sent: str, read_back: str) -> None:
    assert content(sent).digest == content(read_back).digest


@pytest.mark.parametrize(
    ("sent", "read_back"),
    [
        (f'"0.50"^^<{XSD}decimal>', f'"0.05"^^<{XSD}decimal>'),
        ('"words"@en', '"words"@de'),
        ('"words"@en', '"words"'),
        ('"a"', "<http://a.example/a>"),
        ('"two "', '"two"'),
    ],
)
def test_other_values_are_not(sent: str, read_back: str) -> None:
    assert content(sent).digest != content(read_back).digest


def test_blank_nodes_are_known_by_what_is_said_of_them() -> None:
    one = Content.of(b'_:a <x:p> _:b .\n_:b <x:p> "end" .\n_:a <x:q> <x:o> .\n')
    same = Content.of(b'_:z9 <x:q> <x:o> .\n_:y <x:p> "end" .\n_:z9 <x:p> _:y .\n')
    other = Content.of(b'_:a <x:p> _:b .\n_:b <x:p> "end" .\n_:b <x:q> <x:o> .\n')
    assert one.digest == same.digest
    assert one.digest != other.digest
    assert one.triples == 3


def test_a_triple_counts_once() -> None:
    assert content('"a"', '"a"').triples == 1


def test_what_is_the_same_to_the_letter_is_read_as_what_is_not() -> None:
    sent = content('"0"', f'"0.5"^^<{XSD}decimal>', '"é"')
    back = b"".join(b"%s\n" % line for line in sent.ground).replace(b'"0.5"', b'"0.500"')
    assert Content.of(back, like=sent).digest == sent.digest
    assert Content.of(back.replace(b'"0" .', b'"1" .'), like=sent).digest != sent.digest


def test_blank_nodes_that_are_missing_are_missed() -> None:
    sent = Content.of(b"<x:s> <x:p> <x:o> .\n<x:s> <x:q> _:b .\n")
    back = Content.of(b"<x:s> <x:p> <x:o> .\n", like=sent)
    assert back.triples == 1
    assert back.digest != sent.digest


def test_pieces_put_together_are_the_whole_and_blank_nodes_stay_together() -> None:
    whole = Content.of(
        b"".join(b'<x:s%d> <x:p> "some text that takes room" .\n' % i for i in range(100))
        + b'_:a <x:p> _:b .\n_:b <x:p> "e" .\n'
    )
    pieces = list(whole.pieces(500))
    assert len(pieces) > 5
    assert all(len(piece) <= 500 for piece in pieces)
    assert sum(b"_:" in piece for piece in pieces) == 1
    assert Content.of(b"".join(pieces)).digest == whole.digest
    assert list(EMPTY.pieces(500)) == []


def test_a_whole_decimal_is_sent_as_jena_stores_it() -> None:
    (sent,) = content(f'"7"^^<{XSD}decimal>', f'"-12"^^<{XSD}decimal>', f'"0.5"^^<{XSD}decimal>', '"7"').pieces(1000)
    objects = [line.split(b" ", 2)[2] for line in sent.splitlines()]
    assert objects == [
        f'"-12.0"^^<{XSD}decimal> .'.encode(),
        f'"0.5"^^<{XSD}decimal> .'.encode(),
        b'"7" .',
        f'"7.0"^^<{XSD}decimal> .'.encode(),
    ]


def test_quads_are_the_same_in_a_graph() -> None:
    whole = Content.of(b'_:a <x:p> "ends with a full stop .\\n <x:not-a-graph> ." .\n<x:s> <x:p> <x:o> .\n')
    store = ox.Store()
    store.load(input=whole.quads("x:graph"), format=ox.RdfFormat.N_QUADS)
    assert {str(graph) for graph in store.named_graphs()} == {"<x:graph>"}
    back = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode("x:graph"))
    assert Content.of(back or b"").digest == whole.digest


def test_the_difference_names_lines() -> None:
    only_here, only_there = content('"a"', '"b"').difference(content('"b"', '"c"'))
    assert [line.split(b" ")[2] for line in only_here] == [b'"a"']
    assert [line.split(b" ")[2] for line in only_there] == [b'"c"']


def test_what_is_not_n_triples_is_not_taken_for_an_empty_graph() -> None:
    with pytest.raises(SyntaxError):
        Content.of(b"<html><body>Welcome</body></html>")
