"""A store in a folder: Oxigraph, embedded, the same that `oxigraph serve` opens."""

from __future__ import annotations

import os
import re
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

#: The files that the engine makes, RocksDB. The first of them names the second, in which it stands what the others hold.
_CURRENT, _MANIFEST = "CURRENT", "MANIFEST-"
_ITS_OWN = re.compile(r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(dbtmp|log|sst|blob)")
_DATA = (".log", ".sst", ".blob")
_DAMAGES = ("corrupt", "checksum", "mismatch", "while open")  # the last: a file is missing that another one names
_HALF_MADE = ("column family not found", "inserts are only possible on read-write")  # nothing can be in it yet


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
            is_empty = not self._has_store()
            if not read_only:
                os.makedirs(folder, exist_ok=True)
                if not os.access(folder, os.W_OK):
                    raise UnusableFolder(f"{folder}: read-only; name another folder, or ask for the right to write")
            self._store = ox.Store() if read_only and is_empty else self._opened()

    def _has_store(self) -> bool:
        """Return whether there is a store in the folder; there is none yet where its making was cut short.

        Raises:
            UnusableFolder: What is in the folder is something else, or the rest of a store.
        """
        folder = self.target.folder
        names = os.listdir(folder) if os.path.isdir(folder) else []
        if _CURRENT in names and any(name.startswith(_MANIFEST) or name == "IDENTITY" for name in names):
            return True
        if not all(_ITS_OWN.fullmatch(name) for name in names):
            raise UnusableFolder(f"{folder}: has other files in it and no Oxigraph store; name another folder")
        if any(name.endswith(_DATA) for name in names):
            raise UnusableFolder(f"{folder}: {_damaged(f'its file {_CURRENT} is missing')}")
        return False

    def _opened(self) -> ox.Store:
        """Return the store in the folder. One whose making was cut short is finished; a reader sees it as empty."""
        if not self._read_only:
            return ox.Store(self.target.folder)
        try:
            return ox.Store.read_only(self.target.folder)
        except RuntimeError as error:
            is_bare = not any(name.endswith(".sst") for name in os.listdir(self.target.folder))
            if is_bare and any(sign in str(error).lower() for sign in _HALF_MADE):
                return ox.Store()
            raise

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
            said = getattr(error, "strerror", None) or str(error)
            message = said.replace(folder, "…").lower().splitlines()[0][:160]  # a folder may have any word for its name
            if any(sign in message for sign in _DAMAGES):
                why = _damaged(message)
            elif "lock file" in message or "lock hold" in message:
                why = "in use by another process; stop it (a server on this folder, another load) and run the command again"
            elif "no space" in message:
                why = "no space left; make room and run the command again"
            else:
                why = f"{message}; name another folder"
            raise UnusableFolder(f"{folder}: {why}") from None


def _damaged(how: str) -> str:
    return f"damaged ({how}); move it away and run the command again, which makes it anew"
