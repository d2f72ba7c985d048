"""What `radkg mappings verify` answers: mappings held against a release of the other ontology."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TypedDict

from radkg.errors import no_truth
from radkg.mappings.release import Remark, RemarkAnswer
from radkg.mappings.verify.findings import (
    Candidate,
    CandidateAnswer,
    Corrected,
    CorrectedAnswer,
    Merge,
    MergeAnswer,
    Missing,
    MissingAnswer,
    Obsolete,
    ObsoleteAnswer,
    Renamed,
    RenamedAnswer,
)
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain

_SHOWN = 20  # of each kind of finding; the whole text and to_dict have all


class MappingVerificationAnswer(TypedDict):
    """Mappings held against a release of the other ontology.

    Attributes:
        path: The file.
        ontology: IRI or name that the release gives itself.
        version: The version that it gives itself.
        parents_are: What a step in a chain of axioms is: "subClassOf", or that the file does not tell kinds from parts.
        prefix: Of the release's own terms; only mappings to these were looked at.
        terms: How many of them there are, obsolete ones left out.
        sets: Names of the mapping sets that have such mappings.
        versions: The versions in which their objects were looked up.
        mappings: How many such mappings there are.
        in_common: How many terms of the release they name; 0 where it is likely not the ontology that is mapped.
        renamed: Mappings of which the release calls a term otherwise.
        obsolete: Mappings of which a term is obsolete.
        missing: Mappings of which a term is not in the release.
        better: Mapped terms of which another term of the release has the name.
        candidates: Unmapped terms of which a term of the release has the name.
        merge: What merging the release would change; null where it was not asked for.
        corrected: The corrected mapping sets that were written.
        remarks: What of the file could not be read as it is written: left out or mended.
    """

    path: str
    ontology: str
    version: str
    parents_are: str
    prefix: str
    terms: int
    sets: list[str]
    versions: list[str]
    mappings: int
    in_common: int
    renamed: list[RenamedAnswer]
    obsolete: list[ObsoleteAnswer]
    missing: list[MissingAnswer]
    better: list[CandidateAnswer]
    candidates: list[CandidateAnswer]
    merge: MergeAnswer | None
    corrected: list[CorrectedAnswer]
    remarks: list[RemarkAnswer]


@dataclass(frozen=True, slots=True)
class MappingVerification:
    """radkg's mappings held against a release of the other ontology.

    Attributes:
        path: The file.
        ontology: IRI or name that the release gives itself.
        version: The version that it gives itself.
        parents_are: What a step in a chain of axioms is: "subClassOf", or that the file does not tell kinds from parts.
        prefix: Of the release's own terms; only mappings to these were looked at.
        terms: How many of them there are, obsolete ones left out.
        sets: Names of the mapping sets that have such mappings.
        versions: The versions in which their objects were looked up.
        mappings: How many such mappings there are.
        in_common: How many terms of the release they name; 0 where it is likely not the ontology that is mapped.
        better: Mapped terms of which another term of the release has the name.
        candidates: Unmapped terms, and terms said to have no counterpart, of which a term of the release has the name.
        merge: ``None`` where it was not asked for.
        corrected: The corrected mapping sets that were written.
        remarks: What of the file could not be read as it is written: left out or mended.
    """

    path: str
    ontology: str
    version: str
    parents_are: str
    prefix: str
    terms: int
    sets: tuple[str, ...]
    versions: tuple[str, ...]
    mappings: int
    in_common: int
    renamed: tuple[Renamed, ...]
    obsolete: tuple[Obsolete, ...]
    missing: tuple[Missing, ...]
    better: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    merge: Merge | None
    corrected: tuple[Corrected, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def __bool__(self) -> NoReturn:
        """Raise TypeError: as a value it would always be true."""
        raise no_truth(self, "verification.clean")

    @property
    def clean(self) -> bool:
        """Whether there is nothing to report."""
        merged = self.merge is not None and bool(self.merge.subsumptions)
        found = self.renamed or self.obsolete or self.missing or self.better or self.candidates or merged
        return self.in_common > 0 and not found

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg mappings verify`: 0 where there is nothing to report, else 1."""
        return 0 if self.clean else 1

    def to_dict(self) -> MappingVerificationAnswer:
        """Return the verification as ``--format json`` gives it."""
        return {
            "path": self.path,
            "ontology": self.ontology,
            "version": self.version,
            "parents_are": self.parents_are,
            "prefix": self.prefix,
            "terms": self.terms,
            "sets": list(self.sets),
            "versions": list(self.versions),
            "mappings": self.mappings,
            "in_common": self.in_common,
            "renamed": [one.to_dict() for one in self.renamed],
            "obsolete": [one.to_dict() for one in self.obsolete],
            "missing": [one.to_dict() for one in self.missing],
            "better": [one.to_dict() for one in self.better],
            "candidates": [one.to_dict() for one in self.candidates],
            "merge": self.merge.to_dict() if self.merge else None,
            "corrected": [one.to_dict() for one in self.corrected],
            "remarks": [one.to_dict() for one in self.remarks],
        }

    def text(self, width: int = 0, paint: Paint = plain, *, whole: bool = False) -> str:
        """Return the report for reading.

        Args:
            width: Not heeded: each finding stands in a line or two.
            paint: Puts words into styles.
            whole: Give all findings, not only the first ones of a kind.
        """
        return "\n".join([*self._lines(_Kinds(paint, None if whole else _SHOWN)), *map(str, self.corrected)])

    def _lines(self, kinds: _Kinds) -> Iterator[str]:
        name = self.ontology or os.path.basename(self.path)
        yield kinds.paint(shown(f"{name}  {self.version or 'without a version'}"), "bold")
        looked_up = f", looked up in {', '.join(self.versions)}" if self.versions else ""
        yield f"  {self.terms:,} terms {self.prefix}:…; {self.mappings} mappings to them{looked_up}"
        if not self.in_common:
            yield kinds.paint("no mapping leads to a term of this release: is it the ontology that is mapped?", "red", "bold")
        yield from kinds.lines("remarks on the file", "yellow", map(str, self.remarks))
        yield from kinds.lines("renamed", "red", map(str, self.renamed))
        yield from kinds.lines("obsolete", "red", map(str, self.obsolete))
        yield from kinds.lines("missing", "red", map(str, self.missing))
        better = (f"{found}; mapped to {', '.join(found.mapped_to)}" for found in self.better)
        yield from kinds.lines("better matched elsewhere?", "yellow", better)
        yield from kinds.lines("candidates for terms without a mapping", "yellow", map(str, self.candidates))
        if self.merge:
            if self.parents_are != "subClassOf" and (self.merge.subsumptions or self.merge.undecided):
                yield "this file does not tell what a term is a kind of from what it is part of: for certainty take OWL or OBO"
            undecided = (one.text(kinds.paint) for one in self.merge.undecided)
            yield from kinds.shown_lines("below each other there, as kinds or as parts; taken for neither", "yellow", undecided)
            yield from kinds.merge(self.merge)
        if self.clean:
            yield kinds.paint("nothing to report", "green", "bold")

    def html(self) -> str:
        """Return the findings as a table in HTML."""
        strange = () if self.in_common else ("no mapping leads to a term of this release",)
        kinds = (
            ("another ontology?", strange),
            ("remark on the file", map(str, self.remarks)),
            ("renamed", map(str, self.renamed)),
            ("obsolete", map(str, self.obsolete)),
            ("missing", map(str, self.missing)),
            ("better matched elsewhere?", map(str, self.better)),
            ("candidate", map(str, self.candidates)),
            ("would be a kind of", (one.text(plain) for one in (self.merge.subsumptions if self.merge else ()))),
            ("kind or part", (one.text(plain) for one in (self.merge.undecided if self.merge else ()))),
            ("verdict would turn", (one.text(plain) for one in (self.merge.turned if self.merge else ()))),
            ("written", map(str, self.corrected)),
        )
        rows: list[tuple[object, ...]] = [(kind, found) for kind, some in kinds for found in some]
        return html_table((f"{self.ontology or self.path}  {self.version}", "nothing to report" if self.clean else ""), rows)

    def _repr_html_(self) -> str:
        return self.html()


class _Kinds:
    """Findings kind by kind, not more than ``most`` of each."""

    def __init__(self, paint: Paint, most: int | None) -> None:
        self.paint, self.most = paint, most

    def lines(self, title: str, colour: str, findings: Iterable[str]) -> Iterator[str]:
        return self.shown_lines(title, colour, map(shown, findings))

    def shown_lines(self, title: str, colour: str, findings: Iterable[str]) -> Iterator[str]:
        """Yield findings that are as they may be printed, and may have two lines each."""
        found = list(findings)
        if found:
            yield f"{self.paint(title, colour, 'bold')}  {len(found)}"
            yield from (f"  {line}" for line in found[: self.most])
            if self.most is not None and len(found) > self.most:
                yield f"  … and {len(found) - self.most} more; --all prints them"

    def merge(self, merge: Merge) -> Iterator[str]:
        if not merge.subsumptions:
            yield "merging would make no term a kind of another that it is not already"
            return
        title = f"were the {merge.exact_matches} exact matches equivalent, these would be kinds of those"
        yield from self.shown_lines(title, "yellow", (one.text(self.paint) for one in merge.subsumptions))
        more = f"; {merge.left_out} more were not" if merge.left_out else ""
        compared = f"of {merge.compared} statements compared{more}"
        turned = (one.text(self.paint) for one in merge.turned)
        yield from self.shown_lines(f"verdicts that would turn, {compared}", "yellow", turned)
        if not merge.turned:
            yield f"no verdict would turn, {compared}"
