"""A load: the store is read, changed, and read back."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from radkg.exchange.description.header import Header
from radkg.model.store import OWN
from radkg.stores.canonical import EMPTY, Content
from radkg.stores.errors import InvalidTarget, NotSupported, NotVerified, StoreError, TooLarge, Unreachable
from radkg.stores.parts import ON_REQUEST, Part, graph_of, parts_of
from radkg.stores.parts import read as read_parts
from radkg.stores.plan import Plan, Store, count, make_plan
from radkg.stores.report import GraphReport, LoadReport
from radkg.stores.strategies import drop, graph_by_graph, in_one_request, in_one_update, remove_leftovers, staged, verify
from radkg.stores.target import Target, read_target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

LARGEST_UPDATE = 64 * 2**20  # bytes; larger changes are staged
ONE_REQUEST = "one request"
ONE_UPDATE = "one SPARQL Update"
STAGED = "staged, then switched by one SPARQL Update"
GRAPH_BY_GRAPH = "graph by graph"
NOTHING = "nothing to change"


def load(
    target: str,
    written: Written,
    *,
    parts: Sequence[str] = (),
    stage: bool = False,
    dry_run: bool = False,
    query: str | None = None,
    update: str | None = None,
    tries: int | None = None,
    timeout: float | None = None,
    progress: Callable[[int, int], None] | None = None,
    remark: Callable[[str], None] | None = None,
) -> LoadReport:
    """Load a knowledge graph into a triple store, in the place of an older release, and read it back.

    Graphs that have the content of the release already are not touched, nor are graphs that are not radkg's. Whatever happens,
    the store has the whole old release or the whole new one. In a store that takes no updates, this holds for each graph alone.

    Args:
        target: The store, see `radkg.stores.target.read_target`.
        written: What the graph is made from.
        parts: Some of `radkg.stores.parts.parts_of` and `ON_REQUEST`; all of the former where not given, and of the latter
            those that the store has.
        stage: Whether to stage the graphs, also where the store could take all of them in one update.
        dry_run: Whether to report what would be done, and to change nothing.
        query: Address for queries, if the target does not have it.
        update: Address for updates, if the target does not have it.
        tries: How often to try a request that may be repeated.
        timeout: Seconds that the store may be silent; a request with all its tries may take ten times as long.
        progress: Called with the number of bytes written and read, and the number of all.
        remark: Called with what a user should know while the load goes on.

    Raises:
        StoreError: One of `radkg.stores.errors`; it says what the store has now, and what to do.
        UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
        IncompleteHeader: The ontology's header lacks something that descriptions need.
    """
    usual = parts_of(written.ontology)
    known = [*usual, *ON_REQUEST]
    _refuse_unknown(parts, known)
    if OWN in parts and not written.added:
        raise InvalidTarget("the part own is your files, and none is given; add --with FILE")
    where = read_target(target, query=query, update=update)
    names = tuple(parts) or tuple(usual)
    remarks = _Remarks(remark)
    with ThreadPoolExecutor(1) as pool:  # the engine makes the parts while the store is opened
        made = partial(read_parts, written=written, endpoint=where.query, union=where.is_union)
        wanted = pool.submit(made, names)
        if not written.ontology.is_carried:
            wanted.result()  # the error of a file comes before the store is opened
        with closing(_open(where, tries, timeout, remarks, read_only=dry_run)) as store:
            if not dry_run and store.updates:
                remove_leftovers(store, remarks)
            for last in (False, True):
                counts = count(store, [graph_of(name) for name in known])
                there = [name for name in ON_REQUEST if not parts and counts.get(graph_of(name))]
                if there and not last:  # they were named once: a load of everything keeps them with the rest
                    wanted = pool.submit(made, (*names, *there))
                plan = make_plan(store, wanted.result(), counts, [] if parts else known)
                how = _how(where, plan, stage)
                if dry_run or plan.empty:
                    break
                try:
                    how = _carry_out(store, plan, how, progress, remarks)
                    break
                except NotVerified as error:  # another load may have changed the store meanwhile: the plan is made anew
                    if last:
                        raise
                    remarks(f"{error}; looking again")
    graphs = [_graph(part, plan) for part in plan.parts]
    graphs += [_removed(graph, plan.old[graph]) for graph in plan.gone]
    return LoadReport(
        target,
        where.title,
        Header.read(written.ontology).version,
        how,
        tuple(graphs),
        plan.facts,
        verified=not dry_run,
        dry_run=dry_run,
        remarks=tuple(remarks.texts),
        query=where.query,
        folder=where.folder,
    )


def remove(
    target: str,
    ontology: Ontology,
    *,
    parts: Sequence[str] = (),
    dry_run: bool = False,
    query: str | None = None,
    update: str | None = None,
    tries: int | None = None,
    timeout: float | None = None,
    remark: Callable[[str], None] | None = None,
) -> LoadReport:
    """Remove radkg's graphs from a triple store, with graphs that unfinished loads have staged, and no other graph.

    Args:
        target: The store, see `radkg.stores.target.read_target`.
        ontology: The ontology, which says which parts there are.
        parts: Some of `radkg.stores.parts.parts_of` and `ON_REQUEST`; all where not given.
        dry_run: See `load`.
        query: See `load`.
        update: See `load`.
        tries: See `load`.
        timeout: See `load`.
        remark: See `load`.

    Raises:
        StoreError: One of `radkg.stores.errors`; it says what to do.
    """
    known = [*parts_of(ontology), *ON_REQUEST]
    _refuse_unknown(parts, known)
    where = read_target(target, query=query, update=update)
    remarks = _Remarks(remark)
    graphs = [graph_of(part) for part in parts or known]
    is_missing = bool(where.folder) and not os.path.exists(where.folder)  # there is no need to make a folder and to empty it
    with closing(_open(where, tries, timeout, remarks, read_only=dry_run or is_missing)) as store:
        counts = count(store, graphs)
        stored = {g: content for g in graphs if counts.get(g, 1) and (content := store.read(g, EMPTY)).triples}
        if not dry_run and not is_missing:
            if store.updates:
                remove_leftovers(store, remarks, all_of_them=True)
            if stored and store.updates:
                store.update(drop(stored), repeat=True)
            elif stored:
                graph_by_graph(store, Plan((), stored, tuple(stored)), lambda size: None)
            if left := [graph for graph in stored if store.read(graph, EMPTY).triples]:
                raise NotVerified(f"{target}: {left[0]} is still there; look into the log of the store")
    return LoadReport(
        target,
        where.title,
        "",
        ONE_UPDATE if where.update or where.folder else GRAPH_BY_GRAPH,
        tuple(_removed(graph, content) for graph, content in stored.items()),
        verified=not dry_run,
        dry_run=dry_run,
        remarks=tuple(remarks.texts),
        query=where.query,
        folder=where.folder,
        is_removal=True,
    )


def _refuse_unknown(parts: Sequence[str], known: Sequence[str]) -> None:
    if unknown := [part for part in parts if part not in known]:
        raise InvalidTarget(f"there is no part {unknown[0]!r}; there are {', '.join(known)}")


class _Remarks:
    """Passes remarks on, and keeps them for the report."""

    def __init__(self, remark: Callable[[str], None] | None) -> None:
        self.texts: list[str] = []
        self._remark = remark

    def __call__(self, text: str) -> None:
        self.texts.append(text)
        if self._remark:
            self._remark(text)


def _open(where: Target, tries: int | None, timeout: float | None, remarks: _Remarks, *, read_only: bool) -> Store:
    if where.folder:
        from radkg.stores.embedded import EmbeddedStore

        return EmbeddedStore(where, read_only=read_only)
    from radkg.stores import http
    from radkg.stores.remote import RemoteStore

    if where.untried:
        remarks(where.untried)
    client = http.Http(where.graphs, tries=tries or http.TRIES, timeout=timeout or http.TIMEOUT, remark=remarks)
    return RemoteStore(where, client)


def _how(where: Target, plan: Plan, stage: bool) -> str:
    """Return the way in which a plan is carried out."""
    if plan.empty:
        return NOTHING
    if not where.folder and where.update is None:
        return GRAPH_BY_GRAPH
    if stage or sum(part.content.size for part in plan.changed) > LARGEST_UPDATE:
        return STAGED
    if plan.first and (where.folder or where.dataset):
        return ONE_REQUEST
    return ONE_UPDATE if where.is_transactional else STAGED


def _carry_out(store: Store, plan: Plan, how: str, progress: Callable[[int, int], None] | None, remarks: _Remarks) -> str:
    """Carry out a plan in the given way, or in the next best that the store can do, and read the graphs back.

    Returns:
        The way that was taken.
    """
    total = 2 * sum(part.content.size for part in plan.changed)
    done = 0

    def advance(size: int) -> None:
        nonlocal done
        done += size
        if progress:
            progress(done, total)

    ways = {ONE_REQUEST: in_one_request, ONE_UPDATE: in_one_update, STAGED: staged, GRAPH_BY_GRAPH: graph_by_graph}
    try:
        while True:
            try:
                ways[how](store, plan, advance)
                break
            except (TooLarge, NotSupported) as error:
                following = {ONE_REQUEST: STAGED, ONE_UPDATE: STAGED, STAGED: GRAPH_BY_GRAPH}.get(how)
                if following is None or (isinstance(error, TooLarge) and how == STAGED):
                    raise
                remarks(f"{error}; going on: {following}")
                how, done = following, 0
    except StoreError as error:
        if standing := _what_stands_instead(store, plan, later=isinstance(error, Unreachable)):
            raise type(error)(f"{error}; {standing}") from None
        remarks(f"{error}; but the new release stands")
    for part in plan.changed:
        verify(part, store.read(part.graph, part.content), store)
        advance(part.content.size)
    others = [part for part in plan.parts if part not in plan.changed]
    counts = count(store, [part.graph for part in others]) if others else {}
    for part in others:  # another load may have changed a graph that this one leaves as it is
        if counts.get(part.graph, part.content.triples) != part.content.triples:
            verify(part, store.read(part.graph, part.content), store)
    return how


def _what_stands_instead(store: Store, plan: Plan, *, later: bool) -> str:
    """Return what is in the store after something failed, and what to do; nothing where it is the new release all the same.

    Args:
        store: The store.
        plan: What was to change.
        later: Whether the store may still be at work.
    """
    so_far, remedy = (" so far", "; run the command again, which looks first") if later else ("", "")
    try:
        found = {part.graph: store.read(part.graph, part.content).digest for part in plan.changed}
    except StoreError:
        return f"what stands in the store cannot be read{so_far}{remedy}"
    if all(found[part.graph] == part.content.digest for part in plan.changed):
        return ""
    if all(found[part.graph] == plan.old[part.graph].digest for part in plan.changed):
        return f"nothing has changed in the store{so_far}{remedy}"
    new = [part.name for part in plan.changed if found[part.graph] == part.content.digest]
    return f"the new graphs are {', '.join(new) or 'none'}{so_far}; run the command again to have all of them"


def _graph(part: Part, plan: Plan) -> GraphReport:
    old = plan.old[part.graph]
    state = "unchanged" if old.digest == part.content.digest else "replaced" if old.triples else "new"
    return GraphReport(part.name, part.graph, part.content.triples, part.content.digest, state)


def _removed(graph: str, content: Content) -> GraphReport:
    return GraphReport(graph.removeprefix(graph_of("")), graph, content.triples, content.digest, "removed")
