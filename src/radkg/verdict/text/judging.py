"""The verdict on a sentence of a text, read in the ways that what stands around it allows."""

from __future__ import annotations

import re

from radkg.model.english import compiled
from radkg.model.words import RELATION, TERM
from radkg.statement.besides import besides
from radkg.statement.chunks import COPULA
from radkg.statement.completion import completed, lists_role, notes, of_end, of_role, with_disease
from radkg.statement.passages import general_clauses, has_verb, plainer, weaker, without_images
from radkg.statement.prose import substituted, without_brackets, without_grades
from radkg.statement.reach import begins_with_verb, has_other_role, is_about, led
from radkg.statement.texts import Referred, Sentence, names_patient, refers_back, refers_to_one, with_reference
from radkg.verdict.context import left_open
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict
from radkg.verdict.text.memory import Memory
from radkg.verdict.text.result import AMBIGUOUS, TURNED, UNNAMED
from radkg.verdict.text.statements import DENIED, is_understood, leaves_of

_WITH_HEADING = 3  # the first of the ways to say a note, which say its heading too
#: What begins so is denied of each thing in its list, and no note of the last of them.
_NONE_OF_MANY = re.compile(r"(?:no|none|neither|few|hardly)\b.*(?:,| and | or )", re.IGNORECASE)
#: What stands in front of one of several, which is itself none of what is said.
_AMONG = re.compile(r"(?:among|of|within) [^,]+, ", re.IGNORECASE)
#: A note that leaves out what it is about.
_WITHOUT_SUBJECT = re.compile(
    r"(?:(?:can|may|might) (?:also )?|(?:often|usually|typically|mostly|rarely) )?"
    r"(?:is|be|affects?|involves?|spares?|begins?|starts"
    r"|spreads?|progresses|causes|presents?|occurs?|responds|resembles?|mimics?|has|shows) ",
    re.IGNORECASE,
)
#: "X is super rare", which says no more than that it is a rare disease.
_RARE = r" is (?:also |indeed )?(?:(?:very|extremely|quite|really|super|incredibly|exceedingly) |ultra-)?rare"
_IS_RARE = re.compile(rf"(?P<what>[^,;:]+){_RARE}", re.IGNORECASE)
#: Roles that diseases have.
_OF_DISEASES = re.compile(r"complication|cause|mimic|differential", re.IGNORECASE)


class Judge:
    """Reads a sentence as one of the text, and holds it against the facts.

    Attributes:
        memory: What the text has said so far.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.statements = memory.statements
        self.known = memory.known

    def general_clauses(self, given: Referred) -> list[tuple[Referred, tuple[Verdict, ...]]]:
        """Return what a sentence says by the way of a disease in general, with the verdicts on that where it is decided."""
        if not re.search(r",| that ", given.text) or is_understood(self.statements.verdict(given.text, in_full=True)):
            return []
        named = self._names_of_diseases(given.text)
        found = []
        for way in general_clauses(given, named):
            leaves = tuple(map(self.ungraded, leaves_of(self.statements.verdict(way.text, in_full=True))))
            if not any(leaf.verdict in (SUPPORTED, *DENIED) for leaf in leaves):
                pieces = besides(Sentence(way.text, 0, len(way.text)))
                verdicts = (self.statements.verdict(piece.text, in_full=True) for piece in pieces)
                leaves = tuple(
                    self.ungraded(leaf)._replace(start=0, end=len(way.text))
                    for verdict in verdicts
                    for leaf in leaves_of(verdict)
                )
            if any(leaf.verdict in (SUPPORTED, *DENIED) for leaf in leaves):
                found.append((way, leaves))
        return found

    def is_general(self, given: Referred) -> bool:
        """Return whether a sentence in a report is about a disease that it names or refers to, and not about the patient."""
        way = next(iter(self.memory.ways(given)), None) if self.memory.report and not names_patient(given.text) else None
        return way is not None and any(
            leaf.reading and self.statements.is_disease(leaf.reading["subject"]["iri"])
            for leaf in leaves_of(self.statements.verdict(way.text, partly=True))
        )

    def verdicts(self, given: Referred) -> list[tuple[Referred, Verdict]]:
        """Return the verdicts on the ways to read a sentence, the likeliest first."""
        ways = self.memory.ways(given)
        if self.memory.contrasted and refers_to_one(given.text) and not self.memory.is_agreed(given):
            return [(given, Verdict(given.text, NOT_UNDERSTOOD, None, because=AMBIGUOUS))]
        if (
            self.memory.heading
            and self.statements.is_note(given.text)
            and (self.memory.is_led() or (has_other_role(self.memory.heading) and not self.memory.diseases(given.text)))
        ):
            return [self._under_heading(given) or (given, Verdict(given.text, NOT_UNDERSTOOD, None, because=TURNED))]
        if of_topic := self._decided_of_topic(given):
            return [of_topic]
        role, front = lists_role(given.text)
        if role and (_OF_DISEASES.search(role) or not (self.memory.diseases(front) or self._says_whose(given.text))):
            return [self._of_role(given)]
        if with_subject := self._with_subject(given):
            return [with_subject]
        ways = [*ways, *(shorter for way in ways for shorter in plainer(way))]
        ways += [shorter for way in ways for shorter in weaker(way)] if not self.memory.report else []
        if not ways:
            return [(given, Verdict(given.text, NOT_UNDERSTOOD, None, because=UNNAMED))]
        if (read := self._understood(ways)) is not None:
            return read
        return [(ways[0], self.statements.verdict(ways[0].text))]

    def _says_whose(self, text: str) -> bool:
        """Return whether a sentence says of which disease it is, "signs are common in X", and does not only list one."""
        return any(
            compiled(r"(?i)\b(?:in|of|with|for|by|from|to|than|as)(?: an?| the)? $").search(text[: span.start])
            for span in self.statements.spans(text)
            if span.chunk.kind == TERM and self.statements.is_disease(span.chunk.entries[0].iri)
        )

    def _of_role(self, given: Referred) -> tuple[Referred, Verdict]:
        """Return what a sentence lists, "Treatment includes X", of the disease of the text: that X is one decides nothing."""
        for disease in self.memory.topics():
            found = [(way, self.statements.verdict(way.text, in_full=True)) for way in with_disease(given.text, 0, disease)]
            found = [(way._replace(of=given), verdict) for way, verdict in found if is_understood(verdict)]
            if found:
                return next((one for one in found if one[1].verdict in (SUPPORTED, *DENIED)), found[0])
        return given, Verdict(given.text, NOT_UNDERSTOOD, None, because=UNNAMED)

    def _with_subject(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note that begins with its verb, "Can be caused by X", as a sentence about the disease of the text."""
        heading = self.memory.heading
        named = next(iter(self.memory.diseases(heading)), "")
        disease = named or next(iter(self.memory.topics()), "")
        if heading and not named and not is_about(heading, self.known.lexicon):
            return None
        if not disease or not _WITHOUT_SUBJECT.match(given.text):
            return None
        way = Referred(f"{disease} {given.text[0].lower()}{given.text[1:]}", ((0, 0, len(disease) + 1),), given)
        verdict = self.statements.verdict(way.text, in_full=True)
        return (way, verdict) if is_understood(verdict) else None

    def _understood(self, ways: list[Referred]) -> list[tuple[Referred, Verdict]] | None:
        """Return the verdicts on those of the ways that can be read: in full, of the disease of the text, or in part."""
        if found := [
            (way, verdict) for way in ways if is_understood(verdict := self.statements.verdict(way.text, in_full=True))
        ]:
            return found
        for way in ways:
            if decided := self._decided_of_disease(way):
                return [decided]
        for way in ways if not self.memory.report else ():
            if decided := self._under_heading(way):
                return [decided]
        for way in ways:
            if weaker := self._rare(way) or self._borne_out_without_grades(way) or self._borne_out_without_images(way):
                return [weaker]
        for way in ways:
            if (of_both := self.statements.of_both(way)) and is_understood(
                verdict := self.statements.verdict(of_both.text, in_full=True)
            ):
                return [(of_both, verdict)]
        bare = [shorter for way in ways if (shorter := without_brackets(way)) is not way]
        if bare and (shorter_read := self._understood(bare)):
            return shorter_read
        return [
            (way, verdict) for way in ways if is_understood(verdict := self.statements.verdict(way.text, partly=True))
        ] or None

    def _borne_out_without_grades(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence without the words that only grade what it says, where that is borne out."""
        way = without_grades(given)
        if way is given:
            return None
        verdict = self.statements.verdict(way.text, in_full=True)
        found = (way, verdict) if is_understood(verdict) else self._decided_of_disease(way)
        return found if found and self.statements.bears_out(given.text, found[1]) else None

    def _borne_out_without_images(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence without the images on which it is so, where what is known of such images bears it out."""
        way = without_images(given)
        if way is given:
            return None
        verdict = self.statements.verdict(way.text, in_full=True)
        found = (way, verdict) if verdict.verdict == SUPPORTED else self._decided_of_disease(way)
        found = found or self._borne_out_without_grades(way)
        images = given.text[: len(given.text) - len(way.text)]
        on_them = found is not None and self.statements.is_seen_on(images, found[1])
        return found if found and on_them and self.statements.bears_out(given.text, found[1]) else None

    def _rare(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return "X is very rare" as that X is a rare disease, where X is the disease that the text is about."""
        match = _IS_RARE.fullmatch(given.text)
        named = list(self.memory.diseases(match["what"])) if match else []
        topics = self.memory.topics() or named
        if (
            match is None
            or len(named) != 1
            or named[0] not in topics
            or self._names_of_diseases(match["what"]) != (match["what"],)
        ):
            return None
        way = substituted(given, compiled(rf"(?i){_RARE}$"), " is a rare disease")
        return way, self.statements.verdict(way.text, in_full=True)

    def _under_heading(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note without a verb as what it says under its heading of the disease of the text: "Mimics: X and Y"."""
        spans = self.statements.spans(given.text)
        if any(span.chunk.kind == COPULA for span in spans) or _NONE_OF_MANY.match(given.text) or _AMONG.match(given.text):
            return None
        named = next(iter(self.memory.diseases(self.memory.heading)), "")
        if self.memory.is_led():
            return self._led(given)
        heading, lexicon = self.memory.heading, self.known.lexicon
        if heading and not named and begins_with_verb(given.text.lower(), lexicon) and not is_about(heading, lexicon):
            return None  # what it leaves out is its heading, of which nothing is known
        finding = self.statements.first_finding(self.memory.heading)
        if finding and (shared := self._share_of(finding, given)):
            return shared
        if self.memory.heading and not named and self.memory.diseases(given.text):
            kind = compiled(r"\b(?:type|form|pattern|variety|kind)$").sub(next(iter(self.memory.said), ""), self.memory.heading)
            way = Referred(f"{kind} is seen in {given.text}", ((0, 0, len(kind) + 12),), given)
            verdict = self.statements.verdict(way.text, partly=True)
            if self.statements.bears_out(f"{self.memory.heading} {given.text}", verdict):
                return way, verdict
        begins = spans[0].chunk.entries[0].iri if spans and spans[0].chunk.kind == TERM else ""
        if self.statements.is_disease(begins) and any(span.chunk.kind == RELATION for span in spans[1:3]):
            return None  # it is no note: it says itself of what it is
        for disease in dict.fromkeys((named, *self.memory.topics())):
            ways = list(notes(self.memory.heading, disease, finding=finding)) if disease else []
            ways = [(f"{self.memory.heading} include ", ""), *ways] if disease == named and not finding else ways
            for before, behind in ways[:_WITH_HEADING] if has_other_role(self.memory.heading) else ways:
                way = Referred(f"{before}{given.text}{behind}", ((0, 0, len(before)),), given)
                for partly in (False,) if has_verb(given.text) else (False, True):
                    verdict = self.statements.verdict(way.text, in_full=not partly, partly=partly)
                    of_kinds = not disease and self.statements.is_taxonomic(verdict)
                    if not of_kinds and self.statements.bears_out(f"{self.memory.heading} {given.text}", verdict):
                        return way, verdict
        return None

    def _led(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note as the sentence that it completes, of which its heading is the beginning: "Frost shows:"."""
        topics = self.memory.topics()
        line = with_reference(self.memory.heading, topics[0], topics[0]).text if topics else self.memory.heading
        if topics and begins_with_verb(line, self.known.lexicon):
            line = f"{topics[0]} {line}"
        for note in dict.fromkeys((given, without_brackets(given), without_grades(given))):
            text, at = led(line, note.text)
            way = Referred(text, ((0, 0, at),), note)
            verdict = self.statements.verdict(text, in_full=True)
            if is_understood(verdict) and (note is given or self.statements.bears_out(given.text, verdict)):
                return way, verdict
        return None

    def _share_of(self, finding: str, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a note of how many have the finding that it stands under, with the verdict on that: "Cracks: 26 %"."""
        note = Referred(f"{finding}: {given.text}", ((0, 0, len(finding) + 2),), given)
        for way in with_disease(note.text, 0, self.memory.disease) if self.memory.disease else ():
            verdict = self.statements.verdict(way.text, in_full=True)
            if verdict.verdict in (SUPPORTED, *DENIED):
                return way._replace(of=note), verdict
        return None

    def of_text(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names no disease as one of the disease of the text, where that bears out a part of it."""
        if self.memory.report or refers_back(given.text) or self.memory.diseases(given.text):
            return None
        for disease in self.memory.topics()[:1]:
            way = Referred(f"In {disease}, {given.text}", ((0, 0, len(disease) + 5),), given)
            verdict = self.statements.verdict(way.text, partly=True)
            found = {leaf.verdict for leaf in leaves_of(verdict)}
            if SUPPORTED in found and found.isdisjoint(DENIED) and self.statements.bears_out(given.text, verdict):
                return way, verdict
        return None

    def of_disease(self, leaf: Verdict) -> Verdict:
        """Return a claim that names no disease as one of the disease that the text is about, where that decides it.

        What is known of other diseases alone does not decide it.
        """
        about = frozenset(filter(None, [self.memory.terms.get(next(iter(self.memory.topics()), ""))]))
        if leaf.reading and not self.statements.names_disease(leaf.reading):
            leaf = self._of_topic_alone(leaf, about)
        if leaf.verdict not in (UNKNOWN, NOT_UNDERSTOOD):
            return leaf
        given = Referred(leaf.statement)
        found = self._decided_of_disease(given) or self._borne_out_without_grades(given)
        if not found or found[1].verdict == UNKNOWN:
            return leaf
        return found[1]._replace(start=leaf.start, end=leaf.end)

    def _of_topic_alone(self, leaf: Verdict, about: frozenset[str]) -> Verdict:
        """Return a claim that names no disease without its verdict where only what is known of other diseases decides it.

        "MRI shows X" is said of the disease of the text: that X is seen on MRI in any other does not bear that out.
        """
        if leaf.verdict == UNKNOWN or not leaf.reading or not (about or self.memory.foreign):
            return leaf
        seen_on = self.statements.is_of_images(leaf.reading)
        if about and seen_on:
            narrowed = self.statements.verdict(leaf.statement, about=about)
            if narrowed.reading and not narrowed.parts and narrowed.verdict != UNKNOWN:
                leaf = narrowed._replace(start=leaf.start, end=leaf.end)
        leaf = left_open(leaf, about, self.known)
        finding = leaf.reading["subject"]["label"] if leaf.reading else ""
        for disease in about if seen_on and leaf.verdict == SUPPORTED else ():
            shown = self.statements.verdict(f"{self.known.label(disease)} shows {finding}", in_full=True)
            if shown.verdict not in (SUPPORTED, DISPUTED):
                because = f"It is said of {self.known.label(disease)}, which is not known to show that."
                return leaf._replace(verdict=UNKNOWN, facts=(), because=because)
        return leaf

    def ungraded(self, leaf: Verdict) -> Verdict:
        """Return a claim that nothing decides without the words that only grade what it says, where that is borne out.

        The images on which it is so are left out as well.
        """
        if leaf.verdict not in (UNKNOWN, NOT_UNDERSTOOD):
            return leaf
        given = Referred(leaf.statement)
        found = self._borne_out_without_grades(given) or self._borne_out_without_images(given)
        return found[1]._replace(start=leaf.start, end=leaf.end) if found and found[1].verdict == SUPPORTED else leaf

    def _decided_of_disease(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names no disease as one of the disease that the text is about, with the verdict on it.

        Of the disease that it was about before, it is only where that bears it out.
        """
        text = given.text
        if of_topic := self._decided_of_topic(given):
            return of_topic
        if own := self.memory.diseases(text):
            return self._decided_without(given, next(iter(own))) if len(own) == 1 else None
        spans = self.statements.spans(text)
        noun = next((span.end for span in spans if span.chunk.kind == TERM), 0)
        condition = self.memory.cohort.condition if self.memory.cohort and not self.memory.foreign else ""
        diseases = [name for name in dict.fromkeys((condition, *self.memory.topics(), self.memory.group())) if name]
        for disease in diseases:
            for way in with_disease(text, noun, disease):
                verdict = self.statements.verdict(way.text, in_full=True)
                if (verdict.verdict == SUPPORTED and self.statements.bears_out(text, verdict)) or (
                    disease in (condition, self.memory.disease) and verdict.verdict in DENIED
                ):
                    return way._replace(of=given), verdict
        names = [*diseases, *(f"{finding} of {disease}" for disease in diseases[:1] for finding in self.memory.said[:1])]
        for name in names if not self.memory.report else ():  # what a report leaves out may be its patient
            for way in completed(text, name):
                verdict = self.statements.verdict(way.text, partly=True)
                if self.statements.bears_out(text, verdict):
                    return way._replace(of=given), verdict
        return None

    def _decided_of_topic(self, given: Referred) -> tuple[Referred, Verdict] | None:
        """Return what a sentence says of the text's disease, or of its finding, beside the diseases that it names itself.

        It says how the disease ends, what is a mimic of it, or what is a cause of the finding.
        """
        condition = self.memory.cohort.condition if self.memory.cohort and not self.memory.foreign else ""
        for disease in dict.fromkeys(name for name in (condition, *self.memory.topics()) if name):
            for way in of_end(given, disease):
                verdict = self.statements.verdict(way.text, in_full=True)
                if verdict.verdict == SUPPORTED or (disease in (condition, self.memory.disease) and verdict.verdict in DENIED):
                    return way, verdict
        findings = (self.memory.subject, *self.memory.said[:2])
        whole = () if self.memory.foreign else (self.memory.topic,)
        for way in of_role(given, [condition, *self.memory.topics(), *self.memory.groups(), *whole], [*findings]):
            verdict = self.statements.verdict(way.text, in_full=True)
            if any(leaf.verdict == SUPPORTED for leaf in leaves_of(verdict)):
                return way, verdict
        return None

    def _decided_without(self, given: Referred, disease: str) -> tuple[Referred, Verdict] | None:
        """Return a sentence that names one disease, "in X", said of that disease in other words, where that bears it out."""
        name = "|".join(map(re.escape, {disease, *self._names_of_diseases(given.text)}))
        name = f"(?:{name})"
        its = rf"^{name}(?:'s)? (?=[a-z]+s (?:are|include)\b)"  # "X symptoms are", where the text has "its"
        named = re.compile(rf",? (?:in|of|with) (?:the )?{name}\b|^in {name},? |{its}", re.IGNORECASE)
        bare = substituted(given, named, "")
        for way in with_disease(bare.text, 0, disease) if bare is not given else ():
            if (verdict := self.statements.verdict(way.text, in_full=True)).verdict == SUPPORTED:
                return way._replace(of=bare), verdict
        return None

    def _names_of_diseases(self, text: str) -> tuple[str, ...]:
        """Return the names of diseases as they stand in a text, "FHB" and "head blight"."""
        return tuple(
            text[span.start : span.end]
            for span in self.statements.spans(text)
            if span.chunk.kind == TERM and self.statements.is_disease(span.chunk.entries[0].iri)
        )

    @staticmethod
    def chosen(verdicts: list[tuple[Referred, Verdict]]) -> tuple[Referred, Verdict | None]:
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
            decided = (
                (one, other) for decides in (SUPPORTED, DISPUTED) for one, other in verdicts[1:] if other.verdict == decides
            )
            return next(decided, (way, verdict))
        return way, verdict
