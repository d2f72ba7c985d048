"""The verdict as a value: what is printed, returned and written as JSON."""

from __future__ import annotations

from typing import Any, NamedTuple

from radkg.model.records import Evidence

SUPPORTED, CONTRADICTED, UNKNOWN, DISPUTED, NOT_UNDERSTOOD = (
    "supported",
    "contradicted",
    "unknown",
    "disputed",
    "not understood",
)

EXIT_CODES = {SUPPORTED: 0, CONTRADICTED: 1, UNKNOWN: 3, DISPUTED: 4, NOT_UNDERSTOOD: 2}


class DecidingFact(NamedTuple):
    """A fact, or a class axiom, that decides or comes near.

    Attributes:
        kind: "asserted", "excluded" or "axiom".
        side: "supports", "contradicts", or "" for one that comes near.
        how: How it bears on the statement, in words.
    """

    iri: str
    label: str
    kind: str
    certainty: str
    qualifiers: dict[str, Any]
    evidence: tuple[Evidence, ...]
    side: str = ""
    how: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as `radkg check --format json` gives it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "kind": self.kind,
            "certainty": self.certainty,
            "qualifiers": self.qualifiers,
            "side": self.side,
            "evidence": [
                {"source": e.source, "citation": e.citation, "identifier": e.identifier, "section": e.section}
                for e in self.evidence
            ],
        }


class Verdict(NamedTuple):
    """The answer to a statement.

    Attributes:
        verdict: "supported", "contradicted", "unknown", "disputed", or "not understood".
        reading: Subject, relation, object, excluded and qualifiers as understood; ``None`` where it was not.
        facts: The facts that decide.
        nearest: Facts that do not decide: where none does, those that come nearest; where some do, those on the other side,
            such as a denial of something narrower; where sources disagree, those that the deciding ones are in conflict with.
        because: How the facts decide, in one sentence.
        alternatives: The verdicts on each reading, where there are several that differ.
        unrecognised: The words that were not understood.
        suggestions: Terms whose names come near to them.
    """

    statement: str
    verdict: str
    reading: dict[str, Any] | None
    facts: tuple[DecidingFact, ...] = ()
    nearest: tuple[DecidingFact, ...] = ()
    because: str = ""
    alternatives: tuple[Verdict, ...] = ()
    unrecognised: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg check`: 0 supported, 1 contradicted, 2 not understood, 3 unknown, 4 disputed."""
        return EXIT_CODES[self.verdict]

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as `radkg check --format json` gives it."""
        return {
            "statement": self.statement,
            "verdict": self.verdict,
            "reading": self.reading,
            "facts": [fact.to_dict() for fact in self.facts],
            "nearest": [fact.to_dict() for fact in self.nearest],
            "because": self.because,
            "alternatives": [verdict.to_dict() for verdict in self.alternatives],
            "unrecognised": list(self.unrecognised),
            "suggestions": list(self.suggestions),
        }

    def _repr_html_(self) -> str:
        """Show the verdict in a notebook."""
        from html import escape

        rows = "".join(
            f"<li>{escape(fact.label)} <small>({escape(fact.kind)}, {escape(fact.certainty)}): "
            f"{escape('; '.join(f'{e.citation}, {e.section}' for e in fact.evidence))}</small></li>"
            for fact in (*self.facts, *self.nearest)
        )
        return f"<p><b>{self.verdict.upper()}</b> {escape(self.statement)}<br>{escape(self.because)}</p><ul>{rows}</ul>"
