"""The command line, made from the registry of verbs. What a verb needs is imported when it runs, so that help is instant."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from radkg.verbs import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

EXIT_NOT_USABLE = 2
EXIT_INTERRUPTED, EXIT_BROKEN_PIPE = 130, 141  # what a shell says of SIGINT and SIGPIPE; no verdict has these
EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h: a defect of radkg's own, never to be taken for a verdict


def program() -> NoReturn:
    """Run one command as a process of its own, which ends with it."""
    code = main(is_program=True)
    sys.stderr.flush()
    os._exit(code)  # the system takes back the memory; to take the graph apart first would be a twelfth of a check's time


def main(argv: Sequence[str] | None = None, *, is_program: bool = False) -> int:
    """Run one command and return its exit code.

    Args:
        argv: The command with its arguments; those of this process where not given.
        is_program: Whether this process ends with the command, which then has limits of time and memory.
    """
    try:
        code = _main(list(sys.argv[1:] if argv is None else argv), is_program=is_program)
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


def _main(arguments: list[str], *, is_program: bool) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if arguments else EXIT_NOT_USABLE
    if arguments[0] in ("-V", "--version"):
        from radkg import __version__

        print(f"radkg {__version__}")
        return 0
    verb = arguments.pop(0)
    if verb not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(verb, COMMANDS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        print(f"radkg: there is no command {verb!r}{hint} `radkg --help` lists them", file=sys.stderr)
        return EXIT_NOT_USABLE
    return _run(verb, arguments, is_program=is_program)


def _run(command: str, arguments: list[str], *, is_program: bool) -> int:
    from radkg.cli import parser, progress, rendering, supervised
    from radkg.errors import RadkgError

    try:
        verb, values = parser.read(command, arguments)
        if is_program and (code := supervised.begin(verb, values)) is not None:
            return code
        given = [(parameter, values[parameter.name]) for parameter in verb.parameters]
        result = verb.call(
            progress.command_line(values["format"], supervised.lift),
            **{p.keyword: value for p, value in given if p.to in ("call", "load")},
        )
        rendering.show(verb, result, values["format"], {p.keyword: value for p, value in given if p.to == "text"})
        sys.stdout.flush()
        return result.exit_code
    except RadkgError as error:
        print(f"radkg: {error}", file=sys.stderr)
        return EXIT_NOT_USABLE
    except MemoryError:
        print("radkg: there is not enough memory; give it less to read", file=sys.stderr)
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


def _help() -> str:
    from radkg.resources import help_text

    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {command:{width}}  {summary}" for command, summary in COMMANDS.items())
    return help_text("radkg").replace("{verbs}", commands)
