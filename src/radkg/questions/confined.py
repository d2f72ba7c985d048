"""Work in a process of its own, which can be stopped: an engine cannot be interrupted from Python.

The child process gets ready. Then it gives up the rights to open a file or a connection, to use much more memory than it has
by then, and to run longer than the time limit. At last it does the work that somebody else wrote.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_START = (
    "import sys; sys.path.append(sys.argv[1]); from importlib import import_module; "
    "getattr(import_module(sys.argv[2]), sys.argv[3])()"
)


class Stopped(Exception):
    """The child went beyond a bound.

    Args:
        bound: Of "time"; of "processor" time, at which the child stops itself; of "memory"; or of "depth", where the stack of
            an engine has overflowed.
    """

    def __init__(self, bound: str) -> None:
        self.bound = bound
        super().__init__(bound)


def open_closed_streams() -> None:
    """Open standard input, output and error on the null device where they are closed.

    Else the next file that is opened would take the place, and what a library prints would go into it. Children inherit them.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the system takes the lowest that is free: this one


def command(module: str, function: str) -> list[str]:
    """Return the command that runs a function of radkg's, which takes nothing, in a process of its own."""
    package_parent = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # -P: a file in the current folder must not be imported as a module
    return [sys.executable, "-P", "-c", _START, package_parent, module, function]


def environment() -> dict[str, str]:
    """Return the environment of such a process: what is said of a set comes in the same order every time."""
    return {**os.environ, "PYTHONHASHSEED": "0"}


def run(module: str, function: str, task: bytes, seconds: float) -> bytes:
    """Run a function in a process of its own, and return what it writes to standard output.

    Args:
        module: The module of the function.
        function: Its name; it takes nothing, and reads its task from standard input.
        task: The task.
        seconds: The time limit.

    Raises:
        Stopped: The child went beyond a bound.
        RuntimeError: The child failed.
    """
    from subprocess import TimeoutExpired

    try:
        done = in_child(module, function, task, seconds)
    except TimeoutExpired:
        raise Stopped("time") from None
    if done.returncode < 0:
        bounds = {-getattr(signal, "SIGXCPU", 0): "processor", -signal.SIGSEGV: "depth"}
        raise Stopped(bounds.get(done.returncode, "memory"))
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout


def in_child(module: str, function: str, task: bytes, seconds: float) -> CompletedProcess[bytes]:
    """Start the child, and wait for it; arguments as for `run`.

    Raises:
        subprocess.TimeoutExpired: It was not done in time, and has been killed.
    """
    from radkg import processes

    return processes.run(command(module, function), task, seconds=seconds, environment=environment())


def give_up_rights(seconds: float, megabytes: int) -> None:
    """Give up the rights to open a file or a connection, and to go beyond bounds of time and memory.

    Args:
        seconds: The time limit.
        megabytes: The memory that may be used beyond what is used by now.
    """
    give_up_reach(megabytes)
    try:
        import resource
    except ImportError:
        return
    cpu = int(seconds) + 2  # for the case that the parent process is killed and cannot stop the child
    # At the lower limit comes SIGXCPU, by which the parent knows the reason; at the upper one SIGKILL, which says nothing.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))


def give_up_reach(megabytes: int) -> None:
    """Give up the rights to open a file or a connection, and to go beyond a bound of memory, but not of time.

    Args:
        megabytes: The memory that may be used beyond what is used by now.
    """
    bound_memory(megabytes)
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # no further file or socket; open ones stay open


def bound_memory(megabytes: int) -> None:
    """Give up the right to go beyond a bound of memory.

    Args:
        megabytes: The memory that may be used beyond what is used by now.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits: there, the time limit of the parent process is the only one
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if address_space := _address_space():
        most = address_space + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def write_and_end(answer: bytes) -> None:
    """Write the answer of a child to standard output, and end the process without the time that tidying up would take."""
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux: the time limit alone holds
        return 0
