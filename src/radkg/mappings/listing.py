"""The mapping sets that there are, as an answer."""

from __future__ import annotations

from typing import TypedDict

from radkg.mappings.sets import MappingSet
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain

_SHOWN = 3  # versions in one line


class MappingSetAnswer(TypedDict):
    """The mappings to one vocabulary.

    Attributes:
        name: Name of the set.
        rows: How many rows it has.
        found: How many of them lead to a term; the others say that the vocabulary has none, or are negated.
        negated: How many say that two terms do not match.
        versions: The releases in which the terms were looked up.
        metadata: SSSOM slot to value.
    """

    name: str
    rows: int
    found: int
    negated: int
    versions: list[str]
    metadata: dict[str, str]


class MappingSets(tuple[MappingSet, ...]):
    """The mapping sets, in the order of their names."""

    __slots__ = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg mappings list`: 0."""
        return 0

    def to_dict(self) -> list[MappingSetAnswer]:
        """Return the sets as `radkg mappings list --format json` gives them."""
        return [
            {
                "name": one.name,
                "rows": len(one.mappings),
                "found": sum(row.links for row in one.mappings),
                "negated": sum(row.negated for row in one.mappings),
                "versions": _versions(one),
                "metadata": one.metadata,
            }
            for one in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return a line for each set; neither ``width`` nor ``paint`` is heeded."""
        return "\n".join(map(_line, self))

    def html(self) -> str:
        """Return the sets as a table in HTML."""
        rows: list[tuple[object, ...]] = [(s.name, len(s.mappings), _without(s), ", ".join(_versions(s))) for s in self]
        return html_table(("mapping set", "rows", "without a counterpart", "releases"), rows)

    def _repr_html_(self) -> str:
        return self.html()


def _versions(one: MappingSet) -> list[str]:
    return sorted({row.object_version for row in one.mappings if row.object_version})


def _without(one: MappingSet) -> int:
    return sum(not row.found for row in one.mappings if not row.negated)


def _line(one: MappingSet) -> str:
    without = _without(one)
    none = f", {without} of them without a counterpart" if without else ""
    if negated := sum(row.negated for row in one.mappings):
        none += f", {negated} negated"
    versions = ", ".join(_versions(one)[:_SHOWN]) or "no version"
    return shown(f"{one.name:20}  {len(one.mappings):5} rows{none}  ({versions})")
