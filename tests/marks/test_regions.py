"""Regions: joined where no line parts them, and none too small for a crayon."""

from __future__ import annotations

import numpy as np

from artline.marks.regions import Room, depth, fillable, joined


def halves() -> np.ndarray:
    labels = np.ones((40, 60), np.int32)
    labels[:, 30:] = 2
    return labels


def test_a_border_without_a_line_goes_and_one_with_it_stays() -> None:
    """Protects lines: what the network drew parts regions, gaps in it do not join them."""
    labels, parts = halves(), np.ones((40, 60), np.int32)
    line = np.zeros((40, 60), np.float32)
    assert len(np.unique(joined(labels, parts, line, 0.5))) == 1
    line[:30, 29:31] = 1  # three quarters of the border
    assert len(np.unique(joined(labels, parts, line, 0.5))) == 2


def test_regions_of_different_parts_stay_apart() -> None:
    """Protects hair from running into a face where nobody drew a line."""
    labels = halves()
    assert len(np.unique(joined(labels, labels, np.zeros((40, 60), np.float32), 0.9))) == 2


def test_what_no_crayon_fills_goes_to_a_neighbour() -> None:
    """Protects small hands: neither specks nor slits are left."""
    labels = halves()
    labels[18:21, 10:13] = 3  # a speck
    labels[:, 29:31] = 4  # a slit
    room = Room(1.0, 2.0, np.full(labels.shape, 60, np.float32))
    found = fillable(labels, np.ones_like(labels), np.ones(labels.shape, np.float32), room)
    assert len(np.unique(found)) == 2
    assert (np.bincount(found[depth(found) > 1])[1:].max()) > 700
