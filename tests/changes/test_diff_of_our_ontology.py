"""`radkg diff` on radkg's own ontology: verdicts that are not computed anew are those that would be, in mixes of changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from radkg.changes import verdicts
from radkg.changes.difference import difference
from radkg.changes.sides import Side
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written

pytestmark = [pytest.mark.sweep, pytest.mark.knowledge]

ROOT = Path(__file__).parent.parent.parent
_FACT_GONE = (r"\nfact:[\w-]+ a radkg:Association ;(?:\n    [^\n]+)+\n", "\n")
_LABEL = (r'(\nradkg:\w+ a owl:Class(?: ;\n    [^\n]+)*?\n?    rdfs:label "[^"]*)"@en', r'\1 proper"@en')
#: Name of a mix: folder of the ontology, what is replaced, by what, and in how many files, once in each.
MIXES: dict[str, tuple[tuple[str, str, str, int], ...]] = {
    "numbers": (
        ("facts", r"(radkg:frequencyMaximum )\d+ ;", r"\g<1>99 ;", 12),
        ("facts", r"(radkg:count )\d+ ;", r"\g<1>1 ;", 12),
    ),
    "certainties": (("facts", "radkg:certainty radkg:Stated", "radkg:certainty radkg:Possible", 20),),
    "facts gone": (("facts", *_FACT_GONE, 15),),
    "associations denied": (("facts", r"(\nfact:[\w-]+ a radkg:)Association", r"\1ExcludedAssociation", 12),),
    "names": (("terms", *_LABEL, 4), ("terms", r' , "[^"\n]*"@en ;', " ;", 6)),
    "parents and definitions": (
        ("terms", r"(\n    rdfs:subClassOf )radkg:\w+ ;", r"\1radkg:Finding ;", 3),
        ("terms", r"(\n    owl:disjointWith )radkg:\w+ ;", "", 3),
        ("terms", r'(skos:definition "[^"]*)\."@en', r'\1, as it were."@en', 10),
    ),
}
MIXES["all of them"] = tuple(one for mix in list(MIXES.values()) for one in mix)


def opened(folder: Path) -> Side:
    """Return a folder as a side, computed in memory."""
    written = Written(Ontology.at(folder))
    return Side(str(folder), written, known=computed(written))


@pytest.fixture(scope="module")
def before() -> Side:
    return opened(ROOT)


@pytest.fixture(scope="module")
def outcomes_before(before: Side) -> dict[str, verdicts.KeptVerdict]:
    sentences = sorted({before.known.label(fact) for fact in verdicts.facts_of(before.known)})
    return dict(zip(sentences, verdicts.outcomes(before.known, sentences), strict=True))


@pytest.mark.parametrize("name", MIXES)
def test_verdicts_that_are_kept_are_those_that_would_be_computed_of_our_ontology(
    name: str, before: Side, outcomes_before: dict[str, verdicts.KeptVerdict], tmp_path: Path
) -> None:
    for part in ("ontology", "queries"):
        shutil.copytree(ROOT / part, tmp_path / part)
    planted = 0
    for part, pattern, new, count in MIXES[name]:
        left = count
        for path in sorted((tmp_path / "ontology" / part).glob("*.ttl")):
            text, found = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
            if found and left:
                path.write_text(text, encoding="utf-8")
                left, planted = left - 1, planted + 1
    assert planted >= 10
    after = opened(tmp_path)
    anew = dict(zip(outcomes_before, verdicts.outcomes(after.known, list(outcomes_before)), strict=True))
    assert any(difference(before, after))
    for old, new_ones, one, other in ((outcomes_before, anew, before, after), (anew, outcomes_before, after, before)):
        kept = verdicts.unmoved(one, other, old)
        print(f"{name}: {planted} planted, {len(kept)} of {len(old)} kept")
        assert {sentence: one.verdict for sentence, one in kept.items()} == {
            sentence: new_ones[sentence].verdict for sentence in kept
        }
        assert kept == {sentence: new_ones[sentence] for sentence in kept}
