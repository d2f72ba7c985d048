"""The parts of a view, in the order in which text and page show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from radkg.model.records import Evidence
    from radkg.show.described import FactDescription, ShownFact, TermDescription

Key = TypeVar("Key")
_IN_BRIEF = 6  # things that one relation leads to


class Section(NamedTuple):
    """Facts in whole sentences under a title.

    Attributes:
        title: The title.
        facts: The facts.
        tone: "", "excluded" or "hedged".
    """

    title: str
    facts: tuple[ShownFact, ...]
    tone: str = ""


class Listing(NamedTuple):
    """Terms of which another resource states the same.

    Attributes:
        relation: The relation with its qualifiers, in words.
        names: Labels of the terms; of both terms of a fact, where the page is that of its relation or of a qualifier.
        evidence: The evidence of these facts.
    """

    relation: str
    names: list[str]
    evidence: list[Evidence]


def term_rows(view: TermDescription) -> list[tuple[str, str]]:
    """Return what a term is called and made of, as pairs of name and text."""
    rows = [
        ("also called", view.synonyms),
        ("a kind of", view.broader),
        ("kinds of it", view.narrower),
        ("part of", view.part_of),
        ("parts", view.parts),
        *view.structure.items(),
        *_elsewhere(view),
    ]
    return [(name, ", ".join(values)) for name, values in rows if values]


#: Predicate of a mapping to words.
_STANDING = {
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "close to",
    "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "broader than",
    "skos:relatedMatch": "related to",
}


def _elsewhere(view: TermDescription) -> list[tuple[str, list[str]]]:
    """Return the terms of other vocabularies that the term is mapped to, by predicate in words."""
    return [
        (
            words,
            [
                f"{m.object} ({m.object_label})" if m.object_label != "" else m.object
                for m in view.mappings
                if m.found and m.predicate == predicate
            ],
        )
        for predicate, words in _STANDING.items()
    ]


def fact_rows(view: FactDescription) -> list[tuple[str, str]]:
    """Return what a fact says, as pairs of name and text."""
    shown = view.shown
    rows = [
        ("subject", shown.subject),
        ("relation", shown.relation),
        ("object", shown.object),
        ("qualifiers", shown.words),
        ("certainty", shown.fact.certainty),
        ("strength", _level(shown)),
        *(("remark", remark) for remark in view.remarks),
    ]
    return [(name, text) for name, text in rows if text]


def kind_of(kind: str) -> str:
    """Return the name of a kind of fact, "asserted" or "null result"."""
    return "association" if kind == "asserted" else kind


def _level(shown: ShownFact) -> str:
    """Return the kind of study of the firmest source, its level and its patients."""
    strength = shown.fact.strength
    level = f", level of evidence {strength.level}" if strength.level is not None else ""
    return strength.source + level if strength.source else ""


def by_section(view: TermDescription) -> list[tuple[str, str, list[ShownFact]]]:
    """Return the facts with the term as subject: name of the section, its title, and its facts."""
    groups = dict(grouped(view.facts, lambda shown: shown.section))
    return [(name, title, groups[name]) for name, title in view.sections.items()]


def in_brief(view: TermDescription) -> list[tuple[str, list[str]]]:
    """Return the title of each section with its relations, and what they lead to, what most facts name first."""
    found = []
    for _, title, facts in by_section(view):
        words = []
        for relation, some in grouped(facts, lambda shown: shown.relation):
            objects = sorted(grouped(some, lambda shown: shown.object), key=lambda one: -len(one[1]))
            names = [object_ for object_, _ in objects]
            more = f", … {len(names) - _IN_BRIEF} more" if len(names) > _IN_BRIEF else ""
            words.append(f"{relation} {', '.join(names[:_IN_BRIEF])}{more}")
        found.append((title, words))
    return found


def by_relation(facts: Iterable[ShownFact]) -> list[tuple[str, list[tuple[str, list[tuple[str, list[Evidence]]]]]]]:
    """Return the facts by relation and object, and for each object the qualifiers with their evidence.

    Facts of several sources with the same object and the same qualifiers are one.
    """
    return [
        (relation, [(object_, _ways(same)) for object_, same in grouped(some, lambda shown: shown.object)])
        for relation, some in grouped(facts, lambda shown: shown.relation)
    ]


def _ways(facts: Iterable[ShownFact]) -> list[tuple[str, list[Evidence]]]:
    ways = grouped(facts, _details)
    return [(f"({words})" if words else "", [e for shown in alike for e in shown.fact.evidence]) for words, alike in ways]


def associations(view: TermDescription) -> list[Section]:
    """Return the associations that name the term, but not as their subject."""
    found = (
        Section(f"Said of findings in {view.label}", view.said_of),
        Section("Named in", view.named_in),
        Section("Cited by", view.cited_by),
    )
    return [section for section in found if section.facts]


def denied(view: TermDescription) -> list[Section]:
    """Return the exclusions that name the term: those that decide, and those with a reservation, which do not."""
    found = (
        Section("Excluded: known not to hold", tuple(s for s in view.excluded if not s.hedged), "excluded"),
        Section("Excluded with a reservation: decides nothing", tuple(s for s in view.excluded if s.hedged), "hedged"),
    )
    return [section for section in found if section.facts]


def left_open(view: TermDescription) -> list[Section]:
    """Return the null results that name the term."""
    found = Section("Looked for, nothing significant found: decides nothing", view.null_results, "hedged")
    return [found] if found.facts else []


def taken_over(view: TermDescription) -> list[tuple[str, int, list[Listing]]]:
    """Return the imported facts by resource: its title, the number of facts, and their listings by relation and qualifiers."""
    return [
        (f"Taken over from {citation}", len(facts), _listings(view.label, facts))
        for citation, facts in grouped(view.imported, lambda shown: shown.fact.evidence[0].citation)
    ]


#: Kind of fact to how a listing of imported facts of that kind begins.
_HEADS = {"excluded": "known not to hold: ", "null result": "nothing significant found: "}


def _listings(label: str, facts: Iterable[ShownFact]) -> list[Listing]:
    def alike(shown: ShownFact) -> tuple[str, str, str, str]:
        place = "subject" if shown.subject == label else "object" if shown.object == label else ""
        details = "; ".join(filter(None, (shown.words, shown.fact.strength.hedge)))  # all are of one kind of source
        return shown.fact.kind, shown.relation, place, details

    found = []
    for (kind, relation, place, details), some in grouped(facts, alike):
        head = _HEADS.get(kind, "") + (f"… {relation} {label}" if place == "object" else relation)
        said = [
            shown.object if place == "subject" else shown.subject if place else f"{shown.subject} – {shown.object}"
            for shown in some
        ]
        names = list(dict.fromkeys(said))
        found.append(Listing(head + (f" ({details})" if details else ""), names, [e for s in some for e in s.fact.evidence]))
    return found


def is_named(view: TermDescription) -> bool:
    """Return whether any fact names the term."""
    return bool(
        view.facts or view.said_of or view.named_in or view.cited_by or view.excluded or view.null_results or view.imported
    )


def sentence(shown: ShownFact) -> str:
    """Return the label of a fact, with how firmly it stands; a null result with its estimate."""
    details = _details(shown) if shown.fact.kind == "null result" else shown.standing
    return shown.fact.label + (f" ({details})" if details else "")


def _details(shown: ShownFact) -> str:
    return "; ".join(filter(None, (shown.words, shown.standing)))


def grouped(facts: Iterable[ShownFact], key: Callable[[ShownFact], Key]) -> list[tuple[Key, list[ShownFact]]]:
    """Return the facts by ``key``, groups in the order in which they first appear."""
    groups: dict[Key, list[ShownFact]] = {}
    for shown in facts:
        groups.setdefault(key(shown), []).append(shown)
    return list(groups.items())


class Citations:
    """Sources, numbered in the order in which they are first cited; each passage of a source has a number of its own."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._identifiers: dict[str, str] = {}

    def numbers(self, evidence: Iterable[Evidence]) -> list[int]:
        """Return the numbers of the sources and passages in ``evidence``, sorted."""
        found = set()
        for e in evidence:
            found.add(self._numbers.setdefault((e.citation, e.section), len(self._numbers) + 1))
            self._identifiers[e.citation] = e.identifier
        return sorted(found)

    def sources(self) -> Iterator[tuple[str, str, list[tuple[str, int]]]]:
        """Yield the title and the identifier of each source, and its passages with their numbers; "" is the whole source."""
        for citation, identifier in self._identifiers.items():
            passages = [(_shortened(section, cited), n) for (cited, section), n in self._numbers.items() if cited == citation]
            yield citation, identifier, passages


def citation_of(evidence: Evidence) -> str:
    """Return the title of a source with the passage in it."""
    section = _shortened(evidence.section, evidence.citation)
    return f"{evidence.citation}, {section}" if section else evidence.citation


def _shortened(section: str, citation: str) -> str:
    """Return ``section`` without the title of the source at its beginning."""
    return section.removeprefix(citation).lstrip(", ")
