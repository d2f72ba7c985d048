"""``radkg show --format html``: one page with drawings, nothing of a user's file unescaped, nothing run, nothing fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.ontology import Ontology
from radkg.namespaces import DCTERMS, RADKG, RDFS
from radkg.show.html import address_of
from radkg.show.pictures import Picture
from radkg.show.views import FactView, TermView

HOSTILE = '</title><script>alert("1")</script><img src=x onerror=alert(2)>'
EXTRA = """
@prefix radkg: <https://w3id.org/radkg/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .

<https://e.org/Sign> a owl:Class ; rdfs:subClassOf radkg:LinearCalcification ;
    rdfs:label "HOSTILE"@en ;
    skos:altLabel "hostile sign"@en ;
    skos:definition "A sign & <b>more</b>."@en ;
    dcterms:source <https://e.org/source> .

fact:dermatomyositis-shows-hostile a radkg:Association ;
    rdfs:label "dermatomyositis shows HOSTILE"@en ;
    radkg:subject radkg:Dermatomyositis ; radkg:relation radkg:hasImagingSign ; radkg:object <https://e.org/Sign> ;
    radkg:certainty radkg:Stated ; radkg:evidence fact:dermatomyositis-shows-hostile-e1 .
fact:dermatomyositis-shows-hostile-e1 a radkg:Evidence ;
    dcterms:source <https://e.org/source> ; radkg:evidenceType obo:ECO_0000302 .
<https://e.org/source> a radkg:Source ; rdfs:label "Case <i>1</i>"@en ; dcterms:title "Case <i>1</i>"@en ;
    dcterms:identifier "javascript:alert(3)" ; radkg:sourceKind "article" .
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
def hostile(tmp_path_factory: pytest.TempPathFactory) -> radkg.KnowledgeGraph:
    path = tmp_path_factory.mktemp("extra") / "hostile.ttl"
    path.write_text(EXTRA, encoding="utf-8")
    return radkg.load(extra=[path])


def html(kg: radkg.KnowledgeGraph, name: str) -> str:
    return kg.show(name).to_html()


@pytest.mark.parametrize(
    "name",
    [
        *("DM", "PM", "FOP", "linear calcification", "child"),
        *("radkg:isSeenIn", "fact:polymyositis-not-seen-in-children", "picture:net"),
    ],
)
def test_a_page_is_whole_and_loads_nothing(kg: radkg.KnowledgeGraph, name: str) -> None:
    written = html(kg, name)
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


def test_the_command_prints_the_page(command) -> None:
    outcome = command("show", "linear calcification", "--format", "html")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>linear calcification · radkg</title>" in outcome.out
    assert command("show", "no such thing", "--format", "html").code == 2


def test_the_page_holds_what_the_text_holds(kg: radkg.KnowledgeGraph, command) -> None:
    for name in ("PM", "systemic sclerosis"):
        page = " ".join(Page(html(kg, name)).text.split())
        headings = re.findall(r"^(?! )(.+ \(\d+\))$", command("show", name).out, re.MULTILINE)
        assert len(headings) >= 4
        assert [heading for heading in headings if heading not in page] == []
    assert "because one source states what the other denies" in Page(html(kg, "PM")).text
    assert "EXCLUDED" in Page(html(kg, "fact:polymyositis-not-seen-in-children")).text


def test_a_sign_stands_with_its_drawing_and_the_words_for_it(kg: radkg.KnowledgeGraph) -> None:
    page = Page(html(kg, "linear calcification"))
    drawing = next(attributes for name, attributes in page.elements if name == "svg")
    assert drawing["role"] == "img"
    assert set(drawing["aria-labelledby"].split()) <= set(page.all("id"))
    words = "Narrow dark streaks of calcification run lengthwise in the fat under the skin and in the muscle."
    assert page.text.count(words) == 2  # for who hears the page, and for who reads it


def test_a_narrower_sign_has_the_drawing_of_the_broader_one_under_its_name(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("linear cutaneous calcification")
    assert isinstance(view, TermView)
    assert [(picture.file, picture.of) for picture in view.pictures] == [("linear.svg", "linear calcification")]
    assert "<b>linear calcification</b>. Section" in view.to_html()


def test_a_disease_shows_the_drawings_of_its_signs_and_a_fact_those_of_its_parts(kg: radkg.KnowledgeGraph) -> None:
    disease = kg.show("DM")
    assert isinstance(disease, TermView)
    assert disease.pictures == ()
    assert {"linear.svg", "sheet-like.svg"} <= {picture.file for picture in disease.fact_pictures}
    assert "Drawn: what its facts name" in disease.to_html()
    sign = next(shown.fact.iri for shown in disease.facts if shown.object == "acro-osteolysis")
    fact = kg.show(sign)
    assert isinstance(fact, FactView)
    assert {picture.file for picture in fact.pictures} == {"acro-osteolysis-tuft.svg", "acro-osteolysis-band.svg"}
    assert fact.to_dict()["pictures"][0]["description"].startswith("Fingertip in section.")
    assert kg.show("linear calcification").to_dict()["pictures"][0]["file"] == "linear.svg"


def test_what_a_users_file_says_is_text_and_nothing_else(hostile: radkg.KnowledgeGraph) -> None:
    for name in ("hostile sign", "DM", "fact:dermatomyositis-shows-hostile", "<https://e.org/source>"):
        view = hostile.show(name)
        for written in (view.to_html(), view._repr_html_()):
            page = Page(written)
            assert safe(page), name
            assert "<script" not in written
    assert HOSTILE in Page(html(hostile, "hostile sign")).text
    assert "A sign & <b>more</b>." in Page(html(hostile, "hostile sign")).text
    assert "javascript:alert(3)" in Page(html(hostile, "DM")).text


def test_a_drawing_comes_from_radkgs_own_folder_only(tmp_path: Path) -> None:
    (tmp_path / "own.svg").write_text("<svg onload='x()'/>", encoding="utf-8")
    folder = Ontology.carried().path("pictures")
    for file in ("", "../pictures/linear.svg", str(tmp_path / "own.svg"), "no-such.svg", "linear.svg\n", "pictures.ttl"):
        assert Picture("https://e.org/p", file, "", "", folder).svg() == "", file
    assert Picture("https://e.org/p", "linear.svg", "", "", folder).svg().startswith("<svg")


def test_a_picture_without_a_file_leaves_its_words() -> None:
    kg = radkg.load()
    term, picture = ox.NamedNode(RADKG + "Rash"), ox.NamedNode("https://e.org/p")
    words = ox.Literal("A red <patch>.", language="en")
    kg.store.extend(
        [
            ox.Quad(term, ox.NamedNode(RADKG + "picture"), picture),
            ox.Quad(picture, ox.NamedNode(DCTERMS + "description"), words),
            ox.Quad(picture, ox.NamedNode(RADKG + "fileName"), ox.Literal("../../../../etc/passwd")),
            ox.Quad(picture, ox.NamedNode(RDFS + "label"), words),
        ]
    )
    written = html(kg, "rash")
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


def test_in_a_notebook_several_views_stand_on_one_page(kg: radkg.KnowledgeGraph) -> None:
    one, other = kg.show("PM")._repr_html_(), kg.show("fact:polymyositis-not-seen-in-children")._repr_html_()
    assert "<html" not in one
    assert "color-scheme" not in one  # the notebook's light or dark stays
    assert set(Page(one).all("id")).isdisjoint(Page(other).all("id"))
    assert safe(Page(one + other))
