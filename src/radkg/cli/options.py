"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_with(parser: argparse.ArgumentParser) -> None:
    """Add ``--with FILE``: a user's own facts beside radkg's."""
    parser.add_argument(
        "--with",
        dest="extra",
        metavar="FILE",
        action="append",
        default=[],
        help="facts of your own (Turtle, JSON-LD, RDF/XML) to load beside radkg's; may be given more than once",
    )
