"""The header of a query file: what it is for, in comments such as ``# title: …`` above the query."""

from __future__ import annotations

import re

_LINE = re.compile(r"#\s*([a-z]+):\s*(.+?)\s*")


def read_header(text: str) -> dict[str, list[str]]:
    """Return what the comments at the beginning of a query say: name to values, in their order.

    >>> read_header("# title: All facts\\n# keywords: fact\\nSELECT * { ?s ?p ?o }")
    {'title': ['All facts'], 'keywords': ['fact']}
    """
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if match := _LINE.fullmatch(line):
            header.setdefault(match[1], []).append(match[2])
    return header
