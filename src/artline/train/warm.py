"""Warm starts: initial weights from other runs, exported files and the pilot network."""

from __future__ import annotations

import re
from pathlib import Path

import torch
from torch import Tensor

from artline.errors import ModelError, shown
from artline.train import encoder
from artline.train.exported import exported_weights
from artline.train.network import HAND_FROM, Network
from artline.train.recipe import EXPORTED

_ATTENTION = {"att.g": "gain", "att.qkv.weight": "read.weight"}
_DECODER = {"c1": "conv1", "b1": "norm1", "c2": "conv2", "b2": "norm2"}
_SAME_SHAPE_NEEDED = 0.5
"""Least share of the network's weights that a file must hold."""


def warm_start(network: Network, path: Path) -> list[str]:
    """Load what fits of a checkpoint or of a plain file of weights.

    Weights whose shape differs (another head, another width) keep their initial values; so do
    input channels of a convolution beyond the file's. A hand that the file lacks begins as a copy
    of the stages that draw the file's last channel.

    Args:
        network: without spectral normalisation.
        path: a checkpoint of `artline train` (its averaged weights are taken), a dictionary of
            weights saved with torch, ours or named as the pilot named them, or an ONNX file that
            `artline export` wrote.

    Returns:
        The names of weights that were not loaded.

    Raises:
        ModelError: missing, unreadable, or of a network that has little in common with this one.
    """
    if path.suffix == EXPORTED:
        given = exported_weights(path, network)
    else:
        given = {our_name(name): value for name, value in read_weights(path).items()}
    own = network.state_dict()
    fitting = {
        name: _widened(value.to(own[name].dtype), own[name])
        for name, value in given.items()
        if name in own and _fits(value, own[name])
    }
    fitting |= _first_hand(network, fitting)
    if len(fitting) < _SAME_SHAPE_NEEDED * len(own):
        raise ModelError(
            f"{shown(path)}: only {len(fitting)} of the network's {len(own)} weights are in it; "
            "warm_start wants a checkpoint of a like network"
        )
    network.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in fitting]


def _first_hand(network: Network, fitting: dict[str, Tensor]) -> dict[str, Tensor]:
    """Initial values of a hand: copies of the stages that it doubles, and of the last channel."""
    own, cell = network.state_dict(), network.planes.cell**2
    begun = {}
    for name in own:
        part = re.fullmatch(r"hand\.(?:stages\.(\d+)|ink)\.(.+)", name)
        if part is None or name in fitting:
            continue
        stage, rest = part.groups()
        twin = f"ink.{rest}" if stage is None else f"stages.{int(stage) + HAND_FROM}.{rest}"
        if twin in fitting and stage is None:
            last = fitting[twin][-cell:]
            begun[name] = torch.cat([last] * (len(own[name]) // cell))
        elif twin in fitting:
            begun[name] = fitting[twin]
    return begun


def _fits(value: Tensor, own: Tensor) -> bool:
    if value.dim() != 4 or own.dim() != 4:
        return value.shape == own.shape
    outputs_and_size = value[:, 0].shape == own[:, 0].shape
    return outputs_and_size and value.shape[1] <= own.shape[1]


def _widened(value: Tensor, own: Tensor) -> Tensor:
    """The value, with our own weights for further inputs."""
    if value.shape == own.shape:
        return value
    return torch.cat([value, own[:, value.shape[1] :]], 1)


def read_weights(path: Path) -> dict[str, Tensor]:
    """The (averaged) weights in a checkpoint or in a plain file of weights.

    Raises:
        ModelError: missing, or not a file of weights.
    """
    try:
        data = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise ModelError(f"{shown(path)}: no such file; warm_start wants a checkpoint") from None
    except Exception:  # torch raises whatever its archive, pickle or zip reader raised
        raise ModelError(
            f"{shown(path)}: not a file of weights that torch can read; "
            "warm_start wants a checkpoint"
        ) from None
    for key in ("average", "ema"):
        if isinstance(data, dict) and isinstance(data.get(key), dict):
            data = data[key]
    if not isinstance(data, dict) or not all(isinstance(v, Tensor) for v in data.values()):
        raise ModelError(f"{shown(path)}: holds no weights; warm_start wants a checkpoint")
    return _without_parametrization(data)


def our_name(name: str) -> str:
    """Our name for one of the pilot's weights; any other name stays as it is."""
    if name in _ATTENTION:
        return f"attention.{_ATTENTION[name]}"
    if name.startswith("att.o."):
        return name.replace("att.o.", "attention.write.")
    if name.startswith("sub."):
        return name.replace("sub.", "subject.")
    stage = re.fullmatch(r"u(\d)\.([cb][12])\.(.+)", name)
    if stage:
        return f"stages.{int(stage[1]) - 1}.{_DECODER[stage[2]]}.{stage[3]}"
    if re.match(r"stem\.|blocks\.\d+\._", name):
        return f"encoder.{encoder.our_name(name) or name}"
    return name


def _without_parametrization(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights under spectral normalisation as plain ones, divided by their norm."""
    plain = {}
    for name, value in weights.items():
        base, mark, kind = name.partition(".parametrizations.weight.")
        if not mark:
            plain[name] = value
        elif kind == "original":
            norm = torch.linalg.matrix_norm(value.flatten(1).float(), 2)
            plain[f"{base}.weight"] = value / norm
    return plain
