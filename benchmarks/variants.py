"""The bundled network in other precisions, made on the fly. Needs `onnx`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def single(data: bytes) -> bytes:
    """Weights stored in half precision stored in single instead: the numbers stay the same."""
    import onnx
    from onnx import TensorProto, numpy_helper

    model = onnx.load_from_string(data)
    graph = model.graph
    halves = {w.name: w for w in graph.initializer if w.data_type == TensorProto.FLOAT16}
    for node in [n for n in graph.node if n.op_type == "Cast" and n.input[0] in halves]:
        half = halves[node.input[0]]
        array = numpy_helper.to_array(half).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(array, node.output[0]))
        graph.initializer.remove(half)
        graph.node.remove(node)
    return bytes(model.SerializeToString())


def int8(data: bytes, photos: list[NDArray[np.float32]], folder: Path) -> bytes:
    """Static QDQ of the convolutions, but for the first and for those that make the outputs.

    Per channel, 7-bit weights (8 overflow in 16-bit sums on processors without VNNI), moving
    average of the least and largest activations. docs/models/portrait.md tells what else was
    tried.

    Args:
        data: the network with single-precision weights.
        photos: float32 1×3×H×W, 0..1, to calibrate on.
        folder: where to work.
    """
    from onnxruntime.quantization import (
        CalibrationDataReader,
        CalibrationMethod,
        QuantFormat,
        QuantType,
        quantize_static,
    )

    class Photos(CalibrationDataReader):  # type: ignore[misc]
        """One photo after another."""

        def __init__(self) -> None:
            self.left = iter(photos)

        def get_next(self) -> dict[str, NDArray[np.float32]] | None:
            return next(({"photo": photo} for photo in self.left), None)

    source, target = folder / "single.onnx", folder / "int8.onnx"
    source.write_bytes(data)
    quantize_static(
        source,
        target,
        Photos(),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv"],
        nodes_to_exclude=_ends(data),
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        extra_options={"CalibMovingAverage": True},
    )
    return target.read_bytes()


def _ends(data: bytes) -> list[str]:
    """Names of the first convolution and of the last ones before each output."""
    import onnx

    graph = onnx.load_from_string(data).graph
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    makers = {name: node for node in graph.node for name in node.output}
    names = {convolutions[0].name}
    for output in graph.output:
        names |= _nearest(makers, output.name)
    return sorted(names)


def _nearest(makers: dict[str, Any], name: str) -> set[str]:
    """The convolutions that a value comes from with no other convolution between."""
    node = makers.get(name)
    if node is None:
        return set()
    if node.op_type == "Conv":
        return {node.name}
    return set().union(*(_nearest(makers, source) for source in node.input))
