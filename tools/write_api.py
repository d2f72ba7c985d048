"""Write docs/api/ and docs/api.md: JSON Schema of the parameters and the answer of every verb, and a page that people read.

Parameters come from the registry `radkg.verbs`, answers from the types that `to_dict` of each verb's results is declared with.

  python tools/write_api.py            write
  python tools/write_api.py --check    say what is not as it would be written, and end with 1 where something is not
"""

from __future__ import annotations

import typing

import typing_extensions

# Before Python 3.12 pydantic reads those of typing_extensions alone. It must stand before the first import of an answer's type.
typing.TypedDict = typing_extensions.TypedDict

import argparse  # noqa: E402
import inspect  # noqa: E402
import json  # noqa: E402
import re  # noqa: E402
import shlex  # noqa: E402
import sys  # noqa: E402
from functools import reduce  # noqa: E402
from importlib import import_module  # noqa: E402
from operator import or_  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from pydantic import TypeAdapter  # noqa: E402
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue  # noqa: E402
from pydantic_core import core_schema  # noqa: E402

from radkg.cli import parser  # noqa: E402
from radkg.verbs import COMMON, KINDS, VERBS, Parameter, Verb  # noqa: E402
from radkg.verdict import answer  # noqa: E402  # the one module whose types are named for type checkers alone

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
INTRODUCTION = """\
Made by `python tools/write_api.py` from the registry of verbs. The command line, the methods of
`radkg.KnowledgeGraph` and the files in `docs/api/` have the same parameters. Each file is the JSON Schema of an
object with what a verb is given (`parameters`) and its `answer`. An answer is what `--format json` prints and what
`to_dict()` returns. A mistake in what is given ends with exit code 2 and a line on standard error, a defect of
radkg's own with 70. What cannot be written ends with 2 as well; a reader that stops (`| head`), with 141. A stream that is
closed changes no exit code."""
#: Types whose objects have what the user's own rows have as well.
OPEN = ("CheckedRowAnswer",)
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "words": {"type": "string"},
    "file": {"type": "string"},
    "folder": {"type": "string"},
    "url": {"type": "string"},
    "values": {
        "type": "object",
        "additionalProperties": {"type": ["string", "integer", "array"], "items": {"type": "string"}},
    },
    "integer": {"type": "integer"},
    "years": {"type": "integer"},
    "number": {"type": "number"},
    "seconds": {"type": "number"},
    "flag": {"type": "boolean"},
    "switch": {"type": "boolean"},
}


class Closed(GenerateJsonSchema):
    """JSON Schema in which a declared type has the fields that are declared and, save for `OPEN`, no other, each described."""

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        """Return the schema of a ``TypedDict``, described by its docstring."""
        found = super().typed_dict_schema(schema)
        class_ = schema.get("cls")
        summary, _ = documented(class_)
        fields = all_fields(class_)
        found["additionalProperties"] = getattr(class_, "__name__", "") in OPEN
        found["description"] = summary
        for name, property_ in found.get("properties", {}).items():
            property_.pop("title", None)
            if name not in fields:
                raise ValueError(f"{class_}: nothing is said of its field {name!r}")
            property_["description"] = fields[name]
        return found


def documented(class_: Any) -> tuple[str, dict[str, str]]:
    """Return the summary of a docstring, and what it says of each attribute."""
    summary, _, rest = inspect.cleandoc(class_.__doc__ or "").partition("\n\nAttributes:\n")
    fields = re.findall(r"^    (\S+): (.*(?:\n        .*)*)", rest, re.MULTILINE)
    return " ".join(summary.split()), {name: " ".join(text.split()) for name, text in fields}


def all_fields(class_: Any) -> dict[str, str]:
    """Return what docstrings say of the fields of a type, those it inherits included."""
    inherited = (all_fields(base) for base in getattr(class_, "__orig_bases__", ()) if isinstance(base, type))
    return {**{name: text for fields in inherited for name, text in fields.items()}, **documented(class_)[1]}


def schema_of(verb: Verb) -> dict[str, Any]:
    """Return the JSON Schema of a verb: of an object with what it is given, ``parameters``, and its ``answer``.

    Beside it stands which answer there is for each flag that asks for one, under ``answers``.
    """
    found = TypeAdapter(reduce(or_, answers(verb).values())).json_schema(mode="serialization", schema_generator=Closed)
    types = found.pop("$defs", {})
    found.pop("title", None)
    asked = dict(_answer_schemas(verb))
    for schema in asked.values():
        schema.pop("$defs", None)
    return {
        "$schema": DRAFT,
        "title": f"radkg {verb.name}",
        "description": " ".join(verb.description.split()),
        "type": "object",
        "properties": {"parameters": {"$ref": "#/$defs/parameters"}, "answer": {"$ref": "#/$defs/answer"}},
        "required": ["parameters", "answer"],
        "additionalProperties": False,
        "exits": {str(code): meaning for code, meaning in verb.exits.items()},
        "answers": {flag: _by_name(schema, types, found) for flag, schema in asked.items()},
        "$defs": {"parameters": parameters_schema(verb), "answer": found, **types},
    }


def _by_name(schema: dict[str, Any], types: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as a reference, where the file has it already."""
    if schema.get("title") in types:
        return {"$ref": f"#/$defs/{schema['title']}"}
    without_title = {name: value for name, value in schema.items() if name != "title"}
    return {"$ref": "#/$defs/answer"} if without_title == answer else schema


def answers(verb: Verb) -> dict[str, Any]:
    """Return the type of a verb's answer by the flag that asks for it."""
    found = {}
    for flag, names in verb.results.items():
        types = []
        for name in names.split():
            module, _, class_ = name.partition(":")
            returned = typing.get_type_hints(getattr(import_module(module), class_).to_dict, localns=vars(answer))["return"]
            types.append(returned)
        found[flag] = reduce(or_, types)
    return found


def parameters_schema(verb: Verb) -> dict[str, Any]:
    """Return the JSON Schema of what a verb is given; how its answer is written is the matter of who asks."""
    given = [parameter for parameter in verb.parameters if parameter.to in ("call", "load")]
    rivals = [
        (one.name, other.name) for one in given for other in given if one.rivals == other.rivals != "" and one is not other
    ]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {parameter.name: parameter_schema(parameter) for parameter in given},
        "required": [parameter.name for parameter in given if parameter.required and not parameter.rivals],
        "anyOf": [{"required": [name]} for name in one_of(given)],
        "dependentRequired": {parameter.name: [parameter.of] for parameter in given if parameter.of},
        "additionalProperties": False,
        "examples": examples(verb),
    }
    if excluding := [list(pair) for pair in rivals if pair[0] < pair[1]]:
        schema["not"] = {"anyOf": [{"required": pair} for pair in excluding]}
    return {name: value for name, value in schema.items() if value not in ([], {}) or name == "properties"}


def one_of(given: list[Parameter]) -> list[str]:
    """Return the names of rivals of which one must be given."""
    needed = {parameter.rivals for parameter in given if parameter.required and parameter.rivals}
    return [parameter.name for parameter in given if parameter.rivals in needed]


def parameter_schema(parameter: Parameter) -> dict[str, Any]:
    """Return the JSON Schema of the value of a parameter."""
    schema = dict(TYPES[parameter.kind])
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.minimum is not None:
        schema["minimum" if schema["type"] == "integer" else "exclusiveMinimum"] = parameter.minimum
    if parameter.maximum is not None:
        schema["maximum"] = parameter.maximum
    if parameter.example and schema["type"] in ("string", "integer", "number"):
        schema["examples"] = [parameter.example if schema["type"] == "string" else json.loads(parameter.example)]
    if parameter.repeatable and schema["type"] != "object":
        schema = {"type": "array", "items": schema} | ({"minItems": 1} if parameter.required else {})
    schema["description"] = parameter.about
    if parameter.default is not None:
        schema["default"] = parameter.default
    return schema


def examples(verb: Verb) -> list[dict[str, Any]]:
    """Return what the examples of the verb's help give it."""
    found: list[dict[str, Any]] = []
    for line in verb.examples():
        command, *arguments = shlex.split(line)
        asked, values = parser.read(command, arguments)
        assert asked is verb, line
        given = {
            parameter.name: as_json(parameter, values[parameter.name])
            for parameter in verb.parameters
            if parameter.to in ("call", "load") and values[parameter.name] not in (None, [], parameter.default)
        }
        if given not in found:
            found.append(given)
    return found


def as_json(parameter: Parameter, value: Any) -> Any:
    """Return a value as JSON gives it, from how the command line reads it."""
    if parameter.kind == "values":
        given: dict[str, list[str]] = {}
        for name, text in (pair.split("=", 1) for pair in value):
            given.setdefault(name, []).append(text)
        return {name: texts[0] if len(texts) == 1 else texts for name, texts in given.items()}
    return int(value) if parameter.kind == "years" else value


# -- the page


def page(schemas: dict[str, dict[str, Any]]) -> str:
    """Return the page that people read."""
    types: dict[str, dict[str, Any]] = {}
    parts = [
        "# What radkg can be asked",
        INTRODUCTION,
    ]
    for name, schema in schemas.items():
        verb = VERBS[name]
        types |= {type_: definition for type_, definition in schema["$defs"].items() if type_ not in ("parameters", "answer")}
        types |= {type_["title"]: type_ for _, type_ in _answer_schemas(verb) if "title" in type_ and "properties" in type_}
        parts += [f"## {name}", " ".join(verb.description.split()), parameters_table(verb)]
        parts.append("Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in verb.exits.items()) + ".")
        answered = [f"{_type_words(type_)}{_asked(flag)}" for flag, type_ in _answer_schemas(verb)]
        parts.append("Answer: " + "; ".join(answered) + ".")
        methods = ", ".join(f"`kg.{method}`" for method in verb.methods)
        parts.append(f"In Python: {methods}. Schema: [{file_name(verb)}](api/{file_name(verb)}).")
    parts += ["## Answers"]
    for name in sorted(types):
        parts += [f"### {name}", types[name]["description"], fields_table(types[name])]
    return "\n\n".join(parts) + "\n"


def _asked(flag: str) -> str:
    return f" with `--{flag}`" if flag else ""


def _answer_schemas(verb: Verb) -> list[tuple[str, dict[str, Any]]]:
    return [
        (flag, TypeAdapter(type_).json_schema(mode="serialization", schema_generator=Closed))
        for flag, type_ in answers(verb).items()
    ]


def parameters_table(verb: Verb) -> str:
    """Return the parameters as a table in Markdown."""
    rows = ["| name | command line | Python | kind | default | what it is |", "|---|---|---|---|---|---|"]
    for parameter in verb.parameters:
        if parameter in COMMON:  # docs/commands.md says it once
            continue
        placeholder = parameter.word.replace("|", "\\|")
        option = f"`{parameter.flag}`" if parameter.flag else f"`{placeholder}`"
        python = f"`{parameter.keyword}`" if parameter.python != "" else f"`kg.{parameter.method}`" if parameter.method else "–"
        if parameter.of:
            [of] = [other.method for other in verb.parameters if other.name == parameter.of]
            python = f"`kg.{of}({parameter.keyword}=…)`"
        elif parameter.to == "load":
            python = f"`radkg.load({parameter.keyword}=…)`"
        elif parameter.to == "text":
            python = f"`text({parameter.keyword}=…)`"
        elif parameter.to == "face":
            python = "–"
        kind = " \\| ".join(parameter.choices) or KINDS[parameter.kind]
        many = ", several" if parameter.repeatable and parameter.kind != "values" else ""
        required = parameter.required and not parameter.rivals
        default = "required" if required else "" if parameter.default in (None, False) else f"`{parameter.default}`"
        about = parameter.about.replace("|", "\\|")
        rows.append(f"| {parameter.name} | {option} | {python} | {kind}{many} | {default} | {about} |")
    return "\n".join(rows)


def fields_table(schema: dict[str, Any]) -> str:
    """Return the fields of a type as a table in Markdown."""
    rows = ["| field | type | what it is |", "|---|---|---|"]
    for name, property_ in schema["properties"].items():
        optional = "" if name in schema.get("required", ()) else ", or not there"
        rows.append(f"| `{name}` | {_type_words(property_)}{optional} | {property_['description']} |")
    return "\n".join(rows)


def _type_words(schema: dict[str, Any]) -> str:
    """Return a JSON Schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type_words(one) for one in schema["anyOf"])
    if schema["type"] == "array":
        return f"list of {_type_words(schema['items'])}"
    if schema["type"] == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type_words(schema['additionalProperties'])}"
    if schema["type"] == "object":
        name = schema["title"]
        return f"[{name}](#{name.lower()})"
    return str(schema["type"])


# -- files


def file_name(verb: Verb) -> str:
    """Return the name of the file with the schema of a verb."""
    return verb.name.replace(" ", "-") + ".json"


def contents() -> dict[Path, str]:
    """Return every file that is written, with its text."""
    schemas = {name: schema_of(verb) for name, verb in VERBS.items()}
    files = {
        DOCS / "api" / file_name(VERBS[name]): json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }
    return {**files, DOCS / "api.md": page(schemas)}


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; end with 1 where a file is not as it would be")
    check = arguments.parse_args(argv).check
    wanted = contents()
    there = set((DOCS / "api").glob("*.json"))
    wrong = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left_over = sorted(there - wanted.keys())
    if check:
        for path in [*wrong, *left_over]:
            print(f"{path.relative_to(ROOT)}: is not what tools/write_api.py writes; run it (just pages)", file=sys.stderr)
        return 1 if wrong or left_over else 0
    (DOCS / "api").mkdir(exist_ok=True)
    for path in wrong:
        path.write_text(wanted[path], encoding="utf-8")
    for path in left_over:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
