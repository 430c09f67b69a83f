"""The jaw from ear to ear: a line even where the photo's edge is faint, save under hair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.curve import Curve, evened, firmness, read, snap, spline
from artline.anatomy.head import TURNED, Head
from artline.anatomy.sight import Ground
from artline.fields.coherent import Field, sample
from artline.fields.smoothstep import smoothstep

JAW = [
    *(234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152),
    *(377, 400, 378, 379, 365, 397, 288, 361, 323, 454),
]
FAINTEST = (0.5, 0.15)
"""Width of the line where the photo has no edge at all, as a share of its width elsewhere: of a
face seen from the front, and of one turned away, where the mesh is less sure."""


def draw(sight: Ground, head: Head, line: Field, cover: Field) -> Field:
    """Draw the jaw into `line`, in place; arguments as `stroke`.

    Returns:
        float32 h×w, 0..1, the neighbourhood of the jaw, where no other line should double it.
    """
    jaw, bare = stroke(sight, head, line, cover)
    near = np.zeros_like(line)
    pen.stroke(near, jaw, bare * 8 * float(np.clip((head.height / 200) ** 0.6, 0.6, 1.5)))
    return near


def stroke(
    sight: Ground, head: Head, line: Field, cover: Field
) -> tuple[Curve, NDArray[np.floating]]:
    """Draw the jaw into `line`, in place.

    Args:
        sight: the photo.
        head: the landmarks.
        line: float32 h×w, drawn into.
        cover: float32 h×w, 0..1, where hair or a beard hides the jaw.

    Returns:
        The jaw, n×2 points, and how bare it is at each, 0..1.
    """
    p, half = head.points, 1.8

    def border(x: Curve, y: Curve, nx: Curve, ny: Curve) -> NDArray[np.floating]:
        """An edge of lightness, or of the sitter."""
        changes = [
            np.abs(
                sample(f, x + nx * half, y + ny * half) - sample(f, x - nx * half, y - ny * half)
            )
            for f in (sight.depth, sight.subject)
        ]
        return np.asarray(np.maximum(np.minimum(2.4 * changes[0], 1.2), 1.2 * changes[1]))

    jaw, firm = snap(spline(p[JAW]), border, max(2.0, 0.05 * head.height), 1.2, even_out=4)
    u = np.linspace(0, 1, len(jaw))
    bare = 1 - smoothstep(evened(read(cover, jaw), 3).astype(np.float32), 0.3, 0.65)
    # towards the ears it fades into the hair
    bare = bare * smoothstep((1 - np.abs(2 * u - 1)).astype(np.float32), 0.04, 0.30)
    thick = np.clip(0.0125 * np.hypot(*(p[454] - p[234])), 1.0, 2.4)
    least = FAINTEST[abs(head.yaw) > TURNED]
    pen.stroke(line, jaw, thick * (least + (1 - least) * firmness(firm, 6)) * bare)
    return jaw, bare
