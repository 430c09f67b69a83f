"""Basins: two hills are two, whatever the saddle; labels grow until they meet."""

from __future__ import annotations

import numpy as np

from artline.fields.basins import basins, grown, nearest


def test_two_hills_meet_in_the_valley_between_them() -> None:
    """Protects borders: they lie where the surface is lowest."""
    x = np.arange(60, dtype=np.float32)
    height = np.maximum(20 - np.abs(x - 20), 20 - np.abs(x - 44))[None].repeat(30, 0)
    found = basins(height, tuple(range(20, 0, -1)), np.ones(height.shape, bool))
    assert len(np.unique(found)) == 2
    assert (found[:, :31] == found[0, 0]).all()
    assert (found[:, 33:] == found[0, 59]).all()


def test_nothing_grows_out_of_its_mask() -> None:
    """Protects neighbours: a wall keeps a label in."""
    labels = np.zeros((9, 9), np.int32)
    labels[4, 1] = 7
    within = np.ones((9, 9), bool)
    within[:, 5] = False
    found = grown(labels, within)
    assert (found[:, :5] == 7).all()
    assert (found[:, 5:] == 0).all()


def test_the_nearest_label_is_taken() -> None:
    labels = np.zeros((5, 11), np.int32)
    labels[:, 0], labels[:, 10] = 3, 4
    found = nearest(labels)
    assert (found[:, :5] == 3).all()
    assert (found[:, 6:] == 4).all()
