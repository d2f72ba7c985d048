"""Verification of radkg's mappings with a release of the other ontology."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from radkg.mappings.index import Index, is_exact
from radkg.mappings.release import Release
from radkg.mappings.sets import NO_TERM_FOUND, expand_in
from radkg.mappings.verify.findings import Candidate, Missing, Named, Obsolete, Renamed
from radkg.mappings.verify.lexical import Matcher
from radkg.mappings.verify.release_terms import ReleaseTerms
from radkg.mappings.verify.verification import MappingVerification
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from radkg.mappings.sets import Mapping, MappingSet
    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

GOOD = 0.9  # the least score of a candidate that is better than a mapping, or is mapped to by another term
OFFERED = 0.6  # the least score of a candidate for an unmapped term
MOST_OFFERED = 3  # candidates for one term
READING, WHOLE = 500, 1000  # of all the work, reading is about a half


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
        progress: Called now and then with how much is done, and how much there is to do: first the file is read, then the
            statements of merging are compared.

    Raises:
        UnreadableFile: The release is missing, not well formed, or hostile.
        MissingPackage: It needs a package that is not installed.
    """
    index = index or known.mappings
    release = Release(path, index.prefixes)
    release_terms, matcher = ReleaseTerms(release.path, release.header), Matcher(known)
    reading, comparing = (_part(progress, 0, READING if merge else WHOLE), _part(progress, READING, WHOLE))
    for term in release.terms(reading):
        release_terms.add(term)
        matcher.take(term)
    return report(known, written, index, release_terms, matcher, merge=merge, progress=comparing)


def _part(progress: Callable[[int, int], None] | None, start: int, end: int) -> Callable[[int, int], None] | None:
    """Return a progress of a part of the whole work, which is told on as one of the whole."""
    if progress is None:
        return None
    return lambda done, of: progress(start + (end - start) * done // max(of, 1), WHOLE)


def report(
    known: Knowledge,
    written: Written,
    index: Index,
    release_terms: ReleaseTerms,
    matcher: Matcher,
    *,
    merge: bool,
    progress: Callable[[int, int], None] | None = None,
) -> MappingVerification:
    """Return the verification, when all terms of the release have been read.

    Args:
        known: The knowledge whose terms are mapped.
        written: What the knowledge is made from.
        index: The mappings.
        release_terms: The terms of the release.
        matcher: The terms of the release that have a name of a term of radkg's.
        merge: Whether to compute what merging the release would change.
        progress: Called now and then while merging is computed, with how much of that is done, and how much there is.
    """
    home = release_terms.home()
    links = list(_links(index, home))
    current = [link for link in links if release_terms.is_current(link.id)]
    equivalents: dict[str, list[str]] = defaultdict(list)
    for link in current:
        if is_exact(link.row) and link.other in known.kinds and link.other not in equivalents[link.id]:
            equivalents[link.id].append(link.other)
    equivalents = {id_: terms for id_, terms in equivalents.items() if terms}
    merging = None
    if merge:
        from radkg.mappings.verify.merging import merge as merge_with

        merging = merge_with(known, written, equivalents, release_terms, progress)
    named = {link.set.name for link in links}
    of_sets = [one for one in index.sets if one.name in named]
    none = {expand_in(one, row.subject) or row.subject for one in of_sets for row in one.mappings if not row.found}
    better, candidates = _candidates(known, current, none, release_terms, matcher, home)
    return MappingVerification(
        path=release_terms.path,
        ontology=release_terms.header.iri,
        version=release_terms.header.version,
        parents_are=release_terms.header.parents_are,
        prefix=home,
        terms=release_terms.count(home),
        sets=tuple(one.name for one in of_sets),
        versions=tuple(sorted({link.row.object_version for link in links if link.row.object_version})),
        mappings=len({(link.set.name, link.row) for link in links}),
        in_common=len({link.id for link in links if release_terms.has(link.id)}),
        renamed=tuple(dict.fromkeys(_renamed(current, release_terms))),
        obsolete=tuple(dict.fromkeys(_obsolete(links, release_terms))),
        missing=tuple(dict.fromkeys(Missing(link.row, link.side) for link in links if not release_terms.has(link.id))),
        better=tuple(better),
        candidates=tuple(candidates),
        merge=merging,
        remarks=release_terms.header.remarks.all(),
    )


class _Link(NamedTuple):
    """One side of a row, which is a term of the release's ontology.

    Attributes:
        id: Its CURIE, as radkg writes it.
        row: The row.
        side: "object" or "subject".
        other: IRI of what is on the other side; the CURIE where its prefix is not known.
        set: The mapping set.
    """

    id: str
    row: Mapping
    side: str
    other: str
    set: MappingSet


def _links(index: Index, home: str) -> list[_Link]:
    """Return the sides of rows that are terms with a prefix, sorted."""
    found = []
    for one in index.sets:
        for row in one.mappings:
            for side, other in (("object", row.subject), ("subject", row.object)):
                name = getattr(row, side)
                if name and name != NO_TERM_FOUND and (id_ := index.curie(name, one)).startswith(f"{home}:"):
                    found.append(_Link(id_, row, side, expand_in(one, other) or other, one))
    return sorted(found, key=lambda link: (link.row, link.side))


def _renamed(current: Iterable[_Link], release_terms: ReleaseTerms) -> Iterator[Renamed]:
    for link in current:
        label, written = release_terms.label(link.id), getattr(link.row, f"{link.side}_label")
        if written and label and written != label:
            yield Renamed(link.row, label, link.side)


def _obsolete(links: Iterable[_Link], release_terms: ReleaseTerms) -> Iterator[Obsolete]:
    def named(ids: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, release_terms.label(id_)) for id_ in ids)

    for link in links:
        if release_terms.is_obsolete(link.id):
            ends, way = release_terms.replacements(link.id)
            consider = dict.fromkeys(other for id_ in (link.id, *way) for other in release_terms.consider.get(id_, ()))
            circle = not ends and release_terms.goes_round(link.id)
            yield Obsolete(link.row, named(ends), named(consider), named(way), link.side, circle)


def _candidates(
    known: Knowledge, current: list[_Link], none: set[str], release_terms: ReleaseTerms, matcher: Matcher, home: str
) -> tuple[list[Candidate], list[Candidate]]:
    """Return better candidates for mapped terms than their mappings, and candidates for unmapped terms.

    What a row denies is no candidate.
    """
    mapped: dict[str, set[str]] = defaultdict(set)
    denied: dict[str, set[str]] = defaultdict(set)
    for link in current:
        (denied if link.row.negated else mapped)[link.other].add(link.id)
    taken = {object_ for objects in mapped.values() for object_ in objects}
    better, candidates = [], []
    for term in sorted(term for term in known.vocabulary if term.startswith(RADKG)):
        no_match = mapped.get(term, set()) | denied.get(term, set())
        matches = [m for m in matcher.matches(term) if release_terms.is_current(m.id) and m.id.startswith(f"{home}:")]
        of_mappings = max((m.score for m in matches if m.id in mapped.get(term, ())), default=0.0)
        least = max(GOOD, of_mappings + 0.01) if term in mapped else OFFERED
        for match in [m for m in matches if m.score >= least and m.id not in no_match][:MOST_OFFERED]:
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
