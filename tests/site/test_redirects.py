"""The rules of w3id/.htaccess in a real Apache, asked by curl as users ask it, with the site and the release behind them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import radkg
from stores.server import free_port

pytestmark = [pytest.mark.servers, pytest.mark.engine]

ROOT = Path(__file__).parents[2]
MODULES = "/usr/lib/apache2/modules"
CONFIGURATION = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
User www-data
Group www-data
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule env_module {modules}/mod_env.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule rewrite_module {modules}/mod_rewrite.so
TypesConfig /dev/null
AddType text/html .html
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/n-triples .nt
AddType application/trig .trig
AddType application/rdf+xml .owl
AddType text/tab-separated-values .tsv
DocumentRoot {folder}/www
DirectoryIndex index.html
<Directory {folder}/www/radkg>
AllowOverride All
</Directory>
"""
#: Accept headers that are long: those of a browser and of rdflib.
HEADERS = {
    "browser": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "rdflib": "text/turtle,application/rdf+xml;q=0.9,application/n-triples;q=0.9,*/*;q=0.1",
}


class Answer(NamedTuple):
    """What curl got in the end.

    Attributes:
        path: The path on the site that it was led to.
        content_type: What that is.
        status: The status of the first answer.
        text: The content.
    """

    path: str
    content_type: str
    status: int
    text: str


@pytest.fixture(scope="module")
def get(mini_site: Path, mini: radkg.KnowledgeGraph) -> Iterator[Callable[[str, str], Answer]]:
    """Ask ``radkg/PATH`` with an Accept header, and follow where it leads."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # Apache's workers are another user
        site = folder / "www" / "site"
        shutil.copytree(mini_site, site)
        mini.build(site / "release", formats=["ttl", "owl", "jsonld", "nt", "trig", "shapes", "void", "examples"])
        shutil.copytree(site / "release", site / "release" / "2026-11-27")
        shutil.copytree(mini.ontology.root, site / "ontology")
        rules = (ROOT / "w3id" / ".htaccess").read_text(encoding="utf-8")
        (folder / "www" / "radkg").mkdir()
        there = rules.replace("https://radkg.github.io/radkg", f"http://127.0.0.1:{port}/site")
        assert there != rules
        (folder / "www" / "radkg" / ".htaccess").write_text(there, encoding="utf-8")
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder, port=port, modules=MODULES), encoding="utf-8")
        for directory in [folder / "www", *(path for path in (folder / "www").rglob("*") if path.is_dir())]:
            directory.chmod(0o755)
        server = subprocess.Popen([_apache(), "-f", str(folder / "conf"), "-D", "FOREGROUND"])
        base = f"http://127.0.0.1:{port}"
        try:
            _curl("--retry", "50", "--retry-connrefused", "--retry-delay", "1", f"{base}/site/index.html")
            yield lambda path, accept: _answer(base, path, accept)
        finally:
            server.terminate()
            server.wait()


def _apache() -> str:
    for name in ("apache2", "httpd"):
        if found := shutil.which(name, path=os.environ["PATH"] + os.pathsep + "/usr/sbin"):
            return found
    pytest.fail("there is no Apache; .ci/run says which package has it")


def _curl(*arguments: str) -> str:
    return subprocess.run(["curl", "-sS", *arguments], check=True, capture_output=True, text=True).stdout


def _answer(base: str, path: str, accept: str) -> Answer:
    asked = ["-H", f"Accept: {HEADERS.get(accept, accept)}", f"{base}/radkg/{path}"]
    status = int(_curl("-o", "/dev/null", "-w", "%{http_code}", *asked))
    text, _, told = _curl("-L", "-w", "\n%{http_code} %{url_effective} %{content_type}", *asked).rpartition("\n")
    code, address, content_type = told.split(" ", 2)
    assert code == "200", f"{path} with {accept}: {told}"
    return Answer(address.removeprefix(f"{base}/site/"), content_type, status, text)


@pytest.fixture(scope="module")
def things(mini: radkg.KnowledgeGraph) -> dict[str, str]:
    """The path of an IRI of each kind of thing, to the path of its page."""
    known = mini.knowledge
    space = "https://w3id.org/radkg/"
    fact = next(fact.iri for fact in known.facts.values() if fact.iri.startswith(space + "fact/"))
    some = [fact, f"{fact}-e1", f"{space}LeafScorch", f"{space}hasImagingSign", f"{space}subject"]
    some += [min(known.instances(space + kind)) for kind in ("Source", "Passage", "Conflict")]
    some += [min(page for page in _subjects(mini) if page.startswith(space + start)) for start in ("criteria/", "picture/")]
    found = {iri.removeprefix(space): iri.removeprefix(space) for iri in some}
    form = min(iri for iri in _subjects(mini) if "/form/" in iri)
    return {**found, form.removeprefix(space): form.removeprefix(space).partition("/form/")[0]}


def _subjects(kg: radkg.KnowledgeGraph) -> set[str]:
    return {str(quad.subject).strip("<>") for quad in kg.knowledge.store}


@pytest.mark.parametrize(
    ("accept", "suffix", "content_type"),
    [
        ("browser", "html", "text/html"),
        ("*/*", "html", "text/html"),
        ("text/turtle", "ttl", "text/turtle"),
        ("rdflib", "ttl", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/n-triples", "nt", "application/n-triples"),
    ],
)
def test_a_thing_is_told_as_it_is_asked_for(
    get: Callable[[str, str], Answer], things: dict[str, str], accept: str, suffix: str, content_type: str
) -> None:
    for path, page in things.items():
        answer = get(path, accept)
        assert answer[:3] == (f"{page}.{suffix}", content_type, 303), path
        assert page.rpartition("/")[2] in answer.text


@pytest.mark.parametrize(("accept", "suffix"), [("application/rdf+xml", "owl"), ("application/trig", "trig")])
def test_what_is_of_the_whole_alone_is_given_whole(
    get: Callable[[str, str], Answer], things: dict[str, str], accept: str, suffix: str
) -> None:
    for path in things:
        assert get(path, accept)[:3] == (f"release/radkg-full.{suffix}", accept, 303)


@pytest.mark.parametrize(
    ("path", "accept", "leads_to", "status"),
    [
        ("", "browser", "", 302),
        ("ontology", "browser", "", 302),
        ("ontology", "text/turtle", "release/radkg-base.ttl", 302),
        ("ontology", "application/rdf+xml", "release/radkg-base.owl", 302),
        ("ontology/full", "application/ld+json", "release/radkg-full.jsonld", 302),
        ("ontology/2026-11-27", "text/turtle", "release/2026-11-27/radkg-base.ttl", 302),
        ("ontology/full/2026-11-27", "application/n-triples", "release/2026-11-27/radkg-full.nt", 302),
        ("ontology/schema", "text/turtle", "ontology/schema.ttl", 302),
        ("mappings/testo", "browser", "mappings/testo.html", 302),
        ("mappings/testo", "*/*", "mappings/testo.sssom.tsv", 302),
        ("mappings/testo/LeafScorch/0000001", "browser", "mappings/testo.html", 303),
        ("mappings/testo/LeafScorch/0000001", "*/*", "mappings/testo.sssom.tsv", 303),
        ("shapes/blank-node", "browser", "shapes/blank-node.html", 303),
        ("shapes/blank-node", "text/turtle", "release/radkg-shapes.ttl", 303),
        ("shapes/FactShape", "browser", "release/radkg-shapes.ttl", 303),
        ("shapes", "text/turtle", "release/radkg-shapes.ttl", 303),
        ("graph/facts", "*/*", "release/radkg-full.trig", 303),
        (".well-known/void", "*/*", "release/radkg-void.ttl", 303),
        (".well-known/sparql-examples/is-seen-in", "browser", "questions/is-seen-in.html", 303),
        (".well-known/sparql-examples/is-seen-in", "text/turtle", "release/radkg-examples.ttl", 303),
        ("release/radkg-full.nt", "*/*", "release/radkg-full.nt", 302),
        ("release/2026-11-27/radkg-full.nt", "*/*", "release/2026-11-27/radkg-full.nt", 302),
    ],
)
def test_every_other_kind_of_address_leads_to_its_file(
    get: Callable[[str, str], Answer], path: str, accept: str, leads_to: str, status: int
) -> None:
    answer = get(path, accept)
    assert (answer.path, answer.status) == (leads_to, status)
