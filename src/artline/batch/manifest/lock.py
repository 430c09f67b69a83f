"""One run at a time on a target: a lock that names the run which holds it."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from typing import Any

from artline.batch.place import OWN, Place
from artline.errors import OutputError, shown

BEAT = 20.0
"""Seconds from one sign of life to the next."""
SILENCE = 120.0
"""Seconds without a sign of life after which a run on another machine counts as dead."""


class Lock:
    """Holds a target, or a part of it, until it is left.

    Args:
        place: the target.
        part: "" for the whole; else which of how many, "2-of-4".

    Raises:
        OutputError: another run holds it; says which.
    """

    def __init__(self, place: Place, part: str = "") -> None:
        self._place = place
        self._file = f"lock{f'-{part}' if part else ''}.json"
        self._over = threading.Event()
        self._beating: threading.Thread | None = None

    def __enter__(self) -> Lock:
        for name in self._place.names(OWN):
            rival = name != self._file and not _beside(name, self._file)
            if name.startswith("lock") and rival:
                self._refuse(name)
        if not self._place.create(f"{OWN}/{self._file}", _sign()):
            self._refuse(self._file)
            self._place.put(f"{OWN}/{self._file}", _sign())
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._beating.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._beating is not None:
            self._beating.join()
        self._place.remove(f"{OWN}/{self._file}")

    def _refuse(self, name: str) -> None:
        """Refuse where the run that left this lock is alive; else its lock counts for nothing."""
        said = self._place.read(f"{OWN}/{name}")
        try:
            other: dict[str, Any] = json.loads(said or b"")
        except ValueError:
            return
        if _alive(other):
            raise OutputError(
                f"{shown(self._place.url)}: process {other['process']} on {shown(other['host'])}"
                " draws into it; wait for it, end it, or choose another -o"
            )

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            self._place.put(f"{OWN}/{self._file}", _sign())


def _beside(one: str, other: str) -> bool:
    """Whether two locks hold different parts of as many."""
    ends = [name.removesuffix(".json").partition("-of-")[2] for name in (one, other)]
    return bool(ends[0]) and ends[0] == ends[1]


def _sign() -> bytes:
    known = {"host": socket.gethostname(), "process": os.getpid(), "time": time.time()}
    return json.dumps(known | {"begun": _begun(os.getpid())}).encode()


def _alive(other: dict[str, Any]) -> bool:
    if other.get("host") != socket.gethostname():
        return time.time() - float(other.get("time", 0)) < SILENCE
    begun = _begun(int(other["process"]))
    return begun is not None and begun == other.get("begun")


def _begun(process: int) -> str | None:
    """When a process of this machine began; None where there is no such process."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:  # noqa: PTH123
            said = file.read().rpartition(")")[2].split()
        return None if said[0] == "Z" else said[19]
    except FileNotFoundError:
        pass
    if os.path.isdir("/proc/self"):  # noqa: PTH112
        return None
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass
    return "unknown"
