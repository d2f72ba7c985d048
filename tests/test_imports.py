"""Tables of other resources become facts of their own, beside ours: every row is taken over or left out for a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg import cli, resources
from radkg.imports.epidemiology import read_rate
from radkg.imports.ours import iri_of
from radkg.imports.phenotypes import read_band
from radkg.namespaces import DCTERMS, FACT, OBO, ONTOLOGY, OWL, RADKG, RDF, RDFS, SOURCE

IMPORTED = Path(resources.ontology_folder(), "imported")
FILES = sorted(IMPORTED.glob("*.ttl"))
TYPE = RDF + "type"

PHENOTYPES = """\
disease_id|disease_name|qualifier|hpo_id|hpo_label|frequency|onset|sex|modifier
ORPHA:221|Dermatomyositis||HP:0002015|Dysphagia|Frequent (79-30%)|||
ORPHA:221|Dermatomyositis||HP:0000934|Chondrocalcinosis|Very rare (<4-1%)|||
ORPHA:221|Dermatomyositis||HP:9999999|"Made up" by \\ this test|Excluded (0%)|||
ORPHA:221|Dermatomyositis||HP:0100614|Myositis|Very frequent (99-80%)|||
ORPHA:221|Dermatomyositis||HP:9999998|Another one|Occasional (29-5%)||FEMALE|
ORPHA:1|A disease of no interest||HP:0002015|Dysphagia|Frequent (79-30%)|||
""".replace("|", "\t")
EPIDEMIOLOGY = """\
orpha_id|label|kind|value|qualification|geographic|source
ORPHA:221|Dermatomyositis|Annual incidence|1-9 / 1 000 000|Value and class|Sweden|28160487[PMID]
ORPHA:221|Dermatomyositis|Point prevalence|1-5 / 10 000|Value and class|Atlantis|[EXPERT]
ORPHA:221|Dermatomyositis|Point prevalence|Unknown|Class only|Europe|ORPHANET
ORPHA:221|Dermatomyositis|AverageAgeOfOnset|Adult|||
ORPHA:221|Dermatomyositis|Definition|A rare disease|||
""".replace("|", "\t")
PROCEDURES = """\
hpo_id|hpo_label|relation|maxo_id|maxo_label|curator
HP:0002113|Pulmonary infiltrates|is_observable_through|MAXO:0010317|chest CT|ORCID:1
HP:0002113|Pulmonary infiltrates|is_observable_through|MAXO:0000595|radiograph imaging procedure|ORCID:1
HP:0002113|Pulmonary infiltrates|is_observable_through|MAXO:0000001|medical action|ORCID:1
HP:9999999|Unheard of|is_observable_through|MAXO:0010317|chest CT|ORCID:1
""".replace("|", "\t")

Import = Callable[..., Path]


def main(arguments: list[str]) -> int:
    """Run `radkg import`."""
    return cli.main(["import", *arguments])


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Import a table written for the test, and return the file made of it."""

    def run(source: str, name: str, table: str) -> Path:
        path = tmp_path / f"{name}.tsv"
        path.write_text(table, encoding="utf-8")
        assert main([source, str(path), "--into", str(tmp_path / "out")]) == 0
        return tmp_path / "out" / f"{name}.ttl"

    return run


def triples(path: Path) -> set[tuple[str, str, str]]:
    """Return what the file says, as texts."""
    found = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return {(q.subject.value, q.predicate.value, q.object.value) for q in found}  # type: ignore[union-attr]


def about(path: Path, fact: str) -> dict[str, str]:
    """Return what is said of a fact, its types apart."""
    return {p.removeprefix(RADKG): o for s, p, o in triples(path) if s == FACT + fact and p != TYPE}


def test_a_finding_that_radkg_has_a_term_for_is_that_term(imported: Import) -> None:
    path = imported("orphanet-2025-12-09", "phenotypes", PHENOTYPES)
    fact = about(path, "orphanet-221-hp-0002015")
    assert fact["object"] == RADKG + "Dysphagia"
    assert (fact["frequencyMinimum"], fact["frequencyMaximum"]) == ("30", "79")
    assert (RADKG + "Dysphagia", RADKG + "standsInFor", OBO + "HP_0002015") in triples(path)


def test_another_finding_keeps_identifier_and_label(imported: Import) -> None:
    found = triples(imported("orphanet-2025-12-09", "phenotypes", PHENOTYPES))
    assert (OBO + "HP_9999999", RDFS + "label", '"Made up" by \\ this test') in found
    assert (OBO + "HP_9999999", RDFS + "subClassOf", RADKG + "Finding") in found


def test_no_patient_shows_it_is_an_excluded_association(imported: Import) -> None:
    path = imported("orphanet-2025-12-09", "phenotypes", PHENOTYPES)
    kinds = {o for s, p, o in triples(path) if s == FACT + "orphanet-221-hp-9999999" and p == TYPE}
    assert kinds == {RADKG + "ExcludedAssociation", RADKG + "ImportedFact"}
    assert "frequencyMaximum" not in about(path, "orphanet-221-hp-9999999")


def test_every_row_is_a_fact_or_left_out_for_a_reason(imported: Import) -> None:
    path = imported("orphanet-2025-12-09", "phenotypes", PHENOTYPES)
    header = f"{ONTOLOGY}/imported/phenotypes"
    assert next(o for s, p, o in triples(path) if (s, p) == (header, RDFS + "comment")) == (
        "6 rows, 3 facts; 1 left out: it is narrowed in a way that is not taken over; "
        "1 left out: the disease has no term here; 1 left out: the finding's name is that of a disease here"
    )


def test_a_rate_is_given_per_million_with_its_region(imported: Import) -> None:
    path = imported("orphanet-2025-12-09", "epidemiology", EPIDEMIOLOGY)
    fact = about(path, "orphanet-221-epidemiology-annual-incidence-sweden")
    assert (fact["object"], fact["inRegion"]) == (RADKG + "Incidence", RADKG + "Sweden")
    assert (fact["effectMinimum"], fact["effectMaximum"], fact["effectMeasure"]) == ("1", "9", RADKG + "PerMillionAndYear")
    assert fact[RDFS + "seeAlso"] == "https://pubmed.ncbi.nlm.nih.gov/28160487"
    onset = about(path, "orphanet-221-epidemiology-onset-adult")
    assert (onset["object"], onset["atStage"]) == (RADKG + "Adult", RADKG + "Onset")


def test_a_procedure_that_makes_images_stands_under_its_modality(imported: Import, kg: radkg.KnowledgeGraph) -> None:
    path = imported("maxo-annotations-2025-05", "procedures", PROCEDURES)
    assert about(path, "maxo-0010317-hp-0002113")["object"] == OBO + "MAXO_0010317"
    assert about(path, "maxo-0000595-hp-0002113")["object"] == RADKG + "Radiography"
    assert "maxo-0000001-hp-0002113" not in path.read_text(encoding="utf-8")
    assert kg.knowledge.is_kind(OBO + "MAXO_0010317", {RADKG + "ComputedTomography"})


def test_the_same_table_gives_the_same_bytes(imported: Import) -> None:
    first = imported("orphanet-2025-12-09", "phenotypes", PHENOTYPES).read_bytes()
    lines = PHENOTYPES.splitlines(keepends=True)
    shuffled = lines[0] + "".join(reversed(lines[1:]))
    assert imported("orphanet-2025-12-09", "phenotypes", shuffled).read_bytes() == first


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


@pytest.mark.parametrize(
    ("source", "table", "line", "why"),
    [
        ("orphanet-2025-12-09", PHENOTYPES.replace("HP:0002015", "dysphagia", 1), 2, "'dysphagia' is no identifier"),
        ("orphanet-2025-12-09", PHENOTYPES.replace("Frequent (79-30%)", "9/7", 1), 2, "'9/7' is no frequency band"),
        ("orphanet-2025-12-09", PHENOTYPES.replace("\tVery rare", "Very rare", 1), 3, "the row has 8 cells"),
        ("orphanet-2025-12-09", EPIDEMIOLOGY.replace("1-9 / 1 000 000", "many", 1), 2, "'many' is no class of rates"),
        ("maxo-annotations-2025-05", PROCEDURES.replace("is_observable_through", "heals", 1), 2, "'heals' is no relation"),
        ("orphanet-2025-12-09", "name\tcolour\nradkg\tblue\n", 1, "its columns are of no table that is known"),
        ("orphanet-2025-12-09", "", 1, "its columns are of no table that is known"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_its_line(
    source: str, table: str, line: int, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(table, encoding="utf-8")
    assert main([source, str(path), "--into", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"radkg: {path}:{line}: {why}")
    assert told.count("\n") == 1
    assert not (tmp_path / "table.ttl").exists()


def test_a_source_that_is_not_known_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(PHENOTYPES, encoding="utf-8")
    assert main(["orphanet", str(path), "--into", str(tmp_path)]) == 2
    assert "no term is called 'orphanet'" in capsys.readouterr().err
    assert main(["orphanet-2025-12-09", str(tmp_path / "missing.tsv")]) == 2
    assert "missing.tsv" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe\x00")
    assert main(["orphanet-2025-12-09", str(path)]) == 2
    assert "not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_committed_file_says_whose_it_is(path: Path) -> None:
    found = triples(path)
    header = f"{ONTOLOGY}/imported/{path.stem}"
    told = {p: o for s, p, o in found if s == header}
    assert told[DCTERMS + "source"].startswith(SOURCE)
    assert told[DCTERMS + "license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert re.search(r"\d{4}-\d{2}", told[OWL + "versionInfo"])
    facts = {s for s, p, o in found if p == TYPE and o == RADKG + "ImportedFact"}
    assert facts == {s for s, p, _ in found if p == RADKG + "subject"}
    numbers = re.findall(r"(\d+) (rows|facts|left out)", told[RDFS + "comment"])
    counts: Counter[str] = Counter()
    for number, what in numbers:
        counts[what] += int(number)
    assert counts["facts"] == len(facts)
    assert counts["rows"] == counts["facts"] + counts["left out"]


def test_every_table_of_the_release_is_there() -> None:
    assert {path.stem for path in FILES} == {"maxo-observable", "orphanet-epidemiology", "orphanet-phenotypes"}


def test_a_verdict_uses_them_and_says_whose_they_are(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("dermatomyositis shows chondrocalcinosis")
    sources = {evidence.source for fact in verdict.facts for evidence in fact.evidence}
    assert SOURCE + "orphanet-2025-12-09" in sources
