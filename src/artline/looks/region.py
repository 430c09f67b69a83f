"""A part of a drawing, however large the whole of it would be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.finish.pixels import pixels_of
from artline.looks.nobody import drawn
from artline.nouns import Ink, Window
from artline.options import Settings
from artline.photo.size import output_size


def region(ink: Ink, settings: Settings, window: Window) -> NDArray[np.uint8]:
    """Pixels of a part of the drawing that `finish` makes; nothing else is rendered.

    Raises:
        SettingError: the window reaches beyond the drawing.
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    height, width = output_size(ink.photo.height, ink.photo.width, settings.size)
    if not window.within(height, width):
        raise SettingError(
            f"window: {window.width}×{window.height} pixels from {window.left}, {window.top} are "
            f"not within the drawing's {width}×{height}"
        )
    marks, _ = drawn(ink, settings)
    return pixels_of(marks, settings, window)
