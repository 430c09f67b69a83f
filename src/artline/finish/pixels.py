"""The pixels of a drawing: its marks rendered at the size that was chosen, and coloured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.paper import coloured, painted
from artline.finish.render import rendered
from artline.nouns import Marks, Window
from artline.options import Settings
from artline.photo.size import output_size


def pixels_of(marks: Marks, settings: Settings, window: Window | None = None) -> NDArray[np.uint8]:
    """Marks as pixels; see `finish.paper.coloured` for their shape.

    Args:
        marks: what is drawn.
        settings: size, colours and background.
        window: the part of a drawing of that size that is wanted; None is all of it.
    """
    height, width = output_size(marks.height, marks.width, settings.size)
    if marks.in_colour:
        return painted(marks, height, width, settings, window)
    return coloured(rendered(marks, height, width, window), settings)
