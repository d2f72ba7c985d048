"""A patient's diagnosis or finding that radkg does not know is told: it would pass whatever is known."""

from __future__ import annotations

from pathlib import Path

from marks import expected
from radkg.validation import validate
from radkg.validation.finding import SHAPES

FOLDER = Path(__file__).parent / "validation"
UNKNOWN = sorted((FOLDER / "not-judged").iterdir())


def test_what_radkg_does_not_know_is_told_on_its_line_and_is_no_fault() -> None:
    known = FOLDER / "patients-and-triples" / "valid" / "patient-with-finding-of-hpo.ttl"
    report = validate([*UNKNOWN, known])
    found = {(finding.file, finding.line, finding.check.removeprefix(SHAPES)) for finding in report.findings}
    assert found == {(str(path), line, check) for path in UNKNOWN for line, check in expected(path)}
    assert {finding.severity for finding in report.findings} == {"Info"}
    assert report.exit_code == 0
