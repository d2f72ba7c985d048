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

_ADVERB = r"(?:(?:now|also|still|well|widely|generally|commonly|often|clearly|firmly|long|already|in fact|indeed|quite|very) )*"
_BE = r"(?:is|was|has been|have been|had been|been)"
_IT = rf"it {_BE} {_ADVERB}"
_SOME = r"(?:(?:many|several|some|most|numerous|various|a number of|recent|previous|prior|older|large|small|the|these|our|other|few|clinical|observational|published|available|current|different|multiple) )*"
_WRITERS = (
    r"(?:stud(?:y|ies)|reports?|papers?|articles?|authors?|experts?|trials?|series|guidelines?|literature|research|researchers|"
    r"investigators|evidence|data|textbooks?|reviews?|page|sources?|radiologists?|clinicians?|rheumatologists?|doctors?|"
    r"physicians?|work|publications?|meta-analys[ei]s|teaching|website|case reports?|registr(?:y|ies)|results|findings)"
)
_SAY = (
    r"(?:(?:have|has|had|do|does|did) )?(?:(?:also|clearly|consistently|repeatedly|now|all|both|previously|recently) )*"
    r"(?:shown?|shows|showed|found|finds?|report(?:s|ed)?|demonstrate[sd]?|state[sd]?|says?|said|confirm(?:s|ed)?|"
    r"establish(?:es|ed)?|prove[nsd]?|proves|describe[sd]?|observe[sd]?|note[sd]?|document(?:s|ed)?|indicate[sd]?|reveal(?:s|ed)?|"
    r"agree[sd]?|conclude[sd]?|tells?|teach(?:es)?|argue[sd]?|claim(?:s|ed)?|write|writes|wrote)"
)
_SUGGEST = r"(?:(?:have|has|had) )?(?:also )?(?:suggest(?:s|ed)?|suspect(?:s|ed)?|propose[sd]?|hypothesi[sz]e[sd]?|hint(?:s|ed)?|imply|implies|implied|believe[sd]?|think|thought|assume[sd]?|speculate[sd]?)"
_TOLD = (
    r"(?:(?:i|we|you|they|one|people|some people|patients|many people) (?:(?:have|has|may|can|will|often|also|all|do) )*"
    r"(?:read|heard|know|knows|understand|learned|learnt|was told|were told|been told|say|said|believe|think|see|find|found|state|note|noted|observed|report|reported)"
    r"|my (?:doctor|physician|rheumatologist|radiologist|professor|teacher|specialist) (?:says|said|told me|tells me|thinks|explained|mentioned))"
)
_NEGATIVE = r"(?:not (?:true|correct|right|accurate|so|the case|a fact|known|established|proven)|false|untrue|wrong|incorrect|inaccurate|a (?:common |widespread |popular )?(?:myth|misconception|mistake|fallacy|misunderstanding|false belief)|a common error)"

#: The pattern at the beginning of a statement, and what it says of the rest.
_LEADS: tuple[tuple[str, Frame], ...] = (
    (rf"(?:it {_BE}|it's|is it) (?:{_ADVERB}){_NEGATIVE} (?:that|to say that|to think that)", Frame(denies=True)),
    (
        r"there (?:is|was|are) (?:currently |so far |as yet )?(?:no|not any|little|insufficient) (?:good |convincing |clear |published |reliable |real )*(?:evidence|proof|data|indication|sign|reason to (?:think|believe))(?: at all)?(?: to (?:suggest|show|support|indicate|say|prove|the effect))?(?: that)",
        Frame(denies=True),
    ),
    (
        rf"{_IT}(?:true|a fact|clear|correct|right|evident|obvious|certain|known|established|recogni[sz]ed|accepted|documented|described|observed|noted|shown|demonstrated|reported|stated|found|understood|acknowledged|proven|agreed|said|well-known|well-established|well-documented|well-recogni[sz]ed|the case|worth noting|worth knowing|important to (?:note|know|remember|recogni[sz]e)|notable|noteworthy|important) that",
        PLAIN,
    ),
    (
        rf"{_IT}(?:possible|likely|probable|plausible|thought|believed|suspected|suggested|hypothesi[sz]ed|assumed|proposed|conceivable|presumed) that",
        Frame(hedges=True),
    ),
    (r"it (?:may|might|could) (?:well )?be (?:true |so |the case )?that", Frame(hedges=True)),
    (
        r"(?:is|was) it (?:really |actually |also )?(?:true|correct|right|known|so|a fact|the case|accurate|established) (?:that|to say that)",
        PLAIN,
    ),
    (r"(?:is|was) it (?:possible|likely|thought|believed) that", Frame(hedges=True)),
    (
        r"there (?:is|are|was|were|exists?) (?:(?:good|strong|clear|ample|growing|increasing|solid|convincing|robust|consistent|published|also|now|plenty of|a lot of|much|sufficient) )*(?:evidence|proof|data|reports?|studies|agreement|consensus)(?: (?:to (?:show|prove|support|indicate)|showing|proving|indicating|demonstrating|available))? that",
        PLAIN,
    ),
    (
        r"there (?:is|are|was|were) (?:(?:good|some|limited|weak|strong|growing|increasing|preliminary|anecdotal) )*(?:evidence|data|reports?|studies|indications?)(?: (?:to suggest|suggesting))? that",
        Frame(hedges=True),
    ),
    (rf"(?:in )?{_SOME}{_WRITERS}(?: (?:on|of|in|about|from) [\w ]{{1,40}}?)? {_SAY}(?: (?:us|me))? that", PLAIN),
    (rf"{_SOME}{_WRITERS} {_SUGGEST} that", Frame(hedges=True)),
    (rf"{_TOLD}(?: that)?,?", PLAIN),
    (r"according to (?:[\w'-]+ ){0,5}?[\w'-]+,", PLAIN),
    (r"(?:please )?(?:can|could|would) you (?:please )?(?:confirm|verify|check|tell me)(?: whether| if| that)", PLAIN),
    (r"(?:please )?(?:confirm|verify|check|note|remember|recall|be aware|consider)(?: whether| if)? that", PLAIN),
    (r"(?:please )?(?:confirm|verify|check)(?: whether| if)", PLAIN),
    (
        r"(?:do you know|i wonder|i would like to know|i want to know|tell me|i am asking|the question is)(?: whether| if)",
        PLAIN,
    ),
    (r"(?:would|do) you (?:say|agree|think) that", PLAIN),
    (
        r"as (?:you|we|everyone|is|was) (?:may |might |will |well |widely |generally |commonly )?(?:know|known|accepted|recogni[sz]ed|seen|expected|mentioned|noted),",
        PLAIN,
    ),
    (r"the (?:truth|fact|point|key point|take-home message|bottom line) is that", PLAIN),
    (
        r"(?:in (?:fact|truth|general|summary|short|conclusion|reality|principle|brief|practice|other words|contrast|addition)|indeed|of note|notably|importantly|interestingly|overall|moreover|furthermore|additionally|however|therefore|thus|hence|consequently|accordingly|nevertheless|surprisingly|clinically|radiologically|epidemiologically|finally|conversely|similarly|likewise|of course|as (?:is )?(?:well )?known|as a rule of thumb|by definition|to summari[sz]e|for example|for instance|as mentioned|as expected|yes|no|well|so|first|second|third|lastly|contrary to popular belief|remarkably|unsurprisingly|historically|further|on the other hand|in this (?:disease|condition|setting)|today|note|remember),",
        PLAIN,
    ),
    (
        r"(?:indeed|notably|importantly|moreover|furthermore|additionally|therefore|thus|hence|also|and|but|so|then) (?=\w)",
        PLAIN,
    ),
)
#: The pattern at the end of a statement.
_TAILS = (
    r",? (?:is that |is this |am i )?(?:right|correct|true|so|not so)",
    r",? (?:is|are|does|do|can|was) (?:it|they|that|this) not",
    r",? (?:as (?:has|have) been (?:shown|reported|described|demonstrated|documented)|as (?:shown|reported|described|demonstrated|documented|seen|known|stated|mentioned|noted)(?: (?:by|in|above|before)(?: [\w-]+){0,4})?)",
    r",? according to (?:[\w'-]+ ){0,4}?[\w'-]+",
    r",? (?:in the (?:medical |published )?literature|in (?:published |most |some |several )?(?:studies|reports|case reports))",
    r",? (?:as well|too|of course|indeed|for example|for instance|in general|overall|respectively known|at all|after all|in fact|as a rule)",
)
#: What asks for or states a link, and how it is said plainly.
_LINKS = r"(?:known |significant |clear |strong |established |well-known |close |recogni[sz]ed |clinical |possible |real |direct )*(?:link|association|relationship|relation|connection|correlation)"
_REPHRASED: tuple[tuple[str, str], ...] = (
    (rf"(?:is|are|was|were) there (?:a|an|any|some) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:is|was|exists) (?:a|an) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:(?:is|was) )?(?:no|not any|not a|not an) {_LINKS} between (.+) and (.+)", r"\1 is not associated with \2"),
    (rf"(?:is|are) there (?:a|an|any) {_LINKS} of (.+) (?:with|to) (.+)", r"\1 is associated with \2"),
    (rf"(?:no|without) {_LINKS} (?:exists |was found |has been found )?between (.+) and (.+)", r"\1 is not associated with \2"),
    (
        r"(?:the )?(?:absence|lack) of (.+?) (?:is|was) (?:a |the |an )?(?:\w+ )?(?:feature|sign|finding|characteristic) (?:of|in) (.+)",
        r"\1 is not seen in \2",
    ),
    (r"(?:what|how) about (.+) in (.+)", r"\1 is seen in \2"),
    (r"(?:is|are|was|were) there (?:any |a |an |some |ever )?(.+? in .+)", r"\1"),
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
