"""Blocks that are worked on: whatever differs from its surroundings is among them."""

import numpy as np
import pytest

from artline.fields.blocks import SIDE, Blocks


def picture() -> np.ndarray:
    """Paper, a black mass, and one grey pixel, 12×10 blocks."""
    made = np.zeros((12 * SIDE, 10 * SIDE), np.uint8)
    made[: 4 * SIDE, : 5 * SIDE] = 255
    made[9 * SIDE + 3, 7 * SIDE + 5] = 9
    return made


def worked_on(blocks: Blocks) -> np.ndarray:
    """Which blocks are, bool 12×10."""
    found = np.zeros((12, 10), bool)
    found[blocks.rows, blocks.columns] = True
    return found


def test_steps_and_pixels_are_found_and_what_is_even_is_left_out():
    """Protects edges that run between two blocks, each of which is even, and time of masses."""
    found = worked_on(Blocks.uneven(picture(), 0))
    assert found[3:5, :6].all()
    assert found[:5, 4:6].all()
    assert found[9, 7]
    assert not found[:3, :4].any()
    assert not found[6:8].any()


def test_a_margin_is_worked_on_too():
    found = worked_on(Blocks.uneven(picture(), 1))
    assert found[8:11, 6:9].all()
    assert not found[:2, :3].any()


@pytest.mark.parametrize("margin", [0, 1])
def test_what_is_taken_can_be_laid_back(margin):
    """Protects a picture from blocks in wrong places: each value comes back to where it was."""
    blocks, before = Blocks.uneven(picture(), margin), picture()
    noise = np.random.default_rng(0).integers(0, 255, before.shape, np.uint8)
    x, y = (np.asarray(place, int) for place in blocks.places())
    assert np.array_equal(blocks.taken(noise), noise[y, x])
    made = before.copy()
    blocks.lay(made, blocks.taken(noise))
    inside = np.kron(worked_on(blocks), np.ones((SIDE, SIDE), bool))
    assert np.array_equal(made, np.where(inside, noise, before))


def test_an_even_picture_has_none():
    assert not len(Blocks.uneven(np.full((4 * SIDE, SIDE), 80, np.uint8), 2))
