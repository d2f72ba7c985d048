"""Mapping sets as a release says they should be: labels renewed, obsolete terms replaced where one thing replaces them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from radkg.errors import RadkgError
from radkg.mappings.sets import SUFFIX, Mapping, MappingSet, write_set
from radkg.mappings.verify.findings import Corrected
from radkg.rdf.whole import write_file

if TYPE_CHECKING:
    from radkg.mappings.verify.findings import Obsolete
    from radkg.mappings.verify.verification import MappingVerification


_FORMULA = ("=", "+", "-", "@")


class CannotWriteSets(RadkgError):
    """The corrected mapping sets cannot be written."""


def correct(sets: tuple[MappingSet, ...], found: MappingVerification, destination: str) -> list[Corrected]:
    """Write the sets that have mappings to the release, corrected.

    Args:
        sets: All mapping sets.
        found: The verification with the release.
        destination: A folder; or a file, where a single set has such mappings.

    Raises:
        CannotWriteSets: The folder or file cannot be written, or several sets are to go into one file.
    """
    concerned = [one for one in sets if one.name in found.sets]
    is_file = destination.endswith(".tsv")
    if is_file and len(concerned) > 1:
        raise CannotWriteSets(f"{destination}: {len(concerned)} mapping sets are concerned; name a folder")
    written = []
    for one in concerned:
        path = destination if is_file else os.path.join(destination, os.path.basename(one.name) + SUFFIX)
        new, counts = _correct(one, found)
        _write(path, write_set(new))
        written.append(Corrected(path, *counts))
    return written


def _correct(one: MappingSet, found: MappingVerification) -> tuple[MappingSet, tuple[int, int, int]]:
    labels = {finding.mapping: finding.label for finding in found.renamed}
    obsolete = {finding.mapping: finding for finding in found.obsolete}
    undecided = {finding.mapping for finding in found.missing}
    rows, renamed, replaced, left = [], 0, 0, 0
    for row in one.mappings:
        if not row.object.startswith(f"{found.prefix}:"):
            rows.append(row)
            continue
        version = found.version or row.object_version
        if row in labels and not labels[row].startswith(_FORMULA):
            rows.append(row._replace(object_label=labels[row], object_version=version))
            renamed += 1
        elif row in obsolete and (new := _replacement(row, obsolete[row], found.prefix)):
            rows.append(new._replace(object_version=version))
            replaced += 1
        elif row in obsolete or row in undecided or row in labels:
            rows.append(row)  # with the old version, which has the object
            left += 1
        else:
            rows.append(row._replace(object_version=version))
    metadata = dict(one.metadata)
    if found.version and "object_source_version" in metadata:
        metadata["object_source_version"] = found.version
    return one._replace(metadata=metadata, mappings=tuple(rows)), (renamed, replaced, left)


def _replacement(row: Mapping, finding: Obsolete, prefix: str) -> Mapping | None:
    """Return the row with the replacement of its object; ``None`` where there is not exactly one of the same ontology.

    One without a label is likely not in the release.
    """
    if len(finding.replaced_by) != 1 or not finding.replaced_by[0].id.startswith(f"{prefix}:"):
        return None
    (new,) = finding.replaced_by
    if not new.label or new.label.startswith(_FORMULA):
        return None
    remark = f"{row.object} is obsolete and replaced by {new.id}"
    comment = f"{row.comment}; {remark}" if row.comment else remark
    return row._replace(object=new.id, object_label=new.label if row.object_label else "", comment=comment)


def _write(path: str, text: str) -> None:
    try:
        write_file(path, text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWriteSets(f"{path}: {reason}; choose another place with --corrected") from None
