"""How a text is laid out: its blocks, its lists, and what each of them stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model.english import compiled

#: A list, a line that a title fills, and an empty line end a block; so does a stop at the end of a line.
_BLOCK = (
    r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)|(?<=[.:!?;])[ \t]*\n"
    r"|\n(?=[ \t]*#+ )|\n(?=[ \t]*(?:\*\*|__)[^*_\n]{2,60}(?:\*\*|__):?[ \t]*(?:\n|$))"
)
MARKER = r"(?:[-*•–]\s+|\(?\d+[.)]\s+|#+\s+)"
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*•–]|\(?\d+[.)])\s")
#: A line that names what the lines under it are about: "Key features:", "## Imaging", "**Treatment**".
_INTRODUCING = re.compile(
    r"\s*(?:#+ +)?(?:(?P<bold>\*\*|__)(?P<named>[^*_.]{2,60}?):?(?P=bold):?|(?P<line>[^.!?;]{2,200}):)\s*$"
    r"|\s*#+ +(?P<title>[^\n]{2,100}?)\s*$"
)
_LONGEST_TITLE = 8  # words
#: What no title ends with: the line goes on.
_GOES_ON = re.compile(
    r"[.!?,;]$|\b(?:and|or|of|in|on|with|by|for|to|at|from|the|a|an|that|which|who|is|are|not|as|than)$", re.I
)
_SAYS = re.compile(r"(?<=\w )(?:is|are|was|were|has|have|had|can|may|do|does|shows?|causes?|affects?|occurs?)\b", re.IGNORECASE)
#: The last sentence before a list, which the list completes.
_LAST = re.compile(r"(?:^|(?<=[.!?;]\s))[^.!?;]+:\s*$")
_FOLLOWING = re.compile(
    r"(?:^|(?<=[.!?;]\s))(?:(?=[^.!?;]*\b(?:following|below|these|here|this)\b)[^.!?;]+[.!]?|[^.!?;]+\?)\s*$", re.IGNORECASE
)


class Block(NamedTuple):
    """A paragraph, or an item of a list.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        under: The line that introduces the list in which it stands, in lower case: "key features".
        above: All titles and lines that it stands under, in lower case, from the outermost.
        is_item: Whether it is an item of a list.
    """

    start: int
    end: int
    under: str
    above: tuple[str, ...]
    is_item: bool


class _Mark(NamedTuple):
    """What an item begins with: how far it is indented, and whether it has a number."""

    indent: int
    numbered: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text that are no titles, each with what it stands under."""
    found = [piece for piece in _pieces(text) if text[piece[0] : piece[1]].strip()]
    title = ""
    lists: list[tuple[_Mark | None, str]] = []  # what introduces a list, and the mark of that, where it is itself an item
    for number, (start, end, is_title) in enumerate(found):
        words = text[start:end]
        mark, after = _mark(words), _mark(text[slice(*found[number + 1][:2])]) if number + 1 < len(found) else None
        if mark is None:
            lists = []
        while lists and mark and (opened := lists[-1][0]) and mark.indent <= opened.indent and mark.numbered == opened.numbered:
            lists.pop()
        above = (*filter(None, (title,)), *(line for _, line in lists))
        introduced = _plain(words) if is_title else _introduced(words, mark, after)
        if introduced:
            if mark is None and (after is None or compiled(r"\s*(?:#|\*\*|__)").match(words)):
                title = introduced
            lists.append((mark, introduced))
            if mark is None and not after:
                lists = []
            continue
        yield Block(start, end, lists[-1][1] if lists else "", above, mark is not None)
        if after and not mark:
            if last := _LAST.search(words):
                lists = [(None, _plain(last[0]))]
            elif following := _FOLLOWING.search(words):
                lists = [(None, _plain(following[0])), (None, "")]


def _introduced(words: str, mark: _Mark | None, after: _Mark | None) -> str:
    """Return what a block says of the ones behind it, where it is a title and says nothing else; empty for any other."""
    if introducing := _INTRODUCING.match(words):
        return _plain(next(filter(None, (introducing["named"], introducing["line"], introducing["title"]))))
    has_items = after is not None and (mark is None or after.indent > mark.indent or (mark.numbered and not after.numbered))
    short = len(words.split()) <= _LONGEST_TITLE + 4 and not compiled(r"[.!?;]\s*$|[.!?;]\s").search(
        compiled(rf"^{MARKER}").sub("", words.strip())
    )
    if mark and mark.numbered and after and not after.numbered and after.indent == mark.indent:
        short = short and not _SAYS.search(words)
    return _plain(words) if has_items and short and "\n" not in words.strip() else ""


def _plain(line: str) -> str:
    return compiled(rf"^{MARKER}|\*\*|__").sub("", line.strip()).strip().rstrip(": \t\n").lower()


def _mark(words: str) -> _Mark | None:
    found = _ITEM.match(words.lstrip("\n"))
    return _Mark(len(found["indent"].expandtabs(4)), found["mark"].strip("(.)").isdecimal()) if found else None


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the blocks of a text begin and end, and whether one is a line that stands over the next as its title."""
    start = 0
    for stop, behind in (*((match.start(), match.end()) for match in compiled(_BLOCK).finditer(text)), (len(text), len(text))):
        block = text[start:stop]
        line = block.rfind("\n", 0, len(block.rstrip()))
        if line > 0 and compiled(r"\s*(?:={3,}|-{3,})\s*").fullmatch(block, line):
            title = block.rfind("\n", 0, line) + 1
            yield start, start + title, False
            yield start + title, start + line, True
            start = behind
            continue
        lines = [match.span() for match in compiled(r"[^\n]+").finditer(block)]
        hashed = compiled(r"\s*#+ ").match(block) is not None
        pieces = [(start, stop, False)]
        if len(lines) > 1:
            (first, first_ends), (last, _) = lines[0], lines[-1]
            list_follows = bool(_ITEM.match(text, behind)) and text[stop:behind].strip(" \t") == "\n"
            if list_follows and _ITEM.match(block) and _is_title(block[last:]):
                pieces = [(start, start + last, False), (start + last, stop, True)]
            elif not _ITEM.match(block) and (
                hashed or (_is_title(block[first:first_ends]) and compiled(r"[A-Z]").match(block, lines[1][0]))
            ):
                pieces = [(start, start + first_ends, True), (start + lines[1][0], stop, False)]
        yield from pieces
        start = behind


def _is_title(line: str) -> bool:
    """Return whether a line of a block stands over the next one, and does not go on in it."""
    return (
        compiled(r"[A-Z*_]").match(line) is not None
        and len(line.split()) <= _LONGEST_TITLE
        and not _GOES_ON.search(line.strip())
        and not _SAYS.search(line)
    )
