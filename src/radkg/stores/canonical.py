"""A graph's content in a form that is the same for every store: values, not spellings; blank nodes by their place.

Stores change what they are given: 0.50 comes back as 0.5, `_:a` as `_:b12`, é as an escape. So what is sent and what is read
back both go through the embedded engine, which spells a value in one way, and through RDFC-1.0 (RDF Dataset Canonicalization,
W3C Recommendation of 21 May 2024), which names blank nodes by what is said of them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.rdf.writing import dumped, serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 4 * 2**20  # bytes of N-Triples that a store is given at a time
_WHOLE_DECIMAL = re.compile(rb'"(-?\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal> \.$', re.MULTILINE)


@dataclass(frozen=True)
class Content:
    """The triples of one graph, as sorted lines of N-Triples.

    Attributes:
        ground: Triples without blank nodes. A store may be given these piece by piece, and twice.
        linked: Triples with blank nodes. A store must be given these in one piece: between two requests a blank node is not
            the same.
    """

    ground: tuple[bytes, ...]
    linked: tuple[bytes, ...]

    @classmethod
    def of(cls, written: bytes, *, like: Content | None = None) -> Content:
        """Return the content that a document in N-Triples has.

        Args:
            written: The document.
            like: What it is likely to have. Lines that are the same to the letter need not go through the engine.

        Raises:
            SyntaxError: It is not well formed.
        """
        lines = set(written.splitlines())
        known = lines & like.known if like else set()
        other = lines - known
        if like and not other and not like.linked and len(known) == len(like.ground):
            return like
        store = ox.Store()
        store.load(input=b"\n".join(other), format=ox.RdfFormat.N_TRIPLES)
        return cls.of_lines([*known, *dumped(store, ox.DefaultGraph()).splitlines()])

    @classmethod
    def of_triples(cls, triples: Iterable[ox.Triple]) -> Content:
        """Return the content that triples of the engine's have."""
        return cls.of(serialized(triples, ox.RdfFormat.N_TRIPLES))

    @classmethod
    def of_lines(cls, lines: Iterable[bytes]) -> Content:
        """Return the content of lines of N-Triples in the engine's own spelling."""
        ground: set[bytes] = set()
        linked: list[bytes] = []
        for line in lines:
            if has_blank_node(line):
                linked.append(line)
            else:
                ground.add(line)
        return cls(tuple(sorted(ground)), _canonical(linked))

    @property
    def triples(self) -> int:
        """How many triples there are."""
        return len(self.ground) + len(self.linked)

    @cached_property
    def known(self) -> frozenset[bytes]:
        """The lines without blank nodes, to be looked up."""
        return frozenset(self.ground)

    @cached_property
    def size(self) -> int:
        """How many bytes its lines have."""
        return sum(map(len, self.ground)) + sum(map(len, self.linked))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the lines, hexadecimal; the same for two graphs with the same values."""
        return hashlib.sha256(b"\n".join(self.lines())).hexdigest()

    def pieces(self, most: int) -> Iterator[bytes]:
        """Yield the content in documents of at most ``most`` bytes; the first may be larger, as it has all blank nodes."""
        piece, size = list(self.linked), sum(len(line) + 1 for line in self.linked)
        for line in self.ground:
            if piece and size + len(line) + 1 > most:
                yield document(piece)
                piece, size = [], 0
            piece.append(line)
            size += len(line) + 1
        if piece:
            yield document(piece)

    def quads(self, graph: str) -> bytes:
        """Return the content in N-Quads, as that of a graph."""
        return document(self.lines()).replace(b" .\n", b" <%b> .\n" % graph.encode())  # no literal has a line's end in it

    def difference(self, other: Content) -> tuple[list[bytes], list[bytes]]:
        """Return the lines that only this content has, and those that only ``other`` has."""
        here, there = set(self.lines()), set(other.lines())
        return sorted(here - there), sorted(there - here)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, those without blank nodes first."""
        yield from self.ground
        yield from self.linked


EMPTY = Content((), ())


def has_blank_node(lines: bytes) -> bool:
    """Return whether a line, or one of several of which those with a blank node come first, has one in it."""
    return lines.startswith(b"_:") or b"> _:" in lines


def document(lines: Iterable[bytes]) -> bytes:
    """Return lines as a document in N-Triples for stores.

    Jena's TDB2 stores the decimal 7 as 7.0 and cannot find it any more when it is to remove 7 (Fuseki 5.6.0): 7.0 is sent.
    """
    written = b"".join(line + b"\n" for line in lines)
    return _WHOLE_DECIMAL.sub(rb'"\1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .', written)


def _canonical(lines: list[bytes]) -> tuple[bytes, ...]:
    """Return the lines with canonical names for blank nodes: what has none cannot change how these are named."""
    if not lines:
        return ()
    dataset = ox.Dataset(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(serialized((quad.triple for quad in dataset), ox.RdfFormat.N_TRIPLES).splitlines()))
