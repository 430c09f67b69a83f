"""An artist's drawing as the four channels that artline draws from.

A person who draws gives one picture; artline's looks want to know what of it is a line and what
is black. Here the width of the ink says so, by opening it (Serra 1982): what a disc wider than a
line fits into is mass, if it is several discs large; the rest is line. Ink is softened before, so
that strokes laid close, as in dark hair, are black together, with the paper left between them.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from artline.train.data.sample import CHANNELS, Bytes, DatasetWrapper, Sample

INK = "ink"
"""Name of the channel whose drawings are divided."""

_DISC = 0.018
"""Diameter of the disc, as a share of the drawing's long side."""

_LEAST_DISC = 5
"""Least diameter of the disc in pixels."""

_LEAST_AREA = 8
"""Least area of a mass, in squares as wide as the disc."""

_SOFTENING = 0.004
"""Standard deviation of the softening, as a share of the drawing's long side."""

_BLACK = 128
"""Softened ink, of 255, from which a pixel may be mass."""


class AsInk(DatasetWrapper):
    """A data set whose drawings of the channel `ink` teach line, mass, scene and pressure.

    Samples of other channels stay as they are.
    """

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        if sample.channels != (INK,):
            return sample
        return replace(sample, targets=divided(sample.targets[0]), channels=CHANNELS)


def divided(ink: Bytes) -> Bytes:
    """A drawing's ink as the planes of `CHANNELS`.

    `pressure` is the ink as it is; `mass` is 0 or 255; `line` is the ink where no mass lies;
    `scene` is the line with the outlines of the masses.

    Args:
        ink: uint8 H×W, 255 = black.

    Returns:
        uint8 4×H×W.
    """
    mass = _masses(ink)
    line = np.where(mass > 0, 0, ink)
    outline = mass - cv2.erode(mass, np.ones((3, 3), np.uint8))
    planes = {"line": line, "mass": mass, "scene": np.maximum(line, outline), "pressure": ink}
    return np.stack([planes[channel] for channel in CHANNELS])


def _masses(ink: Bytes) -> Bytes:
    """Where the ink is wide; uint8 H×W, 0 or 255."""
    long_side = max(ink.shape)
    width = max(_LEAST_DISC, round(_DISC * long_side)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    soft = cv2.GaussianBlur(ink, (0, 0), _SOFTENING * long_side)
    black = np.where(soft >= _BLACK, 255, 0).astype(np.uint8)
    wide = cv2.morphologyEx(black, cv2.MORPH_OPEN, disc)
    _, labels, measures, _ = cv2.connectedComponentsWithStats(wide)
    large = measures[:, cv2.CC_STAT_AREA] >= _LEAST_AREA * width**2
    large[0] = False  # the paper
    kept = np.where(large[labels], 255, 0).astype(np.uint8)
    # The disc does not reach into corners: one pixel more, where there is ink.
    wider = cv2.dilate(kept, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(wider, black), np.uint8)
