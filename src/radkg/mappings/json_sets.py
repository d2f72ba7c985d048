"""Mapping sets in SSSOM's JSON, which is JSON-LD where it has a context."""

from __future__ import annotations

import json
from typing import Any

from radkg.errors import UnreadableFile
from radkg.mappings import header, slots
from radkg.mappings.header import SetHeader

_SSSOM = "https://w3id.org/sssom/"
_ROWS, _CONTEXT, _PREFIXES = "mappings", "@context", "curie_map"
_ENDS = ("/", "#", "_", ":", "=")  # of namespaces, as JSON-LD 1.1 has prefixes


def read(text: str, path: str) -> tuple[SetHeader, list[dict[str, str]]]:
    """Return what a set says of itself, and its rows: slot to value, without what is empty.

    Args:
        text: The text of the file.
        path: The file, to be named in errors.

    Raises:
        UnreadableFile: It is no JSON, or JSON of something else.
    """
    try:
        # numbers stay as they are written
        values = json.loads(text.removeprefix("\ufeff"), parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise UnreadableFile(path, "JSON that is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableFile(path, f"not well-formed JSON: {error.msg.lower()}", line=error.lineno) from None
    rows = values.get(_ROWS) if isinstance(values, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(path, "JSON, but no mapping set: it has no list “mappings”", remedy="name a set of SSSOM")
    metadata = {slot: value for slot, value in values.items() if slot not in (_ROWS, _CONTEXT) and not slot.startswith("@")}
    metadata[_PREFIXES] = _prefixes(values.get(_CONTEXT)) | (metadata.get(_PREFIXES) or {})
    return header.from_values(metadata, path), [_row(row, number, path) for number, row in enumerate(rows, 1)]


def write(said: SetHeader, rows: list[dict[str, str]]) -> str:
    """Return the text of a set in JSON.

    Args:
        said: What the set says of itself.
        rows: Slot to value.
    """
    metadata = {slot: _value(slot, value) for slot, value in said.metadata.items()}
    values = [{slot: _value(slot, value) for slot, value in row.items() if value} for row in rows]
    context: dict[str, object] = {
        "@vocab": _SSSOM,
        **dict(sorted(said.prefixes.items())),
        _PREFIXES: {"@id": _SSSOM + _PREFIXES, "@type": "@json"},  # prefixes are no properties
    }
    whole = {
        _CONTEXT: context,
        "@type": "MappingSet",
        **metadata,
        _PREFIXES: dict(sorted(said.prefixes.items())),
        _ROWS: values,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _prefixes(context: Any) -> dict[str, str]:
    """Return the prefixes that a JSON-LD context declares."""
    found: dict[str, str] = {}
    for one in context if isinstance(context, list) else [context]:
        for term, value in one.items() if isinstance(one, dict) else ():
            iri = value.get("@id") if isinstance(value, dict) else value
            is_prefix = isinstance(value, str) or (isinstance(value, dict) and value.get("@prefix") is True)
            if is_prefix and isinstance(iri, str) and iri.endswith(_ENDS) and "://" in iri and not term.startswith("@"):
                found[term] = iri
    return found


def _row(row: dict[str, Any], number: int, path: str) -> dict[str, str]:
    texts = {slot: header.text_of(value) for slot, value in row.items() if not slot.startswith("@")}
    read_ = {slot: text for slot, text in texts.items() if not slots.is_nothing(slot, text)}
    for slot in slots.REQUIRED:
        if slot not in read_ and read_.get(slot.replace("_id", "_type")) != slots.LITERAL:
            raise UnreadableFile(path, f"mapping {number} has no {slot}", remedy="add it, or leave the mapping out")
    if bad := next((slot for slot in slots.SHARES if not slots.is_share(read_.get(slot, "0"))), None):
        reason = f"{bad} of mapping {number} is {read_[bad]!r}"
        raise UnreadableFile(path, reason, remedy="write a number from 0 to 1, as 0.9")
    return read_


def _value(slot: str, value: str) -> object:
    if slot in slots.SEVERAL:
        return slots.parted(value)
    if slot in ("confidence", "similarity_score", "reviewer_agreement", "mapping_set_confidence"):
        try:
            return float(value)
        except ValueError:
            return value
    return json.loads(value) if slot == "extension_definitions" else value
