"""A statement in another order of words, for statements that the small grammar cannot read as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat

from radkg.model import english
from radkg.model.english import compiled, key
from radkg.model.knowledge import Knowledge
from radkg.model.words import FREQUENCY, TERM
from radkg.statement.chunks import COMMA, CONJUNCTION, PREPOSITION, segment_with_spans
from radkg.statement.nouns import DISEASE, FINDING
from radkg.statement.triples import IS_DESCRIBED_AS
from radkg.statement.utterance import NotUnderstood, Reading
from radkg.statement.wordings import in_other_words

Accepts = Callable[[Reading], bool]

# Patterns are compiled when they are first needed, which for most statements is never.
_FRONTED = r"((?:in|on|at) [^,]+), ?([^,]+)|(in [^,]*\d[^,]* (?:patients|cases|people)),? (?!(?:with|of)\b)([^,]+)"
_JOINED = r"(?P<one>.+?) and (?P<other>.+?) (?:is|are)? ?(?P<relation>.+?)(?: (?:each other|one another))?"
_MORE_OFTEN = r" (more (?:often|frequently|commonly))(?= than )"
_BARE_AGE = r" (?=(?:between|from|under|below|over|above|before|after) (?:the )?(?:ages? |\d))"
_MORE_OFTEN_APART = r"(.*)\b(more (?:often|frequently|commonly)) (.+) than (.+)"
_DIFFERENCE = (
    r"(?:there (?:is|was) )?no (?:statistically )?significant difference in "
    r"(?:the (?:frequency|rate|prevalence|share) of )?(.+?)(?: (?:was|were) (?:found|seen|observed))? between (.+?) and (.+)"
)
_WAS_FOUND = r" (?:was|were|is|are|could be) (?:found|seen|observed|detected|shown|demonstrated)\b"
_TERSE = r"((?:(?!\b(?:in|is|are|was|were|not|no|and|or)\b).)+?) in ((?:(?!\b(?:is|are|was|were|not|no)\b).)+)"
_NO_VERB = r"(?:(?!\b(?:is|are|was|were|has|have|shows?|affects?|not|no)\b).)+?"
_HEADED = rf"({_NO_VERB})(?: ?:| -) ({_NO_VERB})"
_TERSE_VERBS = ("affects", "is seen in", "is a marker of", "is treated with", "is caused by")
_BESIDE = r"((?:(?!\b(?:in|of|on|with|for|as)\b)[^,]){1,40}), ([^,]{1,40})"
_FOR = rf"({_NO_VERB}) for ({_NO_VERB})"
_IS_A_DISEASE = r"(.+?) (?:is|are) an? (?:disease|disorder|condition|illness|entity) (?:(that|which) |(?=\w+ed ))(.+)"
_ADVERB = r"((?:(?:often|usually|sometimes|rarely|frequently|commonly|mostly|may|can|might|could) )*)"
_THOSE_WITH = rf"(?:patients|people|those|cases) with (.+?) {_ADVERB}(?:have|had|show|develop|get|suffer from) (.+)"
_LINKS = ("to", "with", "")
_LONGEST_ADVERB = 4  # words of how often

_QUESTIONS = english.ASKING | {"whether"}
_NEVER_LAST = frozenset(["in", "of", "at", "with", "by", "to", "from", "for", "among", "during", "as", "on", "without"])
#: Why words stop the reader: they stand in an order that the grammar does not have, they claim more than facts can decide, or
#: they mean nothing.
_ORDER, _UNDECIDABLE, _NONSENSE = "order", "undecidable", "nonsense"
#: What no statement has: letters without which the pattern need not be tried, the pattern, why, what to do.
_UNREADABLE = (
    (
        # "not" belongs behind a verb; in front of a noun it denies that noun and not the statement
        "not",
        r"(?:^|[,;(] ?|\b(?:in|on|of|at|with|by|to|from|for|as) )not\b(?! (?:all|every|always)\b)",
        _ORDER,
        "denies a part of the statement; deny the whole, as in “X is not seen in Y”",
    ),
    (
        "the ",
        r"\bthe (?:most|least)\b(?! (?:of|cases|patients|people|part)\b)",
        _UNDECIDABLE,
        "compares with everything else; leave it out",
    ),
    (
        "as ",
        r"\bas (?!(?:far|long|soon)\b)\w+(?: \w+){0,3} as\b|\bas (?:much|many|well) as\b",
        _UNDECIDABLE,
        "says that two are equal, which single facts cannot decide; leave it out",
    ),
    (", wh", r", (?:which|who) (?=.*\b(?:not|never|no)\b)", _ORDER, "says something by the way; make a statement of it"),
    (
        # "a marker of A, and one of B": what the one is, this sentence does not say
        "one of ",
        r"\b(?:is|are|was|were) (?:\w+ )?one of (?!(?:the|these|those|several|many|\d+)\b|.*(?:ies|ases|gents|rders)\b).+",
        _ORDER,
        "does not say one of which; write “one of the …”",
    ),
    ("-", r"(?:^|(?<![\d%]) )-\d", _NONSENSE, "is no number that can be meant here"),
)


def why_unreadable(text: str) -> NotUnderstood | None:
    """Return why ``text`` cannot be read in any order of its words, and what to do; ``None`` where nothing is in the way."""
    first, last = text.partition(" ")[0], text.rpartition(" ")[2]
    if first in _QUESTIONS:
        return _refused(first, _ORDER, "asks a question; write a statement, or see `radkg query --list` for questions")
    if last in _NEVER_LAST:
        return _refused(last, _ORDER, "stands at the end; finish the statement")
    for sign, pattern, why, remedy in _UNREADABLE:
        if sign in text and (found := compiled(pattern).search(text)):
            return _refused(found[0].strip(), why, remedy)
    return None


def _refused(words: str, why: str, remedy: str) -> NotUnderstood:
    return NotUnderstood(
        f"{words!r} {remedy}", unrecognised=(words,), is_grammar=why != _NONSENSE, undecidable=why == _UNDECIDABLE
    )


def without_genus(text: str) -> str:
    """Return "X is a disease that affects Y" as X affects Y, which is what it says."""
    if " a" not in text or not (called := compiled(_IS_A_DISEASE).fullmatch(text)):
        return text
    return f"{called[1]} {called[3] if called[2] else 'is ' + called[3]}"


def rewordings(text: str, known: Knowledge) -> Iterator[tuple[str, Accepts]]:
    """Yield ``text`` in other orders of words that mean the same, each with the test that its readings must pass."""
    yield from zip(in_other_words(text), repeat(_any))
    if fronted := compiled(_FRONTED).fullmatch(text):
        yield f"{fronted[2] or fronted[4]} {fronted[1] or fronted[3]}", _any
    if compiled(_BARE_AGE).search(text):
        yield compiled(_BARE_AGE).sub(" at ", text), _any
    yield from _of_notes(text, known)
    if (found := compiled(_WAS_FOUND).search(text)) and english.take_null(text)[1]:
        # "no significant excess of X in Y was found in Z"
        yield text[: found.start()] + text[found.end() :], lambda reading: reading.null
    if apart := compiled(_MORE_OFTEN_APART).fullmatch(text):
        # "more often shows X than Y" is "shows X more often than Y"
        yield f"{apart[1]}{apart[3]} {apart[2]} than {apart[4]}", lambda reading: bool(reading.subject.qualifiers)
    if difference := compiled(_DIFFERENCE).fullmatch(text):
        what, one, other = difference.groups()
        yield f"{one} does not significantly show {what} more often than {other}", lambda reading: reading.null
    joined = compiled(_JOINED).fullmatch(text)
    if joined and " and " not in joined["other"] and not compiled(r"\b(?:with|to) \w").search(joined["relation"]):
        relation, comma, rest = joined["relation"].partition(",")
        for link in _LINKS:
            reworded = " ".join(f"{joined['one']} {relation} {link} {joined['other']}{comma}{rest}".split())
            yield reworded, lambda reading: known.relations[reading.relation].symmetric
    if those := compiled(_THOSE_WITH).fullmatch(text):
        # of two findings; "patients with X have Y" would say of a disease that all with X have it
        yield f"{those[1]} {those[2]} occurs with {those[3]}", lambda reading: not _has_disease(reading, known)
    if often := compiled(_MORE_OFTEN).search(text):
        # "affects X more often than Y" is "more often affects X than Y"
        before, after = text[: often.start()].split(), text[often.end() :]
        for index in range(1, len(before)):
            yield " ".join([*before[:index], often[1], *before[index:], after]), _compares
    if moved := _with_disease_last(text, known):
        yield from zip((moved, *in_other_words(moved)), repeat(_any))


def _with_disease_last(text: str, known: Knowledge) -> str:
    """Return "in X Y is Z" as "Y is Z in X", where X is a disease; empty for any other text."""
    if not text.startswith("in "):
        return ""
    spans = segment_with_spans(text, known.lexicon)[1:]
    if not spans or not any(known.is_kind(entry.iri, {DISEASE}) for entry in spans[0].chunk.entries if entry.kind == TERM):
        return ""
    rest = spans[1:] if spans[1:] and spans[1].chunk.kind != COMMA else spans[2:]
    if not rest or rest[0].chunk.kind in (COMMA, PREPOSITION, CONJUNCTION):
        return ""
    return f"{text[rest[0].start :]} {text[: spans[0].end]}"


def with_frequency_last(text: str, known: Knowledge) -> Iterator[str]:
    """Yield ``text`` with words for how often at its end, which brings the words of a name together around them."""
    words = text.split()
    for index, end in _frequency_words(words, known):
        yield " ".join([*words[:index], *words[end:], *words[index:end]])


def _of_notes(text: str, known: Knowledge) -> Iterator[tuple[str, Accepts]]:
    """Yield the sentence that a note stands for: "X in Y", "X: Y", "X for Y"."""
    if terse := compiled(_TERSE).fullmatch(text):
        # "X in Y" without a verb, as notes have it
        yield f"{terse[1]} is seen in {terse[2]}", _any
    if beside := compiled(_BESIDE).fullmatch(text):
        for verb in ("shows", "affects"):
            yield f"{beside[1]} {verb} {beside[2]}", lambda reading: known.is_kind(reading.subject.term, {DISEASE})
    if headed := compiled(_HEADED).fullmatch(text):
        yield f"{headed[1]} shows {headed[2]}", lambda reading: known.is_kind(reading.subject.term, {DISEASE})
        for verb in _TERSE_VERBS:
            yield f"{headed[1]} {verb} {headed[2]}", lambda reading: not _is_of_findings(reading, known)
        yield f"{headed[1]} is a marker of {headed[2]}", _any
        # a note on two things of one kind names no relation between them
        yield f"{headed[1]} is {headed[2]}", lambda reading: reading.relation == IS_DESCRIBED_AS
    if used := compiled(_FOR).fullmatch(text):
        yield f"{used[1]} is used for {used[2]}", _any


def _frequency_words(words: list[str], known: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield where words for how often stand within the text: "located above all in X"."""
    keys = list(map(key, words))
    for index in range(1, len(words) - 1):
        for end, entries in known.lexicon.from_longest(keys, index, _LONGEST_ADVERB):
            if any(entry.kind == FREQUENCY for entry in entries):
                yield index, end
                break


def _has_disease(reading: Reading, known: Knowledge) -> bool:
    return any(known.is_kind(phrase.term, {DISEASE}) for phrase in (reading.subject, reading.object))


def _is_of_findings(reading: Reading, known: Knowledge) -> bool:
    """Return whether a reading relates two findings, of which a note does not say how."""
    return all(known.is_kind(phrase.term, {FINDING}) for phrase in (reading.subject, reading.object))


def _compares(reading: Reading) -> bool:
    return bool(reading.subject.compared or reading.object.compared)


def _any(_: Reading) -> bool:
    return True
