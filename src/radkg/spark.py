"""Statements in a data frame of Apache Spark, with the verdicts that one machine gives.

    import radkg.spark

    radkg.spark.check(answers, "answer").where("verdict = 'contradicted'").show()

The driver packs what it knows and broadcasts it; each Python process of an executor opens it once. Executors need radkg of the
same version, and nothing else of it: neither files of a user's own nor a cache folder.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from radkg import __version__
from radkg.graph import load
from radkg.many.columns import AddedColumns, checked, free_names, not_checked
from radkg.model.snapshot import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    from pyspark.broadcast import Broadcast
    from pyspark.sql import DataFrame

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology

_LISTS = ("facts", "citations")

#: What this process has opened, by the digest of what was broadcast.
_opened: dict[str, Knowledge] = {}


def check(
    frame: DataFrame,
    column: str,
    *,
    extra: Sequence[str | os.PathLike[str]] = (),
    ontology: str | os.PathLike[str] | Ontology | None = None,
) -> DataFrame:
    """Return a data frame with the verdict on each statement beside the columns that are there.

    Added are ``verdict``, ``because`` and ``read_as``, which are text, and ``facts`` and ``citations``, lists of text; see
    `radkg.many.columns.AddedColumns`. Where a column is called so already, the new one has ``radkg_`` before its name. A row
    without text has the verdict "not understood". Nothing is checked before Spark is asked for rows.

    Args:
        frame: Any data frame.
        column: The column with the statements, one sentence in each row.
        extra: Files with facts of your own; see `radkg.load`. They are read here, not by the executors.
        ontology: Another ontology; see `radkg.load`.

    Raises:
        ValueError: There is no such column, or it holds no text.
        UnreadableFile, InvalidFacts: See `radkg.load`.
    """
    from pyspark.sql import types

    kinds = {field.name: field.dataType for field in frame.schema.fields}
    if not isinstance(kinds.get(column), types.StringType):
        there = ", ".join(name for name, kind in kinds.items() if isinstance(kind, types.StringType))
        raise ValueError(f"there is no column {column!r} with text; there are: {there}")
    names = free_names(kinds)
    text, texts = types.StringType(), types.ArrayType(types.StringType())
    added = [
        types.StructField(name, texts if field in _LISTS else text)
        for name, field in zip(names, AddedColumns._fields, strict=True)
    ]
    data = load(extra, ontology=ontology).answer(packed)
    context = getattr(
        frame.sparkSession, "sparkContext", None
    )  # with Spark Connect there is none, and the plan carries the data
    work = _Check(context.broadcast(data) if context else data, sha256(data).hexdigest(), column, names, __version__)
    return frame.mapInPandas(work, types.StructType([*frame.schema.fields, *added]))


class _Check:
    """What an executor does. It is sent to it by the name of this module: radkg must be there."""

    def __init__(self, data: Broadcast[bytes] | bytes, digest: str, column: str, names: tuple[str, ...], version: str) -> None:
        self.data, self.digest, self.column, self.names, self.version = data, digest, column, names, version

    def __call__(self, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Yield each piece of the data frame with the columns that are added."""
        known = self._known()
        for frame in frames:
            found = [
                checked(known, statement).columns if isinstance(statement, str) else not_checked("there is no text in this row")
                for statement in frame[self.column]
            ]
            cells: Iterable[tuple[Any, ...]] = zip(*found, strict=True) if found else [()] * len(self.names)
            yield frame.assign(
                **{
                    name: [list(cell) if isinstance(cell, tuple) else cell for cell in column]
                    for name, column in zip(self.names, cells, strict=True)
                }
            )

    def _known(self) -> Knowledge:
        if __version__ != self.version:
            raise RuntimeError(f"radkg is {self.version} on the driver and {__version__} here; install the same")
        if self.digest not in _opened:
            from pyspark import SparkFiles

            # Spark removes this folder at the end
            folder = os.path.join(SparkFiles.getRootDirectory(), f"radkg-{self.digest}")
            data = self.data if isinstance(self.data, bytes) else self.data.value
            _opened[self.digest] = unpacked(data, folder)
        return _opened[self.digest]
