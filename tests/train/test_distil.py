"""A network learns what another draws; views that disagree teach little; the small one is small."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from artline.errors import ModelError, SettingError
from artline.models.store import find
from artline.train.answers import agreed_answer, answer
from artline.train.exported import network_of
from artline.train.loop import fit
from artline.train.losses import ink_loss
from artline.train.network import Network, planned
from artline.train.plan import ChannelLoss, Stage
from artline.train.recipe import read_recipe
from made_training import RECIPES, Rings, read_journal, recipe

MOST_MULTIPLICATIONS = 2.5e9
"""Of portrait-small at 512²."""

LARGEST_FILE = 3e6
"""Bytes of portrait-small's weights in half precision."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shipped") / "portrait.onnx"
    path.write_bytes(find("portrait").data)
    return path


def multiplications(network: nn.Module, side: int) -> int:
    """Multiplications of all convolutions for a photo of that side."""
    counted = 0

    def count(layer: nn.Conv2d, _: object, drawn: torch.Tensor) -> None:
        nonlocal counted
        counted += drawn.numel() * layer.weight[0].numel()

    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(count)  # type: ignore[arg-type]
    with torch.no_grad():
        network.eval()(torch.rand(1, 3, side, side))
    return counted


def test_the_small_network_stays_within_its_cost() -> None:
    chosen = read_recipe(RECIPES / "portrait-small.toml")
    network = planned(chosen.channels, chosen.network)
    assert 16 * multiplications(network, 128) < MOST_MULTIPLICATIONS
    assert 2 * sum(weight.numel() for weight in network.parameters()) < LARGEST_FILE


def test_the_teachers_drawing_is_the_target(shipped: Path, tmp_path: Path) -> None:
    """The teacher's shape is read from its file, and its answer, not the data's, is learned."""
    teacher = network_of(shipped)
    assert teacher.channels == ("line", "mass", "scene", "pressure")
    stage = {"size": 32, "batch": 2, "steps": 1, "rate": 1e-3}
    chosen = recipe(
        network={"encoder": "random", "decoder": [16, 16, 8], "head": "shuffle", "deepest": 16},
        stages=[{**stage, "distillation": 1.0, "agreement": True}],
        distil=str(shipped),
    )
    fit(chosen, [Rings()], tmp_path)
    assert read_journal(tmp_path)[0]["distillation"] > 0
    with pytest.raises(SettingError, match="distil"):
        recipe(stages=[{**stage, "distillation": 1.0}])
    with pytest.raises(ModelError, match="no such file"):
        network_of(tmp_path / "none.onnx")


def test_what_a_mirror_changes_is_not_trusted() -> None:
    """Protects the second round from learning the network's own accidents."""
    photo = torch.rand(1, 3, 64, 64)

    def steady(seen: torch.Tensor) -> torch.Tensor:
        return torch.full((1, 2, *seen.shape[2:]), 3.0)

    def one_sided(seen: torch.Tensor) -> torch.Tensor:
        drawn = torch.full((1, 2, *seen.shape[2:]), -6.0)
        drawn[..., : seen.shape[3] // 2] = 6
        return drawn

    drawn, trust = agreed_answer(steady, photo)
    assert torch.allclose(drawn, answer(steady, photo))
    assert float(trust.min()) == pytest.approx(1, abs=1e-5)
    assert float(agreed_answer(one_sided, photo)[1].max()) < 0.05


def test_pixels_count_by_their_trust() -> None:
    row = {"line": ChannelLoss(bce=1, l1=0, gradient=0)}
    logits, target = torch.zeros(1, 2, 4, 4), torch.ones(1, 2, 4, 4)
    logits[:, :, :2] = 9
    trust = torch.ones(1, 2, 4, 4)
    trust[:, :, 2:] = 0
    assert float(ink_loss(logits, target, ["line"], row, trust)["line"]) < 1e-3
    assert float(ink_loss(logits, target, ["line"], row)["line"]) > 0.3


def test_agreement_of_nothing_is_refused() -> None:
    with pytest.raises(SettingError, match="agreement"):
        Stage(64, 2, 1, 1e-3, agreement=True)


def test_a_smaller_encoder_keeps_names_and_draws_every_pixel() -> None:
    small = Network(("line",), (16, 16, 8, 8), "full", deepest=16)
    with torch.no_grad():
        assert small.eval()(torch.rand(1, 3, 64, 96)).shape == (1, 2, 64, 96)
    large = Network(("line",), (16, 16, 16, 8, 8), "full")
    theirs = set(large.state_dict())
    assert {n for n in small.state_dict() if n.startswith("encoder")} < theirs
