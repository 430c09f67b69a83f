"""A trained network as an ONNX file under artline's contract."""

from __future__ import annotations

import copy
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from artline.models.contract import REQUIRED, VERSION
from artline.models.runtime import onnx_runtime
from artline.train import checkpoint
from artline.train.branch import with_hand
from artline.train.errors import TrainingError, written_whole
from artline.train.network import Network, PhotoPlanes, fold, normalise, planned
from artline.train.recipe import Recipe, recipe_from_source

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto

Changed = Callable[["ModelProto"], "ModelProto"]
MULTIPLE = 32
"""Height and width of the network's input are multiples of this, in pixels."""

_OPSET = 17
"""Version of ONNX's operators."""

_ERRORS_ONLY = 3
"""ONNX Runtime's log level without warnings."""

_BLOCK = 8
"""ONNX Runtime's blocked layout is fastest with channels in multiples of this."""

_LARGEST_DIFFERENCE = {"fp16": 0.02, "fp32": 0.001}
"""Largest difference from torch's output, 0..1, by precision of the weights; rounding gives less,
a wrong graph far more."""

_ENCODER = "EfficientNet-Lite0, ImageNet, Apache-2.0"


class _Trunk(nn.Module):
    """Ink and subject; with a hand also the features that it begins from."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, photo: Tensor) -> tuple[Tensor, ...]:
        ink, subject, features = self.network.trunk(photo)
        more = () if self.network.hand is None else features
        return (torch.sigmoid(ink), torch.sigmoid(subject), *more)


class _Hand(nn.Module):
    """The hand's channels from those features."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, *features: Tensor) -> Tensor:
        return torch.sigmoid(self.network.by_hand(*features))


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
    recipe = recipe_from_source(state["recipe"], str(path))
    plan = recipe.network
    network = planned(recipe.channels, plan)
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
        TrainingError: a channel that the contract requires is missing, or the numbers differ from
            torch's.
    """
    said = metadata(recipe, f"weights {precision}, arithmetic fp32")
    model = graph(network)
    if precision == "fp16":
        halve(model)
    made = described(model.SerializeToString(), said)
    difference = _difference(network, made)
    if not difference <= _LARGEST_DIFFERENCE[precision]:
        raise TrainingError(
            f"the exported file's numbers differ from torch's by {difference:.2g}, more than "
            f"{_LARGEST_DIFFERENCE[precision]}; nothing was written, please report it"
        )
    return made


def metadata(recipe: Recipe, precision: str) -> dict[str, str]:
    """The file's metadata: contract, terms and precision.

    Raises:
        TrainingError: a channel that the contract requires is missing.
    """
    hand = recipe.network.hand
    channels = recipe.channels[: len(recipe.channels) - len(hand)]
    missing = [channel for channel in REQUIRED if channel not in channels]
    if missing:
        raise TrainingError(
            f"channels: no {', '.join(missing)}, which contract {VERSION} requires; "
            f"train with channels {', '.join(REQUIRED)}"
        )
    return {
        "artline.contract": str(VERSION),
        "channels": ",".join(channels),
        **({"hand": ",".join(hand)} if hand else {}),
        "multiple": str(MULTIPLE),
        "best_long_side": str(recipe.terms.best_long_side),
        "halo": str(recipe.terms.halo),
        "licence": recipe.terms.licence,
        "data": recipe.terms.data,
        "trained_on": recipe.terms.trained_on,
        "encoder": _ENCODER if recipe.network.encoder == "imagenet" else "none",
        "precision": precision,
    }


def graph(network: Network, trunk: Changed = lambda model: model) -> ModelProto:
    """The ONNX graph, free in height and width, constants and padding folded.

    Args:
        network: folded, in evaluation mode.
        trunk: changes the graph of ink and subject before a hand is added.
    """
    wide = _blocked(network)
    photo = torch.rand(1, 3, 64, 96)
    features = wide.trunk(photo)[2] if wide.hand else []
    names = [f"feature{k}" for k in range(len(features))]
    drawn = trunk(traced(_Trunk(wide), {"photo": photo}, ["ink", "subject", *names]))
    if not wide.hand:
        return drawn
    own = traced(_Hand(wide), dict(zip(names, features, strict=True)), ["hand"])
    return with_hand(drawn, own, len(names))


def traced(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str]) -> ModelProto:
    """A module as an ONNX graph, everything but channels free."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), torch.no_grad():
        # The exporter by tracing is the older of torch's two; the newer needs two more packages.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            Path(folder) / "traced.onnx",
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={name: {2: f"{name}_h", 3: f"{name}_w"} for name in (*inputs, *outputs)},
            opset_version=_OPSET,
            dynamo=False,
        )
        return _folded(Path(folder))


def _blocked(network: Network) -> Network:
    """The same network with the finest stage's input channels padded to a multiple of _BLOCK."""
    wide = copy.deepcopy(network)
    planes = 3 * wide.planes.cell**2
    spare = -planes % _BLOCK
    wide.planes = PhotoPlanes(wide.head, spare)
    for stages in (wide.stages, *([wide.hand.stages] if wide.hand else [])):
        finest = stages[-1].get_submodule("conv1")
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


def halve(model: ModelProto) -> None:
    """Store every large weight in half precision; it is cast to single when loaded."""
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                _halve_graph(attribute.g)
    _halve_graph(model.graph)


def _halve_graph(part: GraphProto) -> None:
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for weight in list(part.initializer):
        array = numpy_helper.to_array(weight)
        if array.dtype == np.float32 and array.size >= 64:
            half = weight.name + "_half"
            part.initializer.remove(weight)
            part.initializer.append(numpy_helper.from_array(array.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [weight.name], to=TensorProto.FLOAT))
    nodes = list(part.node)
    del part.node[:]
    part.node.extend(casts + nodes)


def described(data: bytes, said: dict[str, str]) -> bytes:
    """The file, checked, with that metadata and no other; equal networks give equal bytes."""
    import onnx

    model = onnx.load_model_from_string(data)
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, said)
    onnx.checker.check_model(model, full_check=True)
    made: bytes = model.SerializeToString(deterministic=True)
    return made


def _difference(network: Network, data: bytes) -> float:
    """The largest difference of any output, torch against the file, at two sizes."""
    rng = np.random.default_rng(0)
    largest = 0.0
    for size in ((96, 160), (256, 192)):
        photo = rng.random((1, 3, *size), np.float32)
        with torch.no_grad():
            expected = torch.sigmoid(network(torch.from_numpy(photo))).numpy()
        found = np.concatenate(run(data, photo), axis=1)
        largest = max(largest, float(np.abs(expected - found).max()))
    return largest


def run(data: bytes, photo: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """All outputs by the file, in its order, of a photo 1×3×H×W, sRGB 0..1."""
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    # The switch with a default is intended; ONNX Runtime would warn of it.
    options.log_severity_level = _ERRORS_ONLY
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    outputs: Any = session.run(None, {"photo": photo})
    return list(outputs)


def write(data: bytes, path: Path) -> None:
    """Write an exported file.

    Raises:
        TrainingError: it cannot be written; nothing is left behind.
    """
    with written_whole(path, "name another file with -o") as part:
        part.write_bytes(data)
