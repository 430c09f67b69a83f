"""Paper: colours are exactly those asked for, and transparency is the ink's own."""

import numpy as np

from artline.finish.paper import coloured
from artline.options import Settings

COVER = np.array([[0, 128, 255]], np.uint8)


def test_black_on_white_is_grey_pixels():
    assert coloured(COVER, Settings()).tolist() == [[255, 127, 0]]


def test_invert_is_white_on_black():
    assert coloured(COVER, Settings(invert=True)).tolist() == [[0, 128, 255]]


def test_colours_meet_at_the_edges():
    pixels = coloured(COVER, Settings(ink="#102030", paper="#ffeedd"))
    assert pixels.shape == (1, 3, 3)
    assert pixels[0, 0].tolist() == [255, 238, 221]
    assert pixels[0, 2].tolist() == [16, 32, 48]


def test_transparent_has_the_inks_colour_everywhere():
    pixels = coloured(COVER, Settings(ink="navy", background="transparent"))
    assert pixels[0, :, :3].tolist() == [[0, 0, 128]] * 3
    assert pixels[0, :, 3].tolist() == COVER[0].tolist()
