"""The regions of a page for colouring: closed, told by lines, and large enough for a crayon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.basins import basins, nearest
from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.fields.smoothstep import smoothstep
from artline.finish.colouring.face import Features, features
from artline.finish.colouring.locks import locks
from artline.finish.colouring.sections import BEHIND, HAIR, SITTER, Page, sections
from artline.marks.regions import Room, fillable, joined
from artline.nouns import Ink
from artline.options import Settings

Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]

FEATURE = HAIR + 1
"""The part of eyes, brows and lips."""
WIDTH = 0.8
"""Width of every line on A4, mm."""
SURE_LINE = (0.15, 0.5)
"""Smoothstep: the network's line: none, one that holds."""
BARRIER = 0.5
"""How surely there is a line, 0..1, from which it parts basins."""
BARRIER_BLUR = 0.2
"""Gaussian over that, mm."""
LEVELS = (12.0, 9.0, 7.0, 5.5, 4.3, 3.4, 2.7, 2.1, 1.6, 1.2, 0.8, 0.4)
"""Distances from lines, mm, at which basins are looked for."""
HELD = 0.58
"""Share of a border that lines must hold."""
LESS_HELD = 0.35
"""What full detail takes from that, as a share of it, and least detail adds."""
TIP = 0.75
"""Half the width of the narrowest place that a crayon reaches, mm."""
AREA = 14.0
"""Area of a region, square mm, at least."""
AREA_IN_FACE = 220.0
"""The same in a face, but for its features: what is smaller is a shadow."""
AREA_BEHIND = 80.0
"""The same of what lies behind the sitter, where it is kept."""
LOCK_AREA = 22.0
"""The same of a lock of hair."""
FINER = 4.0
"""What these areas are divided by at full detail, and multiplied with at least detail."""
FEATURE_TIP = 0.25
"""Half the width of the narrowest place in an eye or a lip, mm."""
FEATURE_AREA = 5.0
"""Area of an eye's white or of a lip, square mm, at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The regions of a page.

    Attributes:
        page: its grid.
        labels: int32 h×w, the region of each pixel, 1 and up.
        parts: int32 h×w, BEHIND, SITTER or HAIR.
        kinds: int64, the part that each region belongs to, or FEATURE.
        face: features of faces.
        hold: float32 h×w, 0..1, how surely the network drew a line there.
        line: width of the lines between them, pixels of the grid.
    """

    page: Page
    labels: Labels
    parts: Labels
    kinds: NDArray[np.int64]
    face: Features
    hold: Field
    line: float


def regions(ink: Ink, settings: Settings) -> Regions:
    """The regions of the page that an ink gives.

    Args:
        ink: what the network saw; its lines, matte, hair and landmarks count.
        settings: weight, detail and background count.
    """
    page = Page.of(ink)
    unit = page.unit
    parts = sections(ink, page)
    face = features(ink, page)
    line = WIDTH * settings.weight * unit
    hold = _hold(ink, page, parts, face, kept=settings.background == "keep")
    labels = _told(ink, page, parts, hold, settings.detail)
    areas = (AREA_BEHIND, AREA, LOCK_AREA)
    area = np.select([parts == part for part in (BEHIND, SITTER, HAIR)], areas)
    area = np.where(face.faces & (parts == SITTER), AREA_IN_FACE, area)
    area = (area * (FINER**-settings.detail * unit * unit)).astype(np.float32)
    labels = fillable(labels, parts, hold, Room(0.5 * line, TIP * unit, area))
    where, first = parts.copy(), int(labels.max()) + 1
    for number, feature in enumerate(face.areas):
        own = feature & (parts == SITTER)
        labels = np.where(own, first + number, labels).astype(np.int32)
        where[own] = FEATURE
    area = np.full(parts.shape, FEATURE_AREA * unit * unit, np.float32)
    labels = fillable(labels, where, hold, Room(0.5 * line, FEATURE_TIP * unit, area))
    return Regions(page, labels, parts, _kinds(labels, where), face, hold, line)


def _hold(ink: Ink, page: Page, parts: Labels, face: Features, *, kept: bool) -> Field:
    """How surely there is a line: the telling ones within the sitter, the scene's behind it."""
    hold = smoothstep(page.enlarged(ink.channels["line"]), *SURE_LINE)
    behind = np.zeros_like(hold)
    if kept:
        behind = smoothstep(page.enlarged(ink.channels["scene"]), *SURE_LINE)
    hold = np.where(parts == BEHIND, behind, hold)
    return np.where(face.cleared, 0, hold).astype(np.float32)


def _told(ink: Ink, page: Page, parts: Labels, hold: Field, detail: float) -> Labels:
    """Regions as lines part them, and locks of hair: some of them far too small."""
    labels, count = np.zeros(parts.shape, np.int32), 0
    wide = blur(hold, BARRIER_BLUR * page.unit)
    for part in (BEHIND, SITTER, HAIR):
        inside = parts == part
        if not inside.any():
            continue
        if part == HAIR:
            own = locks(ink, page, inside, hold, detail)
        else:
            own = _lined(wide, inside, page.unit)
        own = np.where(inside, own, 0).astype(np.int32)
        if not own.any():
            own = inside.astype(np.int32)
        labels = np.where(inside, nearest(own) + count, labels).astype(np.int32)
        count = int(labels.max())
    least = HELD * (1 - LESS_HELD * detail)
    return np.where(parts == HAIR, labels, joined(labels, parts, hold, least)).astype(np.int32)


def _lined(hold: Field, inside: Mask, unit: float) -> Labels:
    """Basins between lines."""
    import cv2

    free = (inside & (hold < BARRIER)).astype(np.uint8)
    far = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_5)
    levels = tuple(level * unit for level in LEVELS)
    return basins(np.asarray(far, np.float32), levels, inside)


def _kinds(labels: Labels, parts: Labels) -> NDArray[np.int64]:
    """The part that most of each region lies in."""
    many = FEATURE + 1
    votes = np.bincount(
        labels.ravel().astype(np.int64) * many + parts.ravel(),
        minlength=(int(labels.max()) + 1) * many,
    )
    return np.asarray(votes.reshape(-1, many).argmax(1), np.int64)
