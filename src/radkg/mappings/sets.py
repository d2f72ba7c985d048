"""Mapping sets in SSSOM's TSV form, with the metadata as a comment above the table.

Source: Matentzoglu N et al. A Simple Standard for Sharing Ontological Mappings (SSSOM). Database 2022;2022:baac035.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from radkg import resources
from radkg.errors import UnreadableFile
from radkg.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".sssom.tsv"
NO_TERM_FOUND = "sssom:NoTermFound"
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "object_source_version",
    "comment",
)


class Mapping(NamedTuple):
    """One row: a term of radkg's, and a term of another vocabulary. Identifiers are CURIEs.

    Attributes:
        subject: The term of radkg's, ``radkg:…``.
        subject_label: Its label.
        predicate: ``skos:exactMatch``, ``skos:closeMatch``, ``skos:broadMatch`` (the object is broader), ``skos:narrowMatch``,
            or ``skos:relatedMatch`` (neither broader nor narrower: the same shape in another organ, the site of a finding).
        object: The term of the other vocabulary, or `NO_TERM_FOUND` where the vocabulary has none.
        object_label: Its label in the release; empty where the vocabulary's licence does not let it be passed on.
        justification: How the mapping is known, a term of the Semantic Mapping Vocabulary.
        author: Who made the mapping.
        object_version: The release of the vocabulary in which the object was looked up.
        comment: A remark.
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

    @property
    def found(self) -> bool:
        """Whether the vocabulary has a term; a row without one states that it has none."""
        return self.object != NO_TERM_FOUND


class MappingSet(NamedTuple):
    """The mappings to one vocabulary.

    Attributes:
        name: The file's name without suffix.
        metadata: SSSOM slot to value, without the prefixes.
        prefixes: The prefixes that the rows use.
        mappings: The rows.
    """

    name: str
    metadata: dict[str, str]
    prefixes: dict[str, str]
    mappings: tuple[Mapping, ...]


def expand_in(mappings: MappingSet, curie: str) -> str | None:
    """Return the IRI that a CURIE stands for in a mapping set; ``None`` where its prefix is not known there."""
    prefix, _, local = curie.partition(":")
    return expand(curie) or (mappings.prefixes[prefix] + local if prefix in mappings.prefixes else None)


def mapping_files(folder: str) -> list[str]:
    """Return the mapping sets below ``folder``, sorted; none where there is no such folder."""
    return resources.files_under(folder, SUFFIX)


def read_set(path: str | os.PathLike[str]) -> MappingSet:
    """Read a mapping set in the form that `write_set` writes; other programs add quotation marks and empty lines.

    Raises:
        UnreadableFile: It is missing, not UTF-8, has no such table, or a row has too few or too many cells.
    """
    path = os.fspath(path)
    try:
        text = resources.read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error)).lower()
        raise UnreadableFile(path, reason) from None
    metadata: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    # str.splitlines would end a line at characters that cells may have, such as U+2028
    lines = text.removeprefix("\ufeff").split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    for line in lines[:start]:
        key, _, value = line[1:].partition(": ")
        if line.startswith("#  "):
            prefixes[key.strip()] = value.strip().strip('"')
        elif value:
            metadata[key.strip()] = value.strip().strip('"')
    rows = list(_rows(lines[start:], start, path))
    if not rows or rows[0][1] != COLUMNS:
        raise UnreadableFile(path, f"no table with the columns {', '.join(COLUMNS)}", line=start + 1)
    for number, cells in rows:
        if len(cells) != len(COLUMNS):
            raise UnreadableFile(path, f"{len(cells)} cells where {len(COLUMNS)} are due", line=number)
    mappings = tuple(Mapping(*cells) for _, cells in rows[1:])
    return MappingSet(os.path.basename(path).removesuffix(SUFFIX), metadata, prefixes, mappings)


def _rows(lines: list[str], before: int, path: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a table without those that are empty, each with its line."""
    import csv

    reader = csv.reader((line + "\n" for line in lines), delimiter="\t", strict=True)
    line = before + 1
    try:
        for cells in reader:
            if any(cells):
                yield line, tuple(cells)
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(path, f"no table: {error}", line=line, remedy="close the quotation marks") from None


def write_set(mappings: MappingSet) -> str:
    """Return the text of a mapping set, its rows sorted."""
    lines = [f"#{key}: {_quoted(value)}" for key, value in mappings.metadata.items()]
    lines += ["#curie_map:", *(f"#  {prefix}: {iri}" for prefix, iri in sorted(mappings.prefixes.items()))]
    rows = sorted(set(mappings.mappings))
    return "\n".join([*lines, "\t".join(COLUMNS), *("\t".join(map(_cell, row)) for row in rows)]) + "\n"


def _cell(value: str) -> str:
    """Return a value in quotation marks where it would else not be read as it is."""
    return '"' + value.replace('"', '""') + '"' if any(sign in value for sign in '"\t\n\r') else value


def _quoted(value: str) -> str:
    """Return a value in quotation marks where YAML would not read it as text: a date, or a value with a colon."""
    plain = value.startswith(("http://", "https://")) or (value.isascii() and value.replace(" ", "").isalpha())
    return value if plain else '"' + value.replace('"', "'") + '"'
