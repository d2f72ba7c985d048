"""Writing files whole or not at all: under other names first, and then renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WAITING = ".radkg-waiting-"
_ABANDONED = 3600  # seconds; no writing takes as long


@contextmanager
def waiting_folder(parent: str) -> Iterator[str]:
    """Make a new folder within ``parent`` to write into, and remove it at the end.

    Waiting folders of writers that were killed are removed first; those of writers still at work are left alone.

    Args:
        parent: A folder, made if need be. A file in the waiting folder can be moved to anywhere in it in one step.

    Raises:
        OSError: The folder cannot be made or written to.
    """
    import shutil
    import tempfile

    os.makedirs(parent, exist_ok=True)
    _remove_leftovers(parent)
    folder = tempfile.mkdtemp(prefix=_WAITING, dir=parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_files(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write files into ``folder``: whatever happens, each file is the old one or the new one.

    Args:
        folder: The folder, made if need be.
        contents: File name to content.

    Raises:
        OSError: The folder cannot be written to, or the disk is full. No file has changed, unless a renaming failed.
    """
    with waiting_folder(folder) as waiting:
        for name, data in contents.items():
            with open(os.path.join(waiting, name), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name in contents:
            os.replace(os.path.join(waiting, name), os.path.join(folder, name))


def write_file(path: str, data: bytes) -> None:
    """Write one file; see `write_files`.

    Raises:
        OSError: See `write_files`.
    """
    write_files(os.path.dirname(path) or ".", {os.path.basename(path): data})


def _remove_leftovers(folder: str) -> None:
    import shutil
    import time

    for entry in os.scandir(folder):
        if entry.name.startswith(_WAITING) and entry.is_dir(follow_symlinks=False):
            age = time.time() - entry.stat(follow_symlinks=False).st_mtime
            if age > _ABANDONED:
                shutil.rmtree(entry.path, ignore_errors=True)
