"""The identifiers of other vocabularies are understood in the spellings in which files and pages have them."""

from __future__ import annotations

import pytest

import radkg
from radkg.errors import UnknownTerm
from radkg.namespaces import RADKG


@pytest.mark.parametrize(
    "name",
    [
        "MONDO:0016367",
        "MONDO_0016367",
        "mondo_0016367",
        "MONDO:MONDO_0016367",
        "obo:MONDO_0016367",
        "Orphanet:221",
        "Orphanet_221",
        "ORDO:Orphanet_221",
        "http://www.orpha.net/ORDO/Orphanet_221",
    ],
)
def test_biolink_model_1795_local_names_stand_for_terms(name: str, kg: radkg.KnowledgeGraph) -> None:
    """biolink/biolink-model#1795: ORDO: before Orphanet_221; and local names as OWL and TSV files have them."""
    assert kg.knowledge.find(name) == RADKG + "Dermatomyositis"
    assert kg.check(f"{name} is seen in children").verdict == "supported"


def test_codes_of_icd_10_are_those_of_its_clinical_modification(kg: radkg.KnowledgeGraph) -> None:
    for name in ("ICD10CM:M33.2", "ICD10:M33.2", "ICD-10:M33.2"):
        assert kg.knowledge.find(name) == RADKG + "Polymyositis"
    with pytest.raises(UnknownTerm, match="nearest: dermatomyositis"):  # M33.1 is broader
        kg.knowledge.find("ICD10:M33.1")


def test_a_word_with_an_underscore_is_no_identifier(kg: radkg.KnowledgeGraph) -> None:
    for name in ("type_2", "MONDO_", "MONDO_x", "_1", "221_Orphanet"):
        with pytest.raises(UnknownTerm):
            kg.knowledge.find(name)
