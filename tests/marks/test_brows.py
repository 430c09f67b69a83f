"""Brows hair by hair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from artline.anatomy.head import Head
from artline.marks.brows import brow_marks
from artline.marks.hair_marks import HairMarks

if TYPE_CHECKING:
    from conftest import Sitter


@pytest.fixture(scope="module")
def brows(dark: Sitter) -> HairMarks:
    found = brow_marks(dark.ink)
    assert found is not None
    return found


def test_between_lid_and_forehead(dark: Sitter, brows: HairMarks):
    """Protects lids and forehead: strokes lie above the eyes and near the landmarks' brows."""
    head = Head.of(dark.ink.meshes[0])
    lids = max(head.eyes[:, 9:16, 1].min(), 0)
    for line in brows.lines:
        assert line.role == "brow"
        y = line.points[:, 1] / dark.ink.scale
        assert y.max() < lids + 0.03 * head.height
        assert y.min() > lids - 0.3 * head.height


def test_short_and_tapedark(dark: Sitter, brows: HairMarks):
    """Protects brows from long wires."""
    tall = Head.of(dark.ink.meshes[0]).height * dark.ink.scale
    assert len(brows.lines) > 20
    for line in brows.lines:
        assert np.hypot(*np.diff(line.points, axis=0).T).sum() < 0.12 * tall
        assert line.widths[0] == line.widths[-1] == 0


def test_more_is_darker(dark: Sitter, brows: HairMarks):
    """Protects the amount's meaning."""
    more = brow_marks(dark.ink, 1.0)
    assert more is not None

    def area(found: HairMarks) -> float:
        return float(sum(line.widths.sum() for line in found.lines))

    assert area(more) > 1.05 * area(brows)


def test_small_heads(dark: Sitter):
    """Protects small heads, whose brows are a few pixels: the network's ink stays."""
    small = replace(dark.ink, photo=type(dark.ink.photo)(np.array(dark.ink.photo.rgb[::6, ::6])))
    assert brow_marks(small) is None
    assert brow_marks(replace(dark.ink, meshes=())) is None
