"""The branch spliced into a graph: nothing else changes, and it draws what torch draws."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

torch = pytest.importorskip("torch")

from artline.ink.network import Network  # noqa: E402
from artline.models.session import open_session  # noqa: E402
from artline.train.errors import TrainingError  # noqa: E402
from artline.train.parts.network import Parts, fold, unfold  # noqa: E402
from artline.train.parts.splice import branch_of, with_parts  # noqa: E402
from artline.train.parts.taps import TAPS, Reader  # noqa: E402

METADATA = {
    "artline.contract": "2",
    "channels": "line,mass,scene,pressure",
    "multiple": "32",
    "best_long_side": "448",
    "halo": "96",
    "licence": "MIT",
    "data": "Ours.",
}


def trunk() -> onnx.ModelProto:
    """A network of random convolutions that has the tensors which the branch reads."""
    rng = np.random.default_rng(0)
    nodes, weights = [], []

    def conv(name: str, channels: int, cell: int) -> None:
        weight = rng.normal(0, 0.5, (channels, 3, cell, cell)).astype(np.float32) / cell
        weights.append(numpy_helper.from_array(weight, f"{name}.weight"))
        nodes.append(
            helper.make_node("Conv", ["photo", f"{name}.weight"], [name], strides=[cell, cell])
        )

    for tap in TAPS.values():
        for k, name in enumerate(tap.tensors):
            rest = tap.channels - 8 * (len(tap.tensors) - 1)
            conv(name, 8 if k else rest, tap.cell)
    for name, channels in (("ink", 4), ("subject", 1)):
        conv(name + "/logits", channels, 1)
        nodes.append(helper.make_node("Sigmoid", [name + "/logits"], [name]))

    def value(name: str, channels: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, "h", "w"])

    graph = helper.make_graph(
        nodes, "tiny", [value("photo", 3)], [value("ink", 4), value("subject", 1)], weights
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(made, METADATA)
    return made


@pytest.fixture
def branch() -> Parts:
    torch.manual_seed(0)
    return Parts().eval()


@pytest.fixture
def photo() -> np.ndarray:
    return np.random.default_rng(1).random((1, 3, 64, 96), np.float32)


def test_the_other_outputs_stay_bit_for_bit(branch: Parts, photo: np.ndarray) -> None:
    """Protects every drawing: parts are added, nothing else may differ."""
    model = trunk()
    plain = open_session(model.SerializeToString(), "plain").run(
        ["ink", "subject"], {"photo": photo}
    )
    spliced = open_session(with_parts(model, branch, {}), "spliced")
    *same, parts = spliced.run(["ink", "subject", "parts"], {"photo": photo})
    assert all(np.array_equal(a, b) for a, b in zip(plain, same, strict=True))
    assert parts.shape == (1, 3, 64, 96)


def test_the_graph_draws_what_torch_draws(branch: Parts, photo: np.ndarray) -> None:
    """Protects the wiring: each input of the branch gets its own features."""
    model = trunk()
    features = Reader(model)(photo)
    with torch.no_grad():
        logits = branch(*(torch.from_numpy(features[name]) for name in TAPS))
        wanted = torch.nn.functional.interpolate(
            torch.sigmoid(logits), scale_factor=2, mode="bilinear"
        )
    session = open_session(with_parts(model, branch, {}), "spliced")
    (parts,) = session.run(["parts"], {"photo": photo})
    assert float(wanted.std()) > 0.01
    assert np.abs(parts - wanted.numpy()).max() < 5e-3


def test_the_file_says_what_it_gives_and_artline_reads_it(branch: Parts) -> None:
    """Protects the contract: parts appear among the channels by name, and terms are said."""
    data = with_parts(trunk(), branch, {"data": "And hair."})
    network = Network(data, "spliced")
    assert network.contract.parts == ("hair", "skin", "cloth")
    assert network.contract.data == "Ours. And hair."
    channels, _ = network(np.random.default_rng(2).random((50, 70, 3), np.float32))
    assert list(channels) == ["line", "mass", "scene", "pressure", "hair", "skin", "cloth"]
    assert all(channel.shape == (50, 70) for channel in channels.values())


def test_a_graph_without_the_features_is_refused(branch: Parts) -> None:
    """Protects from a branch that would read nothing."""
    model = trunk()
    model.graph.node[0].output[0] = "renamed"
    with pytest.raises(TrainingError, match="begin from"):
        with_parts(model, branch, {})


def test_a_graph_with_parts_is_refused(branch: Parts) -> None:
    """Protects from two branches of one name: the bundled model has its parts already."""
    once = onnx.load_model_from_string(with_parts(trunk(), branch, {}))
    with pytest.raises(TrainingError, match="has parts already"):
        with_parts(once, branch, {})


def test_a_folded_branch_reads_features_as_they_are(branch: Parts) -> None:
    """Protects what was learned on standardised features."""
    rng = torch.Generator().manual_seed(3)
    raw, means, deviations = {}, {}, {}
    for name, tap in TAPS.items():
        side = 64 // tap.cell
        raw[name] = 5 * torch.randn(1, tap.channels, side, side, generator=rng) + 3
        means[name] = torch.randn(tap.channels, generator=rng)
        deviations[name] = torch.rand(tap.channels, generator=rng) + 0.5
    even = [
        (raw[name] - means[name][:, None, None]) / deviations[name][:, None, None] for name in TAPS
    ]
    with torch.no_grad():
        wanted = branch(*even)
        fold(branch, means, deviations)
        found = branch(*raw.values())
        unfold(branch, means, deviations)
        again = branch(*even)
    assert float(wanted.std()) > 1e-3
    assert torch.allclose(wanted, found, atol=1e-4)
    assert torch.allclose(wanted, again, atol=1e-4)


def test_the_branch_comes_back_out_of_the_file(branch: Parts) -> None:
    """So that parts go on learning after the trunk has; through half precision, no more is lost."""
    back = branch_of(onnx.load_from_string(with_parts(trunk(), branch, {})))
    for name, value in branch.state_dict().items():
        assert torch.allclose(back.state_dict()[name], value, atol=1e-3), name
    with pytest.raises(TrainingError, match="no parts"):
        branch_of(trunk())
