"""A term or a fact as HTML: a page that stands by itself, or the same inside a notebook.

Whatever comes from the graph is escaped: a user's own file may name a term as it likes. The drawings are radkg's own files.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from radkg.show.parts import (
    Citations,
    associations,
    by_relation,
    by_section,
    citation_of,
    denied,
    fact_rows,
    is_named,
    kind_of,
    left_open,
    sentence,
    taken_over,
    term_rows,
)
from radkg.styles import html_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.records import Evidence
    from radkg.show.described import FactDescription, ShownConflict, ShownFact, TermDescription
    from radkg.show.parts import Listing, Section
    from radkg.show.pictures import DrawnSign, Picture

_CURIE = re.compile(r"[A-Za-z0-9_.]+:[A-Za-z0-9_.-]*[A-Za-z0-9_]")

# Text has the colour of the page, light or dark. Colours mark edges alone, which words mark as well.
_STYLE = """
.radkg { max-width: 60rem; line-height: 1.5; overflow-wrap: anywhere; }
.radkg h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; }
.radkg h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; }
.radkg h3 { font-size: 1rem; margin: .8rem 0 .1rem; font-weight: 600; }
.radkg p { margin: .4rem 0; }
.radkg ul, .radkg ol { margin: .2rem 0; padding-left: 1.4rem; }
.radkg .quiet, .radkg h2 small, .radkg figcaption { opacity: .75; font-weight: 400; }
.radkg a { color: inherit; }
.radkg .marks { font-size: .8em; white-space: nowrap; }
.radkg dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
.radkg dt { opacity: .75; }
.radkg dd { margin: 0; }
.radkg .drawings { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1rem; margin: 1rem 0; }
.radkg .drawings.few { grid-template-columns: repeat(auto-fill, minmax(14rem, 24rem)); }
.radkg figure { margin: 0; break-inside: avoid; }
.radkg figure svg { display: block; width: 100%; height: auto; }
.radkg .drawings.figures { grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 2rem; }
.radkg .figures figure { max-width: 28rem; }
.radkg figcaption { font-size: .85rem; margin-top: .25rem; }
.radkg .edge { border-left: 4px solid #8a8a8a; padding-left: .8rem; }
.radkg .excluded { border-color: #d55e00; }
.radkg .hedged, .radkg .conflict { border-color: #e69f00; }
.radkg .conflict { margin: .6rem 0; break-inside: avoid; }
.radkg .badge { border: 1px solid #d55e00; border-radius: .3rem; padding: 0 .4rem; font-weight: 600; }
.radkg .sources { font-size: .9rem; list-style: none; padding-left: 0; }
.radkg .sources li { break-inside: avoid; }
"""
_PAGE_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 60rem; background: Canvas; color: CanvasText;
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
@media print { :root { color-scheme: light; } body { margin: 0; font-size: 10pt; } h2, h3 { break-after: avoid; } }
"""
# A second defence after escaping: the browser runs no script and fetches nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(view: TermDescription | FactDescription) -> str:
    """Return ``view`` as a whole page that runs no script and loads no other file."""
    title = escape(_title(view))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · radkg</title>\n<style>{_STYLE}{_PAGE_STYLE}</style>\n</head>\n<body>\n"
        f"<main>{_body(view)}</main>\n</body>\n</html>"
    )


def fragment(view: TermDescription | FactDescription) -> str:
    """Return ``view`` as a part of a page, for notebooks."""
    return f"<style>{_STYLE}</style>{_body(view)}"


def _body(view: TermDescription | FactDescription) -> str:
    from radkg.show.described import FactDescription

    writer = _Writer(_anchor(_iri(view)))
    parts = writer.fact(view) if isinstance(view, FactDescription) else writer.term(view)
    joined = "\n".join(part for part in parts if part)
    return f'<article class="radkg">\n{joined}\n</article>'


def _iri(view: TermDescription | FactDescription) -> str:
    from radkg.show.described import FactDescription

    return view.shown.fact.iri if isinstance(view, FactDescription) else view.iri


def _title(view: TermDescription | FactDescription) -> str:
    from radkg.show.described import FactDescription

    return view.shown.fact.label if isinstance(view, FactDescription) else view.label


def _anchor(iri: str) -> str:
    """Return the prefix of the anchors of a view: a notebook shows several views on one page."""
    return "radkg-" + re.sub(r"[^A-Za-z0-9]+", "-", iri.removeprefix("https://w3id.org/radkg/")).strip("-")


class _Writer:
    """Writes the parts of one view; sources are numbered in the order in which they are first cited."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.citations = Citations()

    def term(self, view: TermDescription) -> list[str]:
        """Return the parts of the view of a term."""
        parts = [
            _header(view.label, escape(view.kind), view.iri),
            f"<p>{escape(view.definition)}{self.marks(view.sources)}</p>" if view.definition else "",
            f"<p>Note: {escape(view.note)}</p>" if view.note else "",
            _drawings(view.pictures, view.label),
            _rows((name, _CURIE.sub(lambda found: _linked(view, found[0]), escape(text))) for name, text in term_rows(view)),
            _signs(view.drawn_signs),
            self.figures(view),
            self.contents(view),
            *(self.by_relation(*section) for section in by_section(view)),
        ]
        parts += [self.section(section) for section in associations(view)]
        parts += [self.imported(*group) for group in taken_over(view)]
        parts += [self.section(section) for section in (*denied(view), *left_open(view))]
        parts += [_heading("In conflict", len(view.conflicts))] if view.conflicts else []
        parts += [self.conflict(conflict) for conflict in view.conflicts]
        parts += [] if is_named(view) else ["<p>No fact names it.</p>"]
        return [*parts, self.sources()]

    def fact(self, view: FactDescription) -> list[str]:
        """Return the parts of the view of a fact."""
        fact = view.shown.fact
        kind = '<span class="badge">EXCLUDED</span>' if fact.kind == "excluded" else kind_of(fact.kind)
        rows = [(name, escape(text)) for name, text in fact_rows(view)]
        rows += [("rests on", f"{escape(citation_of(e))} {html_link(e.identifier)}") for e in fact.evidence]
        rows += [("against", f"{self.sentence(c.other)}: {escape(c.words)}") for c in view.conflicts]
        return [_header(fact.label, kind, fact.iri), _rows(rows), _drawings(view.pictures, ""), self.sources()]

    def figures(self, view: TermDescription) -> str:
        """Return what is drawn from facts, each picture above the facts that it rests on."""
        by_iri = {shown.fact.iri: shown for shown in (*view.facts, *view.said_of, *view.named_in, *view.excluded)}
        found = []
        for figure in view.figures:
            facts = "".join(f"<li>{self.sentence(by_iri[fact])}</li>\n" for fact in figure.facts)
            summary = f"<summary>{_counted(len(figure.facts))} that it is drawn from</summary>"
            found.append(
                f"<figure>{figure.html()}<figcaption><details>{summary}\n<ul>\n{facts}</ul></details></figcaption></figure>"
            )
        joined = "\n".join(found)
        return (
            f'{_heading("Drawn from the facts", len(found))}\n<div class="drawings figures">\n{joined}\n</div>' if found else ""
        )

    def contents(self, view: TermDescription) -> str:
        """Return links to the sections of the facts, where there are several."""
        links = [f'<a href="#{self.anchor}-{escape(name)}">{escape(title)}</a>' for name, title in view.sections.items()]
        return f'<p class="quiet">{" · ".join(links)}</p>' if len(links) > 1 else ""

    def by_relation(self, name: str, title: str, facts: list[ShownFact]) -> str:
        """Return the facts of a section as lists under their relations."""
        parts = [_heading(title, len(facts), f"{self.anchor}-{name}")]
        for relation, objects in by_relation(facts):
            parts.append(f"<h3>{escape(relation)}</h3>\n<ul>\n{''.join(map(self.object_, objects))}</ul>")
        return "\n".join(parts)

    def object_(self, stated: tuple[str, list[tuple[str, list[Evidence]]]]) -> str:
        """Return an object with the qualifiers and the evidence of its facts."""
        name, ways = stated
        texts = [(escape(words) + self.marks(evidence)).strip() for words, evidence in ways]
        return f"<li>{escape(name)} {', '.join(texts)}</li>\n"

    def section(self, section: Section) -> str:
        """Return a section with its facts in whole sentences."""
        items = "".join(f"<li>{self.sentence(shown)}</li>\n" for shown in section.facts)
        edge = f' class="edge {section.tone}"' if section.tone else ""
        return f"<section{edge}>{_heading(section.title, len(section.facts))}\n<ul>\n{items}</ul></section>"

    def imported(self, title: str, count: int, listings: list[Listing]) -> str:
        """Return the imported facts of one resource."""
        texts = [f"{listing.relation}: {', '.join(listing.names)}" for listing in listings]
        items = "".join(
            f"<li>{escape(text)}{self.marks(listing.evidence)}</li>\n" for text, listing in zip(texts, listings, strict=True)
        )
        return f"<section>{_heading(title, count)}\n<ul>\n{items}</ul></section>"

    def conflict(self, conflict: ShownConflict) -> str:
        """Return two facts in conflict, with the reason."""
        one, other = self.sentence(conflict.one), self.sentence(conflict.other)
        why = escape(conflict.words)
        return f'<div class="edge conflict"><p>{one}</p><p>against: {other}</p><p class="quiet">{why}</p></div>'

    def sentence(self, shown: ShownFact) -> str:
        """Return a fact as a sentence with its citations."""
        return escape(sentence(shown)) + self.marks(shown.fact.evidence)

    def marks(self, evidence: Iterable[Evidence]) -> str:
        """Return the numbers of the sources that are cited, as links."""
        numbers = self.citations.numbers(evidence)
        links = ", ".join(f'<a href="#{self.anchor}-{number}">{number}</a>' for number in numbers)
        return f' <span class="marks">[{links}]</span>' if links else ""

    def sources(self) -> str:
        """Return the list of the sources that were cited."""
        items = []
        for citation, identifier, passages in self.citations.sources():
            name = f"{escape(citation)} {html_link(identifier)}"
            if len(passages) == 1 and not passages[0][0]:
                items.append(f"<li{self.target(passages[0][1])} {name}</li>")
            else:
                inner = "".join(f"<li{self.target(n)} {escape(section or 'as a whole')}</li>\n" for section, n in passages)
                items.append(f'<li>{name}\n<ul class="sources">\n{inner}</ul></li>')
        listed = "\n".join(items)
        return f'<h2>Sources</h2>\n<ul class="sources">\n{listed}\n</ul>' if items else ""

    def target(self, number: int) -> str:
        """Return the anchor that citations of a number link to."""
        return f' id="{self.anchor}-{number}">[{number}]'


def _header(label: str, kind: str, iri: str) -> str:
    return f'<h1>{escape(label)}</h1>\n<p class="quiet">{kind} · {html_link(iri)}</p>'


def _heading(title: str, count: int, anchor: str = "") -> str:
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f"<h2{name}>{escape(title)} <small>({count})</small></h2>"


def _counted(number: int) -> str:
    return "the fact" if number == 1 else f"the {number} facts"


def _linked(view: TermDescription, curie: str) -> str:
    """Return a CURIE as a link, where it is one of another vocabulary's terms, which are shown escaped."""
    return html_link(view.addresses[curie], curie) if curie in view.addresses else curie


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    """Return a list of names with their texts, which are HTML already."""
    items = "".join(f"<dt>{escape(name)}</dt><dd>{html}</dd>\n" for name, html in rows)
    return f"<dl>\n{items}</dl>" if items else ""


def _drawings(pictures: tuple[Picture, ...], label: str) -> str:
    return _grid([_figure(picture, picture.of if picture.of != label else "") for picture in pictures])


def _signs(signs: tuple[DrawnSign, ...]) -> str:
    """Return the drawings of signs under the facts that they rest on."""
    figures = []
    for sign in signs:
        mark = f' <span class="badge">{escape(sign.mark)}</span>' if sign.mark else ""
        figures.append(
            _figure(sign.picture, sign.picture.of, f"{mark}<p>By the fact: {html_link(sign.fact, sign.fact_label)}</p>")
        )
    return f"<h2>Drawn: what it shows</h2>\n{_grid(figures)}" if figures else ""


def _figure(picture: Picture, title: str, besides: str = "") -> str:
    """Return a drawing with its caption; ``besides`` is HTML already."""
    of = f"<b>{escape(title)}</b>. " if title else ""
    return f"<figure>{picture.svg()}<figcaption>{of}{escape(picture.description)}{besides}</figcaption></figure>"


def _grid(figures: list[str]) -> str:
    size = " few" if len(figures) < 3 else ""
    return f'<div class="drawings{size}">\n' + "\n".join(figures) + "\n</div>" if figures else ""
