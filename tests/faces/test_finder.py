"""Faces are found where they are, small ones too, and hardly ever where there are none."""

import numpy as np
import pytest
import skimage.data
from PIL import Image

from artline.errors import ModelError
from artline.faces.finder import FaceFinder, windows
from artline.models.store import find

# box around the astronaut's face in skimage's 512×512 picture, by eye
FACE = np.array([172, 60, 276, 186]) / 512


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(find("faces", kind="faces").data)


def overlap(face, box) -> float:
    low = np.maximum(box[:2], (face.left, face.top))
    high = np.minimum(box[2:], (face.right, face.bottom))
    common = np.clip(high - low, 0, None).prod()
    area = (face.right - face.left) * (face.bottom - face.top)
    return common / (area + np.prod(np.subtract(box[2:], box[:2])) - common)


def test_a_face_and_its_eyes_are_found(finder):
    (face,) = finder.find(skimage.data.astronaut())
    assert overlap(face, FACE) > 0.5
    assert face.score > 0.8
    (x1, y1), (x2, y2) = face.eyes
    assert face.left < x1 < x2 < face.right
    assert all(face.top < y < (face.top + face.bottom) / 2 for y in (y1, y2))


def pasted(width: int, height: int, places) -> np.ndarray:
    """The astronaut on grey, once for each (left, top, side)."""
    canvas = Image.new("RGB", (width, height), (150, 140, 130))
    for left, top, side in places:
        canvas.paste(Image.fromarray(skimage.data.astronaut()).resize((side, side)), (left, top))
    return np.asarray(canvas)


@pytest.mark.parametrize("size", [(600, 1200), (1200, 600), (2000, 2000)])
def test_bars_and_scale_are_undone(finder, size):
    width, height = size
    (face,) = finder.find(pasted(width, height, [(40, 20, 500)]))
    expected = (FACE * 500 + (40, 20, 40, 20)) / (width, height, width, height)
    assert overlap(face, expected) > 0.5


def test_a_group_is_found_largest_first(finder):
    places = [(20, 20, 300), (700, 100, 200), (400, 500, 450)]
    faces = finder.find(pasted(1000, 1000, places))
    assert len(faces) == 3
    for face, (left, top, side) in zip(faces, [places[2], places[0], places[1]], strict=True):
        assert overlap(face, (FACE * side + (left, top, left, top)) / 1000) > 0.4


def test_a_small_face_is_found_in_a_window(finder):
    (face,) = finder.find(pasted(1600, 1600, [(1100, 1000, 250)]))
    assert overlap(face, (FACE * 250 + (1100, 1000, 1100, 1000)) / 1600) > 0.4


@pytest.mark.parametrize("name", ["coins", "rocket", "page", "brick", "text", "moon"])
def test_no_face_is_found_where_there_is_none(finder, name):
    picture = np.asarray(Image.fromarray(getattr(skimage.data, name)()).convert("RGB"))
    assert finder.find(picture) == ()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_face_gives_boxes_inside_the_picture(finder, turns):
    for face in finder.find(np.rot90(skimage.data.astronaut(), turns)):
        assert 0 <= face.left < face.right <= 1
        assert 0 <= face.top < face.bottom <= 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (20_000, 1), (3, 5), (256, 256)])
def test_blank_pictures_of_any_shape_have_none(finder, shape):
    assert finder.find(np.zeros((*shape, 3), np.uint8)) == ()


@pytest.mark.parametrize("size", [(1, 1), (100, 100), (1, 9000), (640, 480), (300, 1000)])
def test_windows_cover_the_picture_and_are_few(size):
    seen = np.zeros(size[::-1], bool)
    for left, top, right, bottom in windows(*size):
        assert left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]
        seen[int(top) : int(np.ceil(bottom)), int(left) : int(np.ceil(right))] = True
    assert seen.all()
    assert len(windows(*size)) <= 4


def test_a_drawing_model_is_no_face_finder():
    with pytest.raises(ModelError, match="not a face finder"):
        FaceFinder(find("portrait").data)
