"""ROBOT on both .owl files: no error in its report, OWL 2 DL, consistent for ELK, nothing lost on the way to OBO."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from programs import needed
from radkg.exchange import release
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.reasoning.java import find_java

pytestmark = [pytest.mark.servers, pytest.mark.knowledge]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    release.build(str(folder), Written(Ontology.carried()), formats=("owl",))
    return folder


def robot(*arguments: str | Path) -> str:
    """Run ROBOT, whose jars are in the folder RADKG_ROBOT (see tests/exports/pom-robot.xml), and return what it prints."""
    command = [
        find_java(),
        "-Xmx3g",
        "-cp",
        os.path.join(needed("RADKG_ROBOT"), "*"),
        "org.obolibrary.robot.CommandLineInterface",
    ]
    done = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("variant", release.VARIANTS)
def test_the_report_has_no_error(built: Path, tmp_path: Path, variant: str) -> None:
    robot("report", "--input", built / f"radkg-{variant}.owl", "--fail-on", "ERROR", "--output", tmp_path / "report.tsv")
    rows = [line.split("\t") for line in (tmp_path / "report.tsv").read_text(encoding="utf-8").splitlines()]
    assert {row[1] for row in rows if row[0] == "WARN"} <= {"missing_obsolete_label"}
    # tops of the model, and classes of other ontologies, which get no parent from us
    assert {row[1] for row in rows if row[0] == "INFO"} <= {"missing_superclass"}


@pytest.mark.parametrize("variant", release.VARIANTS)
def test_it_is_owl_2_dl_and_elk_finds_it_consistent(built: Path, tmp_path: Path, variant: str) -> None:
    file = built / f"radkg-{variant}.owl"
    robot("validate-profile", "--profile", "DL", "--input", file, "--output", tmp_path / "profile.txt")
    robot("reason", "--reasoner", "ELK", "--input", file, "--output", tmp_path / "reasoned.owl")


def test_obo_keeps_definitions_synonyms_and_cross_references(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "radkg.obo"
    robot("convert", "--input", built / "radkg-base.owl", "--check", "false", "--output", target)
    text = target.read_text(encoding="utf-8")
    (frame,) = (part for part in text.split("\n\n") if "\nid: radkg:Dermatomyositis\n" in part)
    assert '\nsynonym: "DM" EXACT []' in frame
    assert '\ndef: "An idiopathic inflammatory myopathy that affects the skin' in frame
    assert "\nxref: MONDO:0016367" in frame
    parents = [line for line in frame.splitlines() if line.startswith("is_a:")]
    assert parents == [
        "is_a: radkg:ConnectiveTissueDisease ! connective tissue disease",
        "is_a: radkg:IdiopathicInflammatoryMyopathy ! idiopathic inflammatory myopathy",
    ]
    assert text.count("\ndef: ") > 700
