"""Has a wheel carry the manual page, and the snapshot of radkg's own ontology with its verdicts, so that none is computed."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface):
    """Makes both while a wheel is built; an editable install makes its own snapshot at first use."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the snapshot and put it beside the ontology that the wheel carries."""
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        from radkg.model import snapshot
        from radkg.model.ontology import Ontology
        from radkg.model.opening import computed
        from radkg.model.store import Written

        ontology = Ontology.carried()
        self._folder = tempfile.TemporaryDirectory(prefix="radkg-")
        key = snapshot.key_of(ontology)
        path = os.path.join(self._folder.name, key)
        snapshot.make(computed(Written(ontology)), path)
        build_data["force_include"][path] = f"radkg/data/snapshots/{key}"

        # what `radkg diff` asks of this ontology: its sentences take longer than all else that it does
        from radkg.changes.verdicts import note_of_verdicts

        note = snapshot.write_note(ontology, *note_of_verdicts(Written(ontology)), self._folder.name)
        build_data["force_include"][os.path.join(self._folder.name, note)] = f"radkg/data/snapshots/{note}"

        from radkg.cli.manual import page

        manual = os.path.join(self._folder.name, "radkg.1")
        with open(manual, "w", encoding="utf-8") as file:
            file.write(page())
        build_data["shared_data"][manual] = "share/man/man1/radkg.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the wheel now carries."""
        if version != "editable":
            self._folder.cleanup()
