"""How far a sentence of a text reaches: what turns it around, and of whom alone it may be said.

A denial that a text makes of some, of a while, or of those whom it has studied, denies nothing of a disease.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from radkg.model import english
from radkg.model.english import compiled
from radkg.model.lexicon import Lexicon
from radkg.model.words import CERTAINTY, FREQUENCY, RELATION, TERM
from radkg.statement.chunks import CARRIER, COMMA, CONJUNCTION, COPULA, PREPOSITION, UNKNOWN, segment_with_spans

#: What turns around, or leaves open, all that stands under it or behind its colon.
_TURNS = re.compile(
    r"\b(?:not?|never|nor|neither|none|nothing|without|hardly|scarcely|barely|cannot|lack(?:s|ing|ed)?|absen\w*|missing|negatives?"
    r"|devoid|exclu\w+|rul(?:es?|ed|ing)(?: \w+)? out|against|unlike\w*"
    r"|instead|except\w*|apart|rather|contrary|contradict\w*|refut\w*|debunk\w*|disprov\w*|den(?:y|ies|ied)"
    r"|myths?|fiction|legends?|rumou?rs?|lies?|false\w*|fake|wrong\w*|untrue|incorrect\w*|inaccura\w*|invalid|bogus|nonsense"
    r"|misconceptions?|misunderst\w+|misbelie\w+|misinform\w+|mistaken?|misreported|mistakes?|errors?|fallac\w+|traps?|pitfalls?"
    r"|distractors?|retracted|retraction|withdrawn|outdated|obsolete|superseded|discarded|abandoned|formerly|erratum"
    r"|claims?|claimed|belie(?:fs?|ves?|ved)|thought|supposed\w*|allege\w*|opinions?|speculat\w*|assume[sd]?|assuming|assumptions?|hypothe\w+|null"
    r"|proposed|conjecture\w*|theor(?:y|ies)|doubt\w*|unclear|unproven|unconfirmed|unknown|uncertain|controvers\w*|disputed"
    r"|spar(?:es?|ed|ing)|free of|normal|unaffected|uninvolved|preserved|avoid\w*|contraindicat\w*|don[’']?ts?|used to"
    r"|if|unless|whether|would|suppose|imagine|test items?|to be (?:checked|verified|confirmed))\b|n['’]t\b|[✗✘❌☒🚫]",
    re.IGNORECASE,
)
_SELDOM = re.compile(r"\b(?:rare|rarer|rarely|seldom|uncommon\w*|unusual\w*|infrequent\w*|atypical\w*)\b", re.IGNORECASE)
_RULES_OUT = re.compile(
    r"\b(?:not?|never|none|absent|negative|false|wrong|untrue|incorrect|neither|nor|without|rare|rarely|excluded)\b", re.I
)
#: Words of headings that say nothing of what stands under them but what it is about.
_ABOUT = english.words(
    """
    key main major common typical classic classical characteristic cardinal clinical general important other further possible
    usual frequent known physical typically often usually more most its their it this that these those the a an following
    features feature signs sign symptoms symptom findings finding manifestations manifestation presentation picture appearance
    appearances pattern patterns changes abnormalities abnormality complications complication imaging images radiology
    radiological radiographic radiographs radiograph histology pathology laboratory labs lab tests test blood examination
    involvement muscle skin joints joint heart lung lungs organs sites site location localisation localization distribution
    where when who what how which whom epidemiology frequency prevalence incidence demographics age sex gender onset course
    prognosis outcome genetics inheritance associations association associated overview summary background introduction facts
    fact note notes remember take-home message messages points point pearls teaching learning definition description basics
    answer result results conclusion conclusions discussion objective purpose aim comment true correct right yes important
    treatment therapy management drugs medication causes cause aetiology etiology pathogenesis triggers risk factors factor
    mimics mimic mimickers differential differentials diagnosis diagnoses antibodies antibody markers marker types type forms
    form subtypes case week means here mean tell see look for about include includes including shows show
    beyond outside besides elsewhere clue clues hint hints highlights overview involved structures laterality timing
    associated extramuscular extra-muscular multisystem system systems organ beside details basics points short quick
    """
)
#: Headings of things that a disease does not show, but that have something else to do with it.
_OTHER_ROLE = re.compile(
    r"\b(?:differentials?|diagnos[ei]s|mimic\w*|causes?|a?etiology|triggers?|risk|factors?|treatments?|therap\w+|management|drugs?"
    r"|medications?|antibod\w+|markers?|associated|associations?|genetics|inheritance|types?|forms?|subtypes?|who|whom|age|sex|gender)\b",
    re.IGNORECASE,
)
_SAYS = frozenset([RELATION, COPULA])
_JOINS = frozenset([TERM, PREPOSITION, CONJUNCTION, COMMA, CARRIER, FREQUENCY, CERTAINTY, *_SAYS])


def turns(lines: Iterable[str]) -> bool:
    """Return whether a title, or a line in front of a list, denies what stands under it, or does not say it itself.

    >>> turns(["oaks never show"]), turns(["signs of oaks"])
    (True, False)
    """
    return any(_TURNS.search(line) is not None for line in lines)


def weakens(line: str) -> bool:
    """Return whether a heading says that what stands under it is seldom so."""
    return _SELDOM.search(line) is not None


def is_about(line: str, lexicon: Lexicon) -> bool:
    """Return whether a heading says no more than what the notes under it are about, as far as its words are known."""
    return all(
        span.chunk.kind in _JOINS or all(word in _ABOUT for word in compiled(r"[a-z-]+").findall(line[span.start : span.end]))
        for span in segment_with_spans(line, lexicon)
    )


def has_other_role(line: str) -> bool:
    """Return whether what stands under a heading is nothing that a disease shows: its causes, what resembles it."""
    return _OTHER_ROLE.search(line) is not None


def leads(line: str, lexicon: Lexicon) -> bool:
    """Return whether a line is the beginning of a sentence that each item of its list completes: "Oaks show:"."""
    spans = segment_with_spans(line, lexicon)
    return any(
        span.chunk.kind in _SAYS
        and (
            not all(word in _ABOUT or word == "of" for word in compiled(r"[a-z-]+").findall(line[span.start : span.end]))
            or compiled(r"\b(?:shows?|includes?|including)\b").search(span.chunk.text)
            or (span is spans[-1] and span.chunk.text == "causes" and len(spans) > 1)
        )
        for span in spans
    )


def begins_with_verb(line: str, lexicon: Lexicon) -> bool:
    """Return whether a line leaves out what it is about: "Goes with:"."""
    return any(span.chunk.kind in _SAYS for span in segment_with_spans(line, lexicon)[:1])


def led(line: str, note: str) -> tuple[str, int]:
    """Return a note as the sentence that it completes, and where it stands in that.

    >>> led("oaks show", "galls")
    ('oaks show galls', 10)
    >>> led("the following signs are seen in oaks", "galls")
    ('galls are seen in oaks', 0)
    """
    if following := compiled(r"\b(?:all of )?(?:the following|these)(?: [a-z]+(?= (?:is|are|can|may)\b|$))?").search(line):
        return f"{line[: following.start()]}{note}{line[following.end() :]}", following.start()
    return f"{line} {note}", len(line) + 1


_DENIES = re.compile(
    r"\b(?:not?|never|nor|neither|none|nobody|nothing|without|cannot|hardly|absent|absence|missing|lack(?:s|ing)?|spar(?:es?|ed|ing)"
    r"|free of|unaffected|uninvolved|preserved|normal)\b|n['’]t\b",
    re.IGNORECASE,
)
#: Of whom, or when, alone a text speaks.
_NARROWS = re.compile(
    r"\b(?:mice|mouse|rats?|murine|rabbits?|zebrafish|dogs?|pigs?|animals?|in vitro|in vivo|cell lines?|models?"
    r"|controls?|healthy|volunteers?|placebo|excluded|exclusion|family members?|relatives"
    r"|after|before|following|during|until|treat\w*|therap\w+|medication|remission|recovery|operat\w+|surg\w+"
    r"|early|late|later|initial\w*|first|stages?|phases?|months?|weeks?|days?|today|now|currently|at presentation"
    r"|some|sometimes|few|several|occasional\w*|rarely|rare(?= (?:cases|patients|instances|forms))|subsets?|subgroups?"
    r"|subtypes?|variants?|minority|fraction|form|(?:an?|this|that|our|my|his|her) (?:[\w-]+ ){0,2}"
    r"(?:patient|child|boy|girl|baby|infant|toddler|teenager|man|woman|lady|person)"
    r"|son|daughter|mother|father|brother|sister|husband|wife|friend|cousin|aunt|uncle|colleague|neighbou?r"
    r"|any ?more|no longer|between|heal\w*|improv\w*|resolv\w*|disappear\w*|then|beginning|well"
    r"|stable|inactive"
    r"|(?:patients|people|children|adults|women|men|cases)(?: with \w+)? (?:on|who|whose|under|aged|without)"
    r"|may|can|could|might|if|when|one|two|three|another|case|half|third|quarter|mild|\d+ of|in \d+)\b|%|\d+/\d+",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:in (?:that|this|such|these|those|which|the latter|the former|either) (?:cases?|instances?|forms?|types?|variants?"
    r"|subgroups?|subsets?|stages?|phases?|settings?|situations?|circumstances?|groups?|event|patients|people|children)"
    r"|(?:these|those|such|the(?: \w+)?) (?:cases|forms?|variants?|subgroups?|subsets?|subtypes?|mice|rats|animals|controls)"
    r"|at (?:this|that|first|onset|presentation|diagnosis|baseline|follow-up)|then|here(?! is)|otherwise"
    r"|after\w*|before|until|during"
    r"|when|if|unless|treated|(?:under|on|with|by) (?:treatment|therapy|medication|drugs)|early|late|initially"
    r"|stage|phase|in remission|today|now|currently|yet|no longer|any ?more|so far|to date"
    r"|assessed|measured|examined|mentioned|tested|evaluated|studied|recorded|mice|controls?)\b|\((?![A-Z][A-Za-z0-9]{1,6}\))",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did)(?:n['’]t)?\b", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:these|those|such) (?:patients|people|children|adults|cases)\b|\b(?:they|them)\b", re.IGNORECASE)


def denies(text: str) -> bool:
    """Return whether a sentence has a word by which it denies something."""
    compared = compiled(r"(?i)\b(?:than|those|patients|people|ones|cases) (?:those )?without\b").sub("", text)
    return _DENIES.search(compared) is not None


def narrows(text: str) -> bool:
    """Return whether a sentence may speak of some alone, or of a while, so that the next may go on about these."""
    return _NARROWS.search(text) is not None


def is_of_now_or_some(text: str) -> bool:
    """Return whether a sentence says itself that it is about a while, or about those that were named."""
    return _HERE.search(text) is not None


def is_told(text: str) -> bool:
    """Return whether a sentence tells what was, and not what is so in general.

    >>> is_told("no galls were seen"), is_told("oaks show no galls"), is_told("galls never involved the root")
    (True, False, True)
    """
    if _PAST.search(text):
        return True
    return compiled(r"\b(?:never|not|no) [a-z]+ed\b|\b(?:showed|had)\b").search(text) is not None and not compiled(
        r"\b(?:is|are|be|been|has|have|isn['’]t|aren['’]t)\b"
    ).search(text)


def is_of_those(text: str) -> bool:
    """Return whether a sentence is about the people of the one before it, who may be some alone."""
    return _THOSE.search(text) is not None


_LONGEST_REMARK = 12  # words
_MEANT = re.compile(r"\b(?:this|that|it|these|so|opposite|contrary|reverse)\b", re.IGNORECASE)
_DENIED_REMARK = re.compile(
    r"\b(?:not?|never|nobody|none|cannot|no longer|opposite|contrary|reverse|fail\w*|few)\b|n['’]t\b", re.IGNORECASE
)
#: Words of a remark on what was said, and not on what it is about.
_REMARK = re.compile(
    r"\b(?:belie\w+|confirm\w*|support\w*|held|hold|true|reproduc\w+|evidence|proof|proven|replicat\w*|accept\w*|agree\w*|correct"
    r"|right|case|valid\w*|verif\w*|so|data|show|think|thinks|say|opposite|contrary|reverse|basis|justified|tenable|stand)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:or|but|and|so)?,? ?(?:is|are|does|do|was|did|really|true|right|correct)?"
    r"(?: (?:it|this|that|they|so|true|right|correct|really))*\?",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"(?:but |however,? |yet |all of )*(?:(?:this|that|it|these|those|which|both|none of (?:this|that|these|it))"
    r"(?: (?:claim|statement|idea|belief|view|notion|assertion|finding|result|sentence)s?)?"
    r" (?:is|are|was|were|has been|have been|turned out to be|remains|proved) (?:\w+ ){0,4}?)?"
    r"(?:an? |the )?(?:\w+ ){0,2}?(?:misconceptions?|myths?|false|wrong|untrue|incorrect|not (?:true|so|correct|right|the case)"
    r"|mistaken?(?! for\b)|errors?|nonsense|retracted|withdrawn|refuted|disproved|debunked|unproven|legends?|rumou?rs?"
    r"|true(?<=of this is true)|outdated|obsolete"
    r"|fiction|inaccurate|unfounded|doubtful|contested|hypothes[ie]s|speculation)(?: \w+){0,3}"
    r"|.*\bno (?:good |clear |convincing |real )?(?:evidence|proof|support|basis)\b"
    r"(?: \w+)* (?:it|this|that|these|the claim)\b.*"
    r"|(?:this|that|it) (?:is not|isn['’]t|cannot be|could not be) (?:\w+ ){0,2}"
    r"(?:true|so|right|correct|confirmed|reproduced|the case)\b.*"
    r"|(?:not?|nope|f|wrong|false|not so|not true|not really|just kidding)",
    re.IGNORECASE,
)


def takes_back(text: str) -> bool:
    """Return whether a sentence says no more than that the one before it is not so.

    >>> takes_back("This is a common misconception"), takes_back("This is a common sign")
    (True, False)
    """
    said = compiled(r"\[[^\]]*\]").sub("", text).strip(" .!()")
    return len(said.split()) <= _LONGEST_REMARK + 8 and _TAKES_BACK.fullmatch(said) is not None


def remarks(text: str) -> bool:
    """Return whether a sentence, where it names nothing, denies the one before it: "Nobody could confirm this"."""
    short = len(text.split()) <= _LONGEST_REMARK and _REMARK.search(text) is not None
    return short and _DENIED_REMARK.search(text) is not None and _MEANT.search(text) is not None


def takes_back_by_asking(question: str) -> bool:
    """Return whether a question asks only whether what was said is so: "Or does it?"."""
    return _ASKS.fullmatch(question.strip()) is not None


#: What a note says of each thing in a row: "oaks no, elms yes".
_ANSWERED = re.compile(
    r"\b(?:no|yes|absent|negative|none|never|false|wrong|\+|-)(?= *(?:[,;.)]|$))|\s[-–✗✘❌+](?= *(?:[,;]|$))|~~", re.IGNORECASE
)


def answers(text: str) -> bool:
    """Return whether a note ends, or goes on, with what answers whether it is so: "oaks no, elms yes"."""
    return _ANSWERED.search(text) is not None


def rules_out(text: str) -> bool:
    """Return whether what stands in brackets may take back what stands before it: "(never)"."""
    return any(_RULES_OUT.search(match[0]) for match in compiled(r"\([^()]*\)|\[[^\[\]]*\]").finditer(text))


def announces_doubt(text: str) -> bool:
    """Return whether a sentence says of the ones behind it that they are not so: "Doctors doubt the following"."""
    return compiled(r"(?i)\b(?:following|as follows|below)\b").search(text) is not None and turns([text])


_SHORT = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]{0,3}"
_DEFINED = re.compile(rf"(?P<long>[^.;:()\n]{{2,80}}?) \((?:abbreviated )?(?P<short>{_SHORT})(?:[,;][^()]*)?\)")
_OR_SHORT = re.compile(
    r"(?P<long>[^.;:(),\n]{2,80}?),? (?:or|(?:here |also )?called|abbreviated(?: as| to)?|known as|in short) "
    rf"(?P<short>{_SHORT})\b"
)
_LISTED = re.compile(rf"\b(?P<short>{_SHORT})(?:: |, | [–-] )(?P<in>[a-z][a-z -]{{3,40}})(?=[;.,\n]|$)")
_WRITTEN_OUT = re.compile(
    rf"\b(?P<short>{_SHORT}) ?(?:\((?P<in>[A-Za-z][^().;]{{3,60}})\)"
    rf"|(?:here )?(?:=|stands for|means|denotes|is short for|is an abbreviation (?:of|for)|refers to|abbreviates)"
    rf" (?P<long>[A-Za-z][^().;,]{{3,60}}))"
)


def defined_otherwise(text: str, names: Callable[[str, str], bool]) -> frozenset[str]:
    """Return the abbreviations that a text writes out as something else than what radkg knows them for.

    Args:
        text: The text.
        names: Whether an abbreviation is known, and words name what it is known for, or something else that is known.
    """
    found = set()
    for match in (*_DEFINED.finditer(text), *_OR_SHORT.finditer(text)):
        if _may_stand_for(match["short"], match["long"]) and not names(match["short"], match["long"]):
            found.add(match["short"])
    for match in _WRITTEN_OUT.finditer(text):
        written = match["long"] or match["in"]
        sure = match["long"] is not None
        if (sure or _may_stand_for(match["short"], written)) and not names(match["short"], written):
            found.add(match["short"])
    for match in _LISTED.finditer(text):
        words = match["in"].split()
        initials = "".join(word[0] for word in words)
        if initials == match["short"].lower() and not names(match["short"], match["in"]):
            found.add(match["short"])
    found |= {match[1] for match in compiled(rf"\b[Tt]ype (?:[12]|II?) ({_SHORT})\b").finditer(text) if not names(match[1], "")}
    return frozenset(found)


def _may_stand_for(short: str, written: str) -> bool:
    """Return whether an abbreviation may be made of the last words of what is written in front of it."""
    letters = short.rstrip("s").lower()
    words = compiled(r"[a-z]+").findall(written.lower())[-len(letters) - 1 :]
    initials = [word[0] for word in words]
    if all(initials.count(letter) >= letters.count(letter) for letter in letters):
        return True
    rest = iter("".join(words[-2:]))
    return bool(words) and any(word[0] == letters[0] for word in words[-2:]) and all(letter in rest for letter in letters)


_LIKE_DISEASE = re.compile(
    r"(?:itis|(?<!progn)(?<!diagn)(?<!necr)(?<!fibr)(?<!sten)osis|iasis|pathy|trophy|plasia|llitus)$",
    re.IGNORECASE,
)


def is_of_another(text: str, lexicon: Lexicon) -> bool:
    """Return whether a sentence begins with the name of a disease that radkg does not know."""
    text = text.lower()
    spans = segment_with_spans(text, lexicon)
    at = next((index for index, span in enumerate(spans) if span.chunk.kind in _SAYS), len(spans))
    front = spans[: at + 1]
    return any(
        compiled(r"llitus$").search(span.chunk.text) is not None
        or (
            span.chunk.kind == UNKNOWN
            and (
                _LIKE_DISEASE.search(span.chunk.text)
                or compiled(r" ?(?:[a-z-]+ )?(?:disease|syndrome|disorder)\b").match(text, span.end)
            )
        )
        for span in front
    )
