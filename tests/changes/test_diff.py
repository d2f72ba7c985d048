"""`radkg diff`: what differs between two releases, found whatever way they are written, and nothing else."""

from __future__ import annotations

import codecs
import gzip
import re
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from changes.planted import MINI, NEW_FACT, PLANTED, Planted, block, plant, told, without
from radkg.changes import archives, verdicts
from radkg.changes.compare import compare
from radkg.changes.report import Comparison
from radkg.changes.sides import Side
from radkg.changes.statements import statements
from radkg.errors import UnreadableFile
from radkg.model import snapshot
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written
from radkg.namespaces import FACT, RADKG, RDF
from radkg.rdf.reading import FORMATS

HEAD = (MINI / "ontology" / "facts" / "leaf-scorch.ttl").read_text(encoding="utf-8").partition("# Facts")[0]


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


def test_a_checkout_on_windows_makes_no_difference(tmp_path: Path) -> None:
    """Ends of lines in the queries of shapes, and byte order marks: five of nine files of shapes differed, and two tables."""
    copy = plant(tmp_path / "windows", [])
    for path in copy.rglob("*"):
        if path.suffix in (".ttl", ".tsv", ".rq", ".svg"):
            path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(compare(str(MINI), str(copy))) == []


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
    evidence = scorch.with_name("evidence.ttl")
    evidence.write_text(HEAD + block, encoding="utf-8")
    other = plant(tmp_path / "after", [])
    shutil.copytree(copy, other, dirs_exist_ok=True)
    (other / "ontology" / "facts" / "evidence.ttl").write_text(
        (HEAD + block).replace("source:test-source-1", "source:test-source-2"), encoding="utf-8"
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
def outcomes_before(before: Side) -> dict[str, verdicts.KeptVerdict]:
    sentences = [before.known.label(fact) for fact in verdicts.facts_of(before.known)]
    return dict(zip(sentences, verdicts.outcomes(before.known, sentences), strict=True))


@pytest.mark.in_part(20)
@pytest.mark.parametrize("name", PLANTED)
def test_verdicts_that_are_kept_are_those_that_would_be_computed(
    name: str, before: Side, outcomes_before: dict[str, verdicts.KeptVerdict], tmp_path: Path
) -> None:
    after = opened(plant(tmp_path, [PLANTED[name]]))
    sentences = list(outcomes_before)
    anew = dict(zip(sentences, verdicts.outcomes(after.known, sentences), strict=True))
    for old, new, one, other in ((outcomes_before, anew, before, after), (anew, outcomes_before, after, before)):
        kept = verdicts.unmoved(one, other, old)
        assert kept == {sentence: new[sentence] for sentence in kept}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own."""
    monkeypatch.setenv("RADKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_of_both_sides_answers_as_computing_anew(cache: Path, tmp_path: Path) -> None:
    names = ("fact removed", "certainty altered", "term relabelled", "bound of an age altered", "count altered")
    changed = plant(tmp_path / "changed", [PLANTED[name] for name in names])
    anew = compare(str(MINI), str(changed), every=True, jobs=1)
    assert not list(cache.glob("*.note"))
    first = compare(str(MINI), str(changed), jobs=1)
    assert len(list(cache.glob("*.note"))) == 2
    again = compare(str(MINI), str(changed), jobs=1)
    assert anew.to_dict() == first.to_dict() == again.to_dict()
    turned = {one.statement: (one.before, one.after) for one in anew.verdicts}
    assert turned["leaf scorch shows corking"] == ("supported", "unknown")
    assert len(turned) >= 5


@pytest.mark.in_part(3)
@pytest.mark.parametrize("asked", ["the older side", "the newer side", "the ontology that is carried"])
def test_one_ontology_that_was_asked_spares_the_others_most_of_it(
    asked: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = plant(tmp_path / "older", [PLANTED["number altered"]])
    names = ("number altered", "fact removed", "frequency word altered", "count altered")
    newer = plant(tmp_path / "newer", [PLANTED[name] for name in names])
    monkeypatch.setattr(verdicts, "_WORTH_ANOTHER", 10)
    monkeypatch.setattr(Ontology, "carried", lambda: Ontology.at(MINI))
    anew = compare(str(older), str(newer), every=True, jobs=1)
    written = Written(Ontology.at({"the older side": older, "the newer side": newer}.get(asked, MINI)))
    snapshot.keep_note(written.ontology, *verdicts.note_of_verdicts(written))
    computed_anew = set[int]()
    found = compare(str(older), str(newer), jobs=1, progress=lambda _, of: computed_anew.add(of))
    assert found.to_dict() == anew.to_dict()
    assert found.verdicts
    assert all(0 < number < anew.compared / 3 for number in computed_anew), computed_anew


def test_a_fact_that_says_the_same_of_another_relation_leaves_the_verdict(before: Side, tmp_path: Path) -> None:
    outcome = verdicts.outcomes(before.known, ["leaf scorch shows corking"])[0]
    asked_of = {relation for _, relations in outcome.asked for relation in relations}
    assert RADKG + "hasManifestation" in asked_of
    assert RADKG + "isKindOf" not in asked_of
    after = opened(plant(tmp_path, [PLANTED["certainty altered"]]))  # of leaf blotch, seen in saplings
    kept = verdicts.unmoved(before, after, {"leaf scorch shows corking": outcome})
    assert kept == {"leaf scorch shows corking": outcome}


def test_what_is_cut_off_or_somebody_elses_in_the_cache_is_not_heeded(cache: Path, tmp_path: Path) -> None:
    changed = plant(tmp_path / "changed", [PLANTED["fact removed"]])
    first = compare(str(MINI), str(changed), jobs=1)
    for note in cache.glob("*.note"):
        note.write_bytes(note.read_bytes()[:-30])
    assert compare(str(MINI), str(changed), jobs=1).to_dict() == first.to_dict()


def test_a_verdict_that_changes_says_why(tmp_path: Path) -> None:
    changed = plant(tmp_path / "changed", [PLANTED["fact removed"]])
    (found,) = compare(str(MINI), str(changed), jobs=1).verdicts
    assert (found.statement, found.before, found.after) == ("leaf scorch shows corking", "supported", "unknown")
    assert found.because_before == "The fact “leaf scorch shows corking” bears it out."
    assert found.because_after.startswith("No fact says it and none denies it")
    assert (found.facts, found.deciding) == ((FACT + "leaf-scorch-shows-corking",), (FACT + "leaf-scorch-shows-corking",))
    assert not found.is_new


def test_a_fact_of_ones_own_counts_as_new(tmp_path: Path) -> None:
    mine = NEW_FACT.replace("LeafScorch", "LeafBlotch").replace("hasManifestation", "isKindOf").replace("Wilting", "LeafScorch")
    mine = mine.replace("leaf scorch shows wilting", "leaf blotch is a kind of leaf scorch")
    (tmp_path / "mine.ttl").write_text(HEAD + mine, encoding="utf-8")
    found = radkg.load([tmp_path / "mine.ttl"], ontology=MINI).diff(MINI, jobs=1)
    assert told(found) == ["fact added fact:leaf-scorch-shows-wilting"]
    turned = {one.statement: (one.before, one.after, one.is_new) for one in found.verdicts}
    assert turned["leaf blotch is not a kind of leaf scorch"] == ("supported", "disputed", False)
    assert turned["leaf blotch is a kind of leaf scorch"] == ("contradicted", "disputed", True)


def test_an_older_model_is_asked_what_it_can_be_asked(tmp_path: Path) -> None:
    older = plant(tmp_path / "older", [])
    schema = older / "ontology" / "schema.ttl"
    text = schema.read_text(encoding="utf-8")
    at = text.index("\nradkg:atStage a ")
    schema.write_text(text[:at] + text[text.index(" .\n\n", at) + 3 :], encoding="utf-8")
    found = compare(str(older), str(MINI), jobs=1)
    assert [change.iri for change in found.terms] == [RADKG + "atStage"]
    assert 0 < found.compared <= 159


# -- what can be named


@pytest.fixture(scope="module")
def release(mini: radkg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    mini.build(folder)
    return folder


def packed(path: Path, into: Path) -> Path:
    """Return a file packed with gzip."""
    into.write_bytes(gzip.compress(path.read_bytes(), 1))
    return into


@pytest.mark.in_part(4)
@pytest.mark.parametrize("name", ["base.ttl", "base.nt", "base.trig", "base.jsonld", "full.ttl", "full.nt", "full.trig"])
def test_a_release_says_what_its_ontology_says(name: str, release: Path) -> None:
    found = compare(str(MINI), str(release / f"radkg-{name}"), verdicts=False)
    assert told(found) == []


def test_a_folder_with_a_release_a_packed_file_and_an_archive_are_sides(release: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout.tar.gz"
    with tarfile.open(checkout, "w:gz") as archive:
        archive.add(MINI, "radkg-0.1.0")
    wheel = tmp_path / "radkg-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as zipped:
        for path in (path for folder in ("ontology", "queries") for path in (MINI / folder).rglob("*") if path.is_file()):
            zipped.write(path, f"radkg/data/{path.relative_to(MINI)}")
        zipped.writestr("../../outside.ttl", "this is never written")
    sides = [release, packed(release / "radkg-base.ttl", tmp_path / "some.ttl.gz"), checkout, wheel]
    for one in sides:
        assert told(compare(str(one), str(MINI), verdicts=False)) == [], one
    assert not list(tmp_path.parent.rglob("outside.ttl"))


def test_lines_that_are_the_same_are_not_parsed_and_others_are_found(release: Path, tmp_path: Path) -> None:
    text = (release / "radkg-base.nt").read_text(encoding="utf-8")
    other = tmp_path / "radkg-base.nt"
    other.write_text(text.replace('frequencyMaximum> "60"^^', 'frequencyMaximum> "45"^^', 1), encoding="utf-8")
    (found,) = compare(str(release / "radkg-base.nt"), str(other), verdicts=False).facts.altered
    assert str(found.alterations[0]) == "frequency maximum: 60 → 45"


def test_installed_is_what_is_installed(mini: radkg.KnowledgeGraph) -> None:
    assert mini.diff("installed").same
    assert mini.diff(f"radkg=={radkg.__version__}").same


WRONG = {
    "missing.ttl": ("", "missing.ttl: no such file"),
    "text.docx": ("x", "unknown file name suffix '.docx'"),
    "broken.ttl": ("radkg:x a", "broken.ttl:1: not well-formed Turtle"),
    "foreign.ttl": ("<https://example.org/a> a <https://example.org/B> .", "no facts and no relations of radkg's model in it"),
    "latin.nt": ("<https://example.org/a> <https://example.org/b> <relative> .", "latin.nt:1: "),
    "broken.whl": ("PK", "not an archive that can be read"),
    "broken.ttl.gz": ("<a>", "not a gzipped file"),
    "radkg==0.0.1": ("", "not what is installed"),
}


@pytest.mark.parametrize(("name", "said"), WRONG.items(), ids=WRONG)
def test_what_is_no_side_is_told(name: str, said: tuple[str, str], tmp_path: Path, mini_command: Any) -> None:
    path, (text, reason) = tmp_path / name, said
    if text:
        path.write_text(text, encoding="utf-8")
    outcome = mini_command("diff", str(path) if text or path.suffix in FORMATS else name)
    assert (outcome.code, outcome.out) == (2, "")
    assert reason in outcome.err


CIRCLE = "_:a <https://example.org/p> _:b .\n_:b <https://example.org/p> _:a .\n"
KNOT = "".join(f"_:n{n} <https://example.org/p> _:n{n + 1} .\n_:n{n} <https://example.org/q> _:n{n + 1} .\n" for n in range(60))
DEEP = "".join(f"_:n{n} <https://example.org/p> _:n{n + 1} .\n" for n in range(5000))
LIST = "<https://example.org/s> <https://example.org/p> _:n0 .\n" + "".join(
    f'_:n{n} <{RDF}first> "{n}" .\n_:n{n} <{RDF}rest> {f"_:n{n + 1}" if n < 4999 else f"<{RDF}nil>"} .\n' for n in range(5000)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CIRCLE, "hang together in a circle"),
        (f"<https://example.org/s> <https://example.org/p> _:a .\n{CIRCLE}", "hang together in a circle"),
        (KNOT, "hang together in too many ways"),
        (DEEP, "hang together deeper than 200 levels"),
    ],
    ids=["circle", "circle that is pointed to", "knot", "deep"],
)
def test_blank_nodes_that_cannot_be_told_by_what_is_said_of_them_are_refused(text: str, reason: str) -> None:
    triples = [quad.triple for quad in ox.parse(text.encode(), ox.RdfFormat.N_TRIPLES)]
    with pytest.raises(UnreadableFile, match=f"x.nt: its blank nodes {reason}; give them IRIs"):
        statements(triples, "x.nt")


def test_a_list_may_be_long() -> None:
    triples = [quad.triple for quad in ox.parse(LIST.encode(), ox.RdfFormat.N_TRIPLES)]
    (found,) = statements(triples, "x.nt")
    assert found.value.startswith('["0", "1", ')


def test_an_archive_of_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_BYTES", 1000)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("ontology/a.ttl", "#" * 100_000)
    with pytest.raises(UnreadableFile, match="MB in it; unpack it, and name the folder"):
        compare(str(bomb), str(MINI))


# -- what is printed


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compare(str(MINI), str(plant(tmp_path_factory.mktemp("changed"), PLANTED.values())), jobs=1)


def test_the_text_is_limited_and_whole_where_it_is_asked_for(comparison: Comparison) -> None:
    lines = comparison.text().splitlines()
    assert any(re.fullmatch(r"  … and \d+ more; --all prints them", line) for line in lines)
    assert "facts removed  1" in lines
    assert "  - leaf scorch shows corking  fact:leaf-scorch-shows-corking" in lines
    assert "      frequency maximum: 60 → 45" in lines
    assert len(comparison.text(whole=True)) > len(comparison.text())
    assert "--all" not in comparison.text(whole=True)


def test_what_turns_into_the_opposite_comes_first_and_what_is_new_last(comparison: Comparison) -> None:
    ranks = [(one.is_new, one.before in ("supported", "contradicted")) for one in comparison.verdicts]
    assert ranks == sorted(ranks, key=lambda rank: (rank[0], not rank[1]))


def test_markdown_is_no_markup_of_others(tmp_path: Path) -> None:
    evil = replace_in(tmp_path, "leaf scorch affects the leaves", "<script> [x](http://x) `*a*` | leaf")
    text = compare(str(MINI), str(evil), verdicts=False).to_markdown()
    assert "\\<script\\> \\[x\\](http://x) \\`\\*a\\*\\` \\| leaf" in text


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    evil = replace_in(tmp_path, "leaf scorch affects the leaves", "\\u001b[2J leaf")
    found = compare(str(MINI), str(evil), verdicts=False)
    assert all("\033" not in written for written in (found.text(whole=True), found.to_markdown(), found.to_kgcl()))


def replace_in(folder: Path, old: str, new: str) -> Path:
    """Return the small ontology with another label of a fact."""
    file, found, put = block("facts/leaf-scorch.ttl", "fact:leaf-scorch-affects-leaves", old, new)
    return plant(folder, [Planted(file, found, put, ())])


def test_kgcl_is_read_by_its_own_parser(comparison: Comparison) -> None:
    parser = pytest.importorskip("kgcl_schema.grammar.parser")
    commands = comparison.to_kgcl().splitlines()
    assert "rename radkg:LeafFall from 'leaf fall'@en to 'leaf drop'@en" in commands
    assert "obsolete radkg:DryNecrosis with replacement radkg:Necrosis" in commands
    assert "create edge radkg:BarkCanker skos:exactMatch TESTO:0000004" in commands
    assert len(commands) == 18
    for command in commands:
        assert parser.parse_statement(command) is not None, command


def test_what_kgcl_cannot_quote_is_told_by_no_command(tmp_path: Path) -> None:
    quoted = plant(tmp_path, [Planted(*block("terms/findings.ttl", "radkg:Gall", '"gall"', '"miller\'s gall"'), ())])
    found = compare(str(MINI), str(quoted), verdicts=False)
    assert (len(found.terms), found.kgcl) == (1, ())


def test_the_exit_code_says_whether_something_differs(mini_command: Any, tmp_path: Path) -> None:
    changed = plant(tmp_path, [PLANTED["fact removed"]])
    assert mini_command("diff", str(MINI)).code == 0
    outcome = mini_command("diff", str(MINI), str(changed), "--no-verdicts", "--format", "markdown")
    assert outcome.code == 1
    assert "\n## Facts removed\n\n- leaf scorch shows corking (`fact:leaf-scorch-shows-corking`)\n" in outcome.out
    assert mini_command("diff", str(changed), str(MINI), "--with", "x.ttl").code == 2
