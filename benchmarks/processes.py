"""Commands as processes of their own, and radkg as its users have it: installed from a wheel, with compiled bytecode."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

_REPOSITORY = Path(__file__).parent.parent
_NOT_TAKEN_OVER = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "RADKG_CACHE")


class Usage(NamedTuple):
    """What one process took.

    Attributes:
        seconds: Wall time.
        cpu: Processor time in seconds, of the system as well.
        megabytes: The most memory that was resident. A process counts that of the one that started it, until it has more.
    """

    seconds: float
    cpu: float
    megabytes: float


def measure(command: list[str], expected: tuple[int, ...] = (0, 1, 3, 4), environment: dict[str, str] | None = None) -> Usage:
    """Run a command that ends with one of the ``expected`` codes; what it prints is lost."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return Usage(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def install_wheel(folder: Path) -> tuple[Path, dict[str, str]]:
    """Build the wheel and install it into a new virtual environment within ``folder``, as pip does it.

    Returns:
        The folder of its programs, and the environment to run them in: snapshots are kept within ``folder``, too.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_TAKEN_OVER}
    environment["RADKG_CACHE"] = str(folder / "cache")
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(_REPOSITORY)]
    make = [sys.executable, "-m", "venv", str(folder / "environment")]
    for command in (build, make):
        subprocess.run(command, check=True, env=environment, stdout=sys.stderr)
    (wheel,) = folder.glob("radkg-*.whl")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--compile", str(wheel)]
    subprocess.run(install, check=True, env=environment, stdout=sys.stderr)
    return programs, environment
