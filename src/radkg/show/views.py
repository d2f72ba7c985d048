"""Everything that is known about one term, or what one fact says and rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.model.knowledge import Knowledge
from radkg.model.records import Evidence, Fact
from radkg.namespaces import DCTERMS, RADKG, RDFS, SKOS
from radkg.show.conflicts import why
from radkg.show.pictures import Picture, pictures_of, pictures_of_all
from radkg.verdict.result import DecidingFact
from radkg.verdict.wording import describe_fact, qualifiers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.mappings import Mapping


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with the labels of its parts.

    Attributes:
        words: Its qualifiers as they stand in brackets.
        hedged: Whether the source puts it less than flatly; a hedged exclusion decides nothing.
    """

    fact: DecidingFact
    subject: str
    relation: str
    object: str
    words: str
    hedged: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as JSON gives it."""
        parts = {"subject": self.subject, "relation": self.relation, "object": self.object, "hedged": self.hedged}
        return {**self.fact.to_dict(), **parts}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts that cannot both be true of the same patients, and why."""

    one: ShownFact
    other: ShownFact
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the conflict as JSON gives it."""
        return {"one": self.one.to_dict(), "other": self.other.to_dict(), "why": self.why}


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact with what it rests on.

    Attributes:
        remarks: What its curator noted.
        conflicts: The fact as one side, each fact it is in conflict with as the other.
        pictures: Drawings of its subject and object.
    """

    shown: ShownFact
    remarks: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    pictures: tuple[Picture, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as `radkg show --format json` gives it."""
        conflicts = [{**conflict.other.to_dict(), "why": conflict.why} for conflict in self.conflicts]
        pictures = [picture.to_dict() for picture in self.pictures]
        return {**self.shown.to_dict(), "remarks": list(self.remarks), "conflicts": conflicts, "pictures": pictures}

    def to_html(self) -> str:
        """Return the view as a page that needs no other file."""
        from radkg.show.html import page

        return page(self)

    def _repr_html_(self) -> str:
        from radkg.show.html import fragment

        return fragment(self)


@dataclass(frozen=True, slots=True)
class TermView:
    """One term with everything that is known about it.

    Attributes:
        kind: What it is at the broadest: disease, finding, relation, …
        sources: What the definition rests on.
        broader: Labels of the terms directly above; ``narrower``: directly below; ``parts`` and ``part_of``: of a structure.
        structure: What makes it up: qualifier to values.
        mappings: What it is called in other vocabularies, exact matches first, and which of them have no term for it.
        facts: Associations with the term as subject.
        said_of: Associations that name it as the disease they are said of.
        named_in: Associations that name it otherwise.
        cited_by: Facts that rest on it, where it is a passage or a source.
        excluded: Excluded associations that name it, wherever.
        imported: Facts that name it and were taken over in bulk from other resources; they are in no other group.
        conflicts: Its facts with facts that contradict them.
        pictures: Drawings of it, or of the nearest broader term.
        fact_pictures: Drawings of what its facts have as object.
    """

    iri: str
    label: str
    kind: str
    definition: str
    note: str
    sources: tuple[Evidence, ...]
    synonyms: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    part_of: tuple[str, ...]
    parts: tuple[str, ...]
    structure: dict[str, tuple[str, ...]]
    mappings: tuple[Mapping, ...]
    facts: tuple[ShownFact, ...]
    said_of: tuple[ShownFact, ...]
    named_in: tuple[ShownFact, ...]
    cited_by: tuple[ShownFact, ...]
    excluded: tuple[ShownFact, ...]
    imported: tuple[ShownFact, ...]
    conflicts: tuple[Conflict, ...]
    pictures: tuple[Picture, ...]
    fact_pictures: tuple[Picture, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as `radkg show --format json` gives it."""
        plain = ("iri", "label", "kind", "definition", "note", "synonyms", "broader", "narrower", "part_of", "parts")
        groups = ("facts", "said_of", "named_in", "cited_by", "excluded", "imported")
        return {
            **{name: list(v) if isinstance(v := getattr(self, name), tuple) else v for name in plain},
            "structure": {name: list(values) for name, values in self.structure.items()},
            "mappings": [
                {"predicate": m.predicate, "object": m.object, "label": m.object_label, "version": m.object_version}
                for m in self.mappings
            ],
            "sources": [
                {"source": e.source, "citation": e.citation, "identifier": e.identifier, "section": e.section}
                for e in self.sources
            ],
            **{name: [shown.to_dict() for shown in getattr(self, name)] for name in groups},
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            **{name: [p.to_dict() for p in getattr(self, name)] for name in ("pictures", "fact_pictures")},
        }

    def to_html(self) -> str:
        """Return the view as a page that needs no other file."""
        from radkg.show.html import page

        return page(self)

    def _repr_html_(self) -> str:
        from radkg.show.html import fragment

        return fragment(self)


def show(known: Knowledge, name: str) -> TermView | FactView:
    """Return the view of what is called ``name``.

    Args:
        known: The knowledge.
        name: A label, synonym, abbreviation, prefixed name or IRI of a term, relation or fact.

    Raises:
        UnknownTerm: Nothing is called so.
    """
    iri = known.find(name)
    return _fact_view(known, iri) if known.fact(iri) else _term_view(known, iri)


def _fact_view(known: Knowledge, iri: str) -> FactView:
    fact = known.facts[iri]
    against = (known.facts[other] for other in known.conflicts_of(iri) if other in known.facts)
    conflicts = tuple(_conflict(known, fact, other) for other in against)
    pictures = pictures_of_all(known, (fact.subject, fact.object))
    return FactView(_shown(known, fact), _texts(known, iri, RDFS + "comment"), conflicts, pictures)


def _term_view(known: Knowledge, iri: str) -> TermView:
    groups: dict[str, list[Fact]] = {"facts": [], "said_of": [], "named_in": [], "excluded": [], "imported": []}
    for fact in known.facts.values():
        if group := _group(fact, iri):
            groups[group].append(fact)
    of_it = [fact for facts in groups.values() for fact in facts]
    conflicts = (
        _conflict(known, fact, known.facts[other])
        for fact in of_it
        for other in known.conflicts_of(fact.iri)
        # A pair of which both facts are the term's own is shown once.
        if other in known.facts and (other > fact.iri or known.facts[other] not in of_it)
    )
    structure: dict[str, tuple[str, ...]] = {}
    for property_, value in known.restrictions.get(iri, ()):
        label = known.label(property_)
        structure[label] = (*structure.get(label, ()), known.label(value))
    bounds = {known.qualifiers[p].key: number for p, number in _bounds(known, iri)}
    if bounds:
        structure["bounds"] = (qualifiers_in_words(bounds, known),)
    return TermView(
        iri=iri,
        label=known.label(iri),
        kind=_kind(known, iri),
        definition=" ".join(_texts(known, iri, SKOS + "definition") or _texts(known, iri, RADKG + "heading")),
        note=" ".join((*_texts(known, iri, SKOS + "scopeNote"), *_texts(known, iri, RDFS + "comment"))),
        sources=known.evidence(iri) if _texts(known, iri, SKOS + "definition") else (),
        synonyms=_texts(known, iri, SKOS + "altLabel"),
        broader=_neighbours(known, iri, RDFS + "subClassOf", RDFS + "subPropertyOf"),
        narrower=_neighbours(known, iri, RDFS + "subClassOf", RDFS + "subPropertyOf", inverse=True),
        part_of=_neighbours(known, iri, RADKG + "isPartOf"),
        parts=_neighbours(known, iri, RADKG + "isPartOf", inverse=True),
        structure=structure,
        mappings=tuple(known.mappings.by_subject.get(iri, ())),
        facts=_all_shown(known, groups["facts"]),
        said_of=_all_shown(known, groups["said_of"]),
        named_in=_all_shown(known, groups["named_in"]),
        cited_by=_all_shown(known, _resting_on(known, iri)),
        excluded=_all_shown(known, groups["excluded"]),
        imported=_all_shown(known, groups["imported"]),
        conflicts=tuple(conflicts),
        pictures=pictures_of(known, iri),
        fact_pictures=pictures_of_all(known, (fact.object for fact in groups["facts"])),
    )


def _group(fact: Fact, iri: str) -> str | None:
    if iri not in (fact.subject, fact.object, fact.relation, fact.certainty) and all(v != iri for _, v in fact.qualifiers):
        return None
    if fact.imported:
        return "imported"
    if fact.excluded:
        return "excluded"
    if fact.subject == iri:
        return "facts"
    return "said_of" if (RADKG + "inDisease", iri) in fact.qualifiers else "named_in"


def _resting_on(known: Knowledge, iri: str) -> list[Fact]:
    found = {}
    for property_ in (RADKG + "passage", DCTERMS + "source"):
        for cites in known.store.quads_for_pattern(None, ox.NamedNode(property_), ox.NamedNode(iri)):
            for quad in known.store.quads_for_pattern(None, ox.NamedNode(RADKG + "evidence"), cites.subject):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in known.facts:
                    found[quad.subject.value] = known.facts[quad.subject.value]
    return list(found.values())


def _kind(known: Knowledge, iri: str) -> str:
    if iri in known.relations:
        return "relation"
    tops = {kind for kind in known.kinds.get(iri, ()) if known.kinds.get(kind, frozenset()) == {kind}}
    if not tops or tops == {iri}:
        own = ", ".join(sorted(known.label(kind) for kind in known.classes_of(iri) if known.is_labelled(kind)))
        return own or ("class" if tops else "")
    return ", ".join(sorted(known.label(top) for top in tops))


def _bounds(known: Knowledge, iri: str) -> list[tuple[str, float]]:
    found = []
    for property_ in known.qualifiers:
        for text in _texts(known, iri, property_):
            number = float(text)
            found.append((property_, int(number) if number == int(number) else number))
    return found


def _neighbours(known: Knowledge, iri: str, *properties: str, inverse: bool = False) -> tuple[str, ...]:
    node, found = ox.NamedNode(iri), set()
    for name in properties:
        link = ox.NamedNode(name)
        for quad in known.store.quads_for_pattern(*((None, link, node) if inverse else (node, link, None))):
            other = quad.subject if inverse else quad.object
            if isinstance(other, ox.NamedNode):
                found.add(known.label(other.value))
    return tuple(sorted(found, key=str.casefold))


def _texts(known: Knowledge, iri: str, property_: str) -> tuple[str, ...]:
    quads = known.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(property_), None)
    return tuple(sorted((q.object.value for q in quads if isinstance(q.object, ox.Literal)), key=str.casefold))


def _shown(known: Knowledge, fact: Fact) -> ShownFact:
    described = describe_fact(fact, known)
    subject, relation, object_ = (known.label(iri) for iri in (fact.subject, fact.relation, fact.object))
    return ShownFact(described, subject, relation, object_, qualifiers_in_words(described.qualifiers, known), fact.hedged)


def _conflict(known: Knowledge, one: Fact, other: Fact) -> Conflict:
    return Conflict(_shown(known, one), _shown(known, other), why(one, other, known))


def _all_shown(known: Knowledge, facts: Iterable[Fact]) -> tuple[ShownFact, ...]:
    return tuple(sorted((_shown(known, fact) for fact in facts), key=lambda s: (s.relation, s.object, s.words, s.fact.iri)))
