"""What registries of servers are told: it fits their rules, and says what radkg says of itself.

The rules are those of the MCP Registry's schema of 2025-12-11 and of BioContextAI's `schema.json` and `mcp_schema.json`, as far
as these files use them; the registries validate the whole.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import radkg
from radkg.cli import parser
from radkg.mcp.server import WEBSITE

ROOT = Path(__file__).parents[2]
SERVER = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
FOLDER = ROOT / "metadata" / "biocontextai"
META = yaml.safe_load((FOLDER / "meta.yaml").read_text(encoding="utf-8"))
CLIENT = json.loads((FOLDER / "mcp.json").read_text(encoding="utf-8"))

TEXT = {"type": "string", "minLength": 1}
ARGUMENT = {
    "type": "object",
    "properties": {
        "type": {"enum": ["named", "positional"]},
        "name": {"type": "string", "pattern": "^-"},
        "value": TEXT,
        "description": TEXT,
        "format": {"enum": ["string", "number", "boolean", "filepath"]},
        "isRepeated": {"type": "boolean"},
        "isRequired": {"type": "boolean"},
    },
    "required": ["type"],
    "if": {"properties": {"type": {"const": "named"}}},
    "then": {"required": ["name"]},
    "else": {"required": ["value"]},
    "additionalProperties": False,
}
PACKAGE = {
    "type": "object",
    "properties": {
        "registryType": {"enum": ["npm", "pypi", "oci", "nuget", "mcpb", "maven"]},
        "identifier": TEXT,
        "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "runtimeHint": TEXT,
        "runtimeArguments": {"type": "array", "items": ARGUMENT},
        "packageArguments": {"type": "array", "items": ARGUMENT},
        "transport": {"const": {"type": "stdio"}},
    },
    "required": ["registryType", "identifier", "version", "transport"],
    "dependentRequired": {"runtimeArguments": ["runtimeHint"]},
    "additionalProperties": False,
}
MCP_REGISTRY = {
    "type": "object",
    "properties": {
        "$schema": {"const": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"},
        "name": {"type": "string", "minLength": 3, "maxLength": 200, "pattern": "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$"},
        "title": {"type": "string", "minLength": 1, "maxLength": 100},
        "description": {"type": "string", "minLength": 1, "maxLength": 100},
        "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "websiteUrl": {"type": "string", "pattern": "^https://"},
        "packages": {"type": "array", "items": PACKAGE, "minItems": 1},
    },
    "required": ["$schema", "name", "description", "version"],
    "additionalProperties": False,
}
#: Of these, `identifier` and `codeRepository` name the repository on its host: whoever submits the files adds both.
ADDED_BY_WHO_SUBMITS = ["identifier", "codeRepository"]
BIOCONTEXTAI = {
    "type": "object",
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "SoftwareApplication"},
        "@id": {"type": "string", "pattern": "^https://"},
        "additionalType": {"type": "array", "items": {"enum": ["https://schema.org/SoftwareSourceCode"]}},
        "identifier": {"type": "string", "pattern": "^[a-zA-Z0-9_-]+/[a-zA-Z0-9_.-]+$"},
        "name": {"type": "string", "minLength": 1, "maxLength": 100},
        "description": {"type": "string", "minLength": 10, "maxLength": 1000},
        "codeRepository": {
            "type": "string",
            "pattern": "^https://(github.com|gitlab.com|bitbucket.org|codeberg.com)/[a-zA-Z0-9_-]+/[a-zA-Z0-9_.-]+",
        },
        "url": {"type": "string", "pattern": "^https://"},
        "maintainer": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"@type": {"enum": ["Person", "Organization"]}, "name": TEXT},
                "required": ["@type", "name"],
                "additionalProperties": False,
            },
        },
        "license": {"type": "string", "pattern": r"^https://spdx\.org/licenses/[A-Za-z0-9.-]+\.html$"},
        "applicationCategory": {
            "enum": [
                "HealthApplication",
                "EducationApplication",
                "ReferenceApplication",
                "DeveloperApplication",
                "UtilitiesApplication",
            ]
        },
        "keywords": {
            "type": "array",
            "items": {"type": "string", "minLength": 2, "maxLength": 30},
            "minItems": 1,
            "maxItems": 10,
            "uniqueItems": True,
        },
        "featureList": {"type": "array", "items": TEXT, "uniqueItems": True},
        "operatingSystem": {"type": "array", "items": {"enum": ["Windows", "macOS", "Linux", "Unix", "Cross-platform"]}},
        "programmingLanguage": {"type": "array", "items": {"enum": ["Python", "Other"]}, "uniqueItems": True},
    },
    "required": [
        "@context",
        "@type",
        "@id",
        "identifier",
        "name",
        "description",
        "codeRepository",
        "maintainer",
        "license",
        "applicationCategory",
        "keywords",
        "programmingLanguage",
    ],
    "additionalProperties": False,
}
CLIENTS = {
    "type": "object",
    "properties": {
        "mcpServers": {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z0-9_/-]+$"},
            "additionalProperties": {
                "type": "object",
                "properties": {"command": {"enum": ["npx", "uvx"]}, "args": {"type": "array", "items": TEXT}},
                "required": ["command"],
                "additionalProperties": False,
            },
            "minProperties": 1,
        }
    },
    "required": ["mcpServers"],
    "additionalProperties": False,
}


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return sorted(f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value))


def test_the_mcp_registry_is_told_what_it_wants() -> None:
    assert faults(MCP_REGISTRY, SERVER) == []


def test_biocontextai_is_told_what_it_wants_but_for_what_only_who_submits_knows() -> None:
    assert faults(BIOCONTEXTAI, META) == sorted(f"$: {name!r} is a required property" for name in ADDED_BY_WHO_SUBMITS)
    assert faults(CLIENTS, CLIENT) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda server: server.update(name="radkg"), "$.name"),
        (lambda server: server.update(description="x" * 101), "$.description"),
        (lambda server: server.update(version="latest"), "$.version"),
        (lambda server: server["packages"][0].pop("transport"), "$.packages[0]"),
        (lambda server: server["packages"][0].pop("runtimeHint"), "$.packages[0]"),
        (
            lambda server: server["packages"][0]["packageArguments"].append({"type": "positional"}),
            "$.packages[0].packageArguments[2]",
        ),
    ],
)
def test_what_breaks_a_rule_is_seen(change: Any, fault: str) -> None:
    broken = copy.deepcopy(SERVER)
    change(broken)
    assert [found.partition(": ")[0] for found in faults(MCP_REGISTRY, broken)] == [fault]


def test_all_say_the_version_the_address_and_the_licence_of_radkg() -> None:
    [package] = SERVER["packages"]
    version = radkg.__version__
    assert (SERVER["version"], package["version"]) == (version, version)
    assert package["runtimeArguments"][0]["value"] == f"radkg[mcp]=={version}"
    assert SERVER["websiteUrl"] == META["url"] == META["@id"] == WEBSITE
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert re.findall(r"licenses/(.*)\.html", META["license"])[0] in citation["license"]
    assert [one["name"] for one in META["maintainer"]] == [author["name"] for author in citation["authors"]]


def test_the_readme_has_the_mark_by_which_the_registry_knows_whose_the_package_is() -> None:
    assert f"<!-- mcp-name: {SERVER['name']} -->" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_that_they_name_are_radkgs() -> None:
    [package] = SERVER["packages"]
    positional, *named = package["packageArguments"]
    options = {option for action in parser.parser_of(positional["value"])._actions for option in action.option_strings}
    assert {one["name"] for one in named} <= options
    [client] = CLIENT["mcpServers"].values()
    assert client["args"] == ["--from", "radkg[mcp]", "radkg", positional["value"]]
