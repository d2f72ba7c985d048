"""What is counted, for who watches the server: in the text format of OpenMetrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from prometheus_client.core import Metric
    from starlette.types import Scope

    from radkg.serve.kept import KeptAnswers
    from radkg.serve.pool import Pool

MEDIA_TYPE = CONTENT_TYPE_LATEST
#: What a path begins with, by which requests are counted; others are those of the site.
_KINDS = ("sparql", "api", "health", "metrics", "check", "compare", "criteria", "search", "query")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counts of one server.

    Args:
        kept: The answers that are kept.
        pools: The workers, by what they do.
    """

    def __init__(self, kept: KeptAnswers, pools: Mapping[str, Pool]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("radkg_requests", "Requests", ("kind", "status"), registry=self._registry)
        self._seconds = Histogram(
            "radkg_request_seconds", "Time of requests", ("kind",), buckets=_SECONDS, registry=self._registry
        )
        self._in_flight = Gauge("radkg_requests_in_flight", "Requests at work", registry=self._registry)
        self._kept, self._pools = kept, pools
        self._registry.register(self)

    def in_flight(self) -> AbstractContextManager[None]:
        """Count a request for as long as it is at work."""
        return self._in_flight.track_inprogress()

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request that is done."""
        first = scope["path"].lstrip("/").partition("/")[0].partition(".")[0]
        kind = first if first in _KINDS else "site"
        self._requests.labels(kind, str(status)).inc()
        self._seconds.labels(kind).observe(seconds)

    def collect(self) -> Iterator[Metric]:
        """Yield what is counted elsewhere; the registry calls this."""
        workers = GaugeMetricFamily("radkg_workers", "Worker processes and what waits for them", labels=("pool", "state"))
        about = "Tasks that were stopped, refused or took long"
        stopped = CounterMetricFamily("radkg_tasks_stopped", about, labels=("pool", "why"))
        for name, pool in self._pools.items():
            for state, number in pool.figures().items():
                workers.add_metric((name, state), number)
            for why, number in pool.counts.items():
                stopped.add_metric((name, why), number)
        yield from (workers, stopped)
        answers = CounterMetricFamily("radkg_answers_kept", "Answers asked for that were kept, or not", labels=("found",))
        answers.add_metric(("yes",), self._kept.hits)
        answers.add_metric(("no",), self._kept.misses)
        yield answers

    def text(self) -> bytes:
        """Return all counts."""
        written: bytes = generate_latest(self._registry)  # type: ignore[no-untyped-call]
        return written
