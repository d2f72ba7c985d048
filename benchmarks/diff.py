"""`radkg diff` on two releases, beside ROBOT diff on the same files in the same run.

    RADKG_ROBOT=DIR python benchmarks/diff.py [--runs 3]

DIR has the jars of ROBOT. The old release is radkg's ontology, the new one a copy of it with changes planted: numbers,
certainties, labels, definitions, facts that are gone. Both are built as N-Triples and Turtle. ROBOT reads the Turtle and tells
which axioms differ. radkg reads the N-Triples (or, in the rows that say so, both folders) and tells facts, terms, mappings, and
verdicts on all sentences: with an empty cache, with what a wheel carries alone (the snapshot of radkg's own ontology and its
verdicts), with the older side asked before, and with both. A release is kept as a snapshot when it is compared again. Each
program is a process of its own. Prints wall time in seconds, the time of the processor with that of all processes it starts,
peak memory in MB, and ratios to ROBOT.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from multiprocessing import Process
from pathlib import Path

from processes import Usage, measure

ROOT = Path(__file__).parent.parent
RADKG = [sys.executable, "-m", "radkg.cli"]
#: What is planted: files, what is replaced, by what, and how often.
PLANTED = (
    ("facts", r"(radkg:frequencyMaximum )\d+ ;", r"\g<1>99 ;", 10),
    ("facts", r"radkg:certainty radkg:Stated", "radkg:certainty radkg:Possible", 10),
    ("facts", r"\nfact:[\w-]+ a radkg:Association ;(?:\n    [^\n]+)+\n", "\n", 5),
    ("terms", r'(skos:definition "[^"]*)\."@en', r'\1, as it were."@en', 10),
    ("terms", r'(rdfs:label "[^"]*)"@en', r'\1 proper"@en', 2),
)


def plant(folder: Path) -> None:
    """Plant changes in the files of an ontology, one in a file."""
    for part, pattern, new, count in PLANTED:
        for path in sorted((folder / "ontology" / part).glob("*.ttl"))[:count]:
            path.write_text(re.sub(pattern, new, path.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def build(folder: Path) -> None:
    """Write two checkouts and the release of each."""
    for name in ("old", "new"):
        for part in ("ontology", "queries"):
            shutil.copytree(ROOT / part, folder / name / part)
    plant(folder / "new")
    for name in ("old", "new"):
        release = ["--ontology", str(folder / name), "--output", str(folder / f"{name}-release"), "--quiet"]
        subprocess.run([*RADKG, "build", "--only", "nt", "--only", "ttl", *release], check=True, stdout=subprocess.DEVNULL)


CARRIED = """
from radkg.changes.verdicts import note_of_verdicts
from radkg.model import snapshot
from radkg.model.ontology import Ontology
from radkg.model.store import Written
written = Written(Ontology.carried())
snapshot.keep_note(written.ontology, *note_of_verdicts(written))
"""


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    jars = os.environ["RADKG_ROBOT"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RADKG_CACHE"] = str(folder / "cache")
        # in a process of its own: the memory of this one is counted as that of those it starts
        writer = Process(target=build, args=(folder,))
        writer.start()
        writer.join()
        old, new = (folder / f"{side}-release" for side in ("old", "new"))
        robot = ["java", "-cp", f"{jars}/*", "org.obolibrary.robot.CommandLineInterface", "diff"]
        robot += ["--left", f"{old}/radkg-base.ttl", "--right", f"{new}/radkg-base.ttl", "--output", f"{folder}/robot.txt"]
        diff = [*RADKG, "diff", "--format", "json"]
        commands = {
            "robot diff": robot,
            "radkg diff --no-verdicts": [*diff, str(old), str(new), "--no-verdicts"],
            "radkg diff": [*diff, str(old), str(new)],
            "radkg diff, of folders": [*diff, str(folder / "old"), str(folder / "new")],
        }
        subprocess.run([sys.executable, "-c", CARRIED], check=True)
        shutil.copytree(folder / "cache", folder / "carried")
        samples: dict[str, list[Usage]] = {}

        def run(row: str, command: list[str]) -> None:
            samples.setdefault(row, []).append(measure(command, (0, 1)))

        for _ in range(runs):
            shutil.rmtree(folder / "cache", ignore_errors=True)
            run("radkg diff, empty cache", commands["radkg diff"])
            for note in sorted((folder / "cache").glob("*.note"), key=lambda path: path.stat().st_mtime)[1:]:
                note.unlink()  # the newer side has not been asked yet
            run("radkg diff, the older side asked before", commands["radkg diff"])
            shutil.rmtree(folder / "cache")
            shutil.copytree(folder / "carried", folder / "cache")
            run("radkg diff, what a wheel carries alone", commands["radkg diff"])
            run("radkg diff, of folders, no snapshots", commands["radkg diff, of folders"])
            for row, command in commands.items():
                run(row, command)
        medians = {row: [statistics.median(column) for column in zip(*some, strict=True)] for row, some in samples.items()}
        base = medians["robot diff"]
        print("| program | s | processor, s | peak MB | time, ratio | processor, ratio | memory, ratio |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for row, (seconds, processor, memory) in medians.items():
            ratios = f"{seconds / base[0]:.2f} | {processor / base[1]:.2f} | {memory / base[2]:.2f}"
            print(f"| {row} | {seconds:.1f} | {processor:.1f} | {memory:.0f} | {ratios} |")


if __name__ == "__main__":
    main()
