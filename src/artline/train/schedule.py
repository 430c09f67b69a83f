"""The learning rate, the optimiser, and the average of the weights."""

from __future__ import annotations

import math

import torch
from torch import nn

from artline.train.network import Network
from artline.train.plan import Optimiser, Stage

_LEAST = 0.01
"""Least share of the rate."""


def share(step: int, stage: Stage, warm_up: int) -> float:
    """Share of the stage's rate at one of its steps: rising to 1, then half a cosine down."""
    falling = 0.5 + 0.5 * math.cos(math.pi * step / stage.steps)
    return max(min(1.0, (step + 1) / max(warm_up, 1)) * falling, _LEAST)


def optimiser(network: Network, plan: Optimiser) -> torch.optim.AdamW:
    """AdamW over two groups of weights: new ones, and the encoder's, which learn slower."""
    pretrained = {id(p) for p in network.encoder.parameters()}
    new = [p for p in network.parameters() if id(p) not in pretrained]
    groups = [
        {"params": new, "share": 1.0},
        {"params": list(network.encoder.parameters()), "share": plan.encoder},
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=plan.betas, weight_decay=plan.decay, fused=True)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Give each group its share of a rate."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group.get("share", 1.0)


@torch.no_grad()
def take_average(average: nn.Module, network: nn.Module, decay: float, step: int) -> None:
    """Move the averaged weights a little towards the network's (Polyak; EMA).

    The decay rises from 1/12, so that the initial weights are soon forgotten. Counters and the
    vectors of spectral normalisation are copied.

    Args:
        average: changed in place.
        network: after this step.
        decay: upper limit.
        step: steps done before, from 0.
    """
    decay = min(decay, (step + 1) / (step + 12))
    ours = network.state_dict()
    for name, value in average.state_dict().items():
        vector = name.endswith(("._u", "._v"))
        if value.dtype.is_floating_point and not vector:
            value.lerp_(ours[name], 1 - decay)
        else:
            value.copy_(ours[name])
