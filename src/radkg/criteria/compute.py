"""From findings to an outcome: items, sums, probability, and what missing items could still change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from radkg.criteria.answer import CriteriaResult
from radkg.criteria.data import ITEMS, WITH_BIOPSY, WITHOUT_BIOPSY, Criteria, CriteriaItem, Outcome, Performance
from radkg.criteria.result import ABSENT, MISSING, NO_OUTCOME, OPEN, PRESENT, ColumnResult, ItemResult, Probability
from radkg.errors import InvalidFindings
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.model.knowledge import Knowledge

_FINDING = RADKG + "Finding"
OLDEST = 120  # completed years


def compute(
    known: Knowledge,
    criteria: Criteria,
    findings: Sequence[str] = (),
    without: Sequence[str] = (),
    age: int | None = None,
    biopsy: bool = False,
) -> CriteriaResult:
    """Return the result of criteria for findings.

    Args:
        known: The knowledge.
        criteria: The criteria.
        findings: Names of findings that the patient has.
        without: Names of findings that were looked for and are absent. A finding that is in neither list is missing.
        age: Age at onset of the first symptom, in completed years; ``None`` where it is not known.
        biopsy: Whether a biopsy was done. A stated finding that only a biopsy shows counts as a biopsy.

    Raises:
        UnknownTerm: A name is that of no term.
        InvalidFindings: A name is not that of a finding, a finding is both present and absent, or the age is none of a person.
    """
    if age is not None and not 0 <= age <= OLDEST:
        raise InvalidFindings(f"age {age}: the age at onset is given in completed years, from 0 to {OLDEST}")
    present, absent = (_found(known, names) for names in (findings, without))
    _refuse_contradiction(known, present, absent)
    items = tuple(_item(known, criteria, item, present, absent, age) for item in criteria.items)
    biopsy = biopsy or _biopsy_stated(known, criteria, [*present, *absent])
    columns = [_column(criteria, items, column) for column in criteria.columns]
    applying = WITH_BIOPSY if biopsy else WITHOUT_BIOPSY
    result = next((column for column in columns if column.column == applying), columns[0])
    return CriteriaResult(
        criteria=criteria,
        biopsy=biopsy,
        age=age,
        result=result,
        other=next((column for column in columns if column is not result), None),
        items=items,
        not_counted=_not_counted(known, criteria, [*present, *absent]),
        remarks=tuple(_remarks(known, criteria, items, present, biopsy)),
    )


def years(text: str | int | None) -> int | None:
    """Return an age in completed years, as a person or a program writes it.

    Raises:
        InvalidFindings: It is no whole number.
    """
    if text is None or isinstance(text, int):
        return text
    digits = text.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise InvalidFindings(f"age {text!r}: the age at onset is given in completed years, such as 45")
    return int(text)


def _found(known: Knowledge, names: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in names:
        iri = known.find(name)
        if not known.is_kind(iri, {_FINDING}):
            raise InvalidFindings(f"{known.label(iri)!r} is not a finding; state what the patient shows, and the age as an age")
        found[iri] = known.label(iri)
    return found


def _refuse_contradiction(known: Knowledge, present: dict[str, str], absent: dict[str, str]) -> None:
    for present_iri, present_label in present.items():
        for absent_iri, absent_label in absent.items():
            if known.is_kind(present_iri, {absent_iri}):
                kind = "it" if present_iri == absent_iri else f"it is a kind of {absent_label!r}, which"
                raise InvalidFindings(
                    f"{present_label!r} cannot be present: {kind} is stated to be absent; remove one of the two"
                )


def _item(
    known: Knowledge, criteria: Criteria, item: CriteriaItem, present: dict[str, str], absent: dict[str, str], age: int | None
) -> ItemResult:
    because: list[str] = []
    not_stated: list[str] = []
    if item.ages is not None:
        state = MISSING
        if age is not None:
            state = PRESENT if item.ages[0] <= age <= item.ages[1] else ABSENT
            because = [f"{age} years"]
    elif fitting := [label for iri, label in present.items() if known.is_kind(iri, set(item.findings))]:
        state, because = PRESENT, fitting
    else:
        denied = {f: [label for iri, label in absent.items() if known.is_kind(f, {iri})] for f in item.findings}
        not_stated = [known.label(finding) for finding, denials in denied.items() if not denials]
        because = list(dict.fromkeys(label for denials in denied.values() for label in denials))
        state = MISSING if not_stated else ABSENT
    scores = {column: float(points) for column, points in item.scores.items()}
    group = criteria.group_labels.get(item.group, "")
    return ItemResult(item.iri, item.label, group, item.condition, scores, state, tuple(because), tuple(not_stated))


def _biopsy_stated(known: Knowledge, criteria: Criteria, stated: Iterable[str]) -> bool:
    shown = {f for item in criteria.items if item.group in criteria.biopsy_groups for f in item.findings}
    return any(known.is_kind(iri, shown) for iri in stated)


def _column(criteria: Criteria, items: Sequence[ItemResult], column: str) -> ColumnResult:
    """Return the result by one column: what is stated reaches, and what it could reach with all items that are missing."""
    counted = [(item, found) for item, found in zip(criteria.items, items, strict=True) if _counts(item, column)]
    present = {item.iri for item, found in counted if found.state == PRESENT}
    possible = present | {item.iri for item, found in counted if found.state == MISSING}
    score = maximum = None
    if column != ITEMS:
        score, maximum = (_sum(criteria, [item for item, _ in counted], chosen, column) for chosen in (present, possible))
    least = next(_met(criteria, column, score, present), None)
    most = list(_met(criteria, column, maximum, possible))
    settled = least is next(iter(most), None)
    reached = least if settled or _holds(least, most) else None
    named = reached or (least if least is not None and least.is_conditional else None)
    return ColumnResult(
        column=column,
        score=None if score is None else float(score),
        score_maximum=None if maximum is None else float(maximum),
        items_present=len(present),
        items_missing=len(possible) - len(present),
        outcome=reached.label if reached else NO_OUTCOME if settled else OPEN,
        outcome_iri=reached.iri if reached else "",
        note=reached.note if reached else "",
        is_case=bool(reached and reached.classifies_as),
        classifies_as=reached.classifies_as if reached else (),
        outcome_at_least=named.label if named else "",
        outcome_at_most=most[0].label if most else NO_OUTCOME,
        settled=settled,
        probability=_probability(criteria, column, score) if score is not None and (reached or settled) else None,
        performance=tuple(p for p in criteria.performances if reached and _is_of(p, reached, column)),
    )


def _counts(item: CriteriaItem, column: str) -> bool:
    return column == ITEMS or column in item.scores


def _sum(criteria: Criteria, items: Sequence[CriteriaItem], chosen: set[str], column: str) -> Decimal:
    """Return the sum of points of the items chosen; of an exclusive group, the item with most points counts alone."""
    total, best = Decimal(0), dict[str, Decimal]()
    for item in items:
        if item.iri in chosen:
            points = item.scores[column]
            if item.group in criteria.exclusive:
                best[item.group] = max(points, best.get(item.group, points))
            else:
                total += points
    return total + sum(best.values(), Decimal(0))


def _met(criteria: Criteria, column: str, score: Decimal | None, present: set[str]) -> Iterator[Outcome]:
    """Yield the outcomes whose conditions hold, in the order of trial: the first is the result."""
    for outcome in criteria.outcomes:
        if outcome.score_minimum:
            least = outcome.score_minimum.get(column)
            if least is None or score is None or score < least:
                continue
        number = sum(item.group == outcome.group and item.iri in present for item in criteria.items)
        if outcome.required <= present and number >= outcome.count:
            yield outcome


def _holds(least: Outcome | None, most: Sequence[Outcome]) -> bool:
    """Return whether an outcome is reached whatever the missing items are.

    More items can only meet more conditions, so that another outcome tried before it may take its place. One without condition
    rests on what is absent alone, and a case of one disease may turn out to be a case of another.

    Args:
        least: The outcome, were no missing item present.
        most: The outcomes whose conditions hold, were all of them present, in the order of trial.
    """
    if least is None or not least.is_conditional:
        return False
    return not least.classifies_as or all(
        firmer.classifies_as == least.classifies_as for firmer in most if firmer.precedence <= least.precedence
    )


def _is_of(performance: Performance, outcome: Outcome, column: str) -> bool:
    """Return whether a performance was measured at the outcome, and with the column."""
    return performance.column in ("", column) and outcome.iri in performance.outcomes


def _probability(criteria: Criteria, column: str, score: Decimal) -> Probability | None:
    """Return the probability of a score, from the published points of score and probability; ``None`` where there is no point.

    Between two points the log odds are interpolated: the criteria add up weights of a logistic model, in which the log odds
    grow in a straight line with the sum.
    """
    points = sorted(
        (o.score_minimum[column], o.probability)
        for o in criteria.outcomes
        if column in o.score_minimum and o.probability is not None and 0 < o.probability < 100
    )
    if not points:
        return None
    below = [(least, p) for least, p in points if least <= score]
    above = [(least, p) for least, p in points if least > score]
    minimum, maximum = (float(below[-1][1]) if below else 0.0), (float(above[0][1]) if above else 100.0)
    if not below or (not above and below[-1][0] != score):
        return Probability(minimum, maximum, None)
    (start, low), (end, high) = below[-1], above[0] if above else below[-1]
    share = 0.0 if start == end else float((score - start) / (end - start))
    return Probability(minimum, maximum, round(_interpolated(float(low), float(high), share), 1))


def _interpolated(low: float, high: float, share: float) -> float:
    from math import exp, log

    odds = (1 - share) * log(low / (100 - low)) + share * log(high / (100 - high))
    return 100 / (1 + exp(-odds))


def _not_counted(known: Knowledge, criteria: Criteria, stated: Iterable[str]) -> tuple[str, ...]:
    counted = {finding for item in criteria.items for finding in item.findings}
    related = counted | {broader for finding in counted for broader in known.kinds.get(finding, ())}
    return tuple(known.label(iri) for iri in stated if iri not in related and not known.is_kind(iri, counted))


def _remarks(
    known: Knowledge, criteria: Criteria, items: Sequence[ItemResult], present: dict[str, str], biopsy: bool
) -> Iterable[str]:
    counted = {finding for item in criteria.items for finding in item.findings}
    for iri, label in present.items():
        if not known.is_kind(iri, counted):
            narrower = sorted(known.label(finding) for finding in counted if known.is_kind(finding, {iri}))
            if narrower:
                yield f"{label!r} is too broad to decide an item; it may be: {', '.join(narrower)}"
    signs = [item for item in items if item.iri in criteria.biopsy_unless]
    if signs and not biopsy and not any(item.state == PRESENT for item in signs):
        names = ", ".join(item.label for item in signs)
        yield f"none of these is stated to be present, and without them a biopsy is recommended: {names}"
