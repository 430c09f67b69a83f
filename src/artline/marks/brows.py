"""Brows hair by hair: as dark and thick as they are, apart from lid and socket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.curve import spline
from artline.anatomy.head import Head, Points
from artline.anatomy.relief import BROW_DOWN, BROW_TOP, OPENING
from artline.fields.blur import blur
from artline.fields.components import components
from artline.fields.morphology import dilate, disc
from artline.fields.smoothstep import smoothstep
from artline.marks.canvas import DARKEST, Box, box_around, canvas
from artline.marks.grain import Grain, crests, grain
from artline.marks.hair_marks import HairMarks, lines_of
from artline.marks.strands import Style, strands
from artline.marks.streamlines import Course
from artline.nouns import Ink
from artline.nouns.marks import Line

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]

FINE = 4.0  # canvas pixels for one of a pass: brows are small
LEAST_HEIGHT = 120.0  # photo pixels: brows of smaller heads stay as the network draws them
USUAL_HEIGHT = 330.0  # pixels of a pass: height of a head whose brows have pens of full width
PENS = (0.42, 0.85)  # pixels of a pass: widest hair of the fairest brow, of a black one
GAINS = (1.3, 1.9)  # times that tone is of a fair brow, of a black one
BROW = BROW_TOP[1:-1]  # without its ends, which turn down
THICK = 0.36  # widths of the eye: thickness of the band that holds the brow
DOWN = 0.05  # widths of the eye: that band lies this far below the middle of the brow's zone
MOST_IN = 0.6  # share of a piece of the network's ink that lies near the brow, if it is its own
AWAY = 0.6  # widths of the eye around a brow in which that is looked at
MOST_FOREIGN = 0.2  # share of a brow's band that other ink covers, at most
INKED = 0.2  # pressure from which the network's ink hangs together
SURE = 0.6  # share of a pixel from which it counts
LEAST_BAND = 12  # pixels: smaller brows are left to the network
SIZES = (0.7, 1.3)  # height of a head as a share of USUAL_HEIGHT: least and most for the pen
HOLLOW_BLUR = 0.8  # pixels of a pass: Gaussian before the closing
CLOSED_BLUR = 0.02  # heights of the head: Gaussian of the skin around, as the closing leaves it
AROUND = 0.10  # widths of the eye around that band where the network's brow is taken away
LID = 0.12  # widths of the eye around its opening where nothing is changed
EDGE = 0.03  # widths of the eye: Gaussian of the edge of both
DISC = 0.075  # heights of the head: radius of the disc that closes brows
DARK = (0.22, 0.85)  # log-lightness: how much darker than skin the fairest, and a black brow is
LEAST_DARK = 0.16  # log-lightness: fairer brows are left to the network
RANK = 85  # percentile of darkness in the band that says how dark the brow is
TONE = (0.35, 0.85)  # smoothstep: darkness as a share of the brow's own: skin, hair
AMOUNT = 0.25  # tone that the full amount adds
DENSER = 0.3  # tone that is added in black brows
PRIOR = 1.2  # how strong the brow's own direction is beside the photo's
LIFT = (0.7, 0.3, -0.1)  # radians that hair rises from the brow's curve: inner end, middle, tail


def brow_marks(ink: Ink, amount: float = 0.0) -> HairMarks | None:
    """Strokes for brows that are seen well; None where there are none.

    Args:
        ink: what the network saw; its meshes say where the brows are.
        amount: −1..1, how much of them is inked; with more no stroke becomes thinner.
    """
    core, black = np.zeros(ink.shape, np.float32), np.zeros(ink.shape, np.float32)
    lines: list[Line] = []
    for head in map(Head.of, ink.meshes if "pressure" in ink.channels else ()):
        if head.height * ink.scale < LEAST_HEIGHT:
            continue
        eyes = [eye for side, eye in enumerate(head.eyes) if head.shows_eye(side)]
        brows = [brow for eye in eyes if (brow := _Brow.of(ink, head, eye)) is not None]
        if len(brows) < len(eyes) or any(brow.dark < LEAST_DARK for brow in brows):
            continue  # both in one manner, or one would be taken for another person's
        for brow in brows:
            np.maximum(core[brow.box], brow.core, out=core[brow.box])
            lines += brow.lines(ink, amount)
    return HairMarks(core, black, tuple(lines)) if lines else None


@dataclass(frozen=True, slots=True, eq=False)
class _Brow:
    """One brow in its box, fields float32 at working size.

    Attributes:
        box: rows and columns.
        band: 0..1, where the brow is.
        core: 0..1, where the network's ink is taken away.
        hollow: how much darker than the skin around, in log-lightness.
        dark: the same of the brow as a whole.
        way: the direction of its hair.
        size: height of the head as a share of the usual one's, for the pen.
    """

    box: Box
    band: Field
    core: Field
    hollow: Field
    dark: float
    way: Grain
    size: float

    @classmethod
    def of(cls, ink: Ink, head: Head, eye: Points) -> _Brow | None:
        """Measure a brow; None where it is too small or outside of the picture."""
        width = float(np.hypot(*(eye[8] - eye[0])))
        moved = eye + (BROW_DOWN + DOWN) * width * head.down
        whole, zone = np.zeros(ink.shape, np.float32), np.zeros(ink.shape, np.float32)
        pen.stroke(whole, spline(moved[BROW]), THICK * width)
        pen.stroke(zone, spline(moved[BROW_TOP]), (THICK + 2 * AROUND) * width)
        if not whole.any():
            return None
        box = box_around(zone > 0, round(max(DISC * head.height, AWAY * width)))
        lid = dilate(pen.shape(ink.shape, eye[OPENING])[box], LID * width)
        free = 1 - blur(np.minimum(lid, 1), EDGE * width)
        band = blur(whole[box], EDGE * width) * free
        inside = band > SURE
        own = _own(ink.channels["pressure"][box] > INKED, inside, zone[box] * free > SURE)
        if own is None or inside.sum() < LEAST_BAND:
            return None
        core = blur(own.astype(np.float32), 0.7 * ink.pitch) * free
        depth = np.log(ink.lightness[box] + np.float32(DARKEST))
        hollow = _hollow(depth, head.height, ink.pitch)
        corner = np.array([box[1].start, box[0].start])
        way = _direction(depth, band, eye[BROW] - corner, head.down, ink.pitch)
        dark = float(np.percentile(hollow[inside], RANK))
        size = float(np.clip(head.height / (USUAL_HEIGHT * ink.pitch), *SIZES))
        return cls(box, band, core, hollow, dark, way, size)

    def lines(self, ink: Ink, amount: float) -> list[Line]:
        """Its hair."""
        on = canvas(ink, self.box, FINE, FINE)
        level = float(np.interp(self.dark, DARK, (0, 1)))
        tone = smoothstep(self.hollow / np.float32(self.dark), *TONE) * self.band
        tone = np.minimum(tone * np.float32(GAINS[0] + level * (GAINS[1] - GAINS[0])), 1)
        style = _style(PENS[0] + level * (PENS[1] - PENS[0]))
        tone, band = on.enlarged(np.asarray(tone, np.float32)), on.enlarged(self.band)
        way, unit = self.way.resized(*on.shape), on.unit * self.size
        crest = crests(on.depth, band, unit)
        more = AMOUNT * amount + DENSER * level
        found = strands(Course(way.across, way.down, crest, band, unit), tone, style, more)
        return lines_of(found, on, "brow")


def _style(hair: float) -> Style:
    """Strokes of a brow whose hair is so wide, in pixels of a pass."""
    return Style(
        spacings=(1.8, 0.9),
        thresholds=(-0.1, 0.1, 0.4),
        pen=0.8 * hair,
        widest=2.0 * hair,
        gain=2.2,
        crest=0.10,
        reach=14.0,
        least=5.0,
        taper=9.0,
        smooth=5.0,
    )


def _own(inked: Mask, band: Mask, zone: Mask) -> Mask | None:
    """Where ink is the brow's alone; None where much of it hangs together with glasses or hair."""
    parts, count = components(inked, corners=True)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    foreign = np.bincount(parts[zone], minlength=count + 1) < MOST_IN * sizes
    foreign[0] = False
    others: Mask = foreign[parts]
    if (others & band).sum() > MOST_FOREIGN * band.sum():
        return None
    own: Mask = zone & (dilate(others.astype(np.float32), 1.0) < SURE)
    return own


def _hollow(depth: Field, tall: float, pitch: float) -> Field:
    """How much darker than the skin around, in log-lightness: a black top-hat (Meyer 1979)."""
    import cv2

    smooth = blur(depth, HOLLOW_BLUR * pitch)
    closed = cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, disc(DISC * tall))
    around = blur(np.asarray(closed, np.float32), CLOSED_BLUR * tall)
    return np.asarray(np.maximum(around - depth, 0), np.float32)


def _direction(depth: Field, band: Field, top: Points, down: Points, pitch: float) -> Grain:
    """Direction of a brow's hair: the photo's, and that in which brows grow."""
    seen = grain(depth, band, pitch)
    curve = spline(top)
    tangent = np.gradient(curve, axis=0)
    tangent /= -np.maximum(np.hypot(*tangent.T), 1e-6)[:, None]  # from the inner end outward
    lift = np.interp(np.linspace(0, 1, len(curve)), (0, 0.5, 1), LIFT[::-1])[:, None]
    grown = np.cos(lift) * tangent - np.sin(lift) * down
    h, w = depth.shape
    y, x = np.mgrid[:h, :w]
    away = (x[..., None] - curve[:, 0]) ** 2 + (y[..., None] - curve[:, 1]) ** 2
    gx, gy = (grown[:, k][away.argmin(-1)].astype(np.float32) for k in (0, 1))
    return Grain.of_twice(
        seen.across**2 - seen.down**2 + np.float32(PRIOR) * (gx * gx - gy * gy),
        2 * (seen.across * seen.down + np.float32(PRIOR) * gx * gy),
    )
