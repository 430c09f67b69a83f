"""A sitter before another background, with targets to match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from artline.train.data.backdrop import Backdrop, backdrop, nobody_in
from artline.train.data.frame import View
from artline.train.data.sample import Bytes

_SITTER_MATTE = 77
"""Matte, of 255, above which ink is the sitter's."""


def with_background(
    view: View,
    other: Callable[[], View],
    channels: tuple[str, ...],
    rng: np.random.Generator,
) -> View:
    """The same sitter before another background; unchanged where no sitter is, or none is known.

    Args:
        view: with its subject.
        other: gives a view of another sample, of the same size.
        channels: names of the planes of `view.ink`.
        rng: random numbers.
    """
    if view.subject is None or nobody_in(view):
        return view
    behind = backdrop(len(view.photo), rng, other, lambda away: scene_of(away, channels))
    return composite(behind, view, channels)


def composite(behind: Backdrop, view: View, channels: tuple[str, ...]) -> View:
    """A view whose sitter stands before a backdrop.

    Args:
        behind: S×S.
        view: S×S, with its subject.
        channels: names of the planes of `view.ink`.
    """
    if view.subject is None:
        raise ValueError("a sitter before a backdrop needs a subject")
    photo = alpha_blend(view.photo, behind[0], view.subject)
    theirs = sitter_region(view.subject)
    ink, known = np.where(theirs, view.ink, np.uint8(0)), view.known.copy()
    if "scene" in channels:
        plane = channels.index("scene")
        if behind[1] is None:
            known[plane] = False
        else:
            ink[plane] = np.where(theirs, view.ink[plane], behind[1]) * view.known[plane]
    return replace(
        view, photo=photo, ink=ink, known=known, skin=np.where(theirs, view.skin, np.uint8(0))
    )


def scene_of(view: View, channels: tuple[str, ...]) -> Bytes | None:
    """Channel `scene` of a view, uint8 S×S, or None where its sample does not have it."""
    if "scene" not in channels or not view.known[channels.index("scene")]:
        return None
    return np.asarray(view.ink[channels.index("scene")], np.uint8)


def alpha_blend(front: Bytes, back: Bytes, matte: Bytes) -> Bytes:
    """`front` over `back`, uint8 H×W×3, by a matte, uint8 H×W, 255 = front."""
    share = cv2.merge([matte] * 3)
    over = cv2.multiply(front, share, scale=1 / 255)
    under = cv2.multiply(back, cv2.bitwise_not(share), scale=1 / 255)
    return np.asarray(cv2.add(over, under), np.uint8)


def sitter_region(matte: Bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where ink is the sitter's: bool H×W, a pixel beyond the matte, to keep the outline's line."""
    inside = (matte > _SITTER_MATTE).astype(np.uint8)
    return np.asarray(cv2.dilate(inside, np.ones((3, 3), np.uint8)), np.bool_)
