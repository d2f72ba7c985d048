"""``python -m radkg.cli``."""

from radkg.cli import program

program()
