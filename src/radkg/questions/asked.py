"""What somebody asks, as it is read: the words, the names among them and what each may be the name of, and an age."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model import english
from radkg.model.lookups import values
from radkg.model.words import TERM
from radkg.namespaces import RADKG, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from radkg.model.knowledge import Knowledge
    from radkg.questions.parts import Subquestion

LONGEST_NAME = 12  # words
_DISEASE, _PEOPLE, _STAGE = RADKG + "Disease", RADKG + "Population", (RADKG + "Stage", RADKG + "Subgroup")
_FINDING, _SPARED_PART = RADKG + "Finding", RADKG + "sparedPart"
_TREATMENT = RADKG + "Treatment"
_STRUCTURE, _MODALITY, _IN_PEOPLE = RADKG + "AnatomicalStructure", RADKG + "ImagingModality", RADKG + "inPopulation"
#: Kinds of terms that a question is about; one that names none goes on about what was named before it.
_WHAT_IT_IS_ABOUT = frozenset([_DISEASE, _FINDING])
_FOUND, _AFFECTED, _NORMAL = ("raised", "abnormal"), "involvement", "normal"
_AILING = frozenset(["disease", "problem", "problems", "trouble", "troubles", "damage"])
_DISEASE_OF_IT = "disease"  # behind the name of an antibody or a gene, it names the disease of those who have that
_JOINING = frozenset(["and", "or", "versus", "vs", "plus", "with"])
_CHOOSING = frozenset(["or", "versus", "vs"])
_COMPARING = _CHOOSING | {"compared", "to", "with"}
_LISTING = _JOINING - {"with"}  # what stands behind is named beside, and not with it
_MOST_BETWEEN = 2  # words that join two names
_MOST_APART = 6  # words of people, and of what they have, before more is said of them
_WHO_HAVE = frozenset(["with", "who", "have", "has", "had"])  # between people and what they have
_IN_WHOM = frozenset(["in", "of", "among"]) | english.ARTICLES  # between what people have and them
_FORMS = frozenset(["form", "forms", "type", "variant", "version", "disease", "onset", "counterpart"])  # "the adult form"
#: What stands before a name that is set aside, or is not there: "not a cat", "rather than a cat", "no tail".
_NOT_BUT = re.compile(
    r"(?:\bnot|\b(?:is|was|are|were)n t|\b(?:rather|other) than|\binstead of|\b(?:apart|aside) from"
    r"|\b(?:no|without|never had|denies|(?:absence|lack) of))"
    r"(?: (?:an?|the|any|be|due to|because of|caused by|from|really|just|evidence of|sign of|history of))*$"
)
#: What stands before a treatment that has been tried in vain, and is not asked about.
_IN_VAIN = re.compile(
    r"\b(?:(?:not|n t|no longer|never) (?:respond(?:ed|ing|s)? to|help(?:ed)? by)|(?:un|non) ?respon[ds]\w+ to|despite"
    r"|(?:fails?|failed|failing|failure)(?: (?:of|on|to respond to))?"
    r"|(?:resistant|refractory) to|instead of)(?: (?:the|a|an|high dose))*$"
)
#: What stands behind a treatment that has been tried in vain.
_FAILED = re.compile(
    r"^(?:(?:has|have|had|is|was) )?(?:(?:fails?|failed|failing|failure)\b"
    r"|(?:(?:do|does|did|is|was|has|have) ?(?:not|n t) (?:been )?(?:work|help|enough|respond)))"
)
_RULED_OUT = re.compile(r"^(?:(?:has|have|had|is|was|been|already) )*(?:excluded|ruled out)\b")
_CUT_SHORT = frozenset(["ve", "re", "ll"])
#: What stands between the name that a disease is called after and that of what it is a kind of.
_BEARING = frozenset(["positive", "associated", "related", "antibody", "antibodies"])
_AGE = re.compile(
    r"\b(\d{1,3})[- ]?(?:years?|yrs?|y/?o|yo)(?:[- ]olds?)?\b"
    r"|\b(?:man|woman|male|female|boy|girl|child|patient),? (?:of |aged )?\(?(\d{1,3})(?=$|[,.;:)]| (?:and|with|who)\b)"
    r"|\b(?:is|was|am|turned|just) (\d{1,3})(?=$|[,.;]| (?:and|with|who|now)\b)"
    r"|\b(?:aged?|at(?: the age of)?|over|under|above|below|after|before|beyond|past|(?:older|younger) than) (\d{1,3})\b"
    r"(?! ?(?:%|percent|per|of|in|out))"
)
_OF_AGE = english.listed("year years yr yrs yo old aged")
#: Who is told of: no abbreviation of something else, though the letters are the same.
_RELATIVES = english.listed("dad mom mum ma pa gran nan aunt uncle son sis bro")
#: What somebody does again who does it "back", which is no part of the body there.
_AGAIN = english.listed("grow grows come comes came go goes get gets went bounce")
_WITH_VERBS = english.listed("down up off out")  # no directions where they stand alone: "break down"
#: Behind a part of the body: nothing is to be seen in it.
_NOT_AFFECTED = english.listed("spared unaffected uninvolved unremarkable preserved intact")
#: Before one.
_SPARING = english.listed("spare spares spared sparing preserves preserved preserving preservation uninvolved unaffected")
_BEFORE_SPARED = english.ARTICLES | {"of", "both"}
_BETWEEN_SPARED = _BEFORE_SPARED | {"and", "or", "nor"}
#: One in letters: "45F".
_AGE_AND_SEX = re.compile(r"\b(\d{1,3})[- ]?(?:y/?o\.?|years?(?:[- ]old)?)?[- ]?([FM])\b|\b(\d{1,3})([fm])\b")
_SEXES = {"f": "female", "m": "male"}
_LIGHT = frozenset(
    (english.ASKING - {"why", "when", "where"})
    | english.ARTICLES
    | english.COPULAS
    | english.AUXILIARIES
    | english.PREPOSITIONS
    | {"it"}
)
_SMALL, _CHOICE = 0.25, 2.5  # what a small word counts that is looked for, and one that leaves a choice between two names


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        terms: What it may be the name of.
        diseases: Diseases that are called after that.
        are_people: Whether it names people.
        is_stage: Whether it names a stage, such as "early", or some of the cases, such as "active".
        is_set_aside: Whether it is said not to be meant, or not to be there: "what else than X", "no X", "a normal X".
        is_spared: Whether it is said to be that of something that is not affected: "tail spared", "sparing the tail".
        sparing: The finding that this is not affected; empty where it is, or that has no name.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    diseases: tuple[str, ...] = ()
    are_people: bool = False
    is_stage: bool = False
    is_set_aside: bool = False
    is_spared: bool = False
    sparing: str = ""

    def fit(self, kinds: Sequence[str], known: Knowledge) -> tuple[tuple[int, bool], str] | None:
        """Return the term that is of one of some kinds, or is just a term where there are none, and how well it fits.

        A kind that stands first is meant before the others, and what is called so before a disease that is called after it.
        """
        if not kinds:
            return (0, False), self.terms[0]
        for place, kind in enumerate(kinds):
            for is_after, terms in ((False, self.terms), (True, self.diseases)):
                if term := next((one for one in terms if known.is_kind(one, {kind})), ""):
                    return (place, is_after), term
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks.

    Attributes:
        written: Its words.
        words: The same in singular.
        small: Where the small ones are.
        names: The names among them, each once.
        age: An age.
        own: How many of the words it has itself; the others were said before.
    """

    written: tuple[str, ...]
    words: tuple[str, ...]
    small: frozenset[int]
    names: tuple[Mention, ...]
    age: str
    own: int

    def is_told(self, name: Mention) -> bool:
        """Return whether a name need not be taken: it was said before, or says only when or in whom something is."""
        return name.start >= self.own or name.is_stage or (name.are_people and self.words[name.end : name.end + 1] == ("with",))

    def left(self, used: Set[int]) -> frozenset[int]:
        """Return where those of its words stand, small ones aside, that are not among some that are used."""
        return frozenset(range(self.own)) - used - self.small

    def is_joined(self, name: Mention) -> bool:
        """Return whether a name is joined to the one before it or behind it: "cats and dogs"."""
        before = next((self.words[one.end : name.start] for one in reversed(self.names) if one.end <= name.start), ())
        behind = next((self.words[name.end : one.start] for one in self.names if one.start >= name.end), ())
        is_behind = bool(behind) and _LISTING.issuperset(behind)
        return is_behind or (bool(before) and _JOINING.issuperset(before) and len(before) <= _MOST_BETWEEN)

    def says(self, at: int) -> bool:
        """Return whether a word says something by itself."""
        return self.words[at] not in _LIGHT

    def is_relative(self, at: int) -> bool:
        """Return whether a word goes on about people, and does not ask who they are: "children who have X"."""
        before = self.words[max(0, at - _MOST_APART) : at]
        return self.words[at] == "who" and (
            not english.CARRIERS.isdisjoint(before) or any(name.are_people and name.end <= at for name in self.names)
        )

    def weight(self, at: int) -> float:
        """Return what a word counts that is looked for; one that was said before asks nothing."""
        if at >= self.own:
            return 0.0
        return _CHOICE if self.chooses(at, self.names) else 1.0 if self.says(at) else _SMALL

    def chooses(self, at: int, names: Sequence[Mention]) -> bool:
        """Return whether a word leaves a choice between two of some names, or between one of them and another."""
        if self.words[at] not in _CHOOSING:
            return False
        around = [name for name in self.names if at in (name.end, name.start - 1)]
        return len(around) > 1 and any(name in names for name in around)


def spelt_out(asked: str) -> str:
    """Return what somebody asks with an age and a sex that are written in letters in words.

    >>> spelt_out("45F, 9 yo M")
    '45 year old female, 9 year old male'
    """

    def in_words(found: re.Match[str]) -> str:
        age, sex = filter(None, found.groups())
        return f"{age} year old {_SEXES[sex.lower()]}"

    return _AGE_AND_SEX.sub(in_words, asked)


def read(asked: str, known: Knowledge, *, apart: bool = False) -> Asked:
    """Return what somebody asks, with the longest name at each place.

    Args:
        asked: A question.
        known: The knowledge, with the names.
        apart: Whether a structure that is imaged and how have two names, "chest CT", and no name begins with "normal".
    """
    words = english.words(asked.lower())
    found: list[Mention] = []
    at = 0
    while at < len(words):
        if terms := _shared(words, at, known):
            found.append(Mention(at, at + 1, terms))
            at += 2
            continue
        for end in range(0 if words[at] in english.ARTICLES else min(len(words), at + LONGEST_NAME), at, -1):
            if _is_no_name(words, at, end, known) or (apart and _is_two_names(words[at:end], known)):
                continue
            ways = (words[at:end], *_in_other_words(words[at:end]))
            if terms := next(filter(None, (_called(way, known) for way in ways)), ()):
                people, stage = (any(known.is_kind(term, set(of)) for term in terms) for of in ([_PEOPLE], _STAGE))
                found.append(Mention(at, end, terms, _diseases_of(words[at:end], terms, known), people, stage))
                at = end
                if other := _of_same_beginning(words[found[-1].start : end], words[end : end + 2], known):
                    found.append(Mention(end + 1, end + 2, other))
                    at = end + 2
                break
        else:
            at += 1
    names: dict[tuple[str, ...], Mention] = {}
    again: set[int] = set()
    for name in _called_after(_in_people(found, words, asked.lower(), known), words, known):
        again.update(range(name.start, name.end) if name.terms in names else ())
        names.setdefault(name.terms, replace(name, is_set_aside=_is_set_aside(words, name, known)))
    for name in _spared(list(names.values()), words, known):
        names[name.terms] = replace(name, is_spared=True, sparing=_sparing(name, known))
    implied = [name for name in names.values() if _is_implied(name, names.values(), known)]
    for name in implied:
        del names[name.terms]
    age = _AGE.search(asked.lower())
    said = again.union(*(range(name.start, name.end) for name in implied))
    cut = said | {at for at, word in enumerate(words) if age and word in _OF_AGE} | _cut_short(words)
    return Asked(
        written=tuple(words),
        words=tuple(map(english.fold, words)),
        small=frozenset(at for at, word in enumerate(words) if at in cut or english.is_small(word) or word.isdigit()),
        names=tuple(names.values()),
        age=next(filter(None, age.groups()), "") if age else "",
        own=len(words),
    )


def _is_no_name(words: list[str], at: int, end: int, known: Knowledge) -> bool:
    """Return whether some words of what is asked are no name, though something is called so."""
    if end - at > 1:
        return _is_of_those_with(words[at:end], known)
    is_again = words[at] == "back" and at > 0 and words[at - 1] in _AGAIN
    return words[at] in _WITH_VERBS or words[at] in _RELATIVES or is_again


def _is_two_names(words: list[str], known: Knowledge) -> bool:
    """Return whether a name is that of a structure and of how it is imaged, or of something and that it is normal."""
    return _is_structure_imaged(words, known) or (words[0] == _NORMAL and len(words) > 1)


def _cut_short(words: list[str]) -> set[int]:
    """Return where the words stand that are what is left of others: "isn't" and "what's" are two words here."""
    cut = {at for at, word in enumerate(words) if len(word) == 1 or word in _CUT_SHORT}
    return cut | {at - 1 for at in cut if words[at] == "t" and at}


def _is_implied(name: Mention, names: Iterable[Mention], known: Knowledge) -> bool:
    """Return whether a name is of the people in whom alone a disease is that is named as well, by its definition."""
    if not name.are_people:
        return False
    kinds = {kind for one in names if not one.is_set_aside for term in one.terms for kind in known.kinds.get(term, ())}
    definitions = (known.definitions.get(kind) for kind in kinds)
    return any(value in name.terms for definition in definitions if definition for _, value in definition[1])


def read_part(part: Subquestion, known: Knowledge, *, apart: bool = False) -> Asked:
    """Return what a part asks, with the names of what was told before, and of what was asked where it goes on about that."""
    asked = read(part.text, known, apart=apart)
    about = {
        term for name in read(part.question, known).names for term in name.terms if known.is_kind(term, set(_WHAT_IT_IS_ABOUT))
    }
    goes_on = part.points_back or about <= _WHAT_IT_IS_ABOUT
    before = [read(text, known) for text in (part.before, part.asked_before if goes_on else "") if text]
    own = [name.terms for name in asked.names]
    names = [" ".join(one.written[name.start : name.end]) for one in before for name in one.names if name.terms not in own]
    age = next((one.age for one in (asked, *before) if one.age), "")
    if not names:
        return replace(asked, age=age)
    whole = read(" in ".join([part.text, *names]), known, apart=apart)
    aside = {name.terms for one in (asked, *before) for name in one.names if name.is_set_aside}
    sparing = {name.terms: name.sparing for one in (asked, *before) for name in one.names if name.is_spared}
    told = tuple(
        replace(name, is_set_aside=name.terms in aside, is_spared=name.terms in sparing, sparing=sparing.get(name.terms, ""))
        for name in whole.names
    )
    return replace(whole, names=told, own=len(asked.words), age=age)


def _is_set_aside(words: list[str], name: Mention, known: Knowledge) -> bool:
    before, after = " ".join(words[: name.start]), " ".join(words[name.end :])
    if before.endswith(_NORMAL) and any(known.is_kind(term, {_MODALITY}) for term in name.terms):
        return True
    if (_IN_VAIN.search(before) or _FAILED.search(after)) and any(known.is_kind(term, {_TREATMENT}) for term in name.terms):
        return True
    is_known = any(known.is_kind(term, set(_WHAT_IT_IS_ABOUT)) for term in name.terms)
    return is_known and bool(_NOT_BUT.search(before) or _RULED_OUT.search(after))


def _spared(names: list[Mention], words: list[str], known: Knowledge) -> list[Mention]:
    """Return the names of parts of the body that are said not to be affected, with those that are joined to them."""
    parts = sorted(
        (name for name in names if any(known.is_kind(term, {_STRUCTURE}) for term in name.terms)), key=lambda name: name.start
    )
    behind = {name.end: next((w for w in words[name.end :] if w not in english.COPULAS), "") for name in parts}
    said_of = {end + words[end:].index(word) for end, word in behind.items() if word in _NOT_AFFECTED}
    after = _joined_to([name for name in parts if behind[name.end] in _NOT_AFFECTED], parts[::-1], words)
    before = [name for name in parts if (at := _at_before(name.start, words)) not in said_of and words[at] in _SPARING]
    return [*after, *_joined_to(before, parts, words)]


def _at_before(start: int, words: list[str]) -> int:
    """Return where the word stands that is before a name, articles and the like aside; 0 where none is."""
    return next((at for at in range(start - 1, 0, -1) if words[at] not in _BEFORE_SPARED), 0)


def _joined_to(found: list[Mention], names: list[Mention], words: list[str]) -> list[Mention]:
    """Return some names with those that are joined to one of them, each further on in a list."""
    joined = list(found)
    for name, other in pairwise(names):
        first, last = sorted([name, other], key=lambda one: one.start)
        between = words[first.end : last.start]
        # before the one of which it is said, a list that goes on with a comma may be of something else
        if name in joined and other not in joined and _BETWEEN_SPARED.issuperset(between) and (between or other is last):
            joined.append(other)
    return joined


def _sparing(name: Mention, known: Knowledge) -> str:
    """Return the finding that a part of the body is not affected; empty where that has no name."""
    found = (
        quad.subject.value
        for term in name.terms
        for quad in known.store.quads_for_pattern(None, ox.NamedNode(_SPARED_PART), ox.NamedNode(term))
        if isinstance(quad.subject, ox.NamedNode) and known.is_kind(quad.subject.value, {_FINDING})
    )
    return next(found, "")


def _is_of_those_with(words: list[str], known: Knowledge) -> bool:
    """Return whether some words name people by what they have, and that has a name: "patient with a tail"."""
    return words[0] in english.CARRIERS and words[1:2] == ["with"] and len(words) > 2 and bool(_called(words[2:], known))


def _is_structure_imaged(words: list[str], known: Knowledge) -> bool:
    """Return whether some words are the name of a structure and that of a modality."""
    return any(
        any(known.is_kind(term, {_STRUCTURE}) for term in _called(words[:at], known))
        and any(known.is_kind(term, {_MODALITY}) for term in _called(words[at:], known))
        for at in range(1, len(words))
    )


def _in_people(names: list[Mention], words: list[str], text: str, known: Knowledge) -> list[Mention]:
    """Return the names of a text with the form of a disease that people have: "children with X", "the adult form"."""
    diseases = [name for name in names if known.is_kind(name.terms[0], {_DISEASE})]
    people = [name for name in names if name.are_people]
    forms: dict[Mention, Mention] = {}
    gone: list[Mention] = []
    for name in people:
        is_form = not _FORMS.isdisjoint(words[name.end : name.end + 1])
        joined = [one for one in people if _are_joined(name, one, words)]
        for disease in diseases:
            # "X of children versus adults"
            is_other = _is_other_form(disease, name, words, text)
            if is_form or is_other or any(_have(one, disease, words) for one in joined):
                form = _form_in(disease.terms[0], name.terms[0], known, is_beside=is_form or is_other)
                if form:
                    whole = [name, disease] if _have(name, disease, words) else [name]
                    start, end = min(one.start for one in whole), max(one.end for one in whole)
                    forms.setdefault(name, Mention(start, end + (is_form and end == name.end), (form,)))
                    gone += [] if is_form or is_other else [disease]
    return [forms.get(name, name) for name in names if name not in gone]


def _called_after(names: list[Mention], words: list[str], known: Knowledge) -> list[Mention]:
    """Return the names with one for a disease called after something and what it is a kind of: "X positive Y"."""
    found: list[Mention] = []
    for name in names:
        before = found[-1] if found else None
        if before is not None and before.diseases and _BEARING.issuperset(words[before.end : name.start]):
            kind = next((one for one in before.diseases if any(known.is_kind(one, {whole}) for whole in name.terms)), "")
            if kind:
                found[-1] = Mention(before.start, name.end, (kind,))
                continue
        found.append(name)
    return found


def _is_other_form(disease: Mention, people: Mention, words: list[str], text: str) -> bool:
    """Return whether people stand for a form of a disease beside another: "juvenile X versus adult"."""
    between = words[disease.end : people.start]
    ends = re.search(rf"\b{' '.join(words[people.start : people.end])}\s*(?:$|[^\w\s-])", text)
    return ends is not None and not (_CHOOSING | {"compared"}).isdisjoint(between) and _COMPARING.issuperset(between)


def _are_joined(one: Mention, other: Mention, words: list[str]) -> bool:
    first, last = sorted([one, other], key=lambda name: name.start)
    return one is other or _JOINING.issuperset(words[first.end : last.start])


def _have(people: Mention, disease: Mention, words: list[str]) -> bool:
    """Return whether people are said to have a disease: "people with X", "X in people"."""
    if people.end < disease.start:
        return _WHO_HAVE.issuperset(words[people.end : disease.start])
    return disease.end < people.start and _IN_WHOM.issuperset(words[disease.end : people.start])


def _form_in(disease: str, people: str, known: Knowledge, *, is_beside: bool) -> str:
    """Return the form of a disease, or of what it is a form of, that is by its definition one of some people; empty without."""
    wholes = [disease, *(values(known.store, disease, RDFS + "subClassOf") if is_beside else ())]
    kinds = [
        quad.subject.value
        for quad in known.store.quads_for_pattern(None, ox.NamedNode(_IN_PEOPLE), ox.NamedNode(people))
        if isinstance(quad.subject, ox.NamedNode) and known.is_kind(quad.subject.value, {_DISEASE})
    ]
    return next((kind for whole in wholes for kind in kinds if whole in values(known.store, kind, RDFS + "subClassOf")), "")


def _in_other_words(words: list[str]) -> list[list[str]]:
    """Return how else something is named: what is found by what is looked at, and that an organ is affected."""
    if len(words) > 1 and words[-1] in _AILING:
        return [[*words[:-1], _AFFECTED]]
    return [[found, *words] for found in _FOUND]


def _shared(words: list[str], at: int, known: Knowledge) -> tuple[str, ...]:
    """Return the terms of a word that shares the end of the name behind the next word: "hind" in "hind and front legs"."""
    if at + 3 < len(words) and words[at + 1] in _JOINING and not english.is_small(words[at]):
        for end in range(min(len(words), at + 2 + LONGEST_NAME), at + 3, -1):
            if _called(words[at + 2 : end], known):
                return _called([words[at], *words[at + 3 : end]], known)
    return ()


def _of_same_beginning(name: list[str], behind: list[str], known: Knowledge) -> tuple[str, ...]:
    """Return the terms of a word that shares the beginning of the name before it: "spots" in "tail stripes and spots"."""
    if len(name) < len(behind) or len(behind) < 2 or behind[0] not in _JOINING or _called(behind[1:], known):
        return ()
    return () if english.is_small(behind[1]) else _called([*name[:-1], behind[1]], known)


def _called(words: list[str], known: Knowledge) -> tuple[str, ...]:
    """Return the terms that some words are a name of; "tail of the cat" is one of "cat tail" as well."""
    written = [" ".join(words)]
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        written.append(" ".join(words[at + 1 :] + words[:at]))
    entries = [entry for name in written for entry in known.lexicon.entries.get(english.key(name)) or ()]
    return tuple(dict.fromkeys(entry.iri for entry in entries if entry.kind == TERM))


def _diseases_of(words: list[str], terms: Sequence[str], known: Knowledge) -> tuple[str, ...]:
    """Return the diseases that are called after something, such as an antibody; none after what is a disease itself."""
    if any(known.is_kind(term, {_DISEASE}) for term in terms):
        return ()
    shorter = words[:-1] if len(words) > 1 and words[-1].endswith(("antibody", "antibodies")) else words
    return tuple(term for term in _called([*shorter, _DISEASE_OF_IT], known) if known.is_kind(term, {_DISEASE}))
