"""Write into docs/shapes.md the table of the checks that radkg-shapes.ttl has; with ``--check``, say whether it is there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import rdflib
from rdflib.namespace import RDFS, SH

import radkg
from pages import write_or_check
from radkg.model.ontology import Ontology
from radkg.validation.finding import SHAPES

PAGE = Path(__file__).parent.parent / "docs" / "shapes.md"
HEADER = "| check | of | SHACL | severity | finds |\n|---|---|---|---|---|\n"
TABLE = re.compile(re.escape(HEADER) + r"(?:\|.*\n)*")
#: What the checks of a file in ontology/shapes/ are of, in the order of the table.
OF_FILES = {
    "facts": "fact",
    "conflicts": "fact",
    "names": "all",
    "texts": "all",
    "patients": "patient",
    "sources": "evidence, source",
    "terms": "term",
    "criteria": "criteria",
    "pictures": "map of parts",
}
#: What the checks of a group are of, whose shapes queries/shapes/ makes.
OF_GROUPS = {
    "not-for-facts": "fact",
    "object-of-other-kind": "fact, triple",
    "qualifier-of-other-kind": "fact, patient",
    "subject-of-other-kind": "fact, triple",
    "triple-denied": "triple",
    "undeclared-name": "all",
}
_ORDER = (
    "fact",
    "fact, triple",
    "fact, patient",
    "triple",
    "patient",
    "all",
    "evidence, source",
    "term",
    "criteria",
    "map of parts",
)


def written(page: str, shapes: rdflib.Graph, ontology: Ontology) -> str:
    """Return the page with the table of the shapes' checks."""
    rows = sorted(_rows(shapes, _files(ontology)), key=lambda row: (_ORDER.index(row[1]), row[0].lower()))
    table = HEADER + "".join(f"| `{name}` | {' | '.join(cells)} |\n" for name, *cells in rows)
    return TABLE.sub(lambda _: table, page)


def shapes_of_release(kg: radkg.KnowledgeGraph) -> rdflib.Graph:
    """Return what radkg-shapes.ttl holds."""
    file, _ = kg.export("shapes")
    return rdflib.Graph().parse(data=file.data, format="turtle")


def checks(shapes: rdflib.Graph) -> dict[str, list[rdflib.term.Node]]:
    """Return the names of the checks, each with its shapes: a group is one check, a shape without a group another."""
    found: dict[str, list[rdflib.term.Node]] = {}
    for shape in sorted(shapes.subjects(SH.severity, unique=True), key=str):
        found.setdefault(str(shapes.value(shape, SH.group, default=shape)).removeprefix(SHAPES), []).append(shape)
    return found


def _files(ontology: Ontology) -> dict[str, str]:
    found = {}
    for path in ontology.shape_files():
        for shape in rdflib.Graph().parse(path, format="turtle").subjects(unique=True):
            found[str(shape).removeprefix(SHAPES)] = Path(path).stem
    return found


def _rows(shapes: rdflib.Graph, files: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            name,
            OF_GROUPS.get(name) or OF_FILES[files[name]],
            "; ".join(sorted({_language(shape, shapes) for shape in members})),
            str(shapes.value(members[0], SH.severity)).removeprefix(str(SH)),
            _finds(rdflib.URIRef(SHAPES + name), members, shapes),
        )
        for name, members in checks(shapes).items()
    ]


def _language(shape: rdflib.term.Node, shapes: rdflib.Graph) -> str:
    language = "SPARQL" if (shape, SH.sparql, None) in shapes else "Core"
    return f"{language} + AF" if (shape, SH.target, None) in shapes else language


def _finds(check: rdflib.URIRef, members: list[rdflib.term.Node], shapes: rdflib.Graph) -> str:
    if label := shapes.value(check, RDFS.label):
        return str(label)
    shape = check if check in members else members[0]
    carriers = [shape, *shapes.objects(shape, SH.sparql)]
    messages = [str(message) for carrier in carriers for message in shapes.objects(carrier, SH.message)]
    return "; ".join(sorted({re.sub(r"\{\?\w+\}", "…", message) for message in messages}))


def main() -> int:
    """Write the page, or check it."""
    kg = radkg.load()
    return write_or_check(PAGE, __doc__, lambda page: written(page, shapes_of_release(kg), kg.ontology))


if __name__ == "__main__":
    sys.exit(main())
