"""Lines follow the flow of a picture; short and shallow ones go."""

import numpy as np

from artline.fields.coherent import coherent, lasting


def test_coherent_lines_follow_a_dark_line_and_leave_paper_white():
    light = np.full((64, 64), 0.9, np.float32)
    light[30:33] = 0.2
    line = coherent(light)
    assert line[31, 10:-10].min() > 0.5 and line[:20].max() < 0.05


def test_short_and_shallow_lines_do_not_last():
    depth = np.zeros((40, 80), np.float32)
    depth[10, 5:60], depth[20, 5:60], depth[30, 5:9] = 0.05, 0.008, 0.05
    line = lasting(depth, 0.0035, 0.012, 0.02, 20)
    assert line[10, 30] == 1 and line[20].max() == 0 and line[30].max() == 0
