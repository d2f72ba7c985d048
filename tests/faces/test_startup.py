"""What a command does not need, it does not import: start-up counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from effort import unmeasured

MINI = str(Path(__file__).parent.parent / "mini")
#: Each takes longer to import than a verdict takes: ``dataclasses`` too, which brings ``inspect`` with it.
HEAVY = ("rdflib", "pyshacl", "owlready2", "pandas", "dataclasses", "requests")


def fresh(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=unmeasured())


def imported_by(code: str) -> set[str]:
    """Return which of the heavy modules a fresh interpreter has imported after ``code``."""
    done = fresh("-c", f"{code}\nimport sys\nprint(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)")
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        'from radkg.cli import main; main(["--help"])',
        f'from radkg.cli import main; main(["check", "--ontology", {MINI!r}, "leaf scorch is seen in saplings"])',
        f"import radkg; radkg.load(ontology={MINI!r})",
    ],
)
def test_what_takes_long_to_import_is_not_imported(code: str) -> None:
    assert imported_by(code) == set()


def test_rdflib_is_imported_when_its_view_is_asked_for() -> None:
    assert "rdflib" in imported_by(f"import radkg; radkg.load(ontology={MINI!r}).graph")


def test_owlready2_is_imported_when_its_world_is_asked_for() -> None:
    code = f"import radkg\nfrom radkg.reasoning.world import world_of\ngraph = radkg.load(ontology={MINI!r})"
    assert imported_by(code) == set()
    assert "owlready2" in imported_by(f"{code}\nworld_of(graph.knowledge.store)")


def test_help_does_not_even_import_argparse() -> None:
    done = fresh("-c", 'import sys; from radkg.cli import main; main(["--help"]); print("argparse" in sys.modules)')
    assert done.stdout.splitlines()[-1] == "False"


def test_a_program_ends_with_its_verdict_and_all_that_it_printed() -> None:
    """It ends at once, without the interpreter's end: what is printed must be out before."""
    done = fresh("-m", "radkg.cli", "check", "--ontology", MINI, "leaf blotch is seen in saplings")
    assert done.returncode == 4
    assert done.stdout.startswith("DISPUTED")
    assert "The sources disagree" in done.stdout.splitlines()[-1]
    lost = fresh("-m", "radkg.cli", "show", "--ontology", MINI, "xyzzy")
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr.startswith("radkg: no term is called")
