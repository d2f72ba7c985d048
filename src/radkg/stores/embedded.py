"""A store in a folder: Oxigraph, embedded, the same that `oxigraph serve` opens."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.rdf.sparql import select
from radkg.rdf.writing import dumped
from radkg.stores.canonical import PIECE, Content
from radkg.stores.errors import UnusableFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from radkg.stores.target import Target

_MARKS = ("CURRENT", "IDENTITY")  # files that each Oxigraph folder has


class EmbeddedStore:
    """A store in a folder, which is made if need be.

    Args:
        target: The target with the folder.
        read_only: Whether nothing is to be changed, and no folder to be made.

    Raises:
        UnusableFolder: The folder is locked, read-only, damaged, or not that of a store.
    """

    updates = True

    def __init__(self, target: Target, *, read_only: bool = False) -> None:
        self.target, self._read_only = target, read_only
        folder = target.folder
        with self._usable():
            names = os.listdir(folder) if os.path.isdir(folder) else []
            if names and not all(mark in names for mark in _MARKS):
                raise UnusableFolder(f"{folder}: has other files in it and no Oxigraph store; name another folder")
            if read_only and not names:
                self._store = ox.Store()
                return
            if not read_only:
                os.makedirs(folder, exist_ok=True)
                if not os.access(folder, os.W_OK):
                    raise UnusableFolder(f"{folder}: read-only; name another folder, or ask for the right to write")
            self._store = ox.Store.read_only(folder) if read_only else ox.Store(folder)

    def close(self) -> None:
        """Write everything to disk, and close the folder."""
        with self._usable():
            if not self._read_only:
                self._store.flush()
        del self._store

    def read(self, graph: str, like: Content) -> Content:
        """See `radkg.stores.plan.Store.read`."""
        with self._usable():
            written = dumped(self._store, ox.NamedNode(graph))
        return Content.of(written, like=like)

    def write(self, graph: str, content: Content, sent: Callable[[int], None], *, whole: bool = False) -> None:
        """See `radkg.stores.plan.Store.write`."""
        del whole  # used by `radkg.stores.strategies.graph_by_graph` alone, which an embedded store has no need of
        for piece in content.pieces(PIECE):
            with self._usable():
                self._store.bulk_load(input=piece, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
            sent(len(piece))

    def add(self, quads: bytes) -> None:
        """See `radkg.stores.plan.Store.add`."""
        with self._usable():
            self._store.load(input=quads, format=ox.RdfFormat.N_QUADS)

    def delete(self, graph: str) -> None:
        """See `radkg.stores.plan.Store.delete`."""
        with self._usable():
            self._store.remove_graph(ox.NamedNode(graph))

    def update(self, sparql: str, *, repeat: bool) -> None:
        """See `radkg.stores.plan.Store.update`; the update is one transaction."""
        del repeat
        with self._usable():
            self._store.update(sparql)

    def select(self, sparql: str) -> Sequence[dict[str, str]]:
        """See `radkg.stores.plan.Store.select`."""
        with self._usable():
            solutions = select(self._store, sparql, self.target.text)
            names = [variable.value for variable in solutions.variables]
            return [
                {name: term.value for name in names if isinstance(term := row[name], (ox.NamedNode, ox.Literal))}
                for row in solutions
            ]

    @contextmanager
    def _usable(self) -> Iterator[None]:
        """Turn an error of the engine into one that names the fault of the folder, and the remedy."""
        folder = self.target.folder
        try:
            yield
        except (OSError, RuntimeError) as error:
            message = (getattr(error, "strerror", None) or str(error)).lower()
            if "lock" in message:
                why = "in use by another process; stop it (a server on this folder, another load) and run the command again"
            elif "corruption" in message or "corrupted" in message:
                why = f"damaged ({message.splitlines()[0][:160]}); move it away and run the command again, which makes it anew"
            elif "space" in message:
                why = "no space left; make room and run the command again"
            else:
                why = f"{message.splitlines()[0][:160]}; name another folder"
            raise UnusableFolder(f"{folder}: {why}") from None
