"""The verdict as a value: what is printed, returned and written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from radkg.errors import no_truth
from radkg.model.records import Evidence
from radkg.shown import shown
from radkg.styles import Paint, html_link, plain, wrapped
from radkg.verdict.strength import Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.verdict.answer import EvidenceAnswer, FactAnswer, Qualifiers, ReadingAnswer, StrengthAnswer, VerdictAnswer

SUPPORTED, CONTRADICTED, UNKNOWN, DISPUTED, NOT_UNDERSTOOD = (
    "supported",
    "contradicted",
    "unknown",
    "disputed",
    "not understood",
)

EXIT_CODES = {SUPPORTED: 0, CONTRADICTED: 1, UNKNOWN: 3, DISPUTED: 4, NOT_UNDERSTOOD: 2}

_COLOURS = {SUPPORTED: "green", CONTRADICTED: "red", DISPUTED: "yellow", UNKNOWN: "blue"}
_MARKS = {"supports": "+", "contradicts": "-"}
_KINDS = {"excluded": "excluded", "null result": "null result", "axiom": "by definition"}
_SHOWN = 4  # deciding facts in the text; to_dict has all


class DecidingFact(NamedTuple):
    """A fact, or a class axiom, that decides or comes near.

    Attributes:
        kind: "asserted", "excluded", "null result" or "axiom".
        side: "supports", "contradicts", or "" for one that comes near.
        how: How it bears on the statement, in words.
        words: Its qualifiers as they stand in brackets, without what it compares with, which the label names.
        strength: How firmly it stands.
    """

    iri: str
    label: str
    kind: str
    certainty: str
    qualifiers: Qualifiers
    evidence: tuple[Evidence, ...]
    side: str = ""
    how: str = ""
    words: str = ""
    strength: Strength = Strength()

    def to_dict(self) -> FactAnswer:
        """Return the fact as `radkg check --format json` gives it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "kind": self.kind,
            "certainty": self.certainty,
            "qualifiers": self.qualifiers,
            "side": self.side,
            "strength": self.strength.to_dict(),
            "evidence": evidence_answer(self.evidence),
        }

    @property
    def standing(self) -> tuple[str, str, str]:
        """Its kind, its certainty and who says so, in words."""
        return self.kind, self.certainty, self.strength.source

    def lines(self, paint: Paint, width: int = 0) -> Iterator[str]:
        """Yield the fact for reading: what it says, and each source beginning with a line of its own.

        Args:
            paint: Puts words into styles.
            width: Columns; 0 for lines of any length.
        """
        details = [self.certainty] if self.certainty not in ("", "stated") else []
        details += [_KINDS[self.kind]] if self.kind in _KINDS else []
        details += [self.words] if self.words else []
        said = shown(f"{_MARKS.get(self.side, '~')} {self.label}" + (f" ({'; '.join(details)})" if details else ""))
        yield from wrapped(said, width, "  ", "  ")
        for evidence in self.evidence:
            section = f", {evidence.section}" if evidence.section else ""
            yield from dim(f"{evidence.citation}{section}", width, "    ", paint)


def headed(verdict: Verdict, besides: str, statement: str, width: int, paint: Paint) -> list[str]:
    """Return the headline of a verdict with its statement, which stands below it where there is no room.

    Args:
        verdict: The verdict.
        besides: What is added to the headline.
        statement: The statement, as it may be printed.
        width: Columns; 0 for one line of any length.
        paint: Puts words into styles.
    """
    if width and len(f"{verdict.headline}{besides}  {statement}") > width:
        return [painted(verdict, paint) + besides, *wrapped(statement, width, "  ", "  ")]
    return [f"{painted(verdict, paint)}{besides}  {statement}"]


def dim(text: str, width: int, indent: str, paint: Paint) -> list[str]:
    """Return a text in lines that stand back."""
    return [indent + paint(line, "dim") for line in wrapped(shown(text), max(width - len(indent), 0))]


def painted(verdict: Verdict, paint: Paint) -> str:
    """Return the headline of a verdict in its colour."""
    return paint(verdict.headline, "bold", _COLOURS[verdict.verdict])


def evidence_answer(evidence: tuple[Evidence, ...]) -> list[EvidenceAnswer]:
    """Return evidence as JSON gives it."""
    return [{"source": e.source, "citation": e.citation, "identifier": e.identifier, "section": e.section} for e in evidence]


def _strength(strength: Strength | None) -> StrengthAnswer | None:
    return None if strength is None else strength.to_dict()


class Verdict(NamedTuple):
    """The answer to a statement. It is neither true nor false: compare ``verdict``, or `exit_code`, with what you ask for.

    Attributes:
        verdict: "supported", "contradicted", "unknown", "disputed", or "not understood".
        reading: Subject, relation, object, excluded and qualifiers as understood; ``None`` where it was not.
        facts: The facts that decide.
        nearest: Facts that do not decide: where none does, those that come nearest; where some do, those on the other side,
            such as a denial of something narrower; where sources disagree, those that the deciding ones are in conflict with.
        because: How the facts decide, in one sentence.
        alternatives: The verdicts on each reading, where there are several that differ.
        unrecognised: The words that were not understood.
        suggestions: Words of radkg's that they may be misspellings of.
        corrected: The statement without its misspellings, where it can be read so.
        read_as: How the statement was read, as a sentence; empty where that is word for word what was given.
        added: What the facts that support a statement say besides: age, frequency, people, in words.
        parts: The verdicts on its claims, where the sentence makes several; each is a sentence of its own.
        start: Of a part, the offset in the sentence of the first character of what it has of its own.
        end: Of a part, the offset behind the last.
    """

    statement: str
    verdict: str
    reading: ReadingAnswer | None
    facts: tuple[DecidingFact, ...] = ()
    nearest: tuple[DecidingFact, ...] = ()
    because: str = ""
    alternatives: tuple[Verdict, ...] = ()
    unrecognised: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    corrected: str = ""
    read_as: str = ""
    added: str = ""
    parts: tuple[Verdict, ...] = ()
    start: int = 0
    end: int = 0

    def __bool__(self) -> NoReturn:
        """Raise TypeError: "contradicted" and "unknown" would pass for true, as any value does."""
        raise no_truth(self, f'verdict.verdict == "{SUPPORTED}", or another of: {", ".join(EXIT_CODES)}')

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.verdict}: {_line(self.statement)!r}>"

    def __str__(self) -> str:
        """Return what `radkg check` prints, on standard output or on standard error."""
        return self.text() or f"{self.verdict.upper()}  {_line(self.statement)}\n  {self.because}"

    def firmest(self, side: str) -> Strength | None:
        """Return how firmly a side stands, "supports" or "contradicts": by its firmest fact; ``None`` where it has none.

        Where all facts that decide are on one side, those that they are in conflict with stand on the other.
        """
        facts = [fact for fact in self.facts if fact.side == side]
        if not facts and self.verdict == DISPUTED:
            facts = list(self.nearest)
        return min((fact.strength for fact in facts), key=lambda strength: strength.rank, default=None)

    @property
    def headline(self) -> str:
        """The verdict and how firmly it stands: "SUPPORTED as possible, by a cohort study, n = 436"."""
        name = self.verdict.upper()
        if self.parts:  # each has its own
            return name
        if self.verdict == DISPUTED:
            sides = [strength for side in _MARKS if (strength := self.firmest(side))]
            one, *other = [strength.in_dispute for strength in sides if strength.source] or [""]
            return f"{name}: {one}{',' * (',' in one)} against {other[0]}" if other else name
        strength = self.firmest("supports" if self.verdict == SUPPORTED else "contradicts")
        if strength is None:
            return name
        return (
            name + (f" as {strength.hedge}" if strength.hedge else "") + (f", by {strength.source}" if strength.source else "")
        )

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg check`: 0 supported, 1 contradicted, 2 not understood, 3 unknown, 4 disputed."""
        return EXIT_CODES[self.verdict]

    def to_dict(self) -> VerdictAnswer:
        """Return the verdict as `radkg check --format json` gives it."""
        return {
            "statement": self.statement,
            "verdict": self.verdict,
            "strength": {
                "supports": _strength(self.firmest("supports")),
                "contradicts": _strength(self.firmest("contradicts")),
            },
            "reading": self.reading,
            "facts": [fact.to_dict() for fact in self.facts],
            "nearest": [fact.to_dict() for fact in self.nearest],
            "because": self.because,
            "alternatives": [verdict.to_dict() for verdict in self.alternatives],
            "unrecognised": list(self.unrecognised),
            "suggestions": list(self.suggestions),
            "corrected": self.corrected,
            "parts": [verdict.to_dict() for verdict in self.parts],
            "start": self.start,
            "end": self.end,
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the verdict for reading, with the first facts; empty where the statement was not understood.

        Args:
            width: Columns; 0 for each fact and each source in one line.
            paint: Puts words into styles.
        """
        if self.verdict == NOT_UNDERSTOOD:
            return ""
        lines = self._head(width, paint)
        if self.read_as:
            lines += dim(f"read as: {self.read_as}", width, "  ", paint)
        because = dim(self.because, width, "  ", paint)
        if self.parts:
            parts = "\n".join(part.text(max(width - 2, 0), paint) or str(part) for part in self.parts)
            return "\n".join([*lines, *because, *(f"  {line}" for line in parts.splitlines())])
        first = self.facts if self.verdict == DISPUTED else self._first_facts()
        lines += (line for fact in first for line in fact.lines(paint, width))
        if len(self.facts) > len(first):
            lines.append(f"  … and {len(self.facts) - len(first)} more; --format json gives all")
        lines += (line for fact in self.nearest for line in fact.lines(paint, width))
        return "\n".join([*lines, *because])

    def _head(self, width: int, paint: Paint) -> list[str]:
        """Return the headline with the statement, which where there is no room stands below it."""
        uncovered = ""
        if self.verdict == UNKNOWN and self.unrecognised:
            uncovered = f" (not covered: {', '.join(map(repr, self.unrecognised))})"
        statement = shown(_line(self.statement)) + (f" ({self.added})" if self.added else "")
        return headed(self, uncovered, statement, width, paint)

    def _first_facts(self) -> tuple[DecidingFact, ...]:
        """Return the nearest facts, and among them the firmest, which the headline speaks of."""
        if len(self.facts) <= _SHOWN:
            return self.facts
        firmest = min(self.facts, key=lambda fact: fact.strength.rank)
        first = self.facts[:_SHOWN]
        return first if firmest in first else (*first[:-1], firmest)

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the verdict as HTML, for a notebook or a page."""
        from html import escape

        rows = "".join(
            f"<li>{html_link(fact.iri, fact.label)} <small>({escape(', '.join(filter(None, fact.standing)))}): "
            f"{'; '.join(map(_cited, fact.evidence))}</small></li>"
            for fact in (*self.facts, *self.nearest)
        )
        return f"<p><b>{escape(self.headline)}</b> {escape(self.statement)}<br>{escape(self.because)}</p><ul>{rows}</ul>"


def _line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())


def _cited(evidence: Evidence) -> str:
    """Return evidence in HTML: the source as a link, and the place in it where one is given."""
    from html import escape

    return html_link(evidence.identifier, evidence.citation) + (f", {escape(evidence.section)}" if evidence.section else "")
