"""From a whole text to its sentences, each with its place, what it refers back to, and whether it tells of one patient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import compiled
from radkg.statement.layout import MARKER, blocks

#: Behind these, a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    english.words(
        """
    eg ie al fig figs vs dr mr mrs ms prof no approx cf ca resp st etc incl excl ref refs tab eq vol p pp ed eds jr sr dept
    """
    )
)
_STOP = r"[.!?]+[\"'”’)\]]*(?=\s|$)"
_HEADING = rf"\s*{MARKER}?(?:(?:\*\*|__)?([A-Z][A-Za-z]+(?: [A-Za-z]+){{0,3}})(?:\*\*|__)?:(?:\*\*|__)? *(?=\S))?"
_SECTION = re.compile(
    r"(?:background|introduction|objectives?|purpose|aims?|(?:materials|patients|subjects) and methods|methods?|results?"
    r"|conclusions?|discussion|summary|teaching points?|key points?|answer|comment)[.:]?$",
    re.IGNORECASE,
)

#: Words of reports, letters and case descriptions: the findings are those of one patient.
_OF_PATIENT = re.compile(
    r"\b(?:this|our|my|his|her) (?:\w+ ){0,2}(?:patient|child|boy|girl|man|woman|case|mother|father|son|daughter|brother"
    r"|sister|uncle|aunt|cousin|nephew|niece|grand\w+|husband|wife|partner|friend|neighbou?r|colleague)\b"
    r"|\bthe patient\b|\b(?:patient|pt) (?:is|was|has|had|presents|presented|reports|reported|complains|denies|underwent)\b"
    r"|\b\d{1,3}[- ]?(?:year|yr|yo|month|week)s?[- ]?old\b(?! (?:children|patients|adults))|\b\d{1,3} years old\b"
    r"|^(?:he|she|mr|mrs|ms|we|i|our)\b|\b(?:his|her|himself|herself)\b"
    r"|\b(?:consistent|compatible|in keeping) with\b|\bsuspicious for\b|\bcorrelate clinically\b"
    r"|\bon (?:physical )?examination\b|\bwas (?:performed|obtained|acquired|administered|started|admitted|diagnosed)\b"
    r"|\bwere (?:performed|obtained|acquired)\b|\bdear (?:colleague|dr|doctor)\b"
    r"|\b(?:left|right) (?:thigh|leg|lower leg|arm|calf|side)\b",
    re.IGNORECASE,
)
#: What a leaflet tells its reader of who reads it: "Your child has frost".
_OF_READER = re.compile(
    r"(?:you|your (?:\w+ )?(?:child|son|daughter|baby|mother|father|husband|wife|partner))"
    r" (?:may have|might have|have|has|(?:is|are|were|was) diagnosed with)\b(?! to\b)",
    re.IGNORECASE,
)
_IN_PATIENT = re.compile(
    r"\b(?:in|of|for|with) (?:this|our|my|the|his|her) (?:\w+ ){0,2}(?:patient|child|boy|girl|man|woman|case)\b", re.IGNORECASE
)
#: Whom a report of one patient names, where it tells of others as well.
_OF_MANY = re.compile(r"\b(?:of|in) (?:[\w-]+ )?(?:patients|cases|children|adults)\b", re.IGNORECASE)
_OF_REPORT = frozenset(
    english.words(
        """
    findings impression history technique indication comparison examination exam presentation case clinical diagnosis
    anamnesis assessment plan
    """
    )
)
#: Of what a heading that a report may have as well tells in a text about a disease: "Key findings".
_OF_FEATURES = frozenset(
    english.words(
        """
    skin cutaneous imaging key typical classic common main characteristic laboratory lab radiographic radiological muscle
    muscular articular pulmonary systemic extramuscular associated other differential
    """
    )
)
_THE_PATIENTS = r"(?:(?:these|those|such|affected|most|many|some|all|the) )?(?:patients|people|individuals|persons|sufferers)"
#: What stands for the subject of the sentence before, and for the disease that the text is about.
_WITH_IT = re.compile(r"(?:(?<=\bwith )|(?<=\bin )|(?<=\bof ))it\b|(?<=\bwithin )it\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?<!\bwith )(?<!\bin )(?<!\bof )(?<!\bwithin )"
    r"\b(?:it|they|(?<!\bto )(?<!\bfrom )(?<!\bby )(?<!\bamong )(?<!\bon )(?<!\bfor )them|this finding|this sign"
    r"|these deposits|this lesion|these lesions|this antibody|these antibodies)\b",
    re.I,
)
_JOINED = r"(?i)\w.*\b(?:and|but|or|while|whereas|because|so|although|though|since)(?: that)?(?: often| also| usually)? $"
_POSSESSIVE = re.compile(r"\b(?:its|their)\b(?! own\b)", re.IGNORECASE)
#: Words in front of "disease" that say which one, or of what: "the lung disease", "the latter disease".
_OTHER = (
    r"(?:lung|skin|heart|kidney|renal|cardiac|pulmonary|joint|bone|liver|bowel|thyroid|nerve|valve|interstitial|malignant|other"
    r"|latter|former|first|second|third|overlap|mixed|associated|concomitant|infectious|metabolic|vascular)"
)
_DISEASE = re.compile(
    rf"\b(?:the|this) (?:(?!{_OTHER} )(?-i:[a-z])\w* )?(?:disease|illness|disorder|condition|entity)\b(?! of\b)"
    r"|\b(?:the|this) (?:(?:whole|same|full|clinical|entire|overall|rare|genetic) )?syndrome\b(?! of\b)",
    re.IGNORECASE,
)
#: What a disease has, and no finding: "its prognosis".
_ITS_END = re.compile(
    r"\b(?:its|their) (prognosis|outlook|outcome|treatment|differential diagnosis|mimics|prevalence|incidence"
    r"|(?:clinical |disease )?(?:spectrum|picture|presentation)(?= (?:includes?|comprises?|consists|encompasses)\b)"
    r"|(?:(?:most|more|main|key|typical|common|characteristic|classic|cardinal|other|early|many|[a-z]+some) ){0,3}"
    r"(?:features|symptoms|signs|manifestations|complications|hallmarks))\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    rf"(?<!million )(?<!thousand )(?<!,000 )(?<!0000 )(?<!other )\b(?:of them|{_THE_PATIENTS})\b"
    r"(?! (?:with|without|who|whose|of|suffering|in whom|on|undergoing|receiving|taking|treated|under|over|aged"
    r"|older|younger|having)\b)",
    re.IGNORECASE,
)
#: What stands for two diseases that were named.
_BOTH = re.compile(
    r"\b(?:both|the two|these two|the)(?: of (?:them|these))? (?:diseases|conditions|disorders|illnesses|entities|syndromes)\b"
    r"|\b(?:these|those) (?:diseases|conditions|disorders|illnesses|entities|syndromes)\b"
    r"|^both(?: of them)?(?= (?:are|were|have|had|can|may|show|cause|affect|respond|occur|involve|present|follow|begin|start"
    r"|come|spare|resemble|lead|tend|develop|arise|appear|improve|worsen|share)\b)"
    r"|(?<=, and )both(?= (?:are|have|can|may|show|cause|affect|respond|occur|involve|present)\b)",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"\b(?:(?:these|those|such|affected) children|your child)\b(?! (?:with|who)\b)", re.IGNORECASE)


class Sentence(NamedTuple):
    """A sentence of a text.

    Attributes:
        text: The sentence, without the heading in front of it and on one line.
        start: Offset of its first character in the text.
        end: Offset behind its last.
        heading: The heading that it stands behind, in lower case: "findings".
        begins: Whether it is the first of its block.
        under: The line that introduces the list in which it stands, in lower case: "key features".
        above: All titles and lines that it stands under, in lower case.
        is_item: Whether it stands in an item of a list.
    """

    text: str
    start: int
    end: int
    heading: str = ""
    begins: bool = False
    under: str = ""
    above: tuple[str, ...] = ()
    is_item: bool = False


class Referred(NamedTuple):
    """A sentence with what it refers back to in the place of the words that do so.

    Attributes:
        text: The sentence.
        changes: Where words were replaced: offset in the sentence, their length, and the length of what stands there now.
        of: The sentence that was changed, where that is itself one with other words; ``None`` where it is the given one.
    """

    text: str
    changes: tuple[tuple[int, int, int], ...] = ()
    of: Referred | None = None

    def original(self, offset: int) -> int:
        """Return the offset in the sentence as it was given, of an offset in this one."""
        before_this = self._before(offset)
        return self.of.original(before_this) if self.of else before_this

    def _before(self, offset: int) -> int:
        shift = 0
        for start, before, after in self.changes:
            if offset <= start + shift:
                break
            if offset < start + shift + after:
                return start
            shift += after - before
        return offset - shift


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of ``text``, in order.

    A sentence ends at its full stop, at an empty line, at the end of a line that ends with a stop, and in front of an item of a
    list. Line ends within a sentence count as spaces.
    """
    found = []
    for block in blocks(text):
        heading, first = "", True
        for begin, stop in _between_stops(text, block.start, block.end):
            if _SECTION.match(text[begin:stop].strip()):
                heading = text[begin:stop].strip(" .:\n").lower()
                continue
            match = compiled(_HEADING).match(text, begin, stop)
            if match and match[1]:
                heading = match[1].lower()
            begin = match.end() if match else begin
            words = text[begin:stop]
            begin += len(words) - len(words.lstrip())
            if words.strip():
                one_line = compiled(r"\s").sub(" ", words.strip())
                end = begin + len(one_line)
                found.append(Sentence(one_line, begin, end, heading, first, block.under, block.above, is_item=block.is_item))
                first = False
    return found


def _between_stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin, words = start, _past(r"[ (\n]*", text, start, end)
    for match in compiled(_STOP).finditer(text, start, end):
        first, before = _last_word(text, begin, match.start())
        at = _past(r"\s*", text, match.end(), end)
        after = text[at : min(at + 1, end)]
        if before.isdecimal() and first <= words:
            continue  # the number of an item
        abbreviated = before.lower().replace(".", "") in _ABBREVIATIONS or (
            len(before) == 1 and before.isupper() and match[0] == "."
        )
        abbreviated = abbreviated and not (before.lower() == "no" and after.isupper())  # an answer, and not a number
        if match[0].startswith(".") and after and (abbreviated or after.islower()):
            continue
        yield begin, match.end()
        begin, words = match.end(), _past(r"[ (\n]*", text, match.end(), end)
    yield begin, end


def _past(pattern: str, text: str, start: int, end: int) -> int:
    """Return the offset behind what a pattern matches at an offset, which may be nothing."""
    match = compiled(pattern).match(text, start, end)
    return match.end() if match else start


def _last_word(text: str, start: int, end: int) -> tuple[int, str]:
    """Return the letters, digits and full stops that a part of a text ends with, and where they begin; a line may end there.

    What stands before is not looked through: where no stop ends a sentence, that would be all of the text for each stop.
    """
    end -= start < end and text[end - 1] == "\n"
    first = end
    while first > start and (text[first - 1] in "._" or text[first - 1].isalnum()):
        first -= 1
    return first, text[first:end]


def tells_of_patient(sentence: Sentence, *, report: bool) -> bool:
    """Return whether a sentence tells of one patient, as far as its words say.

    Args:
        sentence: The sentence.
        report: Whether the text before it is about one patient.
    """
    if _OF_PATIENT.search(sentence.text):
        return True
    return report and _has_heading_of_report(sentence) and not _OF_MANY.search(sentence.text)


def tells_reader(text: str) -> bool:
    """Return whether a sentence tells its reader what they or theirs have, which says nothing in general."""
    return _OF_READER.match(text) is not None


def _has_heading_of_report(sentence: Sentence) -> bool:
    words = sentence.heading.split()
    return not _OF_REPORT.isdisjoint(words) and _OF_FEATURES.isdisjoint(words)


def names_patient(text: str) -> bool:
    """Return whether a sentence says of whom it tells: "in this patient"."""
    return _IN_PATIENT.search(text) is not None


def is_of_report(sentence: Sentence) -> bool:
    """Return whether a sentence shows that its text is about one patient."""
    return _has_heading_of_report(sentence) or bool(_OF_PATIENT.search(sentence.text))


def refers_back(sentence: str) -> bool:
    """Return whether a sentence has words that stand for something in the text before it."""
    return any(
        True
        for pattern in (_SUBJECT, _WITH_IT, _POSSESSIVE, _DISEASE, _PATIENTS, _CHILDREN, _BOTH)
        for _ in _found(pattern, sentence)
    )


def _found(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern is found in a sentence, and refers to the text before it and not to the sentence itself."""
    for match in pattern.finditer(sentence):
        before = sentence[: match.start()]
        own = pattern in (_SUBJECT, _POSSESSIVE) and compiled(_JOINED).search(before) and not _SUBJECT.match(sentence)
        if not own:  # in "X affects A, and it causes B" the pronoun stands for X
            yield match


def refers_to_people(sentence: str) -> bool:
    """Return whether all that refers back in a sentence are its patients, who may be those with the disease that it names."""
    others = (_SUBJECT, _WITH_IT, _POSSESSIVE, _DISEASE, _CHILDREN, _BOTH)
    return not any(True for pattern in others for _ in _found(pattern, sentence))


def refers_to_two(sentence: str) -> bool:
    """Return whether a sentence has words that stand for two diseases that were named: "both conditions"."""
    return bool(_BOTH.search(sentence))


def refers_to_one(sentence: str) -> bool:
    """Return whether a sentence has words that stand for one thing that was named before, and not for two."""
    return refers_back(sentence) and not refers_to_two(sentence)


def refers_to_disease(sentence: str) -> bool:
    """Return whether a sentence has "the disease", which is one that was named."""
    return bool(_DISEASE.search(sentence))


def acts_on_disease(sentence: str) -> bool:
    """Return whether a sentence says what something does to the disease: "it makes the disease worse"."""
    return (
        compiled(
            r"(?i)(?:but |because |and )?(?:it|they|this|these)\b.*\b(?:the|this) (?:disease|illness|disorder|condition)\b"
        ).match(sentence)
        is not None
    )


def with_reference(sentence: str, subject: str, disease: str, both: str = "") -> Referred:
    """Return a sentence with what it refers back to.

    Args:
        sentence: The sentence.
        subject: Name of what the sentence before is about; empty where that is not one thing.
        disease: Name of the disease that the text is about; empty where that is not one.
        both: Names of the two diseases that were named; empty where they are not two.
    """
    given = [
        (pattern, name)
        for pattern, name in (
            (_ITS_END, rf"the \1 of {disease}" if disease else ""),
            (_DISEASE, disease),
            (_WITH_IT, disease),
            (_PATIENTS, f"patients with {disease}" if disease else ""),
            (_CHILDREN, f"children with {disease}" if disease else ""),
            (_SUBJECT, subject),
            (_POSSESSIVE, subject or disease),
            (_BOTH, both),
        )
        if name
    ]
    found = sorted(
        (
            (match.start(), match.end(), match[0], match.expand(name) if pattern is _ITS_END else name)
            for pattern, name in given
            for match in _found(pattern, sentence)
        ),
        key=lambda place: (place[0], -place[1]),
    )
    text, changes, at = "", [], 0
    for start, end, words, name in found:
        if start < at:
            continue
        kept = compiled(r"(?i) ?(?:of |(?:most|many|some|all) )?").match(words)
        new = (kept[0] if kept else "") + name
        text += sentence[at:start] + new
        changes.append((start, end - start, len(new)))
        at = end
    return Referred(text + sentence[at:], tuple(changes))
