"""Masses: hatched evenly, closest where it matters, and solid in eyes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.strokes.masses import Ground, paths
from artline.strokes.path import Path

PEN = 2.0


def share(found: list[Path], where: NDArray[np.bool_]) -> float:
    """How much of a place the pen covers."""
    drawn = np.zeros(where.shape, np.uint8)
    for path in found:
        trail = np.round((path.points - 0.5) * 16).astype(np.int32)
        cv2.polylines(drawn, [trail], False, 1, round(PEN), shift=4)
    return float((drawn > 0)[where].mean())


def box(top: int, left: int, bottom: int, right: int) -> NDArray[np.bool_]:
    mask = np.zeros((300, 300), bool)
    mask[top:bottom, left:right] = True
    return mask


def ground(ink: NDArray[np.bool_], faces: NDArray[np.bool_], apart: float = 1.3) -> Ground:
    flat = np.zeros(ink.shape, np.float32)
    return Ground(ink, flat, np.full(ink.shape, apart, np.float32), faces)


def test_hair_reads_as_dark_and_what_is_farther_as_lighter() -> None:
    """Protects the tone of a drawing: the pen covers more where lines are closer."""
    ink, nowhere = box(20, 20, 280, 280), np.zeros((300, 300), bool)
    inner = box(40, 40, 260, 260)
    dark = share(paths(ink, ground(ink, nowhere), "hatch", PEN), inner)
    light = share(paths(ink, ground(ink, nowhere, 2.4), "hatch", PEN), inner)
    assert dark > 0.9 > 0.7 > light > 0.4


def test_eyes_are_filled() -> None:
    """Protects pupils: small masses of a face are solid, ring within ring."""
    eye = box(140, 130, 160, 165)
    found = paths(eye, ground(eye, box(50, 50, 250, 250)), "hatch", PEN)
    assert share(found, eye) > 0.93
    assert all(path.closed for path in found)


def test_the_frame_of_the_picture_is_no_outline() -> None:
    """Protects the page from a frame where a mass is cut off by it."""
    ink = box(150, 0, 300, 300)
    found = paths(ink, ground(ink, np.zeros((300, 300), bool)), "outline", PEN)
    assert len(found) == 1 and not found[0].closed
    assert float(np.ptp(found[0].points[:, 1])) < 10
