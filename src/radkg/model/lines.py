"""Sorted lines in a file, found by binary search in the file, so that to open it takes the same time at any size."""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class DamagedLines(Exception):
    """A file that is not as `write_lines` wrote it."""


def write_lines(path: str, lines: Iterable[str], *notes: str) -> None:
    """Write a file that `SortedLines` reads.

    Args:
        path: The file.
        lines: The lines, in any order. Fields are separated by tabs; no field has a tab or a line break in it.
        notes: Further fields, for the first line.

    Raises:
        OSError: It cannot be written.
    """
    encoded = sorted(line.encode() + b"\n" for line in lines)
    with open(path, "wb") as file:
        file.write("\t".join((str(sum(map(len, encoded))), *notes)).encode() + b"\n")
        file.writelines(encoded)
        file.flush()
        os.fsync(file.fileno())


class SortedLines:
    """A file of `write_lines`.

    Args:
        path: The file.

    Attributes:
        notes: The further fields of the first line.

    Raises:
        DamagedLines: `write_lines` did not write the file, or it was cut off.
        OSError: It cannot be read.
    """

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                raise DamagedLines(path)
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._start = self._data.find(b"\n") + 1
        size, *notes = self._data[: self._start].rstrip().split(b"\t")
        if not size.isdigit() or int(size) != len(self._data) - self._start:
            raise DamagedLines(path)
        self.notes = [note.decode() for note in notes]

    def beginning(self, key: str) -> Iterator[list[str]]:
        """Yield the other fields of every line whose first field is ``key``."""
        wanted = key.encode() + b"\t"
        low = self._first_from(wanted)
        while self._data[low : low + len(wanted)] == wanted:
            end = self._data.find(b"\n", low)
            yield self._data[low + len(wanted) : end].decode().split("\t")
            low = end + 1

    def has_prefix(self, prefix: str) -> bool:
        """Return whether a line begins with ``prefix``."""
        wanted = prefix.encode()
        low = self._first_from(wanted)
        return self._data[low : low + len(wanted)] == wanted

    def _first_from(self, wanted: bytes) -> int:
        """Return where the first line begins that does not come before ``wanted``; the end of the file where there is none."""
        low, high = self._start, len(self._data)
        while low < high:  # it begins at `low` or behind it
            middle = max(low, self._data.rfind(b"\n", 0, (low + high) // 2) + 1)
            end = self._data.find(b"\n", middle) + 1
            if self._data[middle:end] < wanted:
                low = end
            else:
                high = middle
        return low

    def __iter__(self) -> Iterator[list[str]]:
        for line in self._data[self._start :].splitlines():
            yield line.decode().split("\t")
