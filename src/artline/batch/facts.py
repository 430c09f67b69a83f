"""What is told of a drawing beside its bytes: its size, faces, share of ink, time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from artline.nouns import Drawing


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a drawing beside its bytes.

    Attributes:
        width: columns of the drawing; of strokes, of the picture that they were traced from.
        height: rows.
        faces: how many faces the photo has.
        ink_share: how far the drawing is from its paper's colour, on average, 0..1; of black on
            white, the share of the paper that is inked.
        seconds: from reading the photo to the encoded drawing.
        notices: one-line remarks for the user.
    """

    width: int
    height: int
    faces: int
    ink_share: float
    seconds: float
    notices: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Names and values, for a table or for JSON."""
        return {**asdict(self), "notices": list(self.notices)}


def facts_of(
    drawing: Drawing, size: tuple[int, int], seconds: float, notices: tuple[str, ...]
) -> Facts:
    """The facts of a drawing written in that width and height, which took so long."""
    return Facts(
        *size,
        len(drawing.ink.faces),
        round(ink_share(drawing), 4),
        round(seconds, 3),
        notices,
    )


def ink_share(drawing: Drawing) -> float:
    """How far the pixels are from the paper, on average, 0..1; of transparent ones, the opacity."""
    pixels = drawing.pixels
    if pixels.shape[2:] == (4,):
        return float(pixels[..., 3].mean()) / 255
    paper = np.array(drawing.settings.paper_rgb, np.int16)
    if pixels.ndim == 2:
        return float(np.abs(pixels - paper[0]).mean()) / 255
    return float(np.abs(pixels - paper).max(axis=-1).mean()) / 255
