"""The ways to split a sentence that makes several claims into parts that each make fewer.

"X affects A, B and C", "X affects A and causes B", "X affects A, whereas Y affects B", "unlike Y, X affects A" and "X, which
affects A, causes B": each part is a sentence of its own, made of pieces of the given one, and has a place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model.english import DENYING_VERBS, compiled, key
from radkg.model.lexicon import Lexicon
from radkg.model.words import CERTAINTY, FREQUENCY, INTRODUCER, MEASURE, RELATION, TERM
from radkg.statement.chunks import (
    AGE,
    CARRIER,
    COMMA,
    CONJUNCTION,
    COPULA,
    NOT,
    NUMBER,
    PREPOSITION,
    UNKNOWN,
    Span,
    segment_with_spans,
)
from radkg.statement.frames import take_frame
from radkg.statement.nouns import DISEASE, POPULATION

#: What a conjunct of noun phrases is made of.
_NOMINAL = frozenset([TERM, AGE, NUMBER, PREPOSITION, UNKNOWN, CARRIER, INTRODUCER, FREQUENCY, MEASURE])
_ENDS = frozenset([TERM, AGE, NUMBER, UNKNOWN, CARRIER])  # what a conjunct ends with
_VERBAL = frozenset([RELATION, COPULA, NOT, CERTAINTY])
_SHARED = 4  # how badly conjuncts go together that share a noun: tried where they do not read without it
_LONGEST_LIST = 12  # conjuncts

#: Connectives, by the one that they stand for.
_CONNECTIVES = (
    (
        r",? ?\b(?:but|though|yet) never\b|,? ?\band never\b(?= (?:in|on|at|of|with|the)\b)|,? ?\b(?:but|and|though"
        r"|yet|with) (?:not\b(?! (?:only|just|merely|simply|solely)\b)|no\b|without\b)|,?"
        r" ?\bwithout\b|,? ?\brather than\b"
        r"|,? ?\binstead of\b|, not\b(?! (?:only|just|merely|simply|solely)\b)",
        "not",
    ),
    (r", (?:as|since)(?= (?:it|they) (?:can|may|might|could|also|often|sometimes)\b)", "and"),
    (r",? ?\b(?:as well as|in addition to|plus|but also|and also|and/or|and indeed)\b", "and"),
    (r",? ?\b(?:although|though|even though|despite the fact that|however|yet|even if)\b", "while"),
    (r",? ?\band (?:possibly|perhaps|maybe|probably|potentially)\b(?= [\w-]+)", "perhaps"),
    (r", ?(and|or|nor|but|while|whereas)\b", ""),
)
_CLAUSAL = frozenset(["while", "whereas", "but", ";"])
_NOT_ONLY = r"\bnot (?:only|just|merely|simply|solely)\b"
_NOT_ONLY_THERE = rf"(?i:{_NOT_ONLY} ?)"
_ASKED = r"^(?i:does|do|did|is|are|was|were|can|may) "  # "not only does X …"
_UNLIKE = r"(?:unlike|in contrast (?:to|with)|as opposed to|contrary to|different from)"
_LIKE = r"(?:like|e\.g\.|such as|including|for example|for instance|as in|as with|similar(?:ly)? to|just like|as well as)"
#: What is said of none or of few of a group is said of no instance of it.
_NOT_OF_NONE = r"(?!(?:no|none|neither|few|fewer|hardly any|not all|not every|not many|only some)\b)"
#: Who else is told of, and whether it is denied of them: "unlike Y, X …", "X …, unlike Y", "like Y, X …".
_BESIDE = (
    (rf"{_UNLIKE} (?P<other>[^,]+), ?(?P<subject>)(?P<clause>.+)", True),
    (rf"(?P<subject>)(?P<clause>.+?),? {_UNLIKE} (?P<other>[^,]+)", True),
    (rf"(?P<subject>[^,]+), {_UNLIKE} (?P<other>[^,]+), ?(?P<clause>.+)", True),
    (rf"{_LIKE} (?P<other>[^,]+), ?(?P<subject>)(?P<clause>.+)", False),
    (
        rf"(?P<subject>{_NOT_OF_NONE}.+?) such as (?P<other>.+?) "
        r"(?P<clause>(?:may|can|might|could|is|are|has|have|helps?|reduces?|causes?"
        r"|shows?|affects?) .+)",
        False,
    ),
    (
        r"(?P<subject>)(?P<clause>.+?),? and (?:so|neither) (?:does|do|did|is|are|was|were|has|have|can|may) (?P<other>[^,]+)",
        False,
    ),
    (r"(?P<subject>)(?P<clause>.+?),? as (?:does|do|did|is|are|was|were|has|have|can|may) (?P<other>[^,]+)", False),
    (rf"(?P<subject>{_NOT_OF_NONE}[^,]+), {_LIKE} (?P<other>[^,]+), ?(?P<clause>.+)", False),
    (rf"(?P<subject>{_NOT_OF_NONE}[^,]+), {_LIKE} (?P<other>[^;:]+?,? (?:and|or) [^,]+), ?(?P<clause>.+)", False),
)
_SMALL = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
_NOT_AS_A_RULE = r"\b(?:(is |are |was |were )|(?:does|do|did) )not (?:usually|often|generally|typically|commonly|normally) "
_MANY = r"(?:causes|forms|types|subtypes|mimics|features|findings|signs|symptoms|manifestations|complications)"
_GAPPED = (
    rf"(?P<one>.+?) (?P<verb>(?:is|are|was|were) (?:found|seen|present|observed|detected|noted)(?: on [^,]+?)?) in"
    rf" {_SMALL} ?(?:/|of|out of) ?(?:the )?(?P<total>\d+) (?P<people>[^,(]+?)(?: \([^)]*\))?(?P<joint>,? and |,"
    rf" )(?P<other>.+?)"
    rf" in (?P<count>{_SMALL}(?P<share> ?(?:/|of|out of) ?(?:the )?\d+)?)(?: (?:patients|children|adults|cases))?"
)
_OF_SHARE = rf"(?:\d+(?:\.\d+)? ?(?:%|per ?cent)|{_SMALL} ?(?:/|of|out of) ?(?:the )?\d+)"
_NEXT_SHARE = rf",? and (?=[^,]*? in {_OF_SHARE})|,(?: and)? (?=[^,]*? in {_OF_SHARE})"
_IN_SHARE = rf"(?P<item>.+?) in (?P<share>{_OF_SHARE})(?P<people> (?:of )?(?!in\b)[^,(%]+?)?(?: \([^)]*\))?"
_FROM_TO = (
    r"(.+?) (spreads?|progresses|extends?|moves?|climbs?|creeps?|ascends?|descends?|travels?|marches|advances?|goes) from"
    r" (.+?) ((?:to|up|down|over|into|along|towards?|upwards?|downwards?)\b.+)"
)
_AGAIN = r"(.+? (?:peaks?|begins?|occurs?|is seen)) (.+?),? and again (.+)"
_OF_PEOPLE = r"(?:the |all )?(?:\w+ )?(?:patients?|people|children|adults|those|cases|women|men|girls|boys|kids)\b"
_PERCENT = r"\d+(?:\.\d+)? ?%"
_PAIR = r"(?P<p>\d+(?:\.\d+)?)(?: ?%)?,? (?:vs\.?|versus|against|and) (?P<q>\d+(?:\.\d+)? ?%)"
_OFTENER = r"(?P<more>more (?:frequent|common|often seen|frequently seen|commonly seen|prevalent))"
_SHARES_OF_TWO = (
    rf"(?P<x>.+?) (?:is|are|was|were) (?:significantly )?{_OFTENER} in (?P<a>.+?) \((?P<p>{_PERCENT})\) than in (?P<b>.+?)"
    rf" \((?P<q>{_PERCENT})\)",
    rf"(?P<x>.+?) (?:is|are|was|were) (?:significantly )?{_OFTENER} in (?P<a>.+?) than in (?P<b>.+?),? \(?{_PAIR}\)?",
    rf"(?P<a>.+?) (?:is|are|was|were) (?P<more>more) likely than (?P<b>.+?) to have (?P<x>.+?),? \(?{_PAIR}\)?",
    rf"(?:in total, )?(?P<p>{_PERCENT}) of (?P<a>.+?) (?:had|have|showed?|developed) (?P<x>.+?),?"
    rf" (?:compared (?:with|to)|versus|vs\.?|as against|against|but(?: only)?|and(?: only)?) (?P<q>{_PERCENT}) of (?P<b>.+)",
    rf"(?P<x>.+?) (?:is|are|was|were) (?:found|seen|present|observed|detected) in (?P<p>{_PERCENT}) of (?P<a>.+?),?"
    rf" (?:compared (?:with|to)|versus|vs\.?|as against|against|but(?: only)?|and(?: only)?)(?: in)? (?P<q>{_PERCENT})"
    rf" of (?P<b>.+)",
)
_COUNTED = r"(of \d+ [^,]+), (\d+ .+ (?:and|,) ?\d+ .+)"
_NOTE = r"([^:;,=@]+?) ?(?:: | [-–—] |->|→|= |@ ) ?(.+)"
_NOTE_JOINT = r" ?[,;+&] ?| and | or "
_RELATIVE = r", (?:which|who|that) ([^,]+)(?:, ?|$)"
_RELATIVE_TO_END = r", (?:which|who|that) ([^;]*,[^;]*)$"
_AT_PLACES = (
    r".+? (?P<at>in|on|at|of|with) .+?(?P<comma>),? (?:and )?(?:especially|particularly|in particular|notably|mainly|above all"
    r"|most often|most commonly|chiefly|typically|mostly) (?P=at) (?P<where>.+)"
)
#: A clause without its "which is" or "which": ", caused by A, begins in B", "a sign of X, occurring in 40 %".
_PARTICIPIAL = (
    r", (?P<adverbs>(?:(?:often|usually|typically|commonly|most commonly|mostly|sometimes|rarely|frequently|especially) )*)"
    r"(?P<verb>(?P<stem>occur+|affect|involv|caus|begin+|start|show|appear|spread|present|lead|spar|develop|peak)ing"
    r"|(?:caused|characteri[sz]ed|seen|found|located|marked|associated|accompanied|followed|present|treated|triggered))"
    r" (?P<rest>[^,]+)(?:, ?|$)"
)
_PRESENT = {"involv": "involves", "caus": "causes", "spar": "spares"}
_WHOSE = r"\b(?:of|in) (?:the |all |these )?(?:patients|cases|people|children|adults)$"
_EXEMPLIFIED = (
    r"(.+?), (?:especially|particularly|in particular|notably|including|such as|mainly|namely|above all)"
    r" (?!in |on |at |with )(?:of )?(.+)"
)
_RESTRICTIVE = r" (?:that|which|who) "
_WITHIN = r",? (?:in which|in whom|where(?= \w)) "
_APPOSITION = (
    r"((?!(?:in|on|with|among|of|unlike|like|both|as|for|at|if|when)\b)[^,]+), ((?:an?|the|one of the|another name for) [^,]+),"
    r" ((?!and\b|or\b|but\b)[^,].*)"
)
_WITHIN_ASIDE = r"([^,]+), (?:in which|in whom|where) ([^,]+), (.+)"
_PRONOUN = (
    r"^(?i:it|they|this|the form(?= with)|the type(?= with)|this disease|the disease|the disorder|this"
    r" condition|the condition|the former)\b"
)
_FINITE = r"(?:is|are|was|were|can|may|has|have|shows?|affects?)\b"
_ITS = rf"^(?i:its|their) ((?!{_FINITE})[\w-]+(?: (?!{_FINITE})[\w-]+)*)(?= {_FINITE})"
_ANNOUNCED = (
    r"(?:the following|several|some|many|various|a number of|two|three|four|five|six|\d) (?:\w+ ){0,2}?"
    r"(?:factors|features|findings|signs|symptoms|markers|conditions|diseases|drugs|things|clues|patterns)"
    r" (?P<said>(?!ha[sv]e been\b|are seen\b|are known\b|exist)[^:]{3,80}): (?P<list>[^:;]+)"
)
#: Words that end what a sentence says: what follows adds a reason, a consequence or an instance, and takes nothing back.
_TRAILS = (
    r",? \b(?:because|since|as a (?:result|consequence)|owing to|due to|thanks to|so that|so|reflecting|leading to|resulting in"
    r"|making|suggesting|indicating|although|though|even though|despite|hence|and (?:therefore|thus)|presumably|followed by"
    r"|as (?:it|they)|where)\b"
    r"|, (?:which|who|whereas|while|typically|usually|often|most often|mostly|mainly|sometimes|particularly|especially|e\.g\."
    r"|i\.e\.|with|causing|involving|including|such as|occurring|an? [\w -]+ (?:that|which)|and|but)\b"
)
#: Words that take back or restrict what the rest of a sentence says, or that say whose opinion it is.
_TAKES_BACK = re.compile(
    r"\b(?:if|unless|when|whenever|until|once|provided|except|other than|whether|only|without|should|would|not|no|never"
    r"|nor|none|wrong|false|myth|untrue|incorrect|deny|denies|doubt|unlike|contrary|hardly|barely|rather|instead|fails?|believed?|claims?"
    r"|claimed|think|thought|said|says|question|unclear|unknown whether|debated|controversial)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
#: "A and B are both markers of C": of one of them that it is a marker.
_OF_ALL = r"^(\W*(?:is|are|was|were|have|has|show|affect|can|may|might|could) )(?:both|each|all) "
_ROLES = r"^(\W*(?:is|was) )((?:sign|marker|feature|finding|form|cause|mimic|kind|type|subtype)(?=s (?:of|in|for)\b))s"
#: A verb that stands for what was said before, in front of its subject: "nor does Y".
_NOR_DOES = r"^(?:is|are|was|were|does|do|did|can|may|has|have) (?!(?:it|they|he|she|this|that|there)\b)(?=[^,]+$)"
#: The same behind its subject: "X is seen in A, but Y is not".
_ELLIPSIS = r" (?:is|are|was|were|does|do|did|can|may|has|have)(?: ?(?:not|n['’]t))?$"
_DENIES = r"(?: not|n['’]t)$"
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does"}
_PLURAL = rf"^(\W*)({'|'.join(_SINGULAR)})\b"
#: What stands behind the words of a genus in a name for a role: "an X-ray sign of".
_NOUN_OF_ROLE = r"(?:signs?|findings?|features?|manifestations?|markers?|symptoms?|complications?|appearances?|changes?)\b"
_IS_A = r" (?:is|are|was|were) an? "
_IS_A_ROLE = (
    r"(?i)\b(?:is|are|was|were) (?:both |each |all |also )*((?:an? |the )?(?:[\w-]+ ){0,2}?[\w-]+) (?=(?:of|for|in|against)\b)"
)
_IS_ONE = (
    r"(?i)\b((?:is|are|was|were)(?: \w+ly)?) ones?(?: too| as well|)(?= (?:of|for|in|against)\b(?! (?:the|these|those)\b))"
)
_IS_AFFECTED = r"(?i)(?!it\b|they\b|this\b)[^,]+ (?:is|are|was|were) (?:\w+ )?(?:affected|involved|spared)$"
_INVERTED = r"(?i)(is|are|was|were|does|do|did|has|have|can|may) (?:it|they|he|she|the (?:disease|condition|disorder)) "
_IS_NEITHER = r"([^,]+? (?:is|are|was|were)) neither (.+?),? nor (.+)"
_OF_WHAT = (
    r"\b(?:prognosis|outcome|outlook|survival)$"  # said of what stands in front: "is seen in X and worsens the prognosis"
)
_NEXT = r"\b(?:after|then|afterwards|later) (?=(?:spreads?|moves?|affects?|involves?|extends?|goes)\b)"
_AND_OVER = r"\band (?:over|older|above|more|up|upwards?)\b"
#: Words for how many, beside those of how often.
_COUNTED_CASES = (
    r"\d|%|\b(?:per ?cent|most|majority|minority|many|few|fewer|half|thirds?|quarters?|fifths?|all|every|each|nearly|almost)\b"
)
#: What is made of "X cannot be caught and runs in families" where its second half gets words of the first: "cannot runs".
_SHARES_TOO_MUCH = re.compile(
    r"\b(?:can|cannot|may|might|could|must|(?:does|do|did|can|may|could)(?: not|n['’]t)) "
    r"(?:(?:always|often|usually|never|rarely|sometimes) )?(?!sometimes\b|always\b|perhaps\b)"
    r"(?:is|are|was|were|has|does|[a-z]+[^\W\dsu]s)\b"
    r"|\b(?:from|by) (?:always|often|usually|never|rarely|sometimes) [a-z]+s\b",
    re.IGNORECASE,
)
_PAIRED = r"\b(both|either|neither|not (?:only|just|merely|simply|solely)) *$"


class Clause(NamedTuple):
    """A part of a sentence, as a sentence of its own.

    Attributes:
        text: The sentence.
        start: Offset of the first character of what it has of its own.
        end: Offset of the character behind that.
        denied: Whether the given sentence denies it: "X affects A but not B" denies that X affects B.
        hedged: Whether the given sentence holds it for possible only.
        beside: Whether it tells of what the sentence only contrasts with; the rest of the sentence stands without it.
        nominal: Whether the parts differ in a noun phrase alone, so that all have one relation and things of one kind.
        pooled: Whether the given sentence says of the parts together how often they are: "most have A or B".
    """

    text: str
    start: int
    end: int
    denied: bool = False
    hedged: bool = False
    beside: bool = False
    nominal: bool = False
    pooled: bool = False


class Split(NamedTuple):
    """One way to split a sentence.

    Attributes:
        parts: The parts, in the order of the sentence.
        every: Whether the sentence is wrong as soon as one of its parts is. It is not with "or", with "not … and" and with
            numbers that may be of all parts together: there it is wrong where all its parts are.
        joint: The word between two whole sentences, such as "but"; empty where the parts share words.
    """

    parts: tuple[Clause, ...]
    every: bool = True
    joint: str = ""


def splits(sentence: str, lexicon: Lexicon) -> Iterator[list[Split]]:
    """Yield the ways to split a sentence in two or more, the likeliest first; ways at one connective stand together.

    Args:
        sentence: The sentence, as it was given, without its full stop.
        lexicon: The words of the ontology.
    """
    for ways in _splits(sentence, lexicon):
        if grammatical := [split for split in ways if not any(_SHARES_TOO_MUCH.search(part.text) for part in split.parts)]:
            yield grammatical


def _splits(sentence: str, lexicon: Lexicon) -> Iterator[list[Split]]:
    """Yield all ways to split a sentence, those among them that share an auxiliary with a verb of its own."""
    # "only A but not B" says of whom else it is not so
    sentence = compiled(r"\b[Oo]nly (?=[^,]+? but not )").sub("", sentence)
    # the end of a possessive is no word
    lowered = compiled(r"['’]s\b").sub("  ", sentence.lower())
    if len(lowered) != len(sentence):
        return
    yield from ([split] for split in _contrasted(sentence, lowered, lexicon))
    yield from ([split] for split in _counted(sentence, lowered))
    yield from ([split] for split in _gapped(sentence, lowered))
    yield from ([split] for split in _shared(sentence, lowered, lexicon))
    yield from ([split] for split in _in_turn(sentence, lowered))
    yield from ([split] for split in _neither(sentence, lowered))
    yield from ([split] for split in _noted(sentence, lowered))
    yield from ([split] for split in _in_apposition(sentence, lowered))
    yield from ([split] for split in _relative(sentence, lowered, lexicon))
    yield from ([split] for split in _participial(sentence, lowered, lexicon))
    yield from ([split] for split in _exemplified(sentence, lowered, lexicon))
    yield from ([split] for split in _announced(sentence, lowered))
    yield from _Sentence(sentence, lowered, lexicon).splits()


def trimmed(sentence: str) -> Iterator[Split]:
    """Yield a sentence in two where its end adds a reason, a consequence or an instance, the longest beginning first."""
    lowered = sentence.lower()
    for match in reversed(list(compiled(_TRAILS).finditer(lowered))):
        if match.start() and match.end() < len(sentence) == len(lowered):
            cut = match.start()
            yield Split((Clause(sentence[:cut], 0, cut), Clause(sentence[cut:].strip(" ,"), cut, len(sentence))))


def may_take_back(text: str) -> bool:
    """Return whether a part of a sentence may take back or restrict what the rest of it says."""
    return bool(_TAKES_BACK.search(text))


def reduced_relative(sentence: str, lexicon: Lexicon) -> Split | None:
    """Return "X is a Y seen in Z" as X is a Y, and X is seen in Z; ``None`` for any other sentence."""
    lowered = sentence.lower()
    if len(lowered) != len(sentence) or not (match := compiled(_IS_A).search(lowered)):
        return None
    spans = segment_with_spans(lowered, lexicon)
    genus = next((index for index, span in enumerate(spans) if span.start >= match.end()), len(spans))
    verb = next((index for index in range(genus, len(spans)) if spans[index].chunk.kind != TERM), len(spans))
    if not genus < verb < len(spans) or spans[verb].chunk.kind != RELATION:
        return None
    if compiled(_NOUN_OF_ROLE).match(spans[verb].chunk.text):
        return None  # "an X-ray sign of Z" is no X-ray
    subject, start = sentence[: match.start()], spans[verb].start
    whole = Clause(sentence[:start].strip(), 0, start)
    return Split((whole, Clause(f"{subject} {sentence[start:]}", start, len(sentence))))


def _contrasted(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "unlike Y, X does" as X does, and Y does not; "like Y, X does" as both do."""
    for pattern, denied in _BESIDE:
        match = compiled(pattern).fullmatch(lowered)
        if match is None:
            continue
        (start, end), (clause, stop) = match.span("other"), match.span("clause")
        other = compiled(r"^(?:in|that of|those of|with) ").sub("", sentence[start:end])
        contrasted = denied
        if match["subject"]:
            subject, predicate = sentence[slice(*match.span("subject"))], sentence[clause:stop]
        else:
            spans = segment_with_spans(match["clause"], lexicon)
            verb = next(
                (
                    index
                    for index, span in enumerate(spans)
                    if span.chunk.kind in (*_VERBAL, FREQUENCY) or span.chunk.text in DENYING_VERBS
                ),
                0,
            )
            if not verb:
                continue
            cut = clause + spans[verb - 1].end
            subject, predicate = sentence[clause:cut], sentence[cut:stop].strip()
        if denied and (rule := compiled(_NOT_AS_A_RULE).search(predicate.lower())):
            # what it is not as a rule, the other may be
            contrasted, beside = False, f"{predicate[: rule.start()]}{rule[1] or ''}{predicate[rule.end() :]}"
        else:
            beside = predicate
        yield Split(
            (Clause(f"{subject} {predicate}", clause, stop), Clause(f"{other} {beside}", start, end, contrasted, beside=denied))
        )


def _counted(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "of 48 children with X, 11 had A and 5 had B" as the two counts, each of the 48."""
    if match := compiled(_COUNTED).fullmatch(lowered):
        items = list(_between(r",? and |, ", *match.span(2), lowered))
        if all(compiled(r"\d+ (?:\(\d|\w+ed\b|had\b|ha[sd]\b|were\b)").match(lowered[start:end]) for start, end in items):
            yield Split(tuple(Clause(f"{sentence[: match.end(1)]}, {sentence[a:b]}", a, b) for a, b in items))


def _gapped(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "X was seen in 3 of 9 children and Y in 2" as the two counts, with one verb and one total."""
    if not (match := compiled(_GAPPED).fullmatch(lowered)):
        return
    said = {name: sentence[slice(*match.span(name))] for name in match.groupdict() if match[name] is not None}
    other = said["other"]
    if that := compiled(r"that (of|in) ").match(other.lower()):
        other = f"{said['one'].partition(f' {that[1]} ')[0]} {other[5:]}"
    count = said["count"] if "share" in said else f"{said['count']} of {said['total']}"
    parts = (
        Clause(sentence[: match.start("joint")], 0, match.start("joint")),
        Clause(f"{other} {said['verb']} in {count} {said['people']}", match.start("other"), match.end()),
    )
    yield Split(parts)


def _shared(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "X was seen in 4 of 9 and Y in 2 of 9 trees" as a share of each, with one verb and the people of one of them."""
    pieces, start = [], 0
    for joint in compiled(_NEXT_SHARE).finditer(lowered):
        pieces.append((start, joint.start()))
        start = joint.end()
    pieces.append((start, len(sentence)))
    found = [compiled(_IN_SHARE).fullmatch(lowered[a:b]) for a, b in pieces]
    if len(pieces) < 2 or len(pieces) > _LONGEST_LIST or not all(found):
        return
    shares = [match for match in found if match]
    people = next((match["people"] for match in reversed(shares) if match["people"]), "")
    first = sentence[: shares[0].end("item")]
    spans = segment_with_spans(first.lower(), lexicon)
    verb = next((index for index, span in enumerate(spans) if span.chunk.kind in (COPULA, RELATION)), 0)
    if not verb:
        return
    at_end = all(span.chunk.kind != TERM for span in spans[verb:])
    said, noun = first[spans[verb].start :], first[: spans[verb - 1].end]
    last = max(index for index, span in enumerate(spans) if span.chunk.kind in (COPULA, RELATION))
    parts = []
    for (start, end), match in zip(pieces, shares, strict=True):
        item = sentence[start : start + match.end("item")]
        if that := compiled(r"that (of|in) ").match(item.lower()):
            item = f"{noun.partition(f' {that[1]} ')[0]} {item[5:]}"
        whole = item if not start else f"{item} {said}" if at_end else f"{first[: spans[last].end]} {item}"
        parts.append(Clause(f"{whole} in {match['share']}{match['people'] or people}", start, end))
    yield Split(tuple(parts))


def _announced(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "several signs point to A: B and C" as what is said of each of them."""
    if match := compiled(_ANNOUNCED).fullmatch(lowered):
        said, (start, end) = sentence[slice(*match.span("said"))], match.span("list")
        items = list(_between(r",? and |, ", start, end, lowered))
        if 1 < len(items) <= _LONGEST_LIST:
            yield Split(tuple(Clause(f"{sentence[a:b].strip()} {said}", a, b) for a, b in items))


def _neither(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "X is neither A nor B" as X is A, and X is B, both denied, where A and B need not be alike."""
    if match := compiled(_IS_NEITHER).fullmatch(lowered):
        before = sentence[: match.end(1)]
        parts = (Clause(f"{before} {sentence[a:b]}", a, b, denied=True) for a, b in (match.span(2), match.span(3)))
        yield Split(tuple(parts))


def _in_turn(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "X spreads from A to B" as X begins in A, and spreads to B; "X peaks at A and again at B" as two peaks."""
    if match := compiled(_FROM_TO).fullmatch(lowered):
        subject, (start, end), (verb, stop), (to, last) = sentence[: match.end(1)], match.span(3), match.span(2), match.span(4)
        parts = (
            Clause(f"{subject} begins in {sentence[start:end]}", start, end),
            Clause(f"{subject} {sentence[verb:stop]} {sentence[to:last]}", to, last),
        )
        yield Split(parts)
    if match := compiled(_AGAIN).fullmatch(lowered):
        (start, end), (again, last) = match.span(2), match.span(3)
        before = sentence[:start]
        yield Split(
            (Clause(f"{before}{sentence[start:end]}", start, end), Clause(f"{before}{sentence[again:last]}", again, last))
        )
    for pattern in _SHARES_OF_TWO:
        if match := compiled(pattern).fullmatch(lowered):
            yield Split(tuple(_shares_of_two({name: sentence[slice(*match.span(name))] for name in match.groupdict()}, match)))


def _shares_of_two(said: dict[str, str], match: re.Match[str]) -> Iterator[Clause]:
    """Yield what "X in A (4 %) more than in B (2 %)" says: the comparison, where it is one, and the share of each."""
    if said.get("more"):
        more = "more common" if said["more"] == "more" else said["more"]
        yield Clause(f"{said['x']} is {more} in {said['a']} than in {said['b']}", *match.span("x"))
    disease = compiled(r" with .+").search(said["a"])
    other = said["b"] if " with " in said["b"] or said.get("more") or disease is None else f"{said['b']}{disease[0]}"
    for share, people, name in (("p", said["a"], "p"), ("q", other, "q")):
        number = said[share] if "%" in said[share] or "/" in said[share] else f"{said[share]} %"
        patients = people if compiled(_OF_PEOPLE).match(people.lower()) else f"patients with {people}"
        yield Clause(f"{said['x']} is seen in {number} of {patients}", *match.span(name))


def _noted(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield a note, "X: A, B + C", as a note of each; what stands behind the last may be said of all: "A + B on MRI"."""
    match = compiled(_NOTE).fullmatch(lowered)
    items = list(_between(_NOTE_JOINT, *match.span(2), lowered)) if match else []
    if match is None or len(items) < 2 or len(items) > _LONGEST_LIST:
        return
    head = sentence[: match.end(1)]
    if shared := compiled(r" (?:involved|affected|spared|(?:on|in|at) [^,+&]+)$").search(lowered[slice(*items[-1])]):
        tail = sentence[items[-1][0] + shared.start() : items[-1][1]]
        ends = [*items[:-1], (items[-1][0], items[-1][0] + shared.start())]
        yield Split(tuple(Clause(f"{head}: {sentence[a:b].strip()}{tail}", a, b) for a, b in ends))
    yield Split(tuple(Clause(f"{head}: {sentence[a:b].strip()}", a, b) for a, b in items))


def _between(joint: str, start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of a text between joints stand."""
    for match in compiled(joint).finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _in_apposition(sentence: str, lowered: str) -> Iterator[Split]:
    """Yield "X, a form of Y, does Z" as X does Z, and X is a form of Y."""
    if match := compiled(_APPOSITION).fullmatch(lowered):
        subject, (begin, stop), (after, last) = sentence[: match.end(1)], match.span(2), match.span(3)
        beside = Clause(f"{subject} is {sentence[begin:stop]}", begin, stop)
        yield Split((Clause(f"{subject} {sentence[after:last]}", after, last), beside))


def _relative(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "X, which is Y, does Z" as X does Z, and X is Y; "X is a Z that does Y" as X is a Z, and X does Y.

    "X is a Z in which A does Y" is X is a Z, and in X, A does Y.
    """
    if match := compiled(_WITHIN_ASIDE).fullmatch(lowered):
        subject, (begin, stop), (after, last) = sentence[: match.end(1)], match.span(2), match.span(3)
        within = Clause(f"in {subject}, {sentence[begin:stop]}", begin, stop)
        yield Split((Clause(f"{subject} {sentence[after:last]}", after, last), within))
    match = compiled(_WITHIN).search(lowered)
    # "a disease in which bark" says nothing: its verb stands behind a comma, and denies it perhaps
    if match and any(span.chunk.kind in _VERBAL for span in segment_with_spans(lowered[match.end() :], lexicon)):
        spans = segment_with_spans(lowered[: match.start()], lexicon)
        verb = next((index for index, span in enumerate(spans) if span.chunk.kind in (COPULA, RELATION)), len(spans))
        place, behind = (match.end(), len(sentence)), sentence[match.end() :]
        if verb == len(spans) and spans:
            yield Split((Clause(f"in {sentence[: match.start()]}, {behind}", *place),))
        elif verb > 0 and spans[verb].chunk.kind == COPULA:
            whole = Clause(sentence[: match.start()], 0, match.start())
            yield Split((whole, Clause(f"in {sentence[: spans[verb - 1].end]}, {behind}", *place)))
    if match := compiled(_RELATIVE).search(lowered):
        start, end = match.span(1)
        spans = segment_with_spans(lowered[: match.start()], lexicon)
        head = _last_noun(spans)
        if head is not None:
            antecedent = sentence[head : match.start()]
            rest = f"{sentence[: match.start()]} {sentence[match.end() :]}".strip()
            parts = [Clause(f"{antecedent} {sentence[start:end]}", start, end)]
            if len(segment_with_spans(rest.lower(), lexicon)) > len(spans) or any(s.chunk.kind in _VERBAL for s in spans):
                parts.insert(0, Clause(rest, 0, match.start()))
            yield Split(tuple(parts))
    if match := compiled(_RELATIVE_TO_END).search(lowered):
        spans = segment_with_spans(lowered[: match.start()], lexicon)
        head = _last_noun(spans)
        if head is not None:
            whole = Clause(sentence[: match.start()], 0, match.start())
            relative = Clause(f"{sentence[head : match.start()]} {sentence[match.start(1) :]}", match.start(1), len(sentence))
            yield Split((whole, relative) if any(span.chunk.kind in _VERBAL for span in spans) else (relative,))
    if match := compiled(_RESTRICTIVE).search(lowered):
        spans = segment_with_spans(lowered[: match.start()], lexicon)
        verb = next((index for index, span in enumerate(spans) if span.chunk.kind in (COPULA, RELATION)), 0)
        if verb and spans[verb].chunk.kind == COPULA:
            subject = sentence[: spans[verb - 1].end]
            yield Split(
                (
                    Clause(sentence[: match.start()], 0, match.start()),
                    Clause(f"{subject} {sentence[match.end() :]}", match.end(), len(sentence)),
                )
            )


def _participial(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "X, caused by Y, does Z" and "X does Z, caused by Y" as X does Z, and X is caused by Y."""
    match = compiled(_PARTICIPIAL).search(lowered)
    spans = segment_with_spans(lowered[: match.start()], lexicon) if match else []
    if match is None or not spans:
        return
    kinds = [span.chunk.kind for span in spans]
    verb = next((index for index, kind in enumerate(kinds) if kind in _VERBAL), 0)
    behind = sentence[match.end() :]
    if bool(verb) == bool(behind.strip()):
        return  # of what it is said stands in front, alone or with the verb of the sentence
    subject = sentence[: spans[verb - 1].end] if verb else sentence[: match.start()]
    stem = compiled(r"(.)\1$").sub(r"\1", match["stem"] or "")
    said = _PRESENT.get(stem, f"{stem}s") if stem else f"is {match['verb']}"
    rest = sentence[slice(*match.span("rest"))]
    if verb and kinds[-1] == TERM and compiled(_WHOSE).search(rest.lower()):
        rest = f"{rest} with {sentence[spans[-1].start : spans[-1].end]}"
    part = Clause(f"{subject} {match['adverbs']}{said} {rest}", match.start() + 2, match.end("rest"))
    whole = Clause(f"{sentence[: match.start()]} {behind}".strip(), 0, match.start() if verb else len(sentence))
    yield Split((whole, part))


def _exemplified(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "X affects A, especially B and C" as X affects A, and X affects B and C."""
    if match := compiled(_AT_PLACES).fullmatch(lowered):
        before, (start, end) = sentence[: match.end("at")], match.span("where")
        yield Split((Clause(sentence[: match.start("comma")], 0, start), Clause(f"{before} {sentence[start:end]}", start, end)))
    if match := compiled(_EXEMPLIFIED).fullmatch(lowered):
        spans = segment_with_spans(match[1], lexicon)
        if spans and spans[-1].chunk.kind == TERM and not compiled(rf"\b{_MANY}$").search(match[1]):
            # "X in adults, above all A": of X, and in adults as well
            in_people = len(spans) > 2 and spans[-2].chunk.kind == PREPOSITION and spans[-3].chunk.kind == TERM
            in_people = in_people and _are_people(spans[-1], lexicon)
            noun = spans[-3] if in_people else spans[-1]
            before, behind, (start, end) = sentence[: noun.start], sentence[noun.end : match.end(1)], match.span(2)
            before = compiled(r"(?i)\b(?:the|an?) $").sub("", before) if compiled(r"(?:the|an?) ").match(match[2]) else before
            example = f"{before}{sentence[start:end]}{behind if in_people else ''}"
            yield Split((Clause(sentence[: match.end(1)], 0, match.end(1)), Clause(example, start, end)))


def _are_people(span: Span, lexicon: Lexicon) -> bool:
    return all(lexicon.known.is_kind(entry.iri, {POPULATION}) for entry in span.chunk.entries)


def _last_noun(spans: list[Span]) -> int | None:
    """Return where the noun phrase that the chunks end with begins."""
    at = None
    for span in reversed(spans):
        if span.chunk.kind not in (TERM, UNKNOWN, CARRIER):
            break
        at = span.start
    return at


class _Sentence:
    """A sentence, cut into chunks."""

    def __init__(self, sentence: str, lowered: str, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        #: Where each connective ends, by where its placeholder begins; those that deny or doubt what stands behind them; and
        #: those that say so of some cases only: "A without B".
        self.ends: dict[int, int] = {}
        self.denying: set[int] = set()
        self.lacking: set[int] = set()
        self.doubting: set[int] = set()
        lowered = compiled(_NEXT).sub(lambda match: " " * len(match[0]), lowered)
        lowered = compiled(r"\bthe form(?= (?:with|in|of)\b)").sub("the type", lowered)  # "forms" is a verb as well
        lowered = compiled(_AND_OVER).sub(lambda match: "x".center(len(match[0])), lowered)
        lowered = compiled(_NOT_ONLY).sub(lambda match: " " * len(match[0]), lowered)
        for pattern, word in _CONNECTIVES:
            lowered = compiled(pattern).sub(lambda match, word=word: self._placeholder(match, word), lowered)  # type: ignore[misc]
        self.spans = segment_with_spans(lowered, lexicon)
        self.kinds = [RELATION if span.chunk.text in DENYING_VERBS else span.chunk.kind for span in self.spans]
        for index, (before, kind, behind) in enumerate(zip(self.kinds, self.kinds[1:], self.kinds[2:], strict=False), 1):
            # "…, and causes rot": a verb that is a name as well
            if kind == TERM and before in (COMMA, CONJUNCTION) and behind == TERM and self._is_verb(index):
                self.kinds[index] = RELATION

    def _is_verb(self, index: int) -> bool:
        """Return whether a chunk is one word that says a relation as well."""
        text = self._word(index)
        entries = self.lexicon.entries.get(key(text)) or ()
        return " " not in text and any(entry.kind == RELATION for entry in entries)

    def _placeholder(self, match: re.Match[str], word: str) -> str:
        """Return what stands in the text for a connective: one word, as long as it is, with spaces around."""
        start = match.start() + 1 if match[0][0] in ", " else match.start()
        self.ends[start] = match.end()
        if word == "not":
            self.denying.add(start)
            if "with" in match[0]:
                self.lacking.add(start)
        if word == "perhaps":
            self.doubting.add(start)
        joint = "and" if word in ("not", "perhaps") else word or match[1]
        return f"{' ' * (start - match.start())}{joint}".ljust(len(match[0]))

    def splits(self) -> Iterator[list[Split]]:
        joints = [index for index, kind in enumerate(self.kinds) if kind == CONJUNCTION]
        commas = [index for index, kind in enumerate(self.kinds) if kind == COMMA]
        strong = [index for index in joints + commas if self._word(index) in _CLAUSAL]
        if self.spans and self._word(0) in ("while", "whereas") and commas:
            # "although A, B"
            yield [self._two(self._end(0), self.spans[commas[0]].start, self.spans[commas[0]].end)]
        for index in strong:
            yield from self._clauses(index)
            yield from self._verbs(index)
        for index in joints:
            if self.kinds[index - 1] == COMMA or self.sentence[: self.spans[index].start].endswith(","):
                yield from self._clauses(index)
        for index in joints:
            yield from self._clauses(index)
            yield from self._verbs(index)
            yield from self._nominal(index)
        if not joints:
            for index in commas:
                yield from self._verbs(index)
                if self.kinds[0] != PREPOSITION or not all(self.kinds[at + 1] == PREPOSITION for at in commas[:-1]):
                    # "in A, B" is no list, and neither is "in A, on B, C"
                    yield from self._nominal(index)
        for index in commas:
            yield from self._clauses(index)

    def _word(self, index: int) -> str:
        return self.spans[index].chunk.text

    def _piece(self, start: int, end: int) -> str:
        return self.sentence[start:end].strip(" ,;")

    def _two(self, start: int, cut: int, after: int) -> Split:
        end = len(self.sentence)
        one, other = compiled(_NOT_ONLY_THERE).sub("", self._piece(start, cut)), self._piece(after, end)
        verbal = (*_VERBAL, FREQUENCY)
        if compiled(_PRONOUN).match(one) and start and (own := self._subject_from(after)):
            # "while it affects A, X affects B": the pronoun stands for the subject behind it
            return Split((Clause(compiled(_PRONOUN).sub(lambda _: own, one, count=1), start, cut), Clause(other, after, end)))
        verb = next((i for i, span in enumerate(self.spans) if span.start >= start and self.kinds[i] in verbal), 0)
        if verb and self.spans[verb - 1].end > start and take_frame(other.lower())[0] == other.lower():
            # "X is seen in A, but it affects B": the pronoun stands for the subject, where that is all that came before
            other = compiled(r"^that ").sub("", other)
            own = compiled(_NOT_ONLY_THERE).sub("", self._piece(start, self.spans[verb - 1].end))
            own = compiled(_ASKED).sub("", own)
            if "nor" in self.sentence[cut:after].lower():
                if match := compiled(_INVERTED).match(other):
                    # "…, nor does it affect B"
                    inverted = f"{own} {match[1]} {other[match.end() :]}"
                    return Split((Clause(one, start, cut), Clause(inverted, after, end, True)))
                if match := compiled(r"(?i)(?:does|do|did|has|have|can|may) ").match(other):
                    # "…, nor does Y affect B"
                    return Split((Clause(one, start, cut), Clause(other[match.end() :], after, end, True)))
            if match := compiled(r"(?i:those|that) (of|in) ").match(other):
                other = f"{own.partition(f' {match[1]} ')[0]} {other[match.start(1) :]}"
            other = compiled(_ITS).sub(lambda match: f"{match[1]} of {own}", other, count=1)
            if named := compiled(_IS_A_ROLE).search(one):
                # "X is a marker of A, and Y is one of B"
                role = named[1] if compiled("(?i)an? |the ").match(named[1]) else f"a {named[1].removesuffix('s')}"
                other = compiled(_IS_ONE).sub(lambda match: f"{match[1]} {role}", other, count=1)
            if compiled(_IS_AFFECTED).match(other):
                other = f"{other} in {own}"  # "X mostly affects A, while B is rarely affected"
            other = compiled(_PRONOUN).sub(lambda _: own, other, count=1)
        return Split((Clause(one, start, cut), Clause(other, after, end)))

    def _subject_from(self, start: int) -> str:
        """Return the noun phrase that stands at an offset in front of a verb; empty where there is none."""
        behind = [index for index, span in enumerate(self.spans) if span.start >= start]
        verb = next((index for index in behind if self.kinds[index] in (*_VERBAL, FREQUENCY)), 0)
        own = self._piece(start, self.spans[verb - 1].end) if verb and verb > behind[0] else ""
        return "" if compiled(_PRONOUN).match(own) else own

    def _is_denied(self, index: int) -> bool:
        """Return whether the connective denies what stands behind it: "but not"."""
        return self.spans[index].start in self.denying

    def _end(self, index: int) -> int:
        """Return where a connective ends."""
        return self.ends.get(self.spans[index].start, self.spans[index].end)

    def _clauses(self, index: int) -> Iterator[list[Split]]:
        """Yield two sentences: there is a verb on either side, and a noun in front of it."""
        left, right = self.kinds[:index], self.kinds[index + 1 :]
        is_clause = _is_clause(right) or self._begins_with_there(index) or self._is_elliptic(index)
        is_clause = is_clause or (self._word(index) == "nor" and bool(compiled(_INVERTED).match(self._behind(index))))
        if not _is_clause(left) or not is_clause or self._is_denied(index):
            return
        split = self._two(0, self.spans[index].start, self._end(index))
        if self._is_elliptic(index):
            split = self._completed(split, left, nor=self._word(index) == "nor")
        if fronted := self._fronted(index):
            one, other = split.parts
            yield [Split((one, other._replace(text=f"{fronted} {other.text}")), self._word(index) != "or")]
        yield [split._replace(every=self._word(index) != "or", joint=self._word(index))]

    def _fronted(self, index: int) -> str:
        """Return "In X," in front of two sentences, the second of which names no disease; empty where there is none."""
        comma = next((at for at, kind in enumerate(self.kinds) if kind == COMMA), index)
        if self.kinds[0] != PREPOSITION or comma >= index or any(kind in _VERBAL for kind in self.kinds[:comma]):
            return ""
        behind = [entry.iri for span in self.spans[index + 1 :] for entry in span.chunk.entries if entry.kind == TERM]
        if any(self.lexicon.known.is_kind(iri, {DISEASE}) for iri in behind):
            return ""
        return self.sentence[: self.spans[comma].end]

    def _behind(self, index: int) -> str:
        return self._piece(self._end(index), len(self.sentence))

    def _begins_with_there(self, index: int) -> bool:
        """Return whether "there is" stands behind a connective, which needs no subject."""
        return bool(compiled(r"\W*(?:that )?there\b").match(self.sentence[self._end(index) :].lower()))

    def _is_elliptic(self, index: int) -> bool:
        """Return whether what stands behind a connective is a subject and a verb that stands for what was said before."""
        behind = self._piece(self._end(index), len(self.sentence)).lower()
        if self._word(index) == "nor" and compiled(_NOR_DOES).match(behind):
            return not any(kind in (*_VERBAL, FREQUENCY) for kind in self.kinds[index + 2 :])
        return bool(compiled(_ELLIPSIS).search(behind)) and index + 1 < len(self.kinds) and self.kinds[index + 1] in _NOMINAL

    def _completed(self, split: Split, left: list[str], *, nor: bool) -> Split:
        """Return a split whose second part ends with its verb, with what stands behind the verb of the first."""
        verb = next(index for index, kind in enumerate(left) if kind in (*_VERBAL, FREQUENCY))
        one, other = split.parts
        subject = compiled(_ELLIPSIS).sub("", compiled(_NOR_DOES).sub("", other.text))
        text = f"{subject} {self._piece(self.spans[verb - 1].end, one.end)}"
        # "X does not, but Y does": what is repeated has the denial of X
        denied = (nor or bool(compiled(_DENIES).search(other.text))) != (NOT in left)
        return split._replace(parts=(one, other._replace(text=text, denied=denied)))

    def _verbs(self, index: int) -> Iterator[list[Split]]:
        """Yield two sentences with one subject: "X affects A and causes B"."""
        right = self.kinds[index + 1 :]
        first = next((i for i, kind in enumerate(self.kinds[:index]) if kind in (*_VERBAL, FREQUENCY)), 0)
        if not first or not right or not _begins_with_verb(right) or self._is_denied(index):
            return
        if self._begins_with_there(index):
            return
        if self.kinds[first - 1] not in _ENDS:
            return
        subject = self.sentence[: self.spans[first - 1].end]
        span, end = self.spans[index], len(self.sentence)
        behind = self._piece(self._end(index), end)
        if compiled(_OF_WHAT).search(behind.lower()) and self.kinds[index - 1] == TERM:
            behind = f"{behind} of {self._piece(self.spans[index - 1].start, self.spans[index - 1].end)}"
        either = self._word(index) in ("or", "nor")
        denied = either and NOT in self.kinds[first:index] and NOT not in right
        pooled = self._is_pooled(index)
        parts = (
            Clause(self._piece(0, span.start), 0, span.start, pooled=pooled),
            Clause(f"{subject} {behind}", self._end(index), end, denied, pooled=pooled),
        )
        yield [Split(parts, every=not either or denied)]

    def _nominal(self, index: int) -> Iterator[list[Split]]:
        """Yield sentences that differ in a noun phrase: "X affects A, B and C".

        Ways that fit the words around them come first: with like articles, and with what "of" adds to the last conjunct. Among
        those, the closest conjuncts come first.
        """
        if self._is_one_of_several_nors(index):
            return
        found: list[tuple[int, int, Split]] = []
        for first in self._starts(index):
            for last in self._stops(index):
                if split := self._sharing(first, index, last):
                    found.append((_SHARED, 0, split))
                for start in self._offsets(first, index) if self._is_balanced(first, index) else ():
                    if split := self._listed(first, start, index, last):
                        misfit = self._misfit(start, index, last) + self._is_modified(first, index)
                        found.append((misfit, self.spans[index].start - start + last - index, split))
        found.sort(key=lambda row: row[:2])
        for misfit in sorted({row[0] for row in found}):
            yield [split for other, _, split in found if other == misfit]

    def _is_one_of_several_nors(self, index: int) -> bool:
        """Return whether another "nor" follows in the list: "neither A nor B nor C" is split at the last."""
        behind = [at for at in range(index + 1, len(self.kinds)) if self._word(at) == "nor"]
        return self._word(index) == "nor" and bool(behind) and not any(k in _VERBAL for k in self.kinds[index + 1 : behind[0]])

    def _sharing(self, first: int, index: int, last: int) -> Split | None:
        """Return the sentences of a list whose last conjunct has the noun of all: "red and white roses"."""
        words = self.spans[last].chunk.text.split()
        if last != index + 1 or self.kinds[last] != TERM or len(words) < 2 or self._is_denied(index):
            return None
        # "redness and warmth of the skin"
        _, of, whole = self.spans[last].chunk.text.partition(" of ")
        shared = f"of {self.sentence[self.spans[last].end - len(whole) : self.spans[last].end]}" if of else words[-1]
        if any(kind not in (TERM, COMMA, UNKNOWN) for kind in self.kinds[first:index]):
            return None
        before, behind = self.sentence[: self.spans[first].start], self.sentence[self.spans[last].end :]
        negated = NOT in self.kinds[:first]
        if negated and self._word(index) in ("nor", "but"):
            return None
        neither = self._word(index) == "nor"
        if paired := compiled(_PAIRED).search(before.lower()):
            before = before[: paired.start()]
        items = self._items(first, index)
        own = (self.spans[last].start, self.spans[last].end)
        nouns = [*((f"{self._piece(a, b)} {shared}", a, b) for a, b in items), (self._piece(*own), *own)]
        pooled = self._is_pooled(index)
        parts = tuple(
            Clause(_agreeing(before, noun, behind), a, b, neither, nominal=True, pooled=pooled) for noun, a, b in nouns
        )
        return Split(parts, every=neither or (self._word(index) == "and" and not negated))

    def _misfit(self, start: int, index: int, last: int) -> int:
        """Return how badly two conjuncts go together."""
        before, behind = self.sentence[:start].lower(), self.sentence[self._end(index) :].lower()
        article = compiled(r"\s*(an?|the) ").match(behind)
        unlike = article is not None and not compiled(rf"\b(?:{'an?' if article[1] != 'the' else 'the'}) +$").search(before)
        cut = last + 1 < len(self.spans) and self._word(last + 1) == "of"
        return 2 * cut + unlike

    def _is_modified(self, first: int, index: int) -> bool:
        """Return whether what stands in front of a conjunct would have to go with one that has an article of its own."""
        behind = self.sentence[self._end(index) :].lower()
        return bool(first and self.kinds[first - 1] == TERM and compiled(r"\s*(?:an?|the) ").match(behind))

    def _offsets(self, first: int, index: int) -> Iterator[int]:
        """Yield where the conjunct that begins with a chunk may begin: "A of the B" may be one name."""
        span = self.spans[first]
        yield span.start
        if self.kinds[first] == TERM and (
            inner := compiled(r" (?:of|in|at) (?:the )?").search(self.sentence[span.start : span.end])
        ):
            yield span.start + inner.end()

    def _starts(self, index: int) -> Iterator[int]:
        """Yield where the conjuncts in front of a connective may begin."""
        for first in range(index - 1, -1, -1):
            if self.kinds[first] not in _NOMINAL and self.kinds[first] not in (COMMA, CONJUNCTION):
                return
            before = self.kinds[first - 1] if first else ""
            fronted = self.kinds[0] == PREPOSITION and before == COMMA and COMMA not in self.kinds[: first - 1]
            inside = before == PREPOSITION and first > 1 and self.kinds[first - 2] in (COMMA, CONJUNCTION)
            if inside and index + 1 < len(self.spans) and self._word(first - 1) == self._word(index + 1):
                continue  # "in A, in B and in C"
            if self.kinds[first] in _NOMINAL and (fronted or before not in (COMMA, CONJUNCTION)):
                yield first

    def _stops(self, index: int) -> Iterator[int]:
        """Yield where the conjunct behind a connective may end."""
        for last in range(index + 1, len(self.kinds)):
            if self.kinds[last] not in _NOMINAL:
                return
            if self.kinds[last] in _ENDS:
                yield last

    def _listed(self, first: int, start: int, index: int, last: int) -> Split | None:
        """Return the sentences of a list: from the chunk ``first``, from ``start`` in it, to the chunk ``last``."""
        spans, denied = self.spans, self._is_denied(index)
        before = self.sentence[:start]
        # an article belongs to the conjunct behind it
        before = compiled(r"(?i)\b(?:a|an|the) +$").sub("", before)
        paired = compiled(_PAIRED).search(before.lower())
        word = self._word(index)
        if paired:
            before = before[: paired.start()]
        behind = compiled(r"^['’]s\b").sub("", self.sentence[spans[last].end :])
        items = self._items(first, index)
        items[0] = (start, items[0][1])
        after = self._end(index)
        if self.kinds[index + 1] == PREPOSITION != self.kinds[first]:
            after = spans[index + 1].end  # "begins in A and in B"
            # "in A, in B and in C"
            again = rf"{re.escape(self._word(index + 1))} "
            items = [(a + len(again), b) if re.match(again, self.sentence[a:b].lower()) else (a, b) for a, b in items]
        items.append((after, spans[last].end))
        if len(items) < 2 or len(items) > _LONGEST_LIST:
            return None
        negated = NOT in self.kinds[:first]
        # "does not show A, nor B" has its denial already
        neither = bool(paired and paired[1] == "neither") or (word == "nor" and not negated)
        numbers = any(char.isdigit() for char in before + behind)
        # "not A or B" denies both, "not A and B" and "A or B" may be wrong in one of them
        every = neither or word == "nor" or ((word == "or") == (negated and not denied) and not numbers)
        pooled = self._is_pooled(index)
        parts = [
            Clause(_agreeing(before, self._piece(start, end), behind), start, end, neither, nominal=True, pooled=pooled)
            for start, end in items
        ]
        if denied:
            parts[-1] = parts[-1]._replace(denied=True, hedged=spans[index].start in self.lacking)
            every = every and self._firmly(index)
        elif negated and word == "but":
            # "not in A but in B" affirms the last
            parts[-1], every = parts[-1]._replace(denied=True), True
        if spans[index].start in self.doubting:
            parts[-1] = parts[-1]._replace(hedged=True)
        return Split(tuple(parts), every)

    def _is_pooled(self, index: int) -> bool:
        """Return whether a connective is an "or" in a sentence that says how often: most may have A or B, and few of them A."""
        existential = self.lexicon.known.existential
        told = any(
            span.chunk.kind == FREQUENCY and not all(entry.iri in existential for entry in span.chunk.entries)
            for span in self.spans
        )
        return self._word(index) == "or" and (told or compiled(_COUNTED_CASES).search(self.sentence.lower()) is not None)

    def _is_balanced(self, first: int, index: int) -> bool:
        """Return whether both sides of a connective have a preposition, or neither, that of the verb counted."""
        before, behind = self.kinds[first] == PREPOSITION, self.kinds[index + 1] == PREPOSITION
        if before == behind:
            return True
        verb = self.spans[first - 1].chunk.text.split()[-1:] if first else []
        inner = f" {self._word(index + 1)} " in self.spans[first].chunk.text
        return behind and (verb == [self._word(index + 1)] or inner)

    def _firmly(self, index: int) -> bool:
        """Return whether the connective denies in so many words: "but not", and not "rather than"."""
        return not compiled("rather|instead").search(self.sentence[self.spans[index].start : self._end(index)].lower())

    def _items(self, first: int, index: int) -> list[tuple[int, int]]:
        """Return the conjuncts from ``first`` to the connective, split at commas and connectives of their own."""
        items: list[tuple[int, int]] = []
        start = first
        for at in range(first, index + 1):
            if self.kinds[at] in (COMMA, CONJUNCTION) and at > start:
                items.append((self.spans[start].start, self.spans[at - 1].end))
                start = at + 1
            elif self.kinds[at] in (COMMA, CONJUNCTION):
                start = at + 1
        return items


def _agreeing(before: str, noun: str, behind: str) -> str:
    """Return the sentence of one conjunct, with the verb behind a single subject in the singular."""
    if not before.strip():
        behind = compiled(_OF_ALL).sub(r"\1", compiled(r"^(\W*)(?:both|each|all) (?=\w)").sub(r"\1", behind), count=1)
    if not before.strip() and not noun.endswith("s"):
        behind = compiled(_PLURAL).sub(lambda match: match[1] + _SINGULAR[match[2]], behind)
        behind = compiled(_ROLES).sub(r"\1a \2", behind, count=1)
    return " ".join(f"{before} {noun} {behind}".split())


def _is_clause(kinds: list[str]) -> bool:
    """Return whether chunks have a verb with a noun in front of it."""
    verb = next((index for index, kind in enumerate(kinds) if kind in _VERBAL), 0)
    return verb > 0 and any(kind in _ENDS for kind in kinds[:verb])


def _begins_with_verb(kinds: list[str]) -> bool:
    verb = next((index for index, kind in enumerate(kinds) if kind not in (NOT, CERTAINTY, FREQUENCY)), len(kinds))
    return verb < len(kinds) and kinds[verb] in (RELATION, COPULA)
