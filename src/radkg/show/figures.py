"""Pictures that are drawn from facts: what they have in common, and how their SVG is written.

All ink has the colour of the text around it, and what is filled lets the page through: a picture is as readable on a dark page
as on a light one. What a colour says, a pattern and words say too. Whatever comes from the graph is escaped.
"""

from __future__ import annotations

import re
import textwrap
from abc import ABC, abstractmethod
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARGIN = 30  # between the pictures of a sheet
WIDTH = 360  # of every picture, in units of its own; on a small screen a unit is a pixel
SIZE = 10.0  # of letters
_LETTER, _STRONG = 0.6, 0.68  # width of a letter as a part of its size, in the widest of the usual fonts
_TIED = re.compile(r" (?=%|†|\[)")  # spaces at which no line ends
_INK, _PAPER = "#1d2327", "#ffffff"


class FigureAnswer(TypedDict):
    """A picture that is drawn from facts.

    Attributes:
        kind: "map" (parts of a structure, coloured), "ages", or "shares" (what several studies counted).
        title: What it shows.
        description: All that it says, in words.
        facts: IRIs of the facts that it is drawn from.
    """

    kind: str
    title: str
    description: str
    facts: list[str]


@dataclass(frozen=True, slots=True)
class Figure(ABC):
    """A picture that is drawn from facts.

    Attributes:
        title: What it shows.
        name: A name that no other picture of the same term has; in Latin letters, digits and hyphens.
        facts: IRIs of the facts that it is drawn from, in the order of what it shows.
    """

    title: str
    name: str
    facts: tuple[str, ...]

    @property
    @abstractmethod
    def kind(self) -> str:
        """What kind of picture it is: "map", "ages" or "shares"."""

    @property
    @abstractmethod
    def description(self) -> str:
        """All that it says, in words, for who does not see it."""

    @abstractmethod
    def drawn(self) -> tuple[float, list[str]]:
        """Return its height and its SVG elements; its width is `WIDTH`."""

    def svg(self) -> str:
        """Return the picture as a file of its own: dark on white."""
        height, parts = self.drawn()
        sheet = f'<rect width="{WIDTH}" height="{height:g}" fill="{_PAPER}" stroke="none"/>'
        return self._whole(f' xmlns="http://www.w3.org/2000/svg" color="{_INK}"', height, [sheet, *parts]) + "\n"

    def html(self) -> str:
        """Return the picture as a part of a page, in the colour of the page's text."""
        return self._whole("", *self.drawn())

    def _repr_html_(self) -> str:
        return f'<div style="max-width: 30rem">{self.html()}</div>'

    def to_dict(self) -> FigureAnswer:
        """Return the picture as JSON gives it."""
        return {"kind": self.kind, "title": self.title, "description": self.description, "facts": list(self.facts)}

    def _whole(self, more: str, height: float, parts: list[str]) -> str:
        inner = "\n".join(part for part in parts if part)
        return (
            f'<svg{more} viewBox="0 0 {WIDTH} {height:g}" role="img" aria-labelledby="{self.name}-title {self.name}-desc" '
            f'font-family="Helvetica, Arial, sans-serif" font-size="{SIZE}" fill="none" stroke="none">\n'
            f'<title id="{self.name}-title">{escape(self.title)}</title>\n'
            f'<desc id="{self.name}-desc">{escape(self.description)}</desc>\n{inner}\n</svg>'
        )


def sheet(figures: Sequence[Figure], title: str) -> str:
    """Return several pictures on one sheet, side by side in two columns, as a file of its own.

    Args:
        figures: The pictures; at least one.
        title: What they show together.
    """
    columns = min(2, len(figures))
    parts, tops = [], [0.0] * columns
    for figure in figures:
        column = tops.index(min(tops))
        height, _ = figure.drawn()
        place = f'<svg x="{column * (WIDTH + _MARGIN):g}" y="{tops[column]:g}" width="{WIDTH}" height="{height:g}" '
        parts.append(figure.html().replace("<svg ", place, 1))
        tops[column] += height + _MARGIN
    width, height = columns * (WIDTH + _MARGIN) - _MARGIN, max(tops) - _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" color="{_INK}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{width}" height="{height:g}" fill="{_PAPER}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def broken(text: str, width: float, *, strong: bool = False, size: float = SIZE) -> list[str]:
    """Return a text in lines that fit into a width; a word that does not has its own, and no mark begins one."""
    letters = int(width / (size * (_STRONG if strong else _LETTER)))
    return textwrap.wrap(_TIED.sub("\u00a0", text), letters, break_on_hyphens=False, break_long_words=False) or [""]


def words(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "",
    strong: bool = False,
    quiet: bool = False,
    size: float = SIZE,
    width: float = 0,
) -> str:
    """Return one line of text.

    Args:
        x: Where it begins, or ends where ``anchor`` is "end".
        y: Where its letters stand.
        text: The text.
        anchor: "", "middle" or "end".
        strong: Whether it stands out.
        quiet: Whether it stands back.
        size: The size of its letters.
        width: The width into which it is squeezed where it is longer; 0 for none.
    """
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += ' font-weight="600"' if strong else ""
    more += ' fill-opacity="0.75"' if quiet else ""
    more += f' font-size="{size:g}"' if size != SIZE else ""
    if width and _wide(text) * size * (_STRONG / _LETTER if strong else 1) > width:
        more += f' textLength="{width:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:g}" y="{y:g}" fill="currentColor"{more}>{escape(text)}</text>'


def _wide(text: str) -> float:
    """Return about how wide a text is, in sizes of its letters."""
    return sum(0.97 if letter in "mwMW%" else 0.38 if letter in "iljtfI.,:;()| " else _LETTER for letter in text)


def paragraph(y: float, text: str, *, strong: bool = False, quiet: bool = False, size: float = SIZE) -> tuple[float, list[str]]:
    """Return where the line below a paragraph stands, and the lines of the paragraph."""
    lines = broken(text, WIDTH - 8, strong=strong, size=size)
    step = round(size * 1.25, 1)
    return y + step * len(lines), [
        words(4, round(y + step * number, 1), line, strong=strong, quiet=quiet, size=size) for number, line in enumerate(lines)
    ]


def listed(items: Iterable[str]) -> str:
    """Return sentences in a row, each with a full stop and a capital letter."""
    return " ".join(f"{item[:1].upper()}{item[1:].rstrip('.')}." for item in items)
