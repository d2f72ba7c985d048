"""The competency questions that there are, and what one of them asks and takes, as answers."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from radkg.namespaces import compact
from radkg.questions.catalogue import Question, QuestionParameter, catalogue
from radkg.styles import Paint, html_table, plain, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.model.ontology import Ontology

_NARROWEST = 30  # columns of the questions


class QuestionParameterAnswer(TypedDict):
    """A value that a question needs.

    Attributes:
        name: Its name.
        kind: "term", "integer" or "word".
        of: IRIs of the classes of which a term must be; none where it may be of any.
        default: The value where none is given; null where there is none.
        about: What it is, in words.
        example: A value to try; of a parameter that takes several, some with a semicolon between them.
        several: Whether it takes several values: a list of them, or one text with semicolons or commas between them.
        optional: Whether it may be left out although it has no default.
        minimum: The least that an integer may be; null where there is no such bound.
        maximum: The most that an integer may be; null where there is no such bound.
    """

    name: str
    kind: str
    of: list[str]
    default: str | None
    about: str
    example: str
    several: bool
    optional: bool
    minimum: int | None
    maximum: int | None


class QuestionAnswer(TypedDict):
    """A competency question.

    Attributes:
        name: What it is called.
        title: Its title.
        question: What it asks, as a sentence.
        keywords: Words that it may be looked for by.
        parameters: What it takes.
        sparql: The query, with an example of each parameter.
    """

    name: str
    title: str
    question: str
    keywords: list[str]
    parameters: list[QuestionParameterAnswer]
    sparql: str


class QuestionList(tuple[Question, ...]):
    """Competency questions, sorted by name.

    Attributes:
        word: The word that they have in them; empty where all were asked for.
    """

    word: str = ""

    @classmethod
    def of(cls, ontology: Ontology, word: str = "") -> QuestionList:
        """Return those of an ontology that have ``word`` in their name, title, question, keywords or parameters."""
        wanted = word.lower()
        found = cls(q for q in catalogue(ontology).values() if wanted in _searched(q))
        found.word = word
        return found

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg query --list`: 0."""
        return 0

    def to_dict(self) -> list[QuestionAnswer]:
        """Return the questions as `radkg query --list --format json` gives them."""
        return [question_answer(question) for question in self]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return a line or more for each question; where all are asked for, by who asks them, which is their first keyword.

        Args:
            width: Columns; 0 for one line each.
            paint: Puts words into styles.
        """
        if self.word:
            return "\n".join(self._lines(self, width))
        groups: dict[str, list[Question]] = {}
        for question in self:
            groups.setdefault(question.keywords[0] if question.keywords else "other", []).append(question)
        parts = (
            "\n".join([paint(f"{who[:1].upper()}{who[1:]}", "bold"), *self._lines(groups[who], width, "  ")])
            for who in sorted(groups, key=lambda who: -len(groups[who]))
        )
        return "\n\n".join(parts)

    def _lines(self, questions: Iterable[Question], width: int, indent: str = "") -> Iterator[str]:
        size = max((len(question.name) for question in self), default=0)
        for question in questions:
            takes = _takes(question)
            text = f"{question.question}" + (f"  ({takes})" if takes else "")
            first, *more = wrapped(text, max(width - size - len(indent) - 2, _NARROWEST) if width else 0)
            yield f"{indent}{question.name:{size}}  {first}"
            yield from (f"{indent}{'':{size}}  {line}" for line in more)

    def html(self) -> str:
        """Return the questions as a table in HTML."""
        return html_table(("name", "question", "parameters"), [(q.name, q.question, _takes(q)) for q in self])

    def _repr_html_(self) -> str:
        return self.html()


@dataclass(frozen=True, slots=True)
class QuestionDescription:
    """What a question asks, and which parameters it takes."""

    question: Question

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg query --describe`: 0."""
        return 0

    def to_dict(self) -> QuestionAnswer:
        """Return the question as `radkg query --describe --format json` gives it."""
        return question_answer(self.question)

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return the question, its parameters and an example; neither ``width`` nor ``paint`` is heeded."""
        question = self.question
        lines = [f"{question.name}: {question.question or question.title}"]
        lines += [f"  {p.name} ({_kind(p)}, {_need(p)}): {p.about}" for p in question.parameters]
        example = " ".join(f"-p {p.name}={shlex.quote(p.example)}" for p in question.parameters)
        return "\n".join([*lines, f"  example: radkg query {question.name} {example}".rstrip()])

    def html(self) -> str:
        """Return the question with its parameters as HTML."""
        from html import escape

        rows: list[tuple[object, ...]] = [(p.name, _kind(p), _need(p), p.about, p.example) for p in self.question.parameters]
        head = f"<p><b>{escape(self.question.name)}</b> {escape(self.question.question or self.question.title)}</p>"
        return head + (html_table(("parameter", "kind", "need", "about", "example"), rows) if rows else "")

    def _repr_html_(self) -> str:
        return self.html()


def question_answer(question: Question) -> QuestionAnswer:
    """Return a question as JSON gives it."""
    return {
        "name": question.name,
        "title": question.title,
        "question": question.question,
        "keywords": list(question.keywords),
        "parameters": [_parameter_answer(parameter) for parameter in question.parameters],
        "sparql": question.sparql,
    }


def _parameter_answer(p: QuestionParameter) -> QuestionParameterAnswer:
    return {
        "name": p.name,
        "kind": p.kind,
        "of": list(p.of),
        "default": p.default,
        "about": p.about,
        "example": p.example,
        "several": p.several,
        "optional": p.optional,
        "minimum": p.minimum,
        "maximum": p.maximum,
    }


def _searched(q: Question) -> str:
    """Return the words that a question is found by."""
    about = (f"{p.name} {p.about} {p.example}" for p in q.parameters)
    return " ".join((q.name, q.title, q.question, *q.keywords, *about)).lower()


def _takes(question: Question) -> str:
    return " ".join(f"{p.name}=…" if p.is_needed else f"[{p.name}=…]" for p in question.parameters)


def _kind(p: QuestionParameter) -> str:
    kind = f"{p.kind}s" if p.several else p.kind
    if p.of:
        return f"{kind} of {' or '.join(map(compact, p.of))}"
    return kind if p.minimum is None else f"{kind} from {p.minimum} to {p.maximum}"


def _need(p: QuestionParameter) -> str:
    if p.is_needed:
        return "required"
    return "optional" if p.default is None else f"default {compact(p.default)}"
