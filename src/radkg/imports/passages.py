"""Sources are cited by pointing: holding a copy of one against the digests of its passages and sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import RadkgError, UnreadableFile
from radkg.imports.cited import (
    CitedEvidence,
    EvidenceCheck,
    Passage,
    PassageCheck,
    Source,
    SourceList,
    SourceVerification,
)
from radkg.imports.sentences import found_in
from radkg.model.lookups import values
from radkg.namespaces import DCTERMS, RADKG, RDF, RDFS, SOURCE, compact, expand
from radkg.rdf.guards import encoding_of
from radkg.resources import open_file

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_FILE = 50 * 1024 * 1024  # bytes; a page, an article or a book as text
FARTHEST = 5000  # code points from its cited offset that a passage is looked for: a digest is tried offset by offset


class UnknownSource(RadkgError):
    """No source with passages has the name given, or there are several and no name is given."""


def read_sources(store: ox.Store) -> SourceList:
    """Return the sources in ``store``, sorted by IRI, each with its passages in the order of the text."""
    passages: dict[str, list[Passage]] = {}
    for node in _instances(store, "Passage"):
        passage = Passage(
            node.value,
            _text(store, node, RADKG + "heading"),
            int(_text(store, node, RADKG + "startOffset") or 0),
            int(_text(store, node, RADKG + "endOffset") or 0),
            _text(store, node, RADKG + "digest"),
        )
        passages.setdefault(_text(store, node, RADKG + "ofSource"), []).append(passage)
    evidence, others = _evidence(store)
    sources = []
    for node in _instances(store, "Source"):
        length = _text(store, node, RADKG + "length")
        own = sorted(passages.get(node.value, ()), key=lambda passage: (passage.start, passage.iri))
        sources.append(
            Source(
                node.value,
                _text(store, node, DCTERMS + "title"),
                _text(store, node, DCTERMS + "identifier"),
                int(length) if length else None,
                _text(store, node, RADKG + "digest"),
                tuple(own),
                tuple(evidence.get(node.value, ())),
                others.get(node.value, 0),
            )
        )
    return SourceList(sorted(sources, key=lambda source: source.iri))


def _evidence(store: ox.Store) -> tuple[dict[str, list[CitedEvidence]], dict[str, int]]:
    """Return source to the evidences that cite sentences of it, and source to how many cite neither sentence nor passage."""
    cited: dict[str, list[CitedEvidence]] = {}
    others: dict[str, int] = {}
    for node in sorted(_instances(store, "Evidence"), key=lambda node: node.value):
        source = _text(store, node, DCTERMS + "source")
        digests = values(store, node.value, RADKG + "sentenceDigest")
        if not digests:
            others[source] = others.get(source, 0) + (not values(store, node.value, RADKG + "passage"))
            continue
        facts = [q.subject for q in store.quads_for_pattern(None, ox.NamedNode(RADKG + "evidence"), node)]
        fact = min((fact.value for fact in facts if isinstance(fact, ox.NamedNode)), default="")
        label = min(values(store, fact, RDFS + "label"), default="")
        read = (_text(store, node, RADKG + name) for name in ("textAddress", "textDate"))
        found = CitedEvidence(node.value, fact, label, _text(store, node, RADKG + "locator"), tuple(digests), *read)
        cited.setdefault(source, []).append(found)
    return cited, others


def verify_file(store: ox.Store, path: str, name: str | None = None) -> SourceVerification:
    """Hold a user's copy of a source against its passages, and against the sentences that evidence cites.

    Args:
        store: What the source and its passages are described in.
        path: The copy, as UTF-8 text.
        name: Which source it is, see `choose`; where none is given, the one of which the copy has a sentence.

    Raises:
        UnknownSource: See `choose`.
        UnreadableFile: See `read_copy`.
    """
    sources, text = read_sources(store), read_copy(path)
    source = (_source_of(sources, text) if name is None else None) or choose(sources, name)
    found = replace(verify(source, text), path=path)
    return found if found.matches else replace(found, matches_as_plain_text=would_match_as_plain_text(source, text))


def _source_of(sources: Iterable[Source], text: str) -> Source | None:
    """Return the source of which a copy has sentences; ``None`` where there is none.

    Raises:
        UnknownSource: The copy has sentences of several.
    """
    cited = [source for source in sources if source.evidence]
    found = found_in(text, frozenset(digest for source in cited for e in source.evidence for digest in e.digests))
    named = [source for source in cited if any(digest in found for e in source.evidence for digest in e.digests)]
    if len(named) > 1:
        choice = ", ".join(compact(source.iri) for source in named)
        raise UnknownSource(f"the copy has sentences of several sources; --source takes one of: {choice}")
    return named[0] if named else None


def choose(sources: Iterable[Source], name: str | None) -> Source:
    """Return a source with passages, or with sentences that evidence cites.

    Args:
        sources: The sources.
        name: An IRI, a prefixed name, or the end of one; ``None`` for the only source with passages.

    Raises:
        UnknownSource: There is none, or no name is given and there are several.
    """
    known = {source.iri: source for source in sources if source.is_checkable}
    with_passages = [iri for iri, source in known.items() if source.passages]
    for iri in with_passages if name is None and len(with_passages) == 1 else (expand(name or "") or "", SOURCE + (name or "")):
        if iri in known:
            return known[iri]
    choice = ", ".join(map(compact, with_passages or known)) or "none"
    if any(source.evidence for source in known.values()) and with_passages:
        choice += ", or a source with sentences (`radkg sources list` has them)"
    what = "source with passages or sentences"
    problem = "it is not said which source this is" if name is None else f"no {what} is called {name!r}"
    raise UnknownSource(f"{problem}; --source takes one of: {choice}")


def read_copy(path: str) -> str:
    """Return the text of a user's copy, with its line ends as they are.

    Raises:
        UnreadableFile: It is missing, not a regular file, too large, empty, or not UTF-8.
    """
    try:
        with open_file(path) as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile(path, reason, remedy="check the name and the permissions") from None
    return decoded(data, path)


def decoded(data: bytes, path: str) -> str:
    """Return the text that a file is, with its line ends as they are and byte order mark included.

    Raises:
        UnreadableFile: It is too large, empty, or not UTF-8.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(path, f"larger than {LARGEST_FILE // 2**20} MB", remedy="give one text")
    if encoding := encoding_of(data):
        raise UnreadableFile(path, f"not UTF-8 but {encoding}", remedy="save it as UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, "not UTF-8", line=line, remedy="save it as UTF-8 text") from None
    if not text:
        raise UnreadableFile(path, "empty", remedy="give a text")
    return text


def verify(source: Source, text: str) -> SourceVerification:
    """Return whether a copy has the length, the digest, the passages and the sentences of a source.

    Args:
        source: The source.
        text: The text of the copy.
    """
    lines = found_in(text, frozenset(digest for evidence in source.evidence for digest in evidence.digests))
    return SourceVerification(
        source,
        len(text),
        _sha256(text) == source.digest,
        tuple(_check(passage, text) for passage in source.passages),
        tuple(EvidenceCheck(e, tuple(lines[digest] for digest in e.digests if digest in lines)) for e in source.evidence),
    )


def would_match_as_plain_text(source: Source, text: str) -> bool:
    """Return whether ``text`` differs from the source in a byte order mark and in Windows line ends alone."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return plain != text and verify(source, plain).matches


def _check(passage: Passage, text: str) -> PassageCheck:
    matches = passage.end <= len(text) and _sha256(text[passage.start : passage.end]) == passage.digest
    line = text.count("\n", 0, passage.start) + 1 if passage.start < len(text) else None
    return PassageCheck(passage, matches, None if matches else _found_at(passage, text), line)


def _found_at(passage: Passage, text: str) -> int | None:
    length = passage.end - passage.start
    first, last = max(0, passage.start - FARTHEST), min(len(text) - length, passage.start + FARTHEST)
    offsets = sorted(range(first, last + 1), key=lambda offset: abs(offset - passage.start))
    return next((offset for offset in offsets if _sha256(text[offset : offset + length]) == passage.digest), None)


def _sha256(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8")).hexdigest()


def _instances(store: ox.Store, kind: str) -> list[ox.NamedNode]:
    quads = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(RADKG + kind))
    return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def _text(store: ox.Store, node: ox.NamedNode, predicate: str) -> str:
    return min(values(store, node.value, predicate), default="")
