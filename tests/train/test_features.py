"""VGG16's losses: nothing for the same drawing; a clear line where its weights are missing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from artline.errors import ModelError
from artline.train.features import Features, feature_losses, load_features

WIDTHS = (3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512)
TAPS = (20.0, 70.0, 10.0)


@pytest.fixture(scope="module")
def features() -> Features:
    """The network with random weights: enough to see what is compared."""
    torch.manual_seed(0)
    pairs = pairwise(WIDTHS)
    return Features(
        [(torch.randn(b, a, 3, 3) * (2 / 9 / a) ** 0.5, torch.zeros(b)) for a, b in pairs]
    )


def paper(column: int) -> torch.Tensor:
    sheet = torch.ones(1, 1, 32, 32)
    sheet[..., column : column + 2] = 0
    return sheet


def test_the_same_drawing_costs_nothing(features: Features) -> None:
    content, gram = feature_losses(features, paper(8), paper(8), TAPS)
    assert float(content) == float(gram) == 0


def test_a_shift_costs_texture_less_than_place(features: Features) -> None:
    """Gram matrices forget places; that is why both are there."""
    shifted = feature_losses(features, paper(12), paper(8), TAPS)
    blank = feature_losses(features, torch.ones(1, 1, 32, 32), paper(8), TAPS)
    assert float(shifted[1] / blank[1]) < float(shifted[0] / blank[0])


def test_gradients_reach_the_drawing_alone(features: Features) -> None:
    drawn = paper(12).requires_grad_()
    sum(feature_losses(features, drawn, paper(8), TAPS)).backward()  # type: ignore[union-attr]
    assert drawn.grad is not None
    assert all(weight.grad is None for weight in features.parameters())


def test_missing_weights_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTLINE_WEIGHTS", str(tmp_path))
    with pytest.raises(ModelError, match=r"lpips-vgg16\.onnx.*export_lpips"):
        load_features()


def exported(path: Path, widths: tuple[int, ...]) -> None:
    """A file with convolutions of those widths, in a row."""
    nodes, weights = [], []
    for k, (a, b) in enumerate(pairwise(widths)):
        nodes.append(helper.make_node("Conv", [f"x{k}", f"w{k}", f"b{k}"], [f"x{k + 1}"]))
        weights.append(numpy_helper.from_array(np.full((b, a, 3, 3), k, np.float32), f"w{k}"))
        weights.append(numpy_helper.from_array(np.zeros(b, np.float32), f"b{k}"))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, None, None])
        for name in ("x0", f"x{len(nodes)}")
    ]
    graph = helper.make_graph(nodes, "vgg", ends[:1], ends[1:], weights)
    onnx.save(helper.make_model(graph), str(path))


def test_weights_are_taken_in_order(tmp_path: Path) -> None:
    exported(tmp_path / "vgg.onnx", WIDTHS)
    loaded = load_features(tmp_path / "vgg.onnx")
    assert [float(kernel.mean()) for kernel in loaded.kernels] == list(range(10))


@pytest.mark.parametrize("widths", [(3, 64, 192), (1, *WIDTHS[1:])])
def test_another_network_is_refused(tmp_path: Path, widths: tuple[int, ...]) -> None:
    exported(tmp_path / "other.onnx", widths)
    with pytest.raises(ModelError, match="not VGG16"):
        load_features(tmp_path / "other.onnx")


def test_no_onnx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "junk.onnx"
    path.write_bytes(b"junk")
    with pytest.raises(ModelError, match=r"junk\.onnx"):
        load_features(path)
