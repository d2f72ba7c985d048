"""The drawings of signs: sound files, each with words for it, each used, and none missing where a pattern is spoken of."""

from __future__ import annotations

import doctest
import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg import resources
from radkg.model.records import Fact
from radkg.namespaces import RADKG
from radkg.show.figures import Figure
from radkg.show.views import TermView

SVG = "{http://www.w3.org/2000/svg}"
FILES = sorted(Path(resources.ontology_folder(), "pictures").glob("*.svg"))
ELEMENTS = {"svg", "title", "desc", "defs", "pattern", "radialGradient", "stop", "rect", "circle", "ellipse", "path", "text"}


def faults(text: str) -> list[str]:
    """Return what is wrong with a drawing."""
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        return [f"not well formed: {error}"]
    found = []
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    found += [f"element {name}" for name in sorted(names - ELEMENTS)]
    attributes = [(name, value) for element in root.iter() for name, value in element.attrib.items()]
    found += [f"attribute {name}" for name, _ in attributes if "href" in name or name.startswith("on") or name == "style"]
    found += [f"refers to {value}" for _, value in attributes if re.search(r"url\((?!#)|[a-z]+://|^(data|javascript):", value)]
    found += [f"no {name}" for name in ("title", "desc") if not (root.findtext(SVG + name) or "").strip()]
    if root.get("viewBox") != "0 0 240 160":
        found.append("another size")
    if root.get("role") != "img":
        found.append("not announced as an image")
    if len(text.encode()) >= 6 * 1024:
        found.append("too large")
    return found


@pytest.fixture(scope="module")
def pictures(kg: radkg.KnowledgeGraph) -> dict[str, str]:
    """File name to description."""
    found = {}
    rows = kg.query("SELECT ?file ?words { ?p a radkg:Picture ; radkg:fileName ?file ; dcterms:description ?words }").rows
    for file, words in rows:
        assert isinstance(file, ox.Literal)
        assert isinstance(words, ox.Literal)
        assert words.language == "en"
        found[file.value] = words.value
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_drawing_is_sound(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_an_unsound_drawing_is_found() -> None:
    good = FILES[0].read_text(encoding="utf-8")
    for piece, fault in (
        ("<script>1</script>", "element script"),
        ('<image href="https://e.org/a.png"/>', "element image"),
        ('<rect onload="x()"/>', "attribute onload"),
        ('<rect style="fill:red"/>', "attribute style"),
        ('<rect fill="url(https://e.org/a.svg#b)"/>', "refers to url(https://e.org/a.svg#b)"),
        ("<g", "not well formed"),
    ):
        assert any(found.startswith(fault) for found in faults(good.replace("</svg>", piece + "</svg>"))), piece
    assert faults(re.sub("<desc.*</desc>", "", good)) == ["no desc"]
    assert faults(good.replace("</svg>", "<!--" + "x" * 6144 + "--></svg>")) == ["too large"]


def test_every_drawing_is_described_and_the_words_stand_in_the_file_as_well(pictures: dict[str, str]) -> None:
    assert len(FILES) >= 18
    assert sorted(pictures) == [path.name for path in FILES]
    for path in FILES:
        assert ET.parse(path).findtext(SVG + "desc") == pictures[path.name]


def test_names_inside_a_drawing_begin_with_its_own_so_that_several_stand_on_one_page() -> None:
    for path in FILES:
        names = re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert {name.startswith(path.stem + "-") for name in names} == {True}
        assert len(names) == len(set(names))


def test_every_drawing_is_the_picture_of_a_term_and_nothing_else_is(kg: radkg.KnowledgeGraph) -> None:
    drawn = {row["p"] for row in kg.query("SELECT ?p { ?p a radkg:Picture }")}
    used = {row["p"] for row in kg.query("SELECT DISTINCT ?p { ?t radkg:picture ?p . ?t a owl:Class }")}
    assert drawn == used


def test_every_pattern_of_calcification_that_a_fact_names_is_drawn(kg: radkg.KnowledgeGraph) -> None:
    known = kg.knowledge
    pictured = {row["t"] for row in kg.query("SELECT DISTINCT ?t { ?t radkg:picture ?p }")}
    mineral = {RADKG + "SoftTissueCalcification", RADKG + "Ossification"}
    has_pattern = RADKG + "hasPattern"
    patterns, signs = set(), set()
    for fact in known.facts.values():
        for term in (fact.subject, fact.object):
            shapes = {value for property_, value in known.restrictions.get(term, ()) if property_ == has_pattern}
            if shapes and known.is_kind(term, mineral):
                signs.add(term)
                patterns |= shapes
                patterns |= {v for p, v in fact.qualifiers if p == has_pattern}
    assert len(signs) > 20
    assert len(patterns) > 15
    assert {known.label(p) for p in patterns - pictured} == set()
    # A picture of calcification at large would stand for every pattern, and for none.
    assert RADKG + "SoftTissueCalcification" not in pictured
    assert {known.label(sign) for sign in signs if known.kinds[sign].isdisjoint(pictured)} == set()


@cache
def drawn(kg: radkg.KnowledgeGraph, name: str) -> dict[str, tuple[str, str]]:
    """File of each drawing on the page of a disease to its mark and the fact that it rests on."""
    view = kg.show(name)
    assert isinstance(view, TermView)
    return {sign.picture.file.removesuffix(".svg"): (sign.mark, sign.fact_label) for sign in view.drawn_signs}


def test_dermatomyositis_is_drawn_with_its_own_signs(kg: radkg.KnowledgeGraph) -> None:
    signs = drawn(kg, "dermatomyositis")
    assert {"linear", "confluent", "sheet-like", "popcorn", "muscle-edema", "fascial-edema", "acro-osteolysis-tuft"} <= set(
        signs
    )
    assert "acro-osteolysis-band" not in signs  # which kind it is only the tuft fact says
    assert "spared-muscles" not in signs  # the adductors, and not the rectus femoris
    assert "ossification" not in signs  # one case is reported of its calcinosis, against a denial


@pytest.mark.parametrize(
    ("name", "shown", "not_shown"),
    [
        ("inclusion body myositis", {"spared-muscles", "fatty-replacement", "muscle-edema"}, {"linear", "ossification"}),
        ("polymyositis", {"muscle-edema", "fatty-replacement"}, {"spared-muscles", "sheet-like", "subcutaneous-edema"}),
        ("fibrodysplasia ossificans progressiva", {"ossification", "hallux", "linear", "rounded"}, {"popcorn"}),
        ("systemic sclerosis", {"acro-osteolysis-tuft", "fingertip", "punctate", "paraspinal"}, {"acro-osteolysis-band"}),
        ("juvenile dermatomyositis", {"milk-of-calcium", "muscle-edema", "linear"}, {"spared-muscles", "ossification"}),
    ],
)
def test_other_diseases_are_drawn_with_theirs(
    kg: radkg.KnowledgeGraph, name: str, shown: set[str], not_shown: set[str]
) -> None:
    signs = set(drawn(kg, name))
    assert shown <= signs
    assert not_shown.isdisjoint(signs)


def test_what_a_source_calls_rare_is_marked(kg: radkg.KnowledgeGraph) -> None:
    mark, fact = drawn(kg, "juvenile dermatomyositis")["milk-of-calcium"]
    assert (mark, fact) == ("rare", "juvenile dermatomyositis rarely shows milk of calcium")


@pytest.mark.sweep  # over the page of every disease
def test_no_two_drawings_of_a_page_have_one_title(kg: radkg.KnowledgeGraph) -> None:
    pictured = {row["t"] for row in kg.query("SELECT DISTINCT ?t { ?t radkg:picture ?p }")}
    showing = "SELECT DISTINCT ?d { ?f radkg:subject ?d ; radkg:object/radkg:isOrIsKindOf/radkg:picture ?p }"
    diseases = {row["d"] for row in kg.query(showing)}
    for name in sorted(pictured | diseases):
        view = kg.show(name)
        if isinstance(view, TermView):
            titles = [p.of for p in view.pictures] if len(view.pictures) > 1 else []
            titles += [sign.picture.of for sign in view.drawn_signs]
            assert len(titles) == len(set(titles)), name
    view = kg.show("acro-osteolysis")
    assert isinstance(view, TermView)
    assert sorted(picture.of for picture in view.pictures) == ["midshaft acro-osteolysis", "tuft acro-osteolysis"]


# -- maps of parts, and what else is drawn from facts

MAPS = sorted(Path(resources.ontology_folder(), "pictures", "maps").glob("*.svg"))


def parts(path: Path) -> dict[str, str]:
    """IRI of each part of a map to its outline."""
    return {e.attrib["data-term"]: e.attrib["d"] for e in ET.parse(path).iter(SVG + "path") if "data-term" in e.attrib}


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_map_is_sound_and_described(path: Path, kg: radkg.KnowledgeGraph) -> None:
    text = path.read_text(encoding="utf-8")
    unnamed = re.sub(r' data-term="[^"]+"', "", text).replace("0 0 200 200", "0 0 240 160")
    assert [fault for fault in faults(unnamed) if fault != "too large"] == []
    is_it = f'?p a radkg:PartMap ; radkg:fileName "{path.name}"'
    (described,) = kg.query(f"SELECT ?words ?of {{ {is_it} ; dcterms:description ?words ; radkg:mapOf ?of }}").rows
    words, structure = described
    assert isinstance(words, ox.Literal)
    assert isinstance(structure, ox.NamedNode)
    assert ET.fromstring(text).findtext(SVG + "desc") == words.value
    for part in parts(path):
        assert structure.value in kg.knowledge.places[part], f"{part} is not of what the map is of"
        assert RADKG + "IndividualMuscle" in kg.knowledge.kinds[part]


def test_every_muscle_of_a_mapped_structure_that_a_mapped_fact_names_is_on_its_map(kg: radkg.KnowledgeGraph) -> None:
    known = kg.knowledge
    drawn_parts = {part for path in MAPS for part in parts(path)}
    structures = {row["of"] for row in kg.query("SELECT ?of { ?p radkg:mapOf ?of }")}
    # behind the knee, where neither section is
    elsewhere = {RADKG + "Popliteus"}
    named = {value for f in known.facts.values() for p, value in f.qualifiers if p == RADKG + "hasSite"}
    named |= {row["part"] for row in kg.query("SELECT ?part { ?sign radkg:sparedPart ?part }")}
    muscles = {m for m in named if RADKG + "IndividualMuscle" in known.kinds.get(m, ()) and structures & known.places[m]}
    assert len(muscles) > 20
    missing = {m for m in muscles if not any(m in known.places[part] for part in drawn_parts)}
    assert missing == elsewhere


@cache
def figures(kg: radkg.KnowledgeGraph, name: str) -> dict[str, Figure]:
    """The pictures that are drawn from the facts of a term, by the end of their names."""
    view = kg.show(name)
    assert isinstance(view, TermView)
    return {figure.name.split("-", 2)[2]: figure for figure in view.figures}


def facts_of(kg: radkg.KnowledgeGraph, figure: Figure) -> list[Fact]:
    """The facts that a picture is drawn from."""
    return [kg.knowledge.facts[iri] for iri in figure.facts]


def status(figure: Figure) -> dict[str, str]:
    """Part of a map to what is known of it."""
    found = (path.attrib for path in ET.fromstring(figure.svg()).iter(SVG + "path") if "data-status" in path.attrib)
    return {path["data-term"].removeprefix(RADKG): path["data-status"] for path in found if "data-term" in path}


@pytest.mark.parametrize(
    ("name", "map_", "expected"),
    [
        (
            "inclusion body myositis",
            "thigh-fatty-replacement-of-muscle",
            {"RectusFemoris": "spared", "VastusLateralis": "stated", "AdductorMagnus": "spared", "Semitendinosus": "unknown"},
        ),
        (
            "inclusion body myositis",
            "lower-leg-muscle-involvement-on-imaging",
            {"MedialGastrocnemius": "most", "TibialisAnterior": "stated", "Soleus": "spared", "PeronealMuscle": "unknown"},
        ),
        (
            "dermatomyositis",
            "thigh-muscle-edema",
            {"VastusMedialis": "some", "RectusFemoris": "half", "AdductorLongus": "seldom-spared"},
        ),
        (
            "Duchenne muscular dystrophy",
            "thigh-fatty-replacement-of-muscle",
            {"AdductorMagnus": "stated", "AdductorLongus": "spared", "Gracilis": "spared", "RectusFemoris": "stated"},
        ),
        ("LGMD R1", "thigh-fatty-replacement-of-muscle", {"Semimembranosus": "stated", "AdductorLongus": "stated"}),
        ("facioscapulohumeral dystrophy", "lower-leg-fatty-replacement-of-muscle", {"MedialGastrocnemius": "stated"}),
    ],
)
def test_the_muscles_of_a_disease_are_drawn_as_its_facts_say(
    kg: radkg.KnowledgeGraph, name: str, map_: str, expected: dict[str, str]
) -> None:
    assert expected.items() <= status(figures(kg, name)[map_]).items()


def test_the_ages_of_a_disease_are_those_of_who_gets_it_and_no_comparison(kg: radkg.KnowledgeGraph) -> None:
    timeline = figures(kg, "juvenile dermatomyositis")["ages"]
    assert "Peaks in child: 5–10 years." in timeline.description
    assert "more common" not in timeline.description
    bars = [rect.attrib for rect in ET.fromstring(timeline.svg()).iter(SVG + "rect") if "data-low" in rect.attrib]
    ages = {(fact.numbers[RADKG + "ageMinimum"], fact.numbers[RADKG + "ageMaximum"]) for fact in facts_of(kg, timeline)}
    assert {(float(bar["data-low"]), float(bar["data-high"])) for bar in bars} == ages


def test_the_shares_of_calcinosis_are_those_that_were_counted(kg: radkg.KnowledgeGraph) -> None:
    plot = figures(kg, "systemic sclerosis")["shares-1"]
    marks = [rect.attrib for rect in ET.fromstring(plot.svg()).iter(SVG + "rect") if "data-share" in rect.attrib]
    facts = facts_of(kg, plot)
    shares = []
    for fact in facts:
        numbers = {key.removeprefix(RADKG): number for key, number in fact.numbers.items()}
        counted = "count" in numbers
        shares.append(100 * numbers["count"] / numbers["total"] if counted else numbers["frequencyMinimum"])
    assert len(shares) >= 4
    assert [float(mark["data-share"]) for mark in marks] == [round(share, 1) for share in shares]


@pytest.mark.sweep  # over the page of every disease
def test_every_picture_of_every_disease_is_sound_and_small(kg: radkg.KnowledgeGraph) -> None:
    seen = set()
    for row in kg.query("SELECT DISTINCT ?d { ?f radkg:subject ?d . ?d radkg:isOrIsKindOf radkg:Disease }"):
        view = kg.show(row["d"])
        assert isinstance(view, TermView)
        for figure in view.figures:
            texts = [text.attrib for text in ET.fromstring(figure.svg()).iter(SVG + "text") if "font-size" not in text.attrib]
            places = sorted((text["x"], text.get("text-anchor", ""), float(text["y"])) for text in texts)
            assert not [(a, b) for a, b in pairwise(places) if a[:2] == b[:2] and b[2] - a[2] < 9], (
                f"{figure.title}: lines overlap"
            )
            assert len(figure.html().encode()) < 24 * 1024, figure.title
            assert figure.facts
            assert figure.name not in seen
            seen.add(figure.name)
    assert len(seen) > 60


def test_the_page_on_pictures_says_what_is_printed() -> None:
    page = Path(__file__).parents[2] / "docs" / "pictures.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 3
    assert failed == 0
