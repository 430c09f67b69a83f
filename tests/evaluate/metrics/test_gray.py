"""What counts as a drawing: one convention, and one clear line for everything else."""

import numpy as np
import pytest

from artline.errors import ArtlineError
from artline.evaluate.metrics import gray
from artline.evaluate.metrics.gray import MetricError, as_gray, as_matte, picture_to_gray


def test_bytes_and_fractions_are_the_same_drawing() -> None:
    """uint8 and float give one result: 0 = ink, 1 = paper."""
    whole = np.array([[0, 51, 255]], dtype=np.uint8)
    assert np.allclose(as_gray(whole), as_gray(whole / 255))
    assert as_gray(whole).dtype == np.float32


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((4, 4, 3), np.uint8),
        np.zeros((0, 4), np.uint8),
        np.zeros(5),
        np.zeros((4, 4), np.int32),
        np.zeros((4, 4), bool),
        np.full((4, 4), 1.5),
        np.full((4, 4), -0.1),
        np.full((4, 4), np.nan),
        np.full((4, 4), np.inf),
        np.array([["a", "b"]]),
    ],
    ids=lambda a: f"{a.dtype}{a.shape}",
)
def test_what_is_no_drawing_is_refused_in_one_line(array: np.ndarray) -> None:
    """Colour, emptiness, integers, values out of range: one line, one kind of error."""
    with pytest.raises(MetricError) as caught:
        as_gray(array, "x.png")
    assert isinstance(caught.value, ArtlineError)
    assert str(caught.value).startswith("x.png: ")
    assert "\n" not in str(caught.value)


def test_sizes_that_differ_are_named() -> None:
    """Width × height of both."""
    with pytest.raises(MetricError, match="drawing 3×2, reference 2×3"):
        gray.as_pair(np.ones((2, 3)), np.ones((3, 2)))


def test_colour_and_transparency_become_grey() -> None:
    """Luma as Pillow weighs it; what is transparent is white paper."""
    red = np.zeros((1, 1, 3), np.uint8)
    red[..., 0] = 255
    assert picture_to_gray(red)[0, 0] == pytest.approx(0.299, abs=1e-5)
    clear_black = np.zeros((1, 1, 4), np.uint8)
    assert picture_to_gray(clear_black)[0, 0] == 1
    with pytest.raises(MetricError):
        picture_to_gray(np.zeros((2, 2, 2), np.uint8))


def test_a_smaller_matte_of_the_same_picture_is_resized() -> None:
    """Half size with a rounded side fits; other proportions do not."""
    assert as_matte(np.ones((50, 33), np.float32), (101, 67)).shape == (101, 67)
    with pytest.raises(MetricError, match="matte 50×50 does not fit the drawing 67×101"):
        as_matte(np.ones((50, 50), np.float32), (101, 67))
