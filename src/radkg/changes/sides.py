"""The two sides of a comparison: a folder, a release, an archive, a wheel, or what is installed."""

from __future__ import annotations

import os
import re
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.changes.archives import SUFFIXES as ARCHIVES
from radkg.changes.archives import unpack
from radkg.changes.statements import statements
from radkg.errors import UnreadableFile
from radkg.model import opening, snapshot
from radkg.model.ontology import Ontology
from radkg.model.store import Written, derive
from radkg.namespaces import GRAPH, OBO_IN_OWL, OWL, RDF
from radkg.rdf.blank_nodes import canonical
from radkg.rdf.reading import FORMATS, LARGEST_FILE, parse
from radkg.rdf.writing import dumped, serialized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import ExitStack
    from typing import TypeVar

    from radkg.changes.statements import Statement
    from radkg.model.knowledge import Knowledge

    Answer = TypeVar("Answer")

INSTALLED = "installed"
_INSTALLED_AS = re.compile(r"(?:radkg|installed)\s*(?:==|@)\s*v?(\S+)")
#: Release files in the order in which they are taken: N-Triples need not be parsed where they are the same.
_RELEASE_FILES = tuple(
    f"radkg-{variant}{suffix}{packed}"
    for variant in ("base", "full")
    for suffix in (".nt", ".ttl", ".trig", ".jsonld", ".owl")
    for packed in ("", ".gz")
)
_SHAPES_FILE = "radkg-shapes.ttl"
_MAIN_FILE = "radkg.ttl"
_DERIVED = ox.NamedNode(GRAPH + "derived")
_FULL = "/full"
_FULL_HEADER = re.compile(rf"{_FULL}>\s*<{re.escape(RDF)}type>\s*<{re.escape(OWL)}Ontology>".encode())
_TYPE, _HEADER = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")


class Side:
    """One side of a comparison.

    Args:
        name: How it was named, for messages.
        written: What is written there.
        document: The release file that it is; ``None`` where it is the folder of an ontology.
        folder: The folder of the release, in which shapes may lie; empty where there is none.
        known: What is known there, where that has been opened.
    """

    def __init__(
        self,
        name: str,
        written: Written,
        document: OntologyFile | None = None,
        folder: str = "",
        known: Knowledge | None = None,
    ) -> None:
        self.name, self.written, self.document, self.folder = name, written, document, folder
        self._known = known
        self._stated: opening.Stated | None = None
        self._key = ""  # of the snapshot that is not kept yet

    @property
    def stated(self) -> Knowledge:
        """What is known there as far as it is written; what follows is in it where that was at hand.

        Raises:
            UnreadableFile: A file is not well formed.
            InvalidQuery: A query of an ontology of somebody else's would reach outside or change something.
        """
        self._open()
        if self._known is not None:
            return self._known
        assert self._stated is not None, "one of the two has been opened"
        return self._stated.known

    @property
    def known(self) -> Knowledge:
        """What is known there, with all that follows; see `stated` for the errors.

        A release is kept as a snapshot when it is compared for the second time: to write one takes as long as to derive.
        """
        self._open()
        if (stated := self._stated) is not None:
            is_kept = self.document is None or snapshot.is_noted(stated.key)
            self._known, self._stated = opening.completed(stated, self.written, keep=is_kept), None
            self._key = "" if is_kept else stated.key
        assert self._known is not None, "one of the two has been opened"
        return self._known

    def _open(self) -> None:
        """Open what is known there where that is at hand, or what is written, from which `known` goes on.

        Queries of somebody else's may derive anything: they are run at once.
        """
        if self._known is not None or self._stated is not None:
            return
        try:
            found = opening.open_stated(self.written)
        except UnreadableFile:
            if self.document is not None:
                _ = self.document.triples  # the error of the file as it was named, and not of its copy
            raise
        ontology = self.written.ontology
        if not isinstance(found, opening.Stated):
            self._known = found
        elif all(ontology.is_of_carried(path, ontology.query_text(path)) for path in ontology.query_files("derive")):
            self._stated = found
        else:
            self._known = opening.completed(found, self.written)

    def keep(self) -> None:
        """Keep what is known there as a snapshot, for other processes to open."""
        if self._key:
            snapshot.keep(self.known, self._key)
            self._key = ""

    def answer(self, work: Callable[[Knowledge], Answer]) -> Answer:
        """Return what ``work`` makes of what is known; see `radkg.model.opening.answer`."""
        found, self._known = opening.answer(self.known, self.written, work)
        return found

    def answer_as_stated(self, work: Callable[[Knowledge], Answer]) -> Answer:
        """Return what ``work`` makes of what is known as far as it is written; see `answer`."""
        stated = self.stated
        return work(stated) if self._known is None else self.answer(work)

    @cached_property
    def _dumped(self) -> tuple[frozenset[bytes], list[bytes]]:
        """The lines of all that is known, as N-Triples, without blank nodes and with them."""
        lines = frozenset(dumped(self.known.store, ox.DefaultGraph()).splitlines())
        with_blank_nodes = [line for line in lines if line.startswith(b"_:") or b"> _:" in line]
        return lines.difference(with_blank_nodes), with_blank_nodes

    @property
    def lines(self) -> frozenset[bytes]:
        """All that is known, what follows included, as lines of N-Triples; without those that have blank nodes."""
        return self._dumped[0]

    @cached_property
    def with_blank_nodes(self) -> set[Statement]:
        """What is known with blank nodes, whose names are others on the other side.

        Raises:
            UnreadableFile: Its blank nodes hang together in a circle, too deeply, or in too many ways.
        """
        return statements(ox.parse(b"\n".join(self._dumped[1]), ox.RdfFormat.N_TRIPLES), self.name)

    @cached_property
    def headers(self) -> frozenset[str]:
        """The IRIs of the ontology and of its modules."""
        quads = self.stated.store.quads_for_pattern(None, _TYPE, _HEADER)
        return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    @cached_property
    def header(self) -> str:
        """The IRI of the ontology; empty where it has none. A release has one header."""
        return self.written.ontology.iri() if self.document is None else min(self.headers, default="")

    @property
    def shape_files(self) -> dict[str, str]:
        """The files with shapes: name to path."""
        if self.document is None:
            folder = self.written.ontology.path("shapes")
            return {os.path.relpath(path, folder): path for path in self.written.ontology.shape_files()}
        path = os.path.join(self.folder, _SHAPES_FILE)
        return {_SHAPES_FILE: path} if self.folder and os.path.isfile(path) else {}

    @property
    def query_files(self) -> dict[str, str]:
        """The queries, those that radkg carries where the ontology has none of its own: kind and name to path."""
        if self.document is not None:
            return {}
        kinds = ("competency", "derive", "checks", "validate", "shapes", "show", "site")
        return {f"{kind}/{os.path.basename(path)}": path for kind in kinds for path in self.written.ontology.query_files(kind)}


class OntologyFile:
    """A release file, or another file with an ontology in one piece.

    Args:
        path: The file as it was named.
        data: Its content, unpacked.
        rdf_format: Its format.
    """

    def __init__(self, path: str, data: bytes, rdf_format: ox.RdfFormat) -> None:
        self.path, self.data, self.format = path, data, rdf_format

    @cached_property
    def is_lines(self) -> bool:
        """Whether it is what is written, line by line."""
        return self.format == ox.RdfFormat.N_TRIPLES and not _FULL_HEADER.search(self.data)

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """What is written in it: without what follows from that, which is in the full release as well.

        Raises:
            UnreadableFile: It is not well formed, or in the form for OWL tools.
        """
        quads = parse(self.data, self.format, self.path).quads
        triples = tuple(dict.fromkeys(quad.triple for quad in quads if quad.graph_name != _DERIVED))
        if any(triple.predicate.value.startswith(OBO_IN_OWL) for triple in triples):
            raise UnreadableFile(
                self.path,
                "in the form for OWL tools, which has more than is written, and less",
                remedy="name the Turtle, N-Triples, TriG or JSON-LD of the same release",
            )
        headers = {t.subject for t in triples if t.predicate == _TYPE and t.object == _HEADER}
        if any(isinstance(header, ox.NamedNode) and header.value.endswith(_FULL) for header in headers):
            return _without_derived(triples)
        return triples

    def as_ontology(self, folder: str) -> Ontology:
        """Write it as the one file of an ontology into a folder.

        Raises:
            UnreadableFile: See `triples`.
            InvalidFacts: Its blank nodes cannot be told apart.
        """
        data = self.data
        if not self.is_lines:
            # the names of blank nodes are those of no file, so that the same triples have the same snapshot
            quads = canonical(ox.Quad(*triple) for triple in self.triples)
            data = b"".join(sorted(serialized((q.triple for q in quads), ox.RdfFormat.N_TRIPLES).splitlines(keepends=True)))
        with open(os.path.join(folder, _MAIN_FILE), "wb") as file:  # N-Triples are Turtle
            file.write(data)
        return Ontology(folder, resources.queries_folder())


def _without_derived(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    store = ox.Store()
    triples = list(triples)
    store.extend(ox.Quad(*triple) for triple in triples)
    derived = set(derive(store, Ontology.carried()))
    return tuple(triple for triple in triples if triple not in derived)


def open_side(name: str, stack: ExitStack, installed: Ontology | None = None) -> Side:
    """Return what a name stands for, as one side of a comparison.

    Args:
        name: The folder of an ontology or of a checkout, the folder of a release, a release file, an archive or a wheel, or
            ``installed``; also ``radkg==VERSION``, if that version is what is installed.
        stack: Closes what is unpacked.
        installed: What ``installed`` stands for; the ontology that radkg carries where not given.

    Raises:
        UnreadableFile: There is no such file or folder, or nothing of radkg's model in it.
    """
    version = _INSTALLED_AS.fullmatch(name)
    if (name == INSTALLED or version) and not os.path.exists(name):
        if version:
            _refuse_other_version(name, version[1])
        return Side(name, Written(installed or Ontology.carried()))
    if os.path.isdir(name):
        return _of_folder(name, name, stack)
    if name.lower().endswith(ARCHIVES):
        folder = stack.enter_context(TemporaryDirectory(prefix="radkg-"))
        return _of_folder(unpack(name, folder), name, stack)
    return _of_file(name, name, stack)


def _refuse_other_version(name: str, version: str) -> None:
    from radkg import __version__

    if version != __version__:
        raise UnreadableFile(
            name,
            f"not what is installed, which is {__version__}",
            remedy=f"name its wheel, which `pip download --no-deps radkg=={version}` gets",
        )


def _of_folder(folder: str, name: str, stack: ExitStack) -> Side:
    for file in _RELEASE_FILES:
        if os.path.isfile(os.path.join(folder, file)):
            return _of_file(os.path.join(folder, file), name, stack, folder)
    if not os.path.isdir(os.path.join(folder, "ontology")) and not resources.files_under(folder, ".ttl"):
        single = [entry.path for entry in os.scandir(folder) if entry.is_file() and _suffix_of(entry.path)[0] in FORMATS]
        if len(single) == 1:
            return _of_file(single[0], name, stack)
    ontology = Ontology.at(folder)
    return Side(name, Written(ontology))


def _suffix_of(path: str) -> tuple[str, str]:
    """Return the suffix that says the format of a file, and the one that says how it is packed, or nothing."""
    stem, packed = os.path.splitext(path.lower())
    return (os.path.splitext(stem)[1], packed) if packed == ".gz" else (packed, "")


def _of_file(path: str, name: str, stack: ExitStack, folder: str = "") -> Side:
    suffix, packed = _suffix_of(path)
    if suffix not in FORMATS:
        known = ", ".join(sorted((*FORMATS, *ARCHIVES)))
        if not os.path.exists(path):
            raise UnreadableFile(path, "no such file or folder", remedy="name a folder, a release file, a wheel, or installed")
        raise UnreadableFile(
            path, f"unknown file name suffix {suffix!r}", remedy=f"name a folder, or a file with one of {known}"
        )
    document = OntologyFile(path, _read(path, packed), FORMATS[suffix])
    written = Written(document.as_ontology(stack.enter_context(TemporaryDirectory(prefix="radkg-"))))
    return Side(name, written, document, folder)


def _read(path: str, packed: str) -> bytes:
    import gzip
    import zlib

    try:
        with resources.open_file(path) as file:
            data = (gzip.GzipFile(fileobj=file) if packed else file).read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise UnreadableFile(path, reason, remedy="check the name, the permissions and the file") from None
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(path, f"larger than {LARGEST_FILE // 2**20} MB", remedy="name the folder of the ontology")
    return data
