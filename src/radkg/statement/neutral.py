"""What a sentence says of a disease where its words say no more than that there is something: "in X you come upon Y".

Between a disease and a finding, or a part of the body, or people, stands one plain relation. Where all other words of a
sentence say neither more nor less than that something is there, or that it is not there, it is that relation, in whatever order
the words are. Any other word in the sentence, one that compares, doubts or measures, and the sentence is none of these. A verb
that one thing does to another has a direction, and is none of these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import Rewording, compiled
from radkg.model.knowledge import Knowledge
from radkg.model.words import CERTAINTY, FREQUENCY, RELATION, TERM, UNIT
from radkg.namespaces import RADKG
from radkg.statement.chunks import CARRIER, COMMA, COPULA, NOT, PREPOSITION, UNKNOWN, Span, segment_with_spans
from radkg.statement.nouns import ANATOMY, DISEASE, FINDING, MODALITY, POPULATION, TREATMENT
from radkg.statement.numbers import in_digits, only_share

#: Words that say of two things no more than that one is there with the other.
_SEEN = english.listed(
    """
    see sees saw seen seeing find finds found notice notices noticed observe observes observed occur occurs occurred occurring
    happen happens happened crop crops cropped meet meets met encounter encounters encountered encountering belong belongs
    come comes came coming appear appears appeared appearing arise arises arose exist exists existed visible evident
    noted detect detects detected detectable describe describes described recognize recognizes recognized recognise recognises
    recognised turn turns turned present recorded documented reported identified spotted viewed visualised visualized
    pick picks picked lie lies lying sit sits sitting lodge lodges reside resides form forms formed visualise visualize
    discover discovered discoverable demonstrable identifiable recognisable recognizable observable
    """
)
#: Words that say so of what has it in front of them, or of both.
_HAS = english.listed(
    """
    look looks looking document documents documenting identify identifies depict depicts depicted
    demonstrate demonstrates demonstrated demonstrating reveal reveals revealed revealing show shows showed shown showing
    display displays displayed displaying exhibit exhibits exhibited disclose discloses disclosed uncover uncovers uncovered
    produce produces produced targeted hit attacked cause causes caused
    affect affects affected affecting involve involves involved involving develop develops developed developing
    have has had having carry contain contains contained harbour harbours harbor harbors feature manifest manifests manifested
    suffer suffers suffered experience experiences experienced complain complains get gets got undergo undergoes underwent
    accompany accompanies accompanied accompanying yield yields yielded display displays bring brings uncover comprise comprises
    include includes included disclosing give gives gave detecting detects depicting
    """
)
_VERBS = _SEEN | _HAS
#: Words beside such a verb that say no more either.
_BESIDE = english.listed(
    """
    finding findings presence up out part parcel picture pictures feature features sign signs symptom symptoms manifestation
    manifestations know knows known there here one ones you we they doctors doctor radiologist radiologists clinician clinicians
    physician physicians thing things problem problems trouble troubles complaint complaints place places site sites spot spots
    somebody anybody sufferer sufferers course time life upon list lists account accounts
    examination examinations exam exams scan scans scanned scanning imaging imaged image images study studies studied series
    cohort survey registry report reports review reviews literature data group sample investigation examined area areas region
    regions element component aspect being also likewise both concerned typed disease's people's image's
    change changes alteration alterations abnormality abnormalities involvement affection appearance appearances
    pattern patterns kind type types form forms fashion manner level levels evidence record element occurrence development
    concomitant concurrent coexisting simultaneous additional accompanying leave leaves left
    existence tissue tissues portion portions structure structures body organ organs clinical medical
    """
)
NEUTRAL = _VERBS | _BESIDE
#: Of what kind a word is that stands in front of the noun that it tells more of.
_IN_FRONT = frozenset(RADKG + name for name in ("Quality", "Pattern", "Distribution", "TissueLayer", "Stage", "Direction"))
#: Words behind which stands what the patients have: "those who have frost".
_OWNED = english.listed("have has had accompanying accompanied with of in and")
#: What tells of which of the patients a sentence speaks.
_AMONG = frozenset(RADKG + name for name in ("Subgroup", "Region"))
_MODIFIERS = _IN_FRONT | {MODALITY} | _AMONG
#: What lets one see something.
_QUALITY, _LAYER = RADKG + "Quality", RADKG + "TissueLayer"
_SHOWING = frozenset({MODALITY, RADKG + "DiagnosticProcedure"})
#: What stands in the place of words that were taken, so that those around them come to make no name.
_GONE = " | "
#: Chunks that may stand between two words that belong together.
_ADVERBS = frozenset([NOT, FREQUENCY, CERTAINTY])
#: Prepositions that say where or with whom something is there; "from" and "by" say whence it comes.
IN = frozenset(["in", "on", "of", "at", "with", "among", "during", "within"])
#: Words behind which a finding's disease may stand: "frost is seen in X", "frost accompanies X".
_EITHER_WAY = IN | english.listed("accompany accompanies accompanied accompanying")
_PEOPLE = r"(?:patients|people|persons|individuals|children|adults|cases|women|men|girls|boys|those)"
_STUDY = r"(?:series|cohort|study|studies|survey|registry|sample|case series|report|reports|review|reviews|group)"
_STUDIED = (
    r"(?:(?:small|large|larger|single-cent(?:er|re)|multicent(?:er|re)|prospective|retrospective|cross-sectional|published"
    r"|recent|imaging|mri|case|clinical|\w+-(?:patient|person|case|child)) )*"
)
#: One form of several, of which the sentence does not say more: "the other form shows frost".
_ONE_OF_ITS_KIND = (
    r"\b(?:the|this|that|another) (?:other |first |second |latter |former )?(?:form|type|kind|variant)\b(?! of\b)"
)
_RATHER = r"(?:relatively|comparatively|largely|mostly|fairly|somewhat|better|mainly|rather)"
_UNTOUCHED = r"(?:unaffected|uninvolved|intact|untouched|unscathed|unharmed|spared|preserved|respected)"
_BE = r"(?:(?:is|are|was|were|be|been|being|looks?|appears?|remains?|stays?|seems?) )?"
_IMAGES = r"(?:mri|mr|ct|hrct|pet|ultraso\w+|sonogra\w+|radiogra\w+|x-ray\w*|stir|t1\S*|t2\S*|whole-body)"
#: What is said of a study, and words of one meaning in words that stand for it.
_PLAINER: tuple[Rewording, ...] = (
    ("", r"\bevery (?:single )?one of (?:the )?(?=\d)", "all "),
    ("", r"\b(?:diseased|damaged|sick)\b", "affected"),
    (
        "abnormal",
        r"\babnormal(?= (?:in|on|for)\b| (?:[\w-]+ )?(?:muscles?|fasciae?|joints?)(?: (?:on|in|at)\b|$|,))",
        "affected",
    ),
    ("abnormally ", r"\babnormally (?=\w)", ""),
    (" along ", r"\balong (?=the |an? )", "in "),
    ("reach", r"\b(?:reached|achieved|attained) by\b", "seen in"),
    ("", r"\b(?:reaches|reached|achieves|achieved|attains|attained)\b", "shows"),
    ("", r"\b(?:indicate|show|reveal|suggest|demonstrate|find|found|showed|shows|indicates) that\b", "show"),
    ("", r"\b(?:rather|very|quite|strictly|clearly|distinctly) (?=[a-z])", ""),
    (
        "",
        rf"\b(?:in|from|of|across|among|within) (?:an?|the|one|this|our|some|several|two|three) {_STUDIED}{_STUDY}"
        rf"(?: (?:of|with|in|from|among)(?: \d+)?(?= {_PEOPLE}\b)|(?= of\b|,|$))",
        "in",
    ),
    ("", rf"\b(?:the |these |all )?\d+ (?={_PEOPLE}\b)", ""),
    ("when", r"\bwhen (?=[^,]*\b(?:undergo|undergoes|imaged|scanned|examined|studied)\b)", ""),
    (" by ", r"\b(affected|involved|targeted|hit) (?:\w+ly )?by\b", r"\1 in"),
    ("", r"\b(?:imaged|scanned|examined|studied|seen)(?: (?:by|with|on) (?=\w))", "on "),
    ("", rf"\b(?:by|using|through|via|by means of|with the help of) (?={_IMAGES}\b)", "on "),
    (" for ", rf"\b{_PEOPLE} on +({_IMAGES}) for\b", r"on \1 in patients with"),
    (" for ", rf"\b{_PEOPLE} (?:imaged|scanned|examined|studied|treated)?(?: on +[\w-]+)? ?for\b", "patients with"),
    ("found to ", r"\b(?:is|are|was|were) found to (?=have|show|develop|carry|be)", ""),
    ("bright with", r"\bbright with\b", "with"),
    ("as ", r",? \bas (?:seen|shown|demonstrated|visible|detected) (?=on\b|in\b)", " "),
    ("light", r"\blights? up (?=on\b)", "is bright "),
    ("as well", r"\bas well\b(?! as\b)", ""),
    ("lead", r"\bleads? to\b", "shows"),
    ("rise to", r"\bgives? rise to\b", "shows"),
    ("result", r"\bresults? in\b", "shows"),
    (
        "",
        r"\b(?:has|have|had|shows?|showed|with) an? (?:\w+ )?(?:predilection|preference|propensity|liking)(?: of ([\w -]+?))? "
        r"(?:for|to)\b",
        r"shows \1 especially in",
    ),
    ("", r"\b(?:preferentially|selectively|favou?rs?|favou?ring|prefers|prefer)\b", "especially"),
    ("ly ", r"\b(?:particularly|especially) (?:likely|prone|apt|liable) to (?:be )?", "especially "),
    (
        "ly ",
        r"\bonly (?=(?:infrequently|rarely|occasionally|exceptionally|seldom|sometimes|a few)\b"
        r"|(?:one|two|\d+) ?(?:%|of\b|in\b|out\b|/))",
        "",
    ),
    ("ly never", r"\b(?:practically|virtually) (?=never\b)", "almost "),
)
#: What stands behind a word that says so of its subject: in "the spared leaves" it names some of them.
_SAID_OF_IT = r"(?=$|,| (?:in|on|by|at|with|from|during|until|among|even|despite)\b)"
_RATHER_SPARED = "shows relative sparing of"
#: Words that say that a part of the body has nothing, more or less surely.
_SPARED_RATHER = (
    rf"\b(?:(?:(?:as )?{_RATHER} (?:well )?(?:not affected|{_UNTOUCHED})|well {_UNTOUCHED}|tends? to be {_UNTOUCHED}"
    rf"|less (?:severely |often )?(?:affected|involved|diseased)(?! than)){_SAID_OF_IT}"
    r"|(?:relative|comparative) (?:sparing|preservation) of\b)"
)
#: Adverbs beside "normal" that leave nothing open, as "largely" does.
_WHOLLY = (
    r"(?!(?:largely|mostly|mainly|nearly|usually|relatively|predominantly|partly|frequently|initially|commonly|generally|typically"
    r"|seemingly|apparently|formerly|rarely|possibly|probably|broadly|reportedly|occasionally|chiefly|roughly|virtually)\b)\w+ly"
)
_SPARED = (
    rf"\b(?:(?:does |do |did |is |are |was |were )?(?:not|never) (?:\w+ly )?(?:affect|affected|involve|involved)(?! by)\b"
    rf"|(?:(?:looks?|appears?|remains?|stays?|is|are|was|were) (?:{_WHOLLY} )?normal|{_BE}{_UNTOUCHED}){_SAID_OF_IT}"
    r"|(?:sparing|spares?)\b(?! of))"
)
#: Words that say that something is not there.
_ABSENT = (
    r"\b(?:absent|lacking|missing|undetectable|invisible|nowhere to be (?:seen|found)|not (?:seen|found|present|visible"
    r"|observed|detected|there|to be seen)(?: in any(?: of)?)?|(?:is |are |was |were )?unable to"
    r"|(?:is |are )?(?:free|devoid) (?:of|from)|without (?:any|a trace of|evidence of|signs of)|with no"
    r"|fails? to|failed to|lacks?|lacked)\b"
)


#: What something is like, said behind it.
_IS_SUCH = (
    r" (?:(?:can|may|might|could) )?(?:is|are|was|were|be|been|becomes?|became|gets?|looks?|appears?|seems?) "
    r"((?:(?:almost|never|not|always|often|usually|rarely|commonly|frequently|typically|sometimes|occasionally|hardly"
    r"|ever|generally"
    r"|especially|very|abnormally|also|being) )*)([a-z][\w-]+)\b"
)
#: Of what is as it should be.
_NORMAL = (
    r"(?:entirely |completely |perfectly |fully )?"
    r"(?:normal|preserved|intact|unimpaired|unaffected|undisturbed|undamaged|regular|not affected)"
)
_REMAINS = r"(?:is|are|was|were|be|stays?|remains?|looks?|appears?|seems?)"


class _Said(NamedTuple):
    """What a sentence says that something is there.

    Attributes:
        text: The sentence without that.
        denied: Whether it says that it is not there.
        spared: The relation of what is spared; empty where nothing is said to be.
        at: Where in the text that stood.
    """

    text: str
    denied: bool = False
    spared: str = ""
    at: int = 0


class _Parts(NamedTuple):
    """The names that are left of a sentence without its disease, by what they are.

    Attributes:
        findings: The findings.
        sites: The parts of the body.
        people: The people.
        others: All others.
    """

    findings: list[Span]
    sites: list[Span]
    people: list[Span]
    others: list[Span]


def plainly(text: str, known: Knowledge) -> str:
    """Return "X shows Y", "X affects Y" or "X is seen in Y" for a sentence that says no more than that of a disease.

    Empty for any other sentence.

    Args:
        text: A statement in lower case.
        known: The knowledge.
    """
    if ":" in text or compiled(_ONE_OF_ITS_KIND).search(text):
        return ""  # what stands in front of it says what the rest is about
    share, rest = take_share(text)
    said = _take_denial(unframed(rest), known)
    return _Sentence(said, share, known).plain()


def unframed(text: str) -> str:
    """Return ``text``, in lower case, without what is said of a study, and with one word for words of one meaning."""
    return " ".join(english.reworded(text, _PLAINER).split())


def take_share(text: str) -> tuple[str, str]:
    """Return the share of cases in ``text``, "in 9 of 10 patients", and the text without it; two empty words for two shares."""
    counted = in_digits(text)
    found = only_share(counted)
    if found is None:
        return "", counted
    start, end = found
    words = counted[start:end].strip().removesuffix(" of the").removesuffix(" of all").removesuffix(" of")
    behind = "patients" if compiled(r"\d+ ?(?:/|in|of|out of) ?\d+$|^all ").search(words) else "of patients"
    return f"in {words} {behind}", f"{counted[:start]} {counted[end:]}"


def _with_findings(text: str, known: Knowledge) -> str:
    """Return ``text`` with the names of findings in the place of words that say that a part of the body has them.

    radkg:saidOfPart is "from a finding to a word or words that say of a part of the body that it has the finding there, no name
    of the finding themselves": where they are part of a name, that is left.
    """
    for words, finding in known.said_of_parts:
        if words not in text or not (found := compiled(rf"(?<![\w-]){re.escape(words)}(?![\w-])").search(text)):
            continue
        names = (span for span in segment_with_spans(text, known.lexicon) if span.chunk.kind == TERM)
        if not any(span.start < found.end() and found.start() < span.end for span in names):
            text = f"{text[: found.start()]}{known.label(finding)}{text[found.end() :]}"
    return text


def _with_adjectives(text: str, known: Knowledge) -> str:
    """Return ``text`` with "swollen bark" in the place of "the bark is often swollen", where that names a finding."""
    for match in compiled(_IS_SUCH).finditer(text):
        adverbs, adjective = match[1], match[2]
        names = (span for span in segment_with_spans(text, known.lexicon) if span.chunk.kind == TERM)
        if any(span.start <= match.start(2) < span.end for span in names):
            continue  # "bright on film" is a name by itself
        before = text[: match.start()].split()
        for length in range(min(4, len(before)), 0, -1):
            noun = " ".join(before[-length:])
            named = known.lexicon.entries.get(english.key(f"{adjective} {noun}")) or ()
            if any(entry.kind == TERM and known.is_kind(entry.iri, {FINDING}) for entry in named):
                rest = " ".join(before[:-length])
                return " ".join(f"{rest} {adverbs}{adjective} {noun} is seen {text[match.end() :]}".split())
    return text


def _take_normal_state(text: str, known: Knowledge) -> _Said | None:
    """Return what a sentence says where it says that something is normal; ``None`` where it says so of nothing that is known.

    radkg:normalState is "from a finding to the name of what is normal, or kept, where the finding is not there".
    """
    if not (compiled(_NORMAL).search(text)):
        return None
    for name, finding in known.normal_states:
        words = english.plain(name)
        if words not in text:
            continue
        pattern = rf"\b(?:{_NORMAL} {re.escape(words)}|{re.escape(words)}(?: {_REMAINS})(?: \w+ly)? (?:with)?{_NORMAL})\b"
        if found := compiled(pattern).search(text):
            label = known.label(finding)
            said = f"{text[: found.start()]}{label}{_GONE}{text[found.end() :]}"
            return _Said(said, True, "", found.start() + len(label) + 1)
    return None


def _take_denial(text: str, known: Knowledge) -> _Said:
    """Take what a sentence says of what is not there, or is spared."""
    if normal := _take_normal_state(text, known):
        return normal
    text = _with_findings(_with_adjectives(text, known), known)
    for pattern, spared in ((_SPARED_RATHER, _RATHER_SPARED), (_SPARED, "does not affect"), (_ABSENT, "")):
        if found := compiled(pattern).search(text):
            return _Said(f"{text[: found.start()]}{_GONE}{text[found.end() :]}", True, spared, found.start())
    return _Said(text)


class _Sentence:
    """The chunks of a sentence that may say no more than that something is there.

    Args:
        said: What it says.
        share: The share of cases; empty where it gives none.
        known: The knowledge.
    """

    def __init__(self, said: _Said, share: str, known: Knowledge) -> None:
        self.text, self.denied, self.spared, self.at = said
        self.share, self.known = share, known
        self.spans = segment_with_spans(self.text, known.lexicon)
        self.diseases = self._diseases()

    def plain(self) -> str:
        """Return the plain sentence that says the same; empty where it says more."""
        if len(self.diseases) > 1 or not self._is_plain():
            return ""
        nots = sum(span.chunk.kind == NOT for span in self.spans)
        if any(one.chunk.text.split()[-1] in IN and other.chunk.kind == NOT for one, other in pairwise(self.spans)):
            return ""  # "in no leaf" does not deny the verb
        words = [self._words(span) for span in self.spans if span.chunk.kind == FREQUENCY]
        hedges = [self._words(span) for span in self.spans if span.chunk.kind == CERTAINTY]
        if nots + self.denied > 1 or len(words) + bool(self.share) > 1 or len(hedges) > 1:
            return ""
        share = "" if self.denied and self.share.startswith("in all ") else self.share
        if self.spared and hedges and any(self._is(span, _LAYER) for span in self.spans):
            return ""  # a tissue that may look normal is not spared as one of its parts may be
        if self.spared and (share or hedges or self.spared == _RATHER_SPARED):
            self.spared, self.denied = self.spared if self.spared == _RATHER_SPARED else "shows sparing of", False
        if (nots and (words or hedges or share or self.spared)) or (self.denied and (hedges or share)):
            return ""
        if not self.diseases:
            return self._without_disease([*words, *hedges], denied=bool(nots or self.denied), share=share)
        at = self.diseases[0]
        if self._denies_disease(at) or self._is_narrowed(at):
            return ""
        rest = self._rest(at)
        parts = self._parts(rest)
        verb = self._verb(parts)
        noun = self._in_order(parts) or self._joined(rest)
        if not verb or not noun:
            return ""
        how = " ".join([*words, *hedges, *["does not"] * bool(nots or (self.denied and verb != self.spared))])
        return " ".join(f"{self._words(self.spans[at])} {how} {verb} {noun} {share}".split())

    def _without_disease(self, how: list[str], *, denied: bool, share: str) -> str:
        """Return "frost is seen on film" or "frost is located in the leaf" for a sentence that names no disease."""
        rest = self._rest(-1)
        parts = self._parts(rest)
        shown = [span for span in parts.others if self._is_any(span, _SHOWING)]
        others = [span for span in parts.others if span not in shown]
        if share or self.spared or len(parts.findings) != 1 or parts.people or len(shown) > 1:
            return ""
        if not all(self._is_any(span, _IN_FRONT) for span in others) or len(parts.sites) > 1:
            return ""
        what = " ".join(map(self._words, (*others, *parts.findings)))
        verb = " ".join(["is", *["not"] * denied, *how])
        if shown:
            return f"{' of the '.join([what, *map(self._words, parts.sites)])} {verb} seen on {self._words(shown[0])}"
        return f"{what} {verb} located in the {self._words(parts.sites[0])}" if parts.sites and not denied else ""

    def _words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _is(self, span: Span, kind: str) -> bool:
        chunk = span.chunk
        return chunk.kind == TERM and any(
            entry.iri != kind and self.known.is_kind(entry.iri, {kind}) for entry in chunk.entries
        )

    def _diseases(self) -> list[int]:
        """Return where diseases stand; one that is a finding as well is that beside another."""
        found = [index for index, span in enumerate(self.spans) if self._is(span, DISEASE)]
        # a second name behind the first, or the narrower of two
        found = [
            index for index in found if not (index + 1 in found and self._renames(self.spans[index + 1], self.spans[index]))
        ]
        alone = [index for index in found if not self._is(self.spans[index], FINDING)]
        return alone or found

    def _renames(self, span: Span, before: Span) -> bool:
        """Return whether a name behind another is of the same, or of something wider or narrower."""
        pairs = [(one.iri, other.iri) for one in span.chunk.entries for other in before.chunk.entries]
        return any(self.known.is_within(one, other) or self.known.is_within(other, one) for one, other in pairs)

    def _is_plain(self) -> bool:
        """Return whether each chunk may stand in a sentence that says no more than that something is there, where it stands."""
        indices = range(len(self.spans))
        if not (self.denied or any(map(self._says_something, indices))):
            return False
        commas = [index for index in indices if self.spans[index].chunk.kind == COMMA]
        return (
            self.spans[-1].chunk.kind not in (PREPOSITION, COMMA, COPULA)
            and not any(map(self._lacks_subject, indices))
            and all(map(self._may_stand, self.spans))
            and all(map(self._is_passive, indices))
            and not any(map(self._does_it_to, indices))
            and all(map(self._is_noun_phrase, indices))
            and not any(map(self._is_hearsay, indices))
            and not self._sees_people_in_finding()
            and len(commas) <= 1
            # a name may begin with the preposition: "in the late stage"
            and not (commas and self.spans[0].chunk.text.split()[0].lower() not in IN)
        )

    def _says_something(self, index: int) -> bool:
        """Return whether a chunk is a verb, or a part of the body stands in front of what it shows: "the leaf is spotted"."""
        before = [span for span in self.spans[:index] if span.chunk.kind not in (*_ADVERBS, COPULA)]
        shown = self._is(self.spans[index], FINDING) and bool(before) and self._is(before[-1], ANATOMY)
        return self._has(self.spans[index], _VERBS) or shown

    @staticmethod
    def _has(span: Span, words: frozenset[str]) -> bool:
        """Return whether one of the words of a chunk is among some."""
        return not words.isdisjoint(span.chunk.text.split())

    def _is_any(self, span: Span, kinds: Iterable[str]) -> bool:
        return any(self._is(span, kind) for kind in kinds)

    def _may_stand(self, span: Span) -> bool:
        """Return whether a chunk may stand in a sentence that says no more than that something is there."""
        chunk = span.chunk
        if chunk.kind in (UNKNOWN, UNIT):
            return chunk.text in NEUTRAL or chunk.text == _GONE.strip()
        if chunk.kind == RELATION:
            return all(word in NEUTRAL or word in IN or word in english.ARTICLES for word in chunk.text.split())
        if chunk.kind == PREPOSITION:
            return chunk.text in IN
        if chunk.kind == TERM:
            return chunk.text in NEUTRAL or not self._is(span, TREATMENT)
        return chunk.kind in (*_ADVERBS, COPULA, CARRIER, COMMA)

    def _is_passive(self, index: int) -> bool:
        """Return whether "is" belongs to a word that says that something is there: "X is Y" says another thing."""
        if self.spans[index].chunk.kind != COPULA or self.denied:
            return True
        around = [span for span in self.spans if span.chunk.kind not in _ADVERBS]
        at = around.index(self.spans[index])
        behind = around[at + 1] if at + 1 < len(around) else None
        if behind is None:
            return False
        if at and self._is(around[at - 1], ANATOMY) and self._is(behind, FINDING):
            return True  # "the leaf is spotted"
        if self._is(behind, _QUALITY) and at + 2 < len(around) and self._has(around[at + 2], NEUTRAL):
            return True  # "the leaf is severely affected"
        if self._is(behind, _QUALITY) and at + 2 < len(around) and self._is(around[at + 2], FINDING):
            return True  # "the leaf is severely spotted"
        return self._has(behind, NEUTRAL) or behind.chunk.text in IN

    def _lacks_subject(self, index: int) -> bool:
        """Return whether nothing stands in front of a verb but "in X,": "shows frost" does not say what does."""
        if not self._has(self.spans[index], _HAS) or self.share:
            return False  # "half of them show frost"
        before = [span for span in self.spans[:index] if span.chunk.kind not in (*_ADVERBS, COMMA)]
        fronted = bool(before) and before[0].chunk.kind == PREPOSITION
        return not before or (fronted and not any(span.chunk.kind in (TERM, UNKNOWN, CARRIER, COPULA) for span in before[2:]))

    def _sees_people_in_finding(self) -> bool:
        """Return whether people are what is seen, "a child is seen in frost", "children occur in frost", which is nonsense."""
        at = next((index for index, span in enumerate(self.spans) if self._has(span, _SEEN)), 0)
        people = any(self._is(span, POPULATION) for span in self.spans[:at])
        return people and any(self._is_any(span, (DISEASE, FINDING)) for span in self.spans[at : at + 3])

    def _is_hearsay(self, index: int) -> bool:
        """Return whether a participle stands in front of a noun, "reported frost": such frost may be none."""
        span, before, behind = self.spans[index], self.spans[index - 1] if index else None, self.spans[index + 1 : index + 2]
        if not compiled(r"\w+ed|known|seen|found|apparent|evident|visible|present").fullmatch(span.chunk.text) or not behind:
            return False
        if span.chunk.text in ("affected", "involved"):
            return False  # so a part of the body is
        begins = before is None or before.chunk.kind in (COMMA, PREPOSITION) or self._has(before, _VERBS)
        return begins and self._is_any(behind[0], (FINDING, ANATOMY, *_MODIFIERS))

    def _does_it_to(self, index: int) -> bool:
        """Return whether a finding does to a disease what a verb says: "the sign sees the disease" is nonsense."""
        verb = self.spans[index]
        if not self._has(verb, _VERBS) or _EITHER_WAY.intersection(verb.chunk.text.split()[-1:]):
            return False
        behind = next((span for span in self.spans[index + 1 :] if span.chunk.kind not in _ADVERBS), None)
        before = next((span for span in self.spans[:index][::-1] if span.chunk.kind not in _ADVERBS), None)
        acts = self._has(verb, _HAS) or (before is not None and self._is_any(before, (FINDING, ANATOMY)))
        return acts and behind is not None and self._is(behind, DISEASE)

    def _is_noun_phrase(self, index: int) -> bool:
        """Return whether a part of the body has a preposition or an article in front of it: "it comes back" tells of none."""
        span, before = self.spans[index], self.spans[index - 1] if index else None
        if before is None or not self._is(span, ANATOMY) or before.chunk.kind in (PREPOSITION, COMMA, TERM):
            return True
        own = " " in span.chunk.text or self._words(span).endswith("s")
        return own or bool(self.text[before.end : span.start].strip()) or before.chunk.text.split()[-1] in IN

    def _denies_disease(self, at: int) -> bool:
        """Return whether a denial stands right in front of the disease: "in patients without X"."""
        before = [span for span in self.spans[:at] if span.chunk.kind not in (CARRIER, PREPOSITION, FREQUENCY)]
        behind = [index for index, span in enumerate(self.spans) if span.start > self.at + 1 and span.chunk.kind != CARRIER]
        return (bool(before) and before[-1].chunk.kind == NOT) or (self.denied and behind[:1] == [at])

    def _is_narrowed(self, at: int) -> bool:
        """Return whether a word in front of the disease narrows it: "severe X" is not all of X."""
        before = self.spans[at - 1] if at else None
        return before is not None and not self._is(before, POPULATION) and self._is_any(before, _IN_FRONT)

    def _rest(self, at: int) -> list[Span]:
        """Return the chunks that are left without the disease, and without the preposition in front of that."""
        kept: list[Span] = []
        for index, span in enumerate(self.spans):
            if index == at - 1 and self._is(span, DISEASE) and self._renames(self.spans[at], span):
                continue
            before_disease = index == at - 1 and span.chunk.kind in (PREPOSITION, RELATION)
            if index == at or before_disease or span.chunk.text in NEUTRAL:
                continue
            if span.chunk.kind == RELATION and span.chunk.text.split()[-1] in IN:
                small = span.chunk.text.split()[-1]
                kept.append(Span(span.chunk._replace(kind=PREPOSITION, text=small), span.end - len(small), span.end))
            elif span.chunk.kind in (TERM, PREPOSITION):
                kept.append(span)
        return kept

    def _joined(self, rest: list[Span]) -> str:
        """Return the words of what is left as a noun phrase: no preposition at its ends, and no two beside each other."""
        words: list[str] = []
        for span in rest:
            if span.chunk.kind == PREPOSITION and (not words or words[-1] in english.PREPOSITIONS):
                continue
            words.append(self._words(span))
        while words and words[-1] in english.PREPOSITIONS:
            words.pop()
        return " ".join(words)

    def _parts(self, rest: list[Span]) -> _Parts:
        """Return the names among the chunks that are left, by what they are."""
        parts = _Parts([], [], [], [])
        for span in rest:
            if span.chunk.kind == TERM:
                kinds = ((FINDING, parts.findings), (ANATOMY, parts.sites), (POPULATION, parts.people))
                next((found for kind, found in kinds if self._is(span, kind)), parts.others).append(span)
        layers = set(self.known.layers_of_sites.values())
        if len(parts.sites) == 2 and any(self._is(span, _QUALITY) for span in parts.others):
            # "the arm muscles are slightly affected": the involvement is that of muscle
            parts.sites[:] = [span for span in parts.sites if span.chunk.entries[0].iri not in layers]
        if len(parts.findings) == 2:
            one, other = parts.findings
            if one.chunk.entries == other.chunk.entries:
                parts.findings.remove(one)  # a second name behind the first
            elif not self.denied:
                having = [span for span in parts.findings if self._is_of_people(span)]
                if len(having) == 1:
                    parts.findings.remove(having[0])
                    parts.people.append(having[0])
        return parts

    def _is_of_people(self, span: Span) -> bool:
        """Return whether a finding is one whose patients have a name, and stands where it is told what patients have."""
        narrowing = (*_IN_FRONT, *_AMONG)
        before = [
            other
            for other in self.spans
            if other.end <= span.start and other.chunk.kind not in _ADVERBS and not self._is_any(other, narrowing)
        ]
        if not before or not (before[-1].chunk.kind in (PREPOSITION, CARRIER) or self._has(before[-1], _OWNED)):
            return False
        named = self.known.lexicon.entries.get(english.key(f"patients with {self._words(span)}")) or ()
        return any(self.known.is_kind(entry.iri, {POPULATION}) for entry in named)

    def _among(self, span: Span) -> str:
        """Return the words for some of the patients, or for a place."""
        label = self.known.label(span.chunk.entries[0].iri)
        return label if label.split()[0] in (*english.PREPOSITIONS, "without", "after", "before", "other") else f"in {label}"

    def _people(self, span: Span) -> str:
        """Return the words for people: of a finding, for those who have it."""
        return f"in {'patients with ' * self._is(span, FINDING)}{self._words(span)}"

    def _in_order(self, parts: _Parts) -> str:
        """Return what is left in the order that names have: "severe frost of the leaf on film"; empty for two findings."""
        if len(parts.findings) > 1 or not (parts.findings or parts.sites):
            return ""
        front = [self._words(span) for span in parts.others if self._is_any(span, _IN_FRONT)]
        named = [*map(self._words, parts.findings), *[involvement for involvement in [self._involvement(parts)] if involvement]]
        what = " of the ".join([*named, *map(self._words, parts.sites)])
        images = [f"on {self._words(span)}" for span in parts.others if self._is(span, MODALITY)]
        people = [self._people(span) for span in parts.people]
        people += [self._among(span) for span in parts.others if self._is_any(span, _AMONG)]
        return " ".join([*front, what, *images, *people])

    def _involvement(self, parts: _Parts) -> str:
        """Return the finding of a part that is said to be diseased to some degree: "the leaf is badly affected"; else empty.

        radkg:involvementOf is "from a finding that says no more than that a part of the body is diseased to that kind of part".
        """
        if parts.findings or len(parts.sites) != 1 or not any(self._is(span, _QUALITY) for span in parts.others):
            return ""
        site = parts.sites[0].chunk.entries[0].iri
        found = (finding for finding, part in self.known.involvements if self.known.is_within(site, part))
        return next(map(self.known.label, found), "")

    def _verb(self, parts: _Parts) -> str:
        """Return the verb that stands between a disease and what is left; empty where there is none that is plain."""
        findings, sites, people, others = parts
        if len(findings) > 1 or not all(self._is_any(span, _MODIFIERS) for span in others):
            return ""
        if findings or (self._involvement(parts) and not self.spared):
            return "shows"
        if sites:
            return (self.spared or "affects") if len(sites) == 1 and not people else ""
        has = any(self._has(span, _HAS) for span in self.spans)
        return "is seen in" if len(people) == 1 and not others and not has and not self.denied else ""
