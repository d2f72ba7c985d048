"""Clauses of a sentence of a text that say something of their own: joined ones, and general ones beside one patient's findings.

A sentence of a text that cannot be read as a whole may still be a row of clauses, each of which is said without a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from radkg.model.english import compiled
from radkg.statement.prose import rewritten, substituted
from radkg.statement.texts import Referred, Sentence

_LEAST = 3  # words of a clause
_FINITE = (
    r"(?:is|are|was|were|has|have|had|can|may|might|could|will|must|does|do|did|shows?|showed|causes?|occurs?|occurred|begins?|began"
    r"|appears?|appeared|develops?|tends?|leads?|led|improves?|responds?|responded|helps?|helped|makes?|made|gets?|turns?|lies"
    r"|lie|sits?|spreads?|remains?|remained|becomes?|became|predisposes?|protects?|protected|reduces?|increases?|raises?"
    r"|worsens?|resembles?|separates?|distinguishes|predicts?|predicted|affects?|involves?|spares?|starts?|started|comes?|came"
    r"|includes?|included|comprises?|predominate[sd]?|prevails?|consists?|goes|knows?|needs?|seems?|looks?|means?|gives?|follows?|followed|precedes?|preceded|supports?|suggests?|points?|plays?"
    r"|advances?|progresse[sd]|resolves?|arises?|commences?|persists?|reveals?|demonstrates?|depicts?|displays"
    r"|presents?|indicates?|favou?rs?|requires?|contains?|extends?|complains?|notices?|noticed|experiences?|experienced|feels?|felt|differs?|var(?:y|ies)|carr(?:y|ies)"
    r"|replaces?|replaced|holds?|hits?|strikes?|works?|disappears?|spread|provokes?|represents?|reflects?|correlates?|targets|spared)"
)
#: What joins two clauses, where what follows begins with a subject and not with a verb or an adverb of the first.
_JOINT = re.compile(
    r"(?:, (?:and|but|yet|so|while|whereas|although|though|because|since|as) | (?:but|whereas|because) "
    r"| and (?=(?:it|they|the|this|these|its|their|there)\b)|: (?=[a-z]))"
    rf"(?!(?:is|are|was|were|has|have|had|can|may|not|in|on|of|with|by|for|to|at|often|usually|sometimes|{_FINITE})\b)"
    r"|, (?:while|whereas|although) (?=(?:in|on|at|with|by) )| while (?=(?:it|they|the|its|their) )",
    re.IGNORECASE,
)
#: "A is B, C is D, and E is F": between the clauses of a row a comma is enough, where nothing stands in front of them.
_ROW = re.compile(
    r"^(?!(?:when|where|as|after|before|since|although|though|while|if|given|in|on|at|with|by|for|during|among|like)\b)"
    rf"[^,;:]+(?:, [^,;:]+)*?, and (?:[\w-]+ ){{1,6}}{_FINITE}\b",
    re.IGNORECASE,
)
_BESIDE_IN_ROW = re.compile(
    rf"{_JOINT.pattern}|, (?!(?:which|who|whose|and|or|but|in|on|at|with|by|for|it|a|an)\b)"
    r"(?=(?:(?!(?:and|or|but|which|that)\b)[\w-]+ ){1,5}(?:is|are|was|were|has|have|can|may|might|could)\b)",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^(?:although|though|while|whereas|because|since|even though) (?P<first>[^,]+), (?P<second>.+)$", re.IGNORECASE
)
#: What stands in front of all clauses is said of each: "In X, A is common, and B is rare".
_FRONT = re.compile(
    r"(?:in|on|at|among|with|during|for|under|after|by)"
    r" (?!contrast|summary|general|fact|addition|short|brief|present\b|the moment)[^,]+, ",
    re.IGNORECASE,
)
#: Words that make one clause depend on another, or that reach over all of them.
_BINDS = re.compile(
    r"\b(?:if|unless|except|other than|provided|until(?! late\b)|once|whether|either|neither|nor|not only|not just|respectively"
    r"|myth|false|wrong|untrue|incorrect|misconception|doubt|denies|thought|believed|claims?|claimed|contrary|unclear"
    r"|unlike|evidence|hypothesi[sz]ed|suspected|would)\b|^(?:(?:it|there) (?:may|might|could|seems)|should)\b|\?",
    re.IGNORECASE,
)
#: Where the verb of the last clause stands in the one before: "…, while roots do not".
_ELLIPTIC = re.compile(r"\b(?:do|does|did)(?: not|n['’]t)[ .]*$", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|without|hardly|rarely)\b|n['’]t\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:than|unlike|compared|contrast|opposed)\b", re.IGNORECASE)
_REASON = re.compile(r"\W*(?:because|since|as|so)\b", re.IGNORECASE)

_PAST = re.compile(r"\b(?:was|were|had|did|today|now|here|currently|recently|this|we|he|she|his|her)\b", re.IGNORECASE)
#: Where a clause about a disease ends, and the sentence about the patient goes on.
_GOES_ON = r"(?=, (?:(?:and|but|so) )?(?:is|are|was|were|has|should|must|can|the|this|he|she|we|i|her|his|not)\b|;|$)"
_IN_WHICH = re.compile(rf", (?:in which|where)(?P<said> .+?){_GOES_ON}")
_WHICH = re.compile(rf", (?:which|that)(?P<said> .+?){_GOES_ON}")
_OF_WHICH = re.compile(
    rf"^(?:.*\b(?:with|of|for|to) )?(?P<what>[^,]+), (?:both|all|each) of which(?P<said> .+?){_GOES_ON}", re.IGNORECASE
)
_REASONED = re.compile(rf", (?:as|since|because) it(?P<said> .+?){_GOES_ON}")
#: What somebody was told is so, or knows.
_TOLD_THAT = re.compile(
    r"^(?!.*\b(?:not|never|no)\b.* that\b)(?:.*?\b)?"
    r"(?:told|explained|informed|reassured|mentioned|read|heard|learn(?:ed|t)|knows?|aware"
    r"|remember(?:ed)?|remind(?:ed)?)\b(?: to)?(?: \w+){0,3},? that(?P<said> .+)$",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"^(?P<what>[^,]+), (?P<role>(?:an?|the) (?:[\w-]+ )?(?:hallmark|feature|sign|marker|manifestation|complication|finding)"
    r" of [^,]+?),? (?=is|was|has|cannot|can|are)"
)

_QUANTIFIED = r"(?!(?:no|few|fewer|not|none|neither|hardly|only|any|other|some|one|unlike|in|on|with|at|by|for)\b)"
#: A list of instances between a subject and its verb, and behind a plural noun.
_INCLUDING = re.compile(
    rf"^{_QUANTIFIED}([^,;:]+), (?:including|such as|for example|e\.g\.,?|like) ([^;:]+?), "
    rf"(?=(?:often |usually |also |sometimes )?(?:is|are|was|were|can|may|might|could|has|have|do|does)\b)",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(
    r"\b(to|with|by|of|in|for|includes?|shows?|causes?|affects?|involves?) "
    r"(?!(?:no|few|any|all|other|most)\b)(?:[\w-]+ ){0,3}[a-z-]+s,? such as (?=\w)",
    re.IGNORECASE,
)
_IN_CONTRAST = re.compile(
    r"^(?:in contrast (?:to|with)|as opposed to|by contrast with|different(?:ly)? from|unlike)"
    r" (?:[^,]+, (?=\w)|[^, ]+(?: [^, ]+){0,2} (?=(?:there|the|it)\b))"
    r"(?!.*\b(?:more|less|than|same|also|both)\b)",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^(?P<what>[^,]+?) (?:is|are) (?:an?|one of the) (?:[\w-]+,? ){0,6}?(?:diseases?|disorders?|conditions?|illness(?:es)?)"
    r" (?:in which|where) (?P<said>.+)$",
    re.IGNORECASE,
)
_AND_OTHER = re.compile(r"\b(and|or) other (?=[a-z])", re.IGNORECASE)
#: What a sentence rules out behind what it says: "A rather than B", "A, not B".
_INSTEAD = re.compile(
    r"(?:,? rather than|,? as opposed to|,? instead of|, (?:and )?not) (?!only\b|just\b|merely\b)[^,;:]+$", re.IGNORECASE
)
_SHARE = r"in (?:about |around |only |up to )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b[^,;:]*?"
#: "A was B in 3 and C in 4" says both of A.
_GAPPED = re.compile(
    rf"^(?P<lead>[^,;:]+? (?:was|were|is|are) )(?P<first>(?!\w+ed\b|seen\b|found\b)[^,;:]+? {_SHARE})"
    rf"(?P<rest>(?:(?:, and |, | and )(?!(?:was|were|is|are|in|had|has|the|no|not)\b)[^,;:]+? {_SHARE})+)\.?$",
    re.IGNORECASE,
)
_GAP = re.compile(r", and |, | and ")
_SEEN = r"(?:was|were|is|are) (?:seen|found|present|noted|observed|detected|demonstrated|reported)"
#: "A was seen in 3 and B in 4" says of both how many have it.
_SHARED = re.compile(
    rf"^(?P<first>[^,;:]+? (?P<verb>{_SEEN}) {_SHARE}),? and (?P<other>(?!(?:was|were|is|are|in|had|has|the|no|not)\b)[^,;:]+?)"
    rf" (?P<share>{_SHARE})$",
    re.IGNORECASE,
)
#: "A shows X and, in 3 of 9, Y".
_IN_SOME = re.compile(
    r"^(?P<first>(?P<lead>[^,;:]+? (?:shows?|has|have|causes?|affects?|involves?) )[^;:]+?),? and, (?P<share>in"
    r" (?:about |up to )?[\d.]+[^,;:]*), (?P<what>[^,;:]+)$",
    re.IGNORECASE,
)
_HOW = (
    r"(?:(?:most )?(?:often|commonly|frequently)|usually|typically|mostly|mainly|chiefly|especially|particularly|predominantly"
    r"|preferentially|above all|sometimes|rarely)"
)
#: Where something is, told behind the sentence that names it: "…, often at the elbows".
_BEHIND = re.compile(
    rf"^(?P<first>[^,;:]+), (?P<how>{_HOW}) (?P<where>(?:in|at|on|over|around|along) (?!(?!the\b)[^,;:]*"
    rf"\b(?:{_FINITE}|patients|people|children|adults|women|men|cases|years|onset|age|\d)\b)[^;:\d%]+)$",
    re.IGNORECASE,
)
#: What a sentence says behind the name that it gives its subject: "X is a disease affecting Y", "…, which it may resemble".
_PARTICIPLE = re.compile(
    r"^(?P<first>(?P<lead>[^,;:]+?) (?:is|are) (?:an?|the|one of the) (?:[\w-]+,? ){0,5}?"
    r"(?:diseases?|disorders?|conditions?|illness(?:es)?|entity|syndromes?)),? (?P<how>often |usually |typically |mainly )?"
    r"(?P<verb>affecting|involving|causing|belonging to|characteri[sz]ed by|marked by|caused by|leading to|beginning in"
    r"|resembling|sparing|seen in|found in|occurring in|treated with) (?P<what>.+)$",
    re.IGNORECASE,
)
_FINITE_OF = {
    "affecting": "affects",
    "involving": "involves",
    "causing": "causes",
    "belonging to": "belongs to",
    "leading to": "leads to",
    "beginning in": "begins in",
    "resembling": "resembles",
    "sparing": "spares",
    "occurring in": "occurs in",
}
#: "X is a rare disease of adults" says what it is, and in whom it is seen.
_DISEASE_OF = re.compile(
    r"^(?P<first>(?P<lead>[^,;:]+?) is an? (?:[\w-]+ ){1,4}(?P<kind>disease|disorder|condition|illness))"
    r" (?P<of>of (?:(?:older|young|younger|elderly|middle-aged) )?"
    r"(?:adults|children|men|women|people|patients|infants)\b.*)$",
    re.IGNORECASE,
)
_WHICH_IT = re.compile(
    r"^(?P<first>.+?\b(?P<what>[\w-]+(?: [\w-]+){0,3}?)), which (?P<it>it|the disease|they)"
    r" (?P<verb>(?:may |can )?(?:closely |often )?(?:resembles?|mimics?|precedes?|causes?))$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(
    r"^(?P<one>[^,]+?) and (?P<other>[^,]+?) (?P<verb>(?:is|are|was|were) |(?:is|are|was|were) (?:seen|found|present|noted"
    r"|observed|reported) in )(?P<first>[^,]+?) and (?P<second>[^,]+?),? respectively$",
    re.IGNORECASE,
)


def gapped_clauses(sentence: Sentence) -> list[Sentence]:
    """Return "A was B in 3 of 9, and C in 4" as what it says of A, each with its share; nothing for any other sentence.

    >>> [clause.text for clause in gapped_clauses(Sentence("The bark was grey in 3 of 9 oaks, brown in 4 and red in 2", 0, 57))]
    ['The bark was grey in 3 of 9 oaks', 'The bark was brown in 4', 'The bark was red in 2']
    """
    match = _GAPPED.match(sentence.text)
    if not match:
        return _one_by_one(sentence)
    lead, begin, found = match["lead"], match.start("first"), []
    gaps = [*_GAP.finditer(sentence.text, match.start("rest")), None]
    for gap in gaps:
        end = gap.start() if gap else match.end("rest")
        text = lead + sentence.text[begin:end]
        found.append(sentence._replace(text=text, start=sentence.start + begin - len(lead), end=sentence.start + end))
        begin = gap.end() if gap else end
    return found


def _one_by_one(sentence: Sentence) -> list[Sentence]:
    """Return "A was seen in 3 of 9 and B in 4", "A is a disease affecting B" and their like as what they say one by one."""
    text = sentence.text.rstrip(" .")
    if _DENIES.search(text) or _BINDS.search(text):
        return []
    if match := _PARTICIPLE.match(text):
        verb = match["verb"].lower()
        said = f"{match['how'] or ''}{_FINITE_OF[verb]}" if verb in _FINITE_OF else f"is {match['how'] or ''}{verb}"
        other, at = f"{match['lead']} {said} {match['what']}", match.start("verb")
    elif match := _DISEASE_OF.match(text):
        other, at = f"{match['lead']} is a {match['kind']} {match['of']}", match.start("of")
    elif match := _WHICH_IT.match(text):
        other, at = f"{match['it']} {match['verb']} {match['what']}", match.start("it")
    elif match := _SHARED.match(text):
        other, at = f"{match['other']} {match['verb']} {match['share']}", match.start("other")
    elif match := _IN_SOME.match(text):
        other, at = f"{match['lead']}{match['what']} {match['share']}", match.start("share")
    else:
        return []
    start, end = sentence.start + at, sentence.start + match.end()
    return [
        sentence._replace(text=match["first"], end=sentence.start + match.end("first")),
        sentence._replace(text=other, start=start, end=end),
    ]


def place_behind(sentence: Sentence, named: str) -> list[Sentence]:
    """Return a sentence, and what it says behind itself of where the last thing is that it names; nothing for any other.

    Args:
        sentence: The sentence: "Oaks have galls, mostly on the leaves".
        named: What it names last in front of that.

    >>> text = "Oaks have galls, mostly on the leaves"
    >>> [clause.text for clause in place_behind(Sentence(text, 0, len(text)), "galls")]
    ['Oaks have galls', 'galls are mostly located on the leaves']
    """
    match = _BEHIND.match(sentence.text)
    unsure = _BINDS.search(sentence.text) or _DENIES.search(sentence.text) or _COMPARES.search(sentence.text)
    if not match or not named or unsure:
        return []
    start, end = sentence.start + match.start("how"), sentence.start + match.end()
    return [
        sentence._replace(text=match["first"], end=sentence.start + match.end("first")),
        sentence._replace(text=f"{named} are {match['how']} located {match['where']}", start=start, end=end),
    ]


def joined_clauses(sentence: Sentence) -> list[Sentence]:
    """Return the clauses of a sentence that are said side by side; none where one depends on another.

    >>> [clause.text for clause in joined_clauses(Sentence("Oaks are tall, and the leaves are late", 0, 38))]
    ['Oaks are tall', 'the leaves are late']
    >>> [clause.text for clause in joined_clauses(Sentence("In spring, oaks are green, but the leaves are later", 0, 51))]
    ['In spring, oaks are green', 'In spring, the leaves are later']
    >>> joined_clauses(Sentence("If oaks are tall, and the leaves are late", 0, 41))
    []
    """
    text = sentence.text
    if _BINDS.search(text) or _ELLIPTIC.search(text):
        return []
    if fronted := _FRONTED.match(text):
        places = [fronted.span("first"), fronted.span("second")]
    else:
        places, begin = [], 0
        for match in (_BESIDE_IN_ROW if _ROW.match(text) else _JOINT).finditer(text):
            behind = text[match.end() :]
            beside = _GAP.split(behind)[0] if match[0] == " and " else behind
            if not (_is_clause(text[begin : match.start()]) and _is_clause(beside)):
                continue  # it joins the items of a list
            if _REASON.match(match[0]) and _DENIES.search(text[begin : match.start()]):
                return []  # "not because" may deny the reason alone
            places.append((begin, match.start()))
            begin = match.end()
        places.append((begin, len(text)))
    clauses = [text[start:end] for start, end in places]
    if len(places) == 1 or not all(map(_is_clause, clauses)):
        return []
    shared = None if fronted else _FRONT.match(text)
    if shared and shared.end() > places[0][1]:
        return []  # where what stands in front ends is not told: "In spring oaks are green, and the leaves are late"
    front = shared[0] if shared else ""
    return [
        sentence._replace(
            text=(front if start else "") + clause,
            start=sentence.start + start - (len(front) if start else 0),
            end=sentence.start + end,
            begins=sentence.begins and not start,
        )
        for clause, (start, end) in zip(clauses, places, strict=True)
    ]


def _is_clause(text: str) -> bool:
    return len(text.split()) >= _LEAST and has_verb(text)


def has_verb(text: str) -> bool:
    """Return whether a sentence has a verb behind its first word, as a note has not: "Galls, typical of blight"."""
    return compiled(rf"[\w,)] {_FINITE}\b").search(text) is not None


def general_clauses(sentence: Referred, named: tuple[str, ...]) -> Iterator[Referred]:
    """Yield what a sentence about one patient says of a disease by the way, which is so of all who have it.

    Args:
        sentence: The sentence: "compatible with frost, which often cracks stones".
        named: The names of the diseases in it as they stand there.
    """
    text = sentence.text
    for pattern, before in ((_IN_WHICH, "in {},"), (_WHICH, "{}")):
        for match in pattern.finditer(text):
            name = next((name for name in named if text[: match.start()].lower().endswith(name.lower())), "")
            if name:
                yield from _general(sentence, match, before.format(name))
    for match in _REASONED.finditer(text):
        subjects = [name for name in named if text.lower().startswith(name.lower())]
        yield from _general(sentence, match, subjects[0]) if subjects else ()
    if (told := _TOLD_THAT.match(text)) and any(name.lower() in told["said"].lower() for name in named):
        yield from (way._replace(text=way.text.strip()) for way in _general(sentence, told, ""))
    for match in _OF_WHICH.finditer(text):
        yield from _general(sentence, match, match["what"])
    if apposed := _APPOSED.match(text):
        said = f"{apposed['what']} is {apposed['role']}"
        yield Referred(said, ((0, len(said), len(said)),), sentence)


def _general(sentence: Referred, match: re.Match[str], subject: str) -> Iterator[Referred]:
    start, end = match.span("said")
    if not _PAST.search(match["said"]):
        yield Referred(f"{subject}{sentence.text[start:end]}", ((0, start, len(subject)),), sentence)


def plainer(sentence: Referred) -> Iterator[Referred]:
    """Yield a sentence without a general noun of which it gives instances, and without what it only stands against.

    >>> [way.text for way in plainer(Referred("Trees, including oaks and elms, are tall"))]
    ['Trees, oaks and elms are tall', 'oaks and elms are tall']
    >>> [way.text for way in plainer(Referred("Oaks respond to poor soils such as sand"))]
    ['Oaks respond to sand']
    """
    given = rewritten(sentence, _DEFINED, lambda match: f"in {match['what']}, {match['said']}")
    given = substituted(given, _SUCH_AS, r"\1 ")
    given = substituted(given, _IN_CONTRAST, "")
    given = substituted(given, _AND_OTHER, r"\1 ")
    given = substituted(given, _INSTEAD, "")
    with_list = substituted(given, _INCLUDING, r"\1, \2 ")
    if with_list is not sentence:
        yield with_list
    if with_list is not given:
        yield substituted(given, _INCLUDING, r"\2 ")


def weaker(sentence: Referred) -> Iterator[Referred]:
    """Yield what a sentence that denies nothing says as well, in plainer words.

    >>> [way.text for way in weaker(Referred("Oaks show round, brown galls"))]
    ['Oaks show round galls and brown galls']
    """
    for pattern, written in () if _DENIES.search(sentence.text) else _PLAINER:
        if (way := substituted(sentence, pattern, written)) is not sentence:
            yield way


#: What a sentence that denies nothing says as well, in plainer words.
_PLAINER = (
    # "is the most important sign of blight"
    (
        re.compile(
            r"\b(is|are) the (?:single )?most (?:important|relevant|serious|feared|characteristic|striking|notable|troublesome"
            r"|disabling|distinctive|worrying|significant) (?:(?:extramuscular|systemic|clinical|radiological|imaging) )?"
            r"(?=(?:feature|manifestation|sign|complication|finding|symptom)s?\b)",
            re.IGNORECASE,
        ),
        r"\1 a ",
    ),
    # "a first sign, galls, is late"
    (
        re.compile(
            r"^(?!.*\b(?:myths?|wrong|false|mistakes?|errors?|alternatives?|opposite|rumou?rs?|beliefs?|ideas?|claims?)\b)"
            r"(?:an?|the|its|their|one|another) [^,;:]{3,60}, (?:the |an? )?(?P<what>[^,;:]{3,60}),"
            r" (?=(?:is|are|was|were|can|may|has|have|occurs?|develops?|appears?|affects?|involves?|shows?)\b)",
            re.IGNORECASE,
        ),
        r"\g<what> ",
    ),
    # "shows A with B" shows both
    (
        re.compile(
            r"\b(shows?|showed|has|have|reveals?|demonstrates?|demonstrated|depicts?|displays?) "
            r"((?:(?!\b(?:in|among|patients|people|children|adults|cases|those|women|men|with)\b)[^,;:])+?) with (?=\w)",
            re.IGNORECASE,
        ),
        r"\1 \2 and ",
    ),
    # "shows round, brown galls" shows round ones, and brown ones
    (
        re.compile(
            r"^(?!(?i:in|on|at|with|for|of|by|during|after) [\w-]+, )(?P<before>(?:(?! and | or )[^,;:])+ )"
            r"(?P<one>[\w-]+), (?P<other>[\w-]+) (?P<noun>(?:[\w-]+ ){0,2}[\w-]+)$",
            re.IGNORECASE,
        ),
        r"\g<before>\g<one> \g<noun> and \g<other> \g<noun>",
    ),
    # "with toes that are short and bent"
    (
        re.compile(
            r"\b(with|has|have|shows?) ((?:[\w-]+ ){0,2}[\w-]+) (?:that|which) (?:is|are) (?:often |usually |typically )?"
            r"([\w-]+(?:(?:,| and|, and) [\w-]+)?)$",
            re.IGNORECASE,
        ),
        r"\1 \3 \2",
    ),
)


_ON_IMAGES = re.compile(
    r"^(?:on|at) (?!which\b)(?:[\w-]+ ){0,4}?(?:MRI|CT|STIR|ultrasound|imaging|images?|radiographs?|radiography"
    r"|films?|scans?|sequences?|x-?rays?)(?:, (?=(?:the )?[a-z])| (?=(?:it|they|there|the)\b))",
    re.IGNORECASE,
)


def without_images(sentence: Referred) -> Referred:
    """Return a sentence that denies nothing without the images in front on which it is seen, which says a little less.

    >>> without_images(Referred("On old photographs and films, galls are seen")).text
    'galls are seen'
    """
    return (
        sentence if _DENIES.search(sentence.text) or _COMPARES.search(sentence.text) else substituted(sentence, _ON_IMAGES, "")
    )


def respective_clauses(sentence: Sentence) -> list[Sentence]:
    """Return "A and B were X and Y, respectively" as "A were X" and "B were Y", each in its place; nothing for any other.

    >>> text = "The tall and short trees were 9 m and 3 m, respectively"
    >>> [clause.text for clause in respective_clauses(Sentence(text, 0, len(text)))]
    ['The tall trees were 9 m', 'short trees were 3 m']
    """
    match = _RESPECTIVELY.match(sentence.text)
    if not match or " and " in match["one"] + match["other"]:
        return []
    one, other, verb = match["one"], match["other"], match["verb"]
    nouns = other.split()[1:]  # "tall and short trees" are both trees
    shared = "" if one.split()[-1:] == nouns[-1:] else "".join(f" {noun}" for noun in nouns)
    clauses = (f"{one}{shared} {verb}{match['first']}", f"{other} {verb}{match['second']}")
    return [sentence._replace(text=clause) for clause in clauses]
