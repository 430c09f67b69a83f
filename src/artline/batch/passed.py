"""What a search passed over in folders, counted by what it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypeAlias

from artline.errors import shown
from artline.photo.kinds import HEAD, Unreadable, kind_of
from artline.photo.own import drawn_here
from artline.system.paths import is_file

Kind: TypeAlias = tuple[str, str]
"""What a file is, said of one and of several."""

OWN: Kind = ("drawing by artline", "drawings by artline")
OTHER: Kind = ("file that is no picture", "files that are no pictures")
UNREADABLE: Kind = ("file that may not be read", "files that may not be read")


class Passed:
    """Counts what is passed over: drawings of artline's own, and what has no photo's suffix."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()
        self._misnamed = False

    def over(self, path: Path, photo: bool) -> bool:
        """Whether to pass over a file, which is then counted.

        Args:
            path: a file in a folder that is searched.
            photo: whether its suffix is a photo's.
        """
        if not is_file(path):  # a pipe would wait for ever; what is wrong with it, reading tells
            return not photo
        if photo and not drawn_here(path):
            return False
        self._counts[OWN if photo else self._kind(path)] += 1
        return True

    def __str__(self) -> str:
        """In one line; empty where nothing was passed over."""
        if not self._counts:
            return ""
        parts = [f"{count} {kind[count > 1]}" for kind, count in self._counts.items()]
        remedy = "; rename pictures with an odd suffix, or name them" if self._misnamed else ""
        return f"passed over {', '.join(parts)}{remedy}"

    def _kind(self, path: Path) -> Kind:
        try:
            with path.open("rb") as file:
                kind = kind_of(file.read(HEAD), path.name)
        except OSError:
            return UNREADABLE
        if kind is None:
            return OTHER
        if isinstance(kind, Unreadable):
            return kind.kind, f"{kind.kind}s"
        self._misnamed = True
        suffix = f"the suffix {shown(path.suffix)}" if path.suffix else "no suffix"
        return f"{kind} picture with {suffix}", f"{kind} pictures with {suffix}"
