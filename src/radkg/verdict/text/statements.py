"""The sentences that a text is taken apart into, each looked at by itself: what it names, and the verdict on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, TERM
from radkg.namespaces import RADKG
from radkg.statement import NotUnderstood, read_claims
from radkg.statement.chunks import COPULA, PREPOSITION, Span, segment, segment_with_spans
from radkg.statement.chunks import UNKNOWN as UNKNOWN_WORD
from radkg.statement.claims import Kept
from radkg.statement.clauses import may_take_back
from radkg.statement.nouns import ANATOMY, DISEASE, FINDING, MODALITY, POPULATION
from radkg.statement.prose import rewritten
from radkg.statement.texts import Referred
from radkg.statement.utterance import HALF
from radkg.verdict.check import on_claims
from radkg.verdict.claim import IN_DISEASE, SEEN_ON, claims_of_fact
from radkg.verdict.entailment import IS_KIND_OF
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict

if TYPE_CHECKING:
    from radkg.verdict.answer import ReadingAnswer

DENIED = (CONTRADICTED, DISPUTED)
_PAIR = 2  # diseases
#: Two names, of which the second may leave out the word that both begin with.
_SHARED_WORD = re.compile(
    r"\b(?P<shared>[a-z]+) (?P<one>[a-z]+)(?P<joint>,? and (?:the )?)(?P<other>[a-z]{5,})\b", re.IGNORECASE
)
#: What is said of two things that the sentence names before.
_QUALITY = RADKG + "Quality"
_SAID_OF_BOTH = re.compile(
    r"(?P<before>.+),? (?:because|since|as|and) (?:both|these two|the two)(?: of (?:them|these))?(?P<said> .+)", re.IGNORECASE
)
#: What warns of something, which takes nothing back of why it does.
_WARNS = r"(?i)\b(?:no|not|never|nor|should|without|only)\b|n['’]t\b"
#: Words beside which less than what is said need not be so.
_MAY_BE_NONE = re.compile(
    r"\b(?:no|not|never|without|none|neither|nor|absent|absence|lacks?|lacking|free|spares?|spared|sparing|only|less|fewer|least|most|all"
    r"|every|always|unlike|than|more|first|last|differ\w*|distinguish\w*|mistaken|mimic\w*|resembl\w+|look|looks|like|excluded?)\b"
    r"|n['’]t\b|(?<![\w-])\d|%",
    re.IGNORECASE,
)
#: What may be an adjective, and says no more than of what kind something is that is there.
_ADJECTIVE = re.compile(
    r"(?!(?:former|previous|prior|suspected|supposed|possible|probable|potential|presumed|alleged|apparent|absent|normal|healthy"
    r"|intact|resolved|treated|untreated|fake|false|imaginary|mock|quasi|near|so-called|would-be|future|hidden|and|or|of|by|to"
    r"|with|from|the|an?|any|some|other|such|both|each|whole|main|sole|single|rare|frequent|common|usual|unusual|reduced|decreased"
    r"|increased|low|lower|high|higher|abnormal|subtle|minimal|anti|non|pre|post|un|de|little|scant|scarce|negligible|trivial|nil|zero"
    r"|dubious|questionable|equivocal|doubtful|impending|imminent|incomplete|virtual|artificial|experimental|theoretical"
    r"|hypothetical|fictional|legendary|mythical|pretend|sham|phantom|illusory|spurious)\b)"
    r"[a-z]{3,}(?:-[a-z]+)*(?<!ly)(?<!ed)(?<!less)(?<!ness)(?<!est)(?<!ing)(?<!ment)(?<!tion)(?<!sis)(?<!itis)(?<!oma)(?<!er)",
    re.IGNORECASE,
)
_FREQUENTLY = re.compile(
    r"\b(?:common|commonest|commonly|frequent|frequently|usual|usually|typical|typically|often|generally|hallmark|many)\b",
    re.IGNORECASE,
)


class Statements:
    """Looks at sentences by themselves, each once.

    Attributes:
        known: The knowledge that they are held against.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self._kept: dict[tuple[str, bool, bool, frozenset[str]], Verdict] = {}
        self._read: Kept = {}

    def forget(self) -> None:
        """Forget the verdicts on the sentences looked at so far."""
        self._kept.clear()
        self._read.clear()

    def spans(self, text: str) -> list[Span]:
        """Return the chunks of a sentence, each with its place."""
        return segment_with_spans(text.lower(), self.known.lexicon)

    def is_note(self, text: str) -> bool:
        """Return whether a sentence has no verb."""
        return not any(span.chunk.kind in (COPULA, RELATION) for span in self.spans(text))

    def names_something(self, text: str) -> bool:
        """Return whether a sentence names a disease or a finding."""
        terms = (entry.iri for span in self.spans(text) if span.chunk.kind == TERM for entry in span.chunk.entries[:1])
        return any(self.known.is_kind(term, {DISEASE, FINDING}) and term not in (DISEASE, FINDING) for term in terms)

    def is_of_somebody(self, text: str) -> bool:
        """Return whether a sentence says what somebody has, whom it calls by a name: "Tom has frost"."""
        spans = self.spans(text)[:1]
        return bool(
            spans and spans[0].chunk.kind == UNKNOWN_WORD and compiled(r"[A-Z]\w+ (?:\w+ )?(?:has|had|suffers)\b").match(text)
        )

    def denied(self, text: str) -> Verdict | None:
        """Return the verdict on the opposite of what a text asks; ``None`` where that cannot be read."""
        try:
            return on_claims(self.known, read_claims(text, self.known, denied=True))
        except NotUnderstood:
            return None

    def is_place(self, text: str) -> bool:
        """Return whether a phrase, "in the leaf", is made of a part of the body, or of images, and small words alone."""
        chunks = [span.chunk for span in self.spans(text)]
        named = [chunk.entries[0].iri for chunk in chunks if chunk.kind == TERM]
        small = all(chunk.kind in (TERM, PREPOSITION) for chunk in chunks)
        return small and bool(named) and all(self.known.is_kind(iri, {ANATOMY, MODALITY}) for iri in named)

    def with_shared_words(self, given: Referred) -> Referred:
        """Return a sentence with the word that two names share said of both: "oak root and bark" as oak root and oak bark.

        That is so only where the second is known by both words, and by its own alone is nothing.
        """

        def written(match: re.Match[str]) -> str | None:
            shared, one, other = match["shared"], match["one"], match["other"]
            alone = [span.chunk.kind for span in self.spans(other)]
            is_shared = alone == [UNKNOWN_WORD] and self._is_name(f"{shared} {one}") and self._is_name(f"{shared} {other}")
            return f"{shared} {one}{match['joint']}{shared} {other}" if is_shared else None

        return rewritten(given, _SHARED_WORD, written)

    def _is_name(self, text: str) -> bool:
        """Return whether a text is one name of something that is known, and no more."""
        spans = self.spans(text)
        return len(spans) == 1 and spans[0].chunk.kind == TERM

    def is_disease(self, iri: str) -> bool:
        """Return whether a term is a disease."""
        return self.known.is_kind(iri, {DISEASE})

    def of_both(self, given: Referred) -> Referred | None:
        """Return what a sentence says of two things together that it names before: "no X and no Y, because both can …"."""
        match = _SAID_OF_BOTH.fullmatch(given.text)
        if match is None or may_take_back(compiled(_WARNS).sub("", match["before"])):
            return None
        before = match["before"]
        named = [
            before[span.start : span.end]
            for span in self.spans(before)
            if span.chunk.kind == TERM and not self.known.is_kind(span.chunk.entries[0].iri, {DISEASE, POPULATION, _QUALITY})
        ]
        if len(set(named)) != _PAIR:
            return None
        both, start = " and ".join(named), match.start("said")
        return Referred(f"{both}{given.text[start:]}", ((0, start, len(both)),), given)

    def bears_out(self, text: str, verdict: Verdict) -> bool:
        """Return whether a verdict on a sentence that says what ``text`` does in other words bears that out, in part at least.

        What calls frequent what is not is not borne out by that there is something, nor is anything by that a disease is one.
        """
        supported = [leaf for leaf in leaves_of(verdict) if leaf.verdict == SUPPORTED]
        return not all(map(self._is_trivial, supported)) and not self._is_rare(text, verdict)

    @staticmethod
    def is_taxonomic(verdict: Verdict) -> bool:
        """Return whether what is borne out is no more than what is a kind of what."""
        readings = [leaf.reading for leaf in leaves_of(verdict) if leaf.verdict == SUPPORTED]
        return all(reading is not None and reading["relation"]["iri"] == IS_KIND_OF for reading in readings)

    @staticmethod
    def _is_trivial(leaf: Verdict) -> bool:
        """Return whether a claim says no more of something than that it is a disease, or a finding."""
        reading = leaf.reading
        return bool(reading and reading["relation"]["iri"] == IS_KIND_OF and reading["object"]["iri"] in (DISEASE, FINDING))

    def _is_rare(self, text: str, verdict: Verdict) -> bool:
        """Return whether a sentence calls frequent what the facts that bear it out give for less than half of the cases."""
        if not _FREQUENTLY.search(text):
            return False
        iris = {fact.iri for leaf in leaves_of(verdict) if leaf.verdict == SUPPORTED for fact in leaf.facts}
        premises = [premise for fact in map(self.known.fact, iris) if fact for premise in claims_of_fact(fact, self.known)]
        return any(
            (premise.frequency and premise.frequency[0] < HALF) or not self.known.few.isdisjoint(premise.frequency_words)
            for premise in premises
        )

    def is_seen_on(self, images: str, verdict: Verdict) -> bool:
        """Return whether all that a sentence says is borne out by what is known of such images, or of some of their kind."""
        named = {entry.iri for span in self.spans(images) if span.chunk.kind == TERM for entry in span.chunk.entries[:1]}
        return all(
            leaf.verdict == SUPPORTED and any(self._is_of_images(fact.iri, named) for fact in leaf.facts)
            for leaf in leaves_of(verdict)
        )

    def _is_of_images(self, iri: str, named: set[str]) -> bool:
        fact = self.known.fact(iri)
        seen = {value for property_, value in fact.qualifiers if property_ == SEEN_ON} if fact else set()
        return any(self.known.is_within(*pair) for one in seen for other in named for pair in ((one, other), (other, one)))

    def first_finding(self, heading: str) -> str:
        """Return a heading that is the name of a finding and nothing else; empty for any other."""
        row = next(segment(heading, self.known.lexicon), []) if heading else []
        terms = [entry.iri for item in row for entry in item.entries[:1]] if len(row) == 1 and row[0].kind == TERM else []
        return heading if terms and self.known.is_kind(terms[0], {FINDING}) else ""

    def last_finding(self, text: str) -> str:
        """Return the finding that a sentence names last, as it stands there; empty where it names none."""
        named = [
            text[span.start : span.end]
            for span in self.spans(text)
            if span.chunk.kind == TERM and self.known.is_kind(span.chunk.entries[0].iri, {FINDING})
        ]
        return named[-1] if named else ""

    @staticmethod
    def says_nothing(leaf: Verdict) -> bool:
        """Return whether a claim says of something that it is itself, by the same name: "anti-X is anti-X antibody"."""
        reading = leaf.reading
        if not reading or reading["relation"]["iri"] != IS_KIND_OF or reading["subject"]["iri"] != reading["object"]["iri"]:
            return False
        one, _, other = (
            set(side.split()) for side in compiled(r" (is|are) ").sub("\n", leaf.statement.lower(), 1).partition("\n")
        )
        return one <= other or other <= one

    def is_of_images(self, reading: ReadingAnswer) -> bool:
        """Return whether a claim says of a finding by what it is seen, as of any disease: "MRI shows frost"."""
        subject, object_ = reading["subject"]["iri"], reading["object"]["iri"]
        return self.known.is_kind(subject, {FINDING}) and self.known.is_kind(object_, {MODALITY})

    def without_unknown(self, leaf: Verdict) -> str:
        """Return an undecided claim without the adjectives that are not known, "a grey gall", which it implies; else empty.

        They stand in front of a finding that the claim says is there, and are none that say it is not, or not really.
        """
        text, at = leaf.statement, len(leaf.statement)
        if not leaf.unrecognised or _MAY_BE_NONE.search(text):
            return ""
        known, kept = False, text
        for span in reversed(self.spans(text)):
            word = text[span.start : span.end]
            if span.chunk.kind == UNKNOWN_WORD:
                if not known or text[span.end : at].strip() or not _ADJECTIVE.fullmatch(word):
                    return ""
                kept = f"{kept[: span.start]}{kept[at:]}"
                at = span.start
                continue
            known = span.chunk.kind == TERM and self.known.is_kind(span.chunk.entries[0].iri, {FINDING})
            at = span.start
        return kept if kept != text else ""

    def names_disease(self, reading: ReadingAnswer) -> bool:
        """Return whether a claim is of a disease that it names."""
        ends = (reading["subject"]["iri"], reading["object"]["iri"])
        in_disease = self.known.qualifiers[IN_DISEASE].key
        return in_disease in reading["qualifiers"] or any(map(self.is_disease, ends))

    def called(self, leaf: Verdict) -> Verdict:
        """Return the verdict on a claim that calls a disease by what it shows, "X is a mass", as one that it shows that."""
        undecided = leaf.verdict == UNKNOWN
        if not undecided and (leaf.verdict != CONTRADICTED or any(fact.kind != "axiom" for fact in leaf.facts)):
            return leaf
        if not leaf.reading or leaf.reading["excluded"]:
            return leaf
        subject, object_ = leaf.reading["subject"]["iri"], leaf.reading["object"]["iri"]
        if not self.is_disease(subject) or object_ == FINDING or not self.known.is_kind(object_, {FINDING}):
            return leaf
        text = compiled(r" (?:is|are) (?=an? )").sub(" shows ", leaf.statement, count=1)
        if undecided and text == leaf.statement:
            return leaf  # it may be part of a sentence that is not as right as it is by itself
        shows = self.verdict(text)
        return (shows if shows.verdict == SUPPORTED else leaf._replace(verdict=UNKNOWN, facts=()))._replace(
            start=leaf.start, end=leaf.end
        )

    def verdict(
        self, text: str, *, in_full: bool = False, partly: bool = False, about: frozenset[str] = frozenset()
    ) -> Verdict:
        """Return the verdict on a sentence.

        Args:
            text: The sentence.
            in_full: Whether nothing is read that has a word for which radkg has no term or relation.
            partly: Whether one that can be read is checked beside one that cannot.
            about: IRIs of the diseases that were named before, and that what names none goes on about.
        """
        found = self._kept.get((text, in_full, partly, about))
        if found is None:
            try:
                claims = read_claims(text, self.known, in_full=in_full, partly=partly, kept=self._read)
                found = on_claims(self.known, claims, about)
            except NotUnderstood as error:
                found = Verdict(text, NOT_UNDERSTOOD, None, because=error.reason, unrecognised=error.unrecognised)
            self._kept[text, in_full, partly, about] = found
        return found


def is_understood(verdict: Verdict) -> bool:
    """Return whether a sentence, or some clause of it, can be read."""
    return any(leaf.verdict != NOT_UNDERSTOOD for leaf in leaves_of(verdict))


def leaves_of(verdict: Verdict) -> Iterator[Verdict]:
    """Yield the verdicts on the single claims of a sentence."""
    if not verdict.parts:
        yield verdict
    for part in verdict.parts:
        yield from leaves_of(part)
