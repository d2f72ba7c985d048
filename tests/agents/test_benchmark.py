"""The 50 questions of benchmarks/agents: their answers are radkg's, and what is measured by them is measured right."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest

import radkg
from effort import unmeasured

FOLDER = Path(__file__).parents[2] / "benchmarks" / "agents"
QUESTIONS = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))["questions"]


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, Any]]:
    """The modules of the benchmark by name."""
    names = ("gold", "score", "systems")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield {name: import_module(name) for name in names}
        for name in names:
            sys.modules.pop(name, None)


def test_there_are_fifty_questions_and_what_the_folder_says_of_them_is_so() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len({q["question"][0]["string"] for q in QUESTIONS}) == 50
    kinds = Counter(next(name for name in ("statement", "sparql", "question") if name in q["query"]) for q in QUESTIONS)
    assert kinds == {"statement": 20, "question": 25, "sparql": 5}
    verdicts = Counter(q["answers"][0]["verdict"] for q in QUESTIONS if q["answertype"] == "verdict")
    assert verdicts == {"supported": 6, "contradicted": 5, "disputed": 5, "unknown": 4}


def test_the_answers_are_what_radkg_answers_now(modules: dict[str, Any], kg: radkg.KnowledgeGraph) -> None:
    wrong = [q["id"] for q in QUESTIONS if q["answers"] != [modules["gold"].answer(kg, q["query"])]]
    assert wrong == [], "run python benchmarks/agents/gold.py, and look at the diff"


def test_every_question_for_rows_has_some(modules: dict[str, Any]) -> None:
    rows = {q["id"]: modules["gold"].rows_of(q["answers"]) for q in QUESTIONS if q["answertype"] == "rows"}
    assert all(0 < len(found) <= 60 for found in rows.values())


# -- scores


def test_who_answers_all_as_radkg_does_has_full_marks_and_who_says_nothing_none(modules: dict[str, Any]) -> None:
    score = modules["score"]
    right = {}
    for question in QUESTIONS:
        [answer] = question["answers"]
        if "verdict" in answer:
            right[question["id"]] = score.Answer(verdict=answer["verdict"], facts=tuple(answer["facts"]))
        else:
            right[question["id"]] = score.Answer(rows=tuple(modules["gold"].rows_of([answer])))
    best, worst = score.score(QUESTIONS, right), score.score(QUESTIONS, {})
    assert (best.exact, best.precision, best.recall, best.f1, best.verdicts, best.cited, best.errors) == (1, 1, 1, 1, 1, 1, 0)
    assert set(best.by_verdict.values()) == {1}
    assert (worst.exact, worst.precision, worst.recall, worst.f1, worst.verdicts, worst.cited, worst.errors) == (0,) * 6 + (50,)


@pytest.mark.parametrize(
    ("found", "wanted", "marks"),
    [
        ("ab", "ab", (1, 1, 1)),
        ("abcd", "ab", (0.5, 1, 2 / 3)),
        ("a", "ab", (1, 0.5, 2 / 3)),
        ("c", "ab", (0, 0, 0)),
        ("", "ab", (0, 0, 0)),
        ("a", "", (0, 0, 0)),
        ("", "", (1, 1, 1)),
    ],
)
def test_rows_are_compared_as_sets(modules: dict[str, Any], found: str, wanted: str, marks: tuple[float, ...]) -> None:
    assert modules["score"].compared(set(found), set(wanted)) == pytest.approx(marks)


@pytest.mark.parametrize(
    ("text", "rows", "verdict"),
    [
        (
            '{"rows": ["radkg:Dermatomyositis", "<https://e.org/a>", 7]}',
            ("https://w3id.org/radkg/Dermatomyositis", "https://e.org/a"),
            "",
        ),
        ('I think {so}.\n```json\n{"verdict": "Supported", "facts": []}\n```', (), "supported"),
        ('{"rows": ["https://e.org/draft"]} No: {"rows": ["https://e.org/a"]}', ("https://e.org/a",), ""),
        ('{"rows": "none"}', (), ""),
    ],
)
def test_an_answer_is_read_from_the_last_object_of_a_text(
    modules: dict[str, Any], text: str, rows: tuple[str, ...], verdict: str
) -> None:
    answer = modules["systems"].read_answer(text, 0)
    assert (answer.rows, answer.verdict, answer.error) == (rows, verdict, "")


@pytest.mark.parametrize("text", ["", "supported", "{", '{"answer": 1}'])
def test_a_text_without_an_answer_is_an_error(modules: dict[str, Any], text: str) -> None:
    assert modules["systems"].read_answer(text, 0).error.startswith("no answer in JSON")


# -- systems


def test_the_baseline_finds_what_it_has_words_for(modules: dict[str, Any], kg: radkg.KnowledgeGraph) -> None:
    baseline = modules["systems"].Baseline(kg)
    by_id = {question["id"]: question for question in QUESTIONS}
    for name in ("rows-06", "verdict-12"):
        question = by_id[name]
        answer = baseline.answer(question["question"][0]["string"], question["answertype"])
        assert answer == baseline.answer(question["question"][0]["string"], question["answertype"])
        assert modules["score"].score([question], {name: answer}).errors == 0
        assert modules["score"].score([question], {name: answer}).exact + answer.verdict.count("disputed") == 1
    assert baseline.answer("Xyzzy?", "rows").error


def test_a_command_is_asked_and_its_faults_are_told(modules: dict[str, Any], tmp_path: Path) -> None:
    script = tmp_path / "agent.py"
    script.write_text(
        "import json, sys\ntask = json.load(sys.stdin)\nprint(json.dumps({'rows': [task['kind'], task['question']]}))"
    )
    command = modules["systems"].Command
    assert command([sys.executable, str(script)]).answer("why?", "rows").rows == ("rows", "why?")
    script.write_text("import sys; sys.exit('no model')")
    assert command([sys.executable, str(script)]).answer("why?", "rows").error == "exit code 1: no model"
    assert "No such file" in command([str(tmp_path / "nothing")]).answer("why?", "rows").error
    script.write_text("import time; time.sleep(60)")
    assert "timed out" in command([sys.executable, str(script)], seconds=0.2).answer("why?", "rows").error


class Endpoint(BaseHTTPRequestHandler):
    """Speaks as OpenAI's chat completions: calls the tools it is told to, then answers."""

    says: ClassVar[list[dict[str, Any]]] = []
    heard: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        """Answer with what is said next."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
        if not self.says:
            self.send_error(500)
            return
        payload = json.dumps({"choices": [{"message": {"role": "assistant", **self.says.pop(0)}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    """The address of an endpoint on loopback."""
    Endpoint.says, Endpoint.heard = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()


def called(name: str, **given: Any) -> dict[str, Any]:
    function = {"name": name, "arguments": json.dumps(given)}
    return {"content": None, "tool_calls": [{"id": "1", "type": "function", "function": function}]}


def test_a_model_gets_the_tools_and_their_answers(
    modules: dict[str, Any], mini: radkg.KnowledgeGraph, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "secret")
    Endpoint.says = [
        called("check", statement="leaf scorch shows yellowing"),
        called("show", term="leaf scorhc"),
        called("chek"),
        {"content": '{"verdict": "supported", "facts": ["fact:leaf-scorch-shows-yellowing"]}'},
    ]
    model = modules["systems"].Model(mini, endpoint, "a model", key="A_KEY")
    answer = model.answer("Does leaf scorch turn leaves yellow?", "verdict")
    assert (answer.verdict, answer.calls, answer.error) == ("supported", 3, "")
    assert answer.facts == ("https://w3id.org/radkg/fact/leaf-scorch-shows-yellowing",)
    first, *_, last = Endpoint.heard
    assert (first["path"], first["key"], first["model"]) == ("/v1/chat/completions", "Bearer secret", "a model")
    assert {tool["function"]["name"] for tool in first["tools"]} >= {"check", "show", "sparql"}
    told = [message["content"] for message in last["messages"] if message["role"] == "tool"]
    assert "https://w3id.org/radkg/fact/leaf-scorch-shows-yellowing" in told[0]
    assert "nearest: leaf scorch" in told[1]
    assert told[2].startswith("there is no tool 'chek'")


@pytest.mark.parametrize(("tools", "names"), [("sparql", {"sparql"}), ("none", set())])
def test_a_model_may_have_fewer_tools(
    modules: dict[str, Any], mini: radkg.KnowledgeGraph, endpoint: str, tools: str, names: set[str]
) -> None:
    Endpoint.says = [{"content": '{"rows": []}'}]
    assert modules["systems"].Model(mini, endpoint, "a model", tools).answer("Which?", "rows").error == ""
    assert {tool["function"]["name"] for tool in Endpoint.heard[0].get("tools", ())} == names


def test_an_endpoint_that_fails_or_a_model_that_never_answers_is_an_error(
    modules: dict[str, Any], mini: radkg.KnowledgeGraph, endpoint: str
) -> None:
    model = modules["systems"].Model(mini, endpoint, "a model")
    assert "500" in model.answer("Which?", "rows").error
    Endpoint.says = [called("sources") for _ in range(10)]
    assert model.answer("Which?", "rows").error == "tools called in 10 rounds, and no answer"


@pytest.mark.sweep
def test_the_baseline_runs_as_it_is_run_by_hand(tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    command = [sys.executable, str(FOLDER / "run.py"), "--output", str(output), "baseline"]
    done = subprocess.run(command, capture_output=True, text=True, env=unmeasured(), check=True)
    assert "| baseline | 0." in done.stdout
    assert len(output.read_text().splitlines()) == 50
