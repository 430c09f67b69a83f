"""Contour: middles of lines, outlines of areas, and the knobs that move them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import label

from artline.anatomy.head import Head
from artline.finish.contour.draw import HALF_WIDTH, draw
from artline.finish.contour.irises import irises
from artline.finish.contour.middles import away, border, longer, middles
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-096.jpg"


def drawn(ink=None, **knobs):
    """Where there is ink, at the size of the made ink."""
    cover = draw(ink or head(), Settings.choose(look="contour", **knobs)).cover
    side = cover.shape[0] // SIDE * SIDE
    assert cover.shape[0] - side < SIDE
    place = ((np.arange(SIDE) + 0.5) * cover.shape[0] / SIDE).astype(int)
    return cover[np.ix_(place, place)] > 127


def head(**changes):
    """An outline and a cap of hair, drawn with a firm pen."""
    pressure = np.maximum(ring(50), disc(20, (45, 80))).astype(np.float32)
    return made_ink(**{"pressure": pressure, "faces": (), "subject": disc(52), **changes})


def width(cover):
    """Pixels of ink on the way down from the middle of the made head, of the lowest line."""
    column = cover[cover.shape[0] // 2 :, cover.shape[1] // 2] > 127
    return int(column.sum())


def test_a_line_is_drawn_once_along_its_middle():
    below = (ring(50, width=0.7) > 0.9) & (np.arange(SIDE)[:, None] > 70)
    assert drawn()[below].mean() > 0.95
    assert not drawn()[(ring(50, width=5) < 0.05) & (disc(26, (45, 80)) < 0.05)].any()


def test_a_thick_line_has_no_two_sides():
    """Protects brows and lids from becoming sausages."""
    thick = made_ink(pressure=disc(60) - disc(53), faces=(), subject=disc(60))
    cover = draw(thick, Settings(look="contour")).cover
    down = cover[:, cover.shape[1] // 2][cover.shape[0] // 2 :] > 127
    assert (np.diff(down.astype(int)) == 1).sum() == 1


def test_an_area_is_its_outline():
    inside = (disc(12, (45, 80)) > 0.9) & (ring(50, width=4) < 0.05)
    rim = (disc(21, (45, 80)) > 0.5) & (disc(18.5, (45, 80)) < 0.5) & (disc(45) > 0.9)
    assert not drawn()[inside].any()
    assert drawn()[rim].mean() > 0.4


def test_all_lines_are_as_wide_and_the_pen_makes_them_wider():
    """Protects colouring pages: a faint line is as wide as a firm one."""
    faint = head(pressure=(0.5 * ring(50)).astype(np.float32))
    one = width(draw(faint, Settings(look="contour")).cover)
    assert one == pytest.approx(width(draw(head(), Settings(look="contour")).cover), abs=1)
    assert one == pytest.approx(2 * HALF_WIDTH * 2.25, abs=1.5)
    broad = width(draw(faint, Settings(look="contour", weight=2)).cover)
    assert broad == pytest.approx(2 * one, abs=2)


def test_less_detail_leaves_faint_lines_out():
    wrinkle = ring(15, (95, 80))
    faint = head(pressure=np.maximum(ring(50), 0.3 * wrinkle).astype(np.float32))
    there = ring(15, (95, 80), 0.7) > 0.9
    assert drawn(faint)[there].mean() > 0.5
    assert not drawn(faint, detail=-1)[there].any()


def test_the_sitters_outline_is_closed_where_the_network_left_it_open():
    """Protects colouring pages: a shoulder without a line leaks."""
    half = ring(55).copy()
    half[:, 90:] = 0
    ink = head(pressure=half, subject=disc(56))
    assert drawn(ink)[ring(56, width=2.5) > 0.9].mean() > 0.5
    assert drawn(ink)[:, 95:].any()


def test_a_background_that_is_kept_lies_behind():
    tree = head(scene=np.maximum(ring(50), ring(12, (40, 140))).astype(np.float32))
    assert draw(tree, Settings(look="contour")).behind is None
    behind = draw(tree, Settings(look="contour", background="keep")).behind
    assert behind is not None and behind.max() == 255


def test_what_the_user_erased_stays_empty():
    """Protects retouching: outlines that are closed do not bring it back."""
    erased = np.zeros((SIDE, SIDE), bool)
    erased[:, 80:] = True
    pressure = np.where(erased, 0, ring(50)).astype(np.float32)
    assert not drawn(head(pressure=pressure, erased=erased))[:, 84:].any()


def test_the_edge_of_a_brush_is_no_outline():
    """Protects restoring: what is brought back has no frame around it."""
    claimed = np.zeros((SIDE, SIDE), bool)
    claimed[10:70, 120:150] = True
    subject = np.maximum(disc(52), claimed).astype(np.float32)
    frame = np.zeros((SIDE, SIDE), bool)
    frame[14:66, 140:156] = True
    assert drawn(head(subject=subject))[frame].any()
    assert not drawn(head(subject=subject, claimed=claimed))[frame].any()


def test_middles_lose_spurs_and_keep_short_lines():
    mask = np.zeros((60, 80), bool)
    mask[28:33, 10:70] = True
    mask[25:28, 40] = True  # tremor of the edge
    mask[50:52, 10:20] = True
    thin = middles(mask, 4, 2.25)
    assert not thin[:27].any() and thin[30, 15:65].all()
    assert thin[49:53, 12:18].any()
    assert longer(thin, 30)[49:53].sum() == 0


def test_a_border_is_a_pixel_wide_and_not_the_pictures_edge():
    area = np.zeros((20, 20), bool)
    area[:, :10] = True
    assert border(area).sum() == 18 and border(area)[5, 10]
    assert away(border(area))[5, 13] == pytest.approx(3, abs=0.1)


def test_eyes_have_rings_and_pupils(artist):
    """Protects eyes: each seen iris is one ring below the lid, with a dot in it."""
    ink = artist.see(PHOTO, looks=["contour"])
    found = irises(ink, np.ones(ink.shape, bool) & False, ink.pitch)
    assert not found.dots.any(), "nothing is inked: eyes are closed"
    black = ink.channels["pressure"] > 0.25
    found = irises(ink, black, ink.pitch)
    assert label(found.dots)[1] == 2
    eyes = Head.of(ink.meshes[0]).irises[:, 0]
    for x, y in eyes:
        assert found.dots[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2].any()
