"""Hair as strokes: on which heads, how dark, and what of it is black.

Strokes replace the network's ink on heads of combed hair alone: cropped and tightly curled hair it
draws better, and a mixture of both is grey. Dark hair is black with strokes of paper on it, and
strokes of ink around it; fair hair is few long strokes of ink.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.components import components, drop_small
from artline.fields.flow import along
from artline.fields.morphology import dilate, opening
from artline.fields.smoothstep import smoothstep
from artline.marks.canvas import DARKEST, Box, box_around, canvas
from artline.marks.grain import Grain, coherence, crests, fine, grain
from artline.marks.hair_marks import HairMarks, lines_of
from artline.marks.hair_region import eroded, jaws, settled, skin_lightness
from artline.marks.strands import Style, strands
from artline.marks.streamlines import Course
from artline.nouns import Ink
from artline.nouns.marks import Line

Field = NDArray[np.float32]

INK = Style(
    spacings=(7.6, 3.8, 1.9),
    thresholds=(-0.05, 0.04, 0.18, 0.42),
    pen=0.62,
    widest=2.4,
    gain=3.0,
    crest=0.11,
    reach=48.0,
    least=14.0,
    taper=12.0,
    smooth=34.0,
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
    smooth=34.0,
)
AMOUNT = 0.25  # tone that the full amount adds

SURE = 0.5  # share of a pixel from which it counts
LEAST_SHARE = 0.065  # of the picture: less hair is not drawn as strokes
LEAST_COHERENCE = 0.54  # mean over hair: less is cropped, curled or covered
BALD = 0.014  # log-lightness: median depth of strands below which there are none
MARGIN = 6.0  # pixels of a pass around hair
REGION = (0.2, 0.6)  # smoothstep: share of hair: outside, inside
INWARD = 3.5  # pixels of a pass: how far from the edge of hair its direction is read
OUTWARD = 2.0  # pixels of a pass: how far around hair the network's thin lines are taken away

PRESSED = (0.1, 0.7)  # smoothstep: the network's pressure: paper, ink
THICK = 2.5  # pixels of a pass: radius of a disc that fits under masses, not under lines
MASS_EDGE = (0.3, 0.6)  # smoothstep: such an opening: outside of a mass, inside

LOCAL = 1.3  # pixels of a pass: Gaussian of lightness within hair
BLACK_RANK = 2  # percentile of lightness that is the photo's black
MOST_BLACK = 0.12  # lightness of the photo's black, at most
LEAST_SPAN = 0.2  # lightness from black to skin, at least
LIGHTNESS = (0.0, 0.10, 0.20, 0.34, 0.52, 0.8, 1.2)  # of hair, from the photo's black to skin
COVER = (0.995, 0.97, 0.90, 0.62, 0.36, 0.22, 0.12)  # share of ink at each of LIGHTNESS
INKED = 1.6  # pixels of a pass: Gaussian of the network's ink within hair
NETWORK = np.float32(0.5)  # share of tone that is the network's
RIM = np.float32(0.6)  # share of paper that becomes tone where hair ends at the background
RIM_WIDTH = 3.0  # pixels of a pass: width of that rim
ALONG = 0.7  # pixels of a pass: tone is smoothed along hair by 8.6 times as much

MASS_TONE = 0.79  # tone from which hair is black
MASS_SOFT = 0.1  # tone to both sides of that where it turns black
ROOTS = 1.0  # pixels of a pass from the edge of hair where nothing is black: strokes end there
SEAM = 4.0  # pixels of a pass: width of the edge of hair where the network's black stays
SEAM_TONE = (0.55, 0.7)  # smoothstep: tone: the network's black goes, stays
HOLE = 40.0  # square pixels of a pass: smaller holes in black are filled
SMOOTH = 0.8  # pixels of a pass: Gaussian of the outline of black
FLATTEST_LIGHT = 0.012  # lightness: least deviation that strands of light are divided by
TINY = np.float32(1e-3)


def hair_marks(
    ink: Ink, hair: Field, amount: float = 0.0, *, darkest: float = 0.0
) -> HairMarks | None:
    """Strokes for those heads whose hair is combed and light enough; None where there is none.

    Args:
        ink: what the network saw; its photo is followed as finely as strokes are.
        hair: float32 h×w at working size, 0..1, how likely each pixel is the sitter's hair.
        amount: −1..1, how much of it is inked; with more no stroke of ink becomes thinner and
            none of paper wider.
        darkest: lightness of hair, as a share of the skin's, below which it stays in masses.
    """
    if "pressure" not in ink.channels:
        return None
    region = settled(ink, hair)
    core, black = np.zeros(ink.shape, np.float32), np.zeros(ink.shape, np.float32)
    lines: list[Line] = []
    for own in _heads(region, ink.pitch):
        head = _Head.of(ink, own)
        if head.lightness >= darkest and head.combed:
            core[head.box] = np.maximum(core[head.box], head.core)
            own_black, own_lines = head.marks(amount)
            black[head.box] = np.maximum(black[head.box], own_black)
            lines += own_lines
    return HairMarks(core, black, tuple(lines)) if lines else None


def _heads(region: Field, pitch: float) -> list[Field]:
    """The hair of each head that has enough of it, float32 h×w each."""
    parts, count = components(region > SURE)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    large = np.flatnonzero(sizes >= LEAST_SHARE * parts.size)
    return [
        region * np.minimum(dilate((parts == n).astype(np.float32), 2 * pitch), 1)
        for n in large
        if n
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """One head's hair in its box, fields float32 at working size.

    Attributes:
        ink: what the network saw.
        box: rows and columns.
        region: 0..1, hair.
        depth: logarithm of lightness.
        pressed: 0..1, the network's ink.
        masses: 0..1, what of it is thicker than lines.
    """

    ink: Ink
    box: Box
    region: Field
    depth: Field
    pressed: Field
    masses: Field

    @classmethod
    def of(cls, ink: Ink, hair: Field) -> _Head:
        pitch = ink.pitch
        box = box_around(hair > REGION[0] / 2, round(MARGIN * pitch))
        depth = np.log(ink.lightness[box] + np.float32(DARKEST))
        pressed = smoothstep(ink.channels["pressure"][box], *PRESSED)
        masses = opening(pressed, THICK * pitch)
        return cls(ink, box, smoothstep(hair[box], *REGION), depth, pressed, masses)

    @property
    def combed(self) -> bool:
        """Whether there are strands, of one direction at most places."""
        inside = self.region > SURE
        if not inside.any() or np.median(np.abs(fine(self.depth, self.ink.pitch)[inside])) < BALD:
            return False
        found = coherence(self.depth, self.region, self.ink.pitch)
        return bool(found[inside].mean() > LEAST_COHERENCE)

    @property
    def lightness(self) -> float:
        """Mean lightness of the hair, as a share of the skin's."""
        light = self.ink.lightness[self.box][self.region > SURE]
        return float(light.mean()) / skin_lightness(self.ink) if light.size else 0.0

    @property
    def core(self) -> Field:
        """Hair, and thin lines around it unless they are the face's outline."""
        pitch = self.ink.pitch
        ring = np.minimum(dilate(self.region, OUTWARD * pitch), 1)
        around = np.minimum(dilate(self.masses, THICK * pitch), 1)
        ring = ring * (1 - smoothstep(around, *MASS_EDGE)) * (1 - jaws(self.ink)[self.box])
        return np.asarray(np.maximum(self.region, ring), np.float32)

    def marks(self, amount: float) -> tuple[Field, list[Line]]:
        """What is black, and the lines."""
        pitch = self.ink.pitch
        way = grain(self.depth, eroded(self.region, INWARD * pitch), pitch)
        tone = self._tone(way)
        black = self._black(tone)
        on = canvas(self.ink, self.box)
        region, tone, dark = (on.enlarged(f) for f in (self.region, tone, black * self.region))
        way, unit, more = way.resized(*on.shape), on.unit, AMOUNT * amount
        dark_crests = crests(on.depth, region, unit)
        inked = strands(Course(way.across, way.down, dark_crests, region, unit), tone, INK, more)
        light_crests = -crests(on.light, region, unit, FLATTEST_LIGHT)
        paper = strands(
            Course(way.across, way.down, light_crests, dark, unit), 1 - tone, PAPER, -more
        )
        return black, [*lines_of(inked, on, "hair"), *lines_of(paper, on, "hair", paper=True)]

    def _tone(self, way: Grain) -> Field:
        """How dark hair is drawn: by its lightness against the face's skin, and as the network."""
        ink, pitch = self.ink, self.ink.pitch
        skin = skin_lightness(ink)
        black = min(float(np.percentile(ink.lightness, BLACK_RANK)), MOST_BLACK)
        relative = (self._within(ink.lightness[self.box], LOCAL) - black) / max(
            skin - black, LEAST_SPAN
        )
        seen = np.interp(relative, LIGHTNESS, COVER).astype(np.float32)
        tone = seen + NETWORK * (self._within(self.pressed, INKED) - seen)
        tone += RIM * self._rim() * (1 - tone)
        smooth = along(tone * self.region, way.angle, ALONG * pitch)
        return np.asarray(
            smooth / (along(self.region, way.angle, ALONG * pitch) + TINY), np.float32
        )

    def _within(self, x: Field, sigma: float) -> Field:
        """A field smoothed within hair alone; `sigma` in pixels of a pass."""
        sigma *= self.ink.pitch
        return blur(x * self.region, sigma) / (blur(self.region, sigma) + TINY)

    def _rim(self) -> Field:
        """1 where hair ends at the background."""
        behind = 1 - smoothstep(self.ink.subject[self.box], 0.3, 0.7)
        behind = np.minimum(dilate(behind, RIM_WIDTH * self.ink.pitch), 1)
        return smoothstep(behind, 0.2, 0.9) * self.region

    def _black(self, tone: Field) -> Field:
        """What of hair is black, 0..1; over its edge where the network's ink is a mass too."""
        pitch = self.ink.pitch
        solid = eroded(np.maximum(self.region, self.masses), ROOTS * pitch)
        level = MASS_TONE - MASS_SOFT, MASS_TONE + MASS_SOFT
        black = smoothstep(blur(tone, SMOOTH * pitch) * solid, *level)
        edge = smoothstep(self.masses, *MASS_EDGE) * (1 - eroded(self.region, SEAM * pitch))
        black = np.maximum(black, edge * smoothstep(tone, *SEAM_TONE))
        holes = black < SURE
        filled = black.copy()
        filled[holes & ~drop_small(holes, HOLE * pitch * pitch)] = 1
        return blur(filled, SMOOTH * pitch)
