"""The bytes of a release: unpacked, guarded and counted piece by piece while they are read."""

from __future__ import annotations

import io
import os
import zlib
from typing import IO, TYPE_CHECKING, cast

from radkg.errors import MissingPackage, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import WriteableBuffer

    from radkg.rdf.guards import Guard

PIECE = 2**20  # bytes
MOST_UNPACKED = 16 * 2**30  # bytes; the largest ontology of the life sciences has 2 GB
MOST_PACKED_RATIO = 100  # ontologies pack to a tenth, RDF with many of the same triples to a fortieth
_UNSUSPECTED = 8 * 2**20  # bytes that may be unpacked before the ratio counts
PACKED = (".gz", ".zst")


class ReleaseStream(io.RawIOBase):
    """A file, plain or packed, as a stream of bytes that the guards have seen.

    Args:
        path: The file.
        packed: ".gz", ".zst" or "".
        guards: The guards that see each piece before the reader does.
        progress: Called with the bytes of the file that have been read, and how many there are.

    Raises:
        UnreadableFile: The file is missing or not a regular file. While it is read: a guard refuses a piece, or the file cannot
            be unpacked.
        MissingPackage: The file is packed in a way that needs a package more.
    """

    def __init__(
        self, path: str, packed: str, guards: Sequence[Guard], progress: Callable[[int, int], None] | None = None
    ) -> None:
        self._path, self._guards, self._progress = path, guards, progress
        self._file = _open(path)
        self._size = os.fstat(self._file.fileno()).st_size
        self._unpacked, self._ended, self._is_packed = 0, False, bool(packed)
        self._stream = _unpacked(self._file, packed)

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill ``buffer`` with the next bytes, and return their number."""
        view = memoryview(buffer)
        data = self._next(len(view))
        for guard in () if self._ended else self._guards:
            guard.feed(data, final=not data)
        self._ended = not data
        if data and self._unpacked == len(data):  # at the start: not all parsers skip a byte order mark
            data = data.removeprefix(b"\xef\xbb\xbf")
        view[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except EOFError:
            raise UnreadableFile(self._path, "ends in the middle", remedy="fetch it again") from None
        except (OSError, zlib.error, ValueError) as error:
            raise UnreadableFile(self._path, f"cannot be unpacked: {error}", remedy="fetch it again") from None
        except Exception as error:
            if type(error).__name__ != "ZstdError":
                raise
            raise UnreadableFile(self._path, f"cannot be unpacked: {error}", remedy="fetch it again") from None
        self._unpacked += len(data)
        read = self._file.tell()
        most = max(_UNSUSPECTED, min(MOST_UNPACKED, MOST_PACKED_RATIO * read))
        if self._is_packed and self._unpacked > most:
            reason = f"packed {self._unpacked // max(read, 1)} times, as no ontology is"
            raise UnreadableFile(self._path, reason, remedy="unpack it yourself if you trust it")
        if self._progress:
            self._progress(read, self._size)
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def open_source(
    path: str, packed: str, guards: Sequence[Guard], progress: Callable[[int, int], None] | None = None
) -> io.BufferedReader:
    """Return a buffered `ReleaseStream`, which is read in pieces of `PIECE`; see `ReleaseStream` for arguments and errors."""
    return io.BufferedReader(ReleaseStream(path, packed, guards, progress), PIECE)


def _open(path: str) -> IO[bytes]:
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise UnreadableFile(path, "not a regular file", remedy="name a file")
        return open(path, "rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise UnreadableFile(path, reason, remedy="check the name and the permissions") from None


def _unpacked(file: IO[bytes], packed: str) -> IO[bytes]:
    if packed == ".gz":
        import gzip

        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return _zstandard(file) if packed == ".zst" else file


def _zstandard(file: IO[bytes]) -> IO[bytes]:
    from importlib import import_module

    for name in ("compression.zstd", "backports.zstd"):  # the first is part of Python from 3.14 on
        try:
            return cast("IO[bytes]", import_module(name).ZstdFile(file))
        except ImportError:
            continue
    raise MissingPackage("reading a .zst file", "mappings")
