"""Where the page of a thing is: at the path of its IRI."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

from radkg.errors import InvalidOption
from radkg.namespaces import RADKG

#: Pages of the site itself, folders of such pages, and that of things with IRIs of others: no IRI of radkg's takes their place.
INDEX, SEARCH, BROWSE, COMPARE, ELSEWHERE = "index", "search", "browse", "compare", "elsewhere"
QUERY, QUESTIONS, CHECK, CHECKS, MAPPINGS = "query", "questions", "check", "shapes", "mappings"
#: Folders of what pages load: scripts of radkg's and of others, and data.
SCRIPTS, VENDORED, DATA = "scripts", "vendored", "data"
#: Folders that hosts of the site have beside it: the release, the ontology as it is, and the documentation.
BESIDE = ("release", "ontology", "docs")
_PAGES = (INDEX, SEARCH, BROWSE, COMPARE, ELSEWHERE, QUERY, QUESTIONS, CHECK, CHECKS, MAPPINGS)
RESERVED = frozenset((*_PAGES, SCRIPTS, VENDORED, DATA, "site", *BESIDE))
#: The whole graph, its parts by number, and what scripts know of the questions and the pages; packed here, as not every host
#: packs what it serves.
GRAPH, GRAPH_PART, ABOUT = f"{DATA}/graph.ttl.gz", f"{DATA}/graph-{{}}.ttl.gz", f"{DATA}/about.json.gz"
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*")
_BESIDE_IT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[/.][A-Za-z0-9][A-Za-z0-9_-]*)*/?")
_LONGEST = 180  # characters; a file's name has at most 255 bytes


def path_of(iri: str) -> str:
    """Return the path of the page of a thing, without suffix: that of its IRI, or one made for an IRI of somebody else's.

    >>> path_of("https://w3id.org/radkg/fact/a-b")
    'fact/a-b'
    >>> path_of("https://example.org/Spot")
    'elsewhere/Spot-f9c61be0'
    """
    local = iri.removeprefix(RADKG)
    if local != iri and len(local) < _LONGEST and _PATH.fullmatch(local) and local.partition("/")[0] not in RESERVED:
        return local
    last = re.sub(r"[^A-Za-z0-9]+", "-", re.split(r"[/#:]", iri.rstrip("/#"))[-1])[:60].strip("-")
    return f"{ELSEWHERE}/{last or 'thing'}-{sha256(iri.encode()).hexdigest()[:8]}"


def root_of(path: str) -> str:
    """Return how the page at a path gets to the top of the site: "", "../", …"""
    return "../" * path.count("/")


def documentation_of(given: str) -> str:
    """Return where the documentation of a site is: an address, or a path from the top of the site; empty where none is given.

    >>> documentation_of("docs/")
    'docs/index.html'
    >>> documentation_of("https://example.org/docs/")
    'https://example.org/docs/'

    Raises:
        InvalidOption: It is neither. Any other scheme is refused, as the link stands on every page.
    """
    if not given:
        return ""
    if _BESIDE_IT.fullmatch(given):  # a page, as files that are opened without a server have no page of a folder
        return f"{given}index.html" if given.endswith("/") else given
    if not given.isascii() or not given.isprintable() or re.search(r"""[\s"'<>\\^`{|}]""", given):
        raise _no_documentation(given)
    try:
        parts = urlsplit(given)
        is_address = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address:
        raise _no_documentation(given)
    return given


def _no_documentation(given: str) -> InvalidOption:
    return InvalidOption(f"--documentation takes a path within the site, as docs/, or an https address, not {given[:80]!r}")
