"""Circular scribbling: one pen goes round and round, in small close circles where it is dark.

Chiu, Lo, Chu and Cheng 2015, "Tone- and Feature-Aware Circular Scribble Art": circles along a way
through places that are as dense as the tone. Here a circle's size follows the distance of the
places, and how often it is drawn follows from how much line the tone asks for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.coherent import sample
from artline.fields.smoothstep import smoothstep
from artline.marks.oneline import evened, smoothed
from artline.marks.stippled import spread
from artline.marks.tour import tour
from artline.nouns import Line

Field = NDArray[np.float32]
Points = NDArray[np.float64]

SPARSER = 0.42
"""Power of tone that the distance of places is divided by: where it is light, circles are large."""
ROUNDS = 8
"""How often the places move apart."""
LIGHTEST = 0.06
"""Tone below which nothing is drawn."""
DARKEST = 0.88
"""Tone that is drawn as black."""
WIDTH = 1.1
"""Width of the line, pixels of a pass."""
RADIUS = 0.72
"""Radius of a circle, in distances of places."""
PER_PLACE = 0.75
"""Length of the way from place to place, in their distance (Beardwood, Halton, Hammersley 1959)."""
STEP = 1.0
"""Distance between the points of the way, pixels of a pass."""
ROUND = 2.5
"""Gaussian along the way, points."""
CIRCLING = (0.4, 1.3)
"""Smoothstep: line that the tone asks for, in lengths of the way: no circles, full ones."""
UNEVEN = 0.18
"""Share by which circles differ in size, as a hand's do."""
BEAT = 0.37
"""How often their size changes, in turns."""
CORNERS = 12
"""Points of a circle."""
LEAP = (12.0, 0.5)
"""The pen is lifted on a way longer than this, pixels of a pass, where the tone is on average less
than this share of that at both ends."""
SHORTEST = 4
"""Places of a line, at least."""
ROW = 4096
"""Places that are read in one row: OpenCV knows no longer ones than 32,767."""


def scribbled(
    tone: Field, spacing: Field, unit: float, scale: float, *, weight: float = 1.0
) -> tuple[Line, ...]:
    """The lines.

    Args:
        tone: float32 h×w, 0..1, 1 = full ink.
        spacing: float32 h×w, distance between places in full ink, pixels of a pass.
        unit: pixels of the tone for one of a pass.
        scale: pixels of the photo for one of the tone.
        weight: what their width is multiplied by.
    """
    import cv2

    size = (max(8, round(tone.shape[1] / unit)), max(8, round(tone.shape[0] / unit)))
    small, apart = (
        np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_AREA), np.float32)
        for field in (tone, spacing)
    )
    small = np.clip(small, 0, DARKEST)
    apart *= np.maximum(small, LIGHTEST) ** np.float32(-SPARSER)
    number = np.asarray(np.where(small > LIGHTEST, 1 / apart**2, 0), np.float32)
    count = int(number.sum())
    if count < SHORTEST:
        return ()
    places = np.stack(spread(number, count, ROUNDS), 1)
    places = places.clip(0, np.array(size) - 1.0)
    way = places[tour(places)]
    back = tone.shape[1] / size[0] * scale
    widths = WIDTH * unit * scale * weight
    lines = (_circles(part, small, apart) for part in _parts(way, small))
    return tuple(
        Line(
            ((line + 0.5) * back).astype(np.float32),
            np.full(len(line), widths, np.float32),
            "line",
            whole=True,
        )
        for line in lines
    )


def _parts(way: Points, tone: Field) -> list[Points]:
    """The way without leaps over light."""
    leap = np.hypot(*np.diff(way, axis=0).T)
    between = way[:-1] + np.linspace(0, 1, 12)[1:-1, None, None] * np.diff(way, axis=0)
    mean = np.stack([_read(tone, each) for each in between]).mean(0)
    ends = _read(tone, way)
    light = mean < LEAP[1] * np.minimum(ends[1:], ends[:-1])
    parts = np.split(way, np.flatnonzero((leap > LEAP[0]) & light) + 1)
    return [part for part in parts if len(part) >= SHORTEST]


def _circles(part: Points, tone: Field, distance: Field) -> Points:
    """Circles along a way, float64 N×2."""
    way = smoothed(evened(part, STEP), ROUND)
    dark = np.maximum(_read(tone, way), LIGHTEST).astype(np.float64)
    apart = _read(distance, way).astype(np.float64)
    steps = np.hypot(*np.diff(way, axis=0).T)
    # line that covers a share of paper where strokes lie by chance: −ln(1 − share) of its area
    wanted = -np.log1p(-dark) * apart / (PER_PLACE * WIDTH)
    rate = wanted / (2 * np.pi * RADIUS * apart)
    turned = np.concatenate([[0.0], np.cumsum(0.5 * (rate[1:] + rate[:-1]) * steps)])
    along = np.concatenate([[0.0], np.cumsum(steps)])
    # points evenly in turns and in length together
    pace = turned * CORNERS + along / (2 * STEP)
    at = np.interp(np.arange(0, pace[-1]), pace, along)
    angle = 2 * np.pi * np.interp(at, along, turned)
    middle = np.stack([np.interp(at, along, side) for side in way.T], 1)
    radius = RADIUS * apart * smoothstep(wanted.astype(np.float32), *CIRCLING)
    reach = np.interp(at, along, radius) * (1 + UNEVEN * np.sin(BEAT * angle))
    return np.asarray(middle + reach[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1))


def _read(tone: Field, places: Points) -> Field:
    """The tone at places, float32 n."""
    padded = np.pad(places, ((0, -len(places) % ROW), (0, 0)), mode="edge")
    x, y = padded.T.reshape(2, -1, ROW)
    return np.asarray(sample(tone, x, y).ravel()[: len(places)], np.float32)
