"""Sentences that do not assert what they name, and words that change what a denial or a verb says of it.

"Do not assume that X affects Y", "let us suppose that", "nobody believes that", "few studies have shown that": no fact says
whether that is so. "In that case" and "at this stage" point to something that a sentence by itself does not say.
"""

from __future__ import annotations

from radkg.model.english import compiled
from radkg.statement.utterance import ASSURED, BESIDE, LATER, NEAR, NEVER, NONE_OF, SPARED, TYPICAL, NotUnderstood

_THINK = (
    r"(?:assume|think|believe|say|claim|conclude|suppose|presume|state|suggest|imagine|expect|infer|write"
    r"|tell [\w ]{1,20}?"
    r"|teach|report|argue|insist|pretend|hold|maintain|accept|take it|buy|suspect|guess|propose|contend|assert"
    r"|declare|consider"
    r"|agree|fancy|trust|announce|swear)"
)
_THINKS = (
    r"(?:assume?|think|believ|say|claim|conclud|suppos|presum|stat|suggest|imagine?|expect|infer|teach|report|argu"
    r"|insist|hold"
    r"|maintain|accept|suspect|guess|propos|contend|assert|agree|show|demonstrat|prov|find|describe?|confirm"
    r"|support|indicate?"
    r"|establish|document|observe?|advocate?|recogni[sz]|thought|believed|said|taught|held|found|known?|knows)"
    r"(?:e|es|s|ed|d|ing|n)?"
)
_NOT = (
    r"(?:do not|don['’]t|never|not|must not|mustn['’]t|let us not|let['’]s not|(?:i|we|you|one) (?:do not"
    r"|don['’]t|never|would not))"
)
_OUGHT_NOT = (
    r"(?:one|we|you|nobody|clinicians|doctors|radiologists|physicians|readers|it) (?:should|must|may|can"
    r"|ought to|need|could|would)"
    r"(?: not|n['’]t|not| never)(?: be| to)?"
)
_NOBODY = (
    r"(?:nobody|no one|no-one|none of [\w ]{1,30}?|not (?:everyone|everybody|many|all|one|a single)(?: [\w-]+){0,3}?"
    r"|hardly (?:anyone|anybody|any(?: [\w-]+){1,2}?)|scarcely (?:anyone|anybody|any [\w-]+)"
    r"|(?!no (?:doubt|question|secret|surprise|wonder)\b)no(?: [\w-]+){1,3}?"
    r"|(?:only |very |rather |too |but |relatively |just )*(?<!a )few(?: [\w-]+){0,3}?"
    r"|(?:only |just )(?:a few|one|a single|two)(?: [\w-]+){1,3}?)"
)
_ADVERBS = (
    r"(?: (?:would|will|can|could|should|has|have|had|now|really|seriously|still|ever|today|actually|even|been"
    r"|is|are|yet|so far|to date|currently|nowadays|honestly|ever))*"
)
_SUPPOSED = (
    r"(?:suppose|assume|imagine|presume|pretend|say|hypothesi[sz]e|speculate|postulate|conjecture|posit|picture"
    r"|consider what if)"
)
_GUESSED = (
    r"(?:hypothesi[sz]ed?|hypothesi[sz]es|speculat(?:e|es|ed)|conjectur(?:e|es|ed)|postulate[sd]?|posit(?:s|ed)?"
    r"|guess(?:es|ed)?|fear(?:s|ed)?|hop(?:e|es|ed)|wish(?:es|ed)?|imagine[sd]?|doubt(?:s|ed)?|bets?"
    r"|dream(?:s|ed|t)?"
    r"|worr(?:y|ies|ied)|pretend(?:s|ed)?|theori[sz](?:e|es|ed)|surmis(?:e|es|ed)|wonder(?:s|ed)?|predict(?:s"
    r"|ed)?|expect(?:s|ed)?)"
)
_WHO = r"(?!no|hardly|few|scarcely|i do\b|we do\b|who\b)(?:[\w'’-]+ ){1,4}?"
_KIN = (
    r"(?:children|child|offspring|sons?|daughters?|siblings?|brothers?|sisters?|relatives|parents?|mothers?"
    r"|fathers?|spouses?"
    r"|partners?|wives|husbands?|descendants|babies|newborns|infants|families|grandchildren|kin|cousins|twins"
    r"|fetuses|foetuses)"
)
_PEOPLE = (
    r"(?:patients?|people|persons?|individuals?|those|women|men|mothers|fathers|parents|adults|sufferers"
    r"|carriers|cases)"
)

#: What a sentence begins with that does not assert the rest, and why no fact decides it.
_LEADS = (
    (
        rf"(?:please |again |so |and |but )?(?:{_NOT}|{_OUGHT_NOT})(?: just| simply| ever| always| automatically"
        r"| therefore| too quickly)*"
        rf" {_THINK}(?: for a moment| again)?,? (?:that )?(?=\w+ \w+)(?!so\b)",
        "the sentence tells somebody not to say so, and not what is so",
    ),
    (
        rf"(?:but |and |today |however,? )?{_NOBODY}{_ADVERBS} (?!know\b|knows\b){_THINKS} that\b",
        "the sentence tells how few people say so, and not what is so",
    ),
    (
        r"(?:let us|let['’]s|let me|if we|if one|now|just|please|we may|we can|we could|one may|one can|one could)?"
        rf" ?(?:now |just |first |for now )?(?<!\w){_SUPPOSED}(?: for (?:a moment|now|once|the sake of argument)"
        r"|,)*,? that\b",
        "the sentence supposes it, and does not say that it is so",
    ),
    (
        r"(?:supposing|assuming|imagining|pretending|granted|given the assumption|on the assumption"
        r"|under the assumption)(?: that)? (?=\w+ \w+)",
        "the sentence supposes it, and does not say that it is so",
    ),
    (r"(?:even|only|as|what|but) if\b|as though\b|if only\b", "the sentence supposes it, and does not say that it is so"),
    (
        rf"{_WHO}(?:also |further |therefore |thus |initially |once )?{_GUESSED} that\b",
        "the sentence tells what was supposed, and not what is so",
    ),
    (
        r"(?:the|our|their|this|my|a|one|his|her)(?: [\w-]+){0,2} (?:hypothesis|assumption|speculation|conjecture"
        r"|guess|hope|fear|suspicion"
        r"|question|idea|theory)(?: (?:was|is|remains|being|to be tested))+ (?:that|whether)\b",
        "the sentence tells what was supposed, and not what is so",
    ),
    (
        r"(?:one|you|we|i|people|some|many|someone|somebody|they|readers?|doctors|clinicians|it)(?: people| authors"
        r"| doctors)?"
        r" (?:might|could|would|may)(?: well| easily| also| perhaps| then| at first| be tempted to| have| wrongly"
        r"| naively| be)*"
        r" (?:think|thought|believe|believed|assume|assumed|expect|expected|suppose|supposed|imagine|imagined|guess"
        r"|guessed|presume"
        r"|presumed|suspect|suspected|fear|hope|claim|claimed|argue|argued|object|wonder)(?: that)? (?=\w+ \w+)",
        "the sentence tells what somebody might think, and not what is so",
    ),
)
_SUPPOSING = (
    r"(?:hypothetically|allegedly|supposedly|purportedly|ostensibly|theoretically|speculatively|notionally|reputedly"
    r"|putatively|in theory|in principle)"
)
_UNTRUE = (
    r"(?:unreliable|dubious|discredited|outdated|obsolete|retracted|withdrawn|fake|questionable|untrustworthy|unverified|bogus"
    r"|fabricated|fraudulent|flawed|fictional|fictitious|satirical)"
)
_HEARSAY = (
    r"(?:legend|rumou?rs?|(?:a |an old |popular )?(?:myth|folklore|gossip|hearsay|superstition)|(?:some |certain )?quacks?"
    r"|a hoax|old wives|fairy tales?|fiction|no (?:study|source|evidence|data|paper|author)s?|conspiracy theor(?:y|ies)"
    r"|astrology|tabloids?)"
)
_SAYS = r"(?:has it|goes|says?|claims?|states?|reports?|shows?|suggests?|that)"
_CANNOT = r"(?:cannot|can ?not|can['’]t|could not|couldn['’]t|may not|should not)"
_CONCLUDED = (
    r"(?:concluded?|inferr?(?:ed)?|deduced?|generali[sz]ed?|derived?|established?|ruled? out|excluded?|determined?"
    r"|verif(?:y|ied))"
)
_TAKEN_BACK = (
    r"(?:retracted|withdrawn|disproven?|disproved|refuted|debunked|abandoned|ruled out|misprint(?:ed)?|typo|hoax|joke"
    r"|superseded|obsolete|outdated|discredited|rejected|dismissed|fabricated|an? (?:error|mistake|lie)|erroneous(?:ly)?"
    r"|erratum|errata|corrigendum|satire|fiction|rumou?r|distractor|not (?:so|true|the case))"
)
_BEFORE = r"(?:once|formerly|long|previously|originally|initially)"
_HELD = r"(?:thought|believed|assumed|held|taught|supposed)"
_FINDING = r"(?:finding|feature|symptom|sign|manifestation|cause|complication|complaint|abnormality)"
_KINDS = r"(?:diseases|disorders|conditions|syndromes|illnesses|entities|diagnoses)"
#: What a sentence has that does not assert the rest, and why no fact decides it.
_ANYWHERE = (
    (
        rf"(?:^|, |; |\b(?:is|are|does|do|may|can) ){_SUPPOSING}\b|\b{_SUPPOSING}$"
        rf"|(?<=[a-z]) {_SUPPOSING} (?=[a-z]+s\b)",
        "the sentence supposes it, and does not say that it is so",
    ),
    (
        rf"^according to {_HEARSAY}\b|^(?:the )?{_HEARSAY} {_SAYS}\b"
        rf"|^(?:an?|the|one|some|this|these|several) {_UNTRUE} [\w-]+ (?:\w+ )?{_SAYS}\b",
        "the sentence names as its source what nobody relies on",
    ),
    (
        rf"^(?:it|that|this|one|we|you|nothing)? ?{_CANNOT} (?:yet |therefore |safely )?(?:be )?{_CONCLUDED}\b"
        r"(?: from [^,]+?)? (?:that|whether)\b",
        "the sentence tells what cannot be concluded, and not what is so",
    ),
    (
        rf"^(?:it was {_BEFORE} {_HELD}|it (?:was|used to be) {_HELD}|people used to (?:think|believe)|formerly)\b",
        "the sentence tells what was thought before, and not what is so",
    ),
    (
        r"^(?:the|this|our|my|that) (?:patient|woman|man|boy|girl|child|mother|father|family)"
        r" (?:thinks?|believes?|fears?|worries|worried|claims?|is (?:afraid|convinced|worried|sure)|feared|thought|believed)\b",
        "the sentence tells what somebody thinks, and not what is so",
    ),
    (
        r"\b(?:falsely|mistakenly|wrongly|erroneously|incorrectly|naively|prematurely)"
        r" (?:claim|th(?:ink|ought)|believ|assum|stat|report|say|said|assert|conclud|suppos|writ|wrote|held|hold)\w*\b",
        "the sentence tells that it was said wrongly, and of what is so nothing",
    ),
    (
        r"^(?:we|i|they|he|she|(?:few|some|many|several|the) (?:authors|experts|researchers|doctors))"
        r" (?:once |formerly |initially |first |originally |long |had )*"
        r"(?:assumed|suspected|presumed|proposed|speculated|hypothesi[sz]ed|conjectured|postulated|guessed|believed|thought)"
        r" that\b",
        "the sentence tells what was supposed, and not what is so",
    ),
    (r"^who (?:says?|said|claims?|told|thinks?|believes?)\b", "the sentence asks who says so"),
    (
        rf"^[^:]{{0,60}}\b(?:{_TAKEN_BACK}|to be (?:confirmed|verified|checked)|unconfirmed|unproven|hypothes[ie]s|hypothetical"
        r"|draft|do not [a-z]+|(?:lack|absence) of evidence)\b[^:]{0,40}:",
        "what stands in front takes it back, or leaves it open",
    ),
    (rf"^(?:\w+ )?{_TAKEN_BACK} ?[;,!] ", "what stands in front takes it back, or leaves it open"),
    (
        r"[.!?] (?:(?:this|that|which|it) (?:is|was) )?(?:not so|not true|false|wrong|untrue|incorrect|nonsense|nope?"
        r"|kidding)\b[^.]{0,20}$|[.!?] actually,? (?:it|they|this) (?:does|do|is|are|has|have)(?: not|n['’]t)\b"
        r"|\? (?:some|many|most|few|not all) do\b",
        "the next sentence takes it back, or part of it",
    ),
    (rf"(?:[;,]|\bbut\b| - )[^;,]{{0,40}}\b{_TAKEN_BACK}\b[^;,]{{0,20}}$", "what stands behind takes it back"),
    (r"\bnot yet been\b", "what has not been shown so far may be so"),
    (r"\bby definition\b", "whether it belongs to the definition, no fact says"),
    (
        r"^(?:the |its )?(?:main|chief|principal|leading|primary|foremost|number one|biggest|dominant)"
        rf" (?:clinical |imaging |presenting )?{_FINDING}\b",
        "it compares with everything else",
    ),
    (
        r"^(?:in |of )?(?:most|many|half of|the majority of|nearly all|almost all|all|few|\d+ ?%? of)(?: of)?(?: the)?"
        rf" (?:other |such )?(?:\w+ )?{_KINDS}\b",
        "it counts kinds of disease, and no cases",
    ),
    (r"(?<![,;:.!?]) unlike (?!that\b|those\b)", "it speaks of others than what it names"),
    (
        r"\bsporadic\b.*\b(?:inherited|hereditary|familial|genetic|runs? in families)\b",
        "sporadic is what is not inherited; whether of one form, no fact says",
    ),
    (
        r"\b(?:murine|mouse|mice|rats?|rabbits?|canine|dogs?|feline|cats?(?! scan)|horses?|equine|porcine|pigs?|bovine"
        r"|cattle|zebrafish|monkeys?|in vitro|cultured|animal models?)\b",
        "it is said of animals or of cells, of which radkg knows nothing",
    ),
    (r"\bin (?:the )?(?:autumn|springtime|summer|winter)\b(?! of\b)", "it names a season, of which radkg knows nothing"),
)
_KINSFOLK = (
    rf"\b(?:{_KIN} of (?:(?:all|the|these|those|many|most|some|our|affected) )*(?:[\w-]+ ){{0,2}}?{_PEOPLE}\b"
    rf"|{_PEOPLE}['’]s? {_KIN}\b)"
)

_THIS = (
    r"(?:this|that|these|those|such|a|an|one|some|certain|another|other|the other|the same|any such|which|my|our|his|her|their)"
)
_GROUPS = (
    r"(?:case|cases|subgroups?|subsets?|groups?|stages?|phases?|points?|times?|moments?|patients?|individuals?"
    r"|persons?|scenarios?"
    r"|women|woman|men|man|children|child|girl|boy|age|ages|forms?|variants?|families|family|period"
    r"|series|cohort|study|studies|reports?)"
)
#: Words that point to some of the cases, which the sentence does not name.
_SOME_OF_THEM = (
    rf"\b(?:in|at|for|among|within|with|of|during|by|on) {_THIS}(?: (?:particular|few|early|late|later|small"
    r"|single|specific|special|first))*"
    rf" {_GROUPS}\b(?! (?:of|with) (?!patients\b|cases\b|people\b|those\b)\w)"
    r"|\b(?:in|for|among|of) (?:the )?(?:rest|remainder|remaining|others|latter|former|few|many)\b"
    r"|^(?:there|here|then|elsewhere|otherwise|initially|at first|by then|so|thereafter|afterwards|later"
    r"|meanwhile|up to then)"
    r",? (?!is\b|are\b|was\b|were\b|exists?\b|have\b|has\b|can\b|may\b|seems?\b|be\b)(?=\w+ \w+)"
    r"|\b(?:not yet|no longer|any ?more|at times|for the time being|as of yet|at first|initially)\b"
)
_LATER = (
    r"\b(?:later|eventually|subsequently|ultimately|in time|with time|over time|in the long (?:run|term)"
    r"|years after|thereafter"
    r"|(?:may|can|might|could|will) become|afterwards|at some (?:later )?(?:point|time)|one day|finally)\b"
    r"|\b(?:progress|evolve|transition|advance|proceed|deteriorate|(?:go|goes|went|gone)(?= on))(?:s|es|ed"
    r"|d)?(?: on)? (?:in)?to\b"
)
_SPARED = r"\bspar(?:e|es|ed|ing)\b|\bpreserv\w+|\brelatively\b|\balone\b"
_WHOLLY = (
    r"\b(?:never|always|invariably|completely|entirely|totally|wholly|fully|without exception|all|every|no|none"
    r"|nobody)\b"
)
_ASSURED = (
    r"\b(?:shown|proven|proved|proves|established|confirmed|demonstrated|certain|sure)(?: (?:to|that|in)\b"
    r"| (?:treatments?|therap(?:y|ies)"
    r"|remed(?:y|ies)|drugs?|benefits?|effects?|effective|help|use)\b)"
    r"|\b(?:definitely|certainly|undoubtedly|surely|unquestionably|undeniably|undisputed)\b"
    r"|\b(?:beyond|without|no) (?:any |a |all )?doubt\b"
)
_NEAR = (
    r"\b(?:over|under|beneath|underneath|above|below|near|around|beside|surrounding|along|next to|adjacent to|close to)"
    r" (?!\d|(?:the )?ages? )"
)
_BESIDE = (
    r"\b(?:(?:beneath|underneath|near|beside|next to|adjacent to|close to) (?!(?:the |your )?skin\b)"
    r"|(?:under|above|below) the (?!ages?\b|skin\b)"
    r"|(?:\w+(?:s|ed)|found|seen|laid down|present|evident|visible) along (?!with\b))"
)
_TYPICAL = (
    r"\b(?:typical|characteristic|classic|classical|hallmarks?)"
    r" (?:finding|feature|sign|symptom|manifestation|appearance|of|for|in)s?\b"
    r"|\b(?:is|are) (?:very |quite )?(?:typical|characteristic|classic)$"
    r"|\b(?:shows?|has|have) (?:an? |the )?(?:typical|characteristic|classic) (?=\w)"
    r"|\b(?:mainly|mostly|chiefly|primarily|predominantly|principally) (?:of|in|at|on|around|over|along) (?:the )?"
    r"(?!patients|cases|people)"
)
_COUNTED_NONE = r"\b0 ?(?:of|out of|in|/) ?\d|\bnone of (?:the |these |all )?(?!the\b|these\b|those\b)\w+ (?:\w+ )?\w+|, none\b"
_NEVER = r"\b(?:never|not once|not ever|in no (?:patient|case|person|people|child|adult|one)s?|nobody|no one)\b"
#: What a sentence says in a manner of its own; see `radkg.statement.utterance.Reading`.
_MANNERS = (
    (SPARED, _SPARED),
    (LATER, _LATER),
    (ASSURED, _ASSURED),
    (NEAR, _NEAR),
    (BESIDE, _BESIDE),
    (NONE_OF, _COUNTED_NONE),
    (NEVER, _NEVER),
    (TYPICAL, _TYPICAL),
)
_REPORT = r"^(?:there (?:is|are|was|were) (?:no|not any)\b|no\b|without\b)"
_IMAGES_SHOW = r"\b(?:show|reveal|demonstrate)(?:s|ed)? no\b"
_THE_DISEASE = (
    r"^(?:the|this|that|its|such) (?:disease|condition|disorder|illness|entity|finding|sign|syndrome)\b(?! of\b| in\b)"
    r"|^(?:the|this|that|my|our) (?:patient|person|individual)\b(?! with\b| who\b)"
)
_OFTENER = r"\b(?:more (?:often|frequent|frequently|common|commonly)|rates?|incidence|frequency|prevalence|proportion)\b"


def refuse(statement: str) -> None:
    """Refuse a sentence that does not assert what it names.

    Raises:
        NotUnderstood: It does not.

    >>> refuse("leaf scorch affects the leaves")
    """
    text = " ".join(statement.lower().replace("’", "'").split()).lstrip(" '\"“(")
    for pattern, reason in _LEADS:
        if compiled(pattern).match(text):
            raise NotUnderstood(reason, final=True, undecidable=True)
    for pattern, reason in _ANYWHERE:
        if compiled(pattern).search(text):
            raise NotUnderstood(reason, final=True, undecidable=True)
    if compiled(_KINSFOLK).search(text):
        reason = "it is said of relatives of patients, of whom radkg knows nothing"
        raise NotUnderstood(reason, final=True, undecidable=True)


def stops_early(statement: str) -> bool:
    """Return whether a sentence ends behind the noun of a relative clause, whose verb is not there.

    >>> stops_early("Blight is a disease in which bark")
    True
    >>> stops_early("Blight is a disease in which bark cracks")
    False
    """
    return compiled(r"\b(?:in|of|on|with) (?:which|whom) (?:the |an? )?[\w-]+[.!?]?$").search(statement.lower()) is not None


def points_elsewhere(statement: str) -> bool:
    """Return whether a sentence points to some cases, or to a time, that it does not name: "in that case", "no longer".

    >>> points_elsewhere("At this stage leaf scorch shows no rot"), points_elsewhere("Leaf scorch shows no rot")
    (True, False)
    """
    return bool(compiled(_SOME_OF_THEM).search(statement.lower()))


def is_of_one_image(statement: str, *, on_images: bool = True) -> bool:
    """Return whether a sentence may report what an image lacks: "there is no rot on CT".

    Args:
        statement: The sentence.
        on_images: Whether it says so of images, and not of a part of the body.

    >>> is_of_one_image("No rot is seen on CT"), is_of_one_image("Rot cannot be seen on CT")
    (True, False)
    """
    text = statement.strip().lower()
    return bool(compiled(_REPORT).search(text) or (on_images and compiled(_IMAGES_SHOW).search(text)))


def names_what_is_told_elsewhere(statement: str) -> bool:
    """Return whether a sentence begins with "the disease", which it does not name.

    >>> names_what_is_told_elsewhere("The disease affects the leaves")
    True
    """
    return bool(compiled(_THE_DISEASE).search(statement.strip().lower()))


def counts_people_of_one_kind(statement: str) -> bool:
    """Return whether a sentence says that something is more frequent, and speaks of no risk: "women with X more often have Y".

    >>> counts_people_of_one_kind("Saplings with rot more often have galls")
    True
    """
    text = statement.lower()
    return "risk" not in text and bool(compiled(_OFTENER).search(text))


def manners(statement: str) -> tuple[str, ...]:
    """Return how a sentence says what it says, as far as its verdict turns on that: see `radkg.statement.utterance.Reading`.

    >>> manners("Leaf scorch relatively spares the midrib"), manners("Leaf scorch never affects the midrib")
    (('spared',), ('never',))
    """
    text = statement.lower()
    found = tuple(manner for manner, pattern in _MANNERS if compiled(pattern).search(text))
    # of a part that none affects, "spares" leaves room for nothing
    return found[1:] if SPARED in found and compiled(_WHOLLY).search(text) else found
