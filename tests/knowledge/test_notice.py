"""NOTICE names everything of others that radkg carries, with the licence that the files themselves name."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
SETS = sorted((ROOT / "ontology/mappings").glob("*.sssom.tsv"))
IMPORTED = sorted((ROOT / "ontology/imported").glob("*.ttl"))


def paragraph(notice: str, name: str) -> str:
    """Return what a notice says of a file, or nothing."""
    found = re.search(rf"^[^\n]*\b{re.escape(name)}\b[^\n]*\n((?: {{4}}[^\n]*\n)+)", notice, re.MULTILINE)
    return found[1] if found else ""


def missing(notice: str) -> list[str]:
    """Return what a notice does not say of the files that have identifiers, labels or tables of others."""
    found = []
    with_labels, _, codes_only = notice.partition("\nCodes only")
    for path in SETS:
        text = path.read_text(encoding="utf-8")
        rows = list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))
        labelled = any(row.get("object_label") for row in rows)
        said = paragraph(with_labels if labelled else codes_only, path.name)
        licence = re.findall("^#license: (.*)$", text, re.MULTILINE)[0]
        if not said:
            found.append(f"{path.name}: not named, or not where it belongs")
        elif licence not in (said if labelled else codes_only):
            found.append(f"{path.name}: its licence is {licence}")
    for path in IMPORTED:
        licence = re.findall(r"^# Source: .*; licence: (\S+)\.$", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
        if licence not in paragraph(notice, path.name):
            found.append(f"{path.name}: its licence is {licence}")
    return found


def test_everything_of_others_is_named_with_its_licence() -> None:
    assert len(SETS) > 20
    assert len(IMPORTED) == 3
    assert missing(NOTICE) == []


def test_the_version_of_hpo_is_shown() -> None:
    with (ROOT / "ontology/mappings/hp.sssom.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    versions = {row["object_source_version"] for row in rows if row["object_label"]}
    assert [version for version in versions if version not in paragraph(NOTICE, "hp.sssom.tsv")] == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("hp.sssom.tsv", "hpo.tsv", "hp.sssom.tsv: not named, or not where it belongs"),
        ("https://hpo.jax.org/app/license", "see there", "hp.sssom.tsv: its licence is https://hpo.jax.org/app/license"),
        ("\nCodes only", "\nCodes", "snomedct.sssom.tsv: not named, or not where it belongs"),
        ("orphanet-epidemiology.ttl", "others.ttl", "orphanet-epidemiology.ttl: its licence is"),
    ],
)
def test_what_is_left_out_is_found(old: str, new: str, found: str) -> None:
    assert old in NOTICE
    assert [line for line in missing(NOTICE.replace(old, new)) if line.startswith(found)] != []
