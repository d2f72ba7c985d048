"""What is drawn from facts: each value in a picture is that of a fact, and where nothing is known, there is no picture."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.errors import UnreadableFile
from radkg.model.intervals import wilson_interval
from radkg.model.knowledge import Knowledge
from radkg.model.ontology import Ontology
from radkg.model.opening import computed
from radkg.model.store import Written
from radkg.namespaces import RADKG
from radkg.show.ages import Timeline
from radkg.show.figures import WIDTH, Figure
from radkg.show.forest import ForestPlot
from radkg.show.outlines import read_outlines
from radkg.show.part_maps import PartMap
from radkg.show.views import TermView, show

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>"
HEAD = """
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix picture: <https://w3id.org/radkg/picture/> .
@prefix source: <https://w3id.org/radkg/source/> .

picture:leaf a radkg:PartMap ; rdfs:label "leaf, seen from above"@en ; radkg:mapOf radkg:Leaf ; radkg:fileName "leaf.svg" .
radkg:Necrosis radkg:mapTitle "necrosis: dark on thermography"@en ; radkg:mapModality radkg:Thermography .
radkg:Wilting radkg:mapTitle "wilting"@en .
radkg:SoundPart radkg:mapTitle "sound parts"@en .
radkg:Stalk a owl:Class ; rdfs:subClassOf radkg:AnatomicalStructure ,
    [ a owl:Restriction ; owl:onProperty radkg:isPartOf ; owl:someValuesFrom radkg:Leaf ] ; rdfs:label "HOSTILE stalk"@en .
""".replace("HOSTILE", HOSTILE)
LEAF = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" data-top="tip" data-left="shade" data-right="sun">
<path class="outline" d="M5 5H195V195H5Z"/>
<path class="part" data-term="{RADKG}LeafMargin" data-label="20 30" d="M10 10H40V60H10Z"/>
<path class="part" data-term="{RADKG}LeafVein" data-label="60 80" d="M50 70H90V90H50Z"/>
<path class="part" data-term="{RADKG}Midrib" data-label="120 100" d="M110 20H130V180H110Z"/>
<path class="part" data-term="{RADKG}Stalk" data-label="150 190 left" d="M140 180H160V195H140Z"/>
<path class="part" data-name="stipule" data-label="170 120" d="M165 110H180V130H165Z"/>
<path class="beside" data-name="bud" data-label="100 10" d="M95 5H105V15H95Z"/>
</svg>"""

#: Disease to the facts about it; one that is denied begins with "not", a null result with "null".
SAID = {
    "of-parts": (
        "Necrosis hasSite LeafMargin count 9 total 12",
        "Necrosis hasSite LeafVein count 3 total 12",
        "Necrosis hasSite Stalk frequencyMaximum 40",
    ),
    "of-a-group": ("Necrosis hasSite LeafVein count 6 total 10",),
    "of-a-group-and-a-part": ("Necrosis hasSite LeafVein count 6 total 10", "Necrosis hasSite Midrib frequencyWord Often"),
    "of-the-whole": ("Necrosis hasSite Leaf count 9 total 10", "Necrosis hasSite Crown count 1 total 10"),
    "of-the-whole-and-a-part": ("Necrosis hasSite Leaf count 9 total 10", "Necrosis hasSite LeafMargin"),
    "spared": ("Necrosis hasSite LeafVein", "UnharmedMidrib", "SoundPart hasSite LeafMargin count 1 total 10"),
    "only-spared": ("UnharmedMidrib",),
    "spared-in-another-study": ("Necrosis hasSite LeafMargin", "UnharmedMidrib @2", "Wilting hasSite Leaf @2"),
    "spared-on-another-modality": (
        "Necrosis hasSite LeafMargin",
        "Wilting hasSite Stalk",
        "UnharmedMidrib seenOn Thermography",
    ),
    "both": ("Necrosis hasSite Midrib", "UnharmedMidrib"),
    "denied": ("Necrosis hasSite LeafMargin", "not Necrosis hasSite Midrib"),
    "usually-denied": ("Necrosis hasSite LeafMargin", "not Necrosis hasSite Midrib frequencyWord Usually"),
    "nothing-found": ("null Necrosis hasSite Midrib",),
    "of-shoots": ("Necrosis hasSite Midrib count 30 total 40 countedUnit Shoots",),
    "of-some": ("Necrosis hasSite Midrib count 4 total 5 inSubgroup PrimaryDisease",),
    "of-some-and-all": ("Necrosis hasSite Midrib inSubgroup PrimaryDisease", "Necrosis hasSite Midrib"),
    "of-a-kind": ("DryNecrosis hasSite Midrib count 4 total 5",),
    "two-studies": ("Necrosis hasSite Midrib count 1 total 10", "Necrosis hasSite Midrib count 80 total 100 @2"),
    "elsewhere": ("Necrosis hasSite Branch count 4 total 5",),
    "not-mapped": ("Yellowing hasSite Midrib count 4 total 5",),
    "without-site": ("Necrosis count 4 total 5", "Necrosis count 5 total 50 @2", "Necrosis frequencyMaximum 60 @3"),
    "counted-twice-by-one": ("Necrosis count 4 total 5", "Necrosis count 5 total 50"),
    "counted-of-others": ("Necrosis count 4 total 5", "Necrosis count 5 total 50 inSubgroup PrimaryDisease @2"),
    "overlapping": ("Necrosis count 4 total 10", "Necrosis count 5 total 10 @2"),
}


def _fact(name: str, disease: str, said: str) -> str:
    kind, source = "radkg:Association", 1
    words = said.split()
    if words[0] in ("not", "null"):
        kind = {"not": "radkg:ExcludedAssociation", "null": "radkg:NullResult"}[words.pop(0)]
    if words[-1].startswith("@"):
        source = int(words.pop()[1:])
    object_, *pairs = words
    qualifiers = [
        f"radkg:{key} {value if value[0].isdigit() else 'radkg:' + value} ;"
        for key, value in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    return (
        f'fact:{name} a {kind} ; rdfs:label "{name} {HOSTILE}"@en ; radkg:subject <https://e.org/{disease}> ; '
        f"radkg:relation radkg:hasImagingSign ; radkg:object radkg:{object_} ; {' '.join(qualifiers)} "
        f"radkg:certainty radkg:Stated ; radkg:evidence fact:{name}-e1 .\n"
        f"fact:{name}-e1 a radkg:Evidence ; dcterms:source source:test-source-{source} ; radkg:evidenceType obo:ECO_0000302 .\n"
    )


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Knowledge:
    """The small ontology with a map of the leaf, and with diseases of which different things are said."""
    folder = tmp_path_factory.mktemp("mapped") / "mini"
    shutil.copytree(mini_folder, folder)
    maps = folder / "ontology" / "pictures" / "maps"
    maps.mkdir()
    (maps / "leaf.svg").write_text(LEAF, encoding="utf-8")
    text = HEAD
    for disease, facts in SAID.items():
        text += f'<https://e.org/{disease}> a owl:Class ; rdfs:subClassOf radkg:LeafDisease ; rdfs:label "{disease}"@en .\n'
        text += "".join(_fact(f"{disease}-{number}", disease, said) for number, said in enumerate(facts))
    added = tuple(quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    return computed(Written(Ontology.at(folder), added))


def figures(known: Knowledge, name: str) -> tuple[Figure, ...]:
    view = show(known, name, known.ontology)
    assert isinstance(view, TermView)
    for figure in view.figures:
        drawn(figure)
    assert view.to_dict()["figures"] == [figure.to_dict() for figure in view.figures]
    return view.figures


def drawn(figure: Figure) -> ET.Element:
    """A picture as XML, which what users wrote has not broken, and all of whose parts lie on it."""
    root = ET.fromstring(figure.svg())
    assert not [element for element in root.iter() if element.tag == SVG + "script" or "onload" in element.attrib]
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == WIDTH
    texts = [element for element in root.iter(SVG + "text") if "font-size" not in element.attrib]
    assert all(0 < float(text.attrib["y"]) <= height for text in texts)
    places = [(text.attrib["x"], text.get("text-anchor"), float(text.attrib["y"])) for text in texts]
    columns = {(x, anchor): sorted(y for x_, a, y in places if (x_, a) == (x, anchor)) for x, anchor, _ in places}
    assert all(b - a > 9 for column in columns.values() for a, b in pairwise(column)), "lines overlap"
    assert root.findtext(SVG + "title") == figure.title
    assert root.findtext(SVG + "desc") == figure.description
    return root


def the_map(known: Knowledge, name: str) -> PartMap:
    (found,) = (figure for figure in figures(known, name) if isinstance(figure, PartMap))
    return found


def coloured(figure: PartMap) -> dict[str, tuple[str, str, str]]:
    """Part to its status and to the bounds of its share, as they stand in the picture."""
    paths = [path for path in drawn(figure).iter(SVG + "path") if "data-status" in path.attrib]
    found = {
        path.get("data-term", "").removeprefix(RADKG): (
            path.get("data-status", ""),
            path.get("data-low", ""),
            path.get("data-high", ""),
        )
        for path in paths
    }
    return {part: told for part, told in found.items() if told[0] != "unknown"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "of-parts",
            {
                "LeafMargin": ("most", "75.0", "75.0"),
                "LeafVein": ("some", "25.0", "25.0"),
                "Midrib": ("some", "25.0", "25.0"),
                "Stalk": ("some", "0.0", "40.0"),
            },
        ),
        ("of-a-group", {"LeafVein": ("half", "60.0", "60.0"), "Midrib": ("half", "60.0", "60.0")}),
        ("of-a-group-and-a-part", {"LeafVein": ("half", "60.0", "60.0"), "Midrib": ("stated", "", "")}),
        ("of-the-whole-and-a-part", {"LeafMargin": ("stated", "", "")}),
        (
            "spared",
            {"LeafVein": ("stated", "", ""), "Midrib": ("spared", "", ""), "LeafMargin": ("seldom-spared", "10.0", "10.0")},
        ),
        ("only-spared", {"Midrib": ("spared", "", "")}),
        ("both", {"Midrib": ("both", "", "")}),
        ("denied", {"LeafMargin": ("stated", "", ""), "Midrib": ("spared", "", "")}),
        ("usually-denied", {"LeafMargin": ("stated", "", "")}),
        ("of-shoots", {"Midrib": ("stated", "", "")}),
        ("of-some", {"Midrib": ("most", "80.0", "80.0")}),
        ("of-a-kind", {"Midrib": ("most", "80.0", "80.0")}),
        ("two-studies", {"Midrib": ("most", "80.0", "80.0")}),
    ],
)
def test_a_part_is_coloured_by_the_facts_about_it(
    known: Knowledge, name: str, expected: dict[str, tuple[str, str, str]]
) -> None:
    assert coloured(the_map(known, name)) == expected


@pytest.mark.parametrize("name", ["of-the-whole", "nothing-found", "elsewhere", "not-mapped", "necrosis", "midrib"])
def test_where_nothing_is_known_of_a_part_there_is_no_map(known: Knowledge, name: str) -> None:
    assert not any(isinstance(figure, PartMap) for figure in figures(known, name))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("of-a-group", "Midrib: 6 of 10 (60 %) (leaf vein)."),
        ("of-a-group", "In brackets: said of a group"),
        ("of-the-whole-and-a-part", "Leaf as a whole: 9 of 10 (90 %)."),
        ("of-the-whole-and-a-part", f"Nothing known of: leaf vein, midrib, {HOSTILE} stalk, stipule."),
        ("spared", "Leaf margin: spared in 1 of 10 (10 %)."),
        ("denied", "Midrib: denied."),
        ("of-shoots", "Midrib: 30 of 40 (75 %) of shoots."),
        ("of-some", "Midrib: 4 of 5 (80 %) †. "),
        ("of-some", "† Of some patients only"),
        ("of-some-and-all", "Midrib: seen. "),
        ("of-a-kind", "Midrib: 4 of 5 (80 %) dry necrosis."),
        ("two-studies", "Midrib: 1 of 10 (10 %); 80 of 100 (80 %)."),
    ],
)
def test_a_map_says_in_words_what_it_shows(known: Knowledge, name: str, words: str) -> None:
    assert words in the_map(known, name).description


def test_a_map_names_the_facts_that_it_is_drawn_from_and_no_other(known: Knowledge) -> None:
    facts = [f"https://w3id.org/radkg/fact/of-a-group-and-a-part-{number}" for number in (0, 1)]
    assert the_map(known, "of-a-group-and-a-part").to_dict()["facts"] == facts


def test_what_is_spared_is_on_the_map_of_what_its_study_looked_for(known: Knowledge) -> None:
    of_necrosis, of_spared = (figure for figure in figures(known, "spared-in-another-study") if isinstance(figure, PartMap))
    assert coloured(of_necrosis) == {"LeafMargin": ("stated", "", "")}
    assert of_spared.title == "spared-in-another-study: sound parts"
    assert coloured(of_spared) == {"Midrib": ("spared", "", "")}
    of_necrosis, of_wilting = (figure for figure in figures(known, "spared-on-another-modality") if isinstance(figure, PartMap))
    assert "Midrib" in coloured(of_necrosis)
    assert "Midrib" in coloured(of_wilting)  # it is seen on no modality of its own


def test_the_legend_has_what_is_on_the_map_each_with_a_pattern_of_its_own(known: Knowledge) -> None:
    text = the_map(known, "spared").svg()
    patterns = re.findall(r'<pattern id="([^"]+)"', text)
    assert len(patterns) == 3
    for name in patterns:
        assert text.count(f'fill="url(#{name})"') >= 2, "on a part and in the legend"
    for words in ("seen, share not stated", "spared, or denied", "spared in fewer than half", "nothing known"):
        assert words in text
    assert "seen in 75 % or more" not in text


def test_a_picture_in_a_page_has_the_colour_of_its_text_and_one_in_a_file_its_own_paper(known: Knowledge) -> None:
    figure = the_map(known, "spared")
    assert 'fill="#ffffff"' not in figure.html()
    assert "style=" not in figure.html()
    assert '<rect width="360"' in figure.svg()
    assert "<svg viewBox" in figure._repr_html_()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('viewBox="0 0 200 200"', 'viewBox="0 0 100 100"', 'is of another size; give it viewBox="0 0 200 200"'),
        ("<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg", "has a document type"),
        ("</svg>", "", "not well formed"),
        ('class="part" data-name', 'class="muscle" data-name', "stipule has no class of part, beside, outline"),
        ('d="M165 110H180V130H165Z"', "d=\"url('x')\"", "stipule has no outline"),
        ('data-label="60 80"', 'data-label="middle"', "LeafVein has no place for its name"),
        (f"{RADKG}Midrib", f"{RADKG}LeafVein", "has two outlines of https://w3id.org/radkg/LeafVein"),
        ("</svg>", "<!--" + "x" * 300_000 + "--></svg>", "a map of more than 256 KB"),
    ],
)
def test_a_map_that_is_none_is_refused_with_what_to_do(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = tmp_path / "leaf.svg"
    path.write_text(LEAF, encoding="utf-8")
    assert len(read_outlines(str(tmp_path), "leaf.svg").outlines) == 7
    assert old in LEAF
    path.write_text(LEAF.replace(old, new), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=re.escape(fault)) as refused:
        read_outlines(str(tmp_path), "leaf.svg")
    assert str(path) in str(refused.value)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("file", "fault"), [("gone.svg", "no such file"), ("../leaf.svg", "no name of a map"), ("", "no name of")]
)
def test_no_other_place_is_looked_at(tmp_path: Path, file: str, fault: str) -> None:
    (tmp_path / "leaf.svg").write_text(LEAF, encoding="utf-8")
    (tmp_path / "maps").mkdir()
    with pytest.raises(UnreadableFile, match=fault):
        read_outlines(str(tmp_path / "maps"), file)


def test_all_pictures_of_a_term_stand_on_one_sheet(known: Knowledge) -> None:
    view = show(known, "spared-on-another-modality", known.ontology)
    assert isinstance(view, TermView)
    root = ET.fromstring(view.to_svg())
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    placed = [tuple(float(inner.attrib[name]) for name in ("x", "y", "width", "height")) for inner in root.findall(SVG + "svg")]
    assert len(placed) == len(view.figures) == 2
    assert all(x + wide <= width and y + high <= height for x, y, wide, high in placed)
    assert placed[0][0] + placed[0][2] <= placed[1][0]
    names = re.findall(r' id="([^"]+)"', view.to_svg())
    assert len(names) == len(set(names))


def test_where_nothing_is_drawn_the_command_says_so(mini_command: Callable[..., Any]) -> None:
    printed = mini_command("show", "root rot", "--format", "svg")
    assert (printed.code, printed.out[:4]) == (0, "<svg")
    refused = {"collar rot": "no fact of collar rot is drawn", "fact:leaf-blotch-not-seen-in-saplings": "one fact is not drawn"}
    for name, why in refused.items():
        outcome = mini_command("show", name, "--format", "svg")
        assert (outcome.code, outcome.out) == (2, "")
        assert why in outcome.err


# -- ages


def test_a_bar_has_the_ages_of_its_fact_and_what_is_denied_is_hatched(known: Knowledge) -> None:
    (timeline,) = (figure for figure in figures(known, "root rot") if isinstance(figure, Timeline))
    bars = [rect for rect in drawn(timeline).iter(SVG + "rect") if "data-low" in rect.attrib]
    shown = [(bar.get("data-low"), bar.get("data-high"), "url(" in bar.get("fill", "")) for bar in bars]
    stated = {
        iri: (known.facts[iri].numbers.get(RADKG + "ageMinimum"), known.facts[iri].numbers.get(RADKG + "ageMaximum"))
        for iri in timeline.facts
    }
    assert shown == [("2", "5", False), ("4", "8", False), ("0", "9", True)]
    assert set(stated.values()) >= {(2, 5), (4, 8)}
    assert "Not: is seen in sapling: 0–9 years" in timeline.description


def test_that_there_are_mature_trees_with_it_is_no_timeline(known: Knowledge) -> None:
    assert figures(known, "collar rot") == ()


# -- what several studies counted


def the_plots(known: Knowledge, name: str) -> list[ForestPlot]:
    return [figure for figure in figures(known, name) if isinstance(figure, ForestPlot)]


def test_a_row_has_the_share_and_the_interval_of_its_count(known: Knowledge) -> None:
    (plot,) = the_plots(known, "without-site")
    marks = [rect for rect in drawn(plot).iter(SVG + "rect") if "data-share" in rect.attrib]
    shown = [(mark.get("data-share"), mark.get("data-interval")) for mark in marks]
    intervals = [" ".join(f"{bound:.1f}" for bound in wilson_interval(*counted)) for counted in ((5, 50), (4, 5))]
    assert shown == [("10.0", intervals[0]), ("80.0", intervals[1])], "the largest study first"
    relation = known.label(RADKG + "hasImagingSign")
    assert plot.title == f"without-site {relation} necrosis: what 2 studies counted"
    assert "Stated without the number of patients: up to 60 % (Test source 3)" in plot.description
    assert "Heterogeneous: not all of the 95 % intervals overlap. Nothing is pooled" in plot.description


def test_studies_that_agree_are_said_to(known: Knowledge) -> None:
    (plot,) = the_plots(known, "overlapping")
    assert "The 95 % intervals overlap. Nothing is pooled" in plot.description


@pytest.mark.parametrize("name", ["counted-twice-by-one", "counted-of-others", "of-parts"])
def test_what_one_study_counted_or_studies_of_different_patients_is_no_plot(known: Knowledge, name: str) -> None:
    assert the_plots(known, name) == []


def test_a_finding_has_the_plots_of_the_diseases_that_show_it(known: Knowledge) -> None:
    assert {"without-site", "overlapping"} <= {plot.title.split()[0] for plot in the_plots(known, "necrosis")}
