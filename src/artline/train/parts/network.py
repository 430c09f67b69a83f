"""The branch: features of a frozen network, coarse to fine, to hair, skin and cloth."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from artline.train.network import doubled
from artline.train.parts.taps import TAPS
from artline.train.parts.targets import NAMES

DEEP, COARSE, MIDDLE, FINE = 64, 48, 32, 24
"""Widths of the branch at 1/32, 1/16, 1/8 and 1/4 of the photo's size."""
CELL = 2
"""Pixels of the parts, across and down, that one of the finest features gives."""


class Joined(nn.Module):
    """Features of the frozen network beside what the branch found one scale coarser."""

    def __init__(self, features: int, coarser: int, width: int):
        super().__init__()
        self.own = nn.Conv2d(features, width, 1)
        self.coarser = nn.Conv2d(coarser, width, 1, bias=False)
        self.mixed = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, features: Tensor, coarser: Tensor) -> Tensor:
        """N×features×2h×2w and N×coarser×h×w → N×width×2h×2w."""
        x = functional.relu(self.own(features) + doubled(self.coarser(coarser)))
        return functional.relu(self.mixed(x))


class Parts(nn.Module):
    """Features, as `taps.TAPS` names them, to parts."""

    def __init__(self) -> None:
        super().__init__()
        self.deep = nn.Conv2d(TAPS["deep"].channels, DEEP, 1)
        self.wide = nn.Conv2d(DEEP, DEEP, 3, padding=1)
        self.coarse = Joined(TAPS["coarse"].channels, DEEP, COARSE)
        self.middle = Joined(TAPS["middle"].channels, COARSE, MIDDLE)
        self.fine = Joined(TAPS["fine"].channels, MIDDLE, FINE)
        self.out = nn.Conv2d(FINE, len(NAMES) * CELL**2, 3, padding=1)

    def forward(self, deep: Tensor, coarse: Tensor, middle: Tensor, fine: Tensor) -> Tensor:
        """Logits N×3×H/2×W/2 of a photo of H×W."""
        x = functional.relu(self.wide(functional.relu(self.deep(deep))))
        x = self.fine(fine, self.middle(middle, self.coarse(coarse, x)))
        return functional.pixel_shuffle(self.out(x), CELL)

    def readers(self) -> dict[str, nn.Conv2d]:
        """The convolution that reads each input."""
        joined = {"coarse": self.coarse, "middle": self.middle, "fine": self.fine}
        return {"deep": self.deep, **{name: one.own for name, one in joined.items()}}


@torch.no_grad()
def fold(parts: Parts, means: dict[str, Tensor], deviations: dict[str, Tensor]) -> None:
    """Let a branch that learned from standardised features read them as they are, in place.

    Args:
        parts: the branch.
        means: float32 C of each input's channels.
        deviations: float32 of the same shape, above 0.
    """
    for name, read in parts.readers().items():
        assert read.bias is not None
        read.weight.div_(deviations[name][None, :, None, None])
        read.bias.sub_((read.weight[..., 0, 0] * means[name][None]).sum(1))


def unfold(parts: Parts, means: dict[str, Tensor], deviations: dict[str, Tensor]) -> None:
    """The reverse of `fold`, by the same arguments, in place."""
    shifted = {name: -mean / deviations[name] for name, mean in means.items()}
    fold(parts, shifted, {name: 1 / deviation for name, deviation in deviations.items()})


class Drawn(nn.Module):
    """Features to parts of the photo's own size, 0..1: the form that is spliced in."""

    def __init__(self, parts: Parts):
        super().__init__()
        self.parts = parts

    def forward(self, *features: Tensor) -> Tensor:
        """Features → N×3×H×W."""
        # resizing after the sigmoid costs a quarter of the exponentials
        return doubled(torch.sigmoid(self.parts(*features)))
