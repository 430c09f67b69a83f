"""Warm starts: the first network's names, other heads, normalised weights, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from artline.errors import ModelError, SettingError
from artline.models.session import open_session
from artline.models.store import find
from artline.train.calibrate import calibrate
from artline.train.network import Network, normalise
from artline.train.warm import read_weights, warm_start
from made_training import recipe

FULL = (16, 16, 8, 8, 8)
PILOT = {"expand.0": "_expand_conv", "expand.1": "_bn0", "depthwise.0": "_depthwise_conv",
         "depthwise.1": "_bn1", "project.0": "_project_conv", "project.1": "_bn2"}  # fmt: skip


def network(seed: int, decoder: tuple[int, ...] = FULL, head: str = "full") -> Network:
    torch.manual_seed(seed)
    return Network(("line", "mass", "scene"), decoder, head)


def pilots_name(name: str) -> str:
    """As the first network named its weights."""
    block = re.fullmatch(r"encoder\.blocks\.(\d+)\.(\w+\.\d)\.(\w+)", name)
    if block:
        return f"blocks.{block[1]}.{PILOT[block[2]]}.{block[3]}"
    stage = re.fullmatch(r"stages\.(\d)\.(conv|norm)(\d)\.(\w+)", name)
    if stage:
        return f"u{int(stage[1]) + 1}.{stage[2][0].replace('n', 'b')}{stage[3]}.{stage[4]}"
    for ours, theirs in (
        ("encoder.stem", "stem"), ("attention.gain", "att.g"), ("attention.read", "att.qkv"),
        ("attention.write", "att.o"), ("subject", "sub"),
    ):  # fmt: skip
        if name.startswith(ours):
            return name.replace(ours, theirs, 1)
    return name


def test_the_first_networks_weights_fit_under_its_names(tmp_path: Path) -> None:
    old, new = network(0), network(1)
    state = {pilots_name(name): value.half() for name, value in old.state_dict().items()}
    torch.save(state, tmp_path / "pilot.pt")
    assert warm_start(new, tmp_path / "pilot.pt") == []
    photo = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        assert torch.allclose(old.eval()(photo), new.eval()(photo), atol=0.05)


def test_another_head_takes_what_fits(tmp_path: Path) -> None:
    """A finer stage that sees more planes keeps its own weights for those alone."""
    old = network(0)
    new = network(1, FULL[:4], "shuffle")
    own = new.state_dict()["stages.3.conv1.weight"].clone()
    torch.save(old.state_dict(), tmp_path / "a.pt")
    assert warm_start(new, tmp_path / "a.pt") == ["ink.weight", "ink.bias"]
    taken = new.state_dict()["stages.3.conv1.weight"]
    given = old.state_dict()["stages.3.conv1.weight"]
    assert torch.equal(taken[:, : given.shape[1]], given)
    assert torch.equal(taken[:, given.shape[1] :], own[:, given.shape[1] :])


def test_normalised_weights_are_taken_as_what_they_compute(tmp_path: Path) -> None:
    old = network(0)
    normalise(old)
    torch.save({"average": old.state_dict()}, tmp_path / "a.pt")
    weight = read_weights(tmp_path / "a.pt")["stages.1.conv2.weight"]
    assert float(torch.linalg.matrix_norm(weight.flatten(1), 2)) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"junk", "not a file of weights"),
        ({"a": torch.zeros(1)}, "only 0 of"),
        ({"a": "word"}, "holds no weights"),
        (None, "no such file"),
    ],
)
@pytest.mark.parametrize("suffix", ["pt", "onnx"])
def test_what_is_no_start_is_refused(tmp_path: Path, held: object, said: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "onnx":
        said = "not an ONNX file" if held is not None else said
    if isinstance(held, bytes):
        path.write_bytes(held)
    elif held is not None:
        torch.save(held, path)
    with pytest.raises(ModelError, match=said) as fault:
        warm_start(network(0), path)
    assert path.name in str(fault.value)


SHIPPED = ("line", "mass", "scene", "pressure", "pencil", "brush", "graphite")
WIDTHS = (160, 96, 56, 40)


@torch.no_grad()
def test_the_model_that_ships_goes_on_from_its_file(
    tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    """Ink, hand and matte are the file's, from the first step of training on: norms that were
    folded away may not throw the drawing off when they see batches again."""
    weights = find("portrait")
    path = tmp_path / "portrait.onnx"
    path.write_bytes(weights.data)
    started = Network(SHIPPED, WIDTHS, "shuffle", hand=3)
    assert warm_start(started, path) == []
    photo = np.ascontiguousarray(portrait[:96, :128].transpose(2, 0, 1)[None])
    photo = photo.astype(np.float32) / np.float32(255)
    fed = {"photo": photo, "by_hand": np.array(True)}
    drawn = open_session(weights.data, "portrait").run(["ink", "hand", "subject"], fed)
    expected = torch.from_numpy(np.concatenate(drawn, 1))
    torch_photo = torch.from_numpy(photo)
    assert torch.allclose(torch.sigmoid(started.eval()(torch_photo)), expected, atol=1e-4)
    assert float((torch.sigmoid(started.train()(torch_photo)) - expected).abs().mean()) > 0.02
    again = Network(SHIPPED, WIDTHS, "shuffle", hand=3)
    warm_start(again, path)
    calibrate(again, [torch_photo])
    assert torch.allclose(torch.sigmoid(again(torch_photo)), expected, atol=1e-4)
    assert torch.allclose(torch.sigmoid(again.train()(torch_photo)), expected, atol=1e-3)


def test_a_file_of_other_channels_gives_all_but_the_ink(tmp_path: Path) -> None:
    """Planes are not taken for others'."""
    path = tmp_path / "portrait.onnx"
    path.write_bytes(find("portrait").data)
    other = Network(("mass", "line", "scene", "pressure"), WIDTHS, "shuffle")
    assert warm_start(other, path) == ["ink.weight", "ink.bias"]


def test_normalised_weights_from_a_file_are_refused() -> None:
    network = {"encoder": "random", "decoder": [16, 16, 8, 8], "head": "shuffle", "spectral": True}
    with pytest.raises(SettingError, match="spectral: would scale"):
        recipe(network=network, warm_start="a.onnx")


@pytest.mark.parametrize("head, decoder", [("full", FULL), ("shuffle", FULL[:4])])
def test_a_new_hand_begins_as_what_draws_the_last_channel(
    head: str, decoder: tuple[int, ...], tmp_path: Path
) -> None:
    torch.save(network(0, decoder, head).state_dict(), tmp_path / "a.pt")
    handed = Network(("line", "mass", "scene", "pencil", "brush"), decoder, head, hand=2)
    assert warm_start(handed, tmp_path / "a.pt") == []
    with torch.no_grad():
        drawn = handed.eval()(torch.rand(1, 3, 32, 32))
    for own in (3, 4):
        assert torch.allclose(drawn[:, own], drawn[:, 2])
