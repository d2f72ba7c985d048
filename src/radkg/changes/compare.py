"""`radkg diff`: two sides are opened, and what differs is sorted into facts, terms, mappings, sources and verdicts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.changes.difference import FOREIGN_LABEL, HEADER, MATCHES, difference
from radkg.changes.entities import changes_of_entities
from radkg.changes.facts import EVIDENCE, KINDS, changes_of_facts
from radkg.changes.files import changes_of_files
from radkg.changes.matches import changes_of_mappings
from radkg.changes.report import Comparison
from radkg.changes.sides import INSTALLED, Side, open_side
from radkg.changes.values import Alteration, altered
from radkg.changes.verdicts import TurnedVerdicts, changes_of_verdicts, facts_of
from radkg.errors import UnreadableFile
from radkg.model.lookups import values
from radkg.namespaces import DCTERMS, OWL, RADKG, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from radkg.changes.statements import Statement
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology

    Progress = Callable[[int, int], None]

_OF_MODEL = frozenset((RADKG + "Fact",))  # derived, and not written
_SOURCES = frozenset((RADKG + "Source", RADKG + "Passage"))


def compare(
    before: str,
    after: str | Side = INSTALLED,
    *,
    verdicts: bool = True,
    every: bool = False,
    jobs: int | None = None,
    installed: Ontology | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return what differs between two sides.

    Args:
        before: The old side; see `radkg.changes.sides.open_side`.
        after: The new side.
        verdicts: Whether to look for verdicts that change.
        every: Whether to compute every verdict anew; see `radkg.changes.verdicts`.
        jobs: How many processes share that; one for each core where not given.
        installed: What ``installed`` stands for; the ontology that radkg carries where not given.
        progress: Called with how many verdicts are computed, and how many have to be.

    Raises:
        UnreadableFile: A side is missing, not well formed, or has no fact and no term of radkg's model.
        InvalidQuery: A query of an ontology of somebody else's would reach outside or change something.
        WorkerEnded: A process that shares the work was ended by somebody.
    """
    with ExitStack() as stack:
        old = open_side(before, stack, installed)
        new = after if isinstance(after, Side) else open_side(after, stack, installed)
        with ThreadPoolExecutor(2) as pool:  # the engine parses without the lock of Python
            list(pool.map(_refuse_foreign, (old, new)))
        return _compared(old, new, verdicts=verdicts, every=every, jobs=jobs, progress=progress)


def _refuse_foreign(side: Side) -> None:
    if not side.answer_as_stated(facts_of) and not side.stated.relations:
        raise UnreadableFile(
            side.name,
            "no facts and no relations of radkg's model in it",
            remedy="name an ontology of that model, or a release of it; `radkg mappings verify` reads other ontologies",
        )


def _compared(
    before: Side, after: Side, *, verdicts: bool, every: bool, jobs: int | None, progress: Progress | None
) -> Comparison:
    was, is_ = _Nodes(before.stated), _Nodes(after.stated)
    both = difference(before, after)
    sorted_out = _Sorted(both, was, is_)
    files = changes_of_files(before, after)
    mappings = changes_of_mappings(*sorted_out.of("mapping"), before, after, was, is_)
    differs = any(both) or any(one.kind == "query" and one.name.startswith("derive/") for one in files)
    turned = TurnedVerdicts()
    if verdicts and differs:
        with ThreadPoolExecutor(2) as pool:  # it also derives, and keeps a snapshot, without that lock
            list(pool.map(lambda side: side.known, (before, after)))
        turned = changes_of_verdicts(before, after, both, every=every, jobs=jobs, progress=progress)
    return Comparison(
        before.name,
        after.name,
        _version(before),
        _version(after),
        changes_of_facts(*sorted_out.of("fact"), was, is_),
        changes_of_entities(*sorted_out.of("term"), was, is_),
        _axioms(*sorted_out.of("axiom")),
        mappings,
        changes_of_entities(*sorted_out.of("source"), was, is_, are_terms=False),
        _header(*sorted_out.of("header"), was, is_),
        files,
        turned,
        verdicts,
    )


class _Nodes:
    """What is known of the nodes of one side; see `radkg.changes.facts.Known`."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known

    def types(self, iri: str) -> Collection[str]:
        """Return the classes that a node is stated to be of."""
        return frozenset(self._known.classes_of(iri)) - _OF_MODEL

    def owners(self, iri: str) -> Collection[str]:
        """Return the facts that a node is the evidence of."""
        quads = self._known.store.quads_for_pattern(None, ox.NamedNode(EVIDENCE), ox.NamedNode(iri))
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def label(self, iri: str) -> str:
        """Return what a node is called; evidence by the source that it names, and where in that."""
        known = self._known
        if known.is_labelled(iri):
            return known.label(iri)
        if cited := known.evidence_of(iri) if values(known.store, iri, DCTERMS + "source") and self.owners(iri) else []:
            return "; ".join(f"{one.citation}{', ' * bool(one.section)}{one.section}" for one in cited)
        return next(iter(values(known.store, iri, SKOS + "prefLabel") or values(known.store, iri, DCTERMS + "title")), "")


class _Sorted:
    """The statements that differ, by what they are about."""

    def __init__(self, both: tuple[set[Statement], set[Statement]], was: _Nodes, is_: _Nodes) -> None:
        self._nodes = was, is_
        self._kinds: dict[str, str] = {}
        self._found: dict[str, tuple[list[Statement], list[Statement]]] = {}
        for side, some in enumerate(both):
            for statement in sorted(some):
                self._found.setdefault(self._kind(statement), ([], []))[side].append(statement)

    def of(self, kind: str) -> tuple[list[Statement], list[Statement]]:
        """Return the statements of a kind that only the old side has, and those that only the new side has."""
        return self._found.get(kind, ([], []))

    def _kind(self, statement: Statement) -> str:
        if statement.property in MATCHES or statement.property == FOREIGN_LABEL:
            return "mapping"
        if statement.subject not in self._kinds:
            self._kinds[statement.subject] = self._kind_of_subject(statement.subject)
        return self._kinds[statement.subject]

    def _kind_of_subject(self, iri: str) -> str:
        if not iri:
            return "axiom"
        types = {type_ for nodes in self._nodes for type_ in nodes.types(iri)} if iri != HEADER else set()
        if iri == HEADER or OWL + "Ontology" in types:
            return "header"
        if not KINDS.isdisjoint(types) or any(nodes.owners(iri) for nodes in self._nodes):
            return "fact"
        return "source" if not _SOURCES.isdisjoint(types) else "term"


def _axioms(gone: Iterable[Statement], fresh: Iterable[Statement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(statement.value for statement in gone), tuple(statement.value for statement in fresh)


def _header(gone: list[Statement], fresh: list[Statement], was: _Nodes, is_: _Nodes) -> tuple[Alteration, ...]:
    found: dict[tuple[bool, str, str], tuple[list[str], list[str]]] = {}
    for side, some in enumerate((gone, fresh)):
        for subject, property_, value in some:
            if subject != HEADER and not (was.types(subject) and is_.types(subject)):
                continue  # a module that is new or gone: what is in it, is told
            found.setdefault((subject != HEADER, subject, property_), ([], []))[side].append(value)
    return tuple(
        altered(
            "version" if property_ == OWL + "versionIRI" else "header",
            property_,
            "" if subject == HEADER else subject,
            old,
            new,
            was,
            is_,
        )
        for (_, subject, property_), (old, new) in sorted(found.items())
    )


def _version(side: Side) -> str:
    """Return the version that an ontology gives itself: the last part of its version IRI; empty where it gives none."""
    versions = values(side.stated.store, side.header, OWL + "versionIRI") if side.header else []
    return min((version.rpartition("/")[2] for version in versions), default="")
