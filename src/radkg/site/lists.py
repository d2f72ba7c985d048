"""Lists by what things are found by (signs, sites, modalities, antibodies, relations), quality checks, and mapping sets."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.mappings.released import released
from radkg.mappings.sets import expand_in, write_set
from radkg.questions.header import read_header
from radkg.rdf.sparql import select
from radkg.site.addresses import BROWSE, CHECKS, MAPPINGS
from radkg.site.pages import Links
from radkg.validation.checks import quality_checks

if TYPE_CHECKING:
    from markupsafe import Markup

    from radkg.mappings.sets import Mapping, MappingSet
    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.site.files import Files
    from radkg.site.pages import Pages


class ListPage(NamedTuple):
    """A list that was written.

    Attributes:
        title: What it lists.
        path: The path of its page, without suffix.
        number: How many things it has.
    """

    title: str
    path: str
    number: int


def write_lists(files: Files, known: Knowledge, pages: Pages) -> list[ListPage]:
    """Write a list for each query of ``queries/site``, a thing a line with what it is found with; the longest comes first."""
    written = []
    for file in known.ontology.query_files("site"):
        text = known.ontology.query_text(file)
        header = read_header(text)
        path = f"{BROWSE}/{os.path.splitext(os.path.basename(file))[0]}"
        links = Links(pages, path)
        title, about = header["title"][0], header["about"][0]
        rows = _rows(known, text, file, links)
        files.page(path, "by.html", links=links, title=title, description=about, rows=rows)
        written.append(ListPage(title, path, len(rows)))
    return sorted(written, key=lambda page: -page.number)


def _rows(known: Knowledge, query: str, name: str, links: Links) -> list[tuple[Markup, list[Markup]]]:
    """Return the rows of a list, by label: what each is about, and what stands beside it."""
    found: dict[str, set[str]] = defaultdict(set)
    for of, what in select(known.store, query, name):
        assert isinstance(of, ox.NamedNode), "the query binds it"
        found[of.value] |= {what.value} if isinstance(what, ox.NamedNode) else set()
    return [(links.to(of), [links.to(what) for what in _by_label(known, found[of])]) for of in _by_label(known, found)]


def _by_label(known: Knowledge, iris: set[str] | dict[str, set[str]]) -> list[str]:
    return sorted(iris, key=lambda iri: (known.label(iri).casefold(), iri))


def write_checks(files: Files, pages: Pages, ontology: Ontology) -> ListPage:
    """Write a page for each quality check, and the list of them."""
    checks = quality_checks(ontology)
    for check in checks:
        path = f"{CHECKS}/{check.name}"
        description = f"A quality check of radkg: it finds {check.title}."
        files.page(path, "quality-check.html", links=Links(pages, path), title=check.name, description=description, check=check)
    path = f"{CHECKS}/index"
    description = "Queries that find nothing in a sound ontology; radkg quality runs them all."
    files.page(path, "checks.html", links=Links(pages, path), title="Quality checks", description=description, checks=checks)
    return ListPage("quality checks", path, len(checks))


def write_mappings(files: Files, pages: Pages, ontology: Ontology) -> ListPage:
    """Write a page for each mapping set with its file beside it, and the list of them."""
    sets = ontology.mapping_sets()
    for one in sets:
        path = f"{MAPPINGS}/{one.name}"
        links = Links(pages, path)
        files.write(f"{path}.sssom.tsv", write_set(released(one)).encode())
        files.page(
            path,
            "mapping-set.html",
            links=links,
            title=_title(one),
            description=f"{_title(one)}: which of its terms is which of radkg's, as SSSOM.",
            one=one,
            rows=[_mapped(row, one, links) for row in one.mappings if row.found],
            without=[links.to(iri) for row in one.mappings if not row.found and (iri := expand_in(one, row.subject))],
        )
    path = f"{MAPPINGS}/index"
    files.page(
        path,
        "mapping-sets.html",
        links=Links(pages, path),
        title="Mapping sets",
        description="Which terms of other vocabularies are which of radkg's: a set of mappings each, as SSSOM.",
        sets=[(_title(one), one, sum(row.found for row in one.mappings)) for one in sets],
    )
    return ListPage("mapping sets", path, len(sets))


def _title(one: MappingSet) -> str:
    return one.metadata.get("mapping_set_title", one.name)


def _mapped(row: Mapping, one: MappingSet, links: Links) -> tuple[Markup, str, Markup, Mapping]:
    """Return a row for reading: the term, how near the other is, and the other."""
    how = row.predicate.partition(":")[2].removesuffix("Match")
    return links.to(expand_in(one, row.subject) or row.subject), how, links.elsewhere(row.object), row
