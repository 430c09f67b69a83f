"""New backgrounds for a sitter, each with the lines that belong to it.

Only `scene` (every coherent line of the picture) draws a background; `line` and `mass` are the
sitter's.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.frame import View
from artline.train.data.sample import Bytes

Backdrop = tuple[Bytes, NDArray[np.uint8] | None]
"""A background: photo, uint8 S×S×3, and channel `scene`, uint8 S×S, 255 = ink; None: not known."""

Rng = np.random.Generator


def flat(size: int, rng: Rng) -> Backdrop:
    """One colour."""
    photo = np.empty((size, size, 3), np.uint8)
    photo[:] = rng.integers(0, 256, 3)
    return photo, np.zeros((size, size), np.uint8)


def gradient(size: int, rng: Rng) -> Backdrop:
    """From one colour to another, across or out from a point, as a lit studio wall is."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    if rng.random() < 0.5:
        angle = rng.uniform(0, 2 * np.pi)
        way = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) + 0.5
    else:
        way = np.hypot(x - rng.uniform(0, 1), y - rng.uniform(0, 1))
    ends = rng.uniform(0, 255, (2, 3)).astype(np.float32)
    share = np.clip(way, 0, 1)[..., None].astype(np.float32)
    photo = np.rint(ends[0] * (1 - share) + ends[1] * share).astype(np.uint8)
    return photo, np.zeros((size, size), np.uint8)


def blurred(other: View, rng: Rng) -> Backdrop:
    """Another photo out of focus: nothing in it is a line."""
    sigma = float(rng.uniform(0.025, 0.08)) * len(other.photo)
    return _blurred(other.photo, sigma), np.zeros(other.photo.shape[:2], np.uint8)


def background_of(other: View, scene: Bytes | None) -> Backdrop:
    """Another photo's own background in focus, with its lines; its sitter out of focus.

    Args:
        other: the other photo; one whose sitter is not known is blurred as a whole, and a picture
            of nobody is in focus as a whole.
        scene: its lines, uint8 S×S, or None where it has none.
    """
    if nobody_in(other):
        return other.photo, scene
    away = _blurred(other.photo, 0.035 * len(other.photo))
    if other.subject is None or scene is None:
        return away, np.zeros(other.photo.shape[:2], np.uint8)
    sitter = other.subject > 60
    return np.where(sitter[..., None], away, other.photo), np.where(sitter, np.uint8(0), scene)


def nobody_in(view: View) -> bool:
    """Whether a view is known to show no sitter."""
    return view.subject is not None and not view.subject.any()


def clutter(size: int, rng: Rng) -> Backdrop:
    """Coloured shapes, stripes and bars; each of their edges is a line of `scene`."""
    photo, _ = flat(size, rng)
    scene = np.zeros((size, size), np.uint8)
    for _ in range(int(rng.integers(4, 14))):
        colour = tuple(float(c) for c in rng.integers(0, 256, 3))
        outline = _outline(size, rng)
        cv2.fillPoly(photo, [outline], colour, cv2.LINE_AA)
        cv2.fillPoly(scene, [outline], 0.0, cv2.LINE_AA)
        cv2.polylines(scene, [outline], True, 255.0, 2, cv2.LINE_AA)
    return photo, scene


def backdrop(
    size: int,
    rng: Rng,
    other: Callable[[], View],
    scene_of: Callable[[View], Bytes | None],
) -> Backdrop:
    """One of the above, drawn at random.

    Args:
        size: S, in pixels.
        rng: random numbers.
        other: gives a view of another sample, S×S.
        scene_of: gives the lines of such a view, or None where it has none.
    """
    kind = rng.choice(5, p=(0.17, 0.13, 0.2, 0.35, 0.15))
    if kind == 0:
        return flat(size, rng)
    if kind == 1:
        return gradient(size, rng)
    if kind == 4:
        return clutter(size, rng)
    away = other()
    return blurred(away, rng) if kind == 2 else background_of(away, scene_of(away))


def _outline(size: int, rng: Rng) -> NDArray[np.int32]:
    """A polygon: a bar, a stripe from edge to edge, or something round."""
    kind, centre = rng.random(), rng.uniform(0, size, 2)
    if kind < 0.6:
        long = rng.uniform(0.2, 3) if kind < 0.35 else 3.0
        half = size * np.array([long, rng.uniform(0.02, 0.35)]) / 2
        angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    else:
        count = int(rng.integers(3, 24))
        around = np.linspace(0, 2 * np.pi, count, endpoint=False)
        radius = size * rng.uniform(0.03, 0.3) * rng.uniform(0.7, 1.3, count)
        angle = 0.0
        corners = np.stack([np.cos(around), np.sin(around)], 1) * radius[:, None]
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(np.rint(corners @ turn + centre), np.int32)


def _blurred(photo: Bytes, sigma: float) -> Bytes:
    """A Gaussian blur; a wide one is computed on a smaller picture."""
    smaller = max(1, int(sigma / 3))
    size = photo.shape[1::-1]
    small = cv2.resize(
        photo,
        (max(2, size[0] // smaller), max(2, size[1] // smaller)),
        interpolation=cv2.INTER_AREA,
    )
    small = cv2.GaussianBlur(small, (0, 0), sigma / smaller)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)
