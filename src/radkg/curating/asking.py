"""Asking for a fact step by step. Each answer is looked up at once, and asked for again where it stands for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from radkg.curating import names
from radkg.curating.draft import is_number, read_sentence, with_values
from radkg.errors import InvalidOption, RadkgError

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.curating.given import Given
    from radkg.model.knowledge import Knowledge

    Ask = Callable[[str], str]
    Say = Callable[[str], None]

Found = TypeVar("Found")

_KINDS = {"": "Association", "a": "Association", "x": "ExcludedAssociation", "n": "NullResult"}
_MOST_TRIES = 20  # wrong answers to one question: whoever answers is no person


def complete(given: Given, known: Knowledge, ask: Ask, say: Say) -> Given:
    """Return what is given with what is missing, asked for.

    Args:
        given: What is given; where it says nothing at all, everything is asked for.
        known: The knowledge in which names are looked up.
        ask: Shows a question and returns the answer, without its line end.
        say: Shows a line.

    Raises:
        InvalidOption: An answer is wrong time and again.
    """
    asking = _Asking(known, ask, say)
    is_whole = not given.says_something
    if is_whole:
        given = asking.sentence(given)
    if not given.statement:
        given = asking.triple(given)
    if is_whole:
        given = asking.qualifiers(given)
        given = asking.certainty(given)
    return asking.source(given, in_full=is_whole)


class _Asking:
    def __init__(self, known: Knowledge, ask: Ask, say: Say) -> None:
        self._known, self._ask, self._say = known, ask, say

    def _until(self, question: str, read: Callable[[str], Found]) -> Found:
        """Ask until an answer can be read; what is wrong with one is shown."""
        for _ in range(_MOST_TRIES):
            try:
                return read(self._ask(question).strip())
            except RadkgError as error:
                self._say(str(error))
        raise InvalidOption(f"no answer to “{question.strip()}” can be used; give it as an option (`radkg new fact --help`)")

    def sentence(self, given: Given) -> Given:
        def read(answer: str) -> Given:
            if not answer:
                return given
            _, read_as, _ = read_sentence(answer, given, self._known)
            self._say(f"read as: {read_as}")
            right = self._ask("Is that what it says? [Y/n] ").strip().casefold()
            if right in ("", "y", "yes"):
                return replace(given, statement=answer)
            raise InvalidOption("say it in other words, or leave the line empty to give it in parts")

        return self._until("The fact as a sentence (empty: in parts): ", read)

    def triple(self, given: Given) -> Given:
        known = self._known
        subject = given.subject or self._named(
            "Subject (a disease, finding, antibody, …): ", lambda name: names.term(known, name)
        )
        relation = given.relation or self._named(
            "Relation (“shows”, “affects”, “is treated with”, …): ", lambda name: names.relation(known, name)
        )
        object_ = given.object or self._named("Object: ", lambda name: names.term(known, name))
        kind = given.kind or self._until("Does the source state it, exclude it, or find no difference? [a/x/n] ", _kind)
        return replace(given, subject=subject, relation=relation, object=object_, kind=kind)

    def _named(self, question: str, look: Callable[[str], str]) -> str:
        def read(answer: str) -> str:
            if not answer:
                raise InvalidOption("this is needed")
            look(answer)
            return answer

        return self._until(question, read)

    def qualifiers(self, given: Given) -> Given:
        def read(answer: str) -> tuple[str, str]:
            if not answer:
                return "", ""
            if answer == "?":
                every = sorted(q.key for q in self._known.qualifiers.values())
                raise InvalidOption(f"qualifiers are {', '.join(every)}")
            name, equals, value = answer.partition("=")
            if not equals or not value.strip():
                raise InvalidOption("write NAME=VALUE, such as count=12")
            qualifier = names.qualifier(self._known, name)
            if not is_number(qualifier.iri, self._known):
                names.value(self._known, qualifier, value.strip())
            return qualifier.key, value.strip()

        while True:
            name, value = self._until("Qualifier as NAME=VALUE (empty: no more; ?: which there are): ", read)
            if not name:
                return given
            given = with_values(given, name, (value,))

    def certainty(self, given: Given) -> Given:
        def read(answer: str) -> str:
            if answer:
                names.certainty(self._known, answer)
            return answer

        question = (
            "How firmly does the source say it (stated, possible, reported, …; empty: as the sentence does, else stated): "
        )
        return given if given.certainty else replace(given, certainty=self._until(question, read))

    def source(self, given: Given, *, in_full: bool) -> Given:
        def read(answer: str) -> str:
            if not answer:
                raise InvalidOption("a fact needs a source")
            names.source(self._known, answer)
            return answer

        if not given.source:
            given = replace(given, source=self._until("Source (a DOI, PMID, address or name): ", read))
        if names.source(self._known, given.source).is_new:
            given = self._new_source(given)
        if in_full and not given.locator:
            place = self._until("Where in it does that stand (abstract, table 2, …; empty: not said): ", str)
            given = replace(given, locator=place)
        return given

    def _new_source(self, given: Given) -> Given:
        def titled(answer: str) -> str:
            if not answer:
                raise InvalidOption("a source needs a title")
            return answer

        def year(answer: str) -> int:
            if not answer.isdecimal() or not 1800 <= int(answer[:6]) <= 2100:
                raise InvalidOption(f"a year is one from 1800 to 2100, not {answer!r}")
            return int(answer)

        def kind(answer: str) -> str:
            names.kind_of_source(self._known, answer)
            return answer

        self._say("This source is not known yet.")
        title = given.title or self._until("Its title: ", titled)
        in_year = given.year or self._until("Its year: ", year)
        of_kind = given.source_kind or self._until("What it is (cohort study, case series, narrative review, …): ", kind)
        return replace(given, title=title, year=in_year, source_kind=of_kind)


def _kind(answer: str) -> str:
    if (kind := _KINDS.get(answer.casefold()[:1])) is None:
        raise InvalidOption("answer a (stated), x (excluded) or n (no significant difference)")
    return kind
