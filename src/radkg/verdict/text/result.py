"""The result of a text: its claims with their verdicts, and what of it was not checked and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.shown import shown
from radkg.styles import Paint, plain
from radkg.verdict.result import CONTRADICTED, DISPUTED, EXIT_CODES, SUPPORTED, UNKNOWN, Verdict, dim, headed

if TYPE_CHECKING:
    from radkg.verdict.answer import TextAnswer

OF_PATIENT = "a finding of one patient, and no general claim"
OF_STUDY = "a finding of a study's own patients, and no general claim"
HEARSAY = "what others are said to claim, which the text does not"
RESTRICTED = "the sentence cannot be read in full, and the rest of it may restrict what this seems to deny"
UNNAMED = "it refers back to something that is not named before"
TURNED = "what it stands under may deny it, or does not say it itself"
TAKEN_BACK = "the text takes it back"
OTHER_NAME = "the text uses an abbreviation for something else"
OF_SOME = "it may be said only of some, of a while, or of those who were studied"
AMBIGUOUS = "what it refers back to can be more than one thing"
_MARKS = {SUPPORTED: "+", CONTRADICTED: "-", DISPUTED: "!", UNKNOWN: "?"}


class Unchecked(NamedTuple):
    """A sentence of the text without a verdict.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        text: The sentence.
        reason: Why it has none.
    """

    start: int
    end: int
    text: str
    reason: str


class TextVerdict(NamedTuple):
    """The claims that a text makes, each with its verdict, and what of it was not checked.

    Attributes:
        given: The text.
        claims: A verdict on each claim, in the order of the text: ``statement`` is the claim as a sentence of its own,
            ``start`` and ``end`` say where it stands.
        unchecked: The sentences without a verdict.
    """

    given: str
    claims: tuple[Verdict, ...]
    unchecked: tuple[Unchecked, ...]

    @property
    def exit_code(self) -> int:
        """The exit code: 1 where a claim is contradicted, 4 where one is disputed, 0 where some are supported, else 3."""
        found = {verdict.verdict for verdict in self.claims}
        return next((EXIT_CODES[verdict] for verdict in (CONTRADICTED, DISPUTED, SUPPORTED) if verdict in found), 3)

    def counts(self) -> dict[str, int]:
        """Return how many claims have each verdict."""
        return {verdict: sum(claim.verdict == verdict for claim in self.claims) for verdict in _MARKS}

    def to_dict(self) -> TextAnswer:
        """Return the claims as `radkg check --text FILE --format json` gives them."""
        return {
            "text": self.given,
            "claims": [
                {"start": claim.start, "end": claim.end, "claim": claim.statement, **_without_parts(claim)}  # type: ignore[typeddict-item]
                for claim in self.claims
            ],
            "unchecked": [span._asdict() for span in self.unchecked],  # type: ignore[misc]
            "counts": self.counts(),  # type: ignore[typeddict-item]
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the claims for reading, one a line with its mark, its facts and sources under it.

        Args:
            width: Columns; 0 for lines of any length.
            paint: Puts words into styles.
        """
        counts = ", ".join(f"{number} {verdict}" for verdict, number in self.counts().items() if number)
        claims, left = _number(len(self.claims), "claim"), _number(len(self.unchecked), "sentence")
        lines = [f"{claims}: {counts or 'none decided'}; {left} without a claim that was checked"]
        for claim in self.claims:
            first, *more = headed(claim, "", shown(" ".join(claim.statement.split())), max(width - 2, 0), paint)
            lines += [f"{_MARKS[claim.verdict]} {first}", *(f"  {line}" for line in more)]
            for fact in claim.facts[:1]:
                lines += [f"  {line}" for line in fact.lines(paint, max(width - 2, 0))]
        for span in self.unchecked:
            lines += [*dim(" ".join(span.text.split()), width, "  ", paint), *dim(span.reason, width, "    ", paint)]
        return "\n".join(lines)

    def to_html(self) -> str:
        """Return the text as an HTML page with its claims marked, which needs no other file."""
        from radkg.verdict.marked import page

        return page(self.given, self.claims, self.unchecked)

    def html(self) -> str:
        """Return the text with its claims marked, as HTML for a notebook or a page."""
        from radkg.verdict.marked import body

        return body(self.given, self.claims, self.unchecked)

    def _repr_html_(self) -> str:
        return self.html()


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _without_parts(claim: Verdict) -> dict[str, object]:
    answer = dict(claim.to_dict())
    for name in ("statement", "parts", "start", "end", "alternatives"):
        del answer[name]
    return answer
