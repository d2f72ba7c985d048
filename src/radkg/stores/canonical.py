"""The content of a graph in a form that is the same for every store: one spelling of each value, canonical blank nodes.

Stores change spellings: 0.50 comes back as 0.5, `_:a` as `_:b12`, é as an escape. So the triples that are sent and the triples
that are read back both go through the embedded engine, which has one spelling of a value, and through RDFC-1.0 (RDF Dataset
Canonicalization, W3C Recommendation of 21 May 2024), which names blank nodes by their triples.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.rdf.blank_nodes import cannot_be_told_apart
from radkg.rdf.writing import dumped, serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 4 * 2**20  # bytes of N-Triples in one request
_WHOLE_DECIMAL = re.compile(rb'"(-?\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal> \.$', re.MULTILINE)

#: Where a line of N-Triples has a blank node: its subject up to the name, and its object, which no literal ends as.
_NAMED_SUBJECT, _NAMED_OBJECT = re.compile(rb"^_:"), re.compile(rb" _:(\S+) \.$")


@dataclass(frozen=True)
class Content:
    """The triples of one graph, as sorted lines of N-Triples.

    Attributes:
        ground: Triples without blank nodes. A store may be sent these piece by piece, and twice.
        linked: Triples with blank nodes. A store must be sent these in one piece: in two requests, one blank node becomes two.
        nameless: Whether it would take too long to give the blank nodes their canonical names. Such content equals no other.
    """

    ground: tuple[bytes, ...]
    linked: tuple[bytes, ...]
    nameless: bool = False

    @classmethod
    def of(cls, written: bytes, *, like: Content | None = None) -> Content:
        """Return the content of a document in N-Triples.

        Args:
            written: The document.
            like: The content that it is likely to have. Lines that are the same to the letter need not go through the engine.

        Raises:
            SyntaxError: It is not well formed.
        """
        lines = set(written.splitlines())
        known = lines & like.known if like else set()
        unknown = lines - known
        if like and not unknown and not like.linked and len(known) == len(like.ground):
            return like
        store = ox.Store()
        store.load(input=b"\n".join(unknown), format=ox.RdfFormat.N_TRIPLES)
        return cls.of_lines([*known, *dumped(store, ox.DefaultGraph()).splitlines()])

    @classmethod
    def of_triples(cls, triples: Iterable[ox.Triple]) -> Content:
        """Return the content of triples."""
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
        triples = [quad.triple for quad in ox.parse(b"\n".join(linked), format=ox.RdfFormat.N_TRIPLES)] if linked else []
        if cannot_be_told_apart(triples):
            return cls(tuple(sorted(ground)), tuple(sorted(linked)), nameless=True)
        return cls(tuple(sorted(ground)), _canonical(triples))

    @property
    def triples(self) -> int:
        """The number of triples."""
        return len(self.ground) + len(self.linked)

    @cached_property
    def known(self) -> frozenset[bytes]:
        """The lines without blank nodes, as a set."""
        return frozenset(self.ground)

    @cached_property
    def size(self) -> int:
        """The number of bytes of the lines."""
        return sum(map(len, self.ground)) + sum(map(len, self.linked))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the lines, in hexadecimal; two graphs with the same values have the same."""
        return hashlib.sha256(b"\n".join(self.lines())).hexdigest()

    def pieces(self, most: int) -> Iterator[bytes]:
        """Yield the content in documents of at most ``most`` bytes; the first, with all blank nodes, may be larger."""
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
        lines = document(self.lines_for(graph))
        return lines.replace(b" .\n", b" <%b> .\n" % graph.encode())  # in literals, line ends are escaped

    def difference(self, other: Content) -> tuple[list[bytes], list[bytes]]:
        """Return the lines that only this content has, and those that only ``other`` has."""
        own_lines, other_lines = set(self.lines()), set(other.lines())
        return sorted(own_lines - other_lines), sorted(other_lines - own_lines)

    def lines_for(self, graph: str) -> Iterator[bytes]:
        """Yield the lines, with names of blank nodes that no other graph has: in one request, a name stands for one node."""
        own = b"_:g" + hashlib.sha256(graph.encode()).hexdigest()[:8].encode()
        yield from self.ground
        for line in self.linked:
            yield _NAMED_SUBJECT.sub(own, _NAMED_OBJECT.sub(b" " + own + rb"\1 .", line))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, those without blank nodes first."""
        yield from self.ground
        yield from self.linked


EMPTY = Content((), ())


def has_blank_node(lines: bytes) -> bool:
    """Return whether a line has a blank node, or a document whose first lines are those with blank nodes."""
    return lines.startswith(b"_:") or b"> _:" in lines


def document(lines: Iterable[bytes]) -> bytes:
    """Return lines as a document in N-Triples, with whole decimals as 7.0.

    Jena's TDB2 stores the decimal 7 as 7.0, and then does not find it when 7 is to be removed (Fuseki 5.6.0).
    """
    written = b"".join(line + b"\n" for line in lines)
    return _WHOLE_DECIMAL.sub(rb'"\1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .', written)


def _canonical(triples: list[ox.Triple]) -> tuple[bytes, ...]:
    """Return triples with blank nodes as sorted lines, with canonical names: other triples do not affect the names."""
    if not triples:
        return ()
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(serialized((quad.triple for quad in dataset), ox.RdfFormat.N_TRIPLES).splitlines()))
