"""What became of one photo."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Status = Literal["drawn", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo of a run.

    Attributes:
        photo: the path as given or found, "-" for stdin.
        output: where the drawing is or would have been, "-" for stdout, None where no name was
            found for it.
        status: "drawn", "skipped" (the output was already there) or "failed".
        error: one line saying why it failed, else None.
        seconds: time from opening the photo to the finished file.
        width: columns of the drawing, None unless drawn.
        height: rows of the drawing, None unless drawn.
        notices: one-line remarks for the user.
        trace: Python's traceback where artline itself is at fault, else "".
    """

    photo: str
    output: str | None
    status: Status
    error: str | None = None
    seconds: float = 0.0
    width: int | None = None
    height: int | None = None
    notices: tuple[str, ...] = ()
    trace: str = ""

    def to_json(self) -> str:
        """One line of JSON: every attribute but `trace`, ASCII so that any name survives."""
        return json.dumps(
            {
                "photo": self.photo,
                "output": self.output,
                "status": self.status,
                "error": self.error,
                "seconds": round(self.seconds, 3),
                "width": self.width,
                "height": self.height,
                "notices": list(self.notices),
            }
        )
