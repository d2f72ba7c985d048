"""Answers cut to a size that a language model can read, with what was left out."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, NamedTuple

LARGEST = 24_000  # characters of an answer in JSON: some 8,000 tokens
MOST = 50  # members of a list, of which a model reads no more
_FEW = 3  # members that a list within a list keeps: the outer one is cut from then on
_LONGEST = 4_000  # characters of a text within an answer
_SHORTEST = 200  # the same, where no list is left to be cut


def bounded(answer: Any, most: int = MOST, largest: int = LARGEST) -> tuple[Any, list[str]]:
    """Return an answer within bounds, and what was cut, a sentence for each place.

    As long as the whole is too large, a quarter is taken from the list that takes most of it: from a list within its members,
    where those take most of it themselves, down to a few.

    Args:
        answer: Plain values, as JSON has them.
        most: How many members a list may have.
        largest: How many characters the whole may have, written as JSON.

    >>> bounded({"facts": [1, 2, 3]}, most=2)
    ({'facts': [1, 2]}, ['facts: the first 2 of 3'])
    """
    limits: dict[str, int] = {}
    longest = _LONGEST
    while True:
        cutting = _Cutting(limits, most, longest)
        found = cutting.cut(answer, "")
        if _size(found) <= largest:
            return found, cutting.said()
        place = cutting.heaviest()
        if place is not None:
            limits[place] = max(cutting.lists[place].members * 3 // 4, 1)
        elif longest > _SHORTEST:
            longest = _SHORTEST
        else:
            return None, ["the whole answer: it is too large; ask for less"]


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False))


class _List(NamedTuple):
    """The lists at a place.

    Attributes:
        members: How many members the longest has, when it is cut.
        characters: How many characters all of them have, when they are cut.
    """

    members: int
    characters: int


class _Cutting:
    """Cuts an answer, and keeps account of it.

    Args:
        limits: How many members the lists at a place may have.
        most: How many the others may have.
        longest: How many characters a text may have.
    """

    def __init__(self, limits: dict[str, int], most: int, longest: int) -> None:
        self._limits, self._most, self._longest = limits, most, longest
        self._cut: dict[str, list[tuple[int, int]]] = defaultdict(list)  # place to how much is left of how much
        self.lists: dict[str, _List] = {}

    def cut(self, value: Any, place: str) -> Any:
        """Return a value, cut."""
        if isinstance(value, dict):
            return {name: self.cut(one, f"{place}.{name}" if place else name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            limit = self._limits.get(place, self._most)
            if len(value) > limit:
                self._cut[place].append((limit, len(value)))
            found = [self.cut(one, f"{place}[]") for one in value[:limit]]
            before = self.lists.get(place, _List(0, 0))
            self.lists[place] = _List(max(before.members, len(found)), before.characters + _size(found))
            return found
        if isinstance(value, str) and len(value) > self._longest:
            self._cut[f"{place} (characters)"].append((self._longest, len(value)))
            return value[: self._longest] + " …"
        return value

    def heaviest(self) -> str | None:
        """Return the place whose lists are to be cut; ``None`` where none can be."""
        outer = {place: found for place, found in self.lists.items() if "[]" not in place and found.members > 1}
        if not outer:
            return None
        place = max(outer, key=lambda name: outer[name].characters)
        while inner := [
            name
            for name, found in self.lists.items()
            if name.startswith(f"{place}[]") and found.members > _FEW and found.characters * 2 > self.lists[place].characters
        ]:
            place = max(inner, key=lambda name: self.lists[name].characters)
        return place

    def said(self) -> list[str]:
        """Return what was cut, in words."""
        return [
            f"{place or 'the list'}: the first {cuts[0][0]} of {cuts[0][1]}"
            if len(cuts) == 1
            else f"{place}: the first {cuts[0][0]} in {len(cuts)} places, of up to {max(whole for _, whole in cuts)}"
            for place, cuts in self._cut.items()
        ]
