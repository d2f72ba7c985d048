"""The released mapping sets go through sssom-py and come back without loss, as tables and as JSON, and make no shared node."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import yaml

import radkg
from radkg.mappings import MappingSet, read_set, write_json, write_set
from radkg.mappings.released import no_terms, record_id, released
from radkg.mappings.sets import slots_of
from radkg.model.ontology import Ontology

SETS = {one.name: released(one) for one in Ontology.carried().mapping_sets()}


def said(one: MappingSet) -> list[tuple[tuple[str, str], ...]]:
    """What the rows of a set say, with what the set says for all of them: sssom-py moves values from one to the other."""
    rows = []
    for row in one.mappings:
        slots = {slot: value for slot, value in slots_of(row).items() if value}
        for slot in ("subject_source", "object_source", "mapping_tool", "object_source_version"):
            if value := one.metadata.get(slot):
                slots.setdefault(slot, value)
        if "confidence" in slots:
            slots["confidence"] = str(float(slots["confidence"]))
        rows.append(tuple(sorted(slots.items())))
    return sorted(rows)


@pytest.mark.sweep  # sssom-py takes a second for each
@pytest.mark.parametrize("name", SETS)
def test_a_set_comes_back_from_sssom_py(name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from sssom.parsers import parse_sssom_json, parse_sssom_table
    from sssom.writers import write_table

    own = SETS[name]
    (tmp_path / "a.sssom.tsv").write_text(write_set(own), encoding="utf-8")
    (tmp_path / "a.sssom.json").write_text(write_json(own), encoding="utf-8")
    for read in (parse_sssom_table(tmp_path / "a.sssom.tsv"), parse_sssom_json(str(tmp_path / "a.sssom.json"))):
        assert len(read.df) == len(own.mappings)
        with (tmp_path / "b.sssom.tsv").open("w", encoding="utf-8") as file:
            write_table(read, file)
        again = read_set(tmp_path / "b.sssom.tsv")
        assert said(again) == said(own)
        assert again.prefixes.items() >= own.prefixes.items()
        kept = {slot: value for slot, value in own.metadata.items() if slot != "sssom_version"}
        assert again.metadata.items() >= kept.items()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_no_row_is_released_that_says_that_there_is_no_term() -> None:
    carried = Ontology.carried().mapping_sets()
    assert all(row.found for one in SETS.values() for row in one.mappings)
    assert sum(len(no_terms(one)) for one in carried) + sum(len(one.mappings) for one in SETS.values()) == sum(
        len(one.mappings) for one in carried
    )


def test_a_row_keeps_its_id_whatever_it_says() -> None:
    ids = [dict(row.more)["record_id"] for one in SETS.values() for row in one.mappings]
    assert len(ids) == len(set(ids))
    row = SETS["mondo"].mappings[0]
    assert record_id(row._replace(predicate="skos:closeMatch", comment="read again"), "mondo") == dict(row.more)["record_id"]


def test_the_export_has_the_sets_the_registry_and_the_prefixes(kg: radkg.KnowledgeGraph) -> None:
    import curies

    files = {file.name: file.data.decode() for file in kg.export("sssom")}
    registry = yaml.safe_load(files["radkg-mappings.registry.yml"])
    assert {one["local_name"] for one in registry["mapping_set_references"]} == {
        name for name in files if name.endswith(".sssom.tsv")
    }
    converter = curies.load_extended_prefix_map(json.loads(files["radkg-prefixes.epm.json"]))
    assert converter.expand("SCTID:396230008") == "http://snomed.info/id/396230008"
    assert converter.compress("https://identifiers.org/MONDO:0016367") == "MONDO:0016367"
    assert converter.compress("https://w3id.org/radkg/mappings/mondo/A/1") == "radkg.mapping:mondo/A/1"
    context = curies.load_jsonld_context(json.loads(files["radkg-prefixes.jsonld"]))
    assert context.expand("HP:0003701") == "http://purl.obolibrary.org/obo/HP_0003701"
    assert "radkg:CalcinosisUniversalis" in files["radkg-mappings-no-term-found.tsv"]
    assert not any("NoTermFound" in text for name, text in files.items() if ".sssom." in name)
