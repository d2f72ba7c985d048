"""Denials that stand within a sentence and are not of what it claims: "spots that are not brown", "people with no X".

A reader that takes any "not" for a denial of the whole would decide the opposite. What is so denied is narrower than anything
that facts say, so that such a sentence is left undecided.
"""

from __future__ import annotations

from radkg.model.english import compiled

_NO = r"(?:not|no|never|neither|nor|none|nobody|nothing|without|hardly|n['’]t)"
_IS = r"(?:is|are|was|were|be|been|being)"
_AUXILIARY = rf"(?:{_IS}|does|do|did|has|have|had|can|could|may|might|must|should|will|would|cannot)"
_PEOPLE = (
    r"(?:patients?|people|persons?|individuals?|subjects?|participants?|sufferers?|those|cases?|wom[ae]n|m[ae]n|child(?:ren)?"
    r"|kids|adults?|girls?|boys?|infants?|controls?|everyone|everybody|someone|somebody|anyone|anybody|nobody|no one|relatives"
    r"|volunteers)"
)
_VERB = (
    rf"(?:{_AUXILIARY}|shows?|affects?|involves?|spares?|causes?|lacks?|begins?|occurs?|develops?|presents?|responds?|showed"
    r"|had)"
)
_GENUS = (
    r"(?:diseases?|disorders?|conditions?|illness(?:es)?|entit(?:y|ies)|syndromes?|myopath(?:y|ies)|forms?|types?|kinds?|ones?"
    r"|findings?|signs?|features?|lesions?|drugs?|antibod(?:y|ies)|complications?|causes?|mimics?)"
)
#: What begins a sentence that says what a disease is: in "X is a disease that does not affect Y", the denial is its claim.
_SAYS_WHAT_IT_IS = rf"^(?!.*\b{_NO}\b.*\b(?:that|which|who)\b)[^,;]*\b(?:{_IS}) (?:an?|the|one of the) [^,;]*$"

_NARROWS = "a denial in a relative clause narrows what the sentence is about"
#: What may stand in front of "not in": a verb that it denies, or what joins it to one.
_DENIES_PLACE = rf"\b(?:{_AUXILIARY}|but|and|or|if|though|although|yet|often|usually|generally|typically|always|necessarily)$"
#: What a denial within a sentence looks like, with what is told of it.
_WITHIN = (
    # "spots that are not brown", "trees that have no galls"
    (rf"(?<!,) (?:that|which|who) (?:{_VERB} )?(?:{_VERB} )?{_NO}\b", _NARROWS),
    (rf"(?<!,) (?:that|which|who) {_AUXILIARY}n['’]t\b", _NARROWS),
    # "spots not in the crown"; "is not in", "but not in" and "X: not in" deny their claim
    (r"(?<=[a-z]) not (?:in|on|at|within|under|near|of|from)\b", "“not” narrows the place that the sentence is about"),
    # "people with no X", "patients with neither A nor B", "patients with A but not B"
    (
        rf"\b{_PEOPLE} (?:[\w-]+ ){{0,4}}?(?:with no|with neither|not (?:having|with|showing|affected by))\b",
        "it is about people without something",
    ),
    (
        rf"\b{_PEOPLE} with [^,;]*?(?:, | but |, but )not "
        r"(?!in\b|on\b|at\b|with\b|have\b|show\b|only\b|necessarily\b)[\w-]+",
        "it is about people without something",
    ),
    # "is not a disease that", "is not one of the diseases with"
    (
        rf"\b{_AUXILIARY}(?: not|n['’]t) (?:one of |among )?(?:the |an? )?(?:[\w-]+ ){{0,2}}?{_GENUS}"
        r" (?:that|which|who|with|without|in which|whose)\b",
        "what it denies is a description, and not a kind",
    ),
    # "everything but X", "no disease but X", "all but a few"
    (
        r"\b(?:every\w*|any\w*|all|none|nothing|nobody|nowhere|no)(?: [\w-]+){0,3} but (?!also\b|is\b|are\b|was\b"
        r"|were\b|does\b|do\b|did\b|has\b|have\b|can\b|may\b|not\b|it\b|they\b|rather\b)",
        "“but” makes an exception of what stands behind it",
    ),
    # "there are patients who have no", "a patient had no", "X with no Y exists", "ever not"
    (
        rf"^(?:there (?:is|are|exist|exists)|are there|is there) (?!no\b|not\b).*\b{_NO}\b",
        "that some are without it, no fact denies",
    ),
    (
        r"^(?:an?|one|our|my|this|his|her|the|some|several|many|certain|\d+|two|three) (?:[\w-]+ ){0,2}?"
        rf"(?:patient|case|child|boy|girl|woman|man|infant)\b.*\b{_NO}\b",
        "that one is without it, no fact denies",
    ),
    (r"\b(?:with no|without)\b.*\bexists?\b", "that some are without it, no fact denies"),
    (
        r"(?:\b(?:not|never)|n['’]t) (?!without\b)[^,;]*?(?<!patient)(?<!patients)(?<!people) without"
        r" (?!exception\b|doubt\b|question\b|fail\b|any\b|a doubt\b)",
        "“without” narrows what the sentence denies",
    ),
    (r"\bever not\b", "that some are without it, no fact denies"),
    (
        rf"^(?:is it|could it be|can it be|it is|it['’]s) (?:possible|conceivable|plausible|imaginable)\b.*\b{_NO}\b",
        "that it may not be so, no fact denies",
    ),
    # "galls (-)"
    (r"\(\s*[-−–⁻]\s*\)|[⁻₋]|\w\s[-−–⁻]\s*$", "a minus sign is no denial that can be read; write “no”"),
)
#: People without something: no list, of which the last member is denied, but whom the sentence is about.
_PEOPLE_WITHOUT = rf"\b{_PEOPLE} (?:[\w-]+ ){{0,4}}?(?:without|free of|lacking)\b"
_HAS_SIGN = r"(?:\b(?:not|no|never|neither|nor|none|nothing|nobody|nowhere|without|but|lacking|free)\b|n['’]t\b|[-−–⁻₋])"


def is_about_people_without(text: str) -> bool:
    """Return whether a sentence is about people without something: "patients with blight without spots wilt"."""
    return bool(compiled(_PEOPLE_WITHOUT).search(text.lower()))


def may_deny(text: str) -> bool:
    """Return whether a text has a word or sign of a denial at all: a part of one that has none has none either."""
    return bool(compiled(_HAS_SIGN).search(text.lower()))


def denial_within(text: str, claim: int = 0) -> str:
    """Return why a sentence with a denial that is not of its claim cannot be decided; empty for any other.

    Args:
        text: The sentence.
        claim: Where its claim begins, behind a frame: what "it is true that no …" denies is no description of anything.

    >>> denial_within("Blight shows spots that are not brown")
    'a denial in a relative clause narrows what the sentence is about'
    >>> denial_within("Blight shows no brown spots")
    ''
    """
    lowered = text.lower()
    for pattern, reason in _WITHIN:
        for match in compiled(pattern).finditer(lowered):
            if reason == _NARROWS and match.start() < claim:
                continue
            before = lowered[: match.start()]
            is_claim = _SAYS_WHAT_IT_IS if reason == _NARROWS else _DENIES_PLACE if "place" in reason else ""
            if not is_claim or not compiled(is_claim).search(before):
                return reason
    return ""
