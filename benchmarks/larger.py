"""An ontology with many times the facts of radkg's, made from those under other names.

    python benchmarks/larger.py FOLDER --times 10 [--shared-terms]

The folder has radkg's own files, and a copy of each with terms or facts, in which "dermatomyositis" is called
"dermatomyositis copy 3": terms, imported terms and facts, facts with their evidence. The model, the words that qualify
(patterns, populations, modalities, …), sources, mappings, criteria and pictures are shared. With ``--shared-terms`` only facts
and evidence have other names, so that each term has as many times the facts.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

import pyoxigraph as ox

import radkg
from radkg.model.ontology import Ontology
from radkg.namespaces import OWL, PREFIXES, RADKG, RDFS, SKOS

# What facts are about; all other kinds (Pattern, Population, ImagingModality, …) are the vocabulary of qualifiers.
KINDS = (
    "Disease", "Finding", "AnatomicalStructure", "Treatment", "DiagnosticProcedure", "Cause", "Outcome",
    "PatientCharacteristic", "DiseaseAspect",
)  # fmt: skip
_COPIED = ("terms", "imported", "facts")
_FACTS = RADKG + "fact/"
_NAMES = {RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel"}
_ONTOLOGY = ox.NamedNode(OWL + "Ontology")
_IMPORTS = ox.NamedNode(OWL + "imports")
_NUMBER = "NUMBER"  # stands for the number of the copy until that is written


def write_larger(folder: Path, times: int, *, shared_terms: bool = False) -> None:
    """Write an ontology with ``times`` times the facts of radkg's.

    Args:
        folder: Where to; it must not be there yet.
        times: 1 gives radkg's own files.
        shared_terms: Give only facts and evidence other names.
    """
    carried = Ontology.carried()
    shutil.copytree(carried.root, folder)
    renamed = frozenset() if shared_terms else _terms()
    headers = []
    for path in carried.files():
        part = os.path.relpath(path, carried.root).split(os.sep)[0]
        if part not in _COPIED or (shared_terms and part == "terms"):
            continue
        header, triples = _copy(path, renamed)
        if not triples:
            continue
        text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        assert text is not None, "it is not written to a file"
        for number in range(2, times + 1):
            copy = folder / os.path.relpath(path, carried.root).replace(".ttl", f"-copy-{number}.ttl")
            copy.write_bytes(text.replace(_NUMBER.encode(), str(number).encode()))
            headers.append(f"{header}-copy-{number}")
    main = Ontology(str(folder), carried.queries)
    with open(main.main_file(), "a", encoding="utf-8") as file:
        file.writelines(f"\n<{main.iri()}> <{_IMPORTS.value}> <{header}> ." for header in headers)
        file.write("\n")


def _terms() -> frozenset[str]:
    """Return the terms that facts are about, without the kinds that the model names."""
    known = radkg.load().knowledge
    kinds = frozenset(RADKG + name for name in KINDS)
    model = kinds | {qualifier.value_kind for qualifier in known.qualifiers.values()}
    return frozenset(term for term in known.vocabulary - model if not kinds.isdisjoint(known.kinds[term]))


def _copy(path: str, renamed: frozenset[str]) -> tuple[str, list[ox.Triple]]:
    """Return the IRI of a module, and what its copy says of renamed terms, facts and evidence."""

    def is_renamed(node: object) -> bool:
        return isinstance(node, ox.NamedNode) and (node.value in renamed or node.value.startswith(_FACTS))

    def rename(node: object) -> object:
        return ox.NamedNode(f"{node.value}-copy-{_NUMBER}") if is_renamed(node) else node

    written = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    header = next(quad.subject.value for quad in written if quad.object == _ONTOLOGY)
    triples, is_any_renamed = [], False
    for quad in written:
        if quad.subject == ox.NamedNode(header):
            triples.append(ox.Triple(ox.NamedNode(f"{header}-copy-{_NUMBER}"), quad.predicate, quad.object))
        elif is_renamed(quad.subject) or isinstance(quad.subject, ox.BlankNode):
            is_any_renamed |= is_renamed(quad.subject)
            value = quad.object
            if isinstance(value, ox.Literal) and quad.predicate.value in _NAMES:
                value = ox.Literal(f"{value.value} copy {_NUMBER}", language=value.language)
            triples.append(ox.Triple(rename(quad.subject), quad.predicate, rename(value)))
    return header, triples if is_any_renamed else []


def main() -> None:
    """Write one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--shared-terms", action="store_true")
    arguments = parser.parse_args()
    write_larger(arguments.folder, arguments.times, shared_terms=arguments.shared_terms)


if __name__ == "__main__":
    main()
