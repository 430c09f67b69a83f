"""One head drawn into the sheet, in steps whose order counts: what comes later lies on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from artline.anatomy import beard, eyes, folds, glasses, hair, jaw, lips, nose, pen, relief
from artline.anatomy.head import Head
from artline.anatomy.relief import Relief
from artline.anatomy.sight import Sight
from artline.anatomy.skin import Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep

RELATIVE_BLUR = 1.2  # pixels: Gaussian of lightness as a share of the skin's
OVAL_MARGIN = 3  # pixels around the face's oval where hair over the face may lie
STRAND_DEPTH = (0.001, 0.014)  # smoothstep: depth of a line of hair: none, full
STRAND_PRESSURE = 0.9  # how dark lines of hair are, 0..1
LINES_UNDER_HAIR = 0.3  # share of their darkness that hair takes from other lines
HAIR_BLUR = 0.8  # pixels: Gaussian of the edge of hair
FOREHEAD = (-0.08, 0.0)  # smoothstep: heights of the head below the brows' middle: forehead, face
FOREHEAD_LIGHT = (0.6, 0.8)  # smoothstep: lightness as a share of the skin's: hair on it, skin
FRINGE_HIDES = 0.7  # share of the features' darkness that hair over the face takes

BRISTLE_DEPTH = (0.0005, 0.006)  # smoothstep: depth of a line of a short beard: none, full
BRISTLE_PRESSURE = 0.9  # how dark such lines are, 0..1
STUBBLE_LIGHT = (0.5, 0.72)  # smoothstep: lightness as a share of the skin's: stubble, skin
STUBBLE_PRESSURE = 0.8  # how dark stubble without lines is, 0..1
GREY_PRESSURE = 0.8  # how dark the lines of a grey beard are, 0..1
BEARDED = 0.5  # how sure a beard must be that hides the jaw, 0..1
BEARD_BLUR = 3.0  # pixels: Gaussian of the edge of where it does

MASS_BLUR = 2.0  # pixels: Gaussian of masses beside the face, which hide the jaw
JAW_PRESSURE = 0.75  # how dark the jaw is, 0..1
JAW_BLUR = 1  # pixels: Gaussian of the neighbourhood of the jaw
JAW_CLEARS = 0.8  # share of their darkness that the jaw takes from lines that would double it
FEATURE_PRESSURE = 0.65  # how dark strokes of nose, folds, lips and lids are, 0..1


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The drawing as it grows, float32 h×w each, 0..1.

    Attributes:
        line: lines.
        mass: black and grey.
        hair: where hair is.
    """

    line: Field
    mass: Field
    hair: Field


@dataclass(frozen=True, slots=True, eq=False)
class HeadSeen:
    """What is measured of one head before it is drawn; fields are float32 h×w, 0..1.

    Attributes:
        sight: the photo.
        head: the landmarks.
        skin: the skin's reference.
        oval: inside of the face.
        lenses: whether the eyes are behind dark lenses.
        hair: where its hair is, on the head and over the face.
        fringe: hair over the face.
        black: how black hair is.
        strands: lines of hair.
        cover: where a dark beard covers the face.
        bearded: how surely there is a beard, 0..1.
        whiskers: how black a dark beard is.
        bristles: lines of a short or grey beard.
        relief: the features as the photo has them.
    """

    sight: Sight
    head: Head
    skin: Skin
    oval: Field
    lenses: bool
    hair: Field
    fringe: Field
    black: Field
    strands: Field
    cover: Field
    bearded: float
    whiskers: Field
    bristles: Field
    relief: Relief

    @classmethod
    def of(cls, sight: Sight, head: Head, skin: Skin, oval: Field, bare: Field) -> HeadSeen:
        """Measure a head.

        Args:
            sight: the photo.
            head: the landmarks.
            skin: the skin's reference.
            oval: float32 h×w, 0..1, inside of the face.
            bare: float32 h×w, 0..1, how like skin each pixel is.
        """
        relative = blur(sight.light / np.float32(skin.light), RELATIVE_BLUR)
        fine = smoothstep(sight.hairline, *STRAND_DEPTH)
        lenses = glasses.dark(sight, head, skin)
        features = relief.hairless(sight.shape, head, lenses=lenses)
        here = dilate_square(oval, OVAL_MARGIN) * (1 - features)

        locks = hair.region(sight, head, bare, oval)
        forehead = 1 - smoothstep(head.below(head.points[9], sight.shape), *FOREHEAD)
        forehead = forehead * (1 - smoothstep(relative, *FOREHEAD_LIGHT))
        falling = hair.fringe(sight, head, skin, relative, locks)
        combed = forehead * blur(locks.astype(np.float32), HAIR_BLUR)
        fringe = np.maximum(falling, combed) * here
        locks = locks | (fringe > 0.5)
        soft = np.maximum(blur(locks.astype(np.float32), HAIR_BLUR), fringe)

        cover, bearded = beard.cover(relative, head)
        cover = cover * here
        stubble, unshaven = beard.short(sight, head)
        rough = np.maximum(
            BRISTLE_PRESSURE * smoothstep(sight.hairline, *BRISTLE_DEPTH),
            STUBBLE_PRESSURE * (1 - smoothstep(relative, *STUBBLE_LIGHT)),
        )
        grey = GREY_PRESSURE * fine * beard.grey(sight, head, skin) * (1 - features)
        return cls(
            sight=sight,
            head=head,
            skin=skin,
            oval=oval,
            lenses=lenses,
            hair=soft,
            fringe=fringe,
            black=hair.mass(sight, locks),
            strands=STRAND_PRESSURE * fine * np.maximum(soft, hair.above(sight, head, oval)),
            cover=cover,
            bearded=max(bearded, unshaven),
            whiskers=beard.whiskers(sight, skin, cover, oval, fine) * (1 - fringe),
            bristles=np.maximum(grey, rough * stubble * here * (1 - fringe)),
            relief=relief.measure(sight, head, lenses=lenses),
        )


def draw_head(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """A sheet with a head drawn onto it, by each of `STEPS` in turn."""
    for step in STEPS:
        sheet = step(sheet, seen)
    return sheet


def lay_hair(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """Hair replaces the mass beneath it, and its own strands the lines."""
    return Sheet(
        line=np.maximum(sheet.line * (1 - LINES_UNDER_HAIR * seen.hair), seen.strands),
        mass=sheet.mass * (1 - seen.hair) + seen.black * seen.hair,
        hair=np.maximum(sheet.hair, seen.hair),
    )


def clear_face(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """The face becomes paper; where hair falls over it, lines stay."""
    return replace(
        sheet,
        line=sheet.line * (1 - seen.oval * (1 - seen.fringe)),
        mass=sheet.mass * (1 - seen.oval),
    )


def lay_hair_over_face(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """The fringe, and a dark beard."""
    dark = np.maximum(seen.black * seen.fringe, seen.whiskers) * seen.oval
    return replace(sheet, mass=sheet.mass + dark)


def draw_features(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """Features as the photo has them, and lines of a short or grey beard; fainter under hair."""
    free = seen.oval * (1 - FRINGE_HIDES * seen.fringe)
    lines = np.maximum(seen.relief.line, seen.bristles) * free
    return replace(
        sheet,
        line=sheet.line + lines,
        mass=np.maximum(sheet.mass, seen.relief.tone * free),
    )


def draw_glasses(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """Frames and dark lenses, where they are worn."""
    if not seen.lenses and not glasses.worn(seen.sight, seen.head):
        return sheet
    fill, frame = glasses.draw(seen.sight, seen.head, seen.skin, lenses=seen.lenses)
    return replace(
        sheet,
        line=np.maximum(sheet.line, seen.oval * frame),
        mass=np.maximum(sheet.mass, seen.oval * fill),
    )


def draw_jaw(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """The jaw, which the photo may hardly have; lines that would double it go."""
    edge = np.zeros(seen.sight.shape, np.float32)
    hidden = _hidden(sheet, seen)
    along = blur(jaw.draw(seen.sight, seen.head, edge, hidden), JAW_BLUR)
    doubled = JAW_CLEARS * along * (1 - seen.relief.near) * (1 - hidden)
    return replace(sheet, line=np.maximum(sheet.line * (1 - doubled), JAW_PRESSURE * edge))


def draw_strokes(sheet: Sheet, seen: HeadSeen) -> Sheet:
    """Nose, folds, lips and lids, which the photo may hardly have: strokes through landmarks."""
    sight, head = seen.sight, seen.head
    light = np.zeros(sight.shape, np.float32)
    nose.draw(sight, head, light)
    folds.draw(sight, head, light, _hidden(sheet, seen))
    lips.draw(sight, head, light, bearded=seen.bearded)
    for side in (0, 1):
        if not seen.lenses and head.shows_eye(side):
            eyes.draw(sight, head, light, side)
    return replace(sheet, line=np.maximum(sheet.line, FEATURE_PRESSURE * light))


def _hidden(sheet: Sheet, seen: HeadSeen) -> Field:
    """0..1, where hair, a beard or a mass beside the face hides the jaw and folds."""
    beside = blur(sheet.mass * (1 - seen.oval), MASS_BLUR)
    hidden: Field = np.maximum.reduce([seen.cover, seen.hair, beside])
    if seen.bearded > BEARDED:
        beneath = pen.shape(seen.sight.shape, seen.head.points[beard.LOWER])
        hidden = np.maximum(hidden, blur(beneath, BEARD_BLUR))
    return hidden


STEPS: tuple[Callable[[Sheet, HeadSeen], Sheet], ...] = (
    lay_hair,
    clear_face,
    lay_hair_over_face,
    draw_features,
    draw_glasses,
    draw_jaw,
    draw_strokes,
)
"""A head is drawn in this order: glasses lie on the eyes, and strokes stop at hair and beard."""
