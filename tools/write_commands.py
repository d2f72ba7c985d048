"""Write docs/commands.md, the reference of the command line, from the registry of verbs; ``--check`` says whether it is so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pages import write_or_check
from radkg.cli import tables
from radkg.cli.manual import option, usage
from radkg.cli.services import DESCRIBED, Service
from radkg.resources import help_text
from radkg.verbs import COMMON, Verb

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
INTRODUCTION = """\
# Commands

Made by `python tools/write_commands.py` from the registry of verbs. `radkg COMMAND --help` says the same, `radkg man` is a
manual page, and [what radkg can be asked](api.md) has the fields of the answers and the same parameters in Python.

Data go to standard output, remarks and progress to standard error. Colours, a progress bar and a pager are for a terminal.
"""
CODES = """\
Codes that are no verdict, of every command: 2 for a mistake in what is given and for an answer that cannot be written, 70 for a
defect of radkg's own, 130 where it is interrupted, 141 where its reader stops (`| head`).
"""


def page() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *(part for verb in DESCRIBED for part in section(verb)), *rest()])


def section(verb: Verb | Service) -> Iterator[str]:
    """Yield what is said of a verb, or of a service."""
    yield f"## radkg {verb.name}\n"
    yield f"{' '.join(verb.description.split())}\n"
    yield f"```text\n{usage(verb)}\n```\n"
    yield from table(("option", "what it is"), [(f"`{option(p)}`", p.about) for p in verb.parameters if p not in COMMON])
    yield from table(("exit code", "meaning"), [(str(code), about) for code, about in verb.exits.items()])
    explained, _, examples = help_text(verb.command).rpartition("Examples:\n")
    if explained.strip():
        yield f"{explained.strip()}\n"
    wanted = "".join(f"{line.strip()}\n" for line in examples.splitlines() if f"{line} ".startswith(f"  radkg {verb.name} "))
    yield f"```console\n{''.join(f'$ {line}' for line in wanted.splitlines(keepends=True))}```\n"


def rest() -> Iterator[str]:
    """Yield what is said of all commands, and what is no verb."""
    yield "## All commands\n"
    yield from table(("option", "what it is"), [(f"`{use}`", about) for use, about in tables.BESIDES.items()])
    yield f"{CODES}"
    yield "## The environment\n"
    yield from table(("variable", "what it does"), [(f"`{name}`", about) for name, about in tables.ENVIRONMENT.items()])


def table(heads: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a table in Markdown, with a blank line behind it."""
    lines = [heads, ("---", "---"), *rows]
    cells = (tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in line) for line in lines)
    yield "".join(f"| {one} | {other} |\n" for one, other in cells)


def main() -> int:
    """Write the page, or check it."""
    return write_or_check(PAGE, __doc__, lambda _: page())


if __name__ == "__main__":
    sys.exit(main())
