"""Which way strokes run: along hair and folds, around the form, along lips."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.finish.hatch.courses import SLANT, courses
from artline.finish.hatch.layers import parts
from artline.marks.grain import Grain
from artline.nouns import Ink

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-056.jpg"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTO, looks=["spiral"])


def off(way: Grain, angle: np.ndarray | float) -> np.ndarray:
    """Sine of the angle between directions and another, 0..1."""
    return np.abs(way.across * np.sin(angle) - way.down * np.cos(angle))


def test_directions_are_calm(ink: Ink) -> None:
    """Protects from frizz: neighbours run alike nearly everywhere on the sitter."""
    way = courses(ink).way
    turn = np.abs(way.across[:, 1:] * way.down[:, :-1] - way.down[:, 1:] * way.across[:, :-1])
    there = parts(ink, behind=False)[:, 1:] > 0.5
    assert np.percentile(turn[there], 99) < 0.25
    assert np.median(turn[there]) < 0.02


def test_strokes_follow_stripes_of_hair_and_folds(ink: Ink) -> None:
    """Protects the photo's flow: over made stripes strokes run as these do."""
    h, w = ink.shape
    y, x = np.mgrid[:h, :w]
    angle = 0.9
    stripes = 0.4 + 0.2 * np.sin((-np.sin(angle) * x + np.cos(angle) * y) * 2 * np.pi / 9)
    everywhere = np.ones(ink.shape, np.float32)
    for part in ("hair", "cloth"):
        channels = {**ink.channels, "hair": 0 * everywhere, "skin": 0 * everywhere}
        channels[part] = everywhere
        made = replace(
            ink,
            channels=channels,
            lightness=stripes.astype(np.float32),
            subject=everywhere,
            meshes=(),
        )
        assert np.median(off(courses(made).way, angle)) < 0.1


def test_flat_things_are_hatched_at_one_slant(ink: Ink) -> None:
    """Protects plain places, whose noise is no direction."""
    flat = np.full(ink.shape, 0.5, np.float32)
    parts = {"hair": 0 * flat, "skin": 0 * flat}
    made = replace(
        ink,
        channels={**ink.channels, **parts},
        lightness=flat,
        subject=np.ones(ink.shape, np.float32),
        meshes=(),
    )
    assert off(courses(made).way, SLANT).max() < 0.05


def test_strokes_bend_around_a_face(ink: Ink) -> None:
    """Protects roundness: on either cheek they run another way."""
    way, points = courses(ink).way, np.rint(ink.meshes[0].points).astype(int)
    angles = [np.arctan2(way.down[y, x], way.across[y, x]) for x, y in (points[50], points[280])]
    assert abs(np.sin(angles[0] - angles[1])) > 0.2


def test_others_cross_at_an_angle_and_less_along_hairs(ink: Ink) -> None:
    """Protects the layers of crosshatching."""
    found = courses(ink)
    turned = found.turned(1.0, 0.3)
    crossing = np.abs(found.way.across * turned.down - found.way.down * turned.across)
    assert np.allclose(crossing[found.along < 0.001], np.sin(1.0), atol=0.01)
    assert np.allclose(crossing[found.along > 0.999], np.sin(0.3), atol=0.01)
