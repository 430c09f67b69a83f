"""A page for colouring: closed regions within lines of one width.

The picture is parted into regions first: by the network's lines, whose gaps are closed where lines
nearly meet; by the edges of hair and sitter; by the features of faces. What is too small or too
narrow for a crayon goes to a neighbour. The lines are the borders of the regions: so they close,
whatever the photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import components
from artline.finish.colouring.open_lines import Least, open_lines
from artline.finish.colouring.regions import FEATURE, Regions, regions
from artline.finish.colouring.sections import BEHIND, HAIR, SITTER, Page
from artline.marks.borders import OUTSIDE, Border, borders
from artline.marks.even import even, smoothed
from artline.marks.regions import depth
from artline.marks.render import rendered
from artline.marks.rings import rings
from artline.nouns import Ink, Line, Mark, Marks, Role, Shape
from artline.options import Settings

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SMOOTH = {FEATURE: 0.45, SITTER: 0.7, HAIR: 1.2, BEHIND: 0.7}
"""Gaussian along the borders of each part, mm."""
POINTS = 0.45
"""Distance between the points of a line, mm."""
CLEAR = 1.5
"""Paper between a line that ends in the open and the border of its region, mm, at least."""
OPEN = Least(8.0, 0.7)
"""A line that ends in the open, mm."""
OPEN_IN_FACE = Least(4.0, 0.6)
"""The same in a face."""
OPEN_IN_NOSE = Least(2.0, 0.6)
"""The same in a nose."""
LONGER = 2.0
"""What these lengths are divided by at full detail, and multiplied with at least detail."""
NOSE = 0.5
"""Length of the network's lines in a nose, in those of its base, below which the base is drawn."""
IRIS_RING = 0.5
"""Paper between pupil and the border of the iris, mm, below which most of the iris is black."""
SMALL_IRIS = 0.85
"""Share of its radius that is black then."""
DOT = 0.05
"""Half the length of the line that is a dot, in its radii: a pen needs a direction."""
LIGHTEST = 128
"""Ink, 0..255, from which a pixel is no paper there."""
FAINTEST = 220
"""The same of a hairline that lies across two rows of pixels, and shows in neither."""
POCKET = 4.5
"""Paper within lines, square mm, below which it is filled with ink: no crayon gets into it."""
FINER = 3
"""Pixels for one of the grid where such paper is looked for."""
GROWN = 5
"""Width of a square, in those pixels, by which what is filled reaches into the lines around it."""
SLIT = 3
"""Width of paper, in those pixels, 0.3 mm, below which it is a slit between lines that meet: a
printer may leave a dot of it white."""
LEAST_SLIT = 3
"""Pixels of a slit that is filled; shorter ones are corners."""


def draw(ink: Ink, settings: Settings) -> Marks:
    """The marks of the page.

    Args:
        ink: what the network saw.
        settings: weight, detail and background count.
    """
    found = regions(ink, settings)
    page, width = found.page, found.line
    marks: list[Mark] = [_border(border, found) for border in borders(found.labels)]
    for line in _open(found, LONGER**-settings.detail):
        smooth = smoothed(line, SMOOTH[SITTER] * page.unit, closed=False)
        marks.append(even(smooth, POINTS * page.unit, width, page.scale, "line"))
    marks += [*_pupils(found), *_corners(page, width)]
    drawn = Marks(tuple(marks), ink.photo.height, ink.photo.width)
    return Marks((*marks, *_pockets(drawn, page)), drawn.height, drawn.width)


def _border(border: Border, found: Regions) -> Line:
    """A border as a line; along the picture's edge, within it."""
    page, width = found.page, found.line
    apart = POINTS * page.unit
    if OUTSIDE in border.sides:
        extent = np.array(page.extent)
        points = border.points * extent / (page.width, page.height)
        framed = np.clip(points, 0.5 * width, extent - 0.5 * width)
        return even(framed, apart, width, page.scale, "scene")
    kinds = [int(found.kinds[side]) for side in border.sides]
    role: Role = "hair" if HAIR in kinds else "scene" if max(kinds) == BEHIND else "line"
    points = smoothed(border.points, SMOOTH[max(kinds)] * page.unit, closed=border.closed)
    return even(points, apart, width, page.scale, role)


def _open(found: Regions, longer: float) -> list[Floats]:
    """Lines that end in the open, folds, wrinkles, noses, `longer` times as long as usual."""
    unit, face = found.page.unit, found.face
    long = longer * unit
    free = (depth(found.labels) > 0.5 * found.line + CLEAR * unit) & (found.parts == SITTER)
    noses = np.zeros(free.shape, bool)
    for nose, _ in face.noses:
        noses |= nose
    in_nose = open_lines(found.hold, free & noses, OPEN_IN_NOSE.times(unit))
    for nose, base in face.noses:
        if not _told(in_nose, nose, base):
            in_nose = [line for line in in_nose if not _within(line, nose)] + [base]
    return [
        *open_lines(found.hold, free & ~face.faces & ~noses, OPEN.times(long)),
        *open_lines(found.hold, free & face.faces & ~noses, OPEN_IN_FACE.times(long)),
        *in_nose,
        *face.lines,
    ]


def _told(lines: Sequence[Floats], nose: Mask, base: Floats) -> bool:
    """Whether the network's lines tell a nose."""
    length = sum(len(line) for line in lines if _within(line, nose))
    return bool(length >= NOSE * np.hypot(*np.diff(base, axis=0).T).sum())


def _within(line: Floats, area: Mask) -> bool:
    """Whether the middle of a line lies in an area."""
    x, y = np.floor(line[len(line) // 2]).astype(np.intp)
    return bool(area[y, x])


def _pupils(found: Regions) -> Iterator[Line]:
    """Pupils, or nearly whole irises where these are small: dots."""
    page = found.page
    for x, y, radius, iris in found.face.pupils:
        room = iris - 0.5 * found.line - radius
        own = radius if room >= IRIS_RING * page.unit else SMALL_IRIS * iris
        ends = np.array([[x - DOT * own, y], [x + DOT * own, y]])
        yield even(ends, own, 2 * own, page.scale, "line")


def _corners(page: Page, width: float) -> Iterator[Shape]:
    """Squares in the picture's corners, which the round turns of the frame leave free."""
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * width
    for x in (0, page.extent[0] - width):
        for y in (0, page.extent[1] - width):
            # a spline through a point that stands three times has a corner there
            ring = np.repeat(square + np.array((x, y)), 3, axis=0) * page.scale
            yield Shape((ring.astype(np.float32),), "scene")


def _slits(paper: Mask) -> Mask:
    """Paper into whose width no pen gets, where it is longer than a corner."""
    import cv2

    room = cv2.morphologyEx(paper.astype(np.uint8), cv2.MORPH_OPEN, np.ones((SLIT, SLIT), np.uint8))
    parts, count = components(paper & (room == 0))
    long = np.bincount(parts.ravel(), minlength=count + 1) >= LEAST_SLIT
    long[0] = False
    return np.asarray(long[parts], bool)


def _pockets(marks: Marks, page: Page) -> Iterator[Shape]:
    """Ink for paper that no crayon gets into."""
    import cv2

    height, width = (side * FINER for side in page.shape)
    cover = rendered(marks, height, width)
    around = np.ones((GROWN, GROWN), np.uint8)
    slits = _slits(cover < LIGHTEST) | _slits(cover < FAINTEST)
    grown = cv2.dilate(slits.astype(np.uint8), around)
    parts, count = components((cover < LIGHTEST) & (grown == 0))
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    small = sizes < POCKET * (page.unit * FINER) ** 2
    small[0] = False
    grown = np.maximum(grown, cv2.dilate(small[parts].astype(np.uint8), around))
    if not grown.any():
        return
    grown = grown.astype(np.float32)
    surface = np.pad(cv2.GaussianBlur(grown, (0, 0), 0.8) - np.float32(0.4), 1, constant_values=-1)
    for outlines in rings(np.asarray(surface, np.float32), 1.0, 1.0):
        yield Shape(
            tuple(((r - 0.5) * (page.scale / FINER)).astype(np.float32) for r in outlines), "line"
        )
