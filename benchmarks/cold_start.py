"""Cold start of the command line, installed from the wheel, beside the import of rdflib in the same run.

    python benchmarks/cold_start.py [--runs 25]

Builds the wheel and installs it into a new environment, as pip does it: with compiled bytecode, and with the snapshot that the
wheel carries. Each command runs as a process of its own, in turn with the others, so that noise hits all alike. Prints medians
of wall and processor time in milliseconds with the quartiles of wall time, peak memory in MB, and the ratios to the import of
rdflib; then the time of `radkg.load()` after `import radkg`, in a new process each time, for the first call and the second.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from processes import Usage, install_wheel, measure

STATEMENT = "dermatomyositis is seen in children"
REFERENCE = '`python -c "import rdflib"`'
LOAD = """
import json, time, radkg
start = time.perf_counter()
radkg.load()
first = time.perf_counter()
radkg.load()
print(json.dumps([first - start, time.perf_counter() - first]))
"""


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=25)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        programs, environment = install_wheel(Path(folder))
        python, radkg = str(programs / "python"), str(programs / "radkg")
        without_cache = environment | {"RADKG_CACHE": "off"}
        commands = {
            REFERENCE: ([python, "-c", "import rdflib"], environment),
            f'`radkg check "{STATEMENT}"`': ([radkg, "check", STATEMENT], environment),
            "the same, with no cache folder": ([radkg, "check", STATEMENT], without_cache),
            "`radkg --help`": ([radkg, "--help"], environment),
            '`python -c "import radkg; radkg.load()"`': ([python, "-c", "import radkg; radkg.load()"], environment),
            "`python -c pass`": ([python, "-c", "pass"], environment),
        }
        time.sleep(3)  # the key of a snapshot is not remembered of files that have just been written
        for command, variables in commands.values():
            measure(command, environment=variables)  # once for the disk
        samples: dict[str, list[Usage]] = {name: [] for name in commands}
        loads = []
        for _ in range(runs):
            for name, (command, variables) in commands.items():
                samples[name].append(measure(command, environment=variables))
            loads.append(json.loads(subprocess.check_output([python, "-c", LOAD], env=environment)))
    reference = [statistics.median(column) for column in zip(*samples[REFERENCE], strict=True)]
    print(f"{runs} runs of each, in turn\n")
    print("| command | wall, ms (quartiles) | processor, ms | peak MB | wall, ratio | processor, ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, some in samples.items():
        seconds, cpu, megabytes = (statistics.median(column) for column in zip(*some, strict=True))
        ratios = f"{seconds / reference[0]:.2f} | {cpu / reference[1]:.2f}"
        print(
            f"| {name} | {_milliseconds([usage.seconds for usage in some])} | {1000 * cpu:.0f} | {megabytes:.0f} | {ratios} |"
        )
    print("\n| in a process | wall, ms (quartiles) |\n|---|---:|")
    for name, column in zip(("`radkg.load()`, first", "`radkg.load()`, again"), zip(*loads, strict=True), strict=True):
        print(f"| {name} | {_milliseconds(column)} |")


def _milliseconds(seconds: list[float] | tuple[float, ...]) -> str:
    low, middle, high = (1000 * quartile for quartile in statistics.quantiles(seconds, n=4))
    return f"{middle:.1f} ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    main()
