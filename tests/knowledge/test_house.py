"""The house rule: the engine knows the model and no disease, sign or drug. Knowledge is in Turtle, SPARQL and SHACL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from radkg.namespaces import RADKG

SOURCES = sorted((Path(__file__).parent.parent.parent / "src").rglob("*.py"))
KINDS = {RADKG + kind for kind in ("Disease", "Finding", "Treatment")}
MODEL = {RADKG + "Procedure"}  # criteria are scored with and without a biopsy: a word of the model, no drug


def names_in(text, kg):
    """Return the names of diseases, findings and treatments that ``text`` contains, and their local names."""
    known, found, lower = kg.knowledge, set(), text.lower()
    for term, names in known.lexicon.names.items():
        if term not in KINDS and known.is_kind(term, KINDS) and not known.is_kind(term, MODEL):
            for name in (*names, term.removeprefix(RADKG)):
                # abbreviations of two letters and everyday words say nothing
                if len(name) > 4 and name.lower() in lower and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
                    found.add(name)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_python_file_names_a_disease_a_finding_or_a_drug(path, kg):
    assert names_in(path.read_text(encoding="utf-8"), kg) == set()


def test_the_rule_is_seen_to_fail(kg):
    assert names_in('if disease == "Dermatomyositis":', kg) == {"dermatomyositis", "Dermatomyositis"}
    assert names_in("radkg:CalcinosisUniversalis", kg) == {"CalcinosisUniversalis"}
