"""The tools: verbs of the registry, and the named questions, those that are asked of the same things together."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from radkg.errors import InvalidOption
from radkg.mcp.bounded import MOST, bounded
from radkg.mcp.marked import NOTICE, harmless
from radkg.questions.catalogue import catalogue
from radkg.verbs import VERBS
from radkg.verbs.calls import solve
from radkg.verbs.remote import ask, parameters_schema, remote_parameters, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from radkg.graph import KnowledgeGraph
    from radkg.model.ontology import Ontology
    from radkg.questions.catalogue import Question, QuestionParameter
    from radkg.verbs import Parameter

_FEWEST = 3  # questions that are asked of one thing alone, to be a tool of their own
_QUERY = VERBS["query"]
MOST_ROWS = 500
SPARQL_SECONDS = 20.0  # less than an answer may take, so that a query is told that it was too slow
_ROWS = {"type": "array", "items": {"type": "object"}}
_TITLES = {"compare": "Questions about two diseases side by side"}


class Tool(NamedTuple):
    """A tool.

    Attributes:
        name: Its name.
        description: What it does, for a model that has to choose one.
        takes: JSON Schema of what it is given.
        gives: JSON Schema of the answer that it gives.
        ask: Takes a graph and what is given; returns the answer as plain values.
    """

    name: str
    description: str
    takes: dict[str, Any]
    gives: dict[str, Any]
    ask: Callable[[KnowledgeGraph, Mapping[str, Any]], Any]


class _Remarked(NamedTuple):
    """An answer with what there is to know besides."""

    answer: Any
    remarks: Sequence[str]


class _Asked(NamedTuple):
    """How a verb is a tool.

    Attributes:
        verb: Its name.
        flag: The flag that asks for what is meant; empty where none does.
        deepest: How many types within each other the schema of the answer describes: down to the citations where facts decide.
        besides: What a model should know besides what the verb does.
    """

    verb: str
    flag: str
    deepest: int
    besides: str


#: The verbs that are tools, by the name of the tool.
_VERBS = {
    "check": _Asked("check", "", 3, "Use it for one claim. unknown means that no fact decides it, not that it is false."),
    "check_text": _Asked("check", "text", 4, "Use it to fact-check a report, an abstract, or an answer before it is given."),
    "show": _Asked("show", "", 2, "It is long: name a section where one is enough."),
    "criteria": _Asked("criteria", "", 1, "What is in neither list counts as missing, not as absent."),
    "sources": _Asked("sources list", "", 2, ""),
}


@lru_cache(maxsize=4)
def tools_of(ontology: Ontology) -> dict[str, Tool]:
    """Return the tools by name.

    Args:
        ontology: The ontology whose questions can be asked.
    """
    verbs = [_of_verb(name, asked) for name, asked in _VERBS.items()]
    return {tool.name: tool for tool in (*verbs, *_of_questions(catalogue(ontology).values()), _sparql())}


def answer(tool: Tool, graph: KnowledgeGraph, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a tool answers, within bounds, without characters that nobody sees.

    Args:
        tool: The tool.
        graph: The graph.
        given: What it is given, by name.

    Returns:
        The answer under ``answer``; under ``remarks`` what was cut, and what else there is to know; a notice that it is data.

    Raises:
        InvalidOption: What is given does not fit.
        RadkgError: What is asked cannot be answered; the message says what to do.
    """
    refuse_faults(tool, given)
    asked = tool.ask(graph, given)
    remarks: Sequence[str] = ()
    if isinstance(asked, _Remarked):
        asked, remarks = asked
    found, cut = bounded(asked, given.get("limit", MOST))
    return {"notice": NOTICE, "answer": harmless(found), "remarks": harmless([*remarks, *cut])}


def envelope(gives: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of what `answer` returns, from that of the answer itself."""
    properties: dict[str, Any] = {
        "notice": {"type": "string"},
        "answer": gives,
        "remarks": {"type": "array", "items": {"type": "string"}},
    }
    defined = {"$defs": gives["$defs"]} if "$defs" in gives else {}
    properties["answer"] = {name: value for name, value in gives.items() if name != "$defs"}
    return {"type": "object", "properties": properties, "required": list(properties), **defined}


def refuse_faults(tool: Tool, given: Mapping[str, Any]) -> None:
    """Refuse what does not fit a tool's schema, and say what would.

    Raises:
        InvalidOption: It does not fit.
    """
    from difflib import get_close_matches

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    takes = tool.takes["properties"]
    for name in given:
        if name not in takes:
            near = get_close_matches(str(name), takes, 1, 0.6)
            hint = f"did you mean {near[0]}? " if near else ""
            raise InvalidOption(
                f"{tool.name} has no parameter {str(name)[:80]!r}; {hint}it takes: {', '.join(takes) or 'nothing'}"
            )
    fault = best_match(Draft202012Validator(tool.takes).iter_errors(given))
    if fault is None:
        return
    where = fault.json_path.removeprefix("$").removeprefix(".")
    if fault.validator == "enum" and isinstance(fault.instance, str):
        near = get_close_matches(fault.instance.lower(), map(str, fault.validator_value), 3, 0.4)
        hint = f"nearest: {', '.join(near)}" if near else f"there are: {', '.join(map(str, fault.validator_value))}"
        raise InvalidOption(f"{tool.name}: there is no {where} {fault.instance[:80]!r}; {hint}")
    if fault.validator == "required":
        missing = [f"{name} ({takes[name].get('description', 'text')})" for name in tool.takes["required"] if name not in given]
        raise InvalidOption(f"{tool.name} needs {' and '.join(missing)}")
    raise InvalidOption(f"{tool.name}: {where + ': ' if where else ''}{fault.message[:300]}")


# -- verbs


def _of_verb(name: str, asked: _Asked) -> Tool:
    verb, flag = VERBS[asked.verb], asked.flag
    schema = parameters_schema(verb)["properties"]
    taken = {p.name: _taken(p, schema[p.name]) for p in remote_parameters(verb) if _is_taken(p, flag)}
    written = schema_of(verb)
    return Tool(
        name,
        f"{verb.description} {asked.besides}".strip(),
        {
            "type": "object",
            "properties": taken,
            "required": [p.name for p in remote_parameters(verb) if p.name in taken and (p.required or p.name == flag)],
            "additionalProperties": False,
        },
        brief(written["answers"][flag], written["$defs"], asked.deepest),
        lambda graph, given: ask(verb, given, graph),
    )


def _is_taken(parameter: Parameter, flag: str) -> bool:
    """Return whether a tool takes a parameter of its verb: no flag that another tool stands for, and no text but its own."""
    if parameter.name == flag:
        return parameter.kind != "flag"
    if flag:
        return parameter.of == flag
    return not parameter.of and not parameter.method and parameter.remote == "value"


def _taken(parameter: Parameter, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter, in which the text of a file is a text and nothing else."""
    if parameter.remote != "content":
        return {name: value for name, value in schema.items() if name not in ("examples", "default")}
    return {"type": "string", "description": parameter.about.partition("; -")[0]}


def brief(schema: Mapping[str, Any], types: Mapping[str, Any], deepest: int) -> dict[str, Any]:
    """Return a JSON Schema without words: what fits the one fits the other, and each type is said once.

    Args:
        schema: The schema.
        types: The schemas that it names.
        deepest: How far from the answer a type may be to be said; of those beyond, only that they are objects.
    """
    kept: list[str] = []
    waiting = _named_in(schema)
    for _ in range(deepest):
        kept += waiting
        waiting = list(dict.fromkeys(name for of in waiting for name in _named_in(types[of]) if name not in kept))
    return {**_without_words(schema, kept), "$defs": {name: _without_words(types[name], kept) for name in kept}}


def _without_words(schema: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    """Return a schema without words, in which the types that are not kept are objects of any kind."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"]} if schema["$ref"].rpartition("/")[2] in kept else {"type": "object"}
    if "anyOf" in schema:
        return {"anyOf": [_without_words(one, kept) for one in schema["anyOf"]]}
    found = {"type": schema["type"]}
    if "items" in schema:
        found["items"] = _without_words(schema["items"], kept)
    if "properties" in schema:
        found["properties"] = {name: _without_words(one, kept) for name, one in schema["properties"].items()}
    return found


def _named_in(schema: Any) -> list[str]:
    """Return the types that a schema names, in its order."""
    if isinstance(schema, dict):
        own = [schema["$ref"].rpartition("/")[2]] if isinstance(schema.get("$ref"), str) else []
        return own + [name for value in schema.values() for name in _named_in(value)]
    return [name for value in schema for name in _named_in(value)] if isinstance(schema, list) else []


# -- questions


def _of_questions(questions: Iterable[Question]) -> list[Tool]:
    """Return the tools with the named questions: those that are asked of the same things are one tool."""
    questions = list(questions)
    alone = Counter(q.parameters[0].name for q in questions if len(q.parameters) == 1)
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        groups[_group_of(question, alone)].append(question)
    return [_of_group(name, group) for name, group in sorted(groups.items())]


def _group_of(question: Question, alone: Mapping[str, int]) -> str:
    """Return the name of the tool that a question belongs to.

    Args:
        question: The question.
        alone: How many questions there are with one parameter alone, by its name.
    """
    classes = Counter(parameter.of for parameter in question.parameters if parameter.of)
    if max(classes.values(), default=0) > 1:  # two of a kind
        return "compare"
    if not question.parameters:
        return "ask_overall"
    if len(question.parameters) == 1 and alone[question.parameters[0].name] >= _FEWEST:
        return f"ask_about_{question.parameters[0].name}"
    return "ask_about_other"


def _of_group(name: str, questions: list[Question]) -> Tool:
    parameters: dict[str, QuestionParameter] = {}
    for question in questions:
        for parameter in question.parameters:
            parameters.setdefault(parameter.name, parameter)
    common = [name for name in parameters if all(name in (p.name for p in question.parameters) for question in questions)]
    needed = [name for name in common if all(p.is_needed for q in questions for p in q.parameters if p.name == name)]
    taken: dict[str, Any] = {
        "question": {"type": "string", "enum": [question.name for question in questions]},
        **{p.name: _asked_of(p) for p in parameters.values()},
        **_limit(),
    }
    lines = [f"- {q.name}{_besides(q, common)}: {q.title}" for q in questions]

    def call(graph: KnowledgeGraph, given: Mapping[str, Any]) -> Any:
        values = {name: value for name, value in given.items() if name in parameters}
        return ask(_QUERY, {"query": given["question"], "param": values}, graph, _rows)

    return Tool(
        name,
        "\n".join([f"{_TITLES.get(name, 'Named questions')}; rows have IRIs of facts and sources:", *lines]),
        {"type": "object", "properties": taken, "required": ["question", *needed], "additionalProperties": False},
        _ROWS,
        call,
    )


def _rows(result: Any) -> list[dict[str, Any]]:
    """Return rows as plain values, each without the columns that have none in it."""
    return [{name: value for name, value in row.items() if value is not None} for row in result.records()]


def _besides(question: Question, common: list[str]) -> str:
    """Return what a question takes besides what all of its tool need; what may be left out has a question mark."""
    besides = [p for p in question.parameters if p.name not in common or not p.is_needed]
    return f" ({', '.join(p.name if p.is_needed else f'{p.name}?' for p in besides)})" if besides else ""


def _asked_of(parameter: QuestionParameter) -> dict[str, Any]:
    """Return the schema of a question's parameter; several values stand in one text."""
    schema: dict[str, Any] = {"type": "integer" if parameter.kind == "integer" else "string"}
    if parameter.minimum is not None and parameter.maximum is not None:
        schema |= {"minimum": parameter.minimum, "maximum": parameter.maximum}
    if any(iri.rpartition("/")[2].lower() == parameter.example.replace(" ", "").lower() for iri in parameter.of):
        return schema  # the example is the class itself, and says nothing of its terms
    return {**schema, "description": f"{'one or more, e.g.' if parameter.several else 'e.g.'} {parameter.example}"}


# -- SPARQL


def _sparql() -> Tool:
    limit = _limit()
    return Tool(
        "sparql",
        "Read-only SPARQL 1.1, where no named question fits: read radkg://model first. Prefixes need no declaration.",
        {
            "type": "object",
            "properties": {"sparql": {"type": "string", "description": "SELECT, ASK, CONSTRUCT or DESCRIBE"}, **limit},
            "required": ["sparql"],
            "additionalProperties": False,
        },
        _ROWS,
        _solved,
    )


def _solved(graph: KnowledgeGraph, given: Mapping[str, Any]) -> _Remarked:
    """Return the rows of a query, with a remark on each name in it that there is not."""
    from radkg.questions.misspelt import remarks

    rows = _rows(solve(graph, given["sparql"], SPARQL_SECONDS))
    return _Remarked(rows, graph.answer(lambda known: tuple(remarks(given["sparql"], known, has_rows=bool(rows)))))


def _limit() -> dict[str, Any]:
    """Return the schema of the parameter that says how many rows are wanted, by its name."""
    schema = {**parameters_schema(_QUERY)["properties"]["limit"], "maximum": MOST_ROWS, "default": MOST}
    return {"limit": {name: value for name, value in schema.items() if name != "examples"}}
