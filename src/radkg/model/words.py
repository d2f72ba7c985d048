"""The words of an ontology as a file: sorted lines that are looked up where they lie, so that none is read unasked."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

TERM, RELATION, OPENING, CERTAINTY, FREQUENCY, REFUSED = (
    "term",
    "relation",
    "opening",
    "certainty",
    "frequency",
    "refused",
)


_REMEMBERED = 50_000  # keys, those that stand for nothing included: people write other words all the time


class Entry(NamedTuple):
    """What a key may stand for.

    Attributes:
        kind: One of the constants above.
        iri: The term, relation, certainty or frequency word; empty for a refused word.
        inverse: Of a relation: the words say it from object to subject.
        opening: Of a relation: the key of words that must come before the first term ("prognosis of … depends on").
    """

    kind: str
    iri: str = ""
    inverse: bool = False
    opening: str = ""


class DamagedWords(Exception):
    """A file of words that is not as it was written."""


def write_words(path: str, entries: Mapping[str, Iterable[Entry]]) -> None:
    """Write the file that `WordIndex` reads.

    Args:
        path: Where to.
        entries: Key to what it may stand for. Keys and fields have neither tab nor line break: they are folded words and IRIs.
            The order of the keys, and that of the entries of one, is kept as a number.
    """
    longest = max(map(len, entries), default=0)
    numbered = enumerate((key, entry) for key, some in entries.items() for entry in some)
    lines = sorted(
        f"{key}\t{number:08}\t{entry.kind}\t{entry.iri}\t{'inverse' * entry.inverse}\t{entry.opening}\n".encode()
        for number, (key, entry) in numbered
    )
    with open(path, "wb") as file:
        file.write(f"{longest}\t{len(lines)}\n".encode())
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


class WordIndex(Mapping[str, list[Entry]]):
    """A file of `write_words`, as a mapping from key to entries.

    Args:
        path: The file.

    Attributes:
        longest: The length of the longest key.

    Raises:
        DamagedWords: It is no such file.
        OSError: It cannot be read.
    """

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = self._data[: self._data.find(b"\n")].split(b"\t")
        if len(header) != 2 or not all(part.isdigit() for part in header) or self._data[-1:] != b"\n":
            raise DamagedWords(path)
        self.longest, self._count = int(header[0]), int(header[1])
        self._start = self._data.find(b"\n") + 1
        self._kept: dict[str, list[Entry]] = {}

    def get(self, key: str, default: object = None) -> list[Entry]:
        """Return what ``key`` may stand for, or ``default``."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            found = self._kept[key] = list(self._look_up(key.encode() + b"\t"))
        return found or default  # type: ignore[return-value]

    def __getitem__(self, key: str) -> list[Entry]:
        found: list[Entry] | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def _look_up(self, wanted: bytes) -> Iterator[Entry]:
        """Find the first line that does not come before ``wanted``, by halving, and yield the entries that begin so."""
        low, high = self._start, len(self._data)
        while low < high:
            middle = self._data.rfind(b"\n", 0, (low + high) // 2) + 1  # the line that the middle lies in
            middle = max(middle, low)
            end = self._data.find(b"\n", middle) + 1
            if self._data[middle:end] < wanted:
                low = end
            else:
                high = middle
        while self._data[low : low + len(wanted)] == wanted:
            end = self._data.find(b"\n", low)
            yield _entry(self._data[low:end])[2]
            low = end + 1

    def __iter__(self) -> Iterator[str]:
        lines = sorted(_entry(line)[:2] for line in self._data[self._start :].splitlines())
        return iter(dict.fromkeys(key for _, key in lines))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _entry(line: bytes) -> tuple[int, str, Entry]:
    try:
        key, number, kind, iri, inverse, opening = line.decode().split("\t")
        return int(number), key, Entry(kind, iri, bool(inverse), opening)
    except ValueError:
        raise DamagedWords(line[:80].decode(errors="replace")) from None
