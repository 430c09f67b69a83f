"""Pressure: strokes thin out to grey, black is black, paper is paper."""

import numpy as np

from artline.ink.pressure import FIRMEST, LIGHTEST, pressure


def test_black_is_black_paper_is_paper_and_between_them_it_rises():
    ink = np.linspace(0, 1, 101, dtype=np.float32)[None]
    pressed = pressure(ink, np.zeros_like(ink))
    assert (pressed[ink <= LIGHTEST] == 0).all()
    assert (pressed[ink >= FIRMEST] == 1).all()
    assert (np.diff(pressed) >= 0).all() and 0.2 < pressed[0, 30] < 0.8


def test_a_mass_presses_as_a_line_does():
    line, mass = np.array([[0.9, 0]], np.float32), np.array([[0, 0.9]], np.float32)
    assert (pressure(line, mass) == 1).all()
