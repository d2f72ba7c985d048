"""radkg: a radiology knowledge graph that answers, with its sources.

``radkg.load()`` gives a `KnowledgeGraph`, with ``check``, ``query``, ``show``, ``validate`` and, for rdflib, ``graph``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from radkg.errors import RadkgError
    from radkg.graph import KnowledgeGraph, load

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "RadkgError", "load"]

_HOMES = {"load": "radkg.graph", "KnowledgeGraph": "radkg.graph", "RadkgError": "radkg.errors"}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})  # what completion offers


def __getattr__(name: str) -> object:
    # Imported when first used: `radkg --help` needs none of it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
