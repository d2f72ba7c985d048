"""What a command does not need, it does not import: start-up counts."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("rdflib", "pyshacl", "owlready2", "pandas", "dataclasses", "requests")


def imported_by(code: str) -> set[str]:
    """Return which of the heavy modules a fresh interpreter has imported after ``code``."""
    script = f"{code}\nimport sys\nprint(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        'from radkg.cli import main; main(["--help"])',
        'from radkg.cli import main; main(["check", "dermatomyositis is seen in children"])',
        "import radkg; radkg.load()",
    ],
)
def test_nothing_heavy_is_imported(code):
    assert imported_by(code) == set()


def test_rdflib_is_imported_when_its_view_is_asked_for():
    assert "rdflib" in imported_by("import radkg; radkg.load().graph")


def test_help_does_not_even_import_argparse():
    done = subprocess.run(
        [sys.executable, "-c", 'import sys; from radkg.cli import main; main(["--help"]); print("argparse" in sys.modules)'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_a_program_ends_with_its_verdict_and_all_that_it_printed():
    """It ends at once, without the interpreter's end: what is printed must be out before."""
    statement = "polymyositis is seen in children"
    done = subprocess.run([sys.executable, "-m", "radkg.cli", "check", statement], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stdout.startswith("DISPUTED")
    assert "The sources disagree" in done.stdout.splitlines()[-1]
    lost = subprocess.run([sys.executable, "-m", "radkg.cli", "show", "xyzzy"], capture_output=True, text=True, check=False)
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr.startswith("radkg: no term is called")
