"""Whether the share of cases that facts give bears out the share that a statement gives: all of them are held against it.

A share that holds the statement's bears it out, and one that lies apart from it denies it. Where facts on the same subject,
relation, object and limits differ, a number that lies between them, or beside one that leaves it open, is not denied.
"""

from __future__ import annotations

from collections.abc import Sequence

from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval
from radkg.statement.numbers import upper_end_of_none
from radkg.verdict.claim import CONTRADICTS, COUNTED, SUPPORTS, WORDED, Claim
from radkg.verdict.entailment import normal_form, seen_anyhow

TOLERANCE = 0.5  # percent; shares are written rounded to whole percent


def is_share_of_same_cases(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the shares of premise and claim are shares of the same cases, with the same finding.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    if (
        premise.frequency is None
        or claim.frequency is None
        or claim.relation not in known.relations[premise.relation].shares_as
    ):
        return False
    if known.expansions[premise.subject][0] != known.expansions[claim.subject][0]:
        return False  # most end here: to compare the rest takes longer
    return normal_form(seen_anyhow(premise, claim, known), known) == normal_form(claim, known)


def compare(premise: Claim, claim: Claim) -> str:
    """Return the side on which the premise's share of cases is, `SUPPORTS` or `CONTRADICTS`; empty where it leaves it open.

    radkg:frequencyMinimum is "the least share of the subject's cases, in percent": a share is an interval. That of a count is
    its 95 % interval, and "up to" begins at 0. An interval that lies within the claim's bears it out, and so does one that
    holds a number of the claim's. A frequency word is no number: it holds none. That nobody has it is borne out by no interval
    that begins at 0.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
    """
    assert premise.frequency is not None
    assert claim.frequency is not None
    (low, high), (least, most) = premise.frequency, claim.frequency
    above, below = claim.open_ends
    if premise.counted and premise.total and (least, most) == (0, min(upper_end_of_none(premise.total), 100.0)):
        return CONTRADICTS  # none of so many, of whom some had it
    if (low > least if above else low >= least - TOLERANCE) and (high < most if below else high <= most + TOLERANCE):
        return SUPPORTS
    if (high <= least if above else high < least - TOLERANCE) or (most <= low if below else most + TOLERANCE < low):
        return CONTRADICTS
    if premise.counted is not None and claim.share_of != WORDED and least != most:
        # of a share that is said roughly, or by a bound, the study found what it says
        is_above = premise.counted > least if above else premise.counted >= least - TOLERANCE
        if is_above and (premise.counted < most if below else premise.counted <= most + TOLERANCE):
            return SUPPORTS
    is_number = claim.share_of != WORDED and most > 0 and (least == most or (least > 0 and most < 100)) and not (above or below)
    if premise.share_of != WORDED and is_number and low - TOLERANCE <= least and most <= high + TOLERANCE:
        return SUPPORTS
    return ""


def is_of_narrower_finding(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the premise gives a share of the same cases, with a narrower finding: the claim's is no smaller.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    if premise.frequency is None or claim.relation not in known.relations[premise.relation].shares_as:
        return False
    one, other = normal_form(premise, known), normal_form(claim, known)
    if (one.subject, one.subject_likeness, one.limits) != (other.subject, other.subject_likeness, other.limits):
        return False
    is_other = (one.object, one.object_likeness) != (other.object, other.object_likeness)
    return is_other and known.is_within(one.object, other.object) and one.object_likeness >= other.object_likeness


def denials_that_hold(
    claim: Claim, denying: Sequence[Interval], leaving_open: Sequence[Interval], narrower: Sequence[Interval] = ()
) -> bool:
    """Return whether facts that deny a share, where none bears it out, deny it together.

    Args:
        claim: What the statement says.
        denying: The shares that lie apart from the claim's.
        narrower: Those of narrower findings, than which the claim's is no smaller.
        leaving_open: Those that neither hold the claim's share nor lie apart from it.
    """
    assert claim.frequency is not None
    if leaving_open:
        return False
    least, most = claim.frequency
    is_between = any(high <= least for _, high in denying) and any(most <= low + TOLERANCE for low, _ in (*denying, *narrower))
    return not is_between


def in_words(premise: Claim, claim: Claim, *, holds: bool) -> str:
    """Return how the premise's share of cases stands to the claim's, in words.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        holds: Whether the premise's share bears that of the claim out; else it denies it.
    """
    assert premise.frequency is not None
    assert claim.frequency is not None
    found, stated = _percent(*premise.frequency), _percent(*claim.frequency)
    if premise.share_of == COUNTED:
        found = f"the count's 95 % interval, {found},"
    (low, high), (least, most) = premise.frequency, claim.frequency
    within = least <= low + TOLERANCE and high <= most + TOLERANCE
    holding = "lies within" if within else "holds"
    return f"{found} {holding if holds else 'lies outside'} {stated}"


def _percent(low: float, high: float) -> str:
    if low == high:
        return f"{low:.3g} %"
    if low == 0:
        return f"up to {high:.3g} %"
    return f"at least {low:.3g} %" if high == 100 else f"{low:.3g}–{high:.3g} %"
