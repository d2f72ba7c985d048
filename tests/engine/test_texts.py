"""Whole texts: their sentences, what these refer back to, findings of one patient, and the claims with their places."""

from __future__ import annotations

import pytest

import radkg
from effort import within
from radkg.statement.cohorts import cohort_of, with_shares
from radkg.statement.reach import takes_back, turns
from radkg.statement.texts import Referred, sentences, with_reference
from radkg.verdict.text import OF_PATIENT, OF_STUDY, UNNAMED, TextVerdict, check_text

SENTENCES = {
    "One is here. Two is here.": ["One is here.", "Two is here."],
    "Seen in 3.5 % of trees, e.g. in oaks. So it is.": ["Seen in 3.5 % of trees, e.g. in oaks.", "So it is."],
    "Dr. K. Miller said so. He did.": ["Dr. K. Miller said so.", "He did."],
    "A line\nthat goes on.\nAnother.": ["A line that goes on.", "Another."],
    "Is it so? No. It is tree No. 5. He knows.": ["Is it so?", "No.", "It is tree No. 5.", "He knows."],
    "- first item\n- second item": ["first item", "second item"],
    "Findings: a gall. Impression: a canker.": ["a gall.", "a canker."],
    "It measures 640 U/l. He knows.": ["It measures 640 U/l.", "He knows."],
    "": [],
    " \n\n ": [],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_the_sentences_of_a_text(text: str) -> None:
    found = sentences(text)
    assert [sentence.text for sentence in found] == SENTENCES[text]
    for sentence in found:
        assert " ".join(text[sentence.start : sentence.end].split()) == " ".join(sentence.text.split())


def test_offsets_lead_back_to_the_sentence_as_it_was() -> None:
    referred = with_reference("It shows corking", "ashen leaf scorch", "")
    assert referred.text == "ashen leaf scorch shows corking"
    at = referred.text.index("corking")
    assert "It shows corking"[referred.original(at) :] == "corking"


def checked(mini: radkg.KnowledgeGraph, text: str) -> TextVerdict:
    return check_text(mini.knowledge, text)


def claims(found: TextVerdict) -> dict[str, str]:
    return {claim.statement: claim.verdict for claim in found.claims}


def test_each_claim_has_its_place_and_its_verdict(mini: radkg.KnowledgeGraph) -> None:
    text = "Leaf scorch shows corking. Ashen leaf scorch shows corking and yellowing."
    found = checked(mini, text)
    assert claims(found) == {
        "Leaf scorch shows corking": "supported",
        "Ashen leaf scorch shows corking": "contradicted",
        "Ashen leaf scorch shows yellowing": "unknown",
    }
    assert [text[claim.start : claim.end] for claim in found.claims] == ["Leaf scorch shows corking", "corking", "yellowing"]
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Leaf scorch affects the crown. It shows corking.", "leaf scorch shows corking"),
        ("Leaf scorch affects the crown. The disease shows corking.", "leaf scorch shows corking"),
        ("What is leaf scorch? It shows corking.", "leaf scorch shows corking"),
        ("Leaf scorch affects the crown, and it shows corking.", "Leaf scorch shows corking"),
    ],
)
def test_a_pronoun_stands_for_what_was_named(mini: radkg.KnowledgeGraph, text: str, claim: str) -> None:
    assert claims(checked(mini, text))[claim] == "supported"


def test_a_pronoun_without_antecedent_is_left_unchecked(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "It shows corking.")
    assert (found.claims, [span.reason for span in found.unchecked]) == ((), [UNNAMED])


@pytest.mark.parametrize(
    "text",
    [
        "This patient shows corking.",
        "A 46-year-old woman presented with corking.",
        "Findings: corking is seen in leaf scorch of the left arm.",
        "Findings are compatible with leaf scorch.",
    ],
)
def test_findings_of_one_patient_are_no_general_claims(mini: radkg.KnowledgeGraph, text: str) -> None:
    found = checked(mini, text)
    assert (found.claims, [span.reason for span in found.unchecked]) == ((), [OF_PATIENT])


def test_a_general_claim_in_a_report_is_checked(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "Impression: compatible with leaf scorch. Leaf scorch shows corking.")
    assert claims(found) == {"Leaf scorch shows corking": "supported"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Leaf scorch affects the crown.\n\nSigns:\n- corking", "corking in leaf scorch"),
        ("Leaf scorch affects the crown. There is corking.", "In leaf scorch, There is corking"),
        ("**Leaf scorch** shows corking [3].", "Leaf scorch shows corking"),
        ("Leaf scorch shows corking, because the gardeners were in a hurry.", "Leaf scorch shows corking"),
        ("Does leaf scorch show corking?", "Does leaf scorch show corking?"),
    ],
)
def test_what_a_text_leaves_to_its_reader_is_read(mini: radkg.KnowledgeGraph, text: str, claim: str) -> None:
    assert claims(checked(mini, text)).get(claim) == "supported", claims(checked(mini, text))


def test_a_question_that_the_text_denies_is_denied(mini: radkg.KnowledgeGraph) -> None:
    assert set(claims(checked(mini, "Does leaf scorch show corking? No.")).values()) == {"contradicted"}


def test_clauses_between_semicolons_stand_alone(mini: radkg.KnowledgeGraph) -> None:
    text = "Gardeners have dreaded it for ages; leaf scorch shows corking."
    found = checked(mini, text)
    assert claims(found) == {"leaf scorch shows corking": "supported"}
    assert [text[claim.start : claim.end] for claim in found.claims] == ["leaf scorch shows corking"]
    assert [span.text for span in found.unchecked] == ["Gardeners have dreaded it for ages"]


@pytest.mark.parametrize("text", ["Leaf scorch is a corking.", "Leaf scorch is a yellowing."])
def test_a_disease_that_is_called_by_a_finding_is_not_denied(mini: radkg.KnowledgeGraph, text: str) -> None:
    assert "contradicted" not in claims(checked(mini, text)).values()


def test_what_stands_in_front_ends_before_the_second_clause(mini: radkg.KnowledgeGraph) -> None:
    text = "In leaf scorch necrosis is linear and the bark is involved in many trees, sometimes before the leaf itself."
    assert "contradicted" not in claims(checked(mini, text)).values()


def test_a_condition_is_never_left_out(mini: radkg.KnowledgeGraph) -> None:
    assert claims(checked(mini, "If the gardeners were in a hurry, leaf scorch shows corking.")) == {}


def test_that_no_patient_of_a_study_had_it_denies_nothing(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "Leaf scorch shows corking. No patient had corking.")
    assert [span.reason for span in found.unchecked] == [OF_STUDY]


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Eleven patients (23%) had galls", "11 of 48 patients had galls"),
        ("Galls were seen in 12 (25 %)", "Galls were seen in 12 of 48 patients"),
        ("Of these, 11 (23%) had galls", "11 of 48 patients had galls"),
        ("Eleven patients (80%) had galls", "80 % of patients had galls"),
    ],
)
def test_counts_are_of_those_whom_the_study_studied(sentence: str, read: str) -> None:
    cohort = cohort_of("The records of 48 patients with leaf scorch were reviewed")
    assert cohort == (48, "patients", "leaf scorch")
    assert with_shares(Referred(sentence), cohort).text == read


def test_as_json_and_text(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "Leaf scorch shows corking. Nobody knows why.")
    answer = found.to_dict()
    (claim,) = answer["claims"]
    assert (claim["start"], claim["end"], claim["claim"], claim["verdict"]) == (0, 25, "Leaf scorch shows corking", "supported")
    assert [span["text"] for span in answer["unchecked"]] == ["Nobody knows why."]
    assert answer["counts"] == {"supported": 1, "contradicted": 0, "disputed": 0, "unknown": 0}
    assert found.text().startswith("1 claim: 1 supported; 1 sentence without a claim that was checked\n+ SUPPORTED")


def test_the_marked_page_escapes_what_it_is_given(mini: radkg.KnowledgeGraph) -> None:
    page = checked(mini, "<script>alert(1)</script>\n\nLeaf scorch shows corking.").to_html()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert '<mark class="supported"' in page
    assert 'id="claim-1"' in page


@pytest.mark.parametrize(
    "piece",
    ["leaf scorch shows corking. ", "( 1. ", "\U0001f468\u200d\u2695\ufe0f", "and it shows corking "],
    ids=["sentences", "items", "emoji", "pronouns"],
)
def test_a_text_costs_what_its_length_costs(piece: str, mini: radkg.KnowledgeGraph) -> None:
    """Where no stop ends a sentence, as before small letters, each one looked through all that stands before it."""
    with within(40):
        mini.check_text(piece * 6_000)


def test_a_text_that_is_too_long_is_refused(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(radkg.RadkgError, match="check it in parts"):
        checked(mini, "x" * 1_000_001)


LISTS = {
    "Oak\n- grey\nElm\n- brown\n- red": [("grey", "oak"), ("brown", "elm"), ("red", "elm")],
    "**Oak**\n* grey\n**Elm**\n* brown": [("grey", "oak"), ("brown", "elm")],
    "# Oak\n- grey\n# Elm\n- brown": [("grey", "oak"), ("brown", "elm")],
    "1. Oak\n- grey\n2. Elm\n- brown": [("grey", "oak"), ("brown", "elm")],
    "- Oak\n  - grey\n- Elm\n  - brown": [("grey", "oak"), ("brown", "elm")],
    "Oaks grow. They never show:\n- galls": [("Oaks grow.", ""), ("They never show:", ""), ("galls", "they never show")],
    "Oak\n===\n- grey\nElm\n===\n- brown": [("grey", "oak"), ("brown", "elm")],
    "- grey bark that\n  peels\n- red leaves": [("grey bark that   peels", ""), ("red leaves", "")],
}


@pytest.mark.parametrize("text", LISTS)
def test_each_item_stands_under_the_line_above_its_list(text: str) -> None:
    assert [(sentence.text, sentence.under) for sentence in sentences(text)] == LISTS[text]


def test_a_line_over_a_paragraph_stands_over_the_next_one_too() -> None:
    found = sentences("Common myths\nOaks are small.\n\nElms are blue.\n\n## Facts\n\nElms are tall.")
    assert [sentence.above for sentence in found] == [("common myths",), ("common myths",), ("facts",)]


@pytest.mark.parametrize(
    "line",
    [
        "leaf scorch does not show",
        "never",
        "features that exclude it",
        "against",
        "myths",
        "not seen in",
        "things we got wrong",
    ],
)
def test_a_line_that_denies(line: str) -> None:
    assert turns([line])
    assert not turns(["leaf scorch shows", "key features", "what it is", "treatment"])


def decided(found: TextVerdict) -> list[str]:
    return [claim.verdict for claim in found.claims if claim.verdict != "unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Leaf scorch does not show:\n- corking",
        "Leaf scorch lacks the following:\n- corking",
        "Not seen in leaf scorch:\n\n- corking",
        "The following are not seen in leaf scorch.\n- corking",
        "Leaf scorch does not show: corking.",
        "Against leaf scorch: corking.",
        "Leaf scorch never\n- shows corking",
        "Leaf scorch: corking (never).",
        "## Myths\n\nLeaf scorch shows corking.",
        "Myth: leaf scorch shows corking.",
        "RETRACTED: Leaf scorch shows corking.",
        "Which of these is wrong?\n- Leaf scorch shows corking.",
        "Leaf scorch shows corking. This is a common misconception.",
        "Leaf scorch shows corking. That is not true.",
        "Leaf scorch shows corking. We could not confirm this.",
        "Leaf scorch shows corking. Or does it? No.",
        "Gardeners doubt the following. Leaf scorch shows corking.",
        "Leaf scorch shows corking. We found no evidence for it.",
        "Causes of leaf scorch:\n- corking",
        "Leaf scorch\n- corking: no",
    ],
)
def test_what_stands_under_a_denial_is_not_borne_out(mini: radkg.KnowledgeGraph, text: str) -> None:
    assert decided(checked(mini, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Leaf scorch shows:\n- corking",
        "Leaf scorch shows the following:\n- corking",
        "The following are seen in leaf scorch:\n- corking",
        "Key features of leaf scorch:\n- corking",
        "Leaf scorch\n- shows corking",
        "## Facts\n\nLeaf scorch shows corking.",
        "Fact: leaf scorch shows corking.",
        "Leaf scorch shows corking. This is a common sign.",
        "No, leaf scorch shows corking.",
        "Does leaf scorch show corking? Yes - it shows corking.",
    ],
)
def test_what_stands_under_an_affirmation_is_borne_out(mini: radkg.KnowledgeGraph, text: str) -> None:
    assert decided(checked(mini, text)) == ["supported"]


@pytest.mark.parametrize(
    "text",
    [
        "Leaf scorch was diagnosed. There was no corking.",
        "He has leaf scorch. There is no corking.",
        "In mice, leaf scorch was induced. There is no corking.",
        "Leaf scorch is sometimes mild. There is no corking.",
        "Leaf scorch is sometimes mild. In that case it shows no corking.",
        "Leaf scorch in brief. Early: there is no corking.",
        "Leaf scorch was treated. Corking was not recorded.",
        "Leaf scorch (stage I): no corking.",
        "Tom has leaf scorch. There is no corking.",
    ],
)
def test_a_denial_of_some_or_of_a_while_is_not_denied(mini: radkg.KnowledgeGraph, text: str) -> None:
    assert "contradicted" not in decided(checked(mini, text))


@pytest.mark.parametrize(
    "text",
    [
        "Leaf scorch affects the crown. There is no corking.",
        "Leaf scorch affects the crown. It shows no corking.",
        "Leaf scorch does not show corking.",
    ],
)
def test_a_general_denial_is_denied(mini: radkg.KnowledgeGraph, text: str) -> None:
    assert "contradicted" in decided(checked(mini, text))


@pytest.mark.parametrize("text", ["This is a myth", "Wrong!", "None of this is true.", "This has been refuted"])
def test_a_sentence_that_takes_back_the_one_before_it(text: str) -> None:
    assert takes_back(text)
    assert not takes_back("This is a common sign of it")
    assert not takes_back("It has been mistaken for canker")


def test_a_sentence_of_blanks_costs_no_more_than_its_length(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "Leaf scorch shows" + " " * 60_000 + "galls. Leaf scorch shows galls.")
    assert [unchecked.reason.split(",")[0] for unchecked in found.unchecked] == ["the sentence has 60023 characters"]
    assert len(found.claims) == 1


def test_a_note_under_a_name_that_is_not_known_is_not_of_the_disease_of_the_text(mini: radkg.KnowledgeGraph) -> None:
    found = checked(mini, "Leaf scorch shows corking.\n- **Foobaritis**: shows corking\n- **Course**: shows corking")
    assert claims(found) == {"Leaf scorch shows corking": "supported", "leaf scorch shows corking": "supported"}


def test_what_a_sentence_says_behind_its_disease_is_a_claim_of_its_own(mini: radkg.KnowledgeGraph) -> None:
    assert "Ashen leaf scorch causes corking" in claims(checked(mini, "Ashen leaf scorch is a disease causing corking."))
    assert claims(checked(mini, "Ashen leaf scorch is a disease not causing corking.")) == {}
