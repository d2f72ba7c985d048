"""The ways to change the graphs of a store so that a query sees the old release or the new one, and nothing between."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from radkg.namespaces import DCTERMS, NOT_IN_IRI, ONTOLOGY, RADKG, XSD
from radkg.stores.canonical import Content, document
from radkg.stores.errors import NotAuthorised, NotSupported, NotVerified, Refused, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from radkg.stores.parts import Part
    from radkg.stores.plan import Plan, Store

STAGING = RADKG + "staging/"
_NAME_OF_LOAD = re.compile(re.escape(STAGING) + "[0-9a-f]{12}")
_ABANDONED = 3600  # seconds; a load takes far less
_SMALL = 0.25  # share of a graph's triples; a graph with a larger difference is written anew


def in_one_request(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Add all graphs by one request; for stores that have none of them, and in which a request is a transaction.

    Args:
        store: The store.
        plan: The changes.
        sent: Called with the number of bytes of what was sent.

    Raises:
        StoreError: The store has not made the changes, or not all of them.
    """
    store.add(b"".join(part.content.quads(part.graph) for part in plan.changed))
    sent(sum(part.content.size for part in plan.changed))


def in_one_update(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Change all graphs by one SPARQL Update with the new triples in it; for stores in which a request is a transaction.

    Args:
        store: The store.
        plan: The changes.
        sent: Called with the number of bytes of what was sent.

    Raises:
        StoreError: The store has not made the changes, or not all of them.
    """
    operations = [*(_rewritten(plan, part) for part in plan.changed), *(drop([graph]).encode() for graph in plan.gone)]
    # the update names the triples that it removes and adds, so that to run it again changes nothing
    store.update(b" ;\n".join(operations).decode(), repeat=True)
    sent(sum(part.content.size for part in plan.changed))


def _rewritten(plan: Plan, part: Part) -> bytes:
    """Return the update operations that give a graph its new content: by the difference, where that is small."""
    old, graph = plan.old[part.graph], f"GRAPH <{part.graph}>".encode()
    if old.linked == part.content.linked:
        removed, added = old.difference(part.content)
        if len(removed) + len(added) < _SMALL * part.content.triples:
            edits = [(b"DELETE DATA", removed), (b"INSERT DATA", added)]
            return b" ;\n".join(verb + b" { " + graph + b" {\n" + document(lines) + b"} }" for verb, lines in edits if lines)
    inserted = b"INSERT DATA { " + graph + b" {\n" + document(part.content.lines_for(part.graph)) + b"} }"
    return drop([part.graph]).encode() + b" ;\n" + inserted


def staged(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Write the changed graphs under staging names, read them back, and rename them by one SPARQL Update.

    Args:
        store: The store.
        plan: The changes.
        sent: Called with the number of bytes of what was sent.

    Raises:
        NotVerified: A staged graph does not have the triples that were sent; the old graphs are unchanged.
        StoreError: The store has refused a request, or does not answer.
    """
    name = STAGING + uuid.uuid4().hex[:12]
    staging = {part.graph: f"{name}/{part.name}" for part in plan.changed}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    store.update(
        f"INSERT DATA {{ GRAPH <{name}> {{ <{name}> <{DCTERMS}isVersionOf> <{ONTOLOGY}> ; "
        f'<{DCTERMS}created> "{now}"^^<{XSD}dateTime> ; <{DCTERMS}creator> "{_myself()}" ; '
        f"<{DCTERMS}hasPart> {', '.join(f'<{graph}>' for graph in staging.values())} }} }}",
        repeat=True,
    )
    try:
        for part in plan.changed:
            store.write(staging[part.graph], part.content, sent)
        for part in plan.changed:
            verify(part, store.read(staging[part.graph], part.content), store)
    except BaseException:
        _clear(store, [*staging.values(), name])
        raise
    moved = [_moved(staged_graph, live, whole=store.target.preset.moves) for live, staged_graph in staging.items()]
    try:
        # not to be repeated: once the staged graphs are gone, a second run would empty the graphs
        store.update(" ;\n".join([*moved, drop([*plan.gone, name])]), repeat=False)
    except (Refused, NotAuthorised):  # the store has answered, and so is no longer at work with the staged graphs
        _clear(store, [*staging.values(), name])
        raise


def _clear(store: Store, graphs: list[str]) -> None:
    """Remove staged graphs; where that fails, the next load removes them."""
    with suppress(StoreError):
        store.update(drop(graphs), repeat=True)


def _moved(staged_graph: str, live: str, *, whole: bool) -> str:
    """Return the operations that rename a staged graph.

    In Jena's TDB2 5.6.0, MOVE, COPY and ADD lose triples where an earlier operation of the request has changed something, and
    leave decimals of the old graph.

    Args:
        staged_graph: IRI of the staged graph.
        live: The new IRI, that of the old graph.
        whole: Whether the store's MOVE is exact.
    """
    if whole:
        return f"DROP SILENT GRAPH <{live}> ; MOVE GRAPH <{staged_graph}> TO GRAPH <{live}>"
    inserted = f"INSERT {{ GRAPH <{live}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{staged_graph}> {{ ?s ?p ?o }} }}"
    return f"DROP SILENT GRAPH <{live}> ; {inserted} ; DROP SILENT GRAPH <{staged_graph}>"


def graph_by_graph(store: Store, plan: Plan, sent: Callable[[int], None]) -> None:
    """Replace one graph after the other, each by one request; for stores that take no updates.

    Args:
        store: The store.
        plan: The changes.
        sent: Called with the number of bytes of what was sent.

    Raises:
        StoreError: The store has not made the changes, or not all of them.
    """
    for part in plan.changed:
        store.write(part.graph, part.content, sent, whole=True)
    for graph in plan.gone:
        store.delete(graph)


def verify(part: Part, found: Content, store: Store) -> None:
    """Compare the content that was read back with the content that was sent.

    Args:
        part: The part, with the content that was sent.
        found: The content that was read back.
        store: The store, to be named in the error.

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
SELECT ?load ?created ?creator ?staged WHERE {{
  GRAPH ?load {{
    ?load <{DCTERMS}isVersionOf> <{ONTOLOGY}> ; <{DCTERMS}created> ?created ; <{DCTERMS}creator> ?creator ;
          <{DCTERMS}hasPart> ?staged .
  }}
}}"""


def remove_leftovers(store: Store, remark: Callable[[str], None], *, all_of_them: bool = False) -> None:
    """Remove the staged graphs of loads that were killed; those of loads still at work are left alone.

    Args:
        store: The store.
        remark: Called with a remark about each such load.
        all_of_them: Whether to remove the graphs of loads still at work as well.
    """
    loads: dict[tuple[str, str, str], list[str]] = {}
    try:
        found = store.select(_LEFTOVERS)
    except NotSupported:  # no address for queries is known
        return
    for row in found:
        if {"load", "created", "creator", "staged"} <= row.keys() and _is_staged(row["load"], row["staged"]):
            loads.setdefault((row["load"], row["created"], row["creator"]), []).append(row["staged"])
    for (name, created, creator), graphs in loads.items():
        if all_of_them or _is_over(creator) or _age(created) > _ABANDONED:
            store.update(drop([*graphs, name]), repeat=True)
            remark(f"removed what a load of {created} had staged and not finished")
        else:
            remark(f"another load, of {created}, is not finished; this one goes on beside it, and the last one to end stands")


def _is_staged(load: str, graph: str) -> bool:
    """Return whether these name a load and a graph that it has staged; both go into an update, and a store may lie."""
    return _NAME_OF_LOAD.fullmatch(load) is not None and graph.startswith(load + "/") and not NOT_IN_IRI.search(graph)


def drop(graphs: Iterable[str]) -> str:
    """Return the operations of an update that remove graphs; a graph need not exist."""
    return " ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:12]  # tells machines apart without naming one


def _myself() -> str:
    return f"{_machine()} {os.getpid()}"


def _is_over(creator: str) -> bool:
    """Return whether a process, as `_myself` names it, is known to have ended."""
    machine, _, process = creator.partition(" ")
    if machine != _machine() or not re.fullmatch(r"[0-9]{1,9}", process) or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    try:  # one that has ended and that nobody has waited for is still there by its number (Linux)
        with open(f"/proc/{int(process)}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] in ("Z", "X")
    except (OSError, IndexError):
        return False


def _age(created: str) -> float:
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(created)).total_seconds()
    except (ValueError, TypeError):
        return float("inf")
