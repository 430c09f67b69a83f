"""Short beards are drawn hair by hair, dark ones stay black."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from artline.anatomy import beard, pen
from artline.anatomy.head import Head
from artline.fields.morphology import opening
from artline.finish import stubble as drawn
from artline.marks.stubble import stubble

if TYPE_CHECKING:
    from artline import Artist, Ink
    from conftest import Sitter

STUBBLE = Path(__file__).parent / "photos" / "stubble.jpg"
BEARD = Path(__file__).parents[2] / "examples" / "photos" / "faces-037.jpg"


@pytest.fixture(scope="module")
def short(artist: Artist) -> Ink:
    """A bald man who has not shaved for three days."""
    return artist.see(STUBBLE, looks=["ink"])


def _black(tone: np.ndarray, ink: Ink) -> float:
    """Share of the place where a beard grows that is black and broader than a line."""
    head = Head.of(ink.meshes[0])
    grows = pen.shape(ink.shape, head.points[beard.ZONE]) > 0.5
    return float((opening(tone, 2.5 * ink.pitch)[grows] > 0.5).mean())


def test_stubble_is_hairs_and_no_black(short: Ink) -> None:
    """A network fills three days of stubble with black, as if it were a beard."""
    pressure = np.array(short.channels["pressure"])
    assert _black(pressure, short) > 0.25
    assert _black(drawn.instead(pressure, short), short) < 0.05
    hairs = drawn.hairs(short, 1.0)
    assert len(hairs) > 80
    longest = max(float(np.hypot(*np.diff(hair.points, axis=0).T).sum()) for hair in hairs)
    assert longest < 20 * short.pitch * short.scale


def test_hairs_lie_on_jaw_chin_and_lip(short: Ink) -> None:
    """A hair on the neck, a cheek or the background is dirt."""
    head = Head.of(short.meshes[0])
    grows = pen.shape(short.shape, head.points[beard.ZONE])
    middles = np.array([hair.points.mean(0) for hair in drawn.hairs(short, 1.0)]) / short.scale
    x, y = np.rint(middles - 0.5).astype(int).T
    assert (grows[y, x] > 0.5).mean() > 0.9


def test_hairs_follow_weight(short: Ink) -> None:
    """A thinner pen draws thinner hairs."""
    usual, thin = (drawn.hairs(short, weight)[0] for weight in (1.0, 0.5))
    assert np.allclose(thin.widths, 0.5 * usual.widths)


def test_dark_beard_and_bare_chin_stay(artist: Artist, red: Sitter) -> None:
    """A dark beard is one black form: hairs instead of it lose every blind ballot."""
    for ink in (artist.see(BEARD, looks=["ink"]), red.ink):
        assert not stubble(ink).lines
        pressure = np.array(ink.channels["pressure"])
        assert np.array_equal(drawn.instead(pressure, ink), pressure)
