"""Hatching runs along hair, straight on in even cloth, and closest at the face."""

from __future__ import annotations

import numpy as np

from artline.finish.direction import SLANT, direction
from artline.nouns import Face
from artline.strokes.grain import HATCH, IN_FACE, WIDEST_HATCH, beside, spacing
from made_ink import made_ink

SIDE = 200


def turned(angle: np.ndarray, way: float) -> float:
    """Mean angle between directions of period π, radians."""
    return float(np.abs((angle - way + np.pi / 2) % np.pi - np.pi / 2).mean())


def test_hatching_follows_stripes_and_is_straight_where_there_are_none() -> None:
    """Protects hair's grain, and cloth from whirls of noise."""
    x = np.arange(SIDE)
    stripes = np.broadcast_to(0.3 + 0.2 * np.sin(x / 2), (SIDE, SIDE))
    noise = np.random.default_rng(0).normal(0.1, 0.004, (SIDE, SIDE))
    lightness = np.where(np.arange(SIDE)[:, None] < 100, stripes, noise).astype(np.float32)
    found = direction(made_ink(line=np.zeros((SIDE, SIDE)), lightness=lightness), (SIDE, SIDE))
    assert turned(found[20:80, 20:180], np.pi / 2) < 0.15
    assert turned(found[140:180, 20:180], SLANT) < 0.3


def test_lines_are_closest_in_faces_and_widest_apart_far_away_and_in_light_areas() -> None:
    """Protects the importance of the face, and tone."""
    face = Face(0.35, 0.05, 0.65, 0.3, 0.9, ((0.43, 0.1), (0.57, 0.1)))
    ink = made_ink(line=np.zeros((SIDE, SIDE)), faces=(face,))
    faces = np.zeros((SIDE, SIDE), bool)
    faces[20:50, 80:120] = True
    apart = spacing(ink, np.ones((SIDE, SIDE), np.float32), faces)
    assert apart[35, 100] == np.float32(IN_FACE)
    assert apart[35, 70] == np.float32(HATCH)
    assert apart[190, 100] > 1.5 * HATCH
    light = spacing(ink, np.full((SIDE, SIDE), 0.2, np.float32), faces)
    assert light[35, 70] == np.float32(WIDEST_HATCH)


def test_light_lines_are_drawn_once() -> None:
    """Protects light lines from being as dark as black ones."""
    tone, close = np.array([[1.0, 0.2]], np.float32), np.zeros((1, 2), bool)
    assert beside(tone, close)[0, 1] > 4 * beside(tone, close)[0, 0]
