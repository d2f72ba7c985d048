"""What must hold of mapping sets, radkg's own or a user's: in themselves, with radkg's terms, with the vocabulary's release.

`check_sets` needs no release; ``radkg quality`` runs it. `check_release` holds a set against the terms
of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from radkg import resources
from radkg.mappings.index import EXACT
from radkg.namespaces import expand

if TYPE_CHECKING:
    import collections.abc as abc
    from collections.abc import Iterable, Iterator

    from radkg.mappings.prefixes import Prefixes
    from radkg.mappings.sets import Mapping, MappingSet
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology

#: Predicate to where it puts our term: below theirs, level with it, above it, or nowhere.
PREDICATES = {EXACT: 0, "skos:broadMatch": -1, "skos:narrowMatch": 1, "skos:closeMatch": None, "skos:relatedMatch": None}


class Problem(NamedTuple):
    """Something that does not hold.

    Attributes:
        check: The rule's name.
        set: The mapping set's name.
        row: The subject, or the row, as CURIEs.
        message: What is wrong, and what to do.
    """

    check: str
    set: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.set}: {self.row}: {self.message} [{self.check}]"


class ReleaseEntry(NamedTuple):
    """A term in a release of another vocabulary. ``broader`` holds all terms above it, not only the next."""

    label: str
    obsolete: bool = False
    replaced_by: str = ""
    broader: frozenset[str] = frozenset()


class Difference(NamedTuple):
    """A place where a vocabulary's hierarchy is known not to be radkg's: both terms of radkg's, and why it is left so."""

    set: str
    narrower: str
    broader: str
    reason: str


def known_differences(ontology: Ontology) -> list[Difference]:
    """Return the differences that the ontology knows of: ontology/mappings/known-differences.tsv."""
    _, *lines = resources.read_text(ontology.path("mappings", "known-differences.tsv")).splitlines()
    return [Difference(*line.split("\t")) for line in lines]


def check_sets(sets: Iterable[MappingSet], knowledge: Knowledge, prefixes: Prefixes) -> list[Problem]:
    """Check mapping sets in themselves and with radkg's terms; the prefixes are those that may be used."""
    rules = (_subjects, _predicates, _one_to_one, _said_twice, _none_and_one, _upside_down)
    found = []
    for one in sets:
        found += [*_prefixes(one, prefixes), *(problem for rule in rules for problem in rule(one, knowledge))]
    return found


def check_release(
    one: MappingSet, release: abc.Mapping[str, ReleaseEntry], knowledge: Knowledge, known: Iterable[Difference] = ()
) -> list[Problem]:
    """Check a mapping set with the release of its vocabulary.

    Args:
        one: The mapping set.
        release: The vocabulary's terms by CURIE.
        knowledge: What radkg knows.
        known: Differences of hierarchy that are no problem.
    """
    listed = {(d.narrower, d.broader) for d in known if d.set == one.name}
    return [*_terms(one, release), *_hierarchy(one, release, knowledge, listed)]


def _row(row: Mapping) -> str:
    return f"{row.subject} {row.predicate} {row.object}"


def _iri(curie: str) -> str:
    return expand(curie) or curie


def _subjects(one: MappingSet, knowledge: Knowledge) -> Iterator[Problem]:
    for row in one.mappings:
        iri = _iri(row.subject)
        if not knowledge.is_labelled(iri):
            yield Problem("subject", one.name, _row(row), "radkg has no such term: correct the name")
        elif row.subject_label != knowledge.label(iri):
            message = f"the term is called “{knowledge.label(iri)}”, not “{row.subject_label}”"
            yield Problem("subject-label", one.name, _row(row), message)


def _predicates(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    for row in one.mappings:
        if row.predicate not in PREDICATES:
            yield Problem("predicate", one.name, _row(row), f"the predicate is none of {', '.join(PREDICATES)}")


def _prefixes(one: MappingSet, prefixes: Prefixes) -> Iterator[Problem]:
    """What has a prefix must be readable with the file alone, and mean in it what radkg means by it."""
    curies = (curie for row in one.mappings for curie in (row.subject, row.predicate, row.object, row.justification))
    used = {curie.partition(":")[0] for curie in curies}
    ours = {prefix.prefix: prefix.iri for prefix in prefixes.prefixes}
    for prefix in sorted(used):
        if prefix not in one.prefixes:
            yield Problem("prefix", one.name, prefix, "the prefix is not in the curie_map: declare it")
        elif prefix in ours and one.prefixes[prefix] != ours[prefix]:
            yield Problem("prefix", one.name, prefix, f"here it is {one.prefixes[prefix]}, in prefixes.tsv {ours[prefix]}")
    for prefix in sorted({row.object.partition(":")[0] for row in one.mappings if row.found} - set(ours)):
        message = "the prefix is not in prefixes.tsv as it is written here: add it, or write its preferred form"
        yield Problem("prefix", one.name, prefix, message)


def _one_to_one(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    """Two exact matches of one term would make the two terms at their other end the same, and they are not."""
    exact = [row for row in one.mappings if row.predicate == EXACT and row.found]
    for side in ("subject", "object"):
        grouped = defaultdict(list)
        for row in exact:
            grouped[getattr(row, side)].append(row)
        for curie, rows in grouped.items():
            others = sorted({row.object if side == "subject" else row.subject for row in rows})
            if len(others) > 1:
                message = f"exact match of {' and '.join(others)}: keep one, and say how the other differs"
                yield Problem("one-to-one", one.name, curie, message)


def _said_twice(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    for (subject, target), count in Counter((row.subject, row.object) for row in one.mappings).items():
        if count > 1:
            yield Problem("said-twice", one.name, f"{subject} {target}", f"stands in {count} rows: keep one")


def _none_and_one(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    exact = {row.subject for row in one.mappings if row.predicate == EXACT and row.found}
    for row in one.mappings:
        if not row.found and row.subject in exact:
            yield Problem("none-and-one", one.name, _row(row), "another row has an exact match: remove one of the two")


def _upside_down(one: MappingSet, knowledge: Knowledge) -> Iterator[Problem]:
    """Two terms of ours about one of theirs: the one that is said to be below must not be above the other here."""
    about = defaultdict(list)
    for row in one.mappings:
        if row.found and PREDICATES.get(row.predicate) is not None:
            about[row.object].append(row)
    for rows in about.values():
        for low in rows:
            for high in rows:
                below = (PREDICATES[low.predicate] or 0) < (PREDICATES[high.predicate] or 0)
                if below and knowledge.is_within(_iri(high.subject), _iri(low.subject)):
                    message = f"and {_row(high)}: that puts {low.subject} below {high.subject}, which is below it here"
                    yield Problem("upside-down", one.name, _row(low), message)


def _terms(one: MappingSet, release: abc.Mapping[str, ReleaseEntry]) -> Iterator[Problem]:
    for row in one.mappings:
        entry = release.get(row.object)
        if not row.found:
            continue
        if entry is None:
            yield Problem("missing", one.name, _row(row), "the release has no such term")
        elif entry.obsolete:
            instead = f": it is replaced by {entry.replaced_by}" if entry.replaced_by else ""
            yield Problem("obsolete", one.name, _row(row), f"the term is obsolete in the release{instead}")
        elif row.object_label and row.object_label != entry.label:
            yield Problem("renamed", one.name, _row(row), f"the release calls it “{entry.label}”, not “{row.object_label}”")


def _hierarchy(
    one: MappingSet, release: abc.Mapping[str, ReleaseEntry], knowledge: Knowledge, known: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Hold the order of exact matches against the order of what they match.

    Worth a word are: the opposite order; terms that are siblings here, one of them below the other there; and a term that is
    not there below what it is next below here. That theirs says more in other places is for who merges to see.
    """
    exact = {row.object: row.subject for row in one.mappings if row.predicate == EXACT and row.object in release}
    parents = {subject: _parents(_iri(subject), knowledge) for subject in exact.values()}
    for theirs, narrow in sorted(exact.items()):
        for other, broad in sorted(exact.items()):
            below_there = other in release[theirs].broader
            below_here = knowledge.is_within(_iri(narrow), _iri(broad))
            if narrow == broad or below_there == below_here or (narrow, broad) in known:
                continue
            place = f"{narrow} and {broad}"
            if below_there and knowledge.is_within(_iri(broad), _iri(narrow)):
                message = f"{theirs} is below {other}, and here it is the other way round: one of the two matches is wrong"
                yield Problem("upside-down", one.name, place, message)
            elif below_there and parents[narrow] & parents[broad]:
                message = f"{theirs} is below {other}, and here both are next below one term: see which is right"
                yield Problem("kept-apart", one.name, place, message)
            elif below_here and _iri(broad) in parents[narrow]:
                message = f"{theirs} is not below {other}, as {narrow} is below {broad} here: see which is right"
                yield Problem("outside", one.name, place, message)


def _parents(term: str, knowledge: Knowledge) -> frozenset[str]:
    """Return what ``term`` is next below."""
    above = knowledge.kinds.get(term, frozenset((term,))) - {term}
    return frozenset(t for t in above if not any(t in knowledge.kinds.get(other, ()) for other in above - {t}))
