"""All parts of the drawing put together: anatomy first, then hair, cloth and the other lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from artline.anatomy import beard, cloth, hair, pen, skin
from artline.anatomy.head import OVAL, SMALLEST, Head
from artline.anatomy.sight import Sight, see
from artline.anatomy.skin import COLOURLESS, Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square, lasting
from artline.fields.smoothstep import smoothstep, smoothstep_scalar
from artline.ink.teacher_head import HeadSeen, Sheet, draw_head
from artline.nouns import Face, Mesh

TEXTURE = 0.72  # share of the depth of lines around that is taken off, to keep patterns quiet
TEXTURE_BLUR = 7.0  # pixels: Gaussian over which lines around are averaged
LASTING = (0.002, 0.016, 0.010)  # depth of a line: begins, is full, must have somewhere
LASTING_LENGTH = 0.03  # photo's long side: shortest line
SKIN_EDGE = (0.35, 0.6)  # smoothstep: likeness to skin: masses stay, skin without them
SKIN_SIZE = 0.012  # photo's long side: skin is no smaller than a hand (Gaussian)

BARE_BLUR = 1.5  # pixels: Gaussian of likeness to skin
BODY_DISC = 3.2  # heights of the head: radius of the disc in which skin is like the face's
BODY_SATURATION = (0.60, 0.85)  # smoothstep, as `skin.SATURATION`, beyond face and neck
THROAT_SHADE = (0.14, 0.30)  # smoothstep, as `skin.SHADE`, on the neck
THROAT_SATURATION = (0.22, 0.4)  # smoothstep, as `skin.SATURATION`, on the neck
DEEP_SHADE = (0.12, 0.28)  # smoothstep, as `skin.SHADE`, of skin in deep shade beside hair
DEEP_SATURATION = (0.60, 0.85)  # smoothstep, as `skin.SATURATION`, of skin in deep shade
DEEP_DISC = 2.2  # heights of the head: radius of the disc in which there is such skin
DEEP_MARGIN = 2  # pixels around hair where there is none
BOX_DISTANCE = (1.2, 1.6)  # smoothstep: heights of a face's box from its middle: near, far
BOX_SHADE = (0.10, 0.24)  # smoothstep, as `skin.SHADE`, around a face without landmarks
BOX_SATURATION = (0.25, 0.45)  # smoothstep, as `skin.SATURATION`, around such a face

CLOTH_BEGINS = (0.10, 0.16)  # smoothstep: heights of the head below the chin: hair, clothes
HAIR_DISC = 1.15  # heights of the head: radius of the disc in which greys above the chin stay
HAIR_MARGIN = 4  # pixels around hair where greys stay
CLOTH_EDGE = (0.3, 0.7)  # smoothstep: grey of cloth: paper, black
SKIN_MARGIN = 2  # pixels around skin where no cloth is filled

COLLAR = 0.28  # heights of the head below the chin from which black may be a collar
LEAST_COLLAR = 20  # pixels: a smaller neck says nothing about a collar
COLLAR_BLACK = (0.5, 0.8)  # smoothstep: median black there: shadow, collar
BEARDED = 0.5  # how sure a dark beard must be that black on the neck belongs to, 0..1
SHADOW_ENDS = (0.18, 0.32)  # smoothstep: heights of the head below the chin: shadow, none
RELATIVE_BLUR = 1.2  # pixels: Gaussian of lightness as a share of the skin's

NEAR = 6.0  # pixels: Gaussian over which black around a grey is counted
LEVEL_PAPER = 0.25  # blackness from which a grey amid paper is black
LEVEL_RISE = 0.5  # blackness that black around adds to that
LEVEL = (0.34, 0.58)  # blackness from which a grey is black: at least, at most
DOUBT = 0.16  # blackness to both sides of the level where greys stay: the soft edge of a brush
FACE_GREYS = (0.18, 0.90)  # smoothstep: grey in a face, which is modelled, not cut: paper, black
FACE_BLUR = 2.0  # pixels: Gaussian of the edge of a face

SITTER_BLUR = 1.0  # pixels: Gaussian of the matte
SITTER = (0.25, 0.6)  # smoothstep: matte: nothing is drawn, the sitter
BORDER = 3  # pixels at the picture's border where there are no lines
BORDER_BLUR = 1  # pixels: Gaussian of that border's edge
DRAWN = (0.3, 0.8)  # smoothstep: line that spares the sitter's outline: none, full
OUTLINE_PRESSURE = 0.85  # how dark the sitter's outline is, which the photo may hardly have
MASS_BLUR = 1.6  # pixels: Gaussian of masses that lines stop at
MASS_EDGE = (0.35, 0.8)  # smoothstep: mass: lines stay, none


def draw(
    rgb: Field, subject: Field, meshes: Sequence[Mesh], faces: Sequence[Face] = ()
) -> dict[str, Field]:
    """Draw a photo.

    Args:
        rgb: float32 h×w×3, sRGB 0..1, about 768 pixels long.
        subject: float32 h×w, 0..1, the sitter.
        meshes: the landmarks of its faces, in pixels.
        faces: boxes of its faces; their skin is spared where there are no landmarks.

    Returns:
        `line`, `mass`, `scene`: float32 h×w, 0..1, 1 = ink; `pressure`: how dark the ink of
        lines and masses is.
    """
    sight = see(rgb, subject)
    heads = [head for head in map(Head.of, meshes) if head.height > SMALLEST]
    grey = skin.colourless(sight)
    skins = [skin.of_head(sight, head, grey=grey) for head in heads]
    bare = blur(_bare(sight, heads, skins, () if heads else faces), BARE_BLUR)
    # skin is no smaller than a hand: skin-coloured flecks in a jacket are jacket
    wide = blur(bare, SKIN_SIZE * sight.long)
    skinny = np.minimum(smoothstep(bare, *SKIN_EDGE), smoothstep(wide, *SKIN_EDGE))
    quiet = sight.line - np.float32(TEXTURE) * blur(np.maximum(sight.line, 0), TEXTURE_BLUR)
    sheet = Sheet(
        line=lasting(quiet, *LASTING, LASTING_LENGTH * sight.long),
        mass=cloth.mass(sight) * (1 - skinny),
        hair=np.zeros(sight.shape, np.float32),
    )
    ovals = [pen.shape(sight.shape, head.points[OVAL]) for head in heads]
    for head, own, oval in zip(heads, skins, ovals, strict=True):
        sheet = draw_head(sheet, HeadSeen.of(sight, head, own, oval, bare))
    for head, own in zip(heads, skins, strict=True):
        neck = skin.neck(sight, head) * (1 - dilate_square(np.maximum.reduce(ovals), 1))
        sheet = _without_shadow(sheet, sight, head, own, neck)
    if heads:
        sheet = _clothed(sheet, sight, heads, np.maximum.reduce([skinny, *ovals]))
    return _finished(_decided(sheet, ovals), sight)


def _bare(
    sight: Sight, heads: Sequence[Head], skins: Sequence[Skin], faces: Sequence[Face]
) -> Field:
    """0..1, how like the skin of a face nearby each pixel is."""
    bare = np.zeros(sight.shape, np.float32)
    for head, own in zip(heads, skins, strict=True):
        oval, throat = pen.shape(sight.shape, head.points[OVAL]), skin.neck(sight, head)
        core = np.maximum(oval, throat)
        # beyond face and neck it must be more like it: a brown jacket is not bare
        lit = core * skin.likeness(sight, own)
        lit += (1 - core) * skin.likeness(sight, own, saturation=BODY_SATURATION)
        shaded = skin.likeness(sight, own, THROAT_SHADE, THROAT_SATURATION)
        lit = np.maximum(lit, throat * shaded)
        bare = np.maximum(bare, lit * head.disc(BODY_DISC, sight.shape))
        if own.chroma >= COLOURLESS:
            locks = hair.region(sight, head, blur(bare, BARE_BLUR), oval).astype(np.float32)
            deep = skin.likeness(sight, own, DEEP_SHADE, DEEP_SATURATION)
            deep = deep * (1 - dilate_square(locks, DEEP_MARGIN))
            bare = np.maximum(bare, deep * head.disc(DEEP_DISC, sight.shape))
    for face in faces:
        bare = np.maximum(bare, _bare_around(sight, face))
    return bare


def _bare_around(sight: Sight, face: Face) -> Field:
    """0..1, how like the skin of a face without landmarks each pixel near its box is."""
    found = skin.of_box(sight, face)
    if found is None:
        return np.zeros(sight.shape, np.float32)
    h, w = sight.shape
    y, x = np.ogrid[:h, :w]
    middle = ((face.left + face.right) * w / 2, (face.top + face.bottom) * h / 2)
    away = np.hypot(x - middle[0], y - middle[1]) / ((face.bottom - face.top) * h + 1)
    near = 1 - smoothstep(away.astype(np.float32), *BOX_DISTANCE)
    return near * skin.likeness(sight, found, BOX_SHADE, BOX_SATURATION)


def _without_shadow(sheet: Sheet, sight: Sight, head: Head, own: Skin, neck: Field) -> Sheet:
    """Black on the neck goes where it is the shadow of the head, not a collar nor a beard."""
    deep = head.below(head.points[152], sight.shape)
    low = (neck > 0.5) & (deep > COLLAR) & (sight.subject > 0.5)
    collar = 0.0
    if low.sum() > LEAST_COLLAR:
        collar = smoothstep_scalar(float(np.median(sheet.mass[low])), *COLLAR_BLACK)
    relative = blur(sight.light / np.float32(own.light), RELATIVE_BLUR)
    if beard.share(relative, head)[1] > BEARDED:
        collar = 1.0
    shadow = neck * np.float32(1 - collar) * (1 - smoothstep(deep, *SHADOW_ENDS))
    return replace(sheet, mass=sheet.mass * (1 - shadow))


def _clothed(sheet: Sheet, sight: Sight, heads: Sequence[Head], bare: Field) -> Sheet:
    """Outside of skin and hair masses are black or none, and dark cloth is black as a whole."""
    around = np.zeros(sight.shape, np.float32)
    for head in heads:
        above = 1 - smoothstep(head.below(head.points[152], sight.shape), *CLOTH_BEGINS)
        around = np.maximum(around, head.disc(HAIR_DISC, sight.shape) * above)
    locks = np.maximum(dilate_square(sheet.hair, HAIR_MARGIN), around)
    mass = sheet.mass * locks + smoothstep(sheet.mass, *CLOTH_EDGE) * (1 - locks)
    free = (1 - locks) * (1 - dilate_square(bare, SKIN_MARGIN))
    return replace(sheet, mass=np.maximum(mass, cloth.solid(sight, mass, free)))


def _decided(sheet: Sheet, ovals: Sequence[Field]) -> Sheet:
    """Masses become black or paper: half-sure greys read as smudges, but for those of a face."""
    mass = sheet.mass
    level = np.clip(LEVEL_PAPER + LEVEL_RISE * blur(mass, NEAR), *LEVEL)
    decided = smoothstep(mass - level, -DOUBT, DOUBT)
    if ovals:
        face = blur(np.maximum.reduce(list(ovals)), FACE_BLUR)
        modelled = smoothstep(mass, *FACE_GREYS)
        decided = np.asarray(decided + face * (modelled - decided), np.float32)
    return replace(sheet, mass=decided)


def _finished(sheet: Sheet, sight: Sight) -> dict[str, Field]:
    """The channels: the sitter alone in `line` and `mass`, no lines at the picture's border."""
    inside = smoothstep(blur(sight.subject, SITTER_BLUR), *SITTER)
    frame = np.zeros(sight.shape, np.float32)
    frame[BORDER:-BORDER, BORDER:-BORDER] = 1
    frame = blur(frame, BORDER_BLUR)
    mass = np.clip(sheet.mass * inside, 0, 1).astype(np.float32)
    line = np.clip(sheet.line * inside, 0, 1)
    drawn = np.maximum(smoothstep(line, *DRAWN), mass)
    line = np.maximum(line, OUTLINE_PRESSURE * cloth.outline(sight, drawn)) * frame
    beside = 1 - smoothstep(blur(mass, MASS_BLUR), *MASS_EDGE)
    return {
        "line": (line * beside).astype(np.float32),
        "mass": mass,
        "scene": (sight.scene * frame).astype(np.float32),
        "pressure": (1 - (1 - mass) * (1 - line)).astype(np.float32),
    }
