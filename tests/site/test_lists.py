"""Lists by what things are found by, pages of quality checks and of mapping sets, and the comparison of diseases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import radkg
from radkg.mappings import read_set
from radkg.mappings.released import released
from radkg.validation.checks import quality_checks

LISTS = ("by-antibody", "by-disease", "by-modality", "by-relation", "by-sign", "by-site")


def rows_of(page: Path) -> dict[str, list[str]]:
    """Return the rows of a list: the path that each leads to, and the paths beside it."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', page.read_text(encoding="utf-8"))
    return {
        of: re.findall(r'href="\.\./([^"]+)\.html"', some)
        for head, some in rows
        for of in re.findall(r'"\.\./([^"]+)\.html"', head)
    }


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_on_the_first_page(mini_site: Path, name: str) -> None:
    assert f'href="browse/{name}.html"' in (mini_site / "index.html").read_text(encoding="utf-8")
    assert (mini_site / "browse" / f"{name}.html").is_file()


def test_a_sign_stands_beside_the_diseases_that_show_it(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    facts = [fact for fact in mini.knowledge.facts.values() if fact.relation.endswith("/hasImagingSign")]
    fact = next(fact for fact in facts if not fact.excluded and not fact.is_null)
    subject, sign = (iri.rpartition("/")[2] for iri in (fact.subject, fact.object))
    assert subject in rows_of(mini_site / "browse" / "by-sign.html")[sign]


def test_what_is_denied_is_in_no_list(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    facts = mini.knowledge.facts.values()
    said = {(fact.subject, fact.object) for fact in facts if not fact.excluded and not fact.is_null}
    denied = {(fact.subject, fact.object) for fact in facts if fact.excluded} - said
    assert denied
    rows = rows_of(mini_site / "browse" / "by-sign.html")
    for subject, sign in denied:
        assert subject.rpartition("/")[2] not in rows.get(sign.rpartition("/")[2], [])


def test_every_quality_check_has_a_page_with_its_query(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    for check in quality_checks(mini.ontology):
        text = (mini_site / "shapes" / f"{check.name}.html").read_text(encoding="utf-8")
        assert f"radkg quality --only {check.name}" in text
        assert f'href="{check.name}.html"' in (mini_site / "shapes" / "index.html").read_text(encoding="utf-8")


def test_every_mapping_set_has_a_page_with_its_file(mini_site: Path, mini: radkg.KnowledgeGraph) -> None:
    for one in mini.ontology.mapping_sets():
        assert read_set(mini_site / "mappings" / f"{one.name}.sssom.tsv") == released(one)
        text = (mini_site / "mappings" / f"{one.name}.html").read_text(encoding="utf-8")
        assert all(row.object in text for row in one.mappings if row.found)


def test_any_two_diseases_can_be_compared_where_there_are_questions_for_it(mini_site: Path) -> None:
    """The small ontology has none, and so no form; that of radkg's own is tried in a browser."""
    text = (mini_site / "compare" / "index.html").read_text(encoding="utf-8")
    assert "compare.js" not in text
    assert "--" in "".join(re.findall(r'href="\.\./compare/([^"]+)"', text))
