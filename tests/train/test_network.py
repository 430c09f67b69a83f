"""The network: what goes in and out, what spectral normalisation does, what attention costs."""

from __future__ import annotations

import pytest
import torch

from artline.train.attention import LinearAttention
from artline.train.encoder import Encoder, load_imagenet, our_name
from artline.train.network import Network, PhotoPlanes, fold, normalise

SMALL = {"full": (16, 16, 8, 8, 8), "shuffle": (16, 16, 8, 8)}


def small(head: str, *, spectral: bool = False) -> Network:
    torch.manual_seed(0)
    network = Network(("line", "mass"), SMALL[head], head)
    if spectral:
        normalise(network)
    return network.eval()


@pytest.mark.parametrize("head", SMALL)
@torch.no_grad()
def test_every_pixel_gets_every_channel_and_the_subject(head: str) -> None:
    assert small(head)(torch.rand(2, 3, 64, 96)).shape == (2, 3, 64, 96)


@torch.no_grad()
def test_the_head_shuffle_sees_single_pixels() -> None:
    """Without a full-resolution stage, lines one pixel wide must still be told apart."""
    network = small("shuffle")
    photo = torch.rand(1, 3, 64, 64)
    moved = photo.clone()
    moved[:, :, 33, 33] = 1 - moved[:, :, 33, 33]
    change = (network(moved) - network(photo)).abs()[0, 0]
    assert float(change[30:38, 30:38].max()) > 0


@pytest.mark.parametrize("head", SMALL)
@torch.no_grad()
def test_folded_normalisation_gives_the_same_numbers(head: str) -> None:
    network = small(head, spectral=True)
    network.train()
    for _ in range(30):
        network(torch.rand(1, 3, 64, 64))
    network.eval()
    photo = torch.rand(1, 3, 64, 64)
    before = network(photo)
    fold(network)
    assert not any("parametrizations" in name for name in network.state_dict())
    assert torch.allclose(network(photo), before, atol=0.01)


def test_normalised_convolutions_have_norm_one() -> None:
    network = small("shuffle", spectral=True)
    fold(network)
    kernel = network.state_dict()["stages.0.conv1.weight"].flatten(1)
    assert float(torch.linalg.matrix_norm(kernel, 2)) == pytest.approx(1, abs=0.05)


@torch.no_grad()
def test_attention_starts_as_nothing_and_reaches_everywhere() -> None:
    attention = LinearAttention(8)
    x = torch.rand(1, 8, 12, 12)
    assert torch.equal(attention(x), x)
    attention.gain.fill_(1)
    other = x.clone()
    other[..., 0, 0] += 1
    assert float((attention(other) - attention(x))[..., 11, 11].abs().max()) > 0


@torch.no_grad()
def test_attention_needs_no_matrix_of_all_pairs_of_places() -> None:
    """Its memory is linear in pixels: 256² places in pairs would be 17 GB."""
    x = torch.rand(1, 8, 256, 256)
    assert LinearAttention(8)(x).shape == x.shape


@pytest.mark.parametrize("head", SMALL)
@torch.no_grad()
def test_spare_planes_are_the_same_planes_and_zeros(head: str) -> None:
    """Training moves pixels, inference convolves: both must see the same."""
    photo = torch.rand(1, 3, 8, 8)
    plain, spared = PhotoPlanes(head)(photo), PhotoPlanes(head, spare=4)(photo)
    assert torch.equal(spared[:, :-4], plain)
    assert float(spared[:, -4:].abs().max()) == 0


@torch.no_grad()
def test_pretrained_features_tell_pictures_apart() -> None:
    """Weights put in the wrong place give features that hardly depend on the picture."""
    encoder = Encoder()
    load_imagenet(encoder)
    encoder.eval()
    features = encoder(torch.rand(2, 3, 64, 64) * torch.tensor([1.0, 0.2]).view(2, 1, 1, 1))
    assert [tuple(f.shape[1:]) for f in features] == [
        (16, 32, 32), (24, 16, 16), (40, 8, 8), (112, 4, 4), (320, 2, 2),
    ]  # fmt: skip
    apart = (features[-1][0] - features[-1][1]).abs().mean() / features[-1].abs().mean()
    assert 0.05 < float(apart) < 5


def test_every_weight_of_the_encoder_has_a_published_name() -> None:
    assert our_name("_blocks.3._depthwise_conv.weight") == "blocks.3.depthwise.0.weight"
    assert our_name("_conv_stem.weight") == "stem.0.weight"
    assert our_name("_fc.weight") is None


@pytest.mark.parametrize("head", SMALL)
@torch.no_grad()
def test_a_hand_adds_channels_and_changes_no_other(head: str) -> None:
    """What draws the ink is the same weights, whether or not a hand draws beside it."""
    plain = small(head)
    torch.manual_seed(1)
    handed = Network(("line", "mass", "pencil"), SMALL[head], head, hand=1).eval()
    handed.load_state_dict(plain.state_dict(), strict=False)
    photo = torch.rand(1, 3, 64, 96)
    drawn = handed(photo)
    assert drawn.shape == (1, 4, 64, 96)
    assert torch.equal(drawn[:, [0, 1, 3]], plain(photo))


def test_frozen_only_the_hand_learns() -> None:
    """Batch statistics included: a step in training changes no other channel by a bit."""
    torch.manual_seed(2)
    network = Network(("line", "pencil"), SMALL["shuffle"], "shuffle", hand=1, frozen=True)
    photo = torch.rand(2, 3, 64, 64)
    before = network.eval()(photo).detach()
    network.train()
    learns = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learns, lr=0.1)
    network(photo).square().mean().backward()
    optimiser.step()
    after = network.eval()(photo).detach()
    assert torch.equal(after[:, [0, 2]], before[:, [0, 2]])
    assert not torch.allclose(after[:, 1], before[:, 1], atol=0.01)
