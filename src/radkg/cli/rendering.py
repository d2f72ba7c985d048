"""How an answer is printed: in the form that is asked for, with colours only on a terminal."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from radkg.cli import pager, streams
from radkg.shown import escaped, in_json, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from radkg.verbs import Result, Verb

_CODES = {"green": "32", "red": "31", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
#: Marks of style carry a number that nobody can have written into a file: what else steers a terminal is not ours.
_OURS = os.urandom(8).hex()
_MARK = re.compile(rf"\033\[{_OURS}:([\d;]+)m")
_JSON = ("json", "jsonl", "sarif")
_RDF = ("ttl", "turtle")
_TABLES = ("csv", "tsv")
_READ = ("text", "table")  # what people read
_BEYOND_ASCII = re.compile("[^\0-\x7f]")
#: Columns where no terminal says how many it has: what is read, a table, which is as wide as a report is, lines of any length.
_USUAL = {"lines": 100, "table": 120, "sentences": 0}


def show(verb: Verb, result: Result, form: str | None, options: Mapping[str, Any], *, quiet: bool = False) -> None:
    """Print an answer, and on standard error what is to be said beside it.

    Args:
        verb: What was asked.
        result: The answer.
        form: The form that is asked for; the answer's usual one where it is ``None``.
        options: Keywords for `radkg.verbs.Result.text`.
        quiet: Whether nothing is said beside it.
    """
    form = form or str(getattr(result, "usual_form", "text"))
    exact = True
    printed = pieces(verb, result, form, options)
    if verb.wraps and form in _READ and isinstance(printed, list) and pager.may_page():
        printed = [] if pager.page("".join(_printable(piece, form) for piece in printed)) else printed
    for piece in printed:
        if piece and sys.stdout.isatty():
            streams.clear_line()
        streams.write(_printable(piece, form))
        exact = exact and (form not in _TABLES or _is_in(piece, sys.stdout.encoding))
    if not exact:
        streams.say(
            f"radkg: standard output is in {sys.stdout.encoding}, which lacks characters of the table: they stand as \\uXXXX; "
            "with PYTHONIOENCODING=utf-8 they are as they are"
        )
    if not quiet and (remark := verb.remark(result, form)):
        streams.say(remark)


def open_in_browser(result: Result, form: str) -> None:
    """Write an answer as a page into a file for the time being, and have a browser show it.

    Args:
        result: The answer.
        form: The form that was asked for; HTML where it is the usual one.

    Raises:
        InvalidOption: Another form was asked for, or the answer is no page.
    """
    import tempfile
    import webbrowser
    from pathlib import Path

    from radkg.errors import InvalidOption

    write = getattr(result, "to_html", None)
    if write is None or form not in ("text", "html"):
        raise InvalidOption("--open is for an answer that is a page: a term, a fact, or a text that was checked")
    page = Path(tempfile.mkdtemp(prefix="radkg-")) / "page.html"  # it stays: the browser reads it when it likes
    page.write_text(write(), encoding="utf-8")
    if not webbrowser.open(page.as_uri()):
        raise InvalidOption(f"no browser can be started; the page is {page}")


def _printable(text: str, form: str) -> str:
    """Return a piece of an answer as standard output takes it.

    What others wrote is escaped, and the same wherever it goes. JSON and Turtle say the same with escapes; CSV and TSV have
    none, and are as they are but on a terminal. What the encoding lacks is written as the form writes it in ASCII.
    """
    lacking = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    if form in _JSON:
        return in_json(text, ascii_only=lacking)
    if form not in _TABLES or sys.stdout.isatty():
        text = "".join(
            _styled(part) if number % 2 else shown(part, lines=True) for number, part in enumerate(_MARK.split(text))
        )
    if lacking and form in _RDF:
        return _BEYOND_ASCII.sub(lambda found: escaped(found[0]), text)
    if lacking and form == "html":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    return text


def _is_in(text: str, encoding: str | None) -> bool:
    """Return whether an encoding has all characters of a text."""
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _styled(styles: str) -> str:
    """Return what a terminal is told by a mark of `paint`."""
    return f"\033[{styles}m"


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
    """Return ``text`` in the given styles where standard output has colours."""
    if not styles or not has_colours():
        return text
    return f"{_mark(';'.join(_CODES[style] for style in styles))}{text}{_mark('0')}"


def has_colours() -> bool:
    """Return whether standard output is to have colours: NO_COLOR says no, FORCE_COLOR yes, else a terminal has them."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and not streams.is_dumb())


def _mark(codes: str) -> str:
    return f"\033[{_OURS}:{codes}m"


def _width(verb: Verb) -> int:
    """Return how many columns a text has: those of the terminal, or of COLUMNS; 0 where it does not matter."""
    if not verb.wraps:
        return 0
    return streams.columns(_USUAL[verb.wraps])
