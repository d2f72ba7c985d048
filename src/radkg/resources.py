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


def snapshots_folder() -> str:
    """Return the folder of the snapshots that an installed wheel carries, whether there is one or not."""
    return os.path.join(_HERE, "data", "snapshots")


def files_under(folder: str, suffix: str) -> list[str]:
    """Return the files below ``folder`` whose names end in ``suffix``, sorted by path."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if name.endswith(suffix)]
    return sorted(found)


def read_bytes(path: str) -> bytes:
    """Return the content of one of radkg's own files."""
    with open(path, "rb") as file:
        return file.read()


def read_text(path: str) -> str:
    """Return the text of one of radkg's own files."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def help_text(command: str) -> str:
    """Return what the help of a command says below its options: examples name diseases, which no Python file does."""
    return read_text(os.path.join(_HERE, "help", f"{command}.txt")).rstrip()
