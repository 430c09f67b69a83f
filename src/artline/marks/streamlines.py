"""Streamlines that keep their distance from each other.

Jobard and Lefer 1997 ("Creating Evenly-Spaced Streamlines of Arbitrary Density"): a streamline
begins where no other is nearer than the spacing, and ends where one is nearer than a share of it.
Here all streamlines of one batch are traced at once, and the better of two that meet goes on; the
spacing narrows from batch to batch, so that the first batches alone are evenly spaced too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int32]

STEP = 1.6  # pixels of a pass: from point to point
STRAIGHT = 0.9  # cosine of the sharpest turn in one step
TEST = 0.4  # share of the spacing within which a streamline ends at another
PULL = 0.2  # how fast a streamline slides to the crest of a strand beside it
MOST_PULL = 0.04  # pixels of a pass: farthest that it slides in one step
MARKS = 3  # marks left from point to point, so that no streamline slips through
FREE = 2.0**24  # no number of a streamline: all below are exact in float32
MOST_ROWS = 32000  # of places that OpenCV reads at once


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Where streamlines go: fields float32 h×w.

    Attributes:
        across: x of the unit vector along them.
        down: y of it.
        crest: height of the strands on whose crests they run.
        inside: 0..1; they end where it is below one half.
        unit: pixels for one of a pass.
    """

    across: Field
    down: Field
    crest: Field
    inside: Field
    unit: float


@dataclass(frozen=True, slots=True, eq=False)
class Streamlines:
    """Streamlines, the best first.

    Attributes:
        x: float32 n×m, places of their points in pixels.
        y: float32 n×m.
        there: bool n×m, one run of points in each row; what else is in the row is none.
        batch: int32 n, the batch that each was traced in.
    """

    x: Field
    y: Field
    there: Mask
    batch: Whole


def streamlines(
    course: Course, spacings: tuple[float, ...], reach: float, least: float, parts: int = 4
) -> Streamlines:
    """Evenly spaced streamlines, denser from batch to batch.

    Args:
        course: where they go.
        spacings: pixels of a pass, one for each batch, falling.
        reach: pixels of a pass, farthest from where a streamline begins to its ends.
        least: pixels of a pass, the shortest that is kept.
        parts: of a batch that are traced one after the other, better beginnings first.
    """
    chance = np.random.default_rng(3)
    owner: Field = np.full(course.crest.shape, FREE, np.float32)
    guide = _guide(course)
    count = max(int(reach / STEP), 2)
    shortest = max(int(least / STEP), 3)
    found: list[tuple[Field, Field, Mask, int]] = []
    total = 0
    for batch, spacing in enumerate(spacings):
        gap = spacing * course.unit
        x, y = _beginnings(course, gap, chance)
        for chosen in np.array_split(np.arange(len(x)), parts):
            x0, y0 = x[chosen], y[chosen]
            number = total + np.arange(len(x0), dtype=np.float32)
            free = _free(owner, guide, x0[:, None], y0[:, None], number, gap)[:, 0]
            x0, y0 = x0[free], y0[free]
            if not len(x0):
                continue
            number = total + np.arange(len(x0), dtype=np.float32)
            px, py, there = _traced(guide, course.unit, x0, y0, count)
            there = longest(there & _free(owner, guide, px, py, number, TEST * gap))
            order = np.argsort(-there.sum(1), kind="stable")
            px, py, there = px[order], py[order], there[order]
            tried = owner.copy()
            _mark(tried, px, py, there, number)
            there = longest(there & _free(tried, guide, px, py, number, TEST * gap))
            kept = there.sum(1) >= shortest
            px, py, there, number = px[kept], py[kept], there[kept], number[kept]
            _mark(owner, px, py, there, number)
            found.append((px, py, there, batch))
            total += len(x0)
    width = 2 * count + 1
    empty = np.zeros((0, width), np.float32)
    return Streamlines(
        np.concatenate([empty, *(f[0] for f in found)]),
        np.concatenate([empty, *(f[1] for f in found)]),
        np.concatenate([empty.astype(bool), *(f[2] for f in found)]),
        np.concatenate([np.full(len(f[0]), f[3], np.int32) for f in found] or [np.zeros(0, np.int32)]),
    )


def longest(there: Mask) -> Mask:
    """Of each row the longest run of trues alone; bool n×m."""
    if not there.size:
        return there
    place = np.arange(there.shape[1])
    last = np.maximum.accumulate(np.where(there, -1, place), axis=1)
    run = place - last
    end = run.argmax(1)[:, None]
    return np.asarray((place <= end) & (place > end - run.max(1)[:, None]) & there)


def _guide(course: Course) -> Field:
    """All that a step reads, h×w×4: the direction, inside, and how far to slide to the left."""
    import cv2

    crest = cv2.GaussianBlur(course.crest, (0, 0), 0.5 * course.unit)
    gx, gy = (cv2.Sobel(crest, cv2.CV_32F, *o, scale=0.125) for o in ((1, 0), (0, 1)))
    rise = (course.across * gy - course.down * gx) * np.float32(PULL * course.unit**2)
    most = MOST_PULL * course.unit
    slide = np.clip(rise, -most, most)
    return np.ascontiguousarray(np.stack([course.across, course.down, course.inside, slide], -1))


def _at(fields: Field, x: Field, y: Field) -> Field:
    """Fields h×w or h×w×k at the pixels nearest to places; of the places' shape, or that ×k."""
    import cv2

    places = [np.ascontiguousarray(np.broadcast_to(v, np.broadcast(x, y).shape)) for v in (x, y)]
    shape = places[0].shape
    if not places[0].size:
        return np.zeros(shape + fields.shape[2:], np.float32)
    rows = [v.reshape(-1, shape[-1] if len(shape) > 1 else 1) for v in places]
    read = [
        cv2.remap(
            fields,
            rows[0][i : i + MOST_ROWS],
            rows[1][i : i + MOST_ROWS],
            cv2.INTER_NEAREST,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for i in range(0, len(rows[0]), MOST_ROWS)
    ]
    whole = read[0] if len(read) == 1 else np.concatenate(read)
    return np.asarray(whole, np.float32).reshape(shape + fields.shape[2:])


def _beginnings(course: Course, gap: float, chance: np.random.Generator) -> tuple[Field, Field]:
    """A place in every cell of a grid, moved across to the highest crest; highest first."""
    h, w = course.crest.shape
    gy, gx = np.mgrid[0:h:gap, 0:w:gap].astype(np.float32)
    jitter = chance.uniform(0, gap, (2, *gx.shape)).astype(np.float32)
    x, y = (gx + jitter[0]).ravel(), (gy + jitter[1]).ravel()
    inside = (x < w - 1) & (y < h - 1)
    x, y = x[inside], y[inside]
    inside = _at(course.inside, x, y) > 0.5
    x, y = x[inside], y[inside]
    nx, ny = -_at(course.down, x, y), _at(course.across, x, y)
    offsets = np.linspace(-0.5, 0.5, 7, dtype=np.float32)[:, None] * np.float32(gap)
    heights = _at(course.crest, x + nx * offsets, y + ny * offsets)
    best = heights.argmax(0)
    x, y = x + nx * offsets[best, 0], y + ny * offsets[best, 0]
    order = np.argsort(-heights.max(0), kind="stable")
    return x[order], y[order]


def _traced(
    guide: Field, unit: float, x0: Field, y0: Field, count: int
) -> tuple[Field, Field, Mask]:
    """Both ways from every beginning at once (midpoint rule): n×(2·count+1) x, y, there."""
    step = np.float32(STEP * unit)
    halves = []
    start = _at(guide, x0, y0)
    for sign in (1, -1):
        x, y = x0, y0
        vx, vy = start[:, 0] * sign, start[:, 1] * sign
        there = np.ones(len(x0), bool)
        xs, ys, theres = [], [], []
        for _ in range(count):
            seen = _at(guide, x + vx * step / 2, y + vy * step / 2)
            turn = np.where(seen[:, 0] * vx + seen[:, 1] * vy < 0, np.float32(-1), np.float32(1))
            ux, uy = seen[:, 0] * turn, seen[:, 1] * turn
            x = x + ux * step - seen[:, 1] * seen[:, 3]
            y = y + uy * step + seen[:, 0] * seen[:, 3]
            there = there & (ux * vx + uy * vy > STRAIGHT) & (seen[:, 2] > 0.5)
            vx, vy = ux, uy
            xs.append(x), ys.append(y), theres.append(there)
        halves.append([np.array(v).T for v in (xs, ys, theres)])
    ahead, behind = halves
    middle = (x0[:, None], y0[:, None], np.ones((len(x0), 1), bool))
    x, y, there = (
        np.hstack([b[:, ::-1], m, a]) for a, b, m in zip(ahead, behind, middle, strict=True)
    )
    h, w = guide.shape[:2]
    return x, y, there & (x >= 0) & (y >= 0) & (x <= w - 1) & (y <= h - 1)


def _free(owner: Field, guide: Field, x: Field, y: Field, number: Field, gap: float) -> Mask:
    """Where no better streamline is nearer than the gap, measured across; bool n×m."""
    seen = _at(guide, x, y)
    nx, ny = -seen[..., 1], seen[..., 0]
    free = np.ones(x.shape, bool)
    own = number[:, None]
    reach = max(round(gap), 1)
    for away in range(-reach, reach + 1):
        free &= _at(owner, x + nx * away, y + ny * away) >= own
    return free


def _mark(owner: Field, x: Field, y: Field, there: Mask, number: Field) -> None:
    """Leave the streamlines' numbers where they run, in place; the better of two stays."""
    both = there[:, 1:] & there[:, :-1]
    line, point = np.nonzero(both)
    line, point = line[::-1], point[::-1]  # of equal places the last written stays: the best
    h, w = owner.shape
    flat = owner.reshape(-1)
    own = number[line]
    for share in np.arange(MARKS, dtype=np.float32) / MARKS:
        px = x[line, point] * (1 - share) + x[line, point + 1] * share
        py = y[line, point] * (1 - share) + y[line, point + 1] * share
        place = np.clip(np.rint(py), 0, h - 1).astype(np.intp) * w
        place += np.clip(np.rint(px), 0, w - 1).astype(np.intp)
        worse = flat[place] > own
        flat[place[worse]] = own[worse]
