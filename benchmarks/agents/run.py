"""Ask the questions of a system, and say how near its answers come to those of radkg.

python benchmarks/agents/run.py baseline
python benchmarks/agents/run.py command python my_agent.py
python benchmarks/agents/run.py model --url http://localhost:11434/v1 --model NAME [--tools all|sparql|none]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from gold import read
from score import Answer, score, table
from systems import Baseline, Command, Model, System

import radkg


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, help="write each answer into this file, one JSON object a line")
    parser.add_argument("--only", default="", help="ask only the questions whose id begins so")
    systems = parser.add_subparsers(dest="system", required=True)
    systems.add_parser("baseline", help="match keywords, offline")
    command = systems.add_parser("command", help="a program that gets a question as JSON and prints an answer as JSON")
    command.add_argument("command", nargs=argparse.REMAINDER)
    model = systems.add_parser("model", help="a model behind an endpoint that speaks as OpenAI's chat completions")
    model.add_argument("--url", required=True, help="the address up to and with its version: http://localhost:11434/v1")
    model.add_argument("--model", required=True, help="the name of the model")
    model.add_argument("--tools", choices=("all", "sparql", "none"), default="all", help="which tools it has (all)")
    model.add_argument("--key", default="OPENAI_API_KEY", help="the variable of the environment that has the key")
    given = parser.parse_args(argv)
    if given.system == "command" and not given.command:
        command.error("name a program")
    asked = [question for question in read()["questions"] if question["id"].startswith(given.only)]
    if not asked:
        parser.error(f"no question has an id that begins with {given.only!r}")
    system = system_of(given)
    answers: dict[str, Answer] = {}
    for number, question in enumerate(asked, 1):
        answers[question["id"]] = system.answer(question["question"][0]["string"], question["answertype"])
        print(f"{number} of {len(asked)}: {question['id']}", file=sys.stderr)
    if given.output:
        lines = [json.dumps({"id": name, **answer.to_dict()}, ensure_ascii=False) for name, answer in answers.items()]
        given.output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    found = score(asked, answers)
    name = given.system if given.system != "model" else f"{given.model}, tools: {given.tools}"
    print(table({name: found}))
    print("\n" + ", ".join(f"{verdict}: {share:.2f}" for verdict, share in found.by_verdict.items()))
    return 0


def system_of(given: argparse.Namespace) -> System:
    """Return the system that is asked."""
    if given.system == "command":
        return Command(given.command)
    graph = radkg.load()
    return Baseline(graph) if given.system == "baseline" else Model(graph, given.url, given.model, given.tools, given.key)


if __name__ == "__main__":
    sys.exit(main())
