"""A trained network as an ONNX file under artline's contract."""

from __future__ import annotations

import copy
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from artline.onnx_runtime import onnx_runtime
from artline.train import checkpoint
from artline.train.errors import TrainingError, cannot_write
from artline.train.network import Network, PhotoPlanes, fold, normalise
from artline.train.recipe import Recipe, kept

if TYPE_CHECKING:
    from onnx import ModelProto

Photos = Sequence[NDArray[np.float32]]

MULTIPLE = 32
_OPSET = 17
# ONNX Runtime's blocked layout wants channels in eights.
_BLOCK = 8
# Half-precision weights move a pixel by less than this; a wrong graph by far more.
_LARGEST_DIFFERENCE = {"fp16": 0.02, "fp32": 0.001}
_ENCODER = "EfficientNet-Lite0, ImageNet, Apache-2.0"


class _Drawn(nn.Module):
    """The contract's two outputs."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, photo: Tensor) -> tuple[Tensor, Tensor]:
        drawn = torch.sigmoid(self.network(photo))
        return drawn[:, :-1], drawn[:, -1:]


def trained(path: Path) -> tuple[Recipe, Network]:
    """The recipe and the averaged network of a run, ready to draw.

    Args:
        path: of a checkpoint, or of a run's folder.

    Raises:
        ModelError: no checkpoint, or a damaged one.
        SettingError: its recipe was written by another version of artline.
    """
    if path.is_dir():
        path = checkpoint.find(path) or path / checkpoint.LAST
    state = checkpoint.read(path)
    recipe = kept(state["recipe"], str(path))
    plan = recipe.network
    network = Network(recipe.channels, plan.decoder, plan.head, attention=plan.attention)
    if plan.spectral:
        normalise(network)
    network.load_state_dict(state["average"])
    fold(network)
    return recipe, network.eval()


def to_onnx(recipe: Recipe, network: Network, precision: str = "fp16") -> bytes:
    """The network as the bytes of an ONNX file, checked to give torch's numbers.

    Args:
        recipe: for the metadata.
        network: folded, in evaluation mode.
        precision: of the weights, "fp16" or "fp32"; arithmetic is in single precision.

    Raises:
        TrainingError: the numbers differ from torch's.
    """
    model = graph(network)
    if precision == "fp16":
        _halve(model)
    said = metadata(recipe, f"weights {precision}, arithmetic fp32")
    made = described(model.SerializeToString(), said)
    difference = _difference(network, made)
    if not difference <= _LARGEST_DIFFERENCE[precision]:
        raise TrainingError(
            f"the exported file's numbers differ from torch's by {difference:.2g}, more than "
            f"{_LARGEST_DIFFERENCE[precision]}; nothing was written, please report it"
        )
    return made


def metadata(recipe: Recipe, precision: str) -> dict[str, str]:
    """What the file says of itself: the contract, the terms and how numbers are kept."""
    return {
        "artline.contract": "1",
        "channels": ",".join(recipe.channels),
        "multiple": str(MULTIPLE),
        "best_long_side": str(recipe.terms.best_long_side),
        "halo": str(recipe.terms.halo),
        "licence": recipe.terms.licence,
        "data": recipe.terms.data,
        "trained_on": recipe.terms.trained_on,
        "masses": recipe.terms.masses,
        "encoder": _ENCODER if recipe.network.encoder == "imagenet" else "none",
        "precision": precision,
    }


def graph(network: Network) -> ModelProto:
    """The ONNX graph, free in height and width, constants and padding folded."""
    free = {2: "H", 3: "W"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The exporter by tracing is the older of torch's two; the newer needs two more packages.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Drawn(_blocked(network)).eval(),
            (torch.rand(1, 3, 64, 96),),
            Path(folder) / "traced.onnx",
            input_names=["photo"],
            output_names=["ink", "subject"],
            dynamic_axes={"photo": free, "ink": free, "subject": free},
            opset_version=_OPSET,
            dynamo=False,
        )
        return _folded(Path(folder))


def _blocked(network: Network) -> Network:
    """The same numbers with channels of the finest stage's input in eights, zeros behind."""
    wide = copy.deepcopy(network)
    finest = wide.stages[-1].get_submodule("conv1")
    planes = 3 * wide.planes.cell**2
    spare = -planes % _BLOCK
    wide.planes = PhotoPlanes(wide.head, spare)
    weight = finest.get_parameter("weight").detach()
    finest.register_parameter(
        "weight", nn.Parameter(nn.functional.pad(weight, (0, 0, 0, 0, 0, spare)))
    )
    return wide


def _folded(folder: Path) -> ModelProto:
    """The traced graph after ONNX Runtime's basic optimisations."""
    import onnx

    onnxruntime = onnx_runtime()
    target = folder / "folded.onnx"
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    source = (folder / "traced.onnx").read_bytes()
    onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    model = onnx.load(str(target))
    standard = [opset for opset in model.opset_import if not opset.domain]
    del model.opset_import[:]
    model.opset_import.extend(standard)
    del model.graph.value_info[:]
    return model


def _halve(model: ModelProto) -> None:
    """Store every large weight in half precision; it is cast to single when loaded."""
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for weight in list(model.graph.initializer):
        array = numpy_helper.to_array(weight)
        if array.dtype == np.float32 and array.size >= 64:
            half = weight.name + "_half"
            model.graph.initializer.remove(weight)
            model.graph.initializer.append(numpy_helper.from_array(array.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [weight.name], to=TensorProto.FLOAT))
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)


def described(data: bytes, said: dict[str, str]) -> bytes:
    """The file, checked, with that metadata alone; the same network gives the same bytes."""
    import onnx

    model = onnx.load_model_from_string(data)
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, said)
    onnx.checker.check_model(model, full_check=True)
    made: bytes = model.SerializeToString(deterministic=True)
    return made


def _difference(network: Network, data: bytes) -> float:
    """The largest difference of any output, torch against the file, at two sizes."""
    drawn = _Drawn(network)
    rng = np.random.default_rng(0)
    largest = 0.0
    for size in ((96, 160), (256, 192)):
        photo = rng.random((1, 3, *size), np.float32)
        with torch.no_grad():
            expected = [plane.numpy() for plane in drawn(torch.from_numpy(photo))]
        found = run(data, photo)
        largest = max(
            [largest, *(float(np.abs(a - b).max()) for a, b in zip(expected, found, strict=True))]
        )
    return largest


def run(data: bytes, photo: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Ink and subject by the file, of a photo 1×3×H×W, sRGB 0..1."""
    session = onnx_runtime().InferenceSession(data, providers=["CPUExecutionProvider"])
    outputs: Any = session.run(["ink", "subject"], {"photo": photo})
    return list(outputs)


def write(data: bytes, path: Path) -> None:
    """Write beside the target, then rename.

    Raises:
        TrainingError: it cannot be written; nothing is left behind.
    """
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise cannot_write(path, fault, "name another file with -o") from None
