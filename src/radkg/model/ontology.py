"""An ontology as a value: the folder that its files lie in, and the queries that belong to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg import resources
from radkg.errors import UnreadableFile
from radkg.namespaces import OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.mappings import Index, MappingSet, Prefixes

_NOT_PART = ("shapes", "alignments")  # folders of Turtle that is not part of the ontology, so that the ontology is OWL 2 DL
_MAIN_FILE = "radkg.ttl"
_PREFIXES_FILE = "prefixes.tsv"
_DIFFERENCES_FILE, _HIERARCHY_FILE = "differences.tsv", "known-differences.tsv"
_TYPE, _ONTOLOGY = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")
_IMPORTS = ox.NamedNode(OWL + "imports")
HEADER = "header"  # the part with the main file


class Ontology(NamedTuple):
    """The folders of an ontology of radkg's model. Whatever reads ontology/ or queries/ is given this.

    Attributes:
        root: The folder of the Turtle files, with the subfolders ``terms``, ``facts``, ``shapes``, ``mappings``, ….
        queries: The folder of the queries. A subfolder that is not there is taken from the queries that radkg carries.
    """

    root: str
    queries: str

    @classmethod
    def carried(cls) -> Ontology:
        """Return the ontology that radkg carries: inside an installed wheel, or at the top of a checkout."""
        return cls(resources.ontology_folder(), resources.queries_folder())

    @classmethod
    def at(cls, folder: str | os.PathLike[str]) -> Ontology:
        """Return the ontology in a folder of a user's own.

        Args:
            folder: A folder with the Turtle files in it, or in its subfolder ``ontology``. Queries of the ontology's own are in
                its subfolder ``queries``.

        Raises:
            UnreadableFile: There is no such folder, or no Turtle file in it.
        """
        given = os.fspath(folder)
        inner, queries = os.path.join(given, "ontology"), os.path.join(given, "queries")
        found = cls(inner if os.path.isdir(inner) else given, queries if os.path.isdir(queries) else resources.queries_folder())
        if not os.path.isdir(found.root):
            raise UnreadableFile(given, "no such folder", remedy="name the folder of an ontology")
        if not found.files():
            raise UnreadableFile(given, "no Turtle file in it", remedy="name the folder of an ontology")
        return found

    @property
    def is_carried(self) -> bool:
        """Whether this is radkg's own, whose files and queries need no guard."""
        return self == Ontology.carried()

    # -- files

    def files(self) -> list[str]:
        """Return the Turtle files of the ontology, sorted: neither the shapes nor the alignments are part of it."""
        not_part = tuple(os.path.join(self.root, folder) + os.sep for folder in _NOT_PART)
        return [path for path in resources.files_under(self.root, ".ttl") if not path.startswith(not_part)]

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """Return path, size in bytes and time of change in nanoseconds of each Turtle file; a change of a file changes them."""
        return tuple((path, (stat := os.stat(path)).st_size, stat.st_mtime_ns) for path in self.files())

    def path(self, *names: str) -> str:
        """Return the path of a file or folder of the ontology, whether it is there or not."""
        return os.path.join(self.root, *names)

    def shape_files(self) -> list[str]:
        """Return the Turtle files with the SHACL shapes, sorted."""
        return resources.files_under(self.path("shapes"), ".ttl")

    def alignment_files(self) -> list[str]:
        """Return the Turtle files with the alignments to other models, sorted; they are not part of the ontology."""
        return resources.files_under(self.path("alignments"), ".ttl")

    def main_file(self) -> str:
        """Return the file with the ontology's header: ``radkg.ttl``, or the first file at the top that imports others."""
        usual = self.path(_MAIN_FILE)
        if os.path.isfile(usual):
            return usual
        at_top = [path for path in self.files() if os.path.dirname(path) == self.root]
        for path in at_top or self.files():
            if any(quad.predicate == _IMPORTS for quad in self.parse(path)):
                return path
        return (at_top or self.files())[0]

    def parts(self) -> dict[str, str]:
        """Return each file with the part that it belongs to: its folder, or its own name; `HEADER` for the main file."""
        main = self.main_file()
        return {
            path: HEADER if path == main else os.path.relpath(path, self.root).split(os.sep)[0].removesuffix(".ttl")
            for path in self.files()
        }

    def parse(self, path: str) -> Iterable[ox.Quad]:
        """Return the quads of one of the ontology's files.

        Raises:
            UnreadableFile: A file of an ontology other than radkg's is missing, hostile or not well formed.
        """
        if self.is_carried:
            return ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        from radkg.rdf.reading import read

        return read(path).quads

    def load(self, store: ox.Store, path: str, graph: ox.NamedNode | None = None) -> None:
        """Load one of the ontology's files into a store.

        Args:
            store: The store.
            path: The file.
            graph: The named graph; the default graph where it is ``None``.

        Raises:
            UnreadableFile: See `parse`.
        """
        if self.is_carried:  # bulk_load is slower on files of this size
            store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=graph)
        else:
            quads = self.parse(path)  # of Turtle, which has the default graph alone
            store.extend(quads if graph is None else (ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads))

    def iri(self) -> str:
        """Return the IRI of the ontology, as its main file declares it; empty where the file declares none."""
        declared = [q for q in self.parse(self.main_file()) if q.predicate == _TYPE and q.object == _ONTOLOGY]
        return min((q.subject.value for q in declared if isinstance(q.subject, ox.NamedNode)), default="")

    # -- mappings

    def mapping_files(self) -> list[str]:
        """Return the mapping sets, sorted."""
        from radkg.mappings import mapping_files

        return mapping_files(self.path("mappings"))

    def mapping_sets(self) -> tuple[MappingSet, ...]:
        """Return the mapping sets, in the order of their names."""
        from radkg.mappings import read_set

        return tuple(map(read_set, self.mapping_files()))

    def prefixes(self) -> Prefixes:
        """Return the prefixes of other vocabularies; where there is no file of prefixes, those of the mapping sets."""
        from radkg.mappings import Index, Prefixes

        path = self.path("mappings", _PREFIXES_FILE)
        return Prefixes.read(path) if os.path.isfile(path) else Index(self.mapping_sets()).prefixes

    def mapping_index(self) -> Index:
        """Return the mappings by subject and by object.

        Raises:
            UnreadableFile: A mapping set, or a table of differences, cannot be read.
        """
        from radkg.mappings import Index
        from radkg.mappings.differences import read_differences, read_differences_of_hierarchy

        found = read_differences(self.path("mappings", _DIFFERENCES_FILE))
        of_hierarchy = read_differences_of_hierarchy(self.path("mappings", _HIERARCHY_FILE))
        differences = [(one.subject, str(one)) for one in found] + [(one.narrower, str(one)) for one in of_hierarchy]
        return Index(self.mapping_sets(), self.prefixes(), differences)

    # -- queries

    def query_files(self, kind: str) -> list[str]:
        """Return the queries of one kind, sorted by path.

        Args:
            kind: ``competency``, ``derive``, ``checks``, ``validate``, ``show`` or ``site``.
        """
        return resources.files_under(self.query_folder(kind), ".rq")

    def query_folder(self, kind: str) -> str:
        """Return the folder of the queries of one kind: the ontology's own, else the one that radkg carries."""
        own = os.path.join(self.queries, kind)
        return own if os.path.isdir(own) else os.path.join(resources.queries_folder(), kind)

    def is_of_carried(self, path: str, text: str) -> bool:
        """Return whether a query is one that radkg carries: it lies there, or says the same as the one of that name.

        Args:
            path: The file of one of the ontology's queries.
            text: Its text.
        """
        if _is_carried_query(path):
            return True
        kind, name = os.path.split(path)
        carried = os.path.join(resources.queries_folder(), os.path.basename(kind), name)
        return os.path.isfile(carried) and resources.read_text(carried) == text

    def query_text(self, path: str) -> str:
        """Return the text of one of the ontology's queries.

        Raises:
            InvalidQuery: A query that radkg does not carry would reach outside or change something.
            UnreadableFile: A query that radkg does not carry is missing or not UTF-8.
        """
        if _is_carried_query(path):
            return resources.read_text(path)
        from radkg.rdf import sparql

        text = sparql.read_query_file(path)
        sparql.refuse(text, path)
        return text


def _is_carried_query(path: str) -> bool:
    return os.path.abspath(path).startswith(os.path.abspath(resources.queries_folder()) + os.sep)
