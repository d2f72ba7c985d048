"""Turtle in the canonical layout of this ontology, and pieces of it put into a file that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import DCTERMS, OBO, OWL, RADKG, RDFS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.curating.draft import Draft, NewSource
    from radkg.model.knowledge import Knowledge

WIDTH = 128  # columns of a line; a longer list of values is broken
_PREFIX = re.compile(r"^[ \t]*(?:@prefix|PREFIX)[ \t]+([A-Za-z][\w.-]*|):[ \t]*<([^<>\s]*)>[ \t]*\.?[ \t]*$", re.MULTILINE)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
#: Prefixes for what a fact is written with; the namespace of the facts themselves comes with the file.
_USUAL = {"dcterms": DCTERMS, "obo": OBO, "owl": OWL, "radkg": RADKG, "rdfs": RDFS}


class Prefixed:
    """Names in Turtle, with the prefixes that a text has and those that it needs more.

    Args:
        text: The text of a file; empty for a new one.
        own: Prefix to namespace, for names that the usual prefixes have none for.
    """

    def __init__(self, text: str, own: Mapping[str, str]) -> None:
        self._names: dict[str, str] = {namespace: prefix for prefix, namespace in _PREFIX.findall(text)}
        self._taken = {prefix for prefix, _ in _PREFIX.findall(text)}
        self._offered = {namespace: prefix for prefix, namespace in {**_USUAL, **own}.items()}
        #: Namespace to prefix, of those that the text does not have.
        self.added: dict[str, str] = {}

    def name(self, iri: str) -> str:
        """Return an IRI as a prefixed name where a prefix fits, else in angle brackets."""
        known = {**self._offered, **self._names}
        for namespace in sorted(known, key=len, reverse=True):
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and _LOCAL.fullmatch(local):
                return f"{self._prefix(namespace)}:{local}"
        return f"<{iri}>"

    def _prefix(self, namespace: str) -> str:
        if namespace not in self._names:
            prefix, number = self._offered[namespace], 1
            while prefix in self._taken:
                number += 1
                prefix = f"{self._offered[namespace]}{number}"
            self._taken.add(prefix)
            self._names[namespace] = self.added[namespace] = prefix
        return self._names[namespace]


def statement(subject: str, *predicates: str) -> str:
    """Return one statement: the subject with its first predicate on a line, and each further one on a line of its own."""
    return f"{subject} " + " ;\n    ".join(predicates) + " ."


def _objects(predicate: str, values: list[str]) -> str:
    line = f"{predicate} {' , '.join(values)}"
    return line if len(line) + 6 <= WIDTH else f"{predicate} " + " ,\n        ".join(values)


def fact_blocks(iri: str, label: str, draft: Draft, source: str, names: Prefixed, known: Knowledge) -> list[str]:
    """Return a fact and its evidence as statements.

    Args:
        iri: IRI of the fact.
        label: Its label.
        draft: What it says.
        source: IRI of its source.
        names: Prefixes of the file that they go into.
        known: The knowledge, for the order of qualifiers.
    """
    slots, evidence = draft.slots, f"{iri}-e1"
    by_property: dict[str, list[str]] = {}
    for property_, value in slots.pairs:
        by_property.setdefault(property_, []).append(names.name(value))
    pieces = [
        f"a {names.name(RADKG + slots.kind)}",
        f"{names.name(RDFS + 'label')} {ox.Literal(label, language='en')}",
        f"{names.name(RADKG + 'subject')} {names.name(slots.subject)}",
        f"{names.name(RADKG + 'relation')} {names.name(slots.relation)}",
        f"{names.name(RADKG + 'object')} {names.name(slots.object)}",
        *(_objects(names.name(property_), values) for property_, values in by_property.items()),
        *(f"{names.name(property_)} {number(value)}" for property_, value in sorted(slots.numbers, key=_place)),
        f"{names.name(RADKG + 'certainty')} {names.name(slots.certainty)}",
        f"{names.name(RADKG + 'evidence')} {names.name(evidence)}",
    ]
    rests = [f"a {names.name(RADKG + 'Evidence')}", f"{names.name(DCTERMS + 'source')} {names.name(source)}"]
    rests += [f"{names.name(RADKG + 'passage')} {names.name(draft.passage)}"] if draft.passage else []
    for name, text in (
        ("locator", draft.locator),
        ("sentenceDigest", draft.digest),
        ("textAddress", draft.address),
        ("textDate", draft.read_on),
    ):
        rests += [f"{names.name(RADKG + name)} {ox.Literal(text)}"] if text else []
    if draft.bears_on:
        rests.append(_objects(names.name(RADKG + "bearsOn"), [names.name(property_) for property_ in draft.bears_on]))
    rests.append(f"{names.name(RADKG + 'evidenceType')} {names.name(draft.evidence_type)}")
    return [statement(names.name(iri), *pieces), statement(names.name(evidence), *rests)]


def source_block(iri: str, source: NewSource, names: Prefixed) -> str:
    """Return the description of a source."""
    return statement(
        names.name(iri),
        f"a {names.name(RADKG + 'Source')}",
        f"{names.name(RDFS + 'label')} {ox.Literal(source.label, language='en')}",
        f"{names.name(DCTERMS + 'title')} {ox.Literal(source.title, language='en')}",
        f"{names.name(DCTERMS + 'identifier')} {ox.Literal(source.identifier)}",
        f"{names.name(RADKG + 'sourceKind')} {names.name(source.kind)}",
        f"{names.name(RADKG + 'year')} {source.year}",
    )


def _place(numbered: tuple[str, float]) -> tuple[str, str]:
    """Return where a number stands: what belongs together beside each other, the lower bound before the upper one."""
    name = numbered[0]
    return re.sub(r"(Minimum|Maximum)$", "", name), "0" if name.endswith("Minimum") else name


def number(value: float) -> str:
    """Return a number as Turtle has it: whole, or decimal with as many digits as it needs."""
    if value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0")


def put_into(text: str, blocks: list[str], names: Prefixed) -> str:
    """Return a file's text with statements at its end, and the prefixes that they need more."""
    text = _with_prefixes(text.rstrip("\n"), names.added)
    return "\n\n".join([*([text] if text else []), *blocks]) + "\n"


def _with_prefixes(text: str, added: Mapping[str, str]) -> str:
    """Return a text with prefixes more, each where it belongs among those that stand at its beginning."""
    lines = text.split("\n") if text else []
    for namespace, prefix in sorted(added.items(), key=lambda item: item[1]):
        line = f"@prefix {prefix}: <{namespace}> ."
        there = []
        for place, other in enumerate(lines):
            if not other.startswith("@prefix "):
                break
            there.append((place, other))
        place = next((place for place, other in there if other.split(":")[0] > line.split(":")[0]), len(there))
        if not there and lines:
            lines.insert(0, "")
        lines.insert(place, line)
    return "\n".join(lines)


def new_module(iri: str, title: str, licence: str, comment: str, names: Prefixed) -> str:
    """Return the beginning of a new file of an ontology: what it is, and under which licence.

    Args:
        iri: IRI of the module.
        title: Its title.
        licence: IRI of the licence; empty where the ontology names none.
        comment: What is in it, as a sentence.
        names: The prefixes, to which those of the header are added.
    """
    pieces = [f"a {names.name(OWL + 'Ontology')}", f"{names.name(DCTERMS + 'title')} {ox.Literal(title, language='en')}"]
    pieces += [f"{names.name(DCTERMS + 'license')} <{licence}>"] if licence else []
    return f"# {comment}\n\n{statement(f'<{iri}>', *pieces)}\n\n\n### What is known"
