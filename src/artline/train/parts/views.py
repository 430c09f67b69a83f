"""Views of a photo as the network gets them: the whole, small and large, a face from near.

And pieces of heads, without or with little of a face, so that hair is known by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from artline.photo.size import working_size
from artline.train.parts.sources import Taught

View = tuple[NDArray[np.float32], NDArray[np.float32]]
BEST = 608
"""Long side of a whole photo, in pixels: the network's best."""
SMALLER = (352, 512)
"""Long side of a smaller view, in pixels, least and most."""
LARGEST = 640
"""Long side of a face from near with what is around it, in pixels, at most."""
FACE = (170.0, 300.0)
"""Height of a face from near, in pixels, least and most; a closer look makes it 190."""
ROOM = (1.5, 1.1, 1.5, 1.5)
"""What is seen around a face from near, in heights of it: left, above, right, below."""
PIECE = (0.7, 1.8)
"""Side of a piece of a head, in heights of the face, least and most."""
ASIDE = 0.9
"""How far its middle lies from the face's, across and down, at most, in heights of the face."""
PIECE_LONG = (224, 416)
"""Side of a piece, in pixels, least and most."""
MULTIPLE = 32
"""Height and width of a view are multiples of this."""
CELL = 2
"""Pixels of a view, across and down, for one pixel of its targets."""


def views(taught: Taught, rng: Generator) -> Iterator[View]:
    """Four views, or two where no face is found; each is mirrored half of the time.

    Args:
        taught: the photo and its targets.
        rng: says how large and whether mirrored.

    Yields:
        The view, float32 1×3×H×W, sRGB 0..1, continued by its edge to multiples of 32; and its
        targets, float32 3×H/2×W/2, one half where the view was continued.
    """
    height, width = taught.rgb.shape[:2]
    whole = (0.0, 0.0, 1.0, 1.0)
    tallest = max((face.bottom - face.top for face in taught.faces), default=0.0)
    yield _view(taught, whole, working_size(height, width, BEST, tallest), rng)
    small = rng.integers(*SMALLER) / max(height, width)
    yield _view(taught, whole, (round(height * small), round(width * small)), rng)
    if taught.faces:
        face = taught.faces[0]
        tall = (face.bottom - face.top) * height
        scale = rng.uniform(*FACE) / tall
        left, above, right, below = (room * tall for room in ROOM)
        box = (
            max(face.left - left / width, 0.0),
            max(face.top - above / height, 0.0),
            min(face.right + right / width, 1.0),
            min(face.bottom + below / height, 1.0),
        )
        h, w = (box[3] - box[1]) * height, (box[2] - box[0]) * width
        scale = min(scale, LARGEST / max(h, w))
        yield _view(taught, box, (round(h * scale), round(w * scale)), rng)
        yield piece(taught, rng)


def piece(taught: Taught, rng: Generator) -> View:
    """A square beside or around the largest face; arguments and answer as `views`."""
    height, width = taught.rgb.shape[:2]
    face = taught.faces[0]
    tall = (face.bottom - face.top) * height
    x = (face.left + face.right) / 2 * width + rng.uniform(-ASIDE, ASIDE) * tall
    y = (face.top + face.bottom) / 2 * height + rng.uniform(-ASIDE, ASIDE / 2) * tall
    half = rng.uniform(*PIECE) * tall / 2
    left, right = np.clip((x - half, x + half), 0, width)
    top, bottom = np.clip((y - half, y + half), 0, height)
    h, w = max(bottom - top, 1.0), max(right - left, 1.0)
    scale = rng.integers(*PIECE_LONG) / max(h, w)
    box = (left / width, top / height, right / width, bottom / height)
    return _view(taught, box, (max(round(h * scale), 1), max(round(w * scale), 1)), rng)


def _view(
    taught: Taught, box: tuple[float, float, float, float], size: tuple[int, int], rng: Generator
) -> View:
    from PIL import Image

    from artline.photo.size import resized

    h, w = size
    rgb = resized(taught.rgb, h, w, box)
    rows, columns = taught.parts.shape[1:]
    place = tuple(side * by for side, by in zip(box, (columns, rows) * 2, strict=True))
    small = (-(-w // CELL), -(-h // CELL))
    parts = np.stack([
        np.asarray(Image.fromarray(part).resize(small, Image.Resampling.BILINEAR, place))
        for part in taught.parts
    ])  # fmt: skip
    down, right = -h % MULTIPLE, -w % MULTIPLE
    rgb = np.pad(rgb, ((0, down), (0, right), (0, 0)), mode="edge")
    wanted = (rgb.shape[0] // CELL - small[1], rgb.shape[1] // CELL - small[0])
    parts = np.pad(
        parts, ((0, 0), (0, wanted[0]), (0, wanted[1])), mode="constant", constant_values=0.5
    )
    if rng.random() < 0.5:
        rgb, parts = rgb[:, ::-1], parts[..., ::-1]
    photo = np.ascontiguousarray(rgb.transpose(2, 0, 1)[None])
    return photo, np.ascontiguousarray(parts)
