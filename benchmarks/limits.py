"""What the limits of a command cost: each command with the process that has them, and without it, in the same series.

    python benchmarks/limits.py [--runs 15]

Builds the wheel and installs it into a new environment, as `cold_start.py` does. Each command runs as a process of its own, in
turn with itself without limits, so that noise hits both alike. Prints medians of processor time, of all its processes together,
and the median of the ratios of the pairs.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from processes import install_wheel, measure

FACTS = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/radkg/source/> .
my:fact a radkg:Association ; rdfs:label "dermatomyositis is seen in adults"@en ; radkg:subject radkg:Dermatomyositis ;
    radkg:relation radkg:isSeenIn ; radkg:object radkg:Adult ; radkg:certainty radkg:Stated ; radkg:evidence my:evidence .
my:evidence a radkg:Evidence ; dcterms:source source:learningradiology-case-207 ;
    radkg:passage source:learningradiology-case-207-p07 ; radkg:evidenceType <http://purl.obolibrary.org/obo/ECO_0000302> .
"""
START = "from radkg.cli import program, supervised; {} program()"
WITHOUT = "supervised.begin = lambda *_: None;"
COMMANDS = {
    "validate FILE": ["validate", "{file}"],
    "check STATEMENT --with FILE": ["check", "dermatomyositis is seen in children", "--with", "{file}"],
    "query FILE": ["query", "{query}"],
    "check STATEMENT, which has no such process": ["check", "dermatomyositis is seen in children"],
}


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        file, query = Path(folder, "facts.ttl"), Path(folder, "query.rq")
        file.write_text(FACTS, encoding="utf-8")
        query.write_text("SELECT ?s { ?s radkg:isSeenIn radkg:Child } LIMIT 5", encoding="utf-8")
        programs, environment = install_wheel(Path(folder))
        time.sleep(3)  # the key of a snapshot is not remembered of files that have just been written
        print(f"{runs} runs of each, in turn\n")
        print("| command | without limits: processor, ms | with limits | ratio |\n|---|---:|---:|---:|")
        for name, words in COMMANDS.items():
            arguments = [word.format(file=file, query=query) for word in words]
            both = [[str(programs / "python"), "-c", START.format(how), *arguments] for how in (WITHOUT, "")]
            samples = [[measure(command, environment=environment).cpu for command in both] for _ in range(runs + 1)][1:]
            without, limited = (1000 * statistics.median(column) for column in zip(*samples, strict=True))
            ratio = statistics.median(limited / without for without, limited in samples)
            print(f"| {name} | {without:.0f} | {limited:.0f} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
