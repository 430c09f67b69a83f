"""Frames are found where they are worn; dark lenses are black, others leave the eyes free."""

import numpy as np

from artline.anatomy import glasses
from artline.anatomy.pen import shape
from artline.anatomy.sight import see


def test_a_frame_is_found_and_a_bare_face_has_none(sitter):
    """Protects frames, which are no part of a face's mesh, and bare faces from one."""
    worn, bare = sitter("glasses"), sitter("bare")
    assert glasses.worn(worn.sight, worn.head) and not glasses.worn(bare.sight, bare.head)
    assert not glasses.dark(worn.sight, worn.head, worn.skin)


def test_a_frame_leaves_the_eyes_free(sitter):
    """Protects eyes behind glasses: neither black nor a line of the frame's fill lies on them."""
    worn = sitter("glasses")
    fill, line = glasses.draw(worn.sight, worn.head, worn.skin, lenses=False)
    zone = worn.inside(glasses.ZONE) > 0.5
    assert np.maximum(fill, line)[zone].mean() > 0.1
    for eye in worn.head.eyes:
        middle = shape(
            fill.shape,
            eye[:16][glasses.OPENING].mean(0) + np.array([(-2, -2), (2, -2), (2, 2), (-2, 2)]),
        )
        assert fill[middle > 0.5].max() < 0.3


def test_dark_lenses_are_black(sitter):
    """Protects sunglasses from invented eyes: lenses painted black are filled as a whole."""
    bare = sitter("bare")
    rgb = bare.rgb.copy()
    for eye in bare.head.eyes:
        rgb[shape(bare.paper.shape, eye[glasses.SOCKET]) > 0] = 0.05
    sight = see(rgb, bare.everywhere)
    assert glasses.dark(sight, bare.head, bare.skin)
    fill, _ = glasses.draw(sight, bare.head, bare.skin, lenses=True)
    for eye in bare.head.eyes:
        assert fill[shape(bare.paper.shape, eye[glasses.OPENING]) > 0.9].min() > 0.9
