"""What the branch is taught: hair by a network, cleaned; skin and cloth by face, matte and colour.

The network that said where hair is paints bald heads and foreheads as hair: each face's own skin
says what is bare. Nothing else than that face, the matte and the photo says where skin and cloth
are. A value of one half says nothing: there the branch is not taught.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen, sight, skin
from artline.anatomy.head import OVAL, SMALLEST, Head
from artline.anatomy.sight import Ground
from artline.anatomy.skin import Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask
from artline.fields.components import components, components_with
from artline.fields.morphology import dilate
from artline.fields.smoothstep import smoothstep
from artline.nouns import Mesh

NAMES = ("hair", "skin", "cloth")
"""The parts, in the order of the branch's output."""
UNKNOWN = 0.5
"""Where a target says nothing."""

SITTER = (0.4, 0.7)  # smoothstep: matte: background, sitter
DARK = (0.55, 0.75)  # smoothstep: lightness as a share of the skin's: hair over a face, skin
BARE_LIGHT = (0.72, 0.84)  # smoothstep: lightness as a share of the skin's: too dark, bare skin
BARE_SATURATION = (0.5, 0.7)  # smoothstep: saturation as a share of the skin's: too pale, bare
BARE_TURN = (0.12, 0.26)  # smoothstep: radians from the skin's hue: bare skin, fair hair
BARE_ROUGH = (0.03, 0.06)  # smoothstep: roughness in log-lightness: bare skin, hair
ROUGH = 1.2  # pixels: Gaussian between the fine structure of hair and what lies below it
BARE_BLUR = 0.025  # heights of the head: Gaussian over which bareness is judged
BARE_REACH = 1.0  # heights of the head: radius of the disc in which its hair may be bare skin
BALD = 0.35  # share of a head's hair above the face that is bare: more is a bald head
BEARD_REACH = 0.25  # heights of the head below the chin where a beard may be taken for cloth
AROUND = 0.12  # heights of the head around its landmarks within which skin goes on
NECK_LIKE = (0.15, 0.4)  # smoothstep: likeness to skin on the neck, in deep shade: other, skin
HAND = (0.03, 0.8)  # share of the face's area that a hand's or an arm's skin has, least and most
SURELY_SKIN = 0.75  # likeness that a hand has
SURELY_NOT = 0.15  # likeness that cloth has at most


def cleaned(
    rgb: NDArray[np.uint8],
    matte: Field,
    hair: Field,
    meshes: Iterable[Mesh],
    *,
    hairless: bool = False,
) -> NDArray[np.float32] | None:
    """The targets of one photo.

    Args:
        rgb: uint8 h×w×3, sRGB.
        matte: float32 h×w, 0..1, the sitter.
        hair: float32 h×w, 0..1, as a network sees it.
        meshes: the landmarks of the faces, in pixels of this photo.
        hairless: somebody says that there is no hair: what is called hair may be skin or not.

    Returns:
        float32 3×h×w, hair, skin and cloth, 0..1, 0.5 where nothing is said; None where no face
        is large enough to say what skin looks like.
    """
    heads = [head for head in map(Head.of, meshes) if head.height >= SMALLEST]
    if not heads:
        return None
    ground = sight.ground(rgb.astype(np.float32) / np.float32(255), matte)
    grey = skin.colourless(ground)
    sitter: Field = smoothstep(matte, *SITTER)
    hair = np.minimum(hair, sitter)
    called = (hair > UNKNOWN) & hairless
    if hairless:
        hair = np.zeros_like(hair)
    bare = np.zeros_like(hair)
    for head in heads:
        own = skin.of_head(ground, head, grey=grey)
        hair = _off_the_face(ground, head, own, hair)
        scalp = bald(ground, head, own, hair)
        hair = hair * (1 - scalp)
        bare = np.maximum(bare, np.maximum(scalp, _skin(ground, head, own)))
    bare = np.minimum(bare, sitter) * (1 - hair)
    bare, cloth = _rest(ground, heads, grey, (sitter, hair, bare))
    bare[called & (bare < UNKNOWN)] = UNKNOWN
    return np.stack([hair, bare, cloth])


def _oval(ground: Ground, head: Head) -> Field:
    return pen.shape(ground.shape, head.points[OVAL])


def _off_the_face(ground: Ground, head: Head, own: Skin, hair: Field) -> Field:
    """Hair without what lies on the face and is not dark against its skin."""
    dark = 1 - smoothstep(ground.light / np.float32(own.light), *DARK)
    dark = blur(dark.astype(np.float32), BARE_BLUR * head.height / 2)
    alike = skin.likeness(ground, own)
    kept = np.maximum(dark, 1 - alike)
    return np.asarray(hair * (1 - _oval(ground, head) * (1 - kept)), np.float32)


def bareness(ground: Ground, own: Skin) -> Field:
    """0..1, how like this very skin, and as smooth, a pixel is: more strictly than `likeness`."""
    alike = skin.likeness(ground, own, BARE_LIGHT, BARE_SATURATION)
    rough = np.sqrt(blur((ground.depth - blur(ground.depth, ROUGH)) ** 2, ROUGH))
    alike = alike * (1 - smoothstep(rough, *BARE_ROUGH))
    if own.chroma < skin.COLOURLESS:
        return alike
    turn = np.arctan2(ground.b, ground.a) - np.float32(np.arctan2(own.b, own.a))
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi).astype(np.float32)
    return np.asarray(alike * (1 - smoothstep(turn, *BARE_TURN)), np.float32)


def bald(ground: Ground, head: Head, own: Skin, hair: Field) -> Field:
    """0..1, where what is called hair is the bare skin of a bald or shaven head; else nothing."""
    near = head.disc(BARE_REACH, ground.shape) & (hair > UNKNOWN)
    near &= head.below(head.points[9], ground.shape) < 0
    bare = blur(bareness(ground, own), BARE_BLUR * head.height)
    if not near.any() or float((bare[near] > UNKNOWN).mean()) < BALD:
        return np.zeros_like(hair)
    joined = components_with((bare > UNKNOWN), _oval(ground, head) > UNKNOWN)
    return np.asarray(smoothstep(bare * joined, 0.4, 0.6), np.float32)


def _skin(ground: Ground, head: Head, own: Skin) -> Field:
    """The face's oval and the neck."""
    neck: Field = skin.neck(ground, head) * smoothstep(skin.likeness(ground, own), *NECK_LIKE)
    return np.maximum(_oval(ground, head), neck)


def _rest(
    ground: Ground, heads: list[Head], grey: bool, known: tuple[Field, Field, Field]
) -> tuple[Field, Field]:
    """Skin with hands, and cloth: of the sitter, below a chin, neither hair nor like skin."""
    sitter, hair, bare = known
    tallest = max(heads, key=lambda head: head.height)
    alike = skin.likeness(ground, skin.of_head(ground, tallest, grey=grey))
    below = np.maximum.reduce([head.below(head.points[152], ground.shape) for head in heads])
    beard = np.any([_beard(ground, head) for head in heads], axis=0)
    rest = np.minimum(sitter, 1 - np.maximum(hair, bare))
    unsure = (rest > UNKNOWN) & (alike > SURELY_NOT)
    face = float((_oval(ground, tallest) > UNKNOWN).sum())
    # in a photo without colours whatever is light is like skin
    hands = _hands(unsure & (alike > SURELY_SKIN) & (not grey), face)
    near = np.any([_near(ground, head) for head in heads], axis=0)
    joined = near & (alike > UNKNOWN) & (rest > UNKNOWN) | (bare > UNKNOWN)
    joined = components_with(joined, bare > UNKNOWN)
    bare = np.maximum(bare, np.maximum(hands, joined * rest))
    cloth = np.where(below > 0, rest * (1 - bare), 0).astype(np.float32)
    unsure &= bare < UNKNOWN
    beard &= (rest > UNKNOWN) & (bare < UNKNOWN)
    bare[unsure | beard] = UNKNOWN
    cloth[(unsure & (below > 0)) | beard] = UNKNOWN
    return bare, cloth


def _near(ground: Ground, head: Head) -> Mask:
    """The face's surroundings and the neck: the forehead above the landmarks, ears and throat."""
    around = dilate(_oval(ground, head), AROUND * head.height) > UNKNOWN
    return around | (skin.neck(ground, head) > UNKNOWN)


def _beard(ground: Ground, head: Head) -> Mask:
    """Around a chin, where what is no skin may be a beard."""
    y, x = np.ogrid[: ground.shape[0], : ground.shape[1]]
    chin = head.points[152]
    return np.asarray(np.hypot(x - chin[0], y - chin[1]) < BEARD_REACH * head.height)


def _hands(like: Mask, face: float) -> Field:
    """Patches of skin of the size of hands."""
    parts, count = components(like)
    area = np.bincount(parts.ravel(), minlength=count + 1) / max(face, 1.0)
    kept = (area >= HAND[0]) & (area <= HAND[1])
    kept[0] = False
    return np.asarray(kept[parts], np.float32)
