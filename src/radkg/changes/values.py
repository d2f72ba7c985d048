"""What something was and is, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict

import pyoxigraph as ox

from radkg.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Iterable


class Labels(Protocol):
    """What knows what nodes are called."""

    def label(self, iri: str) -> str:
        """Return what a node is called; empty where it has no name."""


class Value(NamedTuple):
    """One value.

    Attributes:
        value: An IRI, the text of a literal, or a class expression.
        label: What the IRI is called; empty where it has no name, and of what is no IRI.
    """

    value: str
    label: str = ""

    def __str__(self) -> str:
        """Return it for reading."""
        return self.label or compact(self.value)

    def to_dict(self) -> ValueAnswer:
        """Return it for JSON."""
        return {"value": self.value, "label": self.label}


class ValueAnswer(TypedDict):
    """One value.

    Attributes:
        value: An IRI, the text of a literal, or a class expression.
        label: What the IRI is called; empty where it has no name, and of what is no IRI.
    """

    value: str
    label: str


class Alteration(NamedTuple):
    """One thing that differs.

    Attributes:
        what: What it is, such as "number", "certainty", "definition".
        property: The IRI of the property; of a mapping, the slot.
        name: What the property is called; empty where it has no name.
        node: The node of the evidence, where it is said of that; else empty.
        old: The values that are gone.
        new: The values that are new.
    """

    what: str
    property: str
    name: str
    node: str
    old: tuple[Value, ...]
    new: tuple[Value, ...]

    def __str__(self) -> str:
        """Return it for reading: what it is, the old values and the new."""
        return self.told()

    def told(self, *, new: bool = False) -> str:
        """Return it for reading.

        Args:
            new: Whether it is of something new, so that there is no old value to tell.
        """
        what = self.what if self.what not in _BY_NAME else self.name or compact(self.property)
        if new:
            return f"{what}: {_joined(self.new)}"
        if self.old and self.new:
            return f"{what}: {_joined(self.old)} → {_joined(self.new)}"
        return f"{what}: + {_joined(self.new)}" if self.new else f"{what}: - {_joined(self.old)}"

    def to_dict(self) -> AlterationAnswer:
        """Return it for JSON."""
        return {
            "what": self.what,
            "property": self.property,
            "name": self.name,
            "node": self.node,
            "old": [value.to_dict() for value in self.old],
            "new": [value.to_dict() for value in self.new],
        }


#: What the name of the property tells better.
_BY_NAME = ("number", "qualifier", "other", "axiom", "header")


class AlterationAnswer(TypedDict):
    """One thing that differs.

    Attributes:
        what: What it is, such as "number", "certainty", "definition".
        property: The IRI of the property; of a mapping, the slot.
        name: What the property is called; empty where it has no name.
        node: The node of the evidence, where it is said of that; else empty.
        old: The values that are gone.
        new: The values that are new.
    """

    what: str
    property: str
    name: str
    node: str
    old: list[ValueAnswer]
    new: list[ValueAnswer]


def altered(
    what: str, property_: str, node: str, old: Iterable[str], new: Iterable[str], before: Labels, after: Labels
) -> Alteration:
    """Return what differs between the values of a property.

    Args:
        what: What it is.
        property_: The property.
        node: See `Alteration`.
        old: The values that are gone, as in `radkg.changes.statements.Statement`.
        new: The values that are new.
        before: Knows what nodes are called on the old side.
        after: Likewise on the new one.
    """
    old, new = sorted(old), sorted(new)
    was, is_ = (tuple(value_of(value, labels) for value in values) for values, labels in ((old, before), (new, after)))
    if was == is_:  # of another language or type: written in full
        was, is_ = (tuple(Value(value) for value in values) for values in (old, new))
    return Alteration(what, property_, after.label(property_) or before.label(property_), node, was, is_)


def value_of(value: str, labels: Labels) -> Value:
    """Return the value of a statement.

    Args:
        value: As N-Triples write it, or what is said of a blank node.
        labels: Knows what nodes are called.
    """
    if value.startswith("<") and not value.startswith("<<"):
        return Value(value[1:-1], labels.label(value[1:-1]))
    return Value(text_of(value)[0])


def text_of(value: str) -> tuple[str, str]:
    """Return the text of a literal and its language; both as they are where it is none."""
    if not value.startswith('"'):
        return value, ""
    literal = next(iter(ox.parse(f"<a:a> <a:a> {value} .".encode(), ox.RdfFormat.N_TRIPLES))).object
    assert isinstance(literal, ox.Literal)
    return literal.value, literal.language or ""


def _joined(values: Iterable[Value]) -> str:
    return "; ".join(map(str, values))
