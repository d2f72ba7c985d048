"""Write the golden results anew: ``python tests/write_goldens.py``; look at the diff before you commit it.

One file a question, with the rows for its example. Labels are left out, and text in a language is written as its language
only, so that a better wording changes nothing here.

Of the ontology, only questions have one whose rows a reader would look through one by one: those that have a file in
tests/knowledge/goldens. ``python tests/write_goldens.py NAME`` gives one more question a file. Of the small ontology, all have.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

import radkg
from radkg.namespaces import compact
from radkg.questions.catalogue import Question, catalogue
from radkg.rdf.results import Cell, QueryResult

_TESTS = Path(__file__).parent
MINI = _TESTS / "mini"
OF_MINI, OF_ONTOLOGY = _TESTS / "engine" / "goldens", _TESTS / "knowledge" / "goldens"
MOST_ROWS = 60  #: of a file that somebody reads


def example(question: Question) -> dict[str, str]:
    """Return the parameters of a question's example."""
    return {parameter.name: parameter.example for parameter in question.parameters}


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


def main(more: Sequence[str] = ()) -> None:
    """Write every file, and take away those whose question is gone.

    Args:
        more: Questions to the ontology that get a file for the first time.
    """
    for kg, folder, all_have in ((radkg.load(ontology=MINI), OF_MINI, True), (radkg.load(), OF_ONTOLOGY, False)):
        questions = catalogue(kg.ontology)
        wanted = set(questions) if all_have else {*more, *(path.stem for path in folder.glob("*.tsv"))}
        for name in sorted(wanted):
            path = folder / f"{name}.tsv"
            if name in questions:
                path.write_text(golden(kg.query(name, **example(questions[name]))), encoding="utf-8")
            else:
                path.unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1:])
