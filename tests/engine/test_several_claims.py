"""Sentences that make several claims, frames around a claim, and nouns that no term is: how they are split and judged."""

from __future__ import annotations

import gc
from typing import Any

import pytest

import radkg
from radkg.statement import Reading, claims, grammar
from radkg.statement.clauses import splits
from radkg.statement.frames import Frame, take_frame
from radkg.verdict import Verdict

#: Sentence to its claims, each with its verdict, and the verdict on the whole.
SPLIT = {
    # lists
    "leaf scorch shows yellowing, corking and galls": (
        "supported",
        {
            "leaf scorch shows yellowing": "supported",
            "leaf scorch shows corking": "supported",
            "leaf scorch shows galls": "supported",
        },
    ),
    "Leaf scorch shows yellowing, corking, and galls.": (
        "supported",
        {
            "Leaf scorch shows yellowing": "supported",
            "Leaf scorch shows corking": "supported",
            "Leaf scorch shows galls": "supported",
        },
    ),
    "leaf scorch shows both yellowing and bark necrosis": (
        "unknown",
        {"leaf scorch shows yellowing": "supported", "leaf scorch shows bark necrosis": "unknown"},
    ),
    "yellowing and corking are seen in leaf scorch": (
        "supported",
        {"yellowing is seen in leaf scorch": "supported", "corking is seen in leaf scorch": "supported"},
    ),
    # a share of each, and what is announced in front of its list
    "corking was seen in 4 of 9 and galls in 2 of 9 trees with leaf scorch": (
        "unknown",
        {
            "corking was seen in 4 of 9 trees with leaf scorch": "unknown",
            "galls was seen in 2 of 9 trees with leaf scorch": "unknown",
        },
    ),
    "several signs occur in leaf scorch: corking and galls": (
        "supported",
        {"corking occur in leaf scorch": "supported", "galls occur in leaf scorch": "supported"},
    ),
    # one denied part denies the whole
    "ashen leaf scorch shows corking and purple galls": (
        "contradicted",
        {"ashen leaf scorch shows corking": "contradicted", "ashen leaf scorch shows purple galls": "unknown"},
    ),
    # a verb on either side
    "leaf scorch shows corking and affects the crown": (
        "supported",
        {"leaf scorch shows corking": "supported", "leaf scorch affects the crown": "supported"},
    ),
    "leaf scorch shows corking, whereas ashen leaf scorch shows no corking": (
        "supported",
        {"leaf scorch shows corking": "supported", "ashen leaf scorch shows no corking": "supported"},
    ),
    "although leaf scorch shows corking, it affects the crown": (
        "supported",
        {"leaf scorch shows corking": "supported", "leaf scorch affects the crown": "supported"},
    ),
    "leaf scorch shows corking but ashen leaf scorch does not": (
        "supported",
        {"leaf scorch shows corking": "supported", "it is not so that ashen leaf scorch shows corking": "supported"},
    ),
    # what a pronoun stands for may come behind it
    "while it affects the crown, leaf scorch shows corking": (
        "supported",
        {"leaf scorch affects the crown": "supported", "leaf scorch shows corking": "supported"},
    ),
    "not only does leaf scorch show corking, but it also affects the crown": (
        "supported",
        {"does leaf scorch show corking": "supported", "leaf scorch also affects the crown": "supported"},
    ),
    # denied parts
    "leaf scorch shows yellowing but not corking": (
        "contradicted",
        {"leaf scorch shows yellowing": "supported", "it is not so that leaf scorch shows corking": "contradicted"},
    ),
    "leaf scorch shows yellowing but no corking": (
        "contradicted",
        {"leaf scorch shows yellowing": "supported", "it is not so that leaf scorch shows corking": "contradicted"},
    ),
    "leaf scorch shows neither yellowing nor corking": (
        "contradicted",
        {
            "it is not so that leaf scorch shows yellowing": "contradicted",
            "it is not so that leaf scorch shows corking": "contradicted",
        },
    ),
    "unlike ashen leaf scorch, leaf scorch shows corking": (
        "supported",
        {"leaf scorch shows corking": "supported", "it is not so that ashen leaf scorch shows corking": "supported"},
    ),
    "leaf scorch, unlike ashen leaf scorch, shows corking": (
        "supported",
        {"leaf scorch shows corking": "supported", "it is not so that ashen leaf scorch shows corking": "supported"},
    ),
    # "or" and "not … and" are wrong only where all parts are
    "leaf scorch or ashen leaf scorch shows corking": (
        "unknown",
        {"leaf scorch shows corking": "supported", "ashen leaf scorch shows corking": "contradicted"},
    ),
    "leaf scorch does not show corking or yellowing": (
        "contradicted",
        {"leaf scorch does not show corking": "contradicted", "leaf scorch does not show yellowing": "contradicted"},
    ),
    # relative clauses
    "leaf scorch, which affects the crown, shows corking": (
        "supported",
        {"leaf scorch shows corking": "supported", "leaf scorch affects the crown": "supported"},
    ),
    # a noun that radkg has no term for
    "leaf scorch shows corking and xyzzy": (
        "unknown",
        {"leaf scorch shows corking": "supported", "leaf scorch shows xyzzy": "unknown"},
    ),
    # in a frame
    "it is a myth that leaf scorch shows corking and yellowing": (
        "contradicted",
        {
            "it is not so that leaf scorch shows corking": "contradicted",
            "it is not so that leaf scorch shows yellowing": "contradicted",
        },
    ),
}


def parts(verdict: Verdict) -> dict[str, str]:
    return {part.statement: part.verdict for part in verdict.parts}


@pytest.mark.parametrize("sentence", SPLIT)
def test_a_sentence_is_split_into_its_claims(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    whole, claims = SPLIT[sentence]
    found = mini.check(sentence)
    assert parts(found) == claims
    assert found.verdict == whole


def test_each_part_has_its_place_in_the_sentence(mini: radkg.KnowledgeGraph) -> None:
    sentence = "leaf scorch shows yellowing, corking as well as galls"
    found = mini.check(sentence)
    assert [sentence[part.start : part.end].strip() for part in found.parts] == ["yellowing", "corking", "galls"]


def test_the_reason_names_the_parts_that_decide(mini: radkg.KnowledgeGraph) -> None:
    found = mini.check("leaf scorch shows yellowing but not corking")
    assert found.because == "1 of its 2 claims is contradicted: “it is not so that leaf scorch shows corking”."
    assert "CONTRADICTED  leaf scorch shows yellowing but not corking" in found.text()
    assert [part["verdict"] for part in found.to_dict()["parts"]] == ["supported", "contradicted"]


@pytest.mark.parametrize("of", ["leaf scorch affects the crown and", "and leaf scorch", "leaf scorch and shows", "and"])
def test_what_cannot_be_split_is_not_understood(mini: radkg.KnowledgeGraph, of: str) -> None:
    assert mini.check(of).verdict == "not understood"


FRAMES = {
    "it is known that x": ("x", Frame()),
    "it has been well documented that x": ("x", Frame()),
    "several recent studies have shown that x": ("x", Frame()),
    "according to the literature, x": ("x", Frame()),
    "is it true that x": ("x", Frame()),
    "my doctor says that x": ("x", Frame()),
    "of note, it is reported that x": ("x", Frame()),
    "x, as has been shown": ("x", Frame()),
    "it is a common misconception that x": ("x", Frame(denies=True)),
    "there is no convincing evidence that x": ("x", Frame(denies=True)),
    "it is not true that x": ("x", Frame(denies=True)),
    "it is false that it is not true that x": ("x", Frame()),
    "it would be wrong to claim that x": ("x", Frame(denies=True)),
    "the claim that x is true": ("x", Frame()),
    "the claim that x is false": ("x", Frame(denies=True)),
    "certainly! x": ("x", Frame()),
    "key point: x": ("x", Frame()),
    "there is no doubt that x": ("x", Frame()),
    # told by their words
    "few would disagree that the sky is blue": ("the sky is blue", Frame()),
    "it may well be a mistake that the sky is blue": ("the sky is blue", Frame(denies=True)),
    "one might say that the sky is blue": ("the sky is blue", Frame(hedges=True)),
    "from this perspective, the sky is blue": ("the sky is blue", Frame()),
    "some authors suggest that x": ("x", Frame(hedges=True)),
    "it is possible that x": ("x", Frame(hedges=True)),
    "is there a link between x and y": ("x is associated with y", Frame()),
    "there is no known association between x and y": ("x is not associated with y", Frame()),
    # no frames
    "it is doubtful that the sky is blue": ("it is doubtful that the sky is blue", Frame()),
    "nobody is certain that the sky is blue": ("nobody is certain that the sky is blue", Frame()),
    "in most people, the sky is blue": ("in most people, the sky is blue", Frame()),
    "say that the sky is blue": ("say that the sky is blue", Frame()),
    "x is known": ("x is known", Frame()),
    "it is known that": ("it is known that", Frame()),
}


@pytest.mark.parametrize("text", FRAMES)
def test_the_frame_of_a_claim(text: str) -> None:
    assert take_frame(text) == FRAMES[text]


FRAMED = {
    "It is true that leaf scorch shows corking.": "supported",
    "There is evidence that leaf scorch shows corking": "supported",
    "It is not true that leaf scorch shows corking": "contradicted",
    "It is a myth that ashen leaf scorch shows corking": "supported",
    "Does leaf scorch show corking?": "supported",
    "Doesn't leaf scorch show corking?": "supported",
    "Is it true that ashen leaf scorch shows corking?": "contradicted",
    "corking in leaf scorch": "supported",
    "leaf scorch: corking": "supported",
    "leaf scorch is a disease that shows corking": "supported",
    # what is denied of how often something is so, no fact can decide
    "It is not true that leaf scorch rarely shows gum flow": "unknown",
    "It is a myth that 20 % of leaf scorch shows corking": "unknown",
}


@pytest.mark.parametrize("sentence", FRAMED)
def test_a_claim_in_a_frame(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    found = mini.check(sentence)
    assert found.verdict == FRAMED[sentence], found.because


NOT_COVERED = {
    "leaf scorch shows xyzzy": ["xyzzy"],
    "xyzzy shows corking": ["xyzzy"],
    "leaf scorch affects the inner xyzzy": ["inner", "xyzzy"],
    "leaf scorch is treated with sulfur": ["sulfur"],
}


@pytest.mark.parametrize("sentence", NOT_COVERED)
def test_a_noun_without_a_term_is_out_of_scope(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    found = mini.check(sentence)
    assert (found.verdict, list(found.unrecognised), found.exit_code) == ("unknown", NOT_COVERED[sentence], 3)
    assert "not covered" in found.text()


NO_RELATION = {
    "pruning heals leaf scorch": ["heals"],
    "leaf scorch is healed by xyzzy": ["healed by", "xyzzy"],
    "leaf scorch recurs": ["recurs"],
}


@pytest.mark.parametrize("sentence", NO_RELATION)
def test_a_verb_without_a_relation_is_out_of_scope(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    found = mini.check(sentence)
    assert (found.verdict, list(found.unrecognised), found.exit_code) == ("unknown", NO_RELATION[sentence], 3)
    assert f"no relation for “{NO_RELATION[sentence][0]}”" in found.because


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("leaf scorch xyzzies corking", ["xyzzies"]),
        ("leaf scorch does not xyzzy the corking", ["xyzzy"]),
        ("corking is xyzzied by leaf scorch", ["xyzzied"]),
    ],
)
def test_a_verb_that_nobody_knows_is_out_of_scope_between_things_that_are_known(
    mini: radkg.KnowledgeGraph, sentence: str, words: list[str]
) -> None:
    found = mini.check(sentence)
    assert (found.verdict, list(found.unrecognised)) == ("unknown", words)
    assert f"no relation for “{words[0]}”" in found.because


@pytest.mark.parametrize(
    "sentence", ["Corking occurs in the leaf scorch of my plugh when it rains.", "All leaf scorch has plugh."]
)
def test_a_sentence_that_tells_of_something_known_is_out_of_scope(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    found = mini.check(sentence)
    assert found.verdict == "unknown"
    assert "plugh" in found.unrecognised


@pytest.mark.parametrize(
    "sentence",
    [
        "Plugh the leaf scorch of the corking.",  # an order
        "What does leaf scorch plugh in saplings?",
        "Leaf scorch plugh the of corking is.",
        "La leaf scorch se plugha en corking.",
    ],
)
def test_what_is_no_sentence_tells_of_nothing(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    assert mini.check(sentence).verdict == "not understood"


@pytest.mark.parametrize("sentence", ["xyzzy heals plugh", "heals leaf scorch", "leaf scorch heals", "it heals leaf scorch"])
def test_a_verb_without_a_relation_is_a_claim_between_nouns_alone(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    assert mini.check(sentence).verdict == "not understood"


@pytest.mark.parametrize("sentence", ["leaf scorch xyzzies plugh", "xyzzy", "xyzzy plugh", "it shows corking"])
def test_what_makes_no_claim_is_not_understood(mini: radkg.KnowledgeGraph, sentence: str) -> None:
    assert mini.check(sentence).verdict == "not understood"


def test_how_a_sentence_was_read_is_said_where_it_is_not_word_for_word(mini: radkg.KnowledgeGraph) -> None:
    assert mini.check("leaf scorch shows corking").read_as == ""
    found = mini.check("corking is a sign of leaf scorch")
    assert found.read_as == "leaf scorch shows corking"
    assert "  read as: leaf scorch shows corking" in found.text().splitlines()


def test_what_is_narrower_than_something_denied_is_denied(mini: radkg.KnowledgeGraph) -> None:
    assert mini.check("ashen leaf scorch shows corking").verdict == "contradicted"
    found = mini.check("ashen leaf scorch shows plughish corking")
    assert (found.verdict, list(found.unrecognised)) == ("contradicted", ["plughish"])
    assert mini.check("ashen leaf scorch markedly shows corking").verdict == "contradicted"
    # a word that radkg does not have may make of something true something false, and of what is denied something true
    assert mini.check("leaf scorch shows plughish corking").verdict == "unknown"
    assert mini.check("leaf scorch markedly shows corking").verdict == "not understood"
    assert mini.check("leaf scorch does not show plughish corking").verdict == "unknown"


def test_a_long_list_that_cannot_be_read_costs_no_more_than_what_may_be_tried(
    mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty things that are no list of anything took twenty seconds: parts were split long after no more was read."""
    tried: list[str] = []
    read = claims._Reader.read

    def counting(self: claims._Reader, part: Any, depth: int) -> claims.Claims:
        tried.append(part.text)
        return read(self, part, depth)

    monkeypatch.setattr(claims._Reader, "read", counting)
    several = ", ".join(["yellowing", "leaf scorch", "leaf", "gum flow", "sapling"] * 5)
    assert mini.check(f"{several} is seen in saplings").verdict == "not understood"
    assert len(tried) < 2000


def test_a_sentence_is_given_up_after_what_may_be_read_for_it(
    mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight clauses in a row were read, in all orders of the words of all their parts, for as long as it took."""
    characters: list[int] = []
    read = grammar._read

    def counting(text: str, *others: Any) -> tuple[Reading, ...]:
        characters.append(len(text))
        return read(text, *others)

    monkeypatch.setattr(grammar, "_read", counting)
    clauses = (
        "gum flow is seen in saplings",
        "leaf scorch affects the stem, and galls do not",
        "corking of the leaf is never a sign of leaf scorch in old trees",
        "yellowing resembles galls",
    )
    assert mini.check(" and ".join(clauses * 2)).verdict == "unknown"
    assert sum(characters) < 12_000


def test_a_list_that_breaks_off_behind_its_connective_has_no_parts(mini: radkg.KnowledgeGraph) -> None:
    for sentence in ("galls are seen in the leaf, in the stem and", "leaf scorch is seen in seedlings, in saplings or"):
        assert not list(splits(sentence, mini.knowledge.lexicon))


def test_what_cannot_be_read_leaves_nothing_for_the_garbage_collector(mini: radkg.KnowledgeGraph) -> None:
    """An error that holds on to its own frame makes a cycle: a hundred objects a sentence, which a list of them collects."""
    sentences = [f"leaf scorch shows {word}, corking and galls, and wilting of {word}" for word in ("flox", "brill", "tand")]
    for sentence in sentences:
        mini.check(sentence)
    mini.knowledge.lexicon.readings.clear()
    gc.collect()
    gc.disable()
    try:
        for sentence in sentences:
            assert mini.check(sentence).verdict != "supported"
        assert gc.collect() < 20 * len(sentences)
    finally:
        gc.enable()


def test_a_long_list_is_given_up_after_so_many_parts(mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way to split it has parts of its own, which take their time though no more of them is tried."""
    read, parts = claims._Reader._read_part, []

    def counting(self: claims._Reader, part: Any, depth: int) -> claims.Claims:
        parts.append(part)
        return read(self, part, depth)

    monkeypatch.setattr(claims._Reader, "_read_part", counting)
    names = ["corking", "galls", "wilting", "leaf blotch", "bark canker", "pruning", "saplings", "root", "branch", "yellowing"]
    mini.check(f"leaf scorch is notable for absent {', '.join([*names, 'brill', *names])} and flox or {names[0]} in the meadow")
    assert 0 < len(parts) <= claims._PARTS + 2 * claims._PARTS_AGAIN
