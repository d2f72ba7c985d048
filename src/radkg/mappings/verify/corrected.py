"""Mapping sets as a release says they should be: labels renewed, obsolete terms replaced where one thing replaces them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from radkg.errors import RadkgError
from radkg.mappings.index import is_exact
from radkg.mappings.sets import SUFFIX, Mapping, MappingSet, write_set
from radkg.mappings.verify.findings import Corrected
from radkg.rdf.whole import write_file

if TYPE_CHECKING:
    from radkg.mappings.index import Index
    from radkg.mappings.verify.findings import Obsolete
    from radkg.mappings.verify.verification import MappingVerification


_FORMULA = ("=", "+", "-", "@")
_VERSION = "object_source_version"


class CannotWriteSets(RadkgError):
    """The corrected mapping sets cannot be written."""


def correct(index: Index, found: MappingVerification, destination: str) -> list[Corrected]:
    """Write the sets that have mappings to the release, corrected.

    Args:
        index: The mapping sets.
        found: The verification with the release.
        destination: A folder; or a file, where a single set has such mappings.

    Raises:
        CannotWriteSets: The folder or file cannot be written, or several sets are to go into one file.
    """
    concerned = [one for one in index.sets if one.name in found.sets]
    is_file = destination.endswith(".tsv")
    if is_file and len(concerned) > 1:
        raise CannotWriteSets(f"{destination}: {len(concerned)} mapping sets are concerned; name a folder")
    written = []
    for one in concerned:
        path = destination if is_file else os.path.join(destination, os.path.basename(one.name) + SUFFIX)
        correction = _Correction(index, one, found)
        _write(path, write_set(correction.corrected()))
        written.append(Corrected(path, correction.renamed, correction.replaced, correction.left, correction.joined))
    return written


class _Correction:
    """The correction of a set.

    Args:
        index: The mapping sets.
        one: The set.
        found: The verification with the release.
    """

    def __init__(self, index: Index, one: MappingSet, found: MappingVerification) -> None:
        self._index, self._set, self._found = index, one, found
        self._labels = {(finding.mapping, finding.side): finding.label for finding in found.renamed}
        self._obsolete = {(finding.mapping, finding.side): finding for finding in found.obsolete}
        self._missing = {(finding.mapping, finding.side) for finding in found.missing}
        self.renamed = self.replaced = self.left = self.joined = 0

    def corrected(self) -> MappingSet:
        """Return the set as the release says that it should be. A pair that a row has already is not said by another."""
        new = {row: self._row(row) for row in self._set.mappings}
        pairs = {(row.subject, row.object, row.negated) for row, (other, _) in new.items() if _pair(row) == _pair(other)}
        exact = {row.object: row.subject for row, (_, replaced) in new.items() if is_exact(row) and not replaced}
        rows = []
        for row, (other, replaced) in new.items():
            if replaced and (pair := (other.subject, other.object, other.negated)) in pairs:
                self.joined += 1
                continue
            if replaced and is_exact(other) and exact.get(other.object, other.subject) != other.subject:
                self.left += 1  # two terms would be the same
                rows.append(row)
                continue
            if replaced:
                pairs.add(pair)
                if is_exact(other):
                    exact[other.object] = other.subject
            self.replaced += replaced
            rows.append(other)
        metadata = dict(self._set.metadata)
        if self._found.version and not self.left and _VERSION in metadata:
            metadata[_VERSION] = self._found.version
        return self._set._replace(metadata=metadata, mappings=tuple(rows))

    def _row(self, row: Mapping) -> tuple[Mapping, bool]:
        """Return a row as it should be, and whether another term stands in it."""
        replaced = False
        for side in ("object", "subject"):
            if not self._index.curie(getattr(row, side), self._set).startswith(f"{self._found.prefix}:"):
                continue
            key, new = (row, side), row
            if key in self._labels and not self._labels[key].startswith(_FORMULA):
                new = _with(row, side, getattr(row, side), self._labels[key])
                self.renamed += 1
            elif key in self._obsolete and (instead := self._replacement(row, self._obsolete[key])):
                new, replaced = instead, True
            elif key in self._obsolete or key in self._missing or key in self._labels:
                self.left += 1
                continue  # with the old version, which has the term
            row = new._replace(object_version=self._version(row)) if side == "object" else new
        return row, replaced

    def _version(self, row: Mapping) -> str:
        return self._found.version or row.object_version

    def _replacement(self, row: Mapping, finding: Obsolete) -> Mapping | None:
        """Return the row with the replacement of its term; ``None`` where there is not exactly one of the same ontology.

        One without a label is likely not in the release.
        """
        side, prefix = finding.side, self._found.prefix
        if len(finding.replaced_by) != 1 or not finding.replaced_by[0].id.startswith(f"{prefix}:"):
            return None
        (new,) = finding.replaced_by
        if not new.label or new.label.startswith(_FORMULA):
            return None
        old, label = getattr(row, side), getattr(row, f"{side}_label")
        id_ = self._index.spelt(new.id, old, self._set)
        remark = f"{old} is obsolete and replaced by {id_}"
        comment = f"{row.comment}; {remark}" if row.comment else remark
        return _with(row, side, id_, new.label if label else "")._replace(comment=comment)


def _with(row: Mapping, side: str, id_: str, label: str) -> Mapping:
    """Return a row with another term on one side."""
    return row._replace(object=id_, object_label=label) if side == "object" else row._replace(subject=id_, subject_label=label)


def _pair(row: Mapping) -> tuple[str, str]:
    return row.subject, row.object


def _write(path: str, text: str) -> None:
    try:
        write_file(path, text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWriteSets(f"{path}: {reason}; choose another place with --corrected") from None
