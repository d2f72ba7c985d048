"""What the sentences of a text have that single statements have not: marks of layout, asides, words of the telling."""

from __future__ import annotations

import re
from collections.abc import Callable

from radkg.model.english import compiled
from radkg.statement.texts import Referred

_ACRONYM = r"[A-Z][A-Za-z0-9/+-]{1,9}s?"
_TOLD = r"(?:says?|said|thinks?|thought|told (?:me|us)|tells (?:me|us)|claims?|claimed|believes?|swears)"
_TELLER = r"(?:(?i:my|our|her|his|your|the|an?) )?\w+(?: \w+)?"
_ASIDE = (
    r"(?:on the other hand|by contrast|in contrast|however|in turn|of note|therefore|of course|in fact|as a rule|in general"
    r"|too|on the whole|if anything|by the way|as mentioned|as noted|for instance|for example|i\.e\.|that is|in addition"
    r"|moreover|conversely|likewise|similarly|meanwhile|then|also|though|unfortunately|fortunately)"
)
_USUALLY = r"(?:usually|often|typically|generally|frequently|commonly|mostly) "
_SMALL = r"(?i:one|two|three|four|five|six|seven|eight|nine|ten)|\d+"
#: What is left out or written plainly before a sentence of a text is read; applied in this order.
_TIDY = (
    # what is run together
    (r"\b([Ii]t|[Tt]hat|[Tt]here|[Hh]e|[Ss]he|[Ww]hat)['’]s\b(?= \w)", r"\1 is"),
    (r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]re\b", r"\1 are"),
    (r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]ve\b", r"\1 have"),
    # what is set in front for emphasis, or told to who looks
    (r"^(.*?, |[Oo]n [\w ]+? )?[Ii]t is (the [\w -]+?) (?:that|which) (?=is |are |shows? |has |have )", r"\1\2 "),
    (
        r"^(?:[Yy]ou|[Ww]e|[Oo]ne) (?:will |may |can |would |might )?(mainly |mostly |often |usually |typically |sometimes )?"
        r"(?:see|find|notice)s? (?!that\b|it\b|them\b|this\b|your\b|a (?:doctor|specialist)\b)([^,;:]+)$",
        r"\2 can be \1seen",
    ),
    (r"^[Ll]ook (?:there |also |carefully |out )?for ([^,;:]+)$", r"\1 can be seen"),
    # marks of layout, and of a citation
    (r"\*\*|__|`|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)", ""),
    (r" ?\[\d+(?:[-,–] ?\d+)*\]", ""),
    (rf" ?\((?:{_ACRONYM}|(?i:see|cf\.?|fig\.?|figures?|table|also|p ?[<=>]|n ?=|95 ?%)[^()]*)\)", ""),
    (r",? as well as ", " and "),
    (r",? (?:during|at|after|over|on)(?: the)?(?: last| latest| median| mean| long-term)? follow-up\b,? ?(?=$|\w)", " "),
    (
        r" (?:early on|over time|in the long run|as well|too|at all|a little|a bit|by itself|on its own|of its own)(?=$|[,;])",
        "",
    ),
    (r"\b((?:can|may|could|might)) (?:all|both|also) (?=be\b)", r"\1 "),
    (
        r"\b(?:has|had) (?:also |previously |repeatedly )?been (?:identified|recogni[sz]ed|described|reported|regarded) as\b",
        "is",
    ),
    (
        r"\bhave (?:also |previously |repeatedly )?been (?:identified|recogni[sz]ed|described|reported|regarded) as\b",
        "are",
    ),
    (
        r"\b(?:[Yy]ou|[Oo]ne|[Ww]e|[Dd]octors) can (?:also |often |usually )?see (it|them|this|these) (?=on\b|in\b|with\b)",
        r"\1 can be seen ",
    ),
    (r"^them (?=can\b)", "they "),
    (r"\b(?:on|by) (?:an? )?(?:normal|plain|ordinary|simple) (?=x-?ray)", "on "),
    # other names of what was just named
    (r",? [A-Z][A-Za-z]{1,5} for short(?:,|(?= is\b))", ""),
    (
        r",? (?:also |sometimes |otherwise )?(?:called|known as|termed|referred to as|abbreviated(?: as| to)?)"
        r" [^,;.]{2,50},(?= )",
        "",
    ),
    (r"\b(?:an?|the) ([a-z]+) (?:called|named|known as) ([A-Z][A-Z0-9]+)\b", r"the \2 \1"),
    (r"^(?:This|That|It) is (?:also |often )?(?:called|known as|termed|referred to as) (.+?),? and (?=\w+s\b)", r"\1 "),
    (r",? (?:after|on|in) (?:\w+ )?(?:adjustment|multivaria\w+ analysis)(?: for [^,;]+)?$", ""),
    (r" in the end$", ""),
    (r",? at some (?:time|point|stage)(?: (?:in|during) (?:the|their|its) (?:course|disease|illness|life|lives))?$", ""),
    (r"^(?:[Pp]lease,? )?(?:[Aa]void|[Dd]o not give|[Nn]ever give) (?!that\b)([^,;:]+)$", r"\1 should be avoided"),
    (r"^(?:From there|Here|There),? (?=(?:it|the|they)\b)", ""),
    (
        r",? which (?:doctors|radiologists|physicians|clinicians|some|we) (?:also |often |sometimes )?call [^,;]{2,50},(?= )",
        "",
    ),
    (r"^[Aa]s (?:you|we) (?:may |all |will )?know, ", ""),
    (r"\bas (?:a )?part of (?=the\b|[A-Z])", "in "),
    (r", one (?:in|at|on) [^,;]+ and (?:one|another|the other) (?:in|at|on) [^,;]+$", ""),
    (r"\b(?:relatively )?spared until late(?: in the (?:disease|course))?\b", "relatively spared"),
    # numbers, and what only grades them
    (r"^(?:[Aa]t|[Oo]n|[Bb]y) (?:the )?(?:last|latest|final|end of) follow-up,? ", ""),
    (
        r"\bbetween (\w+) and (\w+) years after (?:the )?(?:disease onset|first symptoms?|onset(?: of (?:the )?\w+)?)\b",
        r"\1 to \2 years after onset",
    ),
    (r"\bwithin (?:the )?normal limits\b", "normal"),
    (r"\b(usually|often|typically|mostly|sometimes|commonly) shows? up in\b", r"is \1 seen in"),
    (r"\b(?:shows?|turns?|crops?) up in\b", "is seen in"),
    (
        r"^((?:(?!\b(?:not|never|hardly|poorly)\b|n['’]t)[^,;])*?) shows? (them|it|[\w -]+?) (?:very |quite )?well\b",
        r"\1 shows \2",
    ),
    (r"\b(?:genuine|real|true|actual|proper) (?=bone\b)", ""),
    (r"\bwill (usually |often |mostly )?be (treated|given)\b", r"is \1\2"),
    (rf"^{_TELLER} {_TOLD} (?=(?:it|this|the disease|the condition)\b)", ""),
    (r", affecting (?=(?:about |roughly |up to |around |nearly |some )?\d)", ", occurring in "),
    (
        r"^(?:It|They|Its|Their|The)(?: clinical| imaging| MRI| overall)?"
        r" (?:appearances?|pictures?|features|findings|presentation)"
        r"(?P<on> on [\w -]+?)? (?P<is>(?:is|are|may be|can be) (?:very |quite )?"
        r"(?:similar to|indistinguishable from|like|the same as))"
        r" (?:that|those) of (?P<what>[^,;:]+)$",
        r"it \g<is> \g<what>\g<on>",
    ),
    # of how many
    (
        r"^(?:Of|Among|In)(?: the| these| our)? (\d+) (patients|children|adults|cases|people|women|men|girls|boys)"
        r"((?: with [^,;:]+?)?),? (\d+)(?: \([\d.]+ ?%\))? (?=(?:showed|had|have|developed|died|were|was|presented)\b)",
        r"\4 of \1 \2\3 ",
    ),
    (
        r"^(?:Later(?: on)?|Subsequently|Eventually|Over time|With time),? "
        r"(?=(?:\S+ ){1,4}(?:spreads?|progress(?:es)?|extends?)\b)",
        "",
    ),
    (r"\b(?:a (?:little|bit)|just|slightly|somewhat|well) (?=(?:over|under|above|below|more than|less than)\b)", ""),
    (r"\bover (?=(?:a |one )?(?:half|third|quarter)\b)", "more than "),
    (r"\bunder (?=(?:a |one )?(?:half|third|quarter)\b)", "less than "),
    (r"\b(\d)0-(?:something|odd) ?(?:percent|per cent|%)", r"\g<1>0 to \g<1>9 %"),
    (
        r"\b(?:has|have) been (?:given|estimated|put|reported|calculated|quoted|stated) (?:as|at|to be) "
        r"(?=(?:about |around |roughly |some )?\d)",
        "is ",
    ),
    (r"\b([Ii]s|[Aa]re) another (?:such )?(?=[a-z])", r"\1 a "),
    (r"(?<=[a-z]) = (?=[a-z])", " is "),
    (r"^(The) overall (?=[a-z])", r"\1 "),
    (r"\bwould (?:usually |typically |often )?be (?:seen|expected|found) (?=in\b)", "is seen "),
    (
        r",? (?:though|but|albeit|although) (?:it is )?(?:to a (?:lesser|smaller|lower) (?:extent|degree)"
        r"|less (?:so|often|commonly|frequently|strongly))$",
        "",
    ),
    (r"[ ,;]+$", ""),
    # figures of speech
    (r"\b(?:works|makes|finds) its way (down |up )?(?:in)?to\b", r"spreads \1to"),
    (r"\b(?:work|make|find) their way (down |up )?(?:in)?to\b", r"spread \1to"),
    (
        rf"^(?:The )?(?:[Tt]rouble|[Ee]verything|[Ii]t all) ({_USUALLY})?(starts|begins) (?=(?:in|at|near) )",
        r"The disease \1\2 ",
    ),
    (rf"^(?:The )?(?:[Pp]roblems|[Ss]ymptoms|[Tt]hings) ({_USUALLY})?(start|begin) (?=(?:in|at|near) )", r"The disease \1\2s "),
    (r"\b(makes?) (?:everything|things|matters) worse\b", r"\1 the disease worse"),
    (r"\b(is|are|was|were) (?:left alone|untouched|unscathed|left out|let off)\b(?! (?:by|until)\b)", r"\1 spared"),
    (r"\b(?:holds|held) (?:out|up)(?: (?:longest|longer|well|better))?(?:,? even)?(?= (?:in|on)\b|$)", "is relatively spared"),
    (r"(?<!not )\bhold (?:out|up)(?: (?:longest|longer|well|better))?(?:,? even)?(?= (?:in|on)\b|$)", "are relatively spared"),
    (r"^(\w+) takes the place of ([^,;:]+)$", r"\2 is replaced by \1"),
    (r"\b(?:is|are) (?:best|better) avoided\b", "should be avoided"),
    (r"\b(is|are|was|were|get|gets) (?:hit|struck)(?: hard)?\b(?! (?:by|on|with)\b)", r"\1 affected"),
    (r"\bbears the brunt(?: of it| of the disease)?(?=$|[,;])", "is mainly affected"),
    (r"\bbear the brunt(?: of it| of the disease)?(?=$|[,;])", "are mainly affected"),
    (r"\b(?:(?:favou?rite |preferred )?sites? of predilection|predilection sites?)\b", "usual sites"),
    (r"\b(?:suffices?|(?:is|are) (?:enough|sufficient)) to (show|see|detect|reveal|depict)\b", r"\1"),
    (
        r"^((?!(?i:no|few|not|none|only|in|on|at|with)\b)[^,;:]+), (?:above all|especially"
        r"|particularly|in particular|notably) (?!in\b|on\b|at\b|if\b|when\b)[^,;:]+, (?=(?:is|are|can|may)\b)",
        r"\1 ",
    ),
    (r"\bUS (?=(?:adults?|patients?|children|women|men|boys|girls|infants|people|veterans)\b)", "American "),
    # what a list behind it belongs to is not told: "A rather than B, the C and the D"
    (
        r",? (?:rather than|instead of) [^,;:]+, (?!.*\b(?:is|are|was|were|has|have|can|may|might|could|does|do|helps?|shows?"
        r"|causes?|affects?|involves?)\b)(?:and )?(?:the|an?|in|on|at|its|their) [^;:]+$",
        "",
    ),
    # what is left out: "one in five ends up so"
    (
        r"^((?:[Aa]bout |[Aa]round |[Rr]oughly |[Uu]p to |[Nn]early |[Ss]ome )?"
        rf"(?:{_SMALL}) (?:in|out of) (?:every )?(?:{_SMALL})) "
        r"(?=(?:ends?|needs?|gets?|has|have|uses?|dies?|develops?|loses?|shows?) )",
        r"\1 patients ",
    ),
    (r"\b(is|are) the first(?: (?:one|muscle|part)s?)? to be (?=affected|involved|replaced)", r"\1 "),
    (r"\bsets (it|the disease) off\b", r"triggers \1"),
    (r"\b(can|may|might|could) set (it|the disease) off\b", r"\1 trigger \2"),
    (r"\b(?:declares itself|makes itself known|announces itself)\b", "presents"),
    (r",? (?:if|when|where|as) (?:needed|necessary|required|appropriate)$", ""),
    (r"^I (?:have |had )?(?:learned|learnt|read|found out|gathered|understand) that (?!.*\b(?:but|yet|however)\b)", ""),
    (
        r"\b(?:has|shows) (?:an? )?(?:marked |clear |particular |strong |special |striking )?"
        r"(?:predilection|preference|fondness) for\b",
        "affects",
    ),
    (
        rf"^(?i:doctors|clinicians|physicians|radiologists|people) ({_USUALLY}|sometimes )?(?:mistake|take|misread)"
        r" (?:it|the (?:lumps?|mass(?:es)?|disease)) (?:for|as) ([^,;:]+)$",
        r"The disease is \1mistaken for \2",
    ),
    (r"\b(helps?|cures?) (nearly |almost )?(?:everyone|everybody|every patient)$", r"\1 in \2all patients"),
    (r"\bmost (?:pronounced|prominent|conspicuous|evident) (?=in\b|at\b)", "most marked "),
    (r"\b(turns?) into (?=bone\b)", r"\1 to "),
    (r"\b(avoided) (?:as|because|since) (?!of\b)[^,;:]+$", r"\1"),
    (r"\b(?:roughly|about|around|approximately|some) (?=\d+ ?(?:to|-|–) ?\d)", ""),
    (r",? (?:sooner or later|as yet|so far|to date)$", ""),
    # where in a row of sentences this one stands
    (r"^(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Finally|Lastly|Next|Then)(?: of all)?, ?", ""),
    (r"^(?:And|But|So|Also|Still|Yet|Plus),? (?=\w)", ""),
    # who tells it
    (rf"^(?!(?i:it|this|that)\b){_TELLER} {_TOLD} that ", ""),
    (r"^[A-Z]\w+ (?:says|thinks|claims|believes) (?=it|they|he|she|this)", ""),
    (rf",? (?i:she|he|they|i|we|you) {_TOLD}$", ""),
    (r"^(?i:from what|as far as) (?:I|we|you) (?:read|know|understand|hear|heard|can tell|have read|have heard), ?", ""),
    (r"^(?i:i|we) (?:have )?(?:explained|told|pointed out|mentioned|discussed)(?: to)?(?: (?:him|her|them|you))? that ", ""),
    (r"^(?i:this means|it means|which means|that means|remember|note|keep in mind|bear in mind),? (?:that )", ""),
    (
        r"^(?i:it is (?:important|worth|useful|helpful) (?:to (?:know|note|remember|mention)|noting|mentioning|knowing)) that ",
        "",
    ),
    # what joins it to the sentence before
    (rf", (?i:{_ASIDE}),(?= )", ""),
    (rf"^(?i:{_ASIDE}), ?", ""),
    (r"; (?i:if anything|however|rather|instead|therefore|by contrast|in contrast), ?", "; "),
)


#: Words that judge what they stand in front of, or say how well it is known. What is so with them is so without them, and they
#: make nothing else of it: what says how severe, how large, how late or how frequent something is can be wrong by itself.
_GRADING = (
    r"(?:(?:well|widely|best)-?(?:known|recogni[sz]ed|established|described|documented)|(?:well |best )?known|recogni[sz]ed"
    r"|important|major|serious|feared|disabling|debilitating|significant|under-?reported|under-?recogni[sz]ed|distinctive"
    r"|characteristic|classic|classical|striking|prominent|notable|troublesome"
    r"|typical|potential|relevant|crucial|key|further|other|rather|quite|very|highly|particularly|exceedingly|extremely|markedly"
    r"|(?:striking|close|slow|gradual|progressive|considerable|prominent|independent"
    r"|characteristical|classical|typical|additional|preferential)ly"
    # a disease is rare beside being one: "is a rare disease of childhood"; what else is rare is so in somebody
    r"|(?:very |ultra-)?rare(?= (?:[a-z-]+ )?(?:disease|illness|disorder)s?\b(?! in\b)))"
)
_GRADED = re.compile(rf"\b{_GRADING}(?:(?:,| and| but|, and|, but)? {_GRADING})*,? (?=[a-zA-Z])", re.IGNORECASE)
_NOT_WEAKENED = re.compile(
    r"\b(?:not|no|never|without|less|least|fewer|only|all|every|always|most)\b|(?<![\w-])\d|%", re.IGNORECASE
)


def without_grades(sentence: Referred) -> Referred:
    """Return a sentence that affirms something without the words that only judge or grade it, which says a little less.

    >>> without_grades(Referred("Frost is a well-known and feared cause of typical cracks")).text
    'Frost is a cause of cracks'
    """
    return sentence if _NOT_WEAKENED.search(sentence.text) else substituted(sentence, _GRADED, "")


#: What others are said to claim, in front of what the text claims itself: "some people say that X helps, but it harms".
_HEARSAY = re.compile(
    r"^(?:(?:some|many|most|other|certain|a few) )?(?:people|patients|parents|friends|websites|sites|forums|folks|others)"
    r"(?: \w+)? (?:say|claim|think|believe|write|tell you|insist)(?:s|ed)? .+?[,;] (?:but|yet|however,?) (?=\S+ \S)",
    re.IGNORECASE,
)


def behind_hearsay(text: str) -> int:
    """Return where a sentence goes on behind what others are said to claim; 0 where it has none of that.

    >>> text = "Some people say that salt melts snow, but it only makes ice."
    >>> text[behind_hearsay(text) :]
    'it only makes ice.'
    """
    match = _HEARSAY.match(text)
    return match.end() if match else 0


def tidy(sentence: str) -> Referred:
    """Return a sentence of a text without marks of layout, citations and the words that join it to other sentences.

    >>> tidy("**Leaves**, however, drop (see Fig. 2)").text
    'Leaves drop'
    """
    found = Referred(sentence)
    for pattern, replacement in _TIDY:
        found = substituted(found, compiled(pattern), replacement)
    return found


def without_brackets(sentence: Referred) -> Referred:
    """Return a sentence without what stands in brackets, which is said by the way."""
    return substituted(sentence, compiled(r" ?\([^()]*\)"), "")


def substituted(given: Referred, pattern: re.Pattern[str], replacement: str) -> Referred:
    """Return a sentence with other words in the place of those that a pattern finds."""
    return rewritten(given, pattern, lambda match: match.expand(replacement))


def rewritten(given: Referred, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str | None]) -> Referred:
    """Return a sentence with what a function makes of each place that a pattern finds; ``None`` leaves it as it is."""
    text, changes, at = "", [], 0
    for match in pattern.finditer(given.text):
        if (new := written(match)) is None:
            continue
        text += given.text[at : match.start()] + new
        changes.append((match.start(), match.end() - match.start(), len(new)))
        at = match.end()
    if not changes:
        return given
    return Referred(text + given.text[at:], tuple(changes), given)
