"""Answers cut to a size that a language model can read, with what was left out."""

from __future__ import annotations

import json
from typing import Any

LARGEST = 24_000  # characters of an answer in JSON: some 8,000 tokens
MOST = 50  # members of a list, of which a model reads no more
_FEWEST = (25, 12, 6, 3, 1)  # where a list of `MOST` makes an answer too large
_LONGEST = 4_000  # characters of a text within an answer
_SHORTEST = 200


def bounded(answer: Any, most: int = MOST, largest: int = LARGEST) -> tuple[Any, list[str]]:
    """Return an answer within bounds, and what was cut, a sentence for each place.

    Args:
        answer: Plain values, as JSON has them.
        most: How many members a list may have.
        largest: How many characters the whole may have, written as JSON.

    >>> bounded({"facts": [1, 2, 3]}, most=2)
    ({'facts': [1, 2]}, ['facts: the first 2 of 3'])
    """
    for allowed in (most, *(fewer for fewer in _FEWEST if fewer < most)):
        cutting = _Cutting(allowed, _LONGEST if allowed > 1 else _SHORTEST)
        found = cutting.cut(answer, "")
        if len(json.dumps(found, ensure_ascii=False)) <= largest:
            return found, cutting.said()
    return None, ["the whole answer: it is too large; ask for less"]


class _Cutting:
    """Cuts an answer, and keeps account of it.

    Args:
        most: How many members a list may have.
        longest: How many characters a text may have.
    """

    def __init__(self, most: int, longest: int) -> None:
        self._most, self._longest = most, longest
        self._cut: dict[str, list[tuple[int, int]]] = {}  # place to how much is left of how much

    def cut(self, value: Any, place: str) -> Any:
        """Return a value, cut."""
        if isinstance(value, dict):
            return {name: self.cut(one, f"{place}.{name}" if place else name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            if len(value) > self._most:
                self._cut.setdefault(place, []).append((self._most, len(value)))
            return [self.cut(one, f"{place}[]") for one in value[: self._most]]
        if isinstance(value, str) and len(value) > self._longest:
            self._cut.setdefault(f"{place} (characters)", []).append((self._longest, len(value)))
            return value[: self._longest] + " …"
        return value

    def said(self) -> list[str]:
        """Return what was cut, in words."""
        return [
            f"{place or 'the list'}: the first {cuts[0][0]} of {cuts[0][1]}"
            if len(cuts) == 1
            else f"{place}: the first {cuts[0][0]} in {len(cuts)} places, of up to {max(whole for _, whole in cuts)}"
            for place, cuts in self._cut.items()
        ]
