"""The face's points lie on the face and the irises in its eyes, however head and picture turn."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from skimage.data import astronaut

from artline import pipeline
from artline.errors import ModelError
from artline.faces.mesh import FaceMesh
from artline.faces.topology import EYES, LIPS
from artline.models.store import find
from artline.nouns import Face

PHOTO = astronaut()
FACE = Face(0.34, 0.17, 0.54, 0.38, 1.0, ((0.40, 0.225), (0.48, 0.23)))
PUPILS = ((204, 101), (247, 103.5))  # by eye, in the 512×512 picture


@pytest.fixture(scope="module")
def model():
    return pipeline.face_mesh()


@pytest.fixture(scope="module")
def face(model):
    return model.find(PHOTO, FACE)


def apart(first, second) -> float:
    """Mean distance between corresponding points."""
    return float(np.hypot(*(first - second).reshape(-1, 2).T).mean())


def test_the_mesh_lies_on_the_face(face):
    """Eyes and lips where this astronaut has them, to 2 % of the picture."""
    assert face.score > 0.9
    for ring, where in ((EYES[0], (204, 106)), (EYES[1], (250, 109)), (LIPS[0], (224, 153))):
        assert np.hypot(*(face.points[list(ring)].mean(axis=0) - where)) < 10
    assert 50 < face.interocular < 75


def test_irises_lie_on_the_pupils(face):
    """The middle within 2 pixels; the rim around it, right, top, left, bottom; both as large."""
    for iris, pupil in zip(face.irises, PUPILS, strict=True):
        assert np.hypot(*(iris[0] - pupil)) < 2
    right, top, left, bottom = (face.irises[:, k] - face.irises[:, 0] for k in (1, 2, 3, 4))
    assert (right[:, 0] > 3).all() and (left[:, 0] < -3).all()
    assert (top[:, 1] < -3).all() and (bottom[:, 1] > 3).all()
    radii = np.hypot(*(face.irises[:, 1:] - face.irises[:, :1]).transpose(2, 0, 1))
    assert radii.max() < 1.25 * radii.min()


def test_a_mirrored_photo_has_the_mirrored_irises(model, face):
    """Right becomes left: the eye that goes in mirrored comes out where it belongs."""
    (x0, y0), (x1, y1) = FACE.eyes
    turned = replace(FACE, left=1 - FACE.right, right=1 - FACE.left,
                     eyes=((1 - x1, y1), (1 - x0, y0)))  # fmt: skip
    mirrored = model.find(PHOTO[:, ::-1], turned).irises[::-1][:, [0, 3, 2, 1, 4]]
    mirrored = mirrored * (-1, 1) + (PHOTO.shape[1], 0)
    assert apart(mirrored, face.irises) < 1


def test_points_follow_turning_and_scaling(model, face):
    """A photo turned by 20° and one 3 times as large give the same face there."""
    large = np.array(Image.fromarray(PHOTO).resize((1536, 1536), Image.Resampling.BICUBIC))
    bigger = model.find(large, FACE).placed(0, 0, 1 / 3)
    assert apart(bigger.points, face.points) < 0.03 * face.interocular
    assert apart(bigger.irises, face.irises) < 1
    middle = np.array([224, 130])
    turned = Image.fromarray(PHOTO).rotate(-20, Image.Resampling.BICUBIC, center=(224, 130))
    tilted = model.find(np.array(turned), FACE)
    assert np.degrees(tilted.tilt - face.tilt) == pytest.approx(20, abs=3)
    cos, sin = np.cos(np.radians(20)), np.sin(np.radians(20))
    expected = (face.irises - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle
    assert apart(tilted.irises, expected) < 1


def test_a_part_of_the_picture_has_the_same_face(face):
    """Placed: points and irises alike, moved then scaled."""
    part = face.placed(100, 50, 2)
    assert np.allclose(part.points, (face.points - (100, 50)) * 2, atol=1e-3)
    assert np.allclose(part.irises, (face.irises - (100, 50)) * 2, atol=1e-3)


def test_where_there_is_no_face_there_is_no_mesh(model):
    """A wall has none, nor has a blank sheet, nor a single pixel."""
    corner = Face(0.75, 0.0, 0.95, 0.2, 1.0, ((0.8, 0.08), (0.9, 0.08)))
    assert model.find(PHOTO, corner) is None
    assert model.find(np.full((200, 200, 3), 255, np.uint8), FACE) is None
    assert model.find(np.zeros((1, 1, 3), np.uint8), FACE) is None


def test_another_model_is_refused():
    """Each by its own metadata, in one line."""
    mesh, iris = (find(name, kind=name).data for name in ("mesh", "iris"))
    for wrong in ((iris, iris), (mesh, mesh), (find("portrait").data, iris)):
        with pytest.raises(ModelError, match="not a model of this kind") as caught:
            FaceMesh(*wrong)
        assert str(caught.value).isprintable()
