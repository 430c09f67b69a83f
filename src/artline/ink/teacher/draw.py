"""All parts of the drawing put together: anatomy first, then hair, cloth and the other lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from artline.ink.mesh import Mesh
from artline.ink.teacher import (
    beard,
    brows,
    cloth,
    eyes,
    folds,
    glasses,
    hair,
    jaw,
    lips,
    nose,
    pen,
    skin,
)
from artline.ink.teacher.flow import Field, Mask, blur, grown, joined, lasting, ramp
from artline.ink.teacher.head import OVAL, SMALLEST, Head
from artline.ink.teacher.sight import Sight, see
from artline.ink.teacher.skin import COLOURLESS, Skin
from artline.nouns import Face

SOCKET_TOP, SOCKET_BOTTOM = [63, 64, 65, 66, 67, 68, 69, 70], [62, 61, 60, 59, 58, 57, 56, 55, 54]
NOSE = [168, 122, 196, 198, 49, 64, 98, 97, 2, 326, 327, 294, 279, 420, 419, 351]
TEXTURE = 0.9
"""A line must be so much deeper than lines around it are on average: patterns are kept quiet."""
BORDER = 3
"""Pixels at the picture's border where there are no lines."""


@dataclass(slots=True, eq=False)
class _Sheet:
    """The drawing as it grows, float32 h×w each."""

    line: Field
    mass: Field
    strokes: Field
    hair: Field


def draw(
    rgb: Field, subject: Field, meshes: Sequence[Mesh], faces: Sequence[Face] = ()
) -> dict[str, Field]:
    """Draw a photo.

    Args:
        rgb: float32 h×w×3, sRGB 0..1, about 512 pixels long.
        subject: float32 h×w, 0..1, the sitter.
        meshes: the landmarks of its faces, in pixels.
        faces: boxes of its faces; their skin is spared where there are no landmarks.

    Returns:
        `line`, `mass`, `scene`: float32 h×w, 0..1, 1 = ink; `strands`: 1 where hair lets the
        paper through.
    """
    sight = see(rgb, subject)
    heads = [head for head in map(Head.of, meshes) if head.height > SMALLEST]
    grey = skin.colourless(sight)
    skins = [skin.of_head(sight, head, grey=grey) for head in heads]
    bare = blur(_skin(sight, heads, skins, () if heads else faces), 1.5)
    quiet = sight.line - np.float32(TEXTURE) * blur(np.maximum(sight.line, 0), 7.0)
    sheet = _Sheet(
        line=lasting(quiet, 0.0035, 0.012, 0.011, 0.03 * sight.long),
        mass=cloth.mass(sight) * (1 - ramp(bare, 0.35, 0.6)),
        strokes=np.zeros(sight.shape, np.float32),
        hair=np.zeros(sight.shape, np.float32),
    )
    fine = lasting(sight.hairline, 0.003, 0.012, 0.009, 0.03 * sight.long)
    ovals = [pen.shape(sight.shape, head.points[OVAL]) for head in heads]
    for head, own, oval in zip(heads, skins, ovals, strict=True):
        _head(sight, sheet, head, own, oval=oval, bare=bare, fine=fine)
    for head in heads:
        below = skin.neck(sight, head) * (1 - grown(np.maximum.reduce(ovals), 1))
        shadow = ramp(blur(sheet.mass, 0.025 * head.height), 0.45, 0.65)
        sheet.mass = sheet.mass * (1 - below) + below * shadow
    return _finished(sight, sheet)


def _skin(
    sight: Sight, heads: Sequence[Head], skins: Sequence[Skin], faces: Sequence[Face]
) -> Field:
    """0..1, how like the skin of a face nearby each pixel is."""
    bare = np.zeros(sight.shape, np.float32)
    for head, own in zip(heads, skins, strict=True):
        lit = skin.likeness(sight, own)
        lit = np.maximum(
            lit, skin.neck(sight, head) * skin.likeness(sight, own, (0.14, 0.30), (0.22, 0.4))
        )
        bare = np.maximum(bare, lit * head.disc(3.2, sight.shape))
        if own.chroma >= COLOURLESS:
            oval = pen.shape(sight.shape, head.points[OVAL])
            black = hair.region(sight, head, blur(bare, 1.5), oval).astype(np.float32)
            shade = skin.likeness(sight, own, (0.12, 0.28), (0.55, 0.8))
            shade = shade * (1 - grown(black, 2)) * head.disc(2.2, sight.shape)
            bare = np.maximum(bare, shade)
    for face in faces:
        found = skin.of_box(sight, face)
        if found is not None:
            h, w = sight.shape
            y, x = np.ogrid[:h, :w]
            middle = ((face.left + face.right) * w / 2, (face.top + face.bottom) * h / 2)
            away = np.hypot(x - middle[0], y - middle[1]) / ((face.bottom - face.top) * h + 1)
            near = 1 - ramp(away.astype(np.float32), 1.2, 1.6)
            bare = np.maximum(bare, near * skin.likeness(sight, found, (0.10, 0.24), (0.25, 0.45)))
    return bare


def _head(
    sight: Sight,
    sheet: _Sheet,
    head: Head,
    own: Skin,
    *,
    oval: Field,
    bare: Field,
    fine: Field,
) -> None:
    """Draw one head into the sheet, in place."""
    locks = hair.region(sight, head, bare, oval)
    soft = blur(locks.astype(np.float32), 0.7)
    sheet.mass = sheet.mass * (1 - soft) + hair.mass(sight, locks)
    sheet.hair = np.maximum(sheet.hair, soft)
    sheet.line = np.maximum(sheet.line, fine * np.maximum(soft, hair.above(sight, head, oval)))
    relative = blur(sight.light / np.float32(own.light), 1.2)
    lenses = glasses.dark(sight, head, own)
    spared, features = _features(sight, head, lenses=lenses)
    beards, bearded = beard.cover(relative, head)
    fringe = _fringe(sight, head, own, relative, locks)
    cover = np.maximum(fringe, beards) * grown(oval, 3) * (1 - spared)
    level = min(0.60 * own.light, 0.5)
    dark = 1 - ramp(sight.tone, level - 0.04, level + 0.04)
    covered = (cover > 0.5) & (oval > 0.5)
    if covered.sum() >= 50:
        dark = np.minimum(dark, np.maximum(hair.mass(sight, covered), 1 - grown(cover, 1)))
        sheet.hair = np.maximum(sheet.hair, cover * oval)
    sheet.mass = (sheet.mass * (1 - oval) + oval * cover * dark).astype(np.float32)
    white = beard.grey(sight, head, own) * (1 - spared)
    deep = lasting(sight.line, 0.010, 0.022, 0.020, 0.08 * head.height)
    inner = ramp(blur(oval, 0.02 * head.height), 0.7, 0.95) * (1 - cover) * (1 - features)
    inline = np.maximum(0.8 * deep * inner, fine * white)
    if lenses or glasses.worn(sight, head):
        fill, frame = glasses.draw(sight, head, own, lenses=lenses)
        sheet.mass = np.maximum(sheet.mass, fill)
        inline = np.maximum(inline, frame)
    sheet.line = sheet.line * (1 - oval) + inline * oval
    hidden = np.maximum.reduce([cover, soft, white])
    near = jaw.draw(sight, head, sheet.strokes, hidden)
    sheet.line = sheet.line * (1 - blur(near, 1))
    if not lenses:
        for side in (0, 1):
            if head.shows_eye(side):
                eyes.draw(sight, head, sheet.strokes, sheet.mass, side)
                brows.draw(sight, head, sheet.mass, side)
    nose.draw(sight, head, own, sheet.strokes, sheet.mass)
    lips.draw(sight, head, own, sheet.strokes, sheet.mass, bearded=bearded)
    folds.draw(sight, head, sheet.strokes, hidden)


def _features(sight: Sight, head: Head, *, lenses: bool) -> tuple[Field, Field]:
    """0..1, where no hair can lie (mouth, nose, eyes); and all that has rules of its own."""
    size = sight.shape
    mouth = pen.shape(size, head.points[lips.UPPER + lips.LOWER[::-1]])
    mouth, snout = blur(grown(mouth, 2), 1), blur(pen.shape(size, head.points[NOSE]), 1.5)
    sockets = np.zeros(size, np.float32)
    for eye in head.eyes:
        top = eye[SOCKET_TOP] - 0.05 * head.height * head.down
        sockets = np.maximum(sockets, pen.shape(size, np.vstack([top, eye[SOCKET_BOTTOM]])))
    sockets = blur(sockets, 1.5)
    features = np.maximum.reduce([mouth, snout, sockets])
    return np.maximum(mouth, snout) if lenses else features, features


def _fringe(sight: Sight, head: Head, own: Skin, relative: Field, locks: Mask) -> Field:
    """0..1, hair that falls over the face: as dark as this head's hair and joined to it."""
    black = float(np.median(sight.light[locks])) if locks.any() else 0.1
    top = float(np.clip(black + 0.36 * (own.light - black), 0.2 * own.light, 0.62 * own.light))
    top /= own.light
    pale = 1 - ramp(relative, 0.14, 0.24)
    if own.chroma >= COLOURLESS:
        faded = sight.saturation / np.float32(own.chroma / own.light)
        pale = np.maximum(pale, 1 - ramp(faded, 0.45, 0.85))
    else:
        pale = np.maximum(pale, np.float32(0.7))
    dark = (1 - ramp(relative, top - 0.08, top + 0.08)) * pale
    dark = ramp(blur(dark, 0.010 * head.height), 0.35, 0.6)
    held = joined(dark > 0.5, grown(locks.astype(np.float32), 2) > 0)
    return dark * blur(held.astype(np.float32), 0.8)


def _finished(sight: Sight, sheet: _Sheet) -> dict[str, Field]:
    """The channels: the sitter alone in `line` and `mass`, no lines at the picture's border."""
    inside = ramp(blur(sight.subject, 1.0), 0.25, 0.6)
    frame = np.zeros(sight.shape, np.float32)
    frame[BORDER:-BORDER, BORDER:-BORDER] = 1
    frame = blur(frame, 1)
    mass = np.clip(sheet.mass * inside, 0, 1).astype(np.float32)
    line = sheet.line * inside
    line = np.maximum(line, cloth.outline(sight, np.maximum.reduce([line, sheet.strokes, mass])))
    line = line * (1 - ramp(blur(sheet.mass, 1.6), 0.35, 0.8))
    line = np.maximum(line, sheet.strokes * inside) * frame
    return {
        "line": np.clip(line, 0, 1).astype(np.float32),
        "mass": mass,
        "scene": (sight.scene * frame).astype(np.float32),
        "strands": (sheet.hair * (1 - ramp(mass, 0.35, 0.65))).astype(np.float32),
    }
