"""Losses on lines: their distance, and their continuity."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

_FAR = 12.0
"""Largest distance that counts, in pixels."""

_THINNINGS = 4
"""Erosions of the soft skeleton: enough for lines about 9 px wide."""


def distance_loss(drawn: Tensor, target: Tensor) -> Tensor:
    """How far from the target's ink the drawing's lies, and how much of the target is missed.

    The mean over the drawing's ink of its distance to the target's (at most 12 px, divided by
    12: one side of the chamfer distance, Barrow et al. 1977), and the mean over the target's ink
    of what is not drawn within 2 px.

    Args:
        drawn: N×1×H×W, 0..1.
        target: N×1×H×W, 0..1.
    """
    away = torch.from_numpy(_distances(target.detach().cpu().numpy()[:, 0])[:, None])
    away = away.to(drawn.device)
    astray = (drawn * away).sum() / drawn.sum().clamp(min=1)
    near = functional.max_pool2d(drawn, 5, 1, 2)
    missed = (target * (1 - near)).sum() / target.sum().clamp(min=1)
    return astray + missed


def _distances(target: np.ndarray) -> np.ndarray:
    """float32 N×H×W, 0..1: distance of each pixel to the nearest ink above one half."""
    import cv2

    blank = [np.where(plane > 0.5, 0, 255).astype(np.uint8) for plane in target]
    each = [
        cv2.distanceTransform(plane, cv2.DIST_L2, 3) if (plane == 0).any() else plane + _FAR
        for plane in blank
    ]
    return np.minimum(np.stack(each).astype(np.float32), _FAR) / _FAR


def continuity_loss(drawn: Tensor, target: Tensor) -> Tensor:
    """One minus soft clDice: for lines that are broken, or wrongly joined.

    Shit et al. 2021, "clDice, a Novel Topology-Preserving Loss Function for Tubular Structure
    Segmentation": the share of each skeleton that lies in the other's lines, harmonic mean.

    Args:
        drawn: N×1×H×W, 0..1.
        target: N×1×H×W, 0..1.
    """
    thin_drawn, thin_target = skeleton(drawn), skeleton(target)
    right = ((thin_drawn * target).sum() + 1) / (thin_drawn.sum() + 1)
    found = ((thin_target * drawn).sum() + 1) / (thin_target.sum() + 1)
    return 1 - 2 * right * found / (right + found)


def skeleton(ink: Tensor) -> Tensor:
    """A soft skeleton, by repeated opening; N×1×H×W, 0..1, for lines up to about 9 px wide."""
    left = functional.relu(ink - _opened(ink))
    for _ in range(_THINNINGS):
        ink = _eroded(ink)
        rest = functional.relu(ink - _opened(ink))
        left = left + functional.relu(rest - left * rest)
    return left


def _eroded(ink: Tensor) -> Tensor:
    upright = -functional.max_pool2d(-ink, (3, 1), 1, (1, 0))
    level = -functional.max_pool2d(-ink, (1, 3), 1, (0, 1))
    return torch.minimum(upright, level)


def _opened(ink: Tensor) -> Tensor:
    return functional.max_pool2d(_eroded(ink), 3, 1, 1)
