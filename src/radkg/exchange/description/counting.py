"""Counts of graphs, made in one pass over N-Triples, in which a line is a triple.

To load a release into the engine takes twice as long as to split its lines into columns. So columns of text are counted, with
as few Python objects a triple as can be.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.namespaces import RADKG, RDF
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TYPE = f"<{RDF}type>"
_RADKG = f"<{RADKG}"


class Counts(NamedTuple):
    """The counts of a graph.

    Attributes:
        triples: Number of triples.
        subjects: Number of distinct subjects.
        objects: Number of distinct objects.
        entities: Number of subjects with an IRI of radkg's own.
        classes: Class to the number of its instances with an IRI; 0 where all are blank nodes.
        properties: Property to the number of triples with it.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]


class Columns:
    """The triples of a graph as three columns, as N-Triples writes them: IRIs stand in angle brackets.

    Args:
        lines: The lines, each once.
    """

    def __init__(self, lines: dict[str, None]) -> None:
        subjects: list[str] = []
        predicates: list[str] = []
        objects: list[str] = []
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            subjects.append(subject)
            predicates.append(predicate)
            objects.append(value)
        self.lines = lines
        self.subjects = subjects
        self.predicates = predicates
        self.objects = objects  # with the full stop that ends the line

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Columns:
        """Return the columns of triples; a triple may be given more than once."""
        return cls.of_document(serialized(triples, ox.RdfFormat.N_TRIPLES))

    @classmethod
    def of_document(cls, data: bytes) -> Columns:
        """Return the columns of a document in N-Triples as the engine writes it: with a line end behind the last line."""
        return cls(dict.fromkeys(data.decode().split("\n")[:-1]))  # splitlines breaks at line ends within literals, too

    @classmethod
    def of_all(cls, graphs: Iterable[Columns]) -> Columns:
        """Return the columns of the triples of several graphs, each triple once."""
        whole = cls({})
        for graph in graphs:
            if not whole.lines.keys().isdisjoint(graph.lines):
                graph = cls({line: None for line in graph.lines if line not in whole.lines})
            whole.lines |= graph.lines
            whole.subjects += graph.subjects
            whole.predicates += graph.predicates
            whole.objects += graph.objects
        return whole

    @cached_property
    def triples_of_subjects(self) -> Counter[str]:
        """Subject to the number of its triples."""
        return Counter(self.subjects)

    @cached_property
    def distinct_objects(self) -> set[str]:
        """The objects, each once."""
        return set(self.objects)

    @cached_property
    def types(self) -> dict[str, str]:
        """Subject to its classes, joined by spaces: one text is counted faster than several."""
        found: dict[str, str] = {}
        typed = [predicate == _TYPE for predicate in self.predicates]
        for subject, class_ in compress(zip(self.subjects, self.objects, strict=True), typed):
            if class_[0] == "<":
                found[subject] = f"{found[subject]} {class_[1:-3]}" if subject in found else class_[1:-3]
        return found

    def count(self) -> Counts:
        """Return the counts of the graph."""
        classes: dict[str, int] = {}
        pairs = Counter((types, subject[0] == "_") for subject, types in self.types.items())
        for (types, is_blank_node), number in pairs.items():
            for class_ in types.split():
                classes[class_] = classes.get(class_, 0) + (0 if is_blank_node else number)
        return Counts(
            triples=len(self.subjects),
            subjects=len(self.triples_of_subjects),
            objects=len(self.distinct_objects),
            entities=sum(subject.startswith(_RADKG) for subject in self.triples_of_subjects),
            classes=classes,
            properties={name[1:-1]: number for name, number in Counter(self.predicates).items()},
        )

    def ends_of_properties(self) -> dict[str, tuple[int, int]]:
        """Return each property with the numbers of its distinct subjects and of its distinct objects."""
        subjects: dict[str, set[str]] = {name: set() for name in set(self.predicates)}
        objects: dict[str, set[str]] = {name: set() for name in subjects}
        for predicate, subject, value in zip(self.predicates, self.subjects, self.objects, strict=True):
            subjects[predicate].add(subject)
            objects[predicate].add(value)
        return {name[1:-1]: (len(subjects[name]), len(objects[name])) for name in subjects}

    def properties_of_classes(self) -> dict[str, dict[str, int]]:
        """Return each class with the properties of its instances, and the number of triples with each."""
        found: dict[str, dict[str, int]] = {}
        pairs = Counter(zip(map(self.types.get, self.subjects), self.predicates, strict=True))
        for (classes, predicate), number in pairs.items():
            for class_ in (classes or "").split():
                properties = found.setdefault(class_, {})
                properties[predicate[1:-1]] = properties.get(predicate[1:-1], 0) + number
        return found

    def links(self, spaces: Iterable[str]) -> dict[tuple[str, str], int]:
        """Return the number of triples from an IRI of radkg's own into other namespaces.

        Args:
            spaces: The namespaces.

        Returns:
            Namespace and property to the number.
        """
        longest_first = sorted(spaces, key=lambda space: (-len(space), space))
        others = [value for value in self.distinct_objects if value[0] == "<" and not value.startswith(_RADKG)]
        fits = {value: next((space for space in longest_first if value.startswith(space, 1)), None) for value in others}
        space_of = {value: space for value, space in fits.items() if space is not None}
        found: Counter[tuple[str, str]] = Counter()
        leads = map(space_of.get, self.objects)
        for space, subject, predicate in zip(leads, self.subjects, self.predicates, strict=True):
            if space is not None and subject.startswith(_RADKG):
                found[space, predicate[1:-1]] += 1
        return dict(found)

    def examples(self, number: int) -> list[str]:
        """Return an instance, with an IRI of radkg's own and the most triples, of each of the largest classes.

        Args:
            number: The number of classes.
        """
        members: dict[str, list[str]] = {}
        for subject, classes in self.types.items():
            if subject.startswith(_RADKG):
                for class_ in classes.split():
                    members.setdefault(class_, []).append(subject)
        most = sorted(members, key=lambda class_: (-len(members[class_]), class_))[:number]
        return [
            min(members[class_], key=lambda subject: (-self.triples_of_subjects[subject], subject))[1:-1] for class_ in most
        ]
