"""Servers of the small ontology, as processes of their own, started as users start them."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from effort import unmeasured

MINI = Path(__file__).parent / "mini"
_STARTED = re.compile(r"radkg: serving at (https?://\S+)/$")


class Served:
    """A server that runs.

    Args:
        options: Options of the command.
        environment: Variables of its environment, beside those of this process.
    """

    def __init__(self, *options: str, environment: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "radkg.cli", "serve", "--port", "0", *options]
        variables = {**unmeasured(), **(environment or {})}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)
        self.lines: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            if started := _STARTED.match(line):
                self.address = started[1]
                break
        else:
            pytest.fail(f"radkg serve did not start: {''.join(self.lines)}")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.session = requests.Session()
        self.session.trust_env = False

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.address.rpartition(":")[2])

    def get(self, path: str, **options: Any) -> requests.Response:
        """Ask by GET; a redirect is not followed."""
        return self.session.get(self.address + path, timeout=60, allow_redirects=False, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        """Ask by POST."""
        return self.session.post(self.address + path, timeout=60, allow_redirects=False, **options)

    def query(self, sparql: str, accept: str = "application/sparql-results+json", **options: Any) -> requests.Response:
        """Ask SPARQL by GET."""
        return self.get("/sparql", params={"query": sparql}, headers={"Accept": accept}, **options)

    def stop(self) -> int:
        """Tell it to stop, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        self.session.close()
        assert self.process.stderr is not None
        assert self.process.stdout is not None
        self.process.stderr.close()
        self.process.stdout.close()
        return code

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.lines += list(self.process.stderr)


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A server of the small ontology with one worker of each kind."""
    server = Served("--ontology", str(MINI), "--workers", "1", "--timeout", "20")
    yield server
    assert server.stop() == 0


@pytest.fixture
def starting() -> Iterator[Callable[..., Served]]:
    """Starts servers of the small ontology with options of one's own, which are stopped at the end."""
    started: list[Served] = []

    def start(*options: str) -> Served:
        started.append(Served("--ontology", str(MINI), *options))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()
