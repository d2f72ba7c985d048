"""The site of radkg's own ontology: complete, sound, and a disease told in clinical order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import radkg
from crawl import Page, faults_of, pages_of
from radkg.namespaces import RADKG
from radkg.site.built import Site
from radkg.site.pages import Pages
from radkg.site.sections import Order

pytestmark = pytest.mark.knowledge
of_all_pages = pytest.mark.sweep  # a minute for thousands of pages; test_site.py asks the same of the small ontology's


@pytest.fixture(scope="session")
def pages(whole_site: Path) -> dict[Path, Page]:
    return pages_of(whole_site)


@of_all_pages
def test_no_page_is_faulty_and_no_link_leads_nowhere(whole_site: Path, pages: dict[Path, Page]) -> None:
    assert faults_of(pages, whole_site) == []


@of_all_pages
def test_there_are_as_many_pages_as_things(kg: radkg.KnowledgeGraph, written_whole_site: Site, pages: dict[Path, Page]) -> None:
    known, counts = kg.knowledge, written_whole_site.pages
    assert counts["fact"] == len(known.facts)
    assert counts["conflict"] == len(known.instances(RADKG + "Conflict"))
    assert counts["source"] == len(known.instances(RADKG + "Source"))
    assert counts["passage"] == len(known.instances(RADKG + "Passage"))
    assert counts["evidence"] == len(known.instances(RADKG + "Evidence"))
    classes = known.instances("http://www.w3.org/2002/07/owl#Class")
    assert counts["term"] >= sum(1 for iri in classes if iri.startswith(RADKG) and "/" not in iri.removeprefix(RADKG))
    assert sum(counts.values()) == len(pages)


def test_every_thing_has_its_page_where_the_redirects_look_for_it(kg: radkg.KnowledgeGraph) -> None:
    """No page of the site itself takes the place of a term's."""
    pages = Pages(kg.knowledge).by_iri
    ours = [page for page in pages.values() if page.iri.startswith(RADKG)]
    assert len(ours) > 4000
    assert [page.iri for page in ours if page.path != page.iri.removeprefix(RADKG)] == []


@of_all_pages
def test_a_disease_is_told_in_clinical_order(whole_site: Path) -> None:
    text = (whole_site / "Dermatomyositis.html").read_text(encoding="utf-8")
    titles = re.findall(r'<h2 id="([a-z-]+)', text)
    wanted = ["who", "drawn", "imaging", "findings", "treatment", "confused", "outcome", "not-", "conflicts", "taken-over"]
    assert [title for title in dict.fromkeys(titles) if title in wanted] == wanted
    assert 'aria-label="' in text
    assert "95 % interval" in text
    assert "<details>" in text


def test_every_relation_has_its_section(kg: radkg.KnowledgeGraph) -> None:
    order = Order(kg.ontology, kg.knowledge)
    assert [iri for iri in kg.knowledge.relations if order.section_of(iri) == "other"] == []


@of_all_pages
def test_what_is_denied_and_what_is_in_conflict_is_marked_in_words_and_signs(whole_site: Path) -> None:
    denied = (whole_site / "fact" / "polymyositis-not-seen-in-children.html").read_text(encoding="utf-8")
    assert "✕ excluded: known not to hold" in denied
    conflict = next(iter(sorted((whole_site / "conflict").glob("*.html")))).read_text(encoding="utf-8")
    assert conflict.count('<div class="side">') == 2
    assert "⇄" in conflict


@of_all_pages
def test_a_pair_of_diseases_is_told_apart_side_by_side(whole_site: Path) -> None:
    text = (whole_site / "compare" / "Dermatomyositis--FibrodysplasiaOssificansProgressiva.html").read_text(encoding="utf-8")
    assert "Compared by a source" in text
    assert "Known of the one only" in text
    assert len(list((whole_site / "compare").glob("*.html"))) > 10
