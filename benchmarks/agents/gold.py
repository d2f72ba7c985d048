"""The questions with the answers that radkg gives: what is asked in words, what answers it, and the rows or the verdict.

python benchmarks/agents/gold.py            write the answers into questions.json
python benchmarks/agents/gold.py --check    end with 1 where they are not as they would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import radkg

FILE = Path(__file__).parent / "questions.json"


def read() -> dict[str, Any]:
    """Return the file of questions."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def written(questions: Mapping[str, Any]) -> str:
    """Return the file as it is written."""
    return json.dumps(questions, ensure_ascii=False, indent=1) + "\n"


def answered(graph: radkg.KnowledgeGraph, questions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the questions with the answers of a graph."""
    return {
        "dataset": questions["dataset"],
        "questions": [{**one, "answers": [answer(graph, one["query"])]} for one in questions["questions"]],
    }


def answer(graph: radkg.KnowledgeGraph, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer: rows as SPARQL 1.1 has its results in JSON, or a verdict with the facts that decide."""
    if "statement" in query:
        verdict = graph.check(query["statement"])
        return {"verdict": verdict.verdict, "facts": sorted({fact.iri for fact in verdict.facts})}
    if "sparql" in query:
        result = graph.query(query["sparql"])
        [column] = result.columns
        records = result.records()
    else:
        column = query["column"]
        records = graph.query(query["question"], **query["parameters"]).records()
    where = query.get("where", {})
    values = {
        row[column] for row in records if row[column] is not None and all(row[name] == wanted for name, wanted in where.items())
    }
    bindings = [{column: {"type": "uri", "value": value}} for value in sorted(values)]
    return {"head": {"vars": [column]}, "results": {"bindings": bindings}}


def rows_of(answers: list[dict[str, Any]]) -> set[str]:
    """Return the IRIs of an answer in rows."""
    [one] = answers
    return {cell["value"] for row in one["results"]["bindings"] for cell in row.values()}


def main(argv: list[str] | None = None) -> int:
    """Write the answers, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where an answer has changed")
    check = parser.parse_args(argv).check
    text = written(answered(radkg.load(), read()))
    if text == FILE.read_text(encoding="utf-8"):
        return 0
    if check:
        print("benchmarks/agents/questions.json: answers have changed; run python benchmarks/agents/gold.py", file=sys.stderr)
        return 1
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
