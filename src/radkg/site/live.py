"""The site as radkg serves it: each file is made when it is first asked for, and nothing lies on a disk."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from markupsafe import Markup

from radkg.questions.catalogue import catalogue
from radkg.site.addresses import BROWSE, CHECKS, COMPARE, DATA, INDEX, MAPPINGS, QUERY, QUESTIONS, SCRIPTS, SEARCH, VENDORED
from radkg.site.build import Writer
from radkg.site.files import STYLE, KeptFiles
from radkg.site.pages import Links
from radkg.site.questions import query_page, table, write_query, write_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.rdf.results import QueryResult

#: Suffixes of what is made with a page of a thing.
_OF_THINGS = frozenset(("html", "ttl", "jsonld", "nt", "svg"))
#: What is made at once, by what the paths of its files begin with.
_PARTS = {
    "style": (STYLE, "icon.svg"),
    "search": (SEARCH,),
    "query": (f"{QUERY}/", f"{DATA}/", f"{SCRIPTS}/", f"{VENDORED}/"),
    "lists": (f"{INDEX}.", f"{BROWSE}/", f"{COMPARE}/index", f"{CHECKS}/", f"{MAPPINGS}/"),
}
_MOST = 1000  # rows on a page
_LINK = re.compile(r'href="([^"]+)"')


class LiveSite:
    """The files of a site, by path.

    Args:
        known: The knowledge.
        ontology: The ontology.
    """

    def __init__(self, known: Knowledge, ontology: Ontology) -> None:
        self.known, self._files = known, KeptFiles()
        self.writer = Writer(self._files, known, ontology)
        self._things = {page.path: page for page in self.writer.pages.by_iri.values()}
        self._pairs = {pair.path: pair for pair in self.writer.pairs}
        self._questions = catalogue(ontology)
        self._made: set[str] = set()
        self._kept: dict[str, bytes] = {}
        self._searched: list[tuple[list[str], tuple[str, str, str, list[str]]]] = []

    def file(self, path: str) -> bytes | None:
        """Return the file at a path; ``None`` where there is none."""
        stem, _, suffix = path.rpartition(".")
        make: Callable[[], None] | None = None
        if stem in self._things and suffix in _OF_THINGS:
            make = partial(self.writer.thing, self._things[stem])
        elif stem in self._pairs and suffix == "html":
            make = partial(self.writer.pair, self._pairs[stem])
        elif (name := stem.removeprefix(f"{QUESTIONS}/")) in self._questions and suffix in ("html", "rq"):
            make = partial(write_question, self._files, self.known, self.writer.pages, self._questions[name])
        if make is not None:
            make()
            found = self._files.kept.get(path)
            self._files.kept.clear()  # who serves them keeps what is asked for often
            return found
        part = next((name for name, start in _PARTS.items() if path.startswith(start)), "")
        if part and part not in self._made:
            getattr(self, f"_{part}")()
            self._made.add(part)
            self._kept |= self._files.kept
            self._files.kept.clear()
        return self._kept.get(path)

    def page(self, path: str, template: str, **context: Any) -> bytes:
        """Return a page that answers somebody.

        Args:
            path: Its path, without suffix.
            template: The file of its template.
            context: What the template names.
        """
        self._files.page(path, template, links=Links(self.writer.pages, path), details=self.writer.details, **context)
        return self._files.kept.pop(f"{path}.html")

    def query_page(self, sparql: str, result: QueryResult | None, fault: str) -> bytes:
        """Return the page that asks the questions, with the rows of a query or why it has none."""
        path = f"{QUERY}/index"
        context = query_page(self._questions.values(), sparql, fault)
        if result is not None:
            columns, rows = table(result, Links(self.writer.pages, path), _MOST)
            context |= {"columns": columns, "rows": rows, "of_rows": len(result.rows)}
        return self.page(path, "query.html", **context)

    def found(self, words: str) -> list[tuple[str, str, str, list[str]]]:
        """Return what is called as some words say, the nearest first, as static/search.js finds it."""
        if not self._searched:
            self._searched = [([*map(_plain, (one[0], *one[3]))], one) for one in self.writer.entries()]
        whole = _plain(words.strip())
        asked = whole.split()
        ranked = [(_rank(names, asked, whole), len(one[0]), one[0], one) for names, one in self._searched] if asked else []
        return [one for rank, _, _, one in sorted(ranked, key=lambda found: found[:3]) if rank < _NOT_FOUND]

    def with_own_links(self, html: str, path: str) -> Markup:
        """Return an answer of radkg's with links to the pages of this site, in the place of permanent addresses."""
        links = Links(self.writer.pages, path)

        def own(link: re.Match[str]) -> str:
            page = self.writer.pages.by_iri.get(link[1])
            return link[0] if page is None else f'href="{links.root}{page.path}.html"'

        return Markup(_LINK.sub(own, html))  # the answer is escaped where it is written

    def _style(self) -> None:
        from radkg.verdict.marked import STYLE as OF_TEXTS

        self.writer.carry()
        self._files.write(STYLE, self._files.kept[STYLE] + OF_TEXTS.encode())

    def _search(self) -> None:
        self.writer.search()

    def _query(self) -> None:
        write_query(self._files, self.known, self.writer.pages, list(self._questions.values()))

    def _lists(self) -> None:
        self.writer.lists(self.writer.counts())


_NOT_FOUND = 9


def _plain(text: str) -> str:
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter)).lower()


def _rank(names: list[str], words: list[str], whole: str) -> int:
    """Return how near a term with some names is to words; `_NOT_FOUND` where it is none of them."""
    if not all(any(word in name for name in names) for word in words):
        return _NOT_FOUND
    if names[0] == whole:
        return 0
    if whole in names:
        return 1
    if names[0].startswith(whole):
        return 2
    return 3 if any(name.startswith(whole) for name in names) else 4
