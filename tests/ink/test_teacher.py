"""The teacher is a model like any other: registered, asked for by name."""

import pytest
from skimage.data import astronaut

from artline.api.artist import Artist
from artline.errors import ModelError
from artline.models.store import find, rows

PHOTO = astronaut()


def test_the_teacher_is_a_model_by_name():
    """Registered, drawn through the corridor with faces found there, at the photo's own size."""
    assert rows()["teacher"].drawn_by == "teacher"
    assert find("teacher").data == find("portrait").data
    artist = Artist(model="teacher", threads=1)
    seen = artist.see(PHOTO)
    assert seen.model == "teacher" and len(seen.faces) >= 1
    drawing = artist.finish(seen, look="contour")
    assert drawing.pixels.shape == PHOTO.shape[:2]
    assert 0.005 < (drawing.pixels < 128).mean() < 0.3


def test_a_misspelt_teacher_is_refused():
    with pytest.raises(ModelError, match="did you mean teacher"):
        Artist(model="teachr")
