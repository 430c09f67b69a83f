"""What is drawn for the slow measures is drawn no more often than it must be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.evaluate import score


def test_the_photo_itself_is_drawn_once() -> None:
    """Protects the time of a run; and another photo, though equal, is never mistaken for it."""
    asked = []

    def draw(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        asked.append(rgb)
        return rgb[..., 0]

    once = score.remembering(draw)
    photo = np.random.default_rng(0).integers(0, 255, (96, 96, 3)).astype(np.uint8)
    scores, problems = score.gathered(score.of_artist(once, photo, "ada", None), "ada")
    assert not problems
    assert {"robust_f1", "mirror_f1", "scale_f1: 256", "frame_f1"} <= set(scores)
    assert sum(rgb is photo for rgb in asked) == 1
    once(photo.copy())
    assert len(asked) == len({id(rgb) for rgb in asked})
