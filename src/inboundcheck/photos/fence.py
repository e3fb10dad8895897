"""One worker process: started when it is first needed, ended when it takes too long, and started anew after it broke."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from threading import Lock, Timer
from typing import Any, BinaryIO, cast

from inboundcheck.errors import Problem, UsageError
from inboundcheck.photos.opening.files import Limits
from inboundcheck.photos.worker import receive, send

_START = 60.0
"""Seconds for a worker to start: it loads OpenCV, from a cold disk if need be."""
_SAVE_AGAIN = "open it and save it again as JPEG, or take it anew"
_ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Workers share the cores among them; and each thread of a numerical library takes address space that is limited."""


class Fence:
    """Asks one worker, one request at a time. `close` may be called from another thread while one is under way."""

    def __init__(self, limits: Limits, seconds: float) -> None:
        self._limits, self._seconds = limits, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._closed = False

    def ask(self, request: dict[str, Any], name: str) -> dict[str, Any]:
        """Send a request about the photo of this name and return the answer; a `trouble` says what became of the worker if there is none.

        Raises:
            UsageError: the worker cannot load what it needs.
        """
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        if process is None:
            return {"trouble": f"{name} was not looked at: the process that opens photos could not be started anew; try again"}
        answer, late = self._exchange(process, request, self._seconds)
        if answer is not None:
            return answer
        self._end(process)
        if late:
            return {"trouble": f"{name} took more than {self._seconds:g} s to look at and was given up; {_SAVE_AGAIN}"}
        how = f"exit code {process.returncode}" if process.returncode >= 0 else f"signal {-process.returncode}"
        return {"trouble": f"the decoder crashed on {name} ({how}); {_SAVE_AGAIN}"}

    def close(self) -> None:
        """End the worker for good."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            self._end(process)

    def _start(self) -> subprocess.Popen[bytes] | None:
        """Start a worker. None where one could be started before and now cannot: the photos that were looked at are not lost for that."""
        with self._lock:
            if self._closed:
                return None
            again = self._process is not None
            process = self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "inboundcheck.photos.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            )  # fmt: skip
        answer, _ = self._exchange(process, {"limits": asdict(self._limits), "seconds": self._seconds}, _START)
        if answer is not None and not answer["faults"]:
            return process
        self._end(process)
        if again:
            return None
        faults = answer["faults"] if answer else ["the process that opens photos could not be started; `inboundcheck doctor` says what is missing"]
        raise UsageError(Problem(fault) for fault in faults)

    def _exchange(self, process: subprocess.Popen[bytes], message: dict[str, Any], seconds: float) -> tuple[dict[str, Any] | None, bool]:
        """Send a message and wait for the answer. Gives it, or None and whether it came too late."""
        late = [False]

        def stop() -> None:
            late[0] = True
            process.kill()

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(cast("BinaryIO", process.stdin), message)
            answer = receive(cast("BinaryIO", process.stdout))
        except (OSError, ValueError):  # the worker is gone, or was closed from another thread
            answer = None
        finally:
            timer.cancel()
        return answer, late[0]

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written finds nobody to read it
                cast("BinaryIO", pipe).close()


def _environment() -> dict[str, str]:
    """What a worker gets: the modules that this process finds, in this order, and one core."""
    return {**os.environ, **_ONE_CORE, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
