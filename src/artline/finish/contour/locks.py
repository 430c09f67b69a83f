"""A few telling locks of hair, as lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import Field
from artline.marks.canvas import box_around, canvas
from artline.marks.grain import coherence, crests, grain
from artline.marks.hair_region import eroded
from artline.marks.streamlines import STEP, Course, streamlines
from artline.marks.taken import at
from artline.nouns import Ink, Line

Mask = NDArray[np.bool_]
Points = NDArray[np.float32]

GAP = 9.0
"""Pixels of a pass between two locks."""
FEWER = 1.8
"""What least detail multiplies that gap by, and most detail divides it by."""
REACH = 60.0
"""Pixels of a pass: farthest from where a lock begins to its ends."""
SHORTEST = 16.0
"""Pixels of a pass: shorter locks are left out."""
INWARD = 3.0
"""Pixels of a pass: how far from the edge of hair its direction is read."""
WITHIN = 2.2
"""Pixels of a pass from the edge of hair where no lock runs."""
TELLING = 0.35
"""Deviations by which a strand is darker than those beside it, on average, that is a lock."""
COMBED = 0.45
"""Coherence of hair, 0..1, along a lock: what is less is curled or cropped."""
MOST_DEVIATION = (-1.5, 2.0)
"""Deviations count no more than this."""
LEAST_HAIR = 0.01
"""Share of the picture below which hair has no locks."""
SURE = 0.3
"""Share of a pixel from which it may be hair."""
DARKEST = 0.04
"""Lightness, 0..1, added before the logarithm."""
TAPER = 10.0
"""Pixels of a pass over which a lock grows from its tip."""
TIP = 0.25
"""Share of its width that a lock has at its tip."""


def locks(ink: Ink, hair: Field, detail: float) -> list[Points]:
    """The telling locks of combed hair, the most telling first.

    Args:
        ink: what the network saw; its photo is followed.
        hair: float32 h×w at working size, 0..1.
        detail: −1..1, the more of it the closer they lie.

    Returns:
        float32 n×2 each, in pixels of the photo.
    """
    if (hair > SURE).mean() < LEAST_HAIR:
        return []
    pitch = ink.pitch
    box = box_around(hair > SURE, round(2 * INWARD * pitch))
    on = canvas(ink, box)
    depth = np.log(ink.lightness[box] + np.float32(DARKEST))
    way = grain(depth, eroded(hair[box], INWARD * pitch), pitch).resized(*on.shape)
    region = on.enlarged(hair[box])
    crest = crests(on.depth, region, on.unit)
    inside = eroded(region, WITHIN * on.unit)
    course = Course(way.across, way.down, crest, inside, on.unit)
    found = streamlines(course, (GAP * FEWER**-detail,), REACH, SHORTEST)
    if not len(found.x):
        return []
    count = found.there.sum(1)
    telling, combed = (
        (at(field, found.x, found.y) * found.there).sum(1) / count
        for field in (
            np.clip(crest, *MOST_DEVIATION),
            on.enlarged(coherence(depth, hair[box], pitch)),
        )
    )
    kept = np.flatnonzero((telling > TELLING) & (combed > COMBED))
    places = on.to_photo(found.x, found.y)
    return [
        np.asarray(places[k, found.there[k]])
        for k in kept[np.argsort(-telling[kept], kind="stable")]
    ]


def free(found: list[Points], taken: Mask, scale: float) -> list[Points]:
    """The parts of locks that lie where nothing is taken.

    Args:
        found: locks in pixels of the photo.
        taken: bool h×w.
        scale: pixels of `taken` for one of the photo.
    """
    h, w = taken.shape
    parts = []
    for lock in found:
        x, y = np.clip(np.rint(lock * scale - 0.5), 0, (w - 1, h - 1)).astype(int).T
        steps = np.diff((~taken[y, x]).astype(np.int8), prepend=0, append=0)
        runs = zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
        parts += [lock[a:b] for a, b in runs if (b - a) * STEP >= SHORTEST]
    return parts


def line_of(lock: Points, width: float) -> Line:
    """A lock as a line that grows from its tips.

    Args:
        lock: float32 n×2, in pixels of the photo.
        width: in the same.
    """
    place = np.arange(len(lock))
    near = np.minimum(place, place[::-1]) * STEP / TAPER
    widths = width * np.clip(near, TIP, 1)
    return Line(lock, widths.astype(np.float32), "hair", importance=0.5)
