"""What a text has said so far, and what a sentence of it gets from its neighbours: who "it" is, and which disease."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from radkg.model.english import compiled
from radkg.model.words import RELATION, TERM
from radkg.statement.chunks import COMMA, CONJUNCTION, COPULA, PREPOSITION, Chunk, segment
from radkg.statement.cohorts import Cohort
from radkg.statement.nouns import DISEASE, FINDING, POPULATION, TREATMENT
from radkg.statement.prose import rewritten
from radkg.statement.reach import is_of_another, leads
from radkg.statement.texts import (
    Referred,
    acts_on_disease,
    refers_back,
    refers_to_disease,
    refers_to_people,
    refers_to_two,
    with_reference,
)
from radkg.verdict.result import NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, Verdict
from radkg.verdict.text.statements import Statements

_REMEMBERED = 6  # findings
_PAIR = 2  # diseases
_LIST_OF_TWO = 3  # chunks: one thing, "and", the other
_DEFINITE = r"\b((?i:(?:most|many|some)(?: of)?(?: the| these)?|the|these|those|such|this) ([a-z]{4,}))\b(?! of\b)"
#: A form of the disease by what sets it apart: "the juvenile form".
_FORM = r"\b[Tt]he ((?:[a-z-]+ )?[a-z-]+) (?:form|type|variant|subtype|variety)\b(?! of (?!the disease\b)| ?[\dIVX])"
#: What a sentence stands against, and is not about.
_BESIDE = (
    r"(?i)^(?:unlike|in contrast (?:to|with)|as opposed to|compared (?:with|to)|apart from|besides|(?:just )?like|rather than"
    r"|instead of) [^,]+, "
)
#: Of whom a sentence says itself that it is: "in frost it is seen in a third".
_OF_OWN = re.compile(
    r"(?:in|with|among) (?!(?:contrast|comparison|addition|adults|children)\b)(?P<whom>[^,]+?)"
    r"(?=,| (?:it|they|the|about|around|nearly|roughly|up to|most|many|some|one|two|three|a|\d+)\b)",
    re.IGNORECASE,
)
#: What names a disease as one that another is taken for, or that looks like it.
_TAKEN_FOR = re.compile(
    r"\b(?:mistaken (?:for|as)|misdiagnosed|misread|confused (?:with|for)|mimic\w*|look-?alikes?|masquerad\w+"
    r"|resembl\w+|looks? like|similar to|indistinguishable|differential)\b",
    re.IGNORECASE,
)
#: What stands beside the disease of the text only to be told from it.
_COMPARES = re.compile(
    r"\b(?:not|unlike|contrast|than|from|versus|vs|compared|opposed|rather|instead|against|distinguish\w*|differentiat\w+)\b",
    re.IGNORECASE,
)
_TAKEN_FOR_IT = re.compile(
    rf"{_TAKEN_FOR.pattern} (?:it|the disease|this disease|the condition)\b"
    r"|\bits (?:[a-z]+ ){0,2}(?:mimic|mimicker|look-?alike|differential)\b",
    re.IGNORECASE,
)
#: "The frost disease" in a text about one kind of it, and "a frost disease" in a note under its name.
_GROUP_OF_TOPIC = re.compile(r"(?:the|this) ", re.IGNORECASE)
_NOTE_OF_GROUP = re.compile(r"an? ", re.IGNORECASE)
_CONTRASTS = re.compile(r"\b(?:whereas|while|but|unlike|in contrast|contrary|instead)\b|;", re.IGNORECASE)
#: What is so wherever the text goes on: where a sentence is read in another way, nobody goes back behind it.
_KEPT = frozenset(("statements", "known", "terms", "_complications"))


class Memory:
    """What a text has said so far.

    Attributes:
        subject: Name of what the last sentence was about; empty where it was not one thing.
        disease: Name of the disease that the text is about, the last one that was a subject; empty where there is none yet.
        topic: Name of the disease that it was about first.
        report: Whether the text is about one patient.
        cohort: Those whom the text says that a study studied.
        heading: What the sentence stands under, in lower case: "key features".
        narrow: Whether the text may be speaking of some alone, of a while, or of those who were studied.
        foreign: Whether the text is about a disease that is not known.
        said: The findings and treatments that were named, the last one first.
        terms: The terms of the names.
        contrasted: The diseases that the last sentence sets against each other.
        settled: Whether it says of which of them it is itself: "Unlike X, Y ...".
    """

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.known = statements.known
        self.subject = self.disease = self.topic = ""
        self.report = False
        self.cohort: Cohort | None = None
        self.heading = ""
        self.narrow = self.foreign = False
        self.contrasted: list[str] = []
        self.settled = False
        self.said: list[str] = []
        self.terms: dict[str, str] = {}
        self._named: list[str] = []  # the diseases that were named
        self._headed = ""  # the disease that the last sentence stands behind
        self._just_named = ""  # the one disease that the last sentence names and is about
        self._both: list[str] = []  # the two that were named last, where they were two
        self._complications: dict[tuple[str, str], bool] = {}

    def take_title(self, above: tuple[str, ...]) -> None:
        """Take in what the next sentences stand under, which may be another disease."""
        self.narrow = False
        named = list(self.diseases(above[-1])) if above else []
        if len(named) == 1:
            self.disease = self.subject = named[0]
            self.topic = self.topic or self.disease
            self.foreign = False
        elif above and is_of_another(above[-1], self.known.lexicon):
            self.go_to_other()

    def take_heading(self, heading: str, *, begins: bool) -> None:
        """Take in what a sentence stands behind, where that is the name of a disease: "Frost: cracks".

        What begins behind another word, or none, may be about that disease still, or about what the text was about before.
        """
        told_apart = refers_back(heading) or _COMPARES.search(heading) is not None
        named = list(self.diseases(heading)) if heading and not told_apart else []
        if len(named) == 1:
            self.disease, self._headed, self.foreign = named[0], named[0], False
        elif begins and self._headed and not self.foreign:
            self.contrasted = [self._headed, self.topic] if self.topic and self._headed != self.topic else self.contrasted
            self.settled, self._headed = False, ""

    def contrast(self, text: str) -> None:
        """Remember which diseases a sentence, or a clause of one, sets against each other."""
        if named := list(self.diseases(text)):
            self.contrasted = named if len(named) > 1 and self._sets_apart(text) else self._likened(text, named)
            self.contrasted = self.contrasted or self._beside_topic(text, named)
            first = self.first_noun(text)
            to_topic = self.topic in named or _TAKEN_FOR_IT.search(text)
            likened = _TAKEN_FOR.search(text) and (first == self.topic or not to_topic)
            self.settled = first in named and bool(likened or compiled(_BESIDE).match(text))

    def _beside_topic(self, text: str, named: list[str]) -> list[str]:
        """Return the disease of the text and another that a sentence names, where what comes next may be of either.

        "X is a feature of Y" in a text about Z may go on about Y or about Z.
        """
        if len(named) != 1 or not self.topic or named[0] in (self.topic, self.disease) or self.foreign:
            return []
        verb = next((span.start for span in self.statements.spans(text) if span.chunk.kind in (RELATION, COPULA)), None)
        if _COMPARES.search(text):
            return []
        if refers_back(text):
            unsure = refers_to_disease(text) and named[0] in self.diseases(text[:verb])
        else:
            unsure = not _TAKEN_FOR.search(text) and not self.statements.is_disease(self.terms.get(self.first_noun(text), ""))
        one, other = self.terms[named[0]], self.terms.get(self.topic, "")
        kin = self.known.is_within(one, other) or self.known.is_within(other, one) or self._is_of(named[0], self.topic)
        return [named[0], self.topic] if unsure and not kin else []

    def _likened(self, text: str, named: list[str]) -> list[str]:
        """Return the disease of the text and another that a sentence begins with and likens to it: "X resembles it"."""
        first = self.first_noun(text)
        likened = _TAKEN_FOR_IT.search(text) or (self.topic in named and _TAKEN_FOR.search(text))
        return [first, self.topic] if likened and self.topic and first in named and first != self.topic else []

    def turn(self, text: str) -> None:
        """Take in whether a sentence, or a clause of one, turns to a disease that is not known, or back to one that is."""
        verb = next((span.start for span in self.statements.spans(text) if span.chunk.kind in (RELATION, COPULA)), None)
        if is_of_another(text, self.known.lexicon) and not self.diseases(text[:verb]):
            self.go_to_other()
        elif self.diseases(text):
            self.foreign = False

    def _sets_apart(self, text: str) -> bool:
        """Return whether a sentence that names several diseases is about more than one of them."""
        spans = self.statements.spans(text)
        first_named, *others = (self.terms[name] for name in self.diseases(text))
        if all(self.known.is_within(first_named, other) or self.known.is_within(other, first_named) for other in others):
            return False  # a kind, and what it is a kind of
        subjects = sum(
            one.chunk.kind == TERM
            and other.chunk.kind in (COPULA, RELATION)
            and self.statements.is_disease(one.chunk.entries[0].iri)
            for one, other in pairwise(spans)
        )
        first = [span.chunk for span in spans[:_LIST_OF_TWO]]
        joined = [chunk.kind for chunk in first] == [TERM, CONJUNCTION, TERM]
        both = joined and all(self.statements.is_disease(chunk.entries[0].iri) for chunk in first[::2])
        return subjects > 1 or both or _CONTRASTS.search(text) is not None

    def go_to_other(self) -> None:
        """Take in that the text goes on about something that is not known."""
        self.subject = self.disease = ""
        self.foreign = True

    def topics(self) -> tuple[str, ...]:
        """Return the names of the diseases that the text may be about now: what it was about first only where that is kin."""
        if self.foreign:
            return ()
        one, other = (self.terms.get(name, "") for name in (self.disease, self.topic))
        kin = not one or not other or self.known.is_within(one, other) or self.known.is_within(other, one)
        kin = kin or self._is_of(self.disease, self.topic)
        return tuple(dict.fromkeys(name for name in (self.disease, self.topic if kin else "") if name))

    def _is_of(self, disease: str, other: str) -> bool:
        """Return whether one disease is a complication of another, so that a text which names it goes on about that."""
        if (disease, other) not in self._complications:
            said = (f"{other} increases the risk of {disease}", f"{other} shows {disease}")
            self._complications[disease, other] = any(
                self.statements.verdict(text, in_full=True).verdict == SUPPORTED for text in said
            )
        return self._complications[disease, other]

    def state(self) -> dict[str, Any]:
        """Return what is known of the text so far."""
        state = {name: list(value) if isinstance(value, list) else value for name, value in vars(self).items()}
        return {name: value for name, value in state.items() if name not in _KEPT}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what was known before, which the text goes on to change."""
        for name, value in state.items():
            setattr(self, name, list(value) if isinstance(value, list) else value)

    def is_led(self) -> bool:
        """Return whether the sentence completes the heading that it stands under."""
        return leads(self.heading, self.known.lexicon)

    def is_open_between(self) -> bool:
        """Return whether a sentence that leaves out its disease may be about more than one that the last sentence names."""
        return len(self.contrasted) > 1 and not self.settled

    def is_agreed(self, given: Referred) -> bool:
        """Return whether a sentence is as right of each of the diseases that the last sentence set against each other."""
        found = {
            self.statements.verdict(with_reference(given.text, name, name).text, in_full=True).verdict
            for name in self.contrasted
        }
        return len(found) == 1 or found <= {UNKNOWN, NOT_UNDERSTOOD}

    def ways(self, given: Referred) -> list[Referred]:
        """Return the ways to read a sentence, with what it refers back to; none where that is not named before."""
        ways = [given]
        own = list(self.diseases(given.text))
        front = _OF_OWN.match(given.text) if own else None
        of_own = bool(front and self.diseases(front["whom"]))
        if of_own and refers_to_people(given.text):
            return ways  # "In frost, a third of patients …" says of whom
        if refers_back(given.text):
            topics = self.topics()
            said = () if self.foreign else self.said[:2]
            names = dict.fromkeys(name for name in (self.subject, *topics, *said) if name)
            if of_own:  # "in frost it is seen in a third of patients": it is no disease
                topics = tuple(own[:1]) if refers_to_disease(given.text) else ()
                others = [name for name in names if not self.statements.is_disease(self.terms.get(name, ""))]
                names = dict.fromkeys(others) or names
            if refers_to_disease(given.text) and acts_on_disease(given.text):
                names = dict.fromkeys(name for name in (self.subject, *said) if name and name not in topics)
            disease, both = next(iter(topics), ""), " and ".join(self._both)
            ways = [with_reference(given.text, name, disease, both)._replace(of=given) for name in names]
            if self.cohort and self.cohort.condition and disease in self.diseases(self.cohort.condition):
                ways += [with_reference(given.text, "", self.cohort.condition)._replace(of=given)]
            if refers_to_people(given.text):  # the patients may be all of whom the text tells, and not of one form alone
                ways += [with_reference(given.text, "", topic)._replace(of=given) for topic in topics[1:]]
            ways = list({way.text: way for way in ways}.values()) or [given]
            if not names and len(own) == 1 and refers_to_people(given.text):
                ways = [given, with_reference(given.text, "", own[0])._replace(of=given)]
            elif not names and own:  # "the frost disease" names it
                ways = [given]
            elif not names or (refers_to_two(given.text) and not both) or (not disease and refers_to_disease(given.text)):
                return []
        return ways + [way for way in map(self._with_noun_before, ways) if way]

    def with_form(self, given: Referred) -> Referred:
        """Return a sentence with the name of the form that it calls by an adjective alone: "the juvenile form"."""
        return rewritten(given, compiled(_FORM), lambda match: self._form(match[1].split()))

    def _form(self, words: list[str]) -> str | None:
        """Return the name of the one kind of the text's disease that is called by all the words; ``None`` for none.

        Of several, the others of which are kinds of one, it is that one.
        """
        for topic in (self.terms.get(name, "") for name in self.topics()):
            kinds = [iri for iri, above in self.known.kinds.items() if topic in above and iri != topic]
            called = [iri for iri in kinds if self._is_called_by(iri, words) and not self._is_called_by(topic, words)]
            widest = [iri for iri in called if all(self.known.is_within(other, iri) for other in called)]
            if topic and len(widest) == 1:
                label = self.known.label(widest[0])
                self.terms[label] = widest[0]
                return label
        return None

    def _is_called_by(self, iri: str, words: list[str]) -> bool:
        """Return whether some name of a term has all the words."""
        return any(set(words) <= set(name.lower().split()) for name in self.known.lexicon.names.get(iri, ()))

    def _with_noun_before(self, given: Referred) -> Referred | None:
        """Return a sentence with the name of what was said before in the place of its general noun: "the deposits"."""
        for match in compiled(_DEFINITE).finditer(given.text):
            named = (self._called(label, match[2]) for label in self.said)
            if name := next(filter(None, named), None):
                start, end = match.span(1)
                return Referred(f"{given.text[:start]}{name}{given.text[end:]}", ((start, end - start, len(name)),), given)
        return None

    def _called(self, label: str, noun: str) -> str:
        """Return the name of a term, or of its group among the findings, of which a noun is the head; empty for neither."""
        term, singular = self.terms.get(label, ""), noun.lower().removesuffix("s")
        groups = [kind for kind in self.known.kinds.get(term, ()) if self.known.is_kind(kind, {FINDING}) and kind != FINDING]
        nearest_first = sorted(groups, key=lambda kind: (-len(self.known.kinds.get(kind, ())), kind))
        for one in dict.fromkeys((term, *nearest_first)):
            names = self.known.lexicon.names.get(one, ())
            if any(re.search(rf"(?: |-){singular}s?$|^{singular}s? of ", name.lower()) for name in names):
                of_group = [other for other in self.said if self.known.is_within(self.terms.get(other, ""), one)]
                return label if len(of_group) == 1 else self.known.label(one)
        return ""

    def groups(self) -> list[str]:
        """Return the names of the groups of diseases that the text names and is about a member of."""
        member = self.terms.get(next(iter(self.topics()), ""), "")
        return [name for name in self._named if member and self.terms[name] in self.known.kinds.get(member, ())]

    def group(self) -> str:
        """Return the name of the group that the last sentence is about, where the disease of the text is in it; else empty."""
        member = self.terms.get(next(iter(self.topics()), ""), "")
        group = self.terms.get(self._just_named, "")
        return self._just_named if member and group and self.known.is_within(member, group) else ""

    def diseases(self, text: str) -> dict[str, None]:
        """Return the names of the diseases that a text names, in its order."""
        row = next(segment(text.lower(), self.known.lexicon), [])
        terms = [entry.iri for item in row if item.kind == TERM for entry in item.entries[:1]]
        diseases = {self.known.label(term): term for term in terms if self.statements.is_disease(term) and term != DISEASE}
        self.terms |= diseases
        return dict.fromkeys(diseases)

    def remember(self, text: str, leaves: tuple[Verdict, ...]) -> None:
        """Remember what the sentence was about: its first subject, and the disease that it names first or alone."""
        only = list(self.diseases(text))
        self._just_named = only[0] if len(only) == 1 and not refers_back(text) and not self.statements.is_note(text) else ""
        if not leaves and refers_back(text) and not refers_to_people(text) and not self.diseases(text):
            return  # it goes on about the same
        sides = [leaf.reading for leaf in leaves if leaf.reading][:1]
        named = list(self.diseases(text))
        self.subject = self.first_noun(text)
        if sides and self.subject not in (sides[0]["subject"]["label"], sides[0]["object"]["label"]):
            self.subject = ""
        if self.subject in named:
            self.disease = self.disease if self._is_group_of_topic(text) else self.subject
        elif (
            not self.disease
            and sides
            and self.statements.is_disease(subject := sides[0]["subject"]["iri"])
            and subject != DISEASE
        ):
            self.disease = sides[0]["subject"]["label"]
        elif len(named) == 1 and not self.disease and not self._is_taken_for(text):
            self.disease = named[0]
        elif named and self.disease not in named and not refers_back(text):
            self.disease = ""  # what the text is about now, this sentence does not say
        self.topic = self.topic or self.disease or self._described(text)
        self.say(text)

    def _is_taken_for(self, text: str) -> bool:
        """Return whether a sentence is about something else than the disease that it names: "it may be mistaken for X"."""
        about_other = refers_back(text) or is_of_another(text, self.known.lexicon)
        return about_other and _TAKEN_FOR.search(text) is not None

    def _is_group_of_topic(self, text: str) -> bool:
        """Return whether a sentence calls the disease of the text by the name of its group: "the frost disease may be mild"."""
        member, group = self.terms.get(self.disease, ""), self.terms.get(self.subject, "")
        begins = _GROUP_OF_TOPIC.match(text) or (_NOTE_OF_GROUP.match(text) and self.statements.is_note(text))
        return bool(begins and member and member != group and self.known.is_within(member, group))

    def _described(self, text: str) -> str:
        """Return the name of the one disease of which a sentence goes on to tell, "a mark of X, which …"; empty for none."""
        found = {
            self.known.label(span.chunk.entries[0].iri)
            for span in self.statements.spans(text)
            if span.chunk.kind == TERM
            and self.statements.is_disease(span.chunk.entries[0].iri)
            and re.match(r", (?:in )?which\b", text[span.end :])
        }
        return found.pop() if len(found) == 1 else ""

    def say(self, text: str) -> None:
        """Remember the diseases that a sentence names, and its findings, the last one first."""
        named = list(self.diseases(text))
        self._named = list(dict.fromkeys([*self._named, *named]))
        self._both = next((names for names in (named, self._named) if len(names) == _PAIR), self._both)
        row = next(segment(text.lower(), self.known.lexicon), [])
        genus = self._genus(row)
        for at, item in enumerate(row):
            for entry in item.entries[:1] if item.kind == TERM and at not in genus else ():
                if self.known.is_kind(entry.iri, {FINDING, TREATMENT}) and entry.iri not in (FINDING, TREATMENT):
                    label = self.known.label(entry.iri)
                    self.terms[label] = entry.iri
                    self.said = [label, *(other for other in self.said if other != label)][:_REMEMBERED]

    def _genus(self, row: Sequence[Chunk]) -> range:
        """Return where a sentence has the nouns of which it calls a disease an instance, "frost is a weather"."""
        copula = next((at for at, item in enumerate(row) if item.kind == COPULA), len(row))
        before = {item.entries[0].iri for item in row[:copula] if item.kind == TERM}
        if len(before) != 1 or not all(map(self.statements.is_disease, before)):
            return range(0)
        ends = (at for at in range(copula + 1, len(row)) if row[at].kind in (PREPOSITION, COPULA) or self._relates(row[at]))
        return range(copula, next(ends, len(row)))

    @staticmethod
    def _relates(item: Chunk) -> bool:
        """Return whether words are a relation to what stands behind them, as "slowly progressive" and "acquired" are not."""
        return item.kind == RELATION and compiled(r" (?:of|with|by|in|to|from|for|on|as)$").search(item.text) is not None

    def first_noun(self, text: str) -> str:
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
