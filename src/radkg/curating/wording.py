"""The label of a fact: a sentence that, put back as a statement, is read as the fact says it.

Nothing is taken for granted of how the reader understands a sentence: each piece is added in one of several wordings, and kept
where the sentence with it is read with that piece and with all before it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from radkg.curating.draft import Slots, slots_of
from radkg.errors import RadkgError
from radkg.model.lookups import texts
from radkg.namespaces import RADKG
from radkg.statement import LONGEST_STATEMENT, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Pair

_MOST_PHRASES = 12  # of a relation that are tried for it
_IN, _SEEN_ON, _SAMPLE = RADKG + "inPopulation", RADKG + "seenOn", RADKG + "sampleSize"
_BEHIND = ("on {}", "in {}", "in the {}", "of the {}", "of {}", "with {}", "at the {}", "at {}", "compared with {}", "than {}")
#: What fits best by the key of a qualifier; all else is tried behind it.
_FITTING = {
    "site": ("of the {}", "in the {}", "of {}", "in {}"),
    "layer": ("of the {}", "in the {}", "of {}", "in {}"),
    "modality": ("on {}",),
    "population": ("in {}s", "in {}"),
    "stage": ("at the {}", "at {}"),
    "disease": ("in {}", "of {}"),
    "region": ("in {}",),
    "comparedWith": ("than {}", "compared with {}"),
}
_FITS_IN_FRONT = ("pattern", "distribution", "quality")
_ANYWHERE_ELSE = ("{} {}", "the {} {}")  # in front of the object
_CERTAIN = {
    "Possible": ("may ",),
    "Reported": ("has been reported to ",),
    "MajorityOpinion": ("is thought to ",),
}
_COUNT = ("in {count} of {total} patients", "in {count} of {total}", "in {count} of {total} cases")
_SHARE = ("in {share} of patients", "in {share} of cases", "in {share}")
_AGE = ("at age {age}", "aged {age}")
_STUDY = ("by a study of {n}", ", by a study of {n}")


def label_of(slots: Slots, sentence: str, known: Knowledge) -> str:
    """Return a label: the sentence that the curator wrote where it is read as the fact, else one that is made.

    Args:
        slots: What the fact says.
        sentence: The curator's sentence; empty where there is none.
        known: The knowledge that it is read with.

    Returns:
        The label; empty where no sentence is read as the fact's subject, relation and object.
    """
    clean = " ".join(sentence.split()).rstrip(".!")
    if clean and _reads(clean, known, slots):
        return clean
    best = next((text for text in _clauses(slots, known) if _reads(text, known, _bare(slots))), "")
    if not best:
        return ""
    said = _bare(slots)
    for pair in sorted(slots.pairs, key=lambda pair: pair[0] == _IN):
        wanted = said._replace(pairs=tuple(sorted((*said.pairs, pair))))
        if better := _first(_with_value(best, pair, slots, known), wanted, known):
            best, said = better, wanted
    for numbers, wordings in _numbers(slots):
        wanted = said._replace(numbers=tuple(sorted((*said.numbers, *numbers))))
        if better := _first((_join(best, wording) for wording in wordings), wanted, known):
            best, said = better, wanted
    return best


def _bare(slots: Slots) -> Slots:
    return slots._replace(pairs=(), numbers=())


def _first(texts: Iterator[str], wanted: Slots, known: Knowledge) -> str:
    return next((text for text in texts if _reads(text, known, wanted)), "")


def _reads(text: str, known: Knowledge, wanted: Slots) -> bool:
    """Return whether a sentence can be read as a fact says it; one with implied relations counts as what it implies."""
    if len(text) > LONGEST_STATEMENT:
        return False
    with suppress(RadkgError):
        for reading in read(text, known):
            with suppress(RadkgError):
                found = slots_of(reading, text, known)
                same = found.relation == wanted.relation or wanted.relation in known.properties.get(found.relation, ())
                narrower = wanted.kind == "Association" and found.relation in known.properties.get(wanted.relation, ())
                if (same or narrower) and found._replace(relation=wanted.relation) == wanted:
                    return True
    return False


def _clauses(slots: Slots, known: Knowledge) -> Iterator[str]:
    """Yield ways to say subject, relation and object, affirmed, denied or as not significant."""
    subject, object_ = known.label(slots.subject), known.label(slots.object)
    relation = known.relations[slots.relation]
    certain = _CERTAIN.get(slots.certainty.removeprefix(RADKG), ("",))
    for phrase in dict.fromkeys((relation.label, *relation.phrases[:_MOST_PHRASES])):
        if slots.kind == "NullResult":
            yield f"{subject} {_denied(phrase)[0].replace('not ', 'not significantly ', 1)} {object_}"
            yield f"no significant association of {subject} with {object_} was found"
            continue
        wordings = _denied(phrase) if slots.kind == "ExcludedAssociation" else [phrase]
        for wording in wordings:
            for hedge in certain:
                yield f"{subject} {hedge}{_plain_form(wording) if hedge else wording} {object_}"
    if slots.kind == "NullResult":
        yield f"no significant excess of {object_} in {subject} was found"
        yield f"no significant benefit of {subject} for {object_} was found"


def _denied(phrase: str) -> list[str]:
    """Return a phrase denied, in the ways that fit its verb."""
    verb, _, rest = phrase.partition(" ")
    behind = f" {rest}" if rest else ""
    if verb in ("is", "are", "was", "were", "has been", "may", "can"):
        return [f"{verb} not{behind}"]
    if verb == "has":
        return [f"has no{re.sub(r'^ (the|a|an) ', ' ', behind)}", f"does not have{behind}"]
    return [f"does not {_plain_form(verb)}{behind}", f"{verb}{behind} no"]


def _plain_form(phrase: str) -> str:
    """Return a phrase with its verb as it stands behind "may": shows is show, is is be."""
    verb, space, rest = phrase.partition(" ")
    irregular = {"is": "be", "are": "be", "has": "have", "does": "do", "goes": "go"}
    if verb in irregular:
        plain = irregular[verb]
    elif verb.endswith(("sses", "shes", "ches", "xes", "zzes")):
        plain = verb[:-2]
    elif verb.endswith("ies"):
        plain = f"{verb[:-3]}y"
    else:
        plain = verb.removesuffix("s")
    return f"{plain}{space}{rest}"


def _with_value(text: str, pair: Pair, slots: Slots, known: Knowledge) -> Iterator[str]:
    """Yield a sentence with a value of a qualifier added, in the places and with the words that may fit."""
    property_, value = pair
    names = [known.label(value), *texts(known.store, value, RADKG + "plainName")]
    object_ = known.label(slots.object)
    introduced = [f"{words} {{}}" for words in texts(known.store, property_, RADKG + "introducedBy")]
    qualifier = known.qualifiers[property_]
    fitting = _FITTING.get(qualifier.key, ())
    for name in names:
        if qualifier.key == "frequencyWord":
            start = len(known.label(slots.subject))
            yield from (f"{text[:start]} {name}{text[start:]}", f"{name} {text}", f"{text} {name}")
            continue
        behind = (_join(text, wording.format(name)) for wording in (*introduced, *fitting, *_BEHIND, f"{qualifier.label} {{}}"))
        head, _, tail = text.rpartition(object_)
        in_front = (f"{head}{wording.format(name, object_)}{tail}" for wording in _ANYWHERE_ELSE if object_ in text)
        first, then = (in_front, behind) if qualifier.key in _FITS_IN_FRONT else (behind, in_front)
        yield from first
        yield from then
        yield f"{name} {text}"


def _join(text: str, piece: str) -> str:
    return text + piece if piece.startswith(",") else f"{text} {piece}"


def _numbers(slots: Slots) -> Iterator[tuple[tuple[tuple[str, float], ...], tuple[str, ...]]]:
    """Yield numbers that belong together, with the wordings that may say them."""
    given = {iri.removeprefix(RADKG): number for iri, number in slots.numbers}

    def taken(*keys: str) -> tuple[tuple[str, float], ...]:
        return tuple((RADKG + key, given[key]) for key in keys if key in given)

    if "count" in given:
        yield taken("count", "total"), tuple(w.format(count=_n(given["count"]), total=_n(given["total"])) for w in _COUNT)
    if share := _range(given.get("frequencyMinimum"), given.get("frequencyMaximum"), " %", "at least {}", "up to {}"):
        yield taken("frequencyMinimum", "frequencyMaximum"), tuple(w.format(share=share) for w in _SHARE)
    if age := _range(given.get("ageMinimum"), given.get("ageMaximum"), "", "{} years and over", "up to {} years"):
        yield taken("ageMinimum", "ageMaximum"), tuple(w.format(age=age) for w in _AGE)
    if months := _range(given.get("intervalMinimum"), given.get("intervalMaximum"), " months", "after {}", "within {}"):
        yield taken("intervalMinimum", "intervalMaximum"), (f"after {months}", months, f"{months} after onset")
    if "effectValue" in given:
        bounds = ""
        if "effectMinimum" in given and "effectMaximum" in given:
            bounds = f", 95 % CI {_n(given['effectMinimum'])}–{_n(given['effectMaximum'])}"
        numbers = taken("effectValue", "effectMinimum", "effectMaximum")
        yield numbers, (f"({_n(given['effectValue'])}{bounds})", f"of {_n(given['effectValue'])}{bounds}")
    if "sampleSize" in given:
        yield taken("sampleSize"), tuple(wording.format(n=_n(given["sampleSize"])) for wording in _STUDY)


def _range(low: float | None, high: float | None, unit: str, least: str, most: str) -> str:
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return (most if low is None else least).format(_n(high if low is None else low or 0) + unit)
    return (_n(low) if low == high else f"{_n(low)}–{_n(high)}") + unit


def _n(number: float | None) -> str:
    """Return a number as it is written: whole where it is whole."""
    assert number is not None
    return f"{int(number)}" if number == int(number) else f"{number:g}"
