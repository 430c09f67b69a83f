"""The jaw is a line from ear to ear, and none where a beard hides it."""

import numpy as np

from artline.anatomy import jaw
from artline.anatomy.sight import ground


def drawn(sitter, cover, sight=None):
    canvas = sitter.paper
    near = jaw.draw(sight or sitter.ground, sitter.head, canvas, cover)
    return canvas, near


def test_the_jaw_is_whole_from_ear_to_ear(sitter):
    """Protects chins from opening where the photo's edge is faint; at the ears it fades."""
    bare = sitter("bare")
    canvas, _ = drawn(bare, bare.paper)
    assert bare.near(canvas, jaw.JAW[2:-2], 3) > 0.5
    assert bare.near(canvas, jaw.JAW[:1], 3) == 0 == bare.near(canvas, jaw.JAW[-1:], 3)
    assert bare.away(canvas, bare.head.points[jaw.JAW]) <= 0.05 * bare.head.height + 1


def test_where_the_photo_has_no_edge_the_jaw_is_thinner_and_whole(sitter):
    """Protects chins in soft light: on a photo of one grey the line goes through the landmarks."""
    bare = sitter("bare")
    flat = ground(np.full_like(bare.rgb, 0.6), bare.everywhere)
    canvas, _ = drawn(bare, bare.paper, flat)
    assert bare.near(canvas, jaw.JAW[3:-3], 1) > 0.5
    assert canvas.sum() < 0.8 * drawn(bare, bare.paper)[0].sum()


def test_under_a_beard_there_is_no_jaw(sitter):
    """Protects beards: neither the line nor its neighbourhood is where they cover the chin."""
    bearded = sitter("bearded")
    cover = (bearded.head.below(bearded.head.points[17], bearded.paper.shape) > 0).astype("f4")
    canvas, near = drawn(bearded, cover)
    hidden = cover * (np.hypot(*np.gradient(cover)) == 0) > 0
    chin = hidden & (bearded.head.below(bearded.head.points[17], cover.shape) > 0.08)
    assert canvas[chin].max() == 0 == near[chin].max()
    assert canvas[cover == 0].max() > 0.5
