"""A sheet at the size of the drawing: sharp at every size, and weight is the pen's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from artline import pipeline
from artline.evaluate.metrics.edge_width import edge_width
from artline.finish import render
from artline.finish.sheet import CutSheet, Sheet, ToneSheet
from artline.finish.traced import BEHIND, FINENESS, steep_size, traced, washed, without_wash
from artline.nouns import Ink
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring


def rendered(sheet: Sheet, ink: Ink, height: int, width: int) -> np.ndarray:
    """A sheet's marks at that size."""
    return render.rendered(traced(sheet, ink), height, width)


def soft_sheet(weight: float = 1.0, key: object = "soft") -> ToneSheet:
    """A black disc with a hole, as blurred as a network's ink at its worst."""
    hard = (disc(50) > 0.5) & (disc(20) < 0.5)
    return ToneSheet(gaussian_filter(hard.astype(np.float32), 2.0), weight, key)


@pytest.mark.parametrize("scale", [1, 2, 4, 6])
def test_tone_has_steep_edges_at_every_size(scale):
    """Protects drawings of any size from the blur of the network's ink."""
    cover = rendered(soft_sheet(), made_ink(), scale * SIDE, scale * SIDE)
    assert edge_width(255 - cover, pass_side=SIDE // 4).median <= 1.3


@pytest.mark.parametrize("scale", [0.5, 1, 2, 4])
def test_tone_keeps_its_place_and_its_area(scale):
    """Protects from a drawing that does not lie on its photo."""
    side = round(scale * SIDE)
    cover = rendered(soft_sheet(), made_ink(), side, side) / 255
    wanted = float((soft_sheet().tone > 0.5).mean())
    assert cover.mean() == pytest.approx(wanted, rel=0.03)
    centre = [(cover.sum(axis) * np.arange(side)).sum() / cover.sum() for axis in (0, 1)]
    middle = [(80 + 0.5) * scale - 0.5] * 2
    assert centre == pytest.approx(middle, abs=0.005 * side)


def test_weight_thickens_and_thins_tone_at_every_size():
    """By the same share of the drawing, whatever its size."""
    shares = [
        [rendered(soft_sheet(w), made_ink(), side, side).mean() / 255 for w in (0.5, 1, 2)]
        for side in (SIDE, 3 * SIDE)
    ]
    for thin, plain, thick in shares:
        assert thin < plain - 0.005 and thick > plain + 0.01
    assert shares[0] == pytest.approx(shares[1], abs=0.01)


def test_steep_tone_is_kept_and_never_for_other_settings():
    """Protects a knob's speed, and a drawing from the ink of the settings before."""
    ink = made_ink()
    plain = rendered(soft_sheet(), ink, SIDE, SIDE)
    assert np.array_equal(rendered(soft_sheet(), ink, SIDE, SIDE), plain)
    blank = ToneSheet(np.zeros((SIDE, SIDE), np.float32), 1.0, "blank")
    assert not rendered(blank, ink, SIDE, SIDE).any()
    rendered(soft_sheet(), ink, SIDE, SIDE)
    large = rendered(soft_sheet(), ink, 2 * SIDE, 2 * SIDE)
    assert np.array_equal(large, rendered(soft_sheet(), made_ink(), 2 * SIDE, 2 * SIDE))
    other = replace(ink, subject=1 - ink.subject)
    assert not rendered(replace(blank, key="soft"), other, SIDE, SIDE).any()


def test_what_lies_behind_is_lighter_and_beneath():
    """Protects a background that is kept: lighter than the sitter, and never over it."""
    cover = rendered(CutSheet(disc(20), disc(40)), made_ink(), SIDE, SIDE)
    assert cover[disc(18) > 0.9].min() == 255
    assert cover[(disc(38) > 0.9) & (disc(22) < 0.1)] == pytest.approx(255 * BEHIND, abs=1)
    assert not cover[disc(43) < 0.1].any()


def test_cut_ink_is_black():
    cover = rendered(CutSheet(ring(50)), made_ink(), 2 * SIDE, 2 * SIDE)
    assert cover.max() == 255 and cover.min() == 0


def test_a_scene_without_a_sitter_is_not_taken_for_a_kept_background():
    """Protects the lighter background of one drawing from the black scene drawn before it."""
    nothing = np.zeros((SIDE, SIDE), np.float32)
    inks = [made_ink(pressure=nothing, faces=()) for _ in range(2)]
    scene = pipeline.finish(inks[0], Settings()).pixels
    kept, alone = (pipeline.finish(ink, Settings(background="keep")).pixels for ink in inks)
    assert (kept == alone).all()
    assert kept.min() > scene.min() + 50


@pytest.mark.parametrize("pitch", [1.0, 1.3, 2.5])
def test_marks_are_traced_at_one_fineness_whatever_the_size(pitch):
    """Protects the same marks at every size; ink that is finer already stays as it is."""
    height, width, unit = steep_size(made_ink(pitch=pitch))
    assert unit == pytest.approx(max(FINENESS, pitch), rel=0.01)
    assert height == width == round(SIDE * max(FINENESS / pitch, 1))


def test_a_wash_is_tone_in_pictures_and_shapes_in_files_of_shapes():
    """Protects looks of the hand: their grain in pixels, their outlines on a cutter."""
    marks = washed(soft_sheet(), made_ink())
    picture = render.rendered(marks, SIDE, SIDE)
    assert marks.wash is not None and not marks.marks
    shapes = without_wash(marks)
    assert shapes.wash is None and shapes.marks
    assert np.abs(render.rendered(shapes, SIDE, SIDE).astype(int) - picture).mean() < 8
