"""Regular expressions of shapes: in the form that Python runs, and how long they can take."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_STEPS = 300_000_000  # a bound that is several times too high: some seconds at the very most
FLAGS = "im"  # those that pySHACL knows
_SCALES = {"MAX_REPEAT", "MIN_REPEAT"}


def for_python(pattern: str) -> str:
    """Return a regular expression of XPath, as SHACL has them, in Python's form.

    One that Python reads is left as it is: pySHACL has it so. Python has no categories of Unicode (``\\p{L}``), no names of XML
    (``\\i``, ``\\c``), and no differences of character classes (``[a-z-[aeiou]]``).

    Args:
        pattern: The regular expression.

    Raises:
        ValueError: Neither XPath nor Python has it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of what may be a difference of classes
            re.compile(pattern)
        reason = ""
    except (re.error, OverflowError, RecursionError) as error:
        reason = str(error)
    if not reason and "-[" not in pattern:
        return pattern
    from elementpath.regex import RegexError, translate_pattern

    try:
        translated = translate_pattern(pattern)
        re.compile(translated)
    except (RegexError, re.error, OverflowError, RecursionError) as error:
        if not reason:
            return pattern
        raise ValueError(reason if r"\p" not in pattern else str(error)) from None
    return translated


def steps(pattern: str, length: int) -> float:
    """Return an upper bound on the steps of matching a pattern.

    A repeat of something that matches in one way only has as many ways to match as it has lengths; a repeat of something that
    can itself match in several ways has the product of those, which grows without bound.

    Args:
        pattern: The regular expression.
        length: Characters of the longest text that it is matched with.

    Raises:
        ValueError: It is not a regular expression that Python understands.
    """
    # The parser is the one that `re` itself uses; it has no public name before Python 3.13's deprecation of sre_parse.
    from re import _parser  # type: ignore[attr-defined]

    try:
        parsed = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    starts = 1 if _anchored(parsed) else length
    return starts * _ways(parsed, length)


def _anchored(parsed: Sequence[Any]) -> bool:
    return bool(len(parsed)) and str(parsed[0][0]) == "AT" and str(parsed[0][1]) in ("AT_BEGINNING", "AT_BEGINNING_STRING")


def _ways(parsed: Sequence[Any], length: int) -> float:
    ways = 1.0
    for operation, argument in parsed:
        ways *= _ways_of(str(operation), argument, length)
        if ways > MOST_STEPS:
            return float("inf")
    return ways


def _ways_of(operation: str, argument: Any, length: int) -> float:
    if operation in _SCALES:
        least, most, body = argument
        most = min(int(most), length)
        inner = _ways(body, length)
        if inner > 1:
            return min(inner, 1e9) ** min(most, 32)  # beyond all bounds, and still a number
        return max(1, most - int(least) + 1)
    if operation == "BRANCH":
        return sum(_ways(branch, length) for branch in argument[1])
    if operation == "SUBPATTERN":
        return _ways(argument[3], length)
    if operation in ("ASSERT", "ASSERT_NOT"):
        return _ways(argument[1], length)
    if operation in ("ATOMIC_GROUP", "POSSESSIVE_REPEAT"):
        return _ways(argument if operation == "ATOMIC_GROUP" else argument[2], length)
    if operation == "GROUPREF_EXISTS":
        return sum(_ways(branch, length) for branch in argument[1:] if branch)
    return 1.0
