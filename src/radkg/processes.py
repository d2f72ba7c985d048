"""Processes that end with the one that started them, however that ends: by a signal, by SIGKILL, or by itself.

A pipe ties them: the one that started a process keeps an end of it, which the system closes with the last of that process. The
other end then sends a signal. No thread is needed for it, which an engine at work could keep from running.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

try:
    import fcntl
except ImportError:  # Windows, where a process lives on until its work is done
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program that is killed when this process ends, or when nobody holds the value returned any more.

    Args:
        command: The program with its arguments.
        options: See `subprocess.Popen`.

    Raises:
        OSError: It cannot be started.
    """
    import subprocess

    if fcntl is None:
        return subprocess.Popen(command, **options)
    from weakref import finalize

    tied, held = os.pipe()
    try:
        process = subprocess.Popen(command, pass_fds=(tied,), **options)
        kill_at_hangup(tied, process.pid)
    except BaseException:
        os.close(held)
        raise
    finally:
        os.close(tied)
    finalize(process, os.close, held)
    return process


def run(
    command: Sequence[str],
    task: bytes = b"",
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program that is killed when this process ends, and return what it wrote.

    Args:
        command: The program with its arguments.
        task: What it is given on standard input.
        seconds: The time limit.
        environment: Its environment; that of this process where not given.

    Raises:
        OSError: It cannot be started.
        subprocess.TimeoutExpired: It was not done in time, and has been killed.
    """
    from subprocess import PIPE, CompletedProcess

    with start(command, env=environment, stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
        try:
            out, err = process.communicate(task, timeout=seconds)
        except BaseException:
            process.kill()
            raise
        return CompletedProcess(command, process.returncode, out, err)


def kill_at_hangup(tied: int, process: int) -> None:
    """Have a process killed when nothing holds the writing end of a pipe any more.

    Args:
        tied: The reading end, which the process to be killed holds as well.
        process: The number of the process.
    """
    fcntl.fcntl(tied, fcntl.F_SETOWN, process)
    if hasattr(fcntl, "F_SETSIG"):  # where this is missing, SIGIO is sent, which ends whatever does not handle it
        fcntl.fcntl(tied, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(tied, fcntl.F_SETFL, fcntl.fcntl(tied, fcntl.F_GETFL) | os.O_ASYNC)
