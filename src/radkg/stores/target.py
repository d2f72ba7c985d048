"""Targets: the store that a user names, and the presets with the addresses and the peculiarities of each store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from radkg.rdf.addresses import is_web_address, masked
from radkg.stores.errors import InvalidTarget


@dataclass(frozen=True, slots=True)
class Preset:
    """The addresses and the peculiarities of a store.

    Attributes:
        name: The name before the colon of a TARGET.
        title: The name of the store.
        tried: The version of the store that radkg was tried on; ``None`` where it was not tried on the store.
        example: A TARGET.
        query: Path for queries, below the address in the TARGET.
        update: Path for updates.
        graphs: Path for graphs, by the SPARQL 1.1 Graph Store HTTP Protocol.
        dataset: Path for all graphs at once, which are added whole or not at all; empty where none is known.
        compressed: Whether it takes requests compressed with gzip.
        transactional: Whether an update of several operations is done as a whole or not at all.
        union: Whether a query without FROM always asks all graphs.
        moves: Whether MOVE is exact, and faster than INSERT and DROP.
        cuts: Whether its settings can limit answers, so that it answers with a part of a graph and does not say so.
        bulk: Parameter of an upload that need not be a transaction of its own; empty for none.
    """

    name: str
    title: str
    tried: str | None
    example: str
    query: str
    update: str
    graphs: str
    dataset: str
    compressed: bool
    transactional: bool
    union: bool = False
    moves: bool = False
    cuts: bool = False
    bulk: str = ""


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "oxigraph",
            "Oxigraph server",
            "0.5.13",
            "oxigraph:http://localhost:7878",
            "/query",
            "/update",
            "/store",
            "/store",
            compressed=True,
            transactional=True,
            bulk="no_transaction",
        ),
        Preset(
            "fuseki",
            "Apache Jena Fuseki",
            "5.6.0",
            "fuseki:http://localhost:3030/ds",
            "/query",
            "/update",
            "/data",
            "/data",
            compressed=True,
            transactional=True,
        ),
        Preset(
            "virtuoso",
            "Virtuoso",
            "7.2.5",
            "virtuoso:http://localhost:8890",
            "/sparql",
            "/sparql-auth",
            "/sparql-graph-crud-auth",
            "",
            compressed=False,  # answers 500
            transactional=False,
            union=True,
            moves=True,
            cuts=True,
        ),
        Preset(
            "rdf4j",
            "RDF4J server",
            "5.0.3",
            "rdf4j:http://localhost:8080/rdf4j-server/repositories/radkg",
            "",
            "/statements",
            "/rdf-graphs/service",
            "/statements",
            compressed=True,
            transactional=True,
            union=True,
        ),
        Preset(
            "graphdb",
            "GraphDB",
            None,
            "graphdb:http://localhost:7200/repositories/radkg",
            "",
            "/statements",
            "/rdf-graphs/service",
            "",
            compressed=False,
            transactional=False,
            union=True,
        ),
        Preset("qlever", "QLever", None, "qlever:http://localhost:7001", "", "", "", "", compressed=False, transactional=False),
    )
}

_GENERIC = Preset(
    "", "SPARQL 1.1 Graph Store", None, "http://localhost:3030/ds/data", "", "", "", "", compressed=False, transactional=False
)
_FORMS = f"write oxigraph:DIR, {', '.join(preset.example for preset in PRESETS.values())}, or the address of any graph store"


@dataclass(frozen=True, slots=True)
class Target:
    """A store to load into.

    Attributes:
        text: As the user wrote it.
        preset: The addresses and the peculiarities of the store.
        folder: The folder of an embedded store; the addresses are empty then.
        query: Address for queries; ``None`` where none is known.
        update: Address for updates; ``None`` where none is known.
        graphs: Address for graphs.
        dataset: Address for all graphs at once, which are added whole or not at all; empty where none is known.
    """

    text: str
    preset: Preset
    folder: str = ""
    query: str | None = None
    update: str | None = None
    graphs: str = ""
    dataset: str = ""

    @property
    def title(self) -> str:
        """The name of the store."""
        return "Oxigraph, embedded" if self.folder else self.preset.title

    @property
    def is_transactional(self) -> bool:
        """Whether an update of several operations is done as a whole or not at all."""
        return bool(self.folder) or self.preset.transactional

    @property
    def is_union(self) -> bool:
        """Whether a query without FROM asks all graphs; of a folder, as documentation tells users to serve it."""
        return bool(self.folder) or self.preset.union

    @property
    def untried(self) -> str:
        """The remark on a store that radkg was not tried on; empty where it was."""
        if self.folder or self.preset.tried or not self.preset.name:
            return ""
        return f"radkg was not tried on a real {self.preset.title}; its addresses are those of its documentation"


def read_target(text: str, *, query: str | None = None, update: str | None = None) -> Target:
    """Return the store that ``text`` names.

    Args:
        text: ``oxigraph:DIR``, ``NAME:http://…`` with the name of one of `PRESETS`, or the address of a Graph Store.
        query: Address for queries, in the place of that of the preset.
        update: Address for updates, in the place of that of the preset.

    Raises:
        InvalidTarget: It names no store, or has a user name, a password, a query or a fragment.
    """
    name, colon, address = text.partition(":")
    if _is_address(text):
        return Target(text, _GENERIC, query=_checked(query), update=_checked(update), graphs=_checked(text) or "")
    if not colon or name not in PRESETS:
        printed = masked(text)
        known = f"there is no store {name!r}" if colon and printed.startswith(f"{name}:") else "no store is named"
        raise InvalidTarget(f"{printed}: {known}; {_FORMS}")
    preset = PRESETS[name]
    printed = f"{name}:{masked(address)}"
    if not _is_address(address):
        if name != "oxigraph" or not address:
            raise InvalidTarget(f"{printed}: {preset.title} has an address that begins with http:; write {preset.example}")
        if _looks_like_an_address(address):
            raise InvalidTarget(
                f"{printed}: looks like an address, and one begins with http:; write {preset.example} for a server, "
                "and ./ before the name of a folder"
            )
        if query or update:
            raise InvalidTarget(f"{text}: a folder has no addresses; leave --query and --update away")
        return Target(text, preset, folder=address)
    root = (_checked(address) or "").rstrip("/")
    if urlsplit(root).path == "" and urlsplit(preset.example.partition(":")[2]).path:
        raise InvalidTarget(f"{text}: name the dataset or repository as well, as in {preset.example}")
    return Target(
        text,
        preset,
        query=_checked(query) or root + preset.query,
        update=_checked(update) or root + preset.update,
        graphs=root + preset.graphs,
        dataset=root + preset.dataset if preset.dataset else "",
    )


def read_endpoint(text: str) -> Target:
    """Return the store that ``text`` names, where only queries are to be sent to it.

    Args:
        text: ``NAME:http://…`` with the name of one of `PRESETS`, or the address that it takes queries at.

    Raises:
        InvalidTarget: See `read_target`; or it names a folder, which takes no queries.
    """
    if _is_address(text):
        address = _checked(text)
        return Target(text, _GENERIC, query=address, graphs=address or "")
    target = read_target(text)
    if target.folder:
        raise InvalidTarget(
            f"{text}: a folder takes no queries; serve it, and write the address, as in {target.preset.example}"
        )
    return target


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _looks_like_an_address(folder: str) -> bool:
    """Return whether a user who writes this for a folder is likely to mean a server."""
    first = re.split(r"[/\\]", folder, maxsplit=1)[0]
    if "://" in folder or re.match("//|/*[^/]*:[^/]*@", folder):
        return True
    if re.fullmatch(r"localhost|\[.*|\d+(\.\d+){3}", first, re.IGNORECASE):
        return True
    return ":" in first and not re.fullmatch("[A-Za-z]:", first)  # a drive of Windows is none


def _checked(address: str | None) -> str | None:
    """Return an address as it is asked, with its scheme in small letters."""
    if address is None:
        return None
    if not is_web_address(address):
        raise InvalidTarget(f"{masked(address)}: not an address; write it like http://localhost:3030/ds")
    parts = urlsplit(address)
    if "@" in parts.netloc or "%40" in parts.netloc:
        raise InvalidTarget(
            f"{masked(address)}: no name or password in an address, where others can read it; "
            "set RADKG_USER and RADKG_PASSWORD, or write a line into ~/.netrc"
        )
    if "?" in address or "#" in address:
        raise InvalidTarget(f"{masked(address)}: an address without ? and #; radkg adds the graph itself")
    return parts.scheme + address[len(parts.scheme) :]
