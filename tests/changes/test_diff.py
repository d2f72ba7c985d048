"""`radkg diff`: what differs between two releases, found whatever way they are written, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from changes.planted import MINI, PLANTED, plant, told, without
from radkg.changes import verdicts
from radkg.changes.compare import compare
from radkg.changes.difference import difference
from radkg.changes.sides import Side
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written


def test_every_planted_change_is_found_and_nothing_else(tmp_path: Path) -> None:
    changed = plant(tmp_path / "changed", PLANTED.values())
    found = compare(str(MINI), str(changed), verdicts=False)
    assert told(found) == sorted(" ".join(line.split()) for one in PLANTED.values() for line in one.told)
    assert len(PLANTED) >= 40
    assert found.exit_code == 1


def test_order_layout_prefixes_and_names_of_blank_nodes_make_no_difference(tmp_path: Path) -> None:
    copy = plant(tmp_path / "written-anew", [])
    for path in (copy / "ontology").rglob("*.ttl"):
        if "\\u" in path.read_text(encoding="utf-8"):  # a pattern of characters that may stand in no file as they are
            continue
        triples = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        path.write_bytes(ox.serialize(reversed(triples), format=ox.RdfFormat.TURTLE) or b"")
    for path in (copy / "ontology" / "mappings").glob("*.sssom.tsv"):
        *head, last = path.read_text(encoding="utf-8").splitlines()
        table = next(number for number, line in enumerate(head) if line.startswith("subject_id"))
        path.write_text("\n".join([*head[: table + 1], last, *head[table + 1 :], ""]), encoding="utf-8")
    found = compare(str(MINI), str(copy))
    assert (told(found), found.exit_code) == ([], 0)


def test_facts_may_stand_in_another_file(tmp_path: Path) -> None:
    copy = plant(tmp_path / "moved", [])
    scorch, blotch = (copy / "ontology" / "facts" / f"{name}.ttl" for name in ("leaf-scorch", "leaf-blotch"))
    block = without("facts/leaf-scorch.ttl", "fact:leaf-scorch-shows-corking")
    scorch.write_text(scorch.read_text(encoding="utf-8").replace(block, "\n"), encoding="utf-8")
    blotch.write_text(blotch.read_text(encoding="utf-8") + block, encoding="utf-8")
    assert told(compare(str(MINI), str(copy), verdicts=False)) == []


def test_the_fact_of_evidence_in_another_file_is_told(tmp_path: Path) -> None:
    copy = plant(tmp_path / "before", [])
    scorch = copy / "ontology" / "facts" / "leaf-scorch.ttl"
    block = without("facts/leaf-scorch.ttl", "fact:leaf-scorch-shows-corking-e1")
    scorch.write_text(scorch.read_text(encoding="utf-8").replace(block, "\n"), encoding="utf-8")
    head = scorch.read_text(encoding="utf-8").partition("# Facts")[0]
    evidence = scorch.with_name("evidence.ttl")
    evidence.write_text(head + block, encoding="utf-8")
    other = plant(tmp_path / "after", [])
    shutil.copytree(copy, other, dirs_exist_ok=True)
    (other / "ontology" / "facts" / "evidence.ttl").write_text(
        (head + block).replace("source:test-source-1", "source:test-source-2"), encoding="utf-8"
    )
    (found,) = compare(str(copy), str(other), verdicts=False).facts.altered
    assert str(found.alterations[0]) == "source: Test source 1 → Test source 2"


# -- verdicts


@pytest.fixture(scope="module")
def before() -> Side:
    return opened(MINI)


def opened(folder: Path) -> Side:
    """Return a folder as a side, computed in memory."""
    written = Written(Ontology.at(folder))
    return Side(str(folder), written, known=computed(written))


@pytest.fixture(scope="module")
def outcomes_before(before: Side) -> dict[str, verdicts.Outcome]:
    sentences = [before.known.label(fact) for fact in verdicts.facts_of(before.known)]
    return dict(zip(sentences, verdicts.outcomes(before.known, sentences), strict=True))


@pytest.mark.in_part(12)
@pytest.mark.parametrize("name", PLANTED)
def test_verdicts_that_are_kept_are_those_that_would_be_computed(
    name: str, before: Side, outcomes_before: dict[str, verdicts.Outcome], tmp_path: Path
) -> None:
    after = opened(plant(tmp_path, [PLANTED[name]]))
    sentences = list(outcomes_before)
    anew = dict(zip(sentences, verdicts.outcomes(after.known, sentences), strict=True))
    both = difference(before, after)
    for old, new, one, other, found in (
        (outcomes_before, anew, before, after, both),
        (anew, outcomes_before, after, before, both[::-1]),
    ):
        kept = verdicts.unmoved(one, other, found, old)
        assert kept == {sentence: new[sentence] for sentence in kept}
