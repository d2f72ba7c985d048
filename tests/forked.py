"""Processes for what is confined (`radkg.questions.confined`) that start at once: forked from one that has imported pySHACL.

Starting Python and importing pySHACL takes most of the time of a validation with shapes of a user's own. Each task still
has a process of its own, which gives up its rights as ever. What a process is started with, `tests/engine/test_query_limits.py`
and the tests of bounds in `test_shapes_by_the_book.py` look at.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import tempfile
import time
import traceback
from importlib import import_module
from subprocess import CompletedProcess, Popen, TimeoutExpired
from typing import BinaryIO

from effort import unmeasured

_LONGEST = 2**20  # bytes of a request


class Server:
    """The process that others are forked from; it is started when it is first needed."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None
        self._connection, self._its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def in_child(self, module: str, function: str, task: bytes, seconds: float) -> CompletedProcess[bytes]:
        """Do what `radkg.questions.confined.in_child` does."""
        if self._process is None:
            command = [sys.executable, __file__, str(self._its.fileno())]
            environment = {**unmeasured(), "PYTHONHASHSEED": "0"}
            self._process = Popen(command, env=environment, pass_fds=[self._its.fileno()])
            self._its.close()
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(task)
            given.seek(0)
            request = json.dumps([module, function, os.getcwd(), dict(os.environ)]).encode()
            socket.send_fds(self._connection, [request], [file.fileno() for file in (given, out, err)])
            pid = self._answer(None)
            deadline = time.monotonic() + seconds
            try:
                code = self._answer(deadline)
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                self._answer(None)
                raise TimeoutExpired([module, function], seconds) from None
            return CompletedProcess([module, function], code, _whole(out), _whole(err))

    def _answer(self, deadline: float | None) -> int:
        self._connection.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        answer = self._connection.recv(100)
        assert answer, "the process that others are forked from has ended"
        return int(answer)

    def stop(self) -> None:
        """End the process."""
        self._connection.close()
        if self._process is not None:
            self._process.wait()


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def serve(connection: socket.socket) -> None:
    """Fork a process for each request, and answer with its number, then with its return code."""
    import radkg.questions.limited
    import radkg.validation.shacl_process  # noqa: F401

    import_module("pyshacl")
    while True:
        request, files, _, _ = socket.recv_fds(connection, _LONGEST, 3)
        if not request:
            return
        child = os.fork()
        if not child:
            _run(request, files, connection)
        for file in files:
            os.close(file)
        connection.send(str(child).encode())
        _, status = os.waitpid(child, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _run(request: bytes, files: list[int], connection: socket.socket) -> None:
    """Do a task in the process that was forked for it, which never returns."""
    try:
        module, function, folder, environment = json.loads(request)
        for stream, file in enumerate(files):
            os.dup2(file, stream)
            os.close(file)
        connection.close()
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        getattr(import_module(module), function)()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
