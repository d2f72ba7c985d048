"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from radkg.graph import KnowledgeGraph
    from radkg.model.ontology import Ontology
    from radkg.model.store import Written


def add_ontology(parser: argparse.ArgumentParser) -> None:
    """Add ``--ontology DIR``: another ontology of the same model in the place of radkg's."""
    parser.add_argument(
        "--ontology", metavar="DIR", help="a folder with another ontology of the same model, in the place of radkg's"
    )


def ontology_of(arguments: argparse.Namespace) -> Ontology:
    """Return the ontology that the arguments name, or the one that radkg carries."""
    from radkg.model.ontology import Ontology

    return Ontology.carried() if arguments.ontology is None else Ontology.at(arguments.ontology)


def open_graph(arguments: argparse.Namespace) -> KnowledgeGraph:
    """Return the graph that the arguments name: of an ontology, with files of the user's own."""
    from radkg.graph import load

    return load(arguments.extra, ontology=arguments.ontology)


def written_of(arguments: argparse.Namespace) -> Written:
    """Return what the graph that the arguments name is made from, without deriving anything."""
    from radkg.model.store import Written

    ontology = ontology_of(arguments)
    if not arguments.extra:
        return Written(ontology)
    from radkg.validation import read_valid

    documents = read_valid(arguments.extra, ontology)
    return Written(ontology, tuple(quad.triple for document in documents for quad in document.quads))


def add_with(parser: argparse.ArgumentParser) -> None:
    """Add ``--with FILE``, a user's own facts beside radkg's, and ``--ontology``."""
    add_ontology(parser)
    parser.add_argument(
        "--with",
        dest="extra",
        metavar="FILE",
        action="append",
        default=[],
        help="facts of your own (Turtle, JSON-LD, RDF/XML) to load beside radkg's; may be given more than once",
    )


def seconds(text: str) -> float:
    """Read a number of seconds, for an option's ``type``.

    Raises:
        ArgumentTypeError: It is none, or longer than a day.
    """
    import argparse

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds between 0 and 86400")
    return value
