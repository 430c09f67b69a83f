"""A network's drawing of a photo as another's target: one view of it, or several that agree."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from artline.train.consistency import shrunk
from artline.train.plan import MULTIPLE

Draw = Callable[[Tensor], Tensor]
"""A photo N×3×S×S, 0..1, to logits N×(K+1)×S×S."""

SMALLER = 0.75
"""Side of the smaller views as a share of the photo's."""

DISAGREED = 0.5
"""Difference of two views of one pixel, 0..1, from which nothing is learned from it."""


@torch.no_grad()
def answer(draw: Draw, photo: Tensor) -> Tensor:
    """The drawing of a photo, 0..1."""
    return torch.sigmoid(draw(photo))


@torch.no_grad()
def agreed_answer(draw: Draw, photo: Tensor) -> tuple[Tensor, Tensor]:
    """The mean drawing of a photo and of its mirror image, and how far it can be trusted.

    Smaller views count for the trust alone: in the mean they would blur it.

    Returns:
        The drawing N×(K+1)×S×S, 0..1, and its trust, the same shape: 1 where the mirrored and the
        smaller views say the same, 0 where they differ by DISAGREED or more.
    """
    size = photo.shape[-1]
    seen, mirrored = _both(draw, photo)
    drawn = (seen + mirrored) / 2
    side = max(int(SMALLER * size) // MULTIPLE * MULTIPLE, MULTIPLE)
    apart = (seen - mirrored).abs()
    if side < size:
        small = torch.stack(_both(draw, shrunk(photo, side))).mean(0)
        between = (shrunk(drawn, side) - small).abs()
        enlarged = functional.interpolate(
            between, size=(size, size), mode="bilinear", align_corners=False
        )
        apart = torch.maximum(apart, enlarged)
    return drawn, (1 - apart / DISAGREED).clamp(0, 1)


def _both(draw: Draw, photo: Tensor) -> tuple[Tensor, Tensor]:
    """Drawings of a photo and of its mirror image, the second mirrored back."""
    return torch.sigmoid(draw(photo)), torch.sigmoid(draw(photo.flip(3))).flip(3)


def by_channels(drawn: Tensor, theirs: tuple[str, ...], ours: tuple[str, ...]) -> Tensor:
    """A drawing with its subject in the order of other channels; −1 where it lacks one."""
    planes = [
        drawn[:, theirs.index(name)] if name in theirs else torch.full_like(drawn[:, 0], -1)
        for name in ours
    ]
    return torch.stack([*planes, drawn[:, -1]], 1)
