"""The triple stores that tests load into: where each comes from, how it is started, and where it answers.

Oxigraph comes with the ``test`` extra. The others are what .ci/run installs: ``RADKG_FUSEKI_JAR``, ``RADKG_RDF4J_WAR`` and
``RADKG_JETTY_RUNNER`` say where Maven put them, and Virtuoso is on the PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stores.server import START, Server, free_port, running


class Missing(Exception):
    """A program that a store needs is not here; the message says what to do."""


def program(name: str, package: str) -> str:
    """Return the path of a program of this environment or of the PATH."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        raise Missing(f"no program {name!r}; install {package}")
    return found


def archive(variable: str, artifact: str) -> Path:
    """Return the jar or war that ``variable`` names."""
    value = os.environ.get(variable)
    if value is None or not Path(value).is_file():
        state = "not set" if value is None else f"{value}, which is no file"
        raise Missing(f"{variable} is {state}; it names {artifact}, which tests/stores/pom.xml fetches (see .ci/run)")
    return Path(value).resolve()


def maven_version(path: Path, artifact: str) -> str:
    """Return the version that a jar or war says it is."""
    with zipfile.ZipFile(path) as file:
        name = next(n for n in file.namelist() if n.endswith(f"/{artifact}/pom.properties"))
        found = re.search(r"^version=(\S+)", file.read(name).decode(), re.MULTILINE)
    assert found is not None, path
    return found[1]


def exit_text(command: list[str]) -> str:
    """Return what a program prints of itself."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=START)
    return done.stdout + done.stderr


class Oxigraph(Server):
    """Oxigraph server; its default graph is the union of all."""

    name = "oxigraph"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._program = program("oxigraph", "the Python package oxigraph, which is in the test extra")
        self.version = exit_text([self._program, "--version"]).split()[-1]
        self.query, self.update, self.graph_store = f"{self.url}/query", f"{self.url}/update", f"{self.url}/store"
        self.target = f"oxigraph:{self.url}"

    def command(self) -> list[str]:
        place = ["--location", str(self.folder / "data"), "--bind", f"127.0.0.1:{self.port}"]
        return [self._program, "serve", *place, "--union-default-graph"]


class Virtuoso(Server):
    """Virtuoso with an ini of its own; its database is new, so that its user is still dba with password dba."""

    name = "virtuoso"
    digest = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._program = program("virtuoso-t", "the Debian package virtuoso-opensource-7-bin")
        version = re.search(r"^Version (\d+\.\d+\.\d+)", exit_text([self._program, "-?"]), re.MULTILINE)
        assert version is not None
        self.version = version[1]
        self.query, self.update = f"{self.url}/sparql", f"{self.url}/sparql-auth"
        self.graph_store = f"{self.url}/sparql-graph-crud-auth"
        self.target = f"virtuoso:{self.url}"
        self.environment = {"RADKG_USER": "dba", "RADKG_PASSWORD": "dba"}
        self._sql_port = free_port()

    def command(self) -> list[str]:
        template = Path(__file__).with_name("virtuoso.ini").read_text(encoding="utf-8")
        ini = self.folder / "virtuoso.ini"
        ini.write_text(template.replace("1111", str(self._sql_port)).replace("8890", str(self.port)), encoding="utf-8")
        return [self._program, "+foreground", "+configfile", str(ini)]


class Fuseki(Server):
    """Apache Jena Fuseki on a TDB2 database; its default graph is the union of all.

    Args:
        folder: Where it keeps what it has.
        password: Of the user ``radkg``; open to everybody where not given.
    """

    name = "fuseki"

    def __init__(self, folder: Path, password: str = "") -> None:
        super().__init__(folder)
        self._jar = archive("RADKG_FUSEKI_JAR", "the jar of org.apache.jena:jena-fuseki-server")
        self._java = program("java", "a Java runtime of 17 or newer")
        self.version = maven_version(self._jar, "jena-fuseki-server")
        self.query, self.update, self.graph_store = (f"{self.url}/ds/{part}" for part in ("query", "update", "data"))
        self.target = f"fuseki:{self.url}/ds"
        if password:
            self.name = "fuseki with a password"
            self.environment = {"RADKG_USER": "radkg", "RADKG_PASSWORD": password}

    def command(self) -> list[str]:
        # it writes its settings to its base, which is /etc/fuseki or ./run where this does not say otherwise
        base, data, guarded = self.folder / "base", self.folder / "data", []
        data.mkdir(exist_ok=True)
        if self.environment:
            users = self.folder / "passwd"
            users.write_text(f"{self.environment['RADKG_USER']}: {self.environment['RADKG_PASSWORD']}\n", encoding="utf-8")
            guarded = [f"--passwd={users}", "--auth=basic"]
        java = ["env", f"FUSEKI_BASE={base}", self._java, "-Xmx1g", "-jar", str(self._jar)]
        place = ["--localhost", f"--port={self.port}", *guarded]
        return [*java, *place, "--update", "--set", "tdb2:unionDefaultGraph=true", "--tdb2", f"--loc={data}", "/ds"]


class Rdf4j(Server):
    """RDF4J server in Jetty, with a native store called radkg.

    Its war is of javax.servlet, which Tomcat 10 has no longer; Jetty's runner takes it as it is.
    """

    name = "rdf4j"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._war = archive("RADKG_RDF4J_WAR", "the war of org.eclipse.rdf4j:rdf4j-http-server")
        self._jetty = archive("RADKG_JETTY_RUNNER", "the jar of org.eclipse.jetty:jetty-runner")
        self._java = program("java", "a Java runtime of 11 or newer")
        self.version = maven_version(self._war, "rdf4j-http-server")
        self.query = f"{self.url}/rdf4j-server/repositories/radkg"
        self.update, self.graph_store = f"{self.query}/statements", f"{self.query}/rdf-graphs/service"
        self.target = f"rdf4j:{self.query}"

    def command(self) -> list[str]:
        java = [self._java, "-Xmx1g", f"-Dorg.eclipse.rdf4j.appdata.basedir={self.folder / 'data'}"]
        unpacked = self.folder / "unpacked"
        unpacked.mkdir(exist_ok=True)
        jetty = [f"-Djava.io.tmpdir={unpacked}", "-jar", str(self._jetty), "--host", "127.0.0.1", "--port", str(self.port)]
        return [*java, *jetty, "--path", "/rdf4j-server", str(self._war)]

    def probe(self) -> str:
        return f"{self.url}/rdf4j-server/protocol"

    def prepare(self) -> None:
        if (self.folder / "data" / "server" / "repositories" / "radkg").exists():
            return
        config = Path(__file__).with_name("rdf4j.ttl").read_bytes()
        put = urllib.request.Request(self.query, config, {"Content-Type": "text/turtle"}, method="PUT")
        urllib.request.urlopen(put, timeout=START).close()


def started(factory: pytest.TempPathFactory, make: Callable[..., Server], **options: str) -> Iterator[Server]:
    """Run a store for as long as the fixture lives; where its program is missing, fail in CI and skip elsewhere."""
    try:
        server = make(factory.mktemp("store"), **options)
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
    with running(server):
        yield server
