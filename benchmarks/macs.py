"""How many multiplications a network needs, counted from its ONNX graph."""

from __future__ import annotations

import math
from typing import Any


def gmacs(data: bytes, height: int, width: int) -> float:
    """Multiply-accumulate operations of one picture, in 10⁹.

    Convolutions, transposed convolutions and matrix products are counted; what works value by
    value (activations, normalisation, resizing) is not, as papers count.

    Raises:
        SystemExit: the graph's shapes cannot be told without running it.
    """
    import onnx

    model = onnx.load_from_string(data)
    dimensions = model.graph.input[0].type.tensor_type.shape.dim
    for dimension, length in zip(dimensions, (1, 3, height, width), strict=True):
        dimension.ClearField("dim_param")
        dimension.dim_value = length
    del model.graph.value_info[:]
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    graph = onnx.shape_inference.infer_shapes(model, data_prop=True, strict_mode=True).graph
    shapes = {weight.name: tuple(weight.dims) for weight in graph.initializer}
    for value in (*graph.input, *graph.value_info, *graph.output):
        shapes[value.name] = tuple(d.dim_value for d in value.type.tensor_type.shape.dim)
    return sum(_macs(node, shapes) for node in graph.node) / 1e9


def _macs(node: Any, shapes: dict[str, tuple[int, ...]]) -> int:
    if node.op_type == "Conv":
        kernel = _known(node, node.input[1], shapes)
        return math.prod(_known(node, node.output[0], shapes)) * math.prod(kernel[1:])
    if node.op_type == "ConvTranspose":
        kernel = _known(node, node.input[1], shapes)
        return math.prod(_known(node, node.input[0], shapes)) * math.prod(kernel[1:])
    if node.op_type in ("MatMul", "Gemm"):
        depth = _known(node, node.input[0], shapes)[-1]
        return math.prod(_known(node, node.output[0], shapes)) * depth
    if node.op_type == "Einsum":
        raise SystemExit(f"{node.name}: Einsum is not counted, teach benchmarks/macs.py")
    return 0


def _known(node: Any, name: str, shapes: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    shape = shapes.get(name, ())
    if not shape or 0 in shape:
        raise SystemExit(f"{node.op_type} {node.name}: the shape of {name} is not known")
    return shape


def parameters(data: bytes) -> float:
    """Weights in 10⁶, shapes and other small constants left out."""
    import onnx

    graph = onnx.load_from_string(data).graph
    kinds = (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.INT8)
    weights = (w for w in graph.initializer if w.data_type in kinds)
    return sum(math.prod(int(n) for n in w.dims) for w in weights) / 1e6
