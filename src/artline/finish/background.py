"""Who belongs to the sitter: the soft matte settled, hair edges kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.components import components, components_with
from artline.fields.morphology import Field, dilate
from artline.fields.smoothstep import smoothstep
from artline.nouns import Ink
from artline.options import Settings

SMALLEST_SITTER = 0.01
"""Where the sitter covers less than this share, the picture is taken to have none."""


BYSTANDER = (0.5, 2.5)
"""Size, in areas of the largest component with a face, of a component out of reach of every face
that is somebody turned away: a smaller one is furniture, a larger one landscape."""
REACH = 2.5
"""How far an arm reaches from the middle of a face, in heights of the face."""
HAIR_REACH = 1.6
"""How far hair reaches from the middle of a face, in heights of the face."""
BELIEF = 0.6
"""Threshold of the matte for the sitter."""
HAIR = 0.1
"""Lowers BELIEF where there is black around a face: dark hair on a dark wall."""
SMALLEST_PIECE = 0.02
"""Smallest component that is kept, in areas of the largest one with a face."""
SURE_PIECE = 0.75
"""Mean of the matte from which a component without a face is kept."""


def sitter(ink: Ink) -> Field:
    """How far ink is let through, 0 outside the sitter and 1 within.

    Doubt is settled by region: what the matte rather believes in is the sitter's where it hangs
    together with what is surely the sitter, dark hair around a face more readily than anything
    else. The outline itself is kept by growing the matte by about a line's width. Where faces
    were found, pieces out of reach of all of them are furniture, or landscape.

    Args:
        ink: what the network saw; its subject, its channel `mass` and its faces count.

    Returns:
        float32 h×w, 0..1, with soft edges about two working pixels wide.
    """
    shown: Field = ink.once("background.sitter", _sitter)
    return shown


def shown(ink: Ink, settings: Settings) -> Field:
    """Where looks that cover areas draw: the sitter, or all; what the user erased is no edge of it.

    Args:
        ink: what the network saw.
        settings: background counts.

    Returns:
        float32 h×w, 0..1.
    """
    if settings.background == "keep" or ink.coverage < SMALLEST_SITTER:
        return np.ones(ink.shape, np.float32)
    return sitter(ink)


def unerased(field: Field, ink: Ink) -> Field:
    """A field without what the user erased."""
    return field if ink.erased is None else np.where(ink.erased, np.float32(0), field)


def _sitter(ink: Ink) -> Field:
    pitch = ink.pitch
    hair = ink.channels["mass"] * around_faces(ink, HAIR_REACH)
    belief = ink.subject + np.float32(HAIR) * hair * smoothstep(ink.subject, 0.1, 0.3)
    whole = _people(components_with(belief > BELIEF, ink.subject > 0.7), ink)
    if ink.claimed is not None:
        whole = whole | ink.claimed
    grown = dilate(blur(whole.astype(np.float32), 0.8 * pitch), pitch)
    return smoothstep(grown, 0.3, 0.7)


def _people(whole: NDArray[np.bool_], ink: Ink) -> NDArray[np.bool_]:
    """The pieces that hold a face or are within its reach, and those that are large beside them.

    A hand held away from the body is often a piece of its own; a lamp post far off is one too.
    """
    parts, count = components(whole)
    held = np.bincount(parts[faces(ink)], minlength=count + 1) > 0
    held[0] = False
    if not held.any():
        return whole
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    near = np.bincount(parts[around_faces(ink, REACH)], minlength=count + 1) > 0
    share = sizes / sizes[held].max()
    turned_away = (share > BYSTANDER[0]) & (share < BYSTANDER[1])
    belief = np.bincount(parts.ravel(), ink.subject.ravel(), count + 1) / np.maximum(sizes, 1)
    kept = held | ((belief > SURE_PIECE) & ((near & (share > SMALLEST_PIECE)) | turned_away))
    kept[0] = False
    people: NDArray[np.bool_] = kept[parts]
    return people


def around_faces(ink: Ink, heights: float) -> NDArray[np.bool_]:
    """Discs around the middle of each face, bool h×w, whose radius is given in heights of it."""
    h, w = ink.shape
    y, x = np.ogrid[:h, :w]
    mask = np.zeros((h, w), bool)
    for face in ink.faces:
        middle = (0.5 * (face.top + face.bottom) * h, 0.5 * (face.left + face.right) * w)
        radius = heights * (face.bottom - face.top) * h
        mask |= (y - middle[0]) ** 2 + (x - middle[1]) ** 2 < radius * radius
    return mask


def spared(ink: Ink) -> NDArray[np.bool_]:
    """Where nothing is too small to be meant, bool h×w: faces, and what the user claimed."""
    return faces(ink) if ink.claimed is None else faces(ink) | ink.claimed


def faces(ink: Ink) -> NDArray[np.bool_]:
    """Where the faces are, bool h×w: eyes and mouths are small and must not be swept away."""
    h, w = ink.shape
    mask = np.zeros((h, w), bool)
    for face in ink.faces:
        top, bottom = int(face.top * h), int(np.ceil(face.bottom * h))
        left, right = int(face.left * w), int(np.ceil(face.right * w))
        mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return mask
