"""What others wrote, as it may be printed: what would steer a terminal, hide text or turn it around is seen as an escape."""

from __future__ import annotations

import re
from unicodedata import category

#: Characters that nobody sees, or that do something: controls (C0, DEL, C1), marks of direction, what has no width, tags,
#: separators of lines, fillers, selectors of variants but those of emoji, halves of pairs, private use, and what is none.
#: Spaces of any width are not among them. What Unicode has not assigned is in no list, as it differs with Python.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0d\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
_IN_A_LINE = re.compile(f"[\t\n\r{_UNSEEN}]")
# a carriage return goes back to the start of its line, but for one that ends it
_IN_LINES = re.compile(f"[{_UNSEEN}]|\r(?!\n)")

_USER = re.compile(r"(?:(?<=//)|(?<=https:)|(?<=http:))[^/\s?#]+(?=@|%40)", re.IGNORECASE)


def shown(text: str, *, lines: bool = False) -> str:
    r"""Return ``text`` as it may be printed: each character that is unseen, or does something, as ``\uXXXX``.

    Args:
        text: What somebody wrote: a literal, the name of a file, an address, an IRI, a message.
        lines: Whether it may have several lines; where not, the end of a line is seen, too.

    >>> print(shown("a\x1b[2Jb\nc"))
    a\u001B[2Jb\u000Ac
    """
    if text.isprintable() and text.isascii():  # the usual case costs next to nothing
        return text
    seen = (_IN_LINES if lines else _IN_A_LINE).sub(lambda found: escaped(found[0]), text)
    return "".join(escaped(character) if category(character) == "Cn" else character for character in seen)


def without_passwords(text: str) -> str:
    """Return ``text`` without the name and the password that stand in an address, be it in the wrong place.

    Args:
        text: A message, with whatever words of the command line.

    >>> print(without_passwords("https://me:s3cret@example.org/x: no such file"))
    https://…@example.org/x: no such file
    """
    return _USER.sub("…", text) if "@" in text or "%40" in text else text


def escaped(character: str) -> str:
    """Return a character as Turtle and Python write it in ASCII."""
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def in_json(text: str, *, ascii_only: bool = False) -> str:
    """Return JSON that says the same, without characters that are unseen; all of them stand in strings.

    Args:
        text: JSON.
        ascii_only: Whether all but ASCII is escaped.
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return (_BEYOND_ASCII if ascii_only else _IN_LINES).sub(lambda found: _pair(found[0]), text)


_BEYOND_ASCII = re.compile("[\x7f-\U0010ffff]")


def _pair(character: str) -> str:
    """Return a character as JSON writes it in ASCII: one beyond U+FFFF as two."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04X}" for i in range(0, len(units), 2))
