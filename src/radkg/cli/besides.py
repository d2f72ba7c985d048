"""The commands of the command line that ask the graph nothing: version, completion, manual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from radkg.cli import streams
from radkg.cli.codes import EXIT_NOT_USABLE
from radkg.cli.services import DESCRIBED
from radkg.cli.tables import SHELLS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence


def run(command: str, arguments: Sequence[str]) -> int:
    """Run one of `radkg.cli.tables.OWN`, and return its exit code."""
    if command == "completion":
        return _completion(arguments)
    if arguments:
        streams.say(f"radkg: {command} takes nothing more; `radkg --help` says how it is used")
        return EXIT_NOT_USABLE
    if command == "man":
        from radkg.cli.manual import page

        streams.write(page())
        return 0
    from radkg import __version__

    streams.write(f"radkg {__version__}\n")
    return 0


def _completion(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in SHELLS:
        streams.say(
            f"radkg: name a shell: radkg completion {'|'.join(SHELLS)}\n"
            "  bash: radkg completion bash > ~/.local/share/bash-completion/completions/radkg\n"
            "  zsh:  radkg completion zsh > a file named _radkg in a folder of $fpath\n"
            "  fish: radkg completion fish > ~/.config/fish/completions/radkg.fish"
        )
        return EXIT_NOT_USABLE
    streams.write(completion(arguments[0]))
    return 0


def completion(shell: str) -> str:
    """Return the script that completes commands, options, names of questions and sections, and paths in a shell."""
    import shtab

    from radkg.cli.parser import parser_of_all

    parser = parser_of_all()
    known = _names()
    for command, action in _actions(parser):
        parameter = next(
            (p for about in DESCRIBED if about.name == command for p in about.parameters if p.name == action.dest), None
        )
        if parameter is None:
            continue
        if parameter.kind in ("file", "folder"):
            action.complete = shtab.FILE if parameter.kind == "file" else shtab.DIRECTORY  # type: ignore[attr-defined]
        elif (command, parameter.name) in known:
            action.choices = known[command, parameter.name]
    return shtab.complete(parser, shell).rstrip("\n") + "\n"


def _actions(parser: argparse.ArgumentParser, command: str = "") -> Iterator[tuple[str, argparse.Action]]:
    """Yield the arguments of all commands, each with the name of its verb."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, sub in action.choices.items():
                yield from _actions(sub, f"{command} {name}".strip())
        else:
            yield command, action


def _names() -> dict[tuple[str, str], Any]:
    """Return what the ontology has names for: verb and parameter to the names."""
    from radkg.model.ontology import Ontology
    from radkg.questions.catalogue import names
    from radkg.show.order import section_rows

    ontology = Ontology.carried()
    return {
        ("query", "query"): names(ontology),
        ("show", "section"): list(dict.fromkeys(name for name, _, _ in section_rows(ontology))),
    }
