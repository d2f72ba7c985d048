"""How a part of a text is marked for its reader. Answers name styles; a face says what they look like."""

from __future__ import annotations

from typing import Protocol


class Paint(Protocol):
    """Puts a text into styles: ``bold``, ``dim``, ``red``, ``green``, ``yellow``, ``blue``."""

    def __call__(self, text: str, *styles: str) -> str:
        """Return ``text`` as it is shown in ``styles``."""


def plain(text: str, *styles: str) -> str:
    """Return ``text`` as it is: for files, pipes and tests."""
    return text


def html_table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return a table in HTML, what is in it escaped."""
    from html import escape

    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
