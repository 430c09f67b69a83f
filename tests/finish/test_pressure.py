"""Pressure: faint lines are drawn where they stand alone, black is black, paper is paper."""

import numpy as np

from artline.finish.pressure import FIRMEST, LIGHTEST, firm


def test_black_is_black_paper_is_paper_and_between_them_it_rises():
    ink = np.linspace(0, 1, 1001, dtype=np.float32)[None]
    pressed = firm(ink, 1.0)
    assert (pressed[ink <= LIGHTEST] == 0).all()
    assert (pressed[ink >= FIRMEST] == 1).all()
    assert (np.diff(pressed) >= -1e-6).all() and pressed[0, 600] > 0.75


def lines() -> np.ndarray:
    """A faint line alone, and one as faint beside a black one."""
    ink = np.zeros((40, 60), np.float32)
    ink[10, :] = 0.25
    ink[30, :] = 1.0
    ink[32, :] = 0.25
    return ink


def test_a_faint_line_alone_is_drawn_and_haze_beside_black_is_not():
    """Protects faint jaws: the same grey is ink where it stands out, paper next to a brow."""
    pressed = firm(lines(), 1.0)
    assert pressed[10, 30] > 0.8 and pressed[32, 30] < 0.3


def test_less_detail_leaves_faint_lines_out_and_keeps_black():
    less, more = (firm(lines(), 1.0, detail) for detail in (-0.8, 0.8))
    assert less[10, 30] < 0.2 and less[30, 30] == 1
    assert more[10, 30] >= firm(lines(), 1.0)[10, 30]


def test_faint_flecks_go_and_small_dark_marks_stay():
    """Protects teeth and chins from dots, and pupils from going with them."""
    ink = np.zeros((40, 60), np.float32)
    ink[10:12, 10:13] = 0.3
    ink[10:12, 30:33] = 0.8
    ink[30, 5:55] = 0.3
    pressed = firm(ink, 1.0)
    assert pressed[:20, 5:20].max() == 0
    assert pressed[10, 31] > 0.9 and pressed[30, 30] > 0.8


def test_whiskers_part():
    """Protects beards from being one grey: what lies between two strokes is lighter than before."""
    ink = np.zeros((40, 60), np.float32)
    ink[:, ::4] = 0.7
    ink[:, 2::4] = 0.35
    ink[:, 1::2] = 0.5
    pressed = firm(ink, 1.0)[20, 20:40]
    assert np.ptp(pressed) > 1.3 * np.ptp(ink[20, 20:40])
