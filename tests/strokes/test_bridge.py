"""Bridges: strokes go on where a pen would, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from artline.strokes.path import Path
from artline.strokes.trace import trace

Ink = NDArray[np.bool_]


def dashes(*lines: list[tuple[float, float]], width: int = 5, side: int = 200) -> Ink:
    image = Image.new("L", (side, side))
    draw = ImageDraw.Draw(image)
    for line in lines:
        draw.line(line, 255, width)
    return np.asarray(image) > 127


def off_ink(path: Path, ink: Ink) -> Ink:
    """Which of a path's points lie on paper."""
    return np.asarray(~ink[path.points[:, 1].astype(int), path.points[:, 0].astype(int)])


def test_dashes_in_a_row_are_one_stroke() -> None:
    """Protects hair: pieces of one strand, each gap shorter than its dashes, are drawn at once."""
    ink = dashes(*([(10 + 60 * k, 100), (45 + 60 * k, 100)] for k in range(3)))
    (path,) = trace(ink)
    assert path.length == pytest.approx(155, abs=6)


def test_short_ticks_do_not_reach_across_wide_gaps() -> None:
    """Protects stubble: the same gaps between ticks shorter than they are stay open."""
    ink = dashes(*([(10 + 34 * k, 100), (18 + 34 * k, 100)] for k in range(4)))
    assert len(trace(ink)) == 4


def test_a_bridge_bends_as_its_strokes_do() -> None:
    """Protects outlines of cheeks and hats: an arc with a gap is one stroke, near its circle."""
    y, x = np.mgrid[:200, :200]
    radius, angle = np.hypot(x - 100, y - 100), np.arctan2(y - 100, x - 100)
    ink = (np.abs(radius - 60) < 2.5) & (np.abs(angle) > 0.15) & (np.abs(angle) < 2.2)
    (path,) = trace(ink)
    away = np.hypot(*(path.points - 100.5).T) - 60
    assert np.abs(away[off_ink(path, ink)]).max() < 3


def test_no_bridge_runs_across_another_line() -> None:
    """Protects from lines that were never there: a strand does not jump over the cheek's line."""
    apart = [(10, 100), (85, 100)], [(115, 100), (190, 100)]
    assert len(trace(dashes(*apart))) == 1
    assert len(trace(dashes(*apart, [(100, 20), (100, 180)]))) == 3


def test_an_end_that_met_a_line_stays_there() -> None:
    """Protects junctions: what ends on a line is not carried over to something beyond it."""
    ink = dashes([(10, 100), (100, 100)], [(100, 20), (100, 180)], [(112, 100), (190, 100)])
    assert len(trace(ink)) == 3


def test_a_line_half_seen_in_the_gap_makes_it_bridgeable() -> None:
    """Protects the evidence: where the network saw a faint line, a wider gap is bridged."""
    ink = dashes([(10, 100), (70, 100)], [(134, 100), (195, 100)])
    seen = dashes([(10, 100), (190, 100)]).astype(np.float32)
    assert len(trace(ink)) == len(trace(ink, 0 * seen)) == 2
    assert len(trace(ink, seen)) == 1


def test_lines_that_cross_at_a_shallow_angle_are_both_drawn_through() -> None:
    """Protects strands: where two run together for a while, each goes on as it came."""
    paths = trace(dashes([(10, 80), (190, 120)], [(10, 120), (190, 80)]))
    assert len(paths) == 2
    assert min(path.length for path in paths) > 160
