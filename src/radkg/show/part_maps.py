"""Maps of the parts of a structure, coloured by what the facts of a disease say of them: how often which part shows a finding.

Which structures have a map, where its outlines are, and which findings are mapped, is said in the ontology: radkg:PartMap,
radkg:mapTitle.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from radkg.show.figures import WIDTH, Figure, broken, listed, paragraph, words
from radkg.show.outlines import BESIDE, EXTENT, PART

if TYPE_CHECKING:
    from radkg.show.outlines import Outlines
    from radkg.show.shares import Share

HALF = 50.0  # percent
#: What is known of a part to the words for it, in the order of the legend. A number is the lowest share of a class, in percent.
UNKNOWN, SPARED, SELDOM_SPARED, BOTH, STATED = "unknown", "spared", "seldom-spared", "both", "stated"
CLASSES = ((75.0, "most"), (HALF, "half"), (25.0, "some"), (0.0, "few"))
_LEGEND = {
    "most": "seen in 75 % or more",
    "half": "seen in 50 to 75 %",
    "some": "seen in 25 to 50 %",
    "few": "seen in fewer than 25 %",
    STATED: "seen, share not stated",
    BOTH: "seen, but spared too",
    SPARED: "spared, or denied",
    SELDOM_SPARED: "spared in fewer than half",
    UNKNOWN: "nothing known",
}
OF_SOME = "†"  # marks what is of some patients only
_OF_SOME = "Of some patients only; the facts say of which"
_OF_GROUP = "said of a group, it colours all parts of it, save those with a fact of their own"
_RED, _BLUE = "#d9480f", "#1c7ed6"
#: Status to colour, how much of it, the lines over it, and the distance of the lines.
_FILLS = {
    "most": (_RED, 0.85, "M0 0L{d} {d}M0 {d}L{d} 0", 5),
    "half": (_RED, 0.55, "M0 {d}L{d} 0", 4),
    "some": (_RED, 0.33, "M0 {d}L{d} 0", 7),
    "few": (_RED, 0.15, "M0 {d}L{d} 0", 12),
    STATED: (_RED, 0.4, "M0 2.5H{d}", 5),
    BOTH: (_RED, 0.4, "", 6),
    SPARED: (_BLUE, 0.3, "", 5),
    SELDOM_SPARED: (_BLUE, 0.08, "", 10),
}
_DOTTED = frozenset((BOTH, SPARED, SELDOM_SPARED))

_SCALE = 0.8
_LEFT = (WIDTH - EXTENT * _SCALE) / 2  # of the map
_COLUMN = _LEFT - 6  # width of the names beside it
_LINE = 12.2
_GAP = 5.0  # between two names


class Saying(NamedTuple):
    """What one fact says of a part, in short.

    Attributes:
        words: What it says, with `OF_SOME` at the end where it is of some patients only.
        group: The group of parts that it is of; empty where it is of the part itself.
    """

    words: str
    group: str


def in_words(sayings: tuple[Saying, ...]) -> str:
    """Return what facts say, each with its group in brackets."""
    return "; ".join(f"{words} ({group})" if group else words for words, group in sayings)


class MappedPart(NamedTuple):
    """What is known of a part of a map.

    Attributes:
        iri: Its IRI; empty where the graph has no term for it.
        label: What it is called.
        status: A key of the legend.
        sayings: What its facts say, in short.
        share: The share of cases that colours it, where facts state one.
        facts: IRIs of the facts.
    """

    iri: str
    label: str
    status: str
    sayings: tuple[Saying, ...]
    share: Share | None
    facts: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its name with what its facts say."""
        return f"{self.label}: {in_words(self.sayings) or _LEGEND[self.status]}"


class _Name(NamedTuple):
    """A name beside a map: where its line ends, what it is called, and what facts say."""

    x: float
    y: float
    label: list[str]
    text: list[str]
    is_strong: bool

    @property
    def height(self) -> float:
        return (len(self.label) + len(self.text)) * _LINE


@dataclass(frozen=True, slots=True)
class PartMap(Figure):
    """A map of parts for one finding.

    Attributes:
        place: What the map draws, in words.
        parts: What is known of its parts, by the index of the outline.
        whole: What facts say of all of it, which colour no part.
        outlines: The outlines.
    """

    place: str
    parts: dict[int, MappedPart]
    whole: tuple[str, ...]
    outlines: Outlines

    @property
    def kind(self) -> str:
        """ "map"."""
        return "map"

    @property
    def description(self) -> str:
        """What is known of each part, those of which nothing is known together."""
        known = [part.words for part in self.parts.values() if part.status != UNKNOWN]
        unknown = ", ".join(part.label for part in self.parts.values() if part.status == UNKNOWN)
        of_unknown = [f"{_LEGEND[UNKNOWN]} of: {unknown}"] if unknown else []
        grouped = [f"In brackets: {_OF_GROUP}"] if self._letters() else []
        return listed((self.place, *known, *self.whole, *of_unknown, *grouped, *self._of_some()))

    def drawn(self) -> tuple[float, list[str]]:
        """Return the map with the names of its parts on both sides, and the legend below."""
        y, head = paragraph(13, self.title, strong=True, size=12)
        y, below = paragraph(y, self.place, quiet=True)
        sides = self.outlines.sides
        y += 4
        ends = [
            words(2, y, sides["left"], quiet=True, size=9),
            words(WIDTH - 2, y, sides["right"], anchor="end", quiet=True, size=9),
        ]
        ends += [words(WIDTH / 2, y, sides["top"], anchor="middle", quiet=True, size=9)]
        top = y + 4
        columns = [self._column(side, top) for side in ("left", "right")]
        bottom = max(top + EXTENT * _SCALE, *(end for end, _ in columns))
        ends.append(words(WIDTH / 2, top + EXTENT * _SCALE + 9, sides["bottom"], anchor="middle", quiet=True, size=9))
        y, legend = self._legend(bottom + 24)
        letters = self._letters()
        grouped = [f"{', '.join(f'[{letter}] {group}' for group, letter in letters.items())}: {_OF_GROUP}"] if letters else []
        for note in (*self.whole, *grouped, *self._of_some()):
            y, lines = paragraph(y, note)
            legend += lines
        return y - 4, [self._patterns(), *head, *below, *ends, self._section(top), *columns[0][1], *columns[1][1], *legend]

    def _letters(self) -> dict[str, str]:
        """Return the groups that facts are of, each with the letter that stands for it beside a part."""
        groups = dict.fromkeys(group for part in self.parts.values() for _, group in part.sayings if group)
        return {group: chr(ord("a") + number) for number, group in enumerate(groups)}

    def _of_some(self) -> list[str]:
        texts = (*(words for part in self.parts.values() for words, _ in part.sayings), *self.whole)
        return [f"{OF_SOME} {_OF_SOME}"] if any(OF_SOME in text for text in texts) else []

    def _statuses(self) -> list[str]:
        used = {part.status for part in self.parts.values()}
        return [status for status in _LEGEND if status in used]

    def _patterns(self) -> str:
        return "\n".join(
            ["<defs>", *(_pattern(self.name, status) for status in self._statuses() if status in _FILLS), "</defs>"]
        )

    def _fill(self, status: str) -> str:
        return f"url(#{self.name}-{status})" if status in _FILLS else "none"

    def _section(self, top: float) -> str:
        lines = [f'<g transform="translate({_LEFT:g} {top:g}) scale({_SCALE})" stroke="currentColor">']
        for number, outline in enumerate(self.outlines.outlines):
            if outline.kind == PART:
                lines.append(self._outline(self.parts[number], outline.path))
                continue
            fill = ' fill="currentColor" fill-opacity="0.12"' if outline.kind == BESIDE else ' stroke-opacity="0.5"'
            lines.append(f'<path{fill} d="{outline.path}"/>')
            if outline.label and not outline.label[2]:
                x, y, _ = outline.label
                lines.append(f'<g stroke="none">{words(x, y, outline.name, anchor="middle", size=8)}</g>')
        return "\n".join([*lines, "</g>"])

    def _outline(self, part: MappedPart, path: str) -> str:
        term = f' data-term="{escape(part.iri)}"' if part.iri else ""
        share = f' data-low="{part.share.low:.1f}" data-high="{part.share.high:.1f}"' if part.share else ""
        return (
            f"<g><title>{escape(part.words)}</title>"
            f'<path{term} data-status="{part.status}"{share} fill="{self._fill(part.status)}" d="{path}"/></g>'
        )

    def _named(self, side: str, top: float) -> list[_Name]:
        """Return the names on a side, from above to below."""
        found = []
        for number, outline in enumerate(self.outlines.outlines):
            if outline.label and outline.label[2] == side:
                x, y = _LEFT + outline.label[0] * _SCALE, top + outline.label[1] * _SCALE
                part = self.parts.get(number)
                is_strong = part is not None and part.status != UNKNOWN
                label = broken(part.label if part else outline.name, _COLUMN, strong=is_strong)
                found.append(_Name(x, y, label, broken(self._beside(part), _COLUMN) if is_strong and part else [], is_strong))
        return sorted(found, key=lambda name: name.y)

    def _beside(self, part: MappedPart) -> str:
        """Return what stands below the name of a part, with letters for groups."""
        letters = self._letters()
        return "; ".join(f"{words} [{letters[group]}]" if group else words for words, group in part.sayings)

    def _column(self, side: str, top: float) -> tuple[float, list[str]]:
        """Return where the names on a side end, and the names with the lines that lead to what they name."""
        named = self._named(side, top)
        starts = _spread([name.y for name in named], [name.height for name in named], top + 6)
        edge, anchor, beside = (_COLUMN, "end", _COLUMN + 2) if side == "left" else (WIDTH - _COLUMN, "", WIDTH - _COLUMN - 2)
        lines = []
        for name, start in zip(named, starts, strict=True):
            for number, text in enumerate((*name.label, *name.text)):
                is_strong = name.is_strong and number < len(name.label)
                y = round(start + 9 + number * _LINE, 1)
                lines.append(words(edge, y, text, anchor=anchor, strong=is_strong, quiet=not name.is_strong, width=_COLUMN - 2))
            line = f"M{beside:g} {start + 5.5:.1f}L{name.x:.1f} {name.y:.1f}"
            lines.append(f'<path d="{line}" stroke="currentColor" stroke-opacity="0.7" stroke-width="0.7"/>')
            lines.append(f'<circle cx="{name.x:.1f}" cy="{name.y:.1f}" r="1.7" fill="currentColor"/>')
        return (starts[-1] + named[-1].height if named else top), lines

    def _legend(self, y: float) -> tuple[float, list[str]]:
        lines = []
        half = WIDTH / 2
        statuses = self._statuses()
        for number, status in enumerate(statuses):
            x, row = 4 + number % 2 * half, y + number // 2 * 15
            box = f'x="{x:g}" y="{row - 9:g}" width="15" height="11" stroke="currentColor" stroke-width="0.8"'
            lines.append(f'<rect {box} fill="{self._fill(status)}"/>')
            lines.append(words(x + 20, row, _LEGEND[status], width=half - 26))
        return y + (len(statuses) + 1) // 2 * 15 + 3, lines


def _pattern(name: str, status: str) -> str:
    colour, much, lines, distance = _FILLS[status]
    over = (
        f'<circle cx="{distance / 2:g}" cy="{distance / 2:g}" r="1.3" fill="{_BLUE if status != BOTH else "currentColor"}"/>'
        if status in _DOTTED
        else f'<path d="{lines.format(d=distance)}" stroke="currentColor" stroke-width="0.6" stroke-opacity="0.6"/>'
    )
    return (
        f'<pattern id="{name}-{status}" width="{distance}" height="{distance}" patternUnits="userSpaceOnUse">'
        f'<rect width="{distance}" height="{distance}" fill="{colour}" fill-opacity="{much}" stroke="none"/>{over}</pattern>'
    )


def _spread(wanted: list[float], heights: list[float], top: float) -> list[float]:
    """Return where blocks begin that stand beside what they belong to, or as near to it as they can without touching.

    Args:
        wanted: The height of what each belongs to, from above to below.
        heights: The heights of the blocks.
        top: Where the first may begin.
    """
    starts: list[float] = []
    for y, height in zip(wanted, heights, strict=True):
        least = starts[-1] + heights[len(starts) - 1] + _GAP if starts else top
        starts.append(max(least, y - height / 2))
    lowest = max(top + EXTENT * _SCALE, top + sum(heights) + _GAP * (len(heights) - 1))
    for number in reversed(range(len(starts))):
        starts[number] = min(starts[number], lowest - heights[number])
        lowest = starts[number] - _GAP
    return starts
