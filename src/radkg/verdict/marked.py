"""A text as an HTML page with its claims marked: a line under each, a sign and a number that lead to its facts and sources.

Signs and kinds of lines say what colours say, so that the page can be read without them, in print and aloud.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from radkg.styles import html_link
from radkg.verdict.result import CONTRADICTED, DISPUTED, SUPPORTED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.verdict.result import Verdict

    #: A stretch of the text without a verdict: its offsets, its text, the reason.
    Stretch = tuple[int, int, str, str]

_PAGE_STYLE = """
:root { color-scheme: light dark; }
body { margin: 1rem; font-family: system-ui, sans-serif; }
@media print { body { margin: 0; } }"""
#: Of what `contents` returns, in an element of the class ``radkg-text``.
STYLE = """
.radkg-text { max-width: 52rem; margin: auto; line-height: 1.6; overflow-wrap: anywhere; }
.radkg-text h1 { font-size: 1.4rem; }
.radkg-text .given { white-space: pre-wrap; font-size: 1.05rem; border-left: 4px solid #8a8a8a; padding-left: .8rem; }
.radkg-text mark { background: none; color: inherit; border-bottom: 3px solid; }
.radkg-text mark.supported { border-color: #009e73; }
.radkg-text mark.contradicted { border-bottom: 5px double #d55e00; }
.radkg-text mark.disputed { border-bottom-style: dashed; border-color: #e69f00; }
.radkg-text mark.unknown { border-bottom-style: dotted; border-color: #0072b2; }
.radkg-text .unchecked { opacity: .7; }
.radkg-text sup a { text-decoration: none; color: inherit; font-size: .75em; margin-left: .15em; }
.radkg-text li { margin: .5rem 0; break-inside: avoid; }
.radkg-text small { opacity: .8; }
"""
_SIGNS = {SUPPORTED: "✓", CONTRADICTED: "✗", DISPUTED: "±", UNKNOWN: "?"}
_GRAVEST = (CONTRADICTED, DISPUTED, UNKNOWN, SUPPORTED)


def page(text: str, claims: Sequence[Verdict], unchecked: Sequence[Stretch]) -> str:
    """Return a text as a page that needs no other file.

    Args:
        text: The text.
        claims: The verdicts on its claims, each with its place in the text.
        unchecked: What of it was not checked.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>radkg: the claims of a text</title>\n</head>\n<body>\n{body(text, claims, unchecked)}\n</body>\n</html>\n"
    )


def body(text: str, claims: Sequence[Verdict], unchecked: Sequence[Stretch]) -> str:
    """Return a text with its claims marked, and the list of the claims with their facts and sources; see `page`."""
    return (
        f'<style>{_PAGE_STYLE}{STYLE}</style>\n<main class="radkg-text">\n<h1>The claims of a text</h1>\n'
        f"{contents(text, claims, unchecked)}</main>"
    )


def contents(text: str, claims: Sequence[Verdict], unchecked: Sequence[Stretch]) -> str:
    """Return what `body` does without its style and its title, for a page that has both."""
    counts = {verdict: sum(claim.verdict == verdict for claim in claims) for verdict in _SIGNS}
    legend = ", ".join(f"{_SIGNS[verdict]} {number} {verdict}" for verdict, number in counts.items() if number)
    listed = "\n".join(_listed(number, claim) for number, claim in enumerate(claims, 1))
    left = "\n".join(f"<li>{escape(said)}<br><small>{escape(reason)}</small></li>" for _, _, said, reason in unchecked)
    return (
        f'<p>{legend or "no claim"}</p>\n<div class="given">{_marked(text, claims, unchecked)}</div>\n'
        + (f"<h2>Claims</h2>\n<ol>\n{listed}\n</ol>\n" if listed else "")
        + (f"<h2>Not checked</h2>\n<ul>\n{left}\n</ul>\n" if left else "")
    )


def _marked(text: str, claims: Sequence[Verdict], unchecked: Sequence[Stretch]) -> str:
    """Return the text with a mark for each stretch that belongs to the same claims."""
    cuts = {0, len(text)} | {at for claim in claims for at in (claim.start, claim.end)}
    cuts |= {at for start, end, _, _ in unchecked for at in (start, end)}
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        here = [(number, claim) for number, claim in enumerate(claims, 1) if claim.start <= start and end <= claim.end]
        if here:
            pieces.append(_mark(text[start:end], here, [(number, claim) for number, claim in here if claim.end == end]))
        elif any(first <= start and end <= last for first, last, _, _ in unchecked):
            pieces.append(f'<span class="unchecked">{escape(text[start:end])}</span>')
        else:
            pieces.append(escape(text[start:end]))
    return "".join(pieces)


def _mark(text: str, claims: list[tuple[int, Verdict]], ending: list[tuple[int, Verdict]]) -> str:
    """Return a stretch of the text, marked by the gravest verdict of its claims, with the numbers of those that end here."""
    gravest = min((claim for _, claim in claims), key=lambda claim: _GRAVEST.index(claim.verdict))
    hover = "; ".join(f"{claim.verdict}: {_sources(claim)}" for _, claim in claims)
    links = "".join(
        f'<sup><a href="#claim-{number}" aria-label="claim {number}, {claim.verdict}">{_SIGNS[claim.verdict]}{number}</a></sup>'
        for number, claim in ending
    )
    return f'<mark class="{gravest.verdict}" title="{escape(hover)}">{escape(text)}</mark>{links}'


def _sources(claim: Verdict) -> str:
    cited = dict.fromkeys(evidence.citation for fact in claim.facts[:3] for evidence in fact.evidence)
    return ", ".join(cited) or claim.because


def _listed(number: int, claim: Verdict) -> str:
    facts = "".join(
        f"<li>{html_link(fact.iri, fact.label)} <small>"
        + "; ".join(
            html_link(evidence.identifier, evidence.citation) + (f", {escape(evidence.section)}" if evidence.section else "")
            for evidence in fact.evidence
        )
        + "</small></li>"
        for fact in claim.facts[:4]
    )
    return (
        f'<li id="claim-{number}"><b>{_SIGNS[claim.verdict]} {escape(claim.headline)}</b> {escape(claim.statement)}<br>'
        f"<small>{escape(claim.because)}</small>" + (f"<ul>{facts}</ul>" if facts else "") + "</li>"
    )
