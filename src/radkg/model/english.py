"""English as radkg reads it: spelling, plurals and the small words. What the medical words mean stands in the ontology."""

from __future__ import annotations

import re
import unicodedata
from functools import cache


def _set(listed: str) -> frozenset[str]:
    """Return the words that a text lists."""
    return frozenset(listed.split())


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
FILLERS = _set("also that which who there again too alike actually really indeed clearly simply underlying")
#: Words that say in a comparison which side has more: "more of X tells Y from Z".
COMPARATIVES = frozenset(["more"])
CONJUNCTIONS = frozenset(["and", "or", "nor", "but", "while", "whereas"])
_SMALL_WORDS = ARTICLES | COPULAS | AUXILIARIES | NEGATIONS | PREPOSITIONS | CARRIERS | FILLERS | COMPARATIVES | CONJUNCTIONS
#: Words that no noun of another field is.
_NO_NOUNS = _SMALL_WORDS | _set(
    """
    i you he she it we they me him us them my your our one ones this that these those such same other another each every any
    some all none both either neither much many few little less least most more only even just still yet very too so as than
    if unless until because since although though however despite except whereas while when where why how what which who whom
    whose whether can could may might must shall should will would ought cannot please per via against between through
    before after above below about into onto upon without within toward towards across beyond again then thus hence unlike
    rather instead hardly barely merely alone probably unlikely likely fail fails non nothing unseen best twice once first
    second last
    """
)
#: How adverbs begin that deny, doubt or say how often.
_DOUBTING = (
    *("un", "in", "non", "alleged", "false", "wrong", "suppos", "possib", "probab", "rare", "scarce", "seldom", "apparent"),
    *("hypothetic", "theoretic", "presum", "mistaken", "erroneous", "doubtful", "questionab"),
)
_REVERSING = _set("absent missing lacking negative excluded unaffected preserved intact spared false fake former unremarkable")
_SHORTEST_ADVERB = 5  # letters, so that "fly" is none
#: Verbs that deny, which are written out before a statement is read.
DENYING_VERBS = frozenset(["spare", "spares", "lack", "lacks"])


def is_noun(word: str) -> bool:
    """Return whether a word may be a noun that radkg has no term for: it has letters, and is none of the small words."""
    return word[0].isalpha() and len(word) > 1 and not is_small(word)


def may_narrow(word: str) -> bool:
    """Return whether a word is an adverb that may narrow what is said, and does not deny it, doubt it or say how often."""
    return word.lower().endswith("ly") and word.lower() not in _NO_NOUNS and not word.lower().startswith(_DOUBTING)


def may_reverse(word: str) -> bool:
    """Return whether a word in front of a noun, or behind it, may say that the thing is not there: "absent"."""
    return word.lower() in _REVERSING


def is_small(word: str) -> bool:
    """Return whether a word is one of the small words of English or an adverb, which no field's noun is."""
    return word.lower() in _NO_NOUNS or (len(word) > _SHORTEST_ADVERB and word.lower().endswith("ly"))


_OFTEN = r"(?:common|frequent|often|frequently|commonly|prevalent|likely)"
_PEOPLE = r"(?:men|women|males|females|boys|girls|children|adults)"
_TIMES = r"(?:\d+(?:\.\d+)?|two|three|four|five|six|ten)"
_KNOWN = r"(?:known|found|seen|shown|observed|recogni[sz]ed|understood|established|documented|confirmed|proven)"
_FOUND = r"(?:found|seen|observed|detected|shown|demonstrated|present|noted|identified|visible)"

#: Words of many forms that deny, compare or doubt, each in plain words: letters without which the pattern need not be tried,
#: the pattern, what to write.
_PLAIN = (
    # "…, does it not?" asks for what stands in front of it
    (
        ", ",
        r", (?:is|are|does|do|did|can|ca|could|was|were|has|have|wo|would|should)(?:n['’]t| not)?"
        r" (?:it|they|he|she|you|this|that|one)(?: not)?[ ?.!]*$",
        "",
    ),
    # "can not be" denies flatly, unlike "may not be"
    ("n", r"\b(?:cannot|can not|(?:ca|wo)n['’]t)\b", "not"),
    ("n", r"n['’]t\b", " not"),
    ("n", r"\b(?:is|are|was|were) (usually |often |typically |mostly )?(?:absent|missing) (?:in|from)\b", r"is not \1seen in"),
    ("absent", r"\b(?:is|are|was|were) (usually |often |typically |mostly )?absent$", r"is not \1seen"),
    ("lack", r"\blacks?\b", "does not have"),
    ("relatively ", r"\brelatively (?=spare)", ""),
    ("spare", r"\b(?:does|do|did) not spare\b", "affects"),
    ("spares", r"\bspares\b", "does not affect"),
    ("spared", r"\b(is|are|was|were) (?:always|invariably) spared\b", r"\1 never affected"),
    ("spared", r"\b(is|are|was|were) not spared\b", r"\1 affected"),
    ("spared", r"\b(is|are|was|were)( \w+ly| often)? spared\b", r"\1\2 not affected"),
    ("free ", r"\b(?:is|are) free (?:of|from)\b", "does not have"),
    ("without ", r"\bwithout exception\b", "always"),
    ("without ", r"\b(may|can|could|might) (?:present|occur|be|come|manifest) without\b", r"\1 not have"),
    ("without ", r"\b(?:presents?|occurs?|comes?|manifests?|is|are) without\b", "does not have"),
    (" of ", r"\bno (?:clear |convincing |definite )?(?:evidence|signs?|indication|trace|suggestion) of\b", "no"),
    ("presence of", r"\b(?:the )?presence of (?!an?y? )", ""),
    # what differs was counted and compared
    (
        "significantly",
        r"^(?!.*\b(?:not|no|never|nor)\b)(.*)\bsignificantly (?=more|less|higher|lower|associated|increase)",
        r"\1",
    ),
    ("only ", r"\bonly (?=\d)", ""),
    # an exclusive word belongs in front of the verb
    ("ly ", r"\b(\w+) (only|exclusively|solely) (in|at|among)\b", r"\2 \1 \3"),
    ("-only ", r"\b(?:is|are) an? (\w+)-only (?:disease|disorder|condition)\b", r"only occurs in \1"),
    # a probability says that the rest was counted
    ("p", r"[,;]? ?\(?\bp ?[=<>] ?0?[.,]\d+\)?", ""),
    # "of 48 children with X, 11 had Y" is "11 of 48 children with X had Y"
    ("of ", r"^of (?:the )?(\d+) ([^,]+), (\d+)( \([^)]*\))? (?=\w+)", r"\3 of \1 \2 "),
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
    # the other members of a group
    (" other ", r"\b(than|than in|from|to|with|against|versus) other (?!than\b)", r"\1 "),
    # which of the sexes, or of the ages
    (
        " than ",
        rf"^({_PEOPLE}) with (.+?) (?:have|had|shows?|showed|develop|developed|get|got) (.+?) more {_OFTEN} than"
        rf" ({_PEOPLE})(?=$| \()",
        r"\3 is more common in \1 with \2",
    ),
    # how many times as often
    ("about ", rf"\b(?:about|roughly|around|approximately) (?=twice\b|{_TIMES} times\b)", ""),
    ("twice ", rf"\btwice as ({_OFTEN})( .+?)? (?:as|than) (.+)", r"more \1\2 than \3 by 2 to one"),
    (" times ", rf"\b({_TIMES}) times as ({_OFTEN})( .+?)? (?:as|than) (.+)", r"more \2\3 than \4 by \1 to one"),
    (" more ", rf"\b({_TIMES})(?: times|[ -]?fold) more ({_OFTEN}) (.+)", r"more \2 \3 by \1 to one"),
    ("as many", r"\bas (?:many|much|high) as (?=\d|one\b|two\b|three\b|half\b|a )", ""),
    ("as few", r"\bas (?:few|little|low) as (?=\d|one\b|two\b|three\b|a )", ""),
    # how well a treatment does
    ("respond", r"\brespond(?:s|ed)? (?:very )?well to\b", "usually responds to"),
    ("respond", r"\brespond(?:s|ed)? (?:very )?(?:poorly|badly) to\b", "does not usually respond to"),
    # who knows it adds nothing
    (" to ", rf"\b(?:is|are) (?:also |well |widely |now |commonly )?{_KNOWN} to (?=\w)", ""),
    ("ing an", r"^(?:having|getting|undergoing) an? ", ""),
    # "found on Y in 3 of 4 patients with Z" is "found in 3 of 4 patients with Z on Y"
    (" on ", rf"\b({_FOUND}) on ([^,]+?) in (\d[^,]* (?:%|percent|of|/) ?[^,]+)$", r"\1 in \3 on \2"),
    # of the two sexes
    (">", r"\b(?:f|females?|women) ?> ?(?:m|males?|men)\b", "female predominance"),
    (">", r"\b(?:m|males?|men) ?> ?(?:f|females?|women)\b", "male predominance"),
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
    (r"(?<=\w) \+ (?=\w)", " and "),
    (r" @ ", " in "),
    (r"\bw/ ?(?=\w)", "with "),
    (r"\bh/o\b", "history of"),
    (r"(?:\b|, )(?:m|males?|men) ?> ?(?:f|females?|women)$", " more common in males"),
    (r"(?:\b|, )(?:f|females?|women) ?> ?(?:m|males?|men)$", " more common in females"),
    (r"\b(\w+) ?> ?(?=[a-z])(\w+)$", r"more common in \1 than in \2"),
)
_TYPOGRAPHIC = str.maketrans("‘’‐‑‒–−⁄", "''-----/")
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
    "predisposes": "predispose",
    "has": "have",
    "had": "have",
    "having": "have",
    "goes": "go",
    "undergoes": "undergo",
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


def plain(text: str) -> str:
    """Return ``text`` in lower case, without typographic quotes and dashes, and with negatives written out.

    >>> plain("It isn’t bone")
    'it is not bone'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = text.translate(_TYPOGRAPHIC)
    if not frozenset("&≥≤<>").isdisjoint(text):
        for symbol, words_ in _SIGNS:
            text = re.sub(symbol, words_, text)
    if not frozenset(">→⇒=+@/").isdisjoint(text):
        for noted, words_ in _NOTED:
            text = re.sub(noted, words_, text)
    for sign, pattern, replacement in _PLAIN:
        if sign in text:
            text = re.sub(pattern, replacement, text)
    return re.sub(r"'s\b|s'(?=\s|$)", lambda m: "s" if m[0].startswith("s'") else "", text)


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
        text, count = re.subn(pattern, replacement, text)
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


@cache
def fold(word: str) -> str:
    """Return the form in which ``word`` is compared: singular, American spelling, without accents.

    The rules are applied to both words of a comparison, so that a result need not be a word of English.

    >>> fold("oesophageal"), fold("tumours"), fold("arteries"), fold("hypnoses"), fold("children")
    ('esophageal', 'tumor', 'artery', 'hypnosis', 'child')
    """
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _singular(_IRREGULAR.get(word, word)).replace("ae", "e").replace("oe", "e")
    return _BRITISH.sub(lambda match: match.lastgroup or "", word) if len(word) > 4 else word


_BRITISH = re.compile(
    r"(?P<or>our(?=$|ed$|ing$|ful$|able$|s$))|(?P<iz>is(?=(?:e|ed|ing|ation)$))|(?P<er>(?<=[bt])re$)"
    r"|(?P<ling>lling$)|(?P<led>lled$)"
)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    for plural, singular in (("oses", "osis"), ("itides", "itis"), ("ies", "y")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + singular
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


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
