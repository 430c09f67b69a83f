"""Pressure: strokes thin out to grey, black is black, paper is paper."""

import numpy as np

from artline.ink.pressure import (
    FIRMEST,
    FIRMEST_TAUGHT,
    LIGHTEST,
    LIGHTEST_TAUGHT,
    firm,
    pressure,
)


def test_black_is_black_paper_is_paper_and_between_them_it_rises():
    ink = np.linspace(0, 1, 101, dtype=np.float32)[None]
    pressed = pressure(ink, np.zeros_like(ink))
    assert (pressed[ink <= LIGHTEST] == 0).all()
    assert (pressed[ink >= FIRMEST] == 1).all()
    assert (np.diff(pressed) >= 0).all() and 0.2 < pressed[0, 30] < 0.8


def test_a_mass_presses_as_a_line_does():
    line, mass = np.array([[0.9, 0]], np.float32), np.array([[0, 0.9]], np.float32)
    assert (pressure(line, mass) == 1).all()


def test_pressure_that_was_taught_is_made_firm_and_keeps_its_order():
    taught = np.linspace(0, 1, 1001, dtype=np.float32)[None]
    pressed = firm(taught)
    assert (pressed[taught <= LIGHTEST_TAUGHT] == 0).all()
    assert (pressed[taught >= FIRMEST_TAUGHT] == 1).all()
    assert (np.diff(pressed) >= -1e-6).all() and pressed[0, 600] > 0.75


def test_a_faint_line_alone_is_drawn_and_haze_beside_black_is_not():
    """Protects faint jaws: the same grey is ink where it stands out, paper next to a brow."""
    taught = np.zeros((40, 60), np.float32)
    taught[10, :] = 0.25
    taught[30, :] = 1.0
    taught[32, :] = 0.25
    pressed = firm(taught)
    assert pressed[10, 30] > 0.8 and pressed[32, 30] < 0.3
