"""What the facts of a disease say of the parts of the structures that have a map, and the maps that show it.

The narrowest place decides: a fact of a part itself before those of the groups that it is in. A fact of the whole structure
colours no part of it, as it does not say which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from radkg.model.lookups import pairs, texts, values
from radkg.model.records import FREQUENCY_WORD, Fact
from radkg.namespaces import RADKG
from radkg.show.outlines import PART, Outlines, read_outlines
from radkg.show.part_maps import (
    BOTH,
    CLASSES,
    HALF,
    OF_SOME,
    SELDOM_SPARED,
    SPARED,
    STATED,
    UNKNOWN,
    MappedPart,
    PartMap,
    Saying,
    in_words,
)
from radkg.show.shares import Share, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.show.described import ShownFact

_SITE, _SEEN_ON, _UNIT = (RADKG + name for name in ("hasSite", "seenOn", "countedUnit"))
_MANIFESTATION = RADKG + "hasManifestation"
#: Limits that a map shows by itself, or that say on which images something was seen.
_SHOWN_BY_MAP = frozenset((_SITE, _SEEN_ON, _UNIT, RADKG + "hasLayer"))
_SEEN = Saying("seen", "")
_TEXTS = 3  # of the facts of one part that are written out beside it; its facts are all listed below the picture


class _Said(NamedTuple):
    """One fact about one site; ``kind`` names the finding where it is a narrower one than that of the map."""

    shown: ShownFact
    fact: Fact
    site: str
    spares: bool
    share: Share | None
    kind: str


class _Structure(NamedTuple):
    """A structure with a map: itself and what it is a part of, and the parts on its map with the groups that they are in."""

    iri: str
    place: str
    outlines: Outlines
    wholes: frozenset[str]
    groups: frozenset[str]


def part_maps(known: Knowledge, iri: str, stated: Iterable[ShownFact], denied: Iterable[ShownFact], name: str) -> list[PartMap]:
    """Return the maps on which the facts of a term colour a part.

    Args:
        known: The knowledge.
        iri: IRI of the term.
        stated: What is stated of it.
        denied: What is denied.
        name: What the names of the pictures begin with.

    Raises:
        UnreadableFile: The outlines of a map cannot be read.
    """
    mapper = _Mapper(known, iri, stated, denied)
    return mapper.maps(name) if mapper.said else []


class _Mapper:
    """Makes the maps of one term."""

    def __init__(self, known: Knowledge, iri: str, stated: Iterable[ShownFact], denied: Iterable[ShownFact]) -> None:
        self._known = known
        self._titles = dict(pairs(known.store, RADKG + "mapTitle"))
        self._modalities = {finding: frozenset(values(known.store, finding, RADKG + "mapModality")) for finding in self._titles}
        self._term = known.label(iri)
        self.said: dict[str, list[_Said]] = defaultdict(list)
        for shown in (*stated, *(shown for shown in denied if not shown.hedged)):
            fact = known.facts[shown.fact.iri]
            if fact.subject == iri and _MANIFESTATION in known.properties[fact.relation]:
                self._add(shown, fact)

    def _add(self, shown: ShownFact, fact: Fact) -> None:
        known = self._known
        kinds = known.kinds.get(fact.object, frozenset())
        is_sparing = not known.sparing.isdisjoint(kinds)
        if is_sparing and fact.excluded:
            return
        sites = {
            value for property_, value in (*fact.qualifiers, *known.restrictions.get(fact.object, ())) if property_ == _SITE
        }
        if is_sparing:
            sites |= {site for kind in kinds for site in values(known.store, kind, RADKG + "sparedPart")}
        share = None if any(property_ == _UNIT for property_, _ in fact.qualifiers) else share_of(fact, known)
        for finding in sorted(kinds & self._titles.keys()):
            kind = self._kind(fact, finding)
            for site in sorted(sites):
                self.said[finding].append(_Said(shown, fact, site, is_sparing or fact.excluded, share, kind))

    def _kind(self, fact: Fact, finding: str) -> str:
        """Return what a fact is of, where that is a kind of the finding which more than its site makes one."""
        genus, more = self._known.definitions.get(fact.object, (fact.object, ()))
        is_sited = genus == finding and all(property_ == _SITE for property_, _ in more)
        is_same = fact.object == finding or finding in self._known.sparing or is_sited
        return "" if is_same else self._known.label(fact.object)

    def maps(self, name: str) -> list[PartMap]:
        """Return the maps finding by finding, and of each structure one of what is spared and belongs on none of them."""
        sparing = [finding for finding in self._titles if finding in self._known.sparing]
        found = []
        for structure in self._structures():
            findings = [finding for finding in sorted(self._titles.keys() - sparing) if self._colours(structure, finding)]
            spared = [said for finding in sparing for said in self.said[finding] if said.site in structure.groups]
            for finding in findings:
                beside = [said for said in spared if self._is_on(said, finding, findings)]
                found.append((finding, self._map(structure, finding, self.said[finding], beside, name)))
            if left := [said for said in spared if not any(self._is_on(said, finding, findings) for finding in findings)]:
                found.append((sparing[0], self._map(structure, sparing[0], left, [], name)))
        return [drawn for _, drawn in sorted(found, key=lambda one: one[0])]

    def _colours(self, structure: _Structure, finding: str) -> bool:
        """Return whether a fact about a finding names a part of a structure, or a group that a part is in."""
        return any(said.site in structure.groups for said in self.said[finding])

    def _structures(self) -> list[_Structure]:
        """Return the structures with a map of which a fact names a part, those with most parts first."""
        known, found = self._known, []
        named = {said.site for some in self.said.values() for said in some}
        for map_ in sorted(known.instances(RADKG + "PartMap")):
            for structure in values(known.store, map_, RADKG + "mapOf"):
                if any(structure in known.places.get(site, frozenset()) for site in named):
                    file = next(iter(texts(known.store, map_, RADKG + "fileName")), "")
                    outlines = read_outlines(known.ontology.path("pictures", "maps"), file)
                    wholes = known.places.get(structure, frozenset())
                    places = frozenset[str]().union(*(known.places.get(o.term, ()) for o in outlines.outlines if o.term))
                    found.append(_Structure(structure, known.label(map_), outlines, wholes, places - wholes))
        return sorted(found, key=lambda one: -sum(outline.kind == PART for outline in one.outlines.outlines))

    def _is_on(self, spared: _Said, finding: str, findings: list[str]) -> bool:
        """Return whether what is spared belongs on the map of a finding.

        It is spared of what its study looked for: it is on the maps of the findings that the same source states. Where there is
        no map of these, it is on that of a finding that is seen on no modality of its own, being any of them. What was seen on
        the modality of another map is not on this one.
        """
        sources, own = _sources(spared), self._modalities[finding]
        homes = {other for other, some in self.said.items() if any(_sources(said) & sources for said in some)}
        homes -= self._known.sparing
        if homes and finding not in homes and (own or not homes.isdisjoint(findings)):
            return False
        seen_on = [value for property_, value in spared.fact.qualifiers if property_ == _SEEN_ON]
        others = frozenset[str]().union(*self._modalities.values()) - own

        def on(modalities: frozenset[str]) -> bool:
            return any(self._known.is_within(value, modality) for value in seen_on for modality in modalities)

        return not own or on(own) or not on(others)

    def _map(self, structure: _Structure, finding: str, seen: list[_Said], spared: list[_Said], name: str) -> PartMap:
        known = self._known
        said = [*seen, *spared]
        parts = {
            number: self._part(outline.term, outline.name, [s for s in said if s.site not in structure.wholes])
            for number, outline in enumerate(structure.outlines.outlines)
            if outline.kind == PART
        }
        wholes = [s for s in seen if s.site in structure.wholes]
        whole = tuple(
            f"{known.label(site)} as a whole: {in_words(self._sayings([s for s in wholes if s.site == site], site))}"
            for site in dict.fromkeys(s.site for s in wholes)
        )
        facts = dict.fromkeys([*(fact for part in parts.values() for fact in part.facts), *(s.fact.iri for s in wholes)])
        title = f"{self._term}: {self._titles[finding]}"
        own = f"{name}-{_slug(known, structure.iri)}-{_slug(known, finding)}"
        return PartMap(title, own, tuple(facts), structure.place, parts, whole, structure.outlines)

    def _part(self, iri: str, name: str, said: list[_Said]) -> MappedPart:
        """Return what is known of a part: by facts of itself, else by those of the narrowest groups that it is in."""
        known = self._known
        places = known.places.get(iri, frozenset())
        on = [s for s in said if s.site in places]
        near = [s for s in on if not any(o.site != s.site and s.site in known.places[o.site] for o in on)]
        label = known.label(iri) if iri else name
        if not near:
            return MappedPart(iri, label, UNKNOWN, (), None, ())
        status, share = _status(near)
        return MappedPart(iri, label, status, self._sayings(near, iri), share, tuple(s.fact.iri for s in near))

    def _sayings(self, said: list[_Said], site: str) -> tuple[Saying, ...]:
        found = dict.fromkeys(self._saying(one, site) for one in said)
        for one in list(found):  # what is said of all patients is said of some
            found.pop(one._replace(words=f"{one.words} {OF_SOME}"), None)
        if len(found) > 1:  # whatever says more says that it is seen
            found.pop(_SEEN, None)
        sayings = list(found)
        return (*sayings[:_TEXTS], *([Saying("…", "")] if len(sayings) > _TEXTS else []))

    def _saying(self, said: _Said, site: str) -> Saying:
        """Return what one fact says, in short."""
        known, fact = self._known, said.fact
        told = known.likens | {FREQUENCY_WORD}
        given = [*dict.fromkeys(known.label(value) for property_, value in fact.qualifiers if property_ in told)]
        hedge = [known.label(fact.certainty)] if fact.certainty not in known.firm else []
        units = [known.label(value) for property_, value in fact.qualifiers if property_ == _UNIT]
        share = share_of(fact, known)
        counted = [share.text + (f" of {', '.join(units)}" if units else "")] if share else []
        kind = [said.kind] if said.kind else []
        if said.spares:
            parts = [*hedge, *given, *kind, "denied" if fact.excluded else "spared", *(f"in {text}" for text in counted)]
        else:
            parts = [*counted, *hedge, *given, *kind] or [_SEEN.words]
        limited = [OF_SOME] if self._is_limited(fact) else []
        return Saying(" ".join((*parts, *limited)), known.label(said.site) if said.site != site else "")

    def _is_limited(self, fact: Fact) -> bool:
        """Return whether a fact is of some of the patients alone, or at some time."""
        limits = self._known.limits - _SHOWN_BY_MAP
        return any(p in limits for p, _ in fact.qualifiers) or any(p in limits for p in fact.numbers)


def _status(near: list[_Said]) -> tuple[str, Share | None]:
    """Return the status of a part, and the share that decides it: that of the largest study."""
    seen = [s for s in near if not s.spares]
    is_spared = any(s.share is None or s.share.high >= HALF for s in near if s.spares)
    counted = [s for s in (seen or near) if s.share]
    share = max(counted, key=lambda s: (s.shown.fact.strength.patients or 0, s.fact.iri)).share if counted else None
    if not seen:
        return (SPARED if is_spared else SELDOM_SPARED), share
    if is_spared:
        return BOTH, share
    if share is None:
        return STATED, None
    # "up to 40 %" has no lower bound: what it says is the upper one
    bound = share.low or share.high
    return next(status for least, status in CLASSES if bound >= least), share


def _sources(said: _Said) -> frozenset[str]:
    return frozenset(evidence.source for evidence in said.shown.fact.evidence)


def _slug(known: Knowledge, iri: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", known.label(iri).lower()).strip("-")
