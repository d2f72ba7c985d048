"""What goes with what, in whatever order a sentence says it: "those with frost fared worse in leaf scorch".

A sentence with one disease, or two that are told apart, and what is said of it in words for a prognosis, a link, a difference
or a benefit says one relation. Where all its other words say neither more nor less, it is that relation. Which is the disease
and which the factor, the sentence must tell: by what they are, or by the people who have the one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import Rewording, compiled
from radkg.model.knowledge import Knowledge
from radkg.model.words import CERTAINTY, FREQUENCY, TERM
from radkg.namespaces import RADKG
from radkg.statement.chunks import CARRIER, COMMA, COPULA, NOT, PREPOSITION, Span, segment_with_spans
from radkg.statement.neutral import IN, NEUTRAL, take_share, unframed
from radkg.statement.nouns import ANATOMY, DISEASE, FINDING, MODALITY, POPULATION, TREATMENT
from radkg.statement.numbers import in_digits

_FACTOR = "factor"
_LIKE = frozenset(RADKG + name for name in ("Quality", "Pattern", "Distribution", "TissueLayer", "Direction", "Stage"))
_AROUND = frozenset([POPULATION, RADKG + "Region", RADKG + "Subgroup"])

#: Words for how it ends, and for which way.
_END = english.listed(
    """
    prognosis prognostic outcome outcomes outlook survival prognosticator fare fares fared predictor indicator factor factors
    course hazard
    """
)
_WORSE = english.listed(
    """
    worse worsens poor poorer bad adverse unfavourable unfavorable dismal negative grim grave shorter reduced shortens dire
    """
)
_BETTER = english.listed(
    """
    better good favourable favorable improved improves positive benign longer
    """
)
#: Words that say of two things that one goes with the other; in a direction, or in either.
_LINKED = english.listed(
    """
    linked links link associated associates association associations tied ties tie connected connection connections correlated
    correlates correlate correlation goes go went along together relationship related relates relation accompanied accompany
    accompanies accompanying coincides coincided coincide
    """
)
_POINTS = english.listed(
    """
    points point pointed pointing towards toward indicates indicate indicated indicating predicts predict predicted
    predictor predictive signals signal signalled signaled hints hint hinted suggests suggest suggested suggesting heralds
    herald marks mark marked marker markers speaks speak spoke favours favors makes make made
    """
)
_PRONE = english.listed(
    """
    prone likely apt likelier liable commoner
    """
)
_RISK = english.listed("risk risks chance chances likelihood odds probability")
_LESS = english.listed("less lower reduced decreased smaller fewer")
_MORE = english.listed("more higher increased raised greater stronger elevated")
_APART = english.listed(
    """
    distinguish distinguishes distinguished distinguishing separate separates separated separating differentiate differentiates
    differentiating differentiation discriminate discriminates discriminating tell tells telling told apart difference
    distinction set sets setting discriminator
    """
)
_AIDS = english.listed(
    "help helps helped helping helpful useful use clue clues value aid aids aiding serve serves between versus"
)
_BENEFIT = english.listed(
    """
    improve improves improved improving improvement improvements help helps helped helping benefit benefits benefited
    benefitted beneficial response responses respond responds responded responding relief relieve relieves relieved effective
    better get gets got ameliorate ameliorates ameliorated ease eases eased
    """
)
_PARTLY = english.listed("partial partially partly part somewhat extent some degree")
_GIVEN = english.listed(
    """
    treatment treated therapy given receiving received under drug medication medicine agent use used using after taking took
    possible may
    """
)
_PLAINER: tuple[Rewording, ...] = (
    ("less ", r"\bless (?=favou?rable|good)", "un"),
    ("unfav", r"\bungood\b", "poor"),
    ("do", r"\b(?:does|do|did|doing|done) (?:(?:much|far|significantly) )?(?=(?:worse|better)\b)", "fared "),
    ("anti", r"\b(anti-[\w-]+(?:/[\w-]+)?)(?:[- ]positivity| status| seropositivity)\b", r"\1 antibody"),
    ("hazard", r"\b(?:about |roughly )?(?:two|three|four|\d+) times the hazard of\b", ""),
    ("not ", r"\bnot (?=only\b)", ""),
    (
        "",
        r"\b(?:significantly|strongly|closely|independently|considerably|markedly|clearly|also|usually|generally"
        r"|somewhat) (?=\w)",
        "",
    ),
)


class _Said(NamedTuple):
    """What a sentence names, and with which other words.

    Attributes:
        diseases: The diseases.
        groups: Whether each of them stands behind words for those who have it, or for where it is looked at.
        findings: The findings, with what narrows them.
        factors: Which of the findings are looked for because of what goes with them (radkg:isFactor).
        treatments: The treatments.
        around: Of whom, where and on what it is said, as it stands behind a sentence.
        words: All other words.
        denied: How often it denies.
        share: The share of cases; empty where it gives none.
        order: The kinds of what is named, in their order.
        led: Whether a preposition stands in front of the treatment.
    """

    diseases: list[str]
    groups: list[bool]
    findings: list[str]
    factors: list[bool]
    treatments: list[str]
    around: str
    words: frozenset[str]
    denied: int
    share: str
    order: tuple[str, ...]
    led: bool


def associated(text: str, known: Knowledge) -> tuple[str, ...]:
    """Return the plain sentences that say what a sentence does of things that go together; none where it says more.

    Args:
        text: A statement in lower case.
        known: The knowledge.
    """
    if ":" in text:
        return ()
    text, odds = _take_odds(in_digits(text))
    share, rest = take_share(text)
    plainer = " ".join(english.reworded(unframed(rest), _PLAINER).split())
    said = _said(plainer, share, known)
    if said is None or any(compiled(rf"\b{_ACTS_ON}{re.escape(finding)}(?!\w)").search(plainer) for finding in said.findings):
        return ()
    for plain in (_prognosis, _difference, _benefit, _link):
        if found := tuple(dict.fromkeys(f"{sentence} {odds}".strip() for sentence in plain(said))):
            return found
    return ()


#: What something is done to stands behind: "the prognosis makes a sign worse" is said of no sign that does so.
_ACTS_ON = r"(?:makes?|worsens?) (?:the |an? )?"
#: Words in front of what is found first.
_WHEN = english.listed("when if where once")
_CUES = frozenset().union(
    _RISK,
    _LESS,
    _WHEN,
    _END,
    _WORSE,
    _BETTER,
    _LINKED,
    _POINTS,
    _PRONE,
    _MORE,
    _APART,
    _AIDS,
    _BENEFIT,
    _PARTLY,
    _GIVEN,
    english.listed("less fewer against to for"),
)


#: How many times as high something is, as people write an odds ratio.
_TIMES = {"twice": "2", "double": "2", "triple": "3", "thrice": "3"}
_ODDS = (
    r"\b(?:(?:about|around|roughly|approximately|nearly|almost|some) )?(?:(\d+(?:\.\d+)?)(?:[- ]fold(?: higher)?| "
    r"times)|(twice|double|triple|thrice))"
    r"(?: the)? odds (?:of|for)\b"
)


def _take_odds(text: str) -> tuple[str, str]:
    """Return ``text`` with words for more in the place of "ten times the odds of", and the ratio as it ends a sentence."""
    found = compiled(_ODDS).search(text)
    if found is None:
        return text, ""
    ratio = found[1] or _TIMES[found[2]]
    return f"{text[: found.start()]}more prone to{text[found.end() :]}", f"with an odds ratio of {ratio}"


def _said(text: str, share: str, known: Knowledge) -> _Said | None:
    """Return what a sentence names; ``None`` where a word of it has no place beside what is named."""
    spans = segment_with_spans(text, known.lexicon)
    words: set[str] = set()
    denied, led = 0, False
    named: list[tuple[str, str, bool]] = []
    at = 0
    while at < len(spans):
        span, before = spans[at], spans[at - 1] if at else None
        kind, said = span.chunk.kind, span.chunk.text
        parts = said.split()
        is_cue = all(part in _CUES or part in NEUTRAL or part in IN or part in english.ARTICLES for part in parts)
        if kind == TERM and not is_cue:
            what = _kind_of(span, known)
            if not what:
                return None
            end = at
            if what == FINDING:
                while at + 1 < len(spans) and (further := _narrows(spans, end, known)):
                    end = further
                    at = end
            named.append((what, text[span.start : spans[end].end], _is_group(spans, at)))
            is_led = before is not None and before.chunk.text.split()[-1] in english.PREPOSITIONS
            led = led or (what == TREATMENT and is_led)
        elif kind == NOT:
            denied += 1
        elif kind in (FREQUENCY, CERTAINTY):
            words.add(kind)
        elif is_cue and kind not in (PREPOSITION, NOT, COPULA, CARRIER, COMMA):
            words.update(parts)
        elif kind == PREPOSITION:
            words.add(said)
        elif kind not in (COPULA, CARRIER, COMMA):
            return None
        at += 1
    found = _sorted(named, frozenset(words), denied, share)
    return found._replace(led=led) if found else None


def _kind_of(span: Span, known: Knowledge) -> str:
    """Return what a name is the name of; empty where it is of something that has no place here."""
    kinds = (TREATMENT, DISEASE, FINDING, *_LIKE, ANATOMY, MODALITY, *_AROUND)
    found = [
        kind for kind in kinds if any(known.is_kind(entry.iri, {kind}) and entry.iri != kind for entry in span.chunk.entries)
    ]
    if not found:
        return ""
    if found[0] == FINDING and any(known.is_kind(entry.iri, known.factors) for entry in span.chunk.entries):
        return _FACTOR
    return FINDING if found[0] in _LIKE or found[0] == ANATOMY else found[0]


def _narrows(spans: list[Span], end: int, known: Knowledge) -> int:
    """Return where a noun phrase goes on behind a chunk: at a name that narrows it, with or without a small word; else 0."""
    for further in (end + 1, end + 2):
        if further >= len(spans) or (further == end + 2 and spans[end + 1].chunk.text not in ("of", "in", "at")):
            return 0
        span = spans[further]
        if span.chunk.kind == TERM and _kind_of(span, known) == FINDING:
            return further
        if span.chunk.kind != PREPOSITION:
            return 0
    return 0


def _is_group(spans: list[Span], at: int) -> bool:
    """Return whether a name stands behind words for those who have it, or in front of them: "in X", "X patients"."""
    before = spans[at - 1].chunk if at else None
    behind = spans[at + 1].chunk if at + 1 < len(spans) else None
    in_front = before is not None and (before.kind == CARRIER or before.text in ("in", "among", "within", "with"))
    return in_front or (behind is not None and behind.kind == CARRIER)


def _sorted(named: list[tuple[str, str, bool]], words: frozenset[str], denied: int, share: str) -> _Said | None:
    diseases = [(name, group) for kind, name, group in named if kind == DISEASE]
    findings = [(name, kind == _FACTOR) for kind, name, _ in named if kind in (FINDING, _FACTOR)]
    treatments = [name for kind, name, _ in named if kind == TREATMENT]
    images = [f"on {name}" for kind, name, _ in named if kind == MODALITY]
    people = [_placed(name) for kind, name, _ in named if kind in _AROUND]
    if len(diseases) > 2 or len(findings) > 2 or len(treatments) > 1 or len(images) > 1:
        return None
    return _Said(
        [name for name, _ in diseases],
        [group for _, group in diseases],
        [name for name, _ in findings],
        [is_factor for _, is_factor in findings],
        treatments,
        " ".join([*images, *people]),
        words,
        denied,
        share,
        tuple(kind for kind, _, _ in named if kind in (DISEASE, FINDING, _FACTOR, TREATMENT)),
        led=False,
    )


def _placed(name: str) -> str:
    """Return a name of people, of a place or of some of the patients as it stands behind a sentence."""
    return name if name.split()[0] in (*english.PREPOSITIONS, "after", "before", "without") else f"in {name}"


def _factor_and_disease(said: _Said) -> tuple[str, str] | None:
    """Return what is said to make a difference, and the disease in which it does; ``None`` where that is not told."""
    if len(said.diseases) == 1 and len(said.findings) == 1:
        return said.findings[0], said.diseases[0]
    if len(said.diseases) == 2 and not said.findings and said.groups[0] != said.groups[1]:
        one, other = said.diseases
        return (other, one) if said.groups[0] else (one, other)
    return None


def _prognosis(said: _Said) -> Iterator[str]:
    ways = [way for way, words in (("worsens", _WORSE), ("improves", _BETTER)) if not said.words.isdisjoint(words)]
    pair = _factor_and_disease(said)
    if said.words.isdisjoint(_END) or len(ways) != 1 or pair is None or said.denied or said.share or said.treatments:
        return
    if not said.words.isdisjoint(_APART | {"less", "fewer", "against"} | {FREQUENCY}):
        return
    yield f"{pair[0]} {ways[0]} the prognosis of {pair[1]} {said.around}"


def _difference(said: _Said) -> Iterator[str]:
    if said.words.isdisjoint(_APART) or len(said.diseases) != 2 or len(said.findings) != 1 or said.share or said.treatments:
        return
    if not said.words.isdisjoint(_WORSE | _BETTER | _END | {"less", "fewer", "against", FREQUENCY}):
        return
    if DISEASE in (said.order[0], said.order[-1]) and said.order[1] != DISEASE:
        return  # a disease tells no sign from another
    verb = "does not tell" if said.denied else "tells"
    one, other = said.diseases
    if said.denied <= 1:
        yield f"{said.findings[0]} {verb} {one} from {other} {said.around}"


def _benefit(said: _Said) -> Iterator[str]:
    if said.words.isdisjoint(_BENEFIT) or len(said.treatments) != 1 or len(said.diseases) != 1 or len(said.findings) > 1:
        return
    if not said.words.isdisjoint(_WORSE | _END | _LINKED | {"less", "fewer", "against", FREQUENCY}):
        return
    if said.denied and (said.denied > 1 or said.share):
        return
    if said.order[0] != TREATMENT and not said.led:
        return  # "frost improved the drug" is nonsense
    what = " of ".join((*said.findings, *said.diseases))
    verb = "does not help" if said.denied else "may help" if CERTAINTY in said.words else "helps"
    partly = "in part" if not said.words.isdisjoint({"partial", "partially", "partly", "somewhat", "extent"}) else ""
    if said.share:  # "in half of patients"
        what = f"{said.share.removeprefix('in ')} with {what}"
    yield f"{said.treatments[0]} {verb} {what} {partly} {said.around}"


def _link(said: _Said) -> Iterator[str]:
    """Yield what is a marker of what, or against it."""
    is_rated = not said.words.isdisjoint(_PRONE | _RISK)
    is_less = is_rated and not said.words.isdisjoint(_LESS)
    is_more = is_rated and not said.words.isdisjoint(_MORE) and not is_less
    is_linked = not said.words.isdisjoint(_LINKED) and not is_less
    if not (is_more or is_less or is_linked or not said.words.isdisjoint(_POINTS)) or said.denied or said.share:
        return
    refused = _WORSE | _BETTER | _END | _APART | {"against", FREQUENCY} | (frozenset() if is_less else _LESS)
    if said.treatments or not said.words.isdisjoint(refused):
        return
    marks = "is a marker against" if is_less else "is a marker of"
    groups = [disease for disease, group in zip(said.diseases, said.groups, strict=True) if group]
    if len(said.diseases) == 2:
        # those with a disease and a finding run a risk of another disease
        others = [disease for disease in said.diseases if disease not in groups]
        if is_rated and len(groups) == len(others) == len(said.findings) == 1 and said.order[-1] == DISEASE:
            yield f"in {groups[0]}, {said.findings[0]} {marks} {others[0]} {said.around}"
        return
    within = f"in {said.diseases[0]}, " if said.diseases else ""
    if len(said.findings) == 2:
        one, other = said.findings
        if said.factors == [False, True]:
            one, other = other, one  # what goes with a factor, and not the other way round
        elif is_less and not said.words.isdisjoint(_WHEN):
            return
        if said.factors != [False, True] or is_rated or is_linked:
            yield f"{within}{one} {marks} {other} {said.around}"
        if is_linked and not is_rated:
            yield f"{within}{other} {marks} {one} {said.around}"
    elif said.factors == [True] and said.diseases and not is_less:
        yield f"{said.findings[0]} {marks} {said.diseases[0]} {said.around}"
