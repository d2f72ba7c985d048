"""Draw docs/architecture.svg: the floors of the house and what stands on them, from the package itself.

python tools/draw_floors.py            # write the picture
python tools/draw_floors.py --check    # exit with 1 where it is not what would be written
"""

from __future__ import annotations

import argparse
import ast
import sys
import textwrap
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "radkg"
PICTURE = ROOT / "docs" / "architecture.svg"

#: The floors from the ground up: a title, and the rooms in the order in which they may import each other, those to the left
#: being lower.
FLOORS = (
    ("ground", ("shown", "errors", "namespaces", "processes", "resources", "styles")),
    ("RDF of others", ("rdf",)),
    ("model", ("mappings", "model", "questions", "imports")),
    ("reading", ("statement", "verdict")),
    ("judging", ("criteria", "mappings.verify", "validation", "reasoning")),
    ("carrying", ("curating", "exchange", "many", "changes", "stores", "show", "site")),
    ("graph", ("graph", "verbs")),
    ("faces", ("serve", "mcp", "cli", "spark")),
)

_WIDTH, _FLOOR, _GAP, _LEFT, _CHARACTER = 960, 102, 10, 150, 6.1


def rooms() -> tuple[str, ...]:
    """Return all rooms, from the ground up."""
    return tuple(room for _, some in FLOORS for room in some)


def summary_of(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    path = PACKAGE / room.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].replace("`", "").split()).partition(". ")[0].rstrip(".")


def picture() -> str:
    """Return the drawing: the top floor at the top."""
    height = len(FLOORS) * (_FLOOR + _GAP) + _GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title"'
        ' font-family="Helvetica, Arial, sans-serif" font-size="11">',
        '<title id="title">The floors of radkg: a room imports from itself and from rooms below</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        '<defs><marker id="down" viewBox="0 0 8 8" refX="4" refY="7" markerWidth="8" markerHeight="8" orient="0">'
        '<path d="M0 0L8 0L4 8z" fill="#6b6b6b"/></marker></defs>',
    ]
    for number, (title, some) in enumerate(FLOORS):
        top = _GAP + (len(FLOORS) - 1 - number) * (_FLOOR + _GAP)
        lines.append(f'<rect x="{_GAP}" y="{top}" width="{_WIDTH - 2 * _GAP}" height="{_FLOOR}" rx="6" fill="#f3f1ec"/>')
        lines.append(f'<text x="24" y="{top + 26}" font-size="20" font-weight="bold" fill="#2b2b2b">{number}</text>')
        lines.append(f'<text x="24" y="{top + 46}" font-size="12" fill="#2b2b2b">{escape(title)}</text>')
        width = (_WIDTH - _LEFT - 2 * _GAP - _GAP * (len(some) - 1)) / len(some)
        for place, room in enumerate(some):
            left = _LEFT + place * (width + _GAP)
            lines += _room(room, left, top + _GAP, width, _FLOOR - 2 * _GAP)
    lines.append(f'<path d="M{_LEFT - 16} {_GAP + 20}V{height - _GAP - 20}" stroke="#6b6b6b" marker-end="url(#down)"/>')
    lines.append(
        f'<text transform="translate({_LEFT - 22} {height / 2 + 34}) rotate(-90)" fill="#6b6b6b">imports go down</text>'
    )
    return "\n".join([*lines, "</svg>"]) + "\n"


def _room(room: str, left: float, top: float, width: float, height: float) -> list[str]:
    wrapped = textwrap.wrap(summary_of(room), int((width - 20) / _CHARACTER))[:4]
    box = f'x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"'
    lines = [
        f'<rect {box} rx="4" fill="#ffffff" stroke="#2f7fb5"/>',
        f'<text x="{left + 10:.0f}" y="{top + 18:.0f}" font-weight="bold" font-size="12">{escape(room)}</text>',
    ]
    for number, line in enumerate(wrapped):
        lines.append(f'<text x="{left + 10:.0f}" y="{top + 35 + 13 * number:.0f}" fill="#444444">{escape(line)}</text>')
    return lines


def main() -> int:
    """Write the picture, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the picture is not up to date")
    arguments = parser.parse_args()
    drawn = picture()
    if not arguments.check:
        PICTURE.write_text(drawn, encoding="utf-8")
    elif PICTURE.read_text(encoding="utf-8") != drawn:
        print(f"{PICTURE.relative_to(ROOT)}: not up to date; run python tools/draw_floors.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
