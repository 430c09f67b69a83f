"""A sitter put before another background, with the targets to match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from artline.train.data.backdrop import Backdrop, backdrop
from artline.train.data.frame import View
from artline.train.data.sample import Bytes

_SITTER = 77
"""Matte, of 255, from which ink is the sitter's; a pixel more all around keeps the outline."""


def with_background(
    view: View,
    other: Callable[[], View],
    channels: tuple[str, ...],
    rng: np.random.Generator,
) -> View:
    """The same sitter elsewhere; as it is where nobody knows who that is.

    Args:
        view: with its subject.
        other: gives a view of another sample, of the same size.
        channels: names of the planes of `view.ink`.
        rng: chance.
    """
    if view.subject is None:
        return view
    behind = backdrop(len(view.photo), rng, other, lambda away: scene_of(away, channels))
    return laid_over(behind, view, channels)


def laid_over(behind: Backdrop, view: View, channels: tuple[str, ...]) -> View:
    """A view whose sitter stands before a backdrop.

    Args:
        behind: S×S.
        view: S×S, with its subject.
        channels: names of the planes of `view.ink`.
    """
    if view.subject is None:
        raise ValueError("a sitter to lay over a backdrop needs a subject")
    photo = mixed(view.photo, behind[0], view.subject)
    theirs = outlined(view.subject)
    ink = np.where(theirs, view.ink, np.uint8(0))
    if "scene" in channels:
        plane = channels.index("scene")
        ink[plane] = np.where(theirs, view.ink[plane], behind[1]) * view.known[plane]
    return replace(view, photo=photo, ink=ink)


def scene_of(view: View, channels: tuple[str, ...]) -> Bytes | None:
    """Every line of a view, uint8 S×S, or None where its sample does not have them."""
    if "scene" not in channels or not view.known[channels.index("scene")]:
        return None
    return np.asarray(view.ink[channels.index("scene")], np.uint8)


def mixed(front: Bytes, back: Bytes, matte: Bytes) -> Bytes:
    """uint8 H×W×3 over another by a matte, uint8 H×W."""
    share = cv2.merge([matte] * 3)
    over = cv2.multiply(front, share, scale=1 / 255)
    under = cv2.multiply(back, cv2.bitwise_not(share), scale=1 / 255)
    return np.asarray(cv2.add(over, under), np.uint8)


def outlined(matte: Bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where ink is the sitter's: bool H×W, the outline's own line with it."""
    inside = (matte > _SITTER).astype(np.uint8)
    return np.asarray(cv2.dilate(inside, np.ones((3, 3), np.uint8)), np.bool_)
