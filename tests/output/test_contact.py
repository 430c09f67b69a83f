"""Contact sheets: every picture and every label is on them."""

import numpy as np
import pytest
from skimage import data

from artline.output.contact import contact_sheet


def test_photo_and_drawing_stand_side_by_side_with_labels() -> None:
    """Protects the layout of `compare`: two columns, pictures unscaled, letters below."""
    photo = np.ascontiguousarray(data.astronaut()[:300, :200])
    drawing = np.zeros((300, 200), np.uint8)
    sheet = contact_sheet([("photo", photo), ("drawing", drawing)], panel=300, columns=2)
    assert sheet.dtype == np.uint8
    assert sheet.shape[1] == 200 * 2 + 3 * 8
    assert np.array_equal(sheet[8:308, 8:208], photo)
    assert not sheet[8:308, 216:416].any()
    below = sheet[309:]
    assert (below[:, 8:208] < 200).any()
    assert (below[:, 216:416] < 200).any()


def test_large_pictures_shrink_and_small_ones_do_not_grow() -> None:
    """Protects file size and sharpness."""
    sheet = contact_sheet([("a", np.zeros((2000, 1000), np.uint8))], panel=200)
    assert (sheet == 0).all(axis=2).sum() == 200 * 100
    sheet = contact_sheet([("a", np.zeros((20, 10), np.uint8))], panel=200)
    assert (sheet[:40] == 0).all(axis=2).sum() == 20 * 10


def test_transparency_lies_on_white() -> None:
    """Protects sheets of transparent drawings from a black ground."""
    ghost = np.zeros((50, 50, 4), np.uint8)
    assert contact_sheet([("", ghost)]).min() == 255


def test_an_empty_sheet_is_refused() -> None:
    """Protects callers from a division by nothing."""
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([])
