"""Where the ontology and the queries lie: inside an installed wheel, or at the top of a checkout."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def _folder(name: str) -> str:
    installed = os.path.join(_HERE, "data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(_HERE)), name)


def ontology_folder() -> str:
    """Return the folder of the ontology's Turtle files."""
    return _folder("ontology")


def queries_folder() -> str:
    """Return the folder of the SPARQL queries."""
    return _folder("queries")


def files_under(folder: str, suffix: str) -> list[str]:
    """Return the files below ``folder`` whose names end in ``suffix``, sorted by path."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if name.endswith(suffix)]
    return sorted(found)


def ontology_files() -> list[str]:
    """Return the Turtle files of the ontology: neither the shapes nor the alignments are part of it."""
    root = ontology_folder()
    beside = tuple(os.path.join(root, folder) + os.sep for folder in ("shapes", "alignments"))
    return [path for path in files_under(root, ".ttl") if not path.startswith(beside)]


def alignment_files() -> list[str]:
    """Return the Turtle files that say how the model stands to other models; nothing loads them unasked."""
    return files_under(os.path.join(ontology_folder(), "alignments"), ".ttl")


def derive_queries() -> list[str]:
    """Return the CONSTRUCT queries that derive what is not written, in the order of their numbers."""
    return files_under(os.path.join(queries_folder(), "derive"), ".rq")


def read_bytes(path: str) -> bytes:
    """Return the content of one of radkg's own files."""
    with open(path, "rb") as file:
        return file.read()


def read_text(path: str) -> str:
    """Return the text of one of radkg's own files."""
    with open(path, encoding="utf-8") as file:
        return file.read()
