"""The bundled model made worse on purpose, as real ONNX files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from artline.models.store import find


def noisy(path: Path, amount: float = 0.25) -> Path:
    """Gaussian noise on every weight, σ a share of each tensor's own deviation."""
    model = onnx.load_from_string(find("portrait").data)
    rng = np.random.default_rng(0)
    for tensor in model.graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if weights.dtype.kind != "f" or weights.ndim < 4:
            continue
        noise = rng.normal(0, amount * float(weights.astype(np.float64).std()), weights.shape)
        worse = (weights + noise).astype(weights.dtype)
        tensor.CopyFrom(numpy_helper.from_array(worse, tensor.name))
    onnx.save(model, path)
    return path


def shadow_tracing(path: Path, darkest: float = 0.6) -> Path:
    """Wherever the photo is darker than this, every channel is ink."""
    model = onnx.load_from_string(find("portrait").data)
    graph = model.graph
    ink = graph.output[0].name
    for node in graph.node:
        for k, name in enumerate(node.output):
            if name == ink:
                node.output[k] = "honest"
    graph.initializer.append(numpy_helper.from_array(np.float32(darkest), "darkest"))
    graph.node.extend(
        [
            helper.make_node("ReduceMax", [graph.input[0].name], ["light"], axes=[1], keepdims=1),
            helper.make_node("Less", ["light", "darkest"], ["dark"]),
            helper.make_node("Cast", ["dark"], ["shadow"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Max", ["honest", "shadow"], [ink]),
        ]
    )
    onnx.save(model, path)
    return path
