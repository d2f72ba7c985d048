"""Cold start of the command line, beside the import of rdflib in the same run.

    python benchmarks/cold_start.py [--runs 15]

Each command runs as a process of its own, in turn with the others, so that noise hits all alike. Prints medians of wall time
in milliseconds, peak memory in MB, and the ratio to `python -c "import rdflib"`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import sysconfig
import time

RADKG = os.path.join(sysconfig.get_path("scripts"), "radkg")
COMMANDS = {
    'python -c "import rdflib"': [sys.executable, "-c", "import rdflib"],
    'python -c "import pyshacl"': [sys.executable, "-c", "import pyshacl"],
    "radkg --help": [RADKG, "--help"],
    'radkg check "dermatomyositis is seen in children"': [RADKG, "check", "dermatomyositis is seen in children"],
    'python -c "import radkg; radkg.load()"': [sys.executable, "-c", "import radkg; radkg.load()"],
    "python -c pass": [sys.executable, "-c", "pass"],
}
LOAD = "import time, radkg.graph as g; start = time.perf_counter(); g.load(); print(time.perf_counter() - start)"


def measure(command: list[str], expected: tuple[int, ...] = (0, 1, 3, 4)) -> tuple[float, float]:
    """Return wall time in seconds and peak resident memory in MB of one run that ends with one of the ``expected`` codes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return elapsed, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    for command in COMMANDS.values():
        measure(command)  # once for the bytecode caches and the disk
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    loads = []
    for _ in range(runs):
        for name, command in COMMANDS.items():
            samples[name].append(measure(command))
        loads.append(float(subprocess.check_output([sys.executable, "-c", LOAD])))
    reference = statistics.median(seconds for seconds, _ in samples['python -c "import rdflib"'])
    print("| command | median ms | peak MB | ratio to import rdflib |\n|---|---:|---:|---:|")
    for name, some in samples.items():
        seconds = statistics.median(s for s, _ in some)
        memory = statistics.median(m for _, m in some)
        print(f"| `{name}` | {1000 * seconds:.0f} | {memory:.0f} | {seconds / reference:.2f} |")
    loaded = statistics.median(loads)
    print(f"| `radkg.load()` within a process | {1000 * loaded:.0f} | | {loaded / reference:.2f} |")


if __name__ == "__main__":
    main()
