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
