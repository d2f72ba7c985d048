"""The registry of verbs: it is complete, it is light, and the methods of `KnowledgeGraph` are what it says."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import radkg
from answer_schemas import faults
from changes.planted import PLANTED, plant
from effort import unmeasured
from radkg.site.built import Site
from radkg.verbs import COMMANDS, GROUPS, KINDS, VERBS, Face, Parameter, Result, Verb

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "radkg"
MAPPINGS = ROOT / "tests" / "mappings"
HP = MAPPINGS / "extracts" / "hp.obo"

#: What a method takes to say how far it is; a face gives it.
OF_THE_FACE = {"ask", "progress", "read", "remark", "watch"}

#: Without a counterpart in Python: a graph in a process of one's own is not timed, rows are sliced, parameters have names, and
#: all formats are `formats.ALL`.
COMMAND_LINE_ONLY = {("query", "timeout"), ("query", "value"), ("query", "limit"), ("build", "all")}

#: Needed in Python, where the flag that goes without it is a method of its own.
NEEDED_IN_PYTHON = {("query", "query")}


# -- the registry by itself


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_a_verb_says_what_it_takes_and_what_its_exit_codes_mean(verb: Verb) -> None:
    names = [parameter.name for parameter in verb.parameters]
    assert len(names) == len(set(names))
    assert {parameter.kind for parameter in verb.parameters} <= KINDS.keys()
    assert all(parameter.about for parameter in verb.parameters)
    assert {parameter.to for parameter in verb.parameters} <= {"call", "load", "text", "face"}
    assert verb.exits.keys() >= {0, 2}
    assert not verb.summary.endswith(".")
    assert verb.description.endswith(".")


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_every_verb_takes_another_ontology_and_gives_json(verb: Verb) -> None:
    taken = {parameter.name: parameter for parameter in verb.parameters}
    assert taken["ontology"].to == "load"
    assert "json" in taken["format"].choices


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_parameters_exclude_others_and_never_only_themselves(verb: Verb) -> None:
    groups = [parameter.rivals for parameter in verb.parameters if parameter.rivals]
    assert all(groups.count(group) > 1 for group in groups)


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_what_a_verb_is_given_its_call_takes(verb: Verb) -> None:
    face, *taken = inspect.signature(verb.call).parameters
    assert face == "face"
    assert taken == [p.keyword for p in sorted_as(verb.parameters, taken) if p.to in ("call", "load")]


def sorted_as(parameters: Sequence[Parameter], order: Sequence[str]) -> list[Parameter]:
    """Return parameters in the order of keywords, those that are not among them at the end."""
    return sorted(parameters, key=lambda p: order.index(p.keyword) if p.keyword in order else len(order))


def test_every_command_of_the_help_is_a_verb_or_has_actions() -> None:
    assert set(COMMANDS) == {verb.command for verb in VERBS.values()}
    assert {name for name in VERBS if " " in name} == {
        *(f"{group} {action}" for group in GROUPS if group != "new" for action in ("list", "verify")),
        "new fact",
    }


def test_nothing_but_the_parser_lists_options() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if "add_argument(" in path.read_text()}
    assert found == {"cli/parser.py"}


def test_there_is_one_program() -> None:
    assert [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__main__.py")] == ["cli/__main__.py"]


def test_reading_the_registry_imports_next_to_nothing() -> None:
    heavy = ("argparse", "dataclasses", "inspect", "json", "pyoxigraph", "shutil", "textwrap", "subprocess")
    code = f"import sys, radkg.verbs; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    assert done.stdout == "[]\n"


# -- Python


def expected(verb: Verb, of: str = "") -> dict[str, object]:
    """Return what a method of a verb should take for the flag ``of``: name to default, ``required``, ``*`` or ``**``."""
    wanted: dict[str, object] = {}
    for parameter in verb.parameters:
        if parameter.to != "call" or parameter.python == "" or parameter.of != of:
            continue
        default: object = parameter.default
        if parameter.kind == "values":
            default = "**"
        elif parameter.positional and parameter.repeatable:
            default = "*"
        elif parameter.required or (verb.name, parameter.name) in NEEDED_IN_PYTHON:
            default = "required"
        elif parameter.repeatable:
            default = ()
        wanted[parameter.keyword] = default
    return wanted


def taken_by(method: Callable[..., object]) -> dict[str, object]:
    """Return what a method takes, in the same form."""
    found: dict[str, object] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name in OF_THE_FACE | {"self"}:
            continue
        stars: dict[int, str] = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
        default = "required" if parameter.default is parameter.empty else parameter.default
        found[name] = stars.get(parameter.kind, default)
    return found


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_a_method_takes_what_the_verb_takes(verb: Verb) -> None:
    assert taken_by(getattr(radkg.KnowledgeGraph, verb.methods[0])) == expected(verb)


def test_a_method_of_a_flag_takes_what_means_nothing_without_it() -> None:
    taken = taken_by(radkg.KnowledgeGraph.check_file)
    assert taken.pop("path") == "required"
    assert taken == expected(VERBS["check"], "file")
    assert {parameter.of for verb in VERBS.values() for parameter in verb.parameters} == {"", "file"}


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_a_method_takes_required_things_by_place_and_options_by_name(verb: Verb) -> None:
    signature = inspect.signature(getattr(radkg.KnowledgeGraph, verb.methods[0])).parameters
    for parameter in verb.parameters:
        if parameter.keyword in signature and parameter.to == "call" and not parameter.repeatable and not parameter.of:
            by_place = signature[parameter.keyword].kind is not inspect.Parameter.KEYWORD_ONLY
            assert by_place == (parameter.positional or parameter.keyword == "folder"), parameter.name


@pytest.mark.parametrize(
    "method",
    [
        lambda self, statement, extra: None,
        lambda self: None,
        lambda self, sentence: None,
        lambda self, statement="": None,
        lambda self, *statement: None,
    ],
)
def test_a_method_that_takes_something_else_is_found(method: Callable[..., object]) -> None:
    assert taken_by(method) != expected(VERBS["check"])


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_a_flag_that_asks_for_another_answer_is_a_method_of_its_own(verb: Verb) -> None:
    without = {(verb.name, p.name) for p in verb.parameters if p.to == "call" and p.python == "" and not p.method}
    assert without <= COMMAND_LINE_ONLY
    flags = {parameter.name: parameter.method for parameter in verb.parameters if parameter.method}
    assert set(flags) == set(verb.results) - {""}
    assert set(verb.methods[1:]) == set(flags.values())


def test_what_radkg_load_takes_is_what_every_verb_hands_to_it() -> None:
    handed = {parameter.keyword for verb in VERBS.values() for parameter in verb.parameters if parameter.to == "load"}
    assert handed == set(inspect.signature(radkg.load).parameters)


@pytest.mark.parametrize("name", sorted({method for verb in VERBS.values() for method in verb.methods}))
def test_a_method_documents_what_it_takes_and_what_it_raises(name: str) -> None:
    method = getattr(radkg.KnowledgeGraph, name)
    text = inspect.getdoc(method) or ""
    taken = set(taken_by(method))
    if "parameters and errors are those of `load_into`" in text:
        return
    documented = set(re.findall(r"^    (\w+): ", text.partition("Args:\n")[2].partition("\n\n")[0], re.MULTILINE))
    assert documented | {"statement"} >= taken, name
    assert text.splitlines()[0].endswith(".")


def test_a_statement_that_is_not_understood_is_no_error(mini: radkg.KnowledgeGraph) -> None:
    assert "NotUnderstood" not in (radkg.KnowledgeGraph.check.__doc__ or "")
    assert mini.check("xyzzy foo bar").exit_code == 2


# -- answers


def statements(folder: Path) -> Path:
    """Return a file with some statements."""
    path = folder / "statements.txt"
    path.write_text("leaf scorch shows yellowing\nleaf scorch shows xyzzy\n", encoding="utf-8")
    return path


def new_fact(mini: radkg.KnowledgeGraph, folder: Path, object: str = "yellowing") -> Result:
    """Return what becomes of a fact about root rot."""
    return mini.new_fact(
        subject="root rot",
        relation="shows",
        object=object,
        source="source:test-page",
        passage="test-page-p01",
        file=folder / "own.ttl",
        dry_run=True,
    )


@pytest.fixture(scope="module")
def answers(
    mini: radkg.KnowledgeGraph, written_mini_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Result]:
    """An answer of every method that needs no Java, some in several forms: the verb, then which answer it is."""
    folder = tmp_path_factory.mktemp("answers")
    page = ROOT / "tests" / "mini" / "page.txt"
    return {
        "check": mini.check("leaf scorch shows yellowing"),
        "check, of several claims": mini.check("leaf scorch shows yellowing but not corking"),
        "check --file": mini.check_file(statements(folder)),
        "check --file --output": mini.check_file(statements(folder), output=folder / "verdicts.tsv"),
        "check --text": mini.check_text("Leaf scorch shows yellowing, corking and xyzzy. Who knows?"),
        "show": mini.show("leaf scorch"),
        "show, of a fact": mini.show("fact:leaf-scorch-shows-corking"),
        "query": mini.query("conflicts"),
        "query, yes or no": mini.query("ASK { ?s ?p ?o }"),
        "query --list": mini.questions(),
        "query --list, of a word": mini.questions("age"),
        "query --describe": mini.question("diseases-at-age"),
        "validate": mini.validate(ROOT / "tests" / "engine" / "validation" / "invalid" / "fact-without-certainty.ttl"),
        "quality": mini.quality(only=["missing-label"]),
        "quality --docs": mini.quality_checks(),
        "criteria": mini.criteria(age=7),
        "criteria, of findings": mini.criteria(findings=["corking"], age=3),
        "criteria --list": mini.all_criteria(),
        "sources list": mini.sources(),
        "sources verify": mini.verify_source(page),
        "sources verify, of another text": mini.verify_source(page.with_name("README.md")),
        "new fact": new_fact(mini, folder),
        "new fact, refused": new_fact(mini, folder, object="male tree"),
        "mappings list": mini.mapping_sets(),
        "mappings list, of one's own": mini.mapping_sets(index=MAPPINGS / "sets"),
        "mappings verify": mini.verify_mappings(HP),
        "diff": mini.diff(mini.ontology.root),
        "diff, of two that differ": mini.diff(plant(folder / "changed", PLANTED.values()), verdicts=False),
        "build": mini.build(folder / "release", formats=["ttl", "nt", "csv", "hpoa"]),
        "site": written_mini_site,
        "load": mini.load_into(f"oxigraph:{folder / 'db'}"),
        "load --remove": mini.remove_from(f"oxigraph:{folder / 'db'}"),
    }


def test_every_answer_has_a_dictionary_text_html_and_an_exit_code(answers: Mapping[str, Result]) -> None:
    for name, answer in answers.items():
        verb = VERBS[name.partition(" --")[0].partition(",")[0]]
        assert answer.exit_code in verb.exits, name
        assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict(), name
        text = answer.text(80)
        assert text, name
        assert not text.endswith("\n"), name
        assert "\033" not in text, name
        assert re.match(r"<(p|table|style|article)\b", answer.html()), name
        assert answer._repr_html_() == answer.html(), name  # type: ignore[attr-defined]


def test_the_class_of_every_answer_is_the_one_that_the_registry_names(answers: Mapping[str, Result]) -> None:
    seen = {type(answer) for answer in answers.values()}
    for verb in VERBS.values():
        if verb.name not in ("reason", "import"):
            for names in verb.results.values():
                for module, class_ in (name.split(":") for name in names.split()):
                    assert getattr(import_module(module), class_) in seen, class_


def test_every_answer_fits_the_schema_of_its_verb(mini: radkg.KnowledgeGraph, answers: Mapping[str, Result]) -> None:
    verbs = {name: name.partition(" --")[0].partition(",")[0] for name in answers}
    assert set(verbs.values()) == VERBS.keys() - {"import", "reason"}
    for name, answer in answers.items():
        assert faults(verbs[name], "answer", answer.to_dict()) == [], name
    assert faults("check", "answer", mini.check("xyzzy is seen in foo").to_dict()) == []  # which has no text


@pytest.mark.servers
def test_a_reasoner_answers_as_the_others_do(mini: radkg.KnowledgeGraph) -> None:
    reasoning, profile = mini.reason(timeout=60), mini.owl_profile(timeout=60)
    assert (reasoning.exit_code, profile.exit_code) == (0, 0)
    assert re.match(r"consistent  \d+ classes, each can have members\n\d+ subclass relations follow", reasoning.text())
    assert profile.text() == "OWL 2 DL"
    assert profile.to_dict() == {"profile": "OWL 2 DL", "conforms": True, "violations": []}
    assert reasoning.html().startswith("<p><b>consistent")
    labels = {end["label"] for pair in reasoning.to_dict()["inferred"] for end in (pair["subclass"], pair["superclass"])}
    assert labels <= set(reasoning.labels.values()) | {""}
    assert [faults("reason", "answer", answer.to_dict()) for answer in (reasoning, profile)] == [[], []]


def test_words_are_marked_by_the_paint_that_is_given(mini: radkg.KnowledgeGraph, answers: Mapping[str, Result]) -> None:
    def marked(text: str, *styles: str) -> str:
        return f"<{'+'.join(styles)}>{text}</>"

    assert (
        mini.check("leaf scorch shows yellowing")
        .text(paint=marked)
        .startswith("<bold+green>SUPPORTED, by a narrative review</>  leaf scorch")
    )
    assert mini.show("leaf scorch").text(paint=marked).startswith("<bold>leaf scorch</>  disease  <dim>radkg:LeafScorch</>")
    for name, answer in answers.items():
        # what is painted is the same text, and marks are around whole words
        unmarked = re.sub(r"<[a-z+]+>|</>", "", answer.text(100, marked))
        assert unmarked == answer.text(100), name


def test_a_text_is_as_wide_as_it_is_asked_to_be(mini: radkg.KnowledgeGraph) -> None:
    view = mini.show("leaf scorch")
    widest = {width: max(len(line) for line in view.text(width).splitlines() if "http" not in line) for width in (60, 120)}
    assert widest[60] <= 70 < widest[120] <= 120


def test_what_a_stranger_writes_is_escaped_in_every_html(tmp_path: Path) -> None:
    from radkg.exchange.built import ReleaseFile, ReleaseFiles
    from radkg.imports.cited import Source, SourceList
    from radkg.imports.module import Module, Modules
    from radkg.mappings import MappingSet, MappingSets
    from radkg.questions.catalogue import Question
    from radkg.questions.listing import QuestionDescription, QuestionList
    from radkg.reasoning.result import ProfileReport, Reasoning
    from radkg.stores import GraphReport, LoadReport
    from radkg.validation import Finding, ValidationReport
    from radkg.verdict import Verdict

    evil = "<script>alert('x')</script>"
    question = Question(evil, evil, evil, (evil,), (), evil)
    hostile: list[Any] = [
        Verdict(evil, "unknown", None, because=evil),
        ValidationReport((Finding("Violation", evil, label=evil, file=evil),), (evil,), 1, 1, 1, 1),
        QuestionList([question]),
        QuestionDescription(question),
        SourceList([Source(evil, evil, evil, None, "", ())]),
        MappingSets([MappingSet(evil, {}, {}, ())]),
        Modules([Module(evil, 1, path=evil)]),
        ReleaseFiles([ReleaseFile(evil, evil, evil, 1, 1, 1, 1)]),
        LoadReport(evil, evil, evil, evil, (GraphReport(evil, evil, 1, "", evil),)),
        Reasoning(True, 1, (evil,), ((evil, evil),), (), {evil: evil}),
        ProfileReport((evil,)),
    ]
    for answer in hostile:
        assert "<script" not in answer.html(), type(answer)
        assert "&lt;script" in answer.html(), type(answer)


def test_a_face_that_offers_nothing_is_enough(mini: radkg.KnowledgeGraph) -> None:
    verb = VERBS["mappings verify"]
    values = {p.keyword: p.default for p in verb.parameters if p.to in ("call", "load")}
    answer = verb.call(Face(), **{**values, "path": str(HP), "ontology": mini.ontology.root, "extra": ()})
    assert answer.to_dict() == mini.verify_mappings(str(HP)).to_dict()


def test_a_face_hears_what_goes_on(tmp_path: Path, mini: radkg.KnowledgeGraph) -> None:
    heard: list[str] = []
    face = Face(remark=heard.append, notice=heard.append, read=lambda size: b"ASK { ?s ?p ?o }")
    query = {p.keyword: p.default for p in VERBS["query"].parameters if p.to in ("call", "load")}
    answer = VERBS["query"].call(face, **{**query, "query": "-", "parameters": (), "ontology": mini.ontology.root, "extra": ()})
    assert answer.to_dict() == {"head": {}, "boolean": True}
    reason = {p.keyword: p.default for p in VERBS["reason"].parameters if p.to in ("call", "load")}
    VERBS["reason"].call(face, **{**reason, "ontology": mini.ontology.root, "extra": ()})
    assert heard == ["HermiT is reasoning …"]
