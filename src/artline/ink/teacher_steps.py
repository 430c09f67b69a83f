"""All parts of the drawing put together: anatomy first, then hair, cloth and the other lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from artline.anatomy import (
    beard,
    cloth,
    eyes,
    folds,
    glasses,
    hair,
    jaw,
    lips,
    nose,
    pen,
    relief,
    skin,
)
from artline.anatomy.head import OVAL, SMALLEST, Head
from artline.anatomy.sight import Sight, see
from artline.anatomy.skin import COLOURLESS, Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask, dilate_square, lasting
from artline.fields.components import components_with
from artline.fields.smoothstep import smoothstep, smoothstep_scalar
from artline.nouns import Face, Mesh

NOSE = [168, 122, 196, 198, 49, 64, 98, 97, 2, 326, 327, 294, 279, 420, 419, 351]
TEXTURE = 0.72
"""A line must be so much deeper than lines around it are on average: patterns are kept quiet."""
JAW, FEATURE, OUTLINE = 0.75, 0.65, 0.85
"""How hard the pen presses where it draws what the photo may hardly have."""
BORDER = 3
"""Pixels at the picture's border where there are no lines."""
NEAR = 6.0
"""Pixels: a grey is black or paper by how black it is around it (Gaussian)."""
LEVEL = (0.34, 0.58)
"""Blackness from which a mass is black: the first amid paper, the second amid black."""
DOUBT = 0.16
"""So much beyond the level on both sides, greys are left: the soft edge of a brush."""
FACE = (0.18, 0.90)
"""In a face greys are kept, but for the faintest and the darkest: it is modelled, not cut."""


@dataclass(slots=True, eq=False)
class _Sheet:
    """The drawing as it grows, float32 h×w each."""

    line: Field
    mass: Field
    hair: Field


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
    bare = blur(_skin(sight, heads, skins, () if heads else faces), 1.5)
    quiet = sight.line - np.float32(TEXTURE) * blur(np.maximum(sight.line, 0), 7.0)
    # skin is no smaller than a hand: skin-coloured flecks in a jacket are jacket
    skinny = np.minimum(
        smoothstep(bare, 0.35, 0.6), smoothstep(blur(bare, 0.012 * sight.long), 0.35, 0.6)
    )
    sheet = _Sheet(
        line=lasting(quiet, 0.002, 0.016, 0.010, 0.03 * sight.long),
        mass=cloth.mass(sight) * (1 - skinny),
        hair=np.zeros(sight.shape, np.float32),
    )
    ovals = [pen.shape(sight.shape, head.points[OVAL]) for head in heads]
    for head, own, oval in zip(heads, skins, ovals, strict=True):
        _head(sight, sheet, head, own, oval=oval, bare=bare)
    for head, own in zip(heads, skins, strict=True):
        below = skin.neck(sight, head) * (1 - dilate_square(np.maximum.reduce(ovals), 1))
        sheet.mass = sheet.mass * (1 - _shadow(sight, head, own, sheet.mass, below))
    if heads:
        _clothe(sight, sheet, heads, np.maximum.reduce([skinny, *ovals]))
    sheet.mass = _decided(sheet.mass, ovals)
    return _finished(sight, sheet)


def _skin(
    sight: Sight, heads: Sequence[Head], skins: Sequence[Skin], faces: Sequence[Face]
) -> Field:
    """0..1, how like the skin of a face nearby each pixel is."""
    bare = np.zeros(sight.shape, np.float32)
    for head, own in zip(heads, skins, strict=True):
        oval, throat = pen.shape(sight.shape, head.points[OVAL]), skin.neck(sight, head)
        core = np.maximum(oval, throat)
        # beyond face and neck it must be more like it: a brown jacket is not bare
        lit = core * skin.likeness(sight, own)
        lit += (1 - core) * skin.likeness(sight, own, saturation=(0.60, 0.85))
        lit = np.maximum(lit, throat * skin.likeness(sight, own, (0.14, 0.30), (0.22, 0.4)))
        bare = np.maximum(bare, lit * head.disc(3.2, sight.shape))
        if own.chroma >= COLOURLESS:
            black = hair.region(sight, head, blur(bare, 1.5), oval).astype(np.float32)
            shade = skin.likeness(sight, own, (0.12, 0.28), (0.60, 0.85))
            shade = shade * (1 - dilate_square(black, 2)) * head.disc(2.2, sight.shape)
            bare = np.maximum(bare, shade)
    for face in faces:
        found = skin.of_box(sight, face)
        if found is not None:
            h, w = sight.shape
            y, x = np.ogrid[:h, :w]
            middle = ((face.left + face.right) * w / 2, (face.top + face.bottom) * h / 2)
            away = np.hypot(x - middle[0], y - middle[1]) / ((face.bottom - face.top) * h + 1)
            near = 1 - smoothstep(away.astype(np.float32), 1.2, 1.6)
            alike = near * skin.likeness(sight, found, (0.10, 0.24), (0.25, 0.45))
            bare = np.maximum(bare, alike)
    return bare


def _head(sight: Sight, sheet: _Sheet, head: Head, own: Skin, *, oval: Field, bare: Field) -> None:
    """Draw one head into the sheet, in place."""
    relative = blur(sight.light / np.float32(own.light), 1.2)
    lenses = glasses.dark(sight, head, own)
    spared = _features(sight, head, lenses=lenses)
    here = dilate_square(oval, 3) * (1 - spared)
    fine = smoothstep(sight.hairline, 0.001, 0.014)
    locks = hair.region(sight, head, bare, oval)
    high = 1 - smoothstep(head.below(head.points[9], sight.shape), -0.08, 0.0)
    high = high * (1 - smoothstep(relative, 0.6, 0.8))
    falling = _fringe(sight, head, own, relative, locks)
    fringe = np.maximum(falling, high * blur(locks.astype(np.float32), 0.8)) * here
    locks = locks | (fringe > 0.5)
    soft = np.maximum(blur(locks.astype(np.float32), 0.8), fringe)
    black = hair.mass(sight, locks)
    sheet.mass = sheet.mass * (1 - soft) + black * soft
    sheet.hair = np.maximum(sheet.hair, soft)
    strands = 0.9 * fine * np.maximum(soft, hair.above(sight, head, oval))
    sheet.line = np.maximum(sheet.line * (1 - 0.3 * soft), strands)

    cover, bearded = beard.cover(relative, head)
    cover = cover * here
    whiskers = _whiskers(sight, own, cover, oval, fine) * (1 - fringe)
    seen = relief.measure(sight, head, lenses=lenses)
    stubble, unshaven = beard.short(sight, head)
    strokes = smoothstep(sight.hairline, 0.0005, 0.006)
    strokes = (
        np.maximum(0.9 * strokes, 0.8 * (1 - smoothstep(relative, 0.5, 0.72))) * stubble * here
    )
    bearded = max(bearded, unshaven)
    white = 0.8 * fine * beard.grey(sight, head, own) * (1 - spared)
    free = oval * (1 - 0.7 * fringe)
    dark = np.maximum(black * fringe, whiskers) * oval
    sheet.mass = np.maximum(sheet.mass * (1 - oval) + dark, seen.tone * free)
    inner = np.maximum.reduce([seen.line, white, strokes * (1 - fringe)]) * free
    sheet.line = sheet.line * (1 - oval * (1 - fringe)) + inner
    if lenses or glasses.worn(sight, head):
        fill, frame = glasses.draw(sight, head, own, lenses=lenses)
        sheet.mass = np.maximum(sheet.mass, oval * fill)
        sheet.line = np.maximum(sheet.line, oval * frame)
    hidden = np.maximum.reduce([cover, soft, blur(sheet.mass * (1 - oval), 2.0)])
    if bearded > 0.5:
        hidden = np.maximum(hidden, blur(pen.shape(sight.shape, head.points[beard.LOWER]), 3.0))
    _strokes(sight, sheet, head, hidden=hidden, near=seen.near, lenses=lenses, bearded=bearded)


def _strokes(
    sight: Sight,
    sheet: _Sheet,
    head: Head,
    *,
    hidden: Field,
    near: Field,
    lenses: bool,
    bearded: float,
) -> None:
    """Anatomy that the photo may hardly have: lightly pressed strokes through the landmarks."""
    edge, light = np.zeros(sight.shape, np.float32), np.zeros(sight.shape, np.float32)
    along = jaw.draw(sight, head, edge, hidden)
    sheet.line = sheet.line * (1 - 0.8 * blur(along, 1) * (1 - near) * (1 - hidden))
    nose.draw(sight, head, light)
    folds.draw(sight, head, light, hidden)
    lips.draw(sight, head, light, bearded=bearded)
    for side in (0, 1):
        if not lenses and head.shows_eye(side):
            eyes.draw(sight, head, light, side)
    sheet.line = np.maximum.reduce([sheet.line, JAW * edge, FEATURE * light]).astype(np.float32)


def _clothe(sight: Sight, sheet: _Sheet, heads: Sequence[Head], bare: Field) -> None:
    """Outside of skin and hair masses are black or none, and dark cloth is black as a whole."""
    around = np.zeros(sight.shape, np.float32)
    for head in heads:
        above = 1 - smoothstep(head.below(head.points[152], sight.shape), 0.10, 0.16)
        around = np.maximum(around, head.disc(1.15, sight.shape) * above)
    locks = np.maximum(dilate_square(sheet.hair, 4), around)
    hard = smoothstep(sheet.mass, 0.3, 0.7)
    sheet.mass = sheet.mass * locks + hard * (1 - locks)
    free = (1 - locks) * (1 - dilate_square(bare, 2))
    sheet.mass = np.maximum(sheet.mass, cloth.solid(sight, sheet.mass, free))


def _whiskers(sight: Sight, own: Skin, cover: Field, oval: Field, fine: Field) -> Field:
    """0..1, a dark beard within the face: as black as its hair, with its strokes."""
    level = min(0.60 * own.light, 0.5)
    dark = (1 - smoothstep(sight.silk, level - 0.25, level + 0.03)) * cover
    covered = (cover > 0.5) & (oval > 0.5)
    if covered.sum() >= 50:
        dark = np.minimum(dark, np.maximum(hair.mass(sight, covered), 1 - dilate_square(cover, 1)))
    strokes: Field = 1 - (1 - np.float32(0.9) * dark**2) * (1 - np.float32(0.9) * fine * cover)
    return strokes


def _shadow(sight: Sight, head: Head, own: Skin, mass: Field, below: Field) -> Field:
    """0..1, where black on the neck is the shadow of the head, not a collar nor a beard."""
    deep = head.below(head.points[152], sight.shape)
    low = (below > 0.5) & (deep > 0.28) & (sight.subject > 0.5)
    cloth_there = (
        smoothstep_scalar(float(np.median(mass[low])), 0.5, 0.8) if low.sum() > 20 else 0.0
    )
    relative = blur(sight.light / np.float32(own.light), 1.2)
    if beard.share(relative, head)[1] > 0.5:
        cloth_there = 1.0
    shadow: Field = below * np.float32(1 - cloth_there) * (1 - smoothstep(deep, 0.18, 0.32))
    return shadow


def _features(sight: Sight, head: Head, *, lenses: bool) -> Field:
    """0..1, where no hair can lie: mouth, nose, eyes unless behind dark lenses."""
    size = sight.shape
    mouth = pen.shape(size, head.points[lips.UPPER + lips.LOWER[::-1]])
    mouth, snout = blur(dilate_square(mouth, 2), 1), blur(pen.shape(size, head.points[NOSE]), 1.5)
    if lenses:
        return np.maximum(mouth, snout)
    sockets = np.zeros(size, np.float32)
    for eye in head.eyes:
        top = eye[relief.SOCKET_TOP] - 0.05 * head.height * head.down
        outline = np.vstack([top, eye[relief.SOCKET_BOTTOM]])
        sockets = np.maximum(sockets, pen.shape(size, outline))
    return np.asarray(np.maximum.reduce([mouth, snout, blur(sockets, 1.5)]), np.float32)


def _fringe(sight: Sight, head: Head, own: Skin, relative: Field, locks: Mask) -> Field:
    """0..1, hair that falls over the face: as dark as this head's hair and joined to it."""
    black = float(np.median(sight.light[locks])) if locks.any() else 0.1
    top = float(np.clip(black + 0.36 * (own.light - black), 0.2 * own.light, 0.62 * own.light))
    top /= own.light
    pale = 1 - smoothstep(relative, 0.14, 0.24)
    if own.chroma >= COLOURLESS:
        faded = sight.saturation / np.float32(own.chroma / own.light)
        pale = np.maximum(pale, 1 - smoothstep(faded, 0.45, 0.85))
    else:
        pale = np.maximum(pale, np.float32(0.7))
    dark = (1 - smoothstep(relative, top - 0.08, top + 0.08)) * pale
    dark = smoothstep(blur(dark, 0.010 * head.height), 0.35, 0.6)
    near_locks = dilate_square(locks.astype(np.float32), 2) > 0
    held = components_with(dark > 0.5, near_locks, corners=True)
    return dark * blur(held.astype(np.float32), 0.8)


def _decided(mass: Field, ovals: Sequence[Field]) -> Field:
    """0..1, masses black or paper: half-sure greys read as smudges, but for those of a face."""
    level = np.clip(0.25 + 0.5 * blur(mass, NEAR), *LEVEL)
    decided = smoothstep(mass - level, -DOUBT, DOUBT)
    if not ovals:
        return decided
    face = blur(np.maximum.reduce(list(ovals)), 2.0)
    return np.asarray(decided + face * (smoothstep(mass, *FACE) - decided), np.float32)


def _finished(sight: Sight, sheet: _Sheet) -> dict[str, Field]:
    """The channels: the sitter alone in `line` and `mass`, no lines at the picture's border."""
    inside = smoothstep(blur(sight.subject, 1.0), 0.25, 0.6)
    frame = np.zeros(sight.shape, np.float32)
    frame[BORDER:-BORDER, BORDER:-BORDER] = 1
    frame = blur(frame, 1)
    mass = np.clip(sheet.mass * inside, 0, 1).astype(np.float32)
    line = np.clip(sheet.line * inside, 0, 1)
    drawn = np.maximum(smoothstep(line, 0.3, 0.8), mass)
    line = np.maximum(line, OUTLINE * cloth.outline(sight, drawn)) * frame
    return {
        "line": (line * (1 - smoothstep(blur(mass, 1.6), 0.35, 0.8))).astype(np.float32),
        "mass": mass,
        "scene": (sight.scene * frame).astype(np.float32),
        "pressure": (1 - (1 - mass) * (1 - line)).astype(np.float32),
    }
