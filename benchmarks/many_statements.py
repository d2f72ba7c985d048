"""How fast a file of statements is checked: on one core, on two, and on Spark; and how memory grows with it.

    python benchmarks/many_statements.py [--statements 4000 20000] [--runs 5] [--grow 10000 100000] [--spark PYTHON]

Each number of statements is measured by itself: the start of a process is a smaller part of a longer file. A million on one
core, on two, and on Spark:

    python benchmarks/many_statements.py --statements 1000000 --runs 1 --grow --spark PYTHON

The statements are the labelled ones of tests/knowledge/statements, again and again, each round in another order (random, seed
7): as they are, with a capital, with a full stop, with both, a round each in turn. Nothing is remembered of a text.
Installs the wheel as cold_start.py does, and runs

    radkg check --file statements.tsv --output verdicts.tsv --jobs N

as a process of its own, with one job and with two in turn. Prints medians, of the wall time with quartiles; processor time is
that of all processes, memory that of the largest. The machine may be shared: `on free cores` is what one job takes of the
processor, over half of what two jobs take, which is how much faster two would be with a core for each.

--grow measures the peak of memory with two jobs for each number of rows. Of these, one in a hundred has a statement, the others
an empty cell: reading, handing on and writing are measured, and verdicts few, so that a million rows take no hour.

--spark names a Python with pyspark and with radkg's dependencies: the same table on `local-cluster[2,1,1024]`, timed there from
the read to the written Parquet, without the start of Spark. The first run starts the Python processes of the executors.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from processes import Usage, install_wheel, measure

ROOT = Path(__file__).parent.parent
SETS = ROOT / "tests" / "knowledge" / "statements"


def labelled() -> list[str]:
    """Return the labelled statements."""
    return [line.split("\t")[0] for path in sorted(SETS.glob("*.tsv")) for line in path.read_text("utf-8").splitlines()[1:]]


def varied() -> Iterator[str]:
    """Yield labelled statements without end."""
    statements, choice = labelled(), random.Random(7)
    for turn in count():
        choice.shuffle(statements)
        for statement in statements:
            text = statement[:1].upper() + statement[1:] if turn & 1 else statement
            yield f"{text}." if turn & 2 and not text.endswith((".", "?", "!")) else text


def write_table(path: Path, rows: int, *, one_in: int = 1) -> None:
    """Write a table, of whose rows one in so many has a statement."""
    statements = varied()
    with path.open("w", encoding="utf-8") as file:
        file.write("id\tstatement\n")
        for number in range(rows):
            file.write(f"{number}\t{next(statements) if number % one_in == 0 else ''}\n")


def on_spark(table: str, output: str, runs: str) -> None:
    """Check a table on two executors some times, and print the seconds of each time as JSON; with pyspark."""
    import pyspark
    from pyspark.sql import SparkSession

    import radkg.spark

    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    seconds = []
    for _ in range(int(runs)):
        start = time.perf_counter()
        rows = session.read.csv(table, sep="\t", header=True, quote="").repartition(16)
        radkg.spark.check(rows, "statement").write.mode("overwrite").parquet(output)
        seconds.append(time.perf_counter() - start)
    written = session.read.parquet(output).count()
    session.stop()
    print(json.dumps({"seconds": seconds, "rows": written, "version": pyspark.__version__}))


def measured(command: list[str], environment: dict[str, str]) -> Usage:
    """Return what a command takes."""
    return measure(command, expected=(0,), environment=environment)


def row(name: str, statements: int, samples: list[Usage]) -> str:
    """Return a row of the table."""
    wall = [sample.seconds for sample in samples]
    low, _, high = statistics.quantiles(wall, n=4) if len(wall) > 1 else wall * 3
    cpu = statistics.median(sample.cpu for sample in samples)
    rate = statements / statistics.median(wall)
    peak = statistics.median(sample.megabytes for sample in samples)
    return f"| {name} | {statistics.median(wall):.1f} ({low:.1f} to {high:.1f}) | {cpu:.1f} | {rate:,.0f} | {peak:.0f} |"


def print_rates(statements: int, command: list[str], environment: dict[str, str], runs: int) -> None:
    """Measure one job and two in turn, and print a table."""
    measured([*command, "2"], environment)  # once for the disk
    samples: dict[int, list[Usage]] = {1: [], 2: []}
    for _ in range(runs):
        for jobs, some in samples.items():
            some.append(measured([*command, str(jobs)], environment))
    print(
        f"\n| {statements:,} statements | wall, s (quartiles) | processor, s | a second | peak MB |\n|---|---:|---:|---:|---:|"
    )
    for jobs, some in samples.items():
        print(row(f"{jobs} job{'s' * (jobs > 1)}", statements, some))
    wall = {jobs: statistics.median(used.seconds for used in some) for jobs, some in samples.items()}
    cpu = {jobs: statistics.median(used.cpu for used in some) for jobs, some in samples.items()}
    on_free_cores = cpu[1] / (cpu[2] / 2)
    print(f"\nTwo jobs are {wall[1] / wall[2]:.2f} times as fast; on free cores {on_free_cores:.2f}.", flush=True)


def print_rate_on_spark(statements: int, python: str, table: Path, environment: dict[str, str], runs: int) -> None:
    """Measure the same table on two executors, and print the rate."""
    folder = table.parent
    done = subprocess.run(
        [python, __file__, "--on-spark", str(table), str(folder / "out"), str(runs)],
        env={**environment, "PYTHONPATH": str(ROOT / "src"), "RADKG_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE,
        cwd=folder,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["rows"] == statements
    first, rest = found["seconds"][0], statistics.median(found["seconds"][1:] or found["seconds"])
    times = f"{first:.1f} s first, then {rest:.1f} s: {statements / rest:,.0f} a second"
    print(f"\nSpark {found['version']}, two executors: {times}.", flush=True)


def main() -> None:
    """Measure, and print tables in Markdown."""
    if sys.argv[1:2] == ["--on-spark"]:
        on_spark(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, nargs="+", default=[4000, 20_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--grow", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--spark", metavar="PYTHON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="radkg-many-") as name:
        folder = Path(name)
        programs, environment = install_wheel(folder)
        table, output = folder / "statements.tsv", folder / "verdicts.tsv"
        command = [str(programs / "radkg"), "check", "--file", str(table), "--output", str(output), "--jobs"]
        for statements in arguments.statements:
            write_table(table, statements)
            print_rates(statements, command, environment, arguments.runs)
            if arguments.spark:
                print_rate_on_spark(statements, arguments.spark, table, environment, arguments.runs)
        if arguments.grow:
            print("\n| rows, one in a hundred with a statement | wall, s | processor, s | peak MB |\n|---:|---:|---:|---:|")
        for rows in arguments.grow:
            write_table(table, rows, one_in=100)
            used = measured([*command, "2"], environment)
            print(f"| {rows:,} | {used.seconds:.1f} | {used.cpu:.1f} | {used.megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
