"""What a procedure lets one see, in the many ways that people say it: "X is able to reveal Y", "Y escapes X".

Each wording becomes "X shows Y" or "Y is seen on X", which the small grammar reads; who looks, and how easily, adds nothing.
"""

from __future__ import annotations

from radkg.model.english import Rewording

_SEE = (
    r"(?:see|show|reveal|detect|depict|display|demonstrate|identify|recogni[sz]e|document|visuali[sz]e|find|disclose|observe"
    r"|confirm|pick up|bring out|make out|spot|notice|discern|establish|diagnose|uncover|capture|record)"
)
_SEEING = (
    r"(?:seeing|showing|revealing|detecting|depicting|displaying|demonstrating|identifying|recogni[sz]ing|documenting"
    r"|visuali[sz]ing|finding|disclosing|observing|confirming|picking up|bringing out|spotting|noticing|establishing"
    r"|diagnosing|uncovering|recording)"
)
_SEEN = (
    r"(?:seen|shown|revealed|detected|depicted|displayed|demonstrated|identified|recogni[sz]ed|documented|visuali[sz]ed|found"
    r"|disclosed|observed|confirmed|picked up|brought out|made out|spotted|noticed|noted|discerned|established|ascertained"
    r"|diagnosed|uncovered|recorded|discovered|brought to light|heard|read)"
)
_LOOKER = (
    r"(?:(?:an? |the |your )?(?:clinicians?|doctors?|physicians?|examiners?|radiologists?|sonographers?|obstetricians?"
    r"|neurologists?|rheumatologists?))"
)
_ON = r"(?:on|by|with|in|at|through|during|from|using|via)"
_BE = r"(?:is|are|was|were)"
_MAY = r"(?:can|may|might|could)"
_WAY = r"(?:way|means|method|manner|tool)"
_CHILD = r"(?:fetus|foetus|unborn (?:baby|child|infant))"
_UNBORN = rf"(before birth|prior to birth|prenatally|antenatally|in utero|in (?:an?|the) {_CHILD})"
_A_GOOD = r"(?:one|an?|another|the)(?: (?:possible|good|useful|simple|reliable|common))?"
_STATE = r"(?!(?:rare|common|frequent|usual|unusual|typical|absent|missing|seen|found|present|possible|likely|not|due)\b)[\w-]+"

_TISSUE = (
    r"(?:(?:muscle |tissue )?(?:biops(?:y|ies)|specimens?)|histology|histopathology|microscopy|(?:the )?microscope"
    r"|histological examination)"
)
_SIGN = r"(?:signs?|findings?|features?|manifestations?|appearances?|changes?|patterns?|pictures?)"
#: What images are called in front of "sign".
_IMAGES = (
    (r"(?:x-ray|radiographic|radiological|radiologic|plain[- ]film)", "radiographs"),
    (r"(?:ultrasound|sonographic|ultrasonographic|echographic)", "ultrasound"),
    (r"(?:mri|mr|mr imaging|magnetic resonance)", "mri"),
    (r"(?:ct|computed tomography|computed tomographic)", "ct"),
    (r"(?:hrct|high-resolution ct)", "hrct"),
    (r"(?:stir)", "stir"),
)

#: Applied in this order.
SHOWN: tuple[Rewording, ...] = (
    # "an X-ray sign of a disease" is seen in it on X-rays
    *(
        (
            " ",
            rf"^(.+?) {_BE} (not )?(?:an? |one |the )?(?:(common|frequent|typical|usual|rare|possible|known|occasional) )?"
            rf"{images} {_SIGN} (?:of|in) (.+)$",
            rf"\1 is \2\3 seen in \4 on {name}",
        )
        for images, name in _IMAGES
    ),
    # what is seen under the microscope is in the pathology
    (
        " ",
        rf"^(?!.*\b(?:not|no|never)\b)(?:an? |the )?{_TISSUE} (?:of|in|from) (?:patients with |people with )?(.+?) "
        r"(?:shows?|reveals?|demonstrates?|discloses?|finds) (.+)$",
        r"\1 has \2 in its pathology",
    ),
    (
        " ",
        rf"^(?!.*\b(?:not|no|never)\b)in ([^,]+), (?:an? |the )?{_TISSUE} "
        r"(?:shows?|reveals?|demonstrates?|discloses?|finds) (.+)$",
        r"\1 has \2 in its pathology",
    ),
    (
        " ",
        rf"^(?!.*\b(?:not|no|never)\b)(.+?) (?:shows?|has|have) (.+?) (?:on|at|in|under) (?:an? |the )?{_TISSUE}$",
        r"\1 has \2 in its pathology",
    ),
    # whether it can
    ("able to ", rf"\b{_BE} (?:quite |well |not un)?able to (?=\w)", "can "),
    ("able to ", rf"\b{_BE} (?:not |un)able to (?=\w)", "does not "),
    ("capable of ", rf"\b{_BE} capable of (?={_SEEING}\b)", "serves for "),
    ("capable of ", rf"\b{_BE} (?:not |in)capable of (?={_SEEING}\b)", "does not serve for "),
    ("serve", rf"\bserves for {_SEEING} ", "shows "),
    ("serve", rf"\bdoes not serve for {_SEEING} ", "does not show "),
    (" to ", rf"^it is (?:not possible|impossible) to {_SEE} (.+?) ({_ON}) (.+)$", r"\1 is not seen \2 \3"),
    (" to ", rf"\b{_BE} (?:impossible|not possible) to {_SEE} (?={_ON}\b)", "is not seen "),
    (" to ", rf"\b{_BE} (?:possible|easy|simple) to {_SEE} (?={_ON}\b)", "can be seen "),
    (
        "able ",
        rf"\b(?:is|are|was|were|remains?) (?:undetectable|unrecogni[sz]able|unidentifiable|indiscernible|imperceptible)"
        rf" (?={_ON}\b)",
        "is not seen ",
    ),
    ("visible ", rf"\b(?:is|are|was|were|remains?) (?:invisible|not visible) (?={_ON}\b)", "is not seen "),
    (
        " ",
        r"^((?:(?!\b(?:not|no|never|who|that)\b).)+?) (?:escapes?|eludes?|evades?) (.+?)"
        r"(?: altogether| entirely| completely)?$",
        r"\1 is not seen on \2",
    ),
    (" to be ", rf"^(.+?) (?:allows?|lets|permits?|enables?) (.+?) to be {_SEEN}$", r"\2 is seen on \1"),
    (" to be ", rf"^(.+?) (?:does|do) not (?:allow|let|permit|enable) (.+?) to be {_SEEN}$", r"\2 is not seen on \1"),
    # what it serves
    (
        " of ",
        rf"^(.+?) (?:is|are|offers?|provides?) {_A_GOOD} {_WAY}"
        rf" (?:of|for) {_SEEING} (.+)$",
        r"\1 shows \2",
    ),
    (
        " to ",
        rf"^(.+?) (?:is|are|offers?|provides?) {_A_GOOD} {_WAY}"
        rf" to {_SEE} (.+)$",
        r"\1 shows \2",
    ),
    ("used to ", rf"\b{_MAY} be (?:used|employed|applied) to {_SEE} ", "shows "),
    ("used ", rf"\b{_MAY} be (?:used|employed|applied) (?:for|in) {_SEEING} ", "shows "),
    # how it is noticed, and at what stage of life
    (
        " be ",
        rf"\b((?:{_MAY}|not) be) (?:made out|noticed|ascertained|established|discovered|heard|registered|read) {_ON} (?=[a-z])",
        r"\1 seen on ",
    ),
    (
        " ",
        rf"\b({_SEEN}|visible|detectable|observable|recogni[sz]able|identifiable) {_UNBORN} ({_ON} .+)$",
        r"\1 \3 \2",
    ),
    # who looks
    (
        "when ",
        rf"\bwhen (?:{_LOOKER}|they|you|one) (?:assess|examine)(?:es|s)? (?:the |an? )?(?:patients?|you|them)\b",
        "on examination of the patient",
    ),
    ("when ", r"\bwhen (?:the|a) patient is (?:being )?(?:assessed|examined)\b", "on examination of the patient"),
    (
        " ",
        rf"^(.+?) (?:is|are) something (?:that )?(?:{_LOOKER}|you|one|we) {_MAY} {_SEE} ({_ON}) (.+)$",
        r"\1 can be seen \2 \3",
    ),
    (" ", rf"^{_LOOKER} {_MAY} (?:also )?{_SEE} (.+?) ({_ON}) (.+)$", r"\1 can be seen \2 \3"),
    (
        " by ",
        rf"^{_LOOKER} {_MAY} (?:also )?{_SEE} (.+?) by ((?:assess|examin)ing .+)$",
        r"\1 can be seen by \2",
    ),
    (" ", rf"^{_LOOKER} not {_SEE} (.+?) ({_ON}) (.+)$", r"\1 is not seen \2 \3"),
    (" ", rf"^({_ON}) (.+?), {_LOOKER} {_MAY} (?:also )?{_SEE} (.+)$", r"\3 can be seen on \2"),
    # "shows that the foramen is narrow" shows a narrow foramen
    (
        " that ",
        rf"\b(shows?|reveals?|demonstrates?|discloses?|tells?|indicates?|detects?|depicts?|brings? out|establish(?:es)?) that"
        r" (?:the |an? |one's )?((?:(?!\b(?:is|are|was|were|not|no|has|have)\b)[\w-]+ ){1,6})(?:is|are)"
        rf" (?:(?:too|being|abnormally) )?({_STATE})$",
        r"show \3 \2",
    ),
)
