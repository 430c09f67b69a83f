"""The sitter: doubt is settled by region, and the outline survives."""

import numpy as np

from artline.finish.background import faces, sitter
from artline.nouns import Face
from made_ink import SIDE, disc, made_ink

NO_MASS = np.zeros((SIDE, SIDE), np.float32)


def shown(subject, mass=NO_MASS, faces=()):
    return sitter(made_ink(subject=subject, mass=mass, faces=faces))


def test_a_sure_sitter_stays_and_a_loose_doubt_goes():
    subject = np.maximum(disc(30, (80, 50)), 0.5 * disc(15, (80, 130)))
    found = shown(subject)
    assert (found[disc(28, (80, 50)) > 0.9] == 1).all()
    assert (found[disc(18, (80, 130)) > 0.1] == 0).all()


def test_half_believed_hair_that_hangs_on_the_head_stays():
    face = (Face(0.3, 0.3, 0.7, 0.7, 0.9, ((0.4, 0.5), (0.6, 0.5))),)
    subject = np.maximum(disc(30), 0.65 * disc(50))
    assert shown(subject)[disc(45) > 0.9].min() > 0.9
    faint = np.maximum(disc(30), 0.55 * disc(50))
    assert shown(faint, faces=face)[80, 37] == 0
    assert shown(faint, disc(50))[80, 37] == 0
    assert shown(faint, disc(50), face)[disc(45) > 0.9].min() > 0.9


def test_the_outline_is_let_through():
    found = shown(disc(30))
    assert found[80, 80 + 30] > 0.5
    assert found[80, 80 + 35] == 0


def test_faces_are_where_their_boxes_are():
    mask = faces(made_ink())
    assert mask[80, 80]
    assert not mask[10, 10]
    assert mask.mean() == 0.16


def test_beside_a_face_lamps_go_and_hands_and_people_turned_away_stay():
    face = (Face(0.22, 0.42, 0.38, 0.58, 0.9, ((0.25, 0.5), (0.35, 0.5))),)
    sitter_alone = disc(30, (80, 48))
    lamp = np.maximum(sitter_alone, disc(10, (40, 140)))
    assert shown(lamp)[40, 140] == 1
    assert shown(lamp, faces=face)[40, 140] == 0
    hand = np.maximum(sitter_alone, disc(8, (40, 85)))
    assert shown(hand, faces=face)[40, 85] == 1
    someone = np.maximum(sitter_alone, disc(28, (80, 128)))
    assert shown(someone, faces=face)[80, 128] == 1
