"""Verbs as faces offer them that others ask, over a network or from a program: JSON in, JSON out, and no file of this machine.

Where the command line takes the path of a file, they take its text. What is given is held against the JSON Schema of docs/api/.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from radkg import resources
from radkg.errors import InvalidOption
from radkg.questions.catalogue import find_question, names
from radkg.verbs.contract import Face
from radkg.verbs.registry import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from radkg.graph import KnowledgeGraph
    from radkg.model.ontology import Ontology
    from radkg.verbs.contract import Parameter, Result, Verb

_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
_CONTENT = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                "name": {"type": "string", "description": "a name with the suffix of its form, as errors are to call it"},
                "text": {"type": "string", "description": "the text of the file"},
            },
            "required": ["name", "text"],
            "additionalProperties": False,
        },
    ]
}


def remote_verbs() -> dict[str, Verb]:
    """Return the verbs that are offered, by name."""
    return {name: verb for name, verb in VERBS.items() if verb.remote}


def remote_parameters(verb: Verb) -> tuple[Parameter, ...]:
    """Return the parameters that are offered."""
    return tuple(parameter for parameter in verb.parameters if parameter.to == "call" and parameter.remote != "never")


def schema_of(verb: Verb) -> dict[str, Any]:
    """Return what docs/api/ says of a verb, with its ``answers`` by the flag that asks for them."""
    path = os.path.join(resources.schemas_folder(), verb.name.replace(" ", "-") + ".json")
    found: dict[str, Any] = json.loads(resources.read_text(path))
    return found


def schemas_of(verb: Verb) -> dict[str, Any]:
    """Return what docs/api/ says of a verb: JSON Schemas by name, with ``parameters``, ``answer`` and the types it names."""
    found: dict[str, Any] = schema_of(verb)["$defs"]
    return found


def parameters_schema(verb: Verb, ontology: Ontology | None = None) -> dict[str, Any]:
    """Return the JSON Schema of what a verb may be given.

    Args:
        verb: The verb.
        ontology: The ontology whose questions may be named; any name where not given.
    """
    whole = schemas_of(verb)["parameters"]
    offered = {parameter.name: parameter for parameter in remote_parameters(verb)}
    schema = {key: value for key, value in whole.items() if key in ("type", "required", "additionalProperties")}
    schema["properties"] = {name: _schema(parameter, whole["properties"][name]) for name, parameter in offered.items()}
    for parameter in offered.values():
        if parameter.remote == "question" and ontology is not None:
            schema["properties"][parameter.name]["enum"] = names(ontology)
    if "anyOf" in whole:
        schema["anyOf"] = whole["anyOf"]
    if dependent := {name: of for name, of in whole.get("dependentRequired", {}).items() if name in offered}:
        schema["dependentRequired"] = dependent
    if excluding := [pair for pair in whole.get("not", {}).get("anyOf", ()) if set(pair["required"]) <= offered.keys()]:
        schema["not"] = {"anyOf": excluding}
    if examples := list(_examples(whole.get("examples", ()), offered, schema["properties"])):
        schema["examples"] = examples
    return schema


def _schema(parameter: Parameter, local: Mapping[str, Any]) -> dict[str, Any]:
    if parameter.remote == "content":
        schema: dict[str, Any] = {"type": "array", "items": _CONTENT} if parameter.repeatable else dict(_CONTENT)
        about = parameter.about.replace("; - for standard input", "")
        return {**schema, "description": f"the text itself, or its name and text; {about}"}
    if parameter.remote == "question":
        return {"type": "string", "description": "the name of a question"}
    return dict(local)


def _examples(
    examples: Iterable[Mapping[str, Any]], offered: Mapping[str, Parameter], properties: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield the examples that name no file."""
    for example in examples:
        if all(name in offered and offered[name].remote == "value" for name in example.keys() - {"query"}):
            named = example.get("query")
            if named is None or named in properties.get("query", {}).get("enum", (named,)):
                yield example


def ask(
    verb: Verb,
    given: Mapping[str, Any],
    graph: KnowledgeGraph,
    write: Callable[[Result], Any] = lambda result: result.to_dict(),
) -> Any:
    """Ask a verb, and return its answer as ``write`` writes it, as plain values where not given.

    Args:
        verb: One of `remote_verbs`.
        given: What it is given by name, as JSON has it; see `parameters_schema`.
        graph: The graph that is asked.
        write: Makes of the answer what is returned. Files are there for as long as it runs.

    Raises:
        InvalidOption: What is given is not as the schema says.
        RadkgError: What the verb raises. Errors and answers name a file as it was called.
    """
    import tempfile

    from radkg.errors import RadkgError

    _refuse_faults(verb, given)
    for parameter in remote_parameters(verb):
        if parameter.remote == "question" and parameter.name in given:
            find_question(graph.ontology, given[parameter.name])
    with tempfile.TemporaryDirectory(prefix="radkg-") as folder:
        values: dict[str, Any] = {}
        for parameter in verb.parameters:
            if parameter.to in ("call", "load"):
                empty = [] if parameter.repeatable or parameter.kind == "values" else parameter.default
                value = given.get(parameter.name, empty)
                if isinstance(value, float) and value.is_integer():  # 7.0 is a whole number in JSON Schema
                    value = int(value)
                is_content = parameter.remote == "content" and parameter.name in given
                values[parameter.keyword] = _as_files(parameter, value, folder) if is_content else value
        inside = folder + os.sep
        try:
            return _without(inside, write(verb.call(Face(graph=graph, form="json"), **values)))
        except RadkgError as error:
            error.args = tuple(_without(inside, argument) for argument in error.args)
            raise


def _refuse_faults(verb: Verb, given: Mapping[str, Any]) -> None:
    """Refuse what does not fit the schema, with the place of the first fault."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    fault = best_match(Draft202012Validator(parameters_schema(verb)).iter_errors(given))
    if fault is None:
        return
    where = fault.json_path.removeprefix("$").removeprefix(".")
    if fault.validator == "not":
        rivals = sorted({name for pair in fault.validator_value["anyOf"] for name in pair["required"] if name in given})
        raise InvalidOption(f"{verb.name}: {' and '.join(rivals)} exclude each other; give one of them")
    if fault.validator == "anyOf" and not where:
        raise InvalidOption(f"{verb.name}: give one of {', '.join(one['required'][0] for one in fault.validator_value)}")
    message = fault.message if len(fault.message) <= 300 else f"{fault.message[:300]} …"
    raise InvalidOption(f"{verb.name}{f', {where}' if where else ''}: {message}")


def _as_files(parameter: Parameter, value: Any, folder: str) -> Any:
    """Write the text of files, and return their paths."""
    if parameter.repeatable:
        return [_as_file(parameter, one, folder, f"{number}") for number, one in enumerate(value, 1)]
    return _as_file(parameter, value, folder, "")


def _as_file(parameter: Parameter, value: str | Mapping[str, str], folder: str, place: str) -> str:
    name = parameter.example if isinstance(value, str) else value["name"]
    text = value if isinstance(value, str) else value["text"]
    name = _NAME.sub("-", os.path.basename(name.replace("\\", "/"))).lstrip(".-")[-_LONGEST_NAME:] or "file"
    inside = os.path.join(folder, parameter.name + place)  # files of one name do not meet
    os.mkdir(inside)
    path = os.path.join(inside, name)
    with open(path, "wb") as file:
        file.write(text.encode(errors="surrogatepass"))
    return path


def _without(folder: str, value: Any) -> Any:
    """Return a value without the folder in which files stand for the time being."""
    if isinstance(value, str):
        return re.sub(rf"{re.escape(folder)}[a-z]+[0-9]*{re.escape(os.sep)}", "", value) if folder in value else value
    if isinstance(value, dict):
        return {key: _without(folder, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_without(folder, one) for one in value)
    return value
