"""Lines: every knob moves the drawing the way its name says, and nothing else appears."""

import numpy as np
import pytest

from artline.finish.line import LineStyle, draw
from artline.finish.render import rendered
from artline.finish.traced import traced
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring

INK = LineStyle()
CONTOUR = LineStyle(masses=False)


def drawn(ink=None, style=INK, **knobs):
    sheet = draw(ink or inked(), Settings.choose(**knobs), style)
    return (sheet.tone if style.masses else sheet.field) > 0.5


def inked(**changes):
    """The head as a pen draws it that presses fully on its outline and on its hair."""
    pressure = np.maximum(ring(50), disc(20, (45, 80)))
    return made_ink(**{"pressure": pressure, **changes})


def test_the_line_is_drawn_where_it_is_and_nowhere_else():
    field = drawn(style=CONTOUR)
    assert field[ring(50) > 0.9].all()
    assert not field[ring(50, width=4) < 0.05].any()


def test_masses_are_black_and_contour_has_none():
    inside = (disc(16, (45, 80)) > 0.9) & (ring(50, width=4) < 0.05)
    assert drawn()[inside].all()
    assert not drawn(style=CONTOUR)[inside].any()


def test_a_faint_line_is_thin_and_not_lost():
    strong, faint = (drawn(made_ink(line=k * ring(50)), CONTOUR) for k in (1.0, 0.4))
    assert 0.35 < faint.sum() / strong.sum() < 1


def test_noise_under_the_faintest_level_is_paper():
    assert not drawn(made_ink(line=0.1 * ring(50)), CONTOUR).any()


def test_weight_changes_the_width_of_lines_by_about_itself():
    widths = [drawn(style=CONTOUR, weight=w).sum() for w in (0.5, 1, 2, 4)]
    assert widths == sorted(widths)
    assert widths[2] / widths[1] == pytest.approx(2, rel=0.3)
    assert widths[3] / widths[1] == pytest.approx(4, rel=0.3)


def test_detail_brings_lines_of_the_scene_and_takes_faint_ones():
    wrinkle = ring(15, (95, 80))
    there = wrinkle > 0.95
    left_out = made_ink(scene=np.maximum(ring(50), 0.6 * wrinkle))
    assert not drawn(left_out, CONTOUR)[there].any()
    assert drawn(left_out, CONTOUR, detail=1)[there].mean() > 0.9
    faint = made_ink(line=np.maximum(ring(50), 0.26 * wrinkle))
    assert drawn(faint, CONTOUR)[there].mean() > 0.5
    assert not drawn(faint, CONTOUR, detail=-1)[there].any()


def test_more_detail_draws_lines_of_the_photo_dark_and_light():
    """Protects knob detail: a network that leaves a fold out must not keep it out for good."""
    fold, seam = ring(15, (100, 80), 2.0), ring(10, (45, 80), 2.0)
    light = 0.8 - 0.7 * disc(20, (45, 80)) - 0.25 * fold + 0.3 * seam
    ink = inked(lightness=np.clip(light, 0, 1).astype(np.float32))
    assert not drawn(ink)[fold > 0.9].any() and drawn(ink)[seam > 0.9].all()
    more = drawn(ink, detail=1)
    assert more[fold > 0.9].mean() > 0.8 and more[seam > 0.9].mean() < 0.3


def test_less_shade_opens_the_lightest_black_first_and_leaves_its_rim():
    """Protects knob shade: half of it, half of the black; none of it, outlines."""
    left = np.arange(SIDE) < 80
    light = np.where(left, 0.2, 0.3) * np.ones((SIDE, 1))
    ink = inked(lightness=light.astype(np.float32))
    hair = disc(13, (45, 80)) > 0.9
    whole, half, none = (drawn(ink, shade=s)[hair] for s in (0, -0.5, -1))
    assert whole.all() and not none.any()
    assert half[left[None].repeat(SIDE, 0)[hair]].mean() > 0.8
    assert 0.3 < half.mean() < 0.7
    rim = (disc(19.5, (45, 80)) > 0.9) & (disc(17.5, (45, 80)) < 0.1)
    assert drawn(ink, shade=-1)[rim].mean() > 0.5


def test_more_shade_makes_light_touches_black():
    grey = inked(pressure=0.3 * disc(20, (45, 80)))
    assert drawn(grey, shade=1).sum() > drawn(grey).sum()


def test_white_leaves_the_background_out_and_keep_draws_it_lighter():
    tree = ring(12, (40, 145)) > 0.8
    keep = draw(made_ink(), Settings.choose(look="contour", background="keep"), CONTOUR)
    assert not drawn(made_ink(), CONTOUR)[tree].any() and not drawn()[tree].any()
    assert (keep.behind > 0.5)[tree].all() and not (keep.field > 0.5)[tree].any()
    assert (keep.field > 0.5)[ring(50) > 0.9].all()
    assert (draw(inked(), Settings.choose(background="keep"), INK).behind > 0.5)[tree].all()


def test_a_picture_without_a_sitter_is_drawn_at_full_strength():
    ink = inked(subject=np.zeros((160, 160), np.float32))
    for style, look in ((CONTOUR, "contour"), (INK, "ink")):
        sheet = draw(ink, Settings.choose(look=look, background="keep"), style)
        assert sheet.behind is None
        field = sheet.tone if style.masses else sheet.field
        assert (field > 0.5)[ring(12, (40, 145)) > 0.8].all()


def pressed(**knobs):
    """What a pen draws that presses fully on a cap of hair, lightly around it and on the ring."""
    touch = np.maximum.reduce([0.4 * ring(50), disc(20, (45, 80)), 0.4 * disc(24, (45, 80))])
    return draw(made_ink(pressure=touch.astype(np.float32)), Settings.choose(**knobs), INK)


def test_ink_is_as_dark_as_the_pen_presses():
    """A light touch is light beside a hard one, and firm alone; elsewhere there is paper."""
    tone = pressed().tone
    alone = (ring(50) > 0.9) & (disc(28, (45, 80)) < 0.1)
    hair = disc(17, (45, 80)) > 0.9
    beside = (disc(23, (45, 80)) > 0.5) & (disc(21.5, (45, 80)) < 0.5) & (disc(40) > 0.9)
    assert tone[beside].min() > 0.2 and np.median(tone[beside]) < 0.6
    assert tone[alone].min() > 0.9 and tone[hair].min() > 0.95
    assert tone[(ring(50, width=4) < 0.05) & (disc(28, (45, 80)) < 0.1)].max() < 1e-6


def test_knobs_move_a_pressed_drawing_too():
    """On the sheet as it is drawn: line weight moves edges once they are steep."""

    def black(**knobs):
        return int(rendered(traced(pressed(**knobs), made_ink()), SIDE, SIDE).sum())

    assert black(weight=0.5) < 0.9 * black() < black() < 0.9 * black(weight=2)
    assert black(shade=-1) < black() < black(shade=1)
    assert black(detail=-1) < black()
    assert black(background="keep") > black()


def test_a_pressed_sheet_names_every_setting_that_its_tone_follows_from():
    """Protects from the steep form of other settings being drawn: it is kept under this key."""
    keys = [
        pressed(**knobs).key
        for knobs in ({}, {"detail": 0.5}, {"shade": 0.5}, {"background": "keep"})
    ]
    assert len(set(keys)) == 4
    assert pressed(weight=2).key == keys[0]
    assert np.array_equal(pressed(weight=2).tone, pressed().tone)


def test_contour_of_a_pressed_drawing_is_its_line():
    touch = disc(20, (45, 80))
    assert draw(made_ink(pressure=touch), Settings(), CONTOUR).behind is None


def test_haze_over_a_mass_is_no_contour_and_its_lines_are_kept():
    """A model that sees a little line all over the hair leaves no black blot in look contour."""
    hair, strand = disc(24, (80, 80)), ring(14, (80, 80))
    haze = (0.45 * hair).astype(np.float32)
    field = drawn(made_ink(line=np.maximum(haze, 0.9 * strand)), CONTOUR)
    inside = disc(20, (80, 80)) > 0.9
    assert field[strand > 0.9].mean() > 0.95
    assert not field[inside & (ring(14, (80, 80), width=4) < 0.05)].any()
