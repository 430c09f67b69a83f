"""The most telling strokes within a budget, the face's first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from artline.nouns import Stroke


def within(strokes: Sequence[Stroke], count: int | None, length: float | None) -> list[Stroke]:
    """Strokes within a number and a total length.

    A stroke tells by the ink it lays: length times width. All of the face's go before any other;
    one that is too long for what is left is passed over for shorter ones.

    Args:
        strokes: to choose from.
        count: the most strokes, or None for any number.
        length: the most line in mm, or None for any length.

    Returns:
        Those kept, in the order given.
    """
    if count is None and length is None:
        return list(strokes)
    ranked = sorted(range(len(strokes)), key=lambda k: _rank(strokes[k]))
    kept: list[int] = []
    left = np.inf if length is None else length
    for k in ranked:
        if count is not None and len(kept) == count:
            break
        if strokes[k].length <= left:
            kept.append(k)
            left -= strokes[k].length
    return [strokes[k] for k in sorted(kept)]


def _rank(stroke: Stroke) -> tuple[bool, float]:
    return stroke.layer != "face", -stroke.length * float(stroke.widths.mean())
