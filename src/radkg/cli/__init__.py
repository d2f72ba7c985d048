"""The command line: one verb a module, imported when it is called, so that ``radkg --help`` is instant."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import NoReturn

#: Every verb: what it does, in one line. ``radkg.cli.<verb>`` has ``add_arguments(parser)`` and ``run(arguments) -> int``.
VERBS = {
    "check": "verdict on a statement, with the facts and sources that decide",
    "show": "a term with its facts, conflicts and sources",
    "query": "a named question, or any SPARQL from a file or standard input",
    "validate": "facts of your own, or radkg's, against shapes and knowledge",
    "reason": "HermiT: consistent? inferred and unsatisfiable classes",
    "criteria": "classification criteria, computed from findings",
    "sources": "hold a copy of a source against the passages that cite it",
    "mappings": "hold the mappings to another ontology against a release of it",
    "build": "write the release files",
    "load": "into a triple store: a folder, or a server with SPARQL 1.1",
}

EXIT_NOT_USABLE = 2
EXIT_INTERRUPTED, EXIT_BROKEN_PIPE = 130, 141  # what a shell says of SIGINT and SIGPIPE; no verdict has these
EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h: a defect of radkg's own, never to be taken for a verdict


def program() -> NoReturn:
    """Run one command as a process of its own, which ends with it."""
    code = main()
    sys.stderr.flush()
    os._exit(code)  # the system takes back the memory; to take the graph apart first would be a twelfth of a check's time


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = _main(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:  # `radkg … | head`: the reader has had enough
        _let_go_of_standard_output()
        return EXIT_BROKEN_PIPE
    except OSError as error:
        if not _is_about_standard_output(error):
            raise
        _let_go_of_standard_output()
        print(f"radkg: cannot write the output: {(error.strerror or str(error)).lower()}; make room", file=sys.stderr)
        return EXIT_NOT_USABLE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def _let_go_of_standard_output() -> None:
    """Have what is still buffered go nowhere, so that the interpreter does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if arguments else EXIT_NOT_USABLE
    if arguments[0] in ("-V", "--version"):
        from radkg import __version__

        print(f"radkg {__version__}")
        return 0
    verb = arguments.pop(0)
    if verb not in VERBS:
        from difflib import get_close_matches

        near = get_close_matches(verb, VERBS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        print(f"radkg: there is no command {verb!r}{hint} `radkg --help` lists them", file=sys.stderr)
        return EXIT_NOT_USABLE
    return _run(verb, arguments)


def _run(verb: str, arguments: list[str]) -> int:
    from importlib import import_module

    from radkg.errors import RadkgError

    module = import_module(f"radkg.cli.{verb}")
    parser = _parser(verb, module.__doc__ or "")
    module.add_arguments(parser)
    try:
        code: int = module.run(parser.parse_args(arguments))
        sys.stdout.flush()
        return code
    except RadkgError as error:
        print(f"radkg: {error}", file=sys.stderr)
        return EXIT_NOT_USABLE
    except Exception as error:
        if _is_about_standard_output(error):
            raise
        if os.environ.get("RADKG_DEBUG"):
            raise
        print(
            f"radkg: a defect of radkg's own: {type(error).__name__}: {error}\n"
            "  Please report it, with the command; RADKG_DEBUG=1 shows where it happened.",
            file=sys.stderr,
        )
        return EXIT_DEFECT


def _is_about_standard_output(error: Exception) -> bool:
    # files of the user's are read and written with errors of radkg's own; what is left is the output
    return isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.ENOSPC, errno.EIO)


def _parser(verb: str, description: str) -> argparse.ArgumentParser:
    import argparse

    return argparse.ArgumentParser(
        prog=f"radkg {verb}",
        description=description,
        epilog=_help_text(verb),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _help() -> str:
    width = max(map(len, VERBS))
    verbs = "\n".join(f"  {verb:{width}}  {summary}" for verb, summary in VERBS.items())
    return _help_text("radkg").replace("{verbs}", verbs)


def _help_text(name: str) -> str:
    # Examples name diseases, which no Python file does.
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "help", f"{name}.txt")
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip()
