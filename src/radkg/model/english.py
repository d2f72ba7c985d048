"""English as radkg reads it: spelling, plurals and the small words. What the medical words mean stands in the ontology."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_REMEMBERED = 1000  # texts: the parts of a sentence are read again for each way to split it
_WORDS = 200_000  # those of the names, and of what is read
#: Letters without which a pattern need not be tried, the pattern, and the words in its place.
Rewording = tuple[str, str, str]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first needed: to compile a whole table takes as long as some verdicts."""
    return re.compile(pattern)


def reworded(text: str, rewordings: tuple[Rewording, ...]) -> str:
    """Return ``text``, in lower case, with other words in the place of what the patterns find, in their order."""
    for sign, pattern, replacement in rewordings:
        # to put in what is not found takes longer than to look for it
        if sign in text and (found := compiled(pattern)).search(text):
            text = found.sub(replacement, text)
    return text


def an(words: str) -> str:
    """Return words with their indefinite article."""
    return f"{'an' if words[:1].lower() in list('aeiou') else 'a'} {words}"


def listed(text: str) -> frozenset[str]:
    """Return the words that a text lists."""
    return frozenset(text.split())


ARTICLES = frozenset(["a", "an", "the", "its", "their", "his", "her", "your", "this", "these", "those", "both"])
COPULAS = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "remain", "remains", "become", "becomes", "seems", "seem"]
)
AUXILIARIES = frozenset(["do", "does", "did"])
NEGATIONS = frozenset(["not", "never", "no"])
PREPOSITIONS = frozenset(
    ["in", "on", "of", "at", "with", "by", "to", "from", "for", "among", "under", "over", "during", "within", "as", "along"]
)
CARRIERS = frozenset(
    [
        "patient",
        "patients",
        "pt",
        "pts",
        "case",
        "cases",
        "individual",
        "individuals",
        "sufferer",
        "sufferers",
        "people",
        "person",
        "persons",
        "subject",
        "subjects",
        "someone",
        "anyone",
        "those",
        "everybody",
    ]
)
#: Words that can be left out without a change of meaning.
FILLERS = listed("also that which who there again too alike actually really indeed clearly simply underlying likewise")
#: Words that say in a comparison which side has more: "more of X tells Y from Z".
COMPARATIVES = frozenset(["more"])
#: Words that ask for more than yes or no.
ASKING = frozenset(["which", "what", "who", "whom", "whose", "why", "how", "when", "where"])
CONJUNCTIONS = frozenset(["and", "or", "nor", "but", "while", "whereas"])
_SMALL_WORDS = ARTICLES | COPULAS | AUXILIARIES | NEGATIONS | PREPOSITIONS | CARRIERS | FILLERS | COMPARATIVES | CONJUNCTIONS
#: Words in front of nouns that say how many or which.
DETERMINERS = listed("any some all much many more other another each every enough certain such own same my our one ones")
#: Words that no noun of another field is.
_NO_NOUNS = _SMALL_WORDS | listed(
    """
    i you he she it we they me him us them my your our one ones this that these those such same other another each every any
    some all none both either neither much many few little less least most more only even just still yet very too so as than
    if unless until because since although though however despite except whereas while when where why how what which who whom
    whose whether can could may might must shall should will would ought cannot please per via against between through
    before after above below about into onto upon without within toward towards across beyond again then thus hence unlike
    rather instead hardly barely merely alone probably unlikely likely fail fails non nothing unseen best twice once first
    second last here
    """
)
#: How words begin that deny, doubt, make unreal or say how often: they narrow nothing.
_DOUBTING = (
    *(
        "un",
        "in",
        "im",
        "non",
        "alleged",
        "false",
        "wrong",
        "suppos",
        "possib",
        "probab",
        "rare",
        "scarce",
        "seldom",
        "apparent",
    ),
    *(
        "hypothetic",
        "theoretic",
        "presum",
        "mistak",
        "misle",
        "erroneous",
        "doubt",
        "dubious",
        "questionab",
        "virtual",
        "practical",
    ),
    *("joking", "jest", "ironic", "facetious", "sarcastic", "superficial", "funnily", "oddly", "strange", "curious"),
    *("nominal", "seeming", "ostensib", "purport", "putativ", "spurious", "negligib", "fictitious", "former", "previous"),
    *("potential", "conceivab", "arguab", "reputed", "figurativ", "metaphoric", "deceptiv", "loose", "hopeful", "prospectiv"),
)
#: Words in front of a noun that deny it, weaken it or make it unreal, and do not narrow it: "fake", "so-called".
_UNREAL = listed(
    """
    absent negative nonexistent nil null zero void extinct fake bogus sham mock phony phoney counterfeit imitation pretend
    pseudo quasi near anti ex non pre post sub semi half would be so called self artificial virtual seeming simulated
    imaginary fictional mythical legendary mere toy past old late early future eventual resolved healed cured insignificant
    trivial minimal exceptional anecdotal equivocal controversial debatable likely wrong false rare artefactual artifactual
    factitious disproven unproven mistaken erroneous spurious fabricated hypothetic ironic joking
    """
)
_UNREAL_ENDINGS = ("less", "free", "like", "oid", "ed", "ing", "able", "ible", "esque")
_SHORTEST_ADVERB = 5  # letters, so that "fly" is none
#: Verbs that deny, which are written out before a statement is read.
DENYING_VERBS = frozenset(["spare", "spares", "lack", "lacks"])


def is_noun(word: str) -> bool:
    """Return whether a word may be a noun that radkg has no term for: it has letters, and is none of the small words."""
    return word[0].isalpha() and len(word) > 1 and not is_small(word)


def may_narrow(word: str) -> bool:
    """Return whether a word is an adverb that may narrow what is said, and does not deny it, doubt it or say how often."""
    return word.lower().endswith("ly") and word.lower() not in _NO_NOUNS and not word.lower().startswith(_DOUBTING)


def may_narrow_noun(word: str) -> bool:
    """Return whether a word in front of a noun may narrow it, and does not deny it, doubt it or make it unreal.

    >>> may_narrow_noun("striking"), may_narrow_noun("medullary"), may_narrow_noun("fake")
    (False, True, False)
    """
    lowered = word.lower()
    if lowered in _UNREAL or not is_noun(word):
        return False
    return not lowered.startswith(_DOUBTING) and not lowered.endswith(_UNREAL_ENDINGS)


def is_small(word: str) -> bool:
    """Return whether a word is one of the small words of English or an adverb, which no field's noun is."""
    return word.lower() in _NO_NOUNS or (len(word) > _SHORTEST_ADVERB and word.lower().endswith("ly"))


_OFTEN = r"(?:common|frequent|often|frequently|commonly|prevalent|likely)"
_PEOPLE = r"(?:men|women|males|females|boys|girls|children|adults)"
_GROUP = rf"(?:{_PEOPLE}|(?:older|younger|male|female) (?:patients|people|children|adults))"
_SPEAKS_FOR = (
    r"(?:suggests?|indicates?|supports?|points? (?:to|towards?)|(?:argues?|speaks?) for"
    r"|(?:is|are) (?:suggestive|indicative) of)"
)
_AT_END = r"(?: do| does| are| have)?(?=[.?! ]*$| \()"
_HIGHER, _LOWER = r"(?:higher|greater|increased|larger|elevated)", r"(?:lower|smaller|reduced|decreased)"
_TIMES = r"(?:\d+(?:\.\d+)?|two|three|four|five|six|ten)"
_KNOWN = r"(?:known|found|seen|shown|observed|recogni[sz]ed|understood|established|documented|confirmed|proven)"
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
_FEW_OF = rf"{_FEW} (?:%|per ?cent\b|(?:in|out of) (?:every )?(?:\d|{_FEW}\b))"
_BEARING = r"(?:effect|effects|impact|influence|bearing|role|part|place|benefit|value|use)"
_FOUND = r"(?:found|seen|observed|detected|shown|demonstrated|present|noted|identified|visible)"

_STILL = r"(?:still |now |yet |as yet |already |currently |so far )?"
_REMEDY = r"(treatment|therapy|drug|medicine|medication|remedy|pill)"
_A_FORM = r"(?:an? |the )?(?:form|type|kind|variant|subtype|disease|condition|disorder)"
_WHOLLY = r"(?:(?:completely|entirely|totally|always|wholly|invariably|notably|conspicuously) )?"
_ABSENT = r"(?:absent|missing|lacking|non-?existent|unheard of|ruled out)"

#: Words of many forms that deny, compare or doubt, each in plain words.
_PLAIN: tuple[Rewording, ...] = (
    # what only strengthens a word that says no number
    (
        "ly ",
        r"(?<!not )(?<!no )(?<!never )(?<!less )(?<!more )\b(?:strikingly|remarkably|conspicuously|closely|distinctly) "
        r"(?=(?:a?symmetric\w*|linked|associated|tied|related|similar|resembles?|mimics?|uni\w+|bi\w+)\b)",
        "",
    ),
    (
        "only in ",
        r"\bonly in (?:a )?(?:very few|few|rare|exceptional|isolated|occasional) (?:cases|patients|instances)(?: of| with)?\b",
        "rarely in",
    ),
    ("rare", r"(?<!not )\b(?:very|extremely|exceedingly|exceptionally) (?=rare\b)", ""),
    # what is spared from something does not show that
    (
        "spare",
        r"^(?!(?:mri|mr|ct|hrct|pet|imaging|ultraso|sonogra|radiogra|x-ray)\w*\b)(.+?) ((?:typically|usually|generally"
        r"|characteristically|often|commonly|mostly|rarely|never) )?spares? (?:the )?(.+?) (?:from|of) (.+)$",
        r"\1 does not \2show \4 of the \3",
    ),
    (
        "spared ",
        r"^((?:in|on|among) [^,]+, )?(?:the )?(.+?) (?:is|are|was|were) ((?:typically|usually|generally"
        r"|characteristically|often|mostly) )?"
        r"(?:spared|exempt|protected|free) (?:from|of) (.+?)((?: (?:on|in|by) .+)?)$",
        r"\1\4 of the \2 is \3not seen\5",
    ),
    # what lacks something in all of them is none of them with it
    (
        " all ",
        rf"\b{_ABSENT} ((?:on|in|at) (?:the )?[\w-]+(?: [\w-]+)? )?(?:in|from) (?:all(?: of)?|each of|every one of) "
        r"(?:the |these )?"
        r"(?=(?:\d+|[a-z]+teen|eleven|twelve|twenty|thirty|forty|fifty|two|three|four|five|six|seven|eight|nine|ten)\b)",
        r"seen \1in none of ",
    ),
    ("roughly ", r"\broughly (?=(?:twice|thrice|three times|half|equal)\b)", "about "),
    # "…, does it not?" asks for what stands in front of it
    (
        ", ",
        r", (?:is|are|does|do|did|can|ca|could|was|were|has|have|wo|would|should)(?:n['’]t| not)?"
        r" (?:it|they|he|she|you|this|that|one)(?: not)?[ ?.!]*$",
        "",
    ),
    ("'ve", r"\b(i|we|they|you)'ve\b", r"\1 have"),
    ("'re", r"\b(we|they|you)'re\b", r"\1 are"),
    ("i'm", r"\bi'm\b", "i am"),
    ("'s", r"\b(it|that|there|he|she|what)'s\b", r"\1 is"),
    # "notably" is no word for how often where it leads a statement
    ("notably", r"^notably,? ", ""),
    # what is certain to be so always is
    (
        " to ",
        r"\b(?:is|are) (?:almost |virtually )?(?:certain|sure|bound|guaranteed|destined|doomed) to (?=[a-z])",
        "always ",
    ),
    (
        "with ",
        r"^(?:consistently,? )?(?:anyone|anybody|everyone|everybody|whoever|each(?: and every)? (?:patient|person|individual)"
        r"|any (?:patient|person|case|individual)|each case) with (?!.*\b(?:can|may|might|could|should)\b)",
        "every patient with ",
    ),
    ("each ", r"^each (?:and every )?case of (?=[a-z])", "every case of "),
    ("each ", r"\beach (?=(?:patient|case|person|individual)\b)", "every "),
    ("one", r"\b(in|of) (?:everyone|anyone)\b(?! (?:with|who|over|under|of)\b)", r"\1 every patient"),
    ("body", r"\b(in|of) (?:everybody|anybody)\b(?! (?:with|who|over|under|of)\b)", r"\1 every patient"),
    (
        "in ",
        r",? in (?:every|any|all|most|many) (?:\w+ )?(?:textbooks?|books?|atlas(?:es)?|papers?|reviews?|guidelines?)$",
        "",
    ),
    ("all too ", r"\ball too (?=often\b|frequently\b|commonly\b)", ""),
    ("every once", r"\bevery (?=once in a while\b)", ""),
    ("at most ", r"\bat most (?=sometimes\b|rarely\b|occasionally\b|seldom\b)", ""),
    ("consistently, ", r"^consistently, (.+?) (shows?|has|have|affects?|causes?) ", r"\1 always \2 "),
    ("now and ", r"\bevery (?=now and (?:then|again)\b)", ""),
    # "can not be" denies flatly, unlike "may not be"
    ("n", r"\b(?:cannot|can not|(?:ca|wo)n['’]t)\b", "not"),
    ("n", r"n['’]t\b", " not"),
    ("n", rf"\b(is|are|was|were) {_WHOLLY}{_ABSENT} (?:in|from|among)\b", r"\1 not seen in"),
    ("n", rf"\b(is|are|was|were) {_WHOLLY}{_ABSENT} (?=(?:on|at|during)\b)", r"\1 not seen "),
    ("affected", r"\b(is|are|was|were) (?:left )?unaffected\b", r"\1 not affected"),
    ("zero ", r"\bzero (?=[a-z]{4})(?!percent)", "no "),
    ("lack", r"\blacks?\b", "does not have"),
    (
        " be ",
        r"\b(?:should|must|ha(?:s|ve) to|needs? to|ought to) (?:always )?be (?=(?:distinguished|differentiated|told)\b)",
        "is ",
    ),
    (
        "ify ",
        r"\b(?:does|do|did) not (\w+if)y (?:the )?(?!(?:in|with|on|at)\b)(?=[a-z])",
        r"does not show \1ication of the ",
    ),
    ("fail", r"\b(?:mostly|usually|generally|typically) fail(?:s|ed)? to (?=[a-z])(?!respond)", "does not usually "),
    ("fail", r"(?<=\S )\bfail(?:s|ed)? (usually |mostly |often )?to (?=[a-z])(?!respond)", r"does not \1"),
    ("relatively spare", r"^(?:the )?(.+?) (?:is|are) relatively spared (?:in|by) (.+)$", r"\2 shows relative sparing of \1"),
    ("preserved", r"\b(?:relatively |well |largely )+preserved\b", "spared"),
    ("preserved", r"\b(is|are) (not )?preserved\b", r"\1 \2spared"),
    ("relatively ", r"\brelatively (?=spare)", ""),
    (
        "ffective",
        r"\b(is|are|was|were) (generally |usually |mostly |often |largely )?(?:ineffective|not effective) (?:in|for|against)\b",
        r"does not \2help",
    ),
    ("spare", r"\b(?:does|do|did) not spare\b", "affects"),
    ("spares", r"\bspares\b", "does not affect"),
    ("spared", r"\b(is|are|was|were) (?:always|invariably) spared\b", r"\1 never affected"),
    ("spared", r"\b(is|are|was|were) not spared\b", r"\1 affected"),
    ("spared", r"\b(is|are|was|were)( \w+ly| often)? spared\b", r"\1\2 not affected"),
    ("free ", r"\b(?:is|are|stays?|remains?|remained) free (?:of|from)\b", "does not have"),
    ("without ", rf"\b(?:is|are) {_A_FORM} without\b", "does not have"),
    ("no ", r"(?<=\w )(?:by no means|in no way|at no time|under no circumstances)\b", "not"),
    (
        "would be ",
        r"^it would be (?=(?:an? )?(?:wrong|incorrect|false|untrue|inaccurate|mistake|error|fair|correct|right)\b)",
        "it is ",
    ),
    ("void of", r"\b(?:is|are) (?:devoid|void) of\b", "does not have"),
    ("spare ", r"^(?:does|do|did) (?!not\b)(.+?) spare (.+)$", r"\1 does not affect \2"),
    # "has no role in" denies having one
    ("no ", rf"\b(?:has|have|had) no (?:real |known |particular |proven |recogni[sz]ed )?(?={_BEARING}\b)", "does not have "),
    ("no ", r"\bplay(?:s|ed)? no (?:real |known |particular )?(?=role\b|part\b)", "does not play "),
    ("of no ", r"\b(is|are|was|were) of no (?=(?:use|help|benefit|value)\b)", r"\1 not of "),
    ("nothing to ", r"\b(?:does|do|did) nothing to\b", "does not affect"),
    ("nothing for ", r"\b(?:does|do|did) nothing (?:for|against)\b", "does not help"),
    ("leave", r"\bleaves? (.+?) (?:alone|untouched|intact|unaffected|unharmed|uninvolved)\b", r"does not affect \1"),
    ("negative for", r"\b(?:is|are|was|were|tests?|tested) negative for\b", "does not have"),
    ("without ", r"\bwithout exception\b", "always"),
    ("without ", r"\b(may|can|could|might) (?:present|occur|be|come|manifest) without\b", r"\1 not have"),
    ("without ", r"\b(?:presents?|occurs?|comes?|manifests?|is|are) without\b", "does not have"),
    # "is no sign of X" denies that it is one, where "shows no sign of X" denies X
    (
        " no ",
        r"\b(is|are|was|were) (?:certainly |definitely |by itself )?no (signs?|indication|evidence) of\b",
        r"\1 not a sign of",
    ),
    (" of ", r"\bno (?:clear |convincing |definite )?(?:evidence|signs?|indication|trace|suggestion) of\b", "no"),
    ("presence of", r"\b(?:the )?presence of (?!an?y? )", ""),
    # what differs was counted and compared
    (
        "significantly",
        r"^(?!.*\b(?:not|no|never|nor)\b)(.*)\bsignificantly (?=more|less|higher|lower|associated|increase)",
        r"\1",
    ),
    ("significant ", r"^(?!.*\b(?:not|no|never|nor|non)\b)(.*)\bsignificant (?=[a-z])", r"\1"),
    ("there ", r"^(in|on|at|with) ([^,]+?),? there (?:is|are) (no )?(?!also\b)(?=[a-z])", r"\1 \2, there is \3"),
    (
        "ly ",
        rf"(?<!type )(?<!types )(?<!grade )(?<!stage )\b(?:only|merely) (?=(?:about |around |some |roughly )?"
        rf"(?:\d|{_FEW_OF}|(?:a|one) (?:third|quarter|fifth|sixth|tenth)\b|half\b))",
        "",
    ),
    ("just ", rf"\bjust (?=\d|{_FEW_OF}|{_TIMES} (?:of|in|out of) )", ""),
    # an exclusive word belongs in front of the verb
    ("ly ", r"\b(\w+) (only|exclusively|solely) (in|at|among)\b", r"\2 \1 \3"),
    ("-only ", r"\b(?:is|are) an? (\w+)-only (?:disease|disorder|condition)\b", r"only occurs in \1"),
    # a probability says that the rest was counted
    ("p", r"[,;]? ?\(?\bp ?[=<>] ?0?[.,]\d+\)?", ""),
    # "of 48 children with X, 11 had Y" is "11 of 48 children with X had Y"
    (" ", r"^(?:of|among|out of) (?:the |a total of )?(\d+) ([^,]+), (\d+)( \([^)]*\))? (?=\w+)", r"\3 of \1 \2 "),
    # "X shows Y less often than Z" is Z shows Y more often than X
    (
        "less ",
        r"^(.+?) (shows?|showed|has|had|have|develops?|developed|gets?|affects?|affected) (.+?) less"
        r" (often|frequently|commonly) than (.+)$",
        r"\5 \2 \3 more \4 than \1",
    ),
    # a question that expects a yes
    ("n", r"^(is|are|was|were|does|do|did|can|has|have) not (?=\w)", r"\1 "),
    # "shows no more X than Y" denies the comparison
    (" no ", r"\b(?!not\b)(\w+) no (?=(?:more|higher|greater|better|increased)\b)", r"not \1 "),
    # rarer is less common
    ("r ", r"\b(is|are|was|were) (?:rarer|scarcer) (?=in\b)", r"\1 less common "),
    ("commoner ", r"\bcommoner (?=in\b)", "more common "),
    (" ones", r"\b(older|younger|male|female) ones\b", r"\1 patients"),
    ("compar", rf"^(?:as compared|in comparison) (?:with|to) (?={_GROUP},)", "compared with "),
    ("relative to ", rf"^relative to (?={_GROUP},)", "compared with "),
    (" than it ", r" than it (?:does|affects) ", " than "),
    # "than patients with X" is "than X"
    (
        " than ",
        r"\b(more (?:often|frequently|commonly)\b.*) than (?:other )?(?:patients|people|those|cases) with (?=\w)",
        r"\1 than ",
    ),
    # the other members of a group
    (" other ", r"\b(than|than in|from|to|with|against|versus) (?:the )?other (?!than\b)", r"\1 "),
    # which of the sexes, or of the ages
    (
        " than ",
        rf"^({_GROUP}) with (.+?) (?:have|had|shows?|showed|develop|developed|get|got) (.+?) more {_OFTEN} than"
        rf" ({_GROUP}){_AT_END}",
        r"\3 is more common in \1 with \2",
    ),
    (
        "risk",
        rf"^({_GROUP}) with (.+?) (?:have|has|had|are at|run) an? {_HIGHER} risk (?:of|for) (.+?) than ({_GROUP}){_AT_END}",
        r"\3 is more common in \1 than in \4 with \2",
    ),
    (
        "risk",
        rf"^({_GROUP}) (?:have|has|had|are at|run) an? {_HIGHER} risk (?:of|for) (.+?) than ({_GROUP}){_AT_END}",
        r"\2 is more common in \1 than in \3",
    ),
    (
        "risk",
        rf"^({_GROUP})( with .+?)? (?:have|has|had|are at|run) an? {_LOWER} risk (?:of|for) (.+?) than ({_GROUP}){_AT_END}",
        r"\3 is more common in \4 than in \1\2",
    ),
    # what speaks for one and against another
    (
        " over ",
        r"\b(?:favou?rs?|favou?red|(?:is|are) in favou?r of) (?:(?:the |a )?diagnosis of )?(.+?) over (?!\d)(.+)",
        r"tells \1 from \2",
    ),
    (" over ", rf"\b{_SPEAKS_FOR} (?:(?:the |a )?diagnosis of )?(.+?) over (?!\d)(.+)", r"tells \1 from \2"),
    # how many times as often
    ("about ", rf"\b(?:about|roughly|around|approximately) (?=twice\b|{_TIMES} times\b)", ""),
    ("twice ", rf"\btwice as ({_OFTEN})( .+?)? (?:as|than) (.+)", r"more \1\2 than \3 by 2 to one"),
    ("twice ", rf"\btwice as ({_OFTEN}) (in|among) ({_PEOPLE})(?=[.?! ]*$)", r"more \1 \2 \3 by 2 to one"),
    (" times ", rf"\b({_TIMES}) times as ({_OFTEN})( .+?)? (?:as|than) (.+)", r"more \2\3 than \4 by \1 to one"),
    (" more ", rf"\b({_TIMES})(?: times|[ -]?fold) more ({_OFTEN}) (.+)", r"more \2 \3 by \1 to one"),
    ("as many", r"\bas (?:many|much|high) as (?=\d|one\b|two\b|three\b|half\b|a )", ""),
    ("as few", r"\bas (?:few|little|low) as (?=\d|one\b|two\b|three\b|a )", ""),
    # how well a treatment does
    ("unrespons", r"\b(?:is|are) (usually |often |mostly |generally )?unresponsive to\b", r"does not \1respond to"),
    ("respond", r"\brespond(?:s|ed)? (?:very )?well to\b", "usually responds to"),
    (" well ", r"\b(?:do|does|did|fares?|fared) (?:very |quite )?well (?:on|with|under)\b", "usually responds to"),
    (
        "ly ",
        r"\b(?:do|does|did|fares?|fared) (?:very |quite )?(?:poorly|badly) (?:on|with|under)\b",
        "does not usually respond to",
    ),
    ("apart", r"\b(?:sets?|marks?|tells?|keeps?) (.+?) (?:apart|off) from\b", r"tells \1 from"),
    (
        " of ",
        r"\b(?:is|are) (?:characteri[sz]ed|marked|defined) by (?:the |an? )?(?:absence|lack) of\b",
        "does not show",
    ),
    ("free ", r"\b(?:is|are) (usually|often|typically|generally|mostly) free (?:of|from)\b", r"does not \1 have"),
    (
        "ly ",
        r"\b(?:is|are) an? (?:exclusively|purely|strictly|solely) (\w+) (?:disease|disorder|condition)\b",
        r"only occurs in \1",
    ),
    ("th ", r"\b(is|are|was|were) both (?=\w)", r"\1 "),
    ("each ", r"\b(is|are|was|were) each (?=\w)", r"\1 "),
    ("respond", r"\brespond(?:s|ed)? (?:very )?(?:poorly|badly) to\b", "does not usually respond to"),
    # "A, B and C are all Y", of one of them
    (" all ", r"\b(is|was) all (?=\w)", r"\1 "),
    # of one of several things; "patients can all show X" is said of all of them
    (" all ", rf"^((?!.*\b(?:{_PEOPLE}|patients|people|cases)\b).*\b(?:can|may|could|might)) all (?=\w)", r"\1 "),
    (
        "response to",
        r"(?:\b(?:shows?|has|have|had)| ?:) (?:an? )?(?:very )?(?:good|excellent|favou?rable) response to\b",
        " usually responds to",
    ),
    (
        "response to",
        r"(?:\b(?:shows?|has|have|had)| ?:) (?:an? )?(?:very )?(?:poor|bad|weak) response to\b",
        " does not usually respond to",
    ),
    ("response to", r"(?:\b(?:shows?|has|have|had)| ?:) no response to\b", " does not respond to"),
    # nobody with a disease
    (
        "no",
        r"^(?:nobody|no one|no-one|none of (?:the |those )?(?:patients?|people)?) ?(?:with|who ha(?:s|ve)) (.+?) (?:ever )?"
        r"(?:has|have|gets?|got|develops?|shows?|suffers? from) (.+)$",
        r"\1 does not show \2",
    ),
    # "does not show any X" shows no X
    (
        " any ",
        r"\b(not|never|no|hardly|rarely)\b((?: [\w-]+){0,4}?) any (?:kinds? of |sorts? of |forms? of |types? of )?"
        r"(?!(?:more|longer|other|better|worse|of|one|time|way|age|cases?|patients?|number)\b)",
        r"\1\2 ",
    ),
    # what there is for a disease
    ("cure", rf"^there (?:is|are) {_STILL}no (?:known |definitive )?cures? for (.+)$", r"\1 not be cured"),
    ("cure", rf"^(?:is|are) there {_STILL}(?:a |any |no )?(?:known |definitive )?cures? for (.+)$", r"can \1 be cured"),
    ("there ", rf"^there (?:is|are) {_STILL}no {_REMEDY}s? (?:for|against) (.+)$", r"\2 is not treated with \1"),
    (
        "there ",
        rf"^(?:there (?:is|are)|(?:is|are) there) {_STILL}(?:an? |any |some )?{_REMEDY}s? (?:for|against) (.+)$",
        r"\2 is treated with \1",
    ),
    ("outnumbered", r"^(.+?) (?:is|are) outnumbered by (.+?)( (?:in|among) .+)?$", r"\2 outnumber \1\3"),
    # how many believe it says nothing of how often it is so
    (
        " to ",
        r"\b(?:generally|commonly|often|widely|usually|frequently|universally) "
        r"(?=(?:believed|thought|said|considered|held|assumed|reported|known) to\b)",
        "",
    ),
    # who knows it adds nothing
    (" to ", rf"\b(?:is|are) (?:also |well |widely |now |commonly )?{_KNOWN} to (?=\w)", ""),
    ("ing a", r"^(?:having|getting|undergoing) an? ", ""),
    # "found on Y in 3 of 4 patients with Z" is "found in 3 of 4 patients with Z on Y"
    (" on ", rf"\b({_FOUND}) on ([^,]+?) in (\d[^,]* (?:%|percent|of|/) ?[^,]+)$", r"\1 in \3 on \2"),
    # of the two sexes
    (">", r"\b(?:f|females?|women) ?> ?(?:m|males?|men)\b", "female predominance"),
    (">", r"\b(?:m|males?|men) ?> ?(?:f|females?|women)\b", "male predominance"),
    # nobody with a disease is no patient with it
    (
        "n",
        r"^(?:no one|no-one|nobody|not (?:a single|one) (?:patient|person|case)"
        r"|none of (?:the |these |those )?(?:patients|people|cases|individuals)) (?=with\b)",
        "no patient ",
    ),
    # adds nothing to what some cases show
    (" at some ", r" at some (?:time|point)\b", ""),
    # "whether X is so is disputed" names the matter first
    ("whether ", r"^whether (?=.+ (?:is|remains) (?:controversial|disputed|debated|unsettled)$)", ""),
    ("whether ", r"^it (?:is|remains) (controversial|disputed|debated|unsettled) whether (.+)$", r"\2 is \1"),
    # "no X in Y was found" is "no X in Y"
    (
        "no ",
        r"^(no\b.*?),? (?:(?:was|were|is|are|could be|can be|has been|have been) )(?:found|seen|observed|shown|detected)$",
        r"\1",
    ),
)
#: Signs of notes, each with the words that it stands for.
_NOTED = (
    (r" *(?:->|→|⇒|=>) *", ": "),
    (r"(?<=\w) = (?=[a-z])", ": "),
    (r"(?<![\w!])!(?=[a-z])", "no "),
    (r"(?<=\w) \+ (?=\w)", " and "),
    (r" @ ", " in "),
    (r"\bw/ ?(?=\w)", "with "),
    (r"\bh/o\b", "history of"),
    (r"\bassoc\.? w(?:/|ith\b)", "associated with"),
    (r"(?:\b|, )(?:m|males?|men) ?> ?(?:f|females?|women)$", " more common in males"),
    (r"(?:\b|, )(?:f|females?|women) ?> ?(?:m|males?|men)$", " more common in females"),
    (r"\b(\w+) ?> ?(?=[a-z])(\w+)$", r"more common in \1 than in \2"),
)
#: A comma in a number with one or two digits behind it is that of other languages: thousands have three.
_THOUSANDS = r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\d,\w])"
_DECIMAL_COMMA = r"(?<![\w.,])(\d{1,3}),(?=\d{1,2}(?![\d,\w]))"
_TYPOGRAPHIC = str.maketrans("‘’‐‑‒–−⁄", "''-----/") | str.maketrans({"—": " - "})
_SIGNS = (
    (r" *& *", " and "),
    (r"(?:≥|>=) *(?=\d)", "at least "),
    (r"(?:≤|<=) *(?=\d)", "at most "),
    (r"> *(?=\d)", "more than "),
    (r"< *(?=\d)", "less than "),
)
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "feet": "foot",
    "teeth": "tooth",
    "phalanges": "phalanx",
    "metastases": "metastasis",
    "has": "have",
    "had": "have",
    "having": "have",
    "goes": "go",
    "undergoes": "undergo",
    "discloses": "disclose",
    "underlies": "underlie",
}
_PAST = {
    "arose": "arise",
    "became": "become",
    "began": "begin",
    "brought": "bring",
    "came": "come",
    "gave": "give",
    "got": "get",
    "grew": "grow",
    "lay": "lie",
    "led": "lead",
    "made": "make",
    "rose": "rise",
    "told": "tell",
    "took": "take",
    "underwent": "undergo",
    "went": "go",
}


@lru_cache(_REMEMBERED)
def typed(text: str) -> str:
    """Return ``text`` in lower case, as a keyboard types it: without typographic quotes and dashes.

    >>> typed("It isn’t bone")
    "it isn't bone"
    """
    text = unicodedata.normalize("NFKC", text)
    text = compiled(r"\bOR(?=,? ?[=:]? ?\d)").sub("odds ratio", text).lower()
    text = text.translate(_TYPOGRAPHIC)
    if "," in text:
        text = compiled(_DECIMAL_COMMA).sub(r"\1.", text)
        text = compiled(_THOUSANDS).sub(lambda match: match[0].replace(",", ""), text)
    return text


def plain(text: str) -> str:
    """Return ``text`` in lower case, without typographic quotes and dashes, and with negatives written out.

    >>> plain("It isn’t bone")
    'it is not bone'
    """
    text = typed(text)
    if not frozenset("&≥≤<>").isdisjoint(text):
        for symbol, words_ in _SIGNS:
            text = compiled(symbol).sub(words_, text)
    if not frozenset("!>→⇒=+@/").isdisjoint(text):
        for noted, words_ in _NOTED:
            text = compiled(noted).sub(words_, text)
    text = reworded(text, _PLAIN)
    return compiled(r"'s\b|s'(?=\s|$)").sub(lambda m: "s" if m[0].startswith("s'") else "", text)


#: That a difference was looked for and none was found that could not be chance.
_FIRMLY = r"(?:statistically |clinically )?(?:significant|independent|convincing)(?:ly)?"
_NULL = (
    (rf"\b(?:no|non-?) ?{_FIRMLY}\b", ""),
    (rf"\bnot ((?:\w+ ){{0,3}}?){_FIRMLY}\b", r"\1"),
)


def take_null(text: str) -> tuple[str, bool]:
    """Return ``text`` without the words that say that nothing significant was found, and whether it has them.

    >>> take_null("x does not significantly increase y")
    ('x does increase y', True)
    """
    if not any(word in text for word in ("significant", "independent", "convincing")):
        return text, False
    found = False
    for pattern, replacement in _NULL:
        text, count = compiled(pattern).subn(replacement, text)
        found = found or count > 0
    return " ".join(text.split()), found


def present(word: str) -> tuple[str, ...]:
    """Return what the verb ``word``, in the past tense, may be in the present: candidates, of which some are no words.

    >>> present("caused"), present("became"), present("died")
    (('caus', 'cause'), ('become',), ('dy', 'die'))
    """
    if word in _PAST:
        return (_PAST[word],)
    if len(word) < 4 or not word.endswith("ed"):
        return ()
    if word.endswith("ied"):
        return (f"{word[:-3]}y", word[:-1])
    doubled = len(word) > 4 and word[-3] == word[-4] and word[-3] not in "aeiou"
    return (word[:-2], word[:-1], word[:-3]) if doubled else (word[:-2], word[:-1])


@lru_cache(_WORDS)
def fold(word: str) -> str:
    """Return the form in which ``word`` is compared: singular, American spelling, without accents.

    The rules are applied to both words of a comparison, so that a result need not be a word of English.

    >>> fold("oesophageal"), fold("tumours"), fold("sulphate"), fold("arteries"), fold("hypnoses"), fold("children")
    ('esophageal', 'tumor', 'sulfate', 'artery', 'hypnosis', 'child')
    """
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _singular(_IRREGULAR.get(word, word)).replace("ae", "e").replace("oe", "e")
    return _BRITISH.sub(lambda match: match.lastgroup or "", word) if len(word) > 4 else word


_BRITISH = re.compile(
    r"(?P<or>our(?=$|ed$|ing$|ful$|able$|s$))|(?P<iz>is(?=(?:e|ed|ing|ation)$))|(?P<er>(?<=[bt])re$)"
    r"|(?P<ling>lling$)|(?P<led>lled$)|(?P<sulf>sulph)|(?P<leuk>leuc(?=ocyt|emi))|(?P<yz>(?<=[al])ys(?=(?:e|ed|ing)$))"
)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    if word.endswith(("closes", "poses")):
        return word[:-1]
    for plural, singular in (("oses", "osis"), ("itides", "itis"), ("ies", "y")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + singular
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def quoted(names: Iterable[str]) -> str:
    """Return names as a sentence lists them.

    >>> quoted(["oak", "elm"])
    '“oak” and “elm”'
    """
    return " and ".join(f"“{name}”" for name in names)


def key(phrase: str) -> str:
    """Return the key that ``phrase`` is looked up by: its folded words without articles, run together.

    >>> key("the four-legged animals") == key("fourlegged animal")
    True
    """
    return "".join([fold(word) for word in words(phrase.lower()) if word not in ARTICLES])


_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|%")


def words(text: str) -> list[str]:
    """Return the words and numbers of ``text``."""
    return _WORD.findall(text)
