"""Painted skin beside the photo's: where the answer is known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.skin_colour import skin_shift
from artline.nouns import Ink


def test_the_photo_itself_is_no_shift(ink: Ink, portrait: NDArray[np.uint8]) -> None:
    mesh = ink.meshes[0].placed(0, 0, portrait.shape[0] / ink.shape[0])
    same = skin_shift(portrait, portrait, mesh)
    assert same is not None
    assert (same.lightness, same.hue) == (0, 0)


def test_whitened_skin_is_lighter_and_yellowed_skin_turned(
    ink: Ink, portrait: NDArray[np.uint8]
) -> None:
    """Protects the figures from a wrong sign."""
    mesh = ink.meshes[0].placed(0, 0, portrait.shape[0] / ink.shape[0])
    white = skin_shift(portrait, 128 + portrait // 2, mesh)
    yellow = skin_shift(portrait, (portrait * np.array([1, 1, 0.7])).astype(np.uint8), mesh)
    assert white is not None and white.lightness > 8
    assert yellow is not None and yellow.hue > 8


def test_another_size_is_refused(ink: Ink, portrait: NDArray[np.uint8]) -> None:
    with pytest.raises(MetricError, match="does not fit"):
        skin_shift(portrait, portrait[1:], ink.meshes[0])
