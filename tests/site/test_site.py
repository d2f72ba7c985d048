"""``radkg site``: every page is there and sound, nothing of a user's file runs, and the same graph gives the same files."""

from __future__ import annotations

import builtins
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from crawl import Page, faults_of, pages_of
from radkg.cli import main
from radkg.errors import InvalidOption, MissingPackage
from radkg.namespaces import RADKG, SKOS
from radkg.show.views import TermView
from radkg.site.addresses import path_of
from radkg.site.build import CannotWriteSite
from radkg.site.built import Site

LEAF_SCORCH = ox.NamedNode(RADKG + "LeafScorch")
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")
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
    skos:definition "A sign & <b>more</b>. </script><script>alert(3)</script>"@en ;
    dcterms:source <https://e.org/source> .
fact:leaf-scorch-shows-hostile a radkg:Association ;
    rdfs:label "leaf scorch shows HOSTILE"@en ;
    radkg:subject radkg:LeafScorch ; radkg:relation radkg:hasImagingSign ; radkg:object <https://e.org/Sign> ;
    radkg:certainty radkg:Stated ; radkg:evidence fact:leaf-scorch-shows-hostile-e1 .
fact:leaf-scorch-shows-hostile-e1 a radkg:Evidence ;
    dcterms:source <https://e.org/source> ; radkg:evidenceType obo:ECO_0000302 .
<https://e.org/source> a radkg:Source ; rdfs:label "Case <i>1</i>"@en ; dcterms:title "Case <i>1</i>"@en ;
    dcterms:identifier "javascript:alert(4)//" ; radkg:sourceKind radkg:WebPage .
""".replace("HOSTILE", HOSTILE.replace('"', r"\""))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> tuple[radkg.KnowledgeGraph, Path, Site]:
    """The site of the small ontology with a hostile file of a user's beside it."""
    folder = tmp_path_factory.mktemp("site")
    extra = folder / "extra.ttl"
    extra.write_text(EXTRA, encoding="utf-8")
    kg = radkg.load([extra], ontology=mini_folder)
    return kg, folder / "site", kg.site(folder / "site")


@pytest.fixture(scope="module")
def pages(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> dict[Path, Page]:
    return pages_of(built[1])


def test_no_page_is_faulty_and_no_link_leads_nowhere(
    built: tuple[radkg.KnowledgeGraph, Path, Site], pages: dict[Path, Page]
) -> None:
    assert faults_of(pages, built[1]) == []
    assert len(pages) == sum(built[2].pages.values())


def test_the_crawler_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html><h1>a</h1><h3>b</h3><img src="//e.org:1/x.png" onerror="x()"><a href="gone.html">c</a><p id=a><p id=a>'
    )
    found = " ".join(faults_of(pages_of(tmp_path), tmp_path))
    for fault in ("lacks", "out of order", "twice", "runs", "loads", "nowhere"):
        assert fault in found


def test_every_fact_term_and_source_has_a_page_with_its_data(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> None:
    kg, folder, _ = built
    known = kg.knowledge
    things = [*known.facts, *(iri for iri in known.kinds if iri.startswith(RADKG)), *known.relations]
    things += known.instances(RADKG + "Source") | known.instances(RADKG + "Conflict") | known.instances(RADKG + "Passage")
    missing = [
        f"{iri} {suffix}"
        for iri in things
        for suffix in ("html", "ttl", "jsonld", "nt")
        if not (folder / f"{path_of(iri)}.{suffix}").is_file()
    ]
    assert missing == []


def test_the_data_beside_a_page_are_the_same_in_all_forms(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> None:
    triples = [
        {str(quad.triple) for quad in ox.parse(path=built[1] / f"LeafScorch.{suffix}", format=form)}
        for suffix, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES), ("jsonld", ox.RdfFormat.JSON_LD))
    ]
    assert triples[0] == triples[1] == triples[2]
    assert any("leaf-scorch-shows-hostile" in triple for triple in triples[0])


def test_what_is_hostile_is_text(built: tuple[radkg.KnowledgeGraph, Path, Site], pages: dict[Path, Page]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in pages]
    assert not any("<script>" in text or "<img src=x" in text or "<i>1</i>" in text for text in texts)
    assert any("&lt;script&gt;alert" in text for text in texts)
    assert [link for page in pages.values() for link in page.links if link.lower().startswith(("javascript:", "data:"))] == []


def test_a_thing_with_an_iri_of_somebody_elses_has_a_page_within_the_site(
    built: tuple[radkg.KnowledgeGraph, Path, Site],
) -> None:
    folder = built[1]
    own = path_of("https://e.org/Sign")
    assert own.startswith("elsewhere/Sign-")
    assert (folder / f"{own}.html").is_file()
    assert f"{own}.html" in (folder / "LeafScorch.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "iri", [RADKG + "../../etc/passwd", RADKG + "index", RADKG + "browse/x", RADKG + "a" * 300, RADKG + "a//b"]
)
def test_no_iri_leads_out_of_the_folder_or_takes_the_place_of_a_page(iri: str) -> None:
    assert re.fullmatch(r"elsewhere/[A-Za-z0-9-]{1,80}", path_of(iri))


def test_labels_synonyms_and_curies_can_be_searched_for(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> None:
    kg, folder, _ = built
    text = (folder / "search-index.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("const RADKG_INDEX = ").removesuffix(";\n"))
    found = {path: names for label, path, kind, names in entries if label == "leaf scorch"}
    assert "radkg:LeafScorch" in found["LeafScorch"]
    synonyms = {quad.object.value for quad in kg.store.quads_for_pattern(LEAF_SCORCH, ALT_LABEL, None)}
    assert synonyms
    assert synonyms <= set(found["LeafScorch"])
    assert all((folder / f"{path}.html").is_file() for _, path, _, _ in entries)


def test_what_resembles_each_other_is_compared(built: tuple[radkg.KnowledgeGraph, Path, Site], pages: dict[Path, Page]) -> None:
    pairs = sorted((built[1] / "compare").glob("*.html"))
    assert pairs
    assert "Nothing is known that tells them apart" in pairs[0].read_text(encoding="utf-8")  # its ontology has no such question
    one = pairs[0].stem.partition("--")[0]
    assert f"compare/{pairs[0].name}" in pages[built[1] / f"{one}.html"].links


def test_a_page_says_what_it_is_to_search_engines(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> None:
    text = (built[1] / "LeafScorch.html").read_text(encoding="utf-8")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert block
    told = json.loads(block[1])
    assert (told["@type"], told["@id"], told["name"]) == ("DefinedTerm", RADKG + "LeafScorch", "leaf scorch")


@pytest.mark.sweep
def test_the_same_graph_gives_the_same_files_in_the_place_of_an_older_site(
    built: tuple[radkg.KnowledgeGraph, Path, Site], tmp_path: Path
) -> None:
    kg, folder, _ = built
    old = tmp_path / "old"
    old.mkdir()
    (old / "site.json").write_text("{}")
    (old / "Gone.html").write_text("of an older version")
    kg.site(old)
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert files == {path.relative_to(old) for path in old.rglob("*") if path.is_file()}
    assert [file for file in sorted(files) if (folder / file).read_bytes() != (old / file).read_bytes()] == []
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


DOCUMENTATION = re.compile(r'<a href="([^"]+)">Documentation</a>')


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    ("given", "at_the_top", "below"),
    [
        ("docs/", "docs/index.html", "../docs/index.html"),
        ("manual/start.html", "manual/start.html", "../manual/start.html"),
        ("https://example.org/docs/?of=1", "https://example.org/docs/?of=1", "https://example.org/docs/?of=1"),
    ],
)
def test_the_head_of_each_page_leads_to_the_documentation(
    mini: radkg.KnowledgeGraph, tmp_path: Path, given: str, at_the_top: str, below: str
) -> None:
    mini.site(tmp_path / "site", documentation=given)
    pages = pages_of(tmp_path / "site")
    led = {path: DOCUMENTATION.findall(path.read_text(encoding="utf-8")) for path in pages}
    assert [path for path, links in led.items() if len(links) != 1] == []
    assert led[tmp_path / "site" / "LeafScorch.html"] == [at_the_top]
    assert led[tmp_path / "site" / "query" / "index.html"] == [below]
    if ":" not in given:  # who copies it there has a site without fault
        faults = faults_of(pages, tmp_path / "site")
        assert len(faults) == len(pages)
        assert {fault.partition(": ")[2] for fault in faults} >= {f"leads nowhere: {at_the_top}", f"leads nowhere: {below}"}


def test_without_documentation_no_page_leads_to_it(built: tuple[radkg.KnowledgeGraph, Path, Site]) -> None:
    assert [path for path in built[1].rglob("*.html") if DOCUMENTATION.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "given",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/docs",
        "/docs/",
        "../docs/",
        "docs/../../x",
        "docs//x",
        "docs/?q",
        "https://",
        "https:///docs",
        "https://user:word@example.org/",
        "https://example.org:99999/",
        'https://example.org/"onclick="x',
        "https://example.org/ x",
        "docs/\n",
        " docs/",
    ],
)
def test_documentation_elsewhere_than_on_a_path_or_by_https_is_refused(
    mini: radkg.KnowledgeGraph, tmp_path: Path, given: str
) -> None:
    with pytest.raises(InvalidOption, match="a path within the site, as docs/, or an https address"):
        mini.site(tmp_path / "site", documentation=given)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_left_alone(built: tuple[radkg.KnowledgeGraph, Path, Site], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CannotWriteSite, match="no site of radkg's; choose an empty folder"):
        built[0].site(tmp_path)
    with pytest.raises(CannotWriteSite, match="not a folder"):
        built[0].site(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_without_jinja2_it_says_what_to_install(
    mini: radkg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def importing(name: str, *others: object) -> object:
        if name == "jinja2":
            raise ImportError(name)
        return real(name, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(MissingPackage, match=r"pip install 'radkg\[site\]'"):
        mini.site(tmp_path / "site")


def test_the_command_says_what_it_wrote(mini_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "--ontology", str(mini_folder), "--output", str(tmp_path / "site"), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(tmp_path / "site")
    assert (
        main(["site", "--ontology", str(mini_folder), "--output", str(tmp_path / "no"), "--documentation", "ftp://e.org"]) == 2
    )
    assert "--documentation takes a path within the site" in capsys.readouterr().err
    assert told["files"] == sum(1 for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert main(["site", "--ontology", str(mini_folder), "--output", str(mini_folder)]) == 2
    assert "choose an empty folder with --output" in capsys.readouterr().err


def test_what_is_drawn_from_facts_stands_on_the_page_above_links_to_them(
    built: tuple[radkg.KnowledgeGraph, Path, Site],
) -> None:
    graph, folder, _ = built
    view = graph.show("root rot")
    assert isinstance(view, TermView)
    text = (folder / "RootRot.html").read_text(encoding="utf-8")
    (figure,) = view.figures
    assert figure.html() in text
    for fact in figure.facts:
        assert f'<li><a href="{fact.removeprefix(RADKG)}.html">' in text
    assert "Drawn from the facts" not in (folder / "CollarRot.html").read_text(encoding="utf-8")
