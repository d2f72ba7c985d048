"""Cite the sentences of a source that carry facts by their digests, from a text of it that was read.

    python tools/locate_sentences.py TEXT --source NAME --address URL [--on DAY] [--locator PLACE] [--write]
    python tools/locate_sentences.py TEXT --source NAME --address URL --evidence NAME --sentence NUMBER … --write

TEXT is the text, or the sentences of it that are meant, as UTF-8; it is not copied anywhere. Without ``--evidence``, each fact
with a number that cites the source is held against the sentences: one that has all of its numbers, and a word of its subject or
object, is proposed; with ``--sites``, so is one that names the site of a fact without a number. A person reads what is
proposed, and takes it with ``--write``, or names fact and sentence. Facts that have a digest are left as they are; a source is
named as in the ontology, without ``source:``.

Exit codes: 0 something was proposed or written; 1 nothing was found; 2 no such source, fact or sentence.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import radkg
from radkg.imports.sentences import digest
from radkg.model.english import words
from radkg.model.knowledge import Knowledge
from radkg.model.lookups import values
from radkg.model.records import Fact
from radkg.namespaces import DCTERMS, FACT, RADKG, SKOS, SOURCE

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "ontology" / "facts"
#: Numbers that a sentence must have, and those of which one is enough beside them.
NEEDED = ("effectValue", "effectMinimum", "effectMaximum", "intervalMinimum", "intervalMaximum", "comparedFrequency")
SHARES = ("frequencyMinimum", "frequencyMaximum")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
ROUGH = {"half": 50.0, "all": 100.0, "none": 0.0, "one-third": 33.0, "two-thirds": 67.0}
_SENTENCE_END = re.compile(r"(?<=[.?!])(?<!vs\.)(?<!cf\.)\s+(?=[A-Z(“\"0-9])|\n+")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:[.·]\d+)?")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in its order."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip()]


def numbers_in(sentence: str) -> set[float]:
    """Return the numbers of a sentence: digits, and the words for small ones."""
    found = {float(number.replace("·", ".")) for number in _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", sentence))}
    lower = sentence.casefold()
    found |= {float(number) for number, word in enumerate(WORDS) if re.search(rf"\b{word}\b", lower)}
    return found | {number for word, number in ROUGH.items() if re.search(rf"\b{word}\b", lower)}


def has_numbers(fact: Fact, sentence: str) -> bool:
    """Return whether a sentence has all numbers of a fact; a count may stand as its share."""
    given = {iri.removeprefix(RADKG): number for iri, number in fact.numbers.items()}
    there = numbers_in(sentence)
    if not any(name in given for name in (*NEEDED, *SHARES, "count")):
        return False
    needed = [given[name] for name in (*NEEDED, *SHARES) if name in given]
    if not all(_is_in(number, there) for number in needed):
        return False
    if "count" in given and given.get("total"):
        count, total = given["count"], given["total"]
        share = 100 * count / total
        as_share = _is_in(share, there, 0.051) or _is_in(round(share), there)
        return as_share or (count in there and total in there)
    return True


def _is_in(number: float, there: set[float], slack: float = 1e-6) -> bool:
    return any(abs(number - other) <= slack for other in there)


def fits(fact: Fact, sentence: str, known: Knowledge) -> tuple[bool, bool]:
    """Return how well a sentence fits a fact: whether it counts as the fact does, and whether it names the site."""
    count, total = (fact.numbers.get(RADKG + name) for name in ("count", "total"))
    there = numbers_in(sentence)
    return (count in there and total in there, names_site(fact, sentence, known))


def has_share(fact: Fact) -> bool:
    """Return whether a fact has a number that a sentence must have."""
    return any(iri.removeprefix(RADKG) in (*NEEDED, *SHARES, "count") for iri in fact.numbers)


def names_site(fact: Fact, sentence: str, known: Knowledge) -> bool:
    """Return whether a sentence has a name of each site of a fact, and speaks of sparing where the fact does."""
    sites = [value for property_, value in fact.qualifiers if property_ == RADKG + "hasSite"]
    if ("spar" in fact.label) != ("spar" in sentence.casefold()) or not sites:
        return False
    there = f" {' '.join(words(sentence.casefold()))} "
    names = ([known.label(site), *values(known.store, site, SKOS + "altLabel")] for site in sites)
    return all(any(f" {' '.join(words(name.casefold()))} " in there for name in some) for some in names)


def has_words(fact: Fact, sentence: str, known: Knowledge) -> bool:
    """Return whether a sentence has a word of the subject's or object's names."""
    there = set(words(sentence.casefold()))
    names = [
        name
        for term in (fact.subject, fact.object, *(value for _, value in fact.qualifiers))
        for name in (known.label(term), *values(known.store, term, SKOS + "altLabel"))
    ]
    return any(word in there for name in names for word in words(name.casefold()) if len(word) > 3)


def evidences(source: str, known: Knowledge) -> Iterator[tuple[str, Fact]]:
    """Yield evidence that cites a source and has no digest, with its fact."""
    for fact in known.facts.values():
        for node in values(known.store, fact.iri, RADKG + "evidence"):
            if source in values(known.store, node, DCTERMS + "source") and not values(
                known.store, node, RADKG + "sentenceDigest"
            ):
                yield node, fact


def write(evidence: str, digests: list[str], address: str, day: str, locator: str) -> Path:
    """Write digests into the file that has the evidence, and return the file."""
    head = f"fact:{evidence.removeprefix(FACT)} a radkg:Evidence ;\n"
    path = next(path for path in sorted(FACTS.glob("*.ttl")) if head in path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    start = text.index(head)
    end = text.index(" .\n", start)
    lines = text[start:end].split("\n")
    place = next(
        (n for n, line in enumerate(lines) if line.startswith("    radkg:locator ")),
        next(n for n, line in enumerate(lines) if line.startswith("    dcterms:source ")),
    )
    new = [] if any("radkg:locator " in line for line in lines) or not locator else [f'    radkg:locator "{locator}" ;']
    joined = " ,\n        ".join(f'"{one}"' for one in digests)
    new += [f"    radkg:sentenceDigest {joined} ;", f'    radkg:textAddress "{address}" ;', f'    radkg:textDate "{day}" ;']
    if not lines[place].endswith(";"):
        lines[place] += " ;"
        new[-1] = new[-1].removesuffix(" ;")
    lines[place + 1 : place + 1] = new
    path.write_text(text[:start] + "\n".join(lines) + text[end:], encoding="utf-8")
    return path


def main(arguments: list[str] | None = None) -> int:
    """Propose or write digests."""
    parser = argparse.ArgumentParser(description="Cite the sentences that carry facts by their digests.")
    parser.add_argument("text", type=Path)
    parser.add_argument("--source", required=True)
    parser.add_argument("--address", required=True)
    parser.add_argument("--on", default=date.today().isoformat(), metavar="DAY")
    parser.add_argument("--locator", default="", metavar="PLACE")
    parser.add_argument("--evidence", default="", metavar="NAME")
    parser.add_argument("--sentence", type=int, action="append", default=[], metavar="NUMBER")
    parser.add_argument(
        "--skip", action="append", default=[], metavar="NAME", help="a fact for which what is proposed is wrong"
    )
    parser.add_argument("--sites", action="store_true", help="facts without a number by their site, too")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    known = radkg.load().knowledge
    found = sentences(options.text.read_text(encoding="utf-8"))
    cited = dict(evidences(SOURCE + options.source, known))
    if options.evidence:
        named = FACT + options.evidence.removeprefix("fact:")
        if named not in cited or not all(0 < number <= len(found) for number in options.sentence) or not options.sentence:
            print("no such evidence of this source without a digest, or no such sentence", file=sys.stderr)
            return 2
        chosen = {named: [found[number - 1] for number in options.sentence]}
    else:
        chosen = {}
        for node, fact in cited.items():
            fitting = [one for one in found if has_numbers(fact, one) and has_words(fact, one, known)]
            if options.sites and not fitting and not has_share(fact):
                fitting = [one for one in found if names_site(fact, one, known)]
            if fitting and fact.iri.removeprefix(FACT) not in options.skip:
                chosen[node] = [max(fitting, key=lambda one: fits(fact, one, known))]
    for node, carrying in chosen.items():
        fact = cited[node]
        print(f"{node.removeprefix(FACT)}\n  {fact.label}\n  " + "\n  ".join(carrying))
        if options.write:
            write(node, [digest(one) for one in carrying], options.address, options.on, options.locator)
    print(f"{len(chosen)} of {len(cited)} evidences", file=sys.stderr)
    return 0 if chosen else 1


if __name__ == "__main__":
    sys.exit(main())
