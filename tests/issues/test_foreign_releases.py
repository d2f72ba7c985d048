"""Releases of other ontologies as people have them: what can be read is read, and what is left out is said.

The numbers are those of the reports, in the trackers of other projects, of the symptom that a test answers to.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnreadableFile
from radkg.mappings import Index, MappingSet, read_set, write_set
from radkg.mappings.prefixes import Prefix, Prefixes
from radkg.mappings.release import Release, Term
from radkg.mappings.release.json_forms import in_whole_characters
from radkg.mappings.verify.findings import Obsolete
from radkg.namespaces import OWL, RDFS
from radkg.rdf.reading import parse

Command = Callable[..., Any]

SETS = Path(__file__).parents[1] / "mappings" / "invented" / "sets"
HP = "http://purl.obolibrary.org/obo/HP_"
TESTO = "http://purl.obolibrary.org/obo/TESTO_"
TTL = f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .\n"
OBO = "format-version: 1.2\nontology: hp\n\n"
PREFIXES = Prefixes((Prefix("HP", HP, (), (), "hp", "Human Phenotype Ontology"),))
GRAPH = (
    '{"graphs": [{"id": "http://purl.obolibrary.org/obo/hp.owl", "nodes": [{"id": "'
    + HP
    + '0000001", "lbl": "All", "type": "CLASS", "meta": {"x": %s}}]}]}'
)


def read(path: Path, content: str | bytes) -> tuple[list[Term], list[str]]:
    """The terms of a release with this content, and the remarks on it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    release = Release(path, PREFIXES)
    found = list(release.terms())
    return found, list(map(str, release.header.remarks.all()))


def terms(path: Path, content: str | bytes) -> list[Term]:
    """The terms of a release with this content, on which there is no remark."""
    found, remarks = read(path, content)
    assert remarks == []
    return found


def in_rdf_xml(body: str, doctype: str = "") -> str:
    """RDF/XML with the prefixes that ontologies have."""
    return (
        f'<?xml version="1.0"?>\n{doctype}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        'xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:owl="http://www.w3.org/2002/07/owl#">\n'
        f"{body}\n</rdf:RDF>\n"
    )


def a_class(about: str, inside: str) -> str:
    """A class in RDF/XML."""
    return f'<owl:Class rdf:about="{about}">{inside}</owl:Class>'


def below(parent: str) -> str:
    """That a class is below another, in RDF/XML."""
    return f'<rdfs:subClassOf rdf:resource="{parent}"/>'


# -- IRIs and language tags


@pytest.mark.parametrize("suffix", [".ttl", ".owl"])
def test_an_annotation_with_a_space_in_its_iri_does_not_matter(suffix: str, tmp_path: Path) -> None:
    """RTXteam/RTX#481, pato-ontology/pato#459, obo-behavior/behavior-ontology#58, ad-freiburg/qlever#1448, oxigraph#1223."""
    seen = "https://example.org/muscle weakness"
    turtle = f'{TTL}<{HP}1> a owl:Class ; rdfs:label "one" ; rdfs:seeAlso <{seen}> .\n'
    xml = in_rdf_xml(a_class(HP + "1", f'<rdfs:label>one</rdfs:label><rdfs:seeAlso rdf:resource="{seen}"/>'))
    (term,) = terms(tmp_path / f"hp{suffix}", turtle if suffix == ".ttl" else xml)
    assert (term.id, term.label) == ("HP:1", "one")


BAD_CLASSES = {
    "file:///C:/users/me/onto.owl#A": "1 IRI that is no web address or URN left out (line 4): file:///C:/users/me/onto.owl#A",
    "javascript:alert(1)": "1 IRI that is no web address or URN left out (line 4): javascript:alert(1)",
    "A": "1 relative IRI left out (line 4): A",
    "../../A": "1 relative IRI left out (line 4): ../../A",
    "/A": "1 relative IRI left out (line 4): /A",
    "//evil.example.org/A": "1 relative IRI left out (line 4): //evil.example.org/A",
    "https://example.org/a b": "1 IRI with a character that no IRI has left out (line 4): https://example.org/a b",
}


@pytest.mark.parametrize("iri", BAD_CLASSES)
@pytest.mark.parametrize("suffix", [".ttl", ".owl", ".jsonld"])
def test_a_class_with_a_bad_iri_is_left_out_and_said(suffix: str, iri: str, tmp_path: Path) -> None:
    good = f"{HP}1"
    content = {
        ".ttl": f'{TTL}\n\n<{iri}> a owl:Class ; rdfs:label "bad" .\n<{good}> a owl:Class ; rdfs:subClassOf <{HP}2> .',
        ".owl": in_rdf_xml(f"{a_class(iri, '<rdfs:label>bad</rdfs:label>')}\n{a_class(good, below(HP + '2'))}"),
        ".jsonld": f'[{{"@id": "{good}", "{RDFS}subClassOf": {{"@id": "{HP}2"}}}},\n\n\n'
        f'{{"@id": "{iri}", "@type": "{OWL}Class"}}]',
    }
    found, (remark,) = read(tmp_path / f"hp{suffix}", content[suffix])
    assert [(term.id, term.parents) for term in found] == [("HP:1", ("HP:2",))]
    assert remark == BAD_CLASSES[iri]


def test_a_bad_parent_is_left_out_and_the_class_stays(tmp_path: Path) -> None:
    parents = "".join(below(iri) for iri in ("A", HP + "2", "B", "file:///a#C"))
    (term,), remarks = read(tmp_path / "hp.owl", in_rdf_xml(a_class(HP + "1", f"\n{parents}<rdfs:label>one</rdfs:label>")))
    assert (term.label, term.parents) == ("one", ("HP:2",))
    assert remarks == [
        "2 relative IRIs left out (the first in line 5): A",
        "1 IRI that is no web address or URN left out (line 5): file:///a#C",
    ]


def test_a_language_tag_that_is_none_costs_its_text_alone(tmp_path: Path) -> None:
    texts = '<rdfs:label>one</rdfs:label>\n<rdfs:label xml:lang="translatedby">two</rdfs:label>'
    (term,), remarks = read(tmp_path / "hp.owl", in_rdf_xml(a_class(HP + "1", texts)))
    assert term.label == "one"
    assert remarks == ["1 text with a language tag that is none left out (line 5): translatedby"]


def test_english_with_an_underscore_is_english(tmp_path: Path) -> None:
    """Locales are written so: ``en_US`` for en-US."""
    (term,) = terms(tmp_path / "hp.owl", in_rdf_xml(a_class(HP + "1", '<rdfs:label xml:lang="en_US">one</rdfs:label>')))
    assert term.label == "one"


# -- lines


def test_a_statement_that_is_not_well_formed_costs_itself_alone(tmp_path: Path) -> None:
    good = [f'<{HP}{n}> a owl:Class ; rdfs:label "{n}" .\n' for n in range(1, 6)]
    for bad in ("<a> <b> oops .\n", "x:y a owl:Class .\n", f'<{HP}9> rdfs:label "a"@en_US .\n'):
        found, (remark,) = read(tmp_path / "hp.ttl", TTL + "".join([*good[:2], bad, *good[2:]]))
        assert [term.label for term in found if term.declared] == ["1", "2", "3", "4", "5"]
        assert remark.startswith("1 statement that is not well-formed left out (line 4): ")


def test_of_n_triples_a_line_is_left_out(tmp_path: Path) -> None:
    lines = [f'<{HP}{n}> <{RDFS}label> "{n}" .\n' for n in range(1, 6)]
    found, remarks = read(
        tmp_path / "hp.nt", "".join([*lines[:2], "one two three\n", *lines[2:], f"<{HP}9> <{RDFS}label> oops .\n"])
    )
    assert [term.label for term in found] == ["1", "2", "3", "4", "5"]
    assert remarks[0].startswith("2 statements that are not well-formed left out (the first in line 3): ")


@pytest.mark.parametrize("name", ["hp.ttl", "hp.nt"])
def test_a_release_that_ends_in_the_middle_is_refused(name: str, tmp_path: Path) -> None:
    """What is missing at its end would be told as removed from the vocabulary."""
    whole = "".join(f'<{HP}{n}> <{RDFS}label> "{n}" .\n' for n in range(1, 6))
    for cut in range(4, 80):
        with pytest.raises(UnreadableFile, match=r"hp\.\w+:5: not well-formed"):
            read(tmp_path / name, whole[:-cut])
    found, (remark,) = read(tmp_path / name, whole[:-2])
    assert len(found) == 5
    assert remark.endswith("followed by a dot")


def test_more_faults_than_statements_are_no_release(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"hp\.nt:1: not well-formed N-Triples"):
        read(tmp_path / "hp.nt", "one two three\n" * 3 + f'<{HP}1> <{RDFS}label> "1" .\n')
    with pytest.raises(UnreadableFile, match="more lines that are not OBO than lines that are"):
        read(tmp_path / "hp.obo", "format-version: 1.2\n" + "one two three\n" * 3)


def test_of_obo_a_line_is_left_out(tmp_path: Path) -> None:
    text = OBO + "[Term]\nid: HP:1\nname: one\n<<<<<<< HEAD\n\n=======\n[Term]\nname: two\n"
    (term,), remarks = read(tmp_path / "hp.obo", text)
    assert (term.id, term.label) == ("HP:1", "one")
    assert remarks == [
        "2 lines that are not OBO left out (the first in line 7): <<<<<<< HEAD",
        "1 term without an id left out (line 10)",
    ]


@pytest.mark.parametrize("last", ["name: one", 'synonym: "one" EXACT []', "is_a: HP:2 ! two", "is_obsolete: true"])
def test_obo_whose_last_line_has_no_end_is_read(last: str, tmp_path: Path) -> None:
    """althonos/pronto#146, #159, owlcollab/owltools#32."""
    (term,), remarks = read(tmp_path / "hp.obo", f"{OBO}[Term]\nid: HP:1\n{last}")
    assert term.id == "HP:1"
    assert remarks == ["1 last line without an end, read as it stands; see whether the file is whole (line 6)"]


@pytest.mark.parametrize(
    "last", ["na", "name", "name:", 'synonym: "one" EXACT', 'synonym: "on', "is_a: HP", "is_obsolete: tr", "[Term"]
)
def test_obo_that_ends_within_a_tag_or_a_value_is_refused(last: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"hp\.obo:6: ends in the middle of a line; fetch it again"):
        read(tmp_path / "hp.obo", f"{OBO}[Term]\nid: HP:1\n{last}")


@pytest.mark.parametrize("last", ["! the end", "   ", ""])
def test_a_comment_or_nothing_may_stand_last(last: str, tmp_path: Path) -> None:
    (term,) = terms(tmp_path / "hp.obo", f"{OBO}[Term]\nid: HP:1\n{last}")
    assert term.id == "HP:1"


# -- entities of XML


def test_entities_that_stand_for_namespaces_are_read(tmp_path: Path) -> None:
    """eclipse-rdf4j/rdf4j#1202 (a ban on DOCTYPE that was taken back), protegeproject/protege#484, johnperry/RadLexXML."""
    doctype = f'<!DOCTYPE rdf:RDF [\n  <!ENTITY owl "{OWL}" >\n  <!-- all of HP -->\n  <!ENTITY hp "{HP}" >\n]>\n'
    body = a_class("&hp;1", f'<rdfs:label rdf:datatype="&owl;x">R &amp; D</rdfs:label>{below("&hp;2")}')
    (term,) = terms(tmp_path / "hp.owl", in_rdf_xml(body, doctype))
    assert (term.id, term.label, term.parents) == ("HP:1", "R & D", ("HP:2",))


def test_a_thousand_entities_of_two_hundred_bytes_are_read(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{"x" * 200}">' for n in range(1000))
    body = a_class(HP + "1", f"<rdfs:label>&e999;{'&e0;' * 100}</rdfs:label>")
    (term,) = terms(tmp_path / "hp.owl", in_rdf_xml(body, f"<!DOCTYPE rdf:RDF [{entities}]>"))
    assert term.label == "x" * 20_200


def test_restrictions_and_axioms_between_what_is_said_of_a_class_are_not_of_it(tmp_path: Path) -> None:
    """ChEBI's RDF/XML: a role stands between two parents, synonyms and cross-references are told again behind a class."""
    oio = 'xmlns:oio="http://www.geneontology.org/formats/oboInOwl#"'
    role = (
        f'<rdfs:subClassOf><owl:Restriction><owl:onProperty rdf:resource="{HP}8"/><owl:someValuesFrom rdf:resource="{HP}9"/>'
        "</owl:Restriction></rdfs:subClassOf>"
    )
    inside = (
        f"{below(HP + '2')}{role}<oio:hasAlternativeId {oio}>HP:7</oio:hasAlternativeId>{below(HP + '3')}"
        f"<oio:hasExactSynonym {oio}>first</oio:hasExactSynonym><rdfs:label>one</rdfs:label>"
    )
    axiom = (
        f'<owl:Axiom {oio}><owl:annotatedSource rdf:resource="{HP}1"/><owl:annotatedTarget>first</owl:annotatedTarget>'
        "<rdfs:label>another</rdfs:label><oio:hasExactSynonym>another</oio:hasExactSynonym></owl:Axiom>"
    )
    one, two = terms(tmp_path / "hp.owl", in_rdf_xml(f"{a_class(HP + '1', inside)}{axiom * 2}{a_class(HP + '4', '')}"))
    assert (one.id, one.label, one.parents, one.alternative_ids) == ("HP:1", "one", ("HP:2", "HP:3"), ("HP:7",))
    assert [synonym.text for synonym in one.synonyms] == ["first"]
    assert (two.id, two.label) == ("HP:4", "")


@pytest.mark.parametrize("space", ["http://www.radlex.org/RID/", "http://radlex.org/RID/#"])
def test_radlex_is_read_as_it_is_published(space: str, tmp_path: Path) -> None:
    """Its IRIs are behind entities, and its names in properties of its own (johnperry/RadLexXML, README)."""
    prefix = Prefix("RADLEX", "http://www.radlex.org/RID/", ("RID",), ("http://radlex.org/RID/#",), "radlex", "RadLex")
    terms = "".join(
        f"""<owl:Class rdf:about="&RID;RID{number}"><RID:Preferred_name>{name}</RID:Preferred_name>
          <RID:Synonym>another {name}</RID:Synonym><rdfs:subClassOf rdf:resource="&RID;RID1"/></owl:Class>"""
        for number, name in ((56, "abdomen"), (1243, "thorax"))
    )
    (tmp_path / "radlex.owl").write_text(
        f'''<?xml version="1.0"?>
        <!DOCTYPE rdf:RDF [<!ENTITY RID "{space}"> <!ENTITY owl "http://www.w3.org/2002/07/owl#">]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
                 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:RID="{space}">{terms}</rdf:RDF>'''
    )
    found = {term.id: term for term in Release(tmp_path / "radlex.owl", Prefixes((prefix,))).terms()}
    assert [(found[id_].label, found[id_].parents) for id_ in ("RADLEX:RID56", "RADLEX:RID1243")] == [
        ("abdomen", ("RADLEX:RID1",)),
        ("thorax", ("RADLEX:RID1",)),
    ]
    assert found["RADLEX:RID56"].synonyms[0].text == "another abdomen"


def test_in_facts_of_ones_own_they_are_refused() -> None:
    """Of a file of one's own, IRIs can be written in full."""
    data = in_rdf_xml("", f'<!DOCTYPE rdf:RDF [<!ENTITY hp "{HP}">]>').encode()
    with pytest.raises(UnreadableFile, match="a document type or entity declaration; write IRIs in full instead"):
        parse(data, ox.RdfFormat.RDF_XML)


# -- replacements


def chain(*replaced: tuple[str, str]) -> str:
    """OBO in which TESTO:5 and others are obsolete, and replaced as given."""
    obsolete = "".join(
        f"[Term]\nid: TESTO:000000{a}\nname: {a}\nis_obsolete: true\nreplaced_by: TESTO:000000{b}\n\n" for a, b in replaced
    )
    return f"format-version: 1.2\nontology: testo\n\n{obsolete}[Term]\nid: TESTO:0000009\nname: nine\n"


@pytest.fixture
def verified(mini: radkg.KnowledgeGraph, tmp_path: Path) -> Callable[[str], tuple[Obsolete, str]]:
    """What is said of TESTO:0000005 in a release, and what its row is corrected to."""
    index = Index.of_folder(str(SETS))

    def verify(text: str) -> tuple[Obsolete, str]:
        (tmp_path / "testo.obo").write_text(text)
        found = mini.verify_mappings(tmp_path / "testo.obo", index=index, merge=False, corrected=tmp_path / "new")
        obsolete = next(one for one in found.obsolete if one.mapping.object == "TESTO:0000005")
        corrected = read_set(tmp_path / "new" / "testo.sssom.tsv").mappings
        return obsolete, next(row.object for row in corrected if row.subject == obsolete.mapping.subject)

    return verify


def test_a_replacement_that_is_obsolete_is_followed_to_the_end(verified: Callable[[str], tuple[Obsolete, str]]) -> None:
    """INCATools/ontology-development-kit#512, exomiser/Exomiser#649, althonos/pronto#100."""
    found, corrected = verified(chain(("5", "6"), ("6", "7"), ("7", "9")))
    assert str(found).endswith("replaced by TESTO:0000009 nine, by way of TESTO:0000006 6, TESTO:0000007 7")
    assert corrected == "TESTO:0000009"


def test_two_ways_to_one_end_are_one_replacement(verified: Callable[[str], tuple[Obsolete, str]]) -> None:
    found, corrected = verified(chain(("5", "6"), ("5", "7"), ("6", "9"), ("7", "9")))
    assert [one.id for one in found.replaced_by] == ["TESTO:0000009"]
    assert corrected == "TESTO:0000009"


@pytest.mark.parametrize("replaced", [(("5", "6"), ("6", "5")), (("5", "6"), ("6", "7"), ("7", "6")), (("5", "5"),)])
def test_replacements_that_lead_round_in_a_circle_are_none(
    replaced: tuple[tuple[str, str], ...], verified: Callable[[str], tuple[Obsolete, str]]
) -> None:
    found, corrected = verified(chain(*replaced))
    assert found.replaced_by == ()
    assert "no replacement" in str(found)
    assert corrected == "TESTO:0000005"


def test_a_replacement_that_the_release_does_not_have_is_left_to_decide(
    verified: Callable[[str], tuple[Obsolete, str]],
) -> None:
    found, corrected = verified(chain(("5", "8")))
    assert [str(one) for one in found.replaced_by] == ["TESTO:0000008"]
    assert corrected == "TESTO:0000005"


# -- mapping sets


def written(folder: Path, table: str) -> MappingSet:
    """A mapping set with these rows, as it is read."""
    text = f"#curie_map:\n#  HP: {HP}\n{chr(9).join(COLUMNS)}\n{table}"
    (folder / "a.sssom.tsv").write_text(text, encoding="utf-8", newline="")
    return read_set(folder / "a.sssom.tsv")


COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("author_label", "object_source_version", "comment"),
)
ROW = "radkg:A\ta\tskos:exactMatch\tHP:1\tone\tsemapv:ManualMappingCuration\tme\t2025\t"


@pytest.mark.parametrize("ends", ["\n", "\n\n", "\n\t\t\t\t\t\t\t\t\n", "", "\r\n\r\n"])
def test_empty_lines_at_the_end_are_no_rows(ends: str, tmp_path: Path) -> None:
    """mapping-commons/sssom-py#427."""
    assert len(written(tmp_path, ROW + ends).mappings) == 1


@pytest.mark.parametrize("cell", ["one\u2028two", "one\u0085two", "one\x0btwo", "one\x1ctwo", "1’ 5”"])
def test_what_only_python_takes_for_the_end_of_a_line_is_part_of_a_cell(cell: str, tmp_path: Path) -> None:
    """twitter/communitynotes#411."""
    (row,) = written(tmp_path, f"{ROW}{cell}\n").mappings
    assert row.comment == cell


def test_quotation_marks_are_those_of_a_table(tmp_path: Path) -> None:
    (row,) = written(tmp_path, f'{ROW}"one\n""two""\tthree"\n').mappings
    assert row.comment == 'one\n"two"\tthree'
    again = MappingSet("a", {}, {"HP": HP}, (row,))
    (tmp_path / "b.sssom.tsv").write_text(write_set(again), encoding="utf-8")
    assert read_set(tmp_path / "b.sssom.tsv").mappings == (row,)


@pytest.mark.parametrize(("table", "line"), [(f'{ROW}"never closed\n{ROW}\n', 4), (f"{ROW}\n\n{ROW}\tmore\n", 6)])
def test_a_table_that_is_none_is_told_with_its_line(table: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=rf"a\.sssom\.tsv:{line}: "):
        written(tmp_path, table)


# -- what the commands say


def test_the_remarks_stand_in_every_form(command: Command, mini_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "testo.ttl").write_text(f'{TTL}<A> a owl:Class .\n<{TESTO}1> a owl:Class ; rdfs:label "one" .\n')
    sets = ("--ontology", str(mini_folder), "--mappings", str(SETS))
    verify = ("mappings", "verify", str(tmp_path / "testo.ttl"), *sets, "--no-merge")
    said = "1 relative IRI left out (line 2): A"
    assert f"remarks on the file  1\n  {said}\n" in command(*verify).out
    answer = json.loads(command(*verify, "--format", "json").out)
    assert answer["remarks"] == [{"what": "relative IRI left out", "count": 1, "line": 2, "example": "A"}]
    told = command("build", "--only", "nt", "--output", str(tmp_path / "out"), *sets, "--enrich", str(tmp_path / "testo.ttl"))
    assert (told.code, told.err) == (0, f"radkg: {tmp_path}/testo.ttl: {said}\n")


def test_packed_releases_have_lines_as_well(tmp_path: Path) -> None:
    text = f"{TTL}<{HP}1> a owl:Class .\n<A> a owl:Class .\n"
    _, remarks = read(tmp_path / "hp.ttl.gz", gzip.compress(text.encode()))
    assert remarks == ["1 relative IRI left out (line 3): A"]


# -- JSON

NUMBERS = {
    "998 digits and an exponent of 900": f"0.{'9' * 998}e{'9' * 900}",
    "a large exponent": "1e999999999",
    "an exponent that Decimal has not": "1e-999999999999999999999",
    "999 digits": "1" * 999,
    "a fraction of 400 digits with an exponent of 500": f"{'1' * 400}.{'1' * 400}E-{'1' * 500}",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_nobody_needs_may_be_of_any_size(number: str, tmp_path: Path) -> None:
    (term,) = terms(tmp_path / "hp.json", GRAPH % NUMBERS[number])
    assert (term.id, term.label) == ("HP:0000001", "All")
    steps = f'{{"HP:0000001": {{"label": "All", "ancestors": {{"HP:0000002": {NUMBERS[number]}, "HP:0000003": 1}}}}}}'
    (term,) = terms(tmp_path / "cellxgene.json", steps)
    assert term.parents == ("HP:0000003",)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "+1", "01", "0x1", "1_000"])
def test_a_number_that_is_none_of_json_is_told(number: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"hp\.json: not well-formed JSON: .*; fetch it again"):
        terms(tmp_path / "hp.json", GRAPH % number)


def test_half_a_character_is_read_as_one_that_cannot_be_shown(tmp_path: Path) -> None:
    r"""A lone ``\udc00`` is what JavaScript writes of a text that was cut within a character."""
    for half in (r"\udc00\ud800", r"\ud800", r"\uDBFFx"):
        (term,) = terms(tmp_path / "hp.json", (GRAPH % "1").replace("All", f"A {half} \\ud83e\\uddb4 \\\\ud800"))
        assert term.label.startswith("A \ufffd")
        assert term.label.endswith(" 🦴 \\ud800")


def test_pieces_may_end_within_an_escape() -> None:
    class Drip(BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(random.randrange(1, 9))

    random.seed(14)
    text = rb'"\ud83d\ude00\ud800x\\ud800\udc00\udc00\n\\\ud83d"' + rb"\\" * 9 + rb"\ud83d\ude00\u00e9"
    once = b"".join(in_whole_characters(BytesIO(text)))
    assert once.count(rb"\ufffd") == 4
    assert all(b"".join(in_whole_characters(Drip(text))) == once for _ in range(100))


def test_of_a_key_that_is_written_twice_the_last_counts(tmp_path: Path) -> None:
    (term,) = terms(tmp_path / "hp.json", (GRAPH % "1").replace('"lbl":', '"lbl": "first", "lbl":'))
    assert term.label == "All"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page; fetch the file itself"),
        ("\n<HTML>\n", "an HTML page"),
        (OBO.replace("\n", "\r"), "lines that end with CR alone; save it with LF"),
    ],
    ids=["a page", "a page after an empty line", "CR"],
)
def test_what_is_in_the_place_of_obo_is_told(content: str, said: str, tmp_path: Path) -> None:
    """A page was "cut off; fetch it again", and a file of one line had no terms, without a word why."""
    with pytest.raises(UnreadableFile, match=said):
        read(tmp_path / "hp.obo", content)
