"""Taking a text apart: its sentences in order, the clauses of each, and the claims that they make."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, TERM
from radkg.statement import NotUnderstood
from radkg.statement.besides import besides
from radkg.statement.chunks import CARRIER, COPULA, PREPOSITION
from radkg.statement.cohorts import cohort_of, is_of_nobody, with_shares
from radkg.statement.completion import likewise
from radkg.statement.nouns import DISEASE, FINDING, POPULATION
from radkg.statement.passages import gapped_clauses, has_verb, joined_clauses, place_behind, respective_clauses
from radkg.statement.prose import behind_hearsay, substituted, tidy
from radkg.statement.reach import (
    announces_doubt,
    answers,
    defined_otherwise,
    denies,
    is_about,
    is_of_now_or_some,
    is_of_those,
    is_told,
    leads,
    narrows,
    remarks,
    rules_out,
    takes_back,
    takes_back_by_asking,
    turns,
    weakens,
)
from radkg.statement.texts import Referred, Sentence, is_of_report, refers_back, sentences, tells_of_patient, tells_reader
from radkg.verdict.result import NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict
from radkg.verdict.text.judging import Judge
from radkg.verdict.text.memory import Memory
from radkg.verdict.text.result import (
    AMBIGUOUS,
    HEARSAY,
    OF_PATIENT,
    OF_SOME,
    OF_STUDY,
    OTHER_NAME,
    RESTRICTED,
    TAKEN_BACK,
    TURNED,
    UNNAMED,
    TextVerdict,
    Unchecked,
)
from radkg.verdict.text.statements import DENIED, Statements, is_understood, leaves_of

LONGEST_TEXT = 1_000_000  # characters
_LONGEST_SENTENCE = 5_000  # characters; what can be read of one is a tenth of that
_CLAUSE = 3  # words at least
_ANSWER = re.compile(
    r"^(?:(?P<yes>yes|yeah|yep|correct|right|true|indeed|certainly|absolutely|of course)"
    r"|(?P<no>no|nope|not at all|never|wrong|false|incorrect|not really))(?: *[,.!;:]+ *| +[–—-]+ +|[–—]+ *|$)",
    re.IGNORECASE,
)
#: An answer that may stand in front of a sentence which says itself what is so.
_BARE_ANSWER = re.compile(
    r"(?:no|nope|not at all|not really|yes|yeah|yep|correct|right|true|indeed|certainly|of course)\b", re.I
)
_FRONTED = re.compile(r"(?:in|on|at|with|under|during|among|by|for) ", re.IGNORECASE)


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


#: What was found in a text so far, the question that is open, and what is known of the text.
_State = tuple[list[Verdict], list[Unchecked], "tuple[Sentence, Referred] | None", dict[str, Any]]


class _TextReader:
    """Reads a text from beginning to end.

    Attributes:
        claims: The claims so far, each with its verdict.
        unchecked: The sentences without a verdict so far.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.statements = Statements(known)
        self.memory = Memory(self.statements)
        self.judge = Judge(self.memory)
        self.claims: list[Verdict] = []
        self.unchecked: list[Unchecked] = []
        self._other_names: frozenset[str] = frozenset()
        self._above: tuple[str, ...] = ()
        self._since = 0
        self._announced = False
        self._asked: tuple[Sentence, Referred] | None = None

    def define(self, text: str) -> None:
        """Take in which abbreviations the text uses for something else."""
        self._other_names = defined_otherwise(text, self._is_named)

    def _is_named(self, short: str, written: str) -> bool:
        """Return whether an abbreviation is that of nothing known, or the last words before it name what it is known for."""
        terms = {entry.iri for span in self.statements.spans(short) for entry in span.chunk.entries if span.chunk.kind == TERM}
        if not any(self.known.is_kind(term, {DISEASE, FINDING}) for term in terms):
            return True
        for span in reversed(self.statements.spans(written)):
            named = {entry.iri for entry in span.chunk.entries} if span.chunk.kind == TERM else set()
            if any(self.known.is_within(*pair) for one in named for term in terms for pair in ((one, term), (term, one))):
                return True
            if span.chunk.kind not in (PREPOSITION, CARRIER) and not any(
                self.known.is_kind(one, {POPULATION}) for one in named
            ):
                return False
        return False

    def read(self, sentence: Sentence) -> None:
        """Take in the next sentence of the text."""
        back = takes_back(sentence.text) or (remarks(sentence.text) and not self.statements.names_something(sentence.text))
        if back and (self._asked is None or takes_back_by_asking(self._asked[0].text)):
            for claim in self.claims[self._since :]:
                self.unchecked.append(Unchecked(claim.start, claim.end, claim.statement, TAKEN_BACK))
            del self.claims[self._since :]
            self.leave(sentence, TAKEN_BACK)
            return
        if sentence.above != self._above:
            self._above = sentence.above
            self.memory.take_title(sentence.above)
        self._announced = not sentence.begins and self._announced
        if self._announced:
            self.leave(sentence, TURNED)
            return
        self._announced = announces_doubt(sentence.text)
        if any(compiled(rf"\b{short}\b").search(sentence.text) for short in self._other_names):
            self.leave(sentence, OTHER_NAME)
            self.memory.go_to_other()
            return
        already = len(self.claims)
        self.take(sentence)
        self._since = already if len(self.claims) > already else self._since
        named = list(self.memory.diseases(sentence.text))
        self.memory.contrast(sentence.text)
        if narrows(f"{sentence.heading} {sentence.text}") or self.statements.is_of_somebody(sentence.text):
            self.memory.narrow = True
        elif named:
            self.memory.narrow = False
        self.memory.turn(sentence.text)

    def take(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if len(sentence.text) > _LONGEST_SENTENCE:
            self.leave(
                sentence, f"the sentence has {len(sentence.text)} characters, and is not looked at beyond {_LONGEST_SENTENCE}"
            )
            return
        self.statements.forget()
        self._take(sentence)

    def _take(self, sentence: Sentence) -> None:
        """Take in a sentence, or a clause of one, whose parts were read before it."""
        if at := behind_hearsay(sentence.text):
            hearsay = sentence._replace(text=sentence.text[:at].rstrip(), end=sentence.start + at)
            self.leave(hearsay, HEARSAY)
            self.memory.remember(hearsay.text, ())
            sentence = sentence._replace(text=sentence.text[at:], start=sentence.start + at)
        self.memory.report = self.memory.report or is_of_report(sentence)
        given = tidy(sentence.text.rstrip(" .!"))
        self.memory.cohort = self.memory.cohort or cohort_of(given.text)
        given = self.statements.with_shared_words(with_shares(given, self.memory.cohort))
        disease = self.memory.disease
        named = self.memory.with_form(given)
        self._take_named(sentence, named)
        if named is not given:
            self.memory.disease = disease  # of a form by the way: the text goes on about all

    def _take_named(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence or a clause without its marks of layout, in which forms of a disease have their names."""
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
        self.memory.heading = sentence.heading or sentence.under
        self.memory.take_heading(sentence.heading, begins=sentence.begins)
        if self._is_turned(sentence, text):
            self.leave(sentence, TURNED)
            self.memory.remember(text, ())
            return
        self.memory.subject = (
            self.memory.first_noun(sentence.heading) or self.memory.subject if sentence.begins else self.memory.subject
        )
        if tells_of_patient(sentence._replace(text=text), report=self.memory.report) and not self.judge.is_general(given):
            self._take_general_clauses(sentence, self.judge.general_clauses(given), OF_PATIENT)
            self.memory.remember(text, ())
            return
        if tells_reader(text) and self.memory.diseases(text):
            self.leave(sentence, OF_PATIENT)
            self.memory.remember(text, ())
            return
        parts = _between_semicolons(sentence)
        if len(parts) > 1 and not is_understood(self.statements.verdict(text, in_full=True)):
            for part in parts:
                self.take(part)
            return
        self._take_clauses(sentence, given)

    def _without_answer(self, sentence: Sentence, given: Referred) -> Referred | None:
        """Return a sentence without the "yes" or "no" in front of it; ``None`` where it says no more, or is a question."""
        text = given.text
        answer = _ANSWER.match(text)
        if answer and not self._asked and (not _BARE_ANSWER.match(text) or self.statements.is_note(text[answer.end() :])):
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
            self.memory.remember(text.rstrip(" ?"), ())
            return None
        return given if text.strip() else None

    def _is_turned(self, sentence: Sentence, text: str) -> bool:
        """Return whether what a sentence stands under, or what stands in it by the way, may deny what it says."""
        named = bool(self.memory.diseases(sentence.heading)) and not sentence.text.endswith("?")
        lines = tuple(filter(None, (sentence.heading, "" if named else sentence.under)))
        if turns((*lines, sentence.under, *sentence.above)) or rules_out(text):
            return True
        before, colon, behind = text.partition(": ")
        if colon and turns([before]) and self.statements.is_note(behind):
            return True
        if not self.statements.is_note(text):
            return False
        lexicon = self.known.lexicon
        own = named or bool(self.memory.diseases(text))
        unsaid = [line for line in lines if not own and not leads(line, lexicon) and not is_about(line, lexicon)]
        return bool(unsaid) or answers(text) or any(map(weakens, lines))

    def _before(self) -> tuple[str, int]:
        """Return the claim that was made last, and where its verb stands: 0 where there is none."""
        said = self.claims[-1].statement if self.claims else ""
        spans = self.statements.spans(said)
        return said, next((span.start for span in spans if span.chunk.kind in (RELATION, COPULA)), 0)

    def _take_clauses(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence: whole, or where that decides more, each of its clauses as a sentence of its own."""
        text = given.text
        clauses = gapped_clauses(sentence) or joined_clauses(sentence) or respective_clauses(sentence._replace(text=text))
        whole = {leaf.verdict for leaf in leaves_of(self.statements.verdict(text, in_full=True))}
        if not clauses or NOT_UNDERSTOOD not in whole:
            clauses = place_behind(
                sentence._replace(text=text), self.statements.last_finding(text.rpartition(",")[0].partition(",")[0])
            )
        open_ = whole & {UNKNOWN, NOT_UNDERSTOOD}
        pieces = besides(sentence._replace(text=text)) if open_ and not clauses else []
        if not clauses and not pieces:
            self._take_whole(sentence, given)
            return
        before, already = self._state(), self._decided()
        for clause in clauses:
            self._take(clause)
            self.memory.contrast(clause.text)
            self.memory.turn(clause.text)
        for piece in pieces:
            self.memory.restore(before[-1])  # each is said of what was said before the sentence
            self._take_piece(sentence, given, piece)
        clauses = clauses or pieces
        decided = self._decided()
        if decided < already + len(clauses) or whole != {NOT_UNDERSTOOD} or len(clauses) == 1:  # one piece is but a part of it
            after = self._state()
            self._restore(*before)
            self._take_whole(sentence, given)
            if self._decided() < decided:
                self._restore(*after)

    def _take_piece(self, sentence: Sentence, given: Referred, piece: Sentence) -> None:
        """Take in a piece of a sentence, made of words that it has of its own and of others; its claims stand at its own."""
        begin, stop = piece.start - sentence.start, piece.end - sentence.start
        start, end = (sentence.start + given.original(offset) for offset in (begin, stop))
        claims, unchecked = len(self.claims), len(self.unchecked)
        self.take(piece._replace(start=start - max(piece.text.find(given.text[begin:stop]), 0), end=end))
        for claim in self.claims[claims:]:
            if not start <= claim.start < claim.end <= end:
                self.claims[self.claims.index(claim, claims)] = claim._replace(start=start, end=end)
        for left in self.unchecked[unchecked:]:
            if not start <= left.start < left.end <= end:
                self.unchecked[self.unchecked.index(left, unchecked)] = left._replace(start=start, end=end)

    def _state(self) -> _State:
        """Return what is known of the text so far, and was found in it."""
        return list(self.claims), list(self.unchecked), self._asked, self.memory.state()

    def _restore(
        self, claims: list[Verdict], unchecked: list[Unchecked], asked: tuple[Sentence, Referred] | None, known: dict[str, Any]
    ) -> None:
        """Go back to what was known before, which the text goes on to change."""
        self.claims, self.unchecked, self._asked = list(claims), list(unchecked), asked
        self.memory.restore(known)

    def _decided(self) -> int:
        """Return how many claims are decided so far."""
        return sum(claim.verdict != UNKNOWN for claim in self.claims)

    def _take_whole(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence that is no row of clauses, or whose clauses do not decide more than it does."""
        text = given.text
        if self.memory.is_open_between() and not self.memory.diseases(text) and not refers_back(text):
            self._take_of_each(sentence, given)
            return
        general = self.judge.general_clauses(given)
        ways = self.judge.verdicts(given)
        verdicts = [(way, verdict) for way, verdict in ways if is_understood(verdict)]
        way, verdict = self.judge.chosen(verdicts)
        if verdict is None:
            self._take_general_clauses(sentence, general, AMBIGUOUS if verdicts else ways[0][1].because)
            self.memory.remember(text, ())
            return
        leaves = self._judged(text, verdict)
        for other, alternative in () if _is_decided(leaves) else verdicts:
            found = self._judged(text, alternative)
            if any(leaf.verdict == SUPPORTED for leaf in found):
                way, leaves = other, found
                break
        if not _is_decided(leaves) and (whole := self.judge.of_text(given)):
            way, leaves = whole[0], self._judged(text, whole[1])
        claimed = self._claim(sentence, way, leaves)
        if sentence.is_item and self.statements.is_note(text):
            self.memory.say(text)  # the next item of the list is not about it
        else:
            self.memory.remember(text, claimed)

    def _judged(self, text: str, verdict: Verdict) -> tuple[Verdict, ...]:
        """Return the verdicts on the claims of a sentence, each said of the disease of the text where it names none."""
        leaves = tuple(leaves_of(verdict))
        partly = any(leaf.verdict == NOT_UNDERSTOOD for leaf in leaves)
        of_text = not self.memory.diseases(text) and not self._is_restricted(text)
        decide = self.judge.of_disease if of_text else self.judge.ungraded
        found = [piece for leaf in map(decide, leaves) for piece in self._in_pieces(leaf, text, decide)]
        leaves = tuple(leaf for at, leaf in enumerate(found) if leaf not in found[:at])
        front, comma, _ = text.partition(", ")
        if comma and _FRONTED.match(front) and self.memory.diseases(front):
            leaves = tuple(leaf if self.memory.diseases(leaf.statement) else _parted(leaf) for leaf in leaves)
        return tuple(self.statements.called(leaf) for leaf in (map(_doubted, leaves) if partly else leaves))

    def _in_pieces(self, leaf: Verdict, text: str, decide: Callable[[Verdict], Verdict]) -> tuple[Verdict, ...]:
        """Return the verdicts on what an undecided clause says in a list or a definition, where one of them is borne out."""
        if leaf.verdict not in (UNKNOWN, NOT_UNDERSTOOD):
            return (leaf,)
        if leaf.verdict == UNKNOWN and (shorter := self.statements.without_unknown(leaf)):
            borne_out = self.statements.verdict(shorter, in_full=True)
            if borne_out.verdict == SUPPORTED and not borne_out.parts and self.statements.bears_out(text, borne_out):
                return borne_out._replace(start=leaf.start, end=leaf.end), leaf
        pieces = besides(Sentence(leaf.statement, 0, len(leaf.statement))) if leaf.statement != text else []
        found = tuple(
            decide(part)._replace(start=leaf.start, end=leaf.end)
            for piece in pieces
            for part in leaves_of(self.statements.verdict(piece.text, in_full=True))
        )
        return found if any(part.verdict == SUPPORTED for part in found) else (leaf,)

    def _is_restricted(self, text: str) -> bool:
        """Return whether what stands in front of a sentence, but no place and no images, restricts of whom it is said."""
        front = compiled(r", | (?=the )").split(text, 1)[0]
        return bool(_FRONTED.match(text)) and not (front != text and self.statements.is_place(front))

    def _take_of_each(self, sentence: Sentence, given: Referred) -> None:
        """Take in a sentence that leaves out its disease behind one about several: what does not hold alike is left open."""
        contrasted, said = self.memory.contrasted, len(self.claims)
        before, found = self._state(), []
        for name in contrasted:
            self._restore(*before)
            self.memory.contrasted = []
            self.memory.disease = self.memory.topic = self.memory.subject = name
            self._take_whole(sentence, given)
            found.append([claim.verdict for claim in self.claims[said:]])
        after = self.claims, self.unchecked
        self._restore(*before)
        if all(verdicts == found[0] for verdicts in found):
            self.claims, self.unchecked = after
        else:
            self.leave(sentence, AMBIGUOUS)
        self.memory.say(given.text)

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
            if self.statements.says_nothing(leaf):
                continue
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
        if self.memory.narrow and is_of_those(text) and leaf.verdict != UNKNOWN and denies(text):
            return leaf._replace(verdict=NOT_UNDERSTOOD, because=OF_SOME)
        if leaf.verdict not in DENIED:
            return leaf
        own = bool(self.memory.diseases(text))
        of_report = self.memory.report and not self.memory.cohort and not own
        denied = bool(leaf.reading and leaf.reading["excluded"])
        if self.memory.report and not self.memory.cohort and not has_verb(text):
            return leaf._replace(verdict=NOT_UNDERSTOOD, because=OF_PATIENT)
        if denied or denies(text):
            around = f"{sentence.heading} {sentence.under}"
            told = of_report or is_told(text) or is_of_now_or_some(text) or is_of_now_or_some(around)
            told = told or compiled(r"^(?i:this|that)\b").match(text) is not None
            if told or (
                denied and not own and (self.memory.narrow or (self.statements.is_note(text) and not sentence.is_item))
            ):
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
        way, verdict = self.judge.chosen(
            [(way, verdict) for way, verdict in self.judge.verdicts(given) if is_understood(verdict)]
        )
        if verdict is not None and answer is not None and answer["no"] is not None:
            verdict = self.statements.denied(way.text)
        if verdict is None:
            self.leave(sentence, "a question")
            return
        self._claim(sentence, way, tuple(map(self.judge.of_disease, leaves_of(verdict))))

    def leave(self, sentence: Sentence, reason: str) -> None:
        """Leave a sentence unchecked."""
        self.unchecked.append(Unchecked(sentence.start, sentence.end, sentence.text, reason))


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


def _is_decided(leaves: tuple[Verdict, ...]) -> bool:
    return any(leaf.verdict not in (UNKNOWN, NOT_UNDERSTOOD) for leaf in leaves)


def _parted(leaf: Verdict) -> Verdict:
    """Return a claim without the disease in front of its sentence, "In the nodular form, MRI shows …", as open."""
    return leaf._replace(verdict=NOT_UNDERSTOOD, because=RESTRICTED) if leaf.verdict == SUPPORTED else leaf


def _doubted(leaf: Verdict) -> Verdict:
    """Return a claim of a sentence that cannot be read in full: what is not read may restrict what seems to be wrong."""
    return leaf._replace(verdict=NOT_UNDERSTOOD, because=RESTRICTED) if leaf.verdict in DENIED else leaf
