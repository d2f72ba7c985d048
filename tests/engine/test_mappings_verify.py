"""Mappings held against releases: what no longer holds is found in every format, and hostile files do no harm."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import run
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnreadableFile
from radkg.exchange.enrichment import enrich
from radkg.exchange.release import build
from radkg.mappings import Index, MappingSet, read_set, write_set
from radkg.mappings import Mapping as Row
from radkg.mappings.prefixes import Prefix, Prefixes
from radkg.mappings.release import Release, ReleaseHeader, Synonym, Term
from radkg.mappings.release.names import Namer
from radkg.mappings.release.source import PIECE, ReleaseStream
from radkg.mappings.verify import merging
from radkg.mappings.verify.corrected import correct
from radkg.mappings.verify.lexical import Matcher
from radkg.mappings.verify.merging import merge
from radkg.mappings.verify.release_terms import ReleaseTerms
from radkg.mappings.verify.verification import MappingVerification
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import RADKG
from radkg.rdf.guards import Guard, NestingGuard, NumberGuard, TextGuard, XmlGuard
from radkg.styles import plain

Command = Callable[..., Any]
INVENTED = Path(__file__).parents[1] / "mappings" / "invented"  # made by make_extracts.py beside it
SETS = INVENTED / "sets"
OTHER_FORMS = ("testo.owl", "testo.ttl", "testo.json")
CELLXGENE = "TESTO-ontology-v2020-03-31.json"
PREFIXES = Prefixes(
    (
        Prefix("TESTO", "http://purl.obolibrary.org/obo/TESTO_", (), (), "", "Test Ontology"),
        Prefix("MONDO", "http://purl.obolibrary.org/obo/MONDO_", (), (), "mondo", "Mondo"),
        Prefix("RADLEX", "http://radlex.org/RID/", ("RID",), ("http://www.radlex.org/RID/",), "radlex", "RadLex"),
        Prefix("ORPHA", "http://www.orpha.net/ORDO/Orphanet_", ("Orphanet",), (), "orphanet", "Orphanet"),
    )
)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of_folder(str(SETS))


@pytest.fixture(scope="module")
def found(mini: radkg.KnowledgeGraph, index: Index) -> MappingVerification:
    return mini.verify_mappings(INVENTED / "testo.obo", index=index)


# -- findings


def test_what_is_wrong_on_purpose_is_found(found: MappingVerification) -> None:
    assert (found.prefix, found.version, found.mappings) == ("TESTO", "2020-03-31", 8)
    assert [(f.mapping.object, f.mapping.object_label, f.label) for f in found.renamed] == [
        ("TESTO:0000004", "canker of bark", "bark canker")
    ]
    considered, replaced = found.obsolete
    assert [str(one) for one in replaced.replaced_by] == ["TESTO:0000006 sapling leaf scorch"]
    assert (considered.replaced_by, considered.consider[0].id) == ((), "TESTO:0000008")
    assert [f.mapping.object for f in found.missing] == ["TESTO:0000999"]
    (better,) = found.better
    assert (better.label, better.candidate.id, better.mapped_to) == ("drought", "TESTO:0000011", ("TESTO:0000010",))


def test_unmapped_terms_get_candidates_with_score_and_reason(found: MappingVerification) -> None:
    offered = {(f.label, f.candidate.id): f for f in found.candidates}
    same = offered["sapling leaf scorch", "TESTO:0000006"]
    assert (same.score, same.why, same.said_to_be_none) == (1.0, "label = label", False)
    assert offered["root rot", "TESTO:0000012"].said_to_be_none
    synonym = offered["collar rot", "TESTO:0000013"]
    assert (synonym.score, synonym.why, synonym.name) == (0.9, "synonym = exact synonym", "foot rot")
    assert all(a.score >= b.score for a, b in zip(found.candidates, found.candidates[1:], strict=False))


def test_merging_would_put_leaf_scorch_under_leaf_blotch(found: MappingVerification) -> None:
    assert found.merge is not None
    (one,) = found.merge.subsumptions
    assert (one.subject, one.object) == (RADKG + "LeafScorch", RADKG + "LeafBlotch")
    assert [str(axiom) for axiom in one.chain] == ["TESTO:0000001 leaf scorch subClassOf TESTO:0000002 leaf blotch"]
    turned = {t.statement: (t.before, t.after) for t in found.merge.turned}
    assert turned["leaf scorch is seen in sapling"] == ("supported", "disputed")
    assert turned["leaf scorch affects root"] == ("unknown", "contradicted")
    assert turned["leaf scorch is a kind of leaf blotch"] == ("unknown", "supported")
    assert found.merge.compared > len(turned) > 30
    assert found.merge.left_out == 0


def test_what_merging_would_do_is_told_in_two_lines_each(found: MappingVerification) -> None:
    def marked(text: str, *styles: str) -> str:
        return f"\x1b[{'+'.join(styles)}m{text}\x1b[m"  # as a face marks it for a terminal

    text = found.text(paint=marked)
    assert (
        "  leaf scorch → leaf blotch\n      \x1b[dimmTESTO:0000001 leaf scorch subClassOf TESTO:0000002 leaf blotch\x1b[m\n"
        in text
    )
    assert "\\u00" not in text


def test_verdicts_that_turn_come_with_the_worst_first(found: MappingVerification) -> None:
    assert found.merge is not None
    turns = [(t.before, t.after) for t in found.merge.turned]
    assert turns == sorted(turns, key=lambda turn: "unknown" in turn)
    assert turns[0] == ("supported", "disputed")


def test_no_more_statements_are_compared_than_may_be(
    mini: radkg.KnowledgeGraph, index: Index, monkeypatch: pytest.MonkeyPatch, found: MappingVerification
) -> None:
    monkeypatch.setattr(merging, "MOST_STATEMENTS", 50)
    merge = mini.verify_mappings(INVENTED / "testo.obo", index=index).merge
    assert merge is not None
    assert found.merge is not None
    assert (merge.compared, merge.left_out) == (50, found.merge.compared - 50)


def test_merging_changes_nothing_in_the_graph(found: MappingVerification, mini: radkg.KnowledgeGraph) -> None:
    assert found.merge is not None
    assert mini.check("leaf scorch is seen in saplings").verdict == "supported"
    assert mini.check("leaf scorch is a kind of leaf blotch").verdict == "unknown"


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_every_form_of_a_release_gives_the_same_report(
    name: str, found: MappingVerification, mini: radkg.KnowledgeGraph, index: Index
) -> None:
    other = mini.verify_mappings(INVENTED / name, index=index)
    assert other.path == str(INVENTED / name)
    assert {k: v for k, v in other.to_dict().items() if k != "path"} == {
        k: v for k, v in found.to_dict().items() if k != "path"
    }


def test_the_json_of_cellxgene_gives_the_same_findings(
    found: MappingVerification, mini: radkg.KnowledgeGraph, index: Index
) -> None:
    other = mini.verify_mappings(INVENTED / CELLXGENE, index=index)
    for part in ("version", "renamed", "obsolete", "missing", "better", "candidates"):
        assert getattr(other, part) == getattr(found, part)
    assert other.merge is not None
    ((axiom,),) = (one.chain for one in other.merge.subsumptions)
    assert str(axiom) == "TESTO:0000001 leaf scorch subClassOf or part of TESTO:0000002 leaf blotch"


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", None)])
def test_a_packed_release(
    suffix: str,
    pack: Callable[[bytes], bytes] | None,
    found: MappingVerification,
    mini: radkg.KnowledgeGraph,
    index: Index,
    tmp_path: Path,
) -> None:
    if pack is None:
        pack = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd").compress
    (tmp_path / f"testo.owl{suffix}").write_bytes(pack((INVENTED / "testo.owl").read_bytes()))
    other = mini.verify_mappings(tmp_path / f"testo.owl{suffix}", index=index, merge=False)
    assert other.merge is None
    assert (other.renamed, other.candidates) == (found.renamed, found.candidates)


# -- the parts


def test_two_terms_that_match_one_would_be_the_same(mini: radkg.KnowledgeGraph) -> None:
    ledger = ReleaseTerms("a.obo", ReleaseHeader())
    ledger.add(Term("TESTO:1", label="one"))
    both = [RADKG + "LeafScorch", RADKG + "SaplingLeafScorch"]
    (one,) = merge(mini.knowledge, mini.written, {"TESTO:1": both}, ledger).subsumptions
    assert (one.subject_label, one.object_label, one.chain) == ("leaf scorch", "sapling leaf scorch", ())
    assert "they would be the same" in one.clash


def test_what_could_have_no_instance_is_said(mini: radkg.KnowledgeGraph) -> None:
    ledger = ReleaseTerms("a.obo", ReleaseHeader())
    ledger.add(Term("TESTO:1", label="one", parents=("TESTO:2",)))
    ledger.add(Term("TESTO:2", label="two"))
    matches = {"TESTO:1": [RADKG + "BarkCanker"], "TESTO:2": [RADKG + "Necrosis"]}
    (one,) = merge(mini.knowledge, mini.written, matches, ledger).subsumptions
    assert one.clash == "nothing is both disease and finding: there would be none"


@pytest.mark.parametrize(
    ("term", "ours", "score", "why"),
    [
        (Term("X:1", label="Leaf scorch"), "LeafScorch", 1.0, "label = label"),
        (Term("X:1", label="leaf scorches"), "LeafScorch", 0.97, "label = label, plural or spelling"),
        (Term("X:1", label="Scorch, leaf"), "LeafScorch", 0.9, "label = label, word order"),
        (Term("X:1", label="Bordeaux mixture"), "CopperSpray", 0.95, "synonym = label"),
        (Term("X:1", synonyms=(Synonym("leaf scorches", "related"),)), "LeafScorch", 0.72,
         "label = related synonym, plural or spelling"),
        (Term("X:1", label="x", synonyms=(Synonym("gum flow", "broad"), Synonym("gum flow", "exact"))), "GumFlow", 0.95,
         "label = exact synonym"),
        (Term("X:1", label="x", synonyms=(Synonym("gum flow", "broad"),)), "GumFlow", 0.65, "label = broad synonym"),
        (Term("X:1", label="x", synonyms=(Synonym("gum flow", "narrow"),)), "GumFlow", 0.65, "label = narrow synonym"),
    ],
)  # fmt: skip
def test_scores(term: Term, ours: str, score: float, why: str, mini: radkg.KnowledgeGraph) -> None:
    matcher = Matcher(mini.knowledge)
    matcher.take(term)
    (match,) = matcher.matches(RADKG + ours)
    assert (match.score, match.why) == (score, why)


def test_abbreviations_are_no_candidates(mini: radkg.KnowledgeGraph) -> None:
    matcher = Matcher(mini.knowledge)
    matcher.take(Term("X:1", label="LS", synonyms=(Synonym("ls", "exact"),)))
    assert matcher.matches(RADKG + "LeafScorch") == []


@pytest.mark.parametrize(
    ("written", "curie"),
    [
        ("http://purl.obolibrary.org/obo/MONDO_0000001", "MONDO:0000001"),
        ("http://purl.obolibrary.org/obo/HP_0000001", "HP:0000001"),
        ("http://www.radlex.org/RID/RID1", "RADLEX:RID1"),
        ("http://www.orpha.net/ORDO/Orphanet_221", "ORPHA:221"),
        ("Orphanet:221", "ORPHA:221"),
        ("mondo:0000001", "MONDO:0000001"),
        ("https://example.org/a", "https://example.org/a"),
        ("part_of", "part_of"),
    ],
)
def test_names_are_written_as_radkg_writes_them(written: str, curie: str) -> None:
    assert Namer(PREFIXES).curie(written) == curie


def obo(text: str, tmp_path: Path) -> list[Term]:
    (tmp_path / "a.obo").write_text(f"format-version: 1.2\n\n{text}\n")
    return list(Release(tmp_path / "a.obo", PREFIXES).terms())


def test_obo_as_people_write_it(tmp_path: Path) -> None:
    (term,) = obo(
        '[Term]\nid: MONDO:1 {a="b"}\nname: the \\"one\\" {c="d"}\nsynonym: "a \\"b\\"" BROAD abbr [X:1]\nsynonym: "c" []\n'
        "alt_id: MONDO:2\n"
        "is_a: MONDO:3 {x=\"y\"} ! three\ncomment: is_a: no\n! a comment\n\n[Typedef]\nid: part_of\nname: part of",
        tmp_path,
    )  # fmt: skip
    assert term.id == "MONDO:1"
    assert (term.label, term.parents, term.alternative_ids) == ('the "one"', ("MONDO:3",), ("MONDO:2",))
    assert term.synonyms == (Synonym('a "b"', "broad"), Synonym("c", "related"))


def test_a_term_merged_into_another_is_obsolete(tmp_path: Path) -> None:
    ledger = ReleaseTerms("a.obo", ReleaseHeader())
    for term in obo("[Term]\nid: MONDO:1\nname: one\nalt_id: MONDO:2", tmp_path):
        ledger.add(term)
    assert ledger.is_current("MONDO:1")
    assert ledger.is_obsolete("MONDO:2")
    assert ledger.replaced_by["MONDO:2"] == ("MONDO:1",)


def test_what_rdf_says_in_several_places_is_put_together(tmp_path: Path) -> None:
    a, b = "<http://purl.obolibrary.org/obo/MONDO_1>", "<http://purl.obolibrary.org/obo/MONDO_2>"
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    (tmp_path / "a.nt").write_text(
        f'{a} <{rdfs}label> "un"@fr .\n{b} <{rdfs}subClassOf> {a} .\n{a} <{rdfs}label> "one"@en .\n'
        f"{b} <{rdfs}subClassOf> _:x .\n{a} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/2002/07/owl#Class> .\n"
    )
    release = Release(tmp_path / "a.nt", PREFIXES)
    ledger = ReleaseTerms("a.nt", release.header)
    for term in release.terms():
        ledger.add(term)
    assert ledger.label("MONDO:1") == "one"
    assert ledger.is_current("MONDO:1")
    assert not ledger.has("MONDO:2")  # nothing says that there is one
    assert ledger.parents("MONDO:2") == ["MONDO:1"]


def test_the_shortest_chain_is_given_and_a_cycle_ends() -> None:
    ledger = ReleaseTerms("a", ReleaseHeader())
    for id_, parents in {"A:1": ("A:2", "A:3"), "A:2": ("A:4",), "A:3": ("A:1",), "A:4": ("A:3",)}.items():
        ledger.add(Term(id_, label=id_.lower(), parents=parents))
    above = ledger.above("A:1")
    assert {id_: len(ledger.chain(above, id_)[0]) for id_ in above} == {"A:2": 1, "A:3": 1, "A:4": 2}


DEEP = 20_000


@pytest.fixture
def deep(monkeypatch: pytest.MonkeyPatch) -> tuple[ReleaseTerms, list[str]]:
    """A chain of classes, as no ontology has one, and the ids whose parents or labels have been looked up."""
    ledger, looked_up = ReleaseTerms("a.obo", ReleaseHeader()), list[str]()
    for number in range(DEEP):
        ledger.add(Term(f"TESTO:{number}", label=str(number), parents=(f"TESTO:{number + 1}",)))
    ledger.add(Term(f"TESTO:{DEEP}", label="top"))
    for name in ("parents", "label"):
        method = getattr(ReleaseTerms, name)

        def counting(self: ReleaseTerms, id_: str, method: Callable[[ReleaseTerms, str], object] = method) -> object:
            looked_up.append(id_)
            return method(self, id_)

        monkeypatch.setattr(ReleaseTerms, name, counting)
    return ledger, looked_up


def test_a_deep_chain_costs_what_a_shallow_one_costs_a_step(
    mini: radkg.KnowledgeGraph, deep: tuple[ReleaseTerms, list[str]]
) -> None:
    ledger, looked_up = deep
    matches = {"TESTO:0": [RADKG + "LeafScorch"], f"TESTO:{DEEP}": [RADKG + "LeafBlotch"]}
    (one,) = merge(mini.knowledge, mini.written, matches, ledger).subsumptions
    assert len(looked_up) < DEEP + 500
    assert len(one.chain) + one.left_out == DEEP
    assert (str(one.chain[0]), one.chain[-1].object_label) == ("TESTO:0 0 subClassOf TESTO:1 1", "top")
    assert "; … 19,900 more …; " in one.text(plain)


def test_what_is_above_several_mapped_terms_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [f"[Term]\nid: MONDO:{n}\nname: {n}\nis_a: MONDO:{n + 1}\n" for n in range(2000)]
    (tmp_path / "a.obo").write_text(OBO_HEAD + "\n".join(terms))
    rows = tuple(Row(f"radkg:T{n}", "", "skos:exactMatch", f"MONDO:{n}", "", "", "", "", "") for n in range(50))
    looked_up: list[str] = []
    parents = ReleaseTerms.parents

    def counting(self: ReleaseTerms, id_: str) -> list[str]:
        looked_up.append(id_)
        return parents(self, id_)

    monkeypatch.setattr(ReleaseTerms, "parents", counting)
    triples = enrich(tmp_path / "a.obo", Index([MappingSet("a", {}, {}, rows)], PREFIXES))
    assert sum(t.predicate.value.endswith("#broader") for t in triples) == 2000
    assert len(looked_up) < 3 * 2000


def test_progress_counts_the_bytes_of_the_file() -> None:
    seen: list[tuple[int, int]] = []
    list(Release(INVENTED / "testo.obo", PREFIXES).terms(lambda done, of: seen.append((done, of))))
    size = (INVENTED / "testo.obo").stat().st_size
    assert seen[-1] == (size, size)


# -- the command


@pytest.fixture
def verify(command: Command, mini_folder: Path) -> Command:
    """``radkg mappings verify`` of the small ontology, with the sets that are wrong on purpose."""

    def run_it(path: Path | str, *arguments: str, sets: Path = SETS) -> Any:
        return command("mappings", "verify", str(path), "--ontology", str(mini_folder), "--mappings", str(sets), *arguments)

    return run_it


def test_the_command(verify: Command, tmp_path: Path) -> None:
    told = verify(INVENTED / "testo.ttl", "--corrected", str(tmp_path / "new"))
    assert (told.code, told.err) == (1, "")
    for words in ("renamed  1", "“canker of bark” is now “bark canker”", "replaced by TESTO:0000006",
                  "leaf scorch → leaf blotch", "TESTO:0000001 leaf scorch subClassOf TESTO:0000002 leaf blotch",
                  "leaf scorch is seen in sapling: supported → disputed", "--all prints them"):  # fmt: skip
        assert words in told.out
    assert "\033" not in told.out
    assert told.out.splitlines()[-1].endswith("testo.sssom.tsv: 1 labels renewed, 1 obsolete replaced, 2 left to decide")


def test_the_corrected_set(verify: Command, tmp_path: Path, mini: radkg.KnowledgeGraph) -> None:
    place = tmp_path / "testo.sssom.tsv"
    told = verify(INVENTED / "testo.obo", "--no-merge", "--format", "json", "--corrected", str(place))
    (written,) = json.loads(told.out)["corrected"]
    assert written == {"path": str(place), "renamed": 1, "replaced": 1, "left": 2, "joined": 0}
    new = read_set(place)
    by_object = {row.object: row for row in new.mappings}
    assert by_object["TESTO:0000004"].object_label == "bark canker"
    assert by_object["TESTO:0000006"].comment == "TESTO:0000005 is obsolete and replaced by TESTO:0000006"
    assert "TESTO:0000999" in by_object
    again = mini.verify_mappings(INVENTED / "testo.obo", index=Index([new], PREFIXES), merge=False)
    assert not again.renamed
    assert [f.mapping.object for f in again.obsolete] == ["TESTO:0000007"]


def test_a_clean_release_ends_with_0(verify: Command, tmp_path: Path) -> None:
    (tmp_path / "a.obo").write_text("format-version: 1.2\n\n[Term]\nid: TESTO:0000002\nname: leaf blotch\n")
    (tmp_path / "sets").mkdir()
    rows = tuple(row for row in read_set(SETS / "testo.sssom.tsv").mappings if row.object == "TESTO:0000002")
    one = MappingSet("one", {}, {"TESTO": "http://purl.obolibrary.org/obo/TESTO_", "radkg": RADKG}, rows)
    (tmp_path / "sets" / "one.sssom.tsv").write_text(write_set(one))
    told = verify(tmp_path / "a.obo", sets=tmp_path / "sets")
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("nothing to report\n")


def test_a_release_of_another_ontology_is_told(verify: Command, tmp_path: Path) -> None:
    (tmp_path / "a.obo").write_text("format-version: 1.2\n\n[Term]\nid: OTHER:1\nname: something else\n")
    told = verify(tmp_path / "a.obo")
    assert told.code == 1
    assert "no mapping leads to a term of this release: is it the ontology that is mapped?" in told.out
    assert "nothing to report" not in told.out
    assert json.loads(verify(tmp_path / "a.obo", "--format", "json").out)["in_common"] == 0


def test_the_list(command: Command, mini_folder: Path) -> None:
    listing = ("mappings", "list", "--ontology", str(mini_folder), "--mappings", str(SETS))
    (one,) = json.loads(command(*listing, "--format", "json").out)
    assert (one["name"], one["rows"], one["found"], one["versions"]) == ("testo", 9, 8, ["2020-03-31"])
    assert command(*listing).out.split() == [
        "testo",
        "9",
        "rows,",
        "1",
        "of",
        "them",
        "without",
        "a",
        "counterpart",
        "(2020-03-31)",
    ]


def test_the_corrected_sets_do_not_go_into_a_place_that_is_none(verify: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = verify(INVENTED / "testo.obo", "--corrected", str(tmp_path / "file"))
    assert told.code == 2
    assert "choose another place with --corrected" in told.err


# -- enriching a build


FREE = """format-version: 1.2
data-version: mondo/releases/2020-03-31
ontology: mondo

[Term]
id: MONDO:0
name: disorder

[Term]
id: MONDO:1
name: disorder of leaf
is_a: MONDO:0 ! disorder

[Term]
id: MONDO:9999901
name: leaf scorch
synonym: "leaf burn" EXACT []
synonym: "leaf fire" RELATED []
is_a: MONDO:1 ! disorder of leaf

[Term]
id: MONDO:9999902
name: leaf blotch
is_obsolete: true
"""


@pytest.fixture(scope="module")
def enriched(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path, index: Index) -> ox.Store:
    """A release with what two ontologies say: one whose licence lets it be copied in full, and one without such a licence."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "mondo.obo").write_text(FREE, encoding="utf-8")
    ours = Ontology.at(mini_folder)
    triples = [*enrich(folder / "mondo.obo", ours.mapping_index()), *enrich(INVENTED / "testo.obo", index)]
    files = build(str(folder), Written(ours), formats=("ttl",), enrichment=triples)
    assert [file.variant for file in files] == ["base", "full", "enriched"]
    store = ox.Store()
    store.bulk_load(path=str(folder / "radkg-enriched.ttl"))
    return store


def ask(store: ox.Store, pattern: str) -> set[str]:
    rows = store.query(f"""
        PREFIX obo: <http://purl.obolibrary.org/obo/> PREFIX radkg: <https://w3id.org/radkg/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?x WHERE {{ {pattern} }}""")
    assert isinstance(rows, ox.QuerySolutions)
    return {row[0].value for row in rows}


def test_enriching_adds_names_ancestors_source_and_version(enriched: ox.Store) -> None:
    assert ask(enriched, "obo:MONDO_9999901 rdfs:label ?x") == {"leaf scorch"}
    assert ask(enriched, "obo:MONDO_9999901 skos:altLabel ?x") == {"leaf burn"}
    assert ask(enriched, "obo:MONDO_9999901 skos:broader+/rdfs:label ?x") == {"disorder of leaf", "disorder"}
    assert ask(enriched, "obo:MONDO_9999901 dcterms:source ?x") == {"http://purl.obolibrary.org/obo/mondo.owl"}
    assert ask(enriched, "obo:MONDO_9999901 owl:versionInfo ?x") == {"2020-03-31"}
    assert ask(enriched, "radkg:LeafScorch skos:exactMatch ?x") == {
        "http://purl.obolibrary.org/obo/MONDO_9999901",
        "http://purl.obolibrary.org/obo/TESTO_0000001",
    }
    assert ask(enriched, "?x a owl:Ontology") == {"https://w3id.org/radkg/ontology/enriched"}


def test_of_an_ontology_without_such_a_licence_only_id_label_and_version_are_taken(enriched: ox.Store) -> None:
    assert ask(enriched, "obo:TESTO_0000001 ?x ?y") == {
        "http://www.w3.org/2000/01/rdf-schema#label", "http://purl.org/dc/terms/source", "http://www.w3.org/2002/07/owl#versionInfo",
    }  # fmt: skip
    assert ask(enriched, "radkg:Drought skos:broadMatch ?x") == {"http://purl.obolibrary.org/obo/TESTO_0000010"}


def test_enriching_leaves_out_what_is_obsolete_missing_or_not_mapped_to(enriched: ox.Store) -> None:
    for name in ("MONDO_9999902", "MONDO_9999903", "TESTO_0000005", "TESTO_0000007", "TESTO_0000999", "TESTO_0000012"):
        assert not ask(enriched, f"obo:{name} ?p ?x")
        assert not ask(enriched, f"?x ?p obo:{name}")


def test_enriching_makes_no_class_axiom(enriched: ox.Store) -> None:
    assert not ask(enriched, "?x rdfs:subClassOf|owl:equivalentClass ?y")
    assert not ask(enriched, "?x skos:broader ?y FILTER(STRSTARTS(STR(?x), STR(radkg:)))")


def test_the_build_command_enriches(mini_command: Command, tmp_path: Path) -> None:
    told = mini_command(
        "build", "--output", str(tmp_path), "--only", "nt", "--mappings", str(SETS), "--enrich", str(INVENTED / "testo.owl")
    )
    assert (told.code, told.err) == (0, "")
    assert (tmp_path / "radkg-enriched.nt").exists()


def test_a_release_that_cannot_be_read_stops_the_build(mini_command: Command, tmp_path: Path) -> None:
    told = mini_command(
        "build", "--output", str(tmp_path / "out"), "--mappings", str(SETS), "--enrich", str(tmp_path / "none.owl")
    )
    assert told.code == 2
    assert not (tmp_path / "out").exists()


# -- hostile files

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:o="http://www.w3.org/2002/07/owl#">'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
TERM = "[Term]\nid: MONDO:1\nname: one\n"
OBO_HEAD = "format-version: 1.2\n\n"


@cache  # half a second, which a worker that has other tests to run does not need
def bomb(head: bytes, byte: bytes) -> bytes:
    return gzip.compress(head + byte * 80_000_000, 1)


A_CLASS = '<o:Class rdf:about="http://purl.obolibrary.org/obo/MONDO_1"/>'
HOSTILE: dict[str, tuple[str, str | bytes | Callable[[], bytes], str]] = {
    "entity bomb": ("a.owl", f'<!DOCTYPE r [<!ENTITY e0 "x">{ENTITIES}]>{RDF}&e9;</rdf:RDF>', "an entity with an entity"),
    "quadratic entities": ("a.owl", f'<!DOCTYPE r [<!ENTITY a "{"x" * 9_999}">]>{RDF}{"&a;" * 99_999}</a>', "longer than 200"),
    "many short entities": ("a.owl", f'<!DOCTYPE r [<!ENTITY a "{"x" * 200}">]>{RDF}{"&a;" * 99_999}<', "more than 16 MB"),
    "entities without end": ("a.owl", "<!DOCTYPE r [" + "".join(f"<!ENTITY e{n} ''>" for n in range(2000)), "more than 1,000"),
    "an entity that is an element": ("a.owl", f"<!DOCTYPE r [<!ENTITY a '<b>'>]>{RDF}</rdf:RDF>", "or an element in it"),
    "an entity that is a file": ("a.owl", f'<!DOCTYPE r [<!ENTITY a SYSTEM "/etc/passwd">]>{RDF}&a;</rdf:RDF>', "not opened"),
    "an entity of the document type": ("a.owl", f'<!DOCTYPE r [<!ENTITY % a "b">%a;]>{RDF}</rdf:RDF>', "not opened"),
    "external DTD": ("a.owl", f'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/a.dtd">{RDF}</rdf:RDF>', "which is not opened"),
    "packed entity bomb": ("a.owl.gz", gzip.compress(f"<!DOCTYPE r [{ENTITIES}]>{RDF}&e9;</a>".encode()), "an entity with"),
    "deep XML": ("a.owl", RDF + "<o:Class><o:p>" * 200_000, "nested deeper"),
    "deep Turtle": ("a.ttl", f"<https://e.org/a> <https://e.org/b> {'(' * 3_000_000}", "nested deeper"),
    "deep JSON": ("a.json", '{"graphs":' + "[" * 3_000_000, "nested deeper"),
    "deep JSON objects": ("a.json", '{"graphs":[{"nodes":[' + '{"meta":' * 500_000, "nested deeper"),
    "cut XML": ("a.owl", f"{RDF}{A_CLASS}<o:Cla", "unclosed token"),
    "cut XML after an element": ("a.owl", RDF + A_CLASS, "no element found"),
    "cut Turtle": ("a.ttl", "<https://e.org/a> <https://e.org/b> ", "not well-formed Turtle"),
    "cut JSON": ("a.json", '{"graphs":[{"nodes":[{"id":"http://purl.obolibrary.org/obo/MONDO_1"},', "ends in the middle"),
    "cut cellxgene": ("a.json", '{"MONDO:1":{"ancestors":{},"label":"a"', "ends in the middle"),
    "cut OBO": ("a.obo", OBO_HEAD + "[Term]\nid: MOND", "ends in the middle of a line"),
    "cut gzip": ("a.obo.gz", gzip.compress((OBO_HEAD + TERM * 1000).encode())[:-20], "ends in the middle"),
    "empty OBO": ("a.obo", "", "empty"),
    "empty OWL": ("a.owl", "", "empty"),
    "empty JSON": ("a.json", "\n", "not JSON"),
    "empty gzip": ("a.ttl.gz", gzip.compress(b""), "empty"),
    "no gzip": ("a.obo.gz", OBO_HEAD + TERM, "cannot be unpacked"),
    "no zstandard": ("a.obo.zst", OBO_HEAD + TERM, "cannot be unpacked"),
    "gzip without the suffix": ("a.obo", gzip.compress((OBO_HEAD + TERM).encode()), "compressed; unpack it first"),
    "gzip bomb": ("a.obo.gz", lambda: bomb(OBO_HEAD.encode(), b"\n"), "packed"),
    "gzip bomb of zeros": ("a.owl.gz", lambda: bomb(b"", b"\0"), "control character"),
    "OBO called OWL": ("a.owl", OBO_HEAD + TERM, "not well-formed"),
    "OBO called Turtle": ("a.ttl", OBO_HEAD + TERM, "not well-formed"),
    "OBO called JSON": ("a.json", OBO_HEAD + TERM, "not JSON"),
    "OWL called OBO": ("a.obo", f"{RDF}\n</rdf:RDF>\n", "not a line of OBO"),
    "OWL called Turtle": ("a.ttl", f"{RDF}</rdf:RDF>", "it looks like RDF/XML"),
    "Turtle called OWL": ("a.owl", "@prefix a: <https://a.org/> .\na:b a a:C .", "it looks like Turtle"),
    "JSON called OBO": ("a.obo", '{"graphs": []}\n', "not a line of OBO"),
    "JSON of another kind": ("a.json", '{"a": 1}', "no OBO Graph"),
    "a list": ("a.json", "[1]", "not JSON: it does not begin with a brace"),
    "CURIEs with something else": ("a.json", '{"A:1": 3}', "no term"),
    "a table": ("a.obo", "a\tb\nc\td\n", "not a line of OBO"),
    "a web page": ("a.owl", "<html><body>Not found<br></body></html>", "it looks like an HTML page"),
    "unknown suffix": ("a.docx", "x", "unknown file name suffix"),
    "bad UTF-8": ("a.obo", OBO_HEAD.encode() + b"[Term]\nid: A:1\nname: \xff\n", "not UTF-8"),
    "UTF-8 that ends in a character": ("a.obo", OBO_HEAD.encode() + b"name: \xe2\x80", "not UTF-8"),
    "NUL": ("a.obo", OBO_HEAD + "[Term]\nid: A:1\nname: a\0b\n", "control character (U+0000)"),
    "bidirectional override": ("a.obo", OBO_HEAD + "[Term]\nid: A:1\nname: a\u202eb\n", "bidirectional control character"),
    "a number of 100,000 digits": ("a.json", '{"A:1": {"ancestors": {"B:1": ' + "1" * 100_000 + "}}}", "a thousand digits"),
    "a line of 2 MB": ("a.obo", OBO_HEAD + "name: " + "x" * 2_000_000 + "\n", "a line of more than 1 MB"),
    "a text of 20 MB in Turtle": ("a.ttl", '<https://e.org/a> <https://e.org/b> "' + "x" * 20_000_000, "more than 16 MB"),
    "a text of 20 MB in JSON": ("a.json", '{"A:1": "' + "x" * 20_000_000, "more than 16 MB"),
    "a text of 20 MB in XML": ("a.owl", f"{RDF}{'x' * 20_000_000}", "more than 16 MB"),
}  # fmt: skip


def write_hostile(case: str, folder: Path) -> tuple[Path, str]:
    """Write a hostile file, and return it with what is to be said of it."""
    name, content, reason = HOSTILE[case]
    content = content() if callable(content) else content
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name, reason


@pytest.fixture
def bytes_seen(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many bytes of a release, unpacked, have been looked at: the work that a hostile file gets out of radkg."""
    seen: list[int] = []
    readinto = ReleaseStream.readinto

    def counting(self: ReleaseStream, buffer: memoryview) -> int:
        seen.append(len(buffer))
        return readinto(self, buffer)

    monkeypatch.setattr(ReleaseStream, "readinto", counting)
    return lambda: sum(seen)


@pytest.mark.in_part(3)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_end_with_one_line(
    case: str, mini: radkg.KnowledgeGraph, index: Index, tmp_path: Path, bytes_seen: Callable[[], int]
) -> None:
    path, reason = write_hostile(case, tmp_path)
    with pytest.raises(UnreadableFile, match=re.escape(reason)) as caught:
        mini.verify_mappings(path, index=index)
    assert bytes_seen() < 40 * 2**20  # of a text of 20 MB the first 16; of a bomb of 80 MB what 100 times its size allows
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(
    "case", ["entity bomb", "quadratic entities", "deep XML", "deep Turtle", "deep JSON", "a line of 2 MB"]
)
def test_what_is_deep_or_grows_is_refused_at_its_beginning(
    case: str, mini: radkg.KnowledgeGraph, index: Index, tmp_path: Path, bytes_seen: Callable[[], int]
) -> None:
    path, _ = write_hostile(case, tmp_path)
    with pytest.raises(UnreadableFile):
        mini.verify_mappings(path, index=index)
    assert bytes_seen() <= 2 * PIECE


@pytest.mark.parametrize("case", ["entity bomb", "gzip bomb", "cut OBO"])
def test_the_command_says_it_and_ends_with_2(case: str, verify: Command, tmp_path: Path) -> None:
    path, reason = write_hostile(case, tmp_path)
    told = verify(path)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert reason in told.err


def test_what_is_escaped_in_the_file_is_not_printed(mini: radkg.KnowledgeGraph, index: Index, tmp_path: Path) -> None:
    label = "leaf\\u202eblotch\\n\\ttwo\\u0007"
    (tmp_path / "a.json").write_text(f'{{"TESTO:0000002": {{"label": "{label}", "ancestors": {{}}, "deprecated": false}}}}')
    found = mini.verify_mappings(tmp_path / "a.json", index=index)
    (renamed,) = found.renamed
    assert renamed.label == r"leaf\u202Eblotch two\u0007"


def test_a_formula_gets_into_no_table(mini: radkg.KnowledgeGraph, index: Index, tmp_path: Path) -> None:
    (tmp_path / "a.obo").write_text(f"{OBO_HEAD}[Term]\nid: TESTO:0000002\nname: =HYPERLINK(1)\n")
    found = mini.verify_mappings(tmp_path / "a.obo", index=index, merge=False)
    (written,) = correct(index, found, str(tmp_path))
    assert written.renamed == 0
    assert "HYPERLINK" not in Path(written.path).read_text()


def test_a_missing_package_is_said_in_one_line(verify: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ijson", None)
    told = verify(INVENTED / "testo.json")
    assert told.code == 2
    assert told.err == "radkg: reading JSON needs a package more; `pip install 'radkg[mappings]'` installs it\n"


@pytest.mark.parametrize("name", ["nowhere.obo", "folder.obo", "pipe.obo"])
def test_what_is_no_file(name: str, verify: Command, tmp_path: Path) -> None:
    (tmp_path / "folder.obo").mkdir()
    os.mkfifo(tmp_path / "pipe.obo")
    told = verify(tmp_path / name)
    assert (told.code, told.err.count("\n")) == (2, 1)


def test_millions_of_terms_with_one_name_take_no_memory_to_speak_of(mini: radkg.KnowledgeGraph) -> None:
    matcher = Matcher(mini.knowledge)
    for number in range(10_000):
        matcher.take(Term(f"A:{number}", label="leaf scorch"))
    assert len(matcher.matches(RADKG + "LeafScorch")) <= 40


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.obo"
    line = f'synonym: "{"x " * 500}" EXACT []\n' * 50
    with open(path, "w") as file:
        file.write(OBO_HEAD)
        for number in range(800):  # 40 MB
            file.write(f"[Term]\nid: A:{number}\nname: term {number}\n{line}\n")
    code = (
        "import resource, sys\nfrom radkg.mappings.verify.release_terms import ReleaseTerms\n"
        "from radkg.mappings.prefixes import Prefixes\n"
        "from radkg.mappings.release import Release\nbefore = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "release = Release(sys.argv[1], Prefixes(()))\nledger = ReleaseTerms('a', release.header)\n"
        "for term in release.terms():\n    ledger.add(term)\n"
        "print(ledger.count('A'), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    said = run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    terms, grown = map(int, said.split())
    assert terms == 800
    assert grown < 20 * 1024  # kilobytes


# -- the guards, piece by piece

PIECES: dict[str, tuple[Callable[[], Guard], bytes]] = {
    "Turtle": (lambda: NestingGuard("a", ox.RdfFormat.TURTLE),
               b'<https://e.org/a> <https://e.org/b> """[[[ " \\""" (((\n""", "a # (", '
               b"'{' ; # (((\n <https://e.org/(((> \"\" .\n" * 50),
    "JSON": (lambda: NestingGuard("a", ox.RdfFormat.JSON_LD), b'{"a": "[[[{{{ \\" [[[", "b": ["", {"c": []}]}' * 50),
    "XML": (lambda: XmlGuard("a"), RDF.encode() + "<a>é<b/></a>".encode() * 50 + b"</rdf:RDF>"),
    "text": (lambda: TextGuard("a"), "\ufeffäöü 漢字 🦴 ابج\n".encode() * 50),
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
@pytest.mark.parametrize("case", PIECES)
def test_guards_see_the_same_in_pieces_of_any_size(case: str, size: int) -> None:
    make, data = PIECES[case]
    guard = make()
    for at in range(0, len(data), size):
        guard.feed(data[at : at + size])
    guard.feed(b"", final=True)


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("make", "data", "line"),
    [
        (lambda: NestingGuard("a", ox.RdfFormat.TURTLE), b'"""[["""\n# [\n' + b"[\n" * 201, 203),
        (lambda: NestingGuard("a", ox.RdfFormat.JSON_LD), b'"\\"[["\n' + b"[\n" * 201, 202),
        (lambda: TextGuard("a"), "a\nb\u202e".encode(), 2),
        (lambda: NumberGuard("a"), b'"1"\n1\n[' + b"1" * 1000, 3),
        (lambda: XmlGuard("a"), b"<a>\n" * 201, 201),
    ],
)
def test_guards_know_the_line_in_pieces_of_any_size(make: Callable[[], Guard], data: bytes, line: int, size: int) -> None:
    guard = make()

    def feed() -> None:
        for at in range(0, len(data), size):
            guard.feed(data[at : at + size])

    with pytest.raises(UnreadableFile, match=re.escape(f"a:{line}: ")):
        feed()
