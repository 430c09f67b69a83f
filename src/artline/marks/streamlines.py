"""Streamlines that keep their distance from each other.

Jobard and Lefer 1997 ("Creating Evenly-Spaced Streamlines of Arbitrary Density"): a streamline
begins where no other is nearer than the spacing, and ends where one is nearer than a share of it.
Here all streamlines of a part of a batch are traced at once, and the longer of two that meet goes
on; the spacing narrows from batch to batch, so that the first ones alone are evenly spaced too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.taken import FREE, Runs, Taken, at

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]

STEP = 1.6  # pixels of a pass: from point to point
STRAIGHT = 0.9  # cosine of the sharpest turn in one step
TEST = 0.3  # share of the spacing within which a streamline ends at another
PULL = 0.2  # how fast a streamline slides to the crest of a strand beside it
MOST_PULL = 0.04  # pixels of a pass: farthest that it slides in one step
PULL_BLUR = 0.5  # pixels of a pass: Gaussian of the crests that it slides to
PARTS = 4  # of a batch, traced one after the other, the beginnings on the highest crests first
PLACES = 7  # tried across for the highest crest to begin on
SURE = 0.5  # share of a pixel from which it is inside
SEED = 3  # of the places where streamlines begin: any number, always the same


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
    """Streamlines, those of the widest spacing first.

    Attributes:
        x: float32 n×m, places of their points in pixels.
        y: float32 n×m.
        there: bool n×m, one run of points in each row; what else is in the row is none.
        batch: int32 n, the batch that each was traced in.
    """

    x: Field
    y: Field
    there: Mask
    batch: NDArray[np.int32]


def streamlines(
    course: Course, spacings: tuple[float, ...], reach: float, least: float
) -> Streamlines:
    """Evenly spaced streamlines, denser from batch to batch.

    Args:
        course: where they go.
        spacings: pixels of a pass, one for each batch; a batch finds room between the streamlines
            of the one before where its spacing is half as wide.
        reach: pixels of a pass, farthest from where a streamline begins to its ends.
        least: pixels of a pass, the shortest that is kept.
    """
    chance = np.random.default_rng(SEED)
    taken = Taken(np.full(course.crest.shape, FREE, np.float32), course.across, course.down)
    guide = _guide(course)
    count = max(int(reach / STEP), 2)
    shortest = max(int(least / STEP), 3)
    found: list[Runs] = []
    batches: list[int] = []
    total = 0
    for batch, spacing in enumerate(spacings):
        gap = spacing * course.unit
        x, y = _beginnings(course, gap, chance)
        for chosen in np.array_split(np.arange(len(x)), PARTS):
            runs = _traced(
                guide, course.unit, _free(taken, x[chosen], y[chosen], total, gap), count
            )
            runs = runs.where(taken.free(runs, TEST * gap))
            order = np.argsort(-runs.there.sum(1), kind="stable")
            runs = Runs(runs.x[order], runs.y[order], runs.there[order], runs.number)
            tried = taken.copy()
            tried.mark(runs)
            runs = runs.where(tried.free(runs, TEST * gap))
            runs = runs.kept(runs.there.sum(1) >= shortest)
            taken.mark(runs)
            found.append(runs)
            batches += [batch] * len(runs.x)
            total += len(chosen)
    return Streamlines(
        np.concatenate([runs.x for runs in found]),
        np.concatenate([runs.y for runs in found]),
        np.concatenate([runs.there for runs in found]),
        np.array(batches, np.int32),
    )


def _guide(course: Course) -> Field:
    """All that a step reads, h×w×4: the direction, inside, and how far to slide to the left."""
    import cv2

    crest = cv2.GaussianBlur(course.crest, (0, 0), PULL_BLUR * course.unit)
    gx, gy = (cv2.Sobel(crest, cv2.CV_32F, *o, scale=0.125) for o in ((1, 0), (0, 1)))
    rise = (course.across * gy - course.down * gx) * np.float32(PULL * course.unit**2)
    most = MOST_PULL * course.unit
    slide = np.clip(rise, -most, most)
    return np.ascontiguousarray(np.stack([course.across, course.down, course.inside, slide], -1))


def _beginnings(course: Course, gap: float, chance: np.random.Generator) -> tuple[Field, Field]:
    """A place in every cell of a grid, moved across to the highest crest; highest first."""
    h, w = course.crest.shape
    gy, gx = np.mgrid[0:h:gap, 0:w:gap].astype(np.float32)
    x, y = (g + chance.uniform(0, gap, g.shape).astype(np.float32) for g in (gx, gy))
    inside = (x < w - 1) & (y < h - 1) & (at(course.inside, x, y) > SURE)
    x, y = x[inside], y[inside]
    nx, ny = -at(course.down, x, y), at(course.across, x, y)
    offsets = np.linspace(-0.5, 0.5, PLACES, dtype=np.float32)[:, None] * np.float32(gap)
    heights = at(course.crest, x + nx * offsets, y + ny * offsets)
    best = offsets[heights.argmax(0), 0]
    order = np.argsort(-heights.max(0), kind="stable")
    return (x + nx * best)[order], (y + ny * best)[order]


def _free(taken: Taken, x: Field, y: Field, first: int, gap: float) -> Runs:
    """Streamlines of one point each where there is room for one, numbered from `first`."""
    number = first + np.arange(len(x), dtype=np.float32)
    runs = Runs(x[:, None], y[:, None], np.ones((len(x), 1), bool), number)
    return runs.kept(taken.free(runs, gap)[:, 0])


def _traced(guide: Field, unit: float, start: Runs, count: int) -> Runs:
    """Both ways from every beginning at once (midpoint rule), `count` steps each."""
    halves = [_half(guide, np.float32(STEP * unit), start, count, way) for way in (1, -1)]
    ahead, behind = halves
    middle = start.x, start.y, start.there
    x, y, there = (
        np.hstack([b[:, ::-1], m, a]) for a, b, m in zip(ahead, behind, middle, strict=True)
    )
    h, w = guide.shape[:2]
    there = there & (x >= 0) & (y >= 0) & (x <= w - 1) & (y <= h - 1)
    return Runs(x, y, np.asarray(there, bool), start.number)


def _half(
    guide: Field, step: np.float32, start: Runs, count: int, way: int
) -> tuple[Field, Field, Mask]:
    """One way from every beginning: n×count x, y, there."""
    x, y = start.x[:, 0], start.y[:, 0]
    seen = at(guide, x, y)
    vx, vy = seen[:, 0] * way, seen[:, 1] * way
    there = np.ones(len(x), bool)
    places: list[Field] = []
    theres: list[Mask] = []
    for _ in range(count):
        seen = at(guide, x + vx * step / 2, y + vy * step / 2)
        turn = np.where(seen[:, 0] * vx + seen[:, 1] * vy < 0, np.float32(-1), np.float32(1))
        ux, uy = seen[:, 0] * turn, seen[:, 1] * turn
        x = x + ux * step - seen[:, 1] * seen[:, 3]
        y = y + uy * step + seen[:, 0] * seen[:, 3]
        there = there & (ux * vx + uy * vy > STRAIGHT) & (seen[:, 2] > SURE)
        vx, vy = ux, uy
        places.append(np.stack([x, y]))
        theres.append(there)
    xs, ys = np.stack(places, -1)
    return xs, ys, np.stack(theres, -1)
