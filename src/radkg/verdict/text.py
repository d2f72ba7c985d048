"""The claims of a whole text: which there are, where they stand, and the verdict on each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, TERM
from radkg.shown import shown
from radkg.statement import NotUnderstood, read_claims
from radkg.statement.chunks import CARRIER, COMMA, CONJUNCTION, COPULA, PREPOSITION, Span, segment, segment_with_spans
from radkg.statement.chunks import UNKNOWN as UNKNOWN_WORD
from radkg.statement.claims import Kept
from radkg.statement.clauses import may_take_back
from radkg.statement.cohorts import Cohort, cohort_of, is_of_nobody, with_shares
from radkg.statement.completion import completed, likewise, notes, of_end, of_role, with_disease
from radkg.statement.nouns import DISEASE, FINDING, POPULATION
from radkg.statement.passages import gapped_clauses, general_clauses, joined_clauses, plainer, respective_clauses
from radkg.statement.prose import behind_hearsay, substituted, tidy, without_brackets, without_grades
from radkg.statement.reach import (
    announces_doubt,
    answers,
    begins_with_verb,
    defined_otherwise,
    denies,
    has_other_role,
    is_about,
    is_of_another,
    is_of_now_or_some,
    is_of_those,
    is_told,
    leads,
    led,
    narrows,
    remarks,
    rules_out,
    takes_back,
    takes_back_by_asking,
    turns,
    weakens,
)
from radkg.statement.texts import (
    Referred,
    Sentence,
    is_of_report,
    names_patient,
    refers_back,
    refers_to_disease,
    refers_to_one,
    refers_to_people,
    refers_to_two,
    sentences,
    tells_of_patient,
    with_reference,
)
from radkg.statement.utterance import HALF
from radkg.styles import Paint, plain
from radkg.verdict.check import on_claims
from radkg.verdict.claim import IN_DISEASE, claims_of_fact
from radkg.verdict.context import left_open
from radkg.verdict.entailment import IS_KIND_OF
from radkg.verdict.result import CONTRADICTED, DISPUTED, EXIT_CODES, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict, dim, headed

if TYPE_CHECKING:
    from radkg.verdict.answer import ReadingAnswer, TextAnswer

LONGEST_TEXT = 1_000_000  # characters
_LONGEST_SENTENCE = 5_000  # characters; what can be read of one is a tenth of that
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
_REMEMBERED = 6  # findings
_PAIR = 2  # diseases
_LIST_OF_TWO = 3  # chunks: one thing, "and", the other
_CLAUSE = 3  # words at least
_WITH_HEADING = 3  # the first of the ways to say a note, which say its heading too
_DEFINITE = r"\b((?i:(?:most|many|some)(?: of)?(?: the| these)?|the|these|those|such|this) ([a-z]{4,}))\b(?! of\b)"
_ANSWER = re.compile(
    r"^(?:(?P<yes>yes|yeah|yep|correct|right|true|indeed|certainly|absolutely|of course)"
    r"|(?P<no>no|nope|not at all|never|wrong|false|incorrect|not really))(?: *[,.!;:]+ *| +[–—-]+ +|[–—]+ *|$)",
    re.IGNORECASE,
)
#: An answer that may stand in front of a sentence which says itself what is so.
_BARE_ANSWER = re.compile(
    r"(?:no|nope|not at all|not really|yes|yeah|yep|correct|right|true|indeed|certainly|of course)\b", re.I
)
#: What a sentence stands against, and is not about.
_BESIDE = (
    r"(?i)^(?:unlike|in contrast (?:to|with)|as opposed to|compared (?:with|to)|apart from|besides|(?:just )?like) [^,]+, "
)
_CONTRASTS = re.compile(r"\b(?:whereas|while|but|unlike|in contrast|contrary|instead)\b|;", re.IGNORECASE)
_FRONTED = re.compile(r"(?:in|on|at|with|under|during|among|by|for) ", re.IGNORECASE)
#: What a reader knows of a text while it reads, which it goes back to where it reads a sentence in another way.
_STATE = frozenset(
    (
        *("claims", "unchecked", "subject", "disease", "topic", "report", "cohort", "heading", "narrow", "foreign"),
        *("_said", "_named", "_both", "_asked", "_contrasted"),
    )
)
#: What is said of two things that the sentence names before.
_SAID_OF_BOTH = re.compile(
    r"(?P<before>.+),? (?:because|since|as|and) (?:both|these two|the two)(?: of (?:them|these))?(?P<said> .+)", re.IGNORECASE
)
#: What warns of something, which takes nothing back of why it does.
_WARNS = r"(?i)\b(?:no|not|never|nor|should|without|only)\b|n['’]t\b"
_FREQUENTLY = re.compile(
    r"\b(?:common|commonest|commonly|frequent|frequently|usual|usually|typical|typically|often|generally|hallmark|many)\b",
    re.IGNORECASE,
)
#: What begins so is denied of each thing in its list, and no note of the last of them.
_NONE_OF_MANY = re.compile(r"(?:no|none|neither|few|hardly)\b.*(?:,| and | or )", re.IGNORECASE)
_DENIED = (CONTRADICTED, DISPUTED)
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
    reader.define(text)
    for sentence in sentences(text):
        reader.read(sentence)
    reader.finish()
    return TextVerdict(text, tuple(reader.claims), tuple(reader.unchecked))


class _TextReader:
    """Reads a text from beginning to end.

    Attributes:
        subject: Name of what the last sentence was about; empty where it was not one thing.
        disease: Name of the disease that the text is about, the last one that was a subject; empty where there is none yet.
        topic: Name of the disease that it was about first.
        report: Whether the text is about one patient.
        cohort: Those whom the text says that a study studied.
        heading: What the sentence stands under, in lower case: "key features".
        narrow: Whether the text may be speaking of some alone, of a while, or of those who were studied.
        foreign: Whether the text is about a disease that is not known.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.claims: list[Verdict] = []
        self.unchecked: list[Unchecked] = []
        self.subject = self.disease = self.topic = ""
        self.report = False
        self.cohort: Cohort | None = None
        self.heading = ""
        self.narrow = self.foreign = False
        self._other_names: frozenset[str] = frozenset()
        self._above: tuple[str, ...] = ()
        self._since = 0
        self._announced = False
        self._complications: dict[tuple[str, str], bool] = {}
        self._contrasted: list[str] = []  # the diseases that the last sentence sets against each other
        self._said: list[str] = []  # the findings that were named, the last one first
        self._named: list[str] = []  # the diseases that were named
        self._both: list[str] = []  # the two that were named last, where they were two
        self._terms: dict[str, str] = {}
        self._asked: tuple[Sentence, Referred] | None = None
        self._kept: dict[tuple[str, bool, bool], Verdict] = {}
        self._read: Kept = {}

    def define(self, text: str) -> None:
        """Take in which abbreviations the text uses for something else."""
        self._other_names = defined_otherwise(text, self._is_named)

    def _is_named(self, short: str, written: str) -> bool:
        """Return whether an abbreviation is that of nothing known, or the last words before it name what it is known for."""
        terms = {entry.iri for span in self._spans(short) for entry in span.chunk.entries if span.chunk.kind == TERM}
        if not any(self.known.is_kind(term, {DISEASE, FINDING}) for term in terms):
            return True
        for span in reversed(self._spans(written)):
            named = {entry.iri for entry in span.chunk.entries} if span.chunk.kind == TERM else set()
            if any(self.known.is_within(*pair) for one in named for term in terms for pair in ((one, term), (term, one))):
                return True
            if span.chunk.kind not in (PREPOSITION, CARRIER) and not any(
                self.known.is_kind(one, {POPULATION}) for one in named
            ):
                return False
        return False

    def _spans(self, text: str) -> list[Span]:
        return segment_with_spans(text.lower(), self.known.lexicon)

    def _is_note(self, text: str) -> bool:
        """Return whether a sentence has no verb."""
        return not any(span.chunk.kind in (COPULA, RELATION) for span in self._spans(text))

    def read(self, sentence: Sentence) -> None:
        """Take in the next sentence of the text."""
        back = takes_back(sentence.text) or (remarks(sentence.text) and not self._names_something(sentence.text))
        if back and (self._asked is None or takes_back_by_asking(self._asked[0].text)):
            for claim in self.claims[self._since :]:
                self.unchecked.append(Unchecked(claim.start, claim.end, claim.statement, TAKEN_BACK))
            del self.claims[self._since :]
            self.leave(sentence, TAKEN_BACK)
            return
        if sentence.above != self._above:
            self._above = sentence.above
            self._take_title(sentence.above)
        self._announced = not sentence.begins and self._announced
        if self._announced:
            self.leave(sentence, TURNED)
            return
        self._announced = announces_doubt(sentence.text)
        if any(compiled(rf"\b{short}\b").search(sentence.text) for short in self._other_names):
            self.leave(sentence, OTHER_NAME)
            self._go_to_other()
            return
        already = len(self.claims)
        self.take(sentence)
        self._since = already if len(self.claims) > already else self._since
        named = list(self._diseases(sentence.text))
        if named:
            self._contrasted = named if len(named) > 1 and self._sets_apart(sentence.text) else []
        if narrows(f"{sentence.heading} {sentence.text}") or self._is_of_somebody(sentence.text):
            self.narrow = True
        elif named:
            self.narrow = False
        verb = next((span.start for span in self._spans(sentence.text) if span.chunk.kind in (RELATION, COPULA)), None)
        if is_of_another(sentence.text, self.known.lexicon) and not self._diseases(sentence.text[:verb]):
            self._go_to_other()
        elif named:
            self.foreign = False

    def _names_something(self, text: str) -> bool:
        terms = (entry.iri for span in self._spans(text) if span.chunk.kind == TERM for entry in span.chunk.entries[:1])
        return any(self.known.is_kind(term, {DISEASE, FINDING}) and term not in (DISEASE, FINDING) for term in terms)

    def _take_title(self, above: tuple[str, ...]) -> None:
        """Take in what the next sentences stand under, which may be another disease."""
        self.narrow = False
        named = list(self._diseases(above[-1])) if above else []
        if len(named) == 1:
            self.disease = self.subject = named[0]
            self.topic = self.topic or self.disease
            self.foreign = False
        elif above and is_of_another(above[-1], self.known.lexicon):
            self._go_to_other()

    def _sets_apart(self, text: str) -> bool:
        """Return whether a sentence that names several diseases is about more than one of them."""
        spans = self._spans(text)
        first_named, *others = (self._terms[name] for name in self._diseases(text))
        if all(self.known.is_within(first_named, other) or self.known.is_within(other, first_named) for other in others):
            return False  # a kind, and what it is a kind of
        subjects = sum(
            one.chunk.kind == TERM and other.chunk.kind in (COPULA, RELATION) and self._is_disease(one.chunk.entries[0].iri)
            for one, other in pairwise(spans)
        )
        first = [span.chunk for span in spans[:_LIST_OF_TWO]]
        joined = [chunk.kind for chunk in first] == [TERM, CONJUNCTION, TERM]
        both = joined and all(self._is_disease(chunk.entries[0].iri) for chunk in first[::2])
        return subjects > 1 or both or _CONTRASTS.search(text) is not None

    def _is_of_somebody(self, text: str) -> bool:
        """Return whether a sentence says what somebody has, whom it calls by a name: "Tom has frost"."""
        spans = self._spans(text)[:1]
        return bool(
            spans and spans[0].chunk.kind == UNKNOWN_WORD and compiled(r"[A-Z]\w+ (?:\w+ )?(?:has|had|suffers)\b").match(text)
        )

    def _go_to_other(self) -> None:
        """Take in that the text goes on about something that is not known."""
        self.subject = self.disease = ""
        self.foreign = True

    def _topics(self) -> tuple[str, ...]:
        """Return the names of the diseases that the text may be about now: what it was about first only where that is kin."""
        if self.foreign:
            return ()
        one, other = (self._terms.get(name, "") for name in (self.disease, self.topic))
        kin = not one or not other or self.known.is_within(one, other) or self.known.is_within(other, one)
        kin = kin or self._is_of(self.disease, self.topic)
        return tuple(dict.fromkeys(name for name in (self.disease, self.topic if kin else "") if name))

    def _is_of(self, disease: str, other: str) -> bool:
        """Return whether one disease is a complication of another, so that a text which names it goes on about that."""
        if (disease, other) not in self._complications:
            said = (f"{other} increases the risk of {disease}", f"{other} shows {disease}")
            self._complications[disease, other] = any(self._verdict(text, in_full=True).verdict == SUPPORTED for text in said)
        return self._complications[disease, other]

    def take(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if len(sentence.text) > _LONGEST_SENTENCE:
            self.leave(
                sentence, f"the sentence has {len(sentence.text)} characters, and is not looked at beyond {_LONGEST_SENTENCE}"
            )
            return
        self._kept.clear()
        self._read.clear()
        self._take(sentence)

    def _take(self, sentence: Sentence) -> None:
        """Take in a sentence, or a clause of one, whose parts were read before it."""
        if at := behind_hearsay(sentence.text):
            hearsay = sentence._replace(text=sentence.text[:at].rstrip(), end=sentence.start + at)
            self.leave(hearsay, HEARSAY)
            self._remember(hearsay.text, ())
            sentence = sentence._replace(text=sentence.text[at:], start=sentence.start + at)
        self.report = self.report or is_of_report(sentence)
        given = tidy(sentence.text.rstrip(" .!"))
        self.cohort = self.cohort or cohort_of(given.text)
        given = with_shares(given, self.cohort)
        text = given.text
        if (same := likewise(sentence.text.rstrip(" .!"), *self._before())) is not None:
            if not same:
                self.leave(sentence, UNNAMED)
                return
            given = Referred(same, ((0, len(text), len(same)),), given)
            text = same
        if (answered := self._without_answer(sentence, given)) is None:
            return
        given, text = answered, answered.text
        if is_of_nobody(text):
            self.leave(sentence, OF_STUDY)
            return
        self.heading = sentence.heading or sentence.under
        if self._is_turned(sentence, text):
            self.leave(sentence, TURNED)
            self._remember(text, ())
            return
        self.subject = self._first_noun(sentence.heading) or self.subject if sentence.begins else self.subject
        if tells_of_patient(sentence._replace(text=text), report=self.report) and not self._is_general(given):
            self._take_general_clauses(sentence, self._general_clauses(given), OF_PATIENT)
            self._remember(text, ())
            return
        parts = _between_semicolons(sentence)
        if len(parts) > 1 and not _is_understood(self._verdict(text, in_full=True)):
            for part in parts:
                self.take(part)
            return
        self._take_clauses(sentence, given)

    def _without_answer(self, sentence: Sentence, given: Referred) -> Referred | None:
        """Return a sentence without the "yes" or "no" in front of it; ``None`` where it says no more, or is a question."""
        text = given.text
        answer = _ANSWER.match(text)
        if answer and not self._asked and (not _BARE_ANSWER.match(text) or self._is_note(text[answer.end() :])):
            self.leave(sentence, RESTRICTED)
            return None
        if answer:
            given = substituted(given, _ANSWER, "")
            text = given.text
        if self._asked and (text.endswith("?") or (answer and not text.strip())):
            self._answer(answer)
        self._asked = None
        if text.strip() and text.endswith("?"):
            self._asked = sentence, given
            self._remember(text.rstrip(" ?"), ())
            return None
        return given if text.strip() else None

    def _is_turned(self, sentence: Sentence, text: str) -> bool:
        """Return whether what a sentence stands under, or what stands in it by the way, may deny what it says."""
        lines = tuple(filter(None, (sentence.heading, sentence.under)))
        if turns((*lines, *sentence.above)) or rules_out(text):
            return True
        before, colon, behind = text.partition(": ")
        if colon and turns([before]) and self._is_note(behind):
            return True
        if not self._is_note(text):
            return False
        lexicon = self.known.lexicon
        own = bool(self._diseases(text))
        unsaid = [line for line in lines if not own and not leads(line, lexicon) and not is_about(line, lexicon)]
        return bool(unsaid) or answers(text) or any(map(weakens, lines))

    def _before(self) -> tuple[str, int]:
        """Return the claim that was made last, and where its verb stands: 0 where there is none."""
        said = self.claims[-1].statement if self.claims else ""
        spans = self._spans(said)
        return said, next((span.start for span in spans if span.chunk.kind in (RELATION, COPULA)), 0)

    def _take_clauses(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence: whole, or where that decides more, each of its clauses as a sentence of its own."""
        text = given.text
        clauses = gapped_clauses(sentence) or joined_clauses(sentence) or respective_clauses(sentence._replace(text=text))
        if not clauses or _is_understood(self._verdict(text, in_full=True)):
            self._take_whole(sentence, given)
            return
        before, already = self._state(), self._decided()
        for clause in clauses:
            self._take(clause)
        decided = self._decided()
        if decided < already + len(clauses):
            after = self._state()
            self._restore(before)
            self._take_whole(sentence, given)
            if self._decided() < decided:
                self._restore(after)

    def _decided(self) -> int:
        """Return how many claims are decided so far."""
        return sum(claim.verdict != UNKNOWN for claim in self.claims)

    def _take_whole(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence that is no row of clauses, or whose clauses do not decide more than it does."""
        text = given.text
        general = self._general_clauses(given)
        found = self._verdicts(given)
        verdicts = [(way, verdict) for way, verdict in found if _is_understood(verdict)]
        way, verdict = self._chosen(verdicts)
        if verdict is None:
            self._take_general_clauses(sentence, general, AMBIGUOUS if verdicts else found[0][1].because)
            self._remember(text, ())
            return
        leaves = tuple(_leaves(verdict))
        partly = any(leaf.verdict == NOT_UNDERSTOOD for leaf in leaves)
        if not self._diseases(text) and not _FRONTED.match(text):
            leaves = tuple(map(self._of_disease, leaves))
        else:
            leaves = tuple(map(self._ungraded, leaves))
        leaves = tuple(self._called(leaf) for leaf in (map(_doubted, leaves) if partly else leaves))
        claimed = self._claim(sentence, way, leaves)
        if sentence.is_item and self._is_note(text):
            self._say(text)  # the next item of the list is not about it
        else:
            self._remember(text, claimed)

    def _state(self) -> dict[str, Any]:
        """Return what is known of the text so far, and was found in it."""
        return {name: list(value) if isinstance(value, list) else value for name, value in vars(self).items() if name in _STATE}

    def _restore(self, state: dict[str, Any]) -> None:
        """Go back to what was known before, which the text goes on to change."""
        for name, value in state.items():
            setattr(self, name, list(value) if isinstance(value, list) else value)

    def _general_clauses(self, given: Referred) -> list[tuple[Referred, tuple[Verdict, ...]]]:
        """Return what a sentence says by the way of a disease in general, with the verdicts on that where it is decided."""
        if not re.search(r",| that ", given.text) or _is_understood(self._verdict(given.text, in_full=True)):
            return []
        named = tuple(
            given.text[span.start : span.end]
            for span in self._spans(given.text)
            if span.chunk.kind == TERM and self._is_disease(span.chunk.entries[0].iri)
        )
        found = []
        for way in general_clauses(given, named):
            leaves = tuple(map(self._ungraded, _leaves(self._verdict(way.text, in_full=True))))
            if any(leaf.verdict in (SUPPORTED, *_DENIED) for leaf in leaves):
                found.append((way, leaves))
        return found

    def _take_general_clauses(
        self, sentence: Sentence, general: list[tuple[Referred, tuple[Verdict, ...]]], reason: str
    ) -> None:
        """Take in what a sentence says in general; where that is nothing, it is left unchecked for a reason."""
        for way, leaves in general:
            self._claim(sentence, way, leaves)
        if not general:
            self.leave(sentence, reason)

    def _claim(self, sentence: Sentence, way: Referred, leaves: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
        """Take in what a sentence claims, and return those of its claims that can be read."""
        leaves = tuple(self._guarded(sentence, leaf) for leaf in leaves)
        for leaf in leaves:
            start, end = (sentence.start + way.original(offset) for offset in (leaf.start, leaf.end))
            end = min(end, sentence.end)
            if end <= start:  # its words are spread over the sentence
                start, end = sentence.start, sentence.end
            if leaf.verdict == NOT_UNDERSTOOD:
                part = sentence.text[start - sentence.start : end - sentence.start].strip(" ,;")
                self.unchecked.append(Unchecked(start, end, part, leaf.because))
            else:
                self.claims.append(leaf._replace(start=start, end=end))
        return tuple(leaf for leaf in leaves if leaf.verdict != NOT_UNDERSTOOD)

    def _guarded(self, sentence: Sentence, leaf: Verdict) -> Verdict:
        """Return a claim, without its verdict where the facts seem to deny what the text says of some alone, or of one time."""
        text = sentence.text
        if self.narrow and is_of_those(text) and leaf.verdict != UNKNOWN and denies(text):
            return leaf._replace(verdict=NOT_UNDERSTOOD, because=OF_SOME)
        if leaf.verdict not in _DENIED:
            return leaf
        own = bool(self._diseases(text))
        of_report = self.report and not self.cohort and not own
        denied = bool(leaf.reading and leaf.reading["excluded"])
        if denied or denies(text):
            around = f"{sentence.heading} {sentence.under}"
            told = of_report or is_told(text) or is_of_now_or_some(text) or is_of_now_or_some(around)
            told = told or compiled(r"^(?i:this|that)\b").match(text) is not None
            if told or (denied and not own and (self.narrow or (self._is_note(text) and not sentence.is_item))):
                return leaf._replace(verdict=NOT_UNDERSTOOD, because=OF_SOME)
        elif of_report and is_told(text):
            return leaf._replace(verdict=NOT_UNDERSTOOD, because=OF_PATIENT)
        return leaf

    def finish(self) -> None:
        """Take in the end of the text."""
        if self._asked:
            self._answer(None)

    def _answer(self, answer: re.Match[str] | None) -> None:
        """Take in a question that the text does not answer by a sentence: with "yes" or "no", or not at all.

        What is asked is checked then; where the text itself says "no", the opposite is.
        """
        sentence, given = self._asked or (Sentence("", 0, 0), Referred(""))
        way, verdict = self._chosen([(way, verdict) for way, verdict in self._verdicts(given) if _is_understood(verdict)])
        if verdict is not None and answer is not None and answer["no"] is not None:
            verdict = self._denied(way.text)
        if verdict is None:
            self.leave(sentence, "a question")
            return
        self._claim(sentence, way, tuple(map(self._of_disease, _leaves(verdict))))

    def _denied(self, text: str) -> Verdict | None:
        """Return the verdict on the opposite of what a text asks; ``None`` where that cannot be read."""
        try:
            return on_claims(self.known, read_claims(text, self.known, denied=True))
        except NotUnderstood:
            return None

    def leave(self, sentence: Sentence, reason: str) -> None:
        """Leave a sentence unchecked."""
        self.unchecked.append(Unchecked(sentence.start, sentence.end, sentence.text, reason))

    def _is_general(self, given: Referred) -> bool:
        """Return whether a sentence in a report is about a disease that it names or refers to, and not about the patient."""
        way = next(iter(self._ways(given)), None) if self.report and not names_patient(given.text) else None
        return way is not None and any(
            leaf.reading and self._is_disease(leaf.reading["subject"]["iri"])
            for leaf in _leaves(self._verdict(way.text, partly=True))
        )

    def _is_disease(self, iri: str) -> bool:
        return self.known.is_kind(iri, {DISEASE})

    def _verdicts(self, given: Referred) -> list[tuple[Referred, Verdict]]:
        """Return the verdicts on the ways to read a sentence, the likeliest first."""
        ways = self._ways(given)
        if self._contrasted and refers_to_one(given.text) and not self._is_agreed(given):
            return [(given, Verdict(given.text, NOT_UNDERSTOOD, None, because=AMBIGUOUS))]
        if (
            self.heading
            and self._is_note(given.text)
            and (self._is_led() or (has_other_role(self.heading) and not self._diseases(given.text)))
        ):
            return [self._under_heading(given) or (given, Verdict(given.text, NOT_UNDERSTOOD, None, because=TURNED))]
        if of_topic := self._decided_of_topic(given):
            return [of_topic]
        ways = [*ways, *(shorter for way in ways for shorter in plainer(way))]
        if not ways:
            return [(given, Verdict(given.text, NOT_UNDERSTOOD, None, because=UNNAMED))]
        if (read := self._understood(ways)) is not None:
            return read
        return [(ways[0], self._verdict(ways[0].text))]

    def _is_led(self) -> bool:
        return leads(self.heading, self.known.lexicon)

    def _is_agreed(self, given: Referred) -> bool:
        """Return whether a sentence is as right of each of the diseases that the last sentence set against each other."""
        found = {self._verdict(with_reference(given.text, name, name).text, in_full=True).verdict for name in self._contrasted}
        return len(found) == 1 or found <= {UNKNOWN, NOT_UNDERSTOOD}

    def _ways(self, given: Referred) -> list[Referred]:
        """Return the ways to read a sentence, with what it refers back to; none where that is not named before."""
        ways = [given]
        if refers_back(given.text):
            topics = self._topics()
            said = () if self.foreign else self._said[:2]
            names = dict.fromkeys(name for name in (self.subject, *topics, *said) if name)
            disease, both = next(iter(topics), ""), " and ".join(self._both)
            ways = [with_reference(given.text, name, disease, both)._replace(of=given) for name in names]
            if self.cohort and self.cohort.condition and disease in self._diseases(self.cohort.condition):
                ways += [with_reference(given.text, "", self.cohort.condition)._replace(of=given)]
            ways = list({way.text: way for way in ways}.values()) or [given]
            own = list(self._diseases(given.text))
            if not names and len(own) == 1 and refers_to_people(given.text):
                ways = [given, with_reference(given.text, "", own[0])._replace(of=given)]
            elif not names and own:  # "the frost disease" names it
                ways = [given]
            elif not names or (refers_to_two(given.text) and not both) or (not disease and refers_to_disease(given.text)):
                return []
        return ways + [way for way in map(self._with_noun_before, ways) if way]

    def _with_noun_before(self, given: Referred) -> Referred | None:
        """Return a sentence with the name of what was said before in the place of its general noun: "the deposits"."""
        for match in compiled(_DEFINITE).finditer(given.text):
            if name := next((label for label in self._said if self._is_called(label, match[2])), None):
                start, end = match.span(1)
                return Referred(f"{given.text[:start]}{name}{given.text[end:]}", ((start, end - start, len(name)),), given)
        return None

    def _is_called(self, label: str, noun: str) -> bool:
        """Return whether a noun is the head of a name of a term, and not all of it."""
        names = self.known.lexicon.names.get(self._terms.get(label, ""), ())
        singular = noun.lower().removesuffix("s")
        return any(re.search(rf"(?: |-){singular}s?$|^{singular}s? of ", name.lower()) for name in names)

    def _understood(self, ways: list[Referred]) -> list[tuple[Referred, Verdict]] | None:
        """Return the verdicts on those of the ways that can be read: in full, of the disease of the text, or in part."""
        if found := [(way, verdict) for way in ways if _is_understood(verdict := self._verdict(way.text, in_full=True))]:
            return found
        for way in ways:
            if decided := self._decided_of_disease(way):
                return [decided]
        for way in ways if not self.report else ():
            if decided := self._under_heading(way):
                return [decided]
        for way in ways:
            if weaker := self._borne_out_without_grades(way):
                return [weaker]
        for way in ways:
            if (of_both := self._of_both(way)) and _is_understood(verdict := self._verdict(of_both.text, in_full=True)):
                return [(of_both, verdict)]
        bare = [shorter for way in ways if (shorter := without_brackets(way)) is not way]
        if bare and (shorter_read := self._understood(bare)):
            return shorter_read
        return [(way, verdict) for way in ways if _is_understood(verdict := self._verdict(way.text, partly=True))] or None

    def _of_both(self, given: Referred) -> Referred | None:
        """Return what a sentence says of two things together that it names before: "no X and no Y, because both can …"."""
        match = _SAID_OF_BOTH.fullmatch(given.text)
        if match is None or may_take_back(compiled(_WARNS).sub("", match["before"])):
            return None
        before = match["before"]
        named = [
            before[span.start : span.end]
            for span in self._spans(before)
            if span.chunk.kind == TERM and not self.known.is_kind(span.chunk.entries[0].iri, {DISEASE, POPULATION})
        ]
        if len(set(named)) != _PAIR:
            return None
        both, start = " and ".join(named), match.start("said")
        return Referred(f"{both}{given.text[start:]}", ((0, start, len(both)),), given)

    def _borne_out_without_grades(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence without the words that only grade what it says, where that is borne out."""
        way = without_grades(given)
        if way is given:
            return None
        verdict = self._verdict(way.text, in_full=True)
        found = (way, verdict) if _is_understood(verdict) else self._decided_of_disease(way)
        return found if found and self._bears_out(given.text, found[1]) else None

    def _bears_out(self, text: str, verdict: Verdict) -> bool:
        """Return whether a verdict on a sentence that says what ``text`` does in other words bears that out, in part at least.

        What calls frequent what is not is not borne out by that there is something, nor is anything by that a disease is one.
        """
        supported = [leaf for leaf in _leaves(verdict) if leaf.verdict == SUPPORTED]
        return not all(map(self._is_trivial, supported)) and not self._is_rare(text, verdict)

    @staticmethod
    def _is_trivial(leaf: Verdict) -> bool:
        """Return whether a claim says no more of something than that it is a disease, or a finding."""
        reading = leaf.reading
        return bool(reading and reading["relation"]["iri"] == IS_KIND_OF and reading["object"]["iri"] in (DISEASE, FINDING))

    def _is_rare(self, text: str, verdict: Verdict) -> bool:
        """Return whether a sentence calls frequent what the facts that bear it out give for less than half of the cases."""
        if not _FREQUENTLY.search(text):
            return False
        iris = {fact.iri for leaf in _leaves(verdict) if leaf.verdict == SUPPORTED for fact in leaf.facts}
        premises = [premise for fact in map(self.known.fact, iris) if fact for premise in claims_of_fact(fact, self.known)]
        return any(
            (premise.frequency and premise.frequency[0] < HALF) or not self.known.few.isdisjoint(premise.frequency_words)
            for premise in premises
        )

    def _under_heading(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note without a verb as what it says under its heading of the disease of the text: "Mimics: X and Y"."""
        spans = self._spans(given.text)
        if any(span.chunk.kind == COPULA for span in spans) or _NONE_OF_MANY.match(given.text):
            return None
        named = next(iter(self._diseases(self.heading)), "")
        if self._is_led():
            return self._led(given)
        finding = self._first_finding(self.heading)
        if finding and (shared := self._share_of(finding, given)):
            return shared
        if self.heading and not named and self._diseases(given.text):
            kind = compiled(r"\b(?:type|form|pattern|variety|kind)$").sub(next(iter(self._said), ""), self.heading)
            way = Referred(f"{kind} is seen in {given.text}", ((0, 0, len(kind) + 12),), given)
            verdict = self._verdict(way.text, partly=True)
            if self._bears_out(f"{self.heading} {given.text}", verdict):
                return way, verdict
        begins = spans[0].chunk.entries[0].iri if spans and spans[0].chunk.kind == TERM else ""
        if self._is_disease(begins) and any(span.chunk.kind == RELATION for span in spans[1:3]):
            return None  # it is no note: it says itself of what it is
        for disease in dict.fromkeys((named, *self._topics())):
            ways = list(notes(self.heading, disease, finding=finding)) if disease else []
            ways = [(f"{self.heading} include ", ""), *ways] if disease == named and not finding else ways
            for before, behind in ways[:_WITH_HEADING] if has_other_role(self.heading) else ways:
                way = Referred(f"{before}{given.text}{behind}", ((0, 0, len(before)),), given)
                for partly in (False, True):
                    verdict = self._verdict(way.text, in_full=not partly, partly=partly)
                    if self._bears_out(f"{self.heading} {given.text}", verdict):
                        return way, verdict
        return None

    def _led(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note as the sentence that it completes, of which its heading is the beginning: "Frost shows:"."""
        topics = self._topics()
        line = with_reference(self.heading, topics[0], topics[0]).text if topics else self.heading
        if topics and begins_with_verb(line, self.known.lexicon):
            line = f"{topics[0]} {line}"
        for note in dict.fromkeys((given, without_brackets(given), without_grades(given))):
            text, at = led(line, note.text)
            way = Referred(text, ((0, 0, at),), note)
            verdict = self._verdict(text, in_full=True)
            if _is_understood(verdict) and (note is given or self._bears_out(given.text, verdict)):
                return way, verdict
        return None

    def _share_of(self, finding: str, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note of how many have the finding that it stands under, with the verdict on that: "Cracks: 26 %"."""
        note = Referred(f"{finding}: {given.text}", ((0, 0, len(finding) + 2),), given)
        for way in with_disease(note.text, 0, self.disease) if self.disease else ():
            verdict = self._verdict(way.text, in_full=True)
            if verdict.verdict in (SUPPORTED, *_DENIED):
                return way._replace(of=note), verdict
        return None

    def _first_finding(self, heading: str) -> str:
        """Return a heading that is the name of a finding and nothing else; empty for any other."""
        row = next(segment(heading, self.known.lexicon), []) if heading else []
        terms = [entry.iri for item in row for entry in item.entries[:1]] if len(row) == 1 and row[0].kind == TERM else []
        return heading if terms and self.known.is_kind(terms[0], {FINDING}) else ""

    def _of_disease(self, leaf: Verdict) -> Verdict:
        """Return a claim that names no disease as one of the disease that the text is about, where that decides it.

        What is known of other diseases alone does not decide it.
        """
        about = frozenset(filter(None, [self._terms.get(next(iter(self._topics()), ""))]))
        if about and leaf.reading and not self._names_disease(leaf.reading):
            leaf = left_open(leaf, about, self.known)
        if leaf.verdict not in (UNKNOWN, NOT_UNDERSTOOD):
            return leaf
        given = Referred(leaf.statement)
        found = self._decided_of_disease(given) or self._borne_out_without_grades(given)
        if not found or found[1].verdict == UNKNOWN:
            return leaf
        return found[1]._replace(start=leaf.start, end=leaf.end)

    def _names_disease(self, reading: ReadingAnswer) -> bool:
        ends = (reading["subject"]["iri"], reading["object"]["iri"])
        in_disease = self.known.qualifiers[IN_DISEASE].key
        return in_disease in reading["qualifiers"] or any(map(self._is_disease, ends))

    def _ungraded(self, leaf: Verdict) -> Verdict:
        """Return a claim that nothing decides without the words that only grade what it says, where that is borne out."""
        if leaf.verdict != UNKNOWN:
            return leaf
        given = Referred(leaf.statement)
        found = self._borne_out_without_grades(given)
        return found[1]._replace(start=leaf.start, end=leaf.end) if found and found[1].verdict == SUPPORTED else leaf

    def _decided_of_disease(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names no disease as one of the disease that the text is about, with the verdict on it.

        Of the disease that it was about before, it is only where that bears it out.
        """
        text = given.text
        if of_topic := self._decided_of_topic(given):
            return of_topic
        if own := self._diseases(text):
            return self._decided_without(given, next(iter(own))) if len(own) == 1 else None
        spans = self._spans(text)
        noun = next((span.end for span in spans if span.chunk.kind == TERM), 0)
        condition = self.cohort.condition if self.cohort and not self.foreign else ""
        diseases = [name for name in dict.fromkeys((condition, *self._topics(), *self._groups())) if name]
        for disease in diseases:
            for way in with_disease(text, noun, disease):
                verdict = self._verdict(way.text, in_full=True)
                if (verdict.verdict == SUPPORTED and self._bears_out(text, verdict)) or (
                    disease in (condition, self.disease) and verdict.verdict not in (NOT_UNDERSTOOD, UNKNOWN)
                ):
                    return way._replace(of=given), verdict
        names = [*diseases, *(f"{finding} of {disease}" for disease in diseases[:1] for finding in self._said[:1])]
        for name in names if not self.report else ():  # what a report leaves out may be its patient
            for way in completed(text, name):
                verdict = self._verdict(way.text, partly=True)
                if self._bears_out(text, verdict):
                    return way._replace(of=given), verdict
        return None

    def _decided_of_topic(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return what a sentence says of the text's disease, or of its finding, beside the diseases that it names itself.

        It says how the disease ends, what is a mimic of it, or what is a cause of the finding.
        """
        condition = self.cohort.condition if self.cohort and not self.foreign else ""
        for disease in dict.fromkeys(name for name in (condition, *self._topics()) if name):
            for way in of_end(given, disease):
                verdict = self._verdict(way.text, in_full=True)
                if verdict.verdict == SUPPORTED or (disease in (condition, self.disease) and verdict.verdict in _DENIED):
                    return way, verdict
        findings = (self.subject, *self._said[:2])
        whole = () if self.foreign else (self.topic,)
        for way in of_role(given, [condition, *self._topics(), *self._groups(), *whole], [*findings]):
            verdict = self._verdict(way.text, in_full=True)
            if any(leaf.verdict == SUPPORTED for leaf in _leaves(verdict)):
                return way, verdict
        return None

    def _called(self, leaf: Verdict) -> Verdict:
        """Return the verdict on a claim that calls a disease by what it shows, "X is a mass", as one that it shows that."""
        undecided = leaf.verdict == UNKNOWN
        if not undecided and (leaf.verdict != CONTRADICTED or any(fact.kind != "axiom" for fact in leaf.facts)):
            return leaf
        if not leaf.reading or leaf.reading["excluded"]:
            return leaf
        subject, object_ = leaf.reading["subject"]["iri"], leaf.reading["object"]["iri"]
        if not self._is_disease(subject) or object_ == FINDING or not self.known.is_kind(object_, {FINDING}):
            return leaf
        shows = self._verdict(compiled(r" (?:is|are) (?=an? )").sub(" shows ", leaf.statement, count=1))
        return (shows if shows.verdict == SUPPORTED else leaf._replace(verdict=UNKNOWN, facts=()))._replace(
            start=leaf.start, end=leaf.end
        )

    def _groups(self) -> list[str]:
        """Return the names of the groups of diseases that the text names and is about a member of."""
        member = self._terms.get(next(iter(self._topics()), ""), "")
        return [name for name in self._named if member and self._terms[name] in self.known.kinds.get(member, ())]

    def _decided_without(self, given: Referred, disease: str) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names one disease, "in X", said of that disease in other words, where that bears it out."""
        name = re.escape(disease)
        its = rf"^{name}(?:'s)? (?=[a-z]+s (?:are|include)\b)"  # "X symptoms are", where the text has "its"
        named = re.compile(rf",? (?:in|of|with) (?:the )?{name}\b|^in {name},? |{its}", re.IGNORECASE)
        bare = substituted(given, named, "")
        for way in with_disease(bare.text, 0, disease) if bare is not given else ():
            if (verdict := self._verdict(way.text, in_full=True)).verdict == SUPPORTED:
                return way._replace(of=bare), verdict
        return None

    def _diseases(self, text: str) -> dict[str, None]:
        """Return the names of the diseases that a text names, in its order."""
        row = next(segment(text.lower(), self.known.lexicon), [])
        terms = [entry.iri for item in row if item.kind == TERM for entry in item.entries[:1]]
        diseases = {self.known.label(term): term for term in terms if self._is_disease(term) and term != DISEASE}
        self._terms |= diseases
        return dict.fromkeys(diseases)

    def _verdict(self, text: str, *, in_full: bool = False, partly: bool = False) -> Verdict:
        found = self._kept.get((text, in_full, partly))
        if found is None:
            try:
                claims = read_claims(text, self.known, in_full=in_full, partly=partly, kept=self._read)
                found = on_claims(self.known, claims)
            except NotUnderstood as error:
                found = Verdict(text, NOT_UNDERSTOOD, None, because=error.reason, unrecognised=error.unrecognised)
            self._kept[text, in_full, partly] = found
        return found

    @staticmethod
    def _chosen(verdicts: list[tuple[Referred, Verdict]]) -> tuple[Referred, Verdict | None]:
        """Return the verdict on the likeliest reading; none where there is none, or where it denies what another does not.

        Where nothing is known of the likeliest, one that is borne out is meant.
        """
        if not verdicts:
            return Referred(""), None
        way, verdict = verdicts[0]
        others = {other.verdict for _, other in verdicts[1:]}
        if verdict.verdict in (CONTRADICTED, DISPUTED) and others - {verdict.verdict}:
            return way, None
        if verdict.verdict == UNKNOWN:
            return next(((one, other) for one, other in verdicts[1:] if other.verdict == SUPPORTED), (way, verdict))
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
        elif not self.disease and sides and self._is_disease(subject := sides[0]["subject"]["iri"]) and subject != DISEASE:
            self.disease = sides[0]["subject"]["label"]
        elif len(named) == 1 and not self.disease:
            self.disease = named[0]
        elif named and self.disease not in named and not refers_back(text):
            self.disease = ""  # what the text is about now, this sentence does not say
        self.topic = self.topic or self.disease or self._described(text)
        self._say(text)

    def _described(self, text: str) -> str:
        """Return the name of the one disease of which a sentence goes on to tell, "a mark of X, which …"; empty for none."""
        found = {
            self.known.label(span.chunk.entries[0].iri)
            for span in self._spans(text)
            if span.chunk.kind == TERM
            and self._is_disease(span.chunk.entries[0].iri)
            and re.match(r", (?:in )?which\b", text[span.end :])
        }
        return found.pop() if len(found) == 1 else ""

    def _say(self, text: str) -> None:
        """Remember the diseases that a sentence names, and its findings, the last one first."""
        named = list(self._diseases(text))
        self._named = list(dict.fromkeys([*self._named, *named]))
        self._both = next((names for names in (named, self._named) if len(names) == _PAIR), self._both)
        row = next(segment(text.lower(), self.known.lexicon), [])
        for item in row:
            for entry in item.entries[:1] if item.kind == TERM else ():
                if self.known.is_kind(entry.iri, {FINDING}) and entry.iri != FINDING:
                    label = self.known.label(entry.iri)
                    self._terms[label] = entry.iri
                    self._said = [label, *(other for other in self._said if other != label)][:_REMEMBERED]

    def _first_noun(self, text: str) -> str:
        """Return the name of what a sentence begins with, behind "In children,"; empty where it begins with a list."""
        text = compiled(_BESIDE).sub("", text)
        row = next(segment(text.lower(), self.known.lexicon), [])
        comma = next((index for index, item in enumerate(row) if item.kind == COMMA), -1)
        row = row[comma + 1 :] if row and row[0].kind == PREPOSITION else row
        at = next((index for index, item in enumerate(row) if item.kind == TERM), len(row))
        verb = next((index for index, item in enumerate(row) if item.kind in (RELATION, COPULA)), len(row))
        if at > verb or any(item.kind == CONJUNCTION for item in row[at:verb]):
            return ""
        term = row[at].entries[0].iri if at < len(row) else ""
        return "" if not term or self.known.is_kind(term, {POPULATION}) else self.known.label(term)


def _between_semicolons(sentence: Sentence) -> list[Sentence]:
    """Return the clauses between the semicolons of a sentence; none where one of them is a word or two, as in a list."""
    parts = [
        sentence._replace(
            text=match[0].strip(),
            start=sentence.start + match.start() + len(match[0]) - len(match[0].lstrip()),
            end=sentence.start + match.start() + len(match[0].rstrip()),
            begins=sentence.begins and not match.start(),
        )
        for match in compiled("[^;]+").finditer(sentence.text)
    ]
    return parts if all(len(part.text.split()) >= _CLAUSE for part in parts) else []


def _doubted(leaf: Verdict) -> Verdict:
    """Return a claim of a sentence that cannot be read in full: what is not read may restrict what seems to be wrong."""
    return leaf._replace(verdict=NOT_UNDERSTOOD, because=RESTRICTED) if leaf.verdict in (CONTRADICTED, DISPUTED) else leaf


def _is_understood(verdict: Verdict) -> bool:
    """Return whether a sentence, or some clause of it, can be read."""
    return any(leaf.verdict != NOT_UNDERSTOOD for leaf in _leaves(verdict))


def _leaves(verdict: Verdict) -> Iterator[Verdict]:
    if not verdict.parts:
        yield verdict
    for part in verdict.parts:
        yield from _leaves(part)
