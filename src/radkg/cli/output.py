"""What all commands print with: colours only on a terminal, JSON on request."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_CODES = {"green": "32", "red": "31", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}


def paint(text: str, *styles: str, stream: TextIO | None = None) -> str:
    """Return ``text`` in the given styles where ``stream`` (standard output) is a terminal and NO_COLOR is not set."""
    out = stream or sys.stdout
    if not styles or os.environ.get("NO_COLOR") or not out.isatty():
        return text
    return f"\033[{';'.join(_CODES[style] for style in styles)}m{text}\033[0m"


def print_json(value: object) -> None:
    """Print ``value`` as JSON, readable and in UTF-8."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
