"""What answers: the workers, the answers that are kept, and the settings of one server."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from radkg.questions import limited
from radkg.rdf.sparql import asks_graphs
from radkg.serve.kept import KeptAnswers
from radkg.serve.log import say
from radkg.serve.messages import Message
from radkg.serve.metrics import Metrics
from radkg.serve.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from radkg.graph import KnowledgeGraph
    from radkg.serve.behind import Behind

KEPT = 128 * 2**20  # bytes of answers
_OTHERS = 2048.0  # megabytes that a worker may take that asks verbs and makes pages
_SPARE = 64.0  # megabytes above what an engine may take, at which the system has not stopped it
_WAITING = 4  # processes that wait for a store, for each that would run SPARQL itself
_OPENING = 300.0  # seconds for what is made once


class GraphService:
    """What answers.

    Args:
        graph: The graph.
        base: The address that others reach the server by, with a slash at its end.
        workers: How many processes run SPARQL, and how many ask verbs.
        seconds: How long an answer may take.
        rows: How many rows it may have.
        behind: The store that answers SPARQL and named questions; the graph does where none is given.
    """

    def __init__(
        self, graph: KnowledgeGraph, base: str, workers: int, seconds: float, rows: int, behind: Behind | None = None
    ) -> None:
        self.base, self.seconds, self.ontology = base, seconds, graph.ontology
        self.prefix = urlsplit(base).path.rstrip("/")
        self._workers, self._rows, self._behind = workers, rows, behind
        opened = {**limited.as_json(graph.written), "rows": rows}
        said = {"behind": behind and behind.as_json(), "seconds": seconds}
        others = {"extra": list(graph.extra), "ontology": list(graph.ontology), "base": base, **said}
        memory = limited.MEGABYTES + _SPARE
        self.keeps_rows = behind is None  # what a store holds may change
        self.pools = {"others": Pool("answer_others", Message(others), workers, _OTHERS, is_own=True)}
        if behind is None:
            self.pools["queries"] = Pool("ask_store", Message(opened), workers, memory)
        else:
            self.pools["queries"] = Pool("ask_behind", Message({"rows": rows, **said}), _WAITING * workers, memory)
        self.kept = KeptAnswers(KEPT)
        self.figures = Metrics(self.kept, self.pools)
        self.asks_graphs: Callable[[str], bool] = asks_graphs
        self._graphs = asyncio.Lock()

    async def start(self) -> None:
        """Start the workers, and wait until they are ready.

        Raises:
            CannotStart: One cannot open the graph.
        """
        await asyncio.gather(*(pool.start() for pool in self.pools.values()))

    async def close(self) -> None:
        """End the workers."""
        await asyncio.gather(*(pool.close() for pool in self.pools.values()))

    async def ask(
        self, pool: str, task: Message, seconds: float, is_given_up: Callable[[], Awaitable[bool]] | None = None
    ) -> Message:
        """Return the answer of a worker; see `radkg.serve.pool.Pool.ask`."""
        if pool == "graphs" and self._behind is not None:  # a store has each part in its named graph
            pool = "queries"
        if pool == "graphs" and pool not in self.pools:
            await self._open_graphs()
        return await self.pools[pool].ask(task, seconds, is_given_up)

    async def _open_graphs(self) -> None:
        """Start the workers that have each part in its named graph, when somebody asks for named graphs."""
        async with self._graphs:
            if "graphs" in self.pools:
                return
            quads = await self.pools["others"].ask(Message({"make": "quads", "of": {}}), _OPENING)
            pool = Pool("ask_store", Message({"rows": self._rows}, quads.body), self._workers, limited.MEGABYTES + _SPARE)
            await pool.start()
            self.pools["graphs"] = pool

    @staticmethod
    def report(defect: dict[str, Any]) -> None:
        """Report a defect of a worker's, without what it was asked."""
        say(json.dumps({"level": "error", "defect": defect["defect"], "at": defect["at"]}))
