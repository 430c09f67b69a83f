"""Strands: tapered strokes along the grain, as many as tone asks for.

Streamlines of a batch answer one threshold of tone: a stroke is there where tone, a little more on
a dark strand and a little less beside it, is above its threshold, and the wider the farther.
Few long strokes lie where hair is light, and more between them where it is darker.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.streamlines import STEP, Course, streamlines

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Style:
    """Strokes of one kind; lengths in pixels of a pass.

    Attributes:
        spacings: between streamlines, one for each batch, falling.
        thresholds: tone from which each batch is drawn, rising.
        pen: width of a stroke at its threshold.
        widest: width of a stroke, at most.
        gain: widths of the pen that a stroke grows by, from its threshold to one unit of tone more.
        crest: tone that one deviation of a strand adds.
        reach: farthest from where a stroke begins to its ends.
        least: shortest stroke.
        taper: length over which a stroke grows from a point, at most.
        smooth: length along a stroke over which its width is smoothed.
    """

    spacings: tuple[float, ...]
    thresholds: tuple[float, ...]
    pen: float
    widest: float
    gain: float
    crest: float
    reach: float
    least: float
    taper: float
    smooth: float


@dataclass(frozen=True, slots=True, eq=False)
class Strands:
    """Strokes on a canvas, the most telling first.

    Attributes:
        x: float32 n×m, places of their points in canvas pixels.
        y: float32 n×m.
        width: float32 n×m, canvas pixels; 0 where a row has no points, and at every end.
        importance: float32 n, 0..1.
    """

    x: Field
    y: Field
    width: Field
    importance: Field


CREST_RANGE = (-1.5, 2.0)  # deviations: strands count no more than this
HOLD = 0.25  # tone: a stroke goes on so far below its threshold
BEGIN = 0.03  # tone: a stroke must be so far above its threshold somewhere
SHORTER = 0.2  # share of its length that a stroke is shortened by at an end, at most
TAPER_SHARE = 0.4  # share of a stroke's length over which it tapers, at most
TAPER_POWER = 0.8  # 1 is a straight flank
FAINTEST = 0.22  # pixels of a pass: thinner is not drawn


def strands(course: Course, tone: Field, style: Style, more: float = 0.0) -> Strands:
    """Strokes along the grain.

    Args:
        course: where they go; on its crests they are thickest.
        tone: float32 h×w, 0..1, how dark the strokes together should be.
        style: their kind.
        more: tone added everywhere; with more of it no stroke becomes thinner.
    """
    lines = streamlines(course, style.spacings, style.reach, style.least)
    chance = np.random.default_rng(5)
    n = len(lines.x)
    place = lines.batch + chance.uniform(0, 1, n)
    threshold = np.interp(place, np.arange(len(style.thresholds)), style.thresholds)
    threshold = threshold.astype(np.float32)
    there = _shortened(lines.there, chance)
    wanted = _read(tone, lines.x, lines.y)
    crest = np.clip(_read(course.crest, lines.x, lines.y), *CREST_RANGE)
    wanted = _smoothed(wanted + np.float32(style.crest) * crest, lines.there, style.smooth)
    over = (wanted + np.float32(more) - threshold[:, None]).astype(np.float32)
    width = np.clip(1 + np.float32(style.gain) * over, 0, style.widest / style.pen) * style.pen
    width = width * _tapered(_lasting(there, over), style) * np.float32(course.unit)
    width[width < FAINTEST * course.unit] = 0
    importance = 1 - (lines.batch + np.linspace(0, 1, n, endpoint=False)) / (
        len(style.spacings) + 1
    )
    return Strands(lines.x, lines.y, width.astype(np.float32), importance.astype(np.float32))


def _read(field: Field, x: Field, y: Field) -> Field:
    import cv2

    if not x.size:
        return np.zeros(x.shape, np.float32)
    rows = np.array_split(np.arange(len(x)), len(x) // 30000 + 1)  # more rows than cv2.remap takes
    read = [
        cv2.remap(field, x[r], y[r], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for r in rows
    ]
    return np.concatenate([np.asarray(part, np.float32) for part in read])


def _smoothed(values: Field, there: Mask, length: float) -> Field:
    """Along each row, over points that are there alone."""
    import cv2

    if not values.size:
        return values
    points = 2 * round(length / STEP / 2) + 1
    window = np.hanning(points + 2)[None, 1:-1].astype(np.float32)
    share = there.astype(np.float32)
    both = [
        np.asarray(cv2.filter2D(f, -1, window, borderType=cv2.BORDER_CONSTANT), np.float32)
        for f in (values * share, share)
    ]
    return np.asarray(both[0] / np.maximum(both[1], np.float32(1e-3)), np.float32)


def _shortened(there: Mask, chance: np.random.Generator) -> Mask:
    """Each run shorter at both ends by a share of its own, so that ends do not form a line."""
    count = there.cumsum(1)
    length = count[:, -1:] if there.size else np.zeros((len(there), 1), int)
    first, last = chance.uniform(0, SHORTER, (2, len(there), 1)) * length
    return np.asarray(there & (count > first) & (count <= length - last))


def _lasting(there: Mask, over: Field) -> Mask:
    """Runs of points that are hardly below their threshold, and above it somewhere."""
    near = there & (over > -HOLD)
    starts = near & ~np.pad(near[:, :-1], ((0, 0), (1, 0)))
    run = np.where(near, starts.ravel().cumsum().reshape(near.shape), 0)
    sure = np.zeros(int(run.max(initial=0)) + 1, bool)
    sure[run[near & (over > BEGIN)]] = True
    return near & sure[run]


def _tapered(there: Mask, style: Style) -> Field:
    """0..1 along each run of points, 0 at its ends; short runs are none."""
    if not there.size:
        return np.zeros(there.shape, np.float32)
    place = np.arange(there.shape[1])
    before = place - np.maximum.accumulate(np.where(there, -1, place), axis=1)
    after = np.where(there, there.shape[1] + 1, place)[:, ::-1]
    after = np.minimum.accumulate(after, axis=1)[:, ::-1]
    after = np.minimum(after, there.shape[1]) - place
    length = before + after - 1
    flank = np.minimum(TAPER_SHARE * length, style.taper / STEP).clip(1)
    rise = np.minimum(np.minimum(before - 1, after - 1) / flank, 1).clip(0) ** TAPER_POWER
    return np.where(there & (length >= style.least / STEP), rise, 0).astype(np.float32)
