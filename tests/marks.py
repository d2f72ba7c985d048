"""What a file of a test is marked with: `  # check` at the end of a line says which check finds something there."""

from __future__ import annotations

import re
from pathlib import Path

#: JSON has no comments, and a file that holds nothing has no line: what is expected of those stands here.
UNMARKED: dict[str, set[tuple[int | None, str]]] = {
    "age-upside-down.jsonld": {(25, "FactAgeOrder")},
    "evidence-without-source.jsonld": {(28, "EvidenceSource")},
    "key-not-in-context.jsonld": {(25, "ignored-key")},
    "misspelt-term.jsonld": {(23, "undeclared-name")},
    "no-focus-node.ttl": {(10, "https://example.org/my/Sampled")},
    "nothing-to-check.ttl": {(None, "nothing-to-check")},
    "no-shape.ttl": {(None, "no-shape")},
    "two-paths.ttl": {(None, "ill-formed-shape")},
    "with-an-age.ttl": {(7, "https://example.org/my/Aged")},
}


def expected(path: Path) -> set[tuple[int | None, str]]:
    """The marks in a file: ``# check`` at the end of a line, several with commas."""
    marked: set[tuple[int | None, str]] = set()
    for number, line in enumerate(path.read_text().split("\n"), 1):
        if mark := re.search(r"  (?:#|<!--) ([\w, -]+?)(?: -->)?$", line):
            marked |= {(number, name) for name in mark[1].split(", ")}
    return marked | UNMARKED.get(path.name, set())
