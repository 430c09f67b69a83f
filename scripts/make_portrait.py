"""Make src/artline/weights/portrait.onnx from the network as it was exported after training.

    pip install onnx onnxruntime
    python scripts/make_portrait.py TRAINED.onnx OUT.onnx

Folds constants and padding, widens the last decoder block to whole vector registers with zeros
(the numbers stay the same), stores weights in half precision, and writes the full metadata.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

LARGEST_DIFFERENCE = 0.02
METADATA = {
    "artline.contract": "1",
    "channels": "line,mass,scene",
    "multiple": "32",
    "best_long_side": "512",
    "halo": "96",
    "licence": "MIT; encoder EfficientNet-Lite0 (ImageNet): Apache-2.0",
    "data": (
        "429 portraits: CC0, or public domain in the main as works of the United States "
        "government, not verified file by file; 1,058 training photos of FS2K, whose repository "
        "says MIT."
    ),
    "trained_on": (
        "1,487 photos; targets computed from the photo's own flow lines and tones, gated by a "
        "small U2-Net portrait whose package says MIT and whose training data is not stated; "
        "mattes by ISNet (Apache-2.0)."
    ),
    "encoder": "EfficientNet-Lite0, ImageNet, Apache-2.0",
    "precision": "weights fp16, arithmetic fp32",
}


def folded(source: str) -> onnx.ModelProto:
    """The graph after ONNX Runtime's basic optimisations: constants and padding folded."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "folded.onnx"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(target)
        onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        model = onnx.load(target)
    standard = [opset for opset in model.opset_import if not opset.domain]
    del model.opset_import[:]
    model.opset_import.extend(standard)
    del model.graph.value_info[:]
    return model


def widen(model: onnx.ModelProto) -> None:
    """Give the last block channels in eights, which ONNX Runtime's blocked layout needs.

    35 channels in and 20 out become 40 and 24; what is added is zero in, zero out.
    """
    graph = model.graph
    weights = {weight.name: weight for weight in graph.initializer}
    nodes = {node.name: node for node in graph.node}

    def put(name: str, array: np.ndarray) -> None:
        if name in weights:
            graph.initializer.remove(weights[name])
        graph.initializer.append(numpy_helper.from_array(array, name))

    for name, inputs, outputs in (
        ("/n/u5/c1/Conv", 40, 24),
        ("/n/u5/c2/Conv", 24, 24),
        ("/n/ink/Conv", 24, 3),
    ):
        _, kernel_name, bias_name = nodes[name].input
        kernel = numpy_helper.to_array(weights[kernel_name])
        bias = numpy_helper.to_array(weights[bias_name])
        more = (outputs - kernel.shape[0], inputs - kernel.shape[1])
        put(kernel_name, np.pad(kernel, ((0, more[0]), (0, more[1]), (0, 0), (0, 0))))
        put(bias_name, np.pad(bias, (0, more[0])))

    centred = nodes["/n/Sub_1"]
    put("centre.weight", np.eye(8, 3, dtype=np.float32)[:, :, None, None])
    put("centre.bias", np.array([-0.5] * 3 + [0] * 5, np.float32))
    where = list(graph.node).index(centred)
    graph.node.remove(centred)
    inputs = ["photo", "centre.weight", "centre.bias"]
    made = helper.make_node(
        "Conv", inputs, list(centred.output), name="centre", kernel_shape=[1, 1]
    )
    graph.node.insert(where, made)


def halve(model: onnx.ModelProto) -> None:
    """Store every large weight in half precision; it is cast to single when loaded."""
    graph = model.graph
    used = {name for node in graph.node for name in node.input}
    casts = []
    for weight in list(graph.initializer):
        array = numpy_helper.to_array(weight)
        if weight.name not in used:
            graph.initializer.remove(weight)
        elif array.dtype == np.float32 and array.size >= 64:
            half = weight.name + "_half"
            graph.initializer.remove(weight)
            graph.initializer.append(numpy_helper.from_array(array.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [weight.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


def largest_difference(source: str, made: bytes) -> float:
    """The largest difference of any output on a random picture."""
    sessions = [
        onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        for model in (source, made)
    ]
    photo = np.random.default_rng(0).random((1, 3, 448, 352), np.float32)
    before, after = (session.run(None, {"photo": photo}) for session in sessions)
    return max(float(np.abs(a - b).max()) for a, b in zip(before, after, strict=True))


def main(source: str, target: str) -> None:
    """Make, compare, write."""
    model = folded(source)
    widen(model)
    halve(model)
    del model.metadata_props[:]
    helper.set_model_props(model, METADATA)
    onnx.checker.check_model(model, full_check=True)
    made = model.SerializeToString(deterministic=True)
    difference = largest_difference(source, made)
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit(f"the numbers differ by {difference:.2g}, more than {LARGEST_DIFFERENCE}")
    Path(target).write_bytes(made)
    print(f"{target}: {len(made)} bytes, sha256 {hashlib.sha256(made).hexdigest()}")
    print(f"largest difference to the original: {difference:.2g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
