"""Where skin is: paper, whatever its tone and in what shade it lies.

Skin in shade keeps hue and saturation (chroma over lightness) of the same skin in the light;
black hair and cloth do not. Each face is its own reference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.sight import Ground, Sight
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask
from artline.fields.smoothstep import smoothstep
from artline.nouns import Face

CLEAR = (
    (116, 117, 118, 101, 36, 205, 187, 123),
    (345, 346, 347, 330, 266, 425, 411, 352),
    (9, 107, 69, 10, 299, 336),
    (168, 122, 198, 4, 420, 351),
)
"""Rings of skin that is mostly bare: cheeks, forehead, nose."""
COLOURLESS = 7.0  # CIE chroma under which a skin's colour says nothing (grey photos)
LEAST_BARE = 12  # pixels: fewer bare ones are too few for a reference
HEAD_LIT = 30  # percentile of lightness of bare skin above which light falls on it
BOX_LIT = 40  # percentile of lightness in a face's box above which light falls on skin
BOX_MARGIN = 5  # a face's box has a middle: this part of it is cut off on each side
SKIN_HUE = (0.2, 1.4)  # radians in the plane of a* and b*: hues of human skin
LEAST_SHARE = 0.2  # share of the middle of a box that must be skin
LEAST_PIXELS = 4  # fewer say nothing
UNKNOWN = (0.6, 10.0, 12.0)  # lightness, a*, b* of skin that is not seen
DARKEST = 0.05  # lightness of skin, at least
GREY_RANK = 95  # percentile of a photo's chroma that says whether it has colours
GREY_CHROMA = 6  # CIE chroma there below which it has none
ONE_HUE = 0.985  # length of the mean colour as a share of mean chroma above which hues are one

SHADE = (0.30, 0.55)  # smoothstep: lightness as a share of the skin's: too dark, skin
SATURATION = (0.35, 0.60)  # smoothstep: saturation as a share of the skin's: too pale, skin
TOO_SATURATED = (1.9, 2.6)  # smoothstep: saturation as a share of the skin's: skin, too colourful
SHINE_LIGHT = (0.75, 0.95)  # smoothstep: lightness: no highlight, one
SHINE_CHROMA = (0.15, 0.4)  # smoothstep: chroma as a share of the skin's: grey thing, highlight
SHINE = 0.7  # likeness of a highlight to skin
TURN = (0.45, 0.8)  # smoothstep: radians from the skin's hue: skin, another hue

NECK_LENGTH = 0.62  # heights of the head: length of the neck below the jaw
NECK_INWARD = 0.06  # widths of the jaw: how far the neck begins within its corners
NECK_NARROWS = 0.85  # width of the neck's lower end, as a share of the upper
NECK_BLUR = 0.02  # heights of the head: Gaussian of its edge


@dataclass(frozen=True, slots=True)
class Skin:
    """Lightness 0..1, a* and b* of a face's skin where light falls on it."""

    light: float
    a: float
    b: float

    @property
    def chroma(self) -> float:
        """CIE chroma."""
        return float(np.hypot(self.a, self.b))


def of_head(sight: Ground, head: Head, *, grey: bool) -> Skin:
    """The skin of a head: the lighter two thirds of what is surely bare."""
    rings = [pen.shape(sight.shape, head.points[list(ring)]) for ring in CLEAR]
    bare = np.maximum.reduce(rings) > 0.5
    if bare.sum() < LEAST_BARE:
        bare = pen.shape(sight.shape, head.points[OVAL]) > 0.5
    return _lit(sight, bare, HEAD_LIT, grey=grey)


def of_box(sight: Sight, face: Face) -> Skin | None:
    """The skin in the middle of a face's box, by hue alone; None where there is too little."""
    h, w = sight.shape
    top, bottom = int(face.top * h), int(face.bottom * h)
    left, right = int(face.left * w), int(face.right * w)
    dy, dx = (bottom - top) // BOX_MARGIN, (right - left) // BOX_MARGIN
    middle = np.zeros((h, w), bool)
    middle[top + dy : bottom - dy, left + dx : right - dx] = True
    hue = np.arctan2(sight.b, sight.a)
    skin = middle & (hue > SKIN_HUE[0]) & (hue < SKIN_HUE[1]) & (sight.chroma > COLOURLESS)
    if skin.sum() < max(LEAST_BARE, LEAST_SHARE * middle.sum()):
        return None
    return _lit(sight, skin, BOX_LIT, grey=False)


def _lit(sight: Ground, mask: Mask, percentile: float, *, grey: bool) -> Skin:
    """Medians where the light falls: above that percentile of lightness in a mask."""
    if mask.sum() < LEAST_PIXELS:
        return Skin(*UNKNOWN)
    light = sight.light[mask]
    lit = light >= np.percentile(light, percentile)
    a, b = (0.0 if grey else float(np.median(c[mask][lit])) for c in (sight.a, sight.b))
    return Skin(max(float(np.median(light[lit])), DARKEST), a, b)


def colourless(sight: Ground) -> bool:
    """Whether the photo is black and white, or toned in one hue."""
    chroma = sight.chroma
    if float(np.percentile(chroma, GREY_RANK)) < GREY_CHROMA:
        return True
    total = float(chroma.sum())
    return float(np.hypot(sight.a.sum(), sight.b.sum())) / total > ONE_HUE


def likeness(
    sight: Ground,
    skin: Skin,
    shade: tuple[float, float] = SHADE,
    saturation: tuple[float, float] = SATURATION,
) -> Field:
    """0..1, how like this skin a pixel is.

    Args:
        sight: the photo.
        skin: the reference.
        shade: lightness, as a share of the reference: too dark for skin, skin.
        saturation: saturation, as a share of the reference: too pale for skin, skin.
    """
    light: Field = smoothstep(sight.light / np.float32(skin.light), *shade)
    if skin.chroma < COLOURLESS:
        return light
    relative = sight.saturation / np.float32(skin.chroma / skin.light)
    coloured = smoothstep(relative, *saturation) * (1 - smoothstep(relative, *TOO_SATURATED))
    # a highlight loses its colour
    chroma = sight.chroma / np.float32(skin.chroma)
    shine = smoothstep(sight.light, *SHINE_LIGHT) * smoothstep(chroma, *SHINE_CHROMA)
    turn = np.arctan2(sight.b, sight.a) - np.float32(np.arctan2(skin.b, skin.a))
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi).astype(np.float32)
    alike: Field = light * np.maximum(coloured, SHINE * shine)
    return alike * (1 - smoothstep(turn, *TURN))


def neck(sight: Ground, head: Head) -> Field:
    """0..1, the column below the jaw, where skin may lie in deep shade."""
    p, down = head.points, head.down * NECK_LENGTH * head.height
    inward = NECK_INWARD * (p[288] - p[58])
    left, right = p[58] + inward, p[288] - inward
    middle = (left + right) / 2
    ends = [middle + NECK_NARROWS * (end - middle) + down for end in (right, left)]
    outline = np.stack([left, p[136], p[152], p[365], right, *ends])
    return blur(pen.shape(sight.shape, outline), NECK_BLUR * head.height)
