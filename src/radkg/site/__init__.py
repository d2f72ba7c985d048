"""The graph as a static site: a page for each term, fact and source, at the path of its IRI, with its RDF beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.site.built import Site
    from radkg.site.checking import Judge


def write(
    folder: str,
    known: Knowledge,
    ontology: Ontology,
    judge: Judge,
    progress: Callable[[int, int], None] | None = None,
    documentation: str = "",
) -> Site:
    """Write the site; see `radkg.site.build.build`.

    Raises:
        CannotWriteSite: The folder cannot be written to, or has other files in it.
        InvalidOption: The documentation is at no path and no https address.
        MissingPackage: Jinja2 is not installed.
    """
    from radkg.errors import MissingPackage

    try:
        import jinja2  # noqa: F401
    except ImportError:
        raise MissingPackage("the site", "site") from None
    from radkg.site.build import build

    return build(folder, known, ontology, judge, progress, documentation)
