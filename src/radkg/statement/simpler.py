"""Wordings of everyday and of scientific prose that say no more than plainer ones, which the small grammar reads.

Unlike the constructions of `radkg.statement.wordings` they stand anywhere in a statement, and one statement may have several.
"""

from __future__ import annotations

from radkg.model.english import Rewording, reworded
from radkg.statement.related import RELATED
from radkg.statement.shown import SHOWN

_PEOPLE = (
    r"(?:patients?|people|persons?|adults?|children|child|kids?|women|men|those|cases|individuals?|girls|boys|subjects?"
    r"|someone|anyone|infants?)"
)
_ROLE = (
    r"(?:causes?|features?|findings?|signs?|symptoms?|manifestations?|markers?|mimics?|mimickers?|treatments?|sites?|forms?"
    r"|associations?|(?:risk )?factors?|predictors?|variants?|subtypes?|options?|indicators?|complications?)"
)
_KNOWN = r"(?:(?:well|widely)[- ])?(?:recogni[sz]ed|known|established|documented|described|accepted)"
_FIELD = r"(?:clinical|skeletal|physical|systemic|musculoskeletal|extraskeletal|associated)"
_MORE = r"(?:higher|increased|greater|elevated|raised|excess|heightened|bigger|larger)"
_LESS = r"(?:lower|decreased|reduced|smaller|diminished)"
_RISK = r"(?:risks?|chances?|likelihood|odds|probability|rates?|frequency|incidence|prevalence|occurrence|proportion)"
_BRINGS = (
    r"(?:means?|brings?|gives?|implies|imply|implied|signals?|entails?|indicates?|points? to|comes? with"
    r"|go(?:es)? (?:along )?with|(?:is|are|was|were) at|has|have|had|shows?|showed|carry|carries|carried"
    r"|confers?|conferred|faces?|runs?"
    r"|(?:is|are|was|were) (?:associated with|linked (?:to|with)|tied to))"
)
_HAVE = r"(?:has|have|had|shows?|showed|develops?|developed|gets?|got|suffers? from|presents? with|exhibits?|exhibited)"
_BE = r"(?:is|are|was|were)"
_HAS = r"(?:has|have|had)"
_OWN_VERB = rf"(?:{_HAS}|are|is|get|develop|do|run|live|die|tend|show)"
_WITH_WHAT = r"(?:on|with|under|after|in|than)\b"
_GETS = r"(?:get|gets|have|has|develop|develops|suffer from|come down with|are affected by|are diagnosed with)"
_GOOD = r"(?:better|more favou?rable|good|favou?rable|positive|improved|longer|benign|excellent)"
_POOR = r"(?:worse|less favou?rable|poor|poorer|bad|adverse|unfavou?rable|negative|dismal|grave|shorter|reduced|worsened)"
_END = r"(?:prognosis|outcomes?|outlook|survival)"
_SHOWS_END = (
    r"(?:confers?|conferred|carry|carries|carried|portends?|portended|heralds?|means?|indicates?|predicts?|predicted|signals?"
    r"|implies|imply|suggests?|points? to|(?:go(?:es)?|went) (?:along )?with|comes? with|leads? to|results? in|brings?|gives?"
    r"|entails?"
    r"|(?:is|are|was|were) (?:associated with|linked (?:to|with)|tied to|accompanied by|related to|connected with)"
    r"|(?:is|are|was|were) an? (?:marker|sign|predictor|indicator|harbinger) of)"
)
_PROGNOSTIC = r"prognostic(?:ator)?(?: (?:factor|sign|marker|indicator|feature|variable|finding)s?)?"
_EFFECT = r"(?:influence|effect|impact|bearing)"
_OFTEN = r"(?:common|frequent|prevalent|likely|often|frequently|commonly)"
_ASKING = r"(?:is|are|was|were)"
_SEER = r"(?:doctors|radiologists|clinicians|physicians|rheumatologists|we|one|you|people)"
_KIN = (
    r"(?:dad|mom|mum|mother|father|son|daughter|child|kid|wife|husband|friend|sister|brother|aunt|uncle|grandma|grandpa|boy"
    r"|girl|baby|niece|nephew|cousin)"
)
_FRONT = r"((?:in|on|with|among) [^,]+, ?)?"
_SEX = r"(men|women|males|females|boys|girls|children|adults)"
_PARTS = r"(?:muscles?|parts?|organs?|sites?|features?|symptoms?|findings?|signs?|diseases?|things?|drugs?|areas?|joints?)"
_HAVING = r"(?:have|has|had|suffers? from|gets?|got|lives? with|develops?|(?:is|are|were) (?:diagnosed with|affected by))"
_ONE = (
    r"(?:you(?:'ve)?|someone|somebody|people|a person|a patient|patients|one|they|he|she|a child|children|your child|your kid"
    r"|anyone)"
)
_YOUR = r"(?:your|the|their|his|her|our|my|one's|ones)"
_MAY = r"(?:(can|may|might|could) (?:also |sometimes |often )?)?"
_STATE = (
    r"(?:inflamed|weak|painful|sore|stiff|swollen|malformed|deformed|thickened|thick|short|crooked|atrophic|atrophied|wasted"
    r"|purple-red|red|reddened|purple|violet|blue|white|yellow|brown|dark|hard|tender|numb|bent)"
)
_THINGS = (
    r"(?:findings?|features?|signs?|manifestations?|symptoms?|changes|lesions|abnormalities|problems|complications|conditions)"
)
_ADVERB = r"((?:often|usually|sometimes|rarely|typically|commonly|frequently|mostly|generally) )?"

#: What ends a clause and adds nothing, "than in others", as long as no other clause stands behind it.
_END_OF_CLAUSE = r"(?:(?! (?:and|but|while|whereas|or|nor|is|are|was|were|has|have|can|may|does|do) |[,;]).)+"
_THAN = rf"(?: than {_END_OF_CLAUSE})?"
_DETECTING = r"(?:(?:diagnosis|detection|diagnosing|detecting|identification|identifying) (?:of )?(?:an? |the )?)?"
_YEARS = r"(?:\w+|\d+) years?"

#: Applied in this order.
_SIMPLER: tuple[Rewording, ...] = (
    ("ha", r"\b(?:has|have|had|shows?|showed) an? ([\w-]+) (?:distribution|pattern|arrangement)(?= in\b| on\b|$)", r"is \1"),
    ("ever ", r"\bnever (?:has|have|had) an? ([\w-]+) (?:distribution|pattern|arrangement)(?= in\b| on\b|$)", r"is never \1"),
    (
        " most ",
        r"\b(?:is|are|was|were) most (?:common|frequent|often seen|frequently seen|prevalent) (?=(?:in|at|between|among"
        r"|around) (?:the )?(?:ages?\b|\d|\w+ decade))",
        "peaks ",
    ),
    (
        "replaced ",
        r"^in (?:the )?(.+?), (.+?) (?:is|are|was|were) (?:\w+ly )?(?:lost and )?replaced (?:by|with) (.+)$",
        r"\1 replaces \2 by \3",
    ),
    (
        " involvement ",
        r"^in ([^,]+?),? (?:(?!no\b)\w+ )?involvement (?:(?:often|usually|commonly) )?"
        r"(?:includes?|comprises?|extends? to) (.+)$",
        r"\1 affects \2",
    ),
    ("as far as ", r"^as far as (?:the )?(.+?) (?:is|are|was) concerned,? ", r"on \1, "),
    (
        "what ",
        r"^what ((?:sets?|tells?|distinguishes|separates|differentiates) .+? from .+?) (?:is|are) (?:its |their |the )?(.+)$",
        r"\2 \1",
    ),
    (
        "among ",
        r"^among the (?:[\w-]+ )?[\w-]+ (affected by|involved in|affected in|seen in|found in|of) (.+?) (?:is|are) (.+)$",
        r"\3 is \1 \2",
    ),
    (
        " in which ",
        r"^(.+?) (?:is|are) (?:one|an? (?:disease|disorder|condition|illness)) in which ((?:\S+ ){2,}\S+)$",
        r"in \1, \2",
    ),
    (" in ", r" in (?:nature|character|appearance|shape|kind)$", ""),
    ("fit ", r"\b(?:would|could|may|might) fit (?=\w)", "may be seen in "),
    ("up with", r"\bends? up with\b", "get"),
    ("do much for", r"\bdo much for\b", "help"),
    (" at ", r"\b(?:is|are|was|were|been) (?:estimated|calculated|put) (?:at|to be) (?=\d)", "was "),
    ("some", r"\bsome(?:where|thing) (?=between|around|about)", ""),
    (" of other ", r"(?<=\w) of other (?:causes?|kinds?|origins?)$", ""),
    (
        " alone",
        r"\bleaves? (?:the )?((?:[\w-]+ ){0,2}?[\w-]+) (relatively |largely |mostly )?alone\b",
        r"\2spares the \1",
    ),
    (" its way ", r"\b(?:works|makes|finds) its way (down |up )?to\b", r"spreads \1to"),
    (
        "turn",
        r"\bbefore (?:(?:an?|the|your) )?(?:kids?|child|children|they|you|one|he|she) turns? (?=\w+$)",
        "before the age of ",
    ),
    (" are ", r"\bwhen (?:you|they|people|patients) are (?:past|over|above|older than) (?=\w+$)", "after the age of "),
    (
        "sel",
        r"\b(?:tends? to (?:show|make) (?:itself|themselves)|(?:usually|mostly) (?:shows|makes) itself)(?: known| felt)?"
        r" (?=before|after|at|by|between)",
        "usually starts ",
    ),
    ("abs", r"\babs\b", "antibodies"),
    (
        " in all",
        r"^(.+?) (?:of|in) (\w+) patients with (.+?) (?:showed|revealed|demonstrated) (.+?) in all(?: of them| \2)?$",
        r"\2 of \2 patients with \3 showed \4 on \1",
    ),
    (" possible", r"^((?:(?!\b(?:it|that|not|if)\b).)+?) (?:is|are) (?:also )?possible(?: as well| too)?$", r"\1 may be seen"),
    (
        " reported",
        r"^(.+?) (?:affecting|involving) (.+?) (?:has |have )?been (?:also )?(?:reported|described)$",
        r"\1 been reported to affect \2",
    ),
    ("help", r"\b(may|can|might|could) help (?:to )?(distinguish|tell|separate|differentiate)\b", r"\1 \2"),
    (
        "having ",
        r"^having (?:an? )?(.+?)(?: on top(?: of it)?| as well| too)? (makes|worsens|improves|raises|increases|lowers) ",
        r"\1 \2 ",
    ),
    ("ever ", r"\bhardly ever\b", "rarely"),
    (" one ", r"\b(is|are) (?:just|simply|merely) (?:an?|one) (form|kind|type|variant|subtype) of\b", r"\1 a \2 of"),
    (
        "gives ",
        r"^(.+?) (rarely |usually |often |sometimes |mostly |never )?gives (?:you|people|patients|one) (?=\w)",
        r"\1 \2shows ",
    ),
    ("leaves ", r"\bleaves (?:you|people|patients|one) with\b", "shows"),
    (
        " risk",
        rf"^{_FRONT}(?:an? |the )?{_MORE} {_RISK} of (.+?) (?:is|are|was|were|been) (?:been )?(?:seen|observed|found|reported"
        r"|noted|described) in (.+)$",
        r"\1\3 increases the risk of \2",
    ),
    # a note: "X: associated with Y"
    (
        ": ",
        r"^([^:,;]+): (associated with|linked (?:to|with)|seen (?:in|with|on)|found (?:in|on)|typical of|characteristic of"
        r"|caused by|treated with|(?:more |less )?common in|specific for|located in) (?=\w)",
        r"\1 is \2 ",
    ),
    ("positivity", r"(?<![\w-])(?!anti)([a-z]+\d*(?:[- ][a-z0-9]+)?) positivity\b", r"anti-\1 antibody"),
    ("positivity", r"\b(anti-[\w-]+(?: \w+)?) positivity\b", r"\1 antibody"),
    (" worse", rf"\b(?:fares?|fared|does|do|did) (?:much |far )?worse\b(?! {_WITH_WHAT})", "have a worse prognosis"),
    (" better", rf"\b(?:fares?|fared|does|do|did) (?:much |far )?better\b(?! {_WITH_WHAT})", "have a better prognosis"),
    ("spared ", r"\b(had|have|has|shows?|showed|with) (?:relatively )?spared (?=[a-z])", r"\1 sparing of the "),
    (
        "risk of ",
        r"\b(raises?|increases?|lowers?|reduces?) (?:the |a )?"
        r"(?!(?:my|your|their|his|her|our|the|an?|no|any|overall|relative)\b)([\w-]+) risk of (.+)$",
        r"\1 the risk of \2 in \3",
    ),
    (
        "born with ",
        r"^(?:babies|newborns|infants|children|kids|people|patients) with (.+?) (?=are (?:\w+ )?born with )",
        r"\1 ",
    ),
    (
        "born with ",
        r"^most (?:babies|newborns|infants|children|kids|people|patients) with (.+?) are born with ",
        r"\1 are usually born with ",
    ),
    # what was adjusted for other factors
    ("independently ", r"^(?!.*\b(?:no|not)\b)(.+?) independently (.+)$", r"\1 \2 in an adjusted analysis"),
    ("independent ", r"^(?!.*\b(?:no|not)\b)(.+?) an independent (.+)$", r"\1 a \2 in an adjusted analysis"),
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
    # "patients with X who carry Y" are those with X, and with Y
    (
        "wh",
        rf"\b{_PEOPLE} with (.+?),? who (?:also )?(?:carry|carries|have|has|harbou?rs?|(?:are|is|tests?|tested) positive for)"
        rf" (?:the |an? )?((?:(?!\b{_OWN_VERB}\b).)+?) (?={_OWN_VERB}\b)",
        r"\1 patients with \2 ",
    ),
    (
        " patients with ",
        rf"^(.+?) patients with (.+?) {_HAVE} (?:an? |the )?(?:much |far |significantly )?{_POOR} {_END}{_THAN}$",
        r"\2 worsens the prognosis of \1",
    ),
    (
        " patients with ",
        rf"^(.+?) patients with (.+?) {_HAVE} (?:an? |the )?(?:much |far |significantly )?{_GOOD} {_END}{_THAN}$",
        r"\2 improves the prognosis of \1",
    ),
    ("more prone", rf"^(.+?) patients with (.+?) {_BE} more prone to (.+)$", r"in \1, \2 is a marker of \3"),
    ("less prone", rf"^(.+?) patients with (.+?) {_BE} less prone to (.+)$", r"in \1, \2 is a marker against \3"),
    # "X that forms in Y" is X of Y
    (
        " that ",
        r"^((?:(?!\b(?:is|are|was|were|has|have|with|in)\b).)+?) that (?:forms?|occurs?|develops?|arises?|appears?"
        rf"|(?:is|are) (?:seen|found|present|typical|known)) in (?!{_PEOPLE}\b)(.+?)"
        r" (?=(?:is|are|was|were|has|have|may|can|does|do|shows?|affects?|usually|often|mostly)\b)",
        r"\1 of \2 ",
    ),
    (
        "most ",
        rf"^most (?:of )?(?:those |the )?{_PEOPLE} (?:who|that) {_GETS} (.+?) are (?=\w+(?: \w+)?$)",
        r"\1 is mostly seen in ",
    ),
    ("l ", r"\b(can|may|might|could) (?:all|each) (?=\w)", r"\1 "),
    ("both ", r"\b(can|may|might|could) both (?=\w)", r"\1 "),
    ("likely", r"\bmakes? ((?:(?!\b(?:it|more|less)\b).)+?) (more|less) (likely|probable)\b", r"makes \2 \3 \1"),
    (" positive for", rf"\b({_PEOPLE}) (?:positive for|carrying|harbou?ring|having)\b", r"\1 with"),
    ("when it comes to ", r"^when it comes to (.+?), ", r"in \1, "),
    (
        "it ",
        rf"^it (?:is )?(?:(can|may|might|could) be )?(hard|difficult) to (\w+?)e? (?:if|when) {_ONE} {_HAVING} (.+)$",
        r"\4 \1 causes difficulty \3ing",
    ),
    (
        "it is more ",
        rf"^it is more (?:common|usual|likely|frequent) for (.+?) to {_HAVE} (.+?) than (?:for )?(.+)$",
        r"\2 is more common in \1 than in \3",
    ),
    ("ones ", rf"^(.+?) are the ones (?:who|that) {_ADVERB}(gets?|have|develop|suffer from) (.+)$", r"\1 \2\3 \4"),
    ("is what ", rf"\bis what (?:{_SEER}|they) (?:use|give|prescribe|take)s? (for|in|against)\b", r"is used \1"),
    ("used ", r"\bused (?:when|while|for|in) treating\b", "used in the treatment of"),
    (" be avoided", r"\b(?:should|must|ought to|needs? to|ha(?:s|ve) to) (?:always )?be avoided\b", "is avoided"),
    (
        " not be ",
        r"\b(?:should|must) not be (?:performed|done|used|given|undertaken|attempted|carried out)\b",
        "is avoided",
    ),
    (
        " with ",
        rf"^(?:{_ONE}|{_SEER}) (can|may|might|could) (prevent|cure|avoid|stop|slow|reverse|relieve|ease) (.+?) with (.+)$",
        r"\4 \1 \2 \3",
    ),
    (
        "you ",
        r"^you (can|may|might|could) (?:also )?(?:notice|see|find|feel|experience) (.+?) (?:with|in) (.+)$",
        r"\2 \1 be seen in \3",
    ),
    # "if you have X, your Y …" tells of those with X
    (
        " ",
        rf"^(?:if|when|once) {_ONE} {_HAVING} (.+?), (?:then )?{_ONE} {_MAY}"
        r"(?:have|get|develop|notice|experience|see|find|feel|show|suffer from|end up with|be born with)s? (.+)$",
        r"\1 \2 shows \3",
    ),
    (" ", rf"^(?:if|when|once) {_ONE} {_HAVING} (.+?), (?:then )?{_YOUR} (.+)$", r"in \1, the \2"),
    (" ", rf"^(?:if|when|once) {_ONE} {_HAVING} ((?:(?!\byou\b)[^,])+?) your (.+)$", r"in \1, the \2"),
    (" ", rf"^(?:if|when|once) {_ONE} {_HAVING} (.+?), (?:then )?{_ONE} (.+)$", r"people with \1 \2"),
    (
        " you",
        r"^(?:if|when|once) you(?:'re| are) (?:over|above|older than|past) (\d+),? you (can|may|might|could) get (.+)$",
        r"\3 \2 be seen in people over \1",
    ),
    (" ", rf"^(?:with|in) (.+?), {_ONE} {_MAY}(?:have|get|develop|notice|experience|see|find)s? (.+)$", r"\1 \2 shows \3"),
    (" use ", r"\b(one of the (?:drugs|medicines|treatments|medications)) (?:they|doctors|we|people) use\b", r"\1 used"),
    ("from birth", r"\bfrom birth\b", "at birth"),
    (
        "one of the most ",
        r"\bone of the most (?:striking|notable|important|distinctive|recogni[sz]able|prominent|feared|serious) ",
        "one of the ",
    ),
    (", ", r"^(?:although|though|while|albeit) (?:it is )?(rare|uncommon|infrequent), (.+)$", r"\2 rarely"),
    (" is when ", r"^(.+?) is when (.+)$", r"in \1, \2"),
    (" positive in", r"\b(is|are|was|were) (often |usually |sometimes |commonly )?positive in\b", r"\1 \2seen in"),
    ("characteri", r"\b(is|are) (\w+ly )?characteri[sz]ed (on|at) ([^,]+?) by (.+)$", r"\1 \2characterized by \5 \3 \4"),
    (
        " a",
        r"\b(?:shows?|has|have|exhibits?|displays?) an? ([\w-]+) (?:pattern|appearance|configuration|morphology|shape)\b",
        r"is \1",
    ),
    ("if ", rf"^(?!(?:you|if|when|once)\b)(?:{_YOUR} )?(.+?),? (?:if|when|once) {_ONE} {_HAVING} (.+)$", r"in \2, the \1"),
    (" get", rf"\b(can|may|might|could) (?:get|go|grow|turn|feel|look) ({_STATE})\b", r"\1 become \2"),
    (" ", rf"\b(?:gets?|goes|go|grows?|turns?|feels?|got|went|grew|turned|felt|looks?) ({_STATE})\b", r"becomes \1"),
    ("become", rf"^(in|with) (.+?),? {_YOUR} (.+?) (may|can|might|could) become ({_STATE})$", r"\5 \3 \4 be seen in \2"),
    ("becomes", rf"^(in|with) (.+?),? {_YOUR} (.+?) becomes ({_STATE})$", r"\4 \3 is seen in \2"),
    (
        "become",
        rf"^(?:{_YOUR} )?(.+?) (may|can|might|could) become ({_STATE}) (?:from|with|in|because of|due to) (.+)$",
        r"\3 \1 \2 be seen in \4",
    ),
    (
        "becomes",
        rf"^(?:{_YOUR} )?(.+?) becomes ({_STATE}) (?:from|with|in|because of|due to) (.+)$",
        r"\2 \1 is seen in \3",
    ),
    (
        " you",
        r"^you (can|may|might|could) (?:also )?(?:get|have|develop) (.+?) (?:when|if) you(?:'re| are) an? (.+)$",
        r"\2 \1 be seen in \3",
    ),
    (" you", r"^you not (?:get|have|develop) (.+?) (?:when|if) you(?:'re| are) an? (.+)$", r"\1 is not seen in \2"),
    (
        " up ",
        rf"^(?:your |the )?{_RISK} of (?:getting |having |developing )?(.+?) go(?:es)? up (?:with|in) (.+)$",
        r"\2 increases the risk of \1",
    ),
    (
        "a",
        r"\b(has|have|plays?) an? (?:firm|clear|definite|important|central|key|established|major) (place|role|part)\b",
        r"\1 a \2",
    ),
    ("as ", r"^you (can|may|might|could) (?:also )?(?:get|have|develop|catch) (.+?) as an? (.+)$", r"\2 \1 be seen in \3"),
    ("as ", r"^you (?:do )?not (?:get|have|develop|catch) (.+?) as an? (.+)$", r"\1 is not seen in \2"),
    ("you not ", r"^you not (?:get|have|develop) (.+?) (with|in) (.+)$", r"\1 is not seen in \3"),
    (
        "born with ",
        rf"^{_ONE} (can|may|might|could) be born with (.+?) (?:with|from|in|if {_ONE} {_HAVING}) (.+)$",
        r"\3 \1 show \2 at birth",
    ),
    ("die", rf"^{_ONE} (can|may|might|could) die (?:of|from) (.+)$", r"\2 \1 be fatal"),
    (
        "treat ",
        rf"^(?:{_SEER}|they) {_ADVERB}(?:can |may )?treat (.+?) with (.+)$",
        r"\2 is \1treated with \3",
    ),
    ("give ", rf"^(?:{_SEER}|they) {_ADVERB}(?:can |may )?give (.+?) (?:for|in|to) (.+)$", r"\2 is \1given for \3"),
    (
        " into ",
        rf"^(.+?) (?:makes?|lets?) (?:{_YOUR} )?(.+?) (?:turn|change|transform|grow)s? (?:in)?to (.+)$",
        r"\1 turns \2 into \3",
    ),
    (
        " more in ",
        r"\b(is|are) (?:seen|found|diagnosed|observed|present|encountered) more in (.+?) than (?:in )?(.+)$",
        r"\1 more common in \2 than in \3",
    ),
    (" more in ", r"\b(is|are) (?:seen|found|diagnosed|observed|present|encountered) more in\b", r"\1 more common in"),
    ("my ", rf"\bmy {_KIN} (?=\w)(?!(?:is|has|had|was|got|says|said|thinks|told)\b)", ""),
    (
        "if ",
        r",? ?\bif (?:you|someone|people|a patient|patients|one|they|he|she|your child) (?:have|has|had|suffers? from|gets?) ",
        " with ",
    ),
    ("you", r"\b(?:that )?you (?:can |may |might |sometimes |often )?(?:get|have|see|find) (?=(?:in|with|from|on)\b)", ""),
    (" ", r"\b(gives?|gave|causes?|makes?) (?:you|people|patients|them|someone|some people) (?=\w)", r"\1 "),
    ("you ", r"^you (can|may|might|could) (?:also )?(?:get|have|develop) (.+?) (?:with|in) (.+)$", r"\2 \1 be seen in \3"),
    ("you ", r"^you (can|may|might|could) (?:also )?(?:get|have|develop) (.+?) from (.+)$", r"\2 \1 come from \3"),
    ("catch ", r"^you (can|may|might|could) (?:also )?catch (.+?) from (.+)$", r"\2 \1 be caught from \3"),
    (
        " ",
        rf"^((?:on|in|with|at|by) [^,]+(?:, (?:on|in|with|at) [^,]+)?), {_SEER} {_ADVERB}(?:(?:can|may|might) )?"
        r"(?:see|find|observe|notice|note)s? (.+)$",
        r"\3 is \2seen \1",
    ),
    ("one can see ", r"^(?:one|you|we) can see (.+?) (in|on|with) (.+)$", r"\1 is seen \2 \3"),
    (
        " my ",
        r"^((?:can|could|does|do|did|is|are|was|may|might|has|have)\b.*?) my (?=\w)",
        r"\1 the ",
    ),
    (" my ", rf"\bmy (?={_RISK} of\b)", "the "),
    (
        "you ",
        r"^you (?:(?:do|will) )?(not|never) (?:get|have|develop) (.+?) (?:with|from|in) (.+)$",
        r"\2 is \1 seen in \3",
    ),
    (" pill", r"(?<=\w) (?:pills?|tablets?|capsules?)\b", ""),
    # "which are all Y"
    (" and ", r"( and [^,]+? (?:are|were)) (?:all|both|each) (?=\w)", r"\1 "),
    ("risk", r"\brisk (?:of|for) (?:getting|developing|having|contracting) (?=\w)", "risk of "),
    ("having ", r"\bhaving (?=\w)", ""),
    ("f", r"\bf ?: ?m(?: ratio)?(?: of| is| =| :)? ?([\d.]+) ?: ?1\b", r"more common in females by \1 to one"),
    ("m", r"\bm ?: ?f(?: ratio)?(?: of| is| =| :)? ?([\d.]+) ?: ?1\b", r"more common in males by \1 to one"),
    ("stand", r"\bstands? out (?:for|by|with|because of)\b", "is characterized by"),
    ("protect", r"\bprotects? (.+?) patients (?:from|against) (.+)$", r"is a marker against \2 in \1"),
    (
        "associations ",
        r"^(?:(?:notable|known|important|common|main|key) )?associations of (.+?) (?:include|are)"
        r" (.+)$",
        r"\1 is associated with \2",
    ),
    # of which pattern
    (" pattern of ", r"\b(?:an? |the )?(?!(?:same|this|that|usual|typical|age|disease)\b)([\w-]+) pattern of (?=\w)", r"\1 "),
    (" pattern", r"\b(shows?|has|have|with) an? ([^,]+?) pattern\b(?! of)", r"\1 \2"),
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
    (
        " with or",
        r",? with or without (?:(?! (?:in|on|at|among|during|within|of|by)\b)[^,])+(?=$| (?:in|on|at|among"
        r"|during|within|by)\b)",
        "",
    ),
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
    ("in ", r"\b(?:within|in) (?:the )?(?:normal|reference) (?:limits?|ranges?|values?)\b", "normal"),
    (
        "normal",
        r"\b(?:above|over|greater than|higher than) (?:the )?(?:upper limit of )?normal\b(?: limit| range)?",
        "elevated",
    ),
    ("normal", r"\b(?:below|under|lower than) (?:the )?(?:lower limit of )?normal\b(?: limit| range)?", "low"),
    ("predispos", rf"\bpredisposes? ({_PEOPLE}) to (.+)$", r"predisposes to \2 in \1"),
    ("course of ", r"^(?:the )?(?:clinical )?course of (.+?) is (.+)$", r"\1 has a \2 course"),
    (
        " in ",
        r"^(?:the )?(?:clinical |typical |main |common )?(features|findings|signs|symptoms|manifestations) (?:comprise|include"
        r"|are|consist of) (.+) in (.+)$",
        r"\1 of \3 include \2",
    ),
    (
        " with ",
        rf"^(.+?) with (.+?) {_SHOWS_END} (?:an? |the )?{_POOR} {_END}$",
        r"\2 worsens the prognosis of \1",
    ),
    (
        " with ",
        rf"^(.+?) with (.+?) {_SHOWS_END} (?:an? |the )?{_GOOD} {_END}$",
        r"\2 improves the prognosis of \1",
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
        " no ",
        r"\b(?:bears?|bore|has|have|shows?) no (?:\w+ )?(?:resemblance|likeness|similarity) (?:at all )?(?:to|with)\b",
        "does not resemble",
    ),
    (
        "between ",
        r"^there is (no )?(?:an? )?(?:(?:some|clear|close|strong|marked|striking|certain|real) )?"
        r"(?:resemblance|likeness|similarity) between (.+?) and (.+)$",
        r"\2 is \1similar to \3",
    ),
    (
        "to ",
        r"\b(?:bears?|bore|has|have|shows?) (?:an? )?(?:(?!(?:no|little|scant|hardly|scarcely)\b)\w+ )?"
        r"(?:resemblance|likeness|similarity) (?:to|with)\b",
        "resembles",
    ),
    ("like", r"\blooks? (?:a lot|much|very much|just|quite|exactly|almost|rather)+ like\b", "looks like"),
    ("ing", r"\b(?:is|are) resembling(?: to)?\b", "resembles"),
    ("ing", r"\b(?:is|are) helping(?: to| for)?\b", "helps"),
    ("ing", r"\b(?:is|are) (affect|show|worsen|develop|turn|reveal|display|exhibit)ing(?: to)?\b", r"\1s"),
    ("ing", r"\b(?:is|are) (caus|involv|improv|produc|increas|reduc|demonstrat)ing(?: to)?\b", r"\1es"),
    ("treat ", r"\b(is|are) treat (with|by)\b", r"\1 treated \2"),
    # asked
    ("more ", r"^(is|are|was|were) (.+?) more (likely|apt|prone) (than|to) (.+)$", r"\2 \1 more \3 \4 \5"),
    # some examples of many
    (
        "s ",
        r"\b(affects?|involves?|spares?|hits?|harms?|damages?|targets?|attacks?|seen in|found in|located in|lies in|spreads? to"
        r"|begins in|starts in) (?:(?:many|several|various|other|certain|specific|number of|range of|body|internal|inner) )*"
        r"(?:areas|regions|sites|organs|structures|tissues|joints|places|parts|locations|spots)(?: of the body)?,? (?:such as"
        r"|including|like|namely|e\.g\.),? (?=\w)",
        r"\1 ",
    ),
    (
        "s ",
        rf"\b(shows?|has|have|causes?|includes?|presents? with|develops?) (?:(?:many|several|various|other|certain|specific"
        rf"|characteristic|distinctive|number of|range of) )*(?:(?!few\b|fewer\b|no\b)[\w-]+ )?{_THINGS}"
        rf" (?:such as|including|like|namely|e\.g\.),? (?=\w)",
        r"\1 ",
    ),
    ("make", r"\bmakes? (.+?) (?:turn|change) (?:in)?to (.+)$", r"turns \1 into \2"),
    ("distinguished by", r"^((?:(?! from ).)+?) (is|are) distinguished by ((?:(?! from ).)+)$", r"\1 \2 characterized by \3"),
    # what is not given for it
    (
        " avoid ",
        r"^(?:one|you|we|doctors|clinicians|physicians) (?:should|must|need to|have to) avoid (.+?) in"
        r" (.+)$",
        r"\1 is avoided in \2",
    ),
    ("avoid ", r"^avoid (.+?) in (.+)$", r"\1 is avoided in \2"),
    ("antibod", r"\bantibod(y|ies) (?:to|against) ([\w-]+)", r"anti-\2 antibod\1"),
    # what does no harm
    (" safe", r"\b(?:is|are) (?:not|never) (?:\w+ly )?safe (?:in|for|with)\b", "worsens"),
    (" safe", r"\b(?:is|are) (?:\w+ly )?safe (?:in|for|with)\b", "does not worsen"),
    (" harmless", r"\b(?:is|are) (?:\w+ly )?harmless (?:in|for|with)\b", "does not worsen"),
    (" unsafe", r"\b(?:is|are) (?:\w+ly )?unsafe (?:in|for|with)\b", "worsens"),
    # what it does to a part
    (" effect", rf"\b(?:has|have|had) no (?:\w+ )?{_EFFECT} on (?!(?:the )?{_END}\b)", "does not affect "),
    (" effect", rf"\b(?:has|have|had) an? (?:\w+ )?{_EFFECT} on (?!(?:the )?{_END}\b)", "affects "),
    # how even it is
    ("symmetry of ", r"\b(?:an? |the )?(a?)symmetry of (?=\w)", r"\1symmetric "),
    (
        "at ",
        rf"^(.+?) {_BE} (?:more at risk|at (?:an? )?{_MORE} risk) (?:of|for) (.+?) than (.+)$",
        r"\2 is more common in \1 than in \3",
    ),
    (
        " more at risk ",
        rf"^({_ASKING}) (.+?) more at risk (?:of|for) (.+?) than (.+)$",
        r"\3 is more common in \2 than in \4",
    ),
    (
        " you ",
        r"^(?:do|does|did) (?:you|people|patients|one|i) (?:get|have|develop) (.+?) (?:with|in) (.+)$",
        r"\1 is seen in \2",
    ),
    # who is affected more, the others not named
    (
        " more ",
        r"^(.+?) (?:gets?|develops?|has|have|suffers? from|contracts?) (.+?) more (?:often|frequently|commonly)$",
        r"\2 is more common in \1",
    ),
    (
        " more likely ",
        rf"^(.+?) (?:patients|people|cases) with (.+?) (?:{_BE}|seem|appear) (?:\w+ )?more (?:likely|apt|prone) to"
        rf" {_HAVE} ((?:(?! than ).)+)$",
        r"in \1, \2 is a marker of \3",
    ),
    (
        " less likely ",
        rf"^(.+?) (?:patients|people|cases) with (.+?) (?:{_BE}|seem|appear) (?:\w+ )?less (?:likely|apt|prone) to"
        rf" {_HAVE} ((?:(?! than ).)+)$",
        r"in \1, \2 is a marker against \3",
    ),
    # how likely
    ("likelier", r"\blikelier\b", "more likely"),
    (" in excess", r"\b(?:occurs?|is seen|is found|are seen) in excess in\b", "is more common in"),
    (
        " ratio of",
        r",? (?:with|at) (?:an? |the )?(?:[\w/-]+(?: to [\w-]+)? )?ratio of (?:about |roughly |around )?([\d.]+)(?:"
        r" ?: ?| to )(?:1|one)",
        r" by \1 to one",
    ),
    (
        " risk",
        r"\b(increases?|raises?|elevates?|heightens?|lowers?|reduces?|decreases?|increased|higher|elevated|raised)"
        r" (?:your |the |a )?"
        r"((?!the\b|risk\b|of\b)[\w-]+(?: (?!of\b)[\w-]+)?) risk\b(?! of| for| factor)",
        r"\1 the risk of \2",
    ),
    (
        " risk ",
        rf"^(?:the )?((?!risk\b)[\w-]+(?: [\w-]+)?) {_RISK} (?:is|was) {_MORE} (in|with)"
        rf" (.+)$",
        r"the risk of \1 is increased \2 \3",
    ),
    (" risk", r"\bno ((?!increased\b|risk\b)[\w-]+) risk\b(?! of| for| factor)", r"no increased risk of \1"),
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
    (
        " less ",
        rf"^{_FRONT}(.+?) (of|in) (.+?) {_BE} less ([\w-]+) than that \3 (.+)$",
        r"\1\2 \3 \6 is more \5 than \2 \3 \4",
    ),
    (" less ", rf"^{_FRONT}(.+?) {_BE} less ([\w-]+) in (.+?) than in (.+)$", r"\1\2 is more \3 in \5 than in \4"),
    (" less ", rf"^{_FRONT}(.+?) {_BE} less ([\w-]+) than (.+)$", r"\1\4 is more \3 than \2"),
    (
        " less ",
        rf"^{_SEX} {_BE} less (?:often|frequently|commonly) affected by (.+?) than {_SEX}(?: are)?$",
        r"\2 is more common in \3 than in \1",
    ),
    (" less than ", rf"^(.+?) (?:affects?|affected|strikes?) {_SEX} less than {_SEX}$", r"\1 is more common in \3 than in \2"),
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
        rf"(?: (?:than|compared) {_END_OF_CLAUSE})?$",
        r"\1 worsens the prognosis",
    ),
    (
        "with ",
        rf"^{_PEOPLE} with (.+?) (?:has|have|had|shows?|showed) (?:an? |the )?(?:more |significantly |much )?{_GOOD} {_END}"
        rf"(?: (?:than|compared) {_END_OF_CLAUSE})?$",
        r"\1 improves the prognosis",
    ),
    ("the out", r"\bmakes? the (?:outlook|outcome) of (.+) (worse|better)$", r"makes the prognosis of \1 \2"),
    ("sign", rf"\b(?:is|are|was|were) an? (?:{_POOR}|ominous|bad) sign (?:in|of|for)\b", "worsens the prognosis of"),
    ("sign", rf"\b(?:is|are|was|were) an? (?:{_GOOD}|good) sign (?:in|of|for)\b", "improves the prognosis of"),
    ("prognos", rf"\b(?:is|are|was|were) an? {_POOR} {_PROGNOSTIC} (?:in|of|for|among)\b", "worsens the prognosis of"),
    ("prognos", rf"\b(?:is|are|was|were) an? {_GOOD} {_PROGNOSTIC} (?:in|of|for|among)\b", "improves the prognosis of"),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_POOR} {_END} (?:in|of|for)\b", "worsens the prognosis of"),
    ("o", rf"\b{_SHOWS_END} (?:an? |the )?{_GOOD} {_END} (?:in|of|for)\b", "improves the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? {_POOR} {_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "worsens the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? {_GOOD} {_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "improves the prognosis of"),
    ("on ", rf"\b(?:has|have|had) an? (?:\w+ )?{_EFFECT} on (?:the )?{_END} (?:in|of|for)\b", "influences the prognosis of"),
    (
        " no ",
        rf"\b(?:has|have|had) no (?:\w+ )?{_EFFECT} on (?:the )?{_END} (?:in|of|for)\b",
        "does not influence the prognosis of",
    ),
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
    (" with ", r", with (?:an? |two |its )?peaks? (at|in|between|around|from) ", r" and peaks \1 "),
    ("late ", r"\ba (?:\w+ )?(?:sequela|sequel|consequence|complication) of\b", "a sequel of"),
    # which of many
    ("one of the ", rf"^(.+?) (?:is |are )?one of the (?:\w+ )?{_PARTS} (?:that|which) (.+)$", r"\2 \1"),
    # asked
    ("expect ", r"^(?:would|do|should) you expect (.+?) in (.+)$", r"\1 is seen in \2"),
    ("would ", r"^would (?:an? )?(?=\w)", ""),
    ("possible ", r"^(?:is|was) it possible for (.+?) to (?=\w)", r"\1 can "),
    ("possible ", r"^(?:is|was) it possible that ", ""),
    # how high a value is, of which nothing else is known
    (
        " ",
        r"^(?:is|are|was|were) (.+?) (?:(?:often|usually|sometimes|commonly) )?"
        r"(elevated|raised|increased|high|low|reduced|decreased|normal) (in|at|during) (.+)$",
        r"\2 \1 is seen \3 \4",
    ),
    (
        " ",
        r"^((?:(?!\bnot\b|\bno\b).)+?) (?:is|are|was|were) ((?:often|usually|sometimes|always|rarely|commonly) )?"
        r"(elevated|raised|increased|high|low|reduced|decreased|normal) (in|at|during) (.+)$",
        r"\3 \1 is \2seen \4 \5",
    ),
    (
        "it ",
        r"^it (?:is )?(mostly|mainly|usually) (.+?) (?:who|that) (?:get|have|develop|suffer from) (.+)$",
        r"\3 is \1 seen in \2",
    ),
    (" ", r"\b(?:my|our) (?=\w)", ""),
    # how well it tells
    (
        "ity of ",
        rf"\b{_HAVE} an? (?:\w+ )?(sensitivity|specificity) of (.+?) (?:for|in) (?:the )?{_DETECTING}(.+)$",
        r"is a marker of \3 with a \1 of \2",
    ),
    (
        "ity of ",
        rf"^(?:the )?(sensitivity|specificity) of (.+?) (?:for|in) (?:the )?{_DETECTING}(.+?) (?:is|was|reache[sd]) (.+)$",
        r"\2 is a marker of \3 with a \1 of \4",
    ),
    (
        " specific for ",
        r"\b(?:is|are|was|were) ((?:about |some |around |nearly )?\d[\d.,]* ?(?:%|percent)) specific for (.+)$",
        r"is a marker of \2 with a specificity of \1",
    ),
    (
        " sensitive for ",
        r"\b(?:is|are|was|were) ((?:about |some |around |nearly )?\d[\d.,]* ?(?:%|percent)) sensitive for (.+)$",
        r"is a marker of \2 with a sensitivity of \1",
    ),
    # who is alive after how many years
    (
        "alive",
        rf"^({_YEARS}) after (?:the |their )?(?:diagnosis|onset|disease onset|first symptoms) of (.+?),? (?:only )?(.+?) "
        rf"(?:of (?:the |these )?)?(?:{_PEOPLE}|them) {_BE} (?:still )?(?:alive|living)$",
        r"\3 of patients with \2 are alive at \1",
    ),
    (
        "alive",
        rf"^(.+?) of {_PEOPLE} with (.+?) {_BE} still (?:alive|living) (?:after|at) (.+)$",
        r"\1 of patients with \2 are alive at \3",
    ),
    (
        "alive",
        rf"^(.+?) of {_PEOPLE} with (.+?) {_BE} (?:still )?(?:alive|living) ({_YEARS}) (?:after|from) (?:the |their )?"
        r"(?:diagnosis|onset|disease onset)$",
        r"\1 of patients with \2 are alive at \3",
    ),
    (
        "surviv",
        rf"^(.+?) of {_PEOPLE} with (.+?) survived? (?:for )?(?:at least )?({_YEARS})"
        r"(?: (?:after|from) (?:the |their )?(?:diagnosis|onset))?$",
        r"\1 of patients with \2 are alive at \3",
    ),
    # who can get it from whom
    (
        " catch ",
        rf"^{_ONE} (?:can|may|might|could) catch (.+?)(?: (?:from|by) {_END_OF_CLAUSE})?$",
        r"\1 is contagious",
    ),
    (" catch ", rf"^{_ONE} (?:does |do )?not catch (.+?)(?: (?:from|by) {_END_OF_CLAUSE})?$", r"\1 is not contagious"),
    (
        " be caught",
        rf"^(.+?) (?:can|may|might|could) be caught (?:from|by) {_END_OF_CLAUSE}$",
        r"\1 is contagious",
    ),
    (" not be caught", rf"^(.+?) not be caught(?: (?:from|by) {_END_OF_CLAUSE})?$", r"\1 is not contagious"),
    (
        "pass",
        r"\b(?:can |may |could )?(?:be passed|passes|be spread|spreads|be transmitted) (?:on )?"
        r"(?:from (?:person|one person) to (?:person|another)"
        r"|(?:on )?to (?:other people|others|another person|your family))(?: .+)?$",
        "is contagious",
    ),
    (" not is contagious", r" (?:does |do )?not is contagious$", " is not contagious"),
    # what runs in families does so as a rule
    ("runs in ", r"\b(often|mostly|sometimes|rarely|occasionally) runs in (?:the )?families$", r"is \1 inherited"),
    ("runs in ", r"\b(?:(?:usually|typically|generally) )?runs in (?:the )?families$", "is usually inherited"),
    ("run in ", r"\b(can|may|might|could) run in (?:the )?families$", r"\1 be inherited"),
    ("run in ", r"\bdoes not (?:usually |typically |generally )?run in (?:the )?families$", "is not usually inherited"),
    # who is to be looked at
    (
        "screened for ",
        rf"^(?:all )?(?:{_PEOPLE} with )?(.+?) should (?:always |routinely |all |also |regularly )*be screened for (.+)$",
        r"\1 calls for \2 screening",
    ),
    (
        "screened for ",
        rf"^(?:{_PEOPLE} with )?(.+?) (?:should not|do not (?:usually |routinely |generally )?need to|does not need to)"
        r" (?:always |routinely )?be screened for (.+)$",
        r"\1 does not call for \2 screening",
    ),
    (
        "screening ",
        rf"^(?:routine |regular )?((?!in\b)[\w-]+(?: [\w-]+)?) screening {_BE} not (usually |generally |routinely )?"
        r"(?:needed|necessary|required|recommended|indicated|warranted|called for) (?:in|for) (.+)$",
        r"\3 does not \2call for \1 screening",
    ),
    (
        "screening ",
        rf"^(?:routine |regular )?((?!in\b)[\w-]+(?: [\w-]+)?) screening {_BE} (usually |generally |routinely )?"
        r"(?:needed|necessary|required|recommended|indicated|warranted|called for) (?:in|for) (.+)$",
        r"\3 \2calls for \1 screening",
    ),
    # of which forms there are
    (
        " ha",
        r"^(.+?) (?:can have|may have|has|have) an? ([\w-]+) (?:form|type|variant|subtype)$",
        r"\1 has the subtype \2 \1",
    ),
    (
        " form",
        r"^(?:the |an? )([\w-]+) (?:form|type|variant|subtype) of (.+?) (?:exists|is (?:known|described|recogni[sz]ed))$",
        r"\2 has the subtype \1 \2",
    ),
    # the same, put otherwise
    (
        "usually absent",
        r"^(in .+?,? )?(?!there\b)(.+?) (is|are) (usually|often|mostly|generally|typically|always) absent$",
        r"\1\2 \3 \4 not seen",
    ),
    ("picks out", r"\bpicks? out\b", "affects"),
    ("masquerade", r"\b(can|may|might|could) masquerade as\b", r"\1 mimic"),
    ("masquerade", r"\bmasquerades? as\b", "mimics"),
    ("consist", r"\b(?:consists?|is made up|is composed) of\b", "shows"),
    ("significantly ", r"\bsignificantly (?=helps?\b|improve|benefit|reduce|relieve|worsen|prolong|raise)", ""),
    ("make", rf"\bmakes? (?:the )?{_END} worse$", "worsens the prognosis"),
    ("make", rf"\bmakes? (?:the )?{_END} better$", "improves the prognosis"),
    (
        "of people",
        r"\b(affects|strikes|hits) (?:about |around |roughly |some |approximately )?one person (?:in|out of) ",
        r"\1 one in ",
    ),
    (
        "first ",
        rf"^(?:usually )?(?:the )?(?:very )?first (?:sign|symptom|manifestation|thing)"
        rf"(?: (?:of|in) (.+?))? {_BE} (usually |often |mostly |typically )?(.+)$",
        r"\1 \2begins with \3",
    ),
    (
        " patients with ",
        rf"^(.+?) patients with (.+?) {_HAVE} (?:an? |the )?(?:much |far |significantly )?{_MORE} {_RISK} of (?!.* than )(.+)$",
        r"\2 increases the risk of \3 in \1",
    ),
    (
        " patients with ",
        rf"^(.+?) patients with (.+?) {_HAVE} (?:an? |the )?(?:much |far |significantly )?{_LESS} {_RISK} of (?!.* than )(.+)$",
        r"\2 reduces the risk of \3 in \1",
    ),
    (
        "first ",
        rf"^in ([^,]+?) of {_PEOPLE} with ([^,]+?),? the first (?:sign|symptom|manifestation) {_BE} (.+)$",
        r"\2 begins with \3 in \1 of patients",
    ),
    (
        " found ",
        r"^(?:an?|one|the) (?:[\w-]+ )?(?:cohort|study|registry|series|trial|survey) (?:from|in) ((?:the )?[\w-]+(?: [\w-]+)?)"
        r" (?:has |have )?(?:found|showed|reported|saw|observed) (?:that )?(.+)$",
        r"\2 in \1",
    ),
    (" risk", r"\b(increase|rise) (?:of|in) (?:the )?([\w-]+) risk\b", r"\1 of the risk of \2"),
    (
        "should be considered ",
        r"^(.+?) should be considered (?:in|for) (.+)$",
        r"\2 may call for \1",
    ),
    ("who are at high risk of", r"\bwho are at high risk of\b", "at high risk of"),
    (
        "improve",
        r"\b(does not (?:\w+ )?|do not (?:\w+ )?)(?:improve|get better|recover|benefit) (?:on|with|under|from) ",
        r"\1respond to ",
    ),
    ("improve", r"\b(?:improves?|gets? better|recovers?|benefits?) (?:on|with|under|from) (?!no\b)", "responds to "),
    ("worldwide", r",? world-?wide$", ""),
    (
        " more severely atrophied ",
        rf"^in ([^,]+?),? the (.+?) {_BE} more severely atrophied than (?:the )?(.+)$",
        r"\2 atrophy in \1 is more severe than \3 atrophy",
    ),
    (
        " more ",
        rf"^(.+?) {_BE} more (?!(?:common|frequent|prevalent|likely|often|usual|rare)\b)([\w-]+) in (.+?) than in (.+)$",
        r"\1 in \3 is more \2 than that of \4",
    ),
    # "makes a part so" causes a part that is so
    (
        "make",
        r"\bmakes? (?:your|the|people's) ([\w-]+(?: [\w-]+)?) (weak|sore|stiff|painful|swollen|inflamed)$",
        r"causes \2 \1",
    ),
)


def simpler(text: str) -> str:
    """Return ``text``, in lower case, with plainer words that say the same.

    >>> simpler("folks living with leaf scorch have a higher risk of rot")
    'people with leaf scorch is associated with increased risk of rot'
    """
    return " ".join(reworded(text, (*SHOWN, *RELATED, *_SIMPLER)).split())
