"""From what somebody asks in words to the named question that answers it: "Which drugs treat X?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnknownTerm
from radkg.model import english
from radkg.model.lookups import values
from radkg.namespaces import RADKG, RDFS, SKOS
from radkg.questions import kept
from radkg.questions.asked import LONGEST_NAME, Asked, Mention, read, read_part, spelt_out
from radkg.questions.catalogue import catalogue, members
from radkg.questions.compared import is_depth, is_thin, sides
from radkg.questions.narrowed import first_those_naming, named_by, says_of_itself
from radkg.questions.openness import TELLING, is_open
from radkg.questions.parts import WHICH, Subquestion, parts
from radkg.questions.said import Sought, is_answered_in_order, joining, order_asked, sought
from radkg.questions.ways import Way, is_word, places, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question, QuestionParameter
    from radkg.rdf.results import QueryResult

_MOST_TRIED, _NEAR = 6, 1.0  # commands that may have no rows, and how much less near than the nearest
_FAR = 3.0  # how much less near one is that is asked in the same words and leaves a name out
_MOST_ANSWERS = 4  # commands for one question
_MOST_TOLD = 3  # facts of a further command
_MOST_NEAR = 3  # names of terms that have a word of what is asked
_REST = 1.0  # how near a command is at the least that answers what another leaves out
_PAIR = 2  # things that are asked about together
_WELL = 1.5  # how near a command is that is named though something else is asked
#: How much the last name in the place of the first counts, a value that a way gives by itself, a word that is not looked for, a
#: term that is not given, and one that is joined to another.
_REVERSED, _SAID, _LEFT_OVER, _NOT_TAKEN, _JOINED_TO = 0.1, 0.05, 0.5, 1.5, 0.5
#: What one that says in whom or on what something is counts, and a disease; besides a word in which something else is asked.
_NARROWING, _OF_ANOTHER, _ELSEWHERE = 0.75, 2.5, 0.5
#: What a term counts that is given: where any is taken, where several are and only one is there, and one that was said before.
_GIVEN, _ANY, _ONE_OF_SEVERAL, _TOLD = 1.0, 0.9, 0.8, 0.5
#: Words that need not be said to be left out: a question is the same without them.
_SAYING_LITTLE = english.listed(
    "suspected associated related linked reported compared positive have need often common line vs versus type class up"
    " occur show see seen find found typically usually"
)
#: Words that ask for something else than what; "how" is followed by what it asks.
_WHEN_AND_WHY = frozenset(["when", "why", "where"])
_ADVERB = "ly"
_BESIDE = re.compile(r",\s*|\s+(?:and|plus|with)\s+", re.IGNORECASE)  # between things that are asked of the same
_CLAIMED = re.compile(
    r"^\W*\w+ (?:\w+ ){0,3}?(?:source|evidence|study|proof|paper|literature)s? .*?\bthat (\w+ .*\w)\W*$", re.IGNORECASE
)
_OR = ((("or",),),)  # the groups of a way that asks which of two something is
_FITS_AN_AGE, _SET_ASIDE = "age", "without"  # the names of parameters
_MATCHED, _NONE_MATCHED = "matched", ox.Literal(0)  # the column with how many of several signs there are
_SHARED = "shared"  # the column with how many signs of a kind two things share
_OF_CLASS = 0.5  # how much nearer a way comes that says of which class a parameter is to be
_DISEASE, _MODALITY, _SUBCLASS = RADKG + "Disease", RADKG + "ImagingModality", RDFS + "subClassOf"
_SHORTEST_MISSPELT, _AS_SPELT = 5, 0.88  # letters; difflib's ratio
_TEXTS = (RDFS + "label", SKOS + "definition", SKOS + "scopeNote")


@dataclass(frozen=True, slots=True)
class Command:
    """A question with what its parameters are given.

    Attributes:
        question: The question.
        given: What its parameters are given.
        nearness: How near it comes to what is asked.
        left: What of that it leaves out.
        used: Where the words stand that it takes.
        asked: Where those of them stand that say what is asked; nowhere, where the names alone have led to it.
        names: Where the names begin that its parameters take.
        besides: The IRIs of what is named and not taken by a parameter: what is said of that is to come first.
        empty: Those of `left` with which there are no rows.
        instead: The label of a disease that is asked about in the place of another of which nothing is known, and that of it.
        respelt: Words of the question, each with the word as which it is read.
        worded: The IRIs of what is named in the words in which something is asked: "which muscles".
        kept: Parameters without whose value something else than what is asked is answered.
        is_of_class: Whether a class that its way to ask says has led to it, such as an antibody, which is no sign of somebody.
        orders: The words of time in which something is asked, and that its question does not answer: "first", "how long".
        about: The IRIs of what is named and asked about.
    """

    question: Question
    given: dict[str, str]
    nearness: float
    left: tuple[str, ...]
    used: frozenset[int]
    asked: frozenset[int]
    names: frozenset[int]
    besides: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    instead: tuple[str, str] = ("", "")
    respelt: tuple[tuple[str, str], ...] = ()
    worded: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    is_of_class: bool = False
    orders: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """The command in parts."""
        values = (f'-p {p.name}="{self.given[p.name]}"' for p in self.question.parameters if p.name in self.given)
        return ("radkg query", self.question.name, *values)

    @property
    def is_of_signs(self) -> bool:
        """Whether names alone have led to it, which it takes for the signs of somebody."""
        return not self.asked and any(parameter.several for parameter in self.question.parameters)

    def has_rows(self, known: Knowledge) -> bool:
        """Return whether something is known of it; taken for granted where several are asked of at once, which takes long."""
        if any(parameter.several and ";" in self.given.get(parameter.name, "") for parameter in self.question.parameters):
            return True
        result = self._result(known)
        if _MATCHED not in result.columns:
            return bool(result.rows)
        # what shows none of the signs is only what speaks against them
        at = result.columns.index(_MATCHED)
        return any(isinstance(row[at], ox.Literal) and row[at] != _NONE_MATCHED for row in result.rows)

    def has_rows_of_itself(self, known: Knowledge, term: str) -> bool:
        """Return whether something is said of a term itself, and not only of its kinds."""
        result = self._result(known)
        at = result.columns.index("fact") if "fact" in result.columns else None
        return at is not None and any(says_of_itself(known, row[at], term) for row in result.rows)

    def together(self, known: Knowledge, terms: Sequence[str], others: Sequence[str]) -> list[frozenset[str]]:
        """Return which of `others` each fact in its rows names that names one of `terms` and two of them or more."""
        result = self._result(known)
        facts = dict.fromkeys(row[result.columns.index("fact")] for row in result.rows)
        named = (named_by(known, fact, others) for fact in facts)
        return [some for some in named if len(some) >= _PAIR and not some.isdisjoint(terms)]

    def of_broader_only(self, known: Knowledge) -> list[str]:
        """Return the diseases that it is given and that none of its rows names: they are of what these are kinds of."""
        single = [p.name for p in self.question.parameters if p.kind == "term" and not p.several]
        named = [self.given[name] for name in single if name in self.given]
        # a source or criteria are no terms of a class
        terms = {known.find(value): value for value in named if _is_disease(value, known)}
        result = self._result(known) if terms else None
        if result is None or not result.rows:
            return []
        counts = first_those_naming(known, result, list(terms))[1] if "fact" in result.columns else {}
        return [terms[term] for term, count in counts.items() if not count]

    def naming(self, known: Knowledge, terms: Sequence[str]) -> dict[str, int]:
        """Return how many rows name each of some terms."""
        return first_those_naming(known, self._result(known), terms)[1]

    def first_facts(self, known: Knowledge) -> list[str]:
        """Return the labels of the first facts in its rows, in the order in which they are shown."""
        rows, _ = first_those_naming(known, self._result(known), self.besides)
        at = rows.columns.index("fact") if "fact" in rows.columns else None
        facts = [row[at] for row in rows.rows] if at is not None else []
        return [known.label(fact.value) for fact in dict.fromkeys(facts) if isinstance(fact, ox.NamedNode)][:_MOST_TOLD]

    def terms(self, known: Knowledge) -> tuple[str, ...]:
        """Return the IRIs of the terms that it is asked of: those that it must be given, and diseases."""
        single = [p for p in self.question.parameters if p.kind == "term" and not p.several and p.name in self.given]
        asked_of = [self.given[p.name] for p in single if p.is_needed or _is_disease(self.given[p.name], known)]
        return tuple(filter(None, (_found(known, value) for value in asked_of)))

    def others(self, known: Knowledge) -> tuple[str, ...]:
        """Return the IRIs of what is asked about besides those terms."""
        terms = self.terms(known)
        return tuple(term for term in self.about if term not in terms)

    def sought(self, known: Knowledge, named: Sequence[str]) -> list[Sought]:
        """Return what its rows are to say in words: what it leaves out, but for terms that they name, and words of time."""
        # a name of several words that no fact has with what is asked of is said to be left out, and need not be again
        names = {*map(known.label, self.about), *self.empty}
        labels = {*map(known.label, named), *(name for name in names if " " in name)}
        return sought([left for left in self.left if left not in labels] + self.unshared(known), self.orders)

    def unshared(self, known: Knowledge) -> list[str]:
        """Return the kinds of signs that it is given and that none of its rows shares; none where it is not of signs shared."""
        narrowing = [p.name for p in self.question.parameters if p.kind == "term" and not p.is_needed]
        given = [self.given[name] for name in narrowing if name in self.given]
        result = self._result(known) if given else None
        if result is None or _SHARED not in result.columns:
            return []
        at = result.columns.index(_SHARED)
        return [] if any(row[at] != _NONE_MATCHED for row in result.rows) else given

    def unjoined(self, known: Knowledge) -> list[str]:
        """Return the labels of the terms that it leaves out and that no fact names with the terms that it is asked of."""
        terms = self.terms(known)
        left = {known.label(term): term for term in self.about if term not in terms and known.label(term) in self.left}
        return [label for label, term in left.items() if terms and not joining(known, term, label, terms)]

    def is_joined(self, known: Knowledge, disease: str) -> bool:
        """Return whether a fact names a disease that it is given, or a kind of it, with the other terms that it is asked of."""
        term = _found(known, disease)
        return joining(known, term, "", [other for other in self.terms(known) if other != term])

    def _result(self, known: Knowledge) -> QueryResult:
        return kept.result(known, self.question, self.given)

    def is_of_as_many_diseases(self, other: Command) -> bool:
        """Return whether as many parameters that take diseases alone are given as in another command of the same question."""
        takes = [parameter.name for parameter in self.question.parameters if parameter.of == (_DISEASE,)]
        return sum(name in self.given for name in takes) == sum(name in other.given for name in takes)

    def further_where_thin(self, known: Knowledge) -> Command:
        """Return the command, further down its list where it compares two things and says little of both or nothing of one."""
        further = self._further()
        compared = sides(known, self.question, self.given) if further else None
        return further[0] if compared and is_thin(known, compared, self._result(known), self.besides) else self

    def _further(self) -> list[Command]:
        """Return the command to the end of its list, where it has one and does not go there."""
        down = {p.name: str(p.maximum) for p in self.question.parameters if is_depth(p)}
        return [replace(self, given={**down, **self.given})] if down.keys() - self.given else []

    def wider(self) -> list[Command]:
        """Return the command without each of what narrows it, and without more and more of that."""
        # further down a list, before with less
        further = self._further()
        optional = [
            p
            for p in self.question.parameters
            if not p.is_needed and p.kind != "integer" and p.name in self.given.keys() - self.kept
        ]
        names = {p.name for p in optional if p.kind == "term"}
        every = [p.name for p in optional]
        without = [[name] for name in reversed(every)] + [every[-many:] for many in range(2, len(every) + 1)]
        return further + [
            replace(
                self,
                given={name: value for name, value in self.given.items() if name not in some},
                left=(*self.left, *(self.given[name] for name in some)),
                empty=(*self.empty, *(self.given[name] for name in some)),
                nearness=self.nearness - sum(_GIVEN + (_NOT_TAKEN if name in names else 0.0) for name in some),
            )
            for some in without
            if self.given.keys() - some
        ]


def why_no_verdict(asked: str, known: Knowledge, reason: str = "") -> str:
    """Return why an open question has no verdict, with the command that answers it; empty where none does.

    Args:
        asked: A question, such as "Which drugs help X?".
        known: The knowledge.
        reason: Why it cannot be read, where that is known already; another than an open question has it, with what comes near.
    """
    if not is_open(asked):
        near = nearest(asked, known) if reason and asked.rstrip().endswith("?") else None
        if near is None or near.nearness < _WELL:
            return reason
        return f"{reason}; `{' '.join(near.written)}` comes near"
    if claimed := _CLAIMED.search(asked):
        return f'it asks who says so; `radkg check "{claimed[1]}"` names the sources'
    command = nearest(asked, known)
    if command is not None:
        left = f", without {english.quoted(command.left)}" if command.left else ""
        return f"it asks for more than yes or no; `{' '.join(command.written)}` answers that{left}"
    what = what_is_known(asked, known)
    return f"it asks for more than yes or no; {what}" if what else reason


def what_is_known(asked: str, known: Knowledge) -> str:
    """Return which command says what is known of the first thing that somebody names; where nothing is named, what comes near.

    Empty where no word of what is asked stands in the name of a term.
    """
    names = read(asked, known).names
    if names:
        return f'`radkg show "{known.label(names[0].terms[0])}"` says what is known of it'
    words = {word for word in english.words(asked.lower()) if len(word) >= _SHORTEST_MISSPELT and not english.is_small(word)}
    near = [
        term for term, of_term in known.lexicon.names.items() if any(words & set(english.words(n.lower())) for n in of_term)
    ]
    labels = sorted({known.label(term) for term in near}, key=lambda label: (len(label), label))[:_MOST_NEAR]
    return f"no named question answers that; the nearest terms are {english.quoted(labels)}" if near else ""


def is_sought(word: str, known: Knowledge) -> bool:
    """Return whether a word is one in which some named question is asked."""
    return _Finder(known).seeks(word)


def nearest(asked: str, known: Knowledge) -> Command | None:
    """Return the first of `answers`; ``None`` where there is none."""
    return next(iter(answers(asked, known)), None)


def answers(asked: str, known: Knowledge) -> tuple[Command, ...]:
    """Return the named questions that answer what is asked, for each part of it in turn; those with rows, where any has some.

    Args:
        asked: A question, several, or the words that somebody looks something up by.
        known: The knowledge, whose terms are given to the parameters of the questions.
    """
    finder = _Finder(known)
    asked, respelt = finder.respelt(spelt_out(asked))
    found: dict[tuple[str, ...], Command] = {}
    unanswered: list[str] = []
    unknown: list[str] = []
    told: list[str] = []
    one: Command | None
    for part in parts(asked):
        reading = read_part(part, known)
        command = finder.nearest(reading)
        # what is imaged and how, where nothing is known of the two together
        is_whole = command is not None and not command.left and not reading.left(command.used)
        apart = reading if is_whole else read_part(part, known, apart=True)
        if apart != reading and (other := finder.nearest(apart)) and finder.is_nearer(other, command):
            reading, command = apart, other
        # what is asked besides is answered where the words of it that say what it asks for are more than those that are left
        if command is not None and (not found or len(command.asked - reading.small) > len(reading.left(command.used))):
            for one in finder.in_pieces(finder.with_others(command, reading), part):
                found.setdefault(one.written, finder.with_words(one, reading))
            told += finder.told(f"{part.before} {part.behind}")
        elif (asking := finder.asking(reading)) and (one := next((o for o in asking if o.has_rows(known)), None)):
            found.setdefault(one.written, one)
        elif command is None or command.written not in found:
            unanswered.append(part.question.strip(" ?.,;"))
            unknown += unanswered[-1:] if asking else []
    if not found and (command := finder.nearest(read(asked, known))):
        found[command.written] = command
    with_rows = [rows for one in found.values() if (rows := finder.with_rows(one))] if len(found) > 1 else []
    commands = finder.naming_most(_by_command(with_rows or found.values()), read(asked, known))[:_MOST_ANSWERS]
    if not commands:
        return ()
    first, *others = commands
    # what is told is taken where a parameter is given it
    taken = {name for one in commands for name in "; ".join(one.given.values()).split("; ") if name not in one.left}
    left = tuple(dict.fromkeys((*first.left, *told, *unanswered)))
    first = replace(first, left=left, empty=tuple(dict.fromkeys((*first.empty, *unknown))), respelt=respelt)
    return tuple(replace(one, left=tuple(left for left in one.left if left not in taken)) for one in (first, *others))


class _Finder:
    """Finds named questions.

    Args:
        known: The knowledge.
    """

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._questions = list(catalogue(known.ontology).values())
        self._ranks: dict[Asked, list[Command]] = {}
        # a class of which a parameter takes terms stands for any of them: "which diseases"
        self._classes = frozenset(kind for one in self._questions for parameter in one.parameters for kind in parameter.of)
        self._sought = frozenset(
            word
            for one in self._questions
            for line in one.asked
            for group in way(line).groups
            for words in group
            for word in words
        )

    def nearest(self, asked: Asked) -> Command | None:
        """Return the command that comes nearest to what is asked and has rows; ``None`` where none comes near."""
        ranked = self._ranked(asked)
        if not ranked:
            return None
        tried = _by_command(_in_turn(ranked, asked))
        found = next((one for one in tried if one.has_rows(self._known)), None)
        found = found and found.further_where_thin(self._known)
        first = self._of_broader(tried[0], found) or found or self._of_one(tried[0]) or tried[0]
        # what is asked in the words of the nearest, and is not known
        is_same = first.question.name == tried[0].question.name
        words = [] if is_same else [asked.written[at] for at in sorted(tried[0].asked - first.used - asked.small)]
        apart = {
            *first.given,
            *(name for name, value in tried[0].given.items() if value in map(self._known.label, first.worded)),
        }
        said = [value for name, value in tried[0].given.items() if is_same and name not in apart and not value.isdigit()]
        empty = (*first.empty, *words, *said)
        left = (*first.left, *self._unknown(asked, first), *empty[len(first.empty) :])
        return replace(first, left=tuple(dict.fromkeys(left)), empty=tuple(dict.fromkeys(empty)))

    def with_words(self, command: Command, asked: Asked) -> Command:
        """Return a command with the words of time and the names of what is asked, which its facts are to say and name."""
        names = [name for name in asked.names if not name.is_set_aside and self._classes.isdisjoint(name.terms)]
        return replace(command, orders=self._orders(asked, command), about=tuple(name.terms[0] for name in names))

    def _orders(self, asked: Asked, command: Command) -> tuple[str, ...]:
        """Return the words of time in which something is asked that the question of a command does not answer by itself."""
        said = _said_of_itself(command.question)
        named = {at for name in asked.names for at in range(name.start, name.end)}
        words = list(asked.words)
        found = [order_asked(words, at) for at in range(asked.own) if at not in named and not asked.is_relative(at)]
        return tuple(dict.fromkeys(word for word in found if word and not is_answered_in_order(word, said)))

    def _ranked(self, asked: Asked) -> list[Command]:
        """Return the commands that come near to what is asked, the nearest first."""
        if asked not in self._ranks:
            found: dict[tuple[str, ...], Command] = {}
            for question in self._questions:
                for written in question.asked:
                    for order in (1, -1):
                        command = self._command(question, way(written), asked, order)
                        if command and (command.written not in found or command.nearness > found[command.written].nearness):
                            found[command.written] = command
            self._ranks[asked] = sorted(
                found.values(), key=lambda one: (-one.nearness, len(one.question.parameters), one.question.name)
            )
        return self._ranks[asked]

    def with_others(self, command: Command, asked: Asked) -> list[Command]:
        """Return a command with those for what it leaves out.

        That of another question is the first where it takes what no row of the command names: some people, a modality.
        """
        others = self.of_others(command, asked)
        rest = self.of_the_rest(command, asked) or self.of_orders(command, asked)
        if others:
            return [command, *others, *rest]
        given = {value for one in rest for value in one.given.values()}
        narrowing = [name.terms[0] for name in asked.names if self._puts_in_order(name) and name.start not in command.names]
        taken = [term for term in narrowing if self._known.label(term) in given]
        if taken and not any(command.naming(self._known, taken).values()):
            (first,) = rest
            words = [
                word for word in self._unknown(asked, replace(first, used=first.used | command.used)) if word not in first.left
            ]
            return [replace(first, left=(*first.left, *words)), command]
        return [command, *rest]

    def with_rows(self, command: Command) -> Command | None:
        """Return a command, with as little less that narrows it as leaves it rows; ``None`` where it has none at all."""
        wider = (one for one in command.wider() if one.is_of_as_many_diseases(command))
        return next((one for one in (command, *wider) if one.has_rows(self._known)), None)

    def is_nearer(self, other: Command, command: Command | None) -> bool:
        """Return whether one command comes nearer than another, or says something of the disease itself as that does not."""
        if command is None or other.nearness > command.nearness:
            return True
        return bool(command.of_broader_only(self._known)) and not other.of_broader_only(self._known)

    def asking(self, asked: Asked) -> list[Command]:
        """Return the commands in whose words something is asked of a disease, although they leave names out, nearest first."""
        own = frozenset(range(asked.own))
        return [
            one
            for one in self._ranked(asked)
            if (one.asked & own) - asked.small and one.names
            if not any(parameter.several for parameter in one.question.parameters)
            if not any(_is_disease(left, self._known) for left in one.left)
            and _SAYING_LITTLE.issuperset(asked.words[at] for at in asked.left(one.used))
        ]

    def in_pieces(self, commands: list[Command], part: Subquestion) -> list[Command]:
        """Return the commands for a part with those for what it asks besides: "how common is X, with the age and the sex".

        A piece is one that asks in words of its own, and nothing that the commands have taken already.

        Args:
            commands: Those that were found for the part, of which the first answers it.
            part: The part.
        """
        first = commands[0]
        pieces = [piece for piece in _BESIDE.split(part.question.strip(" ?.,;")) if piece]
        if len(pieces) < _PAIR or not first.asked or not (first.left or len(commands) > 1):
            return commands
        whole = read_part(part, self._known)
        taken = {whole.words[at] for one in commands for at in one.used & one.asked if at < len(whole.words)}
        about = " and ".join(value for value in first.given.values() if _is_disease(value, self._known))
        before: list[Command] = []
        behind: list[Command] = []
        is_before = True
        for piece in pieces:
            asked = read_part(Subquestion(piece, before=about), self._known)
            own = set(asked.words[: asked.own])
            if own & taken:
                is_before = False
                continue
            found = [one for one in self.asking(asked) if one.question.name not in {o.question.name for o in commands}]
            if about and found and (one := next((one for one in found[:_MOST_TRIED] if one.has_rows(self._known)), None)):
                (before if is_before else behind).append(one)
        return [*before, *commands, *behind]

    def of_the_rest(self, command: Command, asked: Asked) -> list[Command]:
        """Return the command for what another leaves out, of the same thing: a name, or a word in which something is asked."""
        named = {name.start for name in asked.names if self._known.label(name.terms[0]) in command.left}
        words = {at for at in asked.left(command.used) if asked.written[at] in command.left}
        near = [
            one
            for one in self._ranked(asked)
            if one.question.name != command.question.name and one.nearness >= _REST and one.names & command.names
            if (one.asked & words or one.names & named) and not one.is_of_signs
        ]
        # of those for the same words the one with the least that narrows it
        near = [min((one for one in near if one.asked == first.asked), key=lambda one: len(one.given)) for first in near]
        return [one for one in near[:_MOST_TRIED] if one.has_rows(self._known)][:1] if command.left else []

    def of_orders(self, command: Command, asked: Asked) -> list[Command]:
        """Return the command for what is first, or comes before what, where the question of another does not say that."""
        orders = self._orders(asked, command)
        diseases = [value for value in command.given.values() if _is_disease(value, self._known)]
        for question in self._questions if orders and diseases else ():
            needed = [parameter for parameter in question.parameters if parameter.is_needed]
            if [parameter.of for parameter in needed] != [(_DISEASE,)] or not any(
                is_answered_in_order(word, _said_of_itself(question) - {_FITS_AN_AGE}) for word in orders
            ):
                continue
            given = {needed[0].name: diseases[0]}
            other = Command(question, given, 0.0, (), frozenset(), frozenset(), frozenset())
            if other.has_rows(self._known):
                return [other]
        return []

    def naming_most(self, commands: list[Command], asked: Asked) -> list[Command]:
        """Return commands with the one for the facts that name most of what is asked about, where their rows leave some out.

        It comes first where nothing that is found names a thing, and a fact names that with all the others.

        Args:
            commands: Those that were found, the first of which answers what is asked.
            asked: The whole of what is asked.
        """
        # many signs of somebody are not looked for in one fact, and a name in whose words something is asked is answered
        if commands and any(parameter.several for parameter in commands[0].question.parameters):
            return commands
        question = next((one for one in self._questions if [(p.several, p.of) for p in one.parameters] == [(True, ())]), None)
        apart = self._classes.union(*(one.worded for one in commands))
        names = [name for name in asked.names if not name.is_set_aside and apart.isdisjoint(name.terms)]
        terms = [name.terms[0] for name in names]
        if question is None or len(terms) < _PAIR:
            return commands
        with_rows = [one for one in commands if one.has_rows(self._known)]
        if commands and commands[0].kept and not with_rows:
            return commands
        counts = [one.naming(self._known, terms) for one in with_rows]
        out = [term for term in terms if not any(of_command[term] for of_command in counts)]
        if not out:
            return commands
        (parameter,) = question.parameters
        given = {parameter.name: "; ".join(map(self._known.label, terms))}
        most = Command(question, given, 0.0, (), frozenset(), frozenset(), frozenset(name.start for name in names))
        most = replace(most, besides=tuple(out))
        together = most.together(self._known, out, terms)
        if not together:
            return commands
        unnamed = [self._known.label(term) for term in terms if not any(term in named for named in together)]
        # what no fact names with all the others is left out all the same, and in whom something is says nothing with less
        is_one = any(len(named) == len(terms) for named in together)
        if not is_one and all(name.are_people or name.is_stage for name in names if name.terms[0] in out):
            return commands
        most = replace(most, left=tuple(unnamed if is_one else dict.fromkeys((*unnamed, *map(self._known.label, out)))))
        if not commands:
            return [most]
        is_thing = any(not name.are_people for name in names if name.terms[0] in out)
        # what the first is given by the words in which something is asked is asked for as well
        asked_for = {self._known.label(term) for value in commands[0].given.values() if (term := _found(self._known, value))}
        is_whole = is_one and is_thing and asked_for.issubset(map(self._known.label, terms))
        return [most, *with_rows] if is_whole or not with_rows else [*with_rows, most]

    def _of_one(self, command: Command) -> Command | None:
        """Return the command for the first of two things that nothing is known of together, by itself; ``None`` without two."""
        pair = [parameter for parameter in command.question.parameters if parameter.is_needed]
        values_of = [command.given[parameter.name] for parameter in pair]
        if len(pair) != _PAIR:
            return None
        for question in self._questions:
            for asked_so in map(way, question.asked):
                if self._is_name_alone(question, asked_so):
                    given = {next(iter(asked_so.named)): values_of[0]}
                    one = replace(
                        command, question=question, given=given, left=tuple(values_of[1:]), empty=tuple(values_of[1:])
                    )
                    if self._takes(question, given) and one.has_rows(self._known):
                        return one
        return None

    def _takes(self, question: Question, given: dict[str, str]) -> bool:
        kinds = {name: parameter.of for parameter in question.parameters if (name := parameter.name) in given}
        return all(self._known.is_kind(self._known.find(given[name]), set(of)) for name, of in kinds.items())

    def _of_broader(self, nearest: Command, first: Command | None) -> Command | None:
        """Return the nearest command, asked of a disease that the one asked about is a kind of; ``None`` where it need not be.

        It is where nothing is known of that one in answer to what is asked, and something is of the broader disease itself.

        Args:
            nearest: The command that comes nearest.
            first: The first one that has rows.
        """
        if first and (not nearest.asked or first.question.name == nearest.question.name or nearest.asked <= first.asked):
            return None
        for parameter in nearest.question.parameters:
            named = nearest.given.get(parameter.name)
            if named is None or parameter.several or not _is_disease(named, self._known):
                continue
            wholes = [self._known.find(named)]
            for whole in wholes:
                wholes += [one for one in self._wholes(whole) if one not in wholes]
            for whole in wholes[1:]:
                label = self._known.label(whole)
                command = replace(nearest, given={**nearest.given, parameter.name: label}, instead=(label, named))
                if command.has_rows_of_itself(self._known, whole):
                    return replace(command, besides=(*command.besides, whole))
        return None

    def _wholes(self, disease: str) -> list[str]:
        """Return the diseases that a disease is directly a kind of, without the class of all of them."""
        found = values(self._known.store, disease, _SUBCLASS)
        return [one for one in found if one not in self._classes and self._known.is_kind(one, {_DISEASE})]

    def respelt(self, asked: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return what somebody asks with the words put right that are misspelt, and these words, each with what it is read as.

        A word is put right where that makes it part of a name, or a word in which something is asked.
        """
        found: list[tuple[str, str]] = []
        for word in dict.fromkeys(english.words(asked.lower())):
            if len(word) < _SHORTEST_MISSPELT or not word.isalpha() or english.is_small(word) or self._is_said(word, asked):
                continue
            if self._is_written(word):
                continue
            sought = self._near(word, sorted(one.rstrip("*") for one in self._sought))
            for other in (*self._near(word, self._known.lexicon.near_spellings(word)), *sought):
                put_right = re.sub(rf"\b{word}\b", other, asked, flags=re.IGNORECASE)
                if other in sought or self._is_named(other, put_right):
                    asked = put_right
                    found.append((word, other))
                    break
        return asked, tuple(found)

    def seeks(self, word: str) -> bool:
        """Return whether a word is one in which some question is asked."""
        folded = english.fold(word)
        return any(is_word(one, folded) for one in self._sought)

    def _is_said(self, word: str, asked: str) -> bool:
        """Return whether a word of what is asked is part of a name, or one in which something is asked."""
        return self.seeks(word) or self._is_named(word, asked)

    def _is_written(self, word: str) -> bool:
        """Return whether a word stands in a name or in a text of the knowledge, which is no misspelling of another then."""
        return self._known.lexicon.is_spelt(word) or english.fold(word) in self._words_of_texts

    @cached_property
    def _words_of_texts(self) -> frozenset[str]:
        """The words in which terms are defined and facts are put."""
        texts = (
            quad.object.value
            for property_ in _TEXTS
            for quad in self._known.store.quads_for_pattern(None, ox.NamedNode(property_), None)
            if isinstance(quad.object, ox.Literal)
        )
        return frozenset(english.fold(word) for text in texts for word in english.words(text.lower()))

    def _is_named(self, word: str, asked: str) -> bool:
        """Return whether a word of what is asked is part of a name."""
        reading = read(asked, self._known)
        return any(word in reading.written[name.start : name.end] for name in reading.names)

    @staticmethod
    def _near(word: str, others: Sequence[str]) -> list[str]:
        """Return the word that one may be a misspelling of: it begins with the same letter."""
        from difflib import get_close_matches

        return [one for one in get_close_matches(word, others, 1, _AS_SPELT) if one[0] == word[0]]

    def of_others(self, command: Command, asked: Asked) -> list[Command]:
        """Return the command for each other name that a parameter might take as well: "which muscles do cats and dogs have"."""
        needed = [parameter for parameter in command.question.parameters if parameter.is_needed]
        pair = len(needed) > 1
        # three that are compared are three pairs
        is_each = pair and len({parameter.of for parameter in needed}) == 1 and bool(needed[0].of)
        names = [
            name
            for name in asked.names
            if not name.is_set_aside and (not pair or asked.is_joined(name)) and self._classes.isdisjoint(name.terms)
        ]
        named = {self._known.label(term): term for name in names for term in (*name.terms, *name.diseases)}
        found = []
        for left in filter(named.__contains__, command.left):
            for parameter in command.question.parameters:
                given = named.get(command.given.get(parameter.name, ""))
                kinds = [kind for kind in parameter.of or sorted(self._classes) if given and self._known.is_kind(given, {kind})]
                if kinds and self._known.is_kind(named[left], set(kinds[:1])):
                    others = tuple(one for one in command.left if one != left)
                    found.append(replace(command, given={**command.given, parameter.name: left}, left=others))
                    if not (is_each and parameter.is_needed):
                        break
        return found

    def told(self, before: str) -> list[str]:
        """Return the diseases, findings and what else stands in place of a class of the questions that is told before one."""
        names = [name for name in read(before, self._known).names if not name.are_people and not name.is_stage]
        return [self._known.label(name.terms[0]) for name in names]

    def _unknown(self, asked: Asked, command: Command) -> list[str]:
        """Return the words that a command leaves out, and that no named question has in what it says of itself."""
        said = _said_of_itself(command.question)
        sought = {
            word for written in command.question.asked for group in way(written).groups for words in group for word in words
        }
        age = [asked.age] if asked.age and _FITS_AN_AGE not in command.given else []
        asking = {at for at in range(asked.own) if asked.words[at] in _WHEN_AND_WHY and not asked.is_relative(at)}
        return age + [
            asked.written[at]
            for at in sorted(self._left(asked, command.used) | (asking - command.used))
            if asked.words[at] not in said | TELLING | _SAYING_LITTLE
            and not any(is_word(one, asked.words[at]) for one in sought)
        ]

    def _command(self, question: Question, asked_so: Way, asked: Asked, order: int) -> Command | None:
        """Return the command for a way to ask; ``None`` where it is not asked so.

        Args:
            question: The question.
            asked_so: A way in which people ask it.
            asked: What somebody asks.
            order: Whether a parameter takes the first name that fits, or the last (-1), which is rarer.
        """
        used: set[int] = set()
        nearness = (0.0 if order > 0 else -_REVERSED) + _SAID * len(asked_so.given) + _OF_CLASS * len(asked_so.of)
        unanswered: list[str] = []
        for at_group, group in enumerate(asked_so.groups):
            found = [place for one in group for place in places(one, asked)]
            if not found:
                return None
            if at_group in asked_so.unanswered:
                unanswered += [" ".join(asked.written[place.start : place.stop]) for place in found]
            nearness += max(sum(map(asked.weight, place)) for place in found)
            used.update(at for place in found for at in place)
        words = frozenset(filter(asked.says, used))
        names = [name for name in asked.names[::order] if not used.issuperset(range(name.start, name.end))]
        worded = [name for name in asked.names if name not in names]
        given = dict(asked_so.given)
        # what need not be given, or may be any term, is of what is left
        narrowed = dict(asked_so.of)
        for parameter in sorted(question.parameters, key=lambda one: (one.name not in narrowed, not one.is_needed, not one.of)):
            if parameter.name not in given:
                if parameter.name in asked_so.last:
                    names.sort(key=lambda name: -name.start)
                of = (narrowed[parameter.name],) if parameter.name in narrowed else parameter.of
                value, gain = self._taken(replace(parameter, of=of), names, asked, used)
                given |= {parameter.name: value} if value else {}
                nearness += gain
        needed = {parameter.name for parameter in question.parameters if parameter.is_needed}
        if (needed | asked_so.named) - given.keys() or (asked_so.groups == _OR and not self._is_choice(question, given, asked)):
            return None
        out = [
            name
            for name in names
            if self._classes.isdisjoint(name.terms) and used.isdisjoint(range(name.start, name.end)) and not asked.is_told(name)
        ]
        # what is set aside is not asked about
        missed = [name for name in out if not name.is_set_aside]
        used.update(at for name in asked.names if name not in names or name in out for at in range(name.start, name.end))
        # a name alone is looked up, and answers nothing that is asked of it
        if not asked_so.groups:
            sought = {name.start for name in asked.names if asked.words[max(0, name.start - 1)] in WHICH and name.start}
            if any(name.start in sought for name in asked.names if name not in names):
                return None
        if self._is_name_alone(question, asked_so):
            taken = [name for name in asked.names if name not in names and not name.is_set_aside]
            if len(taken) > 1 or missed or self._left(asked, used):
                return None
        nearness -= _LEFT_OVER * len(asked.left(used))
        nearness -= sum(
            _JOINED_TO
            if asked.is_joined(name)
            else _NARROWING
            if self._puts_in_order(name)
            else _OF_ANOTHER
            if self._is_group(name)
            else _NOT_TAKEN
            for name in missed
        )
        nearness -= _ELSEWHERE * sum(
            any(is_word(one, asked.words[at]) for one in self._sought) for at in asked.left(used) if asked.says(at)
        )
        nearness -= sum(asked.weight(at) - 1.0 for at in words if asked.chooses(at, names))
        starts = frozenset(name.start for name in asked.names if name not in names)
        # when and in whom something is asked need not be taken, and is said to be left out
        left_out = [name for name in asked.names if name in names or name.is_stage]
        told = [name for name in left_out if asked.is_told(name) and self._narrows(name, asked)]
        used.update(at for name in told for at in range(name.start, name.end))
        left = (*(self._known.label(name.terms[0]) for name in (*out, *told)), *unanswered)
        besides = tuple(name.terms[0] for name in (*names, *filter(self._is_group, worded)) if self._narrows(name, asked))
        return Command(
            question,
            given,
            nearness,
            left,
            frozenset(used),
            words,
            starts,
            besides,
            worded=frozenset(term for name in worded for term in name.terms),
            kept=asked_so.kept,
            is_of_class=bool(asked_so.of),
        )

    def _is_choice(self, question: Question, given: dict[str, str], asked: Asked) -> bool:
        """Return whether "or" may leave a choice between two things: it does not in "is the finding X of Y here or there"."""
        are_alike = len({_is_disease(given[p.name], self._known) for p in question.parameters if p.is_needed}) < _PAIR
        return are_alike or any(asked.chooses(at, asked.names) for at in range(asked.own))

    def _fit(self, name: Mention, parameter: QuestionParameter) -> tuple[tuple[int, bool], str] | None:
        """Return the term of a name that a parameter takes, and how well it fits; of signs, that a part is spared is one."""
        if parameter.several and name.sparing and self._known.is_kind(name.sparing, set(parameter.of)):
            return (0, False), name.sparing
        return name.fit(parameter.of, self._known)

    def _is_sought(self, name: Mention, asked: Asked) -> bool:
        """Return whether a name is one word, in which something is asked: "muscle"."""
        return name.end - name.start == 1 and any(is_word(one, asked.words[name.start]) for one in self._sought)

    def _puts_in_order(self, name: Mention) -> bool:
        """Return whether a name says of whom or on what something is: rows that say so come first, if it is not taken."""
        return name.are_people or any(self._known.is_kind(term, {_MODALITY}) for term in name.terms)

    def _left(self, asked: Asked, used: Set[int]) -> frozenset[int]:
        """Return where the words stand that are not used, with adverbs in which something is asked: "deadly", "early"."""
        adverbs = {at for at in asked.small - used if at < asked.own and asked.words[at] in self._sought and asked.says(at)}
        return asked.left(used) | {at for at in adverbs if asked.words[at].endswith(_ADVERB)}

    def _is_group(self, name: Mention) -> bool:
        """Return whether a name that is looked for is a stage or a group of diseases, and narrows: "which cat"."""
        return name.is_stage or any(self._known.is_kind(term, {_DISEASE}) for term in name.terms)

    def _narrows(self, name: Mention, asked: Asked) -> bool:
        """Return whether a name that no parameter takes narrows what is asked."""
        return not name.is_set_aside and name.start < asked.own and self._classes.isdisjoint(name.terms)

    @staticmethod
    def _is_name_alone(question: Question, asked_so: Way) -> bool:
        """Return whether a way to ask is nothing but one name; several signs are more than that."""
        return not asked_so.groups and len(asked_so.named) == 1 and not any(one.several for one in question.parameters)

    def _taken(self, parameter: QuestionParameter, names: list[Mention], asked: Asked, used: set[int]) -> tuple[str, float]:
        """Return what a parameter is given of what is asked, and how much nearer that brings its question.

        Args:
            parameter: The parameter.
            names: The names that are left; those that it is given are taken away.
            asked: What somebody asks.
            used: Where the words stand that are taken; those that it is given are added, where they are no names.
        """
        if parameter.kind == "integer":
            return (asked.age, 1.0) if parameter.name == _FITS_AN_AGE and asked.age else ("", 0.0)
        if parameter.kind != "term":
            return "", 0.0
        fitting = [
            (name, fit)
            # what may be any term is named last: "which drugs help X"
            for name in (names if parameter.of else names[::-1])
            if parameter.of or parameter.is_needed or not asked.is_told(name)
            if name.is_set_aside == (parameter.name == _SET_ASIDE) or (parameter.is_needed and not parameter.several)
            if (fit := self._fit(name, parameter)) and fit[1] not in self._classes
            # a part of which nobody knows what it is that it is spared is no sign, nor is one in whose word something is asked
            if not (parameter.several and fit[0][0] and (name.is_spared or self._is_sought(name, asked)))
            # a disease that is called after what is named is meant where one must be
            if parameter.is_needed or not fit[0][1]
        ]
        if not parameter.several:  # in whom something is asked of is meant where a parameter takes people
            fitting = sorted(fitting, key=lambda one: (one[0].is_set_aside, one[1][0], not parameter.of and one[0].are_people))[
                :1
            ]
        # names alone lead to what takes several where one of them is of its first kind, and none is chosen between
        if parameter.several and not used:
            taken = [name for name, _ in fitting]
            if all(place for _, ((place, _), _) in fitting) or any(asked.chooses(at, taken) for at in range(asked.own)):
                return "", 0.0
        if not fitting:
            label = _member(parameter, asked, used, self._known)
            return label, float(bool(label))
        for name, _ in fitting:
            names.remove(name)
        told = _TOLD if parameter.is_needed or parameter.name == _SET_ASIDE else 0.0
        each = _ANY if not parameter.of else _ONE_OF_SEVERAL if parameter.several and len(fitting) == 1 else 1.0
        value = "; ".join(self._known.label(term) for _, (_, term) in fitting)
        aside = 1.0 if parameter.name == _SET_ASIDE else _TOLD
        return value, each * sum(told if asked.is_told(name) else aside if name.is_set_aside else 1.0 for name, _ in fitting)


def _found(known: Knowledge, name: str) -> str:
    """Return the IRI of the term of a name; empty where it names none, but criteria or a source."""
    try:
        return known.find(name)
    except UnknownTerm:
        return ""


def _said_of_itself(question: Question) -> frozenset[str]:
    """Return the words in which a question says what it is about."""
    return frozenset(map(english.fold, english.words(f"{question.title} {question.question} {question.keywords}".lower())))


def _in_turn(ranked: Sequence[Command], asked: Asked) -> list[Command]:
    """Return the commands to try, of those that were found, until one has rows."""
    first = ranked[0]
    near = [
        one
        for one in ranked[:_MOST_TRIED]
        if one.nearness >= first.nearness - _NEAR and first.used - one.used <= asked.small
        if not (first.is_of_class and one.is_of_signs)
    ]
    so = [one for one in ranked if first.asked and first.asked <= one.asked and one.nearness > first.nearness - _FAR]
    own = {name.start for name in asked.names if not asked.is_told(name)}
    bare = [one for one in ranked if not one.asked and first.names & own <= one.names and not (first.asked and one.is_of_signs)]
    # what takes the same names, if they alone have led to it; else with less that narrows it, then what is asked in the same
    # words, and what takes the same names; last with another disease than the one that is named
    wider = [one for one in first.wider() if one.is_of_as_many_diseases(first)]
    after = [*bare[:1], *wider]
    if first.asked:
        after = sorted([*wider, *so[:_MOST_TRIED], *bare[:1]], key=lambda one: -one.nearness)
    same = [one for one in ranked[:_MOST_TRIED] if first.names <= one.names and one.nearness > 0]
    same = [one for one in same if not (first.is_of_class and one.is_of_signs)]
    if first.kept:
        return [first, *first.wider()]
    tried = [*near, *after, *same, *first.wider()]
    return [one for one in tried if one == first or not _puts_another_in_place(one, first)]


def _puts_another_in_place(command: Command, first: Command) -> bool:
    """Return whether a command is the first one with another thing in the place of the one asked about, which it leaves out."""
    return command.question.name == first.question.name and any(
        parameter.is_needed and first.given.get(parameter.name) in command.left for parameter in first.question.parameters
    )


def _is_disease(name: str, known: Knowledge) -> bool:
    return known.is_kind(_found(known, name), {_DISEASE})


def _by_command(commands: Iterable[Command]) -> list[Command]:
    found: dict[tuple[str, ...], Command] = {}
    for command in commands:
        found.setdefault(command.written, command)
    return list(found.values())


def _member(parameter: QuestionParameter, asked: Asked, used: set[int], known: Knowledge) -> str:
    """Return the member of the classes of a parameter that is named, such as a source; empty where none is."""
    there = {
        tuple(map(english.fold, english.words(label))): label for kind in parameter.of for label in members(known.store, kind)
    }
    for length in range(min(LONGEST_NAME, asked.own), 0, -1):
        for start in range(asked.own - length + 1):
            label = there.get(asked.words[start : start + length])
            if label and used.isdisjoint(range(start, start + length)):
                used.update(range(start, start + length))
                return label
    return ""
