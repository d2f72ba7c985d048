"""JSON-LD with a context: keys that read as words, and values without a wrapping of their own.

The context is made of the data: what most values of a property are (things, English texts, of one datatype) is said there once.
It stands in each file, so that no reader has to fetch it, and in a file of its own for whoever writes such data.

Source of the form: https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.namespaces import RDF, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Context = dict[str, Any]
#: The file with the context alone, in the release.
CONTEXT_FILE = "radkg-context.jsonld"
_TYPE = RDF + "type"
_NATIVE = (XSD + "integer", XSD + "boolean")


def context_of(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Context:
    """Return the context for ``triples``: the prefixes, then a key for each property.

    Args:
        triples: The triples, or those of several documents that share the context.
        prefixes: Prefix to namespace.
    """
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for triple in triples:
        kinds[triple.predicate.value][_kind(triple.object)] += 1
    kinds.pop(_TYPE, None)
    names: dict[str, list[str]] = defaultdict(list)
    for iri in kinds:
        names[_local(iri)].append(iri)
    context: Context = dict(sorted(prefixes.items()))
    for iri in sorted(kinds):
        name = _local(iri)
        key = name if names[name] == [iri] and name not in prefixes else compact(iri)
        usual = min(kinds[iri], key=lambda kind: (-kinds[iri][kind], kind))
        context[key] = {"@id": compact(iri), **_coercion(usual)}
    return context


def document(triples: Sequence[ox.Triple], context: Context) -> bytes:
    """Return sorted triples as a document, a line for each subject.

    Args:
        triples: The triples; those of one subject stand together.
        context: What `context_of` returned for them.
    """
    keys = {definition["@id"]: key for key, definition in context.items() if isinstance(definition, dict)}
    nodes = []
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _name(subject)}
        for triple in about:
            if triple.predicate.value == _TYPE:
                node.setdefault("@type", []).append(_name(triple.object))
            else:
                key = keys[compact(triple.predicate.value)]
                node.setdefault(key, []).append(_value(triple.object, context[key]))
        nodes.append({key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()})
    graph = ",\n".join(map(_json, nodes))
    return f'{{"@context":{_json(context)},\n"@graph":[\n{graph}\n]}}\n'.encode()


def context_document(context: Context) -> bytes:
    """Return the file with the context alone."""
    return (json.dumps({"@context": context}, ensure_ascii=False, indent=1) + "\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _name(term: object) -> str:
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _kind(term: object) -> str:
    """Return what a value is: ``@id``, ``@`` and a language, or a datatype."""
    if not isinstance(term, ox.Literal):
        return "@id"
    return f"@{term.language}" if term.language else term.datatype.value


def _coercion(kind: str) -> dict[str, str]:
    """Return what a property says once of values that are all of one kind."""
    if kind == "@id":
        return {"@type": "@id"}
    if kind.startswith("@"):
        return {"@language": kind[1:]}
    return {} if kind in (XSD + "string", *_NATIVE) else {"@type": compact(kind)}


def _value(term: object, definition: Mapping[str, str]) -> object:
    kind = _kind(term)
    text = _name(term) if kind == "@id" else str(getattr(term, "value", term))
    coercion = {key: value for key, value in definition.items() if key != "@id"}
    if kind in _NATIVE:
        native = _native(kind, text)
        if native is not None and not coercion:
            return native
    elif coercion == _coercion(kind):
        return text
    if kind == "@id":
        return {"@id": text}
    return {"@value": text, "@language": kind[1:]} if kind.startswith("@") else {"@value": text, "@type": compact(kind)}


def _native(kind: str, text: str) -> int | None:
    """Return a number or truth value as JSON has it; ``None`` where reading it would not give the same text."""
    if kind == XSD + "boolean":
        return {"true": True, "false": False}.get(text)
    try:
        return int(text) if str(int(text)) == text else None
    except ValueError:
        return None
