"""Whatever is in a file, its reader ends in an answer or in one of radkg's errors, in bounded time and memory."""

from __future__ import annotations

import contextlib
import json
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

import radkg
from fuzzing import fuzzed, of_seeds, written
from radkg import validation
from radkg.errors import RadkgError
from radkg.imports import import_tables
from radkg.many.tables import open_table
from radkg.mappings import Index, read_set, write_set
from radkg.model.ontology import Ontology
from radkg.rdf.reading import FORMATS, parse
from radkg.shown import shown

MINI = Path(__file__).parents[1] / "mini"
SETS = Path(__file__).parents[1] / "mappings" / "invented" / "sets"
FACT = Path(__file__).parents[1] / "engine" / "validation" / "valid" / "fact.ttl"
FOLDER = Path(tempfile.mkdtemp(prefix="radkg-fuzz-"))
NT = ox.RdfFormat.N_QUADS


@cache
def mini() -> radkg.KnowledgeGraph:
    """The small ontology."""
    return radkg.load(ontology=MINI)


@cache
def ontology() -> Ontology:
    """Its folder."""
    return Ontology.at(MINI)


@cache
def index() -> Index:
    """Mappings of it that are wrong on purpose."""
    return Index.of_folder(str(SETS))


@contextlib.contextmanager
def an_error_is_one_line() -> Iterator[None]:
    """Take radkg's errors, each of which can be printed in one line."""
    try:
        yield
    except RadkgError as error:
        message = str(error)
    else:
        return
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown(message))
    assert len(message) < 2000


@fuzzed(400, file=of_seeds("rdf", "rdf"))
def test_rdf(file: tuple[str, bytes]) -> None:
    """What is read can be written and read again, and is the same."""
    suffix, data = file
    with an_error_is_one_line():
        document = parse(data, FORMATS[suffix], f"a{suffix}")
        again = ox.parse(ox.serialize(document.quads, format=NT) or b"", NT)
        assert len(set(again)) == len(set(document.quads))


@fuzzed(12, file=of_seeds("rdf", "rdf"))
def test_facts_of_ones_own(file: tuple[str, bytes]) -> None:
    """Facts are validated, and those that conform are loaded."""
    suffix, data = file
    with an_error_is_one_line(), written(FOLDER, suffix, data) as path:
        report = validation.validate([path], ontology=ontology(), timeout=10)
        json.dumps(report.to_dict())
        ox.parse(report.to_turtle().encode(), ox.RdfFormat.TURTLE)
        if report.exit_code == 0:
            assert len(radkg.load([path], ontology=ontology()).store) > len(mini().store)


@fuzzed(
    4,
    file=of_seeds("shapes", "rdf", "shapes"),
)
def test_shapes(file: tuple[str, bytes]) -> None:
    """Shapes are run, or what is wrong with them is a finding."""
    suffix, data = file
    with an_error_is_one_line(), written(FOLDER, suffix, data) as path:
        validation.validate([FACT], shapes=[path], ontology=ontology(), timeout=10).to_turtle()


@fuzzed(250, file=of_seeds("releases", "rdf", "obo", "json"))
def test_releases(file: tuple[str, bytes]) -> None:
    """A release of another ontology is held against the mappings."""
    suffix, data = file
    with an_error_is_one_line(), written(FOLDER, suffix, data) as path:
        found = mini().verify_mappings(path, index=index(), merge=False)
        json.dumps(found.to_dict())
        assert found.text()
        for obsolete in found.obsolete:
            assert obsolete.mapping.object not in {one.id for one in obsolete.replaced_by}


@fuzzed(400, file=of_seeds("sets", "cells"))
def test_mapping_sets(file: tuple[str, bytes]) -> None:
    """What is read of a mapping set is read again as it was, once written."""
    _, data = file
    with an_error_is_one_line(), written(FOLDER, ".sssom.tsv", data) as path:
        rows = read_set(path).mappings
        path.write_text(write_set(read_set(path)), encoding="utf-8", newline="")
        assert set(read_set(path).mappings) == set(rows)


@fuzzed(400, file=of_seeds("statements", "cells"))
def test_files_of_statements(file: tuple[str, bytes]) -> None:
    """Each row is a statement or says why it is none, and where it ends."""
    suffix, data = file
    with an_error_is_one_line(), written(FOLDER, suffix, data) as path:
        rows = list(open_table(str(path)).rows)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert [row.end for row in rows] == sorted(row.end for row in rows)
        assert all(row.end <= len(data) for row in rows)


@fuzzed(30, file=of_seeds("imports", "cells"))
def test_tables_to_import(file: tuple[str, bytes]) -> None:
    """Tables of others become facts."""
    suffix, data = file
    with an_error_is_one_line(), written(FOLDER, suffix, data) as path:
        import_tables("maxo-annotations-2025-05", [str(path)], Ontology.carried(), str(FOLDER / "imported"))
