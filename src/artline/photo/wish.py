"""How a photo may be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller allows.

    Attributes:
        name: the file's, for messages.
        max_pixels: more are refused, before anything is decoded.
        damaged: give what is left of a damaged picture.
    """

    name: str
    max_pixels: int
    damaged: bool = False
