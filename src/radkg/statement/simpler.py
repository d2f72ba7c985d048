"""Wordings of everyday and of scientific prose that say no more than plainer ones, which the small grammar reads.

Unlike the constructions of `radkg.statement.wordings` they stand anywhere in a statement, and one statement may have several.
"""

from __future__ import annotations

import re
from functools import cache

_PEOPLE = (
    r"(?:patients?|people|persons?|adults?|children|child|kids?|women|men|those|cases|individuals?|girls|boys|subjects?"
    r"|someone|anyone|infants?)"
)
_ROLE = (
    r"(?:causes?|features?|findings?|signs?|symptoms?|manifestations?|markers?|mimics?|mimickers?|treatments?|sites?|forms?"
    r"|associations?|(?:risk )?factors?|predictors?|variants?|subtypes?|options?|indicators?)"
)
_KNOWN = r"(?:(?:well|widely)[- ])?(?:recogni[sz]ed|known|established|documented|described|accepted)"
_FIELD = r"(?:clinical|skeletal|physical|systemic|musculoskeletal|extraskeletal|associated)"
_MORE = r"(?:higher|increased|greater|elevated|raised|excess|heightened|bigger|larger)"
_LESS = r"(?:lower|decreased|reduced|smaller|diminished)"
_RISK = r"(?:risks?|chances?|likelihood|odds|probability|rates?|frequency|incidence|prevalence|occurrence|proportion)"
_BRINGS = (
    r"(?:means?|brings?|gives?|implies|imply|implied|signals?|entails?|indicates?|points? to|comes? with|goes? (?:along )?with"
    r"|(?:is|are|was|were) at|has|have|had|shows?|showed|carry|carries|carried|confers?|conferred|faces?|runs?"
    r"|(?:is|are|was|were) (?:associated with|linked (?:to|with)|tied to))"
)
_HAVE = r"(?:has|have|had|shows?|showed|develops?|developed|gets?|got|suffers? from|presents? with|exhibits?|exhibited)"
_BE = r"(?:is|are|was|were)"
_GOOD = r"(?:better|good|favou?rable|positive|improved|longer|benign|excellent)"
_POOR = r"(?:worse|poor|poorer|bad|adverse|unfavou?rable|negative|dismal|grave|shorter|reduced|worsened)"
_END = r"(?:prognosis|outcomes?|outlook|survival)"
_SHOWS_END = (
    r"(?:confers?|conferred|carry|carries|carried|portends?|portended|heralds?|means?|indicates?|predicts?|predicted|signals?"
    r"|implies|imply|suggests?|points? to|goes? (?:along )?with|comes? with|leads? to|results? in|brings?|gives?|entails?"
    r"|(?:is|are|was|were) (?:associated with|linked (?:to|with)|tied to|accompanied by|related to|connected with)"
    r"|(?:is|are|was|were) an? (?:marker|sign|predictor|indicator|harbinger) of)"
)
_PROGNOSTIC = r"prognostic(?:ator)?(?: (?:factor|sign|marker|indicator|feature|variable|finding)s?)?"
_EFFECT = r"(?:influence|effect|impact|bearing)"
_OFTEN = r"(?:common|frequent|prevalent|likely|often|frequently|commonly)"
_SEER = r"(?:doctors|radiologists|clinicians|physicians|rheumatologists|we|one|you|people)"
_KIN = (
    r"(?:dad|mom|mum|mother|father|son|daughter|child|kid|wife|husband|friend|sister|brother|aunt|uncle|grandma|grandpa|boy"
    r"|girl|baby|niece|nephew|cousin)"
)
_PARTS = r"(?:muscles?|parts?|organs?|sites?|features?|symptoms?|findings?|signs?|diseases?|things?|drugs?|areas?|joints?)"
_ADVERB = r"((?:often|usually|sometimes|rarely|typically|commonly|frequently|mostly|generally) )?"

#: Letters without which a pattern need not be tried, the pattern, and the words in its place; applied in this order.
_SIMPLER = (
    # who
    ("folks", r"\bfolks\b", "people"),
    ("guys", r"\bguys\b", "men"),
    ("ladies", r"\bladies\b", "women"),
    ("mens", r"\bmens\b", "men"),
    ("womens", r"\bwomens\b", "women"),
    ("childs", r"\b(?:childs|childrens)\b", "children"),
    (
        " with",
        rf"\b({_PEOPLE}) (?:living|diagnosed|affected|suffering|afflicted) (?:with|from|by)\b",
        r"\1 with",
    ),
    (
        "h",
        rf"\b({_PEOPLE}) (?:who|that|which) (?:have|has|had|carry|carries|carried|harbou?rs?|suffers? from|lives? with"
        r"|(?:are|is|were) (?:affected by|diagnosed with)|(?:are|is|were|tests?|tested) positive for) (?:the |an? )?",
        r"\1 with ",
    ),
    (" positive for", rf"\b({_PEOPLE}) (?:positive for|carrying|harbou?ring|having)\b", r"\1 with"),
    ("my ", rf"\bmy {_KIN} (?=\w)(?!(?:is|has|had|was|got|says|said|thinks|told)\b)", ""),
    (
        "if ",
        r",? ?\bif (?:you|someone|people|a patient|patients|one|they|he|she|your child) (?:have|has|had|suffers? from|gets?) ",
        " with ",
    ),
    ("you", r"\b(?:that )?you (?:can |may |might |sometimes |often )?(?:get|have|see|find) (?=(?:in|with|from|on)\b)", ""),
    (" ", r"\b(gives?|gave|causes?|makes?) (?:you|people|patients|them|someone|some people) (?=\w)", r"\1 "),
    ("you ", r"^you (can|may|might|could) (?:also )?(?:get|have|develop) (.+?) (?:with|from|in) (.+)$", r"\2 \1 be seen in \3"),
    (
        " ",
        rf"^((?:on|in|with|at|by) [^,]+(?:, (?:on|in|with|at) [^,]+)?), {_SEER} {_ADVERB}(?:(?:can|may|might) )?"
        r"(?:see|find|observe|notice|note)s? (.+)$",
        r"\3 is \2seen \1",
    ),
    ("one can see ", r"^(?:one|you|we) can see (.+?) (in|on|with) (.+)$", r"\1 is seen \2 \3"),
    # what adds nothing
    ("after", r"\bafter(?:wards)? (?=(?:spreads?|moves?)\b)", ""),
    ("then ", r"\bthen (?=(?:moves?|spreads?|affects?|involves?|progress|extends?|goes)\b)", ""),
    (" of ", r"\b(?:in|with) (?:the )?(?:setting|context|course) of\b", "in"),
    ("each ", r"\beach (?=\w)(?!other\b)", ""),
    ("even ", r"\beven (?=\w)(?!if\b|though\b|when\b|more\b)", ""),
    ("ever ", r"\bever (?=\w)", ""),
    ("t ", r"\b(?:is|are|am) (not|never) existing\b", r"is \1 seen"),
    (" in any", r" in (?:any (?:patients?|cases?|people)|anyone|anybody)$", ""),
    (" own", r" (?:all )?(?:on|of) (?:its|their) own\b,?", ""),
    ("positively ", r"\bpositively (?=associated|correlated|linked|related)", ""),
    ("been ", r"\bbeen (?:found|shown|known|seen|observed|noted|demonstrated|proven) to\b", ""),
    (" with or", r",? with or without [^,]+$", ""),
    (" of ", r"\b(is|are|was|were) of (?:the |an? )?([\w-]+) (?:type|kind|form|variety|nature)\b", r"\1 \2"),
    ("r", rf"\b(?:{_KNOWN}|further|additional|another) (?=(?:[\w-]+ )?{_ROLE}\b)", ""),
    ("l ", rf"\b{_FIELD} (?={_ROLE}\b)", ""),
    ("d ", rf"\bassociated (?={_ROLE}\b)", ""),
    ("possible ", rf"\b(is|are|was|were) an? (?:possible|potential) (?={_ROLE}\b)", r"may be a "),
    ("some", r"\b(of) some (?=(?:help|benefit|use)\b)", r"\1 "),
    ("something", r"\bsomething to do with\b", "to do with"),
    ("nothing", r"\b(?:has|have|had) nothing to do with\b", "does not have to do with"),
    ("t", r"\b(?:is|are|was|were) (?:in no way|un)(?: ?(related|connected|linked|associated)) (to|with)\b", r"is not \1 \2"),
    (
        " for ",
        r"\b(treatment|therapy|medication|management)s?(?: options?)? for (.+?) (?:includes?|comprises?|consists?"
        r" of|involves?) ",
        r"\1 of \2 includes ",
    ),
    (
        "born with ",
        r"^(.+?) (?:is|are|was|were) (often |usually |sometimes |always )?born with (.+)$",
        r"\1 \2show \3 at birth",
    ),
    # a degree that is named otherwise
    ("ed ", r"(?<!most )(?<!more )(?<!less )\b(?:marked|pronounced) (?=[a-z])(?!in\b|on\b|by\b|at\b)", "severe "),
    ("it ", r"^(the [\w -]+?) it (is|are|has|have|can|causes?|shows?|affects?) ", r"\1 \2 "),
    (" from ", r"\b(\d+) from (\d+) (?=patients|cases|people|children|adults)", r"\1 of \2 "),
    ("e.g", r",? e\.g\.?,? ([^,]+),", ""),
    ("resistant", r"\b(is|are) (treatment|therapy)-resistant\b", r"resists \2"),
    ("little ", r"\blittle (?=(?:lumps?|bumps?|nodules?|deposits?)\b)", ""),
    (" has no ", r"\bhas no (?:link|connection|relation|relationship|association) (?:with|to)\b", "is not associated with"),
    (" when", r",? when (?=compared\b)", " "),
    ("you can be ", r"^you can be (.+?) (?:with|from|in) (.+)$", r"\1 can be seen in \2"),
    # what is like what
    (
        "to ",
        r"\b(?:bears?|bore|has|have|shows?) (?:an? )?(?:\w+ )?(?:resemblance|likeness|similarity) (?:to|with)\b",
        "resembles",
    ),
    ("like", r"\blooks? (?:a lot|much|very much|just|quite|exactly|almost|rather)+ like\b", "looks like"),
    ("ing", r"\b(?:is|are) resembling(?: to)?\b", "resembles"),
    ("ing", r"\b(?:is|are) helping(?: to| for)?\b", "helps"),
    ("ing", r"\b(?:is|are) (affect|show|worsen|develop|turn|reveal|display|exhibit)ing(?: to)?\b", r"\1s"),
    ("ing", r"\b(?:is|are) (caus|involv|improv|produc|increas|reduc|demonstrat)ing(?: to)?\b", r"\1es"),
    ("treat ", r"\b(is|are) treat (with|by)\b", r"\1 treated \2"),
    # how likely
    ("likelier", r"\blikelier\b", "more likely"),
    (" in excess", r"\b(?:occurs?|is seen|is found|are seen) in excess in\b", "is more common in"),
    (" risk", r"\bthe ((?!risk\b)[\w-]+(?: [\w-]+)?) risk\b(?! of| for| factor)", r"the risk of \1"),
    (
        " to ",
        rf"^(.+?) {_BE} (?:\w+ )?more (?:likely|apt|prone) than (?:(?:those|patients|people|cases)(?: with)? )?(.+?)"
        rf" to {_HAVE} (.+)$",
        r"\1 get \3 more often than \2",
    ),
    (
        " to ",
        rf"^(.+?) {_BE} (?:\w+ )?more (?:likely|apt|prone) to {_HAVE} (.+?) than (?:those with )?(?!in\b)(.+)$",
        r"\1 get \2 more often than \3",
    ),
    (
        "less ",
        rf"^(.+?) {_BE} (?:\w+ )?less (?:likely|apt|prone) than (?:(?:those|patients|people|cases)(?: with)? )?(.+?)"
        rf" to {_HAVE} (.+)$",
        r"\2 get \3 more often than \1",
    ),
    (
        "less ",
        rf"^(.+?) {_BE} (?:\w+ )?less (?:likely|apt|prone) to {_HAVE} (.+?) than (?:those with )?(?!in\b)(.+)$",
        r"\3 get \2 more often than \1",
    ),
    (" than ", rf"^(.+?) {_HAVE} (?:an? )?{_MORE} {_RISK} of (.+?) than (?:in )?(.+)$", r"\1 shows \2 more often than \3"),
    (" than ", rf"^(.+?) {_HAVE} (?:an? )?{_LESS} {_RISK} of (.+?) than (?:in )?(.+)$", r"\3 shows \2 more often than \1"),
    (
        " than ",
        rf"^(?:the )?{_RISK} of (.+?) (?:is|was) {_MORE} (in .+? than in .+)$",
        r"\1 is more common \2",
    ),
    (
        " than ",
        rf"^(?:the )?{_RISK} of (.+?) (?:is|was) {_LESS} in (.+?) than in (.+)$",
        r"\1 is more common in \3 than in \2",
    ),
    ("less ", rf"\bless ({_OFTEN}) in (.+?) than in (.+)$", r"more \1 in \3 than in \2"),
    ("less ", r"^(.+?) is less (severe|marked|pronounced) than (.+)$", r"\3 is more \2 than \1"),
    (" do", r"\bmore ((?:often |frequently |commonly )?than .+?) (?:do|does|are|is)$", r"more \1"),
    ("more than ", rf"^(.+?) {_HAVE} (.+?) more than (.+)$", r"\1 get \2 more often than \3"),
    (
        "more ",
        r"^more (.+?) than (.+?) (?:gets?|develops?|has|have|suffers? from|are affected by|are diagnosed"
        r" with|contracts?) (.+)$",
        r"\3 is more common in \1 than in \2",
    ),
    ("more ", r"^(.+?) (?:affects?|strikes?|hits?|is seen in) more (.+?) than (.+)$", r"\1 is more common in \2 than in \3"),
    ("o", rf"\b(?:an? |the )?{_MORE} {_RISK} (?:of|for)\b(?!.* than )", "increased risk of"),
    ("o", rf"\b(?:an? |the )?{_LESS} {_RISK} (?:of|for)\b(?!.* than )", "reduced risk of"),
    ("increased risk of", rf"\b{_BRINGS} increased risk of\b", "is associated with increased risk of"),
    ("reduced risk of", rf"\b{_BRINGS} reduced risk of\b", "is associated with reduced risk of"),
    ("e", rf"\b(?:heightens?|elevates?|boosts?|adds to) (?:the |your )?{_RISK} of\b", "increases the risk of"),
    (
        "likely ",
        rf"^{_PEOPLE} with (.+?) {_BE} (?:\w+ly )?less (?:likely|apt|prone) to {_HAVE} (?!.* than )(.+)$",
        r"\1 is associated with a lower risk of \2",
    ),
    (
        "likely ",
        rf"^{_PEOPLE} with (.+?) {_BE} (?:\w+ly )?more (?:likely|apt|prone) to {_HAVE} (?!.* than )(.+)$",
        r"\1 is associated with a higher risk of \2",
    ),
    # how it ends
    (
        "with ",
        rf"^{_PEOPLE} with (.+?) (?:has|have|had|shows?|showed) (?:an? |the )?(?:more |significantly |much )?{_POOR} {_END}"
        r"(?: than .+| compared .+)?$",
        r"\1 worsens the prognosis",
    ),
    (
        "with ",
        rf"^{_PEOPLE} with (.+?) (?:has|have|had|shows?|showed) (?:an? |the )?(?:more |significantly |much )?{_GOOD} {_END}"
        r"(?: than .+| compared .+)?$",
        r"\1 improves the prognosis",
    ),
    ("outlook", r"\bmakes? the (?:outlook|outcome) of (.+) (worse|better)$", r"makes the prognosis of \1 \2"),
    ("outcome", r"\bmakes? the (?:outlook|outcome) of (.+) (worse|better)$", r"makes the prognosis of \1 \2"),
    ("prognos", rf"\b(?:is|are|was|were) an? {_POOR} {_PROGNOSTIC} (?:in|of|for)\b", "worsens the prognosis of"),
    ("prognos", rf"\b(?:is|are|was|were) an? {_GOOD} {_PROGNOSTIC} (?:in|of|for)\b", "improves the prognosis of"),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_POOR} {_END} (?:in|of|for)\b", "worsens the prognosis of"),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_GOOD} {_END} (?:in|of|for)\b", "improves the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? {_POOR} {_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "worsens the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? {_GOOD} {_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "improves the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? (?:\w+ )?{_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "influences the prognosis of"),
    (
        "make",
        rf"\bmakes? (?:the )?{_END} (better|worse)(?: rather than \w+|,? not \w+)?,? (?:in|of|for) (.+)$",
        r"makes the prognosis of \2 \1",
    ),
    ("rather than", r"\b(better|worse|higher|lower) rather than (?:better|worse|higher|lower)\b", r"\1"),
    (", not ", r"\b(better|worse|higher|lower), not (?:better|worse|higher|lower)\b", r"\1"),
    ("those ", r"\bthose (?=with\b)", "patients "),
    (" with ", r"(?<!patients) with (?=(?:an? )?(?:acute|subacute|chronic)\b)", " in patients with "),
    (": no ", r"^([^:]+?) ?: no (.+)$", r"\1 shows no \2"),
    ("something", r"^(.+?) (?:is|are) something (?:that|which) (.+)$", r"\2 \1"),
    (
        "d",
        r"\b(is|are|was|were) (?:also |generally |widely |often )?(?:considered|regarded as|thought of as|viewed as|held to be)"
        r"(?: to be)? (?=an? |the |typical|characteristic|part)",
        r"\1 ",
    ),
    (
        " in ",
        rf"^(?:patients|people|sufferers) {_ADVERB}(?:complain of|report|have|present with|develop|experience|notice)"
        rf" (.+?) in (.+)$",
        r"\2 is \1seen in \3",
    ),
    ("anti", r"\b(anti-[\w-]+)(?: antibod(?:y|ies))?[- ]positivity\b", r"\1"),
    ("anti", r"\bpositivity (?:for|of) (?=anti)", ""),
    ("anti", rf"\b(anti-[\w-]+?)(?:[- ]positive|\+) ({_PEOPLE})\b", r"\2 with \1 antibodies"),
    (
        "d",
        r"^(?:ddx?|differential(?: diagnos[ei]s)?) (?:of|for) (.+?) ?(?:[:=-]+|includes?) ?(.+)$",
        r"\2 is in the differential diagnosis of \1",
    ),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_POOR} {_END}$", "worsens the prognosis"),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_GOOD} {_END}$", "improves the prognosis"),
    ("it ", r"\bmakes? it (?:hard|difficult|harder)(?: for \w+)? to (\w+?)e?\b", r"causes difficulty \1ing"),
    ("feel ", r"\bmakes? (?:(?:you|people|patients|them|kids|children) )?feel (\w+)$", r"causes \1"),
    ("die ", r"^(can|could|may|do|does) (?:you|one|people|patients|someone) die (?:from|of) (.+)$", r"\2 \1 be fatal"),
    (
        " has ",
        r"^(.+?) has (?:several|many|various|different|multiple|a number of) (causes|forms|types|subtypes|mimics),?"
        r" (?:including|such as|among them|for example|e\.g\.) (.+)$",
        r"\2 of \1 include \3",
    ),
    # which of many
    ("one of the ", rf"^(.+?) (?:is |are )?one of the (?:\w+ )?{_PARTS} (?:that|which) (.+)$", r"\2 \1"),
    # asked
    ("expect ", r"^(?:would|do|should) you expect (.+?) in (.+)$", r"\1 is seen in \2"),
    ("would ", r"^would (?:an? )?(?=\w)", ""),
    ("possible ", r"^(?:is|was) it possible for (.+?) to (?=\w)", r"\1 can "),
    ("possible ", r"^(?:is|was) it possible that ", ""),
    # "makes a part so" causes a part that is so
    (
        "make",
        r"\bmakes? (?:your|the|people's) ([\w-]+(?: [\w-]+)?) (weak|sore|stiff|painful|swollen|inflamed)$",
        r"causes \2 \1",
    ),
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((sign, re.compile(pattern), replacement) for sign, pattern, replacement in _SIMPLER)


def simpler(text: str) -> str:
    """Return ``text``, in lower case, with plainer words that say the same.

    >>> simpler("folks living with leaf scorch have a higher risk of rot")
    'people with leaf scorch is associated with increased risk of rot'
    """
    for sign, pattern, replacement in _compiled():
        if sign in text:
            text = pattern.sub(replacement, text)
    return " ".join(text.split())
