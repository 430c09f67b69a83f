"""The branch in the graph of the network that it was taught on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from artline.train.errors import TrainingError
from artline.train.export import MULTIPLE, described, halve, traced
from artline.train.exported import convolutions
from artline.train.parts.network import Drawn, Parts
from artline.train.parts.taps import TAPS, check
from artline.train.parts.targets import NAMES

if TYPE_CHECKING:
    from onnx import ModelProto

OUTPUT = "parts"
"""Name of the graph's output, and of the metadata that names its channels."""
_PREFIX = "parts/"
"""Before the names of the branch's nodes and weights, so that none is there twice."""
_SIDE = 2 * MULTIPLE
"""Side of the picture, in pixels, with which the branch is traced."""


def with_parts(model: ModelProto, parts: Parts, said: dict[str, str]) -> bytes:
    """The file with the further output `parts`; its other outputs stay as they are.

    Args:
        model: the drawing network, without parts.
        parts: the branch, reading features as they are.
        said: what to add to the metadata's `data` and `trained_on`, by these keys.

    Raises:
        TrainingError: the graph is not one that the branch begins from, or has parts already.
    """
    import onnx

    check(model)
    if any(output.name == OUTPUT for output in model.graph.output):
        raise TrainingError("the network has parts already; give the file that had none")
    inputs = {
        name: torch.rand(1, tap.channels, _SIDE // tap.cell, _SIDE // tap.cell)
        for name, tap in TAPS.items()
    }
    branch = traced(Drawn(parts), inputs, [OUTPUT])
    halve(branch)
    own = onnx.compose.add_prefix(branch, _PREFIX).graph
    made = onnx.ModelProto()
    made.CopyFrom(model)
    graph = made.graph
    for name, tap in TAPS.items():
        if len(tap.tensors) > 1:
            joined = onnx.helper.make_node("Concat", tap.tensors, [_PREFIX + name], axis=1)
        else:
            joined = onnx.helper.make_node("Identity", tap.tensors, [_PREFIX + name])
        graph.node.append(joined)
    graph.node.extend(own.node)
    graph.initializer.extend(own.initializer)
    graph.node.append(onnx.helper.make_node("Identity", [_PREFIX + OUTPUT], [OUTPUT]))
    shape = (1, len(NAMES), "h", "w")
    graph.output.append(onnx.helper.make_tensor_value_info(OUTPUT, onnx.TensorProto.FLOAT, shape))
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    metadata |= {key: f"{metadata[key]} {text}" for key, text in said.items()}
    return described(made.SerializeToString(), {**metadata, OUTPUT: ",".join(NAMES)})


def branch_of(model: ModelProto) -> Parts:
    """The branch in a file with parts, reading features as they are: `learn` can start from it.

    Raises:
        TrainingError: the file has no parts, or others.
    """
    parts = Parts()
    weights = {
        f"{name.removeprefix('parts.')}.{kind}": value
        for name, pair in convolutions(model).items()
        if name.startswith("parts.")
        for kind, value in zip(("weight", "bias"), pair, strict=True)
        if value is not None
    }
    try:
        parts.load_state_dict(weights)
    except RuntimeError:
        raise TrainingError(
            "the file has no parts of this shape; start from one that scripts/teach_parts.py made"
        ) from None
    return parts.eval()
