"""Weights of an exported ONNX file under the network's own names, batch norms folded into them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from artline.errors import ModelError, shown
from artline.train.network import Network
from artline.train.plan import DEEPEST, STAGES

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, NodeProto

_GAIN = "attention.gain"
"""The one weight that belongs to no convolution."""

Convolution = tuple[Tensor, Tensor | None]
"""Weights, and the bias where there is one."""


def exported_weights(path: Path, network: Network) -> dict[str, Tensor]:
    """The weights of a file that `artline export` wrote, as the network names them.

    Each batch norm is the identity, but for the shift that export folded into the convolution
    before it: in evaluation the network computes what the file does. For training, `calibrate`
    gives the norms the statistics of photos.

    Args:
        path: the file, with weights in half or single precision.
        network: which weights are wanted; a layer that draws channels is left out where the file
            draws others.

    Raises:
        ModelError: missing, or no ONNX file with artline's contract.
    """
    model = read_model(path)
    said = {entry.key: entry.value for entry in model.metadata_props}
    if "artline.contract" not in said:
        raise ModelError(
            f"{shown(path)}: says nothing of artline's contract; warm_start wants a checkpoint, or "
            "a file that `artline export` wrote"
        )
    found = convolutions(model)
    weights = _with_identities(found, network)
    for array_name, array in _arrays(model.graph).items():
        if array_name.removesuffix("_half") == f"network.{_GAIN}":
            weights[_GAIN] = _tensor(array)
    own = len(network.channels) - network.hand_channels
    for layer, theirs, ours in (
        ("ink", said.get("channels", ""), network.channels[:own]),
        ("hand.ink", said.get("hand", ""), network.channels[own:]),
    ):
        if tuple(theirs.split(",")) != ours:
            weights = {k: v for k, v in weights.items() if k.rpartition(".")[0] != layer}
    return weights


def network_of(path: Path) -> Network:
    """The network in a file that `artline export` wrote, without a hand, in evaluation mode.

    Raises:
        ModelError: missing, no ONNX file with artline's contract, or of another kind of network.
    """
    model = read_model(path)
    said = {entry.key: entry.value for entry in model.metadata_props}
    channels = tuple(said.get("channels", "").split(","))
    found = convolutions(model)
    stages = [found.get(f"stages.{number}.conv1") for number in range(max(STAGES.values()))]
    decoder = [stage[0].shape[0] for stage in stages if stage is not None]
    planes = len(found["ink"][0]) if "ink" in found else 0
    head = "shuffle" if planes > len(channels) else "full"
    missing = STAGES[head] - len(decoder)
    if not planes or not 0 <= missing < len(DEEPEST):
        raise ModelError(
            f"{shown(path)}: not a network of artline's; name a file that `artline export` wrote"
        )
    network = Network(
        channels, decoder, head, attention="attention.read" in found, deepest=DEEPEST[missing]
    )
    network.load_state_dict(exported_weights(path, network))
    return network.eval().requires_grad_(False)


def read_model(path: Path) -> ModelProto:
    """An ONNX file.

    Raises:
        ModelError: missing, or damaged.
    """
    import onnx
    from google.protobuf.message import DecodeError

    try:
        return onnx.load_model_from_string(path.read_bytes())
    except FileNotFoundError:
        raise ModelError(f"{shown(path)}: no such file; name one that is there") from None
    except (OSError, DecodeError) as fault:
        raise ModelError(
            f"{shown(path)}: not an ONNX file, or damaged ({shown(str(fault))}); take a whole one"
        ) from None


def convolutions(model: ModelProto) -> dict[str, Convolution]:
    """Name of a layer in torch → its weights, of every convolution in the file."""
    found: dict[str, Convolution] = {}
    for graph in _graphs(model.graph):
        arrays = _arrays(graph)
        for node in graph.node:
            if node.op_type != "Conv" or node.input[1] not in arrays:
                continue
            bias = arrays.get(node.input[2]) if len(node.input) > 2 else None
            weights = _tensor(arrays[node.input[1]])
            found[_layer(node)] = weights, None if bias is None else _tensor(bias)
    return found


def _with_identities(found: dict[str, Convolution], network: Network) -> dict[str, Tensor]:
    """Weights by their names in torch; a bias that its convolution lacks is its norm's shift."""
    modules = dict(network.named_modules())
    weights: dict[str, Tensor] = {}
    for name, (kernel, bias) in found.items():
        own = modules.get(name)
        if not isinstance(own, nn.Conv2d):
            continue
        weights[f"{name}.weight"] = _without_spare(kernel, own.in_channels // own.groups)
        norm = modules.get(norm_of(name))
        if own.bias is not None and bias is not None:
            weights[f"{name}.bias"] = bias
        elif bias is not None and isinstance(norm, nn.BatchNorm2d):
            one = torch.ones_like(bias)
            identity = {
                "weight": one,
                "bias": bias,
                "running_mean": 0 * one,
                "running_var": one - norm.eps,
            }
            weights |= {f"{norm_of(name)}.{kind}": value for kind, value in identity.items()}
            weights[f"{norm_of(name)}.num_batches_tracked"] = torch.tensor(0)
    return weights


def norm_of(convolution: str) -> str:
    """Name of the batch norm after a convolution of the network."""
    parent, _, last = convolution.rpartition(".")
    return f"{parent}.{'1' if last == '0' else last.replace('conv', 'norm')}"


def _without_spare(kernel: Tensor, inputs: int) -> Tensor:
    """Without the input channels of zeros that export adds to make a multiple of a block."""
    spare = kernel[:, inputs:]
    return kernel if spare.numel() == 0 or bool(spare.any()) else kernel[:, :inputs]


def _layer(node: NodeProto) -> str:
    """Name of a node's layer in torch: "/encoder/stem/stem.0/Conv" is of "encoder.stem.0"."""
    scopes = node.name.split("//")[-1].strip("/").split("/")[:-1]
    # A container's scope comes before its layers', which have its name in front of theirs.
    kept = [a for a, b in pairwise([*scopes, ""]) if not b.startswith(f"{a}.")]
    return ".".join(kept)


def _graphs(graph: GraphProto) -> Iterator[GraphProto]:
    """A graph and those in the branches of its nodes."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _graphs(attribute.g)


def _arrays(graph: GraphProto) -> dict[str, NDArray[np.float32]]:
    """The graph's weights by name, also by that of the cast to single precision."""
    from onnx import TensorProto, numpy_helper

    floats = (TensorProto.FLOAT, TensorProto.FLOAT16)
    arrays = {
        one.name: numpy_helper.to_array(one).astype(np.float32)
        for one in graph.initializer
        if one.data_type in floats
    }
    casts = [node for node in graph.node if node.op_type == "Cast" and node.input[0] in arrays]
    return arrays | {node.output[0]: arrays[node.input[0]] for node in casts}


def _tensor(array: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.array(array, np.float32))
