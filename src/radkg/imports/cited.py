"""Sources that are cited by pointing, and a copy of one held against the passages that are cited from it."""

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
    """

    iri: str
    title: str
    identifier: str
    length: int | None
    passages: int


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


class SourceVerificationAnswer(TypedDict):
    """A copy held against its source.

    Attributes:
        source: IRI of the source.
        matches: Whether length, digest and every passage are as cited.
        length: How long the text should be, and is.
        digest_matches: Whether the whole text has the digest that is cited.
        passages: The passages.
    """

    source: str
    matches: bool
    length: LengthAnswer
    digest_matches: bool
    passages: list[PassageCheckAnswer]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: code points ``start`` to ``end`` of its source's text, whose SHA-256 is ``digest``."""

    iri: str
    heading: str
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source; ``length`` and ``digest`` of its text are given where it has passages."""

    iri: str
    title: str
    identifier: str
    length: int | None
    digest: str
    passages: tuple[Passage, ...]


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
class SourceVerification:
    """A copy held against its source.

    Attributes:
        source: The source.
        length: Code points of the copy.
        digest_matches: Whether the whole copy has the digest that is cited.
        passages: Its passages.
        path: The file that the copy is in, where it is one.
        matches_as_plain_text: Whether it does not match, but would without its byte order mark and Windows line ends.
    """

    source: Source
    length: int
    digest_matches: bool
    passages: tuple[PassageCheck, ...]
    path: str = ""
    matches_as_plain_text: bool = False

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "verification.matches")

    @property
    def matches(self) -> bool:
        """Whether length, digest and every passage are as cited."""
        return self.length == self.source.length and self.digest_matches and all(check.matches for check in self.passages)

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg sources verify`: 0 where every passage matches, else 1."""
        return 0 if self.matches else 1

    def to_dict(self) -> SourceVerificationAnswer:
        """Return it as `radkg sources verify --format json` gives it."""
        return {
            "source": self.source.iri,
            "matches": self.matches,
            "length": {"cited": self.source.length, "found": self.length},
            "digest_matches": self.digest_matches,
            "passages": [check.to_dict() for check in self.passages],
        }

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return what does not match, and how many passages do; ``width`` is not heeded."""
        return "\n".join(self._lines(paint))

    def _lines(self, paint: Paint) -> Iterator[str]:
        if self.length != self.source.length:
            yield f"{shown(self.path)}: {self.length} code points, cited are {self.source.length}"
        elif not self.digest_matches:
            yield f"{shown(self.path)}: of the right length, but not the text that is cited"
        yield from (shown(f"{self.path}{check.text()}") for check in self.passages if not check.matches)
        good = sum(check.matches for check in self.passages)
        verdict = paint("matches", "green", "bold") if self.matches else paint("does not match", "red", "bold")
        yield f"{verdict}  {shown(compact(self.source.iri))}: {good} of {len(self.passages)} passages as cited"
        if self.matches_as_plain_text:
            yield "  It would match without its byte order mark and its Windows line ends: save it as plain UTF-8."

    def html(self) -> str:
        """Return the passages as a table in HTML."""
        rows: list[tuple[object, ...]] = [
            (compact(c.passage.iri), c.passage.heading, "as cited" if c.matches else c.text().partition(": ")[2])
            for c in self.passages
        ]
        return html_table(("passage", "heading", "in the copy"), rows)

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
            {"iri": s.iri, "title": s.title, "identifier": s.identifier, "length": s.length, "passages": len(s.passages)}
            for s in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return two lines for each source; neither ``width`` nor ``paint`` is heeded."""
        return "\n".join(map(_line, self))

    def html(self) -> str:
        """Return the sources as a table in HTML."""
        rows: list[tuple[object, ...]] = [(compact(s.iri), s.title, s.identifier, len(s.passages)) for s in self]
        return html_table(("source", "title", "identifier", "passages"), rows)

    def _repr_html_(self) -> str:
        return self.html()


def _line(source: Source) -> str:
    passages = f"  {len(source.passages)} passages" if source.passages else ""
    return shown(f"{compact(source.iri)}  {source.title}{passages}") + f"\n  {shown(source.identifier)}"
