"""Masses: no grey holes in black, no black on skin, strands of light left open."""

import numpy as np

from artline.finish.tone import decided, lit, masses
from artline.nouns import Face
from made_ink import SIDE, disc, made_ink


def test_a_half_seen_region_as_dark_as_its_black_goes_black():
    mass = np.where(disc(10, (80, 70)) > 0.5, 0.9, 0.35 * disc(30)).astype(np.float32)
    dark = (0.8 - 0.7 * disc(30)).astype(np.float32)
    black = decided(mass, dark, 0, 1) > 0.5
    assert black[disc(25) > 0.9].all()
    assert not black[disc(36) < 0.1].any()


def test_the_same_doubt_on_light_skin_stays_paper():
    mass = np.where(disc(10, (80, 70)) > 0.5, 0.9, 0.35 * disc(30)).astype(np.float32)
    light = np.where(disc(10, (80, 70)) > 0.5, 0.1, 0.6).astype(np.float32)
    black = decided(mass, light, 0, 1) > 0.5
    assert not black[(disc(14, (80, 70)) < 0.1)].any()


def test_dark_places_that_nobody_called_a_mass_stay_paper():
    """Dark skin is as dark as hair: tone alone must never make it black."""
    dark = np.full((SIDE, SIDE), 0.1, np.float32)
    black = decided(disc(10), dark, 0, 1) > 0.5
    assert not black[disc(20) < 0.1].any()


def test_without_any_black_nothing_is_made_black():
    mass = np.full((SIDE, SIDE), 0.4, np.float32)
    assert not (decided(mass, mass, 0, 1) > 0.5).any()


def test_strands_open_inside_a_mass_and_not_at_its_edge():
    strands = np.zeros((SIDE, SIDE), np.float32)
    strands[:, 78:82] = 2
    open_ = lit(disc(40), strands, 0, 1) < 0.5
    assert open_[60:100, 79].all()
    assert not open_[80, 60:70].any()
    assert not open_[41, 79]


def test_more_shade_leaves_fewer_strands():
    strands = np.full((SIDE, SIDE), 0.7, np.float32)
    assert (lit(disc(40), strands, 0, 1) < 0.5).sum() > 1000
    assert (lit(disc(40), strands, 1, 1)[disc(30) > 0.9] > 0.5).all()


def test_strands_of_middling_light_are_hair_near_a_face_and_nothing_on_cloth():
    face = (Face(0.4, 0.1, 0.6, 0.25, 0.9, ((0.45, 0.15), (0.55, 0.15))),)
    strands = np.full((SIDE, SIDE), 0.8, np.float32)
    everywhere = np.ones((SIDE, SIDE), np.float32)
    ink = made_ink(mass=everywhere, strands=strands, faces=face, lightness=0 * strands)
    black = masses(ink, 0) > 0.5
    assert not black[40, 80]
    assert black[140, 80]


def test_masses_that_the_model_settled_are_left_as_drawn():
    """Neither doubt nor strands are looked for again: both would undo what the model drew."""
    strands = np.full((SIDE, SIDE), 2, np.float32)
    mass = np.where(disc(10) > 0.5, 0.9, 0.35 * disc(30)).astype(np.float32)
    drawn = {"mass": mass, "strands": strands, "lightness": np.zeros((SIDE, SIDE), np.float32)}
    settled = masses(made_ink(**drawn, settled=True), 0) > 0.5
    assert (settled == (mass > 0.47)).all()
    assert ((masses(made_ink(**drawn), 0) > 0.5) != settled).any()
