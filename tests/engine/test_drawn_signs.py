"""What a page draws: the signs that the term's own facts show, under the fact that says so, with a mark where they are rare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written
from radkg.namespaces import RADKG, RDF
from radkg.show.pictures import RARE, SINGLE, DrawnSign
from radkg.show.views import TermView, show

HEAD = """
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix source: <https://w3id.org/radkg/source/> .

fact:mine-e1 a radkg:Evidence ; dcterms:source source:test-source-1 ; radkg:evidenceType obo:ECO_0000302 .
"""
SHOWS = "radkg:subject radkg:RootRot ; radkg:relation radkg:hasImagingSign ; radkg:object radkg:LinearNecrosis ;"
STATED = "radkg:certainty radkg:Stated ;"

Drawn = Callable[..., tuple[DrawnSign, ...]]


@pytest.fixture
def drawn(tmp_path: Path, mini_folder: Path) -> Drawn:
    """The signs that are drawn on the page of a term, root rot, when facts are added."""

    def of(*facts: str, term: str = "root rot", kind: str = "radkg:Association") -> tuple[DrawnSign, ...]:
        path = tmp_path / "mine.ttl"
        said = (
            f'fact:mine-{n} a {kind} ; rdfs:label "my fact {n}"@en ; {fact} radkg:evidence fact:mine-e1 .\n'
            for n, fact in enumerate(facts)
        )
        path.write_text(HEAD + "".join(said), encoding="utf-8")
        # without a look at the shapes, which takes longer than all else: such facts are in all tests of validation
        ontology = Ontology.at(mini_folder)
        added = tuple(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        view = show(computed(Written(ontology, added)), term, ontology)
        assert isinstance(view, TermView)
        return view.drawn_signs

    return of


def test_a_sign_is_drawn_under_the_fact_that_shows_it(drawn: Drawn) -> None:
    (sign,) = drawn(SHOWS + STATED)
    assert (sign.picture.file, sign.picture.of) == ("linear-necrosis.svg", "linear necrosis")
    assert (sign.fact, sign.fact_label, sign.mark) == ("https://w3id.org/radkg/fact/mine-0", "my fact 0", "")


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    ("property_", "old", "new"),
    [
        *(
            ("relation", "hasImagingSign", other)
            for other in ("isDistinguishedBy", "resembles", "isMore", "precedes", "affects")
        ),
        ("type", "Association", "NullResult"),
    ],
)
def test_what_is_compared_comes_after_or_makes_no_difference_is_not_drawn(
    mini: radkg.KnowledgeGraph, property_: str, old: str, new: str
) -> None:
    """The fact is altered in place: which terms a relation takes does not matter here."""
    graph = radkg.load(ontology=mini.ontology)
    label = "leaf scorch shows linear necrosis of the leaf veins on thermography"
    (fact,) = (ox.NamedNode(iri) for iri, some in graph.knowledge.facts.items() if some.label == label)
    link = ox.NamedNode((RDF if property_ == "type" else RADKG) + property_)
    graph.store.remove(ox.Quad(fact, link, ox.NamedNode(RADKG + old)))
    graph.store.add(ox.Quad(fact, link, ox.NamedNode(RADKG + new)))
    view = graph.show("leaf scorch")
    assert isinstance(view, TermView)
    assert [sign.picture.file for sign in view.drawn_signs] == ["ring-like-necrosis.svg"]


@pytest.mark.parametrize("kind", ["radkg:ExcludedAssociation", "radkg:Association , radkg:ImportedFact"])
def test_what_is_denied_or_taken_over_is_not_drawn(drawn: Drawn, kind: str) -> None:
    assert drawn(SHOWS + STATED, kind=kind) == ()


def test_what_is_doubted_is_not_drawn(drawn: Drawn) -> None:
    assert drawn(SHOWS + STATED + ' radkg:doubt "the images show something else"@en ;') == ()


def test_a_sign_of_a_narrower_or_a_broader_disease_is_not_drawn(drawn: Drawn, mini: radkg.KnowledgeGraph) -> None:
    of_saplings = SHOWS.replace("RootRot", "SaplingLeafScorch") + STATED
    assert [sign.fact_label for sign in drawn(of_saplings, term="sapling leaf scorch")] == ["my fact 0"]
    assert "my fact 0" not in {sign.fact_label for sign in drawn(of_saplings, term="leaf scorch")}
    saplings = mini.show("sapling leaf scorch")
    assert isinstance(saplings, TermView)
    assert saplings.drawn_signs == ()  # leaf scorch at large shows two


@pytest.mark.in_part(3)
@pytest.mark.parametrize(
    ("qualifiers", "mark"),
    [
        (STATED, ""),
        (STATED + "radkg:frequencyWord radkg:Rarely ;", RARE),
        (STATED + "radkg:frequencyWord radkg:Often ;", ""),
        (STATED + "radkg:frequencyWord radkg:Sometimes ;", ""),
        ("radkg:certainty radkg:Reported ;", SINGLE),
        ("radkg:certainty radkg:Possible ;", ""),
        (STATED + "radkg:sampleSize 1 ;", SINGLE),
        (STATED + "radkg:sampleSize 3 ;", SINGLE),
        (STATED + "radkg:sampleSize 4 ;", ""),
        (STATED + "radkg:count 2 ; radkg:total 2 ;", SINGLE),
        (STATED + "radkg:count 1 ; radkg:total 600 ;", SINGLE),
        (STATED + "radkg:count 14 ; radkg:total 14 ;", ""),
    ],
)
def test_a_rare_sign_is_marked(drawn: Drawn, qualifiers: str, mark: str) -> None:
    assert [sign.mark for sign in drawn(SHOWS + qualifiers)] == [mark]


def test_a_sign_of_many_is_not_marked_for_a_report_of_one_more(drawn: Drawn) -> None:
    (sign,) = drawn(SHOWS + "radkg:certainty radkg:Reported ;", SHOWS + STATED)
    assert (sign.fact_label, sign.mark) == ("my fact 1", "")


def test_a_rare_sign_is_marked_although_a_source_says_that_there_are_such_cases(drawn: Drawn) -> None:
    rarely = SHOWS + STATED + "radkg:frequencyWord radkg:Rarely ;"
    (sign,) = drawn(SHOWS + STATED, rarely)
    assert (sign.fact_label, sign.mark) == ("my fact 1", RARE)


def test_a_share_tells_more_than_a_word(drawn: Drawn) -> None:
    (sign,) = drawn(
        SHOWS + STATED + "radkg:frequencyWord radkg:Rarely ;",
        SHOWS + STATED + "radkg:count 40 ; radkg:total 90 ;",
    )
    assert (sign.fact_label, sign.mark) == ("my fact 1", "")


def test_rare_signs_come_last(drawn: Drawn) -> None:
    ring = SHOWS.replace("LinearNecrosis", "RingNecrosis")
    signs = drawn(SHOWS + "radkg:certainty radkg:Reported ;", ring + STATED)
    assert [(sign.picture.file, sign.mark) for sign in signs] == [
        ("ring-like-necrosis.svg", ""),
        ("linear-necrosis.svg", SINGLE),
    ]


def beside(mini: radkg.KnowledgeGraph, *triples: tuple[str, str, str]) -> radkg.KnowledgeGraph:
    """The small ontology with triples added, whose parts are local names."""
    graph = radkg.load(ontology=mini.ontology)
    for triple in triples:
        graph.store.add(ox.Quad(*(ox.NamedNode(RADKG + name) for name in triple)))
    return graph


def test_a_drawing_of_several_signs_is_drawn_where_all_are_shown(mini: radkg.KnowledgeGraph) -> None:
    linear, ring = "picture/linear-necrosis", ("picture/linear-necrosis", "depicts", "RingNecrosis")
    both = beside(mini, (linear, "depicts", "LinearNecrosis"), ring).show("leaf scorch")
    one = beside(mini, (linear, "depicts", "LinearNecrosis"), ring, (linear, "depicts", "BarkNecrosis")).show("leaf scorch")
    assert isinstance(both, TermView)
    assert isinstance(one, TermView)
    assert {sign.picture.file for sign in both.drawn_signs} == {"linear-necrosis.svg", "ring-like-necrosis.svg"}
    assert [sign.picture.file for sign in one.drawn_signs] == ["ring-like-necrosis.svg"]


def test_a_fact_that_does_not_say_which_kind_draws_none_of_them_and_kinds_have_titles_of_their_own(
    mini: radkg.KnowledgeGraph,
) -> None:
    kinds = [("Necrosis", "picture", f"picture/{name}") for name in ("linear-necrosis", "ring-like-necrosis")]
    graph = beside(mini, *kinds)
    disease, sign = graph.show("bark canker"), graph.show("necrosis")
    assert isinstance(disease, TermView)
    assert isinstance(sign, TermView)
    assert disease.drawn_signs == ()  # bark necrosis, of one kind or the other
    assert [picture.of for picture in sign.pictures] == ["linear necrosis", "ring-like necrosis"]


def test_the_caption_has_the_mark_and_the_fact(drawn: Drawn, tmp_path: Path, mini_folder: Path) -> None:
    (sign,) = drawn(SHOWS + "radkg:certainty radkg:Reported ;")
    page = radkg.load(extra=[tmp_path / "mine.ttl"], ontology=mini_folder).show("root rot").to_html()
    assert "<h2>Drawn: what it shows</h2>" in page
    assert '<span class="badge">reported in single cases</span><p>By the fact: <a href="' + sign.fact + '"' in page
    assert ">my fact 0</a></p></figcaption>" in page
    assert sign.to_dict()["mark"] == "reported in single cases"
