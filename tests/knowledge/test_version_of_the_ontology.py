"""The version and the date of the release, which several files of the repository hold, are the same in all."""

from __future__ import annotations

import re

import radkg
import release
from release import disagreements


def test_the_files_of_the_repository_agree() -> None:
    assert disagreements(release.ROOT) == []
    assert radkg.__version__ in (release.ROOT / release.CITATION).read_text(encoding="utf-8")


def test_no_mapping_set_is_newer_than_the_ontology() -> None:
    header = (release.ROOT / release.HEADER).read_text(encoding="utf-8")
    newest = re.findall(r"owl:versionIRI <\S*/(\d{4}-\d\d-\d\d)>", header)
    sets = sorted((release.ROOT / "ontology/mappings").glob("*.sssom.tsv"))
    dated = {path.name: re.findall(r'^#mapping_set_version: "(.*)"$', path.read_text(encoding="utf-8"), re.M) for path in sets}
    assert len(dated) > 20
    assert {name: date for name, date in dated.items() if len(date) != 1 or date > newest} == {}
