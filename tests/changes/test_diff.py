"""`radkg diff`: what differs between two releases, found whatever way they are written, and nothing else."""

from __future__ import annotations

from pathlib import Path

from changes.planted import MINI, PLANTED, plant, told
from radkg.changes.compare import compare


def test_every_planted_change_is_found_and_nothing_else(tmp_path: Path) -> None:
    changed = plant(tmp_path / "changed", PLANTED.values())
    found = compare(str(MINI), str(changed), verdicts=False)
    assert told(found) == sorted(" ".join(line.split()) for one in PLANTED.values() for line in one.told)
    assert len(PLANTED) >= 40
    assert found.exit_code == 1
