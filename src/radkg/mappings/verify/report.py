"""Verification of radkg's mappings with a release of the other ontology."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from radkg.mappings.index import EXACT, Index
from radkg.mappings.release import Release
from radkg.mappings.verify.findings import Candidate, Missing, Named, Obsolete, Renamed
from radkg.mappings.verify.lexical import Matcher
from radkg.mappings.verify.release_terms import ReleaseTerms
from radkg.mappings.verify.verification import MappingVerification
from radkg.namespaces import RADKG, expand

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from radkg.mappings.sets import Mapping
    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

GOOD = 0.9  # the least score of a candidate that is better than a mapping, or is mapped to by another term
OFFERED = 0.6  # the least score of a candidate for an unmapped term
MOST_OFFERED = 3  # candidates for one term


def verify(
    known: Knowledge,
    written: Written,
    path: str | os.PathLike[str],
    *,
    merge: bool = True,
    index: Index | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> MappingVerification:
    """Verify the mappings with a release.

    Args:
        known: The knowledge whose terms are mapped.
        written: What the knowledge is made from.
        path: The release: OBO, OWL or other RDF, OBO Graph JSON, or the JSON of cellxgene-ontology-guide; plain, .gz or .zst.
        merge: Whether to compute what merging the release would change.
        index: The mappings; the ontology's where not given.
        progress: Called now and then with the bytes of the file that have been read, and how many there are.

    Raises:
        UnreadableFile: The release is missing, not well formed, or hostile.
        MissingPackage: It needs a package that is not installed.
    """
    index = index or known.mappings
    release = Release(path, index.prefixes)
    release_terms, matcher = ReleaseTerms(release.path, release.header), Matcher(known)
    for term in release.terms(progress):
        release_terms.add(term)
        matcher.take(term)
    return report(known, written, index, release_terms, matcher, merge=merge)


def report(
    known: Knowledge, written: Written, index: Index, release_terms: ReleaseTerms, matcher: Matcher, *, merge: bool
) -> MappingVerification:
    """Return the verification, when all terms of the release have been read.

    Args:
        known: The knowledge whose terms are mapped.
        written: What the knowledge is made from.
        index: The mappings.
        release_terms: The terms of the release.
        matcher: The terms of the release that have a name of a term of radkg's.
        merge: Whether to compute what merging the release would change.
    """
    home = release_terms.home()
    rows = [row for rows in index.by_object.values() for row in rows if row.object.startswith(f"{home}:")]
    rows.sort()
    of_sets = [one for one in index.sets if not set(rows).isdisjoint(one.mappings)]
    current = [row for row in rows if release_terms.is_current(row.object)]
    equivalents: dict[str, list[str]] = defaultdict(list)
    for row in current:
        term = expand(row.subject) or row.subject
        if row.predicate == EXACT and term in known.kinds:
            equivalents[row.object].append(term)
    merging = None
    if merge:
        from radkg.mappings.verify.merging import merge as merge_with

        merging = merge_with(known, written, dict(equivalents), release_terms)
    none = {expand(row.subject) or row.subject for one in of_sets for row in one.mappings if not row.found}
    better, candidates = _candidates(known, current, none, release_terms, matcher, home)
    return MappingVerification(
        path=release_terms.path,
        ontology=release_terms.header.iri,
        version=release_terms.header.version,
        parents_are=release_terms.header.parents_are,
        prefix=home,
        terms=release_terms.count(home),
        sets=tuple(one.name for one in of_sets),
        versions=tuple(sorted({row.object_version for row in rows})),
        mappings=len(rows),
        renamed=tuple(_renamed(current, release_terms)),
        obsolete=tuple(_obsolete(rows, release_terms)),
        missing=tuple(Missing(row) for row in rows if not release_terms.has(row.object)),
        better=tuple(better),
        candidates=tuple(candidates),
        merge=merging,
        remarks=release_terms.header.remarks.all(),
    )


def _renamed(current: list[Mapping], release_terms: ReleaseTerms) -> Iterator[Renamed]:
    for row in current:
        label = release_terms.label(row.object)
        if row.object_label and label and row.object_label != label:
            yield Renamed(row, label)


def _obsolete(rows: list[Mapping], release_terms: ReleaseTerms) -> Iterator[Obsolete]:
    def named(ids: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, release_terms.label(id_)) for id_ in ids)

    for row in rows:
        if release_terms.is_obsolete(row.object):
            ends, way = release_terms.replacements(row.object)
            consider = dict.fromkeys(other for id_ in (row.object, *way) for other in release_terms.consider.get(id_, ()))
            yield Obsolete(row, named(ends), named(consider), named(way))


def _candidates(
    known: Knowledge, current: list[Mapping], none: set[str], release_terms: ReleaseTerms, matcher: Matcher, home: str
) -> tuple[list[Candidate], list[Candidate]]:
    """Return better candidates for mapped terms than their mappings, and candidates for unmapped terms."""
    mapped: dict[str, set[str]] = defaultdict(set)
    for row in current:
        mapped[expand(row.subject) or row.subject].add(row.object)
    taken = {object_ for objects in mapped.values() for object_ in objects}
    better, candidates = [], []
    for term in sorted(term for term in known.vocabulary if term.startswith(RADKG)):
        matches = [m for m in matcher.matches(term) if release_terms.is_current(m.id) and m.id.startswith(f"{home}:")]
        of_mappings = max((m.score for m in matches if m.id in mapped.get(term, ())), default=0.0)
        least = max(GOOD, of_mappings + 0.01) if term in mapped else OFFERED
        for match in [m for m in matches if m.score >= least and m.id not in mapped.get(term, ())][:MOST_OFFERED]:
            found = Candidate(
                term,
                known.label(term),
                Named(match.id, release_terms.label(match.id)),
                match.score,
                match.why,
                match.name,
                tuple(sorted(mapped.get(term, ()))),
                term in none,
            )
            if term in mapped:
                better.append(found)
            elif match.id not in taken or match.score >= GOOD:
                candidates.append(found)
    return better, sorted(candidates, key=lambda found: (-found.score, found.label, found.candidate.id))
