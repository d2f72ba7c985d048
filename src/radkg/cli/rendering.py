"""How an answer is printed: in the form that is asked for, with colours only on a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from radkg.cli.progress import CLEAR_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from radkg.verbs import Result, Verb

_CODES = {"green": "32", "red": "31", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
_LINES, _TABLE = 100, 120  # columns where no terminal says how many it has


def show(verb: Verb, result: Result, form: str | None, options: Mapping[str, Any]) -> None:
    """Print an answer, and on standard error what is to be said beside it.

    Args:
        verb: What was asked.
        result: The answer.
        form: The form that is asked for; the answer's usual one where it is ``None``.
        options: Keywords for `radkg.verbs.Result.text`.
    """
    form = form or str(getattr(result, "usual_form", "text"))
    for piece in pieces(verb, result, form, options):
        if piece and sys.stdout.isatty() and sys.stderr.isatty():
            sys.stderr.write(CLEAR_LINE)  # a bar may be there
            sys.stderr.flush()
        sys.stdout.write(piece)
        sys.stdout.flush()
    if remark := verb.remark(result, form):
        print(remark, file=sys.stderr)


def pieces(verb: Verb, result: Result, form: str, options: Mapping[str, Any]) -> Iterable[str]:
    """Return an answer in a form, whole or piece by piece as it is made, with an end of its last line, if it is not empty."""
    write = getattr(result, verb.writers.get(form, ""), None)
    if write is not None:
        text: str | Iterable[str] = write()
        if not isinstance(text, str):
            return text
    elif form == "json":
        import json

        text = json.dumps(result.to_dict(), ensure_ascii=False, indent=2)
    else:
        text = result.text(_width(verb), paint, **options)
    return [text if not text or text.endswith("\n") else text + "\n"]


def paint(text: str, *styles: str) -> str:
    """Return ``text`` in the given styles where standard output is a terminal and NO_COLOR is not set."""
    if not styles or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return f"\033[{';'.join(_CODES[style] for style in styles)}m{text}\033[0m"


def _width(verb: Verb) -> int:
    """Return how many columns a text has."""
    if not verb.wraps:
        return 0
    import shutil

    if verb.wraps == "lines":
        return shutil.get_terminal_size((_LINES, 24)).columns
    # Not narrower than a report is written: a pipe has no width of its own.
    return shutil.get_terminal_size((_TABLE, 24)).columns if sys.stdout.isatty() else _TABLE
