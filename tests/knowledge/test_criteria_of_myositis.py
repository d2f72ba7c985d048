"""The classification criteria of myositis: the published points, cut-offs and figures, and sums worked out by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from math import log
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.criteria import all_criteria, find_criteria
from radkg.criteria.answer import CriteriaResult
from radkg.criteria.compute import _probability
from radkg.criteria.data import WITH_BIOPSY, WITHOUT_BIOPSY

Command = Callable[..., Any]
ROOT = Path(__file__).parents[2]

#: The table as published (RMD Open and rheumatologytt.com): a finding or an age, points without and with biopsy.
TABLE = {
    "18": (1.3, 1.5),
    "40": (2.1, 2.2),
    "proximal upper limb weakness": (0.7, 0.7),
    "proximal lower limb weakness": (0.8, 0.5),
    "neck flexor weakness": (1.9, 1.6),
    "proximal leg muscles weaker than distal": (0.9, 1.2),
    "heliotrope rash": (3.1, 3.2),
    "Gottron's papules": (2.1, 2.7),
    "Gottron's sign": (3.3, 3.7),
    "dysphagia": (0.7, 0.6),
    "esophageal dysmotility": (0.7, 0.6),
    "anti-Jo-1 antibody": (3.9, 3.8),
    "elevated CK": (1.3, 1.4),
    "elevated LDH": (1.3, 1.4),
    "elevated ASAT": (1.3, 1.4),
    "elevated ALAT": (1.3, 1.4),
    "endomysial infiltrate around muscle fibers": (None, 1.7),
    "perimysial infiltrate": (None, 1.2),
    "perivascular infiltrate": (None, 1.2),
    "perifascicular atrophy": (None, 1.9),
    "rimmed vacuoles": (None, 3.1),
}

#: Findings, age, and the sum of their points by hand, without and with biopsy.
CASES = [
    (["heliotrope rash", "elevated CK"], 45, 6.5, 6.8),
    (["heliotrope rash", "Gottron papules", "Gottron sign"], 12, 8.5, 9.6),
    (["proximal arm weakness", "proximal leg weakness", "neck flexor weakness"], 30, 4.7, 4.3),
    (["anti-Jo-1", "elevated LDH", "dysphagia"], 39, 7.2, 7.3),
    (["anti-Jo-1", "elevated CK"], 40, 7.3, 7.4),
    ([], 17, 0.0, 0.0),
]


def states(result: CriteriaResult, state: str) -> set[str]:
    return {item.label for item in result.state(state)}


@pytest.mark.parametrize(("stated", "points"), TABLE.items())
def test_every_item_of_the_published_table_has_its_points(
    kg: radkg.KnowledgeGraph, stated: str, points: tuple[float | None, float]
) -> None:
    given = {"age": int(stated)} if stated.isdigit() else {"findings": [stated]}
    (item,) = kg.criteria("EULAR/ACR 2017", **given).state("present")
    assert (item.scores.get(WITHOUT_BIOPSY), item.scores[WITH_BIOPSY]) == points


def test_there_are_no_other_items(kg: radkg.KnowledgeGraph) -> None:
    items = kg.criteria("EULAR/ACR 2017").items
    assert len(items) == 16
    assert sum(item.scores.get(WITHOUT_BIOPSY, 0) for item in items) == pytest.approx(22.1)
    assert sum(item.scores[WITH_BIOPSY] for item in items) == pytest.approx(31.0)


@pytest.mark.parametrize(("findings", "age", "without", "with_"), CASES)
def test_sums_worked_out_by_hand(kg: radkg.KnowledgeGraph, findings: list[str], age: int, without: float, with_: float) -> None:
    result = kg.criteria("EULAR/ACR 2017", findings=findings, age=age)
    assert result.other is not None
    assert (result.result.score, result.other.score) == (without, with_)
    done = kg.criteria("EULAR/ACR 2017", findings=findings, age=age, biopsy=True)
    assert (done.result.column, done.result.score) == (WITH_BIOPSY, with_)


def test_a_score_on_a_cut_off_reaches_it(kg: radkg.KnowledgeGraph) -> None:
    """Sums are exact: as floats, 3.3 + 2.1 + 1.3 + 0.8 need not be 7.5."""
    result = kg.criteria(findings=["heliotrope rash", "elevated CK", "proximal arm weakness", "neck flexor weakness"], age=16)
    assert (result.result.score, result.result.outcome) == (7.0, "probable idiopathic inflammatory myopathy")
    result = kg.criteria(findings=["Gottron sign", "Gottron papules", "elevated CK", "proximal leg weakness"], age=16)
    assert (result.result.score, result.result.outcome) == (7.5, "definite idiopathic inflammatory myopathy")
    assert result.result.probability is not None
    assert result.result.probability.minimum == 90


@pytest.mark.parametrize(
    ("findings", "age", "outcome", "is_case"),
    [
        (["Gottron sign", "elevated CK", "dysphagia"], 10, "possible", False),  # 5.3
        (["heliotrope rash", "Gottron papules"], 10, "open", False),  # 5.2
        (["heliotrope rash", "elevated CK"], 25, "probable", True),  # 5.7
        (["heliotrope rash", "Gottron papules", "Gottron sign"], 10, "definite", True),  # 8.5
    ],
)
def test_outcomes(kg: radkg.KnowledgeGraph, findings: list[str], age: int, outcome: str, is_case: bool) -> None:
    column = kg.criteria("EULAR/ACR", findings=findings, age=age).result
    assert outcome in column.outcome
    assert column.is_case is is_case


@pytest.mark.parametrize(
    ("column", "score", "probability"),
    [
        (WITHOUT_BIOPSY, "5.3", 50),
        (WITHOUT_BIOPSY, "5.5", 55),
        (WITHOUT_BIOPSY, "7.5", 90),
        (WITH_BIOPSY, "6.5", 50),
        (WITH_BIOPSY, "6.7", 55),
        (WITH_BIOPSY, "8.7", 90),
    ],
)
def test_published_probabilities_of_sums(kg: radkg.KnowledgeGraph, column: str, score: str, probability: int) -> None:
    found = _probability(find_criteria(kg.knowledge, "EULAR/ACR"), column, Decimal(score))
    assert found is not None
    assert (found.minimum, found.estimate) == (probability, probability)
    just_below = _probability(find_criteria(kg.knowledge, "EULAR/ACR"), column, Decimal(score) - Decimal("0.1"))
    assert just_below is not None
    assert just_below.maximum == probability


def test_the_published_points_lie_on_one_logistic_curve(kg: radkg.KnowledgeGraph) -> None:
    """Which is why what lies between them may be interpolated on log odds: one point more, one unit more."""
    criteria = find_criteria(kg.knowledge, "EULAR/ACR")
    for column in criteria.columns:
        shifts = [
            float(o.score_minimum[column]) - log(float(o.probability) / (100 - float(o.probability)))
            for o in criteria.outcomes
            if o.probability is not None
        ]
        assert len(shifts) == 3
        assert max(shifts) - min(shifts) < 0.05  # the sums are published to one decimal


def test_no_probability_is_made_up_outside_the_published_points(kg: radkg.KnowledgeGraph) -> None:
    denied = [name for name, (score, _) in TABLE.items() if not name.isdigit() and score is not None and name != "dysphagia"]
    low, high = (
        kg.criteria(findings=["dysphagia"], without=denied, age=9).result,
        kg.criteria(findings=list(TABLE)[2:16]).result,
    )
    assert low.probability is not None
    assert high.probability is not None
    assert (low.probability.maximum, low.probability.estimate, str(low.probability)) == (50, None, "below 50 %")
    assert (high.probability.minimum, high.probability.estimate, str(high.probability)) == (90, None, "90 % or more")


YOUNGER, OLDER = {"18 to 39 years"}, {"40 years or more"}


@pytest.mark.parametrize(("age", "present"), [(0, set()), (17, set()), (18, YOUNGER), (39, YOUNGER), (40, OLDER), (120, OLDER)])
def test_points_begin_at_18_and_change_at_40_years(kg: radkg.KnowledgeGraph, age: int, present: set[str]) -> None:
    result = kg.criteria("EULAR/ACR", age=age)
    assert {label.partition(": ")[2] for label in states(result, "present")} == present


def test_an_unknown_age_counts_once_in_what_could_still_be(kg: radkg.KnowledgeGraph) -> None:
    every = [name for name, (without, _) in TABLE.items() if not name.isdigit() and without is not None]
    column = kg.criteria(findings=every).result
    assert column.score == 18.7
    assert column.score_maximum == 20.8  # 2.1 for an age of 40 or more, and not 1.3 besides


def test_denying_the_broader_finding_denies_the_narrower(kg: radkg.KnowledgeGraph) -> None:
    absent = states(kg.criteria(without=["elevated muscle enzymes", "rash"]), "absent")
    assert {"heliotrope rash", "Gottron papules", "Gottron sign"} <= absent
    assert any(label.startswith("elevated alanine") for label in absent)


def test_a_finding_too_broad_to_decide_says_so(kg: radkg.KnowledgeGraph) -> None:
    result = kg.criteria(findings=["proximal muscle weakness"])
    assert states(result, "present") == set()
    assert any("proximal lower limb weakness, proximal upper limb weakness" in remark for remark in result.remarks)
    assert result.not_counted == ()


def test_a_biopsy_finding_means_that_there_was_a_biopsy(kg: radkg.KnowledgeGraph) -> None:
    assert kg.criteria(findings=["rimmed vacuoles"]).result.column == WITH_BIOPSY
    assert kg.criteria(without=["perifascicular atrophy"]).result.column == WITH_BIOPSY
    assert kg.criteria(findings=["dysphagia"]).result.column == WITHOUT_BIOPSY


def test_a_biopsy_is_recommended_without_the_skin_signs(kg: radkg.KnowledgeGraph) -> None:
    def recommended(**given: object) -> bool:
        return any("biopsy is recommended" in remark for remark in kg.criteria(**given).remarks)  # type: ignore[arg-type]

    assert recommended(findings=["dysphagia"])
    assert not recommended(findings=["Gottron sign"])
    assert not recommended(findings=["dysphagia"], biopsy=True)


def test_everything_stated_settles_the_outcome(kg: radkg.KnowledgeGraph) -> None:
    without = [name for name, (score, _) in TABLE.items() if not name.isdigit() and score is not None and name != "dysphagia"]
    result = kg.criteria(findings=["dysphagia"], without=without, age=9)
    assert result.result.settled
    assert (result.result.score, result.result.score_maximum) == (0.7, 0.7)
    assert result.result.outcome == "idiopathic inflammatory myopathy ruled out"


def test_performance_stands_at_the_outcome_it_was_measured_for(kg: radkg.KnowledgeGraph) -> None:
    case = kg.criteria(findings=["heliotrope rash", "elevated CK"], age=45)
    (without,) = case.result.performance
    assert case.other is not None
    (with_,) = case.other.performance
    assert (without.sensitivity, without.specificity) == ((87, 84, 90), (82, 77, 87))
    assert (with_.sensitivity[0], with_.specificity[0]) == (93, 88)
    assert kg.criteria(findings=["dysphagia"]).result.performance == ()
    assert find_criteria(kg.knowledge, "EULAR/ACR").sample == (976, 624)


MUSCLE = ["proximal muscle weakness", "biopsy evidence of myositis", "elevated aldolase", "myopathic EMG"]
RASH = "typical dermatomyositis rash"


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        (MUSCLE, "definite polymyositis"),
        (MUSCLE[1:], "probable polymyositis"),
        (MUSCLE[2:], "possible polymyositis"),
        (MUSCLE[3:], "criteria of Bohan and Peter not met"),
        (["heliotrope rash", *MUSCLE[1:]], "definite dermatomyositis"),
        (["Gottron sign", *MUSCLE], "definite dermatomyositis"),
        (["Gottron papules", *MUSCLE[2:]], "probable dermatomyositis"),
        (["Gottron papules", *MUSCLE[3:]], "possible dermatomyositis"),
        (["heliotrope rash"], "criteria of Bohan and Peter not met"),
    ],
)
def test_bohan_and_peter(kg: radkg.KnowledgeGraph, findings: list[str], outcome: str) -> None:
    absent = [*({"elevated muscle enzymes"} if "elevated aldolase" not in findings else ()), *(set(MUSCLE) - set(findings))]
    absent += [RASH] if set(findings) <= set(MUSCLE) else []
    result = kg.criteria("Bohan & Peter", findings=findings, without=absent)
    assert result.result.outcome == outcome
    assert result.result.settled
    assert result.result.score is None
    assert result.other is None


@pytest.mark.parametrize("findings", [MUSCLE, MUSCLE[1:], MUSCLE[2:]])
def test_polymyositis_is_open_until_the_rash_was_looked_for(kg: radkg.KnowledgeGraph, findings: list[str]) -> None:
    open_ = kg.criteria("Bohan & Peter", findings=findings).result
    assert (open_.outcome, open_.is_case, open_.performance) == ("open", False, ())
    assert open_.outcome_at_least.endswith("polymyositis")
    assert open_.outcome_at_most == "definite dermatomyositis"
    assert kg.criteria("Bohan & Peter", findings=findings, without=[RASH]).result.outcome.endswith("polymyositis")


def test_dermatomyositis_is_a_case_whatever_is_missing(kg: radkg.KnowledgeGraph) -> None:
    column = kg.criteria("Bohan & Peter", findings=["heliotrope rash", "elevated CK", "myopathic EMG"]).result
    assert (column.outcome, column.outcome_at_most) == ("probable dermatomyositis", "definite dermatomyositis")
    (performance,) = column.performance
    assert (performance.sensitivity[0], performance.specificity[0]) == (98, 55)
    assert performance.cut_off == "probable dermatomyositis or probable polymyositis"


@pytest.mark.parametrize(
    ("findings", "outcome"), [(["heliotrope rash", *MUSCLE], "definite dermatomyositis"), (MUSCLE[3:], "criteria of Bohan and")]
)
def test_figures_measured_with_probable_cases_do_not_stand_beside_definite_ones_or_none(
    kg: radkg.KnowledgeGraph, findings: list[str], outcome: str
) -> None:
    absent = set() if "heliotrope rash" in findings else {RASH, *MUSCLE[:2], "elevated muscle enzymes"}
    column = kg.criteria("Bohan & Peter", findings=findings, without=sorted(absent)).result
    assert column.outcome.startswith(outcome)
    assert column.performance == ()


@pytest.mark.parametrize(
    "name", ["bohan-peter-1975", "Bohan and Peter criteria", "criteria:bohan-peter-1975", "bohan and peter"]
)
def test_criteria_are_found_by_every_name(kg: radkg.KnowledgeGraph, name: str) -> None:
    assert kg.criteria(name).criteria.label == "criteria of Bohan and Peter"


def test_the_latest_criteria_are_taken_where_none_are_named(kg: radkg.KnowledgeGraph) -> None:
    assert [criteria.year for criteria in all_criteria(kg.knowledge)] == [2017, 1975]
    assert kg.criteria().criteria.year == 2017


def test_the_text_names_what_counts_what_is_absent_and_what_is_missing(command: Command) -> None:
    out = command(
        "criteria", *("--finding", "heliotrope rash", "--finding", "elevated CK", "--without", "dysphagia", "--age", "45")
    ).out
    assert out.startswith("PROBABLE IDIOPATHIC INFLAMMATORY MYOPATHY  by the 2017 EULAR/ACR criteria, without biopsy\n")
    for line in (
        "  score 6.5; probability 55 % to below 90 %, about 77 % by interpolation",
        "Counted (3)",
        "  3.1  heliotrope rash",
        "  3.3  Gottron sign",
        "  0.7  dysphagia or esophageal dysmotility (stated to be absent: dysphagia; not stated: esophageal",
        "  probable idiopathic inflammatory myopathy; score 6.8; probability 55 % to below 90 %, about 58 % by interpolation",
        "  Presupposes: no better explanation of the symptoms and signs",
    ):
        assert line in out.splitlines(), line
    assert "Not computed: the subgroup" in out


@pytest.mark.parametrize("name", ["EULAR/ACR 2017", "Bohan & Peter"])
@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"findings": ["calcinosis"]},
        {"findings": ["dysphagia"]},
        {"findings": ["elevated CK"]},
        {"without": ["dysphagia"]},
        {"without": ["rash"]},
        {"without": ["elevated muscle enzymes", "proximal muscle weakness"]},
        {"age": 50},
        {"biopsy": True},
    ],
)
def test_nobody_is_ruled_out_by_what_was_not_asked(kg: radkg.KnowledgeGraph, name: str, stated: dict[str, Any]) -> None:
    result = kg.criteria(name, **stated)
    for column in filter(None, (result.result, result.other)):
        assert (column.outcome, column.is_case, column.probability, column.performance) == ("open", False, None, ())
    for shown in (result.text(), result.html(), json.dumps(result.to_dict())):
        assert "ruled out;" not in shown
        assert "myopathy ruled out" not in shown
        assert "not met" not in shown


def test_who_lacks_all_that_was_looked_for_is_ruled_out(command: Command) -> None:
    denied = [word for name in TABLE if not name.isdigit() for word in ("--without", name)]
    first = command("criteria", *denied, "--age", "50").out.splitlines()[0]
    assert first.startswith("IDIOPATHIC INFLAMMATORY MYOPATHY RULED OUT")


def test_the_variant_with_a_biopsy_is_open_where_none_was_done(command: Command) -> None:
    assert "\nWith biopsy\n  open: too little is stated to say; score 0\n" in command("criteria").out
    denied = [word for name, points in TABLE.items() if points[0] and not name.isdigit() for word in ("--without", name)]
    out = command("criteria", *denied, "--age", "50").out
    assert out.startswith("IDIOPATHIC INFLAMMATORY MYOPATHY RULED OUT")
    assert "\nWith biopsy\n  open: too little is stated to say; score 2.2\n" in out


def test_a_possible_case_is_reached_by_what_is_stated(command: Command) -> None:
    out = command("criteria", "--finding", "Gottron sign", "--finding", "elevated CK", "--finding", "dysphagia").out
    assert out.startswith("POSSIBLE IDIOPATHIC INFLAMMATORY MYOPATHY")
    assert "sensitivity" not in out


def test_json(command: Command) -> None:
    found = json.loads(command("criteria", "--finding", "heliotrope rash", "--age", "45", "--format", "json").out)
    assert found["criteria"]["iri"] == "https://w3id.org/radkg/criteria/eular-acr-2017"
    assert (found["biopsy"], found["age"]) == (False, 45)
    result = found["result"]
    assert (result["column"], result["score"], result["score_maximum"], result["settled"]) == (
        "without biopsy",
        5.2,
        20.8,
        False,
    )
    assert (result["outcome"], result["outcome_at_least"], result["probability"]) == ("open", "", None)
    assert result["outcome_at_most"] == "definite idiopathic inflammatory myopathy"
    assert found["other"]["column"] == "with biopsy"
    states = {item["state"] for item in found["items"]}
    assert states == {"present", "absent", "missing"}
    assert "doi:10.1" in " ".join(source["identifier"] for source in found["sources"])
    bohan = json.loads(command("criteria", "Bohan and Peter", "--finding", "myopathic EMG", "--format", "json").out)
    assert (bohan["other"], bohan["result"]["probability"], bohan["result"]["items_present"]) == (None, None, 1)


def test_the_list(command: Command) -> None:
    assert [c["year"] for c in json.loads(command("criteria", "--list", "--format", "json").out)] == [2017, 1975]
    assert "criteria of Bohan and Peter  1975; dermatomyositis, polymyositis; 5 items" in command("criteria", "--list").out


def test_no_item_is_named_in_the_engine(kg: radkg.KnowledgeGraph) -> None:
    code = " ".join(path.read_text() for path in (ROOT / "src/radkg/criteria").glob("*.py")).casefold()
    named = {f for some in all_criteria(kg.knowledge) for item in some.items for f in item.findings}
    assert len(named) > 20
    words = {re.escape(kg.knowledge.label(finding).casefold()) for finding in named}
    assert re.findall("|".join(sorted(words)), code) == []
