"""The frame around a claim: "it is known that …", "is it true that …?", "it is a myth that …"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Frame(NamedTuple):
    """What the frame says of the claim in it.

    Attributes:
        denies: Whether it says that the claim is false, or that nothing speaks for it.
        hedges: Whether it holds the claim for possible only.
    """

    denies: bool = False
    hedges: bool = False


PLAIN = Frame()


def _one(words: str) -> str:
    """Return the pattern for one of the words or word groups, which a bar with spaces around it separates."""
    return "(?:" + "|".join(re.split(r"\s+\|\s+", words.strip())) + ")"


def _some(words: str) -> str:
    """Return the pattern for any number of the words, each with a space behind it."""
    return f"(?:{_one(words)} )*"


_BE = _one("is | was | has been | have been | had been")
_ADVERBS = _some(
    "now | also | still | well | widely | generally | commonly | often | clearly | firmly | long | already | in fact | indeed"
)
_KNOWN = _one(
    """true | a fact | clear | correct | right | evident | obvious | certain | known | established | recogni[sz]ed | accepted
    | documented | described | observed | noted | shown | demonstrated | reported | stated | found | understood | acknowledged
    | proven | agreed | said | well-known | well-established | well-documented | well-recogni[sz]ed | the case | worth noting
    | worth knowing | (?:important|crucial|essential|vital|useful|helpful|interesting|critical|key) to (?:note|know|mention)
    | (?:important|crucial|essential|vital|useful|critical|key) to (?:remember|recogni[sz]e|understand|reali[sz]e|stress)
    | notable | noteworthy | important"""
)
_THOUGHT = _one(
    """possible | likely | probable | plausible | thought | believed | suspected | suggested | hypothesi[sz]ed | assumed
    | proposed | conceivable | presumed"""
)
_FALSE = _one(
    """not (?:true|correct|right|accurate|so|the case|a fact|known|established|proven) | false | untrue | wrong | incorrect
    | inaccurate | an? (?:common |widespread |popular )?(?:myth|misconception|mistake|fallacy|misunderstanding|false belief)"""
)
_WHICH = _some(
    """many | several | some | most | numerous | various | a number of | recent | previous | prior | older | large | small | the
    | these | our | other | few | clinical | observational | published | available | current | different | multiple | in"""
)
_WRITERS = _one(
    """stud(?:y|ies) | reports? | papers? | articles? | authors? | experts? | trials? | series | guidelines? | literature
    | research | researchers | investigators | evidence | data | textbooks? | reviews? | page | sources? | radiologists?
    | clinicians? | rheumatologists? | doctors? | physicians? | work | publications? | meta-analys[ei]s | teaching | website
    | case reports? | registr(?:y|ies) | results | findings"""
)
_HAVE = _some("have | has | had | do | does | did | also | clearly | consistently | repeatedly | now | all | both | previously")
_SAY = _one(
    """shown? | shows | showed | found | finds? | report(?:s|ed)? | demonstrate[sd]? | state[sd]? | says? | said
    | confirm(?:s|ed)? | establish(?:es|ed)? | prove[nsd]? | describe[sd]? | observe[sd]? | note[sd]? | document(?:s|ed)?
    | indicate[sd]? | reveal(?:s|ed)? | agree[sd]? | conclude[sd]? | tells? | teach(?:es)? | argue[sd]? | claim(?:s|ed)?
    | writes? | wrote"""
)
_SUGGEST = _one(
    """suggest(?:s|ed)? | suspect(?:s|ed)? | propose[sd]? | hypothesi[sz]e[sd]? | hint(?:s|ed)? | imply | implies | implied
    | believe[sd]? | think | thought | assume[sd]? | speculate[sd]?"""
)
_SAID = _one("said | claimed | stated | concluded | argued | maintained")
_SAY_IT = _one("say | claim | state | conclude | argue | maintain")
_READER = _one("i | we | you | they | one | people | some people | patients | many people")
_HEARD = _one(
    """read | heard | know | knows | understand | learned | learnt | was told | were told | been told | say | said | believe
    | think | see | find | found | state | note | noted | observed | report | reported"""
)
_OFTEN = _some("has | have | had | always | also | often")
_CLAIMS = _one(
    "says | said | thinks | thought | claims | claimed | believes | swears | told (?:me|us|her|him) | tells (?:me|us)"
)
_NAME = r"[\w'-]+"
_STRONG = _some(
    """good | strong | clear | ample | growing | increasing | solid | convincing | robust | consistent | published | also | now
    | plenty of | a lot of | much | sufficient"""
)
_WEAK = _some("good | some | limited | weak | strong | growing | increasing | preliminary | anecdotal")
_ASIDE = _one(
    """(?:in|by) (?:fact|truth|general|summary|short|conclusion|reality|principle|brief|practice|other words|contrast|addition)
    | in total | in all | all in all | in a nutshell | first of all
    | indeed | of note | notably | importantly | interestingly | overall | moreover | furthermore | additionally | however
    | therefore | thus | hence | consequently | accordingly | nevertheless | surprisingly | clinically | radiologically
    | finally | conversely | similarly | likewise | of course | as a rule of thumb | by definition | to summari[sz]e
    | for example | for instance | yes | no | well | so | first | second | third | lastly | contrary to popular belief
    | remarkably | unsurprisingly | historically | further | on the other hand | today
    | in this (?:disease|condition|setting)"""
)

#: Adverbs that say how often or how surely something is so, or of what most of all.
_MEANT = _one(
    """usual | rare | possib | probab | typical | common | frequent | occasion | partial | most | main | especial | particular
    | presumab | conceivab | allegedly | hard | scarce | seldom | like | unlike | on | general | predominant | exclusive | sole
    | mere | near | characteristical | classical | primari | chief | large | infrequent | uncommon"""
)

#: The pattern at the beginning of a statement, and what it says of the rest.
_LEADS: tuple[tuple[str, Frame], ...] = (
    (rf"(?:it {_BE}|it would be|it's|is it) {_ADVERBS}{_FALSE} (?:that|to say that|to think that)", Frame(denies=True)),
    (rf"(?:it (?:is|would be)) {_ADVERBS}(?:fair|correct|right|true|accurate|safe) to say that", PLAIN),
    (rf"it (?:cannot|can not|can['’]t|not) be {_SAID} that", Frame(denies=True)),
    (rf"(?:one|we|you) (?:cannot|can not|can['’]t|not) {_SAY_IT} that", Frame(denies=True)),
    (r"nothing (?:suggests|indicates|shows|proves|implies) that", Frame(denies=True)),
    (
        r"(?:in no way|by no means|on no account|at no time|under no circumstances)"
        r"(?= (?:is|are|was|were|does|do|did|can|has|have)\b)",
        Frame(denies=True),
    ),
    (
        rf"there (?:is|was|are) (?:currently |so far |as yet )?{_one('no | not any | little | insufficient')} {_STRONG}"
        r"(?:reliable |real )*(?:evidence|proof|data|indication|sign|reason to (?:think|believe))(?: at all)?"
        r"(?: to (?:suggest|show|support|indicate|say|prove|the effect))?(?: that)",
        Frame(denies=True),
    ),
    (rf"it {_BE} {_ADVERBS}{_KNOWN} that", PLAIN),
    (rf"it {_BE} {_ADVERBS}{_THOUGHT} that", Frame(hedges=True)),
    (r"it (?:may|might|could) (?:well )?be (?:true |so |the case )?that", Frame(hedges=True)),
    (rf"(?:is|was) it (?:really |actually |also )?{_KNOWN} (?:that|to say that)", PLAIN),
    (r"(?:is|was) it (?:really |actually )?true(?: that)?", PLAIN),
    (rf"(?:is|was) it {_THOUGHT} that", Frame(hedges=True)),
    (
        rf"there (?:is|are|was|were|exists?) {_STRONG}(?:evidence|proof|data|reports?|studies|agreement|consensus)"
        r"(?: (?:to (?:show|prove|support|indicate)|showing|proving|indicating|demonstrating|available))? that",
        PLAIN,
    ),
    (
        rf"there (?:is|are|was|were) {_WEAK}(?:evidence|data|reports?|studies|indications?)"
        r"(?: (?:to suggest|suggesting))? that",
        Frame(hedges=True),
    ),
    (rf"{_WHICH}{_WRITERS}(?: (?:on|of|in|about|from) [\w ]{{1,40}}?)? {_HAVE}{_SAY}(?: (?:us|me))? that", PLAIN),
    (rf"{_WHICH}{_WRITERS} {_HAVE}{_SUGGEST} that", Frame(hedges=True)),
    (
        rf"{_READER} (?:(?:have|has|may|can|will|often|also|all|do|once|just|recently) )*{_HEARD}"
        r"(?: (?:online|somewhere|recently|once|on the internet|in an? (?:book|paper|forum|article|leaflet)))?(?: that)?,?",
        PLAIN,
    ),
    (
        rf"my {_NAME}(?: {_NAME})? (?:says|said|told me|tells me|thinks|claims|swears|believes|explained"
        rf"|mentioned)(?: that)?,?",
        PLAIN,
    ),
    (rf"according to (?:{_NAME} ){{0,5}}?{_NAME},", PLAIN),
    (r"(?:please )?(?:can|could|would) you (?:please )?(?:confirm|verify|check|tell me)(?: whether| if| that)", PLAIN),
    (r"(?:please )?(?:confirm|verify|check|note|remember|recall|be aware|consider)(?: whether| if)? that", PLAIN),
    (r"(?:please )?(?:confirm|verify|check)(?: whether| if)", PLAIN),
    (r"(?:do you know|i wonder|i (?:would like|want) to know|tell me|i am asking|the question is)(?: whether| if)", PLAIN),
    (r"(?:would|do) you (?:say|agree|think) that", PLAIN),
    (
        rf"as (?:you|we|everyone|is|was) {_some('may | might | will | well | widely | generally | commonly')}"
        r"(?:known?|accepted|recogni[sz]ed|seen|expected|mentioned|noted),",
        PLAIN,
    ),
    (r"the (?:truth|fact|point|key point|take-home message|bottom line) is that", PLAIN),
    (rf"from an? {_some('clinical | practical | imaging | radiological')}(?:standpoint|perspective|point of view),", PLAIN),
    (rf"{_ASIDE}[,:]", PLAIN),
    # "unfortunately,", and no adverb that says how often or how surely
    (rf"(?!{_MEANT})[a-z]{{3,}}ly,", PLAIN),
    (r"(?:great|good|excellent|interesting) question[!.,]*(?: yes[,.!]*)?", PLAIN),
    (
        r"(?:keep in mind|rest assured|bear in mind|be assured|make no mistake|it turns out|the (?:good|bad) news is),? that",
        PLAIN,
    ),
    (r"(?:true or false|true/false|t/f|statement|claim|question|answer|fact|quiz|note|q|a|tip|nb|n\.b\.) ?[:?.]+", PLAIN),
    (r"(?:myth|false|not true|wrong) ?[:.]+", Frame(denies=True)),
    (r"(?:there are|these are|here are) (?:\w+ ){1,3}to (?:know|remember|note|learn):", PLAIN),
    (
        rf"(?:my|our|her|his|your|the|an?) {_NAME}(?: {_NAME})? {_OFTEN}{_CLAIMS} that",
        PLAIN,
    ),
    (r"(?:i|we) (?:explained|told|pointed out|mentioned)(?: to)?(?: (?:him|her|them|you|the \w+))? that", PLAIN),
    (r"it is a matter of (?:definition|debate|fact),? (?:but|that)", PLAIN),
    (
        rf"{_one('indeed | notably | importantly | moreover | furthermore | therefore | thus | hence | also | so')} (?=\w)",
        PLAIN,
    ),
)
#: The pattern at the end of a statement.
_TAILS = (
    r",? (?:is that |is this |am i )?(?:right|correct|true|so|not so)",
    r",? (?:is|are|does|do|can|was) (?:it|they|that|this) not",
    r",? as (?:has|have) been (?:shown|reported|described|demonstrated|documented)",
    r",? as (?:shown|reported|described|demonstrated|documented|seen|known|stated|mentioned|noted)"
    r"(?: (?:by|in|above|before)(?: [\w-]+){0,4})?",
    rf",? according to (?:{_NAME} ){{0,4}}?{_NAME}",
    r",? in the (?:medical |published )?literature",
    r",? in (?:published |most |some |several )?(?:studies|reports|case reports)",
    r",? (?:as well|too|of course|indeed|for example|for instance|in general|overall|at all|after all|in fact|as a rule)",
)
#: What asks for or states a link, and how it is said plainly.
_LINKS = _some(
    "known | significant | clear | strong | established | well-known | close | recogni[sz]ed | clinical | possible | direct"
) + _one("link | association | relationship | relation | connection | correlation")
_THERE_IS = _one("is | are | was | were")
_REPHRASED: tuple[tuple[str, str], ...] = (
    (rf"{_THERE_IS} there (?:a|an|any|some) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:is|was|exists) (?:a|an) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:(?:is|was) )?(?:no|not any|not a|not an) {_LINKS} between (.+) and (.+)", r"\1 is not associated with \2"),
    (rf"{_THERE_IS} there (?:a|an|any) {_LINKS} of (.+) (?:with|to) (.+)", r"\1 is associated with \2"),
    (rf"no {_LINKS} (?:exists |was found |has been found )?between (.+) and (.+)", r"\1 is not associated with \2"),
    (
        r"(?:the )?(?:absence|lack) of (.+?) (?:is|was) (?:a |the |an )?(?:\w+ )?"
        r"(?:feature|sign|finding|characteristic) (?:of|in) (.+)",
        r"\1 is not seen in \2",
    ),
    (rf"{_WHICH}{_WRITERS} {_some('have | also')}consider(?:ed)? (?:that )?(.+?) to be (.+)", r"\1 is \2"),
    (r"(?:what|how) about (.+) in (.+)", r"\1 is seen in \2"),
    (rf"{_THERE_IS} there (?:any |a |an |some |ever )?(.+? in .+)", r"\1"),
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Frame], ...]:
    return tuple((re.compile(rf"{pattern}\s*"), frame) for pattern, frame in _LEADS)


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_TAILS)})$")


def take_frame(text: str) -> tuple[str, Frame]:
    """Return the claim in ``text``, in lower case, without the frame around it, and what the frame says of it.

    >>> take_frame("it is a myth that the moon is made of cheese")
    ('the moon is made of cheese', Frame(denies=True, hedges=False))
    """
    denies = hedges = False
    for _ in range(4):  # a frame may stand in another: "of note, studies have shown that"
        found = next(((match, frame) for pattern, frame in _compiled() if (match := pattern.match(text))), None)
        if found is None or not text[found[0].end() :].strip():
            break
        text = text[found[0].end() :]
        denies ^= found[1].denies
        hedges |= found[1].hedges
    if match := _tail().search(text):
        text = text[: match.start()] or text
    for pattern, plain in _REPHRASED:
        if re.fullmatch(pattern, text):
            text = re.sub(rf"^{pattern}$", plain, text)
            break
    return text, Frame(denies, hedges)
