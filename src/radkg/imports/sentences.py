"""A sentence of a source by its digest: found again in any copy of the text, and copied nowhere.

A sentence is normalised before its SHA-256 is taken, so that the copies of a journal, of PubMed and of a reader's own agree:

1. `toNFKC_Casefold` of the Unicode Standard (3.13, D146; UAX #15): compatibility forms and case are folded, and what is not
   seen (soft hyphens, marks of direction) is left out.
2. Every dash and the minus sign are ``-``; every quotation mark, apostrophe and prime is ``'``; a raised point is ``.``.
3. White space is left out: typesetters differ in it around ``%``, ``=`` and ``±``, and a line may end anywhere.
4. ``.``, ``,``, ``;``, ``:``, ``!`` and ``?`` at the end are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

LONGEST = 1200  # characters of a normalised sentence

_MOST_ENDS = 4  # full stops of abbreviations within a sentence, and its own
_MOST_PIECES = 40  # lines, and stretches between full stops, that a sentence has

_QUOTES = "'\"`´‘’‚‛“”„‟‹›«»ʹʺʻʼʽ′″‴＇＂"
_FOLDED = str.maketrans({**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys("−⁃", "-"), "·": ".", "⋅": "."})
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_DASHES = re.compile("[\u058a\u05be\u1400\u1806\u2010-\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u301c\u3030\u30a0]")
_SPACE = re.compile(r"\s+")
_END = ".,;:!?"
_LAST = ".!?;:…'\")]"  # what a sentence ends in
_DIVIDED = "\x00"  # in the place of the end of a line that divides a word, so that lines are counted
#: Where a sentence may begin or end: behind its last mark, at the end of a line, behind a heading in capitals.
_BREAK = re.compile(r"[.?!;:…][\"'”’)\]]*(?=\s)|[\r\n]+|\b[A-Z]{4,}\b(?=\s)")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")


def normalised(text: str) -> str:
    """Return a sentence, or several, as its digest is taken of it.

    >>> normalised("Scorch was seen in 12 – 14 % (“elm”).")
    "scorchwasseenin12-14%('elm')"
    """
    return _folded(text).rstrip(_END)


def _folded(text: str) -> str:
    # a sentence is folded piece by piece where it is looked for: what is folded, no piece shares with the next one
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())
    return _SPACE.sub("", _DASHES.sub("-", folded.translate(_FOLDED)))


def digest(sentence: str) -> str:
    """Return the SHA-256 of a sentence, normalised, in UTF-8, as 64 hexadecimal digits."""
    return sha256(normalised(sentence).encode()).hexdigest()


def found_in(text: str, digests: frozenset[str]) -> dict[str, int]:
    """Return which sentences are in a text.

    Every stretch of it is tried that begins and ends where a sentence may, up to `LONGEST` characters; a few full stops may be
    those of abbreviations.

    Args:
        text: The text, as it was copied: with lines of any length, words divided at their ends, headings before sentences.
        digests: Digests of sentences.

    Returns:
        Digest to the line of the text, counted from 1, that the sentence begins on.
    """
    found: dict[str, int] = {}
    # where a line ends in a hyphen, the word may have one or not
    joined = _HYPHENATED.sub(_DIVIDED, text)
    for copy in (text, joined) if joined != text else (text,):
        for line, candidate in _candidates(copy) if len(found) < len(digests) else ():
            made = sha256(candidate.encode()).hexdigest()
            if made in digests:
                found.setdefault(made, line)
    return found


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    """Yield stretches of a text that may be sentences, normalised, each with the line that it begins on."""
    breaks = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    pieces: list[tuple[int, str, bool]] = []
    line = 1
    for start, end in pairwise(breaks):
        piece = text[start:end]
        ahead = len(piece) - len(piece.lstrip())
        begins = line + _line_ends(piece[:ahead])
        line += _line_ends(piece)
        if kept := _folded(piece.replace(_DIVIDED, "")):
            pieces.append((begins, kept, kept.endswith(tuple(_LAST)) or _line_ends(piece) > 1 or end == len(text)))
    for first, (begins, candidate, _) in enumerate(pieces):
        yield begins, candidate.rstrip(_END)
        ends = 0
        for _, piece, is_end in pieces[first + 1 : first + 1 + _MOST_PIECES]:
            candidate += piece
            if len(candidate) > LONGEST or ends == _MOST_ENDS:
                break
            if is_end:
                ends += 1
                yield begins, candidate.rstrip(_END)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count(_DIVIDED)
