"""A closer look at small faces: in a whole body or a group, each face is seen as in a portrait.

The whole picture is seen once. A face too small there is seen again from near, with head and
shoulders, and laid over the whole on a canvas as fine as the finest of these looks needs; the
two are mixed over a margin, so that no seam shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.ink.tiles import Seen, faded
from artline.nouns import Face

Field = NDArray[np.float32]
Box = tuple[float, float, float, float]
Crop = Callable[[Box, int, int], NDArray[np.float32]]
"""From a box (left, top, right, bottom; fractions of the picture) and a height and width in pixels
to the picture's pixels there, float32 h×w×3."""

GOOD_FACE = 190.0
"""Height of a face, in working pixels, from which the network draws it well: among its training
photos, at the sizes it learnt them, five in six had a larger one."""
WORTHWHILE = 1.35
"""A look that is not closer than this is not worth its time."""
CLOSEST = 3.5
MOST_LOOKS = 24
ROOM = (1.5, 1.1, 1.5, 1.5)
"""What is seen around a face, in heights of it: to the left, above, to the right, below."""
MARGIN = 0.45
"""Width of the margin, in heights of the face, over which the closer look fades in."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """One closer look: a box in fractions of the picture, how much closer, and the margin."""

    box: Box
    closer: float
    margin: float


def close_ups(faces: Iterable[Face], height: int, width: int, enough: float) -> list[CloseUp]:
    """Which faces deserve a closer look, largest first.

    Args:
        faces: those found.
        height: working height of the whole, in pixels.
        width: working width.
        enough: how much closer the photo's own pixels reach.

    Returns:
        At most 24 looks, from 1.35 to 3.5 times closer.
    """
    found = []
    for face in faces:
        tall = (face.bottom - face.top) * height
        closer = min(GOOD_FACE / max(tall, 1.0), CLOSEST, enough)
        if closer >= WORTHWHILE:
            across, down = tall / width, tall / height
            left, above, right, below = ROOM
            box = (
                max(face.left - left * across, 0.0),
                max(face.top - above * down, 0.0),
                min(face.right + right * across, 1.0),
                min(face.bottom + below * down, 1.0),
            )
            found.append(CloseUp(box, closer, MARGIN * tall))
    return found[:MOST_LOOKS]


def look_closer(
    see: Callable[[NDArray[np.float32]], Seen], crop: Crop, whole: Seen, closer: list[CloseUp]
) -> tuple[Seen, float]:
    """The whole with every closer look laid over it.

    Args:
        see: one pass of the network.
        crop: gives the photo's pixels in a box.
        whole: channels and subject of the whole picture, float32 h×w.
        closer: as `looks` chose.

    Returns:
        Channels and subject on the finer canvas; and how much finer it is.
    """
    if not closer:
        return whole, 1.0
    finer = max(look.closer for look in closer)
    channels, subject = whole
    h, w = subject.shape
    height, width = round(h * finer), round(w * finer)
    canvas = {name: _resampled(channel, height, width) for name, channel in channels.items()}
    matte = _resampled(subject, height, width)
    for look in sorted(closer, key=lambda look: look.closer):
        rows, columns = _place(look.box, height, width)
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        seen_size = (round(tall * look.closer / finer), round(wide * look.closer / finer))
        box = (
            columns.start / width,
            rows.start / height,
            columns.stop / width,
            rows.stop / height,
        )
        near, near_matte = see(crop(box, *seen_size))
        weight = faded(rows, columns, (height, width), 0, max(look.margin * finer, 1))
        for name, channel in near.items():
            _lay(canvas[name][rows, columns], _resampled(channel, tall, wide), weight)
        # the whole knows better who is in front; near, an edge is where it is
        there = matte[rows, columns]
        known = np.clip(4 * there, 0, 1)
        _lay(there, known * _resampled(near_matte, tall, wide), weight)
    return (canvas, matte), finer


def _place(box: Box, height: int, width: int) -> tuple[slice, slice]:
    left, top, right, bottom = box
    rows = slice(int(top * height), int(np.ceil(bottom * height)))
    columns = slice(int(left * width), int(np.ceil(right * width)))
    return rows, columns


def _lay(under: Field, over: Field, weight: Field) -> None:
    """Mix `over` into `under`, in place."""
    under += weight * (over - under)


def _resampled(field: Field, height: int, width: int) -> Field:
    """A field at another size by cubic interpolation, kept in 0..1; a copy."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(field)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    resampled: Field = np.clip(np.array(image), 0, 1)
    return resampled
