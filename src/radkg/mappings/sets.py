"""Mapping sets of SSSOM: the mappings to a vocabulary, as a table or as JSON.

Source: Matentzoglu N et al. A Simple Standard for Sharing Ontological Mappings (SSSOM). Database 2022;2022:baac035.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from radkg import resources
from radkg.errors import UnreadableFile
from radkg.mappings.header import SetHeader
from radkg.namespaces import expand
from radkg.rdf.guards import encoding_of
from radkg.rdf.reading import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping

SUFFIX = ".sssom.tsv"
SUFFIXES = (SUFFIX, ".sssom.csv", ".sssom.json", ".sssom.jsonld")
NO_TERM_FOUND = "sssom:NoTermFound"
_NOT = "Not"
#: Slot to the attribute of `Mapping` that has its value.
_ATTRIBUTES = {
    "subject_id": "subject",
    "subject_label": "subject_label",
    "predicate_id": "predicate",
    "object_id": "object",
    "object_label": "object_label",
    "mapping_justification": "justification",
    "author_label": "author",
    "object_source_version": "object_version",
    "comment": "comment",
    "confidence": "confidence",
}
_MODIFIER, _VERSION = "predicate_modifier", "object_source_version"


class Mapping(NamedTuple):
    """One row: an entity, and one of another vocabulary. Identifiers are CURIEs, or IRIs where a set of others has them.

    Attributes:
        subject: The entity: in radkg's own sets a term of radkg's, ``radkg:…``. Empty where it is a text, which is its label.
        subject_label: Its label.
        predicate: ``skos:exactMatch``, ``skos:closeMatch``, ``skos:broadMatch`` (the object is broader), ``skos:narrowMatch``,
            or ``skos:relatedMatch`` (neither broader nor narrower: the same shape in another organ, the site of a finding).
        object: The term of the other vocabulary, or `NO_TERM_FOUND` where the vocabulary has none.
        object_label: Its label in the release; empty where the vocabulary's licence does not let it be passed on.
        justification: How the mapping is known, a term of the Semantic Mapping Vocabulary.
        author: Who made the mapping.
        object_version: The release of the vocabulary in which the object was looked up.
        comment: A remark.
        confidence: From 0 to 1, as it is written; empty where nobody says.
        negated: Whether the row says that the two do *not* stand so to each other.
        more: The other slots, each with its value.
    """

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    justification: str
    author: str
    object_version: str
    comment: str
    confidence: str = ""
    negated: bool = False
    more: tuple[tuple[str, str], ...] = ()

    @property
    def found(self) -> bool:
        """Whether the vocabulary has a term; a row without one states that it has none."""
        return self.object != NO_TERM_FOUND

    @property
    def links(self) -> bool:
        """Whether the row says that two entities match: neither that there is none, nor that they do not, nor of a text."""
        return not self.negated and bool(self.subject and self.object) and NO_TERM_FOUND not in (self.subject, self.object)


class MappingSet(NamedTuple):
    """The mappings to one vocabulary.

    Attributes:
        name: The file's name without suffix.
        metadata: SSSOM slot to value, without the prefixes; several values have "|" between them.
        prefixes: The prefixes that the rows use.
        mappings: The rows.
    """

    name: str
    metadata: dict[str, str]
    prefixes: dict[str, str]
    mappings: tuple[Mapping, ...]


def expand_in(mappings: MappingSet, curie: str) -> str | None:
    """Return the IRI that a CURIE stands for in a mapping set; ``None`` where its prefix is not known there."""
    if "://" in curie:
        return curie.strip().removeprefix("<").removesuffix(">")
    prefix, _, local = curie.partition(":")
    return expand(curie) or (mappings.prefixes[prefix] + local if prefix in mappings.prefixes else None)


def mapping_files(folder: str) -> list[str]:
    """Return the mapping sets below ``folder``, sorted; none where there is no such folder."""
    return sorted(path for suffix in SUFFIXES for path in resources.files_under(folder, suffix))


def read_set(path: str | os.PathLike[str]) -> MappingSet:
    """Read a mapping set of SSSOM: TSV, CSV or JSON, with whatever columns in whatever order.

    Args:
        path: The file. One whose name ends in ``.json`` or ``.jsonld`` is read as JSON, any other as a table. Its metadata
            stand in it, above a table as a comment, or in a file of YAML beside it.

    Raises:
        UnreadableFile: It is missing, not UTF-8, no such set, or a row has too many cells or not what SSSOM requires.
        MissingPackage: Its metadata needs PyYAML, which is not installed.
    """
    from radkg.mappings import json_sets, tables

    path = os.fspath(path)
    is_json = path.lower().endswith((".json", ".jsonld"))
    if not is_json and os.path.splitext(path)[1].lower() in FORMATS:
        raise UnreadableFile(path, "RDF, and no table of mappings", remedy="make a table of it: `sssom parse FILE -I rdf`")
    text = _text(path)
    said, rows = (json_sets if is_json else tables).read(text, path)
    name = os.path.basename(path)
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), os.path.splitext(name)[1])
    version = said.metadata.get(_VERSION, "")
    mappings = tuple(_mapping(row, version) for row in rows)
    return MappingSet(name.removesuffix(suffix), said.metadata, said.prefixes, mappings)


def _text(path: str) -> str:
    try:
        data = resources.read_bytes(path)
    except OSError as error:
        raise UnreadableFile(
            path, (error.strerror or str(error)).lower(), remedy="check the name and the permissions"
        ) from None
    if encoding := encoding_of(data):
        raise UnreadableFile(path, f"not UTF-8 but {encoding}", remedy="save it as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, "not UTF-8", line=line, remedy="save it as UTF-8") from None


def _mapping(row: AnyMapping[str, str], version: str) -> Mapping:
    values = {attribute: row.get(slot, "") for slot, attribute in _ATTRIBUTES.items()}
    values["object_version"] = values["object_version"] or version
    for attribute in ("subject", "predicate", "object", "justification"):
        values[attribute] = values[attribute].strip()
    modifier = row.get(_MODIFIER, "")
    negated = modifier.strip().casefold() == _NOT.casefold()
    more = tuple(
        (slot, value) for slot, value in row.items() if slot not in _ATTRIBUTES and not (negated and slot == _MODIFIER)
    )
    return Mapping(**values, negated=negated, more=more)


def slots_of(row: Mapping, version: str = "") -> dict[str, str]:
    """Return a row as slots and their values.

    Args:
        row: The row.
        version: The version of the objects that the set gives for all rows, which no row repeats.
    """
    slots = {slot: getattr(row, attribute) for slot, attribute in _ATTRIBUTES.items()}
    if slots[_VERSION] == version:
        slots[_VERSION] = ""
    return slots | ({_MODIFIER: _NOT} if row.negated else {}) | dict(row.more)


def write_set(mappings: MappingSet) -> str:
    """Return the text of a mapping set as a table, its rows sorted."""
    from radkg.mappings import tables

    version = mappings.metadata.get(_VERSION, "")
    rows = (slots_of(row, version) for row in sorted(set(mappings.mappings)))
    return tables.write(SetHeader(mappings.metadata, mappings.prefixes), rows)


def write_json(mappings: MappingSet) -> str:
    """Return the text of a mapping set as JSON, its rows sorted."""
    from radkg.mappings import json_sets

    version = mappings.metadata.get(_VERSION, "")
    rows = [slots_of(row, version) for row in sorted(set(mappings.mappings))]
    return json_sets.write(SetHeader(mappings.metadata, mappings.prefixes), rows)
