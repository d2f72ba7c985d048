"""Views: all that is known about one term, or about one fact and its evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from radkg.errors import InvalidOption
from radkg.model.knowledge import Knowledge
from radkg.model.lookups import texts, values
from radkg.model.records import Fact
from radkg.namespaces import DCTERMS, OWL, RADKG, RDFS, SKOS, compact
from radkg.questions.catalogue import catalogue
from radkg.show import html, text
from radkg.show.ages import timeline
from radkg.show.described import FactDescription, ShownConflict, ShownFact, TermDescription
from radkg.show.figures import sheet
from radkg.show.forest import forest_plots
from radkg.show.mapped import part_maps
from radkg.show.order import SectionOrder
from radkg.show.pictures import drawn_signs, pictures_of, pictures_of_all
from radkg.styles import Paint, plain
from radkg.verdict.wording import describe_fact, qualifiers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model import records
    from radkg.model.ontology import Ontology
    from radkg.show.figures import Figure


class FactView(FactDescription):
    """One fact with what it rests on, as `radkg show` has it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.shown.fact.label!r}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, width: int = 100, paint: Paint = plain, *, brief: bool = False) -> str:
        """Return the view for reading, in lines of about ``width`` characters; that of a fact is always brief."""
        return text.fact(self, width, paint)

    def html(self) -> str:
        """Return the view as HTML, to stand in a notebook or a page."""
        return html.fragment(self)

    def to_html(self) -> str:
        """Return the view as a page that needs no other file."""
        return html.page(self)

    def to_svg(self) -> str:
        """Refuse: what is drawn is drawn from the facts of a term.

        Raises:
            InvalidOption: Always.
        """
        raise InvalidOption("one fact is not drawn; ask for its subject with --format svg")

    def _repr_html_(self) -> str:
        return self.html()


class TermView(TermDescription):
    """One term with everything that is known about it, as `radkg show` has it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label!r}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, width: int = 100, paint: Paint = plain, *, brief: bool = False) -> str:
        """Return the view for reading; long lists are cut, and say so.

        Args:
            width: About how many characters a line has.
            paint: Puts words into styles.
            brief: Whether to name what the facts say of each section in a line or two, without sources.
        """
        return text.brief(self, width, paint) if brief else text.term(self, width, paint)

    def only_section(self, order: SectionOrder, name: str) -> TermView:
        """Return the view with the facts of one section, asserted or not, and what they are in conflict with.

        Args:
            order: The clinical order.
            name: Name or title of the section.

        Raises:
            InvalidOption: There is no such section.
        """
        section = order.named(name)

        def kept(facts: tuple[ShownFact, ...]) -> tuple[ShownFact, ...]:
            return tuple(shown for shown in facts if shown.section == section)

        said = {shown.fact.iri for shown in kept((*self.facts, *self.said_of, *self.named_in, *self.excluded))}
        return replace(
            self,
            facts=kept(self.facts),
            said_of=kept(self.said_of),
            named_in=kept(self.named_in),
            cited_by=kept(self.cited_by),
            excluded=kept(self.excluded),
            null_results=kept(self.null_results),
            imported=kept(self.imported),
            conflicts=tuple(c for c in self.conflicts if section in (c.one.section, c.other.section)),
            drawn_signs=tuple(sign for sign in self.drawn_signs if sign.fact in {s.fact.iri for s in kept(self.facts)}),
            figures=tuple(figure for figure in self.figures if said.issuperset(figure.facts)),
            sections={name: title for name, title in self.sections.items() if name == section},
            only=order.titles[section],
        )

    def html(self) -> str:
        """Return the view as HTML, to stand in a notebook or a page."""
        return html.fragment(self)

    def to_html(self) -> str:
        """Return the view as a page that needs no other file."""
        return html.page(self)

    def to_svg(self) -> str:
        """Return what is drawn from the facts as one file of SVG, dark on white; each picture has one in `figures`.

        Raises:
            InvalidOption: Nothing is drawn from them.
        """
        if not self.figures:
            raise InvalidOption(f"no fact of {self.label} is drawn; see docs/pictures.md for what is, and try --format html")
        return sheet(self.figures, self.label)

    def _repr_html_(self) -> str:
        return self.html()


def show(known: Knowledge, name: str, ontology: Ontology, section: str | None = None) -> TermView | FactView:
    """Return the view of what is called ``name``.

    Args:
        known: The knowledge.
        name: A label, synonym, abbreviation, prefixed name or IRI of a term, relation or fact.
        ontology: The ontology, whose competency questions may use it.
        section: Name or title of the one section that is asked for.

    Raises:
        UnknownTerm: Nothing has that name.
        InvalidOption: There is no such section, or the name is that of a fact, which has none.
    """
    iri, order = known.find(name), SectionOrder(ontology, known)
    if known.fact(iri) is None:
        view = term_view(known, iri, ontology, known.facts.values(), order)
        return view if section is None else view.only_section(order, section)
    if section is not None:
        raise InvalidOption("a fact has no sections; --section is for terms")
    return fact_view(known, iri, order)


def fact_view(known: Knowledge, iri: str, order: SectionOrder) -> FactView:
    """Return the view of a fact.

    Args:
        known: The knowledge.
        iri: IRI of the fact.
        order: The clinical order.
    """
    fact, shown = known.facts[iri], _Shown(known, order)
    conflicts = tuple(shown.conflict(fact, conflict) for conflict in known.conflicts(iri) if conflict.other in known.facts)
    pictures = pictures_of_all(known, (fact.subject, fact.object))
    return FactView(shown.fact(fact), _texts(known, iri, RDFS + "comment"), conflicts, pictures)


def term_view(known: Knowledge, iri: str, ontology: Ontology, facts: Iterable[Fact], order: SectionOrder) -> TermView:
    """Return the view of a term, a source or a passage.

    Args:
        known: The knowledge.
        iri: IRI of the term.
        ontology: The ontology, whose competency questions may use it.
        facts: Facts among which all are that name it.
        order: The clinical order.
    """
    shown = _Shown(known, order)
    groups: dict[str, list[Fact]] = {
        "facts": [],
        "said_of": [],
        "named_in": [],
        "excluded": [],
        "null_results": [],
        "imported": [],
    }
    for fact in facts:
        if group := _group(fact, iri):
            groups[group].append(fact)
    naming_it = [fact for group in groups.values() for fact in group]
    conflicts = (
        shown.conflict(fact, conflict)
        for fact in naming_it
        for conflict in known.conflicts(fact.iri)
        # a pair of facts that both name the term is shown once
        if conflict.other in known.facts and (conflict.other > fact.iri or known.facts[conflict.other] not in naming_it)
    )
    pictures = pictures_of(known, iri)
    structure: dict[str, tuple[str, ...]] = {}
    for property_, value in known.restrictions.get(iri, ()):
        label = known.qualifiers[property_].label
        structure[label] = (*structure.get(label, ()), known.label(value))
    structure |= _cohort(known, iri)
    structure |= _use(known, iri, ontology)
    bounds = {known.qualifiers[p].key: number for p, number in _bounds(known, iri)}
    if bounds:
        structure["bounds"] = (qualifiers_in_words(bounds, known),)
    own, mappings = shown.all(groups["facts"]), tuple(known.mappings.by_subject.get(iri, ()))
    said_of, named_in, excluded = (shown.all(groups[name]) for name in ("said_of", "named_in", "excluded"))
    return TermView(
        iri=iri,
        label=known.label(iri),
        kind=kind_of_term(known, iri),
        definition=" ".join(_texts(known, iri, SKOS + "definition") or _texts(known, iri, RADKG + "heading")),
        note=" ".join((*_texts(known, iri, SKOS + "scopeNote"), *_texts(known, iri, RDFS + "comment"))),
        sources=known.evidence(iri) if _texts(known, iri, SKOS + "definition") else (),
        synonyms=_texts(known, iri, SKOS + "altLabel"),
        broader=_neighbours(known, iri, RDFS + "subClassOf", RDFS + "subPropertyOf"),
        narrower=_neighbours(known, iri, RDFS + "subClassOf", RDFS + "subPropertyOf", inverse=True),
        part_of=_neighbours(known, iri, RADKG + "isPartOf"),
        parts=_neighbours(known, iri, RADKG + "isPartOf", inverse=True),
        structure=structure,
        mappings=mappings,
        facts=own,
        said_of=said_of,
        named_in=named_in,
        cited_by=shown.all(_resting_on(known, iri)),
        excluded=excluded,
        null_results=shown.all(groups["null_results"]),
        imported=shown.all(groups["imported"]),
        conflicts=tuple(conflicts),
        pictures=pictures,
        drawn_signs=tuple(sign for sign in drawn_signs(known, iri) if sign.picture not in pictures),
        figures=_figures(known, iri, (own, said_of, named_in, excluded)),
        sections={name: title for name, title in order.titles.items() if any(one.section == name for one in own)},
        addresses={m.object: address for m in mappings if (address := _address(known, m.object))},
    )


def _figures(known: Knowledge, iri: str, groups: tuple[tuple[ShownFact, ...], ...]) -> tuple[Figure, ...]:
    """Return what is drawn from the facts of a term: stated of it, said of findings in it, naming it, and denied."""
    own, said_of, named_in, denied = groups
    name = "radkg-" + re.sub(r"[^A-Za-z0-9]+", "-", iri.removeprefix(RADKG)).strip("-")
    ages = timeline(known, iri, own, denied, name)
    maps = part_maps(known, iri, own, denied, name)
    return (*([ages] if ages else []), *maps, *forest_plots(known, (*own, *said_of, *named_in), name))


def _address(known: Knowledge, curie: str) -> str:
    """Return the address of a term of another vocabulary; empty where its prefix is not known."""
    try:
        return known.mappings.prefixes.iri(curie)
    except KeyError:
        return ""


def _cohort(known: Knowledge, iri: str) -> dict[str, tuple[str, ...]]:
    """Return what a cohort is of and whose cases it holds; nothing for other terms."""
    found = {link: values(known.store, iri, RADKG + link) for link in ("cohortOf", "hasCohortMember")}
    return {known.label(RADKG + link): tuple(map(known.label, others)) for link, others in found.items() if others}


#: What a property of the schema or the rule book may stand between, each with its name.
_ENDS = (
    ("domain", RDFS + "domain"),
    ("subject", RADKG + "subjectKind"),
    ("range", RDFS + "range"),
    ("object", RADKG + "objectKind"),
)

_QUESTIONS: WeakKeyDictionary[Knowledge, dict[str, str]] = WeakKeyDictionary()
_PROPERTIES = frozenset(OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation"))


def _use(known: Knowledge, iri: str, ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Return what a property stands between, and which questions use it; nothing for other terms."""
    if _PROPERTIES.isdisjoint(known.classes_of(iri)):
        return {}
    used = {
        name: tuple(sorted(_name_of_end(known, end) for end in values(known.store, iri, property_)))
        for name, property_ in _ENDS
    }
    prefixed = re.compile(re.escape(compact(iri)) + r"(?![\w-])")
    used["in questions"] = tuple(name for name, sparql in _questions(known, ontology).items() if prefixed.search(sparql))
    return {name: found for name, found in used.items() if found}


def _questions(known: Knowledge, ontology: Ontology) -> dict[str, str]:
    """Return the questions of an ontology by name, as SPARQL; they are read once for each knowledge."""
    if known not in _QUESTIONS:
        _QUESTIONS[known] = {name: asked.sparql for name, asked in catalogue(ontology).items()}
    return _QUESTIONS[known]


def _name_of_end(known: Knowledge, iri: str) -> str:
    return known.label(iri) if known.is_labelled(iri) else compact(iri)


def terms_named_by(fact: Fact) -> frozenset[str]:
    """Return the IRIs that a fact names: its parts, its certainty, its qualifiers and their values."""
    qualifiers = (iri for pair in fact.qualifiers for iri in pair)
    return frozenset((fact.subject, fact.object, fact.relation, fact.certainty, *fact.numbers, *qualifiers))


def _group(fact: Fact, iri: str) -> str | None:
    """Return the group of `TermDescription` that a fact belongs to; ``None`` where the fact does not name the term."""
    if iri not in terms_named_by(fact):
        return None
    if fact.imported:
        return "imported"
    if fact.excluded:
        return "excluded"
    if fact.is_null:
        return "null_results"
    if fact.subject == iri:
        return "facts"
    return "said_of" if (RADKG + "inDisease", iri) in fact.qualifiers else "named_in"


def _resting_on(known: Knowledge, iri: str) -> list[Fact]:
    """Return the facts with evidence that cites ``iri``, a source or a passage."""
    found = {}
    for property_ in (RADKG + "passage", DCTERMS + "source"):
        for cites in known.store.quads_for_pattern(None, ox.NamedNode(property_), ox.NamedNode(iri)):
            for quad in known.store.quads_for_pattern(None, ox.NamedNode(RADKG + "evidence"), cites.subject):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in known.facts:
                    found[quad.subject.value] = known.facts[quad.subject.value]
    return list(found.values())


def kind_of_term(known: Knowledge, iri: str) -> str:
    """Return what a term is at the broadest, in words; empty where nothing says so."""
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
        for value in _texts(known, iri, property_):
            number = float(value)
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
    return tuple(sorted(texts(known.store, iri, property_), key=str.casefold))


class _Shown:
    """Makes facts into what is shown of them.

    Args:
        known: The knowledge.
        order: The clinical order.
    """

    def __init__(self, known: Knowledge, order: SectionOrder) -> None:
        self._known, self._order = known, order

    def fact(self, fact: Fact) -> ShownFact:
        known = self._known
        described = describe_fact(fact, known)
        subject, relation, object_ = (known.label(iri) for iri in (fact.subject, fact.relation, fact.object))
        qualifiers = dict(described.qualifiers)
        if described.strength.kind and qualifiers.get("sampleSize") == described.strength.patients:
            qualifiers.pop("sampleSize", None)  # it stands with the kind of study
        hedged = fact.hedged
        if fact.excluded:
            # what is implied denies as what is stated does
            hedged = fact.certainty not in known.firm or bool(fact.frequency_words)
        words = qualifiers_in_words(qualifiers, known)
        section, rank = self._order.section_of(fact.relation), self._order.rank(fact.relation)
        return ShownFact(described, subject, relation, object_, words, hedged, section, rank)

    def conflict(self, fact: Fact, conflict: records.Conflict) -> ShownConflict:
        other = self.fact(self._known.facts[conflict.other])
        return ShownConflict(self.fact(fact), other, self._known.label(conflict.kind), conflict.reason)

    def all(self, facts: Iterable[Fact]) -> tuple[ShownFact, ...]:
        return tuple(sorted(map(self.fact, facts), key=lambda s: (s.rank, s.relation, s.object, s.words, s.fact.iri)))
