"""What must hold of mapping sets, radkg's own or a user's: in themselves, with radkg's terms, with the vocabulary's release.

`check_sets` needs no release; ``radkg quality`` runs it. `check_release` holds a set against the terms
of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from radkg.mappings.differences import read_differences_of_hierarchy
from radkg.mappings.index import EXACT
from radkg.namespaces import expand

if TYPE_CHECKING:
    import collections.abc as abc
    from collections.abc import Iterable, Iterator

    from radkg.mappings.differences import OfHierarchy
    from radkg.mappings.prefixes import Prefixes
    from radkg.mappings.sets import Mapping, MappingSet
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology

#: Predicate to the level of the subject above the object: -1 below, 0 the same, 1 above; ``None`` where it has none.
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
    """A term in a release of another vocabulary.

    Attributes:
        label: Its label.
        obsolete: Whether it is obsolete.
        replaced_by: CURIE of the term that replaces it; empty for none.
        broader: CURIEs of all its ancestors.
    """

    label: str
    obsolete: bool = False
    replaced_by: str = ""
    broader: frozenset[str] = frozenset()


def known_differences(ontology: Ontology) -> list[OfHierarchy]:
    """Return the differences of hierarchy that the ontology knows of: ontology/mappings/known-differences.tsv."""
    return read_differences_of_hierarchy(ontology.path("mappings", "known-differences.tsv"))


def check_sets(sets: Iterable[MappingSet], knowledge: Knowledge, prefixes: Prefixes) -> list[Problem]:
    """Return the problems of mapping sets in themselves and with radkg's terms.

    Args:
        sets: The mapping sets.
        knowledge: The knowledge with radkg's terms.
        prefixes: The prefixes that may be used.
    """
    rules = (_subjects, _predicates, _one_to_one, _repeated, _none_and_one, _upside_down)
    found = []
    for one in sets:
        found += [*_prefixes(one, prefixes), *(problem for rule in rules for problem in rule(one, knowledge))]
    return found


def check_release(
    one: MappingSet, release: abc.Mapping[str, ReleaseEntry], knowledge: Knowledge, known: Iterable[OfHierarchy] = ()
) -> list[Problem]:
    """Return the problems of a mapping set with the release of its vocabulary.

    Args:
        one: The mapping set.
        release: The vocabulary's terms by CURIE.
        knowledge: The knowledge with radkg's terms.
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
    """Check that the file declares each prefix that it uses, with the namespace that radkg gives the prefix."""
    curies = (curie for row in one.mappings for curie in (row.subject, row.predicate, row.object, row.justification))
    used = {curie.partition(":")[0] for curie in curies}
    declared = {prefix.prefix: prefix.iri for prefix in prefixes.prefixes}
    for prefix in sorted(used):
        if prefix not in one.prefixes:
            yield Problem("prefix", one.name, prefix, "the prefix is not in the curie_map: declare it")
        elif prefix in declared and one.prefixes[prefix] != declared[prefix]:
            message = f"here it is {one.prefixes[prefix]}, in prefixes.tsv {declared[prefix]}"
            yield Problem("prefix", one.name, prefix, message)
    for prefix in sorted({row.object.partition(":")[0] for row in one.mappings if row.found} - set(declared)):
        message = "the prefix is not in prefixes.tsv as it is written here: add it, or write its preferred form"
        yield Problem("prefix", one.name, prefix, message)


def _one_to_one(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    """Check that no term has two exact matches: they would make two different terms the same."""
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


def _repeated(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    for (subject, target), count in Counter((row.subject, row.object) for row in one.mappings).items():
        if count > 1:
            yield Problem("said-twice", one.name, f"{subject} {target}", f"stands in {count} rows: keep one")


def _none_and_one(one: MappingSet, _: Knowledge) -> Iterator[Problem]:
    exact = {row.subject for row in one.mappings if row.predicate == EXACT and row.found}
    for row in one.mappings:
        if not row.found and row.subject in exact:
            yield Problem("none-and-one", one.name, _row(row), "another row has an exact match: remove one of the two")


def _upside_down(one: MappingSet, knowledge: Knowledge) -> Iterator[Problem]:
    """Check the levels of two subjects that are mapped to one object against radkg's hierarchy."""
    by_object = defaultdict(list)
    for row in one.mappings:
        if row.found and PREDICATES.get(row.predicate) is not None:
            by_object[row.object].append(row)
    for rows in by_object.values():
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
    """Compare the hierarchy of the subjects of exact matches with the hierarchy of their objects.

    Problems are: the opposite order; siblings in radkg of which the release has one below the other; and a parent in radkg that
    is no ancestor in the release. Further axioms of the release are left to `radkg mappings verify`.
    """
    exact = {row.object: row.subject for row in one.mappings if row.predicate == EXACT and row.object in release}
    parents = {subject: _parents(_iri(subject), knowledge) for subject in exact.values()}
    for low, narrow in sorted(exact.items()):
        for high, broad in sorted(exact.items()):
            below_there = high in release[low].broader
            below_here = knowledge.is_within(_iri(narrow), _iri(broad))
            if narrow == broad or below_there == below_here or (narrow, broad) in known:
                continue
            pair = f"{narrow} and {broad}"
            if below_there and knowledge.is_within(_iri(broad), _iri(narrow)):
                message = f"{low} is below {high}, and here it is the other way round: one of the two matches is wrong"
                yield Problem("upside-down", one.name, pair, message)
            elif below_there and parents[narrow] & parents[broad]:
                message = f"{low} is below {high}, and here both are next below one term: see which is right"
                yield Problem("kept-apart", one.name, pair, message)
            elif below_here and _iri(broad) in parents[narrow]:
                message = f"{low} is not below {high}, as {narrow} is below {broad} here: see which is right"
                yield Problem("outside", one.name, pair, message)


def _parents(term: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the parents of ``term``: the ancestors with no other ancestor below them."""
    above = knowledge.kinds.get(term, frozenset((term,))) - {term}
    return frozenset(t for t in above if not any(t in knowledge.kinds.get(other, ()) for other in above - {t}))
