"""Ink thinned to lines one pixel wide."""

from __future__ import annotations

import numpy as np

from artline.errors import OutputError
from artline.strokes.path import Mask


def thin(ink: Mask) -> Mask:
    """Ink as lines one pixel wide (Zhang and Suen 1984, as scikit-image has it).

    Raises:
        OutputError: scikit-image is not installed.
    """
    try:
        from skimage.morphology import skeletonize
    except ImportError:
        raise OutputError('strokes need scikit-image; pip install "artline[strokes]"') from None
    return np.asarray(skeletonize(ink), dtype=np.bool_)  # type: ignore[no-untyped-call]
