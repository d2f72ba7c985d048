"""Where something was looked at, and how much of it there was, as people write it: "in one series, all but two of 23 …".

What a study was called, and which words carry a number, adds nothing to a claim. Each wording becomes the plain one that the
small grammar reads; a number of patients becomes a share of them.
"""

from __future__ import annotations

import re

from radkg.model.english import Rewording, compiled, reworded
from radkg.statement.numbers import COUNT_IN_LETTERS, count_of

_PEOPLE = (
    r"(?:patients|people|persons|individuals|children|adults|cases|women|men|girls|boys|those|subjects|participants|sufferers"
    r"|youngsters|boys and girls)"
)
_STUDY = (
    r"(?:case series|series|cohorts?|stud(?:y|ies)|surveys?|registry|registries|samples?|groups?|collections?|populations?"
    r"|reports?|reviews?|papers?|articles?|data|database|datasets?|analys[ei]s|trials?|meta-analys[ei]s|publications?"
    r"|textbooks?|authors|researchers|investigators|reviewers)"
)
_NEUTRAL = (
    r"(?:(?:small|large|larger|big|single-cent(?:er|re)|single|multicent(?:er|re)|prospective|retrospective|cross-sectional"
    r"|published|recent|older|imaging|mri|mr|ultrasound|case|clinical|narrative|systematic|research|hospital|national"
    r"|population-based|whole|entire|same|such|patient|\d+-(?:patient|person|case|child)) )*"
)
_DET = r"(?:an?|the|one|this|that|another|our|their|some|several|two|three|most|various|different|each|any given)"
_FOUND = (
    r"(?:found|finds?|shows?|showed|shown|reported|reports?|describes?|described|documents?|documented|observed|noted|saw"
    r"|recorded|identified|demonstrates?|demonstrated|revealed|reveals?|detected|indicates?|indicated|suggests?|suggested"
    r"|concluded|states?|notes?|lists?)"
)
_N = r"(\d{1,6})"
_LITTLE = r"(?:just|only|merely|a mere|as few as|no more than)"
_LARGE = r"(?:great|vast|large|overwhelming|clear|bulk)"
_NEXT_TO = r"(?:almost|nearly|practically|virtually|next to|as good as)"
_ANY = rf"(?:barely any|hardly any|scarcely any|{_NEXT_TO} none|{_NEXT_TO} no one)"
_BE = r"(?:is|are|was|were)"

#: Applied in this order.
_PLAINER: tuple[Rewording, ...] = (
    # how many
    ("dozen", r"\b(?:a|one) dozen\b", "12"),
    ("every ", rf"\bevery (?:single )?one of (?:the |these |those )?(?={_N}\b)", "all "),
    ("each of ", rf"\beach of (?:the |these |those )?(?={_N}\b)", "all "),
    ("all of ", rf"\ball of (?:the |these |those )?(?={_N}\b)", "all "),
    (" of ", rf"\b{_ANY} of (?:the )?(?:{_N} )?(?={_PEOPLE})", "less than 10 % of "),
    ("not ", rf"\bnot (?:even )?(?:a single |one )(?:one )?(?:of|out of) (?:the |these |all )?{_N}\b", r"0 of \1"),
    ("no ", rf"\bno (?:one|\w+) (?:of|out of) (?:the |these )?{_N}\b", r"0 of \1"),
    ("one of ", rf"\bnone (?:of|out of) (?:the |these |all )?{_N}\b", r"0 of \1"),
    (
        " any ",
        rf"\bno ((?:(?!\b(?:in|not)\b).)+? (?:{_BE} )?(?:\w+ )?)in any (?:one )?of (?:the |these )?{_N}\b",
        r"\1in 0 of \2",
    ),
    (" any ", rf"\b(?:not|never) ((?:\w+ )?)(?:in|to|for) any (?:one )?of (?:the |these )?{_N}\b", r"\1in 0 of \2"),
    ("absent ", rf"\b(?:absent|lacking|missing) in all (?:of )?(?:the )?{_N}\b", r"seen in 0 of \1"),
    ("absent ", rf"\b(?:absent|lacking|missing) (on [\w-]+) in all (?:of )?(?:the )?{_N}\b", r"seen \1 in 0 of \2"),
    (
        "ly",
        rf"\b{_LITTLE} (?=(?:(?:one|two|three|four|five|\d[\d.]*) ?(?:%|percent|of|in|out of|\b(?:to|or) \d)|about"
        r"|around|roughly|some \d|a (?:third|quarter|fifth|tenth|few"
        r"|minority)|half)\b)",
        "",
    ),
    ("minority", r"\b(?:only )?an? (?:very )?(?:small|tiny) minority of\b", "few"),
    ("minority", r"\bin (?:only )?an? (?:very )?(?:small|tiny) minority\b", "in a few cases"),
    ("majority", rf"\bthe {_LARGE} majority of (?:the )?(?:{_N} )?", "most "),
    ("majority", rf"\bthe majority of (?:the )?(?:{_N} )?(?={_PEOPLE})", "most "),
    (
        "",
        rf"\b((?:most|many|some|few|several|nearly all|almost all|virtually all|practically all)) (?:of )?(?:the |these )?"
        rf"{_N} (?={_PEOPLE})",
        r"\1 ",
    ),
    ("%", rf"(%|percent) of (?:the |these |a total of )?{_N} (?=(?:[\w/-]+ ){{0,3}}{_PEOPLE})", r"\1 of "),
    (
        " of ",
        rf"\b(halves|half|thirds?|quarters?|fifths?|sixths?|tenths?|minority|majority) of (?:the |these )?{_N} (?={_PEOPLE})",
        r"\1 of ",
    ),
    (" out of ", rf"\b(\w+) {_PEOPLE} out of (\w+)\b", r"\1 of \2 patients"),
    (" or so", r"\b(\w+ (?:in|of|out of) \w+|\d+ ?(?:%|percent)|half|a (?:third|quarter)) or so\b", r"about \1"),
    ("rather ", r"\brather (?=(?:more|less|fewer) than\b)", ""),
    ("odd ", r"\bsome ((?:two|three|four) (?:thirds|quarters|fifths))\b", r"about \1"),
    (" the time", r"\b(?:about )?half (?:of )?the time\b", "in half of cases"),
    ("all ", rf"\ball (?:the )?{_N} (?=(?!{_PEOPLE})[\w-]+ {_PEOPLE})", r"\1 of \1 "),
    ("most ", rf"^most (?:{_PEOPLE} with )?(.+?) (?:have|had|show|showed|develop) no (.+)$", r"\1 does not usually show \2"),
    # when: "late in the course of X"
    (
        " in ",
        r"\b(?:even )?(early|late) in the (?:natural |clinical )?(?:course|history|evolution) of ",
        r"in the \1 stage of ",
    ),
    # whom it helped: "helped 9 of 28 cats with X"
    (
        "elp",
        rf"\b(?:did|does|do) not help any (?:one )?of (?:the )?{_N} {_PEOPLE} with (.+)$",
        r"helped \2 in 0 of \1 patients",
    ),
    ("helped ", rf"\bhelped (\w+) (?:out )?of (?:the )?{_N} {_PEOPLE} with (.+)$", r"helped \3 in \1 of \2 patients"),
    ("universal", rf"\b{_BE} universal\b", "is always seen"),
    ("stand", r"\bstands? out\b", "is especially seen"),
    (" of a", rf"\bof an? {_NEUTRAL}([\w -]+?) {_STUDY}\b", r"of \1 patients"),
    ("patients", r"\bmajority of (?:the )?([\w -]+ patients)", r"majority of \1"),
    ("in any ", r"\bin any (?:one )?(?:patient|person|case|child|adult|individual)(?: with)? ", "in "),
    (
        "in no ",
        r"^in no (?:patient|person|case|child|adult|individual)s? with (.+?) (?:had|has|have|was|were|is|are|did|does) (.+)$",
        r"in \1 , \2 is never seen",
    ),
    (
        "deaths ",
        rf"\b{_N} deaths (?:occurred |were recorded |were seen |happened )?(?:among|in|of) (?:the )?{_N} (.+)$",
        r"\1 of \2 \3 died",
    ),
    (
        "deaths ",
        rf"\bno deaths (?:occurred |were recorded |were seen |happened )?(?:among|in|of) (?:the )?{_N} (.+)$",
        r"0 of \1 \2 died",
    ),
    ("surviv", r"\b(?:did|do|does) not survive$", "died"),
    ("lived ", r"\blived for (?:at least )?(?=\w+ years?\b)", "survived "),
    ("their ", rf"\bwhen (?:{_PEOPLE}|they) are in their (?=\w+ties\b)", "in the "),
    (" or more", rf"\baged {_N} or more\b", r"aged \1 or over"),
    ("possib", r"\b(?:is|are) (?:also )?(?:possible|a possibility)(?= (?:in|on|with)\b|$)", "may be seen"),
    # never, or hardly
    ("ever", rf"\b(?:{_NEXT_TO}|all but|but) never\b", "almost never"),
    ("no ", rf"\b{_NEXT_TO} no (?={_PEOPLE})", "less than 10 % of "),
    (
        "h",
        r"\b(?:hardly|barely|scarcely) any (?:one )?(?:of )?(?:the )?(patient|child|adult|person|woman|man|case)s?\b",
        "less than 10 % of patients",
    ),
    ("exception", r"\b(?:is|are|was|were) (?:the|an) exception(?: rather than the rule)?\b", "is rarely seen"),
    ("exception", r"\b(?:is|are|was|were) (?:an )?exceptional(?: (?:[\w-]+ )?findings?)? (?=in|among|on)", "is rarely seen "),
    ("exception", r"\bexceptional\b", "rare"),
    # in which study
    ("epending", r"^depending on (?:the )?[\w ]+?, ", ""),
    (
        "each ",
        rf"^in {_DET} {_NEUTRAL}{_STUDY} of {_N} (.+?), (?:each(?: one)?|all(?: of them)?|every one) (?=ha|show|develop)",
        r"\1 of \1 \2 ",
    ),
    (
        "",
        rf"^(?:an?|the|one|some|several|recent)? ?{_NEUTRAL}([\w-]+ )??{_NEUTRAL}{_STUDY} (?:(?:from|in|on|of) ((?:the "
        rf")?[\w-]+(?: [\w-]+){{0,3}}?) )?"
        rf"(?:ha(?:s|ve) )?{_FOUND} (?:that )?(?!no\b|not\b)(.+)$",
        r"\3 in \1in \2",
    ),
    (
        "expected ",
        rf"^((?:in [^,]+, )?)(.+?) {_BE} (?:found |seen |observed |diagnosed |recorded )?(?:\w+ )?(?:more often than"
        r"|more frequently than|more common than) expected "
        rf"(?:in|among) (?:{_PEOPLE} with )?(.+)$",
        r"\1\3 increases the risk of \2",
    ),
    (
        "",
        rf"\b(?:in|from|of|across|within|among|by|according to) {_DET} (?:and only |recent )?{_NEUTRAL}([\w-]+ "
        rf")??{_NEUTRAL}{_STUDY}"
        rf"(?: (?:of|on|in|with|about|from|among)(?: (?:about |some )?\d+)?(?: {_NEUTRAL}(?={_PEOPLE}))? (?:{_PEOPLE} "
        rf"(?:with|of) |{_PEOPLE} |with )?|$|(?=,)| (?=has|have|had|was|were|is|are|did|do|does))",
        r"in \1",
    ),
    # "when" and "if" say in whom, and on what
    (
        "when",
        rf",? ?\bwhen (?:{_PEOPLE} with )?(?!it\b|they\b)([^,]+?) (?:is|are|was|were|gets?|have|has|undergoe?s?)(?: "
        r"\w+ly)? ?(?:being |been )?"
        r"(?:imaged|studied|scanned|examined|assessed|evaluated|looked at|investigated|imaging|undergo)?(?: (?:by|with"
        r"|on|using|at))? "
        r"(?=(?:whole-body |thigh |cardiac |muscle |contrast-enhanced )?(?:mri|mr|ct|hrct|pet|ultraso\w+|sonogra\w+"
        r"|radiogra\w+|x-ray\w*)\b)",
        r" in \1 on ",
    ),
    (
        "when",
        rf",? ?\bwhen (?:{_PEOPLE} with )?([^,]+?) undergo(?:es)? ",
        r" in \1 on ",
    ),
    (
        "when",
        r",? ?\bwhen (?!it\b|they\b)([^,]+?) (?:strikes?|involves?|affects?|hits?|occurs? in|develops? in|attacks?"
        r"|sits? in) (?:the )?([^,]+)(?=,|$)",
        r" in \1 of the \2",
    ),
    (
        "when",
        r",? ?\bwhen (?!it\b|they\b)([^,]+?) (?:is|are|was|were) (?:accompanied|complicated) by ([^,]+)(?=,|$)",
        r" in patients with \1 and \2",
    ),
    (
        "when",
        r",? ?\bwhen (?!it\b|they\b)([^,]+?) (?:is|are|was|were) (?:first |newly )?diagnosed(?=,|$)",
        r" in \1 at diagnosis",
    ),
    (
        "when ",
        r"^when (?:deciding|distinguishing|choosing|differentiating) between ([^,]+?) and ([^,]+), (.+?) (?:points? to"
        r"|favou?rs?|suggests?|speaks? for) "
        r"the former$",
        r"\3 tells \1 from \2",
    ),
    (
        "if ",
        r"^(?:if|when) ([^,]+?) (?:shows?|reveals?|demonstrates?) (?:the |an? )?([^,]+), (?:this|it|that) (?:speaks? "
        r"for|points? to|suggests?|favou?rs?|indicates?) (.+)$",
        r"\2 on \1 is a marker of \3",
    ),
    # "it is above all the leaf that is frosted"
    (
        "it is ",
        r"\bit is (notably|especially|particularly|above all|mainly|chiefly|in particular) (?:the |an? )?([^,]+?) "
        r"(?:that|which) (?=\w)",
        r"\1 the \2 ",
    ),
    ("it is the ", r"\bit (?:is|was) (the (?:(?!\b(?:that|which|not)\b).)+?)(?: in particular)? (?:that|which) ", r"\1 "),
    (
        "above all, it is ",
        r"^above all, it is (?:the )?([^,]+?) (?:that|which) (?=\w)",
        r"especially the \1 ",
    ),
    # what belongs to what
    # how badly
    (
        "",
        r"\b(?:(?:very|most) )?(?:badly|heavily|severely|markedly|profoundly|massively|gravely) (?=(?:affected|diseased"
        r"|involved|damaged|abnormal)\b)",
        "severe ",
    ),
    (
        "",
        r"\b(?:(?:only|just) )?(?:mildly|slightly|minimally|lightly|a little) (?=(?:affected|diseased|involved|damaged"
        r"|abnormal)\b)",
        "mild ",
    ),
    ("pronounced", r"\bpronounced\b", "severe"),
    ("worst ", r"\bworst (?=(?:affected|involved)\b)", "most severely "),
    # which of the words for an image
    ("sonographic", r"\bsonographic (?=\w)", "on ultrasound "),
    ("radiographic", r"\bradiographic (?=\w)", "on radiographs "),
    ("sonographically", r"\bsonographically\b", "on ultrasound"),
    ("radiographically", r"\bradiographically\b", "on radiographs"),
    ("us ", rf"\bus (?=(?:\w+ )?(?:{_PEOPLE}|series|cohort|study)\b)", "american "),
    ("few people ", r"^few people (?:have|get|suffer from) (.+)$", r"\1 is a rare disease"),
    ("encountered", r"^(.+?) (?:is|are) (?:seldom|rarely) encountered$", r"\1 is a rare disease"),
    # who is alive, and which part of them it is
    (
        "surviv",
        r"^((?:in [^,]+, )?)(?:the )?([\w]+)[- ]year survival(?: rate)? (?:of|in|for) (.+?) (?:was|is|were|reached"
        r"|stood at) (.+?)((?: in [a-z][\w ]*)?)$",
        r"\1\4 of patients with \3 were alive at \2 years\5",
    ),
    (
        "",
        r"^(.+?) (?:made up|accounted for|constituted|makes up|accounts for) (.+?) of (?:the |all )?(?:\d+ )?(.+?)(?: "
        r"cases| patients)?$",
        r"\2 of patients with \3 had \1",
    ),
    ("of ", rf"^of ((?:{_PEOPLE}) with [^,]+), (some|most|many) (?=ha|show|develop)", r"\2 \1 "),
    ("the us", r"\bin the us\b", "in the united states"),
    (
        "after ",
        r"^after (?:contrast|gadolinium)(?: injection| administration)?, (t1[\w -]*?) (?=show|reveal|may|can|depict"
        r"|demonstrate)",
        r"contrast-enhanced \1 ",
    ),
    ("after ", r"^after (?:contrast|gadolinium)(?: injection| administration)?, mri\b", "contrast-enhanced mri"),
    # how many in all
    (
        " per million",
        r"^(?:worldwide,? |globally,? )?((?:\d[\d.]* to )?\d[\d.]* per million)(?: people| inhabitants)? (?:have|has"
        r"|suffer from|live with) (.+)$",
        r"\2 has a prevalence of \1",
    ),
    (
        " per million",
        r"^(.+?) (?:affects|strikes|hits) ((?:\d[\d.]* to )?\d[\d.]* per million)(?: people)?(?: globally| worldwide)?$",
        r"\1 has a prevalence of \2",
    ),
    # what is left of it
    ("in", r"\bin +,", ","),
    ("in", r"\bin +(?=(?:in|on|with|of|had|have|has|was|were) )", ""),
    ("in", r"\bin (?:\d+)?$", ""),
    ("in", r"\bin +(?=(?:in|on|with|of) )", ""),
    ("in", r"\bin *$", ""),
)


_RELATED: tuple[Rewording, ...] = (
    (
        "-",
        r"\b([\w/-]+?)[- ](?:related|associated) (?=[a-z])(?!(?:with|to|features|findings)\b)((?:[\w-]+ "
        r"){0,2}?[\w-]+)(?= (?:is|are|was|were|may|can|has|have|had|on|in|by|with|to)\b|,|$)",
        r"\2 of \1",
    ),
)


def of_related(text: str) -> str:
    """Return ``text``, in lower case, with "Y of X" in the place of "X-related Y".

    >>> of_related("pruning helps scorch-related frost")
    'pruning helps frost of scorch'
    """
    return reworded(text, _RELATED)


#: Of how many patients something is said: "in a series of 32", "in half of 14 patients"; a count of a count is a share itself.
_SIZE = (
    rf"\b{_STUDY} of (?:about |some |the )?{_N}\b|\b{_N}-(?:patient|person|case|child) "
    r"|(?:%|percent|\b(?:most|many|some|few|several|half|all|halves|thirds?|quarters?|fifths?|sixths?|tenths?|minority"
    r"|majority))"
    rf" of (?:the |these |a total of )?{_N} (?!of\b|out of\b)"
)


def plainer(text: str) -> str:
    """Return ``text``, in lower case, without what studies were called, and with shares in the place of counts in words.

    Of how many patients it is said stands at its end.

    >>> plainer("all but two of 23 trees with leaf scorch had spots in one series")
    '21 of 23 trees with leaf scorch had spots'
    >>> plainer("half of 14 patients had frost")
    'half of patients had frost, by a study of 14'
    """
    text = compiled(rf"\b{COUNT_IN_LETTERS}\b(?= (?:{_PEOPLE}|\w+ {_PEOPLE})\b)").sub(_in_digits, text)
    text = compiled(rf"\ball but (\w+) of (?:the |these )?{_N}\b").sub(_all_but, text)
    sizes = {number for match in compiled(_SIZE).finditer(text) for number in match.groups() if number}
    if len(sizes) > 1:
        return " ".join(text.split())  # of how many it is said, it says twice
    plain = " ".join(reworded(text, _PLAINER).split()).strip(" ,")
    number = next(iter(sizes), "")
    if not number or compiled(rf"\b{number}\b").search(plain):
        return plain
    return f"{plain}, by a study of {number}"


def without_size(text: str) -> tuple[str, str]:
    """Return ``text`` without the number of patients at its end, and the words for that.

    >>> without_size("half of patients had frost, by a study of 14")
    ('half of patients had frost', ', by a study of 14')
    """
    found = compiled(r", by a study of \d+$").search(text)
    return (text[: found.start()], found[0]) if found else (text, "")


def _in_digits(match: re.Match[str]) -> str:
    return str(count_of(match[0]))


def _all_but(match: re.Match[str]) -> str:
    left, total = count_of(match[1]), int(match[2])
    return f"{total - left} of {total}" if left and left < total else match[0]
