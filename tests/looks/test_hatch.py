"""Looks of hatching: strokes end at eyes, lips and the sitter's edge, on photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.lips import INNER, LOWER, UPPER
from artline.anatomy.relief import OPENING
from artline.finish import background
from artline.looks.hatch import HATCH_LOOKS
from artline.marks.render import rendered
from artline.nouns import Ink, Line, Marks

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
NAMES = [look.name for look in HATCH_LOOKS]


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    """Dark hair, and lips that are darker than skin."""
    return artist.see(PHOTOS / "faces-096.jpg", looks=["spiral"])


def strokes(artist: Artist, ink: Ink, look: str) -> list[Line]:
    return [mark for mark in artist.finish(ink, look=look).marks.marks if isinstance(mark, Line)]


@pytest.mark.parametrize("look", NAMES)
def test_no_stroke_crosses_eyes_lips_or_the_paper_beyond(
    artist: Artist, ink: Ink, look: str
) -> None:
    """Protects faces: strokes lie within lips or without, never in eyes nor beside the sitter."""
    lines = strokes(artist, ink, look)
    made = rendered(Marks(tuple(lines), *ink.photo.rgb.shape[:2]), *ink.shape) / 255
    head = Head.of(ink.meshes[0])
    for ring in (*(eye[OPENING] for eye in head.eyes), head.points[INNER]):
        assert made[pen.shape(ink.shape, ring) > 0.99].mean() < 0.02
    assert made[background.sitter(ink) == 0].mean() < 0.002
    lips = pen.shape(ink.shape, head.points[UPPER + LOWER[::-1]]) > 0.5
    for line in lines:
        x, y = np.rint(line.points.T / ink.scale - 0.5).astype(int)
        within = lips[y.clip(0, len(lips) - 1), x.clip(0, lips.shape[1] - 1)]
        assert within.all() or within.sum() <= 1


@pytest.mark.parametrize("look", NAMES)
def test_strokes_swell_taper_and_are_long(artist: Artist, ink: Ink, look: str) -> None:
    """Protects the hand: true strokes, most of the ink in long ones."""
    lines = strokes(artist, ink, look)
    lengths = np.array([np.hypot(*np.diff(line.points, axis=0).T).sum() for line in lines])
    lengths /= ink.pitch * ink.scale
    assert np.average(lengths, weights=lengths) > 40
    assert np.mean([np.ptp(line.widths) > 0.3 * line.widths.max() for line in lines]) > 0.9


@pytest.mark.parametrize("look", NAMES)
def test_the_same_strokes_every_time(artist: Artist, ink: Ink, look: str) -> None:
    """Protects repeatability."""
    from dataclasses import replace

    first, second = (strokes(artist, replace(ink), look) for _ in range(2))
    assert len(first) == len(second)
    assert all(np.array_equal(a.points, b.points) for a, b in zip(first, second, strict=True))


def test_crossing_strokes_are_darker_in_the_dark(artist: Artist, ink: Ink) -> None:
    """Protects the difference between the two: more strokes, as much tone."""
    marks = [artist.finish(ink, look=look).marks for look in NAMES]
    shares = [rendered(one, *ink.shape).mean() / 255 for one in marks]
    assert shares[0] == pytest.approx(shares[1], abs=0.05)
    counts = [sum(isinstance(mark, Line) for mark in one.marks) for one in marks]
    assert counts[1] > 1.15 * counts[0]
