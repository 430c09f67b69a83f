"""Features stand out of the skin as the photo has them: irises, brows, the parting of the lips."""

import numpy as np
import pytest

from artline.anatomy import relief
from artline.faces.masks import mask_of
from artline.faces.topology import EYES


@pytest.fixture(scope="module")
def measured(sitter):
    bare = sitter("bare")
    return {
        lenses: relief.measure(bare.sight, bare.head, lenses=lenses) for lenses in (False, True)
    }


def test_iris_and_pupil_are_dark_and_the_white_of_the_eye_is_lighter(sitter, measured):
    """Protects gazes: an eye is no black hole, and none is invented behind dark lenses."""
    bare = sitter("bare")
    y, x = np.mgrid[:320, :320]
    for iris, ring in zip(bare.head.irises, EYES, strict=True):
        radius = np.hypot(*(iris[1] - iris[0]))
        away = np.hypot(x - iris[0, 0], y - iris[0, 1])
        eye = mask_of(bare.mesh, (ring,), (320, 320))
        dark, white = (
            measured[False].tone[eye & where].mean()
            for where in (away < 0.9 * radius, away > 1.3 * radius)
        )
        assert dark > 0.6 and dark > white + 0.15
        assert measured[True].tone[eye].mean() < 0.05


def test_brows_and_the_parting_of_the_lips_are_dark_and_cheeks_are_paper(sitter, measured):
    """Protects mouths and brows, and skin from greys."""
    bare, tone = sitter("bare"), measured[False].tone
    assert bare.near(tone, [81, 13, 311]) > 0.6
    assert bare.near(tone, [65, 52, 295, 282], 4) > 0.6
    assert tone[bare.cheeks].max() < 0.05


def test_a_brow_lies_over_its_eye(sitter):
    """Protects brows: their zone holds the mesh's own brow."""
    bare = sitter("bare")
    for side, points in enumerate(([105, 66, 65, 52], [334, 296, 295, 282])):
        eye = bare.head.eyes[side]
        width = np.hypot(*(eye[8] - eye[0]))
        assert (
            bare.near(relief.brow_of(bare.paper.shape, bare.head, eye, 0.42 * width), points) > 0.9
        )


def test_no_hair_lies_on_mouth_nose_and_eyes(sitter):
    """Protects features from being taken for hair; eyes behind dark lenses count no more."""
    bare = sitter("bare")
    points = np.rint([*bare.head.points[[4, 13]], *bare.head.irises[:, 0]]).astype(int)
    for lenses, eyes in ((False, 1), (True, 0)):
        spared = relief.hairless(bare.paper.shape, bare.head, lenses=lenses)
        mouth, nose, *both = (spared[y, x] for x, y in points)
        assert min(mouth, nose) > 0.9
        assert both == pytest.approx([eyes, eyes], abs=0.1)
