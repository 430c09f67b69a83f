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
COLOURLESS = 7.0
"""Chroma under which a skin's colour says nothing (grey photos)."""


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
    if bare.sum() < 12:
        bare = pen.shape(sight.shape, head.points[OVAL]) > 0.5
    return _lit(sight, bare, 30, grey=grey)


def of_box(sight: Sight, face: Face) -> Skin | None:
    """The skin in the middle of a face's box, by hue alone; None where there is too little."""
    h, w = sight.shape
    top, bottom = int(face.top * h), int(face.bottom * h)
    left, right = int(face.left * w), int(face.right * w)
    dy, dx = (bottom - top) // 5, (right - left) // 5
    middle = np.zeros((h, w), bool)
    middle[top + dy : bottom - dy, left + dx : right - dx] = True
    hue = np.arctan2(sight.b, sight.a)
    skin = middle & (hue > 0.2) & (hue < 1.4) & (sight.chroma > COLOURLESS)
    if skin.sum() < max(12, 0.2 * middle.sum()):
        return None
    return _lit(sight, skin, 40, grey=False)


def _lit(sight: Ground, mask: Mask, percentile: float, *, grey: bool) -> Skin:
    """Medians where the light falls: above that percentile of lightness in a mask."""
    if mask.sum() < 4:
        return Skin(0.6, 10.0, 12.0)
    light = sight.light[mask]
    lit = light >= np.percentile(light, percentile)
    a, b = (0.0 if grey else float(np.median(c[mask][lit])) for c in (sight.a, sight.b))
    return Skin(max(float(np.median(light[lit])), 0.05), a, b)


def colourless(sight: Ground) -> bool:
    """Whether the photo is black and white, or toned in one hue."""
    chroma = sight.chroma
    if float(np.percentile(chroma, 95)) < 6:
        return True
    total = float(chroma.sum())
    return float(np.hypot(sight.a.sum(), sight.b.sum())) / total > 0.985


def likeness(
    sight: Ground,
    skin: Skin,
    shade: tuple[float, float] = (0.30, 0.55),
    saturation: tuple[float, float] = (0.35, 0.60),
) -> Field:
    """0..1, how like this skin a pixel is.

    Args:
        sight: the photo.
        skin: the reference.
        shade: lightness, as a share of the reference, from which it can be skin.
        saturation: saturation likewise.
    """
    light: Field = smoothstep(sight.light / np.float32(skin.light), *shade)
    if skin.chroma < COLOURLESS:
        return light
    relative = sight.saturation / np.float32(skin.chroma / skin.light)
    coloured = smoothstep(relative, *saturation) * (1 - smoothstep(relative, 1.9, 2.6))
    # a highlight loses its colour
    shine = smoothstep(sight.light, 0.75, 0.95) * smoothstep(
        sight.chroma / np.float32(skin.chroma), 0.15, 0.4
    )
    turn = np.arctan2(sight.b, sight.a) - np.float32(np.arctan2(skin.b, skin.a))
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi).astype(np.float32)
    alike: Field = light * np.maximum(coloured, 0.7 * shine) * (1 - smoothstep(turn, 0.45, 0.8))
    return alike


def neck(sight: Ground, head: Head) -> Field:
    """0..1, the column below the jaw, where skin may lie in deep shade."""
    p, down = head.points, head.down * 0.62 * head.height
    inward = 0.06 * (p[288] - p[58])
    left, right = p[58] + inward, p[288] - inward
    middle = (left + right) / 2
    ends = [middle + 0.85 * (right - middle) + down, middle + 0.85 * (left - middle) + down]
    outline = np.stack([left, p[136], p[152], p[365], right, *ends])
    return blur(pen.shape(sight.shape, outline), 0.02 * head.height)
