"""How changed graphs get into a store: so that who looks sees the old release or the new one."""

from __future__ import annotations

import hashlib
import os
import platform
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from radkg.namespaces import DCTERMS, ONTOLOGY, RADKG, XSD
from radkg.stores.canonical import Content, document
from radkg.stores.errors import NotAuthorised, NotSupported, NotVerified, Refused, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from radkg.stores.parts import Part
    from radkg.stores.plan import Plan, Store

STAGING = RADKG + "staging/"
_ABANDONED = 3600  # seconds; a load takes far less
_SMALL = 0.25  # of a graph; above it, it is written anew


def in_one_request(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Add all graphs by one request, where none of them is there yet and a request is a transaction."""
    store.add(b"".join(part.content.quads(part.graph) for part in plan.changed))
    sent(sum(part.content.size for part in plan.changed))


def in_one_update(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Change all graphs by one SPARQL Update that carries what is new; for stores in which a request is a transaction."""
    operations = [*(_rewritten(plan, part) for part in plan.changed), *(drop([graph]).encode() for graph in plan.gone)]
    # what it removes and adds it names, so that running it again changes nothing
    store.update(b" ;\n".join(operations).decode(), repeat=True)
    sent(sum(part.content.size for part in plan.changed))


def _rewritten(plan: Plan, part: Part) -> bytes:
    """Return the update operations that make a graph what it is to be: by its difference where that is small."""
    old, graph = plan.old[part.graph], f"GRAPH <{part.graph}>".encode()
    if old.linked == part.content.linked:
        removed, added = old.difference(part.content)
        if len(removed) + len(added) < _SMALL * part.content.triples:
            some = [(b"DELETE DATA", removed), (b"INSERT DATA", added)]
            return b" ;\n".join(verb + b" { " + graph + b" {\n" + document(lines) + b"} }" for verb, lines in some if lines)
    inserted = b"INSERT DATA { " + graph + b" {\n" + document(part.content.lines()) + b"} }"
    return drop([part.graph]).encode() + b" ;\n" + inserted


def staged(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Write the changed graphs beside the old ones, read them back, and put them in their places by one SPARQL Update.

    Raises:
        NotVerified: A staged graph is not what was sent; the old ones stand.
    """
    name = STAGING + uuid.uuid4().hex[:12]
    places = {part.graph: f"{name}/{part.name}" for part in plan.changed}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    store.update(
        f"INSERT DATA {{ GRAPH <{name}> {{ <{name}> <{DCTERMS}isVersionOf> <{ONTOLOGY}> ; "
        f'<{DCTERMS}created> "{now}"^^<{XSD}dateTime> ; <{DCTERMS}creator> "{_myself()}" ; '
        f"<{DCTERMS}hasPart> {', '.join(f'<{place}>' for place in places.values())} }} }}",
        repeat=True,
    )
    try:
        for part in plan.changed:
            store.write(places[part.graph], part.content, sent)
        for part in plan.changed:
            verify(part, store.read(places[part.graph], part.content), store)
    except BaseException:
        _clear(store, [*places.values(), name])
        raise
    moved = [_moved(place, live, whole=store.target.preset.moves) for live, place in places.items()]
    try:
        # sent again after the staged graphs are gone, it would empty the graphs
        store.update(" ;\n".join([*moved, drop([*plan.gone, name])]), repeat=False)
    except (Refused, NotAuthorised):  # an answer: the store is not still at work with what is staged
        _clear(store, [*places.values(), name])
        raise


def _clear(store: Store, graphs: list[str]) -> None:
    """Remove what is staged, if the store lets us; if not, the next load does."""
    with suppress(StoreError):
        store.update(drop(graphs), repeat=True)


def _moved(place: str, live: str, *, whole: bool) -> str:
    """Return the operations that put a staged graph in the place of another.

    In Jena's TDB2 5.6.0, MOVE, COPY and ADD lose triples where the request has changed something before, and leave decimals
    of the old graph behind.
    """
    if whole:
        return f"DROP SILENT GRAPH <{live}> ; MOVE GRAPH <{place}> TO GRAPH <{live}>"
    inserted = f"INSERT {{ GRAPH <{live}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{place}> {{ ?s ?p ?o }} }}"
    return f"DROP SILENT GRAPH <{live}> ; {inserted} ; DROP SILENT GRAPH <{place}>"


def graph_by_graph(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Replace one graph after the other, each by one request; for stores that take no updates."""
    for part in plan.changed:
        store.write(part.graph, part.content, sent, whole=True)
    for graph in plan.gone:
        store.delete(graph)


def verify(part: Part, found: Content, store: Store) -> None:
    """Hold what was read back against what was sent.

    Raises:
        NotVerified: They differ; the message has the first difference.
    """
    if found.digest == part.content.digest:
        return
    lost, strange = part.content.difference(found)
    first = " and ".join(
        f"{what} {_short(lines[0])}" for what, lines in (("has not", lost), ("has instead, or besides,", strange)) if lines
    )
    raise NotVerified(
        f"{store.target.text}: of part {part.name}, {part.content.triples:,} triples were sent, {found.triples:,} read back; "
        f"the store {first}; was another load at work?"
    )


def _short(line: bytes) -> str:
    text = line.decode(errors="replace")
    return text if len(text) <= 160 else text[:160] + " …"


_LEFTOVERS = f"""
SELECT ?load ?created ?creator ?place WHERE {{
  GRAPH ?load {{
    ?load <{DCTERMS}isVersionOf> <{ONTOLOGY}> ; <{DCTERMS}created> ?created ; <{DCTERMS}creator> ?creator ;
          <{DCTERMS}hasPart> ?place .
  }}
}}"""


def remove_leftovers(store: Store, remark: Callable[[str], None], *, all_of_them: bool = False) -> None:
    """Remove what loads that were killed have staged; a load that is still at work is left alone."""
    loads: dict[tuple[str, str, str], list[str]] = {}
    try:
        found = store.select(_LEFTOVERS)
    except NotSupported:  # where it takes queries is not known
        return
    for row in found:
        if {"load", "created", "creator", "place"} <= row.keys() and row["place"].startswith(row["load"] + "/"):
            loads.setdefault((row["load"], row["created"], row["creator"]), []).append(row["place"])
    for (name, created, who), places in loads.items():
        if not name.startswith(STAGING):
            continue
        if all_of_them or _is_over(who) or _age(created) > _ABANDONED:
            store.update(drop([*places, name]), repeat=True)
            remark(f"removed what a load of {created} had staged and not finished")
        else:
            remark(f"another load, of {created}, is not finished; this one goes on beside it, and the last one to end stands")


def drop(graphs: Iterable[str]) -> str:
    """Return the operations of an update that remove graphs, whether they are there or not."""
    return " ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:12]  # tells machines apart without naming one


def _myself() -> str:
    return f"{_machine()} {os.getpid()}"


def _is_over(who: str) -> bool:
    """Return whether it is known that this process has ended."""
    machine, _, process = who.partition(" ")
    if machine != _machine() or not process.isdecimal() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _age(created: str) -> float:
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(created)).total_seconds()
    except (ValueError, TypeError):
        return float("inf")
