"""How near answers come to those of radkg: exact rows, precision, recall, F1, verdicts, and the facts that are cited."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from gold import rows_of

VERDICTS = ("supported", "contradicted", "disputed", "unknown")


@dataclass(frozen=True)
class Answer:
    """What a system answers.

    Attributes:
        rows: IRIs, where rows are asked for.
        verdict: One of `VERDICTS`, where a verdict is asked for; empty where none is given.
        facts: IRIs of the facts that are cited for a verdict.
        calls: How many tools were called.
        error: Why there is no answer; empty where there is one.
    """

    rows: tuple[str, ...] = ()
    verdict: str = ""
    facts: tuple[str, ...] = ()
    calls: int = 0
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Scores:
    """How a system does on all questions; each figure is a mean over questions.

    Attributes:
        exact: Share of the questions for rows whose rows are all there, with no other.
        precision: Of the rows that are answered, how many are right; 0 where none is answered.
        recall: Of the right rows, how many are answered.
        f1: Harmonic mean of the two, question by question.
        verdicts: Share of the verdicts that are right.
        cited: Of the facts cited for the right verdicts, how many decide; 0 where none is cited though some decide.
        by_verdict: Share of the verdicts that are right, by what is right.
        errors: How many questions have no answer.
        calls: How many tools are called for a question.
    """

    exact: float
    precision: float
    recall: float
    f1: float
    verdicts: float
    cited: float
    errors: int
    calls: float
    by_verdict: Mapping[str, float] = field(default_factory=dict)


def score(questions: Iterable[Mapping[str, Any]], answers: Mapping[str, Answer]) -> Scores:
    """Return the scores of answers, by the ids of the questions; a question without an answer counts as wrong.

    Args:
        questions: The questions with the answers of radkg.
        answers: The answers of a system.
    """
    rows: list[tuple[float, float, float]] = []
    verdicts: list[tuple[str, bool]] = []
    cited: list[float] = []
    given = []
    for question in questions:
        answer = answers.get(question["id"], Answer(error="no answer"))
        given.append(answer)
        if question["answertype"] == "rows":
            rows.append(compared(set(answer.rows), rows_of(question["answers"])))
            continue
        [right] = question["answers"]
        verdicts.append((right["verdict"], answer.verdict == right["verdict"]))
        if right["facts"] and answer.verdict == right["verdict"]:
            cited.append(compared(set(answer.facts), set(right["facts"]))[0])
    return Scores(
        exact=mean([precision == recall == 1 for precision, recall, _ in rows]),
        precision=mean([precision for precision, _, _ in rows]),
        recall=mean([recall for _, recall, _ in rows]),
        f1=mean([f1 for _, _, f1 in rows]),
        verdicts=mean([is_right for _, is_right in verdicts]),
        cited=mean(cited),
        errors=sum(bool(answer.error) for answer in given),
        calls=mean([answer.calls for answer in given]),
        by_verdict={name: mean([right for verdict, right in verdicts if verdict == name]) for name in VERDICTS},
    )


def compared(found: set[str], wanted: set[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1; all are 1 where nothing is wanted and nothing found."""
    if not found or not wanted:
        return (float(found == wanted),) * 3
    right = len(found & wanted)
    precision, recall = right / len(found), right / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0 of nothing."""
    found = [float(value) for value in values]
    return fmean(found) if found else 0.0


def table(scores: Mapping[str, Scores]) -> str:
    """Return a table in Markdown, a line for each system."""
    lines = [
        "| system | exact rows | precision | recall | F1 | verdicts | cited facts | no answer | calls |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, one in scores.items():
        figures = (one.exact, one.precision, one.recall, one.f1, one.verdicts, one.cited)
        lines.append(f"| {name} | {' | '.join(f'{figure:.2f}' for figure in figures)} | {one.errors} | {one.calls:.1f} |")
    return "\n".join(lines)
