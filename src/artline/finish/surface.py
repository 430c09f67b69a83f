"""The sitter's surface as the picture tells it: how far towards the viewer each place is."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.finish import background
from artline.nouns import Ink, Mesh

BODY = 30.0
"""Height of the sitter over what lies behind, pixels of a pass."""
BODY_BLUR = 30.0
"""Gaussian of that height's edge, pixels of a pass."""
LIGHT = 14.0
"""Height of white over black, pixels of a pass: what the light reaches stands out."""
LIGHT_BLUR = 9.0
"""Gaussian of lightness, pixels of a pass."""
NEAR = 0.045
"""Gaussian over the landmarks' depth, heights of the head."""
FAR = 0.16
"""The same where landmarks lie far apart, and beyond them."""
FACE_BLUR = 0.09
"""Gaussian of the face's edge, heights of the head: beyond it the skull goes on."""
TINY = np.float32(1e-4)


def surface(ink: Ink) -> Field:
    """How far towards the viewer each place is, float32 h×w at working size, pixels; smooth.

    Faces are as deep as their landmarks. Elsewhere light tells form: what stands out catches it.
    """
    found: Field = ink.once("finish.surface", _surface)
    return found


def _surface(ink: Ink) -> Field:
    pitch = ink.pitch
    light = blur(ink.lightness, LIGHT_BLUR * pitch) * np.float32(LIGHT * pitch)
    high = blur(background.sitter(ink), BODY_BLUR * pitch) * np.float32(BODY * pitch)
    for mesh in ink.meshes:
        face, share = _face(mesh, ink.shape)
        light = light * (1 - share)
        high = high + share * face
    return np.asarray(high + light, np.float32)


def _face(mesh: Mesh, shape: tuple[int, int]) -> tuple[Field, Field]:
    """A face's height over its outline, pixels, and where it counts, 0..1."""
    head = Head.of(mesh)
    weight, sums = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    x, y = np.rint(mesh.points).astype(np.intp).T
    seen = (x >= 0) & (y >= 0) & (x < shape[1]) & (y < shape[0])
    place = y[seen], x[seen]
    np.add.at(weight, place, 1)
    np.add.at(sums, place, mesh.depth[OVAL].mean() - mesh.depth[seen])
    near, far = (
        [blur(field, sigma * head.height) for field in (sums, weight)] for sigma in (NEAR, FAR)
    )
    # a landmark's own weight falls with the square of the Gaussian
    bias = np.float32(0.02 / (2 * np.pi * (NEAR * head.height) ** 2))
    broad = far[0] / (far[1] + TINY * far[1].max())
    fine = (near[0] + bias * broad) / (near[1] + bias)
    share = blur(pen.shape(shape, head.points[OVAL]), FACE_BLUR * head.height)
    return fine, share
