"""Writing files whole or not at all, and all of them or none: under other names first, and then renamed."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WAITING = ".radkg-waiting-"
_OLD, _MOVING = ".old", ".moving"  # in a waiting folder
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
    """Write files into ``folder``, all of them or none.

    Where a file cannot be replaced, those that were are put back. Where the process is killed between two of them, whatever
    writes into the folder next moves the others first: all are whole by then.

    Args:
        folder: The folder, made if need be.
        contents: File name, or path within the folder with ``/`` in it, to content.

    Raises:
        NotPutBack: A file could not be replaced, nor all of the others put back.
        OSError: The folder cannot be written to, a folder is in the way, or the disk is full. No file has changed.
    """
    with waiting_folder(folder) as waiting:
        for name in contents:
            if os.path.isdir(path := os.path.join(folder, name)) and not os.path.islink(path):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        old = os.path.join(waiting, _OLD)
        os.mkdir(old)
        for name, data in contents.items():
            for top in (waiting, old, folder):
                os.makedirs(os.path.dirname(os.path.join(top, name)), exist_ok=True)
            with open(os.path.join(waiting, name), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name in contents:
            _keep(os.path.join(folder, name), os.path.join(old, name))
        with _moving(waiting):
            moved: list[str] = []
            try:
                for name in contents:
                    os.replace(os.path.join(waiting, name), os.path.join(folder, name))
                    moved.append(name)
            except BaseException as error:
                _put_back(folder, old, moved, error)
                raise


class NotPutBack(OSError):
    """Some files are new, and others could neither be replaced nor put back; ``strerror`` says which."""


def _keep(path: str, old: str) -> None:
    """Give a file a second name, by which it can be put back; where the file system has none, a copy."""
    import shutil

    if os.path.lexists(path):
        try:
            os.link(path, old, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(path, old, follow_symlinks=False)


@contextmanager
def _moving(waiting: str) -> Iterator[None]:
    """Have it known that the files in a waiting folder are whole and are being moved, for as long as this process lives."""
    try:
        import fcntl
    except ImportError:  # Windows, where files that a killed process left are found when they are old
        yield
        return
    path = os.path.join(waiting, _MOVING)
    with open(path + "-", "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.rename(path + "-", path)  # there is none that is not locked
        try:
            yield
        finally:
            os.remove(path)  # before it is unlocked


def _put_back(folder: str, old: str, moved: Sequence[str], error: BaseException) -> None:
    new = []
    for name in moved:
        try:
            if os.path.lexists(os.path.join(old, name)):
                os.replace(os.path.join(old, name), os.path.join(folder, name))
            else:
                os.remove(os.path.join(folder, name))
        except OSError:
            new.append(name)
    if new:
        reason = f"{getattr(error, 'strerror', None) or error}; of the new files, these are there: {', '.join(new)}"
        raise NotPutBack(getattr(error, "errno", None) or errno.EIO, reason, folder) from error


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
            if _was_moving(entry.path):
                _move_on(entry.path, folder)
                shutil.rmtree(entry.path, ignore_errors=True)
                continue
            age = time.time() - entry.stat(follow_symlinks=False).st_mtime
            if age > _ABANDONED:
                shutil.rmtree(entry.path, ignore_errors=True)


def _was_moving(waiting: str) -> bool:
    """Return whether a process was killed while it moved the files in a waiting folder."""
    try:
        import fcntl

        with open(os.path.join(waiting, _MOVING), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):  # there is none, or it is locked: by one that is at work
        return False
    return True


def _move_on(waiting: str, folder: str) -> None:
    for place, folders, names in os.walk(waiting):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(place, name)
            if not name.startswith(".") and not os.path.islink(path):
                os.replace(path, os.path.join(folder, os.path.relpath(path, waiting)))
