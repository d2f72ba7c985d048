"""The claims of a whole text: which there are, where they stand, and the verdict on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, TERM
from radkg.shown import shown
from radkg.statement import NotUnderstood, read_claims
from radkg.statement.chunks import COMMA, CONJUNCTION, COPULA, PREPOSITION, segment, segment_with_spans
from radkg.statement.nouns import DISEASE, POPULATION
from radkg.statement.texts import (
    Referred,
    Sentence,
    is_of_report,
    refers_back,
    sentences,
    tells_of_patient,
    with_disease,
    with_reference,
)
from radkg.styles import Paint, plain
from radkg.verdict.check import on_claims
from radkg.verdict.result import CONTRADICTED, DISPUTED, EXIT_CODES, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict, painted

if TYPE_CHECKING:
    from radkg.verdict.answer import TextAnswer

LONGEST_TEXT = 1_000_000  # characters
OF_PATIENT = "a finding of one patient, and no general claim"
UNNAMED = "it refers back to something that is not named before"
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
            width: Not heeded.
            paint: Puts words into styles.
        """
        counts = ", ".join(f"{number} {verdict}" for verdict, number in self.counts().items() if number)
        claims, left = _number(len(self.claims), "claim"), _number(len(self.unchecked), "sentence")
        lines = [f"{claims}: {counts or 'none decided'}; {left} without a claim that was checked"]
        for claim in self.claims:
            lines.append(f"{_MARKS[claim.verdict]} {painted(claim, paint)}  {shown(' '.join(claim.statement.split()))}")
            for fact in claim.facts[:1]:
                lines += [f"  {line}" for line in fact.lines(paint)]
        lines += [f"  {paint(shown(span.text), 'dim')}\n    {paint(shown(span.reason), 'dim')}" for span in self.unchecked]
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


def check_text(known: Knowledge, text: str) -> TextVerdict:
    """Return the claims of ``text`` with a verdict on each.

    What a sentence refers back to is filled in only where one thing fits: the subject of the sentence before, or the one
    disease that the text is about. Findings of one patient are no general claims, and are left unchecked.

    Args:
        known: The knowledge that the claims are held against.
        text: A text in English: an answer, an abstract, a report, a leaflet.

    Raises:
        NotUnderstood: The text is longer than `LONGEST_TEXT`.
    """
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"the text has {len(text):,} characters; check it in parts of {LONGEST_TEXT:,} at most")
    reader = _TextReader(known)
    for sentence in sentences(text):
        reader.take(sentence)
    return TextVerdict(text, tuple(reader.claims), tuple(reader.unchecked))


class _TextReader:
    """Reads a text from beginning to end.

    Attributes:
        subject: Name of what the last sentence was about; empty where it was not one thing.
        disease: Name of the disease that the text is about, the last one that was a subject; empty where there is none yet.
        report: Whether the text is about one patient.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.claims: list[Verdict] = []
        self.unchecked: list[Unchecked] = []
        self.subject = self.disease = ""
        self.report = False

    def take(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        self.report = self.report or is_of_report(sentence)
        text = sentence.text.rstrip(" .!")
        if text.endswith("?"):
            self.leave(sentence, "a question")
            self._remember(text, ())
            return
        found = self._verdicts(text)
        verdicts = [(way, verdict) for way, verdict in found if verdict.verdict != NOT_UNDERSTOOD]
        if tells_of_patient(sentence, report=self.report) and not (verdicts and self._is_general(verdicts[0][1])):
            self.leave(sentence, OF_PATIENT)
            self._remember(text, ())
            return
        way, verdict = self._chosen(verdicts)
        if verdict is None:
            self.leave(sentence, AMBIGUOUS if verdicts else found[0][1].because)
            self._remember(text, ())
            return
        leaves = tuple(map(self._of_disease, _leaves(verdict)))
        for leaf in leaves:
            start, end = (sentence.start + way.original(offset) for offset in (leaf.start, leaf.end))
            self.claims.append(leaf._replace(start=start, end=max(start, min(end, sentence.end))))
        self._remember(text, leaves)

    def leave(self, sentence: Sentence, reason: str) -> None:
        """Leave a sentence unchecked."""
        self.unchecked.append(Unchecked(sentence.start, sentence.end, sentence.text, reason))

    def _is_general(self, verdict: Verdict) -> bool:
        """Return whether a sentence in a report is about a disease and not about the patient."""
        return self.report and any(
            leaf.reading and self._is_disease(leaf.reading["subject"]["iri"]) for leaf in _leaves(verdict)
        )

    def _is_disease(self, iri: str) -> bool:
        return self.known.is_kind(iri, {DISEASE})

    def _verdicts(self, text: str) -> list[tuple[Referred, Verdict]]:
        """Return the verdicts on the ways to read a sentence, the likeliest first."""
        if refers_back(text):
            if not self.disease and not self.subject:
                return [(Referred(text), Verdict(text, NOT_UNDERSTOOD, None, because=UNNAMED))]
            names = dict.fromkeys(name for name in (self.subject, self.disease) if name)
            if ways := list(dict.fromkeys(with_reference(text, name, self.disease) for name in names)):
                return [(way, self._verdict(way.text)) for way in ways]
        verdict = self._verdict(text)
        if verdict.verdict == NOT_UNDERSTOOD:
            return [self._decided_of_disease(text) or (Referred(text), verdict)]
        return [(Referred(text), verdict)]

    def _of_disease(self, leaf: Verdict) -> Verdict:
        """Return a claim that names no disease as one of the disease that the text is about, where that decides it."""
        if leaf.verdict != UNKNOWN or not (found := self._decided_of_disease(leaf.statement)):
            return leaf
        return found[1]._replace(start=leaf.start, end=leaf.end)

    def _decided_of_disease(self, text: str) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names no disease as one of the disease that the text is about, with the verdict on it."""
        spans = segment_with_spans(text.lower(), self.known.lexicon)
        noun = next((span.end for span in spans if span.chunk.kind == TERM), 0)
        if not self.disease or self._diseases(text):
            return None
        for way in with_disease(text, noun, self.disease):
            if (verdict := self._verdict(way.text)).verdict not in (NOT_UNDERSTOOD, UNKNOWN):
                return way, verdict
        return None

    def _diseases(self, text: str) -> dict[str, None]:
        """Return the names of the diseases that a text names, in its order."""
        row = next(segment(text.lower(), self.known.lexicon), [])
        terms = [entry.iri for item in row if item.kind == TERM for entry in item.entries[:1]]
        return dict.fromkeys(self.known.label(term) for term in terms if self._is_disease(term) and term != DISEASE)

    def _verdict(self, text: str) -> Verdict:
        try:
            return on_claims(self.known, read_claims(text, self.known))
        except NotUnderstood as error:
            return Verdict(text, NOT_UNDERSTOOD, None, because=error.reason, unrecognised=error.unrecognised)

    @staticmethod
    def _chosen(verdicts: list[tuple[Referred, Verdict]]) -> tuple[Referred, Verdict | None]:
        """Return the verdict on the likeliest reading; none where there is none, or where it denies what another does not."""
        if not verdicts:
            return Referred(""), None
        way, verdict = verdicts[0]
        others = {other.verdict for _, other in verdicts[1:]}
        if verdict.verdict in (CONTRADICTED, DISPUTED) and others - {verdict.verdict}:
            return way, None
        return way, verdict

    def _remember(self, text: str, leaves: tuple[Verdict, ...]) -> None:
        """Remember what the sentence was about: its first subject, and the disease that it names first or alone."""
        if not leaves and refers_back(text) and not self._diseases(text):
            return  # it goes on about the same
        sides = [leaf.reading for leaf in leaves if leaf.reading][:1]
        named = list(self._diseases(text))
        self.subject = self._first_noun(text)
        if sides and self.subject not in (sides[0]["subject"]["label"], sides[0]["object"]["label"]):
            self.subject = ""
        if self.subject in named:
            self.disease = self.subject
        elif sides and self._is_disease(subject := sides[0]["subject"]["iri"]) and subject != DISEASE:
            self.disease = sides[0]["subject"]["label"]
        elif len(named) == 1 and not self.disease:
            self.disease = named[0]
        elif named and self.disease not in named and not refers_back(text):
            self.disease = ""  # what the text is about now, this sentence does not say

    def _first_noun(self, text: str) -> str:
        """Return the name of what a sentence begins with, behind "In children,"; empty where it begins with a list."""
        row = next(segment(text.lower(), self.known.lexicon), [])
        comma = next((index for index, item in enumerate(row) if item.kind == COMMA), -1)
        row = row[comma + 1 :] if row and row[0].kind == PREPOSITION else row
        at = next((index for index, item in enumerate(row) if item.kind == TERM), len(row))
        verb = next((index for index, item in enumerate(row) if item.kind in (RELATION, COPULA)), len(row))
        if at > verb or any(item.kind == CONJUNCTION for item in row[at:verb]):
            return ""
        term = row[at].entries[0].iri if at < len(row) else ""
        return "" if not term or self.known.is_kind(term, {POPULATION}) else self.known.label(term)


def _leaves(verdict: Verdict) -> Iterator[Verdict]:
    if not verdict.parts:
        yield verdict
    for part in verdict.parts:
        yield from _leaves(part)
