"""Constructions of English that say in other words what the small grammar reads: "females predominate", "is often high"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_BE = r"(?:is|are|was|were|be|remains?)"
_HAVE = r"(?:has|have|had|shows?|showed|with)"
_SOME = r"(?:an? |the )?(?:(?:slight|mild|clear|strong|distinct|striking|definite|known|general|overall) )?"
_EXCESS = r"(?:predominance|preponderance|bias|excess)"
_AGES = r"(?:at|in|between|from|under|before|after|over|around|during|\d)"
_MARKED = r"(?:marked|pronounced|prominent|conspicuous|obvious|evident|striking)"
_THERE = r"(?:present|there|seen|found|visible)"
_TO_ONE = r"(?: ?: ?1| to (?:1|one))?"
_RATIO = r"(?:female|women)[-/ ](?:to[- ])?(?:male|men) (?:sex )?ratio"
_ONE_OF = r"(?:one of the |an? |another |the )?"
_FIELD = r"(?:skin|cutaneous|clinical|skeletal|physical)"
_SIGNS = r"(?:findings?|signs?|features?|manifestations?|symptoms?|changes)"
_USUAL = r"(?:typical|classic(?:al)?|characteristic|usual)"
_FREQUENT = r"(?:common|frequent)"
_ONSET = r"(?:age (?:of|at) onset|(?:usual )?onset(?: age)?)"
_PEAK = r"(?:peak(?: (?:age|incidence|onset))?(?: (?:of|at) onset)?|age of peak (?:incidence|onset))"
_LEVEL = r"(high|elevated|raised|increased|low|lowered|reduced|decreased|normal)"
_NOUN = r"(?!(?:of|in)\b)[\w-]+"
_OFTEN = r"((?:(?:not|often|usually|sometimes|rarely|frequently|commonly|mostly|always|never|typically|generally) )*)"
_MEASURED = r"(?:the )?(?:(?:levels?|concentrations?) of )?(.+?)(?: (?:levels?|concentrations?|activity|values?))?"
_STATE = (
    r"(inflamed|weak|painful|sore|stiff|swollen|malformed|deformed|thickened|thick|short|crooked|atrophic"
    r"|atrophied|wasted|symmetric|asymmetric)"
)
_WITHIN = r" (?:in|with|during|under) (.+)"
_WHERE = r"( (?:in|at|during) .+)"
_BETTER = r"(?:is|was|becomes) (better|worse|poorer)"
_COMMONER = r"(?:more (?:frequent|common|prevalent|often seen|frequently seen|commonly seen|often found)|seen more often)"
_MORE = r"(more (?:often|frequently|commonly))"
_ASKING = frozenset(["is", "are", "was", "were"])
_LONGEST_SUBJECT = 8  # words
_WITH = r"(?:with|in case of|in the presence of)"

#: Letters without which a pattern need not be tried, the pattern of the whole statement, and the statement in other words.
_WORDINGS = (
    # who is affected more
    ("", rf"(?:there (?:is|was) |with )?{_SOME}(\w+) {_EXCESS} (?:in|of|among) (.+)", r"\2 is more common in \1"),
    ("", rf"(.+?) {_HAVE} {_SOME}(\w+) {_EXCESS}( .+)?", r"\1 is more common in \2\3"),
    ("outnumber", r"(?:in|among|with) (.+?), (.+?) outnumber(?:s|ed)? (.+)", r"\1 is more common in \2 than in \3"),
    ("outnumber", r"(.+?) outnumber(?:s|ed)? (.+?),? (?:in|among|with) (.+)", r"\3 is more common in \1 than in \2"),
    (" more than ", r"(.+?) (?:affects?|affected|strikes?) (.+?) more than (.+)", r"\1 more often affects \2 than \3"),
    ("ratio", rf"(?:the )?{_RATIO} (?:of|in) (.+?) (?:is|was) (.+?){_TO_ONE}", r"\1 is more common in females by \2 to one"),
    ("ratio", rf"(.+?) (?:has|had) an? {_RATIO} of (.+?){_TO_ONE}", r"\1 is more common in females by \2 to one"),
    ("compared ", rf"compared (?:with|to) (.+?), (.+?) {_MORE} (.+)", r"\2 \3 \4 than \1"),
    (
        " than ",
        rf"(.+?) (?:is|are|was|were) (?:significantly )?{_COMMONER} in (.+?) than in (.+)",
        r"\1 tells \2 from \3",
    ),
    (
        " than ",
        rf"(.+?) (?:is|are|was|were) (?:significantly )?{_COMMONER} in (.+?) than in (.+)",
        r"\2 shows \1 more often than \3",
    ),
    # when it begins
    ("onset", rf"(?:the )?{_ONSET} (?:of|in|for) (.+?) {_BE} ({_AGES}.*)", r"\1 begins \2"),
    ("peak", rf"(?:the )?{_PEAK} (?:of|in|for) (.+?) (?:{_BE}|lies|occurs) ({_AGES}.*)", r"\1 peaks \2"),
    ("birth", rf"(.+?) {_BE} (?:already )?{_THERE} (?:at|from) birth in (.+)", r"congenital \1 is seen in \2"),
    ("congenital", rf"(.+?) {_BE} congenital in (.+)", r"congenital \1 is seen in \2"),
    # where it is most
    ("most ", rf"(.+?) (?:in|of) (.+?) {_BE} most {_MARKED} in (?:the )?(.+)", r"\2 especially shows \1 of the \3"),
    ("most ", rf"(.+?) {_BE} most {_MARKED} in (.+)", r"\1 is located especially in \2"),
    # how high a value is
    ("", rf"{_MEASURED} {_BE} {_OFTEN}{_LEVEL}{_WHERE}", r"\3 \1 is \2seen\4"),
    ("", rf"{_MEASURED} (may|might|can|could) be {_OFTEN}{_LEVEL}{_WHERE}", r"\4 \1 \2 be \3seen\5"),
    # what the prognosis is with
    ("prognosis", rf"(?:the )?prognosis {_BETTER} {_WITH} (.+?) in (.+)", r"the prognosis of \3 is \1 with \2"),
    ("prognosis", rf"{_WITH} (.+?),? the prognosis (?:of|in) (.+?) {_BETTER}", r"the prognosis of \2 is \3 with \1"),
    ("prognosis", rf"in (.+?),? (?:the )?prognosis {_BETTER} {_WITH} (.+)", r"the prognosis of \1 is \2 with \3"),
    # what a part has not
    ("not have", r"(?:the )?(.+?) (?:does|do) not have (.+?) in (.+)", r"\3 does not have \2 of the \1"),
    # what another part is turned into
    (
        "",
        r"(?:in|with) (.+?),? (?:even )?(?:the )?(.+?) (?:turns?|changes?|transforms?) (?:in)?to (.+)",
        r"\1 turns \2 into \3",
    ),
    ("bec", r"(?:in|with) (.+?),? (?:even )?(?:the )?(.+?) becomes? (.+)", r"\1 turns \2 into \3"),
    ("if", r"(?:in (.+?),? )?(?:the )?(.+?) (\w+if(?:y|ies))", r"\1 shows \3 of \2"),
    ("if", r"(?:the )?(.+?) (\w+if(?:y|ies)) (?:in|with) (.+)", r"\3 shows \2 of \1"),
    (" undergo", r"(?:the )?(.+?) undergo(?:es)? (.+?) in (.+)", r"\3 shows \2 of the \1"),
    (" form", r"in (.+?), (?:new |real |extra |true )?(.+?) forms? in (?:the )?(.+)", r"\1 shows \2 in \3"),
    # which of the signs
    ("", rf"{_ONE_OF}(?:{_FIELD} )*{_SIGNS} (?:of|in|for) (.+?) (?:is|are) (?:an? |the )?(.+)", r"\1 shows \2"),
    (
        "",
        rf"{_ONE_OF}{_USUAL} (?:{_FIELD} )*{_SIGNS} (?:of|in|for) (.+?) (?:is|are) (?:an? |the )?(.+)",
        r"\1 usually shows \2",
    ),
    (
        "",
        rf"{_ONE_OF}{_FREQUENT} (?:{_FIELD} )*{_SIGNS} (?:of|in|for) (.+?) (?:is|are) (?:an? |the )?(.+)",
        r"\1 often shows \2",
    ),
    (
        "",
        r"(.+?) in (.+?) (?:is|are) (?:very |quite )?(common|frequent|rare|uncommon|usual|unusual|typical)",
        r"\1 is \3 seen in \2",
    ),
    # how many have it so
    (
        " in ",
        rf"(.+?) (?:was|were|is|are) (?!{_THERE}|present|noted|common|rare|frequent|more|less|not|an?\b)([a-z][a-z -]+?)"
        r" (in \d.+)",
        r"\2 \1 is seen \3",
    ),
    # what occurs with what
    (
        " in ",
        rf"(.+?) (?:is|are|was|were) {_OFTEN}(?:(rare|uncommon|common|frequent)|seen|found|present|diagnosed) in (.+)",
        r"\4 \2 \3 occurs with \1",
    ),
    (
        "affected",
        r"(.+?) (?:is|are) affected (more (?:often|frequently|commonly)) than (.+?) by (.+?)( by [\d.]+ to one)?",
        r"\4 is more common in \1 than in \3\5",
    ),
    # what becomes what
    ("bec", rf"(?:the )?(.+?) (?:(may|might|can|could) )?becomes? {_STATE}{_WITHIN}", r"\3 \1 \2 be seen in \4"),
    ("", rf"(?:the )?(.+?) (?:is|are|was|were) {_OFTEN}{_STATE}{_WITHIN}", r"\3 \1 is \2 seen in \4"),
    (
        "",
        rf"(?:in|with) (.+?)(?:, is the|, are the| is the| are the|, the|,| the) (.+?) (?:is |are )?{_OFTEN}{_STATE}",
        r"\4 \2 is \3 seen in \1",
    ),
    (
        "involved",
        r"(?:in|with) (.+?)(?:, the|,| the) (.+?) (can|may|might|could) be (?:involved|affected)(?: too| as well)?",
        r"\1 \3 affect \2",
    ),
    ("involved", r"(?:in|with) (.+?)(?:, the|,| the) (.+?) (?:is|are) (?:involved|affected)", r"\1 affects \2"),
    # notes
    ("spared", r"(.+?)(?: ?:| -|,) (?:the )?(.+?) (?:is |are )?(?:relatively )?spared( on .+)?", r"\1 does not affect \2\3"),
    ("ed", r"(.+?)(?: ?:| -|,) (?:the )?(.+?) (?:involved|affected)( on .+)?", r"\1 affects \2\3"),
    ("more ", r"(.+?)(?: ?:| -|,) more (?!common\b|often\b|frequent)(.+)", r"\1 is a marker of \2"),
    ("possible", r"(.+?)(?: ?:| -|,) (.+?) possible", r"\1 may show \2"),
    (
        "d",
        r"(.+?),? (?:ddx?|differential(?: diagnosis)?) ?:? (?:includes? )?(.+)",
        r"\2 is in the differential diagnosis of \1",
    ),
    (": ", r"([^,:]+), ([^,:]+): (.+)", r"\1 shows \3 on \2"),
    # who has what with which
    ("related", r"(.+?) and (.+?) (?:is |are )?(?:related|linked|connected|associated)", r"\1 has to do with \2"),
    ("and ", r"(?:is|are) (.+?) and (.+?) (?:related|linked|connected|associated)", r"\1 has to do with \2"),
    # where with what
    ("with its", r"(.+?) (affects?|involves?|spares?) (.+?) with its (.+)", r"\4 of \1 \2 \3"),
    (
        "prognos",
        r"(?:in|within|among) (.+?), (.+?) (worsens|improves) (?:the )?(prognosis|outcome)",
        r"\2 \3 the prognosis of \1",
    ),
    ("distinguish", r"(?:on|by|with) ([^,]+), (.+?) ((?:may |can )?(?:helps? (?:to )?)?distinguish.+)", r"\2 \3 on \1"),
)

#: Words within a statement that add nothing to the name of a value: "raised levels of X", "raised X levels".
_LEVELS = (
    rf"\b{_LEVEL}(?: serum| blood| plasma| circulating)? (?:levels?|concentrations?|activity|activities) of(?: serum)? ",
    rf"\b{_LEVEL} ({_NOUN}(?: {_NOUN}){{0,2}}?) (?:levels?|concentrations?|activity)\b",
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((sign, re.compile(pattern), replacement) for sign, pattern, replacement in _WORDINGS)


def in_other_words(text: str) -> Iterator[str]:
    """Yield what a statement in lower case says, in words that the grammar reads.

    >>> list(in_other_words("there is a female predominance in leaf scorch"))
    ['leaf scorch is more common in female']
    """
    for sign, pattern, replacement in _compiled():
        if sign in text and (match := pattern.fullmatch(text)):
            yield " ".join(match.expand(replacement).split())
    if re.search(rf"\b{_LEVEL}\b", text):
        plain = re.sub(_LEVELS[1], r"\1 \2", re.sub(_LEVELS[0], r"\1 ", text))
        yield from [plain] if plain != text else []
    first, *words = text.split()
    if first in _ASKING:
        # "is X Y": where X ends is not known
        for index in range(1, min(len(words), _LONGEST_SUBJECT)):
            yield " ".join([*words[:index], first, *words[index:]])
