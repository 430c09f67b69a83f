"""A part of a picture: what is on the screen of someone who looks closely."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A box of whole pixels within a picture.

    Attributes:
        left: pixels of the picture to the left of it.
        top: pixels of the picture above it.
        width: its columns.
        height: its rows.
    """

    left: int
    top: int
    width: int
    height: int

    def within(self, height: int, width: int) -> bool:
        """Whether it holds a pixel, and none that a picture of this size has not."""
        beside = self.left >= 0 and self.width >= 1 and self.left + self.width <= width
        return beside and self.top >= 0 and self.height >= 1 and self.top + self.height <= height
