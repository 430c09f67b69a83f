"""Features of faces on a page for colouring: eyes, brows and lips as regions, noses as lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.curve import spline
from artline.anatomy.glasses import LENS_DARK, SOCKET
from artline.anatomy.head import OVAL, Head
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.relief import BROW_TOP, OPENING
from artline.finish.colouring.sections import Page
from artline.marks.hair_region import skin_lightness
from artline.nouns import Ink

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

INNER_UPPER = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]
INNER_LOWER = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308]
BROW = 0.3
"""Thickness of a brow, widths of the eye."""
PUPIL = 0.5
"""Radius of a pupil, radii of the iris."""
SMALLEST_PUPIL = 0.45
"""Radius of a pupil, mm, at least."""
LEAST_EYE = 2.2
"""Width of an eye, mm, below which it is a dot."""
LEAST_OPEN = 0.12
"""Height of an eye's opening, in its widths, below which it is a line."""
LEAST_MOUTH = 2.0
"""Height of a mouth's opening, mm, below which it is a line between the lips."""
LEAST_GAP = 0.1
"""The same in widths of the mouth."""
AROUND = 0.022
"""Margin around features, heights of the head, where the network's lines are theirs."""
NOSE = [168, 122, 196, 198, 49, 64, 98, 97, 2, 326, 327, 294, 279, 420, 419, 351]
"""Around a nose."""
BASE = [129, 64, 98, 97, 2, 326, 327, 294, 358]
"""Wings and base of a nose, from one side to the other."""


@dataclass(slots=True, eq=False)
class Features:
    """What faces have on the page's grid.

    Attributes:
        areas: masks, each painted over those before it; a region each.
        lines: open lines, n×2 points in pixels of the grid.
        pupils: x and y of their middles, their radius and that of the iris, pixels of the grid.
        cleared: bool h×w, where other lines are left out.
        faces: bool h×w, where faces are.
        noses: where each nose is, and its base from wing to wing.
    """

    areas: list[Mask]
    lines: list[Floats]
    pupils: list[tuple[float, float, float, float]]
    cleared: Mask
    faces: Mask
    noses: list[tuple[Mask, Floats]]


def features(ink: Ink, page: Page) -> Features:
    """The features of every face that the landmarks tell of."""
    found = Features([], [], [], np.zeros(page.shape, bool), np.zeros(page.shape, bool), [])
    skin = skin_lightness(ink)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        lens = _dark(ink, head, skin)
        for side in (0, 1):
            if head.shows_eye(side):
                if not lens:
                    _eye(head, page, side, found)
                _brow(head, page, side, found)
        _mouth(head, page, found)
        points = head.points * page.step
        found.faces |= _area(page, points[OVAL])
        found.noses.append((_area(page, points[NOSE]), spline(points[BASE])))
    return found


def _dark(ink: Ink, head: Head, skin: float) -> bool:
    """Whether both eyes are behind dark lenses."""
    shades = []
    for eye in head.eyes:
        mask = pen.shape(ink.shape, eye[SOCKET]) > 0.5
        shades.append(float(np.median(ink.lightness[mask])) / skin if mask.sum() > 3 else 1.0)
    return max(shades) < LENS_DARK


def _area(page: Page, outline: Floats) -> Mask:
    return np.asarray(pen.shape(page.shape, outline) > 0.5)


def _clear(page: Page, outline: Floats, head: Head, found: Features) -> None:
    import cv2

    side = 2 * max(round(AROUND * head.height * page.step), 1) + 1
    zone = _area(page, outline).astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    found.cleared |= cv2.dilate(zone, disc) > 0


def _eye(head: Head, page: Page, side: int, found: Features) -> None:
    eye = head.eyes[side] * page.step
    lids = eye[OPENING]
    upper, lower = spline(eye[[0, *range(9, 16), 8]]), spline(eye[list(range(9))])
    width = float(np.hypot(*(eye[8] - eye[0])))
    _clear(page, lids, head, found)
    height = float(np.hypot(*(eye[12] - eye[4])))
    iris = head.irises[side] * page.step
    radius = float(np.hypot(*(iris[1:] - iris[0]).T).mean())
    if height < LEAST_OPEN * width or width < LEAST_EYE * page.unit:
        found.lines.append(upper)
        return
    opening = _area(page, np.concatenate([upper, lower[::-1]]))
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)[:, None]
    circle = iris[0] + radius * np.hstack([np.cos(turn), np.sin(turn)])
    found.areas += [opening, opening & _area(page, circle)]
    x, y = iris[0].tolist()
    found.pupils.append((x, y, max(PUPIL * radius, SMALLEST_PUPIL * page.unit), radius))


def _brow(head: Head, page: Page, side: int, found: Features) -> None:
    eye = head.eyes[side] * page.step
    width = float(np.hypot(*(eye[8] - eye[0])))
    top = spline(eye[BROW_TOP])
    u = np.linspace(0, 1, len(top))
    # from a pointed outer end to a blunt inner one
    thick = BROW * width * np.clip(np.minimum(u / 0.5, (1 - u) / 0.12 + 0.45), 0, 1) ** 0.8
    bottom = top + thick[:, None] * head.down
    outline = np.concatenate([top, bottom[::-1]])
    _clear(page, outline, head, found)
    found.areas.append(_area(page, outline))


def _mouth(head: Head, page: Page, found: Features) -> None:
    points = head.points * page.step
    upper, lower = spline(points[UPPER]), spline(points[LOWER])
    over, under = spline(points[INNER_UPPER]), spline(points[INNER_LOWER])
    whole = np.concatenate([upper, lower[::-1]])
    _clear(page, whole, head, found)
    gap = float(np.hypot(*(points[14] - points[13])))
    wide = float(np.hypot(*(points[291] - points[61])))
    opened = gap >= max(LEAST_MOUTH * page.unit, LEAST_GAP * wide)
    middle = under if opened else spline(0.5 * (points[INNER_UPPER] + points[INNER_LOWER]))
    found.areas.append(_area(page, np.concatenate([middle, lower[::-1]])))
    found.areas.append(_area(page, np.concatenate([upper, middle[::-1]])))
    if opened:
        found.areas.append(_area(page, np.concatenate([over, under[::-1]])))
