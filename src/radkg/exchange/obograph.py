"""OBO Graph JSON: the terms as nodes, hierarchy and existential restrictions as edges.

Source of the form: https://github.com/geneontology/obographs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from radkg.exchange.export import Export
from radkg.exchange.obo import NO_PLACE, properties, read_terms
from radkg.namespaces import SKOS

if TYPE_CHECKING:
    from radkg.exchange.material import Material
    from radkg.exchange.obo import TermFrame

_LICENSE = {"pred": "http://purl.org/dc/terms/license", "val": "https://creativecommons.org/licenses/by/4.0/"}


def export(content: Material) -> list[Export]:
    """Return the JSON file."""
    terms = read_terms(content)
    relations = [
        {
            "id": iri,
            "lbl": content.knowledge.label(iri),
            "type": "PROPERTY",
            "propertyType": "OBJECT",
            "meta": {"definition": {"val": content.definition(iri)}},
        }
        for iri in properties(content, terms)
    ]
    graph = {
        "id": content.iri,
        "meta": {"version": f"{content.iri}/{content.version}", "basicPropertyValues": [_LICENSE]},
        "nodes": [*map(_node, terms), *relations],
        "edges": [edge for term in terms for edge in _edges(term)],
        "logicalDefinitionAxioms": [_definition(term) for term in terms if term.genus],
    }
    data = json.dumps({"graphs": [graph]}, ensure_ascii=False, indent=1).encode() + b"\n"
    facts = len(content.facts)
    return [Export("radkg-obograph.json", data, len(terms), facts, 0, len(terms), {NO_PLACE: facts} if facts else {})]


def _node(term: TermFrame) -> dict[str, Any]:
    exact = [match for match in term.matches if match.predicate == "exactMatch"]
    meta = {
        "definition": {"val": term.definition, "xrefs": term.sources} if term.definition else None,
        "comments": [term.comment] if term.comment else None,
        "synonyms": [
            *({"pred": "hasExactSynonym", "val": name} for name in term.synonyms),
            *({"pred": "hasRelatedSynonym", "val": name} for name in term.misspellings),
        ],
        "xrefs": [{"val": match.object} for match in exact],
        "basicPropertyValues": [
            {"pred": SKOS + match.predicate, "val": match.object} for match in term.matches if match not in exact
        ],
        "deprecated": term.is_obsolete or None,
    }
    return {"id": term.iri, "lbl": term.name, "type": "CLASS", "meta": {key: value for key, value in meta.items() if value}}


def _edges(term: TermFrame) -> list[dict[str, str]]:
    parents = [{"sub": term.iri, "pred": "is_a", "obj": parent} for parent in term.parents]
    return parents + [{"sub": term.iri, "pred": property_, "obj": value} for property_, value in term.pairs]


def _definition(term: TermFrame) -> dict[str, Any]:
    restrictions = [{"propertyId": property_, "fillerId": value} for property_, value in term.differentia]
    return {"definedClassId": term.iri, "genusIds": [term.genus], "restrictions": restrictions}
