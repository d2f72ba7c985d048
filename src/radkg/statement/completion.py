"""Sentences that leave out the disease that their text is about, completed: "Treatment includes X", "The Y is spared"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from radkg.model.english import an, compiled
from radkg.statement.prose import substituted
from radkg.statement.texts import Referred

_PEOPLE = re.compile(
    r"\b(?:children|kids|adults|women|men|girls|boys|patients|people|infants)\b(?! (?:with|who|on|under|over|of|aged)\b)",
    re.IGNORECASE,
)
_GENUS = re.compile(
    r"^((?:the )?(?:treatment|therapy|management|prognosis|outcome|pathogenesis|cause|etiology|onset|course|survival|mortality|"
    r"incidence|prevalence|frequency|differential(?: diagnosis)?|risk of \w+))(?! (?:of|in|with|by|for)\b)",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were)"
_MAY = r"(?:can|may|could|might)(?: all| also| both)?"
_OFTEN = (
    r"(?:often|most often|usually|sometimes|occasionally|typically|commonly|frequently|rarely|generally|also|mostly|mainly"
    r"|characteristically|classically)"
)
_ABOVE_ALL = (
    r"(?:mainly|mostly|predominantly|preferentially|chiefly|primarily|particularly|especially|above all|most often"
    r"|most commonly"
    r"|most frequently|selectively)"
)
#: What only judges that a part is affected, or is spared.
_GRADES = r"(?:also|characteristically|classically|notably|strikingly)"
_WHO = r"(?:men|women|boys|girls|males|females|children|adults)"
_ROLE = (
    r"(?:signs and symptoms|symptoms|signs|features|findings|manifestations|complications|causes|mimics|mimickers|risk factors"
    r"|sites|differential diagnos[ei]s|differentials?|differential considerations)"
)
_ADJECTIVE = (
    r"(?:common|commonest|main|typical|classic|characteristic|frequent|usual|important|other|major|clinical|possible|key|first"
    r"|early|leading|preferred|favou?red|favou?rite|principal|prominent|cardinal|well-known|known"
    r"|most common|more common|predominant)"
)
#: Of which part of the body, or by what means, the findings are that a sentence lists.
_OF_PART = (
    r"(?:skin|cutaneous|muscle|muscular|joint|lung|pulmonary|cardiac|skeletal|extramuscular|systemic|laboratory|lab|serological"
    r"|imaging|radiological|radiographic|mri|ct|histological|physical|extraskeletal|associated|additional|further)"
)
_PATTERN = r"(?:patterns?|findings?|appearances?|features?|abnormalit(?:y|ies)|changes)"
_SEEN = r"(?:seen|found|present|observed|detected|noted|visible|demonstrated|reported|described|located|recorded)"
_LIST_OF = rf"(?:include|are|comprise|consist of|{_MAY} (?:be|include))"
_HOW_OFTEN = {
    "common": "often",
    "frequent": "often",
    "rare": "rarely",
    "exceptional": "rarely",
    "uncommon": "rarely",
    "unusual": "rarely",
    "usual": "usually",
    "typical": "",  # what is typical where it is found need not be frequent
    "characteristic": "",
}

#: Nothing in the sentence denies it.
_AFFIRMED = r"(?!.*(?:\b(?:no|not|never|nor|neither|none|without|hardly|longer|cannot)\b|n['’]t\b))"

#: And nothing denies that it is shown: "MRI does not reveal X".
_NOT_SHOWN = (
    r"(?![^,;]*\b(?:not|never|no|neither|nor|hardly|rarely|seldom|cannot|without|few|only|does|do|did)\b[^,;]*"
    r"\b(?:show|depict|reveal|demonstrate|display|disclose|detect))"
)

Written = Callable[[re.Match[str], str], str]


def _affected(match: re.Match[str], disease: str) -> str:
    may = "may " if match["may"] else ""
    denied = bool(match["not"]) != (match["verb"] == "spared")
    how = (match["how"] or "").strip()
    how = "especially" if compiled(_ABOVE_ALL).fullmatch(how) else "" if compiled(_GRADES).fullmatch(how) else how
    verb = "does not affect" if denied else "affect" if may else "affects"
    return f"{disease} {may}{how} {verb} {match['what']}"


def _more_common(match: re.Match[str], disease: str) -> str:
    than = f" than in {match['than']}" if match["than"] else ""
    return f"{disease} is more common in {match['who']}{than}"


def _common(match: re.Match[str], disease: str) -> str:
    how = _HOW_OFTEN[match["how"].lower()]
    what = match["what"]
    if part := compiled(r"(?i:involvement of (?:the )?)(.+)").fullmatch(what):
        return f"{disease} {how} affects the {part[1]}"
    return f"{disease} {how} shows {what}"


def _so(match: re.Match[str], disease: str) -> str:
    may = f"may {match['how'] or ''}show" if match["may"] else f"{match['how'] or ''}shows"
    what = compiled(r"^(?i:affected|involved|diseased) (?=muscles?$)").sub("", match["what"])
    on = match["on"] or match["images"]
    like = compiled(r",? and |, ").sub(f" {what} and ", match["like"]) if on else match["like"]
    return f"{disease} {may} {like} {what}{f' on {on}' if on else ''}"


def _there(match: re.Match[str], disease: str) -> str:
    may = f"{match['may']} {match['how'] or ''}show" if match["may"] else f"{match['how'] or ''}shows"
    return f"{disease} {may} {match['what']} of the {match['where']}"


def _absent(match: re.Match[str], disease: str) -> str:
    return f"{disease} {'may not' if match['may'] else 'does not'} {match['how'] or ''}show {match['what']}"


def _visible(match: re.Match[str], disease: str) -> str:
    on = f" on {match['where']}" if match["where"] else ""
    return f"{disease} {'may show' if match['may'] else 'shows'} {match['what']}{on}"


#: A finding that does so is gone in the end.
_GOES_AWAY = r"shrinks?|disappears?|resolves?|regress(?:es)?|vanish(?:es)?|goe?s? away|dissolves?|clears?(?: up)?"


def _listed(places: str) -> str:
    """Return a list without an "and" in front of its last item with that, of which an open end was cut off."""
    before, comma, last = places.rpartition(", ")
    return f"{before} and {last}" if comma and not compiled(r"(?i)\b(?:and|or)\b").search(places) else places


def _joined(drugs: str) -> str:
    return compiled(rf"(?i),? (?:{_OFTEN} )?(?:together with|combined with|plus|along with) ").sub(" and ", drugs)


_GOOD = r"(?:better|good|more favou?rable|favou?rable|improved|longer|benign|excellent)"
_POOR = r"(?:worse|poor|poorer|bad|adverse|less favou?rable|unfavou?rable|dismal|grave|shorter|reduced|impaired)"
_END = r"(?:prognosis|outcomes?|outlook|survival)"
_THAN_OTHERS = (
    r"(?: (?:than|compared with|compared to) (?:(?:those|patients|the ones) without(?: it)?|(?:the )?others?(?: patients)?))?"
)
_HOW_IT_ENDS = (
    r"(?P<what>[^,]+(?:, [^,]+)*?) (?:is|are|was|were) (?:\w+ly )?(?:associated with|linked (?:to|with)|related to"
    r"|predictive of|(?:an? )?(?:\w+ )?(?:predictors?|markers?|signs?) of) (?:an? |the )?{how} {end}{than}",
    r"(?P<what>.+?) (?:predicts?|predicted|means?|meant|carr(?:y|ies|ied)|portends?|confers?|conferred|heralds?|indicates?)"
    r" (?:an? |the )?{how} {end}{than}",
    r"(?:the )?(?:patients|children|adults|those|people) with (?P<what>.+?) (?:have|has|had|showed) (?:an? |the )?"
    r"(?:much |significantly |clearly )?{how} {end}{than}",
    r"(?:the )?{end} (?:is|are|was|were) (?:much |significantly |clearly )?{how} (?:in|for|among) "
    r"(?:patients|children|adults|those|people) with (?P<what>.+?){than}",
)


_IN_THEM = r"(?: in (?:these|those|such|all|affected) (?:patients|children|adults|people))?"
_AND_THOSE = re.compile(r"\b(and|or) (?:those|patients|people|children|adults) with ", re.IGNORECASE)
#: How a disease ends, for better or worse, and what that depends on.
_ENDINGS: tuple[tuple[str, str], ...] = (
    *((f"(?i){pattern.format(how=_GOOD, end=_END, than=_THAN_OTHERS)}", "better") for pattern in _HOW_IT_ENDS),
    *((f"(?i){pattern.format(how=_POOR, end=_END, than=_THAN_OTHERS)}", "worse") for pattern in _HOW_IT_ENDS),
    (rf"(?i)(?P<what>.+?) improve[sd]? (?:the )?{_END}{_IN_THEM}", "better"),
    (rf"(?i)(?P<what>.+?) worsen(?:s|ed)? (?:the )?{_END}{_IN_THEM}", "worse"),
)


#: The pattern of a whole sentence without its disease, and the sentence with it.
_COMPLETED: tuple[tuple[str, Written], ...] = (
    # what is called by a name of its own was said to be so
    (
        r"(?!.*\b(?:no|not|never|without)\b)(?P<so>.+), (?:which is|where it is|a \w+"
        r"|which (?:doctors|radiologists|physicians|clinicians|we|people)) (?:also |often )?"
        r"(?:known as|called?|termed|referred to as) (?:the |an? )?(?P<what>[\w -]+)",
        lambda match, disease: (
            f"{disease} {'may show' if re.search(_MAY, match['so'], re.IGNORECASE) else 'shows'} {match['what']}"
        ),
    ),
    (
        rf"(?:young |older |elderly |middle-aged )?(?P<who>{_WHO}) {_BE} (?:{_ABOVE_ALL}|more (?:often|frequently|commonly))"
        rf" affected(?: (?:more often |more frequently )?than (?P<than>{_WHO}))?",
        _more_common,
    ),
    (
        rf"(?P<who>{_WHO}) {_BE} (?:affected|involved) more (?:often|frequently|commonly) than (?P<than>{_WHO})",
        _more_common,
    ),
    (
        rf"(?P<what>.+?) (?:{_BE}|(?P<may>{_MAY}) be)(?P<not> not)?(?P<how>(?: (?:{_OFTEN}|{_ABOVE_ALL}|{_GRADES})))?"
        r" (?P<verb>affected|involved|spared|picked out|targeted)(?: first| early| late| too| as well)?",
        _affected,
    ),
    (
        rf"{_AFFIRMED}(?P<what>[^,;:]+?) (?:{_BE}|(?P<may>{_MAY}) be) (?P<how>{_OFTEN} )?"
        r"(?:relatively|comparatively|partly|partially) (?:spared|preserved)(?: (?:early|late|at first|until late))?",
        lambda match, disease: (
            f"{disease} {match['how'] or ''}{'may show' if match['may'] else 'shows'} relative sparing of {match['what']}"
        ),
    ),
    (
        rf"(?P<what>.+?) {_BE} (?:very |quite |relatively |fairly |also )?(?P<how>{'|'.join(_HOW_OFTEN)})",
        _common,
    ),
    (rf"(?P<what>.+?) (?:{_BE}|(?P<may>{_MAY}) be) (?P<how>{_OFTEN} )?(?:absent|missing|lacking)", _absent),
    (
        rf"(?:(?:on|at|in|with) (?P<where>[^,]+?),? (?:the )?)?(?P<what>[^,]+?) (?:{_BE}|(?P<may>{_MAY}) be) (?:{_OFTEN} )?"
        r"(?:visible|prominent|predominant|apparent|evident|demonstrable|striking)(?: (?:early|late)(?: on)?)?",
        _visible,
    ),
    # images show it
    (
        rf"{_NOT_SHOWN}(?P<on>(?:an? |the )?[\w -]+?) (?P<may>{_MAY} )?(?:{_OFTEN} )?(?:already )?"
        r"(?:shows?|showed|depicts?|depicted|reveals?|revealed|demonstrates?|demonstrated|displays?|discloses?|detects?|detected)"
        r" (?P<what>.+)",
        lambda match, disease: f"{disease} {'may show' if match['may'] else 'shows'} {match['what']} on {match['on']}",
    ),
    (
        r"(?:the )?(?P<years>\w+)[- ]year survival(?: rates?)?(?P<with> (?:with|in) .+?)?"
        r" (?:is|was|were) (?P<share>\d[\d.]* ?(?:%|per ?cent))",
        lambda match, disease: (
            f"{match['share']} of patients with {disease}{match['with'] or ''} are alive at {match['years']} years"
        ),
    ),
    # where it shows what
    (
        r"the (?P<where>[\w -]+?) (?:shows?|showed|displays?|displayed) (?P<what>.+)",
        lambda match, disease: f"{disease} shows {match['what']} of the {match['where']}",
    ),
    (
        rf"(?:the |its )?(?:\w+ )?(?P<what>cause|etiology|aetiology|course|onset) {_BE} (?:{_OFTEN} )?(?P<like>[\w -]+)",
        lambda match, disease: f"{disease} has {an(match['like'])} {match['what']}",
    ),
    (
        rf"(?:the |its )?(?:(?:mode|pattern) of )?inheritance {_BE} (?P<like>[\w -]+)",
        lambda match, disease: f"{disease} is {match['like']}",
    ),
    (
        r"(?:the |its )?(?:clinical |disease )?(?:spectrum|picture|presentation)"
        r" (?:includes?|comprises?|consists of|encompasses) (?P<what>.+)",
        lambda match, disease: f"{disease} shows {match['what']}",
    ),
    # a note of a share: "cracks: about 26 %"
    (
        r"(?P<what>[^:,;]+): (?P<share>(?:(?:about|around|roughly|up to|nearly|almost|some) )?"
        r"(?:\d[\d.]*(?: ?[-–] ?\d+(?:\.\d+)?| to \d+)? ?(?:%|percent|per cent)|(?:a|one|two) (?:half|third|quarter|fifth)s?))"
        r"(?: of (?:the )?(?:patients|cases|pts))?"
        r"(?: in (?:the|this|one|our) (?:\w+ ){0,2}(?:cohort|series|study|registry)\b.*)?",
        lambda match, disease: f"{match['what']} is seen in {match['share']} of patients with {disease}",
    ),
    # how many have it of which kind
    (
        rf"(?:the )?(?P<what>[\w -]+?) {_BE} (?P<like>[\w-]+(?:(?:,| and) [\w-]+)?) in (?P<share>\d+ of \d+ \w+)",
        lambda match, disease: f"{match['share']} with {disease} had {match['like']} {match['what']}",
    ),
    # it goes away
    (
        rf"(?!(?:no|none|nothing|neither|nobody|few|hardly|not|never|it|they|this|that)\b)(?P<what>[^,;:]+?) (?P<may>{_MAY} )?"
        rf"(?:{_GOES_AWAY})(?: (?:or|and) (?:even )?(?:{_GOES_AWAY}))*(?:,? (?:over time|with time|slowly|gradually))?"
        r"(?:,? (?:on (?:their|its) own|by (?:themselves|itself)|without (?:any )?treatment))?",
        lambda match, disease: f"{match['what']} of {disease} {'may resolve' if match['may'] else 'resolves'}",
    ),
    # at which places
    (
        rf"(?:the |its |their )?(?:{_ADJECTIVE} )?(?:places|sites|locations|spots) {_BE} (?!not\b|never\b)(?P<where>.+?)"
        r"(?:,? and (?:all |any )?other .+)?",
        lambda match, disease: f"{disease} affects {_listed(match['where'])}",
    ),
    # in whom it is seen more often
    (
        rf"{_AFFIRMED}(?P<what>[^,;:]+?) {_BE} more (?:frequent|common|likely|often (?:seen|found)) in"
        r" (?:those|patients|people|children|adults) with (?P<who>[^,;:]+)",
        lambda match, disease: f"{match['who']} is a marker of {match['what']} in {disease}",
    ),
    # what is given for it
    (
        rf"(?:the )?(?:treatment|therapy|management) (?:{_OFTEN} )?(?:starts|begins|is (?:started|begun)) with (?P<what>.+)",
        lambda match, disease: f"{disease} is treated with {_joined(match['what'])}",
    ),
    (
        r"(?!no\b|neither\b)(?P<what>.+?) ha(?:s|ve) (?:all |both |also |each )*been (?:tried|used|given)"
        r"(?:,? with (?:mixed|variable|varying|some|good) (?:results?|success|benefit))?",
        lambda match, disease: f"{disease} is treated with {_joined(match['what'])}",
    ),
    (
        rf"{_AFFIRMED}"
        rf"(?!(?:no|neither|other|some|many|several|these|those|they|it|this|such|drugs|medicines|medications|treatments)\b)"
        rf"(?P<what>(?:(?!\bsuch as\b)[^;:])+?) (?P<may>{_MAY} )?(?:{_BE} |be )(?P<how>{_OFTEN} )?(?:then )?"
        r"(?:used|given|added|tried|prescribed|offered|administered|needed)"
        r"(?: (?:as well|too|early|first|in addition"
        r"|(?:for|in) (?:the )?(?:treatment|therapy)|along(?:side)? with [^,;:]+|together with [^,;:]+"
        r"|(?:in|for) (?:more )?(?:severe|refractory|resistant|stubborn|difficult|milder|mild|some|selected)\b[^,;:]*))?",
        lambda match, disease: (
            f"{disease} {'may be' if match['may'] else 'is'} {match['how'] or ''}treated with {_joined(match['what'])}"
        ),
    ),
    (
        rf"{_AFFIRMED}(?P<what>[^,;:]+?) {_BE} (?:also |very |especially |particularly |strongly )?"
        r"(?:important|essential|recommended|crucial|advised|encouraged|mandatory|vital|indispensable|a must"
        r"|required|necessary)(?: (?:for|once|when|in) [^,;:]+)?",
        lambda match, disease: f"{disease} calls for {match['what']}",
    ),
    (
        rf"{_AFFIRMED}"
        rf"(?P<what>[^,;:]+?) (?P<verb>supports?|suggests?|confirms?|points? (?:to|towards?)) (?:the|this) diagnosis",
        lambda match, disease: f"{match['what']} {match['verb']} the diagnosis of {disease}",
    ),
    (
        r"(?:the|an?|another|one|its|their) (?:single )?(?:most )?(?:feared|important|serious|dangerous|worrying|severe|notable"
        r"|striking|troublesome|other|further)"
        r" (?P<role>complication|symptom|sign|feature|finding|manifestation)(?: to (?:fear|know|look for))?"
        r" (?:is|was) (?P<what>.+)",
        lambda match, disease: f"{match['role']}s of {disease} include {match['what']}",
    ),
    # how it is treated
    (
        rf"(?:the |its )?(?:treatment|therapy|management) is (?P<how>{_OFTEN} )?"
        r"(?P<what>conservative|surgical|supportive|symptomatic|medical)",
        lambda match, disease: f"{disease} is {match['how'] or ''}treated with {match['what']} treatment",
    ),
    (
        rf"{_AFFIRMED}"
        rf"(?!no\b|neither\b)(?P<what>[^,;:]+?) (?:(?:is|are) (?:{_OFTEN} )?(?:reserved for|(?:an )?options?|considered"
        rf"|possible)|{_MAY} be (?:considered|necessary|an option))\b[^,;:]*",
        lambda match, disease: f"{disease} may be treated with {match['what']}",
    ),
    (
        rf"{_AFFIRMED}(?!(?:no|neither|other|some|many|several|they|it|this)\b)(?P<what>[^,;:]+?) (?:is|are|{_MAY} be) "
        rf"(?P<how>{_OFTEN} )?(?:the |an? )?(?:(?:usual|standard|preferred|main|first|initial|first-line|second-line) ){{1,2}}"
        r"(?:choice|line|treatments?|drugs?|therap(?:y|ies)|medicines?|medications?|agents?|options?)",
        lambda match, disease: f"{disease} is {match['how'] or ''}treated with {_joined(match['what'])}",
    ),
    # what is behind it
    (
        rf"{_AFFIRMED}(?:(?P<most>in (?:most|the majority of|the vast majority of) (?:cases|patients|people)),? )?"
        rf"(?!(?:it|this|that|they|nobody|nothing|what|who)\b)(?P<what>[^,;:]+?) (?:is|are) (?P<how>{_OFTEN} )?"
        r"(?:to blame|the culprits?|behind it|at fault|responsible)(?: for it)?"
        r"(?P<in> in (?:most|the majority of) (?:cases|patients|people))?",
        lambda match, disease: (
            f"{disease} is {'mostly ' if match['most'] or match['in'] else match['how'] or ''}caused by {match['what']}"
        ),
    ),
    # what tells it
    (
        rf"{_AFFIRMED}(?P<what>[^,;:]+?) (?:is|are) (?:the|an?|another) (?:giveaway|tell-?tale|typical|classic|characteristic"
        r"|well-known|helpful|useful|good|important) (?:signs?|clues?|symptoms?)",
        lambda match, disease: f"{disease} shows {match['what']}",
    ),
    (
        r"(?P<what>[^,;:]+?) (?:do|does) not belong to (?:the|its) (?:(?:usual|typical|clinical) )?"
        r"(?:picture|features|disease)",
        lambda match, disease: f"{disease} does not show {match['what']}",
    ),
    (
        r"(?P<what>[^,;:]+?) (?:is|are) (?:not|never) (?:an? |the )?(?:usual |typical )?"
        r"(?:features?|part of the (?:picture|disease))",
        lambda match, disease: f"{disease} does not show {match['what']}",
    ),
    # what is seen by whoever looks
    (
        rf"(?:you|we|one|doctors|radiologists|clinicians|physicians) (?P<may>{_MAY} )?(?P<how>{_OFTEN} )?"
        r"(?:sees?|finds?|notices?|observes?|encounters?) (?P<what>(?!that\b)[^;:]+)",
        lambda match, disease: (
            f"{disease} {match['may'] or ''}{match['how'] or ''}show{'' if match['may'] else 's'} {match['what']}"
        ),
    ),
    # where it is
    (
        rf"(?P<where>.+?) {_BE} (?:the |an? )?(?:{_ADJECTIVE} )?(?:sites?|locations?|places?|targets?)",
        lambda match, disease: f"{disease} affects {match['where']}",
    ),
    (
        r"(?:the |its |their )?(?:main |chief |principal |major )?"
        r"(?:differential(?: diagnosis)?|differentials|mimics?|mimickers?)"
        rf" (?:{_BE}|includes?|comprises?) (?P<what>.+)",
        lambda match, disease: f"differential diagnosis of {disease} includes {match['what']}",
    ),
    (
        r"(?:the )?(?:clinical |disease )?course (?:was|is) (?P<what>[\w -]+?) (?P<share>in \d.+)",
        lambda match, disease: f"{disease} has a {match['what']} course {match['share']}",
    ),
    (
        rf"(?P<who>.+?) (?:{_BE}) in (?P<what>(?:complete |full |sustained )?remission)",
        lambda match, disease: f"{match['who']} with {disease} had {match['what']}",
    ),
    (
        rf"(?:the )?(?P<what>[\w' -]+?) (?:{_BE}) the (?:{_ADJECTIVE} )?(?:{_PATTERN}|lesions?|problem|cause)",
        lambda match, disease: f"{disease} shows {match['what']}",
    ),
    (
        rf"(?:the |some |its |their |other )*(?:{_ADJECTIVE},? (?:and )?)*(?:{_OF_PART} )?(?P<role>{_ROLE})(?: {_OFTEN})?"
        rf" {_LIST_OF}(?: {_OFTEN})? (?P<what>.+)",
        lambda match, disease: f"{match['role']} of {disease} include {match['what']}",
    ),
    (
        r"(?:the )?(?:(?:first-line|initial|standard|usual) )?(?P<role>treatment|therapy|management)"
        rf" (?:{_OFTEN} )?(?:includes?|consists of|involves|comprises|rests on|relies on|is with|is based on)"
        r" (?P<what>.+)",
        lambda match, disease: f"treatment of {disease} includes {_joined(match['what'])}",
    ),
    (
        rf"(?:\w+ )?(?:tests?|investigations?|examinations?|results|work-?up|analysis) (?P<may>{_MAY} )?(?:{_OFTEN} )?"
        r"(?:shows?|reveals?|demonstrates?|detects?) (?P<what>.+)",
        lambda match, disease: f"{disease} {'may show' if match['may'] else 'shows'} {match['what']}",
    ),
    (
        rf"(?:on|at|in) (?P<on>[^,]+?),? (?:the )?(?:{_ADJECTIVE} )?{_PATTERN}(?: (?:in|of) [^,]+?)? {_BE} (?P<what>.+)",
        lambda match, disease: f"{disease} shows {match['what']} on {match['on']}",
    ),
    (
        rf"on (?P<on>[^,]+), (?P<what>.+?) {_BE} the (?:{_ADJECTIVE} )?{_PATTERN}",
        lambda match, disease: f"{disease} shows {match['what']} on {match['on']}",
    ),
    (
        rf"(?P<what>.+?) {_BE} (?:the|an?) (?!(?:very |rather )?(?:rare|uncommon|unusual|less|most|main|leading)\b)"
        rf"(?:{_ADJECTIVE} |{_ADJECTIVE} and {_ADJECTIVE} )?{_PATTERN}",
        lambda match, disease: f"{disease} shows {match['what']}",
    ),
    (rf"there {_BE} (?P<what>.+)", lambda match, disease: f"{disease} shows {match['what']}"),
    (
        rf"(?P<what>a history of .+?) (?:{_BE}|{_MAY} be) (?:elicited|obtained|given|{_SEEN})(?P<share> in .+)?",
        lambda match, disease: f"{disease} has {match['what']}{match['share'] or ''}",
    ),
    # the deposits are round, lie at the edge
    (
        r"(?:on (?P<on>[^,]+?),? (?=the ))?"
        rf"(?:the |this |these )?(?P<what>[\w -]+?) (?:{_BE}|looks?|appears?|(?P<may>{_MAY}) (?:be|look|appear))"
        rf" (?P<how>{_OFTEN} )?"
        r"(?!(?:\w+ly )?(?:spared|preserved|unaffected|uninvolved|free|intact)\b)(?P<like>[\w-]+(?:(?:,| and|, and) [\w-]+)?)"
        r"(?: on (?P<images>[\w -]+))?",
        _so,
    ),
    (
        rf"(?:the |this |these )?(?P<what>[\w -]+?) (?:{_BE} |(?P<may>{_MAY}) (?:be )?)?(?P<how>{_OFTEN} )?"
        rf"(?:affects?|involves?|(?:{_SEEN}|lies?|sits?|occurs?|appears?) (?:on|in|at|over|around)) (?:the )?"
        r"(?P<where>[\w -]+)",
        _there,
    ),
)


_LISTS_ROLE = re.compile(
    rf"(?:the |some |its |their |these |other )*(?:[\w-]+,? (?:and )?){{0,3}}?(?P<role>{_ROLE}|treatments?|therap(?:y|ies)"
    r"|management|drugs?|medications?|medicines|treatment options|(?:auto)?antibodies|triggers)"
    rf"(?: {_OFTEN})? (?:{_LIST_OF}|includes?|comprises?|consists? of|involves?|rests? on"
    rf"|relies on|(?:is|was) (?:with|based on))(?: {_OFTEN})? .+",
    re.IGNORECASE,
)


def lists_role(sentence: str) -> tuple[str, str]:
    """Return what a sentence lists without its disease, "treatment" where it includes X, and all up to that; or nothing.

    >>> lists_role("Common signs include galls and spots"), lists_role("Signs of blight include galls")
    (('signs', 'Common signs'), ('', ''))
    """
    match = _LISTS_ROLE.fullmatch(sentence)
    return (match["role"], sentence[: match.end("role")]) if match else ("", "")


#: Who is affected, by what the sentence leaves out.
_AFFECTED = re.compile(
    r"^[^,;:]+ (?:is|are|was|were) (?:\w+ )?affected(?= (?:\w+ )?(?:twice|three|four|\d|more|less|as)\b)", re.IGNORECASE
)


#: What stands in front of a sentence, "On film, frost is missing": it is no part of its subject.
_FRONT = re.compile(r"(?:in|on|at|with|after|during) [^,]+, ", re.IGNORECASE)
_ON_IMAGES = re.compile(r"on (?P<images>(?!(?:average|the|this|that|day|treatment|exam\w*)\b)[\w -]+), (?!.*,)", re.IGNORECASE)


def with_disease(sentence: str, noun_ends: int, disease: str) -> Iterator[Referred]:
    """Yield a sentence with the disease that the text is about where it leaves it out: "Treatment includes X".

    Args:
        sentence: The sentence.
        noun_ends: Offset behind its first noun; 0 where it has none.
        disease: Name of the disease.
    """
    places = [(match.end(), f" of {disease}") for match in [_GENUS.match(sentence)] if match]
    places += [(noun_ends, f" of {disease}")] if noun_ends else []
    places += [(match.end(), f" with {disease}") for match in [_PEOPLE.search(sentence)] if match]
    places += [(match.end(), f" by {disease}") for match in [_AFFECTED.search(sentence)] if match]
    places += [(0, f"In {disease}, "), (len(sentence), f" in {disease}")]
    for at, added in dict.fromkeys(places):
        yield Referred(sentence[:at] + added + sentence[at:], ((at, 0, len(added)),))
    if not _FRONT.match(sentence):
        yield from completed(sentence, disease)
    elif seen := _ON_IMAGES.match(sentence):  # "On film, the bark is spared" is so on film
        for way in completed(sentence[seen.end() :], disease):
            text = f"{way.text} on {seen['images']}"
            yield Referred(text, ((0, len(sentence), len(text)),))


@cache
def _in_any_case() -> tuple[tuple[str, Written], ...]:
    return tuple((f"(?i){pattern}", written) for pattern, written in _COMPLETED)


def completed(sentence: str, disease: str) -> Iterator[Referred]:
    """Yield a sentence of a form that leaves out its disease with that: "The X is spared" as the disease does not affect X."""
    for pattern, written in _in_any_case():
        if match := compiled(pattern).fullmatch(sentence):
            text = " ".join(written(match, disease).split())
            yield Referred(text, ((0, len(sentence), len(text)),))


def of_end(sentence: Referred, disease: str) -> Iterator[Referred]:
    """Yield a sentence on how a disease ends as one that names the disease: "Patients with X had a poor outcome".

    Args:
        sentence: The sentence.
        disease: Name of the disease.
    """
    text = sentence.text
    for pattern, worse in _ENDINGS if compiled(f"(?i){_END}").search(text) else ():
        match = compiled(pattern).fullmatch(text)
        if match and not compiled(r"(?i)\b(?:no|not|never|without)\b(?! it\b|$)").search(text):
            start, end = match.span("what")
            if presence := compiled(r"(?i:the presence of|having) ").match(match["what"]):
                start += presence.end()
            found = _said_of(sentence, text[start:end], start, f" makes the prognosis of {disease} {worse}")
            yield substituted(found, _AND_THOSE, r"\1 ")
            return


_IS_ROLE = (
    rf"(?P<what>[^:;]+?) (?:is|are|was|were) (?:an? |the |one |one of the |also |among the )*"
    rf"(?:{_ADJECTIVE},? |less |more |rarer |such |best-known |another )*"
)
_MIMIC = re.compile(
    rf"{_IS_ROLE}(?:mimics?|mimickers?|look-?alike(?:s)?|differential diagnos[ei]s|examples? of a mimic)"
    rf"|(?P<alike>[^:;]+?) {_MAY} (?:look|appear|be) (?:very |quite |much )?(?:similar|alike|the same|identical)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    rf"{_IS_ROLE}causes?|(?:the |other |{_ADJECTIVE} )*causes (?:include|are) (?P<listed>[^:;]+)"
    r"|(?:it|this) is caused by (?P<by>.+)",
    re.IGNORECASE,
)


_RISK = re.compile(
    rf"{_IS_ROLE}risk factors?(?: for (?:it|them|this))?"
    rf"|(?:the |other |{_ADJECTIVE} |{_OF_PART} )*risk factors (?:include|are|were) (?P<listed>[^:;]+)",
    re.IGNORECASE,
)


def of_role(sentence: Referred, diseases: Iterable[str], findings: Iterable[str]) -> Iterator[Referred]:
    """Yield a sentence that calls something a mimic, or a cause, with what it is a mimic or a cause of.

    Args:
        sentence: The sentence: "X is another mimic", "Other causes are X and Y".
        diseases: Names of the diseases that the text is about.
        findings: Names of the findings that it is about.
    """
    text = sentence.text
    if compiled(r"(?i)\b(?:no|not|never|nor|neither)\b").search(text):
        return
    if match := _MIMIC.fullmatch(text):
        for disease in dict.fromkeys(filter(None, diseases)):
            group = "what" if match["what"] else "alike"
            verb = "resemble" if " and " in match[group] else "resembles"
            yield _said_of(sentence, match[group], match.start(group), f" {verb} {disease}")
    if match := _CAUSE.fullmatch(text):
        group = next(name for name in ("what", "listed", "by") if match[name])
        for finding in dict.fromkeys(filter(None, findings)):
            before = f"{finding} is seen in "
            start = match.start(group)
            changes = ((0, start, len(before)),) if start else ((0, 0, len(before)),)
            yield Referred(before + match[group], changes, sentence)
    if match := _RISK.fullmatch(text):
        group = "what" if match["what"] else "listed"
        for finding in findings:
            for disease in dict.fromkeys(filter(None, diseases)):
                yield _said_of(sentence, match[group], match.start(group), f" increases the risk of {finding} in {disease}")


def _said_of(sentence: Referred, what: str, start: int, behind: str) -> Referred:
    end = start + len(what)
    changes = ((0, start, 0), (end, len(sentence.text) - end, len(behind)))
    return Referred(what + behind, tuple(change for change in changes if change[1]), sentence)


_LIKEWISE = re.compile(
    r"(?:and )?(?P<so>so|neither|nor) (?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|will) (?P<what>[^,;:?]+)",
    re.IGNORECASE,
)
_IS_DENIED = r"(?i)\b(?:not|never|no|without|hardly)\b|n['’]t\b"


def likewise(sentence: str, before: str, verb: int) -> str | None:
    """Return "So does X" with what was said before in its place; ``None`` where it is no such sentence.

    Args:
        sentence: The sentence.
        before: What was said before; empty where nothing was.
        verb: Offset of its verb.

    >>> likewise("So do the elms", "Oaks grow slowly", 5)
    'the elms grow slowly'
    >>> likewise("Neither do the elms", "Oaks grow slowly", 5)
    ''
    """
    match = _LIKEWISE.fullmatch(sentence)
    if match is None:
        return None
    said = before[verb:]
    denied = compiled(_IS_DENIED).search(said) is not None
    return f"{match['what']} {said}" if verb and denied == (match["so"].lower() != "so") else ""


def notes(heading: str, disease: str, *, finding: str = "") -> Iterator[tuple[str, str]]:
    """Yield what stands in front of a note and behind it, where it is a sentence about a disease.

    Args:
        heading: What the note stands under, "causes"; empty where it stands alone.
        disease: Name of the disease.
        finding: The heading, where it is the name of a finding: what stands under it tells where that is.
    """
    if finding:
        yield f"{finding} of {disease} is located ", ""
    if compiled(r"(?:age (?:at|of) )?onset|start|beginning").fullmatch(heading):
        yield f"{disease} begins ", ""
    if compiled(r"sex|gender|epidemiology|frequency|demographics|inheritance|age and sex").fullmatch(heading):
        yield f"{disease} is ", ""
    if heading:
        heading = compiled(rf"^(?:(?:the|its|{_ADJECTIVE}) )+(?={_ROLE})").sub("", heading)
        if compiled(r"(?:genetics?|genes?|causes?|a?etiology)").fullmatch(heading):
            yield f"{disease} is caused by ", ""
        yield f"{heading} of {disease} include ", ""
        yield f"{disease} shows ", f" on {heading}"
        yield f"{heading} of {disease}: ", ""
    yield f"{disease} shows ", ""
    yield f"{disease} affects ", ""
    yield f"{disease}: ", ""
    yield "", f" in {disease}"
