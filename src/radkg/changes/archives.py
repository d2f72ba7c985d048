"""Archives of a checkout or a release, and wheels: what an ontology needs is unpacked, within bounds, and nothing else."""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from radkg import resources
from radkg.errors import UnreadableFile
from radkg.rdf.reading import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

SUFFIXES = (".whl", ".zip", ".tar", ".tar.gz", ".tgz")
_TAKEN = (*FORMATS, ".rq", ".tsv", ".svg", ".gz")  # what ontologies and releases are read from
_MOST_FILES, _MOST_BYTES = 20_000, 500 * 2**20
_PIECE = 2**20  # bytes
_FAULTS = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, tarfile.TarError, zipfile.BadZipFile, zlib.error)


def unpack(path: str, folder: str) -> str:
    """Unpack an archive, and return the folder in it that the ontology or the release is in.

    Args:
        path: The archive.
        folder: Where to unpack it: an empty folder.

    Raises:
        UnreadableFile: It is none, is too large, or has nothing of radkg's in it.
    """
    try:
        with resources.open_file(path) as file:
            is_zip = path.lower().endswith((".whl", ".zip"))
            for place, content in (_of_zip if is_zip else _of_tar)(file, path):
                _write(os.path.join(folder, *place), content)
    except _FAULTS as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise UnreadableFile(path, f"not an archive that can be read: {reason[:200]}", remedy="name another file") from None
    for root, folders, files in os.walk(folder):
        folders.sort()
        if any(name.startswith(("radkg-base.", "radkg-full.")) for name in files):
            return root
        if "ontology" in folders and resources.files_under(os.path.join(root, "ontology"), ".ttl"):
            return root
    if resources.files_under(folder, ".ttl"):
        return folder
    raise UnreadableFile(path, "no ontology and no release in it", remedy="name an archive of a checkout, or a wheel of radkg")


def _write(path: str, content: Iterable[bytes]) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.writelines(content)


def _of_zip(file: IO[bytes], path: str) -> Iterator[tuple[list[str], Iterable[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        bounds = _Bounds(path)
        for member in archive.infolist():
            if not member.is_dir() and (place := _place(member.filename)):
                with archive.open(member) as content:
                    yield place, bounds.read(content)


def _of_tar(file: IO[bytes], path: str) -> Iterator[tuple[list[str], Iterable[bytes]]]:
    with tarfile.open(fileobj=file, mode="r:*") as archive:
        bounds = _Bounds(path)
        for member in archive:
            bounds.count()
            if member.isreg() and (place := _place(member.name)) and (content := archive.extractfile(member)):
                yield place, bounds.read(content)


def _place(name: str) -> list[str]:
    """Return the parts of a member's name; nothing where it is not taken, or would lead outside."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if (
        name.startswith(("/", "\\"))
        or not name.lower().endswith(_TAKEN)
        or any(part == ".." or ":" in part or "\0" in part for part in parts)
    ):
        return []
    return parts


class _Bounds:
    """How much may be unpacked of an archive."""

    def __init__(self, path: str) -> None:
        self._path, self._files, self._left = path, 0, _MOST_BYTES

    def count(self) -> None:
        """Count a member."""
        self._files += 1
        if self._files > _MOST_FILES:
            raise UnreadableFile(self._path, f"more than {_MOST_FILES:,} files in it", remedy="unpack it, and name the folder")

    def read(self, content: IO[bytes]) -> Iterator[bytes]:
        """Yield the content of a member, piece by piece: it need not stand in memory."""
        self.count()
        while data := content.read(_PIECE):
            self._left -= len(data)
            if self._left < 0:
                reason = f"more than {_MOST_BYTES // 2**20} MB in it"
                raise UnreadableFile(self._path, reason, remedy="unpack it, and name the folder")
            yield data
