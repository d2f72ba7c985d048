"""A process that is kept and asked for one thing after the other, since to open a graph takes longer than to ask it.

It is started as a command, and not as a fork of this process or by `multiprocessing`, which would run the user's own script
again. It ends with whoever started it, however that ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from radkg.questions import confined

if TYPE_CHECKING:
    from collections.abc import Callable


class Ended(Exception):
    """The process has ended before it answered.

    Args:
        code: Its return code, negative for a signal.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        """Return by what it has ended."""
        if self.code >= 0:
            return f"exit code {self.code}"
        try:
            name = signal.Signals(-self.code).name
        except ValueError:
            name = f"signal {-self.code}"
        return f"by {name}" + ("; the system does that where memory is short" if name == "SIGKILL" else "")


class _Failed(NamedTuple):
    """What it answers where the work raises an error."""

    trace: str


class Kept:
    """A process that does the work.

    Args:
        module: The module of the function that it runs, which takes nothing and calls `answer_all`.
        function: The name of that function.
        setup: What it is told before it is asked for the first time.
    """

    def __init__(self, module: str, function: str, setup: object) -> None:
        from subprocess import PIPE

        from radkg import processes

        self._process = processes.start(confined.command(module, function), env=confined.environment(), stdin=PIPE, stdout=PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._setup, self._stopped = pickle.dumps(setup), False

    def ask(self, task: object) -> Any:
        """Return what it makes of a task.

        Raises:
            Ended: It has ended, or was stopped, before it answered.
            RuntimeError: The work raised an error there.
        """
        try:
            self._to.write(self._setup + pickle.dumps(task))
            self._setup = b""
            self._to.flush()
            found = pickle.load(self._from)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            raise Ended(self._process.wait()) from None
        if isinstance(found, _Failed):
            raise RuntimeError(found.trace)
        return found

    def kill(self) -> None:
        """End it, whatever it is doing; whoever waits for its answer is told that it has ended. `stop` tidies up."""
        self._process.kill()

    def stop(self) -> None:
        """End it, whatever it is doing, and close what leads to it."""
        if not self._stopped:
            self._stopped = True
            self._process.kill()
            self._process.wait()
            for pipe in (self._to, self._from):
                try:
                    pipe.close()
                except OSError:  # what was still to be sent to it is lost with it
                    continue


def answer_all(opened: Callable[[Any], Callable[[Any], Any]]) -> NoReturn:
    """Answer one task after the other, until standard input is closed; the process that is kept runs this.

    Args:
        opened: Takes the setup; returns what does a task.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, which then stops it
    confined.open_closed_streams()  # who started this one may have no standard error
    tasks = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed by mistake must not stand among the answers
    try:
        do = opened(pickle.load(tasks))
        while True:
            answers.write(pickle.dumps(_done(do, pickle.load(tasks))))
            answers.flush()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):  # nobody asks any more
        os._exit(0)


def _done(do: Callable[[Any], Any], task: Any) -> Any:
    try:
        return do(task)
    except Exception:
        import traceback

        return _Failed(traceback.format_exc())
