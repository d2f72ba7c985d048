"""Constructions of English that say in other words what the small grammar reads: "females predominate", "is often high"."""

from __future__ import annotations

from collections.abc import Iterator

from radkg.model.english import Rewording, compiled
from radkg.statement.numbers import COUNT_IN_LETTERS

_BE = r"(?:is|are|was|were|be|remains?)"
_HAVE = r"(?:has|have|had|shows?|showed|with)"
_SOME = r"(?:an? |the )?(?:(?:slight|mild|clear|strong|distinct|striking|definite|known|general|overall) )?"
_EXCESS = r"(?:predominance|preponderance|bias|excess)"
_AGES = r"(?:at|in|between|from|under|before|after|over|around|during|\d)"
_MARKED = r"(?:marked|pronounced|prominent|conspicuous|obvious|evident|striking)"
_THERE = r"(?:present|there|seen|found|visible)"
_TO_ONE = r"(?: ?: ?1| to (?:1|one))?"
_RATIO = r"(?:female|women)[-/ ](?:to[- ])?(?:male|men) (?:sex )?ratio"
_ONE_OF = (
    r"(?:one of the |one |an? |another |the )?"
    r"(?:(?:notable|important|key|prominent|striking|major|main|well-known|recogni[sz]ed|known) )?"
)
_FIELD = (
    r"(?:skin|cutaneous|clinical|skeletal|physical|extramuscular|extra-muscular|systemic|imaging|radiographic|radiologic(?:al)?"
    r"|laboratory|important|key|striking|notable|prominent|other|main|major)"
)
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
#: What a word for a state becomes in front of its end, and the end of its noun.
_NOUNS_OF_STATES = (
    ("(weak)", r"\g<3>ness"),
    ("(atroph)(?:ic|ied)", r"\g<3>y"),
    ("o?(edem)atous", r"\g<3>a"),
    ("(thicken)ed", r"\g<3>ing"),
    ("(pain)ful", r"\g<3>"),
    ("(sw)ollen", r"\g<3>elling"),
)
_WITHIN = r" (?:in|with|during|under) (.+)"
_WHERE = r"( (?:in|at|during) .+)"
_BETTER = r"(?:is|was|becomes) (better|worse|poorer)"
_COMMONER = r"(?:more (?:frequent|common|prevalent|often seen|frequently seen|commonly seen|often found)|seen more often)"
_MORE = r"(more (?:often|frequently|commonly))"
_ASKING = frozenset(["is", "are", "was", "were"])
_LONGEST_SUBJECT = 8  # words
_WITH = r"(?:with|in case of|in the presence of)"

_GROUP = (
    r"(men|women|males|females|boys|girls|children|adults"
    r"|(?:older|younger|male|female) (?:patients|people|children|adults|individuals))"
)
_SEXES = r"(women|girls|females|men|boys|males)"
_COUNT = r"\d+ ?(?:of|/|out of) ?\d+"
_PERSON = r"(?:patients?|people|children|adults|cases?|women|men|girls|boys|individuals|of|with|had|showed?|have)\b"
_STUDIED_PEOPLE = (
    r"(?:(?:[a-z][\w-]* ){0,4}?"
    r"(?:patients|people|children|adults|cases|women|men|girls|boys|individuals|subjects|youngsters|kids)\b)"
)
_PER_MILLION = (
    r"(?:about |around |roughly |some )?(\d[\d.]*(?: to \d[\d.]*)? per million)"
    r"(?: (?:people|persons|individuals|inhabitants|children))?"
)
_GETS = r"(?:gets?|develops?|are diagnosed with)"
_YEARLY = r"(?:each year|every year|per year|a year|annually|yearly)"
_GROWS = r"(?:forms?|grows?|develops?|appears?|arises?|turns? up|builds? up|lies|lie)"
_SERIES = r"(?:an? |the |our )?(?:[\w-]+ )*?(?:series|cohort|study|group|sample|registry|review)"
_QUANTITY = r"\d[\d.,]*(?: ?(?:to|-) ?[\d.,]+)?(?: ?%)?(?: per [\w ]+?)?(?: ?\([^)]*\))?"
_WELL_ABOVE_ONE = r"((?:1\.[5-9]\d*|[2-9](?:\.\d+)?|\d{2,}(?:\.\d+)?)(?: ?\([^)]*\))?)"
_RESPONSE = r"(?:response|remission|resolution|improvement)"
_ONE_OF_THEM = r"(?:man|boy|male|woman|girl|female)"
_NUMBER = r"(?:about |roughly |some )?(\d+(?:\.\d+)?|two|three|four|five)"
_AGED = r"(older|younger|male|female) (?:patients|people|children|adults|individuals|ones)"
_GET = (
    r"(?:have|has|had|gets?|got|develops?|developed|shows?|showed|suffers? from|(?:is|are) affected by"
    r"|(?:is|are) diagnosed with)"
)
_OFTENER = r"more (?:often|frequently|commonly)"
_MAY = r"(?:(may|might|can|could) )?(?:(?:strongly|clearly|rather|tends? to|helps?(?: to)?) )?"
_SPEAKS_FOR = (
    r"(?:favou?rs?|suggests?|indicates?|supports?|points? (?:to|towards?)|(?:argues?|speaks?) (?:for|in favou?r of)"
    r"|(?:is|are) (?:suggestive|indicative|in favou?r) of)(?: (?:a|the) diagnosis of)?"
)

#: The patterns are of the whole statement.
_WORDINGS: tuple[Rewording, ...] = (
    # who of those with a disease is affected more
    (
        " than ",
        rf"(?:in|among|with) (.+?)(?: (?:patients|people|cases|sufferers))?,? {_GROUP} {_GET} (.+?) {_OFTENER}"
        rf" than {_GROUP}(?: do| are)?",
        r"\3 is more common in \2 than in \4 with \1",
    ),
    (
        " than ",
        rf"{_GROUP} with (.+?) {_GET} (.+?) {_OFTENER} than {_GROUP} (?:do|have|are)",
        r"\3 is more common in \1 with \2 than in \4",
    ),
    (" than ", rf"(.+? more common in {_GROUP}) with (.+?) than in {_GROUP}", r"\1 than in \4 with \3"),
    # who of them has it more often
    (
        " more ",
        rf"(?:those|patients|people|children|adults) with (.+?) {_GET} (.+?) {_OFTENER} in (.+)",
        r"in \3, \1 is a marker of \2",
    ),
    # what it looks like
    (" like ", r"(.+?) looks? like (?:an? )?([\w-]+(?: [\w-]+)?)", r"\1 is \2-like"),
    # what it comes from, and with what it is treated
    ("cause of ", r"(?:the )?cause of (.+?) (?:is|was) (?!(?:un|not\b|still\b|largely\b))(.+)", r"\1 is caused by \2"),
    ("causes ", r"(?:nobody|no one) (?:really |yet )?knows what causes (.+)", r"\1 has an unknown cause"),
    (
        "causes ",
        r"what causes (.+?) (?:is|remains) (?:still |largely )?(?:unknown|not known|unclear)",
        r"\1 has an unknown cause",
    ),
    (" is ", r"(?:the )?(?:treatment|therapy|management) (?:of|for|in) (.+?) is (?:with|by) (.+)", r"\1 is treated with \2"),
    # how many have it, and how many get it
    (
        " million",
        rf"{_YEARLY},? {_PER_MILLION} {_GETS} (.+)",
        r"\2 has an incidence of \1 and year",
    ),
    (
        " million",
        rf"{_PER_MILLION} {_GETS} (.+?) {_YEARLY}",
        r"\2 has an incidence of \1 and year",
    ),
    (" million", rf"{_PER_MILLION} (?:have|has|live with|suffer from) (.+)", r"\2 has a prevalence of \1"),
    (
        " million",
        rf"(.+?) (?:affects?|strikes?|hits?|occurs? in|is (?:seen|found|present) in) {_PER_MILLION}",
        r"\1 has a prevalence of \2",
    ),
    # how much worse it is
    ("worse ", r"(.+?) (?:is|are|was|were) worse in (.+?) than in (.+)", r"\1 is more severe in \2 than in \3"),
    (
        "worse ",
        r"(.+?) (in|of) (.+?) (?:is|are|was|were) worse than that (?:in|of) (.+)",
        r"\1 \2 \3 is more severe than that of \4",
    ),
    (
        "exceeds ",
        r"(?:the )?risk of (.+?) in (.+?) exceeds (?:that|the risk|the one) in (.+)",
        r"\1 is more common in \2 than in \3",
    ),
    ("exceeds ", r"(.+?) exceeds (.+?) in (?!severity\b)(.+)", r"\1 in \3 is more severe than \2"),
    # of what images, noted
    (
        ": ",
        r"((?:[\w-]+ )*?[\w-]+) of (?:the )?([^:,]+?) (?:in|with) ([^:,]+?): (.+)",
        r"\3 shows \4 of the \2 on \1",
    ),
    # of a study, the total in front: "CT of 41 patients with X revealed Y in 24"
    (
        " in ",
        rf"(?:an? |the )?(.+?) (?:of|in) (\d+) ({_STUDIED_PEOPLE}.*?) (?:showed|shows|revealed|demonstrated|detected|disclosed"
        r"|depicted|found|identified) (.+?) in (\d+)(?: (?:of them|of these|of those|patients|cases|children|people))?",
        r"\4 is seen in \5 of \2 \3 on \1",
    ),
    (
        ", ",
        rf"(?:in|among) {_SERIES} of (\d+) ({_STUDIED_PEOPLE}[^,]*),"
        rf" (\d+|{COUNT_IN_LETTERS})(?: (?:of them|of these|patients|children))? (.+)",
        r"\3 of \1 \2 \4",
    ),
    # who is affected more
    ("", rf"(?:there (?:is|was) |with )?{_SOME}(\w+) {_EXCESS} (?:in|of|among) (.+)", r"\2 is more common in \1"),
    ("", rf"(.+?) {_HAVE} {_SOME}(\w+) {_EXCESS}( .+)?", r"\1 is more common in \2\3"),
    ("outnumber", r"(?:in|among|with) (.+?), (.+?) outnumber(?:s|ed)? (.+)", r"\1 is more common in \2 than in \3"),
    ("outnumber", r"(.+?) outnumber(?:s|ed)? (.+?),? (?:in|among|with) (.+)", r"\3 is more common in \1 than in \2"),
    (" more than ", r"(.+?) (?:affects?|affected|strikes?|hits?) (.+?) more than (.+)", r"\1 more often affects \2 than \3"),
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
    # how the ages are distributed
    ("modal", r"(?:the )?age distribution (?:of|in) (.+?) (?:is|are|was) (?:an? )?(\w+modal)", r"\1 has a \2 age distribution"),
    (
        "modal",
        r"(.+?) (?:is|are|was) (?:an? )?(\w+modal)(?: (?:disease|disorder|by age|in age|in onset))?",
        r"\1 has a \2 age distribution",
    ),
    ("fewer ", rf"(?:there (?:is|are|were) )?fewer (.+?) than (.+?) {_GET} (.+)", r"\3 is more common in \2 than in \1"),
    ("fewer ", r"there (?:are|were) fewer (.+?) than (.+?) with (.+)", r"\3 is more common in \2 than in \1"),
    ("more ", r"there (?:are|were) more (.+?) than (.+?) with (.+)", r"\3 is more common in \1 than in \2"),
    (
        "fewer ",
        r"(.+?) (?:affects?|affected|strikes?|hits?|(?:is|was) (?:seen|found) in|occurs? in) fewer (.+?) than (.+)",
        r"\1 is more common in \3 than in \2",
    ),
    (
        " than ",
        rf"{_AGED} with (.+?) {_GET} (?:an? )?(.+?) {_OFTENER} than {_AGED}",
        r"\3 is more common in \1 than in \4 patients with \2",
    ),
    ("compared ", rf"compared (?:with|to) {_GROUP}, {_GROUP} {_GET} (.+) {_OFTENER}", r"\3 is more common in \2 than in \1"),
    ("compared ", rf"compared (?:with|to) (.+?), (.+?) {_OFTENER} {_GET} (.+)", r"\3 tells \2 from \1"),
    ("compared ", rf"compared (?:with|to) (.+?), (.+?) {_GET} (.+) {_OFTENER}", r"\2 shows \3 more often than \1"),
    ("compared ", rf"compared (?:with|to) (.+?), (.+?) (?:is|are) {_COMMONER} in (.+)", r"\2 is more common in \3 than in \1"),
    ("compared ", rf"compared (?:with|to) (.+?), (.+?) (?:is|are) {_COMMONER} in (.+)", r"\2 tells \3 from \1"),
    (
        "for e",
        rf"for (?:every|each) (?:man|boy|male) (?:with|who has) (.+?),? there (?:are|is) {_NUMBER} (women|girls|females)",
        r"\1 is more common in \3 by \2 to one",
    ),
    (
        "for e",
        rf"for (?:every|each) (?:woman|girl|female) (?:with|who has) (.+?),? there (?:are|is) {_NUMBER} (men|boys|males)",
        r"\1 is more common in \3 by \2 to one",
    ),
    (
        "for e",
        rf"(.+?) (?:affects?|strikes?|is seen in|occurs in) {_NUMBER} {_SEXES} for (?:every|each) {_ONE_OF_THEM}",
        r"\1 is more common in \3 by \2 to one",
    ),
    (
        "for e",
        rf"{_NUMBER} {_SEXES} {_GET} (.+?) for (?:every|each) {_ONE_OF_THEM}",
        r"\3 is more common in \2 by \1 to one",
    ),
    (
        "for e",
        rf"there are {_NUMBER} {_SEXES} for (?:every|each) {_ONE_OF_THEM} with (.+)",
        r"\3 is more common in \2 by \1 to one",
    ),
    (" more ", rf"(.+?) (?:affects?|affected|strikes?) {_GROUP} {_OFTENER}", r"\1 is more common in \2"),
    # what was counted and measured
    (
        " of ",
        rf"({_COUNT} (?!{_PERSON})[\w-]+) with (.+?) (?:showed?|had|have) (.+)",
        r"\2 shows \3 in \1",
    ),
    (" of ", rf"({_COUNT} (?!{_PERSON})[\w-]+) (?:showed?|had|have) (.+?) in (.+)", r"\3 shows \2 in \1"),
    ("", rf"(?:the )?(.+?) (?:was|is) ({_QUANTITY}) (?:in|for|among) (.+)", r"\3 has a \1 of \2"),
    ("", rf"(?:the )?(.+?) (?:of|in) (.+?) (?:was|is) ({_QUANTITY}( in .+)?)", r"\2 has a \1 of \3"),
    (
        "",
        rf"(?:the )?(.+?) (?:of|for) (.+?) (?:was|is) {_WELL_ABOVE_ONE} (?:in|for|among|with) (.+?)( in .+)?",
        r"\4 increases the risk of \2 with a \1 of \3\5",
    ),
    (
        " complete ",
        rf"(.+?) (?:leads?|led) to a complete {_RESPONSE} (?:of|in) (.+?) in (\d.+)",
        r"\1 helped \2 completely in \3",
    ),
    (" partial ", rf"(.+?) (?:leads?|led) to a partial {_RESPONSE} (?:of|in) (.+?) in (\d.+)", r"\1 helped \2 in part in \3"),
    (" complete ", rf"in (.+?), (.+?) (?:leads?|led) to a complete {_RESPONSE} in (\d.+)", r"\2 helped \1 completely in \3"),
    (" partial ", rf"in (.+?), (.+?) (?:leads?|led) to a partial {_RESPONSE} in (\d.+)", r"\2 helped \1 in part in \3"),
    # which of two it speaks for
    (
        "",
        rf"(.+?) {_MAY}{_SPEAKS_FOR} (.+?),?"
        r" (?:rather than|instead of|more than|as opposed to|and (?:not|(?:speaks |argues )?against))"
        r" (?:(?:to|towards?|for|of|in favou?r of) )?(?:an? |the )?(.+)",
        r"\1 \2 tells \3 from \4",
    ),
    (
        " more ",
        rf"(?:patients|people|those|children) with (.+?) {_GET} (?:an? )?more ([\w-]+) (.+?) than"
        r" (?:patients|people|those|children|that in|in those) with (.+)",
        r"\3 is more \2 in \1 than in \4",
    ),
    (
        "later ",
        r"(.+?) (?:appears?|begins?|starts?|occurs?|develops?|comes?|arises?|sets? in) later in (.+?) than in (.+)",
        r"\1 of \2 is later in onset than that of \3",
    ),
    (
        "earlier ",
        r"(.+?) (?:appears?|begins?|starts?|occurs?|develops?|comes?|arises?|sets? in) earlier in (.+?) than in (.+)",
        r"\1 of \3 is later in onset than that of \2",
    ),
    (
        " than ",
        r"(.+?) (?:shows?|demonstrates?|depicts?|detects?|reveals?) (.+?) (?:better|more clearly|more reliably) than (.+?)"
        r"(?: does| do)?",
        r"\2 is better shown by \1 than by \3",
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
    (
        "",
        rf"in (.+?),? (?:the )?(?:(?:levels?|concentrations?) of )?(\S+(?: \S+){{0,2}}?)(?: levels?)? {_BE} {_OFTEN}{_LEVEL}",
        r"\4 \2 is \3seen in \1",
    ),
    ("", rf"(\S+(?: \S+){{0,2}}?)(?: levels?)? {_LEVEL} in (.+)", r"\2 \1 is seen in \3"),
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
    (" to ", r"(?:the )?(.+?) (?:turns?|changes?|transforms?) (?:in)?to (.+?) in (.+)", r"\3 turns \1 into \2"),
    ("bec", r"(?:in|with) (.+?),? (?:even )?(?:the )?(.+?) becomes? (.+)", r"\1 turns \2 into \3"),
    ("if", r"(?:in|with) (.+?),? (?:the )?(.+?) (?:(can|may) )?(?:also )?(\w+if)(?:y|ies)", r"\1 \3 shows \4ication of \2"),
    ("if", r"(?:the )?(.+?) (?:(can|may) )?(?:also )?(\w+if)(?:y|ies) (?:in|with) (.+)", r"\4 \2 shows \3ication of \1"),
    ("if", r"(?:the )?(.+?) does not (\w+if)y (?:in|with) (.+)", r"\3 does not show \2ication of \1"),
    ("ified", rf"(?:the )?(.+?) {_BE} (not |never )?(\w+if)ied (?:in|with) (.+)", r"\4 \2shows \3ication of \1"),
    ("ified", rf"(?:in|with) (.+?), (?:the )?(.+?) {_BE} (not |never )?(\w+if)ied", r"\1 \3shows \4ication of \2"),
    ("ifies", r"(.+?) (\w+ifies) (?:the )?((?!in\b|with\b|of\b).+)", r"\1 shows \2 of \3"),
    ("ified", r"(?:the )?(.+?) (?:is|are|becomes?|gets?) (\w+ified) (?:in|with) (.+)", r"\3 shows \2 of \1"),
    (
        "prognos",
        r"(.+?) in (.+?) (worsens|improves|influences) (?:the )?(?:prognosis|outcome|survival)",
        r"\1 \3 the prognosis of \2",
    ),
    (" undergo", r"(?:the )?(.+?) undergo(?:es)? (.+?) in (.+)", r"\3 shows \2 of the \1"),
    (
        " in ",
        rf"in (.+?),? (?:new |real |extra |true )?(\S+(?: \S+)?) {_GROWS} in (?:the )?(.+)",
        r"\1 shows \2 in \3",
    ),
    (
        " in ",
        rf"(?:new |real |extra |true )?(\S+(?: \S+)?) {_GROWS} in (?:the )?(.+?)"
        r" (?:in|of)(?: (?:patients|people|those|children|adults) with)? (.+)",
        r"\3 shows \1 in \2",
    ),
    (
        "alike",
        r"(?:the )?(.+?) and (?:the )?(.+?) (?:may |can )?(?:look|are|appear)"
        r" (?:very |much |so |quite |rather |remarkably )*(?:alike|similar)",
        r"\1 resembles \2",
    ),
    # what raises a risk
    (
        "include",
        r"(?:the )?(?:(?:known|main|major|important|recogni[sz]ed) )?(?:risk factors|predictors|markers|correlates)"
        r" (?:for|of) (.+?) in (.+?)"
        r" (?:include|comprise) (.+)",
        r"\3 is a risk factor for \1 in \2",
    ),
    # where it is
    (
        " site",
        r"(?:in|with) (.+?),? (?:the )?(.+?) (?:is|are) an? (?:common|frequent) (?:site|location)(?: of"
        r" (?:involvement|disease))?",
        r"\1 often affects \2",
    ),
    (
        " site",
        r"(?:in|with) (.+?),? (?:the )?(.+?) (?:is|are) an? (?:favou?red|preferred|favou?rite) (?:site|location)(?: of .+)?",
        r"\1 especially affects \2",
    ),
    (
        "ly ",
        r"(?:the )?(.+?) (?:is|are) severely (?:involved|affected) in (.+?)( on"
        r" .+)?",
        r"\2 shows severe \1 involvement\3",
    ),
    ("ly ", r"(?:the )?(.+?) (?:is|are) mildly (?:involved|affected) in (.+?)( on .+)?", r"\2 shows mild \1 involvement\3"),
    # what goes together
    (
        " of ",
        r"(?:the )?(?:combination|coexistence) of (.+?) (?:and|with) (.+?) (suggests?|points? to|indicates?|favou?rs?) (.+)",
        r"\1 together with \2 \3 \4",
    ),
    # advice
    ("for ", r"(?:always |also )?(?:look|watch|search) for (.+?) (?:in|with) (.+)", r"\1 is seen in \2"),
    ("hallmark", r"(?:the|an?) (?:\w+ )?hallmark (?:of|for) (.+?) (?:is|are) (.+)", r"\2 is a hallmark of \1"),
    # how many live on
    (
        " survival",
        r"(?:the )?(\w+)[- ]year survival(?: rate)? (?:in|of|for|among) (?:patients with )?(.+?) (?:is|was|were)"
        r" (?:about )?([\d.]+ ?%)(.*)",
        r"\3 of patients with \2 had \1-year survival\4",
    ),
    (
        "unknown",
        r"(?:the )?(?:exact |precise |underlying )?(?:cause|etiology|aetiology) (?:of|in) (.+?) (?:is|remains)"
        r" (?:still |largely )?unknown",
        r"\1 has an unknown cause",
    ),
    # notes on what is given, and on what is seen
    (":", r"(.+?) (?:rx|tx|treatment|therapy|management) ?: (.+)", r"\1 is treated with \2"),
    (":", r"(.+?) (?:sx|symptoms?|signs?|features?|findings?|clinical) ?: (.+)", r"\1 shows \2"),
    (": treat", r"(.+?) ?: (?:treated|treatment|treat) (?:with|by) (.+)", r"\1 is treated with \2"),
    # what shows it best
    (
        " best ",
        r"(.+?) (?:is|are|remains?) the (?:best|preferred) (?:way|method|tool|test|technique|modality|means) (?:to|for|of)"
        r" (?:see|seeing|show|showing|detect|detecting|demonstrate|demonstrating|assess|assessing|visuali[sz]e"
        r"|visuali[sz]ing) (.+)",
        r"\2 is best seen on \1",
    ),
    (
        "best ",
        r"(.+?) best (?:depicts?|shows?|demonstrates?|detects?|visuali[sz]es?|reveals?|displays?) (.+)",
        r"\2 is best seen on \1",
    ),
    # of which images the signs are
    (
        "include",
        rf"(?:(?:the|key|main|major|important|common|relevant|principal|possible|known) )*(.+?) {_SIGNS} (?:of|in|for) (.+?)"
        r" (?:include|comprise) (.+)",
        r"\2 shows \3 on \1",
    ),
    (
        "include",
        rf"(?:(?:the|key|main|major|important|relevant|principal|possible|known) )+{_SIGNS} (?:of|in|for) (.+?)"
        r" (?:include|comprise) (.+)",
        r"\1 shows \2",
    ),
    # which of the signs
    (
        "",
        rf"{_ONE_OF}(?:{_FIELD} )*{_SIGNS} (?:of|in|for) (.+?) (?:is|are|include|comprise) (?:an? |the )?(.+)",
        r"\1 shows \2",
    ),
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
    # asked: what is so of what
    ("", r"(?:is|are|was|were) (?:the )?(.+?) (?:absent|missing|lacking) (?:in|from|with) (.+)", r"\1 is not seen in \2"),
    ("spared", r"(?:is|are|was|were) (?:the )?(.+?) (?:always |usually )?spared (?:in|by|with) (.+)", r"\2 does not affect \1"),
    ("", rf"(?:is|are|was|were) (?:the |your )?(.+?) {_STATE} (?:in|with) (.+)", r"\2 \1 is seen in \3"),
    ("in ", r"in (\w+),? (.+?) (is|are|was|were) (seen|found|observed|encountered)", r"\2 \3 \4 in \1"),
    # on which images it is so
    (
        " on ",
        r"(.+?) (?:is|are|was|were) (not |never |(?:not )?often |(?:not )?usually |sometimes |rarely )?(affected"
        r"|involved|seen|found|visible)"
        r" on ([^,]+?) in (.+)",
        r"\1 is \2\3 in \5 on \4",
    ),
    # what becomes what
    ("e", rf"(?:the )?(.+?) (?:(may|might|can|could) )?(?:become|get)s? {_STATE}{_WITHIN}", r"\3 \1 \2 be seen in \4"),
    ("", rf"(?:the )?(.+?) (?:is|are|was|were) {_OFTEN}{_STATE}( at birth)?{_WITHIN}", r"\3 \1 is \2 seen in \5\4"),
    (
        "",
        r"(?:in|with) (.+?)(?:, is the|, are the| is the| are the|, the|,| the) (.+?)"
        rf" (?:is |are )?{_OFTEN}{_STATE}( at birth)?",
        r"\4 \2 is \3 seen in \1\5",
    ),
    (
        "",
        rf"(?:in|with) (.+?)(?:, the|,| the) (.+?) (can|may|might|could) (?:be|become) {_STATE}( at birth)?",
        r"\4 \2 \3 be seen in \1\5",
    ),
    (
        "involved",
        r"(?:in|with) (.+?)(?:, the|,| the) (.+?) (can|may|might|could) be (?:involved|affected)(?: too| as well)?",
        r"\1 \3 affect \2",
    ),
    ("ed", r"(?:in|with) (.+?)(?:, the|,| the) (.+?) (?:is|are) (?:involved|affected)( (?:on|in) .+)?", r"\1 affects \2\3"),
    (
        "affected",
        r"(?:in|with) (.+?)(?:, the|,| the) (.+?) (?:is|are) (?:not|never) affected( (?:on|in) .+)?",
        r"\1 does not affect \2\3",
    ),
    *(
        ("", rf"(?:the )?(.+?) (?:is|are|was|were) {_OFTEN}{state}{_WITHIN}", rf"\4 \2shows \1 {noun}")
        for state, noun in _NOUNS_OF_STATES
    ),
    # how it goes on
    (
        "course ",
        r"(?:the )?(?:disease |clinical )?course (?:of|in) (.+?) is (?:usually |typically"
        r" )?(.+)",
        r"\1 has a \2 course",
    ),
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


def in_other_words(text: str) -> Iterator[str]:
    """Yield what a statement in lower case says, in words that the grammar reads.

    >>> list(in_other_words("there is a female predominance in leaf scorch"))
    ['leaf scorch is more common in female']
    """
    for sign, pattern, replacement in _WORDINGS:
        if sign in text and (match := compiled(pattern).fullmatch(text)):
            yield " ".join(match.expand(replacement).split())
    if compiled(rf"\b{_LEVEL}\b").search(text):
        plain = compiled(_LEVELS[1]).sub(r"\1 \2", compiled(_LEVELS[0]).sub(r"\1 ", text))
        yield from [plain] if plain != text else []
    first, *words = text.split() or [""]
    if first in _ASKING:
        # "is X Y": where X ends is not known
        for index in range(1, min(len(words), _LONGEST_SUBJECT)):
            yield " ".join([*words[:index], first, *words[index:]])
