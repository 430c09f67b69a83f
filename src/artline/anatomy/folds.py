"""Folds that make a face: from nose to mouth, and under the lower lip, where they are deep."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import Curve, evened, read, ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Sight
from artline.fields.coherent import Field
from artline.fields.smoothstep import smoothstep

SMILES = ([129, 203, 206, 216, 212], [358, 423, 426, 436, 432])
UNDER_LIP = [182, 83, 18, 313, 406]


def draw(sight: Sight, head: Head, line: Field, cover: Field) -> None:
    """Draw the folds that the photo has into `line`, in place; not where hair covers them."""
    tall = head.height
    for side in (0, 1):
        if not head.far(side):
            smile = spline(head.points[SMILES[side]])
            thick = float(np.clip(0.011 * tall, 0.9, 2.2))
            _fold(sight, line, cover, smile, reach=0.045 * tall, thick=thick, end=0.6)
    thick = float(np.clip(0.009 * tall, 0.8, 1.8))
    under = spline(head.points[UNDER_LIP])
    _fold(sight, line, cover, under, reach=0.03 * tall, thick=thick, end=0.5)


def _fold(
    sight: Sight, line: Field, cover: Field, fold: Curve, *, reach: float, thick: float, end: float
) -> None:
    fold, firm = snap(fold, ridge(sight.broad, 5.0), reach, 1.0, 0.35, even_out=4)
    deep = smoothstep(evened(firm, 5).astype(np.float32), 0.16, 0.6)
    bare = 1 - smoothstep(read(cover, fold).astype(np.float32), 0.2, 0.5)
    pen.stroke(line, fold, thick * deep * bare * pen.taper(len(fold), 0.9 - end, end, 0.05))
