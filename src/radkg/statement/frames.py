"""The frame around a claim: "it is known that …", "is it true that …?", "it is a myth that …"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from radkg.model.english import compiled
from radkg.statement import leads

_REMEMBERED = 1000  # texts: the parts of a sentence are read again for each way to split it


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


_BE = _one("is | was | (?:has |have |had )?been | (?:has |have |had )?(?:long|now|often|repeatedly|recently|well) been")
_ADVERBS = _some(
    """now | also | still | well | widely | generally | commonly | often | clearly | firmly | long | already | in fact | indeed
    | always | especially | particularly | simply | quite | very | therefore | thus | equally | just | further | additionally
    | in addition"""
)
_KNOWN = _one(
    """true | a fact | clear | correct | right | evident | obvious | certain | known | established | recogni[sz]ed | accepted
    | documented | described | observed | noted | shown | demonstrated | reported | stated | found | understood | acknowledged
    | proven | agreed | said | well-known | well-established | well-documented | well-recogni[sz]ed | the case | worth noting
    | claimed | held | argued | taught | maintained | asserted
    | notable | noteworthy | important | unquestionable | undeniable | undisputed | indisputable | undoubted | unquestioned
    | uncontroversial | beyond (?:all |any )?(?:dispute|doubt|question|debate) | no secret | no surprise | common knowledge
    | textbook knowledge | general knowledge | an established fact | a well-known fact | a known fact | a matter of record
    | an? (?:well[- ](?:established|known|documented) )?fact
    | a fact of life | a given | of note"""
)
_MENTION = _one(
    """note | remember | know | recogni[sz]e | understand | reali[sz]e | mention | emphasi[sz]e | stress | add | point out
    | highlight | be aware | keep in mind | bear in mind | recall | appreciate | underline | acknowledge | observe | say
    | state"""
)
_MENTIONING = _one(
    """noting | knowing | mentioning | remembering | emphasi[sz]ing | stressing | adding | pointing out | highlighting
    | repeating | recalling | keeping in mind | bearing in mind | underlining | saying | stating | knowing about | a mention"""
)
_MENTIONED = _one(
    """noted | remembered | mentioned | emphasi[sz]ed | stressed | added | pointed out | highlighted | understood | recalled
    | kept in mind | borne in mind | recogni[sz]ed | underlined | said | stated | acknowledged | appreciated | known
    | observed"""
)
_WORTH = _one(
    """important | worthwhile | crucial | essential | vital | key | helpful | useful | good | interesting | necessary
    | imperative | critical | fair | safe | right | correct | accurate | easy | worth it | handy | best | wise"""
)
_HOW_SURE = _some("fairly | pretty | quite | absolutely | very | totally | completely | entirely | fully | firmly | also | now")
_SURE = _one("convinced | sure | certain | confident | aware | positive | persuaded | satisfied | told | informed")
_DOUBT = _one(
    """doubt | question | dispute | denying | disputing | disagreement | controversy | debate | mistaking | doubting
    | question about it | doubt about it | getting around it | way around it | two ways about it"""
)
_NOTION = _one(
    """claim | statement | idea | notion | assertion | belief | view | suggestion | assumption | contention | proposition
    | allegation | opinion | sentence | hypothesis | impression | argument | conclusion | rumou?r | theory | observation"""
)
_HAS_IT = _one("is | was | turns out to be | has been shown to be | has proven to be | been shown to be | must be")
_ASSERT = _one(
    "claim | say | state | think | assert | believe | suggest | assume | conclude | maintain | argue | suppose | write | teach"
)
_OTHER = _one(
    """another | one such | one | a further | a second | a third | an additional | the next | a final | yet another | one more
    | an"""
)
_NOTABLE = _some(
    """important | key | notable | relevant | classic | common | frequent | useful | interesting | well-known | good | further
    | other | additional
    | prominent | noteworthy | major | different"""
)
_ENTITY = _one(
    """entity | condition | disease | disorder | diagnosis | possibility | thing | point | finding | feature | sign | example
    | candidate | consideration | item | differential | mimic | alternative | illness | syndrome | clue"""
)
_THOUGHT = _one(
    """possible | likely | probable | plausible | estimated | thought | believed | suspected | suggested | hypothesi[sz]ed
    | assumed | proposed | conceivable | presumed"""
)
_FALSE = _one(
    """not (?:at all )?(?:true|correct|right|accurate|so|the case|a fact|known|established|proven) | false | untrue | wrong
    | incorrect
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
    | case reports? | registr(?:y|ies) | results | findings | (?:clinical |daily |long )?experience | (?:clinical )?practice
    | cohorts? | surveys? | observations | pathologists? | specialists? | scientists? | society guidelines"""
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
_READER = _one(
    """i | we | you | i've | we've | you've | they | one | people | some people | patients | many people | everyone | everybody
    | he | she | someone
    | somebody | most people | all of us"""
)
_ALSO = _some(
    """have | has | may | can | will | often | also | all | do | just | once | recently | firmly | strongly | truly | really
    | still | now | personally | always"""
)
_TEACHER = _one("doctor | physician | rheumatologist | radiologist | professor | teacher | specialist")
_HEARD = _one(
    """agrees? | confirm(?:s|ed)? | read | heard | know | knows | understand | learned | learnt | was told | were told
    | been told | say | said
    | believe
    | think | see | find | found | state | note | noted | observed | report | reported | says | said
    | told (?:me|us|her|him|them)
    | explained (?:to (?:me|us|her|him|them))? | mentioned | remember | recall | accept | thinks | believes"""
)
_OFTEN = _some("has | have | had | always | also | often")
_CLAIMS = _one(
    r"""says | said | thinks | thought | claims | claimed | believes | swears | told (?:me|us|her|him|them|my \w+|the \w+)
    | tells (?:me|us|her|him|them) | explained(?: to (?:me|us|her|him|them))? | mentioned(?: to (?:me|us|her|him|them))?"""
)
_NAME = r"[\w'-]+"
_STRONG = _some(
    """good | strong | clear | ample | growing | increasing | solid | convincing | robust | consistent | published | also | now
    | plenty of | a lot of | much | sufficient"""
)
_WEAK = _some("good | some | limited | weak | strong | growing | increasing | preliminary | anecdotal")
_ASIDE = _one(
    """(?:in|by) (?:fact|truth|general|summary|short|conclusion|reality|principle|brief|practice|other words|contrast|addition)
    | (?:to put it|put) (?:simply|plainly|briefly|bluntly|differently|another way|succinctly|concisely)
    | (?:simply|plainly|briefly|bluntly|differently) put
    | in (?:simple|plain|short|a) (?:terms|words|english|language|word)
    | to sum (?:it )?up | summing up | to conclude | all things considered | on the whole
    | (?:generally|strictly|roughly|broadly|clinically|practically|technically|radiologically) speaking | that (?:being )?said
    | having said that | with that said | this said | more (?:specifically|precisely|importantly|generally|exactly)
    | most importantly | as an? (?:example|reminder|side note|rule|aside|final note|further point|general rule) | as such
    | to be (?:clear|fair|precise|exact|sure|honest|specific|brief) | to (?:begin|start) with | last but not least
    | at the same time | in this (?:context|regard|respect|sense) | in that (?:context|regard|respect|sense) | to date | so far
    | in (?:my|our) (?:opinion|experience|view|understanding|practice) | to (?:the best of )?(?:our|my) knowledge
    | as far as (?:is known|is currently known|i am aware|we are aware)
    | as far as (?:we|i|anyone) (?:know|knows|can tell|can see|understand)
    | from what (?:i|we) (?:know|have read|read|understand|gather) | without (?:a |any )?(?:doubt|question) | no doubt
    | beyond (?:a |any )?doubt | as expected | as a matter of fact | needless to say | unfortunately | of interest | at present
    | as a whole | in particular | in essence | at its core | in the end | after all | above all | among other things
    | in a broader sense | from the literature | on a positive note | on a practical note | on a different note | that is
    | in total | in all | all in all | in a nutshell | first of all
    | then | overall, then | so then | and yes | and no | and so | now then
    | indeed | of note | notably | importantly | interestingly | overall | moreover | furthermore | additionally | however
    | therefore | thus | hence | consequently | accordingly | nevertheless | surprisingly | clinically | radiologically
    | finally | conversely | similarly | likewise | of course | as a rule of thumb | by definition | to summari[sz]e
    | for example | for instance | yes | no | well | so | first | second | third | lastly | contrary to popular belief
    | remarkably | unsurprisingly | historically | further | on the other hand | today
    | in this (?:disease|condition|setting)"""
)
#: What a reply begins with.
_OPENER = _one(
    """certainly | absolutely | definitely | sure(?: thing)? | of course | yes | yep | yeah | indeed | exactly | great | hello
    | hi
    | thanks(?: for asking)? | thank you(?: for asking)? | correct | that (?:is )?(?:right|correct|true)
    | you are (?:right|correct) | okay | ok | alright | good point | glad you asked | happy to help | no problem | right"""
)
_HEADED = _one(
    """(?:key |main |important |clinical |take-home |teaching |learning )?(?:points?|takeaways?|messages?|facts?|pearls?)
    | (?:key |main |important )(?:insights?|ideas?|reminder|rule) | (?:summary|conclusion|note) | bottom line
    | in (?:short|summary|brief|conclusion|sum)
    | (?:short|quick|brief|final|long) (?:answer|summary|version|note|reminder) | answer | fun fact | important | remember
    | reminder | tl;dr | rule of thumb | one (?:last|final|more) (?:thing|point|note) | this much is (?:certain|clear)"""
)

#: Adverbs that say how often or how surely something is so, or of what most of all.
#: Adverbs that say how a sentence is meant to be taken, and nothing of what it says: no other adverb is left out.
_SENTENCE_ADVERBS = _one(
    """unfortunately | fortunately | luckily | sadly | happily | regrettably | thankfully | mercifully | interestingly
    | importantly | notably | remarkably | surprisingly | unsurprisingly | strikingly | intriguingly | curiously | amazingly
    | admittedly | understandably | obviously | clearly | certainly | undoubtedly | indisputably | unquestionably | definitely
    | surely | evidently | actually | really | truly | basically | essentially | fundamentally | simply | briefly | shortly
    | honestly | frankly | personally | additionally | similarly | likewise | conversely | alternatively | consequently
    | accordingly | correspondingly | equally | firstly | secondly | thirdly | fourthly | lastly | finally | crucially
    | critically | tellingly | significantly | reassuringly | encouragingly | disappointingly | worryingly | ironically
    | biochemically | histologically | pathologically | serologically | genetically | anatomically | epidemiologically
    | medically | clinically | scientifically | radiologically | generally speaking | broadly | practically | pragmatically
    | naturally | logically | incidentally | coincidentally | arguably | reportedly | historically | traditionally | basically
    | more importantly | most importantly | more specifically | specifically"""
)

_STUDIES = (
    r"(?:(?:large|small|single|recent|retrospective|prospective|multi-?cent(?:er|re)|international|national|nationwide|follow-up"
    r"|population-based|case-control|observational|cross-sectional|cohort|longitudinal|controlled|randomi[sz]ed|clinical"
    r"|published|older|newer|systematic|single-cent(?:er|re)|double-blind|placebo-controlled|imaging) )*"
    r"(?:cohorts?|stud(?:y|ies)|series|trials?|registr(?:y|ies)|analys[ei]s|meta-analys[ei]s|surveys?|reviews?)"
)
#: The pattern at the beginning of a statement, and what it says of the rest.
_LEADS: tuple[tuple[str, Frame], ...] = (
    (rf"(?:it {_BE}|it's|it|is it) {_ADVERBS}{_FALSE} (?:that|to {_ASSERT} that)", Frame(denies=True)),
    (
        rf"it (?:would|might|could|may) be {_ADVERBS}(?:{_FALSE}|an error) to {_ASSERT} that",
        Frame(denies=True),
    ),
    (rf"it (?:would|may|can|is|seems) (?:be )?(?:right|correct|fair|accurate|true|safe) to {_ASSERT} that", PLAIN),
    (r"(?:i|we) (?:do not|don't) (?:think|believe) (?:that )?", Frame(denies=True)),
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
    (
        rf"there (?:is|can be|was) (?:absolutely |really )?(?:no|not any|little|hardly any) {_DOUBT}"
        r"(?: whatsoever| at all| anymore)?,? (?:that|but that)",
        PLAIN,
    ),
    (r"it (?:can(?: ?not|'t)|not|could not) be (?:denied|disputed|doubted|questioned|overlooked|ignored) that", PLAIN),
    (r"(?:nobody|no one|no expert|no doctor) (?:would |can |could )?(?:doubts?|disputes?|den(?:y|ies)|questions?) that", PLAIN),
    (rf"(?:it {_BE}|it's|it) {_ADVERBS}{_WORTH} to {_MENTION} that", PLAIN),
    (rf"(?:it {_BE}|it's|it) {_ADVERBS}worth {_MENTIONING} that", PLAIN),
    (rf"it (?:should|must|can|may|has to|needs to|ought to|also should|might) (?:also )?be {_ADVERBS}{_MENTIONED} that", PLAIN),
    (rf"it (?:bears|deserves|merits) {_MENTIONING} that", PLAIN),
    (r"it (?:stands to reason|goes without saying|follows|turns out|so happens) that", PLAIN),
    (
        r"it (?:is|was) (?:my|our|his|her|their) (?:understanding|impression|opinion|view|belief|experience|conviction) that",
        PLAIN,
    ),
    (rf"(?:i am|i'm|we are|we're|one can be|you can be|they are) {_HOW_SURE}{_SURE}(?: of the fact)? that", PLAIN),
    (r"one thing is (?:certain|clear|sure|for sure|known)(?: ?[:,]| that)", PLAIN),
    (rf"it {_BE} {_ADVERBS}{_KNOWN} that", PLAIN),
    (rf"(?:it {_BE}|it) {_ADVERBS}{_THOUGHT} that", Frame(hedges=True)),
    (r"it (?:may|might|could) (?:well )?be (?:true |so |the case )?that", Frame(hedges=True)),
    (rf"(?:is|was) it (?:really |actually |also )?{_KNOWN} (?:that|to say that)", PLAIN),
    (r"(?:is|was) it (?:really |actually )?true(?: that)?", PLAIN),
    (r"(?:is|was) it (?:really |actually |also )?(?:true|correct|right|a fact) (?=\w+ \w+ \w+)(?!in\b|of\b|for\b)", PLAIN),
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
        rf"{_READER} {_ALSO}{_HEARD}(?: with (?:some |full |great |complete )?(?:confidence|certainty))?"
        r"(?: (?:online|somewhere|on the internet|in an? (?:book|magazine|paper|article|leaflet|forum)))?(?: that)?,?",
        PLAIN,
    ),
    (
        rf"my {_NAME}(?: {_NAME})? (?:says|said|told me|tells me|thinks|claims|swears|believes|explained"
        rf"|mentioned)(?: that)?,?",
        PLAIN,
    ),
    (rf"according to (?:{_NAME} ){{0,9}}?{_NAME},", PLAIN),
    (
        r"as (?:every|any|each|most|all) [\w-]+ (?:\w+ )?(?:knows?|learns?|learned|teach(?:es)?|agrees?|says?|sees?"
        r"|(?:will|can) (?:tell(?: you| us)?|confirm)),",
        PLAIN,
    ),
    (
        rf"(?:single|isolated|individual|occasional) {_WRITERS} {_HAVE}(?:describe|report|mention|show|suggest|note)s?d? that",
        Frame(hedges=True),
    ),
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
    (
        r"(?:the|my|our) (?:(?:general|current|main|key|simple|important|clinical) )?"
        r"(?:truth|fact|point|take-home message|rule|thing|bottom line|consensus|reality|upshot|message|gist|conclusion"
        r"|takeaway|impression|lesson|essence)"
        r"(?: (?:to|worth) (?:remember|know|note|keep in mind|bear in mind|understand|stress|remembering|knowing|noting))?"
        r" is that",
        PLAIN,
    ),
    (rf"(?:well,? )?{_OPENER}(?:[!.:]+(?: {_OPENER}[!.,:]+)?|,| -+ )", PLAIN),
    (r"(?:sure|certainly|absolutely|of course|okay|ok|yes)?[!,.]* ?(?:here|this|below)(?: is| are)? [^:,.]{1,50}:", PLAIN),
    (rf"{_HEADED} ?:", PLAIN),
    (
        r"(?:as for|as to|in terms of|with regards? to|with respect to|regarding|concerning|when it comes to|turning to|on)"
        r" (?:the )?(?:clinical |medical |its )?(?:imaging|treatment|diagnosis|management|therapy|prognosis|symptoms|signs"
        r"|outcome|presentation|epidemiology|pathology|etiology|pathogenesis|features|demographics|outlook|laboratory|complications),",
        PLAIN,
    ),
    (r"(?:i would|i'd|i am|i'm|i will|i'll|we will|we'll|let me|let us|let(?:'s)?) [^:,.]{1,50}:", PLAIN),
    (r"there (?:are|is) [^:,.]{1,40} to (?:know|remember|note|learn|keep in mind|bear in mind|consider|mention):", PLAIN),
    (r"to answer (?:your|the|this) question,?(?: yes,?| no,?)?", PLAIN),
    (
        r"as (?:already |was )?(?:mentioned|noted|discussed|described|stated|said|explained|outlined|shown)(?: \w+)?,",
        PLAIN,
    ),
    (r"contrary to (?:what (?:\w+ ){1,3}(?:believe|think|say|assume)s?|\w+ (?:belief|opinion|assumptions?)),", PLAIN),
    (r"despite (?:all |any )?(?:claims|reports|beliefs|statements|rumou?rs) to the contrary,", PLAIN),
    (
        r"(?:if (?:i|we) (?:remember|recall|understand)(?: it)?(?: correctly| right| rightly)?|if i(?:'m| am) not mistaken),",
        PLAIN,
    ),
    (r"correct me if i(?:'m| am) wrong,? but", PLAIN),
    (r"what (?:we|i|you|doctors) (?:do |now )?(?:know|can say|should know|need to know)(?: for sure)? is(?: that)?", PLAIN),
    (r"it (?:is|seems) (?:hard|difficult|impossible) to (?:deny|dispute|doubt|argue against the fact|overlook) that", PLAIN),
    (
        r"there is (?:absolutely |really )?no (?:truth|substance|merit|basis) (?:to|in|for|behind) (?:the|this|any) \w+ that",
        Frame(denies=True),
    ),
    (
        rf"{_WHICH}{_WRITERS} {_HAVE}(?:refuted?|refutes|disproved?|disproves|debunk(?:s|ed)?|reject(?:s|ed)?|dispel(?:s|led)?"
        rf"|contradict(?:s|ed)?) (?:the |this )?{_NOTION} that",
        Frame(denies=True),
    ),
    (
        rf"{_OTHER} {_NOTABLE}{_ENTITY}(?: (?:to|worth|that|which|not to|we|you|one) [\w ]{{1,40}}?)? is"
        r"(?=.+, (?:which|who|in which|where)\b)",
        PLAIN,
    ),
    (rf"from an? {_some('clinical | practical | imaging | radiological')}(?:standpoint|perspective|point of view),", PLAIN),
    (rf"{_ASIDE}[,:]", PLAIN),
    (rf"(?:{_SENTENCE_ADVERBS}),", PLAIN),
    (
        r"as an? (?:[\w-]+ ){1,3}?[\w-]+,? (?:i|we) (?:can |would |could |will |must |have to |should )?"
        r"(?:confirm|say|tell you|add|state|assure you|inform you|point out|stress|note)(?: to you)?,? (?:that )?",
        PLAIN,
    ),
    (
        r"(?:i|we) (?:can|would|could|will|must|have to) (?:confirm|say|tell you|assure you|inform you|add|state)"
        r"(?: to you)? that",
        PLAIN,
    ),
    (rf"in (?:an?|one|some|several|our|their|the) {_STUDIES},", PLAIN),
    (r"(?:great|good|excellent|interesting) question(?:[!.,]+| -)(?: yes[,.!]*)?", PLAIN),
    (
        r"(?:keep in mind|rest assured|bear in mind|be assured|make no mistake|it turns out|the (?:good|bad) news is|remember"
        r"|note|be aware|consider)(?:,? (?:however|though|too|also|therefore|as well))?,? that",
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
#: The pattern around a claim, and what it says of it.
_AROUND = (
    (
        rf"(?:the|this|any|our|your|his|her) (?:\w+ )?{_NOTION} that (.+) {_HAS_IT} {_ADVERBS}"
        rf"(?:{_FALSE}|mistaken|misguided|unfounded|baseless|erroneous|a lie|nonsense|fiction)",
        Frame(denies=True),
    ),
    (
        rf"(?:the|this|any|our|your|his|her) (?:\w+ )?{_NOTION} that (.+) (?:has |was |is )?(?:been )?"
        r"(?:disproved|disproven|refuted|debunked|rejected|dispelled)",
        Frame(denies=True),
    ),
    (
        rf"(?:the|this|any|our|your|his|her) (?:\w+ )?{_NOTION} that (.+) {_HAS_IT} {_ADVERBS}"
        r"(?:true|correct|right|accurate|a fact|justified|well[- ]founded|well[- ]established)",
        PLAIN,
    ),
    (rf"(.+), (?:which|that|but that|and that|but this|this) {_HAS_IT} {_ADVERBS}{_FALSE}", Frame(denies=True)),
)
#: The pattern at the end of a statement.
_TAILS = (
    r",? (?:is that |is this |am i )?(?:right|correct|true|so|not so)",
    r",? (?:there is no doubt about (?:it|that)|no doubt about it|without (?:a |any )?doubt|beyond (?:any )?doubt)",
    r",? (?:as far as (?:is known|we know|i know|anyone knows)|to (?:the best of )?(?:my|our) knowledge)",
    r",? (?:is|are|does|do|can|was) (?:it|they|that|this) not",
    r",? as (?:has|have) been (?:shown|reported|described|demonstrated|documented)",
    r",? as (?:shown|reported|described|demonstrated|documented|seen|known|stated|mentioned|noted)"
    r"(?: (?:by|in|above|before)(?: [\w-]+){0,4})?",
    rf",? according to (?!no\b|nobody\b|none\b)(?:{_NAME} ){{0,8}}?{_NAME}",
    r",? (?:- )?as far as (?:is|we|i|anyone) (?:known?|can tell|can see)(?: of it| about it| today)?",
    rf", (?:my|our|his|her) {_NAME}(?: {_NAME})? (?:says|said|tells me|told me|thinks|believes)",
    r",? in the (?:medical |published )?literature",
    r",? in (?:published |most |some |several |many |various |multiple |large |recent )?(?:case )?(?:studies|reports)",
    r",? (?:as well|too|of course|indeed|for example|for instance|in general|overall|at all|after all|in fact|as a rule)",
)
#: What asks for or states a link, and how it is said plainly.
_LINKS = _some(
    """known | significant | clear | strong | proven | definite | confirmed | real | established | well-known | close
    | recogni[sz]ed | clinical | possible | direct"""
) + _one("link | association | relationship | relation | connection | correlation")
_THERE_IS = _one("is | are | was | were")
_EVIDENCE = rf"there (?:is|are|was|exists) {_STRONG}(?:evidence|proof|support|data|indications?) (?:of|for|supporting|showing)"
_NO_EVIDENCE = (
    r"there (?:is|was) (?:currently |so far |as yet )?(?:no|not any|little) (?:\w+ )?(?:evidence|data|proof|indication)"
)
_DESCRIBE = (
    r"(?:describes?|described|reports?|reported|documents?|documented|mentions?|mentioned|lists?|records?|recorded|records"
    r"|observed?|observes|found|finds?|saw|shows?|showed)"
)
_REPHRASED: tuple[tuple[str, str], ...] = (
    (rf"{_THERE_IS} there (?:a|an|any|some) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:is|was|exists) (?:a|an) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"there (?:(?:is|was) )?(?:no(?: an?)?|not any|not an?) {_LINKS} between (.+) and (.+)", r"\1 is not associated with \2"),
    (rf"{_THERE_IS} there (?:a|an|any) {_LINKS} of (.+) (?:with|to) (.+)", r"\1 is associated with \2"),
    (rf"{_EVIDENCE} (?:a|an|the) {_LINKS} between (.+) and (.+)", r"\1 is associated with \2"),
    (rf"{_EVIDENCE} (?:a|an|the) {_LINKS} of (.+) (?:with|to) (.+)", r"\1 is associated with \2"),
    (rf"{_NO_EVIDENCE} (?:of|for) (?:a|an|any) {_LINKS} between (.+) and (.+)", r"\1 is not associated with \2"),
    (
        rf"{_NO_EVIDENCE} (?:linking|connecting|associating|relating|tying) (.+?) (?:with|to) (.+)",
        r"\1 is not associated with \2",
    ),
    (
        rf"{_WHICH}{_WRITERS} {_HAVE}(?:{_DESCRIBE}|establish(?:ed)?|demonstrated?|confirm(?:ed)?) (?:a|an|the) {_LINKS}"
        r" (?:between (.+) and|of (.+) with) (.+)",
        r"\1\2 is associated with \3",
    ),
    (
        rf"(?:a|an|the) {_LINKS} (?:between (.+) and|of (.+) with) (.+?) (?:is|was|been) (?:well |also |now )?{_KNOWN}",
        r"\1\2 is associated with \3",
    ),
    (rf"{_WHICH}{_WRITERS} {_HAVE}{_DESCRIBE} (?!that\b|a link|an? {_LINKS})(.+?) in (.+)", r"\1 is seen in \2"),
    (
        r"there (?:are|were|is|was|exist|(?:have |has )?been) (?:\w+ )?(?:case )?(?:reports?|descriptions?) of (.+?) in (.+)",
        r"\1 is seen in \2",
    ),
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
def _around() -> tuple[tuple[re.Pattern[str], Frame], ...]:
    return tuple((re.compile(pattern), frame) for pattern, frame in _AROUND)


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_TAILS)})$")


@lru_cache(_REMEMBERED)
def take_frame(text: str) -> tuple[str, Frame]:
    """Return the claim in ``text``, in lower case, without the frame around it, and what the frame says of it.

    >>> take_frame("it is a myth that the moon is made of cheese")
    ('the moon is made of cheese', Frame(denies=True, hedges=False))
    """
    denies = hedges = False
    for _ in range(4):  # a frame may stand in another: "of note, studies have shown that"
        around = next(((match, frame) for pattern, frame in _around() if (match := pattern.fullmatch(text))), None)
        if around:
            text, denies = around[0][1], denies ^ around[1].denies
            continue
        found = next(((match, frame) for pattern, frame in _compiled() if (match := pattern.match(text))), None)
        if found is None and (led := leads.taken(text)):
            text, denies, hedges = led[0], denies ^ led[1], hedges | led[2]
            continue
        if found is None or not text[found[0].end() :].strip():
            break
        text = text[found[0].end() :]
        denies ^= found[1].denies
        hedges |= found[1].hedges
    if match := _tail().search(text):
        text = text[: match.start()] or text
    for pattern, plain in _REPHRASED:
        if match := compiled(pattern).fullmatch(text):
            text = match.expand(plain)
            break
    return text, Frame(denies, hedges)
