"""A fact from what a curator gives to the file: looked up, put into words, judged, and then written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.curating import place
from radkg.curating.answer import Conflicting, NewFact, VerdictChange
from radkg.curating.asking import complete
from radkg.curating.draft import draft_of, slots_of
from radkg.curating.given import NUMBERS, TERMS, Given
from radkg.curating.wording import label_of
from radkg.errors import InvalidOption, RadkgError
from radkg.model.lookups import values
from radkg.model.opening import computed
from radkg.namespaces import DCTERMS, RADKG, compact
from radkg.rdf.reading import parse
from radkg.rdf.whole import write_files
from radkg.validation import validate_documents
from radkg.verdict import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from radkg.curating.draft import Draft, Slots
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact
    from radkg.model.store import Written
    from radkg.rdf.reading import Document

MOST_COMPARED = 60  # labels of other facts that are checked before and after
_MOST_CONFLICTS = 10
_TEXTS = (
    "statement",
    "subject",
    "relation",
    "object",
    "certainty",
    "source",
    "title",
    "source_kind",
    "cite_as",
    "passage",
    "locator",
    "evidence_type",
    "quote",
    "address",
    "read_on",
    "label",
)
_NOT_BORNE_OUT = "the label, put back as a statement, is"
_UNDERSTOOD = ("supported", "disputed")


def as_given(named: Mapping[str, Any], qualifiers: Mapping[str, object]) -> Given:
    """Return what a curator gives, from the parameters of `radkg.graph.KnowledgeGraph.new_fact`.

    Args:
        named: Parameter to value.
        qualifiers: Key of a further qualifier to its value, or to several.

    Raises:
        InvalidOption: A fact is to be excluded and a null result, or a qualifier is given twice.
    """
    if named["excluded"] and named["null_result"]:
        raise InvalidOption("a fact is excluded or a null result, and not both")
    kind = "ExcludedAssociation" if named["excluded"] else "NullResult" if named["null_result"] else ""
    typed: dict[str, tuple[str, ...]] = {}
    for name, key in {**NUMBERS, **TERMS}.items():
        value = named[name]
        if value is not None and value != ():
            typed[key] = _several(value)
    for key, value in qualifiers.items():
        if key in typed:
            raise InvalidOption(f"{key} is given twice")
        typed[key] = _several(value)
    return Given(
        kind=kind,
        qualifiers=typed,
        year=named["year"],
        bears_on=_several(named["bears_on"]),
        **{name: named[name] or "" for name in _TEXTS},
    )


def _several(value: object) -> tuple[str, ...]:
    """Return one value or several as texts."""
    if isinstance(value, (list, tuple)):
        return tuple(str(one) for one in value)
    return (f"{value:.12g}" if isinstance(value, float) else str(value),)


class CannotWriteFact(RadkgError):
    """A file or folder cannot be written to. Nothing has changed."""


def new_fact(
    given: Given,
    known: Knowledge,
    written: Written,
    *,
    is_named: bool = True,
    file: str = "",
    document: Document | None = None,
    namespace: str = "",
    dry_run: bool = False,
    ask: Callable[[str], str] | None = None,
    say: Callable[[str], None] | None = None,
) -> NewFact:
    """Write a fact, unless it does not conform or is known already.

    Args:
        given: What the curator gives.
        known: What is known before, with what is in the user's own file.
        written: What that was made from.
        is_named: Whether the ontology was named by the curator, and is not radkg's own because none was.
        file: The user's own file; empty where the fact goes into the ontology.
        document: What is in that file; ``None`` where it is not there yet.
        namespace: What names of facts begin with.
        dry_run: Whether nothing is written.
        ask: Shows a question and returns the answer: what is missing is asked for.
        say: Shows a line.

    Raises:
        InvalidOption: Something is missing, or does not go with the rest.
        UnknownTerm: A name stands for nothing.
        NotUnderstood: The sentence cannot be read as one fact.
        UnreadableFile: A file of the ontology cannot be read.
        CannotWriteFact: A file or folder cannot be written to.
    """
    if file and os.path.splitext(file)[1].lower() != ".ttl":
        raise InvalidOption(f"{file!r} is no Turtle file; give a name that ends in .ttl")
    if not file:
        place.refuse_installed(written.ontology, is_named=is_named)
    _refuse_unwritable(file or written.ontology.root, is_file=bool(file), dry_run=dry_run)
    if ask is not None:
        given = complete(given, known, ask, say or (lambda text: None))
    draft = draft_of(given, known)
    for label in _labels(draft, given, known):
        if file:
            changed = place.in_file(file, document, draft, label, namespace, known)
        else:
            changed = place.in_ontology(written.ontology, draft, label, namespace, known)
        result = _judged(draft, label, changed, known, written, dry_run=dry_run, is_own=bool(file))
        if not any(problem.startswith(_NOT_BORNE_OUT) for problem in result.problems):
            break
    return result


def _labels(draft: Draft, given: Given, known: Knowledge) -> list[str]:
    """Return the labels to try: the one that is given; else the curator's sentence, and one that is made."""
    if label := " ".join(given.label.split()):
        return [label]
    made = [label_of(draft.slots, given.statement, known), *([label_of(draft.slots, "", known)] if given.statement else [])]
    return list(dict.fromkeys(filter(None, made))) or [_plain_label(draft.slots, known)]


def _refuse_unwritable(path: str, *, is_file: bool, dry_run: bool) -> None:
    """Refuse a place that cannot be written to before anything is asked or computed."""
    folder = os.path.dirname(os.path.abspath(path)) if is_file else path
    reason = ""
    if is_file and os.path.isdir(path):
        reason = "is a directory"
    elif not os.path.isdir(folder):
        reason = "no such file or directory"
    elif not dry_run and not os.access(folder, os.W_OK | os.X_OK):
        reason = "permission denied"
    if reason:
        raise CannotWriteFact(f"{path}: cannot be written to: {reason}; nothing has changed")


def _judged(
    draft: Draft, label: str, changed: place.Changed, known: Knowledge, written: Written, *, dry_run: bool, is_own: bool
) -> NewFact:
    main = os.path.join(changed.root, *changed.main.split("/"))
    # a new file of facts is one that is judged alone; of one that is there, all that is in it
    text = changed.files[changed.main] if is_own else _alone(changed)
    document = parse(text.encode(), ox.RdfFormat.TURTLE, main)
    report = validate_documents([document], (), written._replace(added=() if is_own else written.added))
    findings = tuple(finding for finding in report.findings if finding.focus.startswith(changed.fact) or finding.fails)
    problems: list[str] = []
    remarks: list[str] = []
    duplicate = _duplicate(draft, known, remarks)
    if duplicate:
        problems.append(f"{compact(duplicate)} says the same by the same source: “{known.label(duplicate)}”")
    if not is_own:
        # it is not there yet, so no line of the file has it
        findings = tuple(replace(finding, line=None) for finding in findings)
    result = NewFact(
        changed.fact,
        label,
        draft.read_as,
        dry_run=dry_run,
        file=main,
        files=tuple(os.path.join(changed.root, *name.split("/")) for name in sorted(changed.files)),
        turtle=changed.added,
        findings=findings,
        duplicate=duplicate,
        problems=tuple(problems),
    )
    if result.is_refused:
        return _with(result, remarks)
    there = set(written.added)
    new = [quad.triple for quad in document.quads if quad.triple not in there]
    after = computed(written._replace(added=(*written.added, *new)))
    result = _with_verdicts(result, draft, known, after, remarks)
    if not result.is_refused and not dry_run:
        _write(changed)
        result = _replaced(result, written=True)
    return _with(result, remarks)


def _alone(changed: place.Changed) -> str:
    """Return what is new, with the prefixes of the file that it goes into."""
    from radkg.namespaces import PREFIXES

    text = changed.files[changed.main]
    head = [line for line in text.split("\n") if line.startswith(("@prefix", "PREFIX"))]
    there = {line.split(":")[0].split()[-1] for line in head}
    head += [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items() if name not in there]
    return "\n".join(head) + "\n\n" + changed.added + "\n"


def _with_verdicts(result: NewFact, draft: Draft, known: Knowledge, after: Knowledge, remarks: list[str]) -> NewFact:
    first, then = check(known, result.label), check(after, result.label)
    problems = list(result.problems)
    if then.verdict not in _UNDERSTOOD or result.fact not in {fact.iri for fact in then.facts}:
        why = f" ({then.because})" if then.because else ""
        problems.append(f"{_NOT_BORNE_OUT} {then.verdict} and not borne out by this fact{why}; give another with --label")
    if left_out := _left_out(draft.slots, result.label, known):
        remarks.append(f"the label does not say: {', '.join(left_out)}")
    changes = []
    for fact in _near(draft.slots, known):
        earlier, later = check(known, fact.label).verdict, check(after, fact.label).verdict
        if earlier != later:
            changes.append(VerdictChange(fact.iri, fact.label, earlier, later))
    conflicts = tuple(
        Conflicting(c.other, after.label(c.other), after.label(c.kind), c.reason)
        for c in after.conflicts(result.fact)[:_MOST_CONFLICTS]
    )
    return _replaced(
        result,
        before=first.verdict,
        after=then.verdict,
        changed=tuple(changes),
        conflicts=conflicts,
        problems=tuple(problems),
    )


def _near(slots: Slots, known: Knowledge) -> list[Fact]:
    """Return facts on which a new one may bear: those of related subjects and objects, either way round."""

    def related(one: str, other: str) -> bool:
        return known.is_within(one, other) or known.is_within(other, one)

    found = []
    for fact in known.facts.values():
        if fact.imported or not fact.label:
            continue
        ends = ((fact.subject, fact.object), (fact.object, fact.subject))
        if any(related(one, slots.subject) and related(other, slots.object) for one, other in ends):
            found.append(fact)
    exact = {slots.subject, slots.object}
    found.sort(key=lambda fact: (len({fact.subject, fact.object} - exact), fact.iri))
    return found[:MOST_COMPARED]


def _duplicate(draft: Draft, known: Knowledge, remarks: list[str]) -> str:
    """Return the fact that says the same by the same source; empty where there is none."""
    slots = draft.slots
    triples = {(slots.subject, slots.relation, slots.object)}
    if known.relations[slots.relation].symmetric:
        triples.add((slots.object, slots.relation, slots.subject))
    alike = []
    for fact in known.facts.values():
        if (fact.subject, fact.relation, fact.object) not in triples or draft.new_source:
            continue
        evidence = values(known.store, fact.iri, RADKG + "evidence")
        if draft.source not in {source for node in evidence for source in values(known.store, node, DCTERMS + "source")}:
            continue
        kind = "ExcludedAssociation" if fact.excluded else "NullResult" if fact.is_null else "Association"
        if kind == slots.kind and set(fact.qualifiers) == set(slots.pairs):
            return fact.iri
        alike.append(compact(fact.iri))
    if alike:
        remarks.append(f"the same source says this triple in other qualifiers: {', '.join(sorted(alike)[:3])}")
    return ""


def _left_out(slots: Slots, label: str, known: Knowledge) -> list[str]:
    """Return in words which qualifiers the best reading of a label does not have."""
    from radkg.statement import read

    best: list[str] | None = None
    try:
        readings = read(label, known)
    except RadkgError:
        return []
    for reading in readings:
        try:
            found = slots_of(reading, label, known)
        except RadkgError:
            continue
        missing = [f"{known.qualifiers[p].key} {known.label(v)}" for p, v in slots.pairs if (p, v) not in found.pairs]
        missing += [f"{known.qualifiers[p].key} {n:g}" for p, n in slots.numbers if (p, n) not in found.numbers]
        best = missing if best is None or len(missing) < len(best) else best
    return best or []


def _plain_label(slots: Slots, known: Knowledge) -> str:
    return f"{known.label(slots.subject)} {known.relations[slots.relation].label} {known.label(slots.object)}"


def _write(changed: place.Changed) -> None:
    contents = {name: text.encode() for name, text in changed.files.items()}
    try:
        write_files(changed.root or ".", contents)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWriteFact(f"{changed.root or changed.main}: cannot be written to: {reason}; nothing has changed") from None


def _with(result: NewFact, remarks: list[str]) -> NewFact:
    return _replaced(result, remarks=tuple(remarks))


def _replaced(result: NewFact, **changes: object) -> NewFact:
    return replace(result, **changes)  # type: ignore[arg-type]
