"""One photo at two sizes: the network should draw the same, whatever the size of its pass."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from artline.train.plan import smaller_sides

_SIDES = 1
"""Purpose of these random numbers, beside the recipe's seed and the step."""


def smaller_side(size: int, seed: int, step: int) -> int:
    """One of `smaller_sides`: a function of seed and step, so that a resumed run draws the same."""
    return int(np.random.default_rng((seed, step, _SIDES)).choice(smaller_sides(size)))


def shrunk(pictures: Tensor, side: int) -> Tensor:
    """N×C×S×S at another, smaller side, averaged."""
    return functional.interpolate(
        pictures, size=(side, side), mode="bilinear", align_corners=False, antialias=True
    )


def consistency_loss(large: Tensor, small: Tensor) -> Tensor:
    """Mean absolute difference of two drawings of one photo, at the smaller one's size.

    Both learn: neither size is the other's teacher.

    Args:
        large: logits N×(K+1)×S×S.
        small: logits N×(K+1)×s×s of the photo made smaller.
    """
    drawn = shrunk(torch.sigmoid(large), small.shape[-1])
    return (drawn - torch.sigmoid(small)).abs().mean()
