"""ArtLine's blended set: the drawing mixed into the photo, with a share that falls over training.

A network that begins with mostly the drawing learns what drawings look like before it has to find
them in a photo.
"""

from __future__ import annotations

import cv2
import numpy as np

from artline.train.data.frame import View
from artline.train.data.sample import Bytes


def blended(view: View, share: float) -> Bytes:
    """The photo with that share of its drawing in it.

    The drawing is all channels together, black on white.

    Args:
        view: with its ink.
        share: of the drawing, 0..1.

    Returns:
        uint8 S×S×3.
    """
    if share <= 0 or not view.known.any():
        return view.photo
    paper = cv2.cvtColor(255 - view.ink.max(axis=0), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(paper, share, view.photo, 1 - share, 0), np.uint8)
