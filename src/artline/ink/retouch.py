"""What the user corrects by hand: ink taken away, brought back or added, and who the sitter is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.nouns import Ink

Mask = NDArray[np.bool_]

TELLING = {"line", "pressure"}
"""The channels that drawings are made of, which leave out some of what is in `scene`."""

ADDED_TO = {*TELLING, "scene"}
"""The channels that lines added by hand are laid into: those of lines."""


def retouched(
    ink: Ink,
    *,
    erase: NDArray[Any] | None = None,
    restore: NDArray[Any] | None = None,
    sitter: NDArray[Any] | None = None,
    add: NDArray[Any] | None = None,
) -> Ink:
    """Ink with the user's corrections; every look is then drawn from them.

    Where masks overlap, erasing wins.

    Args:
        ink: what the network saw.
        erase: nothing is drawn here.
        restore: every coherent line that was seen here is drawn, and none of it is swept away.
        sitter: this belongs to the sitter.
        add: ink drawn by hand, whatever the photo has there. Each mask is bool, or a number
            0..1, h×w of any size; it is scaled to the ink.

    Returns:
        New ink, at the same size, of the same photo.

    Raises:
        SettingError: a mask that is no h×w array of bools or numbers from 0 to 1.
    """
    gone, back, own = (
        _fitted(name, mask, ink.shape)
        for name, mask in (("erase", erase), ("restore", restore), ("sitter", sitter))
    )
    added = np.where(gone, np.float32(0), _scaled("add", add, ink.shape))
    if ink.added is not None:
        added = np.maximum(added, np.where(gone, np.float32(0), ink.added))
    claimed = (back | own | (added > 0.5)) & ~gone
    if ink.claimed is not None:
        claimed |= ink.claimed & ~gone
    erased = gone if ink.erased is None else gone | (ink.erased & ~back & ~(added > 0.5))
    channels = {
        name: np.where(gone, np.float32(0), channel)
        for name, channel in _restored(ink, back).items()
    }
    for name in ADDED_TO & channels.keys():
        channels[name] = np.maximum(channels[name], added)
    return replace(
        ink,
        channels=channels,
        subject=np.where(claimed, np.float32(1), ink.subject),
        claimed=claimed if claimed.any() else None,
        erased=erased if erased.any() else None,
        added=added if added.any() else None,
    )


def _restored(ink: Ink, back: Mask) -> Mapping[str, NDArray[np.float32]]:
    """The channels, with the scene's lines among the telling ones where they are wanted."""
    channels = dict(ink.channels)
    if "scene" in channels:
        for name in TELLING & channels.keys():
            channels[name] = np.where(
                back, np.maximum(channels[name], channels["scene"]), channels[name]
            )
    return channels


def _fitted(name: str, mask: NDArray[Any] | None, shape: tuple[int, int]) -> Mask:
    """A mask at another size, true where more than half of a pixel is."""
    return _scaled(name, mask, shape) > 0.5


def _scaled(name: str, mask: NDArray[Any] | None, shape: tuple[int, int]) -> NDArray[np.float32]:
    """A mask at another size, 0..1: the share of each pixel that is marked."""
    if mask is None:
        return np.zeros(shape, np.float32)
    import cv2

    given = np.asarray(mask)
    if given.ndim != 2 or given.dtype.kind not in "bfiu" or not given.size:
        raise SettingError(f"{name}: a mask is an array h×w of bools or numbers from 0 to 1")
    plain = given.astype(np.float32)
    if not (plain.min() >= 0 and plain.max() <= 1):
        raise SettingError(f"{name}: a mask's numbers are from 0 to 1; divide bytes by 255")
    shrinks = given.shape[0] > shape[0]
    kernel = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plain, shape[::-1], interpolation=kernel), np.float32)
