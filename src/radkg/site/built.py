"""The site that was written, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from radkg.shown import shown
from radkg.styles import Paint, html_table, plain


class PagesAnswer(TypedDict):
    """The pages of one kind.

    Attributes:
        kind: What they are of.
        number: How many there are.
    """

    kind: str
    number: int


class SiteAnswer(TypedDict):
    """A site that was written.

    Attributes:
        folder: Where it is.
        pages: How many pages there are of each kind.
        files: How many files there are, those with RDF among them.
        bytes: Their size.
    """

    folder: str
    pages: list[PagesAnswer]
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was written.

    Attributes:
        folder: Where it is.
        pages: Kind of page to how many there are.
        files: How many files there are, those with RDF among them.
        bytes: Their size.
    """

    folder: str
    pages: Mapping[str, int]
    files: int
    bytes: int

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg site`: 0, as it is written."""
        return 0

    def to_dict(self) -> SiteAnswer:
        """Return it as `radkg site --format json` gives it."""
        pages: list[PagesAnswer] = [{"kind": kind, "number": number} for kind, number in self.pages.items()]
        return {"folder": self.folder, "pages": pages, "files": self.files, "bytes": self.bytes}

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return how many pages of each kind there are, and how to look at them.

        Args:
            width: Not heeded: each kind stands in one line.
            paint: Puts words into styles.
        """
        size = max(len(f"{number:,}") for number in self.pages.values())
        lines = [f"  {number:{size},}  {kind}" for kind, number in self.pages.items()]
        head = f"{shown(self.folder)}: {sum(self.pages.values()):,} pages, {self.files:,} files, {self.bytes / 1e6:.1f} MB"
        return "\n".join([paint(head, "bold"), *lines, f"look at it: python -m http.server --directory {shown(self.folder)}"])

    def html(self) -> str:
        """Return how many pages of each kind there are, as a table."""
        return html_table(("pages", "number"), [(kind, f"{number:,}") for kind, number in self.pages.items()])

    def _repr_html_(self) -> str:
        return self.html()
