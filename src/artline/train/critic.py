"""A patch critic, for a short last stage.

Isola et al. 2017 (it judges patches of 70 px, not pictures); Miyato et al. 2018 (spectral
normalisation); Lim and Ye 2017 (hinge). In NoGAN's order (Antic 2019, DeOldify): the network is
taught by its losses first, the critic then learns alone on what it draws, and only a short last
stage lets both learn.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

_WIDTHS = (48, 96, 192)
"""Channels of the convolutions with stride 2."""


class Critic(nn.Module):
    """Photo and ink to one score a patch, above 0 = a target, below 0 = drawn by the network.

    Args:
        channels: of the ink.
    """

    def __init__(self, channels: int):
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3 + channels
        for width in _WIDTHS:
            layers += [spectral_norm(nn.Conv2d(inputs, width, 4, 2, 1)), nn.LeakyReLU(0.2)]
            inputs = width
        layers += [
            spectral_norm(nn.Conv2d(inputs, 2 * inputs, 4, 1, 1)),
            nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(2 * inputs, 1, 4, 1, 1)),
        ]
        self.layers = nn.Sequential(*layers)

    def forward(self, photo: Tensor, ink: Tensor) -> Tensor:
        """N×3×H×W and N×K×H×W, both 0..1 → N×1×h×w."""
        score: Tensor = self.layers(torch.cat([photo, ink], 1) * 2 - 1)
        return score


def critic_loss(critic: Critic, photo: Tensor, drawn: Tensor, target: Tensor) -> Tensor:
    """The critic's hinge loss: 0 where targets score above 1 and drawings below −1."""
    right = functional.relu(1 - critic(photo, target)).mean()
    wrong = functional.relu(1 + critic(photo, drawn.detach())).mean()
    return torch.add(right, wrong)


def artist_loss(critic: Critic, photo: Tensor, drawn: Tensor) -> Tensor:
    """The network's adversarial loss: the critic's mean score of its drawing, negated."""
    return torch.neg(critic(photo, drawn).mean())
