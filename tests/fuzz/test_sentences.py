"""Whatever a sentence says, it is read or not understood; and what is supported does not turn on what means nothing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import radkg
from fuzzing import fuzzed
from radkg.verdict.result import NOT_UNDERSTOOD, SUPPORTED

MINI = Path(__file__).parents[1] / "mini"


@cache
def mini() -> radkg.KnowledgeGraph:
    """The small ontology."""
    return radkg.load(ontology=MINI)


@cache
def statements() -> list[str]:
    """Statements on it, each with a verdict that is known."""
    _, *lines = (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines]


@cache
def borne_out() -> list[str]:
    """Those that are supported, in plain words and without a reservation."""
    _, *lines = (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()
    found = [line.split("\t") for line in lines]
    return [cells[0] for cells in found if cells[1] == SUPPORTED and cells[0].replace(" ", "").isalpha()]


@cache
def words() -> list[str]:
    """The words of the statements, and what else may turn or end a sentence."""
    known = sorted({word for text in statements() for word in text.split()})
    others = [
        "not",
        "no",
        "never",
        "without",
        "only",
        "always",
        "and",
        "or",
        "but",
        ",",
        ";",
        ".",
        "?",
        "%",
        "(",
        ")",
        "5",
        "40 %",
        "1/0",
    ]
    odd = [
        "\u200b",
        "\u202e",
        "\u00a0",
        "п",
        "\ud800",
        "🦴",
        "é",
        "ﬁ",
        "٣",
        "½",
        "Ω" * 50,
        "'" * 20,
        "-" * 20,
        "\x00",
        "\n",
        "{?x}",
        "<a>",
    ]
    return known + others + odd


SENTENCES = st.one_of(
    st.lists(st.sampled_from(words()), max_size=14).map(" ".join),
    st.builds(
        lambda text, at, word, drop: " ".join(
            [*text.split()[: at % 9], word, *text.split()[at % 9 + drop :]],
        ),
        st.sampled_from(statements()),
        st.integers(0, 8),
        st.sampled_from(words()),
        st.integers(0, 2),
    ),
    st.text(max_size=60),
)


@fuzzed(150, sentence=SENTENCES)
def test_any_sentence_has_a_verdict(sentence: str) -> None:
    """Nothing but a verdict comes of it, and with more spaces it is the same one, or is not understood."""
    verdict = mini().check(sentence)
    json.dumps(verdict.to_dict())
    verdict.text()
    if sentence.isprintable():
        spaced = mini().check(f"  {sentence.replace(' ', '   ')} ").verdict
        assert spaced == verdict.verdict or NOT_UNDERSTOOD in (spaced, verdict.verdict)


NONSENSE = st.text("bcdfghjklmnpqrstvwxz", min_size=5, max_size=9).map(lambda text: text + "q")


@fuzzed(60, sentence=st.sampled_from(borne_out()), word=NONSENSE, at=st.integers(0, 12))
def test_a_word_that_means_nothing_supports_nothing(sentence: str, word: str, at: int) -> None:
    """No word is skipped silently."""
    parts = sentence.split()
    place = at % (len(parts) + 1)
    assert mini().check(" ".join([*parts[:place], word, *parts[place:]])).verdict != SUPPORTED


TURNED = [
    *("it is not true that {}", "it is false that {}", "it is a myth that {}", "it is not the case that {}"),
    *("nobody says that {}", "hardly anybody thinks that {}", "{} - wrong", "{}? no", "not {}", "never: {}"),
]


@fuzzed(60, sentence=st.sampled_from(borne_out()), form=st.sampled_from(TURNED))
def test_what_is_supported_is_not_when_it_is_denied(sentence: str, form: str) -> None:
    """A sentence and its negation are not both supported."""
    assert mini().check(form.format(sentence)).verdict != SUPPORTED


@fuzzed(30, text=st.lists(SENTENCES, max_size=5), gap=st.sampled_from([" ", ". ", "\n", "\n\n- ", "; ", ".\u2028"]))
def test_any_text_has_places_for_its_claims(text: list[str], gap: str) -> None:
    """Each claim stands where it is said to stand."""
    whole = gap.join(text)
    found = mini().check_text(whole)
    json.dumps(found.to_dict())
    assert found.html()
    for claim in found.claims:
        assert 0 <= claim.start <= claim.end <= len(whole)
