"""Skin is told from hair by its own colour, in light and in shade."""

import numpy as np
import pytest

from artline.anatomy import skin
from artline.anatomy.sight import ground


@pytest.mark.parametrize("name", ["dark-haired", "bearded", "smiling"])
def test_cheeks_are_like_skin_and_hair_is_not(sitter, name):
    """Protects skin of every tone from ink, and hair and beards from being left as paper."""
    someone = sitter(name)
    likeness = skin.likeness(someone.ground, someone.skin)
    assert likeness[someone.cheeks].mean() > 0.65
    x, y = np.rint(someone.head.points[10] - 0.17 * someone.head.height * someone.head.down)
    crown = likeness[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5]
    assert crown.mean() < 0.4


def test_shade_does_not_change_what_skin_is(sitter):
    """Protects faces lit from one side: half as light, the cheeks are as much skin as before."""
    bare = sitter("bare")
    shaded = ground((0.5 * bare.rgb).astype(np.float32), bare.everywhere)
    own = skin.of_head(shaded, bare.head, grey=False)
    assert own.light < 0.7 * bare.skin.light
    assert skin.likeness(shaded, own)[bare.cheeks].mean() > 0.9


def test_grey_cloth_as_light_as_skin_is_no_skin(sitter):
    """Protects clothes: cheeks without their colour are like skin no more."""
    bare = sitter("bare")
    pale = np.repeat(bare.rgb.mean(2, keepdims=True), 3, axis=2)
    pale = (pale + 0.15 * (bare.rgb - pale)).astype(np.float32)
    cloth = ground(pale, bare.everywhere)
    assert skin.likeness(cloth, bare.skin)[bare.cheeks].mean() < 0.1


def test_a_photo_without_colours_is_told(sitter):
    """Protects old photos, in which skin is told by lightness alone."""
    bare = sitter("bare")
    grey = np.repeat(bare.rgb.mean(2, keepdims=True), 3, axis=2)
    sepia = np.clip(grey * np.array([1.0, 0.85, 0.65], np.float32), 0, 1)
    for rgb in (grey, sepia):
        assert skin.colourless(ground(np.ascontiguousarray(rgb), bare.everywhere))
    assert not skin.colourless(bare.ground)


def test_the_neck_is_below_the_jaw(sitter):
    """Protects necks: the column begins within the face and ends above the chest."""
    bare = sitter("bare")
    below = bare.head.below(bare.head.points[152], bare.paper.shape)[
        skin.neck(bare.ground, bare.head) > 0.5
    ]
    assert below.min() < 0 and 0.2 < below.max() < 0.5 and (below > 0).mean() > 0.5
