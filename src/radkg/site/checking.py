"""The page that says whether a statement holds: verdicts on the sentences of all facts, worked out while the site is written.

A sentence is found by its normal form, in a file of a few dozen that the form's hash names; the page computes both as is done
here. What is typed otherwise is left to `radkg check`, and the page says so.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from radkg.site.addresses import CHECK, DATA, SCRIPTS, path_of
from radkg.site.pages import Links
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from radkg.model.knowledge import Knowledge
    from radkg.site.files import Files
    from radkg.site.pages import Pages
    from radkg.verdict.result import DecidingFact, Verdict

    Judge = Callable[[Iterable[str]], Iterator[Verdict]]

SHARDS = 128
_MOST = 4  # facts of a verdict
_NOT_KEPT = re.compile(r"[^\w%<>≤≥+.]+|_|(?<![0-9])\.|\.(?![0-9])")
_MARKS = {"supports": "+", "contradicts": "−"}


def normalised(sentence: str) -> str:
    """Return a sentence without capital letters, and with single blanks for whatever is no letter, digit or sign of a number.

    >>> normalised("  Leaf-like   Shadows, in 1.5 %.")
    'leaf like shadows in 1.5 %'
    """
    return " ".join(_NOT_KEPT.sub(" ", normalize("NFKC", sentence).lower()).split())


def shard_of(form: str) -> int:
    """Return the number of the file that a normal form is in: its hash by FNV-1a, of 32 bits, modulo `SHARDS`."""
    number = 0x811C9DC5
    for byte in form.encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return number % SHARDS


def sentences_of(known: Knowledge) -> list[str]:
    """Return the sentences of facts: labels of radkg's own; of each that is asserted, subject, relation and object."""
    found = {}
    for fact in known.facts.values():
        if not fact.imported:
            found[normalised(fact.label)] = fact.label
        if not fact.excluded and not fact.is_null:
            sentence = " ".join(known.label(iri) for iri in (fact.subject, fact.relation, fact.object))
            found.setdefault(normalised(sentence), sentence)
    return list(found.values())


def write_check(files: Files, known: Knowledge, pages: Pages, judge: Judge) -> int:
    """Write the page and the verdicts, and return how many pages there are.

    Args:
        files: The site's files.
        known: The knowledge.
        pages: The pages of things.
        judge: Returns the verdicts on sentences, in their order.
    """
    shards: dict[int, dict[str, list[Any]]] = defaultdict(dict)
    examples: dict[str, str] = {}
    answered = []
    for verdict in judge(sentences_of(known)):
        if verdict.verdict == NOT_UNDERSTOOD:
            continue
        form = normalised(verdict.statement)
        shards[shard_of(form)][form] = _entry(verdict)
        answered.append(verdict.statement)
        shortest = examples.get(verdict.verdict)
        if shortest is None or len(verdict.statement) < len(shortest):
            examples[verdict.verdict] = verdict.statement
    for number in range(SHARDS):
        files.write(f"{DATA}/verdicts/{number}.json", _json(shards[number]))
    files.write(f"{DATA}/sentences.json", _json(sorted(answered)))
    for name in ("check.js", "forms.js"):
        files.carry(SCRIPTS, name, SCRIPTS)
    path = f"{CHECK}/index"
    files.page(
        path,
        "check.html",
        links=Links(pages, path),
        title="Check a statement",
        description="Type a statement and see whether radkg's facts bear it out, with their sources.",
        number=len(answered),
        examples=[examples[verdict] for verdict in (SUPPORTED, DISPUTED, CONTRADICTED, UNKNOWN) if verdict in examples],
        shards=SHARDS,
    )
    return 1


def _entry(verdict: Verdict) -> list[Any]:
    """Return what the page says of a verdict, as short as may be: its parts are named in scripts/check.js."""
    parts = (verdict, *verdict.parts)
    facts = list({fact.iri: fact for part in parts for fact in (*part.facts, *part.nearest)}.values())
    return [
        verdict.statement,
        verdict.verdict,
        verdict.headline,
        verdict.added,
        verdict.because,
        [_fact(fact) for fact in facts[:_MOST]],
        max(0, len(facts) - _MOST),
    ]


def _fact(fact: DecidingFact) -> list[Any]:
    cited = [
        f"{evidence.citation}, {evidence.section}" if evidence.section else evidence.citation for evidence in fact.evidence
    ]
    details = [word for word in (fact.certainty, fact.words, fact.strength.source) if word and word != "stated"]
    return [
        _MARKS.get(fact.side, "~"),
        fact.label,
        path_of(fact.iri) if fact.kind != "axiom" else "",
        "; ".join(details),
        cited,
    ]


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
