"""`radkg load` beside `curl -T` of the same triples into the same stores in the same run.

    python benchmarks/triple_stores.py [--runs 5] [--store oxigraph --store fuseki …]

Needs what tests/stores/servers.py needs (see .ci/run): the oxigraph wheel, Virtuoso on the PATH, and RADKG_FUSEKI_JAR,
RADKG_RDF4J_WAR and RADKG_JETTY_RUNNER. curl sends a TriG file of all graphs where the store takes one, and one N-Triples file a
graph where it does not (Virtuoso). Each store is started anew, in a folder of its own, for each program and run:

- first: into an empty store; once more with the build of the release that curl needs;
- update: a release in which one fact in forty is new, over an older one. curl sends everything again;
- both also with `radkg load --staged`.

Loads are verified, which curl's are not. Prints medians of wall time in seconds, of the most memory that the store has held
(VmHWM) and that the program has, in MB, and both times and the memory of the store in relation to curl's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from multiprocessing import Process
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from processes import measure

from radkg.stores.parts import graph_of
from stores import ask
from stores.server import Server, running
from stores.servers import Fuseki, Oxigraph, Rdf4j, Virtuoso

STORES: dict[str, tuple[type[Server], str]] = {
    "oxigraph": (Oxigraph, "/store"),
    "fuseki": (Fuseki, "/ds/data"),
    "rdf4j": (Rdf4j, "/rdf4j-server/repositories/radkg/statements"),
    "virtuoso": (Virtuoso, ""),
}
RADKG = os.path.join(sysconfig.get_path("scripts"), "radkg")
Sample = tuple[float, float, float]  # seconds, MB of the store, MB of the program


def write_release(address: str, folder: Path) -> None:
    """Write what `radkg load` puts into a store as curl sends it: all in one TriG file, and each part in N-Triples."""
    from radkg.stores.parts import PARTS, read
    from radkg.stores.target import read_target

    target = read_target(address)
    parts = read(tuple(PARTS), endpoint=target.query, union=target.is_union)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(part.graph))
        for part in parts
        for quad in ox.parse(b"\n".join(part.content.lines()), format=ox.RdfFormat.N_TRIPLES)
    ]
    ox.serialize(quads, str(folder / "release.trig"), ox.RdfFormat.TRIG)
    for part in parts:
        (folder / f"{part.name}.nt").write_bytes(b"\n".join(part.content.lines()) + b"\n")


def with_curl(server: Server, folder: Path) -> Sample:
    """Send the release with curl."""
    path = STORES[server.name][1]
    if path:
        commands = [["-T", f"{folder}/release.trig", "-H", "Content-Type: application/trig", server.url + path]]
    else:
        graphs = {file: f"{server.graph_store}?graph={graph_of(file.stem)}" for file in sorted(folder.glob("*.nt"))}
        commands = [["-T", str(file), "-H", "Content-Type: application/n-triples", url] for file, url in graphs.items()]
    login = ["--digest", "-u", "dba:dba"] if server.digest else []
    samples = [measure(["curl", "-sSf", "-o", os.devnull, *login, *command], (0,)) for command in commands]
    return sum(used.seconds for used in samples), server.peak_memory() / 1024, max(used.megabytes for used in samples)


def with_build_and_curl(server: Server, folder: Path) -> Sample:
    """Build the release first, which curl needs and radkg does not."""
    with tempfile.TemporaryDirectory() as unused:
        building = measure([RADKG, "build", "--only", "trig", "--output", unused], (0,))
    seconds, store, _ = with_curl(server, folder)
    return building.seconds + seconds, store, building.megabytes


def with_radkg(server: Server, *options: str) -> Sample:
    """Load with radkg."""
    os.environ.update(server.environment)
    used = measure([RADKG, "load", server.target, *options], (0,))
    return used.seconds, server.peak_memory() / 1024, used.megabytes


def make_older(server: Server, folder: Path) -> None:
    """Take one fact in forty out of what the store holds."""
    lines = (folder / "facts.nt").read_bytes().splitlines(keepends=True)
    subjects = sorted({line.split(b" ")[0] for line in lines})[::40]
    ask.put(server, graph_of("facts"), b"".join(line for line in lines if line.split(b" ")[0] not in subjects))


def sample(make: type[Server], program: Callable[[Server], Sample], *, over: Path | None) -> Sample:
    """Measure a program on a store that was started anew, on an older release in the folder ``over`` or on nothing."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, running(make(Path(place))) as server:
        if over:
            with_radkg(server)
            make_older(server, over)
        return program(server)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--store", choices=STORES, action="append", default=[])
    arguments = parser.parse_args()
    print("| store | load | program | s | store, MB | program, MB | time, ratio | store's memory, ratio |")
    print("|---|---|---|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in arguments.store or STORES:
            make, _ = STORES[name]
            with tempfile.TemporaryDirectory() as unused:
                server = make(Path(unused))
            # in a process of its own: the memory of this one is counted as that of those it starts
            writer = Process(target=write_release, args=(server.target, folder))
            writer.start()
            writer.join()
            cases: list[tuple[str, str, Callable[[Server], Sample], Path | None]] = [
                ("first", "curl -T", lambda server: with_curl(server, folder), None),
                ("first", "radkg load", with_radkg, None),
                ("first", "radkg load --staged", lambda server: with_radkg(server, "--staged"), None),
                ("first", "radkg build --only trig, then curl -T", lambda server: with_build_and_curl(server, folder), None),
                ("update", "curl -T", lambda server: with_curl(server, folder), folder),
                ("update", "radkg load", with_radkg, folder),
                ("update", "radkg load --staged", lambda server: with_radkg(server, "--staged"), folder),
            ]
            samples: dict[tuple[str, str], list[Sample]] = {(load, program): [] for load, program, _, _ in cases}
            for _ in range(arguments.runs):
                for load, program, run, over in cases:
                    samples[load, program].append(sample(make, run, over=over))
            base: Sample = (0, 0, 0)
            for (load, program), some in samples.items():
                seconds, store, memory = (statistics.median(column) for column in zip(*some, strict=True))
                base = (seconds, store, memory) if program == "curl -T" else base
                ratios = f"{seconds / base[0]:.2f} | {store / base[1]:.2f}"
                print(
                    f"| {name} {server.version} | {load} | {program} | {seconds:.2f} | {store:.0f} | {memory:.0f} | {ratios} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
