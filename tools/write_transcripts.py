"""Run the commands and the Python of the tutorials, and write what they print below them; ``--check`` says whether it is there.

A page is run from its top to its end in one empty folder. A block named ``console`` has commands behind ``$`` and what they
print, a block named ``python`` what is typed behind ``>>>``. One with a ``:caption:`` is a file of that name, which is written
first. What installs something is not run.
"""

from __future__ import annotations

import argparse
import contextlib
import doctest
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from radkg.cli import main as radkg

ROOT = Path(__file__).resolve().parent.parent
_DOCS = ROOT / "docs"
PAGES = [*(_DOCS / f"{name}.md" for name in ("index", "curating", "everyday")), *sorted((_DOCS / "tutorials").glob("*.md"))]
BLOCK = re.compile(r"^```(?:\{code-block\} )?(\w+)\n(?::caption: (\S+)\n\n?)?(.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLS = ("pip install ", "python3 -m venv ", ". .venv/", "python -m http.server ", "git clone ")
COLUMNS = "100"


class Session:
    """A shell and a Python that go on from block to block."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self.code = 0

    def run(self, block: re.Match[str]) -> str:
        """Return a block with what it prints now."""
        kind, caption, text = block[1], block[2], block[3]
        if caption:
            Path(caption).write_text(text, encoding="utf-8")
        elif kind == "console":
            return f"```console\n{''.join(self._commands(text))}```"
        elif kind == "python":
            return f"```python\n{''.join(self._examples(text))}```"
        return block[0]

    def _commands(self, text: str) -> Iterator[str]:
        commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
        for number, command in enumerate(commands):
            printed = self.command(command)
            is_last = number == len(commands) - 1
            yield f"$ {command}\n{printed}" + ("" if is_last or not printed else "\n")

    def command(self, command: str) -> str:
        """Return what a command prints. It is run as by a shell, as far as the pages need one: ``|``, ``>``."""
        if command.startswith(INSTALLS):
            return ""
        if command == "echo $?":
            return f"{self.code}\n"
        words = shlex.split(command, comments=True)
        given, lines = "", None
        if words[0] == "echo":
            given, words = words[1], words[words.index("|") + 1 :]
        if "|" in words:
            words, (head, number) = words[: words.index("|")], words[words.index("|") + 1 :]
            assert head == "head"
            lines = -int(number)
        target = words[words.index(">") + 1] if ">" in words else ""
        words = words[: words.index(">")] if target else words
        if words[0] == "cat":
            return Path(words[1]).read_text(encoding="utf-8")
        assert words[0] == "radkg", f"{command}: only radkg, cat, echo and what installs something may stand here"
        out, err = io.StringIO(), io.StringIO()
        stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
        with mock.patch.object(sys, "stdin", stdin), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.code = radkg(words[1:])
        printed = out.getvalue().replace("\r\n", "\n")  # of CSV
        if target:
            Path(target).write_text(printed, encoding="utf-8")
            printed = ""
        if lines is not None:
            printed = "".join(printed.splitlines(keepends=True)[:lines])
        return re.sub(r"[ \t]+$", "", printed + err.getvalue(), flags=re.MULTILINE)

    def _examples(self, text: str) -> Iterator[str]:
        for example in doctest.DocTestParser().get_examples(text):
            first, *more = example.source.splitlines()
            shown = [f">>> {first}\n", *(f"... {line}\n" if line else "...\n" for line in more)]
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(example.source, "<tutorial>", "single"), self._names)
            yield "".join(shown) + out.getvalue()


def written(page: str) -> str:
    """Return a page with what its commands and its Python print now."""
    session = Session()
    here = os.getcwd()
    environment = {**{name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}, "COLUMNS": COLUMNS}
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, environment, clear=True):
        os.chdir(folder)
        try:
            return BLOCK.sub(session.run, page)
        finally:
            os.chdir(here)


def main() -> int:
    """Write the pages, or check them."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("pages", nargs="*", type=Path, default=PAGES)
    given = arguments.parse_args()
    wrong = 0
    for path in given.pages:
        page = path.read_text(encoding="utf-8")
        new = written(page)
        wrong += page != new
        if not given.check:
            path.write_text(new, encoding="utf-8")
    return int(wrong > 0) if given.check else 0


if __name__ == "__main__":
    sys.exit(main())
