"""What a sentence of a text says beside its main claim: in lists, in definitions, behind commas.

Each rule takes one construction apart into sentences that the given one implies, which are looked at one by one: an item of a
list that is not known says nothing about the others. A sentence that denies, that sets a condition or that excepts something is
no such construction, and neither is an "or", save of what may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from radkg.statement.passages import has_verb
from radkg.statement.tails import (
    BE,
    BINDS,
    FRONT,
    HEARSAY,
    MAY,
    NO_VERB,
    OF_REST,
    OF_WHOLE,
    OFTEN,
    Piece,
    binds_but_spares,
)
from radkg.statement.texts import Sentence

_LONGEST_LIST = 12  # items
_LEAST_ITEMS = 3
_LONGEST_ITEM = 9  # words
#: Words of how often: what is so often in some is not so often in all.
_COUNTS = re.compile(
    r"\b(?:often|commonly|frequently|usually|typically|mostly|mainly|generally|rarely|seldom|sometimes|occasionally|always"
    r"|most|many|majority|minority|few|half|third|quarter|all|every|each|common|frequent|rare|usual|typical)\b|(?<![\w-])\d|%",
    re.IGNORECASE,
)
#: Words of how many, which may be said of all items of a list together.
_TOGETHER = re.compile(
    r"\b(?:rarely|seldom|uncommonly|infrequently|minority|few|half|thirds?|quarters?|fifths?)\b|(?<![\w-])\d|%", re.IGNORECASE
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_SHOWING = (
    r"(?:shows?|showed|reveal(?:s|ed)?|depict(?:s|ed)?|display(?:s|ed)?|demonstrate[sd]?|exhibit(?:s|ed)?|presents? with"
    r"|presented with|causes?|caused|has|have|had)"
)
#: What people do who have something.
_NOTICING = r"(?:notices?|noticed|experiences?|experienced|complains? of|complained of|develops?|developed|suffers? from)"
#: Verbs that a list stands behind.
_LISTING = (
    rf"(?:{_SHOWING}|{_NOTICING}|include[sd]?|comprise[sd]?|encompass(?:es|ed)?|consists? of"
    r"|features?(?! (?:are|is|include|were|may|can)\b)|affects?|affected|involves?|involved"
    r"|manifests? (?:with|as)|leads? to|spreads? (?:\w+ )?to|extends? to|begins? in|starts? in|predisposes? to"
    r"|resembles?|mimics?|lies? in|sits? in|predominate[sd]? in|occurs? in|occurred in|appears? in"
    rf"|(?:{BE}|be) (?:{OFTEN} )?(?:characteri[sz]ed|marked|accompanied|complicated|caused|triggered) by"
    rf"|{BE} most marked (?:in|at)"
    rf"|(?:{BE}|be) (?:{OFTEN} )?(?:associated with|treated with|due to"
    r"|(?:seen|found|located|present|observed) (?:in|at|on)))"
)
_AT_END = re.compile(r" (?:in|on|at|with|among|during|within|after|before|for|under) ", re.IGNORECASE)
#: What an item has that is not said of the one before: a place, an article, an adverb.
_OF_ITS_OWN = re.compile(rf"{_AT_END.pattern}|^(?:an?|the|\w+ly) ", re.IGNORECASE)
#: "X shows A, B and C"; "X is a, b and c".
_OBJECTS = re.compile(
    rf"^(?P<lead>{FRONT}{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?(?:{_LISTING}|be|{BE})(?: {OFTEN})?) (?P<list>[^;:]+?)"
    r"(?:, (?:where|which|who|although|though|because) [^;:]+)?$",
    re.IGNORECASE,
)
#: "A, B and C are affected".
_SUBJECTS = re.compile(
    rf"^{FRONT}(?P<list>[^;:]+?) "
    rf"(?P<said>(?:{MAY} (?:{OFTEN} )?(?:be )?|{BE} |(?:{OFTEN} )?(?:cause|provoke|trigger|worsen|predict|suggest|favou?r"
    r"|precipitate|support|increase|occur|develop|appear|show|have|help|improve|precede|point to|indicate|resemble) )[^,;:]+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",? (?:and|as well as|along with|together with) |, ", re.IGNORECASE)
_BETWEEN_WITH_OR = re.compile(r",? (?:and|or|as well as) |, ", re.IGNORECASE)
_ENDS_WITH_BE = re.compile(rf"\b(?:{BE}|be)(?: {OFTEN})?$", re.IGNORECASE)
_NO_ITEM = re.compile(
    rf"^(?:{BE}|{MAY}|has|have|had|does|do|did|which|who|that|where|when|because|since|so|it|they|this|these|he|she|there|in|on|at"
    r"|with|by|of|for|to|from|as|but|yet|while|whereas|although|though|including|especially|particularly|notably|namely|such"
    r"|e\.g|i\.e|typically|mainly|mostly|above|followed|leading|causing|resulting|both|all|each|one|the latter|the former"
    r"|thus|hence|therefore|then|often|usually|shows|affects|involves|includes|begins|starts|spreads|progresses|extends|leads|lies"
    r"|occurs|appears|causes|spares|responds|resembles|mimics|improves|worsens)\b|\b(?:is|are|was|were|which|who|that|because|while|whereas)\b",
    re.IGNORECASE,
)
#: "Tissues such as A, B and C are affected".
_SUCH_AS = re.compile(
    rf"^{FRONT}(?!(?:no|few|fewer|not|hardly|some|any|most|many|only)\b)"
    rf"(?P<general>(?:[\w-]+ ){{0,3}}[\w-]+s),? such as (?P<list>[^;:]+?),? (?P<said>(?:{MAY}|{BE}|has|have) [^;:]+)$",
    re.IGNORECASE,
)
_GENUS = (
    r"(?:diseases?|disorders?|conditions?|illness(?:es)?|entit(?:y|ies)|syndromes?|myopath(?:y|ies)|dystroph(?:y|ies)|process(?:es)?"
    r"|tumou?rs?|mass(?:es)?|lesions?|infections?|inflammations?)"
)
_GROUP = r"(?:subgroups?|subtypes?|forms?|types?|variants?|members?|kinds?|subsets?)"
_ADJECTIVE = r"(?!(?:that|of|in|on|with|to|by|for|from)\b)[\w-]+"
_CALLED = (
    rf"(?P<what>{NO_VERB}) (?P<is>is|are) (?P<genus>(?:an? |the |one of the )?(?:{_ADJECTIVE},? ){{0,6}}?"
    rf"(?:{_GENUS}(?: of [\w -]+?)?|{_GROUP} of (?:the )?[\w -]+?))"
)
#: "X is a disease in which A is B", "… characterized by A", "… that affects A".
_DEFINED = re.compile(
    rf"^{_CALLED},? (?P<joint>in which|where|that|which|characteri[sz]ed by|marked by|defined by|associated with"
    r"|(?:\w+ly )?caused by|triggered by|due to|inherited as|seen in|found in)"
    r" (?P<said>.+)$",
    re.IGNORECASE,
)
#: "X is a rare, progressive disease".
_ADJECTIVES = re.compile(
    rf"^(?P<what>{NO_VERB}) (?P<is>is|are) (?:an? )?(?P<adjectives>(?:[\w-]+(?:,| and| but|, and|, but)? ){{2,6}})"
    rf"(?P<noun>{_GENUS})(?: of [\w -]+)?$",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"(?:\w+ly|very|quite|rather|often|sometimes|somewhat|always)$", re.IGNORECASE)
#: Words among adjectives that compare, or that begin another phrase.
_NO_ADJECTIVES = re.compile(
    r"\b(?:more|less|most|least|too|so|as|well|little|best|in|on|of|with|for|to|by|from|at|than|presumed|possible|probable"
    r"|putative|alleged|so-called|supposed|non|near|half|former|previous|potential|apparent|rarely|seldom|hardly)\b",
    re.IGNORECASE,
)
_FINITE_OF = {
    "affecting": "affects",
    "involving": "involves",
    "sparing": "spares",
    "causing": "causes",
    "showing": "shows",
    "resembling": "resembles",
    "mimicking": "mimics",
    "leading to": "leads to",
    "resulting in": "leads to",
    "occurring in": "occurs in",
    "beginning in": "begins in",
    "spreading to": "spreads to",
    "extending to": "extends to",
    "presenting with": "presents with",
}
#: "X does A, sparing B".
_PARTICIPLE = re.compile(
    rf"^(?P<main>{FRONT}(?P<subject>{NO_VERB}) (?:{MAY} )?(?:{OFTEN} )?(?:{_LISTING}|be|{BE})\b[^;:]+?),"
    rf" (?P<how>(?:and )?(?:{OFTEN} )?)(?P<verb>{'|'.join(_FINITE_OF)}) (?P<rest>[^;:]+)$",
    re.IGNORECASE,
)
#: "X shows A, often accompanied by B".
_ACCOMPANIED = re.compile(
    rf"^(?P<main>(?P<lead>{FRONT}{NO_VERB}) (?P<may>{MAY} )?(?:{OFTEN} )?(?P<verb>{_SHOWING}|show|reveal|demonstrate|depict"
    rf"|display) [^;:]+?), (?P<how>{OFTEN} )?(?:accompanied by|associated with|together with|along with|combined with|with) "
    r"(?P<rest>[^;:]+)$",
    re.IGNORECASE,
)
#: "X, a disease of Y, shows A".
_APPOSED = re.compile(
    rf"^(?P<subject>(?!(?:in|on|at|with|among|of|for|as|by|if|both|like|unlike)\b){NO_VERB}),"
    rf" (?P<role>(?:an?|the|one of the) {NO_VERB}), (?P<said>(?:{MAY}|{_LISTING}|{BE}|has|have|becomes?|appears?|tends?"
    rf"|comes?|arises?|develops?|causes?|remains?|peaks?) [^;:]+)$",
    re.IGNORECASE,
)
#: "X shows A, an appearance that may suggest B".
_APPEARANCE = re.compile(
    r"^(?P<main>[^;:]+), an? (?:appearance|picture|pattern|combination|finding) (?:that|which) (?P<may>may|can|might|could)"
    r" (?:closely )?(?:suggest|mimic|resemble|simulate|be mistaken for|be confused with) (?P<other>[^,;:]+)$",
    re.IGNORECASE,
)
#: "Three forms are known: a, b and c".
_FORMS = re.compile(
    r"^(?:\w+ )?(?:main |major |clinical |distinct )*(?:forms|types|variants|subtypes) (?:are|have been|can be) (?:\w+ ){0,2}"
    r"\w+: (?P<list>[^;:]+)$",
    re.IGNORECASE,
)
#: "X shows A with B".
_WITH = re.compile(
    rf"^(?P<main>(?P<lead>{FRONT}{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?(?:{_SHOWING}|show|reveal|demonstrate|depict|display))"
    r" [^;:]+?) with (?P<rest>[^;:]+)$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b(?:patients?|people|children|adults|women|men|cases?|those|persons|individuals)\b", re.IGNORECASE)
#: What may reach over all that stands before it.
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|when|whenever|provided|in case|once|would|only|except\w*|until)\b", re.IGNORECASE
)
#: "X is A and shows B".
_PREDICATES = re.compile(
    rf"^(?P<lead>{FRONT}{NO_VERB}) (?P<one>(?:{MAY} )?(?:{OFTEN} )?(?:{_LISTING}|be|{BE}) [^;:]+?),? (?:and|but) "
    rf"(?P<other>(?:{OFTEN} )?(?:(?:{MAY}|{_LISTING}|{BE}|responds?|begins?|commences?|usually) )[^;:]+)$",
    re.IGNORECASE,
)
#: "X shows A, notably B and C".
_NOTABLY = re.compile(
    rf"^(?P<lead>{FRONT}{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?{_LISTING}) (?P<general>[^;:]+?),"
    r" (?:notably|namely|including|e\.g\.) (?P<list>[^;:]+)$",
    re.IGNORECASE,
)
#: "A is the most common pattern, followed by B"; "A is affected, followed by B"; "A is among the first to show B".
_FOLLOWED = re.compile(
    rf"^(?P<main>{FRONT}(?P<one>{NO_VERB}) (?P<is>{BE}) (?P<said>(?:the most common|the most frequent|the commonest"
    r"|the usual) [^,;:]+|among the (?:earliest|first) [^,;:]+|(?:affected|involved|replaced by \w+)))(?: first)?, followed by"
    r" (?P<other>[^,;:]+)$",
    re.IGNORECASE,
)
_AMONG = re.compile(
    rf"^(?P<one>{FRONT}[^;:]+?) {BE} among the (?:earliest|first|most \w+) [\w-]+ to (?P<verb>show|be|develop|undergo)"
    r" (?P<rest>[^;:,]+)$",
    re.IGNORECASE,
)
#: "X is replaced by A and B".
_REPLACED = re.compile(
    r"^(?P<lead>[^;:]+ replaced (?:by|with)) (?P<one>[^,;:]+?) and (?P<other>(?:[\w-]+ ){0,3}[\w-]+)$", re.IGNORECASE
)
#: "A is B because of C", "A is B, so C": the reason, or what follows from it, may be of any kind; A is B all the same.
_REASONED = re.compile(
    r"^(?:(?P<main>(?:(?!\b(?:because|that|which|whose|who)\b)[^;:])+?),? because(?: of)?"
    r"|(?P<first>(?:(?!\b(?:because|so|such)\b)[^;:])+?)(?:, (?:and )?(?:since|as)"
    r"(?= (?:the|it|they|you|a|an|its|their|there)\b)"
    r"|, (?:and )?(?:so(?! (?:far|long|called|much|many)\b)|hence|therefore|thus)"
    r"|, which is why)) (?P<reason>.+)$",
    re.IGNORECASE,
)
_SO = re.compile(r"\b(?:so|hence|therefore|thus)\b", re.IGNORECASE)
#: "A is linked to B, and C to D".
_GAPPED = re.compile(
    rf"^(?P<one>{NO_VERB}) (?P<verb>(?:{BE}|has been|have been) (?:{OFTEN} )?(?:\w+ly )?(?:linked|associated|tied|connected"
    r"|related)) (?P<joint>to|with) (?P<what>[^,;:]+?),? (?:and|while|whereas) (?P<other>[^,;:]+) (?P=joint)"
    r" (?P<whose>[^,;:]+)$",
    re.IGNORECASE,
)
#: "X shows A in the affected trees", "… at some time": what is said of the place or the time sets no condition.
_WHERE_IT_IS = re.compile(
    r"(?P<main>.+?) (?:(?:in|of|within|throughout) (?:the )?(?:affected|involved|diseased) "
    r"(?:muscles?|muscle groups?|areas?|regions?|parts?|limbs?|tissues?|sites?|joints?)"
    r"|at some (?:time|point|stage)|(?:at|by)(?: the time of)? (?:presentation|diagnosis))$",
    re.IGNORECASE,
)
#: "Typical places are A, B and C".
_PLACES = re.compile(
    rf"^(?P<front>in [^,;:]+, )?(?:the |its |their )?(?P<adjective>typical|usual|common|favou?rite|preferred"
    rf"|characteristic|classic|"
    rf"frequent) (?P<places>places|sites|locations) {BE} (?P<list>[^;:]+?)(?:,? (?:and|or) (?:any |all |most )?other .+)?$",
    re.IGNORECASE,
)
#: "X is fairly A".
_FAIRLY = re.compile(
    rf"^(?P<lead>[^;:]* {BE} (?:{OFTEN} )?(?:[\w-]+ and )?)(?:fairly|quite|pretty|reasonably) (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
_ABOVE_ALL = r"(?:particularly|especially|above all|notably|most notably|in particular)"
#: "X is found in A, above all in B".
_ESPECIALLY = re.compile(
    rf"^(?P<main>(?P<lead>{FRONT}{NO_VERB} (?:(?:{MAY} )?(?:{OFTEN} )?be|{BE}) )(?P<how>{OFTEN} )?"
    r"(?P<said>(?:seen|found|located|situated|present|observed) (?P<prep>in|at|on|along|around|over)) "
    rf"[^,;:]+), {_ABOVE_ALL} (?:(?P=prep) )?(?P<list>[^,;:]+)$",
    re.IGNORECASE,
)
#: "X is a sign of A, particularly in B".
_PARTICULARLY = re.compile(rf"^(?P<main>[^;:]+), {_ABOVE_ALL} (?P<tail>[^,;:]+)$", re.IGNORECASE)
#: "X goes with A and with B".
_AGAIN = re.compile(
    rf"^(?P<lead>{FRONT}{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?{_LISTING}) (?P<one>[^,;:]+?),? and "
    r"(?P<prep>with|by) (?P<other>[^,;:]+)$",
    re.IGNORECASE,
)
_KIND = r"[\w-]*(?:ic|al|ar|ous|ed|like|ive|ent|ant|oid|form|ary)"
#: "X shows sheet-like, peripheral galls".
_TWO_KINDS = re.compile(
    rf"^(?P<lead>{FRONT}{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?(?:{_SHOWING}|{_NOTICING}|show|reveal|demonstrate|depict|display"
    rf"|notice|develop|experience)(?: an?)?) (?:(?P<one>{_KIND})(?:,| and|, and)|(?P<plain>[a-z-]+),) (?P<other>{_KIND})"
    r" (?P<noun>[\w-]+(?: [\w-]+)?)$",
    re.IGNORECASE,
)
#: "X is A, with B in C".
_WITH_BEHIND = re.compile(rf"^(?P<main>[^;:]*\b{BE}\b[^;:]*), with (?!the exception\b)(?P<tail>[^,;:]+)$", re.IGNORECASE)


def besides(sentence: Sentence) -> list[Sentence]:
    """Return what a sentence says in a list, a definition or behind a comma, one by one; nothing where it has none of these.

    >>> def shown(text: str) -> list[str]:
    ...     return [piece.text for piece in besides(Sentence(text, 0, len(text)))]
    >>> shown("Blight causes spots, wilting and late galls")
    ['Blight causes spots', 'Blight causes wilting', 'Blight causes late galls']
    >>> shown("Rust is a fungal disease in which leaves turn red")
    ['Rust is a fungal disease', 'in Rust, leaves turn red']
    >>> shown("Blight does not cause spots, wilting and galls")
    []
    """
    text = sentence.text.rstrip(" .")
    for rule in _RULES:
        pieces = list(rule(text))
        # each is taken apart again, and so has to be shorter
        if pieces and all(len(piece.text) < len(text) for piece in pieces):
            return [
                sentence._replace(text=piece.text, start=sentence.start + piece.start, end=sentence.start + piece.end)
                for piece in pieces
            ]
    return []


def _items(text: str, start: int, end: int, *, alternatives: bool) -> list[tuple[int, int]]:
    """Return where the items of a list stand; nothing where it is none: too short, or of more than noun phrases.

    One of two items is read as a whole, unless the second has words that may be said of that alone, or each has several.
    """
    places, at = [], start
    for joint in (_BETWEEN_WITH_OR if alternatives else _BETWEEN).finditer(text, start, end):
        places.append((at, joint.start()))
        at = joint.end()
    places.append((at, end))
    joints = [text[before[1] : after[0]] for before, after in pairwise(places)]
    if joints[-2:] and joints[-1] == ", " and any(joint != ", " for joint in joints[-2:-1]):
        places[-2:] = [(places[-2][0], end)]  # "spots and dark, sticky galls": two adjectives of one item
    items = [text[a:b] for a, b in places]
    own = _OF_ITS_OWN.search(items[-1]) or all(" " in item for item in items)
    least = _LEAST_ITEMS - 1 if own else _LEAST_ITEMS
    fits = least <= len(items) <= _LONGEST_LIST and all(0 < len(item.split()) <= _LONGEST_ITEM for item in items)
    return places if fits and not any(_NO_ITEM.search(item) for item in items) else []


def _is_plain(text: str) -> bool:
    """Return whether a text denies, excepts and leaves open nothing, and sets no condition."""
    return not BINDS.search(text) and not _OR.search(text)


def _is_list(text: str) -> bool:
    """Return whether "and" stands in front of the last item of a list, which is one of three or has a place of its own."""
    return re.search(r"\b(?:and|or|as well as) ", text) is not None


def _objects(text: str) -> Iterator[Piece]:
    """Yield "X shows A, B and C" as X shows A, X shows B, and X shows C."""
    match = _OBJECTS.match(text)
    if not match or not _is_list(match["list"]) or binds_but_spares(text):
        return
    lead = match["lead"]
    may = re.search(rf"\b{MAY}\b", lead, re.IGNORECASE) is not None
    if _OR.search(text) and (not may or _COUNTS.search(text)):
        return
    places = _items(text, *match.span("list"), alternatives=may)
    last = text[slice(*places[-1])] if places else ""
    if not places or _COUNTS.search(last) or (_COUNTS.search(lead) and _AT_END.search(last)) or _TOGETHER.search(lead):
        return  # what stands behind the last item may be said of all
    if _ENDS_WITH_BE.search(lead) and any(_AT_END.search(f" {text[start:end]} ") for start, end in places[:-1]):
        return  # "is seen on A, B and C" is seen on B, and is not B
    for start, end in places:
        yield Piece(f"{lead} {text[start:end]}", start, end)


def _subjects(text: str) -> Iterator[Piece]:
    """Yield "A, B and C are X" as A is X, B is X, and C is X."""
    match = _SUBJECTS.match(text)
    if not match or not _is_list(match["list"]) or binds_but_spares(text) or _OR.search(text):
        return
    if re.search(
        r"\b(?:most|commonest|leading|main|all|both|each|in combination|\w+est)\b|(?<![\w-])\d|%", match["said"], re.IGNORECASE
    ):
        return
    places = _items(text, *match.span("list"), alternatives=False)
    article = "the " if places and re.match(r"the\b", text[places[0][0] :], re.IGNORECASE) else ""
    for start, end in places:
        item = text[start:end]
        the = article if not re.match(r"(?:the|an?) ", item, re.IGNORECASE) else ""
        yield Piece(f"{match['front'] or ''}{the}{item} {match['said']}", start, end)


def _instances(text: str) -> Iterator[Piece]:
    """Yield "tissues such as A, B and C are X" as A, B and C are X."""
    match = _SUCH_AS.match(text)
    if match and _OR.search(match["list"]) and not BINDS.search(text):
        places = _items(text, *match.span("list"), alternatives=True)  # instances are all meant
        for start, end in places:
            yield Piece(f"{match['front'] or ''}{text[start:end]} {match['said']}", start, end)
    if match and _is_plain(text):
        yield Piece(f"{match['front'] or ''}{match['list']} {match['said']}", *match.span("list"))


def _defined(text: str) -> Iterator[Piece]:
    """Yield "X is a disease in which A is B" as X is a disease, and in X, A is B."""
    match = _DEFINED.match(text)
    if not match or binds_but_spares(text):
        return
    what, joint = match["what"], match["joint"].lower()
    yield Piece(f"{what} {match['is']} {match['genus']}", *match.span("genus"))
    if joint in ("in which", "where"):
        yield Piece(f"in {what}, {match['said']}", *match.span("said"))
    else:
        verb = "" if joint in ("that", "which") else f"{match['is']} {joint} "
        yield Piece(f"{what} {verb}{match['said']}", *match.span("said"))


def _adjectives(text: str) -> Iterator[Piece]:
    """Yield "X is a rare, slowly progressive disease" as X is a rare disease, and X is a slowly progressive disease."""
    match = _ADJECTIVES.match(text)
    if not match or BINDS.search(text) or _NO_ADJECTIVES.search(match["adjectives"]) or _OR.search(text):
        return
    at, pending = match.start("adjectives"), ""
    found = []
    for word in re.finditer(r"[\w-]+", match["adjectives"]):
        if word[0].lower() in ("and", "but", "an", "a", "the"):
            continue
        if _DEGREE.match(word[0]):
            pending += f"{word[0]} "
            continue
        found.append((f"{pending}{word[0]}", at + word.start() - len(pending), at + word.end()))
        pending = ""
    if len(found) > 1:
        article = "" if match["noun"].endswith("s") else "a "
        for adjective, start, end in found:
            yield Piece(f"{match['what']} {match['is']} {article}{adjective} {match['noun']}", start, end)


def _participle(text: str) -> Iterator[Piece]:
    """Yield "X affects A, sparing B" as X affects A, and X spares B."""
    match = _PARTICIPLE.match(text)
    if match and not binds_but_spares(match["main"]) and not _CONDITION.search(text):
        yield Piece(match["main"], *match.span("main"))
        if binds_but_spares(match["rest"]):
            return
        how = re.sub(r"(?i)^and ", "", match["how"])
        said = f"{match['subject']} {how}{_FINITE_OF[match['verb'].lower()]} {match['rest']}"
        yield Piece(f"{match['front'] or ''}{said}", match.start("verb"), match.end())


def _predicates(text: str) -> Iterator[Piece]:
    """Yield "X is A and shows B" as X is A, and X shows B."""
    match = _PREDICATES.match(text)
    if match and not binds_but_spares(match["lead"] + match["one"]) and not _CONDITION.search(text):
        yield Piece(f"{match['lead']} {match['one']}", *match.span("one"))
        if not binds_but_spares(match["other"]):
            yield Piece(f"{match['lead']} {match['other']}", *match.span("other"))


def _notably(text: str) -> Iterator[Piece]:
    """Yield "X affects A, notably B and C" as X affects A, and X affects B and C."""
    if (match := _NOTABLY.match(text)) and _is_plain(text):
        yield Piece(f"{match['lead']} {match['general']}", *match.span("general"))
        yield Piece(f"{match['lead']} {match['list']}", *match.span("list"))


def _accompanied(text: str) -> Iterator[Piece]:
    """Yield "X may show A, often accompanied by B" as X may show A, and X often shows B."""
    match = _ACCOMPANIED.match(text)
    if match and _is_plain(text):
        yield Piece(match["main"], *match.span("main"))
        how = match["how"] or match["may"] or ""
        yield Piece(f"{match['lead']} {how}{match['verb']} {match['rest']}", *match.span("rest"))


def _with(text: str) -> Iterator[Piece]:
    """Yield "X shows A with B" as X shows A, and X shows B."""
    match = _WITH.match(text)
    if not match or not _is_plain(text) or _TOGETHER.search(text) or _PEOPLE.search(text):
        return
    yield Piece(match["main"], *match.span("main"))
    yield Piece(f"{match['lead']} {match['rest']}", *match.span("rest"))


def _followed(text: str) -> Iterator[Piece]:
    """Yield "A is the most common pattern, followed by B" as A is that, and B is a pattern."""
    if (match := _FOLLOWED.match(text)) and _is_plain(text):
        yield Piece(match["main"], *match.span("main"))
        said = re.sub(r"(?i)^the (?:most \w+|commonest|usual) ", "a ", match["said"])
        yield Piece(f"{match['front'] or ''}{match['other']} {match['is']} {said}", *match.span("other"))


def _among(text: str) -> Iterator[Piece]:
    """Yield "A is among the first parts to show B" as A shows B."""
    if (match := _AMONG.match(text)) and _is_plain(text):
        verb = {"be": "are", "show": "show", "develop": "show", "undergo": "show"}[match["verb"].lower()]
        yield Piece(f"{match['one']} {verb} {match['rest']}", 0, len(text))


def _apposed(text: str) -> Iterator[Piece]:
    """Yield "X, a disease of Y, shows A" as X shows A, and X is a disease of Y."""
    if (match := _APPOSED.match(text)) and not binds_but_spares(match["subject"]):
        if not binds_but_spares(match["said"]):
            yield Piece(f"{match['subject']} {match['said']}", *match.span("said"))
        if not binds_but_spares(match["role"]):
            yield Piece(f"{match['subject']} is {match['role']}", *match.span("role"))


def _appearance(text: str) -> Iterator[Piece]:
    """Yield "X shows A, an appearance that may suggest B" as X shows A, and the disease may resemble B."""
    if (match := _APPEARANCE.match(text)) and not BINDS.search(text):
        yield Piece(match["main"], *match.span("main"))
        yield Piece(f"the disease {match['may']} resemble {match['other']}", *match.span("other"))


def _forms(text: str) -> Iterator[Piece]:
    """Yield "three forms are known: a, b and c" as what each of them is a form of."""
    if (match := _FORMS.match(text)) and _is_plain(text):
        for start, end in _items(text, *match.span("list"), alternatives=False):
            yield Piece(f"the {text[start:end]} form is a form of the disease", start, end)


def _replaced(text: str) -> Iterator[Piece]:
    """Yield "X is replaced by A and B" as X is replaced by A, and X is replaced by B."""
    if (match := _REPLACED.match(text)) and _is_plain(text):
        for name in ("one", "other"):
            yield Piece(f"{match['lead']} {match[name]}", *match.span(name))


def _reasoned(text: str) -> Iterator[Piece]:
    """Yield "A is B because of C" as A is B, of why nothing is taken; and "A is B, so C is D" as A is B, and C is D."""
    if (match := _REASONED.match(text)) and not HEARSAY.search(match["reason"]):
        name = "main" if match["main"] else "first"
        if len(match[name].split()) >= _LEAST_ITEMS and not BINDS.search(match[name]):
            yield Piece(match[name], *match.span(name))
            follows = _SO.search(text[match.end(name) : match.start("reason")])
            if follows and has_verb(match["reason"]) and not BINDS.search(match["reason"]):
                yield Piece(match["reason"], *match.span("reason"))


def _gapped(text: str) -> Iterator[Piece]:
    """Yield "A is linked to B, and C to D" as A is linked to B, and C is linked to D."""
    if (match := _GAPPED.match(text)) and _is_plain(text):
        yield Piece(f"{match['one']} {match['verb']} {match['joint']} {match['what']}", *match.span("what"))
        yield Piece(f"{match['other']} {match['verb']} {match['joint']} {match['whose']}", *match.span("whose"))


def _without_tail(text: str) -> Iterator[Piece]:
    """Yield "X shows A in the affected parts", and "X is A, with B in C", as X shows A, and X is A."""
    if (
        (match := _WHERE_IT_IS.match(text) or _WITH_BEHIND.match(text))
        and not BINDS.search(text)
        and not _TOGETHER.search(text)
    ):
        yield Piece(match["main"], *match.span("main"))


def _places(text: str) -> Iterator[Piece]:
    """Yield "typical places are A, B and C" as A is a typical place, B is one, and C is one."""
    if (match := _PLACES.match(text)) and not BINDS.search(text) and not _OR.search(match["list"]):
        article = "the " if re.match(r"the\b", match["list"], re.IGNORECASE) else ""
        for start, end in _items(text, *match.span("list"), alternatives=False):
            the = article if not re.match(r"the ", text[start:end], re.IGNORECASE) else ""
            said = f"{the}{text[start:end]} are {match['adjective'].lower()} {match['places']}"
            yield Piece(f"{match['front'] or ''}{said}", start, end)


def _fairly(text: str) -> Iterator[Piece]:
    """Yield "X is fairly A" as X is A."""
    if (match := _FAIRLY.match(text)) and not BINDS.search(text):
        yield Piece(f"{match['lead']}{match['said']}", *match.span("said"))


def _especially(text: str) -> Iterator[Piece]:
    """Yield "X is often found in A, above all in B" as X is often found in A, and X is found in B."""
    if (match := _ESPECIALLY.match(text)) and _is_plain(text) and not _PEOPLE.search(match["list"]):
        yield Piece(match["main"], *match.span("main"))
        yield Piece(f"{match['lead']}{match['said']} {match['list']}", *match.span("list"))


def _particularly(text: str) -> Iterator[Piece]:
    """Yield "X is a sign of A, particularly in B" as X is a sign of A."""
    if (match := _PARTICULARLY.match(text)) and not BINDS.search(text):
        yield Piece(match["main"], *match.span("main"))


def _again(text: str) -> Iterator[Piece]:
    """Yield "X goes with A and with B" as X goes with A, and X goes with B."""
    match = _AGAIN.match(text)
    if not match or not _is_plain(text) or _TOGETHER.search(text):
        return
    if match["lead"].lower().endswith(f" {match['prep'].lower()}"):
        for name in ("one", "other"):
            yield Piece(f"{match['lead']} {match[name]}", *match.span(name))


def _two_kinds(text: str) -> Iterator[Piece]:
    """Yield "X shows sheet-like, peripheral galls" as X shows the one, and X shows the other."""
    if (match := _TWO_KINDS.match(text)) and not BINDS.search(text) and not _TOGETHER.search(text):
        for name in ("one" if match["one"] else "plain", "other"):
            yield Piece(f"{match['lead']} {match[name]} {match['noun']}", *match.span(name))


#: In the order in which they are tried: what is said of a whole sentence comes before what is in it.
_RULES: tuple[Callable[[str], Iterator[Piece]], ...] = (
    _forms,
    *OF_WHOLE,
    _reasoned,
    _gapped,
    _especially,
    _appearance,
    _places,
    _apposed,
    _defined,
    _instances,
    _followed,
    _among,
    _participle,
    _predicates,
    _notably,
    _again,
    _accompanied,
    _adjectives,
    _replaced,
    _two_kinds,
    _with,
    _objects,
    _subjects,
    _without_tail,
    _fairly,
    _particularly,
    *OF_REST,
)
