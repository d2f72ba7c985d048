"""Write the golden results anew: ``python tests/competency/write_golden.py``; look at the diff before you commit it.

One file a question, with the rows for its example. Labels are left out, and text in a language is written as its language
only, so that a better wording changes nothing here.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

import radkg
from radkg.model.ontology import Ontology
from radkg.namespaces import compact
from radkg.questions.catalogue import catalogue
from radkg.rdf.results import Cell, QueryResult

FOLDER = Path(__file__).parent


def golden(result: QueryResult) -> str:
    """Return the rows of ``result`` as they stand in a golden file."""
    kept = [i for i, name in enumerate(result.columns) if not name.endswith("Label")]
    lines = ["\t".join(result.columns[i] for i in kept)]
    lines += ["\t".join(_written(row[i]) for i in kept) for row in result.rows]
    return "\n".join(lines) + "\n"


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        return compact(cell.value)
    if isinstance(cell, ox.Literal) and cell.language:
        return f"@{cell.language}"
    return cell.value if isinstance(cell, ox.Literal) else str(cell)


def main() -> None:
    """Write every file, and take away those whose question is gone."""
    kg = radkg.load()
    questions = catalogue(Ontology.carried())
    for path in FOLDER.glob("*.tsv"):
        if path.stem not in questions:
            path.unlink()
    for name, question in questions.items():
        result = kg.query(name, **{p.name: p.example for p in question.parameters})
        (FOLDER / f"{name}.tsv").write_text(golden(result), encoding="utf-8")


if __name__ == "__main__":
    main()
