"""What a page says to search engines: schema.org, as JSON-LD within the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from radkg.styles import address_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.show.described import FactDescription
    from radkg.show.views import TermView
    from radkg.site.pages import ThingPage

_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def data_block(about: dict[str, object]) -> Markup:
    """Return a description as a block of data in a page, out of which no text of anybody's leads."""
    text = json.dumps({"@context": "https://schema.org", **about}, ensure_ascii=False, sort_keys=True).translate(_SAFE)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def of_term(view: TermView, same_as: Sequence[str], description: str) -> dict[str, object]:
    """Return a term as schema.org describes it."""
    return _without_nothing(
        {
            "@type": "DefinedTerm",
            "@id": view.iri,
            "url": view.iri,
            "name": view.label,
            "description": description,
            "alternateName": list(view.synonyms),
            "sameAs": list(same_as),
            "inDefinedTermSet": "https://w3id.org/radkg/ontology",
        }
    )


def of_fact(view: FactDescription) -> dict[str, object]:
    """Return a fact as schema.org describes it: a claim, and the works that it is cited from."""
    fact = view.shown.fact
    works = [
        _without_nothing(
            {"@type": "CreativeWork", "@id": e.source, "name": e.citation, "sameAs": address_of(e.identifier) or ""}
        )
        for e in fact.evidence
    ]
    return _without_nothing({"@type": "Claim", "@id": fact.iri, "url": fact.iri, "name": fact.label, "citation": works})


def of_thing(page: ThingPage, description: str, identifier: str) -> dict[str, object]:
    """Return a source, or another thing, as schema.org describes it."""
    kind = "CreativeWork" if page.kind in ("source", "passage") else "ImageObject" if page.kind == "picture" else "Thing"
    about = {"@type": kind, "@id": page.iri, "url": page.iri, "name": page.label, "description": description}
    return _without_nothing({**about, "sameAs": address_of(identifier)})


def _without_nothing(about: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in about.items() if value}
