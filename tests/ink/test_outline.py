"""A pen without black areas draws thin ink, and goes around what is wide."""

import numpy as np
import pytest

from artline.ink.outline import outlined


@pytest.mark.parametrize("pitch", [1, 2])
def test_thin_ink_stays_and_a_mass_keeps_its_edge_alone(pitch):
    """Protects glasses' frames and jackets' outlines in look contour; scaled with the pass."""
    pressed = np.zeros((80 * pitch, 100 * pitch), np.float32)
    pressed[10 * pitch : 13 * pitch, 5 * pitch : 90 * pitch] = 1
    pressed[30 * pitch : 70 * pitch, 20 * pitch : 80 * pitch] = 1
    line = outlined(np.zeros_like(pressed), pressed, pitch)
    assert line[11 * pitch, 50 * pitch] == 1
    assert line[30 * pitch, 50 * pitch] > 0.9
    assert line[40 * pitch : 60 * pitch, 30 * pitch : 70 * pitch].max() < 0.05


def test_a_mass_that_leaves_the_picture_has_no_line_along_the_border():
    pressed = np.zeros((60, 60), np.float32)
    pressed[30:] = 1
    line = outlined(np.zeros_like(pressed), pressed, 1.0)
    assert line[30, 30] > 0.9 and line[50:].max() < 0.05


def test_lines_that_were_seen_stay():
    line = np.full((20, 20), 0.4, np.float32)
    assert (outlined(line, np.zeros_like(line), 1.0) == line).all()
