"""Validate changed files of the ontology: what `.pre-commit-config.yaml` runs.

    python tools/validate_changed.py FILE…

Where only facts changed, they alone are validated beside the rest. Any other file of the ontology can make facts elsewhere
untrue (a term that is gone, a shape that is stricter), so that then the whole is validated.

A contradiction is no fault of a file of the ontology, as it is of a stranger's: when sources disagree, both go in. It is
counted here; ``radkg query conflicts`` shows it.

Exit codes: those of ``radkg validate``: 0 conforms, 1 findings, 2 a file cannot be read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "ontology" / "facts"
CONTRADICTION = "https://w3id.org/radkg/shapes/contradicts"


def main(arguments: list[str] | None = None) -> int:
    """Validate what changed."""
    changed = [Path(name).resolve() for name in (sys.argv[1:] if arguments is None else arguments)]
    facts = all(path.is_relative_to(FACTS) for path in changed)
    named = [os.path.relpath(path) for path in changed] if facts else []
    done = subprocess.run(
        [sys.executable, "-m", "radkg.cli", "validate", "--format", "json", *named],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},  # this checkout, whatever radkg is installed
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode not in (0, 1):
        return done.returncode
    results = json.loads(done.stdout)["results"]
    faults = [result for result in results if result["check"] != CONTRADICTION]
    for fault in faults:
        place = f"{fault['file']}:{fault['line']}" if fault["line"] else fault["file"]
        print(f"{place}: {fault['severity']}: {fault['label']}: {fault['message']}\n  {fault['remedy']}")
    if len(results) > len(faults):
        let_in = len(results) - len(faults)
        print(f"contradictions with other facts: {let_in}; see `radkg query conflicts`", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
