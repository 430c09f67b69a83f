"""An exported file keeps its promises: the contract, torch's numbers, and that it draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from artline import Artist
from artline.errors import ModelError
from artline.looks import LOOKS
from artline.train import checkpoint, export
from artline.train.errors import TrainingError
from artline.train.export import run, to_onnx, trained, write
from artline.train.network import Network
from artline.train.proof import difference, draw_with, made_photo
from artline.train.quantise import quantised
from artline.train.recipe import Recipe
from artline.train.training import Training
from made_training import recipe

NETWORKS = {
    "shuffle": {"encoder": "random", "decoder": [16, 16, 8, 8], "head": "shuffle"},
    "full": {"encoder": "random", "decoder": [16, 16, 8, 8, 12], "head": "full"},
    "spectral": {
        "encoder": "random",
        "decoder": [16, 16, 8, 8],
        "head": "shuffle",
        "spectral": True,
        "attention": False,
    },
}
HAND = {
    "encoder": "random",
    "decoder": [16, 16, 8, 8],
    "head": "shuffle",
    "hand": ["pencil", "brush"],
}
HANDED = ["line", "mass", "scene", "pressure", "pencil", "brush"]
TERMS = {"best_long_side": 224, "halo": 64, "licence": "CC0", "data": "rings"}


def checkpointed(folder: Path, network: str) -> None:
    began(folder, recipe(network=NETWORKS[network], terms=TERMS))


def began(folder: Path, chosen: Recipe) -> None:
    """A run's folder before its first step."""
    checkpoint.save(folder, Training(chosen, torch.device("cpu")).state())


def by_torch(network: Network) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A photo of no common size, and what the network itself draws of it."""
    photo = np.random.default_rng(1).random((1, 3, 96, 32), np.float32)
    with torch.no_grad():
        return photo, torch.sigmoid(network(torch.from_numpy(photo))).numpy()


@pytest.fixture(params=NETWORKS)
def ready(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Recipe, Network]:
    """A network as a run leaves it, of each kind."""
    checkpointed(tmp_path, request.param)
    return trained(tmp_path)


def test_the_file_gives_torchs_numbers_at_any_size(ready: tuple[Recipe, Network]) -> None:
    chosen, network = ready
    data = to_onnx(chosen, network, "fp32")
    photo, expected = by_torch(network)
    ink, subject = run(data, photo)
    assert np.abs(np.concatenate([ink, subject], 1) - expected).max() < 1e-4


def test_the_contract_is_in_the_file_and_it_draws(
    ready: tuple[Recipe, Network], tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    path = tmp_path / "mine.onnx"
    write(to_onnx(*ready), path)
    artist = Artist(path)
    assert artist.draw(portrait, look="contour").pixels.shape == (512, 512)
    said = onnxruntime.InferenceSession(path).get_modelmeta().custom_metadata_map
    assert (said["artline.contract"], said["channels"]) == ("2", "line,mass,scene,pressure")
    assert (said["best_long_side"], said["halo"], said["licence"]) == ("224", "64", "CC0")


def test_a_network_that_artline_could_not_draw_with_is_refused(tmp_path: Path) -> None:
    """Protects from a file that is written and refused later; before anything is computed."""
    began(tmp_path, recipe(network=NETWORKS["shuffle"], channels=["line", "mass", "scene"]))
    chosen, network = trained(tmp_path)
    said = r"channels: no pressure, which contract 2 requires; train with channels line, mass"
    for write_file in (to_onnx, lambda *made: quantised(*made, tmp_path)):
        with pytest.raises(TrainingError, match=said):
            write_file(chosen, network)


def test_the_same_network_gives_the_same_bytes_and_half_the_size(tmp_path: Path) -> None:
    checkpointed(tmp_path, "shuffle")
    first, again = (to_onnx(*trained(tmp_path)) for _ in range(2))
    assert first == again
    assert len(first) < 0.6 * len(to_onnx(*trained(tmp_path), "fp32"))


def test_numbers_that_differ_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exporter's mistake must not become a model."""
    checkpointed(tmp_path, "shuffle")
    chosen, network = trained(tmp_path)
    monkeypatch.setitem(export._LARGEST_DIFFERENCE, "fp16", 1e-9)
    with pytest.raises(TrainingError, match="differ from torch's"):
        to_onnx(chosen, network)


@pytest.mark.long
def test_eight_bits_draw_nearly_the_same(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    from PIL import Image

    checkpointed(tmp_path, "shuffle")
    photos = tmp_path / "photos"
    photos.mkdir()
    for k in range(2):
        Image.fromarray(portrait[:, k * 100 : k * 100 + 400]).save(photos / f"{k}.png")
    chosen, network = trained(tmp_path)
    made, apart = quantised(chosen, network, photos)
    assert 0 <= apart < 0.05
    assert len(made) < 0.7 * len(to_onnx(chosen, network))
    draw_with(made, [made_photo()])


def test_drawings_are_compared() -> None:
    white, black = np.full((4, 4), 255, np.uint8), np.zeros((4, 4), np.uint8)
    assert difference([white], [white]) == 0
    assert difference([white], [black]) == 1


def test_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such checkpoint"):
        trained(tmp_path)


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"a\.onnx: cannot be written"):
        write(b"x", tmp_path / "none" / "a.onnx")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def handed(tmp_path: Path) -> tuple[Recipe, Network]:
    """A network with a hand, as a run leaves it."""
    began(tmp_path, recipe(network=HAND, channels=HANDED, terms=TERMS))
    return trained(tmp_path)


def test_a_frozen_networks_hand_alone_is_normalised(tmp_path: Path) -> None:
    """A run whose trunk is frozen as plain weights can be read again, and gives torch's numbers."""
    network = {**HAND, "spectral": True, "frozen": True}
    began(tmp_path, recipe(network=network, channels=HANDED, terms=TERMS))
    chosen, network_of_run = trained(tmp_path)
    photo, expected = by_torch(network_of_run)
    drawn = np.concatenate(run(to_onnx(chosen, network_of_run, "fp32"), photo), 1)
    assert np.abs(drawn - expected).max() < 1e-4


def test_a_hand_draws_only_where_it_is_asked(handed: tuple[Recipe, Network]) -> None:
    """Its numbers are torch's; not asked for, it draws nothing and the ink is the same."""
    chosen, network = handed
    data = to_onnx(chosen, network, "fp32")
    photo, expected = by_torch(network)
    ink, hand, subject = run(data, photo)
    assert np.abs(np.concatenate([ink, hand, subject], 1) - expected).max() < 1e-4
    session = onnxruntime.InferenceSession(data)
    plain, none = session.run(["ink", "hand"], {"photo": photo, "by_hand": np.array(False)})
    assert np.array_equal(plain, ink)
    assert none.shape == (1, 2, 1, 1)


def test_a_hands_channels_are_seen_by_artline(
    handed: tuple[Recipe, Network], tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    path = tmp_path / "mine.onnx"
    write(to_onnx(*handed), path)
    artist = Artist(path)
    assert set(artist.looks) == LOOKS.keys() - {"graphite", "cartoon"}  # it has no parts either
    assert artist.draw(portrait, look="pencil").pixels.shape == (512, 512)
    assert {"pencil", "brush"} <= artist.see(portrait).channels.keys()
    assert not {"pencil", "brush"} & artist.see(portrait, looks=["ink"]).channels.keys()


@pytest.mark.long
def test_a_hand_survives_eight_bits(
    handed: tuple[Recipe, Network], tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    Image.fromarray(portrait).save(tmp_path / "a.png")
    data, _ = quantised(*handed, tmp_path)
    exact = run(to_onnx(*handed), np.zeros((1, 3, 64, 64), np.float32))
    for ours, theirs in zip(run(data, np.zeros((1, 3, 64, 64), np.float32)), exact, strict=True):
        assert ours.shape == theirs.shape
        assert np.abs(ours - theirs).mean() < 0.05
