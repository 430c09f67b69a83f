"""A critic of patches, for a last short stage: does this look drawn?

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


class Critic(nn.Module):
    """Photo and ink together to one opinion a patch, above 0 = drawn by the teacher's hand.

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
        opinion: Tensor = self.layers(torch.cat([photo, ink], 1) * 2 - 1)
        return opinion


def critic_loss(critic: Critic, photo: Tensor, drawn: Tensor, target: Tensor) -> Tensor:
    """The hinge loss that the critic makes small: targets above 1, drawings below −1."""
    right = functional.relu(1 - critic(photo, target)).mean()
    wrong = functional.relu(1 + critic(photo, drawn.detach())).mean()
    return torch.add(right, wrong)


def artist_loss(critic: Critic, photo: Tensor, drawn: Tensor) -> Tensor:
    """What the network makes small: the critic's opinion of its drawing, below 0 = good."""
    return torch.neg(critic(photo, drawn).mean())
