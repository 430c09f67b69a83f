"""Folds that make a face: from nose to mouth, and under the lower lip, where they are deep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import Curve, evened, read, ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Sight
from artline.fields.coherent import Field
from artline.fields.smoothstep import smoothstep

SMILES = ([129, 203, 206, 216, 212], [358, 423, 426, 436, 432])
UNDER_LIP = [182, 83, 18, 313, 406]


@dataclass(frozen=True, slots=True)
class Style:
    """How folds are drawn."""

    depth: float = 5.0  # per log-lightness: energy of a broad dark line that a fold is moved to
    stiffness: float = 1.0  # energy: cost of a bend, see `snap`
    home: float = 0.35  # energy: cost of the farthest offset
    smoothing: float = 4  # points: Gaussian along a moved fold
    depth_smoothing: float = 5  # points: Gaussian of its energy along a fold
    deep: tuple[float, float] = (0.16, 0.6)  # energy: a fold is not drawn, drawn in full width
    covered: tuple[float, float] = (0.2, 0.5)  # cover, 0..1: a fold is bare, hidden
    tapered: float = 0.9  # share of a fold's length that both tapers have together
    tip: float = 0.05  # share of its width at both ends
    smile_reach: float = 0.045  # heights of the head: farthest that a smile's fold is moved
    smile_width: float = 0.011  # heights of the head: width of its stroke
    smile_limits: tuple[float, float] = (0.9, 2.2)  # pixels: its least and greatest width
    smile_end: float = 0.6  # share of its length over which it falls towards the mouth
    under_reach: float = 0.03  # heights of the head: farthest that the fold under the lip is moved
    under_width: float = 0.009  # heights of the head: width of its stroke
    under_limits: tuple[float, float] = (0.8, 1.8)  # pixels: its least and greatest width
    under_end: float = 0.5  # share of its length over which it falls


STYLE = Style()


def draw(sight: Sight, head: Head, line: Field, cover: Field, style: Style = STYLE) -> None:
    """Draw the folds that the photo has into `line`, in place; not where hair covers them."""
    tall = head.height
    for side in (0, 1):
        if not head.far(side):
            thick = float(np.clip(style.smile_width * tall, *style.smile_limits))
            fold, deep = _found(sight, head, SMILES[side], style.smile_reach * tall, style)
            _stroke(line, cover, fold, thick * deep, end=style.smile_end, style=style)
    thick = float(np.clip(style.under_width * tall, *style.under_limits))
    fold, deep = _found(sight, head, UNDER_LIP, style.under_reach * tall, style)
    _stroke(line, cover, fold, thick * deep, end=style.under_end, style=style)


def _found(
    sight: Sight, head: Head, points: list[int], reach: float, style: Style
) -> tuple[Curve, Field]:
    """A fold moved to the photo's own, and how deep it is at each point, 0..1."""
    fold, firm = snap(
        spline(head.points[points]),
        ridge(sight.broad, style.depth),
        reach,
        style.stiffness,
        style.home,
        even_out=style.smoothing,
    )
    return fold, smoothstep(evened(firm, style.depth_smoothing).astype(np.float32), *style.deep)


def _stroke(
    line: Field, cover: Field, fold: Curve, thick: Field, *, end: float, style: Style
) -> None:
    bare = 1 - smoothstep(read(cover, fold).astype(np.float32), *style.covered)
    taper = pen.taper(len(fold), style.tapered - end, end, style.tip)
    pen.stroke(line, fold, thick * bare * taper)
