"""Mapping sets as others write them: columns, order, metadata, line ends and forms are theirs; each dialect was met.

mapping-commons/sssom#40, #328, #375, #569; sssom-py#180, #306, #427; the sets of the mouse-human mapping initiative.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import radkg
from radkg.errors import MissingPackage, UnreadableFile
from radkg.mappings import Index, MappingSet, read_set, write_json, write_set
from radkg.mappings.triples import triples
from radkg.model.ontology import Ontology

TESTO = "http://purl.obolibrary.org/obo/TESTO_"
TERMS = """format-version: 1.2
data-version: testo/releases/2026-01-01
ontology: testo

[Term]
id: TESTO:0000002
name: leaf blotch

[Term]
id: TESTO:0000004
name: bark canker

[Term]
id: TESTO:0000005
name: obsolete nursery scorch
is_obsolete: true
replaced_by: TESTO:0000006

[Term]
id: TESTO:0000006
name: sapling leaf scorch
"""
REQUIRED = """subject_id\tpredicate_id\tobject_id\tmapping_justification
radkg:LeafBlotch\tskos:exactMatch\tTESTO:0000002\tsemapv:UnspecifiedMatching
radkg:SaplingLeafScorch\tskos:exactMatch\tTESTO:0000005\tsemapv:UnspecifiedMatching
"""
PREFIXES = f"# curie_map:\n#   TESTO: {TESTO}\n#   radkg: https://w3id.org/radkg/\n"
#: Name of a file to its content: all say of two terms the same two things.
DIALECTS = {
    "the-four-columns-alone.sssom.tsv": REQUIRED,
    "comments-with-a-space.sssom.tsv": f"{PREFIXES}# license: https://creativecommons.org/publicdomain/zero/1.0/\n{REQUIRED}",
    "folded-texts-and-lists.sssom.tsv": "# creator_id:\n# - orcid:0000-0000-0000-0000\n# - orcid:0000-0000-0000-0001\n"
    "# mapping_set_description: 'Some mappings of a garden''s diseases\n#   to those of a test vocabulary: two of them'\n"
    f"{PREFIXES}# mapping_date: 2020-05-30\n{REQUIRED}",
    "another-order-and-more.sssom.tsv": f"#mapping_set_id: https://example.org/more\n{PREFIXES.replace('# ', '#')}"
    "confidence\tobject_id\tmapping_justification\tsubject_id\tsubject_label\tpredicate_id\tauthor_id\tmy_note\n"
    "0.875\tTESTO:0000002\tsemapv:LexicalMatching\tradkg:LeafBlotch\tleaf blotch\tskos:exactMatch\torcid:1|orcid:2\t7\n"
    "1.0\tTESTO:0000005\tsemapv:LexicalMatching\tradkg:SaplingLeafScorch\t\tskos:exactMatch\t\t\n",
    "byte-order-mark.sssom.tsv": f"\ufeff{PREFIXES}{REQUIRED}",
    "ends-of-windows.sssom.tsv": f"{PREFIXES}{REQUIRED}\t\t\t\n".replace("\n", "\r\n"),
    "ends-of-old-macs.sssom.tsv": REQUIRED.replace("\n", "\r"),
    "commas.sssom.csv": f"{PREFIXES}{REQUIRED}".replace("\t", ","),
    "commas-called-tsv.sssom.tsv": f"{PREFIXES}{REQUIRED}".replace("\t", ","),
    "separators-in-cells.sssom.tsv": f"{PREFIXES}subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
    'radkg:LeafBlotch\tskos:exactMatch\tTESTO:0000002\tsemapv:LexicalMatching\t"a tab\tand\na ""line"""\n'
    "radkg:SaplingLeafScorch\tskos:exactMatch\tTESTO:0000005\tsemapv:LexicalMatching\ta | and \u2028 in one line\n",
    "prefixes-of-their-own.sssom.tsv": f"#curie_map:\n#  tst_: {TESTO}\n#  garden: https://w3id.org/radkg/\n"
    + REQUIRED.replace("TESTO:", "tst_:").replace("radkg:", "garden:"),
    "addresses.sssom.tsv": REQUIRED.replace("TESTO:", TESTO).replace("radkg:", "https://w3id.org/radkg/"),
    "equivalent-classes.sssom.tsv": f"{PREFIXES}{REQUIRED.replace('skos:exactMatch', 'owl:equivalentClass')}",
    "cells-left-out-at-the-end.sssom.tsv": PREFIXES
    + REQUIRED.replace("mapping_justification\n", "mapping_justification\tcomment\n"),
    "json-ld.sssom.json": json.dumps(
        {
            "@context": {"TESTO": TESTO, "radkg": "https://w3id.org/radkg/", "author_label": {"@id": "author_label"}},
            "@type": "MappingSet",
            "mapping_set_id": "https://example.org/json",
            "mappings": [
                {
                    "subject_id": f"radkg:{subject}",
                    "predicate_id": "skos:exactMatch",
                    "object_id": object_,
                    "mapping_justification": "semapv:LexicalMatching",
                    "author_label": ["one", "two"],
                    "confidence": 0.5,
                }
                for subject, object_ in (("LeafBlotch", "TESTO:0000002"), ("SaplingLeafScorch", "TESTO:0000005"))
            ],
        }
    ),
}


Writes = Callable[..., Path]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / "testo.obo"
    path.write_text(TERMS)
    return path


@pytest.fixture(scope="module")
def ontology(mini_folder: Path) -> Ontology:
    return Ontology.at(mini_folder)


@pytest.fixture
def written(tmp_path: Path) -> Writes:
    """Writes a set, and returns its path."""

    def write(text: str, name: str = "a.sssom.tsv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def rows_of(one: MappingSet, index: Index) -> set[tuple[str, str]]:
    return {(subject, index.curie(row.object, one)) for subject, rows in index.by_subject.items() for row in rows}


@pytest.mark.parametrize("name", DIALECTS)
def test_a_set_is_read_and_verified(
    name: str, written: Writes, mini: radkg.KnowledgeGraph, ontology: Ontology, release: Path
) -> None:
    path = written(DIALECTS[name], name)
    index = Index.of_folder(str(path), ontology.prefixes())
    assert rows_of(index.sets[0], index) == {
        ("https://w3id.org/radkg/LeafBlotch", "TESTO:0000002"),
        ("https://w3id.org/radkg/SaplingLeafScorch", "TESTO:0000005"),
    }
    found = mini.verify_mappings(release, index=index)
    assert (found.mappings, found.in_common, found.missing) == (2, 2, ())
    (obsolete,) = found.obsolete
    assert [one.id for one in obsolete.replaced_by] == ["TESTO:0000006"]
    assert found.merge is not None
    assert found.merge.exact_matches == 1


@pytest.mark.parametrize("name", DIALECTS)
def test_a_set_is_written_again_without_loss(name: str, written: Writes, tmp_path: Path) -> None:
    one = read_set(written(DIALECTS[name], name))
    (tmp_path / "table").mkdir()
    for place, text in (("table/a.sssom.tsv", write_set(one)), ("a.sssom.json", write_json(one))):
        (tmp_path / place).write_text(text, encoding="utf-8", newline="")
        again = read_set(tmp_path / place)
        assert (again.metadata, again.prefixes) == (one.metadata, one.prefixes)
        assert {row._replace(confidence="") for row in again.mappings} == {row._replace(confidence="") for row in one.mappings}
        assert sorted(float(row.confidence or -1) for row in again.mappings) == sorted(
            float(row.confidence or -1) for row in one.mappings
        )


@pytest.mark.parametrize(
    ("name", "content", "line", "remedy"),
    [
        ("a.sssom.tsv", REQUIRED.replace("cation\n", "cation\tconfidence\n", 1).replace("ing\n", "ing\t1.5\n"), 2, "0 to 1"),
        ("a.sssom.tsv", REQUIRED.replace("cation\n", "cation\tconfidence\n", 1).replace("ing\n", "ing\t0,9\n"), 2, "0 to 1"),
        ("a.sssom.csv", REQUIRED.replace("\t", ";"), 1, "tabs between the cells, or commas"),
        ("a.sssom.tsv", REQUIRED.replace("mapping_justification", "match_type"), 1, "mapping_justification for match_type"),
        ("a.sssom.tsv", REQUIRED.replace("subject_id", "Subject ID"), 1, "write subject_id for Subject ID"),
        ("a.sssom.tsv", REQUIRED.replace("subject_id", "term"), 1, "add what SSSOM requires"),
        ("a.sssom.tsv", REQUIRED.replace("TESTO:0000002", "NA"), 2, "fill the cell"),
        ("a.sssom.tsv", REQUIRED.replace("ing\n", "ing\tone\tmore\n"), 2, "in quotation marks"),
        ("a.sssom.tsv", REQUIRED.encode("utf-16"), None, "save it as UTF-8"),
        ("a.sssom.tsv", REQUIRED.replace("Leaf", "L\xe9af").encode("latin-1"), 2, "save it as UTF-8"),
        ("a.sssom.ttl", "<https://example.org/a> <https://example.org/b> <https://example.org/c> .", None, "sssom parse"),
    ],
)
def test_what_is_no_set_is_refused_with_a_remedy(
    name: str, content: str | bytes, line: int | None, remedy: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableFile) as error:
        read_set(path)
    assert error.value.line == line
    assert remedy in error.value.remedy


def test_a_word_for_nothing_is_nothing_but_in_a_text(written: Writes) -> None:
    text = REQUIRED.replace("cation\n", "cation\tconfidence\tmapping_date\tcomment\n", 1)
    one = read_set(written(text.replace("ing\n", "ing\tNA\tn/a\tNA\n")))
    assert {(row.confidence, row.more, row.comment) for row in one.mappings} == {("", (), "NA")}


@pytest.mark.parametrize("prefixes", [{}, {"A": "urn:a:", "B": "https://example.org/b#"}])
def test_prefixes_are_written_as_yaml_has_them(prefixes: dict[str, str], written: Writes) -> None:
    one = read_set(written(REQUIRED))._replace(prefixes=prefixes)
    said = "\n".join(line[1:] for line in write_set(one).splitlines() if line.startswith("#"))
    assert (yaml.safe_load(said) or {}).get("curie_map", {}) == prefixes
    assert read_set(written(write_set(one))).prefixes == prefixes


def test_metadata_stand_beside_the_table(written: Writes) -> None:
    written(PREFIXES.replace("# ", "") + "mapping_set_title: 'Two: of them'\nlicense: inside\n", "a.sssom.yml")
    one = read_set(written(f"#license: beside\n{REQUIRED}"))
    assert one.metadata == {"license": "beside", "mapping_set_title": "Two: of them"}
    assert one.prefixes["TESTO"] == TESTO


def test_what_a_slot_of_the_set_says_holds_for_its_rows(written: Writes) -> None:
    one = read_set(written(f'#object_source_version: "2026-01-01"\n{REQUIRED}'))
    assert {row.object_version for row in one.mappings} == {"2026-01-01"}
    assert write_set(one).count("2026-01-01") == 1


def test_a_negated_row_is_no_match(written: Writes, mini: radkg.KnowledgeGraph, ontology: Ontology, release: Path) -> None:
    text = f"""{PREFIXES}subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification
radkg:LeafBlotch\tNot\tskos:exactMatch\tTESTO:0000002\tsemapv:ManualMappingCuration
radkg:BarkCanker\tNOT\tskos:exactMatch\tTESTO:0000005\tsemapv:ManualMappingCuration
"""
    index = Index.of_folder(str(written(text)), ontology.prefixes())
    assert (index.by_subject, index.by_object, triples(index)) == ({}, {}, [])
    found = mini.verify_mappings(release, index=index)
    assert found.merge is not None
    assert found.merge.exact_matches == 0
    offered = {(one.label, one.candidate.id) for one in found.candidates}
    assert ("leaf blotch", "TESTO:0000002") not in offered  # it was looked at, and denied
    assert ("bark canker", "TESTO:0000004") in offered
    assert [one.mapping.negated for one in found.obsolete] == [True]
    assert "negated" in radkg.mappings.MappingSets(index.sets).text()
    assert "\tNot\t" in write_set(index.sets[0])


def test_a_text_may_stand_for_a_subject(written: Writes, ontology: Ontology) -> None:
    text = (
        f"{PREFIXES}subject_type\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\n"
        "rdfs literal\tblotchy leaf\tskos:exactMatch\tTESTO:0000002\tsemapv:LexicalMatching\n"
    ).replace("# curie_map", "# subject_type: rdfs literal\n# curie_map")
    index = Index.of_folder(str(written(text)), ontology.prefixes())
    assert index.by_subject == {}
    assert index.sets[0].mappings[0].subject_label == "blotchy leaf"


def test_the_release_may_be_on_the_side_of_the_subjects(
    written: Writes, mini: radkg.KnowledgeGraph, ontology: Ontology, release: Path, tmp_path: Path
) -> None:
    text = f"""{PREFIXES}subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification
TESTO:0000002\tleaf blotch\tskos:exactMatch\tradkg:LeafBlotch\tsemapv:ManualMappingCuration
TESTO:0000004\tcanker\tskos:exactMatch\tradkg:BarkCanker\tsemapv:ManualMappingCuration
TESTO:0000005\t\tskos:exactMatch\tradkg:SaplingLeafScorch\tsemapv:ManualMappingCuration
TESTO:0000009\t\tskos:closeMatch\tMP:0000001\tsemapv:ManualMappingCuration
"""
    index = Index.of_folder(str(written(text)), ontology.prefixes())
    found = mini.verify_mappings(release, index=index, corrected=tmp_path / "mended.tsv")
    assert str(found.renamed[0]) == "TESTO:0000004 “canker” is now “bark canker” (radkg:BarkCanker)"
    assert [(one.side, one.mapping.subject) for one in found.missing] == [("subject", "TESTO:0000009")]
    assert found.merge is not None
    assert found.merge.exact_matches == 2
    mended = {row.object: row for row in read_set(tmp_path / "mended.tsv").mappings}
    assert mended["radkg:BarkCanker"].subject_label == "bark canker"
    assert mended["radkg:SaplingLeafScorch"].subject == "TESTO:0000006"


def test_a_correction_says_no_pair_twice(
    written: Writes, mini: radkg.KnowledgeGraph, ontology: Ontology, release: Path, tmp_path: Path
) -> None:
    more = (
        "radkg:SaplingLeafScorch\tskos:closeMatch\tTESTO:0000006\tsemapv:ManualMappingCuration\n"
        "radkg:LeafScorch\tskos:exactMatch\tTESTO:0000006\tsemapv:ManualMappingCuration\n"
        "radkg:RootRot\tskos:exactMatch\tTESTO:0000005\tsemapv:ManualMappingCuration\n"
    )
    index = Index.of_folder(str(written(PREFIXES + REQUIRED + more)), ontology.prefixes())
    (done,) = mini.verify_mappings(release, index=index, merge=False, corrected=tmp_path / "mended.tsv").corrected
    assert (done.replaced, done.joined, done.left) == (0, 1, 1)
    pairs = [(row.subject, row.object) for row in read_set(tmp_path / "mended.tsv").mappings]
    assert len(pairs) == len(set(pairs)) == 4
    assert ("radkg:RootRot", "TESTO:0000005") in pairs  # two terms would be the same: somebody decides


def test_a_correction_writes_identifiers_as_the_set_does(
    written: Writes, mini: radkg.KnowledgeGraph, ontology: Ontology, release: Path, tmp_path: Path
) -> None:
    for name, id_ in (("prefixes-of-their-own", "tst_:0000006"), ("addresses", f"{TESTO}0000006")):
        index = Index.of_folder(str(written(DIALECTS[f"{name}.sssom.tsv"], f"{name}.sssom.tsv")), ontology.prefixes())
        mini.verify_mappings(release, index=index, merge=False, corrected=tmp_path / "mended.tsv")
        assert id_ in {row.object for row in read_set(tmp_path / "mended.tsv").mappings}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "subject_id\tobject_id\nA:1\tB:2\n",
            ":1: no table of mappings: it has no column predicate_id and mapping_justification",
        ),
        (f"{REQUIRED}radkg:A\t\tTESTO:1\tx\n", ":4: a row without predicate_id"),
        ("", "no table in it"),
        ('""\n', ":1: no table in it"),
        (f"#a: [\n{REQUIRED}", "metadata that are no YAML"),
        (f"#a: &x [b]\n#c: *x\n{REQUIRED}", "a value that refers to another one"),
        (f"#curie_map: [a]\n{REQUIRED}", "its curie_map is no list of prefixes and namespaces"),
        (f"#- a\n{REQUIRED}", "metadata that are no list of slots and values"),
        (REQUIRED.replace("predicate_id", "object_id"), "it has no column predicate_id"),
        (
            REQUIRED.replace("mapping_justification\n", "mapping_justification\tobject_id\n"),
            "the column object_id stands in it twice",
        ),
    ],
)
def test_what_is_no_set_is_told(text: str, said: str, written: Writes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_set(written(text))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "JSON, but no mapping set"),
        ("{", "not well-formed JSON"),
        ('{"mappings": [{"subject_id": "a:1"}]}', "mapping 1 has no predicate_id"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_set_in_json_is_told(text: str, said: str, written: Writes) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_set(written(text, "a.sssom.json"))


def test_plain_metadata_need_no_package(written: Writes, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "yaml", None)
    plain = f'#license: https://example.org/l\n#mapping_set_version: "1"\n#curie_map:\n#  TESTO: {TESTO}\n'
    assert read_set(written(plain + REQUIRED)).prefixes == {"TESTO": TESTO}
    with pytest.raises(MissingPackage, match=r"radkg\[mappings\]"):
        read_set(written(f"#creator_id:\n#- a\n{REQUIRED}"))
