"""What somebody is, has or takes leads to the diseases that arise in it: who is weak on a drug may have that of the drug."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model import english
from radkg.model.lookups import values
from radkg.namespaces import RADKG, RDF
from radkg.questions.asked import read, spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.questions.pointing import Command
    from radkg.rdf.results import QueryResult

_DISEASE, _OF_WHOM = RADKG + "Disease", frozenset([RADKG + "Cause", RADKG + "PatientCharacteristic"])
_ARISES_IN, _SUBJECT, _OBJECT = RADKG + "arisesIn", RADKG + "subject", RADKG + "object"
_ASSERTED = ox.NamedNode(RADKG + "Association")
_TYPE = ox.NamedNode(RDF + "type")
_COLUMN = "disease"  # the column that has the diseases
_MOST = 4  # diseases that one thing leads to; what is said of more leads to none of them


@dataclass(frozen=True, slots=True)
class Origin:
    """What somebody is, has or takes, and what arises in it.

    Attributes:
        term: Its IRI.
        diseases: IRIs of the diseases, the kinds of one of them aside.
    """

    term: str
    diseases: tuple[str, ...]

    def labels(self, known: Knowledge) -> list[str]:
        """Return the labels of the diseases."""
        return [known.label(one) for one in self.diseases]

    def said(self, known: Knowledge) -> str:
        """Return in words what leads to what."""
        return f"“{known.label(self.term)}” leads to {english.quoted(self.labels(known))}"

    def has(self, known: Knowledge, disease: object) -> bool:
        """Return whether a disease is one of them or a kind of one."""
        return isinstance(disease, ox.NamedNode) and known.is_kind(disease.value, set(self.diseases))


def origins(query: str, known: Knowledge) -> tuple[Origin, ...]:
    """Return what leads to diseases in what somebody asks; where a disease is named, what leads to kinds of that one."""
    names = [name for name in read(spelt_out(query), known).names if not name.is_set_aside]
    about = {term for name in names for term in name.terms if known.is_kind(term, {_DISEASE})}
    found = []
    for name in names:
        for term in name.terms:
            diseases = [one for one in arising_in(term, known) if not about or known.is_kind(one, about - {one})]
            if term not in about and 0 < len(diseases) <= _MOST:
                found.append(Origin(term, tuple(diseases)))
    return tuple(found)


def arising_in(term: str, known: Knowledge) -> list[str]:
    """Return the diseases that arise in something by definition, else those of which facts say so; no kinds of one another."""
    wholes = [term, *sorted(known.kinds.get(term, frozenset()) - {term})]
    by_definition = [
        quad.subject.value
        for whole in wholes
        for quad in known.store.quads_for_pattern(None, ox.NamedNode(_ARISES_IN), ox.NamedNode(whole))
        if isinstance(quad.subject, ox.NamedNode)
    ]
    found = list(dict.fromkeys(by_definition)) or sorted(set(_by_facts(term, known)))
    broadest = [one for one in found if not any(other != one and known.is_kind(one, {other}) for other in found)]
    return sorted(broadest, key=lambda one: -_facts_of(one, known))


def _facts_of(disease: str, known: Knowledge) -> int:
    return sum(1 for _ in known.store.quads_for_pattern(None, ox.NamedNode(_SUBJECT), ox.NamedNode(disease)))


def _by_facts(term: str, known: Knowledge) -> Iterator[str]:
    """Yield the diseases that facts name together with a cause, or with what people bring with them."""
    if not any(known.is_kind(term, {kind}) for kind in _OF_WHOM):
        return
    for one, other in ((_SUBJECT, _OBJECT), (_OBJECT, _SUBJECT)):
        for quad in known.store.quads_for_pattern(None, ox.NamedNode(one), ox.NamedNode(term)):
            if isinstance(quad.subject, ox.NamedNode) and ox.Quad(quad.subject, _TYPE, _ASSERTED) in known.store:
                yield from (iri for iri in values(known.store, quad.subject.value, other) if known.is_kind(iri, {_DISEASE}))


def first_those_of(known: Knowledge, result: QueryResult, found: Iterable[Origin]) -> tuple[QueryResult, dict[Origin, int]]:
    """Return rows with those first whose disease arises in something, and how many are of the diseases of each.

    Args:
        known: The knowledge.
        result: The rows; those that have no column of diseases keep their order.
        found: What leads to diseases.
    """
    origins_of = list(found)
    if _COLUMN not in result.columns:
        return result, dict.fromkeys(origins_of, 0)
    at = result.columns.index(_COLUMN)
    rows = sorted(result.rows, key=lambda row: not any(one.has(known, row[at]) for one in origins_of))
    counts = {one: sum(one.has(known, row[at]) for row in rows) for one in origins_of}
    return replace(result, rows=tuple(rows)), counts


def of_what_arises(query: str, commands: Sequence[Command], known: Knowledge) -> tuple[Command, ...]:
    """Return commands for what somebody asks, with the diseases in the place of what they arise in, where they are of none.

    Args:
        query: What somebody asks.
        commands: Those that were found for it.
        known: The knowledge.
    """

    for origin in origins(query, known):
        first = commands[0] if commands and commands[0].has_rows(known) else None
        is_left_out = first is None or _leaves_out(first, origin, known)
        if first and not is_left_out and (not _is_of_diseases(first) or any(first.naming(known, origin.diseases).values())):
            continue
        found = [_of_disease(query, origin.term, disease, known) for disease in origin.labels(known)]
        of_it = sorted((command for command in found if command), key=lambda one: len(one.empty))
        # a differential in which the diseases are not comes after what is known of them
        return (*of_it, *(() if is_left_out else commands))
    return tuple(commands)


def _leaves_out(command: Command, origin: Origin, known: Knowledge) -> bool:
    """Return whether a command is of no diseases that could come first, and leaves out what some arise in."""
    return not _is_of_diseases(command) and known.label(origin.term) in command.left


def _is_of_diseases(command: Command) -> bool:
    return _COLUMN in command.question.in_table


def _of_disease(query: str, term: str, disease: str, known: Knowledge) -> Command | None:
    """Return the command for what somebody asks of a disease that is put in the place of a term, else of the disease alone."""
    from radkg.questions.pointing import answers

    of_it = next(iter(answers(_in_place(query, term, disease, known), known)), None)
    if of_it and disease in of_it.given.values() and not of_it.is_of_signs and of_it.has_rows(known):
        return of_it
    alone = next(iter(answers(disease, known)), None)
    if alone is None:
        return None
    asked = read(spelt_out(query), known)
    others = [name.terms[0] for name in asked.names if term not in name.terms and not name.are_people]
    unnamed = tuple(known.label(one) for one, count in alone.naming(known, others).items() if not count)
    used = {at for name in asked.names for at in range(name.start, name.end)}
    words = [asked.written[at] for at in sorted(asked.left(used))]
    return replace(alone, besides=tuple(others), left=(*map(known.label, others), *words), empty=unnamed)


def _in_place(query: str, term: str, disease: str, known: Knowledge) -> str:
    """Return what somebody asks with the name of a disease in the place of that of a term."""
    asked = read(spelt_out(query), known)
    name = next(name for name in asked.names if term in name.terms)
    return " ".join([*asked.written[: name.start], disease, *asked.written[name.end :]])
