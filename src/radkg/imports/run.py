"""From tables to files: the kind of each table, and the file that its facts are written into."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile
from radkg.imports import epidemiology, phenotypes, procedures
from radkg.imports.module import Modules
from radkg.imports.tables import Table, read_table
from radkg.imports.vocabulary import ImportVocabulary
from radkg.rdf.whole import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from radkg.imports.module import Module
    from radkg.model.ontology import Ontology

    Convert = Callable[[Table, ImportVocabulary, dict[str, str]], Module]

_KINDS = (phenotypes, epidemiology, procedures)


def import_tables(source: str, tables: Sequence[str], ontology: Ontology, into: str | None = None) -> Modules:
    """Write each of ``tables`` as a file of facts that rest on ``source``.

    Args:
        source: Name of the source's record in the ontology, without namespace.
        tables: Tab-separated files, each known by its columns.
        ontology: The ontology that they are taken over into.
        into: Folder to write to; the ontology's ``imported`` where it is ``None``.

    Raises:
        UnreadableFile: A table cannot be read or is of no kind that is known, or a file cannot be written.
        UnknownTerm: The ontology has no such source, or none with title, version and licence.
    """
    folder = into or ontology.path("imported")
    read = [(table, *_kind(table)) for table in map(read_table, tables)]
    targets = {os.path.join(folder, table.name + ".ttl") for table, _, _ in read}
    own = {ontology.path("imported", os.path.basename(path)) for path in targets}
    vocabulary = ImportVocabulary(ontology, (path for path in ontology.files() if path not in own))
    record = vocabulary.source(source)
    modules = []
    for table, convert, notices in read:
        module = convert(table, vocabulary, record)
        module.path = os.path.join(folder, table.name + ".ttl")
        modules.append(module)
        _write(module.path, module.turtle(record, notices))
    return Modules(modules)


def _kind(table: Table) -> tuple[Convert, list[str]]:
    for kind in _KINDS:
        if kind.COLUMNS.issubset(table.columns):
            return kind.convert, kind.NOTICES
    known = " | ".join(", ".join(sorted(kind.COLUMNS)) for kind in _KINDS)
    raise UnreadableFile(table.path, "its columns are of no table that is known", line=1, remedy=f"known are: {known}")


def _write(path: str, turtle: str) -> None:
    try:
        write_file(path, turtle.encode())
    except OSError as error:
        remedy = "name a folder that can be written to with --into"
        raise UnreadableFile(path, error.strerror or "cannot be written", remedy=remedy) from error
