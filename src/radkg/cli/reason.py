"""Let HermiT reason over the ontology: is it consistent, can every class have members, what follows that is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.options import add_with, ontology_of, seconds
from radkg.cli.output import paint, print_json

if TYPE_CHECKING:
    import argparse

    import pyoxigraph as ox

    from radkg.reasoning.hermit import Reasoning

_MOST_INFERRED = 20  # lines; `--format json` gives all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``radkg reason``."""
    add_with(parser)
    parser.add_argument("--profile", action="store_true", help="say whether the ontology is OWL 2 DL, instead of reasoning")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, default=120.0, help="give up after this time (120)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: argparse.Namespace) -> int:
    """Reason, print what was found, and return 0 where all is well, else 1."""
    store, suspects = _ontology(arguments)
    triples = [quad.triple for quad in store]
    if arguments.profile:
        return _profile(triples, arguments)

    import sys

    from radkg.reasoning.hermit import reason

    print("HermiT is reasoning …", file=sys.stderr)
    result = reason(triples, suspects=suspects, seconds=arguments.timeout)
    labels = _labels(store)
    if arguments.format == "json":
        print_json(_as_dict(result, labels))
    else:
        print("\n".join(_lines(result, labels)))
    return 0 if result.consistent and not result.unsatisfiable else 1


def _ontology(arguments: argparse.Namespace) -> tuple[ox.Store, set[str]]:
    # Not KnowledgeGraph: it derives what a reasoner need not be told, and refuses a faulty file before its fault is explained.
    import pyoxigraph as ox

    from radkg.model.store import Written
    from radkg.rdf import reading

    quads = [quad for path in arguments.extra for quad in reading.read(path).quads]
    suspects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return Written(ontology_of(arguments), tuple(quad.triple for quad in quads)).store(), suspects


def _profile(triples: list[ox.Triple], arguments: argparse.Namespace) -> int:
    from radkg.reasoning.profile import violations

    found = violations(triples, ontology_of(arguments).iri(), seconds=arguments.timeout)
    if arguments.format == "json":
        print_json({"profile": "OWL 2 DL", "conforms": not found, "violations": found})
    else:
        print(paint("not OWL 2 DL", "red", "bold") if found else paint("OWL 2 DL", "green", "bold"))
        for line in found:
            print(f"  {line}")
    return 1 if found else 0


def _labels(store: ox.Store) -> dict[str, str]:
    import pyoxigraph as ox

    from radkg.namespaces import RDFS

    quads = store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None)
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


def _lines(result: Reasoning, labels: dict[str, str]) -> list[str]:
    from radkg.namespaces import compact

    def name(iri: str) -> str:
        return f"“{labels[iri]}” ({compact(iri)})" if iri in labels else compact(iri)

    if not result.consistent:
        lines = [paint("INCONSISTENT", "red", "bold") + "  these cannot all be true:"]
    elif result.unsatisfiable:
        lines = [paint("consistent, but classes cannot have members:", "red", "bold")]
        lines += [f"  {name(iri)}" for iri in result.unsatisfiable]
    else:
        lines = [f"{paint('consistent', 'green', 'bold')}  {result.classes} classes, each can have members"]
    for blame in result.blame:
        if blame.of is not None:
            lines += ["", f"{name(blame.of)} cannot have members because"]
        lines += [f"  {axiom.words(labels)}" for axiom in blame.axioms]
        if not blame.complete:
            lines.append("  … and more that the time given did not allow to find; allow more with --timeout")
    if result.consistent:
        lines.append(f"{len(result.inferred)} subclass relations follow that are not asserted")
        lines += [f"  {name(narrow)} is a kind of {name(broad)}" for narrow, broad in result.inferred[:_MOST_INFERRED]]
        if len(result.inferred) > _MOST_INFERRED:
            lines.append(f"  … {len(result.inferred) - _MOST_INFERRED} more; --format json gives all")
    return lines


def _as_dict(result: Reasoning, labels: dict[str, str]) -> dict[str, object]:
    def named(iri: str) -> dict[str, str]:
        return {"iri": iri, "label": labels.get(iri, "")}

    return {
        "consistent": result.consistent,
        "classes": result.classes,
        "unsatisfiable": [named(iri) for iri in result.unsatisfiable],
        "inferred": [{"subclass": named(narrow), "superclass": named(broad)} for narrow, broad in result.inferred],
        "blame": [
            {
                "class": None if blame.of is None else named(blame.of),
                "complete": blame.complete,
                "axioms": [{"text": a.words(labels), "names": sorted(a.names)} for a in blame.axioms],
            }
            for blame in result.blame
        ],
    }
