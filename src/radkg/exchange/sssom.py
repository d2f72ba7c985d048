"""The mapping sets as SSSOM, a registry of them, the prefixes in forms that tools read, and what has no counterpart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from radkg.exchange.export import Export
from radkg.mappings import write_json, write_set
from radkg.mappings.released import NAMESPACE, PREFIX, no_terms, released
from radkg.namespaces import PREFIXES, RADKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.exchange.material import Material
    from radkg.mappings import MappingSet, Prefixes

_REGISTRY = "https://w3id.org/radkg/release/radkg-mappings.registry.yml"


def export(content: Material) -> list[Export]:
    """Return a table and a JSON document for each set, the registry, the terms without a counterpart, and the prefixes."""
    index = content.knowledge.mappings
    sets = [released(one) for one in index.sets]
    files = []
    for one in sets:
        name = f"radkg-mappings-{one.name}.sssom"
        files += [
            _file(f"{name}.tsv", write_set(one), len(one.mappings)),
            _file(f"{name}.json", write_json(one), len(one.mappings)),
        ]
    without = [(one.name, row) for one in index.sets for row in no_terms(one)]
    lines = ["\t".join(("mapping_set", "subject_id", "subject_label", "object_source_version", "comment"))]
    lines += ["\t".join((name, row.subject, row.subject_label, row.object_version, row.comment)) for name, row in without]
    return [
        *files,
        _file("radkg-mappings.registry.yml", _registry(sets, content), len(sets)),
        _file("radkg-mappings-no-term-found.tsv", "\n".join(lines) + "\n", len(without)),
        _file("radkg-prefixes.epm.json", _extended(index.prefixes), len(index.prefixes.prefixes)),
        _file("radkg-prefixes.jsonld", _context(index.prefixes), len(index.prefixes.prefixes)),
    ]


def _file(name: str, text: str, rows: int) -> Export:
    return Export(name, text.encode(), rows)


def _registry(sets: Iterable[MappingSet], content: Material) -> str:
    """Return a mapping registry of SSSOM, which is YAML: all its texts are in quotation marks of JSON, which YAML reads."""
    lines = [
        f"mapping_registry_id: {json.dumps(_REGISTRY)}",
        f"mapping_registry_title: {json.dumps(f'Mappings of {content.title}', ensure_ascii=False)}",
        f"homepage: {json.dumps(RADKG)}",
        "mapping_set_references:",
    ]
    for one in sets:
        address = f"https://w3id.org/radkg/release/radkg-mappings-{one.name}.sssom.tsv"
        lines += [
            f"  - mapping_set_id: {json.dumps(one.metadata.get('mapping_set_id', NAMESPACE + one.name))}",
            f"    mirror_from: {json.dumps(address)}",
            f"    local_name: {json.dumps(f'radkg-mappings-{one.name}.sssom.tsv')}",
        ]
    return "\n".join(lines) + "\n"


def _extended(prefixes: Prefixes) -> str:
    """Return an extended prefix map, as the package curies reads it: each prefix with its synonyms, and other namespaces."""
    records: list[dict[str, object]] = [
        {
            "prefix": one.prefix,
            "uri_prefix": one.iri,
            "prefix_synonyms": sorted(one.synonyms),
            "uri_prefix_synonyms": sorted(one.other_iris),
        }
        for one in prefixes.prefixes
    ]
    taken = {str(record["prefix"]).casefold() for record in records}
    spaces = {str(record["uri_prefix"]) for record in records}
    for prefix, iri in sorted({**PREFIXES, PREFIX: NAMESPACE}.items()):
        if prefix.casefold() not in taken and iri not in spaces:
            records.append({"prefix": prefix, "uri_prefix": iri})
    return json.dumps(sorted(records, key=lambda record: str(record["prefix"]).casefold()), indent=1, ensure_ascii=False) + "\n"


def _context(prefixes: Prefixes) -> str:
    """Return the prefixes as a context of JSON-LD."""
    context = {**PREFIXES, PREFIX: NAMESPACE, **{one.prefix: one.iri for one in prefixes.prefixes}}
    terms = {prefix: {"@id": iri, "@prefix": True} for prefix, iri in sorted(context.items())}
    return json.dumps({"@context": terms}, indent=1, ensure_ascii=False) + "\n"
