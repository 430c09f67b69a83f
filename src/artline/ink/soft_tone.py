"""Soft tone decided: paper or black, where a network hedges between the two.

Tone that is neither line nor mass is drawn as marble once its edges are steep. What a disc fits
under (an opening, Serra 1982) is tone, what is left is line. On bare skin, however dark it is or
however hard the shadow, tone goes and lines stay. Everywhere else a region that is dark enough
goes black as a whole, and a paler one becomes paper; hair whose strands are narrower than the disc
is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import beard, pen, skin, socket
from artline.anatomy.head import OVAL, Head
from artline.anatomy.relief import brow_of
from artline.anatomy.sight import Ground
from artline.faces.topology import BROWS, EYES, LIPS, NOSTRILS
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.components import components_with
from artline.fields.morphology import opening
from artline.fields.smoothstep import smoothstep

SKIN_DISC = 2.5 / 330  # heights of the head: radius of the disc that tone on skin holds
SMALLEST_DISC = 2.0  # pixels of a pass: smaller discs would hold lines
TONE_DISC = 4.0  # pixels of a pass: radius of the disc that tone elsewhere holds
PART_MARGIN = 0.03  # heights of the head around eyes and lips in which tone is left
BROW_MARGIN = 0.04  # heights of the head around brows in which tone is left
NOSTRIL_MARGIN = 0.015  # heights of the head around nostrils in which tone is left
SKIN_LIKENESS = (0.25, 0.60)  # smoothstep: likeness to the face's skin that makes skin of a pixel
DARK_SHADE = (0.60, 0.90)  # smoothstep: tone in a face this dark is black hair or deep shade
PALEST_BLACK = 0.30  # tone of a region that goes black if it hangs together with darker tone
SURE_BLACK = 0.55  # tone of a region that goes black by itself
PALEST_BLACK_FACE = 0.50  # tone in a face that goes black with darker tone, as PALEST_BLACK
SURE_BLACK_FACE = 0.80  # tone in a face that goes black by itself, as SURE_BLACK
LEAST_LEFT = 0.1  # what tone leaves of paper, at least, when lines are measured against it
LIFT = (0.2, 0.5)  # smoothstep: tone within a black region: stays as it is, goes black
LIKENESS_BLUR = 0.006  # heights of the head: Gaussian of likeness to skin
SHORT_BEARD = 1.5  # times that a short beard counts as beard
BEARD_MARGIN = 0.01  # heights of the head around a beard
EDGE_BLUR = 0.008  # heights of the head: Gaussian of the edge of beards, eyes, brows, lips
BROW_THICK = 0.5  # widths of the eye: thickness of a brow
BROW_INSIDE = 0.3  # share of a pixel inside a brow from which it counts


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """What is where in a face and on its neck, float32 h×w, 0..1.

    Attributes:
        face: the oval of the face, and the neck.
        skin: bare skin in it.
        beard: hair on lip, chin and jaw.
        parts: eyes, brows, lips and nostrils, with a margin.
        sockets: the shadow between brows and lids.
    """

    face: Field
    skin: Field
    beard: Field
    parts: Field
    sockets: Field

    @classmethod
    def of(cls, photo: Ground, head: Head) -> Zones:
        """The zones of a head."""
        reference = skin.of_head(photo, head, grey=skin.colourless(photo))
        likeness = blur(skin.likeness(photo, reference), LIKENESS_BLUR * head.height)
        face = np.maximum(pen.shape(photo.shape, head.points[OVAL]), skin.neck(photo, head))
        bearded = _beard(photo, head, reference)
        sockets = socket.shadow(photo, head, reference)
        parts = _parts(photo, head) * (1 - sockets)
        bare = face * smoothstep(likeness, *SKIN_LIKENESS) * (1 - bearded) * (1 - parts)
        return cls(face, np.asarray(bare, np.float32), bearded, parts, sockets)


def without_tone_on_skin(pressure: Field, zones: Zones, head: Head, pitch: float) -> Field:
    """Pressure whose tone on bare skin is gone, its lines left.

    Where a face is not surely skin (deep shade, hair), tone goes unless it is black.

    Args:
        pressure: float32 h×w, 0..1.
        zones: of the same place.
        head: its landmarks.
        pitch: pixels for one of a pass.

    Returns:
        float32 h×w, 0..1.
    """
    radius = max(SMALLEST_DISC * pitch, SKIN_DISC * head.height)
    tone = opening(pressure, radius)
    unsure = zones.face * (1 - zones.skin) * (1 - zones.beard) * (1 - zones.parts)
    pale = unsure * (1 - smoothstep(tone, *DARK_SHADE))
    return _less(pressure, tone * np.maximum.reduce([zones.skin, pale, zones.sockets]))


def decided(pressure: Field, face: Field, parts: Field, bearded: Field, *, pitch: float) -> Field:
    """Pressure whose broad tone is black or paper, region by region.

    Args:
        pressure: float32 h×w, 0..1.
        face: float32 h×w, 0..1, faces and necks: tone there must be darker to go black.
        parts: float32 h×w, 0..1, what is left as it is.
        bearded: float32 h×w, 0..1, beards: pale tone there is stubble, and stays.
        pitch: pixels for one of a pass.

    Returns:
        float32 h×w, 0..1.
    """
    tone = opening(pressure, TONE_DISC * pitch)
    inside = face > 0.5
    palest = np.where(inside, PALEST_BLACK_FACE, PALEST_BLACK)
    sure = np.where(inside, SURE_BLACK_FACE, SURE_BLACK)
    black = blur(components_with(tone > palest, tone > sure).astype(np.float32), pitch)
    lift = black * smoothstep(tone, *LIFT)
    darker = pressure + (1 - pressure) * lift
    made = np.where(black > 0.5, darker, _less(pressure, tone * (1 - black) * (1 - bearded)))
    return np.asarray(made + parts * (pressure - made), np.float32)


def _less(pressure: Field, tone: Field) -> Field:
    """Pressure without a tone beneath it: lines that stand out of it, as dark as they were."""
    left = np.maximum(1 - tone, np.float32(LEAST_LEFT))
    return np.asarray(np.clip((pressure - tone) / left, 0, 1), np.float32)


def _beard(photo: Ground, head: Head, reference: skin.Skin) -> Field:
    relative = np.asarray(photo.light / np.float32(reference.light), np.float32)
    dark, _ = beard.cover(relative, head)
    short, _ = beard.short(photo, head)
    pale = beard.grey(photo, head, reference)
    hair = np.maximum.reduce([dark, np.minimum(SHORT_BEARD * short, 1), pale])
    wide = dilate_square(np.asarray(hair, np.float32), max(1, round(BEARD_MARGIN * head.height)))
    return blur(wide, EDGE_BLUR * head.height)


def _parts(photo: Ground, head: Head) -> Field:
    tall = head.height
    areas = [
        (ring, margin)
        for rings, margin in (
            (EYES, PART_MARGIN),
            (LIPS, PART_MARGIN),
            (BROWS, BROW_MARGIN),
            (NOSTRILS, NOSTRIL_MARGIN),
        )
        for ring in rings
    ]
    found = [
        dilate_square(pen.shape(photo.shape, head.points[list(ring)]), max(1, round(margin * tall)))
        for ring, margin in areas
    ]
    for eye in head.eyes:
        width = float(np.hypot(*(eye[8] - eye[0])))
        brow = np.asarray(
            brow_of(photo.shape, head, eye, BROW_THICK * width) > BROW_INSIDE, np.float32
        )
        found.append(dilate_square(brow, max(1, round(BROW_MARGIN * tall))))
    return blur(np.maximum.reduce(found), EDGE_BLUR * tall)
