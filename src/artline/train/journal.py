"""The run's log: one line of JSON a step."""

from __future__ import annotations

import json
from pathlib import Path

from artline.train.errors import cannot_write, written_whole

NAME = "log.jsonl"
_REMEDY = "make room, or name another folder, and start the same command again"


class Journal:
    """Appends to `log.jsonl`.

    Args:
        folder: of the run; made if it is not there.
        step: steps of the checkpoint; lines of later steps, written before a kill, are dropped.

    Raises:
        TrainingError: it cannot be written.
    """

    def __init__(self, folder: Path, step: int):
        self._path = folder / NAME
        kept = [line for line in _lines(self._path) if json.loads(line)["step"] <= step]
        with written_whole(self._path, _REMEDY) as part:
            folder.mkdir(parents=True, exist_ok=True)
            part.write_text("".join(kept), encoding="utf-8")

    def write(self, step: int, stage: int, losses: dict[str, float], pace: float) -> None:
        """Add a step: its losses by name and the crops a second until now.

        Raises:
            TrainingError: it cannot be written.
        """
        rounded = {name: round(value, 5) for name, value in losses.items()}
        row = {"step": step, "stage": stage, **rounded, "pace": round(pace, 2)}
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        except OSError as fault:
            raise cannot_write(self._path, fault, _REMEDY) from None


def _lines(path: Path) -> list[str]:
    """Complete lines; an incomplete last one, left by a kill, is dropped."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [line for line in lines if line.endswith("}\n")]
