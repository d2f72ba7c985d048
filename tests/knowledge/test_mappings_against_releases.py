"""radkg's terms held against extracts of MONDO, UBERON, ChEBI and HPO: what merging would do, and what no longer holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import radkg
from radkg.mappings import Index
from radkg.mappings.verify import merging
from radkg.mappings.verify.verification import MappingVerification
from radkg.namespaces import RADKG

HERE = Path(__file__).parents[1] / "mappings"
EXTRACTS = HERE / "extracts"


@pytest.fixture(scope="module")
def index() -> Index:
    """Sets of few rows, some of them wrong on purpose."""
    return Index.of_folder(str(HERE / "sets"))


@pytest.fixture(scope="module")
def found(kg: radkg.KnowledgeGraph, index: Index) -> MappingVerification:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "MOST_STATEMENTS", 50)
        return kg.verify_mappings(EXTRACTS / "mondo.obo", index=index)


def test_what_is_wrong_on_purpose_is_found(found: MappingVerification) -> None:
    assert (found.prefix, found.version, found.mappings) == ("MONDO", "2026-05-05", 10)
    assert [(f.mapping.object, f.label) for f in found.renamed] == [("MONDO:0005100", "systemic sclerosis")]
    replaced, considered = found.obsolete
    assert [str(one) for one in replaced.replaced_by] == ["MONDO:0008054 juvenile dermatomyositis"]
    assert considered.consider[0].id == "MONDO:0016105"
    assert [f.mapping.object for f in found.missing] == ["MONDO:9999999"]
    (better,) = found.better
    assert (better.label, better.candidate.id) == ("eosinophilic fasciitis", "MONDO:0009175")


def test_unmapped_diseases_get_candidates(found: MappingVerification) -> None:
    offered = {(f.label, f.candidate.id): f for f in found.candidates}
    assert offered["cysticercosis", "MONDO:0015484"].why == "label = label"
    assert offered["gout", "MONDO:0005393"].said_to_be_none
    synonym = offered["diffuse cutaneous systemic sclerosis", "MONDO:0005100"]
    assert (synonym.score, synonym.name) == (0.9, "diffuse Scleroderma")


def test_merging_would_put_dermatomyositis_under_polymyositis(found: MappingVerification) -> None:
    assert found.merge is not None
    assert found.merge.compared == 50 < found.merge.compared + found.merge.left_out
    (one,) = found.merge.subsumptions
    assert (one.subject, one.object) == (RADKG + "Dermatomyositis", RADKG + "Polymyositis")
    assert [str(axiom) for axiom in one.chain] == ["MONDO:0016367 dermatomyositis subClassOf MONDO:0019127 polymyositis"]


@pytest.mark.sweep  # some two thousand statements, twice
def test_all_that_merging_turns_is_named(kg: radkg.KnowledgeGraph, index: Index) -> None:
    found = kg.verify_mappings(EXTRACTS / "mondo.obo", index=index)
    assert found.merge is not None
    turned = {t.statement: (t.before, t.after) for t in found.merge.turned}
    assert turned["dermatomyositis is seen in child"] == ("supported", "disputed")
    assert turned["dermatomyositis is a kind of polymyositis"] == ("unknown", "supported")
    assert found.merge.compared > len(turned) > 100


@pytest.mark.parametrize(
    ("name", "prefix", "mappings", "renamed"), [("uberon", "UBERON", 3, 0), ("chebi", "CHEBI", 2, 1), ("hp", "HP", 3, 0)]
)
def test_releases_of_other_ontologies(
    name: str,
    prefix: str,
    mappings: int,
    renamed: int,
    kg: radkg.KnowledgeGraph,
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merging, "MOST_STATEMENTS", 50)
    other = kg.verify_mappings(EXTRACTS / f"{name}.obo", index=index)
    assert (other.prefix, other.mappings, len(other.renamed), other.sets) == (prefix, mappings, renamed, (name,))
    assert (other.missing, other.obsolete) == ((), ())
