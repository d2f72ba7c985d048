"""Commands with hostile files open no connection and no file but those that they were given, as the system sees it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MINI = str(Path(__file__).parent.parent / "mini")


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "true"], check=False, capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not can_trace(), reason="there is no strace, or it may not trace here"),
]

OWL = "http://www.w3.org/2002/07/owl#"
#: Each names {secret}, a file that nobody gave to radkg, or a server that listens nowhere.
HOSTILE = {
    "entity.owl": (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a">'
        "<rdf:value>&x;</rdf:value></rdf:Description></rdf:RDF>"
    ),
    "context.jsonld": '{{"@context": "http://127.0.0.1:9/context", "@id": "urn:a", "name": "x"}}',
    "context-of-a-file.jsonld": '{{"@context": ["file://{secret}"], "@id": "urn:a", "name": "x"}}',
    "imports.ttl": f"<urn:a> a <{OWL}Ontology> ; <{OWL}imports> <file://{{secret}}> .",
    "base.ttl": "@base <file://{secret}> . <> <urn:p> <x> .",
    "service.rq": "SELECT * {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}",
    "from.rq": "SELECT * FROM <file://{secret}> {{ ?s ?p ?o }}",
    "shapes.ttl": (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <https://w3id.org/radkg/Fact> ; "
        'sh:sparql [ sh:select "SELECT $this WHERE {{ SERVICE <http://127.0.0.1:9/> {{ $this ?p ?o }} }}" ] ; '
        'sh:js [ sh:jsLibrary [ sh:jsLibraryURL "file://{secret}" ] ] . '
        f"<urn:o> <{OWL}imports> <file://{{secret}}> ."
    ),
    "release.owl": (
        '<?xml version="1.0"?><!DOCTYPE r SYSTEM "file://{secret}"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    ),
    "module.ttl": (
        "<urn:a> a <http://www.w3.org/2002/07/owl#Ontology> ; "
        '<http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "secret" .'
    ),
}
COMMANDS = [
    "validate {}/entity.owl",
    "validate {}/context.jsonld",
    "show scorch --with {}/context-of-a-file.jsonld",
    "validate {}/imports.ttl",
    "quality {}/base.ttl",
    "query {}/service.rq",
    "query {}/from.rq",
    "validate {}/imports.ttl --shapes {}/shapes.ttl",
    "mappings verify {}/release.owl",
    "reason --profile --with {}/module.ttl",
]
# Java asks when it starts whether the system has IPv6, by a socket that it connects with nothing.
_CONNECTION = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg|bind)\(.*AF_INET.*")
_SOCKET = re.compile(r"\bsocket\(AF_INET.*")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_connection_and_no_foreign_file(command: str, tmp_path: Path) -> None:
    secret, given, log = tmp_path / "secret", tmp_path / "given", tmp_path / "log"
    secret.write_text("secret")
    given.mkdir()
    for name, text in HOSTILE.items():
        (given / name).write_text(text.format(secret=secret))
    words = [sys.executable, "-m", "radkg.cli", *command.format(given, given).split(), "--ontology", MINI]
    trace = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=%network,open,openat", "-e", "signal=none"]
    environment = {**os.environ, "RADKG_CACHE": "off"}
    done = subprocess.run([*trace, *words], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    seen = log.read_text(errors="replace")
    assert given.name in seen, "what is given is read: so that the tests below can fail"
    assert str(secret) not in seen
    assert _CONNECTION.findall(seen) == []
    assert command.startswith("reason") or _SOCKET.findall(seen) == []
