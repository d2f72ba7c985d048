"""Sources that are cited by pointing, and a copy of one held against the passages and sentences that are cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypedDict

from radkg.errors import no_truth
from radkg.namespaces import compact
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain


class SourceAnswer(TypedDict):
    """A source.

    Attributes:
        iri: Its IRI.
        title: Its title.
        identifier: Its DOI, PMID or address.
        length: Code points of its text; null where no passage of it is cited.
        passages: How many of its passages are cited.
        sentences: How many evidences cite a sentence of it by its digest.
    """

    iri: str
    title: str
    identifier: str
    length: int | None
    passages: int
    sentences: int


class LengthAnswer(TypedDict):
    """How long the text is, in code points.

    Attributes:
        cited: The text that is cited.
        found: The copy.
    """

    cited: int | None
    found: int


class PassageCheckAnswer(TypedDict):
    """Whether a copy has a passage where it should be.

    Attributes:
        iri: IRI of the passage.
        heading: What it is called.
        start: The code point that it begins at.
        end: The code point that it ends before.
        matches: Whether the copy has it there.
        found_at: Where the copy has it instead; null if nowhere near, or if it matches.
        line: The line of the copy that the passage begins on; null beyond its end.
    """

    iri: str
    heading: str
    start: int
    end: int
    matches: bool
    found_at: int | None
    line: int | None


class EvidenceCheckAnswer(TypedDict):
    """Whether a copy has the sentences that carry an evidence.

    Attributes:
        iri: IRI of the evidence.
        fact: IRI of its fact.
        label: Label of the fact.
        locator: Where in the source it stands; empty where that is not said.
        found: Whether the copy has all of its sentences.
        lines: The lines of the copy that those begin on which it has.
        read_at: Address of the text that they were read in.
        read_on: The day on which they were.
    """

    iri: str
    fact: str
    label: str
    locator: str
    found: bool
    lines: list[int]
    read_at: str
    read_on: str


class SourceVerificationAnswer(TypedDict):
    """A copy held against its source.

    Attributes:
        source: IRI of the source.
        matches: Whether length, digest, every passage and every sentence are as cited.
        length: How long the text should be, and is.
        digest_matches: Whether the whole text has the digest that is cited; null where none is.
        passages: The passages.
        evidence: The evidences that cite sentences of it.
        without_sentence: How many evidences cite it without a sentence or a passage, so that nothing can be looked for.
    """

    source: str
    matches: bool
    length: LengthAnswer
    digest_matches: bool | None
    passages: list[PassageCheckAnswer]
    evidence: list[EvidenceCheckAnswer]
    without_sentence: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: code points ``start`` to ``end`` of its source's text, whose SHA-256 is ``digest``."""

    iri: str
    heading: str
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """Evidence that is carried by sentences of its source.

    Attributes:
        iri: Its IRI.
        fact: IRI of its fact.
        label: Label of the fact.
        locator: Where in the source it stands; empty where that is not said.
        digests: Digests of the sentences; see `radkg.imports.sentences`.
        read_at: Address of the text that they were read in.
        read_on: The day on which they were, as 2026-11-30.
    """

    iri: str
    fact: str
    label: str
    locator: str
    digests: tuple[str, ...]
    read_at: str
    read_on: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source; ``length`` and ``digest`` of its text are given where it has passages.

    Attributes:
        iri: Its IRI.
        title: Its title.
        identifier: Its DOI, PMID or address.
        length: Code points of its text.
        digest: SHA-256 of its text.
        passages: Its passages, in the order of the text.
        evidence: The evidences that cite sentences of it, sorted by IRI.
        without_sentence: How many evidences cite it without a sentence or a passage.
    """

    iri: str
    title: str
    identifier: str
    length: int | None
    digest: str
    passages: tuple[Passage, ...]
    evidence: tuple[CitedEvidence, ...] = ()
    without_sentence: int = 0

    @property
    def is_checkable(self) -> bool:
        """Whether a copy can be held against it."""
        return bool(self.passages or self.evidence)


@dataclass(frozen=True, slots=True)
class PassageCheck:
    """Whether a copy has the passage where it should be.

    Attributes:
        passage: The passage.
        matches: Whether the text at its offsets has its digest.
        found_at: Where the copy has that text instead; ``None`` if nowhere near, or if it matches.
        line: The line of the copy, counted from 1, on which the offsets lie; ``None`` beyond its end.
    """

    passage: Passage
    matches: bool
    found_at: int | None
    line: int | None

    def to_dict(self) -> PassageCheckAnswer:
        """Return it as JSON gives it."""
        passage = self.passage
        return {
            "iri": passage.iri,
            "heading": passage.heading,
            "start": passage.start,
            "end": passage.end,
            "matches": self.matches,
            "found_at": self.found_at,
            "line": self.line,
        }

    def text(self) -> str:
        """Return in words where the passage is not, and where it is."""
        passage = self.passage
        line = f":{self.line}" if self.line is not None else ""
        missing = f"{line}: {compact(passage.iri)} “{passage.heading}” is not at {passage.start}–{passage.end}"
        if self.found_at is None:
            return missing
        where = "later" if self.found_at > passage.start else "earlier"
        return f"{missing}, but {abs(self.found_at - passage.start)} {where}"


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """Whether a copy has the sentences that carry an evidence.

    Attributes:
        evidence: The evidence.
        lines: The lines of the copy, counted from 1, that those of them begin on which it has.
    """

    evidence: CitedEvidence
    lines: tuple[int, ...]

    @property
    def found(self) -> bool:
        """Whether the copy has all of its sentences."""
        return len(self.lines) == len(self.evidence.digests)

    def to_dict(self) -> EvidenceCheckAnswer:
        """Return it as JSON gives it."""
        evidence = self.evidence
        return {
            "iri": evidence.iri,
            "fact": evidence.fact,
            "label": evidence.label,
            "locator": evidence.locator,
            "found": self.found,
            "lines": list(self.lines),
            "read_at": evidence.read_at,
            "read_on": evidence.read_on,
        }

    def text(self) -> str:
        """Return in words which fact it is, and whether its sentences are in the copy."""
        evidence = self.evidence
        place = f" ({evidence.locator})" if evidence.locator else ""
        named = f"{compact(evidence.iri)} “{evidence.label}”{place}"
        line = f":{self.lines[0]}" if self.lines else ""
        if self.found:
            return f"{line}: {named} is there"
        some = f"only {len(self.lines)} of its {len(evidence.digests)} sentences are" if self.lines else "is not"
        return f"{line}: {named} {some} there; it was read on {evidence.read_on} at {evidence.read_at}"


@dataclass(frozen=True, slots=True)
class SourceVerification:
    """A copy held against its source.

    Attributes:
        source: The source.
        length: Code points of the copy.
        digest_matches: Whether the whole copy has the digest that is cited.
        passages: Its passages.
        evidence: The evidences that cite sentences of it.
        path: The file that the copy is in, where it is one.
        matches_as_plain_text: Whether it does not match, but would without its byte order mark and Windows line ends.
    """

    source: Source
    length: int
    digest_matches: bool
    passages: tuple[PassageCheck, ...]
    evidence: tuple[EvidenceCheck, ...] = ()
    path: str = ""
    matches_as_plain_text: bool = False

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "verification.matches")

    @property
    def matches(self) -> bool:
        """Whether length, digest, every passage and every sentence are as cited."""
        as_whole = not self.source.passages or (self.length == self.source.length and self.digest_matches)
        return as_whole and all(check.matches for check in self.passages) and all(check.found for check in self.evidence)

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg sources verify`: 0 where every passage and sentence is there, else 1."""
        return 0 if self.matches else 1

    def to_dict(self) -> SourceVerificationAnswer:
        """Return it as `radkg sources verify --format json` gives it."""
        return {
            "source": self.source.iri,
            "matches": self.matches,
            "length": {"cited": self.source.length, "found": self.length},
            "digest_matches": self.digest_matches if self.source.digest else None,
            "passages": [check.to_dict() for check in self.passages],
            "evidence": [check.to_dict() for check in self.evidence],
            "without_sentence": self.source.without_sentence,
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return what does not match, which evidence is there, and how many are; ``width`` is not heeded."""
        return "\n".join(self._lines(paint))

    def _lines(self, paint: Paint) -> Iterator[str]:
        if not self.source.passages:
            pass
        elif self.length != self.source.length:
            yield f"{shown(self.path)}: {self.length} code points, cited are {self.source.length}"
        elif not self.digest_matches:
            yield f"{shown(self.path)}: of the right length, but not the text that is cited"
        yield from (shown(f"{self.path}{check.text()}") for check in self.passages if not check.matches)
        yield from (shown(f"{self.path}{check.text()}") for check in self.evidence)
        verdict = paint("matches", "green", "bold") if self.matches else paint("does not match", "red", "bold")
        counts = []
        if self.passages or not self.evidence:
            counts.append(f"{sum(check.matches for check in self.passages)} of {len(self.passages)} passages as cited")
        if self.evidence:
            counts.append(
                f"{sum(check.found for check in self.evidence)} of {len(self.evidence)} evidences found by their sentences"
            )
        yield f"{verdict}  {shown(compact(self.source.iri))}: {', '.join(counts)}"
        if left := self.source.without_sentence:
            yield f"  {left} more cite{'s' * (left == 1)} it without a sentence to look for."
        if self.matches_as_plain_text:
            yield "  It would match without its byte order mark and its Windows line ends: save it as plain UTF-8."

    def html(self) -> str:
        """Return passages and evidences as a table in HTML."""
        rows: list[tuple[object, ...]] = [
            (compact(c.passage.iri), c.passage.heading, "as cited" if c.matches else c.text().partition(": ")[2])
            for c in self.passages
        ]
        rows += [(compact(e.evidence.iri), e.evidence.label, "there" if e.found else "not there") for e in self.evidence]
        return html_table(("passage or evidence", "heading", "in the copy"), rows)

    def _repr_html_(self) -> str:
        return self.html()


class SourceList(tuple[Source, ...]):
    """The sources of an ontology, sorted by IRI."""

    __slots__ = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg sources list`: 0."""
        return 0

    def to_dict(self) -> list[SourceAnswer]:
        """Return the sources as `radkg sources list --format json` gives them."""
        return [
            {
                "iri": s.iri,
                "title": s.title,
                "identifier": s.identifier,
                "length": s.length,
                "passages": len(s.passages),
                "sentences": len(s.evidence),
            }
            for s in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return two lines for each source; neither ``width`` nor ``paint`` is heeded."""
        return "\n".join(map(_line, self))

    def html(self) -> str:
        """Return the sources as a table in HTML."""
        rows: list[tuple[object, ...]] = [
            (compact(s.iri), s.title, s.identifier, len(s.passages), len(s.evidence)) for s in self
        ]
        return html_table(("source", "title", "identifier", "passages", "sentences"), rows)

    def _repr_html_(self) -> str:
        return self.html()


def _line(source: Source) -> str:
    passages = f"  {len(source.passages)} passages" if source.passages else ""
    passages += f"  {len(source.evidence)} evidences with a sentence" if source.evidence else ""
    return shown(f"{compact(source.iri)}  {source.title}{passages}") + f"\n  {shown(source.identifier)}"
