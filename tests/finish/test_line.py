"""Lines: every knob moves the drawing the way its name says, and nothing else appears."""

import numpy as np

from artline.finish.line import LineStyle, draw
from artline.finish.render import rendered
from artline.finish.traced import traced
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring

INK = LineStyle()


def drawn(ink=None, **knobs):
    return draw(ink or inked(), Settings.choose(**knobs), INK).tone > 0.5


def inked(**changes):
    """The head as a pen draws it that presses fully on its outline and on its hair."""
    pressure = np.maximum(ring(50), disc(20, (45, 80)))
    return made_ink(**{"pressure": pressure, **changes})


def test_masses_are_black():
    assert drawn()[(disc(16, (45, 80)) > 0.9) & (ring(50, width=4) < 0.05)].all()


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
    assert not drawn()[tree].any()
    keep = draw(inked(), Settings.choose(background="keep"), INK)
    assert (keep.behind > 0.5)[tree].all() and not (keep.tone > 0.5)[tree].any()


def test_less_detail_leaves_the_background_its_firmest_lines():
    """Protects `FIRMER`: faint lines behind the sitter go first."""
    tree = ring(12, (40, 145))
    faint = made_ink(scene=np.maximum(ring(50), 0.26 * tree).astype(np.float32))
    plain, less = (
        draw(faint, Settings.choose(background="keep", detail=detail), INK).behind
        for detail in (0, -1)
    )
    assert (plain > 0.5)[tree > 0.95].mean() > 0.5
    assert not (less > 0.5).any()


def test_a_picture_without_a_sitter_is_drawn_at_full_strength():
    ink = inked(subject=np.zeros((160, 160), np.float32))
    sheet = draw(ink, Settings.choose(background="keep"), INK)
    assert sheet.behind is None
    assert (sheet.tone > 0.5)[ring(12, (40, 145)) > 0.8].all()


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
