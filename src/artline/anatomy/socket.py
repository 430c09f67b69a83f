"""The shadow of an eye's socket, which joins brow and lid where a network takes it for ink."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.sight import Ground
from artline.anatomy.skin import Skin
from artline.faces.topology import BROWS, EYES
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep

BRIDGE = (168, 6)
"""Landmarks on the bridge of the nose, which the socket reaches to."""
AS_BROW = (0.62, 0.85)
"""Smoothstep: how dark a place is, as a share of the brow's darkness against skin: shadow, brow."""
BROW_RANK = 8
"""Percentile of lightness within a brow's ring that says how dark it is."""
LEAST_BROW = 0.15
"""Share of the skin's lightness by which a brow is darker, at least; a paler one tells nothing."""
EYE_MARGIN = 0.016
"""Heights of the head around an eye's ring that belong to its lids."""
EDGE_BLUR = 0.004
"""Heights of the head: Gaussian of the edge of the shadow."""


def shadow(photo: Ground, head: Head, reference: Skin) -> Field:
    """Where socket and not brow or lid is, float32 h×w, 0..1.

    Args:
        photo: the head's surroundings.
        head: its landmarks.
        reference: the skin of the face.
    """
    import cv2

    found = np.zeros(photo.shape, np.float32)
    for brow, eye in zip(BROWS, EYES, strict=True):
        points = head.points[[*brow, *eye, *BRIDGE]].astype(np.float32)
        hull = pen.shape(photo.shape, cv2.convexHull(points)[:, 0])
        ring = pen.shape(photo.shape, head.points[list(brow)])
        hair = ring > 0.5
        if not hair.any() or reference.light <= 0:
            continue
        dark = 1 - float(np.percentile(photo.light[hair], BROW_RANK)) / reference.light
        if dark < LEAST_BROW:
            continue
        share = (1 - photo.light / np.float32(reference.light)) / np.float32(dark)
        margin = max(1, round(EYE_MARGIN * head.height))
        paler = 1 - smoothstep(share, *AS_BROW)
        soft = blur(dilate_square(hull, margin) * paler, EDGE_BLUR * head.height)
        lids = dilate_square(pen.shape(photo.shape, head.points[list(eye)]), margin)
        found = np.maximum(found, soft * (1 - lids) * (1 - ring))
    return found
