"""How long a person has been waiting for a drawing, on a terminal."""

from __future__ import annotations

import threading
import time

from artline.system import streams

PATIENCE = 1.0
"""Seconds after which something is said, and from one time to the next."""
ERASE = "\r\x1b[K"
"""To the beginning of the line, and nothing after it (ECMA-48, EL)."""


class Waiting:
    """Says so once a second until it is left; what was said is gone then."""

    def __enter__(self) -> Waiting:
        self._over = threading.Event()
        self._teller = threading.Thread(target=self._tell, daemon=True)
        self._teller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._teller.join()

    def _tell(self) -> None:
        begun = time.perf_counter()
        said = False
        while not self._over.wait(PATIENCE):
            streams.say(f"{ERASE}drawing … {time.perf_counter() - begun:.0f} s", end="")
            said = True
        if said:
            streams.say(ERASE, end="")
