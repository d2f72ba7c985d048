"""What an export is: a file in another form, with the account of what went in, what came out and what has no place in it."""

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
    """Counts while an export is made.

    Attributes:
        left_out: Why facts are not in it: reason to number of facts.
        lost: What facts that are in it lack there: what to number of facts.
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
        facts_in: Facts that there are.
        facts: Facts that are in the file.
        terms: Terms that are in the file.
        left_out: Why the other facts are not in it: reason to number of facts.
        lost: What the facts in it lack there: what to number of facts.
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
