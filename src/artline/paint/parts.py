"""Which part of the picture each place is: background, cloth, skin or hair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.finish import background
from artline.nouns import Ink
from artline.paint.flat import flattened
from artline.paint.lab import seen_in_lab

Field = NDArray[np.float32]

PARTS = ("background", "cloth", "skin", "hair")
"""The parts of a picture, in the order in which they are painted."""
BACKGROUND, CLOTH, SKIN, HAIR = range(4)
BARE = 255
"""What the user erased: no part, and never painted."""
PART_REACH = 6.0
"""Pixels of a pass within which the borders of parts move to those of the photo."""
PART_CHANGE = 12.0
"""Change of colour, L*a*b* units, that such a border is moved to."""
REST = 0.25
"""Belief, 0..1, that what no part claims is cloth, or held in the hands."""
EVEN = 0.7
"""Gaussian, pixels of a pass, that takes the steps out of the borders of parts."""
HOLE = 1500.0
"""Square pixels of a pass: smaller holes in the sitter are none."""
WISPS = 18.0
"""Pixels of a pass from the background within which hair may be too thin to be seen."""
CLEARLY = 0.6
"""Share of its distance to the hair's colour below which a pixel has the background's."""
WORN = (8.0, 18.0)
"""Units of a* and b* below those of skin of its lightness from which something is not skin."""
FAR = 1e-3
"""Weight of the mean of all beside that of what is near."""


def parts_of(ink: Ink, height: int, width: int) -> NDArray[np.uint8]:
    """The part that is believed in most, its borders where the photo has one nearby.

    Args:
        ink: what the network saw.
        height: rows of the canvas.
        width: columns of the canvas.

    Returns:
        uint8 height×width, index into PARTS, or BARE.
    """
    import cv2

    photo = seen_in_lab(ink)
    belief = np.stack([ink.channels[name] for name in ("cloth", "skin", "hair")], -1)
    belief = flattened(belief, photo, None, PART_REACH * ink.pitch, PART_CHANGE)
    sure = belief.max(-1) > REST
    part = np.where(sure, CLOTH + belief.argmax(-1), CLOTH).astype(np.uint8)
    part[~_filled(background.sitter(ink) > 0.5, ink.pitch)] = BACKGROUND
    part[_shone_through(photo, part, ink.pitch)] = BACKGROUND
    part[_worn(photo, part, ink.pitch)] = CLOTH
    planes = np.stack([part == k for k in range(len(PARTS))], -1).astype(np.float32)
    smooth = cv2.GaussianBlur(planes, (0, 0), EVEN * ink.pitch)
    found = (
        cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
        .argmax(-1)
        .astype(np.uint8)
    )
    if ink.erased is not None:
        found[cv2.resize(ink.erased.astype(np.uint8), (width, height)) > 0] = BARE
    return np.asarray(found, np.uint8)


def _filled(sitter: NDArray[np.bool_], unit: float) -> NDArray[np.bool_]:
    """The sitter without small holes in the middle."""
    import cv2

    _, places, stats, _ = cv2.connectedComponentsWithStats((~sitter).astype(np.uint8))
    small = stats[:, cv2.CC_STAT_AREA] < HOLE * unit * unit
    small[0] = False
    return np.asarray(sitter | small[places])


def _shone_through(photo: Field, part: NDArray[np.uint8], unit: float) -> NDArray[np.bool_]:
    """Hair beside the background that has the background's colour rather than its own."""
    import cv2

    behind, hair = part == BACKGROUND, part == HAIR
    if not hair.any() or not behind.any():
        return np.zeros_like(hair)
    near = cv2.distanceTransform((~behind).astype(np.uint8), cv2.DIST_L2, 5) < WISPS * unit
    deep = hair & ~near
    if not deep.any():
        return np.zeros_like(hair)
    around = [_around(photo, mask.astype(np.float32), WISPS * unit) for mask in (behind, deep)]
    apart = [_apart(photo, mean) for mean in around]
    doubt = (hair & near).astype(np.float32) * (apart[0] < CLEARLY**2 * apart[1])
    return np.asarray(blur(doubt, 0.7 * unit) > 0.5)


def _apart(one: Field, other: Field) -> Field:
    """The squares of the distances of colours, h×w."""
    gaps = [one[..., k] - other[..., k] for k in range(3)]
    return np.asarray(sum(gap * gap for gap in gaps), np.float32)


def _worn(photo: Field, part: NDArray[np.uint8], unit: float) -> NDArray[np.bool_]:
    """What lies on skin and is greener or bluer than it: the lenses of dark glasses, a mask."""
    skin = part == SKIN
    if not skin.any():
        return np.zeros_like(skin)
    middle = np.median(photo[skin], axis=0)
    # the darker skin is, the less chroma it has, and so has skin that mirrors the light
    light = float(np.clip(middle[0], 1, 99))
    share = np.minimum(photo[..., 0] / light, (100 - photo[..., 0]) / (100 - light))
    greener = middle[1] * share - photo[..., 1] > WORN[0]
    bluer = middle[2] * share - photo[..., 2] > WORN[1]
    other = (skin & (greener | bluer)).astype(np.float32)
    return np.asarray(blur(other, 1.5 * unit) > 0.55)


def _around(photo: Field, weight: Field, sigma: float) -> Field:
    """The mean colour of what a mask holds nearby, float32 h×w×3; far from it, of all of it."""
    whole = (photo * weight[..., None]).sum((0, 1)) / weight.sum()
    near = blur(weight, sigma)
    sums = [blur(photo[..., k] * weight, sigma) + FAR * whole[k] for k in range(3)]
    return np.asarray(np.stack(sums, -1) / (near + FAR)[..., None], np.float32)
