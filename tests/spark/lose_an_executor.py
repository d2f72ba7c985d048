"""Check statements on Spark with two executors, one of which is killed on the way; print what came of it as JSON.

    python tests/spark/lose_an_executor.py ONTOLOGY STATEMENTS COPIES

This runs in an environment of its own, which has pyspark.
"""

from __future__ import annotations

import datetime
import decimal
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pyspark
from pyspark.sql import Row, SparkSession

import radkg.spark

PARTITIONS = 24
#: Values that a detour through pandas might change: a number too large for floating point beside a missing one, and the like.
OWN = [
    Row(
        claim="x",
        large=2**60 + 1,
        money=decimal.Decimal("1.10"),
        when=datetime.datetime(2020, 2, 29, 12, 30),
        many=["a", None],
        inner=Row(a=1, b="c"),
        by={"k": 1},
        raw=bytearray(b"\0\1"),
        verdict="mine",
    ),
    Row(claim=None, large=None, money=None, when=None, many=None, inner=None, by=None, raw=None, verdict=None),
]


def executors(application: str) -> list[int]:
    """Return the processes of the executors of an application."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                command = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has ended meanwhile
                continue
            if application.encode() in command and b"org.apache.spark.executor.CoarseGrainedExecutorBackend" in command:
                found.append(int(process.name))
    return found


def kill_one(session: SparkSession, killed: list[int]) -> None:
    """Kill an executor when a tenth of the tasks is done."""
    tracker = session.sparkContext.statusTracker()
    while True:
        for stage in tracker.getActiveStageIds():
            state = tracker.getStageInfo(stage)
            if state is not None and state.numTasks == PARTITIONS and state.numCompletedTasks >= PARTITIONS // 10:
                killed.append(executors(session.sparkContext.applicationId)[0])
                os.kill(killed[0], signal.SIGKILL)
                return
        time.sleep(0.02)


def main(ontology: str, path: str, copies: str) -> None:
    """Check, and print."""
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.sparkContext.setLogLevel("OFF")

    statements = Path(path).read_text(encoding="utf-8").splitlines() * int(copies)
    rows = session.createDataFrame(list(enumerate(statements)), ["number", "statement"]).repartition(PARTITIONS, "number")
    killed: list[int] = []
    killer = threading.Thread(target=kill_one, args=(session, killed), daemon=True)
    killer.start()
    checked = radkg.spark.check(rows, "statement", ontology=ontology).collect()

    schema = (
        "claim string, large long, money decimal(5,2), when timestamp, many array<string>, inner struct<a: int, b: string>, "
    )
    own = session.createDataFrame(OWN, schema + "by map<string, int>, raw binary, verdict string")
    beside = radkg.spark.check(own, "claim", ontology=ontology)
    try:
        refused = str(radkg.spark.check(own, "large", ontology=ontology))
    except ValueError as error:
        refused = str(error)
    answer = {
        "killed": killed,
        "refused": refused,
        "rows": [row.asDict() for row in checked],
        "types": [f"{field.name} {field.dataType.simpleString()}" for field in beside.schema.fields],
        "kept": beside.select(own.columns).collect() == own.collect(),
        "beside": [[row.radkg_verdict, row.because] for row in beside.collect()],
    }
    session.stop()
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
