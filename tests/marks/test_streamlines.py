"""Streamlines keep their distance and follow the direction."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.streamlines import Course, Streamlines, streamlines

H, W = 120, 160


@pytest.fixture(scope="module")
def circles() -> Course:
    """Circles around a place to the left of a field with crests five pixels apart."""
    y, x = np.mgrid[:H, :W].astype(np.float32)
    away = np.hypot(x + 60, y - 60)
    inside = np.zeros((H, W), np.float32)
    inside[10:-10, 10:-10] = 1
    crest = np.cos(away * 2 * np.pi / 5).astype(np.float32)
    return Course(-(y - 60) / away, (x + 60) / away, crest, inside, 1.0)


@pytest.fixture(scope="module")
def lines(circles: Course) -> Streamlines:
    return streamlines(circles, (8.0, 4.0), 40.0, 8.0)


def test_each_row_is_one_run(lines: Streamlines):
    """Protects readers of rows: points of a streamline hang together."""
    starts = lines.there & ~np.pad(lines.there[:, :-1], ((0, 0), (1, 0)))
    assert len(lines.x) > 20
    assert (starts.sum(1) == 1).all()
    assert (lines.there.sum(1) >= 5).all()


def test_along_the_direction(lines: Streamlines):
    """Protects the flow: on circles every streamline keeps its radius."""
    for x, y, there in zip(lines.x, lines.y, lines.there, strict=True):
        assert np.ptp(np.hypot(x[there] + 60, y[there] - 60)) < 1.5


def test_within_the_region(lines: Streamlines):
    """Protects what lies outside."""
    x, y = lines.x[lines.there], lines.y[lines.there]
    assert x.min() > 8 and y.min() > 8 and x.max() < W - 8 and y.max() < H - 8


def test_distance(lines: Streamlines):
    """Protects from crossing strokes: two are nowhere nearer than a share of the spacing."""
    radii = [
        np.hypot(x[t] + 60, y[t] - 60)
        for x, y, t in zip(lines.x, lines.y, lines.there, strict=True)
    ]
    angles = [
        np.arctan2(y[t] - 60, x[t] + 60)
        for x, y, t in zip(lines.x, lines.y, lines.there, strict=True)
    ]
    for i in range(len(radii)):
        for j in range(i):
            both = angles[i][:, None], angles[j][None]
            beside = np.abs(both[0] - both[1]) * radii[i][:, None] < 1.0
            if beside.any(1).sum() > 3:  # fewer: one ends where the other begins
                gap = np.abs(radii[i][:, None] - radii[j][None])[beside].min()
                assert gap > (1.0 if 1 in (lines.batch[i], lines.batch[j]) else 2.0)


def test_nowhere(circles: Course):
    """Protects empty regions."""
    empty = Course(circles.across, circles.down, circles.crest, np.zeros((H, W), np.float32), 1.0)
    assert len(streamlines(empty, (8.0, 4.0), 40.0, 8.0).x) == 0
