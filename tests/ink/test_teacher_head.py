"""A head is drawn in steps whose order counts; each leaves the sheet that it is given as it is."""

from dataclasses import replace

import numpy as np
import pytest
from skimage.data import astronaut

from artline import pipeline
from artline.anatomy import pen, skin
from artline.anatomy.head import OVAL, Head
from artline.anatomy.sight import see
from artline.faces.masks import mask_of
from artline.faces.topology import CHEEKS, EYES
from artline.ink.teacher_head import (
    STEPS,
    HeadSeen,
    Sheet,
    clear_face,
    draw_features,
    draw_head,
    draw_jaw,
    lay_hair,
)

PHOTO = np.ascontiguousarray(astronaut()[:260, 90:350])
SHAPE = PHOTO.shape[:2]


@pytest.fixture(scope="module")
def mesh():
    return pipeline.face_mesh().find(PHOTO, pipeline.face_finder().find(PHOTO)[0])


@pytest.fixture(scope="module")
def seen(mesh):
    rgb = PHOTO.astype(np.float32) / 255
    sight = see(rgb, np.ones(SHAPE, np.float32))
    head = Head.of(mesh)
    own = skin.of_head(sight, head, grey=False)
    oval = pen.shape(SHAPE, head.points[OVAL])
    return HeadSeen.of(sight, head, own, oval, skin.likeness(sight, own))


def black():
    """A sheet that is black all over."""
    return Sheet(*(np.ones(SHAPE, np.float32) for _ in range(2)), np.zeros(SHAPE, np.float32))


def test_every_step_leaves_the_sheet_that_it_is_given(seen):
    """Protects the order of steps: what each does is in what it returns alone."""
    sheet = black()
    for step in STEPS:
        before = [plane.copy() for plane in (sheet.line, sheet.mass, sheet.hair)]
        made = step(sheet, seen)
        kept = (sheet.line, sheet.mass, sheet.hair)
        assert all(np.array_equal(a, b) for a, b in zip(before, kept, strict=True))
        assert made.line.dtype == made.mass.dtype == np.float32
        sheet = made


def test_skin_is_cleared_and_eyes_are_drawn(seen, mesh):
    """Protects faces: whatever was drawn there before, cheeks are paper and eyes have ink."""
    made = draw_head(black(), seen)
    assert made.mass[mask_of(mesh, CHEEKS, SHAPE)].max() < 0.1
    assert all(made.mass[mask_of(mesh, (eye,), SHAPE)].max() > 0.8 for eye in EYES)
    assert made.mass[:5].min() == 1, "beyond the head nothing changes"


def test_features_are_drawn_after_the_face_is_cleared(seen, mesh):
    """Protects the order: drawn before, eyes would be gone."""
    eye = mask_of(mesh, EYES, SHAPE)
    right = draw_features(clear_face(black(), seen), seen)
    wrong = clear_face(draw_features(black(), seen), seen)
    assert right.mass[eye].max() > 0.8 > 0.1 > wrong.mass[eye].max()


def test_hair_has_strands_of_paper(seen):
    """Protects hair from being a helmet."""
    made = lay_hair(black(), seen)
    locks = made.hair > 0.9
    assert locks.sum() > 500
    assert 0.05 < (made.mass[locks] < 0.5).mean() < 0.95


def test_no_jaw_is_drawn_where_a_beard_hides_it(seen):
    """Protects beards from a line across them."""
    blank = Sheet(*(np.zeros(SHAPE, np.float32) for _ in range(3)))
    chin = np.rint(seen.head.points[[148, 152, 377]]).astype(int)
    bare, bearded = (
        draw_jaw(blank, replace(seen, bearded=sure, cover=np.full(SHAPE, sure, np.float32))).line
        for sure in (0.0, 1.0)
    )
    assert all(bare[y - 3 : y + 4, x - 3 : x + 4].max() > 0.4 for x, y in chin)
    assert bearded.max() == 0
