"""Make a release: check, set the version, build, write the notes.

    python tools/release.py VERSION [--date YYYY-MM-DD] [--skip-tests] [--since RELEASE] [--tag]

On a clean main, in this order: what `.ci/run` checks of style, types and ontology, and the tests; the version and the date in
every file that holds them (`FILES`); wheel, source distribution and all release files; the notes, and with ``--since`` what
has changed since an older release, in facts, terms, mappings and verdicts. They are then in ``dist/VERSION``. Where a step
fails, the files are as they were.

Without ``--tag`` the changed files are left for you to look at; with it they are committed and tagged. Nothing is pushed.

Exit codes: 0 done, 1 something stands against it.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = "https://w3id.org/radkg/ontology"
EXTENT = "http://purl.org/dc/terms/extent"
TRIPLES = "http://rdfs.org/ns/void#triples"

PACKAGE, CITATION, HEADER, CHANGELOG = "src/radkg/__init__.py", "CITATION.cff", "ontology/radkg.ttl", "CHANGELOG.md"
#: Every file that holds the version or the date of the release. pyproject.toml takes the version from the package.
FILES = (PACKAGE, CITATION, HEADER, CHANGELOG)
_IN_PACKAGE = re.compile(r'(?<=^__version__ = ")[^"]*(?="$)', re.MULTILINE)
_IN_CITATION = re.compile(r"(?<=^version: ).*$", re.MULTILINE)
_DATE_IN_CITATION = re.compile(r"(?<=^date-released: ).*$", re.MULTILINE)
_IN_HEADER = re.compile(rf"(?<=owl:versionIRI <{ONTOLOGY}/)[^>]*(?=>)")
_HEADING = re.compile(r"^## (\S+) \((.*)\)$", re.MULTILINE)
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
UNRELEASED = "unreleased"

CHECKS = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["codespell"],
    [sys.executable, "tools/format_turtle.py", "--check"],
    [sys.executable, "-m", "radkg.cli", "validate"],
    [sys.executable, "-m", "radkg.cli", "reason"],
    [sys.executable, "tools/write_api.py", "--check"],
    [sys.executable, "-m", "radkg.cli", "quality"],
)
TESTS = ([sys.executable, "-m", "pytest"], [sys.executable, "-m", "pytest", "-m", "sweep"])


class Refused(Exception):
    """Something stands against a release."""


def disagreements(root: Path) -> list[str]:
    """Return where the files of a checkout disagree about version and date.

    The package, the citation and, once it is dated, the changelog name one version; the citation, the ontology's version IRI
    and the changelog one date. What is written for the next release stands in the changelog under a higher version.
    """
    texts = {name: (root / name).read_text(encoding="utf-8") for name in FILES}
    found: list[str] = []
    package, cited = _one(_IN_PACKAGE, texts, PACKAGE), _one(_IN_CITATION, texts, CITATION)
    date, version_iri = _one(_DATE_IN_CITATION, texts, CITATION), _one(_IN_HEADER, texts, HEADER)
    if cited != package:
        found.append(f"{CITATION}: version {cited}, where {PACKAGE} has {package}")
    if version_iri != date:
        found.append(f"{HEADER}: version IRI of {version_iri}, where {CITATION} has {date}")
    if re.search(r"^version\s*=", (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE):
        found.append(f"pyproject.toml: a version of its own; it takes that of {PACKAGE}")

    headings: list[tuple[str, str]] = _HEADING.findall(texts[CHANGELOG])
    if not headings:
        return [*found, f"{CHANGELOG}: no heading of the form “## 0.1.0 (2026-11-27)”"]
    ordered = [_numbers(version) for version, _ in headings]
    if ordered != sorted(set(ordered), reverse=True):
        found.append(f"{CHANGELOG}: the versions do not go down from heading to heading")
    if UNRELEASED in [said for _, said in headings[1:]]:
        found.append(f"{CHANGELOG}: only the first heading may be {UNRELEASED}")
    top, said = headings[0]
    released = headings[0] if said != UNRELEASED else headings[1] if len(headings) > 1 else None
    if released is None and top != package:
        found.append(f"{CHANGELOG}: {top} is the first release, where {PACKAGE} has {package}")
    if released is not None and released != (package, date):
        found.append(f"{CHANGELOG}: {released[0]} of {released[1]}, where {PACKAGE} and {CITATION} have {package} of {date}")
    return found


def _one(pattern: re.Pattern[str], texts: dict[str, str], name: str) -> str:
    found = pattern.findall(texts[name])
    if len(found) != 1:
        raise Refused(f"{name}: {len(found)} times {pattern.pattern}, where there must be one")
    return str(found[0]).strip("\"'")


def _numbers(version: str) -> tuple[int, ...]:
    if not _VERSION.fullmatch(version):
        raise Refused(f"{version} is no version: write three numbers, as in 0.2.0")
    return tuple(int(number) for number in version.split("."))


def set_version(root: Path, version: str, date: str) -> None:
    """Write version and date into every file that holds them.

    Raises:
        Refused: The changelog has nothing unreleased of this version, or the files would disagree.
    """
    texts = {name: (root / name).read_text(encoding="utf-8") for name in FILES}
    if (version, UNRELEASED) not in _HEADING.findall(texts[CHANGELOG])[:1]:
        raise Refused(f"{CHANGELOG}: its first heading must be “## {version} ({UNRELEASED})”")
    texts[PACKAGE] = _IN_PACKAGE.sub(version, texts[PACKAGE])
    texts[CITATION] = _DATE_IN_CITATION.sub(date, _IN_CITATION.sub(version, texts[CITATION]))
    texts[HEADER] = _IN_HEADER.sub(date, texts[HEADER])
    texts[CHANGELOG] = texts[CHANGELOG].replace(f"## {version} ({UNRELEASED})", f"## {version} ({date})", 1)
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")
    if found := disagreements(root):
        raise Refused("; ".join(found))


def notes(root: Path, version: str, built: Path) -> str:
    """Return the release notes: what the changelog says of the version, and what is in the release files."""
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)} \(([^)]*)\)$\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise Refused(f"{CHANGELOG}: no heading for {version}")
    lines = [
        f"# radkg {version}",
        "",
        f"Released {found[1]}; ontology <{ONTOLOGY}/{found[1]}>.",
        "",
        found[2].strip(),
        "",
        "## Contents",
        "",
    ]
    for variant, iri in (("base", ONTOLOGY), ("full", f"{ONTOLOGY}/full")):
        header = _header(built / f"radkg-{variant}.nt", iri)
        lines.append(f"- {variant}: {header[EXTENT]}; {int(header[TRIPLES]):,} triples")
    lines += ["", "| file | bytes |", "|---|---|"]
    lines += [f"| `{path.name}` | {path.stat().st_size:,} |" for path in sorted(built.iterdir())]
    return "\n".join(lines) + "\n"


def _header(path: Path, iri: str) -> dict[str, str]:
    subject = ox.NamedNode(iri)
    quads = ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return {quad.predicate.value: str(getattr(quad.object, "value", "")) for quad in quads if quad.subject == subject}


def changes(since: str, built: Path, notes: Path) -> None:
    """Write what differs between an older release and the one that was built, as `radkg diff` tells it.

    Args:
        since: The older release: its wheel, its folder or one of its files.
        built: The release files.
        notes: The file to write to.

    Raises:
        Refused: One of the two cannot be read.
    """
    command = [sys.executable, "-m", "radkg.cli", "diff", os.path.abspath(since), str(built), "--format", "markdown"]
    print("==", *command, flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    if done.returncode not in (0, 1):
        raise Refused(f"{since} cannot be compared with the new release")
    notes.write_bytes(done.stdout)


def release(version: str, date: str, *, tests: bool, tag: bool, since: str = "") -> Path:
    """Make the release of this checkout, and return the folder with it.

    Args:
        version: Its version.
        date: Its date.
        tests: Whether to run the tests.
        tag: Whether to commit and tag.
        since: The older release that changes are told from; empty where there is none.

    Raises:
        Refused: Something stands against it.
        subprocess.CalledProcessError: A check or a build failed.
    """
    _numbers(version)
    datetime.date.fromisoformat(date)
    _refuse_unclean(version)
    for command in (*CHECKS, *(TESTS if tests else ())):
        _run(command)
    folder = ROOT / "dist" / version
    shutil.rmtree(folder, ignore_errors=True)
    try:
        set_version(ROOT, version, date)
        _run([sys.executable, "-m", "build", "--outdir", str(folder)])
        _run([sys.executable, "-m", "radkg.cli", "build", "--all", "--output", str(folder / "release")])
        (folder / "NOTES.md").write_text(notes(ROOT, version, folder / "release"), encoding="utf-8")
        if since:
            changes(since, folder / "release", folder / "CHANGES.md")
        if tag:
            _run(["git", "commit", "--quiet", "--message", f"Release {version}", "--", *FILES])
            _run(["git", "tag", "--annotate", f"v{version}", "--message", f"radkg {version}"])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        _run(["git", "checkout", "--quiet", "HEAD", "--", *FILES])
        raise
    return folder


def _refuse_unclean(version: str) -> None:
    if (branch := _said("git", "branch", "--show-current")) != "main":
        raise Refused(f"a release is made on main, not on {branch or 'a commit that is checked out'}")
    if changed := _said("git", "status", "--porcelain"):
        raise Refused(f"there are changes that are not committed:\n{changed}")
    if _said("git", "tag", "--list", f"v{version}"):
        raise Refused(f"there is a tag v{version} already")
    if found := disagreements(ROOT):
        raise Refused("; ".join(found))


def _said(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _run(command: list[str]) -> None:
    print("==", *command, flush=True)
    # this checkout, whatever radkg is installed
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})


def main(arguments: list[str] | None = None) -> int:
    """Make a release."""
    parser = argparse.ArgumentParser(description="Check, set the version, build, write the notes. Pushes nothing.")
    parser.add_argument("version", metavar="VERSION", help="as in 0.2.0; the first heading of CHANGELOG.md names it")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), metavar="YYYY-MM-DD", help="default: today")
    parser.add_argument("--skip-tests", action="store_true", help="they passed already, in CI")
    parser.add_argument("--since", default="", metavar="RELEASE", help="an older release, to tell what has changed")
    parser.add_argument("--tag", action="store_true", help="commit and tag")
    options = parser.parse_args(arguments)
    try:
        folder = release(options.version, options.date, tests=not options.skip_tests, tag=options.tag, since=options.since)
    except subprocess.CalledProcessError as error:
        print(f"release: this failed: {' '.join(error.cmd)}", file=sys.stderr)
        return 1
    except (Refused, ValueError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    written = ["wheel", "source distribution", "release files", "NOTES.md", *(["CHANGES.md"] if options.since else [])]
    print(f"{folder.relative_to(ROOT)}: {', '.join(written)}")
    if not options.tag:
        print(f"Version and date are set in {', '.join(FILES)}: look at them, commit, and tag v{options.version}.")
    print("Nothing was pushed or published. The site takes release/ twice (w3id/README.md).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
