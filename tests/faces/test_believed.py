"""What the finder takes for a face is believed where the mesh sees one too, and only there."""

from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from artline import pipeline
from artline.faces.believed import believed
from artline.nouns import Face

PHOTOS = sorted((Path(__file__).parents[2] / "examples" / "photos").glob("*.jpg"))


@pytest.fixture(scope="module")
def finder():
    return pipeline.face_finder()


@pytest.fixture(scope="module")
def mesh():
    return pipeline.face_mesh()


def rgb(picture) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).convert("RGB"))


@pytest.mark.parametrize("name", ["coffee", "chelsea", "cell"])
def test_a_cup_a_cat_and_a_cell_are_no_faces(finder, mesh, name):
    """Protects the word "nobody": the finder takes each of these for a face."""
    picture = rgb(getattr(skimage.data, name)())
    found = finder.find(picture)
    assert found
    assert believed(mesh, picture, found) == ()


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.stem)
def test_every_real_face_is_believed(finder, mesh, path):
    """Protects sitters: hats, glasses, beards, profiles, all ages and skins."""
    picture = pipeline.read(path).rgb
    found = finder.find(picture)
    assert found
    assert believed(mesh, picture, found) == found


@pytest.mark.parametrize("across", [3, 5, 7])
def test_small_faces_in_a_group_are_believed(finder, mesh, across):
    """Protects class photos: the mesh looks at each from near."""
    side = 1400 // across
    group = Image.new("RGB", (1400, 1400), (120, 120, 110))
    for place in range(across * across):
        photo = Image.open(PHOTOS[place % len(PHOTOS)])
        photo.thumbnail((side, side))
        group.paste(photo, (place % across * side, place // across * side))
    picture = np.asarray(group)
    found = finder.find(picture)
    assert len(found) > across * across // 2
    assert believed(mesh, picture, found) == found


@pytest.mark.parametrize("shape", [(1, 1), (2, 700), (700, 2), (40, 40)])
def test_a_face_at_the_rim_of_any_picture_is_looked_at(mesh, shape):
    """Protects crops that reach beyond the picture: no error, and nothing is believed in grey."""
    picture = np.full((*shape, 3), 128, np.uint8)
    corners = [(0.0, 0.0, 1.0, 1.0), (0.9, 0.9, 1.0, 1.0), (0.0, 0.0, 1e-4, 1e-4)]
    faces = [Face(*box, 0.9, ((box[0], box[1]), (box[2], box[1]))) for box in corners]
    assert believed(mesh, picture, faces) == ()


def test_a_large_photo_is_judged_as_a_small_one(finder, mesh):
    """Protects 100-megapixel photos: the face is thinned before it is looked at."""
    small = Image.fromarray(skimage.data.astronaut())
    for side in (512, 6000):
        picture = np.asarray(small.resize((side, side)))
        found = finder.find(picture)
        assert len(believed(mesh, picture, found)) == 1
