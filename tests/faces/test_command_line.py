"""The command line is made from the registry: options, forms, exit codes, help, and what is said on standard error."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

import radkg
from effort import unmeasured
from radkg.cli import codes, parser, tables
from radkg.cli.services import SERVICES
from radkg.verbs import COMMANDS, VERBS, Verb

TESTS = Path(__file__).parent.parent
MINI = str(TESTS / "mini")
HP = str(TESTS / "mappings" / "extracts" / "hp.obo")
WRONG = str(TESTS / "engine" / "validation" / "invalid" / "fact-without-certainty.ttl")
ON_MINI = ("--ontology", MINI)

#: The options of every verb. They are a contract: one that goes, or is called otherwise, breaks somebody's script.
OPTIONS = {
    "check": (
        "--column --fail-on --file --format --input-format --jobs --ontology --open --output --resume --text --timeout --with"
    ),
    "show": "--brief --format --ontology --open --section --timeout --with",
    "query": "--describe --format --limit --list --ontology --param --timeout --with -p",
    "validate": "--format --ontology --shapes --strict --timeout",
    "quality": "--docs --format --only --ontology --timeout",
    "reason": "--format --ontology --profile --timeout --with",
    "criteria": "--age --biopsy --finding --format --list --ontology --timeout --with --without",
    "sources list": "--format --ontology --timeout --with",
    "sources verify": "--format --ontology --source --timeout --with",
    "new fact": (
        "--address --age-max --age-min --bears-on --certainty --cite-as --count --disease --distribution --dry-run "
        "--evidence-type --excluded --file --format --frequency-max --frequency-min --frequency-word --label --layer --locator "
        "--modality --namespace --null-result --object --ontology --passage --pattern --population --qualifier --quote "
        "--read-on --relation --sample-size --site --source --source-kind --stage --subject --timeout --title --total --year"
    ),
    "mappings list": "--format --mappings --ontology --timeout",
    "mappings verify": "--all --corrected --format --mappings --merge --no-merge --ontology --timeout --with",
    "diff": "--all --format --jobs --no-verdicts --ontology --recompute --timeout --verdicts --with",
    "build": "--all --check --endpoint --enrich --format --mappings --only --ontology --output --timeout --with",
    "load": "--all --dry-run --format --ontology --part --query --remove --staged --timeout --tries --update --with",
    "site": "--documentation --format --ontology --output --timeout --with",
    "import": "--format --into --ontology --timeout",
}

#: A call of every verb on the small ontology, with the exit code that it has.
CALLS: dict[str, tuple[list[str], int]] = {
    "check": (["leaf scorch shows yellowing"], 0),
    "show": (["leaf scorch"], 0),
    "query": (["conflicts"], 0),
    "validate": ([WRONG], 1),
    "quality": (["--only", "missing-label"], 0),
    "reason": (["--timeout", "60"], 0),
    "criteria": (["--age", "7"], 0),
    "sources list": ([], 0),
    "sources verify": ([str(TESTS / "mini" / "page.txt")], 0),
    "new fact": (
        ["root rot shows yellowing", "--source", "test-page", "--passage", "test-page-p01", "--file", "{tmp}/own.ttl"],
        0,
    ),
    "mappings list": ([], 0),
    "mappings verify": ([HP, "--no-merge"], 1),
    "diff": ([MINI], 0),
    "build": (["--output", "{tmp}/release", "--only", "ttl"], 0),
    "load": (["oxigraph:{tmp}/db"], 0),
    "site": (["--output", "{tmp}/site"], 0),
}


def call(verb: str, tmp: Path) -> list[str]:
    """Return the words of a call of a verb."""
    return [*verb.split(), *(word.replace("{tmp}", str(tmp)) for word in CALLS[verb][0]), *ON_MINI]


# -- made from the registry


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_every_verb_has_the_options_that_it_always_had(verb: Verb, command: Any) -> None:
    outcome = command(*verb.name.split(), "--help")
    assert outcome.code == 0
    # those of the help's own lines: examples and explanations may name others
    listed = outcome.out.partition("options:\n")[2].partition("\n\n")[0]
    named = re.findall(r"(?<=[ ,])--?[a-z][a-z-]*", re.sub(r"(?m)^ {6,}.*$", "", listed))
    assert set(named) - {"-h", "--help", "-q", "--quiet"} == set(OPTIONS[verb.name].split())


def test_options_are_told_for_every_verb() -> None:
    assert OPTIONS.keys() == VERBS.keys()
    assert CALLS.keys() == VERBS.keys() - {"import"}  # the small ontology has no source with a version


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_does_and_shows_an_example(name: str, command: Any) -> None:
    outcome = command(name, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"usage: radkg {name} [-h]" in outcome.out
    assert f"\n  radkg {name} " in outcome.out


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_the_examples_of_the_help_are_read_as_what_they_show(verb: Verb) -> None:
    import shlex

    examples = verb.examples()
    assert examples
    for example in examples:
        asked, values = parser.read(verb.command, shlex.split(example)[1:])
        assert asked is verb
        assert values.keys() == {parameter.name for parameter in verb.parameters}


def test_help_lists_every_command_with_what_it_does(command: Any) -> None:
    outcome = command("--help")
    verbs, _, besides = outcome.out.partition("\nBesides:\n")
    services = {name: service.summary for name, service in SERVICES.items()}
    assert dict(re.findall(r"^  (\w+) +(\S.*)$", verbs, re.MULTILINE)) == {**COMMANDS, **services}
    for use in ("help COMMAND", "completion SHELL", "man", "-V, --version", "-q, --quiet"):
        assert f"\n  {use}  " in f"\n{besides}"
    assert command().code == 2
    assert command().out == outcome.out


# -- wrong input


def test_a_command_that_is_not_there_is_told_with_the_nearest(command: Any) -> None:
    outcome = command("chek", "something")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "radkg: there is no command 'chek'; did you mean 'check'? `radkg --help` lists them\n"
    nothing_near = command("xyzzy")
    assert (nothing_near.code, nothing_near.err) == (2, "radkg: there is no command 'xyzzy'; `radkg --help` lists them\n")


def test_an_option_that_is_misspelt_is_told_with_the_nearest(command: Any) -> None:
    assert command("show", "leaf scorch", "--sectoin", "who").err.endswith(
        "unrecognized arguments: --sectoin who; did you mean --section?\n"
    )


def test_help_of_a_command_is_asked_for_in_two_ways(command: Any) -> None:
    for words in (["check"], ["mappings"], ["mappings", "verify"]):
        assert command("help", *words).out == command(*words, "--help").out
    assert command("help").out == command("--help").out
    assert command("help", "xyzzy").code == 2


def test_the_version_is_printed(command: Any) -> None:
    for word in ("-V", "--version", "version"):
        assert command(word).out == f"radkg {radkg.__version__}\n"
    assert command("--version", "check").code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_is_not_there_is_refused_with_the_usage(name: str, command: Any) -> None:
    outcome = command(name, "--no-such-option")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"usage: radkg {name} ")
    assert f"radkg {name}: error: " in outcome.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "x", "--format", "pdf"], "argument --format: invalid choice: 'pdf'"),
        (["check", "x", "--format", "html"], "--format html is for --text"),
        (["check", "--text", "x", "--format", "csv"], "--format csv is for --file"),
        (["check"], "one of the arguments statement --file --text is required"),
        (["check", "x", "--file", "x.tsv"], "argument --file: not allowed with argument statement"),
        (["check", "x", "--jobs", "2"], "argument --jobs: only with --file"),
        (["check", "--file", "x.tsv", "--jobs", "0"], "argument --jobs: '0' is no whole number from 1 to 1024"),
        (["check", "x", "--form", "json"], "unrecognized arguments: --form json"),
        (["sources", "list", "--form", "json"], "unrecognized arguments: --form json"),
        (["sources"], "the following arguments are required: list|verify"),
        (["mappings", "merge"], "invalid choice: 'merge'"),
        (["build", "--all", "--only", "ttl"], "argument --only: not allowed with argument --all"),
        (["build", "--only", "docx"], "argument --only: invalid choice: 'docx'"),
        (["load", "oxigraph:db", "--remove", "--dry-run"], "argument --dry-run: not allowed with argument --remove"),
        (["load", "oxigraph:db", "--tries", "0"], "argument --tries: '0' is no whole number from 1 to 100"),
        (["load", "oxigraph:db", "--tries", "101"], "argument --tries: '101' is no whole number from 1 to 100"),
        (["load", "oxigraph:db", "--timeout", "0"], "argument --timeout: '0' is not a number of seconds between 0 and 86400"),
        (["reason", "--timeout", "soon"], "argument --timeout: 'soon' is not a number of seconds between 0 and 86400"),
        (["query", "x", "--timeout", "soon"], "argument --timeout: invalid float value: 'soon'"),
    ],
)
def test_a_wrong_argument_is_named(words: list[str], message: str, command: Any) -> None:
    outcome = command(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize("verb", CALLS)
def test_an_ontology_that_is_not_there_is_one_line_and_exit_2(verb: str, command: Any, tmp_path: Path) -> None:
    outcome = command(*call(verb, tmp_path)[:-1], str(tmp_path / "nowhere"))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"radkg: {tmp_path / 'nowhere'}: no such folder; name the folder of an ontology\n"


def test_a_defect_is_no_verdict(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError("one by nought")

    monkeypatch.setitem(VERBS, "check", VERBS["check"]._replace(call=fail))
    monkeypatch.delenv("RADKG_DEBUG", raising=False)
    outcome = command("check", "leaf scorch shows yellowing", *ON_MINI)
    assert (outcome.code, outcome.out) == (codes.EXIT_DEFECT, "")
    assert outcome.err.startswith("radkg: a defect of radkg's own: ZeroDivisionError: one by nought\n")
    monkeypatch.setenv("RADKG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        command("check", "leaf scorch shows yellowing", *ON_MINI)


# -- answers


@pytest.mark.in_part(2)
@pytest.mark.parametrize("verb", CALLS)
def test_every_verb_answers_in_words(verb: str, command: Any, tmp_path: Path) -> None:
    outcome = command(*call(verb, tmp_path))
    assert outcome.code == CALLS[verb][1]
    assert outcome.out.endswith("\n")
    assert not outcome.out.endswith("\n\n")
    assert "\033" not in outcome.out
    assert outcome.err == ("HermiT is reasoning …\n" if verb == "reason" else "")


@pytest.mark.parametrize("verb", CALLS)
def test_every_verb_answers_in_json_with_the_same_exit_code(verb: str, command: Any, tmp_path: Path) -> None:
    outcome = command(*call(verb, tmp_path), "--format", "json")
    assert outcome.code == CALLS[verb][1]
    assert json.loads(outcome.out)


@pytest.mark.parametrize(
    ("words", "form", "beginning"),
    [
        (["show", "leaf scorch"], "html", "<!DOCTYPE html>"),
        (["query", "conflicts"], "table", "one "),
        (["query", "conflicts"], "csv", "one,oneLabel,"),
        (["query", "conflicts"], "tsv", "?one\t?oneLabel\t"),
        (["query", "facts-as-triples", "-p", "disease=leaf scorch"], "turtle", "@prefix "),
        (["query", "--list"], "csv", "Test\n  cited-from-passage "),
        (["validate", WRONG], "ttl", "@prefix "),
        (["quality", "--only", "missing-label"], "ttl", "@prefix "),
        (["quality", "--docs"], "text", "# Quality checks"),
        (["quality", "--docs"], "ttl", "# Quality checks"),
    ],
)
def test_other_forms(words: list[str], form: str, beginning: str, command: Any) -> None:
    outcome = command(*words, *ON_MINI, "--format", form)
    assert outcome.code in (0, 1)
    assert outcome.out.startswith(beginning)


def test_the_usual_form_of_triples_is_turtle(command: Any) -> None:
    words = ("query", "facts-as-triples", "-p", "disease=leaf scorch", *ON_MINI)
    assert command(*words).out == command(*words, "--format", "turtle").out != command(*words, "--format", "table").out


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("leaf scorch shows yellowing of the leaf margin", 0),
        ("leaf scorch shows yellowing of the midrib", 3),
        ("leaf scorch shows xyzzy", 3),
        ("leaf scorch frobnicates xyzzy", 2),
    ],
)
def test_the_exit_code_is_the_verdicts(statement: str, code: int, command: Any) -> None:
    assert command("check", statement, *ON_MINI).code == code


def test_what_stands_beside_an_answer_is_on_standard_error(command: Any) -> None:
    lost = command("check", "leaf scorch frobnicates xyzzy", *ON_MINI)
    assert lost.out == ""
    assert lost.err.startswith("radkg: radkg does not know 'frobnicates', 'xyzzy'")
    assert command("check", "leaf scorch frobnicates xyzzy", *ON_MINI, "--format", "json").err == ""
    nothing = command("query", "-", *ON_MINI, stdin="SELECT ?s { ?s radkg:relation radkg:Fact }")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "radkg: no rows\n")
    assert command("query", "--list", "xyzzy", *ON_MINI).err == "radkg: no question is about 'xyzzy'\n"
    findings = command("validate", WRONG, *ON_MINI, "--format", "json")
    assert findings.err.endswith(": 1 violation\n")
    assert command("validate", WRONG, *ON_MINI).err == ""


def test_what_is_piped_in_is_the_query(command: Any) -> None:
    outcome = command("query", "-", *ON_MINI, "--format", "json", stdin="ASK { radkg:LeafScorch a owl:Class }")
    assert outcome.out == '{"head": {}, "boolean": true}\n'


def test_words_need_no_quotation_marks(command: Any) -> None:
    assert command("show", "leaf", "scorch", *ON_MINI).out == command("show", "leaf scorch", *ON_MINI).out


def test_several_parts_may_stand_in_one(command: Any, tmp_path: Path) -> None:
    parts = ("--part", "facts, terms,", "--part", "schema")
    outcome = command("load", f"oxigraph:{tmp_path}/db", *parts, *ON_MINI, "--format", "json")
    assert sorted(graph["part"] for graph in json.loads(outcome.out)["graphs"]) == ["facts", "schema", "terms"]


@pytest.mark.knowledge  # the small ontology has not as much to print
def test_all_prints_all(command: Any) -> None:
    short = command("mappings", "verify", HP, "--no-merge")
    whole = command("mappings", "verify", HP, "--no-merge", "--all")
    assert "more; --all prints them" in short.out
    assert "more; --all prints them" not in whole.out
    assert len(whole.out.splitlines()) > len(short.out.splitlines())


def test_colours_are_for_a_terminal_alone(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("check", "leaf scorch shows yellowing", *ON_MINI)
    plain = command(*words).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = command(*words).out
    assert coloured.startswith("\033[1;32mSUPPORTED, by a narrative review\033[0m")
    assert re.sub(r"\033\[[\d;]*m", "", coloured) == plain
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert command(*words).out == coloured
    monkeypatch.setenv("TERM", "dumb")
    assert command(*words).out == plain
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert command(*words).out == plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert command(*words).out == plain


@pytest.mark.parametrize(
    "words",
    [
        ("show", "leaf scorch"),
        ("check", "leaf scorch shows yellowing"),
        ("check", "leaf scorch shows yellowing and is a kind of root rot"),
        ("query", "--list"),
        ("query", "conflicts"),
    ],
)
def test_lines_are_as_wide_as_the_terminal_or_columns_say(
    words: tuple[str, ...], command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (60, 90):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = command(*words, *ON_MINI).out.splitlines()
        assert columns - 20 < max(len(line) for line in lines if "://" not in line) <= columns


def test_in_a_pipe_a_verdict_has_a_line_for_each_thing_and_a_table_has_120_columns(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(len, command("check", "leaf scorch shows yellowing", *ON_MINI).out.splitlines())) > 60
    table = command("query", "conflicts", *ON_MINI).out
    assert 100 < max(map(len, table.splitlines())) <= 120


def test_nothing_stands_beside_an_answer_that_is_asked_for_quietly(command: Any) -> None:
    words = ("query", "-", *ON_MINI)
    for quiet in ("-q", "--quiet"):
        assert command(*words, quiet, stdin="SELECT ?s { ?s radkg:relation radkg:Fact }").err == ""
        assert command(quiet, *words, stdin="SELECT ?s { ?s radkg:relation radkg:Fact }").err == ""
    assert command("-q", "check", "leaf scorch frobnicates xyzzy", *ON_MINI).err == ""
    assert command("-q", "reason", "--timeout", "60", *ON_MINI).err == ""
    assert command("-q", "show", "xyzzy", *ON_MINI).err.startswith("radkg: no term is called ")  # an error is one all the same
    assert command("-q").code == 2


# -- a pager, a browser


@pytest.fixture
def on_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal has 24 lines, and what the pager is given is in a file."""
    pager = tmp_path / "a pager"
    pager.write_text(f"#!/bin/sh\nexec cat > '{tmp_path}/paged'\n")
    pager.chmod(0o755)
    monkeypatch.setenv("PAGER", shlex.quote(str(pager)))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("RADKG_PAGER", raising=False)
    return tmp_path / "paged"


@pytest.mark.skipif(os.name == "nt", reason="the pager is a script of sh")
def test_a_long_answer_is_paged_on_a_terminal(command: Any, on_a_screen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("show", "leaf scorch", *ON_MINI)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert (command(*words).code, command(*words).out) == (0, "")
    paged = on_a_screen.read_text(encoding="utf-8")
    assert paged.startswith("\033[1mleaf scorch\033[0m  disease")
    monkeypatch.setenv("RADKG_PAGER", "cat")
    assert command(*words).out == paged


@pytest.mark.skipif(os.name == "nt", reason="the pager is a script of sh")
@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("show", "leaf scorch", "--section", "where"), {}),  # it fits on the screen
        (("show", "leaf scorch", "--format", "json"), {}),
        (("show", "leaf scorch"), {"PAGER": ""}),
        (("show", "leaf scorch"), {"PAGER": "no-such-pager"}),
        (("show", "leaf scorch"), {"TERM": "dumb"}),
    ],
)
def test_other_answers_are_not_paged(
    words: tuple[str, ...], environment: dict[str, str], command: Any, on_a_screen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "leaf scorch" in command(*words, *ON_MINI).out
    assert not on_a_screen.exists()


def test_a_page_is_opened_in_a_browser(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_page(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", open_page)
    assert command("show", "leaf scorch", "--open", *ON_MINI).out == ""
    text = tmp_path / "text.txt"
    text.write_text("Leaf scorch shows yellowing.", encoding="utf-8")
    assert command("check", "--text", str(text), "--open", *ON_MINI).code == 0
    pages = [Path(url2pathname(urlsplit(address).path)).read_text(encoding="utf-8") for address in opened]
    assert [page.startswith("<!DOCTYPE html>") for page in pages] == [True, True]
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    failed = command("show", "leaf scorch", "--open", *ON_MINI)
    assert failed.code == 2
    assert failed.err.startswith("radkg: no browser can be started; the page is ")
    assert command("show", "leaf scorch", "--open", "--format", "json", *ON_MINI).code == 2
    assert command("check", "leaf scorch shows yellowing", "--open", *ON_MINI).code == 2


# -- completion and manual


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_commands_options_and_sections(shell: str, command: Any) -> None:
    script = command("completion", shell).out
    for word in ("validate", "mappings", "fail-on", "treatment"):
        assert word in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("radkg va", {"validate"}),
        ("radkg mappings ver", {"verify"}),
        ("radkg show --se", {"--section"}),
        ("radkg show --section treat", {"treatment"}),
    ],
)
def test_bash_completes(line: str, offered: set[str], command: Any, tmp_path: Path) -> None:
    script = tmp_path / "radkg.bash"
    script.write_text(command("completion", "bash").out, encoding="utf-8")
    words = line.split(" ")
    asked = (
        f"source {shlex.quote(str(script))}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
        f"_shtab_radkg; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert {word.strip() for word in done.stdout.split()} == offered


@pytest.mark.servers
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("radkg va", {"validate"}),
        ("radkg mappings ver", {"verify"}),
        ("radkg show --se", {"--section"}),
        ("radkg show --section treat", {"treatment"}),
        ("radkg completion ", {"bash", "zsh", "fish"}),
        ("radkg help rea", {"reason"}),
    ],
)
def test_fish_completes(line: str, offered: set[str], command: Any, tmp_path: Path) -> None:
    script = tmp_path / "radkg.fish"
    script.write_text(command("completion", "fish").out, encoding="utf-8")
    asked = f"source {shlex.quote(str(script))}; complete -C{shlex.quote(line)}"
    done = subprocess.run(["fish", "--no-config", "-c", asked], capture_output=True, text=True, check=True)
    assert {offer.split("\t")[0] for offer in done.stdout.splitlines()} == offered


@pytest.mark.servers
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("radkg va", "radkg validate "),
        ("radkg mappings ver", "radkg mappings verify "),
        ("radkg completion fi", "radkg completion fish "),
    ],
)
def test_zsh_completes(line: str, completed: str, command: Any, tmp_path: Path) -> None:
    (tmp_path / "_radkg").write_text(command("completion", "zsh").out, encoding="utf-8")
    typed = f"fpath=({shlex.quote(str(tmp_path))} $fpath); autoload -Uz compinit; compinit -D; bindkey '^X' end-of-line"
    # a line is completed only where a person types it: zpty gives zsh a terminal
    asked = f"""
        zmodload zsh/zpty; zpty shell "TERM=dumb zsh -f -i"
        zpty -w shell {shlex.quote(f"PS1=; RPS1=; {typed}; print READY''NOW")}; zpty -r -m shell ready "*READYNOW*"
        zpty -n -w shell {shlex.quote(line)}$'\t'; zpty -r -m shell seen {shlex.quote(f"*{completed}*")} && print completed
    """
    done = subprocess.run(["zsh", "-f", "-c", asked], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1:] == ["completed"], done.stderr


def test_a_shell_that_is_not_known_is_told_how_to_ask(command: Any) -> None:
    for words in (["completion"], ["completion", "cmd"], ["completion", "bash", "zsh"]):
        outcome = command(*words)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith("radkg: name a shell: radkg completion bash|zsh|fish\n")


def test_the_manual_has_every_command_option_and_exit_code(command: Any) -> None:
    page = command("man").out.replace("\\-", "-")
    assert page.startswith('.TH RADKG 1 "" "radkg ')
    for verb in VERBS.values():
        section = page.partition(f".SH RADKG {verb.name.upper()}\n")[2].partition("\n.SH ")[0]
        for parameter in verb.parameters:
            assert (parameter.flag.removeprefix("--") or parameter.placeholder or parameter.name.upper()) in section
            assert parameter.about in section
        assert all(f"{code}: {about}" in section for code, about in verb.exits.items())
    for variable in tables.ENVIRONMENT:
        assert f".B {variable}\n" in page
    assert not [
        line
        for line in page.splitlines()
        if line.startswith((".", "'")) and not re.match(r"\.(TH|SH|TP|PP|B|br|nf|fi)\b", line)
    ]


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man")
def test_man_reads_the_manual_without_a_warning(command: Any, tmp_path: Path) -> None:
    page = tmp_path / "radkg.1"
    page.write_text(command("man").out, encoding="utf-8")
    done = subprocess.run(["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Exit status: 0: shown; 2: no such term" in " ".join(done.stdout.split())


def test_a_bar_is_drawn_where_somebody_looks_and_cleared(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("mappings", "verify", HP, "--no-merge", *ON_MINI)
    assert command(*words).err == ""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    err = command(*words).err
    assert err.startswith("\rverifying with hp.obo  ")
    assert err.endswith("100 %\r\033[K")
    monkeypatch.setenv("TERM", "dumb")
    assert command(*words).err == ""


def test_a_verdict_imports_neither_json_nor_what_measures_a_terminal() -> None:
    code = (
        "import sys\nfrom radkg.cli import main\n"
        f"main(['check', 'leaf scorch shows yellowing', '--ontology', {MINI!r}])\n"
        "print([name for name in ('shutil', 'textwrap', 'html') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    assert done.stderr == "[]\n"
