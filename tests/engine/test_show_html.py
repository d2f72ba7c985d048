"""``radkg show --format html``: one page with drawings, nothing of a user's file unescaped, nothing run, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.namespaces import DCTERMS, RADKG, RDFS
from radkg.show.pictures import Picture
from radkg.show.views import FactView, TermView
from radkg.styles import address_of

Command = Callable[..., Any]
HOSTILE = '</title><script>alert("1")</script><img src=x onerror=alert(2)>'
EXTRA = """
@prefix radkg: <https://w3id.org/radkg/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .

<https://e.org/Sign> a owl:Class ; rdfs:subClassOf radkg:LinearNecrosis ;
    rdfs:label "HOSTILE"@en ;
    skos:altLabel "hostile sign"@en ;
    skos:definition "A sign & <b>more</b>."@en ;
    dcterms:source <https://e.org/source> .

fact:leaf-scorch-shows-hostile a radkg:Association ;
    rdfs:label "leaf scorch shows HOSTILE"@en ;
    radkg:subject radkg:LeafScorch ; radkg:relation radkg:hasImagingSign ; radkg:object <https://e.org/Sign> ;
    radkg:certainty radkg:Stated ; radkg:evidence fact:leaf-scorch-shows-hostile-e1 .
fact:leaf-scorch-shows-hostile-imported a radkg:Association , radkg:ImportedFact ;
    rdfs:label "leaf scorch shows HOSTILE, as others say"@en ;
    radkg:subject radkg:LeafScorch ; radkg:relation radkg:hasManifestation ; radkg:object <https://e.org/Sign> ;
    radkg:certainty radkg:Stated ; radkg:evidence fact:leaf-scorch-shows-hostile-e1 .
fact:leaf-scorch-shows-hostile-e1 a radkg:Evidence ;
    dcterms:source <https://e.org/source> ; radkg:passage <https://e.org/passage> ; radkg:evidenceType obo:ECO_0000302 .
<https://e.org/passage> a radkg:Passage ; rdfs:label "Case <i>1</i>, passage 1"@en ; radkg:ofSource <https://e.org/source> ;
    radkg:startOffset 0 ; radkg:endOffset 9 ; radkg:heading "HOSTILE heading"@en ;
    radkg:digest "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" .
<https://e.org/source> a radkg:Source ; rdfs:label "Case <i>1</i>"@en ; dcterms:title "Case <i>1</i>"@en ;
    dcterms:identifier "javascript:alert(3)//<script>alert(4)</script>" ; radkg:sourceKind radkg:WebPage .
""".replace("HOSTILE", HOSTILE.replace('"', r"\""))

VOID = {"meta", "rect", "path", "circle", "ellipse", "stop"}


class Page(HTMLParser):
    """Elements, attributes and text of a page; every element must be closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def safe(page: Page) -> bool:
    """Whether the page runs nothing and loads nothing, and its links go to the web or to a place on it."""
    names = {name for name, _ in page.elements}
    attributes = {name for _, found in page.elements for name in found}
    forbidden = {"script", "img", "link", "iframe", "object", "embed", "image", "use", "form", "base", "foreignobject"}
    links = page.all("href")
    return (
        names.isdisjoint(forbidden)
        and not any(name.startswith("on") or name in ("src", "srcset", "xlink:href", "style") for name in attributes)
        and all(re.match(r"https?://|#", link) for link in links)
        and {link[1:] for link in links if link.startswith("#")} <= set(page.all("id"))
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> radkg.KnowledgeGraph:
    path = tmp_path_factory.mktemp("extra") / "hostile.ttl"
    path.write_text(EXTRA, encoding="utf-8")
    return radkg.load(extra=[path], ontology=mini_folder)


def html(graph: radkg.KnowledgeGraph, name: str) -> str:
    return graph.show(name).to_html()


@pytest.mark.parametrize(
    "name",
    [
        *("LS", "leaf blotch", "bark canker", "root rot", "linear necrosis", "sapling", "crown"),
        *("radkg:isSeenIn", "fact:leaf-blotch-not-seen-in-saplings", "picture:linear-necrosis", "source:test-page-p03"),
    ],
)
def test_a_page_is_whole_and_loads_nothing(mini: radkg.KnowledgeGraph, name: str) -> None:
    written = html(mini, name)
    page = Page(written)
    assert safe(page)
    assert len(page.all("id")) == len(set(page.all("id")))
    assert "default-src 'none'" in written
    assert "@import" not in written
    assert not re.search(r"url\((?!#)", written)


def test_an_unsafe_page_is_told_from_a_safe_one() -> None:
    assert safe(Page('<p id="a"><a href="#a">1</a></p>'))
    for piece in ("<script></script>", "<b onclick='x'></b>", "<a href='javascript:x'></a>", "<a href='#gone'></a>"):
        assert not safe(Page(piece)), piece


def test_the_command_prints_the_page(mini_command: Command) -> None:
    outcome = mini_command("show", "linear necrosis", "--format", "html")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>linear necrosis · radkg</title>" in outcome.out
    assert mini_command("show", "no such thing", "--format", "html").code == 2


@pytest.mark.parametrize("name", ["leaf scorch", "leaf blotch", "bark canker"])
def test_the_page_holds_what_the_text_holds(mini: radkg.KnowledgeGraph, mini_command: Command, name: str) -> None:
    page = " ".join(Page(html(mini, name)).text.split())
    out = mini_command("show", name).out
    headings = re.findall(r"^(?! )(.+ \(\d+\))$", out, re.MULTILINE)
    assert len(headings) >= 5
    assert [heading for heading in headings if heading not in page] == []
    _, _, conflicts = out.partition("\nIn conflict (")
    reasons = re.findall(
        r"^ +((?:contradiction|heterogeneity|report against denial): .*(?:\n {6}.*)*)$",
        conflicts.partition("\nSources\n")[0],
        re.MULTILINE,
    )
    assert len(reasons) >= 3
    assert [said for reason in reasons if (said := " ".join(reason.split())) not in page] == []


def test_what_is_excluded_is_marked_on_the_page(mini: radkg.KnowledgeGraph) -> None:
    excluded = Page(html(mini, "fact:leaf-blotch-not-seen-in-saplings")).text
    assert "EXCLUDED" in excluded
    said = "a report of a few cases stands against a denial: seedling is within sapling"
    assert f"seedlings (cohort study; reported) [1]: report against denial: {said}" in " ".join(excluded.split())
    assert "EXCLUDED" not in Page(html(mini, "fact:leaf-scorch-shows-corking")).text
    assert "known not to hold: shows: Corky warts" in " ".join(Page(html(mini, "leaf scorch")).text.split())


def test_every_mark_on_the_page_leads_to_its_source(mini: radkg.KnowledgeGraph) -> None:
    page = Page(html(mini, "leaf scorch"))
    marks = {link for link in page.all("href") if link.startswith("#")}
    assert len(marks) > 9
    assert {link[1:] for link in marks} <= set(page.all("id"))
    assert "https://pubmed.ncbi.nlm.nih.gov/99999902" in page.all("href")
    assert "https://doi.org/10.5555/radkg-mini-1" in page.all("href")


def test_a_sign_stands_with_its_drawing_and_the_words_for_it(mini: radkg.KnowledgeGraph) -> None:
    page = Page(html(mini, "linear necrosis"))
    drawing = next(attributes for name, attributes in page.elements if name == "svg")
    assert drawing["role"] == "img"
    assert set(drawing["aria-labelledby"].split()) <= set(page.all("id"))
    words = "A leaf. Narrow dark streaks of dead tissue run along its veins."
    assert page.text.count(words) == 2  # for who hears the page, and for who reads it


def test_a_narrower_sign_has_the_drawing_of_the_broader_one_under_its_name(hostile: radkg.KnowledgeGraph) -> None:
    view = hostile.show("hostile sign")
    assert isinstance(view, TermView)
    assert [(picture.file, picture.of) for picture in view.pictures] == [("linear-necrosis.svg", "linear necrosis")]
    assert "<b>linear necrosis</b>. A leaf." in view.to_html()


def test_a_disease_shows_the_drawings_of_its_signs_and_a_fact_those_of_its_parts(mini: radkg.KnowledgeGraph) -> None:
    disease = mini.show("leaf scorch")
    assert isinstance(disease, TermView)
    assert disease.pictures == ()
    assert {sign.picture.file for sign in disease.drawn_signs} == {"linear-necrosis.svg", "ring-like-necrosis.svg"}
    assert "Drawn: what it shows" in disease.to_html()
    fact = mini.show("fact:ring-like-necrosis-more-purple-than-linear-necrosis")
    assert isinstance(fact, FactView)
    assert [picture.file for picture in fact.pictures] == ["ring-like-necrosis.svg"]  # of its subject, not of a qualifier
    assert fact.to_dict()["pictures"][0]["description"].startswith("A leaf. A dark ring of dead tissue")
    assert mini.show("linear necrosis").to_dict()["pictures"][0]["file"] == "linear-necrosis.svg"


def test_a_term_without_drawing_has_none(mini: radkg.KnowledgeGraph) -> None:
    assert mini.show("necrosis").to_dict()["pictures"] == []  # neither has a narrower one's
    assert "<svg" not in html(mini, "collar rot")


def test_what_a_users_file_says_is_text_and_nothing_else(hostile: radkg.KnowledgeGraph) -> None:
    for name in ("hostile sign", "LS", "fact:leaf-scorch-shows-hostile", "<https://e.org/source>"):
        view = hostile.show(name)
        for written in (view.to_html(), view._repr_html_()):
            page = Page(written)
            assert safe(page), name
            assert "<script" not in written
    assert HOSTILE in Page(html(hostile, "hostile sign")).text
    assert "A sign & <b>more</b>." in Page(html(hostile, "hostile sign")).text
    disease = Page(html(hostile, "LS")).text
    assert "javascript:alert(3)//<script>alert(4)</script>" in disease
    assert f"{HOSTILE} heading" in disease
    assert f"shows: {HOSTILE}" in disease  # among what was taken over


def test_a_drawing_comes_from_the_ontologys_own_folder_only(tmp_path: Path, mini_folder: Path) -> None:
    (tmp_path / "own.svg").write_text("<svg onload='x()'/>", encoding="utf-8")
    folder = str(mini_folder / "ontology" / "pictures")
    name = "linear-necrosis.svg"
    for file in ("", f"../pictures/{name}", str(tmp_path / "own.svg"), "no-such.svg", f"{name}\n", "pictures.ttl"):
        assert Picture("https://e.org/p", file, "", "", folder).svg() == "", file
    assert Picture("https://e.org/p", name, "", "", folder).svg().startswith("<svg")


def test_a_picture_without_a_file_leaves_its_words(mini_folder: Path) -> None:
    graph = radkg.load(ontology=mini_folder)
    term, picture = ox.NamedNode(RADKG + "Gall"), ox.NamedNode("https://e.org/p")
    words = ox.Literal("A red <patch>.", language="en")
    graph.store.extend(
        [
            ox.Quad(term, ox.NamedNode(RADKG + "picture"), picture),
            ox.Quad(picture, ox.NamedNode(DCTERMS + "description"), words),
            ox.Quad(picture, ox.NamedNode(RADKG + "fileName"), ox.Literal("../../../../etc/passwd")),
            ox.Quad(picture, ox.NamedNode(RDFS + "label"), words),
        ]
    )
    written = html(graph, "gall")
    assert "<figcaption>A red &lt;patch&gt;.</figcaption>" in written
    assert "root:" not in written


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("doi:10.1148/rg.263055099", "https://doi.org/10.1148/rg.263055099"),
        ('doi:10.1000/a"b<c', "https://doi.org/10.1000/a%22b%3Cc"),
        ("PMID:123", "https://pubmed.ncbi.nlm.nih.gov/123"),
        ("PMCID:PMC5", "https://pmc.ncbi.nlm.nih.gov/articles/PMC5"),
        ("http://e.org/a?b=c#d", "http://e.org/a?b=c#d"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://e.org/ x", None),
        ('https://e.org/"onclick="x', None),
        ("http://user@e.org/", None),
        ("https://e.org/\u202ex", None),
        ("//e.org", None),
        ("PMID:1 or 2", None),
        ("OMIM:1", None),
        ("", None),
    ],
)
def test_only_web_addresses_and_the_numbers_of_papers_become_links(identifier: str, address: str | None) -> None:
    assert address_of(identifier) == address


def test_in_a_notebook_several_views_stand_on_one_page(mini: radkg.KnowledgeGraph) -> None:
    one, other = mini.show("leaf scorch")._repr_html_(), mini.show("fact:leaf-blotch-not-seen-in-saplings")._repr_html_()
    assert "<html" not in one
    assert "color-scheme" not in one  # the notebook's light or dark stays
    assert set(Page(one).all("id")).isdisjoint(Page(other).all("id"))
    assert safe(Page(one + other))


def test_sections_have_a_list_of_contents_and_other_vocabularies_are_linked(mini: radkg.KnowledgeGraph) -> None:
    view = mini.show("leaf scorch")
    assert isinstance(view, TermView)
    page = view.to_html()
    for name, title in view.sections.items():
        assert f'<a href="#radkg-LeafScorch-{name}">{title}</a>' in page
        assert f'<h2 id="radkg-LeafScorch-{name}">{title} ' in page
    assert re.search(r'<a href="http[^"]*9999901" rel="noreferrer">MONDO:9999901</a>', page)
    assert "TESTO:0000001 (scorch, leaf)" in re.sub("<[^>]+>", "", page)
