"""The house rule: the engine knows the model and no disease, sign or drug. Knowledge is in Turtle, SPARQL and SHACL.

A name is found in the singular and in the plural, in American and in British spelling, with a hyphen and run together. Of a
name of several words, a single word is found only where it is one of the field's own: "heart" and "opening" are everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import radkg
from radkg.model.english import fold, words
from radkg.namespaces import RADKG

SOURCES = sorted((Path(__file__).parent.parent.parent / "src").rglob("*.py"))
KINDS = {RADKG + kind for kind in ("Disease", "Finding", "Treatment")}
MODEL = {RADKG + "Procedure"}  # criteria are scored with and without a biopsy: a word of the model, no drug
SHORTEST = 5  # letters: abbreviations and everyday words say nothing
#: How words end that medicine alone has: myositis, myopathies, sarcoma.
ENDINGS = re.compile(r".{3,}(itis|osis|pathy|oma|emia|algia|trophy|edema|penia|uria|plasia|lysis|ectomy)")
#: An attribute of SVG: lines are drawn with a pen.
PEN = re.compile(r"\bstroke(?=(-[a-z]+)?=\")")

Name = tuple[str, ...]


def folded(text: str) -> Name:
    """Return the words of a text as names are compared, those of ``LinearCalcification`` apart."""
    return tuple(map(fold, words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))))


def called(kg: radkg.KnowledgeGraph) -> Iterator[str]:
    """Yield what diseases, findings and treatments are called, and their local names."""
    known = kg.knowledge
    for term, names in known.lexicon.names.items():
        if term not in {*KINDS, RADKG + "Drug"} and known.is_kind(term, KINDS) and not known.is_kind(term, MODEL):
            yield from names
            yield term.removeprefix(RADKG)


@cache
def names_of(kg: radkg.KnowledgeGraph) -> frozenset[Name]:
    """Return the names, and the words of names that are medicine's own."""
    names = {folded(name) for name in called(kg) if len(name) >= SHORTEST}
    return frozenset(names | {(word,) for name in names for word in name if ENDINGS.fullmatch(word)})


def names_in(text: str, kg: radkg.KnowledgeGraph) -> set[str]:
    """Return the names of diseases, findings and treatments that ``text`` contains."""
    names, there = names_of(kg), folded(PEN.sub("", text))
    longest = max(map(len, names))
    runs = (there[start:end] for start in range(len(there)) for end in range(start + 1, start + longest + 1))
    return {" ".join(run) for run in runs if run in names}


def test_no_python_file_names_a_disease_a_finding_or_a_drug(kg: radkg.KnowledgeGraph) -> None:
    found = {path.as_posix(): names_in(path.read_text(encoding="utf-8"), kg) for path in SOURCES}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('if disease == "Dermatomyositis":', {"dermatomyositis"}),
        ("radkg:CalcinosisUniversalis", {"calcinosis universalis", "calcinosis"}),
        ("# of the inflammatory myopathies", {"inflammatory myopathy", "myopathy"}),
        ("idiopathic myopathies", {"myopathy"}),
        ("soft-tissue calcifications", {"soft tissue calcification", "calcification"}),
        ("muscle oedema", {"muscle edema", "edema"}),
        ("treated with corticosteroids", {"corticosteroid"}),
        ('if finding == "stroke": # stroke-like', {"stroke"}),
        ('<path stroke="none" stroke-width="2"/>', set()),
    ],
)
def test_a_name_is_found_in_every_form(kg: radkg.KnowledgeGraph, text: str, found: set[str]) -> None:
    assert names_in(text, kg) == found


@pytest.mark.parametrize(
    "text", ["the heart of the matter, in the opening words", "a diagnosis and its prognosis", "fold the line"]
)
def test_what_is_everybodys_word_is_no_name(kg: radkg.KnowledgeGraph, text: str) -> None:
    assert names_in(text, kg) == set()
