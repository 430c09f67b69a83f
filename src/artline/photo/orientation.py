"""The eight EXIF orientations, as views: nothing is copied to turn a picture."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

_TURNS = {
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, True, False),
    7: (True, True, True),
    8: (True, False, True),
}
"""Orientation → axes exchanged, then rows reversed, then columns reversed."""


def turned_shape(height: int, width: int, orientation: int) -> tuple[int, int]:
    """Height and width after the turn; orientations 5..8 exchange them."""
    return (width, height) if orientation >= 5 else (height, width)


def as_stored(upright: NDArray[Any], orientation: int) -> NDArray[Any]:
    """An upright array seen in the row and column order of the file.

    Writing the file's pixels into this view turns them upright on the way, with no second copy
    of the picture.

    Args:
        upright: H×W or H×W×C.
        orientation: EXIF tag 0x0112, 1..8 (Exif 3.0, section 4.6.4: where the stored row 0 and
            column 0 lie on the upright picture).

    Returns:
        A view of the same memory.
    """
    exchanged, bottom_up, right_left = _TURNS.get(orientation, (False, False, False))
    seen = upright.swapaxes(0, 1) if exchanged else upright
    return seen[:: -1 if bottom_up else 1, :: -1 if right_left else 1]
