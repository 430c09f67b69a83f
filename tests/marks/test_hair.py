"""Hair as strokes: where, how dark, and where not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from artline.anatomy.head import Head
from artline.marks.hair import hair_marks
from artline.marks.hair_marks import HairMarks

if TYPE_CHECKING:
    from conftest import Sitter


@pytest.fixture(scope="module")
def marks(red: Sitter) -> HairMarks:
    found = hair_marks(red.ink, red.hair)
    assert found is not None
    return found


def _drawn(found: HairMarks, sitter: Sitter, soft: NDArray[np.float32]) -> NDArray[np.float32]:
    """The network's ink, black and lines one upon the other, at four times the working size."""
    h, w = sitter.ink.shape
    core, black, soft = (
        cv2.resize(np.array(f), (4 * w, 4 * h)) for f in (found.core, found.black, soft)
    )
    picture = np.where(black > 0.5, 255, 255 * soft * (1 - core)).astype(np.uint8)
    scale = 4 / sitter.ink.scale
    for line in found.lines:
        points = np.rint(line.points * scale * 16).astype(np.int32)
        for a, b, width in zip(points, points[1:], line.widths[1:], strict=False):
            thick = max(1, round(float(width) * scale))
            colour = 0 if line.paper else 255
            cv2.line(picture, a.tolist(), b.tolist(), colour, thick, cv2.LINE_8, 4)
    return picture.astype(np.float32) / 255


def test_no_line_leaves_hair(red: Sitter, marks: HairMarks):
    """Protects skin, collar and background: no point lies farther off than a line is wide."""
    outside = cv2.distanceTransform((marks.core < 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    assert len(marks.lines) > 200
    for line in marks.lines:
        x, y = np.floor(line.points / red.ink.scale).astype(int).T
        inside = (x >= 0) & (y >= 0) & (x < red.ink.shape[1]) & (y < red.ink.shape[0])
        assert inside.all()
        assert outside[y, x].max() <= max(line.widths.max() / red.ink.scale, 1)


def test_ends_taper(marks: HairMarks):
    """Protects strokes from blunt ends: both are points, and neither third is the widest."""
    for line in marks.lines:
        assert line.widths[0] == line.widths[-1] == 0
        assert line.widths.min() >= 0
    middles = [
        line.widths[len(line.widths) // 3 : -(len(line.widths) // 3)].max() for line in marks.lines
    ]
    assert (
        np.mean(
            [m >= 0.99 * line.widths.max() for m, line in zip(middles, marks.lines, strict=True)]
        )
        > 0.8
    )


def test_widths_swell_slowly(marks: HairMarks):
    """Protects strokes from beads: from point to point a width changes by a third at most."""
    for line in marks.lines:
        if len(line.widths) > 8:
            assert np.abs(np.diff(line.widths[1:-1])).max() <= 0.35 * line.widths.max()


def test_strokes_are_long(red: Sitter, marks: HairMarks):
    """Protects long hair from being chopped: half of the ink lies in strokes of some length."""
    ink = [line for line in marks.lines if not line.paper]
    lengths = np.array([np.hypot(*np.diff(line.points, axis=0).T).sum() for line in ink])
    areas = np.array([line.widths.sum() for line in ink])
    order = np.argsort(lengths)
    half = lengths[order][np.searchsorted(areas[order].cumsum(), areas.sum() / 2)]
    assert half > 30 * red.ink.scale


def test_same_marks_again(red: Sitter, marks: HairMarks):
    """Protects drawings from differing between two runs."""
    again = hair_marks(red.ink, red.hair)
    assert again is not None
    assert len(again.lines) == len(marks.lines)
    for one, other in zip(again.lines, marks.lines, strict=True):
        np.testing.assert_array_equal(one.points, other.points)
        np.testing.assert_array_equal(one.widths, other.widths)


def test_dark_hair_stays_dark(dark: Sitter):
    """Protects black hair from being bleached."""
    found = hair_marks(dark.ink, dark.hair)
    assert found is not None
    soft = np.clip(dark.ink.channels["pressure"] * 1.3, 0, 1)
    hair = cv2.resize(np.array(found.core), (dark.ink.shape[1] * 4, dark.ink.shape[0] * 4)) > 0.9
    before = cv2.resize(soft, hair.shape[::-1])[hair].mean()
    assert before > 0.7
    assert _drawn(found, dark, soft)[hair].mean() > before - 0.08
    assert any(line.paper for line in found.lines)


@pytest.mark.parametrize("amounts", [(-1.0, 0.0), (0.0, 1.0)])
def test_more_is_darker(red: Sitter, amounts: tuple[float, float]):
    """Protects the amount's meaning: more never takes ink away."""
    less, more = (hair_marks(red.ink, red.hair, amount) for amount in amounts)
    assert less is not None and more is not None
    soft = np.zeros(red.ink.shape, np.float32)
    fewer, denser = (_drawn(found, red, soft) for found in (less, more))
    assert denser.mean() > 1.05 * fewer.mean()
    assert ((fewer > 0.5) & (denser < 0.5)).mean() < 0.002
    np.testing.assert_array_equal(less.core, more.core)


def test_bald_head(red: Sitter):
    """Protects bald heads: what is smooth gets no strokes, though it be taken for hair."""
    smooth = cv2.GaussianBlur(np.array(red.ink.lightness), (0, 0), 6)
    assert hair_marks(replace(red.ink, lightness=smooth), red.hair) is None


def test_no_hair(red: Sitter):
    """Protects sitters without hair, and those who have little of it."""
    assert hair_marks(red.ink, np.zeros(red.ink.shape, np.float32)) is None
    little = np.zeros(red.ink.shape, np.float32)
    little[:40] = red.hair[:40]
    assert hair_marks(red.ink, little) is None


def test_curls_are_left_to_the_network(red: Sitter):
    """Protects tight curls: where no direction rules there are no strokes."""
    chance = np.random.default_rng(0)
    noise = cv2.GaussianBlur(chance.normal(0, 1, red.ink.shape).astype(np.float32), (0, 0), 1.5)
    curls = np.clip(0.3 + 0.6 * noise, 0.02, 0.9).astype(np.float32)
    assert hair_marks(replace(red.ink, lightness=curls), red.hair) is None


def test_face_stays_the_networks(red: Sitter):
    """Protects eyes, nose and mouth from giving way to hair, though they be taken for hair."""
    found = hair_marks(red.ink, np.array(red.ink.subject))
    assert found is not None
    head = Head.of(red.ink.meshes[0])
    places = np.vstack([head.irises[:, 0], head.points[[4, 13, 14, 61, 291]]])
    x, y = np.floor(places).astype(int).T
    assert found.core[y, x].max() < 0.5
