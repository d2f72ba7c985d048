"""The drawings of terms (radkg:picture); their files are in ontology/pictures/."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import pyoxigraph as ox

from radkg import resources
from radkg.model.lookups import values
from radkg.namespaces import DCTERMS, RADKG, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge

_FILE_NAME = re.compile(r"[a-z0-9-]+\.svg")
_SUBJECT = ox.Variable("subject")
_IS_SAID_OF = ox.NamedNode(RADKG + "subject")  # a fact, of its subject
RARE, SINGLE = "rare", "reported in single cases"
_SUBCLASS_OF = ox.NamedNode(RDFS + "subClassOf")


class PictureAnswer(TypedDict):
    """A drawing.

    Attributes:
        iri: Its IRI.
        file: The name of its file in the ontology's folder pictures.
        description: What it shows, in words.
        of: The label of the term that it is the picture of.
    """

    iri: str
    file: str
    description: str
    of: str


class Picture(NamedTuple):
    """A drawing.

    Attributes:
        file: The name of its file, or "" where none is given.
        description: What it shows, in words.
        of: The label of the term that it is the picture of.
        folder: The folder that its file lies in.
    """

    iri: str
    file: str
    description: str
    of: str
    folder: str = ""

    def to_dict(self) -> PictureAnswer:
        """Return the picture as JSON gives it."""
        return {"iri": self.iri, "file": self.file, "description": self.description, "of": self.of}

    def svg(self) -> str:
        """Return the drawing, or "" where radkg carries no file of that name: no other place is looked at."""
        path = os.path.join(self.folder, self.file)
        return resources.read_text(path) if _FILE_NAME.fullmatch(self.file) and os.path.isfile(path) else ""


class DrawnSignAnswer(PictureAnswer):
    """The drawing of a sign that a term shows, with the fact that says so.

    Attributes:
        fact: IRI of the fact.
        fact_label: What the fact says.
        mark: "rare" or "reported in single cases" where the fact says so; else empty.
    """

    fact: str
    fact_label: str
    mark: str


class DrawnSign(NamedTuple):
    """The drawing of a sign that a term shows, with the fact that says so.

    Attributes:
        fact: IRI of the fact.
        fact_label: What the fact says.
        mark: `RARE` or `SINGLE` where the fact says so; else empty.
    """

    picture: Picture
    fact: str
    fact_label: str
    mark: str

    def to_dict(self) -> DrawnSignAnswer:
        """Return the sign as JSON gives it."""
        return {**self.picture.to_dict(), "fact": self.fact, "fact_label": self.fact_label, "mark": self.mark}


def drawn_signs(known: Knowledge, iri: str) -> tuple[DrawnSign, ...]:
    """Return the drawings of what a term shows by its own facts, rare signs last; queries/show/ says which facts these are."""
    term = ox.NamedNode(iri)
    if not any(known.store.quads_for_pattern(None, _IS_SAID_OF, term)):  # most terms have no facts; asking takes a while
        return ()
    path = os.path.join(known.ontology.query_folder("show"), "drawn-signs.rq")
    found: dict[str, DrawnSign] = {}
    solutions = known.store.query(known.ontology.query_text(path), substitutions={_SUBJECT: term})
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        picture, drawn, fact, label = (row[name].value for name in ("picture", "term", "fact", "label"))
        mark = SINGLE if row["isSingle"].value == "true" else RARE if row["isRare"].value == "true" else ""
        drawing = next(some for some in _own(known, drawn) if some.iri == picture)
        found.setdefault(picture, DrawnSign(drawing, fact, label, mark))
    return tuple(sorted(found.values(), key=lambda sign: bool(sign.mark)))


def pictures_of(known: Knowledge, iri: str) -> tuple[Picture, ...]:
    """Return the pictures of a term, or of the broader terms nearest to it that have some; sorted by IRI."""
    level, seen = {iri}, {iri}
    while level:
        if found := [picture for term in sorted(level) for picture in _own(known, term)]:
            return _without_repeats(found)
        nodes = map(ox.NamedNode, level)
        broader = (quad.object for node in nodes for quad in known.store.quads_for_pattern(node, _SUBCLASS_OF, None))
        level = {node.value for node in broader if isinstance(node, ox.NamedNode)} - seen
        seen |= level
    return ()


def pictures_of_all(known: Knowledge, terms: Iterable[str]) -> tuple[Picture, ...]:
    """Return the pictures of several terms, each once, in the order of the terms."""
    return _without_repeats(picture for term in terms for picture in pictures_of(known, term))


def _own(known: Knowledge, term: str) -> list[Picture]:
    pictures, folder = values(known.store, term, RADKG + "picture"), known.ontology.path("pictures")
    return [
        Picture(
            iri,
            _text(known, iri, RADKG + "fileName"),
            _text(known, iri, DCTERMS + "description"),
            known.label(_kind_drawn(known, term, iri) if len(pictures) > 1 else term),
            folder,
        )
        for iri in pictures
    ]


def _kind_drawn(known: Knowledge, term: str, picture: str) -> str:
    """Return the kind of a term that one of its several pictures shows; the term itself where none has that picture."""
    pattern = (None, ox.NamedNode(RADKG + "picture"), ox.NamedNode(picture))
    drawn = [q.subject.value for q in known.store.quads_for_pattern(*pattern) if isinstance(q.subject, ox.NamedNode)]
    return min((kind for kind in drawn if kind != term and known.is_within(kind, term)), default=term)


def _text(known: Knowledge, iri: str, property_: str) -> str:
    return min(values(known.store, iri, property_), default="")


def _without_repeats(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    found: dict[str, Picture] = {}
    for picture in pictures:
        found.setdefault(picture.iri, picture)
    return tuple(found.values())
