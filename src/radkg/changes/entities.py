"""Terms, sources, mappings and whatever else is described, as they differ; terms also in KGCL.

KGCL: Hegde H et al. A change language for ontologies and knowledge graphs. Database 2025;2025:baae133. The commands are those
of the grammar of kgcl-schema 0.7.0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from radkg.changes.facts import LABEL, TYPE
from radkg.changes.values import Alteration, AlterationAnswer, altered, text_of
from radkg.namespaces import DCTERMS, OWL, RADKG, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.changes.facts import Known
    from radkg.changes.statements import Statement

_DEFINITION, _DEPRECATED, _REPLACED = SKOS + "definition", OWL + "deprecated", DCTERMS + "isReplacedBy"
_PARENTS = (RDFS + "subClassOf", RDFS + "subPropertyOf")
#: Property of synonyms to the kind of synonym that KGCL knows.
_SYNONYMS = {SKOS + "altLabel": "exact ", SKOS + "hiddenLabel": "related ", RADKG + "plainName": ""}
#: Property to what alters with it; parents are told from class expressions by their value.
_WHAT = {
    TYPE: "kind",
    LABEL: "label",
    _DEFINITION: "definition",
    SKOS + "altLabel": "synonym",
    SKOS + "hiddenLabel": "misspelling",
    RADKG + "plainName": "plain name",
    _DEPRECATED: "obsolete",
    _REPLACED: "replacement",
    DCTERMS + "source": "source",
    OWL + "equivalentClass": "axiom",
    OWL + "disjointWith": "axiom",
}
_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    OWL + "AnnotationProperty": "property",
}
_UNSAID = re.compile(r"['\r\n]")  # KGCL has no escapes


class EntityChange(NamedTuple):
    """A term, a source or something else that differs.

    Attributes:
        iri: Its IRI.
        label: Its label, as it is now; empty where it has none.
        kind: "class", "property", or what it is an instance of.
        state: "new", "gone", "obsolete" (declared so now), "reinstated" (no longer so), or "altered".
        replaced_by: IRIs of what replaces an obsolete term.
        alterations: In what it differs; nothing for one that is gone, and all that is said of a new one.
        kgcl: The change in the Knowledge Graph Change Language, where that has words for it.
    """

    iri: str
    label: str
    kind: str
    state: str
    replaced_by: tuple[str, ...]
    alterations: tuple[Alteration, ...]
    kgcl: tuple[str, ...] = ()

    def to_dict(self) -> EntityChangeAnswer:
        """Return it for JSON."""
        return {
            "iri": self.iri,
            "label": self.label,
            "kind": self.kind,
            "state": self.state,
            "replaced_by": list(self.replaced_by),
            "alterations": [one.to_dict() for one in self.alterations],
            "kgcl": list(self.kgcl),
        }


class EntityChangeAnswer(TypedDict):
    """A term, a source or something else that differs.

    Attributes:
        iri: Its IRI.
        label: Its label, as it is now; empty where it has none.
        kind: "class", "property", or what it is an instance of.
        state: "new", "gone", "obsolete" (declared so now), "reinstated" (no longer so), or "altered".
        replaced_by: IRIs of what replaces an obsolete term.
        alterations: In what it differs; nothing for one that is gone, and all that is said of a new one.
        kgcl: The change in the Knowledge Graph Change Language, where that has words for it.
    """

    iri: str
    label: str
    kind: str
    state: str
    replaced_by: list[str]
    alterations: list[AlterationAnswer]
    kgcl: list[str]


Said = dict[str, tuple[list[str], list[str]]]


def changes_of_entities(
    gone: Iterable[Statement], fresh: Iterable[Statement], before: Known, after: Known, *, are_terms: bool = True
) -> tuple[EntityChange, ...]:
    """Return what is described otherwise, sorted by IRI.

    Args:
        gone: The statements that only the old side has.
        fresh: The statements that only the new side has.
        before: The old side.
        after: The new side.
        are_terms: Whether they are terms, for which KGCL has words.
    """
    differing: dict[str, Said] = defaultdict(dict)
    for side, some in ((0, gone), (1, fresh)):
        for subject, property_, value in some:
            differing[subject].setdefault(property_, ([], []))[side].append(value)
    return tuple(_change(iri, differing[iri], before, after, are_terms=are_terms) for iri in sorted(differing))


def _change(iri: str, said: Said, before: Known, after: Known, *, are_terms: bool) -> EntityChange:
    was, is_ = before.types(iri), after.types(iri)
    obsolete, not_obsolete = (bool(values) for values in reversed(said.get(_DEPRECATED, ([], []))))
    state = "new" if is_ and not was else "gone" if was and not is_ else "obsolete" if obsolete else "altered"
    if state == "altered" and not_obsolete:
        state = "reinstated"
    kinds = [kind for type_, kind in _KINDS.items() if type_ in (is_ or was)]
    known = after if is_ else before
    kind = kinds[0] if kinds else next((known.label(type_) or compact(type_) for type_ in sorted(is_ or was)), "")
    replaced = tuple(sorted(value[1:-1] for value in said.get(_REPLACED, ([], []))[1] if value.startswith("<")))
    change = EntityChange(
        iri,
        known.label(iri),
        kind,
        state,
        replaced if state == "obsolete" else (),
        () if state == "gone" else tuple(_alterations(said, before, after)),
    )
    return change._replace(kgcl=tuple(_commands(change, said))) if are_terms else change


def _alterations(said: Said, before: Known, after: Known) -> Iterator[Alteration]:
    for property_, (old, new) in sorted(said.items()):
        if property_ not in _PARENTS:
            yield altered(_WHAT.get(property_, "other"), property_, "", old, new, before, after)
            continue
        for what, is_iri in (("parent", True), ("axiom", False)):
            some = [[value for value in values if value.startswith("<") == is_iri] for values in (old, new)]
            if any(some):
                yield altered(what, property_, "", some[0], some[1], before, after)


# -- KGCL


def _commands(change: EntityChange, said: Said) -> Iterator[str]:
    name, nothing = kgcl_name(change.iri), ([], [])  # type: tuple[str, tuple[list[str], list[str]]]
    if change.state == "gone":
        yield f"delete {name}"
        return
    old, new = said.get(LABEL, nothing)
    if change.state == "new":
        label = _quoted(new[0]) if new else None
        yield f"create node {name} {label}" if label else f"create {name}"
    elif len(old) == len(new) == 1 and (labels := (_quoted(old[0]), _quoted(new[0]))) and all(labels):
        yield f"rename {name} from {labels[0]} to {labels[1]}"
    old, new = said.get(_DEFINITION, nothing)
    texts = [_quoted(values[0], language=False) if len(values) == 1 else None for values in (old, new)]
    if texts[0] and texts[1]:
        yield f"change definition of {name} from {texts[0]} to {texts[1]}"
    elif texts[1] and not old:
        yield f"add definition {texts[1]} to {name}"
    elif old and not new:
        yield f"remove definition for {name}"
    for property_, kind in _SYNONYMS.items():
        old, new = said.get(property_, nothing)
        yield from (f"remove synonym {text} for {name}" for value in sorted(old) if (text := _quoted(value)))
        yield from (f"create {kind}synonym {text} for {name}" for value in sorted(new) if (text := _quoted(value)))
    for property_ in _PARENTS:
        old, new = said.get(property_, nothing)
        edge = f"edge {name} {compact(property_)}"
        yield from (f"delete {edge} {kgcl_name(value[1:-1])}" for value in sorted(old) if value.startswith("<"))
        yield from (f"create {edge} {kgcl_name(value[1:-1])}" for value in sorted(new) if value.startswith("<"))
    if change.state == "obsolete":
        replaced = f" with replacement {kgcl_name(change.replaced_by[0])}" if change.replaced_by else ""
        yield f"obsolete {name}{replaced}"
    elif change.state == "reinstated":
        yield f"unobsolete {name}"


def kgcl_name(iri: str) -> str:
    """Return an IRI as KGCL writes it: a prefixed name, or in angle brackets."""
    name = compact(iri)
    return f"<{iri}>" if name == iri else name


def _quoted(value: str, *, language: bool = True) -> str | None:
    """Return a text as KGCL quotes it; ``None`` where it cannot be: there are no escapes."""
    text, tag = text_of(value)
    if _UNSAID.search(text):
        return None
    return f"'{text}'" + (f"@{tag}" if tag and language else "")
