"""Tables of other resources become facts of their own, beside ours: every row is taken over or left out for a reason.

The tables have the columns of those resources; diseases and findings in them are invented.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnknownTerm, UnreadableFile
from radkg.imports.epidemiology import read_rate
from radkg.imports.phenotypes import read_band
from radkg.imports.run import import_tables
from radkg.imports.vocabulary import iri_of
from radkg.model.ontology import Ontology
from radkg.namespaces import FACT, OBO, ONTOLOGY, OWL, RADKG, RDF, RDFS, SOURCE

MINI = Path(__file__).parent.parent / "mini"
TYPE = RDF + "type"

#: What an ontology says of the names and identifiers of such tables.
NAMES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/radkg/source/> .

source:tree-tables-2020 a radkg:Source ;
    rdfs:label "Treetables, release 2020"@en ;
    dcterms:title "Treetables: diseases of trees"@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    owl:versionInfo "2020-01-01" .

radkg:LeafScorch radkg:standsInFor <http://www.orpha.net/ORDO/Orphanet_9000221> .
radkg:Thermography radkg:standsInFor obo:MAXO_9000595 .
radkg:Wilting radkg:standsInFor obo:HP_9000015 .
radkg:MatureTree radkg:importedName "Adult" .
obo:MAXO_9000001 radkg:notImported "it is no procedure" .
obo:MAXO_9010317 rdfs:subClassOf radkg:SonicTomography .
"""
PHENOTYPES = """\
disease_id|disease_name|qualifier|hpo_id|hpo_label|frequency|onset|sex|modifier
ORPHA:9000221|Scorch||HP:9000015|Wilt|Frequent (79-30%)|||
ORPHA:9000221|Scorch||HP:9000934|Leaf blotch|Very rare (<4-1%)|||
ORPHA:9000221|Scorch||HP:9999999|"Made up" by \\ this test|Excluded (0%)|||
ORPHA:9000221|Scorch||HP:9000614|Gummosis|Very frequent (99-80%)|||
ORPHA:9000221|Scorch||HP:9999998|Another one|Occasional (29-5%)||FEMALE|
ORPHA:1|A disease of no interest||HP:9000015|Wilt|Frequent (79-30%)|||
""".replace("|", "\t")
#: A finding by a name that no term has; the small ontology maps a term to its identifier.
SCAB = "ORPHA:9000221|Scorch||HP:9999904|Scab|Frequent (79-30%)|||\n".replace("|", "\t")
EPIDEMIOLOGY = """\
orpha_id|label|kind|value|qualification|geographic|source
ORPHA:9000221|Scorch|Annual incidence|1-9 / 1 000 000|Value and class|Northern Valley|28160487[PMID]
ORPHA:9000221|Scorch|Point prevalence|1-5 / 10 000|Value and class|Atlantis|[EXPERT]
ORPHA:9000221|Scorch|Point prevalence|Unknown|Class only|Worldwide|ORPHANET
ORPHA:9000221|Scorch|AverageAgeOfOnset|Adult|||
ORPHA:9000221|Scorch|Definition|A rare disease|||
""".replace("|", "\t")
PROCEDURES = """\
hpo_id|hpo_label|relation|maxo_id|maxo_label|curator
HP:9000015|Wilt|is_observable_through|MAXO:9010317|echo picture|ORCID:1
HP:9000015|Wilt|is_observable_through|MAXO:9000595|infrared picture|ORCID:1
HP:9000015|Wilt|is_prenatally_observable_through|MAXO:9000425|core picture|ORCID:1
HP:9000015|Wilt|is_observable_through|MAXO:9000001|action on a tree|ORCID:1
HP:9999999|Unheard of|is_observable_through|MAXO:9010317|echo picture|ORCID:1
""".replace("|", "\t")

Import = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an ontology that has names for what is in the tables: the small one and a file more."""
    folder = Path(shutil.copytree(MINI / "ontology", tmp_path / "ontology"))
    (folder / "terms" / "tables.ttl").write_text(NAMES, encoding="utf-8")
    return folder


@pytest.fixture
def imported(tmp_path: Path, folder: Path) -> Import:
    """Import a table written for the test, and return the file made of it."""

    def run(name: str, table: str) -> Path:
        path = tmp_path / f"{name}.tsv"
        path.write_text(table, encoding="utf-8")
        import_tables("tree-tables-2020", [str(path)], Ontology.at(folder), str(tmp_path / "out"))
        return tmp_path / "out" / f"{name}.ttl"

    return run


def triples(path: Path) -> set[tuple[str, str, str]]:
    """Return what the file says, as texts."""
    found = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return {(q.subject.value, q.predicate.value, q.object.value) for q in found}


def about(path: Path, fact: str) -> dict[str, str]:
    """Return what is said of a fact, its types apart."""
    return {p.removeprefix(RADKG): o for s, p, o in triples(path) if s == FACT + fact and p != TYPE}


def test_a_finding_that_radkg_has_a_term_for_is_that_term(imported: Import) -> None:
    path = imported("phenotypes", PHENOTYPES)
    fact = about(path, "orphanet-9000221-hp-9000015")
    assert fact["object"] == RADKG + "Wilting"
    assert (fact["frequencyMinimum"], fact["frequencyMaximum"]) == ("30", "79")
    assert about(path, "orphanet-9000221-hp-9000614")["object"] == RADKG + "GumFlow"  # by its synonym
    assert (RADKG + "Wilting", RADKG + "standsInFor", OBO + "HP_9000015") in triples(path)


def test_a_finding_that_a_mapping_calls_the_same_is_that_term_whatever_it_is_called(imported: Import) -> None:
    path = imported("phenotypes", PHENOTYPES + SCAB)
    assert about(path, "orphanet-9000221-hp-9999904")["object"] == RADKG + "Necrosis"
    found = triples(path)
    assert (RADKG + "Necrosis", RADKG + "standsInFor", OBO + "HP_9999904") in found
    assert (OBO + "HP_9999904", TYPE, OWL + "Class") not in found


def test_a_mapping_goes_before_a_term_that_is_said_to_stand_in(imported: Import, folder: Path) -> None:
    with (folder / "terms" / "tables.ttl").open("a", encoding="utf-8") as file:
        file.write("radkg:GumFlow radkg:standsInFor obo:HP_9999904 .\n")
    assert about(imported("phenotypes", PHENOTYPES + SCAB), "orphanet-9000221-hp-9999904")["object"] == RADKG + "Necrosis"


def test_a_term_that_is_only_near_does_not_take_the_facts(imported: Import, folder: Path) -> None:
    path = folder / "mappings" / "hp.sssom.tsv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("skos:exactMatch\tHP:9999904", "skos:closeMatch\tHP:9999904"), encoding="utf-8")
    assert about(imported("phenotypes", PHENOTYPES + SCAB), "orphanet-9000221-hp-9999904")["object"] == OBO + "HP_9999904"


def test_another_finding_keeps_identifier_and_label(imported: Import) -> None:
    found = triples(imported("phenotypes", PHENOTYPES))
    assert (OBO + "HP_9999999", RDFS + "label", '"Made up" by \\ this test') in found
    assert (OBO + "HP_9999999", RADKG + "termKind", RADKG + "Finding") in found


def test_no_patient_shows_it_is_an_excluded_association(imported: Import) -> None:
    path = imported("phenotypes", PHENOTYPES)
    kinds = {o for s, p, o in triples(path) if s == FACT + "orphanet-9000221-hp-9999999" and p == TYPE}
    assert kinds == {RADKG + "ExcludedAssociation", RADKG + "ImportedFact"}
    assert "frequencyMaximum" not in about(path, "orphanet-9000221-hp-9999999")


def test_every_row_is_a_fact_or_left_out_for_a_reason(imported: Import) -> None:
    path = imported("phenotypes", PHENOTYPES)
    header = f"{ONTOLOGY}/imported/phenotypes"
    assert next(o for s, p, o in triples(path) if (s, p) == (header, RDFS + "comment")) == (
        "6 rows, 3 facts; 1 left out: it is narrowed in a way that is not taken over; "
        "1 left out: the disease has no term here; 1 left out: the finding's name is that of a disease here"
    )


def test_a_rate_is_given_per_million_with_its_region(imported: Import) -> None:
    path = imported("epidemiology", EPIDEMIOLOGY)
    fact = about(path, "orphanet-9000221-epidemiology-annual-incidence-northern-valley")
    assert (fact["object"], fact["inRegion"]) == (RADKG + "Incidence", RADKG + "NorthernValley")
    assert (fact["effectMinimum"], fact["effectMaximum"], fact["effectMeasure"]) == ("1", "9", RADKG + "PerMillionAndYear")
    assert fact[RDFS + "seeAlso"] == "https://pubmed.ncbi.nlm.nih.gov/28160487"
    onset = about(path, "orphanet-9000221-epidemiology-onset-adult")
    assert (onset["object"], onset["atStage"]) == (RADKG + "MatureTree", RADKG + "Onset")


def test_a_procedure_that_makes_images_stands_under_its_modality(imported: Import, folder: Path) -> None:
    path = imported("procedures", PROCEDURES)
    assert about(path, "maxo-9010317-hp-9000015")["object"] == OBO + "MAXO_9010317"
    assert about(path, "maxo-9000595-hp-9000015")["object"] == RADKG + "Thermography"
    assert "maxo-9000001-hp-9000015" not in path.read_text(encoding="utf-8")
    shutil.copy(path, folder / "imported")
    known = radkg.load(ontology=folder).knowledge
    assert known.is_kind(OBO + "MAXO_9010317", {RADKG + "SonicTomography"})


def test_what_is_observable_at_one_stage_alone_is_a_fact_of_that_stage(imported: Import) -> None:
    path = imported("procedures", PROCEDURES)
    fact = about(path, "maxo-9000425-hp-9000015")
    assert fact["atStage"] == RADKG + "Dormancy"
    assert fact[RDFS + "label"].startswith("wilting is observable in dormancy by core picture (")
    assert "atStage" not in about(path, "maxo-9010317-hp-9000015")


def test_a_stage_that_has_no_term_is_no_reason_to_say_more_than_the_table(imported: Import, folder: Path) -> None:
    path = folder / "terms" / "imports.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('    radkg:importedName "is_prenatally_observable_through" ;\n', ""), encoding="utf-8")
    written = imported("procedures", PROCEDURES)
    assert not about(written, "maxo-9000425-hp-9000015")
    header = f"{ONTOLOGY}/imported/procedures"
    comment = next(o for s, p, o in triples(written) if (s, p) == (header, RDFS + "comment"))
    assert "1 left out: the stage at which it is observable has no term here" in comment


def test_the_same_table_gives_the_same_bytes(imported: Import) -> None:
    first = imported("phenotypes", PHENOTYPES).read_bytes()
    lines = PHENOTYPES.splitlines(keepends=True)
    shuffled = lines[0] + "".join(reversed(lines[1:]))
    assert imported("phenotypes", shuffled).read_bytes() == first


@pytest.mark.parametrize(
    ("band", "read"),
    [
        ("Obligate (100%)", ("obligate", 100, 100)),
        ("Very frequent (99-80%)", ("very frequent", 80, 99)),
        ("Very rare (<4-1%)", ("very rare", 1, 4)),
        ("Excluded (0%)", ("excluded", 0, 0)),
        ("9/7", None),
        ("Frequent", None),
    ],
)
def test_frequency_bands(band: str, read: tuple[str, int, int] | None) -> None:
    assert read_band(band) == read


@pytest.mark.parametrize(
    ("rate", "bounds"),
    [
        ("1-9 / 100 000", ("10", "90")),
        ("6-9 / 10 000", ("600", "900")),
        ("<1 / 1 000 000", (None, "1")),
        (">1 / 1000", ("1000", None)),
        ("1-9 / 8 000 000", ("0.125", "1.125")),
        ("often", None),
    ],
)
def test_classes_of_rates(rate: str, bounds: tuple[str | None, str | None] | None) -> None:
    assert read_rate(rate) == bounds


def test_identifiers_of_other_kinds_are_none() -> None:
    assert iri_of("HP:0002015") == OBO + "HP_0002015"
    assert [iri_of(wrong) for wrong in ("HP:", "OMIM:147421", "HP:12> a", "dysphagia", "")] == [None] * 5


WRONG = {
    "an identifier": (PHENOTYPES.replace("HP:9000015", "wilt", 1), 2, "'wilt' is no identifier"),
    "a frequency": (PHENOTYPES.replace("Frequent (79-30%)", "9/7", 1), 2, "'9/7' is no frequency band"),
    "a cell too few": (PHENOTYPES.replace("\tVery rare", "Very rare", 1), 3, "the row has 8 cells"),
    "a rate": (EPIDEMIOLOGY.replace("1-9 / 1 000 000", "many", 1), 2, "'many' is no class of rates"),
    "a relation": (PROCEDURES.replace("is_observable_through", "heals", 1), 2, "'heals' is no relation"),
    "other columns": ("name\tcolour\nradkg\tblue\n", 1, "its columns are of no table that is known"),
    "nothing": ("", 1, "its columns are of no table that is known"),
}


@pytest.mark.parametrize(("table", "line", "why"), WRONG.values(), ids=WRONG)
def test_a_table_that_cannot_be_read_is_named_with_its_line(
    table: str, line: int, why: str, tmp_path: Path, imported: Import
) -> None:
    with pytest.raises(UnreadableFile) as error:
        imported("table", table)
    assert str(error.value).startswith(f"{tmp_path / 'table.tsv'}:{line}: {why}")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "out" / "table.ttl").exists()


def test_a_source_that_is_not_known_is_refused_and_those_with_a_version_are_named(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "table.tsv").write_text(PHENOTYPES, encoding="utf-8")
    with pytest.raises(UnknownTerm, match="no term is called 'treetables'; nearest: tree-tables-2020"):
        import_tables("treetables", [str(tmp_path / "table.tsv")], Ontology.at(folder))


def test_a_table_that_is_not_there_or_no_text_is_named(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "table.tsv"
    with pytest.raises(UnreadableFile, match=r"table\.tsv"):
        import_tables("tree-tables-2020", [str(path)], Ontology.at(folder))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        import_tables("tree-tables-2020", [str(path)], Ontology.at(folder))


def test_facts_go_beside_the_others_where_no_folder_is_named(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "table.tsv").write_text(PHENOTYPES, encoding="utf-8")
    for _ in range(2):  # a second run does not read what the first has written
        import_tables("tree-tables-2020", [str(tmp_path / "table.tsv")], Ontology.at(folder))
        written = (folder / "imported" / "table.ttl").read_bytes()
    known = radkg.load(ontology=folder)
    verdict = known.check("leaf scorch shows wilting in at least 30 % of cases")
    assert SOURCE + "tree-tables-2020" in {evidence.source for fact in verdict.facts for evidence in fact.evidence}
    import_tables("tree-tables-2020", [str(tmp_path / "table.tsv")], Ontology.at(folder))
    assert (folder / "imported" / "table.ttl").read_bytes() == written
