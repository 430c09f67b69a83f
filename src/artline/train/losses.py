"""Losses pixel by pixel, for targets that a teacher computed exactly.

Targets are float32 N×(K+1)×H×W, the subject last, 0..1, or below 0 where not known: those pixels
are masked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from artline.train.plan import ChannelLoss, SubjectLoss

Parts = dict[str, Tensor]

_WHITE = 0.1
"""Ink of a target, 0..1, below which its paper is white."""

_LINE_REACH = 2
"""Pixels around a target's ink that belong to its line's soft edge."""

_SURE = 0.5
"""Share of a pixel's area from which it is skin."""

_LEAST_SKIN = 64
"""Pixels of white skin, over all channels, from which a photo counts."""


def ink_loss(
    logits: Tensor,
    target: Tensor,
    channels: Sequence[str],
    weights: Mapping[str, ChannelLoss],
    trust: Tensor | None = None,
) -> Parts:
    """Each channel's weighted loss, under its name.

    Cross-entropy, absolute difference, and the absolute difference of neighbouring pixels'
    differences (which keeps edges sharp), each the mean over the pixels that are known.

    Args:
        logits: N×(K+1)×H×W.
        target: the same shape.
        channels: the K names.
        weights: by name; a channel without a row counts as `ChannelLoss()` says.
        trust: the same shape as the target, 0..1: how much each pixel counts; None is all alike.
    """
    sitter = target[:, -1].clamp(0, 1)
    parts = {}
    for k, name in enumerate(channels):
        row = weights.get(name, ChannelLoss())
        known = (target[:, k] >= 0).float()
        if trust is not None:
            known = known * trust[:, k]
        pixel = known * (row.background + (row.sitter - row.background) * sitter)
        parts[name] = _channel(logits[:, k], target[:, k].clamp(0, 1), known, pixel, row)
    return parts


def _channel(
    logits: Tensor, target: Tensor, known: Tensor, pixel: Tensor, row: ChannelLoss
) -> Tensor:
    """One channel's loss; all arguments N×H×W."""
    drawn = torch.sigmoid(logits)
    count = known.sum().clamp(min=1)
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    loss = row.bce * (entropy * pixel).sum() / count
    loss = loss + row.l1 * ((drawn - target).abs() * pixel).sum() / count
    return loss + row.gradient * gradient_difference(drawn, target, known)


def gradient_difference(drawn: Tensor, target: Tensor, known: Tensor) -> Tensor:
    """Mean absolute difference of the horizontal and of the vertical gradient, added."""
    total = drawn.new_zeros(())
    for axis in (1, 2):
        difference = (torch.diff(drawn, dim=axis) - torch.diff(target, dim=axis)).abs()
        counted = known.narrow(axis, 1, known.shape[axis] - 1)
        total = total + (difference * counted).sum() / counted.sum().clamp(min=1)
    return total


def skin_loss(logits: Tensor, target: Tensor, skin: Tensor) -> Tensor:
    """What ink costs on bare skin that the target leaves white: smoke, patches, stubble.

    Cross-entropy plus ink, the mean over such skin of each photo, then over the photos that show
    some: a small face counts as a large one does, and no tone of skin more than another.

    Args:
        logits: N×K×H×W.
        target: N×K×H×W, 0..1, or below 0 where not known.
        skin: N×H×W, 1 where skin surely is, 0 elsewhere.
    """
    reach = 2 * _LINE_REACH + 1
    near = functional.max_pool2d(target, reach, stride=1, padding=_LINE_REACH)
    white = ((near < _WHITE) & (target >= 0) & (skin[:, None] > _SURE)).float()
    cost = (functional.softplus(logits) + torch.sigmoid(logits)) * white
    area = white.sum((1, 2, 3))
    shown = (area >= _LEAST_SKIN).float()
    each = cost.sum((1, 2, 3)) / area.clamp(min=1)
    return (each * shown).sum() / shown.sum().clamp(min=1)


def subject_loss(
    logits: Tensor, target: Tensor, weights: SubjectLoss, trust: Tensor | None = None
) -> Tensor:
    """Cross-entropy, and one minus the soft overlap of each picture (Rahman and Wang 2016).

    Args:
        logits: N×H×W.
        target: N×H×W, 0..1, or below 0 where not known.
        weights: of the two.
        trust: N×H×W, 0..1: how much each pixel counts; None is all alike.
    """
    known = (target >= 0).float()
    if trust is not None:
        known = known * trust
    wanted = target.clamp(0, 1)
    entropy = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    drawn = torch.sigmoid(logits) * known
    wanted = wanted * known
    both = (drawn * wanted).sum((1, 2))
    either = (drawn + wanted - drawn * wanted).sum((1, 2))
    # + 1 avoids 0 / 0 in a picture without sitter.
    missed = (1 - (both + 1) / (either + 1)).mean()
    return weights.bce * (entropy * known).sum() / known.sum().clamp(min=1) + weights.iou * missed
