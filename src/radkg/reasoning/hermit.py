"""HermiT on an ontology: its consistency, its unsatisfiable classes, and the subclass axioms that follow.

owlready2 carries HermiT, which is run as a program of its own on a file of plain axioms (`radkg.reasoning.axioms`). The loader
of owlready2 is not used: it imports any Python module that an annotation in the data names, and follows ``owl:imports``. The
file has neither annotations nor imports, so that a user's own Turtle may be reasoned over as well.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.model.lookups import pairs
from radkg.namespaces import OWL, RDF, RDFS, XSD, compact
from radkg.reasoning import java
from radkg.reasoning.axioms import Axiom, split
from radkg.reasoning.result import Blame, Reasoning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.model.store import Written

SECONDS = 120.0  # for reasoning and the search for causes together; radkg's own ontology takes two
EXPLAINED = 3  # unsatisfiable classes whose causes are looked for; further classes mostly share these causes

_HERMIT = "org.semanticweb.HermiT.cli.CommandLine"
_INCONSISTENT = "InconsistentOntologyException"
_LINE = re.compile(r"^(SubClassOf|EquivalentClasses)\( (.*) \)$", re.MULTILINE)
_IRI = re.compile(r"<([^>]*)>")
#: The types of XML Schema that OWL 2 leaves out.
_UNKNOWN = {
    XSD + name
    for name in (
        "date",
        "time",
        "gYear",
        "gYearMonth",
        "gMonth",
        "gMonthDay",
        "gDay",
        "duration",
        "dayTimeDuration",
        "yearMonthDuration",
        "QName",
        "NOTATION",
    )
}
# Prefixes of the axioms that one run of Java tries, as the start of Java takes as long as some tries.
_AT_ONCE = 5
_AT_ONCE_IF_SMALL = 20  # where there are fewer than `_SMALL` axioms
_SMALL = 200
#: Predicates of axioms that are about subject and object alike.
_BOTH_WAYS = {OWL + name for name in ("disjointWith", "equivalentClass", "sameAs", "differentFrom", "inverseOf")}


class UnsupportedDatatype(RadkgError):
    """A value of a type that OWL 2 does not have."""


def reason(triples: Iterable[ox.Triple], *, suspects: Iterable[str] = (), seconds: float = SECONDS) -> Reasoning:
    """Return what HermiT says of ``triples``.

    Args:
        triples: The ontology; annotations, imports and evidence in it are left out.
        suspects: IRIs near which the cause of an inconsistency is looked for first, such as those that a user's file describes.
        seconds: The time limit.

    Raises:
        NoJava: There is no Java runtime.
        JavaFailed: HermiT was not done in time, ran out of memory, or refused an axiom that OWL 2 DL does not allow.
    """
    deadline = time.monotonic() + seconds
    declarations, axioms = split(triples)
    _refuse_unknown_datatypes(axioms)
    classes = {t.subject for t in declarations if t.object == ox.NamedNode(OWL + "Class")}
    with tempfile.TemporaryDirectory(prefix="radkg-") as folder:
        search = _Search(folder, declarations, deadline)
        out, err = search.hermit(["-c"], [axioms])
        if _INCONSISTENT in err:
            return Reasoning(False, len(classes), blame=(search.blame(None, _nearest_first(suspects, axioms)),))
        _refuse_failure(err)
        lines = [(kind, _IRI.findall(names)) for kind, names in _LINE.findall(out)]
        empty = (names for kind, names in lines if kind == "EquivalentClasses" and OWL + "Nothing" in names)
        impossible = {name for names in empty for name in names if not name.startswith(OWL)}
        inferred = tuple(sorted(set(_inferred(lines, impossible)) - _closure(_asserted(axioms))))
        blame = tuple(search.blame(name, axioms) for name in _roots(impossible, axioms)[:EXPLAINED])
    return Reasoning(True, len(classes), tuple(sorted(impossible)), inferred, blame)


def reason_over(written: Written, *, suspects: Iterable[str] = (), seconds: float = SECONDS) -> Reasoning:
    """Return what HermiT says of what is written, with the labels that its names have there; else as `reason`."""
    store = written.store()
    found = reason((quad.triple for quad in store), suspects=suspects, seconds=seconds)
    return replace(found, labels=dict(pairs(store, RDFS + "label")))


class _Search:
    """Runs HermiT on parts of an ontology."""

    def __init__(self, folder: str, declarations: Sequence[ox.Triple], deadline: float) -> None:
        self.folder, self.declarations, self.deadline = folder, declarations, deadline

    def hermit(self, action: Sequence[str], parts: Sequence[Sequence[Axiom]]) -> tuple[str, str]:
        """Return the standard output and the standard error of one run of HermiT.

        Args:
            action: What it is to do.
            parts: Sets of axioms, which it takes one by one until one is inconsistent.
        """
        files = []
        for number, axioms in enumerate(parts):
            files.append(os.path.join(self.folder, f"{number}.nt"))
            triples = dict.fromkeys([*self.declarations, *(triple for axiom in axioms for triple in axiom.triples)])
            ox.serialize(triples, files[-1], format=ox.RdfFormat.N_TRIPLES)
        addresses = [_address(path) for path in files]
        left = self.deadline - time.monotonic()
        return java.run(java.jars("hermit"), _HERMIT, [*action, *addresses], seconds=left)

    def blame(self, name: str | None, axioms: Sequence[Axiom]) -> Blame:
        """Return a smallest set of axioms that contradict each other.

        Args:
            name: A class that is given a member, which makes the contradiction; ``None`` where there is one without.
            axioms: The axioms.
        """
        fixed: list[Axiom] = []
        if name is not None:
            member = ox.Triple(ox.NamedNode("urn:radkg:a-member"), ox.NamedNode(RDF + "type"), ox.NamedNode(name))
            fixed = [Axiom((member,))]
            axioms = _nearest_first({name}, axioms)
        found: list[Axiom] = []
        try:
            # The last axiom of the shortest contradictory prefix is part of each contradiction in the prefix. It is kept, the
            # axioms behind it are dropped, and the search is repeated until the axioms kept contradict each other.
            while shortest := self._shortest_contradiction([*fixed, *found], axioms):
                found.append(axioms[shortest - 1])
                axioms = _nearest_first(found[-1].names, axioms[: shortest - 1])
        except java.JavaFailed:
            return Blame(name, tuple(found), complete=False)
        return Blame(name, tuple(reversed(found)), complete=True)

    def _shortest_contradiction(self, kept: Sequence[Axiom], axioms: Sequence[Axiom]) -> int:
        """Return the length of the shortest prefix of ``axioms`` that, with ``kept``, is contradictory; all of them are."""
        lowest, highest = 0, len(axioms)
        lengths = [0, *(length for length in (2**power for power in range(2, 20)) if length < highest)]
        if highest <= _AT_ONCE_IF_SMALL:
            lengths = list(range(highest))
        while lowest < highest:
            out, err = self.hermit(["-k"], [[*kept, *axioms[:length]] for length in lengths])
            if _INCONSISTENT not in err:
                _refuse_failure(err)
            consistent = out.count("is satisfiable")
            if consistent < len(lengths):
                highest = lengths[consistent]
            if consistent:
                lowest = lengths[consistent - 1] + 1
            at_once = _AT_ONCE_IF_SMALL if highest < _SMALL else _AT_ONCE
            step = max(1, -(-(highest - lowest) // (at_once + 1)))
            lengths = list(range(lowest, highest, step))[:at_once]
        return lowest


def _address(path: str) -> str:
    """Return the ``file:`` address of ``path``."""
    from pathlib import Path

    return Path(path).absolute().as_uri()


def _refuse_unknown_datatypes(axioms: Iterable[Axiom]) -> None:
    for axiom in axioms:
        for triple in axiom.triples:
            value = triple.object
            if isinstance(value, ox.Literal) and value.datatype.value in _UNKNOWN:
                raise UnsupportedDatatype(
                    f"{compact(str(triple.subject)[1:-1])}: {compact(triple.predicate.value)} is of type "
                    f"{compact(value.datatype.value)}, which HermiT does not know; write years as integers, dates as text"
                )


def _refuse_failure(err: str) -> None:
    if "Exception" in err:
        line = next(line for line in err.splitlines() if "Exception" in line)
        reason = line.rpartition("Exception: ")[2].strip()[:300]
        raise java.JavaFailed(f"HermiT refuses the ontology: {reason}; `radkg reason --profile` says what OWL 2 DL forbids")


def _inferred(lines: Iterable[tuple[str, list[str]]], impossible: set[str]) -> Iterator[tuple[str, str]]:
    for kind, names in lines:
        if kind == "SubClassOf":
            pairs = [(names[0], names[1])]
        else:
            pairs = [(one, other) for one in names for other in names if one != other]
        for one, other in pairs:
            if not one.startswith(OWL) and not other.startswith(OWL) and one not in impossible:
                yield one, other


def _asserted(axioms: Iterable[Axiom]) -> dict[str, set[str]]:
    """Return each class with its asserted superclasses, those in its definition included."""
    asserted: dict[str, set[str]] = {}
    for axiom in axioms:
        first, *inner = axiom.triples
        if first.predicate.value not in (RDFS + "subClassOf", OWL + "equivalentClass"):
            continue
        parts = [first.object]
        if any(t.subject == first.object and t.predicate.value == OWL + "intersectionOf" for t in inner):
            parts += [t.object for t in inner if t.predicate.value == RDF + "first"]
        for part in parts:
            if isinstance(first.subject, ox.NamedNode) and isinstance(part, ox.NamedNode):
                asserted.setdefault(first.subject.value, set()).add(part.value)
    return asserted


def _roots(impossible: set[str], axioms: Iterable[Axiom]) -> list[str]:
    """Return the unsatisfiable classes whose axioms name no other one; all of them where there is none such."""
    named = ((axiom.triples[0].subject, axiom) for axiom in axioms)
    dependent = {
        subject.value for subject, axiom in named if isinstance(subject, ox.NamedNode) and len(axiom.names & impossible) > 1
    }
    return sorted(impossible - dependent) or sorted(impossible)


def _closure(asserted: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Return the pairs of class and superclass that follow from the asserted ones."""
    pairs = set()
    for narrow in asserted:
        waiting = list(asserted[narrow])
        while waiting:
            broad = waiting.pop()
            if (narrow, broad) not in pairs:
                pairs.add((narrow, broad))
                waiting += asserted.get(broad, ())
    return pairs


def _nearest_first(names: Iterable[str], axioms: Sequence[Axiom]) -> list[Axiom]:
    """Return the axioms by their distance from ``names``: those about them, then those about the names in these, and so on.

    A search for a contradiction ends early where its axioms come first.
    """
    about: dict[str, list[int]] = {}
    for number, axiom in enumerate(axioms):
        first = axiom.triples[0]
        ends = (first.subject, first.object) if first.predicate.value in _BOTH_WAYS else (first.subject,)
        for end in ends:
            if isinstance(end, ox.NamedNode):
                about.setdefault(end.value, []).append(number)
    order: dict[int, None] = {}
    waiting = dict.fromkeys(sorted(names))
    for iri in (queue := list(waiting)):
        for number in about.get(iri, ()):
            order[number] = None
            new = sorted(axioms[number].names - waiting.keys())
            waiting.update(dict.fromkeys(new))
            queue += new
    return [axioms[n] for n in order] + [axiom for n, axiom in enumerate(axioms) if n not in order]
