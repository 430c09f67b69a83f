"""Hair as strokes: on which heads, from where to where, and how dark."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.relief import NOSE, OPENING, brow_of
from artline.anatomy.skin import CLEAR
from artline.fields.blur import blur
from artline.fields.components import components, drop_small
from artline.fields.flow import along
from artline.fields.morphology import dilate, opening
from artline.fields.smoothstep import smoothstep
from artline.marks.canvas import DARKEST, Canvas, canvas
from artline.marks.grain import coherence, grain, strands as dark_strands
from artline.marks.strands import Strands, Style, strands
from artline.marks.streamlines import Course
from artline.finish.pressure import firm
from artline.nouns import Ink
from artline.nouns.marks import Line

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]

INK = Style(
    spacings=(7.6, 3.8, 1.9),
    thresholds=(-0.05, 0.04, 0.18, 0.42),
    pen=0.62,
    widest=2.4,
    gain=3.0,
    crest=0.13,
    reach=48.0,
    least=12.0,
    taper=12.0,
)
PAPER = Style(
    spacings=(8.0, 4.0, 2.0),
    thresholds=(0.11, 0.24, 0.40, 0.60),
    pen=0.5,
    widest=1.4,
    gain=2.0,
    crest=0.18,
    reach=40.0,
    least=9.0,
    taper=14.0,
)

GUIDE = 5.0  # pixels of a pass: window in which the edge of hair follows the photo
SURE = 0.5  # hair from which a pixel is hair
LEAST_SHARE = 0.065  # of the picture: less hair is not drawn as strokes
LEAST_COHERENCE = 0.49  # mean over hair: less is cropped, curled or covered
MARGIN = 6.0  # pixels of a pass around hair that the canvas holds
EDGE = 0.8  # pixels of a pass: Gaussian of the edge of hair
INWARD = 2.5  # pixels of a pass: how far from the edge of hair its direction is read
OUTWARD = 2.0  # pixels of a pass: how far around hair the network's ink is taken away
THICK = 2.5  # pixels of a pass: radius of a disc that fits under masses, not under lines
LOCAL = 1.3  # pixels of a pass: Gaussian of lightness within hair
MASS = 2.2  # pixels of a pass: Gaussian of the tone that goes black
MASS_TONE = 0.79  # tone from which hair is black
ROOTS = 1.0  # pixels of a pass: how far from the edge of hair black begins
USUAL_SKIN = 0.6  # lightness of skin where no face is seen
LEAST_BARE = 12  # pixels: fewer say nothing about skin
LIT = 30  # percentile of lightness of bare skin above which light falls on it
BLACK_RANK = 2  # percentile of lightness that is the photo's black
MOST_BLACK = 0.12  # lightness of the photo's black, at most
LEAST_SPAN = 0.2  # lightness from black to skin, at least
LIGHTNESS = (0.0, 0.10, 0.20, 0.34, 0.52, 0.8, 1.2)  # of hair, from the photo's black to skin
COVER = (0.995, 0.97, 0.90, 0.62, 0.36, 0.22, 0.12)  # share of ink at each of LIGHTNESS
ALONG = 0.7  # pixels of a pass: tone is smoothed along hair by 8.6 times as much
HOLE = 40.0  # square pixels of a pass: smaller holes in black are filled
FLATTEST_LIGHT = 0.012  # lightness: least deviation that light strands are divided by
SEAM = 4.0  # pixels of a pass: width of the edge of hair where the network's black stays
INKED = 1.6  # pixels of a pass: Gaussian of the network's ink
NETWORK = np.float32(0.5)  # share of tone that is the network's
JAW = (93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323)
JAW_WIDTH = 0.06  # heights of the head: width of the band along the jaw
LIPS = UPPER + LOWER[::-1]
BROW = 0.25  # widths of the eye: thickness of the brow, which hair leaves alone
RIM = np.float32(0.5)  # share of paper that becomes tone where hair ends at the background
RIM_WIDTH = 3.0  # pixels of a pass
AMOUNT = 0.25  # tone that the full amount adds


@dataclass(frozen=True, slots=True, eq=False)
class HairMarks:
    """Hair as marks.

    Attributes:
        core: float32 h×w at working size, 0..1, where the network's ink gives way to strokes.
        black: float32 h×w at working size, 0..1, full ink beneath the strokes where above one half.
        lines: in painting order.
    """

    core: Field
    black: Field
    lines: tuple[Line, ...] = field(default=())


def hair_marks(ink: Ink, hair: Field, amount: float = 0.0) -> HairMarks | None:
    """Strokes for the hair of those heads whose hair is combed; None where there is none such.

    Args:
        ink: what the network saw.
        hair: float32 h×w at working size, 0..1, where hair is.
        amount: −1..1, how much of it is inked.
    """
    hair = hair * (1 - _features(ink))
    hair = blur(guided(hair, ink.lightness, GUIDE * ink.pitch), ink.pitch)
    core, black = np.zeros(ink.shape, np.float32), np.zeros(ink.shape, np.float32)
    lines: list[Line] = []
    parts, count = components(blur(hair, EDGE * ink.pitch) > SURE)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    for number in range(1, count + 1):
        if sizes[number] < LEAST_SHARE * parts.size:
            continue
        head = _Head.of(ink, (hair * _grown(parts == number, ink.pitch)).astype(np.float32))
        if not head.combed:
            continue
        place = slice(head.box[1], head.box[3]), slice(head.box[0], head.box[2])
        core[place] = np.maximum(core[place], head.core)
        own_black, own = head.marks(amount)
        black[place] = np.maximum(black[place], own_black)
        lines += own
    return HairMarks(core, black, tuple(lines)) if lines else None


def guided(x: Field, guide: Field, radius: float, flat: float = 0.002) -> Field:
    """The guided filter (He, Sun and Tang 2010): edges of a field move to those of a picture.

    Args:
        x: float32 h×w, 0..1.
        guide: float32 h×w, 0..1.
        radius: of the square window, pixels.
        flat: variance of the guide below which a place is flat.
    """
    import cv2

    side = 2 * max(round(radius), 1) + 1

    def mean(f: Field) -> Field:
        return np.asarray(cv2.blur(f, (side, side), borderType=cv2.BORDER_REPLICATE), np.float32)

    own, of_guide = mean(x), mean(guide)
    slope = (mean(x * guide) - own * of_guide) / (
        mean(guide * guide) - of_guide * of_guide + np.float32(flat)
    )
    return np.clip(mean(slope) * guide + mean(own - slope * of_guide), 0, 1).astype(np.float32)


def _grown(mask: Mask, pitch: float) -> Field:
    return dilate(mask.astype(np.float32), 2 * pitch)


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """One head's hair in its box, at working size."""

    ink: Ink
    box: tuple[int, int, int, int]
    hair: Field
    region: Field
    depth: Field
    masses: Field

    @classmethod
    def of(cls, ink: Ink, hair: Field) -> _Head:
        margin = round(MARGIN * ink.pitch)
        rows, columns = (np.flatnonzero((hair > 0.1).any(axis)) for axis in (1, 0))
        h, w = ink.shape
        box = (
            max(int(columns[0]) - margin, 0),
            max(int(rows[0]) - margin, 0),
            min(int(columns[-1]) + 1 + margin, w),
            min(int(rows[-1]) + 1 + margin, h),
        )
        hair = hair[box[1] : box[3], box[0] : box[2]]
        region = smoothstep(blur(hair, EDGE * ink.pitch), 0.2, 0.6)
        light = ink.lightness[box[1] : box[3], box[0] : box[2]]
        pressed = firm(ink.channels["pressure"], ink.pitch)
        masses = opening(pressed, THICK * ink.pitch)[box[1] : box[3], box[0] : box[2]]
        return cls(ink, box, hair, region, np.log(light + np.float32(DARKEST)), masses)

    def cut(self, field: Field) -> Field:
        left, top, right, bottom = self.box
        return np.ascontiguousarray(field[top:bottom, left:right])

    @property
    def combed(self) -> bool:
        inside = self.region > SURE
        found = coherence(self.depth, self.region, self.ink.pitch)
        return bool(found[inside].mean() > LEAST_COHERENCE)

    @property
    def core(self) -> Field:
        pitch = self.ink.pitch
        ring = np.minimum(dilate(self.region, OUTWARD * pitch), 1)
        ring = ring * (1 - smoothstep(self.masses, 0.3, 0.6)) * (1 - self.cut(_jaws(self.ink)))
        return np.maximum(self.region, ring)

    def marks(self, amount: float) -> tuple[Field, list[Line]]:
        pitch = self.ink.pitch
        inner = eroded(self.region, INWARD * pitch)
        way = grain(self.depth, inner, pitch)
        tone = along(self._tone() * self.region, way.angle, ALONG * pitch)
        tone /= along(self.region, way.angle, ALONG * pitch) + np.float32(1e-3)
        tone = np.asarray(tone, np.float32)
        solid = eroded(np.maximum(self.region, self.masses), ROOTS * pitch)
        black = smoothstep(blur(tone, 0.7 * pitch) * solid, MASS_TONE - 0.1, MASS_TONE + 0.1)
        # at its edge hair that the network made black stays so: no seam between both
        edge = smoothstep(self.masses, 0.3, 0.6) * (1 - eroded(self.region, SEAM * pitch))
        black = blur(filled(np.maximum(black, edge), HOLE * pitch * pitch), 0.5 * pitch)
        on = canvas(self.ink, self.box)
        h, w = on.shape
        way = way.of(h, w)
        region, tone, dark = (
            np.asarray(cv2_resize(f, w, h), np.float32)
            for f in (self.region, tone, np.minimum(black, self.region))
        )
        crest = dark_strands(on.depth, region, on.unit)
        light = -dark_strands(on.light, region, on.unit, FLATTEST_LIGHT)
        more = AMOUNT * amount
        inked = strands(Course(way.across, way.down, crest, region, on.unit), tone, INK, more)
        paper = strands(Course(way.across, way.down, light, dark, on.unit), 1 - tone, PAPER, -more)
        return black, [*_lines(inked, on, False), *_lines(paper, on, True)]

    def _tone(self) -> Field:
        ink, pitch = self.ink, self.ink.pitch
        sigma = LOCAL * pitch
        light = self.cut(ink.lightness)
        own = blur(light * self.region, sigma) / (blur(self.region, sigma) + np.float32(1e-3))
        skin = _skin(ink)
        black = min(float(np.percentile(ink.lightness, BLACK_RANK)), MOST_BLACK)
        relative = (own - black) / max(skin - black, LEAST_SPAN)
        seen = np.interp(relative, LIGHTNESS, COVER).astype(np.float32)
        inked = blur(self.cut(firm(ink.channels["pressure"], pitch)) * self.region, INKED * pitch)
        inked = inked / (blur(self.region, INKED * pitch) + np.float32(1e-3))
        tone = seen + NETWORK * (inked - seen)
        return np.asarray(tone + RIM * self.rim * (1 - tone), np.float32)

    @property
    def rim(self) -> Field:
        """1 where hair ends at the background."""
        behind = 1 - smoothstep(self.cut(self.ink.subject), 0.3, 0.7)
        behind = dilate(behind, RIM_WIDTH * self.ink.pitch)
        return smoothstep(np.minimum(behind, 1), 0.2, 0.9) * self.region


def cv2_resize(f: Field, w: int, h: int) -> Field:
    import cv2

    return np.asarray(cv2.resize(f, (w, h), interpolation=cv2.INTER_LINEAR), np.float32)


def filled(black: Field, area: float) -> Field:
    """Black without holes smaller than an area in pixels."""
    holes = black < 0.5
    small = holes & ~drop_small(holes, area)
    return np.where(dilate(small.astype(np.float32), 1.0) > 0.5, np.maximum(black, 1), black).astype(np.float32)


def eroded(x: Field, radius: float) -> Field:
    """A field eroded by a disc, its edge soft."""
    return smoothstep(-dilate_down(x, radius), 0.3, 0.7)


def dilate_down(x: Field, radius: float) -> Field:
    """Minus the erosion of a field by a disc."""
    import cv2

    r = max(round(radius), 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * r + 1, 2 * r + 1))
    return -np.asarray(cv2.erode(x, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)


def _features(ink: Ink) -> Field:
    """1 where eyes, brows, nose and mouth are, which hair leaves alone."""
    found = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        shapes = [pen.shape(ink.shape, head.points[NOSE]), pen.shape(ink.shape, head.points[LIPS])]
        for eye in head.eyes:
            width = float(np.hypot(*(eye[8] - eye[0])))
            shapes.append(pen.shape(ink.shape, eye[OPENING]))
            shapes.append(brow_of(ink.shape, head, eye, BROW * width))
        found = np.maximum(found, np.maximum.reduce(shapes))
    return np.minimum(dilate(found, ink.pitch), 1)


def _jaws(ink: Ink) -> Field:
    """1 along the outlines of faces below the eyes, where lines are not of hair."""
    import cv2

    mask = np.zeros(ink.shape, np.uint8)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        points = np.rint(head.points[list(JAW)]).astype(np.int32)
        cv2.polylines(mask, [points], False, 1, max(2, round(JAW_WIDTH * head.height)))
    return mask.astype(np.float32)


def _skin(ink: Ink) -> float:
    for mesh in ink.meshes:
        points = Head.of(mesh).points
        bare = np.maximum.reduce([pen.shape(ink.shape, points[list(r)]) for r in CLEAR]) > 0.5
        if bare.sum() > LEAST_BARE:
            light = ink.lightness[bare]
            return float(np.median(light[light >= np.percentile(light, LIT)]))
    return USUAL_SKIN


def _lines(found: Strands, on: Canvas, paper: bool) -> list[Line]:
    lines = []
    points = on.to_photo(found.x, found.y)
    widths = found.width * np.float32(on.scale[0])
    drawn = np.zeros((len(widths), widths.shape[1] + 2), np.int8)
    drawn[:, 1:-1] = widths > 0
    line, start = np.nonzero(np.diff(drawn, axis=1) == 1)
    _, end = np.nonzero(np.diff(drawn, axis=1) == -1)
    for i, a, b in zip(line, start, end, strict=True):
        if b - a >= 4:
            w = widths[i, a:b].copy()
            w[0] = w[-1] = 0
            lines.append(Line(points[i, a:b], w, "hair", float(found.importance[i]), 1.0, paper))
    return lines
