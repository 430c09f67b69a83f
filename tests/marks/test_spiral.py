"""The spiral: one line over all of the picture, as wide as the tone is dark."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.render import rendered
from artline.marks.spiral import spiral
from artline.nouns import Marks


@pytest.mark.parametrize("shape", [(200, 200), (120, 260), (300, 140)])
def test_it_stays_within_the_picture_and_never_ends(shape: tuple[int, int]) -> None:
    """Protects the pen from leaving the paper or the line: no width is 0, no step is a jump."""
    line = spiral(np.zeros(shape, np.float32), 4.0, 1.0, 2.0, middle=(0.0, 0.0))
    reach = line.points + line.widths[:, None] / 2
    assert line.points.min() > 0 and (reach < 2 * np.array(shape[::-1])).all()
    assert line.whole and line.widths.min() > 0
    assert np.hypot(*np.diff(line.points, axis=0).T).max() < 8


@pytest.mark.parametrize("tone", [0.2, 0.5, 0.8])
def test_it_covers_as_much_paper_as_the_tone_asks_for(tone: float) -> None:
    """Protects tone where turns lie closer on one side: an even grey is even."""
    line = spiral(np.full((200, 240), tone, np.float32), 4.0, 1.0, 2.0, middle=(60, 60))
    made = rendered(Marks((line,), 400, 480), 400, 480) / 255
    for top in (100, 160, 220):
        for left in (120, 220, 320):
            assert made[top : top + 60, left : left + 60].mean() == pytest.approx(tone, abs=0.06)
