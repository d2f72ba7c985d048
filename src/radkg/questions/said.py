"""What facts say in words: rows that say what is asked and is no term come first; which others say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.model import english
from radkg.model.lookups import texts, values
from radkg.namespaces import RADKG, RDFS
from radkg.questions.narrowed import first_those_with_most, named_by, says_of_itself

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.rdf.results import Cell, QueryResult

_FACT = "fact"  # the column that has the facts
_DISEASE = RADKG + "Disease"
_ENDS = (RADKG + "subject", RADKG + "object")
_SUBJECT, _COMMENT = ox.NamedNode(RADKG + "subject"), RDFS + "comment"
_IN_ITS_TERMS = 2  # how much nearer a fact comes in whose terms it is said
_MOST_TOLD = 3  # facts that are told
_MOST_MEANT = 12  # of more than so many facts none is told
_LONGEST_REMARK = 180  # characters of what is remarked of a fact
_SHORTEST_STEM = 4  # letters
_ENDINGS = ("ication", "ation", "ity", "ing", "ive", "ion", "ied", "ies", "ed", "es", "y", "e", "s")
#: Behind a stem, so that "severity" is said by "severe", and not by "several".
_ENDING = rf"(?:{'|'.join(_ENDINGS)}|ity|ely|ingly|ively|ications|ations|ings|ions|ly|en|ened|ening)?"
_WEEKS = r"(?:hours?|days?|weeks?|months?)"
_IN_YEARS = r"\b(?:within|after|at|for|by) (?:the first |up to )?[\w.]+ (?:to [\w.]+ )?years\b"
_SEEN_AS = r"(?:sign|symptom|muscle|change)s?"
_EARLY = (
    r"^early\b|\bearly (?:disease|stage|phase|course|signs?|changes?|on)\b|\b(?:earl(?:ier|iest)|initial(?:ly)?|begins?|starts?"
    rf"|at first|first {_SEEN_AS}|precedes?)\b"
)
_LATE = rf"\b(?:late|later|latest|end[- ]stage|at last|last {_SEEN_AS})\b"


class Sought(NamedTuple):
    """What is looked for in the words of facts.

    Attributes:
        what: What that is, for those who asked.
        pattern: What says it.
        is_remarked: Whether what is remarked of a fact may say it as well.
    """

    what: str
    pattern: re.Pattern[str]
    is_remarked: bool = True


class _Order(NamedTuple):
    """What is asked in words of time, and what answers it.

    Attributes:
        what: What is looked for.
        pattern: What says it.
        by: Words, of which a named question that answers it says one of itself.
    """

    what: str
    pattern: str
    by: frozenset[str]


_FIRST = _Order("what is early", _EARLY, frozenset(["order", "spread", "age"]))
_LAST = _Order("what is late", _LATE, frozenset(["order"]))
_BEFORE = _Order("what precedes what", r"\b(?:before|preced\w+|prior to|earlier than)\b", frozenset(["order"]))
_WHEN = _Order("a time", rf"\b{_WEEKS}\b|{_IN_YEARS}", frozenset(["age"]))
_DOSE = _Order("a dose", r"\b\d[\d.]* ?(?:mg|g|µg|ml|IU)\b|\bdos(?:e|es|age)\b", frozenset(["dose"]))
_SIZE = _Order("a size", r"\b\d[\d.]* ?(?:mm|cm)\b|\bmillimet\w+|\bcentimet\w+", frozenset(["size"]))
_AGAIN = _Order("how often again", rf"\bevery (?:\w+ ){{0,3}}{_WEEKS}\b|\b(?:yearly|annual(?:ly)?)\b", frozenset())
_ORDERS = {
    **dict.fromkeys(["first", "earliest", "initially", "initial"], _FIRST),
    **dict.fromkeys(["last", "latest", "finally"], _LAST),
    **dict.fromkeys(["before", "precede"], _BEFORE),
    **dict.fromkeys(["when", "soon", "hour", "day", "week", "month", "year", "duration"], _WHEN),
    **dict.fromkeys(["dose", "dosage"], _DOSE),
    **dict.fromkeys(["size", "thickness", "diameter"], _SIZE),
    **dict.fromkeys(["repeat", "repeated", "interval"], _AGAIN),
}
_LENGTH = frozenset(["long", "quickly", "fast", "soon", "many"])  # "how long", and "how many" of weeks
#: What is seen first, where "the first test" is the one to choose.
_SEEN_FIRST = english.listed("sign signs symptom symptoms change changes muscle muscles feature features finding findings")
#: Words of every field that no fact is looked for by.
_GENERAL = english.listed(
    "make do look change occur use used need mean help work good best typical common usual possible enough compatible get know"
    " happen allow thing patient people case kind sort way different difference really still ever right true without answer"
    " according percentage advised indicated changes degenerate degenerates form forms"
    " come comes stay start starting detect increase group involved seen kind level"
    " take long soon when first last early late order three two four five six one role value important main major"
    " visible appear appearance cause caused reason why there want think tell should must sure exactly around alone together"
)


def order_asked(words: Sequence[str], at: int) -> str:
    """Return the word of time at a place of what is asked, as it asks for one: "first", "how long"; empty where none does.

    >>> order_asked(["how", "long", "do", "it", "last"], 1), order_asked(["it", "last"], 1), order_asked(["first", "line"], 0)
    ('how long', 'last', '')
    """
    word, before, behind = words[at], words[:at], words[at + 1 : at + 2]
    if before[-1:] == ["how"] and word in _LENGTH - {"many"}:
        return f"how {word}"
    is_adjective = word in ("first", "last") and before[-1:] == ["the"]
    is_one_of_several = is_adjective and behind and not english.is_small(behind[0]) and behind[0] not in _SEEN_FIRST
    if word not in _ORDERS or behind == ["line"] or is_one_of_several or (word == "last" and "long" in before):
        return ""
    return word


def is_answered_in_order(word: str, said: frozenset[str]) -> bool:
    """Return whether a question that says some words of itself answers what is asked by a word of time."""
    return not _order(word).by.isdisjoint(said)


def _order(word: str) -> _Order:
    return _ORDERS.get(word, _WHEN)


def sought(words: Sequence[str], orders: Sequence[str]) -> list[Sought]:
    """Return what is looked for in facts.

    Args:
        words: What is asked and no parameter of the question takes.
        orders: Words of time in which something is asked.
    """
    found: dict[str, Sought] = {}
    for word in orders:
        order = _order(word)
        what = f"{order.what} (“{word}”)"
        if not any(one.pattern.pattern == order.pattern for one in found.values()):
            found[what] = Sought(
                what, re.compile(order.pattern, re.IGNORECASE), is_remarked=order not in (_FIRST, _LAST, _BEFORE)
            )
    for word in words:
        parts = [english.fold(part) for part in english.words(word.lower())]
        if not parts or any(part in _GENERAL or part in _ORDERS or part.isdigit() for part in parts):
            continue
        pattern = r"\W+".join(rf"{re.escape(_stem(part))}{_ENDING}" for part in parts)
        found.setdefault(word, Sought(f"“{word}”", re.compile(rf"\b{pattern}\b", re.IGNORECASE)))
    return list(found.values())


def _stem(word: str) -> str:
    """Return what the forms of a word begin with.

    >>> _stem("biopsy"), _stem("publication"), _stem("severity")
    ('biops', 'publ', 'sever')
    """
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)


def first_those_saying(known: Knowledge, result: QueryResult, wanted: Sequence[Sought]) -> tuple[QueryResult, dict[str, int]]:
    """Return rows with those first whose facts say most of what is looked for, and how many say each of it.

    Args:
        known: The knowledge.
        result: The rows.
        wanted: What is looked for; the order of the rows is kept among those that say as much.
    """
    if _FACT not in result.columns or not wanted:
        return result, {one.what: 0 for one in wanted}
    column = result.columns.index(_FACT)
    said = {cell: _said_by(known, cell, wanted) for cell in dict.fromkeys(row[column] for row in result.rows)}
    return first_those_with_most(result, said, [one.what for one in wanted])


def remarks(
    known: Knowledge, result: QueryResult, wanted: Sequence[Sought], terms: Sequence[str], others: Sequence[str]
) -> list[str]:
    """Return what is to be remarked of rows: how many say what is looked for; where none does, which other facts do.

    Args:
        known: The knowledge.
        result: The rows, with those first that say it.
        wanted: What is looked for.
        terms: IRIs of what the question is about, which other facts are to name.
        others: IRIs of what it names besides, of which other facts are to name one where there is any.
    """
    _, counts = first_those_saying(known, result, wanted)
    of_rows = [one for one in wanted if counts[one.what]]
    silent = [one for one in wanted if one not in of_rows] if result.rows else []
    found = [_of_rows(known, result, one, counts[one.what]) for one in of_rows]
    unsaid = [one for one in silent if not any(_elsewhere(known, one, terms, ()))]
    beside = [one for one in silent if one not in unsaid]
    if unsaid:
        of = f"of {english.quoted(map(known.label, terms))} " if terms else ""
        found.append(f"nothing is held {of}that says {' or '.join(one.what for one in unsaid)}: the rows leave it out")
    if beside:
        found.append(f"no row says {' or '.join(one.what for one in beside)}")
    told: dict[str, str] = {}  # by the facts, which may say two things
    for one in silent:
        told.setdefault(*_of_others(known, one, terms, others))
    return list(filter(None, [*found, *told.values()]))


def _of_rows(known: Knowledge, result: QueryResult, one: Sought, count: int) -> str:
    """Return how many rows say something, with what is remarked of them; empty where each does in what its fact is called."""
    remarked = _remarked(known, result, one)
    first = "; they come first" if count < len(result) else ""
    return f"{count} of {len(result)} rows say {one.what}{first}{remarked}" if first or remarked else ""


def _of_others(known: Knowledge, one: Sought, terms: Sequence[str], others: Sequence[str]) -> tuple[str, str]:
    """Return which other facts say something of some terms, or of one disease of them, and that in a remark.

    The remark is empty where none or too many do.
    """
    diseases = [(term,) for term in terms if known.is_kind(term, {_DISEASE})]
    for of in dict.fromkeys([tuple(terms), *diseases]):
        facts = list(_elsewhere(known, one, of, [*others, *(term for term in terms if term not in of)]))
        if facts:
            told = "; ".join(_told(known, fact, one) for fact in facts[:_MOST_TOLD])
            about = f"of {english.quoted(map(known.label, of))}, " if of else ""
            return told, f"{about}other facts say {one.what}: {told}" if len(facts) <= _MOST_MEANT else ""
    return "", ""


def joining(known: Knowledge, term: str, label: str, terms: Sequence[str]) -> bool:
    """Return whether a fact names a term, or says its label, and names all of some others."""
    wanted = {term, *terms}
    said = sought([label], ())
    for fact in _facts(known):
        named = named_by(known, fact, list(wanted))
        if named.issuperset(terms) and (term in named or any(_says(known, fact, one) for one in said)):
            return True
    return False


def _remarked(known: Knowledge, result: QueryResult, one: Sought) -> str:
    """Return what is remarked of the first rows, where they say something there and not in what their facts are called."""
    column = result.columns.index(_FACT)
    facts = [fact for fact in dict.fromkeys(row[column] for row in result.rows) if isinstance(fact, ox.NamedNode)]
    saying = [fact for fact in facts if _says(known, fact, one)]
    sentences = dict.fromkeys(_sentence(known, fact, one) for fact in saying if not one.pattern.search(known.label(fact.value)))
    told = "; ".join(sentences) if len(sentences) <= _MOST_TOLD else ""
    return f": {told}" if told else ""


def _told(known: Knowledge, fact: ox.NamedNode, one: Sought) -> str:
    label = known.label(fact.value)
    return label if one.pattern.search(label) else f"{label} ({_sentence(known, fact, one)})"


def _sentence(known: Knowledge, fact: ox.NamedNode, one: Sought) -> str:
    """Return the first sentence remarked of a fact in which something is said."""
    sentences = re.split(r"(?<=[.;])\s+", " ".join(texts(known.store, fact.value, _COMMENT)))
    sentence = next((sentence for sentence in sentences if one.pattern.search(sentence)), "")
    return f"“{sentence[:_LONGEST_REMARK].strip(' .;')}”"


def _elsewhere(known: Knowledge, one: Sought, terms: Sequence[str], others: Sequence[str]) -> Iterator[ox.NamedNode]:
    """Yield the facts that say something and name some terms, those first that name most of some others."""
    names = [*terms, *others]
    found: list[tuple[int, ox.NamedNode]] = []
    for fact in _facts(known):
        if _says(known, fact, one):
            named = named_by(known, fact, names)
            if named.issuperset(terms) and (not others or not named.isdisjoint(others)):
                itself = sum(says_of_itself(known, fact, term) for term in names)
                found.append((-len(named) - itself - _IN_ITS_TERMS * _is_about(known, fact, one), fact))
    yield from (fact for _, fact in sorted(found, key=lambda of: (of[0], of[1].value)))


def _is_about(known: Knowledge, fact: ox.NamedNode, one: Sought) -> bool:
    """Return whether what a fact is about, or says of that, is called what is looked for; and not when or in whom it is so."""
    terms = (term for property_ in _ENDS for term in values(known.store, fact.value, property_))
    return any(one.pattern.search(known.label(term)) for term in terms)


def _facts(known: Knowledge) -> Iterator[ox.NamedNode]:
    for quad in known.store.quads_for_pattern(None, _SUBJECT, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _said_by(known: Knowledge, fact: Cell, wanted: Sequence[Sought]) -> frozenset[str]:
    return frozenset(one.what for one in wanted if isinstance(fact, ox.NamedNode) and _says(known, fact, one))


def _says(known: Knowledge, fact: ox.NamedNode, one: Sought) -> bool:
    """Return whether a fact says something, in what it is called or in what is remarked of it."""
    return bool(one.pattern.search(known.label(fact.value))) or (
        one.is_remarked and any(map(one.pattern.search, texts(known.store, fact.value, _COMMENT)))
    )
