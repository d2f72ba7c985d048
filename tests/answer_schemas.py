"""The JSON Schemas of docs/api/, and what does not fit them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from radkg.verbs import VERBS

API = Path(__file__).parent.parent / "docs" / "api"

#: Of each verb.
SCHEMAS = {verb: json.loads((API / f"{verb.replace(' ', '-')}.json").read_text(encoding="utf-8")) for verb in VERBS}


def validator(verb: str, part: str) -> Draft202012Validator:
    """Return what holds something against the ``answer`` or the ``parameters`` of a verb."""
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": SCHEMAS[verb]["$defs"]})


def faults(verb: str, part: str, value: Any) -> list[str]:
    """Return what in a value does not fit."""
    return [f"{error.json_path}: {error.message}" for error in validator(verb, part).iter_errors(value)]
