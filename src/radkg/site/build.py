"""Writing the site: each page from its template, into a folder that takes the place of an older one when all is there."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from markupsafe import Markup, escape

from radkg.errors import RadkgError
from radkg.mappings.index import EXACT
from radkg.model.lookups import texts, values
from radkg.model.terms import LABEL
from radkg.namespaces import DCTERMS, RADKG, RDF, SKOS, compact
from radkg.questions.catalogue import names
from radkg.rdf.whole import waiting_folder
from radkg.show.parts import citation_of, denied, fact_rows, kind_of, left_open, taken_over, term_rows
from radkg.show.pictures import Picture
from radkg.show.views import fact_view, term_view, terms_named_by
from radkg.site import structured
from radkg.site.addresses import BROWSE, COMPARE, INDEX, SEARCH, documentation_of
from radkg.site.built import Site
from radkg.site.checking import write_check
from radkg.site.data import FORMS, Descriptions, documents
from radkg.site.files import STYLE, FilesInFolder
from radkg.site.lists import write_checks, write_lists, write_mappings
from radkg.site.pages import Links, Pages, ThingPage
from radkg.site.pairs import APART, SHARED, Pair, differences, pairs_of
from radkg.site.questions import write_questions
from radkg.site.sections import Order
from radkg.styles import address_of, html_link
from radkg.verdict.wording import qualifiers_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.model.records import Fact
    from radkg.show.described import ShownConflict, TermDescription
    from radkg.site.checking import Judge
    from radkg.site.files import Files

    Progress = Callable[[int, int], None]

#: What the page for searching has where nothing is searched.
NOT_SEARCHED: dict[str, Any] = {"words": "", "found": (), "number": 0}
#: A folder with this file is a site that was written, and may be replaced by another.
MARK = "site.json"
_LONGEST = 300  # characters of a description; search engines show fewer


class CannotWriteSite(RadkgError):
    """The folder for the site cannot be written to, or has something else in it."""


def build(
    folder: str,
    known: Knowledge,
    ontology: Ontology,
    judge: Judge,
    progress: Progress | None = None,
    documentation: str = "",
) -> Site:
    """Write the site into ``folder``, the whole of it or nothing.

    Args:
        folder: The folder, made if need be; an older site in it is replaced.
        known: The knowledge.
        ontology: The ontology.
        judge: Returns the verdicts on sentences, in their order.
        progress: Called with how many pages are written, and how many there are.
        documentation: Where the head of each page leads to the documentation: a path within the site, which somebody else
            fills, or an https address; nowhere where not given.

    Raises:
        InvalidOption: The documentation is at neither.
        CannotWriteSite: The folder cannot be written to, has other files, or does not tell capital letters from small ones.
    """
    folder, documentation = os.path.abspath(folder), documentation_of(documentation)
    try:
        _refuse_other_files(folder)
        with waiting_folder(os.path.dirname(folder)) as waiting:
            new = os.path.join(waiting, "site")
            os.mkdir(new)
            _refuse_one_case(new, folder)
            site = Writer(FilesInFolder(new, documentation), known, ontology).write(folder, judge, progress)
            _put_in_place(new, folder, os.path.join(waiting, "old"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "choose another folder with --output, or make room"
        raise CannotWriteSite(f"{error.filename or folder}: {reason}; {remedy}") from None
    return site


def _refuse_other_files(folder: str) -> None:
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise CannotWriteSite(f"{folder}: not a folder; choose another with --output")
    if os.path.isdir(folder) and os.listdir(folder) and not os.path.isfile(os.path.join(folder, MARK)):
        raise CannotWriteSite(f"{folder}: has files in it that are no site of radkg's; choose an empty folder with --output")


def _refuse_one_case(new: str, folder: str) -> None:
    """Refuse a file system to which a class and a property of the same letters are one file."""
    probe = os.path.join(new, "case")
    os.mkdir(probe)
    same = os.path.exists(os.path.join(new, "CASE"))
    os.rmdir(probe)
    if same:
        raise CannotWriteSite(
            f"{folder}: the file system does not tell capital letters from small ones, as IRIs do; "
            "choose a folder on one that does"
        )


def _put_in_place(new: str, folder: str, old: str) -> None:
    there = os.path.lexists(folder)
    if there:
        os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        if there:
            os.rename(old, folder)
        raise


class Writer:
    """Makes the pages of one site.

    Args:
        files: The files of the site.
        known: The knowledge.
        ontology: The ontology.
    """

    def __init__(self, files: Files, known: Knowledge, ontology: Ontology) -> None:
        self._known, self._ontology = known, ontology
        self.pages, self._order, self._descriptions = Pages(known), Order(ontology, known), Descriptions(known)
        self._conflicts = {_parties(known, page.iri): page.iri for page in self.pages.of_kind("conflict")}
        self._pictures = {page.iri: texts(known.store, page.iri, RADKG + "fileName") for page in self.pages.of_kind("picture")}
        self._naming: dict[str, list[Fact]] = defaultdict(list)
        for fact in known.facts.values():
            for iri in terms_named_by(fact):
                self._naming[iri].append(fact)
        self.pairs = pairs_of(known, self._order)
        self.files = files

    def write(self, folder: str, judge: Judge, progress: Progress | None) -> Site:
        """Write all files, and return what there is in the folder that will have them."""
        pages = list(self.pages.by_iri.values())
        self.carry()
        for number, page in enumerate(pages, 1):
            self.thing(page)
            if progress:
                progress(number, len(pages))
        counts = self.counts()
        counts["of the site"] = self._own_pages(counts, judge)
        counted = dict(sorted(counts.items()))
        self.files.write(MARK, (f'{{"radkg": "site", "pages": {sum(counted.values())}}}\n').encode())
        return Site(folder, counted, self.files.number, self.files.bytes)

    def counts(self) -> Counter[str]:
        """Return how many pages of things there are, by kind."""
        pages = self.pages.by_iri.values()
        return Counter(page.kind if page.iri.startswith(RADKG) else f"{page.kind} of others" for page in pages)

    def carry(self) -> None:
        """Write what all pages load."""
        self.files.carry("static", STYLE)
        self.files.carry("static", "icon.svg")

    # -- pages of things

    def thing(self, page: ThingPage) -> None:
        """Write the page of a thing, with its RDF beside it."""
        links = Links(self.pages, page.path)
        if page.kind == "fact":
            template, context = "fact.html", self._fact(page, links)
        elif page.kind == "term":
            template, context = "term.html", self._term(page, links)
        elif page.kind in ("source", "passage"):
            template, context = "source.html", self._source(page, links)
        else:
            template, context = "thing.html", self._other(page, links)
        self._page(page.path, template, links, page=page, forms=FORMS, **context)
        for suffix, data in documents(self._descriptions.of(page.iri)).items():
            self.files.write(f"{page.path}.{suffix}", data)

    def _term(self, page: ThingPage, links: Links) -> dict[str, Any]:
        view = term_view(self._known, page.iri, self._ontology, self._naming.get(page.iri, ()), self._order)
        mappings = [m for m in view.mappings if m.found]
        same = list(filter(None, (self.pages.elsewhere(m.object) for m in mappings if m.predicate == EXACT)))
        kind = self.pages.kinds[page.iri]
        description = _shortened(view.definition or f"{view.label}: {kind} of radkg, with what is known of it.")
        rows = [(name, self._linked(view, name, text, links)) for name, text in term_rows(view)]
        return {
            "title": view.label,
            "description": description,
            "kind": kind,
            "view": view,
            "rows": rows,
            "sections": self._order.sections(view),
            "denied": [(section, self._order.groups(section.facts)) for section in denied(view)],
            "left_open": [(section, self._order.groups(section.facts)) for section in left_open(view)],
            "taken_over": taken_over(view),
            "conflicts": [self._conflict(conflict) for conflict in view.conflicts],
            "stated": self._stated(page.iri, links) if page.iri in self._known.relations or not view.definition else [],
            "pairs": [
                (pair, self.pages.by_iri[pair.other if pair.one == page.iri else pair.one])
                for pair in self.pairs
                if page.iri in (pair.one, pair.other)
            ],
            "structured": structured.data_block(structured.of_term(view, same, description)),
        }

    def _fact(self, page: ThingPage, links: Links) -> dict[str, Any]:
        view = fact_view(self._known, page.iri, self._order)
        fact = self._known.facts[page.iri]
        words = f"{kind_of(view.shown.fact.kind)}: {page.label}. {'; '.join(citation_of(e) for e in view.shown.fact.evidence)}"
        nodes = values(self._known.store, page.iri, RADKG + "evidence")
        return {
            "title": page.label,
            "description": _shortened(words),
            "view": view,
            "row": self._order.row(view.shown),
            "rows": [(name, text) for name, text in fact_rows(view) if name in ("certainty", "strength", "remark")],
            "fact": fact,
            "conflicts": [self._conflict(conflict) for conflict in view.conflicts],
            "evidence": [(node, self._known.evidence_of(node)) for node in nodes],
            "structured": structured.data_block(structured.of_fact(view)),
        }

    def _source(self, page: ThingPage, links: Links) -> dict[str, Any]:
        view = term_view(self._known, page.iri, self._ontology, self._naming.get(page.iri, ()), self._order)
        parts = self._known.store.quads_for_pattern(None, ox.NamedNode(RADKG + "ofSource"), ox.NamedNode(page.iri))
        passages = sorted({quad.subject.value for quad in parts if isinstance(quad.subject, ox.NamedNode)})
        identifier = min(values(self._known.store, page.iri, DCTERMS + "identifier"), default="")
        description = _shortened(f"{page.label}: {page.kind} of radkg, with the {len(view.cited_by)} facts that rest on it.")
        return {
            "title": page.label,
            "description": description,
            "facts": [self._order.row(shown) for shown in view.cited_by],
            "passages": [self.pages.by_iri[passage] for passage in passages],
            "stated": self._stated(page.iri, links),
            "structured": structured.data_block(structured.of_thing(page, description, identifier)),
        }

    def _other(self, page: ThingPage, links: Links) -> dict[str, Any]:
        parties = [p for p in values(self._known.store, page.iri, RADKG + "hasParty") if p in self._known.facts]
        conflicts = fact_view(self._known, parties[0], self._order).conflicts if parties else ()
        shown = [c for c in map(self._conflict, conflicts) if c["iri"] == page.iri]
        users = self._known.store.quads_for_pattern(None, None, ox.NamedNode(page.iri))
        used = {quad.subject.value for quad in users if isinstance(quad.subject, ox.NamedNode)}
        about = " ".join(texts(self._known.store, page.iri, DCTERMS + "description")) or f"{page.kind} of radkg: {page.label}"
        return {
            "title": page.label,
            "description": _shortened(about),
            "conflicts": shown,
            "picture": self._drawing(page.iri),
            "stated": [] if shown else self._stated(page.iri, links),
            "used": sorted(used & self.pages.by_iri.keys()),
            "structured": structured.data_block(structured.of_thing(page, _shortened(about), "")),
        }

    def _conflict(self, conflict: ShownConflict) -> dict[str, Any]:
        one, other = self._order.row(conflict.one), self._order.row(conflict.other)
        iri = self._conflicts.get(frozenset((one.fact.iri, other.fact.iri)), "")
        return {"one": one, "other": other, "kind": conflict.kind, "why": conflict.why, "iri": iri}

    def _linked(self, view: TermDescription, name: str, text: str, links: Links) -> Markup:
        """Return a row of a term as links: to terms of radkg's by their labels, to those of others by their addresses."""
        if name == "also called":
            return escape(text)
        mapped = {f"{m.object} ({m.object_label})" if m.object_label else m.object: m for m in view.mappings if m.found}
        if any(shown in mapped for shown in text.split(", ")) or any(shown in text for shown in mapped):
            found = [m for shown, m in mapped.items() if shown in text]
            return Markup(", ").join(
                links.elsewhere(m.object) + (Markup(" ({})").format(m.object_label) if m.object_label else "") for m in found
            )
        named = view.structure.get(name) or {"a kind of": view.broader, "kinds of it": view.narrower}.get(name)
        named = named or {"part of": view.part_of, "parts": view.parts}.get(name) or (text,)
        return Markup(", ").join(map(links.called, named))

    def _stated(self, iri: str, links: Links) -> list[tuple[Markup, list[Markup]]]:
        """Return what is stated of a thing, property by property; structures without a name are in the RDF alone."""
        found: dict[str, list[Markup]] = defaultdict(list)
        quads = self._known.store.quads_for_pattern(ox.NamedNode(iri), None, None)
        for quad in sorted(quads, key=lambda q: (q.predicate.value, str(q.object))):
            if isinstance(quad.object, ox.NamedNode):
                found[quad.predicate.value].append(links.to(quad.object.value))
            elif isinstance(quad.object, ox.Literal) and quad.predicate.value != LABEL:  # which is the title
                found[quad.predicate.value].append(_literal(quad.object.value))
        return [(links.to(predicate, self._name(predicate)), some) for predicate, some in found.items()]

    def _name(self, predicate: str) -> str:
        if predicate == RDF + "type":
            return "is a"
        return self._known.label(predicate) if self._known.is_labelled(predicate) else compact(predicate)

    def _drawing(self, iri: str) -> str:
        """Return the path of a drawing's file, which is written when it is first asked for; empty where there is none."""
        files = self._pictures.get(iri, [])
        if not files:
            return ""
        path = f"{self.pages.by_iri[iri].path}.svg"
        if not self.files.has(path):
            kind = ("maps",) if RADKG + "PartMap" in self._known.classes_of(iri) else ()
            svg = Picture(iri, files[0], "", "", self._ontology.path("pictures", *kind)).svg()
            if not svg:
                return ""
            self.files.write(path, svg.encode())
        return path

    def details(self, fact: Fact, links: Links) -> list[tuple[str, list[Markup]]]:
        """Return what limits a fact: names of qualifiers with links to their values; numbers in words, without a name."""
        known = self._known
        numbers: dict[str, list[str] | float] = {
            known.qualifiers[p].key: int(n) if n == int(n) else n for p, n in fact.numbers.items() if p not in _SHARES
        }
        found: dict[str, list[Markup]] = defaultdict(list)
        for property_, value in fact.qualifiers:
            qualifier = known.qualifiers[property_]
            if qualifier.key == "effectMeasure":
                numbers.setdefault(qualifier.key, [known.label(value)])
            else:
                found["" if qualifier.key == "frequencyWord" else qualifier.label].append(links.to(value))
        words = qualifiers_in_words(numbers, known)
        return [*([("", [escape(words)])] if words else []), *found.items()]

    # -- pages of the site

    def _own_pages(self, counts: Mapping[str, int], judge: Judge) -> int:
        self.search()
        others = write_questions(self.files, self._known, self.pages)
        others += write_check(self.files, self._known, self.pages, judge)
        for pair in self.pairs:
            self.pair(pair)
        return others + len(self.pairs) + self.lists(counts) + 1

    def lists(self, counts: Mapping[str, int]) -> int:
        """Write the index, the lists of things, and the list of pairs; return how many pages there are.

        Args:
            counts: How many pages of things there are, by kind.
        """
        kinds = self.pages.terms()
        pairs = [(pair, self.pages.by_iri[pair.one], self.pages.by_iri[pair.other]) for pair in self.pairs]
        lists = {kind: (f"{BROWSE}/{_slug(kind)}", pages) for kind, pages in kinds.items()}
        found_by = write_lists(self.files, self._known, self.pages)
        of_the_house = [
            write_checks(self.files, self.pages, self._ontology),
            write_mappings(self.files, self.pages, self._ontology),
        ]
        for kind in ("source", "conflict", "criteria", "picture", "fact"):
            lists[_PLURALS[kind]] = (f"{BROWSE}/{_slug(_PLURALS[kind])}", self.pages.of_kind(kind))
        for kind, (path, pages) in lists.items():
            self._page(
                path,
                "list.html",
                Links(self.pages, path),
                title=f"All of kind {kind}" if kind in kinds else f"All {kind}",
                description=f"The {len(pages)} pages of radkg of the kind: {kind}.",
                pages=pages,
            )
        self._page(
            INDEX,
            "index.html",
            Links(self.pages, INDEX),
            title=self._said("title"),
            description=self._said("description"),
            found_by=found_by,
            lists=[*((kind, path, len(pages)) for kind, (path, pages) in lists.items()), *of_the_house],
            pairs=pairs,
            counts=counts,
        )
        path = f"{COMPARE}/index"
        self._page(
            path,
            "compare.html",
            Links(self.pages, path),
            title="Compare two diseases",
            description="What tells one disease from another, and what both show, with the facts that say so.",
            pairs=pairs,
            asked={APART, SHARED} <= set(names(self._ontology)),
        )
        others = len(found_by) + sum(page.number + 1 for page in of_the_house)
        return len(lists) + others + 2  # the index and the comparison

    def search(self) -> None:
        """Write the page for searching, and what it searches: labels, synonyms, and CURIEs of other vocabularies."""
        index = json.dumps(self.entries(), ensure_ascii=False, separators=(",", ":"))
        self.files.write("search-index.js", f"const RADKG_INDEX = {index};\n".encode())
        self.files.carry("static", "search.js")
        description = "Search radkg by label, synonym, or CURIE of another vocabulary."
        self._page(SEARCH, "search.html", Links(self.pages, SEARCH), title="Search", description=description, **NOT_SEARCHED)

    def entries(self) -> list[tuple[str, str, str, list[str]]]:
        """Return what is searched: of each term its label, the path of its page, its kind, and its other names."""
        entries = []
        for iri, kind in self.pages.kinds.items():
            page = self.pages.by_iri[iri]
            names = [*texts(self._known.store, iri, SKOS + "altLabel"), *texts(self._known.store, iri, SKOS + "hiddenLabel")]
            names += [row.object for row in self._known.mappings.by_subject.get(iri, ()) if row.found]
            entries.append((page.label, page.path, kind, [*names, compact(iri)]))
        return entries

    def pair(self, pair: Pair) -> None:
        """Write the page of two diseases that resemble each other."""
        one, other = self.pages.by_iri[pair.one], self.pages.by_iri[pair.other]
        shown = [fact_view(self._known, fact.iri, self._order).shown for fact in pair.facts]
        self._page(
            pair.path,
            "pair.html",
            Links(self.pages, pair.path),
            title=f"{one.label} or {other.label}",
            description=f"What tells {one.label} from {other.label}, with the facts and their sources.",
            one=one,
            other=other,
            facts=[self._order.row(some) for some in shown],
            parts_of=differences(self._known, pair),
        )

    def _said(self, name: str) -> str:
        """Return what the ontology's header says of it: its title or its description."""
        return " ".join(texts(self._known.store, self._ontology.iri(), DCTERMS + name)) or "radkg"

    def _page(self, path: str, template: str, links: Links, **context: Any) -> None:
        self.files.page(
            path, template, links=links, details=lambda fact: self.details(fact, links), drawing=self._drawing, **context
        )


#: Numbers that a share shows as a bar.
_SHARES = frozenset(RADKG + name for name in ("count", "total", "frequencyMinimum", "frequencyMaximum", "sampleSize"))
_PLURALS = {"source": "sources", "conflict": "conflicts", "criteria": "criteria", "picture": "drawings", "fact": "facts"}


def _parties(known: Knowledge, conflict: str) -> frozenset[str]:
    return frozenset(values(known.store, conflict, RADKG + "hasParty"))


def _literal(text: str) -> Markup:
    return Markup(html_link(text)) if address_of(text) else escape(text)  # escaped by html_link


def _slug(text: str) -> str:
    return "-".join(text.split())


def _shortened(text: str) -> str:
    """Return a text in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] + " …"
