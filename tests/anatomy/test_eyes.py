"""Lids are strokes along the landmarks; what lies between them is left to the photo."""

from dataclasses import replace

import numpy as np

from artline.anatomy import eyes
from artline.anatomy.head import Head


def drawn(sitter, side, head=None):
    canvas = sitter.paper
    eyes.draw(sitter.ground, head or sitter.head, canvas, side)
    return canvas


def test_both_lids_lie_on_the_landmarks_and_the_upper_one_is_stronger(sitter):
    """Protects the look of an eye: no lid beside the lid, and no black line under the eye."""
    bare = sitter("bare")
    for side in (0, 1):
        eye, canvas = bare.head.eyes[side], drawn(bare, side)
        assert bare.away(canvas, eye[eyes.UPPER], eye[eyes.LOWER]) <= 2
        around = [canvas[y - 2 : y + 3, x - 2 : x + 3].sum() for x, y in np.rint(eye).astype(int)]
        upper, lower = (np.mean([around[k] for k in ring]) for ring in ((11, 12, 13), (3, 4, 5)))
        assert upper > 1.5 * lower > 0


def test_no_iris_is_invented(sitter):
    """Protects gazes: iris, pupil and catchlight are as the photo has them."""
    bare = sitter("bare")
    for side in (0, 1):
        x, y = np.rint(bare.head.irises[side][0]).astype(int)
        assert drawn(bare, side)[y - 1 : y + 2, x - 1 : x + 2].max() == 0


def test_the_smallest_eyes_have_no_lids(sitter):
    """Protects far faces from blots."""
    bare = sitter("bare")
    small = Head.of(replace(bare.mesh, contours=bare.mesh.contours / 10))
    assert drawn(bare, 0, small).max() == 0
