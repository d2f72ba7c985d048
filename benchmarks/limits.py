"""What the limits of a command cost: each command with the process that has them, and without it, in the same series.

    python benchmarks/limits.py [--runs 15]

Builds the wheel and installs it into a new environment, as `cold_start.py` does. Each command runs as a process of its own, in
turn with itself without limits, so that noise hits both alike. Prints medians of processor time, of all processes together, and
the median of the ratios of the pairs.
"""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
FACT = str(REPOSITORY / "examples" / "facts.ttl")
WITHOUT = "import sys; from radkg.cli import supervised, program; supervised.begin = lambda *_: None; program()"
WITH = "from radkg.cli import program; program()"
