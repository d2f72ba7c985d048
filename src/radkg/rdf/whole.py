"""Writing files whole or not at all: beside their places first, and then moved there."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WAITING = ".radkg-waiting-"
_ABANDONED = 3600  # seconds; no writing takes as long


@contextmanager
def waiting_folder(place: str) -> Iterator[str]:
    """Give a new folder within ``place`` to write into, which is gone at the end.

    What writers that were killed have left there is removed; a writer that is still at work is left alone.

    Args:
        place: A folder; it is made if need be. What is written can be moved to anywhere in it in one step.

    Raises:
        OSError: It cannot be made or written to.
    """
    import shutil
    import tempfile

    os.makedirs(place, exist_ok=True)
    _remove_leftovers(place)
    folder = tempfile.mkdtemp(prefix=_WAITING, dir=place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_files(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write files into ``folder``: whatever happens, each is the old one or the new one.

    Args:
        folder: Where to; it is made if need be.
        contents: File name to content.

    Raises:
        OSError: It cannot be written to, or the disk is full. No file has changed, unless the moving itself failed.
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
        OSError: See there.
    """
    write_files(os.path.dirname(path) or ".", {os.path.basename(path): data})


def _remove_leftovers(place: str) -> None:
    import shutil
    import time

    for entry in os.scandir(place):
        if entry.name.startswith(_WAITING) and entry.is_dir(follow_symlinks=False):
            age = time.time() - entry.stat(follow_symlinks=False).st_mtime
            if age > _ABANDONED:
                shutil.rmtree(entry.path, ignore_errors=True)
