"""The verdict on each sentence of a table, on Spark.

    spark-submit examples/spark_check.py answers.tsv verdicts --column answer

Reads a table with tab-separated values and a line with the names of its columns, writes Parquet with the verdicts beside them,
and prints how many rows have each. Driver and executors need `pip install 'radkg[spark]'`.
"""

from __future__ import annotations

import argparse

from pyspark.sql import SparkSession

import radkg.spark


def main() -> None:
    """Check the sentences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("table", help="tab-separated values, anywhere that Spark reads from")
    parser.add_argument("output", help="where to write Parquet")
    parser.add_argument("--column", default="statement", help="the column with the sentences (statement)")
    arguments = parser.parse_args()

    session = SparkSession.builder.appName("radkg check").getOrCreate()
    table = session.read.csv(arguments.table, sep="\t", header=True, quote="")
    radkg.spark.check(table, arguments.column).write.mode("overwrite").parquet(arguments.output)
    session.read.parquet(arguments.output).groupBy("verdict").count().orderBy("verdict").show()
    session.stop()


if __name__ == "__main__":
    main()
