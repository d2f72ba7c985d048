"""Nominal and roundabout wordings of relations: what tells two apart, how a disease is inherited, what it calls for.

Each becomes the plain sentence that the small grammar reads, with no more and no less in it.
"""

from __future__ import annotations

from radkg.model.english import Rewording

_BE = r"(?:is|are|was|were)"
_MAY = r"(?:can|may|might|could)"
_PEOPLE = r"(?:patients?|people|persons?|individuals?|cases|those)"
_APART = (
    r"(?:separates?|separating|(?:differentiates?|differentiating)(?: between)?|distinguish(?:es|ing)?(?: between)?"
    r"|(?:discriminates?|discriminating)(?: between)?|tell(?:s|ing)?|set(?:s|ting)?)"
)
_TEST = r"(?:examination|assessment|evaluation|detection|finding)"
_TESTING = rf"(?:(?:testing|looking|checking|searching) for |(?:the )?{_TEST} of |finding )?"
_USE = r"(?:use|help|value|benefit)"
_CLUE = r"(?:an?|one) (?:\w+ )?(?:clue|pointer|criterion|hint|feature|sign|finding)"
_FROM = r"(?:from|and|versus|vs\.?)"
_INHERITED = r"(autosomal (?:dominant|recessive)|x-linked(?: (?:dominant|recessive))?)"
_HANDED = r"(?:inherited|transmitted|passed on|handed down|passed down)"
_DONE = r"(?:obtained|performed|done|ordered|carried out|checked|measured|taken|requested)"
_STUDY = r"(?:study|studies|data|review|analysis|analyses|report|reports|registry|series|work)"

#: Applied in this order.
RELATED: tuple[Rewording, ...] = (
    # what tells two apart
    (
        " ",
        rf"^{_TESTING}(.+?) {_BE} (?:not of|of no) (?:real |any |much )?{_USE} (?:in|for|to) {_APART} (.+?) {_FROM}"
        r" (.+?)(?: apart)?$",
        r"\1 does not tell \2 from \3",
    ),
    (
        " useless ",
        rf"^{_TESTING}(.+?) {_BE} useless (?:in|for) {_APART} (.+?) (?:{_FROM}|or) (.+?)(?: apart)?$",
        r"\1 does not tell \2 from \3",
    ),
    (
        " not ",
        rf"^{_TESTING}(.+?) (?:does|do|did) not (?:affect|help(?: to| in)?) {_APART} (.+?) {_FROM} (.+?)(?: apart)?$",
        r"\1 does not tell \2 from \3",
    ),
    (
        " ",
        rf"^(?!.*\b(?:not|no|never)\b){_TESTING}(.+?) (?:({_MAY}) )?(?:helps? (?:to |in |with )?"
        rf"|(?:{_BE}|be) (?:of (?:some |great |real )?{_USE}|useful|helpful) (?:in|for|to) "
        rf"|(?:{_BE}|be) {_CLUE} (?:that |which |for |to )(?:helps? (?:to )?)?){_APART} (.+?) {_FROM} (.+?)(?: apart)?$",
        r"\1 \2 tells \3 from \4",
    ),
    # how it is inherited
    (
        " in",
        rf"^(.+?) {_BE} {_HANDED} (?:in|as) an? {_INHERITED}"
        r"(?: (?:manner|fashion|trait|way|pattern|condition|disorder|disease))?$",
        r"\1 is an \2 disease",
    ),
    (
        " inherit",
        rf"^(.+?) (?:follows?|has|have|shows?|obeys?) (?:an? )?{_INHERITED} (?:(?:pattern|mode) of )?inheritance(?: pattern)?$",
        r"\1 is an \2 disease",
    ),
    ("inheritance of ", rf"^(?:the )?inheritance of (.+?) {_BE} {_INHERITED}$", r"\1 is an \2 disease"),
    (
        " inheritance ",
        rf"^{_INHERITED} inheritance (?:occurs|{_BE} (?:seen|found|known|described|observed|reported)) in (.+)$",
        r"\2 is an \1 disease",
    ),
    ("chromosome", rf"^(.+?) {_BE} {_HANDED} (?:via|through|on|by|with) the x[- ]chromosome$", r"\1 is an x-linked disease"),
    (
        "genetic ",
        r"^(.+?) (?:has|have) a genetic (?:cause|basis|origin|background|aetiology|etiology)$",
        r"\1 is a genetic disease",
    ),
    (
        " gene",
        rf"^(.+?) (?:{_BE} (?:due to|caused by)|comes? from|results? from|arises? from)"
        r" (?:changes|mutations|defects|errors|faults) (?:in|of) (?:the |one's )?genes$",
        r"\1 is a genetic disease",
    ),
    (
        "no ",
        r"^(.+?) (?:has|have) no (genetic|autoimmune) (?:cause|basis|origin|background|nature|aetiology|etiology)$",
        r"\1 is not a \2 disease",
    ),
    (
        " autoimmune ",
        r"^(.+?) (?:has|have) an autoimmune (?:cause|basis|origin|background|nature|aetiology|etiology)$",
        r"\1 is an autoimmune disease",
    ),
    (
        "immune system ",
        r"^in (.+?),? the immune system attacks .*\b(?:body|tissues?|cells?)$",
        r"\1 is an autoimmune disease",
    ),
    (
        "s",
        rf"\b{_BE} (?:one of|among) the ([\w-]+(?: [\w-]+)?) (disease|disorder|condition|illnesse?)s$",
        r"is a \1 \2",
    ),
    (
        "inherit ",
        rf"^(?:a person|{_PEOPLE}|one|children) (?:does|do) not (usually |generally )?inherit (.+?)"
        r"(?: from (?:(?! (?:and|but|or) |[,;]).)+)?$",
        r"\2 is not \1inherited",
    ),
    (
        "families",
        r"\brun in families as (?:inherited|hereditary|genetic) (?:disorders|diseases|conditions)$",
        "run in families",
    ),
    # what it is treated with, and what it calls for
    (
        " option ",
        rf"^(.+?) (?:{_BE}|{_MAY} be) (?:an?|one) (?:(?:treatment|therapeutic|possible|good) )?option (?:for|in) (.+)$",
        r"\2 can be treated with \1",
    ),
    (
        "called for in ",
        rf"^(.+?) {_BE} called for in (?:the (?:management|treatment|care|work-?up) of )?(.+)$",
        r"\2 calls for \1",
    ),
    (
        "lace in the ",
        r"^(.+?) (?:has|have) (?:a|its|their) (?:firm )?place in the (?:care|management|treatment|therapy) of (.+)$",
        r"\2 is treated with \1",
    ),
    (
        " should ",
        rf"^(?:an? |the )?(.+?) should (?:always |routinely |also |regularly )?be {_DONE} in (.+)$",
        r"\2 calls for \1",
    ),
    (
        " be ",
        rf"^(.+?) {_MAY} be (?:considered|offered|indicated|needed|warranted|necessary) (?:for|in|to) (.+)$",
        r"\2 may call for \1",
    ),
    (" be offered ", rf"^(.+?) {_MAY} be offered (?:an? )?(.+)$", r"\1 may call for \2"),
    ("no need for ", r"^there is no need for (?:an? )?(.+?) in (.+)$", r"\2 does not call for \1"),
    (
        "ever ",
        rf"^(.+?) {_BE} never (?:warranted|indicated|needed|necessary|called for|required) (?:in|for) (.+)$",
        r"\2 does not call for \1",
    ),
    (
        "includes ",
        r"^(?:in some circumstances,? |sometimes,? )?(?:the )?work-?up (?:of|in) (.+?) (?:(?:may|can|might) )?includes? (.+)$",
        r"\1 may call for \2",
    ),
    (
        "possibly ",
        rf"\b{_BE} (?:possibly|perhaps|maybe|potentially) of {_USE} (?:for|in|to)\b",
        "may help",
    ),
    (" perhaps ", rf"\b({_MAY}) perhaps ", r"\1 "),
    ("a response in ", r"\b(?:produced|led to|brought|yielded|achieved) a response in ", "helped "),
    # what goes with what
    (" positive", r"\bbeing (anti-[\w-]+(?:/[\w-]+)?)[- ]positive\b", r"\1 antibody"),
    (" positive for ", r"\bbeing positive for (?=anti)", ""),
    ("arrying ", r"\bcarrying (?=anti|hla)", ""),
    ("anti-", r"\b(?:an? )?(?:positive )?(anti-[\w-]+(?:/[\w-]+)?) (?:result|test|test result|status)\b", r"\1 antibody"),
    (
        "link",
        rf"^(?:an? |the |one )?(?:[\w-]+ )?{_STUDY}(?: (?:from|on|of|in) [\w ]+?)? (?:links?|linked) (.+?) (?:with|to) (.+)$",
        r"\1 is associated with \2",
    ),
    (
        "ce of ",
        rf"\b{_BE} (?:associated|linked|tied|connected) (?:with|to) (?:an? |the )?(?:absence|lack) of\b",
        "is a marker against",
    ),
    (
        " prone to ",
        rf"^(.+?) patients with (.+?) {_BE} prone to (.+)$",
        r"in \1, \2 is a marker of \3",
    ),
    # which form of which
    (
        " of ",
        r"^(?:one|an?) (form|type|subtype|variant|kind) of (.+?) is (?:the |an? )?(.+)$",
        r"\3 is a \1 of \2",
    ),
    # what comes first
    ("after ", r"^(.+?) (?:comes?|came) after (.+?) in (.+)$", r"\2 precedes \1 in \3"),
    ("before ", r"^(.+?) (?:comes?|came) before (.+?) in (.+)$", r"\1 precedes \2 in \3"),
    # how many have it
    (
        " in ",
        r"^(?:(?:world-?wide|globally),? )?(?:about |around |roughly |some )?(?:1|one) in (?:every )?([\d ,]+?)"
        rf" (?:people|persons|individuals|inhabitants) (?:has|have|suffers? from|lives? with|{_BE} affected by) (.+)$",
        r"\2 affects one in \1 people",
    ),
)
