"""Multiplications are counted as one counts them by hand; networks are as large as published."""

from __future__ import annotations

import pytest

from benchmarks.macs import gmacs, parameters
from benchmarks.networks import Builder, resnet, u2net


def test_convolutions_by_hand() -> None:
    """3→8 at full size, 8→4 by 1×1 with stride 2: 64·48·8·27 + 32·24·4·8."""
    net = Builder()
    wide = net.conv("photo", 3, 8)
    data = net.built(net.conv(wide, 8, 4, 1, stride=2))
    assert gmacs(data, 64, 48) * 1e9 == 64 * 48 * 8 * 27 + 32 * 24 * 4 * 8
    assert parameters(data) * 1e6 == 8 * 27 + 8 + 4 * 8 + 4


def test_work_grows_with_pixels() -> None:
    """Four times the pixels, four times the work of a network without a fixed part."""
    data = resnet(1, 1)
    assert gmacs(data, 128, 128) == pytest.approx(4 * gmacs(data, 64, 64))


@pytest.mark.parametrize(
    ("made", "published"),
    [(u2net, 44.0), (lambda: resnet(3, 1), 4.3), (lambda: resnet(9, 3), 11.4)],
)
def test_rivals_have_the_published_number_of_weights(made, published) -> None:
    """In millions, as their papers or repositories state (informative drawings: a 17 MB file)."""
    assert parameters(made()) == pytest.approx(published, abs=0.05)
