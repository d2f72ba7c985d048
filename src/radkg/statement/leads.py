"""What leads into a claim, told by its words alone: "it can hardly be disputed that …", "for what it is worth, …".

A lead is made of words that say nothing of medicine, of people, of times or of numbers: who says it, how it is known, how sure
it is. A lead with any other word in it is none. Words that deny are counted: "nobody doubts that" affirms.
"""

from __future__ import annotations

from radkg.model import english
from radkg.model.english import compiled

_LONGEST = 14  # words


#: Words of leads that neither deny nor doubt.
_PLAIN = english.listed(
    """
    a an the this these those my our your his her their its it there here i we you they he she one ones everyone everybody
    someone somebody anyone anybody people person who whom what whoever me us them him all both each every most more many
    several numerous various multiple less
    is are was were be been being am has have had having do does did doing can could may must should will would shall ought
    s ve m re d ll
    to of in on for from by with at about as into upon and or than how let lets
    also well widely clearly firmly now long already indeed just still truly really certainly surely definitely undoubtedly
    simply quite very fairly pretty absolutely fully totally completely entirely strongly repeatedly consistently recently
    again even thus therefore so too further furthermore moreover additionally accordingly naturally obviously evidently
    universally unanimously broadly honestly frankly firstly secondly lastly finally ultimately final last
    plainly generally suffice suffices taken together related prevailing
    nowadays currently presently
    true correct right accurate clear certain sure evident obvious
    known established recognized recognised accepted documented described demonstrated shown
    proven proved confirmed understood acknowledged agreed aware important crucial essential vital key useful helpful
    interesting worth worthwhile noteworthy notable fair safe reasonable good great best strong solid robust ample abundant
    convincing compelling overwhelming growing increasing large big huge small vast substantial considerable sufficient
    enough recent new old previous prior different published available current general common popular scientific clinical
    medical public broad wide main major central simple plain easy basic short quick brief long whole well-known undisputed
    undeniable indisputable famous real open little-known
    evidence proof data fact facts truth case consensus agreement body amount number wealth lot lots plenty literature study
    studies research trial trials report reports paper papers article articles review reviews author authors expert experts
    researcher researchers clinician clinicians doctor doctors physician physicians rheumatologist rheumatologists
    radiologist radiologists specialist specialists textbook textbooks guideline guidelines source sources experience
    practice knowledge view belief impression understanding idea notion point points thing things message takeaway
    bottom line lesson conclusion observation statement rule principle mind reason news story answer matter record
    word words term terms summary overview perspective standpoint viewpoint angle sense way
    question-and-answer nutshell note notes detail details aspect topic subject context issue background
    cohort cohorts series sample registry registries setting clinic clinics centre center hospital department ward
    reminder example instance basics essence core gist look recap
    know knows say says said saying state states stated tell tells told show shows showed demonstrate demonstrates find finds
    found report reported confirm confirms establish establishes prove proves describe describes observe observes observed
    noted noting document documents indicate indicates indicated reveal reveals revealed agree agrees conclude concludes
    concluded teach teaches taught argue argues argued write writes wrote read reads hear heard learn learned learnt
    understand remember remembering recall recognize recognise acknowledge accept emphasize emphasise stress stressed mention
    mentioned mentioning pointed add added keep keeping bear bearing assure rest expected hold holds stand stands turn turns
    follow follows go goes see seen saw explain explains explained consider considered ask asked come comes put talk
    discuss speaking speak summarize summarise repeat repeating realize realise appreciate highlight underline
    """
)
#: Words that doubt: the claim is held for possible.
_HEDGING = english.listed(
    """
    might possible possibly probably likely suggest suggests suggested suggesting believed thought think thinks thinking
    suspected suspect suspects hypothesized hypothesised seem seems seemed seemingly apparently perhaps maybe assume assumed
    assumes speculate speculated propose proposed proposes conceivable conceivably plausible presumed presumably hint hints some
    anecdotal preliminary weak limited
    """
)
_NEGATING = english.listed("no not never hardly scarcely barely nobody none neither few little nothing impossible")
#: Words that deny what is claimed, as a lie or as something that one may not say.
_FALSE = english.listed(
    """
    false untrue wrong incorrect inaccurate mistaken erroneous myth misconception fallacy misunderstanding error mistake
    nonsense lie fiction unfounded baseless
    """
)
#: Words that doubt or deny it, which say that it is so where they are denied.
_CONTESTING = english.listed(
    """
    deny denies denied denying doubt doubts doubted doubting doubtful dispute disputes disputed disputing disagree disagrees
    disagreed disagreement question questions questioned questioning contest contests contested challenge challenged debate
    debated controversy surprise secret wonder accident coincidence
    """
)
#: Words for people and numbers, which lead into a claim only where it is they who say it.
_COUNTED = english.listed(
    """
    i we you they he she one ones everyone everybody someone somebody anyone anybody people person all both each every most more
    many several numerous various multiple less amount number wealth lot lots plenty case old
    """
)
_SAYING = english.listed(
    """
    know knows known say says said see sees agree agrees think tell tells told understand read hear heard mentioned noted stated
    explained expected shown seen ask asked remember recall gather
    """
)
#: Verbs that a sentence which tells somebody what to say begins with.
_ORDERS = english.listed(
    """
    say tell show state write argue prove teach report conclude put talk ask describe demonstrate confirm establish explain add
    and or so then even repeat hold learn read find accept
    """
)
#: Words of which a negation says that the claim is not so; of others it says that nobody is sure.
_TRUE = english.listed("true correct right accurate case fact truth evidence proof")
_UNSURE = english.listed(
    "known established shown proven proved clear certain sure convinced confident agreed accepted all every only"
)


def taken(text: str) -> tuple[str, bool, bool] | None:
    """Return what a lead leads into, whether it denies it and whether it doubts it; ``None`` where there is no lead.

    Args:
        text: A statement, in lower case.

    >>> taken("few would disagree that the sky is blue")
    ('the sky is blue', False, False)
    >>> taken("as we all know, the sky is blue")
    ('the sky is blue', False, False)
    """
    if found := compiled(r"([^,:]+?),? that (?=\w+ \w+ \w+)").match(text):
        frame = _weighed(english.words(found[1]))
        return None if frame is None else (text[found.end() :], *frame)
    if found := compiled(r"([^,:]+?) ?[,:] ?(?=\w+ \w+)").match(text):
        words = english.words(found[1])
        # "in many people, …" says of whom
        allowed = _PLAIN if not _SAYING.isdisjoint(words) else _PLAIN - _COUNTED
        if 1 < len(words) <= _LONGEST and allowed.issuperset(words):
            return text[found.end() :], False, False
    return None


def _weighed(words: list[str]) -> tuple[bool, bool] | None:
    """Return whether words in front of "that" deny and doubt what follows; ``None`` where they are no lead."""
    words = english.words(compiled(r"\b(?:far from|by no means|in no way|anything but)\b").sub("not", " ".join(words)))
    negating, false, contesting = (sum(word in group for word in words) for group in (_NEGATING, _FALSE, _CONTESTING))
    allowed = _PLAIN | _HEDGING | _NEGATING | _FALSE | _CONTESTING
    if not words or words[0] in _ORDERS or len(words) > _LONGEST or not allowed.issuperset(words) or negating > 1:
        return None
    hedges = not _HEDGING.isdisjoint(words)
    if not negating and not contesting:
        # "it is wrong to think that" doubts nothing
        return None if false > 1 else (false == 1, hedges and not false)
    if contesting:
        # "nobody doubts that"; who doubts it himself denies nothing
        return (False, False) if negating and contesting == 1 and not false else None
    if false:
        return (False, hedges) if false == 1 else None
    is_denied = not _TRUE.isdisjoint(words) and _UNSURE.isdisjoint(words) and not hedges
    return (True, False) if is_denied else None
