"""Who belongs to the sitter: the soft matte settled, hair edges kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.curves import Field, blur, joined, labelled, smoothstep, swell
from artline.nouns import Ink

SMALLEST_SITTER = 0.01
"""Where the sitter covers less than this share, the picture is taken to have none."""


BYSTANDER = 0.5
"""A piece out of reach of every face stays if it is so large against the largest with a face."""
REACH = 2.5
"""How far an arm reaches from the middle of a face, in heights of the face."""
SCRAP = 0.02
"""A piece smaller than this, against the largest with a face, is nobody's hand."""


def sitter(ink: Ink) -> Field:
    """How far ink is let through, 0 outside the sitter and 1 within.

    Doubt is settled by region: what the matte half believes in is the sitter's where it hangs
    together with what is surely the sitter, and black mass that does so (dark hair on a dark
    wall) more readily than anything else. The outline itself is kept by growing the matte by
    about a line's width. Where faces were found, small pieces out of
    reach of all of them are furniture.

    Args:
        ink: what the network saw; its channel `mass`, its subject and its faces count.

    Returns:
        float32 h×w, 0..1, with soft edges about two working pixels wide.
    """
    subject, mass, pitch = ink.subject, ink.channels["mass"], ink.pitch
    belief = subject + np.float32(0.25) * mass * smoothstep(subject, 0.1, 0.3)
    sure = subject > 0.6
    whole = _people(joined(belief > 0.32, sure), ink)
    grown = swell(blur(whole.astype(np.float32), 0.8 * pitch), 0.8 * pitch)
    return smoothstep(grown, 0.3, 0.7)


def _people(whole: NDArray[np.bool_], ink: Ink) -> NDArray[np.bool_]:
    """The pieces that hold a face or are within its reach, and those that are large beside them.

    A hand held away from the body is often a piece of its own; a lamp post far off is one too.
    """
    parts, count = labelled(whole)
    held = np.bincount(parts[faces(ink)], minlength=count + 1) > 0
    held[0] = False
    if not held.any():
        return whole
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    near = np.bincount(parts[_reach(ink)], minlength=count + 1) > 0
    share = sizes / sizes[held].max()
    kept = held | (near & (share > SCRAP)) | (share > BYSTANDER)
    kept[0] = False
    people: NDArray[np.bool_] = kept[parts]
    return people


def _reach(ink: Ink) -> NDArray[np.bool_]:
    """Where an arm could be, bool h×w: a disc around each face."""
    h, w = ink.shape
    y, x = np.ogrid[:h, :w]
    mask = np.zeros((h, w), bool)
    for face in ink.faces:
        middle = (0.5 * (face.top + face.bottom) * h, 0.5 * (face.left + face.right) * w)
        arm = REACH * (face.bottom - face.top) * h
        mask |= (y - middle[0]) ** 2 + (x - middle[1]) ** 2 < arm * arm
    return mask


def faces(ink: Ink) -> NDArray[np.bool_]:
    """Where the faces are, bool h×w: eyes and mouths are small and must not be swept away."""
    h, w = ink.shape
    mask = np.zeros((h, w), bool)
    for face in ink.faces:
        top, bottom = int(face.top * h), int(np.ceil(face.bottom * h))
        left, right = int(face.left * w), int(np.ceil(face.right * w))
        mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return mask
