"""Batch norms that were folded away get the statistics of photos, and the network stays the same.

A network from an exported file has norms that do nothing in evaluation. In training a norm divides
by the deviation of its batch: without its own mean and deviation to undo that, the first step would
change the whole drawing.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn


@torch.no_grad()
def calibrate(network: nn.Module, photos: Iterable[Tensor]) -> None:
    """Set running mean and variance of each batch norm that learns; scale and shift undo them.

    In evaluation the network computes the same as before, up to rounding.

    Args:
        network: changed in place, left in evaluation mode.
        photos: float32 N×3×H×W, one or more.
    """
    norms = [
        norm
        for norm in network.modules()
        if isinstance(norm, nn.BatchNorm2d) and norm.weight.requires_grad
    ]
    sums: dict[nn.Module, Tensor] = {
        norm: torch.zeros(3, norm.num_features, dtype=torch.float64) for norm in norms
    }

    def note(norm: nn.Module, given: tuple[Tensor, ...]) -> None:
        x = given[0].transpose(0, 1).flatten(1).double().cpu()
        sums[norm] += torch.stack([torch.full((len(x),), x.shape[1]), x.sum(1), (x**2).sum(1)])

    hooks = [norm.register_forward_pre_hook(note) for norm in norms]
    network.eval()
    try:
        for photo in photos:
            network(photo)
    finally:
        for hook in hooks:
            hook.remove()
    for norm in norms:
        count, total, squares = sums[norm]
        mean = total / count
        _restate(norm, mean, (squares / count - mean**2).clamp(min=0))


def _restate(norm: nn.BatchNorm2d, mean: Tensor, variance: Tensor) -> None:
    """Another mean and variance for a norm that computes the same."""
    assert norm.running_mean is not None and norm.running_var is not None
    old = (norm.running_var.double() + norm.eps).sqrt().cpu()
    scale = norm.weight.double().cpu() / old
    shift = norm.bias.double().cpu() - norm.running_mean.double().cpu() * scale
    norm.weight.copy_(scale * (variance + norm.eps).sqrt())
    norm.bias.copy_(shift + mean * scale)
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
