"""A server that a test starts on loopback, in a folder of its own, and stops, or kills and starts again on what is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = 90  # seconds that a store has to answer; on an idle machine the slowest takes 4
STOP = 20


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A triple store: `start` it in a folder, ask it at its addresses, `stop` it; or `kill` it, and `start` it on what is left.

    Attributes:
        name: What it is called here.
        version: Its version.
        query: Address of SPARQL queries.
        update: Address of SPARQL updates.
        graph_store: Address of the Graph Store Protocol, to which ``?graph=IRI`` is added.
        target: It as ``radkg load`` takes it.
        environment: The variables from which ``radkg load`` takes the credentials.
        digest: Whether it asks for digest authentication; else basic, where ``environment`` says a name.
    """

    name: str
    version: str
    query: str
    update: str
    graph_store: str
    target: str
    digest = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: dict[str, str] = {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        """Return the command that runs it in the foreground."""
        raise NotImplementedError

    def probe(self) -> str:
        """Return an address that answers once it is ready."""
        return f"{self.query}?query=ASK%7B%7D"

    def prepare(self) -> None:
        """Do what has to be done once it answers."""

    def start(self) -> None:
        """Start it, on what is in its folder, and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            self._await()
            self.prepare()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Stop it as its user would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power failure would."""
        self._end(signal.SIGKILL)

    def radkg(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of radkg's as a user does, with the credentials of this store in the environment."""
        variables = {**os.environ, **self.environment, **environment}
        command = [sys.executable, "-m", "radkg.cli", *arguments]
        return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=300, check=False)

    def wait_until_idle(self) -> None:
        """Wait until it has finished what clients have left behind that are gone (Linux)."""
        assert self._process is not None
        quiet, before, until = 0, self._processor_time(), time.monotonic() + START
        while quiet < 3 and time.monotonic() < until:
            time.sleep(0.1)
            now = self._processor_time()
            quiet = quiet + 1 if now - before < 0.03 else 0
            before = now

    def _processor_time(self) -> float:
        """Return how many seconds of the processor it has used."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_memory(self) -> int:
        """Return the most memory it has held, in kilobytes (Linux)."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0])

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP)
        self._process = None

    def _await(self) -> None:
        assert self._process is not None
        until = time.monotonic() + START
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urllib.request.urlopen(self.probe(), timeout=10).close()
                return
            except urllib.error.HTTPError as answer:
                if answer.code == 401:  # it is there, and asks who is there
                    return
            except OSError:
                pass
            time.sleep(0.05)
        log = self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{self.name} {self.version} did not answer at {self.probe()} within {START} s:\n{log}")


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Start ``server``, and stop it at the end."""
    server.start()
    try:
        yield server
    finally:
        server.stop()
