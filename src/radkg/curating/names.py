"""Names of what a fact is made of: terms, relations, values of closed lists, qualifiers, sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.errors import InvalidOption, UnknownTerm
from radkg.model.english import key
from radkg.model.lookups import values
from radkg.namespaces import DCTERMS, OBO, RADKG, RDF, RDFS, SKOS, SOURCE, compact, expand

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Qualifier

_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid:?\s*|https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,9})/?", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid:?\s*|https?://\S*/articles/)?(PMC\d{1,9})/?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_ECO = re.compile(r"(?:obo:|eco:|ECO[:_]|http://purl\.obolibrary\.org/obo/)(?:ECO[:_])?(\d{7})", re.IGNORECASE)


class CitedSource(NamedTuple):
    """The source of a fact.

    Attributes:
        iri: Its IRI; of one that is not known yet, the local name.
        identifier: DOI, PMID, PMCID or address as it is written; empty where the source is known.
        is_new: Whether it is not known yet.
    """

    iri: str
    identifier: str = ""
    is_new: bool = False


def term(known: Knowledge, name: str) -> str:
    """Return the IRI of a term.

    Raises:
        UnknownTerm: Nothing is called so; the error offers the nearest names.
    """
    return known.find(name.strip())


def relation(known: Knowledge, name: str) -> str:
    """Return the IRI of a relation, by its label, a phrase for it, its name or IRI.

    Raises:
        UnknownTerm: No relation is called so, or several are.
    """
    wanted, iri = key(name), expand(name) or RADKG + name.strip()
    if iri in known.relations:
        return iri
    labelled = [r.iri for r in known.relations.values() if key(r.label) == wanted]
    phrased = [r.iri for r in known.relations.values() if wanted in map(key, r.phrases)]
    found = sorted(set(labelled or phrased))
    if len(found) == 1:
        return found[0]
    from difflib import get_close_matches

    labels = [r.label for r in known.relations.values()]
    near = tuple(map(compact, found)) or tuple(get_close_matches(name, labels, 3, 0.4))
    raise UnknownTerm(name, near, kind="relation")


def qualifier(known: Knowledge, name: str) -> Qualifier:
    """Return a qualifier of the schema by its key, its label or its name.

    Raises:
        UnknownTerm: There is none; the error names those that there are.
    """
    wanted = name.strip().replace("-", " ").replace("_", " ").casefold()
    for found in known.qualifiers.values():
        spaced = re.sub(r"([A-Z])", r" \1", found.key).casefold()
        if wanted in (
            found.key.casefold(),
            spaced,
            found.label.casefold(),
            compact(found.iri).casefold(),
            found.iri.casefold(),
        ):
            return found
    raise UnknownTerm(name, tuple(sorted(q.key for q in known.qualifiers.values())), kind="qualifier")


def value(known: Knowledge, of: Qualifier, name: str) -> str:
    """Return the IRI of a value of a qualifier.

    Raises:
        UnknownTerm: Nothing is called so.
        InvalidOption: It is of another kind than the qualifier's values are.
    """
    kind = of.value_kind
    if kind and (listed := _member(known, kind, name)):
        return listed
    found = term(known, name)
    if kind and not known.is_kind(found, {kind}) and not (kind and known.is_within(found, kind)):
        raise InvalidOption(f"{known.label(found)!r} is no {known.label(kind)}, and {of.key} takes one")
    return found


def certainty(known: Knowledge, name: str) -> str:
    """Return the IRI of a certainty.

    Raises:
        UnknownTerm: There is none; the error names those that there are.
    """
    return _of_list(known, RADKG + "Certainty", name, "certainty")


def kind_of_source(known: Knowledge, name: str) -> str:
    """Return the IRI of a kind of source, of the closed list of the schema.

    Raises:
        UnknownTerm: There is none; the error names those that there are.
    """
    for top in ("SourceKind", "PublicationKind"):
        if found := _member(known, RADKG + top, name):
            return found
    every = (label for top in ("SourceKind", "PublicationKind") for label in _labels(known, RADKG + top))
    raise UnknownTerm(name, tuple(sorted(every)), kind="kind of source")


def evidence_type(name: str) -> str:
    """Return the IRI of a class of the Evidence and Conclusion Ontology.

    Raises:
        InvalidOption: It is written otherwise than obo:ECO_0000302 or ECO:0000302.
    """
    if match := _ECO.fullmatch(name.strip()):
        return f"{OBO}ECO_{match[1]}"
    raise InvalidOption(f"{name!r} is no class of the Evidence and Conclusion Ontology; write it like ECO:0000302")


def source(known: Knowledge, name: str) -> CitedSource:
    """Return a source by its IRI, prefixed name, label or identifier; one that is not known by its identifier.

    Raises:
        UnknownTerm: It is neither known nor an identifier or address.
    """
    name = name.strip()
    for iri in filter(None, (expand(name), SOURCE + name if re.fullmatch(r"[\w-]+", name) else None)):
        if _is_source(known, iri):
            return CitedSource(iri)
    identifier = identified(name)
    for predicate in (DCTERMS + "identifier", RDFS + "label"):
        for quad in known.store.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                given = quad.object.value.casefold()
                if given in ((identifier or name).casefold(), name.casefold()) and _is_source(known, quad.subject.value):
                    return CitedSource(quad.subject.value)
    if not identifier:
        raise UnknownTerm(name, kind="source")
    local = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^https?://(www\.)?", "web-", identifier.casefold())).strip("-")
    return CitedSource(local[:80].strip("-"), identifier, is_new=True)


def passage(known: Knowledge, name: str) -> str:
    """Return the IRI of a passage, by its IRI, prefixed name or the end of one.

    Raises:
        UnknownTerm: There is none.
    """
    for iri in filter(None, (expand(name), SOURCE + name.strip())):
        if RADKG + "Passage" in values(known.store, iri, RDF + "type"):
            return iri
    raise UnknownTerm(name, kind="passage")


def identified(name: str) -> str:
    """Return a DOI, PMID, PMCID or address as it is written in the ontology; empty where it is none.

    >>> identified("https://doi.org/10.1007/S10067-015-3001-3")
    'doi:10.1007/s10067-015-3001-3'
    """
    name = name.strip().rstrip(".,;")
    if match := _DOI.fullmatch(name):
        return f"doi:{match[1].lower()}"
    if match := _PMID.fullmatch(name):
        return f"PMID:{match[1]}"
    if match := _PMCID.fullmatch(name):
        return f"PMCID:{match[1].upper()}"
    return name if _ADDRESS.fullmatch(name) else ""


def _is_source(known: Knowledge, iri: str) -> bool:
    return RADKG + "Source" in values(known.store, iri, RDF + "type")


def _members(known: Knowledge, kind: str) -> list[str]:
    quads = known.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def _member(known: Knowledge, kind: str, name: str) -> str:
    """Return the IRI of an individual of a closed list, by label, synonym or name; empty where there is none."""
    wanted = name.strip().casefold()
    for iri in _members(known, kind):
        names = [*values(known.store, iri, RDFS + "label"), *values(known.store, iri, SKOS + "altLabel")]
        if wanted in (iri.casefold(), compact(iri).casefold(), iri.rpartition("/")[2].casefold(), *map(str.casefold, names)):
            return iri
    return ""


def _labels(known: Knowledge, kind: str) -> list[str]:
    return [known.label(iri) for iri in _members(known, kind)]


def _of_list(known: Knowledge, kind: str, name: str, what: str) -> str:
    if found := _member(known, kind, name):
        return found
    raise UnknownTerm(name, tuple(_labels(known, kind)), kind=what)
