"""KGX: nodes and edges of the Biolink model, as TSV and as JSON lines.

Categories, predicates and slots come from ontology/alignments/. What Biolink has no slot for is in columns that begin with
``radkg_``. Source of the form: https://github.com/biolink/kgx, specification/kgx-format.md.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from radkg.exchange.export import Account, Export
from radkg.exchange.material import BIOLINK, INFORES, band, curie, has_no_place, is_narrower, number
from radkg.namespaces import OBO, RADKG, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from radkg.exchange.material import Material
    from radkg.model.records import Fact

Row = dict[str, Any]

_RADKG = "infores:radkg"
_PHENOTYPE = ("Disease", "has_phenotype", "PhenotypicFeature")
_PHENOTYPE_CLASS = "biolink:DiseaseToPhenotypicFeatureAssociation"
_MULTIVALUED = "anatomical_context_qualifier"
_POPULATION = "population_context_qualifier"
_NARROWER_DENIAL = "denied under qualifiers or ages that Biolink has no slot for, without which the edge would say more"
_COHORT = RADKG + "Cohort"
_NODE_COLUMNS = ("id", "category", "name", "description", "synonym", "xref", "has_attribute_type", "iri")
_EDGE_COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "negated",
    "description",
    "publications",
    "has_evidence",
    "has_evidence_of_type",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "aggregator_knowledge_source",
    "original_predicate",
    "has_count",
    "has_total",
    "has_percentage",
    "frequency_qualifier",
    "sex_qualifier",
    "anatomical_context_qualifier",
    "disease_context_qualifier",
    "population_context_qualifier",
)


def export(content: Material) -> list[Export]:
    """Return nodes and edges, each as TSV and as JSON lines."""
    account = Account()
    nodes = [_node(content, term) for term in content.terms]
    facts = [row for fact in content.facts if (row := _edge(content, fact, account)) is not None]
    edges = sorted([*facts, *_hierarchy(content)], key=lambda row: str(row["id"]))
    extra = sorted({key for row in edges for key in row} - set(_EDGE_COLUMNS))
    columns = (*_EDGE_COLUMNS, *extra)

    def of_edges(name: str, data: bytes) -> Export:
        return Export(
            name, data, len(edges), len(content.facts), len(facts), left_out=dict(account.left_out), lost=dict(account.lost)
        )

    return [
        Export("radkg-kgx_nodes.tsv", _tsv(_NODE_COLUMNS, nodes), len(nodes), terms=len(nodes)),
        of_edges("radkg-kgx_edges.tsv", _tsv(columns, edges)),
        Export("radkg-kgx_nodes.jsonl", _lines(nodes), len(nodes), terms=len(nodes)),
        of_edges("radkg-kgx_edges.jsonl", _lines(edges)),
    ]


def category(content: Material, term: str) -> tuple[str, str]:
    """Return the Biolink class of a term and the kind that is aligned to it: the narrowest kind of the term that is.

    A cohort is, in a statement, what it is a cohort of.
    """
    kinds = content.knowledge.kinds.get(term, frozenset((term,)))
    for kind in sorted(kinds, key=lambda kind: (-len(content.knowledge.kinds.get(kind, ())), kind == _COHORT, kind)):
        if name := content.aligned(kind, BIOLINK):
            return name, kind
    return "NamedThing", term


def _node(content: Material, term: str) -> Row:
    class_, kind = category(content, term)
    node = {
        "id": curie(term),
        "category": [f"biolink:{class_}"],
        "name": content.knowledge.label(term),
        "description": content.definition(term),
        "synonym": content.texts(term, SKOS + "altLabel"),
        "xref": sorted({match.object for match in content.matches(term)}),
        "has_attribute_type": curie(kind) if class_ == "Attribute" else None,
        "iri": term,
    }
    return _filled(node)


def _edge(content: Material, fact: Fact, account: Account) -> Row | None:
    predicate = content.aligned(fact.relation, BIOLINK) or "related_to"
    is_phenotype = (category(content, fact.subject)[0], predicate, category(content, fact.object)[0]) == _PHENOTYPE
    slots, without_slot = _slots(content, fact) if is_phenotype else ({}, list(fact.qualifiers))
    narrower = is_narrower(fact, without_slot)
    is_narrower_denial = fact.excluded and (without_slot or narrower)
    if reason := has_no_place(fact) or (_NARROWER_DENIAL if is_narrower_denial else ""):
        account.left_out[reason] += 1
        return None
    numbers = {key: number(value) for key, value in _numbers(content, fact).items()}
    if is_phenotype and not narrower:  # a slot with the share of fewer cases, or of a narrower finding, would be wrong
        slots |= _shares(fact, numbers)
    evidence = content.evidence(fact.iri)
    row: Row = {
        "id": fact.iri,
        "subject": curie(fact.subject),
        "predicate": f"biolink:{predicate}",
        "object": curie(fact.object),
        "category": [_PHENOTYPE_CLASS if is_phenotype else "biolink:Association"],
        "negated": fact.excluded,
        "description": fact.label,
        "publications": content.publications(fact.iri),
        "has_evidence": [node.iri for node in evidence],
        "has_evidence_of_type": sorted({curie(node.kind) for node in evidence if node.kind.startswith(OBO)}),
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        **_provenance(content, fact, [node.source for node in evidence]),
        "original_predicate": curie(fact.relation),
        **slots,
        "radkg_certainty": curie(fact.certainty),
        "radkg_comment": content.text(fact.iri, RDFS + "comment"),
        "radkg_doubt": content.knowledge.doubt(fact.iri),
        **{f"radkg_{key}": value for key, value in numbers.items()},
    }
    for property_, value in without_slot:
        row.setdefault(f"radkg_{content.knowledge.qualifiers[property_].key}", []).append(curie(value))
    _count_what_has_no_slot(row, account)
    return _filled(row)


def _numbers(content: Material, fact: Fact) -> dict[str, float]:
    return {content.knowledge.qualifiers[property_].key: value for property_, value in fact.numbers.items()}


def _slots(content: Material, fact: Fact) -> tuple[Row, list[tuple[str, str]]]:
    """Return the qualifiers that have a slot in Biolink, as slots, and the qualifiers that have none."""
    by_slot: dict[str, list[tuple[str, str]]] = {}
    without_slot = []
    for pair in fact.qualifiers:
        slot = content.aligned(pair[0], BIOLINK)
        sex = content.aligned(pair[1], OBO + "PATO_") if slot == _POPULATION else None
        if slot is None:
            without_slot.append(pair)
        else:
            by_slot.setdefault("sex_qualifier" if sex else slot, []).append(pair)
    slots: Row = {}
    for slot, pairs in by_slot.items():
        values = [curie(value) for _, value in pairs]
        if slot == _MULTIVALUED:
            slots[slot] = values
        elif len(pairs) > 1:
            without_slot += pairs
        elif slot == "sex_qualifier":
            slots[slot] = f"PATO:{content.aligned(pairs[0][1], OBO + 'PATO_')}"
        else:
            slots[slot] = values[0]
    return slots, sorted(without_slot)


def _shares(fact: Fact, numbers: dict[str, int | float]) -> Row:
    """Move counts and percentages from ``numbers`` into the slots that Biolink has for them."""
    slots: Row = {}
    if "count" in numbers and "total" in numbers:
        slots |= {"has_count": numbers.pop("count"), "has_total": numbers.pop("total")}
    low, high = numbers.get("frequencyMinimum"), numbers.get("frequencyMaximum")
    if low is not None and low == high:
        slots["has_percentage"] = float(low)
        del numbers["frequencyMinimum"], numbers["frequencyMaximum"]
    if term := band(fact):
        slots["frequency_qualifier"] = term
    return slots


def _provenance(content: Material, fact: Fact, sources: Iterable[str]) -> Row:
    """Return the resource that states the fact: radkg, or the other resource of an imported fact."""
    others = sorted({name for source in sources if (name := content.aligned(source, INFORES))}) if fact.imported else []
    if len(others) == 1:
        return {"primary_knowledge_source": f"infores:{others[0]}", "aggregator_knowledge_source": [_RADKG]}
    return {"primary_knowledge_source": _RADKG}


def _count_what_has_no_slot(row: Row, account: Account) -> None:
    for key, value in row.items():
        stated = key == "radkg_certainty" and value == "radkg:Stated"
        if key.startswith("radkg_") and value not in ("", []) and not stated:
            account.lost[f"{key.removeprefix('radkg_')}, which is in the column {key}"] += 1


def _hierarchy(content: Material) -> list[Row]:
    return [
        {
            "id": f"urn:radkg:subclass:{curie(term)}:{curie(parent)}",
            "subject": curie(term),
            "predicate": "biolink:subclass_of",
            "object": curie(parent),
            "category": ["biolink:Association"],
            "negated": False,
            "knowledge_level": "knowledge_assertion",
            "agent_type": "manual_agent",
            "primary_knowledge_source": _RADKG,
        }
        for term in content.terms
        for parent in content.parents(term)
    ]


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in ("", [], None)}


def _tsv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    lines = ["\t".join(columns), *("\t".join(_cell(row.get(column)) for column in columns) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(_cell(part).replace("|", "/") for part in value)
    if isinstance(value, bool):  # kgx reads any text in a cell as true, even "false"
        return "true" if value else ""
    return " ".join(str(value).split()) if value is not None else ""


def _lines(rows: Sequence[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
