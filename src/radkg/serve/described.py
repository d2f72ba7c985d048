"""The API as OpenAPI 3.1 describes it: a path for each verb, made from the registry and the schemas of docs/api/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from radkg.verbs.remote import parameters_schema, remote_verbs, schemas_of

if TYPE_CHECKING:
    from radkg.model.ontology import Ontology
    from radkg.verbs import Verb

PROBLEM = {
    "type": "object",
    "description": "What went wrong, by RFC 9457.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong, and what to do"},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}
_ERRORS = {
    "400": "What is given is wrong.",
    "403": "A page of another origin asks.",
    "404": "Nothing is called so.",
    "413": "The body is too large.",
    "422": "It takes too much memory, or is too deeply nested.",
    "502": "The store behind does not answer as it should.",
    "503": "Too much is asked at once.",
    "504": "It takes too long.",
}


def path_of(verb: Verb) -> str:
    """Return the last part of the path of a verb."""
    return verb.name.replace(" ", "-")


def in_address(verb: Verb) -> dict[str, dict[str, Any]]:
    """Return what can be asked of a verb in an address: the schemas of its parameters that are no files, by name."""
    schema = parameters_schema(verb)
    contents = {parameter.name for parameter in verb.parameters if parameter.remote == "content"}
    of_contents = {name for name, needed in schema.get("dependentRequired", {}).items() if contents & set(needed)}
    found = {name: one for name, one in schema["properties"].items() if name not in contents | of_contents}
    for name, one in found.items():
        if one.get("type") == "object":
            pattern = {"type": "string", "pattern": "^[^=]+=", "examples": ["age=7"]}
            found[name] = {"type": "array", "items": pattern, "description": f"NAME=VALUE: {one.get('description', name)}"}
    return found


def needs_body(verb: Verb) -> bool:
    """Return whether a verb can be asked only of the text of a file."""
    return any(parameter.required and parameter.remote == "content" and not parameter.rivals for parameter in verb.parameters)


def required_in_address(verb: Verb) -> set[str]:
    """Return which parameters an address must have: of rivals, the one that is no file."""
    schema = parameters_schema(verb)
    offered = in_address(verb)
    rivals = [name for one in schema.get("anyOf", ()) for name in one["required"] if name in offered]
    return set(schema.get("required", ())) | (set(rivals) if len(rivals) == 1 else set())


def document(ontology: Ontology, base: str, version: str) -> dict[str, Any]:
    """Return the description.

    Args:
        ontology: The ontology that is served.
        base: The address of the server.
        version: The version of radkg.
    """
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    paths: dict[str, Any] = {}
    for name, verb in remote_verbs().items():
        types = schemas_of(verb)
        own = "".join(word.title() for word in name.split())
        named = {type_: type_ for type_ in types} | {"answer": f"{own}Response", "parameters": f"{own}Request"}
        types["parameters"] = parameters_schema(verb, ontology)
        for type_, schema in types.items():
            moved = _moved(schema, named)
            assert schemas.setdefault(named[type_], moved) == moved, f"two types are called {type_}"
        paths[f"/api/{path_of(verb)}"] = _operations(verb, own, ontology)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "radkg",
            "version": version,
            "summary": "Verdicts, facts and named questions, each with its sources.",
            "description": "The verbs of radkg over HTTP. Nothing is changed by any of them. Files are given by their text.",
            "license": {"name": "Apache-2.0 (program), CC-BY-4.0 (data)"},
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operations(verb: Verb, own: str, ontology: Ontology) -> dict[str, Any]:
    common = {"summary": verb.summary, "description": verb.description, "tags": [verb.command]}
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{own}Request"}}}
    asked = {
        **common,
        "operationId": f"{path_of(verb)}-post",
        "requestBody": {"required": True, "content": body},
        "responses": _responses(own) | {"415": _problem("The body is no JSON.")},
    }
    if needs_body(verb):
        return {"post": asked}
    enumerated = parameters_schema(verb, ontology)["properties"]
    required = required_in_address(verb)
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": schema.get("description", ""),
            "schema": {key: value for key, value in {**schema, **_enum(enumerated[name])}.items() if key != "description"},
        }
        for name, schema in in_address(verb).items()
    ]
    return {
        "get": {**common, "operationId": f"{path_of(verb)}-get", "parameters": parameters, "responses": _responses(own)},
        "post": asked,
    }


def _enum(schema: dict[str, Any]) -> dict[str, Any]:
    return {"enum": schema["enum"]} if "enum" in schema else {}


def _responses(own: str) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{own}Response"}}}
    return {"200": {"description": "The answer.", "content": answer}} | {
        status: _problem(about) for status, about in _ERRORS.items()
    }


def _problem(about: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _moved(schema: Any, named: dict[str, str]) -> Any:
    """Return a schema with its references to types as the description has them."""
    if isinstance(schema, dict):
        return {
            key: f"#/components/schemas/{named[value.rpartition('/')[2]]}" if key == "$ref" else _moved(value, named)
            for key, value in schema.items()
        }
    return [_moved(one, named) for one in schema] if isinstance(schema, list) else schema
