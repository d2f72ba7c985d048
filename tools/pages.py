"""The command of the tools that write a page in part: they write it, or with ``--check`` say whether it is as they would."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


def write_or_check(path: Path, description: str | None, written: Callable[[str], str]) -> int:
    """Write a page, or check it, and return the exit code.

    Args:
        path: The page.
        description: What the tool does, for its help.
        written: Returns the page as it should be, given the page as it is.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    page = path.read_text(encoding="utf-8")
    new = written(page)
    if arguments.check:
        return int(page != new)
    path.write_text(new, encoding="utf-8")
    return 0
