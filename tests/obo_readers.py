"""What other people's readers of OBO files make of an export."""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path
from typing import Any


def fastobo_frames(path: Path) -> set[str]:
    """Return the identifiers of the frames that fastobo reads in an OBO file."""
    return {str(frame.id) for frame in importlib.import_module("fastobo").load(str(path))}


def pronto_ontology(path: Path) -> Any:
    """Return an OBO or OBO Graph file as pronto reads it, without its warnings."""
    pronto = importlib.import_module("pronto")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pronto.Ontology(str(path))
