"""The words of an ontology as a file, of which a statement reads the entries of its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from radkg.model.lines import SortedLines, write_lines

(
    TERM,
    RELATION,
    OPENING,
    CLOSING,
    CERTAINTY,
    FREQUENCY,
    MEASURE,
    UNIT,
    KIND_OF_SOURCE,
    INTRODUCER,
    REFUSED,
    EXCLUSIVE,
    UNCOVERED,
) = (
    "term",
    "relation",
    "opening",
    "closing",
    "certainty",
    "frequency",
    "measure",
    "unit",
    "kind of source",
    "introducer",
    "refused",
    "exclusive",
    "uncovered",
)
#: How the words of a relation say it: more than it says, or of most cases where nothing beside them says of how many.
STRONGER, GENERAL = "stronger", "general"
Row = tuple[str, ...]
_REMEMBERED = 50_000  # keys, unknown words included, so that ever new words do not fill the memory


class Entry(NamedTuple):
    """What a key may stand for.

    Attributes:
        kind: One of the constants above.
        iri: The term, relation, certainty, frequency word, effect measure or counted unit; of an introducer, the qualifier that
            it sets; of a kind of source, its IRI or its name; empty for a refused, an exclusive or an uncovered word.
        inverse: Of a relation, whether the words say it from object to subject.
        opening: Of a relation, the key of the words that stand before the first term ("prognosis of … depends on").
        closing: Of a relation, the key of the words that stand behind the second term ("… makes the prognosis of … worse"); of
            an uncovered word, "…" where something must stand behind it.
        value: Of a relation, the value of a qualifier that the words say with it ("worsens the prognosis of").
        manner: Of a relation, `STRONGER` where the words say more than it does, `GENERAL` where they say it of most cases
            unless a share, a word for how often or a "may" stands with them.
    """

    kind: str
    iri: str = ""
    inverse: bool = False
    opening: str = ""
    closing: str = ""
    value: str = ""
    manner: str = ""


_NO_ENTRIES: list[Entry] = []


def write_words(path: str, entries: Mapping[str, Iterable[Entry]]) -> None:
    """Write the file that `WordIndex` reads.

    Args:
        path: The file.
        entries: Key to the entries that it may stand for. The order of keys and entries is kept, as a number.

    Raises:
        OSError: It cannot be written.
    """
    write_lines(path, ("\t".join((key, f"{number:08}", *fields)) for number, (key, *fields) in enumerate(rows(entries))))


def rows(entries: Mapping[str, Iterable[Entry]]) -> Iterator[Row]:
    """Yield every key with the fields of each entry that it may stand for, as they are written."""
    for key, of_key in entries.items():
        yield from ((key, entry.kind, entry.iri, "inverse" * entry.inverse, *entry[3:]) for entry in of_key)


class WordIndex(Mapping[str, list[Entry]]):
    """A file of `write_words`, as a mapping from key to entries.

    Args:
        path: The file.

    Raises:
        DamagedLines: `write_words` did not write the file, or it was cut off.
        OSError: It cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._lines = SortedLines(path)
        self._kept: dict[str, list[Entry]] = {}
        self._begun: dict[str, bool] = {}

    def begins(self, beginning: str) -> bool:
        """Return whether some key begins with ``beginning``."""
        found = self._begun.get(beginning)
        if found is None:
            if len(self._begun) >= _REMEMBERED:
                self._begun.clear()
            found = self._begun[beginning] = self._lines.has_prefix(beginning)
        return found

    def get(self, key: str, default: object = None) -> list[Entry]:
        """Return the entries that ``key`` may stand for, or ``default``."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            # most keys that are asked for are no words of the ontology: one empty list does for all of them
            found = self._kept[key] = [_entry(fields) for _, *fields in self._lines.beginning(key)] or _NO_ENTRIES
        return found or default  # type: ignore[return-value]

    def __getitem__(self, key: str) -> list[Entry]:
        found: list[Entry] | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def rows(self) -> Iterator[Row]:
        """Yield every key with the fields of each entry that it may stand for."""
        return ((key, *fields) for key, _, *fields in self._lines)

    def __iter__(self) -> Iterator[str]:
        in_order = sorted((number, key) for key, number, *_ in self._lines)
        return iter(dict.fromkeys(key for _, key in in_order))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _entry(fields: list[str]) -> Entry:
    kind, iri, inverse, *rest = fields
    return Entry(kind, iri, bool(inverse), *rest)
