"""What a sentence of a text asserts beside a concession, advice, a relative clause or a tail, which take nothing of it back.

Each rule yields sentences that the given one implies, as those of `radkg.statement.besides` do, which tries them in its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from radkg.statement.passages import has_verb

BE = r"(?:is|are|was|were)"
MAY = r"(?:can|may|might|could)"
OFTEN = (
    r"(?:(?:most |more |very )?(?:often|commonly|frequently)|usually|typically|characteristically|mostly|mainly|chiefly"
    r"|predominantly|preferentially|particularly|especially|sometimes|occasionally|generally|classically|also)"
)
#: Words that deny, except, set a condition or reach over a whole list.
BINDS = re.compile(
    r"\b(?:not|no|nor|never|neither|none|nothing|nobody|cannot|without|hardly|scarcely|barely|absent|absence|lacks?|lacking"
    r"|except\w*|apart|save|other than|rather|instead|fewer|few(?! (?:days|weeks|months|years))"
    r"|unless|if|whether|until(?! late\b)|once|only(?! in (?:rare|exceptional|isolated|occasional) )|alone|respectively"
    r"|together(?! with)|unlike|than|contrary|versus|vs|either|myth|false|wrong|untrue|incorrect|misconception|doubt\w*"
    r"|denie[sd]|thought|thinks?|believe[sd]?|claim(?:s|ed)?|argue[sd]?|suspect(?:s|ed)?|unclear|unknown|would|should|must"
    r"|fails?|failed|excluded?|when|whenever|provided|in case"
    r"|exclusion|excluding|ruled|rules|free|spared|sparing|spares?|formerly)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_SPARES = re.compile(r"\b(?:spared|sparing|spares?)\b", re.IGNORECASE)
FRONT = r"(?P<front>(?:in|on|at|among|with|during) (?:(?!\b(?:is|are|was|were|has|have)\b)[^,;:])+, )?"
NO_VERB = (
    r"(?:(?!\b(?:is|are|was|were|has|have|had|can|may|might|could|does|do|did|which|who|that|whom|where|when|as)\b)"
    r"[^,;:])+?"
)


class Piece(NamedTuple):
    """What a sentence says beside its main claim, as a sentence of its own.

    Attributes:
        text: The sentence.
        start: Offset in the given sentence of what it has of its own.
        end: Offset behind that.
    """

    text: str
    start: int
    end: int


def binds_but_spares(text: str) -> bool:
    """Return whether a text denies, excepts or sets a condition, but for what is spared."""
    return BINDS.search(_SPARES.sub("", text)) is not None


#: Words of what others say or think.
HEARSAY = re.compile(
    r"\b(?:says?|said|saying|myth|claim\w*|believ\w*|thought|thinks?|argue[sd]?|assum\w*|hypothes\w+|wrong\w*|false\w*|story|goes)\b",
    re.IGNORECASE,
)
#: "A, although B", "Although B, A": whatever B denies, A is said.
_CONCEDED = re.compile(r"^(?P<main>[^;:]+?),? (?:even though|although|though) (?P<rest>[^;:]+)$", re.IGNORECASE)
_CONCEDED_FIRST = re.compile(r"^(?:even though|although|though) (?P<rest>[^,;:]+), (?P<main>[^;:]+)$", re.IGNORECASE)
#: "A should be done because B": that B is why.
_ADVISED = re.compile(
    r"^[^;:]*\b(?:should|must|ought to|needs? to|advisable|recommended|advised)\b[^;:]*?(?<!\bonly)(?<!\bjust)(?<!\bmerely)"
    r"(?:,? because|, as|, since) (?P<reason>(?!of\b)[^;:]+)$",
    re.IGNORECASE,
)
#: "A, and should be B", "A, so C must be done".
_WITH_ADVICE = re.compile(
    r"^(?P<main>[^;:]+?),? and (?:(?:so|hence|therefore|thus) )?[^,;:]*?\b(?:should|must|ought to)\b[^;:]*$", re.IGNORECASE
)
#: "A, which is B", "A, the most common of which is B", "A, in whom B": it goes on about a part of it.
_RELATIVE = re.compile(
    r"^(?P<main>[^;:]+?), (?:(?:and )?(?:the )?(?:[\w-]+ ){0,3}of |in |on |with |for |from |at |during )?"
    r"(?:which|whom|whose|who|where) [^;:]+$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^(?P<main>[^;:]+?\b(?:an?|the|shows?|causes?|have|has|includes?|affects?|reveals?|produces?|develops?|by|as) "
    rf"(?P<what>(?:(?!(?:of|in|on|at|with|for|to|by|from|and|or|an?|the|{BE}|{MAY}|shows?|as)\b)[\w'’-]+ ?){{1,4}})),"
    r" which (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|in|on|at|for|to|from)(?: an?| the)?$", re.IGNORECASE)
#: "X, which is A, shows B".
_BETWEEN = re.compile(
    rf"^(?P<subject>{NO_VERB}), (?:which|who) (?P<said>(?!is (?:called|why|not)\b)[^,;:]+), (?P<rest>(?:{MAY}|{BE}|has|have"
    r"|shows?|causes?|affects?|involves?|presents?|begins?|starts?|occurs?|develops?|leads?|resembles?|spares?|responds?"
    r"|becomes?|comes?|appears?|tends?)\b [^;:]+)$",
    re.IGNORECASE,
)
#: "Similar X may be seen in A".
_SIMILAR = re.compile(
    r"^(?:similar|comparable|identical|much the same|the same|such) (?P<rest>(?!as\b|an?\b|cases\b|patients\b)[^;:]+)$",
    re.IGNORECASE,
)
#: "Growths called galls begin early", "It causes growths known as galls".
_CALLED_FIRST = re.compile(
    rf"^(?:(?!(?:is|are|no|not|few|only)\b)[\w-]+ ){{1,5}}(?:called|known as|termed|named|referred to as) (?:the )?"
    rf"(?P<name>{NO_VERB}) (?P<said>(?:{OFTEN} )?(?:{MAY}|{BE}|has|have|begins?|starts?|occurs?|develops?|appears?|affects?"
    r"|leads?|causes?|comes?)\b [^;:]+)$",
    re.IGNORECASE,
)
_CALLED_LAST = re.compile(
    r"^(?P<lead>[^;:]*?\b(?:shows?|causes?|have|has|get|gets|develops?|affects?|include|includes|with|by|of)) (?:an? |the )?"
    r"(?:(?!(?:of|in|on|at|with|no|not|and|or|is|are|that|which)\b)[\w-]+ ){1,5}(?:called|known as|termed|named|referred to as)"
    r" (?:the )?(?P<name>[\w'’ -]+)$",
    re.IGNORECASE,
)
#: "X shows A, often above 5": how much is said of A, which is there.
_MEASURED = re.compile(
    rf"^(?P<main>[^;:]+?), (?:{OFTEN} )?(?:to )?(?:above|below|over|under|exceeding|reaching|up to|less than|more than|at least"
    r"|around|about|ranging|between|ten|five|several)\b[^;:]*(?:\d|\btimes\b|\bupper limit\b)[^;:]*$",
    re.IGNORECASE,
)
#: "X causes spots which spread slowly": X causes spots.
_SPECIFIED = re.compile(
    rf"^(?P<main>{NO_VERB} (?:{MAY} )?(?:{OFTEN} )?(?:causes?|shows?|has|have|develops?|produces?|reveals?) [^,;:]+?)"
    rf" (?:which|that) (?:{OFTEN} |slowly |gradually |then )?"
    rf"(?:(?:{MAY}|develops?|begins?|starts?|comes?|gets?|becomes?|worsens?|spreads?"
    r"|progress(?:es)?|lasts?|persists?|appears?|grows?|makes?|leads?) )[^;:]+$",
    re.IGNORECASE,
)
#: "A and B are spared, a pattern that has been likened to a leaf": they are.
_LIKENED = re.compile(
    r"^(?P<main>[^;:]+), an? (?:[\w-]+ )?(?:pattern|feature|finding|sign|combination|picture|appearance|distribution)"
    r" (?:that|which|known|called|seen|found|described|sometimes|often)\b[^;:]+$",
    re.IGNORECASE,
)
#: "Among the blights, X shows A": X is one of them.
_AMONG = re.compile(
    r"^(?:among|of|within) (?:all |the |these )*(?:[\w-]+ ){0,4}"
    r"(?:diseases|disorders|dystroph(?:ies)|myopath(?:ies)|conditions|causes|mimics|syndromes|entities|subtypes|forms|types), "
    r"(?P<main>(?!(?:it|they|this)\b)[^;:]+)$",
    re.IGNORECASE,
)
#: "X differs in that A is B".
_DIFFERS = re.compile(
    rf"^(?P<what>{NO_VERB}) (?:differs?|{BE} (?:quite |very )?different|stands? out|{BE} set apart)(?: from [^,;:]+?)?"
    r" (?:in that|because|by the fact that|since) (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
_IS_DIFFERENT = re.compile(
    rf"^(?P<what>{NO_VERB}) (?:{BE} (?:quite |very |a bit )?different|differs?|looks? different): (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
#: "X is affected only in rare cases".
_ONLY_RARELY = re.compile(
    rf"^(?P<lead>[^;:]* {BE}) (?P<said>\w+(?: \w+)?) only (?:rarely|exceptionally|in (?:a few|few|rare|exceptional|isolated)"
    r" (?:cases|patients|people|instances))$",
    re.IGNORECASE,
)
#: "X becomes apparent in spring with A, B and C".
_APPARENT = re.compile(
    rf"^(?P<subject>{NO_VERB}) (?P<may>{MAY} )?(?P<how>{OFTEN} )?(?:becomes? (?:apparent|evident|manifest)|manifests?"
    r"|declares? itself|comes? on|presents?|begins?|starts?|sets? in|appears?)"
    r" (?P<between>(?:(?! with\b)[^;:])*? )?with (?P<list>[^;:]+)$",
    re.IGNORECASE,
)
_THOSE = re.compile(r"\b(?:patients|people|those|individuals|persons|cases|anybody|anyone|somebody) $", re.IGNORECASE)
_MANY = re.compile(r"\b(?:patients|people|children|adults|boys|girls|women|men|cases|infants)\b", re.IGNORECASE)
#: "You may tire, be grumpy or have pain".
_DOES = re.compile(rf"^(?P<lead>{NO_VERB} {MAY}(?: {OFTEN})?) (?P<list>[^;:]+)$", re.IGNORECASE)
_VERB = re.compile(
    r"(?:be|have|find|feel|lose|develop|get|show|tire|need|struggle|complain|notice|experience|become|suffer|cause|affect|involve"
    r"|look|seem|run|walk|ache|lead)\b",
    re.IGNORECASE,
)
_LEAST_VERBS = 2
#: "A clue is that B", "You should know that B".
_POINT = re.compile(
    r"^(?:(?:an?|the|one|another) (?:[\w-]+ ){0,3}(?:point|clue|news|feature|thing|fact|difference|rule|message|reason) is"
    r"|(?:please )?(?:note|remember|keep in mind|bear in mind|be aware)|it is (?:important|worth|good|useful|helpful|essential)"
    r" (?:to (?:know|note|remember|understand|realize|stress|add)|knowing|noting|remembering|mentioning))"
    r" that (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
#: "A is more common in B, above all of C".
_OF_PARTS = re.compile(
    r"^(?P<main>[^,;:]+), (?:above all|especially|particularly|in particular|mainly|mostly|notably) of (?P<list>[^;:]+)$",
    re.IGNORECASE,
)
#: "Images show that A is B".
_SHOWS_THAT = re.compile(
    r"^(?!.*\b(?:no|not|never|nothing|nobody|few|hardly|rarely|study|studies|trials?|report|author|paper)s?\b.* that\b)[\w -]+?"
    r" (?:shows?|reveals?|demonstrates?) that (?P<said>[^;:]+)$",
    re.IGNORECASE,
)
#: "A is done so that B".
_PURPOSE = re.compile(r"^(?P<main>[^;:]+?),? (?:so that|in order (?:to|that)) [^;:]+$", re.IGNORECASE)
#: "X is more frequent in those with A, in those with B and in those with C".
_MORE_IN = re.compile(
    rf"^(?P<lead>{NO_VERB} {BE} more (?:frequent|common|likely|often (?:seen|found))) in (?P<list>"
    r"(?:those|patients|people|children) (?:with|who) [^;:]+)$",
    re.IGNORECASE,
)
_IN_THOSE = re.compile(
    r",? and in (?=(?:those|patients|people|children) )|, (?:and )?in (?=(?:those|patients|people|children) )", re.I
)
#: "A, or B, is found": two names of one thing.
_OR_NAMED = re.compile(
    rf"^(?:(?:in|on) [^,;:]+, )?(?P<one>{NO_VERB}), or (?P<other>(?:[\w'’-]+ ){{0,3}}[\w'’-]+), (?P<said>(?:is|was|has|shows"
    r"|causes|occurs|affects|develops)\b [^;:]+)$",
    re.IGNORECASE,
)
#: "A is B, but is not C": the first is said, whatever the second denies.
_BUT = re.compile(
    rf"^(?P<main>[^;:]+?),? but (?:{OFTEN} |rarely |never |not )?(?:{MAY}|{BE}|does|do|has|have|had|rarely"
    r"|seldom|not|shows?|affects?)\b[^;:]+$",
    re.IGNORECASE,
)
#: "X begins in A, typically before the age of B".
_WHEN_BEHIND = re.compile(
    rf"^(?P<main>(?P<subject>{NO_VERB}) (?:{OFTEN} )?(?P<verb>starts?|begins?|appears?|occurs?|develops?|presents?)"
    rf" [^,;:]+), (?P<said>{OFTEN} (?:before|after|at|by|between|in|during|within) (?:the )?(?:ages?\b|first\b|second\b|third\b"
    r"|fourth\b|fifth\b|sixth\b|(?:early |late |young |middle )?(?:childhood|infancy|adolescence|adulthood|age|adult life)\b)"
    r"[^,;:]*)$",
    re.IGNORECASE,
)
#: "A and B turn red, while C and D do not".
_ELLIPSIS = re.compile(
    r"^(?P<main>[^;:]+? (?P<said>(?:turn|affect|show|cause|respond|spread|occur|develop|improve|have|help) [^,;:]+)),"
    r" (?:while|whereas|but) (?P<other>(?!.*\b(?:is|are|can|may|has|have)\b)[^,;:]+?) do not$",
    re.IGNORECASE,
)
#: "X shows A, making it B".
_DOING = re.compile(
    r"^(?P<main>[^;:]+), (?:(?:thus|thereby|often|usually|sometimes|and) )?"
    r"(?!(?:including|excluding|sparing|during|following|according|depending|considering|assuming|using|being|having"
    r"|suggesting|nothing|something|anything|everything)\b)[a-z]+ing (?!(?:and|or|of)\b)[^,;:]+$",
    re.IGNORECASE,
)


def _whole(match: re.Match[str] | None, name: str = "main") -> Iterator[Piece]:
    """Yield one part of a sentence as it stands there, where that denies nothing."""
    if match and has_verb(match[name]) and not binds_but_spares(match[name]):
        yield Piece(match[name], *match.span(name))


def _conceded(text: str) -> Iterator[Piece]:
    """Yield "A is B, although C is D" as A is B."""
    match = _CONCEDED.match(text) or _CONCEDED_FIRST.match(text)
    if match and has_verb(match["rest"]) and not HEARSAY.search(text):
        yield from _whole(match)


def _advised(text: str) -> Iterator[Piece]:
    """Yield "A should be done because B is C" as B is C, and "A is B, and should be C" as A is B."""
    yield from _whole(_ADVISED.match(text), "reason") if not HEARSAY.search(text) else ()
    yield from _whole(_WITH_ADVICE.match(text))


def _relative(text: str) -> Iterator[Piece]:
    """Yield "X shows A, which is B" as X shows A, and A is B."""
    yield from _whole(_RELATIVE.match(text))
    match = _WHICH.match(text)
    if match and not _OF.search(text[: match.start("what")].rstrip()) and not binds_but_spares(text):
        yield Piece(f"{match['what'].strip()} {match['said']}", *match.span("said"))


def _between(text: str) -> Iterator[Piece]:
    """Yield "X, which is A, shows B" as X shows B, and X is A."""
    if (match := _BETWEEN.match(text)) and not binds_but_spares(text):
        yield Piece(f"{match['subject']} {match['rest']}", *match.span("rest"))
        yield Piece(f"{match['subject']} {match['said']}", *match.span("said"))


def _similar(text: str) -> Iterator[Piece]:
    """Yield "Similar A may be seen in X" as A may be seen in X."""
    yield from _whole(_SIMILAR.match(text), "rest")


def _called(text: str) -> Iterator[Piece]:
    """Yield "Growths called galls begin early" as galls begin early."""
    if BINDS.search(text):
        return
    if match := _CALLED_FIRST.match(text):
        yield Piece(f"{match['name']} {match['said']}", *match.span("said"))
    elif match := _CALLED_LAST.match(text):
        yield Piece(f"{match['lead']} {match['name']}", *match.span("name"))


def _measured(text: str) -> Iterator[Piece]:
    """Yield "X shows A, often above 5" as X shows A."""
    yield from _whole(_MEASURED.match(text))


def _specified(text: str) -> Iterator[Piece]:
    """Yield "X causes spots which spread slowly" as X causes spots."""
    yield from _whole(_SPECIFIED.match(text)) if not HEARSAY.search(text) else ()


def _likened(text: str) -> Iterator[Piece]:
    """Yield "A is spared, a pattern that is likened to B" as A is spared."""
    match = _LIKENED.match(text)
    if match and not HEARSAY.search(text) and not BINDS.search(text[match.end("main") :]):
        yield from _whole(match)


def _among(text: str) -> Iterator[Piece]:
    """Yield "Among the blights, X shows A" as X shows A."""
    yield from _whole(_AMONG.match(text))


def _differs(text: str) -> Iterator[Piece]:
    """Yield "X differs from Y in that A is B" as in X, A is B."""
    if (match := _DIFFERS.match(text) or _IS_DIFFERENT.match(text)) and not binds_but_spares(match["said"]):
        yield Piece(f"in {match['what']}, {match['said']}", *match.span("said"))


def _only_rarely(text: str) -> Iterator[Piece]:
    """Yield "X is affected only in rare cases" as X is rarely affected."""
    if match := _ONLY_RARELY.match(text):
        yield Piece(f"{match['lead']} rarely {match['said']}", *match.span("said"))


def _apparent(text: str) -> Iterator[Piece]:
    """Yield "X becomes apparent in spring with A" as X shows A."""
    match = _APPARENT.match(text)
    if match and not BINDS.search(text) and not _THOSE.search(match["between"] or ""):  # "in patients with A" have A before
        show = "show" if match["may"] or _MANY.search(match["subject"]) else "shows"
        how = (match["may"] or "") + (match["how"] or "")
        yield Piece(f"{match['subject']} {how}{show} {match['list']}", *match.span("list"))


def _does(text: str) -> Iterator[Piece]:
    """Yield "X may do A, be B or have C" as X may do A, X may be B, and X may have C."""
    match = _DOES.match(text)
    if not match or BINDS.search(text):
        return
    places, at = [], match.start("list")
    for joint in re.finditer(r",? (?:and|or) |, ", match["list"]):
        start = match.start("list") + joint.start()
        places.append((at, start))
        at = match.start("list") + joint.end()
    places.append((at, match.end("list")))
    if len(places) >= _LEAST_VERBS and all(_VERB.match(text[start:end]) for start, end in places):
        for start, end in places:
            yield Piece(f"{match['lead']} {text[start:end]}", start, end)


def _point(text: str) -> Iterator[Piece]:
    """Yield "An important clue is that A is B" as A is B."""
    yield from _whole(_POINT.match(text), "said") if not HEARSAY.search(text) else ()


def _of_parts(text: str) -> Iterator[Piece]:
    """Yield "X raises the risk of A, above all of B and C" as that of A, of A of B, and of A of C."""
    if (match := _OF_PARTS.match(text)) and not binds_but_spares(text):
        yield Piece(match["main"], *match.span("main"))
        at = match.start("list")
        for joint in [*re.finditer(r",? and |, ", match["list"]), None]:
            end = match.start("list") + joint.start() if joint else match.end("list")
            yield Piece(f"{match['main']} of {text[at:end]}", at, end)
            at = match.start("list") + joint.end() if joint else end


def _shows_that(text: str) -> Iterator[Piece]:
    """Yield "Images show that A is B" as A is B."""
    yield from _whole(_SHOWS_THAT.match(text), "said") if not HEARSAY.search(text) else ()


def _purpose(text: str) -> Iterator[Piece]:
    """Yield "A is done so that B" as A is done."""
    yield from _whole(_PURPOSE.match(text))


def _more_in(text: str) -> Iterator[Piece]:
    """Yield "X is more frequent in those with A and in those with B" as that of each of them."""
    if (match := _MORE_IN.match(text)) and not binds_but_spares(text):
        at = match.start("list")
        joints = [*_IN_THOSE.finditer(text, at)]
        for joint in [*joints, None] if joints else ():
            end = joint.start() if joint else match.end("list")
            yield Piece(f"{match['lead']} in {text[at:end]}", at, end)
            at = joint.end() if joint else end


def _or_named(text: str) -> Iterator[Piece]:
    """Yield "A, or B, is found" as B is found."""
    if (match := _OR_NAMED.match(text)) and not binds_but_spares(text):
        yield Piece(f"{match['other']} {match['said']}", *match.span("said"))


def _but(text: str) -> Iterator[Piece]:
    """Yield "A is B but is not C" as A is B."""
    yield from _whole(_BUT.match(text)) if not HEARSAY.search(text) else ()


def _when_behind(text: str) -> Iterator[Piece]:
    """Yield "X begins in A, typically before the age of B" as X begins in A, and X typically begins before the age of B."""
    if (match := _WHEN_BEHIND.match(text)) and not binds_but_spares(text):
        how, _, when = match["said"].partition(" ")
        yield Piece(match["main"], *match.span("main"))
        yield Piece(f"{match['subject']} {how} {match['verb']} {when}", *match.span("said"))


def _ellipsis(text: str) -> Iterator[Piece]:
    """Yield "A turn red, while B do not" as A turn red, and B do not turn red."""
    if (match := _ELLIPSIS.match(text)) and not BINDS.search(match["main"]):
        yield Piece(match["main"], *match.span("main"))
        yield Piece(f"{match['other']} do not {match['said']}", *match.span("other"))


def _doing(text: str) -> Iterator[Piece]:
    """Yield "X shows A, making it B" as X shows A."""
    yield from _whole(_DOING.match(text))


#: Those that are said of a whole sentence, which come first.
OF_WHOLE: tuple[Callable[[str], Iterator[Piece]], ...] = (
    _point,
    _of_parts,
    _shows_that,
    _advised,
    _conceded,
    _among,
    _differs,
    _between,
    _relative,
    _similar,
    _called,
    _measured,
    _when_behind,
    _ellipsis,
    _specified,
    _only_rarely,
    _does,
    _purpose,
    _more_in,
    _or_named,
)
#: Those that leave more out, which come last.
OF_REST: tuple[Callable[[str], Iterator[Piece]], ...] = (_apparent, _likened, _but, _doing)
