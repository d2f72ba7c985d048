"""A store that counts its changes, so that what was computed from it can be computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

_CHANGING = frozenset(
    [
        "add",
        "extend",
        "bulk_extend",
        "remove",
        "update",
        "load",
        "bulk_load",
        "add_graph",
        "clear_graph",
        "remove_graph",
        "clear",
    ]
)


class EditableStore:
    """A `pyoxigraph.Store` with the same methods, which counts the calls that change it.

    Args:
        store: The store. It must not be changed but through this object.

    Attributes:
        raw: The store.
        revision: How many calls of changing methods there were; a call that changed nothing counts as well.
    """

    def __init__(self, store: ox.Store) -> None:
        self.raw = store
        self.revision = 0

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.raw, name)
        if name not in _CHANGING:
            return method

        def changing(*arguments: Any, **options: Any) -> Any:
            self.revision += 1
            return method(*arguments, **options)

        return changing

    def __len__(self) -> int:
        return len(self.raw)

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self.raw

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self.raw)

    def __bool__(self) -> bool:
        return bool(self.raw)
