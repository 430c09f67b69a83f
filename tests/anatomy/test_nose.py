"""Wings and base of a nose lie on the landmarks, its bridge on the shaded side alone."""

from dataclasses import replace

import numpy as np

from artline.anatomy import nose
from artline.anatomy.sight import ground


def drawn(sitter, draw, sight=None):
    canvas = sitter.paper
    draw(sight or sitter.ground, sitter.head, canvas)
    return canvas


def test_wings_lie_on_the_landmarks_and_the_tip_is_free(sitter):
    """Protects noses from being cut to two dots, and from a line across."""
    bare = sitter("bare")
    canvas = drawn(bare, nose.wings)
    assert bare.near(canvas, [129, 358], 3) > 0.5
    x, y = np.rint(bare.head.points[4]).astype(int)
    assert canvas[y - 4 : y + 5, x - 4 : x + 5].max() == 0
    rings = (*nose.WINGS, *nose.BASES)
    assert bare.away(canvas, *(bare.head.points[ring] for ring in rings)) <= 4


def test_the_bridge_is_drawn_on_its_shaded_side(sitter):
    """Protects faces from two lines down the nose: light from the left shades the right side."""
    bare = sitter("bare")
    middle = bare.head.points[197][0]
    across = np.arange(bare.rgb.shape[1]) < middle
    for shaded in (0, 1):
        dark = np.where(across == (shaded == 0), 0.5, 1).astype(np.float32)
        sight = ground((bare.rgb * dark[None, :, None]).astype(np.float32), bare.everywhere)
        bridge = drawn(bare, nose.draw, sight) - drawn(bare, nose.wings, sight)
        ink = [bridge[:, across].sum(), bridge[:, ~across].sum()]
        assert ink[shaded] > 3 * ink[1 - shaded]


def test_the_smallest_noses_are_not_drawn(sitter):
    """Protects far faces from blots."""
    bare = sitter("bare")
    small = replace(bare.head, points=bare.head.points / 20)
    canvas = bare.paper
    nose.draw(bare.ground, small, canvas)
    assert canvas.max() == 0
