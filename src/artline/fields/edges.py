"""Edges halfway between neighbours: what is ink and what is paper, whatever tones both have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.fields.smoothstep import smoothstep

Field = NDArray[np.float32]

NEIGHBOURHOOD = 1.5
"""Radius, pixels, in which an edge lies between the extremes."""
EVENNESS = 1.1
"""Gaussian, pixels, over the extremes: they must not follow single pixels."""
CONTRAST = (0.03, 0.08)
"""Smoothstep: difference of ink, 0..1, between neighbours: no edge, an edge."""
BLACK = 0.45
"""Ink, 0..1, from which a place without edges is black."""
FLAT = 0.5
"""Slope of the surface there, as a multiple of the ink's."""
FIRM = 0.7
"""Ink from which a line keeps its width, and below one minus which a gap in black does."""
THINNEST = 0.82
"""Share of the way from the lightest to the darkest neighbour at which the faintest line is cut;
one minus this, the faintest gap."""


def neighbours(ink: Field) -> tuple[Field, Field]:
    """The darkest and the lightest neighbour of every pixel, float32 h×w each."""
    import cv2

    around = disc(NEIGHBOURHOOD)
    most, least = cv2.dilate(ink, around), cv2.erode(ink, around)
    return np.asarray(most, np.float32), np.asarray(least, np.float32)


def extremes(ink: Field, most: Field, least: Field) -> tuple[Field, Field]:
    """Darkest and lightest neighbours, smoothed, never on the other side of the ink itself."""
    import cv2

    darker, lighter = (cv2.GaussianBlur(field, (0, 0), EVENNESS) for field in (most, least))
    return np.maximum(darker, ink), np.minimum(lighter, ink)


def black_or_paper(ink: Field, contrast: tuple[float, float] = CONTRAST) -> Field:
    """A surface that is above 0 where ink is black and below where there is paper.

    An edge lies between the extremes of its neighbourhood, whatever these are: no level cuts a
    line. The fainter a line or a gap between lines, the nearer to its middle lies the edge.

    Args:
        ink: float32 h×w, 0..1, its edges a pixel or two wide.
        contrast: difference of ink between neighbours that is no edge, and that is one.

    Returns:
        float32 h×w; near an edge, about the ink's distance from it in tone.
    """
    most, least = extremes(ink, *neighbours(ink))
    span, firm = most - least, np.float32(FIRM)
    thin = np.clip((firm - most) / firm, 0, 1) - np.clip((least - (1 - firm)) / firm, 0, 1)
    edge = ink - least - (np.float32(0.5) + np.float32(THINNEST - 0.5) * thin) * span
    clear = smoothstep(span, *contrast)
    flat = np.float32(FLAT) * (ink - np.float32(BLACK))
    return np.asarray(clear * edge + (1 - clear) * flat, np.float32)
