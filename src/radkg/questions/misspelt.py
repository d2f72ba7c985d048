"""What in a query of somebody's own can match nothing, although it is well formed: it gives no rows, and no error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.model.knowledge import Knowledge

_CLOSE = 0.75  # of difflib's ratio: one or two letters of a name
# Comments, IRIs, strings with what follows them, and names of radkg's; the last two are groups.
_TOKEN = (
    r"#[^\n]*|<[^<>\s]*>"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*')(?P<after>@|\^\^)?"
    r"|(?<![\w:])radkg:(?P<name>[A-Za-z]\w*)"
)
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ASKS_LANGUAGE = re.compile(r"\blang\s*\(", re.IGNORECASE)


def remarks(sparql: str, known: Knowledge, *, has_rows: bool) -> Iterator[str]:
    """Yield a remark on each name of radkg's that does not exist, each label without its language, each tag in capitals.

    Args:
        sparql: The query.
        known: The knowledge that it is run over.
        has_rows: Whether it has given rows: a text without its language may then be meant, in a filter.
    """
    names: dict[str, None] = {}
    texts: dict[str, None] = {}
    for token in re.finditer(_TOKEN, sparql):
        if token["name"]:
            names[token["name"]] = None
        elif token["text"] and not token["after"]:
            texts[token["text"].strip("\"'")] = None
    for name in names:
        if not _is_used(known.store, ox.NamedNode(RADKG + name)):
            nearest = _nearest(name, known)
            yield f"radkg:{name} is no name of radkg's" + (f"; the nearest is radkg:{nearest}" if nearest else "")
    for text in () if has_rows else texts:
        tagged = ox.Literal(text, language="en")
        if _is_used(known.store, tagged) and not _is_used(known.store, ox.Literal(text)):
            yield f'texts have a language: write "{text}"@en'
        if text != text.lower() and _LANGUAGE.fullmatch(text) and _ASKS_LANGUAGE.search(sparql):
            yield f'language tags are in lower case here: write "{text.lower()}", or FILTER(langMatches(LANG(…), "{text}"))'


def _is_used(store: ox.Store, term: ox.NamedNode | ox.Literal) -> bool:
    if next(iter(store.quads_for_pattern(None, None, term)), None) is not None:
        return True
    if isinstance(term, ox.Literal):
        return False
    quads = (store.quads_for_pattern(term, None, None), store.quads_for_pattern(None, term, None))
    return any(next(iter(found), None) is not None for found in quads)


def _nearest(name: str, known: Knowledge) -> str:
    from difflib import get_close_matches

    names = [iri.removeprefix(RADKG) for iri in (*known.kinds, *known.properties) if iri.startswith(RADKG)]
    return next(iter(get_close_matches(name, names, n=1, cutoff=_CLOSE)), "")
