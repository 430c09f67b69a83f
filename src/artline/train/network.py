"""The network: photo to named channels of ink and to the subject.

A U-Net (Ronneberger, Fischer, Brox 2015) over a pretrained encoder, with self-attention at 1/16.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrizations, parametrize

from artline.train.attention import LinearAttention
from artline.train.encoder import Encoder, taps
from artline.train.plan import NetworkPlan

_INITIAL_LOGIT = -2.0
"""Bias of the ink at the start: sigmoid(−2) = 0.12, about the ink of a drawing."""

HAND_FROM = 2
"""Number, from 0, of the decoder's stage from which on a hand has its own."""

_POWER_ITERATIONS = 30
"""Power iterations after which spectral normalisation's estimate has converged."""


class Stage(nn.Module):
    """One step up the decoder: join with the encoder's features, two 3×3 convolutions."""

    def __init__(self, inputs: int, skipped: int, outputs: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs + skipped, outputs, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor, skipped: Sequence[Tensor]) -> Tensor:
        """N×inputs×h×w, and N×skipped×2h×2w in pieces → N×outputs×2h×2w."""
        x = torch.cat([doubled(x), *skipped], 1)
        x = functional.relu(self.norm1(self.conv1(x)))
        return functional.relu(self.norm2(self.conv2(x)))


def doubled(x: Tensor) -> Tensor:
    """Twice the height and width, bilinear."""
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class PhotoPlanes(nn.Module):
    """The photo as input of the finest stage, centred on 0.

    Args:
        head: "full": its 3 planes; "shuffle": 12 planes of half the size, each 2×2 cell's pixels.
        spare: planes of zeros after them.
    """

    def __init__(self, head: str, spare: int = 0):
        super().__init__()
        self.cell = 2 if head == "shuffle" else 1
        self.spare = spare

    def forward(self, photo: Tensor) -> Tensor:
        """N×3×H×W → N×(3·cell² + spare)×H/cell×W/cell."""
        centred = photo - 0.5
        if not self.spare:
            return functional.pixel_unshuffle(centred, self.cell)
        planes = 3 * self.cell**2
        # The same as a convolution, which inference engines run faster than moving pixels.
        picking = torch.eye(planes + self.spare, planes).view(-1, 3, self.cell, self.cell)
        return functional.conv2d(centred, picking, stride=self.cell)


class Hand(nn.Module):
    """Finest stages of their own for some channels, from 1/8 on; the others stay unchanged.

    Args:
        stages: coarse to fine.
        ink: from the finest features to planes.
        joined: number of skip features of each stage.
    """

    def __init__(self, stages: Sequence[Stage], ink: nn.Conv2d, joined: Sequence[int]):
        super().__init__()
        self.stages = nn.ModuleList(stages)
        self.ink = ink
        self.joined = tuple(joined)

    def forward(self, x: Tensor, *pieces: Tensor) -> Tensor:
        """Features at 1/8, and the pieces for each stage in turn → planes."""
        for stage, count in zip(self.stages, self.joined, strict=True):
            x = stage(x, pieces[:count])
            pieces = pieces[count:]
        planes: Tensor = self.ink(x)
        return planes


class Network(nn.Module):
    """Photo to ink and subject, as logits.

    Args:
        channels: names of the ink channels, in the output's order.
        decoder: widths of the decoder's stages, from 1/16 up: five for the head "full", four for
            "shuffle".
        head: "full" has a last stage at full resolution; "shuffle" ends at half of it, sees the
            photo there as 12 channels of quarter pictures, and draws 2×2 pixels a cell (Shi et
            al. 2016): several times cheaper.
        attention: self-attention at 1/16.
        hand: number of channels, the last ones, that have finest stages of their own.
        frozen: only those stages learn.
        deepest: 32, or 16 for a smaller encoder; then the decoder has one stage fewer and no hand.
    """

    def __init__(
        self,
        channels: Sequence[str] = ("line", "mass", "scene"),
        decoder: Sequence[int] = (128, 80, 48, 32, 20),
        head: str = "full",
        *,
        attention: bool = True,
        hand: int = 0,
        frozen: bool = False,
        deepest: int = 32,
    ) -> None:
        super().__init__()
        self.channels = tuple(channels)
        self.head = head
        self.hand_channels = hand
        self.frozen = frozen
        self.encoder = Encoder(deepest)
        features = list(taps(deepest).values())
        self.attention = LinearAttention(features[3]) if attention else nn.Identity()
        widths = [features[-1], *decoder]
        skipped = features[-2::-1]
        self._half = len(skipped) - 1
        skipped = [*skipped[:-1], skipped[-1] + 12] if head == "shuffle" else [*skipped, 3]
        shapes = list(zip(widths, skipped, decoder, strict=False))
        self.stages = nn.ModuleList(Stage(*sizes) for sizes in shapes)
        self.planes = PhotoPlanes(head)
        cell = self.planes.cell**2
        self.ink = _inked(widths[-1], (len(channels) - hand) * cell)
        self.subject = nn.Conv2d(decoder[self._half], 1, 3, padding=1)
        self.hand: Hand | None = None
        if hand:
            own = [Stage(*sizes) for sizes in shapes[HAND_FROM:]]
            joined = (1, 2) if head == "shuffle" else (1, 1, 1)
            self.hand = Hand(own, _inked(widths[-1], hand * cell), joined)
        if frozen:
            self.requires_grad_(False)
            for weight in self.hand.parameters() if self.hand else ():
                weight.requires_grad_(True)

    def train(self, mode: bool = True) -> Network:
        """Frozen parts stay in evaluation mode, so that their batch statistics do not change."""
        super().train(mode)
        if self.frozen:
            for part in self.children():
                part.train(mode and part is self.hand)
        return self

    def forward(self, photo: Tensor) -> Tensor:
        """Logits N×(K+1)×H×W, the subject last, of N×3×H×W, sRGB 0..1, H and W multiples of 32."""
        ink, subject, features = self.trunk(photo)
        hand = [] if self.hand is None else [self.by_hand(*features)]
        return torch.cat([ink, *hand, subject], 1)

    def trunk(self, photo: Tensor) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Logits of the ink and of the subject, and the input of `by_hand`."""
        features = self.encoder(photo)
        features[3] = self.attention(features[3])
        fine = self.planes(photo)
        skips = [[skipped] for skipped in features[-2::-1]]
        skips = [*skips[:-1], [*skips[-1], fine]] if self.head == "shuffle" else [*skips, [fine]]
        x = half = coarse = features[-1]
        for number, (stage, skipped) in enumerate(zip(self.stages, skips, strict=True)):
            if number == HAND_FROM:
                coarse = x
            x = stage(x, skipped)
            if number == self._half:
                half = x
        finest = [piece for skipped in skips[HAND_FROM:] for piece in skipped]
        return self._shuffled(self.ink(x)), doubled(self.subject(half)), [coarse, *finest]

    def by_hand(self, *features: Tensor) -> Tensor:
        """Logits of the hand's channels, from the features that `trunk` returned."""
        assert self.hand is not None
        return self._shuffled(self.hand(*features))

    def _shuffled(self, planes: Tensor) -> Tensor:
        return functional.pixel_shuffle(planes, 2) if self.head == "shuffle" else planes


def planned(channels: Sequence[str], plan: NetworkPlan) -> Network:
    """The network of a plan, without spectral normalisation.

    Args:
        channels: names of the ink channels, those of a hand last.
        plan: the recipe's `[network]`.
    """
    return Network(
        channels,
        plan.decoder,
        plan.head,
        attention=plan.attention,
        hand=len(plan.hand),
        frozen=plan.frozen,
        deepest=plan.deepest,
    )


def normalise(network: Network) -> None:
    """Put spectral normalisation (Miyato et al. 2018) on the decoder's convolutions that learn."""
    for module in _decoder(network):
        if isinstance(module, nn.Conv2d) and module.weight.requires_grad:
            parametrizations.spectral_norm(module)


def fold(network: Network) -> None:
    """Replace spectral normalisation by plain weights of the same values."""
    for module in _decoder(network):
        if parametrize.is_parametrized(module):
            _converge(module)
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=True)


def _decoder(network: Network) -> list[nn.Module]:
    own = network.hand.stages.modules() if network.hand else ()
    return [*network.stages.modules(), *own]


def _converge(module: nn.Module) -> None:
    """Let the power iteration converge: for averaged weights the estimate lags behind."""
    module.train()
    with torch.no_grad():
        for _ in range(_POWER_ITERATIONS):
            _ = module.weight
    module.eval()


def _inked(features: int, planes: int) -> nn.Conv2d:
    ink = nn.Conv2d(features, planes, 3, padding=1)
    assert ink.bias is not None
    nn.init.constant_(ink.bias, _INITIAL_LOGIT)
    return ink
