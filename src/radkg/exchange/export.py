"""Exports: files in forms of other tools, each with an account of the facts that are in it, left out, or lose something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from radkg.errors import RadkgError
from radkg.exchange.formats import EXPORTS

if TYPE_CHECKING:
    from radkg.exchange.material import Material


class UnknownFormat(RadkgError):
    """There is no export of this name."""


class Account:
    """Counts what an export leaves out, while it is made.

    Attributes:
        left_out: Reason to the number of facts that are not in the export for it.
        lost: Name of a part of facts, to the number of facts that are in the export without it.
    """

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()


class Export(NamedTuple):
    """One file of an export.

    Attributes:
        name: The file's name.
        data: Its content.
        rows: Rows of a table, lines of annotations, triples, or terms: whatever the form counts.
        facts_in: Number of facts of the ontology.
        facts: Number of facts in the file.
        terms: Number of terms in the file.
        left_out: See `Account`.
        lost: See `Account`.
    """

    name: str
    data: bytes
    rows: int
    facts_in: int = 0
    facts: int = 0
    terms: int = 0
    left_out: Mapping[str, int] = {}
    lost: Mapping[str, int] = {}


def export(content: Material, form: str) -> list[Export]:
    """Return the files of an export.

    Args:
        content: What to export.
        form: One of `radkg.exchange.formats.EXPORTS`.

    Raises:
        UnknownFormat: There is no such export.
    """
    if form not in EXPORTS:
        raise UnknownFormat(f"there is no export {form!r}; choose one of {', '.join(EXPORTS)}")
    files: list[Export] = import_module(EXPORTS[form]).export(content)
    return files
