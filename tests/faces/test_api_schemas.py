"""What verbs answer is what docs/api/ says: real answers fit the JSON Schema, broken ones do not; the files are up to date.

The answers of methods are held against it in test_verbs.py, which has some of each.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from jsonschema import Draft202012Validator

import radkg
from answer_schemas import API, SCHEMAS, faults, validator
from changes.planted import PLANTED, plant
from radkg.verbs import VERBS

ROOT = Path(__file__).parent.parent.parent
TESTS = ROOT / "tests"
MINI = TESTS / "mini"
EXTRACTS = TESTS / "mappings" / "extracts"
INVALID = TESTS / "engine" / "validation" / "invalid"

#: The table that `radkg import` is tried on; no row of it is of interest, so that no fact comes of it.
TABLE = "disease_id\tdisease_name\tqualifier\thpo_id\thpo_label\tfrequency\tonset\tsex\tmodifier\n"

#: Commands whose answers must fit. `{tmp}` is a folder; those without --ontology are on the small ontology.
COMMANDS = [
    "check leaf scorch shows yellowing",
    "check leaf scorch shows yellowing of the midrib",
    "check leaf scorch is more common in male trees",
    "check leaf scorch shows xyzzy",
    "check leaf scorch peaks in trees aged 3 to 6",
    "check no leaf scorch shows corking",
    "check --file {mini}/conflicts.tsv --column one --output {tmp}/verdicts.tsv",
    "check --text {mini}/page.txt",
    "show leaf scorch",
    "show root rot",
    "show corking",
    "show fact:leaf-scorch-shows-corking",
    "show fact:leaf-scorch-more-common-in-male-trees",
    "show radkg:isSeenIn",
    "show source:test-page",
    "query conflicts",
    "query diseases-at-age -p age=7",
    "query facts-as-triples -p disease=leaf%20scorch",
    "query --list",
    "query --list age",
    "query diseases-at-age --describe",
    "query -",
    "validate",
    "validate {invalid}/fact-without-certainty.ttl",
    "validate {invalid}/nul-in-label.ttl",
    "quality",
    "quality --docs",
    "quality {tests}/engine/checks/circular-definition/bad.ttl --only circular-definition",
    "reason --timeout 60",
    "reason --timeout 60 --with {tests}/reasoning/inconsistent.ttl",
    "reason --timeout 60 --with {tests}/reasoning/unsatisfiable.ttl",
    "reason --timeout 60 --profile",
    "reason --timeout 60 --profile --with {tests}/reasoning/not-owl-2-dl.ttl",
    "criteria",
    "criteria --age 7 --finding corking --without wilting",
    "criteria --biopsy",
    "criteria two-findings-1999 --finding corking",
    "criteria --list",
    "sources list",
    "sources verify {mini}/page.txt",
    "sources verify {mini}/README.md",
    "new fact root rot shows yellowing --source source:test-page --passage test-page-p01 --file {tmp}/own.ttl --dry-run",
    "new fact --subject root%20rot --relation shows --object male%20tree --source test-page --file {tmp}/own.ttl",
    "mappings list",
    "mappings verify {extracts}/hp.obo",
    "mappings verify {extracts}/mondo.obo --ontology {ontology} --mappings {tests}/mappings/sets --corrected {tmp}/mended",
    "diff {mini}",
    "diff {mini} {changed}",
    "diff {changed} {mini} --no-verdicts",
    "build --output {tmp}/release --only ttl --only hpoa --only void",
    "build --output {tmp}/release --only ttl --enrich {extracts}/hp.obo",
    "site --output {tmp}/site",
    "load oxigraph:{tmp}/db",
    "load oxigraph:{tmp}/db --dry-run --part facts",
    "load oxigraph:{tmp}/db --remove",
    "import orphanet-2025-12-09 {tmp}/table.tsv --into {tmp} --ontology {ontology}",
]
STDIN = "ASK { radkg:LeafScorch a owl:Class }"


def asked(line: str, tmp: Path) -> tuple[str, list[str]]:
    """Return the verb of a command and its words, with JSON as the form."""
    (tmp / "table.tsv").write_text(TABLE, encoding="utf-8")
    if "{changed}" in line:
        plant(tmp / "changed", (PLANTED[name] for name in ("fact removed", "term relabelled", "mapping removed")))
    places = {
        "tmp": tmp,
        "changed": tmp / "changed",
        "tests": TESTS,
        "mini": MINI,
        "invalid": INVALID,
        "extracts": EXTRACTS,
        "ontology": ROOT / "ontology",
    }
    words = [word.format_map(places).replace("%20", " ") for word in line.split(" ")]
    verb = next(name for name in (" ".join(words[:2]), words[0]) if name in VERBS)
    return verb, [*words, *([] if "--ontology" in words else ["--ontology", str(MINI)]), "--format", "json"]


# -- answers

Answer = Callable[[str], tuple[str, int, str, str]]


@pytest.fixture(scope="module")
def _answered() -> dict[str, tuple[str, int, str, str]]:
    return {}


@pytest.fixture
def answer(_answered: dict[str, tuple[str, int, str, str]], command: Any, tmp_path: Path) -> Answer:
    """Give the verb of a command, its exit code, and what it wrote to both streams; it is run once."""

    def of(line: str) -> tuple[str, int, str, str]:
        if line not in _answered:
            verb, words = asked(line, tmp_path)
            outcome = command(*words, stdin=STDIN)
            _answered[line] = (verb, outcome.code, outcome.out, outcome.err)
        return _answered[line]

    return of


def lines(commands: Sequence[str]) -> list[ParameterSet]:
    """Return commands as parameters, with their marks."""
    return [pytest.param(line, id=line, marks=marks(line)) for line in commands]


def marks(line: str) -> list[pytest.MarkDecorator]:
    """Return the marks of a command: on radkg's own ontology it is one of knowledge; what takes long runs with the servers."""
    if "--corrected" in line or line.startswith("reason "):  # it takes many seconds
        return [pytest.mark.servers, pytest.mark.knowledge if "{ontology}" in line else pytest.mark.engine]
    return [pytest.mark.knowledge] if "{ontology}" in line else []


@pytest.mark.in_part(2)
@pytest.mark.parametrize("line", lines(COMMANDS))
def test_the_answer_of_a_command_fits(line: str, answer: Answer) -> None:
    verb, code, out, err = answer(line)
    assert str(code) in SCHEMAS[verb]["exits"], err
    assert faults(verb, "answer", json.loads(out)) == []


def test_every_verb_is_asked_with_every_flag_that_asks_for_another_answer(tmp_path: Path) -> None:
    wanted = {(verb.name, flag) for verb in VERBS.values() for flag in verb.results}
    tried = set()
    for line in COMMANDS:
        verb, words = asked(line, tmp_path)
        flags = [flag for flag in VERBS[verb].results if f"--{flag}" in words]
        tried.add((verb, *(flags or [""])))
    assert tried == wanted


def test_every_verdict_on_a_statement_of_the_small_ontology_fits(mini: radkg.KnowledgeGraph) -> None:
    statements = [line.split("\t")[0] for line in (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    check = validator("check", "answer")
    assert len(statements) > 100
    assert [s for s in statements if not check.is_valid(mini.check(s).to_dict())] == []


def test_a_quoted_triple_and_a_cell_without_a_value_fit(mini: radkg.KnowledgeGraph) -> None:
    rows = mini.query('SELECT ?t ?none ?l ?n { BIND(<<( <urn:a> <urn:b> "c"@en )>> AS ?t) BIND("d"@en AS ?l) BIND(1 AS ?n) }')
    cells = rows.to_dict()["results"]["bindings"][0]  # type: ignore[typeddict-item]
    assert (cells["t"]["type"], "none" in cells, cells["l"]["xml:lang"]) == ("triple", False, "en")
    assert faults("query", "answer", rows.to_dict()) == []


# -- broken answers


def broken(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield an answer with each of its objects without a field, with one more, and with a value of another type."""
    for path, keys in objects(value, ()):
        for name, change in (("less", drop), ("more", add), ("other", retype)):
            changed = copy.deepcopy(value)
            place = changed
            for step in path:
                place = place[step]
            change(place, keys[0])
            yield f"{'.'.join(map(str, path))}: {name}", changed


def objects(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """Yield the path of each object that is declared field by field, the first of each list, with its fields."""
    open_ = {"verdicts", "qualifiers", "structure", "left_out", "lost", "metadata", "scores", "bindings", "head"}
    if isinstance(value, dict):
        if not path or (path[-1] not in open_ and not (len(path) > 1 and path[-2] in open_)):
            yield path, list(value)
        for name, inner in value.items():
            if name not in open_:
                yield from objects(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from objects(value[0], (*path, 0))


def drop(place: dict[str, Any], name: str) -> None:
    del place[name]


def add(place: dict[str, Any], name: str) -> None:
    place["no such field"] = place[name]


def retype(place: dict[str, Any], name: str) -> None:
    place[name] = [[None]]


@pytest.mark.in_part(3)
@pytest.mark.parametrize("line", lines([line for line in COMMANDS if line.split()[0] != "import" and "--profile" not in line]))
def test_an_answer_that_is_broken_anywhere_does_not_fit(line: str, answer: Answer) -> None:
    verb, _, out, _ = answer(line)
    check = validator(verb, "answer")
    tried = list(broken(json.loads(out)))
    assert tried
    assert [what for what, value in tried if check.is_valid(value)] == []


# -- parameters


@pytest.mark.parametrize("verb", VERBS)
def test_the_examples_of_the_help_fit_the_parameters(verb: str) -> None:
    examples = SCHEMAS[verb]["$defs"]["parameters"].get("examples", [])
    assert [faults(verb, "parameters", example) for example in examples if faults(verb, "parameters", example)] == []


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("check", {}),
        ("check", {"statement": 7}),
        ("check", {"statement": "x", "sentence": "y"}),
        ("check", {"statement": "x", "with": "one.ttl"}),
        ("check", {"statement": "x", "file": "x.tsv"}),
        ("check", {"statement": "x", "jobs": 2}),
        ("check", {"file": "x.tsv", "jobs": 0}),
        ("query", {"query": "x", "timeout": 0}),
        ("query", {"query": "x", "param": ["disease=x"]}),
        ("criteria", {"age": -1}),
        ("criteria", {"age": "7"}),
        ("build", {"only": ["docx"]}),
        ("build", {"only": ["ttl"], "all": True}),
        ("load", {"target": "oxigraph:db", "tries": 0}),
        ("load", {"target": "oxigraph:db", "remove": True, "dry_run": True}),
        ("mappings verify", {"file": "hp.obo", "merge": "no"}),
        ("import", {"source": "x", "tables": []}),
        ("import", {"source": "x"}),
    ],
)
def test_what_the_command_line_refuses_does_not_fit_the_parameters(verb: str, given: dict[str, Any]) -> None:
    assert faults(verb, "parameters", given)


@pytest.mark.parametrize("verb", VERBS)
def test_the_parameters_of_the_schema_are_those_of_the_registry(verb: str) -> None:
    schema = SCHEMAS[verb]["$defs"]["parameters"]
    taken = [parameter for parameter in VERBS[verb].parameters if parameter.to in ("call", "load")]
    assert list(schema["properties"]) == [parameter.name for parameter in taken]
    assert schema.get("required", []) == [parameter.name for parameter in taken if parameter.required and not parameter.rivals]
    assert SCHEMAS[verb]["exits"] == {str(code): meaning for code, meaning in VERBS[verb].exits.items()}


# -- the files


@pytest.mark.parametrize("verb", VERBS)
def test_a_schema_is_one_and_closes_and_describes_every_declared_type(verb: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[verb])
    for name, type_ in SCHEMAS[verb]["$defs"].items():
        if "properties" in type_:
            # a row of a file has the user's own columns as well
            assert type_["additionalProperties"] is (name == "CheckedRowAnswer"), name
            assert all(field["description"] for field in type_["properties"].values()), name
            assert type_.get("description") or name == "parameters", name


def run_tool(*arguments: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """Run tools/write_api.py in a process of its own: it must be the first to import the types of the answers."""
    code = "\n".join(
        [
            f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})",
            "import write_api",
            before,
            "sys.exit(write_api.main(sys.argv[1:]))",
        ]
    )
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_the_files_are_what_the_tool_writes() -> None:
    done = run_tool("--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_is_not_what_the_tool_writes_is_found_and_mended(tmp_path: Path) -> None:
    (tmp_path / "docs" / "api").mkdir(parents=True)
    spoilt_and_mended = f"""
from pathlib import Path
write_api.ROOT = Path({str(tmp_path)!r})
write_api.DOCS = write_api.ROOT / "docs"
assert write_api.main([]) == 0
for name in ("check.json", "annul.json"):
    (write_api.DOCS / "api" / name).write_text("{{}}\\n")
assert write_api.main(["--check"]) == 1
assert write_api.main([]) == 0
"""
    done = run_tool("--check", before=spoilt_and_mended)
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["docs/api/check.json", "docs/api/annul.json"]
    written = {path.name: path.read_bytes() for path in (tmp_path / "docs" / "api").iterdir()}
    assert written == {path.name: path.read_bytes() for path in API.iterdir()}
    assert (tmp_path / "docs" / "api.md").read_bytes() == (ROOT / "docs" / "api.md").read_bytes()


def test_the_page_names_every_verb_and_every_field() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for verb, schema in SCHEMAS.items():
        assert f"\n## {verb}\n" in page
        for name, type_ in schema["$defs"].items():
            if name not in ("parameters", "answer"):
                assert f"\n### {name}\n" in page
                assert all(f"| `{field}` |" in page for field in type_["properties"])
