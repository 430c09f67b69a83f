"""Beards are found by being dark, rough or grey, and no bare chin has one."""

import numpy as np
import pytest
from skimage.morphology import disk, erosion

from artline.anatomy import beard
from artline.anatomy.sight import ground
from artline.fields.blur import blur


def relative(sitter):
    return blur((sitter.ground.light / np.float32(sitter.skin.light)).astype(np.float32), 1.2)


def test_a_dark_beard_covers_the_chin_and_a_bare_chin_is_bare(sitter):
    """Protects beards on dark skin, and chins from one."""
    smiling, bare = sitter("smiling"), sitter("bare")
    cover, sure = beard.cover(relative(smiling), smiling.head)
    assert sure > 0.9 and cover[smiling.inside(beard.CHIN) > 0.5].mean() > 0.7
    assert cover[smiling.cheeks].mean() < 0.1
    cover, sure = beard.cover(relative(bare), bare.head)
    assert sure == 0 and cover.max() == 0


def test_a_short_beard_is_rough_and_dark(sitter):
    """Protects beards of a few days; blurred to a shadow, the same darkness is none."""
    bearded, bare = sitter("bearded"), sitter("bare")
    found, sure = beard.short(bearded.ground, bearded.head)
    assert sure > 0.5 and found[bearded.inside(beard.CHIN) > 0.5].mean() > 0.3
    assert found[bearded.cheeks].mean() < 0.1
    assert beard.short(bare.ground, bare.head)[1] == 0


def test_a_grey_beard_is_less_coloured_than_skin(sitter):
    """Protects white beards, which have no black at all: the chin made grey, as light as before."""
    bare = sitter("bare")
    chin = bare.inside(beard.CHIN)[..., None]
    grey = bare.rgb.mean(2, keepdims=True)
    rgb = (bare.rgb + chin * (grey - bare.rgb)).astype(np.float32)
    inside = erosion(chin[..., 0] > 0.5, disk(3))
    found = beard.grey(ground(rgb, bare.everywhere), bare.head, bare.skin)
    assert found[inside].mean() > 0.8 and found[bare.cheeks].mean() < 0.02
    assert beard.grey(bare.ground, bare.head, bare.skin)[inside].mean() < 0.05


def test_whiskers_have_strokes(sitter):
    """Protects beards from one black blot: lines among whiskers are kept, none is outside."""
    smiling = sitter("smiling")
    cover, _ = beard.cover(relative(smiling), smiling.head)
    none = smiling.paper
    plain, lined = (
        beard.whiskers(smiling.sight, smiling.skin, cover, smiling.oval, fine)
        for fine in (none, smiling.everywhere)
    )
    chin = (smiling.inside(beard.CHIN) > 0.5) & (cover > 0.9)
    assert (plain[chin] > 0.5).mean() > 0.1 and lined[chin].min() > 0.85
    assert lined[cover == 0].max() == pytest.approx(0)
