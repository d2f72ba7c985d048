"""What is read back is compared with what was sent: a store that changes a value is found out, and nothing is told as done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.namespaces import RDFS, XSD
from radkg.stores import load
from radkg.stores.errors import NotVerified, Refused, StoreError, Unreachable
from stores.fake_store import FakeStore, Fault, alter, fake_store
from stores.small_release import RELEASE, in_graph, node, remembered, written_in

FACTS, SCHEMA, PICTURES = node("facts"), node("schema"), node("pictures")
OLD = ox.Triple(ox.NamedNode("x:old"), ox.NamedNode("x:release"), ox.NamedNode("x:stands"))
SWITCH = "POST /ds/update"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with fake_store() as fake:
        yield fake


def some_literal(fits: Callable[[ox.Literal], object]) -> ox.Literal:
    """Return a literal of a fact's."""
    (facts,) = remembered(["facts"], RELEASE)
    every = [triple.object for triple in ox.parse(b"\n".join(facts.content.lines()), format=ox.RdfFormat.N_TRIPLES)]
    return min((term for term in every if isinstance(term, ox.Literal) and fits(term)), key=str)


NUMBER = some_literal(lambda literal: literal.datatype.value == XSD + "decimal")
TEXT = some_literal(lambda literal: literal.language == "en")
CHANGES = {
    "a number": (NUMBER, ox.Literal(str(Decimal(NUMBER.value) / 10), datatype=NUMBER.datatype)),
    "a text": (TEXT, ox.Literal(TEXT.value + " ", language="en")),
    "a language": (TEXT, ox.Literal(TEXT.value, language="de")),
    "a datatype": (NUMBER, ox.Literal(NUMBER.value)),
}
N = f"{len(written_in('facts')):,}"
DIFFER = (
    rf"of part facts, {N} triples were sent, {N} read back; the store has not <.* and has instead, or besides, <.*; "
    "was another load at work"
)


# -- a value that is changed


@pytest.mark.parametrize("moment", ["POST /ds/data", "GET /ds/data"], ids=["taking it", "giving it back"])
@pytest.mark.parametrize(("value", "into"), CHANGES.values(), ids=CHANGES)
def test_a_store_that_changes_a_value_is_found_out_before_the_switch(
    store: FakeStore, value: ox.Literal, into: ox.Literal, moment: str
) -> None:
    store.data.add(in_graph(OLD, FACTS))
    stands: list[bool] = []
    store.before = lambda request: stands.append(store.graph(FACTS.value) == {str(OLD)})
    store.faults = [alter(value, into, moment)]
    with pytest.raises(NotVerified, match=f"{DIFFER}.*; nothing has changed in the store"):
        load(store.target, RELEASE, parts=["facts"], stage=True)
    assert all(stands)
    assert store.dump() == {str(in_graph(OLD, FACTS))}  # and nothing is left of what was staged


def test_a_store_that_loses_a_triple_is_found_out_before_the_switch(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=["schema"])
    old = store.dump()
    (label, *_) = store.data.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None, None)
    store.data.remove(label)

    def lose_a_triple(request: str) -> None:
        for quad in list(store.data):
            if quad.graph_name != label.graph_name and str(quad.triple) == str(label.triple):
                store.data.remove(quad)

    store.before = lose_a_triple
    sent = len(written_in("schema"))
    lost = rf"part schema, {sent:,} triples were sent, {sent - 1:,} read back; the store has not .*nothing has"
    with pytest.raises(NotVerified, match=lost):
        load(store.target, RELEASE, parts=["schema"], stage=True)
    assert store.dump() == old - {str(label)}


#: How a load goes, whether an older release is there, at which request of the store's a value is changed, and after how many.
WAYS = {
    "one request, taking it": ("one request", False, "POST /ds/data", 0),
    "one request, giving it back": ("one request", False, "GET /ds/data", 0),
    "one update, taking it": ("one SPARQL Update", True, "POST /ds/update", 0),
    "one update, giving it back": ("one SPARQL Update", True, "GET /ds/data", 1),  # it gives the old graph first
    "graph by graph, taking it": ("graph by graph", True, "PUT /ds/data", 0),
    "graph by graph, giving it back": ("graph by graph", True, "GET /ds/data", 1),
    "staged, giving back the graph in its place": ("staged, then switched by one SPARQL Update", True, "GET /ds/data", 2),
}


@pytest.mark.parametrize(("how", "old", "moment", "after"), WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("value", "into"), CHANGES.values(), ids=CHANGES)
class TestAChangedValue:
    """In a graph in its place."""

    def load(self, store: FakeStore, how: str, old: bool, remark: Callable[[str], None]) -> Any:
        if old:
            store.data.add(in_graph(OLD, FACTS))
        target = f"{store.address}/ds/data" if how == "graph by graph" else store.target
        return load(target, RELEASE, parts=["facts"], stage=how.startswith("staged"), remark=remark)

    def test_is_told_and_the_load_is_not_verified(
        self, store: FakeStore, value: ox.Literal, into: ox.Literal, how: str, old: bool, moment: str, after: int
    ) -> None:
        store.faults = [alter(value, into, moment, after=after), alter(value, into, "POST /ds/update")]
        told: list[str] = []
        with pytest.raises(NotVerified, match=DIFFER):
            self.load(store, how, old, told.append)
        (first,) = told
        assert first.endswith("; looking again")

    def test_is_put_right_where_the_store_does_it_only_once(
        self, store: FakeStore, value: ox.Literal, into: ox.Literal, how: str, old: bool, moment: str, after: int
    ) -> None:
        store.faults = [alter(value, into, moment, after=after, times=1)]
        told: list[str] = []
        report = self.load(store, how, old, told.append)
        assert report.verified
        assert any(text.endswith("; looking again") for text in told)
        assert store.graph(FACTS.value) == written_in("facts")


@pytest.mark.parametrize("moment", ["POST /ds/data", "GET /ds/data"], ids=["taking it", "giving it back"])
def test_the_command_does_not_say_verified(store: FakeStore, mini_command: Callable[..., Any], moment: str) -> None:
    store.faults = [alter(*CHANGES["a number"], where) for where in (moment, "POST /ds/update")]
    told = mini_command("load", store.target, "--part", "facts")
    assert told.code == 2
    assert told.out == ""
    assert f"{N} triples were sent, {N} read back; the store has not " in told.err.splitlines()[-1]


def test_a_store_that_only_spells_a_value_otherwise_is_verified(store: FakeStore) -> None:
    padded = ox.Literal("00" + NUMBER.value + "00", datatype=NUMBER.datatype)
    store.faults = [alter(NUMBER, padded, "POST /ds/data"), alter(NUMBER, padded, "GET /ds/data")]
    told: list[str] = []
    assert load(store.target, RELEASE, parts=["facts"], stage=True, remark=told.append).verified
    assert told == []


# -- a load that breaks off half-way


def half_done(store: FakeStore, how: str, fault: int | str) -> str:
    """Have a load of two graphs break off when one is in its place, and return the target."""
    store.data.extend([in_graph(OLD, SCHEMA), in_graph(OLD, PICTURES)])
    if how == "graph by graph":
        store.faults = [Fault(fault, "PUT /ds/data", after=1)]
        return f"{store.address}/ds/data"

    def switch_one(request: str) -> None:
        staged = [graph for graph in store.data.named_graphs() if "/staging/" in str(graph) and str(graph).endswith("/schema>")]
        if request == SWITCH and staged:
            store.data.clear_graph(SCHEMA)
            quads = list(store.data.quads_for_pattern(None, None, None, staged[0]))
            store.data.extend(in_graph(quad.triple, SCHEMA) for quad in quads)
            store.data.remove_graph(staged[0])

    store.before = switch_one
    store.faults = [Fault(fault, SWITCH, after=1)]
    return store.target


HALF_DONE: dict[str, tuple[int | str, type[StoreError], str]] = {
    "an error": (500, Refused, ""),
    "no answer": ("nothing", Unreachable, " so far"),
}


@pytest.mark.parametrize("how", ["graph by graph", "a switch that is no transaction"])
@pytest.mark.parametrize(("fault", "kind", "so_far"), HALF_DONE.values(), ids=HALF_DONE)
def test_a_load_that_is_half_done_is_told_as_such(
    store: FakeStore, how: str, fault: int | str, kind: type[StoreError], so_far: str
) -> None:
    target = half_done(store, how, fault)
    options: dict[str, Any] = {"parts": ["schema", "pictures"], "stage": how != "graph by graph", "tries": 1}
    told: list[str] = []
    with pytest.raises(kind, match=f"; the new graphs are schema{so_far}; run the command again to have all of them$"):
        load(target, RELEASE, remark=told.append, **options)
    assert not any("stands" in text for text in told)
    assert store.graph(SCHEMA.value) == written_in("schema")
    assert store.graph(PICTURES.value) == {str(OLD)}
    store.faults, store.before = [], lambda request: None
    report = load(target, RELEASE, remark=told.append, **options)
    assert {graph.part: graph.state for graph in report.graphs} == {"schema": "unchanged", "pictures": "replaced"}
    assert store.graph(PICTURES.value) == written_in("pictures")


def test_that_nothing_can_be_read_after_an_error_is_told(store: FakeStore) -> None:
    store.data.add(in_graph(OLD, SCHEMA))
    store.faults = [Fault(500, SWITCH), Fault(500, "GET /ds/data", after=1)]
    with pytest.raises(Refused, match=r"500, the store has failed; .*; what stands in the store cannot be read"):
        load(store.target, RELEASE, parts=["schema"], tries=1)


# -- what did not change


@pytest.mark.parametrize("adds", [False, True], ids=["takes away", "adds"])
@pytest.mark.parametrize("stage", [False, True], ids=["one update", "staged"])
def test_a_graph_that_another_load_changes_meanwhile_is_found_and_put_right(store: FakeStore, stage: bool, adds: bool) -> None:
    """It was as it should be when this load looked, and so is not among those that it changes."""
    load(store.target, RELEASE, parts=["schema"])
    store.data.add(in_graph(OLD, PICTURES))

    def another_load(request: str) -> None:
        if request == SWITCH:
            store.before = lambda request: None
            if adds:
                store.data.add(in_graph(OLD, SCHEMA))
            else:
                store.data.remove(next(iter(store.data.quads_for_pattern(None, None, None, SCHEMA))))

    store.before = another_load
    told: list[str] = []
    report = load(store.target, RELEASE, parts=["schema", "pictures"], stage=stage, remark=told.append)
    assert report.verified
    (found,) = told
    assert "of part schema" in found
    assert found.endswith("was another load at work?; looking again")
    assert store.graph(SCHEMA.value) == written_in("schema")
    assert store.graph(PICTURES.value) == written_in("pictures")


# -- how much goes into one update


@pytest.mark.parametrize("old", [False, True], ids=["a first load", "a later one"])
@pytest.mark.parametrize("spare", [0, -1])
def test_an_update_over_the_limit_is_staged(store: FakeStore, monkeypatch: pytest.MonkeyPatch, old: bool, spare: int) -> None:
    size = sum(part.content.size for part in remembered(["schema", "pictures"], RELEASE))
    monkeypatch.setattr("radkg.stores.loading.LARGEST_UPDATE", size + spare)
    if old:
        store.data.add(in_graph(OLD, SCHEMA))
    at_once = "one SPARQL Update" if old else "one request"
    expected = "staged, then switched by one SPARQL Update" if spare < 0 else at_once
    assert load(store.target, RELEASE, parts=["schema", "pictures"], dry_run=True).how == expected
    report = load(store.target, RELEASE, parts=["schema", "pictures"])
    assert report.how == expected
    assert store.asked.count(SWITCH) == {"one request": 0, "one SPARQL Update": 1}.get(expected, 2)
    assert store.graph(SCHEMA.value) == written_in("schema")
