"""Losses on VGG16's features: for targets drawn by hand, a few pixels off.

Gatys, Ecker, Bethge 2016 (Gram matrices); Johnson, Alahi, Fei-Fei 2016 (feature losses); the
layers and their weights are ArtLine's, which took the form from fastai's lessons.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from artline.errors import ModelError, shown

FILE = "lpips-vgg16.onnx"
"""VGG16's weights, in the folder of downloaded weights."""

_PLAN = (64, 64, "P", 128, 128, "P", 256, 256, 256, "P", 512, 512, 512)
"""Convolutions of VGG16 up to relu4_3, "P" a pooling (Simonyan and Zisserman 2015, column D)."""

_TAPS = (4, 7, 10)
"""Numbers, from 1, of the convolutions before relu2_2, relu3_3 and relu4_3."""

_MEAN = (0.485, 0.456, 0.406)
"""ImageNet's mean of red, green and blue, 0..1."""

_DEVIATION = (0.229, 0.224, 0.225)
"""ImageNet's standard deviation of red, green and blue, 0..1."""

_GRAM = 5e3
"""fastai's factor of the Gram loss beside the feature loss."""


class Features(nn.Module):
    """VGG16 up to relu4_3, frozen.

    Args:
        kernels: weight and bias of its ten convolutions, in order.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, kernels: list[tuple[Tensor, Tensor]]):
        super().__init__()
        self.kernels = nn.ParameterList(kernel for kernel, _ in kernels)
        self.biases = nn.ParameterList(bias for _, bias in kernels)
        self.requires_grad_(False)
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(_DEVIATION).view(1, 3, 1, 1))

    def forward(self, picture: Tensor) -> list[Tensor]:
        """The three taps of pictures N×1×H×W, 0 = ink, 1 = paper."""
        x = (picture.expand(-1, 3, -1, -1) - self.mean) / self.deviation
        taps, number = [], 0
        for step in _PLAN:
            if step == "P":
                x = functional.max_pool2d(x, 2)
                continue
            kernel, bias = self.kernels[number], self.biases[number]
            x = functional.relu(functional.conv2d(x, kernel, bias, padding=1))
            number += 1
            if number in _TAPS:
                taps.append(x)
        return taps


def feature_losses(
    features: Features, drawn: Tensor, target: Tensor, taps: tuple[float, ...]
) -> tuple[Tensor, Tensor]:
    """The feature loss and the Gram loss.

    Σ w·mean|f(drawn) − f(target)| and Σ w²·5000·mean|G(drawn) − G(target)|, w the taps' weights
    divided by their sum; G = f·fᵀ / (C·h·w).

    Args:
        features: the network.
        drawn: N×1×H×W, 0 = ink, 1 = paper.
        target: the same.
        taps: weights of the three.
    """
    with torch.no_grad():
        wanted = features(target)
    content = gram = drawn.new_zeros(())
    for weight, ours, theirs in zip(taps, features(drawn), wanted, strict=True):
        share = weight / sum(taps)
        content = content + share * functional.l1_loss(ours, theirs)
        gram = gram + share**2 * _GRAM * functional.l1_loss(_gram(ours), _gram(theirs))
    return content, gram


def _gram(x: Tensor) -> Tensor:
    n, c, h, w = x.shape
    flat = x.reshape(n, c, h * w)
    return torch.matmul(flat, flat.transpose(1, 2)) / (c * h * w)


def load_features(path: Path | None = None) -> Features:
    """VGG16 with the weights trained on ImageNet, from the file that LPIPS is measured with.

    Args:
        path: of the file; None is `lpips-vgg16.onnx` in `artline.models.store.folder()`.

    Raises:
        ModelError: the file is missing, or is another network.
    """
    from artline.models import store

    path = store.folder() / FILE if path is None else path
    if not path.is_file():
        raise ModelError(
            f"{shown(path)}: no such file, which the feature and Gram losses need; make it with "
            "scripts/export_lpips.py of artline's repository, or set both to 0"
        )
    kernels = _kernels(path)
    shapes = [tuple(kernel.shape[:2]) for kernel, _ in kernels]
    widths = [width for width in _PLAN if isinstance(width, int)]
    if shapes != list(zip(widths, [3, *widths], strict=False)):
        raise ModelError(f"{shown(path)}: not VGG16; make it anew with scripts/export_lpips.py")
    return Features(kernels)


def _kernels(path: Path) -> list[tuple[Tensor, Tensor]]:
    """Weight and bias of convolutions 1 to 10 in an ONNX file."""
    import onnx

    try:
        graph = onnx.load(str(path)).graph
    except Exception:  # protobuf's own class, which has no types
        raise ModelError(f"{shown(path)}: not an ONNX file; make it anew") from None
    arrays = {weight.name: onnx.numpy_helper.to_array(weight) for weight in graph.initializer}
    found = [node.input for node in graph.node if node.op_type == "Conv"]
    return [(_tensor(arrays[name[1]]), _tensor(arrays[name[2]])) for name in found[: _TAPS[-1]]]


def _tensor(array: np.ndarray) -> Tensor:
    return torch.from_numpy(np.array(array, np.float32))
