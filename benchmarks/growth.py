"""How load, check, query and validate grow with the number of facts.

    python benchmarks/growth.py [--times 1 10 100] [--runs 15] [--shared-terms] [--rdflib-to 10]

Writes ontologies with that many times the facts of radkg's (see larger.py) into a temporary folder, installs the wheel as
cold_start.py does, and measures with each ontology:

- making the snapshot: reading the Turtle and deriving, then writing;
- `radkg check --ontology DIR` as a process of its own, with the snapshot there, in turn with `python -c "import rdflib"`;
- `radkg.load(ontology=DIR)` in a new process, after `import radkg`: wall time of the first call and the second;
- 300 statements about radkg's own facts: the median of each when it is checked first, and again. Their verdicts, with the
  deciding facts, must be those of the smallest ontology, unless terms are shared; and three that have a word misspelled, for
  which the nearest names are looked for;
- three questions of the catalogue, with their examples;
- validating a file with one fact, first and again;
- up to ``--rdflib-to`` times: rdflib's parse of the same files, the same questions in it, with what is derived, and pySHACL on
  the same file and shapes, with the ontology in the data graph.

Prints medians, of processor time where nothing else is said, and for each row the exponent of a power law through all points,
by least squares on logarithms: 0 is the same time however many facts there are, 1 is in proportion to them.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from processes import Usage, install_wheel, measure

STATEMENT = "dermatomyositis is seen in children"
UNKNOWN_WORDS = (
    "dermatomyositus is seen in children",
    "polymyositis is treated with methotrexat",
    "linear calcifcation is seen in dermatomyositis",
    "polymyositus shows muscle edema",
)
STATEMENTS = 300
QUESTIONS = ("findings-of-disease", "differential-of-finding", "statistics")
OWN_FACT = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:fact a radkg:Association ;
    rdfs:label "linear calcification is more linear than punctate calcification"@en ;
    radkg:subject radkg:LinearCalcification ;
    radkg:relation radkg:isMore ;
    radkg:object radkg:Linear ;
    radkg:comparedWith radkg:PunctateCalcification ;
    radkg:certainty radkg:Stated ;
    radkg:evidence my:fact-e1 .

my:fact-e1 a radkg:Evidence ; dcterms:source my:study ; radkg:evidenceType obo:ECO_0000302 .

my:study a radkg:Source ; rdfs:label "Nobody 2019"@en ; radkg:year 2019 ; dcterms:identifier "doi:10.1000/nobody.2019" .
"""


# -- what runs in a process of its own, with radkg: each prints JSON


def make_snapshot(ontology: str) -> dict[str, float]:
    """Return the seconds that computing and writing the snapshot take."""
    from radkg.model import snapshot
    from radkg.model.ontology import Ontology
    from radkg.model.opening import computed
    from radkg.model.store import Written

    found = Ontology.at(ontology)
    compute, known = _timed(lambda: computed(Written(found)))
    write, _ = _timed(lambda: snapshot.keep(known, snapshot.key_of(found)))
    return {"triples": len(known.store), "compute": compute, "write": write}


def load(ontology: str) -> dict[str, float]:
    """Return the seconds that the first and the second call take."""
    import radkg

    first, _ = _timed(lambda: radkg.load(ontology=ontology), time.perf_counter)
    again, _ = _timed(lambda: radkg.load(ontology=ontology), time.perf_counter)
    return {"first": first, "again": again}


def statements(ontology: str) -> list[str]:
    """Return statements that radkg's own facts bear out: the labels of facts, evenly spread."""
    import radkg

    labels = [fact.label for fact in radkg.load(ontology=ontology).knowledge.facts.values() if not fact.imported]
    return labels[:: len(labels) // STATEMENTS][:STATEMENTS]


def check(ontology: str, path: str) -> dict[str, object]:
    """Return median seconds of the statements in a file when checked first and again, and their verdicts."""
    import radkg

    kg = radkg.load(ontology=ontology)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    kg.check(STATEMENT)
    first = [_timed(partial(kg.check, line)) for line in lines]
    again = [_timed(partial(kg.check, line))[0] for line in lines]
    kg.check(UNKNOWN_WORDS[0])  # the names of terms are read when the first word is unknown
    return {
        "first": statistics.median(seconds for seconds, _ in first),
        "again": statistics.median(again),
        "unknown": statistics.median(_timed(partial(kg.check, line))[0] for line in UNKNOWN_WORDS[1:]),
        "verdicts": [[verdict.verdict, [fact.iri for fact in verdict.facts]] for _, verdict in first],
    }


def query(ontology: str) -> dict[str, float]:
    """Return median seconds of each question."""
    import radkg
    from radkg.questions.catalogue import catalogue

    kg = radkg.load(ontology=ontology)
    found = catalogue(kg.ontology)
    seconds = {}
    for name in QUESTIONS:
        examples = {parameter.name: parameter.example for parameter in found[name].parameters}
        samples = [_timed(partial(kg.query, name, **examples))[0] for _ in range(3)]
        seconds[name] = statistics.median(samples)
    return seconds


def validate(ontology: str, path: str) -> dict[str, float]:
    """Return the seconds that the first and the second validation of a file take."""
    import radkg

    kg = radkg.load(ontology=ontology)
    first, report = _timed(lambda: kg.validate(path))
    again, _ = _timed(lambda: kg.validate(path))
    if not report.conforms:
        raise SystemExit(str(report.to_dict()))
    return {"first": first, "again": again}


def rdflib_parse_and_query(ontology: str) -> dict[str, float]:
    """Return the seconds of rdflib's parse, and of each question with what is derived."""
    import rdflib

    import radkg
    from radkg.questions.catalogue import bind, catalogue

    kg = radkg.load(ontology=ontology)

    def parse() -> None:
        graph = rdflib.Graph()
        for path in kg.ontology.files():
            graph.parse(path, format="turtle")

    seconds = {"parse": _timed(parse)[0]}
    graph, found = kg.graph, catalogue(kg.ontology)
    for name in QUESTIONS:
        bound = bind(kg.knowledge, found[name], {parameter.name: parameter.example for parameter in found[name].parameters})
        seconds[name] = _timed(lambda bound=bound: list(graph.query(bound)))[0]
    return seconds


def pyshacl_validate(ontology: str, path: str) -> dict[str, float]:
    """Return the seconds that pySHACL takes for a file and the ontology, read and with what is derived."""
    import pyshacl
    import rdflib

    import radkg

    kg = radkg.load(ontology=ontology)
    graph = kg.graph.parse(path, format="turtle")
    shapes = rdflib.Graph()
    for shape_file in kg.ontology.shape_files():
        shapes.parse(shape_file, format="turtle")
    return {"validate": _timed(lambda: pyshacl.validate(graph, shacl_graph=shapes))[0]}


def _timed(run: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    start = clock()
    result = run()
    return clock() - start, result


PARTS = {
    part.__name__: part
    for part in (make_snapshot, load, statements, check, query, validate, rdflib_parse_and_query, pyshacl_validate)
}


# -- what starts those processes, without radkg: a process counts the memory of the one that started it as its own


class Growth:
    """The measurements, by row and by how many times the facts.

    Args:
        python: The interpreter of an environment with radkg.
        environment: The variables to run it with.
    """

    def __init__(self, python: str, environment: dict[str, str]) -> None:
        self.python, self.environment = python, environment
        self.rows: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, row: str, times: int, value: float) -> None:
        """Add one sample."""
        self.rows[row][times].append(value)

    def run(self, part: str, *arguments: str) -> Any:
        """Return what a part prints in a process of its own."""
        command = [self.python, __file__, "--part", part, *arguments]
        return json.loads(subprocess.check_output(command, env=self.environment))

    def measure(self, *command: str) -> Usage:
        """Return what a command takes."""
        return measure([self.python, *command], environment=self.environment)

    def table(self) -> str:
        """Return everything as a Markdown table."""
        columns = sorted({times for row in self.rows.values() for times in row})
        head = " | ".join(f"{times}×" for times in columns)
        lines = [f"| | {head} | last to first | exponent |", f"|---|{'---:|' * (len(columns) + 2)}"]
        for row, samples in self.rows.items():
            medians = {times: statistics.median(some) for times, some in samples.items()}
            cells = " | ".join(_number(medians[times]) if times in medians else "" for times in columns)
            several = len(medians) > 1
            ratio = f"{medians[max(medians)] / medians[min(medians)]:.2f}" if several else ""
            fitted = f"{exponent(medians):.2f}" if several else ""
            lines.append(f"| {row} | {cells} | {ratio} | {fitted} |")
        return "\n".join(lines)


def exponent(points: dict[int, float]) -> float:
    """Return the slope of the least-squares line through the logarithms of the points."""
    logarithms = [(math.log(x), math.log(y)) for x, y in points.items()]
    middle_x, middle_y = (statistics.fmean(column) for column in zip(*logarithms, strict=True))
    spread = sum((x - middle_x) ** 2 for x, _ in logarithms)
    return sum((x - middle_x) * (y - middle_y) for x, y in logarithms) / spread


def _number(value: float) -> str:
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def run(arguments: argparse.Namespace, growth: Growth, folder: Path) -> str:
    """Measure, and return what to print above the table."""
    folders = {times: str(folder / f"ontology-{times}") for times in sorted(arguments.times)}
    facts = folder / "own.ttl"
    facts.write_text(OWN_FACT, encoding="utf-8")
    larger = [str(Path(__file__).with_name("larger.py")), *(["--shared-terms"] if arguments.shared_terms else [])]
    for times, ontology in folders.items():
        growth.measure(*larger, ontology, "--times", str(times))
        report(f"{times}×: making the snapshot")
        made = growth.run("make_snapshot", ontology)
        growth.add("triples, derived ones and mappings included, thousands", times, made["triples"] / 1000)
        growth.add("making the snapshot: reading and deriving, s", times, made["compute"])
        growth.add("making the snapshot: writing, s", times, made["write"])
    time.sleep(3)  # the key of a snapshot is not remembered of files that have just been written
    for ontology in folders.values():
        growth.measure("-m", "radkg.cli", "check", "--ontology", ontology, STATEMENT)  # once for the disk
    report("cold checks and loads")
    for _ in range(arguments.runs):
        for times, ontology in folders.items():
            measure_cold(growth, times, ontology)
    lines = growth.run("statements", next(iter(folders.values())))
    (folder / "statements").write_text("\n".join(lines), encoding="utf-8")
    verdicts = set()
    for times, ontology in folders.items():
        report(f"{times}×: check, query, validate")
        checked = growth.run("check", ontology, str(folder / "statements"))
        growth.add("a statement checked for the first time, ms", times, 1000 * checked["first"])
        growth.add("a statement checked again, ms", times, 1000 * checked["again"])
        growth.add("a statement with an unknown word, ms", times, 1000 * checked["unknown"])
        verdicts.add(json.dumps(checked["verdicts"]))
        for name, seconds in growth.run("query", ontology).items():
            growth.add(f"question {name}, ms", times, 1000 * seconds)
        validated = growth.run("validate", ontology, str(facts))
        growth.add("validating a file of one fact, first, s", times, validated["first"])
        growth.add("validating a file of one fact, again, s", times, validated["again"])
    for times, ontology in folders.items():
        if times <= arguments.rdflib_to:
            report(f"{times}×: rdflib and pySHACL")
            measure_alternatives(growth, times, ontology, str(facts))
    if len(verdicts) > 1 and not arguments.shared_terms:
        raise SystemExit("the copies have changed verdicts on radkg's own facts")
    same = "the same verdicts" if len(verdicts) == 1 else "other verdicts"
    return f"{arguments.runs} runs of what is cold; {len(lines)} statements with {same}"


def measure_cold(growth: Growth, times: int, ontology: str) -> None:
    """Add one sample of each process that starts anew."""
    reference = growth.measure("-c", "import rdflib")
    used = growth.measure("-m", "radkg.cli", "check", "--ontology", ontology, STATEMENT)
    growth.add("cold `radkg check`: wall, ms", times, 1000 * used.seconds)
    growth.add("cold `radkg check`: processor, ms", times, 1000 * used.cpu)
    growth.add("cold `radkg check`: peak MB", times, used.megabytes)
    growth.add('`python -c "import rdflib"`: wall, ms', times, 1000 * reference.seconds)
    growth.add('`python -c "import rdflib"`: processor, ms', times, 1000 * reference.cpu)
    loaded = growth.run("load", ontology)
    growth.add("`radkg.load()`, first in a process: wall, ms", times, 1000 * loaded["first"])
    growth.add("`radkg.load()`, again: wall, ms", times, 1000 * loaded["again"])


def measure_alternatives(growth: Growth, times: int, ontology: str, facts: str) -> None:
    """Add what rdflib and pySHACL take for the same."""
    for name, seconds in growth.run("rdflib_parse_and_query", ontology).items():
        if name == "parse":
            growth.add("rdflib: parsing the same files, s", times, seconds)
        else:
            growth.add(f"rdflib: question {name}, ms", times, 1000 * seconds)
    for seconds in growth.run("pyshacl_validate", ontology, facts).values():
        growth.add("pySHACL: the same file and shapes, s", times, seconds)


def report(what: str) -> None:
    """Say what goes on, to whom waits."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print a Markdown table."""
    if sys.argv[1:2] == ["--part"]:
        print(json.dumps(PARTS[sys.argv[2]](*sys.argv[3:])))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--shared-terms", action="store_true")
    parser.add_argument("--rdflib-to", type=int, default=10, metavar="TIMES")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; what was measured until then:"))
    with tempfile.TemporaryDirectory(prefix="radkg-growth-") as folder:
        programs, environment = install_wheel(Path(folder))
        growth = Growth(str(programs / "python"), environment)
        try:
            print(f"{run(arguments, growth, Path(folder))}\n")
        finally:
            print(growth.table())


if __name__ == "__main__":
    main()
