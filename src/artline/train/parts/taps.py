"""Where the branch takes hold of a drawing network: features of its encoder and decoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.models.session import open_session
from artline.train.errors import TrainingError

if TYPE_CHECKING:
    from onnx import ModelProto

Features = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Tap:
    """Features at one scale.

    Attributes:
        tensors: names in the graph, in the order in which they are joined.
        channels: of all of them.
        cell: pixels of the photo, across and down, for one of the features.
    """

    tensors: tuple[str, ...]
    channels: int
    cell: int


TAPS: Mapping[str, Tap] = MappingProxyType(
    {
        "deep": Tap(("/encoder/blocks.15/project/project.0/Conv_output_0",), 320, 32),
        "coarse": Tap(("/attention/Add_output_0", "/stages.0/Relu_1_output_0"), 272, 16),
        "middle": Tap(("/encoder/blocks.4/Add_output_0", "feature0"), 136, 8),
        "fine": Tap(("feature1", "/stages.2/Relu_1_output_0"), 80, 4),
    }
)
"""Name of an input of the branch → where it comes from, as `artline export` names the tensors of a
network with a hand."""


def tapped(model: ModelProto) -> bytes:
    """The file with the features as its only outputs, to read them from.

    Raises:
        TrainingError: it is not a network that `artline export` wrote with a hand.
    """
    import onnx

    check(model)
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    del probe.graph.output[:]
    for tap in TAPS.values():
        for tensor in tap.tensors:
            probe.graph.output.append(onnx.ValueInfoProto(name=tensor))
    probe.graph.output.extend(o for o in model.graph.output if o.name == "hand")
    made: bytes = probe.SerializeToString()
    return made


def check(model: ModelProto) -> None:
    """Refuse a graph without these tensors.

    Raises:
        TrainingError: one is missing.
    """
    there = {name for node in model.graph.node for name in node.output}
    missing = [name for tap in TAPS.values() for name in tap.tensors if name not in there]
    if missing:
        raise TrainingError(
            f"the graph has no {missing[0]}, which the parts begin from; "
            "give a file that `artline export` wrote from a network with a hand"
        )


class Reader:
    """Reads the features of photos.

    Args:
        model: the drawing network.
    """

    def __init__(self, model: ModelProto) -> None:
        self._session = open_session(tapped(model), "features")

    def __call__(self, photo: NDArray[np.float32]) -> Features:
        """Features by name, each float32 1×C×h×w, of a photo 1×3×H×W, H and W multiples of 32."""
        names = [tensor for tap in TAPS.values() for tensor in tap.tensors]
        fed = {"photo": photo}
        if any(i.name == "by_hand" for i in self._session.get_inputs()):
            fed["by_hand"] = np.array(False)
        read = dict(zip(names, self._session.run(names, fed), strict=True))
        return {
            name: np.concatenate([read[tensor] for tensor in tap.tensors], axis=1)
            for name, tap in TAPS.items()
        }
