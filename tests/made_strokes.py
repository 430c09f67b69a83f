"""Strokes made in code: two pens, an open curve, a polyline and a loop on a page of 60×40 mm."""

from __future__ import annotations

import numpy as np

from artline.nouns import Pen, Plot, Stroke
from artline.options import PageSettings


def made_strokes(title: str = "photo.jpg", shift: float = 0.0, **options: object) -> Plot:
    """Three strokes; `shift` moves them to the right, mm."""
    moved = np.array([shift, 0])
    curve = np.array([[5.0, 5], [15, 5], [25, 15.25], [25, 25]]) + moved
    t = np.linspace(0, 1, 20)[:, None]
    s = 1 - t
    bent = s**3 * curve[0] + 3 * s * s * t * curve[1] + 3 * s * t * t * curve[2] + t**3 * curve[3]
    line = np.array([[30.0, 5], [40, 10.5], [50, 5]]) + moved
    ring = np.array([[35.0, 20], [45, 20], [45, 30], [35, 30], [35, 20]]) + moved
    paths = (
        Stroke(bent, np.linspace(0.2, 0.6, 20), curve=curve),
        Stroke(line, np.full(3, 0.4)),
        Stroke(ring, np.full(5, 0.4), pen="grey", closed=True),
    )
    pens = (Pen("black", 0.3), Pen("grey", 0.5, "#808080"))
    settings = PageSettings(**options)  # type: ignore[arg-type]
    return Plot(paths, pens, 60.0, 40.0, settings, title)
