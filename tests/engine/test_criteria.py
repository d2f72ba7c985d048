"""``radkg criteria`` on invented criteria: sums worked out by hand, what is missing, and figures where they were measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.criteria import all_criteria, find_criteria
from radkg.criteria.answer import CriteriaResult
from radkg.criteria.compute import _probability
from radkg.criteria.data import ITEMS, WITH_BIOPSY, WITHOUT_BIOPSY
from radkg.errors import InvalidFindings, UnknownCriteria, UnknownTerm

Command = Callable[..., Any]
POINTS, COUNTS = "test criteria 2001", "two findings 1999"

#: A finding or an age, and its points without and with biopsy, as tests/mini/ontology/criteria has them.
TABLE = {
    "5": (2.0, 1.5),
    "20": (0.5, 0.5),
    "yellowing": (1.5, 1.0),
    "leaf fall": (1.5, 1.0),
    "necrosis": (2.0, 2.5),
    "fungal threads": (None, 2.5),
}

#: Findings, age, the sum of their points by hand and the outcome: without biopsy, and with one.
CASES = [
    ([], 5, (2.0, "open"), (1.5, "open")),
    (["yellowing"], 20, (2.0, "open"), (1.5, "open")),
    (["yellowing"], 5, (3.5, "probable leaf scorch"), (2.5, "open")),
    (["necrosis"], 5, (4.0, "probable leaf scorch"), (4.0, "probable leaf scorch")),
    (["necrosis", "yellowing"], 20, (4.0, "probable leaf scorch"), (4.0, "probable leaf scorch")),
    (["necrosis", "yellowing", "leaf fall"], 5, (5.5, "definite leaf scorch"), (5.0, "probable leaf scorch")),
]


@pytest.fixture
def criteria(mini_command: Command) -> Command:
    return partial(mini_command, "criteria")


def states(result: CriteriaResult, state: str) -> set[str]:
    return {item.label for item in result.state(state)}


@pytest.mark.parametrize(("stated", "points"), TABLE.items())
def test_every_item_has_its_points(mini: radkg.KnowledgeGraph, stated: str, points: tuple[float | None, float]) -> None:
    given: dict[str, Any] = {"age": int(stated)} if stated.isdigit() else {"findings": [stated]}
    (item,) = mini.criteria(POINTS, **given).state("present")
    assert (item.scores.get(WITHOUT_BIOPSY), item.scores[WITH_BIOPSY]) == points


@pytest.mark.parametrize(("findings", "age", "without", "with_"), CASES)
def test_sums_worked_out_by_hand(
    mini: radkg.KnowledgeGraph, findings: list[str], age: int, without: tuple[float, str], with_: tuple[float, str]
) -> None:
    result = mini.criteria(POINTS, findings=findings, age=age)
    assert result.other is not None
    assert (result.result.column, result.other.column) == (WITHOUT_BIOPSY, WITH_BIOPSY)
    assert (result.result.score, result.result.outcome) == without
    assert (result.other.score, result.other.outcome) == with_
    done = mini.criteria(POINTS, findings=findings, age=age, biopsy=True)
    assert (done.result.column, done.result.score, done.result.outcome) == (WITH_BIOPSY, *with_)
    assert done.result.is_case is (with_[1] != "open")


TENTHS = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/radkg/source/> .

my:criteria a radkg:ClassificationCriteria ;
    rdfs:label "criteria of tenths"@en ;
    radkg:year 2019 ;
    radkg:classifies radkg:LeafScorch ;
    radkg:hasItem my:item-gall , my:item-gum ;
    radkg:givesOutcome my:met , my:not-met ;
    radkg:hasPerformance my:performance ;
    dcterms:source source:test-source-1 .

my:group a radkg:ItemGroup ; rdfs:label "items of tenths"@en .
my:item-gall a radkg:CriterionItem ; radkg:inItemGroup my:group ; radkg:countsFinding radkg:Gall ;
    radkg:scoreWithoutBiopsy 0.1 ; radkg:scoreWithBiopsy 0.1 .
my:item-gum a radkg:CriterionItem ; radkg:inItemGroup my:group ; radkg:countsFinding radkg:GumFlow ;
    radkg:scoreWithoutBiopsy 0.7 ; radkg:scoreWithBiopsy SCORE .
my:met a radkg:CriteriaOutcome ; rdfs:label "met by tenths"@en ; radkg:precedence 1 ; radkg:classifiesAs radkg:LeafScorch ;
    radkg:scoreMinimumWithoutBiopsy 0.8 ; radkg:scoreMinimumWithBiopsy 0.8 ; radkg:probabilityMinimum 90 .
my:not-met a radkg:CriteriaOutcome ; rdfs:label "not met by tenths"@en ; radkg:precedence 2 .
my:performance a radkg:CriteriaPerformance ; radkg:atOutcome my:met ; radkg:sensitivity 87 ; radkg:specificity 82 ;
    dcterms:source source:test-source-1 .
"""


@pytest.fixture
def tenths(tmp_path: Path) -> Path:
    path = tmp_path / "tenths.ttl"
    path.write_text(TENTHS.replace("SCORE", "0.7"), encoding="utf-8")
    return path


def test_criteria_of_ones_own_are_computed_like_ours_and_a_sum_on_a_cut_off_reaches_it(criteria: Command, tenths: Path) -> None:
    """Sums are exact: as floats, 0.1 + 0.7 is less than 0.8."""
    assert 0.1 + 0.7 < 0.8
    out = criteria("criteria of tenths", "--with", str(tenths), "--finding", "gall", "--finding", "gum flow").out
    assert out.startswith("MET BY TENTHS  by the criteria of tenths, without biopsy\n  score 0.8; ")
    assert criteria("criteria of tenths", "--with", str(tenths), "--finding", "gum flow").out.startswith("OPEN: ")


def test_wrong_criteria_of_ones_own_are_refused(criteria: Command, tenths: Path) -> None:
    tenths.write_text(TENTHS.replace("SCORE", "-0.7"), encoding="utf-8")
    done = criteria("--with", str(tenths))
    assert done.code == 2
    assert "the score with biopsy is one number above 0" in done.err


@pytest.mark.parametrize(
    ("score", "minimum", "maximum", "estimate", "words"),
    [
        ("0", 0, 55, None, "below 55 %"),
        ("2.9", 0, 55, None, "below 55 %"),
        ("3.0", 55, 90, 55, "55 % to below 90 %"),
        ("3.5", 55, 90, 64.6, "55 % to below 90 %, about 65 % by interpolation"),  # log odds 0.201, a fifth of the way to 2.197
        ("5.4", 55, 90, 89.3, "55 % to below 90 %, about 89 % by interpolation"),
        ("5.5", 90, 100, 90, "90 % or more"),
        ("7", 90, 100, None, "90 % or more"),
    ],
)
def test_probability_is_published_or_interpolated_between_what_is_published(
    mini: radkg.KnowledgeGraph, score: str, minimum: float, maximum: float, estimate: float | None, words: str
) -> None:
    found = _probability(find_criteria(mini.knowledge, POINTS), WITHOUT_BIOPSY, Decimal(score))
    assert found is not None
    assert (found.minimum, found.maximum, found.estimate) == (minimum, maximum, estimate)
    assert str(found) == words


YOUNG, OLD = {"up to 9 years"}, {"10 years or more"}


@pytest.mark.parametrize(("age", "present"), [(0, YOUNG), (9, YOUNG), (10, OLD), (120, OLD)])
def test_ages_exclude_each_other(mini: radkg.KnowledgeGraph, age: int, present: set[str]) -> None:
    result = mini.criteria(POINTS, age=age)
    assert {label.partition(": ")[2] for label in states(result, "present")} == present
    assert not any("age at the first finding" in label for label in states(result, "missing"))


def test_an_unknown_age_counts_once_in_what_could_still_be(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["yellowing", "necrosis"]).result
    assert result.score == 3.5
    assert result.score_maximum == 5.5  # 2.0 for an age up to 9 years, and not 0.5 besides
    assert (result.items_present, result.items_missing) == (2, 2)


def test_what_is_not_stated_is_missing_and_not_absent(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["yellowing"], without=["fungal threads"], age=20)
    assert states(result, "absent") == {"fungal threads", "age at the first finding: up to 9 years"}
    assert states(result, "missing") == {"necrosis"}
    column = mini.criteria(POINTS, findings=["yellowing"], age=20).result
    assert (column.outcome, column.outcome_at_most, column.settled) == (
        "open",
        "probable leaf scorch",
        False,
    )


def test_one_of_several_findings_is_enough_and_all_must_be_denied(mini: radkg.KnowledgeGraph) -> None:
    leaves = "leaf fall or yellowing"
    (item,) = (item for item in mini.criteria(POINTS, without=["yellowing"]).items if item.label == leaves)
    assert (item.state, item.because, item.open) == ("missing", ("yellowing",), ("leaf fall",))
    assert leaves in states(mini.criteria(POINTS, without=["yellowing", "leaf fall"]), "absent")
    assert leaves in states(mini.criteria(POINTS, findings=["leaf fall"], without=["yellowing"]), "present")


def test_a_narrower_finding_counts_and_denying_the_broader_denies_it(mini: radkg.KnowledgeGraph) -> None:
    assert "necrosis" in states(mini.criteria(POINTS, findings=["ring-like necrosis"]), "present")
    assert "necrosis" in states(mini.criteria(POINTS, without=["finding"]), "absent")
    assert "necrosis" in states(mini.criteria(POINTS, without=["ring-like necrosis"]), "missing")


def test_a_finding_too_broad_to_decide_says_so(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["abnormality"])
    assert states(result, "present") == set()
    assert (
        "'finding' is too broad to decide an item; it may be: fungal threads, leaf fall, necrosis, yellowing" in result.remarks
    )
    assert result.not_counted == ()


def test_a_finding_that_is_not_counted_is_named(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["gall", "corking", "necrosis"])
    assert result.not_counted == ("gall", "corking")
    assert result.result.score == 2


def test_a_biopsy_finding_means_that_there_was_a_biopsy(mini: radkg.KnowledgeGraph) -> None:
    assert mini.criteria(POINTS, findings=["fungal threads"]).result.column == WITH_BIOPSY
    assert mini.criteria(POINTS, without=["fungal threads"]).result.column == WITH_BIOPSY
    assert mini.criteria(POINTS, findings=["yellowing"]).result.column == WITHOUT_BIOPSY


def test_a_biopsy_is_recommended_without_what_makes_it_needless(mini: radkg.KnowledgeGraph) -> None:
    def recommended(**given: Any) -> bool:
        return any("biopsy is recommended: necrosis" in remark for remark in mini.criteria(POINTS, **given).remarks)

    assert recommended(findings=["yellowing"])
    assert recommended(without=["necrosis"])
    assert not recommended(findings=["necrosis"])
    assert not recommended(findings=["yellowing"], biopsy=True)


def test_everything_stated_settles_the_outcome(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["yellowing"], without=["necrosis"], age=20).result
    assert result.settled
    assert (result.score, result.score_maximum, result.outcome) == (2.0, 2.0, "leaf scorch ruled out")


# -- sensitivity and specificity


def figures(result: CriteriaResult) -> list[float]:
    """The sensitivities shown at the outcome by the column that applies, least first."""
    return sorted(performance.sensitivity[0] for performance in result.result.performance)


@pytest.mark.parametrize(
    ("findings", "outcome", "shown"),
    [
        (["necrosis"], "probable leaf scorch", [80]),
        (["necrosis", "yellowing"], "definite leaf scorch", [55]),
    ],
)
def test_performance_stands_at_the_outcome_it_was_measured_for_and_at_no_firmer_or_weaker_one(
    mini: radkg.KnowledgeGraph, findings: list[str], outcome: str, shown: list[float]
) -> None:
    """Of the two figures without biopsy, 80 was measured with probable cases counted, and 55 with definite ones alone."""
    result = mini.criteria(POINTS, findings=findings, age=5)
    assert (result.result.outcome, figures(result)) == (outcome, shown)


def test_a_firmer_outcome_has_no_figures_where_only_a_weaker_one_was_measured(mini: radkg.KnowledgeGraph) -> None:
    """With a biopsy, 90 was measured with probable cases counted; of definite cases alone nothing is known."""
    probable = mini.criteria(POINTS, findings=["necrosis", "fungal threads"], age=20, without=["yellowing", "leaf fall"])
    definite = mini.criteria(POINTS, findings=["necrosis", "yellowing", "fungal threads"], age=5)
    assert (probable.result.outcome, figures(probable)) == ("probable leaf scorch", [90])
    assert (definite.result.outcome, figures(definite)) == ("definite leaf scorch", [])


def test_performance_has_both_shares_with_their_intervals_and_the_cut_off(mini: radkg.KnowledgeGraph) -> None:
    probable = mini.criteria(POINTS, findings=["necrosis"], age=5).result
    assert [(p.sensitivity, p.specificity) for p in probable.performance] == [((80, 74, 86), (70, 62, 78))]
    assert [p.cut_off for p in probable.performance] == ["probable leaf scorch (score 3 or more, without biopsy)"]
    counted = mini.criteria(COUNTS, findings=["leaf fall", "yellowing"]).result
    assert [p.cut_off for p in counted.performance] == ["scorch by two findings"]


def test_a_tree_that_is_no_case_has_no_figures_beside_it(mini: radkg.KnowledgeGraph) -> None:
    assert figures(mini.criteria(POINTS, findings=["yellowing"], without=["necrosis"], age=20)) == []
    assert figures(mini.criteria(COUNTS, findings=["leaf fall"], without=["necrosis", "yellowing"])) == []


def test_what_is_open_has_no_figures_and_no_probability_beside_it(mini: radkg.KnowledgeGraph) -> None:
    for result in (mini.criteria(POINTS, findings=["yellowing"], age=20), mini.criteria(COUNTS, findings=["leaf fall"])):
        assert (result.result.outcome, result.result.performance, result.result.probability) == ("open", (), None)


def test_performance_is_of_the_column_that_it_was_measured_with(mini: radkg.KnowledgeGraph) -> None:
    with_biopsy = mini.criteria(POINTS, findings=["necrosis", "yellowing", "fungal threads"], age=5)
    assert with_biopsy.result.outcome == "definite leaf scorch"
    assert figures(with_biopsy) == []
    assert with_biopsy.other is not None
    assert [p.sensitivity[0] for p in with_biopsy.other.performance] == [55]


def test_performance_for_one_disease_is_not_shown_beside_another(mini: radkg.KnowledgeGraph) -> None:
    """The first outcome is tried before the second; it is of another disease, and no firmer outcome of the same."""
    scorch = mini.criteria(COUNTS, findings=["leaf fall", "yellowing"])
    blotch = mini.criteria(COUNTS, findings=["necrosis", "yellowing"], without=["leaf fall"])
    assert (scorch.result.classifies_as, figures(scorch)) == (("leaf scorch",), [70])
    assert (blotch.result.classifies_as, figures(blotch)) == (("leaf blotch",), [45])


def test_the_text_shows_the_figures_of_the_outcome_alone(criteria: Command) -> None:
    probable = " ".join(criteria(POINTS, "--finding", "necrosis", "--age", "5").out.split())
    assert "sensitivity 80 % (95 % interval 74 to 86), specificity 70 % (95 % interval 62 to 78)" in probable
    assert "sensitivity 55 %" not in probable
    assert "sensitivity" not in criteria(POINTS, "--finding", "yellowing", "--age", "20", "--without", "necrosis").out


# -- criteria that count


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        (["leaf fall", "yellowing"], "scorch by two findings"),
        (["leaf fall", "necrosis", "yellowing"], "scorch by two findings"),
        (["necrosis", "yellowing"], "blotch by two findings"),
        (["yellowing"], "two findings not met"),
        (["leaf fall"], "two findings not met"),
        ([], "two findings not met"),
    ],
)
def test_items_of_a_group_are_counted_and_others_required(
    mini: radkg.KnowledgeGraph, findings: list[str], outcome: str
) -> None:
    absent = [name for name in ("leaf fall", "necrosis", "yellowing") if name not in findings]
    result = mini.criteria(COUNTS, findings=findings, without=absent)
    assert (result.result.column, result.result.outcome, result.result.settled) == (ITEMS, outcome, True)
    assert (result.result.score, result.result.probability, result.other) == (None, None, None)
    assert result.result.items_present == len(findings)


def test_a_case_of_one_disease_is_open_while_a_missing_item_could_make_it_a_case_of_another(
    mini: radkg.KnowledgeGraph, criteria: Command
) -> None:
    column = mini.criteria(COUNTS, findings=["necrosis", "yellowing"]).result
    assert (column.outcome, column.classifies_as, column.is_case) == ("open", (), False)
    assert (column.outcome_at_least, column.outcome_at_most) == ("blotch by two findings", "scorch by two findings")
    out = criteria(COUNTS, "--finding", "necrosis", "--finding", "yellowing").out
    assert "were none present: blotch by two findings; were the missing item present: scorch by two findings" in out
    scorch = mini.criteria(COUNTS, findings=["leaf fall", "yellowing"]).result
    assert (scorch.outcome, scorch.settled) == ("scorch by two findings", True)


def test_a_case_that_missing_items_can_only_make_firmer_is_a_case(mini: radkg.KnowledgeGraph) -> None:
    column = mini.criteria(POINTS, findings=["necrosis"], age=5).result
    assert (column.outcome, column.is_case, column.settled) == ("probable leaf scorch", True, False)
    assert (column.outcome_at_least, column.outcome_at_most) == ("probable leaf scorch", "definite leaf scorch")


@pytest.mark.parametrize("name", [POINTS, "TC 2001", "test-criteria-2001", "criteria:test-criteria-2001", "tc 2001"])
def test_criteria_are_found_by_every_name(mini: radkg.KnowledgeGraph, name: str) -> None:
    assert mini.criteria(name).criteria.label == POINTS


def test_the_latest_criteria_are_taken_where_none_are_named(mini: radkg.KnowledgeGraph) -> None:
    assert [criteria.year for criteria in all_criteria(mini.knowledge)] == [2001, 1999]
    assert mini.criteria().criteria.year == 2001


def test_criteria_say_of_how_many_cases_they_were_made(mini: radkg.KnowledgeGraph) -> None:
    assert find_criteria(mini.knowledge, POINTS).sample == (120, 80)
    assert find_criteria(mini.knowledge, COUNTS).sample is None


# -- input


def test_wrong_input_from_python(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownTerm, match="nearest: yellowing"):
        mini.criteria(findings=["yelowing"])
    with pytest.raises(UnknownCriteria, match=POINTS):
        mini.criteria("Griggs")
    with pytest.raises(InvalidFindings, match="'leaf scorch' is not a finding"):
        mini.criteria(findings=["leaf scorch"])
    with pytest.raises(InvalidFindings, match="it is a kind of 'necrosis'"):
        mini.criteria(findings=["ring-like necrosis"], without=["necrosis"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--age", "200"], "age 200: the age at onset is given in completed years, from 0 to 120"),
        (["--age=-1"], "age -1:"),
        (["--age", "P45Y"], "age 'P45Y':"),
        (["--age", "39.5"], "age '39.5':"),
        (["--age", "9" * 100_000], "completed years, such as 45"),
        (["--age", "nan"], "age 'nan':"),
        (["--finding", "yelowing"], "no term is called 'yelowing'; nearest: yellowing"),
        (["--finding", ""], "no term is called ''"),
        (["--finding", "yellowing", "--without", "chlorosis"], "'yellowing' cannot be present"),
        (["--finding", "in saplings; DROP ALL"], "no term is called"),
        (["Griggs"], "no classification criteria are called 'Griggs'; there are: test criteria 2001"),
        (["--with", "no-such-file.ttl"], "no-such-file.ttl"),
    ],
)
def test_wrong_input_is_told_in_one_line(criteria: Command, arguments: list[str], said: str) -> None:
    outcome = criteria(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


# -- output


def test_the_text_names_what_counts_what_is_absent_and_what_is_missing(criteria: Command) -> None:
    out = criteria("TC 2001", "--finding", "necrosis", "--without", "yellowing", "--age", "5").out
    assert out.startswith("PROBABLE LEAF SCORCH  by the test criteria 2001, without biopsy\n")
    for line in (
        "  score 4; probability 55 % to below 90 %, about 73 % by interpolation",
        "Counted (2)",
        "  2  necrosis",
        "  2  age at the first finding: up to 9 years (5 years)",
        "Absent (1)",
        "  0.5  age at the first finding: 10 years or more (5 years)",
        "  probable leaf scorch; score 4; probability 55 % to below 90 %",
        "  Presupposes: no better explanation of the findings",
        "  Not computed: the exact probability of a sum of points",
        "  Test source 1  doi:10.5555/radkg-mini-1",
    ):
        assert line in out.splitlines(), line
    missing = " ".join(out.partition("Missing: not stated (1)\n")[2].partition("\n\n")[0].split())
    asked = "asked for: at the margin first"
    assert missing == f"1.5 leaf fall or yellowing (stated to be absent: yellowing; not stated: leaf fall; {asked})"


EVERY = [name for name in TABLE if not name.isdigit()]


@pytest.mark.parametrize("name", [POINTS, COUNTS])
@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"findings": ["yellowing"]},
        {"findings": ["gall"]},
        {"findings": ["abnormality"]},
        {"without": ["yellowing"]},
        {"without": ["gall"]},
        {"age": 20},
        {"age": 5, "without": ["yellowing"]},
        {"biopsy": True},
        {"biopsy": True, "age": 5, "without": ["necrosis"]},
    ],
)
def test_nobody_is_ruled_out_by_what_was_not_asked(mini: radkg.KnowledgeGraph, name: str, stated: dict[str, Any]) -> None:
    result = mini.criteria(name, **stated)
    for column in filter(None, (result.result, result.other)):
        assert (column.outcome, column.outcome_iri, column.is_case, column.classifies_as) == ("open", "", False, ())
        assert (column.note, column.probability, column.performance, column.settled) == ("", None, (), False)
        assert column.outcome_at_least == ""
    for shown in (result.text(), result.html(), json.dumps(result.to_dict())):
        assert "ruled out" not in shown
        assert "not met" not in shown


def test_the_column_that_does_not_apply_is_open_as_well(criteria: Command) -> None:
    out = criteria(POINTS).out
    assert out.startswith("OPEN: too little is stated to say  by the test criteria 2001, without biopsy\n")
    assert "\nWith biopsy\n  open: too little is stated to say; score 0\n" in out


def test_who_lacks_all_that_was_looked_for_is_ruled_out(mini: radkg.KnowledgeGraph, criteria: Command) -> None:
    denied = [word for name in EVERY for word in ("--without", name)]
    assert criteria(POINTS, *denied, "--age", "20").out.startswith("LEAF SCORCH RULED OUT")
    assert mini.criteria(COUNTS, without=["leaf fall", "necrosis", "yellowing"]).result.outcome == "two findings not met"


def test_without_a_biopsy_only_the_column_without_one_is_settled(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, without=["yellowing", "leaf fall", "necrosis"], age=20)
    assert (result.result.column, result.result.outcome) == (WITHOUT_BIOPSY, "leaf scorch ruled out")
    assert result.result.probability is not None
    assert str(result.result.probability) == "below 55 %"
    assert result.other is not None


def test_lines_keep_to_the_width_of_the_terminal(criteria: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    body, _, _ = criteria(POINTS, "--without", "yellowing").out.partition("\nWith biopsy\n")
    assert max(len(line) for line in body.splitlines()[3:]) <= 60


def test_json(criteria: Command) -> None:
    found = json.loads(criteria("--finding", "necrosis", "--age", "5", "--format", "json").out)
    assert found["criteria"] == {
        "iri": "https://w3id.org/radkg/criteria/test-criteria-2001",
        "label": POINTS,
        "year": 2001,
        "classifies": ["leaf scorch"],
    }
    assert (found["biopsy"], found["age"]) == (False, 5)
    result = found["result"]
    assert (result["column"], result["score"], result["score_maximum"]) == (WITHOUT_BIOPSY, 4.0, 5.5)
    assert (result["outcome"], result["outcome_at_most"]) == ("probable leaf scorch", "definite leaf scorch")
    assert (result["is_case"], result["settled"]) == (True, False)
    assert result["probability"] == {"minimum": 55, "maximum": 90, "estimate": 73.1}
    assert result["performance"] == [
        {
            "cut_off": "probable leaf scorch (score 3 or more, without biopsy)",
            "sensitivity": [80, 74, 86],
            "specificity": [70, 62, 78],
            "note": "",
        }
    ]
    assert found["other"]["column"] == WITH_BIOPSY
    assert {item["state"] for item in found["items"]} == {"present", "absent", "missing"}
    assert [source["identifier"] for source in found["sources"]] == ["doi:10.5555/radkg-mini-1"]
    counted = json.loads(criteria(COUNTS, "--finding", "yellowing", "--format", "json").out)
    assert (counted["other"], counted["result"]["probability"], counted["result"]["items_present"]) == (None, None, 1)


def test_the_list(criteria: Command) -> None:
    assert [c["year"] for c in json.loads(criteria("--list", "--format", "json").out)] == [2001, 1999]
    assert "two findings 1999  1999; leaf blotch, leaf scorch; 3 items" in criteria("--list").out


def test_html_is_escaped(mini: radkg.KnowledgeGraph) -> None:
    result = mini.criteria(POINTS, findings=["necrosis"])
    item = replace(result.items[0], label="<script>alert(1)</script>")
    assert "<script>" not in replace(result, items=(item,))._repr_html_()
    assert "necrosis" in result._repr_html_()


def test_html_has_both_columns_and_the_figures_of_what_is_reached(mini: radkg.KnowledgeGraph) -> None:
    html = mini.criteria(POINTS, findings=["yellowing"], age=5).html()
    assert (
        "<b>probable leaf scorch</b> by test criteria 2001, without biopsy<br>score 3.5; probability 55 % to below 90 %" in html
    )
    assert "<b>open: too little is stated to say</b> by test criteria 2001, with biopsy<br>score 2.5<br>" in html
    assert html.count("sensitivity") == 1
