"""Labels of few colours settled: no ragged borders, no crumbs, no rim of what lies behind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur

SPECK = 30.0
"""Square pixels of a pass: smaller patches take the colour beside them, at flatness 0.5."""
RIM = 2.2
"""Pixels of a pass from the background within which the photo mixes both."""


def voted(
    own: NDArray[np.intp], chosen: NDArray[np.bool_], count: int, sigma: float
) -> NDArray[np.intp]:
    """Of each pixel, the colour that is commonest around it within the part."""
    most = np.full(len(own), -1.0, np.float32)
    won = own.copy()
    plane = np.zeros(chosen.shape, np.float32)
    for k in range(count):
        plane[chosen] = own == k
        votes = blur(plane, sigma)[chosen]
        better = votes > most
        won[better] = k
        most[better] = votes[better]
    return won


def within(label: NDArray[np.uint8], sitter: NDArray[np.bool_], unit: float) -> NDArray[np.uint8]:
    """The sitter's rim, where the background shines in, takes the colours of what is within."""
    import cv2

    far = cv2.distanceTransform(sitter.astype(np.uint8), cv2.DIST_L2, 5)
    inner = far > RIM * unit
    if not inner.any() or inner.all():
        return label
    _, near = cv2.distanceTransformWithLabels(
        (~inner).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros(int(near.max()) + 1, np.uint8)
    table[near[inner]] = label[inner]
    rim = sitter & ~inner & (far > 0)
    made = label.copy()
    made[rim] = table[near[rim]]
    return made


def swept(label: NDArray[np.uint8], unit: float, flatness: float) -> NDArray[np.uint8]:
    """Patches that are too small take the label of the nearest that is not."""
    import cv2

    least = SPECK * unit * unit * (0.3 + 1.4 * flatness)
    small = np.zeros(label.shape, bool)
    for value in np.flatnonzero(np.bincount(label.ravel())):
        if not value:
            continue
        mask = (label == value).astype(np.uint8)
        left, top, width, height = cv2.boundingRect(mask)
        window = (slice(top, top + height), slice(left, left + width))
        _, places, stats, _ = cv2.connectedComponentsWithStats(mask[window], connectivity=4)
        few = stats[:, cv2.CC_STAT_AREA] < least
        few[0] = False
        if few.any():
            small[window] |= few[places]
    if not small.any() or small.all():
        return label
    _, near = cv2.distanceTransformWithLabels(
        small.astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros(int(near.max()) + 1, np.uint8)
    table[near[~small]] = label[~small]
    return np.asarray(table[near], np.uint8)
