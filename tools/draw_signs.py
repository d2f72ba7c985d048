"""Draw docs/signs.svg, the picture of the README: kinds of calcification that a disease shows, with their names.

python tools/draw_signs.py            draw it
python tools/draw_signs.py --check    say whether it is as it would be drawn
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import radkg
from pages import write_or_check
from radkg.show.described import TermDescription
from radkg.show.pictures import Picture

PICTURE = Path(__file__).parent.parent / "docs" / "signs.svg"
DISEASE, WORD = "dermatomyositis", "calcification"
COLUMNS, NUMBER = 3, 6
WIDE, HIGH, CAPTION, GAP = 240, 160, 24, 12


def pictures(kg: radkg.KnowledgeGraph) -> list[Picture]:
    """Return the drawings of the signs that the facts of the disease name, rare ones left out."""
    view = kg.show(DISEASE)
    assert isinstance(view, TermDescription)
    found = [sign.picture for sign in view.drawn_signs if WORD in sign.picture.of and not sign.mark]
    return sorted(found, key=lambda picture: picture.of)[:NUMBER]


def drawn(some: list[Picture]) -> str:
    """Return the picture: drawings side by side, each with the label of its sign below it."""
    rows = -(-len(some) // COLUMNS)
    width, height = COLUMNS * (WIDE + GAP) - GAP, rows * (HIGH + CAPTION + GAP) - GAP
    named = ", ".join(picture.of for picture in some)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="signs-title"'
        ' font-family="Helvetica, Arial, sans-serif">',
        f'<title id="signs-title">{escape(f"Drawn by radkg, from skin to bone: {named}")}</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, picture in enumerate(some):
        left, top = number % COLUMNS * (WIDE + GAP), number // COLUMNS * (HIGH + CAPTION + GAP)
        placed = f'<svg x="{left}" y="{top}" width="{WIDE}" height="{HIGH}" '
        lines.append(re.sub(r"<svg ", placed, picture.svg().strip(), count=1))
        lines.append(
            f'<text x="{left + WIDE / 2:g}" y="{top + HIGH + 17}" text-anchor="middle" font-size="13" fill="#222222">'
            f"{escape(picture.of)}</text>"
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> int:
    """Draw the picture, or check it."""
    return write_or_check(PICTURE, __doc__, lambda _: drawn(pictures(radkg.load())))


if __name__ == "__main__":
    sys.exit(main())
