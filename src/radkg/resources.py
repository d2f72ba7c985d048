"""Where the ontology, the queries and the verbs' schemas lie, in a wheel or at the top of a checkout; and opening files."""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile

if TYPE_CHECKING:
    from typing import BinaryIO

_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
MOST_FOLDERS = 10_000  # below one that somebody names
_HERE = os.path.dirname(os.path.abspath(__file__))


def _folder(name: str, in_checkout: str = "") -> str:
    installed = os.path.join(_HERE, "data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(_HERE)), in_checkout or name)


def ontology_folder() -> str:
    """Return the folder of the ontology's Turtle files."""
    return _folder("ontology")


def queries_folder() -> str:
    """Return the folder of the SPARQL queries."""
    return _folder("queries")


def schemas_folder() -> str:
    """Return the folder of the JSON Schemas of the verbs."""
    return _folder("api", in_checkout="docs/api")


def model_page() -> str:
    """Return the path of the page on the knowledge model, in Markdown."""
    installed = os.path.join(_HERE, "data", "model.md")
    return installed if os.path.isfile(installed) else os.path.join(os.path.dirname(os.path.dirname(_HERE)), "docs", "model.md")


def snapshots_folder() -> str:
    """Return the folder of the snapshots that an installed wheel carries, whether there is one or not."""
    return os.path.join(_HERE, "data", "snapshots")


def files_under(folder: str, suffix: str) -> list[str]:
    """Return the files below ``folder`` whose names end in ``suffix``, sorted by path.

    Raises:
        UnreadableFile: There are more than `MOST_FOLDERS` below it, as in a folder of a user or of the whole system.
    """
    found = []
    for number, (place, _, names) in enumerate(os.walk(folder)):
        if number > MOST_FOLDERS:
            raise UnreadableFile(folder, f"more than {MOST_FOLDERS:,} folders are below it", remedy="name one with less in it")
        found += [os.path.join(place, name) for name in names if name.endswith(suffix)]
    return sorted(found)


def open_file(path: str) -> BinaryIO:
    """Open a file for reading that somebody named: a regular one, or a pipe that the shell hands over, as ``<(…)`` does.

    A pipe by its name would be waited for, a device read for ever.

    Raises:
        OSError: There is no such file, or it is a folder, a device, a socket or a pipe with a name.
    """

    def opened(path: str, flags: int) -> int:
        _refuse_special(os.stat(path), path)  # to open a device may do something
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # what has become a pipe meanwhile is not waited for

    file = open(path, "rb", opener=opened)  # noqa: SIM115
    try:
        _refuse_special(os.fstat(file.fileno()), path)
        os.set_blocking(file.fileno(), True)
    except OSError:
        file.close()
        raise
    return file


def _refuse_special(state: os.stat_result, path: str) -> None:
    handed_over = stat.S_ISFIFO(state.st_mode) and path.startswith(_HANDED_OVER)
    if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode) or handed_over):
        raise OSError(errno.EINVAL, "not a regular file", path)


def read_bytes(path: str) -> bytes:
    """Return the content of a file of an ontology's; see `open_file` for the errors."""
    with open_file(path) as file:
        return file.read()


def read_text(path: str) -> str:
    """Return the text of a file of an ontology's; see `open_file` for the errors."""
    with io.TextIOWrapper(open_file(path), encoding="utf-8") as file:
        return file.read()


def help_text(command: str) -> str:
    """Return what the help of a command says below its options: examples name diseases, which no Python file does."""
    return read_text(os.path.join(_HERE, "help", f"{command}.txt")).rstrip()
