"""The sitter: doubt is settled by region, and the outline survives."""

import numpy as np

from artline.finish.background import faces, sitter
from made_ink import SIDE, disc, made_ink

NO_MASS = np.zeros((SIDE, SIDE), np.float32)


def test_a_sure_sitter_stays_and_a_loose_doubt_goes():
    subject = np.maximum(disc(30, (80, 50)), 0.5 * disc(15, (80, 130)))
    shown = sitter(subject, NO_MASS, 1)
    assert (shown[disc(28, (80, 50)) > 0.9] == 1).all()
    assert (shown[disc(18, (80, 130)) > 0.1] == 0).all()


def test_half_believed_hair_that_hangs_on_the_head_stays():
    subject = np.maximum(disc(30), 0.4 * disc(50))
    assert sitter(subject, NO_MASS, 1)[disc(45) > 0.9].min() > 0.9
    faint = np.maximum(disc(30), 0.25 * disc(50))
    assert sitter(faint, NO_MASS, 1)[80, 37] == 0
    assert sitter(faint, disc(50), 1)[disc(45) > 0.9].min() > 0.9


def test_the_outline_is_let_through():
    shown = sitter(disc(30), NO_MASS, 1)
    assert shown[80, 80 + 31] > 0.5
    assert shown[80, 80 + 36] == 0


def test_faces_are_where_their_boxes_are():
    mask = faces(made_ink())
    assert mask[80, 80]
    assert not mask[10, 10]
    assert mask.mean() == 0.16
