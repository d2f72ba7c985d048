"""The kinds of sources: a closed list, all in use, ranked by one published scheme."""

from __future__ import annotations

import radkg
from radkg.namespaces import RADKG, compact

KINDS = "SELECT ?it ?level WHERE { ?it a/rdfs:subClassOf* radkg:SourceKind OPTIONAL { ?it radkg:evidenceLevel ?level } }"
SCHEME = RADKG + "source/ocebm-2011"


def kinds(kg: radkg.KnowledgeGraph) -> dict[str, int | None]:
    """Kind to its level, ``None`` where it has none."""
    return {compact(row["it"]): int(row["level"]) if row["level"] else None for row in kg.query(KINDS)}


def test_every_source_is_of_one_kind_of_the_list_and_every_kind_has_a_source(kg: radkg.KnowledgeGraph) -> None:
    rows = list(kg.query("SELECT ?source ?kind WHERE { ?source a radkg:Source OPTIONAL { ?source radkg:sourceKind ?kind } }"))
    assert len({row["source"] for row in rows}) == len(rows) > 200
    assert {compact(row["kind"]) for row in rows if row["kind"]} == set(kinds(kg))
    assert all(row["kind"] for row in rows)


def test_designs_that_err_less_are_of_a_better_level(kg: radkg.KnowledgeGraph) -> None:
    level = kinds(kg)
    ladder = ["MetaAnalysis", "RandomisedTrial", "CohortStudy", "CaseSeries", "ExperimentalStudy"]
    assert [level[f"radkg:{name}"] for name in ladder] == [1, 2, 3, 4, 5]


def test_what_the_scheme_does_not_rank_has_no_level(kg: radkg.KnowledgeGraph) -> None:
    unranked = {name.removeprefix("radkg:") for name, level in kinds(kg).items() if level is None}
    assert {"CaseReport", "NarrativeReview", "ReferenceWork", "TeachingPage", "PatientOrganisationPage"} <= unranked


def test_every_level_names_the_scheme_and_the_row_that_it_is_from(kg: radkg.KnowledgeGraph) -> None:
    ranked = {name for name, level in kinds(kg).items() if level}
    query = "SELECT ?it WHERE { ?it radkg:evidenceLevel ?level ; dcterms:source ?scheme ; skos:scopeNote ?row }"
    assert {compact(row["it"]) for row in kg.query(query)} == ranked
    schemes = {row["it"] for row in kg.query("SELECT DISTINCT ?it WHERE { ?k radkg:evidenceLevel ?n ; dcterms:source ?it }")}
    assert schemes == {SCHEME}
