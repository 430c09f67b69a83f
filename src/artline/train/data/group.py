"""Several sitters in one picture, at small scales; their targets are composed with them."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from artline.train.data.backdrop import Backdrop
from artline.train.data.background import alpha_blend, sitter_region
from artline.train.data.frame import NO_MESHES, View
from artline.train.data.pixels import resized
from artline.train.data.sample import Bytes, Sample

LARGEST = 5
"""Largest number of sitters."""

_TRIES = 3
"""Samples picked until one has a matte, for each sitter."""

_LEAST_WIDTH = 1.4
"""Least width in pixels of a line that is made smaller; a thinner one would fade to grey."""

_LINE_WIDTH = 2.5
"""Width of a line at working size, in pixels."""


def group(
    pick: Callable[[], Sample],
    behind: Backdrop,
    channels: tuple[str, ...],
    rng: np.random.Generator,
) -> View | None:
    """Two to five sitters, the smaller ones behind.

    They are cut out by their mattes and stand on the lower edge, where their own photos end, so
    that no sitter floats.

    Args:
        pick: gives a sample; those without a matte are skipped.
        behind: the backdrop, S×S.
        channels: names of the planes of ink wanted.
        rng: random numbers.

    Returns:
        The view; a channel is known where all sitters have it. None where no sample has a matte.
    """
    size = len(behind[0])
    count = int(rng.integers(2, LARGEST + 1))
    sitters = [sitter for _ in range(count) if (sitter := _with_matte(pick))]
    if not sitters:
        return None
    seen = _empty(behind, channels)
    heights = np.sort(rng.uniform(0.35, 0.9, len(sitters)))
    middles = rng.permutation(np.linspace(0.1, 0.9, len(sitters)))
    for sitter, height, middle in zip(sitters, heights, middles, strict=True):
        scale = float(height) * size / len(sitter.photo)
        placed = _placed(
            sitter,
            scale,
            float(middle) * size,
            size,
            channels=channels,
            mirrored=bool(rng.random() < 0.5),
        )
        seen = _before(placed, seen)
    return seen


def _with_matte(pick: Callable[[], Sample]) -> Sample | None:
    candidates = (pick() for _ in range(_TRIES))
    return next((one for one in candidates if one.subject is not None and one.subject.any()), None)


def _empty(behind: Backdrop, channels: tuple[str, ...]) -> View:
    photo, scene = behind
    ink = np.zeros((len(channels), *photo.shape[:2]), np.uint8)
    known = np.ones(len(channels), bool)
    if "scene" in channels:
        plane = channels.index("scene")
        known[plane] = scene is not None
        ink[plane] = 0 if scene is None else scene
    nothing = np.zeros(photo.shape[:2], np.uint8)
    nobody = np.zeros((0, 2, 2), np.float32)
    return View(photo, ink, known, nothing, nobody, nothing, NO_MESHES)


def _placed(
    sitter: Sample,
    scale: float,
    middle: float,
    size: int,
    *,
    channels: tuple[str, ...],
    mirrored: bool,
) -> View:
    """One sitter alone on a canvas S×S, transparent elsewhere."""
    rows, columns = (max(2, round(length * scale)) for length in sitter.photo.shape[:2])
    left = round(middle - columns / 2)
    low, high = max(0, left), min(size, left + columns)

    def put(plane: Bytes) -> Bytes:
        small = resized(plane, rows, columns)
        small = small[:, ::-1] if mirrored else small
        canvas = np.zeros((size, size, *plane.shape[2:]), np.uint8)
        canvas[size - rows :, low:high] = small[:, low - left : high - left]
        return canvas

    known = np.array([name in sitter.channels for name in channels])
    ink = np.zeros((len(channels), size, size), np.uint8)
    for plane, name in zip(ink, channels, strict=True):
        if name in sitter.channels:
            plane[:] = put(_widened(sitter.targets[sitter.channels.index(name)], scale))
    subject = np.zeros((size, size), np.uint8) if sitter.subject is None else put(sitter.subject)
    skin = np.zeros((size, size), np.uint8) if sitter.skin is None else put(sitter.skin)
    return View(
        put(sitter.photo), ink, known, subject, np.zeros((0, 2, 2), np.float32), skin, NO_MESHES
    )


def _widened(plane: Bytes, scale: float) -> Bytes:
    """Ink dilated so that lines keep their strength when they become smaller."""
    more = round(_LEAST_WIDTH / scale - _LINE_WIDTH)
    if more < 1:
        return plane
    return np.asarray(cv2.dilate(plane, np.ones((more + 1, more + 1), np.uint8)), np.uint8)


def _before(front: View, back: View) -> View:
    """A sitter in front of a view of others, whose ink stays where they are seen."""
    if front.subject is None or back.subject is None:
        raise ValueError("a sitter of a group needs a subject")
    theirs = sitter_region(front.subject)
    return View(
        photo=alpha_blend(front.photo, back.photo, front.subject),
        ink=np.where(theirs, front.ink, back.ink),
        known=front.known & back.known,
        subject=np.maximum(front.subject, back.subject),
        eyes=back.eyes,
        skin=np.where(theirs, front.skin, back.skin),
        meshes=NO_MESHES,
    )
