"""Fixtures that many tests share: the graph is loaded once a run, and must be left as it is."""

from __future__ import annotations

import io
import os
import shutil
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

import radkg
from forked import Server
from radkg.cli import main
from radkg.model.ontology import Ontology
from radkg.questions import confined
from radkg.site.built import Site
from sites import shared, written_once

TESTS = Path(__file__).parent
MINI = TESTS / "mini"

if sys.dont_write_bytecode:  # as in containers: else each process compiles radkg, the tests and what they import anew
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(TESTS.parent / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: Without radkg's own ontology, its tests are not looked at: the engine's need none of it.
collect_ignore = [] if (TESTS.parent / "ontology").is_dir() else ["knowledge"]

#: A file stays with one worker: those that take longest come first, so that no worker waits for another at the end.
LONGEST = (
    # of those that need programs of others
    "test_load_killed.py",
    "test_shapes_elsewhere.py",
    "test_owl_tools.py",
    "test_spark.py",
    # of the others
    "test_as_people_write.py",
    "test_site_of_the_ontology.py",
    "test_competency.py",
    "test_statements_metamorphic.py",
    "test_two_engines.py",
    "test_api_schemas.py",
    "test_validation.py",
    "test_ontology_conforms.py",
    "test_mappings_against_releases.py",
    "test_shapes_by_the_book.py",
    "test_check_many.py",
    "test_owl_of_the_ontology.py",
    "test_ontology.py",
    "test_reasoning.py",
    "test_statements.py",
    "test_snapshot.py",
    "test_mappings_verify.py",
    "test_release.py",
    "test_command_line.py",
    "test_triple_terms.py",
    "test_verbs.py",
    "test_own_mapping_sets.py",
    "test_tutorials.py",
    "test_exports.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test as one of the engine or of the knowledge by its folder, where it does not say so, and parts as sweeps."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))
    numbers: Counter[str] = Counter()
    for item in items:
        if parts := item.get_closest_marker("in_part"):
            function = item.nodeid.partition("[")[0]
            if numbers[function] % parts.args[0]:
                item.add_marker(pytest.mark.sweep)
            numbers[function] += 1
        if not any(item.get_closest_marker(name) for name in ("engine", "knowledge")):
            asks_for_the_ontology = not {"kg", "rdflib_graph"}.isdisjoint(getattr(item, "fixturenames", ()))
            is_of_knowledge = asks_for_the_ontology or item.path.is_relative_to(TESTS / "knowledge")
            item.add_marker(pytest.mark.knowledge if is_of_knowledge else pytest.mark.engine)


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on loopback to which nobody may connect; `accept` waits a moment for who does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.fixture(scope="session")
def mini_folder() -> Path:
    """The folder of the small ontology: ontology/, queries/, page.txt and the tables of what must follow from it."""
    return MINI


@pytest.fixture(scope="session")
def mini() -> radkg.KnowledgeGraph:
    """The small ontology as a knowledge graph."""
    return radkg.load(ontology=MINI)


@pytest.fixture(scope="session")
def written_mini_site(tmp_path_factory: pytest.TempPathFactory, mini: radkg.KnowledgeGraph) -> Site:
    """The site of the small ontology."""
    return written_once(mini, shared(tmp_path_factory, "small-site"))


@pytest.fixture(scope="session")
def kg() -> radkg.KnowledgeGraph:
    """The knowledge graph as users load it."""
    return radkg.load()


@pytest.fixture(scope="session")
def rdflib_graph(kg: radkg.KnowledgeGraph) -> rdflib.Graph:
    """The same graph in rdflib; turning it over takes half a second."""
    return kg.graph


@pytest.fixture
def another_ontology(tmp_path: Path) -> Path:
    """The folder of an ontology of a user's own: a copy of radkg's, which a test may change."""
    return Path(shutil.copytree(Ontology.carried().root, tmp_path / "another-ontology"))


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have lines end where they end for everybody, whatever terminal the tests run in."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def _server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _server: Server) -> None:
    """Have confined processes start at once, but where a test is about how they start."""
    if not request.node.get_closest_marker("as_users_start_it"):
        monkeypatch.setattr(confined, "in_child", _server.in_child)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run a radkg command in this process: ``command("show", "DM").out``; ``stdin`` is what is piped into it."""

    def run(*arguments: str, stdin: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        code = main(arguments)
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return run


@pytest.fixture
def mini_command(command: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Run a radkg command on the small ontology."""
    return lambda verb, *arguments, **more: command(verb, "--ontology", str(MINI), *arguments, **more)
