"""Whether a graph is OWL 2 DL, by the OWL API that owlready2 carries with Pellet."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RDF
from radkg.reasoning import java
from radkg.reasoning.result import ProfileReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.store import Written

_FOUND = "OWL 2 DL violations found for ontology"
_NONE = f"No {_FOUND}"


def violations(triples: Iterable[ox.Triple], ontology: str, *, seconds: float = 120) -> list[str]:
    """Return the violations of OWL 2 DL in an ontology, one sentence each, sorted.

    The headers of its modules are left out, and nothing is imported.

    Args:
        triples: The ontology.
        ontology: IRI of the ontology, by which its header is distinguished from those of its modules.
        seconds: The time limit.

    Raises:
        NoJava: There is no Java runtime, or it is older than Java 25.
        JavaFailed: The check was not done after ``seconds``, or could not read the graph.
    """
    with tempfile.TemporaryDirectory(prefix="radkg-") as folder:
        path = os.path.join(folder, "ontology.nt")
        ox.serialize((t for t in triples if not _is_header_of_a_module(t, ontology)), path, format=ox.RdfFormat.N_TRIPLES)
        arguments = ["lint", "--exclude-valid-punning", "--root-only", f"file://{path}"]
        out, err = java.run(java.jars("pellet"), "pellet.Pellet", arguments, seconds=seconds)
    if _NONE in out:
        return []
    _, found, after = out.partition(_FOUND)
    if not found:
        reason = next((line for line in (err + out).splitlines() if "xception" in line or "rror" in line), "no answer")
        raise java.JavaFailed(f"the OWL 2 DL check gave up: {reason.strip()[:300]}")
    lines = after.partition("\n\n")[0].splitlines()[1:]
    return sorted({line.strip() for line in lines if line.strip()})


def profile_of(written: Written, *, seconds: float = 120) -> ProfileReport:
    """Return whether what is written is OWL 2 DL; errors are those of `violations`."""
    triples = [quad.triple for quad in written.store()]
    return ProfileReport(tuple(violations(triples, written.ontology.iri(), seconds=seconds)))


def _is_header_of_a_module(triple: ox.Triple, ontology: str) -> bool:
    if triple.predicate.value == OWL + "imports":
        return True
    is_header = triple.predicate.value == OWL + "versionIRI" or (
        triple.predicate.value == RDF + "type" and triple.object == ox.NamedNode(OWL + "Ontology")
    )
    return is_header and triple.subject != ox.NamedNode(ontology)
