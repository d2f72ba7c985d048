"""Write into docs/sparql.md the first rows that each question gives; with ``--check``, say whether they are there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import radkg
from pages import write_or_check
from radkg.rdf.results import QueryResult

PAGE = Path(__file__).parent.parent / "docs" / "sparql.md"
RECIPE = re.compile(r"```sparql\n(.*?)```\n\n```text\n(.*?)```\n", re.DOTALL)
SHOWN = 3  # rows
WIDEST = 110  # characters of a cell


def recipes(page: str) -> list[tuple[str, str]]:
    """Return the questions of a page, each with its query."""
    return [(found[1], found[2]) for found in re.finditer(r"## (\d+\. .*?)\n.*?```sparql\n(.*?)```", page, re.DOTALL)]


def prefixes(page: str) -> str:
    """Return the prefixes that the page puts in front of its queries."""
    return "".join(f"{line.strip()}\n" for line in re.findall(r"^    PREFIX .*$", page, re.MULTILINE))


def rows(result: QueryResult) -> str:
    """Return the header and the first rows of a result."""
    columns = result.columns
    shown = [["" if row[column] is None else str(row[column]) for column in columns] for row in list(result)[:SHOWN]]
    cut = [[cell if len(cell) <= WIDEST else f"{cell[:WIDEST]}…" for cell in row] for row in shown]
    return "".join(" | ".join(row) + "\n" for row in [columns, *cut])


def written(page: str, kg: radkg.KnowledgeGraph) -> str:
    """Return the page with the rows that its questions give."""
    return RECIPE.sub(lambda recipe: f"```sparql\n{recipe[1]}```\n\n```text\n{rows(kg.query(recipe[1]))}```\n", page)


def main() -> int:
    """Write the page, or check it."""
    return write_or_check(PAGE, __doc__, lambda page: written(page, radkg.load()))


if __name__ == "__main__":
    sys.exit(main())
