"""How a part of a text is marked for its reader. Answers name styles; a face says what they look like."""

from __future__ import annotations

from typing import Protocol

_NARROWEST = 20  # columns


class Paint(Protocol):
    """Puts a text into styles: ``bold``, ``dim``, ``red``, ``green``, ``yellow``, ``blue``."""

    def __call__(self, text: str, *styles: str) -> str:
        """Return ``text`` as it is shown in ``styles``."""


def plain(text: str, *styles: str) -> str:
    """Return ``text`` as it is: for files, pipes and tests."""
    return text


def wrapped(text: str, width: int, indent: str = "", hang: str = "") -> list[str]:
    """Return a text in lines; words, and with them IRIs, are never broken.

    Args:
        text: The text, in one line.
        width: Columns; 0 for one line of any length.
        indent: What the first line begins with.
        hang: What the others begin with besides.
    """
    if not width or len(indent) + len(text) <= width:
        return [indent + text]
    import textwrap

    return textwrap.wrap(
        text,
        max(width, _NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def html_table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return a table in HTML, what is in it escaped."""
    from html import escape

    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_REGISTRIES = (
    (r"doi:(10\.\d{4,9}/\S+)", "https://doi.org/"),
    (r"PMID:(\d{1,9})", "https://pubmed.ncbi.nlm.nih.gov/"),
    (r"PMCID:(PMC\d{1,9})", "https://pmc.ncbi.nlm.nih.gov/articles/"),
)
_ADDRESS = r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][\w!#$%&'()*+,./:;=?@~-]*)?"


def address_of(identifier: str) -> str | None:
    """Return the web address of an identifier: http(s), doi, PMID or PMCID; ``None`` for any other, which is no link.

    >>> address_of("doi:10.1093/rheumatology/kew193")
    'https://doi.org/10.1093/rheumatology/kew193'
    >>> address_of("javascript:alert(1)")
    """
    import re
    from urllib.parse import quote

    for form, registry in _REGISTRIES:
        if match := re.fullmatch(form, identifier):
            return registry + quote(match[1], safe="/:;()._-")
    return identifier if re.fullmatch(_ADDRESS, identifier) else None


def html_link(identifier: str, text: str = "") -> str:
    """Return an identifier in HTML, as a link where it has a web address.

    Args:
        identifier: An identifier or address of a source, or an IRI.
        text: What to show in its place, where that is something else.
    """
    from html import escape

    address, shown = address_of(identifier), escape(text or identifier)
    return f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>' if address else f'<span class="quiet">{shown}</span>'
