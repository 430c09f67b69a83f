"""Dark cloth is black as a whole, and the sitter has an outline where the photo has none."""

import numpy as np

from artline.anatomy import cloth
from artline.anatomy.sight import see


def everywhere(rgb):
    return np.ones(rgb.shape[:2], np.float32)


def test_dark_cloth_is_black_as_a_whole():
    """A dark jacket with a lighter half is filled; light cloth stays paper."""
    rgb = np.full((320, 320, 3), 0.9, np.float32)
    rgb[120:, :200] = 0.06
    rgb[200:, :100] = 0.16
    rgb[120:, 240:] = 0.55
    seen = see(rgb, everywhere(rgb))
    free = everywhere(rgb)
    black = cloth.solid(seen, cloth.mass(seen), free)
    assert black[130:310, 10:190].min() > 0.9
    assert black[:, 220:].max() < 0.1
    assert cloth.solid(seen, cloth.mass(seen), 0 * free).max() == 0


def test_the_outline_follows_the_matte_where_no_line_is():
    """Protects pale sleeves before a pale wall; a line that is there is not doubled."""
    rgb = np.full((160, 160, 3), 0.8, np.float32)
    subject = np.zeros((160, 160), np.float32)
    subject[40:, 50:110] = 1
    seen = see(rgb, subject)
    line = cloth.outline(seen, np.zeros_like(subject))
    assert line[60:140, 48:53].max(1).min() > 0.5
    assert line[60:140, 58:102].max() == 0 and line[60:140, :46].max() == 0
    assert line[-3:].max() == 0
    drawn = np.zeros_like(subject)
    drawn[:, 48:53] = 1
    doubled = cloth.outline(seen, drawn)
    assert doubled[60:140, 40:60].max() == 0 and doubled[60:140, 105:115].max(1).min() > 0.5
